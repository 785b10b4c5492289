/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands that erase, say what may go, list what went, and tell who saw what.
 *
 * Invariant: what is erased is named by its id and its kind before it goes, and by nothing after. */

#include "gezin/command.h"
#include "session/exchange.h"
#include "session/when.h"

#include <glib/gi18n.h>

/* What goes and what stays. */

static void
write_items_json (JsonBuilder *builder, const char *name, GPtrArray *items, gboolean titled)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    {
      const GezinErasureItem *item = items->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &item->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (item->kind)->name);
      if (titled)
        gezin_json_text (builder, "title", item->title);
      if (item->code != NULL)
        {
          gezin_json_text (builder, "reason-code", item->code);
          gezin_json_text (builder, "reason", item->sentence);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_holders_json (JsonBuilder *builder, GPtrArray *holders)
{
  json_builder_set_member_name (builder, "holders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < holders->len; i++)
    {
      const GezinHolderReading *holder = holders->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "peer", holder->name);
      gezin_json_text (builder, "fingerprint", holder->digest);
      if (holder->has_bundle)
        gezin_json_uuid (builder, "bundle", &holder->bundle);
      else
        gezin_json_text (builder, "bundle", NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
write_holders_text (GezinCall *call, GPtrArray *holders)
{
  for (guint i = 0; i < holders->len; i++)
    {
      const GezinHolderReading *holder = holders->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (holder->has_bundle)
        gezin_output_print (call->output,
                            /* Translators: a name, and an id of a bundle. */
                            _ ("%s has a copy. Ask it back with `gezin recall %s`, with the ids of "
                               "what was erased or with --all for all of it."),
                            holder->name, gezin_uuid_write (&holder->bundle, id));
      else
        gezin_output_print (call->output, _ ("%s sent it and has it too: talk with them."),
                            holder->name);
    }
}

static void
write_report_json (GezinCall *call, const GezinErasureReport *report, GPtrArray *holders)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", &report->dossier);
  gezin_json_flag (builder, "whole", report->is_whole);
  gezin_json_flag (builder, "preview", report->is_preview);
  write_items_json (builder, "erased", report->erased, report->is_preview);
  write_items_json (builder, "kept", report->kept, TRUE);
  write_items_json (builder, "naming", report->naming, report->is_preview);
  gezin_json_count (builder, "versions", report->n_versions);
  gezin_json_count (builder, "documents", report->n_documents);
  gezin_json_flag (builder, "finished", report->is_finished);
  write_holders_json (builder, holders);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_items_text (GezinCall *call, GPtrArray *items, gboolean titled)
{
  for (guint i = 0; i < items->len; i++)
    {
      const GezinErasureItem *item = items->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_output_print (call->output, "  %s  %s%s%s%s%s", gezin_uuid_write (&item->record, id),
                          gezin_session_kind_label (item->kind), titled ? ": " : "",
                          titled && item->title != NULL ? item->title : "",
                          item->sentence != NULL ? "  — " : "",
                          item->sentence != NULL ? item->sentence : "");
    }
}

static void
write_report_text (GezinCall *call, const GezinErasureReport *report, GPtrArray *holders)
{
  if (report->is_preview)
    gezin_output_print (call->output,
                        ngettext ("This would erase %u record for good:",
                                  "This would erase %u records for good:", report->erased->len),
                        report->erased->len);
  else
    gezin_output_print (call->output,
                        ngettext ("Erased for good: %u record, with %u versions and %u documents.",
                                  "Erased for good: %u records, with %u versions and %u documents.",
                                  report->erased->len),
                        report->erased->len, report->n_versions, report->n_documents);
  if (report->is_preview || !report->is_whole)
    write_items_text (call, report->erased, report->is_preview);
  if (report->kept->len > 0)
    {
      gezin_output_print (call->output,
                          ngettext ("Kept: %u record.", "Kept: %u records.", report->kept->len),
                          report->kept->len);
      write_items_text (call, report->kept, TRUE);
    }
  if (report->naming->len > 0)
    {
      gezin_output_print (
          call->output,
          ngettext ("%u record that stays still names it. Look whether it must go too:",
                    "%u records that stay still name it. Look whether they must go too:",
                    report->naming->len),
          report->naming->len);
      write_items_text (call, report->naming, report->is_preview);
    }
  write_holders_text (call, holders);
  if (report->is_preview)
    return;
  if (!report->is_finished)
    gezin_output_print (call->output, "%s",
                        _ ("Old pages or backups could not be replaced yet: make room on the disk. "
                           "It goes on when the dossiers are opened next."));
  gezin_output_print (call->output, "%s",
                      _ ("Copies that left this machine still hold it: dumps, backups elsewhere, "
                         "what colleagues have. Ask for their destruction."));
}

/* The record that @text names, in an option. */
static gboolean
find_record (const GezinDossier *dossier, const char *text, GezinUuid *id, GError **error)
{
  char *arguments[] = { (char *) text, NULL };
  GezinCall one = { .arguments = arguments, .n_arguments = 1 };
  const GezinRecord *record = gezin_call_record (&one, 0, dossier, error);

  if (record == NULL)
    return FALSE;
  *id = record->id;
  return TRUE;
}

static gboolean
refuse_request (GezinCall *call, const GezinUuid *dossier, const GezinUuid *request,
                const GezinUuid *other, GError **error)
{
  guint64 commit = 0;

  if (!gezin_session_refuse_erasure (call->session, dossier, request, call->options.refuse, other,
                                     &commit, error))
    return FALSE;
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "dossier", dossier);
      gezin_json_uuid (builder, "record", request);
      gezin_json_id (builder, "commit", commit);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else
    gezin_output_print (call->output, "%s",
                        _ ("The request is answered with its reason; nothing was erased."));
  return TRUE;
}

/* What the options name, by id. */
typedef struct {
  GezinUuid dossier;
  GezinUuid record;
  GezinUuid request;
  GezinUuid person;
  GezinUuid other;
} Named;

static gboolean
read_named (GezinCall *call, Named *named, GError **error)
{
  const GezinOptions *options = &call->options;
  g_autoptr (GezinDossier) dossier = NULL;
  const GezinRecord *record;

  if (!gezin_call_dossier (call, 0, &named->dossier, error))
    return FALSE;
  if (call->n_arguments < 2 && options->request == NULL && options->everything_about == NULL
      && options->other == NULL)
    return TRUE;
  dossier = gezin_session_read (call->session, &named->dossier, error);
  if (dossier == NULL)
    return FALSE;
  if (call->n_arguments == 2)
    {
      if (gezin_uuid_parse (call->arguments[1], &named->record))
        ; /* a whole id may be of what was erased: the session says so */
      else if ((record = gezin_call_record (call, 1, dossier, error)) != NULL)
        named->record = record->id;
      else
        return FALSE;
    }
  return (options->request == NULL
          || find_record (dossier, options->request, &named->request, error))
         && (options->everything_about == NULL
             || find_record (dossier, options->everything_about, &named->person, error))
         && (options->other == NULL || find_record (dossier, options->other, &named->other, error));
}

static gboolean
check_use (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;

  if (options->refuse != NULL)
    {
      if (options->request == NULL || options->reason != NULL || options->everything_about != NULL
          || options->preview || call->n_arguments > 1)
        return gezin_command_fail_use (error,
                                       _ ("A refusal is given as --request RECORD --refuse TEXT, "
                                          "with --other PERSON if another's interest forbids it."));
      return TRUE;
    }
  if (options->other != NULL)
    return gezin_command_fail_use (error, _ ("--other goes with --refuse."));
  if (options->everything_about != NULL && call->n_arguments > 1)
    return gezin_command_fail_use (
        error, _ ("Give a record, or --everything-about PERSON, but not both."));
  if (options->reason == NULL && !options->preview)
    return gezin_command_fail_use (error,
                                   _ ("Say why with --reason, or see first what would go with "
                                      "--preview; nothing was erased."));
  return TRUE;
}

/* Who has copies of what went, or would go. */
static GPtrArray *
find_holders (GezinCall *call, const GezinErasureReport *report, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; !report->is_whole && i < report->erased->len; i++)
    g_array_append_val (ids, ((GezinErasureItem *) report->erased->pdata[i])->record);
  if (!report->is_whole && ids->len == 0)
    return g_ptr_array_new ();
  return gezin_session_holders (call->session, &report->dossier,
                                (const GezinUuid *) (gpointer) ids->data, ids->len, error);
}

gboolean
gezin_erase_run (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GPtrArray) holders = NULL;
  Named named;
  GezinErasureOrder order = { .dossier = &named.dossier,
                              .reason = options->reason,
                              .law = options->law,
                              .is_preview = options->preview };

  if (!check_use (call, error) || !read_named (call, &named, error))
    return FALSE;
  if (options->refuse != NULL)
    return refuse_request (call, &named.dossier, &named.request,
                           options->other != NULL ? &named.other : NULL, error);
  order.record = call->n_arguments == 2 ? &named.record : NULL;
  order.about = options->everything_about != NULL ? &named.person : NULL;
  order.request = options->request != NULL ? &named.request : NULL;
  report = gezin_session_erase (call->session, &order, error);
  holders = report != NULL ? find_holders (call, report, error) : NULL;
  if (holders == NULL)
    return FALSE;
  if (call->output->is_json)
    write_report_json (call, report, holders);
  else
    write_report_text (call, report, holders);
  return TRUE;
}

/* The register. */

static void
write_erasures_json (GezinCall *call, GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinErasureEntry *entry = entries->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_count (builder, "number", entry->number);
      gezin_json_time (builder, "time", entry->time);
      gezin_json_text (builder, "who", entry->who);
      gezin_json_uuid (builder, "dossier", &entry->dossier);
      if (entry->has_record)
        gezin_json_uuid (builder, "record", &entry->record);
      else
        gezin_json_text (builder, "record", NULL);
      gezin_json_text (builder, "kind", entry->kind);
      gezin_json_text (builder, "law", entry->law);
      gezin_json_text (builder, "reason", entry->reason);
      if (entry->has_request)
        gezin_json_uuid (builder, "request", &entry->request);
      else
        gezin_json_text (builder, "request", NULL);
      gezin_json_count (builder, "versions", entry->n_versions);
      gezin_json_count (builder, "documents", entry->n_documents);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_erasures_text (GezinCall *call, GPtrArray *entries)
{
  GezinTable *table = gezin_table_new (
      8, (const char *const[]){ _ ("No."), _ ("When"), _ ("Who"), _ ("Dossier"), _ ("What"),
                                _ ("Record"), _ ("Kept under"), _ ("Why") });

  for (guint i = 0; i < entries->len; i++)
    {
      const GezinErasureEntry *entry = entries->pdata[i];
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->number);
      g_autofree char *time = gezin_when_moment (gezin_session_clock (call->session), entry->time);
      g_autofree char *law = gezin_session_code_label (call->session, "law", entry->law);
      g_autofree char *reason =
          gezin_session_code_label (call->session, "erasure-reason", entry->reason);
      GezinKind kind =
          entry->kind != NULL ? gezin_catalogue_kind_by_name (entry->kind) : GEZIN_KIND_NONE;
      char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
      char record[GEZIN_UUID_TEXT_LENGTH + 1] = "";

      if (entry->has_record)
        gezin_uuid_write (&entry->record, record);
      gezin_table_add (table, (const char *const[]){ number, time, entry->who,
                                                     gezin_uuid_write (&entry->dossier, dossier),
                                                     !entry->has_record ? _ ("whole dossier")
                                                     : kind != GEZIN_KIND_NONE
                                                         ? gezin_session_kind_label (kind)
                                                         : "",
                                                     record, law, reason });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_erase_list (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  GezinUuid dossier;

  /* A dossier that was erased is no more among those that can be looked up. */
  if (call->n_arguments > 0 && !gezin_uuid_parse (call->arguments[0], &dossier)
      && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  entries = gezin_session_erasures (call->session, call->n_arguments > 0 ? &dossier : NULL, error);
  if (entries == NULL)
    return FALSE;
  if (call->output->is_json)
    write_erasures_json (call, entries);
  else
    write_erasures_text (call, entries);
  return TRUE;
}
