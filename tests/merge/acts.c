/* SPDX-License-Identifier: EUPL-1.2 */

/* What people do at once in a made-up world: remove, put back, choose, erase, take over, undo. */

#include "steps.h"

gboolean
step_remove (World *world, guint store)
{
  guint record = world_any_record (world, store);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  if (record == WORLD_MAX_RECORDS)
    return TRUE;
  world_tell (world, "store %u removes record %u", store, record);
  versions = gezin_write_removal (world->stores[store].dossier, &writer, &world->records[record].id,
                                  NULL, world_below (world, 2) ? "a mistake" : NULL, &error);
  if (versions == NULL && !g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING))
    return world_fail (world, "a removal was refused: %s", error->message);
  return versions == NULL || world_commit (world, store, versions, NULL, WORLD_ACT);
}

gboolean
step_restore (World *world, guint store)
{
  guint record = world_any_record (world, store);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  if (record == WORLD_MAX_RECORDS)
    return TRUE;
  world_tell (world, "store %u puts record %u back", store, record);
  versions = gezin_write_restoration (world->stores[store].dossier, &writer,
                                      &world->records[record].id, &error);
  if (versions == NULL && !g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING))
    return world_fail (world, "a restoration was refused: %s", error->message);
  return versions == NULL || world_commit (world, store, versions, NULL, WORLD_ACT);
}

/* Some register of @store with several heads, or ORACLE_MAX_REGISTERS. */
static guint
any_conflict (World *world, guint store)
{
  guint n_fields = world->n_records * N_SLOTS, first;

  if (n_fields == 0)
    return ORACLE_MAX_REGISTERS;
  first = world_below (world, n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      guint field = (first + i) % n_fields;
      GezinRegister now = world_register (world, store, field);

      if (now.n_heads > 1
          && (!world_is_written_once (world, field / N_SLOTS) || field % N_SLOTS == SLOT_THIRD
              || field % N_SLOTS > SLOT_OTHER))
        return field;
    }
  return ORACLE_MAX_REGISTERS;
}

/* Law 3. */
gboolean
step_choose (World *world, guint store)
{
  guint field = any_conflict (world, store);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  GezinRegister now;
  const GezinVersion *chosen, *written;

  if (field == ORACLE_MAX_REGISTERS)
    return TRUE;
  now = world_register (world, store, field);
  chosen = now.heads[world_below (world, now.n_heads)];
  world_tell (world, "store %u chooses in register %u: %s", store, field, chosen->value);
  versions = gezin_write_choice (world->stores[store].dossier, &writer, &chosen->record,
                                 chosen->field, chosen->item, &chosen->dot, &error);
  if (versions == NULL || versions->len != 1)
    return world_fail (world, "a choice was refused");
  written = versions->pdata[0];
  if (g_strcmp0 (written->value, chosen->value) != 0
      || g_strcmp0 (gezin_version_origin (written), gezin_version_origin (chosen)) != 0)
    return world_fail (world, "a choice changed the value or its origin");
  return world_commit (world, store, versions, NULL, WORLD_ACT);
}

static gboolean
erase_field (World *world, guint store, guint field)
{
  GezinRegister now = world_register (world, store, field);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  g_autoptr (GPtrArray) versions =
      gezin_write_erasure (world->stores[store].dossier, &writer, &now.heads[0]->record,
                           now.heads[0]->field, now.heads[0]->item, NULL);

  return versions == NULL || world_commit (world, store, versions, NULL, WORLD_ACT_NOT_UNDOABLE);
}

/* Often what was erased was wrong, and the right value follows. */
gboolean
step_erase_field (World *world, guint store)
{
  guint record = world_any_record (world, store), slot = world_any_slot (world);
  char value[16];

  if (record == WORLD_MAX_RECORDS || world_is_written_once (world, record)
      || world_register (world, store, world_field (record, slot)).n_heads == 0)
    return TRUE;
  world_tell (world, "store %u erases register %u", store, world_field (record, slot));
  if (!erase_field (world, store, world_field (record, slot)))
    return FALSE;
  if (slot > SLOT_THIRD || world_below (world, 2) == 0)
    return TRUE;
  g_snprintf (value, sizeof value, "v%u", world->n_values++);
  world_tell (world, "store %u writes over that: %s", store, value);
  return world_write (world, store, world_edit_new (world, record, slot, value));
}

gboolean
step_erase_record (World *world, guint store)
{
  guint record = world_any_record (world, store);
  WorldBundle nothing = { .erased = 0 };

  if (record == WORLD_MAX_RECORDS || record == 0 || world_below (world, 8) > 0)
    return TRUE;
  world_tell (world, "store %u erases record %u", store, record);
  nothing.erased = G_GUINT64_CONSTANT (1) << record;
  return world_receive (world, store, &nothing);
}

/* A person takes over what waits beside a marker: a write that has seen both. */
gboolean
step_take_waiting (World *world, guint store)
{
  WorldStore *one = &world->stores[store];
  guint id = id_set_next (&one->waiting, 0), field;
  g_autofree WorldSight *sight = g_new0 (WorldSight, 1);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  GezinVersion *waiting;
  GezinRegister now;
  GezinEdit *edit;

  if (id == ORACLE_MAX_WRITES)
    return TRUE;
  waiting = world->versions->pdata[id];
  field = world->oracle.writes[id].field;
  now = world_register (world, store, field);
  for (guint i = 0; i < now.n_heads; i++)
    g_ptr_array_add (heads, now.heads[i]);
  g_ptr_array_add (heads, waiting);
  now = (GezinRegister){ (GezinVersion *const *) heads->pdata, heads->len };

  edit = gezin_edit_new (&waiting->record, waiting->kind, waiting->field, waiting->item,
                         waiting->value);
  edit->knows_context = TRUE;
  edit->context = gezin_register_context (&now);
  g_ptr_array_add (edits, edit);
  sight->has_seen[field] = TRUE;
  sight->seen[field] = world_front (world, store, field);
  id_set_add (&sight->seen[field], id);
  id_set_unite (&sight->seen[field], &world->oracle.writes[id].seen);
  id_set_remove (&one->waiting, id);
  id_set_add (&one->past, id);
  versions = gezin_write (one->dossier, &writer, edits, NULL);
  if (versions == NULL)
    return world_fail (world, "what waits could not be taken over");
  if (versions->len == 0)
    return TRUE; /* somebody wrote the same since */
  world_tell (world, "store %u takes over %u in register %u", store, id, field);
  return world_commit (world, store, versions, sight, WORLD_ACT_NOT_UNDOABLE);
}

/* Undo: law 11. */

static WorldAct *
newest_act (WorldStore *store)
{
  for (guint i = store->acts->len; i-- > 0;)
    {
      WorldAct *act = &g_array_index (store->acts, WorldAct, i);

      if (!act->is_undo && !act->is_undone)
        return act;
    }
  return NULL;
}

static GPtrArray *
versions_of (World *world, const IdSet *set)
{
  GPtrArray *versions = g_ptr_array_new ();

  for (guint id = 0; id_set_find (set, &id); id++)
    g_ptr_array_add (versions, world->versions->pdata[id]);
  return versions;
}

/* What stood in front of the author of @id and is still held: the heads among what they had seen. */
static IdSet
shown_before (World *world, guint store, guint id)
{
  IdSet held = world->oracle.writes[id].seen, superseded = { { 0 } };

  id_set_intersect (&held, &world->stores[store].past);
  for (guint old = 0; id_set_find (&held, &old); old++)
    id_set_unite (&superseded, &world->oracle.writes[old].seen);
  id_set_subtract (&held, &superseded);
  return held;
}

static gboolean
is_created_by (World *world, const WorldAct *act, guint record)
{
  return world->records[record].created_by == act->commit;
}

/* Whether all that is in @record was seen by one of the removals in @before, or is undone too. */
static gboolean
was_all_seen_before (World *world, guint store, const WorldAct *act, guint record,
                     const IdSet *before)
{
  IdSet heads = world_heads_of_record (world, store, record), saw = act->writes;

  for (guint id = 0; id_set_find (before, &id); id++)
    if (world->oracle.writes[id].removes)
      id_set_unite (&saw, &world->oracle.writes[id].saw);
  return id_set_contains (&saw, &heads);
}

static gboolean
check_undo_edit (World *world, guint store, const WorldAct *act, const GezinEdit *edit)
{
  guint record = 0, slot = 0, field;
  IdSet heads, before;
  const GezinVersion *shown = NULL;

  while (!gezin_uuid_equal (&world->records[record].id, &edit->record))
    record++;
  if (edit->field == GEZIN_FIELD_COMMON_REMOVED && is_created_by (world, act, record))
    {
      heads = world_heads_of_record (world, store, record);
      return id_set_contains (&act->writes, &heads)
             || world_fail (world, "an undo removed a record that others have worked on");
    }
  for (slot = 0; slot < N_SLOTS; slot++)
    {
      g_autoptr (GezinEdit) other = world_edit_new (world, record, slot, NULL);

      if (other->field == edit->field && g_strcmp0 (other->item, edit->item) == 0)
        break;
    }
  field = world_field (record, slot);
  heads = oracle_heads (&world->oracle, store, field);
  if (id_set_count (&heads) != 1 || !id_set_contains (&act->writes, &heads))
    return world_fail (world, "an undo wrote over what others wrote");
  before = shown_before (world, store, id_set_next (&heads, 0));
  for (guint id = 0; id_set_find (&before, &id); id++)
    {
      const GezinVersion *one = world->versions->pdata[id];

      if (shown == NULL || one->commit->time > shown->commit->time
          || (one->commit->time == shown->commit->time
              && gezin_dot_compare (&one->dot, &shown->dot) > 0))
        shown = one;
    }
  if (g_strcmp0 (edit->value, shown != NULL ? shown->value : NULL) != 0
      || (shown != NULL && g_strcmp0 (edit->origin, gezin_version_origin (shown)) != 0))
    return world_fail (world, "an undo put back another value than was shown before");
  if (edit->field == GEZIN_FIELD_COMMON_REMOVED && g_strcmp0 (edit->value, "true") == 0
      && !was_all_seen_before (world, store, act, record, &before))
    return world_fail (world, "an undo put back a removal over what came since");
  if (shown == NULL && !id_set_is_empty (&world->oracle.writes[id_set_next (&heads, 0)].seen))
    return world_fail (world, "an undo cleared a field whose former value is not held");
  return TRUE;
}

/* Each write that was to be undone is behind an edit or named as left. */
static gboolean
check_undo_is_whole (World *world, guint store, const WorldAct *act, GPtrArray *edits,
                     GPtrArray *left)
{
  for (guint id = 0; id_set_find (&act->writes, &id); id++)
    {
      GezinVersion *version = world->versions->pdata[id];
      guint record = world->oracle.writes[id].record;
      gboolean is_named = g_ptr_array_find (left, version, NULL);

      for (guint i = 0; i < edits->len; i++)
        {
          const GezinEdit *edit = edits->pdata[i];

          is_named |=
              gezin_uuid_equal (&edit->record, &version->record)
              && ((edit->field == version->field && g_strcmp0 (edit->item, version->item) == 0)
                  || is_created_by (world, act, record));
        }
      if (!is_named)
        return world_fail (world, "store %u: an undo passed over a write in silence", store);
    }
  return TRUE;
}

gboolean
step_undo (World *world, guint store)
{
  WorldStore *one = &world->stores[store];
  WorldAct *newest = newest_act (one), act;
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);

  if (newest == NULL)
    return TRUE;
  newest->is_undone = TRUE;
  act = *newest;
  undone = versions_of (world, &act.writes);
  past = versions_of (world, &one->past);
  edits = gezin_undo_edits (one->dossier, undone, past, &left);
  world_count (world, WORLD_COUNT_UNDONE, edits->len);
  world_count (world, WORLD_COUNT_LEFT, left->len);
  world_tell (world, "store %u undoes: %u edits, %u left", store, edits->len, left->len);
  for (guint i = 0; i < edits->len; i++)
    if (!check_undo_edit (world, store, &act, edits->pdata[i]))
      return FALSE;
  if (!check_undo_is_whole (world, store, &act, edits, left))
    return FALSE;
  versions = gezin_write (one->dossier, &writer, edits, NULL);
  if (versions == NULL)
    return world_fail (world, "an undo could not be written");
  return world_commit (world, store, versions, NULL, WORLD_ACT_UNDO);
}
