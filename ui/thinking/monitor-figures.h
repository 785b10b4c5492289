/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/monitor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gezin_monitor_figures_new: (transfer floating): What @reading says; it is not looked at afterwards. */
GtkWidget *gezin_monitor_figures_new (GezinSession *session, const GezinMonitorReading *reading);

/** gezin_monitor_series_new: (transfer floating) (nullable): Its parts as a table; %NULL where there are fewer than two. @definitions: GezinMonitorDefinition. */
GtkWidget *gezin_monitor_series_new (const GezinMonitorReading *reading,
                                     const GPtrArray *definitions);

G_END_DECLS
