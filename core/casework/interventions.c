/* SPDX-License-Identifier: EUPL-1.2 */

/* Interventions from voluntary to compulsory, and which of them a dossier shows as tried. What shows
 * each, and what is usually tried before it, stands in the reference data (interventions.xml).
 *
 * Invariants:
 * 1. Only what a record says counts as tried: prose is quoted, never read for it.
 * 2. Where the first day of one of two is not known, it counts as tried before: no reproach is made
 *    of what is not known. */

#include "casework/interventions.h"

#include "base/clock.h"
#include "casework/case-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LIST_INTERVENTIONS "intervention"
#define LIST_DEGREES "intervention-degree"

/* How a kind of record shows an intervention: a code of it is among those of a property. */
typedef struct {
  const char *property;
  GezinKind kind;
  GezinField field;
  GezinField from; /* the first of these that is there counts */
  GezinField or_from;
  GezinField until;
  GezinField or_until;
  GezinField whom; /* GEZIN_FIELD_NONE: the intervention is not of some age */
} Trace;

#define NO GEZIN_FIELD_NONE

static const Trace traces[] = {
  { "measures", GEZIN_KIND_MEASURE, GEZIN_FIELD_MEASURE_TYPE, GEZIN_FIELD_MEASURE_FROM,
    GEZIN_FIELD_MEASURE_IMPOSED_ON, GEZIN_FIELD_MEASURE_ENDED_ON, GEZIN_FIELD_MEASURE_UNTIL, NO },
  { "disciplines", GEZIN_KIND_PROFESSIONAL, GEZIN_FIELD_PROFESSIONAL_DISCIPLINE,
    GEZIN_FIELD_PROFESSIONAL_FROM, NO, GEZIN_FIELD_PROFESSIONAL_UNTIL, NO,
    GEZIN_FIELD_PROFESSIONAL_FOR },
  { "professional-roles", GEZIN_KIND_PROFESSIONAL, GEZIN_FIELD_PROFESSIONAL_ROLE,
    GEZIN_FIELD_PROFESSIONAL_FROM, NO, GEZIN_FIELD_PROFESSIONAL_UNTIL, NO, NO },
  { "agreement-kinds", GEZIN_KIND_AGREEMENT, GEZIN_FIELD_AGREEMENT_KIND, NO, NO,
    GEZIN_FIELD_AGREEMENT_DONE_ON, NO, NO },
  { "stay-kinds", GEZIN_KIND_STAY, GEZIN_FIELD_STAY_KIND, GEZIN_FIELD_STAY_FROM, NO,
    GEZIN_FIELD_STAY_UNTIL, NO, GEZIN_FIELD_STAY_PERSON },
  { "grounds", GEZIN_KIND_GROUND, GEZIN_FIELD_GROUND_ARTICLE, GEZIN_FIELD_GROUND_FROM, NO,
    GEZIN_FIELD_GROUND_UNTIL, NO, NO },
};

typedef struct {
  const GezinCase *on;
  const GezinCode *code;
  GezinInterventionLine *line;
  guint32 first; /* Julian day from which it is known; 0: not known */
  gboolean is_undated; /* some trace has no day */
} Sought;

static const char *
language (void)
{
  return g_get_language_names ()[0];
}

/* Traces. */

static gboolean
day_of (const GezinCase *on, const GezinRecord *record, GezinField field, GezinField other,
        guint32 *first, guint32 *last)
{
  return (field != NO && gezin_case_day (on, record, field, first, last))
         || (other != NO && gezin_case_day (on, record, other, first, last));
}

/* Of one age alone: some of those whom it is for are of that age, or it is for nobody named. */
static gboolean
is_for_age (const Sought *self, const Trace *trace, const GezinRecord *record)
{
  const char *whose = self->line->whose;
  g_autoptr (GPtrArray) people = NULL;

  if (trace->whom == NO || whose == NULL || strcmp (whose, "family") == 0)
    return TRUE;
  people = gezin_case_refs (self->on, record, trace->whom, GEZIN_KIND_PERSON);
  for (guint i = 0; i < people->len; i++)
    if (gezin_case_is_grown_up (self->on, people->pdata[i]) == (strcmp (whose, "adult") == 0))
      return TRUE;
  return people->len == 0;
}

static void
note (Sought *self, const Trace *trace, const GezinRecord *record)
{
  const GezinCase *on = self->on;
  guint32 today = g_date_get_julian (&on->day), first, last;
  gboolean has_from = day_of (on, record, trace->from, trace->or_from, &first, &last);
  gboolean has_until;
  GezinInterventionState state = GEZIN_INTERVENTION_NOW;

  if (has_from && first > today)
    return;
  if (!has_from && trace->kind == GEZIN_KIND_MEASURE)
    state = GEZIN_INTERVENTION_ASKED;
  if (has_from)
    self->first = self->first > 0 ? MIN (self->first, first) : first;
  else
    self->is_undated = TRUE;
  has_until = day_of (on, record, trace->until, trace->or_until, &first, &last);
  if (has_until && last < today)
    state = GEZIN_INTERVENTION_BEFORE;
  self->line->state = MAX (self->line->state, state);
  g_array_append_val (self->line->records, record->id);
}

static void
seek (Sought *self, const Trace *trace)
{
  const GPtrArray *records = self->on->present[trace->kind];

  if (gezin_code_property (self->code, trace->property) == NULL)
    return;
  for (guint i = 0; i < records->len; i++)
    {
      const char *value = gezin_case_value (self->on, records->pdata[i], trace->field);

      if (value != NULL && gezin_code_property_has (self->code, trace->property, value)
          && is_for_age (self, trace, records->pdata[i]))
        note (self, trace, records->pdata[i]);
    }
}

/* What people of some roles do themselves, by an agreement. */
static void
seek_own_people (Sought *self)
{
  static const Trace trace = { "by-roles",
                               GEZIN_KIND_AGREEMENT,
                               GEZIN_FIELD_AGREEMENT_BY,
                               NO,
                               NO,
                               GEZIN_FIELD_AGREEMENT_DONE_ON,
                               NO,
                               NO };
  const GPtrArray *agreements = self->on->present[GEZIN_KIND_AGREEMENT];

  if (gezin_code_property (self->code, trace.property) == NULL)
    return;
  for (guint i = 0; i < agreements->len; i++)
    {
      g_autoptr (GPtrArray) by =
          gezin_case_refs (self->on, agreements->pdata[i], trace.field, GEZIN_KIND_PERSON);
      gboolean is_theirs = FALSE;

      for (guint j = 0; j < by->len; j++)
        {
          const char *role =
              gezin_case_value (self->on, by->pdata[j], GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);

          is_theirs |= role != NULL && gezin_code_property_has (self->code, trace.property, role);
        }
      if (is_theirs)
        note (self, &trace, agreements->pdata[i]);
    }
}

/* Law. */

/* Article, decider and term are those of the first measure by which the intervention is known. */
static void
read_law (const GezinCase *on, const GezinCode *code, GezinInterventionLine *line)
{
  const char *list = gezin_catalogue_field (GEZIN_FIELD_MEASURE_TYPE)->list;
  const char *measures = gezin_code_property (code, "measures");
  g_auto (GStrv) names = g_strsplit (measures != NULL ? measures : "", " ", 2);
  const GezinCode *measure =
      names[0] != NULL ? gezin_reference_find (on->reference, list, names[0]) : NULL;
  g_auto (GStrv) deciders = NULL;
  g_autoptr (GString) labels = g_string_new (NULL);
  const char *decider;

  if (measure == NULL)
    return;
  line->article = g_strdup (gezin_code_property (measure, "article"));
  line->maximum = g_strdup (gezin_code_property (measure, "maximum"));
  decider = gezin_code_property (measure, "decider");
  deciders = g_strsplit (decider != NULL ? decider : "", " ", -1);
  for (guint i = 0; deciders[i] != NULL; i++)
    g_string_append_printf (
        labels, "%s%s", i > 0 ? ", " : "",
        gezin_reference_label (on->reference, "legal-actor", deciders[i], language ()));
  if (labels->len > 0)
    line->deciders = g_string_free (g_steal_pointer (&labels), FALSE);
}

/* Before. */

static const Sought *
find_sought (const GArray *all, const char *code)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Sought *one = &g_array_index (all, Sought, i);

      if (strcmp (one->line->code, code) == 0)
        return one;
    }
  return NULL;
}

static gboolean
was_tried_before (const Sought *earlier, const Sought *later)
{
  return earlier->line->state != GEZIN_INTERVENTION_NOT
         && (earlier->is_undated || earlier->first == 0 || later->first == 0
             || earlier->first <= later->first);
}

static void
compare_before (const Sought *self, const GArray *all)
{
  const char *property = gezin_code_property (self->code, "usual-before");
  g_auto (GStrv) codes = g_strsplit (property != NULL ? property : "", " ", -1);
  g_autoptr (GString) not_tried = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const Sought *earlier = find_sought (all, codes[i]);
      GezinTriedBefore *before;

      if (earlier == NULL)
        continue;
      before = g_new0 (GezinTriedBefore, 1);
      before->code = g_strdup (codes[i]);
      before->label = g_strdup (earlier->line->label);
      before->is_tried = was_tried_before (earlier, self);
      g_ptr_array_add (self->line->before, before);
      if (!before->is_tried)
        g_string_append_printf (not_tried, "%s%s", not_tried->len > 0 ? "; " : "", before->label);
    }
  if (not_tried->len > 0
      && (self->line->state == GEZIN_INTERVENTION_NOW
          || self->line->state == GEZIN_INTERVENTION_ASKED))
    self->line->sentence =
        g_strdup_printf (_ ("Usually tried before “%s”, and not found in this dossier: %s."),
                         self->line->label, not_tried->str);
}

/* Lines. */

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b);
}

/* Shown by a record in two ways, it is shown by it once. */
static void
put_in_order (GArray *records)
{
  guint n_kept = 0;

  g_array_sort (records, compare_ids);
  for (guint i = 0; i < records->len; i++)
    {
      const GezinUuid *id = &g_array_index (records, GezinUuid, i);

      if (n_kept == 0 || !gezin_uuid_equal (id, &g_array_index (records, GezinUuid, n_kept - 1)))
        g_array_index (records, GezinUuid, n_kept++) = *id;
    }
  g_array_set_size (records, n_kept);
}

static char *
day_text (guint32 julian)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup (gezin_day_to_text (&date, text));
}

static Sought
read_one (const GezinCase *on, const GezinCode *code)
{
  const char *degree = gezin_code_property (code, "degree");
  Sought self = { .on = on, .code = code, .line = gezin_intervention_line_new () };

  self.line->code = g_strdup (gezin_code_name (code));
  self.line->label = g_strdup (gezin_code_label (code, language ()));
  self.line->note = g_strdup (gezin_code_note (code, language ()));
  self.line->whose = g_strdup (gezin_code_property (code, "whose"));
  self.line->degree = g_strdup (degree != NULL ? degree : "");
  self.line->degree_label = g_strdup (
      gezin_reference_label (on->reference, LIST_DEGREES, self.line->degree, language ()));
  read_law (on, code, self.line);
  for (guint i = 0; i < G_N_ELEMENTS (traces); i++)
    seek (&self, &traces[i]);
  seek_own_people (&self);
  put_in_order (self.line->records);
  if (self.first > 0 && !self.is_undated)
    self.line->first = day_text (self.first);
  return self;
}

static void
quote_decisions (const GezinCase *on, GPtrArray *quoted)
{
  const GPtrArray *decisions = on->present[GEZIN_KIND_DECISION];

  for (guint i = 0; i < decisions->len; i++)
    {
      const GezinRecord *decision = decisions->pdata[i];
      const char *tried = gezin_case_value (on, decision, GEZIN_FIELD_DECISION_TOOLS_TRIED);
      GezinTriedLine *line;

      if (tried == NULL)
        continue;
      line = g_new0 (GezinTriedLine, 1);
      line->record = decision->id;
      line->question = gezin_case_title (on, decision);
      line->tried = g_strdup (tried);
      line->decided_on =
          g_strdup (gezin_case_value (on, decision, GEZIN_FIELD_DECISION_DECIDED_ON));
      g_ptr_array_add (quoted, line);
    }
}

GezinInterventions *
gezin_interventions_read (const GezinView *view, GezinReference *reference, const GDate *day)
{
  g_auto (GezinCase) on = { NULL };
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, LIST_INTERVENTIONS, day);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Sought));
  GezinInterventions *read = gezin_interventions_new ();

  gezin_case_init (&on, view, reference, day);
  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    {
      Sought one = read_one (&on, gezin_code_list_code (list, i));

      g_array_append_val (all, one);
      g_ptr_array_add (read->lines, one.line);
    }
  for (guint i = 0; i < all->len; i++)
    compare_before (&g_array_index (all, Sought, i), all);
  quote_decisions (&on, read->decisions);
  read->version = g_strdup (list != NULL ? gezin_code_list_version (list) : "");
  return read;
}
