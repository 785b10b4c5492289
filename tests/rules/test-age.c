/* SPDX-License-Identifier: EUPL-1.2 */

/* Ages are reached on the birthday, and 29 February has a rule of its own; which ages the law has
 * stands in the reference data, by day. */

#include "rules/age.h"
#include "support/builder.h"

#include <string.h>

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
  assert_reached_on ("2014-11-21", 12, "2026-11-21");
  assert_reached_on ("2010-03-01", 16, "2026-03-01");
  assert_reached_on ("2008-12-31", 18, "2026-12-31");
}

static void
test_born_on_29_february (void)
{
  assert_reached_on ("2012-02-29", 12, "2024-02-29");
  assert_reached_on ("2008-02-29", 16, "2024-02-29");
  assert_reached_on ("2008-02-29", 18, "2026-03-01");
  assert_reached_on ("2088-02-29", 12, "2100-03-01");
}

/* Years of each age of a reference that says `legal-age` with these codes, on a day. */
static guint
years (const char *codes, GezinLegalAge age, const char *on)
{
  g_autofree char *text = g_strdup_printf (
      "<reference xmlns='urn:gezinsdossier:reference:1' id='t' version='1' valid-from='2015-01-01'>"
      "<label xml:lang='nl'>L</label><source mark='law'>S</source>"
      "<list name='legal-age'><label xml:lang='nl'>L</label>%s</list></reference>",
      codes);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference =
      gezin_reference_new_from_bytes ("t", text, strlen (text), NULL, &error);
  GDate day;

  g_assert_no_error (error);
  return gezin_age_of_law (reference, age, on == NULL ? NULL : test_day (&day, on));
}

#define CODE(NAME, YEARS, DAYS) \
  "<code name='" NAME "'" DAYS "><label xml:lang='nl'>C</label><property name='from-age'>" YEARS \
  "</property></code>"

static void
test_of_law (void)
{
  const char *two = CODE ("majority", "21", " valid-to='2025-12-31'") CODE ("decides", "15", "");

  g_assert_cmpuint (years (two, GEZIN_AGE_OF_MAJORITY, "2025-12-31"), ==, 21);
  g_assert_cmpuint (years (two, GEZIN_AGE_OF_MAJORITY, "2026-01-01"), ==, 0);
  g_assert_cmpuint (years (two, GEZIN_AGE_DECIDES, "2026-01-01"), ==, 15);
  g_assert_cmpuint (years (two, GEZIN_AGE_DECIDES, NULL), ==, 15);
  g_assert_cmpuint (years (two, GEZIN_AGE_HAS_A_SAY, NULL), ==, 0);
  g_assert_cmpuint (years (two, GEZIN_AGE_DECIDES, "2014-12-31"), ==, 0);
}

static void
test_shipped (void)
{
  static const guint expected[GEZIN_N_LEGAL_AGES] = { [GEZIN_AGE_HAS_A_SAY] = 12,
                                                      [GEZIN_AGE_DECIDES] = 16,
                                                      [GEZIN_AGE_HOLDS_AUTHORITY] = 16,
                                                      [GEZIN_AGE_OF_MAJORITY] = 18 };
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = gezin_reference_new_from_folder (folder, NULL, &error);
  GDate day;

  g_assert_no_error (error);
  for (guint age = 0; age < GEZIN_N_LEGAL_AGES; age++)
    g_assert_cmpuint (gezin_age_of_law (reference, age, test_day (&day, "2026-11-22")), ==,
                      expected[age]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/age/birthdays", test_birthdays);
  g_test_add_func ("/age/born-on-29-february", test_born_on_29_february);
  g_test_add_func ("/age/of-law-by-day", test_of_law);
  g_test_add_func ("/age/of-law-as-shipped", test_shipped);
  return g_test_run ();
}
