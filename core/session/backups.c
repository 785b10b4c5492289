/* SPDX-License-Identifier: EUPL-1.2 */

/* Backups, restoring and drills. */

#include "session/session-private.h"

#include "store/backup.h"
#include "store/drill.h"
#include "store/restore.h"

/* A call about backups; the members of @call that fit are used too. */
typedef struct {
  Call call;
  GFile *file;
  gboolean without_markers;
  GezinProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;

  GezinBackupReport *backup_report;
  GezinRestoreReport *restore_report;
  GezinDrillReport *drill_report;
  GezinBackupState *state;
} BackupCall;

static gboolean
backup (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;

  own->backup_report = gezin_store_backup (call->session->store, own->file, own->progress,
                                           own->progress_data, own->cancellable, error);
  return own->backup_report != NULL;
}

GezinBackupReport *
gezin_session_backup (GezinSession *session, GFile *target, GezinProgressFunc progress,
                      gpointer progress_data, GCancellable *cancellable, GError **error)
{
  BackupCall own = { .call = { .session = session },
                     .file = target,
                     .progress = progress,
                     .progress_data = progress_data,
                     .cancellable = cancellable };

  return gezin_session_run_call (&own.call, backup, error) ? own.backup_report : NULL;
}

static gboolean
backup_if_due (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;

  return gezin_store_backup_if_due (call->session->store, own->cancellable, &own->backup_report,
                                    error);
}

gboolean
gezin_session_backup_if_due (GezinSession *session, GCancellable *cancellable,
                             GezinBackupReport **report, GError **error)
{
  BackupCall own = { .call = { .session = session }, .cancellable = cancellable };
  gboolean done = gezin_session_run_call (&own.call, backup_if_due, error);

  *report = own.backup_report;
  return done;
}

static gboolean
list_backups (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;
  GezinStore *store = call->session->store;
  g_autoptr (GFile) chosen = NULL;

  if (own->file == NULL && store == NULL)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_LOCKED,
                           "no store is open that has a folder for backups");
      return FALSE;
    }
  if (own->file == NULL)
    {
      chosen = gezin_store_backup_folder (store, error);
      if (chosen == NULL)
        return FALSE;
    }
  call->rows = gezin_backup_list (store, own->file != NULL ? own->file : chosen, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_backups (GezinSession *session, GFile *folder, GError **error)
{
  BackupCall own = { .call = { .session = session, .needs_no_store = TRUE }, .file = folder };

  return gezin_session_run_call (&own.call, list_backups, error) ? own.call.rows : NULL;
}

static gboolean
restore (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;
  GezinStoreOptions options = gezin_session_store_options (call->session);
  GezinStore *store;

  gezin_session_let_go_of_store (call->session);
  store = gezin_store_restore (own->file, call->text, call->key, call->flag, own->without_markers,
                               &options, own->progress, own->progress_data, own->cancellable,
                               &own->restore_report, error);
  if (store == NULL)
    return FALSE;
  gezin_session_take_store (call->session, store);
  return TRUE;
}

static GezinRestoreReport *
restore_with (GezinSession *session, GFile *file, const char *folder, const GezinSecret *key,
              gboolean is_recovery_key, gboolean without_markers, GezinProgressFunc progress,
              gpointer progress_data, GCancellable *cancellable, GError **error)
{
  BackupCall own = { .call = { .session = session,
                               .needs_no_store = TRUE,
                               .text = folder,
                               .key = key,
                               .flag = is_recovery_key },
                     .file = file,
                     .without_markers = without_markers,
                     .progress = progress,
                     .progress_data = progress_data,
                     .cancellable = cancellable };

  return gezin_session_run_call (&own.call, restore, error) ? own.restore_report : NULL;
}

GezinRestoreReport *
gezin_session_restore (GezinSession *session, GFile *file, const char *folder,
                       const GezinSecret *key, gboolean is_recovery_key, GezinProgressFunc progress,
                       gpointer progress_data, GCancellable *cancellable, GError **error)
{
  return restore_with (session, file, folder, key, is_recovery_key, FALSE, progress, progress_data,
                       cancellable, error);
}

GezinRestoreReport *
gezin_session_restore_without_markers (GezinSession *session, GFile *file, const char *folder,
                                       const GezinSecret *key, gboolean is_recovery_key,
                                       GezinProgressFunc progress, gpointer progress_data,
                                       GCancellable *cancellable, GError **error)
{
  return restore_with (session, file, folder, key, is_recovery_key, TRUE, progress, progress_data,
                       cancellable, error);
}

static gboolean
drill (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;

  return gezin_store_drill (call->session->store, own->file, call->key, own->progress,
                            own->progress_data, own->cancellable, &own->drill_report, error);
}

gboolean
gezin_session_drill (GezinSession *session, GFile *folder, const GezinSecret *recovery_key,
                     GezinProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                     GezinDrillReport **report, GError **error)
{
  BackupCall own = { .call = { .session = session, .key = recovery_key },
                     .file = folder,
                     .progress = progress,
                     .progress_data = progress_data,
                     .cancellable = cancellable };
  gboolean is_good = gezin_session_run_call (&own.call, drill, error);

  *report = own.drill_report;
  return is_good;
}

static gboolean
backup_state (Call *call, GError **error)
{
  BackupCall *own = (BackupCall *) call;

  own->state = gezin_store_backup_state (call->session->store, error);
  return own->state != NULL;
}

GezinBackupState *
gezin_session_backup_state (GezinSession *session, GError **error)
{
  BackupCall own = { .call = { .session = session } };

  return gezin_session_run_call (&own.call, backup_state, error) ? own.state : NULL;
}

static gboolean
set_backup_folder (Call *call, GError **error)
{
  return gezin_store_set_backup_folder (call->session->store, ((BackupCall *) call)->file, error);
}

gboolean
gezin_session_set_backup_folder (GezinSession *session, GFile *folder, GError **error)
{
  BackupCall own = { .call = { .session = session }, .file = folder };

  return gezin_session_run_call (&own.call, set_backup_folder, error);
}
