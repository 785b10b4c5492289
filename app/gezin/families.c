/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands by which families meet and part: join, same, split. */

#include "gezin/command.h"

#include <glib/gi18n.h>

/* {"dossier","joined","commit"}, and with --undo whether they are one all the same. */
static gboolean
answer_join (GezinCall *call, const GezinUuid *dossier, gboolean still, guint64 commit,
             GError **error)
{
  g_autoptr (GArray) joined = gezin_session_joined (call->session, dossier, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (joined == NULL)
    return FALSE;
  if (!call->output->is_json)
    {
      if (still)
        gezin_output_print (call->output, "%s", _ ("They are still one, through another dossier."));
      gezin_output_print (call->output, "%s",
                          gezin_uuid_write (&g_array_index (joined, GezinUuid, 0), id));
      return TRUE;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", &g_array_index (joined, GezinUuid, 0));
  json_builder_set_member_name (builder, "joined");
  json_builder_begin_array (builder);
  for (guint i = 0; i < joined->len; i++)
    json_builder_add_string_value (builder,
                                   gezin_uuid_write (&g_array_index (joined, GezinUuid, i), id));
  json_builder_end_array (builder);
  gezin_json_id (builder, "commit", commit);
  if (call->options.undo)
    {
      json_builder_set_member_name (builder, "still");
      json_builder_add_boolean_value (builder, still);
    }
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_families_join (GezinCall *call, GError **error)
{
  GezinUuid dossier, other;
  gboolean still = FALSE, done;
  guint64 commit;

  if (!gezin_call_dossier (call, 0, &dossier, error)
      || !gezin_call_dossier (call, 1, &other, error))
    return FALSE;
  done = call->options.undo
             ? gezin_session_unjoin (call->session, &dossier, &other, &still, &commit, error)
             : gezin_session_join (call->session, &dossier, &other, &commit, error);
  return done && answer_join (call, &dossier, still, commit, error);
}

/* {"dossier","record","other","commit"}: the record that leads, and the other one. */
static gboolean
answer_same (GezinCall *call, const GezinUuid *dossier, const GezinUuid *record,
             const GezinUuid *other, gboolean still, guint64 commit, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (call->session, dossier, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const GezinRecord *one = now != NULL ? gezin_dossier_find (now, record) : NULL;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (now == NULL)
    return FALSE;
  if (one != NULL)
    one = gezin_session_leading_record (call->session, now, one);
  if (one != NULL && gezin_uuid_equal (&one->id, other))
    other = record;
  if (one != NULL)
    record = &one->id;
  if (!call->output->is_json)
    {
      if (still)
        gezin_output_print (call->output, "%s",
                            _ ("They are still the same, through another record."));
      gezin_output_print (call->output, "%s", gezin_uuid_write (record, id));
      return TRUE;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_uuid (builder, "record", record);
  gezin_json_uuid (builder, "other", other);
  gezin_json_id (builder, "commit", commit);
  if (call->options.undo)
    {
      json_builder_set_member_name (builder, "still");
      json_builder_add_boolean_value (builder, still);
    }
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_families_same (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  const GezinRecord *record, *found;
  GezinUuid dossier, other;
  gboolean still = FALSE, done;
  guint64 commit;

  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  now = gezin_session_read (call->session, &dossier, error);
  record = now != NULL ? gezin_call_record (call, 1, now, error) : NULL;
  if (record == NULL)
    return FALSE;
  /* A link is taken out also where the other one is not here any more: by its whole id. */
  if (!call->options.undo || !gezin_uuid_parse (call->arguments[2], &other))
    {
      found = gezin_call_record (call, 2, now, error);
      if (found == NULL)
        return FALSE;
      other = found->id;
    }
  done = call->options.undo
             ? gezin_session_not_same (call->session, &dossier, &record->id, &other, &still,
                                       &commit, error)
             : gezin_session_same (call->session, &dossier, &record->id, &other, &commit, error);
  return done && answer_same (call, &dossier, &record->id, &other, still, commit, error);
}

/* Splitting. */

static void
write_notes_json (JsonBuilder *builder, const char *name, GPtrArray *notes)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < notes->len; i++)
    {
      const GezinSplitNote *note = notes->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &note->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (note->kind)->name);
      gezin_json_text (builder, "field",
                       note->field != GEZIN_FIELD_NONE ? gezin_catalogue_field_name (note->field)
                                                       : NULL);
      gezin_json_text (builder, "code", note->code);
      gezin_json_text (builder, "sentence", note->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_split_json (GezinCall *call, const GezinSplitReport *report)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", &report->dossier);
  gezin_json_id (builder, "commit", report->commit);
  gezin_json_id (builder, "removal", report->removal);
  json_builder_set_member_name (builder, "went");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->went->len; i++)
    {
      const GezinSplitRecord *went = report->went->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &went->record);
      gezin_json_uuid (builder, "copy", &went->copy);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (went->kind)->name);
      json_builder_set_member_name (builder, "stays");
      json_builder_add_boolean_value (builder, went->stays);
      gezin_json_count (builder, "unsettled", went->unsettled);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  write_notes_json (builder, "left-out", report->left_out);
  write_notes_json (builder, "to-ask", report->to_ask);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_notes_text (GezinCall *call, const GezinDossier *before, const char *title, GPtrArray *notes)
{
  if (notes->len > 0)
    gezin_output_print (call->output, "%s", title);
  for (guint i = 0; i < notes->len; i++)
    {
      const GezinSplitNote *note = notes->pdata[i];
      const GezinRecord *record = gezin_dossier_find (before, &note->record);
      g_autofree char *name =
          record != NULL ? gezin_session_record_title (call->session, before, record) : NULL;
      gboolean is_field = note->field != GEZIN_FIELD_NONE;

      gezin_output_print (call->output, "  %s: %s%s%s  %s", gezin_session_kind_label (note->kind),
                          name != NULL ? name : "", is_field ? ", " : "",
                          is_field ? gezin_session_field_label (note->field) : "", note->sentence);
    }
}

static void
write_split_text (GezinCall *call, const GezinDossier *before, const GezinSplitReport *report)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_output_print (call->output, "%s", gezin_uuid_write (&report->dossier, id));
  for (guint i = 0; i < report->went->len; i++)
    {
      const GezinSplitRecord *went = report->went->pdata[i];
      const GezinRecord *record = gezin_dossier_find (before, &went->record);
      g_autofree char *name =
          record != NULL ? gezin_session_record_title (call->session, before, record) : NULL;

      gezin_output_print (call->output, "  %s: %s  %s%s%s", gezin_session_kind_label (went->kind),
                          name != NULL ? name : "",
                          went->stays ? _ ("in both dossiers") : _ ("went along"),
                          went->unsettled > 0 ? "; " : "",
                          went->unsettled > 0 ? _ ("of several versions the latest went") : "");
    }
  write_notes_text (call, before, _ ("Did not go along:"), report->left_out);
  write_notes_text (call, before, _ ("To be asked anew:"), report->to_ask);
}

gboolean
gezin_families_split (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) before = NULL;
  g_autoptr (GezinSplitReport) report = NULL;
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  GezinUuid dossier;

  if (call->options.name == NULL)
    return gezin_command_fail_use (error, _ ("A dossier needs --name: the name of the family."));
  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  before = gezin_session_read (call->session, &dossier, error);
  for (guint i = 1; before != NULL && i < call->n_arguments; i++)
    {
      const GezinRecord *record = gezin_call_record (call, i, before, error);

      if (record == NULL)
        return FALSE;
      g_array_append_val (records, record->id);
    }
  if (before == NULL)
    return FALSE;
  report =
      gezin_session_split (call->session, &dossier, (const GezinUuid *) (gpointer) records->data,
                           records->len, call->options.name, error);
  if (report == NULL)
    return FALSE;
  if (call->output->is_json)
    write_split_json (call, report);
  else
    write_split_text (call, before, report);
  return TRUE;
}
