/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/consent.h"
#include "exchange/peers.h"
#include "wire/manifest.h"

G_BEGIN_DECLS

/** GezinExportRequest: What is to be sent. Borrowed pointers. */
typedef struct {
  const GezinKnownPeer *peer;
  GezinBundleKind kind; /* one with a dossier */
  GezinDossier *part; /* as it is now: the dossier that goes */
  const GezinSharingQuestion
      *question; /* of the whole that @part is of; to one organisation, now */
} GezinExportRequest;

/** GezinExported: What was made. */
typedef struct {
  GezinUuid bundle;
  char *file; /* its name in the outbox */
  char *digest; /* of the signed container, in hex */
  GezinBundleKind kind;
  guint64 sequence;
  guint records;
  guint withheld;
  guint limits; /* that the recipient holds and is no longer shared */
  guint documents;
  guint too_large; /* documents that do not fit */
} GezinExported;

void gezin_exported_clear (GezinExported *exported);

/**
 * gezin_export_make:
 *
 * Decides, filters, signs, seals, and puts the bundle into the outbox: its row,
 * its number, what the recipient holds now, the dossier's own record of it and the
 * event in one transaction. GEZIN_EXCHANGE_ERROR_NOTHING_SHARED, _PEER…; GEZIN_WIRE_ERROR.
 */
gboolean gezin_export_make (GezinExchange *exchange, const GezinExportRequest *request,
                            GezinExported *exported, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_export_kind: What a bundle to @peer is: a review within the team, a return of what came from it, or our own. */
gboolean gezin_export_kind (GezinExchange *exchange, const GezinUuid *dossier,
                            const GezinKnownPeer *peer, const char *purpose, GezinBundleKind *kind,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinExported, gezin_exported_clear)

G_END_DECLS
