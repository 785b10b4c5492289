/* SPDX-License-Identifier: EUPL-1.2 */

/* An array as a list model. Invariant: an item keeps the array that its data
 * lies in alive, so a row on screen survives a change of the list. */

#include "parts/lazy-list.h"

struct _GezinLazyItem {
  GObject parent_instance;
  GPtrArray *rows;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (GezinLazyItem, gezin_lazy_item, G_TYPE_OBJECT)

static void
gezin_lazy_item_finalize (GObject *object)
{
  g_clear_pointer (&GEZIN_LAZY_ITEM (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (gezin_lazy_item_parent_class)->finalize (object);
}

static void
gezin_lazy_item_class_init (GezinLazyItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gezin_lazy_item_finalize;
}

static void
gezin_lazy_item_init (GezinLazyItem *self)
{
}

gpointer
gezin_lazy_item_data (GezinLazyItem *item)
{
  return item->data;
}

struct _GezinLazyList {
  GObject parent_instance;
  GPtrArray *rows;
};

static GType
get_item_type (GListModel *model)
{
  return GEZIN_TYPE_LAZY_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  GezinLazyList *self = GEZIN_LAZY_LIST (model);

  return self->rows != NULL ? self->rows->len : 0;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GezinLazyList *self = GEZIN_LAZY_LIST (model);
  GezinLazyItem *item;

  if (self->rows == NULL || position >= self->rows->len)
    return NULL;
  item = g_object_new (GEZIN_TYPE_LAZY_ITEM, NULL);
  item->rows = g_ptr_array_ref (self->rows);
  item->data = self->rows->pdata[position];
  return item;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GezinLazyList, gezin_lazy_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
gezin_lazy_list_finalize (GObject *object)
{
  g_clear_pointer (&GEZIN_LAZY_LIST (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (gezin_lazy_list_parent_class)->finalize (object);
}

static void
gezin_lazy_list_class_init (GezinLazyListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gezin_lazy_list_finalize;
}

static void
gezin_lazy_list_init (GezinLazyList *self)
{
}

GezinLazyList *
gezin_lazy_list_new (void)
{
  return g_object_new (GEZIN_TYPE_LAZY_LIST, NULL);
}

void
gezin_lazy_list_set (GezinLazyList *list, GPtrArray *rows)
{
  guint before = list->rows != NULL ? list->rows->len : 0;

  if (rows != NULL)
    g_ptr_array_ref (rows);
  g_clear_pointer (&list->rows, g_ptr_array_unref);
  list->rows = rows;
  g_list_model_items_changed (G_LIST_MODEL (list), 0, before, rows != NULL ? rows->len : 0);
}
