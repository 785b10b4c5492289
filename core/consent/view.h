/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/**
 * GezinView:
 *
 * A dossier as somebody may see it: immutable, filtered, reference-counted.
 * Only this room makes one, and whatever writes (XML, paper, JSON) takes a view
 * and nothing else, so output that was not filtered does not compile.
 */
typedef struct _GezinView GezinView;

/**
 * gezin_view_own:
 *
 * The worker's own view, on the own screen and in a dump: everything. What it
 * is used for beyond the screen is for the caller to put in the audit.
 */
GezinView *gezin_view_own (GezinDossier *dossier);

GezinView *gezin_view_ref (GezinView *view);
void gezin_view_unref (GezinView *view);

/** gezin_view_dossier: (transfer none): What may be seen, and nothing else. */
GezinDossier *gezin_view_dossier (const GezinView *view);

/** gezin_view_shows_reasons: Whether a commit's `why` may be written (own view only). */
gboolean gezin_view_shows_reasons (const GezinView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinView, gezin_view_unref)

G_END_DECLS
