/* SPDX-License-Identifier: EUPL-1.2 */

/* A machine without the reader's locale still speaks the reader's language. */

#include "base/language.h"

#include <locale.h>

static void
test_language_of_locale (void)
{
  static const struct {
    const char *locale, *language;
  } cases[] = {
    { "nl_NL.UTF-8", "nl_NL:nl" },
    { "nl_BE@euro", "nl_BE:nl" },
    { "nl", "nl" },
    { "nl.UTF-8", "nl" },
    { "C", NULL },
    { "C.UTF-8", NULL },
    { "POSIX", NULL },
    { "", NULL },
    { ".UTF-8", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *language = gezin_language_of_locale (cases[i].locale);

      g_assert_cmpstr (language, ==, cases[i].language);
    }
}

/* No machine has this locale. */
static void
test_locale_that_is_not_there (void)
{
  g_setenv ("LC_ALL", "nl_XX.UTF-8", TRUE);
  g_unsetenv ("LANGUAGE");
  gezin_language_begin ("gezinsdossier-test", "/nonexistent");
  g_assert_cmpstr (setlocale (LC_CTYPE, NULL), ==, "C.UTF-8");
  g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, "nl_XX:nl");
}

static void
test_own_choice_of_language_stays (void)
{
  g_setenv ("LC_ALL", "nl_XX.UTF-8", TRUE);
  g_setenv ("LANGUAGE", "en", TRUE);
  gezin_language_begin ("gezinsdossier-test", "/nonexistent");
  g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, "en");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/of-locale", test_language_of_locale);
  g_test_add_func ("/language/locale-that-is-not-there", test_locale_that_is_not_there);
  g_test_add_func ("/language/own-choice-stays", test_own_choice_of_language_stays);
  return g_test_run ();
}
