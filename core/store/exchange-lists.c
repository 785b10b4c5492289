/* SPDX-License-Identifier: EUPL-1.2 */

/* Revocation lists, the newest of each issuer.
 *
 * Invariant: whether a list is its issuer's, and not older than the one that is here, was looked at
 * before: here it is bytes. */

#include "store/exchange-private.h"

void
gezin_kept_list_free (GezinKeptList *kept)
{
  if (kept == NULL)
    return;
  g_free (kept->issuer);
  g_free (kept->name);
  g_clear_pointer (&kept->list, g_bytes_unref);
  g_free (kept);
}

static gboolean
put_list (GezinStore *store, const GezinKeptList *kept, gint64 now, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO revocation_list (issuer, name, list, taken) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (issuer) DO UPDATE SET name = ?2, list = ?3, taken = ?4",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, kept->issuer);
  gezin_bind_text (put, 2, kept->name);
  gezin_bind_bytes (put, 3, kept->list);
  gezin_bind_int (put, 4, now);
  return gezin_statement_run (put, error);
}

gboolean
gezin_store_put_revocation_list (GezinStore *store, GezinKeptList *kept,
                                 const GezinAuditEvent *event, GError **error)
{
  gint64 now = gezin_clock_now (store->clock);
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = put_list (store, kept, now, error) && gezin_exchange_note (store, event, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  kept->taken = now;
  return TRUE;
}

static GezinKeptList *
read_list (GezinStatement *rows)
{
  GezinKeptList *kept = g_new0 (GezinKeptList, 1);

  kept->issuer = g_strdup (gezin_column_text (rows, 0));
  kept->name = g_strdup (gezin_column_text (rows, 1));
  kept->list = gezin_exchange_column_bytes (rows, 2);
  kept->taken = gezin_column_int (rows, 3);
  return kept;
}

GPtrArray *
gezin_store_revocation_lists (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_kept_list_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT issuer, name, list, taken FROM revocation_list ORDER BY name, issuer", error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      g_ptr_array_add (all, read_list (rows));
    }
}
