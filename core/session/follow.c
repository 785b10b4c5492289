/* SPDX-License-Identifier: EUPL-1.2 */

/* Keeping up what follows from each dossier: what the monitor counts, until when it is kept, what is
 * due and where it stands. A write only takes the stamp away (core/store/deadlines.h); who asks a
 * question over all dossiers has those worked out anew that have it no longer.
 *
 * Invariants:
 * 1. What is read after gezin_session_think() of all is what would be worked out from the dossiers as
 *    they are shown now: with those they were joined with, without what peers no longer share. What is
 *    counted of one that was joined is counted of it alone; until when they are kept follows from all
 *    that they hold. Of what is here for a review alone only that review is asked: the rest is due,
 *    and kept, where it came from.
 * 2. The stamp names all else that it depends on: reference data and the days on which the same of it
 *    holds, organisation, time zone and program. */

#include "store/follow.h"
#include "casework/deadlines.h"
#include "casework/monitor-facts.h"
#include "session/review-private.h"
#include "session/session-private.h"
#include "store/deadlines.h"
#include "store/exchange.h"

#define RULES \
  "3" /* of this file and what it calls: another number when it would find something else */
#define DOSSIERS_AT_ONCE 200 /* in one transaction: one by one each would wait for the disk */

static char *
make_stamp (GezinSession *session, const GDate *day)
{
  const char *organisation = gezin_store_identity (session->store)->organisation;

  if (session->fingerprint == NULL)
    session->fingerprint = gezin_reference_fingerprint (session->reference);
  return g_strdup_printf ("%s %d " RULES " %s %08x %.16s/%u", GEZIN_VERSION,
                          GEZIN_MONITOR_FACTS_VERSION,
                          g_time_zone_get_identifier (gezin_clock_zone (session->clock)),
                          organisation != NULL ? g_str_hash (organisation) : 0,
                          session->fingerprint, gezin_reference_era (session->reference, day));
}

/* What is counted of one dossier, is of it by itself. */
static gboolean
follow (GezinSession *session, const GezinUuid *id, const char *keep_until, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (session, id, error);
  g_autoptr (GezinDossier) shown =
      now != NULL ? gezin_store_shown (session->store, now, error) : NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GArray) facts = NULL;

  if (shown == NULL)
    return FALSE;
  view = gezin_view_own (shown);
  facts = gezin_monitor_facts (view, session->reference, gezin_clock_zone (session->clock));
  return gezin_store_follow (session->store, id,
                             &(GezinFollow){ .facts = facts, .keep_until = keep_until }, error);
}

static gboolean
follow_all (GezinSession *session, const GezinWhole *whole, const GArray *class, gboolean is_copy,
            GError **error)
{
  g_autofree char *keep_until = NULL;

  if (!is_copy && !gezin_session_keep_until (session, whole, &keep_until, error))
    return FALSE;
  for (guint i = 0; i < class->len; i++)
    if (!follow (session, &g_array_index (class, GezinUuid, i), keep_until, error))
      return FALSE;
  return TRUE;
}

/* What is asked of many dossiers at once. Borrowed pointers. */
typedef struct {
  GezinSession *session;
  const char *stamp;
  const GDate *day;
  GHashTable *copies; /* gezin_session_review_copies() */
} Thinking;

static gboolean
think (const Thinking *self, const GezinUuid *id, GError **error)
{
  GezinSession *session = self->session;
  g_autoptr (GArray) class = gezin_store_joined (session->store, id, error);
  gboolean is_copy = class != NULL && gezin_session_are_copies (self->copies, class);
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *stage = NULL;
  GezinThought thought = { .stamp = self->stamp };

  if (class == NULL || !gezin_session_whole_init (session, id, NULL, &whole, error)
      || !follow_all (session, &whole, class, is_copy, error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  if (shown == NULL)
    return FALSE;
  view = gezin_view_own (shown);
  deadlines = gezin_deadlines_all (view, session->reference, self->day, &stage);
  if (is_copy)
    gezin_deadlines_keep_asked (deadlines, session->reference);
  thought.stage = stage;
  thought.deadlines = deadlines;
  return gezin_store_think (session->store, id, &thought, error);
}

static gboolean
think_some (const Thinking *self, const GArray *ids, GError **error)
{
  GezinStore *store = self->session->store;
  gboolean done = TRUE;

  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  for (guint i = 0; done && i < ids->len; i++)
    done = think (self, &g_array_index (ids, GezinUuid, i), error);
  if (done)
    return gezin_store_end_bulk (store, TRUE, error);
  if (!gezin_store_end_bulk (store, FALSE, NULL))
    g_assert_not_reached ();
  return FALSE;
}

/* Some that have the stamp no longer; @n (out): how many of @n_asked there were. */
static gboolean
think_next (GezinSession *session, const GDate *day, guint n_asked, guint *n, GError **error)
{
  g_autofree char *stamp = make_stamp (session, day);
  g_autoptr (GArray) ids = gezin_store_unthought (session->store, stamp, n_asked, error);
  g_autoptr (GHashTable) copies = NULL;

  if (ids == NULL)
    return FALSE;
  *n = ids->len;
  if (ids->len == 0)
    return TRUE;
  copies = gezin_session_review_copies (session, error);
  return copies != NULL && think_some (&(Thinking){ session, stamp, day, copies }, ids, error);
}

gboolean
gezin_session_think (GezinSession *session, const GDate *day, guint most, GError **error)
{
  GDate today;

  gezin_clock_today (session->clock, &today);
  while (most > 0)
    {
      guint n_asked = MIN (most, DOSSIERS_AT_ONCE);
      guint n;

      if (!think_next (session, day != NULL ? day : &today, n_asked, &n, error))
        return FALSE;
      if (n < n_asked)
        return TRUE;
      most -= n;
    }
  return TRUE;
}

gboolean
gezin_session_think_all (GezinSession *session, GezinProgressFunc progress, gpointer progress_data,
                         GCancellable *stop, GError **error)
{
  guint64 done = 0;
  guint n = DOSSIERS_AT_ONCE;
  GDate today;

  gezin_clock_today (session->clock, &today);
  while (n == DOSSIERS_AT_ONCE)
    {
      if (g_cancellable_set_error_if_cancelled (stop, error)
          || !think_next (session, &today, DOSSIERS_AT_ONCE, &n, error))
        return FALSE;
      done += n;
      if (progress != NULL)
        progress (done, 0, progress_data);
    }
  return TRUE;
}
