/* SPDX-License-Identifier: EUPL-1.2 */

/* Readers look at all heads, and a date means a range of days. */

#include "rules/reader.h"
#include "support/builder.h"

static void
assert_julian (guint32 julian, const char *expected)
{
  GDate day;

  g_assert_cmpuint (julian, ==, g_date_get_julian (test_day (&day, expected)));
}

static void
test_a_partial_date_is_a_range (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("stay s from=2024-02 until=2025");
  GezinDays from = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_FROM);
  GezinDays until = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_UNTIL);

  g_assert_true (from.is_known);
  g_assert_false (from.is_open);
  assert_julian (from.earliest_first, "2024-02-01");
  assert_julian (from.latest_last, "2024-02-29");
  assert_julian (until.earliest_first, "2025-01-01");
  assert_julian (until.latest_last, "2025-12-31");
}

static void
test_heads_widen_the_range (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("stay s from=2024-02 until=2025\nbeside s from=2024-05-03\nbeside s until=");
  GezinDays from = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_FROM);
  GezinDays until = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_UNTIL);

  assert_julian (from.earliest_first, "2024-02-01");
  assert_julian (from.earliest_last, "2024-02-29");
  assert_julian (from.latest_first, "2024-05-03");
  assert_julian (from.latest_last, "2024-05-03");
  g_assert_true (until.is_known);
  g_assert_true (until.is_open);
}

static void
test_no_date_is_open (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("stay s from=nonsense");
  GezinDays from = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_FROM);
  GezinDays until = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_UNTIL);

  g_assert_false (from.is_known);
  g_assert_true (from.is_open);
  g_assert_false (until.is_known);
  g_assert_true (until.is_open);
}

static void
test_a_time_is_one_of_two_days (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("contact c when=2026-11-21T23:30:00Z\ncontact d when=1969-12-31T12:00:00Z");
  GezinDays late = GEZIN_READ_DAYS (test_record (dossier, "c"), CONTACT_WHEN);
  GezinDays old = GEZIN_READ_DAYS (test_record (dossier, "d"), CONTACT_WHEN);

  assert_julian (late.earliest_first, "2026-11-21");
  assert_julian (late.latest_last, "2026-11-22");
  assert_julian (old.earliest_first, "1969-12-31");
}

static void
test_codes_bools_and_ids_are_of_any_head (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("capacity c person=@a able=true matter=money\nbeside c able=false person=@b\n"
                    "factor x function=protective,maintaining\nedit x function=-maintaining");
  GezinRecord *capacity = test_record (dossier, "c"), *factor = test_record (dossier, "x");
  guint position = 0, n_ids = 0;
  GezinUuid id;

  g_assert_true (GEZIN_READ_BOOL (capacity, CAPACITY_ABLE, TRUE));
  g_assert_true (GEZIN_READ_BOOL (capacity, CAPACITY_ABLE, FALSE));
  g_assert_true (GEZIN_READ_CODE (capacity, CAPACITY_MATTER, "money"));
  g_assert_false (GEZIN_READ_CODE (capacity, CAPACITY_MATTER, "other"));
  g_assert_true (GEZIN_READ_CODE (factor, FACTOR_FUNCTION, "protective"));
  g_assert_false (GEZIN_READ_CODE (factor, FACTOR_FUNCTION, "maintaining"));
  g_assert_true (GEZIN_READ_EMPTY (capacity, CAPACITY_UNTIL));
  while (gezin_reader_next_id (capacity, GEZIN_FIELD_CAPACITY_PERSON, &position, &id))
    n_ids++;
  g_assert_cmpuint (n_ids, ==, 2);
}

/* "a|b" are the heads of one field; "-" is no date. */
static gboolean
is_surely_before (const char *a, const char *b)
{
  g_auto (GStrv) first = g_strsplit (a, "|", 2);
  g_auto (GStrv) second = g_strsplit (b, "|", 2);
  g_autoptr (GString) spec = g_string_new (NULL);
  g_autoptr (GezinDossier) dossier = NULL;
  GezinDays from, until;

  g_string_append_printf (spec, "stay s from=%s until=%s\n", first[0], second[0]);
  if (first[1] != NULL)
    g_string_append_printf (spec, "beside s from=%s\n", first[1]);
  if (second[1] != NULL)
    g_string_append_printf (spec, "beside s until=%s\n", second[1]);
  dossier = test_dossier (spec->str);
  from = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_FROM);
  until = GEZIN_READ_DAYS (test_record (dossier, "s"), STAY_UNTIL);
  return gezin_reader_surely_before (&from, &until);
}

static void
test_surely_before_is_of_some_pair_of_heads (void)
{
  g_assert_true (is_surely_before ("2026-05-01", "2026-05-02"));
  g_assert_false (is_surely_before ("2026-05-02", "2026-05-02"));
  g_assert_true (is_surely_before ("2026-04", "2026-05"));
  g_assert_false (is_surely_before ("2026-05", "2026-05-31"));
  g_assert_true (is_surely_before ("2026-05", "2026-06-01"));
  g_assert_false (is_surely_before ("2026-01-01", "2026"));
  g_assert_true (is_surely_before ("2026-06|2026-04", "2026-05-15"));
  g_assert_true (is_surely_before ("2026-05-15", "2026-04|2026-06"));
  g_assert_false (is_surely_before ("2026-06|2026-07", "2026-04|2026-05"));
  g_assert_false (is_surely_before ("-", "2026"));
  g_assert_false (is_surely_before ("2026", "-"));
  g_assert_true (is_surely_before ("-|2025", "2026|-"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reader/a-partial-date-is-a-range", test_a_partial_date_is_a_range);
  g_test_add_func ("/reader/heads-widen-the-range", test_heads_widen_the_range);
  g_test_add_func ("/reader/no-date-is-open", test_no_date_is_open);
  g_test_add_func ("/reader/a-time-is-one-of-two-days", test_a_time_is_one_of_two_days);
  g_test_add_func ("/reader/surely-before-is-of-some-pair-of-heads",
                   test_surely_before_is_of_some_pair_of_heads);
  g_test_add_func ("/reader/codes-bools-and-ids-are-of-any-head",
                   test_codes_bools_and_ids_are_of_any_head);
  return g_test_run ();
}
