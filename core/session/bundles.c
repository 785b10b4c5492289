/* SPDX-License-Identifier: EUPL-1.2 */

/* Bundles out, and looking at one.
 *
 * Invariants:
 * 1. What goes is decided in the call that sends it.
 * 2. After a failure nothing is remembered of a dossier that is not in the store. */

#include "session/bundles-private.h"
#include "session/sharing-private.h"

#include "consent/disclosure.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "exchange/team.h"

typedef struct {
  Call call;
  const GezinExportAsked *asked;
  GezinExportReading *exported;
  GBytes *file;
  gboolean for_people;
  GezinLooked looked;
} BundleCall;

/* Out. */

/* Whether every name that the dossier has for @organisation is @name. */
static gboolean
is_called (const GezinRecord *organisation, const char *name)
{
  g_autofree char *wanted = g_utf8_casefold (name, -1);
  GezinRegister names = organisation != NULL
                            ? gezin_record_field (organisation, GEZIN_FIELD_ORGANISATION_NAME)
                            : (GezinRegister){ NULL, 0 };

  for (guint i = 0; i < names.n_heads; i++)
    {
      g_autofree char *said = names.heads[i]->value != NULL
                                  ? g_utf8_casefold (names.heads[i]->value, -1)
                                  : g_strdup ("");

      if (!g_str_equal (said, wanted))
        return FALSE;
    }
  return names.n_heads > 0;
}

static GezinExportReading *
reading_of_export (GezinExchange *exchange, const GezinExportRequest *request,
                   const GezinExported *exported)
{
  GezinExportReading *reading = g_new0 (GezinExportReading, 1);
  g_autoptr (GezinPeerReading) peer = gezin_session_peer_reading (exchange, request->peer, NULL);

  reading->bundle = exported->bundle;
  reading->dossier = *gezin_dossier_id (request->part);
  reading->kind = g_strdup (gezin_bundle_kind_code (exported->kind));
  reading->file = g_strdup (exported->file);
  reading->path = gezin_session_box_path (exchange, GEZIN_BOX_OUT, exported->file);
  reading->digest = g_strdup (exported->digest);
  reading->to = g_strdup (request->peer->peer->name);
  reading->organisation = g_strdup (request->peer->peer->organisation);
  reading->sequence = exported->sequence;
  reading->records = exported->records;
  reading->withheld = exported->withheld;
  reading->limits = exported->limits;
  reading->documents = exported->documents;
  reading->too_large = exported->too_large;
  reading->revocation = g_steal_pointer (&peer->revocation);
  return reading;
}

/* The organisation of the dossier that has the card of the peer; of our own team there need be none. */
static gboolean
find_recipient (GezinSession *session, const GezinUuid *dossier, const GezinKnownPeer *peer,
                const char *purpose, char id[GEZIN_UUID_TEXT_LENGTH + 1], GError **error)
{
  g_auto (GezinWhole) whole = { NULL };
  GezinExchange exchange = gezin_session_exchange (session);
  const GezinRecord *record;

  *id = '\0';
  if (!gezin_session_whole_init (session, dossier, NULL, &whole, error))
    return FALSE;
  /* Each part may know them: in its own words of them its own consents speak. */
  record = gezin_disclosure_recipient (whole.parts->pdata[whole.asked], peer->peer->digest);
  if (record == NULL)
    record = gezin_disclosure_recipient (whole.dossier, peer->peer->digest);
  if (record != NULL)
    {
      gezin_uuid_write (&record->id, id);
      return TRUE;
    }
  if (gezin_team_is_purpose (&exchange, purpose) && gezin_team_is_own (&exchange, peer))
    return TRUE;
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_RECIPIENT,
                       "no organisation of the dossier has this card");
  return FALSE;
}

static gboolean
check_lead (GezinSession *session, const GezinUuid *dossier, gboolean is_transfer, GError **error)
{
  GezinLead lead;

  if (!is_transfer)
    return TRUE;
  if (!gezin_store_lead (session->store, dossier, &lead, NULL, NULL, error))
    return FALSE;
  if (lead == GEZIN_LEAD_UNSAID || lead == GEZIN_LEAD_OURS)
    return TRUE;
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_LEAD,
                       "the lead is not here, or is offered already");
  return FALSE;
}

/* Nothing is sent that a person who looked did not see. */
static gboolean
check_seen (const GezinSharing *sharing, const char *seen, GError **error)
{
  g_autoptr (GezinDecision) decision = seen != NULL ? gezin_decide (&sharing->question) : NULL;
  g_autofree char *digest =
      decision != NULL ? gezin_session_sharing_digest (sharing, decision) : NULL;

  if (g_strcmp0 (digest, seen) == 0)
    return TRUE;
  g_set_error_literal (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_SEEN,
                       "what would go is something else than was seen");
  return FALSE;
}

/* A card under the wrong organisation sends everything to the wrong place: a person looks. */
static gboolean
check_name (const BundleCall *self, const GezinSharing *sharing, const GezinKnownPeer *peer,
            GError **error)
{
  const GezinUuid *who = sharing->question.who;

  if (sharing->question.n_who == 0)
    return TRUE;
  if (is_called (gezin_dossier_find (sharing->whole.dossier, who), peer->peer->organisation))
    return TRUE;
  for (gsize i = 0; i < self->asked->n_confirmed; i++)
    if (gezin_uuid_equal (&self->asked->confirmed[i], who))
      return TRUE;
  g_set_error_literal (error, GEZIN_EXCHANGE_ERROR, GEZIN_EXCHANGE_ERROR_OTHER_NAME,
                       "the card has another name for the organisation than the dossier");
  return FALSE;
}

static gboolean
export_to (BundleCall *self, const GezinKnownPeer *peer, GError **error)
{
  Call *call = &self->call;
  GezinSession *session = call->session;
  GezinExchange exchange = gezin_session_exchange (session);
  g_auto (GezinSharing) sharing = { 0 };
  g_auto (GezinExported) exported = { .file = NULL };
  char recipient[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinSharingAsked asked = { .to = recipient,
                              .purpose = self->asked->purpose,
                              .confirmed = self->asked->confirmed,
                              .n_confirmed = self->asked->n_confirmed };
  GezinExportRequest request = { .peer = peer, .question = &sharing.question };

  if (!find_recipient (session, call->dossier, peer, self->asked->purpose, recipient, error))
    return FALSE;
  if (*recipient == '\0')
    asked.to = peer->peer->digest;
  if (!gezin_session_sharing_init (session, call->dossier, &asked, &sharing, error)
      || !check_seen (&sharing, self->asked->seen, error))
    return FALSE;
  if (!check_name (self, &sharing, peer, error))
    return FALSE;
  request.part = sharing.whole.parts->pdata[sharing.whole.asked];
  if (self->asked->is_transfer)
    request.kind = GEZIN_BUNDLE_TRANSFER;
  else if (!gezin_export_kind (&exchange, gezin_dossier_id (request.part), peer,
                               self->asked->purpose, &request.kind, error))
    return FALSE;
  if (!check_lead (session, gezin_dossier_id (request.part), self->asked->is_transfer, error)
      || !gezin_export_make (&exchange, &request, &exported, error))
    return FALSE;
  self->exported = reading_of_export (&exchange, &request, &exported);
  return TRUE;
}

static gboolean export(Call *call, GError **error)
{
  BundleCall *self = (BundleCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);
  g_autoptr (GezinKnownPeer) peer = gezin_peers_find (&exchange, self->asked->to, error);
  gboolean done = peer != NULL && gezin_peers_check_may_get (&exchange, peer, error)
                  && export_to (self, peer, error);

  if (!done)
    gezin_session_forget_all (call->session);
  return done;
}

GezinExportReading *
gezin_session_export (GezinSession *session, const GezinUuid *dossier,
                      const GezinExportAsked *asked, GError **error)
{
  BundleCall self = { .call = { .session = session, .dossier = dossier }, .asked = asked };

  return gezin_session_run_call (&self.call, export, error) ? self.exported : NULL;
}

static gboolean
sent_by_hand (Call *call, GError **error)
{
  GezinStore *store = call->session->store;
  const GezinAuditEvent event = { .action = "sent-by-hand" };
  g_autoptr (GError) inner = NULL;
  g_autoptr (GezinLedgerRow) row = gezin_store_find_bundle (store, call->record, FALSE, &inner);

  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return FALSE;
    }
  if (row == NULL || g_strcmp0 (row->state, GEZIN_LEDGER_WAITING) != 0)
    return TRUE;
  g_free (row->state);
  row->state = g_strdup (GEZIN_LEDGER_SENT);
  return gezin_store_update_bundle (store, row, &event, error);
}

gboolean
gezin_session_sent_by_hand (GezinSession *session, const GezinUuid *bundle, GError **error)
{
  Call call = { .session = session, .record = bundle };

  return gezin_session_run_call (&call, sent_by_hand, error);
}

/* Looking at a file. */

static gboolean
open_bundle (Call *call, GError **error)
{
  BundleCall *self = (BundleCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);

  call->bytes = gezin_import_unseal (&exchange, self->file, &call->id, error);
  return call->bytes != NULL;
}

GBytes *
gezin_session_open_bundle (GezinSession *session, GBytes *file, GError **error)
{
  BundleCall self = { .call = { .session = session }, .file = file };

  return gezin_session_run_call (&self.call, open_bundle, error) ? self.call.bytes : NULL;
}

static gboolean
verify_bundle (Call *call, GError **error)
{
  BundleCall *self = (BundleCall *) call;
  GezinExchange exchange = gezin_session_exchange (call->session);

  return gezin_import_verify (&exchange, self->file, self->for_people, &self->looked, error);
}

char *
gezin_session_verify_bundle (GezinSession *session, GBytes *file, gboolean for_people,
                             GezinVerified *verified, GError **error)
{
  BundleCall self = { .call = { .session = session }, .file = file, .for_people = for_people };

  if (!gezin_session_run_call (&self.call, verify_bundle, error))
    return NULL;
  verified->verdict = self.looked.verdict;
  verified->as_of = self.looked.taken;
  return self.looked.text;
}
