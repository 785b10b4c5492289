/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/exchange-readings.h"
#include "session/session.h"

#include "model/dossier.h"

G_BEGIN_DECLS

/* What may be shared, with whom, and why (not). */

/** GezinSharingAsked: Before whose eyes it would come. Borrowed pointers. */
typedef struct {
  const char
      *to; /* (nullable): an organisation: id, beginning of it, name, or fingerprint of its card */
  const char *purpose; /* with @to: code */
  const char *for_person; /* (nullable): an extract: id, beginning of it, or name */
  const char *const *in_room; /* (nullable): persons, %NULL-terminated */
  gint64 instant; /* of sharing, microseconds UTC; 0: now */
  const GezinUuid *confirmed; /* records that a person looked at and said yes to */
  gsize n_confirmed;
} GezinSharingAsked;

/** GezinSharedRow: Fields of one record that go, on one basis; or that do not, for one reason. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  char *title;
  GPtrArray *fields; /* utf8: wire names */
  char *code; /* basis code or reason code; stable */
  char *sentence; /* for people */
  GArray *relies_on; /* GezinUuid; of what goes */
  gboolean needs_judgement; /* of what does not */
} GezinSharedRow;

void gezin_shared_row_free (GezinSharedRow *row);

/** GezinSharingAnswer: In the order of kinds as the catalogue has them, then of ids. */
typedef struct {
  GPtrArray *shared; /* GezinSharedRow */
  GPtrArray *withheld; /* GezinSharedRow */
  char *rules; /* versions of the rules that decided */
  char *digest; /* of all that was decided, and of what would go: another one is another answer */
} GezinSharingAnswer;

void gezin_sharing_answer_free (GezinSharingAnswer *answer);

/**
 * gezin_session_may:
 *
 * What may go, record by record and field by field; audited. GEZIN_SESSION_ERROR_RECIPIENT,
 * _PERSON and _PURPOSE for what is not in the dossier or the rules.
 */
GezinSharingAnswer *gezin_session_may (GezinSession *session, const GezinUuid *dossier,
                                       const GezinSharingAsked *asked, GError **error);

typedef enum { GEZIN_EXTRACT_TEXT, GEZIN_EXTRACT_JSON, GEZIN_EXTRACT_XML } GezinExtractForm;

/** gezin_session_extract: (transfer full): What a person (@asked->for_person) or those in a room may see, as a file for them: nothing in it says that anything stays behind. */
GBytes *gezin_session_extract (GezinSession *session, const GezinUuid *dossier,
                               const GezinSharingAsked *asked, GezinExtractForm form,
                               GError **error);

/** GezinProseReading: A word in prose that could tell of whom it is. */
typedef struct {
  GezinUuid record;
  GezinField field;
  char *word;
  char *look; /* name, number or date */
  guint start; /* characters */
  guint length;
} GezinProseReading;

void gezin_prose_reading_free (GezinProseReading *reading);

/** gezin_session_prose_marks: (transfer full) (element-type GezinProseReading): For who reads prose through before it goes as advice. */
GPtrArray *gezin_session_prose_marks (GezinSession *session, const GezinUuid *dossier,
                                      GError **error);

/** gezin_session_basis_sentence: (transfer full): Why something goes, from the code of a basis; translated. */
char *gezin_session_basis_sentence (GezinSession *session, const char *basis);

/** gezin_session_reason_sentence: (transfer none): Why something does not go, for a caseworker; translated. */
const char *gezin_session_reason_sentence (const char *code);

/** gezin_session_reason_code: (nullable): The reason at @index, the weightiest first, and its sentence as it stands in the source. %NULL: there are no more. */
const char *gezin_session_reason_code (guint index, const char **sentence);

/** gezin_session_noon: The middle of the local day @day, as an instant. */
gint64 gezin_session_noon (GezinSession *session, const GDate *day);

/* Cards. A peer is named by the fingerprint of its card or the beginning of it, by its name, or by
 * its organisation. */

/** gezin_session_own_card: (transfer full): The file to hand to others; @renew: with new keys, and everybody compares words again. */
GBytes *gezin_session_own_card (GezinSession *session, gboolean renew, GezinPeerReading **reading,
                                GError **error);

/** gezin_session_request_certificates: (transfer full): Two requests (PKCS#10, PEM) of the keys in use, for the organisation's issuer. */
GBytes *gezin_session_request_certificates (GezinSession *session, GError **error);

/** gezin_session_certify_card: (transfer full): Takes in what the issuer answered; the card, made anew with it. */
GBytes *gezin_session_certify_card (GezinSession *session, GBytes *file, GezinPeerReading **reading,
                                    GError **error);

/** gezin_session_take_revocation_list: (transfer full): Keeps the list of an issuer of a card that is here. */
GezinListReading *gezin_session_take_revocation_list (GezinSession *session, GBytes *file,
                                                      GError **error);

/** gezin_session_revocation_lists: (transfer full) (element-type GezinListReading): By name of the issuer. */
GPtrArray *gezin_session_revocation_lists (GezinSession *session, GError **error);

/** gezin_session_parked_sentence: (transfer none) (nullable): What is wrong in itself with what was set aside for @reason (of a GezinParkedRecord); %NULL: nothing is. Translated. */
const char *gezin_session_parked_sentence (const char *reason);

/** gezin_session_copy_sentence: (transfer none) (nullable): What @code (of a bundle that came) means; %NULL: it is of the same copy of the sender's dossiers as the one before it. Translated. */
const char *gezin_session_copy_sentence (const char *code);

/** gezin_session_revocation_sentence: (transfer none) (nullable): What @code (of a card, a bundle that came or the ledger) means; %NULL: there is no issuer, or the list is good. Translated. */
const char *gezin_session_revocation_sentence (const char *code);

/** gezin_session_add_peer: (transfer full): Keeps a card, untrusted; one that `replaces` another is to be shouted. */
GezinPeerReading *gezin_session_add_peer (GezinSession *session, GBytes *card, GError **error);

/** gezin_session_team_peers: (transfer full) (element-type GezinPeerReading): Of the own team those to whom @dossier can go for @purpose: its lead, or who sent it to be looked at. None for a purpose that is not within the team. */
GPtrArray *gezin_session_team_peers (GezinSession *session, const GezinUuid *dossier,
                                     const char *purpose, GError **error);

/** gezin_session_peers: (transfer full) (element-type GezinPeerReading) */
GPtrArray *gezin_session_peers (GezinSession *session, GError **error);

/** gezin_session_trust_peer: (transfer full): The words were compared; @role (nullable): confirmed. */
GezinPeerReading *gezin_session_trust_peer (GezinSession *session, const char *peer,
                                            const char *role, GError **error);

/** gezin_session_revoke_peer: (transfer full): Nothing is sent to it or taken from it any more. */
GezinPeerReading *gezin_session_revoke_peer (GezinSession *session, const char *peer,
                                             GError **error);

/* Out. */

/** GezinExportAsked: What is to be sent to whom. Borrowed pointers. */
typedef struct {
  const char *to; /* a peer */
  const char *purpose; /* code */
  const GezinUuid *confirmed; /* records that a person looked at and said yes to */
  gsize n_confirmed;
  gboolean is_transfer; /* the lead goes along, once it is accepted */
  const char *seen; /* (nullable): digest of the answer that a person saw */
} GezinExportAsked;

/**
 * gezin_session_export:
 *
 * (transfer full): Into the outbox. What goes is decided now; GEZIN_SESSION_ERROR_NOT_SEEN if that
 * is something else than was seen.
 */
GezinExportReading *gezin_session_export (GezinSession *session, const GezinUuid *dossier,
                                          const GezinExportAsked *asked, GError **error);

/** gezin_session_sent_by_hand: A copy of a bundle that waits was handed over, so that it counts as sent. */
gboolean gezin_session_sent_by_hand (GezinSession *session, const GezinUuid *bundle,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_recall: Asks a bundle back: what it carried and no later one for the same recipient. @recall: (out): id of what asks; all zero when it was never sent: then it is withdrawn, and nobody is asked. GEZIN_EXCHANGE_ERROR_CARRIED_LATER. */
gboolean gezin_session_recall (GezinSession *session, const GezinUuid *bundle, const char *reason,
                               GezinUuid *recall, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_recall_all: As above, all that its recipient was ever given of the dossier. */
gboolean gezin_session_recall_all (GezinSession *session, const GezinUuid *bundle,
                                   const char *reason, GezinUuid *recall,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_recall_reach: How much each way of asking @bundle back asks for. */
gboolean gezin_session_recall_reach (GezinSession *session, const GezinUuid *bundle,
                                     GezinRecallReading *reading,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_recall_records: As above, these records alone; none: the bundle. */
gboolean gezin_session_recall_records (GezinSession *session, const GezinUuid *bundle,
                                       const GezinUuid *records, gsize n_records,
                                       const char *reason, GezinUuid *recall,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinHolderReading: Somebody who holds what is, or was, here. */
typedef struct {
  char *name;
  char *digest; /* fingerprint of their card */
  gboolean has_bundle; /* it was given in a bundle from here, which can be asked back */
  GezinUuid bundle; /* the last such */
  gint64 made;
} GezinHolderReading;

void gezin_holder_reading_free (GezinHolderReading *reading);

/** gezin_session_holders: (transfer full) (element-type GezinHolderReading): Who holds any of @records, or (none) anything of @dossier; also after it was erased here. */
GPtrArray *gezin_session_holders (GezinSession *session, const GezinUuid *dossier,
                                  const GezinUuid *records, gsize n_records, GError **error);

/* In. */

/** GezinImportAsked: A bundle, and what a person says of it. Borrowed pointers. */
typedef struct {
  GBytes *file;
  const GezinUuid *accept; /* records that wait, each by itself */
  gsize n_accept;
  const GezinUuid *reject;
  gsize n_reject;
  const char *reason; /* (nullable): why something is rejected; without @reject: all of it */
  gboolean preview; /* nothing is taken in */
  gboolean older; /* asked for by hand: one that a later one follows */
  gboolean forked; /* a person looked at both bundles of one number */
  gboolean deletes; /* of a recall: a person agrees */
} GezinImportAsked;

/**
 * gezin_session_import:
 *
 * (transfer full): Judges, plans and takes in, in one transaction with its receipt.
 * GEZIN_SESSION_ERROR_RECALL: a recall that nobody agreed to.
 */
GezinImportReading *gezin_session_import (GezinSession *session, const GezinImportAsked *asked,
                                          GError **error);

/** GezinBundleRefusal: What kind of no an error of an import is: what somebody can do differs. */
typedef enum {
  GEZIN_BUNDLE_REFUSED, /* for any other reason */
  GEZIN_BUNDLE_NOT_FOR_US,
  GEZIN_BUNDLE_TAMPERED, /* or damaged: the signature or a digest does not fit */
  GEZIN_BUNDLE_SENDER, /* nobody whose card is here and was compared */
  GEZIN_BUNDLE_OLDER, /* with GezinImportAsked.older it is shown all the same */
  GEZIN_BUNDLE_FORKED, /* with GezinImportAsked.forked */
  GEZIN_BUNDLE_NEWER, /* made by a newer program */
} GezinBundleRefusal;

GezinBundleRefusal gezin_session_bundle_refusal (const GError *error);

/** gezin_session_open_bundle: (transfer full): The signed container inside, as a file; audited. */
GBytes *gezin_session_open_bundle (GezinSession *session, GBytes *file, GError **error);

/** GezinVerified: What was found of a file. */
typedef struct {
  int verdict; /* 0 good, 1 unknown, 2 bad */
  gint64
      as_of; /* when it was taken in, or made, here: it does not hold now, and was judged by that; 0: by now */
} GezinVerified;

/** gezin_session_verify_bundle: (transfer full): The document of `verify --json`, or lines @for_people. */
char *gezin_session_verify_bundle (GezinSession *session, GBytes *file, gboolean for_people,
                                   GezinVerified *verified, GError **error);

/* Boxes, mailbox and ledger. */

/** gezin_session_outbox: (transfer full) (element-type GezinBundleLine): What was made and not acknowledged. */
GPtrArray *gezin_session_outbox (GezinSession *session, GError **error);

/** gezin_session_inbox: (transfer full) (element-type GezinInboxLine) */
GPtrArray *gezin_session_inbox (GezinSession *session, GError **error);

/** gezin_session_ledger: (transfer full) (element-type GezinBundleLine): Of @dossier, or (%NULL) all; oldest first. */
GPtrArray *gezin_session_ledger (GezinSession *session, const GezinUuid *dossier, GError **error);

/** gezin_session_refusal_sentence: (transfer none) (nullable): Why a bundle that came was not taken in, from the `reason` of its line; translated. */
const char *gezin_session_refusal_sentence (const char *reason);

/** gezin_session_find_bundle: By its id or the beginning of it; made here. */
gboolean gezin_session_find_bundle (GezinSession *session, const char *text, GezinUuid *bundle,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_sync: Through any folder that GIO reaches; @mailbox (nullable): the one of the last time. */
gboolean gezin_session_sync (GezinSession *session, GFile *mailbox, GezinSyncReading *reading,
                             GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_mailbox: (transfer full) (nullable): The one of the last time; %NULL without an error where none was named. */
GFile *gezin_session_mailbox (GezinSession *session, GError **error);

/** gezin_session_frozen: (transfer full) (element-type GezinFrozenReading): What is not shown of @dossier because its sender no longer shares it. */
GPtrArray *gezin_session_frozen (GezinSession *session, const GezinUuid *dossier, GError **error);

/** gezin_session_thaw: A person decided that what is frozen of @record is shown and used again. @reason (nullable): their words: they stay here. */
gboolean gezin_session_thaw (GezinSession *session, const GezinUuid *dossier,
                             const GezinUuid *record, const char *reason,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_lead: (transfer full): Who leads: unsaid, offered, ours or theirs; @peer: (out) (nullable): name of the other side. */
char *gezin_session_lead (GezinSession *session, const GezinUuid *dossier, char **peer,
                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSharingAnswer, gezin_sharing_answer_free)

G_END_DECLS
