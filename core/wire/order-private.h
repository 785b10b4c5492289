/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"

G_BEGIN_DECLS

/**
 * gezin_order_records:
 * @kind: GEZIN_KIND_NONE for all
 *
 * The records of @view, removed ones too, by the name of their kind and by id:
 * the order of every text that we write.
 *
 * Returns: (transfer container) (element-type GezinRecord): owned by @view
 */
GPtrArray *gezin_order_records (GezinView *view, GezinKind kind);

G_END_DECLS
