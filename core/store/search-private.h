/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

#include "model/catalogue.h"

G_BEGIN_DECLS

/* Words as the index cuts them: runs of letters and digits. */

/**
 * gezin_search_next_word:
 * @cursor: (inout): where to look on in a valid UTF-8 text
 * @word: (out): its first byte
 *
 * Returns: its length in bytes; 0 at the end
 */
gsize gezin_search_next_word (const char **cursor, const char **word);

/** gezin_search_compact: (transfer full): The letters and digits of @text, nothing between: how a number is found however it is spaced. */
char *gezin_search_compact (const char *text);

/** gezin_search_is_name: Whether texts of @search go into the column of names and numbers. */
gboolean gezin_search_is_name (GezinSearch search);

/** GezinQuestion: What somebody asked, ready for the index and for finding the place in a text. */
typedef struct {
  char *expression; /* in the language of FTS5 */
  GPtrArray *words; /* folded; the last also as a beginning */
  char *number; /* (nullable): all of it without spacing, when it is digits */
} GezinQuestion;

/** gezin_question_new: (nullable): %NULL if @text holds no word. @ignored: (nullable): folded words. */
GezinQuestion *gezin_question_new (const char *text, GHashTable *ignored);
void gezin_question_free (GezinQuestion *question);

/** GezinPlace: Where a question is found in a text. */
typedef struct {
  guint n_words; /* different words of the question that are there */
  gsize start; /* of the first */
  gsize length;
} GezinPlace;

/** gezin_question_find: How well @text, a value of a field searched as @search, answers @question. */
GezinPlace gezin_question_find (const GezinQuestion *question, const char *text,
                                GezinSearch search);

/** gezin_snippet: (transfer full): One line of @text around @place, which is made to fit it. */
char *gezin_snippet (const char *text, GezinPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinQuestion, gezin_question_free)

G_END_DECLS
