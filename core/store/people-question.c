/* SPDX-License-Identifier: EUPL-1.2 */

/* What somebody typed to find a person: names, dates of birth, telephone numbers,
 * postcodes. What is a number is taken out of the text first; names are left.
 *
 * Invariant: a form of a number is made of letters and digits alone, so none is
 * syntax of FTS5. */

#include "store/sounds-private.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/value.h"
#include "store/search-private.h"

#define MIN_PHONE_DIGITS (9)
#define MAX_PHONE_DIGITS (15)
#define COUNTRY "31"
#define MAX_WORDS_TO_JOIN (5) /* more words are no name that was taken apart */

/* Groups: 1 to 3 day, month, year; 4 to 6 year, month, day; 7 to 9 day, name of a month, year. */
#define DATES \
  "(?<![\\p{L}\\d])(?:" \
  "(\\d{1,2})\\s?[-/.\\s]\\s?(\\d{1,2})\\s?[-/.\\s]\\s?(\\d{4}|\\d{2})" \
  "|(\\d{4})[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?" \
  "|(\\d{1,2})?\\s*(jan|feb|mrt|maa|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\\p{L}*\\.?" \
  "\\s*(\\d{4})" \
  ")(?![\\p{L}\\d])"
#define PHONES "(?<![\\p{L}\\d])(?:\\+|00)?\\(?\\d[\\d ().\\-/]{7,20}\\d(?![\\p{L}\\d])"
#define POSTCODES "(?<![\\p{L}\\d])([1-9]\\d{3})\\s?([A-Za-z]{2})(?![\\p{L}\\d])"
#define NUMBERS "(?<![\\p{L}\\d])\\d+(?![\\p{L}\\d])"

#define PATTERN_FLAGS (G_REGEX_CASELESS | G_REGEX_OPTIMIZE)

static GRegex *
get_pattern (gsize *once, const char *pattern)
{
  if (g_once_init_enter (once))
    {
      /* Kept as long as the program runs. */
      /* cppcheck-suppress leakNoVarFunctionCall */
      g_once_init_leave (once, (gsize) g_regex_new (pattern, PATTERN_FLAGS, 0, NULL));
    }
  return (GRegex *) *once;
}

static guint
read_group (GMatchInfo *match, int group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return text == NULL ? 0 : (guint) g_ascii_strtoull (text, NULL, 10);
}

static gboolean
has_group (GMatchInfo *match, int group)
{
  int start;

  return g_match_info_fetch_pos (match, group, &start, NULL) && start >= 0;
}

static guint
read_month (GMatchInfo *match, int group)
{
  static const char *const names[][2] = { { "jan", "" },    { "feb", "" },    { "mrt", "ma" },
                                          { "apr", "" },    { "mei", "may" }, { "jun", "" },
                                          { "jul", "" },    { "aug", "" },    { "sep", "" },
                                          { "okt", "oct" }, { "nov", "" },    { "dec", "" } };
  g_autofree char *text = g_match_info_fetch (match, group);
  g_autofree char *small = g_utf8_strdown (text, -1);

  if (g_str_has_prefix (small, "may"))
    return 5;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (small, names[i][0])
        || (names[i][1][0] != '\0' && g_str_has_prefix (small, names[i][1])))
      return i + 1;
  return 0;
}

/* As the index has it: what is not known is not said. */
static void
add_date (GPtrArray *forms, guint year, guint month, guint day)
{
  if (year < GEZIN_MIN_YEAR || year > GEZIN_MAX_YEAR || month < 1 || month > 12 || day > 31)
    return;
  if (day == 0)
    g_ptr_array_add (forms, g_strdup_printf ("%04u%02u", year, month));
  else if (g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    g_ptr_array_add (forms, g_strdup_printf ("%04u%02u%02u", year, month, day));
}

/* A year of two digits is of the last hundred years; of both centuries when both have been. */
static void
add_day_first (GPtrArray *forms, guint day, guint month, guint year, const GDate *today)
{
  guint now = g_date_get_year (today);

  if (year >= 100)
    {
      add_date (forms, year, month, day);
      return;
    }
  if (2000 + year <= now)
    add_date (forms, 2000 + year, month, day);
  add_date (forms, 1900 + year, month, day);
}

static GPtrArray *
read_date (GMatchInfo *match, const GDate *today)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);

  if (has_group (match, 1))
    add_day_first (forms, read_group (match, 1), read_group (match, 2), read_group (match, 3),
                   today);
  else if (has_group (match, 4))
    add_date (forms, read_group (match, 4), read_group (match, 5), read_group (match, 6));
  else
    add_date (forms, read_group (match, 9), read_month (match, 8), read_group (match, 7));
  return forms;
}

static GPtrArray *
read_phone (GMatchInfo *match, const GDate *today)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_match_info_fetch (match, 0);
  g_autofree char *digits = gezin_search_compact (text);
  const char *rest = digits;
  gboolean is_abroad = text[0] == '+' || g_str_has_prefix (digits, "00");

  if (strlen (digits) < MIN_PHONE_DIGITS || strlen (digits) > MAX_PHONE_DIGITS)
    return forms;
  g_ptr_array_add (forms, g_strdup (digits));
  if (g_str_has_prefix (rest, "00"))
    rest += 2;
  if (g_str_has_prefix (rest, COUNTRY) && (is_abroad || strlen (rest) == 11))
    rest += strlen (COUNTRY);
  else if (is_abroad)
    {
      g_ptr_array_add (forms, g_strdup (rest));
      g_ptr_array_add (forms, g_strconcat ("00", rest, NULL));
      return forms;
    }
  while (*rest == '0')
    rest++;
  g_ptr_array_add (forms, g_strdup (rest));
  g_ptr_array_add (forms, g_strconcat ("0", rest, NULL));
  g_ptr_array_add (forms, g_strconcat (COUNTRY, rest, NULL));
  g_ptr_array_add (forms, g_strconcat (COUNTRY "0", rest, NULL));
  g_ptr_array_add (forms, g_strconcat ("00" COUNTRY, rest, NULL));
  return forms;
}

static GPtrArray *
read_postcode (GMatchInfo *match, const GDate *today)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_match_info_fetch (match, 0);

  g_ptr_array_add (forms, gezin_search_compact (text));
  return forms;
}

/* Digits alone: perhaps a date without anything between. */
static GPtrArray *
read_digits (GMatchInfo *match, const GDate *today)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_match_info_fetch (match, 0);
  guint number = (guint) g_ascii_strtoull (text, NULL, 10);

  g_ptr_array_add (forms, g_strdup (text));
  if (strlen (text) == 8)
    add_date (forms, number % 10000, number / 10000 % 100, number / 1000000);
  return forms;
}

typedef GPtrArray *(*ReadNumber) (GMatchInfo *match, const GDate *today);

/* Takes what @pattern finds in @text out of it, as far as @read makes something of it. */
static void
take_out (GString *text, const GRegex *pattern, ReadNumber read, const GDate *today,
          GPtrArray *numbers)
{
  g_autofree char *before = g_strdup (text->str);
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (pattern, before, 0, &match);
  while (g_match_info_matches (match) && numbers->len < GEZIN_MAX_SEARCH_WORDS)
    {
      g_autoptr (GPtrArray) forms = read (match, today);
      int start, end;

      g_match_info_fetch_pos (match, 0, &start, &end);
      if (forms->len > 0)
        {
          memset (text->str + start, ' ', (gsize) (end - start));
          g_ptr_array_add (numbers, g_steal_pointer (&forms));
        }
      g_match_info_next (match, NULL);
    }
}

static void
take_numbers (GString *text, const GDate *today, GPtrArray *numbers)
{
  static gsize dates, phones, postcodes, digits;

  take_out (text, get_pattern (&dates, DATES), read_date, today, numbers);
  take_out (text, get_pattern (&phones, PHONES), read_phone, today, numbers);
  take_out (text, get_pattern (&postcodes, POSTCODES), read_postcode, today, numbers);
  take_out (text, get_pattern (&digits, NUMBERS), read_digits, today, numbers);
}

static gint
compare_length (gconstpointer a, gconstpointer b)
{
  const GezinSoundWord *x = *(const GezinSoundWord *const *) a;
  const GezinSoundWord *y = *(const GezinSoundWord *const *) b;

  return (gint) strlen (y->folded) - (gint) strlen (x->folded);
}

/* The words from @first to @last as one. */
static GezinSoundWord *
join_words (GezinStore *store, GPtrArray *written, guint first, guint last)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = first; i <= last; i++)
    g_string_append (joined, written->pdata[i]);
  return gezin_sound_word_new (store->sounds, joined->str);
}

static gboolean
is_prefix (GezinStore *store, const GezinSoundWord *word)
{
  return store->ignored_words != NULL && g_hash_table_contains (store->ignored_words, word->folded);
}

/* Takes @reading. */
static void
add_reading (GezinPeopleQuestion *question, GPtrArray *reading)
{
  g_ptr_array_sort (reading, compare_length);
  g_ptr_array_add (question->readings, reading);
}

/* As typed; without anything but prefixes those count. */
static void
add_plain_reading (GezinPeopleQuestion *question, GezinStore *store, GPtrArray *words)
{
  GPtrArray *reading = g_ptr_array_new ();

  for (guint i = 0; i < words->len; i++)
    if (!is_prefix (store, words->pdata[i]))
      g_ptr_array_add (reading, words->pdata[i]);
  if (reading->len == 0 && question->numbers->len == 0)
    for (guint i = 0; i < words->len; i++)
      g_ptr_array_add (reading, words->pdata[i]);
  add_reading (question, reading);
}

/* With the words from @first to @last as one, and other prefixes left out. */
static void
add_joined_reading (GezinPeopleQuestion *question, GezinStore *store, GPtrArray *written,
                    GPtrArray *words, guint first, guint last)
{
  GPtrArray *reading = g_ptr_array_new ();
  GezinSoundWord *joined = join_words (store, written, first, last);

  g_ptr_array_add (question->names, joined);
  g_ptr_array_add (reading, joined);
  for (guint i = 0; i < words->len; i++)
    if ((i < first || i > last) && !is_prefix (store, words->pdata[i]))
      g_ptr_array_add (reading, words->pdata[i]);
  add_reading (question, reading);
}

static void
take_names (GezinPeopleQuestion *question, GezinStore *store, const char *text)
{
  g_autoptr (GPtrArray) written = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const char *cursor = text;
  const char *start;
  gsize length;

  while (words->len < GEZIN_MAX_SEARCH_WORDS
         && (length = gezin_search_next_word (&cursor, &start)) > 0)
    {
      char *copy = g_strndup (start, length);
      GezinSoundWord *word = gezin_sound_word_new (store->sounds, copy);

      g_ptr_array_add (written, copy);
      g_ptr_array_add (words, word);
      g_ptr_array_add (question->names, word);
    }
  add_plain_reading (question, store, words);
  if (words->len > 0 && *cursor == '\0')
    question->last = words->pdata[words->len - 1];
  if (words->len < 2 || words->len > MAX_WORDS_TO_JOIN)
    return;
  for (guint i = 0; i + 1 < words->len; i++)
    add_joined_reading (question, store, written, words, i, i + 1);
  if (words->len > 2)
    add_joined_reading (question, store, written, words, 0, words->len - 1);
}

GezinPeopleQuestion *
gezin_people_question_new (GezinStore *store, const char *text, const GDate *today)
{
  GezinPeopleQuestion *question = g_new0 (GezinPeopleQuestion, 1);
  g_autofree char *start = g_strndup (text, GEZIN_MAX_TEXT_BYTES);
  g_autofree char *valid = g_utf8_make_valid (start, -1);
  g_autoptr (GString) left = g_string_new (valid);

  question->names = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_sound_word_free);
  question->numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  question->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  take_numbers (left, today, question->numbers);
  take_names (question, store, left->str);
  return question;
}

void
gezin_people_question_free (GezinPeopleQuestion *question)
{
  if (question == NULL)
    return;
  g_ptr_array_unref (question->names);
  g_ptr_array_unref (question->readings);
  g_ptr_array_unref (question->numbers);
  g_free (question);
}

/* From yyyymmdd or yyyymm to ISO; %NULL if it is neither. */
static char *
iso_of (const char *form)
{
  guint number = (guint) g_ascii_strtoull (form, NULL, 10);

  if (strlen (form) == 6)
    return g_strdup_printf ("%04u-%02u", number / 100, number % 100);
  if (strlen (form) != 8
      || !g_date_valid_dmy ((GDateDay) (number % 100), (GDateMonth) (number / 100 % 100),
                            (GDateYear) (number / 10000)))
    return NULL;
  return g_strdup_printf ("%04u-%02u-%02u", number / 10000, number / 100 % 100, number % 100);
}

char *
gezin_store_read_date (GezinStore *store, const char *text)
{
  g_autoptr (GPtrArray) numbers =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree char *valid = g_utf8_make_valid (text == NULL ? "" : text, -1);
  g_autoptr (GString) left = g_string_new (valid);
  static gsize dates, digits;
  GDate today;

  gezin_clock_today (store->clock, &today);
  take_out (left, get_pattern (&dates, DATES), read_date, &today, numbers);
  take_out (left, get_pattern (&digits, NUMBERS), read_digits, &today, numbers);
  if (numbers->len > 0)
    {
      const GPtrArray *forms = numbers->pdata[0];

      for (guint i = forms->len; i-- > 0;)
        {
          char *iso = iso_of (forms->pdata[i]);

          if (iso != NULL)
            return iso;
        }
    }
  return NULL;
}
