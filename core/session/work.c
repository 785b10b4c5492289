/* SPDX-License-Identifier: EUPL-1.2 */

/* Writing, and drafts: each public call packs what it is about into a Call and lets a
 * function of the same name, less its prefix, do it on the worker. */

#include "session/session-private.h"

#include "casework/opening.h"
#include "merge/join.h"
#include "model/value.h"

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
