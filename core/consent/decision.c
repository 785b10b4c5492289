/* SPDX-License-Identifier: EUPL-1.2 */

/* A decision: a verdict for each field of each record that stands.
 *
 * Invariants:
 * 1. Verdicts of a record stand in the order of its heads, one a field.
 * 2. A field that is shared has a basis; one that is not, or not whole, has a reason. */

#include "consent/decide-private.h"

#include <string.h>

static const char *const codes[GEZIN_N_WITHHELD] = {
#define REASON(SYMBOL, CODE) [GEZIN_WITHHELD_##SYMBOL] = CODE,
#include "consent/reasons.inc"
#undef REASON
};

const char *
gezin_withheld_code (GezinWithheld reason)
{
  g_return_val_if_fail (reason < GEZIN_N_WITHHELD, NULL);
  return codes[reason];
}

GezinWithheld
gezin_withheld_by_code (const char *code)
{
  for (guint i = 1; i < GEZIN_N_WITHHELD; i++)
    if (strcmp (codes[i], code) == 0)
      return i;
  return GEZIN_WITHHELD_NONE;
}

static GArray *
new_verdicts (const GezinRecord *record)
{
  GArray *verdicts = g_array_new (FALSE, FALSE, sizeof (GezinVerdict));

  for (guint i = 0; i < record->n_heads; i++)
    if (i == 0 || record->heads[i]->field != record->heads[i - 1]->field)
      {
        GezinVerdict verdict = { .field = record->heads[i]->field,
                                 .reason = GEZIN_WITHHELD_NEEDS_JUDGEMENT,
                                 .needs_judgement = TRUE };

        g_array_append_val (verdicts, verdict);
      }
  return verdicts;
}

GezinDecision *
gezin_decision_new (GezinDossier *dossier, GezinAudience audience)
{
  GezinDecision *decision = g_atomic_rc_box_new0 (GezinDecision);

  decision->dossier = gezin_dossier_ref (dossier);
  decision->audience = audience;
  decision->n_records = gezin_dossier_n_records (dossier);
  decision->verdicts = g_new0 (GArray *, MAX (decision->n_records, 1));
  decision->shared = g_new0 (gboolean, MAX (decision->n_records, 1));
  decision->held_back = g_hash_table_new (NULL, NULL);
  decision->strings = g_ptr_array_new_with_free_func (g_free);
  decision->known_bodies = g_ptr_array_new_with_free_func (g_free);
  decision->ids = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (guint i = 0; i < decision->n_records; i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_record_is_removed (record))
        decision->verdicts[i] = new_verdicts (record);
    }
  return decision;
}

GezinDecision *
gezin_decision_ref (GezinDecision *decision)
{
  return g_atomic_rc_box_acquire (decision);
}

static void
clear_decision (gpointer data)
{
  GezinDecision *decision = data;

  for (guint i = 0; i < decision->n_records; i++)
    g_clear_pointer (&decision->verdicts[i], g_array_unref);
  g_free (decision->verdicts);
  g_free (decision->shared);
  g_free (decision->rules);
  g_hash_table_unref (decision->held_back);
  g_ptr_array_unref (decision->strings);
  g_ptr_array_unref (decision->ids);
  g_ptr_array_unref (decision->known_bodies);
  gezin_dossier_unref (decision->dossier);
}

void
gezin_decision_unref (GezinDecision *decision)
{
  g_atomic_rc_box_release_full (decision, clear_decision);
}

GezinVerdict *
gezin_decision_find (GezinDecision *decision, guint position, GezinField field)
{
  GArray *verdicts = decision->verdicts[position];

  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    if (g_array_index (verdicts, GezinVerdict, i).field == field)
      return &g_array_index (verdicts, GezinVerdict, i);
  return NULL;
}

/* A field that has its own reason keeps it. */
void
gezin_decision_withhold_all (GezinDecision *decision, guint position, GezinWithheld reason,
                             gboolean needs_judgement)
{
  GArray *verdicts = decision->verdicts[position];

  decision->shared[position] = FALSE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      GezinVerdict *verdict = &g_array_index (verdicts, GezinVerdict, i);

      if (!verdict->is_shared)
        continue;
      *verdict = (GezinVerdict){ .field = verdict->field,
                                 .reason = verdict->reason != GEZIN_WITHHELD_NONE ? verdict->reason
                                                                                  : reason,
                                 .needs_judgement = verdict->needs_judgement || needs_judgement };
    }
}

GezinDossier *
gezin_decision_dossier (const GezinDecision *decision)
{
  return decision->dossier;
}

GezinAudience
gezin_decision_audience (const GezinDecision *decision)
{
  return decision->audience;
}

const char *
gezin_decision_rules (const GezinDecision *decision)
{
  return decision->rules;
}

guint
gezin_decision_n_fields (const GezinDecision *decision, guint position)
{
  g_return_val_if_fail (position < decision->n_records, 0);
  return decision->verdicts[position] == NULL ? 0 : decision->verdicts[position]->len;
}

const GezinVerdict *
gezin_decision_verdict (const GezinDecision *decision, guint position, guint index)
{
  g_return_val_if_fail (index < gezin_decision_n_fields (decision, position), NULL);
  return &g_array_index (decision->verdicts[position], GezinVerdict, index);
}

gboolean
gezin_decision_shares_record (const GezinDecision *decision, guint position)
{
  g_return_val_if_fail (position < decision->n_records, FALSE);
  return decision->shared[position];
}

gboolean
gezin_decision_shares_register (const GezinDecision *decision, guint position,
                                const GezinRegister *one)
{
  const GezinVerdict *verdict;

  if (!decision->shared[position] || one->n_heads == 0)
    return FALSE;
  verdict = gezin_decision_find ((GezinDecision *) decision, position, one->heads[0]->field);
  return verdict != NULL && verdict->is_shared
         && !g_hash_table_contains (decision->held_back, one->heads[0]);
}
