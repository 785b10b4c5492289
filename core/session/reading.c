/* SPDX-License-Identifier: EUPL-1.2 */

/* Finding and reading: each public call packs what it is about into a Call and lets a
 * function of the same name, less its prefix, do it on the worker. */

#include "session/session-private.h"

#include "rules/sense.h"
#include "rules/shape.h"

/* Finding. */

#define MOST_THOUGHT_OF 50 /* dossiers, while somebody waits for the list */

static gboolean
list (Call *call, GError **error)
{
  g_autoptr (GError) inner = NULL;
  GDate today;

  gezin_clock_today (call->session->clock, &today);
  if (!gezin_session_think (call->session, &today, call->limit, &inner)
      && call->limit != MOST_THOUGHT_OF)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  /* What cannot be written down, on a full disk, does not keep the list from being read. */
  call->rows = gezin_store_list_families (call->session->store, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_list (GezinSession *session, GError **error)
{
  Call call = { .session = session, .limit = MOST_THOUGHT_OF };

  return gezin_session_run_call (&call, list, error) ? call.rows : NULL;
}

GPtrArray *
gezin_session_list_whole (GezinSession *session, GError **error)
{
  Call call = { .session = session, .limit = G_MAXUINT };

  return gezin_session_run_call (&call, list, error) ? call.rows : NULL;
}

static gboolean
resolve (Call *call, GError **error)
{
  return gezin_store_resolve (call->session->store, call->text, &call->id, error);
}

gboolean
gezin_session_resolve (GezinSession *session, const char *text, GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .text = text };

  if (!gezin_session_run_call (&call, resolve, error))
    return FALSE;
  *dossier = call.id;
  return TRUE;
}

static guint
count_words (const char *text)
{
  gboolean is_inside = FALSE;
  guint n_words = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      n_words += !g_ascii_isspace (*at) && !is_inside;
      is_inside = !g_ascii_isspace (*at);
    }
  return n_words;
}

gboolean
gezin_session_audit_search (GezinSession *session, const char *manner, const char *words,
                            guint n_hits, GError **error)
{
  g_autofree char *detail =
      g_strdup_printf ("%s%swords %u hits %u", manner != NULL ? manner : "",
                       manner != NULL ? " " : "", count_words (words), n_hits);
  const GezinAuditEvent event = { .action = "search", .detail = detail };

  return gezin_store_audit (session->store, &event, error);
}

static gboolean
search (Call *call, GError **error)
{
  GezinStore *store = call->session->store;

  call->rows = gezin_store_search (store, call->text, call->kind, call->limit, error);
  if (call->rows == NULL || !gezin_session_name_hits (call->session, call->rows, error)
      || !gezin_session_lead_hits (call->session, call->rows, error))
    return FALSE;
  return !call->flag
         || gezin_session_audit_search (call->session, NULL, call->text, call->rows->len, error);
}

GPtrArray *
gezin_session_search (GezinSession *session, const char *words, GezinKind kind, guint max_hits,
                      gboolean settled, GError **error)
{
  Call call = {
    .session = session, .text = words, .kind = kind, .limit = max_hits, .flag = settled
  };

  if (gezin_session_run_call (&call, search, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

/* Reading. */

static gboolean
read_dossier (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
      || (call->flag && !gezin_session_audit_whole (call->session, &whole, "open", error))
      || !gezin_session_look_elsewhere (call->session, &whole, NULL, error))
    return FALSE;
  call->opened = gezin_session_shown (call->session, &whole, error);
  return call->opened != NULL;
}

static GezinDossier *
read_or_open (GezinSession *session, const GezinUuid *dossier, gboolean is_opening, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .flag = is_opening };

  if (gezin_session_run_call (&call, read_dossier, error))
    return call.opened;
  g_clear_pointer (&call.opened, gezin_dossier_unref);
  return NULL;
}

GezinDossier *
gezin_session_open (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  return read_or_open (session, dossier, TRUE, error);
}

GezinDossier *
gezin_session_read (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  return read_or_open (session, dossier, FALSE, error);
}

static gint64
time_of_entry (GPtrArray *entries, guint place)
{
  return ((GezinHistoryEntry *) entries->pdata[place])->version->commit->time;
}

/* Both newest first; so is what comes out, and each keeps its own order. */
static GPtrArray *
interleave (GPtrArray *a, GPtrArray *b)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_history_entry_free);
  guint i = 0, j = 0;

  while (i < a->len || j < b->len)
    if (j == b->len || (i < a->len && time_of_entry (a, i) >= time_of_entry (b, j)))
      g_ptr_array_add (all, g_steal_pointer (&a->pdata[i++]));
    else
      g_ptr_array_add (all, g_steal_pointer (&b->pdata[j++]));
  g_ptr_array_set_free_func (a, NULL);
  g_ptr_array_set_free_func (b, NULL);
  return all;
}

static gboolean
history (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GArray) joined = gezin_store_joined (call->session->store, call->dossier, error);

  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      g_autoptr (GPtrArray) before = g_steal_pointer (&call->rows);
      g_autoptr (GPtrArray) rows =
          gezin_store_history (call->session->store, &g_array_index (joined, GezinUuid, i),
                               call->record, call->field, error);

      if (rows == NULL)
        return FALSE;
      call->rows = before == NULL ? g_steal_pointer (&rows) : interleave (before, rows);
    }
  return joined != NULL
         && gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
         && gezin_session_hide_history (call->session, &whole, call->rows, error)
         && gezin_session_look_elsewhere (call->session, &whole, call->rows, error);
}

GPtrArray *
gezin_session_history (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                       GezinField field, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = record, .field = field };

  if (gezin_session_run_call (&call, history, error))
    return call.rows;
  g_clear_pointer (&call.rows, g_ptr_array_unref);
  return NULL;
}

void
gezin_check_line_free (GezinCheckLine *line)
{
  if (line == NULL)
    return;
  g_free (line->code);
  g_free (line->sentence);
  g_free (line);
}

static void
add_check_lines (GPtrArray *lines, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GezinFinding *finding = findings->pdata[i];
      GezinCheckLine *line = g_new0 (GezinCheckLine, 1);

      line->record = finding->record;
      line->kind = finding->kind;
      line->field = finding->field;
      line->code = g_strdup (finding->code);
      line->sentence = g_strdup (finding->sentence);
      line->is_shape = finding->is_shape;
      g_ptr_array_add (lines, line);
    }
}

GPtrArray *
gezin_session_check (GezinSession *session, const GezinUuid *dossier, const GDate *day,
                     GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  g_autoptr (GPtrArray) sense = NULL;
  GPtrArray *lines;
  GDate today;

  if (now == NULL)
    return NULL;
  gezin_clock_today (session->clock, &today);
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_check_line_free);
  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      g_autoptr (GPtrArray) shape =
          gezin_shape_check_record (gezin_dossier_record (now, i), session->reference);

      add_check_lines (lines, shape);
    }
  sense = gezin_sense_check (now, session->reference, day != NULL ? day : &today);
  add_check_lines (lines, sense);
  return lines;
}

void
gezin_conflict_free (GezinConflict *conflict)
{
  if (conflict == NULL)
    return;
  g_free (conflict->item);
  g_clear_pointer (&conflict->heads, g_ptr_array_unref);
  g_free (conflict);
}

static GezinConflict *
conflict_new (const GezinRegister *one)
{
  GezinConflict *conflict = g_new0 (GezinConflict, 1);

  conflict->record = one->heads[0]->record;
  conflict->kind = one->heads[0]->kind;
  conflict->field = one->heads[0]->field;
  conflict->item = g_strdup (one->heads[0]->item);
  conflict->heads = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  for (guint i = 0; i < one->n_heads; i++)
    g_ptr_array_add (conflict->heads, gezin_version_ref (one->heads[i]));
  return conflict;
}

GPtrArray *
gezin_session_conflicts (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_read (session, dossier, error);
  GPtrArray *conflicts;

  if (now == NULL)
    return NULL;
  conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_conflict_free);
  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      const GezinRecord *record = gezin_dossier_record (now, i);
      GezinRegister one;
      guint position = 0;

      while (gezin_record_next_register (record, &position, &one))
        if (gezin_register_is_conflict (&one))
          g_ptr_array_add (conflicts, conflict_new (&one));
    }
  gezin_session_add_differences (session, now, conflicts);
  return conflicts;
}
