/* SPDX-License-Identifier: EUPL-1.2 */

/* The same again with the 1st, 2nd, 3rd… write, sync, other operation of the
 * disk or step of SQL failing, until none fails. After each: what was there
 * before is there or what should have come, the store is whole, and it can be
 * written again. */

#include "lossy-vfs.h"
#include "store/store-private.h"
#include "support.h"

#define MOST_FAULTS (5000)

/* A disk operation that fails, or a step of SQL. */
typedef struct {
  const char *name;
  LossyOperation operation; /* LOSSY_N_OPERATIONS: steps of SQL instead */
  int result;
  GezinStoreError expected; /* of what is told, if anything is */
} Fault;

static const Fault faults[] = {
  { "write", LOSSY_WRITE, SQLITE_IOERR_WRITE, GEZIN_STORE_ERROR_MACHINE },
  { "full", LOSSY_WRITE, SQLITE_FULL, GEZIN_STORE_ERROR_DISK_FULL },
  { "sync", LOSSY_SYNC, SQLITE_IOERR_FSYNC, GEZIN_STORE_ERROR_MACHINE },
  { "other", LOSSY_OTHER, SQLITE_IOERR, GEZIN_STORE_ERROR_MACHINE },
  { "step", LOSSY_N_OPERATIONS, SQLITE_INTERRUPT, GEZIN_STORE_ERROR_MACHINE },
};

/* Steps of SQL: every few instructions of SQLite's machine count as one. */
#define INSTRUCTIONS_A_STEP (6)

static struct {
  guint n_steps;
  guint fail_at; /* 0: never */
  gboolean has_failed;
} steps;

static int
count_step_cb (void *data)
{
  steps.n_steps++;
  if (steps.fail_at == 0 || steps.n_steps != steps.fail_at)
    return 0;
  steps.has_failed = TRUE;
  return 1;
}

static void
arm (const Fault *fault, StoreTest *test, guint nth)
{
  if (fault->operation != LOSSY_N_OPERATIONS)
    {
      lossy_vfs_fail (fault->operation, nth, fault->result);
      return;
    }
  steps.n_steps = 0;
  steps.fail_at = nth;
  steps.has_failed = FALSE;
  sqlite3_progress_handler (gezin_database_handle (test->store->database), INSTRUCTIONS_A_STEP,
                            count_step_cb, NULL);
}

/* Returns whether the fault was met. */
static gboolean
disarm (const Fault *fault, StoreTest *test)
{
  gboolean met =
      fault->operation == LOSSY_N_OPERATIONS ? steps.has_failed : lossy_vfs_has_failed ();

  if (fault->operation != LOSSY_N_OPERATIONS)
    lossy_vfs_fail (fault->operation, 0, SQLITE_OK);
  else if (test->store != NULL)
    sqlite3_progress_handler (gezin_database_handle (test->store->database), 0, NULL, NULL);
  return met;
}

static void
assert_whole (StoreTest *test, const Fault *fault, guint nth)
{
  g_autoptr (GError) error = NULL;

  if (!gezin_store_check_integrity (test->store, &error))
    g_error ("after fault %u of %s: %s", nth, fault->name, error->message);
}

static const Fault *
fault_of (gconstpointer data)
{
  return data;
}

/* Long enough for several pages, and searched. */
static char *
value_of (guint nth)
{
  g_autofree char *filling = g_strnfill (9000, 'v');

  return g_strdup_printf ("waarde%u %s", nth, filling);
}

static void
test_save (gconstpointer data)
{
  const Fault *fault = fault_of (data);
  g_autofree char *kept = g_strdup ("eerst");
  GezinUuid dossier, record;
  gboolean met = TRUE;
  guint n_told = 0;
  StoreTest test;
  guint nth;

  lossy_vfs_reset ();
  store_test_init (&test, 23, LOSSY_VFS);
  g_assert_true (gezin_database_exec (test.store->database, "PRAGMA wal_autocheckpoint = 8", NULL));
  dossier = store_test_new_dossier (&test, "Fault");
  record = store_test_record_id (&test);
  store_test_set (&test, &dossier, &record, GEZIN_FIELD_CONTACT_FACTS, kept);
  for (nth = 1; met && nth < MOST_FAULTS; nth++)
    {
      g_autofree char *wanted = value_of (nth);
      g_autofree char *found = NULL;
      g_autoptr (GError) error = NULL;
      gboolean done;

      arm (fault, &test, nth);
      done =
          store_test_try_set (&test, &dossier, &record, GEZIN_FIELD_CONTACT_FACTS, wanted, &error);
      met = disarm (fault, &test);
      g_assert_true (done == (error == NULL));
      if (!done)
        {
          n_told++;
          g_assert_error (error, GEZIN_STORE_ERROR, (int) fault->expected);
          g_assert_true (met);
        }
      found = store_test_value (&test, &dossier, &record, GEZIN_FIELD_CONTACT_FACTS);
      g_assert_cmpstr (found, ==, done ? wanted : kept);
      g_free (kept);
      kept = g_strdup (found);
      if (nth % 16 == 0 || !met)
        assert_whole (&test, fault, nth);
      store_test_tick (&test);
    }
  g_assert_cmpuint (nth, <, MOST_FAULTS);
  g_assert_cmpuint (n_told, >, 0);
  g_test_message ("%u faults met while saving, %u told", nth - 2, n_told);
  store_test_reopen (&test);
  assert_whole (&test, fault, nth);
  store_test_clear (&test);
}

/* Opening, reading and closing. Without the faults of SQL: there is no handle yet to arm. */
static void
test_load (gconstpointer data)
{
  const Fault *fault = fault_of (data);
  GezinUuid dossier, record;
  gboolean met = TRUE;
  guint n_told = 0;
  StoreTest test;
  guint nth;

  lossy_vfs_reset ();
  store_test_init (&test, 29, LOSSY_VFS);
  dossier = store_test_new_dossier (&test, "Fault");
  record = store_test_record_id (&test);
  store_test_set (&test, &dossier, &record, GEZIN_FIELD_CONTACT_FACTS, "staat er");
  g_clear_pointer (&test.store, gezin_store_close);
  for (nth = 1; met && nth < MOST_FAULTS; nth++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *found = NULL;

      arm (fault, &test, nth);
      test.store = store_test_open (&test, NULL, &error);
      g_assert_true ((test.store == NULL) == (error != NULL));
      n_told += error != NULL;
      if (error != NULL)
        g_assert_true (error->domain == GEZIN_STORE_ERROR);
      g_clear_pointer (&test.store, gezin_store_close); /* may meet it as well */
      met = disarm (fault, &test);
      store_test_reopen (&test);
      found = store_test_value (&test, &dossier, &record, GEZIN_FIELD_CONTACT_FACTS);
      g_assert_cmpstr (found, ==, "staat er");
      assert_whole (&test, fault, nth);
      g_clear_pointer (&test.store, gezin_store_close);
    }
  g_assert_cmpuint (nth, <, MOST_FAULTS);
  g_assert_cmpuint (nth, >, 2);
  g_test_message ("%u faults met while opening and closing, %u told", nth - 2, n_told);
  store_test_clear (&test);
}

/* Each step of SQL of reading alone: an answer or an error, and the next time the answer. */
static void
test_read_steps (gconstpointer data)
{
  const Fault *fault = fault_of (data);
  GezinUuid dossier;
  gboolean met = TRUE;
  StoreTest test;
  guint nth;

  lossy_vfs_reset ();
  store_test_init (&test, 31, LOSSY_VFS);
  dossier = store_test_new_dossier (&test, "Fault");
  store_test_set (&test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Fault again");
  for (nth = 1; met && nth < MOST_FAULTS; nth++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinDossier) loaded = NULL;
      g_autoptr (GPtrArray) past = NULL;
      g_autoptr (GPtrArray) hits = NULL;
      g_autoptr (GPtrArray) events = NULL;

      arm (fault, &test, nth);
      loaded = gezin_store_load (test.store, &dossier, &error);
      if (error == NULL)
        past = gezin_store_past (test.store, &dossier, NULL, &error);
      if (error == NULL)
        hits = gezin_store_search (test.store, "fault", GEZIN_KIND_NONE, 10, &error);
      if (error == NULL)
        events = gezin_store_audit_list (test.store, NULL, &error);
      met = disarm (fault, &test);
      if (met)
        g_assert_error (error, GEZIN_STORE_ERROR, (int) fault->expected);
      else
        {
          g_assert_no_error (error);
          g_assert_cmpuint (past->len, ==, 1);
          g_assert_cmpuint (hits->len, ==, 1);
          g_assert_cmpuint (events->len, ==, 3);
        }
    }
  g_assert_cmpuint (nth, >, 3);
  assert_whole (&test, fault, nth);
  store_test_clear (&test);
}

int
main (int argc, char **argv)
{
  gsize i;

  g_test_init (&argc, &argv, NULL);
  lossy_vfs_register ();
  for (i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      gboolean is_step = faults[i].operation == LOSSY_N_OPERATIONS;
      g_autofree char *save =
          g_strdup_printf ("/store/fault-loop/save-with-each-%s-failing", faults[i].name);
      g_autofree char *load =
          g_strdup_printf ("/store/fault-loop/load-with-each-%s-failing", faults[i].name);

      if (faults[i].operation != LOSSY_OTHER) /* saving neither opens nor deletes a file */
        g_test_add_data_func (save, &faults[i], test_save);
      g_test_add_data_func (load, &faults[i], is_step ? test_read_steps : test_load);
    }
  return g_test_run ();
}
