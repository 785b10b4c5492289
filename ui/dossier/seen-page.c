/* SPDX-License-Identifier: EUPL-1.2 */

/* Who saw this dossier. Asking is put in the log too, so it is read once, when the page is opened. */

#include "dossier/seen-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/lazy-list.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_SEEN_PAGE (gezin_seen_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinSeenPage, gezin_seen_page, GEZIN, SEEN_PAGE, AdwBin)

struct _GezinSeenPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinLazyList *model;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GezinSeenPage, gezin_seen_page, ADW_TYPE_BIN)

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);

  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, "strong"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, "dim small"));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GezinSeenPage *self)
{
  const GezinSeenRow *row = gezin_lazy_item_data (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *who = gtk_widget_get_first_child (box);
  GtkWidget *what = gtk_widget_get_next_sibling (who);
  GtkWidget *when = gtk_widget_get_next_sibling (what);
  g_autofree char *moment = gezin_when_moment (gezin_session_clock (self->session), row->time);
  g_autofree char *person = g_strjoin (" · ", row->who, row->role, row->organisation, NULL);
  g_autofree char *act = row->recipient != NULL
                             ? g_strdup_printf ("%s → %s", row->what, row->recipient)
                             : g_strdup (row->what);
  g_autofree char *below = g_strjoin (" · ", moment, row->ground, NULL);
  g_autofree char *name = g_strjoin (", ", person, act, below, NULL);

  gtk_label_set_text (GTK_LABEL (who), person);
  gtk_label_set_text (GTK_LABEL (what), act);
  gtk_label_set_text (GTK_LABEL (when), below);
  gezin_access_row (box, name);
}

static gboolean
read_seen (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_who_saw (session, &job->dossier, NULL, NULL, NULL, error);
  return job->rows != NULL;
}

static void
seen_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSeenPage *self = owner;
  g_autoptr (GPtrArray) newest_first = NULL;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  newest_first = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_seen_row_free);
  g_ptr_array_set_free_func (job->rows, NULL);
  for (guint i = job->rows->len; i-- > 0;)
    g_ptr_array_add (newest_first, job->rows->pdata[i]);
  gezin_lazy_list_set (self->model, newest_first);
}

static void
gezin_seen_page_dispose (GObject *object)
{
  GezinSeenPage *self = GEZIN_SEEN_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_seen_page_parent_class)->dispose (object);
}

static void
gezin_seen_page_class_init (GezinSeenPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_seen_page_dispose;
}

static void
gezin_seen_page_init (GezinSeenPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->model = gezin_lazy_list_new ();
  self->list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)))),
      factory);
  gtk_widget_add_css_class (self->list, "plain");
  gezin_access_name (self->list, _ ("Who saw this dossier"));
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 900);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (ADW_BIN (self), gezin_tab_stop_new (scrolled));
}

GtkWidget *
gezin_seen_page_new (GezinSession *session, const GezinUuid *dossier)
{
  GezinSeenPage *self = g_object_new (GEZIN_TYPE_SEEN_PAGE, NULL);
  GezinJob *job = gezin_job_new (self, read_seen, seen_cb);

  self->session = g_object_ref (session);
  job->dossier = *dossier;
  gezin_job_start (job, session);
  return GTK_WIDGET (self);
}
