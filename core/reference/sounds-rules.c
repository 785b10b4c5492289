/* SPDX-License-Identifier: EUPL-1.2 */

/* From reference data to rules that run: the lists of sound-rules.xml.
 *
 * A code of a list that lacks what the list is about is passed over: an
 * organisation's own list may hold less than ours, never break the search. */

#include "reference/sounds-private.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

#define PROGRAM_VERSION "2" /* raise it when forms or codes become others by a change of code */
#define NOTHING "-" /* in the data: no sound */
#define FAR_CONSONANT (200)
#define FAR_VOWEL (80)
#define LOST_SOUND (100)

static void
free_rule (gpointer data)
{
  GezinSoundRule *rule = data;

  g_free (rule->letters);
  g_free (rule->after);
  g_free (rule->before);
  g_strfreev (rule->sounds);
  g_free (rule);
}

static guint
n_conditions (const GezinSoundRule *rule)
{
  return (rule->after != NULL) + (rule->before != NULL);
}

/* Whether @a is tried before @b: the longer, then the one that asks for more. */
static gboolean
comes_before (const GezinSoundRule *a, const GezinSoundRule *b)
{
  return a->length != b->length ? a->length > b->length : n_conditions (a) >= n_conditions (b);
}

static void
add_rule (GezinSounds *sounds, GezinSoundStage *stage, const GezinCode *code)
{
  const char *letters = gezin_code_property (code, "letters");
  const char *sound = gezin_code_property (code, "sound");
  GezinSoundRule *rule;
  GPtrArray **rules;
  guint place = 0;

  if (letters == NULL || sound == NULL)
    return;
  rule = g_new0 (GezinSoundRule, 1);
  rule->letters = g_strdup (letters);
  rule->length = strlen (letters);
  rule->after = g_strdup (gezin_code_property (code, "after"));
  rule->before = g_strdup (gezin_code_property (code, "before"));
  rule->sounds = g_strsplit (sound, " ", -1);
  for (guint i = 0; rule->sounds[i] != NULL; i++)
    if (g_str_equal (rule->sounds[i], NOTHING))
      rule->sounds[i][0] = '\0';
  g_ptr_array_add (sounds->rules, rule);
  rules = &stage->by_first[(guint8) letters[0]];
  if (*rules == NULL)
    *rules = g_ptr_array_new ();
  while (place < (*rules)->len && comes_before ((*rules)->pdata[place], rule))
    place++;
  g_ptr_array_insert (*rules, (int) place, rule);
}

static void
add_class (GezinSounds *sounds, const GezinCode *code)
{
  const char *members = gezin_code_property (code, "letters");
  const char *class = gezin_code_property (code, "sound");

  for (const char *c = members; class != NULL && c != NULL && *c != '\0'; c++)
    sounds->skeleton[(guint8) *c & (GEZIN_N_SOUNDS - 1)] =
        g_str_equal (class, NOTHING) ? '\0' : class[0];
}

/* How far apart each sound of one set lies from each of the other. */
static void
add_distance (GezinSounds *sounds, const GezinCode *code)
{
  const char *pair = gezin_code_property (code, "sounds");
  const char *weight = gezin_code_property (code, "weight");
  g_auto (GStrv) sets = pair == NULL ? NULL : g_strsplit (pair, " ", 2);
  guint16 apart;

  if (sets == NULL || weight == NULL || sets[0] == NULL || sets[1] == NULL)
    return;
  apart = (guint16) g_ascii_strtoull (weight, NULL, 10);
  for (const char *a = sets[0]; *a != '\0'; a++)
    for (const char *b = sets[1]; *b != '\0'; b++)
      {
        guint x = (guint8) *a & (GEZIN_N_SOUNDS - 1);
        guint y = *b == '-' ? 0 : (guint8) *b & (GEZIN_N_SOUNDS - 1);

        if (x != y)
          sounds->apart[x][y] = sounds->apart[y][x] = apart;
      }
}

static void
add_group (GezinSounds *sounds, const GezinCode *code)
{
  const char *names = gezin_code_property (code, "names");
  g_auto (GStrv) words = names == NULL ? NULL : g_strsplit (names, " ", -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_hash_table_insert (sounds->groups, gezin_text_fold (words[i]),
                         g_strdup (gezin_code_name (code)));
}

static void
add_transliterator (GezinSounds *sounds, const GezinCode *code)
{
  const char *id = gezin_code_property (code, "transliterator");

  if (id != NULL && sounds->transliterator == NULL)
    sounds->transliterator = g_strdup (id);
}

static void
add_prefix (GezinSounds *sounds, const GezinCode *code)
{
  g_auto (GStrv) parts = g_strsplit_set (gezin_code_label (code, "nl"), " '’", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_hash_table_add (sounds->prefixes, gezin_text_fold (parts[i]));
}

/* As people cut prefixes short. */
static void
add_short_prefix (GezinSounds *sounds, const GezinCode *code)
{
  const char *names = gezin_code_property (code, "names");
  g_auto (GStrv) words = names == NULL ? NULL : g_strsplit (names, " ", -1);

  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    g_hash_table_add (sounds->prefixes, gezin_text_fold (words[i]));
}

static void
add_mark (GezinSounds *sounds, const GezinCode *code)
{
  add_rule (sounds, &sounds->marks, code);
}

static void
add_spelling (GezinSounds *sounds, const GezinCode *code)
{
  add_rule (sounds, &sounds->spelling, code);
}

static void
read_list (GezinSounds *sounds, GezinReference *reference, const char *name,
           void (*add) (GezinSounds *sounds, const GezinCode *code), GString *version)
{
  g_autoptr (GezinCodeList) list = gezin_reference_list (reference, name, NULL);

  if (list == NULL)
    return;
  for (guint i = 0; i < gezin_code_list_size (list); i++)
    add (sounds, gezin_code_list_code (list, i));
  g_string_append_printf (version, " %s", gezin_code_list_version (list));
}

static void
set_far (GezinSounds *sounds)
{
  static const char vowels[] = "aeiouYOUE";

  for (guint x = 0; x < GEZIN_N_SOUNDS; x++)
    for (guint y = 0; y < GEZIN_N_SOUNDS; y++)
      sounds->apart[x][y] = x == y             ? 0
                            : x == 0 || y == 0 ? LOST_SOUND
                            : strchr (vowels, (int) x) != NULL && strchr (vowels, (int) y) != NULL
                                ? FAR_VOWEL
                                : FAR_CONSONANT;
  for (guint x = 0; x < GEZIN_N_SOUNDS; x++)
    sounds->skeleton[x] = g_ascii_isalnum ((char) x) ? (char) x : '\0';
}

GezinSounds *
gezin_sounds_new (GezinReference *reference)
{
  GezinSounds *sounds = g_new0 (GezinSounds, 1);
  GString *version = g_string_new (PROGRAM_VERSION);

  g_atomic_ref_count_init (&sounds->references);
  sounds->rules = g_ptr_array_new_with_free_func (free_rule);
  sounds->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sounds->prefixes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  set_far (sounds);
  read_list (sounds, reference, "sound-script", add_transliterator, version);
  read_list (sounds, reference, "sound-mark", add_mark, version);
  read_list (sounds, reference, "sound-spelling", add_spelling, version);
  read_list (sounds, reference, "sound-class", add_class, version);
  read_list (sounds, reference, "sound-distance", add_distance, version);
  read_list (sounds, reference, "sound-name", add_group, version);
  read_list (sounds, reference, "name-prefix", add_prefix, version);
  read_list (sounds, reference, "sound-prefix", add_short_prefix, version);
  sounds->version = g_string_free (version, FALSE);
  return sounds;
}

GezinSounds *
gezin_sounds_ref (GezinSounds *sounds)
{
  g_atomic_ref_count_inc (&sounds->references);
  return sounds;
}

static void
clear_stage (GezinSoundStage *stage)
{
  for (guint i = 0; i < G_N_ELEMENTS (stage->by_first); i++)
    g_clear_pointer (&stage->by_first[i], g_ptr_array_unref);
}

void
gezin_sounds_unref (GezinSounds *sounds)
{
  if (sounds == NULL || !g_atomic_ref_count_dec (&sounds->references))
    return;
  clear_stage (&sounds->marks);
  clear_stage (&sounds->spelling);
  g_ptr_array_unref (sounds->rules);
  g_hash_table_unref (sounds->groups);
  g_hash_table_unref (sounds->prefixes);
  g_free (sounds->transliterator);
  g_free (sounds->version);
  g_free (sounds);
}

const char *
gezin_sounds_version (const GezinSounds *sounds)
{
  return sounds->version;
}
