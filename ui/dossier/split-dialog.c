/* SPDX-License-Identifier: EUPL-1.2 */

/* Splitting: who and what gets a dossier of its own. Nothing is written before
 * somebody has seen what it means. */

#include "dossier/split-dialog.h"

#include "dossier/reading.h"
#include "dossier/split-preview.h"
#include "dossier/suspicion.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>

struct _GezinSplitDialog {
  AdwWindow parent_instance;

  GezinSession *session;
  GezinDossier *dossier;

  GtkWidget *stack;
  GtkWidget *name;
  GtkWidget *list; /* of people */
  GtkWidget *more_list; /* of other kinds */
  GtkWidget *problem;
  GtkWidget *next;
  GtkWidget *words;
  GtkWidget *preview;
  GtkWidget *go;
  GPtrArray *checks; /* GtkCheckButton with its record's id; owned by the rows */
};

G_DEFINE_FINAL_TYPE (GezinSplitDialog, gezin_split_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
parent_of (GezinSplitDialog *self)
{
  return GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

static char *
typed_name (GezinSplitDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

/* (element-type GezinUuid): who and what was ticked. */
static GArray *
chosen (GezinSplitDialog *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; i < self->checks->len; i++)
    {
      GezinUuid id;

      if (gtk_check_button_get_active (self->checks->pdata[i])
          && gezin_uuid_parse (g_object_get_data (self->checks->pdata[i], "record"), &id))
        g_array_append_val (ids, id);
    }
  return ids;
}

static void
edited_cb (GezinSplitDialog *self)
{
  g_autofree char *name = typed_name (self);
  g_autoptr (GArray) ids = chosen (self);

  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_sensitive (self->next, name[0] != '\0' && ids->len > 0);
}

/* What the report and the ids are kept in, from one job to the next. */
typedef struct {
  GArray *ids;
  GezinSplitReport *report;
} Splitting;

static void
splitting_free (gpointer data)
{
  Splitting *splitting = data;

  g_array_unref (splitting->ids);
  gezin_split_report_free (splitting->report);
  g_free (splitting);
}

static GezinJob *
split_job_new (GezinSplitDialog *self, GezinJobRun run, GezinJobDone done)
{
  GezinJob *job = gezin_job_new (self, run, done);
  Splitting *splitting = g_new0 (Splitting, 1);

  splitting->ids = chosen (self);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->text = typed_name (self);
  job->result = splitting;
  job->free_result = splitting_free;
  return job;
}

/* The preview. */

static gboolean
look_ahead (GezinSession *session, GezinJob *job, GError **error)
{
  Splitting *splitting = job->result;

  splitting->report = gezin_session_preview_split (
      session, &job->dossier, (const GezinUuid *) (const void *) splitting->ids->data,
      splitting->ids->len, error);
  return splitting->report != NULL;
}

static void
looked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSplitDialog *self = owner;
  const Splitting *splitting = job->result;
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (self->next, TRUE);
  if (error != NULL)
    {
      g_autofree char *sentence = gezin_session_window_sentence (error);

      gtk_label_set_text (GTK_LABEL (self->problem), sentence);
      gtk_widget_set_visible (self->problem, TRUE);
      return;
    }
  words = g_strdup_printf (
      /* Translators: the name of the new dossier, and of the one that it leaves. */
      _ ("“%s” gets a dossier of its own, apart from “%s”. It cannot be seen from either that they "
         "were one."),
      job->text, gezin_reading_name (self->dossier));
  gtk_label_set_text (GTK_LABEL (self->words), words);
  adw_bin_set_child (ADW_BIN (self->preview),
                     gezin_split_preview_new (self->session, self->dossier, splitting->report));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "preview");
  gtk_widget_grab_focus (self->go);
}

static void
next_cb (GezinSplitDialog *self)
{
  if (!gtk_widget_get_sensitive (self->next))
    return;
  gtk_widget_set_sensitive (self->next, FALSE);
  gezin_job_start (split_job_new (self, look_ahead, looked_cb), self->session);
}

static void
back_cb (GezinSplitDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "choose");
}

/* Splitting. */

static gboolean
split (GezinSession *session, GezinJob *job, GError **error)
{
  Splitting *splitting = job->result;

  splitting->report = gezin_session_split (session, &job->dossier,
                                           (const GezinUuid *) (const void *) splitting->ids->data,
                                           splitting->ids->len, job->text, error);
  return splitting->report != NULL;
}

static void
split_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSplitDialog *self = owner;
  GtkWidget *parent = parent_of (self);
  const Splitting *splitting = job->result;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  guint n;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      gtk_widget_set_sensitive (self->go, TRUE);
      return;
    }
  n = splitting->report->to_ask->len;
  gtk_widget_activate_action (parent, "win.open-dossier", "s",
                              gezin_uuid_write (&splitting->report->dossier, id));
  if (n > 0)
    text = g_strdup_printf (ngettext ("Split. %u consent has to be asked anew.",
                                      "Split. %u consents have to be asked anew.", n),
                            n);
  gezin_say (parent, text != NULL ? text : _ ("Split: this is the new dossier."), FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
go_cb (GezinSplitDialog *self)
{
  gtk_widget_set_sensitive (self->go, FALSE);
  gezin_job_start (split_job_new (self, split, split_cb), self->session);
}

/* What can be chosen. */

static GtkWidget *
choice_new (GezinSplitDialog *self, const GezinRecord *record)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *line = gezin_suspicion_line (self->session, self->dossier, record);
  GtkWidget *check;
  GtkWidget *row = gezin_check_row_new (line, NULL, &check);

  g_object_set_data_full (G_OBJECT (check), "record", g_strdup (gezin_uuid_write (&record->id, id)),
                          g_free);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (edited_cb), self);
  g_ptr_array_add (self->checks, check);
  return row;
}

/* The rows of a kind are made when somebody wants to see them: there may be hundreds. */
static void
expanded_cb (AdwExpanderRow *expander, GParamSpec *spec, GezinSplitDialog *self)
{
  GezinKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (expander), "kind"));
  g_autoptr (GPtrArray) records = NULL;

  if (kind == GEZIN_KIND_NONE)
    return;
  g_object_set_data (G_OBJECT (expander), "kind", NULL);
  records = gezin_reading_records (self->dossier, kind);
  for (guint i = 0; i < records->len; i++)
    adw_expander_row_add_row (expander, choice_new (self, records->pdata[i]));
}

static gboolean
is_about_somebody (const GezinKindSpec *spec, GezinKind kind)
{
  return kind != GEZIN_KIND_PERSON
         && (spec->flags & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM | GEZIN_KIND_WRITTEN_ONCE))
                == 0;
}

static void
add_kinds (GezinSplitDialog *self)
{
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      g_autoptr (GPtrArray) records = gezin_reading_records (self->dossier, kind);
      g_autofree char *title =
          g_strdup_printf ("%s (%u)", gezin_session_kind_label (kind), records->len);
      GtkWidget *expander;

      if (records->len == 0 || !is_about_somebody (gezin_catalogue_kind (kind), kind))
        continue;
      expander = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, NULL);
      gezin_access_name (expander, title);
      g_object_set_data (G_OBJECT (expander), "kind", GUINT_TO_POINTER (kind));
      g_signal_connect (expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
      gtk_list_box_append (GTK_LIST_BOX (self->more_list), expander);
    }
}

static void
fill (GezinSplitDialog *self)
{
  g_autoptr (GPtrArray) people = gezin_reading_people (self->dossier);

  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), choice_new (self, people->pdata[i]));
  if (people->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (self->list), gezin_row_new (_ ("Nobody yet"), NULL));
  add_kinds (self);
}

/* Building. */

static void
build_choose (GezinSplitDialog *self)
{
  GtkWidget *column;
  GtkWidget *page;
  GtkWidget *expander = gtk_expander_new (_ ("Other records that have to go along"));

  self->next = gtk_button_new_with_label (_ ("See what goes along"));
  gezin_access_name (self->next, _ ("See what goes along"));
  gtk_widget_set_sensitive (self->next, FALSE);
  g_signal_connect_swapped (self->next, "clicked", G_CALLBACK (next_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, self->next));
  gtk_box_append (GTK_BOX (column),
                  gezin_text_new (_ ("Does somebody go their own way? They get a dossier of their "
                                     "own. What is about them goes along; what is about others too "
                                     "stays here as well."),
                                  NULL));
  gtk_box_append (GTK_BOX (column), gezin_text_new (_ ("Name of the new dossier"), "strong"));
  self->problem = gezin_text_new (NULL, "late");
  gtk_widget_set_visible (self->problem, FALSE);
  self->name = gtk_entry_new ();
  gezin_access_name (self->name, _ ("Name of the new dossier"));
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (next_cb), self);
  gtk_box_append (GTK_BOX (column), self->name);
  gtk_box_append (GTK_BOX (column), self->problem);
  gtk_box_append (GTK_BOX (column), gezin_text_new (_ ("Who goes?"), "section-title"));
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Who goes?"));
  gtk_box_append (GTK_BOX (column), self->list);
  self->more_list = gezin_list_new ();
  gezin_access_name (self->more_list, _ ("Other records that have to go along"));
  gezin_access_name (expander, _ ("Other records that have to go along"));
  gtk_widget_set_margin_top (self->more_list, 8);
  gtk_expander_set_child (GTK_EXPANDER (expander), self->more_list);
  gtk_box_append (GTK_BOX (column), expander);
  gtk_stack_add_named (GTK_STACK (self->stack), page, "choose");
}

static void
build_preview (GezinSplitDialog *self)
{
  GtkWidget *column;
  GtkWidget *back = gtk_button_new_with_label (_ ("Choose again"));
  GtkWidget *page;

  self->go = gtk_button_new_with_label (C_ ("verb", "Split"));
  gezin_access_name (self->go, C_ ("verb", "Split"));
  gezin_access_name (back, _ ("Choose again"));
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (back, self->go));
  self->words = gezin_text_new (NULL, NULL);
  self->preview = adw_bin_new ();
  gtk_box_append (GTK_BOX (column), self->words);
  gtk_box_append (GTK_BOX (column), self->preview);
  gtk_stack_add_named (GTK_STACK (self->stack), page, "preview");
}

static void
gezin_split_dialog_dispose (GObject *object)
{
  GezinSplitDialog *self = GEZIN_SPLIT_DIALOG (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_split_dialog_parent_class)->dispose (object);
}

static void
gezin_split_dialog_class_init (GezinSplitDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_split_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_split_dialog_init (GezinSplitDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->stack = gtk_stack_new ();
  build_choose (self);
  build_preview (self);
  gezin_dialog_build (ADW_WINDOW (self), _ ("Split the dossier"), self->stack);
}

GtkWidget *
gezin_split_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier)
{
  GezinSplitDialog *self = g_object_new (GEZIN_TYPE_SPLIT_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->dossier = gezin_dossier_ref (dossier);
  fill (self);
  gtk_widget_grab_focus (self->name);
  return GTK_WIDGET (self);
}
