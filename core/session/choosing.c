/* SPDX-License-Identifier: EUPL-1.2 */

/* Several versions of one thing: where records that are linked as the same differ,
 * and choosing, which writes into each linked record that has another value (law 14).
 *
 * Invariants:
 * 1. Only what says something of the person or thing itself can differ between records: no field
 *    that every kind has, no set, nothing that is written once or follows from others.
 * 2. A field that a linked record never said anything about is not written there. */

#include "session/session-private.h"

static gboolean
is_of_the_thing (const GezinRecord *record, const GezinFieldSpec *spec)
{
  GezinKindFlags flags = gezin_catalogue_kind (record->kind)->flags;

  return spec != NULL && spec->kind != GEZIN_KIND_NONE
         && (flags & (GEZIN_KIND_WRITTEN_ONCE | GEZIN_KIND_BY_PROGRAM)) == 0
         && (spec->flags & GEZIN_FIELD_DERIVED) == 0;
}

/* Differences. */

static const GezinVersion *
displayed_in (const GezinDossier *dossier, const GezinUuid *id, GezinKind kind, GezinField field)
{
  const GezinRecord *record = gezin_dossier_find (dossier, id);
  GezinRegister one;
  const GezinVersion *displayed;

  if (record == NULL || record->kind != kind)
    return NULL;
  one = gezin_record_register (record, field, NULL);
  displayed = gezin_register_displayed (&one);
  return displayed != NULL && displayed->value != NULL ? displayed : NULL;
}

static void
add_difference (const GezinDossier *dossier, const GArray *members, const GezinRecord *first,
                GezinField field, GPtrArray *conflicts)
{
  g_autoptr (GPtrArray) heads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  gboolean differs = FALSE;
  GezinConflict *conflict;

  for (guint i = 0; i < members->len; i++)
    {
      const GezinVersion *one =
          displayed_in (dossier, &g_array_index (members, GezinUuid, i), first->kind, field);

      if (one == NULL)
        continue;
      g_ptr_array_add (heads, gezin_version_ref ((GezinVersion *) one));
      differs |= g_strcmp0 (one->value, ((GezinVersion *) heads->pdata[0])->value) != 0;
    }
  if (!differs)
    return;
  conflict = g_new0 (GezinConflict, 1);
  conflict->record = first->id;
  conflict->kind = first->kind;
  conflict->field = field;
  conflict->heads = g_steal_pointer (&heads);
  conflict->is_between_records = TRUE;
  g_ptr_array_add (conflicts, conflict);
}

void
gezin_session_add_differences (GezinSession *session, GezinDossier *dossier, GPtrArray *conflicts)
{
  g_autoptr (GezinSame) same = gezin_session_same_of (session, dossier);

  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);
      const GArray *members = gezin_same_members (same, &record->id);
      const GezinFieldSpec *const *fields;
      guint n_fields;

      if (members == NULL || members->len < 2
          || !gezin_uuid_equal (gezin_same_first (same, &record->id), &record->id)
          || (gezin_catalogue_kind (record->kind)->flags & GEZIN_KIND_ROOT) != 0)
        continue;
      fields = gezin_catalogue_fields_of (record->kind, &n_fields);
      for (guint f = 0; f < n_fields; f++)
        if (is_of_the_thing (record, fields[f]) && !gezin_field_spec_is_set (fields[f]))
          add_difference (dossier, members, record, fields[f]->field, conflicts);
    }
}

/* Choosing. */

typedef struct {
  const Call *call;
  const GezinWhole *whole;
  GezinSame *same;
  const GezinVersion *chosen;
} Choice;

static const GezinVersion *
find_head (const GezinRecord *record, const Call *call)
{
  GezinRegister one;

  if (record == NULL)
    return NULL;
  one = gezin_record_register (record, call->field, call->item);
  for (guint i = 0; i < one.n_heads; i++)
    if (gezin_dot_compare (&one.heads[i]->dot, call->dot) == 0)
      return one.heads[i];
  return NULL;
}

/* In @now: what has another value than the chosen one, or several. */
static gboolean
must_be_written (const Choice *choice, GezinDossier *now, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (now, id);
  const GezinFieldSpec *spec = gezin_catalogue_field (choice->call->field);
  gboolean is_itself = gezin_uuid_equal (id, &choice->chosen->record);
  gboolean differs = FALSE, says_something = FALSE;
  GezinRegister one;

  if (record == NULL || record->kind != choice->chosen->kind
      || (!is_itself && !is_of_the_thing (record, spec)))
    return FALSE;
  one = gezin_record_register (record, choice->call->field, choice->call->item);
  for (guint i = 0; i < one.n_heads; i++)
    {
      differs |= g_strcmp0 (one.heads[i]->value, choice->chosen->value) != 0;
      says_something |= one.heads[i]->value != NULL || choice->call->item != NULL;
    }
  return is_itself ? one.n_heads > 1 || differs : differs && says_something;
}

static void
add_edit (const Choice *choice, const GezinUuid *id, GPtrArray *edits)
{
  const GezinVersion *chosen = choice->chosen;
  GezinEdit *edit =
      gezin_edit_new (id, chosen->kind, choice->call->field, choice->call->item, chosen->value);
  const char *origin = gezin_version_origin (chosen);

  edit->origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  g_ptr_array_add (edits, edit);
}

static GPtrArray *
make_choice (gpointer data, guint part, GezinDossier *now, const GezinWriter *writer,
             GError **error)
{
  const Choice *choice = data;
  const GezinUuid *own = &choice->chosen->record;
  const GArray *members = gezin_same_members (choice->same, own);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);

  if (must_be_written (choice, now, own))
    add_edit (choice, own, edits);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const GezinUuid *id = &g_array_index (members, GezinUuid, i);

      if (!gezin_uuid_equal (id, own) && must_be_written (choice, now, id))
        add_edit (choice, id, edits);
    }
  return gezin_write (now, writer, edits, error);
}

gboolean
gezin_session_choose_in_whole (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinSame) same = NULL;
  char record[GEZIN_UUID_TEXT_LENGTH + 1];
  Choice choice = { .call = call, .whole = &whole };
  GezinWholeWrite write = { .make = make_choice,
                            .data = &choice,
                            .action = "choose",
                            .subject = gezin_uuid_write (call->record, record) };

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error))
    return FALSE;
  if (gezin_dossier_find (whole.dossier, call->record) == NULL)
    {
      g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                           "there is no such record to choose in");
      return FALSE;
    }
  same = gezin_session_same_of (call->session, whole.dossier);
  choice.same = same;
  choice.chosen = find_head (gezin_dossier_find (whole.dossier, call->record), call);
  if (choice.chosen != NULL
      && !gezin_session_whole_write (call->session, &whole, &write, &call->commit, error))
    return FALSE;
  if (call->commit != 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING,
                       "the field has no such version to choose");
  return FALSE;
}
