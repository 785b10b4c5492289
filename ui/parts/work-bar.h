/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "parts/job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinWorkBar: How far something long is, with a button that stops it. Not visible while nothing runs. */
#define GEZIN_TYPE_WORK_BAR (gezin_work_bar_get_type ())
G_DECLARE_FINAL_TYPE (GezinWorkBar, gezin_work_bar, GEZIN, WORK_BAR, AdwBin)

GtkWidget *gezin_work_bar_new (void);

/** gezin_work_bar_start: Shows @job, which is started, until gezin_work_bar_end(). @text: what is being done. */
void gezin_work_bar_start (GezinWorkBar *bar, GezinJob *job, const char *text);

/** gezin_work_bar_end: To be called first in what the job calls when it is done. */
void gezin_work_bar_end (GezinWorkBar *bar);

gboolean gezin_work_bar_is_busy (GezinWorkBar *bar);

G_END_DECLS
