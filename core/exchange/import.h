/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/own-card.h"
#include "exchange/peers.h"
#include "merge/plan.h"
#include "wire/manifest.h"

G_BEGIN_DECLS

/* Taking a bundle in: judged, placed in its row, planned; then answered by a
 * person, and taken in one transaction.
 *
 * Invariants:
 * 1. gezin_import_open() writes nothing, but for a fork, which is kept, and an event of who sent what
 *    was refused once that is known.
 * 2. What waits for a person is taken only when it is accepted by itself.
 * 3. A receipt says what follows from the bundle alone. */

typedef enum {
  GEZIN_IMPORT_PLAIN = 0,
  GEZIN_IMPORT_OLDER = 1 << 0, /* asked for by hand: one that a later one follows */
  GEZIN_IMPORT_FORKED =
      1 << 1, /* a person looked at it: one of which there is another with its number */
} GezinImportFlags;

/** GezinWaiting: Versions of a record that a person has to accept by themselves. */
typedef struct {
  GezinUuid record;
  GezinKind kind;
  const char *reason; /* stable code: of-our-side, not-held, same-as, own-replica, team-only */
  gboolean accepted;
  GPtrArray *versions; /* GezinVersion */
} GezinWaiting;

typedef struct _GezinImport GezinImport;

/**
 * gezin_import_open:
 * @file: from anybody
 *
 * Errors: GEZIN_WIRE_ERROR in the order of docs/bundle-format.md, then
 * GEZIN_EXCHANGE_ERROR_SENDER…, _OWN, _REPLAYED, _FORKED, _PREVIOUS, _STALE, _ABOUT, _ERASED.
 */
GezinImport *gezin_import_open (GezinExchange *exchange, GBytes *file, GezinImportFlags flags,
                                GError **error);
void gezin_import_free (GezinImport *self);

/** gezin_import_is_known: The very same was taken in before: nothing is to be done but to send its receipt again. */
gboolean gezin_import_is_known (const GezinImport *self);
/** gezin_import_has_gap: Bundles of its row did not come; it is whole by itself. */
gboolean gezin_import_has_gap (const GezinImport *self);
/** gezin_import_life: Whether its sender made it in the copy of the store in which the one before it was made. */
GezinLife gezin_import_life (const GezinImport *self);
/** gezin_import_manifest: (transfer none) */
const GezinManifest *gezin_import_manifest (const GezinImport *self);
/** gezin_import_sender: (transfer none) */
const GezinKnownPeer *gezin_import_sender (const GezinImport *self);
/** gezin_import_revocation: (transfer none) (nullable): What a list said of its sender: good, stale or not-checked; %NULL: its card has no issuer. */
const char *gezin_import_revocation (const GezinImport *self);
/** gezin_import_plan: (transfer none) (nullable): What would happen; %NULL for a kind without a dossier, and one that is known. */
GezinPlan *gezin_import_plan (const GezinImport *self);
/** gezin_import_waiting: (transfer none) (element-type GezinWaiting) */
GPtrArray *gezin_import_waiting (const GezinImport *self);
/** gezin_import_n_rejected_before: New records that are not offered again. */
guint gezin_import_n_rejected_before (const GezinImport *self);
/** gezin_import_is_new: The dossier is not here yet. */
gboolean gezin_import_is_new (const GezinImport *self);

/** gezin_import_accept: What waits of @record is taken. %FALSE if nothing of it waits and the plan has none of it either. */
gboolean gezin_import_accept (GezinImport *self, const GezinUuid *record,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_reject: Law 5. GEZIN_EXCHANGE_ERROR_RECORD. */
gboolean gezin_import_reject (GezinImport *self, const GezinUuid *record,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinImportReceipt: What went back. */
typedef struct {
  gboolean is_made;
  GezinUuid bundle;
  char *file; /* its name in the outbox */
} GezinImportReceipt;

void gezin_import_receipt_clear (GezinImportReceipt *receipt);

/**
 * gezin_import_take:
 * @reason: (nullable): why records are rejected: a person's words, kept here
 *
 * One transaction. One that is known gets the same receipt again.
 */
gboolean gezin_import_take (GezinImport *self, const char *reason, GezinImportReceipt *receipt,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_refuse: A person refuses all of it: nothing is taken, and the receipt says so. */
gboolean gezin_import_refuse (GezinImport *self, GezinImportReceipt *receipt,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_unseal: (transfer full): The signed container inside @file, for validators and archives. */
GBytes *gezin_import_unseal (GezinExchange *exchange, GBytes *file, GezinUuid *bundle,
                             GError **error);

/** GezinLooked: What was found of a file that is only looked at. */
typedef struct {
  char *text; /* the document of `verify --json`, or lines for people */
  int verdict; /* 0 good, 1 unknown, 2 bad */
  gint64
      taken; /* instant at which it was taken in, or made, here, when it had to be judged by that; 0: by now */
} GezinLooked;

void gezin_looked_clear (GezinLooked *looked);

/**
 * gezin_import_verify:
 *
 * Judges @file now; one that does not hold now and was taken in before, or made here, as of
 * that moment: what became of its sender's certificate since changes nothing of it.
 */
gboolean gezin_import_verify (GezinExchange *exchange, GBytes *file, gboolean for_people,
                              GezinLooked *looked, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinImport, gezin_import_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinImportReceipt, gezin_import_receipt_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinLooked, gezin_looked_clear)

G_END_DECLS
