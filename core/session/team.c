/* SPDX-License-Identifier: EUPL-1.2 */

/* Who of the own team may get a dossier, to look at it. Whether something goes is decided anew when it
 * does: this is what can be offered. */

#include "session/bundles-private.h"

#include "exchange/team.h"

typedef struct {
  Call call; /* first: a call is found as its Call */
  const char *purpose;
} TeamCall;

static gboolean
team_peers (Call *call, GError **error)
{
  const char *purpose = ((TeamCall *) call)->purpose;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GPtrArray) all = NULL;

  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  if (!gezin_team_is_purpose (&exchange, purpose))
    return TRUE;
  all = gezin_peers_list (&exchange, error);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const GezinKnownPeer *known = all->pdata[i];

      if (known->peer->state == GEZIN_PEER_TRUSTED
          && gezin_team_check_out (&exchange, call->dossier, known, purpose, GEZIN_BUNDLE_REVIEW,
                                   NULL))
        g_ptr_array_add (call->rows, gezin_session_peer_reading (&exchange, known, NULL));
    }
  return all != NULL;
}

GPtrArray *
gezin_session_team_peers (GezinSession *session, const GezinUuid *dossier, const char *purpose,
                          GError **error)
{
  TeamCall self = { .call = { .session = session, .dossier = dossier }, .purpose = purpose };

  if (gezin_session_run_call (&self.call, team_peers, error))
    return self.call.rows;
  g_clear_pointer (&self.call.rows, g_ptr_array_unref);
  return NULL;
}
