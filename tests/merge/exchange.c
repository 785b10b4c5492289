/* SPDX-License-Identifier: EUPL-1.2 */

/* What the stores of a made-up world send each other and take in. */

#include "world.h"

#include <string.h>

/* Keeping what a merge says. */

static guint
number_of (World *world, GezinVersion *version)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (world->numbers, version));

  return number > 0 ? number - 1 : ORACLE_MAX_WRITES;
}

static void
add_all (World *world, IdSet *set, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    id_set_add (set, number_of (world, versions->pdata[i]));
}

/* A marker takes away what it covers, wherever it lies (the store's part of law 10). */
static void
purge (World *world, WorldStore *store, GezinVersion *marker)
{
  IdSet aside = store->past;

  id_set_unite (&aside, &store->waiting);
  id_set_intersect (&aside, &world->oracle.of_field[world_field_of_version (world, marker)]);
  for (guint id = 0; id_set_find (&aside, &id); id++)
    {
      const GezinVersion *version = world->versions->pdata[id];

      if (!version->erased && gezin_version_supersedes (marker, version)
          && !gezin_version_supersedes (version, marker))
        {
          id_set_remove (&store->past, id);
          id_set_remove (&store->waiting, id);
        }
    }
}

static void
learn_markers (World *world, WorldStore *store, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      GezinVersion *version = versions->pdata[i];

      if (!version->erased || g_ptr_array_find (store->markers, version, NULL))
        continue;
      g_ptr_array_add (store->markers, gezin_version_ref (version));
      purge (world, store, version);
    }
}

static void
forget_record (World *world, guint number, const GezinUuid *id)
{
  WorldStore *store = &world->stores[number];

  for (guint record = 0; record < world->n_records; record++)
    for (guint slot = 0; gezin_uuid_equal (&world->records[record].id, id) && slot < N_SLOTS;
         slot++)
      {
        const IdSet *ids = &world->oracle.of_field[world_field (record, slot)];

        id_set_subtract (&store->past, ids);
        id_set_subtract (&store->waiting, ids);
        world->oracle.erased[number] |= G_GUINT64_CONSTANT (1) << record;
      }
}

/* Law 10: what a marker covers is not said to belong in past. */
static gboolean
check_past_is_clean (World *world, guint number, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      IdSet gone =
          oracle_gone (&world->oracle, number, world_field_of_version (world, versions->pdata[i]));

      if (id_set_has (&gone, number_of (world, versions->pdata[i])))
        return world_fail (world, "what a marker covers was to be kept in past");
    }
  return TRUE;
}

gboolean
world_apply (World *world, guint number, const GezinMerge *merge)
{
  WorldStore *store = &world->stores[number];

  if (merge->refused->len > 0)
    {
      const GezinRefusal *refusal = merge->refused->pdata[0];

      return world_fail (world, "an honest version was refused: %s",
                         gezin_refusal_reason_name (refusal->reason));
    }
  world_count (world, WORLD_COUNT_ARRIVED_PAST, merge->arrived_past->len);
  world_count (world, WORLD_COUNT_WAITING, merge->waiting->len);
  world_count (world, WORLD_COUNT_GONE, merge->became_gone->len);
  world_count (world, WORLD_COUNT_ERASED, merge->became_erased->len);
  if (!check_past_is_clean (world, number, merge->became_past)
      || !check_past_is_clean (world, number, merge->arrived_past))
    return FALSE;
  gezin_dossier_unref (store->dossier);
  store->dossier = gezin_dossier_ref (merge->dossier);
  add_all (world, &store->past, merge->became_past);
  add_all (world, &store->past, merge->arrived_past);
  add_all (world, &store->waiting, merge->waiting);
  learn_markers (world, store, merge->became_heads);
  learn_markers (world, store, merge->arrived_past);
  for (guint i = 0; i < merge->became_erased->len; i++)
    forget_record (world, number, &g_array_index (merge->became_erased, GezinUuid, i));
  return world_check_store (world, number);
}

/* Comparing. */

static void
describe (World *world, GString *text, const IdSet *set)
{
  for (guint id = 0; id_set_find (set, &id); id++)
    {
      const GezinVersion *version = world->versions->pdata[id];

      g_string_append_printf (text, " %u(register %u of store %u: %s)", id,
                              world->oracle.writes[id].field, world->oracle.writes[id].author,
                              version->erased          ? "marker"
                              : version->value == NULL ? "none"
                                                       : version->value);
    }
}

static gboolean
differ (World *world, guint number, const IdSet *ours, const IdSet *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  IdSet more = *ours, less = *expected;

  id_set_subtract (&more, expected);
  id_set_subtract (&less, ours);
  g_string_append_printf (text, "store %u holds heads that it should not:", number);
  describe (world, text, &more);
  g_string_append (text, "; and lacks:");
  describe (world, text, &less);
  return world_fail (world, "%s", text->str);
}

static gboolean
check_removal (World *world, guint number, guint record)
{
  const GezinRecord *one =
      gezin_dossier_find (world->stores[number].dossier, &world->records[record].id);
  gboolean is_removed = one != NULL && gezin_record_is_removed (one);

  world_count (world, WORLD_COUNT_REMOVED, is_removed);
  world_count (world, WORLD_COUNT_CONTESTED,
               one != NULL && gezin_record_is_removal_contested (one));
  if (is_removed
      != oracle_is_removed (&world->oracle, number, world_field (record, SLOT_REMOVED),
                            world_field (record, 0), N_SLOTS))
    return world_fail (world, "store %u shows record %u as %s, and it should not", number, record,
                       is_removed ? "removed" : "not removed");
  return TRUE;
}

gboolean
world_check_store (World *world, guint number)
{
  GezinDossier *dossier = world->stores[number].dossier;
  IdSet ours = { { 0 } }, expected = { { 0 } };

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          guint id = number_of (world, record->heads[j]);

          if (id == ORACLE_MAX_WRITES)
            return world_fail (world, "store %u holds a version that nobody wrote", number);
          id_set_add (&ours, id);
        }
    }
  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    {
      IdSet heads = oracle_heads (&world->oracle, number, field);

      world_count (world, WORLD_COUNT_CONFLICTS, id_set_count (&heads) > 1);
      id_set_unite (&expected, &heads);
    }
  if (!id_set_equal (&ours, &expected))
    return differ (world, number, &ours, &expected);
  for (guint record = 0; record < world->n_records; record++)
    if (!check_removal (world, number, record))
      return FALSE;
  return world_check_links (world, number);
}

/* Bundles. */

WorldBundle
world_bundle (World *world, guint number, guint64 shows)
{
  WorldBundle bundle = { .erased = 0 };
  IdSet markers = world->oracle.known[number];

  id_set_intersect (&markers, &world->oracle.markers);
  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    {
      guint record = field / N_SLOTS;
      gboolean is_erased = (world->oracle.erased[number] >> record & 1) != 0;
      IdSet heads;

      if ((shows >> field & 1) == 0)
        continue;
      if (is_erased)
        {
          bundle.erased |= G_GUINT64_CONSTANT (1) << record;
          continue;
        }
      heads = markers;
      id_set_intersect (&heads, &world->oracle.of_field[field]);
      id_set_unite (&bundle.writes, &heads);
      heads = oracle_heads (&world->oracle, number, field);
      id_set_unite (&bundle.writes, &heads);
    }
  return bundle;
}

GPtrArray *
world_bundle_versions (World *world, const WorldBundle *bundle)
{
  GPtrArray *versions = g_ptr_array_new ();

  for (guint id = 0; id_set_find (&bundle->writes, &id); id++)
    {
      guint place = world_below (world, versions->len + 1);

      g_ptr_array_insert (versions, (int) place, world->versions->pdata[id]);
    }
  return versions;
}

GArray *
world_bundle_erased (World *world, const WorldBundle *bundle)
{
  GArray *erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint record = 0; record < world->n_records; record++)
    if ((bundle->erased >> record & 1) != 0)
      g_array_append_val (erased, world->records[record].id);
  return erased;
}

/* What is in front of the oracle when the versions in @set have come. */
static void
deliver (World *world, guint number, const IdSet *set, guint64 erased)
{
  id_set_unite (&world->oracle.known[number], set);
  world->oracle.erased[number] |= erased;
}

static gboolean
has_write_of_replica (World *world, guint number, const IdSet *set)
{
  for (guint id = 0; id_set_find (set, &id); id++)
    if (((GezinVersion *) world->versions->pdata[id])->dot.replica == world->stores[number].replica)
      return TRUE;
  return FALSE;
}

/* Whether what came tells of writes of our replica that are not in front of anybody here: then the
 * folder was put back, and there may be more of them. */
static gboolean
is_told_more (World *world, guint number, const IdSet *set, guint64 erased)
{
  const Oracle *oracle = &world->oracle;

  erased |= oracle->erased[number];
  for (guint id = 0; id_set_find (set, &id); id++)
    {
      const OracleWrite *write = &oracle->writes[id];
      IdSet told = write->seen, front = world_front (world, number, write->field);

      if ((erased >> write->record & 1) != 0)
        continue;
      id_set_add (&told, id);
      id_set_subtract (&told, &front);
      if (has_write_of_replica (world, number, &told))
        return TRUE;
    }
  return FALSE;
}

/* Whether writes of our replica that were known here are in front of nobody any more: they, or what
 * knew them, wait beside a marker. Whoever writes next would count them again. */
static gboolean
is_count_lost (World *world, guint number)
{
  const Oracle *oracle = &world->oracle;

  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    {
      IdSet lost = oracle->known[number], front = world_front (world, number, field);

      if ((oracle->erased[number] >> (field / N_SLOTS) & 1) != 0)
        continue;
      id_set_intersect (&lost, &oracle->of_field[field]);
      lost = oracle_front (oracle, &lost);
      id_set_subtract (&lost, &front);
      if (has_write_of_replica (world, number, &lost))
        return TRUE;
    }
  return FALSE;
}

/* @was_told_more: as it was before the oracle knew what came. */
static gboolean
keep_replica_clean (World *world, guint number, const GezinMerge *merge, GezinDossier *before,
                    gboolean was_told_more)
{
  WorldStore *store = &world->stores[number];
  gboolean must = was_told_more || is_count_lost (world, number);

  if (store->replica == 0)
    return TRUE;
  if (must != gezin_merge_spoils_replica (merge, before, store->replica))
    return world_fail (world, must ? "a replica goes on that gave more than is here"
                                   : "a replica is given up without need");
  if (must)
    {
      world_tell (world, "store %u takes a new replica", number);
      world_new_replica (world, number);
    }
  return TRUE;
}

gboolean
world_receive (World *world, guint number, const WorldBundle *bundle)
{
  WorldStore *store = &world->stores[number];
  g_autoptr (GPtrArray) versions = world_bundle_versions (world, bundle);
  g_autoptr (GArray) erased = world_bundle_erased (world, bundle);
  g_autoptr (GezinDossier) before = gezin_dossier_ref (store->dossier);
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_more;

  merge =
      gezin_merge (store->dossier, store->markers, (GezinVersion *const *) versions->pdata,
                   versions->len, (const GezinUuid *) (gpointer) erased->data, erased->len, &error);
  if (merge == NULL)
    return world_fail (world, "an honest bundle was refused: %s", error->message);
  is_more = is_told_more (world, number, &bundle->writes, bundle->erased);
  deliver (world, number, &bundle->writes, bundle->erased);
  return keep_replica_clean (world, number, merge, before, is_more)
         && world_apply (world, number, merge);
}

/* Through a plan. */

/* Law 6: what is parked follows from what came alone. */
static gboolean
check_parking (World *world, GezinPlan *plan, GezinDossier *ours, GPtrArray *versions)
{
  g_autoptr (GezinDossier) empty =
      gezin_dossier_new (gezin_dossier_id (ours), NULL, 0, NULL, 0, NULL);
  g_autoptr (GezinPlan) alone = gezin_plan_new (empty, NULL, versions, NULL, 0, NULL, NULL);

  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i], *other = alone->items->pdata[i];

      world_count (world, WORLD_COUNT_PARKED, item->outcome == GEZIN_PLAN_PARKED);
      if (item->outcome != GEZIN_PLAN_REFUSED
          && (item->outcome == GEZIN_PLAN_PARKED) != (other->outcome == GEZIN_PLAN_PARKED))
        return world_fail (world, "what is parked depends on what else is here");
    }
  return TRUE;
}

static void
reject_some (World *world, GezinPlan *plan)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];

      if (world_below (world, world->is_crowded ? 2 : 4) == 0)
        {
          gboolean is_rejected = gezin_plan_answer (plan, &item->record, FALSE);

          world_count (world, WORLD_COUNT_REJECTED, is_rejected);
          world_tell (world, "  record %u is %srejected", (guint) item->record.bytes[0],
                      is_rejected ? "" : "not to be ");
        }
    }
}

/* What the plan takes in: all but what is parked and, beside @ours, new records that are rejected. */
static IdSet
taken_by (World *world, const GezinPlan *plan, GezinDossier *ours)
{
  IdSet taken = { { 0 } };

  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];

      if (item->outcome != GEZIN_PLAN_PARKED
          && (ours == NULL || item->accepted || gezin_dossier_find (ours, &item->record) != NULL))
        add_all (world, &taken, item->versions);
    }
  return taken;
}

static guint
first_by_dot (World *world, const IdSet *set)
{
  guint first = id_set_next (set, 0);

  for (guint id = 0; id_set_find (set, &id); id++)
    {
      const GezinVersion *a = world->versions->pdata[id], *b = world->versions->pdata[first];

      if (gezin_dot_compare (&a->dot, &b->dot) < 0)
        first = id;
    }
  return first;
}

static guint
displayed_of (World *world, const IdSet *set)
{
  guint shown = ORACLE_MAX_WRITES;

  for (guint id = 0; id_set_find (set, &id); id++)
    {
      const GezinVersion *one = world->versions->pdata[id], *other;

      if (shown == ORACLE_MAX_WRITES)
        {
          shown = id;
          continue;
        }
      other = world->versions->pdata[shown];
      if (one->commit->time > other->commit->time
          || (one->commit->time == other->commit->time
              && gezin_dot_compare (&one->dot, &other->dot) > 0))
        shown = id;
    }
  return shown;
}

/* Law 5: what an answer takes the place of: what came, the version of ours that it repeats, what this
 * store wrote before, and every erasure marker, so that it need not wait. */
static IdSet
sight_of_answer (World *world, guint number, guint field, const IdSet *before, const IdSet *bundle,
                 guint *repeated)
{
  const Oracle *oracle = &world->oracle;
  IdSet now = oracle_heads (oracle, number, field);
  IdSet came = now, own = now, all = oracle_front (oracle, &now), markers, sight;

  id_set_intersect (&came, bundle);
  id_set_subtract (&own, bundle);
  for (guint id = 0; id_set_find (&now, &id); id++)
    if (oracle->writes[id].author != number)
      id_set_remove (&own, id);
  *repeated = id_set_is_empty (&own) ? displayed_of (world, before) : first_by_dot (world, &own);
  if (*repeated < ORACLE_MAX_WRITES && id_set_has (&now, *repeated))
    id_set_add (&came, *repeated);
  markers = oracle->known[number];
  id_set_intersect (&markers, &oracle->markers);
  id_set_intersect (&markers, &oracle->of_field[field]);
  id_set_unite (&came, &markers);
  sight = oracle_front (oracle, &came);
  for (guint id = 0; id_set_find (&all, &id); id++)
    if (oracle->writes[id].author == number)
      {
        id_set_add (&sight, id);
        id_set_unite (&sight, &oracle->writes[id].seen);
      }
  return sight;
}

static const char *
origin_of (World *world, guint id)
{
  return gezin_version_origin (world->versions->pdata[id]);
}

static gboolean
check_answers (World *world, GPtrArray *choices, WorldSight *sight, guint number,
               const IdSet *before, const IdSet *bundle)
{
  for (guint i = 0; i < choices->len; i++)
    {
      const GezinVersion *answer = choices->pdata[i];
      guint field = world_field_of_version (world, answer), repeated;

      sight->has_seen[field] = TRUE;
      sight->seen[field] =
          sight_of_answer (world, number, field, &before[field], bundle, &repeated);
      if (repeated < ORACLE_MAX_WRITES
              ? g_strcmp0 (answer->value,
                           ((GezinVersion *) world->versions->pdata[repeated])->value)
                        != 0
                    || g_strcmp0 (gezin_version_origin (answer), origin_of (world, repeated)) != 0
              : answer->value != NULL)
        return world_fail (world, "a rejected change was not answered with ours and its origin");
    }
  return TRUE;
}

/* Law 5, seen from its end: of a rejected record nothing that is new stands as a head with a value
 * that was not there before. */
static gboolean
check_rejection (World *world, guint number, const GezinPlan *plan, const IdSet *before)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];

      for (guint j = 0; !item->accepted && j < item->versions->len; j++)
        {
          GezinVersion *version = item->versions->pdata[j];
          guint id = number_of (world, version), field = world->oracle.writes[id].field;
          IdSet heads = oracle_heads (&world->oracle, number, field);
          guint shown = displayed_of (world, &before[field]);
          const GezinVersion *ours =
              shown < ORACLE_MAX_WRITES ? world->versions->pdata[shown] : NULL;

          if (id_set_has (&heads, id) && !id_set_has (&before[field], id)
              && g_strcmp0 (ours != NULL ? ours->value : NULL, version->value) != 0)
            return world_fail (world, "a rejected change stands");
        }
    }
  return TRUE;
}

gboolean
world_receive_by_plan (World *world, guint number, const WorldBundle *bundle, gboolean may_reject)
{
  WorldStore *store = &world->stores[number];
  g_autoptr (GPtrArray) versions = world_bundle_versions (world, bundle);
  g_autoptr (GArray) erased = world_bundle_erased (world, bundle);
  g_autoptr (GezinDossier) ours = gezin_dossier_ref (store->dossier);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, number, &commit);
  g_autoptr (GezinPlan) plan =
      gezin_plan_new (ours, store->markers, versions, (const GezinUuid *) (gpointer) erased->data,
                      erased->len, NULL, NULL);
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree WorldSight *sight = g_new0 (WorldSight, 1);
  IdSet before[ORACLE_MAX_REGISTERS], taken;
  gboolean is_more;

  if (plan == NULL || !check_parking (world, plan, ours, versions))
    return world_fail (world, "no plan could be made of an honest bundle");
  if (may_reject && !world_is_replica_unsafe (world, number))
    reject_some (world, plan);
  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    before[field] = oracle_heads (&world->oracle, number, field);
  taken = taken_by (world, plan, NULL);
  is_more = is_told_more (world, number, &taken, bundle->erased);
  taken = taken_by (world, plan, ours);
  deliver (world, number, &taken, bundle->erased);
  if (!keep_replica_clean (world, number, plan->merge, ours, is_more))
    return FALSE;
  writer.replica = store->replica;
  writer.own_replicas = (const guint64 *) (gpointer) store->own->data;
  writer.n_own_replicas = store->own->len;
  if (!gezin_plan_carry_out (plan, ours, &writer, &merge, &choices, &aside, &error))
    return world_fail (world, "a plan could not be carried out: %s", error->message);
  if (!check_answers (world, choices, sight, number, before, &bundle->writes)
      || !world_note_writes (world, number, choices, sight, WORLD_ACT_NOT_UNDOABLE)
      || !world_apply (world, number, merge))
    return FALSE;
  return check_rejection (world, number, plan, before);
}
