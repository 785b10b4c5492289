/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "model/catalogue.h"

G_BEGIN_DECLS

/* Versions: who wrote what, having seen what. The laws are in docs/merge.md.
 *
 * A register is (record, field), or (record, field, item) in a set. Each write
 * of a register is a version, immutable and reference-counted (atomically). */

/** GezinDot: The name of one write in its register: a replica and its count, from 1. */
typedef struct {
  guint64 replica;
  guint32 n;
} GezinDot;

int gezin_dot_compare (const GezinDot *a, const GezinDot *b);

/** gezin_dot_to_text: (transfer full): `replica:n`, the replica in 16 digits of hex. */
char *gezin_dot_to_text (const GezinDot *dot);

/** gezin_dot_from_text: Reads it back strictly. */
gboolean gezin_dot_from_text (const char *text, GezinDot *dot) G_GNUC_WARN_UNUSED_RESULT;

/**
 * GezinContext:
 *
 * What an author had seen of a register: per replica the highest count. Sorted
 * by replica, immutable, reference-counted. %NULL is the empty context.
 */
typedef struct {
  guint n_dots;
  GezinDot dots[];
} GezinContext;

/** gezin_context_new: (transfer full) (nullable): Of dots in any order; the highest of a replica counts. */
GezinContext *gezin_context_new (const GezinDot *dots, guint n_dots);
GezinContext *gezin_context_ref (GezinContext *context);
void gezin_context_unref (GezinContext *context);

/** gezin_context_count: The highest count of @replica in @context, 0 if none. */
guint32 gezin_context_count (const GezinContext *context, guint64 replica);

/** gezin_context_covers: Whether the write @dot lies in @context. */
gboolean gezin_context_covers (const GezinContext *context, const GezinDot *dot);

gboolean gezin_context_equal (const GezinContext *a, const GezinContext *b);

/** gezin_context_to_bytes: (transfer full) (nullable): For a database: per entry 8 bytes big-endian and a varint; %NULL when empty. */
GBytes *gezin_context_to_bytes (const GezinContext *context);

/** gezin_context_from_bytes: Reads back what gezin_context_to_bytes() wrote, strictly. GEZIN_MODEL_ERROR_CONTEXT. */
gboolean gezin_context_from_bytes (const guint8 *bytes, gsize length, GezinContext **context,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_context_to_text: (transfer full): For a file: `replica:n replica:n`, empty when empty. */
char *gezin_context_to_text (const GezinContext *context);

/** gezin_context_from_text: Reads it back strictly: sorted, each replica once, counts from 1. */
gboolean gezin_context_from_text (const char *text, GezinContext **context,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** GezinCommit: One act of one person: what its versions share. Immutable. */
typedef struct {
  guint64 id;
  gint64 time; /* microseconds since 1970, UTC; whole seconds on the wire */
  GRefString *author; /* (nullable) */
  GRefString *role; /* (nullable): consultant, lead, rvt */
  GRefString *organisation; /* (nullable) */
  GRefString *why; /* (nullable): free text; leaves only in a dump or backup */
} GezinCommit;

GezinCommit *gezin_commit_new (guint64 id, gint64 time, const char *author, const char *role,
                               const char *organisation, const char *why);
GezinCommit *gezin_commit_ref (GezinCommit *commit);
void gezin_commit_unref (GezinCommit *commit);

/** gezin_commit_equal: The same act; an attribute that one side was not given is no difference. */
gboolean gezin_commit_equal (const GezinCommit *a, const GezinCommit *b);

/** GezinVersion: One write of one register. */
typedef struct {
  GezinUuid record;
  GezinKind kind; /* of the record */
  GezinField field;
  gboolean erased; /* a register's erasure marker (merge.md, law 10) */
  GRefString *item; /* of a set: the item, else NULL */
  GRefString *value; /* NULL: no value; in a set: the item itself when in, NULL when out */
  GezinDot dot;
  GezinContext *context; /* NULL: nothing seen */
  GezinCommit *commit;
  GRefString *origin; /* the organisation whose content it is, when not the commit's; else NULL */
  guint64 *saw; /* of `removed`: what the remover had seen, sorted, padded; else NULL */
  guint n_saw;
} GezinVersion;

/**
 * gezin_version_new:
 *
 * Takes references of all that is handed in and a copy of @saw. The value is in
 * its canonical form already.
 */
GezinVersion *gezin_version_new (const GezinUuid *record, GezinKind kind, GezinField field,
                                 GRefString *item, GRefString *value, const GezinDot *dot,
                                 GezinContext *context, GezinCommit *commit, GRefString *origin,
                                 const guint64 *saw, guint n_saw, gboolean erased);
GezinVersion *gezin_version_ref (GezinVersion *version);
void gezin_version_unref (GezinVersion *version);

/** gezin_version_supersedes: Law 1: @b's dot lies in @a's context. Both of one register. */
gboolean gezin_version_supersedes (const GezinVersion *a, const GezinVersion *b);

/** gezin_version_compare_register: Orders by field name and item, bytewise; 0 for one register of one record. */
int gezin_version_compare_register (const GezinVersion *a, const GezinVersion *b);

/** gezin_version_compare: As above, then by dot. The order of a record's heads and of a file. */
int gezin_version_compare (const GezinVersion *a, const GezinVersion *b);

/** gezin_version_same_content: Equal value, context, commit id, origin, saw and marker: what one dot may carry. */
gboolean gezin_version_same_content (const GezinVersion *a, const GezinVersion *b);

/** gezin_version_origin: (transfer none) (nullable): The organisation whose content it is. */
const char *gezin_version_origin (const GezinVersion *version);

/** gezin_version_fingerprint: The first 8 bytes of SHA-256(field, item, replica, n): how `saw` names it. */
guint64 gezin_version_fingerprint (const GezinVersion *version);

/** gezin_version_fingerprint_at: That of the version with @dot in the register of @version. */
guint64 gezin_version_fingerprint_at (const GezinVersion *version, const GezinDot *dot);

/** gezin_version_saw_contains: Whether a removal saw @fingerprint. */
gboolean gezin_version_saw_contains (const GezinVersion *removal, guint64 fingerprint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinContext, gezin_context_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinCommit, gezin_commit_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinVersion, gezin_version_unref)

G_END_DECLS
