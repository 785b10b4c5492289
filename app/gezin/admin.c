/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands about the store itself: keys, log, reference data, schema.
 *
 * Invariant: a passphrase or key is in a GezinSecret until it is printed. */

#include "gezin/command.h"
#include "gezin/passphrase.h"

#include "base/limits.h"
#include "session/when.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes, from "64MiB", "1GiB" or a plain number; 0 when nothing was said. */
static gboolean
read_memory (const char *text, gsize *bytes, GError **error)
{
  guint64 number, unit = 1;
  char *end = NULL;

  *bytes = 0;
  if (text == NULL)
    return TRUE;
  number = g_ascii_strtoull (text, &end, 10);
  if (strcmp (end, "KiB") == 0)
    unit = GEZIN_KIB;
  else if (strcmp (end, "MiB") == 0)
    unit = GEZIN_MIB;
  else if (strcmp (end, "GiB") == 0)
    unit = 1024 * (guint64) GEZIN_MIB;
  else if (end[0] != '\0')
    number = 0;
  if (!g_ascii_isdigit (text[0]) || number == 0 || number > G_MAXUINT32)
    return gezin_command_fail_use (error, _ ("That is no amount of memory: write it as 64MiB."));
  *bytes = (gsize) (number * unit);
  return TRUE;
}

static gboolean
is_role (const char *text)
{
  static const char *const roles[] = { "consultant", "lead", "rvt", NULL };

  return g_strv_contains (roles, text);
}

/* The key goes to standard output and to no other place. */
static void
print_recovery_key (GezinCall *call, const char *folder, const GezinSecret *key)
{
  const char *text = (const char *) gezin_secret_peek (key);

  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_text (builder, "store", folder);
      gezin_json_text (builder, "recovery-key", text);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
      return;
    }
  gezin_output_print (call->output, _ ("Recovery key, shown this once: write it down and keep it "
                                       "away from this machine."));
  gezin_output_print (call->output, "%s", text);
}

static gboolean
check_owner (const GezinOptions *options, GError **error)
{
  if (options->name == NULL || options->organisation == NULL || options->role == NULL)
    return gezin_command_fail_use (
        error, _ ("A store needs --name, --organisation and --role: whose it is."));
  if (!g_utf8_validate (options->name, -1, NULL)
      || !g_utf8_validate (options->organisation, -1, NULL))
    return gezin_command_fail_use (error,
                                   _ ("The name is not UTF-8 text: type it in a terminal that uses "
                                      "UTF-8."));
  if (!is_role (options->role))
    return gezin_command_fail_use (error, _ ("A role is consultant, lead or rvt."));
  return TRUE;
}

gboolean
gezin_admin_init (GezinCall *call, GError **error)
{
  const GezinOptions *options = &call->options;
  g_autofree char *folder = gezin_call_store_folder (call);
  g_autoptr (GezinSecret) passphrase = NULL;
  g_autoptr (GezinSecret) recovery_key = NULL;
  gsize memory;

  if (!check_owner (options, error) || !read_memory (options->kdf_memory, &memory, error))
    return FALSE;
  if (gezin_session_has_store (folder))
    return gezin_command_fail_use (
        error, _ ("There is a store in that folder already: nothing was changed; "
                  "give another folder with --store."));
  passphrase = gezin_passphrase_choose (options->passphrase_file, error);
  if (passphrase == NULL
      || !gezin_session_create_store (call->session, folder, options->name, options->organisation,
                                      options->role, passphrase, memory, &recovery_key, error))
    return FALSE;
  print_recovery_key (call, folder, recovery_key);
  return TRUE;
}

static void
print_done (GezinCall *call, const char *sentence)
{
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_flag (builder, "done", TRUE);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else
    gezin_output_print (call->output, "%s", sentence);
}

gboolean
gezin_admin_passphrase (GezinCall *call, GError **error)
{
  g_autoptr (GezinSecret) passphrase =
      gezin_passphrase_choose (call->options.new_passphrase_file, error);

  if (passphrase == NULL || !gezin_session_change_passphrase (call->session, passphrase, error))
    return FALSE;
  print_done (call, _ ("The passphrase is changed. The recovery key stays as it was."));
  return TRUE;
}

gboolean
gezin_admin_recover (GezinCall *call, GError **error)
{
  g_autofree char *folder = gezin_call_store_folder (call);
  g_autoptr (GezinSecret) key = NULL;
  g_autoptr (GezinSecret) passphrase = NULL;
  g_autoptr (GezinSecret) recovery_key = NULL;

  if (gezin_session_has_store (folder))
    key = gezin_passphrase_read (call->options.recovery_key_file, _ ("Recovery key:"), error);
  else
    key = gezin_secret_new (1);
  if (key == NULL || !gezin_session_unlock (call->session, folder, key, TRUE, error))
    return FALSE;
  passphrase = gezin_passphrase_choose (call->options.new_passphrase_file, error);
  if (passphrase == NULL || !gezin_session_change_passphrase (call->session, passphrase, error)
      || !gezin_session_new_recovery_key (call->session, &recovery_key, error))
    return FALSE;
  print_recovery_key (call, folder, recovery_key);
  return TRUE;
}

/* The log. */

static void
write_audit_json (GezinCall *call, GPtrArray *entries)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_count (builder, "number", entry->number);
      gezin_json_time (builder, "time", entry->time);
      gezin_json_text (builder, "who", entry->who);
      gezin_json_text (builder, "role", entry->role);
      gezin_json_text (builder, "action", entry->action);
      if (entry->has_dossier)
        gezin_json_uuid (builder, "dossier", &entry->dossier);
      else
        gezin_json_text (builder, "dossier", NULL);
      gezin_json_text (builder, "subject", entry->subject);
      gezin_json_text (builder, "ground", entry->ground);
      gezin_json_text (builder, "detail", entry->detail);
      gezin_json_text (builder, "program", entry->program);
      gezin_json_text (builder, "hash", entry->hash);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

static void
write_audit_text (GezinCall *call, GPtrArray *entries)
{
  GezinTable *table = gezin_table_new (
      8, (const char *const[]){ _ ("No."), _ ("When"), _ ("Who"), _ ("Role"), _ ("What"),
                                _ ("Dossier"), _ ("About"), _ ("Details") });

  for (guint i = 0; i < entries->len; i++)
    {
      const GezinAuditEntry *entry = entries->pdata[i];
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->number);
      g_autofree char *time = gezin_when_moment (gezin_session_clock (call->session), entry->time);
      char id[GEZIN_UUID_TEXT_LENGTH + 1] = "";

      if (entry->has_dossier)
        gezin_uuid_write (&entry->dossier, id);
      gezin_table_add (table,
                       (const char *const[]){ number, time, entry->who, entry->role, entry->action,
                                              id, entry->subject, entry->detail });
    }
  gezin_table_write (table, call->output);
}

gboolean
gezin_admin_audit (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  GezinUuid dossier;

  if (call->options.who_saw)
    return gezin_retention_who_saw (call, error);
  if (call->options.for_person != NULL || call->options.from != NULL || call->options.until != NULL)
    return gezin_command_fail_use (error, _ ("--for, --from and --until go with --who-saw."));
  if (call->n_arguments > 0 && !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  entries = gezin_session_audit (call->session, call->n_arguments > 0 ? &dossier : NULL, error);
  if (entries == NULL)
    return FALSE;
  if (call->output->is_json)
    write_audit_json (call, entries);
  else
    write_audit_text (call, entries);
  return TRUE;
}

gboolean
gezin_admin_audit_verify (GezinCall *call, GError **error)
{
  guint64 n_events;

  if (!gezin_session_audit_verify (call->session, &n_events, error))
    return FALSE;
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_text (builder, "verdict", "good");
      gezin_json_count (builder, "events", (gint64) n_events);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else
    gezin_output_print (call->output,
                        ngettext ("The log is whole: %u event, none changed or missing.",
                                  "The log is whole: %u events, none changed or missing.",
                                  (gulong) n_events),
                        (guint) n_events);
  return TRUE;
}

/* Reference data and schema. */

static void
write_reference_json (GezinCall *call, GPtrArray *rows)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinReferenceRow *row = rows->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_text (builder, "id", row->id);
      gezin_json_text (builder, "version", row->version);
      gezin_json_text (builder, "valid-from", row->valid_from);
      gezin_json_text (builder, "valid-to", row->valid_to);
      gezin_json_text (builder, "source", row->title);
      gezin_json_flag (builder, "own", row->is_own);
      gezin_json_text (builder, "left-out", row->left_out);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_admin_reference_list (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_session_reference_rows (call->session, error);
  GezinTable *table;

  if (rows == NULL)
    return FALSE;
  if (call->output->is_json)
    {
      write_reference_json (call, rows);
      return TRUE;
    }
  table = gezin_table_new (
      5, (const char *const[]){ _ ("What"), _ ("Version"), _ ("From"), _ ("Until"), _ ("Source") });
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinReferenceRow *row = rows->pdata[i];

      if (row->left_out == NULL)
        gezin_table_add (table, (const char *const[]){ row->id, row->version, row->valid_from,
                                                       row->valid_to, row->title });
    }
  gezin_table_write (table, call->output);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinReferenceRow *row = rows->pdata[i];

      if (row->left_out != NULL)
        /* Translators: %s is the name of a file with its line, and what is wrong there in English. */
        gezin_output_print (call->output, _ ("Not used: %s"), row->left_out);
    }
  return TRUE;
}

/* The technical text says the line and the reason and repeats nothing that is personal. */
static gboolean
fail_reference (GError **error, GError *cause)
{
  g_autofree char *sentence = g_strdup_printf (
      /* Translators: %s is a line number and what is wrong there, in English. */
      _ ("This cannot be used as reference data: %s"), cause->message);

  g_set_error_literal (error, GEZIN_COMMAND_ERROR, (int) gezin_error_status (cause) * 100 + 1,
                       sentence);
  g_error_free (cause);
  return FALSE;
}

gboolean
gezin_admin_reference_check (GezinCall *call, GError **error)
{
  g_autoptr (GBytes) bytes =
      gezin_call_read_file (call, call->arguments[0], GEZIN_MAX_REFERENCE_XML_BYTES, error);
  g_autofree char *name = g_path_get_basename (call->arguments[0]);
  GError *wrong = NULL;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (!gezin_session_check_reference (call->session, name, data, length, &wrong))
    return fail_reference (error, wrong);
  print_done (call, _ ("This can be used as reference data."));
  return TRUE;
}

/* (transfer full) (nullable): What the file at @path is called in the organisation's folder. */
static char *
reference_name (const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_str_has_suffix (name, ".xml") && name[0] != '.')
    return g_steal_pointer (&name);
  gezin_command_fail_use (error, _ ("The name of a file of reference data ends in .xml."));
  return NULL;
}

gboolean
gezin_admin_reference_add (GezinCall *call, GError **error)
{
  const char *path = call->arguments[0];
  g_autofree char *name = reference_name (path, error);
  g_autoptr (GBytes) bytes = NULL;
  GError *wrong = NULL;
  gsize length;
  const char *data;

  if (name == NULL)
    return FALSE;
  if (gezin_session_reference_folder (call->session) == NULL)
    return gezin_command_fail_use (error, _ ("No folder for reference data is set here."));
  bytes = gezin_call_read_file (call, path, GEZIN_MAX_REFERENCE_XML_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  if (!gezin_session_add_reference (call->session, name, data, length, &wrong))
    {
      if (wrong->domain != GEZIN_SESSION_ERROR && wrong->domain != G_FILE_ERROR)
        return fail_reference (error, wrong);
      g_propagate_error (error, wrong);
      return FALSE;
    }
  print_done (call, _ ("Added. Programs that are started from now on use it."));
  return TRUE;
}

gboolean
gezin_admin_schema (GezinCall *call, GError **error)
{
  g_autofree char *text = NULL;

  if (call->options.rng && call->options.dictionary)
    return gezin_command_fail_use (error,
                                   _ ("Ask for the schema or for the dictionary, one at a time."));
  text =
      call->options.dictionary ? gezin_session_schema_dictionary () : gezin_session_schema_rng ();
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      gezin_json_text (builder, call->options.dictionary ? "dictionary" : "rng", text);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else
    gezin_output_raw (call->output, text, strlen (text));
  return TRUE;
}
