/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinMonitorSave: Saves the figures as a file: for outside the team, unless somebody says otherwise. */
#define GEZIN_TYPE_MONITOR_SAVE (gezin_monitor_save_get_type ())
G_DECLARE_FINAL_TYPE (GezinMonitorSave, gezin_monitor_save, GEZIN, MONITOR_SAVE, AdwBin)

GtkWidget *gezin_monitor_save_new (GezinSession *session);

/** gezin_monitor_save_set: Of which period; what was said of another one goes. */
void gezin_monitor_save_set (GezinMonitorSave *save, const GDate *from, const GDate *until,
                             GezinMonitorParts parts);

G_END_DECLS
