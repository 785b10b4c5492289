/* SPDX-License-Identifier: EUPL-1.2 */

/* What is on screen while the store is open: at the side the list of dossiers or
 * the pages of one, beside it that dossier. When it goes, all it showed goes.
 *
 * Narrow means: less than NARROW_EM wide. Then side and dossier come one at a time. */

#include "window/desk-private.h"

#include "backups/backup-notice.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/admin.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NARROW_EM 56
#define LEAST_WIDTH 350 /* pixels; with the edge of the window 360 */
#define LIST_EM 21.5
#define SECTIONS_EM 16

G_DEFINE_FINAL_TYPE (GezinDesk, gezin_desk, ADW_TYPE_BIN)

void
gezin_place_clear (GezinPlace *place)
{
  g_free (place->section);
  *place = (GezinPlace){ 0 };
}

/* The frame. */

void
gezin_desk_arrange (GezinDesk *desk)
{
  double em = gezin_em (GTK_WIDGET (desk));
  gboolean is_list = !desk->is_entered || desk->is_narrow;

  gtk_stack_set_visible_child (GTK_STACK (desk->sides),
                               is_list ? desk->list_pane : desk->sections_pane);
  gtk_widget_set_visible (desk->to_list, !is_list);
  gtk_widget_set_visible (desk->add, is_list);
  gtk_widget_set_visible (desk->side_menu, desk->is_narrow);
  adw_window_title_set_title (ADW_WINDOW_TITLE (desk->side_title), is_list ? _ ("Dossiers") : "");
  gtk_widget_set_size_request (
      desk->side, desk->is_narrow ? -1 : (int) (em * (is_list ? LIST_EM : SECTIONS_EM)), -1);
  gtk_widget_set_hexpand (desk->side, desk->is_narrow);
  gtk_widget_set_visible (desk->side, desk->is_narrow || !desk->is_side_hidden);
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (desk->side_header), desk->is_narrow);
  adw_leaflet_set_can_unfold (ADW_LEAFLET (desk->frame), !desk->is_narrow);
  gezin_dossier_page_set_frame (DOSSIER (desk), desk->is_narrow, is_list, desk->width);
}

static gboolean
narrow_cb (gpointer user_data)
{
  GezinDesk *self = user_data;

  self->narrow_idle = 0;
  gezin_desk_arrange (self);
  return G_SOURCE_REMOVE;
}

/* A widget may not be changed while it is given its size, hence the idle. */
static void
resized_cb (GezinDesk *self, int width)
{
  gboolean is_narrow = width < NARROW_EM * gezin_em (GTK_WIDGET (self));

  self->width = width;
  if (is_narrow == self->is_narrow && !is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (self->narrow_idle == 0)
    self->narrow_idle = g_idle_add_full (G_PRIORITY_HIGH, narrow_cb, self, NULL);
}

void
gezin_desk_show_dossier (GezinDesk *desk)
{
  gezin_desk_close_page (desk);
  gtk_stack_set_visible_child (GTK_STACK (desk->content), desk->dossier);
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (desk->frame), "content");
}

/* Pages that are of no one dossier. */

void
gezin_desk_close_page (GezinDesk *desk)
{
  GtkWidget *before = desk->page;

  if (before == NULL)
    return;
  desk->page = NULL;
  gtk_stack_set_visible_child (GTK_STACK (desk->content),
                               gezin_dossier_page_dossier (DOSSIER (desk)) != NULL ? desk->dossier
                                                                                   : desk->nothing);
  gtk_stack_remove (GTK_STACK (desk->content), before);
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (desk->frame),
                                      desk->is_narrow ? "side" : "content");
}

void
gezin_desk_show_page (GezinDesk *desk, const char *title, GtkWidget *inside)
{
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *before = desk->page;

  desk->page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "content-frame");
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (title, NULL));
  adw_header_bar_pack_start (
      ADW_HEADER_BAR (bar),
      gezin_icon_button_new ("gezin-back-symbolic", C_ ("verb", "Back"), "win.close-page"));
  gtk_box_append (GTK_BOX (desk->page), bar);
  gtk_box_append (GTK_BOX (desk->page), gezin_pane_new (inside));
  gezin_access_page (desk->page);
  gtk_stack_add_child (GTK_STACK (desk->content), desk->page);
  gtk_stack_set_visible_child (GTK_STACK (desk->content), desk->page);
  if (before != NULL)
    gtk_stack_remove (GTK_STACK (desk->content), before);
  if (desk->is_narrow)
    gtk_widget_add_css_class (desk->page, "narrow");
  adw_leaflet_set_visible_child_name (ADW_LEAFLET (desk->frame), "content");
  gtk_widget_child_focus (inside, GTK_DIR_TAB_FORWARD);
}

/* Signals of the pages. */

static void
shown_cb (GezinDesk *self)
{
  GezinDossier *dossier = gezin_dossier_page_dossier (DOSSIER (self));
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_sections_show (SECTIONS (self), dossier);
  gezin_dossiers_page_show_open (LIST (self), gezin_uuid_write (gezin_dossier_id (dossier), id));
  if (self->page == NULL)
    gtk_stack_set_visible_child (GTK_STACK (self->content), self->dossier);
}

static void
counted_cb (GezinDesk *self, guint n)
{
  gezin_sections_count (SECTIONS (self), n);
}

static void
section_cb (GezinDesk *self, const char *section)
{
  gezin_sections_choose (SECTIONS (self), section);
}

static void
changed_cb (GezinDesk *self, const char *dossier)
{
  GezinUuid id;
  GezinDossier *open = gezin_dossier_page_dossier (DOSSIER (self));

  if (!gezin_session_is_unlocked (self->session))
    return;
  gezin_dossiers_page_refresh (LIST (self));
  if (open != NULL
      && (dossier[0] == '\0'
          || (gezin_uuid_parse (dossier, &id) && gezin_uuid_equal (&id, gezin_dossier_id (open)))))
    gezin_dossier_page_refresh (DOSSIER (self));
}

/* Places. */

void
gezin_desk_go_back_to (GezinDesk *desk, const GezinPlace *place)
{
  if (!place->has_dossier)
    {
      gezin_dossier_page_open_newest_draft (DOSSIER (desk));
      return;
    }
  desk->is_entered = place->is_entered;
  gezin_dossier_page_open (DOSSIER (desk), &place->dossier,
                           place->has_record ? &place->record : NULL, place->section);
  gezin_desk_show_dossier (desk);
  gezin_desk_arrange (desk);
}

void
gezin_desk_place (GezinDesk *desk, GezinPlace *place)
{
  GezinDossier *dossier = gezin_dossier_page_dossier (DOSSIER (desk));
  const GezinUuid *record = gezin_dossier_page_record (DOSSIER (desk));

  gezin_place_clear (place);
  if (dossier == NULL)
    return;
  place->has_dossier = TRUE;
  place->dossier = *gezin_dossier_id (dossier);
  place->section = g_strdup (gezin_dossier_page_section (DOSSIER (desk)));
  place->is_entered = desk->is_entered;
  place->has_record = record != NULL;
  if (record != NULL)
    place->record = *record;
}

void
gezin_desk_keep (GezinDesk *desk)
{
  gezin_dossier_page_keep (DOSSIER (desk));
}

static void
gezin_desk_dispose (GObject *object)
{
  GezinDesk *self = GEZIN_DESK (object);

  g_clear_handle_id (&self->narrow_idle, g_source_remove);
  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_desk_parent_class)->dispose (object);
}

static void
gezin_desk_class_init (GezinDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_desk_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/gezinsdossier/Gezinsdossier/window/desk.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, GezinDesk, name)
  CHILD (trial);
  CHILD (frame);
  CHILD (side);
  CHILD (side_header);
  CHILD (side_title);
  CHILD (side_menu);
  CHILD (to_list);
  CHILD (add);
  CHILD (lock);
  CHILD (sides);
  CHILD (content);
  CHILD (nothing);
  CHILD (menu);
#undef CHILD
}

static void
gezin_desk_init (GezinDesk *self)
{
  g_autoptr (GtkWidget) frame = NULL;
  GtkWidget *pane;
  GtkWidget *empty;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* Wide or narrow, the window may become narrow: then all is arranged anew. */
  frame = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  pane = gezin_pane_new (frame);
  gezin_pane_set_least (GEZIN_PANE (pane), LEAST_WIDTH);
  g_signal_connect_swapped (pane, "resized", G_CALLBACK (resized_cb), self);
  adw_bin_set_child (ADW_BIN (self), pane);
  gezin_access_name (self->to_list, _ ("Back to all dossiers"));
  gezin_access_name (self->add, _ ("New dossier"));
  gtk_widget_set_tooltip_text (self->add, _ ("New dossier (Ctrl+N)"));
  gezin_access_name (self->lock, C_ ("verb", "Lock"));
  gtk_widget_set_tooltip_text (self->lock, _ ("Lock (Ctrl+L)"));
  gezin_access_name (self->menu, _ ("Main menu"));
  gezin_access_name (self->side_menu, _ ("Main menu"));
  empty = gezin_empty_new ("gezin-house-symbolic", _ ("Choose a dossier"),
                           _ ("Pick a family from the list, or search by a name, a note or a "
                              "professional."));
  gtk_widget_set_vexpand (empty, TRUE);
  gtk_box_append (GTK_BOX (self->nothing), empty);
}

static void gone_cb (GezinDesk *self);

static void
add_dossier_page (GezinDesk *self, GMenuModel *menu)
{
  self->dossier = gezin_dossier_page_new (self->session, menu);
  gtk_stack_add_child (GTK_STACK (self->content), self->dossier);
  gezin_access_page (self->dossier);
  g_signal_connect_swapped (self->dossier, "shown", G_CALLBACK (shown_cb), self);
  g_signal_connect_swapped (self->dossier, "counted", G_CALLBACK (counted_cb), self);
  g_signal_connect_swapped (self->dossier, "section", G_CALLBACK (section_cb), self);
  g_signal_connect_swapped (self->dossier, "gone", G_CALLBACK (gone_cb), self);
}

/* The dossier was erased: all that showed something of it goes, and an empty page takes its place. */
static void
gone_cb (GezinDesk *self)
{
  GtkWidget *before = self->dossier;

  self->is_entered = FALSE;
  add_dossier_page (self, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->menu)));
  gezin_sections_show (SECTIONS (self), NULL);
  gezin_dossiers_page_show_open (LIST (self), "");
  gtk_stack_set_visible_child (GTK_STACK (self->content),
                               self->page != NULL ? self->page : self->nothing);
  gtk_stack_remove (GTK_STACK (self->content), before);
  gezin_desk_arrange (self);
  if (self->page == NULL && self->is_narrow)
    adw_leaflet_set_visible_child_name (ADW_LEAFLET (self->frame), "side");
}

static void
build (GezinDesk *self, GMenuModel *menu)
{
  self->list = gezin_dossiers_page_new (self->session);
  self->sections = gezin_sections_new (self->session);
  self->list_pane = gezin_pane_new (self->list);
  self->sections_pane = gezin_pane_new (self->sections);
  gtk_stack_add_child (GTK_STACK (self->sides), self->list_pane);
  gtk_stack_add_child (GTK_STACK (self->sides), self->sections_pane);
  add_dossier_page (self, menu);
  gezin_access_page (self->list);
  gezin_access_page (self->sections);
  gezin_access_page (self->nothing);
  gezin_access_page (self->side);
  gezin_access_page (self->content);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->side_menu), menu);
  self->changed_handler =
      g_signal_connect_swapped (self->session, "changed", G_CALLBACK (changed_cb), self);
}

GtkWidget *
gezin_desk_new (GezinSession *session, GMenuModel *menu, gboolean is_trial)
{
  GezinDesk *self = g_object_new (GEZIN_TYPE_DESK, NULL);

  self->session = g_object_ref (session);
  gtk_widget_set_visible (self->trial, is_trial);
  if (!is_trial)
    {
      self->notice = gezin_backup_notice_new (session);
      gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (self->trial)), self->notice,
                                  self->trial);
    }
  build (self, menu);
  gezin_desk_take_drops (self);
  gezin_desk_arrange (self);
  return GTK_WIDGET (self);
}
