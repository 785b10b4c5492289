/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "desk.h"

G_BEGIN_DECLS

/* What a golden bundle was made of. All of it is invented, and the keys serve it alone. */

#define GOLDEN_DOCUMENT "Afspraken van 3 november: oma komt op woensdag.\n"
#define GOLDEN_GOAL "Weer rust in huis"
#define GOLDEN_SENDER "Sanne Bakker"
#define GOLDEN_RECIPIENT "Ilse de Wit"
#define GOLDEN_PURPOSE "coordinate-care"

/** The files of one folder of golden/. */
#define GOLDEN_BUNDLE "bundle.gezin"
#define GOLDEN_SENDER_CARD "sender.gezin-card"
#define GOLDEN_CARD "recipient.gezin-card"
#define GOLDEN_SIGNING_KEY "recipient-signing.key"
#define GOLDEN_OPENING_KEY "recipient-opening.key"

G_END_DECLS
