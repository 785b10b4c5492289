/* SPDX-License-Identifier: EUPL-1.2 */

/* Timing, memory and telling. Linux only: memory and bytes come from /proc. */

#include "bench/bench.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void
bench_title (const char *title)
{
  g_print ("\n-- %s\n", title);
}

void
bench_say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_print ("   ");
  vprintf (format, arguments);
  g_print ("\n");
  fflush (stdout);
  va_end (arguments);
}

void
bench_must (gboolean done, const GError *error, const char *what)
{
  if (done)
    return;
  g_printerr ("bench: cannot %s: %s\n", what, error != NULL ? error->message : "no reason given");
  exit (1);
}

double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
processor_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

/* Times. */

static void
times_init (BenchTimes *times)
{
  times->operations = g_array_new (FALSE, FALSE, sizeof (double));
  times->rounds = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
times_clear (BenchTimes *times)
{
  g_array_unref (times->operations);
  g_array_unref (times->rounds);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (const double *values, guint n_values)
{
  g_autofree double *sorted = g_memdup2 (values, n_values * sizeof *values);

  g_assert (n_values > 0);
  qsort (sorted, n_values, sizeof *sorted, compare_doubles);
  return n_values % 2 == 1 ? sorted[n_values / 2]
                           : (sorted[n_values / 2 - 1] + sorted[n_values / 2]) / 2;
}

static void
times_end_round (BenchTimes *times, guint round_start)
{
  const double *operations = (const double *) (gpointer) times->operations->data;
  double round = median (operations + round_start, times->operations->len - round_start);

  g_array_append_val (times->rounds, round);
}

double
bench_times_median (const BenchTimes *times)
{
  return median ((const double *) (gpointer) times->rounds->data, times->rounds->len);
}

double
bench_times_ratio (const BenchTimes *product, const BenchTimes *bare)
{
  g_autofree double *ratios = g_new (double, product->rounds->len);

  g_assert (product->rounds->len == bare->rounds->len);
  for (guint i = 0; i < product->rounds->len; i++)
    ratios[i] =
        g_array_index (product->rounds, double, i) / g_array_index (bare->rounds, double, i);
  return median (ratios, product->rounds->len);
}

/* Sides. */

void
bench_side_init (BenchSide *side, const char *name)
{
  *side = (BenchSide){ .name = name };
  times_init (&side->wall);
  times_init (&side->processor);
}

void
bench_side_clear (BenchSide *side)
{
  times_clear (&side->wall);
  times_clear (&side->processor);
}

void
bench_side_begin_round (BenchSide *side)
{
  side->round_start = side->wall.operations->len;
  side->bytes_start = bench_written ();
}

void
bench_side_start (BenchSide *side)
{
  side->processor.start = processor_now ();
  side->wall.start = bench_now ();
}

void
bench_side_stop (BenchSide *side, guint n_operations)
{
  double wall = (bench_now () - side->wall.start) / n_operations;
  double processor = (processor_now () - side->processor.start) / n_operations;

  g_array_append_val (side->wall.operations, wall);
  g_array_append_val (side->processor.operations, processor);
  side->n_operations += n_operations;
}

void
bench_side_end_round (BenchSide *side)
{
  side->bytes += bench_written () - side->bytes_start;
  times_end_round (&side->wall, side->round_start);
  times_end_round (&side->processor, side->round_start);
}

void
bench_side_say (const BenchSide *side)
{
  g_autofree char *bytes = g_format_size (side->bytes / MAX (side->n_operations, 1));

  bench_say ("%-36s %6u in %3u rounds, %8.3f ms each (processor %8.3f), %s written each",
             side->name, side->n_operations, side->wall.rounds->len,
             bench_times_median (&side->wall) * 1e3, bench_times_median (&side->processor) * 1e3,
             bytes);
}

double
bench_ratio (const BenchSide *product, const BenchSide *bare)
{
  double ratio = bench_times_ratio (&product->wall, &bare->wall);

  bench_say ("%.2f x; of processor time %.2f x", ratio,
             bench_times_ratio (&product->processor, &bare->processor));
  return ratio;
}

/* Memory and files. */

/* The number that follows @key in a file of /proc. */
static guint64
read_proc (const char *path, const char *key)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  found = strstr (text, key);
  return found != NULL ? g_ascii_strtoull (found + strlen (key), NULL, 10) : 0;
}

guint64
bench_peak_memory (void)
{
  return read_proc ("/proc/self/status", "VmHWM:") * 1024;
}

void
bench_forget_peak (void)
{
  /* Where it cannot be forgotten, the peak is that of the whole process. */
  if (!g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0600,
                                 NULL))
    bench_say ("the peak of memory counts from the start of the process");
}

guint64
bench_memory (void)
{
  return read_proc ("/proc/self/status", "VmRSS:") * 1024;
}

guint64
bench_written (void)
{
  return read_proc ("/proc/self/io", "wchar:");
}

guint64
bench_file_size (const char *path)
{
  GStatBuf about;

  return g_stat (path, &about) == 0 ? (guint64) about.st_size : 0;
}
