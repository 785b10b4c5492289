/* SPDX-License-Identifier: EUPL-1.2 */

/* As whom this store writes in a dossier (invariant 5 of store.h).
 *
 * A replica that was asked for is remembered and written with the first commit
 * that uses it: one that never wrote anything need not be known. */

#include "store/store-private.h"

typedef struct {
  guint64 id;
  gint32 day;
} PendingReplica;

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return first < second ? -1 : first > second;
}

/* Reads all of @dossier; sets @current if one of them is today's and may still write. */
static gboolean
read_written (GezinStore *store, const GezinUuid *dossier, guint64 *current, GArray *own,
              GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT id, incarnation = ?2 AND day = ?3 AND spent = 0 FROM replica"
                              " WHERE dossier = (SELECT key FROM dossier WHERE dossier.id = ?1)",
                              error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, dossier);
  gezin_bind_id (ask, 2, store->incarnation);
  gezin_bind_int (ask, 3, gezin_clock_utc_day (store->clock));
  for (;;)
    {
      guint64 id;

      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      id = gezin_column_id (ask, 0);
      g_array_append_val (own, id);
      if (gezin_column_int (ask, 1) != 0)
        *current = id;
    }
}

static guint64
take_pending (GezinStore *store, const GezinUuid *dossier)
{
  gint32 today = gezin_clock_utc_day (store->clock);
  PendingReplica *pending = g_hash_table_lookup (store->pending_replicas, dossier);

  if (pending == NULL || pending->day != today)
    {
      pending = g_new (PendingReplica, 1);
      pending->id = gezin_random_id (store->random);
      pending->day = today;
      g_hash_table_replace (store->pending_replicas, g_memdup2 (dossier, sizeof *dossier), pending);
    }
  return pending->id;
}

gboolean
gezin_store_replicas (GezinStore *store, const GezinUuid *dossier, guint64 *current, GArray **own,
                      GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint64));

  *current = 0;
  if (!read_written (store, dossier, current, ids, error))
    return FALSE;
  if (*current == 0)
    {
      *current = take_pending (store, dossier);
      g_array_append_val (ids, *current);
    }
  g_array_sort (ids, compare_ids);
  if (own != NULL)
    *own = g_steal_pointer (&ids);
  return TRUE;
}

gboolean
gezin_replicas_settle (GezinStore *store, const GezinUuid *dossier, gint64 key, GError **error)
{
  PendingReplica *pending = g_hash_table_lookup (store->pending_replicas, dossier);
  g_autoptr (GezinStatement) put = NULL;

  if (pending == NULL)
    return TRUE;
  put = gezin_database_prepare (
      store->database,
      "INSERT INTO replica (dossier, id, incarnation, day, spent) VALUES (?1, ?2, ?3, ?4, 0)",
      error);
  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_id (put, 2, pending->id);
  gezin_bind_id (put, 3, store->incarnation);
  gezin_bind_int (put, 4, pending->day);
  return gezin_statement_run (put, error);
}

static gboolean
spend (GezinStore *store, gint64 key, GError **error)
{
  g_autoptr (GezinStatement) change = gezin_database_prepare (
      store->database,
      "UPDATE replica SET spent = 1 WHERE dossier = ?1 AND incarnation = ?2 AND day = ?3", error);

  if (change == NULL)
    return FALSE;
  gezin_bind_int (change, 1, key);
  gezin_bind_id (change, 2, store->incarnation);
  gezin_bind_int (change, 3, gezin_clock_utc_day (store->clock));
  return gezin_statement_run (change, error);
}

gboolean
gezin_store_new_replica (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  gint64 key;
  gboolean done;

  if (!gezin_dossiers_key (store, dossier, &key, error))
    return FALSE;
  if (key != GEZIN_NO_DOSSIER)
    {
      if (!gezin_database_begin (store->database, error))
        return FALSE;
      done = spend (store, key, error);
      if (!gezin_database_finish (store->database, done, error))
        return FALSE;
    }
  g_hash_table_remove (store->pending_replicas, dossier);
  return TRUE;
}
