/* SPDX-License-Identifier: EUPL-1.2 */

/* In which language the program speaks. */

#include "base/language.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#define ALWAYS_THERE "C.UTF-8"

char *
gezin_language_of_locale (const char *locale)
{
  gsize length = strcspn (locale, ".@");
  g_autofree char *whole = g_strndup (locale, length);

  if (length == 0 || strcmp (whole, "C") == 0 || strcmp (whole, "POSIX") == 0)
    return NULL;
  return strchr (whole, '_') != NULL
             ? g_strdup_printf ("%s:%.*s", whole, (int) strcspn (whole, "_"), whole)
             : g_steal_pointer (&whole);
}

/* What the environment asks for, in the order that the C library keeps. */
static const char *
asked_for (void)
{
  static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && value[0] != '\0')
        return value;
    }
  return "C";
}

void
gezin_language_begin (const char *domain, const char *folder)
{
  const char *own_folder = g_getenv ("GEZIN_LOCALE_DIR");

  if (setlocale (LC_ALL, "") == NULL)
    {
      g_autofree char *language = gezin_language_of_locale (asked_for ());

      setlocale (LC_ALL, ALWAYS_THERE);
      if (language != NULL)
        g_setenv ("LANGUAGE", language, FALSE);
    }
  bindtextdomain (domain, own_folder != NULL ? own_folder : folder);
  bind_textdomain_codeset (domain, "UTF-8");
  textdomain (domain);
}
