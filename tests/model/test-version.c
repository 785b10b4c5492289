/* SPDX-License-Identifier: EUPL-1.2 */

/* Dots, contexts and versions: their forms, and what covers what. */

#include "base/limits.h"
#include "model/value.h"
#include "model/version.h"

#include <string.h>

static void
test_a_context_keeps_the_highest_of_each_replica (void)
{
  const GezinDot dots[] = { { 9, 1 }, { 3, 2 }, { 9, 4 }, { 3, 1 }, { 5, 0 } };
  g_autoptr (GezinContext) context = gezin_context_new (dots, G_N_ELEMENTS (dots));

  g_assert_cmpuint (context->n_dots, ==, 2);
  g_assert_cmpuint (gezin_context_count (context, 3), ==, 2);
  g_assert_cmpuint (gezin_context_count (context, 9), ==, 4);
  g_assert_cmpuint (gezin_context_count (context, 5), ==, 0);
  g_assert_true (gezin_context_covers (context, &(GezinDot){ 9, 4 }));
  g_assert_false (gezin_context_covers (context, &(GezinDot){ 9, 5 }));
  g_assert_false (gezin_context_covers (NULL, &(GezinDot){ 9, 1 }));
  g_assert_null (gezin_context_new (NULL, 0));
}

static void
test_a_context_comes_back_from_bytes_and_text (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 500; round++)
    {
      GezinDot dots[12];
      guint n_dots = gezin_random_below (random, 12);
      g_autoptr (GezinContext) context = NULL;
      g_autoptr (GezinContext) again = NULL;
      g_autoptr (GezinContext) read = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      gsize length = 0;
      const guint8 *data = NULL;

      for (guint i = 0; i < n_dots; i++)
        dots[i] = (GezinDot){ gezin_random_id (random),
                              1
                                  + (gezin_random_below (random, 2) == 0
                                         ? gezin_random_below (random, 3)
                                         : gezin_random_below (random, G_MAXUINT32 - 1)) };
      context = gezin_context_new (dots, n_dots);
      bytes = gezin_context_to_bytes (context);
      if (bytes != NULL)
        data = g_bytes_get_data (bytes, &length);
      g_assert_true (gezin_context_from_bytes (data, length, &again, &error));
      g_assert_no_error (error);
      g_assert_true (gezin_context_equal (context, again));
      text = gezin_context_to_text (context);
      g_assert_true (gezin_context_from_text (text, &read, &error));
      g_assert_no_error (error);
      g_assert_true (gezin_context_equal (context, read));
    }
}

static void
test_wrong_contexts_are_refused (void)
{
  static const char *const wrong[] = {
    "7f3a",
    "00000000000007f3a:1",
    "0000000000007f3a:0",
    "0000000000007f3a:01",
    "0000000000007f3a:",
    "0000000000007f3a:4294967296",
    "0000000000007F3A:1",
    "0000000000000000:1",
    "0000000000007f3a:1 ",
    " 0000000000007f3a:1",
    "0000000000007f3a:1  0000000000007f3b:1",
    "0000000000007f3b:1 0000000000007f3a:1",
    "0000000000007f3a:1 0000000000007f3a:2",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      GezinContext *context = NULL;

      g_assert_false (gezin_context_from_text (wrong[i], &context, &error));
      g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_CONTEXT);
      g_assert_null (context);
    }
}

static void
test_wrong_bytes_are_refused (void)
{
  static const struct {
    guint8 bytes[20];
    gsize length;
  } wrong[] = {
    { { 0, 0, 0, 0, 0, 0, 0, 1 }, 8 }, /* no count */
    { { 0, 0, 0, 0, 0, 0, 0, 1, 0 }, 9 }, /* a count of 0 */
    { { 0, 0, 0, 0, 0, 0, 0, 1, 0x80 }, 9 }, /* cut off */
    { { 0, 0, 0, 0, 0, 0, 0, 1, 0x81, 0 }, 10 }, /* not the shortest form */
    { { 0, 0, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 127 }, 13 }, /* above 32 bits */
    { { 0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1 }, 18 }, /* out of order */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      GezinContext *context = NULL;

      g_assert_false (gezin_context_from_bytes (wrong[i].bytes, wrong[i].length, &context, &error));
      g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_CONTEXT);
    }
}

static GezinVersion *
make (const char *item, const char *value, const char *organisation, const char *origin)
{
  GezinUuid record = { { 1 } };
  GezinDot dot = { 7, 1 };
  g_autoptr (GezinCommit) commit = gezin_commit_new (5, 1234567, "A", NULL, organisation, NULL);
  GRefString *held_item = item != NULL ? g_ref_string_new (item) : NULL;
  GRefString *held_value = value != NULL ? g_ref_string_new (value) : NULL;
  GRefString *held_origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  GezinVersion *version =
      gezin_version_new (&record, GEZIN_KIND_PERSON, GEZIN_FIELD_PERSON_GIVEN_NAMES, held_item,
                         held_value, &dot, NULL, commit, held_origin, NULL, 0, FALSE);

  g_clear_pointer (&held_item, g_ref_string_release);
  g_clear_pointer (&held_value, g_ref_string_release);
  g_clear_pointer (&held_origin, g_ref_string_release);
  return version;
}

static void
test_an_attribute_left_out_is_no_difference (void)
{
  g_autoptr (GezinVersion) full = make (NULL, "Noor", "Team", "RVT");
  g_autoptr (GezinVersion) less = make (NULL, "Noor", NULL, NULL);
  g_autoptr (GezinVersion) other_value = make (NULL, "Nora", "Team", "RVT");
  g_autoptr (GezinVersion) other_origin = make (NULL, "Noor", "Team", "GI");

  g_assert_true (gezin_version_same_content (full, less));
  g_assert_false (gezin_version_same_content (full, other_value));
  g_assert_false (gezin_version_same_content (full, other_origin));
  g_assert_cmpstr (gezin_version_origin (full), ==, "RVT");
}

static void
test_a_fingerprint_tells_item_from_field (void)
{
  g_autoptr (GezinVersion) plain = make (NULL, "x", NULL, NULL);
  g_autoptr (GezinVersion) item = make ("a", "a", NULL, NULL);
  g_autoptr (GezinVersion) other = make ("b", "b", NULL, NULL);

  g_assert_cmpuint (gezin_version_fingerprint (plain), !=, gezin_version_fingerprint (item));
  g_assert_cmpuint (gezin_version_fingerprint (item), !=, gezin_version_fingerprint (other));
  g_assert_cmpuint (gezin_version_fingerprint (item), ==, gezin_version_fingerprint (item));
}

static void
test_a_commit_is_of_whole_seconds (void)
{
  g_autoptr (GezinCommit) after = gezin_commit_new (1, 1999999, NULL, NULL, NULL, NULL);
  g_autoptr (GezinCommit) before = gezin_commit_new (1, -1, NULL, NULL, NULL, NULL);

  g_assert_cmpint (after->time, ==, 1000000);
  g_assert_cmpint (before->time, ==, -1000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/version/a-context-keeps-the-highest-of-each-replica",
                   test_a_context_keeps_the_highest_of_each_replica);
  g_test_add_func ("/version/a-context-comes-back-from-bytes-and-text",
                   test_a_context_comes_back_from_bytes_and_text);
  g_test_add_func ("/version/wrong-contexts-are-refused", test_wrong_contexts_are_refused);
  g_test_add_func ("/version/wrong-bytes-are-refused", test_wrong_bytes_are_refused);
  g_test_add_func ("/version/an-attribute-left-out-is-no-difference",
                   test_an_attribute_left_out_is_no_difference);
  g_test_add_func ("/version/a-fingerprint-tells-item-from-field",
                   test_a_fingerprint_tells_item_from_field);
  g_test_add_func ("/version/a-commit-is-of-whole-seconds", test_a_commit_is_of_whole_seconds);
  return g_test_run ();
}
