/* SPDX-License-Identifier: EUPL-1.2 */

/* The ledger: which bundles were made here and which came.
 *
 * Invariants:
 * 1. A row is added and not deleted; of what it says only what became of the bundle changes.
 * 2. One number in a row of bundles belongs to one bundle that counts (an index sees to it). */

#include "store/exchange-private.h"

GezinLedgerRow *
gezin_ledger_row_new (void)
{
  return g_new0 (GezinLedgerRow, 1);
}

void
gezin_ledger_row_free (GezinLedgerRow *row)
{
  if (row == NULL)
    return;
  g_free (row->kind);
  g_free (row->digest);
  g_free (row->previous);
  g_free (row->purpose);
  g_free (row->state);
  g_free (row->reason);
  g_free (row->file);
  g_clear_pointer (&row->sealed, g_bytes_unref);
  g_free (row->receipt);
  g_free (row->recall_reason);
  g_free (row->revocation);
  g_free (row);
}

const GezinUuid *
gezin_ledger_row_about (const GezinLedgerRow *row)
{
  return row->has_source ? &row->source : &row->dossier;
}

#define COLUMNS \
  "key, bundle, came, kind, peer, dossier, incarnation, sequence, lane, digest, previous," \
  " purpose, made, expires, noted, records, withheld, state, reason, file, sealed, answers," \
  " receipt, receipt_at, recalled, recall_reason, source, revocation, revocation_at"

static void
bind_instant (GezinStatement *statement, int parameter, gint64 instant)
{
  if (instant != 0)
    gezin_bind_int (statement, parameter, instant);
  else
    gezin_bind_null (statement, parameter);
}

static gboolean
insert_row (GezinStore *store, const GezinLedgerRow *row, gint64 now, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO ledger (bundle, came, kind, peer, dossier, incarnation, sequence, lane, digest,"
      " previous, purpose, made, expires, noted, records, withheld, state, reason, file, sealed,"
      " answers, source, revocation, revocation_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
      "?10,"
      " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, &row->bundle);
  gezin_bind_int (put, 2, row->came);
  gezin_bind_text (put, 3, row->kind);
  gezin_bind_int (put, 4, row->peer);
  gezin_bind_uuid (put, 5, &row->dossier);
  gezin_bind_id (put, 6, row->incarnation);
  gezin_bind_int (put, 7, (gint64) row->sequence);
  gezin_bind_int (put, 8, row->is_receipt);
  gezin_bind_text (put, 9, row->digest);
  gezin_bind_text (put, 10, row->previous);
  gezin_bind_text (put, 11, row->purpose);
  gezin_bind_int (put, 12, row->made);
  bind_instant (put, 13, row->expires);
  gezin_bind_int (put, 14, now);
  gezin_bind_int (put, 15, row->records);
  gezin_bind_int (put, 16, row->withheld);
  gezin_bind_text (put, 17, row->state);
  gezin_bind_text (put, 18, row->reason);
  gezin_bind_text (put, 19, row->file);
  gezin_bind_bytes (put, 20, row->sealed);
  gezin_bind_uuid (put, 21, row->has_answers ? &row->answers : NULL);
  gezin_bind_uuid (put, 22, row->has_source ? &row->source : NULL);
  gezin_bind_text (put, 23, row->revocation);
  bind_instant (put, 24, row->revocation_at);
  return gezin_statement_run (put, error);
}

/* Told by a code of its own, not as a failure of the database. */
static gboolean
check_number_is_free (GezinStore *store, const GezinLedgerRow *row, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) other = NULL;

  if (g_str_equal (row->state, GEZIN_LEDGER_REFUSED)
      || g_str_equal (row->state, GEZIN_LEDGER_FORKED))
    return TRUE;
  other = gezin_store_find_sequence (store, row, FALSE, &inner);
  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (other != NULL)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_STALE,
                         "the number of this bundle was given before");
  else
    return TRUE;
  return FALSE;
}

gboolean
gezin_store_note_bundle (GezinStore *store, GezinLedgerRow *row, const GezinAuditEvent *event,
                         GError **error)
{
  gint64 now = gezin_clock_now (store->clock), number = 0;
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = check_number_is_free (store, row, error) && insert_row (store, row, now, error);
  if (done)
    number = gezin_database_last_key (store->database);
  done = done && gezin_exchange_note (store, event, error);
  if (!gezin_database_finish (store->database, done, error))
    return FALSE;
  row->number = number;
  row->noted = now;
  return TRUE;
}

static gboolean
update_row (GezinStore *store, const GezinLedgerRow *row, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "UPDATE ledger SET state = ?2, reason = ?3, file = ?4, receipt = ?5, receipt_at = ?6,"
      " recalled = ?7, recall_reason = ?8 WHERE key = ?1",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, row->number);
  gezin_bind_text (put, 2, row->state);
  gezin_bind_text (put, 3, row->reason);
  gezin_bind_text (put, 4, row->file);
  gezin_bind_text (put, 5, row->receipt);
  bind_instant (put, 6, row->receipt_at);
  bind_instant (put, 7, row->recalled);
  gezin_bind_text (put, 8, row->recall_reason);
  return gezin_statement_run (put, error);
}

gboolean
gezin_store_update_bundle (GezinStore *store, const GezinLedgerRow *row,
                           const GezinAuditEvent *event, GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = update_row (store, row, error) && gezin_exchange_note (store, event, error);
  return gezin_database_finish (store->database, done, error);
}

/* Reading. */

static GezinLedgerRow *
read_row (GezinStatement *rows, GError **error)
{
  g_autoptr (GezinLedgerRow) row = gezin_ledger_row_new ();

  if (!gezin_column_uuid (rows, 1, &row->bundle) || !gezin_column_uuid (rows, 5, &row->dossier))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "a row of the ledger cannot be read");
      return NULL;
    }
  row->number = gezin_column_int (rows, 0);
  row->came = gezin_column_int (rows, 2) != 0;
  row->kind = g_strdup (gezin_column_text (rows, 3));
  row->peer = gezin_column_int (rows, 4);
  row->incarnation = gezin_column_id (rows, 6);
  row->sequence = (guint64) gezin_column_int (rows, 7);
  row->is_receipt = gezin_column_int (rows, 8) != 0;
  row->digest = g_strdup (gezin_column_text (rows, 9));
  row->previous = g_strdup (gezin_column_text (rows, 10));
  row->purpose = g_strdup (gezin_column_text (rows, 11));
  row->made = gezin_column_int (rows, 12);
  row->expires = gezin_column_int (rows, 13);
  row->noted = gezin_column_int (rows, 14);
  row->records = (guint) gezin_column_int (rows, 15);
  row->withheld = (guint) gezin_column_int (rows, 16);
  row->state = g_strdup (gezin_column_text (rows, 17));
  row->reason = g_strdup (gezin_column_text (rows, 18));
  row->file = g_strdup (gezin_column_text (rows, 19));
  row->sealed = gezin_exchange_column_bytes (rows, 20);
  row->has_answers = gezin_column_uuid (rows, 21, &row->answers);
  row->receipt = g_strdup (gezin_column_text (rows, 22));
  row->receipt_at = gezin_column_int (rows, 23);
  row->recalled = gezin_column_int (rows, 24);
  row->recall_reason = g_strdup (gezin_column_text (rows, 25));
  row->has_source = gezin_column_uuid (rows, 26, &row->source);
  row->revocation = g_strdup (gezin_column_text (rows, 27));
  row->revocation_at = gezin_column_int (rows, 28);
  return g_steal_pointer (&row);
}

GPtrArray *
gezin_store_ledger (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_ledger_row_free);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT " COLUMNS " FROM ledger WHERE ?1 IS NULL OR dossier = ?1 OR source = ?1 ORDER BY key",
      error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  for (;;)
    {
      GezinLedgerRow *row;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      row = read_row (rows, error);
      if (row == NULL)
        return NULL;
      g_ptr_array_add (all, row);
    }
}

/* The first row of @rows, if there is one. */
static GezinLedgerRow *
read_first (GezinStatement *rows, GError **error)
{
  gboolean has_row;

  if (!gezin_statement_step (rows, &has_row, error) || !has_row)
    return NULL;
  return read_row (rows, error);
}

GezinLedgerRow *
gezin_store_find_bundle (GezinStore *store, const GezinUuid *bundle, gboolean came, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT " COLUMNS " FROM ledger WHERE bundle = ?1 AND came = ?2"
                              " ORDER BY state IN ('refused', 'forked'), key LIMIT 1",
                              error);

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, bundle);
  gezin_bind_int (rows, 2, came);
  return read_first (rows, error);
}

GezinLedgerRow *
gezin_store_find_container (GezinStore *store, const char *digest, gboolean came, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT " COLUMNS " FROM ledger WHERE digest = ?1 AND came = ?2"
                              " AND state NOT IN ('refused', 'forked') ORDER BY key LIMIT 1",
                              error);

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, digest);
  gezin_bind_int (rows, 2, came);
  return read_first (rows, error);
}

/* A peer that has a new card is the same peer, and its row goes on. ?2: number of one of its cards. */
#define SAME_PEER \
  "WITH RECURSIVE same (key) AS (SELECT ?2" \
  " UNION SELECT peer.replaces FROM peer JOIN same ON peer.key = same.key" \
  " WHERE peer.replaces IS NOT NULL AND peer.state IN ('trusted', 'replaced')" \
  " UNION SELECT peer.key FROM peer JOIN same ON peer.replaces = same.key" \
  " WHERE peer.state IN ('trusted', 'replaced'))"

GezinLedgerRow *
gezin_store_find_sequence (GezinStore *store, const GezinLedgerRow *like, gboolean last,
                           GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      SAME_PEER " SELECT " COLUMNS " FROM ledger WHERE came = ?1 AND peer IN (SELECT key FROM same)"
                " AND dossier = ?3"
                " AND incarnation = ?4 AND lane = ?5 AND (?7 OR sequence = ?6)"
                " AND state NOT IN ('refused', 'forked') ORDER BY sequence DESC LIMIT 1",
      error);

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, like->came);
  gezin_bind_int (rows, 2, like->peer);
  gezin_bind_uuid (rows, 3, &like->dossier);
  gezin_bind_id (rows, 4, like->incarnation);
  gezin_bind_int (rows, 5, like->is_receipt);
  gezin_bind_int (rows, 6, (gint64) like->sequence);
  gezin_bind_int (rows, 7, last);
  return read_first (rows, error);
}

gboolean
gezin_store_find_life (GezinStore *store, const GezinLedgerRow *like, GezinLife *life,
                       GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      SAME_PEER
      ", taken (key, life, made) AS (SELECT key, incarnation, made FROM ledger"
      " WHERE came = 1 AND peer IN (SELECT key FROM same) AND bundle <> ?1"
      " AND state NOT IN ('refused', 'forked')),"
      " before (life) AS (SELECT life FROM taken WHERE made <= ?3"
      " ORDER BY made DESC, key DESC LIMIT 1)"
      " SELECT before.life <> ?4, EXISTS (SELECT 1 FROM taken WHERE life = ?4 AND made <= ?3)"
      " OR EXISTS (SELECT 1 FROM taken WHERE life = before.life AND made > ?3) FROM before",
      error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_uuid (rows, 1, &like->bundle);
  gezin_bind_int (rows, 2, like->peer);
  gezin_bind_int (rows, 3, like->made);
  gezin_bind_id (rows, 4, like->incarnation);
  if (!gezin_statement_step (rows, &has_row, error))
    return FALSE;
  *life = GEZIN_LIFE_SAME;
  if (has_row && gezin_column_int (rows, 0) != 0)
    *life = gezin_column_int (rows, 1) != 0 ? GEZIN_LIFE_BOTH : GEZIN_LIFE_OTHER;
  return TRUE;
}

GezinLedgerRow *
gezin_store_answer_to (GezinStore *store, const GezinUuid *bundle, const char *kind, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT " COLUMNS " FROM ledger WHERE answers = ?1 AND kind = ?2 AND came = 0"
      " ORDER BY key DESC LIMIT 1",
      error);

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, bundle);
  gezin_bind_text (rows, 2, kind);
  return read_first (rows, error);
}
