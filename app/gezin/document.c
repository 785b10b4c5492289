/* SPDX-License-Identifier: EUPL-1.2 */

/* Documents: files that are attached to a dossier and read out again.
 *
 * Invariants:
 * 1. A file's content never goes through memory as a whole, nor through standard output but when asked.
 * 2. A signal that ends the program lets the work stop first, so that no plaintext is left half-written. */

#include "gezin/command.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Stopping. */

static volatile sig_atomic_t is_stopped;

static void
stop_cb (int number)
{
  is_stopped = 1;
}

static const int stopping_signals[] = { SIGINT, SIGTERM, SIGHUP };

typedef struct {
  GCancellable *cancellable;
  struct sigaction before[G_N_ELEMENTS (stopping_signals)];
} Job;

static void
job_begin (Job *job)
{
  struct sigaction stop = { .sa_handler = stop_cb, .sa_flags = SA_RESTART };

  job->cancellable = g_cancellable_new ();
  is_stopped = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (stopping_signals); i++)
    sigaction (stopping_signals[i], &stop, &job->before[i]);
}

static void
job_end (Job *job)
{
  gezin_output_progress (1, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (stopping_signals); i++)
    sigaction (stopping_signals[i], &job->before[i], NULL);
  g_clear_object (&job->cancellable);
}

/* On the worker, after each block. */
static void
progress_cb (guint64 done, guint64 total, gpointer data)
{
  Job *job = data;

  if (is_stopped)
    g_cancellable_cancel (job->cancellable);
  else
    gezin_output_progress (done, total);
}

/* In. */

gboolean
gezin_document_add (GezinCall *call, GError **error)
{
  GezinKind kind = gezin_session_document_kind ();
  GezinUuid dossier, record = gezin_uuid_random (gezin_session_random (call->session));
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (GFile) file = NULL;
  GezinAttachment attachment = { .dossier = &dossier, .record = &record, .kind = kind };
  guint64 commit;
  gboolean done;
  Job job;

  if (strcmp (call->arguments[1], "-") == 0)
    return gezin_command_fail_use (error,
                                   _ ("A document is read from a file: give where it lies."));
  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  edits = gezin_write_assignments (call, 2, NULL, &record, kind, error);
  if (edits == NULL)
    return FALSE;
  file = g_file_new_for_commandline_arg (call->arguments[1]);
  attachment.file = file;
  attachment.edits = edits;
  attachment.why = call->options.why;
  attachment.progress = progress_cb;
  attachment.progress_data = &job;
  job_begin (&job);
  done = gezin_session_attach (call->session, &attachment, job.cancellable, &commit, error);
  job_end (&job);
  if (done)
    gezin_write_answer (call, &dossier, &record, commit);
  return done;
}

/* Out. */

static gboolean
check_output (GezinCall *call, gboolean *to_stdout, GError **error)
{
  GStatBuf about;

  *to_stdout = g_strcmp0 (call->options.output, "-") == 0;
  if (call->options.output == NULL)
    return gezin_command_fail_use (error, _ ("Say with -o into which file it should be written."));
  if (*to_stdout && (call->in_batch || call->output->is_json))
    return gezin_command_fail_use (
        error, _ ("A document does not fit among JSON: give a file with -o instead of -."));
  if (!*to_stdout && g_lstat (call->options.output, &about) == 0)
    return gezin_command_fail_use (error,
                                   _ ("Something lies there already, and it stays: give another "
                                      "name."));
  return TRUE;
}

static void
answer_get (GezinCall *call, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *path = NULL;

  if (!call->output->is_json)
    return;
  builder = json_builder_new ();
  path = g_filename_display_name (call->options.output);
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_uuid (builder, "record", record);
  gezin_json_text (builder, "path", path);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_document_get (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  const GezinRecord *record;
  GezinUuid dossier;
  GezinReadout readout = { .dossier = &dossier, .progress = progress_cb };
  gboolean to_stdout;
  gboolean done;
  Job job;

  if (!check_output (call, &to_stdout, error) || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  now = gezin_session_read (call->session, &dossier, error);
  record = now != NULL ? gezin_call_record (call, 1, now, error) : NULL;
  if (record == NULL)
    return FALSE;
  readout.record = &record->id;
  readout.progress_data = &job;
  if (to_stdout)
    {
      stream = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
      readout.stream = stream;
    }
  else
    readout.path = call->options.output;
  job_begin (&job);
  done = gezin_session_read_document (call->session, &readout, job.cancellable, error);
  job_end (&job);
  if (done && !to_stdout)
    answer_get (call, &dossier, &record->id);
  return done;
}

/* All of them. */

static void
write_findings_json (JsonBuilder *builder, GPtrArray *findings)
{
  json_builder_set_member_name (builder, "findings");
  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const GezinDocumentFinding *finding = findings->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "state", gezin_document_state_name (finding->state));
      gezin_json_text (builder, "digest", finding->digest);
      if (finding->has_record)
        {
          gezin_json_uuid (builder, "dossier", &finding->dossier);
          gezin_json_uuid (builder, "record", &finding->record);
        }
      else
        {
          gezin_json_text (builder, "dossier", NULL);
          gezin_json_text (builder, "record", NULL);
        }
      gezin_json_count (builder, "stored", (gint64) finding->stored);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What a collection took away. */
typedef struct {
  gboolean is_done;
  guint n_documents;
  guint n_files;
} Collected;

static void
write_check_json (GezinCall *call, const GezinDocumentReport *report, const Collected *collected)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  gezin_json_text (builder, "verdict", report->n_bad == 0 ? "good" : "bad");
  gezin_json_count (builder, "documents", report->n_documents);
  gezin_json_count (builder, "bytes", (gint64) report->bytes);
  gezin_json_count (builder, "bad", report->n_bad);
  write_findings_json (builder, report->findings);
  if (collected->is_done)
    {
      gezin_json_count (builder, "collected-documents", collected->n_documents);
      gezin_json_count (builder, "collected-files", collected->n_files);
    }
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

static const char *
state_sentence (GezinDocumentState state)
{
  switch (state)
    {
    case GEZIN_DOCUMENT_MISSING:
      return _ ("missing: its file is gone");
    case GEZIN_DOCUMENT_DAMAGED:
      return _ ("damaged: its file cannot be trusted");
    case GEZIN_DOCUMENT_ABSENT:
      return _ ("never attached in this store");
    case GEZIN_DOCUMENT_ORPHAN:
      return _ ("no record names it: --collect removes it");
    case GEZIN_DOCUMENT_STRAY:
      return _ ("a file that belongs to no document: --collect removes it");
    }
  return NULL;
}

static void
write_check_text (GezinCall *call, const GezinDocumentReport *report, const Collected *collected)
{
  GezinTable *table =
      gezin_table_new (4, (const char *const[]){ _ ("What is the matter"), _ ("Dossier"),
                                                 _ ("Record"), _ ("Digest (SHA-256)") });

  for (guint i = 0; i < report->findings->len; i++)
    {
      const GezinDocumentFinding *finding = report->findings->pdata[i];
      char dossier[GEZIN_UUID_TEXT_LENGTH + 1] = "";
      char record[GEZIN_UUID_TEXT_LENGTH + 1] = "";

      if (finding->has_record)
        {
          gezin_uuid_write (&finding->dossier, dossier);
          gezin_uuid_write (&finding->record, record);
        }
      gezin_table_add (table, (const char *const[]){ state_sentence (finding->state), dossier,
                                                     record, finding->digest });
    }
  gezin_table_write (table, call->output);
  gezin_output_print (call->output,
                      ngettext ("%u document here, %u missing or damaged.",
                                "%u documents here, %u missing or damaged.", report->n_documents),
                      report->n_documents, report->n_bad);
  if (collected->is_done)
    gezin_output_print (call->output,
                        _ ("Removed: %u documents that no record names, and %u other files."),
                        collected->n_documents, collected->n_files);
}

gboolean
gezin_document_check (GezinCall *call, GError **error)
{
  g_autoptr (GezinDocumentReport) report = NULL;
  Collected collected = { .is_done = call->options.collect };
  Job job;

  job_begin (&job);
  report = gezin_session_check_documents (call->session, progress_cb, &job, job.cancellable, error);
  job_end (&job);
  if (report == NULL
      || (collected.is_done
          && !gezin_session_collect_documents (call->session, &collected.n_documents,
                                               &collected.n_files, error)))
    return FALSE;
  if (call->output->is_json)
    write_check_json (call, report, &collected);
  else
    write_check_text (call, report, &collected);
  if (report->n_bad == 0)
    return TRUE;
  return gezin_command_fail_no (error, _ ("Some documents are missing or damaged: put them back "
                                          "from a backup, or attach the same files again."));
}
