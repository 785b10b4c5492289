/* SPDX-License-Identifier: EUPL-1.2 */

/* A place that does not answer is waited for, and not for ever. */

#include "exchange/reach-private.h"

#include "exchange/exchange.h"

#define MANY_BYTES (1000)

static gboolean
is_cancelled_within (GCancellable *step, double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (!g_cancellable_is_cancelled (step) && g_get_monotonic_time () < end)
    g_usleep (5000);
  return g_cancellable_is_cancelled (step);
}

static void
end_cancelled (GezinReach *reach, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "smb://iemand@elders/geheim");
  gezin_reach_end (reach, "a step", &error);
  g_assert_error (error, domain, code);
}

static void
test_late (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GezinReach) reach = gezin_reach_new (folder, 1, MANY_BYTES, NULL);
  GCancellable *step = gezin_reach_begin (reach, 0);

  g_assert_false (g_cancellable_is_cancelled (step));
  g_assert_true (is_cancelled_within (step, 30));
  end_cancelled (reach, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_GONE);
}

/* A step that ended is not late any more; one that carries much has longer. */
static void
test_in_time (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GezinReach) reach = gezin_reach_new (folder, 1, MANY_BYTES, NULL);
  GCancellable *step = gezin_reach_begin (reach, 0);

  gezin_reach_end (reach, "a step", NULL);
  g_assert_false (is_cancelled_within (step, 1.5));
  step = gezin_reach_begin (reach, (guint64) MANY_BYTES * 3600);
  g_assert_false (is_cancelled_within (step, 1.5));
}

static void
test_asked (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GCancellable) asked = g_cancellable_new ();
  g_autoptr (GezinReach) reach = gezin_reach_new (folder, 3600, MANY_BYTES, asked);
  GCancellable *step = gezin_reach_begin (reach, 0);

  g_cancellable_cancel (asked);
  g_assert_true (g_cancellable_is_cancelled (step));
  end_cancelled (reach, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
expect_code (GQuark domain, int from, const char *message, int code)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/");
  g_autoptr (GezinReach) reach = gezin_reach_new (folder, 3600, MANY_BYTES, NULL);
  g_autoptr (GError) error = g_error_new_literal (domain, from, message);

  gezin_reach_begin (reach, 0);
  gezin_reach_end (reach, "a step", &error);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, code);
  g_assert_cmpstr (error->message, ==, "a step");
}

static void
test_codes (void)
{
  expect_code (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "/media/x", GEZIN_EXCHANGE_ERROR_MAILBOX_FULL);
  expect_code (G_IO_ERROR, G_IO_ERROR_FAILED, "HTTP Error: Insufficient Storage",
               GEZIN_EXCHANGE_ERROR_MAILBOX_FULL);
  expect_code (G_IO_ERROR, G_IO_ERROR_FAILED, "HTTP Client Error: Request Entity Too Large",
               GEZIN_EXCHANGE_ERROR_MAILBOX_FULL);
  expect_code (G_IO_ERROR, G_IO_ERROR_READ_ONLY, "/media/x",
               GEZIN_EXCHANGE_ERROR_MAILBOX_READ_ONLY);
  expect_code (G_IO_ERROR, G_IO_ERROR_FAILED_HANDLED, "", GEZIN_EXCHANGE_ERROR_MAILBOX_PASSWORD);
  expect_code (G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY, ":1.7", GEZIN_EXCHANGE_ERROR_MAILBOX_GONE);
  expect_code (G_IO_ERROR, G_IO_ERROR_FAILED, "iets", GEZIN_EXCHANGE_ERROR_MAILBOX);
}

/* What says nothing, of a folder that is not there any more. */
static void
test_gone (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/nergens/te/vinden");
  g_autoptr (GezinReach) reach = gezin_reach_new (folder, 3600, MANY_BYTES, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (gezin_reach_connect (reach, &error));
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_GONE);
  g_clear_error (&error);
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "iets");
  gezin_reach_begin (reach, 0);
  gezin_reach_end (reach, "a step", &error);
  g_assert_error (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_MAILBOX_GONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/reach/a-step-that-is-late-is-ended", test_late);
  g_test_add_func ("/exchange/reach/a-step-in-time-is-not", test_in_time);
  g_test_add_func ("/exchange/reach/who-asked-may-end-it", test_asked);
  g_test_add_func ("/exchange/reach/what-gio-says-gets-a-code-and-loses-its-text", test_codes);
  g_test_add_func ("/exchange/reach/a-folder-that-is-not-there-is-told", test_gone);
  return g_test_run ();
}
