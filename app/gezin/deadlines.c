/* SPDX-License-Identifier: EUPL-1.2 */

/* What has to be done by when in all dossiers, and signing off what was done. */

#include "session/casework.h"

#include "base/file.h"
#include "gezin/command.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT_ID 8 /* characters of an id for people */
#define DAYS_A_WEEK 7
#define MOST_DAYS 36500

/* 14d or 2w. */
static gboolean
read_within (const char *text, guint *days, GError **error)
{
  char *end = NULL;
  guint64 number;

  *days = GEZIN_DEADLINES_ALL;
  if (text == NULL)
    return TRUE;
  number = g_ascii_isdigit (text[0]) ? g_ascii_strtoull (text, &end, 10) : MOST_DAYS + 1;
  if (end == NULL || number > MOST_DAYS || (strcmp (end, "d") != 0 && strcmp (end, "w") != 0))
    return gezin_command_fail_use (error,
                                   _ ("Write within how many days or weeks, such as 14d or 2w."));
  *days = (guint) number * (*end == 'w' ? DAYS_A_WEEK : 1);
  return TRUE;
}

static void
write_json (GezinCall *call, const GPtrArray *deadlines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < deadlines->len; i++)
    {
      const GezinDeadline *one = deadlines->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &one->dossier);
      gezin_json_text (builder, "due", one->due);
      gezin_json_text (builder, "code", one->code);
      gezin_json_text (builder, "sentence", one->sentence);
      gezin_json_uuid (builder, "record", &one->record);
      gezin_json_flag (builder, "overdue", one->is_overdue);
      gezin_json_text (builder, "reference", one->reference);
      gezin_json_text (builder, "name", one->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_text (GezinCall *call, const GPtrArray *deadlines)
{
  GezinTable *table = gezin_table_new (
      4, (const char *const[]){ _ ("Due"), "", _ ("Dossier"), _ ("What has to be done") });

  for (guint i = 0; i < deadlines->len; i++)
    {
      const GezinDeadline *one = deadlines->pdata[i];
      g_autofree char *due = gezin_when_short (one->due);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&one->dossier, id);
      id[SHORT_ID] = '\0';
      gezin_table_add (table, (const char *const[]){
                                  due, one->is_overdue ? C_ ("deadline", "too late") : NULL,
                                  one->reference != NULL ? one->reference : id, one->sentence });
    }
  gezin_table_write (table, call->output);
}

static gboolean
write_ics (GezinCall *call, const GPtrArray *deadlines, GError **error)
{
  const char *path = call->options.output;
  g_autofree char *text = gezin_session_deadlines_as_ics (call->session, deadlines);

  if (path == NULL || strcmp (path, "-") == 0)
    {
      gezin_output_raw (call->output, text, strlen (text));
      return TRUE;
    }
  return gezin_file_write_durably (path, text, strlen (text), error);
}

static gboolean
check_form (GezinCall *call, gboolean *is_ics, GError **error)
{
  const char *as = call->options.as;

  *is_ics = g_strcmp0 (as, "ics") == 0;
  if (as != NULL && !*is_ics && strcmp (as, "text") != 0 && strcmp (as, "json") != 0)
    return gezin_command_fail_use (error, _ ("Choose text, json or ics with --as."));
  if (!*is_ics && call->options.output != NULL)
    return gezin_command_fail_use (error, _ ("Only a calendar is written to a file: --as ics."));
  if (g_strcmp0 (as, "json") == 0)
    call->output->is_json = TRUE;
  return TRUE;
}

gboolean
gezin_deadlines_list (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) deadlines = NULL;
  gboolean is_ics;
  guint within;
  GDate day;

  if (!gezin_call_day (call, &day, error) || !check_form (call, &is_ics, error)
      || !read_within (call->options.within, &within, error))
    return FALSE;
  deadlines = gezin_session_deadlines (call->session, &day, within, error);
  if (deadlines == NULL)
    return FALSE;
  if (is_ics)
    return write_ics (call, deadlines, error);
  if (call->output->is_json)
    write_json (call, deadlines);
  else
    write_text (call, deadlines);
  return TRUE;
}

gboolean
gezin_deadlines_sign_off (GezinCall *call, GError **error)
{
  GezinUuid id, record;
  guint64 commit = 0;

  if (!gezin_call_dossier (call, 0, &id, error)
      || !gezin_session_sign_off (call->session, &id, call->arguments[1], &record, &commit, error))
    return FALSE;
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &id);
      gezin_json_uuid (builder, "record", &record);
      gezin_json_id (builder, "commit", commit);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else
    gezin_output_print (call->output, "%s", _ ("Signed off."));
  return TRUE;
}
