/* SPDX-License-Identifier: EUPL-1.2 */

/* What a bundle would bring to one record, as people read it: before they say yes or no.
 *
 * Invariants:
 * 1. Nothing is told of a field that would stay as it is.
 * 2. Fields that this version does not know are not shown. */

#include "session/bundles-private.h"
#include "session/display.h"

typedef struct {
  const GezinImportWords *words;
  const GezinRecord *ours; /* (nullable) */
  const GezinRecord *merged; /* (nullable) */
  const GezinRecord *theirs; /* what came, by itself */
} Telling;

static char *
text_of (const Telling *telling, const GezinRecord *record, GezinField field)
{
  return record != NULL ? gezin_session_field_text (telling->words->session, telling->words->merged,
                                                    record, field)
                        : NULL;
}

/* Of a field with one value: both that would stand. */
static void
tell_conflict (const Telling *telling, GezinImportChange *change)
{
  GezinRegister ours = gezin_record_register (telling->ours, change->field, NULL);
  GezinRegister theirs = gezin_record_register (telling->theirs, change->field, NULL);
  const GezinVersion *our = gezin_register_displayed (&ours);
  const GezinVersion *their = gezin_register_displayed (&theirs);

  if (our == NULL || their == NULL)
    return;
  change->is_conflict = TRUE;
  change->ours = our->dot;
  change->theirs = their->dot;
  change->our_author = g_strdup (our->commit->author);
  change->their_author = g_strdup (their->commit->author);
  change->our_time = our->commit->time;
  change->their_time = their->commit->time;
}

static gboolean
would_conflict (const Telling *telling, const GezinFieldSpec *spec)
{
  GezinRegister one;

  if (telling->ours == NULL || telling->merged == NULL || gezin_field_spec_is_set (spec))
    return FALSE;
  one = gezin_record_register (telling->merged, spec->field, NULL);
  return gezin_register_is_conflict (&one);
}

/* Invariant 1. Of a set what would stand afterwards, of one value what came. */
static void
tell_field (const Telling *telling, const GezinFieldSpec *spec, GPtrArray *changes)
{
  g_autofree char *before = text_of (telling, telling->ours, spec->field);
  gboolean is_conflict = would_conflict (telling, spec);
  g_autofree char *next =
      text_of (telling, telling->merged != NULL ? telling->merged : telling->theirs, spec->field);
  GezinImportChange *change;

  if (!is_conflict && g_strcmp0 (before, next) == 0)
    return;
  change = g_new0 (GezinImportChange, 1);
  change->field = spec->field;
  change->before = g_steal_pointer (&before);
  change->after =
      is_conflict ? text_of (telling, telling->theirs, spec->field) : g_steal_pointer (&next);
  if (is_conflict)
    tell_conflict (telling, change);
  g_ptr_array_add (changes, change);
}

static void
tell_fields (const Telling *telling, GPtrArray *changes)
{
  const GezinFieldSpec *before = NULL;

  for (guint at = 0; at < telling->theirs->n_heads; at++)
    {
      const GezinFieldSpec *spec = gezin_catalogue_field (telling->theirs->heads[at]->field);

      if (spec == NULL || spec == before)
        continue;
      before = spec;
      tell_field (telling, spec, changes);
    }
}

static int
by_field (gconstpointer a, gconstpointer b)
{
  const GezinImportChange *one = *(GezinImportChange *const *) a;
  const GezinImportChange *other = *(GezinImportChange *const *) b;

  if (one->is_conflict != other->is_conflict)
    return one->is_conflict ? -1 : 1;
  return one->field - other->field;
}

void
gezin_session_tell_import_item (const GezinImportWords *words, const GPtrArray *versions,
                                GezinImportItem *item)
{
  g_autoptr (GezinDossier) came =
      gezin_dossier_new (gezin_dossier_id (words->merged), (GezinVersion *const *) versions->pdata,
                         versions->len, NULL, 0, NULL);
  gboolean is_in_plan = !g_str_equal (item->outcome, "waiting")
                        && !g_str_equal (item->outcome, "parked")
                        && !g_str_equal (item->outcome, "refused");
  Telling telling = { .words = words };
  const GezinRecord *named;

  item->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_import_change_free);
  telling.theirs = came != NULL ? gezin_dossier_find (came, &item->record) : NULL;
  telling.ours = words->now != NULL ? gezin_dossier_find (words->now, &item->record) : NULL;
  telling.merged = is_in_plan ? gezin_dossier_find (words->merged, &item->record) : NULL;
  named = telling.merged != NULL ? telling.merged
                                 : (telling.ours != NULL ? telling.ours : telling.theirs);
  if (named != NULL)
    item->title = gezin_session_record_title (words->session, words->merged, named);
  if (telling.theirs != NULL)
    tell_fields (&telling, item->changes);
  g_ptr_array_sort (item->changes, by_field);
}
