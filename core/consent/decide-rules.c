/* SPDX-License-Identifier: EUPL-1.2 */

/* The rules as they are on the day of sharing: from sharing-rules.xml into structs.
 *
 * Invariant: a rule that is not there opens nothing. */

#include "consent/decide-private.h"

#include <string.h>

static GezinCodeList *
take_list (Work *work, const char *name, const GDate *day)
{
  GezinCodeList *list = gezin_reference_list (work->question->reference, name, day);

  if (list != NULL && work->n_lists < G_N_ELEMENTS (work->lists))
    work->lists[work->n_lists++] = list;
  return list;
}

gboolean
gezin_decide_lists (const char *words, const char *word)
{
  gsize length = strlen (word);

  for (const char *at = words; at != NULL; at = strchr (at, ' '))
    {
      at += *at == ' ';
      if (strncmp (at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

Categories
gezin_decide_parse_categories (const char *words)
{
  Categories categories = 0;

  for (guint category = 1; words != NULL && category < N_COVERABLE; category++)
    if (gezin_decide_lists (words, gezin_category_name (category)))
      categories |= CATEGORY_BIT (category);
  return categories;
}

GezinField
gezin_decide_next_field (const char **words, GezinKind kind)
{
  while (*words != NULL && **words != '\0')
    {
      gsize length = strcspn (*words, " ");
      g_autofree char *word = g_strndup (*words, length);
      GezinField field = gezin_catalogue_field_by_name (kind, word);

      *words += length;
      *words += **words == ' ';
      if (field != GEZIN_FIELD_NONE)
        return field;
    }
  return GEZIN_FIELD_NONE;
}

static GezinField
read_field (const GezinCode *code, const char *property, GezinKind kind)
{
  const char *words = gezin_code_property (code, property);

  return gezin_decide_next_field (&words, kind);
}

static gboolean
says (const GezinCode *code, const char *property, const char *value)
{
  return g_strcmp0 (gezin_code_property (code, property), value) == 0;
}

static guint
read_number (const GezinCode *code, const char *property)
{
  const char *value = gezin_code_property (code, property);

  return value == NULL ? 0 : (guint) g_ascii_strtoull (value, NULL, 10);
}

static GezinWithheld
read_reason (const GezinCode *code, const char *property)
{
  const char *value = gezin_code_property (code, property);

  return value == NULL ? GEZIN_WITHHELD_NONE : gezin_withheld_by_code (value);
}

static void
read_kind (Work *work, const GezinCode *code)
{
  GezinKind kind = gezin_catalogue_kind_by_name (gezin_code_name (code));
  KindRule *rule;

  if (kind == GEZIN_KIND_NONE)
    return;
  rule = &work->kinds[kind];
  rule->stays = read_reason (code, "stays");
  rule->concerns_all = says (code, "concerns", "whole-family");
  rule->concerns_referrers = says (code, "concerns", "referrers");
  rule->works_for_us = says (code, "works-for-us", "yes");
  rule->recipient = read_field (code, "names-recipient", kind);
  rule->purpose = read_field (code, "names-purpose", kind);
  rule->category_of = read_field (code, "category-of", kind);
  rule->also_of = gezin_code_property (code, "also-of");
  rule->also_through = gezin_code_property (code, "also-through");
  rule->adds_through = gezin_code_property (code, "adds-through");
  rule->category_through = gezin_code_property (code, "category-through");
  rule->carries = gezin_decide_parse_categories (gezin_code_property (code, "carries"));
  if (rule->carries == 0)
    rule->carries = COVERABLE;
  rule->named_when = read_field (code, "named-when", kind);
  rule->tells_notifier = gezin_code_property (code, "tells-notifier");
  rule->secret_when = gezin_code_property (code, "secret-when");
  rule->travels_with = gezin_code_property (code, "travels-with");
  rule->act_of = gezin_code_property (code, "act-of");
  rule->never = gezin_code_property (code, "never");
  rule->not_to_family = gezin_code_property (code, "not-to-family");
  rule->told_where_named = gezin_code_property (code, "told-where-named");
  rule->stays_with = gezin_code_property (code, "stays-with");
  rule->plain_lines = gezin_code_property (code, "plain-lines");
  rule->read_first = gezin_code_property (code, "read-first");
}

static void
read_decider (Work *work, const GezinCode *code)
{
  DeciderRule rule = { .law = gezin_code_property (code, "law"),
                       .from_age = read_number (code, "from-age"),
                       .until_age = read_number (code, "until-age"),
                       .asks_person = gezin_code_property_has (code, "consents", "person"),
                       .asks_holders = gezin_code_property_has (code, "consents", "holders"),
                       .missing = read_reason (code, "missing"),
                       .alone_when_able = says (code, "alone", "when-able") };

  if (rule.missing == GEZIN_WITHHELD_NONE)
    rule.missing = GEZIN_WITHHELD_NOT_ASKED;
  g_array_append_val (work->deciders, rule);
}

static void
read_representative (Work *work, const GezinCode *code)
{
  RepresentativeRule rule = { .code = code, .order = read_number (code, "order") };

  g_array_append_val (work->representatives, rule);
}

static void
read_each (Work *work, const char *name, const GDate *day,
           void (*read) (Work *work, const GezinCode *code))
{
  GezinCodeList *list = take_list (work, name, day);

  for (guint i = 0; list != NULL && i < gezin_code_list_size (list); i++)
    read (work, gezin_code_list_code (list, i));
}

static void
read_purpose (Work *work, const GDate *day)
{
  GezinCodeList *list = take_list (work, "sharing-purpose", day);
  const GezinCode *code = NULL;
  PurposeRule *rule = &work->purpose;

  if (list != NULL && work->question->purpose != NULL)
    code = gezin_code_list_find (list, work->question->purpose);
  if (code == NULL)
    return;
  rule->is_known = TRUE;
  rule->is_for_team = says (code, "audience", "own-team");
  rule->is_for_advice = says (code, "audience", "advice");
  rule->is_aggregate = says (code, "audience", "aggregate");
  rule->is_for_safety = says (code, "safety", "yes");
  rule->lets_bsn = says (code, "bsn", "yes");
  rule->needs = gezin_decide_parse_categories (gezin_code_property (code, "categories"));
  rule->not_kinds = gezin_code_property (code, "not-kinds");
}

/* Who decides at which age says the list of deciders; here are the ages that it does not name. Without
 * them nobody is known to decide. */
static void
read_ages (Work *work, const GDate *day)
{
  work->has_ages = take_list (work, "legal-age", day) != NULL;
  for (guint age = 0; age < GEZIN_N_LEGAL_AGES; age++)
    {
      work->ages[age] = gezin_age_of_law (work->question->reference, age, day);
      work->has_ages = work->has_ages && work->ages[age] > 0;
    }
  if (!work->has_ages)
    g_array_set_size (work->deciders, 0);
}

void
gezin_decide_load_rules (Work *work)
{
  GString *versions = g_string_new (NULL);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, work->today);
  work->deciders = g_array_new (FALSE, FALSE, sizeof (DeciderRule));
  work->representatives = g_array_new (FALSE, FALSE, sizeof (RepresentativeRule));
  for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
    work->kinds[kind].carries = COVERABLE;
  read_each (work, "sharing-kind", &day, read_kind);
  read_each (work, "sharing-decider", &day, read_decider);
  read_each (work, "sharing-representative", &day, read_representative);
  read_ages (work, &day);
  read_purpose (work, &day);
  work->authority_types = take_list (work, "sharing-authority", &day);
  work->laws = take_list (work, "sharing-law", &day);
  work->checks = take_list (work, "sharing-check", &day);
  work->bsn_users = take_list (work, "sharing-bsn", &day);
  work->advice = take_list (work, "sharing-advice", &day);
  work->law_codes = take_list (work, "law", NULL);
  for (guint i = 0; i < work->n_lists; i++)
    g_string_append_printf (versions, "%s%s", i > 0 ? " " : "",
                            gezin_code_list_version (work->lists[i]));
  work->decision->rules = g_string_free (versions, FALSE);
}

void
gezin_decide_unload_rules (Work *work)
{
  for (guint i = 0; i < work->n_lists; i++)
    gezin_code_list_unref (work->lists[i]);
  g_array_unref (work->deciders);
  g_array_unref (work->representatives);
}

guint
gezin_decide_n_laws (Work *work)
{
  return 1 + (work->law_codes == NULL ? 0 : gezin_code_list_size (work->law_codes));
}

const char *
gezin_decide_law_name (Work *work, guint index)
{
  return index == 0 ? NULL : gezin_code_name (gezin_code_list_code (work->law_codes, index - 1));
}

/* 0 where it is not said, or said in two ways. */
guint
gezin_decide_law_index (Work *work, const GezinRecord *record)
{
  GezinRegister law = gezin_record_field (record, GEZIN_FIELD_COMMON_LAW);

  for (guint i = 0; i < law.n_heads; i++)
    if (law.heads[i]->value == NULL || strcmp (law.heads[i]->value, law.heads[0]->value) != 0)
      return 0;
  for (guint i = 1; law.n_heads > 0 && i < gezin_decide_n_laws (work); i++)
    if (strcmp (law.heads[0]->value, gezin_decide_law_name (work, i)) == 0)
      return i;
  return 0;
}

/* The law whose rows of deciders are used: those of its own, or of all. */
const char *
gezin_decide_rows_of (Work *work, const char *law)
{
  for (guint i = 0; law != NULL && i < work->deciders->len; i++)
    if (g_strcmp0 (g_array_index (work->deciders, DeciderRule, i).law, law) == 0)
      return law;
  return NULL;
}
