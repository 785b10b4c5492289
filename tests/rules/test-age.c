/* SPDX-License-Identifier: EUPL-1.2 */

/* Ages are reached on the birthday, and 29 February has a rule of its own. */

#include "rules/age.h"
#include "support/builder.h"

static void
assert_reached_on (const char *birth, guint years, const char *expected)
{
  GDate born, reached, day;

  gezin_age_reached_on (test_day (&born, birth), years, &reached);
  g_assert_cmpint (g_date_compare (&reached, test_day (&day, expected)), ==, 0);
  g_assert_true (gezin_age_is_reached (&born, years, &day));
  g_date_subtract_days (&day, 1);
  g_assert_false (gezin_age_is_reached (&born, years, &day));
}

static void
test_birthdays (void)
{
  assert_reached_on ("2014-11-21", GEZIN_AGE_HAS_A_SAY, "2026-11-21");
  assert_reached_on ("2010-03-01", GEZIN_AGE_DECIDES, "2026-03-01");
  assert_reached_on ("2008-12-31", GEZIN_AGE_OF_MAJORITY, "2026-12-31");
}

static void
test_born_on_29_february (void)
{
  assert_reached_on ("2012-02-29", GEZIN_AGE_HAS_A_SAY, "2024-02-29");
  assert_reached_on ("2008-02-29", GEZIN_AGE_DECIDES, "2024-02-29");
  assert_reached_on ("2008-02-29", GEZIN_AGE_OF_MAJORITY, "2026-03-01");
  assert_reached_on ("2088-02-29", GEZIN_AGE_HAS_A_SAY, "2100-03-01");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/age/birthdays", test_birthdays);
  g_test_add_func ("/age/born-on-29-february", test_born_on_29_february);
  return g_test_run ();
}
