/* SPDX-License-Identifier: EUPL-1.2 */

/* Reviewing: asking, remarking, answering, approving. What was approved is judged in
 * review-judge.c.
 *
 * Invariants:
 * 1. Only the lead of this store approves, and never a version that was written in this store.
 * 2. The list that is signed is kept as a file, in the transaction of the record that names it. */

#include "session/review-private.h"

#include "base/text.h"
#include "exchange/own-card.h"
#include "merge/write.h"
#include "session/bundles-private.h"
#include "store/documents.h"

#include <string.h>

#define LEAD "lead"
#define ASKED "asked"
#define READING "reading"
#define CHANGES_WANTED "changes-wanted"
#define APPROVED "approved"

static gboolean
fail (GezinSessionError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_SESSION_ERROR, (int) code, what);
  return FALSE;
}

/* Edits. */

static GPtrArray *
new_edits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
}

static void
set (GPtrArray *edits, const GezinUuid *record, GezinField field, const char *value)
{
  if (value != NULL)
    g_ptr_array_add (
        edits, gezin_edit_new (record, gezin_catalogue_field (field)->kind, field, NULL, value));
}

static void
set_id (GPtrArray *edits, const GezinUuid *record, GezinField field, const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  if (id != NULL)
    set (edits, record, field, gezin_uuid_write (id, text));
}

static void
set_today (GezinSession *session, GPtrArray *edits, const GezinUuid *record, GezinField field)
{
  char text[16];
  GDate today;

  gezin_clock_today (session->clock, &today);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &today);
  set (edits, record, field, text);
}

/* Text that somebody typed gets its canonical form. */
static gboolean
set_text (GezinSession *session, GPtrArray *edits, const GezinUuid *record, GezinField field,
          const char *text, GError **error)
{
  const GezinFieldSpec *spec = gezin_catalogue_field (field);

  return text == NULL
         || gezin_session_edit (session, NULL, record, spec->kind, spec->name, text, -1, edits,
                                error);
}

static gboolean
check_record (GezinDossier *dossier, const GezinUuid *record, GError **error)
{
  const GezinRecord *found = gezin_dossier_find (dossier, record);

  if (found == NULL)
    return fail (GEZIN_SESSION_ERROR_RECORD, "no such record", error);
  if (gezin_record_is_removed (found) || !gezin_review_is_reviewed (found->kind))
    return fail (GEZIN_SESSION_ERROR_NOT_REVIEWED, "not reviewed, or not any more", error);
  return TRUE;
}

static gboolean
check_text (const char *text, GError **error)
{
  g_autofree char *clean = text != NULL ? gezin_text_clean (text, strlen (text), TRUE, NULL) : NULL;

  return (clean != NULL && clean[0] != '\0')
         || fail (GEZIN_SESSION_ERROR_NO_TEXT, "there is no text", error);
}

/* Asking. */

static gboolean
ask (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) now = gezin_session_read (session, call->dossier, error);
  g_autoptr (GPtrArray) edits = new_edits ();

  if (now == NULL || (call->record != NULL && !check_record (now, call->record, error)))
    return FALSE;
  call->id = gezin_uuid_random (session->random);
  set_id (edits, &call->id, GEZIN_FIELD_REVIEW_OF, call->record);
  set (edits, &call->id, GEZIN_FIELD_REVIEW_STATE, ASKED);
  set_today (session, edits, &call->id, GEZIN_FIELD_REVIEW_ASKED_ON);
  return set_text (session, edits, &call->id, GEZIN_FIELD_REVIEW_ASKED_BY,
                   gezin_store_identity (session->store)->name, error)
         && set_text (session, edits, &call->id, GEZIN_FIELD_REVIEW_TEXT, call->text, error)
         && gezin_session_commit (session, call->dossier, edits, NULL, NULL, error);
}

gboolean
gezin_session_ask_review (GezinSession *session, const GezinUuid *dossier, const GezinUuid *of,
                          const char *text, GezinUuid *review, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = of, .text = text };

  if (!gezin_session_run_call (&call, ask, error))
    return FALSE;
  *review = call.id;
  return TRUE;
}

/* Remarks. */

typedef struct {
  Call call; /* first: a call is found as its Call */
  const char *field;
} RemarkCall;

static gboolean
remark (Call *call, GError **error)
{
  GezinSession *session = call->session;
  const char *field = ((RemarkCall *) call)->field;
  g_autoptr (GezinDossier) now = gezin_session_read (session, call->dossier, error);
  g_autoptr (GPtrArray) edits = new_edits ();
  const GezinRecord *record;

  if (now == NULL || !check_record (now, call->record, error) || !check_text (call->text, error))
    return FALSE;
  record = gezin_dossier_find (now, call->record);
  if (gezin_catalogue_field_by_name (record->kind, field) == GEZIN_FIELD_NONE)
    return fail (GEZIN_SESSION_ERROR_FIELD, "no such field in this kind", error);
  call->id = gezin_uuid_random (session->random);
  set_id (edits, &call->id, GEZIN_FIELD_REMARK_OF, call->record);
  set (edits, &call->id, GEZIN_FIELD_REMARK_FIELD, field);
  set (edits, &call->id, GEZIN_FIELD_REMARK_STATE, "open");
  return set_text (session, edits, &call->id, GEZIN_FIELD_REMARK_TEXT, call->text, error)
         && gezin_session_commit (session, call->dossier, edits, NULL, NULL, error);
}

gboolean
gezin_session_remark (GezinSession *session, const GezinUuid *dossier, const GezinUuid *record,
                      const char *field, const char *text, GezinUuid *remarked, GError **error)
{
  RemarkCall self = {
    .call = { .session = session, .dossier = dossier, .record = record, .text = text },
    .field = field
  };

  if (!gezin_session_run_call (&self.call, remark, error))
    return FALSE;
  *remarked = self.call.id;
  return TRUE;
}

static gboolean
answer (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) now = gezin_session_read (session, call->dossier, error);
  g_autoptr (GPtrArray) edits = new_edits ();
  const GezinRecord *record = now != NULL ? gezin_dossier_find (now, call->record) : NULL;

  if (now == NULL)
    return FALSE;
  if (record == NULL || record->kind != GEZIN_KIND_REMARK || gezin_record_is_removed (record))
    return fail (GEZIN_SESSION_ERROR_RECORD, "no such remark", error);
  if (!check_text (call->text, error))
    return FALSE;
  set (edits, call->record, GEZIN_FIELD_REMARK_STATE, "answered");
  return set_text (session, edits, call->record, GEZIN_FIELD_REMARK_ANSWERED, call->text, error)
         && gezin_session_commit (session, call->dossier, edits, NULL, NULL, error);
}

gboolean
gezin_session_answer_remark (GezinSession *session, const GezinUuid *dossier,
                             const GezinUuid *remark, const char *text, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = remark, .text = text };

  return gezin_session_run_call (&call, answer, error);
}

/* The newest review that is open, of the same: its answer goes into it. */

static gboolean
is_open (const GezinRecord *record)
{
  const char *state = gezin_record_value (record, GEZIN_FIELD_REVIEW_STATE);

  return record->kind == GEZIN_KIND_REVIEW && !gezin_record_is_removed (record)
         && (g_strcmp0 (state, ASKED) == 0 || g_strcmp0 (state, READING) == 0
             || g_strcmp0 (state, CHANGES_WANTED) == 0);
}

static gint64
time_of (const GezinRecord *record)
{
  gint64 time = 0;

  for (guint i = 0; i < record->n_heads; i++)
    time = MAX (time, record->heads[i]->commit->time);
  return time;
}

static void
find_open (GezinSession *session, GezinDossier *now, const GezinUuid *of, GezinUuid *review)
{
  const GezinRecord *found = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (now); i++)
    {
      const GezinRecord *record = gezin_dossier_record (now, i);
      const char *said = gezin_record_value (record, GEZIN_FIELD_REVIEW_OF);
      char text[GEZIN_UUID_TEXT_LENGTH + 1];

      if (is_open (record) && g_strcmp0 (said, of != NULL ? gezin_uuid_write (of, text) : NULL) == 0
          && (found == NULL || time_of (record) >= time_of (found)))
        found = record;
    }
  *review = found != NULL ? found->id : gezin_uuid_random (session->random);
}

static gboolean
set_outcome (Call *call, GPtrArray *edits, const char *state, GError **error)
{
  GezinSession *session = call->session;

  set_id (edits, &call->id, GEZIN_FIELD_REVIEW_OF, call->record);
  set (edits, &call->id, GEZIN_FIELD_REVIEW_STATE, state);
  return set_text (session, edits, &call->id, GEZIN_FIELD_REVIEW_REVIEWER,
                   gezin_store_identity (session->store)->name, error)
         && set_text (session, edits, &call->id, GEZIN_FIELD_REVIEW_TEXT, call->text, error);
}

static gboolean
want_changes (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) now = gezin_session_read (session, call->dossier, error);
  g_autoptr (GPtrArray) edits = new_edits ();

  if (now == NULL || (call->record != NULL && !check_record (now, call->record, error)))
    return FALSE;
  find_open (session, now, call->record, &call->id);
  return set_outcome (call, edits, CHANGES_WANTED, error)
         && gezin_session_commit (session, call->dossier, edits, NULL, NULL, error);
}

gboolean
gezin_session_want_changes (GezinSession *session, const GezinUuid *dossier, const GezinUuid *of,
                            const char *text, GezinUuid *review, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = of, .text = text };

  if (!gezin_session_run_call (&call, want_changes, error))
    return FALSE;
  *review = call.id;
  return TRUE;
}

/* Approving. */

/* Of all parts: a version says its replica, not its dossier. */
static GArray *
own_replicas (GezinSession *session, const GezinWhole *whole, GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (guint64));

  for (guint i = 0; i < whole->parts->len; i++)
    {
      g_autoptr (GArray) own = NULL;
      guint64 current;

      if (!gezin_store_replicas (session->store, gezin_dossier_id (whole->parts->pdata[i]),
                                 &current, &own, error))
        return NULL;
      g_array_append_vals (all, own->data, own->len);
    }
  gezin_session_sort_replicas (all);
  return g_steal_pointer (&all);
}

static gboolean
check_approver (GezinSession *session, const GezinWhole *whole, const GezinApprovedList *list,
                const GezinView *view, GError **error)
{
  const GezinIdentity *owner = gezin_store_identity (session->store);
  gboolean is_own;

  if (g_strcmp0 (owner->role, LEAD) != 0)
    return fail (GEZIN_SESSION_ERROR_NOT_LEAD, "only a lead approves", error);
  if (list->fields->len == 0)
    return fail (GEZIN_SESSION_ERROR_NOTHING_TO_APPROVE, "there is nothing to approve", error);
  if (gezin_approved_list_has_own_work (list, view, owner->name))
    return fail (GEZIN_SESSION_ERROR_OWN_WORK, "something of it was written here", error);
  if (!gezin_session_came_from_namesake (session, whole, &is_own, error))
    return FALSE;
  return !is_own
         || fail (GEZIN_SESSION_ERROR_OWN_WORK, "it came from the same person in another role",
                  error);
}

static GezinDocument *
sign (GezinSession *session, const GezinApprovedList *list, GError **error)
{
  GezinExchange exchange = gezin_session_exchange (session);
  g_autoptr (GezinOwnCard) own = gezin_own_card_get (&exchange, error);
  g_autoptr (GBytes) text = gezin_approved_list_write (list);
  g_autoptr (GBytes) signed_list =
      own != NULL ? gezin_signer_sign (own->signer, GEZIN_SIGNATURE_AROUND, text,
                                       gezin_clock_now (session->clock), error)
                  : NULL;

  return signed_list != NULL ? gezin_documents_take_bytes (session->store, signed_list, error)
                             : NULL;
}

/* Invariant 2. */
static gboolean
write_approval (Call *call, const GezinDocument *document, GError **error)
{
  GezinSession *session = call->session;
  g_autoptr (GezinDossier) part = gezin_session_part_of (session, call->dossier, &call->id, error);
  g_autoptr (GPtrArray) edits = new_edits ();
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  const GezinAuditEvent event = { .action = "approve",
                                  .dossier = call->dossier,
                                  .subject = gezin_uuid_write (&call->id, id) };
  GezinStoreChange change = { .event = &event, .document = document };
  GezinSessionWriter writer;
  gboolean done = FALSE;

  if (part == NULL || !set_outcome (call, edits, APPROVED, error))
    return FALSE;
  set (edits, &call->id, GEZIN_FIELD_REVIEW_APPROVED_STATE, document->digest);
  set_today (session, edits, &call->id, GEZIN_FIELD_REVIEW_CLOSED_ON);
  if (gezin_session_writer_init (session, gezin_dossier_id (part), NULL, &writer, error))
    {
      GPtrArray *versions = gezin_write (part, &writer.writer, edits, error);

      done =
          versions != NULL
          && gezin_session_write (session, part, &writer, versions, &change, &call->commit, error);
    }
  gezin_session_writer_clear (&writer);
  return done;
}

static gboolean
approve (Call *call, GError **error)
{
  GezinSession *session = call->session;
  g_auto (GezinWhole) whole = { NULL };
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GArray) replicas = NULL;
  g_autoptr (GezinApprovedList) list = NULL;
  g_autoptr (GezinDocument) document = NULL;
  GError *inner = NULL;

  if (!gezin_session_whole_init (session, call->dossier, NULL, &whole, error))
    return FALSE;
  now = gezin_session_shown (session, &whole, error);
  replicas = now != NULL ? own_replicas (session, &whole, error) : NULL;
  if (replicas == NULL || (call->record != NULL && !check_record (now, call->record, error)))
    return FALSE;
  find_open (session, now, call->record, &call->id);
  view = gezin_view_own (now);
  list = gezin_approved_list_new (view, call->dossier, &call->id, call->record, replicas);
  if (!check_approver (session, &whole, list, view, error))
    return FALSE;
  document = sign (session, list, error);
  if (document == NULL)
    return FALSE;
  if (write_approval (call, document, &inner))
    return TRUE;
  gezin_documents_discard (session->store, document, inner);
  g_propagate_error (error, inner);
  return FALSE;
}

gboolean
gezin_session_approve (GezinSession *session, const GezinUuid *dossier, const GezinUuid *of,
                       const char *text, GezinUuid *review, GError **error)
{
  Call call = { .session = session, .dossier = dossier, .record = of, .text = text };

  if (!gezin_session_run_call (&call, approve, error))
    return FALSE;
  *review = call.id;
  return TRUE;
}
