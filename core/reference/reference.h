/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GEZIN_REFERENCE_ERROR:
 *
 * Why reference data was refused. Messages read `FILE:LINE: reason`; FILE is the
 * name that the caller gave.
 */
#define GEZIN_REFERENCE_ERROR (gezin_reference_error_quark ())
GQuark gezin_reference_error_quark (void);

typedef enum {
  GEZIN_REFERENCE_ERROR_XML = 401, /* not safe, not well-formed or too large */
  GEZIN_REFERENCE_ERROR_SCHEMA = 402, /* does not fit data/reference/reference.rng */
  GEZIN_REFERENCE_ERROR_DUPLICATE = 403, /* a list, code, label or property twice */
  GEZIN_REFERENCE_ERROR_DATE = 404, /* no day of the calendar, or an end before its start */
  GEZIN_REFERENCE_ERROR_OVERLAP = 405, /* two versions of one file for one day */
  GEZIN_REFERENCE_ERROR_PROPERTY = 406, /* an unknown property, or a value of the wrong form */
  GEZIN_REFERENCE_ERROR_LABEL = 407, /* no Dutch label */
  GEZIN_REFERENCE_ERROR_CODE = 408, /* a property names a code that its list does not have */
  GEZIN_REFERENCE_ERROR_FILES = 409, /* more than GEZIN_MAX_REFERENCE_FILES */
  GEZIN_REFERENCE_ERROR_WORKFLOW = 410, /* a template that cannot be walked */
  GEZIN_REFERENCE_ERROR_READ = 601, /* the folder or a file cannot be read */
  GEZIN_REFERENCE_ERROR_MISSING = 602, /* no reference data in the folder */
} GezinReferenceError;

/**
 * GezinReference:
 *
 * All reference data that was loaded: files, each with an id, a version and the
 * days on which it holds; in each file lists; in each list codes. Immutable and
 * reference-counted; safe to read from any thread.
 *
 * For a day, of all versions of a list that hold on it, the one in the file with
 * the highest version speaks. An organisation's own folder is laid over ours in
 * this way: its file has the id of ours, a higher version, and the lists that it
 * changes; the other lists stay ours.
 */
typedef struct _GezinReference GezinReference;

/** GezinCodeList: One list as it is on one day. Immutable, reference-counted; keeps its data alive. */
typedef struct _GezinCodeList GezinCodeList;

/** GezinCode: One code. Lives as long as the GezinReference or GezinCodeList that it came from. */
typedef struct _GezinCode GezinCode;

/**
 * gezin_reference_new_from_folder:
 * @path: every file in it whose name ends in .xml is loaded
 * @below: (nullable): what it is laid over
 *
 * All or nothing: one bad file refuses the folder.
 *
 * Returns: (transfer full): @below and the folder together
 */
GezinReference *gezin_reference_new_from_folder (const char *path, GezinReference *below,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_reference_new_from_bytes:
 * @name: for messages only
 * @below: (nullable): what it is laid over
 */
GezinReference *gezin_reference_new_from_bytes (const char *name, const char *data, gsize length,
                                                GezinReference *below,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinReferenceCheck: What else has to hold of @reference as a whole. */
typedef gboolean (*GezinReferenceCheck) (GezinReference *reference, GError **error);

/** GezinReferenceLeftOut: A file of an organisation that was not taken, and why: `FILE:LINE: reason`. */
typedef struct {
  char *name;
  char *reason;
} GezinReferenceLeftOut;

void gezin_reference_left_out_free (GezinReferenceLeftOut *left_out);

/**
 * gezin_reference_new_own:
 * @path: (nullable): an organisation's own folder; there need not be one
 * @below: ours
 * @check: of all together
 * @may_go: (array zero-terminated=1): beginnings of names of lists
 * @left_out: (element-type GezinReferenceLeftOut): what was left out is added
 *
 * As gezin_reference_new_from_folder(), but a file that does not fit and holds lists of @may_go
 * alone is left out: what ours brings anew never keeps a program from starting because of it. A
 * file of another kind that does not fit refuses the folder.
 *
 * Returns: (transfer full): @below and what was taken together
 */
GezinReference *gezin_reference_new_own (const char *path, GezinReference *below,
                                         GezinReferenceCheck check, const char *const *may_go,
                                         GPtrArray *left_out,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinReferenceArrival: A file that somebody wants to put into an organisation's folder. */
typedef struct {
  const char *name; /* for messages */
  const char *takes_place_of; /* (nullable): the name of a file there */
  const char *data;
  gsize length;
} GezinReferenceArrival;

/**
 * gezin_reference_new_own_with:
 *
 * As gezin_reference_new_own() will read the folder when @arrival lies in it. An @error when that does
 * not fit, and when another file does not fit any more because of it.
 */
GezinReference *gezin_reference_new_own_with (const char *path, GezinReference *below,
                                              GezinReferenceCheck check, const char *const *may_go,
                                              const GezinReferenceArrival *arrival,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reference_supersedes: Whether @data is a file with the id of @older, and of the same version or a later one. */
gboolean gezin_reference_supersedes (const char *data, gsize length, const char *older,
                                     gsize older_length);

GezinReference *gezin_reference_ref (GezinReference *reference);
void gezin_reference_unref (GezinReference *reference);

/**
 * gezin_reference_list:
 * @name: a list, as a GezinFieldSpec names it
 * @day: (nullable): the day for which to choose; %NULL for the newest version with all its codes
 *
 * Returns: (transfer full) (nullable): %NULL if no version of the list holds on @day
 */
GezinCodeList *gezin_reference_list (GezinReference *reference, const char *name,
                                     const GDate *day) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reference_list_names: (transfer container): The names of all lists, sorted, %NULL-terminated. */
const char **gezin_reference_list_names (GezinReference *reference);

/** gezin_reference_list_names_with: (transfer container) (element-type utf8): Those that begin with @prefix, sorted. Strings belong to @reference. */
GPtrArray *gezin_reference_list_names_with (GezinReference *reference, const char *prefix);

/** gezin_reference_knows: Whether any version of @list, on whatever day, has @code. */
gboolean gezin_reference_knows (GezinReference *reference, const char *list, const char *code);

/** gezin_reference_find: (transfer none) (nullable): @code in the newest version of @list that has it. */
const GezinCode *gezin_reference_find (GezinReference *reference, const char *list,
                                       const char *code);

/** gezin_reference_label: (transfer none): The label of @code as gezin_code_label(), or @code itself if no version has it. */
const char *gezin_reference_label (GezinReference *reference, const char *list, const char *code,
                                   const char *language);

/** GezinReferenceFile: One loaded file, for the list of what this program works with. */
typedef struct {
  const char *id;
  guint version;
  GDate valid_from;
  GDate valid_to; /* not g_date_valid() if there is no end */
  guint layer; /* 0: the lowest, 1: laid over it… */
  const char *name; /* the file's, as given */
  const char *source; /* the first source of the file */
} GezinReferenceFile;

/** gezin_reference_era: A number that is the same for two days if the same of everything holds on all days from one to the other. */
guint32 gezin_reference_era (GezinReference *reference, const GDate *day);

/** gezin_reference_days: (transfer full) (element-type guint32): The Julian days on which something of a list whose name begins with @prefix begins to hold, or no longer does; each once, the earliest first. */
GArray *gezin_reference_days (GezinReference *reference, const char *prefix);

guint gezin_reference_n_files (GezinReference *reference);

/** gezin_reference_file: (transfer none): File @index, in order of id, then newest first. */
const GezinReferenceFile *gezin_reference_file (GezinReference *reference, guint index);

/** gezin_reference_fingerprint: (transfer full): Of the bytes of all files that were loaded, in lower-case hex: the same for the same data, whatever they are named. */
char *gezin_reference_fingerprint (GezinReference *reference);

GezinCodeList *gezin_code_list_ref (GezinCodeList *list);
void gezin_code_list_unref (GezinCodeList *list);

const char *gezin_code_list_name (GezinCodeList *list);
const char *gezin_code_list_label (GezinCodeList *list, const char *language);

/** gezin_code_list_version: (transfer none): What is written into a decision made with this list: `measure-type@legal-interventions/1`. */
const char *gezin_code_list_version (GezinCodeList *list);

/** gezin_code_list_layer: Of the file that it stands in: 0 for what lies lowest. */
guint gezin_code_list_layer (GezinCodeList *list);

guint gezin_code_list_size (GezinCodeList *list);

/** gezin_code_list_code: (transfer none): Code @index in the order of the file. */
const GezinCode *gezin_code_list_code (GezinCodeList *list, guint index);

/** gezin_code_list_find: (transfer none) (nullable): The code named @code, if it holds on the list's day. */
const GezinCode *gezin_code_list_find (GezinCodeList *list, const char *code);

/** gezin_code_list_refuse: Sets @error to `FILE:LINE: CODE: @reason`, the line of @code in @list, and returns %FALSE. */
gboolean gezin_code_list_refuse (GezinCodeList *list, const GezinCode *code,
                                 GezinReferenceError why, const char *reason,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *gezin_code_name (const GezinCode *code);

/** gezin_code_label: (transfer none): In @language (`nl`, `nl_NL.UTF-8`…), else English, else Dutch. */
const char *gezin_code_label (const GezinCode *code, const char *language);

/** gezin_code_note: (transfer none) (nullable): The note, chosen as gezin_code_label(). */
const char *gezin_code_note (const GezinCode *code, const char *language);

/** gezin_code_sentence: (transfer none) (nullable): A sentence with places to fill in, such as {from}, chosen as gezin_code_label(). */
const char *gezin_code_sentence (const GezinCode *code, const char *language);

/** gezin_code_property: (transfer none) (nullable): The value of @property, white space normalised. */
const char *gezin_code_property (const GezinCode *code, const char *property);

/** gezin_code_property_has: Whether @item is one of the space-separated codes of @property. */
gboolean gezin_code_property_has (const GezinCode *code, const char *property, const char *item);

/** gezin_code_source: (transfer none) (nullable): Source @index as it stands, its mark in @mark ("law", "general"…); %NULL after the last. */
const char *gezin_code_source (const GezinCode *code, guint index, const char **mark);

/** gezin_code_source_in: (transfer none) (nullable): The first source that stands in @language, or in none. */
const char *gezin_code_source_in (const GezinCode *code, const char *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReference, gezin_reference_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinReferenceLeftOut, gezin_reference_left_out_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCodeList, gezin_code_list_unref)

G_END_DECLS
