/* SPDX-License-Identifier: EUPL-1.2 */

/* A digest as words that can be read aloud.
 *
 * Invariant: the list has exactly 2,048 words, each once, in an order that never changes: two people
 * with different versions of the program hear the same words. */

#include "wire/card-words-private.h"

#include "wire/form-private.h"

#include <string.h>

#define LIST "words/card-words.txt"

static char **
load_list (void)
{
  gsize length;
  const char *text = gezin_form_resource (LIST, &length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n_words = 0;

  for (char **line = lines; *line != NULL; line++)
    if (**line != '#' && **line != '\0')
      {
        g_strv_builder_add (words, *line);
        n_words++;
      }
  g_assert (n_words == GEZIN_CARD_LIST_WORDS);
  return g_strv_builder_end (words);
}

char *
gezin_card_words_of (const guint8 sha256[GEZIN_DIGEST_BYTES])
{
  static char **list = NULL;
  GString *words = g_string_new (NULL);
  guint bits = 0, n_bits = 0;
  const guint8 *at = sha256;

  if (g_once_init_enter (&list))
    g_once_init_leave (&list, load_list ());
  for (guint i = 0; i < GEZIN_CARD_WORDS; i++)
    {
      while (n_bits < GEZIN_CARD_WORD_BITS)
        {
          bits = bits << 8 | *at++;
          n_bits += 8;
        }
      n_bits -= GEZIN_CARD_WORD_BITS;
      if (i > 0)
        g_string_append_c (words, ' ');
      g_string_append (words, list[bits >> n_bits & (GEZIN_CARD_LIST_WORDS - 1)]);
    }
  return g_string_free (words, FALSE);
}
