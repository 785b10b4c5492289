/* SPDX-License-Identifier: EUPL-1.2 */

/* The catalogue as a const table, and ways into it.
 *
 * Invariants:
 * 1. The row of a field stands at the field's number, the row of a kind at the kind's.
 * 2. A name is given out once in a kind, common fields included.
 * 3. A number given to an unknown name stays that name's for the process. */

#include "model/catalogue.h"

#include "base/limits.h"
#include "base/text.h"

#include <glib/gi18n-lib.h>

/* COMMON is how the table calls the fields of every kind. */
#define GEZIN_KIND_COMMON GEZIN_KIND_NONE

#define GEZIN_SENSITIVITY_PLAIN GEZIN_SENSITIVITY_BY_CATEGORY

/* Flags are written without their prefix in the table. */
enum {
  ROOT = GEZIN_KIND_ROOT,
  WRITTEN_ONCE = GEZIN_KIND_WRITTEN_ONCE,
  BY_PROGRAM = GEZIN_KIND_BY_PROGRAM,
  PLAIN = 0,
  DERIVED = GEZIN_FIELD_DERIVED,
  NARROWS = GEZIN_FIELD_NARROWS,
  WHOLE_FAMILY = GEZIN_FIELD_WHOLE_FAMILY,
  ESSENTIAL = GEZIN_FIELD_ESSENTIAL,
  TITLE = GEZIN_FIELD_TITLE,
  OF_FILE = GEZIN_FIELD_OF_FILE,
};

static const GezinKindSpec kinds[GEZIN_N_KINDS] = {
#define KIND(SYMBOL, NAME, LABEL, CATEGORY, FLAGS, SINCE) \
  [GEZIN_KIND_##SYMBOL] = { GEZIN_KIND_##SYMBOL,      NAME, LABEL, GEZIN_CATEGORY_##CATEGORY, \
                            (GezinKindFlags) (FLAGS), SINCE },
#define FIELD(...)
#include "model/catalogue.def"
#undef KIND
#undef FIELD
};

static const GezinFieldSpec fields[GEZIN_N_FIELDS] = {
#define KIND(...)
#define FIELD(KIND_SYMBOL, SYMBOL, NAME, LABEL, TYPE, LIST, TARGETS, CATEGORY, SENSITIVITY, \
              SEARCH, FLAGS, SINCE) \
  [GEZIN_FIELD_##KIND_SYMBOL##_##SYMBOL] = { GEZIN_FIELD_##KIND_SYMBOL##_##SYMBOL, \
                                             GEZIN_KIND_##KIND_SYMBOL, \
                                             NAME, \
                                             LABEL, \
                                             GEZIN_TYPE_##TYPE, \
                                             LIST, \
                                             TARGETS, \
                                             GEZIN_CATEGORY_##CATEGORY, \
                                             GEZIN_SENSITIVITY_##SENSITIVITY, \
                                             GEZIN_SEARCH_##SEARCH, \
                                             (GezinFieldFlags) (FLAGS), \
                                             SINCE },
#include "model/catalogue.def"
#undef KIND
#undef FIELD
};

/* What is computed from the table once. */
typedef struct {
  GHashTable *kinds_by_name;
  GHashTable *fields_by_name[GEZIN_N_KINDS]; /* own and common ones */
  GPtrArray *fields_of[GEZIN_N_KINDS];
} Index;

static Index *
get_index (void)
{
  static Index index;
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      index.kinds_by_name = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint kind = 0; kind < GEZIN_N_KINDS; kind++)
        {
          index.fields_by_name[kind] = g_hash_table_new (g_str_hash, g_str_equal);
          index.fields_of[kind] = g_ptr_array_new ();
          if (kind != GEZIN_KIND_NONE)
            g_hash_table_insert (index.kinds_by_name, (gpointer) kinds[kind].name,
                                 GUINT_TO_POINTER (kind));
          for (int common = 0; common <= 1; common++)
            for (guint field = 1; field < GEZIN_N_FIELDS; field++)
              if (fields[field].kind == (common ? GEZIN_KIND_NONE : kind)
                  && (kind != GEZIN_KIND_NONE || common))
                {
                  g_hash_table_insert (index.fields_by_name[kind], (gpointer) fields[field].name,
                                       GUINT_TO_POINTER (field));
                  g_ptr_array_add (index.fields_of[kind], (gpointer) &fields[field]);
                }
        }
      g_once_init_leave (&ready, 1);
    }
  return &index;
}

const GezinKindSpec *
gezin_catalogue_kind (GezinKind kind)
{
  g_return_val_if_fail (kind > GEZIN_KIND_NONE && kind < GEZIN_N_KINDS, NULL);
  return &kinds[kind];
}

GezinKind
gezin_catalogue_kind_by_name (const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_index ()->kinds_by_name, name));
}

const GezinFieldSpec *
gezin_catalogue_field (GezinField field)
{
  return field > GEZIN_FIELD_NONE && field < GEZIN_N_FIELDS ? &fields[field] : NULL;
}

GezinField
gezin_catalogue_field_by_name (GezinKind kind, const char *name)
{
  g_return_val_if_fail (kind < GEZIN_N_KINDS, GEZIN_FIELD_NONE);
  return GPOINTER_TO_UINT (g_hash_table_lookup (get_index ()->fields_by_name[kind], name));
}

/* Names that no catalogue of ours has, in the order in which they were met. */
static GMutex unknown_lock;
static GHashTable *unknown_numbers;
static const char *unknown_names[GEZIN_MAX_UNKNOWN_FIELDS];
static guint n_unknown;

const char *
gezin_catalogue_field_name (GezinField field)
{
  const char *name = NULL;

  if (field > GEZIN_FIELD_NONE && field < GEZIN_N_FIELDS)
    return fields[field].name;

  g_mutex_lock (&unknown_lock);
  if (field >= GEZIN_FIELD_FIRST_UNKNOWN && (guint) (field - GEZIN_FIELD_FIRST_UNKNOWN) < n_unknown)
    name = unknown_names[field - GEZIN_FIELD_FIRST_UNKNOWN];
  g_mutex_unlock (&unknown_lock);
  g_return_val_if_fail (name != NULL, "");
  return name;
}

GezinField
gezin_catalogue_intern_field (GezinKind kind, const char *name)
{
  GezinField known = gezin_catalogue_field_by_name (kind, name);
  guint number;

  if (known != GEZIN_FIELD_NONE || !gezin_text_is_name (name))
    return known;

  g_mutex_lock (&unknown_lock);
  if (unknown_numbers == NULL)
    unknown_numbers = g_hash_table_new (g_str_hash, g_str_equal);
  number = GPOINTER_TO_UINT (g_hash_table_lookup (unknown_numbers, name));
  if (number == 0 && n_unknown < GEZIN_MAX_UNKNOWN_FIELDS)
    {
      const char *kept = g_intern_string (name);

      number = GEZIN_FIELD_FIRST_UNKNOWN + n_unknown;
      unknown_names[n_unknown++] = kept;
      g_hash_table_insert (unknown_numbers, (gpointer) kept, GUINT_TO_POINTER (number));
    }
  g_mutex_unlock (&unknown_lock);
  return number;
}

const GezinFieldSpec *const *
gezin_catalogue_fields_of (GezinKind kind, guint *n_fields)
{
  GPtrArray *of;

  g_return_val_if_fail (kind < GEZIN_N_KINDS, NULL);
  of = get_index ()->fields_of[kind];
  if (n_fields != NULL)
    *n_fields = of->len;
  return (const GezinFieldSpec *const *) of->pdata;
}

gboolean
gezin_field_spec_is_set (const GezinFieldSpec *spec)
{
  return spec->type == GEZIN_TYPE_CODES || spec->type == GEZIN_TYPE_REFS;
}

gboolean
gezin_field_spec_is_ref (const GezinFieldSpec *spec)
{
  return spec->type == GEZIN_TYPE_REF || spec->type == GEZIN_TYPE_REFS;
}

GezinCategory
gezin_field_spec_category (const GezinFieldSpec *spec, GezinKind kind)
{
  if (spec->category != GEZIN_CATEGORY_OF_KIND)
    return spec->category;
  g_return_val_if_fail (kind > GEZIN_KIND_NONE && kind < GEZIN_N_KINDS, GEZIN_CATEGORY_NEVER);
  return kinds[kind].category;
}

GezinSensitivity
gezin_field_spec_sensitivity (const GezinFieldSpec *spec, GezinKind kind)
{
  if (spec->sensitivity != GEZIN_SENSITIVITY_BY_CATEGORY)
    return spec->sensitivity;

  switch (gezin_field_spec_category (spec, kind))
    {
    case GEZIN_CATEGORY_PROCESS:
      return GEZIN_SENSITIVITY_OPEN;
    case GEZIN_CATEGORY_IDENTITY:
    case GEZIN_CATEGORY_CONTACT:
    case GEZIN_CATEGORY_CARE:
    case GEZIN_CATEGORY_FINANCE:
    case GEZIN_CATEGORY_HOUSING:
    case GEZIN_CATEGORY_SCHOOL_AND_WORK:
    case GEZIN_CATEGORY_SAFETY:
    case GEZIN_CATEGORY_OWN_WORDS:
    case GEZIN_CATEGORY_IMPRESSION:
    case GEZIN_CATEGORY_NEVER:
      return GEZIN_SENSITIVITY_PERSONAL;
    case GEZIN_CATEGORY_HEALTH:
    case GEZIN_CATEGORY_MENTAL_HEALTH:
    case GEZIN_CATEGORY_ADDICTION:
    case GEZIN_CATEGORY_FAITH_AND_ORIGIN:
      return GEZIN_SENSITIVITY_SPECIAL;
    case GEZIN_CATEGORY_JUSTICE:
      return GEZIN_SENSITIVITY_CRIMINAL;
    case GEZIN_CATEGORY_FLAG:
      return GEZIN_SENSITIVITY_FLAG;
    /* Known only with the value at hand: the strictest that it can be. */
    case GEZIN_CATEGORY_BY_MEASURE:
      return GEZIN_SENSITIVITY_CRIMINAL;
    case GEZIN_CATEGORY_BY_LIFE_DOMAIN:
    case GEZIN_CATEGORY_BY_INSTRUMENT:
    case GEZIN_CATEGORY_BY_DOCUMENT_KIND:
    case GEZIN_CATEGORY_STRICTEST_OF_ENDS:
      return GEZIN_SENSITIVITY_CRIMINAL;
    case GEZIN_CATEGORY_OF_KIND:
    case GEZIN_N_CATEGORIES:
      break;
    }
  g_return_val_if_reached (GEZIN_SENSITIVITY_CRIMINAL);
}

const char *
gezin_type_name (GezinType type)
{
  static const char *const names[] = {
    [GEZIN_TYPE_TEXT] = "text",   [GEZIN_TYPE_PROSE] = "prose", [GEZIN_TYPE_DATE] = "date",
    [GEZIN_TYPE_TIME] = "time",   [GEZIN_TYPE_BOOL] = "bool",   [GEZIN_TYPE_COUNT] = "count",
    [GEZIN_TYPE_SCALE] = "scale", [GEZIN_TYPE_BSN] = "bsn",     [GEZIN_TYPE_DIGEST] = "digest",
    [GEZIN_TYPE_CODE] = "code",   [GEZIN_TYPE_CODES] = "codes", [GEZIN_TYPE_REF] = "ref",
    [GEZIN_TYPE_REFS] = "refs",   [GEZIN_TYPE_FILE] = "file",
  };

  g_return_val_if_fail (type >= GEZIN_TYPE_TEXT && type <= GEZIN_TYPE_FILE, NULL);
  return names[type];
}

const char *
gezin_category_name (GezinCategory category)
{
  static const char *const names[GEZIN_N_CATEGORIES] = {
    [GEZIN_CATEGORY_OF_KIND] = "of-kind",
    [GEZIN_CATEGORY_IDENTITY] = "identity",
    [GEZIN_CATEGORY_CONTACT] = "contact",
    [GEZIN_CATEGORY_CARE] = "care",
    [GEZIN_CATEGORY_HEALTH] = "health",
    [GEZIN_CATEGORY_MENTAL_HEALTH] = "mental-health",
    [GEZIN_CATEGORY_ADDICTION] = "addiction",
    [GEZIN_CATEGORY_FINANCE] = "finance",
    [GEZIN_CATEGORY_HOUSING] = "housing",
    [GEZIN_CATEGORY_SCHOOL_AND_WORK] = "school-and-work",
    [GEZIN_CATEGORY_JUSTICE] = "justice",
    [GEZIN_CATEGORY_SAFETY] = "safety",
    [GEZIN_CATEGORY_FAITH_AND_ORIGIN] = "faith-and-origin",
    [GEZIN_CATEGORY_OWN_WORDS] = "own-words",
    [GEZIN_CATEGORY_PROCESS] = "process",
    [GEZIN_CATEGORY_IMPRESSION] = "impression",
    [GEZIN_CATEGORY_NEVER] = "never",
    [GEZIN_CATEGORY_FLAG] = "flag",
    [GEZIN_CATEGORY_BY_LIFE_DOMAIN] = "by-life-domain",
    [GEZIN_CATEGORY_BY_INSTRUMENT] = "by-instrument",
    [GEZIN_CATEGORY_BY_DOCUMENT_KIND] = "by-document-kind",
    [GEZIN_CATEGORY_BY_MEASURE] = "by-measure",
    [GEZIN_CATEGORY_STRICTEST_OF_ENDS] = "strictest-of-ends",
  };

  g_return_val_if_fail (category < GEZIN_N_CATEGORIES, NULL);
  return names[category];
}

const char *
gezin_sensitivity_name (GezinSensitivity sensitivity)
{
  static const char *const names[GEZIN_N_SENSITIVITIES] = {
    [GEZIN_SENSITIVITY_BY_CATEGORY] = "by-category", [GEZIN_SENSITIVITY_OPEN] = "open",
    [GEZIN_SENSITIVITY_PERSONAL] = "personal",       [GEZIN_SENSITIVITY_SPECIAL] = "special",
    [GEZIN_SENSITIVITY_CRIMINAL] = "criminal",       [GEZIN_SENSITIVITY_BSN] = "bsn",
    [GEZIN_SENSITIVITY_NOTIFIER] = "notifier",       [GEZIN_SENSITIVITY_FLAG] = "flag",
  };

  g_return_val_if_fail (sensitivity < GEZIN_N_SENSITIVITIES, NULL);
  return names[sensitivity];
}

const char *
gezin_search_name (GezinSearch search)
{
  static const char *const names[] = {
    [GEZIN_SEARCH_NOT] = "no",        [GEZIN_SEARCH_TEXT] = "text",
    [GEZIN_SEARCH_NAME] = "name",     [GEZIN_SEARCH_PREFIX] = "prefix",
    [GEZIN_SEARCH_NUMBER] = "number",
  };

  g_return_val_if_fail (search <= GEZIN_SEARCH_NUMBER, NULL);
  return names[search];
}
