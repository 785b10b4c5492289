/* SPDX-License-Identifier: EUPL-1.2 */

/* A whole history: 10 to 60 steps, then all meet all, then the laws that speak of the end. */

#include "steps.h"

#include <string.h>

static const struct {
  gboolean (*step) (World *world, guint store);
  guint weight;
} steps[] = {
  { step_create, 6 },
  { step_edit, 16 },
  { step_open_form, 9 },
  { step_save_form, 12 },
  { step_remove, 4 },
  { step_restore, 4 },
  { step_choose, 6 },
  { step_undo, 5 },
  { step_erase_field, 3 },
  { step_erase_record, 3 },
  { step_take_waiting, 3 },
  { step_send, 20 },
  { step_deliver, 20 },
  { step_change_filter, 3 },
  { step_next_day, 3 },
  { step_copy_folder, 2 },
  { step_put_folder_back, 3 },
  { step_forge, 3 },
  { step_link, 8 },
};

static guint
any_step (World *world)
{
  guint all = 0, place, i = 0;

  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    all += steps[s].weight;
  place = world_below (world, all);
  while (place >= steps[i].weight)
    place -= steps[i++].weight;
  return i;
}

/* Tries until something happens. */
gboolean
world_step (World *world)
{
  guint n_events = world->n_events;

  for (guint tries = 0; tries < 8 && world->n_events == n_events; tries++)
    if (!steps[any_step (world)].step (world, world_below (world, world->n_stores)))
      return FALSE;
  return TRUE;
}

/* One text for one state, in bytes. */

static void
append_text (GByteArray *bytes, const char *text)
{
  if (text == NULL)
    g_byte_array_append (bytes, (const guint8 *) "\1", 2);
  else
    g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text) + 1);
}

static void
append_version (GByteArray *bytes, const GezinVersion *version)
{
  guint64 numbers[] = { version->dot.replica, version->dot.n,
                        version->commit->id,  (guint64) version->commit->time,
                        version->erased,      version->kind,
                        version->n_saw };

  g_byte_array_append (bytes, version->record.bytes, sizeof version->record.bytes);
  append_text (bytes, gezin_catalogue_field_name (version->field));
  append_text (bytes, version->item);
  append_text (bytes, version->value);
  append_text (bytes, gezin_version_origin (version));
  g_byte_array_append (bytes, (const guint8 *) numbers, sizeof numbers);
  for (guint i = 0; version->context != NULL && i < version->context->n_dots; i++)
    {
      guint64 entry[] = { version->context->dots[i].replica, version->context->dots[i].n };

      g_byte_array_append (bytes, (const guint8 *) entry, sizeof entry);
    }
  if (version->n_saw > 0)
    g_byte_array_append (bytes, (const guint8 *) version->saw,
                         version->n_saw * (guint) sizeof *version->saw);
}

/* @excluded: a bit for each record that is left out. */
static GByteArray *
canonical_bytes (World *world, GezinDossier *dossier, guint64 excluded)
{
  GByteArray *bytes = g_byte_array_sized_new (4096);
  const GezinUuid *erased;
  gsize n_erased;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      guint number = 0;

      while (number < world->n_records
             && !gezin_uuid_equal (&world->records[number].id, &record->id))
        number++;
      for (guint j = 0; (excluded >> number & 1) == 0 && j < record->n_heads; j++)
        append_version (bytes, record->heads[j]);
    }
  erased = gezin_dossier_erased (dossier, &n_erased);
  if (n_erased > 0)
    g_byte_array_append (bytes, (const guint8 *) erased, (guint) (n_erased * sizeof *erased));
  return bytes;
}

static gboolean
have_equal_bytes (World *world, GezinDossier *a, GezinDossier *b, guint64 excluded)
{
  g_autoptr (GByteArray) first = canonical_bytes (world, a, excluded);
  g_autoptr (GByteArray) second = canonical_bytes (world, b, excluded);

  return first->len == second->len && memcmp (first->data, second->data, first->len) == 0;
}

gboolean
world_have_equal_bytes (World *world, GezinDossier *a, GezinDossier *b)
{
  return have_equal_bytes (world, a, b, 0);
}

/* Records that hold a wrong shape somewhere: they stay with who has them. */
static guint64
records_of_bad_shape (World *world)
{
  guint64 records = 0;

  for (guint store = 0; store < world->n_stores; store++)
    for (guint field = 0; field < world->n_records * N_SLOTS; field++)
      {
        IdSet heads = oracle_heads (&world->oracle, store, field);

        for (guint id = 0; id_set_find (&heads, &id); id++)
          {
            const GezinVersion *version = world->versions->pdata[id];

            if (version->value != NULL && g_str_has_prefix (version->value, "bad"))
              records |= G_GUINT64_CONSTANT (1) << (field / N_SLOTS);
          }
      }
  return records;
}

/* What was given out at the beginning of the end. */
typedef struct {
  GezinDossier *dossier;
  GPtrArray *markers;
  WorldBundle bundle;
} Base;

static GezinMerge *
unite (World *world, GezinDossier *dossier, GPtrArray *markers, const Base *base)
{
  g_autoptr (GPtrArray) versions = world_bundle_versions (world, &base->bundle);
  g_autoptr (GArray) erased = world_bundle_erased (world, &base->bundle);

  return gezin_merge (dossier, markers, (GezinVersion *const *) versions->pdata, versions->len,
                      (const GezinUuid *) (gpointer) erased->data, erased->len, NULL);
}

static GPtrArray *
all_markers (const Base *a, const Base *b)
{
  GPtrArray *all = g_ptr_array_new ();

  for (guint i = 0; i < a->markers->len; i++)
    g_ptr_array_add (all, a->markers->pdata[i]);
  for (guint i = 0; i < b->markers->len; i++)
    g_ptr_array_add (all, b->markers->pdata[i]);
  return all;
}

/* (a with b) with c. */
static GezinDossier *
unite_three (World *world, const Base *a, const Base *b, const Base *c)
{
  g_autoptr (GezinMerge) two = unite (world, a->dossier, a->markers, b);
  g_autoptr (GPtrArray) markers = all_markers (a, b);
  g_autoptr (GezinMerge) three = two != NULL ? unite (world, two->dossier, markers, c) : NULL;

  return three != NULL ? gezin_dossier_ref (three->dossier) : NULL;
}

/* Law 2: which two come together first makes no difference, nor who is host. */
static gboolean
check_associativity (World *world, const Base *bases)
{
  guint first = world_below (world, world->n_stores);
  const Base *a = &bases[first], *b = &bases[(first + 1) % world->n_stores];
  const Base *c = &bases[(first + 2) % world->n_stores];
  g_autoptr (GezinDossier) one = unite_three (world, a, b, c);
  g_autoptr (GezinDossier) two = unite_three (world, b, c, a);
  g_autoptr (GezinDossier) three = unite_three (world, c, a, b);

  if (one == NULL || two == NULL || three == NULL || !have_equal_bytes (world, one, two, 0)
      || !have_equal_bytes (world, one, three, 0))
    return world_fail (world, "the order in which three dossiers merge makes a difference");
  return TRUE;
}

/* Merging twice changes nothing. */
static gboolean
check_idempotence (World *world, const Base *bases)
{
  for (guint store = 0; store < world->n_stores; store++)
    for (guint other = 0; !world->has_bad_shapes && other < world->n_stores; other++)
      {
        WorldStore *one = &world->stores[store];
        g_autoptr (GezinMerge) again = unite (world, one->dossier, one->markers, &bases[other]);

        if (again == NULL || again->dossier != one->dossier || again->became_heads->len > 0
            || again->became_past->len > 0)
          return world_fail (world, "merging twice changes something");
      }
  return TRUE;
}

/* Nothing that came to a store is nowhere, unless it was erased; and then it is nowhere. */
static gboolean
check_nothing_vanished (World *world, guint store)
{
  const WorldStore *one = &world->stores[store];
  IdSet held = one->past;

  id_set_unite (&held, &one->waiting);
  for (guint field = 0; field < world->n_records * N_SLOTS; field++)
    {
      IdSet heads = oracle_heads (&world->oracle, store, field);
      IdSet gone = oracle_gone (&world->oracle, store, field);
      IdSet rest = world->oracle.known[store];
      gboolean is_erased = (world->oracle.erased[store] >> (field / N_SLOTS) & 1) != 0;

      id_set_intersect (&rest, &world->oracle.of_field[field]);
      if (is_erased)
        gone = rest;
      id_set_subtract (&rest, &heads);
      id_set_subtract (&rest, &gone);
      id_set_intersect (&gone, &held);
      if (!id_set_contains (&held, &rest))
        return world_fail (world, "a version that nobody erased is neither head nor past");
      if (!id_set_is_empty (&gone))
        return world_fail (world, "what was erased is still kept");
    }
  return TRUE;
}

static gboolean
receive_all (World *world, guint store, const Base *bases)
{
  guint first = world_below (world, world->n_stores);
  guint step = 1 + world_below (world, 2) * (world->n_stores - 2);

  for (guint i = 0; i < world->n_stores; i++)
    {
      guint other = (first + i * step) % world->n_stores;

      if (other == store)
        continue;
      if (world->has_bad_shapes ? !world_receive_by_plan (world, store, &bases[other].bundle, FALSE)
                                : !world_receive (world, store, &bases[other].bundle))
        return FALSE;
    }
  return TRUE;
}

static gboolean
meet (World *world, const Base *bases)
{
  guint64 bad = world->has_bad_shapes ? records_of_bad_shape (world) : 0;

  for (guint store = 0; store < world->n_stores; store++)
    if (!receive_all (world, store, bases))
      return FALSE;
  for (guint store = 1; store < world->n_stores; store++)
    if (!have_equal_bytes (world, world->stores[0].dossier, world->stores[store].dossier, bad))
      return world_fail (world, "stores 0 and %u differ after all met all", store);
  for (guint store = 0; store < world->n_stores; store++)
    if (!check_nothing_vanished (world, store))
      return FALSE;
  return check_idempotence (world, bases) && check_associativity (world, bases);
}

static GPtrArray *
hold_all (GPtrArray *versions)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  for (guint i = 0; i < versions->len; i++)
    g_ptr_array_add (copy, gezin_version_ref (versions->pdata[i]));
  return copy;
}

gboolean
world_finish (World *world)
{
  Base bases[WORLD_MAX_STORES];
  gboolean is_well;

  if (!world_check_joins (world))
    return FALSE;
  world_tell (world, "all meet all");
  for (guint store = 0; store < world->n_stores; store++)
    {
      bases[store].dossier = gezin_dossier_ref (world->stores[store].dossier);
      bases[store].markers = hold_all (world->stores[store].markers);
      bases[store].bundle = world_bundle (world, store, ~G_GUINT64_CONSTANT (0));
    }
  is_well = meet (world, bases);
  for (guint store = 0; store < world->n_stores; store++)
    {
      gezin_dossier_unref (bases[store].dossier);
      g_ptr_array_unref (bases[store].markers);
    }
  return is_well;
}

/* Mostly they begin with something in common. */
static gboolean
begin_together (World *world)
{
  WorldBundle bundle;

  if (!step_create (world, 0) || !step_create (world, 0))
    return FALSE;
  bundle = world_bundle (world, 0, ~G_GUINT64_CONSTANT (0));
  for (guint store = 1; store < world->n_stores; store++)
    if (world_below (world, 4) > 0 && !world_receive (world, store, &bundle))
      return FALSE;
  return TRUE;
}

gboolean
world_history (World *world, guint64 seed)
{
  guint n_steps;

  world_begin (world, seed);
  n_steps = 10 + world_below (world, 51);
  if (!begin_together (world))
    return FALSE;
  for (guint i = 0; i < n_steps; i++)
    if (world->oracle.n_writes < ORACLE_MAX_WRITES - 64 && !world_step (world))
      return FALSE;
  return world_finish (world);
}
