/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding, reading and writing: each public call packs what it is about into a
 * Call and lets a function of the same name, less its prefix, do it on the worker. */

#include "session/session-private.h"

#include "base/limits.h"
#include "casework/opening.h"
#include "merge/join.h"
#include "model/value.h"
#include "rules/sense.h"
#include "rules/shape.h"

#include <string.h>

/* Finding. */

static gboolean
list (Call *call, GError **error)
{
  call->rows = gezin_store_list_families (call->session->store, error);
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

static guint
count_words (const char *text)
{
  gboolean is_inside = FALSE;
  guint n_words = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      n_words += !g_ascii_isspace (*at) && !is_inside;
      is_inside = !g_ascii_isspace (*at);
    }
  return n_words;
}

gboolean
gezin_session_audit_search (GezinSession *session, const char *manner, const char *words,
                            guint n_hits, GError **error)
{
  g_autofree char *detail =
      g_strdup_printf ("%s%swords %u hits %u", manner != NULL ? manner : "",
                       manner != NULL ? " " : "", count_words (words), n_hits);
  const GezinAuditEvent event = { .action = "search", .detail = detail };

  return gezin_store_audit (session->store, &event, error);
}

static gboolean
search (Call *call, GError **error)
{
  GezinStore *store = call->session->store;

  call->rows = gezin_store_search (store, call->text, call->kind, call->limit, error);
  if (call->rows == NULL || !gezin_session_name_hits (call->session, call->rows, error)
      || !gezin_session_lead_hits (call->session, call->rows, error))
    return FALSE;
  return !call->flag
         || gezin_session_audit_search (call->session, NULL, call->text, call->rows->len, error);
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
  g_auto (GezinWhole) whole = { NULL };

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
      || (call->flag && !gezin_session_audit_whole (call->session, &whole, "open", error))
      || !gezin_session_look_elsewhere (call->session, &whole, NULL, error))
    return FALSE;
  call->opened = gezin_session_shown (call->session, &whole, error);
  return call->opened != NULL;
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

static gint64
time_of_entry (GPtrArray *entries, guint place)
{
  return ((GezinHistoryEntry *) entries->pdata[place])->version->commit->time;
}

/* Both newest first; so is what comes out, and each keeps its own order. */
static GPtrArray *
interleave (GPtrArray *a, GPtrArray *b)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_history_entry_free);
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    if (j == b->len || (i < a->len && time_of_entry (a, i) >= time_of_entry (b, j)))
      g_ptr_array_add (all, g_steal_pointer (&a->pdata[i++]));
    else
      g_ptr_array_add (all, g_steal_pointer (&b->pdata[j++]));
  g_ptr_array_set_free_func (a, NULL);
  g_ptr_array_set_free_func (b, NULL);
  return all;
}

static gboolean
history (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GArray) joined = gezin_store_joined (call->session->store, call->dossier, error);

  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      g_autoptr (GPtrArray) before = g_steal_pointer (&call->rows);
      g_autoptr (GPtrArray) rows =
          gezin_store_history (call->session->store, &g_array_index (joined, GezinUuid, i),
                               call->record, call->field, error);

      if (rows == NULL)
        return FALSE;
      call->rows = before == NULL ? g_steal_pointer (&rows) : interleave (before, rows);
    }
  return joined != NULL
         && gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
         && gezin_session_hide_history (call->session, &whole, call->rows, error)
         && gezin_session_look_elsewhere (call->session, &whole, call->rows, error);
}

GPtrArray *
gezin_session_history (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                       GezinField field, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record, .field = field };

  if (gezin_session_run_call (&call, history, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
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
  gezin_session_add_differences (session, now, conflicts);
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

/* The edits, and the whole that they are for. */
typedef struct {
  const GezinWhole *whole;
  GPtrArray *edits;
} Edits;

/* What an author had seen of a register, as far as it is of this part. */
static GezinContext *
narrow (const GezinContext *seen, const GezinDossier *part, const GezinEdit *edit)
{
  const GezinRecord *record = gezin_dossier_find (part, &edit->record);
  g_autoptr (GArray) dots = g_array_new (FALSE, FALSE, sizeof (GezinDot));
  g_autoptr (GezinContext) held = NULL;
  GezinRegister one;

  if (record == NULL || seen == NULL)
    return NULL;
  one = gezin_record_register (record, edit->field, edit->item);
  held = gezin_register_context (&one);
  for (guint i = 0; i < seen->n_dots; i++)
    if (gezin_context_count (held, seen->dots[i].replica) > 0)
      g_array_append_val (dots, seen->dots[i]);
  return gezin_context_new ((const GezinDot *) (gpointer) dots->data, dots->len);
}

/* The part that holds a record writes it, or several that do; a new one is for the part asked. */
static void
add_edit_for (const Edits *edits, guint part, GezinEdit *edit, GPtrArray *chosen)
{
  GezinDossier *const *parts = (GezinDossier *const *) edits->whole->parts->pdata;
  guint n_parts = edits->whole->parts->len;
  guint first = gezin_join_holder (parts, n_parts, 0, &edit->record);
  GezinEdit *copy = gezin_edit_copy (edit);

  if (first == n_parts ? part == edits->whole->asked
                       : gezin_whole_has (edits->whole, part, &edit->record))
    {
      g_ptr_array_add (chosen, copy);
      if (first == n_parts || !copy->knows_context
          || gezin_join_holder (parts, n_parts, first + 1, &edit->record) == n_parts)
        return;
      g_clear_pointer (&copy->context, gezin_context_unref);
      copy->context = narrow (edit->context, parts[part], edit);
      return;
    }
  gezin_edit_free (copy);
}

static GPtrArray *
make_edits (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  const Edits *edits = data;
  g_autoptr (GPtrArray) chosen = NULL;

  if (edits->whole->parts->len == 1)
    return gezin_write (now, writer, edits->edits, error);
  chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  for (guint i = 0; i < edits->edits->len; i++)
    {
      GezinEdit *edit = edits->edits->pdata[i];

      if (gezin_dossier_is_erased (edits->whole->dossier, &edit->record))
        {
          g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                               "the record is erased in a dossier that this one is joined with");
          return NULL;
        }
      add_edit_for (edits, part, edit, chosen);
    }
  return gezin_write (now, writer, chosen, error);
}

static gboolean
write_edits (Call *call, const GezinWhole *whole, const char *action, GError **error)
{
  Edits edits = { whole, call->edits };
  GezinWholeWrite write = {
    .make = make_edits, .data = &edits, .action = action, .why = call->text
  };
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; i < call->edits->len; i++)
    g_array_append_vals (records, &((GezinEdit *) call->edits->pdata[i])->record, 1);
  write.finished = records;
  return gezin_session_whole_write (call->session, whole, &write, &call->commit, error);
}

static gboolean
begin_dossier (Call *call, GError **error)
{
  GezinSession *session = call->session;
  const GezinFieldSpec *spec;
  g_auto (GezinWhole) empty = { NULL };
  GRefString *name;
  GDate today;

  call->id = gezin_uuid_random (session->random);
  if (!gezin_session_whole_empty (&call->id, &empty, error))
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
    return write_edits (call, &empty, "new", error);
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
  g_auto (GezinWhole) whole = { NULL };

  return gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
         && write_edits (call, &whole, "commit", error);
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

/* What the merge room makes of @call for the record in one part. */
typedef GPtrArray *(*MakeOfRecord) (Call *call, GezinDossier *now, const GezinWriter *writer,
                                    const GezinWhole *whole, GError **error);

typedef struct {
  Call *call;
  const GezinWhole *whole;
  MakeOfRecord make;
  guint n_holders; /* parts that hold the record */
  guint n_done; /* of them, where there was something to do */
  GError *nothing; /* what the others said */
} OfRecord;

static GPtrArray *
make_of_record (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer,
                GError **error)
{
  OfRecord *of = data;
  GError *inner = NULL;
  GPtrArray *versions;

  if (of->n_holders > 0 ? !gezin_whole_has (of->whole, part, of->call->record)
                        : part != of->whole->asked)
    return g_ptr_array_new ();
  versions = of->make (of->call, now, writer, of->whole, &inner);
  if (versions != NULL)
    {
      of->n_done++;
      /* cppcheck-suppress returnDanglingLifetime */
      return versions;
    }
  /* Where several parts hold it, one may have nothing left to do. */
  if (of->n_holders < 2 || !g_error_matches (inner, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING))
    {
      g_propagate_error (error, inner);
      return NULL;
    }
  g_clear_error (&of->nothing);
  of->nothing = inner;
  return g_ptr_array_new ();
}

static gboolean
write_of_record (Call *call, MakeOfRecord make, const char *action, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  OfRecord of = { .call = call, .whole = &whole, .make = make };
  GezinWholeWrite write = { .make = make_of_record,
                            .data = &of,
                            .action = action,
                            .subject = gezin_uuid_write (call->record, record) };
  gboolean done;

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  for (guint i = 0; i < whole.parts->len; i++)
    of.n_holders += gezin_whole_has (&whole, i, call->record);
  done = gezin_session_whole_write (call->session, &whole, &write, &call->commit, error);
  if (done && of.n_done == 0 && of.nothing != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&of.nothing));
      return FALSE;
    }
  g_clear_error (&of.nothing);
  return done;
}

static GPtrArray *
make_removal (Call *call, GezinDossier *now, const GezinWriter *writer, const GezinWhole *whole,
              GError **error)
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
      gezin_dossier_find (call->seen != NULL ? call->seen : whole->dossier, call->record), reason,
      error);
  g_clear_pointer (&reason, g_ref_string_release);
  return versions;
}

static gboolean
remove_record (Call *call, GError **error)
{
  return write_of_record (call, make_removal, "remove", error);
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
make_restoration (Call *call, GezinDossier *now, const GezinWriter *writer, const GezinWhole *whole,
                  GError **error)
{
  return gezin_write_restoration (now, writer, call->record, error);
}

static gboolean
restore (Call *call, GError **error)
{
  return write_of_record (call, make_restoration, "restore", error);
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
  gboolean done = gezin_session_run_call (&call, gezin_session_choose_in_whole, error);

  if (commit != NULL)
    *commit = call.commit;
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
  g_autoptr (GArray) joined = gezin_store_joined (call->session->store, call->dossier, error);

  for (guint i = 0; joined != NULL && i < joined->len; i++)
    if (!gezin_store_drop_draft (call->session->store, &g_array_index (joined, GezinUuid, i),
                                 call->record, error))
      return FALSE;
  return joined != NULL;
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
  return gezin_session_collect_joined (call, gezin_store_drafts, error);
}

GPtrArray *
gezin_session_drafts (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, drafts, error) ? call.rows : NULL;
}
