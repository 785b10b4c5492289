/* SPDX-License-Identifier: EUPL-1.2 */

/* All that came, in groups by what would become of it: what needs a person comes first. Of a long
 * group the first rows are made, and the others when somebody asks for them. */

#include "bundles/import-private.h"

#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_AT_FIRST 40

static const struct {
  const char *outcomes[2];
  const char *icon;
  const char *title;
  const char *below; /* (nullable) */
  gboolean is_open;
} groups[] = {
  { { "waiting", NULL },
    "gezin-person-symbolic",
    N_ ("Waits for you"),
    N_ ("Yes takes it in. No sets it aside, where it can be looked at later."),
    FALSE },
  { { "conflict", NULL },
    "gezin-versions-symbolic",
    N_ ("Two versions"),
    N_ ("You and the sender both wrote this. What you do not choose stays in the history."),
    TRUE },
  { { "added", NULL }, "gezin-plus-symbolic", N_ ("New"), NULL, FALSE },
  { { "changed", NULL }, "gezin-note-symbolic", N_ ("Changed"), NULL, FALSE },
  { { "parked", "refused" },
    "gezin-warning-symbolic",
    N_ ("Set aside"),
    N_ ("This is not right as it came. The rest goes on without it; ask the sender."),
    FALSE },
};

gboolean
gezin_import_has_outcome (const GezinImportItem *item, const char *outcome)
{
  return outcome != NULL && strcmp (item->outcome, outcome) == 0;
}

typedef struct {
  GezinImportPage *page;
  GtkWidget *list;
  GArray *places; /* guint */
  guint n_shown;
  gboolean is_open;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_array_unref (group->places);
  g_free (group);
}

static void
show_rows (Group *group, guint upto)
{
  for (; group->n_shown < MIN (upto, group->places->len); group->n_shown++)
    {
      GtkWidget *row =
          gezin_import_row_new (group->page, g_array_index (group->places, guint, group->n_shown));

      gtk_list_box_append (GTK_LIST_BOX (group->list), row);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), group->is_open);
    }
}

static void
more_cb (AdwActionRow *row, Group *group)
{
  gtk_list_box_remove (GTK_LIST_BOX (group->list), GTK_WIDGET (row));
  show_rows (group, group->places->len);
}

static void
add_more (Group *group)
{
  guint n = group->places->len - group->n_shown;
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n), n);
  GtkWidget *row = gezin_row_new (text, NULL);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (more_cb), group);
  gtk_list_box_append (GTK_LIST_BOX (group->list), row);
}

static GtkWidget *
heading_new (guint which, guint n)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "section");
  g_autofree char *text = g_strdup_printf ("%s · %u", _ (groups[which].title), n);

  gtk_box_append (GTK_BOX (box), gezin_icon_new (groups[which].icon, "accent-text"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (text, "section-title"));
  return box;
}

static gboolean
is_in (guint which, const GezinImportItem *item)
{
  return gezin_import_has_outcome (item, groups[which].outcomes[0])
         || gezin_import_has_outcome (item, groups[which].outcomes[1]);
}

static void
add_group (GezinImportPage *page, guint which, GtkWidget *box)
{
  Group *group = g_new0 (Group, 1);
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);

  group->page = page;
  group->list = gezin_list_new ();
  group->places = g_array_new (FALSE, FALSE, sizeof (guint));
  group->is_open = groups[which].is_open;
  for (guint i = 0; i < page->reading->items->len; i++)
    if (is_in (which, page->reading->items->pdata[i]))
      g_array_append_val (group->places, i);
  g_object_set_data_full (G_OBJECT (group->list), "group", group, group_free);
  gtk_box_append (GTK_BOX (card), heading_new (which, group->places->len));
  if (groups[which].below != NULL)
    gtk_box_append (GTK_BOX (card), gezin_text_new (_ (groups[which].below), "dim small"));
  gezin_access_name (group->list, _ (groups[which].title));
  gtk_box_append (GTK_BOX (card), group->list);
  if (group->places->len > 0)
    gtk_box_append (GTK_BOX (box), card);
  else
    {
      g_object_ref_sink (card);
      g_object_unref (card);
      return;
    }
  show_rows (group, ROWS_AT_FIRST);
  if (group->n_shown < group->places->len)
    add_more (group);
}

GtkWidget *
gezin_import_items_new (GezinImportPage *page)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 18, NULL);
  guint n_same = 0;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (page, i, box);
  for (guint i = 0; i < page->reading->items->len; i++)
    n_same += gezin_import_has_outcome (page->reading->items->pdata[i], "unchanged");
  if (n_same > 0)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u item stayed the same.", "%u items stayed the same.", n_same), n_same);

      gtk_box_append (GTK_BOX (box), gezin_text_new (text, "dim"));
    }
  if (page->reading->rejected_before > 0)
    {
      g_autofree char *text =
          g_strdup_printf (ngettext ("%u item that you did not want before is not asked again.",
                                     "%u items that you did not want before are not asked again.",
                                     page->reading->rejected_before),
                           page->reading->rejected_before);

      gtk_box_append (GTK_BOX (box), gezin_text_new (text, "dim"));
    }
  return box;
}
