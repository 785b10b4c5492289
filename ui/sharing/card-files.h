/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinCardFile: What is asked for. Borrowed pointers. */
typedef struct {
  const char *title;
  const char *accept; /* label of the button */
  const char *sort; /* of files: a name for people */
  const char *const *patterns; /* %NULL-terminated */
  const char *name; /* (nullable): proposed, to save; %NULL: to open */
} GezinCardFile;

/** gezin_card_file_ask: @picked: of "response"; @owner: (type GObject): its last argument, for as long as it is there. */
void gezin_card_file_ask (const GezinCardFile *asked, GtkWidget *owner, GCallback picked);

/** gezin_card_file_read: (transfer full): At most @max_bytes, and of what is larger one more, so that it is seen to be. */
GBytes *gezin_card_file_read (GFile *file, gsize max_bytes, GCancellable *stop, GError **error);

/** gezin_card_file_write: */
gboolean gezin_card_file_write (GFile *file, GBytes *bytes,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
