/* SPDX-License-Identifier: EUPL-1.2 */

/* What neither we nor the recipient wrote (merge.md, law 8).
 *
 * Invariants:
 * 1. It goes only where a consent or ground that lets the field go was recorded here, and names that
 *    very record in `passes-on`; and everybody else who is named allowed it here too.
 * 2. What it is not known of who wrote it goes to nobody.
 * 3. Of a register every head goes, or none. */

#include "consent/decide-allow.h"

typedef enum { FROM_US_OR_THEM, FROM_A_THIRD, FROM_NOBODY_KNOWN } Origin;

static Origin
origin_of (Work *work, const GezinVersion *head)
{
  GezinRegister names = gezin_record_field (work->recipient, GEZIN_FIELD_ORGANISATION_NAME);
  const char *origin = gezin_version_origin (head);

  if (gezin_decide_is_our_version (work, head))
    return FROM_US_OR_THEM;
  if (origin == NULL)
    return FROM_NOBODY_KNOWN;
  for (guint i = 0; i < names.n_heads; i++)
    if (g_strcmp0 (origin, names.heads[i]->value) != 0)
      return FROM_A_THIRD;
  return names.n_heads == 0 ? FROM_A_THIRD : FROM_US_OR_THEM;
}

static gboolean
names_record (const Basis *basis, const GezinUuid *id)
{
  GezinField field = basis->record->kind == GEZIN_KIND_CONSENT ? GEZIN_FIELD_CONSENT_PASSES_ON
                                                               : GEZIN_FIELD_GROUND_PASSES_ON;

  return basis->is_ours && gezin_decide_is_surely_in (basis->record, field, id);
}

static void
add_passing (Look *look, guint place, Categories needs, GArray *ids)
{
  const PersonLaw *may = gezin_decide_person (look->work, place, look->law);

  for (guint i = 0; i < may->bases->len; i++)
    {
      const Basis *one = &g_array_index (may->bases, Basis, i);

      if ((one->categories & needs) && names_record (one, &look->item->record->id))
        g_array_append_val (ids, one->record->id);
    }
}

/* Invariant 1: the consents and grounds on which it may be passed on; what names nobody may on
 * anybody's. */
static GArray *
find_passing (Look *look, const Finding *finding)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  Categories needs = finding->needs & COVERABLE;

  if (finding->is_nameless)
    for (guint place = 0; place < look->work->persons->len; place++)
      add_passing (look, place, COVERABLE, ids);
  if (needs == 0)
    needs = gezin_decide_categories (look->work, look->item) & COVERABLE;
  for (guint i = 0; !finding->is_nameless && finding->is_here && i < look->n_persons; i++)
    add_passing (look, look->persons[i], needs, ids);
  return ids;
}

/* Takes out of @finding the registers that may not be passed on. @is_whole: there were none. */
void
gezin_decide_pass_on (Look *look, GezinField field, Finding *finding, gboolean *is_whole)
{
  GezinRegister all = gezin_record_field (look->item->record, field);
  g_autoptr (GArray) passing = NULL;
  gboolean is_any = FALSE, is_passed = FALSE;

  *is_whole = TRUE;
  for (guint from = 0, to; from < all.n_heads; from = to)
    {
      Origin origin = FROM_US_OR_THEM;

      for (to = from;
           to < all.n_heads && g_strcmp0 (all.heads[to]->item, all.heads[from]->item) == 0; to++)
        origin = MAX (origin, origin_of (look->work, all.heads[to]));
      if (origin == FROM_A_THIRD && passing == NULL)
        passing = find_passing (look, finding);
      if (origin == FROM_US_OR_THEM || (origin == FROM_A_THIRD && passing->len > 0))
        {
          is_any = TRUE;
          is_passed = is_passed || origin == FROM_A_THIRD;
          continue;
        }
      *is_whole = FALSE;
      g_hash_table_add (look->work->decision->held_back, all.heads[from]);
    }
  if (!is_any)
    finding->reason = GEZIN_WITHHELD_ANOTHER_ORIGIN;
  else if (is_passed)
    gezin_decide_rely_on (look->work, finding, passing);
}
