/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** gezin_words_new: (transfer floating): The words of a card, large and numbered, to read aloud or to compare. */
GtkWidget *gezin_words_new (const char *words);

/** GezinCardSign: How a card of somebody else stands: a sign, a colour, a sentence. */
typedef struct {
  const char *icon;
  const char *class;
  char *text;
  gboolean is_alarming; /* it is another card than the one that is known */
} GezinCardSign;

void gezin_card_sign (GezinClock *clock, const GezinPeerReading *peer, GezinCardSign *sign);
void gezin_card_sign_clear (GezinCardSign *sign);

/** gezin_card_unchecked: (transfer none) (nullable): That nobody could look whether @peer, which is trusted, was revoked by its issuer. */
const char *gezin_card_unchecked (const GezinPeerReading *peer);

/** gezin_card_role_word: (transfer none): Translated; @role (nullable). */
const char *gezin_card_role_word (const char *role);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinCardSign, gezin_card_sign_clear)

G_END_DECLS
