/* SPDX-License-Identifier: EUPL-1.2 */

/* The index of what is due in all dossiers: kept beside each, asked for over all.
 * A change takes the stamp away and leaves the rows: nothing reads a row without its stamp. */

#include "store/deadlines.h"

#include "store/store-private.h"

#include <string.h>

/* Forgetting. */

static gboolean
run_on_id (GezinStore *store, const char *sql, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinStatement) run = gezin_database_prepare (store->database, sql, error);

  if (run == NULL)
    return FALSE;
  gezin_bind_uuid (run, 1, dossier);
  return gezin_statement_run (run, error);
}

gboolean
gezin_deadlines_forget (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  return run_on_id (store,
                    "UPDATE dossier SET thought = NULL WHERE id = ?1 AND thought IS NOT NULL",
                    dossier, error)
         && run_on_id (store,
                       "UPDATE dossier SET thought = NULL WHERE thought IS NOT NULL"
                       " AND joined = (SELECT joined FROM dossier WHERE id = ?1)",
                       dossier, error);
}

#define OF_CLASS \
  " WHERE dossier IN (SELECT key FROM dossier WHERE id = ?1 UNION SELECT key FROM dossier" \
  " WHERE joined = (SELECT joined FROM dossier WHERE id = ?1))"

static const char delete_deadlines[] = "DELETE FROM deadline" OF_CLASS;
static const char delete_facts[] = "DELETE FROM fact" OF_CLASS;

gboolean
gezin_deadlines_erase (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  return gezin_deadlines_forget (store, dossier, error)
         && run_on_id (store, delete_deadlines, dossier, error)
         && run_on_id (store, delete_facts, dossier, error);
}

/* Remembering. */

static gboolean
put_deadline (GezinStore *store, gint64 key, guint number, const GezinDeadline *deadline,
              GError **error)
{
  g_autoptr (GezinStatement) put = gezin_database_prepare (
      store->database,
      "INSERT INTO deadline (dossier, number, due, until, code, detail, title, record)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      error);

  if (put == NULL)
    return FALSE;
  gezin_bind_int (put, 1, key);
  gezin_bind_int (put, 2, number);
  gezin_bind_text (put, 3, deadline->due);
  gezin_bind_text (put, 4, deadline->until);
  gezin_bind_text (put, 5, deadline->code);
  gezin_bind_text (put, 6, deadline->detail);
  gezin_bind_text (put, 7, deadline->title);
  gezin_bind_uuid (put, 8, &deadline->record);
  return gezin_statement_run (put, error);
}

/* The first day of what is due is asked of the rows: as days pass it is another. */
static gboolean
put_stamp (GezinStore *store, const GezinUuid *dossier, const GezinThought *thought, GError **error)
{
  static const char *const all[] = {
    "UPDATE dossier SET thought = ?2, stage = ?3, due = NULL WHERE id = ?1",
    "UPDATE dossier SET thought = ?2, stage = ?3, due = NULL WHERE joined = ?1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GezinStatement) put = gezin_database_prepare (store->database, all[i], error);

      if (put == NULL)
        return FALSE;
      gezin_bind_uuid (put, 1, dossier);
      gezin_bind_text (put, 2, thought->stamp);
      gezin_bind_text (put, 3, thought->stage);
      if (!gezin_statement_run (put, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_thought (GezinStore *store, const GezinUuid *dossier, const GezinThought *thought,
             GError **error)
{
  gint64 key;

  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !run_on_id (store, delete_deadlines, dossier, error))
    return FALSE;
  for (guint i = 0; i < thought->deadlines->len; i++)
    if (!put_deadline (store, key, i, thought->deadlines->pdata[i], error))
      return FALSE;
  return put_stamp (store, dossier, thought, error);
}

gboolean
gezin_store_think (GezinStore *store, const GezinUuid *dossier, const GezinThought *thought,
                   GError **error)
{
  return gezin_database_begin (store->database, error)
         && gezin_database_finish (store->database, put_thought (store, dossier, thought, error),
                                   error);
}

/* Asking. */

GArray *
gezin_store_unthought (GezinStore *store, const char *stamp, guint most, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT DISTINCT coalesce (joined, id) FROM dossier"
                              " WHERE erased IS NULL AND thought IS NOT ?1 LIMIT ?2",
                              error);

  if (ask == NULL)
    return NULL;
  gezin_bind_text (ask, 1, stamp);
  gezin_bind_int (ask, 2, most);
  return gezin_statement_uuids (ask, error);
}

GArray *
gezin_store_with_deadline (GezinStore *store, const char *code, GError **error)
{
  g_autoptr (GezinStatement) ask =
      gezin_database_prepare (store->database,
                              "SELECT DISTINCT id FROM deadline JOIN dossier"
                              " ON dossier.key = deadline.dossier"
                              " WHERE code = ?1 AND thought IS NOT NULL AND erased IS NULL",
                              error);

  if (ask == NULL)
    return NULL;
  gezin_bind_text (ask, 1, code);
  return gezin_statement_uuids (ask, error);
}

/* (transfer full) (nullable): Rows of one dossier follow each other: they share what it is called. */
static GRefString *
share (GRefString *before, const char *text)
{
  if (text == NULL)
    return NULL;
  return before != NULL && strcmp (before, text) == 0 ? g_ref_string_acquire (before)
                                                      : g_ref_string_new (text);
}

static void
read_deadline (GezinStatement *rows, GPtrArray *deadlines)
{
  g_autoptr (GezinDeadline) one = g_new0 (GezinDeadline, 1);
  const GezinDeadline *before = deadlines->len > 0 ? deadlines->pdata[deadlines->len - 1] : NULL;

  one->due = g_strdup (gezin_column_text (rows, 0));
  one->until = g_strdup (gezin_column_text (rows, 1));
  one->code = g_intern_string (gezin_column_text (rows, 2));
  one->detail = g_strdup (gezin_column_text (rows, 3));
  one->title = g_strdup (gezin_column_text (rows, 4));
  one->reference = share (before != NULL ? before->reference : NULL, gezin_column_text (rows, 7));
  one->name = share (before != NULL ? before->name : NULL, gezin_column_text (rows, 8));
  if (gezin_column_uuid (rows, 5, &one->record) && gezin_column_uuid (rows, 6, &one->dossier))
    g_ptr_array_add (deadlines, g_steal_pointer (&one));
}

/* CROSS: along the dossiers, each with its rows, which lie together; so each row is read once. Of a
 * joined class retention lets something go from the first day of any of them. */
static const char ask_all[] =
    "SELECT deadline.due, until, code, detail, title, record, id, reference, name"
    " FROM dossier CROSS JOIN deadline ON deadline.dossier = dossier.key"
    " WHERE thought IS NOT NULL AND (until IS NULL OR until >= ?1) AND deadline.due <= ?2"
    " UNION ALL SELECT min (part.keep_until), NULL, '" GEZIN_DEADLINE_RETENTION
    "', NULL, NULL, leader.id,"
    " leader.id, leader.reference, leader.name FROM dossier AS part"
    " JOIN dossier AS leader ON leader.id = coalesce (part.joined, part.id)"
    " WHERE part.erased IS NULL AND part.keep_until <= ?2 GROUP BY leader.key";

GPtrArray *
gezin_store_deadlines (GezinStore *store, const char *day, const char *last, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, ask_all, error);
  g_autoptr (GPtrArray) deadlines = gezin_deadlines_new ();
  gboolean has_row;

  if (rows == NULL)
    return NULL;
  gezin_bind_text (rows, 1, day);
  gezin_bind_text (rows, 2, last != NULL ? last : "9999-12-31");
  for (;;)
    {
      if (!gezin_statement_step (rows, &has_row, error))
        return NULL;
      if (!has_row)
        break;
      read_deadline (rows, deadlines);
    }
  g_ptr_array_sort (deadlines, gezin_deadline_compare);
  return g_steal_pointer (&deadlines);
}
