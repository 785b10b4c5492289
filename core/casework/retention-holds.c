/* SPDX-License-Identifier: EUPL-1.2 */

/* What holds a dossier, or a record of it, though its term is over.
 *
 * Invariants:
 * 1. The root stays as long as anything does.
 * 2. What a record that stays points at stays, and what that points at. */

#include "casework/retention-private.h"

#include <glib/gi18n-lib.h>

void
gezin_retention_add_hold (GPtrArray *holds, const char *code, const char *sentence,
                          const GezinUuid *record)
{
  GezinHold *hold = g_new0 (GezinHold, 1);

  hold->code = g_strdup (code);
  hold->sentence = g_strdup (sentence);
  hold->has_record = record != NULL;
  if (record != NULL)
    hold->record = *record;
  g_ptr_array_add (holds, hold);
}

/* A measure runs until it has surely ended. */
static gboolean
is_running (const GezinRecord *measure, guint32 day)
{
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);
  GezinDays until = GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  guint32 last = gezin_retention_surely_by (&ended);

  if (last == 0)
    last = gezin_retention_surely_by (&until);
  return last == 0 || last >= day;
}

static void
look_for_holds (Work *work, const GezinRecord *record, guint32 day)
{
  if (gezin_record_is_removed (record))
    return;
  if (record->kind == GEZIN_KIND_MEASURE && is_running (record, day))
    gezin_retention_add_hold (work->holds, "measure-running",
                              _ ("A measure in it has not ended, or its end is not filled in."),
                              &record->id);
  if (record->kind == GEZIN_KIND_RESPONSE && GEZIN_READ_EMPTY (record, RESPONSE_ANSWERED)
      && !GEZIN_READ_CODE (record, RESPONSE_KIND, "erasure"))
    gezin_retention_add_hold (work->holds, "request-open",
                              _ ("The family asked something that has not been answered yet."),
                              &record->id);
  if (record->kind == GEZIN_KIND_FAMILY && GEZIN_READ_EMPTY (record, FAMILY_CLOSED))
    gezin_retention_add_hold (work->holds, "dossier-open", _ ("The dossier has not been closed."),
                              &record->id);
}

void
gezin_retention_find_holds (Work *work, guint32 day)
{
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    look_for_holds (work, gezin_dossier_record (work->dossier, i), day);
}

/* Adds the ids that @record points at. */
static void
collect_targets (const GezinRecord *record, GHashTable *targets)
{
  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
      GezinUuid id;

      if (spec != NULL && gezin_field_spec_is_ref (spec) && head->value != NULL
          && gezin_uuid_parse (head->value, &id))
        g_hash_table_replace (targets, g_memdup2 (&id, sizeof id),
                              g_memdup2 (&record->id, sizeof record->id));
    }
}

/* What a record that stays points at stays, and what that points at. */
GHashTable *
gezin_retention_find_needed (const Work *work, const Term *terms, guint32 day)
{
  GHashTable *needed = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  g_autofree gboolean *stays = g_new0 (gboolean, gezin_dossier_n_records (work->dossier) + 1);
  gboolean has_grown = TRUE;

  while (has_grown)
    {
      has_grown = FALSE;
      for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
        {
          const GezinRecord *record = gezin_dossier_record (work->dossier, i);

          if (stays[i] || (terms[i].until <= day && !g_hash_table_contains (needed, &record->id)))
            continue;
          stays[i] = has_grown = TRUE;
          collect_targets (record, needed);
        }
    }
  return needed;
}

/* The root stays as long as anything does; a request of the family holds every record; whatever
 * holds the dossier holds those of which the term is the dossier's. */
void
gezin_retention_hold_record (const Work *work, GezinRetentionItem *item, const Term *term,
                             GHashTable *needed, gboolean whole_due)
{
  gboolean is_of_dossier = term->rule != NULL && g_strcmp0 (term->rule->starts, LAST_CHANGE) == 0;
  const GezinUuid *by = g_hash_table_lookup (needed, &item->record);
  const GezinRecord *root = gezin_dossier_root (work->dossier);

  if (by != NULL)
    gezin_retention_add_hold (item->holds, "needed", _ ("A record that is kept refers to it."), by);
  if (root != NULL && gezin_uuid_equal (&root->id, &item->record) && !whole_due)
    gezin_retention_add_hold (item->holds, "root", _ ("It goes together with the whole dossier."),
                              NULL);
  for (guint i = 0; i < work->holds->len; i++)
    {
      const GezinHold *hold = work->holds->pdata[i];

      if (is_of_dossier || g_str_equal (hold->code, "request-open")
          || (gezin_uuid_equal (&hold->record, &item->record)
              && !g_str_equal (hold->code, "dossier-open")))
        gezin_retention_add_hold (item->holds, hold->code, hold->sentence, &hold->record);
    }
}
