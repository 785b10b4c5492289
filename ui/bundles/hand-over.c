/* SPDX-License-Identifier: EUPL-1.2 */

/* Handing something over. The file that goes is the one in the outbox: nothing is made twice. */

#include "bundles/hand-over.h"

#include "bundles/bundle-file.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/outcome.h"
#include "parts/picked.h"
#include "session/exchange.h"

#include <glib/gi18n-lib.h>

struct _GezinHandOver {
  AdwBin parent_instance;
  GezinSession *session;
  GezinUuid bundle;
  GFile *made;
  GtkWidget *outcome;
};

G_DEFINE_FINAL_TYPE (GezinHandOver, gezin_hand_over, ADW_TYPE_BIN)

/* As a file. */

/* A copy that is handed over counts as sent: it can be asked back from now on. */

static gboolean
note_sent (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_sent_by_hand (session, &job->record, error);
}

static void
noted_cb (gpointer owner, GezinJob *job, const GError *error)
{
  g_autofree char *sentence = error != NULL ? gezin_session_window_sentence (error) : NULL;

  if (error == NULL)
    gezin_outcome_show (((GezinHandOver *) owner)->outcome, TRUE,
                        _ ("The file is there. Hand it over; only the recipient can open it."));
  else
    gezin_outcome_show (((GezinHandOver *) owner)->outcome, FALSE, sentence);
}

static void
start_noting (GezinHandOver *self)
{
  GezinJob *job = gezin_job_new (self, note_sent, noted_cb);

  job->record = self->bundle;
  gezin_job_start (job, self->session);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GezinHandOver) self = user_data;
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    start_noting (self);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    gezin_outcome_show (self->outcome, FALSE,
                        _ ("There is no room left in that place. Choose another one."));
  else
    gezin_outcome_show (self->outcome, FALSE,
                        _ ("The file could not be written there. Choose another place; the bundle "
                           "still lies in the outbox."));
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinHandOver *self)
{
  g_autoptr (GFile) target = gezin_picked_file (dialog, response);

  if (target == NULL)
    return;
  g_file_copy_async (self->made, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS,
                     G_PRIORITY_DEFAULT, NULL, NULL, NULL, copied_cb, g_object_ref (self));
}

static void
file_cb (GezinHandOver *self)
{
  g_autofree char *name = g_file_get_basename (self->made);
  GtkFileChooserNative *chooser =
      gezin_bundle_file_chooser_new (GTK_WIDGET (self), _ ("Where should the bundle go?"),
                                     GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("verb", "Keep"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Through the mailbox. */

static gboolean
put (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSyncReading *reading = g_new0 (GezinSyncReading, 1);

  job->result = reading;
  job->free_result = g_free;
  return gezin_session_sync (session, job->file, reading, job->stop, error);
}

static void
put_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinHandOver *self = owner;
  const GezinSyncReading *reading = job->result;
  GString *text;

  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gezin_outcome_show (self->outcome, FALSE, sentence);
      return;
    }
  /* What was handed over as a file is sent already, and does not go twice. */
  text = g_string_new (reading->sent > 0 ? _ ("It lies in the mailbox.")
                                         : _ ("It was sent before already, so nothing went into "
                                              "the mailbox."));
  if (reading->arrived > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%u bundle came for you: see Received.",
                                        "%u bundles came for you: see Received.", reading->arrived),
                              reading->arrived);
    }
  gezin_outcome_show (self->outcome, reading->sent > 0, text->str);
  g_string_free (text, TRUE);
}

static void
start_putting (GezinHandOver *self, GFile *mailbox)
{
  GezinJob *job = gezin_job_new (self, put, put_cb);

  if (mailbox != NULL)
    job->file = g_object_ref (mailbox);
  gezin_job_start (job, self->session);
}

static void
mailbox_picked_cb (GtkNativeDialog *dialog, int response, GezinHandOver *self)
{
  g_autoptr (GFile) mailbox = gezin_picked_file (dialog, response);

  if (mailbox != NULL)
    start_putting (self, mailbox);
}

static void
pick_mailbox (GezinHandOver *self)
{
  GtkFileChooserNative *chooser =
      gezin_bundle_file_chooser_new (GTK_WIDGET (self), _ ("Which folder is the mailbox?"),
                                     GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, C_ ("verb", "Choose"));

  g_signal_connect_object (chooser, "response", G_CALLBACK (mailbox_picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
found_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinHandOver *self = owner;

  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gezin_outcome_show (self->outcome, FALSE, sentence);
    }
  else if (job->file == NULL)
    pick_mailbox (self);
  else
    start_putting (self, NULL);
}

static void
mailbox_cb (GezinHandOver *self)
{
  gezin_job_start (gezin_job_new (self, gezin_bundle_find_mailbox, found_cb), self->session);
}

/* The widget. */

static GtkWidget *
way_new (const char *icon, const char *title, const char *below, GCallback activated,
         GezinHandOver *self)
{
  GtkWidget *row = gezin_row_new (title, below);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gezin_icon_new (icon, NULL));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", activated, self);
  return row;
}

static GtkWidget *
ways_new (GezinHandOver *self)
{
  GtkWidget *list = gezin_list_new ();

  gezin_access_name (list, _ ("How does it get there?"));
  gtk_list_box_append (GTK_LIST_BOX (list),
                       way_new ("gezin-save-symbolic", _ ("Keep as a file…"),
                                _ ("On a USB stick, or to send with a safe e-mail."),
                                G_CALLBACK (file_cb), self));
  gtk_list_box_append (GTK_LIST_BOX (list),
                       way_new ("gezin-folder-symbolic", _ ("Put into the mailbox"),
                                _ ("The folder that both of you can reach. All that waits in the "
                                   "outbox goes along."),
                                G_CALLBACK (mailbox_cb), self));
  return gezin_tab_stop_new (list);
}

static void
gezin_hand_over_dispose (GObject *object)
{
  GezinHandOver *self = GEZIN_HAND_OVER (object);

  g_clear_object (&self->made);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_hand_over_parent_class)->dispose (object);
}

static void
gezin_hand_over_class_init (GezinHandOverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_hand_over_dispose;
}

static void
gezin_hand_over_init (GezinHandOver *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);

  self->outcome = gezin_outcome_new ();
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("How does it get there?"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), ways_new (self));
  gtk_box_append (GTK_BOX (box), self->outcome);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_hand_over_new (GezinSession *session, const GezinUuid *bundle, const char *path)
{
  GezinHandOver *self = g_object_new (GEZIN_TYPE_HAND_OVER, NULL);

  self->session = g_object_ref (session);
  self->bundle = *bundle;
  self->made = g_file_new_for_path (path);
  return GTK_WIDGET (self);
}
