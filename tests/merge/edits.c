/* SPDX-License-Identifier: EUPL-1.2 */

/* What people type in a made-up world: new records, edits, and forms that stay open meanwhile. */

#include "steps.h"

#include <string.h>

static const struct {
  GezinKind kind;
  GezinField fields[3];
} shapes[] = {
  { GEZIN_KIND_PERSON,
    { GEZIN_FIELD_PERSON_GIVEN_NAMES, GEZIN_FIELD_PERSON_FAMILY_NAME,
      GEZIN_FIELD_PERSON_KNOWN_AS } },
  { GEZIN_KIND_CONSENT,
    { GEZIN_FIELD_CONSENT_GIVEN_ON, GEZIN_FIELD_CONSENT_HOW, GEZIN_FIELD_CONSENT_WITHDRAWN_ON } },
  { GEZIN_KIND_FAMILY,
    { GEZIN_FIELD_FAMILY_NAME, GEZIN_FIELD_FAMILY_REFERENCE, GEZIN_FIELD_FAMILY_MUNICIPALITY } },
};

static const char *
new_value (World *world, char buffer[16])
{
  guint kind = world_below (world, 20);

  if (world->has_bad_shapes && kind == 0)
    g_snprintf (buffer, 16, "bad%u", world->n_values++);
  else if (kind < 4)
    g_snprintf (buffer, 16, "same%u", world_below (world, 2));
  else if (kind == 4)
    return NULL;
  else
    g_snprintf (buffer, 16, "v%u", world->n_values++);
  return buffer;
}

/* An edit that makes sense in @record; @slot tells where. */
static GezinEdit *
any_edit (World *world, guint store, guint record, guint *slot)
{
  const WorldRecord *one = &world->records[record];
  char buffer[16];
  GezinRegister now;

  if (world_is_written_once (world, record))
    {
      *slot = SLOT_THIRD;
      now = world_register (world, store, world_field (record, SLOT_THIRD));
      g_snprintf (buffer, sizeof buffer, "v%u", world->n_values++);
      return now.n_heads == 0 ? world_edit_new (world, record, SLOT_THIRD, buffer) : NULL;
    }
  *slot = world_any_slot (world);
  if (*slot == SLOT_FAMILY || *slot == SLOT_OTHER)
    return world_edit_new (world, record, *slot,
                           world_below (world, 2) == 0 ? NULL
                           : *slot == SLOT_FAMILY      ? "family"
                                                       : one->item);
  return world_edit_new (world, record, *slot, new_value (world, buffer));
}

static gboolean
write_edits (World *world, guint store, GPtrArray *edits, WorldActKind kind)
{
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions =
      gezin_write (world->stores[store].dossier, &writer, edits, &error);

  if (versions == NULL)
    return world_fail (world, "an honest write was refused: %s", error->message);
  return world_commit (world, store, versions, NULL, kind);
}

gboolean
step_create (World *world, guint store)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  WorldRecord *record = &world->records[world->n_records];
  guint shape = world->n_records == 0 ? 2 : world_below (world, 10) < 7 ? 0 : 1;
  guint n_fields = shape == 1 ? 2 : 1 + world_below (world, 3);
  guint n_acts = world->stores[store].acts->len;

  if (world->n_records == WORLD_MAX_RECORDS)
    return TRUE;
  record->id = shape == 2 ? *gezin_dossier_id (world->stores[store].dossier)
                          : gezin_uuid_random (world->random);
  gezin_uuid_write (&record->id, record->item);
  record->kind = shapes[shape].kind;
  record->twin[0] = '\0';
  if (shape == 0)
    for (guint first = world_below (world, world->n_records), i = 0; i < world->n_records; i++)
      {
        const WorldRecord *older = &world->records[(first + i) % world->n_records];

        if (older->kind == record->kind)
          memcpy (record->twin, older->item, sizeof record->twin);
      }
  record->created_by = 0;
  memcpy (record->fields, shapes[shape].fields, sizeof record->fields);
  world->n_records++;
  for (guint slot = 0; slot < n_fields; slot++)
    {
      char buffer[16];

      g_snprintf (buffer, sizeof buffer, "v%u", world->n_values++);
      g_ptr_array_add (edits, world_edit_new (world, world->n_records - 1, slot, buffer));
    }
  world_tell (world, "store %u makes record %u", store, world->n_records - 1);
  if (!write_edits (world, store, edits, WORLD_ACT))
    return FALSE;
  if (world->stores[store].acts->len > n_acts)
    record->created_by = g_array_index (world->stores[store].acts, WorldAct, n_acts).commit;
  return TRUE;
}

gboolean
world_write (World *world, guint store, GezinEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  g_ptr_array_add (edits, edit);
  return write_edits (world, store, edits, WORLD_ACT);
}

gboolean
step_edit (World *world, guint store)
{
  guint record = world_any_record (world, store), slot;
  GezinEdit *edit;

  if (record == WORLD_MAX_RECORDS)
    return TRUE;
  edit = any_edit (world, store, record, &slot);
  if (edit == NULL)
    return TRUE;
  world_tell (world, "store %u writes register %u: %s", store, world_field (record, slot),
              edit->value);
  return world_write (world, store, edit);
}

/* Forms. */

gboolean
step_open_form (World *world, guint store)
{
  WorldStore *one = &world->stores[store];
  WorldForm *form = &one->forms[world_below (world, WORLD_MAX_FORMS)];
  guint record = world_any_record (world, store), slot = SLOT_REMOVED;

  if (form->is_open || record == WORLD_MAX_RECORDS)
    return TRUE;
  if (world_below (world, 3) > 0)
    {
      form->edit = any_edit (world, store, record, &slot);
      if (form->edit == NULL)
        return TRUE;
      gezin_edit_seen_in (form->edit, one->dossier);
    }
  else
    form->record = gezin_record_ref (gezin_dossier_find (one->dossier, &world->records[record].id));
  form->is_open = TRUE;
  form->record_number = record;
  form->field = world_field (record, slot);
  form->seen = world_front (world, store, form->field);
  form->seen_reason = world_front (world, store, world_field (record, SLOT_REASON));
  form->saw = world_heads_of_record (world, store, record);
  world_tell (world, "store %u opens a form on register %u", store, form->field);
  return TRUE;
}

/* Whether this store wrote @field after @seen was in front of its author, or there is an erasure
 * that they did not know of. */
static gboolean
was_written_since (World *world, guint store, guint field, const IdSet *seen)
{
  IdSet heads = oracle_heads (&world->oracle, store, field);
  IdSet news = oracle_front (&world->oracle, &heads), markers = world->oracle.known[store];

  id_set_subtract (&news, seen);
  for (guint id = 0; id_set_find (&news, &id); id++)
    if (world->oracle.writes[id].author == store)
      return TRUE;
  id_set_intersect (&markers, &world->oracle.markers);
  id_set_intersect (&markers, &world->oracle.of_field[field]);
  return !id_set_contains (seen, &markers);
}

static gboolean
save_edit (World *world, guint store, WorldForm *form)
{
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  gboolean must_ask = was_written_since (world, store, form->field, &form->seen);
  g_autofree WorldSight *sight = g_new0 (WorldSight, 1);
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (edits, form->edit);
  sight->has_seen[form->field] = TRUE;
  sight->seen[form->field] = form->seen;
  if (gezin_dossier_is_erased (world->stores[store].dossier, &form->edit->record))
    return TRUE;
  versions = gezin_write (world->stores[store].dossier, &writer, edits, &error);
  world_count (world, WORLD_COUNT_ASKED, must_ask);
  if (must_ask != g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE))
    return world_fail (world, must_ask ? "a form wrote over what this store wrote since"
                                       : "a form was not taken though nothing was written since");
  return versions == NULL || world_commit (world, store, versions, sight, WORLD_ACT);
}

static gboolean
save_removal (World *world, guint store, WorldForm *form)
{
  const WorldRecord *record = &world->records[form->record_number];
  guint reason = world_field (form->record_number, SLOT_REASON);
  const GezinRecord *now = gezin_dossier_find (world->stores[store].dossier, &record->id);
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = world_writer (world, store, &commit);
  gboolean must_ask = was_written_since (world, store, form->field, &form->seen)
                      || was_written_since (world, store, reason, &form->seen_reason);
  g_autofree WorldSight *sight = g_new0 (WorldSight, 1);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  if (now == NULL || gezin_record_is_removed (now))
    return TRUE;
  sight->has_seen[form->field] = sight->has_seen[reason] = TRUE;
  sight->seen[form->field] = form->seen;
  sight->seen[reason] = form->seen_reason;
  sight->has_saw[form->record_number] = TRUE;
  sight->saw[form->record_number] = form->saw;
  versions = gezin_write_removal (world->stores[store].dossier, &writer, &record->id, form->record,
                                  "a mistake", &error);
  world_count (world, WORLD_COUNT_ASKED, must_ask);
  if (must_ask != g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE))
    return world_fail (world, "a removal and what this store wrote since do not go together");
  return versions == NULL || world_commit (world, store, versions, sight, WORLD_ACT);
}

gboolean
step_save_form (World *world, guint store)
{
  WorldForm *form = NULL;
  guint first = world_below (world, WORLD_MAX_FORMS);
  gboolean is_well;

  for (guint i = 0; i < WORLD_MAX_FORMS && (form == NULL || !form->is_open); i++)
    form = &world->stores[store].forms[(first + i) % WORLD_MAX_FORMS];
  if (!form->is_open)
    return TRUE;
  world_tell (world, "store %u saves the form on register %u", store, form->field);
  is_well = form->edit != NULL ? save_edit (world, store, form) : save_removal (world, store, form);
  world_close_form (form);
  return is_well;
}
