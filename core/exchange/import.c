/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle on its way in: judged, answered, looked at. The invariants are in import.h. */

#include "exchange/import-private.h"

#include <string.h>

#include "base/error.h"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

void
gezin_import_free (GezinImport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->plan, gezin_plan_free);
  g_clear_pointer (&self->rejected, g_array_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->rejected_before, g_ptr_array_unref);
  g_clear_pointer (&self->offered, g_ptr_array_unref);
  g_clear_pointer (&self->erased, g_array_unref);
  if (self->has_writer)
    gezin_exchange_writer_clear (&self->writer);
  g_clear_pointer (&self->held, gezin_held_free);
  g_clear_pointer (&self->now, gezin_dossier_unref);
  g_clear_pointer (&self->row, gezin_ledger_row_free);
  g_clear_pointer (&self->sender, gezin_known_peer_free);
  g_clear_pointer (&self->judgement, gezin_judgement_free);
  g_clear_pointer (&self->own, gezin_own_card_free);
  g_clear_pointer (&self->file, g_bytes_unref);
  g_free (self);
}

/* Judging. */

GPtrArray *
gezin_import_own_cards (GezinExchange *exchange, GError **error)
{
  g_autoptr (GPtrArray) keys = gezin_store_keys (exchange->store, error);
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_card_unref);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      GezinCard *card = gezin_card_read (((GezinOwnKeys *) keys->pdata[i])->card, error);

      if (card == NULL)
        return NULL;
      g_ptr_array_add (cards, card);
    }
  return keys != NULL ? g_steal_pointer (&cards) : NULL;
}

/* Who signed what nobody trusts: a peer that was not confirmed, or not any more, has a reason of its own. */
static void
tell_whose (GezinImport *self, GError **error)
{
  g_autoptr (GezinKnownPeer) known = NULL;

  if (error == NULL
      || !g_error_matches (*error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_CERTIFICATE_UNKNOWN)
      || self->judgement->signature == NULL)
    return;
  known = gezin_peers_find_signer (self->exchange, self->judgement->signature->certificate, NULL);
  g_clear_error (error);
  if (known == NULL)
    fail (GEZIN_EXCHANGE_ERROR_SENDER_UNKNOWN, "nobody whom we know signed it", error);
  else if (known->peer->state == GEZIN_PEER_REVOKED)
    fail (GEZIN_EXCHANGE_ERROR_SENDER_REVOKED, "its sender's card was revoked", error);
  else
    fail (GEZIN_EXCHANGE_ERROR_SENDER_NOT_TRUSTED, "nobody compared its sender's words", error);
}

/* That nobody could look whether a certificate was revoked is told and kept, and is no refusal. */
static gboolean
holds (const GezinJudgement *judgement)
{
  for (guint i = 0; i < judgement->lines->len; i++)
    {
      const GezinBundleVerdictLine *line =
          &g_array_index (judgement->lines, GezinBundleVerdictLine, i);

      if (line->verdict != GEZIN_BUNDLE_VERDICT_GOOD && strcmp (line->part, "revocation") != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
judge_file (GezinImport *self, GError **error)
{
  GError *inner = NULL;

  self->judgement = gezin_import_judge (self->exchange, self->own, self->file, &inner);
  if (self->judgement != NULL && inner != NULL)
    tell_whose (self, &inner);
  if (inner == NULL && self->judgement != NULL && holds (self->judgement))
    return TRUE;
  if (inner == NULL)
    fail (GEZIN_EXCHANGE_ERROR_NOT_A_BUNDLE, "not everything of it could be checked", &inner);
  g_propagate_error (error, inner);
  return FALSE;
}

static gboolean
find_sender (GezinImport *self, GError **error)
{
  g_autofree char *digest = gezin_digest_text (gezin_card_digest (self->judgement->sender));

  self->sender = gezin_peers_find (self->exchange, digest, error);
  return self->sender != NULL;
}

/* What came from outside has dots; without them nobody could tell who wrote it. */
static gboolean
check_values (GezinImport *self, GError **error)
{
  if (self->judgement->dossier == NULL || self->judgement->dossier->values->len == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_WIRE_ERROR, GEZIN_WIRE_ERROR_VERSIONS,
                       "1: a value without a version");
  return FALSE;
}

static gboolean
look_inside (GezinImport *self, GError **error)
{
  if (self->is_known)
    return TRUE;
  switch (self->judgement->manifest->kind)
    {
    case GEZIN_BUNDLE_RECEIPT:
      return gezin_receipt_check (self, error);
    case GEZIN_BUNDLE_RECALL:
      return gezin_recall_check (self, error);
    default:
      return check_values (self, error) && gezin_import_prepare (self, error);
    }
}

/* An event only of what a peer sent: what anybody could have made leaves the store as it was. */
static void
note_refusal (GezinImport *self, const GError *why)
{
  GezinAuditEvent event = { .action = "refuse-bundle" };
  const char *reason = why->domain == GEZIN_WIRE_ERROR ? gezin_wire_error_reason (why->code)
                                                       : gezin_exchange_error_reason (why->code);

  if (self->sender == NULL || gezin_error_status (why) != GEZIN_STATUS_REFUSED)
    return;
  event.subject = self->sender->peer->digest;
  event.detail = reason;
  if (!gezin_store_audit (self->exchange->store, &event, NULL))
    g_debug ("a refusal could not be noted");
}

GezinImport *
gezin_import_open (GezinExchange *exchange, GBytes *file, GezinImportFlags flags, GError **error)
{
  g_autoptr (GezinImport) self = g_new0 (GezinImport, 1);
  GError *inner = NULL;

  self->exchange = exchange;
  self->file = g_bytes_ref (file);
  self->flags = flags;
  self->own = gezin_own_card_get (exchange, error);
  if (self->own == NULL)
    return NULL;
  if (judge_file (self, &inner) && find_sender (self, &inner) && gezin_import_place (self, &inner)
      && look_inside (self, &inner))
    return g_steal_pointer (&self);
  note_refusal (self, inner);
  g_propagate_error (error, inner);
  return NULL;
}

/* Asking. */

gboolean
gezin_import_is_known (const GezinImport *self)
{
  return self->is_known;
}

gboolean
gezin_import_has_gap (const GezinImport *self)
{
  return self->has_gap;
}

GezinLife
gezin_import_life (const GezinImport *self)
{
  return self->life;
}

const GezinManifest *
gezin_import_manifest (const GezinImport *self)
{
  return self->judgement->manifest;
}

const GezinKnownPeer *
gezin_import_sender (const GezinImport *self)
{
  return self->sender;
}

const char *
gezin_import_revocation (const GezinImport *self)
{
  return self->row->revocation;
}

GezinPlan *
gezin_import_plan (const GezinImport *self)
{
  return self->plan;
}

GPtrArray *
gezin_import_waiting (const GezinImport *self)
{
  return self->waiting;
}

guint
gezin_import_n_rejected_before (const GezinImport *self)
{
  return self->n_rejected_before;
}

gboolean
gezin_import_is_new (const GezinImport *self)
{
  return self->is_new;
}

/* Answering. */

static gboolean
has_item (GezinImport *self, const GezinUuid *record)
{
  for (guint i = 0; self->plan != NULL && i < self->plan->items->len; i++)
    if (gezin_uuid_equal (&((GezinPlanItem *) self->plan->items->pdata[i])->record, record))
      return TRUE;
  return FALSE;
}

gboolean
gezin_import_accept (GezinImport *self, const GezinUuid *record, GError **error)
{
  for (guint i = 0; self->waiting != NULL && i < self->waiting->len; i++)
    {
      GezinWaiting *waiting = self->waiting->pdata[i];

      if (!gezin_uuid_equal (&waiting->record, record))
        continue;
      waiting->accepted = TRUE;
      return gezin_import_replan (self, error);
    }
  return has_item (self, record)
         || fail (GEZIN_EXCHANGE_ERROR_RECORD, "the bundle holds no such record", error);
}

gboolean
gezin_import_reject (GezinImport *self, const GezinUuid *record, GError **error)
{
  if (self->plan == NULL || !gezin_plan_answer (self->plan, record, FALSE))
    return fail (GEZIN_EXCHANGE_ERROR_RECORD, "the bundle holds no such record to reject", error);
  g_array_append_vals (self->rejected, record, 1);
  return TRUE;
}
