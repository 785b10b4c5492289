/* SPDX-License-Identifier: EUPL-1.2 */

/* What GTK 4.8 does not do by itself for keyboard and screen reader: exact
 * names, hidden pages, named rows, and one Tab stop for a whole list. */

#include "parts/access.h"

struct _GezinTabStop {
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (GezinTabStop, gezin_tab_stop, ADW_TYPE_BIN)

void
gezin_access_name (GtkWidget *widget, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
gezin_access_describe (GtkWidget *widget, const char *description)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

static void
page_mapped_cb (GtkWidget *page, gpointer user_data)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_STATE_HIDDEN,
                               !gtk_widget_get_mapped (page), -1);
}

void
gezin_access_page (GtkWidget *page)
{
  g_signal_connect_after (page, "map", G_CALLBACK (page_mapped_cb), NULL);
  g_signal_connect_after (page, "unmap", G_CALLBACK (page_mapped_cb), NULL);
  page_mapped_cb (page, NULL);
}

void
gezin_access_row (GtkWidget *cell, const char *name)
{
  GtkWidget *row = gtk_widget_get_parent (cell);

  if (row != NULL)
    gezin_access_name (row, name);
}

static gboolean
gezin_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if ((direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
      && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (gezin_tab_stop_parent_class)->focus (widget, direction);
}

static void
gezin_tab_stop_class_init (GezinTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = gezin_tab_stop_focus;
}

static void
gezin_tab_stop_init (GezinTabStop *self)
{
}

GtkWidget *
gezin_tab_stop_new (GtkWidget *child)
{
  return g_object_new (GEZIN_TYPE_TAB_STOP, "child", child, NULL);
}
