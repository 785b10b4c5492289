/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes and what stays, as lists that open. The rows of a group are made when it is opened:
 * a dossier of a thousand records has few groups.
 *
 * Invariant: every sentence about why is the session's. */

#include "dossier/preview-lists.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>

/* Rows of one kind, or with one reason. */
typedef struct {
  GezinSharingAnswer *answer;
  GPtrArray *rows; /* GezinSharedRow, borrowed */
  gboolean is_going;
  gboolean can_open; /* the records, from their rows */
  gboolean is_filled;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->rows);
  g_free (group);
}

static gboolean
has_record (const GPtrArray *rows, const GezinUuid *record)
{
  for (guint i = 0; i < rows->len; i++)
    if (gezin_uuid_equal (&((const GezinSharedRow *) rows->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

/* Rows of one record stand together. */
static guint
count_records (const GPtrArray *rows)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += i == 0
         || !gezin_uuid_equal (&((const GezinSharedRow *) rows->pdata[i])->record,
                               &((const GezinSharedRow *) rows->pdata[i - 1])->record);
  return n;
}

void
gezin_preview_count (const GezinSharingAnswer *answer, GezinPreviewCount *count)
{
  g_autoptr (GHashTable) going = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  g_autoptr (GHashTable) staying = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  *count = (GezinPreviewCount){ 0 };
  for (guint i = 0; i < answer->shared->len; i++)
    g_hash_table_add (going, &((GezinSharedRow *) answer->shared->pdata[i])->record);
  for (guint i = 0; i < answer->withheld->len; i++)
    {
      GezinSharedRow *row = answer->withheld->pdata[i];

      if (!g_hash_table_add (staying, &row->record))
        continue;
      if (g_hash_table_contains (going, &row->record))
        count->n_partly++;
      else
        count->n_staying++;
    }
  count->n_going = g_hash_table_size (going);
}

static char *
field_names (const GezinSharedRow *row)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < row->fields->len; i++)
    {
      const char *name = row->fields->pdata[i];
      GezinField field = gezin_catalogue_field_by_name (row->kind, name);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                              field != GEZIN_FIELD_NONE ? gezin_session_field_label (field) : name);
    }
  return g_string_free (names, FALSE);
}

/* What of the record of @row stays, where the rest goes. */
static void
append_rest (const GezinSharingAnswer *answer, const GezinSharedRow *row, GString *text)
{
  for (guint i = 0; i < answer->withheld->len; i++)
    {
      const GezinSharedRow *other = answer->withheld->pdata[i];
      g_autofree char *fields = NULL;

      if (!gezin_uuid_equal (&other->record, &row->record))
        continue;
      fields = field_names (other);
      g_string_append_c (text, '\n');
      /* Translators: %1$s are names of fields, %2$s is a sentence that says why. */
      g_string_append_printf (text, _ ("Stays here: %1$s. %2$s"), fields, other->sentence);
    }
}

static char *
going_text (const Group *group, guint from)
{
  const GezinSharedRow *first = group->rows->pdata[from];
  GString *text = g_string_new (NULL);

  for (guint i = from; i < group->rows->len; i++)
    {
      const GezinSharedRow *row = group->rows->pdata[i];
      g_autofree char *fields = field_names (row);

      if (!gezin_uuid_equal (&row->record, &first->record))
        break;
      g_string_append_printf (text, "%s%s. %s", i > from ? "\n" : "", fields, row->sentence);
    }
  append_rest (group->answer, first, text);
  return g_string_free (text, FALSE);
}

static char *
staying_text (const Group *group, guint from)
{
  const GezinSharedRow *row = group->rows->pdata[from];
  g_autofree char *fields = NULL;

  if (!has_record (group->answer->shared, &row->record))
    return g_strdup (gezin_session_kind_label (row->kind));
  fields = field_names (row);
  return g_strdup_printf ("%s: %s", gezin_session_kind_label (row->kind), fields);
}

static GtkWidget *
record_row_new (const Group *group, guint from)
{
  const GezinSharedRow *row = group->rows->pdata[from];
  g_autofree char *text = group->is_going ? going_text (group, from) : staying_text (group, from);
  GtkWidget *line = gezin_row_new (
      row->title[0] != '\0' ? row->title : gezin_session_kind_label (row->kind), text);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (line), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
  if (!group->is_going && row->needs_judgement)
    adw_action_row_add_suffix (ADW_ACTION_ROW (line),
                               gezin_tag_new ("gezin-person-symbolic", _ ("You decide"), "warn"));
  if (group->can_open)
    gezin_row_open_record (line, &row->record);
  return line;
}

static void
expanded_cb (AdwExpanderRow *expander)
{
  Group *group = g_object_get_data (G_OBJECT (expander), "group");

  if (group->is_filled || !adw_expander_row_get_expanded (expander))
    return;
  group->is_filled = TRUE;
  for (guint i = 0; i < group->rows->len; i++)
    if (i == 0
        || !gezin_uuid_equal (&((const GezinSharedRow *) group->rows->pdata[i])->record,
                              &((const GezinSharedRow *) group->rows->pdata[i - 1])->record))
      adw_expander_row_add_row (expander, record_row_new (group, i));
}

static GtkWidget *
group_row_new (Group *group, const char *title)
{
  GtkWidget *row = gezin_expander_new (title, NULL);
  guint n = count_records (group->rows);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *name = g_strdup_printf ("%s, %u", title, n);
  GtkWidget *label = gtk_label_new (count);

  gtk_widget_add_css_class (label, "dim");
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), label);
  gezin_access_name (row, name);
  g_object_set_data_full (G_OBJECT (row), "group", group, group_free);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
  return row;
}

static Group *
group_new (GezinSharingAnswer *answer, gboolean is_going, gboolean can_open)
{
  Group *group = g_new0 (Group, 1);

  group->answer = answer;
  group->is_going = is_going;
  group->can_open = can_open;
  group->rows = g_ptr_array_new ();
  return group;
}

GtkWidget *
gezin_preview_going_new (GezinSharingAnswer *answer, gboolean can_open)
{
  GtkWidget *list = gezin_list_new ();

  gezin_access_name (list, _ ("This goes along"));
  for (guint i = 0; i < answer->shared->len;)
    {
      const GezinSharedRow *first = answer->shared->pdata[i];
      Group *group = group_new (answer, TRUE, can_open);

      for (; i < answer->shared->len
             && ((const GezinSharedRow *) answer->shared->pdata[i])->kind == first->kind;
           i++)
        g_ptr_array_add (group->rows, answer->shared->pdata[i]);
      gtk_list_box_append (GTK_LIST_BOX (list),
                           group_row_new (group, gezin_session_kind_label (first->kind)));
    }
  return gezin_tab_stop_new (list);
}

GtkWidget *
gezin_preview_staying_new (GezinSharingAnswer *answer, gboolean can_open)
{
  GtkWidget *list = gezin_list_new ();
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  gezin_access_name (list, _ ("This stays here"));
  for (guint i = 0; i < answer->withheld->len; i++)
    {
      GezinSharedRow *row = answer->withheld->pdata[i];
      Group *group = g_hash_table_lookup (groups, row->code);

      if (group == NULL)
        {
          group = group_new (answer, FALSE, can_open);
          g_hash_table_insert (groups, row->code, group);
          g_ptr_array_add (order, group);
        }
      g_ptr_array_add (group->rows, row);
    }
  for (guint i = 0; i < order->len; i++)
    {
      Group *group = order->pdata[i];
      const GezinSharedRow *first = group->rows->pdata[0];

      gtk_list_box_append (GTK_LIST_BOX (list), group_row_new (group, first->sentence));
    }
  return gezin_tab_stop_new (list);
}
