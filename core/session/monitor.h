/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/progress.h"
#include "model/monitor-readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* The programme's indicators over all dossiers (docs/monitor.md). */

#define GEZIN_MONITOR_MAX_PARTS 120
#define GEZIN_MONITOR_MAX_PARTS_OUTSIDE 16 /* hiding weighs every number against every other */

typedef enum {
  GEZIN_MONITOR_WHOLE,
  GEZIN_MONITOR_MONTHS,
  GEZIN_MONITOR_QUARTERS,
  GEZIN_MONITOR_YEARS,
} GezinMonitorParts;

/** GezinMonitorAsked: What is to be counted. Borrowed pointers. */
typedef struct {
  GDate from;
  GDate until; /* that day included */
  GezinMonitorParts parts;
  gboolean is_outside; /* it leaves the team: small numbers are taken out */
  GezinProgressFunc
      progress; /* (nullable): in dossiers that are looked at first; called on the worker */
  gpointer progress_data;
  GCancellable *stop; /* (nullable) */
} GezinMonitorAsked;

/**
 * gezin_session_monitor:
 *
 * (transfer full): GEZIN_SESSION_ERROR_PERIOD if it ends before it starts, _PARTS for too many parts.
 */
GezinMonitorReading *gezin_session_monitor (GezinSession *session, const GezinMonitorAsked *asked,
                                            GError **error);

/** gezin_session_monitor_definitions: (transfer full) (element-type GezinMonitorDefinition): What is counted, in the order of the reading; needs no store. */
GPtrArray *gezin_session_monitor_definitions (GezinSession *session);

/**
 * gezin_session_call_list:
 * @day: (nullable): on which is decided; today for %NULL
 *
 * Whom researchers may call: persons of whom core/consent lets name and a way to reach them go to a
 * research organisation of the dossier, for research, on a consent. Each dossier that is looked
 * at is noted in the log.
 *
 * Returns: (transfer full) (element-type GezinCallRow): by reference, then name
 */
GPtrArray *gezin_session_call_list (GezinSession *session, const GDate *day, GError **error);

typedef enum {
  GEZIN_SHEET_CSV, /* RFC 4180, UTF-8 */
  GEZIN_SHEET_ODS,
} GezinSheetForm;

/** gezin_session_monitor_sheet: (transfer full): @reading for a spreadsheet: a line an indicator, a column a period. */
GBytes *gezin_session_monitor_sheet (GezinSession *session, const GezinMonitorReading *reading,
                                     GezinSheetForm form, GError **error);

/** gezin_session_monitor_json: (transfer full): @reading as one line, as `gezin monitor --json` tells it; without a line end. */
char *gezin_session_monitor_json (const GezinMonitorReading *reading);

/** gezin_session_call_list_sheet: (transfer full): The same of a call list. */
GBytes *gezin_session_call_list_sheet (GPtrArray *rows, GezinSheetForm form, GError **error);

/** gezin_monitor_cell_text: (transfer full): As people read it: a number, "< 5" where it may not be told, "–" where there is none. */
char *gezin_monitor_cell_text (const GezinCell *cell, GezinIndicatorUnit unit);

G_END_DECLS
