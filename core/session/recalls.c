/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking back what was sent. After a failure nothing is remembered of a dossier that is not in the store. */

#include "session/bundles-private.h"

#include "exchange/recall.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  GezinRecallAsked asked;
  GezinRecallReach reach;
} RecallCall;

static gboolean
recall (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  gboolean done = gezin_recall_make (&exchange, &((RecallCall *) call)->asked, &call->id, error);

  if (!done)
    gezin_session_forget_all (call->session);
  return done;
}

gboolean
gezin_session_recall_records (GezinSession *session, const GezinUuid *bundle,
                              const GezinUuid *records, gsize n_records, const char *reason,
                              GezinUuid *recalled, GError **error)
{
  RecallCall self = { .call = { .session = session },
                      .asked = { bundle, reason, records, n_records, FALSE } };

  if (!gezin_session_run_call (&self.call, recall, error))
    return FALSE;
  *recalled = self.call.id;
  return TRUE;
}

gboolean
gezin_session_recall (GezinSession *session, const GezinUuid *bundle, const char *reason,
                      GezinUuid *recalled, GError **error)
{
  return gezin_session_recall_records (session, bundle, NULL, 0, reason, recalled, error);
}

gboolean
gezin_session_recall_all (GezinSession *session, const GezinUuid *bundle, const char *reason,
                          GezinUuid *recalled, GError **error)
{
  RecallCall self = { .call = { .session = session }, .asked = { bundle, reason, NULL, 0, TRUE } };

  if (!gezin_session_run_call (&self.call, recall, error))
    return FALSE;
  *recalled = self.call.id;
  return TRUE;
}

static gboolean
reach (Call *call, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (call->session);
  RecallCall *self = (RecallCall *) call;

  return gezin_recall_reach (&exchange, self->asked.bundle, &self->reach, error);
}

gboolean
gezin_session_recall_reach (GezinSession *session, const GezinUuid *bundle,
                            GezinRecallReading *reading, GError **error)
{
  RecallCall self = { .call = { .session = session }, .asked = { .bundle = bundle } };

  if (!gezin_session_run_call (&self.call, reach, error))
    return FALSE;
  *reading = (GezinRecallReading){ self.reach.alone, self.reach.later, self.reach.all,
                                   self.reach.was_sent };
  return TRUE;
}
