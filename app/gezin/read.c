/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands that read: dossiers, records, findings, conflicts, what was parked. */

#include "gezin/command.h"

#include "base/limits.h"
#include "model/value.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHORT_ID 8 /* characters of an id in a table for people: enough for a prefix */

static const char *
kind_name (GezinKind kind)
{
  return kind != GEZIN_KIND_NONE ? gezin_catalogue_kind (kind)->name : NULL;
}

static const char *
field_name (GezinField field)
{
  return field != GEZIN_FIELD_NONE ? gezin_catalogue_field_name (field) : NULL;
}

/* The list. */

/* Whether something in @row is due on or before @day; a partial date counts by its last day. */
static gboolean
is_due (const GezinDossierRow *row, const GDate *day)
{
  GezinPartialDate due;
  GDate last;

  if (row->due == NULL || !gezin_partial_date_parse (row->due, &due))
    return FALSE;
  gezin_partial_date_last (&due, &last);
  return g_date_compare (&last, day) <= 0;
}

static void
write_list_json (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinDossierRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "id", &row->id);
      gezin_json_text (builder, "reference", row->reference);
      gezin_json_text (builder, "name", row->name);
      gezin_json_text (builder, "stage", row->stage);
      gezin_json_text (builder, "opened", row->opened);
      gezin_json_text (builder, "closed", row->closed);
      gezin_json_text (builder, "due", row->due);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static char *
date_text (const char *date)
{
  return date != NULL ? gezin_when_short (date) : NULL;
}

static void
write_list_text (GezinCall *call, GPtrArray *rows)
{
  GezinTable *table = gezin_table_new (
      7, (const char *const[]){ _ ("Dossier"), _ ("Reference"), _ ("Step"), _ ("Opened"),
                                _ ("Closed"), _ ("Due"), _ ("Name") });

  for (guint i = 0; i < rows->len; i++)
    {
      const GezinDossierRow *row = rows->pdata[i];
      g_autofree char *opened = date_text (row->opened);
      g_autofree char *closed = date_text (row->closed);
      g_autofree char *due = date_text (row->due);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_table_add (
          table, (const char *const[]){
                     gezin_uuid_write (&row->id, id), row->reference, row->stage, opened, closed,
                     due, row->name != NULL ? row->name : _ ("(the name was not shared)") });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_read_list (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  g_autoptr (GPtrArray) rows = NULL;
  GDate day;

  if (!gezin_call_day (call, &day, error))
    return FALSE;
  rows = gezin_session_list_whole (call->session, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = rows->len; i-- > 0;)
    {
      const GezinDossierRow *row = rows->pdata[i];

      if ((options->stage != NULL && g_strcmp0 (options->stage, row->stage) != 0)
          || (options->due && !is_due (row, &day)))
        g_ptr_array_remove_index (rows, i);
    }
  if (call->output->is_json)
    write_list_json (call, rows);
  else
    write_list_text (call, rows);
  return TRUE;
}

/* One dossier. */

/* @text with what follows a line end set under its beginning. */
static void
write_field (GezinOutput *output, const char *label, const char *text, guint width)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *before = i == 0 ? label : "";
      int padding = (int) (width + 2 - gezin_text_width (before));

      gezin_output_print (output, "  %s%*s%s", before, padding, "", lines[i]);
    }
}

static gboolean
has_conflict (const GezinRecord *record, GezinField field)
{
  GezinRegister one;
  guint position = 0;

  while (gezin_record_next_register (record, &position, &one))
    if (one.heads[0]->field == field && gezin_register_is_conflict (&one))
      return TRUE;
  return FALSE;
}

static const GezinFrozenReading *
find_frozen (GPtrArray *frozen, const GezinRecord *record, GezinField field)
{
  for (guint i = 0; i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];

      if (one->field == field && gezin_uuid_equal (&one->record, &record->id))
        return one;
    }
  return NULL;
}

/* Records of which nothing may be shown. */
static void
write_hidden_records (GezinCall *call, GPtrArray *frozen)
{
  for (guint i = 0; i < frozen->len; i++)
    {
      const GezinFrozenReading *one = frozen->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (one->field == GEZIN_FIELD_NONE)
        gezin_output_print (call->output, "%s: %s  [%s]", gezin_session_kind_label (one->kind),
                            one->sentence, gezin_uuid_write (&one->record, id));
    }
}

static void
write_record (GezinCall *call, const GezinDossier *dossier, const GezinRecord *record,
              GPtrArray *frozen)
{
  g_autofree char *title = gezin_session_record_title (call->session, dossier, record);
  const GezinFieldSpec *const *fields;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  guint n_fields, width = 0;

  fields = gezin_catalogue_fields_of (record->kind, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    if (gezin_record_field (record, fields[i]->field).n_heads > 0
        || find_frozen (frozen, record, fields[i]->field) != NULL)
      width = MAX (width, gezin_text_width (gezin_session_field_label (fields[i]->field)));

  gezin_output_print (call->output, "%s: %s  [%s]", gezin_session_kind_label (record->kind), title,
                      gezin_uuid_write (&record->id, id));
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text =
          gezin_session_field_text (call->session, dossier, record, fields[i]->field);
      const char *label = gezin_session_field_label (fields[i]->field);
      const GezinFrozenReading *hidden = find_frozen (frozen, record, fields[i]->field);

      if (text != NULL)
        write_field (call->output, label, text, width);
      if (hidden != NULL)
        write_field (call->output, text == NULL ? label : "", hidden->sentence, width);
      if (text == NULL)
        continue;
      if (has_conflict (record, fields[i]->field))
        write_field (call->output, "", _ ("(changed on two sides: see `gezin conflicts`)"), width);
    }
  gezin_output_print (call->output, "%s", "");
}

static void
write_dossier (GezinCall *call, const GezinDossier *dossier, GezinKind only, GPtrArray *frozen)
{
  for (GezinKind kind = GEZIN_KIND_NONE + 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
      {
        const GezinRecord *record = gezin_dossier_record (dossier, i);

        if (record->kind == kind && (only == GEZIN_KIND_NONE || only == kind)
            && !gezin_record_is_removed (record))
          write_record (call, dossier, record, frozen);
      }
  write_hidden_records (call, frozen);
}

gboolean
gezin_read_show (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) frozen = NULL;
  GezinUuid id;
  GezinKind kind;

  if (!gezin_call_kind (call->options.kind, &kind, error)
      || !gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  frozen = gezin_exchange_frozen (call, &id, kind, error);
  if (frozen == NULL)
    return FALSE;
  if (call->output->is_json)
    {
      g_autofree char *text = gezin_session_show_json (call->session, &id, kind, error);
      g_autofree char *all = text != NULL ? gezin_exchange_add_frozen (text, frozen) : NULL;

      if (all == NULL)
        return FALSE;
      gezin_output_print (call->output, "%s", g_strchomp (all));
    }
  else
    {
      g_autoptr (GezinDossier) dossier = gezin_session_open (call->session, &id, error);

      if (dossier == NULL)
        return FALSE;
      write_dossier (call, dossier, kind, frozen);
    }
  return TRUE;
}

/* Search. */

static void
write_hits_json (GezinCall *call, GPtrArray *hits)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < hits->len; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &hit->dossier);
      gezin_json_uuid (builder, "record", &hit->record);
      gezin_json_text (builder, "kind", kind_name (hit->kind));
      gezin_json_text (builder, "field", field_name (hit->field));
      gezin_json_text (builder, "snippet", hit->snippet);
      gezin_json_text (builder, "name", hit->title);
      gezin_json_text (builder, "birth-date", hit->detail);
      if (call->options.sounds_like)
        gezin_json_text (builder, "match", gezin_match_name (hit->match));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_hits_text (GezinCall *call, GPtrArray *hits)
{
  GezinTable *table =
      gezin_table_new (7, (const char *const[]){ _ ("Dossier"), _ ("Family"), _ ("Record"),
                                                 _ ("Kind"), _ ("Name"), _ ("Field"), _ ("Text") });

  for (guint i = 0; i < hits->len; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];
      g_autofree char *day = hit->detail != NULL ? gezin_when_short (hit->detail) : NULL;
      g_autofree char *name = hit->title != NULL ? g_strjoin (", ", hit->title, day, NULL) : NULL;
      char dossier[GEZIN_UUID_TEXT_LENGTH + 1], record[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&hit->dossier, dossier)[SHORT_ID] = '\0';
      gezin_uuid_write (&hit->record, record)[SHORT_ID] = '\0';
      gezin_table_add (table, (const char *const[]){ dossier, hit->dossier_name, record,
                                                     gezin_session_kind_label (hit->kind), name,
                                                     gezin_session_field_label (hit->field),
                                                     hit->snippet });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_read_search (GezinCall *call, GError **error)
{
  g_autofree char *words = g_strjoinv (" ", call->arguments);
  g_autoptr (GPtrArray) hits = NULL;
  GezinKind kind;

  if (!gezin_call_kind (call->options.kind, &kind, error))
    return FALSE;
  if (call->options.sounds_like && *g_strstrip (words) == '\0')
    return gezin_command_fail_use (error, _ ("Say which name to look for."));
  hits = call->options.sounds_like
             ? gezin_session_search_people (call->session, words, kind,
                                            GEZIN_DEFAULT_SEARCH_RESULTS, TRUE, error)
             : gezin_session_search (call->session, words, kind, GEZIN_DEFAULT_SEARCH_RESULTS, TRUE,
                                     error);
  if (hits == NULL)
    return FALSE;
  if (call->output->is_json)
    write_hits_json (call, hits);
  else
    write_hits_text (call, hits);
  return hits->len > 0
         || gezin_command_fail_no (
             error, _ ("Nothing was found: try fewer words or the beginning of a word."));
}

/* Findings. */

static void
write_findings_json (GezinCall *call, GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinCheckLine *line = lines->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &line->record);
      gezin_json_text (builder, "kind", kind_name (line->kind));
      gezin_json_text (builder, "field", field_name (line->field));
      gezin_json_text (builder, "code", line->code);
      gezin_json_text (builder, "sentence", line->sentence);
      gezin_json_flag (builder, "shape", line->is_shape);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_findings_text (GezinCall *call, const GezinDossier *dossier, GPtrArray *lines)
{
  GezinTable *table =
      gezin_table_new (5, (const char *const[]){ _ ("Record"), _ ("Kind"), _ ("Title"), _ ("Field"),
                                                 _ ("What is not right") });

  for (guint i = 0; i < lines->len; i++)
    {
      const GezinCheckLine *line = lines->pdata[i];
      const GezinRecord *record = gezin_dossier_find (dossier, &line->record);
      g_autofree char *title =
          record != NULL ? gezin_session_record_title (call->session, dossier, record) : NULL;
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&line->record, id)[SHORT_ID] = '\0';
      gezin_table_add (table,
                       (const char *const[]){ id, gezin_session_kind_label (line->kind), title,
                                              line->field != GEZIN_FIELD_NONE
                                                  ? gezin_session_field_label (line->field)
                                                  : NULL,
                                              line->sentence });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_read_check (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  GezinUuid id;
  GDate day;

  if (!gezin_call_day (call, &day, error) || !gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  lines = dossier != NULL ? gezin_session_check (call->session, &id, &day, error) : NULL;
  if (lines == NULL)
    return FALSE;
  if (call->output->is_json)
    write_findings_json (call, lines);
  else
    write_findings_text (call, dossier, lines);
  if (lines->len == 0)
    return TRUE;
  g_set_error (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_NO,
               ngettext ("%u finding: put right what it names, or say in the dossier why it is so.",
                         "%u findings: put right what they name, or say in the dossier why it is "
                         "so.",
                         lines->len),
               lines->len);
  return FALSE;
}

/* What was parked. */

static void
write_parked_json (GezinCall *call, GPtrArray *parked)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < parked->len; i++)
    {
      const GezinParkedRecord *one = parked->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", &one->dossier);
      gezin_json_uuid (builder, "record", &one->record);
      gezin_json_text (builder, "kind", kind_name (one->kind));
      gezin_json_text (builder, "reason", one->reason);
      gezin_json_time (builder, "time", one->time);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_parked_text (GezinCall *call, GPtrArray *parked)
{
  GezinTable *table =
      gezin_table_new (5, (const char *const[]){ _ ("Record"), _ ("Dossier"), _ ("Kind"),
                                                 _ ("Since"), _ ("Reason") });

  for (guint i = 0; i < parked->len; i++)
    {
      const GezinParkedRecord *one = parked->pdata[i];
      g_autofree char *time = gezin_when_moment (gezin_session_clock (call->session), one->time);
      char dossier[GEZIN_UUID_TEXT_LENGTH + 1], record[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_uuid_write (&one->dossier, dossier)[SHORT_ID] = '\0';
      gezin_table_add (table, (const char *const[]){ gezin_uuid_write (&one->record, record),
                                                     dossier, gezin_session_kind_label (one->kind),
                                                     time, one->reason });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_read_parked (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) parked = NULL;
  GezinUuid dossier;

  if (call->n_arguments > 0 && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  parked = gezin_session_parked (call->session, call->n_arguments > 0 ? &dossier : NULL, error);
  if (parked == NULL)
    return FALSE;
  if (call->output->is_json)
    write_parked_json (call, parked);
  else
    write_parked_text (call, parked);
  return TRUE;
}
