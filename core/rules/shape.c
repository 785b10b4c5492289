/* SPDX-License-Identifier: EUPL-1.2 */

/* What is wrong with a record in itself.
 *
 * Invariants:
 * 1. Nothing outside the record is looked at but the code lists (merge.md, law 6).
 * 2. A field that this version does not know may come from a newer one: only its size and
 *    its text are judged, never whether it may stand there. */

#include "rules/shape-private.h"

#include "base/limits.h"
#include "base/text.h"
#include "model/value.h"

#include <string.h>

GQuark
gezin_rules_error_quark (void)
{
  return g_quark_from_static_string ("gezin-rules-error-quark");
}

/* What a value is in breach of, from why it is not in its canonical form. */
static GezinRule
rule_of_error (const GError *error)
{
  switch (error->code)
    {
    case GEZIN_MODEL_ERROR_ENCODING:
      return GEZIN_RULE_NOT_TEXT;
    case GEZIN_MODEL_ERROR_LENGTH:
      return GEZIN_RULE_TOO_LONG;
    case GEZIN_MODEL_ERROR_DATE:
      return GEZIN_RULE_BAD_DATE;
    case GEZIN_MODEL_ERROR_TIME:
      return GEZIN_RULE_BAD_TIME;
    case GEZIN_MODEL_ERROR_BOOL:
      return GEZIN_RULE_BAD_BOOL;
    case GEZIN_MODEL_ERROR_COUNT:
      return GEZIN_RULE_BAD_COUNT;
    case GEZIN_MODEL_ERROR_SCALE:
      return GEZIN_RULE_BAD_SCALE;
    case GEZIN_MODEL_ERROR_BSN:
      return GEZIN_RULE_BAD_BSN;
    case GEZIN_MODEL_ERROR_CODE:
      return GEZIN_RULE_BAD_CODE;
    case GEZIN_MODEL_ERROR_REF:
      return GEZIN_RULE_BAD_REF;
    case GEZIN_MODEL_ERROR_DIGEST:
      return GEZIN_RULE_BAD_DIGEST;
    default:
      return GEZIN_RULE_NOT_CANONICAL;
    }
}

static GezinRule
check_unknown (const char *value)
{
  gsize length = strlen (value);

  if (length > GEZIN_MAX_PROSE_BYTES)
    return GEZIN_RULE_TOO_LONG;
  if (!g_utf8_validate (value, (gssize) length, NULL))
    return GEZIN_RULE_NOT_TEXT;
  return gezin_text_is_clean (value, length, FALSE) ? GEZIN_RULE_NONE : GEZIN_RULE_NOT_CANONICAL;
}

static GezinRule
check_value (const GezinFieldSpec *spec, const char *value, GezinReference *reference)
{
  g_autoptr (GError) error = NULL;

  if (spec == NULL)
    return check_unknown (value);
  if (!gezin_value_check (spec, value, &error))
    return rule_of_error (error);
  if (spec->list != NULL && !gezin_reference_knows (reference, spec->list, value))
    return GEZIN_RULE_UNKNOWN_CODE;
  return GEZIN_RULE_NONE;
}

/* Law 7: a removal says what was seen, sorted and padded; nothing else does. */
static gboolean
is_saw_in_place (const GezinVersion *version)
{
  gboolean removes =
      version->field == GEZIN_FIELD_COMMON_REMOVED && g_strcmp0 (version->value, "true") == 0;

  if (!removes)
    return version->n_saw == 0;
  if (version->n_saw == 0 || version->n_saw % GEZIN_SAW_PADDING != 0)
    return FALSE;
  for (guint i = 1; i < version->n_saw; i++)
    if (version->saw[i - 1] > version->saw[i])
      return FALSE;
  return TRUE;
}

/* An item stands in a set and is the value, if it is in; a single value has no item. */
static gboolean
is_item_in_place (const GezinVersion *version, const GezinFieldSpec *spec)
{
  if (spec == NULL)
    return TRUE;
  if (!gezin_field_spec_is_set (spec))
    return version->item == NULL;
  return version->item != NULL
         && (version->value == NULL || strcmp (version->value, version->item) == 0);
}

GezinRule
gezin_shape_check_version (const GezinVersion *version, GezinReference *reference)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  const char *text = version->value != NULL ? version->value : version->item;

  if (spec != NULL && spec->kind != GEZIN_KIND_NONE && spec->kind != version->kind)
    return GEZIN_RULE_FIELD_OF_OTHER_KIND;
  if (!is_item_in_place (version, spec))
    return GEZIN_RULE_ITEM_MISPLACED;
  if (version->erased && version->value != NULL)
    return GEZIN_RULE_ERASED_WITH_VALUE;
  if (!is_saw_in_place (version))
    return GEZIN_RULE_SAW_MISPLACED;
  if (version->n_saw > GEZIN_MAX_SAW_ENTRIES
      || (version->context != NULL && version->context->n_dots > GEZIN_MAX_CONTEXT_ENTRIES))
    return GEZIN_RULE_TOO_MUCH_SEEN;
  if (spec != NULL && (spec->flags & GEZIN_FIELD_DERIVED) != 0 && version->value != NULL)
    return GEZIN_RULE_DERIVED_WRITTEN;
  return text == NULL ? GEZIN_RULE_NONE : check_value (spec, text, reference);
}

/* Law 12: whether @version is of a field that only the creating commit sets. An
 * erasure is no change, and a newer version's field may be one that narrows. */
static gboolean
is_set_once (const GezinVersion *version)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);

  return spec != NULL && (spec->flags & GEZIN_FIELD_NARROWS) == 0 && !version->erased;
}

/* Law 12: all that is set once shares one commit and saw nothing. The first field that does not. */
static GezinField
find_change (const GezinRecord *record)
{
  const GezinVersion *first = NULL;

  if ((gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_WRITTEN_ONCE) == 0)
    return GEZIN_FIELD_NONE;
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];

      if (!is_set_once (head))
        continue;
      if (first == NULL)
        first = head;
      if (head->context != NULL || head->commit->id != first->commit->id)
        return head->field;
    }
  return GEZIN_FIELD_NONE;
}

static void
report (GPtrArray *findings, const GezinRecord *record, GezinField field, GezinRule rule)
{
  g_ptr_array_add (findings, gezin_finding_new (&record->id, record->kind, field, rule));
}

/* How many writers a register and how many items a set has. */
static void
check_sizes (const GezinRecord *record, GPtrArray *findings)
{
  GezinRegister one;
  GezinField last = GEZIN_FIELD_NONE;
  guint position = 0, n_items = 0;

  while (gezin_record_next_register (record, &position, &one))
    {
      GezinField field = one.heads[0]->field;

      if (one.n_heads > GEZIN_MAX_HEADS_IN_REGISTER)
        report (findings, record, field, GEZIN_RULE_TOO_MANY_HEADS);
      n_items = field == last ? n_items + 1 : 1;
      if (n_items == GEZIN_MAX_ITEMS_IN_SET + 1)
        report (findings, record, field, GEZIN_RULE_TOO_MANY_ITEMS);
      last = field;
    }
}

void
gezin_shape_check_whole (const GezinRecord *record, GPtrArray *findings)
{
  GezinField changed = find_change (record);

  check_sizes (record, findings);
  if (changed != GEZIN_FIELD_NONE)
    report (findings, record, changed, GEZIN_RULE_WRITTEN_ONCE_CHANGED);
}

GPtrArray *
gezin_shape_check_record (const GezinRecord *record, GezinReference *reference)
{
  GPtrArray *findings = gezin_findings_new ();

  for (guint i = 0; i < record->n_heads; i++)
    {
      GezinRule rule = gezin_shape_check_version (record->heads[i], reference);

      if (rule != GEZIN_RULE_NONE)
        report (findings, record, record->heads[i]->field, rule);
    }
  gezin_shape_check_whole (record, findings);
  gezin_findings_tidy (findings);
  return findings;
}
