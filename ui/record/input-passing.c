/* SPDX-License-Identifier: EUPL-1.2 */

/* What others wrote and may go along: a list to tick, by who wrote it. Who we are ourselves is the
 * session's to say, so the rows come a moment later; what is chosen until then is kept as text. */

#include "record/input-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_HEIGHT 320 /* pixels; a list that is longer scrolls */

/* A record of which somebody else may have written something. */
typedef struct {
  char *id;
  char *title;
  char *origin;
  const char *kind;
  GtkWidget *check; /* (nullable): belongs to the list */
} Line;

typedef struct {
  GtkWidget *box; /* owns this */
  GPtrArray *lines; /* Line */
  char *text; /* what is chosen, until there are rows */
  gboolean is_filled;
  GtkWidget *list;
  GtkWidget *nothing;
} Passing;

/* %NULL as soon as the field is gone, while its widget may live on for a moment. */
static GezinInput *
input_of (const Passing *self)
{
  return g_object_get_data (G_OBJECT (self->box), GEZIN_INPUT_KEY);
}

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->id);
  g_free (line->title);
  g_free (line->origin);
  g_free (line);
}

static void
passing_free (gpointer data)
{
  Passing *self = data;

  g_ptr_array_unref (self->lines);
  g_free (self->text);
  g_free (self);
}

static Passing *
passing_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "passing");
}

static char *
passing_get (GezinInput *input)
{
  Passing *self = passing_of (input->widget);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();

  if (!self->is_filled)
    return g_strdup (self->text);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = self->lines->pdata[i];

      if (line->check != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (line->check)))
        g_ptr_array_add (chosen, line->id);
    }
  g_ptr_array_add (chosen, NULL);
  return g_strjoinv (",", (char **) chosen->pdata);
}

static void
tick (Passing *self, const char *text)
{
  g_auto (GStrv) ids = g_strsplit (text, ",", -1);

  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = self->lines->pdata[i];

      if (line->check != NULL)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (line->check),
                                     g_strv_contains ((const char *const *) ids, line->id));
    }
}

static void
passing_set (GezinInput *input, const char *text)
{
  Passing *self = passing_of (input->widget);

  if (self->is_filled)
    tick (self, text);
  g_free (self->text);
  self->text = g_strdup (text);
}

static void
toggled_cb (GtkCheckButton *check, Passing *self)
{
  if (input_of (self) != NULL)
    gezin_input_tell (input_of (self));
}

/* Rows, of those that somebody other than @own wrote. */

static void
add_row (Passing *self, Line *line)
{
  /* Translators: %1$s is a kind of record, %2$s an organisation. */
  g_autofree char *text = g_strdup_printf (_ ("%1$s, written by %2$s"), line->kind, line->origin);
  GtkWidget *row = gezin_check_row_new (line->title, text, &line->check);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  g_signal_connect (line->check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
read_owner (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_owner (session, NULL, &job->text, NULL, error);
}

static void
owner_cb (gpointer owner, GezinJob *job, const GError *error)
{
  Passing *self = passing_of (owner);
  GezinInput *input = input_of (self);
  guint n = 0;

  if (error != NULL || input == NULL)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      Line *line = self->lines->pdata[i];

      if (strcmp (line->origin, job->text) == 0)
        continue;
      add_row (self, line);
      n++;
    }
  self->is_filled = TRUE;
  input->is_setting = TRUE;
  tick (self, self->text);
  input->is_setting = FALSE;
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
}

/* Making. */

static void
add_origins (Passing *self, GezinSession *session, GezinDossier *dossier, const GezinRecord *record)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  for (guint i = 0; i < record->n_heads; i++)
    {
      const char *origin = gezin_version_origin (record->heads[i]);
      Line *line;

      if (origin == NULL || !g_hash_table_add (seen, (gpointer) origin))
        continue;
      line = g_new0 (Line, 1);
      line->id = g_strdup (gezin_uuid_write (&record->id, id));
      line->title = gezin_session_record_title (session, dossier, record);
      line->origin = g_strdup (origin);
      line->kind = gezin_session_kind_label (record->kind);
      g_ptr_array_add (self->lines, line);
    }
}

static int
by_origin_and_title (gconstpointer a, gconstpointer b)
{
  const Line *one = *(Line *const *) a, *other = *(Line *const *) b;
  int order = g_utf8_collate (one->origin, other->origin);

  return order != 0 ? order : g_utf8_collate (one->title, other->title);
}

void
gezin_input_make_passing (GezinInput *input, GezinDossier *dossier)
{
  Passing *self = g_new0 (Passing, 1);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GezinJob *job;

  self->box = box;
  g_object_set_data (G_OBJECT (box), GEZIN_INPUT_KEY, input);
  self->text = g_strdup ("");
  self->lines = g_ptr_array_new_with_free_func (line_free);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      const GezinRecord *record = gezin_dossier_record (dossier, i);

      if (!gezin_record_is_removed (record))
        add_origins (self, input->session, dossier, record);
    }
  g_ptr_array_sort (self->lines, by_origin_and_title);
  self->list = gezin_list_new ();
  gezin_access_name (self->list, input->name);
  self->nothing = gezin_text_new (_ ("Others wrote nothing in this dossier."), "dim");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), gezin_tab_stop_new (self->list));
  gtk_widget_set_visible (scrolled, FALSE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), self->nothing);
  g_object_set_data_full (G_OBJECT (box), "passing", self, passing_free);
  input->widget = box;
  input->focus = self->list;
  input->get = passing_get;
  input->set = passing_set;
  job = gezin_job_new (box, read_owner, owner_cb);
  gezin_job_start (job, input->session);
}
