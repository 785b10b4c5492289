/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/* A dossier as a hand-written file has it: kinds, ids and values. Only for
 * files of our own; what others send goes through the core. */

typedef struct {
  const GezinFieldSpec *spec;
  GPtrArray *values; /* char *: one, or the items of a set */
} GezinSampleField;

typedef struct {
  char *id;
  GezinKind kind;
  GPtrArray *fields; /* GezinSampleField */
} GezinSampleRecord;

typedef struct {
  char *id;
  GPtrArray *records; /* GezinSampleRecord */
} GezinSampleDossier;

GezinSampleDossier *gezin_sample_dossier_new (const char *id);
void gezin_sample_dossier_free (GezinSampleDossier *dossier);

/** gezin_sample_dossier_add: (transfer none): A new record at the end. */
GezinSampleRecord *gezin_sample_dossier_add (GezinSampleDossier *dossier, const char *id,
                                             GezinKind kind);

/** gezin_sample_record_set: Adds @value to @spec's field; to a set as one more item. */
void gezin_sample_record_set (GezinSampleRecord *record, const GezinFieldSpec *spec,
                              const char *value);

/** gezin_sample_dossier_read: From the XML of a written sample. G_MARKUP_ERROR. */
GezinSampleDossier *gezin_sample_dossier_read (const char *xml, gsize length, GError **error);

/** gezin_sample_dossier_write: (transfer full): As the XML of a written sample. */
GBytes *gezin_sample_dossier_write (const GezinSampleDossier *dossier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSampleDossier, gezin_sample_dossier_free)

G_END_DECLS
