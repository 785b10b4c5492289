/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Terms as the reference data writes them: ISO 8601 with one unit, P1Y, P3M, P2W or P10D. */

/**
 * gezin_term_after:
 * @julian: a Julian day
 *
 * The Julian day on which @term after it is full. A year after 29 February is
 * full on 1 March; a month after the 31st on the last day of a shorter month.
 */
guint32 gezin_term_after (guint32 julian, const char *term);

/** gezin_term_before: The Julian day that lies @term before @day; the last of the month in a shorter month. */
guint32 gezin_term_before (const GDate *day, const char *term);

G_END_DECLS
