/* SPDX-License-Identifier: EUPL-1.2 */

/* The file of a record. The program never opens it: it goes in locked, and a
 * copy that goes out is not locked any more, which is said before it happens. */

#include "record/file-box.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/picked.h"
#include "parts/work-bar.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

struct _GezinFileBox {
  AdwBin parent_instance;
  GezinSession *session;
  GezinUuid dossier;
  GezinUuid record;
  char *title;
  GtkWidget *what;
  GtkWidget *pick;
  GtkWidget *save;
  GtkWidget *work;
};

G_DEFINE_FINAL_TYPE (GezinFileBox, gezin_file_box, ADW_TYPE_BIN)

enum { PICKED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
set_busy (GezinFileBox *self, gboolean is_busy)
{
  gtk_widget_set_sensitive (self->pick, !is_busy);
  gtk_widget_set_sensitive (self->save, !is_busy);
}

void
gezin_file_box_start (GezinFileBox *box, GezinJob *job)
{
  set_busy (box, TRUE);
  gezin_work_bar_start (GEZIN_WORK_BAR (box->work), job, _ ("Locking the file away…"));
}

void
gezin_file_box_end (GezinFileBox *box)
{
  gezin_work_bar_end (GEZIN_WORK_BAR (box->work));
  set_busy (box, FALSE);
}

static GtkFileChooserNative *
chooser_new (GezinFileBox *self, const char *title, GtkFileChooserAction action, const char *accept,
             GCallback answered)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                   action, accept, C_ ("verb", "Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", answered, self, 0);
  return chooser;
}

/* In. */

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinFileBox *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);

  if (file != NULL)
    g_signal_emit (self, signals[PICKED], 0, file);
}

static void
pick_cb (GezinFileBox *self)
{
  gtk_native_dialog_show (
      GTK_NATIVE_DIALOG (chooser_new (self, _ ("Which file?"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                      C_ ("verb", "Choose"), G_CALLBACK (picked_cb))));
}

/* Out. */

static gboolean
read_out (GezinSession *session, GezinJob *job, GError **error)
{
  GezinReadout readout = { .dossier = &job->dossier,
                           .record = &job->record,
                           .path = job->text,
                           .progress = gezin_job_progress,
                           .progress_data = job };

  return gezin_session_read_document (session, &readout, job->stop, error);
}

static void
read_out_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinFileBox *self = owner;

  gezin_file_box_end (self);
  if (error == NULL)
    gezin_say (
        GTK_WIDGET (self),
        _ ("The copy is saved. It is not locked: remove it when you do not need it any more."),
        FALSE);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gezin_say_error (GTK_WIDGET (self), error);
}

static void
place_picked_cb (GtkNativeDialog *dialog, int response, GezinFileBox *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  GezinJob *job;

  if (file == NULL)
    return;
  if (path == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Pick a place on this laptop or on a stick."), FALSE);
      return;
    }
  job = gezin_job_new (self, read_out, read_out_cb);
  job->dossier = self->dossier;
  job->record = self->record;
  job->text = g_steal_pointer (&path);
  set_busy (self, TRUE);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Saving a copy…"));
  gezin_job_start (job, self->session);
}

static void
save_cb (GezinFileBox *self)
{
  GtkFileChooserNative *chooser =
      chooser_new (self, _ ("Save a copy that is not locked"), GTK_FILE_CHOOSER_ACTION_SAVE,
                   C_ ("verb", "Save"), G_CALLBACK (place_picked_cb));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), self->title);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* What it is. */

/* The fields that follow from the file are known by their types. */
static const char *
value_of (const GezinRecord *record, GezinType type)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & GEZIN_FIELD_OF_FILE) != 0 && fields[i]->type == type)
      return gezin_record_value (record, fields[i]->field);
  return NULL;
}

static void
show_record (GezinFileBox *self, const GezinRecord *record)
{
  gboolean has_file = record != NULL && value_of (record, GEZIN_TYPE_FILE) != NULL;
  const char *mime = has_file ? value_of (record, GEZIN_TYPE_TEXT) : NULL;
  const char *bytes = has_file ? value_of (record, GEZIN_TYPE_COUNT) : NULL;
  g_autofree char *kind = mime != NULL ? g_content_type_get_description (mime) : NULL;
  g_autofree char *size = bytes != NULL ? g_format_size (g_ascii_strtoull (bytes, NULL, 10)) : NULL;
  g_autofree char *text = NULL;

  if (!has_file)
    text = g_strdup (_ ("No file yet. It is locked away with the dossier; the original stays where "
                        "it is."));
  else
    text = kind != NULL && size != NULL ? g_strdup_printf ("%s · %s", kind, size)
                                        : g_strdup (_ ("There is a file"));
  gtk_label_set_text (GTK_LABEL (self->what), text);
  gtk_button_set_label (GTK_BUTTON (self->pick),
                        has_file ? _ ("Replace by another file…") : _ ("Pick a file…"));
  gezin_access_name (self->pick, has_file ? _ ("Replace by another file…") : _ ("Pick a file…"));
  gtk_widget_set_visible (self->save, has_file);
}

static void
gezin_file_box_dispose (GObject *object)
{
  GezinFileBox *self = GEZIN_FILE_BOX (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (gezin_file_box_parent_class)->dispose (object);
}

static void
gezin_file_box_class_init (GezinFileBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_file_box_dispose;
  signals[PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
gezin_file_box_init (GezinFileBox *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *buttons = gezin_wrap_new (8);

  self->what = gezin_text_new (NULL, NULL);
  gtk_widget_set_hexpand (self->what, TRUE);
  gtk_box_append (GTK_BOX (line), gezin_icon_new ("gezin-clip-symbolic", NULL));
  gtk_box_append (GTK_BOX (line), self->what);
  gtk_box_append (GTK_BOX (box), line);
  self->pick = gtk_button_new_with_label ("");
  self->save = gtk_button_new_with_label (_ ("Save a copy…"));
  gezin_access_name (self->save, _ ("Save a copy…"));
  g_signal_connect_swapped (self->pick, "clicked", G_CALLBACK (pick_cb), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gezin_wrap_append (GEZIN_WRAP (buttons), self->pick);
  gezin_wrap_append (GEZIN_WRAP (buttons), self->save);
  gtk_box_append (GTK_BOX (box), buttons);
  self->work = gezin_work_bar_new ();
  gtk_box_append (GTK_BOX (box), self->work);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_file_box_new (GezinSession *session, GezinDossier *dossier, const GezinUuid *id,
                    const GezinRecord *record)
{
  GezinFileBox *self = g_object_new (GEZIN_TYPE_FILE_BOX, NULL);

  self->session = g_object_ref (session);
  self->dossier = *gezin_dossier_id (dossier);
  self->record = *id;
  self->title =
      record != NULL ? gezin_session_record_title (session, dossier, record) : g_strdup ("");
  show_record (self, record);
  return GTK_WIDGET (self);
}
