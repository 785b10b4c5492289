/* SPDX-License-Identifier: EUPL-1.2 */

/* The program with the window: locale, hardening, and then the application. */

#include "base/language.h"
#include "base/secret.h"
#include "window/application.h"

#include <glib/gi18n.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  g_autoptr (GezinApplication) application = NULL;

  gezin_language_begin (GETTEXT_PACKAGE, GEZIN_LOCALE_DIR);
  gtk_disable_setlocale ();

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
