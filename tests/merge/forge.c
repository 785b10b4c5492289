/* SPDX-License-Identifier: EUPL-1.2 */

/* Law 4 in a made-up world: what is forged or forked changes nothing of what is here. */

#include "steps.h"

enum {
  FORGE_SAME_DOT,
  FORGE_SUPERSEDES_ITSELF,
  FORGE_MUTUAL,
  FORGE_FORKED_REPLICA,
  FORGE_TWO_KINDS,
  FORGE_SECOND_ROOT,
  FORGE_RING,
  N_FORGERIES
};

static GezinVersion *
forge (const GezinVersion *head, GezinKind kind, const GezinUuid *record, const char *value,
       const GezinDot *dot, const GezinDot *context, guint n_context)
{
  g_autoptr (GezinContext) seen = gezin_context_new (context, n_context);
  GRefString *text = g_ref_string_new (value);
  GezinVersion *version = gezin_version_new (record, kind, head->field, head->item, text, dot, seen,
                                             head->commit, NULL, NULL, 0, FALSE);

  g_ref_string_release (text);
  return version;
}

/* A marker that is held keeps its replica's chain known: then the clash is another one. */
static gboolean
is_replica_of_marker (const WorldStore *store, const GezinVersion *head, const GezinDot *dot)
{
  for (guint i = 0; i < store->markers->len; i++)
    {
      const GezinVersion *marker = store->markers->pdata[i];

      if (marker->dot.replica == dot->replica && gezin_uuid_equal (&marker->record, &head->record)
          && gezin_version_compare_register (marker, head) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A version that clashes with @head, or %NULL where that can't be done. */
static GezinVersion *
forge_beside (World *world, guint store, const GezinVersion *head, guint forgery,
              GezinRefusalReason *reason)
{
  GezinDot fresh = { world_random (world) | 1, 1 };
  GezinDot next = { head->dot.replica, head->dot.n + 1 };
  GezinUuid other = gezin_uuid_random (world->random);

  switch (forgery)
    {
    case FORGE_SAME_DOT:
      *reason = GEZIN_REFUSAL_SAME_DOT;
      return forge (head, head->kind, &head->record, "forged", &head->dot, NULL, 0);
    case FORGE_SUPERSEDES_ITSELF:
      *reason = GEZIN_REFUSAL_SUPERSEDES_ITSELF;
      return forge (head, head->kind, &head->record, "forged", &fresh, &fresh, 1);
    case FORGE_MUTUAL:
      *reason = GEZIN_REFUSAL_MUTUAL;
      if (head->context == NULL || head->context->dots[0].replica == head->dot.replica
          || is_replica_of_marker (&world->stores[store], head, &head->context->dots[0]))
        return NULL;
      return forge (head, head->kind, &head->record, "forged", &head->context->dots[0], &head->dot,
                    1);
    case FORGE_FORKED_REPLICA:
      *reason = GEZIN_REFUSAL_FORKED_REPLICA;
      return forge (head, head->kind, &head->record, "forged", &next, NULL, 0);
    case FORGE_TWO_KINDS:
      *reason = GEZIN_REFUSAL_TWO_KINDS;
      return forge (head, GEZIN_KIND_ADDRESS, &head->record, "forged", &fresh, NULL, 0);
    default:
      *reason = GEZIN_REFUSAL_SECOND_ROOT;
      return forge (head, GEZIN_KIND_FAMILY, &other, "forged", &fresh, NULL, 0);
    }
}

static gboolean
check_refusal (World *world, guint store, GezinVersion *forged, GezinRefusalReason reason)
{
  WorldStore *one = &world->stores[store];
  g_autoptr (GezinMerge) merge =
      gezin_merge (one->dossier, one->markers, &forged, 1, NULL, 0, NULL);
  const GezinRefusal *refusal;

  if (merge == NULL || merge->dossier != one->dossier || merge->refused->len != 1)
    return world_fail (world, "a forged version was not kept aside: %s",
                       gezin_refusal_reason_name (reason));
  world_count (world, WORLD_COUNT_REFUSED, 1);
  refusal = merge->refused->pdata[0];
  if (refusal->reason != reason || refusal->theirs != forged)
    return world_fail (world, "a forged version was refused for a wrong reason: %s",
                       gezin_refusal_reason_name (refusal->reason));
  return TRUE;
}

/* Law 2: three that supersede each other in a ring leave no head. */
static gboolean
check_ring (World *world, guint store, const GezinVersion *head)
{
  WorldStore *one = &world->stores[store];
  GRefString *item = g_ref_string_new ("ring");
  g_autoptr (GPtrArray) ring =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  GezinDot dots[3];

  for (guint i = 0; i < 3; i++)
    dots[i] = (GezinDot){ world_random (world) | 1, 1 };
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GezinContext) seen = gezin_context_new (&dots[(i + 1) % 3], 1);

      g_ptr_array_add (ring, gezin_version_new (&head->record, head->kind, GEZIN_FIELD_COMMON_ABOUT,
                                                item, item, &dots[i], seen, head->commit, NULL,
                                                NULL, 0, FALSE));
    }
  g_ref_string_release (item);
  merge = gezin_merge (one->dossier, one->markers, (GezinVersion *const *) ring->pdata, ring->len,
                       NULL, 0, &error);
  if (!g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_EMPTY_REGISTER))
    return world_fail (world, "versions in a ring left a register without heads");
  return TRUE;
}

gboolean
step_forge (World *world, guint store)
{
  GezinDossier *dossier = world->stores[store].dossier;
  guint n_records = gezin_dossier_n_records (dossier);
  guint forgery = world_below (world, N_FORGERIES);
  GezinRefusalReason reason = GEZIN_REFUSAL_SAME_DOT;
  g_autoptr (GezinVersion) forged = NULL;
  const GezinRecord *record;
  const GezinVersion *head;

  if (n_records == 0)
    return TRUE;
  record = gezin_dossier_record (dossier, world_below (world, n_records));
  head = record->heads[world_below (world, record->n_heads)];
  world_tell (world, "store %u is sent a forgery", store);
  if (forgery == FORGE_RING)
    return check_ring (world, store, head);
  forged = forge_beside (world, store, head, forgery, &reason);
  return forged == NULL || check_refusal (world, store, forged, reason);
}
