/* SPDX-License-Identifier: EUPL-1.2 */

/* Counting over families, one after the other.
 *
 * Invariants:
 * 1. A stock is what it is at the end of a day, so that opening + begun - ended = active, always.
 * 2. Of a family nothing stays but what it added to sums and waiting times.
 * 3. What is divided is rounded once, half up, from whole numbers. */

#include "casework/monitor.h"

#include <string.h>

#define DEFAULT_SMALLEST 5

/* What is summed for one period. */
typedef struct {
  GezinMonitorPeriod *period;
  gint32 from;
  gint32 until;
  gint32 since;
  gint64 counts[GEZIN_N_INDICATORS];
  gint64 opening;
  gint64 ever_before;
  gint64 professionals;
  gint64 scores[GEZIN_FACT_N_SCORES];
  gint64 n_scores[GEZIN_FACT_N_SCORES];
  GArray *waits; /* gint32: days */
} Sums;

struct _GezinMonitor {
  GezinMonitorReading *reading;
  Sums *sums; /* one a period */
  guint n_types;
};

/* Facts of one kind stand together. */
typedef struct {
  const GezinFact *facts;
  guint n;
} Span;

static Span
find_span (const GezinFact *facts, guint n_facts, GezinFactKind kind)
{
  Span span = { facts, 0 };

  while (n_facts > 0 && span.facts->kind < (gint32) kind)
    {
      span.facts++;
      n_facts--;
    }
  while (span.n < n_facts && span.facts[span.n].kind == (gint32) kind)
    span.n++;
  return span;
}

void
gezin_monitor_prepare (GezinMonitorReading *reading, GezinReference *reference, const GDate *from,
                       const char *language)
{
  g_autoptr (GezinCodeList) types = gezin_reference_list (reference, "monitor-measure", NULL);
  const GezinCode *start = gezin_reference_find (reference, "monitor-setting", "counted-from");
  const GezinCode *small = gezin_reference_find (reference, "monitor-setting", "small-cell");
  const char *day = start != NULL ? gezin_code_property (start, "first-day") : NULL;
  const char *number = small != NULL ? gezin_code_property (small, "number") : NULL;

  for (guint i = 0; types != NULL && i < gezin_code_list_size (types); i++)
    {
      const GezinCode *code = gezin_code_list_code (types, i);
      GezinMonitorType *type = g_new0 (GezinMonitorType, 1);

      type->code = g_strdup (gezin_code_name (code));
      type->label = g_strdup (gezin_code_label (code, language));
      g_ptr_array_add (reading->types, type);
    }
  reading->counted_from = *from;
  if (day != NULL)
    {
      GDate written;

      g_date_clear (&written, 1);
      g_date_set_parse (&written, day);
      if (g_date_valid (&written) && g_date_compare (&written, from) < 0)
        reading->counted_from = written;
    }
  reading->smallest =
      number != NULL ? (guint) g_ascii_strtoull (number, NULL, 10) : DEFAULT_SMALLEST;
}

GezinMonitor *
gezin_monitor_new (GezinMonitorReading *reading)
{
  GezinMonitor *monitor = g_new0 (GezinMonitor, 1);

  monitor->reading = reading;
  monitor->n_types = reading->types->len;
  monitor->sums = g_new0 (Sums, MAX (reading->periods->len, 1));
  for (guint i = 0; i < reading->periods->len; i++)
    {
      Sums *sums = &monitor->sums[i];

      sums->period = reading->periods->pdata[i];
      sums->from = (gint32) g_date_get_julian (&sums->period->from);
      sums->until = (gint32) g_date_get_julian (&sums->period->until);
      sums->since = (gint32) g_date_get_julian (&reading->counted_from);
      sums->waits = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
  return monitor;
}

void
gezin_monitor_free (GezinMonitor *monitor)
{
  if (monitor == NULL)
    return;
  for (guint i = 0; i < monitor->reading->periods->len; i++)
    g_array_unref (monitor->sums[i].waits);
  g_free (monitor->sums);
  g_free (monitor);
}

/* At the end of @day (invariant 1). */
static gboolean
is_active (const Span *runs, gint32 day)
{
  for (guint i = 0; i < runs->n; i++)
    if (runs->facts[i].first <= day && day < runs->facts[i].last)
      return TRUE;
  return FALSE;
}

static guint
n_active (const Span *runs, gint32 day)
{
  guint n = 0;

  for (guint i = 0; i < runs->n; i++)
    n += runs->facts[i].first <= day && day < runs->facts[i].last ? 1 : 0;
  return n;
}

static gboolean
was_ever (const Span *runs, gint32 since, gint32 until)
{
  for (guint i = 0; i < runs->n; i++)
    if (runs->facts[i].first <= until && runs->facts[i].last >= since)
      return TRUE;
  return FALSE;
}

static gboolean
is_in (const Sums *sums, gint32 day)
{
  return sums->from <= day && day <= sums->until;
}

static guint
n_in (const Sums *sums, const Span *happened)
{
  guint n = 0;

  for (guint i = 0; i < happened->n; i++)
    n += is_in (sums, happened->facts[i].first) ? 1 : 0;
  return n;
}

static void
count_involvement (Sums *sums, const Span *runs, const Span *local)
{
  guint n_ended = 0;

  for (guint i = 0; i < runs->n; i++)
    {
      if (is_in (sums, runs->facts[i].first))
        sums->counts[i == 0 ? GEZIN_INDICATOR_STARTED : GEZIN_INDICATOR_RESTARTED]++;
      if (is_in (sums, runs->facts[i].last))
        n_ended++;
    }
  sums->counts[GEZIN_INDICATOR_ENDED] += n_ended;
  if (is_active (local, sums->until))
    sums->counts[GEZIN_INDICATOR_ENDED_LOCAL_TEAM_CONTINUES] += n_ended;
  sums->counts[GEZIN_INDICATOR_EVER] += was_ever (runs, sums->since, sums->until);
  sums->counts[GEZIN_INDICATOR_ACTIVE] += is_active (runs, sums->until);
  sums->opening += is_active (runs, sums->from - 1);
  sums->ever_before += was_ever (runs, sums->since, sums->from - 1);
}

static void
count_registrations (Sums *sums, const Span *signals, const Span *runs)
{
  const GezinFact *first = NULL;
  gboolean is_again = FALSE;

  for (guint i = 0; i < signals->n; i++)
    {
      const GezinFact *signal = &signals->facts[i];

      if (!is_in (sums, signal->first))
        continue;
      if (is_active (runs, signal->first - 1))
        {
          sums->counts[GEZIN_INDICATOR_SIGNALS_DURING]++;
          continue;
        }
      sums->counts[GEZIN_INDICATOR_REGISTRATIONS]++;
      is_again = is_again || (signal->amount & GEZIN_FACT_RESTART) != 0;
      if (first == NULL)
        first = signal;
    }
  if (first == NULL)
    return;
  is_again = is_again || (runs->n > 0 && runs->facts[0].first < first->first);
  sums->counts[GEZIN_INDICATOR_REGISTERED]++;
  sums->counts[GEZIN_INDICATOR_REGISTERED_AGAIN] += is_again;
  if ((first->amount & GEZIN_FACT_WITHOUT_CHILDREN) != 0)
    sums->counts[GEZIN_INDICATOR_REGISTERED_WITHOUT_CHILDREN]++;
  if (first->last != 0 && first->last <= sums->until)
    {
      gint32 wait = first->last - first->first;

      sums->counts[GEZIN_INDICATOR_HELPED]++;
      g_array_append_val (sums->waits, wait);
    }
}

static void
count_measures (Sums *sums, const Span *measures, guint n_types)
{
  guint n = 0;

  for (guint i = 0; i < measures->n; i++)
    {
      const GezinFact *measure = &measures->facts[i];

      if (measure->first < sums->since || measure->first > sums->until)
        continue;
      n++;
      if (measure->amount >= 0 && (guint) measure->amount < n_types)
        sums->period->types[measure->amount].value++;
    }
  sums->counts[GEZIN_INDICATOR_MEASURES] += n;
  sums->counts[GEZIN_INDICATOR_FAMILIES_WITH_MEASURE] += n > 0;
}

static void
count_experiences (Sums *sums, const Span *experiences)
{
  for (guint i = 0; i < experiences->n; i++)
    {
      if (!is_in (sums, experiences->facts[i].first))
        continue;
      sums->counts[GEZIN_INDICATOR_EXPERIENCES]++;
      for (guint j = 0; j < GEZIN_FACT_N_SCORES; j++)
        {
          gint32 score = (experiences->facts[i].amount >> (gint) (j * GEZIN_FACT_SCORE_BITS)) & 15;

          if (score == GEZIN_FACT_SCORE_NONE)
            continue;
          sums->scores[j] += score;
          sums->n_scores[j]++;
        }
    }
}

void
gezin_monitor_family (GezinMonitor *monitor, const GezinFact *facts, guint n_facts)
{
  Span signals = find_span (facts, n_facts, GEZIN_FACT_REGISTRATION);
  Span runs = find_span (facts, n_facts, GEZIN_FACT_INVOLVEMENT);
  Span local = find_span (facts, n_facts, GEZIN_FACT_LOCAL_TEAM);
  Span professionals = find_span (facts, n_facts, GEZIN_FACT_PROFESSIONAL);
  Span handovers = find_span (facts, n_facts, GEZIN_FACT_HANDOVER);
  Span told = find_span (facts, n_facts, GEZIN_FACT_TOLD_AGAIN);
  Span measures = find_span (facts, n_facts, GEZIN_FACT_MEASURE);
  Span experiences = find_span (facts, n_facts, GEZIN_FACT_EXPERIENCE);
  Span undated = find_span (facts, n_facts, GEZIN_FACT_UNDATED);

  for (guint i = 0; i < monitor->reading->periods->len; i++)
    {
      Sums *sums = &monitor->sums[i];
      guint n = n_active (&professionals, sums->until);

      count_involvement (sums, &runs, &local);
      count_registrations (sums, &signals, &runs);
      if (measures.n > 0 && was_ever (&runs, sums->since, sums->until))
        count_measures (sums, &measures, monitor->n_types);
      if (is_active (&runs, sums->until))
        {
          sums->professionals += n;
          sums->counts[GEZIN_INDICATOR_PROFESSIONALS_MOST] =
              MAX (sums->counts[GEZIN_INDICATOR_PROFESSIONALS_MOST], (gint64) n);
        }
      sums->counts[GEZIN_INDICATOR_HANDOVERS] += n_in (sums, &handovers);
      sums->counts[GEZIN_INDICATOR_TOLD_AGAIN] += n_in (sums, &told);
      count_experiences (sums, &experiences);
    }
  for (guint i = 0; i < undated.n; i++)
    if (undated.facts[i].amount > 0
        && (gsize) undated.facts[i].amount < G_N_ELEMENTS (monitor->reading->undated))
      monitor->reading->undated[undated.facts[i].amount]++;
}

/* Finishing. */

static GezinCell
given (gint64 value)
{
  return (GezinCell){ value, GEZIN_CELL_GIVEN };
}

/* Invariant 3: @part of @whole, times @scale. */
static GezinCell
divide (gint64 part, gint64 whole, gint64 scale)
{
  if (whole <= 0)
    return (GezinCell){ 0, GEZIN_CELL_NONE };
  return given ((2 * scale * part + whole) / (2 * whole));
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  gint32 first = *(const gint32 *) a, second = *(const gint32 *) b;

  return first < second ? -1 : first > second;
}

static GezinCell
median (GArray *waits)
{
  guint half = waits->len / 2;

  if (waits->len == 0)
    return (GezinCell){ 0, GEZIN_CELL_NONE };
  g_array_sort (waits, compare_waits);
  if (waits->len % 2 == 1)
    return given ((gint64) g_array_index (waits, gint32, half) * 10);
  return given (
      ((gint64) g_array_index (waits, gint32, half - 1) + g_array_index (waits, gint32, half)) * 5);
}

static void
finish_period (const GezinMonitor *monitor, Sums *sums)
{
  static const GezinIndicator scores[GEZIN_FACT_N_SCORES] = { GEZIN_INDICATOR_HEARD,
                                                              GEZIN_INDICATOR_TAKEN_SERIOUSLY,
                                                              GEZIN_INDICATOR_RESPECTED };
  GezinMonitorPeriod *period = sums->period;
  const gint64 *counts = sums->counts;
  GezinCell *cells = period->cells;

  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    cells[i] = given (counts[i]);
  cells[GEZIN_INDICATOR_MEASURES_PERCENT] =
      divide (counts[GEZIN_INDICATOR_MEASURES], counts[GEZIN_INDICATOR_EVER], 1000);
  cells[GEZIN_INDICATOR_FAMILIES_WITH_MEASURE_PERCENT] =
      divide (counts[GEZIN_INDICATOR_FAMILIES_WITH_MEASURE], counts[GEZIN_INDICATOR_EVER], 1000);
  cells[GEZIN_INDICATOR_WITHOUT_CHILDREN_PERCENT] =
      divide (counts[GEZIN_INDICATOR_REGISTERED_WITHOUT_CHILDREN],
              counts[GEZIN_INDICATOR_REGISTERED], 1000);
  cells[GEZIN_INDICATOR_DAYS_TO_HELP] = median (sums->waits);
  cells[GEZIN_INDICATOR_PROFESSIONALS_MEAN] =
      divide (sums->professionals, counts[GEZIN_INDICATOR_ACTIVE], 10);
  if (counts[GEZIN_INDICATOR_ACTIVE] == 0)
    cells[GEZIN_INDICATOR_PROFESSIONALS_MOST] = (GezinCell){ 0, GEZIN_CELL_NONE };
  for (guint i = 0; i < GEZIN_FACT_N_SCORES; i++)
    cells[scores[i]] = sums->n_scores[i] >= MAX (monitor->reading->smallest, 1)
                           ? divide (sums->scores[i], sums->n_scores[i], 10)
                           : (GezinCell){ 0, GEZIN_CELL_NONE };
  period->opening = given (sums->opening);
  period->ever_before = given (sums->ever_before);
  period->difference = given (
      counts[GEZIN_INDICATOR_ACTIVE]
      - (sums->opening + counts[GEZIN_INDICATOR_REGISTERED] - counts[GEZIN_INDICATOR_ENDED]));
}

void
gezin_monitor_finish (GezinMonitor *monitor)
{
  for (guint i = 0; i < monitor->reading->periods->len; i++)
    finish_period (monitor, &monitor->sums[i]);
}
