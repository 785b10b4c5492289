/* SPDX-License-Identifier: EUPL-1.2 */

/* Goal: opening a dossier of 5,000 values takes at most 3 times as long as
 * stepping through the same rows by bare SQL and reading each column.
 *
 * The product's side is gezin_session_open(), with its event in the audit, of a
 * dossier that the session does not remember. Both sides have had the pages in
 * their cache before. */

#include "bench/bare.h"
#include "bench/bench.h"
#include "bench/product.h"

#define N_VALUES (5000)
#define N_DOSSIERS (10) /* more than a session remembers */
#define N_ROUNDS (12)

typedef struct {
  GezinSession *session;
  BareStore *bare;
  sqlite3_stmt *heads;
  sqlite3_stmt *commits;
  GezinUuid ids[N_DOSSIERS];
  gint64 keys[N_DOSSIERS];
  BenchSide opened;
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
step_bare (Both *both, guint i)
{
  guint n_heads;

  bench_side_start (&both->stepped);
  n_heads = step_all (both->heads, both->keys[i]);
  both->n_rows += n_heads + step_all (both->commits, both->keys[i]);
  bench_side_stop (&both->stepped, 1);
  bench_must (n_heads >= N_VALUES, NULL, "step through the rows");
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
  BareCatch *catcher = bare_catch_next_connection ();

  *both = (Both){ .session = bench_product_create (folder) };
  for (guint i = 0; i < N_DOSSIERS; i++, shape.ids++)
    both->ids[i] = bench_product_load (both->session, families, &shape, NULL, NULL);
  bare_catch_start (catcher);
  both->bare = bare_store_copy (catcher, folder, copy);
  bare_catch_stop (catcher);
  find_keys (both);
  both->heads = prepare (both, "SELECT * FROM head WHERE dossier = ?1");
  both->commits = prepare (both, "SELECT * FROM \"commit\" WHERE dossier = ?1");
  bench_side_init (&both->opened, "gezin_session_open");
  bench_side_init (&both->stepped, "stepping by bare SQL");
}

static void
both_clear (Both *both)
{
  sqlite3_finalize (both->heads);
  sqlite3_finalize (both->commits);
  bare_store_free (both->bare);
  gezin_session_lock (both->session);
  g_object_unref (both->session);
  bench_side_clear (&both->opened);
  bench_side_clear (&both->stepped);
}

void
bench_open (const BenchOptions *options)
{
  Both both;

  bench_title ("open: a dossier of 5,000 values");
  both_init (&both, options);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      bench_side_begin_round (&both.opened);
      bench_side_begin_round (&both.stepped);
      for (guint i = 0; i < N_DOSSIERS; i++)
        {
          open_product (&both, i);
          step_bare (&both, i);
        }
      bench_side_end_round (&both.opened);
      bench_side_end_round (&both.stepped);
    }
  bench_side_say (&both.opened);
  bench_side_say (&both.stepped);
  bench_say ("%.0f rows each", (double) both.n_rows / both.stepped.n_operations);
  bench_goal ("open: 5,000 values / stepping the rows", bench_ratio (&both.opened, &both.stepped),
              BENCH_AT_MOST, 3, "x");
  both_clear (&both);
}
