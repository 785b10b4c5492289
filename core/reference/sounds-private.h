/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/sounds.h"

G_BEGIN_DECLS

#define GEZIN_N_SOUNDS (128) /* a sound is one ASCII character */

/* One rule of spelling: @letters, after one of @after and before one of @before, are @sounds. */
typedef struct {
  char *letters;
  gsize length;
  char *after; /* (nullable): letters; `^` is the beginning of the word */
  char *before; /* (nullable): letters; `$` is its end */
  char **sounds; /* alternatives, the first the likeliest */
} GezinSoundRule;

/* Rules that are tried at each letter: the longest first, then those with most conditions, then in the
 * order of the data. */
typedef struct {
  GPtrArray *by_first[256]; /* (element-type GezinSoundRule), by the first byte */
} GezinSoundStage;

struct _GezinSounds {
  gatomicrefcount references;
  char *version;
  GPtrArray *rules; /* owns what the stages hold */
  GezinSoundStage marks; /* letters with marks to letters */
  GezinSoundStage spelling; /* letters to sounds */
  char skeleton[GEZIN_N_SOUNDS]; /* sound to its class in a code; 0: left out */
  guint16 apart[GEZIN_N_SOUNDS][GEZIN_N_SOUNDS]; /* hundredths; [x][0]: x left out */
  GHashTable *groups; /* folded word to the name that it is in another language */
  GHashTable *prefixes; /* folded */
  char *transliterator; /* (nullable): id of ICU */
};

/** gezin_script_to_latin: (transfer full): @word in Latin letters; @is_bare tells that its script writes no vowels. */
char *gezin_script_to_latin (const char *transliterator, const char *word, gboolean *is_bare);

/** gezin_script_is_latin: Whether all letters of @word are Latin. */
gboolean gezin_script_is_latin (const char *word);

/* What a form or code begins with that is not of sounds. */
#define GEZIN_SOUND_BARE '*' /* no vowels are known: consonants alone count */
#define GEZIN_SOUND_GROUP '=' /* a name by its group */

G_END_DECLS
