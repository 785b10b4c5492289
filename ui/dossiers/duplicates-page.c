/* SPDX-License-Identifier: EUPL-1.2 */

/* Who is perhaps here twice. A suspicion is never more than that: each is shown
 * with its reasons, and a person decides.
 *
 * Looking for them is put in the audit each time, so the page looks anew only
 * when something was joined, linked or changed while it is on screen. */

#include "dossiers/duplicates-page.h"

#include "dossier/suspicion.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 100 /* of families, and of people */
#define AGAIN_AFTER_MS 400

#define GEZIN_TYPE_DUPLICATES_PAGE (gezin_duplicates_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinDuplicatesPage, gezin_duplicates_page, GEZIN, DUPLICATES_PAGE, AdwBin)

struct _GezinDuplicatesPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  guint again;
  GtkWidget *stack;
  GtkWidget *families;
  GtkWidget *people;
};

G_DEFINE_FINAL_TYPE (GezinDuplicatesPage, gezin_duplicates_page, ADW_TYPE_BIN)

/* One dossier holds both: they are linked there. Otherwise the dossiers come first. */
static void
set_action (GtkWidget *button, const GezinDuplicate *duplicate)
{
  char ids[3][GEZIN_UUID_TEXT_LENGTH + 1];
  gboolean is_in_one = gezin_uuid_equal (&duplicate->first_dossier, &duplicate->second_dossier);

  gezin_uuid_write (&duplicate->first_dossier, ids[0]);
  gezin_uuid_write (is_in_one ? &duplicate->first : &duplicate->second_dossier, ids[1]);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button),
                                  is_in_one ? "win.same-in" : "win.join-two");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          g_variant_new ("(ss)", ids[0], ids[1]));
}

static const char *
action_label (const GezinDuplicate *duplicate)
{
  if (gezin_uuid_equal (&duplicate->first_dossier, &duplicate->second_dossier))
    return _ ("Link…");
  return _ ("Join…");
}

static const char *
name_of (const GPtrArray *rows, const GezinUuid *dossier)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinDossierRow *row = rows->pdata[i];

      if (gezin_uuid_equal (&row->id, dossier) && row->name != NULL)
        return row->name;
    }
  return gezin_session_shown_name (NULL);
}

/* In which dossiers, and why. */
static char *
words_about (const GPtrArray *rows, const GezinDuplicate *duplicate)
{
  g_autofree char *why = gezin_suspicion_reasons (duplicate->reasons);
  const char *first = name_of (rows, &duplicate->first_dossier);

  if (gezin_suspicion_is_family (duplicate))
    return g_steal_pointer (&why);
  if (gezin_uuid_equal (&duplicate->first_dossier, &duplicate->second_dossier))
    return g_strdup_printf ("%s\n%s", first, why);
  return g_strdup_printf ("%s · %s\n%s", first, name_of (rows, &duplicate->second_dossier), why);
}

static void
add_row (GtkWidget *list, const GPtrArray *rows, const GezinDuplicate *duplicate)
{
  const char *unknown =
      gezin_suspicion_is_family (duplicate) ? gezin_session_shown_name (NULL) : _ ("unknown");
  /* Translators: two people or two families who may be one. */
  g_autofree char *title = g_strdup_printf (
      _ ("%s and %s"), duplicate->first_name != NULL ? duplicate->first_name : unknown,
      duplicate->second_name != NULL ? duplicate->second_name : unknown);
  g_autofree char *why = words_about (rows, duplicate);
  GtkWidget *row = gezin_row_new (title, why);
  GtkWidget *button = gtk_button_new_with_label (action_label (duplicate));

  set_action (button, duplicate);
  gezin_access_name (button, action_label (duplicate));
  gezin_access_describe (button, title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
show_found (GezinDuplicatesPage *self, const GPtrArray *rows, const GPtrArray *found)
{
  guint n[2] = { 0, 0 };

  gezin_list_clear (self->families);
  gezin_list_clear (self->people);
  for (guint i = 0; i < found->len; i++)
    {
      const GezinDuplicate *one = found->pdata[i];
      gboolean is_family = gezin_suspicion_is_family (one);

      if (n[is_family]++ < MAX_SHOWN)
        add_row (is_family ? self->families : self->people, rows, one);
    }
  gtk_widget_set_visible (gtk_widget_get_parent (self->families), n[TRUE] > 0);
  gtk_widget_set_visible (gtk_widget_get_parent (self->people), n[FALSE] > 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), found->len > 0 ? "list" : "empty");
}

static gboolean
look (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_duplicates (session, NULL, error);
  if (job->rows == NULL)
    return FALSE;
  job->more = gezin_session_list (session, error);
  return job->more != NULL;
}

static void
looked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDuplicatesPage *self = owner;

  if (error != NULL)
    gezin_say_error (GTK_WIDGET (self), error);
  else
    show_found (self, job->more, job->rows);
}

static gboolean
again_cb (gpointer user_data)
{
  GezinDuplicatesPage *self = user_data;

  self->again = 0;
  gezin_job_start (gezin_job_new (self, look, looked_cb), self->session);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (GezinDuplicatesPage *self)
{
  if (self->again == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->again = g_timeout_add (AGAIN_AFTER_MS, again_cb, self);
}

static GtkWidget *
section_new (GtkWidget *page, const char *title)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *list = gezin_list_new ();

  gezin_access_name (list, title);
  gtk_box_append (GTK_BOX (box), gezin_text_new (title, "section-title"));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (page), box);
  return list;
}

static void
gezin_duplicates_page_dispose (GObject *object)
{
  GezinDuplicatesPage *self = GEZIN_DUPLICATES_PAGE (object);

  g_clear_handle_id (&self->again, g_source_remove);
  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_duplicates_page_parent_class)->dispose (object);
}

static void
gezin_duplicates_page_class_init (GezinDuplicatesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_duplicates_page_dispose;
}

static void
gezin_duplicates_page_init (GezinDuplicatesPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");
  GtkWidget *clamp = adw_clamp_new ();

  gtk_box_append (
      GTK_BOX (page),
      gezin_text_new (_ ("These families and people look like one another. That is only a "
                         "suspicion: look first whether they are the same."),
                      NULL));
  self->families = section_new (page, _ ("Families"));
  self->people = section_new (page, _ ("People"));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_scrolled_new (clamp), "list");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-check-symbolic", _ ("Nobody seems to be here twice"),
                                        _ ("Somebody may still be here under another name.")),
                       "empty");
  for (GtkWidget *one = gtk_widget_get_first_child (self->stack); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    gezin_access_page (one);
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
gezin_duplicates_page_new (GezinSession *session)
{
  GezinDuplicatesPage *self = g_object_new (GEZIN_TYPE_DUPLICATES_PAGE, NULL);

  self->session = g_object_ref (session);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (changed_cb), self);
  gezin_job_start (gezin_job_new (self, look, looked_cb), session);
  return GTK_WIDGET (self);
}
