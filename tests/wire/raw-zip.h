/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A ZIP written by hand, right or wrong in every place. Independent of libzip. */

typedef struct {
  const char *name;
  const void *bytes;
  gsize length;
  /* What is said besides or instead; 0 and NULL: the truth. */
  const char *local_name; /* in the local header */
  guint16 method;
  guint16 flags;
  guint16 time;
  guint32 crc; /* XORed into the right one */
  gint32 size_lie; /* added to both sizes in both headers */
  gint32 local_size_lie; /* added to both sizes in the local header only */
  guint32 attributes;
  const char *local_extra, *central_extra, *comment;
  const char *before; /* bytes in front of the local header that belong to none */
} RawEntry;

typedef struct {
  const char *prefix; /* before everything */
  const char *suffix; /* after everything */
  const char *comment; /* of the archive */
  gboolean is_prefix_counted; /* whether offsets count it */
  gint32 offset_lie; /* added to the offset of the directory */
  guint n_more; /* added to the number of entries */
} RawArchive;

/** raw_zip: (transfer full) */
GBytes *raw_zip (const RawEntry *entries, guint n_entries, const RawArchive *archive);

G_END_DECLS
