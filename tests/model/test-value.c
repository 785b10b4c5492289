/* SPDX-License-Identifier: EUPL-1.2 */

/* Each value has one text; wrong ones have each their own error. */

#include "base/limits.h"
#include "base/random.h"
#include "model/value.h"

#include <string.h>

typedef struct {
  GezinType type;
  const char *typed;
  const char *kept; /* NULL: no value, or an error */
  int error; /* 0: none */
} Case;

static const Case cases[] = {
  { GEZIN_TYPE_TEXT, "  Noor\t van  Dam ", "Noor  van  Dam", 0 },
  { GEZIN_TYPE_TEXT, "regel een\nregel twee", "regel een regel twee", 0 },
  { GEZIN_TYPE_TEXT, "Zoe\xcc\x88", "Zo\xc3\xab", 0 },
  { GEZIN_TYPE_TEXT, "   ", NULL, 0 },
  { GEZIN_TYPE_TEXT, "", NULL, 0 },
  { GEZIN_TYPE_TEXT, "stuk\xff", NULL, GEZIN_MODEL_ERROR_ENCODING },
  { GEZIN_TYPE_PROSE, "een\r\ntwee\rdrie", "een\ntwee\ndrie", 0 },
  { GEZIN_TYPE_PROSE, "een\vtwee", "een\ntwee", 0 },
  { GEZIN_TYPE_PROSE, "een\x01twee", "eentwee", 0 },
  { GEZIN_TYPE_DATE, "2014", "2014", 0 },
  { GEZIN_TYPE_DATE, "2014-05", "2014-05", 0 },
  { GEZIN_TYPE_DATE, " 2014-05-01 ", "2014-05-01", 0 },
  { GEZIN_TYPE_DATE, "2024-02-29", "2024-02-29", 0 },
  { GEZIN_TYPE_DATE, "2023-02-29", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_DATE, "2014-13", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_DATE, "2014-00", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_DATE, "01-05-2014", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_DATE, "1799", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_DATE, "1899-12-31", "1899-12-31", 0 },
  { GEZIN_TYPE_DATE, "2101-01-01", "2101-01-01", 0 },
  { GEZIN_TYPE_DATE, "2201", NULL, GEZIN_MODEL_ERROR_DATE },
  { GEZIN_TYPE_TIME, "2026-11-21T10:03:11Z", "2026-11-21T10:03:11Z", 0 },
  { GEZIN_TYPE_TIME, "2026-11-21T10:03:11", NULL, GEZIN_MODEL_ERROR_TIME },
  { GEZIN_TYPE_TIME, "2026-11-21T25:03:11Z", NULL, GEZIN_MODEL_ERROR_TIME },
  { GEZIN_TYPE_BOOL, "true", "true", 0 },
  { GEZIN_TYPE_BOOL, "FALSE", "false", 0 },
  { GEZIN_TYPE_BOOL, "ja", NULL, GEZIN_MODEL_ERROR_BOOL },
  { GEZIN_TYPE_COUNT, "007", "7", 0 },
  { GEZIN_TYPE_COUNT, "0", "0", 0 },
  { GEZIN_TYPE_COUNT, "-1", NULL, GEZIN_MODEL_ERROR_COUNT },
  { GEZIN_TYPE_COUNT, "9007199254740991", "9007199254740991", 0 },
  { GEZIN_TYPE_COUNT, "9007199254740992", NULL, GEZIN_MODEL_ERROR_COUNT },
  { GEZIN_TYPE_COUNT, "99999999999999999999", NULL, GEZIN_MODEL_ERROR_COUNT },
  { GEZIN_TYPE_SCALE, "10", "10", 0 },
  { GEZIN_TYPE_SCALE, "11", NULL, GEZIN_MODEL_ERROR_SCALE },
  { GEZIN_TYPE_BSN, "111222333", "111222333", 0 },
  { GEZIN_TYPE_BSN, "1112.22.333", "111222333", 0 },
  { GEZIN_TYPE_BSN, "111222334", NULL, GEZIN_MODEL_ERROR_BSN },
  { GEZIN_TYPE_BSN, "000000000", NULL, GEZIN_MODEL_ERROR_BSN },
  { GEZIN_TYPE_BSN, "11122233", NULL, GEZIN_MODEL_ERROR_BSN },
  { GEZIN_TYPE_CODE, "Home-Visit", "home-visit", 0 },
  { GEZIN_TYPE_CODE, "home visit", NULL, GEZIN_MODEL_ERROR_CODE },
  { GEZIN_TYPE_REF, "123E4567-e89b-42d3-a456-426614174000", "123e4567-e89b-42d3-a456-426614174000",
    0 },
  { GEZIN_TYPE_REF, "family", NULL, GEZIN_MODEL_ERROR_REF },
  { GEZIN_TYPE_REF, "123e4567", NULL, GEZIN_MODEL_ERROR_REF },
  { GEZIN_TYPE_DIGEST, "abc", NULL, GEZIN_MODEL_ERROR_DIGEST },
};

static void
test_each_case_of_the_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GezinFieldSpec spec = { .name = "made-up", .type = cases[i].type };
      g_autoptr (GError) error = NULL;
      GRefString *value = gezin_value_normalise (&spec, cases[i].typed, -1, NULL, &error);

      g_autofree char *typed = g_strescape (cases[i].typed, NULL);

      g_test_message ("%s: %s", gezin_type_name (cases[i].type), typed);
      if (cases[i].error != 0)
        g_assert_error (error, GEZIN_MODEL_ERROR, cases[i].error);
      else
        g_assert_no_error (error);
      g_assert_cmpstr (value, ==, cases[i].kept);
      if (value != NULL)
        {
          g_assert_true (gezin_value_check (&spec, value, &error));
          g_assert_no_error (error);
          g_ref_string_release (value);
        }
    }
}

static void
test_normalising_twice_changes_nothing (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GezinRandom) random = gezin_random_new_seeded (seed);

  g_test_message ("seed %u", seed);
  for (int round = 0; round < 3000; round++)
    {
      GezinFieldSpec spec = { .type = 1 + gezin_random_below (random, GEZIN_TYPE_FILE) };
      guint length = gezin_random_below (random, 24);
      guint8 bytes[24];
      GRefString *once, *twice;

      gezin_random_bytes (random, bytes, sizeof bytes);
      /* Mostly what may pass: digits, hyphens and letters. */
      for (guint i = 0; i < length; i++)
        if (bytes[i] < 200)
          bytes[i] = "0123456789-ab\r\n\v\t tZ:T"[bytes[i] % 22];
      once = gezin_value_normalise (&spec, (const char *) bytes, length, NULL, NULL);
      if (once == NULL)
        continue;
      g_assert_true (gezin_value_check (&spec, once, NULL));
      twice = gezin_value_normalise (&spec, once, -1, NULL, NULL);
      g_assert_cmpstr (twice, ==, once);
      g_ref_string_release (once);
      g_ref_string_release (twice);
    }
}

static void
test_what_is_dropped_is_counted (void)
{
  GezinFieldSpec spec = { .type = GEZIN_TYPE_PROSE };
  guint dropped = 0;
  GRefString *value = gezin_value_normalise (&spec, "a\x01\x02z", -1, &dropped, NULL);

  g_assert_cmpstr (value, ==, "az");
  g_assert_cmpuint (dropped, ==, 2);
  g_ref_string_release (value);
}

static void
test_lengths_are_bounded (void)
{
  GezinFieldSpec text = { .type = GEZIN_TYPE_TEXT };
  GezinFieldSpec prose = { .type = GEZIN_TYPE_PROSE };
  g_autofree char *large = g_strnfill (GEZIN_MAX_PROSE_BYTES + 1, 'x');
  g_autoptr (GError) error = NULL;
  GRefString *value;

  g_assert_null (gezin_value_normalise (&prose, large, -1, NULL, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_LENGTH);
  g_clear_error (&error);
  large[GEZIN_MAX_PROSE_BYTES] = '\0';
  value = gezin_value_normalise (&prose, large, -1, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (value);
  g_ref_string_release (value);
  large[GEZIN_MAX_TEXT_BYTES + 1] = '\0';
  g_assert_null (gezin_value_normalise (&text, large, -1, NULL, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_LENGTH);
}

static void
test_whole_family_is_an_item_of_about_only (void)
{
  const GezinFieldSpec *about = gezin_catalogue_field (GEZIN_FIELD_COMMON_ABOUT);
  const GezinFieldSpec *present = gezin_catalogue_field (GEZIN_FIELD_CONTACT_PRESENT);

  g_assert_true (gezin_value_check (about, GEZIN_ITEM_WHOLE_FAMILY, NULL));
  g_assert_false (gezin_value_check (present, GEZIN_ITEM_WHOLE_FAMILY, NULL));
}

static void
test_partial_dates_have_a_first_and_a_last_day (void)
{
  static const struct {
    const char *text, *first, *last;
  } dates[] = {
    { "2014", "2014-01-01", "2014-12-31" },
    { "2024-02", "2024-02-01", "2024-02-29" },
    { "2014-05-01", "2014-05-01", "2014-05-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      GezinPartialDate date;
      GDate day;
      char text[16];

      g_assert_true (gezin_partial_date_parse (dates[i].text, &date));
      gezin_partial_date_first (&date, &day);
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
      g_assert_cmpstr (text, ==, dates[i].first);
      gezin_partial_date_last (&date, &day);
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
      g_assert_cmpstr (text, ==, dates[i].last);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/each-case-of-the-table", test_each_case_of_the_table);
  g_test_add_func ("/value/normalising-twice-changes-nothing",
                   test_normalising_twice_changes_nothing);
  g_test_add_func ("/value/what-is-dropped-is-counted", test_what_is_dropped_is_counted);
  g_test_add_func ("/value/lengths-are-bounded", test_lengths_are_bounded);
  g_test_add_func ("/value/whole-family-is-an-item-of-about-only",
                   test_whole_family_is_an_item_of_about_only);
  g_test_add_func ("/value/partial-dates-have-a-first-and-a-last-day",
                   test_partial_dates_have_a_first_and_a_last_day);
  return g_test_run ();
}
