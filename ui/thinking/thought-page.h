/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "parts/job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinThoughtPage: What follows from a dossier. It is worked out on the worker when the page comes on screen, and again when the dossier changed. */
#define GEZIN_TYPE_THOUGHT_PAGE (gezin_thought_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinThoughtPage, gezin_thought_page, GEZIN, THOUGHT_PAGE, AdwBin)

/** GezinThoughtFill: On the main loop: puts what came out of the job into @box, which is empty. */
typedef void (*GezinThoughtFill) (GezinThoughtPage *page, GezinJob *job, GtkWidget *box);

/** gezin_thought_page_new: @read puts its answer into the job's `result`, `rows` or `text`. */
GtkWidget *gezin_thought_page_new (GezinSession *session, GezinJobRun read, GezinThoughtFill fill);

void gezin_thought_page_show (GezinThoughtPage *page, GezinDossier *dossier);

/** gezin_thought_page_session, gezin_thought_page_dossier: (transfer none): For filling; of the dossier that is shown. */
GezinSession *gezin_thought_page_session (GezinThoughtPage *page);
GezinDossier *gezin_thought_page_dossier (GezinThoughtPage *page);

G_END_DECLS
