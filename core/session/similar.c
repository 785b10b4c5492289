/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is here already and may be the one about to be written down. */

#include "session/suspects-private.h"

typedef struct {
  Call call; /* first, so that one is the other */
  const GezinSought *sought;
} SoughtCall;

static gboolean
is_said (const char *text)
{
  return text != NULL && text[strspn (text, " \t\r\n")] != '\0';
}

/* The dossier that leads is named, and each record once: with its highest score. */
static gboolean
add_similar (GezinLook *look, GPtrArray *rows, GezinKind kind, const GezinRecordPlace *place,
             const char *name, guint score, GPtrArray *reasons, GError **error)
{
  GezinSimilar *similar;
  GezinUuid leader;
  gboolean is_family = gezin_uuid_equal (&place->record, &place->dossier);

  if (!gezin_look_leader (look, &place->dossier, &leader, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      similar = rows->pdata[i];
      if (gezin_uuid_equal (&similar->record, is_family ? &leader : &place->record))
        {
          if (similar->score >= score)
            return TRUE;
          g_ptr_array_remove_index (rows, i);
          break;
        }
    }
  similar = g_new0 (GezinSimilar, 1);
  similar->kind = kind;
  similar->dossier = leader;
  similar->record = is_family ? leader : place->record;
  similar->dossier_name = gezin_look_dossier_name (look, &leader);
  similar->name = g_strdup (is_family ? similar->dossier_name : name);
  similar->score = score;
  similar->reasons = g_ptr_array_ref (reasons);
  g_ptr_array_add (rows, similar);
  return TRUE;
}

static gboolean
add_similar_people (GezinLook *look, const GezinSought *sought, guint max_similar, GPtrArray *rows,
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
  suspects = gezin_look_suspects (look, card, GEZIN_DUPLICATE_PERHAPS, error);
  if (suspects == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (suspects->len, max_similar); i++)
    {
      const GezinSuspect *suspect = suspects->pdata[i];
      GezinRecordPlace place = suspect->place;
      g_autofree char *name = NULL;

      if (!gezin_look_lead_person (look, suspect->card, &place.record, &name, error)
          || !add_similar (look, rows, GEZIN_DUPLICATES_PEOPLE, &place, name, suspect->score,
                           suspect->reasons, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_similar_family (GezinLook *look, const GezinFamilyCard *sought, const GezinRecordPlace *place,
                      GPtrArray *rows, GError **error)
{
  g_autoptr (GPtrArray) reasons =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reason_free);
  g_autoptr (GezinFamilyCard) card = NULL;
  GezinView *view = gezin_look_view (look, &place->dossier, error);
  guint score;

  if (view == NULL)
    return FALSE;
  card = gezin_family_card_new (look->sounds, view);
  score = gezin_duplicates_judge_families (look->sounds, sought, card, 0, reasons);
  return score < GEZIN_DUPLICATE_PERHAPS
         || add_similar (look, rows, GEZIN_DUPLICATES_FAMILIES, place, card->shown, score, reasons,
                         error);
}

static gboolean
add_similar_families (GezinLook *look, const GezinSought *sought, guint max_similar,
                      GPtrArray *rows, GError **error)
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
  g_auto (GezinLook) look = { NULL };

  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_similar_free);
  gezin_look_init (&look, call->session, TRUE);
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
