/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/backup-readings.h"
#include "session/session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gezin_restore_outcome_new: What came back, and all that whoever restores has to know besides. */
GtkWidget *gezin_restore_outcome_new (GezinSession *session, const GezinRestoreReport *report);

G_END_DECLS
