/* SPDX-License-Identifier: EUPL-1.2 */

/* The mailbox: any folder that can be reached.
 *
 * Invariants:
 * 1. One exchange at a time; while it runs nothing else can be started here, and it can be stopped.
 * 2. What came of the last one stays in sight until the next. */

#include "sharing/mailbox-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/outcome.h"
#include "parts/picked.h"
#include "parts/work-bar.h"
#include "parts/wrap.h"
#include "session/exchange.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define GEZIN_TYPE_MAILBOX_PAGE (gezin_mailbox_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinMailboxPage, gezin_mailbox_page, GEZIN, MAILBOX_PAGE, AdwBin)

struct _GezinMailboxPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GFile *folder; /* (nullable) */

  GtkWidget *where;
  GtkWidget *out;
  GtkWidget *in;
  GtkWidget *choose;
  GtkWidget *go;
  GtkWidget *work;
  GtkWidget *outcome;
};

G_DEFINE_FINAL_TYPE (GezinMailboxPage, gezin_mailbox_page, ADW_TYPE_BIN)

/* What waits. */

typedef struct {
  GFile *folder; /* (nullable) */
  guint n_out;
  guint n_in;
  gint64 oldest; /* of those that wait to be sent; 0: none */
} Boxes;

static void
boxes_free (gpointer data)
{
  Boxes *boxes = data;

  g_clear_object (&boxes->folder);
  g_free (boxes);
}

static gboolean
read_boxes (GezinSession *session, GezinJob *job, GError **error)
{
  Boxes *boxes = g_new0 (Boxes, 1);
  g_autoptr (GPtrArray) out = gezin_session_outbox (session, error);
  g_autoptr (GPtrArray) in = out != NULL ? gezin_session_inbox (session, error) : NULL;
  g_autoptr (GError) failed = NULL;

  job->result = boxes;
  job->free_result = boxes_free;
  if (in == NULL)
    return FALSE;
  for (guint i = 0; i < out->len; i++)
    {
      const GezinBundleLine *line = out->pdata[i];

      if (!g_str_equal (line->state, "waiting"))
        continue;
      boxes->n_out++;
      boxes->oldest = boxes->oldest == 0 ? line->noted : MIN (boxes->oldest, line->noted);
    }
  boxes->n_in = in->len;
  boxes->folder = gezin_session_mailbox (session, &failed);
  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static void
show_boxes (GezinMailboxPage *self, const Boxes *boxes)
{
  GezinClock *clock = gezin_session_clock (self->session);
  g_autofree char *since = gezin_when_moment (clock, boxes->oldest);
  g_autofree char *place = boxes->folder != NULL ? g_file_get_parse_name (boxes->folder) : NULL;
  g_autofree char *out = NULL;
  g_autofree char *in = NULL;

  g_set_object (&self->folder, boxes->folder);
  gezin_row_say (self->where,
                 place != NULL
                     ? place
                     : _ ("None yet. Choose a folder that the recipient can reach too: a USB "
                          "stick, a shared folder, a folder on a server."));
  gtk_widget_set_sensitive (self->go, boxes->folder != NULL);
  out = boxes->n_out == 0
            ? g_strdup (_ ("Nothing"))
            : g_strdup_printf (
                /* Translators: %s is a moment. */
                ngettext ("%u bundle, since %s", "%u bundles, the first since %s", boxes->n_out),
                boxes->n_out, since);
  in = boxes->n_in == 0
           ? g_strdup (_ ("Nothing"))
           : g_strdup_printf (ngettext ("%u bundle", "%u bundles", boxes->n_in), boxes->n_in);
  gezin_row_say (self->out, out);
  gezin_row_say (self->in, in);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->in), boxes->n_in > 0);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    show_boxes (owner, job->result);
}

static void
start_reading (GezinMailboxPage *self)
{
  if (gezin_session_is_unlocked (self->session))
    gezin_job_start (gezin_job_new (self, read_boxes, read_cb), self->session);
}

/* Exchanging. */

static gboolean
sync_now (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSyncReading *reading = g_new0 (GezinSyncReading, 1);

  job->result = reading;
  job->free_result = g_free;
  return gezin_session_sync (session, job->file, reading, job->stop, error);
}

static char *
sync_text (const GezinSyncReading *reading)
{
  GString *text = g_string_new (NULL);

  if (reading->sent == 0 && reading->arrived == 0)
    g_string_append (text, _ ("Nothing had to go, and nothing new was there."));
  if (reading->sent > 0)
    g_string_append_printf (text,
                            ngettext ("%u bundle was put into the mailbox.",
                                      "%u bundles were put into the mailbox.", reading->sent),
                            reading->sent);
  if (reading->arrived > 0)
    g_string_append_printf (
        text, "%s%s", text->len > 0 ? " " : "",
        ngettext ("One came for you: look at it before it is taken in.",
                  "Several came for you: look at them before they are taken in.",
                  reading->arrived));
  if (reading->left > 0)
    {
      g_autofree char *left =
          g_strdup_printf (ngettext ("%u file in it is not for you.",
                                     "%u files in it are not for you.", reading->left),
                           reading->left);

      g_string_append_printf (text, " %s", left);
    }
  return g_string_free (text, FALSE);
}

static void
synced_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinMailboxPage *self = owner;
  g_autofree char *text = NULL;

  gezin_work_bar_end (GEZIN_WORK_BAR (self->work));
  gtk_widget_set_sensitive (self->choose, TRUE);
  gtk_widget_set_sensitive (self->go, self->folder != NULL);
  if (error == NULL)
    text = sync_text (job->result);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (_ ("Stopped. What was exchanged stays exchanged."));
  else
    text = gezin_session_window_sentence (error);
  gezin_outcome_show (self->outcome, error == NULL, text);
  start_reading (self);
}

static void
start (GezinMailboxPage *self, GFile *folder)
{
  GezinJob *job = gezin_job_new (self, sync_now, synced_cb);

  job->file = g_object_ref (folder);
  gtk_widget_set_sensitive (self->choose, FALSE);
  gtk_widget_set_sensitive (self->go, FALSE);
  gezin_outcome_show (self->outcome, TRUE, NULL);
  gezin_work_bar_start (GEZIN_WORK_BAR (self->work), job, _ ("Exchanging with the mailbox…"));
  gezin_job_start (job, self->session);
}

static void
go_cb (GezinMailboxPage *self)
{
  start (self, self->folder);
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinMailboxPage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);

  if (file != NULL)
    start (self, file);
}

static void
choose_cb (GezinMailboxPage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Which folder is the mailbox?"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, C_ ("verb", "Choose"), C_ ("verb", "Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Building. */

static void
look_cb (GezinMailboxPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.received", NULL);
}

static GtkWidget *
build_rows (GezinMailboxPage *self)
{
  GtkWidget *list = gezin_list_new ();

  gezin_access_name (list, _ ("Mailbox"));
  self->where = gezin_row_new (_ ("Folder"), " ");
  self->choose = gtk_button_new_with_label (_ ("Change…"));
  gezin_access_name (self->choose, _ ("Choose the folder of the mailbox"));
  gtk_widget_set_valign (self->choose, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->choose, "clicked", G_CALLBACK (choose_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->where), self->choose);
  self->out = gezin_row_new (_ ("Waits to be sent"), " ");
  self->in = gezin_row_new (_ ("Came, and was not looked at yet"), " ");
  g_signal_connect_swapped (self->in, "activated", G_CALLBACK (look_cb), self);
  gtk_list_box_append (GTK_LIST_BOX (list), self->where);
  gtk_list_box_append (GTK_LIST_BOX (list), self->out);
  gtk_list_box_append (GTK_LIST_BOX (list), self->in);
  return gezin_tab_stop_new (list);
}

static void
gezin_mailbox_page_dispose (GObject *object)
{
  GezinMailboxPage *self = GEZIN_MAILBOX_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_object (&self->folder);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_mailbox_page_parent_class)->dispose (object);
}

static void
gezin_mailbox_page_class_init (GezinMailboxPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_mailbox_page_dispose;
}

static void
gezin_mailbox_page_init (GezinMailboxPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *clamp = adw_clamp_new ();

  gtk_box_append (
      GTK_BOX (box),
      gezin_text_new (_ ("The mailbox is a folder that you and the recipient can both reach. Only "
                         "bundles go into it, and only the recipient can open one."),
                      NULL));
  gtk_box_append (GTK_BOX (box), build_rows (self));
  self->go = gtk_button_new_with_label (_ ("Send and fetch now"));
  gtk_widget_add_css_class (self->go, "suggested-action");
  gezin_access_name (self->go, _ ("Send and fetch now"));
  gtk_widget_set_halign (self->go, GTK_ALIGN_START);
  gtk_widget_set_sensitive (self->go, FALSE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (go_cb), self);
  gtk_box_append (GTK_BOX (box), self->go);
  self->work = gezin_work_bar_new ();
  gtk_box_append (GTK_BOX (box), self->work);
  self->outcome = gezin_outcome_new ();
  gtk_box_append (GTK_BOX (box), self->outcome);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
}

GtkWidget *
gezin_mailbox_page_new (GezinSession *session)
{
  GezinMailboxPage *self = g_object_new (GEZIN_TYPE_MAILBOX_PAGE, NULL);

  self->session = g_object_ref (session);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (start_reading), self);
  start_reading (self);
  return GTK_WIDGET (self);
}
