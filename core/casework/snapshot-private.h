/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "casework/snapshot.h"

G_BEGIN_DECLS

/* A record that a snapshot rests on. */
typedef struct {
  GezinUuid id;
  GezinKind kind; /* GEZIN_KIND_NONE: of a later program */
  char versions[17]; /* digest of its heads then */
} GezinSnapshotRecord;

/* What the bytes say, without a sentence. */
typedef struct {
  char *day;
  char *digest;
  GArray *records; /* GezinSnapshotRecord */
  GArray *factors; /* GezinUuid */
  GezinAnalysis *analysis; /* without sentences and titles */
} GezinSnapshotBytes;

/** gezin_snapshot_read: (transfer full) (nullable): %NULL if @text is no snapshot, or was changed. */
GezinSnapshotBytes *gezin_snapshot_read (const char *text);
void gezin_snapshot_bytes_free (GezinSnapshotBytes *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinSnapshotBytes, gezin_snapshot_bytes_free)

G_END_DECLS
