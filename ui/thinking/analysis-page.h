/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "thinking/thought-page.h"

G_BEGIN_DECLS

/** gezin_analysis_page_new: The systemic analysis: what keeps itself going, where a change does most, every factor and what it does, and what is still lacking. */
GtkWidget *gezin_analysis_page_new (GezinSession *session);

G_END_DECLS
