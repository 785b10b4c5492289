/* SPDX-License-Identifier: EUPL-1.2 */

/* The choice of a period: by a word, or by its two days. A word fills in the days, so that they
 * always say what is counted. */

#include "thinking/monitor-period.h"

#include "model/value.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/drop-down.h"
#include "parts/pills.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PARTS_EM 11

struct _GezinMonitorPeriodBox {
  AdwBin parent_instance;
  GezinSession *session;
  gboolean is_filling;
  GtkWidget *words;
  GtkWidget *days[2]; /* the first, the last */
  GtkWidget *parts;
  GtkWidget *wrong;
};

G_DEFINE_FINAL_TYPE (GezinMonitorPeriodBox, gezin_monitor_period_box, ADW_TYPE_BIN)

enum { ASKED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* Periods by a word. */

typedef struct {
  const char *code;
  const char *label;
  int months_back; /* from the first month of this quarter, or of this year */
  int n_months;
  gboolean is_of_year;
} Word;

static const Word words[] = {
  { "last-quarter", N_ ("Last quarter"), -3, 3, FALSE },
  { "this-quarter", N_ ("This quarter"), 0, 3, FALSE },
  { "four-quarters", N_ ("Last four quarters"), -12, 12, FALSE },
  { "this-year", N_ ("This year"), 0, 12, TRUE },
  { "last-year", N_ ("Last year"), -12, 12, TRUE },
};

static void
shift_months (GDate *day, int months)
{
  if (months < 0)
    g_date_subtract_months (day, (guint) -months);
  else
    g_date_add_months (day, (guint) months);
}

static void
days_of_word (const Word *word, const GDate *today, GDate *from, GDate *until)
{
  guint month = g_date_get_month (today);

  month = word->is_of_year ? 1 : (month - 1) / 3 * 3 + 1;
  g_date_set_dmy (from, 1, (GDateMonth) month, g_date_get_year (today));
  shift_months (from, word->months_back);
  *until = *from;
  shift_months (until, word->n_months);
  g_date_subtract_days (until, 1);
}

static void
fill_day (GezinMonitorPeriodBox *self, guint which, const GDate *day)
{
  char iso[GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *typed = gezin_when_typed (gezin_day_to_text (day, iso));

  gtk_editable_set_text (GTK_EDITABLE (self->days[which]), typed);
}

static void
fill_word (GezinMonitorPeriodBox *self, const Word *word)
{
  GDate today, from, until;

  gezin_clock_today (gezin_session_clock (self->session), &today);
  days_of_word (word, &today, &from, &until);
  self->is_filling = TRUE;
  fill_day (self, 0, &from);
  fill_day (self, 1, &until);
  self->is_filling = FALSE;
}

/* How periods are called. */

char *
gezin_monitor_days_text (const GDate *from, const GDate *until)
{
  char iso[2][GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *first = gezin_when_short (gezin_day_to_text (from, iso[0]));
  g_autofree char *last = gezin_when_short (gezin_day_to_text (until, iso[1]));

  /* Translators: two days, the second included. */
  return g_strdup_printf (_ ("%s to %s"), first, last);
}

char *
gezin_monitor_part_text (const GDate *from, const GDate *until)
{
  guint month = g_date_get_month (from);
  int year = g_date_get_year (from);
  guint n_months = g_date_get_month (until) - month + 1;

  if (g_date_get_day (from) != 1 || g_date_get_year (until) != year
      || g_date_get_day (until)
             != g_date_get_days_in_month (g_date_get_month (until), (GDateYear) year))
    return gezin_monitor_days_text (from, until);
  if (n_months == 12)
    return g_strdup_printf ("%d", year);
  if (n_months == 3 && month % 3 == 1)
    /* Translators: a quarter of a year, short: its number and the year. */
    return g_strdup_printf (_ ("Q%u %d"), (month + 2) / 3, year);
  if (n_months == 1)
    return g_strdup_printf ("%s %d", gezin_when_month ((GDateMonth) month), year);
  return gezin_monitor_days_text (from, until);
}

/* Reading. */

void
gezin_monitor_period_box_say (GezinMonitorPeriodBox *box, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (box->wrong), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (box->wrong, sentence != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (box->days); i++)
    {
      if (sentence != NULL)
        gtk_widget_add_css_class (box->days[i], "wrong");
      else
        gtk_widget_remove_css_class (box->days[i], "wrong");
      gezin_access_describe (box->days[i], sentence != NULL ? sentence : "");
    }
}

/* A year or a month stands for its first or its last day. */
static gboolean
read_day (GezinMonitorPeriodBox *self, guint which, GDate *day)
{
  g_autofree char *iso =
      gezin_when_date_from_typed (gtk_editable_get_text (GTK_EDITABLE (self->days[which])));
  GezinPartialDate partial;

  if (!gezin_partial_date_parse (iso, &partial))
    return FALSE;
  if (which == 0)
    gezin_partial_date_first (&partial, day);
  else
    gezin_partial_date_last (&partial, day);
  return TRUE;
}

gboolean
gezin_monitor_period_box_read (GezinMonitorPeriodBox *box, GDate *from, GDate *until,
                               GezinMonitorParts *parts)
{
  static const GezinMonitorParts order[] = { GEZIN_MONITOR_QUARTERS, GEZIN_MONITOR_MONTHS,
                                             GEZIN_MONITOR_YEARS, GEZIN_MONITOR_WHOLE };
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (box->parts));

  *parts = chosen < G_N_ELEMENTS (order) ? order[chosen] : GEZIN_MONITOR_QUARTERS;
  if (read_day (box, 0, from) && read_day (box, 1, until))
    {
      gezin_monitor_period_box_say (box, NULL);
      return TRUE;
    }
  gezin_monitor_period_box_say (box, _ ("Type both days, such as 1-4-2026. A month (4-2026) or a "
                                        "year (2026) will do as well."));
  return FALSE;
}

/* Choosing. */

static void
ask (GezinMonitorPeriodBox *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[ASKED], 0);
}

static void
word_cb (GezinMonitorPeriodBox *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (gezin_pills_is_chosen (GEZIN_PILLS (self->words), words[i].code))
      {
        fill_word (self, &words[i]);
        ask (self);
      }
}

static void
typed_cb (GezinMonitorPeriodBox *self)
{
  if (!self->is_filling)
    gezin_pills_choose_none (GEZIN_PILLS (self->words));
}

/* Building. */

static GtkWidget *
labelled (const char *label, GtkWidget *control)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, NULL);

  gezin_access_name (control, label);
  gtk_box_append (GTK_BOX (box), gezin_text_new (label, "dim small"));
  gtk_box_append (GTK_BOX (box), control);
  return box;
}

static GtkWidget *
day_new (GezinMonitorPeriodBox *self)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 12);
  /* Translators: how to type a day. */
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("day-month-year"));
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (ask), self);
  return entry;
}

static GtkWidget *
line_new (GezinMonitorPeriodBox *self)
{
  GtkWidget *line = gezin_wrap_new (12);
  GtkWidget *count = gtk_button_new_with_label (C_ ("verb", "Count"));
  g_autoptr (GtkStringList) parts = gtk_string_list_new (NULL);

  gtk_string_list_append (parts, _ ("quarter"));
  gtk_string_list_append (parts, _ ("month"));
  gtk_string_list_append (parts, _ ("year"));
  gtk_string_list_append (parts, _ ("not divided"));
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    self->days[i] = day_new (self);
  self->parts = gezin_drop_down_new (G_CALLBACK (ask), self);
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->parts), G_LIST_MODEL (parts));
  self->is_filling = FALSE;
  gtk_widget_set_size_request (self->parts, (int) (PARTS_EM * gezin_em (self->parts)), -1);
  gtk_widget_add_css_class (count, "suggested-action");
  gtk_widget_set_valign (count, GTK_ALIGN_END);
  gezin_access_name (count, C_ ("verb", "Count"));
  g_signal_connect_swapped (count, "clicked", G_CALLBACK (ask), self);
  gezin_wrap_append (GEZIN_WRAP (line), labelled (_ ("First day"), self->days[0]));
  gezin_wrap_append (GEZIN_WRAP (line), labelled (_ ("Last day"), self->days[1]));
  gezin_wrap_append (GEZIN_WRAP (line), labelled (_ ("Also by"), self->parts));
  gezin_wrap_append (GEZIN_WRAP (line), labelled (" ", count));
  gezin_access_name (count, C_ ("verb", "Count"));
  return line;
}

static void
gezin_monitor_period_box_dispose (GObject *object)
{
  g_clear_object (&GEZIN_MONITOR_PERIOD_BOX (object)->session);
  G_OBJECT_CLASS (gezin_monitor_period_box_parent_class)->dispose (object);
}

static void
gezin_monitor_period_box_class_init (GezinMonitorPeriodBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_monitor_period_box_dispose;
  signals[ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
gezin_monitor_period_box_init (GezinMonitorPeriodBox *self)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "card padded");

  self->words = gezin_pills_new (FALSE, FALSE);
  gezin_access_name (self->words, _ ("Which period"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    gezin_pills_add (GEZIN_PILLS (self->words), words[i].code, _ (words[i].label), NULL);
  self->wrong = gezin_text_new (NULL, "late");
  gtk_widget_set_visible (self->wrong, FALSE);
  gtk_box_append (GTK_BOX (card), self->words);
  gtk_box_append (GTK_BOX (card), line_new (self));
  gtk_box_append (GTK_BOX (card), self->wrong);
  g_signal_connect_swapped (self->words, "edited", G_CALLBACK (word_cb), self);
  adw_bin_set_child (ADW_BIN (self), card);
}

GtkWidget *
gezin_monitor_period_box_new (GezinSession *session)
{
  GezinMonitorPeriodBox *self = g_object_new (GEZIN_TYPE_MONITOR_PERIOD_BOX, NULL);

  self->session = g_object_ref (session);
  gezin_pills_set_chosen (GEZIN_PILLS (self->words), words[0].code, TRUE);
  fill_word (self, &words[0]);
  return GTK_WIDGET (self);
}
