/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "gezin/sample-model.h"
#include "gezin/sample-names.h"
#include "model/value.h"

G_BEGIN_DECLS

/* A written family, taken apart into what stays and what can vary. Which
 * fields hold what is asked of the catalogue: types, search classes and flags. */

typedef enum {
  GEZIN_SLOT_NAME,
  GEZIN_SLOT_NUMBER, /* a telephone number, a postcode, a reference */
  GEZIN_SLOT_OWN_NUMBER, /* the number of the dossier itself */
  GEZIN_SLOT_BSN,
} GezinSlotType;

/** GezinSlot: Something that is replaced by the same thing wherever it stands. */
typedef struct {
  GezinSlotType type;
  const char *text; /* as it was written */
  guint class, origin; /* of a name */
  gboolean of_family; /* stands in a record of a person or of the dossier itself */
} GezinSlot;

typedef enum {
  GEZIN_PIECE_TEXT, /* stays */
  GEZIN_PIECE_SLOT,
  GEZIN_PIECE_POSSESSIVE, /* a name with an s */
  GEZIN_PIECE_ADDRESS, /* a name inside an e-mail address */
  GEZIN_PIECE_DAY, /* 14 maart, or 14 maart 2026 */
  GEZIN_PIECE_ISO_DAY, /* 2026-03-14 */
} GezinPieceType;

typedef struct {
  GezinPieceType type;
  guint slot;
  const char *text; /* into the written value */
  gsize length;
  GezinPartialDate day;
  gboolean has_year;
} GezinPiece;

typedef struct {
  GezinSampleDossier *written;
  GArray *slots; /* GezinSlot */
  GHashTable *pieces; /* written value (by address) → GArray of GezinPiece */
  GHashTable *records; /* id → position + 1 */
  GArray *birthdays; /* GezinPartialDate: whole days in the records of people */
} GezinSampleTemplate;

/** gezin_sample_template_new: @written is taken; @names must outlive the template. */
GezinSampleTemplate *gezin_sample_template_new (GezinSampleDossier *written,
                                                const GezinSampleNames *names);
void gezin_sample_template_free (GezinSampleTemplate *template);

/** gezin_sample_is_text: Whether @spec holds words that may name somebody. */
gboolean gezin_sample_is_text (const GezinFieldSpec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSampleTemplate, gezin_sample_template_free)

G_END_DECLS
