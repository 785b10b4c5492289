/* SPDX-License-Identifier: EUPL-1.2 */

/* The command `gezin`: one call, one exit status, one line on standard error
 * when it is not 0 (gezin.1). */

#include "base/language.h"
#include "gezin/command.h"
#include "gezin/manual.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A full pipe or disk is an error that is told, not a sudden death. */
static void
set_signals (void)
{
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

/* What connects to a server for us warns of things that it then mends by itself; a person gets one
 * sentence, and that is ours. G_MESSAGES_DEBUG shows all. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "GLIB_DOMAIN") == 0 && g_str_has_prefix (fields[i].value, "GVFS")
        && g_getenv ("G_MESSAGES_DEBUG") == NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

static void
print_help (GezinOutput *output)
{
  guint width = 0;

  gezin_output_print (output, "gezin %s", _ ("COMMAND [OPTION…] ARGUMENT…"));
  gezin_output_print (output, "%s", "");
  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    width = MAX (width, (guint) strlen (row->name));
  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    gezin_output_print (output, "  %-*s  %s", (int) width, row->name, gettext (row->summary));
  gezin_output_print (output, "%s", "");
  gezin_output_print (output, "%s", _ ("`gezin COMMAND --help` says more; so does man gezin."));
}

static void
print_versions (GezinOutput *output, gboolean is_json)
{
  GezinFormats formats = gezin_session_formats ();

  if (is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_text (builder, "program", formats.program);
      gezin_json_count (builder, "store", formats.store);
      gezin_json_count (builder, "dossier", formats.dossier);
      gezin_json_count (builder, "reference", formats.reference);
      json_builder_end_object (builder);
      gezin_output_document (output, builder);
      return;
    }
  gezin_output_print (output, "gezin %s", formats.program);
  gezin_output_print (output, _ ("store format %d"), formats.store);
  gezin_output_print (output, _ ("dossier format %d"), formats.dossier);
  gezin_output_print (output, _ ("reference data format %d"), formats.reference);
}

/* What is asked of the program itself; FALSE if @words are a command. */
static gboolean
answer_about_program (const char *const *words, GezinOutput *output)
{
  gboolean is_alone = words[1] == NULL;

  if (is_alone
      && (g_str_equal (words[0], "--help") || g_str_equal (words[0], "-h")
          || g_str_equal (words[0], "help")))
    print_help (output);
  else if (g_str_equal (words[0], "--version")
           && (is_alone || (g_str_equal (words[1], "--json") && words[2] == NULL)))
    print_versions (output, !is_alone);
  else if (is_alone && g_str_equal (words[0], "--man"))
    gezin_manual_page (output);
  else if (is_alone && g_str_equal (words[0], "--completion"))
    gezin_manual_completion (output);
  else
    return FALSE;
  return TRUE;
}

/* The help of the command that was named, or of all that begin with the word that was given. */
static void
print_command_help (const GezinCall *call)
{
  const char *name = call->command->name;
  gsize length = strcspn (name, " ");

  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    if (row == call->command
        || (call->is_group && strncmp (row->name, name, length) == 0 && row->name[length] == ' '))
      {
        g_autofree char *help = gezin_command_help (row);

        if (call->output->text->len > 0)
          gezin_output_print (call->output, "%s", "");
        gezin_output_raw (call->output, help, strlen (help));
      }
}

static gboolean
run_command (GezinCall *call, const char *const *words, GError **error)
{
  if (!gezin_call_parse (call, words, error))
    return FALSE;
  if (call->options.help)
    {
      print_command_help (call);
      return TRUE;
    }
  call->output->is_json = call->options.json;
  return gezin_call_run (call, error);
}

static gboolean
run (const char *const *words, GezinOutput *output, GError **error)
{
  GezinCall call = { .output = output };
  gboolean done;

  if (words[0] == NULL)
    {
      gezin_command_fail_use (error, _ ("Say what to do: `gezin --help` lists the commands."));
      return FALSE;
    }
  if (answer_about_program (words, output))
    return TRUE;
  done = run_command (&call, words, error);
  gezin_call_clear (&call);
  return done;
}

static int
tell (const GError *error)
{
  g_autofree char *sentence = gezin_command_sentence (error);

  fprintf (stderr, "gezin: %s\n", sentence);
  return (int) gezin_error_status (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GezinOutput) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) unprinted = NULL;
  int status = GEZIN_STATUS_DONE;

  gezin_language_begin (GETTEXT_PACKAGE, GEZIN_LOCALE_DIR);
  set_signals ();
  g_log_set_writer_func (write_log, NULL, NULL);
  g_set_prgname ("gezin");
  if (!gezin_secret_harden_process ())
    {
      fprintf (stderr, "gezin: %s\n",
               _ ("The cryptographic library does not start on this machine: nothing was done."));
      return GEZIN_STATUS_MACHINE;
    }

  output = gezin_output_new ();
  if (!run ((const char *const *) argv + MIN (argc, 1), output, &error))
    status = tell (error);
  if (status <= GEZIN_STATUS_NO && !gezin_output_flush (output, &unprinted))
    status = status == GEZIN_STATUS_DONE ? tell (unprinted) : (int) gezin_error_status (unprinted);
  return status;
}
