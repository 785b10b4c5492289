/* SPDX-License-Identifier: EUPL-1.2 */

/* From the letters of a name to its sounds.
 *
 * Two stages of rules, each from left to right over the word: letters with marks
 * to plain ones, then letters to sounds. Where a rule has alternatives the word
 * has several forms. What no rule names stays as it is.
 *
 * Invariants:
 * 1. A form is ASCII, no sound twice in a row, at most GEZIN_MAX_SOUND_LETTERS.
 * 2. A word has at least one form and at most GEZIN_MAX_SOUND_FORMS, so at most that many codes and one for its group. */

#include "reference/sounds-private.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

static const char *
next_letter (const char *c)
{
  return g_utf8_next_char (c);
}

/* Whether @letter is one of @set. */
static gboolean
is_in (gunichar letter, const char *set)
{
  for (const char *c = set; *c != '\0'; c = next_letter (c))
    if (g_utf8_get_char (c) == letter)
      return TRUE;
  return FALSE;
}

static gboolean
rule_fits (const GezinSoundRule *rule, const char *word, const char *at)
{
  if (strncmp (at, rule->letters, rule->length) != 0)
    return FALSE;
  if (rule->after != NULL)
    {
      gunichar before = at == word ? '^' : g_utf8_get_char (g_utf8_prev_char (at));

      if (!is_in (before, rule->after))
        return FALSE;
    }
  if (rule->before != NULL)
    {
      const char *end = at + rule->length;

      if (!is_in (*end == '\0' ? '$' : g_utf8_get_char (end), rule->before))
        return FALSE;
    }
  return TRUE;
}

static const GezinSoundRule *
find_rule (const GezinSoundStage *stage, const char *word, const char *at)
{
  const GPtrArray *rules = stage->by_first[(guint8) *at];

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (rule_fits (rules->pdata[i], word, at))
      return rules->pdata[i];
  return NULL;
}

/* Adds each of @sounds to a copy of each of @forms, as far as there may be more. */
static void
append_alternatives (GPtrArray *forms, char *const *sounds)
{
  guint n_before = forms->len;

  for (guint i = 1; sounds[i] != NULL; i++)
    for (guint j = 0; j < n_before && forms->len < GEZIN_MAX_SOUND_FORMS; j++)
      {
        GString *form = g_string_new (((GString *) forms->pdata[j])->str);

        g_string_append (form, sounds[i]);
        g_ptr_array_add (forms, form);
      }
  for (guint j = 0; j < n_before; j++)
    g_string_append (forms->pdata[j], sounds[0]);
}

static void
free_form (gpointer form)
{
  g_string_free (form, TRUE);
}

/* The forms of @word after one stage. */
static GPtrArray *
run_stage (const GezinSoundStage *stage, const char *word)
{
  GPtrArray *forms = g_ptr_array_new_with_free_func (free_form);
  const char *at = word;

  g_ptr_array_add (forms, g_string_new (NULL));
  while (*at != '\0')
    {
      const GezinSoundRule *rule = find_rule (stage, word, at);

      if (rule != NULL)
        {
          append_alternatives (forms, rule->sounds);
          at += rule->length;
          continue;
        }
      for (guint i = 0; i < forms->len; i++)
        g_string_append_len (forms->pdata[i], at, (gssize) (next_letter (at) - at));
      at = next_letter (at);
    }
  return forms;
}

static gboolean
is_vowel (char sound)
{
  return sound != '\0' && strchr ("aeiouYOUE", sound) != NULL;
}

/* Invariant 1. A bare form has neither vowels nor what is one; *w* may be (*Yusuf*) or not (*Walid*). */
static char *
tidy_form (const char *form, gboolean is_bare, gboolean keeps_w)
{
  GString *tidy = g_string_new (is_bare ? (const char[]){ GEZIN_SOUND_BARE, '\0' } : NULL);

  for (const char *c = form; *c != '\0' && tidy->len < GEZIN_MAX_SOUND_LETTERS; c++)
    {
      if (!g_ascii_isalnum (*c)
          || (is_bare && (is_vowel (*c) || *c == 'j' || (*c == 'w' && !keeps_w))))
        continue;
      if (tidy->len == 0 || tidy->str[tidy->len - 1] != *c)
        g_string_append_c (tidy, *c);
    }
  return g_string_free (tidy, FALSE);
}

static void
add_once (GPtrArray *texts, char *text)
{
  if (g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_free (text);
  else
    g_ptr_array_add (texts, text);
}

static gint
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The classes of its consonants; of a form without any, its vowels. */
static char *
make_code (const GezinSounds *sounds, const char *form)
{
  GString *code = g_string_new (NULL);

  for (const char *c = form; *c != '\0'; c++)
    {
      char class = sounds->skeleton[(guint8) *c & (GEZIN_N_SOUNDS - 1)];

      if (class != '\0' && (code->len == 0 || code->str[code->len - 1] != class))
        g_string_append_c (code, class);
    }
  if (code->len == 0) /* vowels alone: those are all there is */
    g_string_append (code, form);
  return g_string_free (code, FALSE);
}

static void
add_form (GezinSoundWord *word, const char *form, gboolean is_bare)
{
  add_once (word->forms, tidy_form (form, is_bare, FALSE));
  if (is_bare && word->forms->len < GEZIN_MAX_SOUND_FORMS)
    add_once (word->forms, tidy_form (form, is_bare, TRUE));
}

static void
add_forms (const GezinSounds *sounds, GezinSoundWord *word, const char *latin, gboolean is_bare)
{
  g_autoptr (GPtrArray) plain = run_stage (&sounds->marks, latin);

  for (guint i = 0; i < plain->len; i++)
    {
      g_autofree char *folded = gezin_text_fold (((GString *) plain->pdata[i])->str);
      g_autoptr (GPtrArray) forms = run_stage (&sounds->spelling, folded);

      for (guint j = 0; j < forms->len && word->forms->len < GEZIN_MAX_SOUND_FORMS; j++)
        add_form (word, ((GString *) forms->pdata[j])->str, is_bare);
    }
}

/* @latin: the word as the forms were made of it */
static const char *
find_group (const GezinSounds *sounds, const GezinSoundWord *word, const char *latin)
{
  const char *group = g_hash_table_lookup (sounds->groups, word->folded);
  g_autofree char *folded = group == NULL ? gezin_text_fold (latin) : NULL;

  return group != NULL ? group : g_hash_table_lookup (sounds->groups, folded);
}

static void
add_codes (const GezinSounds *sounds, GezinSoundWord *word, const char *latin)
{
  const char *group = find_group (sounds, word, latin);

  for (guint i = 0; i < word->forms->len; i++)
    {
      const char *form = word->forms->pdata[i];

      if (*form != '\0')
        add_once (word->codes, make_code (sounds, form));
    }
  if (group != NULL)
    add_once (word->codes, g_strdup_printf ("%c%s", GEZIN_SOUND_GROUP, group));
  g_ptr_array_sort (word->codes, compare_texts);
}

GezinSoundWord *
gezin_sound_word_new (const GezinSounds *sounds, const char *word)
{
  GezinSoundWord *made = g_new0 (GezinSoundWord, 1);
  g_autofree char *start = g_utf8_strlen (word, -1) > GEZIN_MAX_SOUND_LETTERS
                               ? g_utf8_substring (word, 0, GEZIN_MAX_SOUND_LETTERS)
                               : g_strdup (word);
  g_autofree char *small = g_utf8_strdown (start, -1);
  g_autofree char *latin = NULL;
  g_autofree char *composed = NULL;
  gboolean is_bare = FALSE;

  made->lower = g_utf8_normalize (small, -1, G_NORMALIZE_NFC);
  made->folded = gezin_text_fold (start);
  made->forms = g_ptr_array_new_with_free_func (g_free);
  made->codes = g_ptr_array_new_with_free_func (g_free);
  if (!gezin_script_is_latin (made->lower))
    latin = gezin_script_to_latin (sounds->transliterator, made->lower, &is_bare);
  composed = g_utf8_normalize (latin != NULL ? latin : made->lower, -1, G_NORMALIZE_NFC);
  add_forms (sounds, made, composed, is_bare);
  add_codes (sounds, made, composed);
  return made;
}

void
gezin_sound_word_free (GezinSoundWord *word)
{
  if (word == NULL)
    return;
  g_free (word->lower);
  g_free (word->folded);
  g_ptr_array_unref (word->forms);
  g_ptr_array_unref (word->codes);
  g_free (word);
}
