/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "wire/key.h"
#include "wire/openssl-private.h"

G_BEGIN_DECLS

/** gezin_key_pkey: (transfer none) */
EVP_PKEY *gezin_key_pkey (const GezinKey *key);

G_END_DECLS
