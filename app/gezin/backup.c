/* SPDX-License-Identifier: EUPL-1.2 */

/* Backups, restoring and drills. */

#include "gezin/command.h"
#include "gezin/passphrase.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

static void
show_progress_cb (guint64 done, guint64 total, gpointer data)
{
  gezin_output_progress (done, total);
}

/* (transfer full): For people: a path where there is one. */
static char *
place_of (const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  return g_file_get_parse_name (file);
}

/* (transfer full) (nullable): What an argument or option names; an address or a path. */
static GFile *
file_of (const char *text)
{
  return text == NULL ? NULL : g_file_new_for_commandline_arg (text);
}

static void
write_backup_json (GezinCall *call, const GezinBackupReport *report, const char *place)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "backup", place);
  gezin_json_time (builder, "made", report->made);
  gezin_json_count (builder, "bytes", (gint64) report->bytes);
  gezin_json_count (builder, "documents", report->n_documents);
  gezin_json_count (builder, "copied", report->n_copied);
  gezin_json_count (builder, "missing", report->n_missing);
  gezin_json_count (builder, "thinned", report->n_thinned);
  gezin_json_flag (builder, "unchanged", report->is_unchanged);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_backup_text (GezinCall *call, const GezinBackupReport *report, const char *place)
{
  if (report->is_unchanged)
    /* Translators: %s is a place. */
    gezin_output_print (call->output, _ ("Nothing changed since the newest backup: %s"), place);
  else
    /* Translators: %s is a place. */
    gezin_output_print (call->output, _ ("Backup made: %s"), place);
}

gboolean
gezin_backup_make (GezinCall *call, GError **error)
{
  g_autoptr (GFile) target = file_of (call->options.output);
  g_autoptr (GezinBackupReport) report = NULL;
  g_autofree char *place = NULL;

  if (g_strcmp0 (call->options.output, "-") == 0)
    return gezin_command_fail_use (
        error, _ ("A backup goes into a file or a folder, not to standard output."));
  report = gezin_session_backup (call->session, target, show_progress_cb, NULL, NULL, error);
  gezin_output_progress (1, 1);
  if (report == NULL)
    return FALSE;
  place = place_of (report->uri);
  if (call->output->is_json)
    write_backup_json (call, report, place);
  else
    write_backup_text (call, report, place);
  return report->n_missing == 0
         || gezin_command_fail_no (
             error, _ ("The backup is made, but documents are missing in the store itself: see "
                       "`gezin document check`."));
}

/* Which there are. */

static const char *
verdict_label (GezinBackupVerdict verdict)
{
  switch (verdict)
    {
    case GEZIN_BACKUP_OURS:
      return C_ ("backup", "of this store");
    case GEZIN_BACKUP_TWIN:
      return C_ ("backup", "of another laptop with this store");
    case GEZIN_BACKUP_FOREIGN:
      return C_ ("backup", "of another store");
    case GEZIN_BACKUP_NEWER:
      return C_ ("backup", "of a newer version");
    case GEZIN_BACKUP_DAMAGED:
      return C_ ("backup", "damaged");
    case GEZIN_BACKUP_WHOLE:
      break;
    }
  return C_ ("backup", "whole");
}

static void
write_rows_json (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];
      g_autofree char *place = place_of (row->uri);

      json_builder_begin_object (builder);
      gezin_json_text (builder, "backup", place);
      gezin_json_text (builder, "verdict", gezin_backup_verdict_name (row->verdict));
      if (row->made != 0)
        gezin_json_time (builder, "made", row->made);
      else
        gezin_json_text (builder, "made", NULL);
      gezin_json_count (builder, "bytes", (gint64) row->bytes);
      gezin_json_count (builder, "documents", row->n_documents);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_rows_text (GezinCall *call, GPtrArray *rows)
{
  GezinTable *table =
      gezin_table_new (3, (const char *const[]){ _ ("When"), _ ("Whose"), _ ("Backup") });

  for (guint i = 0; i < rows->len; i++)
    {
      const GezinBackupRow *row = rows->pdata[i];
      g_autofree char *time =
          row->made != 0 ? gezin_when_moment (gezin_session_clock (call->session), row->made)
                         : NULL;

      gezin_table_add (table,
                       (const char *const[]){ time, verdict_label (row->verdict), row->name });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_backup_list_all (GezinCall *call, GError **error)
{
  g_autoptr (GFile) folder = file_of (call->n_arguments > 0 ? call->arguments[0] : NULL);
  g_autoptr (GPtrArray) rows = gezin_session_backups (call->session, folder, error);

  if (rows == NULL)
    return FALSE;
  if (call->output->is_json)
    write_rows_json (call, rows);
  else
    write_rows_text (call, rows);
  return TRUE;
}

/* Where they go, and how old they are. */

static void
write_instant (JsonBuilder *builder, const char *name, gint64 instant)
{
  if (instant != 0)
    gezin_json_time (builder, name, instant);
  else
    gezin_json_text (builder, name, NULL);
}

static void
write_state_json (GezinCall *call, const GezinBackupState *state, const char *place)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "folder", place);
  gezin_json_flag (builder, "own-folder", state->is_own_folder);
  gezin_json_flag (builder, "reachable", state->is_reachable);
  write_instant (builder, "last-backup", state->last_backup);
  write_instant (builder, "last-drill", state->last_drill);
  gezin_json_flag (builder, "changed", state->has_changed);
  gezin_json_flag (builder, "due", state->is_due);
  gezin_json_flag (builder, "old", state->is_old);
  gezin_json_flag (builder, "drill-old", state->is_drill_old);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_moment (GezinCall *call, const char *label, gint64 instant)
{
  g_autofree char *time = instant != 0
                              ? gezin_when_moment (gezin_session_clock (call->session), instant)
                              : g_strdup (C_ ("moment", "never"));

  gezin_output_print (call->output, "%s %s", label, time);
}

static void
write_state_text (GezinCall *call, const GezinBackupState *state, const char *place)
{
  gezin_output_print (call->output, "%s %s", _ ("Backups go to:"), place);
  if (state->is_own_folder)
    gezin_output_print (call->output, "%s",
                        _ ("That is on this machine only: choose a folder elsewhere, or the "
                           "backups are lost with it."));
  if (!state->is_reachable)
    gezin_output_print (call->output, "%s", _ ("That folder cannot be reached now."));
  write_moment (call, _ ("Last backup:"), state->last_backup);
  write_moment (call, _ ("Last good drill:"), state->last_drill);
}

gboolean
gezin_backup_folder (GezinCall *call, GError **error)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GezinBackupState) state = NULL;
  g_autofree char *place = NULL;

  if (call->n_arguments > 0 && strcmp (call->arguments[0], "-") != 0)
    folder = file_of (call->arguments[0]);
  if (call->n_arguments > 0 && !gezin_session_set_backup_folder (call->session, folder, error))
    return FALSE;
  state = gezin_session_backup_state (call->session, error);
  if (state == NULL)
    return FALSE;
  place = place_of (state->folder);
  if (call->output->is_json)
    write_state_json (call, state, place);
  else
    write_state_text (call, state, place);
  return TRUE;
}

/* Restoring. */

static void
write_restore (GezinCall *call, const GezinRestoreReport *report, const char *folder)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!call->output->is_json)
    {
      gezin_output_print (
          call->output,
          ngettext ("Restored: %u dossier.", "Restored: %u dossiers.", report->n_dossiers),
          report->n_dossiers);
      if (report->n_old_backups > 0)
        gezin_output_print (
            call->output,
            ngettext ("Beside that backup %u backup may still hold what was erased; restoring "
                      "takes none away.",
                      "Beside that backup %u backups may still hold what was erased; restoring "
                      "takes none away.",
                      report->n_old_backups),
            report->n_old_backups);
      if (report->n_missing + report->n_damaged > 0)
        gezin_output_print (call->output,
                            ngettext ("Look at the documents: %u was not beside the backup or is "
                                      "damaged. See `gezin document check`.",
                                      "Look at the documents: %u were not beside the backup or are "
                                      "damaged. See `gezin document check`.",
                                      report->n_missing + report->n_damaged),
                            report->n_missing + report->n_damaged);
      if (report->are_markers_damaged)
        gezin_output_print (call->output,
                            _ ("The list of what was erased could not be read: look whether "
                               "something came back that should not."));
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  gezin_json_text (builder, "store", folder);
  gezin_json_time (builder, "made", report->made);
  gezin_json_count (builder, "dossiers", report->n_dossiers);
  gezin_json_count (builder, "documents", report->n_documents);
  gezin_json_count (builder, "missing", report->n_missing);
  gezin_json_count (builder, "damaged", report->n_damaged);
  gezin_json_count (builder, "erased", report->n_erased);
  gezin_json_count (builder, "old-backups", report->n_old_backups);
  gezin_json_flag (builder, "markers-damaged", report->are_markers_damaged);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_backup_restore (GezinCall *call, GError **error)
{
  const char *key_file = call->options.recovery_key_file;
  g_autofree char *folder = gezin_call_store_folder (call);
  g_autoptr (GFile) file = file_of (call->arguments[0]);
  g_autoptr (GezinSecret) key = NULL;
  g_autoptr (GezinRestoreReport) report = NULL;

  if (gezin_session_has_store (folder))
    return gezin_command_fail_use (error, _ ("There is a store in that folder already: nothing was "
                                             "changed; give another folder with --store."));
  key = key_file != NULL
            ? gezin_passphrase_read (key_file, _ ("Recovery key:"), error)
            : gezin_passphrase_read (call->options.passphrase_file, _ ("Passphrase:"), error);
  if (key == NULL)
    return FALSE;
  report = (call->options.without_markers ? gezin_session_restore_without_markers
                                          : gezin_session_restore) (
      call->session, file, folder, key, key_file != NULL, show_progress_cb, NULL, NULL, error);
  gezin_output_progress (1, 1);
  if (report == NULL)
    return FALSE;
  write_restore (call, report, folder);
  return TRUE;
}

/* Drills. */

static void
write_drill_json (GezinCall *call, const GezinDrillReport *report, const char *place,
                  gboolean is_good)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "verdict", is_good ? "good" : "bad");
  gezin_json_text (builder, "backup", place);
  gezin_json_time (builder, "made", report->made);
  gezin_json_count (builder, "dossiers", report->n_dossiers);
  gezin_json_count (builder, "documents", report->n_documents);
  gezin_json_count (builder, "missing", report->n_missing);
  gezin_json_count (builder, "damaged", report->n_damaged);
  gezin_json_count (builder, "lost", report->n_lost);
  gezin_json_count (builder, "newer", report->n_newer);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_count (GezinCall *call, const char *label, guint count)
{
  if (count > 0)
    gezin_output_print (call->output, "%s %u", label, count);
}

static void
write_drill_text (GezinCall *call, const GezinDrillReport *report, const char *place,
                  gboolean is_good)
{
  if (is_good)
    gezin_output_print (
        call->output,
        ngettext ("Good: the backup opens with the recovery key and is whole; %u dossier.",
                  "Good: the backup opens with the recovery key and is whole; %u dossiers.",
                  report->n_dossiers),
        report->n_dossiers);
  gezin_output_print (call->output, "%s %s", _ ("Backup:"), place);
  write_count (call, _ ("Documents missing:"), report->n_missing);
  write_count (call, _ ("Documents damaged:"), report->n_damaged);
  write_count (call, _ ("In the backup and no longer here:"), report->n_lost);
  write_count (call, _ ("Changes made after the backup:"), report->n_newer);
}

gboolean
gezin_backup_drill (GezinCall *call, GError **error)
{
  g_autoptr (GFile) folder = file_of (call->n_arguments > 0 ? call->arguments[0] : NULL);
  g_autoptr (GezinSecret) key =
      gezin_passphrase_read (call->options.recovery_key_file, _ ("Recovery key:"), error);
  g_autoptr (GezinDrillReport) report = NULL;
  g_autofree char *place = NULL;
  gboolean is_good;

  if (key == NULL)
    return FALSE;
  is_good = gezin_session_drill (call->session, folder, key, show_progress_cb, NULL, NULL, &report,
                                 error);
  gezin_output_progress (1, 1);
  if (report == NULL)
    return FALSE;
  place = place_of (report->uri);
  if (call->output->is_json)
    write_drill_json (call, report, place, is_good);
  else
    write_drill_text (call, report, place, is_good);
  return is_good;
}
