/* SPDX-License-Identifier: EUPL-1.2 */

/* What follows from a dossier is kept beside it: it goes with the save that changes the dossier, and
 * with nothing else; a save pays for that no statement of its own. */

#include "laptop.h"

#include "casework/deadlines.h"
#include "session/admin.h"
#include "session/casework.h"
#include "session/work.h"
#include "store/deadlines.h"
#include "store/store-private.h"

#include <string.h>

#define MOST_STATEMENTS (25) /* with the five by which the test reads */

/* The connection is asked beside the session: its worker waits meanwhile. */

static gint64
ask (Laptop *laptop, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 answer = -1;
  gboolean done = gezin_database_get_int (laptop->session->store->database, sql, &answer, &error);

  g_assert_no_error (error);
  g_assert_true (done);
  return answer;
}

static gint64
n_stamped (Laptop *laptop)
{
  return ask (laptop, "SELECT count(thought) FROM dossier");
}

static void
think (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = gezin_session_list_whole (laptop->session, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rows);
}

/* How many deadlines of @code are told. */
static guint
n_told (Laptop *laptop, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      gezin_session_deadlines (laptop->session, NULL, GEZIN_DEADLINES_ALL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    n += g_str_equal (((GezinDeadline *) rows->pdata[i])->code, code);
  return n;
}

static GezinUuid
new_task (Laptop *laptop, const GezinUuid *dossier, const char *text)
{
  GezinUuid task = gezin_uuid_random (laptop->random);
  const char *pairs[] = { "text", text, "due", "2026-12-24", NULL };

  write_fields (laptop, dossier, &task, GEZIN_KIND_TASK, pairs);
  return task;
}

typedef struct {
  guint n_statements;
  GString *all;
} Heard;

static int
hear (unsigned what, void *data, void *statement, void *text)
{
  Heard *heard = data;

  if (!g_str_has_prefix (text, "--")) /* of a trigger or of the full-text index */
    {
      heard->n_statements++;
      g_string_append_printf (heard->all, "%s\n", (const char *) text);
    }
  return 0;
}

/* As many as this one field needs: none for what can be known from the rest. */
static void
test_few_statements (void)
{
  Laptop anna;
  GezinUuid dossier, task;
  const char *pairs[] = { "text", "Bel de school", NULL };
  g_autoptr (GString) all = g_string_new (NULL);
  Heard heard = { .all = all };
  sqlite3 *handle;

  laptop_init (&anna, 81, "Anna");
  dossier = new_dossier (&anna, "Gezin De Vries");
  task = new_task (&anna, &dossier, "Bel oma");
  write_fields (&anna, &dossier, &task, GEZIN_KIND_TASK, pairs);
  think (&anna);
  pairs[1] = "Bel de huisarts";
  handle = gezin_database_handle (anna.session->store->database);
  sqlite3_trace_v2 (handle, SQLITE_TRACE_STMT, hear, &heard);
  write_fields (&anna, &dossier, &task, GEZIN_KIND_TASK, pairs);
  sqlite3_trace_v2 (handle, 0, NULL, NULL);
  g_test_message ("%u statements:\n%s", heard.n_statements, all->str);
  g_assert_cmpuint (heard.n_statements, <=, MOST_STATEMENTS);
  g_assert_null (strstr (all->str, "SAVEPOINT"));
  g_assert_null (strstr (all->str, "deadline"));
  g_assert_null (strstr (all->str, "fact"));
  laptop_clear (&anna);
}

static void
test_goes_with_the_save (void)
{
  Laptop anna;
  GezinUuid a, b, task;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 82, "Anna");
  a = new_dossier (&anna, "Gezin De Vries");
  b = new_dossier (&anna, "Gezin Jansen");
  task = new_task (&anna, &a, "Bel oma");
  g_assert_cmpint (n_stamped (&anna), ==, 0);
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 1);
  g_assert_cmpint (n_stamped (&anna), ==, 2);
  new_task (&anna, &b, "Bel opa");
  g_assert_cmpint (n_stamped (&anna), ==, 1); /* of the other it still holds */
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 2);

  /* what is refused changes nothing */
  g_ptr_array_add (edits,
                   gezin_edit_new (&task, GEZIN_KIND_TASK, GEZIN_FIELD_TASK_DUE, NULL, "no day"));
  g_assert_false (gezin_session_commit (anna.session, &a, edits, NULL, NULL, &error));
  g_assert_cmpint (n_stamped (&anna), ==, 2);
  laptop_clear (&anna);
}

/* Rows that no longer hold lie there until they are worked out anew; nobody reads them. */
static void
test_stale_rows_are_not_read (void)
{
  Laptop anna;
  GezinUuid dossier, task;
  const char *done[] = { "done-on", "2026-11-20", NULL };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 83, "Anna");
  dossier = new_dossier (&anna, "Gezin De Vries");
  task = new_task (&anna, &dossier, "Bel oma");
  think (&anna);
  write_fields (&anna, &dossier, &task, GEZIN_KIND_TASK, done);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM deadline WHERE code = 'task-due'"), ==, 1);
  deadlines = gezin_store_deadlines (anna.session->store, "2026-11-21", NULL, &error);
  for (guint i = 0; i < deadlines->len; i++)
    g_assert_cmpstr (((GezinDeadline *) deadlines->pdata[i])->code, ==, GEZIN_DEADLINE_RETENTION);
  rows = gezin_store_list_families (anna.session->store, &error);
  g_assert_null (((GezinDossierRow *) rows->pdata[0])->due);
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 0);
  laptop_clear (&anna);
}

static void
test_of_joined_dossiers (void)
{
  Laptop anna;
  GezinUuid a, b;

  laptop_init (&anna, 84, "Anna");
  a = new_dossier (&anna, "Gezin De Vries");
  b = new_dossier (&anna, "De Vries-Jansen");
  new_task (&anna, &a, "Bel oma");
  new_task (&anna, &b, "Bel opa");
  think (&anna);
  g_assert_cmpint (n_stamped (&anna), ==, 2);
  join (&anna, &a, &b);
  g_assert_cmpint (n_stamped (&anna), ==, 0);
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 2); /* each once, not of each once more */
  g_assert_cmpint (n_stamped (&anna), ==, 2);
  g_assert_cmpint (ask (&anna, "SELECT count(DISTINCT dossier) FROM deadline"), ==, 1);
  g_assert_cmpint (ask (&anna, "SELECT count(DISTINCT dossier) FROM fact"), ==, 2);
  new_task (&anna, &b, "Bel tante");
  g_assert_cmpint (n_stamped (&anna), ==, 0); /* a write in one is one in all */
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 3);
  g_assert_false (unjoin (&anna, &a, &b));
  g_assert_cmpint (n_stamped (&anna), ==, 0);
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 3);
  g_assert_cmpint (ask (&anna, "SELECT count(DISTINCT dossier) FROM deadline"), ==, 2);
  laptop_clear (&anna);
}

static void
erase (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  const GezinErasureOrder order = { .dossier = dossier, .record = record, .reason = "request" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinErasureReport) report = gezin_session_erase (laptop->session, &order, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
}

/* Its title would be left in a row. */
static void
test_nothing_is_left_of_what_is_erased (void)
{
  Laptop anna;
  GezinUuid a, b, task;

  laptop_init (&anna, 85, "Anna");
  a = new_dossier (&anna, "Gezin De Vries");
  b = new_dossier (&anna, "De Vries-Jansen");
  join (&anna, &a, &b);
  task = new_task (&anna, &b, "Bel Xanthippe");
  new_task (&anna, &a, "Bel oma");
  think (&anna);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM deadline WHERE title LIKE '%Xanthippe%'"), ==,
                   1);
  erase (&anna, &a, &task);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM deadline"), ==, 0);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM fact"), ==, 0);
  g_assert_cmpuint (n_told (&anna, "task-due"), ==, 1);
  erase (&anna, &b, NULL);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM deadline"), ==, 0);
  g_assert_cmpint (ask (&anna, "SELECT count(*) FROM fact"), ==, 0);
  laptop_clear (&anna);
}

/* Until when something is kept is worked out with the rest, and the list of what may go asks for it. */
static void
test_until_when_it_is_kept (void)
{
  Laptop anna;
  GezinUuid dossier, note;
  const char *pairs[] = { "text", "x", "expires", "2026-11-22", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  GDate day;

  laptop_init (&anna, 86, "Anna");
  dossier = new_dossier (&anna, "Gezin De Vries");
  note = gezin_uuid_random (anna.random);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 22, 11, 2026);
  before = gezin_session_retention (anna.session, &day, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 0);
  write_fields (&anna, &dossier, &note, GEZIN_KIND_WORKING_NOTE, pairs);
  g_date_set_dmy (&day, 24, 11, 2026);
  after = gezin_session_retention (anna.session, &day, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->len, ==, 1);
  laptop_clear (&anna);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add_func ("/session/following/" name, test)
  ADD ("a-save-runs-few-statements", test_few_statements);
  ADD ("goes-with-the-save-that-changes-it", test_goes_with_the_save);
  ADD ("rows-that-no-longer-hold-are-not-read", test_stale_rows_are_not_read);
  ADD ("of-joined-dossiers-all-go", test_of_joined_dossiers);
  ADD ("nothing-is-left-of-what-is-erased", test_nothing_is_left_of_what_is_erased);
  ADD ("until-when-it-is-kept-too", test_until_when_it_is_kept);
#undef ADD
  return g_test_run ();
}
