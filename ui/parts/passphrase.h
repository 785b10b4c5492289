/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinPassphrase: Choosing a passphrase: typed twice, with how strong it is. Emits "edited". */
#define GEZIN_TYPE_PASSPHRASE (gezin_passphrase_get_type ())
G_DECLARE_FINAL_TYPE (GezinPassphrase, gezin_passphrase, GEZIN, PASSPHRASE, AdwBin)

GtkWidget *gezin_passphrase_new (void);

/** gezin_passphrase_is_good: Long enough, and twice the same. */
gboolean gezin_passphrase_is_good (GezinPassphrase *passphrase);

/** gezin_passphrase_take: (transfer full): What was typed; the entries are empty afterwards. */
GezinSecret *gezin_passphrase_take (GezinPassphrase *passphrase);

G_END_DECLS
