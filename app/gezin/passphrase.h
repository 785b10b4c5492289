/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/secret.h"

G_BEGIN_DECLS

/**
 * gezin_passphrase_read:
 * @path: (nullable): a file whose first line it is
 * @prompt: what the terminal is asked, when @path is %NULL
 *
 * A passphrase or a recovery key, from a file or from the terminal without
 * echo; it never lies outside locked memory. GEZIN_COMMAND_ERROR_USE when there
 * is no terminal or nothing was said.
 */
GezinSecret *gezin_passphrase_read (const char *path, const char *prompt, GError **error);

/** gezin_passphrase_choose: A new one; the terminal is asked twice. */
GezinSecret *gezin_passphrase_choose (const char *path, GError **error);

G_END_DECLS
