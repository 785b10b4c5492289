/* SPDX-License-Identifier: EUPL-1.2 */

/* The log of events: a chain of hashes that only grows.
 *
 * Invariants:
 * 1. hash = SHA-256 (hash before, canonical text of the event); before the first stand 32 zeroes.
 * 2. In the canonical text every value carries its length, so no two events have one text.
 * 3. Triggers of the schema refuse a change, a deletion and a gap. */

#include <string.h>

#include "store/store-private.h"

#define HASH_BYTES (32)
#define TEXT_FORMAT "gezin-event-1"

/* One event as it stands in the table; borrowed. */
typedef struct {
  gint64 number;
  gint64 time;
  const char *who;
  const char *role;
  const char *action;
  const GezinUuid *dossier; /* (nullable) */
  const char *subject;
  const char *ground;
  const char *detail;
  const char *program;
} Row;

/* Invariant 2. */
static void
append_value (GString *text, const char *name, const char *value)
{
  if (value == NULL)
    g_string_append_printf (text, "%s -\n", name);
  else
    g_string_append_printf (text, "%s %" G_GSIZE_FORMAT ":%s\n", name, strlen (value), value);
}

static void
append_number (GString *text, const char *name, gint64 value)
{
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

static GString *
canonical_text (const Row *row)
{
  GString *text = g_string_new (TEXT_FORMAT "\n");
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  append_number (text, "number", row->number);
  append_number (text, "time", row->time);
  append_value (text, "who", row->who);
  append_value (text, "role", row->role);
  append_value (text, "action", row->action);
  append_value (text, "dossier", row->dossier == NULL ? NULL : gezin_uuid_write (row->dossier, id));
  append_value (text, "subject", row->subject);
  append_value (text, "ground", row->ground);
  append_value (text, "detail", row->detail);
  append_value (text, "program", row->program);
  return text;
}

/* Invariant 1. @hash is that of the event before, then of this one. */
static void
chain (const Row *row, guint8 hash[HASH_BYTES])
{
  g_autoptr (GString) text = canonical_text (row);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = HASH_BYTES;

  g_checksum_update (checksum, hash, HASH_BYTES);
  g_checksum_update (checksum, (const guchar *) text->str, (gssize) text->len);
  g_checksum_get_digest (checksum, hash, &length);
}

static gboolean
read_last (GezinStore *store, gint64 *number, guint8 hash[HASH_BYTES], GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1", error);
  gboolean has_row;

  *number = 0;
  memset (hash, 0, HASH_BYTES);
  if (ask == NULL || !gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (has_row)
    {
      gsize length;
      gconstpointer bytes = gezin_column_blob (ask, 1, &length);

      *number = gezin_column_int (ask, 0);
      if (bytes != NULL && length == HASH_BYTES)
        memcpy (hash, bytes, HASH_BYTES);
    }
  return TRUE;
}

static gboolean
insert_row (GezinStore *store, const Row *row, const guint8 hash[HASH_BYTES], GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO event (number, time, who, role, action, dossier, subject, ground, detail,"
      " program, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, row->number);
  gezin_bind_int (put, 2, row->time);
  gezin_bind_text (put, 3, row->who);
  gezin_bind_text (put, 4, row->role);
  gezin_bind_text (put, 5, row->action);
  gezin_bind_uuid (put, 6, row->dossier);
  gezin_bind_text (put, 7, row->subject);
  gezin_bind_text (put, 8, row->ground);
  gezin_bind_text (put, 9, row->detail);
  gezin_bind_text (put, 10, row->program);
  gezin_bind_blob (put, 11, hash, HASH_BYTES);
  return gezin_statement_run (put, error);
}

gboolean
gezin_audit_append (GezinStore *store, const GezinAuditEvent *event, gint64 time, GError **error)
{
  Row row = { .time = time,
              .who = store->identity->name,
              .role = store->identity->role,
              .action = event->action,
              .dossier = event->dossier,
              .subject = event->subject,
              .ground = event->ground,
              .detail = event->detail,
              .program = store->program };
  guint8 hash[HASH_BYTES];

  g_assert (gezin_database_is_open_transaction (store->database));
  if (!read_last (store, &row.number, hash, error))
    return FALSE;
  row.number++;
  chain (&row, hash);
  store->latest = MAX (store->latest, time);
  return insert_row (store, &row, hash, error);
}

gboolean
gezin_store_audit (GezinStore *store, const GezinAuditEvent *event, GError **error)
{
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_audit_append (store, event, gezin_clock_now (store->clock), error);
  return gezin_database_finish (store->database, done, error);
}

#define EVENT_COLUMNS \
  "number, time, who, role, action, dossier, subject, ground, detail, program, hash"

/* The texts and @dossier live until the next step. */
static void
read_row (GezinStatement *events, Row *row, GezinUuid *dossier)
{
  row->number = gezin_column_int (events, 0);
  row->time = gezin_column_int (events, 1);
  row->who = gezin_column_text (events, 2);
  row->role = gezin_column_text (events, 3);
  row->action = gezin_column_text (events, 4);
  row->dossier = gezin_column_uuid (events, 5, dossier) ? dossier : NULL;
  row->subject = gezin_column_text (events, 6);
  row->ground = gezin_column_text (events, 7);
  row->detail = gezin_column_text (events, 8);
  row->program = gezin_column_text (events, 9);
}

static GezinAuditEntry *
read_entry (GezinStatement *events)
{
  GezinAuditEntry *entry = g_new0 (GezinAuditEntry, 1);
  Row row;
  gsize length;
  gconstpointer hash;

  read_row (events, &row, &entry->dossier);
  entry->number = row.number;
  entry->time = row.time;
  entry->who = g_strdup (row.who);
  entry->role = g_strdup (row.role);
  entry->action = g_strdup (row.action);
  entry->has_dossier = row.dossier != NULL;
  entry->subject = g_strdup (row.subject);
  entry->ground = g_strdup (row.ground);
  entry->detail = g_strdup (row.detail);
  entry->program = g_strdup (row.program);
  hash = gezin_column_blob (events, 10, &length);
  entry->hash = gezin_hex_encode (hash, length);
  return entry;
}

GPtrArray *
gezin_store_audit_list (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_audit_entry_free);
  g_autoptr (GezinStatement) events =
      dossier == NULL
          ? gezin_database_prepare (store->database,
                                    "SELECT " EVENT_COLUMNS " FROM event ORDER BY number", error)
          : gezin_database_prepare (
              store->database,
              "SELECT " EVENT_COLUMNS " FROM event WHERE dossier = ?1 ORDER BY number", error);
  gboolean has_row;

  if (events == NULL)
    return NULL;
  if (dossier != NULL)
    gezin_bind_uuid (events, 1, dossier);
  for (;;)
    {
      if (!gezin_statement_step (events, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&entries);
      g_ptr_array_add (entries, read_entry (events));
    }
}

/* Whether the row that @events stands on follows the one with @hash; makes @hash its own. */
static gboolean
follows (GezinStatement *events, gint64 expected, guint8 hash[HASH_BYTES])
{
  Row row;
  GezinUuid dossier;
  gsize length;
  gconstpointer kept;

  read_row (events, &row, &dossier);
  chain (&row, hash);
  kept = gezin_column_blob (events, 10, &length);
  return row.number == expected && kept != NULL && length == HASH_BYTES
         && memcmp (kept, hash, HASH_BYTES) == 0;
}

gboolean
gezin_store_audit_verify (GezinStore *store, guint64 *n_events, GError **error)
{
  g_autoptr (GezinStatement) events = gezin_database_prepare (
      store->database, "SELECT " EVENT_COLUMNS " FROM event ORDER BY number", error);
  guint8 hash[HASH_BYTES] = { 0 };
  gint64 expected = 1;
  gboolean has_row;

  if (events == NULL)
    return FALSE;
  for (;; expected++)
    {
      if (!gezin_statement_step (events, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (!follows (events, expected, hash))
        {
          g_set_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_AUDIT_BROKEN,
                       "the audit does not hold at event %" G_GINT64_FORMAT, expected);
          return FALSE;
        }
    }
  if (n_events != NULL)
    *n_events = (guint64) (expected - 1);
  return TRUE;
}
