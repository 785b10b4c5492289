/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinConsentBoard: The grid of people and recipients. Emits "chosen" (GezinConsentCell) when a cell is pressed. */
#define GEZIN_TYPE_CONSENT_BOARD (gezin_consent_board_get_type ())
G_DECLARE_FINAL_TYPE (GezinConsentBoard, gezin_consent_board, GEZIN, CONSENT_BOARD, AdwBin)

GtkWidget *gezin_consent_board_new (GezinSession *session);

/** gezin_consent_board_show: @grid: (nullable): has to stay until the next call. @is_narrow: one person after another. */
void gezin_consent_board_show (GezinConsentBoard *board, GezinDossier *dossier,
                               const GezinConsentGrid *grid, gboolean is_narrow);

/** gezin_consent_board_focus: On the cell of @person and @recipient, where there is one. */
void gezin_consent_board_focus (GezinConsentBoard *board, const GezinUuid *person,
                                const GezinUuid *recipient);

/** gezin_consent_board_mark: Shows which cell is open; @person: (nullable): none. */
void gezin_consent_board_mark (GezinConsentBoard *board, const GezinUuid *person,
                               const GezinUuid *recipient);

/** gezin_consent_board_find: (transfer none) (nullable): @row: (out) */
const GezinConsentCell *gezin_consent_board_find (const GezinConsentGrid *grid,
                                                  const GezinUuid *person,
                                                  const GezinUuid *recipient,
                                                  const GezinConsentRow **row);

G_END_DECLS
