/* SPDX-License-Identifier: EUPL-1.2 */

/* Every history of a few steps on one field of three stores, none left out: write, open a form, save
 * it, send, erase. After each step all three are brought together in every order.
 *
 *   GEZIN_TEST_STEPS  how many steps after the first write (5)
 */

#include "merge/write.h"

#include "oracle.h"

#include <stdlib.h>
#include <string.h>

#define N_STORES (3)
#define DEFAULT_STEPS (5)

typedef struct {
  gboolean is_open;
  GezinContext *context;
  IdSet seen;
} Form;

/* What a step can change; copied before it and put back after. */
typedef struct {
  GezinDossier *dossiers[N_STORES];
  guint64 replicas[N_STORES];
  Form forms[N_STORES];
  IdSet known[N_STORES];
  IdSet of_field;
  IdSet markers;
  guint n_writes;
} State;

typedef struct {
  State now;
  Oracle oracle;
  GezinVersion *versions[ORACLE_MAX_WRITES];
  GezinUuid dossier;
  GezinRandom *random;
  guint64 next_replica;
  guint64 n_histories;
  guint64 n_states;
  char path[128];
} Model;

static void
hold (State *state)
{
  for (guint i = 0; i < N_STORES; i++)
    {
      gezin_dossier_ref (state->dossiers[i]);
      gezin_context_ref (state->forms[i].context);
    }
}

static void
drop (State *state)
{
  for (guint i = 0; i < N_STORES; i++)
    {
      gezin_dossier_unref (state->dossiers[i]);
      gezin_context_unref (state->forms[i].context);
    }
}

/* The oracle's account, for the state that it is asked about. */
static void
tell_oracle (Model *model)
{
  Oracle *oracle = &model->oracle;

  oracle->n_writes = model->now.n_writes;
  oracle->of_field[0] = model->now.of_field;
  oracle->markers = model->now.markers;
  for (guint i = 0; i < N_STORES; i++)
    oracle->known[i] = model->now.known[i];
}

static void
hear_oracle (Model *model)
{
  const Oracle *oracle = &model->oracle;

  model->now.n_writes = oracle->n_writes;
  model->now.of_field = oracle->of_field[0];
  model->now.markers = oracle->markers;
  for (guint i = 0; i < N_STORES; i++)
    model->now.known[i] = oracle->known[i];
}

static void
check_heads (Model *model, GezinDossier *dossier, const IdSet *expected)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &model->dossier);
  guint n_heads = record != NULL ? record->n_heads : 0;

  if (n_heads != id_set_count (expected))
    g_error ("%s: %u heads where %u are to be", model->path, n_heads, id_set_count (expected));
  for (guint i = 0; i < n_heads; i++)
    {
      gboolean is_found = FALSE;

      for (guint id = 0; id_set_find (expected, &id); id++)
        is_found |= model->versions[id] == record->heads[i];
      if (!is_found)
        g_error ("%s: a head that should not be one", model->path);
    }
}

static GPtrArray *
versions_in (Model *model, const IdSet *set)
{
  GPtrArray *versions = g_ptr_array_new ();

  for (guint id = 0; id_set_find (set, &id); id++)
    g_ptr_array_add (versions, model->versions[id]);
  return versions;
}

/* Heads and markers: what a store sends. */
static IdSet
sent_by (Model *model, guint store)
{
  IdSet sent = oracle_heads (&model->oracle, store, 0), markers = model->oracle.known[store];

  id_set_intersect (&markers, &model->oracle.markers);
  id_set_unite (&sent, &markers);
  return sent;
}

static GPtrArray *
known_markers (Model *model, guint store)
{
  IdSet markers = model->oracle.known[store];

  id_set_intersect (&markers, &model->oracle.markers);
  return versions_in (model, &markers);
}

static GezinMerge *
merge_into (Model *model, GezinDossier *dossier, const IdSet *known, const IdSet *sent)
{
  IdSet known_markers = *known;
  g_autoptr (GPtrArray) versions = versions_in (model, sent);
  g_autoptr (GPtrArray) markers = NULL;
  GezinMerge *merge;

  id_set_intersect (&known_markers, &model->oracle.markers);
  markers = versions_in (model, &known_markers);
  merge = gezin_merge (dossier, markers, (GezinVersion *const *) versions->pdata, versions->len,
                       NULL, 0, NULL);
  if (merge == NULL || merge->refused->len > 0)
    g_error ("%s: an honest bundle was refused", model->path);
  return merge;
}

/* All three in one place, whoever comes first. */
static void
check_meeting (Model *model)
{
  static const guint orders[][N_STORES] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
                                            { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  IdSet sent[N_STORES], all = { { 0 } }, of_first = model->oracle.known[0], expected;

  for (guint i = 0; i < N_STORES; i++)
    {
      sent[i] = sent_by (model, i);
      id_set_unite (&all, &model->oracle.known[i]);
    }
  model->oracle.known[0] = all;
  expected = oracle_heads (&model->oracle, 0, 0);
  model->oracle.known[0] = of_first;
  for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
    {
      guint host = orders[o][0];
      g_autoptr (GezinDossier) dossier = gezin_dossier_ref (model->now.dossiers[host]);
      IdSet known = model->oracle.known[host];

      for (guint i = 1; i < N_STORES; i++)
        {
          guint guest = orders[o][i];
          g_autoptr (GezinMerge) merge = merge_into (model, dossier, &known, &sent[guest]);

          gezin_dossier_unref (dossier);
          dossier = gezin_dossier_ref (merge->dossier);
          id_set_unite (&known, &sent[guest]);
        }
      check_heads (model, dossier, &expected);
    }
}

/* Steps: each says whether it did anything. */

static void
replace_dossier (Model *model, guint store, GezinMerge *merge)
{
  gezin_dossier_unref (model->now.dossiers[store]);
  model->now.dossiers[store] = gezin_dossier_ref (merge->dossier);
}

static void
take_in (Model *model, guint store, GPtrArray *versions, const IdSet *seen)
{
  GezinVersion *version = versions->pdata[0];
  OracleWrite write = { .author = store, .is_marker = version->erased, .seen = *seen };
  IdSet before = model->oracle.known[store], one = { { 0 } };
  guint id = oracle_write (&model->oracle, &write);
  g_autoptr (GezinMerge) merge = NULL;

  /* A number is used again after its history has been left: let go of the one before. */
  g_clear_pointer (&model->versions[id], gezin_version_unref);
  model->versions[id] = gezin_version_ref (version);
  id_set_add (&one, id);
  merge = merge_into (model, model->now.dossiers[store], &before, &one);
  replace_dossier (model, store, merge);
}

static GezinWriter
writer_of (Model *model, guint store, GezinCommit **commit)
{
  *commit = gezin_commit_new (1 + model->now.n_writes, 0, NULL, NULL, NULL, NULL);
  return (GezinWriter){
    model->now.replicas[store], &model->now.replicas[store], 1, *commit, model->random, NULL
  };
}

static GezinEdit *
new_edit (Model *model)
{
  char value[16];

  g_snprintf (value, sizeof value, "v%u", model->now.n_writes);
  return gezin_edit_new (&model->dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME, NULL, value);
}

static gboolean
do_write (Model *model, guint store, guint other)
{
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = writer_of (model, store, &commit);
  g_autoptr (GezinEdit) edit = new_edit (model);
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GPtrArray) versions = NULL;
  IdSet heads = oracle_heads (&model->oracle, store, 0);
  IdSet seen = oracle_front (&model->oracle, &heads);

  g_ptr_array_add (edits, edit);
  versions = gezin_write (model->now.dossiers[store], &writer, edits, NULL);
  if (versions == NULL)
    g_error ("%s: a write was refused", model->path);
  take_in (model, store, versions, &seen);
  return TRUE;
}

static gboolean
do_open (Model *model, guint store, guint other)
{
  Form *form = &model->now.forms[store];
  g_autoptr (GezinEdit) edit = NULL;
  IdSet heads = oracle_heads (&model->oracle, store, 0);

  if (form->is_open)
    return FALSE;
  edit = new_edit (model);
  gezin_edit_seen_in (edit, model->now.dossiers[store]);
  form->is_open = TRUE;
  form->context = gezin_context_ref (edit->context);
  form->seen = oracle_front (&model->oracle, &heads);
  return TRUE;
}

static gboolean
must_ask (Model *model, guint store, const IdSet *seen)
{
  IdSet heads = oracle_heads (&model->oracle, store, 0), markers = model->oracle.known[store];
  IdSet news = oracle_front (&model->oracle, &heads);

  id_set_subtract (&news, seen);
  for (guint id = 0; id_set_find (&news, &id); id++)
    if (model->oracle.writes[id].author == store)
      return TRUE;
  id_set_intersect (&markers, &model->oracle.markers);
  return !id_set_contains (seen, &markers);
}

static gboolean
do_save (Model *model, guint store, guint other)
{
  Form *form = &model->now.forms[store];
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = writer_of (model, store, &commit);
  g_autoptr (GezinEdit) edit = new_edit (model);
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();
  g_autoptr (GPtrArray) markers = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  if (!form->is_open)
    return FALSE;
  edit->knows_context = TRUE;
  edit->context = gezin_context_ref (form->context);
  g_ptr_array_add (edits, edit);
  markers = known_markers (model, store);
  writer.markers = markers;
  versions = gezin_write (model->now.dossiers[store], &writer, edits, &error);
  if (must_ask (model, store, &form->seen)
      != g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE))
    g_error ("%s: a form was taken or refused wrongly", model->path);
  if (versions != NULL)
    take_in (model, store, versions, &form->seen);
  form->is_open = FALSE;
  g_clear_pointer (&form->context, gezin_context_unref);
  return TRUE;
}

static gboolean
do_send (Model *model, guint store, guint other)
{
  IdSet sent = sent_by (model, store);
  g_autoptr (GezinMerge) merge = NULL;

  if (store == other || id_set_contains (&model->oracle.known[other], &sent))
    return FALSE;
  merge = merge_into (model, model->now.dossiers[other], &model->oracle.known[other], &sent);
  if (gezin_merge_spoils_replica (merge, model->now.dossiers[other], model->now.replicas[other]))
    model->now.replicas[other] = model->next_replica++;
  replace_dossier (model, other, merge);
  id_set_unite (&model->oracle.known[other], &sent);
  return TRUE;
}

static gboolean
do_erase (Model *model, guint store, guint other)
{
  g_autoptr (GezinCommit) commit = NULL;
  GezinWriter writer = writer_of (model, store, &commit);
  IdSet heads = oracle_heads (&model->oracle, store, 0);
  IdSet seen = oracle_front (&model->oracle, &heads);
  g_autoptr (GPtrArray) versions = gezin_write_erasure (
      model->now.dossiers[store], &writer, &model->dossier, GEZIN_FIELD_FAMILY_NAME, NULL, NULL);

  if (versions == NULL)
    return FALSE;
  take_in (model, store, versions, &seen);
  return TRUE;
}

static const struct {
  const char *name;
  gboolean (*act) (Model *model, guint store, guint other);
  gboolean has_other;
} acts[] = {
  { "write", do_write, FALSE }, { "open", do_open, FALSE },   { "save", do_save, FALSE },
  { "send", do_send, TRUE },    { "erase", do_erase, FALSE },
};

static void
check_state (Model *model)
{
  model->n_states++;
  for (guint i = 0; i < N_STORES; i++)
    {
      IdSet heads = oracle_heads (&model->oracle, i, 0);

      check_heads (model, model->now.dossiers[i], &heads);
    }
  check_meeting (model);
}

static void
go_on (Model *model, guint n_steps, gsize length)
{
  State before = model->now;

  if (n_steps == 0)
    {
      model->n_histories++;
      return;
    }
  for (guint a = 0; a < G_N_ELEMENTS (acts); a++)
    for (guint store = 0; store < N_STORES; store++)
      for (guint other = 0; other < (acts[a].has_other ? N_STORES : 1); other++)
        {
          g_snprintf (model->path + length, sizeof model->path - length, " %s-%u-%u", acts[a].name,
                      store, other);
          hold (&before);
          tell_oracle (model);
          if (acts[a].act (model, store, other))
            {
              hear_oracle (model);
              check_state (model);
              go_on (model, n_steps - 1, length + strlen (model->path + length));
            }
          drop (&model->now);
          model->now = before;
        }
}

static void
test_every_short_history (void)
{
  const char *steps = g_getenv ("GEZIN_TEST_STEPS");
  guint n_steps = steps != NULL ? (guint) atoi (steps) : DEFAULT_STEPS;
  Model *model = g_new0 (Model, 1);
  gint64 begun = g_get_monotonic_time ();

  model->random = gezin_random_new_seeded (1);
  model->dossier = gezin_uuid_random (model->random);
  model->next_replica = 10;
  for (guint i = 0; i < N_STORES; i++)
    {
      model->now.dossiers[i] = gezin_dossier_new (&model->dossier, NULL, 0, NULL, 0, NULL);
      model->now.replicas[i] = i + 1;
    }
  do_write (model, 0, 0);
  hear_oracle (model);
  go_on (model, n_steps, 0);
  g_test_message ("%" G_GUINT64_FORMAT " histories of %u steps, %" G_GUINT64_FORMAT
                  " states, %.1f seconds",
                  model->n_histories, n_steps, model->n_states,
                  (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
  g_assert_cmpuint (model->n_histories, >, 500);
  drop (&model->now);
  for (guint i = 0; i < ORACLE_MAX_WRITES; i++)
    g_clear_pointer (&model->versions[i], gezin_version_unref);
  gezin_random_unref (model->random);
  g_free (model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/small-model/every-short-history-ends-equal", test_every_short_history);
  return g_test_run ();
}
