/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "store/store-private.h"

G_BEGIN_DECLS

/* The words of names, by what they sound like. */

/**
 * gezin_name_words_of:
 * @words: (element-type utf8): a set of words as written, to add to
 *
 * The words of one name, and the whole as one word when it is a few: `El Idrissi`
 * is also looked for as `Elidrissi`.
 */
void gezin_name_words_of (const char *name, GHashTable *words);

/** gezin_name_words_update: Makes the name words of the search row @row what @words say (%NULL: none), in the caller's transaction. */
gboolean gezin_name_words_update (GezinStore *store, gint64 row, GHashTable *words,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_name_words_check: Whether each word is used and each use has its word. */
gboolean gezin_name_words_check (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinNameWord: A word that is somewhere in the store, and how near it is to what was asked. */
typedef struct {
  gint64 key;
  GezinMatch match;
} GezinNameWord;

/**
 * gezin_name_words_find:
 * @begins: also words that begin with it
 * @slips: also what is a slip of the keys away
 * @found: (element-type GezinNameWord): empty; filled by key, a word once
 */
gboolean gezin_name_words_find (GezinStore *store, const GezinSoundWord *word, gboolean begins,
                                gboolean slips, GArray *found,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinPeopleQuestion: What somebody typed to find a person. */
typedef struct {
  GPtrArray *names; /* (element-type GezinSoundWord): all words that @readings are made of */
  /* (element-type GPtrArray): words of @names, the longest first, all of which must be there: as
   * typed, without prefixes; then with neighbours as one word. */
  GPtrArray *readings;
  const GezinSoundWord *last; /* (nullable): of @names, the one that may be a beginning */
  GPtrArray *numbers; /* (element-type GPtrArray): the forms of each, without spacing */
} GezinPeopleQuestion;

/** gezin_people_question_new: @today decides which century a year of two digits is of. */
GezinPeopleQuestion *gezin_people_question_new (GezinStore *store, const char *text,
                                                const GDate *today);
void gezin_people_question_free (GezinPeopleQuestion *question);

/**
 * gezin_people_find_rows:
 * @slips: also what is a slip of the keys away
 * @rows: (out) (transfer full) (element-type gint64 guint): keys of search_record, and a rank: the lower the nearer
 *
 * Rows that answer every number and every name of some reading of @question.
 */
gboolean gezin_people_find_rows (GezinStore *store, const GezinPeopleQuestion *question,
                                 gboolean slips, GHashTable **rows,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPeopleQuestion, gezin_people_question_free)

G_END_DECLS
