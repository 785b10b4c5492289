/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"

G_BEGIN_DECLS

/* Merging, as a pure function (docs/merge.md, laws 1, 2, 4, 7 and 10).
 *
 * Invariants:
 * 1. The result depends on the set of versions and markers alone, not on their order or repetition.
 * 2. A version that is superseded goes to past; none is dropped.
 * 3. No register is left without heads. */

#define GEZIN_MERGE_ERROR (gezin_merge_error_quark ())
GQuark gezin_merge_error_quark (void);

typedef enum {
  GEZIN_MERGE_ERROR_CHANGED_SINCE = 101, /* this store wrote the register after the form was opened */
  GEZIN_MERGE_ERROR_NOTHING = 102,       /* nothing to undo, to choose or to write */
  GEZIN_MERGE_ERROR_NO_SUCH_RECORD = 103,
  GEZIN_MERGE_ERROR_OTHER_ROOT = 401,    /* versions of another dossier, or a second root */
  GEZIN_MERGE_ERROR_EMPTY_REGISTER = 402, /* versions that supersede each other in a ring */
} GezinMergeError;

/* Law 4: why a version was kept aside instead of taken in. */
typedef enum {
  GEZIN_REFUSAL_SAME_DOT = 1,     /* same dot, other content */
  GEZIN_REFUSAL_SUPERSEDES_ITSELF, /* own dot inside own context */
  GEZIN_REFUSAL_MUTUAL,           /* two that supersede each other */
  GEZIN_REFUSAL_FORKED_REPLICA,   /* two of one replica where neither supersedes */
  GEZIN_REFUSAL_TWO_KINDS,        /* one record id with two kinds */
  GEZIN_REFUSAL_SECOND_ROOT,      /* a root record whose id is not the dossier's */
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
  GezinDossier *dossier;       /* as it is now */
  GPtrArray *became_heads;     /* GezinVersion: were not heads before */
  GPtrArray *became_past;      /* GezinVersion: were heads here and are superseded now */
  GPtrArray *arrived_past;     /* GezinVersion: superseded on arrival */
  GPtrArray *refused;          /* GezinRefusal */
  GPtrArray *waiting;          /* GezinVersion: beside an erasure marker it does not know; a person decides */
  GArray *became_erased;       /* GezinUuid: records erased by this merge */
  guint n_unchanged;           /* incoming versions that were here already */
  guint n_at_erased;           /* incoming versions of records erased here: refused for ever */
} GezinMerge;

void gezin_merge_free (GezinMerge *merge);

/**
 * gezin_merge:
 * @ours: what is here; of a new dossier, one without records
 * @incoming: versions of the same dossier, shapes checked
 * @erased: (nullable): ids of records that @incoming's maker has erased
 *
 * The union by dot, without what is superseded.
 */
GezinMerge *gezin_merge (GezinDossier *ours, GezinVersion *const *incoming, gsize n_incoming,
                         const GezinUuid *erased, gsize n_erased, GError **error);

/** gezin_merge_is_empty: Whether nothing at all changed. */
gboolean gezin_merge_is_empty (const GezinMerge *merge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinMerge, gezin_merge_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinRefusal, gezin_refusal_free)

G_END_DECLS
