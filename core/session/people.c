/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding people: search by sound. Who may be here twice is in duplicates.c, who
 * may be here already in similar.c. */

#include "session/display.h"
#include "session/session-private.h"

#include "base/limits.h"

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

/* Somebody is known by a name, and looked for by a day. */

static gboolean
is_name (const GezinFieldSpec *field)
{
  return (field->flags & GEZIN_FIELD_TITLE) != 0 && field->search == GEZIN_SEARCH_NAME;
}

static gboolean
is_day (const GezinFieldSpec *field)
{
  return (field->flags & GEZIN_FIELD_TITLE) == 0 && field->search == GEZIN_SEARCH_NUMBER
         && field->type == GEZIN_TYPE_DATE;
}

static const GezinFieldSpec *
find_field (GezinKind kind, gboolean (*is_it) (const GezinFieldSpec *field))
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if (is_it (fields[i]))
      return fields[i];
  return NULL;
}

static char *
day_of (const GezinRecord *record)
{
  const GezinFieldSpec *day = find_field (record->kind, is_day);

  return day != NULL ? g_strdup (gezin_record_value (record, day->field)) : NULL;
}

/* Of a record that is linked with others as the same the one that stands for all is named. */
static gboolean
name_linked (GezinSession *session, GezinSearchHit *hit, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinSame) same = NULL;
  const GezinRecord *own;
  const GezinRecord *leading;

  if (!gezin_session_whole_init (session, &hit->dossier, NULL, &whole, error))
    return FALSE;
  same = gezin_same_new (whole.dossier);
  own = gezin_dossier_find (whole.dossier, &hit->record);
  leading = gezin_dossier_find (whole.dossier, gezin_same_first (same, &hit->record));
  if (own == NULL || leading == NULL)
    return TRUE;
  hit->record = leading->id;
  hit->title = gezin_session_record_title (session, whole.dossier, leading);
  hit->detail = day_of (leading);
  if (hit->detail == NULL)
    hit->detail = day_of (own);
  return TRUE;
}

static gboolean
name_hit (GezinSession *session, GezinSearchHit *hit, GError **error)
{
  g_autoptr (GezinDossier) alone = NULL;
  g_autoptr (GPtrArray) links = NULL;
  const GezinRecord *record;

  if ((gezin_catalogue_kind (hit->kind)->flags & GEZIN_KIND_ROOT) != 0
      || find_field (hit->kind, is_name) == NULL)
    return TRUE;
  alone = gezin_store_load_record (session->store, &hit->dossier, &hit->record, error);
  if (alone == NULL)
    return FALSE;
  record = gezin_dossier_find (alone, &hit->record);
  if (record == NULL)
    return TRUE;
  links = gezin_record_items (record, GEZIN_FIELD_COMMON_SAME_AS);
  if (links->len > 0)
    return name_linked (session, hit, error);
  hit->title = gezin_session_record_title (session, alone, record);
  hit->detail = day_of (record);
  return TRUE;
}

/* Each hit with the name of whom it is about; somebody whose linked records were found is told once. */
static gboolean
name_people (GezinSession *session, GPtrArray *hits, GError **error)
{
  g_autoptr (GHashTable) told = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < hits->len;)
    {
      GezinSearchHit *hit = hits->pdata[i];
      GezinUuid found = hit->record;

      if (!name_hit (session, hit, error))
        return FALSE;
      if (!gezin_uuid_equal (&found, &hit->record) && g_hash_table_contains (told, &hit->record))
        {
          g_ptr_array_remove_index (hits, i);
          continue;
        }
      g_hash_table_add (told, &hit->record);
      i++;
    }
  return TRUE;
}

gboolean
gezin_session_name_hits (GezinSession *session, GPtrArray *hits, GError **error)
{
  for (guint i = 0; i < hits->len; i++)
    {
      GezinSearchHit *hit = hits->pdata[i];
      const GezinUuid found = hit->record;

      if (!name_hit (session, hit, error))
        return FALSE;
      hit->record = found;
    }
  return TRUE;
}

static gboolean
search_people (Call *call, GError **error)
{
  GezinStore *store = call->session->store;

  call->rows = gezin_store_search_people (store, call->text, call->kind, call->limit, error);
  if (call->rows == NULL || !name_people (call->session, call->rows, error)
      || !gezin_session_lead_hits (call->session, call->rows, error))
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
