/* SPDX-License-Identifier: EUPL-1.2 */

/* Which records may be of the person or family that somebody has in mind: those
 * with names that are near to all of theirs, and those that share a number. Who
 * it is, is judged elsewhere. */

#include "store/sounds-private.h"

static gint
compare_rank (gconstpointer a, gconstpointer b, gpointer rows)
{
  const gint64 *x = a, *y = b;
  guint rank_x = GPOINTER_TO_UINT (g_hash_table_lookup (rows, x));
  guint rank_y = GPOINTER_TO_UINT (g_hash_table_lookup (rows, y));

  if (rank_x != rank_y)
    return rank_x < rank_y ? -1 : 1;
  return *x < *y ? -1 : *x > *y;
}

static void
add_row (GArray *rows, GHashTable *known, gint64 row)
{
  if (g_hash_table_add (known, g_memdup2 (&row, sizeof row)))
    g_array_append_val (rows, row);
}

/* A record may have one number or another: any of them makes it worth a look. */
static gboolean
add_by_numbers (GezinStore *store, const char *const *numbers, guint max_found, GArray *rows,
                GHashTable *known, GError **error)
{
  g_autoptr (GString) expression = g_string_new (NULL);
  g_autoptr (GezinStatement) ask = NULL;
  gboolean has_row;

  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    g_string_append_printf (expression, "%s\"%s\"", i > 0 ? " OR " : "names : (", numbers[i]);
  if (expression->len == 0)
    return TRUE;
  g_string_append_c (expression, ')');
  ask = gezin_database_prepare (store->database,
                                "SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2", error);
  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, expression->str);
  gezin_bind_int (ask, 2, max_found);
  for (;;)
    {
      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_row (rows, known, gezin_column_int (ask, 0));
    }
}

static gboolean
add_by_names (GezinStore *store, const char *names, gboolean slips, GArray *rows, GHashTable *known,
              GError **error)
{
  g_autoptr (GezinPeopleQuestion) question = NULL;
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer row;
  GDate today;

  if (names == NULL || store->sounds == NULL)
    return TRUE;
  gezin_clock_today (store->clock, &today);
  question = gezin_people_question_new (store, names, &today);
  question->last = NULL; /* whole names alone */
  if (question->names->len == 0)
    return TRUE;
  if (!gezin_people_find_rows (store, question, slips, &found, error))
    return FALSE;
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_array_append_vals (sorted, row, 1);
  g_array_sort_with_data (sorted, compare_rank, found);
  for (guint i = 0; i < sorted->len; i++)
    add_row (rows, known, g_array_index (sorted, gint64, i));
  return TRUE;
}

/* Where the rows are that are of @kind, in their order. */
static gboolean
place_rows (GezinStore *store, GArray *rows, GezinKind kind, guint max_found, GArray *places,
            GError **error)
{
  for (guint i = 0; i < rows->len && places->len < max_found; i++)
    {
      g_autoptr (GezinStatement) ask = gezin_database_prepare (
          store->database,
          "SELECT dossier.id, found.record FROM search_record AS found"
          " JOIN dossier ON dossier.key = found.dossier WHERE found.key = ?1 AND found.kind = ?2",
          error);
      GezinRecordPlace place;
      gboolean has_row;

      if (ask == NULL)
        return FALSE;
      gezin_bind_int (ask, 1, g_array_index (rows, gint64, i));
      gezin_bind_text (ask, 2, gezin_catalogue_kind (kind)->name);
      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (has_row && gezin_column_uuid (ask, 0, &place.dossier)
          && gezin_column_uuid (ask, 1, &place.record))
        g_array_append_val (places, place);
    }
  return TRUE;
}

GArray *
gezin_store_find_alike (GezinStore *store, const char *names, const char *const *numbers,
                        GezinKind kind, gboolean slips, guint max_found, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GezinRecordPlace));
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  if (!add_by_numbers (store, numbers, max_found, rows, known, error)
      || !add_by_names (store, names, slips, rows, known, error)
      || !place_rows (store, rows, kind, max_found, places, error))
    return NULL;
  return g_steal_pointer (&places);
}

GArray *
gezin_store_records_of (GezinStore *store, GezinKind kind, GError **error)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (GezinRecordPlace));
  g_autoptr (GezinStatement) rows =
      gezin_database_prepare (store->database,
                              "SELECT dossier.id, found.record FROM search_record AS found"
                              " JOIN dossier ON dossier.key = found.dossier WHERE found.kind = ?1"
                              " ORDER BY found.dossier, found.record",
                              error);
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, gezin_catalogue_kind (kind)->name);
  for (;;)
    {
      GezinRecordPlace place;

      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&places);
      if (gezin_column_uuid (rows, 0, &place.dossier) && gezin_column_uuid (rows, 1, &place.record))
        g_array_append_val (places, place);
    }
}
