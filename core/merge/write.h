/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "merge/merge.h"
#include "model/edit.h"

G_BEGIN_DECLS

/* Writing: from what a person did in a form to versions. The versions made here
 * go through gezin_merge() like any others. */

/** GezinWriter: Who writes, and as which replica. Borrowed pointers. */
typedef struct {
  guint64 replica;             /* the current one: this incarnation, this dossier, this UTC day */
  const guint64 *own_replicas; /* all of this store in this dossier, the current one too; sorted */
  gsize n_own_replicas;
  GezinCommit *commit;
  GezinRandom *random;         /* pads what a removal saw */
} GezinWriter;

/**
 * gezin_write:
 * @edits: (element-type GezinEdit): at most one of a register
 *
 * Versions for @edits. A value equal to the only head writes nothing. If one of
 * our own replicas wrote a register after its context was taken, nothing is
 * written (GEZIN_MERGE_ERROR_CHANGED_SINCE): the form has to show that first.
 *
 * Returns: (transfer full) (element-type GezinVersion) (nullable): possibly empty
 */
GPtrArray *gezin_write (GezinDossier *dossier, const GezinWriter *writer, GPtrArray *edits,
                        GError **error);

/**
 * gezin_write_removal:
 * @reason: (nullable)
 *
 * Law 7: `removed` with what the remover saw of the record, and its reason.
 */
GPtrArray *gezin_write_removal (GezinDossier *dossier, const GezinWriter *writer,
                                const GezinUuid *record, const char *reason, GError **error);

/** gezin_write_restoration: Puts a removed record back, by an ordinary write over `removed`. */
GPtrArray *gezin_write_restoration (GezinDossier *dossier, const GezinWriter *writer,
                                    const GezinUuid *record, GError **error);

/**
 * gezin_write_choice:
 * @dot: the head to keep
 *
 * Law 3: an ordinary write whose context covers the heads shown; it keeps the
 * origin of what it chose.
 */
GPtrArray *gezin_write_choice (GezinDossier *dossier, const GezinWriter *writer,
                               const GezinUuid *record, GezinField field, const char *item,
                               const GezinDot *dot, GError **error);

/** gezin_write_erasure: Law 10: markers over one register: a version without value that covers all. */
GPtrArray *gezin_write_erasure (GezinDossier *dossier, const GezinWriter *writer,
                                const GezinUuid *record, GezinField field, const char *item,
                                GError **error);

G_END_DECLS
