/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The catalogue: every kind of record and every field that it can hold, as one
 * const table (catalogue.def, read by catalogue.c). Storage, XML, merge,
 * consent, search, forms, dictionary and schema are loops over it. The enum
 * constants below come from the same table, so no C code spells a field's name. */

typedef enum {
  GEZIN_KIND_NONE = 0, /* of the fields that every kind has */
#define KIND(SYMBOL, ...) GEZIN_KIND_##SYMBOL,
#define FIELD(...)
#include "model/catalogue.def"
#undef KIND
#undef FIELD
  GEZIN_N_KINDS
} GezinKind;

/* Numbers of fields are for memory only; on disk and in files a field has its
 * name. Fields that this version does not know get numbers from
 * GEZIN_FIELD_FIRST_UNKNOWN (see gezin_catalogue_intern_field()). */
enum {
  GEZIN_FIELD_NONE = 0,
#define KIND(...)
#define FIELD(KIND_SYMBOL, SYMBOL, ...) GEZIN_FIELD_##KIND_SYMBOL##_##SYMBOL,
#include "model/catalogue.def"
#undef KIND
#undef FIELD
  GEZIN_N_FIELDS,
  GEZIN_FIELD_FIRST_UNKNOWN = 0x8000
};
typedef guint16 GezinField;

typedef enum {
  GEZIN_TYPE_TEXT = 1, /* one line */
  GEZIN_TYPE_PROSE, /* many lines */
  GEZIN_TYPE_DATE, /* 2014, 2014-05 or 2014-05-01 */
  GEZIN_TYPE_TIME, /* 2026-11-21T10:03:11Z */
  GEZIN_TYPE_BOOL, /* true or false */
  GEZIN_TYPE_COUNT, /* a whole number from 0 */
  GEZIN_TYPE_SCALE, /* 0 to 10 */
  GEZIN_TYPE_BSN, /* nine digits that pass the elfproef */
  GEZIN_TYPE_DIGEST, /* SHA-256 in lower-case hex */
  GEZIN_TYPE_CODE, /* a code of a dated list */
  GEZIN_TYPE_CODES, /* a set of them */
  GEZIN_TYPE_REF, /* the id of one record */
  GEZIN_TYPE_REFS, /* a set of them */
  GEZIN_TYPE_FILE, /* the digest under which a document is stored */
} GezinType;

/* What a value is about: consent and filters work on this. */
typedef enum {
  GEZIN_CATEGORY_OF_KIND = 0, /* in a field: as its kind */
  GEZIN_CATEGORY_IDENTITY,
  GEZIN_CATEGORY_CONTACT,
  GEZIN_CATEGORY_CARE,
  GEZIN_CATEGORY_HEALTH,
  GEZIN_CATEGORY_MENTAL_HEALTH,
  GEZIN_CATEGORY_ADDICTION,
  GEZIN_CATEGORY_FINANCE,
  GEZIN_CATEGORY_HOUSING,
  GEZIN_CATEGORY_SCHOOL_AND_WORK,
  GEZIN_CATEGORY_JUSTICE,
  GEZIN_CATEGORY_SAFETY,
  GEZIN_CATEGORY_FAITH_AND_ORIGIN,
  GEZIN_CATEGORY_OWN_WORDS,
  GEZIN_CATEGORY_PROCESS,
  GEZIN_CATEGORY_IMPRESSION, /* never in an extract without being read through */
  GEZIN_CATEGORY_NEVER, /* never leaves */
  GEZIN_CATEGORY_FLAG, /* travels to professionals, never to family */
  /* Decided by another value of the record, through the reference data: */
  GEZIN_CATEGORY_BY_LIFE_DOMAIN,
  GEZIN_CATEGORY_BY_INSTRUMENT,
  GEZIN_CATEGORY_BY_DOCUMENT_KIND,
  GEZIN_CATEGORY_BY_MEASURE,
  GEZIN_CATEGORY_STRICTEST_OF_ENDS,
  GEZIN_N_CATEGORIES
} GezinCategory;

typedef enum {
  GEZIN_SENSITIVITY_BY_CATEGORY = 0,
  GEZIN_SENSITIVITY_OPEN,
  GEZIN_SENSITIVITY_PERSONAL,
  GEZIN_SENSITIVITY_SPECIAL,
  GEZIN_SENSITIVITY_CRIMINAL,
  GEZIN_SENSITIVITY_BSN, /* opened by a law that names the user, never by consent */
  GEZIN_SENSITIVITY_NOTIFIER, /* never without the notifier's own yes */
  GEZIN_SENSITIVITY_FLAG,
  GEZIN_N_SENSITIVITIES
} GezinSensitivity;

typedef enum {
  GEZIN_SEARCH_NOT = 0,
  GEZIN_SEARCH_TEXT, /* full text */
  GEZIN_SEARCH_NAME, /* full text, and a name of a person, body or place */
  GEZIN_SEARCH_PREFIX, /* "van der": found, but ignored in a question */
  GEZIN_SEARCH_NUMBER, /* digits: BSN, telephone, reference */
} GezinSearch;

typedef enum {
  GEZIN_FIELD_PLAIN = 0,
  GEZIN_FIELD_DERIVED = 1 << 0, /* follows from other values; never written */
  GEZIN_FIELD_NARROWS = 1 << 1, /* may still be set in a record that is written once */
  GEZIN_FIELD_WHOLE_FAMILY = 1 << 2, /* "family" is an item of its own beside references */
  GEZIN_FIELD_ESSENTIAL = 1 << 3, /* a form shows it first and a record reads poorly without it */
  GEZIN_FIELD_TITLE = 1 << 4, /* part of the one line by which a record is known on screen */
  GEZIN_FIELD_OF_FILE = 1 << 5, /* follows from the file that is attached; its type says what */
} GezinFieldFlags;

typedef enum {
  GEZIN_KIND_PLAIN = 0,
  GEZIN_KIND_ROOT = 1 << 0, /* exactly one, and its id is the dossier's */
  GEZIN_KIND_WRITTEN_ONCE =
      1 << 1, /* fields are set by the creating commit only (merge.md, law 12) */
  GEZIN_KIND_BY_PROGRAM = 1 << 2, /* made by the program, never typed */
} GezinKindFlags;

/* A set of kinds, bit per GezinKind; what a reference may point to. */
typedef guint64 GezinKindSet;
#define GEZIN_KIND_SET(kind) (G_GUINT64_CONSTANT (1) << (kind))
#define GEZIN_KIND_SET_ANY (~G_GUINT64_CONSTANT (0))
#define GEZIN_KIND_SET_SAME \
  (G_GUINT64_CONSTANT (1) << GEZIN_KIND_NONE) /* the referring record's own kind */

typedef struct {
  GezinKind kind;
  const char *name; /* on the wire, for ever */
  const char *label; /* for people; translate with gettext */
  GezinCategory category;
  GezinKindFlags flags;
  int since; /* format version that brought it */
} GezinKindSpec;

typedef struct {
  GezinField field;
  GezinKind kind; /* GEZIN_KIND_NONE: of every kind */
  const char *name;
  const char *label;
  GezinType type;
  const char *list; /* of a code or codes: the reference list, else NULL */
  GezinKindSet targets; /* of a ref or refs: the kinds it may point to, else 0 */
  GezinCategory category;
  GezinSensitivity sensitivity;
  GezinSearch search;
  GezinFieldFlags flags;
  int since;
} GezinFieldSpec;

/** gezin_catalogue_kind: (transfer none): The table's row for @kind, which must be one. */
const GezinKindSpec *gezin_catalogue_kind (GezinKind kind);

/** gezin_catalogue_kind_by_name: The kind named @name, or GEZIN_KIND_NONE. */
GezinKind gezin_catalogue_kind_by_name (const char *name);

/** gezin_catalogue_field: (transfer none) (nullable): The row for @field; %NULL for a field this version does not know. */
const GezinFieldSpec *gezin_catalogue_field (GezinField field);

/** gezin_catalogue_field_by_name: The field @name that a record of @kind can hold (its own or a common one), or GEZIN_FIELD_NONE. */
GezinField gezin_catalogue_field_by_name (GezinKind kind, const char *name);

/** gezin_catalogue_field_name: (transfer none): The wire name of any field, an unknown one too. */
const char *gezin_catalogue_field_name (GezinField field);

/**
 * gezin_catalogue_intern_field:
 *
 * As gezin_catalogue_field_by_name(), but gives a field that is not in the
 * catalogue a number of its own, the same each time in this process. Returns
 * GEZIN_FIELD_NONE if @name is no name or if there are GEZIN_MAX_UNKNOWN_FIELDS
 * already. Safe from any thread.
 */
GezinField gezin_catalogue_intern_field (GezinKind kind, const char *name);

/** gezin_catalogue_fields_of: (transfer none): The fields of @kind in the table's order, the common ones last; @n_fields of them. */
const GezinFieldSpec *const *gezin_catalogue_fields_of (GezinKind kind, guint *n_fields);

/** gezin_field_spec_is_set: Whether each item is a register of its own. */
gboolean gezin_field_spec_is_set (const GezinFieldSpec *spec);

/** gezin_field_spec_is_ref: Whether its values are ids of records. */
gboolean gezin_field_spec_is_ref (const GezinFieldSpec *spec);

/** gezin_field_spec_sensitivity: What @spec says, or what follows from the category it has in @kind. */
GezinSensitivity gezin_field_spec_sensitivity (const GezinFieldSpec *spec, GezinKind kind);

/** gezin_field_spec_category: What @spec says, or what @kind says. */
GezinCategory gezin_field_spec_category (const GezinFieldSpec *spec, GezinKind kind);

/* Names for dictionary, schema and reports; each is lower-kebab. */
const char *gezin_type_name (GezinType type);
const char *gezin_category_name (GezinCategory category);
const char *gezin_sensitivity_name (GezinSensitivity sensitivity);
const char *gezin_search_name (GezinSearch search);

G_END_DECLS
