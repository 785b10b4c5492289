/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinPreviewCount: How many records go, of how many of those a part stays, and how many stay whole. */
typedef struct {
  guint n_going;
  guint n_partly;
  guint n_staying;
} GezinPreviewCount;

void gezin_preview_count (const GezinSharingAnswer *answer, GezinPreviewCount *count);

/** gezin_preview_going_new: (transfer floating): What goes, by kind. @answer outlives it. @can_open: a row opens its record. */
GtkWidget *gezin_preview_going_new (GezinSharingAnswer *answer, gboolean can_open);

/** gezin_preview_staying_new: (transfer floating): What stays, by reason. @answer outlives it. */
GtkWidget *gezin_preview_staying_new (GezinSharingAnswer *answer, gboolean can_open);

G_END_DECLS
