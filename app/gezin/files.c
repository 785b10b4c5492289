/* SPDX-License-Identifier: EUPL-1.2 */

/* Plain dossier XML in and out.
 *
 * Invariants:
 * 1. Of several files one is in memory at a time, and all are taken in or none.
 * 2. A file is named to the user by its number, since its name may be a person's. */

#include "gezin/files.h"
#include "gezin/command.h"

#include "base/file.h"
#include "base/limits.h"

#include <glib/gi18n.h>
#include <string.h>

/* The answer of `load`: {"bundle","dossiers":[…],"receipt"}. */

static void
write_report_json (JsonBuilder *builder, const GezinLoadReport *report)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "id", &report->dossier);
  gezin_json_flag (builder, "new", report->is_new);
  gezin_json_count (builder, "added", report->added);
  gezin_json_count (builder, "changed", report->changed);
  gezin_json_count (builder, "unchanged", report->unchanged);
  gezin_json_count (builder, "conflicts", report->conflicts);
  json_builder_set_member_name (builder, "parked");
  json_builder_begin_array (builder);
  for (guint i = 0; i < report->parked->len; i++)
    {
      const GezinParkedNote *note = report->parked->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &note->record);
      gezin_json_text (builder, "reason", note->reason);
      gezin_json_text (builder, "sentence", note->sentence);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_json_count (builder, "refused", report->refused);
  gezin_json_count (builder, "erased", report->became_erased);
  gezin_json_count (builder, "refused-as-erased", report->at_erased);
  gezin_json_count (builder, "dropped-characters", report->dropped_characters);
  json_builder_end_object (builder);
}

static void
write_reports_json (GezinCall *call, GPtrArray *reports)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "bundle", NULL);
  json_builder_set_member_name (builder, "dossiers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reports->len; i++)
    write_report_json (builder, reports->pdata[i]);
  json_builder_end_array (builder);
  gezin_json_text (builder, "receipt", NULL);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static void
write_report_text (GezinOutput *output, const GezinLoadReport *report)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gezin_output_print (output,
                      /* Translators: %s is an id; the numbers count records. */
                      _ ("%s: %u added, %u changed, %u unchanged, %u with conflicts, %u parked"),
                      gezin_uuid_write (&report->dossier, id), report->added, report->changed,
                      report->unchanged, report->conflicts, report->parked->len);
  for (guint i = 0; i < report->parked->len; i++)
    {
      const GezinParkedNote *note = report->parked->pdata[i];

      gezin_output_print (output, "  %s  %s", gezin_uuid_write (&note->record, id), note->sentence);
    }
  if (report->refused > 0)
    gezin_output_print (output,
                        ngettext ("  %u version was forged or forked and is kept aside",
                                  "  %u versions were forged or forked and are kept aside",
                                  report->refused),
                        report->refused);
  if (report->became_erased > 0)
    gezin_output_print (output,
                        ngettext ("  %u record was erased here, as the file says",
                                  "  %u records were erased here, as the file says",
                                  report->became_erased),
                        report->became_erased);
  if (report->at_erased > 0)
    gezin_output_print (output,
                        ngettext ("  %u record was not taken in, since it was erased here",
                                  "  %u records were not taken in, since they were erased here",
                                  report->at_erased),
                        report->at_erased);
  if (report->dropped_characters > 0)
    gezin_output_print (output,
                        ngettext ("  %u control character was left out",
                                  "  %u control characters were left out",
                                  report->dropped_characters),
                        report->dropped_characters);
}

void
gezin_files_answer (GezinCall *call, GPtrArray *reports)
{
  if (call->output->is_json)
    write_reports_json (call, reports);
  else
    for (guint i = 0; i < reports->len; i++)
      write_report_text (call->output, reports->pdata[i]);
}

/* Loading. */

GPtrArray *
gezin_files_load_many (GezinCall *call, guint n_files, GezinFilesNext next, gpointer data,
                       GError **error)
{
  g_autoptr (GPtrArray) reports =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_load_report_free);
  gboolean in_bulk = n_files > 1;

  if (in_bulk && !gezin_session_begin_bulk (call->session, error))
    return NULL;
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (GBytes) bytes = NULL;
      GezinLoadReport *report = NULL;
      gsize length;
      const char *xml;

      gezin_output_progress (i, n_files);
      bytes = next (call, i, data, error);
      if (bytes != NULL)
        {
          xml = g_bytes_get_data (bytes, &length);
          report = gezin_session_load (call->session, xml != NULL ? xml : "", length, error);
        }
      if (report == NULL)
        {
          gezin_output_progress (n_files, n_files);
          /* The first error is the one to tell; the store is as it was either way. */
          if (in_bulk && !gezin_session_end_bulk (call->session, FALSE, NULL))
            gezin_session_lock (call->session);
          return NULL;
        }
      g_ptr_array_add (reports, report);
    }
  gezin_output_progress (n_files, n_files);
  if (in_bulk && !gezin_session_end_bulk (call->session, TRUE, error))
    return NULL;
  return g_steal_pointer (&reports);
}

/* Says which of several files it was. */
static gboolean
fail_at_file (GError **error, GError *cause, guint position, guint n_files)
{
  g_autofree char *where = NULL;

  if (n_files == 1)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  where = g_strdup_printf (_ ("file %u of %u, so nothing was taken in"), position + 1, n_files);
  return gezin_command_fail_at (error, cause, where);
}

typedef struct {
  guint position; /* of the file that is being read */
} Loading;

static GBytes *
next_counted (GezinCall *call, guint position, gpointer data, GError **error)
{
  Loading *loading = data;

  loading->position = position;
  return gezin_call_read_file (call, call->arguments[position], GEZIN_MAX_DOSSIER_XML_BYTES, error);
}

gboolean
gezin_files_load (GezinCall *call, GError **error)
{
  Loading loading = { 0 };
  GError *wrong = NULL;
  g_autoptr (GPtrArray) reports =
      gezin_files_load_many (call, call->n_arguments, next_counted, &loading, &wrong);

  if (reports == NULL)
    return fail_at_file (error, wrong, loading.position, call->n_arguments);
  gezin_files_answer (call, reports);
  return TRUE;
}

/* Dumping. */

/* @xml is %NULL when it went into a file. */
static void
write_dump_json (GezinCall *call, const GezinUuid *dossier, GBytes *xml)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gsize length = 0;
  const char *bytes = xml != NULL ? g_bytes_get_data (xml, &length) : NULL;
  g_autofree char *text = bytes != NULL ? g_strndup (bytes, length) : NULL;

  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_text (builder, "xml", text);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_files_dump (GezinCall *call, GError **error)
{
  const char *path = call->options.output;
  g_autoptr (GBytes) xml = NULL;
  GezinUuid dossier;
  gsize length;
  const char *bytes;

  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  xml = gezin_session_dump (call->session, &dossier, error);
  if (xml == NULL)
    return FALSE;
  bytes = g_bytes_get_data (xml, &length);
  if (path != NULL && strcmp (path, "-") != 0)
    {
      if (!gezin_file_write_durably (path, bytes, length, error))
        return FALSE;
      if (call->output->is_json)
        write_dump_json (call, &dossier, NULL);
      return TRUE;
    }
  if (call->output->is_json)
    write_dump_json (call, &dossier, xml);
  else
    gezin_output_raw (call->output, bytes, length);
  return TRUE;
}
