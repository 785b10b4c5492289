/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/digest.h"
#include "base/id.h"
#include "wire/wire-error.h"

G_BEGIN_DECLS

/* `manifest.xml`: what a bundle is, from whom, for whom. One struct has one text;
 * what is read is written again and must be the same bytes. The form is in
 * data/schema/manifest-1.rng and docs/bundle-format.md. */

#define GEZIN_BUNDLE_FORMAT 1

/** GezinBundleKind: What a bundle is for. */
typedef enum {
  GEZIN_BUNDLE_SHARE = 1,
  GEZIN_BUNDLE_RETURN, /* back from the RVT */
  GEZIN_BUNDLE_RECEIPT, /* without a dossier: what became of one */
  GEZIN_BUNDLE_RECALL, /* without a dossier: asks to delete what one brought */
  GEZIN_BUNDLE_REVIEW,
  GEZIN_BUNDLE_TRANSFER, /* the lead goes along */
  GEZIN_N_BUNDLE_KINDS
} GezinBundleKind;

/** gezin_bundle_kind_has_dossier: Whether dossier.xml is in one of this kind; else it may not be. */
gboolean gezin_bundle_kind_has_dossier (GezinBundleKind kind);

/** gezin_bundle_kind_code: Such as `share`. */
const char *gezin_bundle_kind_code (GezinBundleKind kind);

/** GezinBundleResult: What became of a bundle, in its receipt. */
typedef enum {
  GEZIN_BUNDLE_RESULT_NONE = 0, /* no receipt */
  GEZIN_BUNDLE_RESULT_TAKEN, /* with what was parked for its own sake */
  GEZIN_BUNDLE_RESULT_REFUSED,
  GEZIN_BUNDLE_RESULT_DELETED, /* after a recall */
  GEZIN_BUNDLE_RESULT_KEPT, /* after a recall: not deleted */
  GEZIN_N_BUNDLE_RESULTS
} GezinBundleResult;

/** GezinManifestGround: A legal ground that was relied on. */
typedef struct {
  char *code;
  GezinUuid record; /* of ours, where there is one */
  gboolean has_record;
} GezinManifestGround;

/** GezinManifestReference: The dated reference data by which it was decided. */
typedef struct {
  char *name;
  char *version;
} GezinManifestReference;

/** GezinManifestLimit: What the recipient has and is no longer shared with it: a record, a field of it, or an item of that. */
typedef struct {
  GezinUuid record;
  char *field; /* (nullable) */
  char *item; /* (nullable): of a set */
} GezinManifestLimit;

/** GezinManifestNote: A record, and a code why. */
typedef struct {
  GezinUuid record;
  char *reason;
} GezinManifestNote;

/** GezinManifestAbout: The other bundle that a receipt or a recall is about. */
typedef struct {
  GezinUuid bundle;
  guint8 digest[GEZIN_DIGEST_BYTES]; /* of its container */
  GezinBundleResult result; /* of a receipt */
  char *reason; /* (nullable): a code: of a refusal, a recall, or why something was kept */
  GPtrArray *parked; /* (element-type GezinManifestNote): of a receipt */
  GArray *frozen; /* (element-type GezinUuid): of a receipt: what it had limits for */
} GezinManifestAbout;

/** GezinManifestPart: One part of the container, beside the manifest itself. */
typedef struct {
  char *name;
  guint64 bytes;
  guint8 digest[GEZIN_DIGEST_BYTES];
} GezinManifestPart;

/** GezinManifest: Owned by whoever made it; gezin_manifest_new() makes the lists. */
typedef struct {
  GezinBundleKind kind;
  GezinUuid bundle;
  GezinUuid dossier;
  guint8 sender[GEZIN_DIGEST_BYTES]; /* digests of the two cards */
  guint8 recipient[GEZIN_DIGEST_BYTES];
  guint64 incarnation; /* of the sender's store */
  guint64 number; /* from 1, in the row of (incarnation, dossier, recipient), receipts apart */
  gboolean has_previous; /* exactly when @number is not 1 */
  guint8 previous[GEZIN_DIGEST_BYTES]; /* of the container before it in the row */
  gint64 made; /* microseconds since 1970; whole seconds count */
  gint64 expires;
  char *purpose; /* (nullable): a code */
  char *program; /* the version that made it */
  guint8 audit[GEZIN_DIGEST_BYTES]; /* the newest hash of the sender's log */
  GezinManifestAbout *about; /* (nullable): of a receipt or a recall, and never of others */
  GPtrArray *grounds; /* (element-type GezinManifestGround) */
  GPtrArray *references; /* (element-type GezinManifestReference) */
  GPtrArray *limits; /* (element-type GezinManifestLimit) */
  GPtrArray *parts; /* (element-type GezinManifestPart): in the order of the container */
} GezinManifest;

GezinManifest *gezin_manifest_new (void);
void gezin_manifest_free (GezinManifest *manifest);

GezinManifestAbout *gezin_manifest_about_new (void);
void gezin_manifest_add_part (GezinManifest *manifest, const char *name, GBytes *content);
void gezin_manifest_add_ground (GezinManifest *manifest, const char *code, const GezinUuid *record);
void gezin_manifest_add_reference (GezinManifest *manifest, const char *name, const char *version);
void gezin_manifest_add_limit (GezinManifest *manifest, const GezinUuid *record, const char *field,
                               const char *item);
void gezin_manifest_add_parked (GezinManifestAbout *about, const GezinUuid *record,
                                const char *reason);

/** gezin_manifest_write: (transfer full): Its one text. GEZIN_WIRE_ERROR_MANIFEST if @manifest cannot be said, such as a name that is none. */
GBytes *gezin_manifest_write (const GezinManifest *manifest, GError **error);

/**
 * gezin_manifest_read:
 *
 * The inverse; of bytes whose signature was checked before.
 * GEZIN_WIRE_ERROR_MANIFEST, or GEZIN_WIRE_ERROR_NEWER for another number of the
 * format or a kind that this version does not know.
 */
GezinManifest *gezin_manifest_read (GBytes *bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinManifest, gezin_manifest_free)

G_END_DECLS
