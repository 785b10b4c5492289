/* SPDX-License-Identifier: EUPL-1.2 */

/* Reading dossiers: heads, past, and who changed what. */

#include "store/exchange.h"
#include "store/rows-private.h"

static GPtrArray *
new_versions (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
}

/* Adds the versions that @sql gives for dossier ?1, record ?2 and field ?3. */
static gboolean
collect (GezinStore *store, const char *sql, gint64 key, const GezinUuid *record, GezinField field,
         GPtrArray *versions, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (store->database, sql, error);
  g_auto (GezinRowReader) reader = { NULL };

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, key);
  if (record != NULL)
    gezin_bind_uuid (rows, 2, record);
  if (field != GEZIN_FIELD_NONE)
    gezin_bind_text (rows, 3, gezin_catalogue_field_name (field));
  gezin_row_reader_init (&reader, store);
  return gezin_row_reader_read_all (&reader, rows, versions, error);
}

#define FROM_HEAD "SELECT " GEZIN_ROW_COLUMNS " FROM head WHERE dossier = ?1"
#define FROM_PAST "SELECT " GEZIN_ROW_COLUMNS " FROM past WHERE dossier = ?1"

static const char heads_of_dossier[] = FROM_HEAD;
static const char heads_of_record[] = FROM_HEAD " AND record = ?2";
static const char heads_of_field[] = FROM_HEAD " AND record = ?2 AND field = ?3";
static const char past_of_dossier[] = FROM_PAST;
static const char past_of_record[] = FROM_PAST " AND record = ?2";
static const char past_of_field[] = FROM_PAST " AND record = ?2 AND field = ?3";
static const char past_markers[] = FROM_PAST " AND erased = 1";

static gboolean
collect_erased (GezinStore *store, gint64 key, GArray *erased, GError **error)
{
  g_autoptr (GezinStatement) rows = gezin_database_prepare (
      store->database, "SELECT record FROM erased WHERE dossier = ?1", error);
  gboolean has_row;

  if (rows == NULL)
    return FALSE;
  gezin_bind_int (rows, 1, key);
  for (;;)
    {
      GezinUuid record;

      if (!gezin_statement_step (rows, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (gezin_column_uuid (rows, 0, &record))
        g_array_append_val (erased, record);
    }
}

GezinDossier *
gezin_store_load (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) heads = new_versions ();
  g_autoptr (GArray) erased = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GError) inner = NULL;
  GezinDossier *loaded;
  gint64 key;

  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !collect (store, heads_of_dossier, key, NULL, GEZIN_FIELD_NONE, heads, error)
      || !collect_erased (store, key, erased, error))
    return NULL;
  loaded = gezin_dossier_new (dossier, (GezinVersion *const *) heads->pdata, heads->len,
                              (const GezinUuid *) (gpointer) erased->data, erased->len, &inner);
  if (loaded == NULL)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                         "the versions here do not make a dossier");
  return loaded;
}

GezinDossier *
gezin_store_load_record (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                         GError **error)
{
  g_autoptr (GPtrArray) heads = new_versions ();
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinDossier) loaded = NULL;
  gint64 key;

  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !collect (store, heads_of_record, key, record, GEZIN_FIELD_NONE, heads, error))
    return NULL;
  loaded = gezin_dossier_new (dossier, (GezinVersion *const *) heads->pdata, heads->len, NULL, 0,
                              &inner);
  if (loaded == NULL)
    g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_DAMAGED,
                         "the versions here do not make a record");
  return loaded != NULL ? gezin_store_shown (store, loaded, error) : NULL;
}

GPtrArray *
gezin_store_past (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                  GError **error)
{
  g_autoptr (GPtrArray) past = new_versions ();
  gint64 key;

  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !collect (store, record == NULL ? past_of_dossier : past_of_record, key, record,
                   GEZIN_FIELD_NONE, past, error))
    return NULL;
  return g_steal_pointer (&past);
}

GPtrArray *
gezin_store_markers (GezinStore *store, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GPtrArray) markers = new_versions ();
  gint64 key;

  if (!gezin_dossiers_key (store, dossier, &key, error)
      || (key != GEZIN_NO_DOSSIER
          && !collect (store, past_markers, key, NULL, GEZIN_FIELD_NONE, markers, error)))
    return NULL;
  return g_steal_pointer (&markers);
}

/* History. */

/* How much a version and what it saw count: whoever supersedes another has more. */
static guint64
weight (const GezinVersion *version)
{
  const GezinContext *context = version->context;
  guint32 seen_of_own = gezin_context_count (context, version->dot.replica);
  guint64 sum = MAX (version->dot.n, seen_of_own);
  guint i;

  for (i = 0; context != NULL && i < context->n_dots; i++)
    if (context->dots[i].replica != version->dot.replica)
      sum += context->dots[i].n;
  return sum;
}

static int
compare_in_register (gconstpointer a, gconstpointer b)
{
  const GezinHistoryEntry *first = *(GezinHistoryEntry *const *) a;
  const GezinHistoryEntry *second = *(GezinHistoryEntry *const *) b;
  int order = gezin_uuid_compare (&first->version->record, &second->version->record);
  guint64 first_weight, second_weight;

  if (order == 0)
    order = gezin_version_compare_register (first->version, second->version);
  if (order != 0)
    return order;
  first_weight = weight (first->version);
  second_weight = weight (second->version);
  return first_weight > second_weight ? -1 : first_weight < second_weight;
}

/* Of what was written in one second, what was written over stands below what took its place. */
static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const GezinVersion *first = (*(GezinHistoryEntry *const *) a)->version;
  const GezinVersion *second = (*(GezinHistoryEntry *const *) b)->version;
  int order;

  if (first->commit->time != second->commit->time)
    return first->commit->time > second->commit->time ? -1 : 1;
  order = compare_in_register (a, b);
  return order != 0 ? order : gezin_version_compare (first, second);
}

static gboolean
one_supersedes (GPtrArray *versions, const GezinVersion *version)
{
  guint i;

  for (i = 0; i < versions->len; i++)
    if (gezin_version_supersedes (versions->pdata[i], version))
      return TRUE;
  return FALSE;
}

/* What the author of @entries[place] had in front of them: of what the context
 * covers, that which nothing else of it supersedes. Later entries weigh less, so
 * whatever supersedes a version was met before it. */
static void
fill_before (GPtrArray *entries, guint place, guint end)
{
  GezinHistoryEntry *entry = entries->pdata[place];
  guint i;

  entry->before = new_versions ();
  for (i = place + 1; i < end; i++)
    {
      GezinVersion *older = ((GezinHistoryEntry *) entries->pdata[i])->version;

      if (gezin_version_supersedes (entry->version, older)
          && !one_supersedes (entry->before, older))
        g_ptr_array_add (entry->before, gezin_version_ref (older));
    }
}

static gboolean
is_same_register (GPtrArray *entries, guint a, guint b)
{
  const GezinVersion *first = ((GezinHistoryEntry *) entries->pdata[a])->version;
  const GezinVersion *second = ((GezinHistoryEntry *) entries->pdata[b])->version;

  return gezin_uuid_equal (&first->record, &second->record)
         && gezin_version_compare_register (first, second) == 0;
}

static void
fill_all_before (GPtrArray *entries)
{
  guint start, end, place;

  for (start = 0; start < entries->len; start = end)
    {
      for (end = start + 1; end < entries->len && is_same_register (entries, start, end); end++)
        ;
      for (place = start; place < end; place++)
        fill_before (entries, place, end);
    }
}

static void
add_entries (GPtrArray *entries, GPtrArray *versions, gboolean is_head)
{
  guint i;

  for (i = 0; i < versions->len; i++)
    {
      GezinHistoryEntry *entry = g_new0 (GezinHistoryEntry, 1);

      entry->version = gezin_version_ref (versions->pdata[i]);
      entry->is_head = is_head;
      g_ptr_array_add (entries, entry);
    }
}

GPtrArray *
gezin_store_history (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                     GezinField field, GError **error)
{
  const char *head_sql = record == NULL              ? heads_of_dossier
                         : field == GEZIN_FIELD_NONE ? heads_of_record
                                                     : heads_of_field;
  const char *past_sql = record == NULL              ? past_of_dossier
                         : field == GEZIN_FIELD_NONE ? past_of_record
                                                     : past_of_field;
  g_autoptr (GPtrArray) heads = new_versions ();
  g_autoptr (GPtrArray) past = new_versions ();
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_history_entry_free);
  gint64 key;

  if (record == NULL)
    field = GEZIN_FIELD_NONE;
  if (!gezin_dossiers_need_key (store, dossier, &key, error)
      || !collect (store, head_sql, key, record, field, heads, error)
      || !collect (store, past_sql, key, record, field, past, error))
    return NULL;
  add_entries (entries, heads, TRUE);
  add_entries (entries, past, FALSE);
  g_ptr_array_sort (entries, compare_in_register);
  fill_all_before (entries);
  g_ptr_array_sort (entries, compare_newest_first);
  return g_steal_pointer (&entries);
}
