/* SPDX-License-Identifier: EUPL-1.2 */

/* The command `import`: what a bundle brings, what a person says of it, and taking it in. */

#include "gezin/command.h"

#include "base/limits.h"
#include "session/exchange.h"

#include <glib/gi18n.h>
#include <string.h>

#define RECALL "recall"

static gboolean
is_with (const GezinImportItem *item, const char *outcome)
{
  return g_str_equal (item->outcome, outcome);
}

static void
add_items (JsonBuilder *builder, const char *name, const GezinImportReading *reading,
           const char *outcome)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < reading->items->len; i++)
    {
      const GezinImportItem *item = reading->items->pdata[i];

      if (outcome != NULL && !is_with (item, outcome))
        continue;
      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &item->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (item->kind)->name);
      if (outcome == NULL)
        gezin_json_text (builder, "outcome", item->outcome);
      gezin_json_text (builder, "reason", item->reason);
      gezin_json_text (builder, "sentence", item->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_dossier (JsonBuilder *builder, const GezinImportReading *reading)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "id", &reading->dossier);
  gezin_json_flag (builder, "new", reading->is_new);
  gezin_json_count (builder, "added", reading->added);
  gezin_json_count (builder, "changed", reading->changed);
  gezin_json_count (builder, "unchanged", reading->unchanged);
  gezin_json_count (builder, "conflicts", reading->conflicts);
  add_items (builder, "parked", reading, "parked");
  add_items (builder, "waiting", reading, "waiting");
  gezin_json_count (builder, "refused", reading->refused);
  gezin_json_count (builder, "rejected", reading->rejected);
  gezin_json_count (builder, "rejected-before", reading->rejected_before);
  gezin_json_count (builder, "no-longer-shared", reading->limits);
  if (reading->is_preview)
    add_items (builder, "records", reading, NULL);
  json_builder_end_object (builder);
}

static void
write_json (GezinCall *call, const GezinImportReading *reading)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean has_dossier = reading->about == NULL;

  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "bundle", &reading->bundle);
  gezin_json_text (builder, "kind", reading->kind);
  gezin_json_text (builder, "purpose", reading->purpose);
  json_builder_set_member_name (builder, "sender");
  gezin_exchange_add_peer (builder, reading->sender);
  gezin_json_count (builder, "sequence", (gint64) reading->sequence);
  gezin_json_time (builder, "made", reading->made);
  gezin_json_flag (builder, "known", reading->is_known);
  gezin_json_flag (builder, "gap", reading->has_gap);
  gezin_json_text (builder, "copy", reading->copy);
  gezin_json_flag (builder, "preview", reading->is_preview);
  gezin_json_text (builder, "about", reading->about);
  gezin_json_text (builder, "result", reading->result);
  json_builder_set_member_name (builder, "dossiers");
  json_builder_begin_array (builder);
  if (has_dossier && !reading->is_known)
    add_dossier (builder, reading);
  json_builder_end_array (builder);
  gezin_json_text (builder, "receipt", reading->receipt);
  gezin_json_text (builder, "revocation", reading->revocation);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_text (GezinCall *call, const GezinImportReading *reading)
{
  GezinOutput *output = call->output;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_output_print (output, "%s, %s", reading->sender->name, reading->sender->organisation);
  gezin_exchange_print_revocation (call, reading->revocation);
  if (reading->copy != NULL)
    gezin_output_print (output, "  %s", gezin_session_copy_sentence (reading->copy));
  if (reading->is_known)
    {
      gezin_output_print (output, "%s", _ ("This was taken in already; nothing changed."));
      return;
    }
  if (reading->about != NULL)
    {
      gezin_output_print (output, "%s %s  %s", reading->kind, reading->about,
                          reading->result != NULL ? reading->result : "");
      return;
    }
  gezin_output_print (output,
                      /* Translators: %s is an id; the numbers count records. */
                      _ ("%s: %u added, %u changed, %u unchanged, %u with conflicts"),
                      gezin_uuid_write (&reading->dossier, id), reading->added, reading->changed,
                      reading->unchanged, reading->conflicts);
  if (reading->limits > 0)
    gezin_output_print (
        output,
        ngettext ("  %u is no longer shared by them: it stays here and is not shown",
                  "  %u are no longer shared by them: they stay here and are not "
                  "shown",
                  reading->limits),
        reading->limits);
  if (reading->has_gap)
    gezin_output_print (
        output, "%s", _ ("  A bundle before this one did not come; this one is whole by itself."));
  for (guint i = 0; i < reading->items->len; i++)
    {
      const GezinImportItem *item = reading->items->pdata[i];

      if (is_with (item, "parked") || is_with (item, "waiting"))
        gezin_output_print (output, "  %s  %s", gezin_uuid_write (&item->record, id),
                            item->sentence != NULL ? item->sentence : item->reason);
    }
}

gboolean
gezin_exchange_read_ids (const char *text, GArray *ids, gboolean *is_recall, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GezinUuid id;

      g_strstrip (parts[i]);
      if (strcmp (parts[i], RECALL) == 0 && is_recall != NULL)
        *is_recall = TRUE;
      else if (!gezin_uuid_parse (parts[i], &id))
        return gezin_command_fail_use (
            error, _ ("A record is given by its whole id, several with commas between them."));
      else
        g_array_append_val (ids, id);
    }
  return TRUE;
}

static gboolean
check_forked (GezinCall *call, GError **error)
{
  if (!call->options.forked || call->options.accept == NULL)
    return TRUE;
  return gezin_command_fail_use (error, _ ("Of two bundles with one number look at each record: "
                                           "--forked does not go with --accept."));
}

gboolean
gezin_exchange_import (GezinCall *call, GError **error)
{
  g_autoptr (GArray) accept = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GArray) reject = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GezinImportReading) reading = NULL;
  GezinImportAsked asked = { .reason = call->options.reject,
                             .preview = call->options.preview,
                             .older = call->options.older,
                             .forked = call->options.forked };

  if (!check_forked (call, error)
      || !gezin_exchange_read_ids (call->options.accept, accept, &asked.deletes, error)
      || !gezin_exchange_read_ids (call->n_arguments > 1 ? call->arguments[1] : NULL, reject, NULL,
                                   error))
    return FALSE;
  if (reject->len > 0 && asked.reason == NULL)
    return gezin_command_fail_use (error,
                                   _ ("Say with --reject why these records are not wanted."));
  file = gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_BUNDLE_BYTES, error);
  if (file == NULL)
    return FALSE;
  asked.file = file;
  asked.accept = (const GezinUuid *) (gpointer) accept->data;
  asked.n_accept = accept->len;
  asked.reject = (const GezinUuid *) (gpointer) reject->data;
  asked.n_reject = reject->len;
  reading = gezin_session_import (call->session, &asked, error);
  if (reading == NULL)
    return FALSE;
  if (call->output->is_json)
    write_json (call, reading);
  else
    write_text (call, reading);
  return TRUE;
}
