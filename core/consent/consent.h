/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* May this go to them, for this purpose, on this day, and why (not)? One pure
 * question, one decision: no clock, no store, no files (docs/consent.md).
 *
 * Invariants:
 * 1. What the rules cannot decide is withheld and asks for a person.
 * 2. All heads are read, never the displayed one alone; every combination has to allow.
 * 3. A date that is not whole counts as its strictest day.
 * 4. A refusal, withdrawal, flag, end or further named person never makes more go. */

/** GezinWithheld: Why something does not go; the order is the order of weight. */
typedef enum {
  GEZIN_WITHHELD_NONE = 0,
#define REASON(SYMBOL, CODE) GEZIN_WITHHELD_##SYMBOL,
#include "consent/reasons.inc"
#undef REASON
  GEZIN_N_WITHHELD
} GezinWithheld;

/** gezin_withheld_code: (transfer none): Lower-kebab, stable. */
const char *gezin_withheld_code (GezinWithheld reason);

/** gezin_withheld_by_code: GEZIN_WITHHELD_NONE if there is no such code. */
GezinWithheld gezin_withheld_by_code (const char *code);

/** GezinAudience: Before whose eyes it comes. */
typedef enum {
  GEZIN_AUDIENCE_ORGANISATION, /* an organisation record of the dossier */
  GEZIN_AUDIENCE_PERSON, /* the person whose own data it is, or who represents them */
  GEZIN_AUDIENCE_ROOM, /* persons who can see the screen */
} GezinAudience;

/** GezinSharingQuestion: All pointers are borrowed for the call. */
typedef struct {
  GezinDossier *dossier;
  GezinReference *reference;
  GTimeZone *zone; /* in which days are told */
  const char *organisation; /* (nullable): our own, as it stands in commits */
  const guint64 *replicas; /* of this store, sorted: links they wrote were confirmed here */
  gsize n_replicas;
  GezinVersion *const *pending; /* versions that wait or are parked; what narrows counts */
  gsize n_pending;
  GezinAudience audience;
  const GezinUuid *who; /* the organisation, the person, or the persons in the room */
  guint n_who; /* 0, for a purpose of the own team: our own team */
  const char *purpose; /* code; of an organisation alone */
  gint64 instant; /* of sharing; microseconds UTC */
  const GezinUuid *confirmed; /* records that a person looked at and said yes to, sorted */
  gsize n_confirmed;
} GezinSharingQuestion;

/** GezinDecision: The answer. Immutable, reference-counted. */
typedef struct _GezinDecision GezinDecision;

/** gezin_decide: (transfer full) */
GezinDecision *gezin_decide (const GezinSharingQuestion *question);

GezinDecision *gezin_decision_ref (GezinDecision *decision);
void gezin_decision_unref (GezinDecision *decision);

/** GezinVerdict: What was decided of one field of one record. */
typedef struct {
  GezinField field;
  gboolean is_shared; /* at least one register of it goes */
  GezinWithheld reason; /* why it, or some item of it, does not go; NONE: all of it goes */
  gboolean needs_judgement; /* a person has to decide */
  const char *basis; /* of what is shared: basis code */
  const GezinUuid *relies_on; /* consents and grounds, sorted; owned by the decision */
  guint n_relies_on;
} GezinVerdict;

/** gezin_decision_dossier: (transfer none): What was decided about. */
GezinDossier *gezin_decision_dossier (const GezinDecision *decision);

/** gezin_decision_n_fields: Verdicts on the record at @position of the dossier, in the order of its heads; 0: it is removed. */
guint gezin_decision_n_fields (const GezinDecision *decision, guint position);
const GezinVerdict *gezin_decision_verdict (const GezinDecision *decision, guint position,
                                            guint index);

/** gezin_decision_shares_record: Whether anything of it goes. */
gboolean gezin_decision_shares_record (const GezinDecision *decision, guint position);

/** gezin_decision_shares_register: Whether the register goes, with all its heads. */
gboolean gezin_decision_shares_register (const GezinDecision *decision, guint position,
                                         const GezinRegister *one);

/** gezin_decision_rules: (transfer none): Versions of the rule lists that decided, `name@file/version` each, separated by spaces. */
const char *gezin_decision_rules (const GezinDecision *decision);

/** gezin_decision_audience: */
GezinAudience gezin_decision_audience (const GezinDecision *decision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDecision, gezin_decision_unref)

G_END_DECLS
