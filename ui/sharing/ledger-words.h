/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"

#include <glib.h>

G_BEGIN_DECLS

/** GezinLedgerSign: How a bundle stands, as an icon, a colour and a sentence. */
typedef struct {
  const char *icon;
  const char *class; /* (nullable): CSS */
  char *text;
  gboolean needs_attention; /* somebody has to do something */
} GezinLedgerSign;

void gezin_ledger_sign_clear (GezinLedgerSign *sign);

/**
 * gezin_ledger_sign:
 * @lines: the ledger that @line is of: what asks back, and what was said to that, are lines too
 */
void gezin_ledger_sign (GezinClock *clock, GPtrArray *lines, const GezinBundleLine *line,
                        GezinLedgerSign *sign);

/** gezin_ledger_is_shown: A receipt, and our own asking back, is no line of its own: it is how the bundle stands that it is about. */
gboolean gezin_ledger_is_shown (const GezinBundleLine *line);

/** gezin_ledger_kind_word: (transfer none): Translated; "" for what is shared as usual. */
const char *gezin_ledger_kind_word (const GezinBundleLine *line);

/** gezin_ledger_can_ask_back: Whether it may be asked back now. */
gboolean gezin_ledger_can_ask_back (const GezinBundleLine *line);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinLedgerSign, gezin_ledger_sign_clear)

G_END_DECLS
