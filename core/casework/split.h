/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/random.h"
#include "model/edit.h"

G_BEGIN_DECLS

/* What has to be written to split a dossier (docs/decisions/0010). Pure: it reads
 * the old dossier and says what goes, what is removed, and what does not go along.
 *
 * Invariants:
 * 1. Nothing new has an id of anything old: every reference leads inside the new dossier.
 * 2. What is kept secret from somebody who goes does not go, whoever chose it.
 * 3. Consents and grounds do not go; those that concern who goes are named.
 * 4. Nothing that stays refers to what is removed. */

#define GEZIN_SPLIT_ERROR (gezin_split_error_quark ())
GQuark gezin_split_error_quark (void);

typedef enum {
  GEZIN_SPLIT_ERROR_ROOT = 1,
  GEZIN_SPLIT_ERROR_ALL, /* nobody would stay */
  GEZIN_SPLIT_ERROR_NOTHING,
  GEZIN_SPLIT_ERROR_NO_SUCH_RECORD,
} GezinSplitError;

typedef enum {
  GEZIN_SPLIT_CONCERNS_WHO_STAYS = 1,
  GEZIN_SPLIT_SECRET_FROM_WHO_GOES,
  GEZIN_SPLIT_POINTS_TO_WHAT_STAYS,
  GEZIN_SPLIT_TO_ASK_ANEW,
  GEZIN_SPLIT_BY_PROGRAM,
} GezinSplitReason;

/** gezin_split_reason_name: Lower-kebab, stable. */
const char *gezin_split_reason_name (GezinSplitReason reason);

typedef struct {
  GezinUuid record;
  GezinUuid copy;
  GezinKind kind;
  gboolean stays; /* in the old dossier too */
  guint n_unsettled; /* fields with several versions, of which the displayed one goes */
} GezinSplitWent;

typedef struct {
  GezinUuid record;
  GezinKind kind;
  GezinField field; /* GEZIN_FIELD_NONE: all of it */
  GezinSplitReason reason;
} GezinSplitLeft;

typedef struct {
  GPtrArray *edits; /* GezinEdit: of the new dossier, without its root; values with their origin */
  GArray *went; /* GezinSplitWent, by id of the old record */
  GArray *removed; /* GezinUuid: in the old dossier */
  GArray *left_out; /* GezinSplitLeft */
  GArray *to_ask; /* GezinSplitLeft */
} GezinSplit;

/**
 * gezin_split_new:
 * @chosen: who and what goes; whoever is the same person goes too
 *
 * Along with the chosen people goes what concerns them: alone, or others too
 * (then it is in both), unless a single reference to somebody who stays would be
 * lost; and what these records refer to. GEZIN_SPLIT_ERROR.
 */
GezinSplit *gezin_split_new (const GezinDossier *dossier, const GezinUuid *chosen, guint n_chosen,
                             GezinRandom *random, GError **error);
void gezin_split_free (GezinSplit *split);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSplit, gezin_split_free)

G_END_DECLS
