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

/* Sides. */

void
bench_side_init (BenchSide *side, const char *name)
{
  memset (side, 0, sizeof *side);
  side->name = name;
  side->seconds = g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_side_clear (BenchSide *side)
{
  g_array_unref (side->seconds);
  g_free (side->rounds);
}

void
bench_side_begin_round (BenchSide *side)
{
  side->round_start = side->seconds->len;
  side->bytes_start = bench_written ();
}

void
bench_side_add (BenchSide *side, double seconds)
{
  g_array_append_val (side->seconds, seconds);
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

void
bench_side_end_round (BenchSide *side)
{
  const double *seconds = (const double *) (gpointer) side->seconds->data;

  side->bytes += bench_written () - side->bytes_start;
  side->rounds = g_renew (double, side->rounds, side->n_rounds + 1);
  side->rounds[side->n_rounds++] =
      median (seconds + side->round_start, side->seconds->len - side->round_start);
}

double
bench_side_median (const BenchSide *side)
{
  return median (side->rounds, side->n_rounds);
}

double
bench_side_total (const BenchSide *side)
{
  double total = 0;

  for (guint i = 0; i < side->seconds->len; i++)
    total += g_array_index (side->seconds, double, i);
  return total;
}

void
bench_side_say (const BenchSide *side)
{
  g_autofree char *bytes = g_format_size (side->bytes / MAX (side->seconds->len, 1));

  bench_say ("%-34s %6u operations in %u rounds, %9.3f ms each, %s written each", side->name,
             side->seconds->len, side->n_rounds, bench_side_median (side) * 1e3, bytes);
}

double
bench_ratio (const BenchSide *product, const BenchSide *bare)
{
  g_autofree double *ratios = g_new (double, product->n_rounds);

  g_assert (product->n_rounds == bare->n_rounds);
  for (guint i = 0; i < product->n_rounds; i++)
    ratios[i] = product->rounds[i] / bare->rounds[i];
  return median (ratios, product->n_rounds);
}

double
bench_ratio_of_totals (const BenchSide *product, const BenchSide *bare)
{
  return bench_side_total (product) / bench_side_total (bare);
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
