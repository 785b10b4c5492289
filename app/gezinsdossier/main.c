/* SPDX-License-Identifier: EUPL-1.2 */

/* The program with the window: locale, hardening, and then the application. */

#include "base/secret.h"
#include "window/application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  const char *locale_dir = g_getenv ("GEZIN_LOCALE_DIR");
  g_autoptr (GezinApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : GEZIN_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!gezin_secret_harden_process ())
    {
      g_printerr ("gezinsdossier: %s\n",
                  _ ("This machine cannot keep secrets safe in memory, so we stop here."));
      return EXIT_FAILURE;
    }
  g_set_prgname (GEZIN_APPLICATION_ID);
  application = gezin_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
