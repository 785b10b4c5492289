/* SPDX-License-Identifier: EUPL-1.2 */

/* Asking back what was sent, and deleting what is asked back.
 *
 * Invariants:
 * 1. Nothing that anybody but the side of the sender worked on is deleted: that is frozen, and its
 *    receipt says that it was kept.
 * 2. What is deleted is erased: nothing brings it back.
 * 3. A bundle that is asked back alone asks for nothing that a later one carried too. */

#include "exchange/recall.h"

#include <string.h>

#include "base/limits.h"
#include "consent/disclosure.h"
#include "exchange/import-private.h"
#include "exchange/outgoing-private.h"

#define REASON_RECALLED "recalled"
#define REASON_OWN_WORK "worked-on-here"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

/* Asking. */

static gboolean
check_can_be_recalled (const GezinLedgerRow *row, const GezinRecallAsked *asked, GError **error)
{
  static const GezinBundleKind kinds[] = { GEZIN_BUNDLE_SHARE, GEZIN_BUNDLE_RETURN,
                                           GEZIN_BUNDLE_REVIEW, GEZIN_BUNDLE_TRANSFER };

  for (gsize i = 0;
       (row->recalled == 0 || asked->n_records > 0 || asked->is_all) && i < G_N_ELEMENTS (kinds);
       i++)
    if (strcmp (row->kind, gezin_bundle_kind_code (kinds[i])) == 0)
      return TRUE;
  return fail (GEZIN_EXCHANGE_ERROR_RECALLED, "it cannot be recalled, or was already", error);
}

static GezinLedgerRow *
find_row (GezinExchange *exchange, const GezinUuid *bundle, GError **error)
{
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) row = gezin_store_find_bundle (exchange->store, bundle, FALSE, &inner);

  if (inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (row == NULL)
    fail (GEZIN_EXCHANGE_ERROR_NO_BUNDLE, "no such bundle was made here", error);
  return g_steal_pointer (&row);
}

static gboolean
is_among (const GezinRecallAsked *asked, const GezinUuid *record)
{
  for (gsize i = 0; i < asked->n_records; i++)
    if (gezin_uuid_equal (&asked->records[i], record))
      return TRUE;
  return asked->n_records == 0;
}

/* Records that the peer was given, no longer shared ones too: ids alone, which it has already. */
static gboolean
add_records (GezinOutgoing *outgoing, const GezinLedgerRow *row, const GezinRecallAsked *asked,
             GError **error)
{
  GezinStore *store = outgoing->exchange->store;
  g_autoptr (GArray) records =
      asked->is_all || asked->n_records > 0
          ? gezin_store_given (store, outgoing->row->peer, &outgoing->row->dossier, error)
          : gezin_store_carried (store, row, NULL, error);
  gsize n_added = 0;

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const GezinUuid *record = &g_array_index (records, GezinUuid, i);

      if (!is_among (asked, record))
        continue;
      gezin_manifest_add_limit (outgoing->manifest, record, NULL, NULL);
      n_added++;
    }
  if (records != NULL && n_added == 0 && asked->n_records == 0 && !asked->is_all)
    return fail (GEZIN_EXCHANGE_ERROR_CARRIED_LATER, "a later bundle carried all of it", error);
  outgoing->row->records = (guint) n_added;
  if (records == NULL || n_added >= asked->n_records)
    return records != NULL;
  return fail (GEZIN_EXCHANGE_ERROR_RECORD, "a record was not given to them", error);
}

static gboolean
note_in_dossier (GezinExchange *exchange, const GezinLedgerRow *row, GError **error)
{
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  const GezinRecord *record;
  GDate today;

  if (gezin_store_is_erased (exchange->store, gezin_ledger_row_about (row), NULL))
    return TRUE;
  now = gezin_store_load (exchange->store, gezin_ledger_row_about (row), error);
  if (now == NULL)
    return FALSE;
  record = gezin_disclosure_find (now, &row->bundle);
  if (record == NULL)
    return TRUE;
  gezin_clock_today (gezin_store_clock (exchange->store), &today);
  edits = gezin_disclosure_recall_edits (&record->id, &today);
  return gezin_exchange_write (exchange, now, edits, NULL, error);
}

static gboolean
note (GezinOutgoing *outgoing, GezinLedgerRow *row, const GezinRecallAsked *asked, GError **error)
{
  GezinStore *store = outgoing->exchange->store;
  const GezinAuditEvent event = { .action = "recall", .dossier = gezin_ledger_row_about (row) };
  const gboolean is_whole = asked->n_records == 0;
  gboolean done;

  if (is_whole)
    row->recalled = gezin_clock_now (gezin_store_clock (store));
  g_free (row->recall_reason);
  row->recall_reason = g_strdup (asked->reason);
  if (is_whole)
    g_clear_pointer (&row->file, g_free);
  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  done = gezin_outgoing_note (outgoing, &event, error)
         && gezin_store_update_bundle (store, row, NULL, error)
         && (!is_whole || note_in_dossier (outgoing->exchange, row, error));
  return gezin_exchange_finish (outgoing->exchange, done, error);
}

static gboolean
fill_about (GezinOutgoing *outgoing, const GezinLedgerRow *row)
{
  GezinManifestAbout *about = gezin_manifest_about_new ();
  gsize length = 0;
  g_autofree guint8 *digest = gezin_hex_decode (row->digest, &length);

  outgoing->manifest->about = about;
  about->bundle = row->bundle;
  if (digest != NULL && length == sizeof about->digest)
    memcpy (about->digest, digest, length);
  about->reason = g_strdup (REASON_RECALLED);
  outgoing->row->has_answers = TRUE;
  outgoing->row->answers = row->bundle;
  return TRUE;
}

/* The card that is trusted now: the one it was sent to may have been replaced. */
static GezinKnownPeer *
find_peer (GezinExchange *exchange, gint64 number, GError **error)
{
  g_autoptr (GezinPeer) peer = gezin_store_peer_by_number (exchange->store, number, error);

  return peer != NULL ? gezin_peers_find (exchange, peer->digest, error) : NULL;
}

/* It never left: nobody needs to be asked, nor told of what they were never given. */
static gboolean
withdraw (GezinExchange *exchange, GezinLedgerRow *row, const GezinRecallAsked *asked,
          GError **error)
{
  const GezinAuditEvent event = { .action = "withdraw-bundle",
                                  .dossier = gezin_ledger_row_about (row) };
  GezinStore *store = exchange->store;
  gboolean done;

  g_free (row->state);
  row->state = g_strdup (GEZIN_LEDGER_WITHDRAWN);
  row->recalled = gezin_clock_now (gezin_store_clock (store));
  g_free (row->recall_reason);
  row->recall_reason = g_strdup (asked->reason);
  g_clear_pointer (&row->file, g_free);
  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  done = gezin_store_update_bundle (store, row, &event, error)
         && note_in_dossier (exchange, row, error);
  return gezin_exchange_finish (exchange, done, error);
}

static gboolean
was_sent (const GezinLedgerRow *row)
{
  return strcmp (row->state, GEZIN_LEDGER_WAITING) != 0 || row->receipt != NULL;
}

gboolean
gezin_recall_make (GezinExchange *exchange, const GezinRecallAsked *asked, GezinUuid *recall,
                   GError **error)
{
  g_autoptr (GezinLedgerRow) row = find_row (exchange, asked->bundle, error);
  g_autoptr (GezinKnownPeer) peer = NULL;
  g_auto (GezinOutgoing) outgoing = { NULL };

  if (row == NULL || !check_can_be_recalled (row, asked, error))
    return FALSE;
  *recall = (GezinUuid){ { 0 } };
  if (!was_sent (row))
    return withdraw (exchange, row, asked, error);
  peer = find_peer (exchange, row->peer, error);
  if (peer == NULL || !gezin_peers_check_may_get (exchange, peer, error)
      || !gezin_outgoing_init (&outgoing, exchange, GEZIN_BUNDLE_RECALL, &row->dossier, peer,
                               GEZIN_RECEIPT_DAYS, error)
      || !fill_about (&outgoing, row) || !add_records (&outgoing, row, asked, error)
      || !gezin_outgoing_seal (&outgoing, NULL, NULL, FALSE, error))
    return FALSE;
  *recall = outgoing.row->bundle;
  return note (&outgoing, row, asked, error);
}

gboolean
gezin_recall_reach (GezinExchange *exchange, const GezinUuid *bundle, GezinRecallReach *reach,
                    GError **error)
{
  g_autoptr (GezinLedgerRow) row = find_row (exchange, bundle, error);
  g_autoptr (GezinKnownPeer) peer = row != NULL ? find_peer (exchange, row->peer, error) : NULL;
  g_autoptr (GArray) carried =
      peer != NULL ? gezin_store_carried (exchange->store, row, &reach->later, error) : NULL;
  g_autoptr (GArray) given =
      carried != NULL
          ? gezin_store_given (exchange->store, peer->peer->number, &row->dossier, error)
          : NULL;

  if (given == NULL)
    return FALSE;
  reach->was_sent = was_sent (row);
  reach->alone = carried->len;
  reach->all = given->len;
  return TRUE;
}

/* Being asked. */

gboolean
gezin_recall_check (GezinImport *self, GError **error)
{
  const GezinManifestAbout *about = self->judgement->manifest->about;
  g_autofree char *digest = gezin_digest_text (about->digest);
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) row =
      gezin_store_find_bundle (self->exchange->store, &about->bundle, TRUE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (row == NULL || strcmp (row->digest, digest) != 0
      || (row->peer != self->row->peer && self->sender->peer->replaces != row->peer)
      || !gezin_uuid_equal (&row->dossier, &self->row->dossier))
    return fail (GEZIN_EXCHANGE_ERROR_ABOUT, "what it recalls was not taken in from its sender",
                 error);
  return TRUE;
}

/* Whether nobody but the side of the sender worked on it, as far as is known here. */
static gboolean
is_theirs (const GezinImport *self, const GezinVersion *version)
{
  const char *origin = gezin_version_origin (version);

  return origin == NULL || strcmp (origin, self->sender->peer->organisation) == 0;
}

static gboolean
is_untouched (GezinImport *self, const GezinRecord *record, GPtrArray *past)
{
  for (guint i = 0; i < record->n_heads; i++)
    if (!is_theirs (self, record->heads[i]))
      return FALSE;
  for (guint i = 0; i < past->len; i++)
    if (!is_theirs (self, past->pdata[i]))
      return FALSE;
  return TRUE;
}

/* Parts what is asked back into what goes and what stays. */
static gboolean
part (GezinImport *self, GArray *going, GArray *staying, GError **error)
{
  GPtrArray *limits = self->judgement->manifest->limits;

  for (guint i = 0; i < limits->len; i++)
    {
      const GezinManifestLimit *limit = limits->pdata[i];
      const GezinRecord *record = gezin_dossier_find (self->now, &limit->record);
      const GezinHeldEntry entry = { .record = limit->record };
      g_autoptr (GPtrArray) past = NULL;

      /* What did not come from them is not theirs to ask back. */
      if (record == NULL || !gezin_held_has_record (self->held, &limit->record))
        continue;
      past = gezin_store_past (self->exchange->store, &self->row->dossier, &limit->record, error);
      if (past == NULL)
        return FALSE;
      if (is_untouched (self, record, past))
        g_array_append_val (going, limit->record);
      else
        g_array_append_val (staying, entry);
    }
  return TRUE;
}

static gboolean
erase_all (GezinImport *self, GError **error)
{
  const GezinErasureNote why = { .reason = REASON_RECALLED };
  const GezinAuditEvent event = { .action = "erase-recalled",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest };

  return gezin_store_erase_dossier (self->exchange->store, &self->row->dossier, &why, &event,
                                    error);
}

/* Whether nothing is left but perhaps a root that was made here because the family was not shared. */
static gboolean
is_all (const GezinImport *self, const GArray *going)
{
  const GezinRecord *root = gezin_dossier_root (self->now);
  gboolean stands_in = root != NULL && gezin_exchange_is_stand_in (self->exchange, root);

  return going->len + (stands_in ? 1 : 0) == gezin_dossier_n_records (self->now);
}

/* The root goes with the whole dossier only; until then it is frozen. */
static void
keep_root (GezinImport *self, GArray *going, GArray *staying)
{
  for (guint i = 0; i < going->len; i++)
    if (gezin_uuid_equal (&g_array_index (going, GezinUuid, i), &self->row->dossier))
      {
        const GezinHeldEntry entry = { .record = self->row->dossier };

        g_array_append_val (staying, entry);
        g_array_remove_index_fast (going, i);
        return;
      }
}

static gboolean
erase_some (GezinImport *self, GArray *going, GError **error)
{
  const GezinErasureNote why = { .reason = REASON_RECALLED };
  const GezinAuditEvent event = { .action = "erase-recalled",
                                  .dossier = &self->row->dossier,
                                  .subject = self->sender->peer->digest };
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GPtrArray) markers =
      gezin_store_markers (self->exchange->store, &self->row->dossier, error);
  GezinStoreChange change = { .event = &event, .erasure = &why };

  if (markers == NULL)
    return FALSE;
  merge = gezin_merge (self->now, markers, NULL, 0, (const GezinUuid *) (gpointer) going->data,
                       going->len, error);
  if (merge == NULL)
    return FALSE;
  change.merge = merge;
  return self->exchange->apply (self->exchange->apply_data, &change, error);
}

gboolean
gezin_recall_take (GezinImport *self, GezinBundleResult *result, const char **reason,
                   GError **error)
{
  g_autoptr (GArray) going = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  g_autoptr (GArray) staying = g_array_new (FALSE, FALSE, sizeof (GezinHeldEntry));

  *result = GEZIN_BUNDLE_RESULT_DELETED;
  if (!gezin_store_has (self->exchange->store, &self->row->dossier)
      || gezin_store_is_erased (self->exchange->store, &self->row->dossier, NULL))
    return TRUE;
  self->now = gezin_store_load (self->exchange->store, &self->row->dossier, error);
  if (self->now == NULL)
    return FALSE;
  self->held =
      gezin_store_held (self->exchange->store, self->row->peer, &self->row->dossier, error);
  if (self->held == NULL || !part (self, going, staying, error))
    return FALSE;
  if (staying->len == 0 && is_all (self, going))
    return erase_all (self, error);
  keep_root (self, going, staying);
  if (staying->len > 0)
    {
      *result = GEZIN_BUNDLE_RESULT_KEPT;
      *reason = REASON_OWN_WORK;
    }
  return gezin_store_freeze (self->exchange->store, self->row->peer, &self->row->dossier,
                             &self->row->bundle, (const GezinHeldEntry *) (gpointer) staying->data,
                             staying->len, error)
         && (going->len == 0
                 ? self->exchange->relist (self->exchange->apply_data, &self->row->dossier, error)
                 : erase_some (self, going, error));
}
