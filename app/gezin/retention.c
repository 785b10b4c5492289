/* SPDX-License-Identifier: EUPL-1.2 */

/* What the terms of retention say: which dossiers, and which records of them, may go. */

#include "gezin/command.h"
#include "session/when.h"

#include <glib/gi18n.h>

static void
write_item_json (JsonBuilder *builder, const GezinRetentionItem *item)
{
  json_builder_begin_object (builder);
  if (item->has_record)
    {
      gezin_json_uuid (builder, "record", &item->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (item->kind)->name);
      gezin_json_text (builder, "title", item->title);
    }
  else
    gezin_json_text (builder, "record", NULL);
  gezin_json_text (builder, "rule", item->rule);
  gezin_json_text (builder, "article", item->article);
  gezin_json_text (builder, "since", item->since);
  gezin_json_text (builder, "until", item->until);
  gezin_json_flag (builder, "due", item->is_due);
  json_builder_set_member_name (builder, "holds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < item->holds->len; i++)
    {
      const GezinHold *hold = item->holds->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "code", hold->code);
      gezin_json_text (builder, "sentence", hold->sentence);
      if (hold->has_record)
        gezin_json_uuid (builder, "record", &hold->record);
      else
        gezin_json_text (builder, "record", NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
write_row_json (JsonBuilder *builder, const GezinRetentionRow *row)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "id", &row->dossier);
  gezin_json_text (builder, "reference", row->reference);
  gezin_json_text (builder, "name", row->name);
  gezin_json_text (builder, "until", row->until);
  gezin_json_flag (builder, "due", row->is_due);
  gezin_json_flag (builder, "whole-due", row->is_whole_due);
  gezin_json_count (builder, "records-due", row->n_due);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; row->items != NULL && i < row->items->len; i++)
    write_item_json (builder, row->items->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* The reasons, or when it may go. */
static char *
item_words (const GezinRetentionItem *item)
{
  GString *words = g_string_new (NULL);

  if (item->is_due)
    return g_string_free (g_string_append (words, _ ("may go")), FALSE);
  for (guint i = 0; i < item->holds->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? " " : "",
                            ((GezinHold *) item->holds->pdata[i])->sentence);
  if (words->len == 0)
    g_string_append (words, _ ("is kept"));
  return g_string_free (words, FALSE);
}

/* In the list of what is due only that; why the rest is kept is told of one dossier, or without --due. */
static void
write_items_text (GezinCall *call, const GezinRetentionRow *row)
{
  for (guint i = 0; row->items != NULL && i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];

      g_autofree char *words = item_words (item);
      g_autofree char *until =
          item->until != NULL ? gezin_when_short (item->until) : g_strdup (_ ("unknown"));
      g_autofree char *rule = gezin_session_code_label (call->session, "retention", item->rule);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (call->options.due && !item->is_due)
        continue;
      if (item->has_record)
        gezin_output_print (
            call->output, "  %s  %s: %s  [%s; %s]  %s", gezin_uuid_write (&item->record, id),
            gezin_session_kind_label (item->kind), item->title != NULL ? item->title : "", until,
            rule != NULL ? rule : "", words);
      else
        gezin_output_print (call->output, "  %s  [%s; %s]  %s", _ ("whole dossier"), until,
                            rule != NULL ? rule : "", words);
    }
}

static void
write_row_text (GezinCall *call, const GezinRetentionRow *row)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *until = row->until != NULL ? gezin_when_short (row->until) : NULL;
  /* Translators: of what is kept; %s is a day. */
  g_autofree char *first = until != NULL ? g_strdup_printf (_ ("something may go from %s"), until)
                                         : g_strdup (_ ("nothing may go as it stands"));

  gezin_output_print (call->output, "%s  %s  %s  %s", gezin_uuid_write (&row->dossier, id),
                      row->reference != NULL ? row->reference : "",
                      row->name != NULL ? row->name : "", first);
  if (row->is_whole_due)
    gezin_output_print (call->output, "  %s", _ ("The whole dossier may go."));
  else if (row->n_due > 0)
    gezin_output_print (call->output,
                        ngettext ("  %u record may go; the rest is kept.",
                                  "  %u records may go; the rest is kept.", row->n_due),
                        row->n_due);
  write_items_text (call, row);
}

static void
write_rows (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!call->output->is_json)
    {
      g_autofree char *doubt =
          call->options.date == NULL ? gezin_session_clock_doubt (call->session) : NULL;

      if (doubt != NULL)
        gezin_output_print (call->output, "%s %s", doubt,
                            _ ("Put the clock right, or say with --clock-is-right that it is."));
      for (guint i = 0; i < rows->len; i++)
        write_row_text (call, rows->pdata[i]);
      if (rows->len == 0)
        gezin_output_print (call->output, "%s", _ ("No term of retention has ended."));
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    write_row_json (builder, rows->pdata[i]);
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_retention_run (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  GezinUuid dossier;
  GDate given = { 0 };
  const GDate *day = call->options.date != NULL ? &given : NULL;

  if (!gezin_call_day (call, &given, error)
      || (call->options.clock_is_right && !gezin_session_confirm_clock (call->session, error)))
    return FALSE;
  if (call->n_arguments > 0)
    {
      GezinRetentionRow *row;

      if (!gezin_call_dossier (call, 0, &dossier, error))
        return FALSE;
      row = gezin_session_retention_of (call->session, &dossier, day, error);
      if (row == NULL)
        return FALSE;
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_retention_row_free);
      g_ptr_array_add (rows, row);
    }
  else
    rows = gezin_session_retention (call->session, day, call->options.due, error);
  if (rows == NULL)
    return FALSE;
  write_rows (call, rows);
  return TRUE;
}

/* Who saw what. */

static void
write_seen_json (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinSeenRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_time (builder, "time", row->time);
      gezin_json_time (builder, "last-time", row->last_time);
      gezin_json_count (builder, "times", row->n_times);
      gezin_json_text (builder, "who", row->who);
      gezin_json_text (builder, "role", row->role);
      gezin_json_text (builder, "organisation", row->organisation);
      gezin_json_text (builder, "what", row->what);
      gezin_json_text (builder, "ground", row->ground);
      gezin_json_text (builder, "recipient", row->recipient);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_seen_text (GezinCall *call, GPtrArray *rows)
{
  GezinTable *table =
      gezin_table_new (6, (const char *const[]){ _ ("When"), _ ("Who"), _ ("Role"),
                                                 _ ("Organisation"), _ ("What"), _ ("Ground") });

  for (guint i = 0; i < rows->len; i++)
    {
      const GezinSeenRow *row = rows->pdata[i];
      g_autofree char *time = gezin_when_moment (gezin_session_clock (call->session), row->time);
      /* Translators: the first %s is a whole sentence about what somebody did on a day. */
      g_autofree char *often =
          row->n_times > 1 ? g_strdup_printf (
              ngettext ("%s (%u time)", "%s (%u times)", row->n_times), row->what, row->n_times)
                           : g_strdup (row->what);

      gezin_table_add (table, (const char *const[]){ time, row->who, row->role, row->organisation,
                                                     often, row->ground });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_retention_who_saw (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  GDate from, until;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GezinUuid dossier, person;

  if (call->n_arguments == 0)
    return gezin_command_fail_use (error, _ ("Say which dossier: gezin audit DOSSIER --who-saw"));
  if (!gezin_uuid_parse (call->arguments[0], &dossier)
      && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  if (options->for_person != NULL)
    {
      char *arguments[] = { options->for_person, NULL };
      GezinCall one = { .arguments = arguments, .n_arguments = 1 };
      const GezinRecord *record;

      now = gezin_session_read (call->session, &dossier, error);
      record = now != NULL ? gezin_call_record (&one, 0, now, error) : NULL;
      if (record == NULL)
        return FALSE;
      person = record->id;
    }
  if ((options->from != NULL && !gezin_call_read_day (options->from, &from, error))
      || (options->until != NULL && !gezin_call_read_day (options->until, &until, error)))
    return FALSE;
  rows = gezin_session_who_saw (
      call->session, &dossier, options->for_person != NULL ? &person : NULL,
      options->from != NULL ? &from : NULL, options->until != NULL ? &until : NULL, error);
  if (rows == NULL)
    return FALSE;
  if (call->output->is_json)
    write_seen_json (call, rows);
  else
    write_seen_text (call, rows);
  return TRUE;
}
