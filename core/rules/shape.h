/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"
#include "rules/finding.h"

G_BEGIN_DECLS

#define GEZIN_RULES_ERROR (gezin_rules_error_quark ())
GQuark gezin_rules_error_quark (void);

typedef enum {
  GEZIN_RULES_ERROR_SHAPE = 401,  /* a record breaks a shape rule */
  GEZIN_RULES_ERROR_REFERENCE,    /* a written reference leads nowhere or to a wrong kind */
  GEZIN_RULES_ERROR_WRITTEN_ONCE, /* a record of this kind is not changed but replaced */
  GEZIN_RULES_ERROR_DERIVED,      /* this field follows from others and is never typed */
  GEZIN_RULES_ERROR_CODE,         /* not a code of its list on this day */
} GezinRulesError;

/**
 * gezin_shape_check_record:
 * @reference: the code lists
 *
 * What is wrong with @record in itself: types, lengths, codes that no version
 * of their list knows, the elfproef, derived fields written, fields of a
 * record that is written once changed later (merge.md, laws 6 and 12), too many items
 * or heads. Never looks at another record, so that merging stays order-free.
 *
 * Returns: (transfer full) (element-type GezinFinding): empty when the shape is right
 */
GPtrArray *gezin_shape_check_record (const GezinRecord *record, const GezinReference *reference);

/**
 * gezin_shape_check_write:
 * @dossier: as it would be
 * @written: the versions about to be written here
 * @day: the day of writing
 *
 * As above for each record that is touched, and stricter, since the writer sits
 * here: codes must be valid on @day, and references must lead to a record of
 * this dossier of a right kind. The first thing wrong is @error (GEZIN_RULES_ERROR).
 */
gboolean gezin_shape_check_write (const GezinDossier *dossier, GPtrArray *written,
                                  const GezinReference *reference, const GDate *day,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
