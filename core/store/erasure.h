/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "base/secret.h"
#include "model/erasure-readings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Erasure: what was is gone, and only its id stays, so that nothing brings it
 * back (docs/erasure.md; merge law 10).
 *
 * Invariants:
 * 1. One transaction takes content, words, drafts, parked and refused versions and the keys of documents, and
 *    writes marker, register and event; or nothing happened.
 * 2. That old pages, files and backups go too follows after it, and is taken up again at each opening until it is done.
 * 3. What is erased is in no way written again: not by a load, a draft, a parked record, or a restore.
 * 4. The register of erasures and the event hold no content. */

typedef struct _GezinStore GezinStore;

/** GezinErasureNote: Why something goes. Borrowed pointers. */
typedef struct {
  const char *reason; /* a code */
  const char *law; /* (nullable): a code; %NULL: what the record says */
  const GezinUuid *request; /* (nullable): the family's request that it answers */
} GezinErasureNote;

/** GEZIN_ERASURE_ELSEWHERE: The reason of what goes because a file says that it was erased elsewhere. */
#define GEZIN_ERASURE_ELSEWHERE "erased-elsewhere"

/** GEZIN_ERASURE_RESTORED: The reason of what goes again after a restore brought it back. */
#define GEZIN_ERASURE_RESTORED "erased-before"

/** GezinErasureCount: What an erasure took. */
typedef struct {
  guint n_versions;
  guint n_documents;
} GezinErasureCount;

/** gezin_store_is_erased: Whether @record of @dossier, or (%NULL) the whole dossier, was erased here; %FALSE also when the store cannot tell. */
gboolean gezin_store_is_erased (GezinStore *store, const GezinUuid *dossier,
                                const GezinUuid *record);

/** gezin_store_take_erasure_count: What the erasures since the last call took. */
GezinErasureCount gezin_store_take_erasure_count (GezinStore *store);

/** gezin_store_erasures: (element-type GezinErasureEntry): The register, oldest first; of @dossier, or (%NULL) all. */
GPtrArray *gezin_store_erasures (GezinStore *store, const GezinUuid *dossier,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_store_finish_erasure:
 *
 * Does what is left of erasures that are in force: writes the file of markers,
 * rewrites the database without what was, and lets one new backup take the place of
 * all. Nothing to do is well. Not inside a transaction.
 */
gboolean gezin_store_finish_erasure (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_is_erasure_unfinished: Whether there is something of that left. */
gboolean gezin_store_is_erasure_unfinished (GezinStore *store);

/* Markers outside the database: the file `erased` beside the vault, and beside each
 * backup. They are authenticated by a key of the master key. */

/** GezinErasureMarker: Something that was erased. */
typedef struct {
  GezinUuid dossier;
  gboolean has_record; /* else all of the dossier */
  GezinUuid record;
  gint64 time;
} GezinErasureMarker;

#define GEZIN_ERASED_FILE_NAME "erased"

/** gezin_erasure_write_markers: (transfer full): All markers of @store as the bytes of such a file. */
GBytes *gezin_erasure_write_markers (GezinStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gezin_erasure_read_markers:
 * @is_whole: (out): FALSE if something of it was not written under @master_key, or is missing
 *
 * (transfer full) (element-type GezinErasureMarker): Each line that authenticates by itself.
 */
GArray *gezin_erasure_read_markers (const GezinSecret *master_key, const char *bytes, gsize length,
                                    gboolean *is_whole);

/**
 * gezin_store_apply_markers:
 * @markers: (element-type GezinErasureMarker)
 *
 * Erases what @markers name and is not erased here yet, in one transaction with an
 * event; what is not here is refused from now on. @n_applied tells how many were new.
 */
gboolean gezin_store_apply_markers (GezinStore *store, GArray *markers, guint *n_applied,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_store_awaited_markers: (transfer full) (element-type GezinUuid): Records of a dossier that is not here which must not come in with it. */
GArray *gezin_store_awaited_markers (GezinStore *store, const GezinUuid *dossier,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
