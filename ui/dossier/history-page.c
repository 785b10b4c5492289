/* SPDX-License-Identifier: EUPL-1.2 */

/* Who changed what. What one person did to one record at one moment is one line. */

#include "dossier/history-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/lazy-list.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define MAX_FIELDS_NAMED 4

struct _GezinHistoryPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  gboolean is_read; /* of this dossier */
  GezinLazyList *model;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GezinHistoryPage, gezin_history_page, ADW_TYPE_BIN)

/* One line: entries of one commit and one record. */
typedef struct {
  GPtrArray *entries; /* GezinHistoryEntry, borrowed from @all */
  GPtrArray *all;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_ptr_array_unref (act->entries);
  g_ptr_array_unref (act->all);
  g_free (act);
}

static gboolean
belongs (const Act *act, const GezinHistoryEntry *entry)
{
  const GezinHistoryEntry *first = act->entries->pdata[0];

  return first->version->commit->id == entry->version->commit->id
         && gezin_uuid_equal (&first->version->record, &entry->version->record);
}

static GPtrArray *
group (GPtrArray *all)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func (act_free);

  for (guint i = 0; i < all->len; i++)
    {
      Act *act = acts->len > 0 ? acts->pdata[acts->len - 1] : NULL;

      if (act == NULL || !belongs (act, all->pdata[i]))
        {
          act = g_new0 (Act, 1);
          act->entries = g_ptr_array_new ();
          act->all = g_ptr_array_ref (all);
          g_ptr_array_add (acts, act);
        }
      g_ptr_array_add (act->entries, all->pdata[i]);
    }
  return acts;
}

static char *
value_of (GezinHistoryPage *self, const GezinVersion *version)
{
  if (version->value == NULL && version->item != NULL)
    {
      g_autofree char *item =
          gezin_session_value_text (self->session, self->dossier, version->field, version->item);

      /* Translators: %s was taken out of a list. */
      return g_strdup_printf (_ ("taken out: %s"), item);
    }
  if (version->value == NULL)
    return g_strdup (_ ("left empty"));
  return gezin_session_version_text (self->session, self->dossier, version);
}

/* What stood there: both, where there were two versions. */
static char *
before_text (GezinHistoryPage *self, const GezinHistoryEntry *entry)
{
  GString *text;

  if (entry->before == NULL || entry->before->len == 0)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < entry->before->len; i++)
    {
      g_autofree char *one = value_of (self, entry->before->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " | " : "", one);
    }
  return g_string_free (text, FALSE);
}

static GezinField
field_of (const Act *act, guint i)
{
  return ((const GezinHistoryEntry *) act->entries->pdata[i])->version->field;
}

/* Each item of a set is an entry of its own; its field is named once. */
static gboolean
is_named_before (const Act *act, guint i)
{
  for (guint j = 0; j < i; j++)
    if (field_of (act, j) == field_of (act, i))
      return TRUE;
  return FALSE;
}

/* What changed: a single field with both values, more of them by their names. */
static char *
change_text (GezinHistoryPage *self, const Act *act)
{
  const GezinHistoryEntry *first = act->entries->pdata[0];
  GString *names;
  guint n = 0;

  if (act->entries->len == 1)
    {
      g_autofree char *now = value_of (self, first->version);
      g_autofree char *before = before_text (self, first);
      const char *label = gezin_session_field_label (first->version->field);

      if (before != NULL)
        return g_strdup_printf ("%s: %s → %s", label, before, now);
      return g_strdup_printf ("%s: %s", label, now);
    }
  names = g_string_new (NULL);
  for (guint i = 0; i < act->entries->len; i++)
    {
      if (is_named_before (act, i))
        continue;
      if (n++ < MAX_FIELDS_NAMED)
        g_string_append_printf (names, "%s%s", n > 1 ? ", " : "",
                                gezin_session_field_label (field_of (act, i)));
    }
  if (n > MAX_FIELDS_NAMED)
    {
      guint more = n - MAX_FIELDS_NAMED;

      /* Translators: after a list of names of fields. */
      g_string_append_printf (names, ngettext (" and %u more", " and %u more", more), more);
    }
  return g_string_free (names, FALSE);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);

  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, "strong"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (NULL, "dim small"));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GezinHistoryPage *self)
{
  const Act *act = gezin_lazy_item_data (gtk_list_item_get_item (item));
  const GezinHistoryEntry *first = act->entries->pdata[0];
  const GezinCommit *commit = first->version->commit;
  const GezinRecord *record = gezin_dossier_find (self->dossier, &first->version->record);
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *title = gtk_widget_get_first_child (box);
  GtkWidget *change = gtk_widget_get_next_sibling (title);
  GtkWidget *by = gtk_widget_get_next_sibling (change);
  g_autofree char *name =
      record != NULL ? gezin_session_record_title (self->session, self->dossier, record) : NULL;
  g_autofree char *heading =
      g_strjoin (" · ", gezin_session_kind_label (first->version->kind), name, NULL);
  g_autofree char *text = change_text (self, act);
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), commit->time);
  g_autofree char *who = g_strjoin (" · ", commit->author != NULL ? commit->author : _ ("unknown"),
                                    when, commit->organisation, NULL);
  g_autofree char *heard = g_strjoin (", ", heading, text, who, NULL);

  gtk_label_set_text (GTK_LABEL (title), heading);
  gtk_label_set_text (GTK_LABEL (change), text);
  gtk_label_set_lines (GTK_LABEL (change), 3);
  gtk_label_set_ellipsize (GTK_LABEL (change), PANGO_ELLIPSIZE_END);
  gtk_label_set_text (GTK_LABEL (by), who);
  gezin_access_row (box, heard);
}

static void
activate_cb (GezinHistoryPage *self, guint position)
{
  g_autoptr (GezinLazyItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  const Act *act = gezin_lazy_item_data (item);
  const GezinHistoryEntry *first = act->entries->pdata[0];
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-record", "s",
                              gezin_uuid_write (&first->version->record, id));
}

static gboolean
read_history (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_history (session, &job->dossier, NULL, GEZIN_FIELD_NONE, error);
  return job->rows != NULL;
}

static void
history_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinHistoryPage *self = owner;
  g_autoptr (GPtrArray) acts = NULL;

  if (error != NULL || self->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  acts = group (job->rows);
  gezin_lazy_list_set (self->model, acts);
}

static void
read_when_shown (GezinHistoryPage *self)
{
  GezinJob *job;

  if (self->is_read || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_read = TRUE;
  job = gezin_job_new (self, read_history, history_read_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

static void
gezin_history_page_dispose (GObject *object)
{
  GezinHistoryPage *self = GEZIN_HISTORY_PAGE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  G_OBJECT_CLASS (gezin_history_page_parent_class)->dispose (object);
}

static void
gezin_history_page_class_init (GezinHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_history_page_dispose;
}

static void
gezin_history_page_init (GezinHistoryPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *clamp = adw_clamp_scrollable_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->model = gezin_lazy_list_new ();
  self->list = gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)))),
      factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "plain");
  gezin_access_name (self->list, _ ("History"));
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 900);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_margin_top (scrolled, 8);
  adw_bin_set_child (ADW_BIN (self), gezin_tab_stop_new (scrolled));
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
}

GtkWidget *
gezin_history_page_new (GezinSession *session)
{
  GezinHistoryPage *self = g_object_new (GEZIN_TYPE_HISTORY_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_history_page_show (GezinHistoryPage *page, GezinDossier *dossier)
{
  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  page->is_read = FALSE;
  read_when_shown (page);
}
