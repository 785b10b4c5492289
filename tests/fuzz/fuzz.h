/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What entry points share. An input may be made of pieces, so that what a stranger
 * cannot make by turning bits (a check sum, a digest, a signature, a seal) is made
 * anew around what he turned. */

/**
 * LLVMFuzzerTestOneInput:
 *
 * What libFuzzer calls, and what replay.c calls for each file of a corpus.
 * Ends the program if anything is wrong.
 */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize length);

/** fuzz_pieces: (transfer full) (element-type GBytes): What stands between lines that say `%%`; at least one. */
GPtrArray *fuzz_pieces (const guint8 *data, gsize length);

/** fuzz_text: (transfer full): Those bytes, with a NUL after them. */
char *fuzz_text (GBytes *bytes);

/** FuzzWords: What stands for what: `{s}` and the like. */
typedef struct {
  const char *word;
  const char *meaning;
} FuzzWord;

/** fuzz_fill: (transfer full): @bytes with each word in its place. */
GBytes *fuzz_fill (GBytes *bytes, const FuzzWord *words, guint n_words);

/**
 * fuzz_mutate_der:
 *
 * For LLVMFuzzerCustomMutator: one element of the DER or BER in @data becomes
 * another, goes, or comes twice, and every length around it is right again.
 *
 * Returns: the new length, or 0 if @data is nothing of the sort
 */
gsize fuzz_mutate_der (guint8 *data, gsize length, gsize max_length, guint seed);

/**
 * fuzz_mutate_pieces:
 *
 * As fuzz_mutate_der() for the whole or for the last piece, every other time and where
 * that can be; else as libFuzzer does by itself.
 */
gsize fuzz_mutate_pieces (guint8 *data, gsize length, gsize max_length, guint seed);

/** LLVMFuzzerMutate: libFuzzer's own. */
gsize LLVMFuzzerMutate (guint8 *data, gsize length, gsize max_length);

/** LLVMFuzzerCustomMutator: What libFuzzer calls to change an input. */
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize length, gsize max_length, guint seed);

G_END_DECLS
