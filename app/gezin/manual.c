/* SPDX-License-Identifier: EUPL-1.2 */

/* The table of commands as a man page and as completion for bash. Both are in
 * the source tree as made here; a test says when they are stale. They are not
 * translated: a man page has one language. */

#include "gezin/manual.h"

#include "gezin/command.h"
#include "session/exchange.h"

#include <string.h>

/* @text as troff takes it. */
static char *
troff (const char *text)
{
  GString *escaped = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '-')
        g_string_append (escaped, "\\-");
      else if (*at == '\\')
        g_string_append (escaped, "\\e");
      else if ((*at == '.' || *at == '\'') && (at == text || at[-1] == '\n'))
        g_string_append_printf (escaped, "\\&%c", *at);
      else
        g_string_append_c (escaped, *at);
    }
  return g_string_free (escaped, FALSE);
}

static void
write_option (const GezinOptionText *option, GezinOutput *output)
{
  g_autofree char *name = troff (option->name);
  g_autofree char *help = troff (option->help);
  g_autoptr (GString) line = g_string_new (NULL);

  if (option->letter != 0)
    g_string_append_printf (line, "\\fB\\-%c\\fR, ", option->letter);
  g_string_append_printf (line, "\\fB\\-\\-%s\\fR", name);
  if (option->argument != NULL)
    g_string_append_printf (line, " \\fI%s\\fR", option->argument);
  gezin_output_print (output, ".TP");
  gezin_output_print (output, "%s", line->str);
  gezin_output_print (output, "%s", help);
}

static void
write_command (const GezinCommand *command, GezinOutput *output)
{
  g_autoptr (GArray) options = gezin_command_options (command);
  g_autofree char *name = troff (command->name);
  g_autofree char *arguments = troff (command->arguments);
  g_autofree char *summary = troff (command->summary);

  gezin_output_print (output, ".SS \"gezin %s%s%s\"", name, arguments[0] != '\0' ? " " : "",
                      arguments);
  gezin_output_print (output, "%s.", summary);
  if (command->description != NULL)
    {
      g_autofree char *description = troff (command->description);

      gezin_output_print (output, ".PP");
      gezin_output_print (output, "%s", description);
    }
  gezin_output_print (output, ".RS");
  for (guint i = 0; i < options->len; i++)
    write_option (&g_array_index (options, GezinOptionText, i), output);
  gezin_output_print (output, ".RE");
}

/* Codes are for ever, so that programs can rely on them. */
static void
write_reasons (GezinOutput *output)
{
  const char *sentence, *code;

  gezin_output_print (output, ".SH WHY SOMETHING STAYS");
  gezin_output_print (output,
                      "Codes that \\fBgezin may\\fR gives as \"reason\\-code\", the weightiest "
                      "first. Of several reasons the first is told.");
  for (guint i = 0; (code = gezin_session_reason_code (i, &sentence)) != NULL; i++)
    {
      g_autofree char *name = troff (code);
      g_autofree char *text = troff (sentence);

      gezin_output_print (output, ".TP");
      gezin_output_print (output, ".B %s", name);
      gezin_output_print (output, "%s", text);
    }
}

void
gezin_manual_page (GezinOutput *output)
{
  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    write_command (row, output);
  write_reasons (output);
}

/* Completion. */

/* The words that may follow @first, and the options of all its rows, each once. */
static void
write_case (const GezinCommand *first, GezinOutput *output)
{
  gsize length = strcspn (first->name, " ");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) words = g_string_new (NULL);

  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    {
      g_autoptr (GArray) options = NULL;

      if (strncmp (row->name, first->name, length) != 0
          || (row->name[length] != '\0' && row->name[length] != ' '))
        continue;
      if (row->name[length] == ' ')
        g_string_append_printf (words, " %s", row->name + length + 1);
      options = gezin_command_options (row);
      for (guint i = 0; i < options->len; i++)
        {
          const char *name = g_array_index (options, GezinOptionText, i).name;

          if (g_hash_table_add (seen, (gpointer) name))
            g_string_append_printf (words, " --%s", name);
        }
    }
  gezin_output_print (output, "    %.*s) words='%s' ;;", (int) length, first->name, words->str + 1);
}

static void
for_each_first_word (void (*write) (const GezinCommand *first, GezinOutput *output),
                     GezinOutput *output)
{
  const char *before = "";

  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    {
      gsize length = strcspn (row->name, " ");

      if (strncmp (row->name, before, length) != 0
          || (before[length] != '\0' && before[length] != ' '))
        write (row, output);
      before = row->name;
    }
}

static void
write_first_word (const GezinCommand *first, GezinOutput *output)
{
  g_string_append_printf (output->text, " %.*s", (int) strcspn (first->name, " "), first->name);
}

void
gezin_manual_completion (GezinOutput *output)
{
  gezin_output_print (output, "# SPDX-License-Identifier: EUPL-1.2");
  gezin_output_print (output, "# Completion of gezin for bash, made by `gezin --completion`.");
  gezin_output_print (output, "_gezin ()");
  gezin_output_print (output, "{");
  gezin_output_print (output,
                      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}"
                      " words=");
  gezin_output_print (output, "  case $before in");
  gezin_output_print (output, "    --store) compopt -o filenames;"
                              " mapfile -t COMPREPLY < <(compgen -d -- \"$word\"); return ;;");
  gezin_output_print (output, "    --output|-o|--*-file) compopt -o filenames;"
                              " mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); return ;;");
  gezin_output_print (output, "    --role) mapfile -t COMPREPLY"
                              " < <(compgen -W 'consultant lead rvt' -- \"$word\"); return ;;");
  gezin_output_print (output, "  esac");
  gezin_output_print (output, "  case $COMP_CWORD,${COMP_WORDS[1]} in");
  g_string_append (output->text, "    1,*) words='--help --version");
  for_each_first_word (write_first_word, output);
  gezin_output_print (output, "' ;;");
  gezin_output_print (output, "  esac");
  gezin_output_print (output, "  [ \"$COMP_CWORD\" -eq 1 ] || case ${COMP_WORDS[1]} in");
  for_each_first_word (write_case, output);
  gezin_output_print (output, "  esac");
  gezin_output_print (output, "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")");
  gezin_output_print (output, "  case ${COMP_WORDS[1]},$word in");
  gezin_output_print (output, "    *,-*) ;;");
  gezin_output_print (output, "    load,*|batch,*|reference,*) compopt -o filenames;"
                              " mapfile -t -O ${#COMPREPLY[@]} COMPREPLY"
                              " < <(compgen -f -- \"$word\") ;;");
  gezin_output_print (output, "  esac");
  gezin_output_print (output, "}");
  gezin_output_print (output, "complete -F _gezin gezin");
}
