/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/fact.h"
#include "model/monitor-readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* Counting over families (docs/monitor.md). One look at each family, of which only numbers stay. */

typedef struct _GezinMonitor GezinMonitor;

/**
 * gezin_monitor_new:
 * @reading: what to count: its periods; filled by gezin_monitor_finish(), and outlives this
 */
GezinMonitor *gezin_monitor_new (GezinMonitorReading *reading);
void gezin_monitor_free (GezinMonitor *monitor);

/** gezin_monitor_family: Counts one family: all its facts, as gezin_monitor_facts() gives them. */
void gezin_monitor_family (GezinMonitor *monitor, const GezinFact *facts, guint n_facts);

/** gezin_monitor_finish: Nothing is counted after it. */
void gezin_monitor_finish (GezinMonitor *monitor);

/** gezin_monitor_prepare: Gives @reading the kinds of measures, the first day of counting and the smallest number; before its periods. */
void gezin_monitor_prepare (GezinMonitorReading *reading, GezinReference *reference,
                            const GDate *from, const char *language);

/**
 * gezin_monitor_hide:
 *
 * Takes out of @reading what may not leave the team: numbers under the smallest,
 * and as many others as are needed so that none of those follows from what is left (monitor-hide.c).
 */
void gezin_monitor_hide (GezinMonitorReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinMonitor, gezin_monitor_free)

G_END_DECLS
