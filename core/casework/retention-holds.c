/* SPDX-License-Identifier: EUPL-1.2 */

/* What holds a dossier, or a record of it, though its term is over.
 *
 * Invariants:
 * 1. The root stays as long as anything does.
 * 2. What a record that stays points at stays, and what that points at. */

#include "casework/retention-private.h"

#include <glib/gi18n-lib.h>

#define MOST_HOLDS 8 /* told of one record, its own among them; of the dossier all are told */

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

      if (holding.code == NULL || holding.until <= day)
        continue;
      gezin_retention_add_hold (work->holds, holding.code, say_hold (holding.code), &record->id);
      g_hash_table_insert (work->own_holds, (gpointer) &record->id,
                           work->holds->pdata[work->holds->len - 1]);
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

/* What a record that stays points at stays, and what that points at. */

typedef struct {
  const Work *work;
  const Term *terms;
  GHashTable *numbers; /* of a record by its id, as a pointer */
  guint32
      *needed; /* of each record by number the first day on which none that stays points at it */
  guint *by; /* the number of the one that points at it the longest, where @needed is not 0 */
} Spread;

static void
spread_clear (Spread *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_free (self->needed);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Spread, spread_clear)

/* What @from points at stays until @stays; adds to @waiting what therefore stays longer itself. */
static void
pass_on (Spread *self, guint from, guint32 stays, GArray *waiting)
{
  const GezinRecord *record = gezin_dossier_record (self->work->dossier, from);

  for (guint i = 0; i < record->n_heads; i++)
    {
      const GezinVersion *head = record->heads[i];
      const GezinFieldSpec *spec = gezin_catalogue_field (head->field);
      gpointer number;
      GezinUuid id;
      guint to;

      if (spec == NULL || !gezin_field_spec_is_ref (spec) || head->value == NULL
          || !gezin_uuid_parse (head->value, &id)
          || !g_hash_table_lookup_extended (self->numbers, &id, NULL, &number))
        continue;
      to = GPOINTER_TO_UINT (number);
      if (self->needed[to] >= stays)
        continue;
      self->needed[to] = stays;
      self->by[to] = from;
      if (self->terms[to].until < stays)
        g_array_append_val (waiting, to);
    }
}

static int
compare_until (gconstpointer a, gconstpointer b, gpointer data)
{
  const Term *terms = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (terms[first].until != terms[second].until)
    return terms[first].until > terms[second].until ? -1 : 1;
  return first < second ? -1 : first > second;
}

/* From what stays the longest to what stays the shortest: so each record is passed over once, and
 * a chain of thousands takes no longer than as many by themselves. */
static void
spread (Spread *self, const Work *work, const Term *terms)
{
  guint n = gezin_dossier_n_records (work->dossier);
  g_autofree guint *order = g_new (guint, n + 1);
  g_autoptr (GArray) waiting = g_array_new (FALSE, FALSE, sizeof (guint));

  *self = (Spread){ .work = work,
                    .terms = terms,
                    .numbers = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal),
                    .needed = g_new0 (guint32, n + 1),
                    .by = g_new0 (guint, n + 1) };
  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      g_hash_table_insert (self->numbers, &gezin_dossier_record (work->dossier, i)->id,
                           GUINT_TO_POINTER (i));
    }
  g_qsort_with_data (order, (int) n, sizeof (guint), compare_until, (gpointer) terms);
  for (guint i = 0; i < n; i++)
    {
      guint32 stays = terms[order[i]].until;

      g_array_append_val (waiting, order[i]);
      while (waiting->len > 0)
        {
          guint from = g_array_index (waiting, guint, waiting->len - 1);

          g_array_set_size (waiting, waiting->len - 1);
          pass_on (self, from, stays, waiting);
        }
    }
}

GHashTable *
gezin_retention_find_needed (const Work *work, const Term *terms, guint32 day)
{
  GHashTable *needed = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  g_auto (Spread) all = { NULL };

  spread (&all, work, terms);
  for (guint i = 0; i < gezin_dossier_n_records (work->dossier); i++)
    if (all.needed[i] > day)
      {
        const GezinRecord *record = gezin_dossier_record (work->dossier, i);
        const GezinRecord *by = gezin_dossier_record (work->dossier, all.by[i]);

        g_hash_table_insert (needed, g_memdup2 (&record->id, sizeof record->id),
                             g_memdup2 (&by->id, sizeof by->id));
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
  const GezinHold *own = g_hash_table_lookup (work->own_holds, &item->record);
  const GezinRecord *root = gezin_dossier_root (work->dossier);

  if (by != NULL)
    gezin_retention_add_hold (item->holds, "needed", _ ("A record that is kept refers to it."), by);
  if (root != NULL && gezin_uuid_equal (&root->id, &item->record) && !whole_due)
    gezin_retention_add_hold (item->holds, "root", _ ("It goes together with the whole dossier."),
                              NULL);
  if (own != NULL && holds_record (own->code, &own->record, term, &item->record))
    gezin_retention_add_hold (item->holds, own->code, own->sentence, &own->record);
  for (guint i = 0; i < work->holds->len && item->holds->len < MOST_HOLDS; i++)
    {
      const GezinHold *hold = work->holds->pdata[i];

      if (hold != own && holds_record (hold->code, &hold->record, term, &item->record))
        gezin_retention_add_hold (item->holds, hold->code, hold->sentence, &hold->record);
    }
}

/* The same, asked the other way round: not what holds something on a day, but from which day on
 * nothing does. */

/* Adds what @work's records hold to @own, of each record by number; returns what holds the whole. */
static guint32
add_holdings (const Work *work, const Term *terms, guint32 *own)
{
  guint n = gezin_dossier_n_records (work->dossier);
  guint32 whole = 0, every = 0; /* what holds each record, whatever its term */

  for (guint i = 0; i < n; i++)
    {
      const GezinRecord *record = gezin_dossier_record (work->dossier, i);
      Holding holding = find_holding (record);

      if (holding.code == NULL)
        continue;
      whole = MAX (whole, holding.until);
      if (g_str_equal (holding.code, REQUEST_OPEN))
        every = MAX (every, holding.until);
      if (holds_record (holding.code, &record->id, &terms[i], &record->id))
        own[i] = MAX (own[i], holding.until);
    }
  for (guint i = 0; i < n; i++)
    own[i] = MAX (own[i], is_of_dossier (&terms[i]) ? whole : every);
  return whole;
}

guint32
gezin_retention_free_from (const Work *work, const Term *terms)
{
  guint n = gezin_dossier_n_records (work->dossier);
  const GezinRecord *root = gezin_dossier_root (work->dossier);
  g_autofree guint32 *own = g_new0 (guint32, n + 1);
  g_auto (Spread) all = { NULL };
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
  spread (&all, work, terms);
  first = whole;
  for (guint i = 0; i < n; i++)
    if (gezin_dossier_record (work->dossier, i) != root)
      first = MIN (first, MAX (own[i], all.needed[i]));
  return first;
}
