/* SPDX-License-Identifier: EUPL-1.2 */

/* The words of names that are in the store, each once, with the codes of their
 * sound; and which record has which.
 *
 * Invariants:
 * 1. A word that no record has any more is gone (the triggers of schema-2.c), its codes with it.
 * 2. All codes were made by the rules that meta names; with other rules they are made anew at opening.
 * 3. Words and search index follow from head alone. */

#include "store/sounds-private.h"

#include <string.h>

#include "base/text.h"
#include "store/search-private.h"

#define INDEX_VERSION "2" /* raise it when what is indexed becomes another */
#define INDEX_NAME "search-index"
#define RULES_NAME "sound-rules"
#define NO_RULES "none" /* words were written while there were no rules */
#define MAX_JOINED (3) /* words that are also looked for as one */

/* ---------- Keeping ---------- */

void
gezin_name_words_of (const char *name, GHashTable *words)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  const char *cursor = name;
  const char *word;
  gsize length;
  guint n_words = 0;

  while ((length = gezin_search_next_word (&cursor, &word)) > 0)
    {
      g_string_append_len (joined, word, (gssize) length);
      g_hash_table_add (words, g_strndup (word, length));
      n_words++;
    }
  if (n_words > 1 && n_words <= MAX_JOINED)
    g_hash_table_add (words, g_strdup (joined->str));
}

static gboolean
add_codes (GezinStore *store, gint64 key, const GezinSoundWord *word, GError **error)
{
  for (guint i = 0; i < word->codes->len; i++)
    {
      g_autoptr (GezinStatement) put = gezin_database_prepare (
          store->database, "INSERT INTO name_code (code, word) VALUES (?1, ?2)", error);

      if (put == NULL)
        return FALSE;
      gezin_bind_text (put, 1, word->codes->pdata[i]);
      gezin_bind_int (put, 2, key);
      if (!gezin_statement_run (put, error))
        return FALSE;
    }
  return TRUE;
}

/* 0 if the word is not there. */
static gboolean
find_word (GezinStore *store, const char *lower, gint64 *key, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database, "SELECT key FROM name_word WHERE word = ?1", error);
  gboolean has_row;

  *key = 0;
  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, lower);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (has_row)
    *key = gezin_column_int (ask, 0);
  return TRUE;
}

/* Words without rules to say how they sound: invariant 2 is kept by the next opening. */
static gboolean
note_no_rules (GezinStore *store, GError **error)
{
  if (store->has_unsounded)
    return TRUE;
  store->has_unsounded = TRUE;
  return gezin_meta_set (store, RULES_NAME, NO_RULES, error);
}

static gboolean
add_word (GezinStore *store, const char *lower, const char *written, gint64 *key, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT INTO name_word (word, folded) VALUES (?1, ?2)", error);
  g_autofree char *folded = gezin_text_fold (written);
  g_autoptr (GezinSoundWord) word = NULL;

  if (put == NULL)
    return FALSE;
  gezin_bind_text (put, 1, lower);
  gezin_bind_text (put, 2, folded);
  if (!gezin_statement_run (put, error))
    return FALSE;
  *key = gezin_database_last_key (store->database);
  if (store->sounds == NULL)
    return note_no_rules (store, error);
  word = gezin_sound_word_new (store->sounds, lower);
  return add_codes (store, *key, word, error);
}

static gboolean
use_word (GezinStore *store, gint64 row, const char *lower, const char *written, GError **error)
{
  g_autoptr (GezinStatement) put = NULL;
  gint64 key;

  if (!find_word (store, lower, &key, error)
      || (key == 0 && !add_word (store, lower, written, &key, error)))
    return FALSE;
  put = gezin_database_prepare (
      store->database, "INSERT OR IGNORE INTO sound (word, search_record) VALUES (?1, ?2)", error);
  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_int (put, 2, row);
  return gezin_statement_run (put, error);
}

static gboolean
drop_use (GezinStore *store, gint64 row, gint64 key, GError **error)
{
  g_autoptr (GezinStatement) drop = gezin_database_prepare (
      store->database, "DELETE FROM sound WHERE word = ?1 AND search_record = ?2", error);

  if (drop == NULL)
    return FALSE;
  gezin_bind_int (drop, 1, key);
  gezin_bind_int (drop, 2, row);
  return gezin_statement_run (drop, error);
}

/* Takes out of @wanted what is there already; what is there and not wanted goes into @unwanted. */
static gboolean
compare_uses (GezinStore *store, gint64 row, GHashTable *wanted, GArray *unwanted, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT name_word.key, name_word.word FROM sound JOIN name_word"
                              " ON name_word.key = sound.word WHERE sound.search_record = ?1",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, row);
  for (;;)
    {
      gint64 key;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      key = gezin_column_int (rows, 0);
      if (!g_hash_table_remove (wanted, gezin_column_text (rows, 1)))
        g_array_append_val (unwanted, key);
    }
}

/* (transfer full): As it is kept. Most words have plain letters, of which that is soon said. */
static char *
lower_word (const char *written)
{
  g_autofree char *small = NULL;

  if (g_str_is_ascii (written))
    return g_ascii_strdown (written, -1);
  small = g_utf8_strdown (written, -1);
  return g_utf8_normalize (small, -1, G_NORMALIZE_NFC);
}

/* As they are kept -> as they were written. */
static GHashTable *
lower_words (GHashTable *words)
{
  GHashTable *lower = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer written;

  if (words == NULL)
    return lower;
  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, &written, NULL))
    {
      g_hash_table_insert (lower, lower_word (written), written);
    }
  return lower;
}

/* Writes only what differs: of most changes no word of a name is touched. */
gboolean
gezin_name_words_update (GezinStore *store, gint64 row, GHashTable *words, GError **error)
{
  g_autoptr (GHashTable) wanted = lower_words (words);
  g_autoptr (GArray) unwanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer lower, written;

  if (!compare_uses (store, row, wanted, unwanted, error))
    return FALSE;
  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &lower, &written))
    if (!use_word (store, row, lower, written, error))
      return FALSE;
  for (guint i = 0; i < unwanted->len; i++)
    if (!drop_use (store, row, g_array_index (unwanted, gint64, i), error))
      return FALSE;
  return TRUE;
}

gboolean
gezin_name_words_check (GezinStore *store, GError **error)
{
  gint64 n_wrong;

  if (!gezin_database_get_int (store->database,
                               "SELECT (SELECT count(*) FROM name_word WHERE key NOT IN"
                               " (SELECT word FROM sound)) + (SELECT count(*) FROM sound"
                               " WHERE search_record NOT IN (SELECT key FROM search_record))",
                               &n_wrong, error))
    return FALSE;
  if (n_wrong == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                       "the words of names do not fit the search index");
  return FALSE;
}

/* ---------- Making anew ---------- */

typedef struct {
  gint64 key;
  char *lower;
} Word;

static void
clear_word (gpointer data)
{
  g_free (((Word *) data)->lower);
}

static gboolean
read_words (GezinStore *store, GArray *words, GError **error)
{
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database, "SELECT key, word FROM name_word", error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  for (;;)
    {
      Word word;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      word = (Word){ gezin_column_int (rows, 0), g_strdup (gezin_column_text (rows, 1)) };
      g_array_append_val (words, word);
    }
}

/* The codes alone, when only the rules are others. */
static gboolean
make_codes (GezinStore *store, GError **error)
{
  g_autoptr (GArray) words = g_array_new (FALSE, FALSE, sizeof (Word));

  g_array_set_clear_func (words, clear_word);
  if (!gezin_database_exec (store->database, "DELETE FROM name_code", error)
      || !read_words (store, words, error))
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      const Word *one = &g_array_index (words, Word, i);
      g_autoptr (GezinSoundWord) word = gezin_sound_word_new (store->sounds, one->lower);

      if (!add_codes (store, one->key, word, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
index_dossier (GezinStore *store, const GezinUuid *id, GError **error)
{
  g_autoptr (GezinDossier) dossier = gezin_store_load (store, id, error);
  gint64 key;

  if (dossier == NULL || !gezin_dossiers_need_key (store, id, &key, error))
    return FALSE;
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_search_update (store, key, &record->id, record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
make_index (GezinStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (!gezin_database_exec (store->database,
                            "DELETE FROM sound; DELETE FROM name_word;"
                            " INSERT INTO search (search) VALUES ('delete-all');"
                            " DELETE FROM search_record",
                            error))
    return FALSE;
  rows = gezin_store_list (store, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!index_dossier (store, &((GezinDossierRow *) rows->pdata[i])->id, error))
      return FALSE;
  return TRUE;
}

/* Whether meta says @value of @name. */
static gboolean
is_noted (GezinStore *store, const char *name, const char *value, gboolean *is_so, GError **error)
{
  g_autofree char *noted = NULL;

  if (!gezin_meta_find (store, name, &noted, error))
    return FALSE;
  *is_so = g_strcmp0 (noted, value) == 0;
  return TRUE;
}

static gboolean
bring_up_to_date (GezinStore *store, gboolean is_indexed, GError **error)
{
  return (is_indexed ? make_codes (store, error) : make_index (store, error))
         && gezin_meta_set (store, INDEX_NAME, INDEX_VERSION, error)
         && gezin_meta_set (store, RULES_NAME, gezin_sounds_version (store->sounds), error);
}

gboolean
gezin_store_set_sounds (GezinStore *store, GezinSounds *sounds, GError **error)
{
  gboolean is_indexed, is_sounded;

  g_clear_pointer (&store->sounds, gezin_sounds_unref);
  store->sounds = gezin_sounds_ref (sounds);
  if (!is_noted (store, INDEX_NAME, INDEX_VERSION, &is_indexed, error)
      || !is_noted (store, RULES_NAME, gezin_sounds_version (sounds), &is_sounded, error))
    return FALSE;
  store->has_unsounded = FALSE;
  if (is_indexed && is_sounded)
    return TRUE;
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  return gezin_database_finish (store->database, bring_up_to_date (store, is_indexed, error),
                                error);
}

const GezinSounds *
gezin_store_sounds (GezinStore *store)
{
  return store->sounds;
}

gboolean
gezin_store_rebuild_search (GezinStore *store, GError **error)
{
  if (!gezin_database_begin (store->database, error))
    return FALSE;
  return gezin_database_finish (store->database, make_index (store, error), error);
}
