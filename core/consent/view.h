/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/random.h"
#include "model/dossier.h"

G_BEGIN_DECLS

/**
 * GezinView:
 *
 * A dossier as somebody may see it: immutable, filtered, reference-counted.
 * Only this room makes one, and whatever writes (XML, paper, JSON) takes a view
 * and nothing else, so output that was not filtered does not compile.
 */
typedef struct _GezinView GezinView;

/**
 * gezin_view_own:
 *
 * The worker's own view, on the own screen and in a dump: everything. What it
 * is used for beyond the screen is for the caller to put in the audit.
 */
GezinView *gezin_view_own (GezinDossier *dossier);

typedef struct _GezinDecision GezinDecision; /* consent/consent.h */

/** GezinHoldsFunc: Whether the recipient was given the register of @head before (merge.md, law 9). */
typedef gboolean (*GezinHoldsFunc) (const GezinVersion *head, gpointer data);

/**
 * gezin_view_bundle:
 * @decision: for an organisation
 * @part: (nullable): the dossier that goes, of a joined whole; %NULL: what was decided about
 * @holds: (nullable): without it the recipient holds nothing
 *
 * What goes to an organisation, a colleague's review too: of each register every head or
 * none; of a commit its id and time, and who and where as far as a record in the view names
 * them. What was cleared, taken out or removed goes to whom holds it, whatever consent says.
 * Empty when nothing goes, and for advice: see gezin_view_advice(). It may lack the root:
 * ask how many records there are.
 */
GezinView *gezin_view_bundle (const GezinDecision *decision, GezinDossier *part,
                              GezinHoldsFunc holds, gpointer data);

/** gezin_view_family: An extract or what those in the room may see, as @decision says. Empty for another decision. */
GezinView *gezin_view_family (const GezinDecision *decision);

/**
 * gezin_view_advice:
 *
 * Nobody can be known from it: every id is new, dates are months and dates of
 * birth years, there are no names and no authors. Empty for another decision.
 */
GezinView *gezin_view_advice (const GezinDecision *decision, GezinRandom *random);

GezinView *gezin_view_ref (GezinView *view);
void gezin_view_unref (GezinView *view);

/** gezin_view_dossier: (transfer none): What may be seen, and nothing else. */
GezinDossier *gezin_view_dossier (const GezinView *view);

/** gezin_view_shows_reasons: Whether a commit's `why` may be written (own view only). */
gboolean gezin_view_shows_reasons (const GezinView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinView, gezin_view_unref)

G_END_DECLS
