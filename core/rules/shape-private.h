/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "rules/shape.h"

G_BEGIN_DECLS

/** gezin_shape_check_version: The first rule that @version breaks in itself, or GEZIN_RULE_NONE. */
GezinRule gezin_shape_check_version (const GezinVersion *version, GezinReference *reference);

/** gezin_shape_check_whole: Adds what is wrong with @record as a whole; its versions one by one are not looked at. */
void gezin_shape_check_whole (const GezinRecord *record, GPtrArray *findings);

/** gezin_shape_is_end: Whether @field says until when something may be used and may only come earlier (law 12). */
gboolean gezin_shape_is_end (GezinField field);

G_END_DECLS
