/* SPDX-License-Identifier: EUPL-1.2 */

/* The vault: what opens it, what does not, and what any change to it does. */

#include <glib/gstdio.h>
#include <string.h>

#include "base/limits.h"
#include "store/recovery-key-private.h"
#include "store/tries-private.h"
#include "store/vault-file-private.h"
#include "store/vault.h"

#define PASSPHRASE "zeven blauwe fietsen"
#define OTHER_PASSPHRASE "acht rode schaatsen"

typedef struct {
  char *folder;
  char *path;
  char *tries_path;
  GezinClock *clock;
  GezinVault *vault;
  GezinSecret *master;
  GezinSecret *recovery;
} Fixture;

static GezinSecret *
secret (const char *text)
{
  return gezin_secret_new_copy (text, strlen (text));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GezinSecret) passphrase = secret (PASSPHRASE);
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("gezin-vault-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "vault", NULL);
  f->tries_path = g_build_filename (f->folder, "vault.tries", NULL);
  f->clock = gezin_clock_new_fixed (G_GINT64_CONSTANT (1795255391000000));
  f->vault = gezin_vault_create (f->path, passphrase, GEZIN_KDF_MIN_MEMORY, &f->recovery,
                                 &f->master, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gezin_vault_free (f->vault);
  gezin_secret_free (f->master);
  gezin_secret_free (f->recovery);
  gezin_clock_unref (f->clock);
  g_unlink (f->tries_path);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->tries_path);
  g_free (f->path);
  g_free (f->folder);
}

static void
read_again (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  gezin_vault_free (f->vault);
  f->vault = gezin_vault_read (f->path, &error);
  g_assert_no_error (error);
}

static void
assert_opens (Fixture *f, const char *passphrase)
{
  g_autoptr (GezinSecret) known = secret (passphrase);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) master = gezin_vault_unlock (f->vault, f->clock, known, &error);

  g_assert_no_error (error);
  g_assert_true (gezin_secret_equal (master, f->master));
}

static void
assert_refuses (Fixture *f, const char *passphrase, GezinStoreError code)
{
  g_autoptr (GezinSecret) known = secret (passphrase);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinSecret) master = gezin_vault_unlock (f->vault, f->clock, known, &error);

  g_assert_error (error, GEZIN_STORE_ERROR, (int) code);
  g_assert_null (master);
}

static void
test_passphrase_opens_after_reading_again (Fixture *f, gconstpointer data)
{
  read_again (f);
  assert_opens (f, PASSPHRASE);
  assert_refuses (f, PASSPHRASE "!", GEZIN_STORE_ERROR_WRONG_KEY);
  assert_refuses (f, "", GEZIN_STORE_ERROR_WRONG_KEY);
}

static void
test_composed_and_decomposed_letters_are_one_passphrase (Fixture *f, gconstpointer data)
{
  g_autoptr (GezinSecret) composed = secret ("caf\xc3\xa9 op de hoek");
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_vault_change_passphrase (f->vault, f->master, composed, &error));
  g_assert_no_error (error);
  read_again (f);
  assert_opens (f, "cafe\xcc\x81 op de hoek");
}

static void
test_changing_the_passphrase_keeps_the_key (Fixture *f, gconstpointer data)
{
  g_autoptr (GezinSecret) other = secret (OTHER_PASSPHRASE);
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_vault_change_passphrase (f->vault, f->master, other, &error));
  g_assert_no_error (error);
  read_again (f);
  assert_opens (f, OTHER_PASSPHRASE);
  assert_refuses (f, PASSPHRASE, GEZIN_STORE_ERROR_WRONG_KEY);
}

static void
test_weak_passphrases_are_refused (Fixture *f, gconstpointer data)
{
  static const char *const weak[] = { "", "elf tekens.", "aaaaaaaaaaaaaaaaaaaa", "abababababababab",
                                      "geen UTF-8 \xff\xff\xff\xff\xff" };
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_autoptr (GezinSecret) passphrase = secret (weak[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (gezin_vault_change_passphrase (f->vault, f->master, passphrase, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_PASSPHRASE_WEAK);
    }
  assert_opens (f, PASSPHRASE);
}

static void
test_memory_outside_its_limits_is_refused (Fixture *f, gconstpointer data)
{
  static const gsize memories[] = { 0, GEZIN_KDF_MIN_MEMORY - 1, (gsize) GEZIN_KDF_MAX_MEMORY + 1 };
  g_autofree char *path = g_build_filename (f->folder, "other", NULL);
  g_autoptr (GezinSecret) passphrase = secret (PASSPHRASE);
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (memories); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinSecret) recovery = NULL;
      g_autoptr (GezinSecret) master = NULL;

      g_assert_null (
          gezin_vault_create (path, passphrase, memories[i], &recovery, &master, &error));
      g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KDF);
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Opens with the recovery key as @typed. */
static GError *
try_recovery (Fixture *f, const char *typed)
{
  g_autoptr (GezinSecret) known = secret (typed);
  GError *error = NULL;
  g_autoptr (GezinSecret) master =
      gezin_vault_unlock_with_recovery_key (f->vault, f->clock, known, &error);

  g_assert_true ((master == NULL) == (error != NULL));
  if (master != NULL)
    g_assert_true (gezin_secret_equal (master, f->master));
  return error;
}

static void
test_recovery_key_opens_however_it_is_typed (Fixture *f, gconstpointer data)
{
  const char *printed = (const char *) gezin_secret_peek (f->recovery);
  g_autofree char *lower = g_ascii_strdown (printed, -1);
  g_autofree char *hyphens = g_strdelimit (g_strdup (printed), " ", '-');
  g_auto (GStrv) groups = g_strsplit (printed, " ", 0);
  g_autofree char *joined = g_strjoinv ("", groups);
  const char *const forms[] = { printed, lower, hyphens, joined };
  gsize i;

  g_assert_cmpuint (g_strv_length (groups), ==, 8);
  read_again (f);
  for (i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_no_error (try_recovery (f, forms[i]));
}

static void
test_mistyped_recovery_key_is_told_from_a_wrong_one (Fixture *f, gconstpointer data)
{
  g_autoptr (GezinSecret) another = gezin_recovery_key_new ();
  g_autofree char *typed = g_strdup ((const char *) gezin_secret_peek (f->recovery));
  g_autoptr (GError) mistyped = NULL;
  g_autoptr (GError) short_one = NULL;
  g_autoptr (GError) wrong = NULL;

  typed[2] = typed[2] == 'A' ? 'B' : 'A';
  mistyped = try_recovery (f, typed);
  g_assert_error (mistyped, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KEY_MISTYPED);
  short_one = try_recovery (f, "KR4T 9WPA");
  g_assert_error (short_one, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_KEY_MISTYPED);
  g_assert_false (g_file_test (f->tries_path, G_FILE_TEST_EXISTS));
  wrong = try_recovery (f, (const char *) gezin_secret_peek (another));
  g_assert_error (wrong, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY);
  g_assert_true (g_file_test (f->tries_path, G_FILE_TEST_EXISTS));
}

static void
test_new_recovery_key_ends_the_old_one (Fixture *f, gconstpointer data)
{
  g_autoptr (GezinSecret) newer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) old = NULL;

  g_assert_true (gezin_vault_new_recovery_key (f->vault, f->master, &newer, &error));
  g_assert_no_error (error);
  read_again (f);
  g_assert_no_error (try_recovery (f, (const char *) gezin_secret_peek (newer)));
  old = try_recovery (f, (const char *) gezin_secret_peek (f->recovery));
  g_assert_error (old, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_WRONG_KEY);
  assert_opens (f, PASSPHRASE);
}

/* Every single-character slip in every place, and every swap of neighbours. */
static void
test_recovery_check_sees_slips (Fixture *f, gconstpointer data)
{
  const char *printed = (const char *) gezin_secret_peek (f->recovery);
  gsize length = strlen (printed);
  guint tried = 0;
  guint unseen = 0;
  gsize i;

  for (i = 0; i < length; i++)
    {
      const char *letter;

      if (printed[i] == ' ')
        continue;
      for (letter = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; *letter != '\0'; letter++)
        {
          g_autoptr (GezinSecret) typed = secret (printed);
          g_autoptr (GezinSecret) read = NULL;

          if (*letter == printed[i])
            continue;
          gezin_secret_bytes (typed)[i] = (guint8) *letter;
          read = gezin_recovery_key_read (typed);
          tried++;
          unseen += read != NULL;
        }
    }
  g_assert_cmpuint (tried, ==, 32 * 31);
  /* One in a million slips past a check of twenty bits. */
  g_assert_cmpuint (unseen, <=, 1);
}

static void
test_wrong_tries_slow_down_across_restarts (Fixture *f, gconstpointer data)
{
  gint64 now = gezin_clock_now (f->clock);
  guint expected = 2;
  guint i;

  for (i = 0; i < GEZIN_FREE_TRIES; i++)
    {
      g_assert_cmpuint (gezin_vault_seconds_to_wait (f->vault, f->clock), ==, 0);
      assert_refuses (f, "fout fout fout", GEZIN_STORE_ERROR_WRONG_KEY);
    }
  for (i = 0; i < 3; i++)
    {
      read_again (f);
      g_assert_cmpuint (gezin_vault_seconds_to_wait (f->vault, f->clock), ==, expected);
      assert_refuses (f, PASSPHRASE, GEZIN_STORE_ERROR_WAIT);
      now += expected * G_USEC_PER_SEC;
      gezin_clock_set (f->clock, now);
      g_assert_cmpuint (gezin_vault_seconds_to_wait (f->vault, f->clock), ==, 0);
      assert_refuses (f, "fout fout fout", GEZIN_STORE_ERROR_WRONG_KEY);
      expected *= 2;
    }
  gezin_clock_set (f->clock, now + expected * G_USEC_PER_SEC);
  assert_opens (f, PASSPHRASE);
}

static void
test_longest_wait_holds_whatever_the_clock (Fixture *f, gconstpointer data)
{
  GezinTries *tries = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 now = gezin_clock_now (f->clock);
  g_autoptr (GError) error = NULL;
  guint i;

  for (i = 0; i < 1200; i++)
    g_array_append_val (tries, now);
  g_assert_cmpuint (gezin_tries_seconds_to_wait (tries, now), ==, GEZIN_MAX_WAIT_SECONDS);
  /* A clock that was years ahead and was put right: the wait begins now, once. */
  g_assert_cmpuint (gezin_tries_seconds_to_wait (tries, now - 1000 * G_TIME_SPAN_DAY), ==,
                    GEZIN_MAX_WAIT_SECONDS);
  now -= 1000 * G_TIME_SPAN_DAY;
  g_assert_true (gezin_tries_touch (tries, f->tries_path, now, &error));
  now += G_GINT64_CONSTANT (1000000) * GEZIN_MAX_WAIT_SECONDS;
  g_assert_cmpuint (gezin_tries_seconds_to_wait (tries, now), ==, 0);
  g_array_unref (tries);
}

static void
test_failed_tries_are_told_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) tries = NULL;
  g_autoptr (GArray) none = NULL;
  g_autoptr (GError) error = NULL;

  assert_refuses (f, "fout fout fout", GEZIN_STORE_ERROR_WRONG_KEY);
  gezin_clock_set (f->clock, gezin_clock_now (f->clock) + 5 * G_USEC_PER_SEC);
  assert_refuses (f, "fout fout fout", GEZIN_STORE_ERROR_WRONG_KEY);
  read_again (f);
  assert_opens (f, PASSPHRASE);
  tries = gezin_vault_failed_tries (f->vault);
  g_assert_cmpuint (tries->len, ==, 2);
  g_assert_cmpint (g_array_index (tries, gint64, 1) - g_array_index (tries, gint64, 0), ==,
                   5 * G_USEC_PER_SEC);
  g_assert_true (gezin_vault_forget_failed_tries (f->vault, &error));
  g_assert_no_error (error);
  read_again (f);
  none = gezin_vault_failed_tries (f->vault);
  g_assert_cmpuint (none->len, ==, 0);
}

static GezinStoreError
read_altered (Fixture *f, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinVault) vault = NULL;

  g_assert_true (g_file_set_contents_full (f->path, text, (gssize) length,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  vault = gezin_vault_read (f->path, &error);
  if (vault != NULL)
    return 0;
  g_assert_true (error->domain == GEZIN_STORE_ERROR);
  return (GezinStoreError) error->code;
}

/* Every bit of the file, and every length that it could be cut to. */
static void
test_any_flipped_bit_or_cut_is_damage (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;
  gsize i;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  for (i = 0; i < length * 8; i++)
    {
      text[i / 8] ^= (char) (1 << (i % 8));
      g_assert_cmpint (read_altered (f, text, length), ==, GEZIN_STORE_ERROR_VAULT_DAMAGED);
      text[i / 8] ^= (char) (1 << (i % 8));
    }
  for (i = 0; i < length; i++)
    g_assert_cmpint (read_altered (f, text, i), ==, GEZIN_STORE_ERROR_VAULT_DAMAGED);
  g_assert_cmpint (read_altered (f, text, length), ==, 0);
}

/* Replaces @from by @to and makes the last line right again, as somebody with intent would. */
static char *
alter (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, 2);
  g_autofree char *altered = g_strjoinv (to, parts);
  char *last = strstr (altered, "check=");
  g_autofree char *check = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 2);
  *last = '\0';
  check = g_compute_checksum_for_string (G_CHECKSUM_SHA256, altered, -1);
  return g_strdup_printf ("%scheck=%s\n", altered, check);
}

static void
test_newer_format_is_told_from_damage (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *newer = NULL;

  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  newer = alter (text, "format=1", "format=2");
  g_assert_cmpint (read_altered (f, newer, strlen (newer)), ==, GEZIN_STORE_ERROR_NEWER);
}

static void
test_cost_outside_the_limits_is_not_even_tried (Fixture *f, gconstpointer data)
{
  static const struct {
    const char *from;
    const char *to;
  } changes[] = {
    { "memory=67108864", "memory=1048576" },     { "memory=67108864", "memory=99999999999" },
    { "memory=67108864", "memory=067108864" },   { "passes=3", "passes=1" },
    { "passes=3", "passes=4000000000" },         { "kdf=argon2id13", "kdf=plain" },
    { "\n[recovery]", "\nextra=1\n[recovery]" },
  };
  g_autofree char *text = NULL;
  gsize i;

  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  for (i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *altered = alter (text, changes[i].from, changes[i].to);

      g_assert_cmpint (read_altered (f, altered, strlen (altered)), ==,
                       GEZIN_STORE_ERROR_VAULT_DAMAGED);
    }
}

/* Cost, salt and id are authenticated with the key they wrap, and the other slot by the seal. */
static void
test_altered_fields_do_not_open (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *cheaper = NULL;
  g_autofree char *recovery = NULL;

  g_assert_true (g_file_get_contents (f->path, &text, NULL, NULL));
  cheaper = alter (text, "passes=3", "passes=2");
  g_assert_cmpint (read_altered (f, cheaper, strlen (cheaper)), ==, 0);
  read_again (f);
  assert_refuses (f, PASSPHRASE, GEZIN_STORE_ERROR_WRONG_KEY);

  recovery = alter (text, "passes=2", "passes=3"); /* of the recovery slot */
  g_assert_cmpint (read_altered (f, recovery, strlen (recovery)), ==, 0);
  read_again (f);
  assert_refuses (f, PASSPHRASE, GEZIN_STORE_ERROR_VAULT_DAMAGED);
}

static void
test_absent_file_is_no_store (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "nowhere", "vault", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_vault_read (path, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NO_STORE);
  g_clear_error (&error);
  g_assert_null (gezin_vault_read (f->folder, &error)); /* a folder in its place */
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_VAULT_DAMAGED);
}

static void
test_file_never_holds_the_keys (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;
  gsize length;
  const char *printed = (const char *) gezin_secret_peek (f->recovery);
  GString *hex = g_string_new (NULL);
  gsize i;

  g_assert_true (g_file_get_contents (f->path, &text, &length, NULL));
  for (i = 0; i < gezin_secret_length (f->master); i++)
    g_string_append_printf (hex, "%02x", gezin_secret_peek (f->master)[i]);
  g_assert_null (strstr (text, hex->str));
  g_assert_null (strstr (text, printed));
  g_string_free (hex, TRUE);
}

#define ADD(path, test) g_test_add ("/store/vault/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("passphrase-opens-after-reading-again", test_passphrase_opens_after_reading_again);
  ADD ("composed-and-decomposed-letters-are-one-passphrase",
       test_composed_and_decomposed_letters_are_one_passphrase);
  ADD ("changing-the-passphrase-keeps-the-key", test_changing_the_passphrase_keeps_the_key);
  ADD ("weak-passphrases-are-refused", test_weak_passphrases_are_refused);
  ADD ("memory-outside-its-limits-is-refused", test_memory_outside_its_limits_is_refused);
  ADD ("recovery-key-opens-however-it-is-typed", test_recovery_key_opens_however_it_is_typed);
  ADD ("mistyped-recovery-key-is-told-from-a-wrong-one",
       test_mistyped_recovery_key_is_told_from_a_wrong_one);
  ADD ("new-recovery-key-ends-the-old-one", test_new_recovery_key_ends_the_old_one);
  ADD ("recovery-check-sees-slips", test_recovery_check_sees_slips);
  ADD ("wrong-tries-slow-down-across-restarts", test_wrong_tries_slow_down_across_restarts);
  ADD ("longest-wait-holds-whatever-the-clock", test_longest_wait_holds_whatever_the_clock);
  ADD ("failed-tries-are-told-once", test_failed_tries_are_told_once);
  ADD ("any-flipped-bit-or-cut-is-damage", test_any_flipped_bit_or_cut_is_damage);
  ADD ("newer-format-is-told-from-damage", test_newer_format_is_told_from_damage);
  ADD ("cost-outside-the-limits-is-not-even-tried", test_cost_outside_the_limits_is_not_even_tried);
  ADD ("altered-fields-do-not-open", test_altered_fields_do_not_open);
  ADD ("absent-file-is-no-store", test_absent_file_is_no_store);
  ADD ("file-never-holds-the-keys", test_file_never_holds_the_keys);
  return g_test_run ();
}
