/* SPDX-License-Identifier: EUPL-1.2 */

/* What is due in all dossiers, from the index that the store keeps: what changed
 * since it was worked out is worked out anew when somebody asks.
 *
 * Invariants:
 * 1. A dossier is read as gezin_session_shown() gives it: with those it was joined with, without what
 *    peers no longer share.
 * 2. What is worked out depends on dossier, reference data and the days on which the same of that
 *    holds: the stamp says which. */

#include "session/casework.h"

#include "casework/deadlines.h"
#include "session/session-private.h"
#include "store/deadlines.h"

#include <string.h>

#define RULES "1" /* of this program: another number when it would find something else */
#define DOSSIERS_AT_ONCE 200 /* in one transaction */

static char *
make_stamp (GezinSession *session, const GDate *day)
{
  g_autofree char *fingerprint = gezin_reference_fingerprint (session->reference);

  return g_strdup_printf (RULES "/%.16s/%u", fingerprint,
                          gezin_reference_era (session->reference, day));
}

static gboolean
think (GezinSession *session, const GezinUuid *id, const char *stamp, const GDate *day,
       GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *stage = NULL;

  if (!gezin_session_whole_init (session, id, NULL, &whole, error))
    return FALSE;
  shown = gezin_session_shown (session, &whole, error);
  if (shown == NULL)
    return FALSE;
  view = gezin_view_own (shown);
  deadlines = gezin_deadlines_all (view, session->reference, day, &stage);
  return gezin_store_think (
      session->store, id, &(GezinThought){ .stamp = stamp, .stage = stage, .deadlines = deadlines },
      error);
}

static gboolean
think_all (GezinSession *session, const GArray *ids, const char *stamp, const GDate *day,
           GError **error)
{
  gboolean done = TRUE;

  if (!gezin_store_begin_bulk (session->store, error))
    return FALSE;
  for (guint i = 0; done && i < ids->len; i++)
    done = think (session, &g_array_index (ids, GezinUuid, i), stamp, day, error);
  if (done)
    return gezin_store_end_bulk (session->store, TRUE, error);
  if (!gezin_store_end_bulk (session->store, FALSE, NULL))
    g_assert_not_reached ();
  return FALSE;
}

gboolean
gezin_session_think (GezinSession *session, const GDate *day, guint most, GError **error)
{
  g_autofree char *stamp = make_stamp (session, day);

  while (most > 0)
    {
      guint n_asked = MIN (most, DOSSIERS_AT_ONCE);
      g_autoptr (GArray) ids = gezin_store_unthought (session->store, stamp, n_asked, error);

      if (ids == NULL || (ids->len > 0 && !think_all (session, ids, stamp, day, error)))
        return FALSE;
      if (ids->len < n_asked)
        return TRUE;
      most -= ids->len;
    }
  return TRUE;
}

static gboolean
deadlines (Call *call, GError **error)
{
  GezinSession *session = call->session;
  char day[GEZIN_DAY_TEXT_LENGTH + 1], last[GEZIN_DAY_TEXT_LENGTH + 1];
  GDate until = *call->day;
  gboolean is_bounded = call->limit != GEZIN_DEADLINES_ALL;
  g_autofree char *detail = NULL;

  if (is_bounded)
    g_date_add_days (&until, call->limit);
  gezin_day_to_text (call->day, day);
  gezin_day_to_text (&until, last);
  if (!gezin_session_think (session, call->day, G_MAXUINT, error))
    return FALSE;
  call->rows = gezin_store_deadlines (session->store, day, is_bounded ? last : NULL, error);
  for (guint i = 0; call->rows != NULL && i < call->rows->len; i++)
    {
      GezinDeadline *one = call->rows->pdata[i];

      one->is_overdue = strcmp (one->due, day) < 0;
      gezin_deadline_say (one, session->reference);
    }
  if (call->rows == NULL)
    return FALSE;
  detail = g_strdup_printf ("days %u", call->rows->len);
  return gezin_store_audit (session->store,
                            &(GezinAuditEvent){ .action = "deadlines", .detail = detail }, error);
}

GPtrArray *
gezin_session_deadlines (GezinSession *session, const GDate *day, guint within, GError **error)
{
  GDate on;
  Call call = { .session = session, .day = &on, .limit = within };

  if (day != NULL)
    on = *day;
  else
    gezin_clock_today (session->clock, &on);
  if (gezin_session_run_call (&call, deadlines, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

char *
gezin_session_deadlines_as_ics (GezinSession *session, const GPtrArray *deadlines)
{
  return gezin_deadlines_to_ics (deadlines, session->reference, gezin_clock_now (session->clock));
}
