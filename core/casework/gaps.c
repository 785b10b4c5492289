/* SPDX-License-Identifier: EUPL-1.2 */

/* What the analysis lacks: each gap has a code, whose sentence and term stand in the reference
 * data (analysis.xml). A code that the data does not have on the day is not looked for.
 *
 * Invariants:
 * 1. Gaps stand in the order of the data, then of the records' ids; each names its record first.
 * 2. A date that is not whole counts as its last possible day: what may be recent is not stale. */

#include "casework/analysis-private.h"
#include "casework/term.h"
#include "rules/age.h"

#include <string.h>

#define LIST_GAPS "analysis-gap"
#define LIST_VOICES "analysis-voice"

typedef struct _Search Search;
typedef void (*FindFunc) (Search *search);

struct _Search {
  GezinAnalysing *on;
  const GezinCode *code; /* of the gap that is looked for */
  guint32 stale_before; /* Julian day: what is older is too old; 0: nothing is */
  GHashTable *contradicted; /* GezinRecord: statements that another contradicts */
  GHashTable *wanted; /* GezinRecord: factors that an open goal is for */
  GHashTable *worked_on; /* GezinRecord: goals and factors for which somebody does something */
  GHashTable *busy; /* GezinRecord: who does something */
};

static const GezinCase *
case_of (const Search *search)
{
  return search->on->on;
}

char *
gezin_analysis_gap_sentence (const GezinCode *code, const char *title)
{
  return gezin_case_fill (
      code != NULL ? gezin_code_sentence (code, g_get_language_names ()[0]) : NULL, title);
}

static GezinGap *
add_gap (Search *search, const GezinRecord *record)
{
  GezinGap *gap = gezin_gap_new (g_intern_string (gezin_code_name (search->code)));
  g_autofree char *title = gezin_case_title (case_of (search), record);

  g_array_append_val (gap->records, record->id);
  gap->sentence = gezin_analysis_gap_sentence (search->code, title);
  g_ptr_array_add (search->on->analysis->gaps, gap);
  return gap;
}

/* Evidence. */

typedef void (*ClaimFunc) (Search *search, const GezinRecord *claim, GPtrArray *evidence);

/* Claims are what takes part in the analysis: factors of today, and the arrows between them. */
static void
each_claim (Search *search, ClaimFunc judge)
{
  const GezinAnalysing *on = search->on;

  for (guint i = 0; i < on->factors->len; i++)
    {
      g_autoptr (GPtrArray) evidence = gezin_case_refs (
          on->on, on->factors->pdata[i], GEZIN_FIELD_FACTOR_EVIDENCE, GEZIN_KIND_STATEMENT);

      judge (search, on->factors->pdata[i], evidence);
    }
  for (guint i = 0; i < on->influences->len; i++)
    {
      const GezinRecord *influence = g_array_index (on->influences, GezinInfluence, i).record;
      g_autoptr (GPtrArray) evidence =
          gezin_case_refs (on->on, influence, GEZIN_FIELD_INFLUENCE_EVIDENCE, GEZIN_KIND_STATEMENT);

      judge (search, influence, evidence);
    }
}

static void
judge_no_evidence (Search *search, const GezinRecord *claim, GPtrArray *evidence)
{
  if (evidence->len == 0)
    add_gap (search, claim);
}

static void
find_no_evidence (Search *search)
{
  each_claim (search, judge_no_evidence);
}

static gboolean
is_fact (const GezinCase *on, const GezinRecord *statement)
{
  const GezinCode *nature = gezin_case_code (on, statement, GEZIN_FIELD_STATEMENT_NATURE);

  return nature != NULL && gezin_code_property (nature, "not-a-fact") == NULL;
}

static void
judge_opinion (Search *search, const GezinRecord *claim, GPtrArray *evidence)
{
  GezinGap *gap;

  for (guint i = 0; i < evidence->len; i++)
    if (is_fact (case_of (search), evidence->pdata[i]))
      return;
  if (evidence->len == 0)
    return;
  gap = add_gap (search, claim);
  for (guint i = 0; i < evidence->len; i++)
    g_array_append_val (gap->records, ((const GezinRecord *) evidence->pdata[i])->id);
}

static void
find_opinion (Search *search)
{
  each_claim (search, judge_opinion);
}

/* By whom it concerns, or by another statement. */
static gboolean
is_contradicted (const Search *search, GezinRecord *statement)
{
  const GezinCode *response =
      gezin_case_code (case_of (search), statement, GEZIN_FIELD_STATEMENT_RESPONSE);

  return (response != NULL && gezin_code_property (response, "contradicts") != NULL)
         || g_hash_table_contains (search->contradicted, statement);
}

static void
judge_contradicted (Search *search, const GezinRecord *claim, GPtrArray *evidence)
{
  g_autoptr (GPtrArray) against =
      claim->kind == GEZIN_KIND_FACTOR ? gezin_case_refs (
          case_of (search), claim, GEZIN_FIELD_FACTOR_COUNTER_EVIDENCE, GEZIN_KIND_STATEMENT)
                                       : g_ptr_array_new ();
  GezinGap *gap;

  for (guint i = 0; i < evidence->len; i++)
    if (is_contradicted (search, evidence->pdata[i])
        && !g_ptr_array_find (against, evidence->pdata[i], NULL))
      g_ptr_array_add (against, evidence->pdata[i]);
  if (against->len == 0)
    return;
  gap = add_gap (search, claim);
  for (guint i = 0; i < against->len; i++)
    g_array_append_val (gap->records, ((const GezinRecord *) against->pdata[i])->id);
}

static void
find_contradicted (Search *search)
{
  each_claim (search, judge_contradicted);
}

/* When what it tells of happened, or was written down. */
static gboolean
is_stale (const Search *search, const GezinRecord *record, GezinField happened, GezinField recorded)
{
  guint32 first, last;

  return search->stale_before > 0
         && (gezin_case_day (case_of (search), record, happened, &first, &last)
             || (recorded != GEZIN_FIELD_NONE
                 && gezin_case_day (case_of (search), record, recorded, &first, &last)))
         && last < search->stale_before;
}

static void
judge_stale (Search *search, const GezinRecord *claim, GPtrArray *evidence)
{
  for (guint i = 0; i < evidence->len; i++)
    if (!is_stale (search, evidence->pdata[i], GEZIN_FIELD_STATEMENT_HAPPENED,
                   GEZIN_FIELD_STATEMENT_RECORDED))
      return;
  if (evidence->len > 0)
    add_gap (search, claim);
}

static void
find_stale (Search *search)
{
  each_claim (search, judge_stale);
}

/* Work. */

static gboolean
is_goal_open (const GezinCase *on, const GezinRecord *goal)
{
  return gezin_case_value (on, goal, GEZIN_FIELD_GOAL_REACHED_ON) == NULL
         && gezin_case_value (on, goal, GEZIN_FIELD_GOAL_RESULT) == NULL;
}

/* How it goes so far is no end, while its day is still to come: `ends` of the result says what is. */
static gboolean
is_agreement_open (const GezinCase *on, const GezinRecord *agreement)
{
  const GezinCode *result = gezin_case_code (on, agreement, GEZIN_FIELD_AGREEMENT_RESULT);
  guint32 first, last;

  if (gezin_case_value (on, agreement, GEZIN_FIELD_AGREEMENT_DONE_ON) != NULL)
    return FALSE;
  if (gezin_case_value (on, agreement, GEZIN_FIELD_AGREEMENT_RESULT) == NULL)
    return TRUE;
  return result != NULL && gezin_code_property (result, "ends") == NULL
         && gezin_case_day (on, agreement, GEZIN_FIELD_AGREEMENT_DUE, &first, &last)
         && last >= g_date_get_julian (&on->day);
}

static void
find_work (Search *search, GHashTable *has, GHashTable *lacks)
{
  const GezinAnalysing *on = search->on;

  for (guint i = 0; i < on->factors->len; i++)
    {
      GezinRecord *factor = on->factors->pdata[i];

      if (!gezin_analysis_protects (on->on, factor) && !g_hash_table_contains (lacks, factor)
          && (has == NULL || g_hash_table_contains (has, factor)))
        add_gap (search, factor);
    }
}

static void
find_no_action (Search *search)
{
  find_work (search, NULL, search->wanted);
}

static void
find_no_work (Search *search)
{
  find_work (search, search->wanted, search->worked_on);
}

/* A goal that no factor asks for, and an agreement that no goal asks for; what is agreed for
 * safety has its own cause, the trigger. */
static void
find_no_cause (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *goals = on->present[GEZIN_KIND_GOAL];
  const GPtrArray *agreements = on->present[GEZIN_KIND_AGREEMENT];

  for (guint i = 0; i < goals->len; i++)
    {
      g_autoptr (GPtrArray) factors =
          gezin_case_refs (on, goals->pdata[i], GEZIN_FIELD_GOAL_FACTORS, GEZIN_KIND_FACTOR);

      if (is_goal_open (on, goals->pdata[i]) && factors->len == 0)
        add_gap (search, goals->pdata[i]);
    }
  for (guint i = 0; i < agreements->len; i++)
    if (is_agreement_open (on, agreements->pdata[i])
        && gezin_case_ref (on, agreements->pdata[i], GEZIN_FIELD_AGREEMENT_GOAL, GEZIN_KIND_GOAL)
               == NULL
        && gezin_case_value (on, agreements->pdata[i], GEZIN_FIELD_AGREEMENT_TRIGGER) == NULL)
      add_gap (search, agreements->pdata[i]);
}

/* Who signs, thinks along or acts for one person is not there to do what was agreed. */
static gboolean
is_to_do_something (const Search *search, const GezinRecord *professional)
{
  const char *role =
      gezin_case_value (case_of (search), professional, GEZIN_FIELD_PROFESSIONAL_ROLE);

  return role == NULL || !gezin_code_property_has (search->code, "leaves-out", role);
}

static void
find_no_task (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *professionals = on->present[GEZIN_KIND_PROFESSIONAL];

  for (guint i = 0; i < professionals->len; i++)
    if (gezin_case_has_begun (on, professionals->pdata[i], GEZIN_FIELD_PROFESSIONAL_FROM)
        && !gezin_case_has_ended (on, professionals->pdata[i], GEZIN_FIELD_PROFESSIONAL_UNTIL)
        && is_to_do_something (search, professionals->pdata[i])
        && !g_hash_table_contains (search->busy, professionals->pdata[i]))
      add_gap (search, professionals->pdata[i]);
}

/* Voices. */

static gboolean
is_old_enough (const GezinCase *on, const GezinRecord *person, const GezinCode *voice)
{
  const char *age = gezin_code_property (voice, "from-age");
  guint32 first, last;
  GDate birth;

  if (age == NULL || !gezin_case_day (on, person, GEZIN_FIELD_PERSON_BIRTH_DATE, &first, &last))
    return age == NULL;
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, last);
  return gezin_age_is_reached (&birth, (guint) g_ascii_strtoull (age, NULL, 10), &on->day);
}

static gboolean
is_to_be_heard (const GezinCase *on, const GezinRecord *person, GezinCodeList *voices)
{
  const char *role = gezin_case_value (on, person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);

  if (role == NULL || gezin_case_value (on, person, GEZIN_FIELD_PERSON_DECEASED_ON) != NULL)
    return FALSE;
  for (guint i = 0; i < gezin_code_list_size (voices); i++)
    {
      const GezinCode *voice = gezin_code_list_code (voices, i);

      if (gezin_code_property_has (voice, "roles", role) && is_old_enough (on, person, voice))
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_heard (const Search *search, const GezinRecord *person)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *perspectives = on->present[GEZIN_KIND_PERSPECTIVE];

  for (guint i = 0; i < perspectives->len; i++)
    if (gezin_case_ref (on, perspectives->pdata[i], GEZIN_FIELD_PERSPECTIVE_PERSON,
                        GEZIN_KIND_PERSON)
            == person
        && !is_stale (search, perspectives->pdata[i], GEZIN_FIELD_PERSPECTIVE_HEARD_ON,
                      GEZIN_FIELD_NONE))
      return TRUE;
  return FALSE;
}

static void
find_no_voice (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *people = on->present[GEZIN_KIND_PERSON];
  g_autoptr (GezinCodeList) voices = gezin_reference_list (on->reference, LIST_VOICES, &on->day);

  for (guint i = 0; voices != NULL && i < people->len; i++)
    if (is_to_be_heard (on, people->pdata[i], voices) && !was_heard (search, people->pdata[i]))
      add_gap (search, people->pdata[i]);
}

/* Explanations. */

static void
find_no_alternative (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *conclusions = on->present[GEZIN_KIND_CONCLUSION];

  for (guint i = 0; i < conclusions->len; i++)
    {
      g_autoptr (GPtrArray) hypotheses = gezin_case_refs (
          on, conclusions->pdata[i], GEZIN_FIELD_CONCLUSION_HYPOTHESES, GEZIN_KIND_STATEMENT);

      if (hypotheses->len < 2
          && gezin_case_value (on, conclusions->pdata[i],
                               GEZIN_FIELD_CONCLUSION_ALTERNATIVES_CONSIDERED)
                 == NULL)
        add_gap (search, conclusions->pdata[i]);
    }
}

static const struct {
  const char *code;
  FindFunc find;
} finders[] = {
  { "voice-not-heard", find_no_voice },
  { "claim-without-evidence", find_no_evidence },
  { "opinion-as-fact", find_opinion },
  { "evidence-contradicted", find_contradicted },
  { "evidence-stale", find_stale },
  { "worry-without-action", find_no_action },
  { "factor-without-work", find_no_work },
  { "action-without-cause", find_no_cause },
  { "professional-without-task", find_no_task },
  { "hypothesis-without-alternative", find_no_alternative },
};

/* What is asked for each record again and again. */

static void
add_all (GHashTable *set, const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    g_hash_table_add (set, records->pdata[i]);
}

/* What is supposed says nothing against what was seen or told: that is evidence for or against it. */
static void
note_contradictions (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *statements = on->present[GEZIN_KIND_STATEMENT];

  for (guint i = 0; i < statements->len; i++)
    {
      const GezinCode *nature =
          gezin_case_code (on, statements->pdata[i], GEZIN_FIELD_STATEMENT_NATURE);
      g_autoptr (GPtrArray) others = gezin_case_refs (
          on, statements->pdata[i], GEZIN_FIELD_STATEMENT_CONTRADICTS, GEZIN_KIND_STATEMENT);

      if (nature == NULL || gezin_code_property (nature, "supposes") == NULL)
        add_all (search->contradicted, others);
    }
}

static void
note_agreements (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *agreements = on->present[GEZIN_KIND_AGREEMENT];

  for (guint i = 0; i < agreements->len; i++)
    {
      g_autoptr (GPtrArray) by =
          gezin_case_refs (on, agreements->pdata[i], GEZIN_FIELD_AGREEMENT_BY, GEZIN_KIND_NONE);
      GezinRecord *goal =
          gezin_case_ref (on, agreements->pdata[i], GEZIN_FIELD_AGREEMENT_GOAL, GEZIN_KIND_GOAL);

      if (!is_agreement_open (on, agreements->pdata[i]))
        continue;
      add_all (search->busy, by);
      if (goal != NULL && by->len > 0)
        g_hash_table_add (search->worked_on, goal);
    }
}

static void
note_tasks (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *tasks = on->present[GEZIN_KIND_TASK];

  for (guint i = 0; i < tasks->len; i++)
    {
      GezinRecord *who =
          gezin_case_ref (on, tasks->pdata[i], GEZIN_FIELD_TASK_FOR, GEZIN_KIND_PROFESSIONAL);

      if (who != NULL && gezin_case_value (on, tasks->pdata[i], GEZIN_FIELD_TASK_DONE_ON) == NULL)
        g_hash_table_add (search->busy, who);
    }
}

static void
note_goals (Search *search)
{
  const GezinCase *on = case_of (search);
  const GPtrArray *goals = on->present[GEZIN_KIND_GOAL];

  for (guint i = 0; i < goals->len; i++)
    {
      g_autoptr (GPtrArray) factors =
          gezin_case_refs (on, goals->pdata[i], GEZIN_FIELD_GOAL_FACTORS, GEZIN_KIND_FACTOR);

      if (!is_goal_open (on, goals->pdata[i]))
        continue;
      add_all (search->wanted, factors);
      if (g_hash_table_contains (search->worked_on, goals->pdata[i]))
        add_all (search->worked_on, factors);
    }
}

static void
find_all (Search *search, GezinCodeList *gaps)
{
  note_contradictions (search);
  note_agreements (search);
  note_tasks (search);
  note_goals (search);
  for (guint i = 0; i < gezin_code_list_size (gaps); i++)
    {
      const char *term;

      search->code = gezin_code_list_code (gaps, i);
      term = gezin_code_property (search->code, "term");
      search->stale_before = term != NULL ? gezin_term_before (&case_of (search)->day, term) : 0;
      for (guint j = 0; j < G_N_ELEMENTS (finders); j++)
        if (strcmp (finders[j].code, gezin_code_name (search->code)) == 0)
          finders[j].find (search);
    }
}

void
gezin_analysis_find_gaps (GezinAnalysing *self)
{
  g_autoptr (GezinCodeList) gaps =
      gezin_reference_list (self->on->reference, LIST_GAPS, &self->on->day);
  g_autoptr (GHashTable) contradicted = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GHashTable) worked_on = g_hash_table_new (g_direct_hash, g_direct_equal);
  g_autoptr (GHashTable) busy = g_hash_table_new (g_direct_hash, g_direct_equal);
  Search search = {
    .on = self, .contradicted = contradicted, .wanted = wanted, .worked_on = worked_on, .busy = busy
  };

  if (gaps != NULL)
    find_all (&search, gaps);
}
