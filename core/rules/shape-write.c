/* SPDX-License-Identifier: EUPL-1.2 */

/* What is refused when somebody here writes it.
 *
 * Invariant: what stood in the register before may stand there again, so that
 * choosing and undoing never fail on a code or a record that is gone by now.
 * What may only narrow is the exception: there the narrowest counts. */

#include "rules/shape-private.h"

#include "base/limits.h"
#include "model/value.h"

#include <string.h>

typedef struct {
  const GezinDossier *before;
  const GezinDossier *after;
  GezinReference *reference;
  const GDate *day;
  GHashTable *lists; /* name to GezinCodeList as it is on the day */
} Check;

/* Fields that say until when something may be used: they only come earlier (law 12). */
static const GezinField ends[] = {
  GEZIN_FIELD_AUTHORITY_UNTIL,      GEZIN_FIELD_CAPACITY_UNTIL, GEZIN_FIELD_CONSENT_UNTIL,
  GEZIN_FIELD_CONSENT_WITHDRAWN_ON, GEZIN_FIELD_GROUND_UNTIL,
};

gboolean
gezin_shape_is_end (GezinField field)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (ends[i] == field)
      return TRUE;
  return FALSE;
}

/* What may be read by whoever gets the message: names of the catalogue, no value. */
static gboolean
fail (GError **error, GezinRulesError code, GezinKind kind, GezinField field, const char *rule)
{
  g_set_error (error, GEZIN_RULES_ERROR, (int) code, "%s: %s of a %s", rule,
               field == GEZIN_FIELD_NONE ? "a record" : gezin_catalogue_field_name (field),
               gezin_catalogue_kind (kind)->name);
  return FALSE;
}

static gboolean
fail_by_rule (GError **error, GezinKind kind, GezinField field, GezinRule rule)
{
  GezinRulesError code = GEZIN_RULES_ERROR_SHAPE;

  if (rule == GEZIN_RULE_DERIVED_WRITTEN)
    code = GEZIN_RULES_ERROR_DERIVED;
  else if (rule == GEZIN_RULE_UNKNOWN_CODE)
    code = GEZIN_RULES_ERROR_CODE;
  else if (rule == GEZIN_RULE_WRITTEN_ONCE_CHANGED)
    code = GEZIN_RULES_ERROR_WRITTEN_ONCE;
  return fail (error, code, kind, field, gezin_rule_code (rule));
}

static GezinRegister
find_before (const Check *check, const GezinVersion *version)
{
  GezinRecord *record = gezin_dossier_find (check->before, &version->record);

  if (record == NULL)
    return (GezinRegister){ NULL, 0 };
  return gezin_record_register (record, version->field, version->item);
}

static gboolean
stood_before (const Check *check, const GezinVersion *version)
{
  GezinRegister one = find_before (check, version);

  for (guint i = 0; i < one.n_heads; i++)
    if (g_strcmp0 (one.heads[i]->value, version->value) == 0)
      return TRUE;
  return FALSE;
}

/* Codes. */

static GezinCodeList *
list_of_day (Check *check, const char *name)
{
  gpointer list;

  if (!g_hash_table_lookup_extended (check->lists, name, NULL, &list))
    {
      list = gezin_reference_list (check->reference, name, check->day);
      g_hash_table_insert (check->lists, (gpointer) name, list);
    }
  return list;
}

static gboolean
check_code (Check *check, const GezinVersion *version, const GezinFieldSpec *spec, GError **error)
{
  GezinCodeList *list = list_of_day (check, spec->list);

  if (list != NULL && gezin_code_list_find (list, version->value) != NULL)
    return TRUE;
  return fail (error, GEZIN_RULES_ERROR_CODE, version->kind, version->field,
               "no code of its list on this day");
}

/* References. */

static gboolean
check_reference (const Check *check, const GezinVersion *version, const GezinFieldSpec *spec,
                 GError **error)
{
  GezinKindSet targets = spec->targets;
  GezinRecord *target;
  GezinUuid id;

  if (!gezin_uuid_parse (version->value, &id))
    return TRUE; /* the whole family */
  target = gezin_dossier_find (check->after, &id);
  /* The same family's other dossier need not be here, nor joined yet (law 14). */
  if (target == NULL && version->field == GEZIN_FIELD_COMMON_SAME_AS
      && (gezin_catalogue_kind (version->kind)->flags & GEZIN_KIND_ROOT) != 0)
    return TRUE;
  if (target == NULL)
    return fail (error, GEZIN_RULES_ERROR_REFERENCE, version->kind, version->field,
                 gezin_rule_code (GEZIN_RULE_REFERS_TO_NOTHING));
  if ((targets & GEZIN_KIND_SET_SAME) != 0)
    targets |= GEZIN_KIND_SET (version->kind);
  if ((targets & GEZIN_KIND_SET (target->kind)) == 0)
    return fail (error, GEZIN_RULES_ERROR_REFERENCE, version->kind, version->field,
                 gezin_rule_code (GEZIN_RULE_REFERS_TO_OTHER_KIND));
  if (gezin_record_is_removed (target))
    return fail (error, GEZIN_RULES_ERROR_REFERENCE, version->kind, version->field,
                 gezin_rule_code (GEZIN_RULE_REFERS_TO_REMOVED));
  return TRUE;
}

/* What narrows. */

static guint32
last_day (const char *value)
{
  GezinPartialDate date;
  GDate day;

  if (value == NULL || !gezin_partial_date_parse (value, &date))
    return G_MAXUINT32;
  gezin_partial_date_last (&date, &day);
  return g_date_get_julian (&day);
}

/* An end that somebody wrote comes no later and is not taken away. */
static gboolean
check_narrows (const Check *check, const GezinVersion *version, GError **error)
{
  GezinRegister one = find_before (check, version);
  guint32 new_end = last_day (version->value);

  if (version->erased)
    return TRUE;
  for (guint i = 0; i < one.n_heads; i++)
    {
      const GezinVersion *head = one.heads[i];
      gboolean widens = gezin_shape_is_end (version->field)
                            ? last_day (head->value) < new_end
                            : version->field == GEZIN_FIELD_GROUND_USED_BY && head->value != NULL
                                  && g_strcmp0 (head->value, version->value) != 0;

      if (widens && !head->erased)
        return fail (error, GEZIN_RULES_ERROR_WRITTEN_ONCE, version->kind, version->field,
                     gezin_rule_code (GEZIN_RULE_WRITTEN_ONCE_CHANGED));
    }
  return TRUE;
}

static gboolean
check_version (Check *check, const GezinVersion *version, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  GezinRule rule = gezin_shape_check_version (version, check->reference);

  if (rule != GEZIN_RULE_NONE)
    return fail_by_rule (error, version->kind, version->field, rule);
  if (spec == NULL)
    return TRUE;
  if (!check_narrows (check, version, error))
    return FALSE;
  if (version->value == NULL || stood_before (check, version))
    return TRUE;
  if (spec->list != NULL)
    return check_code (check, version, spec, error);
  return !gezin_field_spec_is_ref (spec) || check_reference (check, version, spec, error);
}

/* The records that @written touches, each once, as they would be. */
static gboolean
check_touched (const Check *check, GPtrArray *written, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < written->len; i++)
    {
      GezinVersion *version = written->pdata[i];
      GezinRecord *record = gezin_dossier_find (check->after, &version->record);
      g_autoptr (GPtrArray) findings = NULL;

      if (record == NULL || !g_hash_table_add (seen, &version->record))
        continue;
      findings = gezin_findings_new ();
      gezin_shape_check_whole (record, findings);
      if (findings->len > 0)
        {
          const GezinFinding *first = findings->pdata[0];

          return fail_by_rule (error, first->kind, first->field, first->rule);
        }
    }
  return TRUE;
}

static void
clear_list (gpointer list)
{
  if (list != NULL)
    gezin_code_list_unref (list);
}

gboolean
gezin_shape_check_write (const GezinDossier *before, const GezinDossier *after, GPtrArray *written,
                         GezinReference *reference, const GDate *day, GError **error)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, clear_list);
  Check check = { before, after, reference, day, lists };

  for (guint i = 0; i < written->len; i++)
    if (!check_version (&check, written->pdata[i], error))
      return FALSE;
  return check_touched (&check, written, error);
}
