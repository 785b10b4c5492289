/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Small files that people keep elsewhere (cards, certificates, calendars): asked for, read, written. */

/** GezinAskFile: What is asked for. Borrowed pointers. */
typedef struct {
  const char *title;
  const char *accept; /* label of the button */
  const char *sort; /* of files: a name for people */
  const char *const *patterns; /* %NULL-terminated */
  const char *name; /* (nullable): proposed, to save; %NULL: to open */
} GezinAskFile;

/** GezinFilePicked: @file: (transfer none): what somebody picked. */
typedef void (*GezinFilePicked) (gpointer owner, GFile *file);

/** gezin_ask_file: @picked is called once, or not at all: when nothing was picked, or @owner was gone by then. */
void gezin_ask_file (const GezinAskFile *asked, GtkWidget *owner, GezinFilePicked picked);

/** gezin_ask_file_read: (transfer full): At most @max_bytes, and of what is larger one more, so that it is seen to be. */
GBytes *gezin_ask_file_read (GFile *file, gsize max_bytes, GCancellable *stop, GError **error);

/** gezin_ask_file_write: Instead of what stood there. */
gboolean gezin_ask_file_write (GFile *file, GBytes *bytes,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
