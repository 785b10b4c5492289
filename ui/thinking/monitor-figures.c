/* SPDX-License-Identifier: EUPL-1.2 */

/* The figures of a period. Each opens to what it counts and where that comes from; what it means that
 * numbers differ stands in sentences below them.
 *
 * Invariant: nothing of one family is on it: numbers, definitions, and sentences of the session. */

#include "thinking/monitor-figures.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "thinking/monitor-period.h"

#include <glib/gi18n-lib.h>

/* Which figures stand together. */
typedef struct {
  const char *title;
  const char *below; /* (nullable) */
  GezinIndicator indicators[8];
  guint n;
} Group;

static const Group wide_groups[] = {
  { N_ ("Families"),
    NULL,
    { GEZIN_INDICATOR_EVER, GEZIN_INDICATOR_ACTIVE, GEZIN_INDICATOR_STARTED,
      GEZIN_INDICATOR_RESTARTED, GEZIN_INDICATOR_ENDED,
      GEZIN_INDICATOR_ENDED_LOCAL_TEAM_CONTINUES },
    6 },
  { N_ ("Registrations"),
    NULL,
    { GEZIN_INDICATOR_REGISTERED, GEZIN_INDICATOR_REGISTERED_AGAIN,
      GEZIN_INDICATOR_REGISTERED_WITHOUT_CHILDREN, GEZIN_INDICATOR_WITHOUT_CHILDREN_PERCENT,
      GEZIN_INDICATOR_REGISTRATIONS, GEZIN_INDICATOR_SIGNALS_DURING },
    6 },
};

static const Group beside_groups[] = {
  { N_ ("Measures, counted both ways"),
    N_ ("A family can have several measures at once: so the two numbers are not the same."),
    { GEZIN_INDICATOR_MEASURES, GEZIN_INDICATOR_MEASURES_PERCENT,
      GEZIN_INDICATOR_FAMILIES_WITH_MEASURE, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE_PERCENT },
    4 },
  { N_ ("Help, and who gives it"),
    NULL,
    { GEZIN_INDICATOR_HELPED, GEZIN_INDICATOR_DAYS_TO_HELP, GEZIN_INDICATOR_PROFESSIONALS_MEAN,
      GEZIN_INDICATOR_PROFESSIONALS_MOST, GEZIN_INDICATOR_HANDOVERS, GEZIN_INDICATOR_TOLD_AGAIN },
    6 },
  { N_ ("What families say of it"),
    NULL,
    { GEZIN_INDICATOR_EXPERIENCES, GEZIN_INDICATOR_HEARD, GEZIN_INDICATOR_TAKEN_SERIOUSLY,
      GEZIN_INDICATOR_RESPECTED },
    4 },
};

/* A figure: a row that opens. One of libadwaita would be fifteen widgets, and there are thirty. */

static GtkWidget *
value_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "figure");
  return label;
}

/* @value: (nullable) */
static GtkWidget *
line_new (const char *label, const char *value)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *text = gezin_text_new (label, NULL);

  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), text);
  if (value != NULL)
    gtk_box_append (GTK_BOX (line), value_new (value));
  return line;
}

static GtkWidget *
row_new (const char *label, const char *value)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "figure-row");
  GtkWidget *line = line_new (label, value);
  g_autofree char *name =
      value != NULL ? g_strdup_printf ("%s: %s", label, value) : g_strdup (label);

  gtk_box_append (GTK_BOX (line), gezin_icon_new ("gezin-down-symbolic", "dim"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gezin_access_name (row, name);
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  return row;
}

/* What it counts, and from where that is. */
static GtkWidget *
meaning_new (const GezinMonitorDefinition *definition)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);

  if (definition->definition != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (definition->definition, NULL));
  if (definition->source != NULL)
    {
      /* Translators: %s is a document and a place in it. */
      g_autofree char *source = g_strdup_printf (_ ("From: %s"), definition->source);

      gtk_box_append (GTK_BOX (box), gezin_text_new (source, "dim small"));
    }
  return box;
}

static GtkWidget *
figure_new (const GezinMonitorPeriod *period, GezinIndicator indicator,
            const GezinMonitorDefinition *definition)
{
  g_autofree char *value =
      gezin_monitor_cell_text (&period->cells[indicator], gezin_indicator_unit (indicator));
  g_autofree char *label = gezin_reading_raise (g_strdup (definition->label));
  GtkWidget *row = row_new (label, value);

  g_object_set_data_full (G_OBJECT (row), "inside", g_object_ref_sink (meaning_new (definition)),
                          g_object_unref);
  if (definition->definition != NULL)
    gezin_access_describe (row, definition->definition);
  return row;
}

/* Which kinds of measures, in a row that opens. */
static GtkWidget *
types_new (const GezinMonitorReading *reading)
{
  const GezinMonitorPeriod *period = reading->periods->pdata[0];
  GtkWidget *row = row_new (_ ("Measures by kind"), NULL);
  GtkWidget *inside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  for (guint i = 0; i < reading->types->len; i++)
    {
      const GezinMonitorType *type = reading->types->pdata[i];
      g_autofree char *value = gezin_monitor_cell_text (&period->types[i], GEZIN_INDICATOR_COUNT);
      g_autofree char *label = gezin_reading_raise (g_strdup (type->label));
      g_autofree char *name = g_strdup_printf ("%s: %s", label, value);
      GtkWidget *line = line_new (label, value);

      gezin_access_name (line, name);
      gtk_box_append (GTK_BOX (inside), line);
    }
  g_object_set_data_full (G_OBJECT (row), "inside", g_object_ref_sink (inside), g_object_unref);
  return row;
}

/* Opens, or closes. */
static void
activated_cb (GtkListBox *list, GtkListBoxRow *row)
{
  GtkWidget *box = gtk_list_box_row_get_child (row);
  GtkWidget *inside = g_object_get_data (G_OBJECT (row), "inside");
  GtkWidget *arrow = gtk_widget_get_last_child (gtk_widget_get_first_child (box));
  gboolean is_open = gtk_widget_get_parent (inside) == NULL;

  if (is_open)
    gtk_box_append (GTK_BOX (box), inside);
  else
    gtk_box_remove (GTK_BOX (box), inside);
  gtk_image_set_from_icon_name (GTK_IMAGE (arrow),
                                is_open ? "gezin-up-symbolic" : "gezin-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, is_open, -1);
}

static void
add_group (const GezinMonitorReading *reading, const GPtrArray *definitions, const Group *group,
           GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  g_signal_connect (list, "row-activated", G_CALLBACK (activated_cb), NULL);
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ (group->title), NULL, NULL, NULL));
  for (guint i = 0; i < group->n; i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         figure_new (reading->periods->pdata[0], group->indicators[i],
                                     definitions->pdata[group->indicators[i]]));
  if (group->indicators[0] == GEZIN_INDICATOR_MEASURES && reading->types->len > 0)
    gtk_list_box_append (GTK_LIST_BOX (list), types_new (reading));
  gezin_access_name (list, _ (group->title));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  if (group->below != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (_ (group->below), "dim small"));
}

/* The line that reconciles. */

typedef struct {
  const char *sign; /* (nullable): before it */
  const GezinCell *cell;
  const char *label;
} Term;

static GtkWidget *
term_new (const Term *term)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  g_autofree char *value = gezin_monitor_cell_text (term->cell, GEZIN_INDICATOR_COUNT);
  GtkWidget *number = value_new (value);

  gtk_widget_set_halign (number, GTK_ALIGN_START);
  if (term->sign != NULL)
    {
      GtkWidget *sign = gtk_label_new (term->sign);

      gtk_widget_add_css_class (sign, "figure");
      gtk_widget_set_valign (sign, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), sign);
    }
  gtk_box_append (GTK_BOX (box), number);
  gtk_box_append (GTK_BOX (box), gezin_text_new (term->label, "dim small"));
  gtk_box_append (GTK_BOX (line), box);
  return line;
}

static void
add_sum (const char *title, const Term *terms, guint n, GtkWidget *card)
{
  GtkWidget *wrap = gezin_wrap_new (16);
  GString *name = g_string_new (title);

  g_string_append_c (name, ':');
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = gezin_monitor_cell_text (terms[i].cell, GEZIN_INDICATOR_COUNT);

      g_string_append_printf (name, " %s%s%s %s", terms[i].sign != NULL ? terms[i].sign : "",
                              terms[i].sign != NULL ? " " : "", value, terms[i].label);
      gezin_wrap_append (GEZIN_WRAP (wrap), term_new (&terms[i]));
    }
  gezin_access_name (wrap, name->str);
  g_string_free (name, TRUE);
  gtk_box_append (GTK_BOX (card), gezin_text_new (title, "strong"));
  gtk_box_append (GTK_BOX (card), wrap);
}

static void
add_reconciliation (const GezinMonitorPeriod *period, GtkWidget *box)
{
  const GezinCell difference = { ABS (period->difference.value), period->difference.state };
  const Term by_registration[] = {
    { NULL, &period->opening, _ ("at the start") },
    { "+", &period->cells[GEZIN_INDICATOR_REGISTERED], _ ("registered") },
    { "−", &period->cells[GEZIN_INDICATOR_ENDED], _ ("ended") },
    { period->difference.value < 0 ? "−" : "+", &difference, _ ("difference") },
    { "=", &period->cells[GEZIN_INDICATOR_ACTIVE], _ ("at the end") },
  };
  const Term by_start[] = {
    { NULL, &period->opening, _ ("at the start") },
    { "+", &period->cells[GEZIN_INDICATOR_STARTED], _ ("begun") },
    { "+", &period->cells[GEZIN_INDICATOR_RESTARTED], _ ("begun again") },
    { "−", &period->cells[GEZIN_INDICATOR_ENDED], _ ("ended") },
    { "=", &period->cells[GEZIN_INDICATOR_ACTIVE], _ ("at the end") },
  };
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");

  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Does it add up?"), NULL, NULL, NULL));
  add_sum (_ ("By what was registered"), by_registration, G_N_ELEMENTS (by_registration), card);
  gtk_box_append (GTK_BOX (card), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  add_sum (_ ("By what began"), by_start, G_N_ELEMENTS (by_start), card);
  gtk_box_append (GTK_BOX (box), card);
}

/* What has to be said beside the numbers. */
static void
add_notes (const GezinMonitorReading *reading, GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("What to know about these figures"), NULL, NULL, NULL));
  for (guint i = 0; i < reading->notes->len; i++)
    {
      GtkWidget *row = gezin_row_new (reading->notes->pdata[i], NULL);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-info-symbolic", NULL));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (reading->notes->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         gezin_row_new (_ ("Everything could be counted."), NULL));
  gezin_access_name (list, _ ("What to know about these figures"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

/* "0" everywhere says less than a sentence. */
static gboolean
is_nothing (const GezinMonitorPeriod *period)
{
  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    if (period->cells[i].value != 0)
      return FALSE;
  return TRUE;
}

GtkWidget *
gezin_monitor_figures_new (GezinSession *session, const GezinMonitorReading *reading)
{
  const GezinMonitorPeriod *period = reading->periods->pdata[0];
  g_autoptr (GPtrArray) definitions = gezin_session_monitor_definitions (session);
  g_autofree char *days = gezin_monitor_days_text (&period->from, &period->until);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, NULL);
  GtkWidget *wide = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *beside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *series = gezin_monitor_series_new (reading, definitions);

  gtk_box_append (GTK_BOX (box), gezin_text_new (days, "page-title"));
  if (is_nothing (period))
    gtk_box_append (GTK_BOX (box),
                    gezin_text_new (_ ("In this period there was nothing to count."), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (wide_groups); i++)
    add_group (reading, definitions, &wide_groups[i], wide);
  for (guint i = 0; i < G_N_ELEMENTS (beside_groups); i++)
    add_group (reading, definitions, &beside_groups[i], beside);
  add_reconciliation (period, wide);
  gtk_box_append (GTK_BOX (box), gezin_columns_new (wide, beside, 88, 0.5));
  add_notes (reading, box);
  if (series != NULL)
    gtk_box_append (GTK_BOX (box), series);
  return box;
}
