/* SPDX-License-Identifier: EUPL-1.2 */

/* Which rules fit a record, where the term of each begins, and when the longest is over.
 *
 * Each record has a law; without one it has that of the dossier's root, and
 * without that the one whose rule says `fallback`. Of all rules that fit (law,
 * kind of organisation, measure) the longest holds, but a rule that stands
 * `instead-of` another takes its place. A term of years counts from within a day,
 * so the first day on which something may go is the day after. */

#include "casework/retention-private.h"

#include "casework/term.h"
#include "rules/age.h"

#include <string.h>

static guint32
local_day (const Work *work, gint64 instant)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, work->basis->zone);
  int year, month, day;
  GDate date;

  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/* Whole years later; 29 February becomes 1 March. */
static guint32
years_later (guint32 julian, guint years)
{
  GDate from, to;

  g_date_clear (&from, 1);
  g_date_set_julian (&from, julian);
  gezin_age_reached_on (&from, years, &to);
  return g_date_get_julian (&to);
}

/* The day of a record's newest value: what is in it was made no later. */
static guint32
made_on (const Work *work, const GezinRecord *record)
{
  gint64 newest = 0;

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinCommit *commit = record->heads[i]->commit;
      const gint64 *not_before =
          work->basis->late == NULL ? NULL : g_hash_table_lookup (work->basis->late, &commit->id);

      newest = MAX (newest, commit->time);
      if (not_before != NULL)
        newest = MAX (newest, *not_before);
    }
  return local_day (work, newest);
}

/* Rules. */

static void
read_rules (Work *work, const GDate *day)
{
  work->list = gezin_reference_list (work->basis->reference, "retention", day);
  work->rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  work->majority = gezin_age_of_law (work->basis->reference, GEZIN_AGE_OF_MAJORITY, day);
  for (guint i = 0; work->list != NULL && i < gezin_code_list_size (work->list); i++)
    {
      const GezinCode *code = gezin_code_list_code (work->list, i);
      Rule rule = { .code = code,
                    .law = gezin_code_property (code, "law"),
                    .starts = gezin_code_property (code, "starts"),
                    .has_measures = gezin_code_property (code, "measures") != NULL };

      rule.is_fallback = g_strcmp0 (gezin_code_property (code, "fallback"), "yes") == 0;
      if (gezin_code_property (code, "holder") == NULL
          || (work->holder != NULL && gezin_code_property_has (code, "holder", work->holder)))
        g_array_append_val (work->rules, rule);
    }
}

static gboolean
names_law (const GezinRegister *laws, const char *law)
{
  for (guint i = 0; i < laws->n_heads; i++)
    if (g_strcmp0 (laws->heads[i]->value, law) == 0)
      return TRUE;
  return FALSE;
}

/* Whether some rule is of a law that a record names. */
static gboolean
is_ruled (const Work *work, const GezinRegister *laws)
{
  for (guint i = 0; laws->n_heads > 0 && i < work->rules->len; i++)
    {
      const Rule *rule = &g_array_index (work->rules, Rule, i);

      if (rule->law != NULL && names_law (laws, rule->law))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits_law (const Work *work, const Rule *rule, const GezinRegister *laws, gboolean ruled)
{
  if (rule->law == NULL)
    return TRUE;
  if (ruled)
    return names_law (laws, rule->law);
  return work->default_law != NULL ? g_str_equal (rule->law, work->default_law) : rule->is_fallback;
}

static gboolean
fits_measure (const Rule *rule, const GezinRecord *record)
{
  const char *type;
  guint position = 0;

  if (!rule->has_measures)
    return TRUE;
  if (record->kind != GEZIN_KIND_MEASURE)
    return FALSE;
  while (gezin_reader_next_value (record, GEZIN_FIELD_MEASURE_TYPE, &position, &type))
    if (gezin_code_property_has (rule->code, "measures", type))
      return TRUE;
  return FALSE;
}

/* When a measure was imposed; of other papers, when they were made. */
static guint32
imposed_on (const Work *work, const GezinRecord *record)
{
  GezinDays days;

  if (record->kind != GEZIN_KIND_MEASURE)
    return made_on (work, record);
  days = GEZIN_READ_DAYS (record, MEASURE_IMPOSED_ON);
  if (!days.is_known)
    days = GEZIN_READ_DAYS (record, MEASURE_FROM);
  return gezin_retention_surely_by (&days);
}

/* Of the youngest, when all births are known; else it cannot be said (invariant 2). FALSE: there was
 * no child any more when this was made. */
static gboolean
find_birth (const Work *work, const Rule *rule, const GezinRecord *record, guint32 *since)
{
  gboolean is_unknown = work->is_birth_unknown || work->majority == 0;

  *since = is_unknown ? 0 : work->youngest_birth;
  if (g_str_equal (rule->starts, "youngest-child-born") && !is_unknown
      && (*since == 0 || years_later (*since, work->majority) <= made_on (work, record)))
    return FALSE;
  if (*since != 0 && g_str_equal (rule->starts, "majority"))
    *since = years_later (*since, work->majority);
  return TRUE;
}

/* Where the term of @rule begins. FALSE: the rule says nothing about this record. */
static gboolean
find_start (const Work *work, const Rule *rule, const GezinRecord *record, guint32 *since)
{
  if (rule->starts == NULL)
    return FALSE;
  if (g_str_equal (rule->starts, LAST_CHANGE))
    *since = work->last_change;
  else if (g_str_equal (rule->starts, "received-or-made"))
    *since = made_on (work, record);
  else if (g_str_equal (rule->starts, "imposed"))
    *since = imposed_on (work, record);
  else if (g_str_equal (rule->starts, "expires"))
    {
      GezinDays days = GEZIN_READ_DAYS (record, WORKING_NOTE_EXPIRES);

      *since = gezin_retention_surely_by (&days);
      return record->kind == GEZIN_KIND_WORKING_NOTE && days.is_known;
    }
  else
    return find_birth (work, rule, record, since);
  return TRUE;
}

static gboolean
apply_rule (const Work *work, const Rule *rule, const GezinRecord *record, Term *term)
{
  const char *age = gezin_code_property (rule->code, "until-age");
  const char *length = gezin_code_property (rule->code, "term");

  *term = (Term){ .rule = rule, .until = NEVER };
  if (g_strcmp0 (gezin_code_property (rule->code, "kept-for-ever"), "yes") == 0)
    return record->kind == GEZIN_KIND_AUTHORITY;
  if (!find_start (work, rule, record, &term->since))
    return FALSE;
  term->is_unknown = term->since == 0;
  if (term->is_unknown)
    return TRUE;
  if (age != NULL)
    term->until = years_later (term->since, (guint) g_ascii_strtoull (age, NULL, 10));
  else if (length != NULL)
    term->until = gezin_term_after (term->since, length) + 1;
  else
    term->until = term->since + 1;
  return TRUE;
}

/* Whether another of the rules that apply stands in the place of @rule. */
static gboolean
is_replaced (const GArray *terms, const Rule *rule)
{
  for (guint i = 0; i < terms->len; i++)
    if (gezin_code_property_has (g_array_index (terms, Term, i).rule->code, "instead-of",
                                 gezin_code_name (rule->code)))
      return TRUE;
  return FALSE;
}

Term
gezin_retention_find_term (const Work *work, const GezinRecord *record, GArray *room)
{
  GezinRegister laws = gezin_record_field (record, GEZIN_FIELD_COMMON_LAW);
  gboolean ruled = is_ruled (work, &laws);
  Term longest = { .rule = NULL, .until = NEVER, .is_unknown = TRUE };

  g_array_set_size (room, 0);
  for (guint i = 0; i < work->rules->len; i++)
    {
      const Rule *rule = &g_array_index (work->rules, Rule, i);
      Term term;

      if (fits_law (work, rule, &laws, ruled) && fits_measure (rule, record)
          && apply_rule (work, rule, record, &term))
        g_array_append_val (room, term);
    }
  for (guint i = 0; i < room->len; i++)
    {
      const Term *term = &g_array_index (room, Term, i);

      if ((longest.rule == NULL || term->until > longest.until)
          && (room->len == 1 || !is_replaced (room, term->rule)))
        longest = *term;
    }
  return longest;
}

/* The kind of the organisation whose store this is, as the dossier knows it. */
static const char *
find_holder (const GezinDossier *dossier, const char *organisation)
{
  for (guint i = 0; organisation != NULL && i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (record->kind == GEZIN_KIND_ORGANISATION && !gezin_record_is_removed (record)
          && gezin_reader_has (record, GEZIN_FIELD_ORGANISATION_NAME, organisation))
        return gezin_record_value (record, GEZIN_FIELD_ORGANISATION_KIND);
    }
  return NULL;
}

/* A law of the root for which there is no rule is none. */
static const char *
find_default_law (const Work *work)
{
  const GezinRecord *root = gezin_dossier_root (work->dossier);
  GezinRegister laws = { NULL, 0 };

  if (root != NULL)
    laws = gezin_record_field (root, GEZIN_FIELD_COMMON_LAW);
  return is_ruled (work, &laws) ? gezin_record_value (root, GEZIN_FIELD_COMMON_LAW) : NULL;
}

static void
look_at_person (Work *work, const GezinRecord *person)
{
  GezinDays born = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);
  GezinDays expected = GEZIN_READ_DAYS (person, PERSON_EXPECTED_BIRTH);
  guint32 day = gezin_retention_surely_by (&born);

  if (day == 0)
    day = gezin_retention_surely_by (&expected);
  if (day == 0)
    work->is_birth_unknown = TRUE;
  work->youngest_birth = MAX (work->youngest_birth, day);
}

void
gezin_retention_read_rules (Work *work, const GDate *day)
{
  work->last_change = local_day (work, work->basis->last_change);
  work->holder = find_holder (work->dossier, work->basis->organisation);
  read_rules (work, day);
  work->default_law = find_default_law (work);
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);

      if (record->kind == GEZIN_KIND_PERSON && !gezin_record_is_removed (record))
        look_at_person (work, record);
    }
}
