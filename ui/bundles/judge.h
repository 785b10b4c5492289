/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/exchange.h"
#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* GezinJudge: what the rules leave to a person, to be ticked one by one. Emits "judged" when somebody
 * ticked something: then it has to be decided anew, and shown here. Empty while there is nothing. */

#define GEZIN_TYPE_JUDGE (gezin_judge_get_type ())
G_DECLARE_FINAL_TYPE (GezinJudge, gezin_judge, GEZIN, JUDGE, AdwBin)

GtkWidget *gezin_judge_new (GezinSession *session);

/** gezin_judge_show: What of @answer waits for a yes, and what became of what was ticked. */
void gezin_judge_show (GezinJudge *judge, GezinDossier *dossier, const GezinSharingAnswer *answer);

/** gezin_judge_confirm: Adds @record to what a person said yes to, or takes it out; %FALSE if it was so. Says nothing. */
gboolean gezin_judge_confirm (GezinJudge *judge, const GezinUuid *record, gboolean is_yes);

/** gezin_judge_confirmed: (transfer full) (element-type GezinUuid): What a person said yes to. */
GArray *gezin_judge_confirmed (GezinJudge *judge);

/** gezin_judge_forget: For another question: nothing was said yes to. */
void gezin_judge_forget (GezinJudge *judge);

G_END_DECLS
