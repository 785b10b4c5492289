/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "bundles/judge.h"
#include "bundles/send-dialog.h"
#include "parts/job.h"
#include "session/exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the files of sending share: the frame (send-dialog.c), the three steps
 * (send-choice.c, send-look.c, send-done.c), and what needs a person (judge.c).
 *
 * Invariants:
 * 1. Nothing is sent that was not on screen: the digest of what was shown goes along, and another
 *    answer is shown instead of sent.
 * 2. What needs a person's judgement is ticked by itself, next to what it says.
 * 3. While something is being made the dialog stays. */

#define GEZIN_TYPE_SEND_DIALOG (gezin_send_dialog_get_type ())
G_DECLARE_FINAL_TYPE (GezinSendDialog, gezin_send_dialog, GEZIN, SEND_DIALOG, AdwWindow)

struct _GezinSendDialog {
  AdwWindow parent_instance;

  GezinSession *session;
  gulong changed_handler;
  GezinDossier *dossier;
  GPtrArray *peers; /* GezinPeerReading */
  GPtrArray *purposes; /* GezinChoice */
  GPtrArray *team; /* GezinPeerReading: of the own team, to whom it can go for @team_purpose */
  char *team_purpose; /* (nullable) */
  GezinUuid recipient; /* an organisation */
  char *
      colleague; /* (nullable): fingerprint of one of @team, who gets it instead of an organisation */
  gboolean has_recipient;
  char *purpose; /* (nullable) */
  GezinSharingAnswer *answer; /* (nullable): the one on screen */
  GezinExportReading *exported; /* (nullable) */
  guint n_asked;
  gboolean is_busy;

  GtkWidget *stack;
  GtkWidget *next; /* step 1 */
  GtkWidget *purpose_list;
  GtkWidget *words; /* step 2: for whom, for what */
  GtkWidget *unchecked; /* whether its issuer took the card back was not looked up */
  GtkWidget *same; /* card and dossier name the organisation differently: it is the same */
  GtkWidget *changed; /* that it is not what it was */
  GtkWidget *judge; /* GezinJudge: what needs a person */
  GtkWidget *lists;
  GtkWidget *problem;
  GtkWidget *read; /* "I have read what goes" */
  GtkWidget *go;
  GtkWidget *bar;
  GtkWidget *done; /* step 3 */
};

/** gezin_send_step_new: (transfer floating): Which of the three steps this is. */
GtkWidget *gezin_send_step_new (int step, const char *title, const char *below);

/** gezin_send_recipient_name: (transfer full): Of whom the bundle is for. */
char *gezin_send_recipient_name (GezinSendDialog *self);

/** gezin_send_chosen: (transfer none) (nullable): The card of whom it is for. */
const GezinPeerReading *gezin_send_chosen (GezinSendDialog *self);

/** gezin_send_organisation: (transfer none) (nullable): That it is for; %NULL: it is for a colleague. */
const GezinRecord *gezin_send_organisation (GezinSendDialog *self);

/** gezin_send_peer: (transfer none) (nullable): The card of @organisation, if one is named and here. */
const GezinPeerReading *gezin_send_peer (GezinSendDialog *self, const GezinRecord *organisation);

/* The steps; each makes its page. */
GtkWidget *gezin_send_choice_new (GezinSendDialog *self);
GtkWidget *gezin_send_look_new (GezinSendDialog *self);

/** gezin_send_look_ask: Decides anew and shows that; says so when it became something else. */
void gezin_send_look_ask (GezinSendDialog *self);

/** gezin_send_look_judged: The same, after a person ticked something. */
void gezin_send_look_judged (GezinSendDialog *self);

/** gezin_send_look_forget: Nothing of what was decided stays. */
void gezin_send_look_forget (GezinSendDialog *self);
void gezin_send_look_refresh (GezinSendDialog *self);
void gezin_send_look_say (GezinSendDialog *self, const GError *error);

/** gezin_send_done_show: It is made: how it gets there. */
void gezin_send_done_show (GezinSendDialog *self);

/** gezin_send_go: Signs, encrypts, and puts it into the outbox. */
void gezin_send_go (GezinSendDialog *self);

G_END_DECLS
