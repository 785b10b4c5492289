/* SPDX-License-Identifier: EUPL-1.2 */

/* Keeping the index of words: one row for each record that has any.
 *
 * A record, and not a field, is a row: who looks for a given name and a family
 * name means one person, and those are two fields. The texts of all heads are in
 * it, so that both sides of a conflict are found.
 *
 * Invariant: a record that is removed, or that a peer no longer shares, is not found; it stays where it is. */

#include <string.h>

#include "store/exchange-private.h"
#include "store/search-private.h"
#include "store/sounds-private.h"

#define DATE_LENGTH (10) /* 2014-05-01 */

typedef struct {
  GString *names;
  GString *words;
  GHashTable *sounding; /* words of names, as written */
} Texts;

static void
append_text (GString *text, const char *value)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, value);
}

/* As it stands, without its spacing, and a date also with the day first. */
static void
append_number (GString *text, const GezinFieldSpec *spec, const char *value)
{
  g_autofree char *compact = gezin_search_compact (value);

  append_text (text, value);
  if (strcmp (compact, value) != 0)
    append_text (text, compact);
  if (spec->type == GEZIN_TYPE_DATE && strlen (value) == DATE_LENGTH)
    {
      g_autofree char *day_first = g_strdup_printf ("%.2s-%.2s-%.4s", value + 8, value + 5, value);
      g_autofree char *compact_day_first = gezin_search_compact (day_first);

      append_text (text, day_first);
      append_text (text, compact_day_first);
    }
}

static void
append_head (Texts *texts, const GezinVersion *head)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (head->field);

  if (spec == NULL || head->value == NULL || spec->search == GEZIN_SEARCH_NOT)
    return;
  if (spec->search == GEZIN_SEARCH_NAME)
    gezin_name_words_of (head->value, texts->sounding);
  if (spec->search == GEZIN_SEARCH_NUMBER)
    append_number (texts->names, spec, head->value);
  else
    append_text (gezin_search_is_name (spec->search) ? texts->names : texts->words, head->value);
}

gboolean
gezin_search_has_words (const GezinRecord *record)
{
  guint i;

  for (i = 0; i < record->n_heads; i++)
    {
      const GezinFieldSpec *spec = gezin_catalogue_field (record->heads[i]->field);

      if (spec != NULL && spec->search != GEZIN_SEARCH_NOT && record->heads[i]->value != NULL)
        return !gezin_record_is_removed (record);
    }
  return FALSE;
}

/* 0 if the record has no row. */
static gboolean
find_row (GezinStore *store, gint64 key, const GezinUuid *id, gint64 *row, GError **error)
{
  g_autoptr (GezinStatement) ask = gezin_database_prepare (
      store->database, "SELECT key FROM search_record WHERE dossier = ?1 AND record = ?2", error);
  gboolean has_row;

  *row = 0;
  if (ask == NULL)
    return FALSE;
  gezin_bind_int (ask, 1, key);
  gezin_bind_uuid (ask, 2, id);
  if (!gezin_statement_step (ask, &has_row, error))
    return FALSE;
  if (has_row)
    *row = gezin_column_int (ask, 0);
  return TRUE;
}

static gboolean
add_row (GezinStore *store, gint64 key, const GezinRecord *record, gint64 *row, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT INTO search_record (dossier, record, kind) VALUES (?1, ?2, ?3)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_uuid (put, 2, &record->id);
  gezin_bind_text (put, 3, gezin_catalogue_kind (record->kind)->name);
  if (!gezin_statement_run (put, error))
    return FALSE;
  *row = gezin_database_last_key (store->database);
  return TRUE;
}

static gboolean
run_on_row (GezinStore *store, const char *sql, gint64 row, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_int (run, 1, row);
  return gezin_statement_run (run, error);
}

static gboolean
drop_row (GezinStore *store, gint64 row, GError **error)
{
  static const char drop_words[] = "DELETE FROM search WHERE rowid = ?1";
  static const char drop_record[] = "DELETE FROM search_record WHERE key = ?1";

  return row == 0
         || (gezin_name_words_update (store, row, NULL, error)
             && run_on_row (store, drop_words, row, error)
             && run_on_row (store, drop_record, row, error));
}

static gboolean
write_words (GezinStore *store, gint64 row, const Texts *texts, GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database, "INSERT OR REPLACE INTO search (rowid, names, words) VALUES (?1, ?2, ?3)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, row);
  gezin_bind_text (put, 2, texts->names->str);
  gezin_bind_text (put, 3, texts->words->str);
  return gezin_statement_run (put, error);
}

gboolean
gezin_search_update (GezinStore *store, gint64 key, const GezinUuid *id, const GezinRecord *record,
                     GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GHashTable) sounding = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Texts texts = { names, words, sounding };
  g_autoptr (GPtrArray) shown = NULL;
  GezinRecord part;
  GError *inner = NULL;
  gint64 row;
  guint i;

  if (!find_row (store, key, id, &row, error))
    return FALSE;
  if (record != NULL)
    shown = gezin_frozen_heads (store, key, record, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, inner);
      return FALSE;
    }
  if (shown != NULL)
    {
      part = *record;
      part.heads = (GezinVersion *const *) shown->pdata;
      part.n_heads = shown->len;
      record = &part;
    }
  if (record == NULL || !gezin_search_has_words (record))
    return drop_row (store, row, error);
  for (i = 0; i < record->n_heads; i++)
    append_head (&texts, record->heads[i]);
  return (row != 0 || add_row (store, key, record, &row, error))
         && write_words (store, row, &texts, error)
         && gezin_name_words_update (store, row, sounding, error);
}

gboolean
gezin_search_forget (GezinStore *store, GError **error)
{
  return gezin_database_exec (store->database, "INSERT INTO search (search) VALUES ('optimize')",
                              error);
}

gboolean
gezin_search_check (GezinStore *store, gint64 n_records, GError **error)
{
  gint64 n_rows, n_missing;

  if (!gezin_database_exec (store->database,
                            "INSERT INTO search (search) VALUES ('integrity-check')", error)
      || !gezin_database_get_int (store->database, "SELECT count(*) FROM search_record", &n_rows,
                                  error)
      || !gezin_database_get_int (
          store->database,
          "SELECT (SELECT count(*) FROM search_record WHERE key NOT IN"
          " (SELECT id FROM search_docsize)) + (SELECT count(*) FROM"
          " search_docsize WHERE id NOT IN (SELECT key FROM search_record))",
          &n_missing, error))
    return FALSE;
  if (n_rows == n_records && n_missing == 0)
    return gezin_name_words_check (store, error);
  g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                       "the search index does not fit the records");
  return FALSE;
}
