/* SPDX-License-Identifier: EUPL-1.2 */

/* Writing: versions from edits.
 *
 * Invariants:
 * 1. n is one more than the own entry in the context, so one replica's versions of a register form
 *    a chain (law 4 would refuse anything else).
 * 2. A context never covers what its author did not have in front of them.
 * 3. `removed` is true only together with what the remover saw (law 7). */

#include "merge/write.h"

#include "base/limits.h"
#include "merge/write-private.h"

#include <stdlib.h>

static gboolean
fail (GError **error, GezinMergeError code, const char *what)
{
  g_set_error_literal (error, GEZIN_MERGE_ERROR, code, what);
  return FALSE;
}

static GezinRegister
find_register (const GezinDossier *dossier, const GezinEdit *edit)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &edit->record);

  if (record == NULL)
    return (GezinRegister){ NULL, 0 };
  return gezin_record_register (record, edit->field, edit->item);
}

/* The record can take the edit: it is not erased, of one kind, and the root is one. */
static gboolean
check_target (const GezinDossier *dossier, const GezinEdit *edit, GError **error)
{
  const GezinRecord *record = gezin_dossier_find (dossier, &edit->record);
  gboolean is_root = (gezin_catalogue_kind (edit->kind)->flags & GEZIN_KIND_ROOT) != 0;

  if (gezin_dossier_is_erased (dossier, &edit->record)
      || (record != NULL && record->kind != edit->kind))
    return fail (error, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                 "the record is erased or of another kind");
  if (is_root != gezin_uuid_equal (&edit->record, gezin_dossier_id (dossier)))
    return fail (error, GEZIN_MERGE_ERROR_OTHER_ROOT, "the root's id is the dossier's");
  return TRUE;
}

static int
compare_replicas (gconstpointer a, gconstpointer b)
{
  guint64 first = *(const guint64 *) a, second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

gboolean
gezin_writer_owns (const GezinWriter *writer, guint64 replica)
{
  return replica == writer->replica
         || (writer->n_own_replicas > 0
             && bsearch (&replica, writer->own_replicas, writer->n_own_replicas, sizeof replica,
                         compare_replicas)
                    != NULL);
}

static gboolean
is_marker_unknown (const GezinVersion *marker, const GezinEdit *edit, const GezinContext *seen)
{
  return marker->erased && !gezin_context_covers (seen, &marker->dot)
         && gezin_uuid_equal (&marker->record, &edit->record) && marker->field == edit->field
         && g_strcmp0 (marker->item, edit->item) == 0;
}

/* Whether this store wrote the register after @seen was taken, or anybody erased it without @seen
 * knowing: such a write would have to wait (law 10). */
static gboolean
has_changed_since (const GezinRegister *one, const GezinContext *now, const GezinEdit *edit,
                   const GezinWriter *writer)
{
  const GezinContext *seen = edit->context;

  for (guint i = 0; now != NULL && i < now->n_dots; i++)
    if (gezin_writer_owns (writer, now->dots[i].replica)
        && !gezin_context_covers (seen, &now->dots[i]))
      return TRUE;
  for (guint i = 0; i < one->n_heads; i++)
    if (is_marker_unknown (one->heads[i], edit, seen))
      return TRUE;
  for (guint i = 0; writer->markers != NULL && i < writer->markers->len; i++)
    if (is_marker_unknown (writer->markers->pdata[i], edit, seen))
      return TRUE;
  return FALSE;
}

/* A value equal to the only head, or clearing what was never written, is no write. A removal is
 * one all the same: what it saw may be new. */
static gboolean
is_no_write (const GezinRegister *one, const GezinEdit *edit)
{
  if (one->n_heads == 0)
    return edit->value == NULL;
  return one->n_heads == 1 && g_strcmp0 (one->heads[0]->value, edit->value) == 0
         && (edit->field != GEZIN_FIELD_COMMON_REMOVED || edit->value == NULL);
}

static gboolean
is_removal (const GezinEdit *edit)
{
  return edit->field == GEZIN_FIELD_COMMON_REMOVED && g_strcmp0 (edit->value, "true") == 0;
}

static GezinVersion *
make_version (const GezinWriter *writer, const GezinEdit *edit, GezinContext *context,
              const guint64 *saw, guint n_saw, gboolean erased)
{
  GezinDot dot = { writer->replica, gezin_context_count (context, writer->replica) + 1 };
  GRefString *origin = edit->origin;

  if (origin != NULL && g_strcmp0 (origin, writer->commit->organisation) == 0)
    origin = NULL;
  return gezin_version_new (&edit->record, edit->kind, edit->field, edit->item, edit->value, &dot,
                            context, writer->commit, origin, saw, n_saw, erased);
}

/* Law 7. */

static void
add_fingerprint (GArray *saw, const GezinVersion *version)
{
  guint64 fingerprint = gezin_version_fingerprint (version);

  g_array_append_val (saw, fingerprint);
}

/* Of a record that is gone nothing else travels, so somebody else may still have a version in front
 * of them that @version was written over: who saw @version has seen past that. */
static void
add_what_is_behind (GArray *saw, const GezinVersion *version)
{
  for (guint i = 0; version->context != NULL && i < version->context->n_dots; i++)
    {
      GezinDot dot = version->context->dots[i];
      guint32 oldest = dot.n > GEZIN_MAX_SAW_BEHIND ? dot.n - GEZIN_MAX_SAW_BEHIND : 0;

      for (; dot.n > oldest && saw->len < GEZIN_MAX_SAW_ENTRIES / 2; dot.n--)
        {
          guint64 fingerprint = gezin_version_fingerprint_at (version, &dot);

          g_array_append_val (saw, fingerprint);
        }
    }
}

static void
sort_and_drop_twins (GArray *saw)
{
  guint kept = 0;

  g_array_sort (saw, compare_replicas);
  for (guint i = 0; i < saw->len; i++)
    if (i == 0 || g_array_index (saw, guint64, i) != g_array_index (saw, guint64, kept - 1))
      g_array_index (saw, guint64, kept++) = g_array_index (saw, guint64, i);
  g_array_set_size (saw, kept);
}

/* Random ones up to a whole multiple, so that the number says little of what a recipient is not
 * shown. */
static void
pad (GArray *saw, GezinRandom *random)
{
  while (saw->len % GEZIN_SAW_PADDING != 0)
    {
      guint64 padding = gezin_random_id (random);

      g_array_append_val (saw, padding);
    }
  g_array_sort (saw, compare_replicas);
}

static gboolean
is_superseded_by_any (const GezinVersion *version, GPtrArray *written)
{
  for (guint i = 0; i < written->len; i++)
    {
      const GezinVersion *other = written->pdata[i];

      if (gezin_uuid_equal (&other->record, &version->record)
          && gezin_version_compare_register (other, version) == 0
          && gezin_version_supersedes (other, version))
        return TRUE;
    }
  return FALSE;
}

/* A removal that takes the place of other removals saw what those saw. */
static void
add_saw_of_removals (GArray *saw, const GezinRecord *seen, const GezinContext *context)
{
  GezinRegister removals = gezin_record_register (seen, GEZIN_FIELD_COMMON_REMOVED, NULL);

  for (guint i = 0; i < removals.n_heads; i++)
    if (g_strcmp0 (removals.heads[i]->value, "true") == 0
        && gezin_context_covers (context, &removals.heads[i]->dot) && removals.heads[i]->n_saw > 0)
      g_array_append_vals (saw, removals.heads[i]->saw, removals.heads[i]->n_saw);
}

static gboolean
is_content_of (const GezinVersion *version, const GezinUuid *record)
{
  return gezin_uuid_equal (&version->record, record)
         && version->field != GEZIN_FIELD_COMMON_REMOVED;
}

/* What a remover saw of a record: the heads of @seen, what is written in the same act, and last, as
 * far as there is room, what those were written over. */
static GArray *
collect_saw (const GezinEdit *removal, const GezinContext *context, const GezinRecord *seen,
             GPtrArray *written, GezinRandom *random)
{
  GArray *saw = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; seen != NULL && i < seen->n_heads; i++)
    if (is_content_of (seen->heads[i], &removal->record)
        && !is_superseded_by_any (seen->heads[i], written))
      add_fingerprint (saw, seen->heads[i]);
  for (guint i = 0; i < written->len; i++)
    if (is_content_of (written->pdata[i], &removal->record))
      add_fingerprint (saw, written->pdata[i]);
  if (seen != NULL)
    add_saw_of_removals (saw, seen, context);
  for (guint i = 0; seen != NULL && i < seen->n_heads; i++)
    if (is_content_of (seen->heads[i], &removal->record))
      add_what_is_behind (saw, seen->heads[i]);
  for (guint i = 0; i < written->len; i++)
    if (is_content_of (written->pdata[i], &removal->record))
      add_what_is_behind (saw, written->pdata[i]);
  sort_and_drop_twins (saw);
  pad (saw, random);
  return saw;
}

/* Writing. */

/* @seen: of a removal, the record that was in front of its author. */
static gboolean
write_edit (const GezinDossier *dossier, const GezinWriter *writer, const GezinEdit *edit,
            const GezinRecord *seen, GPtrArray *written, GError **error)
{
  GezinRegister one = find_register (dossier, edit);
  g_autoptr (GezinContext) now = gezin_register_context (&one);
  GezinContext *context = edit->knows_context ? edit->context : now;
  g_autoptr (GArray) saw = NULL;

  if (!check_target (dossier, edit, error))
    return FALSE;
  if (edit->knows_context && has_changed_since (&one, now, edit, writer))
    return fail (error, GEZIN_MERGE_ERROR_CHANGED_SINCE,
                 "a field was written here, or erased, after the form was opened");
  if (is_no_write (&one, edit))
    return TRUE;
  if (is_removal (edit))
    saw = collect_saw (edit, context, seen, written, writer->random);
  g_ptr_array_add (written,
                   make_version (writer, edit, context,
                                 saw != NULL ? (const guint64 *) (gpointer) saw->data : NULL,
                                 saw != NULL ? saw->len : 0, FALSE));
  return TRUE;
}

static int
compare_written (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  return order != 0 ? order : gezin_version_compare (first, second);
}

/* Two edits of one register would make one dot twice. */
static gboolean
is_each_register_once (GPtrArray *written)
{
  for (guint i = 1; i < written->len; i++)
    if (compare_written (&written->pdata[i - 1], &written->pdata[i]) == 0)
      return FALSE;
  return TRUE;
}

GPtrArray *
gezin_write_having_seen (GezinDossier *dossier, const GezinWriter *writer, GPtrArray *edits,
                         gboolean has_seen_all, GError **error)
{
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);

  /* Removals last: they have seen what is written beside them. */
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < edits->len; i++)
      {
        const GezinEdit *edit = edits->pdata[i];
        const GezinRecord *seen = has_seen_all || !edit->knows_context
                                      ? gezin_dossier_find (dossier, &edit->record)
                                      : NULL;

        if (is_removal (edit) == (pass == 1)
            && !write_edit (dossier, writer, edit, seen, written, error))
          return NULL;
      }
  g_ptr_array_sort (written, compare_written);
  g_return_val_if_fail (is_each_register_once (written), NULL);
  return g_steal_pointer (&written);
}

GPtrArray *
gezin_write (GezinDossier *dossier, const GezinWriter *writer, GPtrArray *edits, GError **error)
{
  return gezin_write_having_seen (dossier, writer, edits, FALSE, error);
}

static void
see_in_record (GezinEdit *edit, const GezinRecord *seen)
{
  GezinRegister one = gezin_record_register (seen, edit->field, edit->item);

  edit->knows_context = TRUE;
  edit->context = gezin_register_context (&one);
}

GPtrArray *
gezin_write_removal (GezinDossier *dossier, const GezinWriter *writer, const GezinUuid *record,
                     const GezinRecord *seen, const char *reason, GError **error)
{
  const GezinRecord *now = gezin_dossier_find (dossier, record);
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinEdit) removal = NULL;
  g_autoptr (GezinEdit) why = NULL;

  if (now == NULL || gezin_record_is_removed (now))
    {
      fail (error, now == NULL ? GEZIN_MERGE_ERROR_NO_SUCH_RECORD : GEZIN_MERGE_ERROR_NOTHING,
            "nothing to remove");
      return NULL;
    }
  if (seen == NULL)
    seen = now;
  removal = gezin_edit_new (record, now->kind, GEZIN_FIELD_COMMON_REMOVED, NULL, "true");
  why = gezin_edit_new (record, now->kind, GEZIN_FIELD_COMMON_REMOVED_REASON, NULL, reason);
  see_in_record (removal, seen);
  see_in_record (why, seen);
  if ((reason != NULL && !write_edit (dossier, writer, why, NULL, written, error))
      || !write_edit (dossier, writer, removal, seen, written, error))
    return NULL;
  g_ptr_array_sort (written, compare_written);
  return g_steal_pointer (&written);
}

static GPtrArray *
write_one (GezinDossier *dossier, const GezinWriter *writer, GezinEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();

  g_ptr_array_add (edits, edit);
  return gezin_write (dossier, writer, edits, error);
}

GPtrArray *
gezin_write_restoration (GezinDossier *dossier, const GezinWriter *writer, const GezinUuid *record,
                         GError **error)
{
  const GezinRecord *now = gezin_dossier_find (dossier, record);
  g_autoptr (GezinEdit) edit = NULL;

  if (now == NULL)
    {
      fail (error, GEZIN_MERGE_ERROR_NO_SUCH_RECORD, "there is no such record to put back");
      return NULL;
    }
  if (!gezin_record_is_removed (now) && !gezin_record_is_removal_contested (now))
    {
      fail (error, GEZIN_MERGE_ERROR_NOTHING, "nobody removed the record");
      return NULL;
    }
  edit = gezin_edit_new (record, now->kind, GEZIN_FIELD_COMMON_REMOVED, NULL, "false");
  return write_one (dossier, writer, edit, error);
}

static const GezinVersion *
find_head (const GezinRegister *one, const GezinDot *dot)
{
  for (guint i = 0; i < one->n_heads; i++)
    if (gezin_dot_compare (&one->heads[i]->dot, dot) == 0)
      return one->heads[i];
  return NULL;
}

GPtrArray *
gezin_write_choice (GezinDossier *dossier, const GezinWriter *writer, const GezinUuid *record,
                    GezinField field, const char *item, const GezinDot *dot, GError **error)
{
  const GezinRecord *now = gezin_dossier_find (dossier, record);
  const GezinVersion *chosen;
  GezinRegister one;
  g_autoptr (GezinEdit) edit = NULL;
  const char *origin;

  if (now == NULL)
    {
      fail (error, GEZIN_MERGE_ERROR_NO_SUCH_RECORD, "there is no such record to choose in");
      return NULL;
    }
  one = gezin_record_register (now, field, item);
  chosen = one.n_heads > 1 ? find_head (&one, dot) : NULL;
  if (chosen == NULL)
    {
      fail (error, GEZIN_MERGE_ERROR_NOTHING, "the field has no such version to choose");
      return NULL;
    }
  edit = gezin_edit_new (record, now->kind, field, item, chosen->value);
  origin = gezin_version_origin (chosen);
  edit->origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  return write_one (dossier, writer, edit, error);
}

static gboolean
is_said_here (const GezinRegister *one, const GezinWriter *writer)
{
  for (guint i = 0; i < one->n_heads; i++)
    if (one->heads[i]->value != NULL && gezin_writer_owns (writer, one->heads[i]->dot.replica))
      return TRUE;
  return FALSE;
}

GPtrArray *
gezin_write_item (GezinDossier *dossier, const GezinWriter *writer, const GezinUuid *record,
                  GezinField field, const char *item, GError **error)
{
  const GezinRecord *now = gezin_dossier_find (dossier, record);
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinContext) seen = NULL;
  g_autoptr (GezinEdit) edit = NULL;
  GezinRegister one;

  if (now == NULL)
    {
      fail (error, GEZIN_MERGE_ERROR_NO_SUCH_RECORD, "there is no such record to write in");
      return NULL;
    }
  one = gezin_record_register (now, field, item);
  edit = gezin_edit_new (record, now->kind, field, item, item);
  seen = gezin_register_context (&one);
  if (!check_target (dossier, edit, error))
    return NULL;
  if (!is_said_here (&one, writer))
    g_ptr_array_add (written, make_version (writer, edit, seen, NULL, 0, FALSE));
  return g_steal_pointer (&written);
}

GPtrArray *
gezin_write_erasure (GezinDossier *dossier, const GezinWriter *writer, const GezinUuid *record,
                     GezinField field, const char *item, GError **error)
{
  const GezinRecord *now = gezin_dossier_find (dossier, record);
  g_autoptr (GPtrArray) written =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinContext) all = NULL;
  g_autoptr (GezinEdit) edit = NULL;
  GezinRegister one = { NULL, 0 };

  if (now == NULL)
    {
      fail (error, GEZIN_MERGE_ERROR_NO_SUCH_RECORD, "there is no such record to erase from");
      return NULL;
    }
  one = gezin_record_register (now, field, item);
  if (one.n_heads == 0 || (one.n_heads == 1 && one.heads[0]->erased))
    {
      fail (error, GEZIN_MERGE_ERROR_NOTHING, "the field has nothing to erase");
      return NULL;
    }
  edit = gezin_edit_new (record, now->kind, field, item, NULL);
  all = gezin_register_context (&one);
  g_ptr_array_add (written, make_version (writer, edit, all, NULL, 0, TRUE));
  return g_steal_pointer (&written);
}
