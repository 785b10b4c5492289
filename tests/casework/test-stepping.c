/* SPDX-License-Identifier: EUPL-1.2 */

/* The ways of working of data/reference against a table of small families made by hand
 * (stepping-families.txt): the status of each step, until when, and what it needs. All families are
 * walked before the test fails, and every difference is told. */

#include "casework/workflow.h"
#include "support/builder.h"

#include <string.h>

#define LEAST_FAMILIES (80) /* so that a table that is cut off is seen */

typedef struct {
  GezinReference *reference;
  GHashTable *facts; /* name: GString of lines */
  GString *spec; /* (unowned): what lines are added to */
  GString *family; /* facts of the family that is read */
  GHashTable *expected; /* step: status, day and needs as one text */
  char *way, *day, *title; /* of the family; %NULL where there is none */
  guint families, differences;
  guint count[GEZIN_STEP_BLOCKED + 1];
} Table;

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* `now by 2026-01-12 needs a b`, the needs in the order of their codes. */
static char *
tell (const char *status, const char *day, GPtrArray *needs)
{
  GString *text = g_string_new (status);

  if (day != NULL)
    g_string_append_printf (text, " by %s", day);
  g_ptr_array_sort (needs, compare_words);
  for (guint i = 0; i < needs->len; i++)
    g_string_append_printf (text, "%s %s", i == 0 ? " needs" : "", (char *) needs->pdata[i]);
  return g_string_free (text, FALSE);
}

static char *
tell_line (const GezinStepLine *line)
{
  g_autoptr (GPtrArray) needs = g_ptr_array_new ();

  for (guint i = 0; i < line->needed->len; i++)
    g_ptr_array_add (needs, ((GezinNeed *) line->needed->pdata[i])->code);
  return tell (gezin_step_status_name (line->status), line->due, needs);
}

static gboolean
is_status (const char *word)
{
  for (GezinStepStatus i = GEZIN_STEP_DONE; i <= GEZIN_STEP_BLOCKED; i++)
    if (g_str_equal (word, gezin_step_status_name (i)))
      return TRUE;
  return FALSE;
}

/* The family that was read last is walked and compared. */
static void
walk_family (Table *table)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GezinWorkflowReading) reading = NULL;
  GDate day;

  if (table->title == NULL)
    return;
  dossier = test_dossier (table->family->str);
  view = gezin_view_own (dossier);
  reading = gezin_workflow_read (view, table->reference, table->way, test_day (&day, table->day));
  g_assert_nonnull (reading);
  table->families++;
  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];
      const char *expected = g_hash_table_lookup (table->expected, line->code);
      g_autofree char *found = tell_line (line);

      table->count[line->status]++;
      if (g_strcmp0 (expected, found) != 0)
        {
          table->differences++;
          g_test_message ("%s, %s: %s is `%s`, expected `%s`", table->way, table->title, line->code,
                          found, expected != NULL ? expected : "no line");
        }
      g_hash_table_remove (table->expected, line->code);
    }
  g_assert_cmpuint (g_hash_table_size (table->expected), ==, 0);
  g_clear_pointer (&table->way, g_free);
  g_clear_pointer (&table->day, g_free);
  g_clear_pointer (&table->title, g_free);
}

/* `= STEP… STATUS [by DAY] [needs CODE…] : why` */
static void
read_expected (Table *table, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line + strlen ("= "), " : ", 2);
  g_auto (GStrv) words = g_strsplit (parts[0], " ", -1);
  g_autoptr (GPtrArray) needs = g_ptr_array_new ();
  g_autofree char *told = NULL;
  const char *day = NULL;
  guint n = 0;

  g_assert_nonnull (parts[1]); /* nothing stands here without its reason */
  while (words[n] != NULL && !is_status (words[n]))
    n++;
  g_assert_nonnull (words[n]);
  for (guint i = n + 1; words[i] != NULL; i++)
    if (g_str_equal (words[i], "by"))
      day = words[++i];
    else if (!g_str_equal (words[i], "needs"))
      g_ptr_array_add (needs, words[i]);
  told = tell (words[n], day, needs);
  for (guint i = 0; i < n; i++)
    g_assert_true (g_hash_table_insert (table->expected, g_strdup (words[i]), g_strdup (told)));
}

/* `case WAY DAY TITLE` */
static void
begin_family (Table *table, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  g_assert_cmpuint (g_strv_length (words), ==, 4);
  table->way = g_strdup (words[1]);
  table->day = g_strdup (words[2]);
  table->title = g_strdup (words[3]);
  g_string_truncate (table->family, 0);
  table->spec = table->family;
}

static void
read_line (Table *table, const char *line)
{
  if (g_str_has_prefix (line, "facts "))
    {
      walk_family (table);
      table->spec = g_string_new (NULL);
      g_hash_table_insert (table->facts, g_strdup (line + strlen ("facts ")), table->spec);
    }
  else if (g_str_has_prefix (line, "case "))
    {
      walk_family (table);
      begin_family (table, line);
    }
  else if (g_str_has_prefix (line, "use "))
    {
      const GString *used = g_hash_table_lookup (table->facts, line + strlen ("use "));

      g_assert_nonnull (used);
      g_string_append_len (table->spec, used->str, (gssize) used->len);
    }
  else if (line[0] == '=')
    read_expected (table, line);
  else if (line[0] != '#' && line[0] != '\0')
    g_string_append_printf (table->spec, "%s\n", line);
}

static void
free_text (gpointer text)
{
  g_string_free (text, TRUE);
}

static void
test_table (void)
{
  Table table = {
    .facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_text),
    .family = g_string_new (NULL),
    .expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autofree char *name =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "casework", "stepping-families.txt", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  table.reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (name, &text, NULL, &error));
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (&table, lines[i]);
  walk_family (&table);
  g_test_message ("%u families, %u differences", table.families, table.differences);
  g_assert_cmpuint (table.differences, ==, 0);
  g_assert_cmpuint (table.families, >=, LEAST_FAMILIES);
  for (GezinStepStatus i = GEZIN_STEP_DONE; i <= GEZIN_STEP_BLOCKED; i++)
    g_assert_cmpuint (table.count[i], >, 0);
  g_hash_table_unref (table.facts);
  g_hash_table_unref (table.expected);
  g_string_free (table.family, TRUE);
  gezin_reference_unref (table.reference);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/casework/stepping/families-stand-where-the-table-says", test_table);
  return g_test_run ();
}
