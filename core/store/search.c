/* SPDX-License-Identifier: EUPL-1.2 */

/* Answering a question: the index says which records, and the heads of a record
 * say where in it. */

#include "base/text.h"
#include "store/search-private.h"
#include "store/store-private.h"

/* A record that the index gave. */
typedef struct {
  GezinSearchHit *hit;
  gint64 key; /* of its dossier */
} Found;

static void
clear_found (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->hit, gezin_search_hit_free);
}

static gboolean
read_found (GezinStatement *rows, GArray *all)
{
  Found found = { g_new0 (GezinSearchHit, 1), gezin_column_int (rows, 4) };
  const char *kind = gezin_column_text (rows, 3);

  found.hit->dossier_name = g_strdup (gezin_column_text (rows, 1));
  found.hit->kind = kind == NULL ? GEZIN_KIND_NONE : gezin_catalogue_kind_by_name (kind);
  if (gezin_column_uuid (rows, 0, &found.hit->dossier)
      && gezin_column_uuid (rows, 2, &found.hit->record) && found.hit->kind != GEZIN_KIND_NONE)
    {
      g_array_append_val (all, found);
      return TRUE;
    }
  clear_found (&found);
  return FALSE;
}

static gboolean
ask_index (GezinStore *store, const GezinQuestion *question, GezinKind kind, guint max_hits,
           GArray *all, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT dossier.id, dossier.name, found.record, found.kind, found.dossier FROM search"
      " CROSS JOIN search_record AS found ON found.key = search.rowid"
      " CROSS JOIN dossier ON dossier.key = found.dossier"
      " WHERE search MATCH ?1 AND (?2 IS NULL OR found.kind = ?2)"
      " ORDER BY search.rank LIMIT ?3",
      error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_text (rows, 1, question->expression);
  if (kind != GEZIN_KIND_NONE)
    gezin_bind_text (rows, 2, gezin_catalogue_kind (kind)->name);
  gezin_bind_int (rows, 3, max_hits);
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!read_found (rows, all))
        {
          g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                               "a row of the search index cannot be read");
          return FALSE;
        }
    }
}

/* The best place so far in one record. */
typedef struct {
  GezinField field;
  char *value;
  GezinPlace place;
  gboolean is_name;
} Best;

static void
consider (Best *best, const GezinQuestion *question, const GezinFieldSpec *spec, const char *value)
{
  GezinPlace place = gezin_question_find (question, value, spec->search);
  gboolean is_name = gezin_search_is_name (spec->search);
  gboolean is_better = best->value == NULL || place.n_words > best->place.n_words
                       || (place.n_words == best->place.n_words && is_name && !best->is_name);

  if (!is_better)
    return;
  g_free (best->value);
  *best = (Best){ spec->field, g_strdup (value), place, is_name };
}

/* Fills in where in the record of @found it is. */
static gboolean
locate (GezinStore *store, const GezinQuestion *question, Found *found, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT field, value FROM head WHERE dossier = ?1 AND record = ?2 AND value IS NOT NULL",
      error);
  Best best = { 0 };
  gboolean has_row = TRUE;

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, found->key);
  gezin_bind_uuid (rows, 2, &found->hit->record);
  while (best.place.n_words < question->words->len)
    {
      const GezinFieldSpec *spec;

      if (!gezin_statement_step (rows, &has_row, error))
        {
          g_free (best.value);
          return FALSE;
        }
      if (!has_row)
        break;
      spec = gezin_catalogue_field (
          gezin_catalogue_field_by_name (found->hit->kind, gezin_column_text (rows, 0)));
      if (spec != NULL && spec->search != GEZIN_SEARCH_NOT)
        consider (&best, question, spec, gezin_column_text (rows, 1));
    }
  found->hit->field = best.field;
  found->hit->snippet =
      best.value == NULL ? g_strdup ("") : gezin_snippet (best.value, &best.place);
  found->hit->match_start = (guint) best.place.start;
  found->hit->match_length = (guint) best.place.length;
  g_free (best.value);
  return TRUE;
}

GPtrArray *
gezin_store_search (GezinStore *store, const char *words, GezinKind kind, guint max_hits,
                    GError **error)
{
  g_autoptr (GPtrArray) hits =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_search_hit_free);
  g_autoptr (GezinQuestion) question = gezin_question_new (words, store->ignored_words);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Found));
  guint i;

  g_array_set_clear_func (all, clear_found);
  if (question == NULL)
    return g_steal_pointer (&hits);
  if (!ask_index (store, question, kind, max_hits, all, error))
    return NULL;
  for (i = 0; i < all->len; i++)
    {
      Found *found = &g_array_index (all, Found, i);

      if (!locate (store, question, found, error))
        return NULL;
      g_ptr_array_add (hits, g_steal_pointer (&found->hit));
    }
  return g_steal_pointer (&hits);
}

void
gezin_store_set_ignored_words (GezinStore *store, GPtrArray *words)
{
  guint i;

  g_clear_pointer (&store->ignored_words, g_hash_table_unref);
  store->ignored_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (i = 0; i < words->len; i++)
    {
      const char *cursor = words->pdata[i];
      const char *word;
      gsize length;

      while ((length = gezin_search_next_word (&cursor, &word)) > 0)
        {
          g_autofree char *copy = g_strndup (word, length);

          g_hash_table_add (store->ignored_words, gezin_text_fold (copy));
        }
    }
}
