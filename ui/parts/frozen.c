/* SPDX-License-Identifier: EUPL-1.2 */

/* What its sender no longer shares, where it would stand.
 *
 * Invariant: nothing of what is not shown is said but of what kind it is, and who shares it no longer. */

#include "parts/frozen.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

#define ICON "gezin-hidden-symbolic"

const GezinFrozenReading *
gezin_frozen_field (GPtrArray *frozen, const GezinUuid *record, GezinField field)
{
  for (guint i = 0; frozen != NULL && i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];

      if (one->field == field && gezin_uuid_equal (&one->record, record))
        return one;
    }
  return NULL;
}

const GezinFrozenReading *
gezin_frozen_record (GPtrArray *frozen, const GezinUuid *record)
{
  return gezin_frozen_field (frozen, record, GEZIN_FIELD_NONE);
}

guint
gezin_frozen_count (GPtrArray *frozen, GezinKind kind)
{
  guint n = 0;

  for (guint i = 0; frozen != NULL && i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];

      n += one->kind == kind && one->field == GEZIN_FIELD_NONE;
    }
  return n;
}

char *
gezin_frozen_sentence (const GezinFrozenReading *reading)
{
  char *text = g_strdup (reading->sentence);

  text[0] = g_ascii_toupper (text[0]);
  return text;
}

static void
decide_by (GtkWidget *button, const GezinFrozenReading *reading)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.thaw");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          gezin_uuid_variant (&reading->record));
}

GtkWidget *
gezin_frozen_note_new (const GezinFrozenReading *reading, const char *about, gboolean can_decide)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "frozen");
  g_autofree char *sentence = gezin_frozen_sentence (reading);
  GtkWidget *text = gezin_text_new (sentence, NULL);
  GtkWidget *button;
  g_autofree char *name = NULL;

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), gezin_icon_new (ICON, "dim"));
  gtk_box_append (GTK_BOX (box), text);
  if (!can_decide)
    return box;
  button = gtk_button_new_with_label (_ ("Decide…"));
  /* Translators: %s is what it is about, such as a field. */
  name = g_strdup_printf (_ ("Decide about what is no longer shared: %s"), about);
  gezin_access_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  decide_by (button, reading);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

GtkWidget *
gezin_frozen_row_new (const GezinFrozenReading *reading)
{
  g_autofree char *sentence = gezin_frozen_sentence (reading);
  const char *kind = gezin_session_kind_label (reading->kind);
  g_autofree char *title =
      reading->field == GEZIN_FIELD_NONE
          ? g_strdup (kind)
          : g_strdup_printf ("%s · %s", kind, gezin_session_field_label (reading->field));
  GtkWidget *row = gezin_row_new (title, sentence);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gezin_icon_new (ICON, "dim"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  decide_by (row, reading);
  return row;
}

guint
gezin_frozen_add_rows (GPtrArray *frozen, GezinKind kind, GtkWidget *list)
{
  guint n = 0;

  for (guint i = 0; frozen != NULL && i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];

      if (one->kind != kind || one->field != GEZIN_FIELD_NONE)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), gezin_frozen_row_new (one));
      n++;
    }
  return n;
}
