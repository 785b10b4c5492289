/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "bundles/import-page.h"
#include "parts/job.h"
#include "session/exchange.h"

G_BEGIN_DECLS

/* What the files of taking in share: the frame (import-page.c), what came (import-items.c,
 * import-row.c), other bundles than parts of a dossier (import-other.c), what it is called
 * (import-words.c), who sent it (import-head.c), what a person says (import-answers.c), why not
 * (import-problem.c), and doing it (import-take.c).
 *
 * Invariants:
 * 1. What is shown is the preview of these very bytes: they are read once.
 * 2. What decides about consent, authority or a right is never chosen beforehand in a dossier that is
 *    here already; of two bundles with one number nothing is.
 * 3. What is rejected has a reason. */

typedef enum {
  GEZIN_ANSWER_NONE,
  GEZIN_ANSWER_YES,
  GEZIN_ANSWER_NO,
} GezinAnswer;

typedef enum {
  GEZIN_CHOICE_LATER,
  GEZIN_CHOICE_OURS,
  GEZIN_CHOICE_THEIRS,
} GezinVersionChoice;

/** GezinImportAnswer: What a person says of one item. */
typedef struct {
  GezinAnswer answer;
  gboolean can_answer;
  GArray *versions; /* GezinVersionChoice, one for each of its changes */
} GezinImportAnswer;

/** GezinImportOrder: For the worker: what to take in. Owns all. */
typedef struct {
  GBytes *file;
  GArray *accept; /* GezinUuid */
  GArray *reject; /* GezinUuid */
  char *reason; /* (nullable) */
  gboolean preview;
  gboolean older;
  gboolean forked;
  gboolean deletes;
  GPtrArray *choices; /* GezinImportChoice: made right after */

  GezinImportReading *reading; /* out */
  char *receipt_path; /* out (nullable) */
  GezinUuid receipt; /* out: with @receipt_path */
  guint n_open; /* out: versions that still have to be chosen */
} GezinImportOrder;

typedef struct {
  GezinUuid record;
  GezinField field;
  GezinDot dot;
} GezinImportChoice;

GezinImportOrder *gezin_import_order_new (GezinImportPage *page, gboolean preview);
void gezin_import_order_free (GezinImportOrder *order);

struct _GezinImportPage {
  AdwBin parent_instance;

  GezinSession *session;
  GFile *file;
  GBytes *bytes; /* (nullable): until it is read */
  GCancellable *stop;
  gboolean older;
  gboolean forked;
  gboolean is_busy;
  GezinImportReading *reading; /* (nullable): the preview */
  GPtrArray *answers; /* GezinImportAnswer, of each item */

  GtkWidget *stack;
  GtkWidget *problem; /* a page of its own */
  GtkWidget *preview;
  GtkWidget *done;
  GtkWidget *summary;
  GtkWidget *missing; /* what still has to be said */
  GtkWidget *failure; /* why it was not taken in */
  GtkWidget *reason_box;
  GtkWidget *reason;
  GtkWidget *take;
  GtkWidget *later;
  GtkWidget *agree; /* of a recall: yes */
  GtkWidget *refuse; /* of a recall: no */
};

/* import-words.c */

/** gezin_import_words_problem: (transfer none): In one line, what is the matter. */
const char *gezin_import_words_problem (GezinBundleRefusal refusal);

/** gezin_import_words_made: (transfer full): "made 19 nov 2026 16:40". */
char *gezin_import_words_made (GezinImportPage *page);

/** gezin_import_words_kind: (transfer none): What came, for people. @kind: of a reading or of the ledger. */
const char *gezin_import_words_kind (const char *kind);

/** gezin_import_words_result: (transfer none): What a receipt says. */
const char *gezin_import_words_result (const char *result);

/* import-items.c */

/** gezin_import_items_new: (transfer floating): All that came, in groups. */
GtkWidget *gezin_import_items_new (GezinImportPage *page);

/** gezin_import_has_outcome: */
gboolean gezin_import_has_outcome (const GezinImportItem *item, const char *outcome);

/** gezin_import_row_new: (transfer floating): One item, with its answer and what it would change. */
GtkWidget *gezin_import_row_new (GezinImportPage *page, guint place);

/* import-other.c */

/** gezin_import_other_new: (transfer floating) (nullable): What a receipt or a recall says; %NULL: it is a part of a dossier. */
GtkWidget *gezin_import_other_new (GezinImportPage *page);

/* import-answers.c */

/** gezin_import_answer_new: What is said of @item before anybody was asked. */
GezinImportAnswer *gezin_import_answer_new (GezinImportPage *page, const GezinImportItem *item);
void gezin_import_answer_free (gpointer answer);

/** gezin_import_page_refresh: After an answer. */
void gezin_import_page_refresh (GezinImportPage *page);
void gezin_import_page_fail (GezinImportPage *page, const GError *error);

/* import-head.c */

/** gezin_import_sender_new: (transfer floating): Who sent it. @dossier (nullable): about which family. */
GtkWidget *gezin_import_sender_new (GezinImportPage *page, GezinDossier *dossier);

/** gezin_import_tags_new: (transfer floating): How sure it is, in tags: each a word and a sign. */
GtkWidget *gezin_import_tags_new (GezinImportPage *page);

/** gezin_import_card_new: (transfer floating): The words that were compared, to compare them once more. */
GtkWidget *gezin_import_card_new (GezinImportPage *page);

/** gezin_import_add_flags: What has to be known before. */
void gezin_import_add_flags (GezinImportPage *page, GtkWidget *column);

/* import-problem.c */

/** gezin_import_page_show_problem: It cannot be taken in. */
void gezin_import_page_show_problem (GezinImportPage *page, const GError *error);

/* import-page.c */

void gezin_import_page_look (GezinImportPage *page);

/** gezin_import_button_new: (transfer floating): @classes (nullable). */
GtkWidget *gezin_import_button_new (const char *label, const char *classes, GCallback clicked,
                                    gpointer data);

/* import-take.c */

void gezin_import_page_take (GezinImportPage *page);

G_END_DECLS
