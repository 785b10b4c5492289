/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "support.h"

G_BEGIN_DECLS

/* A dossier full of words that must go, and eyes that look for them. */

/** Erased: What there is before an erasure. */
typedef struct {
  GezinUuid dossier;
  GezinUuid
      doomed; /* a record: its words stand in it now, in its past, its draft, and what is set aside */
  GezinUuid staying; /* another record */
} Erased;

#define STAYING_WORD "Blijvertje"

/** erased_fill: Puts all of it into the store of @test. */
void erased_fill (StoreTest *test, Erased *all);

/** erased_erase: Erases @record, or (%NULL) the whole dossier. */
gboolean erased_erase (StoreTest *test, const Erased *all, const GezinUuid *record, GError **error);

/** erased_count_words: How many of the words that must go are somewhere in the decrypted pages of the open store, or in a file of its folder. */
guint erased_count_words (StoreTest *test);

/** erased_has_word: Whether @word is. */
gboolean erased_has_word (StoreTest *test, const char *word);

/** erased_n_words: Of how many. */
guint erased_n_words (void);

G_END_DECLS
