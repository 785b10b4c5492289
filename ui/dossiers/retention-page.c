/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of what retention says is due. It opens dossiers and erases nothing:
 * a person looks first. */

#include "dossiers/retention-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_RETENTION_PAGE (gezin_retention_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinRetentionPage, gezin_retention_page, GEZIN, RETENTION_PAGE, AdwBin)

struct _GezinRetentionPage {
  AdwBin parent_instance;
  GezinSession *session;
  GtkWidget *stack;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GezinRetentionPage, gezin_retention_page, ADW_TYPE_BIN)

static gboolean
read_due (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_retention (session, NULL, TRUE, error);
  return job->rows != NULL;
}

/* What of it may go, since when, and why it is held all the same. */
static char *
row_text (const GezinRetentionRow *row)
{
  g_autofree char *since = row->until != NULL ? gezin_when_short (row->until) : NULL;
  GString *text = g_string_new (NULL);

  if (row->is_whole_due)
    g_string_append (text, _ ("The whole dossier may go"));
  else
    g_string_append_printf (
        text, ngettext ("%u part of it may go", "%u parts of it may go", row->n_due), row->n_due);
  if (since != NULL)
    {
      g_string_append (text, " · ");
      /* Translators: %s is a day. */
      g_string_append_printf (text, _ ("since %s"), since);
    }
  for (guint i = 0; row->items != NULL && i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];

      for (guint j = 0; item->holds != NULL && j < item->holds->len; j++)
        g_string_append_printf (text, "\n%s",
                                ((const GezinHold *) item->holds->pdata[j])->sentence);
    }
  return g_string_free (text, FALSE);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinRetentionPage *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  for (guint i = 0; i < job->rows->len; i++)
    {
      const GezinRetentionRow *due = job->rows->pdata[i];
      g_autofree char *text = row_text (due);
      GtkWidget *row =
          gezin_row_new (due->name != NULL ? due->name : _ ("Family without a name"), text);

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-dossier");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row),
                                              gezin_uuid_variant (&due->dossier));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-next-symbolic", "dim"));
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), job->rows->len > 0 ? "list" : "empty");
}

static void
gezin_retention_page_dispose (GObject *object)
{
  g_clear_object (&GEZIN_RETENTION_PAGE (object)->session);
  G_OBJECT_CLASS (gezin_retention_page_parent_class)->dispose (object);
}

static void
gezin_retention_page_class_init (GezinRetentionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_retention_page_dispose;
}

static void
gezin_retention_page_init (GezinRetentionPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *clamp = adw_clamp_new ();

  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Kept long enough"));
  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("The law says how long a dossier is kept. Of these the time has "
                         "passed. Look before something is erased: erasing cannot be "
                         "undone."),
                      NULL));
  gtk_box_append (GTK_BOX (page), gezin_tab_stop_new (self->list));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gtk_label_new (NULL), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_scrolled_new (clamp), "list");
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
  gezin_job_start (gezin_job_new (self, read_due, read_cb), session);
  return GTK_WIDGET (self);
}
