/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "reference/reference.h"
#include "rules/finding.h"

G_BEGIN_DECLS

#define GEZIN_RULES_ERROR (gezin_rules_error_quark ())
GQuark gezin_rules_error_quark (void);

typedef enum {
  GEZIN_RULES_ERROR_SHAPE = 401, /* a record breaks a shape rule */
  GEZIN_RULES_ERROR_REFERENCE, /* a written reference leads nowhere or to a wrong kind */
  GEZIN_RULES_ERROR_WRITTEN_ONCE, /* a record of this kind is not changed but replaced */
  GEZIN_RULES_ERROR_DERIVED, /* this field follows from others and is never typed */
  GEZIN_RULES_ERROR_CODE, /* not a code of its list on this day */
} GezinRulesError;

/**
 * gezin_shape_check_record:
 * @reference: the code lists
 *
 * What is wrong with @record in itself: types, lengths, codes that no version
 * of their list knows, the elfproef, derived fields written, fields of a
 * record that is written once changed later (merge.md, laws 6 and 12), too many items
 * or heads. Never looks at another record, so that merging stays order-free.
 * Fields that this version does not know are measured, and otherwise left alone.
 *
 * Returns: (transfer full) (element-type GezinFinding): empty when the shape is right
 */
GPtrArray *gezin_shape_check_record (const GezinRecord *record, GezinReference *reference);

/**
 * gezin_shape_check_write:
 * @before: as it is
 * @after: as it would be
 * @written: (element-type GezinVersion): the versions about to be written here
 * @day: the day of writing
 *
 * As above for each record that is touched, and stricter, since the writer sits
 * here: codes must be valid on @day, references must lead to a record of this
 * dossier that is there and of a right kind, and what may only narrow narrows.
 * A code or reference that a head of @before has already may stay: choosing and
 * undoing put back what was. The first thing wrong is @error (GEZIN_RULES_ERROR).
 */
gboolean gezin_shape_check_write (const GezinDossier *before, const GezinDossier *after,
                                  GPtrArray *written, GezinReference *reference, const GDate *day,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
