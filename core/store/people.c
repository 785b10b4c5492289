/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding people: what a plain search finds, then names that sound alike, then
 * slips of the keys.
 *
 * Each word that was asked for becomes the words of the store that are near to
 * it; a record answers when it has one for each. The rank of a record is its
 * least near word, then all of them together. */

#include "store/sounds-private.h"

#include <string.h>

#include "base/limits.h"
#include "store/search-private.h"

/* In a rank: the least near word times WORST, and all of them added up. */
#define WORST (1000)

static guint
worst_of (guint rank)
{
  return rank / WORST;
}

static guint
add_match (guint rank, GezinMatch match)
{
  return MAX (worst_of (rank), match) * WORST + rank % WORST + match;
}

static guint
rank_of (GHashTable *rows, gint64 row)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (rows, &row));
}

static void
set_rank (GHashTable *rows, gint64 row, guint rank)
{
  g_hash_table_insert (rows, g_memdup2 (&row, sizeof row), GUINT_TO_POINTER (rank));
}

static GHashTable *
new_rows (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/* Narrows @so_far (%NULL: all there is) to rows with @word of the store, into @rows. */
static gboolean
add_rows_of (GezinStore *store, const GezinNameWord *word, GHashTable *so_far, GHashTable *rows,
             GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT search_record FROM sound WHERE word = ?1", error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, word->key);
  for (;;)
    {
      gint64 row;
      guint rank;

      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      row = gezin_column_int (ask, 0);
      if (so_far != NULL && !g_hash_table_contains (so_far, &row))
        continue;
      rank = add_match (so_far == NULL ? 0 : rank_of (so_far, row), word->match);
      if (!g_hash_table_contains (rows, &row) || rank < rank_of (rows, row))
        set_rank (rows, row, rank);
    }
}

/* Replaces @rows by those of them that @word answers too. */
static gboolean
narrow_by_word (GezinStore *store, const GezinSoundWord *word, gboolean begins, gboolean slips,
                GHashTable **rows, GError **error)
{
  g_autoptr (GArray) near = g_array_new (FALSE, FALSE, sizeof (GezinNameWord));
  g_autoptr (GHashTable) narrowed = new_rows ();

  if (!gezin_name_words_find (store, word, begins, slips, near, error))
    return FALSE;
  for (guint i = 0; i < near->len; i++)
    if (!add_rows_of (store, &g_array_index (near, GezinNameWord, i), *rows, narrowed, error))
      return FALSE;
  g_clear_pointer (rows, g_hash_table_unref);
  *rows = g_steal_pointer (&narrowed);
  return TRUE;
}

/* In the language of FTS5: one of the forms of each number, as a beginning. */
static char *
make_expression (GPtrArray *numbers)
{
  GString *expression = g_string_new (NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      const GPtrArray *forms = numbers->pdata[i];

      g_string_append (expression, i > 0 ? " AND (names : (" : "(names : (");
      for (guint j = 0; j < forms->len; j++)
        g_string_append_printf (expression, "%s\"%s\" *", j > 0 ? " OR " : "",
                                (const char *) forms->pdata[j]);
      g_string_append (expression, "))");
    }
  return g_string_free (expression, FALSE);
}

static gboolean
find_numbers (GezinStore *store, GPtrArray *numbers, GHashTable *rows, GError **error)
{
  g_autofree char *expression = make_expression (numbers);
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT rowid FROM search WHERE search MATCH ?1", error);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, expression);
  for (;;)
    {
      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      set_rank (rows, gezin_column_int (ask, 0), 0);
    }
}

/* Rows of @numbers (%NULL: all there are) that have a word near to each of @reading. */
static gboolean
find_reading (GezinStore *store, const GezinPeopleQuestion *question, const GPtrArray *reading,
              gboolean slips, GHashTable *numbers, GHashTable **rows, GError **error)
{
  g_autoptr (GHashTable) so_far = numbers == NULL ? NULL : g_hash_table_ref (numbers);

  for (guint i = 0; i < reading->len; i++)
    {
      const GezinSoundWord *word = reading->pdata[i];

      if (so_far != NULL && g_hash_table_size (so_far) == 0)
        break;
      if (!narrow_by_word (store, word, word == question->last, slips, &so_far, error))
        return FALSE;
    }
  *rows = so_far != NULL ? g_steal_pointer (&so_far) : new_rows ();
  return TRUE;
}

static void
add_nearer (GHashTable *rows, GHashTable *more)
{
  GHashTableIter iter;
  gpointer row, rank;

  g_hash_table_iter_init (&iter, more);
  while (g_hash_table_iter_next (&iter, &row, &rank))
    if (!g_hash_table_contains (rows, row)
        || GPOINTER_TO_UINT (rank) < rank_of (rows, *(gint64 *) row))
      set_rank (rows, *(gint64 *) row, GPOINTER_TO_UINT (rank));
}

gboolean
gezin_people_find_rows (GezinStore *store, const GezinPeopleQuestion *question, gboolean slips,
                        GHashTable **rows, GError **error)
{
  g_autoptr (GHashTable) numbers = NULL;
  g_autoptr (GHashTable) all = new_rows ();

  if (question->numbers->len > 0)
    {
      numbers = new_rows ();
      if (!find_numbers (store, question->numbers, numbers, error))
        return FALSE;
    }
  for (guint i = 0; i < question->readings->len; i++)
    {
      g_autoptr (GHashTable) more = NULL;

      if (!find_reading (store, question, question->readings->pdata[i], slips, numbers, &more,
                         error))
        return FALSE;
      add_nearer (all, more);
    }
  *rows = g_steal_pointer (&all);
  return TRUE;
}

/* ---------- From rows to hits ---------- */

typedef struct {
  gint64 row;
  guint rank;
} Ranked;

static gint
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static GArray *
sort_rows (GHashTable *rows)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), g_hash_table_size (rows));
  GHashTableIter iter;
  gpointer row, rank;

  g_hash_table_iter_init (&iter, rows);
  while (g_hash_table_iter_next (&iter, &row, &rank))
    {
      Ranked one = { *(gint64 *) row, GPOINTER_TO_UINT (rank) };

      g_array_append_val (sorted, one);
    }
  g_array_sort (sorted, compare_ranked);
  return sorted;
}

/* Where in one value what was asked for stands. */
typedef struct {
  GezinField field;
  char *value;
  GezinPlace place;
} Best;

static gboolean
is_near (GezinStore *store, const GezinPeopleQuestion *question, const char *word, gsize length)
{
  g_autofree char *copy = g_strndup (word, length);
  g_autoptr (GezinSoundWord) there = gezin_sound_word_new (store->sounds, copy);

  for (guint i = 0; i < question->names->len; i++)
    if (gezin_sounds_compare (store->sounds, question->names->pdata[i], there) != GEZIN_MATCH_NONE)
      return TRUE;
  return question->last != NULL && g_str_has_prefix (there->folded, question->last->folded);
}

static GezinPlace
find_names (GezinStore *store, const GezinPeopleQuestion *question, const char *value)
{
  GezinPlace place = { 0, 0, 0 };
  const char *cursor = value;
  const char *word;
  gsize length;

  while ((length = gezin_search_next_word (&cursor, &word)) > 0)
    if (is_near (store, question, word, length))
      {
        if (place.n_words++ == 0)
          {
            place.start = (gsize) (word - value);
            place.length = length;
          }
      }
  return place;
}

static GezinPlace
find_number (const GezinPeopleQuestion *question, const char *value)
{
  g_autofree char *compact = gezin_search_compact (value);

  for (guint i = 0; i < question->numbers->len; i++)
    {
      const GPtrArray *forms = question->numbers->pdata[i];

      for (guint j = 0; j < forms->len; j++)
        if (g_str_has_prefix (compact, forms->pdata[j]))
          return (GezinPlace){ 1, 0, strlen (value) };
    }
  return (GezinPlace){ 0, 0, 0 };
}

static void
consider (GezinStore *store, const GezinPeopleQuestion *question, const GezinFieldSpec *spec,
          const char *value, Best *best)
{
  GezinPlace place = { 0, 0, 0 };

  if (spec->search == GEZIN_SEARCH_NAME)
    place = find_names (store, question, value);
  else if (spec->search == GEZIN_SEARCH_NUMBER)
    place = find_number (question, value);
  else
    return;
  if (best->value != NULL && place.n_words <= best->place.n_words)
    return;
  g_free (best->value);
  *best = (Best){ spec->field, g_strdup (value), place };
}

static gboolean
locate (GezinStore *store, const GezinPeopleQuestion *question, gint64 key, GezinSearchHit *hit,
        GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT field, value FROM head WHERE dossier = ?1 AND record = ?2 AND value IS NOT NULL",
      error);
  Best best = { 0 };
  gboolean has_row = TRUE;
  gboolean done = TRUE;

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, key);
  gezin_bind_uuid (rows, 2, &hit->record);
  while (done && has_row)
    {
      const GezinFieldSpec *spec;

      done = gezin_statement_step (rows, &has_row, error);
      if (!done || !has_row)
        break;
      spec = gezin_catalogue_field (
          gezin_catalogue_field_by_name (hit->kind, gezin_column_text (rows, 0)));
      if (spec != NULL)
        consider (store, question, spec, gezin_column_text (rows, 1), &best);
    }
  hit->field = best.field;
  hit->snippet = best.value == NULL ? g_strdup ("") : gezin_snippet (best.value, &best.place);
  hit->match_start = (guint) best.place.start;
  hit->match_length = (guint) best.place.length;
  g_free (best.value);
  return done;
}

/* %NULL without an error: the row is of another kind than @kind. */
static GezinSearchHit *
read_hit (GezinStore *store, gint64 row, GezinKind kind, gint64 *key, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT dossier.id, dossier.name, found.record, found.kind, found.dossier"
      " FROM search_record AS found JOIN dossier ON dossier.key = found.dossier"
      " WHERE found.key = ?1 AND (?2 IS NULL OR found.kind = ?2)",
      error);
  g_autoptr (GezinSearchHit) hit = g_new0 (GezinSearchHit, 1);
  gboolean has_row;

  if (ask == NULL)
    return NULL;
  gezin_bind_int (ask, 1, row);
  if (kind != GEZIN_KIND_NONE)
    gezin_bind_text (ask, 2, gezin_catalogue_kind (kind)->name);
  if (!gezin_statement_step (ask, &has_row, error) || !has_row)
    return NULL;
  hit->dossier_name = g_strdup (gezin_column_text (ask, 1));
  hit->kind = gezin_catalogue_kind_by_name (gezin_column_text (ask, 3));
  *key = gezin_column_int (ask, 4);
  if (hit->kind != GEZIN_KIND_NONE && gezin_column_uuid (ask, 0, &hit->dossier)
      && gezin_column_uuid (ask, 2, &hit->record))
    return g_steal_pointer (&hit);
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                       "a row of the search index cannot be read");
  return NULL;
}

static gboolean
has_hit (const GPtrArray *hits, guint n_hits, const GezinSearchHit *hit)
{
  for (guint i = 0; i < n_hits; i++)
    {
      const GezinSearchHit *there = hits->pdata[i];

      if (gezin_uuid_equal (&there->record, &hit->record)
          && gezin_uuid_equal (&there->dossier, &hit->dossier))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_hits (GezinStore *store, const GezinPeopleQuestion *question, GHashTable *rows, GezinKind kind,
          guint max_hits, GPtrArray *hits, GError **error)
{
  g_autoptr (GArray) sorted = sort_rows (rows);
  guint n_before = hits->len;

  for (guint i = 0; i < sorted->len && hits->len < max_hits; i++)
    {
      const Ranked *one = &g_array_index (sorted, Ranked, i);
      GError *inner = NULL;
      gint64 key = GEZIN_NO_DOSSIER;
      g_autoptr (GezinSearchHit) hit = read_hit (store, one->row, kind, &key, &inner);

      if (inner != NULL)
        {
          g_propagate_error (error, inner);
          return FALSE;
        }
      if (hit == NULL || has_hit (hits, n_before, hit))
        continue;
      hit->match = (GezinMatch) worst_of (one->rank);
      if (!locate (store, question, key, hit, error))
        return FALSE;
      g_ptr_array_add (hits, g_steal_pointer (&hit));
    }
  return TRUE;
}

GPtrArray *
gezin_store_search_people (GezinStore *store, const char *words, GezinKind kind, guint max_hits,
                           GError **error)
{
  g_autoptr (GPtrArray) hits = gezin_store_search (store, words, kind, max_hits, error);
  g_autoptr (GezinPeopleQuestion) question = NULL;
  g_autoptr (GHashTable) rows = NULL;
  GDate today;

  if (hits == NULL)
    return NULL;
  if (store->sounds == NULL || hits->len >= max_hits)
    return g_steal_pointer (&hits);
  gezin_clock_today (store->clock, &today);
  question = gezin_people_question_new (store, words, &today);
  if (!gezin_people_find_rows (store, question, TRUE, &rows, error)
      || !add_hits (store, question, rows, kind, max_hits, hits, error))
    return NULL;
  return g_steal_pointer (&hits);
}
