/* SPDX-License-Identifier: EUPL-1.2 */

/* All records by kind: a loop over the catalogue. Titles are made for the rows
 * on screen only. */

#include "dossier/data-page.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/frozen.h"
#include "parts/lazy-list.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define LEAST_EM 19 /* of the records; with less, kinds and records come one at a time */

struct _GezinDataPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GPtrArray *frozen; /* GezinFrozenReading */
  GezinKind kind;
  gboolean is_filling;

  GtkWidget *panes;
  GtkWidget *kinds;
  GtkWidget *heading;
  GtkWidget *back;
  GtkWidget *add;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *hidden; /* what of this kind is no longer shared */
  GezinLazyList *model;
};

G_DEFINE_FINAL_TYPE (GezinDataPage, gezin_data_page, ADW_TYPE_BIN)

static GtkWidget *
kind_row_new (GezinKind kind, guint n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  g_autofree char *count = g_strdup_printf ("%u", n);
  GtkWidget *label = gezin_text_new (gezin_session_kind_label (kind), NULL);
  g_autofree char *name = g_strdup_printf ("%s, %u", gezin_session_kind_label (kind), n);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gezin_text_new (n > 0 ? count : "", "dim"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "kind", GUINT_TO_POINTER (kind));
  gezin_access_name (row, name);
  return row;
}

/* Kinds that hold something first, each half in the order of the catalogue. */
static void
fill_kinds (GezinDataPage *self)
{
  guint counts[GEZIN_N_KINDS] = { 0 };
  GtkWidget *child;
  GtkWidget *chosen = NULL;

  for (guint i = 0; i < gezin_dossier_n_records (self->dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (self->dossier, i);

      if (!gezin_record_is_removed (record))
        counts[record->kind]++;
    }
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    counts[kind] += gezin_frozen_count (self->frozen, kind);
  self->is_filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->kinds)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->kinds), child);
  for (guint full = 2; full-- > 0;)
    for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
      if ((counts[kind] > 0) == (full == 1))
        {
          GtkWidget *row = kind_row_new (kind, counts[kind]);

          gtk_list_box_append (GTK_LIST_BOX (self->kinds), row);
          if (kind == self->kind)
            chosen = row;
        }
  gtk_list_box_select_row (GTK_LIST_BOX (self->kinds), GTK_LIST_BOX_ROW (chosen));
  self->is_filling = FALSE;
}

/* What a record is sorted by. A kind whose title begins with a day or a moment goes by that. */
typedef struct {
  GezinRecord *record;
  char *key;
} Keyed;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const Keyed *) a)->key, ((const Keyed *) b)->key);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  return compare_keys (b, a);
}

static const GezinFieldSpec *
date_in_title (GezinKind kind)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & GEZIN_FIELD_TITLE) != 0
        && (fields[i]->type == GEZIN_TYPE_DATE || fields[i]->type == GEZIN_TYPE_TIME))
      return fields[i];
  return NULL;
}

static void
sort_records (GezinDataPage *self, GPtrArray *rows)
{
  const GezinFieldSpec *date = date_in_title (self->kind);
  g_autofree Keyed *keyed = g_new0 (Keyed, rows->len + 1);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *title = NULL;

      keyed[i].record = rows->pdata[i];
      if (date != NULL)
        {
          keyed[i].key = g_strdup (gezin_record_value (rows->pdata[i], date->field));
          continue;
        }
      title = gezin_session_record_title (self->session, self->dossier, rows->pdata[i]);
      keyed[i].key = g_utf8_collate_key (title, -1);
    }
  qsort (keyed, rows->len, sizeof *keyed, date != NULL ? compare_newest : compare_keys);
  for (guint i = 0; i < rows->len; i++)
    {
      rows->pdata[i] = keyed[i].record;
      g_free (keyed[i].key);
    }
}

/* Above the records of this kind: those of which nothing is shown. */
static gboolean
fill_hidden (GezinDataPage *self)
{
  GtkWidget *list = gezin_list_new ();
  g_autofree char *name = NULL;
  gboolean is_any = gezin_frozen_add_rows (self->frozen, self->kind, list) > 0;

  /* Translators: %s is a kind of record, such as Person. */
  name = g_strdup_printf (_ ("%s: no longer shared"), gezin_session_kind_label (self->kind));
  gezin_access_name (list, name);
  adw_bin_set_child (ADW_BIN (self->hidden), gezin_tab_stop_new (list));
  gtk_widget_set_visible (self->hidden, is_any);
  return is_any;
}

static void
fill_records (GezinDataPage *self)
{
  const GezinKindSpec *spec = gezin_catalogue_kind (self->kind);
  g_autoptr (GPtrArray) found = gezin_reading_records (self->dossier, self->kind);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_record_unref);
  gboolean can_add = (spec->flags & (GEZIN_KIND_ROOT | GEZIN_KIND_BY_PROGRAM)) == 0;
  g_autofree char *name = NULL;

  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (rows, gezin_record_ref (found->pdata[i]));
  sort_records (self, rows);
  gezin_lazy_list_set (self->model, rows);
  gtk_label_set_text (GTK_LABEL (self->heading), gezin_session_kind_label (self->kind));
  gezin_access_name (self->list, gezin_session_kind_label (self->kind));
  gtk_widget_set_visible (self->add, can_add);
  /* Translators: %s is a kind of record, such as Person. */
  name = g_strdup_printf (_ ("New: %s"), gezin_session_kind_label (self->kind));
  gezin_access_name (self->add, name);
  gtk_widget_set_tooltip_text (self->add, name);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->add),
                                          g_variant_new_string (spec->name));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    fill_hidden (self) || rows->len > 0 ? "list" : "empty");
}

static void
kind_chosen_cb (GezinDataPage *self, GtkListBoxRow *row)
{
  if (row == NULL || self->is_filling || self->dossier == NULL)
    return;
  self->kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "kind"));
  fill_records (self);
}

static void
kind_activated_cb (GezinDataPage *self)
{
  adw_leaflet_navigate (ADW_LEAFLET (self->panes), ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
back_cb (GezinDataPage *self)
{
  adw_leaflet_navigate (ADW_LEAFLET (self->panes), ADW_NAVIGATION_DIRECTION_BACK);
}

static void
folded_cb (GezinDataPage *self)
{
  gtk_widget_set_visible (self->back, adw_leaflet_get_folded (ADW_LEAFLET (self->panes)));
}

/* Rows. */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);

  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, "dim small"));
  gtk_list_item_set_child (item, box);
}

/* The first essential field that is no part of the title says a little more; what is no longer shared
 * comes before that. */
static char *
second_line (GezinDataPage *self, const GezinRecord *record)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (record->kind, &n_fields);

  for (guint i = 0; self->frozen->len > 0 && i < n_fields; i++)
    {
      const GezinFrozenReading *why =
          gezin_frozen_field (self->frozen, &record->id, fields[i]->field);

      if (why != NULL)
        return g_strdup_printf ("%s: %s", gezin_session_field_label (fields[i]->field),
                                why->sentence);
    }

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i]->flags & GEZIN_FIELD_ESSENTIAL) != 0
        && (fields[i]->flags & GEZIN_FIELD_TITLE) == 0)
      {
        g_autofree char *text =
            gezin_session_field_text (self->session, self->dossier, record, fields[i]->field);

        if (text != NULL)
          return g_strdup_printf ("%s: %s", gezin_session_field_label (fields[i]->field), text);
      }
  return NULL;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GezinDataPage *self)
{
  const GezinRecord *record = gezin_lazy_item_data (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *below = gtk_widget_get_next_sibling (title);
  g_autofree char *text = gezin_session_record_title (self->session, self->dossier, record);
  g_autofree char *more = second_line (self, record);
  g_autofree char *name = g_strjoin (", ", text, more, NULL);

  gtk_label_set_text (GTK_LABEL (title), text);
  gtk_label_set_text (GTK_LABEL (below), more != NULL ? more : "");
  gtk_label_set_lines (GTK_LABEL (below), 2);
  gtk_label_set_ellipsize (GTK_LABEL (below), PANGO_ELLIPSIZE_END);
  gtk_widget_set_visible (below, more != NULL);
  gezin_access_row (box, name);
}

static void
activate_cb (GezinDataPage *self, guint position)
{
  g_autoptr (GezinLazyItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const GezinRecord *record = gezin_lazy_item_data (item);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "s",
                              gezin_uuid_write (&record->id, id));
}

static GtkWidget *
build_records (GezinDataPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->model = gezin_lazy_list_new ();
  self->list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)))),
      factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "plain");
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);

  self->back = gezin_icon_button_new ("gezin-back-symbolic", _ ("Back to the kinds"), NULL);
  gtk_widget_add_css_class (self->back, "flat");
  g_signal_connect_swapped (self->back, "clicked", G_CALLBACK (back_cb), self);
  self->heading = gezin_text_new (NULL, "card-title");
  gtk_widget_set_hexpand (self->heading, TRUE);
  self->add = gezin_icon_button_new ("gezin-plus-symbolic", _ ("New"), "win.new-record::person");
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), self->heading);
  gtk_box_append (GTK_BOX (head), self->add);
  gtk_widget_add_css_class (head, "data-head");

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_tab_stop_new (gezin_scrolled_new (self->list)), "list");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-folder-symbolic", _ ("Nothing of this kind yet"),
                                        _ ("Add the first with the plus sign.")),
                       "empty");
  gtk_widget_set_vexpand (self->stack, TRUE);
  self->hidden = adw_bin_new ();
  gtk_widget_add_css_class (self->hidden, "hidden-records");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->hidden);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_size_request (box, (int) (LEAST_EM * gezin_em (box)), -1);
  return box;
}

static void
gezin_data_page_dispose (GObject *object)
{
  GezinDataPage *self = GEZIN_DATA_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  G_OBJECT_CLASS (gezin_data_page_parent_class)->dispose (object);
}

static void
gezin_data_page_class_init (GezinDataPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_data_page_dispose;
}

static void
gezin_data_page_init (GezinDataPage *self)
{
  GtkWidget *scrolled;
  AdwLeafletPage *line;

  self->kind = GEZIN_KIND_PERSON;
  self->panes = adw_leaflet_new ();
  self->kinds = gtk_list_box_new ();
  gtk_widget_add_css_class (self->kinds, "kinds");
  gezin_access_name (self->kinds, _ ("Kinds of data"));
  scrolled = gezin_scrolled_new (self->kinds);
  gtk_widget_set_size_request (scrolled, 250, -1);
  gtk_widget_add_css_class (scrolled, "kinds-pane");
  gtk_widget_set_hexpand (scrolled, FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->panes), gezin_tab_stop_new (scrolled));
  line =
      adw_leaflet_append (ADW_LEAFLET (self->panes), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_leaflet_page_set_navigatable (line, FALSE);
  adw_leaflet_append (ADW_LEAFLET (self->panes), build_records (self));
  adw_leaflet_set_can_navigate_back (ADW_LEAFLET (self->panes), TRUE);
  adw_leaflet_set_fold_threshold_policy (ADW_LEAFLET (self->panes),
                                         ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  adw_bin_set_child (ADW_BIN (self), self->panes);
  g_signal_connect_swapped (self->kinds, "row-selected", G_CALLBACK (kind_chosen_cb), self);
  g_signal_connect_swapped (self->kinds, "row-activated", G_CALLBACK (kind_activated_cb), self);
  g_signal_connect_swapped (self->panes, "notify::folded", G_CALLBACK (folded_cb), self);
  folded_cb (self);
}

GtkWidget *
gezin_data_page_new (GezinSession *session)
{
  GezinDataPage *self = g_object_new (GEZIN_TYPE_DATA_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_data_page_show (GezinDataPage *page, GezinDossier *dossier, GPtrArray *frozen)
{
  gezin_dossier_ref (dossier);
  g_ptr_array_ref (frozen);
  g_clear_pointer (&page->frozen, g_ptr_array_unref);
  page->frozen = frozen;
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  fill_kinds (page);
  fill_records (page);
}

void
gezin_data_page_show_kind (GezinDataPage *page, const char *kind)
{
  GezinKind number = gezin_catalogue_kind_by_name (kind);

  if (number == GEZIN_KIND_NONE || page->dossier == NULL)
    return;
  page->kind = number;
  fill_kinds (page);
  fill_records (page);
  adw_leaflet_navigate (ADW_LEAFLET (page->panes), ADW_NAVIGATION_DIRECTION_FORWARD);
}
