/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the programs behind `./dev bench` share: what they are told, how they
 * time, and how they tell. Each measure runs in a process of its own, so that
 * peak memory is its own. */

typedef struct {
  gboolean is_full; /* the sizes of the goals, else smaller ones where that takes minutes */
  const char *folder; /* empty, on the disk of the build */
} BenchOptions;

/** BenchFunc: One measure: prints what it sees and ends in bench_goal(). Ends the process when something fails. */
typedef void (*BenchFunc) (const BenchOptions *options);

void bench_save (const BenchOptions *options);
void bench_open (const BenchOptions *options);
void bench_search (const BenchOptions *options);
void bench_people (const BenchOptions *options);
void bench_load (const BenchOptions *options);
void bench_load_memory (const BenchOptions *options);
void bench_documents (const BenchOptions *options);
void bench_backup (const BenchOptions *options);
void bench_bundle (const BenchOptions *options);
void bench_merge (const BenchOptions *options);
void bench_monitor (const BenchOptions *options);
void bench_consent (const BenchOptions *options);
void bench_casework (const BenchOptions *options);

/* Telling. */

typedef enum {
  BENCH_AT_MOST,
  BENCH_AT_LEAST,
} BenchSense;

/** BenchGoal: A line of the table at the end. Plain bytes: it goes through a pipe. */
typedef struct {
  char what[96];
  char unit[8];
  double measured;
  double limit;
  BenchSense sense;
} BenchGoal;

/** bench_goal: Prints one line of the table now, and again at the very end. */
void bench_goal (const char *what, double measured, BenchSense sense, double limit,
                 const char *unit);

/** bench_title, bench_say: A heading; a line under it. */
void bench_title (const char *title);
void bench_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** bench_must: Ends the process with what @error says, unless @done. */
void bench_must (gboolean done, const GError *error, const char *what);

/* Timing. */

/** bench_now: Seconds of a clock that only goes forward. */
double bench_now (void);

/** BenchTimes: Seconds of one clock: an operation each, and the median of each round. */
typedef struct {
  GArray *operations; /* double */
  GArray *rounds; /* double */
  double start;
} BenchTimes;

/** BenchSide: One of the two sides that are compared: what it took, operation by operation. */
typedef struct {
  const char *name;
  BenchTimes wall;
  BenchTimes processor; /* all threads of this process; what waits does not count */
  guint round_start; /* the first operation of this round */
  guint n_operations;
  guint64 bytes; /* handed to write () */
  guint64 bytes_start;
} BenchSide;

void bench_side_init (BenchSide *side, const char *name);
void bench_side_clear (BenchSide *side);

/** bench_side_begin_round, bench_side_end_round: Around the operations of one side in one round. */
void bench_side_begin_round (BenchSide *side);
void bench_side_end_round (BenchSide *side);

/** bench_side_start, bench_side_stop: Around @n_operations, of which the mean is one time. */
void bench_side_start (BenchSide *side);
void bench_side_stop (BenchSide *side, guint n_operations);

/** bench_times_median: Seconds an operation: the median of the rounds' medians. */
double bench_times_median (const BenchTimes *times);

/** bench_times_ratio: The median over the rounds of @product's median to @bare's in the same round. */
double bench_times_ratio (const BenchTimes *product, const BenchTimes *bare);

/** bench_side_say: Operations, seconds an operation, bytes an operation. */
void bench_side_say (const BenchSide *side);

/** bench_ratio: bench_times_ratio() of the clock on the wall; says both ratios in a line. */
double bench_ratio (const BenchSide *product, const BenchSide *bare);

/* Memory and files. */

/** bench_peak_memory, bench_memory: Bytes resident, at most and now. */
guint64 bench_peak_memory (void);
guint64 bench_memory (void);

/** bench_forget_peak: From here on the peak is counted anew. */
void bench_forget_peak (void);

/** bench_written: Bytes that this process handed to write () so far. */
guint64 bench_written (void);

/** bench_file_size: 0 if there is none. */
guint64 bench_file_size (const char *path);

G_END_DECLS
