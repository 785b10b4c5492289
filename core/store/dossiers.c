/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of dossiers: its rows, and finding one by what somebody typed. */

#include <string.h>

#include "base/limits.h"
#include "store/store-private.h"

gboolean
gezin_dossiers_key (GezinStore *store, const GezinUuid *dossier, gint64 *key, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database, "SELECT key FROM dossier WHERE id = ?1", error);
  gboolean has_row;

  *key = GEZIN_NO_DOSSIER;
  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, dossier);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (has_row)
    *key = gezin_column_int (ask, 0);
  return TRUE;
}

/* Sets @answer to whether @ask gives a row that says yes. */
static gboolean
read_truth (GezinStatement *ask, gboolean *answer, GError **error)
{
  gboolean has_row;

  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  *answer = has_row && gezin_column_int (ask, 0) != 0;
  return TRUE;
}

gboolean
gezin_dossiers_is_erased (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                          gboolean *is_erased, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT erased IS NOT NULL OR EXISTS (SELECT 1 FROM erased AS marker"
      " WHERE marker.dossier = dossier.key AND marker.record = ?2) FROM dossier WHERE id = ?1",
      error);

  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, dossier);
  gezin_bind_uuid (ask, 2, record);
  return read_truth (ask, is_erased, error);
}

gboolean
gezin_store_is_erased (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record)
{
  gboolean is_erased;

  return gezin_dossiers_is_erased (store, dossier, record, &is_erased, NULL) && is_erased;
}

gboolean
gezin_store_has (GezinStore *store, const GezinUuid *dossier)
{
  gint64 key;

  return gezin_dossiers_key (store, dossier, &key, NULL) && key != GEZIN_NO_DOSSIER;
}

gboolean
gezin_dossiers_look (GezinStore *store, const GezinUuid *dossier, const char *reference,
                     GezinDossierState *state, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT key, erased IS NOT NULL, joined IS NOT NULL, reference IS ?2 FROM dossier"
      " WHERE id = ?1",
      error);
  gboolean has_row;

  *state = (GezinDossierState){ .key = GEZIN_NO_DOSSIER };
  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, dossier);
  gezin_bind_text (ask, 2, reference);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  state->key = gezin_column_int (ask, 0);
  state->is_joined = gezin_column_int (ask, 2) != 0;
  state->has_reference = gezin_column_int (ask, 3) != 0;
  if (gezin_column_int (ask, 1) == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED,
                       "the dossier was erased");
  return FALSE;
}

gboolean
gezin_dossiers_need_key (GezinStore *store, const GezinUuid *dossier, gint64 *key, GError **error)
{
  GezinDossierState state;

  if (!gezin_dossiers_look (store, dossier, NULL, &state, error))
    return FALSE;
  *key = state.key;
  if (state.key != GEZIN_NO_DOSSIER)
    return TRUE;
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                       "there is no such dossier");
  return FALSE;
}

gboolean
gezin_dossiers_add (GezinStore *store, const GezinUuid *dossier, gint64 changed, gint64 *key,
                    GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT INTO dossier (id, changed) VALUES (?1, ?2)", error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, dossier);
  gezin_bind_int (put, 2, changed);
  if (!gezin_statement_run (put, error))
    return FALSE;
  *key = gezin_database_last_key (store->database);
  return TRUE;
}

/* By itself, since a change of the column writes its index anew even with the same value. */
static gboolean
write_reference (GezinStore *store, const GezinDossierRow *row, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "UPDATE dossier SET reference = ?2 WHERE id = ?1 AND reference IS NOT ?2",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, &row->id);
  gezin_bind_text (put, 2, row->reference);
  return gezin_statement_run (put, error);
}

/* Each save comes here: one statement, unless the reference is another or it was joined. */
gboolean
gezin_dossiers_write_row (GezinStore *store, const GezinDossierRow *row,
                          const GezinDossierState *before, gint64 last_change, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "UPDATE dossier SET name = ?2, stage = coalesce (?3, stage), opened = ?4, closed = ?5,"
      " due = coalesce (?6, due), changed = ?7, thought = NULL, last_change ="
      " CASE WHEN coalesce (last_change, 0) < ?8 THEN ?8 ELSE last_change END WHERE key = ?1",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, before->key);
  gezin_bind_text (put, 2, row->name);
  gezin_bind_text (put, 3, row->stage);
  gezin_bind_text (put, 4, row->opened);
  gezin_bind_text (put, 5, row->closed);
  gezin_bind_text (put, 6, row->due);
  gezin_bind_int (put, 7, row->changed);
  gezin_bind_int (put, 8, last_change);
  return gezin_statement_run (put, error)
         && (before->has_reference || write_reference (store, row, error))
         && (!before->is_joined || gezin_deadlines_forget (store, &row->id, error));
}

gboolean
gezin_store_relist (GezinStore *store, const GezinDossierRow *row, GError **error)
{
  g_autoptr (GezinStatement) put =
      gezin_database_prepare (store->database,
                              "UPDATE dossier SET name = ?2, opened = ?3, closed = ?4"
                              " WHERE id = ?1",
                              error);

  if (put == NULL)
    return FALSE;
  gezin_bind_uuid (put, 1, &row->id);
  gezin_bind_text (put, 2, row->name);
  gezin_bind_text (put, 3, row->opened);
  gezin_bind_text (put, 4, row->closed);
  return gezin_statement_run (put, error) && write_reference (store, row, error)
         && gezin_deadlines_forget (store, &row->id, error);
}

/* A row with the key by which its name sorts in the reader's language. */
typedef struct {
  GezinDossierRow *row;
  char *sort_key;
  gboolean is_joined; /* with @leader, which may be itself */
  GezinUuid leader;
} SortedRow;

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const SortedRow *first = a;
  const SortedRow *second = b;
  int order = g_strcmp0 (first->sort_key, second->sort_key);

  return order != 0 ? order : gezin_uuid_compare (&first->row->id, &second->row->id);
}

static void
clear_sorted_row (gpointer data)
{
  SortedRow *sorted = data;

  g_free (sorted->sort_key);
  g_clear_pointer (&sorted->row, gezin_dossier_row_free);
}

static void
take_earlier (char **date, const char *other)
{
  if (other != NULL && (*date == NULL || strcmp (other, *date) < 0))
    {
      g_free (*date);
      *date = g_strdup (other);
    }
}

/* What retention lets go is due from that day on, not before. */
static gboolean
read_row (GezinStatement *rows, const char *today, SortedRow *sorted)
{
  GezinDossierRow *row = sorted->row = g_new0 (GezinDossierRow, 1);

  row->name = g_strdup (gezin_column_text (rows, 1));
  row->reference = g_strdup (gezin_column_text (rows, 2));
  row->stage = g_strdup (gezin_column_text (rows, 3));
  row->opened = g_strdup (gezin_column_text (rows, 4));
  row->closed = g_strdup (gezin_column_text (rows, 5));
  row->due = g_strdup (gezin_column_text (rows, 6));
  row->changed = gezin_column_int (rows, 7);
  sorted->sort_key = row->name == NULL ? NULL : g_utf8_collate_key (row->name, -1);
  sorted->is_joined = gezin_column_uuid (rows, 8, &sorted->leader);
  row->keep_until = g_strdup (gezin_column_text (rows, 9));
  if (row->keep_until != NULL && strcmp (row->keep_until, today) <= 0)
    take_earlier (&row->due, row->keep_until);
  return gezin_column_uuid (rows, 0, &row->id);
}

static gboolean
read_rows (GezinStore *store, GArray *sorted, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database,
      "SELECT id, name, reference, stage, opened, closed, coalesce (CASE WHEN thought IS NOT NULL"
      " THEN (SELECT min (deadline.due) FROM deadline WHERE deadline.dossier = dossier.key"
      " AND (until IS NULL OR until >= ?1)) END, due), changed, joined, keep_until FROM dossier"
      " WHERE erased IS NULL",
      error);
  char today[GEZIN_DAY_TEXT_LENGTH + 1];
  gboolean has_row;
  GDate day;

  if (rows == NULL)
    return FALSE;
  gezin_clock_today (store->clock, &day);
  gezin_bind_text (rows, 1, gezin_day_to_text (&day, today));
  for (;;)
    {
      SortedRow row = { .row = NULL };

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (read_row (rows, today, &row))
        g_array_append_val (sorted, row);
      else
        clear_sorted_row (&row); /* the schema refuses an id of another length */
    }
}

/* The line of a joined dossier is its leader's, with what matters of the others: it is open as
 * long as one of them is. */
static void
fold_row (GezinDossierRow *leader, const GezinDossierRow *other)
{
  if (leader->reference == NULL)
    leader->reference = g_strdup (other->reference);
  if (leader->name == NULL)
    leader->name = g_strdup (other->name);
  take_earlier (&leader->opened, other->opened);
  take_earlier (&leader->due, other->due);
  take_earlier (&leader->keep_until, other->keep_until);
  if (other->closed == NULL || leader->closed == NULL)
    g_clear_pointer (&leader->closed, g_free);
  else if (strcmp (other->closed, leader->closed) > 0)
    {
      g_free (leader->closed);
      leader->closed = g_strdup (other->closed);
    }
  leader->changed = MAX (leader->changed, other->changed);
}

static gboolean
is_led (const SortedRow *sorted)
{
  return sorted->is_joined && !gezin_uuid_equal (&sorted->row->id, &sorted->leader);
}

/* Leaves one line of each joined class. */
static void
fold_joined (GArray *rows)
{
  g_autoptr (GHashTable) leaders = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);
  guint kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      SortedRow *one = &g_array_index (rows, SortedRow, i);

      if (one->is_joined && !is_led (one))
        g_hash_table_insert (leaders, &one->row->id, one->row);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      SortedRow one = g_array_index (rows, SortedRow, i);
      GezinDossierRow *leader = is_led (&one) ? g_hash_table_lookup (leaders, &one.leader) : NULL;

      if (leader != NULL)
        fold_row (leader, one.row);
      g_array_index (rows, SortedRow, i) = (SortedRow){ .row = NULL };
      if (leader != NULL)
        clear_sorted_row (&one);
      else
        g_array_index (rows, SortedRow, kept++) = one;
    }
  g_array_set_size (rows, kept);
}

static GPtrArray *
list_rows (GezinStore *store, gboolean folds, GError **error)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (SortedRow));
  g_autoptr (GPtrArray) rows = NULL;
  guint i;

  g_array_set_clear_func (sorted, clear_sorted_row);
  if (!read_rows (store, sorted, error))
    return NULL;
  if (folds)
    fold_joined (sorted);
  g_array_sort (sorted, compare_rows);
  rows = g_ptr_array_new_full (sorted->len, (GDestroyNotify) gezin_dossier_row_free);
  for (i = 0; i < sorted->len; i++)
    g_ptr_array_add (rows, g_steal_pointer (&g_array_index (sorted, SortedRow, i).row));
  return g_steal_pointer (&rows);
}

GPtrArray *
gezin_store_list (GezinStore *store, GError **error)
{
  return list_rows (store, FALSE, error);
}

GPtrArray *
gezin_store_list_families (GezinStore *store, GError **error)
{
  return list_rows (store, TRUE, error);
}

/* Where a UUID's text has its hyphens. */
static gboolean
is_hyphen_place (gsize place)
{
  return place == 8 || place == 13 || place == 18 || place == 23;
}

/* The lowest and the highest id that begin with @text; FALSE if none can. */
static gboolean
read_prefix (const char *text, GezinUuid *lowest, GezinUuid *highest)
{
  gsize length = strlen (text);
  gsize nibble = 0;
  gsize i;

  if (length < GEZIN_MIN_DOSSIER_PREFIX || length > GEZIN_UUID_TEXT_LENGTH)
    return FALSE;
  memset (lowest, 0x00, sizeof *lowest);
  memset (highest, 0xff, sizeof *highest);
  for (i = 0; i < length; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);
      guint shift = nibble % 2 == 0 ? 4 : 0;

      if (is_hyphen_place (i) ? text[i] != '-' : digit < 0)
        return FALSE;
      if (is_hyphen_place (i))
        continue;
      lowest->bytes[nibble / 2] |= (guint8) (digit << shift);
      highest->bytes[nibble / 2] &= (guint8) ~((~digit & 0xf) << shift);
      nibble++;
    }
  return TRUE;
}

/* Whether @id and one of @found were joined: then it is no second one, and the leader is meant. */
static gboolean
is_of_one_class (GezinStore *store, GArray *found, const GezinUuid *id, gboolean *is,
                 GError **error)
{
  g_autoptr (GArray) class = gezin_store_joined (store, id, error);

  *is = FALSE;
  if (class == NULL)
    return FALSE;
  for (guint i = 0; i < class->len; i++)
    for (guint j = 0; j < found->len; j++)
      {
        GezinUuid *one = &g_array_index (found, GezinUuid, j);

        if (!gezin_uuid_equal (&g_array_index (class, GezinUuid, i), one))
          continue;
        *is = TRUE;
        if (!gezin_uuid_equal (one, id))
          *one = g_array_index (class, GezinUuid, 0);
        return TRUE;
      }
  return TRUE;
}

/* Up to two ids that @ask gives are added to @found, of each joined class one. */
static gboolean
collect_ids (GezinStore *store, GezinStatement *ask, GArray *found, GError **error)
{
  gboolean has_row, is_known = FALSE;

  while (found->len < 2)
    {
      GezinUuid id;

      if (!gezin_statement_step (ask, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!gezin_column_uuid (ask, 0, &id))
        continue;
      if (found->len > 0 && !is_of_one_class (store, found, &id, &is_known, error))
        return FALSE;
      if (found->len == 0 || !is_known)
        g_array_append_val (found, id);
    }
  return TRUE;
}

static gboolean
find_by_reference (GezinStore *store, const char *text, GArray *found, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT id FROM dossier WHERE reference = ?1", error);

  if (ask == NULL)
    return FALSE;
  gezin_bind_text (ask, 1, text);
  return collect_ids (store, ask, found, error);
}

static gboolean
find_by_prefix (GezinStore *store, const char *text, GArray *found, GError **error)
{
  g_autoptr (GezinStatement) ask = NULL;
  GezinUuid lowest, highest;

  if (!read_prefix (text, &lowest, &highest))
    return TRUE;
  ask = gezin_database_prepare (store->database,
                                "SELECT id FROM dossier WHERE id BETWEEN ?1 AND ?2"
                                " AND (erased IS NULL OR ?3)",
                                error);
  if (ask == NULL)
    return FALSE;
  gezin_bind_uuid (ask, 1, &lowest);
  gezin_bind_uuid (ask, 2, &highest);
  gezin_bind_int (ask, 3,
                  gezin_uuid_equal (&lowest, &highest)); /* a whole id: say that it was erased */
  return collect_ids (store, ask, found, error);
}

gboolean
gezin_store_resolve (GezinStore *store, const char *text, GezinUuid *dossier, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  if (!find_by_reference (store, text, found, error) || !find_by_prefix (store, text, found, error))
    return FALSE;
  if (found->len == 1)
    {
      *dossier = g_array_index (found, GezinUuid, 0);
      return TRUE;
    }
  if (found->len == 0)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND,
                         "no dossier has this id or reference");
  else
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_AMBIGUOUS,
                         "more than one dossier fits");
  return FALSE;
}
