/* SPDX-License-Identifier: EUPL-1.2 */

/* The parts of a period as a table: a row a figure, a column a part. It scrolls sideways by itself
 * where it is wider than the page; each row is heard as a whole. */

#include "thinking/monitor-figures.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "thinking/monitor-period.h"

#include <glib/gi18n-lib.h>

#define LABEL_EM 15
#define CELL_EM 5.4 /* at least */
#define CHARACTER_EM 0.62

/* The columns: what all lines have in common. */
typedef struct {
  GtkWidget *list;
  GPtrArray *parts; /* utf8 */
  PangoTabArray *tabs;
  double em;
} Columns;

/* Each column ends at a tab, so that a line is two labels however many parts there are. */
static void
columns_init (Columns *columns, GtkWidget *list, GPtrArray *parts)
{
  double cell = CELL_EM;

  columns->list = list;
  columns->parts = parts;
  columns->em = gezin_em (list);
  columns->tabs = pango_tab_array_new ((int) parts->len, TRUE);
  for (guint i = 0; i < parts->len; i++)
    cell = MAX (cell, 1 + CHARACTER_EM * (double) g_utf8_strlen (parts->pdata[i], -1));
  for (guint i = 0; i < parts->len; i++)
    pango_tab_array_set_tab (columns->tabs, (int) i, PANGO_TAB_RIGHT,
                             (int) ((i + 1) * cell * columns->em));
}

static void
add_line (const Columns *columns, const char *label, GPtrArray *cells, const char *classes,
          const char *name)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "series-line");
  GtkWidget *text = gezin_text_new (label, classes);
  GString *line = g_string_new (NULL);
  GtkWidget *numbers;

  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (line, "\t%s", (const char *) cells->pdata[i]);
  numbers = gtk_label_new (line->str);
  g_string_free (line, TRUE);
  gtk_label_set_tabs (GTK_LABEL (numbers), columns->tabs);
  gtk_widget_add_css_class (numbers, "figures");
  if (classes != NULL)
    gtk_widget_add_css_class (numbers, classes);
  gtk_widget_set_size_request (text, (int) (LABEL_EM * columns->em), -1);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), numbers);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gezin_access_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (columns->list), row);
}

static void
add_figure (const Columns *columns, const GezinMonitorReading *reading, GezinIndicator indicator,
            const GezinMonitorDefinition *definition)
{
  g_autofree char *label = gezin_reading_raise (g_strdup (definition->label));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GString *name = g_string_new (label);

  for (guint i = 0; i < columns->parts->len; i++)
    {
      const GezinMonitorPeriod *period = reading->periods->pdata[i + 1];

      g_ptr_array_add (cells, gezin_monitor_cell_text (&period->cells[indicator],
                                                       gezin_indicator_unit (indicator)));
      g_string_append_printf (name, "; %s: %s", (const char *) columns->parts->pdata[i],
                              (const char *) cells->pdata[i]);
    }
  add_line (columns, label, cells, NULL, name->str);
  g_string_free (name, TRUE);
}

static GPtrArray *
part_names (const GezinMonitorReading *reading)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i < reading->periods->len; i++)
    {
      const GezinMonitorPeriod *period = reading->periods->pdata[i];

      g_ptr_array_add (parts, gezin_monitor_part_text (&period->from, &period->until));
    }
  return parts;
}

GtkWidget *
gezin_monitor_series_new (const GezinMonitorReading *reading, const GPtrArray *definitions)
{
  g_autoptr (GPtrArray) parts = part_names (reading);
  Columns columns;
  GtkWidget *box;
  GtkWidget *list;

  if (parts->len < 2)
    return NULL;
  box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  list = gezin_list_new ();
  gtk_widget_add_css_class (list, "series");
  gezin_access_name (list, _ ("Part by part"));
  columns_init (&columns, list, parts);
  add_line (&columns, _ ("Figure"), parts, "strong", _ ("Figure"));
  for (guint i = 0; i < definitions->len; i++)
    add_figure (&columns, reading, (GezinIndicator) i, definitions->pdata[i]);
  pango_tab_array_free (columns.tabs);
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Part by part"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_sideways_new (gezin_tab_stop_new (list)));
  return box;
}
