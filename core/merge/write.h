/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/merge.h"
#include "model/edit.h"

G_BEGIN_DECLS

/* Writing: from what a person did in a form to versions. The versions made here
 * go through gezin_merge() like any others. */

/** GezinWriter: Who writes, and as which replica. Borrowed pointers. */
typedef struct {
  guint64 replica; /* the current one: this incarnation, this dossier, this UTC day */
  const guint64 *own_replicas; /* all of this store in this dossier, the current one too; sorted */
  gsize n_own_replicas;
  GezinCommit *commit;
  GezinRandom *random; /* pads what a removal saw */
  GPtrArray *markers; /* (nullable) (element-type GezinVersion): as for gezin_merge() */
} GezinWriter;

/**
 * gezin_write:
 * @dossier: as it is now
 * @edits: (element-type GezinEdit): at most one of a register
 *
 * Versions for @edits. A value equal to the only head writes nothing. If one of
 * our own replicas wrote a register after its context was taken, or the register
 * has an erasure marker that the context does not know, nothing is written (GEZIN_MERGE_ERROR_CHANGED_SINCE): the
 * form has to show that first.
 *
 * An edit that sets `removed` without a context takes the record as it stands as
 * seen; with one it takes nothing as seen but what is written with it, since a
 * context says nothing of other fields: from a dialogue, use gezin_write_removal().
 *
 * Returns: (transfer full) (element-type GezinVersion) (nullable): possibly empty, sorted
 */
GPtrArray *gezin_write (GezinDossier *dossier, const GezinWriter *writer, GPtrArray *edits,
                        GError **error);

/**
 * gezin_write_removal:
 * @dossier: as it is now
 * @seen: (nullable): the record as it was in front of the remover, if that was earlier
 * @reason: (nullable)
 *
 * Law 7: `removed` with what the remover saw of the record, and its reason. A
 * removal that takes the place of others' removals has seen what those had seen.
 * GEZIN_MERGE_ERROR_NOTHING if it is gone already.
 */
GPtrArray *gezin_write_removal (GezinDossier *dossier, const GezinWriter *writer,
                                const GezinUuid *record, const GezinRecord *seen,
                                const char *reason, GError **error);

/** gezin_write_restoration: Puts a removed record back, by an ordinary write over `removed`. GEZIN_MERGE_ERROR_NOTHING if nobody removed it. */
GPtrArray *gezin_write_restoration (GezinDossier *dossier, const GezinWriter *writer,
                                    const GezinUuid *record, GError **error);

/**
 * gezin_write_choice:
 * @dossier: as it is now, and as it was shown; a form that was open longer writes an edit with its context, value and origin
 * @dot: the head to keep
 *
 * Law 3: an ordinary write whose context covers the heads shown; it keeps the
 * origin of what it chose. GEZIN_MERGE_ERROR_NOTHING if there is one head only,
 * or none with that dot.
 */
GPtrArray *gezin_write_choice (GezinDossier *dossier, const GezinWriter *writer,
                               const GezinUuid *record, GezinField field, const char *item,
                               const GezinDot *dot, GError **error);

/**
 * gezin_write_item:
 *
 * Puts @item into a set, also where others have it in already and none of this
 * writer's replicas says so: then the same value is written once more, over
 * theirs. So a person here confirms what others linked (law 14). Empty when
 * this store says so already.
 */
GPtrArray *gezin_write_item (GezinDossier *dossier, const GezinWriter *writer,
                             const GezinUuid *record, GezinField field, const char *item,
                             GError **error);

/** gezin_write_erasure: Law 10: the marker over one register: a version without value that covers all. GEZIN_MERGE_ERROR_NOTHING if it was never written or is a marker already. */
GPtrArray *gezin_write_erasure (GezinDossier *dossier, const GezinWriter *writer,
                                const GezinUuid *record, GezinField field, const char *item,
                                GError **error);

G_END_DECLS
