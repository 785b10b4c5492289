/* SPDX-License-Identifier: EUPL-1.2 */

/* A team lead looks at a dossier: what was approved, what became of it, remarks, approving. */

#include "session/review.h"
#include "gezin/command.h"
#include "session/when.h"
#include "session/work.h"

#include <glib/gi18n.h>
#include <string.h>

/* In JSON. */

static void
add_of (JsonBuilder *builder, gboolean has_of, const GezinUuid *of)
{
  if (has_of)
    gezin_json_uuid (builder, "of", of);
  else
    gezin_json_text (builder, "of", NULL);
}

static void
add_approval (JsonBuilder *builder, const GezinApproval *approval)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "review", &approval->review);
  gezin_json_text (builder, "verdict", gezin_approval_verdict_name (approval->verdict));
  gezin_json_text (builder, "by", approval->by);
  if (approval->signed_at != 0)
    gezin_json_time (builder, "signed-at", approval->signed_at);
  else
    gezin_json_text (builder, "signed-at", NULL);
  add_of (builder, approval->has_of, &approval->of);
  gezin_json_count (builder, "fields", approval->n_fields);
  json_builder_end_object (builder);
}

static void
begin_record (JsonBuilder *builder, const GezinReviewRecord *record)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "record", &record->record);
  gezin_json_text (builder, "kind",
                   record->kind != GEZIN_KIND_NONE ? gezin_catalogue_kind (record->kind)->name
                                                   : NULL);
  gezin_json_text (builder, "title", record->title);
  gezin_json_text (builder, "state", gezin_review_state_name (record->state));
}

static void
add_line (JsonBuilder *builder, const GezinReviewLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "record", &line->record);
  gezin_json_text (builder, "kind", gezin_catalogue_kind (line->kind)->name);
  add_of (builder, line->has_of, &line->of);
  gezin_json_text (builder, "field", line->field);
  gezin_json_text (builder, "state", line->state);
  gezin_json_text (builder, "text", line->text);
  gezin_json_text (builder, "answer", line->answer);
  gezin_json_text (builder, "by", line->by);
  json_builder_end_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
write_json (GezinCall *call, const GezinReviewReading *reading)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  begin_array (builder, "approvals");
  for (guint i = 0; i < reading->approvals->len; i++)
    add_approval (builder, reading->approvals->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_object (builder);
  for (guint state = 0; state < GEZIN_N_REVIEW_STATES; state++)
    if (state != GEZIN_REVIEW_REMOVED)
      gezin_json_count (builder, gezin_review_state_name ((GezinReviewState) state),
                        reading->n_fields[state]);
  json_builder_end_object (builder);
  begin_array (builder, "records");
  for (guint i = 0; i < reading->records->len; i++)
    {
      begin_record (builder, reading->records->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  begin_array (builder, "open");
  for (guint i = 0; i < reading->lines->len; i++)
    add_line (builder, reading->lines->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

/* As it was when it was approved, or never shown to who approved: that did not change. */
static gboolean
did_change (GezinReviewState state)
{
  return state != GEZIN_REVIEW_APPROVED && state != GEZIN_REVIEW_UNSEEN;
}

static void
write_changes_json (GezinCall *call, const GezinReviewReading *reading)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  begin_array (builder, "records");
  for (guint i = 0; i < reading->records->len; i++)
    {
      const GezinReviewRecord *record = reading->records->pdata[i];

      if (!did_change (record->state))
        continue;
      begin_record (builder, record);
      begin_array (builder, "fields");
      for (guint f = 0; f < record->fields->len; f++)
        {
          const GezinReviewField *field = record->fields->pdata[f];

          if (!did_change (field->state))
            continue;
          json_builder_begin_object (builder);
          gezin_json_text (builder, "field", gezin_catalogue_field_name (field->field));
          gezin_json_text (builder, "state", gezin_review_state_name (field->state));
          gezin_json_text (builder, "before", field->before);
          gezin_json_text (builder, "after", field->after);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

/* In words. */

static const char *
title_of (const GezinReviewRecord *record, char id[GEZIN_UUID_TEXT_LENGTH + 1])
{
  return record->title != NULL ? record->title : gezin_uuid_write (&record->record, id);
}

static void
write_text (GezinCall *call, const GezinReviewReading *reading)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (reading->approvals->len == 0)
    gezin_output_print (call->output, "%s", _ ("Nothing of this dossier was approved yet."));
  for (guint i = 0; i < reading->approvals->len; i++)
    {
      const GezinApproval *approval = reading->approvals->pdata[i];
      g_autofree char *when =
          approval->signed_at != 0 ? gezin_instant_to_text (approval->signed_at) : NULL;

      gezin_output_print (call->output, "%s  %s  %s", gezin_uuid_write (&approval->review, id),
                          approval->by != NULL ? approval->by : "–", when != NULL ? when : "–");
      gezin_output_print (call->output, "  %s",
                          gezin_session_approval_sentence (approval->verdict));
    }
  for (guint i = 0; i < reading->records->len; i++)
    {
      const GezinReviewRecord *record = reading->records->pdata[i];

      gezin_output_print (call->output, "%s: %s", title_of (record, id),
                          gezin_session_review_label (record->state));
    }
  for (guint i = 0; i < reading->lines->len; i++)
    {
      const GezinReviewLine *line = reading->lines->pdata[i];

      gezin_output_print (call->output, "%s  %s%s%s: %s", gezin_uuid_write (&line->record, id),
                          line->of_title != NULL ? line->of_title : "",
                          line->field != NULL ? " · " : "", line->field != NULL ? line->field : "",
                          line->text != NULL ? line->text : "");
      if (line->answer != NULL)
        gezin_output_print (call->output, "  → %s", line->answer);
    }
}

static void
write_changes_text (GezinCall *call, const GezinReviewReading *reading)
{
  gboolean is_none = TRUE;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < reading->records->len; i++)
    {
      const GezinReviewRecord *record = reading->records->pdata[i];

      if (!did_change (record->state))
        continue;
      is_none = FALSE;
      gezin_output_print (call->output, "%s: %s", title_of (record, id),
                          gezin_session_review_label (record->state));
      for (guint f = 0; f < record->fields->len; f++)
        {
          const GezinReviewField *field = record->fields->pdata[f];

          if (did_change (field->state))
            gezin_output_print (call->output, "  %s: %s → %s",
                                gezin_catalogue_field_name (field->field),
                                field->before != NULL ? field->before : "–",
                                field->after != NULL ? field->after : "–");
        }
    }
  if (is_none)
    gezin_output_print (call->output, "%s", _ ("Nothing changed since it was approved."));
}

/* Acts. */

static gboolean
write_answer (GezinCall *call, const char *key, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (!call->output->is_json)
    {
      gezin_output_print (call->output, "%s", gezin_uuid_write (record, id));
      return TRUE;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_uuid (builder, key, record);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

/* The record that argument @position names; %FALSE with @of NULL where there is none. */
static gboolean
find_record (GezinCall *call, guint position, const GezinUuid *dossier, GezinUuid *id,
             const GezinUuid **of, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  const GezinRecord *record;

  *of = NULL;
  if (call->n_arguments <= position)
    return TRUE;
  now = gezin_session_open (call->session, dossier, error);
  record = now != NULL ? gezin_call_record (call, position, now, error) : NULL;
  if (record == NULL)
    return FALSE;
  *id = record->id;
  *of = id;
  return TRUE;
}

typedef gboolean (*ReviewAct) (GezinSession *session, const GezinUuid *dossier, const GezinUuid *of,
                               const char *text, GezinUuid *review, GError **error);

static gboolean
act_on (GezinCall *call, const GezinUuid *dossier, ReviewAct act, GError **error)
{
  const GezinUuid *of;
  GezinUuid record, review;

  if (call->n_arguments > 3)
    return gezin_command_fail_use (error, _ ("Give one record, or none for the whole dossier."));
  return find_record (call, 2, dossier, &record, &of, error)
         && act (call->session, dossier, of, call->options.reason, &review, error)
         && write_answer (call, "review", dossier, &review);
}

static gboolean
remark (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  const GezinUuid *of;
  GezinUuid record, written;

  if (call->n_arguments != 5)
    return gezin_command_fail_use (error, _ ("A remark has a record, a field and a text."));
  return find_record (call, 2, dossier, &record, &of, error)
         && gezin_session_remark (call->session, dossier, of, call->arguments[3],
                                  call->arguments[4], &written, error)
         && write_answer (call, "remark", dossier, &written);
}

static gboolean
answer (GezinCall *call, const GezinUuid *dossier, GError **error)
{
  const GezinUuid *of;
  GezinUuid record;

  if (call->n_arguments != 4)
    return gezin_command_fail_use (error, _ ("An answer has a remark and a text."));
  return find_record (call, 2, dossier, &record, &of, error)
         && gezin_session_answer_remark (call->session, dossier, of, call->arguments[3], error)
         && write_answer (call, "remark", dossier, of);
}

static gboolean
show (GezinCall *call, const GezinUuid *dossier, gboolean changes_only, GError **error)
{
  g_autoptr (GezinDossier) opened = gezin_session_open (call->session, dossier, error);
  g_autoptr (GezinReviewReading) reading =
      opened != NULL ? gezin_session_review (call->session, dossier, error) : NULL;

  if (reading == NULL)
    return FALSE;
  if (call->output->is_json)
    (changes_only ? write_changes_json : write_json) (call, reading);
  else
    (changes_only ? write_changes_text : write_text) (call, reading);
  return TRUE;
}

/* What waits, over all dossiers. */

static void
write_queue_json (GezinCall *call, const GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "waiting");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinReviewWaiting *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &row->dossier);
      gezin_json_text (builder, "reference", row->reference);
      gezin_json_text (builder, "name", row->name);
      gezin_json_uuid (builder, "review", &row->review);
      gezin_json_text (builder, "by", row->by);
      gezin_json_text (builder, "asked-on", row->asked_on);
      gezin_json_flag (builder, "changes-wanted", row->is_answered);
      gezin_json_count (builder, "records", row->n_changes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_queue_text (GezinCall *call, const GPtrArray *rows)
{
  GezinTable *table = gezin_table_new (
      5, (const char *const[]){ _ ("Asked"), _ ("Dossier"), _ ("Changed"), _ ("By"), "" });

  for (guint i = 0; i < rows->len; i++)
    {
      const GezinReviewWaiting *row = rows->pdata[i];
      g_autofree char *asked = gezin_when_short (row->asked_on);
      g_autofree char *changed = g_strdup_printf ("%u", row->n_changes);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_table_add (table, (const char *const[]){
                                  asked, gezin_uuid_write (&row->dossier, id), changed, row->by,
                                  row->is_answered ? _ ("changes are wanted of you") : NULL });
    }
  gezin_table_write (table, call->output);
}

static gboolean
queue (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_session_review_queue (call->session, TRUE, error);

  if (rows == NULL)
    return FALSE;
  if (call->output->is_json)
    write_queue_json (call, rows);
  else if (rows->len == 0)
    gezin_output_print (call->output, "%s", _ ("No review waits for you."));
  else
    write_queue_text (call, rows);
  return TRUE;
}

gboolean
gezin_review (GezinCall *call, GError **error)
{
  const char *what = call->n_arguments > 1 ? call->arguments[1] : NULL;
  GezinUuid dossier;

  if (call->n_arguments == 0)
    return queue (call, error);
  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  if (what == NULL || (strcmp (what, "changes") == 0 && call->n_arguments == 2))
    return show (call, &dossier, what != NULL, error);
  if (strcmp (what, "ask") == 0)
    return act_on (call, &dossier, gezin_session_ask_review, error);
  if (strcmp (what, "want") == 0)
    return act_on (call, &dossier, gezin_session_want_changes, error);
  if (strcmp (what, "approve") == 0)
    return act_on (call, &dossier, gezin_session_approve, error);
  if (strcmp (what, "remark") == 0)
    return remark (call, &dossier, error);
  if (strcmp (what, "answer") == 0)
    return answer (call, &dossier, error);
  return gezin_command_fail_use (
      error, _ ("After the dossier comes ask, remark, answer, want, approve or changes."));
}
