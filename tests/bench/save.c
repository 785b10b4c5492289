/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: one field saved durably takes at most 1.3 times as long as bare SQL that
 * writes the same rows in the same tables in one durable transaction, at most
 * 5 ms, and at most 2.5 times as long with 10,000 dossiers as with 10.
 *
 * A field is saved as a form does: an edit with the context that was seen, and
 * gezin_session_commit() in a dossier that is open. Fields of all kinds take turns.
 * Both connections are listened to, so that listening is in neither of the two figures
 * alone (it is an eighth of what a save computes beside the encryption of pages). */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#define N_ROUNDS (12)
#define N_IN_ROUND (25)
#define N_FEW (10)
#define N_MANY (10000)
#define VALUES_IN_FAMILY (60)

/* One store, on both sides. */
typedef struct {
  BenchFamilies *families;
  GezinSession *session;
  BareCatch *catcher;
  BareStore *bare;
  BareCatch *echo; /* hears the same as the catcher, for the raw side */
  GezinUuid dossier;
  GPtrArray *fields; /* GezinVersion: what can be written over */
  guint next;
  BenchSide saved;
  BenchSide written;
  guint n_rows;
} Store;

/* The single values of a text that the dossier has. */
static GPtrArray *
find_fields (GezinDossier *dossier)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint h = 0; h < record->n_heads; h++)
        {
          const GezinFieldSpec *spec = gezin_catalogue_field (record->heads[h]->field);
          GezinKindFlags flags = gezin_catalogue_kind (record->kind)->flags;

          if ((spec->type == GEZIN_TYPE_TEXT || spec->type == GEZIN_TYPE_PROSE)
              && (flags & GEZIN_KIND_WRITTEN_ONCE) == 0)
            g_ptr_array_add (fields, gezin_version_ref (record->heads[h]));
        }
    }
  return fields;
}

static void
open_dossier (Store *store, GezinUuid id)
{
  g_autoptr (GezinDossier) dossier = NULL;
  GError *error = NULL;

  store->dossier = id;
  dossier = gezin_session_open (store->session, &store->dossier, &error);
  bench_must (dossier != NULL, error, "open a dossier");
  store->fields = find_fields (dossier);
}

/* (transfer full): Two words where a name stands, some sentences elsewhere. */
static char *
make_text (Store *store, GezinField field)
{
  if (gezin_catalogue_field (field)->search != GEZIN_SEARCH_NAME)
    return bench_families_prose (store->families);
  return g_strdup_printf (
      "%s %s", bench_families_word (store->families, store->next % bench_families_n_words ()),
      bench_families_word (store->families, store->next * 7 % bench_families_n_words ()));
}

/* The edit of a form that is open: made before the clock starts. */
static GPtrArray *
make_edit (Store *store)
{
  const GezinVersion *field = store->fields->pdata[store->next++ % store->fields->len];
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  GError *error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (store->session, &store->dossier, &error);
  g_autofree char *text = make_text (store, field->field);

  bench_must (now != NULL, error, "read the dossier");
  bench_must (gezin_session_edit (store->session, now, &field->record, field->kind,
                                  gezin_catalogue_field_name (field->field), text, -1, edits,
                                  &error),
              error, "make an edit");
  return edits;
}

static BareChanges *
save (Store *store)
{
  g_autoptr (GPtrArray) edits = make_edit (store);
  GError *error = NULL;
  guint64 commit = 0;
  gboolean done;

  bench_side_start (&store->saved);
  done = gezin_session_commit (store->session, &store->dossier, edits, NULL, &commit, &error);
  bench_side_stop (&store->saved, 1);
  bench_must (done && commit != 0, error, "save a field");
  return bare_catch_take (store->catcher);
}

static void
write_bare (Store *store, BareChanges *changes)
{
  g_autoptr (BareChanges) heard = NULL;

  bare_store_prepare (store->bare, changes);
  bench_side_start (&store->written);
  bare_store_exec (store->bare, "BEGIN IMMEDIATE");
  bare_store_write (store->bare, changes);
  bare_store_exec (store->bare, "COMMIT");
  bench_side_stop (&store->written, 1);
  heard = bare_catch_take (store->echo);
  if (bare_changes_n_rows (heard) != bare_changes_n_rows (changes))
    g_error ("bench: the two sides do not hear the same");
  store->n_rows += bare_changes_n_rows (changes);
}

static void
run_round (Store *store)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) bare_changes_free);

  bench_side_begin_round (&store->saved);
  for (guint i = 0; i < N_IN_ROUND; i++)
    g_ptr_array_add (all, save (store));
  bench_side_end_round (&store->saved);
  bench_side_begin_round (&store->written);
  for (guint i = 0; i < N_IN_ROUND; i++)
    write_bare (store, all->pdata[i]);
  bench_side_end_round (&store->written);
}

/* A store of @n_dossiers with one of them open, and a copy of it for the raw side. */
static void
store_init (Store *store, const BenchOptions *options, guint n_dossiers)
{
  const BenchShape shape = { .ids = 1000, .n_values = VALUES_IN_FAMILY };
  g_autofree char *folder = g_strdup_printf ("%s/store-%u", options->folder, n_dossiers);
  g_autofree char *copy = g_strdup_printf ("%s/copy-%u.db", options->folder, n_dossiers);
  g_autofree char *database = g_build_filename (folder, "dossiers.db", NULL);
  g_autofree char *size = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GError *error = NULL;

  *store = (Store){ .families = bench_families_new (n_dossiers) };
  store->catcher = bare_catch_next_connection ();
  store->session = bench_product_create (folder);
  bench_product_fill (store->session, store->families, &shape, n_dossiers);
  rows = gezin_session_list (store->session, &error);
  bench_must (rows != NULL && rows->len == n_dossiers, error, "list the dossiers");
  open_dossier (store, ((GezinDossierRow *) rows->pdata[n_dossiers / 2])->id);
  bare_catch_start (store->catcher);
  store->bare = bare_store_copy (store->catcher, folder, copy);
  store->echo = bare_catch_connection (bare_store_handle (store->bare));
  bare_catch_start (store->echo);
  bare_warm (bare_catch_handle (store->catcher), "head");
  bare_warm (bare_store_handle (store->bare), "head");
  bench_side_init (&store->saved, "gezin_session_commit");
  bench_side_init (&store->written, "bare SQL");
  size = g_format_size (bench_file_size (database));
  bench_say ("%u dossiers, %s", n_dossiers, size);
}

static void
store_clear (Store *store)
{
  bare_store_check (store->bare, bare_catch_handle (store->catcher));
  bare_catch_stop (store->catcher);
  bare_catch_stop (store->echo);
  bare_store_free (store->bare);
  gezin_session_lock (store->session);
  g_object_unref (store->session);
  g_ptr_array_unref (store->fields);
  bench_side_clear (&store->saved);
  bench_side_clear (&store->written);
  bench_families_free (store->families);
}

static double
say (const Store *store, guint n_dossiers)
{
  bench_say ("with %u dossiers, %.1f rows each:", n_dossiers,
             (double) store->n_rows / store->written.n_operations);
  bench_side_say (&store->saved);
  bench_side_say (&store->written);
  return bench_ratio (&store->saved, &store->written);
}

/* Both stores at the same time, in turns: what else the machine does hits both. */
void
bench_save (const BenchOptions *options)
{
  Store few, many;
  double few_ratio, many_ratio;

  bench_title ("save: one field, durably");
  store_init (&few, options, N_FEW);
  store_init (&many, options, N_MANY);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      run_round (&few);
      run_round (&many);
    }
  few_ratio = say (&few, N_FEW);
  many_ratio = say (&many, N_MANY);
  bench_goal ("save: one field, 10 dossiers / bare SQL", few_ratio, BENCH_AT_MOST, 1.3, "x");
  bench_goal ("save: one field, 10,000 dossiers / bare SQL", many_ratio, BENCH_AT_MOST, 1.3, "x");
  bench_goal ("save: one field, 10,000 dossiers", bench_times_median (&many.saved.wall) * 1e3,
              BENCH_AT_MOST, 5, "ms");
  bench_goal ("save: 10,000 dossiers / 10 dossiers",
              bench_times_ratio (&many.saved.wall, &few.saved.wall), BENCH_AT_MOST, 2.5, "x");
  store_clear (&few);
  store_clear (&many);
}
