/* SPDX-License-Identifier: EUPL-1.2 */

/* Who sees an extract or a screen, and what is about whom they may see.
 *
 * Invariants:
 * 1. Who sees it sees what is about themselves, and those they decide for.
 * 2. What is not sure (an age, authority, whether somebody can weigh it) shows nothing. */

#include "consent/decide-private.h"

/* Who is expected, or was not long ago, is a young child: of no other age, and not sure to be it. */
static void
ages_of_inspection (Work *work, const Person *about, guint *youngest, guint *oldest)
{
  const GezinDays *birth = &about->birth;
  guint since_first, since_last;

  if (!birth->is_known && about->expected.is_known && !about->expected.is_open)
    {
      gezin_decide_ages (work, &about->expected, work->today, &since_last, &since_first);
      /* A year is left for who came late. */
      if (since_first + 1 < work->ages[GEZIN_AGE_HAS_A_SAY])
        birth = &about->expected;
    }
  gezin_decide_ages (work, birth, work->today, youngest, oldest);
}

/* Whether @reader may see what is about @person: from twelve it is they, and they can weigh it; a
 * child under sixteen over whom they surely hold authority; or somebody for whom they speak
 * (Jeugdwet art. 7.3.10 and 7.3.15; not BW1 1:377c). */
static gboolean
may_see (Work *work, guint reader, guint person)
{
  const Person *who = &g_array_index (work->persons, Person, reader);
  const Person *about = &g_array_index (work->persons, Person, person);
  gboolean is_holder = FALSE;
  guint youngest, oldest;
  Holders holders;
  GezinUuid id;

  ages_of_inspection (work, about, &youngest, &oldest);
  if (about->is_deceased || about->is_doubted || !work->has_ages)
    return FALSE;
  if (gezin_decide_is_class (work->same_own, &who->record->id, &about->record->id))
    return youngest >= work->ages[GEZIN_AGE_HAS_A_SAY] && gezin_decide_able (work, about) != ABLE_NO
           && gezin_decide_able (work, about) != ABLE_DOUBT;
  if (youngest >= work->ages[GEZIN_AGE_OF_MAJORITY])
    return gezin_decide_able (work, about) == ABLE_NO
           && gezin_decide_representative (work, about, &id)
           && gezin_decide_is_class (work->same_own, &who->record->id, &id);
  if (oldest >= work->ages[GEZIN_AGE_DECIDES])
    return FALSE;
  gezin_decide_holders (work, about, &holders);
  for (guint i = 0; !holders.is_doubtful && i < holders.holders->len; i++)
    is_holder = is_holder
                || gezin_decide_is_class (work->same_own, &who->record->id,
                                          &g_array_index (holders.holders, GezinUuid, i));
  gezin_decide_clear_holders (&holders);
  return is_holder;
}

static void
add_reader (Work *work, const GezinUuid *id)
{
  guint place;

  if (!gezin_decide_find_person (work, id, &place))
    return;
  for (guint i = 0; i < work->readers->len; i++)
    if (g_array_index (work->readers, guint, i) == place)
      return;
  g_array_append_val (work->readers, place);
}

void
gezin_decide_readers (Work *work)
{
  const GezinSharingQuestion *question = work->question;
  guint n_persons = work->persons->len;

  for (guint i = 0; i < question->n_who; i++)
    {
      guint place;

      if (!gezin_decide_find_person (work, &question->who[i], &place))
        {
          work->readers_reason = GEZIN_WITHHELD_RECIPIENT_UNKNOWN;
          return;
        }
      add_reader (work, &question->who[i]);
    }
  if (question->n_who == 0)
    work->readers_reason = GEZIN_WITHHELD_RECIPIENT_UNKNOWN;
  work->may_see = g_new0 (gboolean, MAX (work->readers->len * n_persons, 1));
  for (guint r = 0; r < work->readers->len; r++)
    for (guint p = 0; p < n_persons; p++)
      work->may_see[r * n_persons + p] = may_see (work, g_array_index (work->readers, guint, r), p);
}
