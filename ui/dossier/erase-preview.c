/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes, by kind, since a dossier may hold hundreds of records; what stays, by
 * its reason, each behind it, since a person looks at each of those. */

#include "dossier/erase-preview.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

#define MAX_TITLES 4 /* of one kind */
#define MAX_OPEN 6 /* of what stays: shown at once */

struct _GezinErasePreview {
  AdwBin parent_instance;
  GtkWidget *goes;
  GtkWidget *goes_title;
  GtkWidget *stays_box;
  GtkWidget *stays_title;
  GtkWidget *stays;
};

G_DEFINE_FINAL_TYPE (GezinErasePreview, gezin_erase_preview, ADW_TYPE_BIN)

static void
clear_list (GtkWidget *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), child);
}

static char *
more_text (guint n)
{
  return g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);
}

/* The first titles of a kind, and how many there are besides. */
static char *
titles_of (GPtrArray *items, GezinKind kind, guint *n)
{
  GString *text = g_string_new (NULL);

  *n = 0;
  for (guint i = 0; i < items->len; i++)
    {
      const GezinErasureItem *item = items->pdata[i];

      if (item->kind != kind)
        continue;
      if (*n < MAX_TITLES && item->title != NULL)
        g_string_append_printf (text, "%s%s", *n > 0 ? " · " : "", item->title);
      (*n)++;
    }
  if (*n > MAX_TITLES)
    {
      g_autofree char *more = more_text (*n - MAX_TITLES);

      g_string_append_printf (text, " · %s", more);
    }
  return g_string_free (text, FALSE);
}

static void
add_row (GtkWidget *list, const char *title, const char *below, const char *end)
{
  GtkWidget *row = gezin_row_new (title, below);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (end != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s, %s, %s", title, end, below);
      GtkWidget *label = gtk_label_new (end);

      gtk_widget_add_css_class (label, "dim");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
      gezin_access_name (row, name);
    }
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
show_goes (GezinErasePreview *self, GPtrArray *items)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("This goes for good: %u record", "This goes for good: %u records", items->len),
      items->len);

  clear_list (self->goes);
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      guint n;
      g_autofree char *titles = titles_of (items, kind, &n);
      g_autofree char *count = g_strdup_printf ("%u", n);

      if (n > 0)
        add_row (self->goes, gezin_session_kind_label (kind), titles, count);
    }
  gtk_label_set_text (GTK_LABEL (self->goes_title), title);
  gtk_widget_set_visible (self->goes, items->len > 0);
}

/* All that stays for one reason, behind one row: it may be a hundred. */
static void
add_reason (GezinErasePreview *self, GPtrArray *items, const char *sentence)
{
  AdwExpanderRow *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, "title", sentence,
                                      "expanded", items->len <= MAX_OPEN, NULL);
  g_autofree char *count = NULL;
  g_autofree char *name = NULL;
  GtkWidget *label;
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const GezinErasureItem *item = items->pdata[i];
      const char *kind = gezin_session_kind_label (item->kind);

      if (g_strcmp0 (item->sentence, sentence) != 0)
        continue;
      n++;
      adw_expander_row_add_row (row,
                                gezin_row_new (item->title != NULL ? item->title : kind, kind));
    }
  count = g_strdup_printf ("%u", n);
  name = g_strdup_printf ("%s, %u", sentence, n);
  label = gtk_label_new (count);
  gtk_widget_add_css_class (label, "dim");
  adw_expander_row_add_action (row, label);
  gezin_access_name (GTK_WIDGET (row), name);
  gtk_list_box_append (GTK_LIST_BOX (self->stays), GTK_WIDGET (row));
}

static gboolean
was_said (GPtrArray *items, guint before, const char *sentence)
{
  for (guint i = 0; i < before; i++)
    if (g_strcmp0 (((const GezinErasureItem *) items->pdata[i])->sentence, sentence) == 0)
      return TRUE;
  return FALSE;
}

static void
show_stays (GezinErasePreview *self, GPtrArray *items)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("This stays: %u record", "This stays: %u records", items->len), items->len);

  clear_list (self->stays);
  for (guint i = 0; i < items->len; i++)
    {
      const char *sentence = ((const GezinErasureItem *) items->pdata[i])->sentence;

      if (sentence != NULL && !was_said (items, i, sentence))
        add_reason (self, items, sentence);
    }
  gtk_label_set_text (GTK_LABEL (self->stays_title), title);
  gtk_widget_set_visible (self->stays_box, items->len > 0);
}

void
gezin_erase_preview_show (GezinErasePreview *preview, const GezinErasureReport *report)
{
  gtk_widget_set_visible (GTK_WIDGET (preview), report != NULL);
  if (report == NULL)
    return;
  show_goes (preview, report->erased);
  show_stays (preview, report->kept);
}

static void
gezin_erase_preview_class_init (GezinErasePreviewClass *klass)
{
}

static GtkWidget *
heading_new (GtkWidget *box)
{
  GtkWidget *label = gezin_text_new (NULL, "section-title");

  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_always (GtkWidget *page)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "earlier");
  GtkWidget *icon = gezin_icon_new ("gezin-info-symbolic", "dim");
  GtkWidget *text = gezin_text_new (
      _ ("What always stays: that something was erased, when, by whom and why, without what it "
         "said. Copies that left this laptop stay too: backups elsewhere, and what colleagues "
         "have. Ask them to destroy those."),
      "small");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (page), box);
}

static void
gezin_erase_preview_init (GezinErasePreview *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);

  self->goes_title = heading_new (page);
  self->goes = gezin_list_new ();
  gezin_access_name (self->goes, _ ("What goes"));
  gtk_box_append (GTK_BOX (page), gezin_tab_stop_new (self->goes));
  self->stays_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  self->stays_title = heading_new (self->stays_box);
  self->stays = gezin_list_new ();
  gezin_access_name (self->stays, _ ("What stays, and why"));
  gtk_box_append (GTK_BOX (self->stays_box), gezin_tab_stop_new (self->stays));
  gtk_box_append (GTK_BOX (page), self->stays_box);
  add_always (page);
  adw_bin_set_child (ADW_BIN (self), page);
}

GtkWidget *
gezin_erase_preview_new (void)
{
  return g_object_new (GEZIN_TYPE_ERASE_PREVIEW, NULL);
}
