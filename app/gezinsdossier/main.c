/* SPDX-License-Identifier: EUPL-1.2 */

/* The program with the window: locale, hardening, and then the application. */

#include "base/language.h"
#include "base/secret.h"
#include "window/application.h"

#include <glib/gi18n.h>
#include <malloc.h>
#include <stdlib.h>

/* With what memory is filled when it is given back, so that what was on screen does not stay there
 * after locking. Any value but 0. */
#define FREED_MEMORY (0xa5)

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
/* A sanitizer has an allocator of its own, which keeps what is given back apart. */
#if defined(M_PERTURB) && !defined(__SANITIZE_ADDRESS__)
  if (mallopt (M_PERTURB, FREED_MEMORY) == 0)
    g_warning ("memory that is given back cannot be wiped");
#endif
  g_set_prgname (GEZIN_APPLICATION_ID);
  application = gezin_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
