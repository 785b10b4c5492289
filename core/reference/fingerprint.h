/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"

G_BEGIN_DECLS

/** gezin_reference_fingerprint: (transfer full): Of the bytes of all files that were loaded, in lower-case hex: the same for the same data, whatever the files are named. */
char *gezin_reference_fingerprint (GezinReference *reference);

G_END_DECLS
