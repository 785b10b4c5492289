/* SPDX-License-Identifier: EUPL-1.2 */

/* Which life of the store this is. A folder that was copied, put back from a
 * disk image onto another disk, or taken to another machine must not write under
 * replica ids that its twin uses too.
 *
 * The place is the machine's id (hashed: it is nobody's business), and device
 * and inode of the database. A new device number for the same disk gives a new
 * incarnation without need; that costs a replica id and nothing else. */

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/store-private.h"

#define INCARNATION "incarnation"
#define PLACE "place"
#define MACHINE_ID_FILE "/etc/machine-id"
#define MACHINE_ID_PURPOSE "gezinsdossier-place:"
#define MAX_MACHINE_ID_BYTES (256)

static char *
describe_place (GezinStore *store)
{
  g_autoptr (GBytes) machine =
      gezin_file_read_bounded (MACHINE_ID_FILE, MAX_MACHINE_ID_BYTES, NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  struct stat about = { 0 };

  g_checksum_update (checksum, (const guchar *) MACHINE_ID_PURPOSE, -1);
  if (machine != NULL)
    g_checksum_update (checksum, g_bytes_get_data (machine, NULL),
                       (gssize) g_bytes_get_size (machine));
  if (g_stat (gezin_database_path (store->database), &about) != 0)
    about = (struct stat){ 0 };
  return g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT,
                          g_checksum_get_string (checksum), (guint64) about.st_dev,
                          (guint64) about.st_ino);
}

gboolean
gezin_incarnation_renew (GezinStore *store, GError **error)
{
  g_autofree char *place = describe_place (store);
  char text[GEZIN_ID_TEXT_LENGTH + 1];

  store->incarnation = gezin_random_id (store->random);
  return gezin_meta_set (store, INCARNATION, gezin_id_write (store->incarnation, text), error)
         && gezin_meta_set (store, PLACE, place, error);
}

static gboolean
renew_with_event (GezinStore *store, GError **error)
{
  const GezinAuditEvent event = { .action = "new-incarnation" };
  gboolean done;

  if (!gezin_database_begin (store->database, error))
    return FALSE;
  done = gezin_incarnation_renew (store, error)
         && gezin_audit_append (store, &event, gezin_clock_now (store->clock), error);
  return gezin_database_finish (store->database, done, error);
}

gboolean
gezin_incarnation_check (GezinStore *store, GError **error)
{
  g_autofree char *place = NULL;
  g_autofree char *text = NULL;
  g_autofree char *here = describe_place (store);

  place = gezin_meta_get (store, PLACE, error);
  if (place == NULL)
    return FALSE;
  text = gezin_meta_get (store, INCARNATION, error);
  if (text == NULL)
    return FALSE;
  if (!gezin_id_parse (text, &store->incarnation))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                           "the incarnation cannot be read");
      return FALSE;
    }
  return g_str_equal (place, here) || renew_with_event (store, error);
}
