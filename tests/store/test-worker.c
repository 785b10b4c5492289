/* SPDX-License-Identifier: EUPL-1.2 */

/* The worker thread: order, answers, cancelling. */

#include "store/worker.h"

typedef struct {
  GezinWorker *worker;
  GString *order;
  GThread *thread;
  guint freed;
} Log;

typedef struct {
  Log *log;
  char letter;
  gboolean fails;
} Entry;

static gboolean
append_cb (gpointer data, GCancellable *cancellable, GError **error)
{
  Entry *entry = data;

  entry->log->thread = g_thread_self ();
  g_string_append_c (entry->log->order, entry->letter);
  if (entry->fails)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "as asked");
      return FALSE;
    }
  return TRUE;
}

static gboolean
nested_cb (gpointer data, GCancellable *cancellable, GError **error)
{
  Entry *entry = data;

  return gezin_worker_run (entry->log->worker, append_cb, entry, error);
}

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  entry->log->freed++;
  g_free (entry);
}

static Entry *
new_entry (Log *log, char letter)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->log = log;
  entry->letter = letter;
  return entry;
}

static void
test_runs_on_one_other_thread_and_answers (void)
{
  Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
  Entry good = { &log, 'a', FALSE };
  Entry bad = { &log, 'b', TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_worker_run (log.worker, append_cb, &good, &error));
  g_assert_no_error (error);
  g_assert_true (log.thread != g_thread_self ());
  g_assert_false (gezin_worker_run (log.worker, append_cb, &bad, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (log.order->str, ==, "ab");
  gezin_worker_free (log.worker);
  g_string_free (log.order, TRUE);
}

static void
test_call_on_the_worker_itself_runs_at_once (void)
{
  Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
  Entry entry = { &log, 'n', FALSE };

  g_assert_true (gezin_worker_run (log.worker, nested_cb, &entry, NULL));
  g_assert_cmpstr (log.order->str, ==, "n");
  gezin_worker_free (log.worker);
  g_string_free (log.order, TRUE);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *left = data;

  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  (*left)--;
}

static void
test_started_jobs_keep_their_order (void)
{
  Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
  guint left = 26;
  char letter;

  for (letter = 'a'; letter <= 'z'; letter++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, count_cb, &left);

      gezin_worker_start (log.worker, task, append_cb, new_entry (&log, letter), free_entry);
    }
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log.order->str, ==, "abcdefghijklmnopqrstuvwxyz");
  g_assert_cmpuint (log.freed, ==, 26);
  gezin_worker_free (log.worker);
  g_string_free (log.order, TRUE);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean *called = data;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *called = TRUE;
}

static void
test_cancelled_before_its_turn_is_not_run (void)
{
  Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean called = FALSE;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, cancelled_cb, &called);

  g_cancellable_cancel (cancellable);
  gezin_worker_start (log.worker, task, append_cb, new_entry (&log, 'x'), free_entry);
  while (!called)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (log.order->len, ==, 0);
  g_assert_cmpuint (log.freed, ==, 1);
  gezin_worker_free (log.worker);
  g_string_free (log.order, TRUE);
}

static void
test_freeing_lets_waiting_jobs_finish (void)
{
  Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
  guint left = 100;
  guint i;

  for (i = 0; i < 100; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, count_cb, &left);

      gezin_worker_start (log.worker, task, append_cb, new_entry (&log, 'w'), free_entry);
    }
  gezin_worker_free (log.worker);
  g_assert_cmpuint (log.order->len, ==, 100);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  g_string_free (log.order, TRUE);
}

static void
leave_worker_cb (gpointer worker)
{
  gezin_worker_free (worker);
}

static void
owner_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
}

/* The task's source object owns the worker, as a session does, and is let go of at once. */
static void
test_owner_may_go_while_a_task_runs (void)
{
  guint round;

  for (round = 0; round < 200; round++)
    {
      Log log = { .worker = gezin_worker_new (), .order = g_string_new (NULL) };
      GObject *owner = g_object_new (G_TYPE_OBJECT, NULL);
      GTask *task = g_task_new (owner, NULL, owner_done_cb, NULL);

      g_object_set_data_full (owner, "worker", log.worker, leave_worker_cb);
      g_object_add_weak_pointer (owner, (gpointer *) &owner);
      gezin_worker_start (log.worker, task, append_cb, new_entry (&log, 'o'), free_entry);
      g_object_unref (task);
      g_object_unref (owner);
      while (owner != NULL)
        g_main_context_iteration (NULL, TRUE);
      g_string_free (log.order, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/worker/runs-on-one-other-thread-and-answers",
                   test_runs_on_one_other_thread_and_answers);
  g_test_add_func ("/store/worker/call-on-the-worker-itself-runs-at-once",
                   test_call_on_the_worker_itself_runs_at_once);
  g_test_add_func ("/store/worker/started-jobs-keep-their-order",
                   test_started_jobs_keep_their_order);
  g_test_add_func ("/store/worker/cancelled-before-its-turn-is-not-run",
                   test_cancelled_before_its_turn_is_not_run);
  g_test_add_func ("/store/worker/freeing-lets-waiting-jobs-finish",
                   test_freeing_lets_waiting_jobs_finish);
  g_test_add_func ("/store/worker/owner-may-go-while-a-task-runs",
                   test_owner_may_go_while_a_task_runs);
  return g_test_run ();
}
