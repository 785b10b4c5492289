/* SPDX-License-Identifier: EUPL-1.2 */

/* Sending: decide, filter, sign, seal, note.
 *
 * Invariants:
 * 1. What goes is a view, decided now, of a dossier without what a peer no longer shares with us.
 * 2. A crash leaves nothing, or a whole bundle with its row, its number and its event.
 * 3. How much was withheld stays in the ledger. */

#include "exchange/export-private.h"

#include "base/limits.h"
#include "consent/disclosure.h"
#include "exchange/team.h"
#include "exchange/writer-private.h"

static gboolean
fail (GezinExchangeError code, const char *what, GError **error)
{
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, (int) code, what);
  return FALSE;
}

void
gezin_exported_clear (GezinExported *exported)
{
  g_clear_pointer (&exported->file, g_free);
  g_clear_pointer (&exported->digest, g_free);
}

static void
export_clear (GezinExport *self)
{
  gezin_outgoing_clear (&self->outgoing);
  g_clear_pointer (&self->held, gezin_held_free);
  g_clear_pointer (&self->view, gezin_view_unref);
  g_clear_pointer (&self->decision, gezin_decision_unref);
  g_clear_pointer (&self->usable, gezin_dossier_unref);
  g_clear_pointer (&self->limits, g_array_unref);
  g_clear_pointer (&self->grounds, g_array_unref);
  g_clear_pointer (&self->documents, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinExport, export_clear)

/* Deciding. */

static gboolean
holds (const GezinVersion *head, gpointer data)
{
  const GezinExport *self = data;

  return gezin_held_has (self->held, head);
}

/* Without what is frozen, and without a root that would only contradict that of the recipient. */
static GezinDossier *
usable (const GezinExport *self, const GPtrArray *frozen, GError **error)
{
  GezinDossier *whole = self->request->question->dossier;
  const GezinRecord *root = gezin_dossier_root (whole);
  const char *ours = gezin_store_identity (self->exchange->store)->organisation;
  g_autoptr (GezinDossier) left = gezin_frozen_hide (whole, frozen, ours, error);
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();

  if (left == NULL || root == NULL || !gezin_exchange_is_stand_in (self->exchange, root))
    return g_steal_pointer (&left);
  for (guint i = 0; i < gezin_dossier_n_records (left); i++)
    {
      const GezinRecord *record = gezin_dossier_record (left, i);

      for (guint j = 0; record->kind != GEZIN_KIND_FAMILY && j < record->n_heads; j++)
        g_ptr_array_add (heads, record->heads[j]);
    }
  return gezin_dossier_new (gezin_dossier_id (left), (GezinVersion *const *) heads->pdata,
                            heads->len, NULL, 0, error);
}

/* The lead of a family of whom nobody knows who they are cannot go. */
static gboolean
find_advice (GezinExport *self)
{
  GezinView *advice =
      self->request->kind != GEZIN_BUNDLE_TRANSFER
          ? gezin_view_advice (self->decision, gezin_store_random (self->exchange->store))
          : NULL;

  if (advice == NULL)
    return FALSE;
  gezin_view_unref (self->view);
  self->view = advice;
  self->is_advice = gezin_dossier_n_records (gezin_view_dossier (advice)) > 0;
  return self->is_advice;
}

static gboolean
decide (GezinExport *self, GError **error)
{
  GezinSharingQuestion question = *self->request->question;
  const GezinUuid *id = gezin_dossier_id (self->request->part);
  g_autoptr (GPtrArray) frozen = gezin_store_frozen (self->exchange->store, id, error);

  if (frozen == NULL)
    return FALSE;
  self->held =
      gezin_store_held (self->exchange->store, self->request->peer->peer->number, id, error);
  self->usable = self->held != NULL ? usable (self, frozen, error) : NULL;
  if (self->usable == NULL)
    return FALSE;
  question.dossier = self->usable;
  self->decision = gezin_decide (&question);
  self->view = gezin_view_bundle (self->decision, self->request->part, holds, self);
  if (gezin_dossier_n_records (gezin_view_dossier (self->view)) > 0 || find_advice (self))
    return TRUE;
  return fail (GEZIN_EXCHANGE_ERROR_NOTHING_SHARED, "nothing may go to this recipient", error);
}

/* Noting. */

static gboolean
hold (GezinExport *self, GError **error)
{
  GezinDossier *view = gezin_view_dossier (self->view);
  GezinStore *store = self->exchange->store;
  const GezinUuid *id = gezin_dossier_id (view);
  gint64 peer = self->request->peer->peer->number;

  for (guint i = 0; i < gezin_dossier_n_records (view); i++)
    {
      const GezinRecord *record = gezin_dossier_record (view, i);

      if (!gezin_store_hold (store, peer, id, TRUE, record->heads, record->n_heads, error))
        return FALSE;
    }
  return gezin_store_tell_limits (store, peer, id,
                                  (const GezinHeldEntry *) (gpointer) self->limits->data,
                                  self->limits->len, error);
}

static gboolean
write_disclosure (GezinExport *self, GError **error)
{
  const GezinLedgerRow *row = self->outgoing.row;
  GezinUuid record = gezin_uuid_random (gezin_store_random (self->exchange->store));
  GezinDisclosure disclosure = { .bundle = &row->bundle,
                                 .digest = row->digest,
                                 .recipient = self->request->question->n_who > 0
                                                  ? self->request->question->who
                                                  : NULL,
                                 .purpose = row->purpose,
                                 .grounds = (const GezinUuid *) (gpointer) self->grounds->data,
                                 .n_grounds = self->grounds->len,
                                 .n_records = self->exported->records };
  g_autoptr (GPtrArray) edits = NULL;
  GDate today;

  gezin_clock_today (gezin_store_clock (self->exchange->store), &today);
  disclosure.made = &today;
  edits = gezin_disclosure_edits (&record, &disclosure);
  return gezin_exchange_write (self->exchange, self->request->part, edits, NULL, error);
}

static gboolean
note_all (GezinExport *self, GError **error)
{
  g_autofree char *detail =
      g_strdup_printf ("records %u withheld %u limits %u documents %u", self->exported->records,
                       self->exported->withheld, self->exported->limits, self->exported->documents);
  const GezinAuditEvent event = { .action = "export",
                                  .dossier = gezin_dossier_id (self->request->part),
                                  .subject = self->request->peer->peer->digest,
                                  .ground = self->request->question->purpose,
                                  .detail = detail };
  GezinStore *store = self->exchange->store;

  return gezin_outgoing_note (&self->outgoing, &event, error) && hold (self, error)
         && write_disclosure (self, error)
         && (self->request->kind != GEZIN_BUNDLE_TRANSFER
             || gezin_store_set_lead (store, gezin_dossier_id (self->request->part),
                                      GEZIN_LEAD_OFFERED, self->request->peer->peer->number,
                                      &self->outgoing.row->bundle, error));
}

static gboolean
note (GezinExport *self, GError **error)
{
  GezinStore *store = self->exchange->store;

  self->outgoing.row->records = self->exported->records;
  self->outgoing.row->withheld = self->exported->withheld;
  if (!gezin_store_begin_bulk (store, error))
    return FALSE;
  return gezin_exchange_finish (self->exchange, note_all (self, error), error);
}

static gboolean
make (GezinExport *self, GError **error)
{
  if (!gezin_peers_check_may_get (self->exchange, self->request->peer, error)
      || !gezin_team_check_out (self->exchange, gezin_dossier_id (self->request->part),
                                self->request->peer, self->request->question->purpose,
                                self->request->kind, error)
      || !decide (self, error))
    return FALSE;
  self->exported->kind = self->is_advice ? GEZIN_BUNDLE_SHARE : self->request->kind;
  if (!gezin_outgoing_init (&self->outgoing, self->exchange, self->exported->kind,
                            gezin_dossier_id (gezin_view_dossier (self->view)), self->request->peer,
                            GEZIN_BUNDLE_DAYS, error))
    return FALSE;
  self->outgoing.row->has_source = self->is_advice;
  self->outgoing.row->source = *gezin_dossier_id (self->request->part);
  self->outgoing.manifest->purpose = g_strdup (self->request->question->purpose);
  gezin_export_tell_basis (self);
  gezin_export_tell_limits (self);
  return (self->is_advice || gezin_export_add_documents (self, error))
         && gezin_outgoing_seal (&self->outgoing, self->view, self->documents, FALSE, error)
         && note (self, error);
}

gboolean
gezin_export_make (GezinExchange *exchange, const GezinExportRequest *request,
                   GezinExported *exported, GError **error)
{
  g_auto (GezinExport) self = { .exchange = exchange, .request = request, .exported = exported };

  *exported = (GezinExported){ .file = NULL };
  self.limits = g_array_new (FALSE, FALSE, sizeof (GezinHeldEntry));
  self.grounds = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  self.documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (!make (&self, error))
    {
      gezin_exchange_give_up (exchange);
      return FALSE;
    }
  exported->bundle = self.outgoing.row->bundle;
  exported->file = g_strdup (self.outgoing.row->file);
  exported->digest = g_strdup (self.outgoing.row->digest);
  exported->sequence = self.outgoing.row->sequence;
  return TRUE;
}

/* A dossier that first came from the peer goes back to it. */
gboolean
gezin_export_kind (GezinExchange *exchange, const GezinUuid *dossier, const GezinKnownPeer *peer,
                   const char *purpose, GezinBundleKind *kind, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_store_ledger (exchange->store, dossier, error);

  *kind = gezin_team_is_purpose (exchange, purpose) ? GEZIN_BUNDLE_REVIEW : GEZIN_BUNDLE_SHARE;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const GezinLedgerRow *row = rows->pdata[i];

      if (row->is_receipt || (row->peer != peer->peer->number && row->peer != peer->peer->replaces))
        continue;
      if (row->came && *kind == GEZIN_BUNDLE_SHARE)
        *kind = GEZIN_BUNDLE_RETURN;
      break;
    }
  return rows != NULL;
}
