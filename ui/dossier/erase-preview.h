/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/erasure-readings.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinErasePreview: What an erasure would take, what it would leave and why, and what no program can reach. */
#define GEZIN_TYPE_ERASE_PREVIEW (gezin_erase_preview_get_type ())
G_DECLARE_FINAL_TYPE (GezinErasePreview, gezin_erase_preview, GEZIN, ERASE_PREVIEW, AdwBin)

GtkWidget *gezin_erase_preview_new (void);

/** gezin_erase_preview_show: @report (nullable): %NULL while that is not known. */
void gezin_erase_preview_show (GezinErasePreview *preview, const GezinErasureReport *report);

G_END_DECLS
