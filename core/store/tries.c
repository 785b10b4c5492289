/* SPDX-License-Identifier: EUPL-1.2 */

/* Slowing down who guesses. It hinders a passer-by at an unattended laptop;
 * who can copy the vault guesses elsewhere, and against that stands Argon2id.
 *
 * Invariants:
 * 1. A wrong try is on disk before its answer is given.
 * 2. No clock, however wrong, makes anybody wait longer than GEZIN_MAX_WAIT_SECONDS. */

#include "store/tries-private.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "base/file.h"
#include "base/limits.h"
#include "store/failure-private.h"

#define MAX_TRIES_KEPT (1000) /* older ones fall off; the wait is at its longest long before */
#define MAX_FILE_BYTES (64 * GEZIN_KIB)
#define LONGEST_SHIFT (20)

GezinTries *
gezin_tries_read (const char *path)
{
  GezinTries *tries = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GBytes) bytes = gezin_file_read_bounded (path, MAX_FILE_BYTES, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize i;

  if (bytes == NULL)
    return tries;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (text, "\n", 0);
  for (i = 0; lines[i] != NULL; i++)
    {
      gint64 instant;

      if (g_ascii_string_to_signed (lines[i], 10, 0, G_MAXINT64, &instant, NULL))
        g_array_append_val (tries, instant);
    }
  return tries;
}

static gint64
last_try (const GezinTries *tries)
{
  return g_array_index (tries, gint64, tries->len - 1);
}

guint
gezin_tries_seconds_to_wait (const GezinTries *tries, gint64 now)
{
  gint64 wait;
  gint64 passed;

  if (tries->len < GEZIN_FREE_TRIES)
    return 0;
  wait = G_GINT64_CONSTANT (2) << MIN (tries->len - GEZIN_FREE_TRIES, LONGEST_SHIFT);
  wait = MIN (wait, GEZIN_MAX_WAIT_SECONDS) * G_USEC_PER_SEC;
  passed = MAX (now - last_try (tries), 0);
  if (passed >= wait)
    return 0;
  return (guint) ((wait - passed + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

static gboolean
save (const GezinTries *tries, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint i;

  if (path == NULL)
    return TRUE;
  for (i = 0; i < tries->len; i++)
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", g_array_index (tries, gint64, i));
  if (!gezin_file_write_durably (path, text->str, text->len, error))
    {
      gezin_failure_translate ("cannot note a wrong try", error);
      return FALSE;
    }
  return TRUE;
}

gboolean
gezin_tries_add (GezinTries *tries, const char *path, gint64 now, GError **error)
{
  g_array_append_val (tries, now);
  if (tries->len > MAX_TRIES_KEPT)
    g_array_remove_index (tries, 0);
  return save (tries, path, error);
}

gboolean
gezin_tries_touch (GezinTries *tries, const char *path, gint64 now, GError **error)
{
  if (tries->len == 0 || last_try (tries) <= now)
    return TRUE;
  g_array_index (tries, gint64, tries->len - 1) = now;
  return save (tries, path, error);
}

gboolean
gezin_tries_forget (GezinTries *tries, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_array_set_size (tries, 0);
  if (g_unlink (path) != 0)
    {
      if (errno == ENOENT)
        return TRUE;
      gezin_failure_from_errno (errno, "cannot forget the wrong tries", error);
      return FALSE;
    }
  if (!gezin_file_sync_folder (folder, error))
    {
      gezin_failure_translate ("cannot forget the wrong tries", error);
      return FALSE;
    }
  return TRUE;
}
