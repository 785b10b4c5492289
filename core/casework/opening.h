/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/edit.h"

G_BEGIN_DECLS

/** gezin_opening_edits: (transfer full) (element-type GezinEdit): What a dossier named @name begins with, opened on @day. */
GPtrArray *gezin_opening_edits (const GezinUuid *dossier, const char *name, const GDate *day);

G_END_DECLS
