/* SPDX-License-Identifier: EUPL-1.2 */

/* Taking in what was judged and answered, in one transaction; or refusing all of it.
 *
 * Invariants:
 * 1. Files are on disk before the transaction of what names them.
 * 2. Versions, ledger, what is held and frozen, and the receipt are kept together or not at all. */

#include "exchange/import-private.h"

#include <string.h>

#define REASON_WAITS "waits-for-a-person"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

void
gezin_import_receipt_clear (GezinImportReceipt *receipt)
{
  g_clear_pointer (&receipt->file, g_free);
}

/* Somebody knows more of us than we wrote: this folder was put back or copied. */
static gboolean
keep_replica_clean (GezinImport *self, GError **error)
{
  GezinStore *store = self->exchange->store;
  const GezinUuid *id = &self->row->dossier;
  const GezinAuditEvent event = { .action = "replica-known-elsewhere", .dossier = id };

  if (!gezin_merge_spoils_replica (self->plan->merge, self->now, self->writer.writer.replica))
    return TRUE;
  gezin_exchange_writer_clear (&self->writer);
  return gezin_store_new_replica (store, id, error) && gezin_store_audit (store, &event, error)
         && gezin_exchange_writer_init (self->exchange, id, &self->writer, error);
}

static void
set_aside (GPtrArray *aside, const GezinUuid *record, GezinKind kind, const char *reason,
           GPtrArray *versions)
{
  GezinPlanItem *item = g_new0 (GezinPlanItem, 1);

  item->record = *record;
  item->kind = kind;
  item->reason = g_strdup (reason);
  item->versions = g_ptr_array_ref (versions);
  g_ptr_array_add (aside, item);
}

static void
add_waiting (GezinImport *self, GPtrArray *aside)
{
  for (guint i = 0; i < self->waiting->len; i++)
    {
      const GezinWaiting *waiting = self->waiting->pdata[i];

      if (!waiting->accepted)
        set_aside (aside, &waiting->record, waiting->kind, REASON_WAITS, waiting->versions);
    }
}

static gboolean
reject_new_ones (GezinImport *self, const char *reason, GError **error)
{
  for (guint i = 0; i < self->rejected->len; i++)
    {
      const GezinUuid *record = &g_array_index (self->rejected, GezinUuid, i);

      if (gezin_dossier_find (self->now, record) == NULL
          && !gezin_store_reject (self->exchange->store, &self->row->dossier, record,
                                  &self->row->bundle, reason, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_plan (GezinImport *self, const GezinAuditEvent *event, GError **error)
{
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  GezinStoreChange change = { .event = event };

  if (!gezin_plan_carry_out (self->plan, self->now, &self->writer.writer, &merge, &choices, &aside,
                             error))
    return FALSE;
  add_waiting (self, aside);
  change.merge = merge;
  change.set_aside = aside;
  return self->exchange->apply (self->exchange->apply_data, &change, error)
         && (!self->is_new || gezin_dossier_root (merge->dossier) != NULL
             || gezin_exchange_write_root (self->exchange, merge->dossier, error));
}

static gboolean
is_ours (GezinImport *self, const GezinRegister *one)
{
  const char *ours = gezin_store_identity (self->exchange->store)->organisation;

  for (guint i = 0; i < one->n_heads; i++)
    if (g_strcmp0 (gezin_version_origin (one->heads[i]), ours) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_meant (const GezinManifestLimit *limit, const GezinVersion *head)
{
  return limit->field == NULL
         || (strcmp (limit->field, gezin_catalogue_field_name (head->field)) == 0
             && g_strcmp0 (limit->item, head->item) == 0);
}

/* Nobody freezes what they did not bring, nor our own words. */
static void
add_limit (GezinImport *self, const GezinManifestLimit *limit, GArray *entries)
{
  const GezinRecord *record = gezin_dossier_find (self->now, &limit->record);
  GezinRegister one;
  guint at = 0;

  while (record != NULL && gezin_record_next_register (record, &at, &one))
    if (is_meant (limit, one.heads[0]) && gezin_held_has (self->held, one.heads[0])
        && !is_ours (self, &one))
      {
        const GezinHeldEntry entry = { .record = limit->record,
                                       .field = gezin_catalogue_field_name (one.heads[0]->field),
                                       .item = one.heads[0]->item };

        g_array_append_val (entries, entry);
      }
}

/* Before anything is merged: the index and the list are made of what may be shown then. */
static gboolean
follow_limits (GezinImport *self, GError **error)
{
  GPtrArray *limits = self->judgement->manifest->limits;
  GPtrArray *versions = self->judgement->dossier->versions;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (GezinHeldEntry));

  if (self->is_new)
    return TRUE;
  for (guint i = 0; i < limits->len; i++)
    add_limit (self, limits->pdata[i], entries);
  return gezin_store_share_again (self->exchange->store, self->row->peer, &self->row->dossier,
                                  (GezinVersion *const *) versions->pdata, versions->len, error)
         && gezin_store_freeze (
             self->exchange->store, self->row->peer, &self->row->dossier, &self->row->bundle,
             (const GezinHeldEntry *) (gpointer) entries->data, entries->len, error);
}

/* A transfer hands the lead over; of a review a copy is here to be read. */
static gboolean
follow_lead (GezinImport *self, GError **error)
{
  GezinLead lead = GEZIN_LEAD_UNSAID;

  if (self->judgement->manifest->kind == GEZIN_BUNDLE_TRANSFER)
    lead = GEZIN_LEAD_OURS;
  else if (self->judgement->manifest->kind == GEZIN_BUNDLE_REVIEW && self->is_new)
    lead = GEZIN_LEAD_THEIRS;
  return lead == GEZIN_LEAD_UNSAID
         || gezin_store_set_lead (self->exchange->store, &self->row->dossier, lead, self->row->peer,
                                  &self->row->bundle, error);
}

/* Who sent it holds all of it; and what it sends is frozen by it no longer. */
static gboolean
follow_content (GezinImport *self, GError **error)
{
  GezinStore *store = self->exchange->store;
  GPtrArray *versions = self->judgement->dossier->versions;
  GezinVersion *const *all = (GezinVersion *const *) versions->pdata;
  const GezinUuid *id = &self->row->dossier;

  return gezin_store_hold (store, self->row->peer, id, FALSE, all, versions->len, error)
         && follow_lead (self, error);
}

/* What brings a dossier has a plan (core/exchange/import.c). */
static gboolean
take_dossier (GezinImport *self, const char *reason, GPtrArray *documents, GError **error)
{
  const guint n_items = self->plan != NULL ? self->plan->items->len : 0;
  g_autofree char *detail =
      g_strdup_printf ("records %u waiting %u rejected %u limits %u%s", n_items, self->waiting->len,
                       self->rejected->len, self->judgement->manifest->limits->len,
                       self->has_gap ? " after-gap" : "");
  const GezinAuditEvent event = { .action = "import",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest,
                                  .ground = self->row->purpose,
                                  .detail = detail };

  self->row->records = n_items;
  return reject_new_ones (self, reason, error) && follow_limits (self, error)
         && apply_plan (self, &event, error) && gezin_import_keep_documents (self, documents, error)
         && follow_content (self, error);
}

/* The newest of a row is kept as it came: should there be a fork, both can be looked at. */
static gboolean
forget_older_file (GezinImport *self, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) last =
      gezin_store_find_sequence (self->exchange->store, self->row, TRUE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (last == NULL || last->file == NULL || last->sequence > self->row->sequence)
    return TRUE;
  g_clear_pointer (&last->file, g_free);
  return gezin_store_update_bundle (self->exchange->store, last, NULL, error);
}

static gboolean
end_arrival (GezinImport *self, GError **error)
{
  guint8 sha256[GEZIN_DIGEST_BYTES];
  g_autofree char *digest = NULL;

  gezin_digest_of (g_bytes_get_data (self->file, NULL), g_bytes_get_size (self->file), sha256);
  digest = gezin_digest_text (sha256);
  return gezin_store_end_arrival (self->exchange->store, digest, error);
}

/* A fork that was kept has its row; a person who took it in sees it called that still. */
static gboolean
note_row (GezinImport *self, GError **error)
{
  GezinStore *store = self->exchange->store;
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) before =
      gezin_store_find_bundle (store, &self->row->bundle, TRUE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (before == NULL || strcmp (before->digest, self->row->digest) != 0)
    return gezin_store_note_bundle (store, self->row, NULL, error);
  g_free (before->receipt);
  before->receipt = g_strdup (GEZIN_LEDGER_TAKEN);
  before->receipt_at = gezin_clock_now (gezin_store_clock (store));
  return gezin_store_update_bundle (store, before, NULL, error);
}

static gboolean
take_kind (GezinImport *self, const char *reason, GPtrArray *documents, GezinImportReceipt *receipt,
           GError **error)
{
  GezinBundleResult result = GEZIN_BUNDLE_RESULT_TAKEN;
  const char *why = NULL;

  switch (self->judgement->manifest->kind)
    {
    case GEZIN_BUNDLE_RECEIPT:
      return gezin_receipt_take (self, error);
    case GEZIN_BUNDLE_RECALL:
      if (!gezin_recall_take (self, &result, &why, error))
        return FALSE;
      break;
    default:
      if (!take_dossier (self, reason, documents, error))
        return FALSE;
    }
  return gezin_receipt_make (self, result, why, receipt, error);
}

static gboolean
take_all (GezinImport *self, const char *reason, GPtrArray *documents, GezinImportReceipt *receipt,
          GError **error)
{
  GezinStore *store = self->exchange->store;
  gboolean done;

  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  done = forget_older_file (self, error) && take_kind (self, reason, documents, receipt, error)
         && note_row (self, error) && end_arrival (self, error);
  return gezin_exchange_finish (self->exchange, done, error);
}

gboolean
gezin_import_take (GezinImport *self, const char *reason, GezinImportReceipt *receipt,
                   GError **error)
{
  g_autoptr (GPtrArray) documents = NULL;
  GError *inner = NULL;

  *receipt = (GezinImportReceipt){ .file = NULL };
  if (self->is_known)
    return gezin_receipt_send_again (self, receipt, error) && end_arrival (self, error)
           && gezin_store_settle_boxes (self->exchange->store, error);
  if (self->plan != NULL && !keep_replica_clean (self, error))
    return FALSE;
  documents = gezin_import_take_documents (self, error);
  if (documents == NULL)
    return FALSE;
  /* Sealed or not, what was erased here does not stay here. */
  if (self->row->file == NULL && self->plan != NULL && !self->has_erased)
    {
      self->row->file = gezin_store_new_box_name (self->exchange->store);
      if (!gezin_store_stage_file (self->exchange->store, GEZIN_BOX_IN, self->row->file, self->file,
                                   error))
        return FALSE;
    }
  if (take_all (self, reason, documents, receipt, &inner))
    return TRUE;
  gezin_import_discard_documents (self, documents, inner);
  g_propagate_error (error, inner);
  gezin_exchange_give_up (self->exchange);
  return FALSE;
}

/* Refusing all of it. */

static gboolean
refuse_in_transaction (GezinImport *self, GezinImportReceipt *receipt, GError **error)
{
  const gboolean is_recall = self->judgement->manifest->kind == GEZIN_BUNDLE_RECALL;
  const GezinAuditEvent event = { .action = "refuse-bundle",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest,
                                  .detail = "by-a-person" };

  g_free (self->row->state);
  self->row->state = g_strdup (GEZIN_LEDGER_REFUSED);
  self->row->reason = g_strdup ("by-a-person");
  return gezin_store_audit (self->exchange->store, &event, error)
         && gezin_receipt_make (self,
                                is_recall ? GEZIN_BUNDLE_RESULT_KEPT : GEZIN_BUNDLE_RESULT_REFUSED,
                                "by-a-person", receipt, error)
         && note_row (self, error) && end_arrival (self, error);
}

gboolean
gezin_import_refuse (GezinImport *self, GezinImportReceipt *receipt, GError **error)
{
  GezinStore *store = self->exchange->store;

  *receipt = (GezinImportReceipt){ .file = NULL };
  if (self->is_known || self->judgement->manifest->kind == GEZIN_BUNDLE_RECEIPT)
    return fail (GEZIN_EXCHANGE_ERROR_RECORD, "there is nothing in it that could be refused",
                 error);
  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  return gezin_exchange_finish (self->exchange, refuse_in_transaction (self, receipt, error),
                                error);
}
