/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/export.h"

#include "consent/view.h"
#include "exchange/outgoing-private.h"

G_BEGIN_DECLS

/* What the files of exporting share. */

/** GezinExport: A bundle that is being made. */
typedef struct {
  GezinExchange *exchange;
  const GezinExportRequest *request;
  GezinOutgoing outgoing;
  GezinHeld *held;
  GezinDossier *usable; /* without what is frozen */
  GezinDecision *decision;
  GezinView *view;
  gboolean is_advice; /* nobody can be known from it: it is a dossier of its own */
  GArray *limits; /* GezinHeldEntry */
  GArray *grounds; /* GezinUuid: consents and grounds relied on, each once */
  GPtrArray *documents; /* GBytes */
  GezinExported *exported;
} GezinExport;

/** gezin_export_tell_basis: Into the manifest: what the view rests on, and by which reference data it was decided; counts what goes and what stays. */
void gezin_export_tell_basis (GezinExport *self);

/** gezin_export_tell_limits: Into the manifest: what the recipient holds and is no longer in the view. */
void gezin_export_tell_limits (GezinExport *self);

/** gezin_export_add_documents: Those that records in the view name, as far as they fit. */
gboolean gezin_export_add_documents (GezinExport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
