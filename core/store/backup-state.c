/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether there is a backup, how old it is and whether one is due.
 *
 * Invariant: a clock that was put back makes a backup due, never not due. */

#include "base/limits.h"
#include "store/backup-place-private.h"
#include "store/backup-private.h"

#define LAST_DRILL "drill-last" /* instant */
#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define DAY (24 * HOUR)

static gint64
local_day (GezinClock *clock, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, gezin_clock_zone (clock));

  return g_date_time_get_year (local) * 1000 + g_date_time_get_day_of_year (local);
}

static gboolean
is_due (GezinClock *clock, gint64 last)
{
  gint64 now = gezin_clock_now (clock);

  return last == 0 || last > now || now - last >= GEZIN_BACKUP_AGAIN_HOURS * HOUR
         || local_day (clock, last) != local_day (clock, now);
}

static gboolean
is_older (GezinClock *clock, gint64 last, gint64 days)
{
  gint64 now = gezin_clock_now (clock);

  return last == 0 || last > now + DAY || now - last >= days * DAY;
}

static gboolean
read_drill (GezinStore *store, gint64 *last, GError **error)
{
  g_autofree char *text = NULL;

  *last = 0;
  if (!gezin_meta_find (store, LAST_DRILL, &text, error))
    return FALSE;
  if (text != NULL && !g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, last, NULL))
    *last = 0;
  return TRUE;
}

static gboolean
fill_place (GezinStore *store, GezinBackupState *state, GError **error)
{
  g_autoptr (GFile) own = gezin_backup_own_folder (store);
  g_autoptr (GFile) folder = gezin_store_backup_folder (store, error);

  if (folder == NULL)
    return FALSE;
  state->folder = g_file_get_uri (folder);
  state->is_own_folder = g_file_equal (own, folder);
  state->is_reachable =
      state->is_own_folder || gezin_place_type (folder, NULL, NULL) == G_FILE_TYPE_DIRECTORY;
  return TRUE;
}

GezinBackupState *
gezin_store_backup_state (GezinStore *store, GError **error)
{
  g_autoptr (GezinBackupState) state = g_new0 (GezinBackupState, 1);
  g_auto (GezinBackupMemory) memory = { 0 };

  if (!fill_place (store, state, error) || !gezin_backup_memory_read (store, &memory, error)
      || !read_drill (store, &state->last_drill, error)
      || !gezin_backup_point_restored_made (store, &state->restored_made, error))
    return NULL;
  state->has_changed = memory.made == 0;
  if (!state->has_changed
      && !gezin_backup_point_has_changed (store, memory.event, &state->has_changed, error))
    return NULL;
  state->last_backup = memory.made;
  state->last_backup_uri = g_steal_pointer (&memory.uri);
  state->is_due = state->has_changed && is_due (store->clock, state->last_backup);
  state->is_old =
      state->has_changed && is_older (store->clock, state->last_backup, GEZIN_BACKUP_OLD_DAYS);
  state->is_drill_old = is_older (store->clock, state->last_drill, GEZIN_DRILL_OLD_DAYS);
  return g_steal_pointer (&state);
}

gboolean
gezin_store_backup_if_due (GezinStore *store, GCancellable *cancellable, GezinBackupReport **report,
                           GError **error)
{
  g_autoptr (GezinBackupState) state = gezin_store_backup_state (store, error);
  g_autoptr (GFile) own = gezin_backup_own_folder (store);
  g_autoptr (GError) inner = NULL;

  *report = NULL;
  if (state == NULL)
    return FALSE;
  if (!state->is_due)
    return TRUE;
  *report = gezin_store_backup (store, NULL, NULL, NULL, cancellable, &inner);
  if (*report == NULL && !state->is_own_folder
      && !g_error_matches (inner, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && gezin_place_make_folder (store->disk, own, cancellable, NULL))
    {
      g_clear_error (&inner);
      *report = gezin_store_backup (store, own, NULL, NULL, cancellable, &inner);
      if (*report != NULL)
        (*report)->is_fallback = TRUE;
    }
  if (*report != NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&inner));
  return FALSE;
}

gboolean
gezin_backup_remember_drill (GezinStore *store, const GezinDrillReport *report, gboolean is_good,
                             GError **error)
{
  gint64 now = gezin_clock_now (store->clock);
  g_autofree char *time = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  g_autofree char *detail = g_strdup_printf (
      "%s event %" G_GINT64_FORMAT
      " dossiers %u documents %u missing %u damaged %u lost %u newer %u",
      is_good ? "good" : "bad", report->newest_event, report->n_dossiers, report->n_documents,
      report->n_missing, report->n_damaged, report->n_lost, report->n_newer);
  const GezinAuditEvent event = { .action = "drill", .detail = detail };
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = (!is_good || gezin_meta_set (store, LAST_DRILL, time, error))
         && gezin_audit_append (store, &event, now, error);
  return gezin_database_finish (store->database, done, error);
}
