/* SPDX-License-Identifier: EUPL-1.2 */

/* The pages of one dossier. */

#include "window/sections.h"

#include "dossier/family-card.h"
#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinSections {
  AdwBin parent_instance;
  GezinSession *session;
  gboolean is_choosing;
  GtkWidget *card;
  GtkWidget *list;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (GezinSections, gezin_sections, ADW_TYPE_BIN)

static void
chosen_cb (GezinSections *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->is_choosing)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.section", "s",
                                g_object_get_data (G_OBJECT (row), "section"));
}

static void
add_section (GezinSections *self, const char *name, const char *icon, const char *label)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *text = gezin_text_new (label, NULL);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (box), text);
  if (strcmp (name, "versions") == 0)
    {
      self->count = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->count, "tag");
      gtk_widget_add_css_class (self->count, "warn");
      gtk_widget_set_valign (self->count, GTK_ALIGN_CENTER);
      gtk_widget_set_visible (self->count, FALSE);
      gtk_box_append (GTK_BOX (box), self->count);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) name);
  gezin_access_name (row, label);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
gezin_sections_dispose (GObject *object)
{
  g_clear_object (&GEZIN_SECTIONS (object)->session);
  G_OBJECT_CLASS (gezin_sections_parent_class)->dispose (object);
}

static void
gezin_sections_class_init (GezinSectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_sections_dispose;
}

static void
gezin_sections_init (GezinSections *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);

  self->card = adw_bin_new ();
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "sections");
  gezin_access_name (self->list, _ ("Pages of this dossier"));
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (chosen_cb), self);
  add_section (self, "overview", "gezin-overview-symbolic", _ ("Overview"));
  add_section (self, "data", "gezin-data-symbolic", C_ ("tab", "All data"));
  add_section (self, "analysis", "gezin-analysis-symbolic", _ ("Analysis"));
  add_section (self, "steps", "gezin-steps-symbolic", _ ("Steps"));
  add_section (self, "journal", "gezin-journal-symbolic", _ ("Journal"));
  add_section (self, "conference", "gezin-people-symbolic", _ ("Conference (MDO)"));
  add_section (self, "consent", "gezin-hand-symbolic", _ ("Consent"));
  add_section (self, "preview", "gezin-eye-symbolic", _ ("What does the RVT see?"));
  add_section (self, "received", "gezin-inbox-symbolic", _ ("Received"));
  add_section (self, "ledger", "gezin-ledger-symbolic", _ ("What was shared"));
  add_section (self, "review", "gezin-review-symbolic", _ ("Review"));
  add_section (self, "versions", "gezin-versions-symbolic", _ ("Two versions"));
  add_section (self, "history", "gezin-history-symbolic", _ ("History"));
  gtk_box_append (GTK_BOX (box), self->card);
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (self->list));
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (box));
}

GtkWidget *
gezin_sections_new (GezinSession *session)
{
  GezinSections *self = g_object_new (GEZIN_TYPE_SECTIONS, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_sections_show (GezinSections *sections, GezinDossier *dossier)
{
  adw_bin_set_child (ADW_BIN (sections->card),
                     dossier != NULL ? gezin_family_card_build (sections->session, dossier) : NULL);
}

void
gezin_sections_choose (GezinSections *sections, const char *section)
{
  sections->is_choosing = TRUE;
  for (GtkWidget *row = gtk_widget_get_first_child (sections->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (strcmp (g_object_get_data (G_OBJECT (row), "section"), section) == 0)
      gtk_list_box_select_row (GTK_LIST_BOX (sections->list), GTK_LIST_BOX_ROW (row));
  sections->is_choosing = FALSE;
}

void
gezin_sections_count (GezinSections *sections, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autofree char *name = g_strdup_printf ("%s, %u", _ ("Two versions"), n);

  gtk_label_set_text (GTK_LABEL (sections->count), text);
  gtk_widget_set_visible (sections->count, n > 0);
  gezin_access_name (gtk_widget_get_ancestor (sections->count, GTK_TYPE_LIST_BOX_ROW),
                     n > 0 ? name : _ ("Two versions"));
}
