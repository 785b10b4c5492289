/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* Words in prose that could tell of whom it is: marked for who reads it through
 * before it goes as advice without names. A help to that person, and no more: what is not marked is
 * not therefore safe. */

/** GezinProseLook: What a word looks like. */
typedef enum {
  GEZIN_PROSE_NAME, /* of a person, body or place */
  GEZIN_PROSE_NUMBER,
  GEZIN_PROSE_DATE,
} GezinProseLook;

/** gezin_prose_look_code: (transfer none): Stable: name, number, date. */
const char *gezin_prose_look_code (GezinProseLook look);

/** GezinProseMark: One place in a text. */
typedef struct {
  gsize start; /* bytes */
  gsize length;
  GezinProseLook look;
} GezinProseMark;

/** GezinProseWords: The names and numbers of a dossier. */
typedef struct _GezinProseWords GezinProseWords;

/** gezin_prose_words_new: (transfer full): Of all heads of all records of @dossier. */
GezinProseWords *gezin_prose_words_new (const GezinDossier *dossier);
void gezin_prose_words_free (GezinProseWords *words);

/**
 * gezin_prose_mark:
 * @text: valid UTF-8
 *
 * Words of names in @words, also with a slip of the keys, in another case, or as a
 * possessive; words with a capital inside a sentence; dates; numbers of three digits or more, and
 * shorter ones that stand in the dossier.
 *
 * Returns: (transfer full) (element-type GezinProseMark): in order; they do not overlap
 */
GArray *gezin_prose_mark (const GezinProseWords *words, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinProseWords, gezin_prose_words_free)

G_END_DECLS
