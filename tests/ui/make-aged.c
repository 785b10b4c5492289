/* SPDX-License-Identifier: EUPL-1.2 */

/* Makes a store as it was some days ago, by a clock that stands there: a dossier that was closed, a
 * backup of it in the store's own folder, and a drill of that which was good.
 *
 * usage: make-aged FOLDER PASSPHRASE DAYS */

#include "base/limits.h"
#include "session/admin.h"
#include "session/work.h"

#include <stdlib.h>
#include <string.h>

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
write_fields (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
              GezinKind kind, const char *const *pairs)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, &error);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  g_assert_no_error (error);
  for (; *pairs != NULL; pairs += 2)
    if (!gezin_session_edit (session, now, record, kind, pairs[0], pairs[1], -1, edits, &error))
      g_error ("%s", error->message);
  if (!gezin_session_commit (session, dossier, edits, NULL, NULL, &error))
    g_error ("%s", error->message);
}

static void
write_dossier (GezinSession *session)
{
  g_autoptr (GError) error = NULL;
  GezinUuid dossier;
  GezinUuid person = gezin_uuid_random (gezin_session_random (session));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (
      gezin_clock_now (gezin_session_clock (session)) / G_USEC_PER_SEC);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  const char *closed[] = { "closed", today, NULL };
  const char *named[] = { "given-names", "Barend", "birth-date", "1950-03-04", NULL };

  if (!gezin_session_new_dossier (session, "Gezin Oudejans", &dossier, NULL, &error))
    g_error ("%s", error->message);
  write_fields (session, &dossier, &person, GEZIN_KIND_PERSON, named);
  write_fields (session, &dossier, &dossier, GEZIN_KIND_FAMILY, closed);
}

int
main (int argc, char **argv)
{
  g_autoptr (GezinClock) clock = NULL;
  g_autoptr (GezinSecret) key = NULL;
  g_autoptr (GezinSecret) recovery_key = NULL;
  g_autoptr (GezinSession) session = NULL;
  g_autoptr (GezinBackupReport) made = NULL;
  g_autoptr (GezinDrillReport) drilled = NULL;
  g_autoptr (GError) error = NULL;
  GezinSessionOptions options = { 0 };

  if (argc != 4 || !gezin_secret_harden_process ())
    return 2;
  clock = gezin_clock_new_fixed (g_get_real_time () - atoi (argv[3]) * DAY);
  options.clock = clock;
  key = gezin_secret_new_copy (argv[2], strlen (argv[2]));
  session = gezin_session_new (&options, &error);
  g_assert_no_error (error);
  if (!gezin_session_create_store (session, argv[1], "Yasmina Benali", "Lokaal team Meerdorp",
                                   "consultant", key, GEZIN_KDF_MIN_MEMORY, &recovery_key, &error))
    g_error ("%s", error->message);
  write_dossier (session);
  made = gezin_session_backup (session, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (!gezin_session_drill (session, NULL, recovery_key, NULL, NULL, NULL, &drilled, &error))
    g_error ("%s", error->message);
  return 0;
}
