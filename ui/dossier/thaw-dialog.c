/* SPDX-License-Identifier: EUPL-1.2 */

/* A person decides about what is no longer shared. Leaving it hidden needs no decision. */

#include "dossier/thaw-dialog.h"

#include "dossier/erase-dialog.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/frozen.h"
#include "parts/job.h"
#include "session/exchange.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_THAW_DIALOG (gezin_thaw_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinThawDialog, gezin_thaw_dialog, GEZIN, THAW_DIALOG, AdwWindow)

struct _GezinThawDialog {
  AdwWindow parent_instance;
  GezinSession *session;
  GezinUuid dossier;
  GezinUuid record;
  GtkWidget *column;
  GtkWidget *list;
  GtkWidget *why;
  GtkWidget *erase;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinThawDialog, gezin_thaw_dialog, ADW_TYPE_WINDOW)

static gboolean
thaw (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_thaw (session, &job->dossier, &job->record, job->text, error);
}

static void
thawed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinThawDialog *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));

  if (error != NULL)
    gezin_say_error (parent, error);
  else
    gezin_say (parent, _ ("It is shown and used again."), FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_cb (GezinThawDialog *self)
{
  GezinJob *job = gezin_job_new (self, thaw, thawed_cb);

  job->dossier = self->dossier;
  job->record = self->record;
  job->text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));
  gtk_widget_set_sensitive (self->go, FALSE);
  gezin_job_start (job, self->session);
}

static void
erase_cb (GezinThawDialog *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  const GezinEraseWish wish = {
    .dossier = self->dossier, .has_record = TRUE, .record = self->record, .is_open = TRUE
  };

  gezin_erase_dialog_open (parent, self->session, &wish);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
typed_cb (GezinThawDialog *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->why)));

  gtk_widget_set_sensitive (self->go, g_strstrip (text)[0] != '\0');
}

/* Building. */

static void
gezin_thaw_dialog_dispose (GObject *object)
{
  g_clear_object (&GEZIN_THAW_DIALOG (object)->session);
  G_OBJECT_CLASS (gezin_thaw_dialog_parent_class)->dispose (object);
}

static void
gezin_thaw_dialog_class_init (GezinThawDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_thaw_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_thaw_dialog_init (GezinThawDialog *self)
{
  const char *question = _ ("Why do you use it all the same?");
  GtkWidget *page;

  self->erase = gtk_button_new_with_label (_ ("Erase…"));
  gezin_access_name (self->erase, _ ("Erase…"));
  g_signal_connect_swapped (self->erase, "clicked", G_CALLBACK (erase_cb), self);
  self->go = gtk_button_new_with_label (_ ("Show and use it"));
  gezin_access_name (self->go, _ ("Show and use it"));
  gtk_widget_set_sensitive (self->go, FALSE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  page = gezin_dialog_page_new (&self->column, gezin_dialog_buttons_new (self->erase, self->go));
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("No longer shared"));
  gtk_box_append (GTK_BOX (self->column), self->list);
  gtk_box_append (
      GTK_BOX (self->column),
      gezin_text_new (_ ("It still lies here, but it is not shown, not used and not passed on. If "
                         "they share it again, it comes back by itself. You need do nothing."),
                      NULL));
  gtk_box_append (GTK_BOX (self->column), gezin_text_new (question, "section-title"));
  self->why = gtk_entry_new ();
  gezin_access_name (self->why, question);
  g_signal_connect_swapped (self->why, "changed", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (self->column), self->why);
  gtk_box_append (GTK_BOX (self->column),
                  gezin_text_new (_ ("The reason stays here; they do not get it."), "dim small"));
  gezin_dialog_build (ADW_WINDOW (self), _ ("No longer shared"), page);
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 480);
}

static void
add_row (GezinThawDialog *self, const GezinFrozenReading *reading)
{
  g_autofree char *sentence = gezin_frozen_sentence (reading);
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), reading->time);
  /* Translators: %1$s says who no longer shares it, %2$s is a moment. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s, since %2$s"), sentence, when);
  GtkWidget *row = gezin_row_new (reading->field == GEZIN_FIELD_NONE
                                      ? gezin_session_kind_label (reading->kind)
                                      : gezin_session_field_label (reading->field),
                                  text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

GtkWidget *
gezin_thaw_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                       GPtrArray *frozen, const GezinUuid *record)
{
  GezinThawDialog *self = g_object_new (GEZIN_TYPE_THAW_DIALOG, "transient-for", parent, NULL);
  const GezinRecord *shown = gezin_dossier_find (dossier, record);
  const GezinFrozenReading *whole = gezin_frozen_record (frozen, record);

  self->session = g_object_ref (session);
  self->dossier = *gezin_dossier_id (dossier);
  self->record = *record;
  if (shown != NULL)
    {
      g_autofree char *title = gezin_session_record_title (session, dossier, shown);

      gtk_box_prepend (GTK_BOX (self->column), gezin_text_new (title, "card-title"));
    }
  for (guint i = 0; i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];

      if (gezin_uuid_equal (&one->record, record))
        add_row (self, one);
    }
  /* The root goes with the whole dossier alone, and of a record that is shown in part nothing is erased
   * from here. */
  gtk_widget_set_visible (
      self->erase,
      whole != NULL && (gezin_catalogue_kind (whole->kind)->flags & GEZIN_KIND_ROOT) == 0);
  gtk_widget_grab_focus (self->why);
  return GTK_WIDGET (self);
}
