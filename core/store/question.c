/* SPDX-License-Identifier: EUPL-1.2 */

/* From what somebody typed to a question for the index, and from a text that was
 * found to the line that is shown.
 *
 * Invariant: every word of a question is quoted, so that no character of it is
 * syntax of FTS5. */

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "store/search-private.h"

#define SNIPPET_BEFORE (50) /* bytes, about */
#define SNIPPET_AFTER (110)
#define ELLIPSIS "\xe2\x80\xa6"

static gboolean
is_word_character (const char *text)
{
  gunichar c;

  if ((guint8) *text < 0x80)
    return g_ascii_isalnum (*text);
  c = g_utf8_get_char (text);
  return g_unichar_isalnum (c) || g_unichar_ismark (c)
         || g_unichar_type (c) == G_UNICODE_PRIVATE_USE;
}

gsize
gezin_search_next_word (const char **cursor, const char **word)
{
  const char *c = *cursor;

  while (*c != '\0' && !is_word_character (c))
    c = g_utf8_next_char (c);
  *word = c;
  while (*c != '\0' && is_word_character (c))
    c = g_utf8_next_char (c);
  *cursor = c;
  return (gsize) (c - *word);
}

char *
gezin_search_compact (const char *text)
{
  GString *compact = g_string_new (NULL);
  const char *word;
  gsize length;

  while ((length = gezin_search_next_word (&text, &word)) > 0)
    g_string_append_len (compact, word, (gssize) length);
  return g_string_free (compact, FALSE);
}

gboolean
gezin_search_is_name (GezinSearch search)
{
  return search == GEZIN_SEARCH_NAME || search == GEZIN_SEARCH_PREFIX
         || search == GEZIN_SEARCH_NUMBER;
}

/* Whether every word in @chunk is one to leave out. */
static gboolean
is_ignored (const char *chunk, GHashTable *ignored)
{
  const char *word;
  gsize length;

  while ((length = gezin_search_next_word (&chunk, &word)) > 0)
    {
      g_autofree char *copy = g_strndup (word, length);
      g_autofree char *folded = gezin_text_fold (copy);

      if (!g_hash_table_contains (ignored, folded))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_word (const char *chunk)
{
  const char *word;

  return gezin_search_next_word (&chunk, &word) > 0;
}

/* The chunks between white space that hold a word, at most GEZIN_MAX_SEARCH_WORDS. */
static GPtrArray *
split (const char *text)
{
  GPtrArray *chunks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  const char *c = valid;

  while (*c != '\0' && chunks->len < GEZIN_MAX_SEARCH_WORDS)
    {
      const char *start = c;
      g_autofree char *chunk = NULL;

      while (*c != '\0' && !g_unichar_isspace (g_utf8_get_char (c)))
        c = g_utf8_next_char (c);
      chunk = g_strndup (start, (gsize) (c - start));
      if (has_word (chunk))
        g_ptr_array_add (chunks, g_steal_pointer (&chunk));
      while (*c != '\0' && g_unichar_isspace (g_utf8_get_char (c)))
        c = g_utf8_next_char (c);
    }
  return chunks;
}

static void
leave_out_ignored (GPtrArray *chunks, GHashTable *ignored)
{
  guint n_left = 0;
  guint i;

  for (i = 0; i < chunks->len; i++)
    n_left += !is_ignored (chunks->pdata[i], ignored);
  if (n_left == 0)
    return;
  for (i = chunks->len; i-- > 0;)
    {
      if (is_ignored (chunks->pdata[i], ignored))
        g_ptr_array_remove_index (chunks, i);
    }
}

/* The invariant. */
static void
append_quoted (GString *expression, const char *chunk)
{
  const char *c;

  g_string_append_c (expression, '"');
  for (c = chunk; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (expression, '"');
      g_string_append_c (expression, *c);
    }
  g_string_append_c (expression, '"');
}

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static char *
make_expression (const GezinQuestion *question, GPtrArray *chunks)
{
  GString *expression = g_string_new ("(");
  guint i;

  for (i = 0; i < chunks->len; i++)
    {
      if (i > 0)
        g_string_append (expression, " AND ");
      append_quoted (expression, chunks->pdata[i]);
    }
  g_string_append (expression, " *)");
  if (question->number != NULL)
    g_string_append_printf (expression, " OR (names : \"%s\" *)", question->number);
  return g_string_free (expression, FALSE);
}

static void
add_words (GezinQuestion *question, const char *chunk)
{
  const char *word;
  gsize length;

  while ((length = gezin_search_next_word (&chunk, &word)) > 0)
    {
      g_autofree char *copy = g_strndup (word, length);

      g_ptr_array_add (question->words, gezin_text_fold (copy));
    }
}

GezinQuestion *
gezin_question_new (const char *text, GHashTable *ignored)
{
  g_autoptr (GPtrArray) chunks = split (text);
  g_autofree char *joined = NULL;
  g_autofree char *compact = NULL;
  GezinQuestion *question;
  guint i;

  if (chunks->len == 0)
    return NULL;
  if (ignored != NULL)
    leave_out_ignored (chunks, ignored);
  question = g_new0 (GezinQuestion, 1);
  question->words = g_ptr_array_new_with_free_func (g_free);
  for (i = 0; i < chunks->len; i++)
    add_words (question, chunks->pdata[i]);
  g_ptr_array_add (chunks, NULL);
  joined = g_strjoinv (" ", (char **) chunks->pdata);
  g_ptr_array_set_size (chunks, (int) chunks->len - 1);
  compact = gezin_search_compact (joined);
  if (is_digits (compact))
    question->number = g_steal_pointer (&compact);
  question->expression = make_expression (question, chunks);
  return question;
}

void
gezin_question_free (GezinQuestion *question)
{
  if (question == NULL)
    return;
  g_free (question->expression);
  g_ptr_array_unref (question->words);
  g_free (question->number);
  g_free (question);
}

/* What the character at @c folds to, if that is one ASCII character; 0 if more has to be known. */
static char
fold_alone (const char *c)
{
  gunichar first;

  if ((guint8) *c < 0x80)
    return g_ascii_tolower (*c);
  /* A letter with accents, which are left out. */
  if (g_unichar_fully_decompose (g_utf8_get_char (c), FALSE, &first, 1) > 1 && first < 0x80)
    return g_ascii_tolower ((char) first);
  return '\0';
}

/* Whether @word of a text is, or (@begins) begins with, the folded @wanted. Folding a whole word is
 * slow, so it is left until its characters, one by one, do not say. */
static gboolean
word_fits (const char *word, gsize length, const char *wanted, gboolean begins)
{
  const char *end = word + length;
  const char *c = word;
  const char *rest = wanted;
  g_autofree char *copy = NULL;
  g_autofree char *folded = NULL;

  for (; c < end && *rest != '\0'; c = g_utf8_next_char (c), rest++)
    {
      char one = fold_alone (c);

      if (one == '\0')
        break;
      if (one != *rest)
        return FALSE;
    }
  if (*rest == '\0' && (begins || c == end))
    return TRUE;
  if (c == end || (*rest == '\0' && fold_alone (c) != '\0'))
    return FALSE;
  copy = g_strndup (word, length);
  folded = gezin_text_fold (copy);
  return begins ? g_str_has_prefix (folded, wanted) : g_str_equal (folded, wanted);
}

/* A number may be spaced in another way than it was asked for. */
static gboolean
number_fits (const GezinQuestion *question, const char *text, GezinSearch search)
{
  g_autofree char *compact = NULL;

  if (question->number == NULL || search != GEZIN_SEARCH_NUMBER)
    return FALSE;
  compact = gezin_search_compact (text);
  return g_str_has_prefix (compact, question->number);
}

GezinPlace
gezin_question_find (const GezinQuestion *question, const char *text, GezinSearch search)
{
  GezinPlace place = { 0, 0, 0 };
  guint64 found = 0; /* a bit for each word; more than 64 words are one */
  const char *cursor = text;
  const char *word;
  gsize length;
  guint i;

  if (number_fits (question, text, search))
    return (GezinPlace){ question->words->len, 0, strlen (text) };
  while (place.n_words < question->words->len
         && (length = gezin_search_next_word (&cursor, &word)) > 0)
    for (i = 0; i < question->words->len; i++)
      {
        guint64 bit = G_GUINT64_CONSTANT (1) << MIN (i, 63);

        if ((found & bit) != 0
            || !word_fits (word, length, question->words->pdata[i], i + 1 == question->words->len))
          continue;
        if (found == 0)
          {
            place.start = (gsize) (word - text);
            place.length = length;
          }
        found |= bit;
        place.n_words++;
      }
  return place;
}

/* The nearest beginning of a word at or after @from; else of a character. */
static gsize
begin_of_word (const char *text, gsize from, gsize end)
{
  gsize i = from;

  while (i < end && text[i - 1] != ' ' && text[i - 1] != '\n')
    i++;
  return i;
}

static gsize
end_of_character (const char *text, gsize at)
{
  while (at > 0 && (text[at] & 0xc0) == 0x80)
    at--;
  return at;
}

static gsize
end_of_word (const char *text, gsize from, gsize to)
{
  gsize i = to;

  while (i > from && text[i] != ' ' && text[i] != '\n')
    i--;
  return i > from ? i : end_of_character (text, to);
}

char *
gezin_snippet (const char *text, GezinPlace *place)
{
  gsize length = strlen (text);
  gsize end_of_match = place->start + place->length;
  gsize begin = 0;
  gsize end = length;
  GString *snippet = g_string_new (NULL);
  char *c;

  if (place->start > SNIPPET_BEFORE)
    {
      begin = begin_of_word (text, place->start - SNIPPET_BEFORE, place->start);
      g_string_append (snippet, ELLIPSIS);
    }
  if (length - end_of_match > SNIPPET_AFTER)
    end = end_of_word (text, end_of_match, end_of_match + SNIPPET_AFTER);
  place->start = place->start - begin + snippet->len;
  g_string_append_len (snippet, text + begin, (gssize) (end - begin));
  if (end < length)
    g_string_append (snippet, ELLIPSIS);
  for (c = snippet->str; *c != '\0'; c++)
    if (*c == '\n' || *c == '\t')
      *c = ' ';
  return g_string_free (snippet, FALSE);
}
