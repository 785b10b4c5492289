/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/fact.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/** GEZIN_MONITOR_FACTS_VERSION: Goes up when the same dossier gives other facts. */
#define GEZIN_MONITOR_FACTS_VERSION 1

/**
 * gezin_monitor_facts:
 * @zone: in which days are told
 *
 * What the monitor counts of a dossier, by the newest reference data: it follows from the records
 * alone, not from their order and not from today. Of a field with several versions the one that is
 * shown counts; records that are the same person or thing count once; removed ones not at all.
 *
 * Returns: (transfer full) (element-type GezinFact): by kind, then by day
 */
GArray *gezin_monitor_facts (GezinView *view, GezinReference *reference, GTimeZone *zone);

G_END_DECLS
