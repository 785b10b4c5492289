/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "model/dossier.h"
#include "model/value.h"

G_BEGIN_DECLS

/* Typed readers of fields, made from the catalogue: GEZIN_READ_DAYS (record,
 * PERSON_BIRTH_DATE) does not compile for a field that is no date. They read all
 * heads, never the displayed one alone. */

enum {
#define KIND(...)
#define FIELD(KIND_SYMBOL, SYMBOL, NAME, LABEL, TYPE, ...) \
  GEZIN_TYPE_OF_##KIND_SYMBOL##_##SYMBOL = GEZIN_TYPE_##TYPE,
#include "model/catalogue.def"
#undef KIND
#undef FIELD
};

#define GEZIN_READER_TYPE(TYPE) (1 << GEZIN_TYPE_##TYPE)
#define GEZIN_READER_REQUIRE(SYMBOL, TYPES) \
  ((void) sizeof (char[((1 << GEZIN_TYPE_OF_##SYMBOL) & (TYPES)) != 0 ? 1 : -1]))

/**
 * GezinDays: The days that a date field can mean, over all its heads, as
 * Julian days. A partial date has a first and a last day that it can be.
 */
typedef struct {
  gboolean is_known; /* some head has a date; else the rest is not set */
  gboolean is_open; /* no head at all, or one without a value: perhaps there is no date */
  guint32 earliest_first;
  guint32 latest_first;
  guint32 earliest_last;
  guint32 latest_last;
} GezinDays;

#define GEZIN_READ_DAYS(record, SYMBOL) \
  (GEZIN_READER_REQUIRE (SYMBOL, GEZIN_READER_TYPE (DATE) | GEZIN_READER_TYPE (TIME)), \
   gezin_reader_days (record, GEZIN_FIELD_##SYMBOL))

/** GEZIN_READ_CODE: Whether any head of the field has @code; of a set, as an item that is in. */
#define GEZIN_READ_CODE(record, SYMBOL, code) \
  (GEZIN_READER_REQUIRE (SYMBOL, GEZIN_READER_TYPE (CODE) | GEZIN_READER_TYPE (CODES)), \
   gezin_reader_has (record, GEZIN_FIELD_##SYMBOL, code))

/** GEZIN_READ_BOOL: Whether any head of the field says @value. */
#define GEZIN_READ_BOOL(record, SYMBOL, value) \
  (GEZIN_READER_REQUIRE (SYMBOL, GEZIN_READER_TYPE (BOOL)), \
   gezin_reader_has (record, GEZIN_FIELD_##SYMBOL, (value) ? "true" : "false"))

/** GEZIN_READ_EMPTY: Whether no head of the field has a value. */
#define GEZIN_READ_EMPTY(record, SYMBOL) gezin_reader_is_empty (record, GEZIN_FIELD_##SYMBOL)

/** gezin_reader_instant_day: The day of UTC, as a Julian day of the years 1 to 9999, on which @instant lies. */
guint32 gezin_reader_instant_day (gint64 instant);

/** gezin_reader_value_days: The days, as Julian days, that @value, a date or a time, can mean; %FALSE if it is neither. */
gboolean gezin_reader_value_days (const char *value, guint32 *first, guint32 *last);

/** gezin_reader_days: Of a date, or of a time: then the UTC day or the one after, since the zone is not told here. */
GezinDays gezin_reader_days (const GezinRecord *record, GezinField field);

/**
 * gezin_reader_surely_before:
 *
 * Whether, for some head of each, no day that @a can be lies on or after a day
 * that @b can be. %FALSE where either is not known.
 */
gboolean gezin_reader_surely_before (const GezinDays *a, const GezinDays *b);

gboolean gezin_reader_has (const GezinRecord *record, GezinField field, const char *value);
gboolean gezin_reader_is_empty (const GezinRecord *record, GezinField field);

/**
 * gezin_reader_next_value:
 * @position: (inout): start at 0
 * @value: (out) (transfer none): of the next head that has one; the same value may come again
 *
 * Returns %FALSE at the end.
 */
gboolean gezin_reader_next_value (const GezinRecord *record, GezinField field, guint *position,
                                  const char **value);

/** gezin_reader_next_id: As above, for values that are ids of records. */
gboolean gezin_reader_next_id (const GezinRecord *record, GezinField field, guint *position,
                               GezinUuid *id);

G_END_DECLS
