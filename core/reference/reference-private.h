/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "reference/reference.h"

G_BEGIN_DECLS

/* What one file holds, as dated-file.c reads it. Strings belong to the file. */

typedef struct {
  const char *language;
  const char *text;
} GezinWords;

typedef struct {
  const char *name;
  const char *value;
  int line;
} GezinProperty;

typedef struct {
  const char *mark;
  const char *language; /* NULL: in no language more than in another */
  const char *text;
} GezinSource;

/* Days from which and to which something holds, both included. A day that is not
 * g_date_valid() leaves it to what the thing stands in. */
typedef struct {
  GDate from;
  GDate to;
} GezinPeriod;

struct _GezinCode {
  const char *name;
  GezinPeriod period;
  GArray *labels; /* GezinWords */
  GArray *notes; /* GezinWords */
  GArray *sentences; /* GezinWords */
  GArray *properties; /* GezinProperty */
  GArray *sources; /* GezinSource */
  int line;
};

typedef struct {
  const char *name;
  const char *file; /* as the caller named it */
  GezinPeriod period;
  GArray *labels; /* GezinWords */
  GPtrArray *codes; /* GezinCode, in the file's order */
  GHashTable *by_name; /* name to GezinCode */
  const char *version; /* name@id/version */
  guint layer; /* of its file */
  int line;
} GezinDatedList;

/* Reference-counted; immutable from the moment that it is in a GezinReference. */
typedef struct {
  gatomicrefcount references;
  GezinReferenceFile info;
  GezinPeriod period;
  GStringChunk *strings;
  GArray *labels; /* GezinWords */
  GPtrArray *lists; /* GezinDatedList */
  int line; /* of the root element */
  int hidden_line; /* of the first text with a character that is not seen; 0: none */
  guint8 digest[GEZIN_DIGEST_BYTES]; /* of its bytes; set once it was found good */
} GezinDatedFile;

/**
 * gezin_dated_file_new:
 * @layer: which layer it belongs to
 *
 * Reads a file that is safe XML, fits the schema and has days of the calendar.
 * Whether it makes sense is for gezin_reference_check_file().
 */
GezinDatedFile *gezin_dated_file_new (const char *name, guint layer, const char *data, gsize length,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GezinDatedFile *gezin_dated_file_ref (GezinDatedFile *file);
void gezin_dated_file_unref (GezinDatedFile *file);

/** gezin_dated_file_era: The Julian day, up to @day, on which something of @file last began or ceased to hold; 0: none. */
guint32 gezin_dated_file_era (const GezinDatedFile *file, const GDate *day);

/** gezin_dated_file_add_days: Adds to @days (guint32) the Julian days on which something of its lists that begin with @prefix begins to hold or no longer does; of a file with such a list those of the file too. */
void gezin_dated_file_add_days (const GezinDatedFile *file, const char *prefix, GArray *days);

/** gezin_period_holds: Whether @day is in @period. */
gboolean gezin_period_holds (const GezinPeriod *period, const GDate *day);

/** gezin_period_overlaps: Whether there is a day in both. */
gboolean gezin_period_overlaps (const GezinPeriod *a, const GezinPeriod *b);

/** gezin_reference_check_file: Whether @file makes sense by itself. */
gboolean gezin_reference_check_file (const GezinDatedFile *file,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reference_check_files: Whether the files of @reference make sense together. */
gboolean gezin_reference_check_files (GezinReference *reference, GPtrArray *files,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reference_refuse: Sets @error to `FILE:@line: reason` and returns %FALSE. */
gboolean gezin_reference_refuse (GError **error, GezinReferenceError code,
                                 const GezinDatedFile *file, int line, const char *format, ...)
    G_GNUC_PRINTF (5, 6);

/** gezin_reference_read_folder: (transfer full) (element-type GezinDatedFile): The files of a folder, each good by itself, in order of name. */
GPtrArray *gezin_reference_read_folder (const char *path, guint layer, GError **error);

/** gezin_reference_are_few: Whether a folder may hold as many. */
gboolean gezin_reference_are_few (guint n_files, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_reference_read_file: (transfer full): One that is good by itself. */
GezinDatedFile *gezin_reference_read_file (const char *name, guint layer, const char *data,
                                           gsize length, GError **error);

/** gezin_reference_put_together: @below and @added (transfer full) together, checked as gezin_reference_check_files() does. */
GezinReference *gezin_reference_put_together (GezinReference *below, GPtrArray *added,
                                              GError **error);

/** gezin_reference_layer_above: The number of a layer that is laid over @below (nullable). */
guint gezin_reference_layer_above (GezinReference *below);

/** gezin_words_choose: (nullable): The text in @language, else English, else the first. */
const char *gezin_words_choose (const GArray *words, const char *language);

/** gezin_code_list_new: (transfer full): @list as it is on @day, or whole if @day is %NULL. */
GezinCodeList *gezin_code_list_new (GezinReference *reference, const GezinDatedList *list,
                                    const GDate *day);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinDatedFile, gezin_dated_file_unref)

G_END_DECLS
