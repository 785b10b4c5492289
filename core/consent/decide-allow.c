/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether everybody who is named in a record allows a set of categories, and on which consents and
 * grounds that rests.
 *
 * Invariants:
 * 1. Everybody who is named must allow every category.
 * 2. What names nobody goes only where it is open; all else of it is for a person. */

#include "consent/decide-allow.h"

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
        add_id (ids, &one->record->id);
        if (!is_consent && *basis == NULL)
          *basis = one->basis;
      }
}

/* Sorted, each once. */
static void
rest_on (Work *work, Finding *finding, GArray *ids)
{
  g_array_sort (ids, compare_ids);
  g_ptr_array_add (work->decision->ids, ids);
  finding->ids = ids;
}

/* Besides what @finding rests on. */
void
gezin_decide_rely_on (Work *work, Finding *finding, const GArray *more)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  if (finding->ids != NULL)
    g_array_append_vals (ids, finding->ids->data, finding->ids->len);
  for (guint i = 0; i < more->len; i++)
    add_id (ids, &g_array_index (more, GezinUuid, i));
  rest_on (work, finding, ids);
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
  rest_on (look->work, finding, ids);
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

/* Invariant 2. */
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

Finding
gezin_decide_allow (Look *look, const GezinFieldSpec *spec, Categories needs)
{
  Finding finding = { .needs = needs };
  gboolean is_nameless = look->n_persons == 0
                         || (look->rule->concerns_all && look->item->persons->len == 0
                             && (needs & ~CATEGORY_BIT (GEZIN_CATEGORY_PROCESS)) == 0);

  finding.is_nameless = is_nameless;
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
