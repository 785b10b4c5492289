/* SPDX-License-Identifier: EUPL-1.2 */

/* Rows of head and past.
 *
 * Invariant: what is read is what was written. A row that cannot be is damage,
 * never mended. */

#include <string.h>

#include "store/rows-private.h"

#define SAW_ENTRY_BYTES (8)

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                       "a version cannot be read");
  return FALSE;
}

void
gezin_row_reader_init (GezinRowReader *reader, GezinStore *store)
{
  *reader = (GezinRowReader){ .store = store };
  reader->commits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                           (GDestroyNotify) gezin_commit_unref);
}

void
gezin_row_reader_clear (GezinRowReader *reader)
{
  g_clear_pointer (&reader->commits, g_hash_table_unref);
  g_clear_pointer (&reader->origin, g_ref_string_release);
}

/* (transfer none) */
static GezinCommit *
find_commit (GezinRowReader *reader, gint64 key, GError **error)
{
  GezinCommit *commit = g_hash_table_lookup (reader->commits, &key);
  g_autoptr (GezinStatement) ask = NULL;
  gboolean has_row;

  if (commit != NULL)
    return commit;
  ask = gezin_database_prepare (
      reader->store->database,
      "SELECT id, time, author, role, organisation, nullif (why, '') FROM \"commit\""
      " WHERE key = ?1",
      error);
  if (ask == NULL)
    return NULL;
  gezin_bind_int (ask, 1, key);
  if (!gezin_statement_step (ask, &has_row, error))
    return NULL;
  if (!has_row)
    {
      fail (error);
      return NULL;
    }
  commit = gezin_commit_new (gezin_column_id (ask, 0), gezin_column_int (ask, 1),
                             gezin_column_text (ask, 2), gezin_column_text (ask, 3),
                             gezin_column_text (ask, 4), gezin_column_text (ask, 5));
  g_hash_table_insert (reader->commits, g_memdup2 (&key, sizeof key), commit);
  return commit;
}

/* (transfer none): What stands together was often written together. */
static GezinCommit *
read_commit (GezinRowReader *reader, gint64 key, GError **error)
{
  if (reader->last_commit == NULL || reader->last_key != key)
    {
      reader->last_commit = find_commit (reader, key, error);
      reader->last_key = key;
    }
  return reader->last_commit;
}

/* Rows come in order, so a name is often the one before. */
static gboolean
read_names (GezinRowReader *reader, GezinStatement *rows, GError **error)
{
  const char *kind = gezin_column_text (rows, 1);
  const char *field = gezin_column_text (rows, 2);

  if (kind == NULL || field == NULL)
    return fail (error);
  if (reader->kind == GEZIN_KIND_NONE
      || strcmp (gezin_catalogue_kind (reader->kind)->name, kind) != 0)
    {
      reader->kind = gezin_catalogue_kind_by_name (kind);
      reader->field = GEZIN_FIELD_NONE;
    }
  if (reader->kind == GEZIN_KIND_NONE)
    return fail (error);
  if (reader->field == GEZIN_FIELD_NONE
      || strcmp (gezin_catalogue_field_name (reader->field), field) != 0)
    reader->field = gezin_catalogue_intern_field (reader->kind, field);
  return reader->field != GEZIN_FIELD_NONE || fail (error);
}

static GRefString *
read_string (GezinStatement *rows, int column)
{
  gsize length;
  const char *text = gezin_column_text_of (rows, column, &length);

  return text == NULL ? NULL : g_ref_string_new_len (text, (gssize) length);
}

/* A key has no NULL, so an item that is none stands there as an empty one. */
static GRefString *
read_item (GezinStatement *rows)
{
  gsize length;
  const char *text = gezin_column_text_of (rows, 3, &length);

  return text == NULL || length == 0 ? NULL : g_ref_string_new_len (text, (gssize) length);
}

static gboolean
read_context (GezinStatement *rows, GezinContext **context, GError **error)
{
  gsize length;
  const guint8 *bytes = gezin_column_blob (rows, 7, &length);

  if (bytes == NULL)
    return TRUE;
  return gezin_context_from_bytes (bytes, length, context, NULL) || fail (error);
}

static guint64 *
read_saw (GezinStatement *rows, guint *n_saw)
{
  gsize length;
  const guint8 *bytes = gezin_column_blob (rows, 10, &length);
  guint64 *saw;
  guint i;

  *n_saw = bytes == NULL ? 0 : (guint) (length / SAW_ENTRY_BYTES);
  if (*n_saw == 0)
    return NULL;
  saw = g_new (guint64, *n_saw);
  for (i = 0; i < *n_saw; i++)
    {
      guint64 entry;

      memcpy (&entry, bytes + i * SAW_ENTRY_BYTES, sizeof entry);
      saw[i] = GUINT64_FROM_BE (entry);
    }
  return saw;
}

/* The organisation whose content it is; the one before, if that has the same name. */
static void
read_origin (GezinRowReader *reader, GezinStatement *rows)
{
  const char *text = gezin_column_text (rows, 9);

  if (g_strcmp0 (reader->origin, text) == 0)
    return;
  g_clear_pointer (&reader->origin, g_ref_string_release);
  if (text != NULL)
    reader->origin = g_ref_string_new (text);
}

GezinVersion *
gezin_row_reader_read (GezinRowReader *reader, GezinStatement *rows, GError **error)
{
  GezinCommit *commit = read_commit (reader, gezin_column_int (rows, 8), error);
  const GezinDot dot = { gezin_column_id (rows, 4), (guint32) gezin_column_int (rows, 5) };
  g_autoptr (GezinContext) context = NULL;
  g_autofree guint64 *saw = NULL;
  GRefString *item;
  GRefString *value;
  GezinVersion *version;
  GezinUuid record;
  guint n_saw;

  if (commit == NULL || !read_names (reader, rows, error) || !read_context (rows, &context, error))
    return NULL;
  if (!gezin_column_uuid (rows, 0, &record))
    {
      fail (error);
      return NULL;
    }
  item = read_item (rows);
  value = read_string (rows, 6);
  read_origin (reader, rows);
  saw = read_saw (rows, &n_saw);
  version =
      gezin_version_new (&record, reader->kind, reader->field, item, value, &dot, context, commit,
                         reader->origin, saw, n_saw, gezin_column_int (rows, 11) != 0);
  g_clear_pointer (&item, g_ref_string_release);
  g_clear_pointer (&value, g_ref_string_release);
  return version;
}

gboolean
gezin_row_reader_read_all (GezinRowReader *reader, GezinStatement *rows, GPtrArray *versions,
                           GError **error)
{
  gboolean has_row;

  for (;;)
    {
      GezinVersion *version;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      version = gezin_row_reader_read (reader, rows, error);
      if (version == NULL)
        return FALSE;
      g_ptr_array_add (versions, version);
    }
}

void
gezin_row_bind_register (GezinStatement *statement, gint64 key, const GezinVersion *version)
{
  gezin_bind_int (statement, 1, key);
  gezin_bind_uuid (statement, 2, &version->record);
  gezin_bind_text (statement, 3, gezin_catalogue_field_name (version->field));
  gezin_bind_text (statement, 4, version->item == NULL ? "" : version->item);
}

void
gezin_row_bind_dot (GezinStatement *statement, gint64 key, const GezinVersion *version)
{
  gezin_row_bind_register (statement, key, version);
  gezin_bind_id (statement, 5, version->dot.replica);
  gezin_bind_int (statement, 6, version->dot.n);
}

static GBytes *
saw_to_bytes (const GezinVersion *version)
{
  GByteArray *bytes;
  guint i;

  if (version->n_saw == 0)
    return NULL;
  bytes = g_byte_array_sized_new (version->n_saw * SAW_ENTRY_BYTES);
  for (i = 0; i < version->n_saw; i++)
    {
      guint64 entry = GUINT64_TO_BE (version->saw[i]);

      g_byte_array_append (bytes, (const guint8 *) &entry, sizeof entry);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static gboolean
insert (GezinStatement *put, gint64 key, const GezinVersion *version, gint64 commit, GError **error)
{
  g_autoptr (GBytes) over = gezin_context_to_bytes (version->context);
  g_autoptr (GBytes) saw = saw_to_bytes (version);

  gezin_row_bind_dot (put, key, version);
  gezin_bind_text (put, 7, gezin_catalogue_kind (version->kind)->name);
  gezin_bind_text (put, 8, version->value);
  gezin_bind_bytes (put, 9, over);
  gezin_bind_int (put, 10, commit);
  gezin_bind_text (put, 11, version->origin);
  gezin_bind_bytes (put, 12, saw);
  gezin_bind_int (put, 13, version->erased);
  return gezin_statement_run (put, error);
}

#define INSERT_COLUMNS \
  " (dossier, record, field, item, replica, n, kind, value, over, \"commit\", origin, saw, " \
  "erased)" \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"

gboolean
gezin_row_insert_head (GezinStore *store, gint64 key, const GezinVersion *version, gint64 commit,
                       GError **error)
{
  g_autoptr (GezinStatement) put =
      gezin_database_prepare (store->database, "INSERT INTO head" INSERT_COLUMNS, error);

  return put != NULL && insert (put, key, version, commit, error);
}

gboolean
gezin_row_insert_past (GezinStore *store, gint64 key, const GezinVersion *version, gint64 commit,
                       gboolean *inserted, GError **error)
{
  g_autoptr (GezinStatement) put =
      gezin_database_prepare (store->database, "INSERT OR IGNORE INTO past" INSERT_COLUMNS, error);

  if (put == NULL || !insert (put, key, version, commit, error))
    return FALSE;
  *inserted = gezin_database_changes (store->database) > 0;
  return TRUE;
}
