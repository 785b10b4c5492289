/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "exchange/import.h"
#include "exchange/writer-private.h"
#include "wire/bundle.h"

G_BEGIN_DECLS

/* What the files of importing share. */

struct _GezinImport {
  GezinExchange *exchange;
  GBytes *file;
  GezinImportFlags flags;
  GezinOwnCard *own;
  GezinJudgement *judgement;
  GezinKnownPeer *sender;
  GezinLedgerRow *row; /* as it will be kept */
  gboolean is_known;
  gboolean has_gap;
  GezinLife life;
  gboolean is_new;
  gboolean is_team_only[GEZIN_N_KINDS]; /* by kind */
  gboolean has_erased; /* it holds something that was erased here */
  guint n_rejected_before;
  GezinDossier *now;
  GezinHeld *held; /* of the sender, before */
  GezinExchangeWriter writer;
  gboolean has_writer;
  GArray *erased; /* GezinUuid */
  GPtrArray *offered; /* GezinVersion: what goes into the plan */
  GPtrArray *rejected_before; /* GezinVersion */
  GPtrArray *waiting; /* GezinWaiting */
  GArray *rejected; /* GezinUuid: new records that a person does not want */
  GezinPlan *plan;
};

/** gezin_import_place: Where it stands in its row; keeps a fork. */
gboolean gezin_import_place (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_prepare: The plan, without what waits. */
gboolean gezin_import_prepare (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_replan: After something that waited was accepted. */
gboolean gezin_import_replan (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_import_find_own: (transfer full) (element-type GezinCard): Our cards, old ones too. */
GPtrArray *gezin_import_own_cards (GezinExchange *exchange, GError **error);

/* import-documents.c */

/** gezin_import_take_documents: (transfer full) (element-type GezinDocument): Files of the bundle, on disk. */
GPtrArray *gezin_import_take_documents (GezinImport *self, GError **error);

/** gezin_import_keep_documents: Notes what was taken, in the transaction that is open. */
gboolean gezin_import_keep_documents (GezinImport *self, GPtrArray *documents,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void gezin_import_discard_documents (GezinImport *self, GPtrArray *documents, const GError *why);

/* import-judge.c */

/** gezin_import_judge: (transfer full): As what is to be taken in, with what is known here now. */
GezinJudgement *gezin_import_judge (GezinExchange *exchange, GezinOwnCard *own, GBytes *file,
                                    GError **error);

/* receipt.c */

/** gezin_receipt_make: In a transaction of the caller's: a receipt for @self, sealed and noted. */
gboolean gezin_receipt_make (GezinImport *self, GezinBundleResult result, const char *reason,
                             GezinImportReceipt *receipt, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_receipt_send_again: Puts the one that was made before into the outbox again. */
gboolean gezin_receipt_send_again (GezinImport *self, GezinImportReceipt *receipt,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_receipt_check: Whether a receipt is about something that was sent to who sent it. */
gboolean gezin_receipt_check (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_receipt_take: What a receipt says, in the transaction that is open. */
gboolean gezin_receipt_take (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* recall.c */
gboolean gezin_recall_check (GezinImport *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_recall_take: Deletes what was asked for, in the transaction that is open; sets @result to whether all of it is gone. */
gboolean gezin_recall_take (GezinImport *self, GezinBundleResult *result, const char **reason,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
