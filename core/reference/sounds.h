/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/readings.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/**
 * GezinSounds:
 *
 * How names sound, by the rules of the reference data (sound-rules.xml): which
 * spellings are one sound, how far sounds lie apart, which names are one name in
 * several languages. Compiled once, immutable, reference-counted; any thread may
 * use it.
 *
 * A word has one or a few *forms*: its sounds, a character each. A form has a
 * *code*: its consonants, roughly, by which candidates are found. Whether two
 * words are alike is told by their forms.
 */
typedef struct _GezinSounds GezinSounds;

/** gezin_sounds_new: (transfer full): From the newest rules in @reference; without any, names sound as they are spelled. */
GezinSounds *gezin_sounds_new (GezinReference *reference);
GezinSounds *gezin_sounds_ref (GezinSounds *sounds);
void gezin_sounds_unref (GezinSounds *sounds);

/** gezin_sounds_version: (transfer none): Of rules and program: what was kept under another has to be made anew. */
const char *gezin_sounds_version (const GezinSounds *sounds);

/** GezinSoundWord: One word of a name, made ready to be compared. */
typedef struct {
  char *lower; /* as written, in lower case */
  char *folded; /* and without diacritics */
  GPtrArray *forms; /* (element-type utf8): ASCII */
  GPtrArray *codes; /* (element-type utf8): sorted, each once */
} GezinSoundWord;

/** gezin_sound_word_new: @word is one word: letters and digits. At most GEZIN_MAX_SOUND_LETTERS of it count. */
GezinSoundWord *gezin_sound_word_new (const GezinSounds *sounds, const char *word);
void gezin_sound_word_free (GezinSoundWord *word);

/** gezin_sounds_compare: How near @b is to @a; GEZIN_MATCH_NONE if it is not. The same both ways. */
GezinMatch gezin_sounds_compare (const GezinSounds *sounds, const GezinSoundWord *a,
                                 const GezinSoundWord *b);

/** gezin_sounds_is_slip: Whether @b is @a with a slip of the keys or two, the more the longer. Both folded. */
gboolean gezin_sounds_is_slip (const char *a, const char *b);

/** gezin_sounds_max_slips: How many slips a word of @length letters may hold. */
guint gezin_sounds_max_slips (gsize length);

/** GezinSoundName: A whole name: its words, without prefixes unless there is nothing else. */
typedef struct {
  GPtrArray *words; /* (element-type GezinSoundWord) */
  GezinSoundWord *joined; /* (nullable): all of it as one word, prefixes too, when it was several */
  guint n_written; /* words, prefixes too */
} GezinSoundName;

GezinSoundName *gezin_sound_name_new (const GezinSounds *sounds, const char *name);
void gezin_sound_name_free (GezinSoundName *name);

/** gezin_sounds_compare_names: As gezin_sounds_compare(), by the word that fits least; words in either order, together or apart. */
GezinMatch gezin_sounds_compare_names (const GezinSounds *sounds, const GezinSoundName *a,
                                       const GezinSoundName *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSounds, gezin_sounds_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSoundWord, gezin_sound_word_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSoundName, gezin_sound_name_free)

G_END_DECLS
