/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "world.h"

G_BEGIN_DECLS

/* What can happen in a made-up world, one step at a time. A step that makes no sense at that moment
 * does nothing; %FALSE means that a law was broken. */

gboolean step_create (World *world, guint store);
gboolean step_edit (World *world, guint store);
gboolean step_open_form (World *world, guint store);
gboolean step_save_form (World *world, guint store);
gboolean step_remove (World *world, guint store);
gboolean step_restore (World *world, guint store);
gboolean step_choose (World *world, guint store);
gboolean step_erase_field (World *world, guint store);
gboolean step_erase_record (World *world, guint store);
gboolean step_take_waiting (World *world, guint store);
gboolean step_link (World *world, guint store);
gboolean step_undo (World *world, guint store);
gboolean step_send (World *world, guint store);
gboolean step_deliver (World *world, guint store);
gboolean step_change_filter (World *world, guint store);
gboolean step_next_day (World *world, guint store);
gboolean step_copy_folder (World *world, guint store);
gboolean step_put_folder_back (World *world, guint store);
gboolean step_forge (World *world, guint store);

/** world_write: One edit, which it takes over, of what stands there now. */
gboolean world_write (World *world, guint store, GezinEdit *edit);

G_END_DECLS
