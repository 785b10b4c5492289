/* SPDX-License-Identifier: EUPL-1.2 */

/* What may go to whom, and why (not). */

#include "gezin/command.h"
#include "session/exchange.h"

#include <glib/gi18n.h>

static void
add_rows (JsonBuilder *builder, const char *name, const GPtrArray *rows, gboolean is_shared)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinSharedRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &row->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (row->kind)->name);
      json_builder_set_member_name (builder, "fields");
      json_builder_begin_array (builder);
      for (guint f = 0; f < row->fields->len; f++)
        json_builder_add_string_value (builder, row->fields->pdata[f]);
      json_builder_end_array (builder);
      gezin_json_text (builder, is_shared ? "basis" : "reason", row->sentence);
      gezin_json_text (builder, is_shared ? "basis-code" : "reason-code", row->code);
      if (is_shared)
        {
          json_builder_set_member_name (builder, "relies-on");
          json_builder_begin_array (builder);
          for (guint r = 0; r < row->relies_on->len; r++)
            {
              char id[GEZIN_UUID_TEXT_LENGTH + 1];

              json_builder_add_string_value (
                  builder, gezin_uuid_write (&g_array_index (row->relies_on, GezinUuid, r), id));
            }
          json_builder_end_array (builder);
        }
      else
        gezin_json_flag (builder, "needs-judgement", row->needs_judgement);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_rows (GezinCall *call, const char *heading, const GPtrArray *rows)
{
  gezin_output_print (call->output, "%s", heading);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinSharedRow *row = rows->pdata[i];
      GString *fields = g_string_new (NULL);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      for (guint f = 0; f < row->fields->len; f++)
        g_string_append_printf (fields, "%s%s", f > 0 ? ", " : "",
                                (const char *) row->fields->pdata[f]);
      gezin_output_print (call->output, "  %s  %s: %s  [%s]  %s%s%s",
                          gezin_uuid_write (&row->record, id), gezin_session_kind_label (row->kind),
                          row->title, fields->str, row->sentence, row->needs_judgement ? " " : "",
                          row->needs_judgement ? _ ("Somebody has to decide.") : "");
      g_string_free (fields, TRUE);
    }
  if (rows->len == 0)
    gezin_output_print (call->output, "  %s", _ ("nothing"));
}

static void
add_marks (JsonBuilder *builder, GPtrArray *marks)
{
  json_builder_set_member_name (builder, "marks");
  json_builder_begin_array (builder);
  for (guint i = 0; i < marks->len; i++)
    {
      const GezinProseReading *mark = marks->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &mark->record);
      gezin_json_text (builder, "field", gezin_catalogue_field_name (mark->field));
      gezin_json_text (builder, "word", mark->word);
      gezin_json_text (builder, "looks-like", mark->look);
      gezin_json_count (builder, "start", mark->start);
      gezin_json_count (builder, "length", mark->length);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_marks (GezinCall *call, GPtrArray *marks)
{
  if (marks->len > 0)
    gezin_output_print (
        call->output, "%s",
        _ ("Words that could tell of whom it is. Read all of it, these above all:"));
  for (guint i = 0; i < marks->len; i++)
    {
      const GezinProseReading *mark = marks->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_output_print (call->output, "  %s  %s: %s", gezin_uuid_write (&mark->record, id),
                          gezin_session_field_label (mark->field), mark->word);
    }
}

/* Whether what goes is advice, of which nobody may be known. */
static gboolean
is_advice (const GezinSharingAnswer *answer)
{
  for (guint i = 0; i < answer->shared->len; i++)
    if (g_str_equal (((GezinSharedRow *) answer->shared->pdata[i])->code, "pseudonymised"))
      return TRUE;
  return FALSE;
}

static void
write_answer (GezinCall *call, const GezinSharingAnswer *answer, GPtrArray *marks)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!call->output->is_json)
    {
      print_rows (call, _ ("May go:"), answer->shared);
      print_rows (call, _ ("Stays here:"), answer->withheld);
      if (marks != NULL)
        print_marks (call, marks);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_rows (builder, "shared", answer->shared, TRUE);
  add_rows (builder, "withheld", answer->withheld, FALSE);
  if (marks != NULL)
    add_marks (builder, marks);
  gezin_json_text (builder, "rules", answer->rules);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static gboolean
read_instant (GezinCall *call, gint64 *instant, GError **error)
{
  GDate day;

  if (call->options.at != NULL)
    {
      if (call->options.date == NULL && gezin_instant_from_text (call->options.at, instant))
        return TRUE;
      return gezin_command_fail_use (
          error, _ ("That is no moment: write it as 2026-11-21T10:03:11Z, and without --date."));
    }
  if (call->options.date == NULL)
    return TRUE;
  if (!gezin_call_day (call, &day, error))
    return FALSE;
  *instant = gezin_session_noon (call->session, &day);
  return TRUE;
}

/* One of three ways to ask. */
static gboolean
check_way (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  guint n_ways = (options->to != NULL) + (options->for_person != NULL) + options->in_room;

  if (n_ways == 1 && (options->to != NULL) == (options->purpose != NULL)
      && (options->in_room ? call->n_arguments > 1 : call->n_arguments == 1))
    return TRUE;
  return gezin_command_fail_use (
      error, _ ("Say to whom: --to ORGANISATION --purpose P, or --for PERSON, or --in-room and the "
                "people who can see the screen."));
}

gboolean
gezin_sharing_may (GezinCall *call, GError **error)
{
  GezinSharingAsked asked = { .to = call->options.to,
                              .purpose = call->options.purpose,
                              .for_person = call->options.for_person };
  g_autoptr (GArray) confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GezinSharingAnswer) answer = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  GezinUuid dossier;

  if (!check_way (call, error) || !read_instant (call, &asked.instant, error)
      || !gezin_exchange_read_ids (call->options.confirm, confirmed, NULL, error)
      || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  if (call->options.in_room)
    asked.in_room = (const char *const *) call->arguments + 1;
  asked.confirmed = (const GezinUuid *) (gpointer) confirmed->data;
  asked.n_confirmed = confirmed->len;
  answer = gezin_session_may (call->session, &dossier, &asked, error);
  if (answer == NULL)
    return FALSE;
  if (is_advice (answer))
    {
      marks = gezin_session_prose_marks (call->session, &dossier, error);
      if (marks == NULL)
        return FALSE;
    }
  write_answer (call, answer, marks);
  return TRUE;
}

/* Reports. */

static gboolean
read_form (GezinCall *call, GezinExtractForm *form, GError **error)
{
  static const char *const names[] = { "text", "json", "xml" };
  const char *as = call->options.as != NULL ? call->options.as : names[0];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (as, names[i]))
      {
        *form = (GezinExtractForm) i;
        return TRUE;
      }
  return gezin_command_fail_use (error, _ ("It can be written as text, json or xml."));
}

static gboolean
check_report (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  const gboolean is_room = g_strcmp0 (options->kind, "room") == 0;

  if ((is_room && options->for_person == NULL && call->n_arguments > 1)
      || (g_strcmp0 (options->kind, "extract") == 0 && options->for_person != NULL
          && call->n_arguments == 1))
    return TRUE;
  return gezin_command_fail_use (error, _ ("Say what it is: --kind extract --for PERSON, or --kind "
                                           "room and the people who can see the screen."));
}

/* Into a file or on standard output; a program gets one document that says where it is, or holds it. */
static gboolean
write_report (GezinCall *call, const GezinUuid *dossier, GBytes *file, GError **error)
{
  const char *path = call->options.output;
  const gboolean is_shown = path == NULL || g_str_equal (path, "-");
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *text = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (file, &length);

  if ((!is_shown || !call->output->is_json)
      && !gezin_exchange_write_file (call, is_shown ? "-" : path, file, error))
    return FALSE;
  if (!call->output->is_json)
    return TRUE;
  text = is_shown ? g_strndup (bytes, length) : NULL;
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_text (builder, "path", is_shown ? NULL : path);
  gezin_json_text (builder, "report", text);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_sharing_report (GezinCall *call, GError **error)
{
  GezinSharingAsked asked = { .for_person = call->options.for_person };
  g_autoptr (GArray) confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GBytes) file = NULL;
  GezinExtractForm form = GEZIN_EXTRACT_TEXT;
  GezinUuid dossier;

  if (!check_report (call, error) || !read_form (call, &form, error)
      || !gezin_exchange_read_ids (call->options.confirm, confirmed, NULL, error)
      || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  if (asked.for_person == NULL)
    asked.in_room = (const char *const *) call->arguments + 1;
  asked.confirmed = (const GezinUuid *) (gpointer) confirmed->data;
  asked.n_confirmed = confirmed->len;
  file = gezin_session_extract (call->session, &dossier, &asked, form, error);
  return file != NULL && write_report (call, &dossier, file, error);
}
