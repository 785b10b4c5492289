/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle in: what it would bring, what a person says of it, and taking it in.
 *
 * Invariant: after a failure nothing is remembered of a dossier that is not in the store. */

#include "session/bundles-private.h"

#include "exchange/import.h"

#include <glib/gi18n-lib.h>

typedef struct {
  Call call;
  const GezinImportAsked *asked;
  GezinImportReading *reading;
} ImportCall;

static const char *
outcome_name (GezinPlanOutcome outcome)
{
  switch (outcome)
    {
    case GEZIN_PLAN_ADDED:
      return "added";
    case GEZIN_PLAN_CHANGED:
      return "changed";
    case GEZIN_PLAN_CONFLICT:
      return "conflict";
    case GEZIN_PLAN_UNCHANGED:
      return "unchanged";
    case GEZIN_PLAN_PARKED:
      return "parked";
    case GEZIN_PLAN_REFUSED:
      return "refused";
    }
  return NULL;
}

/* Why something waits for a person. */
static const char *
waiting_sentence (const char *reason)
{
  if (g_str_equal (reason, "same-as"))
    return _ ("The sender says that two records are the same.");
  if (g_str_equal (reason, "of-our-side"))
    return _ ("The sender changes a record of ours that is written once.");
  if (g_str_equal (reason, "own-replica"))
    return _ (
        "The sender has something that this store is said to have written, and does not know.");
  if (g_str_equal (reason, "team-only"))
    return _ ("A review or a remark that does not come from the review of your own team.");
  return _ ("The sender writes over something that was never shared with them.");
}

static GezinImportItem *
add_item (GezinImportReading *reading, const GezinUuid *record, GezinKind kind, const char *outcome,
          const char *reason, const char *sentence)
{
  GezinImportItem *item = g_new0 (GezinImportItem, 1);

  item->record = *record;
  item->kind = kind;
  item->outcome = g_strdup (outcome);
  item->reason = g_strdup (reason);
  item->sentence = g_strdup (sentence);
  g_ptr_array_add (reading->items, item);
  return item;
}

static void
count_item (GezinImportReading *reading, const GezinPlanItem *item)
{
  switch (item->outcome)
    {
    case GEZIN_PLAN_ADDED:
      reading->added += item->accepted;
      break;
    case GEZIN_PLAN_CONFLICT:
      reading->conflicts++;
      G_GNUC_FALLTHROUGH;
    case GEZIN_PLAN_CHANGED:
      reading->changed++;
      break;
    case GEZIN_PLAN_UNCHANGED:
      reading->unchanged++;
      break;
    case GEZIN_PLAN_PARKED:
    case GEZIN_PLAN_REFUSED:
      break;
    }
  reading->refused += item->n_refused;
  reading->rejected += !item->accepted;
}

/* For a preview: what a person reads before they answer. */
static void
tell_items (GezinSession *session, GezinImport *import, GezinImportReading *reading)
{
  GezinPlan *plan = gezin_import_plan (import);
  GPtrArray *waiting = gezin_import_waiting (import);
  g_autoptr (GezinDossier) now = NULL;
  GezinImportWords words = { .session = session };
  guint n = 0;

  if (plan == NULL)
    return;
  if (!reading->is_new)
    now = gezin_session_dossier_now (session, &reading->dossier, NULL);
  words.now = now;
  words.merged = plan->merge->dossier;
  for (guint i = 0; i < plan->items->len; i++)
    gezin_session_tell_import_item (&words,
                                    ((const GezinPlanItem *) plan->items->pdata[i])->versions,
                                    reading->items->pdata[n++]);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    if (!((const GezinWaiting *) waiting->pdata[i])->accepted)
      gezin_session_tell_import_item (&words, ((const GezinWaiting *) waiting->pdata[i])->versions,
                                      reading->items->pdata[n++]);
  /* What was kept of who is the same as whom is of a dossier that is not in the store. */
  gezin_session_forget_same (session);
}

static void
read_plan (GezinImport *import, GezinImportReading *reading)
{
  GezinPlan *plan = gezin_import_plan (import);
  GPtrArray *waiting = gezin_import_waiting (import);

  for (guint i = 0; plan != NULL && i < plan->items->len; i++)
    {
      const GezinPlanItem *item = plan->items->pdata[i];

      count_item (reading, item);
      add_item (reading, &item->record, item->kind, outcome_name (item->outcome), item->reason,
                item->sentence)
          ->can_reject = item->can_reject;
    }
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const GezinWaiting *one = waiting->pdata[i];

      if (!one->accepted)
        add_item (reading, &one->record, one->kind, "waiting", one->reason,
                  waiting_sentence (one->reason));
    }
}

#define COPY_OTHER "other"
#define COPY_BOTH "both"

/* (nullable) */
static const char *
copy_name (GezinLife life)
{
  if (life == GEZIN_LIFE_SAME)
    return NULL;
  return life == GEZIN_LIFE_BOTH ? COPY_BOTH : COPY_OTHER;
}

const char *
gezin_session_copy_sentence (const char *code)
{
  if (g_strcmp0 (code, COPY_BOTH) == 0)
    return _ ("The sender works in two copies of the same dossiers, and both send bundles. Call "
              "them: what they write in one is not in the other.");
  if (g_strcmp0 (code, COPY_OTHER) == 0)
    return _ ("This comes from another copy of the sender's dossiers than what came before. That "
              "is right if they changed laptops or put back a backup. If not, call them.");
  return NULL;
}

static const char *
result_name (GezinBundleResult result)
{
  static const char *const names[] = { NULL, "taken", "refused", "deleted", "kept" };

  return names[result];
}

static GezinImportReading *
reading_new (GezinExchange *exchange, GezinImport *import, gboolean is_preview)
{
  const GezinManifest *manifest = gezin_import_manifest (import);
  GezinImportReading *reading = g_new0 (GezinImportReading, 1);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  reading->bundle = manifest->bundle;
  reading->dossier = manifest->dossier;
  reading->kind = g_strdup (gezin_bundle_kind_code (manifest->kind));
  reading->purpose = g_strdup (manifest->purpose);
  reading->sender = gezin_session_peer_reading (exchange, gezin_import_sender (import), NULL);
  reading->revocation = g_strdup (gezin_import_revocation (import));
  reading->sequence = manifest->number;
  reading->made = manifest->made;
  reading->is_known = gezin_import_is_known (import);
  reading->has_gap = gezin_import_has_gap (import);
  reading->copy = g_strdup (copy_name (gezin_import_life (import)));
  reading->is_new = gezin_import_is_new (import);
  reading->is_preview = is_preview;
  reading->rejected_before = gezin_import_n_rejected_before (import);
  reading->limits = manifest->limits->len;
  reading->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_import_item_free);
  if (manifest->about != NULL)
    {
      reading->about = g_strdup (gezin_uuid_write (&manifest->about->bundle, id));
      reading->result = g_strdup (result_name (manifest->about->result));
    }
  read_plan (import, reading);
  return reading;
}

static gboolean
answer (GezinImport *import, const GezinImportAsked *asked, GError **error)
{
  for (gsize i = 0; i < asked->n_accept; i++)
    if (!gezin_import_accept (import, &asked->accept[i], error))
      return FALSE;
  for (gsize i = 0; i < asked->n_reject; i++)
    if (!gezin_import_reject (import, &asked->reject[i], error))
      return FALSE;
  return TRUE;
}

/* Somebody has to say it: nobody's bundle deletes anything here by itself. */
static gboolean
check_agreed (GezinImport *import, const GezinImportAsked *asked, GError **error)
{
  if (gezin_import_manifest (import)->kind != GEZIN_BUNDLE_RECALL || asked->deletes
      || asked->reason != NULL || gezin_import_is_known (import))
    return TRUE;
  g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_RECALL,
                       "nobody agreed to delete what is asked back");
  return FALSE;
}

static gboolean
take_in (ImportCall *self, GezinExchange *exchange, GezinImport *import, GError **error)
{
  const GezinImportAsked *asked = self->asked;
  g_auto (GezinImportReceipt) receipt = { .file = NULL };
  gboolean is_refused = asked->reason != NULL && asked->n_reject == 0;

  self->reading = reading_new (exchange, import, asked->preview);
  if (asked->preview)
    {
      tell_items (self->call.session, import, self->reading);
      return TRUE;
    }
  if (!check_agreed (import, asked, error)
      || !(is_refused ? gezin_import_refuse (import, &receipt, error)
                      : gezin_import_take (import, asked->reason, &receipt, error)))
    return FALSE;
  self->reading->receipt = g_strdup (receipt.file);
  gezin_session_emit_changed (self->call.session, NULL);
  return TRUE;
}

static gboolean
import (Call *call, GError **error)
{
  ImportCall *self = (ImportCall *) call;
  const GezinImportAsked *asked = self->asked;
  GezinExchange exchange = gezin_session_exchange (call->session);
  GezinImportFlags flags =
      (asked->older ? GEZIN_IMPORT_OLDER : 0) | (asked->forked ? GEZIN_IMPORT_FORKED : 0);
  g_autoptr (GezinImport) one = gezin_import_open (&exchange, asked->file, flags, error);
  gboolean done =
      one != NULL && answer (one, asked, error) && take_in (self, &exchange, one, error);

  /* What was remembered may be of a transaction that came to nothing, or erased. */
  if (!done || !asked->preview)
    gezin_session_forget_all (call->session);
  return done;
}

GezinImportReading *
gezin_session_import (GezinSession *session, const GezinImportAsked *asked, GError **error)
{
  ImportCall self = { .call = { .session = session }, .asked = asked };

  if (gezin_session_run_call (&self.call, import, error))
    return self.reading;
  gezin_import_reading_free (self.reading);
  return NULL;
}

static GezinBundleRefusal
refusal_of_exchange (int code)
{
  switch (code)
    {
    case GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN:
    case GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED:
    case GEZIN_EXCHANGE_ERROR_SENDER_REVOKED:
      return GEZIN_BUNDLE_SENDER;
    case GEZIN_EXCHANGE_ERROR_STALE:
      return GEZIN_BUNDLE_OLDER;
    case GEZIN_EXCHANGE_ERROR_FORKED:
    case GEZIN_EXCHANGE_ERROR_REPLAYED:
    case GEZIN_EXCHANGE_ERROR_PREVIOUS:
      return GEZIN_BUNDLE_FORKED;
    default:
      return GEZIN_BUNDLE_REFUSED;
    }
}

static GezinBundleRefusal
refusal_of_wire (int code)
{
  switch (code)
    {
    case GEZIN_WIRE_ERROR_NOT_FOR_US:
    case GEZIN_WIRE_ERROR_ADDRESSEE:
      return GEZIN_BUNDLE_NOT_FOR_US;
    case GEZIN_WIRE_ERROR_NEWER:
      return GEZIN_BUNDLE_NEWER;
    case GEZIN_WIRE_ERROR_SENDER:
    case GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN:
      return GEZIN_BUNDLE_SENDER;
    case GEZIN_WIRE_ERROR_ENVELOPE_OPEN:
    case GEZIN_WIRE_ERROR_SIGNATURE_WRONG:
    case GEZIN_WIRE_ERROR_SIGNATURE_BINDING:
    case GEZIN_WIRE_ERROR_DIGEST:
    case GEZIN_WIRE_ERROR_UNREFERENCED:
      return GEZIN_BUNDLE_TAMPERED;
    default:
      return GEZIN_BUNDLE_REFUSED;
    }
}

GezinBundleRefusal
gezin_session_bundle_refusal (const GError *error)
{
  if (error->domain == GEZIN_EXCHANGE_ERROR)
    return refusal_of_exchange (error->code);
  return error->domain == GEZIN_WIRE_ERROR ? refusal_of_wire (error->code) : GEZIN_BUNDLE_REFUSED;
}
