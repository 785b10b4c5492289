/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LLVMFuzzerTestOneInput:
 *
 * What libFuzzer calls, and what replay.c calls for each file of a corpus.
 * Ends the program if anything is wrong.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

G_END_DECLS
