/* SPDX-License-Identifier: EUPL-1.2 */

/* How far a store has come, and what it remembers of its last backup.
 *
 * The log is a chain, so number and hash of one event stand for all before it: a
 * store came by a point if and only if its log has that event with that hash. */

#include <string.h>

#include "store/backup-private.h"

#define LAST_BACKUP "backup-last" /* instant */
#define LAST_EVENT "backup-last-event"
#define LAST_URI "backup-last-uri"
#define LAST_DRAFTS "backup-last-drafts"
#define LIFE_EVENT "restored-event"
#define LIFE_MADE "restored-made" /* instant */

/* Events that change nothing of what a backup is for. */
#define QUIET_ACTIONS "'unlock', 'unlock-failed', 'backup', 'drill'"

static gboolean
read_point (GezinStatement *ask, GezinBackupPoint *point, gboolean *has_row, GError **error)
{
  gconstpointer hash;
  gsize length;

  *point = (GezinBackupPoint){ 0 };
  if (!gezin_statement_step (ask, has_row, error))
    return FALSE;
  if (!*has_row)
    return TRUE;
  point->event = gezin_column_int (ask, 0);
  hash = gezin_column_blob (ask, 1, &length);
  if (hash != NULL && length == sizeof point->hash)
    memcpy (point->hash, hash, length);
  return TRUE;
}

gboolean
gezin_backup_point_now (GezinStore *store, GezinBackupPoint *point, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT number, hash FROM event ORDER BY number DESC LIMIT 1", error);
  gboolean has_row;

  return ask != NULL && read_point (ask, point, &has_row, error);
}

gboolean
gezin_backup_point_is_past (GezinStore *store, const GezinBackupPoint *point, gboolean *is_past,
                            GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT number, hash FROM event WHERE number = ?1", error);
  GezinBackupPoint here;
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, point->event);
  if (!read_point (ask, &here, &has_row, error))
    return FALSE;
  *is_past = has_row && memcmp (here.hash, point->hash, sizeof here.hash) == 0;
  return TRUE;
}

/* A store and the one it was restored from have a past in common, and each goes on. */

static gboolean
read_number (GezinStore *store, const char *name, gint64 *number, GError **error)
{
  g_autofree char *text = NULL;

  *number = 0;
  if (!gezin_meta_find (store, name, &text, error))
    return FALSE;
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL))
    *number = 0;
  return TRUE;
}

static gboolean
write_number (GezinStore *store, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return gezin_meta_set (store, name, text, error);
}

gboolean
gezin_backup_point_begin_life (GezinStore *store, gint64 made, GError **error)
{
  GezinBackupPoint now;

  return gezin_backup_point_now (store, &now, error)
         && write_number (store, LIFE_EVENT, now.event, error)
         && write_number (store, LIFE_MADE, made, error)
         && gezin_database_exec (store->database,
                                 "DELETE FROM meta WHERE name IN ('" LAST_BACKUP "', '" LAST_EVENT
                                 "', '" LAST_URI "', '" LAST_DRAFTS "')",
                                 error);
}

gboolean
gezin_backup_point_restored_made (GezinStore *store, gint64 *made, GError **error)
{
  return read_number (store, LIFE_MADE, made, error);
}

gboolean
gezin_backup_point_is_own_life (GezinStore *store, const GezinBackupPoint *point, gboolean *is_own,
                                GError **error)
{
  gint64 first;

  if (!read_number (store, LIFE_EVENT, &first, error))
    return FALSE;
  *is_own = point->event >= first;
  return TRUE;
}

/* Drafts come and go without an event. */
static char *
describe_drafts (GezinStore *store, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT count(*) || ' ' || coalesce (max (time), 0) || ' ' || coalesce (sum (length (edits)),"
      " 0) FROM draft",
      error);
  gboolean has_row;

  if (ask == NULL || !gezin_statement_step (ask, &has_row, error))
    return NULL;
  return g_strdup (gezin_column_text (ask, 0));
}

static gboolean
drafts_have_changed (GezinStore *store, gboolean *have_changed, GError **error)
{
  g_autofree char *now = describe_drafts (store, error);
  g_autofree char *then = NULL;

  if (now == NULL || !gezin_meta_find (store, LAST_DRAFTS, &then, error))
    return FALSE;
  *have_changed = g_strcmp0 (now, then) != 0;
  return TRUE;
}

gboolean
gezin_backup_point_has_changed (GezinStore *store, gint64 event, gboolean *has_changed,
                                GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT EXISTS (SELECT 1 FROM event WHERE number > ?1 AND action NOT"
                              " IN (" QUIET_ACTIONS "))",
                              error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, event);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  *has_changed = gezin_column_int (ask, 0) != 0;
  return *has_changed || drafts_have_changed (store, has_changed, error);
}

/* What is remembered. */

gboolean
gezin_backup_memory_read (GezinStore *store, GezinBackupMemory *memory, GError **error)
{
  *memory = (GezinBackupMemory){ 0 };
  return read_number (store, LAST_BACKUP, &memory->made, error)
         && read_number (store, LAST_EVENT, &memory->event, error)
         && gezin_meta_find (store, LAST_URI, &memory->uri, error);
}

void
gezin_backup_memory_clear (GezinBackupMemory *memory)
{
  g_clear_pointer (&memory->uri, g_free);
}

static gboolean
write_memory (GezinStore *store, const GezinBackupManifest *manifest, const char *uri,
              GError **error)
{
  g_autofree char *drafts = describe_drafts (store, error);

  return drafts != NULL && write_number (store, LAST_BACKUP, manifest->made, error)
         && write_number (store, LAST_EVENT, manifest->newest_event, error)
         && gezin_meta_set (store, LAST_URI, uri, error)
         && gezin_meta_set (store, LAST_DRAFTS, drafts, error);
}

gboolean
gezin_backup_memory_write (GezinStore *store, const GezinBackupManifest *manifest, const char *uri,
                           gboolean is_unchanged, GError **error)
{
  g_autofree char *hash = gezin_hex_encode (manifest->newest_hash, sizeof manifest->newest_hash);
  g_autofree char *detail = g_strdup_printf (
      "%s event %" G_GINT64_FORMAT " hash %s documents %u", is_unchanged ? "unchanged" : "written",
      manifest->newest_event, hash, manifest->documents->len);
  const GezinAuditEvent event = { .action = "backup", .detail = detail };
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = (is_unchanged || write_memory (store, manifest, uri, error))
         && gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
  return gezin_database_finish (store->database, done, error);
}
