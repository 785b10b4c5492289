/* SPDX-License-Identifier: EUPL-1.2 */

/* Dossiers in from a file and out to one.
 *
 * Invariants:
 * 1. A file goes: limits and XML, shapes record by record, plan, one transaction.
 * 2. What is written by hand goes through the same plan as what has versions. */

#include "session/session-private.h"

#include "merge/plan.h"
#include "store/exchange.h"
#include "wire/dossier-json.h"
#include "wire/dossier-xml.h"

void
gezin_load_report_free (GezinLoadReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->parked, g_ptr_array_unref);
  g_free (report);
}

static void
parked_note_free (gpointer data)
{
  GezinParkedNote *note = data;

  g_free (note->reason);
  g_free (note->sentence);
  g_free (note);
}

GezinLoadReport *
gezin_session_load_report (const GezinUuid *dossier, const GezinPlan *plan)
{
  GezinLoadReport *report = g_new0 (GezinLoadReport, 1);

  report->dossier = *dossier;
  report->parked = g_ptr_array_new_with_free_func (parked_note_free);
  for (guint i = 0; i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];
      GezinParkedNote *note;

      switch (item->outcome)
        {
        case GEZIN_PLAN_ADDED:
          report->added++;
          break;
        case GEZIN_PLAN_CONFLICT:
          report->conflicts++;
          G_GNUC_FALLTHROUGH;
        case GEZIN_PLAN_CHANGED:
          report->changed++;
          break;
        case GEZIN_PLAN_UNCHANGED:
          report->unchanged++;
          break;
        case GEZIN_PLAN_PARKED:
          note = g_new0 (GezinParkedNote, 1);
          note->record = item->record;
          note->reason = g_strdup (item->reason);
          note->sentence = g_strdup (item->sentence);
          g_ptr_array_add (report->parked, note);
          break;
        case GEZIN_PLAN_REFUSED:
          report->at_erased += g_strcmp0 (item->reason, "erased") == 0;
          break;
        }
    }
  report->refused = plan->merge->refused->len;
  report->became_erased = plan->merge->became_erased->len;
  return report;
}

/* Somebody knows more of us than we wrote: this folder was put back or copied. */
static gboolean
renounce_replica (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  GezinAuditEvent event = { .action = "replica-known-elsewhere", .dossier = dossier };

  return gezin_store_new_replica (session->store, dossier, error)
         && gezin_store_audit (session->store, &event, error);
}

/* Hand-written values as versions of one new commit, added to @incoming. */
static gboolean
write_values (GezinDossier *now, const GezinWriter *writer, GPtrArray *values, GPtrArray *incoming,
              GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GPtrArray) written = NULL;

  if (values->len == 0)
    return TRUE;
  for (guint i = 0; i < values->len; i++)
    {
      const GezinUntrustedValue *value = values->pdata[i];

      g_ptr_array_add (edits, gezin_edit_new (&value->record, value->kind, value->field,
                                              value->item, value->value));
    }
  written = gezin_write (now, writer, edits, error);
  if (written == NULL)
    return FALSE;
  for (guint i = 0; i < written->len; i++)
    g_ptr_array_add (incoming, gezin_version_ref (written->pdata[i]));
  return TRUE;
}

gboolean
gezin_session_is_anything_taken (const GezinLoadReport *report)
{
  return report->added + report->changed + report->unchanged + report->became_erased > 0;
}

gboolean
gezin_session_store_plan (GezinSession *session, GezinDossier *now, GezinPlan *plan,
                          const GezinWriter *writer, const GezinAuditEvent *event, GError **error)
{
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) set_aside = NULL;
  GezinStoreChange change = { .event = event };

  if (!gezin_plan_carry_out (plan, now, writer, &merge, &choices, &set_aside, error))
    return FALSE;
  change.merge = merge;
  change.set_aside = set_aside;
  return gezin_session_apply (session, &change, error);
}

static GezinDossier *
dossier_or_empty (GezinSession *session, const GezinUuid *id, gboolean *is_new, GError **error)
{
  *is_new = !gezin_store_has (session->store, id);
  return *is_new ? gezin_dossier_new (id, NULL, 0, NULL, 0, error)
                 : gezin_session_dossier_now (session, id, error);
}

/* A file on its way in. */
typedef struct {
  GezinSession *session;
  GezinUntrustedDossier *file;
  GezinDossier *now;
  gboolean is_new;
  GezinSessionWriter writer;
  GezinPlan *plan;
} Arrival;

static gboolean
plan_arrival (Arrival *arrival, GPtrArray *incoming, GError **error)
{
  GArray *erased = arrival->file->erased;

  g_clear_pointer (&arrival->plan, gezin_plan_free);
  arrival->plan = gezin_plan_new (arrival->now, arrival->writer.markers, incoming,
                                  (const GezinUuid *) (gpointer) erased->data, erased->len,
                                  arrival->session->reference, error);
  return arrival->plan != NULL;
}

/* Plans what has versions, sees whether it spoils our replica, and then adds what was written by hand. */
static gboolean
prepare_arrival (Arrival *arrival, GError **error)
{
  GezinUntrustedDossier *file = arrival->file;
  GezinSession *session = arrival->session;
  g_autoptr (GPtrArray) incoming =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  GezinWriter *writer = &arrival->writer.writer;

  if (!gezin_session_writer_init (session, &file->id, NULL, &arrival->writer, error)
      || !plan_arrival (arrival, file->versions, error))
    return FALSE;
  if (gezin_merge_spoils_replica (arrival->plan->merge, arrival->now, writer->replica))
    {
      gezin_session_writer_clear (&arrival->writer);
      if (!renounce_replica (session, &file->id, error)
          || !gezin_session_writer_init (session, &file->id, NULL, &arrival->writer, error))
        return FALSE;
    }
  if (file->values->len == 0)
    return TRUE;

  for (guint i = 0; i < file->versions->len; i++)
    g_ptr_array_add (incoming, gezin_version_ref (file->versions->pdata[i]));
  return write_values (arrival->now, writer, file->values, incoming, error)
         && plan_arrival (arrival, incoming, error);
}

/* Stores what was planned, if anything of it can be taken in. */
static GezinLoadReport *
take_in (Arrival *arrival, GError **error)
{
  GezinPlan *plan = arrival->plan;
  g_autoptr (GezinLoadReport) report = gezin_session_load_report (&arrival->file->id, plan);
  g_autofree char *detail = NULL;
  GezinAuditEvent event = { .action = "load", .dossier = &arrival->file->id };

  report->is_new = arrival->is_new;
  report->dropped_characters = arrival->file->n_dropped;
  if (arrival->is_new
      && (!gezin_session_is_anything_taken (report)
          || gezin_dossier_root (plan->merge->dossier) == NULL))
    {
      g_set_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOTHING_TAKEN,
                   "no dossier came out of the file: %u records parked, %u versions refused",
                   report->parked->len, report->refused);
      return NULL;
    }
  if (report->at_erased > 0 && !gezin_session_is_anything_taken (report))
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_ERASED,
                           "all that the file holds was erased here");
      return NULL;
    }
  detail = g_strdup_printf (
      "added %u changed %u conflicts %u parked %u refused %u erased %u at-erased %u", report->added,
      report->changed, report->conflicts, report->parked->len, report->refused,
      report->became_erased, report->at_erased);
  event.detail = detail;
  if (!gezin_session_store_plan (arrival->session, arrival->now, plan, &arrival->writer.writer,
                                 &event, error))
    return NULL;
  return g_steal_pointer (&report);
}

static gboolean
says_all_was_erased (const GezinUntrustedDossier *file)
{
  for (guint i = 0; i < file->erased->len; i++)
    if (gezin_uuid_equal (&g_array_index (file->erased, GezinUuid, i), &file->id))
      return TRUE;
  return FALSE;
}

/* Nothing brings back what was erased here; and that all of a dossier was erased elsewhere is for a
 * person here to follow. What was erased before it came (after a restore) is erased in it. */
static gboolean
check_not_erased (GezinSession *session, GezinUntrustedDossier *file, GError **error)
{
  GezinAuditEvent event = { .action = "refuse-erased", .dossier = &file->id };
  g_autoptr (GArray) awaited = NULL;

  if (gezin_store_is_erased (session->store, &file->id, NULL))
    {
      if (gezin_store_audit (session->store, &event, error))
        g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_ERASED,
                             "the dossier was erased here");
      return FALSE;
    }
  if (says_all_was_erased (file))
    {
      g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_ERASED_ELSEWHERE,
                           "the file says that the dossier was erased");
      return FALSE;
    }
  awaited = gezin_store_awaited_markers (session->store, &file->id, error);
  if (awaited == NULL)
    return FALSE;
  if (awaited->len > 0)
    g_array_append_vals (file->erased, awaited->data, awaited->len);
  return TRUE;
}

static gboolean
load (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinUntrustedDossier) file = gezin_dossier_xml_read (call->text, call->length, error);
  g_autoptr (GezinDossier) now = NULL;
  Arrival arrival = { .session = session, .file = file };

  if (file == NULL || !check_not_erased (session, file, error))
    return FALSE;
  now = arrival.now = dossier_or_empty (session, &file->id, &arrival.is_new, error);
  if (now == NULL)
    return FALSE;
  if (prepare_arrival (&arrival, error))
    call->report = take_in (&arrival, error);
  gezin_session_writer_clear (&arrival.writer);
  g_clear_pointer (&arrival.plan, gezin_plan_free);
  return call->report != NULL;
}

GezinLoadReport *
gezin_session_load (GezinSession *session, const char *xml, gsize length, GError **error)
{
  Call call = { .session = session, .text = xml, .length = length };

  return gezin_session_run_call (&call, load, error) ? call.report : NULL;
}

/* Out. */

static GezinView *
own_view (Call *call, GError **error)
{
  g_autoptr (GezinDossier) now = gezin_session_dossier_now (call->session, call->dossier, error);
  g_autoptr (GezinDossier) shown =
      now != NULL ? gezin_store_shown (call->session->store, now, error) : NULL;

  return shown != NULL ? gezin_view_own (shown) : NULL;
}

static gboolean
dump (Call *call, GError **error)
{
  g_autoptr (GezinView) view = own_view (call, error);
  GezinAuditEvent event = { .action = "dump", .dossier = call->dossier };

  if (view == NULL || !gezin_store_audit (call->session->store, &event, error))
    return FALSE;
  call->bytes = gezin_dossier_xml_write (view);
  return TRUE;
}

GBytes *
gezin_session_dump (GezinSession *session, const GezinUuid *dossier, GError **error)
{
  Call call = { .session = session, .dossier = dossier };

  return gezin_session_run_call (&call, dump, error) ? call.bytes : NULL;
}

static gboolean
show_json (Call *call, GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) shown = NULL;
  g_autoptr (GezinView) view = NULL;

  if (!gezin_session_whole_init (call->session, call->dossier, NULL, &whole, error)
      || !gezin_session_audit_whole (call->session, &whole, "open", error))
    return FALSE;
  shown = gezin_session_shown (call->session, &whole, error);
  if (shown == NULL)
    return FALSE;
  view = gezin_view_own (shown);
  call->answer = gezin_dossier_json_write (view, call->kind);
  return TRUE;
}

char *
gezin_session_show_json (GezinSession *session, const GezinUuid *dossier, GezinKind kind,
                         GError **error)
{
  Call call = { .session = session, .dossier = dossier, .kind = kind };

  return gezin_session_run_call (&call, show_json, error) ? call.answer : NULL;
}
