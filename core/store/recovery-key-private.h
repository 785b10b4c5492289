/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"

G_BEGIN_DECLS

/* The recovery key: eight groups of four characters of an alphabet without
 * look-alikes. Seven groups are random (140 bits); the eighth is a check of
 * them, so that a slip of the pen is told from a wrong key. */

/** gezin_recovery_key_new: A new one, as it is printed: `KR4T 9WPA …`. */
GezinSecret *gezin_recovery_key_new (void);

/** gezin_recovery_key_read: (transfer full) (nullable): The 32 characters of what somebody typed; %NULL if that is no recovery key. */
GezinSecret *gezin_recovery_key_read (const GezinSecret *typed);

G_END_DECLS
