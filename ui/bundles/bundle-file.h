/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "base/id.h"
#include "parts/job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Bundles as files: picked by a person, read and written beside the main loop. */

#define GEZIN_BUNDLE_SUFFIX ".gezin"

/** gezin_bundle_file_chooser_new: (transfer full): @parent is where it stands over; keep it until it answered. */
GtkFileChooserNative *gezin_bundle_file_chooser_new (GtkWidget *parent, const char *title,
                                                     GtkFileChooserAction action,
                                                     const char *accept);

/** gezin_bundle_file_read: Reads @file, which is from anybody, in a thread; larger than any bundle is an error. */
void gezin_bundle_file_read (GFile *file, GCancellable *cancellable, GAsyncReadyCallback done,
                             gpointer data);
GBytes *gezin_bundle_file_read_finish (GAsyncResult *result, GError **error);

/** gezin_bundle_find_mailbox: For a job: the folder of the last time, as its file; %NULL where there was none. */
gboolean gezin_bundle_find_mailbox (GezinSession *session, GezinJob *job,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_bundle_short: (transfer full): By which people name a bundle on the telephone. */
char *gezin_bundle_short (const GezinUuid *bundle);

G_END_DECLS
