/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding people: search by sound, who may be here twice, and who may be here
 * already. The store gives candidates, casework judges them.
 *
 * A candidate is judged by its own record first; only where what other records
 * say (address, parents, children) could make a suspicion of it is its dossier
 * read. */

#include "session/session-private.h"

#include "base/limits.h"
#include "casework/duplicates.h"

#include <string.h>

#define MAX_CANDIDATES (200) /* for one person */
#define MAX_SURROUNDINGS (30) /* dossiers read to judge one person */
#define MOST_OF_SURROUNDINGS (45) /* points that addresses and relatives can add */

/* ---------- Search ---------- */

/* The index follows from the heads: when it cannot be made (a full disk), the store is as good as
 * before, finds by the words themselves, and the next opening tries again. */
void
gezin_session_prepare_search (GezinSession *session)
{
  g_autoptr (GezinSounds) sounds = gezin_sounds_new (session->reference);
  g_autoptr (GError) error = NULL;

  if (!gezin_store_set_sounds (session->store, sounds, &error))
    g_info ("names are not found by their sound: %s", error->message);
}

static gboolean
search_people (Call *call, GError **error)
{
  GezinStore *store = call->session->store;

  call->rows = gezin_store_search_people (store, call->text, call->kind, call->limit, error);
  if (call->rows == NULL)
    return FALSE;
  return !call->flag
         || gezin_session_audit_search (call->session, "sounds-like", call->text, call->rows->len,
                                        error);
}

GPtrArray *
gezin_session_search_people (GezinSession *session, const char *words, GezinKind kind,
                             guint max_hits, gboolean settled, GError **error)
{
  Call call = {
    .session = session, .text = words, .kind = kind, .limit = max_hits, .flag = settled
  };

  if (gezin_session_run_call (&call, search_people, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

/* ---------- Reading cards ---------- */

/* One look over the store: what was read is kept while it lasts. */
typedef struct {
  GezinSession *session;
  const GezinSounds *sounds;
  GHashTable *views; /* GezinUuid of a dossier -> GezinView: whole dossiers */
  gboolean slips; /* names that differ by slips of the keys count too */
} Look;

#define MAX_KEPT_VIEWS (64)

static void
look_init (Look *look, GezinSession *session, gboolean slips)
{
  *look = (Look){ .session = session, .sounds = gezin_store_sounds (session->store) };
  look->views = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free,
                                       (GDestroyNotify) gezin_view_unref);
  look->slips = slips;
}

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->views, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

/* (transfer none): valid until the next one is asked for. */
static GezinView *
whole_view (Look *look, const GezinUuid *id, GError **error)
{
  GezinView *view = g_hash_table_lookup (look->views, id);
  g_autoptr (GezinDossier) dossier = NULL;

  if (view != NULL)
    return view;
  dossier = gezin_store_load (look->session->store, id, error);
  if (dossier == NULL)
    return NULL;
  if (g_hash_table_size (look->views) >= MAX_KEPT_VIEWS)
    g_hash_table_remove_all (look->views);
  view = gezin_view_own (dossier);
  g_hash_table_insert (look->views, g_memdup2 (id, sizeof *id), view);
  return view;
}

/* What the record alone says; %NULL without an error if it is no person any more. */
static GezinPersonCard *
record_card (Look *look, const GezinRecordPlace *place, GError **error)
{
  g_autoptr (GezinDossier) one =
      gezin_store_load_record (look->session->store, &place->dossier, &place->record, error);
  g_autoptr (GezinView) view = one == NULL ? NULL : gezin_view_own (one);

  return view == NULL ? NULL : gezin_person_card_new (look->sounds, view, &place->record);
}

static GezinPersonCard *
whole_card (Look *look, const GezinRecordPlace *place, GError **error)
{
  GezinView *view = whole_view (look, &place->dossier, error);

  return view == NULL ? NULL : gezin_person_card_new (look->sounds, view, &place->record);
}

/* ---------- One person against the store ---------- */

/* Somebody who may be the one that was looked for. */
typedef struct {
  GezinPersonCard *card;
  GezinRecordPlace place;
  guint score;
  GPtrArray *reasons; /* GezinReason */
} Suspect;

static void
suspect_free (gpointer data)
{
  Suspect *suspect = data;

  gezin_person_card_free (suspect->card);
  g_clear_pointer (&suspect->reasons, g_ptr_array_unref);
  g_free (suspect);
}

static gint
compare_suspects (gconstpointer a, gconstpointer b)
{
  const Suspect *x = *(const Suspect *const *) a, *y = *(const Suspect *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return gezin_uuid_compare (&x->place.record, &y->place.record);
}

static void
judge (Look *look, const GezinPersonCard *card, Suspect *suspect)
{
  g_clear_pointer (&suspect->reasons, g_ptr_array_unref);
  suspect->reasons = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  suspect->score =
      gezin_duplicates_judge_people (look->sounds, card, suspect->card, suspect->reasons);
}

static void
add_number (GPtrArray *numbers, char *number)
{
  gboolean is_plain = number[0] != '\0';

  for (const char *c = number; *c != '\0'; c++)
    is_plain = is_plain && g_ascii_isalnum (*c);
  if (is_plain)
    g_ptr_array_add (numbers, number);
  else
    g_free (number);
}

static char *
without_hyphens (const char *date)
{
  g_auto (GStrv) parts = g_strsplit (date, "-", -1);

  return g_strjoinv ("", parts);
}

/* As the index has them: see append_number() of the store. */
static char **
numbers_of (const GezinPersonCard *card)
{
  static const char *const countries[] = { "0", "31", "310", "0031", "" };
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();

  for (guint i = 0; i < card->bsns->len; i++)
    add_number (numbers, g_strdup (card->bsns->pdata[i]));
  for (guint i = 0; i < card->birth_dates->len; i++)
    {
      const char *date = card->birth_dates->pdata[i];
      g_autofree char *swapped = gezin_duplicates_swapped (date);

      if (strlen (date) == strlen ("2014-05-01"))
        add_number (numbers, without_hyphens (date));
      if (swapped != NULL)
        add_number (numbers, without_hyphens (swapped));
    }
  for (guint i = 0; i < card->phones->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (countries); j++)
      add_number (numbers, g_strconcat (countries[j], card->phones->pdata[i], NULL));
  g_ptr_array_add (numbers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

static void
append_words (GString *names, const GezinSoundName *name, guint max_words)
{
  for (guint i = 0; i < MIN (name->words->len, max_words); i++)
    g_string_append_printf (names, " %s", ((GezinSoundWord *) name->words->pdata[i])->lower);
}

/* The first given name and the family name: others are often left out. */
static char *
names_of (const GezinPersonCard *card)
{
  GString *names = g_string_new (NULL);

  if (card->given->len > 0)
    append_words (names, card->given->pdata[0], 1);
  if (card->family->len > 0)
    append_words (names, card->family->pdata[0], G_MAXUINT);
  return g_string_free (names, FALSE);
}

static gboolean
has_surroundings (const GezinPersonCard *card)
{
  return card->addresses->len + card->parents->len + card->children->len > 0;
}

/* Judges again with what the whole dossiers say, where that can make a difference. */
static gboolean
look_around (Look *look, const GezinPersonCard *card, guint least, GPtrArray *suspects,
             GError **error)
{
  if (!has_surroundings (card))
    return TRUE;
  g_ptr_array_sort (suspects, compare_suspects);
  for (guint i = 0; i < MIN (suspects->len, MAX_SURROUNDINGS); i++)
    {
      Suspect *suspect = suspects->pdata[i];
      GezinPersonCard *more;

      if (suspect->score + MOST_OF_SURROUNDINGS < least)
        break;
      more = whole_card (look, &suspect->place, error);
      if (more == NULL)
        return FALSE;
      gezin_person_card_free (suspect->card);
      suspect->card = more;
      judge (look, card, suspect);
    }
  return TRUE;
}

static gboolean
is_same_place (const GezinPersonCard *card, const GezinRecordPlace *place)
{
  return gezin_uuid_equal (&card->record, &place->record)
         && gezin_uuid_equal (&card->dossier, &place->dossier);
}

static gboolean
add_suspect (Look *look, const GezinPersonCard *card, const GezinRecordPlace *place,
             GPtrArray *suspects, GError **error)
{
  GError *inner = NULL;
  Suspect *suspect;
  GezinPersonCard *other;

  if (is_same_place (card, place))
    return TRUE;
  other = record_card (look, place, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (other == NULL || gezin_duplicates_are_linked (card, other))
    {
      gezin_person_card_free (other);
      return TRUE;
    }
  suspect = g_new0 (Suspect, 1);
  suspect->card = other;
  suspect->place = *place;
  judge (look, card, suspect);
  g_ptr_array_add (suspects, suspect);
  return TRUE;
}

/* (element-type Suspect): who scores at least @least, the likeliest first. */
static GPtrArray *
find_suspects (Look *look, const GezinPersonCard *card, guint least, GError **error)
{
  g_autoptr (GPtrArray) suspects = g_ptr_array_new_with_free_func (suspect_free);
  g_auto (GStrv) numbers = numbers_of (card);
  g_autofree char *names = names_of (card);
  g_autoptr (GArray) places =
      gezin_store_find_alike (look->session->store, names, (const char *const *) numbers,
                              GEZIN_DUPLICATES_PEOPLE, look->slips, MAX_CANDIDATES, error);

  if (places == NULL)
    return NULL;
  for (guint i = 0; i < places->len; i++)
    if (!add_suspect (look, card, &g_array_index (places, GezinRecordPlace, i), suspects, error))
      return NULL;
  if (!look_around (look, card, least, suspects, error))
    return NULL;
  g_ptr_array_sort (suspects, compare_suspects);
  for (guint i = suspects->len; i-- > 0;)
    if (((Suspect *) suspects->pdata[i])->score < least)
      g_ptr_array_remove_index (suspects, i);
  return g_steal_pointer (&suspects);
}

/* ---------- Who is here twice ---------- */

typedef struct {
  Look look;
  GHashTable *told; /* text of both ids: pairs that are in @found, or were judged */
  GHashTable *pairs; /* text of two dossiers -> Pair */
  GPtrArray *found; /* GezinDuplicate */
} Twice;

/* Two dossiers that have somebody in common. */
typedef struct {
  GezinUuid first;
  GezinUuid second;
  guint n_people;
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

static void
count_pair (Twice *twice, const GezinUuid *a, const GezinUuid *b, guint n_people)
{
  g_autofree char *text = NULL;
  Pair *pair;

  if (gezin_uuid_equal (a, b))
    return;
  text = pair_text (a, b);
  pair = g_hash_table_lookup (twice->pairs, text);
  if (pair == NULL)
    {
      pair = g_new0 (Pair, 1);
      pair->first = gezin_uuid_compare (a, b) < 0 ? *a : *b;
      pair->second = gezin_uuid_compare (a, b) < 0 ? *b : *a;
      g_hash_table_insert (twice->pairs, g_steal_pointer (&text), pair);
    }
  pair->n_people += n_people;
}

static void
add_people (Twice *twice, const GezinPersonCard *card, Suspect *suspect)
{
  gboolean is_first = gezin_uuid_compare (&card->record, &suspect->place.record) < 0;
  GezinDuplicate *duplicate;

  if (!g_hash_table_add (twice->told, pair_text (&card->record, &suspect->place.record)))
    return;
  duplicate = g_new0 (GezinDuplicate, 1);
  duplicate->kind = GEZIN_DUPLICATES_PEOPLE;
  duplicate->first = is_first ? card->record : suspect->place.record;
  duplicate->second = is_first ? suspect->place.record : card->record;
  duplicate->first_dossier = is_first ? card->dossier : suspect->place.dossier;
  duplicate->second_dossier = is_first ? suspect->place.dossier : card->dossier;
  duplicate->first_name = g_strdup (is_first ? card->name : suspect->card->name);
  duplicate->second_name = g_strdup (is_first ? suspect->card->name : card->name);
  duplicate->score = suspect->score;
  duplicate->reasons = g_steal_pointer (&suspect->reasons);
  g_ptr_array_add (twice->found, duplicate);
  count_pair (twice, &card->dossier, &suspect->place.dossier, 1);
}

static gboolean
look_for_person (Twice *twice, const GezinRecordPlace *place, GError **error)
{
  GError *inner = NULL;
  g_autoptr (GezinPersonCard) card = whole_card (&twice->look, place, &inner);
  g_autoptr (GPtrArray) suspects = NULL;

  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (card == NULL)
    return TRUE;
  suspects = find_suspects (&twice->look, card, GEZIN_DUPLICATE_LIKELY, error);
  if (suspects == NULL)
    return FALSE;
  for (guint i = 0; i < suspects->len; i++)
    add_people (twice, card, suspects->pdata[i]);
  return TRUE;
}

/* Dossiers whose names are alike are worth a look too, even when nobody in them is. */
static gboolean
look_for_family (Twice *twice, const GezinUuid *dossier, GError **error)
{
  GezinView *view = whole_view (&twice->look, dossier, error);
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
    count_pair (twice, dossier, &g_array_index (places, GezinRecordPlace, i).dossier, 0);
  return TRUE;
}

static gboolean
judge_pair (Twice *twice, const Pair *pair, GError **error)
{
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  g_autoptr (GezinFamilyCard) a = NULL;
  g_autoptr (GezinFamilyCard) b = NULL;
  GezinDuplicate *duplicate;
  GezinView *view;
  guint score;

  view = whole_view (&twice->look, &pair->first, error);
  if (view == NULL)
    return FALSE;
  a = gezin_family_card_new (twice->look.sounds, view);
  view = whole_view (&twice->look, &pair->second, error);
  if (view == NULL)
    return FALSE;
  b = gezin_family_card_new (twice->look.sounds, view);
  if (gezin_duplicates_families_are_linked (a, b))
    return TRUE;
  score = gezin_duplicates_judge_families (twice->look.sounds, a, b, pair->n_people, reasons);
  if (score < GEZIN_DUPLICATE_LIKELY)
    return TRUE;
  duplicate = g_new0 (GezinDuplicate, 1);
  duplicate->kind = GEZIN_DUPLICATES_FAMILIES;
  duplicate->first = duplicate->first_dossier = pair->first;
  duplicate->second = duplicate->second_dossier = pair->second;
  duplicate->first_name = g_strdup (a->shown);
  duplicate->second_name = g_strdup (b->shown);
  duplicate->score = score;
  duplicate->reasons = g_steal_pointer (&reasons);
  g_ptr_array_add (twice->found, duplicate);
  return TRUE;
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

static gboolean
look_for_all (Twice *twice, const GezinUuid *dossier, GError **error)
{
  GezinStore *store = twice->look.session->store;
  g_autoptr (GArray) places = gezin_store_records_of (store, GEZIN_DUPLICATES_PEOPLE, error);
  g_autoptr (GArray) roots = gezin_store_records_of (store, GEZIN_DUPLICATES_FAMILIES, error);

  if (places == NULL || roots == NULL)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const GezinRecordPlace *place = &g_array_index (places, GezinRecordPlace, i);

      if ((dossier == NULL || gezin_uuid_equal (&place->dossier, dossier))
          && !look_for_person (twice, place, error))
        return FALSE;
    }
  for (guint i = 0; i < roots->len; i++)
    {
      const GezinRecordPlace *place = &g_array_index (roots, GezinRecordPlace, i);

      if ((dossier == NULL || gezin_uuid_equal (&place->dossier, dossier))
          && !look_for_family (twice, &place->dossier, error))
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
  look_init (&twice.look, call->session, call->dossier != NULL);
  twice.told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  twice.pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  done = look_for_all (&twice, call->dossier, error);
  look_clear (&twice.look);
  g_hash_table_unref (twice.told);
  g_hash_table_unref (twice.pairs);
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

/* ---------- Who is here already ---------- */

typedef struct {
  Call call; /* first, so that one is the other */
  const GezinSought *sought;
} SoughtCall;

static gboolean
is_said (const char *text)
{
  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

static void
add_similar (GPtrArray *rows, GezinKind kind, const GezinRecordPlace *place, const char *name,
             const char *dossier_name, guint score, GPtrArray *reasons)
{
  GezinSimilar *similar = g_new0 (GezinSimilar, 1);

  similar->kind = kind;
  similar->dossier = place->dossier;
  similar->record = place->record;
  similar->name = g_strdup (name);
  similar->dossier_name = g_strdup (dossier_name);
  similar->score = score;
  similar->reasons = g_ptr_array_ref (reasons);
  g_ptr_array_add (rows, similar);
}

static char *
dossier_name (Look *look, const GezinUuid *dossier)
{
  g_autoptr (GezinDossier) root =
      gezin_store_load_record (look->session->store, dossier, dossier, NULL);
  g_autoptr (GezinView) view = root == NULL ? NULL : gezin_view_own (root);
  g_autoptr (GezinFamilyCard) card =
      view == NULL ? NULL : gezin_family_card_new (look->sounds, view);

  return card == NULL ? NULL : g_strdup (card->shown);
}

static gboolean
add_similar_people (Look *look, const GezinSought *sought, guint max_similar, GPtrArray *rows,
                    GError **error)
{
  g_autofree char *date = gezin_store_read_date (look->session->store, sought->birth_date);
  g_autoptr (GezinPersonCard) card =
      gezin_person_card_new_typed (look->sounds, sought->given_names, sought->family_name, date,
                                   sought->bsn, sought->phone, sought->postcode, sought->number);
  g_autoptr (GPtrArray) suspects = NULL;

  if (!is_said (sought->given_names) && date == NULL && !is_said (sought->bsn)
      && !is_said (sought->phone))
    return TRUE; /* it is a family that is sought */
  suspects = find_suspects (look, card, GEZIN_DUPLICATE_PERHAPS, error);
  if (suspects == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (suspects->len, max_similar); i++)
    {
      const Suspect *suspect = suspects->pdata[i];
      g_autofree char *name = dossier_name (look, &suspect->place.dossier);

      add_similar (rows, GEZIN_DUPLICATES_PEOPLE, &suspect->place, suspect->card->name, name,
                   suspect->score, suspect->reasons);
    }
  return TRUE;
}

static gboolean
judge_similar_family (Look *look, const GezinFamilyCard *sought, const GezinRecordPlace *place,
                      GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  g_autoptr (GezinFamilyCard) card = NULL;
  GezinView *view = whole_view (look, &place->dossier, error);
  guint score;

  if (view == NULL)
    return FALSE;
  card = gezin_family_card_new (look->sounds, view);
  score = gezin_duplicates_judge_families (look->sounds, sought, card, 0, reasons);
  if (score >= GEZIN_DUPLICATE_PERHAPS)
    add_similar (rows, GEZIN_DUPLICATES_FAMILIES, place, card->shown, card->shown, score, reasons);
  return TRUE;
}

static gboolean
add_similar_families (Look *look, const GezinSought *sought, guint max_similar, GPtrArray *rows,
                      GError **error)
{
  g_autoptr (GezinFamilyCard) card = NULL;
  g_autoptr (GArray) places = NULL;

  if (!is_said (sought->family_name))
    return TRUE;
  card = gezin_family_card_new_typed (look->sounds, sought->family_name, sought->postcode,
                                      sought->number);
  places = gezin_store_find_alike (look->session->store, sought->family_name, NULL,
                                   GEZIN_DUPLICATES_FAMILIES, TRUE,
                                   MIN (max_similar, MAX_SURROUNDINGS), error);
  if (places == NULL)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    if (!judge_similar_family (look, card, &g_array_index (places, GezinRecordPlace, i), rows,
                               error))
      return FALSE;
  return TRUE;
}

static gint
compare_similar (gconstpointer a, gconstpointer b)
{
  const GezinSimilar *x = *(const GezinSimilar *const *) a;
  const GezinSimilar *y = *(const GezinSimilar *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return gezin_uuid_compare (&x->record, &y->record);
}

static gboolean
similar_people (Call *call, GError **error)
{
  const GezinSought *sought = ((SoughtCall *) call)->sought;
  g_auto (Look) look = { NULL };

  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_similar_free);
  look_init (&look, call->session, TRUE);
  if (!add_similar_people (&look, sought, call->limit, call->rows, error)
      || !add_similar_families (&look, sought, call->limit, call->rows, error))
    return FALSE;
  g_ptr_array_sort (call->rows, compare_similar);
  if (call->rows->len > call->limit)
    g_ptr_array_set_size (call->rows, (int) call->limit);
  return TRUE;
}

GPtrArray *
gezin_session_similar_people (GezinSession *session, const GezinSought *sought, guint max_similar,
                              GError **error)
{
  SoughtCall sought_call = { .call = { .session = session, .limit = max_similar },
                             .sought = sought };

  if (gezin_session_run_call (&sought_call.call, similar_people, error))
    return sought_call.call.rows;
  g_clear_pointer (&sought_call.call.rows, g_ptr_array_unref);
  return NULL;
}
