/* SPDX-License-Identifier: EUPL-1.2 */

/* Who of the own team may get a dossier, to look at it (whether something goes is decided anew when it
 * does: this is what can be offered); and whether what came is of ourselves in another role. */

#include "session/bundles-private.h"

#include "base/text.h"
#include "exchange/team.h"
#include "session/review-private.h"

#include <string.h>

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

static gboolean
is_namesake (const GezinIdentity *owner, const GezinPeer *peer)
{
  g_autofree char *ours = gezin_text_fold (owner->name);
  g_autofree char *theirs = gezin_text_fold (peer->name);

  return strcmp (ours, theirs) == 0 && g_strcmp0 (owner->organisation, peer->organisation) == 0;
}

static gboolean
part_came_from_namesake (GezinSession *session, const GezinUuid *part, gboolean *is_so,
                         GError **error)
{
  const GezinIdentity *owner = gezin_store_identity (session->store);
  g_autoptr (GPtrArray) rows = gezin_store_ledger (session->store, part, error);

  for (guint i = 0; rows != NULL && !*is_so && i < rows->len; i++)
    {
      const GezinLedgerRow *row = rows->pdata[i];
      g_autoptr (GezinPeer) peer = NULL;

      if (!row->came || g_strcmp0 (row->state, GEZIN_LEDGER_TAKEN) != 0)
        continue;
      peer = gezin_store_peer_by_number (session->store, row->peer, error);
      if (peer == NULL)
        return FALSE;
      *is_so = is_namesake (owner, peer);
    }
  return rows != NULL;
}

gboolean
gezin_session_came_from_namesake (GezinSession *session, const GezinWhole *whole, gboolean *is_so,
                                  GError **error)
{
  *is_so = FALSE;
  for (guint i = 0; !*is_so && i < whole->parts->len; i++)
    if (!part_came_from_namesake (session, gezin_dossier_id (whole->parts->pdata[i]), is_so, error))
      return FALSE;
  return TRUE;
}
