/* SPDX-License-Identifier: EUPL-1.2 */

/* Commands that write: each is one commit. */

#include "gezin/command.h"

#include "base/limits.h"

#include <glib/gi18n.h>
#include <string.h>

/* What every writing command answers: {"dossier","record","commit"}, the last null when nothing had to change. */
static void
begin_answer (JsonBuilder *builder, const GezinUuid *dossier, const GezinUuid *record,
              guint64 commit)
{
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", dossier);
  gezin_json_uuid (builder, "record", record);
  gezin_json_id (builder, "commit", commit);
}

void
gezin_write_answer (GezinCall *call, const GezinUuid *dossier, const GezinUuid *record,
                    guint64 commit)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      begin_answer (builder, dossier, record, commit);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
    }
  else if (commit == 0)
    gezin_output_print (call->output, "%s", _ ("Nothing had to change: it says so already."));
  else
    gezin_output_print (call->output, "%s", gezin_uuid_write (record, id));
}

static void
write_new_answer (GezinCall *call, const GezinUuid *dossier, guint64 commit, GPtrArray *similar)
{
  if (call->output->is_json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      begin_answer (builder, dossier, dossier, commit);
      gezin_people_add_similar (builder, similar);
      json_builder_end_object (builder);
      gezin_output_document (call->output, builder);
      return;
    }
  gezin_write_answer (call, dossier, dossier, commit);
  gezin_people_print_similar (call, similar);
}

gboolean
gezin_write_new (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) similar = NULL;
  GezinUuid dossier;
  guint64 commit;

  if (call->options.name == NULL)
    return gezin_command_fail_use (error, _ ("A dossier needs --name: the name of the family."));
  similar = gezin_people_similar_families (call, call->options.name, error);
  if (similar == NULL
      || !gezin_session_new_dossier (call->session, call->options.name, &dossier, &commit, error))
    return FALSE;
  write_new_answer (call, &dossier, commit, similar);
  return TRUE;
}

/* Fields. */

/* What stands after the `=` of FIELD=VALUE, as bytes. */
static GBytes *
value_bytes (GezinCall *call, const char *value, GError **error)
{
  if (value[0] != '@')
    return g_bytes_new (value, strlen (value));
  if (value[1] == '@')
    return g_bytes_new (value + 1, strlen (value + 1));
  return gezin_call_read_file (call, value + 1, GEZIN_MAX_PROSE_BYTES, error);
}

/* Whether @kind has a field of this name: only then may an error say the name. */
static gboolean
is_field (GezinKind kind, const char *name)
{
  return gezin_catalogue_field_by_name (kind, name) != GEZIN_FIELD_NONE;
}

static gboolean
read_assignment (GezinCall *call, const char *text, GezinDossier *now, const GezinUuid *record,
                 GezinKind kind, GHashTable *seen, GPtrArray *edits, GError **error)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name = equals != NULL ? g_strndup (text, (gsize) (equals - text)) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *wrong = NULL;
  const char *data;
  gsize length;

  if (name == NULL)
    return gezin_command_fail_use (error, _ ("A field is given as FIELD=VALUE."));
  if (!is_field (kind, name))
    return gezin_command_fail_use (
        error, _ ("There is no such field in this kind of record: `gezin schema "
                  "--dictionary` lists them."));
  bytes = value_bytes (call, equals + 1, &wrong);
  if (bytes == NULL)
    return gezin_command_fail_at (error, wrong, name);
  data = g_bytes_get_data (bytes, &length);
  if (!gezin_session_edit (call->session, now, record, kind, name, data != NULL ? data : "",
                           (gssize) length, edits, &wrong))
    return gezin_command_fail_at (error, wrong, name);
  if (!g_hash_table_add (seen, g_steal_pointer (&name)))
    return gezin_command_fail_use (error, _ ("A field is given twice: once is enough."));
  return TRUE;
}

GPtrArray *
gezin_write_assignments (GezinCall *call, guint from, GezinDossier *now, const GezinUuid *record,
                         GezinKind kind, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = from; i < call->n_arguments; i++)
    if (!read_assignment (call, call->arguments[i], now, record, kind, seen, edits, error))
      return NULL;
  return g_steal_pointer (&edits);
}

gboolean
gezin_write_add (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) edits = NULL;
  GezinUuid dossier, record;
  GezinKind kind;
  guint64 commit;

  if (!gezin_call_dossier (call, 0, &dossier, error)
      || !gezin_call_kind (call->arguments[1], &kind, error))
    return FALSE;
  record = gezin_uuid_random (gezin_session_random (call->session));
  edits = gezin_write_assignments (call, 2, NULL, &record, kind, error);
  if (edits == NULL
      || !gezin_session_commit (call->session, &dossier, edits, call->options.why, &commit, error))
    return FALSE;
  if (commit == 0)
    return gezin_command_fail_use (error, _ ("A record needs at least one value."));
  gezin_write_answer (call, &dossier, &record, commit);
  return TRUE;
}

gboolean
gezin_write_set (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  const GezinRecord *record;
  GezinUuid dossier;
  guint64 commit;

  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  now = gezin_session_read (call->session, &dossier, error);
  record = now != NULL ? gezin_call_record (call, 1, now, error) : NULL;
  if (record == NULL)
    return FALSE;
  edits = gezin_write_assignments (call, 2, now, &record->id, record->kind, error);
  if (edits == NULL
      || !gezin_session_commit (call->session, &dossier, edits, call->options.why, &commit, error))
    return FALSE;
  gezin_write_answer (call, &dossier, &record->id, commit);
  return TRUE;
}

gboolean
gezin_write_remove (GezinCall *call, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  const GezinRecord *record;
  GezinUuid dossier;
  guint64 commit;

  if (call->options.reason == NULL || call->options.reason[0] == '\0')
    return gezin_command_fail_use (error, _ ("Removing needs --reason: why the record has to go."));
  if (!gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  now = gezin_session_read (call->session, &dossier, error);
  record = now != NULL ? gezin_call_record (call, 1, now, error) : NULL;
  if (record == NULL
      || !gezin_session_remove (call->session, &dossier, &record->id, now, call->options.reason,
                                &commit, error))
    return FALSE;
  gezin_write_answer (call, &dossier, &record->id, commit);
  return TRUE;
}

/* Undo. */

static void
answer_undo (GezinCall *call, const GezinUuid *dossier, guint n_put_back, GPtrArray *left,
             guint64 commit)
{
  guint n_left = left != NULL ? left->len : 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!call->output->is_json)
    {
      gezin_output_print (call->output,
                          ngettext ("%u field is as it was before.",
                                    "%u fields are as they were before.", n_put_back),
                          n_put_back);
      if (n_left > 0)
        gezin_output_print (call->output,
                            ngettext ("%u field stays: others wrote there since.",
                                      "%u fields stay: others wrote there since.", n_left),
                            n_left);
      return;
    }
  begin_answer (builder, dossier, dossier, commit);
  gezin_json_count (builder, "put-back", n_put_back);
  json_builder_set_member_name (builder, "left");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_left; i++)
    {
      const GezinVersion *version = left->pdata[i];

      json_builder_begin_object (builder);
      gezin_json_uuid (builder, "record", &version->record);
      gezin_json_text (builder, "kind", gezin_catalogue_kind (version->kind)->name);
      gezin_json_text (builder, "field", gezin_catalogue_field_name (version->field));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
}

gboolean
gezin_write_undo (GezinCall *call, GError **error)
{
  g_autoptr (GPtrArray) left = NULL;
  GezinUuid dossier;
  guint n_put_back;
  guint64 commit;

  if (!gezin_call_dossier (call, 0, &dossier, error)
      || !gezin_session_undo (call->session, &dossier, &n_put_back, &left, &commit, error))
    return FALSE;
  answer_undo (call, &dossier, n_put_back, left, commit);
  return TRUE;
}

/* Choosing. */

/* A version as it is printed: VERSION, or VERSION@RECORD where two records have the same. */
typedef struct {
  GezinDot dot;
  const char *record; /* (nullable): its id, or what it begins with */
} VersionName;

static gboolean
read_version_name (char *text, VersionName *name, GError **error)
{
  char *at = strchr (text, '@');

  if (at != NULL)
    *at++ = '\0';
  name->record = at;
  return (gezin_dot_from_text (text, &name->dot) && (at == NULL || *at != '\0'))
         || gezin_command_fail_use (error,
                                    _ ("That is no version: `gezin conflicts` prints them."));
}

static gboolean
is_named (const GezinVersion *head, const VersionName *name)
{
  char record[GEZIN_UUID_TEXT_LENGTH + 1];

  return gezin_dot_compare (&head->dot, &name->dot) == 0
         && (name->record == NULL
             || g_str_has_prefix (gezin_uuid_write (&head->record, record), name->record));
}

/* The version that is meant; %NULL for none, or for several of which @record tells nothing:
 * the record under which a conflict is printed stands for all of them. */
static const GezinVersion *
find_head (const GezinConflict *conflict, const GezinUuid *record, const VersionName *name,
           guint *n_found)
{
  gboolean tells = !gezin_uuid_equal (record, &conflict->record);
  const GezinVersion *found = NULL, *own = NULL;
  guint n_own = 0;

  *n_found = 0;
  for (guint i = 0; i < conflict->heads->len; i++)
    {
      const GezinVersion *head = conflict->heads->pdata[i];

      if (!is_named (head, name))
        continue;
      found = head;
      if (tells && gezin_uuid_equal (&head->record, record))
        {
          own = head;
          n_own++;
        }
      (*n_found)++;
    }
  if (n_own == 1)
    return own;
  return *n_found == 1 ? found : NULL;
}

static gboolean
is_of_record (const GezinConflict *conflict, const GezinUuid *record)
{
  for (guint i = 0; i < conflict->heads->len; i++)
    if (gezin_uuid_equal (&((const GezinVersion *) conflict->heads->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

/* The one conflict of @record and @field that has a version @name, and is about @item if that is given;
 * one inside the record before one between records. */
static const GezinConflict *
find_conflict (GPtrArray *conflicts, const GezinUuid *record, GezinField field, const char *item,
               const VersionName *name, GError **error)
{
  const GezinConflict *found = NULL;
  guint n_heads;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const GezinConflict *conflict = conflicts->pdata[i];

      if (!is_of_record (conflict, record) || conflict->field != field
          || (item != NULL && g_strcmp0 (conflict->item, item) != 0)
          || (find_head (conflict, record, name, &n_heads) == NULL && n_heads == 0)
          || (found != NULL && conflict->is_between_records))
        continue;
      if (found != NULL)
        {
          gezin_command_fail_use (
              error, _ ("Several items of this field have that version: give FIELD=ITEM."));
          return NULL;
        }
      found = conflict;
    }
  if (found == NULL)
    gezin_command_fail_no (error,
                           _ ("There is no such version to choose: `gezin conflicts` lists them."));
  return found;
}

/* What @name means in @record. */
static gboolean
choose (GezinCall *call, const GezinUuid *dossier, const GezinRecord *record,
        const VersionName *name, guint64 *commit, GError **error)
{
  g_auto (GStrv) field_and_item = g_strsplit (call->arguments[2], "=", 2);
  g_autoptr (GPtrArray) conflicts = gezin_session_conflicts (call->session, dossier, error);
  const char *item = field_and_item[0] != NULL ? field_and_item[1] : NULL;
  const GezinConflict *conflict;
  const GezinVersion *version;
  GezinField field;
  guint n_heads;

  if (conflicts == NULL)
    return FALSE;
  field = field_and_item[0] != NULL ? gezin_catalogue_intern_field (record->kind, field_and_item[0])
                                    : GEZIN_FIELD_NONE;
  conflict = find_conflict (conflicts, &record->id, field, item, name, error);
  if (conflict == NULL)
    return FALSE;
  version = find_head (conflict, &record->id, name, &n_heads);
  if (version == NULL)
    return gezin_command_fail_use (
        error, _ ("Several versions have that name: write VERSION@RECORD as `gezin conflicts` "
                  "prints it, or the value itself with `gezin set`."));
  return gezin_session_choose (call->session, dossier, &version->record, field, conflict->item,
                               &version->dot, commit, error);
}

gboolean
gezin_write_choose (GezinCall *call, GError **error)
{
  g_autofree char *text = g_strdup (call->arguments[3]);
  g_autoptr (GezinDossier) now = NULL;
  const GezinRecord *record;
  VersionName name;
  GezinUuid dossier;
  guint64 commit = 0;

  if (!read_version_name (text, &name, error) || !gezin_call_dossier (call, 0, &dossier, error))
    return FALSE;
  now = gezin_session_read (call->session, &dossier, error);
  record = now != NULL ? gezin_call_record (call, 1, now, error) : NULL;
  if (record == NULL || !choose (call, &dossier, record, &name, &commit, error))
    return FALSE;
  gezin_write_answer (call, &dossier, &record->id, commit);
  return TRUE;
}

/* Parked records. */

/* The parked record that argument 0 names, by id or prefix. */
static const GezinParkedRecord *
find_parked (GezinCall *call, GPtrArray *parked, GError **error)
{
  const char *prefix = call->arguments[0];
  const GezinParkedRecord *found = NULL;

  for (guint i = 0; i < parked->len; i++)
    {
      const GezinParkedRecord *one = parked->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      if (strlen (prefix) < GEZIN_MIN_DOSSIER_PREFIX
          || !g_str_has_prefix (gezin_uuid_write (&one->record, id), prefix))
        continue;
      if (found != NULL)
        {
          gezin_command_fail_use (
              error, _ ("More than one parked record begins like that: give more of its "
                        "id."));
          return NULL;
        }
      found = one;
    }
  if (found == NULL)
    gezin_command_fail_no (error, _ ("There is no such parked record: `gezin parked` lists them."));
  return found;
}

static gboolean
with_parked (GezinCall *call,
             gboolean (*act) (GezinSession *session, const GezinUuid *dossier,
                              const GezinUuid *record, GError **error),
             GError **error)
{
  g_autoptr (GPtrArray) parked = gezin_session_parked (call->session, NULL, error);
  const GezinParkedRecord *one = parked != NULL ? find_parked (call, parked, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (one == NULL || !act (call->session, &one->dossier, &one->record, error))
    return FALSE;
  if (!call->output->is_json)
    {
      gezin_output_print (call->output, "%s", gezin_uuid_write (&one->record, id));
      return TRUE;
    }
  json_builder_begin_object (builder);
  gezin_json_uuid (builder, "dossier", &one->dossier);
  gezin_json_uuid (builder, "record", &one->record);
  json_builder_end_object (builder);
  gezin_output_document (call->output, builder);
  return TRUE;
}

gboolean
gezin_write_unpark (GezinCall *call, GError **error)
{
  return with_parked (call, gezin_session_unpark, error);
}

gboolean
gezin_write_drop_parked (GezinCall *call, GError **error)
{
  return with_parked (call, gezin_session_drop_parked, error);
}
