/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/monitor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinMonitorPeriodBox: Which period, and in which parts. Emits "asked" when somebody wants to know. */
#define GEZIN_TYPE_MONITOR_PERIOD_BOX (gezin_monitor_period_box_get_type ())
G_DECLARE_FINAL_TYPE (GezinMonitorPeriodBox, gezin_monitor_period_box, GEZIN, MONITOR_PERIOD_BOX,
                      AdwBin)

/** gezin_monitor_period_box_new: The last quarter that is over is chosen. */
GtkWidget *gezin_monitor_period_box_new (GezinSession *session);

/** gezin_monitor_period_box_read: Fills @from, @until and @parts with what stands there; %FALSE, and a sentence below it, when a day is none. */
gboolean gezin_monitor_period_box_read (GezinMonitorPeriodBox *box, GDate *from, GDate *until,
                                        GezinMonitorParts *parts);

/** gezin_monitor_period_box_say: @sentence (nullable): what is wrong with the period; heard with the days. */
void gezin_monitor_period_box_say (GezinMonitorPeriodBox *box, const char *sentence);

/** gezin_monitor_part_text: (transfer full): A part as people call it: a month, a quarter, a year, or its days. */
char *gezin_monitor_part_text (const GDate *from, const GDate *until);

/** gezin_monitor_days_text: (transfer full): "1 apr 2024 to 30 jun 2024". */
char *gezin_monitor_days_text (const GDate *from, const GDate *until);

G_END_DECLS
