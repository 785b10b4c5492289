/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinJoinPreview: Who is in each of two dossiers, and who is likely in both, to be ticked. */
#define GEZIN_TYPE_JOIN_PREVIEW (gezin_join_preview_get_type ())
G_DECLARE_FINAL_TYPE (GezinJoinPreview, gezin_join_preview, GEZIN, JOIN_PREVIEW, AdwBin)

/** gezin_join_preview_new: @suspicions: (element-type GezinDuplicate): also of other dossiers. */
GtkWidget *gezin_join_preview_new (GezinSession *session, GezinDossier *dossier,
                                   GezinDossier *other, GPtrArray *suspicions);

/** gezin_join_preview_pairs: (transfer full) (element-type GezinUuid): Two and two who were ticked as one. */
GArray *gezin_join_preview_pairs (GezinJoinPreview *preview);

G_END_DECLS
