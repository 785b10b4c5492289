/* SPDX-License-Identifier: EUPL-1.2 */

/* Marking what in a text could tell of whom it is.
 *
 * Invariant: it marks too much rather than too little. */

#include "consent/prose.h"

#include "base/text.h"

#include <string.h>

#define SHORTEST_NAME (2) /* characters */
#define SHORTEST_SLIP (5) /* of a shorter word one letter says too little */
#define SHORT_LINE (2) /* words */
#define SHORTEST_NUMBER (3) /* digits */

struct _GezinProseWords {
  GHashTable *names; /* folded */
  GHashTable *numbers; /* digits and letters alone, folded */
};

const char *
gezin_prose_look_code (GezinProseLook look)
{
  static const char *const codes[] = { "name", "number", "date" };

  return codes[look];
}

/* Words. */

static gboolean
is_letter (const char *at)
{
  gunichar c = g_utf8_get_char (at);

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gboolean
is_digit (const char *at)
{
  return g_ascii_isdigit (*at);
}

/* The next run of letters and digits from @at on; its end. Both at the end of the text: there is none. */
static const char *
next_word (const char *at, const char **start)
{
  while (*at != '\0' && !is_letter (at))
    at = g_utf8_next_char (at);
  *start = at;
  while (*at != '\0' && is_letter (at))
    at = g_utf8_next_char (at);
  return at;
}

static char *
fold (const char *start, const char *end)
{
  g_autofree char *word = g_strndup (start, (gsize) (end - start));

  return gezin_text_fold (word);
}

static void
add_names (GHashTable *names, const char *value)
{
  const char *start, *end = value;

  while ((end = next_word (end, &start)) > start)
    {
      char *word = fold (start, end);

      if (g_utf8_strlen (word, -1) >= SHORTEST_NAME)
        g_hash_table_add (names, word);
      else
        g_free (word);
    }
}

static void
add_numbers (GHashTable *numbers, const char *value)
{
  const char *start, *end = value;

  while ((end = next_word (end, &start)) > start)
    if (is_digit (start))
      g_hash_table_add (numbers, fold (start, end));
}

/* Of a short line, such as a street or a town: what has a capital. In a longer one the first word is
 * the beginning of a sentence. */
static void
add_line (GezinProseWords *words, const char *value)
{
  const char *start, *end = value;
  guint n = 0;

  while ((end = next_word (end, &start)) > start)
    n++;
  end = value;
  for (guint i = 0; (end = next_word (end, &start)) > start; i++)
    {
      g_autofree char *word = g_strndup (start, (gsize) (end - start));

      if (g_unichar_isupper (g_utf8_get_char (start)) && (i > 0 || n <= SHORT_LINE))
        add_names (words->names, word);
    }
  add_numbers (words->numbers, value);
}

GezinProseWords *
gezin_prose_words_new (const GezinDossier *dossier)
{
  GezinProseWords *words = g_new0 (GezinProseWords, 1);

  words->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  words->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      for (guint j = 0; j < record->n_heads; j++)
        {
          const GezinVersion *head = record->heads[j];
          const GezinFieldSpec *spec = gezin_catalogue_field (head->field);

          if (spec == NULL || head->value == NULL)
            continue;
          if (spec->search == GEZIN_SEARCH_NAME)
            {
              add_names (words->names, head->value);
              add_numbers (words->numbers, head->value);
            }
          else if (spec->type == GEZIN_TYPE_TEXT && spec->search != GEZIN_SEARCH_PREFIX
                   && spec->search != GEZIN_SEARCH_NUMBER)
            add_line (words, head->value);
          else if (spec->search == GEZIN_SEARCH_NUMBER && spec->type != GEZIN_TYPE_DATE)
            add_numbers (words->numbers, head->value);
        }
    }
  return words;
}

void
gezin_prose_words_free (GezinProseWords *words)
{
  if (words == NULL)
    return;
  g_hash_table_unref (words->names);
  g_hash_table_unref (words->numbers);
  g_free (words);
}

/* Names. */

/* Whether one letter more, less, other or swapped makes @a into @b; both are folded. */
static gboolean
is_slip (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  gsize before = 0, after = 0;

  if (n > m)
    return is_slip (b, a);
  if (m - n > 1)
    return FALSE;
  while (before < n && a[before] == b[before])
    before++;
  while (after < n - before && a[n - 1 - after] == b[m - 1 - after])
    after++;
  if (n - before - after <= 1 && m - before - after <= 1)
    return TRUE;
  return n == m && n - before - after == 2 && a[before] == b[before + 1]
         && a[before + 1] == b[before];
}

static gboolean
is_near_name (const GezinProseWords *words, const char *word)
{
  GHashTableIter iter;
  gpointer name;

  if (strlen (word) < SHORTEST_SLIP)
    return FALSE;
  g_hash_table_iter_init (&iter, words->names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (strlen (name) >= SHORTEST_SLIP && is_slip (name, word))
      return TRUE;
  return FALSE;
}

static gboolean
is_name (const GezinProseWords *words, const char *start, const char *end, gboolean begins)
{
  g_autofree char *word = fold (start, end);
  gsize length = strlen (word);

  if (g_utf8_strlen (word, -1) < SHORTEST_NAME)
    return FALSE;
  if (g_hash_table_contains (words->names, word) || is_near_name (words, word))
    return TRUE;
  if (!begins && g_unichar_isupper (g_utf8_get_char (start)))
    return TRUE;
  if (word[length - 1] != 's')
    return FALSE;
  word[length - 1] = '\0';
  return length > SHORTEST_NAME && g_hash_table_contains (words->names, word);
}

/* Numbers and dates. */

/* Where the number that begins at @start ends: with what stands between its parts. */
static const char *
number_end (const char *start)
{
  const char *end = start;

  for (;;)
    {
      while (*end != '\0' && is_letter (end))
        end = g_utf8_next_char (end);
      if (strchr ("-./:", *end) == NULL || *end == '\0' || !is_digit (end + 1))
        return end;
      end++;
    }
}

static guint
n_digits (const char *start, const char *end)
{
  guint n = 0;

  for (; start < end; start++)
    n += g_ascii_isdigit (*start);
  return n;
}

/* Day, month and year, in whichever order: three numbers, of which one may be missing. */
static gboolean
is_date (const char *start, const char *end)
{
  guint n_parts = 1;
  gboolean is_plain = TRUE;

  for (const char *at = start; at < end; at++)
    {
      n_parts += *at == '-' || *at == '/' || *at == '.';
      is_plain &= g_ascii_isdigit (*at) || *at == '-' || *at == '/' || *at == '.';
    }
  return is_plain && (n_parts == 2 || n_parts == 3) && n_digits (start, end) <= 8;
}

static gboolean
is_number (const GezinProseWords *words, const char *start, const char *end)
{
  const char *first, *last = start;

  if (n_digits (start, end) >= SHORTEST_NUMBER)
    return TRUE;
  while (last < end && (last = next_word (last, &first)) > first && last <= end)
    {
      g_autofree char *part = fold (first, last);

      if (g_hash_table_contains (words->numbers, part))
        return TRUE;
    }
  return FALSE;
}

/* Months as they are written and said, folded; the abbreviations too. */
static gboolean
is_month (const char *start, const char *end)
{
  static const char *const months[] = { "januari",  "februari", "maart",    "april",     "mei",
                                        "juni",     "juli",     "augustus", "september", "oktober",
                                        "november", "december", "jan",      "feb",       "mrt",
                                        "apr",      "jun",      "jul",      "aug",       "sep",
                                        "sept",     "okt",      "nov",      "dec" };
  g_autofree char *word = fold (start, end);

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    if (strcmp (word, months[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Marking. */

static void
add_mark (GArray *marks, const char *text, const char *start, const char *end, GezinProseLook look)
{
  const GezinProseMark mark = { (gsize) (start - text), (gsize) (end - start), look };

  g_array_append_val (marks, mark);
}

/* With the day before it or the year after it: all of it is one date. */
static const char *
mark_month (GArray *marks, const char *text, const char *start, const char *end)
{
  GezinProseMark *before =
      marks->len > 0 ? &g_array_index (marks, GezinProseMark, marks->len - 1) : NULL;
  const char *next, *after = next_word (end, &next);

  if (after > next && is_digit (next) && n_digits (next, after) == 4)
    end = after;
  if (before != NULL && before->look == GEZIN_PROSE_NUMBER
      && text + before->start + before->length + 1 == start)
    {
      before->look = GEZIN_PROSE_DATE;
      before->length = (gsize) (end - text) - before->start;
    }
  else
    add_mark (marks, text, start, end, GEZIN_PROSE_DATE);
  return end;
}

/* A day of one or two digits is a number only before a month. */
static gboolean
is_before_month (const char *end)
{
  const char *start, *after = next_word (end, &start);

  return after > start && !is_digit (start) && is_month (start, after);
}

static const char *
mark_number (const GezinProseWords *words, GArray *marks, const char *text, const char *start)
{
  const char *end = number_end (start);

  if (is_date (start, end))
    add_mark (marks, text, start, end, GEZIN_PROSE_DATE);
  else if (is_number (words, start, end) || is_before_month (end))
    add_mark (marks, text, start, end, GEZIN_PROSE_NUMBER);
  return end;
}

/* Whether a sentence, line or quotation begins before @start: then a capital says nothing. */
static gboolean
begins_sentence (const char *text, const char *start)
{
  while (start > text)
    {
      start = g_utf8_prev_char (start);
      if (strchr (".!?\n:", *start) != NULL)
        return TRUE;
      if (is_letter (start))
        return FALSE;
    }
  return TRUE;
}

GArray *
gezin_prose_mark (const GezinProseWords *words, const char *text)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (GezinProseMark));
  const char *start, *end = text;

  while ((end = next_word (end, &start)) > start)
    if (is_digit (start))
      end = mark_number (words, marks, text, start);
    else if (is_month (start, end))
      end = mark_month (marks, text, start, end);
    else if (is_name (words, start, end, begins_sentence (text, start)))
      add_mark (marks, text, start, end, GEZIN_PROSE_NAME);
  return marks;
}
