/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading a conference, and writing its minutes.
 *
 * Invariant: the file for somebody is made of what was read for them and of nothing else: it does not
 * say that anything is left out. */

#include "thinking/conference-answer.h"

#include "dossier/reading.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONFERENCE "conference" /* of contact-kind, and the purpose */

void
gezin_conference_answer_free (GezinConferenceAnswer *answer)
{
  g_clear_pointer (&answer->shown, gezin_conference_reading_free);
  g_clear_pointer (&answer->all, gezin_conference_reading_free);
  g_clear_pointer (&answer->staying, gezin_sharing_answer_free);
  g_free (answer);
}

static GezinConferenceAnswer *
answer_new (GezinJob *job)
{
  GezinConferenceAnswer *answer = g_new0 (GezinConferenceAnswer, 1);

  job->result = answer;
  job->free_result = (GDestroyNotify) gezin_conference_answer_free;
  return answer;
}

/* What is shown is made of one view, asked for once: that it was made for somebody is one event. */
static gboolean
read_shown (GezinSession *session, GezinJob *job, GezinConferenceAnswer *answer, GError **error)
{
  GezinConferenceAsked asked = { .whom = job->names[1] };
  gboolean has_contact = job->names[0] != NULL;
  GezinUuid contact;

  if (has_contact && !gezin_uuid_parse (job->names[0], &contact))
    g_return_val_if_reached (FALSE);
  if (job->ids != NULL)
    {
      asked.confirmed = (const GezinUuid *) (gconstpointer) job->ids->data;
      asked.n_confirmed = job->ids->len;
    }
  answer->shown = gezin_session_conference (session, &job->dossier, has_contact ? &contact : NULL,
                                            &asked, error);
  return answer->shown != NULL;
}

/* The minutes as the worker sees them. */
static gboolean
read_all (GezinSession *session, GezinJob *job, GezinConferenceAnswer *answer, GError **error)
{
  GezinConferenceAsked own = { 0 };
  GezinUuid contact;

  if (job->names[0] == NULL || !gezin_uuid_parse (job->names[0], &contact))
    g_return_val_if_reached (FALSE);
  answer->all = gezin_session_minutes (session, &job->dossier, &contact, &own, error);
  return answer->all != NULL;
}

gboolean
gezin_conference_read (GezinSession *session, GezinJob *job, GError **error)
{
  GezinConferenceAnswer *answer = answer_new (job);

  return (job->names[0] == NULL || job->names[1] == NULL || read_all (session, job, answer, error))
         && read_shown (session, job, answer, error);
}

/* What stays. */

static gboolean
is_of (const GezinConferenceReading *reading, const GezinUuid *record)
{
  for (guint i = 0; i < reading->lines->len; i++)
    if (gezin_uuid_equal (&((const GezinConferenceLine *) reading->lines->pdata[i])->record,
                          record))
      return TRUE;
  return FALSE;
}

static void
keep_those_of (GPtrArray *rows, const GezinConferenceReading *reading)
{
  for (guint i = rows->len; i-- > 0;)
    if (!is_of (reading, &((const GezinSharedRow *) rows->pdata[i])->record))
      g_ptr_array_remove_index (rows, i);
}

static gboolean
read_staying (GezinSession *session, GezinJob *job, GezinConferenceAnswer *answer, GError **error)
{
  GezinSharingAsked asked = { 0 };

  if (job->names[2] == NULL)
    asked.for_person = job->names[1];
  else
    {
      asked.to = job->names[2];
      asked.purpose = CONFERENCE;
    }
  if (job->ids != NULL)
    {
      asked.confirmed = (const GezinUuid *) (gconstpointer) job->ids->data;
      asked.n_confirmed = job->ids->len;
    }
  if (!read_all (session, job, answer, error))
    return FALSE;
  answer->staying = gezin_session_may (session, &job->dossier, &asked, error);
  if (answer->staying == NULL)
    return FALSE;
  keep_those_of (answer->staying->shared, answer->all);
  keep_those_of (answer->staying->withheld, answer->all);
  return TRUE;
}

gboolean
gezin_conference_read_staying (GezinSession *session, GezinJob *job, GError **error)
{
  return read_staying (session, job, answer_new (job), error);
}

gboolean
gezin_conference_read_judged (GezinSession *session, GezinJob *job, GError **error)
{
  GezinConferenceAnswer *answer = answer_new (job);

  return read_staying (session, job, answer, error) && read_shown (session, job, answer, error);
}

/* Which there are. */

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_CONTACT_WHEN),
                    gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_CONTACT_WHEN));
}

GPtrArray *
gezin_conference_list (GezinDossier *dossier)
{
  GPtrArray *found = gezin_reading_records (dossier, GEZIN_KIND_CONTACT);

  for (guint i = found->len; i-- > 0;)
    if (g_strcmp0 (gezin_record_value (found->pdata[i], GEZIN_FIELD_CONTACT_KIND), CONFERENCE) != 0)
      g_ptr_array_remove_index (found, i);
  g_ptr_array_sort (found, compare_newest);
  return found;
}

/* As a file. */

const char *
gezin_conference_heading (GezinKind kind)
{
  return kind == GEZIN_KIND_CONTACT ? _ ("Conference (MDO)") : gezin_session_kind_label (kind);
}

static void
add_line (const GezinConferenceLine *line, GString *text)
{
  g_auto (GStrv) lines = g_strsplit (line->value, "\n", -1);
  g_autofree char *indented = g_strjoinv ("\n    ", lines);

  g_string_append_printf (text, "  %s: %s\n", gezin_session_field_label (line->field), indented);
}

char *
gezin_conference_text (const GezinConferenceReading *reading, const char *name, const GDate *day)
{
  char iso[GEZIN_DAY_TEXT_LENGTH + 1];
  g_autofree char *when = gezin_when_short (gezin_day_to_text (day, iso));
  GString *text = g_string_new (NULL);
  const GezinUuid *before = NULL;

  if (name != NULL)
    /* Translators: the first line of minutes; %1$s is a name, %2$s a date. */
    g_string_append_printf (text, _ ("Minutes for %1$s, made on %2$s"), name, when);
  else
    /* Translators: the first line of minutes; %s is a date. */
    g_string_append_printf (text, _ ("Minutes, for the team alone, made on %s"), when);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < reading->lines->len; i++)
    {
      const GezinConferenceLine *line = reading->lines->pdata[i];

      if (before == NULL || !gezin_uuid_equal (before, &line->record))
        g_string_append_printf (text, "\n%s\n", gezin_conference_heading (line->kind));
      before = &line->record;
      add_line (line, text);
    }
  return g_string_free (text, FALSE);
}
