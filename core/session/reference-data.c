/* SPDX-License-Identifier: EUPL-1.2 */

/* What reference data is used, and an organisation's own folder of it.
 *
 * Invariant: what lies in that folder is never gone: what takes the place of an older file leaves that
 * one there under another name. */

#include "session/session-private.h"

#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"
#include "casework/workflow.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FOR_ALL_TO_LOOK_IN (0755)
#define MOST_A_DAY (1000) /* older files kept under one name */

void
gezin_reference_row_free (GezinReferenceRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->version);
  g_free (row->valid_from);
  g_free (row->valid_to);
  g_free (row->title);
  g_free (row->left_out);
  g_free (row);
}

static char *
day_text (const GDate *day)
{
  char text[GEZIN_DAY_TEXT_LENGTH + 1];

  if (!g_date_valid (day))
    return NULL;
  gezin_day_to_text (day, text);
  return g_strdup (text);
}

GPtrArray *
gezin_session_reference_rows (GezinSession *session, GError **error)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_row_free);

  for (guint i = 0; i < gezin_reference_n_files (session->reference); i++)
    {
      const GezinReferenceFile *file = gezin_reference_file (session->reference, i);
      GezinReferenceRow *row = g_new0 (GezinReferenceRow, 1);

      row->id = g_strdup (file->id);
      row->version = g_strdup_printf ("%u", file->version);
      row->valid_from = day_text (&file->valid_from);
      row->valid_to = day_text (&file->valid_to);
      row->title = g_strdup (file->source);
      row->is_own = file->layer > 0;
      g_ptr_array_add (rows, row);
    }
  for (guint i = 0; i < session->left_out->len; i++)
    {
      const GezinReferenceLeftOut *file = session->left_out->pdata[i];
      GezinReferenceRow *row = g_new0 (GezinReferenceRow, 1);

      row->id = g_strdup (file->name);
      row->is_own = TRUE;
      row->left_out = g_strdup (file->reason);
      g_ptr_array_add (rows, row);
    }
  return rows;
}

gboolean
gezin_session_check_reference (GezinSession *session, const char *file_name, const char *bytes,
                               gsize length, GError **error)
{
  const GezinReferenceArrival arrival = { "line", file_name, bytes, length };
  g_autoptr (GezinReference) with =
      gezin_reference_new_own_with (session->reference_folder, session->our_reference,
                                    gezin_workflow_check, gezin_workflow_lists (), &arrival, error);

  return with != NULL;
}

const char *
gezin_session_reference_folder (GezinSession *session)
{
  return session->reference_folder;
}

static gboolean
fail (GError **error, const char *what)
{
  g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), what);
  return FALSE;
}

typedef enum { NOTHING_THERE, SAME_THERE, OLDER_THERE, OTHER_THERE } There;

static There
what_is_there (const char *path, const char *bytes, gsize length)
{
  g_autoptr (GBytes) found = NULL;
  const char *older;
  gsize older_length;

  if (!g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return NOTHING_THERE;
  found = gezin_file_read_bounded (path, GEZIN_MAX_REFERENCE_XML_BYTES, NULL);
  if (found == NULL)
    return OTHER_THERE;
  older = g_bytes_get_data (found, &older_length);
  if (older_length == length && memcmp (older, bytes, length) == 0)
    return SAME_THERE;
  return gezin_reference_supersedes (bytes, length, older, older_length) ? OLDER_THERE
                                                                         : OTHER_THERE;
}

/* Gives what lies in @path a second name, which stays: it ends in no `.xml`, so nobody uses it. */
static gboolean
keep_older (GezinSession *session, const char *path, GError **error)
{
  char day[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate today;

  gezin_clock_today (session->clock, &today);
  gezin_day_to_text (&today, day);
  for (guint i = 1; i <= MOST_A_DAY; i++)
    {
      g_autofree char *kept = g_strdup_printf ("%s.until-%s-%u", path, day, i);

      if (link (path, kept) == 0)
        return TRUE;
      if (errno != EEXIST)
        break;
    }
  return fail (error, "cannot keep the older file");
}

gboolean
gezin_session_add_reference (GezinSession *session, const char *file_name, const char *bytes,
                             gsize length, GError **error)
{
  g_autofree char *path = g_build_filename (session->reference_folder, file_name, NULL);
  There there = what_is_there (path, bytes, length);

  if (there == SAME_THERE)
    return TRUE;
  if (there == OTHER_THERE)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FILE_IS_THERE,
                           "another file has this name");
      return FALSE;
    }
  if (!gezin_session_check_reference (session, file_name, bytes, length, error))
    return FALSE;
  if (g_mkdir_with_parents (session->reference_folder, FOR_ALL_TO_LOOK_IN) != 0)
    return fail (error, "cannot make the folder");
  return (there == NOTHING_THERE || keep_older (session, path, error))
         && gezin_file_write_for_all (path, bytes, length, error);
}
