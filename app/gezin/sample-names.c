/* SPDX-License-Identifier: EUPL-1.2 */

/* The lists of names. A line `[class origin]` opens a list, the lines after it
 * hold its entries, separated by commas. The class `month` holds the months in
 * their order and is never picked from. */

#include "gezin/sample-names.h"

#include "base/file.h"
#include "base/limits.h"

#include <gio/gio.h>
#include <string.h>

#define MAX_CLASSES 32
#define MAX_ORIGINS 16
#define N_MONTHS 12

struct _GezinSampleNames {
  GPtrArray *classes; /* char * */
  GPtrArray *origins; /* char * */
  GHashTable *lists; /* class * MAX_ORIGINS + origin → GPtrArray of char * */
  GHashTable *by_text; /* text → GezinSampleName */
  GHashTable *by_first_word; /* word → GPtrArray of GezinSampleName, longest first */
  GPtrArray *months; /* char * */
};

static GPtrArray *
strings (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static guint
intern (GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    if (strcmp (words->pdata[i], word) == 0)
      return i;
  g_ptr_array_add (words, g_strdup (word));
  return words->len - 1;
}

static gpointer
list_key (guint class, guint origin)
{
  return GUINT_TO_POINTER (class * MAX_ORIGINS + origin + 1);
}

static int
longer_first (gconstpointer a, gconstpointer b)
{
  const GezinSampleName *one = *(const GezinSampleName *const *) a;
  const GezinSampleName *other = *(const GezinSampleName *const *) b;
  gsize n = strlen (one->text), m = strlen (other->text);

  return n != m ? (n > m ? -1 : 1) : strcmp (one->text, other->text);
}

/* The letters and digits that @text begins with. */
static gsize
word_length (const char *text)
{
  const char *at = text;

  while (*at != '\0' && g_unichar_isalnum (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  return (gsize) (at - text);
}

/* An entry that stands in two lists keeps its first place. */
static void
add_entry (GezinSampleNames *names, const char *text, guint class, guint origin)
{
  GPtrArray *list = g_hash_table_lookup (names->lists, list_key (class, origin));
  g_autofree char *first = g_strndup (text, word_length (text));
  GezinSampleName *name;
  GPtrArray *same;

  if (list == NULL)
    {
      list = strings ();
      g_hash_table_insert (names->lists, list_key (class, origin), list);
    }
  g_ptr_array_add (list, g_strdup (text));
  if (g_hash_table_contains (names->by_text, text))
    return;

  name = g_new0 (GezinSampleName, 1);
  name->text = list->pdata[list->len - 1];
  name->class = class;
  name->origin = origin;
  g_hash_table_insert (names->by_text, (gpointer) name->text, name);
  same = g_hash_table_lookup (names->by_first_word, first);
  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (names->by_first_word, g_strdup (first), same);
    }
  g_ptr_array_add (same, name);
  g_ptr_array_sort (same, longer_first);
}

static void
add_line (GezinSampleNames *names, const char *line, gboolean is_month, guint class, guint origin)
{
  g_auto (GStrv) entries = g_strsplit (line, ",", -1);

  for (gsize i = 0; entries[i] != NULL; i++)
    {
      g_strstrip (entries[i]);
      if (entries[i][0] == '\0')
        continue;
      if (is_month)
        g_ptr_array_add (names->months, g_strdup (entries[i]));
      else
        add_entry (names, entries[i], class, origin);
    }
}

static void
read_lines (GezinSampleNames *names, char **lines)
{
  gboolean is_month = FALSE;
  guint class = 0, origin = 0;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) heading = NULL;

      g_strstrip (lines[i]);
      if (lines[i][0] == '#' || lines[i][0] == '\0')
        continue;
      if (lines[i][0] != '[')
        {
          add_line (names, lines[i], is_month, class, origin);
          continue;
        }
      heading = g_strsplit_set (lines[i], "[ ]", -1);
      is_month = strcmp (heading[1], "month") == 0;
      class = intern (names->classes, heading[1]);
      origin = intern (names->origins, heading[2]);
    }
}

GezinSampleNames *
gezin_sample_names_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = gezin_file_read_bounded (path, GEZIN_MIB, error);
  g_autoptr (GezinSampleNames) names = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;
  const char *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  text = g_strndup (data, length);
  lines = g_strsplit (text, "\n", -1);

  names = g_new0 (GezinSampleNames, 1);
  names->classes = strings ();
  names->origins = strings ();
  names->months = strings ();
  names->lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  names->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  names->by_first_word =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  read_lines (names, lines);
  if (names->classes->len > MAX_CLASSES || names->origins->len > MAX_ORIGINS
      || names->months->len != N_MONTHS)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                           "the lists of names are broken");
      return NULL;
    }
  return g_steal_pointer (&names);
}

void
gezin_sample_names_free (GezinSampleNames *names)
{
  if (names == NULL)
    return;
  g_hash_table_unref (names->by_first_word);
  g_hash_table_unref (names->by_text);
  g_hash_table_unref (names->lists);
  g_ptr_array_unref (names->months);
  g_ptr_array_unref (names->origins);
  g_ptr_array_unref (names->classes);
  g_free (names);
}

const GezinSampleName *
gezin_sample_names_find (const GezinSampleNames *names, const char *text)
{
  return g_hash_table_lookup (names->by_text, text);
}

const GezinSampleName *
gezin_sample_names_match (const GezinSampleNames *names, const char *text)
{
  g_autofree char *first = g_strndup (text, word_length (text));
  GPtrArray *same = g_hash_table_lookup (names->by_first_word, first);

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const GezinSampleName *name = same->pdata[i];

      if (g_str_has_prefix (text, name->text) && word_length (text + strlen (name->text)) == 0)
        return name;
    }
  return NULL;
}

const char *
gezin_sample_names_pick (const GezinSampleNames *names, guint class, guint origin,
                         GezinRandom *random)
{
  GPtrArray *list = g_hash_table_lookup (names->lists, list_key (class, origin));

  for (guint i = 0; list == NULL && i < names->origins->len; i++)
    list = g_hash_table_lookup (names->lists, list_key (class, i));
  /* Every class has a list, since it is a heading that makes it one. */
  g_return_val_if_fail (list != NULL, NULL);
  return list->pdata[gezin_random_below (random, list->len)];
}

guint
gezin_sample_names_n_origins (const GezinSampleNames *names)
{
  return names->origins->len;
}

guint
gezin_sample_names_month (const GezinSampleNames *names, const char *text, gsize *length)
{
  for (guint i = 0; i < names->months->len; i++)
    {
      *length = strlen (names->months->pdata[i]);
      if (strncmp (text, names->months->pdata[i], *length) == 0
          && word_length (text + *length) == 0)
        return i + 1;
    }
  return 0;
}

const char *
gezin_sample_names_month_name (const GezinSampleNames *names, guint month)
{
  return names->months->pdata[month - 1];
}
