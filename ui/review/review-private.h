/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "review/review-page.h"
#include "session/review.h"

G_BEGIN_DECLS

/* What the files of the review page share: its frame (review-page.c), what was approved and asked
 * (review-head.c), one record (review-card.c), remarks (review-remark.c), and what is done there
 * (review-acts.c).
 *
 * Invariants:
 * 1. A remark stands under its field where that is on screen, and else in a list of its own: none is lost.
 * 2. Approving is offered to a lead alone; whether it is their own work the session decides. */

struct _GezinReviewPage {
  AdwBin parent_instance;

  GezinSession *session;
  GezinDossier *dossier; /* (nullable) */
  GezinReviewReading *reading; /* (nullable): the one on screen */
  GPtrArray *changes; /* GtkWidget: what changed, as it follows each other */
  GPtrArray *placed; /* GezinReviewLine: remarks that are on screen under their field */
  guint change; /* which of these was gone to; from 1 */
  guint n_shown; /* records, at most */
  gboolean is_lead;
  gboolean is_all; /* also what stayed the same */

  GtkWidget *thought;
  GtkWidget *content; /* (nullable): filled by the reading */
  GtkWidget *place; /* (nullable): "3 of 7" */
  GtkWidget *bottom;
  GtkWidget *words; /* at the left of the bottom */
  GtkWidget *buttons;
};

/** gezin_review_page_did_change: As it was when it was approved, or never shown to who approved: that did not change. */
gboolean gezin_review_page_did_change (GezinReviewState state);

/** gezin_review_page_add_head: What was approved, by whom, whether it counts, and what is asked. @n: of fields that changed. */
void gezin_review_page_add_head (GezinReviewPage *self, guint n);

/** gezin_review_card_new: (transfer floating): A card of one record with its fields. */
GtkWidget *gezin_review_card_new (GezinReviewPage *self, const GezinReviewRecord *record);

/** gezin_review_remark_new: (transfer floating): One remark, its answer, and what can be done with it. @of: (nullable): to tell what it is about. */
GtkWidget *gezin_review_remark_new (GezinReviewPage *self, const GezinReviewLine *line,
                                    const char *of);

/** gezin_review_page_is_remarked: Whether there is an open remark on @record, or on its field @field (nullable): wire name. */
gboolean gezin_review_page_is_remarked (GezinReviewPage *self, const GezinUuid *record,
                                        const char *field);

/** gezin_review_page_about: (transfer none): What a remark is about, for people. */
const char *gezin_review_page_about (GezinReviewPage *self, const GezinReviewLine *line);

/** gezin_review_page_where: (transfer full): Of which record, and @about (nullable) what of it. */
char *gezin_review_page_where (GezinReviewPage *self, const GezinReviewLine *line,
                               const char *about);

/* What is done. @record, @of: (nullable): that record alone. */
void gezin_review_page_ask (GezinReviewPage *self);
void gezin_review_page_want (GezinReviewPage *self, const GezinUuid *of);
void gezin_review_page_approve (GezinReviewPage *self, const GezinUuid *of);
void gezin_review_page_remark (GezinReviewPage *self, const GezinUuid *record, GezinField field);
void gezin_review_page_answer (GezinReviewPage *self, const GezinUuid *remark);
void gezin_review_page_solve (GezinReviewPage *self, const GezinUuid *remark);

/** gezin_review_page_step: To the next change, or the one before. */
void gezin_review_page_step (GezinReviewPage *self, gboolean is_forward);

/** gezin_review_page_refill: Shows the reading anew, after something of the page changed. */
void gezin_review_page_refill (GezinReviewPage *self);

G_END_DECLS
