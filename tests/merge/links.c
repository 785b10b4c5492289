/* SPDX-License-Identifier: EUPL-1.2 */

/* The same person twice (law 14), in a made-up world: records that are linked, and dossiers read as
 * one. The oracle knows which links stand by who saw whose; classes follow from them here once more,
 * by hand. */

#include "steps.h"

#include "merge/join.h"
#include "rules/same.h"

static gboolean
is_own (const WorldStore *store, guint64 replica)
{
  for (guint i = 0; i < store->own->len; i++)
    if (g_array_index (store->own, guint64, i) == replica)
      return TRUE;
  return FALSE;
}

/* A record that is in the store and has a twin, or WORLD_MAX_RECORDS. */
static guint
any_twin (World *world, guint store)
{
  guint first = world_below (world, world->n_records);

  for (guint i = 0; i < world->n_records; i++)
    {
      guint record = (first + i) % world->n_records;

      if (world->records[record].twin[0] != '\0'
          && gezin_dossier_find (world->stores[store].dossier, &world->records[record].id) != NULL)
        return record;
    }
  return WORLD_MAX_RECORDS;
}

/* Links, and takes the link out again. A link that others made is confirmed at times. */
gboolean
step_link (World *world, guint store)
{
  guint record = any_twin (world, store), field;
  const WorldRecord *one;
  GezinRegister now;
  gboolean is_in = FALSE, is_said_here = FALSE;

  if (record == WORLD_MAX_RECORDS)
    return TRUE;
  one = &world->records[record];
  field = world_field (record, SLOT_LINK);
  now = world_register (world, store, field);
  for (guint i = 0; i < now.n_heads; i++)
    {
      const GezinVersion *head = now.heads[i];

      is_in |= head->value != NULL;
      is_said_here |= head->value != NULL && is_own (&world->stores[store], head->dot.replica);
    }
  if (is_in && world_below (world, 3) > 0)
    {
      world_tell (world, "store %u takes out the link of record %u", store, record);
      return world_write (world, store, world_edit_new (world, record, SLOT_LINK, NULL));
    }
  {
    g_autoptr (GezinCommit) commit = NULL;
    GezinWriter writer = world_writer (world, store, &commit);
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) versions =
        gezin_write_item (world->stores[store].dossier, &writer, &one->id,
                          GEZIN_FIELD_COMMON_SAME_AS, one->twin, &error);

    if (versions == NULL)
      return world_fail (world, "a link was refused: %s", error->message);
    if (versions->len != !is_said_here)
      return world_fail (world, is_said_here ? "a link was written twice"
                                             : "a person here linked, and nothing says so");
    world_tell (world, "store %u links record %u: %u versions", store, record, versions->len);
    world_count (world, WORLD_COUNT_LINKS, versions->len);
    return world_commit (world, store, versions, NULL, WORLD_ACT);
  }
}

/* Whether any head of the link of @record is in, and the record stands. */
static gboolean
is_linked (World *world, guint store, guint record)
{
  IdSet heads = oracle_heads (&world->oracle, store, world_field (record, SLOT_LINK));

  if ((world->oracle.erased[store] >> record & 1) != 0
      || oracle_is_removed (&world->oracle, store, world_field (record, SLOT_REMOVED),
                            world_field (record, 0), N_SLOTS))
    return FALSE;
  for (guint id = 0; id_set_find (&heads, &id); id++)
    if (((const GezinVersion *) world->versions->pdata[id])->value != NULL)
      return TRUE;
  return FALSE;
}

static guint
record_of (World *world, const char *id)
{
  guint record = 0;

  while (g_strcmp0 (world->records[record].item, id) != 0)
    record++;
  return record;
}

/* By hand: a link gives both the smaller of their two leaders, until nothing changes. */
static void
find_leaders (World *world, guint store, guint leaders[])
{
  gboolean has_changed = TRUE;

  for (guint record = 0; record < world->n_records; record++)
    leaders[record] = record;
  while (has_changed)
    {
      has_changed = FALSE;
      for (guint record = 0; record < world->n_records; record++)
        {
          guint twin, smaller;

          if (!is_linked (world, store, record))
            continue;
          twin = record_of (world, world->records[record].twin);
          smaller = gezin_uuid_compare (&world->records[leaders[record]].id,
                                        &world->records[leaders[twin]].id)
                            < 0
                        ? leaders[record]
                        : leaders[twin];
          has_changed |= leaders[record] != smaller || leaders[twin] != smaller;
          leaders[record] = leaders[twin] = smaller;
        }
    }
}

/* Each record's leader is the one that follows from the links, whoever wrote them in which direction. */
gboolean
world_check_links (World *world, guint store)
{
  g_autoptr (GezinSame) same = gezin_same_new (world->stores[store].dossier);
  guint leaders[WORLD_MAX_RECORDS];

  find_leaders (world, store, leaders);
  for (guint record = 0; record < world->n_records; record++)
    {
      const GezinUuid *ours = gezin_same_leader (same, &world->records[record].id);

      world_count (world, WORLD_COUNT_SAME, leaders[record] != record);
      if (!gezin_uuid_equal (ours, &world->records[leaders[record]].id))
        return world_fail (world, "store %u lets record %u be led by another than %u", store,
                           record, leaders[record]);
    }
  return TRUE;
}

/* Joined dossiers. What a store holds becomes a dossier with an id of its own: so the parts hold
 * records of the same ids, which have gone different ways. */

static GezinDossier *
with_own_id (World *world, guint store, const GezinUuid *id)
{
  GezinDossier *dossier = world->stores[store].dossier;
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  const GezinUuid *erased;
  gsize n_erased;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        g_ptr_array_add (versions, record->heads[j]);
    }
  erased = gezin_dossier_erased (dossier, &n_erased);
  return gezin_dossier_new (id, (GezinVersion *const *) versions->pdata, versions->len, erased,
                            n_erased, NULL);
}

/* All heads of all stores, less what an author of one of them had seen, less what is erased. */
static IdSet
expected_of_whole (World *world)
{
  IdSet all = { { 0 } };

  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    {
      IdSet heads = { { 0 } }, seen = { { 0 } };
      gboolean is_erased = FALSE;

      for (guint store = 0; store < world->n_stores; store++)
        {
          IdSet more = oracle_heads (&world->oracle, store, field);

          is_erased |= (world->oracle.erased[store] >> (field / N_SLOTS) & 1) != 0;
          id_set_unite (&heads, &more);
        }
      for (guint id = 0; id_set_find (&heads, &id); id++)
        id_set_unite (&seen, &world->oracle.writes[id].seen);
      id_set_subtract (&heads, &seen);
      if (!is_erased)
        id_set_unite (&all, &heads);
    }
  return all;
}

static gboolean
check_whole (World *world, GezinDossier *whole, const GezinUuid *smallest)
{
  IdSet expected = expected_of_whole (world), ours = { { 0 } };

  if (!gezin_uuid_equal (gezin_dossier_id (whole), smallest))
    return world_fail (world, "joined dossiers are not led by the smallest id");
  for (guint i = 0; i < gezin_dossier_n_records (whole); i++)
    {
      const GezinRecord *record = gezin_dossier_record (whole, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          guint id = GPOINTER_TO_UINT (g_hash_table_lookup (world->numbers, record->heads[j])) - 1;

          id_set_add (&ours, id);
        }
    }
  world_count (world, WORLD_COUNT_JOINED, id_set_count (&ours));
  if (!id_set_equal (&ours, &expected))
    return world_fail (world, "joined dossiers do not show what their parts hold");
  return TRUE;
}

static gboolean
check_orders (World *world, GezinDossier **parts, const GezinUuid *smallest)
{
  g_autoptr (GezinDossier) one = gezin_join_dossiers (parts, world->n_stores, NULL);
  g_autoptr (GezinDossier) other = NULL;
  guint first = world_below (world, world->n_stores - 1);
  GezinDossier *swapped = parts[first];

  parts[first] = parts[first + 1];
  parts[first + 1] = swapped;
  other = gezin_join_dossiers (parts, world->n_stores, NULL);
  if (one == NULL || other == NULL)
    return world_fail (world, "dossiers cannot be joined");
  if (!world_have_equal_bytes (world, one, other))
    return world_fail (world, "the order of its parts makes a difference to a joined dossier");
  return check_whole (world, one, smallest) && check_whole (world, other, smallest);
}

/* Reads what the stores hold, different as it is, as one. */
gboolean
world_check_joins (World *world)
{
  GezinDossier *parts[WORLD_MAX_STORES];
  GezinUuid smallest = { { 0 } };
  gboolean is_well;

  for (guint store = 0; store < world->n_stores; store++)
    {
      GezinUuid id = gezin_uuid_random (world->random);

      if (store == 0 || gezin_uuid_compare (&id, &smallest) < 0)
        smallest = id;
      parts[store] = with_own_id (world, store, &id);
    }
  is_well = check_orders (world, parts, &smallest);
  for (guint store = 0; store < world->n_stores; store++)
    gezin_dossier_unref (parts[store]);
  return is_well;
}
