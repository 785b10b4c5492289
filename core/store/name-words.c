/* SPDX-License-Identifier: EUPL-1.2 */

/* Which words of the store are near to one that was asked for. */

#include "store/sounds-private.h"

#include <string.h>

/* A bound past every word that begins with what stands before it. */
#define PAST_ALL "\xf4\x8f\xbf\xbf"
#define MIN_BEGINNING (2) /* characters that may stand for a whole name */

static void
add_found (GArray *found, gint64 key, GezinMatch match)
{
  GezinNameWord word = { key, match };

  g_array_append_val (found, word);
}

static gint
compare_found (gconstpointer a, gconstpointer b)
{
  const GezinNameWord *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return (gint) x->match - (gint) y->match;
}

/* Each word once, as near as it was found. */
static void
keep_nearest (GArray *found)
{
  guint n_kept = 0;

  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    {
      const GezinNameWord *word = &g_array_index (found, GezinNameWord, i);

      if (n_kept == 0 || g_array_index (found, GezinNameWord, n_kept - 1).key != word->key)
        g_array_index (found, GezinNameWord, n_kept++) = *word;
    }
  g_array_set_size (found, n_kept);
}

static gboolean
find_exact (GezinStore *store, const char *folded, GArray *found, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT key FROM name_word WHERE folded = ?1", error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_text (rows, 1, folded);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_found (found, gezin_column_int (rows, 0), GEZIN_MATCH_EXACT);
    }
}

static gboolean
find_sounding (GezinStore *store, const GezinSoundWord *word, const char *code, GArray *found,
               GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT name_word.key, name_word.word FROM name_code JOIN name_word"
                              " ON name_word.key = name_code.word WHERE name_code.code = ?1",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_text (rows, 1, code);
  for (;;)
    {
      g_autoptr (GezinSoundWord) other = NULL;
      GezinMatch match;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      other = gezin_sound_word_new (store->sounds, gezin_column_text (rows, 1));
      match = gezin_sounds_compare (store->sounds, word, other);
      if (match <= GEZIN_MATCH_SOUND)
        add_found (found, gezin_column_int (rows, 0), match);
    }
}

/* Words from @from up to @to: those that begin with @folded when @begins, else those a slip away. */
static gboolean
scan (GezinStore *store, const char *folded, const char *from, const char *to, gboolean begins,
      GArray *found, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT key, folded FROM name_word WHERE folded >= ?1 AND folded < ?2"
                              " AND (?3 = 0 OR length (folded) BETWEEN ?3 - ?4 AND ?3 + ?4)",
                              error);
  gsize length = (gsize) g_utf8_strlen (folded, -1);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_text (rows, 1, from);
  gezin_bind_text (rows, 2, to);
  gezin_bind_int (rows, 3, begins ? 0 : (gint64) length);
  gezin_bind_int (rows, 4, gezin_sounds_max_slips (length));
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (begins)
        add_found (found, gezin_column_int (rows, 0), GEZIN_MATCH_EXACT);
      else if (gezin_sounds_is_slip (folded, gezin_column_text (rows, 1)))
        add_found (found, gezin_column_int (rows, 0), GEZIN_MATCH_TYPING);
    }
}

static gboolean
scan_beginning (GezinStore *store, const char *folded, const char *beginning, gboolean begins,
                GArray *found, GError **error)
{
  g_autofree char *to = g_strconcat (beginning, PAST_ALL, NULL);

  return scan (store, folded, beginning, to, begins, found, error);
}

/* A first letter is seldom wrong, but it may have changed places with the second. */
static gboolean
find_slips (GezinStore *store, const char *folded, GArray *found, GError **error)
{
  const char *second = g_utf8_next_char (folded);
  const char *third = *second != '\0' ? g_utf8_next_char (second) : second;
  g_autofree char *first_letter = g_strndup (folded, (gsize) (second - folded));
  g_autofree char *second_letter = g_strndup (second, (gsize) (third - second));

  if (gezin_sounds_max_slips (strlen (folded)) == 0)
    return TRUE;
  return scan_beginning (store, folded, first_letter, FALSE, found, error)
         && (g_str_equal (first_letter, second_letter)
             || scan_beginning (store, folded, second_letter, FALSE, found, error));
}

gboolean
gezin_name_words_find (GezinStore *store, const GezinSoundWord *word, gboolean begins,
                       gboolean slips, GArray *found, GError **error)
{
  if (word->folded[0] == '\0')
    return TRUE;
  if (!find_exact (store, word->folded, found, error))
    return FALSE;
  if (begins && g_utf8_strlen (word->folded, -1) >= MIN_BEGINNING
      && !scan_beginning (store, word->folded, word->folded, TRUE, found, error))
    return FALSE;
  for (guint i = 0; i < word->codes->len; i++)
    if (!find_sounding (store, word, word->codes->pdata[i], found, error))
      return FALSE;
  if (slips && !find_slips (store, word->folded, found, error))
    return FALSE;
  keep_nearest (found);
  return TRUE;
}
