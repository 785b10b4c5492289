/* SPDX-License-Identifier: EUPL-1.2 */

/* What a peer holds of our dossiers, which new records a person did not want, and
 * who leads.
 *
 * Invariant: no value stands here but the items of sets, which are names of
 * registers; an erasure takes those too. */

#include "store/exchange-private.h"

#include <string.h>

/* Registers. */

typedef struct {
  GezinUuid record;
  char *field;
  char *item;
  gboolean given; /* by us */
} Register;

struct _GezinHeld {
  GHashTable *registers; /* Register */
  GHashTable *records; /* GezinUuid */
};

static void
register_free (gpointer data)
{
  Register *one = data;

  g_free (one->field);
  g_free (one->item);
  g_free (one);
}

static guint
register_hash (gconstpointer data)
{
  const Register *one = data;

  return gezin_uuid_hash (&one->record) ^ (g_str_hash (one->field) * 31) ^ g_str_hash (one->item);
}

static gboolean
register_equal (gconstpointer a, gconstpointer b)
{
  const Register *first = a, *second = b;

  return gezin_uuid_equal (&first->record, &second->record)
         && strcmp (first->field, second->field) == 0 && strcmp (first->item, second->item) == 0;
}

static void
add_held (GezinHeld *held, GezinStatement *rows)
{
  Register *one = g_new0 (Register, 1);

  if (!gezin_column_uuid (rows, 0, &one->record))
    {
      g_free (one);
      return;
    }
  one->field = g_strdup (gezin_column_text (rows, 1));
  one->item = g_strdup (gezin_column_text (rows, 2));
  one->given = gezin_column_int (rows, 3) != 0;
  g_hash_table_add (held->records, g_memdup2 (&one->record, sizeof one->record));
  g_hash_table_add (held->registers, one);
}

GezinHeld *
gezin_store_held (GezinStore *store, gint64 peer, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinHeld) held = g_new0 (GezinHeld, 1);
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT record, field, item, given FROM held WHERE peer = ?1"
      " AND dossier = ?2 AND (told = 0 OR (told_in IS NOT NULL AND NOT EXISTS"
      " (SELECT 1 FROM ledger WHERE key = told_in AND receipt = '" GEZIN_LEDGER_TAKEN "')))",
      error);
  gboolean has_row;

  held->registers = g_hash_table_new_full (register_hash, register_equal, register_free, NULL);
  held->records = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, peer);
  gezin_bind_uuid (rows, 2, dossier);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&held);
      add_held (held, rows);
    }
}

gboolean
gezin_held_has (const GezinHeld *held, const GezinVersion *version)
{
  Register one = { .record = version->record,
                   .field = (char *) gezin_catalogue_field_name (version->field),
                   .item = version->item != NULL ? version->item : (char *) "" };

  return g_hash_table_contains (held->registers, &one);
}

gboolean
gezin_held_has_record (const GezinHeld *held, const GezinUuid *record)
{
  return g_hash_table_contains (held->records, record);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const GezinHeldEntry *first = a, *second = b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  if (order == 0)
    order = g_strcmp0 (first->field, second->field);
  return order != 0 ? order : g_strcmp0 (first->item, second->item);
}

GArray *
gezin_held_entries (const GezinHeld *held)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (GezinHeldEntry));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, held->registers);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Register *one = key;
      const GezinHeldEntry entry = { .record = one->record,
                                     .field = *one->field != '\0' ? one->field : NULL,
                                     .item = *one->item != '\0' ? one->item : NULL };

      if (one->given)
        g_array_append_val (entries, entry);
    }
  g_array_sort (entries, compare_entries);
  return entries;
}

void
gezin_held_free (GezinHeld *held)
{
  if (held == NULL)
    return;
  g_clear_pointer (&held->registers, g_hash_table_unref);
  g_clear_pointer (&held->records, g_hash_table_unref);
  g_free (held);
}

/* Writing. */

/* Binds dossier, record, field and item from parameter 2 on. */
static void
bind_register (GezinStatement *statement, gint64 peer, const GezinUuid *dossier,
               const GezinUuid *record, const char *field, const char *item)
{
  gezin_bind_int (statement, 1, peer);
  gezin_bind_uuid (statement, 2, dossier);
  gezin_bind_uuid (statement, 3, record);
  gezin_bind_text (statement, 4, field != NULL ? field : "");
  gezin_bind_text (statement, 5, item != NULL ? item : "");
}

gboolean
gezin_exchange_run_on_versions (GezinStore *store, const char *sql, gint64 peer,
                                const GezinUuid *dossier, GezinVersion *const *versions,
                                gsize n_versions, GError **error)
{
  gboolean done = TRUE;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  for (gsize i = 0; done && i < n_versions; i++)
    {
      g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

      if (run == NULL)
        done = FALSE;
      else
        {
          bind_register (run, peer, dossier, &versions[i]->record,
                         gezin_catalogue_field_name (versions[i]->field), versions[i]->item);
          done = gezin_statement_run (run, error);
        }
    }
  return gezin_database_finish (store->database, done, error);
}

/* That the newest bundle for @peer carries the records of @versions; those of one stand together. */
static gboolean
carry (GezinStore *store, gint64 peer, const GezinUuid *dossier, GezinVersion *const *versions,
       gsize n_versions, GError **error)
{
  for (gsize i = 0; i < n_versions; i++)
    {
      g_autoptr (GezinStatement) run = NULL;

      if (i > 0 && gezin_uuid_equal (&versions[i]->record, &versions[i - 1]->record))
        continue;
      run = gezin_database_prepare (
          store->database,
          "INSERT OR IGNORE INTO carried (bundle, record) SELECT key, ?3 FROM ledger"
          " WHERE dossier = ?2 AND peer = ?1 AND came = 0 AND lane = 0 ORDER BY key DESC LIMIT 1",
          error);
      if (run == NULL)
        return FALSE;
      gezin_bind_int (run, 1, peer);
      gezin_bind_uuid (run, 2, dossier);
      gezin_bind_uuid (run, 3, &versions[i]->record);
      if (!gezin_statement_run (run, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
gezin_store_hold (GezinStore *store, gint64 peer, const GezinUuid *dossier, gboolean given,
                  GezinVersion *const *versions, gsize n_versions, GError **error)
{
  static const char by_us[] =
      "INSERT OR REPLACE INTO held (peer, dossier, record, field, item, given, told)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 1, 0)";
  static const char by_peer[] =
      "INSERT INTO held (peer, dossier, record, field, item, given, told)"
      " VALUES (?1, ?2, ?3, ?4, ?5, 0, 0)"
      " ON CONFLICT (peer, dossier, record, field, item) DO UPDATE SET told = 0";

  return gezin_exchange_run_on_versions (store, given ? by_us : by_peer, peer, dossier, versions,
                                         n_versions, error)
         && (!given || carry (store, peer, dossier, versions, n_versions, error));
}

gboolean
gezin_exchange_run_on_entries (GezinStore *store, const char *sql, gint64 peer,
                               const GezinUuid *dossier, const GezinUuid *bundle,
                               const GezinHeldEntry *entries, gsize n_entries, GError **error)
{
  gboolean done = TRUE;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  for (gsize i = 0; done && i < n_entries; i++)
    {
      g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

      if (run == NULL)
        done = FALSE;
      else
        {
          bind_register (run, peer, dossier, &entries[i].record, entries[i].field, entries[i].item);
          if (bundle != NULL)
            {
              gezin_bind_uuid (run, 6, bundle);
              gezin_bind_int (run, 7, gezin_clock_now (store->clock));
            }
          done = gezin_statement_run (run, error);
        }
    }
  return gezin_database_finish (store->database, done, error);
}

gboolean
gezin_store_tell_limits (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                         const GezinHeldEntry *entries, gsize n_entries, GError **error)
{
  return gezin_exchange_run_on_entries (
      store,
      "UPDATE held SET told = 1, told_in = (SELECT key FROM ledger WHERE dossier = ?2 AND peer = ?1"
      " AND came = 0 AND lane = 0 ORDER BY key DESC LIMIT 1)"
      " WHERE peer = ?1 AND dossier = ?2 AND record = ?3"
      " AND (?4 = '' OR (field = ?4 AND item = ?5))",
      peer, dossier, NULL, entries, n_entries, error);
}

GArray *
gezin_store_given (GezinStore *store, gint64 peer, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT DISTINCT record FROM held WHERE peer = ?1 AND dossier = ?2"
                              " AND given = 1 ORDER BY record",
                              error);
  gboolean has_row;
  GezinUuid record;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, peer);
  gezin_bind_uuid (rows, 2, dossier);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&records);
      if (gezin_column_uuid (rows, 0, &record))
        g_array_append_val (records, record);
    }
}

GArray *
gezin_store_carried (GezinStore *store, const GezinLedgerRow *row, guint *later, GError **error)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  /* A later card of the same peer is another row of them. */
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "WITH RECURSIVE same (key) AS (SELECT ?2 UNION SELECT peer.key FROM peer JOIN same"
      "  ON peer.replaces = same.key)"
      " SELECT carried.record, EXISTS (SELECT 1 FROM ledger CROSS JOIN carried AS again"
      "  WHERE ledger.dossier = ?3 AND ledger.key > ?1 AND ledger.came = 0"
      "  AND ledger.peer IN (SELECT key FROM same) AND ledger.state <> '" GEZIN_LEDGER_WITHDRAWN "'"
      "  AND ifnull (ledger.receipt, '') <> '" GEZIN_LEDGER_REFUSED "'"
      "  AND ledger.recalled IS NULL AND again.bundle = ledger.key"
      "  AND again.record = carried.record)"
      " FROM carried WHERE carried.bundle = ?1 ORDER BY carried.record",
      error);
  guint n_later = 0;
  gboolean has_row;
  GezinUuid record;

  if (rows == NULL)
    return NULL;
  gezin_bind_int (rows, 1, row->number);
  gezin_bind_int (rows, 2, row->peer);
  gezin_bind_uuid (rows, 3, &row->dossier);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      if (gezin_column_int (rows, 1) != 0)
        n_later++;
      else if (gezin_column_uuid (rows, 0, &record))
        g_array_append_val (records, record);
    }
  if (later != NULL)
    *later = n_later;
  return g_steal_pointer (&records);
}

static void
add_number (GArray *numbers, GezinStatement *rows)
{
  gint64 number = gezin_column_int (rows, 0);

  g_array_append_val (numbers, number);
}

GArray *
gezin_store_holders (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                     GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT DISTINCT peer FROM held WHERE dossier = ?1"
                              " AND (?2 IS NULL OR record = ?2) ORDER BY peer",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  gezin_bind_uuid (rows, 2, record);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&numbers);
      add_number (numbers, rows);
    }
}

gboolean
gezin_exchange_run_on_record (GezinStore *store, const char *sql, const GezinUuid *dossier,
                              const GezinUuid *record, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_uuid (run, 1, dossier);
  gezin_bind_uuid (run, 2, record);
  return gezin_statement_run (run, error);
}

/* Rejected. */

gboolean
gezin_store_reject (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                    const GezinUuid *bundle, const char *reason, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT OR IGNORE INTO rejected (dossier, record, bundle, reason, time)"
      " VALUES (?1, ?2, ?3, ?4, ?5)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, dossier);
  gezin_bind_uuid (put, 2, record);
  gezin_bind_uuid (put, 3, bundle);
  gezin_bind_text (put, 4, reason != NULL ? reason : "");
  gezin_bind_int (put, 5, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error);
}

/* (transfer full): The ids that @rows has, as a set. */
static GHashTable *
read_set (GezinStatement *rows, GError **error)
{
  g_autoptr (GHashTable) all =
      g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, NULL);
  gboolean has_row;

  for (;;)
    {
      GezinUuid id;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);
      if (gezin_column_uuid (rows, 0, &id))
        g_hash_table_add (all, g_memdup2 (&id, sizeof id));
    }
}

GHashTable *
gezin_store_rejected (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT record FROM rejected WHERE dossier = ?1", error);

  if (rows == NULL)
    return NULL;
  gezin_bind_uuid (rows, 1, dossier);
  return read_set (rows, error);
}

gboolean
gezin_store_unreject (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                      GError **error)
{
  return gezin_exchange_run_on_record (
      store, "DELETE FROM rejected WHERE dossier = ?1 AND record = ?2", dossier, record, error);
}

/* Who leads. */

static const char *const leads[] = { "", "offered", "asked", "ours", "theirs" };

gboolean
gezin_store_lead (GezinStore *store, const GezinUuid *dossier, GezinLead *lead, gint64 *peer,
                  GezinUuid *bundle, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT state, peer, bundle FROM lead WHERE dossier = ?1", error);
  GezinUuid said = { { 0 } };
  gboolean has_row;

  *lead = GEZIN_LEAD_UNSAID;
  if (rows == NULL)
    return FALSE;
  gezin_bind_uuid (rows, 1, dossier);
  if (!gezin_statement_step (rows, &has_row, error))
    return FALSE;
  for (guint i = 0; has_row && i < G_N_ELEMENTS (leads); i++)
    if (g_strcmp0 (gezin_column_text (rows, 0), leads[i]) == 0)
      *lead = (GezinLead) i;
  if (has_row && !gezin_column_uuid (rows, 2, &said))
    said = (GezinUuid){ { 0 } };
  if (peer != NULL)
    *peer = has_row ? gezin_column_int (rows, 1) : 0;
  if (bundle != NULL)
    *bundle = said;
  return TRUE;
}

gboolean
gezin_store_set_lead (GezinStore *store, const GezinUuid *dossier, GezinLead lead, gint64 peer,
                      const GezinUuid *bundle, GError **error)
{
  g_autoptr (GezinStatement) put =
      gezin_database_prepare (store->database,
                              "INSERT OR REPLACE INTO lead (dossier, peer, state, bundle, time)"
                              " VALUES (?1, ?2, ?3, ?4, ?5)",
                              error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, dossier);
  if (peer != 0)
    gezin_bind_int (put, 2, peer);
  else
    gezin_bind_null (put, 2);
  gezin_bind_text (put, 3, leads[lead]);
  gezin_bind_uuid (put, 4, bundle);
  gezin_bind_int (put, 5, gezin_clock_now (store->clock));
  return gezin_statement_run (put, error) && gezin_deadlines_forget (store, dossier, error);
}

GHashTable *
gezin_store_copies (GezinStore *store, const char *kind, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT lead.dossier FROM lead JOIN ledger ON ledger.bundle = lead.bundle"
      " WHERE lead.state = 'theirs' AND ledger.came = 1 AND ledger.kind = ?1"
      " AND ledger.state NOT IN ('refused', 'forked')",
      error);

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, kind);
  return read_set (rows, error);
}

/* Erasure. */

static gboolean
run_on_dossier (GezinStore *store, const char *sql, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_uuid (run, 1, dossier);
  return gezin_statement_run (run, error);
}

gboolean
gezin_exchange_erase (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                      GError **error)
{
  static const char *const of_record[] = {
    "INSERT OR IGNORE INTO held SELECT peer, dossier, record, '', '', max (given), 0, NULL"
    " FROM held WHERE dossier = ?1 AND (?2 IS NULL OR record = ?2) GROUP BY peer, dossier, record",
    "DELETE FROM held WHERE dossier = ?1 AND (?2 IS NULL OR record = ?2) AND field <> ''",
    "DELETE FROM frozen WHERE dossier = ?1 AND (?2 IS NULL OR record = ?2)",
    "DELETE FROM rejected WHERE dossier = ?1 AND (?2 IS NULL OR record = ?2)",
  };
  /* A sealed bundle cannot be looked into: all that are of the dossier go, and are not sent. */
  static const char *const of_dossier[] = {
    "UPDATE ledger SET recall_reason = NULL WHERE dossier = ?1 OR source = ?1",
    "UPDATE ledger SET file = NULL, state = CASE state WHEN 'waiting' THEN 'withdrawn' ELSE state"
    " END WHERE (dossier = ?1 OR source = ?1) AND file IS NOT NULL AND sealed IS NULL",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (of_record); i++)
    if (!gezin_exchange_run_on_record (store, of_record[i], dossier, record, error))
      return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (of_dossier); i++)
    if (!run_on_dossier (store, of_dossier[i], dossier, error))
      return FALSE;
  return TRUE;
}
