/* SPDX-License-Identifier: EUPL-1.2 */

/* From a decision about advice to a dossier of nobody.
 *
 * Invariants:
 * 1. No id of the dossier, a record, a commit or a replica is one that somebody can hold already.
 * 2. A date is its month, a date of birth its year; a person is a role and an age.
 * 3. There is one commit, without an author, at the beginning of the year. */

#include "consent/view-private.h"

#include <string.h>

#define LENGTH_OF_YEAR (4)
#define LENGTH_OF_MONTH (7)

typedef struct {
  const GezinDecision *decision;
  GezinRandom *random;
  GezinUuid dossier;
  GHashTable *ids; /* GezinUuid -> GezinUuid */
  GezinCommit *commit;
  GPtrArray *versions;
} Making;

/* Invariant 1. */
static const GezinUuid *
new_id (Making *making, const GezinUuid *old)
{
  GezinUuid *found = g_hash_table_lookup (making->ids, old);

  if (found != NULL)
    return found;
  found = g_new (GezinUuid, 1);
  *found = gezin_uuid_random (making->random);
  g_hash_table_insert (making->ids, g_memdup2 (old, sizeof *old), found);
  return found;
}

/* Invariant 2. */
static GRefString *
blur (Making *making, const GezinVersion *head, const char *value)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinUuid old;

  if (gezin_field_spec_is_ref (spec) && gezin_uuid_parse (value, &old))
    return g_ref_string_new (gezin_uuid_write (new_id (making, &old), id));
  if (head->field == GEZIN_FIELD_PERSON_BIRTH_DATE)
    return g_ref_string_new_len (value, (gssize) MIN (strlen (value), LENGTH_OF_YEAR));
  if (spec->type == GEZIN_TYPE_DATE)
    return g_ref_string_new_len (value, (gssize) MIN (strlen (value), LENGTH_OF_MONTH));
  return g_ref_string_new (value);
}

static void
take_head (Making *making, const GezinVersion *head)
{
  GezinDot dot = { .replica = gezin_random_id (making->random), .n = 1 };
  GRefString *item = head->item == NULL ? NULL : blur (making, head, head->item);
  GRefString *value = NULL;

  if (head->value != NULL)
    value = item != NULL ? g_ref_string_acquire (item) : blur (making, head, head->value);
  g_ptr_array_add (making->versions,
                   gezin_version_new (new_id (making, &head->record), head->kind, head->field, item,
                                      value, &dot, NULL, making->commit, NULL, NULL, 0, FALSE));
  g_clear_pointer (&item, g_ref_string_release);
  g_clear_pointer (&value, g_ref_string_release);
}

static void
take_record (Making *making, guint position)
{
  const GezinRecord *record = gezin_dossier_record (making->decision->dossier, position);
  guint at = 0;
  GezinRegister one;

  while (gezin_record_next_register (record, &at, &one))
    if (gezin_decision_shares_register (making->decision, position, &one))
      for (guint i = 0; i < one.n_heads; i++)
        take_head (making, one.heads[i]);
}

GezinView *
gezin_view_advice (const GezinDecision *decision, GezinRandom *random)
{
  Making making = { .decision = decision,
                    .random = random,
                    .dossier = gezin_uuid_random (random),
                    .ids =
                        g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free),
                    .versions =
                        g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) dossier = NULL;

  making.commit =
      gezin_commit_new (gezin_random_id (random), decision->year, NULL, NULL, NULL, NULL);
  g_hash_table_insert (making.ids,
                       g_memdup2 (gezin_dossier_id (decision->dossier), sizeof (GezinUuid)),
                       g_memdup2 (&making.dossier, sizeof (GezinUuid)));
  for (guint i = 0; decision->is_pseudonymised && i < decision->n_records; i++)
    take_record (&making, i);
  dossier = gezin_dossier_new (&making.dossier, (GezinVersion *const *) making.versions->pdata,
                               making.versions->len, NULL, 0, &error);
  g_assert (dossier != NULL); /* the shape of a sound dossier under other names */
  g_ptr_array_unref (making.versions);
  g_hash_table_unref (making.ids);
  gezin_commit_unref (making.commit);
  return gezin_view_new (dossier, FALSE);
}
