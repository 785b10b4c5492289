/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "session/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/** GezinWindow: The window: unlock, first start, or the desk. */
#define GEZIN_TYPE_WINDOW (gezin_window_get_type ())
G_DECLARE_FINAL_TYPE (GezinWindow, gezin_window, GEZIN, WINDOW, AdwApplicationWindow)

/** gezin_window_new: @folder: of the store. */
GtkWidget *gezin_window_new (AdwApplication *application, GezinSession *session,
                             const char *folder);

/** gezin_window_lock: Keeps what is being typed, takes everything off the screen and closes the store. */
void gezin_window_lock (GezinWindow *window);

/** gezin_window_import: Looks at a bundle; at once, or when the store is opened. */
void gezin_window_import (GezinWindow *window, GFile *file);

/** gezin_window_leave: Before the program ends: as locking, and throws a trial away. */
void gezin_window_leave (GezinWindow *window);

G_END_DECLS
