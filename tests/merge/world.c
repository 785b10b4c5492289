/* SPDX-License-Identifier: EUPL-1.2 */

/* The stores of a made-up world, and how what they do is put beside the oracle. */

#include "world.h"

#include <string.h>

#define FIRST_INSTANT (G_GINT64_CONSTANT (1793000000) * G_USEC_PER_SEC)

/* Numbers. A small generator of our own: what a seed brings must not depend on a library. */

guint64
world_random (World *world)
{
  guint64 x = world->random_state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return x ^ (x >> 31);
}

guint32
world_below (World *world, guint32 bound)
{
  return (guint32) (((world_random (world) >> 32) * bound) >> 32);
}

gboolean
world_fail (World *world, const char *format, ...)
{
  va_list arguments;

  if (world->failure->len > 0)
    return FALSE;
  va_start (arguments, format);
  g_string_append_vprintf (world->failure, format, arguments);
  va_end (arguments);
  return FALSE;
}

void
world_tell (World *world, const char *format, ...)
{
  va_list arguments;

  world->n_events++;
  if (world->story == NULL)
    return;
  va_start (arguments, format);
  g_string_append_vprintf (world->story, format, arguments);
  va_end (arguments);
  g_string_append_c (world->story, '\n');
}

/* Life and death. */

static guint
hash_dot (gconstpointer data)
{
  const guint64 *key = data;

  return (guint) (key[0] ^ (key[0] >> 32) ^ key[1] * 0x9e3779b1u);
}

static gboolean
equal_dots (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, 2 * sizeof (guint64)) == 0;
}

World *
world_new (void)
{
  World *world = g_new0 (World, 1);

  world->clock = gezin_clock_new_fixed (FIRST_INSTANT);
  world->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  world->numbers = g_hash_table_new (NULL, NULL);
  world->dots = g_hash_table_new_full (hash_dot, equal_dots, g_free, NULL);
  world->bundles = g_array_new (FALSE, FALSE, sizeof (WorldBundle));
  world->failure = g_string_new (NULL);
  for (guint i = 0; i < WORLD_MAX_STORES; i++)
    {
      world->stores[i].own = g_array_new (FALSE, FALSE, sizeof (guint64));
      world->stores[i].acts = g_array_new (FALSE, FALSE, sizeof (WorldAct));
      world->stores[i].markers =
          g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
    }
  return world;
}

void
world_close_form (WorldForm *form)
{
  g_clear_pointer (&form->edit, gezin_edit_free);
  g_clear_pointer (&form->record, gezin_record_unref);
  form->is_open = FALSE;
}

static void
clear_store (World *world, guint number)
{
  WorldStore *store = &world->stores[number];

  g_clear_pointer (&store->dossier, gezin_dossier_unref);
  g_clear_pointer (&world->backups[number].dossier, gezin_dossier_unref);
  world->backups[number].is_there = FALSE;
  for (guint i = 0; i < WORLD_MAX_FORMS; i++)
    world_close_form (&store->forms[i]);
  g_array_set_size (store->own, 0);
  g_array_set_size (store->acts, 0);
  g_ptr_array_set_size (store->markers, 0);
  memset (&store->past, 0, sizeof store->past);
  memset (&store->waiting, 0, sizeof store->waiting);
  store->replica = 0;
}

static void
clear_world (World *world)
{
  for (guint i = 0; i < WORLD_MAX_STORES; i++)
    clear_store (world, i);
  g_hash_table_remove_all (world->numbers);
  g_hash_table_remove_all (world->dots);
  g_ptr_array_set_size (world->versions, 0);
  g_array_set_size (world->bundles, 0);
  g_string_set_size (world->failure, 0);
  if (world->story != NULL)
    g_string_set_size (world->story, 0);
  g_clear_pointer (&world->random, gezin_random_unref);
  oracle_reset (&world->oracle);
}

void
world_free (World *world)
{
  clear_world (world);
  for (guint i = 0; i < WORLD_MAX_STORES; i++)
    {
      g_array_unref (world->stores[i].own);
      g_array_unref (world->stores[i].acts);
      g_ptr_array_unref (world->stores[i].markers);
    }
  g_ptr_array_unref (world->versions);
  g_hash_table_unref (world->numbers);
  g_hash_table_unref (world->dots);
  g_array_unref (world->bundles);
  g_string_free (world->failure, TRUE);
  if (world->story != NULL)
    g_string_free (world->story, TRUE);
  gezin_clock_unref (world->clock);
  g_free (world);
}

void
world_begin (World *world, guint64 seed)
{
  GezinUuid dossier;

  clear_world (world);
  world->seed = world->random_state = seed;
  world->random = gezin_random_new_seeded (seed);
  world->n_stores = 2 + world_below (world, WORLD_MAX_STORES - 1);
  world->n_records = 0;
  world->n_values = 0;
  world->has_bad_shapes = world_below (world, 10) == 0;
  world->is_crowded = world_below (world, 2);
  gezin_clock_set (world->clock, FIRST_INSTANT);
  dossier = gezin_uuid_random (world->random);
  for (guint i = 0; i < world->n_stores; i++)
    {
      WorldStore *store = &world->stores[i];

      store->dossier = gezin_dossier_new (&dossier, NULL, 0, NULL, 0, NULL);
      store->clock_error = ((gint64) world_below (world, 7200) - 3600) * G_USEC_PER_SEC;
      if (world_below (world, 3) != 0)
        store->clock_error = 0;
      for (guint peer = 0; peer < WORLD_MAX_STORES; peer++)
        store->shows[peer] =
            world_below (world, 2) ? ~G_GUINT64_CONSTANT (0) : world_random (world);
    }
}

/* Registers. */

guint
world_field (guint record, guint slot)
{
  return record * N_SLOTS + slot;
}

static guint
find_record (World *world, const GezinUuid *id)
{
  for (guint i = 0; i < world->n_records; i++)
    if (gezin_uuid_equal (&world->records[i].id, id))
      return i;
  g_assert_not_reached ();
}

guint
world_field_of_version (World *world, const GezinVersion *version)
{
  guint record = find_record (world, &version->record);
  guint slot = SLOT_FIRST;

  if (version->field == GEZIN_FIELD_COMMON_REMOVED)
    slot = SLOT_REMOVED;
  else if (version->field == GEZIN_FIELD_COMMON_REMOVED_REASON)
    slot = SLOT_REASON;
  else if (version->field == GEZIN_FIELD_COMMON_ABOUT)
    slot = strcmp (version->item, world->records[record].item) == 0 ? SLOT_OTHER : SLOT_FAMILY;
  else if (version->field == GEZIN_FIELD_COMMON_SAME_AS)
    slot = SLOT_LINK;
  else
    while (world->records[record].fields[slot] != version->field)
      slot++;
  return world_field (record, slot);
}

static GezinField
field_of_slot (const WorldRecord *record, guint slot)
{
  switch (slot)
    {
    case SLOT_REMOVED:
      return GEZIN_FIELD_COMMON_REMOVED;
    case SLOT_REASON:
      return GEZIN_FIELD_COMMON_REMOVED_REASON;
    case SLOT_FAMILY:
    case SLOT_OTHER:
      return GEZIN_FIELD_COMMON_ABOUT;
    case SLOT_LINK:
      return GEZIN_FIELD_COMMON_SAME_AS;
    default:
      return record->fields[slot];
    }
}

static const char *
item_of_slot (const WorldRecord *record, guint slot)
{
  if (slot == SLOT_LINK)
    return record->twin;
  return slot == SLOT_FAMILY ? "family" : slot == SLOT_OTHER ? record->item : NULL;
}

GezinEdit *
world_edit_new (World *world, guint record, guint slot, const char *value)
{
  const WorldRecord *one = &world->records[record];

  return gezin_edit_new (&one->id, one->kind, field_of_slot (one, slot), item_of_slot (one, slot),
                         value);
}

GezinRegister
world_register (World *world, guint store, guint field)
{
  const WorldRecord *one = &world->records[field / N_SLOTS];
  const GezinRecord *record = gezin_dossier_find (world->stores[store].dossier, &one->id);

  if (record == NULL)
    return (GezinRegister){ NULL, 0 };
  return gezin_record_register (record, field_of_slot (one, field % N_SLOTS),
                                item_of_slot (one, field % N_SLOTS));
}

/* Writing. */

static int
compare_replicas (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

void
world_new_replica (World *world, guint store)
{
  WorldStore *one = &world->stores[store];

  one->replica = world_random (world) | 1;
  world_count (world, WORLD_COUNT_REPLICAS, 1);
  one->replica_day = gezin_clock_utc_day (world->clock);
  g_array_append_val (one->own, one->replica);
  g_array_sort (one->own, compare_replicas);
}

GezinWriter
world_writer (World *world, guint store, GezinCommit **commit)
{
  static const char *const organisations[] = { "team", "rvt", "team", "police", "rvt" };
  WorldStore *one = &world->stores[store];

  gezin_clock_set (world->clock, gezin_clock_now (world->clock) + 60 * G_USEC_PER_SEC);
  if (one->replica == 0 || one->replica_day != gezin_clock_utc_day (world->clock))
    world_new_replica (world, store);
  *commit =
      gezin_commit_new (world_random (world) | 1, gezin_clock_now (world->clock) + one->clock_error,
                        "somebody", "consultant", organisations[store], NULL);
  return (GezinWriter){ one->replica,  (const guint64 *) (gpointer) one->own->data,
                        one->own->len, *commit,
                        world->random, one->markers };
}

/* Each dot of a register is given once. */
static gboolean
note_dot (World *world, guint field, const GezinVersion *version)
{
  guint64 key[2] = { version->dot.replica, (guint64) field << 32 | version->dot.n };

  if (!g_hash_table_add (world->dots, g_memdup2 (key, sizeof key)))
    return world_fail (world, "one dot was given to two writes of register %u", field);
  return TRUE;
}

/* Law 12, as far as one write shows it. */
static gboolean
check_written_once (World *world, guint field, const GezinVersion *version)
{
  guint slot = field % N_SLOTS;

  if ((gezin_catalogue_kind (version->kind)->flags & GEZIN_KIND_WRITTEN_ONCE) == 0
      || slot == SLOT_REMOVED || slot == SLOT_REASON)
    return TRUE;
  if (version->value == NULL)
    return world_fail (world, "a record that is written once was widened");
  if (slot != SLOT_THIRD && version->context != NULL)
    return world_fail (world, "a record that is written once was changed");
  return TRUE;
}

static guint
note_write (World *world, guint store, GezinVersion *version, const WorldSight *sight)
{
  guint field = world_field_of_version (world, version);
  IdSet heads = oracle_heads (&world->oracle, store, field);
  OracleWrite write = { .field = field,
                        .record = field / N_SLOTS,
                        .author = store,
                        .is_marker = version->erased,
                        .removes = field % N_SLOTS == SLOT_REMOVED
                                   && g_strcmp0 (version->value, "true") == 0 };
  guint id;

  if (sight != NULL && sight->has_seen[field])
    write.seen = sight->seen[field];
  else
    write.seen = oracle_front (&world->oracle, &heads);
  id = oracle_write (&world->oracle, &write);
  g_ptr_array_add (world->versions, gezin_version_ref (version));
  g_hash_table_insert (world->numbers, version, GUINT_TO_POINTER (id + 1));
  return id;
}

/* What the remover of @record had in front of them: @before, or what stood there, and what it writes
 * itself, with all that those were written over; and what those saw whose removals they saw. */
static void
note_saw (World *world, guint removal, const IdSet *before, const IdSet *commit)
{
  OracleWrite *write = &world->oracle.writes[removal];
  IdSet front = write->seen, superseded = { { 0 } };

  write->saw = *before;
  for (guint id = 0; id_set_find (before, &id); id++)
    id_set_unite (&write->saw, &world->oracle.writes[id].seen);
  for (guint id = 0; id_set_find (commit, &id); id++)
    if (id != removal && world->oracle.writes[id].record == write->record)
      {
        id_set_add (&write->saw, id);
        id_set_unite (&write->saw, &world->oracle.writes[id].seen);
      }
  for (guint id = 0; id_set_find (&write->seen, &id); id++)
    id_set_unite (&superseded, &world->oracle.writes[id].seen);
  id_set_subtract (&front, &superseded);
  for (guint id = 0; id_set_find (&front, &id); id++)
    if (world->oracle.writes[id].removes)
      id_set_unite (&write->saw, &world->oracle.writes[id].saw);
}

gboolean
world_note_writes (World *world, guint store, GPtrArray *versions, const WorldSight *sight,
                   WorldActKind kind)
{
  WorldAct act = { .is_undo = kind == WORLD_ACT_UNDO, .is_undone = kind == WORLD_ACT_NOT_UNDOABLE };
  IdSet before[WORLD_MAX_RECORDS];

  for (guint record = 0; record < world->n_records; record++)
    before[record] = sight != NULL && sight->has_saw[record]
                         ? sight->saw[record]
                         : world_heads_of_record (world, store, record);
  for (guint i = 0; i < versions->len; i++)
    {
      GezinVersion *version = versions->pdata[i];
      guint field = world_field_of_version (world, version);

      act.commit = version->commit->id;
      act.time = version->commit->time;
      if (!note_dot (world, field, version) || !check_written_once (world, field, version))
        return FALSE;
      if (version->n_saw % 32 != 0)
        return world_fail (world, "a removal tells how much was seen: %u", version->n_saw);
      id_set_add (&act.writes, note_write (world, store, version, sight));
    }
  for (guint id = 0; id_set_find (&act.writes, &id); id++)
    if (world->oracle.writes[id].removes)
      note_saw (world, id, &before[world->oracle.writes[id].record], &act.writes);
  if (versions->len > 0)
    g_array_append_val (world->stores[store].acts, act);
  world_count (world, WORLD_COUNT_WRITES, versions->len);
  return TRUE;
}

/* After a folder was put back unnoticed, its replica may have given dots that it does not know. A
 * store can't help writing them again; what must hold is that it stops when it can know. */
static gboolean
is_unsafe (World *world, guint store, GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    {
      const GezinVersion *version = versions->pdata[i];
      const IdSet *ids = &world->oracle.of_field[world_field_of_version (world, version)];

      for (guint id = 0; id_set_find (ids, &id); id++)
        {
          const GezinVersion *other = world->versions->pdata[id];

          if (!id_set_has (&world->oracle.known[store], id)
              && other->dot.replica == version->dot.replica)
            return TRUE;
        }
    }
  return FALSE;
}

gboolean
world_commit (World *world, guint store, GPtrArray *versions, const WorldSight *sight,
              WorldActKind kind)
{
  WorldStore *one = &world->stores[store];
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GError) error = NULL;

  if (versions->len == 0 || is_unsafe (world, store, versions)
      || world->oracle.n_writes + versions->len > ORACLE_MAX_WRITES)
    return TRUE;
  if (!world_note_writes (world, store, versions, sight, kind))
    return FALSE;
  merge = gezin_merge (one->dossier, one->markers, (GezinVersion *const *) versions->pdata,
                       versions->len, NULL, 0, &error);
  if (merge == NULL)
    return world_fail (world, "a write made here was not taken: %s", error->message);
  if (merge->waiting->len > 0)
    return world_fail (world, "a write made here has to wait");
  return world_apply (world, store, merge);
}

/* What steps ask. */

gboolean
world_is_written_once (World *world, guint record)
{
  return world->records[record].kind == GEZIN_KIND_CONSENT;
}

guint
world_any_record (World *world, guint store)
{
  guint first = world_below (world, world->is_crowded ? 2 : WORLD_MAX_RECORDS);

  for (guint i = 0; i < world->n_records; i++)
    {
      guint record = (first + i) % world->n_records;

      if (gezin_dossier_find (world->stores[store].dossier, &world->records[record].id) != NULL)
        return record;
    }
  return WORLD_MAX_RECORDS;
}

guint
world_any_slot (World *world)
{
  if (world->is_crowded && world_below (world, 3) > 0)
    return SLOT_FIRST;
  return world_below (world, SLOT_OTHER + 1);
}

void
world_count (World *world, WorldCount what, guint number)
{
  world->counts[what] += number;
}

const char *
world_count_name (WorldCount what)
{
  static const char *const names[] = {
    "writes",
    "conflicts met",
    "superseded on arrival",
    "waiting beside a marker",
    "gone",
    "records erased",
    "removed records seen",
    "contested removals seen",
    "forms asked again",
    "undo edits",
    "undo left",
    "changes rejected",
    "records parked",
    "refusals",
    "new replicas",
    "folders put back",
    "links",
    "records led by another",
    "versions in joined dossiers",
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == WORLD_N_COUNTS);
  return names[what];
}

IdSet
world_front (World *world, guint store, guint field)
{
  IdSet heads = oracle_heads (&world->oracle, store, field);

  return oracle_front (&world->oracle, &heads);
}

IdSet
world_heads_of_record (World *world, guint store, guint record)
{
  IdSet all = { { 0 } };

  for (guint slot = 0; slot < N_SLOTS; slot++)
    {
      IdSet heads = oracle_heads (&world->oracle, store, world_field (record, slot));

      if (slot != SLOT_REMOVED)
        id_set_unite (&all, &heads);
    }
  return all;
}

gboolean
world_is_replica_unsafe (World *world, guint store)
{
  for (guint id = 0; id < world->oracle.n_writes; id++)
    if (!id_set_has (&world->oracle.known[store], id)
        && ((GezinVersion *) world->versions->pdata[id])->dot.replica
               == world->stores[store].replica)
      return TRUE;
  return FALSE;
}
