/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* Merging, as a pure function (docs/merge.md, laws 1, 2, 4, 7 and 10).
 *
 * Invariants:
 * 1. The heads depend on the set of versions and markers alone, not on their order or repetition.
 * 2. A version that is superseded goes to past; none is dropped but by erasure.
 * 3. No register is left without heads.
 * 4. What is refused (law 4) changes nothing of what is here. */

#define GEZIN_MERGE_ERROR (gezin_merge_error_quark ())
GQuark gezin_merge_error_quark (void);

typedef enum {
  GEZIN_MERGE_ERROR_CHANGED_SINCE =
      101, /* written by this store, or erased, after the form opened */
  GEZIN_MERGE_ERROR_NOTHING = 102, /* nothing to undo, to choose or to write */
  GEZIN_MERGE_ERROR_NO_SUCH_RECORD = 103,
  GEZIN_MERGE_ERROR_OTHER_ROOT = 401, /* a write that would make a second root */
  GEZIN_MERGE_ERROR_EMPTY_REGISTER = 402, /* versions that supersede each other in a ring */
} GezinMergeError;

/* Law 4: why a version was kept aside instead of taken in. */
typedef enum {
  GEZIN_REFUSAL_SAME_DOT = 1, /* same dot, other content */
  GEZIN_REFUSAL_SUPERSEDES_ITSELF, /* own dot inside own context */
  GEZIN_REFUSAL_MUTUAL, /* two that supersede each other */
  GEZIN_REFUSAL_FORKED_REPLICA, /* two of one replica where neither supersedes */
  GEZIN_REFUSAL_TWO_KINDS, /* one record id with two kinds; the dossier's id is its root's */
  GEZIN_REFUSAL_SECOND_ROOT, /* a root record whose id is not the dossier's */
} GezinRefusalReason;

/** gezin_refusal_reason_name: Lower-kebab, stable. */
const char *gezin_refusal_reason_name (GezinRefusalReason reason);

typedef struct {
  GezinRefusalReason reason;
  GezinVersion *theirs;
  GezinVersion *ours; /* (nullable): what it clashes with */
} GezinRefusal;

void gezin_refusal_free (GezinRefusal *refusal);

typedef struct {
  GezinDossier *dossier; /* as it is now */
  GPtrArray *became_heads; /* GezinVersion: were not heads before */
  GPtrArray *became_past; /* GezinVersion: were heads here and are superseded now */
  GPtrArray *became_gone; /* GezinVersion: were heads here and a marker covers them: kept nowhere */
  GPtrArray *arrived_past; /* GezinVersion: superseded on arrival */
  GPtrArray *refused; /* GezinRefusal */
  GPtrArray *
      waiting; /* GezinVersion: arrived, or were heads here, beside an erasure marker that they do not know; a person decides */
  GArray *became_erased; /* GezinUuid: records erased by this merge: all of them goes, past too */
  guint n_unchanged; /* incoming versions that were here already */
  guint
      n_at_erased; /* incoming versions of what is erased here (a record, or what a marker covers): refused for ever */
} GezinMerge;

void gezin_merge_free (GezinMerge *merge);

/**
 * gezin_merge:
 * @ours: what is here; of a new dossier, one without records
 * @markers: (nullable) (element-type GezinVersion): erasure markers that are held here and are heads no longer, since somebody wrote over them; they bind for ever
 * @incoming: versions of the same dossier, shapes checked, and all its markers, also those that are heads no longer
 * @erased: (nullable): ids of records that @incoming's maker has erased
 *
 * The union by dot, without what is superseded. Once a register has a marker
 * (law 10), what the marker covers is gone, and a version that is written
 * without knowing the marker waits, whichever of the two came first.
 *
 * If nothing of the dossier changes, the result's dossier is @ours itself.
 * Errors: GEZIN_MERGE_ERROR_EMPTY_REGISTER, GEZIN_MODEL_ERROR_DOSSIER (too large).
 */
GezinMerge *gezin_merge (GezinDossier *ours, GPtrArray *markers, GezinVersion *const *incoming,
                         gsize n_incoming, const GezinUuid *erased, gsize n_erased, GError **error);

/** gezin_merge_is_empty: Whether there is nothing to store, not even in past. */
gboolean gezin_merge_is_empty (const GezinMerge *merge);

/**
 * gezin_merge_spoils_replica:
 * @merge: of versions that came from elsewhere
 * @ours: what it was merged into
 * @replica: the one this store writes with
 *
 * Whether @replica must never be used again: something that came in knows more
 * writes of it than are here (a folder was put back); or what now waits beside
 * a marker knew writes of it that no head knows any more, so that whoever writes
 * next would count them again.
 */
gboolean gezin_merge_spoils_replica (const GezinMerge *merge, GezinDossier *ours, guint64 replica);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinMerge, gezin_merge_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRefusal, gezin_refusal_free)

G_END_DECLS
