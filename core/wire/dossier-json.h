/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"

G_BEGIN_DECLS

/**
 * gezin_dossier_json_write:
 * @kind: GEZIN_KIND_NONE for all
 *
 * (transfer full): `{"id","records":[{"kind","id","fields":{name:value}}]}` in the
 * order of the XML: displayed values as text, a set as an array, removed records
 * left out.
 */
char *gezin_dossier_json_write (GezinView *view, GezinKind kind);

G_END_DECLS
