/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/write.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* A merge, looked at before it is done: per record what would happen, to accept
 * or to refuse item by item (laws 5 and 6). Immutable but for the answers. */

typedef enum {
  GEZIN_PLAN_ADDED = 1, /* a record that is not here yet */
  GEZIN_PLAN_CHANGED,
  GEZIN_PLAN_CONFLICT, /* at least one field would have two versions */
  GEZIN_PLAN_UNCHANGED,
  GEZIN_PLAN_PARKED, /* breaks a shape rule: set aside whatever the answer */
  GEZIN_PLAN_REFUSED, /* forged or forked (law 4), or erased here */
} GezinPlanOutcome;

typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinPlanOutcome outcome;
  gboolean accepted; /* the answer; TRUE at first */
  gboolean can_reject; /* FALSE: of a record that is written once, what narrows it counts at once */
  guint n_new_heads;
  guint n_conflicts; /* among the fields that came */
  guint n_refused; /* versions of it that law 4 keeps aside */
  guint n_waiting; /* versions that wait beside an erasure marker */
  GPtrArray *versions; /* (element-type GezinVersion): what came */
  char *reason; /* of parked and of anything refused: a stable code, else NULL */
  char *sentence; /* (nullable): the same for people */
} GezinPlanItem;

typedef struct {
  GezinMerge *merge; /* if everything that can be accepted is */
  GPtrArray *items; /* GezinPlanItem, in order of kind name and id */
  GPtrArray *markers; /* (nullable): as handed in */
  GArray *erased; /* GezinUuid: as handed in */
} GezinPlan;

/**
 * gezin_plan_new:
 * @markers: (nullable) (element-type GezinVersion): see gezin_merge()
 * @incoming: (element-type GezinVersion)
 * @erased: (nullable): ids of records that @incoming's maker has erased
 *
 * Checks shapes record by record, each as it came and without looking at what
 * is here, parks what breaks them, and merges the rest.
 */
GezinPlan *gezin_plan_new (GezinDossier *ours, GPtrArray *markers, GPtrArray *incoming,
                           const GezinUuid *erased, gsize n_erased, GezinReference *reference,
                           GError **error);

/** gezin_plan_answer: Accepts or rejects one record; %FALSE if the plan has none with that id or it can't be rejected. */
gboolean gezin_plan_answer (GezinPlan *plan, const GezinUuid *record, gboolean accept);

/**
 * gezin_plan_carry_out:
 * @ours: as it is now, perhaps later than when the plan was made
 * @writer: for the choices that a rejection makes
 * @merge: (out) (transfer full): what to store
 * @choices: (out) (transfer full) (element-type GezinVersion): versions by which rejected changes are answered with ours; already part of @merge
 * @set_aside: (out) (transfer full) (element-type GezinPlanItem): parked ones and rejected new records
 */
gboolean gezin_plan_carry_out (GezinPlan *plan, GezinDossier *ours, const GezinWriter *writer,
                               GezinMerge **merge, GPtrArray **choices, GPtrArray **set_aside,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

void gezin_plan_free (GezinPlan *plan);
void gezin_plan_item_free (GezinPlanItem *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinPlan, gezin_plan_free)

G_END_DECLS
