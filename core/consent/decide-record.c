/* SPDX-License-Identifier: EUPL-1.2 */

/* One record for an organisation, field by field, in the order of weight: what never leaves,
 * flags, law, consent, need.
 *
 * Invariants:
 * 1. Everybody who is named must allow every category that a field has.
 * 2. What another organisation wrote goes on a basis that was recorded here, after a person said
 *    yes to that very record (merge.md, law 8).
 * 3. `about`, `sharing` and `secret-from` go whole, or nothing of the record goes (law 13). */

#include "consent/decide-private.h"

#include "base/limits.h"

/* What was found of one set of categories. */
typedef struct {
  Categories needs;
  GezinWithheld reason;
  gboolean needs_judgement;
  gboolean is_here;
  const char *basis;
  const GArray *ids; /* (nullable) */
} Finding;

typedef struct {
  Work *work;
  Item *item;
  guint position;
  guint law;
  const KindRule *rule;
  const guint *persons; /* places */
  guint n_persons;
  guint n_subjects;
  GArray *findings; /* Finding */
} Look;

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return gezin_uuid_compare (a, b);
}

static void
add_id (GArray *ids, const GezinUuid *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (gezin_uuid_equal (&g_array_index (ids, GezinUuid, i), id))
      return;
  g_array_append_vals (ids, id, 1);
}

/* Consents where they are enough, else grounds too. */
static void
add_bases (const PersonLaw *may, Categories bit, GArray *ids, const char **basis)
{
  gboolean has_consent = FALSE;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < may->bases->len; i++)
      {
        const Basis *one = &g_array_index (may->bases, Basis, i);
        gboolean is_consent = one->basis[0] == 'c';

        if (!(one->categories & bit) || is_consent != (pass == 0) || (pass == 1 && has_consent))
          continue;
        has_consent = has_consent || is_consent;
        add_id (ids, &one->id);
        if (!is_consent && *basis == NULL)
          *basis = one->basis;
      }
}

static const char *
keep_text (Work *work, const char *text)
{
  GPtrArray *kept = work->decision->strings;

  for (guint i = 0; i < kept->len; i++)
    if (g_str_equal (kept->pdata[i], text))
      return kept->pdata[i];
  g_ptr_array_add (kept, g_strdup (text));
  return kept->pdata[kept->len - 1];
}

static void
rest_on_bases (Look *look, Finding *finding)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  const char *basis = NULL;
  Categories needs = finding->needs & COVERABLE;

  if (needs == 0)
    needs = gezin_decide_categories (look->work, look->item) & COVERABLE;
  for (guint i = 0; i < look->n_persons; i++)
    for (guint category = 1; category < N_COVERABLE; category++)
      if (needs & CATEGORY_BIT (category))
        add_bases (gezin_decide_person (look->work, look->persons[i], look->law),
                   CATEGORY_BIT (category), ids, &basis);
  g_array_sort (ids, compare_ids);
  g_ptr_array_add (look->work->decision->ids, ids);
  finding->ids = ids;
  finding->basis = basis != NULL ? keep_text (look->work, basis) : "consent";
}

/* Why @place does not allow @needs. */
static GezinWithheld
person_reason (Look *look, guint place, Categories needs, gboolean *needs_judgement)
{
  const PersonLaw *may = gezin_decide_person (look->work, place, look->law);
  Categories missing = needs & ~may->allowed;
  GezinWithheld reason = GEZIN_WITHHELD_NONE;

  for (guint category = 1; category < N_COVERABLE; category++)
    if ((missing & CATEGORY_BIT (category))
        && (reason == GEZIN_WITHHELD_NONE || may->reason[category] < reason))
      {
        reason = may->reason[category];
        *needs_judgement = (may->judgement & CATEGORY_BIT (category)) != 0;
      }
  return reason;
}

/* Invariant 1. */
static void
ask_persons (Look *look, Finding *finding)
{
  Categories needs = finding->needs & COVERABLE;

  finding->is_here = TRUE;
  for (guint i = 0; i < look->n_persons; i++)
    {
      Categories all = needs != 0 ? needs : gezin_decide_categories (look->work, look->item);
      gboolean needs_judgement = FALSE;
      GezinWithheld reason = person_reason (look, look->persons[i], needs, &needs_judgement);
      const PersonLaw *may = gezin_decide_person (look->work, look->persons[i], look->law);

      if (all & COVERABLE & ~may->allowed_here)
        finding->is_here = FALSE;
      if (reason == GEZIN_WITHHELD_NONE)
        continue;
      if (i >= look->n_subjects)
        reason = GEZIN_WITHHELD_THIRD_PERSON;
      if (finding->reason != GEZIN_WITHHELD_NONE && finding->reason <= reason)
        continue;
      finding->reason = reason;
      finding->needs_judgement = needs_judgement;
    }
}

/* We, the recipient, and who works for either: that names nobody of the family. */
static gboolean
is_of_us_or_recipient (Look *look)
{
  const GezinRecord *record = look->item->record;
  Work *work = look->work;
  guint position = 0;
  GezinUuid id;

  if (!look->rule->works_for_us || record->kind == GEZIN_KIND_ORGANISATION)
    return look->rule->works_for_us && record == work->recipient;
  while (gezin_reader_next_id (record, GEZIN_FIELD_PROFESSIONAL_ORGANISATION, &position, &id))
    if (!gezin_uuid_equal (&id, &work->recipient->id))
      return FALSE;
  return position > 0;
}

/* A record that names nobody. */
static void
judge_nameless (Look *look, const GezinFieldSpec *spec, Finding *finding)
{
  gboolean is_open = (finding->needs & ~CATEGORY_BIT (GEZIN_CATEGORY_PROCESS)) == 0
                     || is_of_us_or_recipient (look);

  if (is_open && !gezin_decide_is_free_text (spec))
    {
      finding->basis = "process";
      return;
    }
  finding->reason = GEZIN_WITHHELD_NEEDS_JUDGEMENT;
  finding->needs_judgement = TRUE;
}

static Finding
find (Look *look, const GezinFieldSpec *spec, Categories needs)
{
  Finding finding = { .needs = needs };
  gboolean is_nameless = look->n_persons == 0
                         || (look->rule->concerns_all && look->item->persons->len == 0
                             && (needs & ~CATEGORY_BIT (GEZIN_CATEGORY_PROCESS)) == 0);

  for (guint i = 0; !is_nameless && i < look->findings->len; i++)
    if (g_array_index (look->findings, Finding, i).needs == needs)
      return g_array_index (look->findings, Finding, i);
  if (look->work->is_own_team)
    finding.basis = "own-team";
  else if (look->item->names_stranger)
    {
      finding.reason = GEZIN_WITHHELD_THIRD_PERSON;
      finding.needs_judgement = TRUE;
    }
  else if (is_nameless)
    judge_nameless (look, spec, &finding);
  else
    ask_persons (look, &finding);
  if (finding.reason == GEZIN_WITHHELD_NONE && !look->work->is_own_team
      && (needs & ~(COVERABLE | UNDECIDED)) != 0)
    finding.reason = GEZIN_WITHHELD_CATEGORY_NOT_COVERED;
  if (finding.reason == GEZIN_WITHHELD_NONE && !look->work->is_own_team && (needs & UNDECIDED) != 0)
    {
      finding.reason = GEZIN_WITHHELD_NEEDS_JUDGEMENT;
      finding.needs_judgement = TRUE;
    }
  if (finding.reason == GEZIN_WITHHELD_NONE && finding.basis == NULL)
    rest_on_bases (look, &finding);
  if (!is_nameless)
    g_array_append_val (look->findings, finding);
  return finding;
}

static gboolean
is_from_elsewhere (Work *work, const GezinVersion *head)
{
  GezinRegister names = gezin_record_field (work->recipient, GEZIN_FIELD_ORGANISATION_NAME);
  const char *origin = gezin_version_origin (head);

  if (gezin_decide_is_our_version (work, head))
    return FALSE;
  for (guint i = 0; i < names.n_heads; i++)
    if (origin == NULL || g_strcmp0 (origin, names.heads[i]->value) != 0)
      return TRUE;
  return names.n_heads == 0;
}

/* Invariant 2. Whether anything of the field is left; what is not, is noted. */
static gboolean
keep_others_words (Look *look, GezinField field, gboolean *is_whole)
{
  GezinRegister all = gezin_record_field (look->item->record, field);
  gboolean is_any = FALSE;

  *is_whole = TRUE;
  for (guint from = 0, to; from < all.n_heads; from = to)
    {
      gboolean is_elsewhere = FALSE;

      for (to = from;
           to < all.n_heads && g_strcmp0 (all.heads[to]->item, all.heads[from]->item) == 0; to++)
        is_elsewhere = is_elsewhere || is_from_elsewhere (look->work, all.heads[to]);
      is_any = is_any || !is_elsewhere;
      if (!is_elsewhere)
        continue;
      *is_whole = FALSE;
      g_hash_table_add (look->work->decision->held_back, all.heads[from]);
    }
  return is_any;
}

/* The BSN goes to whom a law names as its user, and no consent changes that. */
static gboolean
may_have_bsn (Look *look)
{
  Work *work = look->work;
  GezinRegister kinds = { NULL, 0 };
  guint place, youngest, oldest;
  gboolean is_named = FALSE;

  if (work->recipient != NULL)
    kinds = gezin_record_field (work->recipient, GEZIN_FIELD_ORGANISATION_KIND);
  if (!work->may_use_bsn || !work->purpose.lets_bsn || kinds.n_heads == 0
      || !gezin_decide_find_person (work, &look->item->record->id, &place))
    return FALSE;
  gezin_decide_ages (work, &g_array_index (work->persons, Person, place).birth, work->today,
                     &youngest, &oldest);
  for (guint i = 0; work->bsn_users != NULL && i < gezin_code_list_size (work->bsn_users); i++)
    {
      const GezinCode *code = gezin_code_list_code (work->bsn_users, i);
      const char *from = gezin_code_property (code, "from-age");
      const char *until = gezin_code_property (code, "until-age");

      if (from == NULL || until == NULL || oldest < g_ascii_strtoull (from, NULL, 10)
          || youngest >= g_ascii_strtoull (until, NULL, 10))
        continue;
      is_named = TRUE;
      for (guint k = 0; k < kinds.n_heads; k++)
        if (kinds.heads[k]->value == NULL
            || !gezin_code_property_has (code, "users", kinds.heads[k]->value))
          return FALSE;
    }
  return is_named;
}

static GezinWithheld
never (Look *look, const GezinFieldSpec *spec)
{
  Work *work = look->work;

  if (spec == NULL)
    return GEZIN_WITHHELD_UNKNOWN_FIELD;
  if ((spec->sensitivity == GEZIN_SENSITIVITY_NOTIFIER
       || spec->field == GEZIN_FIELD_COMMON_SOURCE_PARTY)
      && !work->is_own_team && !gezin_decide_may_be_named (look->rule, look->item->record))
    return GEZIN_WITHHELD_NOTIFIER;
  if (spec->sensitivity == GEZIN_SENSITIVITY_BSN && !may_have_bsn (look))
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
  finding = find (look, spec, needs);
  if (finding.reason == GEZIN_WITHHELD_NONE && !look->work->is_own_team
      && !(finding.is_here && gezin_decide_is_confirmed (look->work, &look->item->record->id))
      && !keep_others_words (look, verdict->field, &is_whole))
    {
      finding.reason = GEZIN_WITHHELD_ANOTHER_ORIGIN;
      finding.needs_judgement = finding.is_here;
    }
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
  reason = gezin_decide_flags (work, look->item, needs_judgement);
  if (reason == GEZIN_WITHHELD_NONE && work->recipient_reason != GEZIN_WITHHELD_NONE)
    {
      reason = work->recipient_reason;
      *needs_judgement = work->recipient_judgement;
    }
  return reason;
}

/* Invariant 3. */
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
