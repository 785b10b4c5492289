/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <sodium.h>

#include "base/digest.h"
#include "base/secret.h"
#include "store/store-error.h"

G_BEGIN_DECLS

/* What a backup looks like as bytes (docs/backup.md): a header, the vault, the
 * pages of the database, and the manifest that says what they are. */

#define GEZIN_BACKUP_FORMAT (1)
#define GEZIN_BACKUP_HEADER_BYTES (64)
#define GEZIN_BACKUP_PAGE_BYTES (4096)
#define GEZIN_BACKUP_DIGEST_BYTES (GEZIN_DIGEST_BYTES)

/** GezinBackupHeader: The first 64 bytes. */
typedef struct {
  guint32 vault_bytes;
  guint64 n_pages;
} GezinBackupHeader;

/** gezin_backup_header_write: Fills @bytes. */
void gezin_backup_header_write (const GezinBackupHeader *header,
                                guint8 bytes[GEZIN_BACKUP_HEADER_BYTES]);

/** gezin_backup_header_parse: GEZIN_STORE_ERROR_BACKUP_NONE, _BACKUP_DAMAGED, _BACKUP_NEWER. */
gboolean gezin_backup_header_parse (GezinBackupHeader *header,
                                    const guint8 bytes[GEZIN_BACKUP_HEADER_BYTES],
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_backup_header_pages_offset: Where the first page stands: at a multiple of a page. */
guint64 gezin_backup_header_pages_offset (const GezinBackupHeader *header);

/** gezin_backup_header_manifest_offset: Where the pages end and the manifest begins. */
guint64 gezin_backup_header_manifest_offset (const GezinBackupHeader *header);

/** GezinBackupDocument: A document that belongs to a backup. */
typedef struct {
  char *name; /* of its file: 64 characters of hex */
  guint64 stored; /* bytes of that file */
} GezinBackupDocument;

void gezin_backup_document_free (GezinBackupDocument *document);

/** GezinBackupManifest: What a backup says of itself. */
typedef struct {
  char *store; /* id of the vault, in hex */
  char *incarnation; /* in hex */
  gint64 made; /* instant, whole seconds */
  int format; /* of the database */
  gint64 newest_event; /* its number */
  guint8 newest_hash[GEZIN_BACKUP_DIGEST_BYTES];
  guint64 n_pages;
  guint8 content[GEZIN_BACKUP_DIGEST_BYTES]; /* SHA-256 of all bytes before the manifest */
  GPtrArray *documents; /* GezinBackupDocument, by name */
  GPtrArray *erased; /* texts: the id of a dossier, and perhaps a space and the id of a record */
  guint8 mac[GEZIN_BACKUP_DIGEST_BYTES]; /* keyed BLAKE2b of the text before it */
} GezinBackupManifest;

GezinBackupManifest *gezin_backup_manifest_new (void);
void gezin_backup_manifest_free (GezinBackupManifest *manifest);

/** gezin_backup_manifest_write: (transfer full): The text; fills in @manifest's mac. */
GString *gezin_backup_manifest_write (GezinBackupManifest *manifest, const GezinSecret *master_key);

/**
 * gezin_backup_manifest_parse:
 *
 * (transfer full): Only a text that gezin_backup_manifest_write() could have
 * written; who wrote it is not known yet. GEZIN_STORE_ERROR_BACKUP_DAMAGED.
 */
GezinBackupManifest *gezin_backup_manifest_parse (const char *text, gsize length, GError **error);

/** gezin_backup_manifest_is_authentic: Whether somebody with @master_key wrote it. */
gboolean gezin_backup_manifest_is_authentic (const GezinBackupManifest *manifest,
                                             const GezinSecret *master_key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackupDocument, gezin_backup_document_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GezinBackupManifest, gezin_backup_manifest_free)

G_END_DECLS
