/* SPDX-License-Identifier: EUPL-1.2 */

/* What most commands do first: open the store, find the dossier, the record,
 * the kind, the day; and how an error is told.
 *
 * Invariant: a sentence never repeats an argument, since that may be a name. */

#include "gezin/command.h"

#include "base/file.h"
#include "base/limits.h"
#include "gezin/passphrase.h"
#include "model/value.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define READ_STEP (64 * GEZIN_KIB)

GQuark
gezin_command_error_quark (void)
{
  return g_quark_from_static_string ("gezin-command-error-quark");
}

/* One line: what would end it becomes a space. */
char *
gezin_command_sentence (const GError *error)
{
  char *sentence = error->domain == GEZIN_COMMAND_ERROR ? g_strdup (error->message)
                                                        : gezin_session_sentence (error);

  return g_strdelimit (sentence, "\r\n\t", ' ');
}

gboolean
gezin_command_fail_use (GError **error, const char *sentence)
{
  g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE, sentence);
  return FALSE;
}

gboolean
gezin_command_fail_no (GError **error, const char *sentence)
{
  g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_NO, sentence);
  return FALSE;
}

gboolean
gezin_command_fail_at (GError **error, GError *cause, const char *where)
{
  g_autofree char *sentence = gezin_command_sentence (cause);

  g_set_error (error, GEZIN_COMMAND_ERROR, (int) gezin_error_status (cause) * 100 + 1, "%s: %s",
               where, sentence);
  g_error_free (cause);
  return FALSE;
}

char *
gezin_call_store_folder (GezinCall *call)
{
  if (call->batch_store != NULL)
    return g_strdup (call->batch_store);
  if (call->options.store != NULL)
    return g_strdup (call->options.store);
  return g_build_filename (g_get_user_data_dir (), "gezinsdossier", NULL);
}

gboolean
gezin_call_unlock (GezinCall *call, GError **error)
{
  g_autofree char *folder = gezin_call_store_folder (call);
  g_autoptr (GezinSecret) passphrase = NULL;

  if (gezin_session_is_unlocked (call->session))
    return TRUE;
  /* Without a store there is nothing to ask a passphrase for: unlocking says so. */
  if (gezin_session_has_store (folder))
    passphrase = gezin_passphrase_read (call->options.passphrase_file, _ ("Passphrase:"), error);
  else
    passphrase = gezin_secret_new (1);
  return passphrase != NULL
         && gezin_session_unlock (call->session, folder, passphrase, FALSE, error);
}

/* Nothing is written among the files of the store; backups have a folder of their own there. */
static gboolean
check_output (GezinCall *call, GError **error)
{
  const char *output = call->options.output;
  g_autofree char *folder = gezin_call_store_folder (call);

  if (output == NULL || strcmp (output, "-") == 0 || call->command->run == gezin_backup_make
      || !gezin_file_is_inside (output, folder))
    return TRUE;
  return gezin_command_fail_use (
      error, _ ("In that folder lie the dossiers themselves: write it to another folder."));
}

gboolean
gezin_call_run (GezinCall *call, GError **error)
{
  if (!check_output (call, error))
    return FALSE;
  if (call->command->needs >= GEZIN_NEEDS_SESSION && call->session == NULL)
    {
      call->session = gezin_session_new (NULL, error);
      if (call->session == NULL)
        return FALSE;
    }
  if (call->command->needs >= GEZIN_NEEDS_STORE && !gezin_call_unlock (call, error))
    return FALSE;
  return call->command->run (call, error);
}

gboolean
gezin_call_dossier (GezinCall *call, guint position, GezinUuid *dossier, GError **error)
{
  return gezin_session_resolve (call->session, call->arguments[position], dossier, error);
}

static const GezinRecord *
find_by_prefix (const GezinDossier *dossier, const char *prefix, GError **error)
{
  const GezinRecord *found = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      char text[GEZIN_UUID_TEXT_LENGTH + 1];

      if (!g_str_has_prefix (gezin_uuid_write (&record->id, text), prefix))
        continue;
      if (found != NULL)
        {
          gezin_command_fail_use (
              error, _ ("More than one record begins like that: give more of its id."));
          return NULL;
        }
      found = record;
    }
  if (found == NULL)
    gezin_command_fail_no (error,
                           _ ("There is no such record in this dossier: `gezin show` lists their "
                              "ids."));
  return found;
}

const GezinRecord *
gezin_call_record (GezinCall *call, guint position, const GezinDossier *dossier, GError **error)
{
  const char *text = call->arguments[position];
  gboolean is_id = strspn (text, "0123456789abcdef-") == strlen (text);

  if (!is_id || strlen (text) < GEZIN_MIN_DOSSIER_PREFIX)
    {
      g_set_error (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE,
                   _ ("A record is given by its id or by at least its first %d characters."),
                   GEZIN_MIN_DOSSIER_PREFIX);
      return NULL;
    }
  return find_by_prefix (dossier, text, error);
}

gboolean
gezin_call_kind (const char *name, GezinKind *kind, GError **error)
{
  *kind = name != NULL ? gezin_catalogue_kind_by_name (name) : GEZIN_KIND_NONE;
  if (name == NULL || *kind != GEZIN_KIND_NONE)
    return TRUE;
  gezin_command_fail_use (error,
                          _ ("There is no such kind of record: `gezin schema --dictionary` lists "
                             "them."));
  return FALSE;
}

gboolean
gezin_call_read_day (const char *text, GDate *day, GError **error)
{
  GezinPartialDate date;

  if (!gezin_partial_date_parse (text, &date) || date.day == 0)
    return gezin_command_fail_use (error, _ ("That is no day: write it as 2026-11-21."));
  gezin_partial_date_first (&date, day);
  return TRUE;
}

gboolean
gezin_call_day (GezinCall *call, GDate *day, GError **error)
{
  if (call->options.date != NULL)
    return gezin_call_read_day (call->options.date, day, error);
  gezin_clock_today (gezin_session_clock (call->session), day);
  return TRUE;
}

/* Files. */

static GBytes *
too_large (GError **error)
{
  g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_REFUSED,
                       _ ("That is too large to read, or no ordinary file: look at what it is."));
  return NULL;
}

static GBytes *
read_standard_input (gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *step = g_malloc (READ_STEP);

  for (;;)
    {
      ssize_t got = read (STDIN_FILENO, step, READ_STEP);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                               "standard input cannot be read");
          return NULL;
        }
      if (got == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      if (bytes->len + (gsize) got > max_bytes)
        return too_large (error);
      g_byte_array_append (bytes, step, (guint) got);
    }
}

GBytes *
gezin_call_read_file (GezinCall *call, const char *path, gsize max_bytes, GError **error)
{
  GError *wrong = NULL;
  GBytes *bytes;

  if (strcmp (path, "-") == 0 && !call->in_batch)
    return read_standard_input (max_bytes, error);
  bytes = gezin_file_read_bounded (path, max_bytes, &wrong);
  if (bytes != NULL)
    return bytes;
  if (g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_INVAL)
      || g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_ISDIR))
    {
      g_error_free (wrong);
      return too_large (error);
    }
  if (g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (wrong, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    {
      g_error_free (wrong);
      gezin_command_fail_use (error, _ ("There is no such file: look at its name."));
      return NULL;
    }
  g_propagate_error (error, wrong);
  return NULL;
}
