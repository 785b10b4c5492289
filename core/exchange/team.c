/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is of our own team, and what may go between us. The invariants are in team.h. */

#include "exchange/team.h"

#include <string.h>

#include "model/catalogue.h"

#define LEAD "lead"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

gboolean
gezin_team_is_own (GezinExchange *exchange, const GezinKnownPeer *known)
{
  const char *ours = gezin_store_identity (exchange->store)->organisation;

  return ours != NULL && *ours != '\0' && g_strcmp0 (known->peer->organisation, ours) == 0
         && g_strcmp0 (gezin_card_organisation (known->card), ours) == 0;
}

gboolean
gezin_team_is_lead (GezinExchange *exchange, const GezinKnownPeer *known)
{
  return gezin_team_is_own (exchange, known) && known->peer->state == GEZIN_PEER_TRUSTED
         && g_strcmp0 (gezin_card_role (known->card), LEAD) == 0
         && g_strcmp0 (known->peer->role, LEAD) == 0;
}

/* Of a rule of today. */
static gboolean
says (GezinExchange *exchange, const char *list, const char *name, const char *property,
      const char *value)
{
  g_autoptr (GezinCodeList) rules = NULL;
  const GezinCode *code;
  GDate today;

  gezin_clock_today (gezin_store_clock (exchange->store), &today);
  rules = gezin_reference_list (exchange->reference, list, &today);
  code = rules != NULL && name != NULL ? gezin_code_list_find (rules, name) : NULL;
  return code != NULL && g_strcmp0 (gezin_code_property (code, property), value) == 0;
}

gboolean
gezin_team_is_purpose (GezinExchange *exchange, const char *purpose)
{
  return says (exchange, "sharing-purpose", purpose, "audience", "own-team");
}

gboolean
gezin_team_is_team_only (GezinExchange *exchange, GezinKind kind)
{
  const GezinKindSpec *spec = gezin_catalogue_kind (kind);

  return spec != NULL && says (exchange, "sharing-kind", spec->name, "stays", "team-only");
}

static gboolean
is_of (gint64 number, const GezinKnownPeer *known)
{
  return number != 0 && (number == known->peer->number || number == known->peer->replaces);
}

/* The other side of a dossier that came for a review, and of which nothing was handed over since: a
 * copy to be read. 0: there is none. */
static gboolean
find_asker (GezinExchange *exchange, const GezinUuid *dossier, gint64 *peer, GError **error)
{
  g_autoptr (GezinLedgerRow) row = NULL;
  GezinLead lead = GEZIN_LEAD_UNSAID;
  GezinUuid bundle;
  GError *inner = NULL;

  *peer = 0;
  if (!gezin_store_lead (exchange->store, dossier, &lead, peer, &bundle, error))
    return FALSE;
  if (lead == GEZIN_LEAD_THEIRS)
    row = gezin_store_find_bundle (exchange->store, &bundle, TRUE, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (row == NULL || g_strcmp0 (row->kind, gezin_bundle_kind_code (GEZIN_BUNDLE_REVIEW)) != 0)
    *peer = 0;
  return TRUE;
}

gboolean
gezin_team_check_out (GezinExchange *exchange, const GezinUuid *dossier, const GezinKnownPeer *to,
                      const char *purpose, GezinBundleKind kind, GError **error)
{
  gboolean is_for_team = gezin_team_is_purpose (exchange, purpose);
  gint64 asker;

  if (is_for_team != (kind == GEZIN_BUNDLE_REVIEW))
    return fail (GEZIN_EXCHANGE_ERROR_PURPOSE, "a review is for the own team, and nothing else is",
                 error);
  if (!find_asker (exchange, dossier, &asker, error))
    return FALSE;
  if (!is_for_team)
    return asker == 0
           || fail (GEZIN_EXCHANGE_ERROR_FOR_REVIEW, "the dossier is here for a review", error);
  if (gezin_team_is_lead (exchange, to) || (is_of (asker, to) && gezin_team_is_own (exchange, to)))
    return TRUE;
  return fail (GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD, "nobody confirmed that this is our own lead",
               error);
}

gboolean
gezin_team_check_in (GezinExchange *exchange, const GezinManifest *manifest,
                     const GezinKnownPeer *from, gboolean is_new, GError **error)
{
  gboolean is_review = manifest->kind == GEZIN_BUNDLE_REVIEW;
  gint64 asker;

  if (is_review != gezin_team_is_purpose (exchange, manifest->purpose)
      || (is_review && !gezin_team_is_own (exchange, from)))
    return fail (GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM, "a review that is not of our own team", error);
  if (!is_review || is_new)
    return TRUE;
  if (!find_asker (exchange, &manifest->dossier, &asker, error))
    return FALSE;
  return gezin_team_is_lead (exchange, from) || is_of (asker, from)
         || fail (GEZIN_EXCHANGE_ERROR_SENDER_NOT_LEAD,
                  "nobody confirmed that its sender is our own lead", error);
}
