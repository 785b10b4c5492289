/* SPDX-License-Identifier: EUPL-1.2 */

/* Deadlines as a calendar (RFC 5545), for a program that is not ours and may be anybody's: of whom
 * they are says the dossier's reference alone.
 *
 * Invariants:
 * 1. Nothing that was written in a record: no name, no title; what it is about says the kind of
 *    deadline, as the reference data calls it.
 * 2. One deadline has one UID, whatever its day is; a calendar that takes it in again moves it.
 * 3. A line is no longer than 75 bytes and is not broken inside a character. */

#include "base/clock.h"
#include "base/digest.h"
#include "casework/deadlines.h"

#include <string.h>

#define MOST_LINE_BYTES (75)
#define UID_BYTES (16) /* of a digest */
#define SHORT_ID (8) /* characters */

/* One content line, folded. */
static void
add_line (GString *text, const char *line)
{
  gsize n_bytes = 0;

  while (*line != '\0')
    {
      const char *next = g_utf8_next_char (line);
      gsize length = (gsize) (next - line);

      if (n_bytes + length > MOST_LINE_BYTES)
        {
          g_string_append (text, "\r\n ");
          n_bytes = 1;
        }
      g_string_append_len (text, line, (gssize) length);
      n_bytes += length;
      line = next;
    }
  g_string_append (text, "\r\n");
}

static void
add_text (GString *text, const char *name, const char *value)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (; *value != '\0'; value++)
    {
      if (strchr ("\\;,", *value) != NULL)
        g_string_append_c (line, '\\');
      if (*value == '\n')
        g_string_append (line, "\\n");
      else if (!g_ascii_iscntrl (*value))
        g_string_append_c (line, *value);
    }
  add_line (text, line->str);
}

static void
add_day (GString *text, const char *name, const char *day)
{
  g_auto (GStrv) parts = g_strsplit (day, "-", 3);
  g_autofree char *digits = g_strjoinv ("", parts);
  g_autofree char *line = g_strdup_printf ("%s;VALUE=DATE:%s", name, digits);

  add_line (text, line);
}

static char *
uid_of (const GezinDeadline *deadline)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1], record[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *key =
      g_strdup_printf ("%s %s %s %s", gezin_uuid_write (&deadline->dossier, dossier),
                       gezin_uuid_write (&deadline->record, record), deadline->code,
                       deadline->detail != NULL ? deadline->detail : "");
  guint8 sha256[GEZIN_DIGEST_BYTES];
  g_autofree char *digest = NULL;

  gezin_digest_of (key, strlen (key), sha256);
  digest = gezin_digest_text (sha256);
  return g_strdup_printf ("%.*s@gezinsdossier", UID_BYTES * 2, digest);
}

static char *
summary_of (const GezinDeadline *deadline, GezinReference *reference)
{
  const char *language = g_get_language_names ()[0];
  gboolean is_step = strcmp (deadline->code, GEZIN_DEADLINE_STEP) == 0;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_uuid_write (&deadline->dossier, id);
  id[SHORT_ID] = '\0';
  return g_strdup_printf (
      "%s: %s", deadline->reference != NULL ? deadline->reference : id,
      is_step ? deadline->sentence /* the step's own name */
              : gezin_reference_label (reference, GEZIN_DEADLINES_LIST, deadline->code, language));
}

static void
add_event (GString *text, const GezinDeadline *deadline, GezinReference *reference,
           const char *stamp)
{
  g_autofree char *uid = uid_of (deadline);
  g_autofree char *summary = summary_of (deadline, reference);

  add_line (text, "BEGIN:VEVENT");
  add_text (text, "UID", uid);
  add_line (text, stamp);
  add_day (text, "DTSTART", deadline->due);
  add_text (text, "SUMMARY", summary);
  add_line (text, "CLASS:PRIVATE");
  add_line (text, "TRANSP:TRANSPARENT");
  add_line (text, "END:VEVENT");
}

char *
gezin_deadlines_to_ics (const GPtrArray *deadlines, GezinReference *reference, gint64 now)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (moment, "DTSTAMP:%Y%m%dT%H%M%SZ");

  add_line (text, "BEGIN:VCALENDAR");
  add_line (text, "VERSION:2.0");
  add_line (text, "PRODID:-//Gezinsdossier//Gezinsdossier//NL");
  for (guint i = 0; i < deadlines->len; i++)
    add_event (text, deadlines->pdata[i], reference, stamp);
  add_line (text, "END:VCALENDAR");
  return g_string_free (text, FALSE);
}
