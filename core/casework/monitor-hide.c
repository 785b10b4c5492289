/* SPDX-License-Identifier: EUPL-1.2 */

/* What may not leave the team: small numbers, and what they could be computed from.
 *
 * The numbers hang together by sums (registered = known before + new). Those
 * sums are written down as equations over all numbers, printed or not: what is left
 * of a total once a part is printed is a number too, and so is what a total grew by.
 *
 * Invariants:
 * 1. A number from 1 to smallest - 1 is not given, nor one that is the rest of two that are given.
 *    Nothing at all, 0, is given: it is about nobody.
 * 2. For each such number there is a witness: another solution of all equations with the same
 *    given numbers, all others at least 1 (printed ones) or 0, in which it has another value.
 *    Without a witness more is hidden, until there is one or nothing is left to hide.
 * 3. What was hidden as small and what was hidden for its sake look the same. */

#include "casework/monitor.h"

#include <math.h>
#include <string.h>

#define NEAR_ZERO 1e-9

/* Numbers that are not printed, each the rest of two that are. */
enum {
  REST_ENDED = GEZIN_N_INDICATORS,
  REST_AGAIN,
  REST_WITHOUT_CHILDREN,
  REST_HELPED,
  REST_WITHOUT_MEASURE,
  REST_REGISTRATIONS,
  REST_MEASURES, /* more than one in a family: bounds the others, and is of no family by itself */
  GREW_EVER,
  GREW_MEASURES, /* from part to part */
  GREW_FAMILIES,
  OPENING,
  EVER_BEFORE,
  FIRST_TYPE, /* measures by type */
};

/* Easiest to miss first. */
static guint
rank_of (guint slot)
{
  switch (slot)
    {
    case GEZIN_INDICATOR_EVER:
    case GEZIN_INDICATOR_ACTIVE:
      return 3;
    case GEZIN_INDICATOR_REGISTERED:
    case GEZIN_INDICATOR_ENDED:
    case GEZIN_INDICATOR_MEASURES:
      return 2;
    case OPENING:
    case EVER_BEFORE:
      return 0;
    default:
      return 1;
    }
}

typedef struct {
  gint64 value;
  GPtrArray *cells; /* GezinCell: none if it is not printed */
  gboolean is_hidden;
  gboolean is_sensitive;
  guint rank;
} Number;

typedef struct {
  guint number;
  int sign;
} Term;

typedef struct {
  GezinMonitorReading *reading;
  guint n_slots;
  guint *places; /* by period and slot: a number, or NOWHERE */
  GPtrArray *numbers; /* Number */
  GPtrArray *sums; /* GArray of Term: each adds up to 0 */
} Work;

#define NOWHERE G_MAXUINT

static void
free_number (gpointer data)
{
  Number *number = data;

  g_ptr_array_unref (number->cells);
  g_free (number);
}

static guint *
place (const Work *work, guint period, guint slot)
{
  return &work->places[period * work->n_slots + slot];
}

static GezinMonitorPeriod *
period_at (const Work *work, guint period)
{
  return work->reading->periods->pdata[period];
}

/* A number of its own, for a slot that has none yet. */
static Number *
add_number (Work *work, guint period, guint slot, gint64 value)
{
  Number *number = g_new0 (Number, 1);

  number->value = value;
  number->cells = g_ptr_array_new ();
  number->rank = rank_of (slot);
  *place (work, period, slot) = work->numbers->len;
  g_ptr_array_add (work->numbers, number);
  return number;
}

/* The number behind a printed cell; what says the same in two places is one number. */
static void
add_cell (Work *work, guint period, guint slot, GezinCell *cell, guint same_period, guint same_slot)
{
  guint *same = same_period == NOWHERE ? NULL : place (work, same_period, same_slot);

  if (same != NULL && *same != NOWHERE)
    *place (work, period, slot) = *same;
  else
    add_number (work, period, slot, cell->value);
  g_ptr_array_add (((Number *) work->numbers->pdata[*place (work, period, slot)])->cells, cell);
}

/* A stock at the end of a part is that of the whole for the last one, and the next one's beginning. */
static void
add_stocks (Work *work, guint period)
{
  static const guint stocks[] = { GEZIN_INDICATOR_EVER, GEZIN_INDICATOR_ACTIVE,
                                  GEZIN_INDICATOR_MEASURES, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE };
  GezinMonitorPeriod *of = period_at (work, period);
  guint last = work->reading->periods->len - 1;
  guint whole = period > 0 && period == last ? 0 : NOWHERE;

  for (guint i = 0; i < G_N_ELEMENTS (stocks); i++)
    add_cell (work, period, stocks[i], &of->cells[stocks[i]], whole, stocks[i]);
  for (guint i = 0; i < work->reading->types->len; i++)
    add_cell (work, period, FIRST_TYPE + i, &of->types[i], whole, FIRST_TYPE + i);
  if (period <= 1)
    {
      add_cell (work, period, OPENING, &of->opening, period == 1 ? 0 : NOWHERE, OPENING);
      add_cell (work, period, EVER_BEFORE, &of->ever_before, period == 1 ? 0 : NOWHERE,
                EVER_BEFORE);
    }
  else
    {
      add_cell (work, period, OPENING, &of->opening, period - 1, GEZIN_INDICATOR_ACTIVE);
      add_cell (work, period, EVER_BEFORE, &of->ever_before, period - 1, GEZIN_INDICATOR_EVER);
    }
}

static void
add_other_cells (Work *work, guint period)
{
  GezinMonitorPeriod *of = period_at (work, period);

  for (guint i = 0; i < GEZIN_N_INDICATORS; i++)
    if (*place (work, period, i) == NOWHERE && gezin_indicator_unit (i) != GEZIN_INDICATOR_TENTHS
        && i != GEZIN_INDICATOR_PROFESSIONALS_MOST)
      add_cell (work, period, i, &of->cells[i], NOWHERE, 0);
}

/* Sums. */

static void
add_term (const Work *work, GArray *sum, guint period, guint slot, int sign)
{
  Term term = { *place (work, period, slot), sign };

  g_assert (term.number != NOWHERE);
  g_array_append_val (sum, term);
}

static GArray *
new_sum (Work *work)
{
  GArray *sum = g_array_new (FALSE, FALSE, sizeof (Term));

  g_ptr_array_add (work->sums, sum);
  return sum;
}

static gint64
value_at (const Work *work, guint period, guint slot)
{
  return ((Number *) work->numbers->pdata[*place (work, period, slot)])->value;
}

/* @all = @part + what is left, which is not printed and becomes the number of @rest. */
static void
add_rest (Work *work, guint period, guint all, guint part_period, guint part, guint rest,
          gboolean can_be_sensitive)
{
  gint64 value = value_at (work, period, all) - value_at (work, part_period, part);
  Number *number = add_number (work, period, rest, value);
  GArray *sum = new_sum (work);

  number->is_hidden = TRUE;
  number->is_sensitive = can_be_sensitive && value > 0 && value < (gint64) work->reading->smallest;
  add_term (work, sum, period, all, -1);
  add_term (work, sum, part_period, part, 1);
  add_term (work, sum, period, rest, 1);
}

static void
add_sums_of_period (Work *work, guint period)
{
  GArray *flow = new_sum (work), *types;

  add_term (work, flow, period, OPENING, 1);
  add_term (work, flow, period, GEZIN_INDICATOR_STARTED, 1);
  add_term (work, flow, period, GEZIN_INDICATOR_RESTARTED, 1);
  add_term (work, flow, period, GEZIN_INDICATOR_ENDED, -1);
  add_term (work, flow, period, GEZIN_INDICATOR_ACTIVE, -1);

  add_rest (work, period, GEZIN_INDICATOR_ENDED, period, GEZIN_INDICATOR_ENDED_LOCAL_TEAM_CONTINUES,
            REST_ENDED, TRUE);
  add_rest (work, period, GEZIN_INDICATOR_REGISTERED, period, GEZIN_INDICATOR_REGISTERED_AGAIN,
            REST_AGAIN, TRUE);
  add_rest (work, period, GEZIN_INDICATOR_REGISTERED, period,
            GEZIN_INDICATOR_REGISTERED_WITHOUT_CHILDREN, REST_WITHOUT_CHILDREN, TRUE);
  add_rest (work, period, GEZIN_INDICATOR_REGISTERED, period, GEZIN_INDICATOR_HELPED, REST_HELPED,
            TRUE);
  add_rest (work, period, GEZIN_INDICATOR_EVER, period, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE,
            REST_WITHOUT_MEASURE, TRUE);
  add_rest (work, period, GEZIN_INDICATOR_REGISTRATIONS, period, GEZIN_INDICATOR_REGISTERED,
            REST_REGISTRATIONS, TRUE);
  add_rest (work, period, GEZIN_INDICATOR_MEASURES, period, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE,
            REST_MEASURES, FALSE);
  add_rest (work, period, GEZIN_INDICATOR_EVER, period, EVER_BEFORE, GREW_EVER, TRUE);

  if (work->reading->types->len == 0)
    return;
  types = new_sum (work);
  add_term (work, types, period, GEZIN_INDICATOR_MEASURES, -1);
  for (guint i = 0; i < work->reading->types->len; i++)
    add_term (work, types, period, FIRST_TYPE + i, 1);
}

/* What the parts say together, and each beside the one before it. */
static void
add_sums_of_parts (Work *work)
{
  guint n = work->reading->periods->len;

  for (guint i = 0; i < GEZIN_N_INDICATORS && n > 1; i++)
    if (gezin_indicator_unit (i) == GEZIN_INDICATOR_FLOW)
      {
        GArray *sum = new_sum (work);

        add_term (work, sum, 0, i, -1);
        for (guint period = 1; period < n; period++)
          add_term (work, sum, period, i, 1);
      }
  for (guint period = 2; period < n; period++)
    {
      add_rest (work, period, GEZIN_INDICATOR_MEASURES, period - 1, GEZIN_INDICATOR_MEASURES,
                GREW_MEASURES, TRUE);
      add_rest (work, period, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE, period - 1,
                GEZIN_INDICATOR_FAMILIES_WITH_MEASURE, GREW_FAMILIES, TRUE);
    }
}

static void
work_init (Work *work)
{
  guint n = work->reading->periods->len;

  work->n_slots = FIRST_TYPE + work->reading->types->len;
  work->places = g_new (guint, (gsize) n * work->n_slots);
  for (gsize i = 0; i < (gsize) n * work->n_slots; i++)
    work->places[i] = NOWHERE;
  work->numbers = g_ptr_array_new_with_free_func (free_number);
  work->sums = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint period = 0; period < n; period++)
    {
      add_stocks (work, period);
      add_other_cells (work, period);
    }
  for (guint i = 0; i < work->numbers->len; i++)
    {
      Number *number = work->numbers->pdata[i];

      number->is_sensitive = number->value > 0 && number->value < (gint64) work->reading->smallest;
      number->is_hidden = number->is_sensitive;
    }
  for (guint period = 0; period < n; period++)
    add_sums_of_period (work, period);
  add_sums_of_parts (work);
}

static void
work_clear (Work *work)
{
  g_ptr_array_unref (work->sums);
  g_ptr_array_unref (work->numbers);
  g_free (work->places);
}

/* Witnesses. */

/* The sums over hidden numbers alone, brought to the form in which each row gives one number (its
 * pivot) from numbers that are free. */
typedef struct {
  guint n_columns; /* hidden numbers */
  guint *numbers; /* by column */
  double *rows;
  guint n_rows;
  guint *pivots; /* by row: a column */
} Form;

static void
reduce (Form *form, guint row, guint column)
{
  double *pivot = &form->rows[row * form->n_columns];
  double scale = pivot[column];

  for (guint i = 0; i < form->n_columns; i++)
    pivot[i] /= scale;
  for (guint other = 0; other < form->n_rows; other++)
    {
      double *line = &form->rows[other * form->n_columns];
      double times = line[column];

      if (other == row || fabs (times) < NEAR_ZERO)
        continue;
      for (guint i = 0; i < form->n_columns; i++)
        line[i] -= times * pivot[i];
    }
}

static void
form_init (const Work *work, Form *form)
{
  g_autofree guint *columns = g_new (guint, work->numbers->len);
  guint used = 0;

  form->numbers = g_new (guint, work->numbers->len);
  form->n_columns = 0;
  for (guint i = 0; i < work->numbers->len; i++)
    if (((Number *) work->numbers->pdata[i])->is_hidden)
      {
        columns[i] = form->n_columns;
        form->numbers[form->n_columns++] = i;
      }
    else
      columns[i] = NOWHERE;
  form->n_rows = work->sums->len;
  form->rows = g_new0 (double, MAX ((gsize) form->n_rows * form->n_columns, 1));
  form->pivots = g_new (guint, MAX (form->n_rows, 1));
  for (guint row = 0; row < form->n_rows; row++)
    {
      const GArray *sum = work->sums->pdata[row];

      for (guint i = 0; i < sum->len; i++)
        {
          const Term *term = &g_array_index (sum, Term, i);

          if (columns[term->number] != NOWHERE)
            form->rows[row * form->n_columns + columns[term->number]] += term->sign;
        }
    }
  for (guint column = 0; column < form->n_columns && used < form->n_rows; column++)
    {
      guint row = used;

      while (row < form->n_rows && fabs (form->rows[row * form->n_columns + column]) < NEAR_ZERO)
        row++;
      if (row == form->n_rows)
        continue;
      for (guint i = 0; i < form->n_columns && row != used; i++)
        {
          double swap = form->rows[row * form->n_columns + i];

          form->rows[row * form->n_columns + i] = form->rows[used * form->n_columns + i];
          form->rows[used * form->n_columns + i] = swap;
        }
      reduce (form, used, column);
      form->pivots[used++] = column;
    }
  form->n_rows = used;
}

static void
form_clear (Form *form)
{
  g_free (form->numbers);
  g_free (form->rows);
  g_free (form->pivots);
}

/* Puts into @moved, by column, how all move when @column, which is free, moves by one. */
static void
move_one (const Form *form, guint column, double *moved)
{
  memset (moved, 0, form->n_columns * sizeof *moved);
  moved[column] = 1;
  for (guint row = 0; row < form->n_rows; row++)
    moved[form->pivots[row]] = -form->rows[row * form->n_columns + column];
}

/* Whether moving so by @times leaves whole numbers that could be. */
static gboolean
is_possible (const Work *work, const Form *form, const double *moved, int times)
{
  for (guint i = 0; i < form->n_columns; i++)
    {
      const Number *number = work->numbers->pdata[form->numbers[i]];
      double least = number->cells->len > 0 ? 1 : 0;
      double value = (double) number->value + moved[i] * times;

      if (value < least - NEAR_ZERO || fabs (value - round (value)) > NEAR_ZERO)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_free (const Form *form, guint column)
{
  for (guint row = 0; row < form->n_rows; row++)
    if (form->pivots[row] == column)
      return FALSE;
  return TRUE;
}

/* Marks in @has_witness, by column, what has another value in some solution (invariant 2). */
static void
find_witnesses (const Work *work, const Form *form, gboolean *has_witness)
{
  static const int steps[] = { 1, -1, 2, -2 };
  g_autofree double *moved = g_new (double, MAX (form->n_columns, 1));

  for (guint column = 0; column < form->n_columns; column++)
    {
      gboolean found = FALSE;

      if (!is_free (form, column))
        continue;
      move_one (form, column, moved);
      for (guint i = 0; i < G_N_ELEMENTS (steps) && !found; i++)
        found = is_possible (work, form, moved, steps[i]);
      for (guint i = 0; i < form->n_columns && found; i++)
        has_witness[i] = has_witness[i] || fabs (moved[i]) > NEAR_ZERO;
    }
}

/* Hiding. */

/* The number to hide for the sake of @target: in its own sums, else in those of what hangs with it. */
static Number *
choose_more (const Work *work, guint target)
{
  g_autofree gboolean *reached = g_new0 (gboolean, work->numbers->len);
  Number *best = NULL;
  gboolean grows = TRUE;

  reached[target] = TRUE;
  while (best == NULL && grows)
    {
      g_autofree gboolean *before = g_memdup2 (reached, work->numbers->len * sizeof *reached);

      grows = FALSE;
      for (guint i = 0; i < work->sums->len; i++)
        {
          const GArray *sum = work->sums->pdata[i];
          gboolean touches = FALSE;

          for (guint j = 0; j < sum->len; j++)
            touches = touches || before[g_array_index (sum, Term, j).number];
          for (guint j = 0; j < sum->len && touches; j++)
            {
              guint place_of = g_array_index (sum, Term, j).number;
              Number *number = work->numbers->pdata[place_of];

              if (number->is_hidden)
                {
                  grows = grows || !reached[place_of];
                  reached[place_of] = TRUE;
                }
              else if (number->value > 0
                       && (best == NULL || number->rank < best->rank
                           || (number->rank == best->rank && number->value < best->value)))
                best = number;
            }
        }
    }
  return best;
}

/* Hides one more number if some sensitive one has no witness. */
static gboolean
hide_more (const Work *work)
{
  Form form;
  g_autofree gboolean *has_witness = g_new0 (gboolean, work->numbers->len + 1);
  Number *more = NULL;

  form_init (work, &form);
  find_witnesses (work, &form, has_witness);
  for (guint i = 0; i < form.n_columns && more == NULL; i++)
    if (!has_witness[i] && ((Number *) work->numbers->pdata[form.numbers[i]])->is_sensitive)
      more = choose_more (work, form.numbers[i]);
  form_clear (&form);
  if (more != NULL)
    more->is_hidden = TRUE;
  return more != NULL;
}

static void
hide (GezinCell *cell)
{
  *cell = (GezinCell){ 0, GEZIN_CELL_HIDDEN };
}

/* What is computed from others goes with them. */
static void
hide_computed (GezinMonitorPeriod *period)
{
  static const struct {
    GezinIndicator computed;
    GezinIndicator from;
    GezinIndicator over;
  } rules[] = {
    { GEZIN_INDICATOR_MEASURES_PERCENT, GEZIN_INDICATOR_MEASURES, GEZIN_INDICATOR_EVER },
    { GEZIN_INDICATOR_FAMILIES_WITH_MEASURE_PERCENT, GEZIN_INDICATOR_FAMILIES_WITH_MEASURE,
      GEZIN_INDICATOR_EVER },
    { GEZIN_INDICATOR_WITHOUT_CHILDREN_PERCENT, GEZIN_INDICATOR_REGISTERED_WITHOUT_CHILDREN,
      GEZIN_INDICATOR_REGISTERED },
    { GEZIN_INDICATOR_DAYS_TO_HELP, GEZIN_INDICATOR_HELPED, GEZIN_INDICATOR_HELPED },
    { GEZIN_INDICATOR_PROFESSIONALS_MEAN, GEZIN_INDICATOR_ACTIVE, GEZIN_INDICATOR_ACTIVE },
    { GEZIN_INDICATOR_HEARD, GEZIN_INDICATOR_EXPERIENCES, GEZIN_INDICATOR_EXPERIENCES },
    { GEZIN_INDICATOR_TAKEN_SERIOUSLY, GEZIN_INDICATOR_EXPERIENCES, GEZIN_INDICATOR_EXPERIENCES },
    { GEZIN_INDICATOR_RESPECTED, GEZIN_INDICATOR_EXPERIENCES, GEZIN_INDICATOR_EXPERIENCES },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (period->cells[rules[i].from].state == GEZIN_CELL_HIDDEN
        || period->cells[rules[i].over].state == GEZIN_CELL_HIDDEN)
      hide (&period->cells[rules[i].computed]);
  /* The most that one family has is about one family. */
  hide (&period->cells[GEZIN_INDICATOR_PROFESSIONALS_MOST]);
  if (period->opening.state == GEZIN_CELL_HIDDEN
      || period->cells[GEZIN_INDICATOR_ACTIVE].state == GEZIN_CELL_HIDDEN
      || period->cells[GEZIN_INDICATOR_REGISTERED].state == GEZIN_CELL_HIDDEN
      || period->cells[GEZIN_INDICATOR_ENDED].state == GEZIN_CELL_HIDDEN)
    hide (&period->difference);
}

void
gezin_monitor_hide (GezinMonitorReading *reading)
{
  Work work = { .reading = reading };

  reading->is_outside = TRUE;
  work_init (&work);
  while (hide_more (&work))
    ;
  for (guint i = 0; i < work.numbers->len; i++)
    {
      Number *number = work.numbers->pdata[i];

      for (guint j = 0; j < number->cells->len && number->is_hidden; j++)
        hide (number->cells->pdata[j]);
    }
  work_clear (&work);
  for (guint i = 0; i < reading->periods->len; i++)
    hide_computed (reading->periods->pdata[i]);
  memset (reading->undated, 0, sizeof reading->undated);
}
