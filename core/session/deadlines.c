/* SPDX-License-Identifier: EUPL-1.2 */

/* What is due in all dossiers, from the index that the store keeps (follow.c). */

#include "session/casework.h"

#include "casework/deadlines.h"
#include "session/session-private.h"
#include "store/deadlines.h"

#include <string.h>

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

      one->is_overdue = gezin_deadline_is_late (one, day);
    }
  if (call->rows == NULL)
    return FALSE;
  gezin_deadlines_say (call->rows, session->reference);
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
