/* SPDX-License-Identifier: EUPL-1.2 */

/* Every error has a status. */

#include "base/error.h"

#include <gio/gio.h>

static GezinStatus
status_of (const char *domain, int code)
{
  g_autoptr (GError) error = g_error_new_literal (g_quark_from_string (domain), code, "x");

  return gezin_error_status (error);
}

static void
test_hundreds_are_the_status (void)
{
  g_assert_cmpint (status_of ("gezin-some-error-quark", 100), ==, GEZIN_STATUS_NO);
  g_assert_cmpint (status_of ("gezin-some-error-quark", 207), ==, GEZIN_STATUS_USE);
  g_assert_cmpint (status_of ("gezin-other-error-quark", 302), ==, GEZIN_STATUS_KEY);
  g_assert_cmpint (status_of ("gezin-other-error-quark", 499), ==, GEZIN_STATUS_REFUSED);
  g_assert_cmpint (status_of ("gezin-other-error-quark", 500), ==, GEZIN_STATUS_STORE);
  g_assert_cmpint (status_of ("gezin-other-error-quark", 699), ==, GEZIN_STATUS_MACHINE);
}

static void
test_what_cannot_be_placed_is_the_machines (void)
{
  g_assert_cmpint (status_of ("gezin-some-error-quark", 3), ==, GEZIN_STATUS_MACHINE);
  g_assert_cmpint (status_of ("gezin-some-error-quark", 700), ==, GEZIN_STATUS_MACHINE);
  g_assert_cmpint (status_of ("gezin-some-error-quark", -300), ==, GEZIN_STATUS_MACHINE);
  g_assert_cmpint (status_of ("someone-elses-quark", 302), ==, GEZIN_STATUS_MACHINE);
}

static void
test_errors_of_glib (void)
{
  g_autoptr (GError) file = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "x");
  g_autoptr (GError) io = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "x");
  g_autoptr (GError) option = g_error_new_literal (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "x");

  g_assert_cmpint (gezin_error_status (file), ==, GEZIN_STATUS_MACHINE);
  g_assert_cmpint (gezin_error_status (io), ==, GEZIN_STATUS_MACHINE);
  g_assert_cmpint (gezin_error_status (option), ==, GEZIN_STATUS_USE);
  g_assert_cmpint (gezin_error_status (NULL), ==, GEZIN_STATUS_DONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/hundreds-are-the-status", test_hundreds_are_the_status);
  g_test_add_func ("/error/what-cannot-be-placed-is-the-machines",
                   test_what_cannot_be_placed_is_the_machines);
  g_test_add_func ("/error/errors-of-glib", test_errors_of_glib);
  return g_test_run ();
}
