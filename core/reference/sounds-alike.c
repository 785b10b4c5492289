/* SPDX-License-Identifier: EUPL-1.2 */

/* How near two names are.
 *
 * Sounds: what it costs to change the one form into the other, in hundredths,
 * with costs from the reference data. The beginning of a name weighs more than
 * what follows, a vowel at its end more than one within. Keys: letters left out,
 * doubled, turned around, or hit beside the right key; the first and the last
 * letter are seldom wrong, and names that differ there are mostly others. Only a
 * last consonant of a long name may be one beside it: a last vowel tells the sex.
 *
 * Invariant: all comparing is the same both ways. */

#include "reference/sounds-private.h"

#include <string.h>

#include "base/limits.h"

#define BASE_COST (28) /* that two forms may cost whatever their length, */
#define COST_A_SOUND (5) /* and for each sound of the longer */
#define FIRST_CONSONANT (3) /* how much more the first sound weighs */
#define FAR (10000)

#define MIN_LAST_SLIP (7) /* letters of a name in which the last may be the key beside it */
#define MAX_SLIPS_LENGTH (64) /* longer words are compared by their sounds alone */

/* ---------- Sounds ---------- */

static gboolean
is_vowel (char sound)
{
  return strchr ("aeiouYOUE", sound) != NULL;
}

/* Vowels after the first syllable are half as heard, but for the last sound of a name. */
static guint
weigh (guint cost, gboolean is_of_vowels, gsize i, gsize j, gboolean is_first_vowel,
       gboolean is_last)
{
  if (!is_of_vowels)
    return i == 0 && j == 0 ? cost * FIRST_CONSONANT : cost;
  return is_first_vowel || is_last ? cost : cost / 2;
}

static gsize
first_vowel (const char *form)
{
  gsize i = 0;

  while (form[i] != '\0' && !is_vowel (form[i]))
    i++;
  return i;
}

/* A form with what is asked of it again and again. */
typedef struct {
  const char *sounds;
  gsize length;
  gsize vowel; /* where its first vowel is */
} Form;

static Form
read_form (const char *sounds)
{
  return (Form){ sounds, strlen (sounds), first_vowel (sounds) };
}

static guint
cost_of_change (const GezinSounds *sounds, const Form *a, gsize i, const Form *b, gsize j)
{
  char x = a->sounds[i];
  char y = b->sounds[j];

  if (x == y)
    return 0;
  return weigh (sounds->apart[(guint8) x][(guint8) y], is_vowel (x) && is_vowel (y), i, j,
                i == a->vowel || j == b->vowel, i + 1 == a->length && j + 1 == b->length);
}

/* That sound @i of @a is not in the other. */
static guint
cost_of_loss (const GezinSounds *sounds, const Form *a, gsize i)
{
  gboolean is_end = i == 0 || i + 1 == a->length;

  return weigh (sounds->apart[0][(guint8) a->sounds[i]], is_vowel (a->sounds[i]), i, 0,
                i == a->vowel, is_end);
}

static guint
form_cost (const GezinSounds *sounds, const Form *a, const Form *b)
{
  guint rows[2][GEZIN_MAX_SOUND_LETTERS + 1];
  guint *above = rows[0], *row = rows[1];

  above[0] = 0;
  for (gsize j = 0; j < b->length; j++)
    above[j + 1] = above[j] + cost_of_loss (sounds, b, j);
  for (gsize i = 0; i < a->length; i++)
    {
      guint *swap = above;

      row[0] = above[0] + cost_of_loss (sounds, a, i);
      for (gsize j = 0; j < b->length; j++)
        row[j + 1] = MIN (
            above[j] + cost_of_change (sounds, a, i, b, j),
            MIN (above[j + 1] + cost_of_loss (sounds, a, i), row[j] + cost_of_loss (sounds, b, j)));
      above = row;
      row = swap;
    }
  return above[b->length];
}

static gboolean
share_code (const GezinSoundWord *a, const GezinSoundWord *b, gboolean only_group)
{
  for (guint i = 0; i < a->codes->len; i++)
    {
      const char *code = a->codes->pdata[i];

      if ((!only_group || code[0] == GEZIN_SOUND_GROUP)
          && g_ptr_array_find_with_equal_func (b->codes, code, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_bare (const GezinSoundWord *word)
{
  const char *form = word->forms->len > 0 ? word->forms->pdata[0] : "";

  return form[0] == GEZIN_SOUND_BARE;
}

static gboolean
forms_fit (const GezinSounds *sounds, const Form *a, const Form *b)
{
  gsize longer = MAX (a->length, b->length);
  gsize shorter = MIN (a->length, b->length);
  guint limit = BASE_COST + COST_A_SOUND * (guint) longer;

  if (shorter == 0 || (longer - shorter) * 2 > longer)
    return FALSE;
  return form_cost (sounds, a, b) <= limit;
}

static gboolean
sounds_fit (const GezinSounds *sounds, const GezinSoundWord *a, const GezinSoundWord *b)
{
  if (share_code (a, b, TRUE))
    return TRUE;
  if (!share_code (a, b, FALSE))
    return FALSE;
  if (is_bare (a) || is_bare (b))
    return is_bare (a) != is_bare (b);
  for (guint i = 0; i < a->forms->len; i++)
    {
      Form x = read_form (a->forms->pdata[i]);

      for (guint j = 0; j < b->forms->len; j++)
        {
          Form y = read_form (b->forms->pdata[j]);

          if (forms_fit (sounds, &x, &y))
            return TRUE;
        }
    }
  return FALSE;
}

/* ---------- Keys ---------- */

/* Letters beside each other on the keyboards that are used here. */
static gboolean
are_neighbours (char a, char b)
{
  static const char *const rows[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *x = strchr (rows[i], a);
      const char *y = strchr (rows[i], b);

      if (x != NULL && y != NULL)
        return x - y == 1 || y - x == 1;
    }
  return FALSE;
}

static gboolean
is_consonant (char letter)
{
  return g_ascii_isalpha (letter) && strchr ("aeiouy", letter) == NULL;
}

static guint
slip_of_letter (const char *word, gsize length, gsize i)
{
  if (i == 0 || i + 1 == length)
    return i > 0 && word[i] == word[i - 1] ? 1 : 3;
  return 1;
}

/* `-s` and `-a`, `-o` and `-i` part names of men and women; those are no slips. */
static gboolean
is_last_slip (char a, char b)
{
  return is_consonant (a) && is_consonant (b) && are_neighbours (a, b);
}

static guint
slip_of_change (const char *a, gsize n_a, gsize i, const char *b, gsize n_b, gsize j)
{
  if (a[i] == b[j])
    return 0;
  if (i + 1 == n_a && j + 1 == n_b && MIN (n_a, n_b) >= MIN_LAST_SLIP)
    return is_last_slip (a[i], b[j]) ? 1 : 3;
  if (i == 0 || j == 0 || i + 1 == n_a || j + 1 == n_b)
    return 3;
  return are_neighbours (a[i], b[j]) ? 1 : 2;
}

guint
gezin_sounds_max_slips (gsize length)
{
  return length < 5 ? 0 : length < 9 ? 1 : 2;
}

gboolean
gezin_sounds_is_slip (const char *a, const char *b)
{
  gsize n_a = strlen (a), n_b = strlen (b);
  guint most = gezin_sounds_max_slips (MIN (n_a, n_b));
  guint rows[3][MAX_SLIPS_LENGTH + 1];
  guint *before = rows[0], *above = rows[1], *row = rows[2];

  if (most == 0 || n_a > MAX_SLIPS_LENGTH || n_b > MAX_SLIPS_LENGTH
      || (n_a > n_b ? n_a - n_b : n_b - n_a) > most)
    return FALSE;
  above[0] = 0;
  for (gsize j = 0; j < n_b; j++)
    above[j + 1] = above[j] + slip_of_letter (b, n_b, j);
  for (gsize i = 0; i < n_a; i++)
    {
      guint *swap = before;
      guint least = row[0] = above[0] + slip_of_letter (a, n_a, i);

      for (gsize j = 0; j < n_b; j++)
        {
          row[j + 1] = MIN (
              above[j] + slip_of_change (a, n_a, i, b, n_b, j),
              MIN (above[j + 1] + slip_of_letter (a, n_a, i), row[j] + slip_of_letter (b, n_b, j)));
          if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
            row[j + 1] = MIN (row[j + 1], before[j - 1] + 1);
          least = MIN (least, row[j + 1]);
        }
      if (least > most + 1) /* a turning around may still take one off */
        return FALSE;
      before = above;
      above = row;
      row = swap;
    }
  return above[n_b] <= most;
}

GezinMatch
gezin_sounds_compare (const GezinSounds *sounds, const GezinSoundWord *a, const GezinSoundWord *b)
{
  if (g_str_equal (a->folded, b->folded))
    return GEZIN_MATCH_EXACT;
  if (sounds_fit (sounds, a, b))
    return GEZIN_MATCH_SOUND;
  return gezin_sounds_is_slip (a->folded, b->folded) ? GEZIN_MATCH_TYPING : GEZIN_MATCH_NONE;
}

/* ---------- Whole names ---------- */

/* The next run of letters and digits; 0 at the end. As the index of the store cuts words. */
static gsize
next_word (const char **cursor, const char **word)
{
  const char *c = *cursor;

  while (*c != '\0' && !g_unichar_isalnum (g_utf8_get_char (c)))
    c = g_utf8_next_char (c);
  *word = c;
  while (*c != '\0'
         && (g_unichar_isalnum (g_utf8_get_char (c)) || g_unichar_ismark (g_utf8_get_char (c))))
    c = g_utf8_next_char (c);
  *cursor = c;
  return (gsize) (c - *word);
}

GezinSoundName *
gezin_sound_name_new (const GezinSounds *sounds, const char *name)
{
  GezinSoundName *made = g_new0 (GezinSoundName, 1);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autoptr (GPtrArray) prefixes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_sound_word_free);
  const char *cursor = valid;
  const char *start;
  gsize length;

  made->words = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_sound_word_free);
  while (made->n_written < GEZIN_MAX_SEARCH_WORDS && (length = next_word (&cursor, &start)) > 0)
    {
      g_autofree char *text = g_strndup (start, length);
      GezinSoundWord *word = gezin_sound_word_new (sounds, text);

      g_string_append (joined, text);
      made->n_written++;
      g_ptr_array_add (
          g_hash_table_contains (sounds->prefixes, word->folded) ? prefixes : made->words, word);
    }
  if (made->words->len == 0)
    g_ptr_array_extend_and_steal (made->words, g_steal_pointer (&prefixes));
  if (made->n_written > 1)
    made->joined = gezin_sound_word_new (sounds, joined->str);
  return made;
}

void
gezin_sound_name_free (GezinSoundName *name)
{
  if (name == NULL)
    return;
  g_ptr_array_unref (name->words);
  gezin_sound_word_free (name->joined);
  g_free (name);
}

static const GezinSoundWord *
as_one (const GezinSoundName *name)
{
  if (name->joined != NULL)
    return name->joined;
  return name->words->len > 0 ? name->words->pdata[0] : NULL;
}

/* The words of both in their order, the second turned round when @is_reversed. */
static GezinMatch
compare_in_order (const GezinSounds *sounds, const GezinSoundName *a, const GezinSoundName *b,
                  gboolean is_reversed)
{
  GezinMatch worst = GEZIN_MATCH_EXACT;
  guint n = a->words->len;

  if (n == 0 || n != b->words->len)
    return GEZIN_MATCH_NONE;
  for (guint i = 0; i < n && worst != GEZIN_MATCH_NONE; i++)
    {
      GezinMatch match = gezin_sounds_compare (sounds, a->words->pdata[i],
                                               b->words->pdata[is_reversed ? n - 1 - i : i]);

      worst = MAX (worst, match);
    }
  return worst;
}

GezinMatch
gezin_sounds_compare_names (const GezinSounds *sounds, const GezinSoundName *a,
                            const GezinSoundName *b)
{
  GezinMatch best = compare_in_order (sounds, a, b, FALSE);

  if (best != GEZIN_MATCH_EXACT && a->words->len > 1)
    best = MIN (best, compare_in_order (sounds, a, b, TRUE));
  if (best != GEZIN_MATCH_EXACT && a->n_written != b->n_written && as_one (a) != NULL
      && as_one (b) != NULL)
    best = MIN (best, gezin_sounds_compare (sounds, as_one (a), as_one (b)));
  return best;
}
