/* SPDX-License-Identifier: EUPL-1.2 */

/* Putting a merge into the tables, in one transaction (invariants 2 and 3 of
 * store.h).
 *
 * What was a head must be one here: a change that was made from an older dossier
 * is refused whole (GEZIN_STORE_ERROR_STALE). */

#include "store/documents-private.h"
#include "store/erasure-private.h"
#include "store/rows-private.h"

#define REASON_WAITING "beside-erasure"
#define REASON_REJECTED "rejected"

typedef struct {
  GezinStore *store;
  const GezinStoreChange *change;
  const GezinUuid *dossier;
  gint64 key;
  GHashTable *commits; /* id -> key */
  GHashTable *touched; /* GezinUuid: records of which the words may be others now */
  gboolean has_erased;
  gint64 last_change; /* of what was written, as far as this store can know */
} Work;

static void
touch_record (Work *work, const GezinUuid *record)
{
  if (!g_hash_table_contains (work->touched, record))
    g_hash_table_add (work->touched, g_memdup2 (record, sizeof *record));
}

/* Any write may bring back a record that was removed (law 7), so there all counts. */
static void
touch (Work *work, const GezinVersion *version)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  const GezinRecord *record;

  if (spec != NULL && spec->search != GEZIN_SEARCH_NOT)
    {
      touch_record (work, &version->record);
      return;
    }
  record = gezin_dossier_find (work->change->merge->dossier, &version->record);
  if (record == NULL || gezin_record_field (record, GEZIN_FIELD_COMMON_REMOVED).n_heads > 0)
    touch_record (work, &version->record);
}

/* Commits. */

static gboolean
put_commit (Work *work, const GezinCommit *commit, gint64 *key, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      work->store->database,
      "INSERT INTO \"commit\" (dossier, id, time, author, role, organisation, why, own, is_undo,"
      " undoes, not_before) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
      " ON CONFLICT (dossier, id) DO UPDATE SET author = coalesce (author, ?4),"
      " role = coalesce (role, ?5), organisation = coalesce (organisation, ?6),"
      " why = coalesce (why, ?7) RETURNING key",
      error);
  gint64 not_before;
  gboolean has_row;

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, work->key);
  gezin_bind_id (put, 2, commit->id);
  gezin_bind_int (put, 3, commit->time);
  gezin_bind_text (put, 4, commit->author);
  gezin_bind_text (put, 5, commit->role);
  gezin_bind_text (put, 6, commit->organisation);
  gezin_bind_text (put, 7, commit->why);
  gezin_bind_int (put, 8, work->change->is_own);
  not_before = work->change->is_own ? gezin_store_late_instant (work->store, commit->time) : 0;
  if (not_before != 0)
    gezin_bind_int (put, 11, not_before);
  else
    gezin_bind_null (put, 11);
  work->last_change = MAX (work->last_change, MAX (commit->time, not_before));
  gezin_bind_int (put, 9, work->change->undoes);
  if (work->change->undoes)
    gezin_bind_id (put, 10, work->change->undone);
  if (!gezin_statement_step (put, &has_row, error))
    return FALSE;
  *key = gezin_column_int (put, 0);
  return gezin_statement_step (put, &has_row, error);
}

static gboolean
commit_key (Work *work, const GezinCommit *commit, gint64 *key, GError **error)
{
  gint64 *known = g_hash_table_lookup (work->commits, &commit->id);

  if (known != NULL)
    {
      *key = *known;
      return TRUE;
    }
  if (!put_commit (work, commit, key, error))
    return FALSE;
  g_hash_table_insert (work->commits, g_memdup2 (&commit->id, sizeof commit->id),
                       g_memdup2 (key, sizeof *key));
  return TRUE;
}

/* Versions. */

static gboolean
run_on_dot (Work *work, const char *sql, const GezinVersion *version, int *n_changed,
            GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (work->store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_row_bind_dot (run, work->key, version);
  if (!gezin_statement_run (run, error))
    return FALSE;
  *n_changed = gezin_database_changes (work->store->database);
  return TRUE;
}

#define DOT \
  " WHERE dossier = ?1 AND record = ?2 AND field = ?3 AND item = ?4 AND replica = ?5 AND n = ?6"
#define REGISTER " WHERE dossier = ?1 AND record = ?2 AND field = ?3 AND item = ?4"

static const char copy_to_past[] = "INSERT INTO past SELECT * FROM head" DOT;
static const char delete_head[] = "DELETE FROM head" DOT;
static const char delete_past[] = "DELETE FROM past" DOT;

static gboolean
was_changed_once (int n_changed, GError **error)
{
  if (n_changed == 1)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE,
                       "the dossier has changed since this was made");
  return FALSE;
}

static gboolean
move_to_past (Work *work, const GezinVersion *version, GError **error)
{
  int n_changed;

  touch (work, version);
  return run_on_dot (work, copy_to_past, version, &n_changed, error)
         && was_changed_once (n_changed, error)
         && run_on_dot (work, delete_head, version, &n_changed, error)
         && was_changed_once (n_changed, error);
}

/* Law 10: what a marker covers goes from past too; other markers stay. */
static gboolean
forget_past_under (Work *work, const GezinVersion *marker, GError **error)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_auto (GezinRowReader) reader = { NULL };
  guint i;

  work->has_erased = TRUE;
  gezin_row_reader_init (&reader, work->store);
  {
    g_autoptr (GezinStatement) rows = gezin_database_prepare (
        work->store->database, "SELECT " GEZIN_ROW_COLUMNS " FROM past" REGISTER " AND erased = 0",
        error);

    if (rows == NULL)
      return FALSE;
    gezin_row_bind_register (rows, work->key, marker);
    if (!gezin_row_reader_read_all (&reader, rows, versions, error))
      return FALSE;
  }
  for (i = 0; i < versions->len; i++)
    {
      int n_changed;

      if (gezin_version_supersedes (marker, versions->pdata[i])
          && !run_on_dot (work, delete_past, versions->pdata[i], &n_changed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_head (Work *work, const GezinVersion *version, GError **error)
{
  gint64 commit;

  touch (work, version);
  return commit_key (work, version->commit, &commit, error)
         && gezin_row_insert_head (work->store, work->key, version, commit, error)
         && (!version->erased || forget_past_under (work, version, error));
}

/* Law 4 against past, which the merge does not see: the same dot with other content. */
static gboolean
compare_with_past (Work *work, GezinVersion *theirs, GError **error)
{
  g_autoptr (GPtrArray) ours =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_auto (GezinRowReader) reader = { NULL };

  gezin_row_reader_init (&reader, work->store);
  {
    g_autoptr (GezinStatement) rows = gezin_database_prepare (
        work->store->database, "SELECT " GEZIN_ROW_COLUMNS " FROM past" DOT, error);

    if (rows == NULL)
      return FALSE;
    gezin_row_bind_dot (rows, work->key, theirs);
    if (!gezin_row_reader_read_all (&reader, rows, ours, error))
      return FALSE;
  }
  if (ours->len == 0 || gezin_version_same_content (ours->pdata[0], theirs))
    return TRUE;
  return gezin_parked_keep_aside (work->store, work->dossier,
                                  gezin_refusal_reason_name (GEZIN_REFUSAL_SAME_DOT), theirs,
                                  ours->pdata[0], error);
}

static gboolean
add_past (Work *work, GezinVersion *version, GError **error)
{
  gboolean inserted;
  gint64 commit;

  if (!commit_key (work, version->commit, &commit, error)
      || !gezin_row_insert_past (work->store, work->key, version, commit, &inserted, error))
    return FALSE;
  if (!inserted)
    return compare_with_past (work, version, error);
  return !version->erased || forget_past_under (work, version, error);
}

static gboolean
drop_head (Work *work, const GezinVersion *version, GError **error)
{
  int n_changed;

  work->has_erased = TRUE;
  touch (work, version);
  return run_on_dot (work, delete_head, version, &n_changed, error)
         && was_changed_once (n_changed, error);
}

/* A version that waits may have been a head here, or have come from elsewhere. */
static gboolean
keep_waiting (Work *work, GezinVersion *version, GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  int n_changed;

  touch (work, version);
  g_ptr_array_add (one, version);
  return run_on_dot (work, delete_head, version, &n_changed, error)
         && gezin_parked_keep (work->store, work->dossier, &version->record, version->kind,
                               REASON_WAITING, one, error);
}

/* Erased records. */

static gboolean
erase_record (Work *work, const GezinUuid *record, GError **error)
{
  work->has_erased = TRUE;
  touch_record (work, record);
  return gezin_erasure_take_record (work->store, work->key, work->dossier, record,
                                    work->change->erasure, error);
}

/* The whole. */

static gboolean
store_versions (Work *work, GError **error)
{
  const GezinMerge *merge = work->change->merge;
  guint i;

  /* Heads go before new ones come, so that no register holds both. */
  for (i = 0; i < merge->became_past->len; i++)
    if (!move_to_past (work, merge->became_past->pdata[i], error))
      return FALSE;
  for (i = 0; i < merge->became_gone->len; i++)
    if (!drop_head (work, merge->became_gone->pdata[i], error))
      return FALSE;
  for (i = 0; i < merge->waiting->len; i++)
    if (!keep_waiting (work, merge->waiting->pdata[i], error))
      return FALSE;
  for (i = 0; i < merge->became_heads->len; i++)
    if (!add_head (work, merge->became_heads->pdata[i], error))
      return FALSE;
  for (i = 0; i < merge->arrived_past->len; i++)
    if (!add_past (work, merge->arrived_past->pdata[i], error))
      return FALSE;
  for (i = 0; i < merge->became_erased->len; i++)
    if (!erase_record (work, &g_array_index (merge->became_erased, GezinUuid, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
store_aside (Work *work, GError **error)
{
  const GezinMerge *merge = work->change->merge;
  GPtrArray *set_aside = work->change->set_aside;
  guint i;

  for (i = 0; i < merge->refused->len; i++)
    {
      const GezinRefusal *refusal = merge->refused->pdata[i];

      if (!gezin_parked_keep_aside (work->store, work->dossier,
                                    gezin_refusal_reason_name (refusal->reason), refusal->theirs,
                                    refusal->ours, error))
        return FALSE;
    }
  for (i = 0; set_aside != NULL && i < set_aside->len; i++)
    {
      const GezinPlanItem *item = set_aside->pdata[i];
      const char *reason = item->reason == NULL ? REASON_REJECTED : item->reason;

      if (!gezin_parked_keep (work->store, work->dossier, &item->record, item->kind, reason,
                              item->versions, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
finish_drafts (Work *work, GError **error)
{
  gsize i;

  for (i = 0; i < work->change->n_finished_drafts; i++)
    if (!gezin_drafts_delete (work->store, work->dossier, &work->change->finished_drafts[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
update_search (Work *work, GError **error)
{
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, work->touched);
  while (g_hash_table_iter_next (&iter, &record, NULL))
    if (!gezin_search_update (work->store, work->key, record,
                              gezin_dossier_find (work->change->merge->dossier, record), error))
      return FALSE;
  return !work->has_erased
         || (gezin_deadlines_erase (work->store, work->dossier, error)
             && gezin_erasure_note_unfinished (work->store, error));
}

static gboolean
store_change (Work *work, GError **error)
{
  const GezinStoreChange *change = work->change;
  gint64 now = gezin_clock_now (work->store->clock);
  GezinDossierState state;
  gboolean is_new;

  if (!gezin_dossiers_look (work->store, work->dossier, change->row->reference, &state, error))
    return FALSE;
  is_new = state.key == GEZIN_NO_DOSSIER;
  if (is_new
      && !gezin_dossiers_add (work->store, work->dossier, change->row->changed, &state.key, error))
    return FALSE;
  work->key = state.key;
  return gezin_replicas_settle (work->store, work->dossier, work->key, error)
         && (change->document == NULL
             || gezin_documents_put_row (work->store, change->document, error))
         && store_versions (work, error) && store_aside (work, error) && finish_drafts (work, error)
         && update_search (work, error)
         && gezin_joined_follow (work->store, change->merge, is_new, error)
         && gezin_dossiers_write_row (work->store, change->row, &state, work->last_change, error)
         && (change->event == NULL || gezin_audit_append (work->store, change->event, now, error));
}

gboolean
gezin_store_apply (GezinStore *store, const GezinStoreChange *change, GError **error)
{
  Work work = { .store = store, .change = change };
  gboolean is_part = change->is_part && gezin_database_is_open_transaction (store->database);
  gboolean done;

  if (!is_part && !gezin_database_begin (store->database, error))
    return FALSE;
  work.dossier = gezin_dossier_id (change->merge->dossier);
  work.commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  work.touched = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  done = store_change (&work, error);
  if (!is_part)
    done = gezin_database_finish (store->database, done, error);
  else if (!done)
    gezin_database_spoil (store->database);
  if (done)
    g_hash_table_remove (store->pending_replicas, work.dossier);
  g_hash_table_unref (work.touched);
  g_hash_table_unref (work.commits);
  if (done && work.has_erased)
    gezin_erasure_try_finish (store);
  return done;
}

gboolean
gezin_store_begin_bulk (GezinStore *store, GError **error)
{
  return gezin_database_begin (store->database, error);
}

gboolean
gezin_store_end_bulk (GezinStore *store, gboolean keep, GError **error)
{
  if (!gezin_database_end (store->database, keep, error))
    return FALSE;
  gezin_erasure_try_finish (store);
  return TRUE;
}
