/* SPDX-License-Identifier: EUPL-1.2 */

/* ./dev bench: runs the measures, each in a process of its own, and ends with a
 * table of goals.
 *
 *   bench [--full] [save|open|search|load|memory|merge|people|documents|backup|bundle|consent…]
 *
 * The exit status says whether everything could be measured; a goal that is
 * missed stands in the table. */

#include "bench/bench.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
  const char *name;
  BenchFunc func;
} measures[] = {
  { "save", bench_save },         { "open", bench_open },           { "search", bench_search },
  { "load", bench_load },         { "memory", bench_load_memory },  { "merge", bench_merge },
  { "monitor", bench_monitor },   { "documents", bench_documents }, { "people", bench_people },
  { "backup", bench_backup },     { "bundle", bench_bundle },       { "consent", bench_consent },
  { "casework", bench_casework },
};

/* Where a measure hands up its goals; -1 in the process that collects them. */
static int goals_pipe = -1;

static void
print_goal (const BenchGoal *goal)
{
  gboolean is_reached =
      goal->sense == BENCH_AT_MOST ? goal->measured <= goal->limit : goal->measured >= goal->limit;

  g_print ("   %-62s %9.3f %-3s %s %6.2f  %s\n", goal->what, goal->measured, goal->unit,
           goal->sense == BENCH_AT_MOST ? "<=" : ">=", goal->limit,
           is_reached ? "reached" : "MISSED");
}

void
bench_goal (const char *what, double measured, BenchSense sense, double limit, const char *unit)
{
  BenchGoal goal = { .measured = measured, .limit = limit, .sense = sense };

  g_strlcpy (goal.what, what, sizeof goal.what);
  g_strlcpy (goal.unit, unit, sizeof goal.unit);
  print_goal (&goal);
  fflush (stdout);
  if (write (goals_pipe, &goal, sizeof goal) != (gssize) sizeof goal)
    g_printerr ("bench: a goal was lost\n");
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

/* Beside the program, since a temporary folder may lie in memory, where nothing is durable. */
static char *
make_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *where = g_path_get_dirname (program);
  char *template = g_build_filename (where, "bench-XXXXXX", NULL);

  if (g_mkdtemp (template) == NULL)
    {
      g_printerr ("bench: cannot make a folder: %s\n", g_strerror (errno));
      exit (1);
    }
  return template;
}

/* In a child: GLib has no thread yet, so a fork without exec is safe. */
static gboolean
run_measure (BenchFunc func, const BenchOptions *options, GArray *goals)
{
  int ends[2];
  int status = 1;
  BenchGoal goal;
  pid_t child;

  if (pipe2 (ends, O_CLOEXEC) != 0)
    return FALSE;
  fflush (stdout);
  child = fork ();
  if (child == 0)
    {
      double start = bench_now ();

      goals_pipe = ends[1];
      func (options);
      bench_say ("took %.0f s, peak memory %.1f MB", bench_now () - start,
                 (double) bench_peak_memory () / 1e6);
      fflush (stdout);
      _exit (0);
    }
  close (ends[1]);
  while (child > 0 && read (ends[0], &goal, sizeof goal) == (gssize) sizeof goal)
    g_array_append_val (goals, goal);
  close (ends[0]);
  return child > 0 && waitpid (child, &status, 0) == child && status == 0;
}

/* What one fsync costs here: durable saves cannot be faster. */
static void
say_machine (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sync", NULL);
  int file = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  char page[4096] = { 0 };
  struct utsname machine;
  BenchSide side;

  bench_side_init (&side, "4 KiB and fsync");
  bench_side_begin_round (&side);
  for (int i = 0; i < 100; i++)
    {
      bench_side_start (&side);
      if (pwrite (file, page, sizeof page, (off_t) (i * sizeof page)) != sizeof page
          || fsync (file) != 0)
        break;
      bench_side_stop (&side, 1);
    }
  uname (&machine);
  bench_side_end_round (&side);
  bench_say ("%s %s, %ld processors; 4 KiB and fsync: %.3f ms", machine.sysname, machine.machine,
             sysconf (_SC_NPROCESSORS_ONLN), bench_times_median (&side.wall) * 1e3);
  bench_side_clear (&side);
  close (file);
  g_unlink (path);
}

static gboolean
is_wanted (char **names, const char *name)
{
  return names == NULL || names[0] == NULL || g_strv_contains ((const char *const *) names, name);
}

static gboolean
read_options (int argc, char **argv, BenchOptions *options, char ***names)
{
  const GOptionEntry entries[] = {
    { "full", 0, 0, G_OPTION_ARG_NONE, &options->is_full, "the sizes of the goals", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, names, NULL, "[MEASURE…]" },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  g_printerr ("bench: %s\n", error->message);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GArray) goals = g_array_new (FALSE, FALSE, sizeof (BenchGoal));
  g_autofree char *folder = NULL;
  g_auto (GStrv) names = NULL;
  BenchOptions options = { 0 };
  gboolean is_well = TRUE;

  if (!read_options (argc, argv, &options, &names))
    return 2;
  setvbuf (stdout, NULL, _IOLBF, 0);
  folder = make_folder ();
  say_machine (folder);
  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      g_autofree char *own = g_build_filename (folder, measures[i].name, NULL);

      if (!is_wanted (names, measures[i].name) || g_mkdir (own, 0700) != 0)
        continue;
      options.folder = own;
      if (!run_measure (measures[i].func, &options, goals))
        {
          g_printerr ("bench: %s could not be measured\n", measures[i].name);
          is_well = FALSE;
        }
      remove_folder (own);
    }
  remove_folder (folder);

  bench_title (options.is_full ? "goals" : "goals (some at smaller sizes: --full takes the whole)");
  for (guint i = 0; i < goals->len; i++)
    print_goal (&g_array_index (goals, BenchGoal, i));
  return is_well ? 0 : 1;
}
