/* SPDX-License-Identifier: EUPL-1.2 */

/* What a peer no longer shares with us: kept, and hidden until a person decides.
 *
 * Invariants:
 * 1. Nothing is deleted by freezing, and our own words are never hidden.
 * 2. That a record was removed is never hidden: it says nothing, and would bring the record back.
 * 3. No word that is hidden is found: the index follows in the same transaction. */

#include "store/exchange-private.h"

#include <string.h>

void
gezin_frozen_free (GezinFrozen *frozen)
{
  if (frozen == NULL)
    return;
  g_free (frozen->field);
  g_free (frozen->item);
  g_free (frozen);
}

static char *
text_or_null (GezinStatement *rows, int column)
{
  const char *text = gezin_column_text (rows, column);

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* The rows of @statement: record, field, item, peer, time. */
static GPtrArray *
read_all (GezinStatement *rows, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_frozen_free);
  gboolean has_row;

  for (;;)
    {
      g_autoptr (GezinFrozen) one = g_new0 (GezinFrozen, 1);

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      if (!gezin_column_uuid (rows, 0, &one->record))
        continue;
      one->field = text_or_null (rows, 1);
      one->item = text_or_null (rows, 2);
      one->peer = gezin_column_int (rows, 3);
      one->time = gezin_column_int (rows, 4);
      g_ptr_array_add (all, g_steal_pointer (&one));
    }
}

GPtrArray *
gezin_store_frozen (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT record, field, item, peer, time FROM frozen WHERE dossier = ?1 AND thawed = 0"
      " ORDER BY record, field, item, peer",
      error);

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  return read_all (rows, error);
}

/* Hiding. */

/* By record, and within it as they are: (element-type GezinFrozen), sorted by record. */
static int
compare_records (gconstpointer a, gconstpointer b)
{
  const GezinFrozen *first = *(GezinFrozen *const *) a, *second = *(GezinFrozen *const *) b;

  return gezin_uuid_compare (&first->record, &second->record);
}

/* Place of the first of @record in @frozen, which is sorted. */
static guint
find_first (const GPtrArray *frozen, const GezinUuid *record)
{
  guint low = 0, high = frozen->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (gezin_uuid_compare (&((GezinFrozen *) frozen->pdata[middle])->record, record) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_meant (const GezinFrozen *one, const GezinVersion *head)
{
  return one->field == NULL
         || (strcmp (one->field, gezin_catalogue_field_name (head->field)) == 0
             && g_strcmp0 (one->item, head->item) == 0);
}

const GezinFrozen *
gezin_frozen_find (const GPtrArray *frozen, const char *ours, const GezinVersion *head)
{
  if (head->field == GEZIN_FIELD_COMMON_REMOVED
      || (ours != NULL && g_strcmp0 (gezin_version_origin (head), ours) == 0))
    return NULL;
  for (guint i = find_first (frozen, &head->record); i < frozen->len; i++)
    {
      const GezinFrozen *one = frozen->pdata[i];

      if (!gezin_uuid_equal (&one->record, &head->record))
        break;
      if (is_meant (one, head))
        return one;
    }
  return NULL;
}

GezinDossier *
gezin_frozen_hide (GezinDossier *dossier, const GPtrArray *frozen, const char *ours, GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  const GezinUuid *erased;
  gsize n_erased;

  if (frozen->len == 0)
    return gezin_dossier_ref (dossier);
  for (guint i = 0; i < frozen->len; i++)
    g_ptr_array_add (sorted, frozen->pdata[i]);
  g_ptr_array_sort (sorted, compare_records);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        if (gezin_frozen_find (sorted, ours, record->heads[j]) == NULL)
          g_ptr_array_add (heads, record->heads[j]);
    }
  erased = gezin_dossier_erased (dossier, &n_erased);
  return gezin_dossier_new (gezin_dossier_id (dossier), (GezinVersion *const *) heads->pdata,
                            heads->len, erased, n_erased, error);
}

GezinDossier *
gezin_store_shown (GezinStore *store, GezinDossier *dossier, GError **error)
{
  g_autoptr (GPtrArray) frozen = gezin_store_frozen (store, gezin_dossier_id (dossier), error);

  return frozen != NULL ? gezin_frozen_hide (dossier, frozen,
                                             gezin_store_identity (store)->organisation, error)
                        : NULL;
}

/* The index. */

static GPtrArray *
frozen_of_record (GezinStore *store, gint64 key, const GezinUuid *record, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT record, field, item, peer, time FROM frozen WHERE record = ?2 AND thawed = 0"
      " AND dossier = (SELECT id FROM dossier WHERE key = ?1)",
      error);

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, key);
  gezin_bind_uuid (rows, 2, record);
  return read_all (rows, error);
}

GPtrArray *
gezin_frozen_heads (GezinStore *store, gint64 key, const GezinRecord *record, GError **error)
{
  g_autoptr (GPtrArray) frozen = frozen_of_record (store, key, &record->id, error);
  GPtrArray *heads;

  if (frozen == NULL || frozen->len == 0)
    return NULL;
  heads = g_ptr_array_new ();
  for (guint i = 0; i < record->n_heads; i++)
    if (gezin_frozen_find (frozen, gezin_store_identity (store)->organisation, record->heads[i])
        == NULL)
      g_ptr_array_add (heads, record->heads[i]);
  return heads;
}

/* Invariant 3. */
static gboolean
index_records (GezinStore *store, const GezinUuid *dossier, GHashTable *records, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  GHashTableIter iter;
  gpointer record;
  gint64 key;

  if (!gezin_dossiers_key (store, dossier, &key, error))
    return FALSE;
  if (key == GEZIN_NO_DOSSIER || g_hash_table_size (records) == 0)
    return TRUE;
  now = gezin_store_load (store, dossier, error);
  if (now == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!gezin_search_update (store, key, record, gezin_dossier_find (now, record), error))
      return FALSE;
  return TRUE;
}

/* Changing. */

static GHashTable *
new_records (void)
{
  return g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
}

gboolean
gezin_store_freeze (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                    const GezinUuid *bundle, const GezinHeldEntry *entries, gsize n_entries,
                    GError **error)
{
  static const char sql[] =
      "INSERT INTO frozen (peer, dossier, record, field, item, bundle, time, thawed)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)"
      " ON CONFLICT (dossier, record, field, item, peer) DO UPDATE SET bundle = ?6, time = ?7,"
      " thawed = 0, thaw_reason = NULL WHERE bundle <> ?6";
  g_autoptr (GHashTable) records = new_records ();
  gboolean done;

  for (gsize i = 0; i < n_entries; i++)
    g_hash_table_add (records, (gpointer) &entries[i].record);
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done =
      gezin_exchange_run_on_entries (store, sql, peer, dossier, bundle, entries, n_entries, error)
      && index_records (store, dossier, records, error);
  return gezin_database_finish (store->database, done, error);
}

/* Records of @versions of which something is frozen. */
static GHashTable *
find_frozen (const GPtrArray *frozen, GezinVersion *const *versions, gsize n_versions)
{
  g_autoptr (GHashTable) any = new_records ();
  GHashTable *records = new_records ();

  for (guint i = 0; i < frozen->len; i++)
    g_hash_table_add (any, &((GezinFrozen *) frozen->pdata[i])->record);
  for (gsize i = 0; i < n_versions; i++)
    if (g_hash_table_contains (any, &versions[i]->record))
      g_hash_table_add (records, (gpointer) &versions[i]->record);
  return records;
}

gboolean
gezin_store_share_again (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                         GezinVersion *const *versions, gsize n_versions, GError **error)
{
  static const char sql[] = "DELETE FROM frozen WHERE peer = ?1 AND dossier = ?2 AND record = ?3"
                            " AND (field = '' OR (field = ?4 AND item = ?5))";
  g_autoptr (GPtrArray) frozen = gezin_store_frozen (store, dossier, error);
  g_autoptr (GHashTable) records = NULL;
  gboolean done;

  if (frozen == NULL)
    return FALSE;
  records = find_frozen (frozen, versions, n_versions);
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_exchange_run_on_versions (store, sql, peer, dossier, versions, n_versions, error)
         && index_records (store, dossier, records, error);
  return gezin_database_finish (store->database, done, error);
}

static gboolean
mark_thawed (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
             const char *reason, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (
      store->database,
      "UPDATE frozen SET thawed = ?3, thaw_reason = ?4 WHERE dossier = ?1 AND record = ?2"
      " AND thawed = 0",
      error);

  if (run == NULL)
    return FALSE;
  gezin_bind_uuid (run, 1, dossier);
  gezin_bind_uuid (run, 2, record);
  gezin_bind_int (run, 3, gezin_clock_now (store->clock));
  gezin_bind_text (run, 4, reason);
  if (!gezin_statement_run (run, error))
    return FALSE;
  if (gezin_database_changes (store->database) > 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                       "nothing of the record is frozen");
  return FALSE;
}

gboolean
gezin_store_thaw (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                  const char *reason, const GezinAuditEvent *event, GError **error)
{
  g_autoptr (GHashTable) records = new_records ();
  gboolean done;

  g_hash_table_add (records, (gpointer) record);
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = mark_thawed (store, dossier, record, reason, error)
         && index_records (store, dossier, records, error)
         && gezin_exchange_note (store, event, error);
  return gezin_database_finish (store->database, done, error);
}
