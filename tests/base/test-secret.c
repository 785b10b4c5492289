/* SPDX-License-Identifier: EUPL-1.2 */

/* Secrets lie between guard pages, are wiped, and the process dumps no core. */

#include "base/secret.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

static void
test_new_is_zeroes_and_a_nul (void)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new (5);
  g_autoptr (GezinSecret) empty = gezin_secret_new (0);

  g_assert_cmpuint (gezin_secret_length (secret), ==, 5);
  g_assert_cmpmem (gezin_secret_peek (secret), 6, "\0\0\0\0\0\0", 6);
  g_assert_cmpuint (gezin_secret_length (empty), ==, 0);
  g_assert_cmpint (gezin_secret_peek (empty)[0], ==, 0);
}

static void
test_copy_reads_as_a_string (void)
{
  g_autoptr (GezinSecret) secret = gezin_secret_new_copy ("correct horse", 7);

  g_assert_cmpstr ((const char *) gezin_secret_peek (secret), ==, "correct");
  gezin_secret_bytes (secret)[0] = 'C';
  g_assert_cmpstr ((const char *) gezin_secret_peek (secret), ==, "Correct");
}

static void
test_equal_looks_at_all_bytes_and_length (void)
{
  g_autoptr (GezinSecret) a = gezin_secret_new_copy ("abcd", 4);
  g_autoptr (GezinSecret) same = gezin_secret_new_copy ("abcd", 4);
  g_autoptr (GezinSecret) last = gezin_secret_new_copy ("abce", 4);
  g_autoptr (GezinSecret) longer = gezin_secret_new_copy ("abcde", 5);

  g_assert_true (gezin_secret_equal (a, same));
  g_assert_false (gezin_secret_equal (a, last));
  g_assert_false (gezin_secret_equal (a, longer));
}

static void
test_random_differs (void)
{
  g_autoptr (GezinSecret) a = gezin_secret_new_random (32);
  g_autoptr (GezinSecret) b = gezin_secret_new_random (32);

  g_assert_false (gezin_secret_equal (a, b));
}

static void
test_wipe_leaves_zeroes (void)
{
  guint8 memory[4] = { 1, 2, 3, 4 };

  gezin_secret_wipe (memory + 1, 2);
  g_assert_cmpmem (memory, 4, "\1\0\0\4", 4);
}

/* The page after a secret cannot be read, so that no overrun goes unseen. */
static void
test_reading_past_the_end_ends_the_process (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GezinSecret) secret = gezin_secret_new (31);
      volatile const guint8 *bytes = gezin_secret_peek (secret);

      (void) bytes[32];
      _exit (0);
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_failed ();
}

static void
test_hardened_process_dumps_no_core (void)
{
  if (g_test_subprocess ())
    {
      struct rlimit core;

      if (!gezin_secret_harden_process () || getrlimit (RLIMIT_CORE, &core) != 0)
        _exit (1);
      if (core.rlim_cur != 0 || core.rlim_max != 0)
        _exit (2);
#ifndef __SANITIZE_ADDRESS__
      if (prctl (PR_GET_DUMPABLE) != 0)
        _exit (3);
#endif
      _exit (0);
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/secret/new-is-zeroes-and-a-nul", test_new_is_zeroes_and_a_nul);
  g_test_add_func ("/secret/copy-reads-as-a-string", test_copy_reads_as_a_string);
  g_test_add_func ("/secret/equal-looks-at-all-bytes-and-length",
                   test_equal_looks_at_all_bytes_and_length);
  g_test_add_func ("/secret/random-differs", test_random_differs);
  g_test_add_func ("/secret/wipe-leaves-zeroes", test_wipe_leaves_zeroes);
  g_test_add_func ("/secret/reading-past-the-end-ends-the-process",
                   test_reading_past_the_end_ends_the_process);
  g_test_add_func ("/secret/hardened-process-dumps-no-core", test_hardened_process_dumps_no_core);
  return g_test_run ();
}
