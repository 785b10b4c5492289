/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/catalogue.h"

G_BEGIN_DECLS

/* A value is kept as the text that goes on the wire, in one canonical form per
 * type. These functions make that form, judge it, and read it. */

#define GEZIN_MODEL_ERROR (gezin_model_error_quark ())
GQuark gezin_model_error_quark (void);

typedef enum {
  GEZIN_MODEL_ERROR_ENCODING = 401, /* not UTF-8 */
  GEZIN_MODEL_ERROR_LENGTH, /* longer than the type allows */
  GEZIN_MODEL_ERROR_DATE,
  GEZIN_MODEL_ERROR_TIME,
  GEZIN_MODEL_ERROR_BOOL,
  GEZIN_MODEL_ERROR_COUNT,
  GEZIN_MODEL_ERROR_SCALE,
  GEZIN_MODEL_ERROR_BSN,
  GEZIN_MODEL_ERROR_CODE,
  GEZIN_MODEL_ERROR_REF,
  GEZIN_MODEL_ERROR_DIGEST,
  GEZIN_MODEL_ERROR_NOT_CANONICAL, /* right, but not in its one form */
  GEZIN_MODEL_ERROR_UNKNOWN_KIND,
  GEZIN_MODEL_ERROR_UNKNOWN_FIELD,
  GEZIN_MODEL_ERROR_CONTEXT, /* a context or saw list that cannot be read */
  GEZIN_MODEL_ERROR_DOSSIER, /* a set of versions that is no dossier */
} GezinModelError;

/**
 * gezin_value_normalise:
 * @spec: the field
 * @text: what somebody typed or a file says; for a set: one item
 * @length: its bytes, or -1
 * @dropped: (out) (optional): characters that had to be removed, added to what is there
 *
 * Gives the canonical form: cleaned text, a date in its ISO form, a lower-case
 * id. Whether a code is in its list and whether a reference leads anywhere is
 * not asked here (rules). An empty text is no value: it gives %NULL without an error.
 *
 * Returns: (transfer full) (nullable): the value, or %NULL (see @error)
 */
GRefString *gezin_value_normalise (const GezinFieldSpec *spec, const char *text, gssize length,
                                   guint *dropped, GError **error);

/** gezin_value_check: Whether @value is in the canonical form of @spec; it is never changed on reading. */
gboolean gezin_value_check (const GezinFieldSpec *spec, const char *value,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinPartialDate: A day, a month or a year; what is not known is 0. */
typedef struct {
  guint16 year;
  guint8 month;
  guint8 day;
} GezinPartialDate;

gboolean gezin_partial_date_parse (const char *text,
                                   GezinPartialDate *date) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_partial_date_first: Sets @day to the first day that @date can be. */
void gezin_partial_date_first (const GezinPartialDate *date, GDate *day);

/** gezin_partial_date_last: Sets @day to the last day that @date can be. */
void gezin_partial_date_last (const GezinPartialDate *date, GDate *day);

/** gezin_bsn_is_valid: Nine digits, not all zero, that pass the elfproef (weights 9 to 2 and -1, sum divisible by 11). */
gboolean gezin_bsn_is_valid (const char *text);

/** GEZIN_ITEM_WHOLE_FAMILY: The item that says "about the whole family". */
#define GEZIN_ITEM_WHOLE_FAMILY "family"

G_END_DECLS
