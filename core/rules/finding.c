/* SPDX-License-Identifier: EUPL-1.2 */

/* The rules as a table, and findings by them.
 *
 * Invariant: the row of a rule stands at the rule's number. */

#include "rules/finding.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *code;
  gboolean is_shape;
  const char *sentence;
} rules[GEZIN_N_RULES] = {
#define RULE(SYMBOL, CODE, IS_SHAPE, SENTENCE) [GEZIN_RULE_##SYMBOL] = { CODE, IS_SHAPE, SENTENCE },
#include "rules/rules.inc"
#undef RULE
};

static gboolean
is_rule (GezinRule rule)
{
  return rule > GEZIN_RULE_NONE && rule < GEZIN_N_RULES;
}

const char *
gezin_rule_code (GezinRule rule)
{
  g_return_val_if_fail (is_rule (rule), "");
  return rules[rule].code;
}

const char *
gezin_rule_sentence (GezinRule rule)
{
  g_return_val_if_fail (is_rule (rule), "");
  return _ (rules[rule].sentence);
}

gboolean
gezin_rule_is_shape (GezinRule rule)
{
  g_return_val_if_fail (is_rule (rule), FALSE);
  return rules[rule].is_shape;
}

GezinFinding *
gezin_finding_new (const GezinUuid *record, GezinKind kind, GezinField field, GezinRule rule)
{
  GezinFinding *finding = g_new0 (GezinFinding, 1);

  finding->record = *record;
  finding->kind = kind;
  finding->field = field;
  finding->rule = rule;
  finding->code = gezin_rule_code (rule);
  finding->sentence = gezin_rule_sentence (rule);
  finding->is_shape = gezin_rule_is_shape (rule);
  return finding;
}

void
gezin_finding_free (GezinFinding *finding)
{
  g_free (finding);
}

GPtrArray *
gezin_findings_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_finding_free);
}

static int
compare (const GezinFinding *a, const GezinFinding *b)
{
  int order;

  if (a->kind != b->kind)
    return a->kind < b->kind ? -1 : 1;
  order = gezin_uuid_compare (&a->record, &b->record);
  if (order != 0)
    return order;
  if (a->rule != b->rule)
    return a->rule < b->rule ? -1 : 1;
  return a->field < b->field ? -1 : a->field > b->field;
}

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  return compare (*(GezinFinding *const *) a, *(GezinFinding *const *) b);
}

void
gezin_findings_tidy (GPtrArray *findings)
{
  g_ptr_array_sort (findings, compare_cb);
  for (guint i = findings->len; i-- > 1;)
    if (compare (findings->pdata[i - 1], findings->pdata[i]) == 0)
      g_ptr_array_remove_index (findings, i);
}
