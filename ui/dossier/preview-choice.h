/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/** gezin_preview_recipients: (transfer container) (element-type GezinRecord): Organisations of @dossier, those of the safety team first. */
GPtrArray *gezin_preview_recipients (GezinDossier *dossier);

/** gezin_preview_likely_purpose: For which of @purposes (element-type GezinChoice) consents to @recipient were asked most: that is what somebody wants to see. */
guint gezin_preview_likely_purpose (GezinDossier *dossier, const GezinUuid *recipient,
                                    GPtrArray *purposes);

G_END_DECLS
