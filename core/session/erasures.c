/* SPDX-License-Identifier: EUPL-1.2 */

/* Erasing, and refusing to.
 *
 * Invariants:
 * 1. What goes, the answer to the request, the register and the event are one transaction.
 * 2. A term that has not ended stops an erasure for that reason, whatever the list said.
 * 3. After an erasure no dossier that was read before is used.
 * 4. While the clock cannot be right no ended term is a reason. */

#include "session/session-private.h"

#include "casework/erasing.h"
#include "casework/retention.h"
#include "rules/shape.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

#define TERM_OVER "term-over"

/* An erasure on its way. */
typedef struct {
  Call call;
  const GezinErasureOrder *order;
  GezinWhole whole;
  GezinErasureReport *report;
} Erasing;

static gboolean
refuse (GError **error, GezinSessionError code, const char *what)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, (int) code, what);
  return FALSE;
}

static gboolean
check_codes (GezinSession *session, const GezinErasureOrder *order, GError **error)
{
  if (order->is_preview && order->reason == NULL)
    return TRUE;
  if (order->reason == NULL
      || !gezin_reference_knows (session->reference, "erasure-reason", order->reason)
      || (order->law != NULL && !gezin_reference_knows (session->reference, "law", order->law)))
    return refuse (error, GEZIN_SESSION_ERROR_REASON, "no such reason or law");
  return TRUE;
}

static const GezinRecord *
find_request (GezinDossier *now, const GezinUuid *id, GError **error)
{
  const GezinRecord *request = gezin_dossier_find (now, id);

  if (request != NULL && gezin_erasing_is_open_request (request))
    return request;
  (void) refuse (error, GEZIN_SESSION_ERROR_REQUEST, "no open request to erase");
  return NULL;
}

/* Everything, item by item. */
static GezinErasureReport *
report_whole (GezinDossier *now)
{
  GezinErasureReport *report = g_new0 (GezinErasureReport, 1);

  report->dossier = *gezin_dossier_id (now);
  report->is_whole = TRUE;
  report->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  report->erased = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  report->naming = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_erasure_item_free);
  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      const GezinRecord *record = gezin_dossier_record (now, i);
      GezinErasureItem *item = g_new0 (GezinErasureItem, 1);

      item->record = record->id;
      item->kind = record->kind;
      g_ptr_array_add (report->erased, item);
    }
  return report;
}

static void
fill_titles (GezinSession *session, GezinDossier *shown, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      GezinErasureItem *item = items->pdata[i];
      const GezinRecord *record = gezin_dossier_find (shown, &item->record);

      item->title = record != NULL ? gezin_session_record_title (session, shown, record)
                                   : g_strdup (_ ("No longer shared"));
    }
}

static gboolean
takes (const GezinErasureReport *report, const GezinUuid *record)
{
  for (guint i = 0; i < report->erased->len; i++)
    if (gezin_uuid_equal (&((GezinErasureItem *) report->erased->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

/* What would go and what would stay. */
static gboolean
make_report (Erasing *erasing, GezinDossier *now, GError **error)
{
  const GezinErasureOrder *order = erasing->order;
  const GezinUuid *named = order->about != NULL ? order->about : order->record;
  g_autoptr (GezinView) view = gezin_view_own (now);
  g_autoptr (GezinDossier) shown =
      gezin_session_shown (erasing->call.session, &erasing->whole, error);
  const GezinRecord *record = named != NULL ? gezin_dossier_find (now, named) : NULL;

  if (shown == NULL
      || (order->request != NULL && find_request (now, order->request, error) == NULL))
    return FALSE;
  if (named == NULL)
    erasing->report = report_whole (now);
  else if (record == NULL && gezin_dossier_is_erased (now, named))
    {
      g_set_error_literal (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_ERASED,
                           "the record was erased");
      return FALSE;
    }
  else if (record == NULL)
    {
      g_set_error_literal (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD,
                           "no such record");
      return FALSE;
    }
  else if (record == gezin_dossier_root (now))
    return refuse (error, GEZIN_SESSION_ERROR_WHOLE, "the root goes with the whole dossier");
  else if (order->about != NULL && !gezin_erasing_is_person (record))
    return refuse (error, GEZIN_SESSION_ERROR_PERSON, "not a person");
  else if (order->about != NULL)
    erasing->report = gezin_erasing_of_person (view, named, order->request);
  else
    erasing->report = gezin_erasing_of_record (view, named);
  fill_titles (erasing->call.session, shown, erasing->report->erased);
  fill_titles (erasing->call.session, shown, erasing->report->kept);
  fill_titles (erasing->call.session, shown, erasing->report->naming);
  return TRUE;
}

/* Invariant 2. */
static gboolean
check_is_due (Erasing *erasing, GError **error)
{
  const GezinErasureReport *report = erasing->report;
  g_autoptr (GezinRetentionRow) row = NULL;
  guint n_due = 0;

  if (g_strcmp0 (erasing->order->reason, TERM_OVER) != 0)
    return TRUE;
  if (gezin_store_clock_doubt (erasing->call.session->store, NULL) != GEZIN_CLOCK_PLAUSIBLE)
    return refuse (error, GEZIN_SESSION_ERROR_CLOCK, "the clock cannot be right");
  row = gezin_session_retention_row (erasing->call.session, &erasing->whole, NULL, TRUE, error);
  if (row == NULL)
    return FALSE;
  for (guint i = 0; i < row->items->len; i++)
    {
      const GezinRetentionItem *item = row->items->pdata[i];

      n_due += item->has_record && item->is_due && takes (report, &item->record);
    }
  if (report->is_whole ? row->is_whole_due : n_due == report->erased->len)
    return TRUE;
  return refuse (error, GEZIN_SESSION_ERROR_NOT_DUE,
                 "its term has not ended, or something holds it");
}

static char *
subject_of (const GezinErasureOrder *order, const GezinErasureReport *report)
{
  GString *subject = g_string_new (NULL);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < report->erased->len && !report->is_whole; i++)
    g_string_append_printf (
        subject, "%s%s", i > 0 ? " " : "",
        gezin_uuid_write (&((GezinErasureItem *) report->erased->pdata[i])->record, id));
  return g_string_free (subject, subject->len == 0);
}

/* The answer to the request, if that is in this part and stays. */
static GPtrArray *
write_answer (Erasing *erasing, GezinDossier *now, const GezinWriter *writer, GError **error)
{
  const GezinErasureOrder *order = erasing->order;
  const GezinRecord *request;
  g_autoptr (GPtrArray) edits = NULL;
  GDate today;

  if (order->request == NULL || takes (erasing->report, order->request)
      || gezin_dossier_find (now, order->request) == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  request = find_request (now, order->request, error);
  if (request == NULL)
    return NULL;
  gezin_clock_today (erasing->call.session->clock, &today);
  edits = gezin_erasing_answer (
      request, erasing->report->kept->len > 0 ? GEZIN_ERASING_PARTLY : GEZIN_ERASING_GRANTED, NULL,
      &today);
  return gezin_write (now, writer, edits, error);
}

static gboolean
apply_records (Erasing *erasing, GezinDossier *now, const GezinSessionWriter *writer,
               const GezinErasureNote *note, const GezinAuditEvent *event, GError **error)
{
  GezinSession *session = erasing->call.session;
  g_autoptr (GPtrArray) answer = write_answer (erasing, now, &writer->writer, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GezinMerge) merge = NULL;
  GezinStoreChange change = { .erasure = note, .event = event, .is_own = TRUE };
  GDate today;

  if (answer == NULL)
    return FALSE;
  for (guint i = 0; i < erasing->report->erased->len; i++)
    {
      const GezinErasureItem *item = erasing->report->erased->pdata[i];

      if (gezin_dossier_find (now, &item->record) != NULL)
        g_array_append_vals (ids, &item->record, 1);
    }
  if (ids->len + answer->len == 0)
    return TRUE;
  merge = gezin_merge (now, writer->markers, (GezinVersion *const *) answer->pdata, answer->len,
                       (const GezinUuid *) (gpointer) ids->data, ids->len, error);
  if (merge == NULL)
    return FALSE;
  gezin_clock_today (session->clock, &today);
  if (!gezin_shape_check_write (now, merge->dossier, answer, session->reference, &today, error))
    return FALSE;
  change.merge = merge;
  return gezin_session_apply (session, &change, error);
}

static gboolean
erase_in (Erasing *erasing, GezinDossier *now, GError **error)
{
  const GezinErasureOrder *order = erasing->order;
  GezinSession *session = erasing->call.session;
  const GezinErasureNote note = { order->reason, order->law, order->request };
  g_autofree char *subject = subject_of (order, erasing->report);
  g_autofree char *detail =
      g_strdup_printf ("reason %s records %u kept %u", order->reason, erasing->report->erased->len,
                       erasing->report->kept->len);
  const GezinAuditEvent event = {
    .action = "erase", .dossier = gezin_dossier_id (now), .subject = subject, .detail = detail
  };
  GezinSessionWriter writer;
  gboolean done;

  if (erasing->report->is_whole)
    return gezin_store_erase_dossier (session->store, gezin_dossier_id (now), &note, &event, error);
  done = gezin_session_writer_init (session, gezin_dossier_id (now), NULL, &writer, error)
         && apply_records (erasing, now, &writer, &note, &event, error);
  gezin_session_writer_clear (&writer);
  return done;
}

/* Part by part, in one transaction (invariant 1). */
static gboolean
erase_parts (Erasing *erasing, GError **error)
{
  GezinStore *store = erasing->call.session->store;
  gboolean done = TRUE;

  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  for (guint i = 0; done && i < erasing->whole.parts->len; i++)
    done = erase_in (erasing, erasing->whole.parts->pdata[i], error);
  if (done)
    return gezin_store_end_bulk (store, TRUE, error);
  if (!gezin_store_end_bulk (store, FALSE, NULL))
    g_debug ("an erasure that failed could not be taken back");
  return FALSE;
}

static gboolean
prepare (Erasing *erasing, GError **error)
{
  GezinSession *session = erasing->call.session;
  const GezinErasureOrder *order = erasing->order;

  if (!check_codes (session, order, error)
      || !gezin_session_whole_init (session, order->dossier, NULL, &erasing->whole, error)
      || !make_report (erasing, erasing->whole.dossier, error))
    return FALSE;
  erasing->report->is_preview = order->is_preview;
  if (order->is_preview)
    return TRUE;
  if (erasing->report->erased->len == 0)
    return refuse (error, GEZIN_SESSION_ERROR_REQUEST, "nothing to erase");
  return check_is_due (erasing, error);
}

static gboolean
erase (Call *call, GError **error)
{
  Erasing *erasing = (Erasing *) call;
  GezinSession *session = call->session;
  GezinErasureCount count;
  gboolean done;

  if (!prepare (erasing, error))
    return FALSE;
  if (erasing->report->is_preview)
    return TRUE;
  gezin_store_take_erasure_count (session->store);
  done = erase_parts (erasing, error);
  gezin_session_forget_all (session);
  if (!done)
    return FALSE;
  count = gezin_store_take_erasure_count (session->store);
  erasing->report->n_versions = count.n_versions;
  erasing->report->n_documents = count.n_documents;
  erasing->report->is_finished = !gezin_store_is_erasure_unfinished (session->store);
  gezin_session_emit_changed (session, erasing->order->dossier);
  return TRUE;
}

GezinErasureReport *
gezin_session_erase (GezinSession *session, const GezinErasureOrder *order, GError **error)
{
  Erasing erasing = { .call = { .session = session }, .order = order };

  if (!gezin_session_run_call (&erasing.call, erase, error))
    g_clear_pointer (&erasing.report, gezin_erasure_report_free);
  gezin_whole_clear (&erasing.whole);
  return erasing.report;
}

/* Refusing. */

typedef struct {
  Call call;
  const GezinUuid *request;
  const GezinUuid *other;
} Refusing;

static gboolean
write_refusal (Refusing *refusing, GezinDossier *now, const GezinRecord *request, const char *text,
               GError **error)
{
  GezinSession *session = refusing->call.session;
  char ids[2 * GEZIN_UUID_TEXT_LENGTH + 2];
  GezinAuditEvent event = { .action = "refuse-erasure",
                            .dossier = refusing->call.dossier,
                            .subject = gezin_uuid_write (refusing->request, ids) };
  GezinStoreChange change = { .event = &event };
  GezinSessionWriter writer;
  g_autoptr (GPtrArray) edits = NULL;
  gboolean done = FALSE;
  GDate today;

  if (refusing->other != NULL)
    {
      ids[GEZIN_UUID_TEXT_LENGTH] = ' ';
      gezin_uuid_write (refusing->other, ids + GEZIN_UUID_TEXT_LENGTH + 1);
      event.detail = "another-interest";
    }
  gezin_clock_today (session->clock, &today);
  edits = gezin_erasing_answer (request, GEZIN_ERASING_REFUSED, text, &today);
  if (gezin_session_writer_init (session, gezin_dossier_id (now), NULL, &writer, error))
    {
      GPtrArray *versions = gezin_write (now, &writer.writer, edits, error);

      done = versions != NULL
             && gezin_session_write (session, now, &writer, versions, &change,
                                     &refusing->call.commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

static gboolean
refuse_erasure (Call *call, GError **error)
{
  Refusing *refusing = (Refusing *) call;
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (call->session, call->dossier, error);
  const GezinRecord *request = now != NULL ? find_request (now, refusing->request, error) : NULL;
  const GezinRecord *other;
  g_autofree char *clean = NULL;

  if (request == NULL)
    return FALSE;
  other = refusing->other != NULL ? gezin_dossier_find (now, refusing->other) : NULL;
  if (refusing->other != NULL && (other == NULL || !gezin_erasing_is_person (other)))
    return refuse (error, GEZIN_SESSION_ERROR_PERSON, "the other is no person of this dossier");
  clean = gezin_erasing_clean_text (call->text, error);
  return clean != NULL && write_refusal (refusing, now, request, clean, error);
}

gboolean
gezin_session_refuse_erasure (GezinSession *session, const GezinUuid *dossier,
                              const GezinUuid *request, const char *why, const GezinUuid *other,
                              guint64 *commit, GError **error)
{
  Refusing refusing = { .call = { .session = session, .dossier = dossier, .text = why },
                        .request = request,
                        .other = other };
  gboolean done;

  if (why == NULL || why[strspn (why, " \t\r\n")] == '\0')
    return refuse (error, GEZIN_SESSION_ERROR_REASON, "a refusal needs its reason");
  done = gezin_session_run_call (&refusing.call, refuse_erasure, error);
  if (commit != NULL)
    *commit = refusing.call.commit;
  return done;
}

/* The register. */

static gboolean
erasures (Call *call, GError **error)
{
  call->rows = gezin_store_erasures (call->session->store, call->dossier, error);
  return call->rows != NULL;
}

GPtrArray *
gezin_session_erasures (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, erasures, error) ? call.rows : NULL;
}
