/* SPDX-License-Identifier: EUPL-1.2 */

/* The list of dossiers.
 *
 * Invariants:
 * 1. The rows as read are never changed; what is shown is an array of entries over them.
 * 2. An answer of the search is shown only while its words still stand in the entry.
 * 3. What waits for a review stands in the order of the queue, the longest waiting first, while that is
 *    chosen; there is nothing to choose while nothing waits.
 * 4. A search is told to the audit only when it is settled: Enter, or a pause. */

#include "dossiers/dossiers-page.h"

#include "base/clock.h"
#include "base/text.h"
#include "dossiers/dossier-line.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/lazy-list.h"
#include "parts/pills.h"
#include "session/review.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEARCH_DELAY_MS 150
#define SETTLED_AFTER_MS 1800
#define MAX_HITS 200

struct _GezinDossiersPage {
  AdwBin parent_instance;

  GezinSession *session;
  GPtrArray *rows; /* GezinDossierRow */
  GPtrArray *folded; /* their names and references, folded for comparing */
  GPtrArray *hits; /* GezinSearchHit, of the words in the entry */
  GPtrArray *queue; /* (nullable) GezinReviewWaiting */
  GezinLazyList *model;
  GtkSingleSelection *selection;
  char *open;
  gboolean is_selecting;
  guint settle;
  GDate today;

  GtkWidget *search;
  GtkWidget *filters;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (GezinDossiersPage, gezin_dossiers_page, ADW_TYPE_BIN)

static const char *
typed (GezinDossiersPage *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search));
}

static gboolean
is_late (GezinDossiersPage *self, const GezinDossierRow *row)
{
  char today[GEZIN_DAY_TEXT_LENGTH + 1];

  gezin_day_to_text (&self->today, today);
  return row->due != NULL && row->closed == NULL && strcmp (row->due, today) <= 0;
}

static gboolean
passes_filter (GezinDossiersPage *self, const GezinDossierRow *row)
{
  if (gezin_pills_is_chosen (GEZIN_PILLS (self->filters), "open"))
    return row->closed == NULL;
  if (gezin_pills_is_chosen (GEZIN_PILLS (self->filters), "closed"))
    return row->closed != NULL;
  if (gezin_pills_is_chosen (GEZIN_PILLS (self->filters), "due"))
    return is_late (self, row);
  return TRUE;
}

/* Every word of @words begins a word of @folded. */
static gboolean
begins_words (const char *folded, char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean found = FALSE;

      if (words[i][0] == '\0')
        continue;
      for (const char *at = strstr (folded, words[i]); at != NULL && !found;
           at = strstr (at + 1, words[i]))
        found = at == folded || !g_ascii_isalnum (at[-1]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

static void
show_state (GezinDossiersPage *self, guint n)
{
  g_autofree char *text = NULL;

  if (n > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  else if (typed (self)[0] != '\0')
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                      self->rows->len == 0 ? "empty" : "filtered");
  text = g_strdup_printf (ngettext ("%u line", "%u lines", n), n);
  gezin_access_describe (self->list, text);
}

static void
select_open (GezinDossiersPage *self, GPtrArray *entries)
{
  guint position = GTK_INVALID_LIST_POSITION;
  GezinUuid id;

  if (self->open != NULL && gezin_uuid_parse (self->open, &id))
    for (guint i = 0; i < entries->len && position == GTK_INVALID_LIST_POSITION; i++)
      {
        const GezinDossierEntry *entry = entries->pdata[i];

        if ((entry->row != NULL && gezin_uuid_equal (&entry->row->id, &id))
            || (entry->waiting != NULL && gezin_uuid_equal (&entry->waiting->dossier, &id)))
          position = i;
      }
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_selecting = FALSE;
}

static gboolean
shows_queue (GezinDossiersPage *self)
{
  return self->queue != NULL && gezin_pills_is_chosen (GEZIN_PILLS (self->filters), "review");
}

/* Invariant 3. */
static void
add_queue (GezinDossiersPage *self, char **words, GPtrArray *entries)
{
  for (guint i = 0; i < self->queue->len; i++)
    {
      const GezinReviewWaiting *waiting = self->queue->pdata[i];
      g_autofree char *both =
          g_strdup_printf ("%s %s", waiting->name != NULL ? waiting->name : "",
                           waiting->reference != NULL ? waiting->reference : "");
      g_autofree char *folded = gezin_text_fold (both);

      if (begins_words (folded, words))
        g_ptr_array_add (entries, gezin_dossier_entry_new_waiting (waiting, self->queue));
    }
}

static void
show_entries (GezinDossiersPage *self)
{
  g_autoptr (GPtrArray) entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_dossier_entry_free);
  g_autofree char *folded = gezin_text_fold (typed (self));
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  if (self->rows == NULL)
    return;
  if (shows_queue (self))
    add_queue (self, words, entries);
  for (guint i = 0; i < self->rows->len && !shows_queue (self); i++)
    if (passes_filter (self, self->rows->pdata[i]) && begins_words (self->folded->pdata[i], words))
      g_ptr_array_add (entries, gezin_dossier_entry_new (self->rows->pdata[i], NULL, self->rows));
  if (self->hits != NULL && folded[0] != '\0' && !shows_queue (self))
    for (guint i = 0; i < self->hits->len; i++)
      {
        const GezinSearchHit *hit = self->hits->pdata[i];

        /* The family's own name is shown as a dossier already, unless it only sounds like the words. */
        if (!gezin_uuid_equal (&hit->dossier, &hit->record) || hit->match != GEZIN_MATCH_EXACT)
          g_ptr_array_add (entries, gezin_dossier_entry_new (NULL, hit, self->hits));
      }
  gezin_lazy_list_set (self->model, entries);
  select_open (self, entries);
  show_state (self, entries->len);
}

static void
count_filters (GezinDossiersPage *self)
{
  guint n_closed = 0;
  guint n_due = 0;
  g_autofree char *open = NULL;
  g_autofree char *closed = NULL;
  g_autofree char *due = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const GezinDossierRow *row = self->rows->pdata[i];

      n_closed += row->closed != NULL;
      n_due += is_late (self, row);
    }
  /* Translators: filters above the list; %u is how many dossiers pass it. */
  open = g_strdup_printf (_ ("Open %u"), self->rows->len - n_closed);
  closed = g_strdup_printf (_ ("Closed %u"), n_closed);
  due = g_strdup_printf (_ ("Due %u"), n_due);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "open", open);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "closed", closed);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "due", due);
  gezin_pills_set_visible (GEZIN_PILLS (self->filters), "closed", n_closed > 0);
  gezin_pills_set_visible (GEZIN_PILLS (self->filters), "due", n_due > 0);
}

/* Reading. */

static gboolean
read_list (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_list (session, error);
  if (job->rows == NULL)
    return FALSE;
  /* Folding ten thousand names takes longer than a frame: here, not on the main loop. */
  job->more = g_ptr_array_new_full (job->rows->len, g_free);
  for (guint i = 0; i < job->rows->len; i++)
    {
      const GezinDossierRow *row = job->rows->pdata[i];
      g_autofree char *both = g_strdup_printf ("%s %s", row->name != NULL ? row->name : "",
                                               row->reference != NULL ? row->reference : "");

      g_ptr_array_add (job->more, gezin_text_fold (both));
    }
  return TRUE;
}

static void
list_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDossiersPage *self = owner;

  if (error != NULL)
    return;
  gezin_clock_today (gezin_session_clock (self->session), &self->today);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_ptr_array_unref);
  self->rows = g_ptr_array_ref (job->rows);
  self->folded = g_ptr_array_ref (job->more);
  count_filters (self);
  show_entries (self);
}

/* What waits for a review: after the list, which does not wait for it. */

static gboolean
read_queue (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_review_queue (session, FALSE, error);
  return job->rows != NULL;
}

static void
queue_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDossiersPage *self = owner;
  g_autofree char *label = NULL;
  gboolean was_shown = shows_queue (self);

  if (error != NULL)
    return;
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  self->queue = g_ptr_array_ref (job->rows);
  /* Translators: a filter above the list; %u is how many dossiers pass it. */
  label = g_strdup_printf (_ ("Review %u"), self->queue->len);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "review", label);
  gezin_pills_set_visible (GEZIN_PILLS (self->filters), "review",
                           self->queue->len > 0 || was_shown);
  if (was_shown)
    show_entries (self);
}

void
gezin_dossiers_page_refresh (GezinDossiersPage *page)
{
  gezin_job_start (gezin_job_new (page, read_list, list_read_cb), page->session);
  gezin_job_start (gezin_job_new (page, read_queue, queue_read_cb), page->session);
}

/* Searching. */

static gboolean
search (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows =
      gezin_session_search_people (session, job->text, GEZIN_KIND_NONE, MAX_HITS, job->flag, error);
  return job->rows != NULL;
}

static void
searched_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDossiersPage *self = owner;

  if (error != NULL || strcmp (job->text, typed (self)) != 0)
    return;
  /* These words have their lines already, and who walks through them keeps the place. */
  if (job->flag && self->hits != NULL)
    return;
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_ptr_array_ref (job->rows);
  show_entries (self);
}

static void
start_search (GezinDossiersPage *self, gboolean is_settled)
{
  GezinJob *job;

  g_clear_handle_id (&self->settle, g_source_remove);
  if (typed (self)[0] == '\0')
    return;
  job = gezin_job_new (self, search, searched_cb);
  job->text = g_strdup (typed (self));
  job->flag = is_settled;
  gezin_job_start (job, self->session);
}

static gboolean
settled_cb (gpointer user_data)
{
  GezinDossiersPage *self = user_data;

  self->settle = 0;
  start_search (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
search_changed_cb (GezinDossiersPage *self)
{
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  show_entries (self);
  start_search (self, FALSE);
  if (typed (self)[0] != '\0')
    self->settle = g_timeout_add (SETTLED_AFTER_MS, settled_cb, self);
}

/* Opening. */

static void
open_entry (GezinDossiersPage *self, guint position)
{
  g_autoptr (GezinLazyItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const GezinDossierEntry *entry;
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
  char record[GEZIN_UUID_TEXT_LENGTH + 1];

  if (item == NULL)
    return;
  entry = gezin_lazy_item_data (item);
  if (entry->row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-dossier", "s",
                                gezin_uuid_write (&entry->row->id, dossier));
  else if (entry->waiting != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-review", "s",
                                gezin_uuid_write (&entry->waiting->dossier, dossier));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-found", "(ss)",
                                gezin_uuid_write (&entry->hit->dossier, dossier),
                                gezin_uuid_write (&entry->hit->record, record));
}

static void
activate_cb (GezinDossiersPage *self, guint position)
{
  open_entry (self, position);
}

static void
search_activate_cb (GezinDossiersPage *self)
{
  start_search (self, TRUE);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0)
    open_entry (self, 0);
}

/* Down goes from the search field into the list, which knows no place in itself when its lines are new. */
static gboolean
search_key_cb (GezinDossiersPage *self, guint key)
{
  if (key != GDK_KEY_Down)
    return FALSE;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return FALSE;
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0U);
  gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
  return TRUE;
}

/* Rows. */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gezin_dossier_line_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GezinDossiersPage *self)
{
  gezin_dossier_line_show (GEZIN_DOSSIER_LINE (gtk_list_item_get_child (item)),
                           gezin_lazy_item_data (gtk_list_item_get_item (item)), &self->today);
}

static GtkWidget *
build_list (GezinDossiersPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->model = gezin_lazy_list_new ();
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gezin_access_name (self->list, _ ("Dossiers"));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  return gezin_tab_stop_new (gezin_scrolled_new (self->list));
}

static void
build_stack (GezinDossiersPage *self)
{
  GtkWidget *empty = gezin_empty_new ("gezin-house-symbolic", _ ("No dossiers yet"),
                                      _ ("Here stand the families that you work for."));
  GtkWidget *first = gtk_button_new_with_label (_ ("New dossier"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (first), "win.new-dossier");
  gtk_widget_add_css_class (first, "pill");
  gtk_widget_add_css_class (first, "suggested-action");
  gtk_widget_set_halign (first, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (empty), first);
  gtk_stack_add_named (GTK_STACK (self->stack), build_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-search-symbolic", _ ("Nothing found"),
                                        _ ("Try another word, or the beginning of a name.")),
                       "nothing");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-check-symbolic", _ ("Nothing here"),
                                        _ ("No dossier passes this filter.")),
                       "filtered");
  for (GtkWidget *page = gtk_widget_get_first_child (self->stack); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gezin_access_page (page);
}

static void
gezin_dossiers_page_dispose (GObject *object)
{
  GezinDossiersPage *self = GEZIN_DOSSIERS_PAGE (object);

  g_clear_handle_id (&self->settle, g_source_remove);
  g_clear_object (&self->model);
  g_clear_object (&self->selection);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->folded, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->queue, g_ptr_array_unref);
  g_clear_pointer (&self->open, g_free);
  G_OBJECT_CLASS (gezin_dossiers_page_parent_class)->dispose (object);
}

static void
gezin_dossiers_page_class_init (GezinDossiersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_dossiers_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/gezinsdossier/Gezinsdossier/dossiers/dossiers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GezinDossiersPage, search);
  gtk_widget_class_bind_template_child (widget_class, GezinDossiersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GezinDossiersPage, count);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
}

static void
gezin_dossiers_page_init (GezinDossiersPage *self)
{
  GtkEventController *keys;

  gtk_widget_init_template (GTK_WIDGET (self));
  g_date_clear (&self->today, 1);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->search), SEARCH_DELAY_MS);
  gezin_access_name (self->search, _ ("Search by name, note or professional"));
  self->filters = gezin_pills_new (FALSE, FALSE);
  gezin_access_name (self->filters, _ ("Filters"));
  gezin_pills_add (GEZIN_PILLS (self->filters), "open", _ ("Open"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->filters), "due", _ ("Due"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->filters), "review", C_ ("filter", "To review"), NULL);
  gezin_pills_set_visible (GEZIN_PILLS (self->filters), "review", FALSE);
  gezin_pills_add (GEZIN_PILLS (self->filters), "closed", _ ("Closed"), NULL);
  g_signal_connect_swapped (self->filters, "edited", G_CALLBACK (show_entries), self);
  gtk_box_append (GTK_BOX (self->count), self->filters);
  build_stack (self);
  keys = gtk_event_controller_key_new ();
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_cb), self);
  gtk_widget_add_controller (self->search, keys);
}

GtkWidget *
gezin_dossiers_page_new (GezinSession *session)
{
  GezinDossiersPage *self = g_object_new (GEZIN_TYPE_DOSSIERS_PAGE, NULL);

  self->session = g_object_ref (session);
  gezin_clock_today (gezin_session_clock (session), &self->today);
  gezin_dossiers_page_refresh (self);
  return GTK_WIDGET (self);
}

void
gezin_dossiers_page_find (GezinDossiersPage *page)
{
  gtk_widget_grab_focus (page->search);
}

void
gezin_dossiers_page_show_open (GezinDossiersPage *page, const char *dossier)
{
  g_free (page->open);
  page->open = g_strdup (dossier);
  if (page->rows != NULL)
    show_entries (page);
}
