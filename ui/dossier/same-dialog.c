/* SPDX-License-Identifier: EUPL-1.2 */

/* The same person twice: a link between two records, and taking it out. Nothing is
 * rewritten, so each click does it at once and can be undone. */

#include "dossier/same-dialog.h"

#include "dossier/suspicion.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>

struct _GezinSameDialog {
  AdwWindow parent_instance;

  GezinSession *session;
  GezinDossier *dossier;
  GezinUuid record;
  GPtrArray *suspicions; /* (nullable) GezinDuplicate */

  GtkWidget *words;
  GtkWidget *linked;
  GtkWidget *linked_list;
  GtkWidget *likely;
  GtkWidget *likely_list;
  GtkWidget *others;
  GtkWidget *others_list;
};

G_DEFINE_FINAL_TYPE (GezinSameDialog, gezin_same_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
parent_of (GezinSameDialog *self)
{
  return GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

/* Linking. */

static gboolean
link_records (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid other;

  if (!gezin_uuid_parse (job->text, &other)
      || !gezin_session_same (session, &job->dossier, &job->record, &other, &job->commit, error))
    return FALSE;
  job->more = gezin_session_conflicts (session, &job->dossier, error);
  return job->more != NULL;
}

static void
linked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSameDialog *self = owner;
  GtkWidget *parent = parent_of (self);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      return;
    }
  if (job->more->len > 0)
    text = g_strdup_printf (ngettext ("Linked. %u field has two versions now.",
                                      "Linked. %u fields have two versions now.", job->more->len),
                            job->more->len);
  gezin_say (parent, text != NULL ? text : _ ("Linked: they count as one and the same now."), TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
unlink_records (GezinSession *session, GezinJob *job, GError **error)
{
  GezinUuid other;

  return gezin_uuid_parse (job->text, &other)
         && gezin_session_not_same (session, &job->dossier, &job->record, &other, &job->flag,
                                    &job->commit, error);
}

static void
unlinked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSameDialog *self = owner;
  GtkWidget *parent = parent_of (self);

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      return;
    }
  gezin_say (parent,
             job->flag ? _ ("That link is out. They still count as one, through another record.")
                       : _ ("They count as two again."),
             TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start (GezinSameDialog *self, GtkWidget *button, GezinJobRun run, GezinJobDone done)
{
  GezinJob *job = gezin_job_new (self, run, done);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = self->record;
  job->text = g_strdup (g_object_get_data (G_OBJECT (button), "record"));
  gtk_widget_set_sensitive (button, FALSE);
  gezin_job_start (job, self->session);
}

static void
same_cb (GtkWidget *button, GezinSameDialog *self)
{
  start (self, button, link_records, linked_cb);
}

static void
not_same_cb (GtkWidget *button, GezinSameDialog *self)
{
  start (self, button, unlink_records, unlinked_cb);
}

/* Rows. */

static void
add_row (GezinSameDialog *self, GtkWidget *list, const GezinRecord *other, const char *why,
         gboolean is_linked)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *line = gezin_suspicion_line (self->session, self->dossier, other);
  GtkWidget *row = gezin_row_new (line, why);
  const char *label = is_linked ? _ ("Not the same after all") : _ ("The same");
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "record", g_strdup (gezin_uuid_write (&other->id, id)),
                          g_free);
  gezin_access_name (button, label);
  gezin_access_describe (button, line);
  g_signal_connect (button, "clicked", is_linked ? G_CALLBACK (not_same_cb) : G_CALLBACK (same_cb),
                    self);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static gboolean
names (const GezinRecord *record, const GezinUuid *other)
{
  g_autoptr (GPtrArray) items = gezin_record_items (record, GEZIN_FIELD_COMMON_SAME_AS);
  GezinUuid id;

  for (guint i = 0; i < items->len; i++)
    if (gezin_uuid_parse (items->pdata[i], &id) && gezin_uuid_equal (&id, other))
      return TRUE;
  return FALSE;
}

static char *
why_likely (GezinSameDialog *self, const GezinUuid *other)
{
  for (guint i = 0; self->suspicions != NULL && i < self->suspicions->len; i++)
    {
      const GezinDuplicate *one = self->suspicions->pdata[i];

      if ((gezin_uuid_equal (&one->first, &self->record) && gezin_uuid_equal (&one->second, other))
          || (gezin_uuid_equal (&one->second, &self->record)
              && gezin_uuid_equal (&one->first, other)))
        return gezin_suspicion_reasons (one->reasons);
    }
  return NULL;
}

static void
show_rows (GezinSameDialog *self)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, &self->record);
  guint n_linked = 0, n_likely = 0, n_others = 0;

  gezin_list_clear (self->linked_list);
  gezin_list_clear (self->likely_list);
  gezin_list_clear (self->others_list);
  for (guint i = 0; record != NULL && i < gezin_dossier_n_records (self->dossier); i++)
    {
      const GezinRecord *other = gezin_dossier_record (self->dossier, i);
      gboolean is_linked = names (record, &other->id) || names (other, &record->id);
      g_autofree char *why = is_linked ? NULL : why_likely (self, &other->id);

      if (other == record || other->kind != record->kind
          || (!is_linked
              && (gezin_record_is_removed (other)
                  || gezin_session_leading_record (self->session, self->dossier, other)
                         == gezin_session_leading_record (self->session, self->dossier, record))))
        continue;
      n_linked += is_linked;
      n_likely += why != NULL;
      n_others += !is_linked && why == NULL;
      add_row (self,
               is_linked     ? self->linked_list
               : why != NULL ? self->likely_list
                             : self->others_list,
               other, why, is_linked);
    }
  gtk_widget_set_visible (self->linked, n_linked > 0);
  gtk_widget_set_visible (self->likely, n_likely > 0);
  gtk_widget_set_visible (self->others, n_others > 0 || n_linked + n_likely == 0);
  if (n_others + n_linked + n_likely == 0)
    gtk_list_box_append (GTK_LIST_BOX (self->others_list),
                         gezin_row_new (_ ("There is nobody else in this dossier."), NULL));
}

static gboolean
read_suspicions (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_duplicates (session, &job->dossier, error);
  return job->rows != NULL;
}

static void
suspicions_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSameDialog *self = owner;

  if (error != NULL)
    return; /* the list is there without them */
  self->suspicions = g_ptr_array_ref (job->rows);
  show_rows (self);
}

static GtkWidget *
section_new (GtkWidget *column, const char *title, GtkWidget **list)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  *list = gezin_list_new ();
  gezin_access_name (*list, title);
  gtk_box_append (GTK_BOX (box), gezin_text_new (title, "section-title"));
  gtk_box_append (GTK_BOX (box), *list);
  gtk_box_append (GTK_BOX (column), box);
  return box;
}

static void
gezin_same_dialog_dispose (GObject *object)
{
  GezinSameDialog *self = GEZIN_SAME_DIALOG (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->suspicions, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_same_dialog_parent_class)->dispose (object);
}

static void
gezin_same_dialog_class_init (GezinSameDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_same_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_same_dialog_init (GezinSameDialog *self)
{
  GtkWidget *column;
  GtkWidget *page = gezin_dialog_page_new (&column, NULL);

  self->words = gezin_text_new (NULL, NULL);
  gtk_box_append (GTK_BOX (column), self->words);
  self->linked = section_new (column, _ ("Linked already"), &self->linked_list);
  self->likely = section_new (column, _ ("Probably the same"), &self->likely_list);
  self->others = section_new (column, _ ("Others in this dossier"), &self->others_list);
  gezin_dialog_build (ADW_WINDOW (self), _ ("The same as…"), page);
}

GtkWidget *
gezin_same_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                       const GezinUuid *record)
{
  GezinSameDialog *self = g_object_new (GEZIN_TYPE_SAME_DIALOG, "transient-for", parent, NULL);
  const GezinRecord *one = gezin_dossier_find (dossier, record);
  g_autofree char *line =
      one != NULL ? gezin_suspicion_line (session, dossier, one) : g_strdup ("");
  /* Translators: %s is the name of a person. */
  g_autofree char *words = g_strdup_printf (_ ("Who is one and the same as %s? Both records stay "
                                               "as they are. What differs is shown as two "
                                               "versions, and you can take the link out again."),
                                            line);
  GezinJob *job;

  self->session = g_object_ref (session);
  self->dossier = gezin_dossier_ref (dossier);
  self->record = *record;
  gtk_label_set_text (GTK_LABEL (self->words), words);
  show_rows (self);
  job = gezin_job_new (self, read_suspicions, suspicions_read_cb);
  job->dossier = *gezin_dossier_id (dossier);
  gezin_job_start (job, session);
  return GTK_WIDGET (self);
}
