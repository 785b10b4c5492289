/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: opening a dossier of 5,000 values takes at most 3 times as long as bare
 * SQL that steps through the same rows and reads each column.
 *
 * gezin_session_open() also writes its event in the audit, durably; so does the
 * raw side. The second line leaves that out on both sides: gezin_session_read().
 * The session does not remember the dossiers that it is asked for. Both sides have
 * had the pages in their cache before. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#define N_VALUES (5000)
#define N_DOSSIERS (10) /* more than a session remembers */
#define N_ROUNDS (12)

typedef struct {
  GezinSession *session;
  BareCatch *catcher;
  BareStore *bare;
  sqlite3_stmt *heads;
  sqlite3_stmt *commits;
  GezinUuid ids[N_DOSSIERS];
  gint64 keys[N_DOSSIERS];
  BenchSide opened;
  BenchSide stepped_and_told;
  BenchSide read;
  BenchSide stepped;
  guint64 n_rows;
} Both;

static void
open_product (Both *both, guint i)
{
  GError *error = NULL;
  g_autoptr (GezinDossier) dossier = NULL;

  bench_side_start (&both->opened);
  dossier = gezin_session_open (both->session, &both->ids[i], &error);
  bench_side_stop (&both->opened, 1);
  bench_must (dossier != NULL && gezin_dossier_n_versions (dossier) >= N_VALUES, error,
              "open a dossier");
}

static void
read_product (Both *both, guint i)
{
  GError *error = NULL;
  g_autoptr (GezinDossier) dossier = NULL;

  bench_side_start (&both->read);
  dossier = gezin_session_read (both->session, &both->ids[i], &error);
  bench_side_stop (&both->read, 1);
  bench_must (dossier != NULL, error, "read a dossier");
}

/* Every column of every row: as it is kept, without a copy. */
static guint
step_all (sqlite3_stmt *statement, gint64 key)
{
  guint n_rows = 0;

  sqlite3_bind_int64 (statement, 1, key);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = sqlite3_column_count (statement); i-- > 0;)
        switch (sqlite3_column_type (statement, i))
          {
          case SQLITE_INTEGER:
            sqlite3_column_int64 (statement, i);
            break;
          case SQLITE_TEXT:
            sqlite3_column_text (statement, i);
            break;
          case SQLITE_BLOB:
            sqlite3_column_blob (statement, i);
            break;
          default:
            break;
          }
      n_rows++;
    }
  sqlite3_reset (statement);
  return n_rows;
}

static void
step_dossier (Both *both, guint i)
{
  guint n_heads = step_all (both->heads, both->keys[i]);

  both->n_rows += n_heads + step_all (both->commits, both->keys[i]);
  bench_must (n_heads >= N_VALUES, NULL, "step through the rows");
}

static void
step_bare (Both *both, guint i)
{
  bench_side_start (&both->stepped);
  step_dossier (both, i);
  bench_side_stop (&both->stepped, 1);
}

static void
step_and_tell_bare (Both *both, guint i)
{
  g_autoptr (BareChanges) event = bare_catch_take (both->catcher);

  bench_must (bare_changes_n_rows (event) == 1, NULL, "catch the event and nothing else");
  bare_store_prepare (both->bare, event);
  bench_side_start (&both->stepped_and_told);
  step_dossier (both, i);
  bare_store_exec (both->bare, "BEGIN IMMEDIATE");
  bare_store_write (both->bare, event);
  bare_store_exec (both->bare, "COMMIT");
  bench_side_stop (&both->stepped_and_told, 1);
}

static sqlite3_stmt *
prepare (Both *both, const char *sql)
{
  sqlite3 *handle = bare_store_handle (both->bare);
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("bench: %s", sqlite3_errmsg (handle));
  return statement;
}

static void
find_keys (Both *both)
{
  sqlite3_stmt *ask = prepare (both, "SELECT key FROM dossier WHERE id = ?1");

  for (guint i = 0; i < N_DOSSIERS; i++)
    {
      sqlite3_bind_blob (ask, 1, both->ids[i].bytes, sizeof both->ids[i].bytes, SQLITE_STATIC);
      if (sqlite3_step (ask) == SQLITE_ROW)
        both->keys[i] = sqlite3_column_int64 (ask, 0);
      sqlite3_reset (ask);
    }
  sqlite3_finalize (ask);
}

static void
both_init (Both *both, const BenchOptions *options)
{
  g_autoptr (BenchFamilies) families = bench_families_new (2);
  BenchShape shape = { .ids = 1, .n_values = N_VALUES };
  g_autofree char *folder = g_build_filename (options->folder, "store", NULL);
  g_autofree char *copy = g_build_filename (options->folder, "copy.db", NULL);
  *both = (Both){ .catcher = bare_catch_next_connection () };
  both->session = bench_product_create (folder);
  for (guint i = 0; i < N_DOSSIERS; i++, shape.ids++)
    both->ids[i] = bench_product_load (both->session, families, &shape, NULL, NULL);
  bare_catch_start (both->catcher);
  both->bare = bare_store_copy (both->catcher, folder, copy);
  find_keys (both);
  both->heads = prepare (both, "SELECT * FROM head WHERE dossier = ?1");
  both->commits = prepare (both, "SELECT * FROM \"commit\" WHERE dossier = ?1");
  bench_side_init (&both->opened, "gezin_session_open");
  bench_side_init (&both->stepped_and_told, "stepping and the event by bare SQL");
  bench_side_init (&both->read, "gezin_session_read");
  bench_side_init (&both->stepped, "stepping by bare SQL");
}

static void
both_clear (Both *both)
{
  sqlite3_finalize (both->heads);
  sqlite3_finalize (both->commits);
  bare_store_check (both->bare, bare_catch_handle (both->catcher));
  bare_catch_stop (both->catcher);
  bare_store_free (both->bare);
  gezin_session_lock (both->session);
  g_object_unref (both->session);
  bench_side_clear (&both->opened);
  bench_side_clear (&both->stepped_and_told);
  bench_side_clear (&both->read);
  bench_side_clear (&both->stepped);
}

/* In turns; the dossiers in a row, so that each is forgotten when its turn comes again. */
static void
run_turns (Both *both, BenchSide *product, void (*ask_product) (Both *both, guint i),
           BenchSide *bare, void (*ask_bare) (Both *both, guint i))
{
  bench_side_begin_round (product);
  bench_side_begin_round (bare);
  for (guint i = 0; i < N_DOSSIERS; i++)
    {
      ask_product (both, i);
      ask_bare (both, i);
    }
  bench_side_end_round (product);
  bench_side_end_round (bare);
}

void
bench_open (const BenchOptions *options)
{
  Both both;
  double ratio;

  bench_title ("open: a dossier of 5,000 values");
  both_init (&both, options);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      run_turns (&both, &both.opened, open_product, &both.stepped_and_told, step_and_tell_bare);
      run_turns (&both, &both.read, read_product, &both.stepped, step_bare);
    }
  bench_say ("%.0f rows each", (double) both.n_rows / (2 * both.stepped.n_operations));
  bench_side_say (&both.opened);
  bench_side_say (&both.stepped_and_told);
  ratio = bench_ratio (&both.opened, &both.stepped_and_told);
  bench_goal ("open: 5,000 values, with its event / the same by bare SQL", ratio, BENCH_AT_MOST, 3,
              "x");
  bench_side_say (&both.read);
  bench_side_say (&both.stepped);
  ratio = bench_ratio (&both.read, &both.stepped);
  bench_goal ("open: reading 5,000 values / stepping the rows", ratio, BENCH_AT_MOST, 3, "x");
  both_clear (&both);
}
