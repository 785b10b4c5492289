/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/edit.h"

G_BEGIN_DECLS

/* The records of a dossier by which it knows whom it was shared with. */

/**
 * gezin_disclosure_recipient:
 * @card: digest of a peer's card, in hex
 *
 * (transfer none) (nullable): The organisation record that names that card, and no
 * other, in all its versions; %NULL when there is none, or when two would do.
 */
GezinRecord *gezin_disclosure_recipient (const GezinDossier *dossier, const char *card);

/** GezinDisclosure: What left. Borrowed pointers. How much was withheld stays in the ledger: counts talk. */
typedef struct {
  const GezinUuid *bundle;
  const char *digest; /* of the signed container, in hex */
  const GezinUuid *recipient; /* the organisation */
  const char *purpose; /* (nullable) */
  const GezinUuid *grounds; /* consents and grounds that were relied on */
  gsize n_grounds;
  guint n_records;
  const GDate *made;
} GezinDisclosure;

/** gezin_disclosure_edits: (transfer full) (element-type GezinEdit): The new record @record that tells of it. */
GPtrArray *gezin_disclosure_edits (const GezinUuid *record, const GezinDisclosure *disclosure);

/** gezin_disclosure_find: (transfer none) (nullable): The record that tells of @bundle. */
GezinRecord *gezin_disclosure_find (const GezinDossier *dossier, const GezinUuid *bundle);

/** gezin_disclosure_receipt_edits: (transfer full) (element-type GezinEdit): What its recipient said on @day. */
GPtrArray *gezin_disclosure_receipt_edits (const GezinUuid *record, const GDate *day,
                                           const char *result);

/** gezin_disclosure_recall_edits: (transfer full) (element-type GezinEdit): That it was asked back on @day. */
GPtrArray *gezin_disclosure_recall_edits (const GezinUuid *record, const GDate *day);

G_END_DECLS
