/* SPDX-License-Identifier: EUPL-1.2 */

/* Many commands with one unlock.
 *
 * Invariants:
 * 1. A document is written only when what its command did is on disk.
 * 2. One document a command, in order; a failed one gives its own only with --keep-going. */

#include "gezin/command.h"

#include "base/limits.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  GezinCall *call;
  guint64 line;
  guint64 n_failed;
  guint64 first_failed; /* line */
  GezinStatus first_status;
  gboolean some_no;
} Batch;

/* Runs one line. An answer of no is TRUE. */
static gboolean
run_words (Batch *batch, const char *const *words, GError **error)
{
  g_autofree char *store = gezin_call_store_folder (batch->call);
  GezinCall one = { .session = g_object_ref (batch->call->session),
                    .output = batch->call->output,
                    .in_batch = TRUE,
                    .batch_store = store };
  GError *wrong = NULL;
  gboolean done = FALSE;

  if (!gezin_call_parse (&one, words, &wrong))
    g_propagate_error (error, wrong);
  else if (one.command->not_in_batch || one.options.store != NULL
           || one.options.passphrase_file != NULL || one.options.help)
    gezin_command_fail_use (
        error, _ ("That cannot be asked inside of a batch, which has one store and one "
                  "unlock."));
  else
    {
      done = gezin_call_run (&one, &wrong);
      if (!done && gezin_error_status (wrong) == GEZIN_STATUS_NO && one.output->text->len > 0)
        {
          g_clear_error (&wrong);
          batch->some_no = TRUE;
          done = TRUE;
        }
      if (!done)
        g_propagate_error (error, wrong);
    }
  gezin_call_clear (&one);
  return done;
}

static void
write_failure (Batch *batch, const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *sentence = gezin_command_sentence (error);

  json_builder_begin_object (builder);
  gezin_json_count (builder, "line", (gint64) batch->line);
  gezin_json_count (builder, "status", (gint64) gezin_error_status (error));
  gezin_json_text (builder, "error", sentence);
  json_builder_end_object (builder);
  gezin_output_document (batch->call->output, builder);
}

/* Either ends the batch with @cause, or notes it and goes on. */
static gboolean
fail_line (Batch *batch, GError *cause, GError **error)
{
  g_autofree char *where = NULL;

  g_string_truncate (batch->call->output->text, 0);
  batch->n_failed++;
  if (batch->n_failed == 1)
    {
      batch->first_failed = batch->line;
      batch->first_status = gezin_error_status (cause);
    }
  if (batch->call->options.keep_going)
    {
      write_failure (batch, cause);
      g_error_free (cause);
      return gezin_output_flush (batch->call->output, error);
    }
  where = g_strdup_printf (_ ("line %u"), (guint) batch->line);
  return gezin_command_fail_at (error, cause, where);
}

static gboolean
run_line (Batch *batch, const char *line, GError **error)
{
  g_auto (GStrv) words = NULL;
  GError *wrong = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    g_set_error_literal (&wrong, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_REFUSED,
                         _ ("This is not UTF-8 text: save it as UTF-8 and try again."));
  else if (!g_shell_parse_argv (line, NULL, &words, &wrong))
    {
      if (g_error_matches (wrong, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
        {
          g_clear_error (&wrong);
          return TRUE;
        }
      g_clear_error (&wrong);
      g_set_error_literal (&wrong, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE,
                           _ ("A quote is not closed."));
    }
  batch->call->output->is_json = TRUE;
  if (wrong == NULL && run_words (batch, (const char *const *) words, &wrong))
    return gezin_output_flush (batch->call->output, error);
  return fail_line (batch, wrong, error);
}

/* Reads a line of at most GEZIN_MAX_BATCH_LINE_BYTES; FALSE at the end, or with @error. */
static gboolean
read_line (FILE *stream, char **line, gsize *room, GError **error)
{
  gsize length = 0;

  for (;;)
    {
      int c = getc (stream);

      if (c == EOF && ferror (stream))
        {
          g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_IO, "the batch cannot be read");
          return FALSE;
        }
      if (c == EOF && length == 0)
        return FALSE;
      if (length + 1 >= *room)
        {
          *room = MAX (*room * 2, 256);
          *line = g_realloc (*line, *room);
        }
      if (c == EOF || c == '\n')
        break;
      if (c == '\0' || length + 1 > GEZIN_MAX_BATCH_LINE_BYTES)
        {
          g_set_error_literal (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_REFUSED,
                               _ ("A line of the batch is too long or no text."));
          return FALSE;
        }
      (*line)[length++] = (char) c;
    }
  (*line)[length] = '\0';
  if (length > 0 && (*line)[length - 1] == '\r')
    (*line)[length - 1] = '\0';
  return TRUE;
}

static gboolean
run_lines (Batch *batch, FILE *stream, GError **error)
{
  g_autofree char *line = NULL;
  GError *wrong = NULL;
  gsize room = 0;

  for (batch->line = 1; read_line (stream, &line, &room, &wrong); batch->line++)
    if (!run_line (batch, line, error))
      return FALSE;
  if (wrong == NULL)
    return TRUE;
  batch->call->options.keep_going = FALSE;
  return fail_line (batch, wrong, error);
}

static gboolean
sum_up (const Batch *batch, GError **error)
{
  if (batch->n_failed > 0)
    {
      g_set_error (error, GEZIN_COMMAND_ERROR, (int) batch->first_status * 100 + 1,
                   ngettext ("%u command failed, at line %u: its answer says why.",
                             "%u commands failed, the first at line %u: their answers say why.",
                             (gulong) batch->n_failed),
                   (guint) batch->n_failed, (guint) batch->first_failed);
      return FALSE;
    }
  if (!batch->some_no)
    return TRUE;
  gezin_command_fail_no (
      error, _ ("All commands ran, and at least one answered no: look at the answers."));
  return FALSE;
}

gboolean
gezin_batch_run (GezinCall *call, GError **error)
{
  Batch batch = { .call = call };
  gboolean is_stdin = call->n_arguments == 0 || strcmp (call->arguments[0], "-") == 0;
  FILE *stream = is_stdin ? stdin : fopen (call->arguments[0], "re");
  gboolean done;

  if (stream == NULL)
    {
      gezin_command_fail_use (error,
                              _ ("The file with commands cannot be read: look at its name and its "
                                 "permissions."));
      return FALSE;
    }
  done = run_lines (&batch, stream, error);
  if (!is_stdin)
    fclose (stream);
  return done && sum_up (&batch, error);
}
