/* SPDX-License-Identifier: EUPL-1.2 */

/* What came. Invariant: what waits in the inbox is of nobody until it was opened: it stands on every
 * page of this kind, by when it came. */

#include "bundles/received-page.h"

#include "bundles/aside.h"
#include "bundles/bundle-file.h"
#include "bundles/import-private.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/picked.h"
#include "parts/wrap.h"
#include "session/exchange.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinReceivedPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GezinDossier *dossier; /* (nullable): of all */
  GtkWidget *waiting; /* a list, and words where it is empty */
  GtkWidget *waiting_none;
  GtkWidget *came;
  GtkWidget *came_none;
  GtkWidget *column;
  GtkWidget *aside; /* (nullable): of a dossier */
  GtkWidget *outcome;
};

G_DEFINE_FINAL_TYPE (GezinReceivedPage, gezin_received_page, ADW_TYPE_BIN)

/* Rows. */

static GtkWidget *
waiting_row_new (GezinReceivedPage *self, const GezinInboxLine *line)
{
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), line->time);
  g_autofree char *size = g_format_size (line->bytes);
  /* Translators: %s is a moment. */
  g_autofree char *title = g_strdup_printf (_ ("Came %s"), when);
  g_autofree char *below = g_strdup_printf ("%s · %s", _ ("Not opened yet"), size);
  GtkWidget *row = gezin_row_new (title, below);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-lock-symbolic", "dim"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-next-symbolic", "dim"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.import-file");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", line->path);
  return row;
}

static const char *
state_words (const GezinBundleLine *line)
{
  if (strcmp (line->state, "refused") == 0)
    return _ ("not taken in");
  if (strcmp (line->state, "forked") == 0)
    return _ ("two with one number");
  if (strcmp (line->state, "taken") == 0)
    return _ ("taken in");
  return line->state;
}

static GtkWidget *
came_row_new (GezinReceivedPage *self, const GezinBundleLine *line)
{
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), line->noted);
  g_autofree char *number = gezin_bundle_short (&line->bundle);
  /* Translators: a short number, and somebody. */
  g_autofree char *title = g_strdup_printf (_ ("Bundle %s from %s"), number,
                                            line->peer != NULL ? line->peer : _ ("unknown"));
  g_autofree char *items =
      line->records > 0
          ? g_strdup_printf (ngettext ("%u item", "%u items", line->records), line->records)
          : NULL;
  g_autofree char *below = g_strjoin (" · ", gezin_import_words_kind (line->kind), when,
                                      items != NULL ? items : state_words (line),
                                      items != NULL ? state_words (line) : NULL, NULL);
  GtkWidget *row = gezin_row_new (title, below);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (strcmp (line->state, "taken") != 0)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gezin_icon_new ("gezin-warning-symbolic", "due"));
  else
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gezin_icon_new ("gezin-check-symbolic", "good"));
  if (self->dossier == NULL && strcmp (line->state, "taken") == 0 && line->records > 0)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-dossier");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (row),
                                              gezin_uuid_variant (&line->dossier));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-next-symbolic", "dim"));
    }
  return row;
}

/* Reading. */

static gboolean
read_boxes (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_inbox (session, error);
  job->more = job->rows != NULL
                  ? gezin_session_ledger (session, job->flag ? &job->dossier : NULL, error)
                  : NULL;
  return job->more != NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinReceivedPage *self = owner;
  guint n_came = 0;

  if (error != NULL || job->flag != (self->dossier != NULL)
      || (job->flag && !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier)))
    return;
  gezin_list_clear (self->waiting);
  gezin_list_clear (self->came);
  for (guint i = 0; i < job->rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->waiting), waiting_row_new (self, job->rows->pdata[i]));
  for (guint i = job->more->len; i-- > 0;)
    if (((const GezinBundleLine *) job->more->pdata[i])->came)
      {
        gtk_list_box_append (GTK_LIST_BOX (self->came), came_row_new (self, job->more->pdata[i]));
        n_came++;
      }
  gtk_widget_set_visible (gtk_widget_get_parent (self->waiting), job->rows->len > 0);
  gtk_widget_set_visible (self->waiting_none, job->rows->len == 0);
  gtk_widget_set_visible (gtk_widget_get_parent (self->came), n_came > 0);
  gtk_widget_set_visible (self->came_none, n_came == 0);
}

static void
start_reading (GezinReceivedPage *self)
{
  GezinJob *job;

  if (!gezin_session_is_unlocked (self->session))
    return;
  job = gezin_job_new (self, read_boxes, read_cb);
  job->flag = self->dossier != NULL;
  if (job->flag)
    job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

/* Fetching. */

static gboolean
fetch (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSyncReading *reading = g_new0 (GezinSyncReading, 1);

  job->result = reading;
  job->free_result = g_free;
  return gezin_session_sync (session, job->file, reading, job->stop, error);
}

static void
say (GezinReceivedPage *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->outcome), text);
  gtk_widget_set_visible (self->outcome, TRUE);
}

static void
fetched_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinReceivedPage *self = owner;
  const GezinSyncReading *reading = job->result;
  g_autofree char *text =
      error != NULL ? gezin_session_window_sentence (error)
                    : g_strdup_printf (
                        ngettext ("%u new bundle came.", "%u new bundles came.", reading->arrived),
                        reading->arrived);

  say (self, text);
  start_reading (self);
}

static void
start_fetching (GezinReceivedPage *self, GFile *mailbox)
{
  GezinJob *job = gezin_job_new (self, fetch, fetched_cb);

  if (mailbox != NULL)
    job->file = g_object_ref (mailbox);
  say (self, _ ("Looking into the mailbox"));
  gezin_job_start (job, self->session);
}

static void
mailbox_picked_cb (GtkNativeDialog *dialog, int response, GezinReceivedPage *self)
{
  g_autoptr (GFile) mailbox = gezin_picked_file (dialog, response);

  if (mailbox != NULL)
    start_fetching (self, mailbox);
}

static void
found_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinReceivedPage *self = owner;
  GtkFileChooserNative *chooser;

  if (error != NULL || job->file != NULL)
    {
      start_fetching (self, NULL);
      return;
    }
  chooser =
      gezin_bundle_file_chooser_new (GTK_WIDGET (self), _ ("Which folder is the mailbox?"),
                                     GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, C_ ("verb", "Choose"));
  g_signal_connect_object (chooser, "response", G_CALLBACK (mailbox_picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
fetch_cb (GezinReceivedPage *self)
{
  gezin_job_start (gezin_job_new (self, gezin_bundle_find_mailbox, found_cb), self->session);
}

/* The page. */

static void
gezin_received_page_dispose (GObject *object)
{
  GezinReceivedPage *self = GEZIN_RECEIVED_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_received_page_parent_class)->dispose (object);
}

static void
gezin_received_page_class_init (GezinReceivedPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_received_page_dispose;
}

static void
add_part (GtkWidget *column, const char *title, const char *none, GtkWidget **list,
          GtkWidget **none_label)
{
  GtkWidget *stop;

  *list = gezin_list_new ();
  *none_label = gezin_text_new (none, "dim");
  gezin_access_name (*list, title);
  stop = gezin_tab_stop_new (*list);
  gtk_widget_set_visible (stop, FALSE);
  gtk_box_append (GTK_BOX (column), gezin_section_new (title, NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (column), stop);
  gtk_box_append (GTK_BOX (column), *none_label);
}

static GtkWidget *
buttons_new (GezinReceivedPage *self)
{
  GtkWidget *line = gezin_wrap_new (10);
  GtkWidget *open = gtk_button_new_with_label (_ ("Open a bundle…"));
  GtkWidget *look = gtk_button_new_with_label (_ ("Look into the mailbox"));

  gezin_access_name (open, _ ("Open a bundle…"));
  gezin_access_name (look, _ ("Look into the mailbox"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-bundle");
  g_signal_connect_swapped (look, "clicked", G_CALLBACK (fetch_cb), self);
  gezin_wrap_append (GEZIN_WRAP (line), open);
  gezin_wrap_append (GEZIN_WRAP (line), look);
  return line;
}

static void
gezin_received_page_init (GezinReceivedPage *self)
{
  GtkWidget *column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *clamp = adw_clamp_new ();

  self->outcome = gezin_text_new (NULL, NULL);
  gtk_widget_set_visible (self->outcome, FALSE);
  gtk_box_append (GTK_BOX (column), gezin_text_new (_ ("Received"), "page-title"));
  gtk_box_append (
      GTK_BOX (column),
      gezin_text_new (_ ("A bundle can be opened from a file, dropped onto this window, "
                         "or fetched from the mailbox. You see what is in it before "
                         "anything changes."),
                      "dim"));
  gtk_box_append (GTK_BOX (column), buttons_new (self));
  gtk_box_append (GTK_BOX (column), self->outcome);
  add_part (column, _ ("Waits to be looked at"), _ ("Nothing waits."), &self->waiting,
            &self->waiting_none);
  self->column = column;
  add_part (column, _ ("Came before"), _ ("Nothing came yet."), &self->came, &self->came_none);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
}

GtkWidget *
gezin_received_page_new (GezinSession *session)
{
  GezinReceivedPage *self = g_object_new (GEZIN_TYPE_RECEIVED_PAGE, NULL);

  self->session = g_object_ref (session);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (start_reading), self);
  start_reading (self);
  return GTK_WIDGET (self);
}

void
gezin_received_page_show (GezinReceivedPage *page, GezinDossier *dossier)
{
  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (page->aside == NULL)
    {
      page->aside = gezin_aside_new (page->session);
      gtk_box_append (GTK_BOX (page->column), page->aside);
    }
  gezin_aside_show (GEZIN_ASIDE (page->aside), dossier);
  start_reading (page);
}
