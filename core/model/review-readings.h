/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/* What was approved of a dossier, and what became of it since: plain results, as readings.h has them. */

/** GezinReviewState: Of a field, or of a record: the one of its fields that asks most. */
typedef enum {
  GEZIN_REVIEW_APPROVED, /* as it was approved */
  GEZIN_REVIEW_UNSEEN, /* older than what was approved, and not shown to who approved it */
  GEZIN_REVIEW_NEW, /* in no state that was approved */
  GEZIN_REVIEW_CHANGED, /* written since */
  GEZIN_REVIEW_REMOVED, /* of a record: taken out since */
  GEZIN_REVIEW_GONE, /* erased since, or not here any more */
  GEZIN_N_REVIEW_STATES
} GezinReviewState;

/** gezin_review_state_name: (transfer none): Lower-kebab, stable. */
const char *gezin_review_state_name (GezinReviewState state);

/** GezinReviewField: One field. */
typedef struct {
  GezinField field;
  GezinReviewState state;
  char *before; /* (nullable): of a changed one: what was approved, for people */
  char *after; /* (nullable): what stands there now */
} GezinReviewField;

/** GezinReviewRecord: One record. */
typedef struct {
  GezinUuid record;
  GezinKind kind; /* GEZIN_KIND_NONE: gone */
  char *title; /* (nullable) */
  GezinReviewState state;
  GPtrArray *fields; /* GezinReviewField, by name */
} GezinReviewRecord;

/** GezinApprovalVerdict: Whether a list of what was approved counts. */
typedef enum {
  GEZIN_APPROVAL_GOOD,
  GEZIN_APPROVAL_MISSING, /* its list is not here, or damaged */
  GEZIN_APPROVAL_FORGED, /* the signature does not fit, or it is no list, or that of another review */
  GEZIN_APPROVAL_UNKNOWN, /* signed by somebody whose card nobody compared here, or was revoked */
  GEZIN_APPROVAL_NOT_LEAD, /* signed by somebody who is not the lead of our team, as confirmed here */
  GEZIN_APPROVAL_EXPIRED, /* the certificate did not hold when it was signed */
  GEZIN_APPROVAL_OWN_WORK, /* who signed it wrote something of it */
  GEZIN_N_APPROVAL_VERDICTS
} GezinApprovalVerdict;

/** gezin_approval_verdict_name: (transfer none): Lower-kebab, stable. */
const char *gezin_approval_verdict_name (GezinApprovalVerdict verdict);

/** GezinApproval: A review that says that something was approved. */
typedef struct {
  GezinUuid review;
  GezinApprovalVerdict verdict;
  char *by; /* (nullable): who signed it, as their card says */
  gint64 signed_at; /* as the signer says; 0: not known */
  gboolean has_of; /* @of alone, and not the dossier */
  GezinUuid of;
  guint n_fields;
} GezinApproval;

/** GezinReviewLine: A review or a remark that is not done. */
typedef struct {
  GezinUuid record;
  GezinKind kind; /* review or remark */
  gboolean has_of;
  GezinUuid of;
  char *of_title; /* (nullable) */
  char *field; /* (nullable): wire name */
  char *state; /* (nullable): code */
  char *text; /* (nullable) */
  char *answer; /* (nullable) */
  char *by; /* (nullable): who asked */
} GezinReviewLine;

/** GezinReviewReading: All of it. */
typedef struct {
  GPtrArray *approvals; /* GezinApproval, by id */
  GPtrArray
      *records; /* GezinReviewRecord, by id: those that are not wholly approved as they are too */
  GPtrArray *lines; /* GezinReviewLine: reviews, then remarks, by id */
  guint n_fields[GEZIN_N_REVIEW_STATES];
} GezinReviewReading;

/** GezinReviewWaiting: A dossier that waits for who sits here. */
typedef struct {
  GezinUuid dossier; /* of those that were joined the one that leads */
  char *name; /* (nullable) */
  char *reference; /* (nullable) */
  GezinUuid review;
  char *by; /* (nullable): who asked, or who wants changes */
  char *asked_on; /* (nullable): ISO day */
  gboolean is_answered; /* it was asked here, and changes are wanted */
  guint n_changes; /* since what was approved: records that are not as they were */
} GezinReviewWaiting;

void gezin_review_waiting_free (GezinReviewWaiting *waiting);

GezinReviewField *gezin_review_field_new (GezinField field, GezinReviewState state);
void gezin_review_field_free (GezinReviewField *field);
GezinReviewRecord *gezin_review_record_new (const GezinUuid *record, GezinKind kind);
void gezin_review_record_free (GezinReviewRecord *record);
void gezin_approval_free (GezinApproval *approval);
void gezin_review_line_free (GezinReviewLine *line);
GezinReviewReading *gezin_review_reading_new (void);
void gezin_review_reading_free (GezinReviewReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReviewReading, gezin_review_reading_free)

G_END_DECLS
