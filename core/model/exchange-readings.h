/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/version.h"

G_BEGIN_DECLS

/* Readings about the exchange of bundles. Each owns its strings. */

/** GezinPeerReading: A card: our own, or of somebody with whom bundles are exchanged. */
typedef struct {
  char *digest; /* its fingerprint: SHA-256 in hex */
  char *words; /* to compare aloud */
  char *name;
  char *organisation;
  char *role; /* as the card says: a claim */
  char *confirmed_role; /* (nullable): confirmed here */
  char *state; /* own, new, trusted, replaced, revoked */
  char *
      replaces; /* (nullable): fingerprint of the card of the same peer that this one differs from */
  gint64 added; /* instant; of our own card: made */
  gint64 until; /* instant at which the first of its certificates ends */
  gboolean is_own_lead; /* the lead of our own team, confirmed here: who reviews */
  char *
      issuer; /* (nullable): name of who issued its certificates; NULL: they vouch for themselves */
  char *revocation; /* (nullable): what the issuer's list says: good, stale, not-checked, revoked */
  gint64 list_from; /* instant of that list; 0: there is none */
  gint64 list_until; /* and until when it counts */
} GezinPeerReading;

void gezin_peer_reading_free (GezinPeerReading *reading);

/** GezinListReading: What an issuer took back. */
typedef struct {
  char *issuer; /* SHA-256 of its public key, in hex */
  char *name;
  gint64 from; /* when the list was made */
  gint64 until; /* and until when it counts */
  gint64 taken; /* when it was taken in here */
  gboolean is_stale; /* that is over */
  guint revoked; /* how many certificates are on it */
  GPtrArray *cards; /* GezinPeerReading: of others, which it is about */
} GezinListReading;

void gezin_list_reading_free (GezinListReading *reading);

/** GezinExportReading: A bundle that was made. */
typedef struct {
  GezinUuid bundle;
  GezinUuid dossier;
  char *kind;
  char *file; /* its name in the outbox */
  char *path; /* where it lies in the outbox */
  char *digest; /* of the signed container, in hex */
  char *to; /* name of the peer */
  char *organisation; /* of the peer, as its card says */
  guint64 sequence;
  guint records;
  guint withheld; /* records of which nothing goes */
  guint limits; /* that the recipient has and is no longer shared */
  guint documents;
  guint too_large; /* documents that did not fit */
  char *revocation; /* (nullable): what a list says of the recipient's card, as of a peer */
} GezinExportReading;

void gezin_export_reading_free (GezinExportReading *reading);

/** GezinImportChange: One field that a bundle would change, as people read it. */
typedef struct {
  GezinField field;
  char *before; /* (nullable): what stands here */
  char *after; /* (nullable): what came */
  gboolean is_conflict; /* both would stand, until somebody chooses */
  char *item; /* (nullable): of a conflict in a set */
  GezinDot ours; /* of a conflict */
  GezinDot theirs;
  char *our_author; /* (nullable) */
  char *their_author; /* (nullable) */
  gint64 our_time;
  gint64 their_time;
} GezinImportChange;

void gezin_import_change_free (GezinImportChange *change);

/** GezinImportItem: One record of a bundle. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  char *outcome; /* added, changed, conflict, unchanged, parked, refused, waiting */
  char *reason; /* (nullable): a stable code */
  char *sentence; /* (nullable): the same for people */
  gboolean can_reject; /* by itself; of what waits and is not accepted: stays aside */
  char *title; /* (nullable): in a preview: the one line by which it is known */
  GPtrArray *changes; /* (nullable) GezinImportChange: in a preview */
} GezinImportItem;

void gezin_import_item_free (GezinImportItem *item);

/** GezinImportReading: What a bundle brings, or has brought. */
typedef struct {
  GezinUuid bundle;
  GezinUuid dossier;
  char *kind;
  char *purpose; /* (nullable) */
  GezinPeerReading *sender;
  guint64 sequence;
  gint64 made;
  gboolean is_known; /* taken in before: nothing changed */
  gboolean has_gap; /* bundles before it did not come */
  char *
      copy; /* (nullable): made in another copy of the sender's dossiers than the one before it: other; both: and both are in use */
  gboolean is_new; /* the dossier was not here */
  gboolean is_preview;
  guint added;
  guint changed;
  guint unchanged;
  guint conflicts;
  guint refused; /* versions kept aside as forged or forked */
  guint rejected; /* records that a person does not want */
  guint rejected_before; /* and those that were not offered again */
  guint limits; /* that the sender no longer shares: frozen */
  GPtrArray *items; /* GezinImportItem */
  char *about; /* (nullable): id of the bundle that a receipt or a recall is about */
  char *result; /* (nullable): what a receipt says of it */
  char *receipt; /* (nullable): name of the receipt in the outbox */
  char *revocation; /* (nullable): what a list said of the sender when this was judged */
} GezinImportReading;

void gezin_import_reading_free (GezinImportReading *reading);

/** GezinFrozenReading: What is here and not shown, since its sender no longer shares it. */
typedef struct {
  GezinUuid dossier; /* that holds it */
  GezinUuid record;
  GezinKind kind;
  GezinField field; /* GEZIN_FIELD_NONE: the whole record */
  char *by; /* name of who no longer shares it */
  char *sentence; /* for people, where the value would stand */
  gint64 time; /* since when */
} GezinFrozenReading;

void gezin_frozen_reading_free (GezinFrozenReading *reading);

/** GezinBundleLine: One bundle of the ledger. */
typedef struct {
  GezinUuid bundle;
  gboolean came;
  char *kind;
  char *peer; /* name */
  char *peer_digest;
  GezinUuid dossier;
  guint64 sequence;
  char *digest;
  char *purpose; /* (nullable) */
  gint64 made;
  gint64 expires; /* 0: never */
  gint64 noted;
  guint records;
  guint withheld;
  char *state;
  char *reason; /* (nullable) */
  char *file; /* (nullable) */
  char *path; /* (nullable): where that lies */
  gboolean has_answers;
  GezinUuid answers;
  char *receipt; /* (nullable): taken, refused, deleted, kept */
  gint64 receipt_at;
  gint64 recalled;
  char *recall_reason; /* (nullable) */
  char *revocation; /* (nullable): what a list said of its sender: good, stale, not-checked */
  gint64 revocation_at; /* when that was judged; 0: not */
  gboolean
      is_overdue; /* no receipt, and it can be taken in no more; or a recall without an answer */
} GezinBundleLine;

void gezin_bundle_line_free (GezinBundleLine *line);

/** GezinRecallReading: How many records each way of asking a bundle back asks for. */
typedef struct {
  guint alone; /* the bundle alone */
  guint later; /* of the bundle, that went again in a later one: they stay */
  guint all; /* all that its recipient was given of the dossier */
  gboolean was_sent; /* else it is withdrawn, and nobody is asked */
} GezinRecallReading;

/** GezinInboxLine: A file from a mailbox that nobody looked at yet. */
typedef struct {
  char *file;
  char *path;
  guint64 bytes;
  gint64 time;
} GezinInboxLine;

void gezin_inbox_line_free (GezinInboxLine *line);

/** GezinSyncReading: What went through a mailbox. */
typedef struct {
  guint sent;
  guint arrived;
  guint left; /* for others, half written, or no bundles */
} GezinSyncReading;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPeerReading, gezin_peer_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinListReading, gezin_list_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinExportReading, gezin_export_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinImportReading, gezin_import_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinFrozenReading, gezin_frozen_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBundleLine, gezin_bundle_line_free)

G_END_DECLS
