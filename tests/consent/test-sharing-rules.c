/* SPDX-License-Identifier: EUPL-1.2 */

/* The rules in sharing-rules.xml name what the catalogue and the other lists have: a name that is
 * wrong would open or close something without a word. */

#include "asking.h"

#include "rules/age.h"

#include <string.h>

static GezinCodeList *
list_of (const char *name)
{
  GezinCodeList *list = gezin_reference_list (asking_reference (), name, NULL);

  g_assert_nonnull (list);
  return list;
}

static void
expect_fields (const GezinCode *code, const char *property)
{
  GezinKind kind = gezin_catalogue_kind_by_name (gezin_code_name (code));
  g_auto (GStrv) words = g_strsplit (
      gezin_code_property (code, property) != NULL ? gezin_code_property (code, property) : "", " ",
      -1);

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    g_assert_cmpuint (gezin_catalogue_field_by_name (kind, words[i]), !=, GEZIN_FIELD_NONE);
}

static void
test_kinds (void)
{
  static const char *const fields[] = { "category-of",      "also-of",         "also-through",
                                        "category-through", "names-recipient", "names-purpose",
                                        "named-when",       "tells-notifier",  "travels-with",
                                        "act-of",           "never",           "not-to-family",
                                        "told-where-named", "adds-through",    "plain-lines",
                                        "read-first" };
  g_autoptr (GezinCodeList) list = list_of ("sharing-kind");

  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);
      const char *stays = gezin_code_property (code, "stays");

      g_assert_cmpuint (gezin_catalogue_kind_by_name (gezin_code_name (code)), !=, GEZIN_KIND_NONE);
      for (gsize f = 0; f < G_N_ELEMENTS (fields); f++)
        expect_fields (code, fields[f]);
      if (stays != NULL)
        g_assert_cmpuint (gezin_withheld_by_code (stays), !=, GEZIN_WITHHELD_NONE);
    }
}

/* A kind whose category comes from elsewhere has a rule that says from where. */
static void
test_categories (void)
{
  g_autoptr (GezinCodeList) list = list_of ("sharing-kind");

  for (guint kind = 1; kind < GEZIN_N_KINDS; kind++)
    {
      const GezinKindSpec *spec = gezin_catalogue_kind (kind);
      const GezinCode *code = gezin_code_list_find (list, spec->name);

      if (spec->category <= GEZIN_CATEGORY_PROCESS)
        continue;
      g_assert_nonnull (code);
      g_assert_true (gezin_code_property (code, "category-of") != NULL
                     || gezin_code_property (code, "category-through") != NULL
                     || gezin_code_property (code, "stays") != NULL);
    }
}

static void
test_purposes (void)
{
  g_autoptr (GezinCodeList) rules = list_of ("sharing-purpose");
  g_autoptr (GezinCodeList) purposes = list_of ("purpose");

  g_assert_cmpuint (gezin_code_list_size (rules), ==, gezin_code_list_size (purposes));
  for (guint i = 0; i < gezin_code_list_size (purposes); i++)
    g_assert_nonnull (
        gezin_code_list_find (rules, gezin_code_name (gezin_code_list_code (purposes, i))));
}

/* Every age has one row, under each law that has rows. */
static void
test_ages (void)
{
  static const char *const laws[] = { NULL, "wmo-2015" };
  g_autoptr (GezinCodeList) list = list_of ("sharing-decider");

  for (gsize l = 0; l < G_N_ELEMENTS (laws); l++)
    for (guint age = 0; age < 150; age++)
      {
        guint n_rows = 0;

        for (guint i = 0; i < gezin_code_list_size (list); i++)
          {
            const GezinCode *code = gezin_code_list_code (list, i);

            n_rows += g_strcmp0 (gezin_code_property (code, "law"), laws[l]) == 0
                      && age >= g_ascii_strtoull (gezin_code_property (code, "from-age"), NULL, 10)
                      && age < g_ascii_strtoull (gezin_code_property (code, "until-age"), NULL, 10);
          }
        g_assert_cmpuint (n_rows, ==, 1);
      }
}

/* Who decides changes at an age of the law, and at no other. */
static void
test_legal_ages (void)
{
  g_autoptr (GezinCodeList) list = list_of ("sharing-decider");

  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const char *from = gezin_code_property (gezin_code_list_code (list, i), "from-age");
      gboolean is_of_law = g_str_equal (from, "0");

      for (guint age = 0; age < GEZIN_N_LEGAL_AGES; age++)
        is_of_law = is_of_law
                    || gezin_age_of_law (asking_reference (), age, NULL)
                           == g_ascii_strtoull (from, NULL, 10);
      g_assert_true (is_of_law);
    }
}

static void
test_checks (void)
{
  g_autoptr (GezinCodeList) list = list_of ("sharing-check");

  g_assert_cmpuint (gezin_code_list_size (list), ==, 6);
  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const char *name = gezin_code_name (gezin_code_list_code (list, i));
      g_autofree char *why = g_strconcat (name, "-why", NULL);

      g_assert_cmpuint (gezin_catalogue_field_by_name (GEZIN_KIND_GROUND, name), !=, 0);
      g_assert_cmpuint (gezin_catalogue_field_by_name (GEZIN_KIND_GROUND, why), !=, 0);
    }
}

/* No article opens a kind of organisation without saying about whom. */
static void
test_grounds (void)
{
  g_autoptr (GezinCodeList) list = list_of ("ground-article");

  for (guint i = 0; i < gezin_code_list_size (list); i++)
    {
      const GezinCode *code = gezin_code_list_code (list, i);

      if (gezin_code_property (code, "opens") != NULL)
        {
          g_assert_nonnull (gezin_code_property (code, "about"));
          g_assert_nonnull (gezin_code_property (code, "purposes"));
        }
    }
}

static void
test_advice (void)
{
  g_autoptr (GezinCodeList) list = list_of ("sharing-advice");

  for (guint type = GEZIN_TYPE_TEXT; type <= GEZIN_TYPE_FILE; type++)
    g_assert_nonnull (gezin_code_list_find (list, gezin_type_name (type)));
}

static void
test_codes (void)
{
  for (guint i = 1; i < GEZIN_N_WITHHELD; i++)
    g_assert_cmpuint (gezin_withheld_by_code (gezin_withheld_code (i)), ==, i);
  g_assert_cmpuint (gezin_withheld_by_code ("no-such-code"), ==, GEZIN_WITHHELD_NONE);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/consent/rules/kinds-and-fields-are-in-the-catalogue", test_kinds);
  g_test_add_func ("/consent/rules/every-category-has-a-source", test_categories);
  g_test_add_func ("/consent/rules/every-purpose-has-a-rule", test_purposes);
  g_test_add_func ("/consent/rules/every-age-has-one-row", test_ages);
  g_test_add_func ("/consent/rules/deciders-change-at-legal-ages", test_legal_ages);
  g_test_add_func ("/consent/rules/six-checks", test_checks);
  g_test_add_func ("/consent/rules/a-ground-says-about-whom", test_grounds);
  g_test_add_func ("/consent/rules/advice-knows-every-type", test_advice);
  g_test_add_func ("/consent/rules/codes-lead-back", test_codes);
  status = g_test_run ();
  asking_end ();
  return status;
}
