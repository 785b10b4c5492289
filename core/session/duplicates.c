/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is here twice: each person against the store, then the families that have
 * people or names in common. What was joined or linked is one, and is told under
 * the record and the dossier that lead. */

#include "session/suspects-private.h"

typedef struct {
  GezinLook look;
  GHashTable *told; /* text of both ids: pairs that are in @found, or were judged */
  GHashTable *pairs; /* text of two dossiers -> Pair */
  GHashTable *common; /* text of two that lead -> how many people both have */
  GPtrArray *found; /* GezinDuplicate */
} Twice;

/* Two dossiers that have somebody in common, or names that are alike. */
typedef struct {
  GezinUuid first;
  GezinUuid second;
} Pair;

static char *
pair_text (const GezinUuid *a, const GezinUuid *b)
{
  char first[GEZIN_UUID_TEXT_LENGTH + 1], second[GEZIN_UUID_TEXT_LENGTH + 1];
  gboolean is_sorted = gezin_uuid_compare (a, b) < 0;

  gezin_uuid_write (is_sorted ? a : b, first);
  gezin_uuid_write (is_sorted ? b : a, second);
  return g_strconcat (first, " ", second, NULL);
}

/* Dossiers that were joined already are no pair; how many people two families have in common counts
 * for all of their parts together. */
static gboolean
count_pair (Twice *twice, const GezinUuid *a, const GezinUuid *b, guint n_people, GError **error)
{
  GezinUuid leaders[2];
  g_autofree char *text = NULL;
  g_autofree char *families = NULL;
  guint n_before;

  if (!gezin_look_leader (&twice->look, a, &leaders[0], error)
      || !gezin_look_leader (&twice->look, b, &leaders[1], error))
    return FALSE;
  if (gezin_uuid_equal (&leaders[0], &leaders[1]))
    return TRUE;
  text = pair_text (a, b);
  if (!g_hash_table_contains (twice->pairs, text))
    {
      Pair *pair = g_new0 (Pair, 1);

      pair->first = *a;
      pair->second = *b;
      g_hash_table_insert (twice->pairs, g_steal_pointer (&text), pair);
    }
  families = pair_text (&leaders[0], &leaders[1]);
  n_before = GPOINTER_TO_UINT (g_hash_table_lookup (twice->common, families));
  g_hash_table_insert (twice->common, g_steal_pointer (&families),
                       GUINT_TO_POINTER (n_before + n_people));
  return TRUE;
}

/* One of the two, as it is told: the record and the dossier that lead. */
typedef struct {
  GezinRecordPlace place;
  char *name;
} End;

static void
end_clear (End *end)
{
  g_clear_pointer (&end->name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (End, end_clear)

static gboolean
lead_end (Twice *twice, const GezinPersonCard *card, const GezinUuid *dossier, End *end,
          GError **error)
{
  return gezin_look_lead_person (&twice->look, card, &end->place.record, &end->name, error)
         && gezin_look_leader (&twice->look, dossier, &end->place.dossier, error);
}

static gboolean
add_people (Twice *twice, const GezinPersonCard *card, GezinSuspect *suspect, GError **error)
{
  g_auto (End) a = { .name = NULL };
  g_auto (End) b = { .name = NULL };
  const End *first, *second;
  GezinDuplicate *duplicate;

  if (!lead_end (twice, card, &card->dossier, &a, error)
      || !lead_end (twice, suspect->card, &suspect->place.dossier, &b, error))
    return FALSE;
  if (gezin_uuid_equal (&a.place.record, &b.place.record)
      || !g_hash_table_add (twice->told, pair_text (&a.place.record, &b.place.record)))
    return TRUE;
  first = gezin_uuid_compare (&a.place.record, &b.place.record) < 0 ? &a : &b;
  second = first == &a ? &b : &a;
  duplicate = g_new0 (GezinDuplicate, 1);
  duplicate->kind = GEZIN_DUPLICATES_PEOPLE;
  duplicate->first = first->place.record;
  duplicate->second = second->place.record;
  duplicate->first_dossier = first->place.dossier;
  duplicate->second_dossier = second->place.dossier;
  duplicate->first_name = g_strdup (first->name);
  duplicate->second_name = g_strdup (second->name);
  duplicate->score = suspect->score;
  duplicate->reasons = g_steal_pointer (&suspect->reasons);
  g_ptr_array_add (twice->found, duplicate);
  return count_pair (twice, &card->dossier, &suspect->place.dossier, 1, error);
}

static gboolean
look_for_person (Twice *twice, const GezinRecordPlace *place, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GezinPersonCard) card = gezin_look_card (&twice->look, place, &inner);
  g_autoptr (GPtrArray) suspects = NULL;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (card == NULL)
    return TRUE;
  suspects = gezin_look_suspects (&twice->look, card, GEZIN_DUPLICATE_LIKELY, error);
  if (suspects == NULL)
    return FALSE;
  for (guint i = 0; i < suspects->len; i++)
    if (!add_people (twice, card, suspects->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Dossiers whose names are alike are worth a look too, even when nobody in them is. */
static gboolean
look_for_family (Twice *twice, const GezinUuid *dossier, GError **error)
{
  GezinView *view = gezin_look_view (&twice->look, dossier, error);
  g_autoptr (GezinFamilyCard) card = NULL;
  g_autoptr (GArray) places = NULL;

  if (view == NULL)
    return FALSE;
  card = gezin_family_card_new (twice->look.sounds, view);
  if (card->shown == NULL || card->addresses->len == 0)
    return TRUE;
  places = gezin_store_find_alike (twice->look.session->store, card->shown, NULL,
                                   GEZIN_DUPLICATES_FAMILIES, twice->look.slips, MAX_SURROUNDINGS,
                                   error);
  if (places == NULL)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    if (!count_pair (twice, dossier, &g_array_index (places, GezinRecordPlace, i).dossier, 0,
                     error))
      return FALSE;
  return TRUE;
}

/* Two families are told once, however many parts they have: by the two parts that are most alike. */
static void
add_families (Twice *twice, const GezinUuid *leaders, guint score, GPtrArray *reasons)
{
  gboolean is_sorted = gezin_uuid_compare (&leaders[0], &leaders[1]) < 0;
  const GezinUuid *first = &leaders[is_sorted ? 0 : 1];
  const GezinUuid *second = &leaders[is_sorted ? 1 : 0];
  GezinDuplicate *duplicate;

  for (guint i = 0; i < twice->found->len; i++)
    {
      duplicate = twice->found->pdata[i];
      if (!gezin_uuid_equal (&duplicate->first, first)
          || !gezin_uuid_equal (&duplicate->second, second))
        continue;
      if (duplicate->score >= score)
        return;
      g_ptr_array_remove_index (twice->found, i);
      break;
    }
  duplicate = g_new0 (GezinDuplicate, 1);
  duplicate->kind = GEZIN_DUPLICATES_FAMILIES;
  duplicate->first = duplicate->first_dossier = *first;
  duplicate->second = duplicate->second_dossier = *second;
  duplicate->first_name = gezin_look_dossier_name (&twice->look, first);
  duplicate->second_name = gezin_look_dossier_name (&twice->look, second);
  duplicate->score = score;
  duplicate->reasons = g_ptr_array_ref (reasons);
  g_ptr_array_add (twice->found, duplicate);
}

static gboolean
judge_pair (Twice *twice, const Pair *pair, GError **error)
{
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  const GezinUuid *ends[2] = { &pair->first, &pair->second };
  GezinFamilyCard *cards[2] = { NULL, NULL };
  GezinUuid leaders[2];
  g_autofree char *families = NULL;
  gboolean done = TRUE;
  guint score = 0;

  for (guint i = 0; i < 2 && done; i++)
    {
      GezinView *view = gezin_look_leader (&twice->look, ends[i], &leaders[i], error)
                            ? gezin_look_view (&twice->look, ends[i], error)
                            : NULL;

      done = view != NULL;
      cards[i] = done ? gezin_family_card_new (twice->look.sounds, view) : NULL;
    }
  if (done && !gezin_duplicates_families_are_linked (cards[0], cards[1]))
    {
      families = pair_text (&leaders[0], &leaders[1]);
      score = gezin_duplicates_judge_families (
          twice->look.sounds, cards[0], cards[1],
          GPOINTER_TO_UINT (g_hash_table_lookup (twice->common, families)), reasons);
    }
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&cards[i], gezin_family_card_free);
  if (done && score >= GEZIN_DUPLICATE_LIKELY)
    add_families (twice, leaders, score, reasons);
  return done;
}

static gboolean
judge_pairs (Twice *twice, GError **error)
{
  GHashTableIter iter;
  gpointer pair;

  g_hash_table_iter_init (&iter, twice->pairs);
  while (g_hash_table_iter_next (&iter, NULL, &pair))
    if (!judge_pair (twice, pair, error))
      return FALSE;
  return TRUE;
}

static gint
compare_duplicates (gconstpointer a, gconstpointer b)
{
  const GezinDuplicate *x = *(const GezinDuplicate *const *) a;
  const GezinDuplicate *y = *(const GezinDuplicate *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (!gezin_uuid_equal (&x->first, &y->first))
    return gezin_uuid_compare (&x->first, &y->first);
  return gezin_uuid_compare (&x->second, &y->second);
}

/* Whether somebody asked about the dossier at @place, or about all. */
static gboolean
is_asked (Twice *twice, const GezinRecordPlace *place, const GezinUuid *asked, gboolean *is_in,
          GError **error)
{
  GezinUuid leader;

  *is_in = TRUE;
  if (asked == NULL)
    return TRUE;
  if (!gezin_look_leader (&twice->look, &place->dossier, &leader, error))
    return FALSE;
  *is_in = gezin_uuid_equal (&leader, asked);
  return TRUE;
}

static gboolean
look_for_all (Twice *twice, const GezinUuid *dossier, GError **error)
{
  GezinStore *store = twice->look.session->store;
  g_autoptr (GArray) places = gezin_store_records_of (store, GEZIN_DUPLICATES_PEOPLE, error);
  g_autoptr (GArray) roots = gezin_store_records_of (store, GEZIN_DUPLICATES_FAMILIES, error);
  GezinUuid leader;
  gboolean is_in;

  if (places == NULL || roots == NULL
      || (dossier != NULL && !gezin_look_leader (&twice->look, dossier, &leader, error)))
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const GezinRecordPlace *place = &g_array_index (places, GezinRecordPlace, i);

      if (!is_asked (twice, place, dossier != NULL ? &leader : NULL, &is_in, error)
          || (is_in && !look_for_person (twice, place, error)))
        return FALSE;
    }
  for (guint i = 0; i < roots->len; i++)
    {
      const GezinRecordPlace *place = &g_array_index (roots, GezinRecordPlace, i);

      if (!is_asked (twice, place, dossier != NULL ? &leader : NULL, &is_in, error)
          || (is_in && !look_for_family (twice, &place->dossier, error)))
        return FALSE;
    }
  return judge_pairs (twice, error);
}

static gboolean
duplicates (Call *call, GError **error)
{
  Twice twice = { .found = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_duplicate_free) };
  gboolean done;

  call->rows = twice.found;
  /* Names that differ by slips are looked for only where one dossier was asked about: for all it would take long. */
  gezin_look_init (&twice.look, call->session, call->dossier != NULL);
  twice.told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  twice.pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  twice.common = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  done = look_for_all (&twice, call->dossier, error);
  gezin_look_clear (&twice.look);
  g_hash_table_unref (twice.told);
  g_hash_table_unref (twice.pairs);
  g_hash_table_unref (twice.common);
  if (done)
    {
      g_autofree char *pairs = g_strdup_printf ("pairs %u", call->rows->len);
      GezinAuditEvent event = { .action = "duplicates", .dossier = call->dossier, .detail = pairs };

      g_ptr_array_sort (call->rows, compare_duplicates);
      done = gezin_store_audit (call->session->store, &event, error);
    }
  return done;
}

GPtrArray *
gezin_session_duplicates (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  if (gezin_session_run_call (&call, duplicates, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}
