/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding, reading and writing: each public call packs what it is about into a
 * Call and lets a function of the same name, less its prefix, do it on the worker. */

#include "session/session-private.h"

#include "base/limits.h"
#include "casework/opening.h"
#include "merge/undo.h"
#include "model/value.h"
#include "rules/sense.h"
#include "rules/shape.h"

#include <string.h>

/* Finding. */

static gboolean
list (Call *call, GError **error)
{
  call->rows = gezin_store_list (call->session->store, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_list (GezinSession *session, GError **error)
{
  Call call = { .session = session };

  return gezin_session_run_call (&call, list, error) ? call.rows : NULL;
}

static gboolean
resolve (Call *call, GError **error)
{
  return gezin_store_resolve (call->session->store, call->text, &call->id, error);
}

gboolean
gezin_session_resolve (GezinSession *session, const char *text, GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .text = text };

  if (!gezin_session_run_call (&call, resolve, error))
    return FALSE;
  *dossier = call.id;
  return TRUE;
}

static gboolean
search (Call *call, GError **error)
{
  GezinStore *store = call->session->store;

  call->rows = gezin_store_search (store, call->text, call->kind, call->limit, error);
  if (call->rows == NULL)
    return FALSE;
  if (call->flag)
    {
      g_autofree char *hits = g_strdup_printf ("hits %u", call->rows->len);
      GezinAuditEvent event = { .action = "search", .subject = call->text, .detail = hits };

      return gezin_store_audit (store, &event, error);
    }
  return TRUE;
}

GPtrArray *
gezin_session_search (GezinSession *session, const char *words, GezinKind kind, guint max_hits,
                      gboolean settled, GError **error)
{
  Call call = {
    .session = session, .text = words, .kind = kind, .limit = max_hits, .flag = settled
  };

  if (gezin_session_run_call (&call, search, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

/* Reading. */

static gboolean
read_dossier (Call *call, GError **error)
{
  call->opened = gezin_session_dossier_now (call->session, call->dossier, error);
  if (call->opened == NULL)
    return FALSE;
  if (call->flag)
    {
      GezinAuditEvent event = { .action = "open", .dossier = call->dossier };

      return gezin_store_audit (call->session->store, &event, error);
    }
  return TRUE;
}

static GezinDossier *
read_or_open (GezinSession *session, const GezinUuid *dossier, gboolean is_opening, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .flag = is_opening };

  if (gezin_session_run_call (&call, read_dossier, error))
    return call.opened;
  g_clear_pointer (&call.opened, gezin_dossier_unref);
  return NULL;
}

GezinDossier *
gezin_session_open (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  return read_or_open (session, dossier, TRUE, error);
}

GezinDossier *
gezin_session_read (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  return read_or_open (session, dossier, FALSE, error);
}

static gboolean
history (Call *call, GError **error)
{
  call->rows =
      gezin_store_history (call->session->store, call->dossier, call->record, call->field, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_history (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                       GezinField field, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record, .field = field };

  return gezin_session_run_call (&call, history, error) ? call.rows : NULL;
}

void
gezin_check_line_free (GezinCheckLine *line)
{
  if (line == NULL)
    return;
  g_free (line->code);
  g_free (line->sentence);
  g_free (line);
}

static void
add_check_lines (GPtrArray *lines, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GezinFinding *finding = findings->pdata[i];
      GezinCheckLine *line = g_new0 (GezinCheckLine, 1);

      line->record = finding->record;
      line->kind = finding->kind;
      line->field = finding->field;
      line->code = g_strdup (finding->code);
      line->sentence = g_strdup (finding->sentence);
      line->is_shape = finding->is_shape;
      g_ptr_array_add (lines, line);
    }
}

GPtrArray *
gezin_session_check (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                     GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GPtrArray) sense = NULL;
  GPtrArray *lines;
  GDate today;

  if (now == NULL)
    return NULL;
  gezin_clock_today (session->clock, &today);
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_check_line_free);
  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      g_autoptr (GPtrArray) shape =
          gezin_shape_check_record (gezin_dossier_record (now, i), session->reference);

      add_check_lines (lines, shape);
    }
  sense = gezin_sense_check (now, session->reference, day != NULL ? day : &today);
  add_check_lines (lines, sense);
  return lines;
}

void
gezin_conflict_free (GezinConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->item);
  g_clear_pointer (&conflict->heads, g_ptr_array_unref);
  g_free (conflict);
}

static GezinConflict *
conflict_new (const GezinRegister *one)
{
  GezinConflict *conflict = g_new0 (GezinConflict, 1);

  conflict->record = one->heads[0]->record;
  conflict->kind = one->heads[0]->kind;
  conflict->field = one->heads[0]->field;
  conflict->item = g_strdup (one->heads[0]->item);
  conflict->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  for (guint i = 0; i < one->n_heads; i++)
    g_ptr_array_add (conflict->heads, gezin_version_ref (one->heads[i]));
  return conflict;
}

GPtrArray *
gezin_session_conflicts (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  GPtrArray *conflicts;

  if (now == NULL)
    return NULL;
  conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_conflict_free);
  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      const GezinRecord *record = gezin_dossier_record (now, i);
      GezinRegister one;
      guint position = 0;

      while (gezin_record_next_register (record, &position, &one))
        if (gezin_register_is_conflict (&one))
          g_ptr_array_add (conflicts, conflict_new (&one));
    }
  return conflicts;
}

/* From typed text to edits. */

static void
add_edit (GPtrArray *edits, GezinDossier *now, const GezinUuid *record, GezinKind kind,
          GezinField field, const char *item, const char *value)
{
  GezinEdit *edit = gezin_edit_new (record, kind, field, item, value);

  if (now != NULL)
    gezin_edit_seen_in (edit, now);
  g_ptr_array_add (edits, edit);
}

/* The items in @text, cleaned; a GHashTable of GRefString used as a set. */
static GHashTable *
read_items (const GezinFieldSpec *spec, const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) items =
      g_hash_table_new_full (g_str_hash, g_str_equal, (GDestroyNotify) g_ref_string_release, NULL);
  g_autofree char *whole = g_strndup (text, length);
  g_auto (GStrv) parts = g_strsplit_set (whole, ",\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      GError *wrong = NULL;
      GRefString *item = gezin_value_normalise (spec, parts[i], -1, NULL, &wrong);

      if (wrong != NULL)
        {
          g_propagate_error (error, wrong);
          return NULL;
        }
      if (item != NULL)
        g_hash_table_add (items, item);
    }
  return g_steal_pointer (&items);
}

static gboolean
add_set_edits (GPtrArray *edits, GezinDossier *now, const GezinRecord *existing,
               const GezinUuid *record, GezinKind kind, const GezinFieldSpec *spec,
               const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) wanted = read_items (spec, text, length, error);
  GHashTableIter iter;
  gpointer item;

  if (wanted == NULL)
    return FALSE;
  if (existing != NULL)
    {
      g_autoptr (GPtrArray) there = gezin_record_items (existing, spec->field);

      for (guint i = 0; i < there->len; i++)
        if (!g_hash_table_contains (wanted, there->pdata[i]))
          add_edit (edits, now, record, kind, spec->field, there->pdata[i], NULL);
    }
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    add_edit (edits, now, record, kind, spec->field, item, item);
  return TRUE;
}

gboolean
gezin_session_edit (GezinSession *session, GezinDossier *now, const GezinUuid *record,
                    GezinKind kind, const char *field, const char *text, gssize length,
                    GPtrArray *edits, GError **error)
{
  gsize bytes = length >= 0 ? (gsize) length : strlen (text);
  GezinField number = gezin_catalogue_field_by_name (kind, field);
  const GezinFieldSpec *spec = gezin_catalogue_field (number);
  const GezinRecord *existing = now != NULL ? gezin_dossier_find (now, record) : NULL;
  GRefString *value;
  GError *wrong = NULL;

  if (spec == NULL)
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD,
                           "no such field in this kind of record");
      return FALSE;
    }
  if (gezin_field_spec_is_set (spec))
    return add_set_edits (edits, now, existing, record, kind, spec, text, bytes, error);

  value = gezin_value_normalise (spec, text, (gssize) bytes, NULL, &wrong);
  if (wrong != NULL)
    {
      g_propagate_error (error, wrong);
      return FALSE;
    }
  add_edit (edits, now, record, kind, number, NULL, value);
  g_clear_pointer (&value, g_ref_string_release);
  return TRUE;
}

/* Writing. */

/* Edits into versions, and those into the store. @now may be a dossier that is not in the store yet. */
static gboolean
write_edits (Call *call, GezinDossier *now, const char *action, GError **error)
{
  GezinSession *session = call->session;
  GezinSessionWriter writer;
  GPtrArray *versions = NULL;
  GezinAuditEvent event = { .action = action, .dossier = gezin_dossier_id (now) };
  GezinStoreChange change = { .event = &event };
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  gboolean done = FALSE;

  for (guint i = 0; i < call->edits->len; i++)
    g_array_append_vals (records, &((GezinEdit *) call->edits->pdata[i])->record, 1);
  change.finished_drafts = (const GezinUuid *) (gpointer) records->data;
  change.n_finished_drafts = records->len;

  if (gezin_session_writer_init (session, gezin_dossier_id (now), call->text, &writer, error))
    {
      versions = gezin_write (now, &writer.writer, call->edits, error);
      done =
          versions != NULL
          && gezin_session_write (session, now, &writer, versions, &change, &call->commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

static gboolean
new_dossier (Call *call, GezinDossier *empty, GError **error)
{
  return write_edits (call, empty, "new", error);
}

static gboolean
begin_dossier (Call *call, GError **error)
{
  GezinSession *session = call->session;
  const GezinFieldSpec *spec;
  g_autoptr (GezinDossier) empty = NULL;
  GRefString *name;
  GDate today;

  call->id = gezin_uuid_random (session->random);
  empty = gezin_dossier_new (&call->id, NULL, 0, NULL, 0, error);
  if (empty == NULL)
    return FALSE;

  gezin_clock_today (session->clock, &today);
  {
    g_autoptr (GPtrArray) edits = gezin_opening_edits (&call->id, call->text, &today);
    GezinEdit *first = edits->pdata[0];
    GError *wrong = NULL;

    spec = gezin_catalogue_field (first->field);
    name = gezin_value_normalise (spec, call->text, -1, NULL, &wrong);
    if (name == NULL)
      {
        if (wrong != NULL)
          g_propagate_error (error, wrong);
        else
          g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_FIELD,
                               "a dossier needs a name");
        return FALSE;
      }
    g_clear_pointer (&first->value, g_ref_string_release);
    first->value = name;
    call->edits = edits;
    call->text = NULL;
    return new_dossier (call, empty, error);
  }
}

gboolean
gezin_session_new_dossier (GezinSession *session, const char *name, GezinUuid *dossier,
                           guint64 *commit, GError **error)
{
  Call call = { .session = session, .text = name };

  if (!gezin_session_run_call (&call, begin_dossier, error))
    return FALSE;
  *dossier = call.id;
  if (commit != NULL)
    *commit = call.commit;
  return TRUE;
}

static gboolean
commit_edits (Call *call, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (call->session, call->dossier, error);

  return now != NULL && write_edits (call, now, "commit", error);
}

gboolean
gezin_session_commit (GezinSession *session, const GezinUuid *dossier, GPtrArray *edits,
                      const char *why, guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .edits = edits, .text = why };
  gboolean done = gezin_session_run_call (&call, commit_edits, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

/* What the merge room makes of @call, given the dossier and a writer. */
typedef GPtrArray *(*MakeVersions) (Call *call, GezinDossier *now, const GezinWriter *writer,
                                    GError **error);

static gboolean
write_made (Call *call, MakeVersions make, const char *action, const char *why, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (session, call->dossier, error);
  GezinSessionWriter writer;
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinAuditEvent event = { .action = action, .dossier = call->dossier };
  GezinStoreChange change = { .event = &event };
  gboolean done = FALSE;

  if (now == NULL)
    return FALSE;
  event.subject = gezin_uuid_write (call->record, record);
  if (gezin_session_writer_init (session, call->dossier, why, &writer, error))
    {
      GPtrArray *versions = make (call, now, &writer.writer, error);

      done =
          versions != NULL
          && gezin_session_write (session, now, &writer, versions, &change, &call->commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

static GPtrArray *
make_removal (Call *call, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (GEZIN_FIELD_COMMON_REMOVED_REASON);
  GError *wrong = NULL;
  GRefString *reason =
      call->text != NULL ? gezin_value_normalise (spec, call->text, -1, NULL, &wrong) : NULL;
  GPtrArray *versions;

  if (wrong != NULL)
    {
      g_propagate_error (error, wrong);
      return NULL;
    }
  versions = gezin_write_removal (
      now, writer, call->record,
      call->seen != NULL ? gezin_dossier_find (call->seen, call->record) : NULL, reason, error);
  g_clear_pointer (&reason, g_ref_string_release);
  return versions;
}

static gboolean
remove_record (Call *call, GError **error)
{
  return write_made (call, make_removal, "remove", NULL, error);
}

gboolean
gezin_session_remove (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                      GezinDossier *seen, const char *reason, guint64 *commit, GError **error)
{
  Call call = {
    .session = session, .dossier = dossier, .record = record, .seen = seen, .text = reason
  };
  gboolean done = gezin_session_run_call (&call, remove_record, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

static GPtrArray *
make_restoration (Call *call, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  return gezin_write_restoration (now, writer, call->record, error);
}

static gboolean
restore (Call *call, GError **error)
{
  return write_made (call, make_restoration, "restore", NULL, error);
}

gboolean
gezin_session_put_back (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                        guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record };
  gboolean done = gezin_session_run_call (&call, restore, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

static GPtrArray *
make_choice (Call *call, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  return gezin_write_choice (now, writer, call->record, call->field, call->item, call->dot, error);
}

static gboolean
choose (Call *call, GError **error)
{
  return write_made (call, make_choice, "choose", NULL, error);
}

gboolean
gezin_session_choose (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                      GezinField field, const char *item, const GezinDot *dot, guint64 *commit,
                      GError **error)
{
  Call call = { .session = session,
                .dossier = dossier,
                .record = record,
                .field = field,
                .item = item,
                .dot = dot };
  gboolean done = gezin_session_run_call (&call, choose, error);

  if (commit != NULL)
    *commit = call.commit;
  return done;
}

/* Undo. */

static gboolean
undo (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (session, call->dossier, error);
  g_autoptr (GPtrArray) undone = NULL;
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  GezinSessionWriter writer;
  GezinAuditEvent event = { .action = "undo", .dossier = call->dossier };
  GezinStoreChange change = { .event = &event, .undoes = TRUE };
  gboolean done = FALSE;

  if (now == NULL)
    return FALSE;
  undone = gezin_store_undoable (session->store, call->dossier, &change.undone, error);
  if (undone == NULL)
    return FALSE;
  past = gezin_store_past (session->store, call->dossier, NULL, error);
  if (past == NULL)
    return FALSE;
  edits = gezin_undo_edits (now, undone, past, &call->rows);
  if (edits->len == 0)
    {
      g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING,
                           "somebody wrote over all that this commit wrote");
      return FALSE;
    }
  call->count = edits->len;

  if (gezin_session_writer_init (session, call->dossier, NULL, &writer, error))
    {
      GPtrArray *versions = gezin_write (now, &writer.writer, edits, error);

      done =
          versions != NULL
          && gezin_session_write (session, now, &writer, versions, &change, &call->commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

gboolean
gezin_session_undo (GezinSession *session, const GezinUuid *dossier, guint *n_put_back,
                    GPtrArray **left, guint64 *commit, GError **error)
{
  Call call = { .session = session, .dossier = dossier };
  gboolean done = gezin_session_run_call (&call, undo, error);

  if (n_put_back != NULL)
    *n_put_back = call.count;
  if (commit != NULL)
    *commit = call.commit;
  if (left != NULL)
    *left = g_steal_pointer (&call.rows);
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return done;
}

/* Drafts. */

static gboolean
keep_draft (Call *call, GError **error)
{
  return gezin_store_keep_draft (call->session->store, call->draft, error);
}

gboolean
gezin_session_keep_draft (GezinSession *session, const GezinDraft *draft, GError **error)
{
  Call call = { .session = session, .draft = draft };

  return gezin_session_run_call (&call, keep_draft, error);
}

static gboolean
drop_draft (Call *call, GError **error)
{
  return gezin_store_drop_draft (call->session->store, call->dossier, call->record, error);
}

gboolean
gezin_session_drop_draft (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                          GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record };

  return gezin_session_run_call (&call, drop_draft, error);
}

static gboolean
drafts (Call *call, GError **error)
{
  call->rows = gezin_store_drafts (call->session->store, call->dossier, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_drafts (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, drafts, error) ? call.rows : NULL;
}
