/* SPDX-License-Identifier: EUPL-1.2 */

/* Where the parts of the page of one dossier have their places, and its tabs when it is narrow. */

#include "dossier/dossier-page-private.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAB_EM 4.2 /* none is narrower, for a finger; what does not fit is scrolled to */

static const struct {
  const char *name;
  const char *icon;
  const char *label;
} tab_table[] = {
  { "overview", "gezin-overview-symbolic", N_ ("Overview") },
  { "data", "gezin-data-symbolic", N_ ("Data") },
  { "analysis", "gezin-analysis-symbolic", N_ ("Analysis") },
  { "steps", "gezin-steps-symbolic", N_ ("Steps") },
  { "journal", "gezin-journal-symbolic", N_ ("Journal") },
  { "conference", "gezin-people-symbolic", N_ ("Conference") },
  { "consent", "gezin-hand-symbolic", N_ ("Consent") },
  { "preview", "gezin-eye-symbolic", N_ ("Sharing") },
  { "received", "gezin-inbox-symbolic", N_ ("Received") },
  { "ledger", "gezin-ledger-symbolic", N_ ("Shared") },
  { "review", "gezin-review-symbolic", N_ ("Review") },
  { "versions", "gezin-versions-symbolic", N_ ("Versions") },
  { "history", "gezin-history-symbolic", N_ ("History") },
};

void
gezin_dossier_page_show_sheet (GezinDossierPage *page, gboolean is_shown)
{
  adw_flap_set_reveal_flap (ADW_FLAP (page->flap), is_shown);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (page->header),
                                             page->is_narrow || !is_shown);
}

/* The tabs have their places only after the layout that a choice or another width brings about. */
static gboolean
show_chosen_tab_cb (gpointer data)
{
  GezinDossierPage *self = data;
  GtkScrolledWindow *frame = GTK_SCROLLED_WINDOW (self->tabs_frame);
  GtkWidget *tab = gtk_widget_get_first_child (self->tabs);
  graphene_rect_t place;

  self->tab_source = 0;
  while (tab != NULL && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (tab)))
    tab = gtk_widget_get_next_sibling (tab);
  if (tab != NULL && gtk_widget_compute_bounds (tab, self->tabs, &place))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_hadjustment (frame), place.origin.x,
                               place.origin.x + place.size.width);
  return G_SOURCE_REMOVE;
}

static void
show_chosen_tab (GezinDossierPage *self)
{
  if (self->tab_source == 0)
    self->tab_source = g_idle_add (show_chosen_tab_cb, self);
}

void
gezin_dossier_page_choose_tab (GezinDossierPage *page, const char *section)
{
  guint i = 0;

  for (GtkWidget *tab = gtk_widget_get_first_child (page->tabs); tab != NULL;
       tab = gtk_widget_get_next_sibling (tab), i++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab),
                                  strcmp (tab_table[i].name, section) == 0);
  show_chosen_tab (page);
}

void
gezin_dossier_page_set_frame (GezinDossierPage *page, gboolean is_narrow, gboolean is_list,
                              int width)
{
  page->is_narrow = is_narrow;
  gtk_widget_set_visible (page->back, is_narrow);
  gtk_widget_set_visible (page->enter, !is_narrow && is_list);
  gtk_widget_set_visible (page->tabs_frame, is_narrow);
  gtk_widget_set_visible (page->note_label, !is_narrow);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (page), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (page), "narrow");
  gtk_widget_set_size_request (page->sheet,
                               is_narrow ? width : (int) (SHEET_EM * gezin_em (page->sheet)), -1);
  gtk_widget_set_hexpand (adw_flap_get_flap (ADW_FLAP (page->flap)), is_narrow);
  adw_flap_set_fold_policy (ADW_FLAP (page->flap),
                            is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  gezin_dossier_page_show_sheet (page, adw_flap_get_reveal_flap (ADW_FLAP (page->flap)));
}

static void
tab_cb (GtkToggleButton *tab, GezinDossierPage *self)
{
  const char *name = g_object_get_data (G_OBJECT (tab), "section");

  if (gtk_toggle_button_get_active (tab) && strcmp (name, gezin_dossier_page_section (self)) != 0)
    gezin_dossier_page_show_section (self, name);
}

/* A wheel that goes up and down goes along the line too. */
static gboolean
wheel_cb (GtkEventControllerScroll *wheel, double across, double down, GezinDossierPage *self)
{
  GtkScrolledWindow *frame = GTK_SCROLLED_WINDOW (self->tabs_frame);
  GtkAdjustment *place = gtk_scrolled_window_get_hadjustment (frame);
  gboolean is_wheel = gtk_event_controller_scroll_get_unit (wheel) == GDK_SCROLL_UNIT_WHEEL;
  double step = is_wheel ? TAB_EM * gezin_em (self->tabs) : 1;

  if (across != 0)
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (place, gtk_adjustment_get_value (place) + down * step);
  return GDK_EVENT_STOP;
}

static void
build_scrolling (GezinDossierPage *page)
{
  GtkScrolledWindow *frame = GTK_SCROLLED_WINDOW (page->tabs_frame);
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (gtk_scrolled_window_get_hadjustment (frame), "changed",
                            G_CALLBACK (show_chosen_tab), page);
  g_signal_connect (wheel, "scroll", G_CALLBACK (wheel_cb), page);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (page->tabs_frame, wheel);
}

void
gezin_dossier_page_build_tabs (GezinDossierPage *page)
{
  GtkWidget *first = NULL;

  build_scrolling (page);

  for (guint i = 0; i < G_N_ELEMENTS (tab_table); i++)
    {
      GtkWidget *tab = gtk_toggle_button_new ();
      GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
      GtkWidget *label = gtk_label_new (_ (tab_table[i].label));

      gtk_box_append (GTK_BOX (box), gezin_icon_new (tab_table[i].icon, NULL));
      gtk_box_append (GTK_BOX (box), label);
      gtk_button_set_child (GTK_BUTTON (tab), box);
      gtk_widget_add_css_class (tab, "flat");
      gtk_widget_set_hexpand (tab, TRUE);
      gtk_widget_set_size_request (tab, (int) (TAB_EM * gezin_em (tab)), -1);
      gezin_access_name (tab, _ (tab_table[i].label));
      gtk_widget_set_tooltip_text (tab, _ (tab_table[i].label));
      g_object_set_data (G_OBJECT (tab), "section", (gpointer) tab_table[i].name);
      if (first == NULL)
        first = tab;
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), GTK_TOGGLE_BUTTON (first));
      g_signal_connect (tab, "toggled", G_CALLBACK (tab_cb), page);
      gtk_box_append (GTK_BOX (page->tabs), tab);
    }
}
