/* SPDX-License-Identifier: EUPL-1.2 */

/* Keeping up what follows from each dossier.
 *
 * Invariant: what is read after gezin_session_catch_up() is what would be worked out from the
 * dossiers as they are shown now. */

#include "session/follow.h"

#include "casework/monitor-facts.h"
#include "reference/fingerprint.h"
#include "store/exchange.h"

/* Many at once share a transaction: one by one each would wait for the disk. */
#define AT_ONCE 500

/* Of reference data, program and the way of counting. */
static const char *
stamp_of (GezinSession *session)
{
  if (session->stamp == NULL)
    {
      g_autofree char *data = gezin_reference_fingerprint (session->reference);

      session->stamp =
          g_strdup_printf ("%s %d %s", GEZIN_VERSION, GEZIN_MONITOR_FACTS_VERSION, data);
    }
  return session->stamp;
}

static gboolean
catch_up_one (GezinSession *session, const GezinUuid *id, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_store_load (session->store, id, error);
  g_autoptr (GezinDossier) shown =
      now != NULL ? gezin_store_shown (session->store, now, error) : NULL;
  g_autoptr (GezinView) view = shown != NULL ? gezin_view_own (shown) : NULL;
  g_autoptr (GArray) facts = NULL;
  GezinFollow follow = { .stamp = stamp_of (session) };

  if (view == NULL)
    return FALSE;
  facts = gezin_monitor_facts (view, session->reference, gezin_clock_zone (session->clock));
  follow.facts = facts;
  return gezin_store_follow (session->store, id, &follow, error);
}

gboolean
gezin_session_catch_up (GezinSession *session, GError **error)
{
  g_autoptr (GArray) behind = gezin_store_unfollowed (session->store, stamp_of (session), error);
  gboolean done = behind != NULL;

  for (guint i = 0; done && i < behind->len; i += AT_ONCE)
    {
      gboolean in_bulk = !session->in_bulk;

      if (in_bulk && !gezin_store_begin_bulk (session->store, error))
        return FALSE;
      for (guint j = i; done && j < MIN (i + AT_ONCE, behind->len); j++)
        done = catch_up_one (session, &g_array_index (behind, GezinUuid, j), error);
      if (in_bulk && !gezin_store_end_bulk (session->store, done, done ? error : NULL))
        return FALSE;
    }
  return done;
}
