/* SPDX-License-Identifier: EUPL-1.2 */

/* From words to a call: which command, which options, which arguments; and the
 * same table as text for --help, the man page and the completion.
 *
 * Invariant: no error repeats what was typed, except the name of an option. */

#include "gezin/command.h"

#include "base/text.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  GezinTakes bit; /* 0: every command */
  const char *name;
  char letter;
  GOptionArg type;
  gsize offset;
  const char *argument;
  const char *help;
} OptionRow;

#define ROW(bit, name, letter, type, member, argument, help) \
  { \
    bit, name, letter, G_OPTION_ARG_##type, G_STRUCT_OFFSET (GezinOptions, member), argument, help \
  }

/* In the order in which people read them. Texts are taken as file names, which GOption leaves as they are. */
static const OptionRow rows[] = {
  ROW (GEZIN_TAKES_OWNER, "name", 0, FILENAME, name, "NAME", N_ ("whose store it is")),
  ROW (GEZIN_TAKES_OWNER, "organisation", 0, FILENAME, organisation, "NAME",
       N_ ("for which organisation they work")),
  ROW (GEZIN_TAKES_OWNER, "role", 0, FILENAME, role, "ROLE", N_ ("consultant, lead or rvt")),
  ROW (GEZIN_TAKES_NAME, "name", 'n', FILENAME, name, "NAME", N_ ("name of the family")),
  ROW (GEZIN_TAKES_KDF_MEMORY, "kdf-memory", 0, FILENAME, kdf_memory, "SIZE",
       N_ ("memory that a guess at the passphrase costs, such as 64MiB; 256MiB unless said")),
  ROW (GEZIN_TAKES_KEEP_GOING, "keep-going", 'k', NONE, keep_going, NULL,
       N_ ("go on after a command that failed")),
  ROW (GEZIN_TAKES_KIND, "kind", 'k', FILENAME, kind, "KIND", N_ ("records of this kind only")),
  ROW (GEZIN_TAKES_SNAPSHOTS, "snapshots", 0, NONE, snapshots, NULL,
       N_ ("the analyses of adopted conclusions, by number")),
  ROW (GEZIN_TAKES_SNAPSHOTS, "snapshot", 0, FILENAME, snapshot, "NUMBER",
       N_ ("the analysis as of the day on which the conclusion with this number was adopted")),
  ROW (GEZIN_TAKES_SNAPSHOTS, "difference", 0, FILENAME, difference, "NUMBER",
       N_ ("what is different from this one in the one whose number follows the dossier")),
  ROW (GEZIN_TAKES_SOUNDS_LIKE, "sounds-like", 's', NONE, sounds_like, NULL,
       N_ ("also names that sound like it or are a slip of the keys away")),
  ROW (GEZIN_TAKES_CONFERENCE, "for", 0, FILENAME, for_person, "WHOM",
       N_ ("for this person, professional or organisation: of what may go to them")),
  ROW (GEZIN_TAKES_CONFERENCE, "confirm", 0, FILENAME, confirm, "RECORDS",
       N_ ("records that you read through and say yes to, with commas between")),
  ROW (GEZIN_TAKES_REVIEW, "reason", 'r', FILENAME, reason, "TEXT", N_ ("what is said with it")),
  ROW (GEZIN_TAKES_REASON, "reason", 'r', FILENAME, reason, "TEXT", N_ ("why it is removed")),
  ROW (GEZIN_TAKES_ERASURE, "reason", 'r', FILENAME, reason, "CODE",
       N_ ("why it goes: term-over, request, not-allowed, wrong-dossier, court-order or "
           "erased-elsewhere")),
  ROW (GEZIN_TAKES_ERASURE, "law", 0, FILENAME, law, "CODE",
       N_ ("the law under which it was kept, such as jeugdwet; what the record says unless said")),
  ROW (GEZIN_TAKES_ERASURE, "request", 0, FILENAME, request, "RECORD",
       N_ ("the request of the family that this answers")),
  ROW (GEZIN_TAKES_ERASURE, "refuse", 0, FILENAME, refuse, "TEXT",
       N_ ("erase nothing and answer the request with this reason")),
  ROW (GEZIN_TAKES_ERASURE, "other", 0, FILENAME, other, "PERSON",
       N_ ("the person whose interest forbids it; stays in the log")),
  ROW (GEZIN_TAKES_ERASURE, "everything-about", 0, FILENAME, everything_about, "PERSON",
       N_ ("this person and every record that is about them alone")),
  ROW (GEZIN_TAKES_ERASURE, "preview", 0, NONE, preview, NULL,
       N_ ("say what would go and what would stay, and erase nothing")),
  ROW (GEZIN_TAKES_RETENTION, "due", 0, NONE, due, NULL,
       N_ ("dossiers of which something may go only")),
  ROW (GEZIN_TAKES_RETENTION, "clock-is-right", 0, NONE, clock_is_right, NULL,
       N_ ("say that the clock is right, though the dossiers know of another time; the log says "
           "so")),
  ROW (GEZIN_TAKES_WHO_SAW, "who-saw", 0, NONE, who_saw, NULL,
       N_ ("in words for the family: who saw it, changed it or passed it on")),
  ROW (GEZIN_TAKES_WHO_SAW, "for", 0, FILENAME, for_person, "PERSON",
       N_ ("with --who-saw: what concerned this person")),
  ROW (GEZIN_TAKES_WHO_SAW, "from", 0, FILENAME, from, "DAY",
       N_ ("with --who-saw: from this day on")),
  ROW (GEZIN_TAKES_WHO_SAW, "until", 0, FILENAME, until, "DAY",
       N_ ("with --who-saw: until and including this day")),
  ROW (GEZIN_TAKES_AUDIENCE, "to", 0, FILENAME, to, "ORGANISATION",
       N_ ("to this organisation of the dossier: its id, name, or the fingerprint of its card")),
  ROW (GEZIN_TAKES_AUDIENCE, "purpose", 0, FILENAME, purpose, "CODE",
       N_ ("with --to: for what, such as coordinate-care, safety or transfer")),
  ROW (GEZIN_TAKES_AUDIENCE, "for", 0, FILENAME, for_person, "PERSON",
       N_ ("an extract for this person, of what is about them")),
  ROW (GEZIN_TAKES_AUDIENCE, "in-room", 0, NONE, in_room, NULL,
       N_ ("a screen that these people can see")),
  ROW (GEZIN_TAKES_AUDIENCE, "at", 0, FILENAME, at, "TIME",
       N_ ("as of this moment, such as 2026-11-21T10:03:11Z; now unless said")),
  ROW (GEZIN_TAKES_RECIPIENT, "to", 0, FILENAME, to, "PEER",
       N_ ("for whom: the name or organisation on a card, or its fingerprint")),
  ROW (GEZIN_TAKES_RECIPIENT, "purpose", 0, FILENAME, purpose, "CODE",
       N_ ("for what, such as coordinate-care, safety or transfer")),
  ROW (GEZIN_TAKES_AUDIENCE | GEZIN_TAKES_RECIPIENT, "confirm", 0, FILENAME, confirm, "RECORDS",
       N_ ("records that you read through and say yes to, with commas between")),
  ROW (GEZIN_TAKES_REPORT, "kind", 'k', FILENAME, kind, "extract|room",
       N_ ("extract: for one person, with --for; room: for the people who can see the screen")),
  ROW (GEZIN_TAKES_REPORT, "for", 0, FILENAME, for_person, "PERSON",
       N_ ("an extract for this person, of what is about them")),
  ROW (GEZIN_TAKES_REPORT, "confirm", 0, FILENAME, confirm, "RECORDS",
       N_ ("records that somebody read through and that may go; ids with commas between them")),
  ROW (GEZIN_TAKES_REPORT, "as", 0, FILENAME, as, "text|json|xml",
       N_ ("in which form; text unless said")),
  ROW (GEZIN_TAKES_IMPORT, "preview", 'p', NONE, preview, NULL,
       N_ ("say what would happen, and change nothing")),
  ROW (GEZIN_TAKES_IMPORT, "accept", 'a', FILENAME, accept, "RECORDS",
       N_ ("take these too, which wait for a person; `recall`: delete what is asked back")),
  ROW (GEZIN_TAKES_IMPORT, "reject", 'r', FILENAME, reject, "TEXT",
       N_ ("why the records that are named, or else all of it, are not wanted")),
  ROW (GEZIN_TAKES_IMPORT, "older", 0, NONE, older, NULL,
       N_ ("take it in though a later one was taken in before")),
  ROW (GEZIN_TAKES_IMPORT, "forked", 0, NONE, forked, NULL,
       N_ ("take it in though another one has its number: somebody looked at both")),
  ROW (GEZIN_TAKES_MAILBOX, "mailbox", 'm', FILENAME, mailbox, "FOLDER",
       N_ ("a folder or its address; the one of the last time unless said")),
  ROW (GEZIN_TAKES_RENEW, "renew", 0, NONE, renew, NULL,
       N_ ("make new keys and a new card, of which everybody compares the words again")),
  ROW (GEZIN_TAKES_RENEW, "request", 0, NONE, ask, NULL,
       N_ ("write requests for certificates of your keys, for the issuer of your organisation")),
  ROW (GEZIN_TAKES_RENEW, "certify", 0, FILENAME, certify, "FILE",
       N_ ("take in the certificates that the issuer made, and make the card anew with them")),
  ROW (GEZIN_TAKES_TRUST, "role", 0, FILENAME, as_role, "ROLE",
       N_ ("the role in which you know them: consultant, lead or rvt")),
  ROW (GEZIN_TAKES_TRUST, "revoke", 0, NONE, revoke, NULL,
       N_ ("send nothing to this card and take nothing from it any more")),
  ROW (GEZIN_TAKES_RECALL, "reason", 'r', FILENAME, reason, "TEXT",
       N_ ("why it is asked back; stays in this store")),
  ROW (GEZIN_TAKES_ALL, "all", 0, NONE, all, NULL,
       N_ ("not this bundle alone: all that its recipient was ever given of the dossier")),
  ROW (
      GEZIN_TAKES_WITHOUT_MARKERS, "without-markers", 0, NONE, without_markers, NULL,
      N_ ("go on when the list of what was erased is damaged: what it does not tell any more comes "
          "back; the log says so")),
  ROW (GEZIN_TAKES_WHY, "why", 'w', FILENAME, why, "TEXT",
       N_ ("why it was written; stays in this store, its dumps and its backups")),
  ROW (GEZIN_TAKES_LIST_FILTERS, "stage", 0, FILENAME, stage, "STEP",
       N_ ("dossiers that are in this step only")),
  ROW (GEZIN_TAKES_LIST_FILTERS, "due", 0, NONE, due, NULL,
       N_ ("dossiers in which something is due on or before the day of --date only")),
  ROW (GEZIN_TAKES_DEADLINES, "within", 0, FILENAME, within, "TERM",
       N_ ("what is due within so many days or weeks, such as 14d or 2w; all unless said")),
  ROW (GEZIN_TAKES_DEADLINES, "as", 0, FILENAME, as, "text|json|ics",
       N_ ("in which form; ics is a calendar, in which a dossier is named by its reference alone")),
  ROW (GEZIN_TAKES_UNDO, "undo", 'u', NONE, undo, NULL, N_ ("take the link out again")),
  ROW (GEZIN_TAKES_SCHEMA_FORM, "rng", 0, NONE, rng, NULL,
       N_ ("the RELAX NG schema of plain dossier XML; this is what is printed unless said")),
  ROW (GEZIN_TAKES_SCHEMA_FORM, "dictionary", 0, NONE, dictionary, NULL,
       N_ ("the data dictionary, as Markdown")),
  ROW (GEZIN_TAKES_SAMPLE, "families", 'f', INT64, families, "NUMBER",
       N_ ("make so many families instead of taking the written ones")),
  ROW (GEZIN_TAKES_SAMPLE, "seed", 's', INT64, seed, "NUMBER",
       N_ ("make the families of this number; the same number gives the same families; 1 unless "
           "said")),
  ROW (GEZIN_TAKES_SAMPLE, "small", 0, NONE, small, NULL, N_ ("make families of a dozen records")),
  ROW (GEZIN_TAKES_SAMPLE, "every-field", 0, NONE, every_field, NULL,
       N_ ("make one dossier in which every field of every kind is filled")),
  ROW (GEZIN_TAKES_SAMPLE, "programme", 0, FILENAME, programme, "QUARTER",
       N_ ("make the population of the published figures of that quarter: 2024-q2")),
  ROW (GEZIN_TAKES_MONITOR, "from", 0, FILENAME, from, "DAY", N_ ("first day of the period")),
  ROW (GEZIN_TAKES_MONITOR, "until", 0, FILENAME, until, "DAY",
       N_ ("last day of the period; it belongs to it")),
  ROW (GEZIN_TAKES_MONITOR, "by", 0, FILENAME, by, "PART",
       N_ ("also for each month, quarter or year in it")),
  ROW (GEZIN_TAKES_MONITOR, "outside", 0, NONE, outside, NULL,
       N_ ("for readers outside the team: small numbers are left out")),
  ROW (GEZIN_TAKES_MONITOR, "definitions", 0, NONE, definitions, NULL,
       N_ ("say what each figure counts, and where that comes from")),
  ROW (GEZIN_TAKES_MONITOR, "call-list", 0, NONE, call_list, NULL,
       N_ ("say whom researchers may call on the day of --date, by consent")),
  ROW (GEZIN_TAKES_MONITOR, "csv", 0, NONE, csv, NULL, N_ ("for a spreadsheet, as text")),
  ROW (GEZIN_TAKES_MONITOR, "as", 0, FILENAME, as, "csv|ods",
       N_ ("for a spreadsheet, in which form")),
  ROW (GEZIN_TAKES_OUTPUT, "output", 'o', FILENAME, output, "PATH",
       N_ ("write there instead; - is standard output")),
  ROW (GEZIN_TAKES_COLLECT, "collect", 0, NONE, collect, NULL,
       N_ ("remove what no record names any more, with its key")),
  ROW (GEZIN_TAKES_DATE, "date", 0, FILENAME, date, "DAY",
       N_ ("as of this day, such as 2026-11-21; today unless said")),
  ROW (GEZIN_TAKES_JSON, "json", 'j', NONE, json, NULL, N_ ("print one JSON document")),
  ROW (GEZIN_TAKES_STORE, "store", 0, FILENAME, store, "FOLDER",
       N_ ("the store; the user's own unless said")),
  ROW (GEZIN_TAKES_PASSPHRASE, "passphrase-file", 0, FILENAME, passphrase_file, "FILE",
       N_ ("read the passphrase from the first line of this file instead of the terminal")),
  ROW (GEZIN_TAKES_RECOVERY_KEY, "recovery-key-file", 0, FILENAME, recovery_key_file, "FILE",
       N_ ("read the recovery key from the first line of this file instead of the terminal")),
  ROW (GEZIN_TAKES_NEW_PASSPHRASE, "new-passphrase-file", 0, FILENAME, new_passphrase_file, "FILE",
       N_ ("read the new passphrase from the first line of this file instead of the terminal")),
  ROW (0, "help", 'h', NONE, help, NULL, N_ ("say what the command does")),
};

static gboolean
takes (const GezinCommand *command, const OptionRow *row)
{
  return row->bit == 0 || (command->takes & row->bit) != 0;
}

GArray *
gezin_command_options (const GezinCommand *command)
{
  GArray *options = g_array_new (FALSE, FALSE, sizeof (GezinOptionText));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (takes (command, &rows[i]))
      {
        GezinOptionText text = { rows[i].name, rows[i].letter, rows[i].argument, rows[i].help };

        g_array_append_val (options, text);
      }
  return options;
}

/* Entries for GOptionContext that fill @options; ends with an empty one. */
static GArray *
option_entries (const GezinCommand *command, GezinOptions *options)
{
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (takes (command, &rows[i]))
      {
        GOptionEntry entry = { .long_name = rows[i].name,
                               .short_name = rows[i].letter,
                               .arg = rows[i].type,
                               .arg_data = G_STRUCT_MEMBER_P (options, rows[i].offset),
                               .description = gettext (rows[i].help),
                               .arg_description = rows[i].argument };

        g_array_append_val (entries, entry);
      }
  return entries;
}

static GOptionContext *
option_context (const GezinCommand *command, GezinOptions *options)
{
  g_autoptr (GArray) entries = option_entries (command, options);
  GOptionContext *context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, (GOptionEntry *) (gpointer) entries->data, NULL);
  return context;
}

char *
gezin_command_help (const GezinCommand *command)
{
  GezinOptions options = { 0 };
  g_autoptr (GOptionContext) context = option_context (command, &options);
  g_autofree char *listed = g_option_context_get_help (context, TRUE, NULL);
  const char *from = strstr (listed, "\n\n");
  GString *text = g_string_new (NULL);

  /* The first paragraph is GLib's usage line, which knows nothing of our commands. */
  g_string_append_printf (text, "gezin %s%s%s\n  %s\n", command->name,
                          command->arguments[0] != '\0' ? " " : "", command->arguments,
                          gettext (command->summary));
  if (command->description != NULL)
    g_string_append_printf (text, "\n%s\n", gettext (command->description));
  g_string_append_printf (text, "%s", from != NULL ? from + 1 : "\n");
  g_strchomp (text->str);
  text->len = strlen (text->str);
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* The command that @word begins, and how many rows of the table do. */
static const GezinCommand *
find_first (const char *word, guint *n_found)
{
  const GezinCommand *first = NULL;

  *n_found = 0;
  for (const GezinCommand *row = gezin_commands (); row->name != NULL; row++)
    {
      gsize length = strcspn (row->name, " ");

      if (strlen (word) != length || strncmp (word, row->name, length) != 0)
        continue;
      if (first == NULL)
        first = row;
      (*n_found)++;
    }
  return first;
}

/* Of several rows with the same first word, the one that the first argument names. */
static gboolean
choose_second (GezinCall *call, guint n_found, GError **error)
{
  const GezinCommand *first = call->command;
  gsize length = strcspn (first->name, " ");

  for (guint i = 0; i < n_found; i++)
    if (first[i].name[length] == ' ' && call->n_arguments > 0
        && strcmp (first[i].name + length + 1, call->arguments[0]) == 0)
      {
        char **rest = g_strdupv (call->arguments + 1);

        g_strfreev (call->arguments);
        call->arguments = rest;
        call->n_arguments--;
        call->command = &first[i];
        return TRUE;
      }
  if (first->name[length] == '\0')
    return TRUE;
  return gezin_command_fail_use (
      error, _ ("This command needs a second word: `gezin --help` lists them."));
}

/* The name of the option in @words that @command does not take, if it can be named. */
static char *
unknown_option (const GezinCommand *command, const char *const *words)
{
  for (gsize i = 0; words[i] != NULL && strcmp (words[i], "--") != 0; i++)
    {
      gboolean known = FALSE;
      g_autofree char *name = NULL;

      if (!g_str_has_prefix (words[i], "--"))
        continue;
      name = g_strndup (words[i] + 2, strcspn (words[i] + 2, "="));
      for (gsize j = 0; j < G_N_ELEMENTS (rows) && !known; j++)
        known = takes (command, &rows[j]) && strcmp (name, rows[j].name) == 0;
      if (!known && gezin_text_is_name (name) && strlen (name) < 24)
        return g_steal_pointer (&name);
    }
  return NULL;
}

static gboolean
fail_unknown (const char *name, GError **error)
{
  g_set_error (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE,
               /* Translators: %s is the name of an option. */
               _ ("This command has no option --%s: add --help to see what it takes."), name);
  return FALSE;
}

/* @group: what the commands that begin with the same word take: which of them it is, is not known yet. */
static gboolean
parse_options (GezinCall *call, const GezinCommand *group, const char *const *words, GError **error)
{
  g_autoptr (GOptionContext) context = option_context (group, &call->options);
  g_autoptr (GError) wrong = NULL;
  g_autofree char *unknown = NULL;

  if (g_option_context_parse_strv (context, &call->arguments, &wrong))
    {
      /* A "--" that ended the options is no argument. */
      if (call->arguments[0] != NULL && call->arguments[1] != NULL
          && strcmp (call->arguments[1], "--") == 0)
        {
          g_free (call->arguments[1]);
          for (guint i = 1; call->arguments[i] != NULL; i++)
            call->arguments[i] = call->arguments[i + 1];
        }
      return TRUE;
    }
  unknown = unknown_option (group, words);
  if (unknown == NULL)
    return gezin_command_fail_use (
        error, _ ("An option is not known here or its value does not fit: add --help "
                  "to see what the command takes."));
  return fail_unknown (unknown, error);
}

/* Whether something was said for the option of @row; a number has a default and cannot tell. */
static gboolean
is_given (GezinCall *call, const OptionRow *row)
{
  gpointer member = G_STRUCT_MEMBER_P (&call->options, row->offset);

  if (row->type == G_OPTION_ARG_FILENAME)
    return *(char **) member != NULL;
  return row->type == G_OPTION_ARG_NONE && *(gboolean *) member;
}

/* An option that only other commands with the same first word take. */
static gboolean
check_options (GezinCall *call, const GezinCommand *group, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (takes (group, &rows[i]) && !takes (call->command, &rows[i]) && is_given (call, &rows[i]))
      return fail_unknown (rows[i].name, error);
  return TRUE;
}

/* The first of the remaining words is the command itself. */
static void
drop_command_word (GezinCall *call)
{
  char **rest = g_strdupv (call->arguments + 1);

  g_strfreev (call->arguments);
  call->arguments = rest;
  call->n_arguments = g_strv_length (rest);
}

static gboolean
check_arguments (GezinCall *call, GError **error)
{
  if (call->n_arguments >= call->command->min_arguments
      && call->n_arguments <= call->command->max_arguments)
    return TRUE;
  g_set_error (error, GEZIN_COMMAND_ERROR, GEZIN_COMMAND_ERROR_USE,
               /* Translators: %s is the form of the command, in its fixed words. */
               _ ("That is not how the command is used: gezin %s %s"), call->command->name,
               call->command->arguments);
  return FALSE;
}

gboolean
gezin_call_parse (GezinCall *call, const char *const *words, GError **error)
{
  GezinCommand group;
  guint n_found;

  call->command = find_first (words[0], &n_found);
  if (call->command == NULL)
    return gezin_command_fail_use (error,
                                   _ ("There is no such command: `gezin --help` lists them."));
  call->options.seed = 1;
  call->arguments = g_strdupv ((char **) words);
  group = *call->command;
  for (guint i = 1; i < n_found; i++)
    group.takes |= call->command[i].takes;
  if (!parse_options (call, &group, words, error))
    return FALSE;
  drop_command_word (call);
  if (call->options.help)
    {
      const GezinCommand *first = call->command;

      call->is_group = !choose_second (call, n_found, NULL) || call->command == first;
      return TRUE;
    }
  return choose_second (call, n_found, error) && check_options (call, &group, error)
         && check_arguments (call, error);
}

void
gezin_call_clear (GezinCall *call)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].type == G_OPTION_ARG_FILENAME)
      {
        char **text = G_STRUCT_MEMBER_P (&call->options, rows[i].offset);

        g_clear_pointer (text, g_free);
      }
  g_clear_pointer (&call->arguments, g_strfreev);
  g_clear_object (&call->session);
}
