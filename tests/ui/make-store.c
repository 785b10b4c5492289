/* SPDX-License-Identifier: EUPL-1.2 */

/* Makes a store for the tests of the window: the sample families, and one field
 * that two people wrote in two ways.
 *
 * usage: make-store FOLDER PASSPHRASE SAMPLE.xml… */

#include "base/limits.h"
#include "session/admin.h"
#include "session/work.h"

#include <string.h>

static GezinSession *
open_store (const char *folder, const char *name, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  GezinSession *session = gezin_session_new (NULL, &error);
  g_autoptr (GezinSecret) key = gezin_secret_new_copy (passphrase, strlen (passphrase));
  g_autoptr (GezinSecret) recovery_key = NULL;

  g_assert_no_error (error);
  if (!gezin_session_create_store (session, folder, name, "Lokaal team Meerdorp", "consultant", key,
                                   GEZIN_KDF_MIN_MEMORY, &recovery_key, &error))
    g_error ("%s", error->message);
  return session;
}

static GezinUuid
load (GezinSession *session, const char *xml, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinLoadReport) report = gezin_session_load (session, xml, length, &error);

  g_assert_no_error (error);
  return report->dossier;
}

/* Sets the family's reference. */
static void
write_reference (GezinSession *session, const GezinUuid *dossier, const char *reference)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  g_assert_no_error (error);
  if (!gezin_session_edit (session, now, dossier, GEZIN_KIND_FAMILY, "reference", reference, -1,
                           edits, &error)
      || !gezin_session_commit (session, dossier, edits, NULL, NULL, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (GezinSession) here = NULL;
  g_autoptr (GezinSession) there = NULL;
  g_autofree char *elsewhere = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (GBytes) back = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid dossier = { 0 };

  if (argc < 4 || !gezin_secret_harden_process ())
    return 2;
  here = open_store (argv[1], "Yasmina Benali", argv[2]);
  for (int i = 3; i < argc; i++)
    {
      g_autofree char *xml = NULL;
      gsize length;

      if (!g_file_get_contents (argv[i], &xml, &length, &error))
        g_error ("%s", error->message);
      dossier = load (here, xml, length);
    }

  elsewhere = g_strconcat (argv[1], "-elsewhere", NULL);
  there = open_store (elsewhere, "Hans Dekker", argv[2]);
  sent = gezin_session_dump (here, &dossier, &error);
  g_assert_no_error (error);
  load (there, g_bytes_get_data (sent, NULL), g_bytes_get_size (sent));
  write_reference (here, &dossier, "MD-2026-0001");
  write_reference (there, &dossier, "MD-2026-0002");
  back = gezin_session_dump (there, &dossier, &error);
  g_assert_no_error (error);
  load (here, g_bytes_get_data (back, NULL), g_bytes_get_size (back));
  return 0;
}
