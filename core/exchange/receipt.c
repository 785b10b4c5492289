/* SPDX-License-Identifier: EUPL-1.2 */

/* Receipts, made and taken.
 *
 * Invariants:
 * 1. What a receipt says follows from the bundle alone: what is wrong in itself, what it limits, and
 *    what a person decided of all of it. It is the same whatever else is here.
 * 2. The same bundle again gets the same receipt again, byte for byte.
 * 3. A receipt gets none. */

#include "exchange/import-private.h"
#include "exchange/outgoing-private.h"

#include <string.h>

#include "base/limits.h"
#include "consent/disclosure.h"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* Making. */

/* What is wrong in itself, as if nothing were here. */
static gboolean
add_parked (GezinImport *self, GezinManifestAbout *about, GError **error)
{
  GPtrArray *versions = self->judgement->dossier->versions;
  g_autoptr (GezinDossier) nothing =
      gezin_dossier_new (&self->row->dossier, NULL, 0, NULL, 0, error);
  g_autoptr (GezinPlan) alone = NULL;

  if (nothing == NULL)
    return FALSE;
  alone = gezin_plan_new (nothing, NULL, versions, NULL, 0, self->exchange->reference, error);
  for (guint i = 0; alone != NULL && i < alone->items->len; i++)
    {
      const GezinPlanItem *item = alone->items->pdata[i];

      if (item->outcome == GEZIN_PLAN_PARKED)
        gezin_manifest_add_parked (about, &item->record, item->reason);
    }
  return alone != NULL;
}

static void
add_frozen (GezinImport *self, GezinManifestAbout *about)
{
  GPtrArray *limits = self->judgement->manifest->limits;
  g_autoptr (GHashTable) added = g_hash_table_new (gezin_uuid_hash, gezin_uuid_equal);

  for (guint i = 0; i < limits->len; i++)
    {
      GezinManifestLimit *limit = limits->pdata[i];

      if (g_hash_table_add (added, &limit->record))
        g_array_append_val (about->frozen, limit->record);
    }
}

static gboolean
fill_about (GezinImport *self, GezinManifestAbout *about, GezinBundleResult result,
            const char *reason, GError **error)
{
  about->bundle = self->row->bundle;
  memcpy (about->digest, self->judgement->digest, sizeof about->digest);
  about->result = result;
  about->reason = g_strdup (reason);
  if (result != GEZIN_BUNDLE_RESULT_TAKEN || self->judgement->dossier == NULL)
    return TRUE;
  add_frozen (self, about);
  return add_parked (self, about, error);
}

gboolean
gezin_receipt_make (GezinImport *self, GezinBundleResult result, const char *reason,
                    GezinImportReceipt *receipt, GError **error)
{
  const GezinAuditEvent event = { .action = "receipt",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest };
  g_auto (GezinOutgoing) outgoing = { NULL };

  if (!gezin_outgoing_init (&outgoing, self->exchange, GEZIN_BUNDLE_RECEIPT, &self->row->dossier,
                            self->sender, GEZIN_RECEIPT_DAYS, error))
    return FALSE;
  outgoing.manifest->about = gezin_manifest_about_new ();
  outgoing.row->has_answers = TRUE;
  outgoing.row->answers = self->row->bundle;
  if (!fill_about (self, outgoing.manifest->about, result, reason, error)
      || !gezin_outgoing_seal (&outgoing, NULL, NULL, TRUE, error)
      || !gezin_outgoing_note (&outgoing, &event, error))
    return FALSE;
  receipt->is_made = TRUE;
  receipt->bundle = outgoing.row->bundle;
  receipt->file = g_strdup (outgoing.row->file);
  return TRUE;
}

gboolean
gezin_receipt_send_again (GezinImport *self, GezinImportReceipt *receipt, GError **error)
{
  GezinStore *store = self->exchange->store;
  const GezinAuditEvent event = { .action = "receipt-again", .dossier = &self->row->dossier };
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) row = gezin_store_answer_to (
      store, &self->row->bundle, gezin_bundle_kind_code (GEZIN_BUNDLE_RECEIPT), &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (row == NULL || row->sealed == NULL)
    return TRUE;
  receipt->is_made = TRUE;
  receipt->bundle = row->bundle;
  if (strcmp (row->state, GEZIN_LEDGER_WAITING) != 0)
    {
      g_free (row->state);
      row->state = g_strdup (GEZIN_LEDGER_WAITING);
      g_free (row->file);
      row->file = gezin_store_new_box_name (store);
      if (!gezin_store_stage_file (store, GEZIN_BOX_OUT, row->file, row->sealed, error)
          || !gezin_store_update_bundle (store, row, &event, error))
        return FALSE;
    }
  receipt->file = g_strdup (row->file);
  return TRUE;
}

/* Taking. */

/* A peer that has a new card since may answer with either. */
static gboolean
is_of_peer (GezinImport *self, const GezinLedgerRow *row)
{
  return row->peer == self->row->peer || self->sender->peer->replaces == row->peer;
}

static GezinLedgerRow *
find_about (GezinImport *self, GError **error)
{
  const GezinManifestAbout *about = self->judgement->manifest->about;
  g_autofree char *digest = gezin_digest_text (about->digest);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) row =
      gezin_store_find_bundle (self->exchange->store, &about->bundle, FALSE, &inner);

  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (row == NULL || !is_of_peer (self, row) || strcmp (row->digest, digest) != 0
           || !gezin_uuid_equal (&row->dossier, &self->row->dossier) || row->is_receipt)
    fail (GEZIN_EXCHANGE_ERROR_ABOUT, "nothing that it is about was sent to its sender", error);
  else
    return g_steal_pointer (&row);
  return NULL;
}

gboolean
gezin_receipt_check (GezinImport *self, GError **error)
{
  g_autoptr (GezinLedgerRow) row = find_about (self, error);

  return row != NULL;
}

static const char *
result_code (GezinBundleResult result)
{
  switch (result)
    {
    case GEZIN_BUNDLE_RESULT_TAKEN:
      return "taken";
    case GEZIN_BUNDLE_RESULT_DELETED:
      return "deleted";
    case GEZIN_BUNDLE_RESULT_KEPT:
      return "kept";
    default:
      return "refused";
    }
}

/* Somebody has bundles with our numbers that we do not know: this folder was put back. */
static gboolean
heal_incarnation (GezinImport *self, const GezinLedgerRow *row, const char *reason, GError **error)
{
  const GezinAuditEvent event = { .action = "bundles-known-elsewhere",
                                  .dossier = &row->dossier,
                                  .subject = self->sender->peer->digest };

  if (reason == NULL || row->incarnation != gezin_store_incarnation (self->exchange->store)
      || (strcmp (reason, gezin_exchange_error_reason (GEZIN_EXCHANGE_ERROR_FORKED)) != 0
          && strcmp (reason, gezin_exchange_error_reason (GEZIN_EXCHANGE_ERROR_PREVIOUS)) != 0))
    return TRUE;
  return gezin_store_new_incarnation (self->exchange->store, &event, error);
}

static gboolean
follow_transfer (GezinImport *self, const GezinLedgerRow *row, GezinBundleResult result,
                 GError **error)
{
  GezinStore *store = self->exchange->store;
  GezinLead lead;
  GezinUuid said;

  if (strcmp (row->kind, gezin_bundle_kind_code (GEZIN_BUNDLE_TRANSFER)) != 0)
    return TRUE;
  if (!gezin_store_lead (store, &row->dossier, &lead, NULL, &said, error))
    return FALSE;
  if (lead != GEZIN_LEAD_OFFERED || !gezin_uuid_equal (&said, &row->bundle))
    return TRUE;
  return gezin_store_set_lead (store, &row->dossier,
                               result == GEZIN_BUNDLE_RESULT_TAKEN ? GEZIN_LEAD_THEIRS
                                                                   : GEZIN_LEAD_OURS,
                               row->peer, &row->bundle, error);
}

/* The record of the dossier that tells of it; a recall has none of its own. */
static gboolean
tell_dossier (GezinImport *self, const GezinLedgerRow *row, GError **error)
{
  GezinStore *store = self->exchange->store;
  const GezinUuid *id = gezin_ledger_row_about (row);
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  const GezinRecord *record;
  GDate today;

  if (!gezin_store_has (store, id) || gezin_store_is_erased (store, id, NULL))
    return TRUE;
  now = gezin_store_load (store, id, error);
  if (now == NULL)
    return FALSE;
  record = gezin_disclosure_find (now, row->has_answers ? &row->answers : &row->bundle);
  if (record == NULL)
    return TRUE;
  gezin_clock_today (gezin_store_clock (store), &today);
  edits = gezin_disclosure_receipt_edits (&record->id, &today, row->receipt);
  return gezin_exchange_write (self->exchange, now, edits, NULL, error);
}

gboolean
gezin_receipt_take (GezinImport *self, GError **error)
{
  const GezinManifestAbout *about = self->judgement->manifest->about;
  GezinStore *store = self->exchange->store;
  g_autoptr (GezinLedgerRow) row = find_about (self, error);
  const GezinAuditEvent event = { .action = "receipt-came",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest,
                                  .detail = result_code (about->result) };

  if (row == NULL)
    return FALSE;
  g_free (row->receipt);
  row->receipt = g_strdup (result_code (about->result));
  row->receipt_at = gezin_clock_now (gezin_store_clock (store));
  g_free (row->reason);
  row->reason = g_strdup (about->reason);
  /* Acknowledged: it need not be sent any more. */
  g_clear_pointer (&row->file, g_free);
  if (strcmp (row->state, GEZIN_LEDGER_WAITING) == 0)
    {
      g_free (row->state);
      row->state = g_strdup (GEZIN_LEDGER_SENT);
    }
  return gezin_store_update_bundle (store, row, &event, error)
         && heal_incarnation (self, row, about->reason, error)
         && follow_transfer (self, row, about->result, error) && tell_dossier (self, row, error);
}
