/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands by which bundles go: export, open, verify, outbox, inbox, sync, ledger, transfer.
 *
 * Invariant: a bundle is written into a file only when it lies whole in the outbox already. */

#include "gezin/command.h"

#include "base/file.h"
#include "base/limits.h"
#include "session/exchange.h"

#include <glib/gi18n.h>
#include <string.h>

/* A file that is asked for, for its owner alone; `-` is standard output. */
gboolean
gezin_exchange_write_file (GezinCall *call, const char *path, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (g_strcmp0 (path, "-") == 0)
    {
      gezin_output_raw (call->output, data, length);
      return TRUE;
    }
  return gezin_file_write_durably (path, data, length, error);
}

void
gezin_exchange_add_time (JsonBuilder *builder, const char *name, gint64 instant)
{
  if (instant != 0)
    gezin_json_time (builder, name, instant);
  else
    gezin_json_text (builder, name, NULL);
}

/* Out. */

static void
print_export (GezinCall *call, const GezinExportReading *made)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (!call->output->is_json)
    {
      gezin_output_print (
          call->output,
          /* Translators: an id of a bundle, a name, an organisation, and numbers of records. */
          _ ("%s for %s, %s: %u records go, %u stay here"), gezin_uuid_write (&made->bundle, id),
          made->to, made->organisation, made->records, made->withheld);
      if (made->too_large > 0)
        gezin_output_print (call->output,
                            ngettext ("  %u document is too large and stays here",
                                      "  %u documents are too large and stay here",
                                      made->too_large),
                            made->too_large);
      gezin_exchange_print_revocation (call, made->revocation);
      return;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "bundle", &made->bundle);
  gezin_json_uuid (builder, "dossier", &made->dossier);
  gezin_json_text (builder, "kind", made->kind);
  gezin_json_text (builder, "to", made->to);
  gezin_json_text (builder, "organisation", made->organisation);
  gezin_json_text (builder, "file", made->file);
  gezin_json_text (builder, "digest", made->digest);
  gezin_json_count (builder, "sequence", (gint64) made->sequence);
  gezin_json_count (builder, "records", made->records);
  gezin_json_count (builder, "withheld", made->withheld);
  gezin_json_count (builder, "no-longer-shared", made->limits);
  gezin_json_count (builder, "documents", made->documents);
  gezin_json_count (builder, "too-large", made->too_large);
  gezin_json_text (builder, "revocation", made->revocation);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static gboolean
send (GezinCall *call, gboolean is_transfer, GError **error)
{
  GezinExportAsked asked = { .to = call->options.to,
                             .purpose =
                                 call->options.purpose != NULL ? call->options.purpose : "transfer",
                             .is_transfer = is_transfer };
  g_autoptr (GArray) confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GezinExportReading) made = NULL;
  g_autoptr (GBytes) bundle = NULL;
  GezinUuid dossier;

  if (call->options.to == NULL)
    return gezin_command_fail_use (error, _ ("Say with --to who it is for."));
  if (call->options.purpose == NULL && !is_transfer)
    return gezin_command_fail_use (error, _ ("Say with --purpose what it is for."));
  if (!gezin_exchange_read_ids (call->options.confirm, confirmed, NULL, error)
      || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  asked.confirmed = (const GezinUuid *) (gpointer) confirmed->data;
  asked.n_confirmed = confirmed->len;
  made = gezin_session_export (call->session, &dossier, &asked, error);
  if (made == NULL)
    return FALSE;
  if (call->options.output != NULL)
    {
      bundle = gezin_call_read_file (call, made->path, GEZIN_MAX_BUNDLE_BYTES, error);
      if (bundle == NULL || !gezin_exchange_write_file (call, call->options.output, bundle, error)
          || !gezin_session_sent_by_hand (call->session, &made->bundle, error))
        return FALSE;
    }
  if (g_strcmp0 (call->options.output, "-") != 0)
    print_export (call, made);
  return TRUE;
}

gboolean
gezin_exchange_export (GezinCall *call, GError **error)
{
  return send (call, FALSE, error);
}

gboolean
gezin_exchange_transfer (GezinCall *call, GError **error)
{
  return send (call, TRUE, error);
}

/* A file. */

gboolean
gezin_exchange_open (GezinCall *call, GError **error)
{
  const char *path = call->options.output;
  g_autoptr (GBytes) file =
      gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_BUNDLE_BYTES, error);
  g_autoptr (GBytes) container = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (file == NULL)
    return FALSE;
  if (path == NULL || (call->output->is_json && g_str_equal (path, "-")))
    return gezin_command_fail_use (error, _ ("Say with -o where the container goes: it is not "
                                             "encrypted."));
  container = gezin_session_open_bundle (call->session, file, error);
  if (container == NULL || !gezin_exchange_write_file (call, path, container, error))
    return FALSE;
  if (call->output->is_json)
    {
      json_builder_begin_object (builder);
      gezin_json_text (builder, "path", path);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  return TRUE;
}

static const char *
verdict_sentence (int verdict)
{
  if (verdict == 0)
    return _ ("Everything that could be checked is good.");
  return verdict == 1 ? _ ("Nothing is wrong, but not everything can be known here.")
                      : _ ("This is not good: do not believe it.");
}

static void
tell_moment (GezinCall *call, const GezinVerified *verified)
{
  g_autofree char *as_of = verified->as_of != 0 ? gezin_instant_to_text (verified->as_of) : NULL;

  if (as_of != NULL)
    /* Translators: %s is an instant. */
    gezin_output_print (call->output, _ ("Judged as of %s, when it was taken in or made here."),
                        as_of);
}

gboolean
gezin_exchange_verify (GezinCall *call, GError **error)
{
  g_autoptr (GBytes) file =
      gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_BUNDLE_BYTES, error);
  g_autofree char *document = NULL;
  GezinVerified verified = { 0 };

  if (file == NULL)
    return FALSE;
  document =
      gezin_session_verify_bundle (call->session, file, !call->output->is_json, &verified, error);
  if (document == NULL)
    return FALSE;
  gezin_output_raw (call->output, document, strlen (document));
  if (!g_str_has_suffix (document, "\n"))
    gezin_output_raw (call->output, "\n", 1);
  if (!call->output->is_json)
    tell_moment (call, &verified);
  if (verified.verdict == 0)
    {
      if (!call->output->is_json)
        gezin_output_print (call->output, "%s", verdict_sentence (0));
      return TRUE;
    }
  return gezin_command_fail_no (error, verdict_sentence (verified.verdict));
}

/* Boxes and ledger. */

static void
add_line (JsonBuilder *builder, const GezinBundleLine *line)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "bundle", &line->bundle);
  gezin_json_text (builder, "direction", line->came ? "in" : "out");
  gezin_json_text (builder, "kind", line->kind);
  gezin_json_text (builder, "peer", line->peer);
  gezin_json_text (builder, "fingerprint", line->peer_digest);
  gezin_json_uuid (builder, "dossier", &line->dossier);
  gezin_json_count (builder, "sequence", (gint64) line->sequence);
  gezin_json_text (builder, "digest", line->digest);
  gezin_json_text (builder, "purpose", line->purpose);
  gezin_exchange_add_time (builder, "made", line->made);
  gezin_exchange_add_time (builder, "expires", line->expires);
  gezin_exchange_add_time (builder, "noted", line->noted);
  gezin_json_count (builder, "records", line->records);
  gezin_json_count (builder, "withheld", line->withheld);
  gezin_json_text (builder, "state", line->state);
  gezin_json_text (builder, "reason", line->reason);
  gezin_json_text (builder, "file", line->file);
  if (line->has_answers)
    gezin_json_uuid (builder, "about", &line->answers);
  else
    gezin_json_text (builder, "about", NULL);
  gezin_json_text (builder, "receipt", line->receipt);
  gezin_exchange_add_time (builder, "receipt-at", line->receipt_at);
  gezin_exchange_add_time (builder, "recalled", line->recalled);
  gezin_json_text (builder, "recall-reason", line->recall_reason);
  gezin_json_text (builder, "revocation", line->revocation);
  gezin_exchange_add_time (builder, "revocation-at", line->revocation_at);
  gezin_json_flag (builder, "overdue", line->is_overdue);
  json_builder_end_object (builder);
}

static void
print_lines (GezinCall *call, GPtrArray *lines)
{
  const char *const titles[] = { _ ("BUNDLE"), _ ("MADE"),  _ ("PEER"),
                                 _ ("KIND"),   _ ("STATE"), _ ("RECEIPT") };
  GezinTable *table = gezin_table_new (G_N_ELEMENTS (titles), titles);

  for (guint i = 0; i < lines->len; i++)
    {
      const GezinBundleLine *line = lines->pdata[i];
      g_autofree char *made = gezin_instant_to_text (line->made);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];
      const char *const cells[] = { gezin_uuid_write (&line->bundle, id),
                                    made,
                                    line->peer,
                                    line->kind,
                                    line->state,
                                    line->receipt };

      gezin_table_add (table, cells);
    }
  gezin_table_write (table, call->output);
}

static gboolean
show_lines (GezinCall *call, GPtrArray *lines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (lines == NULL)
    return FALSE;
  if (!call->output->is_json)
    {
      print_lines (call, lines);
      return TRUE;
    }
  json_builder_begin_array (builder);
  for (guint i = 0; i < lines->len; i++)
    add_line (builder, lines->pdata[i]);
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_exchange_ledger (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) lines = NULL;
  GezinUuid dossier;

  if (call->n_arguments > 0 && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  lines = gezin_session_ledger (call->session, call->n_arguments > 0 ? &dossier : NULL, error);
  return show_lines (call, lines);
}

gboolean
gezin_exchange_outbox (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) lines = gezin_session_outbox (call->session, error);

  return show_lines (call, lines);
}

gboolean
gezin_exchange_inbox (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) lines = gezin_session_inbox (call->session, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const GezinInboxLine *line = lines->pdata[i];

      if (!call->output->is_json)
        gezin_output_print (call->output, "%s", line->path);
      json_builder_begin_object (builder);
      gezin_json_text (builder, "file", line->file);
      gezin_json_text (builder, "path", line->path);
      gezin_json_count (builder, "bytes", (gint64) line->bytes);
      gezin_exchange_add_time (builder, "arrived", line->time);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (lines != NULL && call->output->is_json)
    gezin_output_document (call->output, builder);
  return lines != NULL;
}

gboolean
gezin_exchange_sync (GezinCall *call, GError **error)
{
  g_autoptr (GFile) mailbox =
      call->options.mailbox != NULL ? g_file_new_for_commandline_arg (call->options.mailbox) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GezinSyncReading reading;

  if (!gezin_session_sync (call->session, mailbox, &reading, NULL, error))
    return FALSE;
  if (!call->output->is_json)
    {
      gezin_output_print (call->output,
                          /* Translators: numbers of bundles. */
                          _ ("%u put into the mailbox, %u came, %u left for others"), reading.sent,
                          reading.arrived, reading.left);
      return TRUE;
    }
  json_builder_begin_object (builder);
  gezin_json_count (builder, "sent", reading.sent);
  gezin_json_count (builder, "arrived", reading.arrived);
  gezin_json_count (builder, "left", reading.left);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}
