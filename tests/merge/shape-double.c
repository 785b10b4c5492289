/* SPDX-License-Identifier: EUPL-1.2 */

/* Stands in for the shape rules in the random histories, where a value that begins with "bad" is
 * what is wrong in itself: merging must not care what the rules are, only that they look at one
 * record alone. The rules themselves are tested in tests/rules. */

#include "rules/shape.h"

GPtrArray *
gezin_shape_check_record (const GezinRecord *record, GezinReference *reference)
{
  GPtrArray *findings = gezin_findings_new ();

  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i]->value != NULL && g_str_has_prefix (record->heads[i]->value, "bad"))
      {
        g_ptr_array_add (findings,
                         gezin_finding_new (&record->id, record->kind, record->heads[i]->field,
                                            GEZIN_RULE_NOT_TEXT));
        break;
      }
  return findings;
}
