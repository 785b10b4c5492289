/* SPDX-License-Identifier: EUPL-1.2 */

/* What was set aside: records that wait for a person (parked), and versions that
 * were refused as forged or forked (aside).
 *
 * Invariant: nothing that is set aside again loses what was set aside before. */

#include "store/pack-private.h"
#include "store/store-private.h"

static gboolean
holds (GPtrArray *versions, const GezinVersion *version)
{
  guint i;

  for (i = 0; i < versions->len; i++)
    {
      const GezinVersion *other = versions->pdata[i];

      if (gezin_version_compare (other, version) == 0
          && gezin_version_same_content (other, version))
        return TRUE;
    }
  return FALSE;
}

/* Adds what is parked of the record already to @versions. */
static gboolean
add_parked_before (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                   GPtrArray *versions, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT versions FROM parked WHERE dossier = ?1 AND record = ?2", error);
  g_autoptr (GPtrArray) before = NULL;
  gconstpointer bytes;
  gboolean has_row;
  gsize length;
  guint i;

  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, dossier);
  gezin_bind_uuid (ask, 2, record);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  bytes = gezin_column_blob (ask, 0, &length);
  before = gezin_unpack_versions (bytes, length, error);
  if (before == NULL)
    return FALSE;
  for (i = 0; i < before->len; i++)
    {
      if (!holds (versions, before->pdata[i]))
        g_ptr_array_add (versions, gezin_version_ref (before->pdata[i]));
    }
  return TRUE;
}

static gpointer
ref_version (gconstpointer version, gpointer data)
{
  return gezin_version_ref ((GezinVersion *) version);
}

gboolean
gezin_parked_keep (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                   GezinKind kind, const char *reason, GPtrArray *versions, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinStatement) put = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_ptr_array_extend (all, versions, ref_version, NULL);
  if (!add_parked_before (store, dossier, record, all, error))
    return FALSE;
  put = gezin_database_prepare (
      store->database,
      "INSERT OR REPLACE INTO parked (dossier, record, kind, reason, time, versions)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (put == NULL)
    return FALSE;
  bytes = gezin_pack_versions (all);
  gezin_bind_uuid (put, 1, dossier);
  gezin_bind_uuid (put, 2, record);
  gezin_bind_text (put, 3, gezin_catalogue_kind (kind)->name);
  gezin_bind_text (put, 4, reason);
  gezin_bind_int (put, 5, gezin_clock_now (store->clock));
  gezin_bind_bytes (put, 6, bytes);
  return gezin_statement_run (put, error);
}

static GBytes *
pack_one (GezinVersion *version)
{
  g_autoptr (GPtrArray) one = NULL;

  if (version == NULL)
    return NULL;
  one = g_ptr_array_new ();
  g_ptr_array_add (one, version);
  return gezin_pack_versions (one);
}

gboolean
gezin_parked_keep_aside (GezinStore *store, const GezinUuid *dossier, const char *reason,
                         GezinVersion *theirs, GezinVersion *ours, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT OR IGNORE INTO aside (dossier, record, reason, time, theirs, ours)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  g_autoptr (GBytes) their_bytes = NULL;
  g_autoptr (GBytes) our_bytes = NULL;

  if (put == NULL)
    return FALSE;
  their_bytes = pack_one (theirs);
  our_bytes = pack_one (ours);
  gezin_bind_uuid (put, 1, dossier);
  gezin_bind_uuid (put, 2, &theirs->record);
  gezin_bind_text (put, 3, reason);
  gezin_bind_int (put, 4, gezin_clock_now (store->clock));
  gezin_bind_bytes (put, 5, their_bytes);
  gezin_bind_bytes (put, 6, our_bytes);
  return gezin_statement_run (put, error);
}

static gboolean
delete_record (GezinStore *store, const char *sql, const GezinUuid *dossier,
               const GezinUuid *record, int *n_deleted, GError **error)
{
  g_autoptr (GezinStatement) take = gezin_database_prepare (store->database, sql, error);

  if (take == NULL)
    return FALSE;
  gezin_bind_uuid (take, 1, dossier);
  gezin_bind_uuid (take, 2, record);
  if (!gezin_statement_run (take, error))
    return FALSE;
  *n_deleted = gezin_database_changes (store->database);
  return TRUE;
}

static const char delete_parked[] = "DELETE FROM parked WHERE dossier = ?1 AND record = ?2";
static const char delete_aside[] = "DELETE FROM aside WHERE dossier = ?1 AND record = ?2";

gboolean
gezin_parked_erase (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                    GError **error)
{
  int n_deleted;

  return delete_record (store, delete_parked, dossier, record, &n_deleted, error)
         && delete_record (store, delete_aside, dossier, record, &n_deleted, error)
         && gezin_drafts_delete (store, dossier, record, error);
}

gboolean
gezin_store_drop_parked (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                         GError **error)
{
  int n_deleted = 0;
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = delete_record (store, delete_parked, dossier, record, &n_deleted, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  if (n_deleted > 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                       "no such record is parked");
  return FALSE;
}

static GezinParkedRecord *
read_parked (GezinStatement *rows, GError **error)
{
  g_autoptr (GezinParkedRecord) parked = g_new0 (GezinParkedRecord, 1);
  gsize length;
  gconstpointer bytes;
  const char *kind = gezin_column_text (rows, 2);

  if (!gezin_column_uuid (rows, 0, &parked->dossier)
      || !gezin_column_uuid (rows, 1, &parked->record) || kind == NULL
      || (parked->kind = gezin_catalogue_kind_by_name (kind)) == GEZIN_KIND_NONE)
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "a parked record cannot be read");
      return NULL;
    }
  parked->reason = g_strdup (gezin_column_text (rows, 3));
  parked->time = gezin_column_int (rows, 4);
  bytes = gezin_column_blob (rows, 5, &length);
  parked->versions = gezin_unpack_versions (bytes, length, error);
  if (parked->versions == NULL)
    return NULL;
  return g_steal_pointer (&parked);
}

GPtrArray *
gezin_store_parked (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_parked_record_free);
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT dossier, record, kind, reason, time, versions FROM parked"
                              " WHERE ?1 IS NULL OR dossier = ?1 ORDER BY time, dossier, record",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  for (;;)
    {
      GezinParkedRecord *parked;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&found);
      parked = read_parked (rows, error);
      if (parked == NULL)
        return NULL;
      g_ptr_array_add (found, parked);
    }
}
