/* SPDX-License-Identifier: EUPL-1.2 */

/* A new dossier. Searching comes first: a family that is known twice is a family
 * of which half is missed. Making one although a likely family stands there takes
 * a button that says so, and what was looked for is put in the audit. */

#include "dossiers/new-dossier.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_SHOWN 6
#define MAX_HITS 40
#define MIN_LETTERS 2
#define LOOK_AFTER_MS 250

struct _GezinNewDossier {
  AdwWindow parent_instance;
  GezinSession *session;
  guint timer;
  GtkWidget *name;
  GtkWidget *given;
  GtkWidget *born;
  GtkWidget *known;
  GtkWidget *list;
  GtkWidget *none;
  GtkWidget *make;
};

G_DEFINE_FINAL_TYPE (GezinNewDossier, gezin_new_dossier, ADW_TYPE_WINDOW)

static char *
typed (GtkWidget *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

/* All three as one text: an answer counts only while they still stand there. */
static char *
question (GezinNewDossier *self)
{
  g_autofree char *name = typed (self->name);
  g_autofree char *given = typed (self->given);
  g_autofree char *born = typed (self->born);

  return g_strdup_printf ("%s\n%s\n%s", name, given, born);
}

static void
open_known_cb (GtkWidget *row, GezinNewDossier *self)
{
  const char *id = g_object_get_data (G_OBJECT (row), "dossier");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-dossier", "s", id);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Why, in words: the sentences of all reasons. */
static char *
reasons_text (const GezinSimilar *similar)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < similar->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                            ((const GezinReason *) similar->reasons->pdata[i])->sentence);
  return g_string_free (text, FALSE);
}

static gboolean
is_family (const GezinSimilar *similar)
{
  return gezin_uuid_equal (&similar->record, &similar->dossier);
}

static GtkWidget *
known_row (GezinNewDossier *self, const char *title, const char *why, const GezinUuid *dossier)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GtkWidget *row = gezin_row_new (title, why);
  GtkWidget *open = gtk_label_new (_ ("Open this one"));

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  g_object_set_data_full (G_OBJECT (row), "dossier", g_strdup (gezin_uuid_write (dossier, id)),
                          g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect (row, "activated", G_CALLBACK (open_known_cb), self);
  gtk_widget_add_css_class (open, "accent-text");
  gtk_widget_add_css_class (open, "small");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), open);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gezin_access_describe (row, _ ("Open this one"));
  return row;
}

static GtkWidget *
similar_row (GezinNewDossier *self, const GezinSimilar *similar)
{
  const char *family = gezin_session_shown_name (similar->dossier_name);
  g_autofree char *title =
      is_family (similar) ? g_strdup (family) : g_strdup_printf ("%s · %s", similar->name, family);
  g_autofree char *why = reasons_text (similar);

  return known_row (self, title, why, &similar->dossier);
}

/* A place where the words stand, or sound so: no judgement, but worth a look. */
static GtkWidget *
hit_row (GezinNewDossier *self, const GezinSearchHit *hit)
{
  const char *family = gezin_session_shown_name (hit->dossier_name);
  g_autofree char *why =
      /* Translators: %s is a text in which the name was found. */
      g_strdup_printf (hit->match == GEZIN_MATCH_EXACT ? _ ("This name stands there: %s")
                                                       : _ ("A name that is like it stands there: "
                                                            "%s"),
                       hit->title != NULL ? hit->title : hit->snippet);

  return known_row (self, family, why, &hit->dossier);
}

static gboolean
is_listed (const GezinUuid *dossier, GPtrArray *similar, GPtrArray *hits, guint before)
{
  for (guint i = 0; i < similar->len; i++)
    if (gezin_uuid_equal (&((const GezinSimilar *) similar->pdata[i])->dossier, dossier))
      return TRUE;
  for (guint i = 0; i < before; i++)
    if (gezin_uuid_equal (&((const GezinSearchHit *) hits->pdata[i])->dossier, dossier))
      return TRUE;
  return FALSE;
}

/* The judged ones first, then the other families in which the name stands. */
static guint
fill_list (GezinNewDossier *self, GPtrArray *similar, GPtrArray *hits)
{
  guint n = MIN (similar->len, MAX_SHOWN);

  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), similar_row (self, similar->pdata[i]));
  for (guint i = 0; i < hits->len && n < MAX_SHOWN; i++)
    {
      const GezinSearchHit *hit = hits->pdata[i];

      if (is_listed (&hit->dossier, similar, hits, i))
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), hit_row (self, hit));
      n++;
    }
  return n;
}

/* @similar NULL: nothing was looked for. */
static void
show_known (GezinNewDossier *self, GPtrArray *similar, GPtrArray *hits)
{
  GtkWidget *child;
  guint n;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  n = similar != NULL && hits != NULL ? fill_list (self, similar, hits) : 0;
  gtk_widget_set_visible (self->known, n > 0);
  gtk_widget_set_visible (self->none, similar != NULL && n == 0);
  gtk_button_set_label (GTK_BUTTON (self->make),
                        n > 0 ? _ ("Make a new one after all") : _ ("Make new dossier"));
  gezin_access_name (self->make, n > 0 ? _ ("Make a new one after all") : _ ("Make new dossier"));
  if (n > 0)
    gtk_widget_remove_css_class (self->make, "suggested-action");
  else
    gtk_widget_add_css_class (self->make, "suggested-action");
}

/* Looking. */

static gboolean
look (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSought sought = { .family_name = job->names[0],
                         .given_names = job->names[1],
                         .birth_date = job->names[2] };

  job->rows = gezin_session_similar_people (session, &sought, MAX_SHOWN, error);
  if (job->rows == NULL)
    return FALSE;
  job->more =
      gezin_session_search_people (session, job->names[0], GEZIN_KIND_NONE, MAX_HITS, FALSE, error);
  return job->more != NULL;
}

static void
looked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinNewDossier *self = owner;
  g_autofree char *now = question (self);

  if (error == NULL && strcmp (now, job->text) == 0)
    show_known (self, job->rows, job->more);
}

static void
fill_question (GezinNewDossier *self, GezinJob *job)
{
  g_autofree char *born = typed (self->born);

  job->text = question (self);
  job->names[0] = typed (self->name);
  job->names[1] = typed (self->given);
  job->names[2] = gezin_when_date_from_typed (born);
}

static gboolean
look_cb (gpointer user_data)
{
  GezinNewDossier *self = user_data;
  GezinJob *job = gezin_job_new (self, look, looked_cb);

  self->timer = 0;
  fill_question (self, job);
  gezin_job_start (job, self->session);
  return G_SOURCE_REMOVE;
}

static void
edited_cb (GezinNewDossier *self)
{
  g_autofree char *name = typed (self->name);
  g_autofree char *given = typed (self->given);

  gtk_widget_set_sensitive (self->make, name[0] != '\0');
  g_clear_handle_id (&self->timer, g_source_remove);
  if (g_utf8_strlen (name, -1) >= MIN_LETTERS || g_utf8_strlen (given, -1) >= MIN_LETTERS)
    self->timer = g_timeout_add (LOOK_AFTER_MS, look_cb, self);
  else
    show_known (self, NULL, NULL);
}

/* Making. */

static gboolean
add_edit (GezinSession *session, GezinJob *job, GezinField field, const char *text, GError **error)
{
  if (text[0] == '\0')
    return TRUE;
  return gezin_session_edit (session, NULL, &job->record, GEZIN_KIND_PERSON,
                             gezin_catalogue_field (field)->name, text, -1, job->edits, error);
}

/* The dossier, and the person by whom was looked; a search that is settled by it. */
static gboolean
make_dossier (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GPtrArray) found =
      gezin_session_search_people (session, job->names[0], GEZIN_KIND_NONE, 1, TRUE, error);

  if (found == NULL)
    return FALSE;
  job->edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  job->record = gezin_uuid_random (gezin_session_random (session));
  /* What cannot be read is told before anything is made. */
  if (!add_edit (session, job, GEZIN_FIELD_PERSON_GIVEN_NAMES, job->names[1], error)
      || !add_edit (session, job, GEZIN_FIELD_PERSON_BIRTH_DATE, job->names[2], error)
      || !gezin_session_new_dossier (session, job->names[0], &job->dossier, &job->commit, error))
    return FALSE;
  if (job->edits->len == 0)
    return TRUE;
  return gezin_session_commit (session, &job->dossier, job->edits, NULL, &job->commit, error);
}

static void
made_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinNewDossier *self = owner;
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (error != NULL)
    {
      gezin_say_error (parent, error);
      gtk_widget_set_sensitive (self->make, TRUE);
      return;
    }
  gtk_widget_activate_action (parent, "win.open-dossier", "s",
                              gezin_uuid_write (&job->dossier, id));
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
make_cb (GezinNewDossier *self)
{
  GezinJob *job;

  if (!gtk_widget_get_sensitive (self->make))
    return;
  gtk_widget_set_sensitive (self->make, FALSE);
  job = gezin_job_new (self, make_dossier, made_cb);
  fill_question (self, job);
  gezin_job_start (job, self->session);
}

/* Enter in a field looks first: it makes one only when nobody alike stands there. */
static void
enter_cb (GezinNewDossier *self)
{
  if (self->timer == 0 && gtk_widget_get_visible (self->none))
    make_cb (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
gezin_new_dossier_dispose (GObject *object)
{
  GezinNewDossier *self = GEZIN_NEW_DOSSIER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_new_dossier_parent_class)->dispose (object);
}

static void
gezin_new_dossier_class_init (GezinNewDossierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_new_dossier_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static GtkWidget *
add_entry (GezinNewDossier *self, GtkWidget *page, const char *label, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gezin_access_name (entry, label);
  if (hint != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_box_append (GTK_BOX (page), gezin_text_new (label, "strong"));
  gtk_box_append (GTK_BOX (page), entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (enter_cb), self);
  return entry;
}

static void
build_known (GezinNewDossier *self, GtkWidget *page)
{
  self->known = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  gtk_widget_set_margin_top (self->known, 8);
  gtk_box_append (GTK_BOX (self->known),
                  gezin_section_new (_ ("Perhaps this family is known already"), NULL, NULL, NULL));
  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Perhaps this family is known already"));
  gtk_box_append (GTK_BOX (self->known), gezin_tab_stop_new (self->list));
  gtk_widget_set_visible (self->known, FALSE);
  gtk_box_append (GTK_BOX (page), self->known);
  self->none = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  gtk_box_append (GTK_BOX (self->none), gezin_icon_new ("gezin-check-symbolic", "good"));
  gtk_box_append (GTK_BOX (self->none),
                  gezin_text_new (_ ("Nobody here looks or sounds like this."), NULL));
  gtk_widget_set_visible (self->none, FALSE);
  gtk_box_append (GTK_BOX (page), self->none);
}

static void
gezin_new_dossier_init (GezinNewDossier *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "page");
  GtkWidget *bar = adw_header_bar_new ();

  gtk_window_set_title (GTK_WINDOW (self), _ ("New dossier"));
  gtk_window_set_default_size (GTK_WINDOW (self), 460, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_widget_add_css_class (bar, "flat");
  gtk_box_append (GTK_BOX (box), bar);
  self->name = add_entry (self, page, _ ("Name of the family"), _ ("Gezin Jansen – De Wit"));
  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("Somebody of this family, to look whether it is known already"),
                      "dim small"));
  self->given = add_entry (self, page, _ ("Given names"), NULL);
  self->born = add_entry (self, page, _ ("Date of birth"), _ ("day-month-year"));
  build_known (self, page);
  self->make = gtk_button_new_with_label (_ ("Make new dossier"));
  gtk_widget_add_css_class (self->make, "pill");
  gtk_widget_add_css_class (self->make, "suggested-action");
  gtk_widget_set_margin_top (self->make, 8);
  gtk_widget_set_sensitive (self->make, FALSE);
  gezin_access_name (self->make, _ ("Make new dossier"));
  gtk_box_append (GTK_BOX (page), self->make);
  gtk_box_append (GTK_BOX (box), gezin_scrolled_new (page));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_swapped (self->make, "clicked", G_CALLBACK (make_cb), self);
}

GtkWidget *
gezin_new_dossier_new (GezinSession *session, GtkWindow *parent)
{
  GezinNewDossier *self = g_object_new (GEZIN_TYPE_NEW_DOSSIER, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
