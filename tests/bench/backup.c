/* SPDX-License-Identifier: EUPL-1.2 */

/* Goals: a backup takes at most 1.5 times a raw copy of the same pages, read,
 * written and synced in the same round; one of a store in which nothing changed
 * takes at most a second, however large it is. */

#include "bench/bench.h"
#include "bench/product.h"

#include "base/limits.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define N_DOSSIERS_FULL (10000)
#define N_DOSSIERS_FEW (1000)
#define VALUES_IN_FAMILY (40)
#define N_ROUNDS (7)

typedef struct {
  GezinSession *session;
  char *store;
  char *database;
  char *copy;
  GFile *target;
  GezinUuid dossier;
  BenchSide backup;
  BenchSide raw;
  BenchSide unchanged;
  guint64 bytes; /* of the last backup */
} Bench;

static void
run_raw (Bench *bench)
{
  static guint8 block[GEZIN_MIB];
  int from = g_open (bench->database, O_RDONLY | O_CLOEXEC, 0);
  int to;
  gssize length;

  bench_side_begin_round (&bench->raw);
  bench_side_start (&bench->raw);
  to = g_open (bench->copy, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  while ((length = read (from, block, sizeof block)) > 0)
    bench_must (write (to, block, (gsize) length) == length, NULL, "write");
  bench_must (length == 0 && fsync (to) == 0, NULL, "sync");
  bench_side_stop (&bench->raw, 1);
  bench_side_end_round (&bench->raw);
  close (from);
  close (to);
  g_unlink (bench->copy);
}

static void
back_up (Bench *bench, BenchSide *side, gboolean is_unchanged)
{
  g_autoptr (GezinBackupReport) report = NULL;
  GError *error = NULL;

  bench_side_begin_round (side);
  bench_side_start (side);
  report = gezin_session_backup (bench->session, bench->target, NULL, NULL, NULL, &error);
  bench_side_stop (side, 1);
  bench_side_end_round (side);
  bench_must (report != NULL, error, "back up");
  bench_must (report->is_unchanged == is_unchanged, NULL, "tell whether something changed");
  bench->bytes = report->bytes;
}

/* Something new, or the backup would find nothing to do. */
static void
change (Bench *bench)
{
  GError *error = NULL;

  bench_must (gezin_session_new_dossier (bench->session, "Bench", &bench->dossier, NULL, &error),
              error, "begin a dossier");
}

/* In turns, each first as often as the other. */
static void
run_round (Bench *bench, guint round)
{
  change (bench);
  if (round % 2 == 0)
    run_raw (bench);
  back_up (bench, &bench->backup, FALSE);
  if (round % 2 != 0)
    run_raw (bench);
}

/* As on another day: the store is opened anew first. */
static void
run_unchanged (Bench *bench)
{
  g_clear_object (&bench->session);
  bench->session = bench_product_unlock (bench->store);
  back_up (bench, &bench->unchanged, TRUE);
}

static void
bench_init (Bench *bench, const BenchOptions *options)
{
  const BenchShape shape = { .ids = 1000, .n_values = VALUES_IN_FAMILY };
  g_autoptr (BenchFamilies) families = bench_families_new (7);
  g_autofree char *folder = g_build_filename (options->folder, "target", NULL);

  *bench = (Bench){ .store = g_build_filename (options->folder, "store", NULL),
                    .copy = g_build_filename (options->folder, "copy", NULL) };
  bench->database = g_build_filename (bench->store, "dossiers.db", NULL);
  bench_must (g_mkdir (folder, 0700) == 0, NULL, "make a folder");
  bench->target = g_file_new_for_path (folder);
  bench->session = bench_product_create (bench->store);
  bench_product_fill (bench->session, families, &shape,
                      options->is_full ? N_DOSSIERS_FULL : N_DOSSIERS_FEW);
  bench_side_init (&bench->backup, "backup");
  bench_side_init (&bench->raw, "raw copy: read, write, fsync");
  bench_side_init (&bench->unchanged, "backup of an unchanged store");
}

static void
bench_clear (Bench *bench)
{
  bench_side_clear (&bench->backup);
  bench_side_clear (&bench->raw);
  bench_side_clear (&bench->unchanged);
  g_clear_object (&bench->session);
  g_clear_object (&bench->target);
  g_free (bench->store);
  g_free (bench->database);
  g_free (bench->copy);
}

void
bench_backup (const BenchOptions *options)
{
  Bench bench;
  guint64 memory;

  bench_title ("backup");
  bench_init (&bench, options);
  bench_forget_peak ();
  memory = bench_memory ();
  for (guint i = 0; i < N_ROUNDS; i++)
    run_round (&bench, i);
  bench_say ("%.1f MB of pages; memory grew by %.1f MB", (double) bench.bytes / 1e6,
             ((double) bench_peak_memory () - (double) memory) / 1e6);
  for (guint i = 0; i < 3; i++)
    run_unchanged (&bench);
  bench_side_say (&bench.backup);
  bench_side_say (&bench.raw);
  bench_side_say (&bench.unchanged);
  bench_goal ("backup to a raw copy of the same pages", bench_ratio (&bench.backup, &bench.raw),
              BENCH_AT_MOST, 1.5, "x");
  bench_goal (options->is_full ? "backup of an unchanged store, 10,000 dossiers"
                               : "backup of an unchanged store, 1,000 dossiers",
              bench_times_median (&bench.unchanged.wall), BENCH_AT_MOST, 1.0, "s");
  bench_clear (&bench);
}
