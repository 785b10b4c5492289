/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A list model over an array of plain structs: an object for a row is made when
 * the row comes on screen, so that ten thousand rows cost as much as ten. */

#define GEZIN_TYPE_LAZY_ITEM (gezin_lazy_item_get_type ())
G_DECLARE_FINAL_TYPE (GezinLazyItem, gezin_lazy_item, GEZIN, LAZY_ITEM, GObject)

/** gezin_lazy_item_data: (transfer none): The struct of this row; lives as long as the item. */
gpointer gezin_lazy_item_data (GezinLazyItem *item);

#define GEZIN_TYPE_LAZY_LIST (gezin_lazy_list_get_type ())
G_DECLARE_FINAL_TYPE (GezinLazyList, gezin_lazy_list, GEZIN, LAZY_LIST, GObject)

GezinLazyList *gezin_lazy_list_new (void);

/** gezin_lazy_list_set: Shows @rows (referenced; never changed afterwards) from now on. */
void gezin_lazy_list_set (GezinLazyList *list, GPtrArray *rows);

G_END_DECLS
