/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/store-error.h"

G_BEGIN_DECLS

/** gezin_failure_from_errno: Sets @error to the code that @number (an errno) means for a store; @what is technical text. */
void gezin_failure_from_errno (int number, const char *what, GError **error);

/** gezin_failure_translate: Replaces a G_FILE_ERROR in @error by the code that it means for a store. */
void gezin_failure_translate (const char *what, GError **error);

G_END_DECLS
