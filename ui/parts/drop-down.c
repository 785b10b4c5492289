/* SPDX-License-Identifier: EUPL-1.2 */

/* A choice among long names. */

#include "parts/drop-down.h"

#include "parts/build.h"

static void
setup_chosen_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
setup_choice_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gezin_text_new (NULL, NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *text = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (text));
}

GtkWidget *
gezin_drop_down_new (GCallback chosen, gpointer data)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkListItemFactory) one = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) all = gtk_signal_list_item_factory_new ();

  g_signal_connect (one, "setup", G_CALLBACK (setup_chosen_cb), NULL);
  g_signal_connect (one, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (all, "setup", G_CALLBACK (setup_choice_cb), NULL);
  g_signal_connect (all, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (drop_down), one);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (drop_down), all);
  g_signal_connect_swapped (drop_down, "notify::selected", chosen, data);
  return drop_down;
}
