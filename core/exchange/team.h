/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/peers.h"
#include "wire/manifest.h"

G_BEGIN_DECLS

/* Bundles of kind `review`: within the own team, and nowhere else.
 *
 * Invariants:
 * 1. What is for the own team goes to its lead, or back to whom it came from, and always as a review.
 * 2. A lead is somebody of our own organisation whose card says so, and whose role was confirmed here.
 * 3. What came for a review alone goes nowhere else: nothing was handed over. */

/** gezin_team_is_own: Whether @known is of our own organisation. */
gboolean gezin_team_is_own (GezinExchange *exchange, const GezinKnownPeer *known);

/** gezin_team_is_lead: Invariant 2. */
gboolean gezin_team_is_lead (GezinExchange *exchange, const GezinKnownPeer *known);

/** gezin_team_is_purpose: Whether the rules of today keep @purpose within the own team. */
gboolean gezin_team_is_purpose (GezinExchange *exchange, const char *purpose);

/** gezin_team_is_team_only: Whether the rules of today keep records of @kind within the own team. */
gboolean gezin_team_is_team_only (GezinExchange *exchange, GezinKind kind);

/**
 * gezin_team_check_out:
 * @kind: what the bundle would be
 *
 * Invariants 1 and 3. GEZIN_EXCHANGE_ERROR_NOT_OUR_LEAD, _FOR_REVIEW.
 */
gboolean gezin_team_check_out (GezinExchange *exchange, const GezinUuid *dossier,
                               const GezinKnownPeer *to, const char *purpose, GezinBundleKind kind,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_team_check_in:
 * @is_new: the dossier is not here yet
 *
 * Whether a review that came is of our team: from its lead, or from whom we got the
 * dossier. GEZIN_EXCHANGE_ERROR_NOT_OUR_TEAM, _SENDER_NOT_LEAD.
 */
gboolean gezin_team_check_in (GezinExchange *exchange, const GezinManifest *manifest,
                              const GezinKnownPeer *from, gboolean is_new,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
