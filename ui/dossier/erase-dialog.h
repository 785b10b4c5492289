/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinEraseWish: What somebody has in mind. It can be changed in the dialogue. */
typedef struct {
  GezinUuid dossier;
  gboolean has_record; /* else the whole dossier, or all about one person */
  GezinUuid record; /* a request of the family that waits is to be answered, not erased */
  gboolean is_whole; /* all of it is chosen from the start */
  const char *reason; /* (nullable): code */
  gboolean is_open; /* the dossier is on screen already: looking at it is in the log */
} GezinEraseWish;

/**
 * gezin_erase_dialog_open:
 *
 * Reads the dossier and asks, over the window of @from: what goes, why, and whether
 * it is sure. Also grants or refuses a request of the family.
 */
void gezin_erase_dialog_open (GtkWidget *from, GezinSession *session, const GezinEraseWish *wish);

G_END_DECLS
