/* SPDX-License-Identifier: EUPL-1.2 */

/* The monitor: periods, counting over the table of facts, and what has to be said beside the
 * numbers.
 *
 * Invariants:
 * 1. A family is counted once: a dossier by itself from its facts, joined ones from the whole. What
 *    is here for a review alone is a colleague's, and counts there.
 * 2. Asking is an event, with the period and no names.
 * 3. What is hidden stands in no note either. */

#include "session/monitor.h"

#include "casework/monitor-facts.h"
#include "casework/monitor.h"
#include "session/display.h"
#include "session/review-private.h"
#include "store/follow.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  Call call; /* first: a call is found as its Call */
  const GezinMonitorAsked *asked;
  GezinMonitorReading *reading;
} Asking;

/* Periods. */

static gboolean
refuse (GError **error, GezinSessionError code, const char *what)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, (int) code, what);
  return FALSE;
}

/* The last day of the month, quarter or year that @day is in. */
static GDate
end_of_part (const GDate *day, GezinMonitorParts parts)
{
  guint month = g_date_get_month (day);
  GDate end;

  if (parts == GEZIN_MONITOR_YEARS)
    month = 12;
  else if (parts == GEZIN_MONITOR_QUARTERS)
    month = (month + 2) / 3 * 3;
  g_date_set_dmy (&end, g_date_get_days_in_month ((GDateMonth) month, g_date_get_year (day)),
                  (GDateMonth) month, g_date_get_year (day));
  return end;
}

static gboolean
add_periods (Asking *asking, GError **error)
{
  guint most =
      asking->asked->is_outside ? GEZIN_MONITOR_MAX_PARTS_OUTSIDE : GEZIN_MONITOR_MAX_PARTS;
  GDate from = asking->asked->from;

  gezin_monitor_reading_add (asking->reading, &asking->asked->from, &asking->asked->until);
  if (asking->asked->parts == GEZIN_MONITOR_WHOLE)
    return TRUE;
  while (g_date_compare (&from, &asking->asked->until) <= 0)
    {
      GDate end = end_of_part (&from, asking->asked->parts);

      if (asking->reading->periods->len > most)
        return refuse (error, GEZIN_SESSION_ERROR_PARTS, "too many parts");
      if (g_date_compare (&end, &asking->asked->until) > 0)
        end = asking->asked->until;
      gezin_monitor_reading_add (asking->reading, &from, &end);
      from = end;
      g_date_add_days (&from, 1);
    }
  return TRUE;
}

/* Counting. */

typedef struct {
  GezinMonitor *monitor;
  gint64 dossier;
  GArray *facts; /* GezinFact: of @dossier */
} Stream;

static void
count_gathered (Stream *stream)
{
  if (stream->facts->len > 0)
    gezin_monitor_family (stream->monitor, (const GezinFact *) (gpointer) stream->facts->data,
                          stream->facts->len);
  g_array_set_size (stream->facts, 0);
}

static void
take_fact (gint64 dossier, const GezinFact *fact, gpointer data)
{
  Stream *stream = data;

  if (dossier != stream->dossier)
    count_gathered (stream);
  stream->dossier = dossier;
  g_array_append_vals (stream->facts, fact, 1);
}

static gboolean
count_joined (GezinSession *session, const GezinUuid *leader, GHashTable *copies,
              GezinMonitor *monitor, GError **error)
{
  g_autoptr (GArray) class = gezin_store_joined (session->store, leader, error);
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GArray) facts = NULL;

  if (class == NULL)
    return FALSE;
  if (gezin_session_are_copies (copies, class))
    return TRUE;
  if (!gezin_session_whole_init (session, leader, NULL, &whole, error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  if (shown == NULL)
    return FALSE;
  view = gezin_view_own (shown);
  facts = gezin_monitor_facts (view, session->reference, gezin_clock_zone (session->clock));
  if (facts->len > 0)
    gezin_monitor_family (monitor, (const GezinFact *) (gpointer) facts->data, facts->len);
  return TRUE;
}

/* Invariant 1. */
static gboolean
count_all (Asking *asking, GHashTable *copies, GError **error)
{
  GezinSession *session = asking->call.session;
  const GezinMonitorAsked *asked = asking->asked;
  GezinMonitorReading *reading = asking->reading;
  g_autoptr (GezinMonitor) monitor = gezin_monitor_new (reading);
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (GezinFact));
  Stream stream = { .monitor = monitor, .facts = facts };
  g_autoptr (GArray) leaders = NULL;

  if (!gezin_session_think_all (session, asked->progress, asked->progress_data, asked->stop, error)
      || !gezin_store_each_fact (session->store, copies, take_fact, &stream, error))
    return FALSE;
  count_gathered (&stream);
  leaders = gezin_store_joined_leaders (session->store, error);
  for (guint i = 0; leaders != NULL && i < leaders->len; i++)
    if (!count_joined (session, &g_array_index (leaders, GezinUuid, i), copies, monitor, error))
      return FALSE;
  gezin_monitor_finish (monitor);
  return leaders != NULL;
}

/* What has to be said beside the numbers. */

static void
note (GezinMonitorReading *reading, char *sentence)
{
  g_ptr_array_add (reading->notes, sentence);
}

static gboolean
is_given (const GezinCell *cell)
{
  return cell->state == GEZIN_CELL_GIVEN;
}

/* The indicator of `code=value`; *@value is what stands behind the sign. */
static GezinIndicator
read_figure (const char *text, const char **value)
{
  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    {
      const char *code = gezin_indicator_code (i);
      gsize length = strlen (code);

      if (strncmp (text, code, length) == 0 && text[length] == '=')
        {
          *value = text + length + 1;
          return (GezinIndicator) i;
        }
    }
  *value = NULL;
  return GEZIN_N_INDICATORS;
}

static gboolean
has_day (const GezinCode *code, const char *property, const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  return g_strcmp0 (gezin_code_property (code, property), gezin_day_to_text (day, text)) == 0;
}

/* Whether @published is about this period and all its numbers are ours. */
static gboolean
is_published (const GezinCode *published, const GezinMonitorPeriod *period)
{
  const char *figures = gezin_code_property (published, "figures");
  g_auto (GStrv) all = figures != NULL ? g_strsplit (figures, " ", -1) : NULL;

  if (all == NULL || !has_day (published, "first-day", &period->from)
      || !has_day (published, "last-day", &period->until))
    return FALSE;
  for (gsize i = 0; all[i] != NULL; i++)
    {
      const char *value;
      GezinIndicator indicator = read_figure (all[i], &value);

      if (indicator == GEZIN_N_INDICATORS || !is_given (&period->cells[indicator])
          || period->cells[indicator].value != g_ascii_strtoll (value, NULL, 10))
        return FALSE;
    }
  return TRUE;
}

/* "13.5" as 135. */
static gint64
read_tenths (const char *text)
{
  char *after;
  gint64 whole = g_ascii_strtoll (text, &after, 10);

  return whole * 10 + (*after == '.' && g_ascii_isdigit (after[1]) ? after[1] - '0' : 0);
}

static char *
tenths_text (gint64 tenths)
{
  GezinCell cell = { tenths, GEZIN_CELL_GIVEN };

  return gezin_monitor_cell_text (&cell, GEZIN_INDICATOR_TENTHS);
}

static void
note_published (GezinSession *session, GezinMonitorReading *reading,
                const GezinMonitorPeriod *period, const GezinCode *published)
{
  const char *language = g_get_language_names ()[0];
  const char *percentages = gezin_code_property (published, "percentages");
  const char *more = gezin_code_note (published, language);
  g_auto (GStrv) all = g_strsplit (percentages != NULL ? percentages : "", " ", -1);

  for (gsize i = 0; all[i] != NULL; i++)
    {
      const char *value;
      GezinIndicator indicator = read_figure (all[i], &value);
      g_autofree char *ours = NULL, *theirs = NULL, *label = NULL;

      if (indicator == GEZIN_N_INDICATORS || !is_given (&period->cells[indicator])
          || read_tenths (value) == period->cells[indicator].value)
        continue;
      label = gezin_session_code_label (session, "indicator", gezin_indicator_code (indicator));
      theirs = tenths_text (read_tenths (value));
      ours = tenths_text (period->cells[indicator].value);
      /* Translators: the name of a figure, and twice a number. */
      note (reading, g_strdup_printf (_ ("%s: %s was published, of the same numbers; computed it "
                                         "is %s."),
                                      label, theirs, ours));
    }
  if (more != NULL)
    note (reading, g_strdup (more));
}

/* What registrations and the count of families ever say of each other. */
static void
note_growth (GezinMonitorReading *reading, const GezinMonitorPeriod *period)
{
  const GezinCell *registered = &period->cells[GEZIN_INDICATOR_REGISTERED];
  const GezinCell *ever = &period->cells[GEZIN_INDICATOR_EVER];
  gint64 growth = ever->value - period->ever_before.value;

  if (is_given (registered) && is_given (ever) && is_given (&period->ever_before)
      && growth < registered->value)
    note (reading,
          /* Translators: all four are numbers of families: registered, grown by, before, now, and
           * what is left. */
          g_strdup_printf (_ ("Registered were %d families, but families ever grew by %d, from %d "
                              "to %d. So this holds for at least %d of them: known before, or "
                              "not involved yet."),
                           (int) registered->value, (int) growth, (int) period->ever_before.value,
                           (int) ever->value, (int) (registered->value - growth)));
  if (is_given (&period->difference) && period->difference.value != 0)
    note (reading,
          g_strdup (_ ("Registered is not the same as begun: involvement can begin later, again, "
                       "or without a registration. That is the difference.")));
}

static void
note_undated (GezinMonitorReading *reading)
{
  guint families = (guint) reading->undated[GEZIN_FACT_UNDATED_INVOLVEMENT];
  guint signals = (guint) reading->undated[GEZIN_FACT_UNDATED_REGISTRATION];
  guint measures = (guint) reading->undated[GEZIN_FACT_UNDATED_MEASURE];

  if (families > 0)
    note (reading,
          g_strdup_printf (
              ngettext (
                  "%u dossier has no first day that can be used, and counts with no involvement.",
                  "%u dossiers have no first day that can be used, and count with no involvement.",
                  families),
              families));
  if (signals > 0)
    note (reading, g_strdup_printf (ngettext ("%u signal has no day and does not count.",
                                              "%u signals have no day and do not count.", signals),
                                    signals));
  if (measures > 0)
    note (reading,
          g_strdup_printf (ngettext ("%u measure has no day and does not count.",
                                     "%u measures have no day and do not count.", measures),
                           measures));
}

static void
note_copies (GezinMonitorReading *reading, guint n_copies)
{
  if (n_copies > 0 && !reading->is_outside)
    note (reading,
          g_strdup_printf (ngettext ("%u dossier is here for a review only, and does not count.",
                                     "%u dossiers are here for a review only, and do not count.",
                                     n_copies),
                           n_copies));
}

static void
add_notes (GezinSession *session, GezinMonitorReading *reading)
{
  const GezinMonitorPeriod *period = reading->periods->pdata[0];
  g_autoptr (GezinCodeList) published =
      gezin_reference_list (session->reference, "monitor-published", NULL);
  GDate today;

  for (guint i = 0; published != NULL && i < gezin_code_list_size (published); i++)
    if (is_published (gezin_code_list_code (published, i), period))
      note_published (session, reading, period, gezin_code_list_code (published, i));
  note_growth (reading, period);
  note_undated (reading);
  gezin_clock_today (session->clock, &today);
  if (g_date_compare (&today, &period->until) <= 0)
    note (reading, g_strdup (_ ("The period is not over yet.")));
  if (reading->is_outside)
    note (reading, g_strdup_printf (_ ("Numbers under %u are left out, and those from which they "
                                       "could be computed."),
                                    reading->smallest));
}

/* The call. */

static gboolean
note_asked (Asking *asking, GError **error)
{
  static const char *const names[] = { "whole", "months", "quarters", "years" };
  char from[GEZIN_DAY_TEXT_LENGTH + 1], until[GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *detail =
      g_strdup_printf ("%s %s %s%s", gezin_day_to_text (&asking->asked->from, from),
                       gezin_day_to_text (&asking->asked->until, until),
                       names[asking->asked->parts], asking->asked->is_outside ? " outside" : "");
  GezinAuditEvent event = { .action = "monitor", .detail = detail };

  return gezin_store_audit (asking->call.session->store, &event, error);
}

static gboolean
ask (Call *call, GError **error)
{
  Asking *asking = (Asking *) call;
  GezinSession *session = call->session;
  g_autoptr (GHashTable) copies = NULL;

  if (!add_periods (asking, error) || !note_asked (asking, error))
    return FALSE;
  copies = gezin_session_review_copies (session, error);
  if (copies == NULL || !count_all (asking, copies, error))
    return FALSE;
  if (asking->asked->is_outside)
    gezin_monitor_hide (asking->reading);
  note_copies (asking->reading, g_hash_table_size (copies));
  add_notes (session, asking->reading);
  return TRUE;
}

GezinMonitorReading *
gezin_session_monitor (GezinSession *session, const GezinMonitorAsked *asked, GError **error)
{
  Asking asking = { .call = { .session = session }, .asked = asked };

  if (g_date_compare (&asked->from, &asked->until) > 0)
    {
      (void) refuse (error, GEZIN_SESSION_ERROR_PERIOD, "the period ends before it starts");
      return NULL;
    }
  asking.reading = gezin_monitor_reading_new ();
  gezin_monitor_prepare (asking.reading, session->reference, &asked->from,
                         g_get_language_names ()[0]);
  if (gezin_session_run_call (&asking.call, ask, error))
    return asking.reading;
  gezin_monitor_reading_free (asking.reading);
  return NULL;
}

/* Definitions. */

GPtrArray *
gezin_session_monitor_definitions (GezinSession *session)
{
  const char *language = g_get_language_names ()[0];
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_monitor_definition_free);

  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    {
      const GezinCode *code =
          gezin_reference_find (session->reference, "indicator", gezin_indicator_code (i));
      GezinMonitorDefinition *row = g_new0 (GezinMonitorDefinition, 1);

      row->code = g_strdup (gezin_indicator_code (i));
      row->label = g_strdup (code != NULL ? gezin_code_label (code, language) : row->code);
      row->definition = g_strdup (code != NULL ? gezin_code_note (code, language) : NULL);
      row->source = g_strdup (code != NULL ? gezin_code_source_in (code, language) : NULL);
      g_ptr_array_add (rows, row);
    }
  return rows;
}
