/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/display.h"
#include "sharing/ledger-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinLedgerSource: What a row is made from; borrowed while it is made. */
typedef struct {
  GezinSession *session;
  GezinDossier *dossier; /* (nullable): the one that is open; %NULL: the ledger of all */
  GPtrArray *lines; /* GezinBundleLine: all of the ledger */
  GHashTable *names; /* (nullable) GezinUuid -> utf8: names of families */
} GezinLedgerSource;

/** gezin_ledger_line_new: (transfer floating): A row that opens: to whom, when, for what, how it stands; on what it rests. Asks back by win.recall. */
GtkWidget *gezin_ledger_line_new (const GezinLedgerSource *source, const GezinBundleLine *line);

G_END_DECLS
