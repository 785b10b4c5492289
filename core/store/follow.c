/* SPDX-License-Identifier: EUPL-1.2 */

/* Rows that follow from a dossier. The invariants are in follow.h.
 *
 * Most writes change nothing that is counted, so rows are compared before they
 * are written. */

#include "store/follow.h"

#include <string.h>

#include "store/store-private.h"

static gboolean
read_facts (GezinStore *store, gint64 key, GArray *facts, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT kind, first, last, amount FROM fact WHERE dossier = ?1 ORDER BY number", error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, key);
  for (;;)
    {
      GezinFact fact;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      fact.kind = (gint32) gezin_column_int (rows, 0);
      fact.first = (gint32) gezin_column_int (rows, 1);
      fact.last = (gint32) gezin_column_int (rows, 2);
      fact.amount = (gint32) gezin_column_int (rows, 3);
      g_array_append_val (facts, fact);
    }
}

static gboolean
delete_facts (GezinStore *store, gint64 key, GError **error)
{
  g_autoptr (GezinStatement) run =
      gezin_database_prepare (store->database, "DELETE FROM fact WHERE dossier = ?1", error);

  if (run == NULL)
    return FALSE;
  gezin_bind_int (run, 1, key);
  return gezin_statement_run (run, error);
}

static gboolean
insert_facts (GezinStore *store, gint64 key, const GArray *facts, GError **error)
{
  for (guint i = 0; i < facts->len; i++)
    {
      const GezinFact *fact = &g_array_index (facts, GezinFact, i);
      g_autoptr (GezinStatement) put =
          gezin_database_prepare (store->database,
                                  "INSERT INTO fact (dossier, number, kind, first, last, amount)"
                                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                                  error);

      if (put == NULL)
        return FALSE;
      gezin_bind_int (put, 1, key);
      gezin_bind_int (put, 2, i);
      gezin_bind_int (put, 3, fact->kind);
      gezin_bind_int (put, 4, fact->first);
      gezin_bind_int (put, 5, fact->last);
      gezin_bind_int (put, 6, fact->amount);
      if (!gezin_statement_run (put, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
are_same (const GArray *a, const GArray *b)
{
  return a->len == b->len
         && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (GezinFact)) == 0);
}

/* The first day on which retention lets something go stands in the row of the list. */
static gboolean
write_keep_until (GezinStore *store, gint64 key, const char *keep_until, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "UPDATE dossier SET keep_until = ?2 WHERE key = ?1 AND keep_until IS NOT ?2",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_text (put, 2, keep_until);
  return gezin_statement_run (put, error);
}

static gboolean
write_follow (GezinStore *store, gint64 key, const GezinFollow *follow, GError **error)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (GezinFact));

  if (!read_facts (store, key, before, error))
    return FALSE;
  if (!are_same (before, follow->facts)
      && (!delete_facts (store, key, error) || !insert_facts (store, key, follow->facts, error)))
    return FALSE;
  return write_keep_until (store, key, follow->keep_until, error);
}

gboolean
gezin_store_follow (GezinStore *store, const GezinUuid *dossier, const GezinFollow *follow,
                    GError **error)
{
  gboolean done;
  gint64 key;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_dossiers_need_key (store, dossier, &key, error)
         && write_follow (store, key, follow, error);
  return gezin_database_finish (store->database, done, error);
}

GArray *
gezin_store_joined_leaders (GezinStore *store, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT DISTINCT joined FROM dossier WHERE joined IS NOT NULL AND erased IS NULL"
      " ORDER BY joined",
      error);

  return ask != NULL ? gezin_statement_uuids (ask, error) : NULL;
}

GArray *
gezin_store_with_fact (GezinStore *store, GezinFactKind kind, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT id FROM dossier WHERE erased IS NULL AND key IN"
                              " (SELECT dossier FROM fact WHERE kind = ?1) ORDER BY id",
                              error);

  if (ask == NULL)
    return NULL;
  gezin_bind_int (ask, 1, kind);
  return gezin_statement_uuids (ask, error);
}

/* Keys of dossiers that were joined, and of those in @passed: few. */
static GHashTable *
passed_keys (GezinStore *store, GHashTable *passed, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT key, joined IS NOT NULL, id FROM dossier WHERE joined IS NOT NULL OR ?1", error);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, g_hash_table_size (passed) > 0);
  for (;;)
    {
      GezinUuid id;
      gint64 key;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&keys);
      key = gezin_column_int (rows, 0);
      if (gezin_column_int (rows, 1)
          || (gezin_column_uuid (rows, 2, &id) && g_hash_table_contains (passed, &id)))
        g_hash_table_add (keys, g_memdup2 (&key, sizeof key));
    }
}

gboolean
gezin_store_each_fact (GezinStore *store, GHashTable *passed, GezinFactsFunc func, gpointer data,
                       GError **error)
{
  g_autoptr (GHashTable) keys = passed_keys (store, passed, error);
  g_autoptr (GezinStatement) rows =
      keys == NULL ? NULL
                   : gezin_database_prepare (store->database,
                                             "SELECT dossier, kind, first, last, amount FROM fact"
                                             " ORDER BY dossier, number",
                                             error);
  gboolean has_keys, has_row, is_passed = FALSE;
  gint64 last = GEZIN_NO_DOSSIER;

  if (rows == NULL)
    return FALSE;
  has_keys = g_hash_table_size (keys) > 0;
  for (;;)
    {
      GezinFact fact;
      gint64 key;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      key = gezin_column_int (rows, 0);
      if (key != last)
        is_passed = has_keys && g_hash_table_contains (keys, &key);
      last = key;
      if (is_passed)
        continue;
      fact.kind = (gint32) gezin_column_int (rows, 1);
      fact.first = (gint32) gezin_column_int (rows, 2);
      fact.last = (gint32) gezin_column_int (rows, 3);
      fact.amount = (gint32) gezin_column_int (rows, 4);
      func (key, &fact, data);
    }
}
