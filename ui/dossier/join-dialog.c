/* SPDX-License-Identifier: EUPL-1.2 */

/* Joining: which dossier, who is in both, and do it; what was joined can be parted here.
 *
 * Invariants:
 * 1. The other dossier counts as opened (and is in the audit) when it is looked at here.
 * 2. Joining and the people who were ticked are one commit, so that one undo takes all back. */

#include "dossier/join-dialog.h"

#include "base/text.h"
#include "dossier/join-preview.h"
#include "dossier/reading.h"
#include "dossier/suspicion.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 40
#define MAX_HITS 100

struct _GezinJoinDialog {
  AdwWindow parent_instance;

  GezinSession *session;
  GezinDossier *dossier;
  GezinDossier *other; /* (nullable): the one that is looked at */
  GPtrArray *suspicions; /* (nullable) GezinDuplicate */
  GPtrArray *rows; /* (nullable) GezinDossierRow */
  GPtrArray *hits; /* (nullable) GezinSearchHit */

  GtkWidget *stack;
  GtkWidget *search;
  GtkWidget *likely;
  GtkWidget *likely_list;
  GtkWidget *list;
  GtkWidget *linked;
  GtkWidget *linked_list;
  GtkWidget *words;
  GtkWidget *preview;
  GtkWidget *go;
};

G_DEFINE_FINAL_TYPE (GezinJoinDialog, gezin_join_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
parent_of (GezinJoinDialog *self)
{
  return GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

static const char *
name_of (const GezinDossierRow *row)
{
  return gezin_session_shown_name (row->name);
}

/* Looking at one. */

static gboolean
open_other (GezinSession *session, GezinJob *job, GError **error)
{
  job->opened = gezin_session_open (session, &job->record, error);
  if (job->opened == NULL || !job->flag)
    return job->opened != NULL;
  job->more = gezin_session_duplicates (session, &job->dossier, error);
  return job->more != NULL;
}

static void
opened_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinJoinDialog *self = owner;
  g_autofree char *words = NULL;

  if (error != NULL)
    {
      gezin_say_error (parent_of (self), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  gezin_dossier_ref (job->opened);
  g_clear_pointer (&self->other, gezin_dossier_unref);
  self->other = job->opened;
  if (job->more != NULL && self->suspicions == NULL)
    self->suspicions = g_ptr_array_ref (job->more);
  words = g_strdup_printf (
      /* Translators: %s are the names of two families. */
      _ ("“%s” and “%s” become one dossier. Nothing is lost: all that stands in both stays. What "
         "differs is shown as two versions. You can part them again."),
      gezin_reading_name (self->dossier), gezin_reading_name (self->other));
  gtk_label_set_text (GTK_LABEL (self->words), words);
  adw_bin_set_child (
      ADW_BIN (self->preview),
      gezin_join_preview_new (self->session, self->dossier, self->other, self->suspicions));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "preview");
  gtk_widget_grab_focus (self->go);
}

static void
look_at (GezinJoinDialog *self, const GezinUuid *other)
{
  GezinJob *job = gezin_job_new (self, open_other, opened_cb);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = *other;
  job->flag = self->suspicions == NULL;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "wait");
  gezin_job_start (job, self->session);
}

static void
row_activated_cb (GtkWidget *row, GezinJoinDialog *self)
{
  GezinUuid id;

  if (gezin_uuid_parse (g_object_get_data (G_OBJECT (row), "dossier"), &id))
    look_at (self, &id);
}

/* The list. */

static void
add_row (GezinJoinDialog *self, GtkWidget *list, const GezinUuid *id, const char *title,
         const char *subtitle)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];
  GtkWidget *row = gezin_row_new (title, subtitle);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (row), "dossier", g_strdup (gezin_uuid_write (id, text)),
                          g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static gboolean
is_own (GezinJoinDialog *self, const GezinUuid *id)
{
  return gezin_uuid_equal (id, gezin_dossier_id (self->dossier));
}

/* Why the family @id may be the same: a suspicion of the family, else of the people in it. */
static char *
why_likely (GezinJoinDialog *self, const GezinUuid *id)
{
  GString *people = g_string_new (NULL);

  for (guint i = 0; i < self->suspicions->len; i++)
    {
      const GezinDuplicate *one = self->suspicions->pdata[i];

      if (!gezin_suspicion_is_between (one, gezin_dossier_id (self->dossier), id))
        continue;
      if (gezin_suspicion_is_family (one))
        {
          g_string_free (people, TRUE);
          return gezin_suspicion_reasons (one->reasons);
        }
      g_string_append_printf (people, people->len > 0 ? ", %s" : "%s", one->first_name);
    }
  if (people->len > 0)
    {
      /* Translators: followed by names of people. */
      g_string_prepend (people, _ ("Perhaps in both: "));
      return g_string_free (people, FALSE);
    }
  g_string_free (people, TRUE);
  return NULL;
}

static gboolean
is_found (GezinJoinDialog *self, const GezinUuid *id)
{
  for (guint i = 0; self->hits != NULL && i < self->hits->len; i++)
    if (gezin_uuid_equal (&((const GezinSearchHit *) self->hits->pdata[i])->dossier, id))
      return TRUE;
  return FALSE;
}

static gboolean
holds_words (const GezinDossierRow *row, const char *folded)
{
  g_autofree char *name = gezin_text_fold (name_of (row));

  return strstr (name, folded) != NULL;
}

static void
show_list (GezinJoinDialog *self)
{
  g_autofree char *folded = gezin_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  guint n = 0;

  gezin_list_clear (self->list);
  for (guint i = 0; self->rows != NULL && i < self->rows->len && n < MAX_SHOWN; i++)
    {
      const GezinDossierRow *row = self->rows->pdata[i];

      if (is_own (self, &row->id)
          || (folded[0] != '\0' && !holds_words (row, folded) && !is_found (self, &row->id)))
        continue;
      add_row (self, self->list, &row->id, name_of (row), row->reference);
      n++;
    }
  if (n == 0)
    gtk_list_box_append (GTK_LIST_BOX (self->list), gezin_row_new (_ ("Nothing found"), NULL));
}

static void
show_likely (GezinJoinDialog *self)
{
  guint n = 0;

  gezin_list_clear (self->likely_list);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GezinDossierRow *row = self->rows->pdata[i];
      g_autofree char *why = is_own (self, &row->id) ? NULL : why_likely (self, &row->id);

      if (why == NULL)
        continue;
      add_row (self, self->likely_list, &row->id, name_of (row), why);
      n++;
    }
  gtk_widget_set_visible (self->likely, n > 0);
}

static gboolean
read_lists (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_list (session, error);
  if (job->rows == NULL || !job->flag)
    return job->rows != NULL;
  job->more = gezin_session_duplicates (session, &job->dossier, error);
  return job->more != NULL;
}

static void
lists_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinJoinDialog *self = owner;

  if (error != NULL)
    {
      gezin_say_error (parent_of (self), error);
      return;
    }
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_ptr_array_ref (job->rows);
  if (job->more != NULL && self->suspicions == NULL)
    self->suspicions = g_ptr_array_ref (job->more);
  show_likely (self);
  show_list (self);
}

static void
start_reading (GezinJoinDialog *self)
{
  GezinJob *job = gezin_job_new (self, read_lists, lists_read_cb);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->flag = self->suspicions == NULL;
  gezin_job_start (job, self->session);
}

static gboolean
search (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows =
      gezin_session_search_people (session, job->text, GEZIN_KIND_NONE, MAX_HITS, FALSE, error);
  return job->rows != NULL;
}

static void
searched_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinJoinDialog *self = owner;

  if (error != NULL || strcmp (job->text, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0)
    return;
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = g_ptr_array_ref (job->rows);
  show_list (self);
}

static void
search_changed_cb (GezinJoinDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  GezinJob *job;

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  show_list (self);
  if (typed[0] == '\0')
    return;
  job = gezin_job_new (self, search, searched_cb);
  job->text = g_strdup (typed);
  gezin_job_start (job, self->session);
}

/* Joining. */

static gboolean
join (GezinSession *session, GezinJob *job, GError **error)
{
  const GArray *pairs = job->result;
  g_autoptr (GArray) joined = NULL;

  if (!gezin_session_join_with_people (session, &job->dossier, &job->record,
                                       (const GezinUuid *) (const void *) pairs->data,
                                       pairs->len / 2, &job->commit, error))
    return FALSE;
  joined = gezin_session_joined (session, &job->dossier, error);
  job->more = gezin_session_conflicts (session, &job->dossier, error);
  if (joined == NULL || job->more == NULL)
    return FALSE;
  job->record = g_array_index (joined, GezinUuid, 0);
  return TRUE;
}

static void
joined_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinJoinDialog *self = owner;
  GtkWidget *parent = parent_of (self);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      gtk_widget_set_sensitive (self->go, TRUE);
      return;
    }
  gtk_widget_activate_action (parent, "win.open-dossier", "s", gezin_uuid_write (&job->record, id));
  if (job->more->len > 0)
    text = g_strdup_printf (ngettext ("Joined. %u field has two versions now.",
                                      "Joined. %u fields have two versions now.", job->more->len),
                            job->more->len);
  gezin_say (parent, text != NULL ? text : _ ("Joined: it is one dossier now."), TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
free_pairs (gpointer pairs)
{
  g_array_unref (pairs);
}

static void
go_cb (GezinJoinDialog *self)
{
  GezinJob *job;

  if (self->other == NULL)
    return;
  gtk_widget_set_sensitive (self->go, FALSE);
  job = gezin_job_new (self, join, joined_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = *gezin_dossier_id (self->other);
  job->result =
      gezin_join_preview_pairs (GEZIN_JOIN_PREVIEW (adw_bin_get_child (ADW_BIN (self->preview))));
  job->free_result = free_pairs;
  gezin_job_start (job, self->session);
}

static void
back_cb (GezinJoinDialog *self)
{
  if (self->rows == NULL)
    start_reading (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "choose");
}

/* Parting. */

static gboolean
part (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_unjoin (session, &job->dossier, &job->record, &job->flag, &job->commit,
                               error);
}

static void
parted_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinJoinDialog *self = owner;
  GtkWidget *parent = parent_of (self);

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      return;
    }
  gezin_say (parent,
             job->flag ? _ ("That link is out. They are still one, through another dossier.")
                       : _ ("Parted: each is a dossier of its own again."),
             TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
part_cb (GtkButton *button, GezinJoinDialog *self)
{
  GezinJob *job = gezin_job_new (self, part, parted_cb);

  if (gezin_uuid_parse (g_object_get_data (G_OBJECT (button), "first"), &job->dossier)
      && gezin_uuid_parse (g_object_get_data (G_OBJECT (button), "second"), &job->record))
    gezin_job_start (job, self->session);
}

static void
add_link (GezinJoinDialog *self, const GezinRecord *first, const GezinRecord *second)
{
  const char *names[2] = { gezin_record_value (first, GEZIN_FIELD_FAMILY_NAME),
                           gezin_record_value (second, GEZIN_FIELD_FAMILY_NAME) };
  char ids[2][GEZIN_UUID_TEXT_LENGTH + 1];
  /* Translators: the names of two families. */
  g_autofree char *title = g_strdup_printf (_ ("%s and %s"), gezin_session_shown_name (names[0]),
                                            gezin_session_shown_name (names[1]));
  GtkWidget *row = gezin_row_new (title, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Part again"));

  g_object_set_data_full (G_OBJECT (button), "first",
                          g_strdup (gezin_uuid_write (&first->id, ids[0])), g_free);
  g_object_set_data_full (G_OBJECT (button), "second",
                          g_strdup (gezin_uuid_write (&second->id, ids[1])), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (part_cb), self);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, _ ("Part again"));
  gezin_access_describe (button, title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (self->linked_list), row);
}

/* The links between the roots of the whole, each once. */
static void
show_linked (GezinJoinDialog *self)
{
  const GezinRecord *root = gezin_dossier_root (self->dossier);
  guint n = 0;

  for (guint i = 0; root != NULL && i < gezin_dossier_n_records (self->dossier); i++)
    {
      const GezinRecord *one = gezin_dossier_record (self->dossier, i);
      g_autoptr (GPtrArray) items = NULL;

      if (one->kind != root->kind)
        continue;
      items = gezin_record_items (one, GEZIN_FIELD_COMMON_SAME_AS);
      for (guint j = 0; j < items->len; j++)
        {
          GezinUuid id;
          const GezinRecord *other = gezin_uuid_parse (items->pdata[j], &id)
                                         ? gezin_dossier_find (self->dossier, &id)
                                         : NULL;

          if (other == NULL || gezin_uuid_compare (&one->id, &other->id) >= 0)
            continue;
          add_link (self, one, other);
          n++;
        }
    }
  gtk_widget_set_visible (self->linked, n > 0);
}

/* Building. */

static GtkWidget *
section_new (GtkWidget *column, const char *title, GtkWidget **list)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  *list = gezin_list_new ();
  gezin_access_name (*list, title);
  gtk_box_append (GTK_BOX (box), gezin_text_new (title, "section-title"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (*list));
  gtk_box_append (GTK_BOX (column), box);
  return box;
}

static void
build_choose (GezinJoinDialog *self)
{
  GtkWidget *column;
  GtkWidget *page = gezin_dialog_page_new (&column, NULL);

  self->linked = section_new (column, _ ("Joined already"), &self->linked_list);
  gtk_widget_set_visible (self->linked, FALSE);
  gtk_box_append (
      GTK_BOX (column),
      gezin_text_new (_ ("Is one family in two dossiers? Choose the other one. You see first who "
                         "is in both."),
                      NULL));
  self->likely = section_new (column, _ ("Probably the same family"), &self->likely_list);
  gtk_widget_set_visible (self->likely, FALSE);
  self->search = gtk_search_entry_new ();
  gezin_access_name (self->search, _ ("Which dossier? Search by family or by somebody in it"));
  g_object_set (self->search, "placeholder-text", _ ("Family, or somebody in it"), NULL);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_box_append (GTK_BOX (column), self->search);
  section_new (column, _ ("All dossiers"), &self->list);
  gtk_stack_add_named (GTK_STACK (self->stack), page, "choose");
}

static void
build_preview (GezinJoinDialog *self)
{
  GtkWidget *column;
  GtkWidget *back = gtk_button_new_with_label (_ ("Another dossier"));
  GtkWidget *page;

  self->go = gtk_button_new_with_label (C_ ("verb", "Join"));
  gezin_access_name (self->go, C_ ("verb", "Join"));
  gezin_access_name (back, _ ("Another dossier"));
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (back, self->go));
  self->words = gezin_text_new (NULL, NULL);
  self->preview = adw_bin_new ();
  gtk_box_append (GTK_BOX (column), self->words);
  gtk_box_append (GTK_BOX (column), self->preview);
  gtk_stack_add_named (GTK_STACK (self->stack), page, "preview");
}

static void
gezin_join_dialog_dispose (GObject *object)
{
  GezinJoinDialog *self = GEZIN_JOIN_DIALOG (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->other, gezin_dossier_unref);
  g_clear_pointer (&self->suspicions, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_join_dialog_parent_class)->dispose (object);
}

static void
gezin_join_dialog_class_init (GezinJoinDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_join_dialog_dispose;
  gezin_dialog_class_init (GTK_WIDGET_CLASS (klass));
}

static void
gezin_join_dialog_init (GezinJoinDialog *self)
{
  self->stack = gtk_stack_new ();
  build_choose (self);
  build_preview (self);
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gezin_dialog_build (ADW_WINDOW (self), _ ("Join with another dossier"), self->stack);
}

GtkWidget *
gezin_join_dialog_new (GezinSession *session, GtkWindow *parent, GezinDossier *dossier,
                       const GezinUuid *other)
{
  GezinJoinDialog *self = g_object_new (GEZIN_TYPE_JOIN_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->dossier = gezin_dossier_ref (dossier);
  show_linked (self);
  if (other != NULL)
    {
      look_at (self, other);
      return GTK_WIDGET (self);
    }
  start_reading (self);
  gtk_widget_grab_focus (self->search);
  return GTK_WIDGET (self);
}
