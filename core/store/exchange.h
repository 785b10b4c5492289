/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What the store keeps of exchange: own keys, peers, the ledger, what a peer
 * holds, what is frozen or rejected, who leads, and the files of outbox and inbox.
 *
 * Invariants:
 * 1. A bundle that was made has a row, with its event, in one transaction; its file is whole and
 *    synced before that, and gets its name after it (gezin_store_settle_boxes() ends what was cut off).
 * 2. A number of a row of bundles is given once.
 * 3. No row of the ledger is deleted. */

/** gezin_store_incarnation: Which life of the store this is. */
guint64 gezin_store_incarnation (GezinStore *store);

/** gezin_store_new_incarnation: Somebody knows of bundles with our numbers that are not here: this folder was put back. */
gboolean gezin_store_new_incarnation (GezinStore *store, const GezinAuditEvent *event,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_newest_hash: Of the log; it goes into every bundle. */
gboolean gezin_store_newest_hash (GezinStore *store, guint8 hash[GEZIN_DIGEST_BYTES],
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Own keys. */

/** GezinOwnKeys: The keys of this store, with the card that tells of them. */
typedef struct {
  gint64 number; /* 0: not kept yet */
  GezinSecret *signing_secret; /* PKCS#8 */
  GBytes *signing_certificate; /* DER */
  GezinSecret *encryption_secret;
  GBytes *encryption_certificate;
  GBytes *card;
  char *digest; /* SHA-256 of @card, in hex */
  gint64 made;
} GezinOwnKeys;

void gezin_own_keys_free (GezinOwnKeys *keys);

/** gezin_store_put_keys: Keeps @keys, which are in use from now on; sets their number. */
gboolean gezin_store_put_keys (GezinStore *store, GezinOwnKeys *keys, const GezinAuditEvent *event,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_keys: (transfer full) (element-type GezinOwnKeys): The newest first; perhaps none. */
GPtrArray *gezin_store_keys (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Peers. */

typedef enum {
  GEZIN_PEER_NEW, /* nobody has compared its words yet */
  GEZIN_PEER_TRUSTED,
  GEZIN_PEER_REPLACED, /* a later card of the same peer is trusted */
  GEZIN_PEER_REVOKED,
} GezinPeerState;

/** gezin_peer_state_name: Stable: new, trusted, replaced, revoked. */
const char *gezin_peer_state_name (GezinPeerState state);

/** GezinPeer: With whom bundles are exchanged: one card. */
typedef struct {
  gint64 number; /* 0: not kept yet */
  char *digest; /* SHA-256 of @card, in hex */
  GBytes *card;
  char *name; /* as the card says */
  char *organisation;
  GezinPeerState state;
  char *role; /* (nullable): confirmed here */
  gint64 replaces; /* number of the card of the same peer that it differs from; 0: none */
  gint64 added; /* instant */
  gint64 decided; /* instant of its state; 0: none */
} GezinPeer;

void gezin_peer_free (GezinPeer *peer);

/** gezin_store_add_peer: Keeps a new one; sets its number. GEZIN_STORE_ERROR_EXISTS if its card is known. */
gboolean gezin_store_add_peer (GezinStore *store, GezinPeer *peer, const GezinAuditEvent *event,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_decide_peer: Keeps what was decided of it: state and confirmed role; trusting one replaces the one it differs from. */
gboolean gezin_store_decide_peer (GezinStore *store, const GezinPeer *peer,
                                  const GezinAuditEvent *event,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_peers: (transfer full) (element-type GezinPeer): By name, the newest card first. */
GPtrArray *gezin_store_peers (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_peer: (transfer full) (nullable): The one with that digest; %NULL without an error when there is none. */
GezinPeer *gezin_store_peer (GezinStore *store, const char *digest, GError **error);

/** gezin_store_peer_by_number: (transfer full): GEZIN_STORE_ERROR_NOT_FOUND. */
GezinPeer *gezin_store_peer_by_number (GezinStore *store, gint64 number, GError **error);

/* Revocation lists. */

/** GezinKeptList: What an issuer took back, as it was taken in here. */
typedef struct {
  char *issuer; /* SHA-256 of its public key, in hex */
  char *name; /* of it */
  GBytes *list; /* DER */
  gint64 taken; /* instant; filled in by gezin_store_put_revocation_list() */
} GezinKeptList;

void gezin_kept_list_free (GezinKeptList *kept);

/** gezin_store_put_revocation_list: Keeps it in the place of the one that is here of that issuer. */
gboolean gezin_store_put_revocation_list (GezinStore *store, GezinKeptList *kept,
                                          const GezinAuditEvent *event,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_revocation_lists: (transfer full) (element-type GezinKeptList): By name. */
GPtrArray *gezin_store_revocation_lists (GezinStore *store,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The ledger. */

#define GEZIN_LEDGER_WAITING "waiting" /* made, in the outbox */
#define GEZIN_LEDGER_SENT "sent" /* put into a mailbox */
#define GEZIN_LEDGER_WITHDRAWN "withdrawn" /* what it held was erased before it was sent */
#define GEZIN_LEDGER_TAKEN "taken"
#define GEZIN_LEDGER_REFUSED "refused"
#define GEZIN_LEDGER_FORKED "forked" /* refused, and kept */

/** GezinLedgerRow: One bundle. */
typedef struct {
  gint64 number; /* 0: not kept yet */
  GezinUuid bundle;
  gboolean came; /* FALSE: made here */
  char *kind;
  gint64 peer;
  GezinUuid dossier; /* as the bundle names it */
  gboolean has_source;
  GezinUuid
      source; /* of advice: our dossier that it was made of, of which the bundle does not tell */
  guint64 incarnation; /* of the sender */
  guint64 sequence;
  gboolean is_receipt; /* counts in a row of its own */
  char *digest; /* SHA-256 of the signed container, in hex */
  char *previous; /* (nullable) */
  char *purpose; /* (nullable) */
  gint64 made;
  gint64 expires; /* 0: never */
  gint64 noted;
  guint records;
  guint withheld;
  char *state;
  char *reason; /* (nullable) */
  char *file; /* (nullable): its name in the outbox or the inbox */
  GBytes *sealed; /* (nullable): of a receipt, to be sent again */
  gboolean has_answers;
  GezinUuid answers; /* bundle that it is about */
  char *receipt; /* (nullable): what its recipient said */
  gint64 receipt_at; /* 0: none yet */
  gint64 recalled; /* 0: not */
  char *recall_reason; /* (nullable) */
  char *
      revocation; /* (nullable): what a list said of its sender: good, stale, not-checked; NULL: its card has no issuer */
  gint64 revocation_at; /* when that was judged; 0: not */
} GezinLedgerRow;

GezinLedgerRow *gezin_ledger_row_new (void);
void gezin_ledger_row_free (GezinLedgerRow *row);

/** gezin_ledger_row_about: (transfer none): The dossier here that it is about. */
const GezinUuid *gezin_ledger_row_about (const GezinLedgerRow *row);

/** gezin_store_note_bundle: Adds @row; sets its number and the instant of it. GEZIN_STORE_ERROR_STALE if its number in the sequence was given before. */
gboolean gezin_store_note_bundle (GezinStore *store, GezinLedgerRow *row,
                                  const GezinAuditEvent *event,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_update_bundle: Keeps its state, reason, file, receipt and recall. */
gboolean gezin_store_update_bundle (GezinStore *store, const GezinLedgerRow *row,
                                    const GezinAuditEvent *event,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_ledger: (transfer full) (element-type GezinLedgerRow): Of @dossier, or (%NULL) all; oldest first. */
GPtrArray *gezin_store_ledger (GezinStore *store, const GezinUuid *dossier,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_find_bundle: (transfer full) (nullable): By its id; of several the one that was not refused. %NULL without an error when there is none. */
GezinLedgerRow *gezin_store_find_bundle (GezinStore *store, const GezinUuid *bundle, gboolean came,
                                         GError **error);

/** gezin_store_find_container: (transfer full) (nullable): Whose signed container has that SHA-256 (hex); of several one that was not refused. %NULL without an error when there is none. */
GezinLedgerRow *gezin_store_find_container (GezinStore *store, const char *digest, gboolean came,
                                            GError **error);

/** gezin_store_find_sequence: (transfer full) (nullable): The bundle with that number, in the row of @like; with @last the last one of that row. */
GezinLedgerRow *gezin_store_find_sequence (GezinStore *store, const GezinLedgerRow *like,
                                           gboolean last, GError **error);

/** GezinLife: Of which copy of the sender's store a bundle is, beside the one before it. */
typedef enum {
  GEZIN_LIFE_SAME, /* or there is none before it */
  GEZIN_LIFE_OTHER, /* another one: a laptop was changed, a backup put back */
  GEZIN_LIFE_BOTH, /* another one, and both are in use */
} GezinLife;

/** gezin_store_find_life: What the bundles of that sender that were taken in, in the order in which it made them, say of @like. */
gboolean gezin_store_find_life (GezinStore *store, const GezinLedgerRow *like, GezinLife *life,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_answer_to: (transfer full) (nullable): The bundle of @kind made here that is about @bundle. */
GezinLedgerRow *gezin_store_answer_to (GezinStore *store, const GezinUuid *bundle, const char *kind,
                                       GError **error);

/* What a peer holds. */

/** GezinHeldEntry: One register of a record, or (@field NULL) all of it. Borrowed pointers when handed in. */
typedef struct {
  GezinUuid record;
  const char *field; /* (nullable): wire name */
  const char *item; /* (nullable) */
} GezinHeldEntry;

/** GezinHeld: A set of them. */
typedef struct _GezinHeld GezinHeld;

/** gezin_store_held: (transfer full): What @peer holds of @dossier and was not told to be no longer shared; told is what it confirmed: a bundle may be lost. */
GezinHeld *gezin_store_held (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_held_has (const GezinHeld *held, const GezinVersion *version);
/** gezin_held_has_record: Whether anything of @record is held. */
gboolean gezin_held_has_record (const GezinHeld *held, const GezinUuid *record);
/** gezin_held_entries: (transfer full) (element-type GezinHeldEntry): What was given by us; sorted; lives no longer than @held. */
GArray *gezin_held_entries (const GezinHeld *held);
void gezin_held_free (GezinHeld *held);

/** gezin_store_hold: @peer holds the registers of @versions from now on: given by us, in the newest bundle that was made for it of @dossier, or (@given %FALSE) as it sent them. */
gboolean gezin_store_hold (GezinStore *store, gint64 peer, const GezinUuid *dossier, gboolean given,
                           GezinVersion *const *versions, gsize n_versions,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_tell_limits: @peer is told that these are no longer shared, in the newest bundle that was made for it of @dossier. */
gboolean gezin_store_tell_limits (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                                  const GezinHeldEntry *entries, gsize n_entries,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_given: (transfer full) (element-type GezinUuid): Records of @dossier of which @peer was ever given anything, told since that it is no longer shared or not. */
GArray *gezin_store_given (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_carried:
 * @row: of a bundle that was made here
 * @later: (out) (optional): how many records of it a later one carried too, which are not answered
 *
 * (transfer full) (element-type GezinUuid): Records that it carried and no later one to the same peer:
 * one that was withdrawn, refused or asked back does not count.
 */
GArray *gezin_store_carried (GezinStore *store, const GezinLedgerRow *row, guint *later,
                             GError **error);

/** gezin_store_holders: (transfer full) (element-type gint64): Peers that hold anything of @record, or (%NULL) of @dossier. */
GArray *gezin_store_holders (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Frozen: what a peer no longer shares with us. It stays where it is, and is neither shown nor used
 * nor sent on until a person decides, or the peer shares it again. Our own words never freeze: of
 * a register that is frozen only the heads of another origin are. */

/** gezin_store_freeze: @peer says in @bundle that these are no longer shared; nothing is found by them any more. */
gboolean gezin_store_freeze (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                             const GezinUuid *bundle, const GezinHeldEntry *entries,
                             gsize n_entries, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinFrozen: One that is frozen. */
typedef struct {
  GezinUuid record;
  char *field; /* (nullable): the whole record */
  char *item; /* (nullable) */
  gint64 peer;
  gint64 time;
} GezinFrozen;

void gezin_frozen_free (GezinFrozen *frozen);

/** gezin_store_frozen: (transfer full) (element-type GezinFrozen): Of @dossier. */
GPtrArray *gezin_store_frozen (GezinStore *store, const GezinUuid *dossier,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_frozen_hide: (transfer full): @dossier without what is @frozen (element-type GezinFrozen); itself when that is nothing. @ours (nullable): our organisation. */
GezinDossier *gezin_frozen_hide (GezinDossier *dossier, const GPtrArray *frozen, const char *ours,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_frozen_find: (transfer none) (nullable): Why @head is hidden. @frozen: sorted, as gezin_store_frozen() gives them. */
const GezinFrozen *gezin_frozen_find (const GPtrArray *frozen, const char *ours,
                                      const GezinVersion *head);

/** gezin_store_shown: (transfer full): @dossier, which is of the store, as it may be shown and used. */
GezinDossier *gezin_store_shown (GezinStore *store, GezinDossier *dossier,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_thaw: A person decided: what is frozen of @record is shown and used again. @reason: their words: they stay here. GEZIN_STORE_ERROR_NOT_FOUND. */
gboolean gezin_store_thaw (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                           const char *reason, const GezinAuditEvent *event,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_share_again: A bundle of @peer holds @versions: they are frozen no longer. */
gboolean gezin_store_share_again (GezinStore *store, gint64 peer, const GezinUuid *dossier,
                                  GezinVersion *const *versions, gsize n_versions,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Rejected records. */

gboolean gezin_store_reject (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                             const GezinUuid *bundle, const char *reason,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_rejected: (transfer full) (element-type GezinUuid): Ids of records of @dossier, as a set. */
GHashTable *gezin_store_rejected (GezinStore *store, const GezinUuid *dossier,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_unreject: Somebody takes it in after all. */
gboolean gezin_store_unreject (GezinStore *store, const GezinUuid *dossier, const GezinUuid *record,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Who leads. */

typedef enum {
  GEZIN_LEAD_UNSAID, /* nothing was transferred */
  GEZIN_LEAD_OFFERED, /* to a peer, which did not answer yet: still ours */
  GEZIN_LEAD_ASKED, /* a peer offers it to us: still theirs */
  GEZIN_LEAD_OURS,
  GEZIN_LEAD_THEIRS, /* here is a copy to be read */
} GezinLead;

/** gezin_store_lead: @peer: (out) (optional): the other side, 0: none; @bundle: (out) (optional): that said so. */
gboolean gezin_store_lead (GezinStore *store, const GezinUuid *dossier, GezinLead *lead,
                           gint64 *peer, GezinUuid *bundle,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_set_lead (GezinStore *store, const GezinUuid *dossier, GezinLead lead,
                               gint64 peer, const GezinUuid *bundle,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_copies: (transfer full) (element-type GezinUuid): Dossiers that a peer leads and that came here by a bundle of @kind, as a set. */
GHashTable *gezin_store_copies (GezinStore *store, const char *kind,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The mailbox of the last time. */

/** gezin_store_mailbox: (transfer full): @uri: (out) (nullable): its address. */
gboolean gezin_store_mailbox (GezinStore *store, char **uri,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_set_mailbox (GezinStore *store, const char *uri,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Outbox and inbox: folders of files that are sealed. */

typedef enum { GEZIN_BOX_OUT, GEZIN_BOX_IN } GezinBox;

/** gezin_store_new_box_name: (transfer full): A random name, `….gezin`. */
char *gezin_store_new_box_name (GezinStore *store);

/** gezin_store_stage_file: Puts @bytes on disk, under a temporary name: before the transaction of its row. */
gboolean gezin_store_stage_file (GezinStore *store, GezinBox box, const char *name, GBytes *bytes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_stage_open: (transfer full): The same as a stream; what was written goes again unless it is finished. */
GOutputStream *gezin_store_stage_open (GezinStore *store, GezinBox box, const char *name,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean gezin_store_stage_finish (GOutputStream *stream, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_settle_boxes: Gives files of which there is a row their name, and removes those of which there is none. After each transaction, and at opening. */
gboolean gezin_store_settle_boxes (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinArrival: A file from a mailbox that nobody looked at yet. */
typedef struct {
  char *file; /* its name in the inbox */
  char *digest; /* SHA-256 of it as it came, in hex */
  guint64 bytes;
  gint64 time;
} GezinArrival;

void gezin_arrival_free (GezinArrival *arrival);

/** gezin_store_take_arrival: Puts @bytes into the inbox, durably; nothing happens if the same is there already. */
gboolean gezin_store_take_arrival (GezinStore *store, GBytes *bytes, const GezinAuditEvent *event,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_arrivals: (transfer full) (element-type GezinArrival): The oldest first. */
GPtrArray *gezin_store_arrivals (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_end_arrival: The file with @digest, if there is one, was dealt with: its row goes, and the file with the next settling. */
gboolean gezin_store_end_arrival (GezinStore *store, const char *digest,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_box_file: (transfer full): Where @name lies. */
GFile *gezin_store_box_file (GezinStore *store, GezinBox box, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinOwnKeys, gezin_own_keys_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPeer, gezin_peer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinKeptList, gezin_kept_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinLedgerRow, gezin_ledger_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinHeld, gezin_held_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFrozen, gezin_frozen_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinArrival, gezin_arrival_free)

G_END_DECLS
