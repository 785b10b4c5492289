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

/* A measure runs until it has surely ended. The first day on which it does not. */
static guint32
over_from (const GezinRecord *measure)
{
  GezinDays ended = GEZIN_READ_DAYS (measure, MEASURE_ENDED_ON);
  GezinDays until = GEZIN_READ_DAYS (measure, MEASURE_UNTIL);
  guint32 last = gezin_retention_surely_by (&ended);

  if (last == 0)
    last = gezin_retention_surely_by (&until);
  return last == 0 ? NEVER : last + 1;
}

/* What a record holds, and the first day on which it does no longer. */
typedef struct {
  const char *code; /* NULL: nothing */
  guint32 until;
} Holding;

#define REQUEST_OPEN "request-open"
#define DOSSIER_OPEN "dossier-open"

static Holding
find_holding (const GezinRecord *record)
{
  if (gezin_record_is_removed (record))
    return (Holding){ NULL, 0 };
  if (record->kind == GEZIN_KIND_MEASURE)
    return (Holding){ "measure-running", over_from (record) };
  if (record->kind == GEZIN_KIND_RESPONSE && GEZIN_READ_EMPTY (record, RESPONSE_ANSWERED)
      && !GEZIN_READ_CODE (record, RESPONSE_KIND, "erasure"))
    return (Holding){ REQUEST_OPEN, NEVER };
  if (record->kind == GEZIN_KIND_FAMILY && GEZIN_READ_EMPTY (record, FAMILY_CLOSED))
    return (Holding){ DOSSIER_OPEN, NEVER };
  return (Holding){ NULL, 0 };
}

static const char *
say_hold (const char *code)
{
  if (g_str_equal (code, REQUEST_OPEN))
    return _ ("The family asked something that has not been answered yet.");
  if (g_str_equal (code, DOSSIER_OPEN))
    return _ ("The dossier has not been closed.");
  return _ ("A measure in it has not ended, or its end is not filled in.");
}

void
gezin_retention_find_holds (Work *work, guint32 day)
{
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);
      Holding holding = find_holding (record);

      if (holding.code != NULL && holding.until > day)
        gezin_retention_add_hold (work->holds, holding.code, say_hold (holding.code), &record->id);
    }
}

static gboolean
is_of_dossier (const Term *term)
{
  return term->rule != NULL && g_strcmp0 (term->rule->starts, LAST_CHANGE) == 0;
}

/* Whether what @holder holds by @code holds @record too. */
static gboolean
holds_record (const char *code, const GezinUuid *holder, const Term *term, const GezinUuid *record)
{
  return is_of_dossier (term) || g_str_equal (code, REQUEST_OPEN)
         || (gezin_uuid_equal (holder, record) && !g_str_equal (code, DOSSIER_OPEN));
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

      if (holds_record (hold->code, &hold->record, term, &item->record))
        gezin_retention_add_hold (item->holds, hold->code, hold->sentence, &hold->record);
    }
}

/* The same, asked the other way round: not what holds something on a day, but from which day on
 * nothing does. */

/* Until what @record points at, by number, is needed: no shorter than it stays itself. */
static gboolean
pass_on (const GezinRecord *record, guint32 stays, GHashTable *numbers, guint32 *needed)
{
  gboolean has_grown = FALSE;

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
      gpointer number;
      GezinUuid id;

      if (spec == NULL || !gezin_field_spec_is_ref (spec) || head->value == NULL
          || !gezin_uuid_parse (head->value, &id)
          || !g_hash_table_lookup_extended (numbers, &id, NULL, &number)
          || needed[GPOINTER_TO_UINT (number)] >= stays)
        continue;
      needed[GPOINTER_TO_UINT (number)] = stays;
      has_grown = TRUE;
    }
  return has_grown;
}

/* (transfer full): Of each record by number the first day on which no record that stays points at it. */
static guint32 *
find_needed_until (const Work *work, const Term *terms)
{
  guint n = gezin_dossier_n_records (work->dossier);
  g_autoptr (GHashTable) numbers = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  guint32 *needed = g_new0 (guint32, n + 1);
  gboolean has_grown = TRUE;

  for (guint i = 0; i < n; i++)
    g_hash_table_insert (numbers, &gezin_dossier_record (work->dossier, i)->id,
                         GUINT_TO_POINTER (i));
  while (has_grown)
    {
      has_grown = FALSE;
      for (guint i = 0; i < n; i++)
        has_grown |= pass_on (gezin_dossier_record (work->dossier, i),
                              MAX (terms[i].until, needed[i]), numbers, needed);
    }
  return needed;
}

/* Adds what @work's records hold to @own, of each record by number; returns what holds the whole. */
static guint32
add_holdings (const Work *work, const Term *terms, guint32 *own)
{
  guint n = gezin_dossier_n_records (work->dossier);
  guint32 whole = 0;

  for (guint i = 0; i < n; i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);
      Holding holding = find_holding (record);

      whole = MAX (whole, holding.until);
      for (guint j = 0; holding.code != NULL && j < n; j++)
        if (holds_record (holding.code, &record->id, &terms[j],
                          &gezin_dossier_record (work->dossier, j)->id))
          own[j] = MAX (own[j], holding.until);
    }
  return whole;
}

guint32
gezin_retention_free_from (const Work *work, const Term *terms)
{
  guint n = gezin_dossier_n_records (work->dossier);
  const GezinRecord *root = gezin_dossier_root (work->dossier);
  g_autofree guint32 *own = g_new0 (guint32, n + 1);
  g_autofree guint32 *needed = NULL;
  guint32 whole = add_holdings (work, terms, own), first = NEVER;

  for (guint i = 0; i < n; i++)
    {
      own[i] = MAX (own[i], terms[i].until);
      whole = MAX (whole, terms[i].until);
      first = MIN (first, own[i]);
    }
  /* Most dossiers are open, and nothing in them has a term of its own. */
  if (first == NEVER || first == whole)
    return first == NEVER ? NEVER : whole;
  needed = find_needed_until (work, terms);
  first = whole;
  for (guint i = 0; i < n; i++)
    if (gezin_dossier_record (work->dossier, i) != root)
      first = MIN (first, MAX (own[i], needed[i]));
  return first;
}
