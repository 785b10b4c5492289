/* SPDX-License-Identifier: EUPL-1.2 */

/* What can happen between the stores of a made-up world, and to their folders. */

#include "steps.h"

gboolean
step_send (World *world, guint store)
{
  guint to = world_below (world, world->n_stores);
  WorldBundle bundle;

  if (to == store)
    return TRUE;
  bundle = world_bundle (world, store, world->stores[store].shows[to]);
  bundle.to = to;
  g_array_append_val (world->bundles, bundle);
  world_tell (world, "store %u sends to store %u", store, to);
  return TRUE;
}

/* Bundles arrive in any order, some late, some twice, some never. */
gboolean
step_deliver (World *world, guint store)
{
  guint which, fate = world_below (world, 10);
  WorldBundle bundle;

  if (world->bundles->len == 0)
    return TRUE;
  which = world_below (world, world->bundles->len);
  bundle = g_array_index (world->bundles, WorldBundle, which);
  if (fate < 8)
    g_array_remove_index_fast (world->bundles, which);
  world_tell (world, "store %u: a bundle is %s", bundle.to, fate == 0 ? "lost" : "delivered");
  if (fate == 0)
    return TRUE;
  if (world->has_bad_shapes || world_below (world, world->is_crowded ? 2 : 4) == 0)
    return world_receive_by_plan (world, bundle.to, &bundle, TRUE);
  return world_receive (world, bundle.to, &bundle);
}

/* Consent changes: another peer may see other fields. */
gboolean
step_change_filter (World *world, guint store)
{
  guint peer = world_below (world, world->n_stores);

  world->stores[store].shows[peer] =
      world_below (world, 2) ? ~G_GUINT64_CONSTANT (0) : world_random (world);
  return TRUE;
}

gboolean
step_next_day (World *world, guint store)
{
  gezin_clock_set (world->clock,
                   gezin_clock_now (world->clock) + 24 * 3600 * (gint64) G_USEC_PER_SEC);
  world_tell (world, "a day passes");
  return TRUE;
}

gboolean
step_copy_folder (World *world, guint store)
{
  WorldStore *one = &world->stores[store];
  WorldBackup *backup = &world->backups[store];

  g_clear_pointer (&backup->dossier, gezin_dossier_unref);
  *backup =
      (WorldBackup){ TRUE,          gezin_dossier_ref (one->dossier), one->past,
                     one->waiting,  world->oracle.known[store],       world->oracle.erased[store],
                     one->acts->len };
  world_tell (world, "the folder of store %u is copied", store);
  return TRUE;
}

/* Markers lie beside the vault too and are applied after every restore (law 10). */
static WorldBundle
markers_beside_the_vault (World *world, guint store)
{
  WorldBundle bundle = { .erased = world->oracle.erased[store] };

  bundle.writes = world->oracle.known[store];
  id_set_intersect (&bundle.writes, &world->oracle.markers);
  for (guint record = 0; record < world->n_records; record++)
    for (guint slot = 0; (bundle.erased >> record & 1) != 0 && slot < N_SLOTS; slot++)
      id_set_subtract (&bundle.writes, &world->oracle.of_field[world_field (record, slot)]);
  return bundle;
}

/* Noticed, it gets a new replica at once; else when something comes in that knows more. */
gboolean
step_put_folder_back (World *world, guint store)
{
  WorldStore *one = &world->stores[store];
  const WorldBackup *backup = &world->backups[store];
  WorldBundle markers = markers_beside_the_vault (world, store);
  IdSet known_markers;

  if (!backup->is_there || world_below (world, 2) > 0)
    return TRUE;
  world_count (world, WORLD_COUNT_PUT_BACK, 1);
  world_tell (world, "the folder of store %u is put back", store);
  gezin_dossier_unref (one->dossier);
  one->dossier = gezin_dossier_ref (backup->dossier);
  one->past = backup->past;
  one->waiting = backup->waiting;
  world->oracle.known[store] = backup->known;
  world->oracle.erased[store] = backup->erased;
  g_array_set_size (one->acts, backup->n_acts);
  g_ptr_array_set_size (one->markers, 0);
  known_markers = backup->known;
  id_set_intersect (&known_markers, &world->oracle.markers);
  for (guint id = 0; id_set_find (&known_markers, &id); id++)
    g_ptr_array_add (one->markers, gezin_version_ref (world->versions->pdata[id]));
  for (guint i = 0; i < WORLD_MAX_FORMS; i++)
    world_close_form (&one->forms[i]);
  if (world_below (world, 2) > 0)
    world_new_replica (world, store);
  return world_receive (world, store, &markers);
}
