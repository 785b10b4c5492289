/* SPDX-License-Identifier: EUPL-1.2 */

/* Does reference data make sense? What the schema cannot say, each with the line that is wrong.
 *
 * A file by itself: every label in Dutch too, nothing twice, properties that the program knows
 * and whose values have the right form. Files together: one list in files of one id only, one
 * version for a day, and no property that names a code which does not exist. */

#include <string.h>

#include "reference/reference-private.h"

typedef enum {
  FORM_WORDS, /* anything */
  FORM_YES, /* yes or no */
  FORM_NUMBER, /* a whole number */
  FORM_DURATION, /* ISO 8601: P1Y, P3M, P2W, P10D, PT18H */
  FORM_CODE, /* one code of a list */
  FORM_CODES, /* several, a space between */
  FORM_MONTH_DAY, /* a day of any year: 12-25 */
  FORM_OFFSET, /* days after Easter, before it with a minus: -2; in the same year */
} Form;

/* More are no holidays: working days have to be left, or a term in them never ends. */
#define MOST_HOLIDAYS 100

/* What a code can say about itself. What reads a property is named where it is read. */
static const struct {
  const char *name;
  Form form;
  const char *list; /* of a code or codes */
} known_properties[] = {
  { "about", FORM_WORDS, NULL },
  { "act-of", FORM_WORDS, NULL },
  { "adds-through", FORM_WORDS, NULL },
  { "adults-only", FORM_YES, NULL },
  { "advice", FORM_WORDS, NULL },
  { "after", FORM_WORDS, NULL },
  { "again", FORM_WORDS, NULL },
  { "ages", FORM_WORDS, NULL },
  { "aggregate", FORM_YES, NULL },
  { "agreement-kinds", FORM_CODES, "agreement-kind" },
  { "alone", FORM_WORDS, NULL },
  { "also-of", FORM_WORDS, NULL },
  { "also-through", FORM_WORDS, NULL },
  { "ancestor", FORM_YES, NULL },
  { "answers", FORM_CODES, "check-answer" },
  { "answers-from", FORM_CODE, NULL },
  { "arrow", FORM_YES, NULL },
  { "article", FORM_WORDS, NULL },
  { "audience", FORM_WORDS, NULL },
  { "before", FORM_WORDS, NULL },
  { "before-on-sunday", FORM_YES, NULL },
  { "brp", FORM_WORDS, NULL },
  { "bsn", FORM_YES, NULL },
  { "by-program", FORM_YES, NULL },
  { "by-roles", FORM_CODES, "person-household-role" },
  { "carries", FORM_CODES, "category" },
  { "categories", FORM_CODES, "category" },
  { "category", FORM_CODE, "category" },
  { "category-of", FORM_WORDS, NULL },
  { "category-through", FORM_WORDS, NULL },
  { "cbs-end-reason", FORM_WORDS, NULL },
  { "cbs-measure", FORM_WORDS, NULL },
  { "challenge-within", FORM_DURATION, NULL },
  { "child-abuse", FORM_YES, NULL },
  { "concerns", FORM_WORDS, NULL },
  { "consents", FORM_WORDS, NULL },
  { "contradicts", FORM_YES, NULL },
  { "day", FORM_WORDS, NULL },
  { "decider", FORM_CODES, "legal-actor" },
  { "degree", FORM_CODE, "intervention-degree" },
  { "disciplines", FORM_CODES, "professional-discipline" },
  { "due", FORM_WORDS, NULL },
  { "early", FORM_DURATION, NULL },
  { "easter", FORM_OFFSET, NULL },
  { "ends", FORM_YES, NULL },
  { "execute-within", FORM_DURATION, NULL },
  { "executor", FORM_CODES, "legal-actor" },
  { "explicit-from", FORM_CODES, "law" },
  { "extension", FORM_DURATION, NULL },
  { "extension-times", FORM_NUMBER, NULL },
  { "extra-categories", FORM_CODES, "category" },
  { "fallback", FORM_YES, NULL },
  { "figures", FORM_WORDS, NULL },
  { "filled", FORM_WORDS, NULL },
  { "first-day", FORM_WORDS, NULL },
  { "follows", FORM_WORDS, NULL },
  { "for-each-holder", FORM_YES, NULL },
  { "from", FORM_WORDS, NULL },
  { "from-age", FORM_NUMBER, NULL },
  { "grounds", FORM_CODES, "ground-article" },
  { "group", FORM_WORDS, NULL },
  { "heard-from-age", FORM_NUMBER, NULL },
  { "hearing-within", FORM_DURATION, NULL },
  { "holder", FORM_CODES, "organisation-kind" },
  { "holders", FORM_NUMBER, NULL },
  { "holds", FORM_WORDS, NULL },
  { "holds-in", FORM_WORDS, NULL },
  { "household", FORM_CODES, "person-household-role" },
  { "ijw-cod327", FORM_WORDS, NULL },
  { "ijw-cod757", FORM_WORDS, NULL },
  { "ijw-jz020", FORM_WORDS, NULL },
  { "in-review-copy", FORM_YES, NULL },
  { "instead-of", FORM_CODES, "retention" },
  { "kept-for-ever", FORM_YES, NULL },
  { "kind", FORM_WORDS, NULL },
  { "last-day", FORM_WORDS, NULL },
  { "law", FORM_CODE, "law" },
  { "least", FORM_NUMBER, NULL },
  { "leaves-out", FORM_CODES, "professional-role" },
  { "letters", FORM_WORDS, NULL },
  { "line", FORM_WORDS, NULL },
  { "mandate", FORM_CODES, "legal-actor" },
  { "looked-at-in", FORM_WORDS, NULL },
  { "looked-at-on", FORM_WORDS, NULL },
  { "maximum", FORM_DURATION, NULL },
  { "measures", FORM_CODES, "measure-type" },
  { "missing", FORM_WORDS, NULL },
  { "monitor", FORM_CODE, "monitor-measure" },
  { "month-day", FORM_MONTH_DAY, NULL },
  { "named-when", FORM_WORDS, NULL },
  { "names", FORM_WORDS, NULL },
  { "names-purpose", FORM_WORDS, NULL },
  { "names-recipient", FORM_WORDS, NULL },
  { "never", FORM_WORDS, NULL },
  { "not-a-fact", FORM_YES, NULL },
  { "not-holds", FORM_WORDS, NULL },
  { "not-kinds", FORM_WORDS, NULL },
  { "not-to-family", FORM_WORDS, NULL },
  { "number", FORM_NUMBER, NULL },
  { "opens", FORM_CODES, "organisation-kind" },
  { "or-recorded", FORM_YES, NULL },
  { "order", FORM_NUMBER, NULL },
  { "organisations", FORM_CODES, "organisation-kind" },
  { "passes", FORM_DURATION, NULL },
  { "percentages", FORM_WORDS, NULL },
  { "phase", FORM_CODE, "workflow-phase" },
  { "plain-lines", FORM_WORDS, NULL },
  { "professional-roles", FORM_CODES, "professional-role" },
  { "protects", FORM_YES, NULL },
  { "pseudonymised", FORM_YES, NULL },
  { "purposes", FORM_CODES, "purpose" },
  { "reachable-within", FORM_DURATION, NULL },
  { "read-first", FORM_WORDS, NULL },
  { "recent", FORM_DURATION, NULL },
  { "relations", FORM_CODES, "relation-type" },
  { "requester", FORM_CODES, "legal-actor" },
  { "role", FORM_CODES, "workflow-role" },
  { "roles", FORM_CODES, "person-household-role" },
  { "safety", FORM_YES, NULL },
  { "secret-when", FORM_WORDS, NULL },
  { "sensitivity", FORM_CODE, "sensitivity" },
  { "side", FORM_WORDS, NULL },
  { "sign", FORM_WORDS, NULL },
  { "sign-off", FORM_CODES, "workflow-role" },
  { "six-checks", FORM_YES, NULL },
  { "sound", FORM_WORDS, NULL },
  { "sounds", FORM_WORDS, NULL },
  { "starts", FORM_CODE, "retention-start" },
  { "statutory", FORM_YES, NULL },
  { "stay-kinds", FORM_CODES, "stay-kind" },
  { "stays", FORM_WORDS, NULL },
  { "stays-with", FORM_CODES, "organisation-kind" },
  { "step", FORM_WORDS, NULL },
  { "steps", FORM_WORDS, NULL },
  { "supposes", FORM_YES, NULL },
  { "symmetric", FORM_YES, NULL },
  { "tells-notifier", FORM_WORDS, NULL },
  { "term", FORM_DURATION, NULL },
  { "term-named", FORM_WORDS, NULL },
  { "term-of", FORM_WORDS, NULL },
  { "through", FORM_WORDS, NULL },
  { "times", FORM_WORDS, NULL },
  { "to-begin", FORM_YES, NULL },
  { "together", FORM_YES, NULL },
  { "told-where-named", FORM_WORDS, NULL },
  { "total-maximum", FORM_DURATION, NULL },
  { "transliterator", FORM_WORDS, NULL },
  { "travels-with", FORM_WORDS, NULL },
  { "unless", FORM_WORDS, NULL },
  { "until", FORM_WORDS, NULL },
  { "until-age", FORM_NUMBER, NULL },
  { "users", FORM_CODES, "organisation-kind" },
  { "usual-before", FORM_CODES, "intervention" },
  { "voluntary", FORM_YES, NULL },
  { "waits", FORM_YES, NULL },
  { "weight", FORM_NUMBER, NULL },
  { "when", FORM_WORDS, NULL },
  { "whose", FORM_WORDS, NULL },
  { "within", FORM_CODE, "measure-type" },
  { "without-objection", FORM_YES, NULL },
  { "working-days", FORM_NUMBER, NULL },
  { "works-for-us", FORM_YES, NULL },
  { "zrm-2017", FORM_NUMBER, NULL },
};

static gssize
find_property (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_properties); i++)
    if (strcmp (known_properties[i].name, name) == 0)
      return (gssize) i;
  return -1;
}

#define FIRST_OFFSET (-80) /* Easter comes on 22 March at the earliest */
#define LAST_OFFSET 250 /* and on 25 April at the latest */

static gboolean
is_offset (const char *value)
{
  gint64 days = g_ascii_strtoll (value, NULL, 10);

  return g_regex_match_simple ("^-?[0-9]{1,3}$", value, G_REGEX_DOLLAR_ENDONLY, 0)
         && days >= FIRST_OFFSET && days <= LAST_OFFSET;
}

/* In a leap year, so that 29 February is one. */
static gboolean
is_month_day (const char *value)
{
  return g_regex_match_simple ("^[0-9]{2}-[0-9]{2}$", value, G_REGEX_DOLLAR_ENDONLY, 0)
         && g_date_valid_dmy ((GDateDay) g_ascii_strtoull (value + 3, NULL, 10),
                              (GDateMonth) g_ascii_strtoull (value, NULL, 10), 2024);
}

static gboolean
has_form (const char *value, Form form)
{
  switch (form)
    {
    case FORM_YES:
      return g_str_equal (value, "yes") || g_str_equal (value, "no");
    case FORM_NUMBER:
      return g_regex_match_simple ("^[0-9]{1,4}$", value, G_REGEX_DOLLAR_ENDONLY, 0);
    case FORM_DURATION:
      return g_regex_match_simple ("^P([0-9]{1,3}[YMWD]|T[0-9]{1,3}H)$", value,
                                   G_REGEX_DOLLAR_ENDONLY, 0);
    case FORM_MONTH_DAY:
      return is_month_day (value);
    case FORM_OFFSET:
      return is_offset (value);
    case FORM_CODE:
      return strchr (value, ' ') == NULL;
    case FORM_WORDS:
    case FORM_CODES:
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

/* One label a language, and Dutch among them. */
static gboolean
check_labels (const GezinDatedFile *file, const GArray *labels, int line, const char *what,
              const char *name, GError **error)
{
  gboolean dutch = FALSE;

  for (guint i = 0; i < labels->len; i++)
    {
      const char *language = g_array_index (labels, GezinWords, i).language;

      dutch = dutch || g_str_equal (language, "nl");
      for (guint j = 0; j < i; j++)
        if (g_str_equal (g_array_index (labels, GezinWords, j).language, language))
          return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DUPLICATE, file, line,
                                         "%s %s has two labels in %s", what, name, language);
    }
  if (!dutch)
    return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_LABEL, file, line,
                                   "%s %s has no Dutch label", what, name);
  return TRUE;
}

static gboolean
check_properties (const GezinDatedFile *file, const GezinCode *code, GError **error)
{
  for (guint i = 0; i < code->properties->len; i++)
    {
      const GezinProperty *property = &g_array_index (code->properties, GezinProperty, i);
      gssize known = find_property (property->name);

      if (known < 0)
        return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_PROPERTY, file, property->line,
                                       "unknown property %s", property->name);
      if (!has_form (property->value, known_properties[known].form))
        return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_PROPERTY, file, property->line,
                                       "property %s has a value of the wrong form", property->name);
      for (guint j = 0; j < i; j++)
        if (g_str_equal (g_array_index (code->properties, GezinProperty, j).name, property->name))
          return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DUPLICATE, file,
                                         property->line, "property %s stands twice",
                                         property->name);
    }
  return TRUE;
}

static gboolean
is_holiday (const GezinCode *code)
{
  return gezin_code_property (code, "month-day") != NULL
         || gezin_code_property (code, "easter") != NULL;
}

static gboolean
check_list (const GezinDatedFile *file, const GezinDatedList *list, GError **error)
{
  guint n_holidays = 0;

  if (!check_labels (file, list->labels, list->line, "list", list->name, error))
    return FALSE;
  for (guint i = 0; i < list->codes->len; i++)
    {
      const GezinCode *code = g_ptr_array_index (list->codes, i);

      if (!check_labels (file, code->labels, code->line, "code", code->name, error)
          || !check_properties (file, code, error))
        return FALSE;
      n_holidays += is_holiday (code);
      if (n_holidays > MOST_HOLIDAYS)
        return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_PROPERTY, file, code->line,
                                       "list %s has more than %d holidays", list->name,
                                       MOST_HOLIDAYS);
    }
  return TRUE;
}

gboolean
gezin_reference_check_file (const GezinDatedFile *file, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (!check_labels (file, file->labels, file->line, "file", file->info.id, error))
    return FALSE;
  for (guint i = 0; i < file->lists->len; i++)
    {
      const GezinDatedList *list = g_ptr_array_index (file->lists, i);

      if (!g_hash_table_add (names, (gpointer) list->name))
        return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DUPLICATE, file, list->line,
                                       "list %s stands twice", list->name);
      if (!check_list (file, list, error))
        return FALSE;
    }
  return TRUE;
}

/* ---------- Files together ---------- */

/* In one folder no two versions may hold on one day. Over another folder a higher version wins,
 * so there only the same version twice is in doubt. */
static gboolean
check_versions (GPtrArray *files, const GezinDatedFile *file, guint n_before, GError **error)
{
  for (guint i = 0; i < n_before; i++)
    {
      const GezinDatedFile *other = g_ptr_array_index (files, i);

      if (!g_str_equal (other->info.id, file->info.id))
        continue;
      if (!gezin_period_overlaps (&other->period, &file->period))
        continue;
      if (other->info.layer == file->info.layer || other->info.version == file->info.version)
        return gezin_reference_refuse (
            error, GEZIN_REFERENCE_ERROR_OVERLAP, file, file->line,
            "version %u of %s holds on a day on which version %u of %s holds too",
            file->info.version, file->info.id, other->info.version, other->info.name);
    }
  return TRUE;
}

static gboolean
check_owner (GHashTable *owners, const GezinDatedFile *file, GError **error)
{
  for (guint i = 0; i < file->lists->len; i++)
    {
      const GezinDatedList *list = g_ptr_array_index (file->lists, i);
      const char *owner = g_hash_table_lookup (owners, list->name);

      if (owner != NULL && !g_str_equal (owner, file->info.id))
        return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_DUPLICATE, file, list->line,
                                       "list %s belongs to %s", list->name, owner);
      g_hash_table_insert (owners, (gpointer) list->name, (gpointer) file->info.id);
    }
  return TRUE;
}

static gboolean
check_named_codes (GezinReference *reference, const GezinDatedFile *file,
                   const GezinProperty *property, GError **error)
{
  gssize known = find_property (property->name);
  const char *list = known_properties[known].list;
  g_auto (GStrv) codes = NULL;

  if (list == NULL)
    return TRUE;
  codes = g_strsplit (property->value, " ", -1);
  for (gsize i = 0; codes[i] != NULL; i++)
    if (!gezin_reference_knows (reference, list, codes[i]))
      return gezin_reference_refuse (error, GEZIN_REFERENCE_ERROR_CODE, file, property->line,
                                     "list %s has no code %s", list, codes[i]);
  return TRUE;
}

static gboolean
check_references (GezinReference *reference, const GezinDatedFile *file, GError **error)
{
  for (guint i = 0; i < file->lists->len; i++)
    {
      const GezinDatedList *list = g_ptr_array_index (file->lists, i);

      for (guint j = 0; j < list->codes->len; j++)
        {
          const GArray *properties =
              ((const GezinCode *) g_ptr_array_index (list->codes, j))->properties;

          for (guint k = 0; k < properties->len; k++)
            if (!check_named_codes (reference, file, &g_array_index (properties, GezinProperty, k),
                                    error))
              return FALSE;
        }
    }
  return TRUE;
}

gboolean
gezin_reference_check_files (GezinReference *reference, GPtrArray *files, GError **error)
{
  g_autoptr (GHashTable) owners = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < files->len; i++)
    {
      const GezinDatedFile *file = g_ptr_array_index (files, i);

      if (!check_versions (files, file, i, error) || !check_owner (owners, file, error))
        return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    if (!check_references (reference, g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}
