/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

G_BEGIN_DECLS

/** gezin_trial_folder_new: (transfer full): A folder that only this person can see, in memory where the machine has such. */
char *gezin_trial_folder_new (GError **error);

/** gezin_trial_fill: On the worker: a store in @folder under a passphrase that nobody knows, with the sample families; open. */
gboolean gezin_trial_fill (GezinSession *session, const char *folder,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** gezin_trial_remove: Throws the folder away; only one that gezin_trial_folder_new() made. */
void gezin_trial_remove (const char *folder);

G_END_DECLS
