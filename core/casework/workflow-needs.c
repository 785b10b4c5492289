/* SPDX-License-Identifier: EUPL-1.2 */

/* What a step still needs: a small set of conditions, each a row of data.
 *
 * A need is met by records of one kind: at least so many, with a field filled, holding a code, of
 * a recent day, not over yet; once, or for each person of some roles and ages, or each holder of
 * authority. What has yet to come meets nothing that asks for a day. */

#include "casework/term.h"
#include "casework/workflow-private.h"
#include "rules/age.h"

#include <string.h>

typedef struct {
  const GezinCase *on;
  const GezinCode *code;
  GezinKind kind;
  GezinField filled;
  GezinField holds_in;
  GezinField day;
  GezinField until; /* after it the record is over */
  GezinField through; /* leads to whom a record is for */
  const char *holds;
  guint32 since; /* Julian day; 0: however old */
  guint least;
} Need;

static GezinField
field_of (const GezinCode *code, const char *property, GezinKind kind)
{
  const char *name = gezin_code_property (code, property);

  return name != NULL ? gezin_catalogue_field_by_name (kind, name) : GEZIN_FIELD_NONE;
}

static guint
number_of (const GezinCode *code, const char *property, guint otherwise)
{
  const char *value = gezin_code_property (code, property);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : otherwise;
}

static gboolean
read_need (const GezinCase *on, const GezinCode *code, Need *need)
{
  const char *kind = gezin_code_property (code, "kind");
  const char *recent = gezin_code_property (code, "recent");

  *need = (Need){ .on = on, .code = code };
  need->kind = kind != NULL ? gezin_catalogue_kind_by_name (kind) : GEZIN_KIND_NONE;
  if (need->kind == GEZIN_KIND_NONE)
    return FALSE;
  need->filled = field_of (code, "filled", need->kind);
  need->holds_in = field_of (code, "holds-in", need->kind);
  need->day = field_of (code, "day", need->kind);
  need->until = field_of (code, "until", need->kind);
  need->through = field_of (code, "through", need->kind);
  need->holds = gezin_code_property (code, "holds");
  need->since = recent != NULL ? gezin_term_before (&on->day, recent) : 0;
  need->least = number_of (code, "least", 1);
  return TRUE;
}

static gboolean
holds (const Need *need, const GezinRecord *record)
{
  g_auto (GStrv) codes = g_strsplit (need->holds != NULL ? need->holds : "", " ", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    if (gezin_case_has (need->on, record, need->holds_in, codes[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_met_by (const Need *need, const GezinRecord *record)
{
  guint32 first, last;

  if (need->filled != GEZIN_FIELD_NONE && !gezin_case_is_filled (need->on, record, need->filled))
    return FALSE;
  if (need->holds_in != GEZIN_FIELD_NONE && !holds (need, record))
    return FALSE;
  if (need->until != GEZIN_FIELD_NONE && gezin_case_has_ended (need->on, record, need->until))
    return FALSE;
  return need->since == 0
         || (gezin_case_day (need->on, record, need->day, &first, &last) && last >= need->since
             && first <= g_date_get_julian (&need->on->day));
}

/* Whether @record is for @person, as far as the need asks for whom. */
static gboolean
is_for (const Need *need, const GezinRecord *record, const GezinRecord *person)
{
  g_autoptr (GPtrArray) whom = NULL;

  if (need->through == GEZIN_FIELD_NONE)
    return TRUE;
  whom = gezin_case_refs (need->on, record, need->through, GEZIN_KIND_PERSON);
  return g_ptr_array_find (whom, person, NULL);
}

static guint
count_met (const Need *need, const GezinRecord *person)
{
  const GPtrArray *records = need->on->present[need->kind];
  guint n_met = 0;

  for (guint i = 0; i < records->len; i++)
    n_met += is_met_by (need, records->pdata[i])
             && (person == NULL || is_for (need, records->pdata[i], person));
  return n_met;
}

static char *
sentence_of (const Need *need, const GezinRecord *person)
{
  const char *sentence = gezin_code_sentence (need->code, g_get_language_names ()[0]);
  g_autofree char *name = person != NULL ? gezin_case_title (need->on, person) : NULL;

  return gezin_case_fill (sentence != NULL ? sentence : "", name != NULL ? name : "");
}

static void
add_need (const Need *need, const GezinRecord *person, GPtrArray *needed)
{
  const GPtrArray *records = need->on->present[need->kind];
  GezinNeed *one = g_new0 (GezinNeed, 1);

  one->code = g_strdup (gezin_code_name (need->code));
  one->sentence = sentence_of (need, person);
  one->kind = need->kind;
  one->is_to_begin = g_strcmp0 (gezin_code_property (need->code, "to-begin"), "yes") == 0;
  /* To whom it is about, or to the one record that is there and not right yet. */
  if (person != NULL || records->len == 1)
    {
      one->has_record = TRUE;
      one->record = person != NULL ? person->id : ((GezinRecord *) records->pdata[0])->id;
    }
  g_ptr_array_add (needed, one);
}

/* For whom. */

static guint
age_of (const GezinCode *code, const char *property)
{
  const char *value = gezin_code_property (code, property);

  return value != NULL ? (guint) g_ascii_strtoull (value, NULL, 10) : 0;
}

/* Ages are those of the case's day; who has no date of birth is of every age. */
static gboolean
is_of_age (const GezinCase *on, const GezinCode *code, const GezinRecord *person)
{
  guint from = age_of (code, "from-age");
  guint until = age_of (code, "until-age");
  guint32 first, last;
  GDate birth;

  if (!gezin_case_day (on, person, GEZIN_FIELD_PERSON_BIRTH_DATE, &first, &last))
    return from == 0 || gezin_case_value (on, person, GEZIN_FIELD_PERSON_EXPECTED_BIRTH) == NULL;
  g_date_clear (&birth, 1);
  g_date_set_julian (&birth, first);
  if (from > 0 && !gezin_age_is_reached (&birth, from, &on->day))
    return FALSE;
  g_date_set_julian (&birth, last);
  return until == 0 || !gezin_age_is_reached (&birth, until, &on->day);
}

static void
find_people (const GezinCase *on, const GezinCode *code, GPtrArray *found)
{
  const GPtrArray *people = on->present[GEZIN_KIND_PERSON];

  for (guint i = 0; i < people->len; i++)
    {
      const GezinRecord *person = people->pdata[i];
      const char *role = gezin_case_value (on, person, GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);

      if (role != NULL && gezin_code_property_has (code, "roles", role)
          && gezin_case_value (on, person, GEZIN_FIELD_PERSON_DECEASED_ON) == NULL
          && is_of_age (on, code, person))
        g_ptr_array_add (found, (gpointer) person);
    }
}

/* Today's holders, each once. */
static void
find_holders (const GezinCase *on, GPtrArray *found)
{
  const GPtrArray *authorities = on->present[GEZIN_KIND_AUTHORITY];

  for (guint i = 0; i < authorities->len; i++)
    {
      GezinRecord *holder = gezin_case_ref (on, authorities->pdata[i], GEZIN_FIELD_AUTHORITY_HOLDER,
                                            GEZIN_KIND_PERSON);

      if (holder != NULL && !g_ptr_array_find (found, holder, NULL)
          && gezin_case_value (on, holder, GEZIN_FIELD_PERSON_DECEASED_ON) == NULL
          && gezin_case_has_begun (on, authorities->pdata[i], GEZIN_FIELD_AUTHORITY_FROM)
          && !gezin_case_has_ended (on, authorities->pdata[i], GEZIN_FIELD_AUTHORITY_UNTIL))
        g_ptr_array_add (found, holder);
    }
}

GPtrArray *
gezin_needs_find_whom (const GezinCase *on, const GezinCode *code)
{
  GPtrArray *found = NULL;

  if (g_strcmp0 (gezin_code_property (code, "for-each-holder"), "yes") == 0)
    find_holders (on, found = g_ptr_array_new ());
  else if (gezin_code_property (code, "roles") != NULL)
    find_people (on, code, found = g_ptr_array_new ());
  return found;
}

static void
find_need (const Need *need, GPtrArray *needed)
{
  g_autoptr (GPtrArray) whom = gezin_needs_find_whom (need->on, need->code);

  if (whom == NULL && count_met (need, NULL) < need->least)
    add_need (need, NULL, needed);
  for (guint i = 0; whom != NULL && i < whom->len; i++)
    if (count_met (need, whom->pdata[i]) < need->least)
      add_need (need, whom->pdata[i], needed);
}

void
gezin_needs_find (const GezinCase *on, const GezinStepSpec *step, GPtrArray *needed)
{
  for (guint i = 0; i < step->needs->len; i++)
    {
      const GezinCode *code = step->needs->pdata[i];
      const char *when = gezin_code_property (code, "when");
      GezinKind condition = when != NULL ? gezin_catalogue_kind_by_name (when) : GEZIN_KIND_NONE;
      Need need;

      if (!read_need (on, code, &need)
          || (condition != GEZIN_KIND_NONE && on->present[condition]->len == 0))
        continue;
      find_need (&need, needed);
    }
}
