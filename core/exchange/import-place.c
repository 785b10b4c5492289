/* SPDX-License-Identifier: EUPL-1.2 */

/* Where a bundle stands in the row of its sender: seen before, older, after a
 * gap, or one of two with the same number.
 *
 * Invariants:
 * 1. A number that was taken is never taken for another bundle, unless a person looked at both.
 * 2. A fork is kept, sealed as it came, and told.
 * 3. A folder that was copied counts anew in its copy, so nothing forks: that two copies are in use is
 *    told by itself. */

#include "exchange/import-private.h"
#include "exchange/revocations.h"

#include <string.h>

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

static void
fill_row (GezinImport *self)
{
  const GezinManifest *manifest = self->judgement->manifest;
  GezinLedgerRow *row = self->row;

  row->bundle = manifest->bundle;
  row->came = TRUE;
  row->kind = g_strdup (gezin_bundle_kind_code (manifest->kind));
  row->peer = self->sender->peer->number;
  row->dossier = manifest->dossier;
  row->incarnation = manifest->incarnation;
  row->sequence = manifest->number;
  row->is_receipt = manifest->kind == GEZIN_BUNDLE_RECEIPT;
  row->digest = gezin_digest_text (self->judgement->digest);
  row->previous = manifest->has_previous ? gezin_digest_text (manifest->previous) : NULL;
  row->purpose = g_strdup (manifest->purpose);
  row->made = manifest->made;
  row->expires = manifest->expires;
  row->state = g_strdup (GEZIN_LEDGER_TAKEN);
  row->has_answers = manifest->about != NULL;
  if (row->has_answers)
    row->answers = manifest->about->bundle;
  /* A card that vouches for itself has nobody who could revoke it. */
  if (gezin_card_issuers (self->sender->card)->len > 0)
    {
      row->revocation = g_strdup (gezin_revocation_code (self->judgement->revocation));
      row->revocation_at = gezin_clock_now (gezin_store_clock (self->exchange->store));
    }
}

/* Its sender may have put back a folder, and not know of the other one: the receipt tells. */
static gboolean
note_fork (GezinImport *self, const GezinAuditEvent *event, GError **error)
{
  g_auto (GezinImportReceipt) receipt = { .file = NULL };

  return gezin_store_note_bundle (self->exchange->store, self->row, event, error)
         && gezin_receipt_make (self, GEZIN_BUNDLE_RESULT_REFUSED, self->row->reason, &receipt,
                                error);
}

/* Keeps it beside the other, for who looks into it. */
static gboolean
keep_fork (GezinImport *self, GezinExchangeError code, GError **error)
{
  GezinStore *store = self->exchange->store;
  const GezinAuditEvent event = { .action = "bundle-forked",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest };
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) before =
      gezin_store_find_bundle (store, &self->row->bundle, TRUE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (before != NULL && strcmp (before->digest, self->row->digest) == 0)
    return TRUE;
  g_free (self->row->state);
  self->row->state = g_strdup (GEZIN_LEDGER_FORKED);
  self->row->reason = g_strdup (gezin_exchange_error_reason ((int) code));
  self->row->file = gezin_store_new_box_name (store);
  return gezin_store_stage_file (store, GEZIN_BOX_IN, self->row->file, self->file, error)
         && gezin_store_begin_bulk (store, error)
         && gezin_exchange_finish (self->exchange, note_fork (self, &event, error), error);
}

static gboolean
refuse_fork (GezinImport *self, GezinExchangeError code, const char *what, GError **error)
{
  if ((self->flags & GEZIN_IMPORT_FORKED) != 0)
    return TRUE;
  return keep_fork (self, code, error) && fail (code, what, error);
}

/* Numbers are 1, 2, 3…: the one before it is either here and named, or did not come. */
static gboolean
check_previous (GezinImport *self, GError **error)
{
  g_autoptr (GezinLedgerRow) before = gezin_ledger_row_new ();
  g_autoptr (GezinLedgerRow) found = NULL;
  g_autoptr (GError) inner = NULL;

  if (self->row->sequence <= 1)
    return TRUE;
  before->came = TRUE;
  before->peer = self->row->peer;
  before->dossier = self->row->dossier;
  before->incarnation = self->row->incarnation;
  before->is_receipt = self->row->is_receipt;
  before->sequence = self->row->sequence - 1;
  found = gezin_store_find_sequence (self->exchange->store, before, FALSE, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  self->has_gap = found == NULL;
  if (found == NULL || g_strcmp0 (found->digest, self->row->previous) == 0)
    return TRUE;
  return refuse_fork (self, GEZIN_EXCHANGE_ERROR_PREVIOUS,
                      "it names another bundle before it than was taken in", error);
}

static gboolean
check_number (GezinImport *self, GError **error)
{
  GezinStore *store = self->exchange->store;
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) same = gezin_store_find_sequence (store, self->row, FALSE, &inner);
  g_autoptr (GezinLedgerRow) last = NULL;

  if (inner == NULL)
    last = gezin_store_find_sequence (store, self->row, TRUE, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (same != NULL)
    return refuse_fork (self, GEZIN_EXCHANGE_ERROR_FORKED, "another bundle has its number", error);
  /* Every receipt is about another bundle: no later one says the same. */
  if (last != NULL && self->row->sequence < last->sequence && !self->row->is_receipt
      && (self->flags & GEZIN_IMPORT_OLDER) == 0)
    return fail (GEZIN_EXCHANGE_ERROR_STALE, "a later bundle was taken in", error);
  return check_previous (self, error);
}

/* Once a person looked at a fork and wants it, its row stays a fork's: its number is another's. */
static void
mark_if_forked (GezinImport *self)
{
  g_autoptr (GezinLedgerRow) same =
      gezin_store_find_sequence (self->exchange->store, self->row, FALSE, NULL);

  if (same == NULL)
    return;
  g_free (self->row->state);
  self->row->state = g_strdup (GEZIN_LEDGER_FORKED);
}

static gboolean
is_settled (const GezinLedgerRow *before)
{
  return strcmp (before->state, GEZIN_LEDGER_TAKEN) == 0
         || strcmp (before->state, GEZIN_LEDGER_REFUSED) == 0;
}

gboolean
gezin_import_place (GezinImport *self, GError **error)
{
  g_autoptr (GezinLedgerRow) before = NULL;
  g_autoptr (GError) inner = NULL;

  self->row = gezin_ledger_row_new ();
  fill_row (self);
  before = gezin_store_find_bundle (self->exchange->store, &self->row->bundle, TRUE, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (before != NULL && is_settled (before))
    {
      self->is_known = strcmp (before->digest, self->row->digest) == 0;
      if (self->is_known)
        return TRUE;
      return refuse_fork (self, GEZIN_EXCHANGE_ERROR_REPLAYED, "another bundle had its id", error);
    }
  if (!check_number (self, error))
    return FALSE;
  mark_if_forked (self);
  return gezin_store_find_life (self->exchange->store, self->row, &self->life, error);
}
