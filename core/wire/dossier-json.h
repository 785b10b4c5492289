/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"

G_BEGIN_DECLS

/**
 * gezin_dossier_json_write:
 * @kind: GEZIN_KIND_NONE for all
 *
 * `{"id","records":[{"kind","id","fields":{name:value}}]}` on one line, in the
 * order of the XML. Every value is the text that is displayed; a set is an array
 * of its items. What has no value, fields of a newer version and removed records
 * are left out.
 *
 * Returns: (transfer full)
 */
char *gezin_dossier_json_write (GezinView *view, GezinKind kind);

G_END_DECLS
