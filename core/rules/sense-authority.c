/* SPDX-License-Identifier: EUPL-1.2 */

/* Parental authority (gezag) and who represents whom.
 *
 * Sources: BW Boek 1 art. 245 (authority of parents or a guardian, until majority),
 * 246 and 253ha (a minor holds none, but a mother of sixteen may), 251-253t (at most
 * two holders), 282 (joint guardianship); Jeugdwet art. 7.3.15 (representation). */

#include "rules/sense-private.h"

#define MAX_HOLDERS (2)
#define MAX_ACTIVE (16) /* holders of one child at once that are told apart */

/* One holder of one child, for as long as it certainly lasts. */
typedef struct {
  GezinUuid child;
  GezinUuid holder;
  GezinRecord *record;
  GezinTerm term;
  gboolean is_alone;
  gboolean is_guardian;
} Hold;

static int
compare_cb (gconstpointer a, gconstpointer b)
{
  const Hold *first = a, *second = b;
  int order = gezin_uuid_compare (&first->child, &second->child);

  if (order != 0)
    return order;
  if (first->term.start != second->term.start)
    return first->term.start < second->term.start ? -1 : 1;
  order = gezin_uuid_compare (&first->holder, &second->holder);
  return order != 0 ? order : gezin_uuid_compare (&first->record->id, &second->record->id);
}

static gboolean
is_guardian (const GezinRecord *authority)
{
  return GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_GUARDIAN)
         || GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_PROVISIONAL_GUARDIAN)
         || GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_TEMPORARY_GUARDIAN);
}

static gboolean
is_parental (const GezinRecord *authority)
{
  return GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_ALONE)
         || GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_JOINT)
         || GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_WITH_THIRD);
}

gboolean
gezin_sense_is_authority (const GezinRecord *authority)
{
  return is_guardian (authority) || is_parental (authority);
}

gboolean
gezin_sense_may_hold_authority (const GezinSense *sense, const GezinUuid *holder,
                                const GezinUuid *child, const GezinDays *days)
{
  const GPtrArray *authorities = sense->present[GEZIN_KIND_AUTHORITY];

  for (guint i = 0; i < authorities->len; i++)
    {
      const GezinRecord *authority = authorities->pdata[i];
      GezinDays from = GEZIN_READ_DAYS (authority, AUTHORITY_FROM);
      GezinDays until = GEZIN_READ_DAYS (authority, AUTHORITY_UNTIL);

      if (gezin_sense_is_authority (authority)
          && gezin_sense_refers_to (sense, authority, GEZIN_FIELD_AUTHORITY_CHILD, child)
          && gezin_sense_refers_to (sense, authority, GEZIN_FIELD_AUTHORITY_HOLDER, holder)
          && gezin_sense_may_hold_on (&from, &until, days))
        return TRUE;
    }
  return FALSE;
}

/* Each child and holder that @authority names, while it surely lasts. */
static void
add_holds (const GezinSense *sense, GArray *holds, GezinRecord *authority)
{
  GezinDays from = GEZIN_READ_DAYS (authority, AUTHORITY_FROM);
  GezinDays until = GEZIN_READ_DAYS (authority, AUTHORITY_UNTIL);
  Hold hold = {
    .record = authority,
    .term = gezin_sense_term (sense, &from, &until),
    .is_alone = GEZIN_READ_CODE (authority, AUTHORITY_TYPE, code_ALONE),
    .is_guardian = is_guardian (authority),
  };
  guint at_child = 0;
  GezinUuid child, holder;

  /* Of different ends the earliest counts at once (merge.md, law 13). */
  if (until.is_known)
    hold.term.end = MIN (hold.term.end, until.earliest_first);
  if (hold.term.start >= hold.term.end)
    return;
  while (gezin_reader_next_id (authority, GEZIN_FIELD_AUTHORITY_CHILD, &at_child, &child))
    {
      guint at_holder = 0;

      while (gezin_reader_next_id (authority, GEZIN_FIELD_AUTHORITY_HOLDER, &at_holder, &holder))
        {
          hold.child = *gezin_same_leader (sense->same, &child);
          hold.holder = *gezin_same_leader (sense->same, &holder);
          g_array_append_val (holds, hold);
        }
    }
}

static void
report_pair (GezinSense *sense, const Hold *a, const Hold *b, GezinRule rule)
{
  gezin_sense_report (sense, a->record, GEZIN_FIELD_AUTHORITY_TYPE, rule);
  gezin_sense_report (sense, b->record, GEZIN_FIELD_AUTHORITY_TYPE, rule);
}

/* @new begins while @old lasts, over the same child. */
static void
check_pair (GezinSense *sense, const Hold *old, const Hold *new)
{
  if (gezin_uuid_equal (&old->holder, &new->holder))
    return;
  if (old->is_guardian != new->is_guardian)
    report_pair (sense, old, new, GEZIN_RULE_AUTHORITY_BESIDE_GUARDIAN);
  else if (old->is_alone || new->is_alone)
    report_pair (sense, old, new, GEZIN_RULE_AUTHORITY_NOT_ALONE);
}

/* What lasts at the moment, over one child. */
typedef struct {
  const Hold *holds[MAX_ACTIVE];
  guint n_holds;
} Active;

static void
drop_ended (Active *active, const Hold *next)
{
  guint kept = 0;

  for (guint i = 0; i < active->n_holds; i++)
    if (gezin_uuid_equal (&active->holds[i]->child, &next->child)
        && active->holds[i]->term.end > next->term.start)
      active->holds[kept++] = active->holds[i];
  active->n_holds = kept;
}

static guint
count_holders (const Active *active)
{
  guint n_holders = 0;

  for (guint i = 0; i < active->n_holds; i++)
    {
      gboolean is_first = TRUE;

      for (guint j = 0; j < i; j++)
        is_first =
            is_first && !gezin_uuid_equal (&active->holds[i]->holder, &active->holds[j]->holder);
      n_holders += is_first;
    }
  return n_holders;
}

/* The same holder in the same way again: the longer one stands for both. */
static gboolean
lengthen (Active *active, const Hold *next)
{
  for (guint i = 0; i < active->n_holds; i++)
    {
      const Hold *old = active->holds[i];

      if (gezin_uuid_equal (&old->holder, &next->holder) && old->is_alone == next->is_alone
          && old->is_guardian == next->is_guardian)
        {
          if (next->term.end > old->term.end)
            active->holds[i] = next;
          return TRUE;
        }
    }
  return FALSE;
}

static void
check_holders (GezinSense *sense)
{
  const GPtrArray *authorities = sense->present[GEZIN_KIND_AUTHORITY];
  g_autoptr (GArray) holds = g_array_new (FALSE, FALSE, sizeof (Hold));
  Active active = { .n_holds = 0 };

  for (guint i = 0; i < authorities->len; i++)
    if (gezin_sense_is_authority (authorities->pdata[i])
        && !gezin_sense_is_replaced (sense, authorities->pdata[i]))
      add_holds (sense, holds, authorities->pdata[i]);
  g_array_sort (holds, compare_cb);
  for (guint i = 0; i < holds->len; i++)
    {
      const Hold *next = &g_array_index (holds, Hold, i);

      drop_ended (&active, next);
      for (guint a = 0; a < active.n_holds; a++)
        check_pair (sense, active.holds[a], next);
      if (!lengthen (&active, next) && active.n_holds < MAX_ACTIVE)
        active.holds[active.n_holds++] = next;
      if (count_holders (&active) > MAX_HOLDERS)
        gezin_sense_report (sense, next->record, GEZIN_FIELD_AUTHORITY_HOLDER,
                            GEZIN_RULE_TOO_MANY_HOLDERS);
    }
}

static void
check_ages (GezinSense *sense, const GezinRecord *authority)
{
  GezinDays from = GEZIN_READ_DAYS (authority, AUTHORITY_FROM);
  GezinDays until = GEZIN_READ_DAYS (authority, AUTHORITY_UNTIL);
  GezinRecord *person;
  guint position = 0;

  if (gezin_sense_shares (sense, authority, GEZIN_FIELD_AUTHORITY_CHILD, authority,
                          GEZIN_FIELD_AUTHORITY_HOLDER))
    gezin_sense_report (sense, authority, GEZIN_FIELD_AUTHORITY_HOLDER,
                        GEZIN_RULE_AUTHORITY_OVER_ONESELF);
  while (gezin_sense_next_record (sense, authority, GEZIN_FIELD_AUTHORITY_CHILD, GEZIN_KIND_PERSON,
                                  &position, &person))
    if (gezin_sense_outlives_age (sense, person, sense->ages[GEZIN_AGE_OF_MAJORITY], &until))
      gezin_sense_report (sense, authority, GEZIN_FIELD_AUTHORITY_UNTIL,
                          GEZIN_RULE_AUTHORITY_OVER_ADULT);
  for (position = 0; gezin_sense_next_record (sense, authority, GEZIN_FIELD_AUTHORITY_HOLDER,
                                              GEZIN_KIND_PERSON, &position, &person);)
    if (gezin_sense_surely_younger (person, sense->ages[GEZIN_AGE_HOLDS_AUTHORITY], &from))
      gezin_sense_report (sense, authority, GEZIN_FIELD_AUTHORITY_HOLDER,
                          GEZIN_RULE_AUTHORITY_OF_CHILD);
}

static void
check_representative (GezinSense *sense, const GezinRecord *capacity)
{
  GezinDays judged = GEZIN_READ_DAYS (capacity, CAPACITY_JUDGED_ON);
  gboolean needs_authority =
      GEZIN_READ_CODE (capacity, CAPACITY_REPRESENTATIVE_BASIS, code_BASIS_GEZAG);
  guint at_person = 0;
  GezinUuid person, representative;

  while (gezin_reader_next_id (capacity, GEZIN_FIELD_CAPACITY_PERSON, &at_person, &person))
    {
      guint position = 0;

      while (gezin_reader_next_id (capacity, GEZIN_FIELD_CAPACITY_REPRESENTATIVE, &position,
                                   &representative))
        if (gezin_sense_is_same (sense, &person, &representative))
          gezin_sense_report (sense, capacity, GEZIN_FIELD_CAPACITY_REPRESENTATIVE,
                              GEZIN_RULE_REPRESENTATIVE_OF_ONESELF);
        else if (needs_authority
                 && !gezin_sense_may_hold_authority (sense, &representative, &person, &judged))
          gezin_sense_report (sense, capacity, GEZIN_FIELD_CAPACITY_REPRESENTATIVE,
                              GEZIN_RULE_REPRESENTATIVE_WITHOUT_AUTHORITY);
    }
}

void
gezin_sense_check_authority (GezinSense *sense)
{
  const GPtrArray *authorities = sense->present[GEZIN_KIND_AUTHORITY];
  const GPtrArray *capacities = sense->present[GEZIN_KIND_CAPACITY];

  check_holders (sense);
  for (guint i = 0; i < authorities->len; i++)
    if (gezin_sense_is_authority (authorities->pdata[i])
        && !gezin_sense_is_replaced (sense, authorities->pdata[i]))
      check_ages (sense, authorities->pdata[i]);
  for (guint i = 0; i < capacities->len; i++)
    if (!gezin_sense_is_replaced (sense, capacities->pdata[i]))
      check_representative (sense, capacities->pdata[i]);
}
