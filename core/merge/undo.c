/* SPDX-License-Identifier: EUPL-1.2 */

/* Undo (law 11): what has to be written so that a commit is taken back.
 *
 * Invariants:
 * 1. A register that anybody wrote over or beside stays as it is.
 * 2. Nothing is taken back halfway without being named: each undone version is either behind an
 *    edit or in what is left. */

#include "merge/undo.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const GezinDossier *dossier;
  GPtrArray *undone; /* sorted, borrowed */
  GPtrArray *past; /* sorted, borrowed */
  GPtrArray *edits;
  GPtrArray *left;
} Undo;

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = *(GezinVersion *const *) a;
  const GezinVersion *second = *(GezinVersion *const *) b;
  int order = gezin_uuid_compare (&first->record, &second->record);

  return order != 0 ? order : gezin_version_compare (first, second);
}

static GPtrArray *
sorted_copy (GPtrArray *versions)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    g_ptr_array_add (sorted, versions->pdata[i]);
  g_ptr_array_sort (sorted, compare_versions);
  return sorted;
}

static gboolean
is_among (GPtrArray *sorted, GezinVersion *version)
{
  return sorted->len > 0
         && bsearch (&version, sorted->pdata, sorted->len, sizeof *sorted->pdata, compare_versions)
                != NULL;
}

static void
leave (Undo *undo, GezinVersion *const *versions, guint n_versions)
{
  for (guint i = 0; i < n_versions; i++)
    g_ptr_array_add (undo->left, gezin_version_ref (versions[i]));
}

static int
compare_registers (const GezinVersion *a, const GezinVersion *b)
{
  int order = gezin_uuid_compare (&a->record, &b->record);

  return order != 0 ? order : gezin_version_compare_register (a, b);
}

/* Where in @sorted the versions of a register begin. */
static guint
find_register (GPtrArray *sorted, const GezinVersion *version)
{
  guint low = 0, high = sorted->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_registers (sorted->pdata[middle], version) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Of one register: the first of what is taken back, the one that knew none of the others. */
static const GezinVersion *
find_first (GezinVersion *const *undone, guint n_undone)
{
  const GezinVersion *first = undone[0];

  for (guint i = 1; i < n_undone; i++)
    if (gezin_version_supersedes (first, undone[i]))
      first = undone[i];
  return first;
}

/* What was in front of the author of @first, as far as it is held: the versions that were heads. */
static GPtrArray *
collect_before (const Undo *undo, const GezinVersion *first)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  GPtrArray *heads = g_ptr_array_new ();

  for (guint i = find_register (undo->past, first);
       i < undo->past->len && compare_registers (undo->past->pdata[i], first) == 0; i++)
    if (gezin_version_supersedes (first, undo->past->pdata[i]))
      g_ptr_array_add (known, undo->past->pdata[i]);
  for (guint i = 0; i < known->len; i++)
    {
      gboolean is_head = TRUE;

      for (guint j = 0; j < known->len; j++)
        is_head &= !gezin_version_supersedes (known->pdata[j], known->pdata[i]);
      if (is_head)
        g_ptr_array_add (heads, known->pdata[i]);
    }
  return heads;
}

/* A removal is put back only if nothing else has come since: it would hide what nobody saw. */
static gboolean
would_hide (const Undo *undo, const GezinRecord *record, const GezinVersion *before)
{
  if (before == NULL || before->field != GEZIN_FIELD_COMMON_REMOVED
      || g_strcmp0 (before->value, "true") != 0)
    return FALSE;
  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i]->field != GEZIN_FIELD_COMMON_REMOVED
        && !gezin_version_saw_contains (before, gezin_version_fingerprint (record->heads[i]))
        && !is_among (undo->undone, record->heads[i]))
      return TRUE;
  return FALSE;
}

/* What is written once is narrowed for good, and what the program made is not taken back. */
static gboolean
can_be_put_back (const GezinVersion *version)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (version->field);
  GezinKindFlags flags = gezin_catalogue_kind (version->kind)->flags;
  gboolean is_common = spec != NULL && spec->kind == GEZIN_KIND_NONE;

  return !version->erased && (flags & GEZIN_KIND_BY_PROGRAM) == 0
         && (is_common || (flags & GEZIN_KIND_WRITTEN_ONCE) == 0);
}

static void
add_edit (Undo *undo, const GezinVersion *head, const GezinVersion *before)
{
  GezinEdit *edit = gezin_edit_new (&head->record, head->kind, head->field, head->item,
                                    before != NULL ? before->value : NULL);
  const char *origin = before != NULL ? gezin_version_origin (before) : NULL;

  edit->origin = origin != NULL ? g_ref_string_new (origin) : NULL;
  g_ptr_array_add (undo->edits, edit);
}

/* @undone: of one register, at least one. */
static void
undo_register (Undo *undo, const GezinRecord *record, GezinVersion *const *undone, guint n_undone)
{
  const GezinVersion *first = find_first (undone, n_undone);
  GezinRegister now = gezin_record_register (record, first->field, first->item);
  g_autoptr (GPtrArray) before = collect_before (undo, first);
  GezinRegister then = { (GezinVersion *const *) before->pdata, before->len };
  const GezinVersion *displayed = gezin_register_displayed (&then);

  if (now.n_heads != 1 || !is_among (undo->undone, now.heads[0]) || !can_be_put_back (now.heads[0])
      || (displayed == NULL && first->context != NULL) || would_hide (undo, record, displayed))
    leave (undo, undone, n_undone);
  else
    add_edit (undo, now.heads[0], displayed);
}

/* Whether nothing of @record was there before @undone: nobody had seen anything of these
 * registers, and what others wrote is later. */
static gboolean
was_created (const Undo *undo, const GezinRecord *record, GezinVersion *const *undone,
             guint n_undone)
{
  for (guint first = 0, last; first < n_undone; first = last)
    {
      for (last = first + 1;
           last < n_undone && gezin_version_compare_register (undone[first], undone[last]) == 0;)
        last++;
      if (find_first (undone + first, last - first)->context != NULL)
        return FALSE;
    }
  for (guint i = 0; i < record->n_heads; i++)
    if (!is_among (undo->undone, record->heads[i])
        && record->heads[i]->commit->time <= undone[0]->commit->time)
      return FALSE;
  return TRUE;
}

static void
undo_creation (Undo *undo, const GezinRecord *record, GezinVersion *const *undone, guint n_undone)
{
  gboolean is_untouched = !gezin_record_is_removed (record);
  GezinKindFlags flags = gezin_catalogue_kind (record->kind)->flags;

  for (guint i = 0; i < record->n_heads; i++)
    is_untouched &= is_among (undo->undone, record->heads[i]) && !record->heads[i]->erased;
  if (!is_untouched || (flags & (GEZIN_KIND_BY_PROGRAM | GEZIN_KIND_ROOT)) != 0)
    leave (undo, undone, n_undone);
  else
    g_ptr_array_add (undo->edits, gezin_edit_new (&record->id, record->kind,
                                                  GEZIN_FIELD_COMMON_REMOVED, NULL, "true"));
}

/* @undone: of one record. */
static void
undo_record (Undo *undo, GezinVersion *const *undone, guint n_undone)
{
  const GezinRecord *record = gezin_dossier_find (undo->dossier, &undone[0]->record);

  if (record == NULL)
    leave (undo, undone, n_undone);
  else if (was_created (undo, record, undone, n_undone))
    undo_creation (undo, record, undone, n_undone);
  else
    for (guint first = 0, last; first < n_undone; first = last)
      {
        for (last = first + 1;
             last < n_undone && gezin_version_compare_register (undone[first], undone[last]) == 0;)
          last++;
        undo_register (undo, record, undone + first, last - first);
      }
}

GPtrArray *
gezin_undo_edits (GezinDossier *dossier, GPtrArray *undone, GPtrArray *past, GPtrArray **left)
{
  g_autoptr (GPtrArray) sorted_undone = sorted_copy (undone);
  g_autoptr (GPtrArray) sorted_past = sorted_copy (past);
  Undo undo = {
    .dossier = dossier,
    .undone = sorted_undone,
    .past = sorted_past,
    .edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free),
    .left = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref),
  };
  GezinVersion *const *versions = (GezinVersion *const *) sorted_undone->pdata;

  for (guint first = 0, last; first < sorted_undone->len; first = last)
    {
      for (last = first + 1;
           last < sorted_undone->len
           && gezin_uuid_equal (&versions[first]->record, &versions[last]->record);)
        last++;
      undo_record (&undo, versions + first, last - first);
    }
  *left = undo.left;
  return undo.edits;
}
