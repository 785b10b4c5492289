/* SPDX-License-Identifier: EUPL-1.2 */

/* Whether a store has every version that a backup of it has. Versions are never
 * changed and go only by erasure, so what a backup has must be here: as head, as
 * past, or as erased. Both are read in the same order, a dossier at a time. */

#include <string.h>

#include "store/drill-private.h"

#define VERSIONS_OF(table) \
  "SELECT record, field, item, replica, n, value, over FROM " table " WHERE dossier = ?1"
#define ORDERED_VERSIONS \
  VERSIONS_OF ("head") " UNION ALL " VERSIONS_OF ("past") " ORDER BY 1, 2, 3, 4, 5"
#define N_KEY_COLUMNS (5)

/* One side of the comparison. */
typedef struct {
  GezinStatement *rows;
  gboolean has_row;
} Side;

static gboolean
step (Side *side, GError **error)
{
  return gezin_statement_step (side->rows, &side->has_row, error);
}

static int
compare_blobs (GezinStatement *a, GezinStatement *b, int column)
{
  gsize length_a, length_b;
  gconstpointer bytes_a = gezin_column_blob (a, column, &length_a);
  gconstpointer bytes_b = gezin_column_blob (b, column, &length_b);
  gsize shared = MIN (length_a, length_b);
  int order = shared == 0 ? 0 : memcmp (bytes_a, bytes_b, shared);

  if (order != 0)
    return order;
  return length_a < length_b ? -1 : length_a > length_b;
}

static int
compare_ints (GezinStatement *a, GezinStatement *b, int column)
{
  gint64 value_a = gezin_column_int (a, column);
  gint64 value_b = gezin_column_int (b, column);

  return value_a < value_b ? -1 : value_a > value_b;
}

/* As SQLite orders them: ids and texts by bytes, numbers by value. */
static int
compare_keys (const Side *a, const Side *b)
{
  int order = 0;

  for (int column = 0; column < N_KEY_COLUMNS && order == 0; column++)
    order = column < 3 ? compare_blobs (a->rows, b->rows, column)
                       : compare_ints (a->rows, b->rows, column);
  return order;
}

static gboolean
says_the_same (const Side *a, const Side *b)
{
  for (int column = N_KEY_COLUMNS; column < N_KEY_COLUMNS + 2; column++)
    if (gezin_column_is_null (a->rows, column) != gezin_column_is_null (b->rows, column)
        || compare_blobs (a->rows, b->rows, column) != 0)
      return FALSE;
  return TRUE;
}

/* Whether the record that @side stands on was erased in @store. */
static gboolean
is_erased (GezinStore *store, gint64 key, const Side *side, gboolean *answer, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database,
      "SELECT EXISTS (SELECT 1 FROM erased WHERE dossier = ?1 AND record = ?2)"
      " OR EXISTS (SELECT 1 FROM dossier WHERE key = ?1 AND erased IS NOT NULL)",
      error);
  gsize length;
  gconstpointer record = gezin_column_blob (side->rows, 0, &length);
  gboolean has_row;

  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, key);
  gezin_bind_blob (ask, 2, record, length);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  *answer = gezin_column_int (ask, 0) != 0;
  return TRUE;
}

static gboolean
count_lost (GezinStore *store, gint64 key, Side *ours, Side *theirs, guint *n_lost, GError **error)
{
  if (!step (ours, error) || !step (theirs, error))
    return FALSE;
  while (theirs->has_row)
    {
      int order = ours->has_row ? compare_keys (ours, theirs) : 1;

      if (order < 0)
        {
          if (!step (ours, error))
            return FALSE;
          continue;
        }
      if (order > 0 || !says_the_same (ours, theirs))
        {
          gboolean was_erased;

          if (!is_erased (store, key, theirs, &was_erased, error))
            return FALSE;
          *n_lost += !was_erased;
        }
      if (!step (theirs, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
compare_dossier (GezinStore *store, GezinStore *backup, const GezinUuid *id, gint64 their_key,
                 guint *n_lost, GError **error)
{
  g_autoptr (GezinStatement) ours =
      gezin_database_prepare (store->database, ORDERED_VERSIONS, error);
  g_autoptr (GezinStatement) theirs = NULL;
  Side our_side = { ours, FALSE };
  Side their_side;
  gint64 our_key;

  if (ours == NULL || !gezin_dossiers_key (store, id, &our_key, error))
    return FALSE;
  theirs = gezin_database_prepare (backup->database, ORDERED_VERSIONS, error);
  if (theirs == NULL)
    return FALSE;
  their_side = (Side){ theirs, FALSE };
  gezin_bind_int (ours, 1, our_key);
  gezin_bind_int (theirs, 1, their_key);
  return count_lost (store, our_key, &our_side, &their_side, n_lost, error);
}

static gboolean
compare_dossiers (GezinStore *store, GezinStore *backup, GezinDrillReport *report,
                  GCancellable *cancellable, GError **error)
{
  g_autoptr (GezinStatement) dossiers =
      gezin_database_prepare (backup->database, "SELECT key, id FROM dossier", error);
  gboolean has_row;

  if (dossiers == NULL)
    return FALSE;
  for (;;)
    {
      GezinUuid id;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !gezin_statement_step (dossiers, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      report->n_dossiers++;
      if (!gezin_column_uuid (dossiers, 1, &id)
          || !compare_dossier (store, backup, &id, gezin_column_int (dossiers, 0), &report->n_lost,
                               error))
        return FALSE;
    }
}

/* Keys of commits grow in the order in which they were stored, and the backup is of our past. */
static gboolean
count_newer (GezinStore *store, GezinStore *backup, guint *n_newer, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT count(*) FROM \"commit\" WHERE key > ?1", error);
  gint64 last = 0;
  gboolean has_row;

  if (ask == NULL
      || !gezin_database_get_int (backup->database,
                                  "SELECT coalesce (max (key), 0) FROM \"commit\"", &last, error))
    return FALSE;
  gezin_bind_int (ask, 1, last);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  *n_newer = (guint) gezin_column_int (ask, 0);
  return TRUE;
}

gboolean
gezin_drill_compare (GezinStore *store, GezinStore *backup, GezinDrillReport *report,
                     GCancellable *cancellable, GError **error)
{
  return compare_dossiers (store, backup, report, cancellable, error)
         && count_newer (store, backup, &report->n_newer, error);
}
