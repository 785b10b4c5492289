/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "consent/view.h"
#include "model/review-readings.h"
#include "model/version.h"

G_BEGIN_DECLS

/* What was approved: a list of (record, field, versions seen), in one form of bytes, which its
 * approver signs. Ids, names of fields and versions stand in it, and no value nor a digest of one,
 * so that it may outlive what it is about (docs/review.md).
 *
 * Invariants:
 * 1. One list has one form: what is read is what would be written.
 * 2. A field is as it was approved exactly while its heads are the versions of a list.
 * 3. Reviews, remarks, what the program writes and what the reviewer never sees are not reviewed. */

/** GezinSeenVersion: One version of a field; in a set, of one of its items, which is not named. */
typedef struct {
  GezinDot dot;
  guint64 mark; /* of a set: gezin_version_fingerprint(); else 0 */
} GezinSeenVersion;

/** GezinApprovedField: The versions of one field that somebody saw. */
typedef struct {
  GezinUuid record;
  char *name; /* of the field, on the wire */
  GArray *seen; /* GezinSeenVersion, sorted, each once */
} GezinApprovedField;

/** GezinApprovedList: What one approval is about. */
typedef struct {
  GezinUuid dossier;
  GezinUuid review; /* the record that says so */
  gboolean has_of; /* @of alone was looked at */
  GezinUuid of;
  GArray *writers; /* guint64, sorted: replicas in which the approver writes */
  GPtrArray *fields; /* GezinApprovedField, by record and name */
  gint64 signed_at; /* beside the list: when, as its signature says; 0: not known */
} GezinApprovedList;

void gezin_approved_list_free (GezinApprovedList *list);

/** gezin_review_is_reviewed: Whether a record of @kind is reviewed at all. */
gboolean gezin_review_is_reviewed (GezinKind kind);

/**
 * gezin_approved_list_new:
 * @of: (nullable): that record alone
 * @writers: (element-type guint64): sorted
 *
 * (transfer full): What stands in @view now. No fields: nothing to approve.
 */
GezinApprovedList *gezin_approved_list_new (const GezinView *view, const GezinUuid *dossier,
                                            const GezinUuid *review, const GezinUuid *of,
                                            const GArray *writers);

/** gezin_approved_list_write: (transfer full) */
GBytes *gezin_approved_list_write (const GezinApprovedList *list);

/** gezin_approved_list_read: (transfer full) (nullable): The inverse, strictly; %NULL: this is none. */
GezinApprovedList *gezin_approved_list_read (GBytes *bytes);

/**
 * gezin_approved_list_has_own_work:
 * @name: (nullable): of the approver
 *
 * Whether the approver wrote something of it: a version of a replica of theirs, or one in @view
 * of which the commit names them.
 */
gboolean gezin_approved_list_has_own_work (const GezinApprovedList *list, const GezinView *view,
                                           const char *name);

/**
 * gezin_review_compare:
 * @lists: (element-type GezinApprovedList): those that count
 *
 * (transfer full) (element-type GezinReviewRecord): What became of it, by record; titles and
 * values are for the caller. What one list approved, another cannot take back.
 */
GPtrArray *gezin_review_compare (const GezinView *view, const GPtrArray *lists);

/** gezin_approved_list_find: (transfer none) (nullable): What it says of a field. */
const GezinApprovedField *gezin_approved_list_find (const GezinApprovedList *list,
                                                    const GezinUuid *record, const char *name);

/** gezin_approved_field_has: Whether @version, of that field, was seen. */
gboolean gezin_approved_field_has (const GezinApprovedField *field, const GezinVersion *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinApprovedList, gezin_approved_list_free)

G_END_DECLS
