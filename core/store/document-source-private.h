/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* A file that somebody wants to attach: looked at before it is opened, read
 * once, and looked at again. Nothing is known of it but that it is a file. */

typedef struct {
  GFile *file; /* (nullable): NULL: in memory */
  GInputStream *stream;
  guint64 bytes; /* when it was opened */
  char *path; /* (nullable): of a file of this machine */
  int descriptor; /* of it, owned by @stream */
  struct stat about; /* of it, when it was opened */
  GFileInfo *info; /* (nullable): of a file elsewhere */
} GezinDocumentSource;

/**
 * gezin_document_source_open:
 *
 * GEZIN_STORE_ERROR_NO_FILE, _FILE_KIND (a folder, device, pipe, or a link to
 * one), _FILE_SIZE, _FILE_UNREADABLE. A device is not opened and a pipe not waited for.
 */
gboolean gezin_document_source_open (GezinDocumentSource *self, GFile *file,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_document_source_open_bytes: As above, of what is in memory already. */
void gezin_document_source_open_bytes (GezinDocumentSource *self, GBytes *bytes);

/** gezin_document_source_read: Up to @length bytes; 0 at the end. GEZIN_STORE_ERROR_FILE_GONE, _FILE_UNREADABLE; G_IO_ERROR_CANCELLED. */
gboolean gezin_document_source_read (GezinDocumentSource *self, guint8 *bytes, gsize length,
                                     gsize *n_read, GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_document_source_check: That it is still there, and as it was. GEZIN_STORE_ERROR_FILE_GONE, _FILE_CHANGED. */
gboolean gezin_document_source_check (GezinDocumentSource *self, GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

void gezin_document_source_clear (GezinDocumentSource *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GezinDocumentSource, gezin_document_source_clear)

G_END_DECLS
