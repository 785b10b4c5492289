/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "dossier/erase-dialog.h"
#include "parts/job.h"

G_BEGIN_DECLS

/* What the dialogue's own files share: what it asks (erase-form.c), and what it does (erase-dialog.c).
 *
 * Invariants:
 * 1. Nothing is erased but what the preview on screen shows: while that is not there, or another is
 *    asked for, the button cannot be pressed.
 * 2. The button can be pressed only after a reason was chosen and a word was typed; Enter does not
 *    press it.
 * 3. While it erases, the dialogue cannot be closed. */

#define GEZIN_TYPE_ERASE_DIALOG (gezin_erase_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinEraseDialog, gezin_erase_dialog, GEZIN, ERASE_DIALOG, AdwWindow)

struct _GezinEraseDialog {
  AdwWindow parent_instance;

  GezinSession *session;
  GezinDossier *dossier;
  gboolean has_record;
  GezinUuid record;
  gboolean is_whole; /* chosen from the start */
  GPtrArray *requests; /* GezinErasureRequest */
  guint serial; /* of the preview that was asked for last */
  gboolean is_seen; /* that preview is on screen */
  gboolean is_busy;

  GtkWidget *stay; /* all that can be changed */
  GtkWidget *request_box;
  GtkWidget *request; /* pills: which request; none: no request */
  GtkWidget *answer_box;
  GtkWidget *answer; /* pills: grant, refuse */
  GtkWidget *scope_box;
  GtkWidget *scope; /* pills: whole, record, or the id of a person */
  GtkWidget *erase_box;
  GtkWidget *preview;
  GtkWidget *reason;
  GtkWidget *word;
  GtkWidget *refuse_box;
  GtkWidget *why;
  GtkWidget *other; /* pills: the id of a person */
  GtkWidget *problem;
  GtkWidget *spinner;
  GtkWidget *go;
};

/* Which of a job's names is the id of what. */
enum { GEZIN_ERASE_RECORD, GEZIN_ERASE_PERSON, GEZIN_ERASE_REQUEST };

/** gezin_erase_form_build: All its widgets, with a @reason (nullable) chosen. */
void gezin_erase_form_build (GezinEraseDialog *self, const char *reason);

/** gezin_erase_form_is_refusal: Whether a request is to be refused. */
gboolean gezin_erase_form_is_refusal (GezinEraseDialog *self);

/** gezin_erase_form_has_scope: Whether what is to be erased was chosen. */
gboolean gezin_erase_form_has_scope (GezinEraseDialog *self);

/** gezin_erase_form_choose: Another request or scope stands there: asks anew what would go. */
void gezin_erase_form_choose (GezinEraseDialog *self);

/** gezin_erase_form_request: Which request is answered. */
gboolean gezin_erase_form_request (GezinEraseDialog *self, GezinUuid *request);

/** gezin_erase_form_fill: Into @job what is to be done: ids in its names, and the reason or the answer as its text. */
void gezin_erase_form_fill (GezinEraseDialog *self, GezinJob *job);

/** gezin_erase_form_why: (transfer full): The answer to a request that is refused. */
char *gezin_erase_form_why (GezinEraseDialog *self);

/** gezin_erase_form_refresh: Shows what fits the choices, and whether the button can be pressed. */
void gezin_erase_form_refresh (GezinEraseDialog *self);

/** gezin_erase_form_say: (nullable): What went wrong. */
void gezin_erase_form_say (GezinEraseDialog *self, const char *sentence);

/** gezin_erase_dialog_preview: Asks anew what would go. */
void gezin_erase_dialog_preview (GezinEraseDialog *self);

/** gezin_erase_dialog_go: Does it. */
void gezin_erase_dialog_go (GezinEraseDialog *self);

G_END_DECLS
