/* SPDX-License-Identifier: EUPL-1.2 */

/* A new dossier. Searching comes first: a family that is known twice is a family
 * of which half is missed. */

#include "dossiers/new-dossier.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 6
#define MIN_LETTERS 3

struct _GezinNewDossier {
  AdwWindow parent_instance;
  GezinSession *session;
  GtkWidget *name;
  GtkWidget *known;
  GtkWidget *list;
  GtkWidget *make;
};

G_DEFINE_FINAL_TYPE (GezinNewDossier, gezin_new_dossier, ADW_TYPE_WINDOW)

static char *
name_typed (GezinNewDossier *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
}

static void
open_known_cb (GtkWidget *row, GezinNewDossier *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "dossier");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-dossier", "s", id);
  gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
is_listed (GPtrArray *hits, guint before)
{
  const GezinSearchHit *hit = hits->pdata[before];

  for (guint i = 0; i < before; i++)
    if (gezin_uuid_equal (&((const GezinSearchHit *) hits->pdata[i])->dossier, &hit->dossier))
      return TRUE;
  return FALSE;
}

static void
show_known (GezinNewDossier *self, GPtrArray *hits)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; i < hits->len && n < MAX_SHOWN; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      GtkWidget *row;

      if (is_listed (hits, i))
        continue;
      row = gezin_row_new (hit->dossier_name != NULL ? hit->dossier_name
                                                     : _ ("Family without a name"),
                           hit->snippet);
      g_object_set_data_full (G_OBJECT (row), "dossier",
                              g_strdup (gezin_uuid_write (&hit->dossier, id)), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (open_known_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-next-symbolic", "dim"));
      gtk_list_box_append (GTK_LIST_BOX (self->list), row);
      n++;
    }
  gtk_widget_set_visible (self->known, n > 0);
}

static gboolean
search (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_search (session, job->text, GEZIN_KIND_NONE, 40, FALSE, error);
  return job->rows != NULL;
}

static void
searched_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinNewDossier *self = owner;
  g_autofree char *now = name_typed (self);

  if (error == NULL && strcmp (now, job->text) == 0)
    show_known (self, job->rows);
}

static void
edited_cb (GezinNewDossier *self)
{
  g_autofree char *name = name_typed (self);

  gtk_widget_set_sensitive (self->make, name[0] != '\0');
  if (g_utf8_strlen (name, -1) >= MIN_LETTERS)
    {
      GezinJob *job = gezin_job_new (self, search, searched_cb);

      job->text = g_steal_pointer (&name);
      gezin_job_start (job, self->session);
    }
  else
    gtk_widget_set_visible (self->known, FALSE);
}

static gboolean
make_dossier (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_new_dossier (session, job->text, &job->dossier, &job->commit, error);
}

static void
made_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinNewDossier *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      gtk_widget_set_sensitive (self->make, TRUE);
      return;
    }
  gtk_widget_activate_action (parent, "win.open-dossier", "s",
                              gezin_uuid_write (&job->dossier, id));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
make_cb (GezinNewDossier *self)
{
  GezinJob *job;

  if (!gtk_widget_get_sensitive (self->make))
    return;
  gtk_widget_set_sensitive (self->make, FALSE);
  job = gezin_job_new (self, make_dossier, made_cb);
  job->text = name_typed (self);
  gezin_job_start (job, self->session);
}

static void
gezin_new_dossier_dispose (GObject *object)
{
  g_clear_object (&GEZIN_NEW_DOSSIER (object)->session);
  G_OBJECT_CLASS (gezin_new_dossier_parent_class)->dispose (object);
}

static void
gezin_new_dossier_class_init (GezinNewDossierClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_new_dossier_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gezin_new_dossier_init (GezinNewDossier *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "page");
  GtkWidget *bar = adw_header_bar_new ();

  gtk_window_set_title (GTK_WINDOW (self), _ ("New dossier"));
  gtk_window_set_default_size (GTK_WINDOW (self), 420, 520);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_widget_add_css_class (bar, "flat");
  gtk_box_append (GTK_BOX (box), bar);

  self->name = gtk_entry_new ();
  gezin_access_name (self->name, _ ("Name of the family"));
  gtk_box_append (GTK_BOX (page), gezin_text_new (_ ("Name of the family"), "strong"));
  gtk_box_append (GTK_BOX (page), self->name);
  gtk_box_append (GTK_BOX (page),
                  gezin_text_new (_ ("For example: Gezin Jansen – De Wit"), "dim small"));
  self->make = gtk_button_new_with_label (_ ("Make new dossier"));
  gtk_widget_add_css_class (self->make, "pill");
  gtk_widget_add_css_class (self->make, "suggested-action");
  gtk_widget_set_margin_top (self->make, 8);
  gtk_widget_set_sensitive (self->make, FALSE);
  gtk_box_append (GTK_BOX (page), self->make);

  self->known = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_widget_set_margin_top (self->known, 12);
  gtk_box_append (GTK_BOX (self->known),
                  gezin_section_new (_ ("Perhaps this family is known already"), NULL, NULL, NULL));
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Perhaps this family is known already"));
  gtk_box_append (GTK_BOX (self->known), gezin_tab_stop_new (self->list));
  gtk_widget_set_visible (self->known, FALSE);
  gtk_box_append (GTK_BOX (page), self->known);

  gtk_box_append (GTK_BOX (box), gezin_scrolled_new (page));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_swapped (self->name, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->name, "activate", G_CALLBACK (make_cb), self);
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
}

GtkWidget *
gezin_new_dossier_new (GezinSession *session, GtkWindow *parent)
{
  GezinNewDossier *self = g_object_new (GEZIN_TYPE_NEW_DOSSIER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
