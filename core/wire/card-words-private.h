/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"

G_BEGIN_DECLS

#define GEZIN_CARD_WORDS (8)
#define GEZIN_CARD_WORD_BITS (11)
#define GEZIN_CARD_LIST_WORDS (1 << GEZIN_CARD_WORD_BITS)

/** gezin_card_words_of: (transfer full): The words for the first 88 bits of @sha256, the highest bit first. */
char *gezin_card_words_of (const guint8 sha256[GEZIN_DIGEST_BYTES]);

G_END_DECLS
