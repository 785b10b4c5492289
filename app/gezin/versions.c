/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands that show versions: history and conflicts. */

#include "gezin/command.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

/* Who wrote @version and when: members that history and conflicts share, which name it @name. */
static void
write_origin_json (JsonBuilder *builder, const GezinVersion *version, const char *name)
{
  gezin_json_text (builder, "version", name);
  gezin_json_text (builder, "value", version->value);
  gezin_json_text (builder, "by", version->commit->author);
  gezin_json_text (builder, "role", version->commit->role);
  gezin_json_text (builder, "organisation", version->commit->organisation);
  gezin_json_text (builder, "origin", gezin_version_origin (version));
  gezin_json_time (builder, "time", version->commit->time);
  gezin_json_id (builder, "replica", version->dot.replica);
  gezin_json_id (builder, "commit", version->commit->id);
  gezin_json_text (builder, "why", version->commit->why);
}

static void
write_register_json (JsonBuilder *builder, const GezinUuid *record, GezinKind kind,
                     GezinField field, const char *item)
{
  gezin_json_uuid (builder, "record", record);
  gezin_json_text (builder, "kind", gezin_catalogue_kind (kind)->name);
  gezin_json_text (builder, "field", gezin_catalogue_field_name (field));
  gezin_json_text (builder, "item", item);
}

/* A value as people read it; an item that was taken out of a set keeps its text, between brackets. */
static char *
value_text (GezinCall *call, const GezinDossier *dossier, const GezinVersion *version)
{
  g_autofree char *item = NULL;

  if (version->value != NULL)
    return gezin_session_version_text (call->session, dossier, version);
  if (version->item == NULL)
    return g_strdup (_ ("(empty)"));
  item = gezin_session_value_text (call->session, dossier, version->field, version->item);
  /* Translators: %s was taken out of a list, as in "(out: Jan)". */
  return g_strdup_printf (_ ("(out: %s)"), item);
}

/* Conflicts. */

/* By which `gezin choose` knows @version; with its record where another has the same. */
static char *
version_name (const GezinConflict *conflict, const GezinVersion *version)
{
  g_autofree char *dot = gezin_dot_to_text (&version->dot);
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  guint n_alike = 0;

  for (guint i = 0; i < conflict->heads->len; i++)
    n_alike +=
        gezin_dot_compare (&((const GezinVersion *) conflict->heads->pdata[i])->dot, &version->dot)
        == 0;
  if (n_alike < 2)
    return g_steal_pointer (&dot);
  return g_strconcat (dot, "@", gezin_uuid_write (&version->record, record), NULL);
}

static void
write_conflicts_json (GezinCall *call, GPtrArray *conflicts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const GezinConflict *conflict = conflicts->pdata[i];

      json_builder_begin_object (builder);
      write_register_json (builder, &conflict->record, conflict->kind, conflict->field,
                           conflict->item);
      json_builder_set_member_name (builder, "versions");
      json_builder_begin_array (builder);
      for (guint j = 0; j < conflict->heads->len; j++)
        {
          const GezinVersion *version = conflict->heads->pdata[j];
          g_autofree char *name = version_name (conflict, version);

          json_builder_begin_object (builder);
          write_origin_json (builder, version, name);
          gezin_json_uuid (builder, "record", &version->record);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_conflict_text (GezinCall *call, const GezinDossier *dossier, const GezinConflict *conflict)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &conflict->record);
  g_autofree char *title =
      record != NULL ? gezin_session_record_title (call->session, dossier, record) : NULL;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_output_print (
      call->output, "%s: %s  [%s]  %s (%s)", gezin_session_kind_label (conflict->kind),
      title != NULL ? title : "", gezin_uuid_write (&conflict->record, id),
      gezin_session_field_label (conflict->field), gezin_catalogue_field_name (conflict->field));
  for (guint i = 0; i < conflict->heads->len; i++)
    {
      const GezinVersion *version = conflict->heads->pdata[i];
      g_autofree char *name = version_name (conflict, version);
      g_autofree char *time =
          gezin_when_moment (gezin_session_clock (call->session), version->commit->time);
      g_autofree char *value = value_text (call, dossier, version);

      gezin_output_print (call->output, "  %s  %s  %s  %s%s%s", name, time,
                          version->commit->author != NULL ? version->commit->author : "?",
                          g_strdelimit (value, "\n", ' '), conflict->is_between_records ? "  " : "",
                          conflict->is_between_records ? gezin_uuid_write (&version->record, id)
                                                       : "");
    }
}

gboolean
gezin_read_conflicts (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  GezinUuid id;

  if (!gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  conflicts = dossier != NULL ? gezin_session_conflicts (call->session, &id, error) : NULL;
  if (conflicts == NULL)
    return FALSE;
  if (call->output->is_json)
    write_conflicts_json (call, conflicts);
  else
    for (guint i = 0; i < conflicts->len; i++)
      write_conflict_text (call, dossier, conflicts->pdata[i]);
  if (conflicts->len == 0)
    return TRUE;
  g_set_error (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_NO,
               ngettext ("%u field was changed on two sides: pick a version with `gezin choose`.",
                         "%u fields were changed on two sides: pick versions with `gezin choose`.",
                         conflicts->len),
               conflicts->len);
  return FALSE;
}

/* History. */

static void
write_history_json (GezinCall *call, GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinHistoryEntry *entry = entries->pdata[i];
      const GezinVersion *version = entry->version;
      g_autofree char *dot = gezin_dot_to_text (&version->dot);

      json_builder_begin_object (builder);
      write_register_json (builder, &version->record, version->kind, version->field, version->item);
      write_origin_json (builder, version, dot);
      json_builder_set_member_name (builder, "before");
      json_builder_begin_array (builder);
      for (guint j = 0; j < entry->before->len; j++)
        {
          const GezinVersion *before = entry->before->pdata[j];

          if (before->value != NULL)
            json_builder_add_string_value (builder, before->value);
          else
            json_builder_add_null_value (builder);
        }
      json_builder_end_array (builder);
      gezin_json_flag (builder, "current", entry->is_head);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

/* The values that its author had in front of them, joined. */
static char *
before_text (GezinCall *call, const GezinDossier *dossier, const GezinHistoryEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < entry->before->len; i++)
    {
      g_autofree char *one = value_text (call, dossier, entry->before->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", one);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_history_text (GezinCall *call, const GezinDossier *dossier, GPtrArray *entries)
{
  GezinTable *table =
      gezin_table_new (7, (const char *const[]){ _ ("When"), _ ("Who"), _ ("Record"), _ ("Field"),
                                                 _ ("From"), _ ("To"), _ ("Why") });

  for (guint i = 0; i < entries->len; i++)
    {
      const GezinHistoryEntry *entry = entries->pdata[i];
      const GezinVersion *version = entry->version;
      const GezinRecord *record = gezin_dossier_find (dossier, &version->record);
      g_autofree char *time =
          gezin_when_moment (gezin_session_clock (call->session), version->commit->time);
      g_autofree char *title =
          record != NULL ? gezin_session_record_title (call->session, dossier, record) : NULL;
      g_autofree char *before = before_text (call, dossier, entry);
      g_autofree char *after = value_text (call, dossier, version);

      gezin_table_add (table, (const char *const[]){ time, version->commit->author, title,
                                                     gezin_session_field_label (version->field),
                                                     before, after, version->commit->why });
    }
  gezin_table_write (table, call->output);
}

/* The field that argument 2 names in @record. */
static gboolean
read_field (GezinCall *call, const GezinRecord *record, GezinField *field, GError **error)
{
  *field = gezin_catalogue_field_by_name (record->kind, call->arguments[2]);
  for (guint i = 0; *field == GEZIN_FIELD_NONE && i < record->n_heads; i++)
    if (strcmp (gezin_catalogue_field_name (record->heads[i]->field), call->arguments[2]) == 0)
      *field = record->heads[i]->field;
  if (*field != GEZIN_FIELD_NONE)
    return TRUE;
  gezin_command_fail_use (error, _ ("There is no such field in this kind of record: `gezin schema "
                                    "--dictionary` lists them."));
  return FALSE;
}

gboolean
gezin_read_history (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const GezinRecord *record = NULL;
  GezinField field = GEZIN_FIELD_NONE;
  GezinUuid id;

  if (!gezin_call_dossier (call, 0, &id, error))
    return FALSE;
  dossier = gezin_session_open (call->session, &id, error);
  if (dossier == NULL)
    return FALSE;
  if (call->n_arguments > 1)
    {
      record = gezin_call_record (call, 1, dossier, error);
      if (record == NULL || (call->n_arguments > 2 && !read_field (call, record, &field, error)))
        return FALSE;
    }
  entries =
      gezin_session_history (call->session, &id, record != NULL ? &record->id : NULL, field, error);
  if (entries == NULL)
    return FALSE;
  if (call->output->is_json)
    write_history_json (call, entries);
  else
    write_history_text (call, dossier, entries);
  return TRUE;
}
