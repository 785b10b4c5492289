/* SPDX-License-Identifier: EUPL-1.2 */

/* Inputs of several pieces, with words that stand for what nobody can guess. */

#include "fuzz/fuzz.h"

#include <string.h>

#define BORDER "\n%%\n"

GPtrArray *
fuzz_pieces (const guint8 *data, gsize length)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const guint8 *at = data, *end = data + length, *border;

  while ((border = memmem (at, (gsize) (end - at), BORDER, strlen (BORDER))) != NULL)
    {
      g_ptr_array_add (pieces, g_bytes_new (at, (gsize) (border - at)));
      at = border + strlen (BORDER);
    }
  g_ptr_array_add (pieces, g_bytes_new (at, (gsize) (end - at)));
  return pieces;
}

char *
fuzz_text (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text = g_malloc (length + 1);

  if (length > 0)
    memcpy (text, data, length);
  text[length] = '\0';
  return text;
}

/* The word that stands at @at, if any. */
static const FuzzWord *
word_at (const char *at, gsize length, const FuzzWord *words, guint n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      gsize word_length = strlen (words[i].word);

      if (word_length <= length && memcmp (at, words[i].word, word_length) == 0)
        return &words[i];
    }
  return NULL;
}

GBytes *
fuzz_fill (GBytes *bytes, const FuzzWord *words, guint n_words)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  GString *filled = g_string_sized_new (length);

  for (gsize i = 0; i < length;)
    {
      const FuzzWord *word = data[i] == '{' ? word_at (data + i, length - i, words, n_words) : NULL;

      if (word == NULL)
        g_string_append_c (filled, data[i++]);
      else
        {
          g_string_append (filled, word->meaning);
          i += strlen (word->word);
        }
    }
  return g_string_free_to_bytes (filled);
}
