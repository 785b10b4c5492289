/* SPDX-License-Identifier: EUPL-1.2 */

/* One record for an organisation, field by field, in the order of weight: what never leaves,
 * flags, law, consent, need.
 *
 * Invariant: `about`, `sharing` and `secret-from` go whole, or nothing of the record goes
 * (merge.md, law 13). */

#include "consent/decide-allow.h"

#include "base/limits.h"

static GezinWithheld
never (Look *look, const GezinFieldSpec *spec)
{
  Work *work = look->work;

  if (spec == NULL)
    return GEZIN_WITHHELD_UNKNOWN_FIELD;
  if (gezin_decide_lists (look->rule->never, spec->name))
    return GEZIN_WITHHELD_TEAM_ONLY;
  if (gezin_decide_tells_who (look->rule, spec, look->item->record))
    return GEZIN_WITHHELD_NOTIFIER;
  if (spec->sensitivity == GEZIN_SENSITIVITY_BSN
      && !gezin_decide_may_have_bsn (work, look->item->record))
    return GEZIN_WITHHELD_BSN_NOT_AUTHORISED;
  return GEZIN_WITHHELD_NONE;
}

static gboolean
is_needed (Work *work, GezinKind kind, Categories needs)
{
  return !gezin_decide_lists (work->purpose.not_kinds, gezin_catalogue_kind (kind)->name)
         && (needs & COVERABLE & ~work->purpose.needs) == 0;
}

static gboolean
is_too_large (const GezinRecord *record, const GezinFieldSpec *spec)
{
  GezinRegister bytes = gezin_record_field (record, GEZIN_FIELD_DOCUMENT_BYTES);

  if (spec->type != GEZIN_TYPE_FILE)
    return FALSE;
  for (guint i = 0; i < bytes.n_heads; i++)
    if (bytes.heads[i]->value != NULL
        && g_ascii_strtoull (bytes.heads[i]->value, NULL, 10) > GEZIN_MAX_BUNDLE_DOCUMENT_BYTES)
      return TRUE;
  return FALSE;
}

static void
withhold (GezinVerdict *verdict, GezinWithheld reason, gboolean needs_judgement)
{
  verdict->is_shared = FALSE;
  verdict->reason = reason;
  verdict->needs_judgement = needs_judgement;
}

static void
judge_field (Look *look, GezinVerdict *verdict, GezinWithheld flag, gboolean flag_judgement)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (verdict->field);
  GezinWithheld reason = never (look, spec);
  gboolean is_whole = TRUE;
  Finding finding;
  Categories needs;

  if (reason != GEZIN_WITHHELD_NONE || flag != GEZIN_WITHHELD_NONE)
    {
      withhold (verdict, reason != GEZIN_WITHHELD_NONE ? reason : flag,
                reason == GEZIN_WITHHELD_NONE && flag_judgement);
      return;
    }
  needs = gezin_decide_needs (look->work, look->item, spec);
  finding = gezin_decide_allow (look, spec, needs);
  if (finding.reason == GEZIN_WITHHELD_NONE && !look->work->is_own_team)
    gezin_decide_pass_on (look, verdict->field, &finding, &is_whole);
  if (finding.reason == GEZIN_WITHHELD_NONE
      && !is_needed (look->work, look->item->record->kind, needs))
    finding.reason = GEZIN_WITHHELD_NOT_NEEDED;
  if (finding.reason == GEZIN_WITHHELD_NONE && is_too_large (look->item->record, spec))
    finding.reason = GEZIN_WITHHELD_TOO_LARGE;
  withhold (verdict, finding.reason, finding.needs_judgement);
  if (finding.reason != GEZIN_WITHHELD_NONE)
    return;
  verdict->is_shared = TRUE;
  verdict->reason = is_whole ? GEZIN_WITHHELD_NONE : GEZIN_WITHHELD_ANOTHER_ORIGIN;
  verdict->basis = finding.basis;
  verdict->relies_on = finding.ids == NULL ? NULL : (const GezinUuid *) finding.ids->data;
  verdict->n_relies_on = finding.ids == NULL ? 0 : finding.ids->len;
}

/* What was asked without names tells of whom it was, as soon as it goes along with names. */
static gboolean
is_of_advice (Look *look)
{
  const GezinRecord *record = look->item->record;
  GezinField field = look->rule->purpose;
  const char *purpose;
  guint position = 0;

  while (field != GEZIN_FIELD_NONE && gezin_reader_next_value (record, field, &position, &purpose))
    {
      const GezinCode *code =
          gezin_reference_find (look->work->question->reference, "sharing-purpose", purpose);

      if (code != NULL && gezin_code_property_has (code, "audience", "advice"))
        return TRUE;
    }
  return FALSE;
}

/* What holds for the whole record. */
static GezinWithheld
record_reason (Look *look, gboolean *needs_judgement)
{
  Work *work = look->work;
  GezinWithheld reason = look->rule->stays;

  *needs_judgement = FALSE;
  if (reason != GEZIN_WITHHELD_NONE && !(reason == GEZIN_WITHHELD_TEAM_ONLY && work->is_own_team))
    return reason;
  if (look->rule->recipient != GEZIN_FIELD_NONE && !work->is_own_team
      && (work->recipient == NULL
          || gezin_decide_refers (work, look->item->record, look->rule->recipient,
                                  &work->recipient->id)
                 != MAYBE_YES))
    return GEZIN_WITHHELD_NAMES_ANOTHER_RECIPIENT;
  if (!work->is_own_team && is_of_advice (look))
    return GEZIN_WITHHELD_TEAM_ONLY;
  reason = gezin_decide_flags (work, look->item, needs_judgement);
  if (reason == GEZIN_WITHHELD_NONE && work->recipient_reason != GEZIN_WITHHELD_NONE)
    {
      reason = work->recipient_reason;
      *needs_judgement = work->recipient_judgement;
    }
  return reason;
}

static void
keep_flags_whole (Look *look)
{
  static const GezinField whole[] = { GEZIN_FIELD_COMMON_ABOUT, GEZIN_FIELD_COMMON_SHARING,
                                      GEZIN_FIELD_COMMON_SECRET_FROM };

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    {
      const GezinVerdict *verdict =
          gezin_decision_find (look->work->decision, look->position, whole[i]);

      if (verdict != NULL && verdict->reason != GEZIN_WITHHELD_NONE)
        {
          gezin_decision_withhold_all (look->work->decision, look->position, verdict->reason,
                                       verdict->needs_judgement);
          return;
        }
    }
}

void
gezin_decide_record (Work *work, guint position)
{
  Item *item = &work->items[position];
  GArray *verdicts = work->decision->verdicts[position];
  g_autoptr (GArray) everybody = NULL;
  Look look = { .work = work,
                .item = item,
                .position = position,
                .law = gezin_decide_law_index (work, item->record),
                .rule = &work->kinds[item->record->kind],
                .persons = (const guint *) (gpointer) item->persons->data,
                .n_persons = item->persons->len,
                .n_subjects = item->n_subjects };
  gboolean flag_judgement;
  GezinWithheld flag = record_reason (&look, &flag_judgement);

  look.findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  if (look.rule->concerns_all && item->persons->len == 0)
    {
      everybody = g_array_new (FALSE, FALSE, sizeof (guint));
      for (guint i = 0; i < work->persons->len; i++)
        if (!g_array_index (work->persons, Person, i).is_deceased)
          g_array_append_val (everybody, i);
      look.persons = (const guint *) (gpointer) everybody->data;
      look.n_persons = look.n_subjects = everybody->len;
    }
  work->decision->shared[position] = TRUE;
  for (guint i = 0; i < verdicts->len; i++)
    judge_field (&look, &g_array_index (verdicts, GezinVerdict, i), flag, flag_judgement);
  keep_flags_whole (&look);
  g_array_unref (look.findings);
}
