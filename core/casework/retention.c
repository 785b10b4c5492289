/* SPDX-License-Identifier: EUPL-1.2 */

/* Terms of retention. The invariants are in retention.h.
 *
 * Each record has a law; without one it has that of the dossier's root, and
 * without that the one whose rule says `fallback`. Of all rules that fit (law,
 * kind of organisation, measure) the longest holds, but a rule that stands
 * `instead-of` another takes its place. A term of years counts from within a day,
 * so the first day on which something may go is the day after. All of a dossier may
 * go when all of its records may. */

#include "casework/retention.h"

#include "base/clock.h"
#include "rules/age.h"
#include "rules/reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEVER G_MAXUINT32 /* as a Julian day */
#define LAST_CHANGE "last-change" /* where a term begins that all of a dossier shares */

/* A rule with what is asked of it again and again. */
typedef struct {
  const GezinCode *code;
  const char *law; /* (nullable): of records under this law alone */
  const char *starts; /* (nullable) */
  gboolean is_fallback;
  gboolean has_measures;
} Rule;

/* What is worked with. */
typedef struct {
  GezinDossier *dossier;
  const GezinRetentionBasis *basis;
  GezinCodeList *list; /* (nullable) */
  GArray *rules; /* Rule: those that hold for this kind of organisation */
  const char *default_law; /* (nullable) */
  const char *holder; /* (nullable): code of the kind of organisation */
  guint32 last_change;
  guint majority; /* age of; 0: not known */
  guint32 youngest_birth; /* last possible Julian day; 0: nobody */
  gboolean is_birth_unknown; /* of somebody */
  GPtrArray *holds; /* GezinHold: of the whole dossier */
} Work;

/* What a rule says of one record. */
typedef struct {
  const Rule *rule; /* NULL: none fits */
  guint32 since; /* Julian day; 0: not known */
  guint32 until; /* NEVER: for ever, or not known */
  gboolean is_unknown;
} Term;

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

static char *
day_text (guint32 julian)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate date;

  if (julian == 0 || julian == NEVER)
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup (gezin_day_to_text (&date, text));
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

/* The day on which @term (as ISO 8601 has it) after @julian is full, and one more. */
static guint32
after_term (guint32 julian, const char *term)
{
  char *unit;
  guint64 number;
  GDate date;

  number = g_ascii_strtoull (term + 1, &unit, 10);
  if (*unit == 'Y')
    return years_later (julian, (guint) number) + 1;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  if (*unit == 'M')
    g_date_add_months (&date, (guint) number);
  else
    g_date_add_days (&date, (guint) (*unit == 'W' ? number * 7 : number));
  return g_date_get_julian (&date) + 1;
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

/* The last day that a date field can mean; 0 if it is not known for sure. */
static guint32
surely_by (const GezinDays *days)
{
  return days->is_known && !days->is_open ? days->latest_last : 0;
}

/* People. */

static void
look_at_person (Work *work, const GezinRecord *person)
{
  GezinDays born = GEZIN_READ_DAYS (person, PERSON_BIRTH_DATE);
  GezinDays expected = GEZIN_READ_DAYS (person, PERSON_EXPECTED_BIRTH);
  guint32 day = surely_by (&born);

  if (day == 0)
    day = surely_by (&expected);
  if (day == 0)
    work->is_birth_unknown = TRUE;
  work->youngest_birth = MAX (work->youngest_birth, day);
}

/* What holds the whole dossier. */

static void
add_hold (GPtrArray *holds, const char *code, const char *sentence, const GezinUuid *record)
{
  GezinHold *hold = g_new0 (GezinHold, 1);

  hold->code = g_strdup (code);
  hold->sentence = g_strdup (sentence);
  hold->has_record = record != NULL;
  if (record != NULL)
    hold->record = *record;
  g_ptr_array_add (holds, hold);
}

/* A measure runs until it has surely ended. */
static gboolean
is_running (const GezinRecord *measure, guint32 day)
{
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);
  GezinDays until = GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  guint32 last = surely_by (&ended);

  if (last == 0)
    last = surely_by (&until);
  return last == 0 || last >= day;
}

static void
look_for_holds (Work *work, const GezinRecord *record, guint32 day)
{
  if (gezin_record_is_removed (record))
    return;
  if (record->kind == GEZIN_KIND_MEASURE && is_running (record, day))
    add_hold (work->holds, "measure-running",
              _ ("A measure in it has not ended, or its end is not filled in."), &record->id);
  if (record->kind == GEZIN_KIND_RESPONSE && GEZIN_READ_EMPTY (record, RESPONSE_ANSWERED)
      && !GEZIN_READ_CODE (record, RESPONSE_KIND, "erasure"))
    add_hold (work->holds, "request-open",
              _ ("The family asked something that has not been answered yet."), &record->id);
  if (record->kind == GEZIN_KIND_FAMILY && GEZIN_READ_EMPTY (record, FAMILY_CLOSED))
    add_hold (work->holds, "dossier-open", _ ("The dossier has not been closed."), &record->id);
}

/* Rules. */

static void
init_rules (Work *work, const GDate *day)
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
  return surely_by (&days);
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

      *since = surely_by (&days);
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
    term->until = after_term (term->since, length);
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

/* The longest of the rules that fit. @terms: room to work in. */
static Term
find_term (const Work *work, const GezinRecord *record, GArray *terms)
{
  GezinRegister laws = gezin_record_field (record, GEZIN_FIELD_COMMON_LAW);
  gboolean ruled = is_ruled (work, &laws);
  Term longest = { .rule = NULL, .until = NEVER, .is_unknown = TRUE };

  g_array_set_size (terms, 0);
  for (guint i = 0; i < work->rules->len; i++)
    {
      const Rule *rule = &g_array_index (work->rules, Rule, i);
      Term term;

      if (fits_law (work, rule, &laws, ruled) && fits_measure (rule, record)
          && apply_rule (work, rule, record, &term))
        g_array_append_val (terms, term);
    }
  for (guint i = 0; i < terms->len; i++)
    {
      const Term *term = &g_array_index (terms, Term, i);

      if ((longest.rule == NULL || term->until > longest.until)
          && (terms->len == 1 || !is_replaced (terms, term->rule)))
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
init_work (Work *work, GezinView *view, const GezinRetentionBasis *basis, const GDate *day)
{
  *work = (Work){ .dossier = gezin_view_dossier (view), .basis = basis };
  work->last_change = local_day (work, basis->last_change);
  work->holder = find_holder (work->dossier, basis->organisation);
  init_rules (work, day);
  work->default_law = find_default_law (work);
  work->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_hold_free);
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);

      if (record->kind == GEZIN_KIND_PERSON && !gezin_record_is_removed (record))
        look_at_person (work, record);
      if (day != NULL)
        look_for_holds (work, record, g_date_get_julian (day));
    }
}

static void
clear_work (Work *work)
{
  g_clear_pointer (&work->rules, g_array_unref);
  g_clear_pointer (&work->list, gezin_code_list_unref);
  g_clear_pointer (&work->holds, g_ptr_array_unref);
}

char *
gezin_retention_first_day (GezinView *view, const GezinRetentionBasis *basis)
{
  g_autoptr (GArray) room = g_array_new (FALSE, FALSE, sizeof (Term));
  guint32 first = NEVER;
  Work work;

  init_work (&work, view, basis, NULL);
  for (guint i = 0; i < gezin_dossier_n_records (work.dossier); i++)
    {
      Term term = find_term (&work, gezin_dossier_record (work.dossier, i), room);

      first = MIN (first, term.until);
    }
  clear_work (&work);
  return day_text (first);
}

/* The list. */

static GezinRetentionItem *
item_new (const Term *term, const GezinRecord *record)
{
  GezinRetentionItem *item = g_new0 (GezinRetentionItem, 1);

  item->has_record = record != NULL;
  if (record != NULL)
    {
      item->record = record->id;
      item->kind = record->kind;
    }
  if (term->rule != NULL)
    {
      item->rule = g_strdup (gezin_code_name (term->rule->code));
      item->article = g_strdup (gezin_code_property (term->rule->code, "article"));
    }
  item->since = day_text (term->since);
  item->until = day_text (term->until);
  item->holds = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_hold_free);
  if (term->is_unknown)
    add_hold (item->holds, "start-unknown",
              _ ("The day from which the term counts is not filled in, or not whole enough."),
              NULL);
  else if (term->until == NEVER)
    add_hold (item->holds, "kept-for-ever", _ ("The rule keeps it for ever."), NULL);
  return item;
}

/* Adds the ids that @record points at. */
static void
collect_targets (const GezinRecord *record, GHashTable *targets)
{
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
      GezinUuid id;

      if (spec != NULL && gezin_field_spec_is_ref (spec) && head->value != NULL
          && gezin_uuid_parse (head->value, &id))
        g_hash_table_replace (targets, g_memdup2 (&id, sizeof id),
                              g_memdup2 (&record->id, sizeof record->id));
    }
}

/* What a record that stays points at stays, and what that points at. */
static GHashTable *
find_needed (const Work *work, const Term *terms, guint32 day)
{
  GHashTable *needed = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  g_autofree gboolean *stays = g_new0 (gboolean, gezin_dossier_n_records (work->dossier) + 1);
  gboolean has_grown = TRUE;

  while (has_grown)
    {
      has_grown = FALSE;
      for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
        {
          const GezinRecord *record = gezin_dossier_record (work->dossier, i);

          if (stays[i] || (terms[i].until <= day && !g_hash_table_contains (needed, &record->id)))
            continue;
          stays[i] = has_grown = TRUE;
          collect_targets (record, needed);
        }
    }
  return needed;
}

static void
copy_holds (GPtrArray *holds, const GPtrArray *from)
{
  for (guint i = 0; i < from->len; i++)
    {
      const GezinHold *hold = from->pdata[i];

      add_hold (holds, hold->code, hold->sentence, hold->has_record ? &hold->record : NULL);
    }
}

/* The root stays as long as anything does; a request of the family holds every record; whatever
 * holds the dossier holds those of which the term is the dossier's. */
static void
hold_record (const Work *work, GezinRetentionItem *item, const Term *term, GHashTable *needed,
             gboolean whole_due)
{
  gboolean is_of_dossier = term->rule != NULL && g_strcmp0 (term->rule->starts, LAST_CHANGE) == 0;
  const GezinUuid *by = g_hash_table_lookup (needed, &item->record);
  const GezinRecord *root = gezin_dossier_root (work->dossier);

  if (by != NULL)
    add_hold (item->holds, "needed", _ ("A record that is kept refers to it."), by);
  if (root != NULL && gezin_uuid_equal (&root->id, &item->record) && !whole_due)
    add_hold (item->holds, "root", _ ("It goes together with the whole dossier."), NULL);
  for (guint i = 0; i < work->holds->len; i++)
    {
      const GezinHold *hold = work->holds->pdata[i];

      if (is_of_dossier || g_str_equal (hold->code, "request-open")
          || (gezin_uuid_equal (&hold->record, &item->record)
              && !g_str_equal (hold->code, "dossier-open")))
        add_hold (item->holds, hold->code, hold->sentence, &hold->record);
    }
}

static void
add_records (const Work *work, GezinRetentionRow *row, const Term *terms, guint32 day, gboolean all)
{
  g_autoptr (GHashTable) needed = find_needed (work, terms, day);

  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      GezinRetentionItem *item;

      if (!all && terms[i].until > day)
        continue;
      item = item_new (&terms[i], gezin_dossier_record (work->dossier, i));
      hold_record (work, item, &terms[i], needed, row->is_whole_due);
      item->is_due = terms[i].until <= day && item->holds->len == 0;
      row->n_due += item->is_due;
      g_ptr_array_add (row->items, item);
    }
}

GezinRetentionRow *
gezin_retention_row (GezinView *view, const GezinRetentionBasis *basis, const GDate *day,
                     gboolean all)
{
  GezinRetentionRow *row = g_new0 (GezinRetentionRow, 1);
  guint32 julian = g_date_get_julian (day);
  Term whole = { .rule = NULL, .until = 0 };
  g_autoptr (GArray) room = g_array_new (FALSE, FALSE, sizeof (Term));
  g_autofree Term *terms = NULL;
  GezinRetentionItem *item;
  guint32 first = NEVER;
  Work work;

  init_work (&work, view, basis, day);
  terms = g_new0 (Term, gezin_dossier_n_records (work.dossier) + 1);
  for (guint i = 0; i < gezin_dossier_n_records (work.dossier); i++)
    {
      terms[i] = find_term (&work, gezin_dossier_record (work.dossier, i), room);
      first = MIN (first, terms[i].until);
      if (whole.rule == NULL || terms[i].until > whole.until)
        whole = terms[i];
    }
  row->dossier = *gezin_dossier_id (work.dossier);
  row->until = day_text (first);
  row->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_retention_item_free);
  item = item_new (&whole, NULL);
  copy_holds (item->holds, work.holds);
  item->is_due = row->is_whole_due =
      whole.rule != NULL && whole.until <= julian && item->holds->len == 0;
  g_ptr_array_add (row->items, item);
  add_records (&work, row, terms, julian, all);
  row->is_due = row->is_whole_due || row->n_due > 0;
  clear_work (&work);
  return row;
}
