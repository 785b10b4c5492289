/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of what retention says is due: whole dossiers, and records of those that stay. It opens
 * them, and asks before anything is erased: a person looks first. */

#include "dossiers/retention-page.h"

#include "dossier/erase-dialog.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/fault.h"
#include "parts/job.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define TERM_OVER "term-over" /* of the list of reasons */
#define MAX_ITEMS 50 /* of one dossier at a time: the others come when these are gone */

#define GEZIN_TYPE_RETENTION_PAGE (gezin_retention_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinRetentionPage, gezin_retention_page, GEZIN, RETENTION_PAGE, AdwBin)

struct _GezinRetentionPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GtkWidget *stack;
  GtkWidget *doubt_text; /* the clock cannot be right, and nothing is called due */
  GtkWidget *list;
  GtkWidget *fault; /* AdwBin: why it cannot be read */
};

G_DEFINE_FINAL_TYPE (GezinRetentionPage, gezin_retention_page, ADW_TYPE_BIN)

static void start_reading (GezinRetentionPage *self);

static gboolean
read_due (GezinSession *session, GezinJob *job, GError **error)
{
  job->text = gezin_session_clock_doubt (session);
  job->rows = gezin_session_retention (session, NULL, TRUE, error);
  return job->rows != NULL;
}

/* What of it may go, since when, and why it is held all the same. */
static char *
row_text (const GezinRetentionRow *row)
{
  g_autofree char *since = row->until != NULL ? gezin_when_short (row->until) : NULL;
  GString *text = g_string_new (NULL);

  if (row->is_whole_due && since != NULL)
    /* Translators: %s is a day. */
    g_string_append_printf (text, _ ("The whole dossier may go since %s"), since);
  else if (row->is_whole_due)
    g_string_append (text, _ ("The whole dossier may go"));
  else if (since != NULL)
    g_string_append_printf (text,
                            /* Translators: %u is how many, %s the day since which the first may. */
                            ngettext ("%u part of it may go since %s",
                                      "%u parts of it may go, the first since %s", row->n_due),
                            row->n_due, since);
  else
    g_string_append_printf (
        text, ngettext ("%u part of it may go", "%u parts of it may go", row->n_due), row->n_due);
  for (guint i = 0; row->items != NULL && i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];

      for (guint j = 0; item->holds != NULL && j < item->holds->len; j++)
        g_string_append_printf (text, "\n%s",
                                ((const GezinHold *) item->holds->pdata[j])->sentence);
    }
  return g_string_free (text, FALSE);
}

/* Erasing from the list. */

static void
erase_cb (GtkWidget *button, GezinRetentionPage *self)
{
  gezin_erase_dialog_open (GTK_WIDGET (self), self->session,
                           g_object_get_data (G_OBJECT (button), "wish"));
}

/* @record (nullable): %NULL for all of the dossier. */
static void
add_erase_button (GezinRetentionPage *self, GtkWidget *row, const char *what,
                  const GezinUuid *dossier, const GezinUuid *record)
{
  GezinEraseWish *wish = g_new0 (GezinEraseWish, 1);
  GtkWidget *button = gtk_button_new_with_label (C_ ("verb", "Erase…"));
  /* Translators: %s is a family, or one line about a record. */
  g_autofree char *name = g_strdup_printf (_ ("Erase for good: %s"), what);

  wish->dossier = *dossier;
  wish->has_record = record != NULL;
  if (record != NULL)
    wish->record = *record;
  wish->is_whole = record == NULL;
  wish->reason = TERM_OVER;
  g_object_set_data_full (G_OBJECT (button), "wish", wish, g_free);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, name);
  g_signal_connect (button, "clicked", G_CALLBACK (erase_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
dossier_row (const GezinRetentionRow *due, const char *name)
{
  g_autofree char *text = row_text (due);
  GtkWidget *row = gezin_row_new (name, text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-dossier");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row), gezin_uuid_variant (&due->dossier));
  return row;
}

static GtkWidget *
item_row (const GezinUuid *dossier, const GezinRetentionItem *item, const char *title)
{
  g_autofree char *since = item->until != NULL ? gezin_when_short (item->until) : NULL;
  /* Translators: %s is a day. */
  g_autofree char *day = since != NULL ? g_strdup_printf (_ ("since %s"), since) : NULL;
  const char *kind = gezin_session_kind_label (item->kind);
  g_autofree char *text = g_strjoin (" · ", kind, day != NULL ? day : item->article,
                                     day != NULL ? item->article : NULL, NULL);
  GtkWidget *row = gezin_row_new (title, text);
  char ids[2][GEZIN_UUID_TEXT_LENGTH + 1];

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "below");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-found");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)",
                                    gezin_uuid_write (dossier, ids[0]),
                                    gezin_uuid_write (&item->record, ids[1]));
  return row;
}

/* The records of a dossier that stays itself. */
static void
add_items (GezinRetentionPage *self, const GezinRetentionRow *due)
{
  guint n = 0;

  for (guint i = 0; due->items != NULL && i < due->items->len && n < MAX_ITEMS; i++)
    {
      const GezinRetentionItem *item = due->items->pdata[i];
      const char *title;
      GtkWidget *row;

      if (!item->has_record || !item->is_due)
        continue;
      title = item->title != NULL ? item->title : gezin_session_kind_label (item->kind);
      row = item_row (&due->dossier, item, title);
      add_erase_button (self, row, title, &due->dossier, &item->record);
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      n++;
    }
}

static void
add_dossier (GezinRetentionPage *self, const GezinRetentionRow *due)
{
  const char *name = gezin_session_shown_name (due->name);
  GtkWidget *row = dossier_row (due, name);

  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (due->is_whole_due)
    add_erase_button (self, row, name, &due->dossier, NULL);
  else
    add_items (self, due);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRetentionPage *self = owner;
  GtkWidget *child;

  if (error != NULL)
    {
      adw_bin_set_child (ADW_BIN (self->fault),
                         gezin_fault_new (NULL, error, G_CALLBACK (start_reading), self));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "fault");
      return;
    }
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < job->rows->len; i++)
    add_dossier (self, job->rows->pdata[i]);
  gtk_label_set_text (GTK_LABEL (self->doubt_text), job->text != NULL ? job->text : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), job->text != NULL    ? "doubt"
                                                             : job->rows->len > 0 ? "list"
                                                                                  : "empty");
}

static void
start_reading (GezinRetentionPage *self)
{
  if (gezin_session_is_unlocked (self->session))
    gezin_job_start (gezin_job_new (self, read_due, read_cb), self->session);
}

/* The clock. */

static gboolean
confirm_clock (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_confirm_clock (session, error);
}

static void
confirmed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    start_reading (owner);
}

static void
confirm_cb (GezinRetentionPage *self)
{
  gezin_job_start (gezin_job_new (self, confirm_clock, confirmed_cb), self->session);
}

static GtkWidget *
build_doubt (GezinRetentionPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "page");
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, "wait-card");
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *icon = gezin_icon_new ("gezin-clock-symbolic", NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("The clock is right"));

  self->doubt_text = gezin_text_new (NULL, NULL);
  gtk_widget_set_hexpand (self->doubt_text, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, _ ("The clock is right"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (confirm_cb), self);
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), self->doubt_text);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (page), box);
  return page;
}

static void
gezin_retention_page_dispose (GObject *object)
{
  GezinRetentionPage *self = GEZIN_RETENTION_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_retention_page_parent_class)->dispose (object);
}

static void
gezin_retention_page_class_init (GezinRetentionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_retention_page_dispose;
}

static GtkWidget *
clamped (GtkWidget *page)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  return clamp;
}

static void
gezin_retention_page_init (GezinRetentionPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");

  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Kept long enough"));
  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("The law says how long a dossier is kept. Of these the time has "
                         "passed. Look before something is erased: erasing cannot be "
                         "undone."),
                      NULL));
  gtk_box_append (GTK_BOX (page), gezin_tab_stop_new (self->list));
  self->stack = gtk_stack_new ();
  self->fault = adw_bin_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), self->fault, "fault");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_scrolled_new (clamped (page)), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), clamped (build_doubt (self)), "doubt");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-check-symbolic", _ ("Nothing has to go"),
                                        _ ("No dossier has been kept longer than the law asks.")),
                       "empty");
  for (GtkWidget *one = gtk_widget_get_first_child (self->stack); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    gezin_access_page (one);
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
gezin_retention_page_new (GezinSession *session)
{
  GezinRetentionPage *self = g_object_new (GEZIN_TYPE_RETENTION_PAGE, NULL);

  self->session = g_object_ref (session);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (start_reading), self);
  start_reading (self);
  return GTK_WIDGET (self);
}
