/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/review-readings.h"
#include "session/session.h"

G_BEGIN_DECLS

/* A team lead looks at a dossier: asks, remarks, answers, and what was approved (docs/review.md). */

/** gezin_session_review: (transfer full): What was approved, whether that counts, what became of it, and what is open; of a dossier that is open. */
GezinReviewReading *gezin_session_review (GezinSession *session, const GezinUuid *dossier,
                                          GError **error);

/**
 * gezin_session_review_queue:
 * @whole: works out first what waits in dossiers of which nobody did since they changed; else of those
 * that gezin_session_list() came to
 *
 * (transfer full) (element-type GezinReviewWaiting): What waits for who sits here, over all dossiers, the
 * longest waiting first: of a lead what others ask to look at; of all where a lead wants changes
 * in a dossier that is ours. Of each dossier its newest review.
 */
GPtrArray *gezin_session_review_queue (GezinSession *session, gboolean whole, GError **error);

/** gezin_session_approval_sentence: (transfer none): Whether what was approved counts, and if not why. */
const char *gezin_session_approval_sentence (GezinApprovalVerdict verdict);

/** gezin_session_review_label: (transfer none): What became of a field or record since, in a word or some. */
const char *gezin_session_review_label (GezinReviewState state);

/** gezin_session_ask_review: @of: (nullable): that record alone; @text: (nullable); @review: (out). */
gboolean gezin_session_ask_review (GezinSession *session, const GezinUuid *dossier,
                                   const GezinUuid *of, const char *text, GezinUuid *review,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_remark: On one field, by its wire name, of one record. @remark: (out). */
gboolean gezin_session_remark (GezinSession *session, const GezinUuid *dossier,
                               const GezinUuid *record, const char *field, const char *text,
                               GezinUuid *remark, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_answer_remark: GEZIN_SESSION_ERROR_RECORD: no such remark. */
gboolean gezin_session_answer_remark (GezinSession *session, const GezinUuid *dossier,
                                      const GezinUuid *remark, const char *text,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_session_want_changes: The newest review that is open, of @of (nullable) or the whole, asks for changes; else one is made. */
gboolean gezin_session_want_changes (GezinSession *session, const GezinUuid *dossier,
                                     const GezinUuid *of, const char *text, GezinUuid *review,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_session_approve:
 * @of: (nullable): that record alone
 * @text: (nullable)
 * @review: (out): the record that says so
 *
 * Signs the list of what stands there now, with the key of this store, and keeps it whole.
 * GEZIN_SESSION_ERROR_NOT_LEAD; _OWN_WORK: nobody approves what they wrote themselves;
 * _NOTHING_TO_APPROVE.
 */
gboolean gezin_session_approve (GezinSession *session, const GezinUuid *dossier,
                                const GezinUuid *of, const char *text, GezinUuid *review,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
