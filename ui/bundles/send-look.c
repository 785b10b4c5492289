/* SPDX-License-Identifier: EUPL-1.2 */

/* Step 2: what goes and what stays, as it was decided just now, and that somebody read it.
 *
 * Invariants:
 * 1. Only a whole answer to the newest question is on screen.
 * 2. When the answer is another one than before, it says so, and has to be read again. */

#include "bundles/send-private.h"

#include "dossier/preview-lists.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/work-bar.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>

#define COLUMNS_LEAST 76
#define COLUMNS_SHARE 0.55

/* What nobody could look up of the card is known before it is signed. */
static void
show_unchecked (GezinSendDialog *self)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, &self->recipient);
  const GezinPeerReading *peer = record != NULL ? gezin_send_peer (self, record) : NULL;
  const char *text = peer != NULL ? gezin_session_revocation_sentence (peer->revocation) : NULL;

  gtk_widget_set_visible (self->unchecked, text != NULL);
  adw_bin_set_child (ADW_BIN (self->unchecked),
                     text != NULL ? gezin_flag_new ("gezin-warning-symbolic", text) : NULL);
}

/* A card under the wrong organisation would send everything to the wrong place. */
static gboolean
is_called_otherwise (GezinSendDialog *self)
{
  const GezinRecord *record = gezin_send_organisation (self);
  const GezinPeerReading *peer = record != NULL ? gezin_send_peer (self, record) : NULL;
  const char *name =
      record != NULL ? gezin_record_value (record, GEZIN_FIELD_ORGANISATION_NAME) : NULL;
  g_autofree char *folded = g_utf8_casefold (name != NULL ? name : "", -1);
  g_autofree char *on_card =
      g_utf8_casefold (peer != NULL && peer->organisation != NULL ? peer->organisation : "", -1);

  return peer != NULL && !g_str_equal (folded, on_card);
}

static void
show_same (GezinSendDialog *self)
{
  const GezinPeerReading *peer = gezin_send_chosen (self);
  gboolean is_asked = is_called_otherwise (self);

  gtk_widget_set_visible (self->same, is_asked);
  if (is_asked && peer != NULL)
    {
      /* Translators: %s is an organisation. */
      g_autofree char *text = g_strdup_printf (
          _ ("The card says “%s”. I looked: it is the same organisation."), peer->organisation);

      gtk_label_set_text (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (self->same))),
                          text);
      gezin_access_name (self->same, text);
    }
}

static void
same_cb (GtkCheckButton *check, GezinSendDialog *self)
{
  if (self->has_recipient && self->colleague == NULL && self->answer != NULL
      && gezin_judge_confirm (GEZIN_JUDGE (self->judge), &self->recipient,
                              gtk_check_button_get_active (check)))
    gezin_send_look_judged (self);
}

void
gezin_send_look_refresh (GezinSendDialog *self)
{
  gboolean is_sure = !gtk_widget_get_visible (self->same)
                     || gtk_check_button_get_active (GTK_CHECK_BUTTON (self->same));
  gboolean has_read = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->read));
  gboolean goes = self->answer != NULL && self->answer->shared->len > 0;

  gtk_widget_set_sensitive (self->read, goes && !self->is_busy);
  gtk_widget_set_sensitive (self->go, goes && has_read && is_sure && !self->is_busy);
}

void
gezin_send_look_say (GezinSendDialog *self, const GError *error)
{
  g_autofree char *sentence = error != NULL ? gezin_session_window_sentence (error) : NULL;

  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem, sentence != NULL);
}

void
gezin_send_look_forget (GezinSendDialog *self)
{
  g_clear_pointer (&self->answer, gezin_sharing_answer_free);
  gezin_judge_forget (GEZIN_JUDGE (self->judge));
  self->n_asked++;
  gezin_box_clear (self->lists);
  gtk_widget_set_visible (self->changed, FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->same), FALSE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->read), FALSE);
}

/* Showing. */

static GtkWidget *
column_new (const char *title, const char *below, GtkWidget *list)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  gtk_box_append (GTK_BOX (box), gezin_section_new (title, NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (below, "dim small"));
  if (list != NULL)
    gtk_box_append (GTK_BOX (box), list);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  return box;
}

static void
show_lists (GezinSendDialog *self)
{
  GezinPreviewCount count;
  g_autofree char *going = NULL;
  g_autofree char *staying = NULL;

  gezin_preview_count (self->answer, &count);
  going = count.n_going > 0
              ? g_strdup_printf (ngettext ("%u item", "%u items", count.n_going), count.n_going)
              : g_strdup (_ ("Nothing goes along."));
  staying = g_strdup_printf (
      ngettext ("%u item whole, and why", "%u items whole, and why", count.n_staying),
      count.n_staying);
  gezin_box_clear (self->lists);
  gtk_box_append (
      GTK_BOX (self->lists),
      gezin_columns_new (
          column_new (_ ("This goes along"), going,
                      count.n_going > 0 ? gezin_preview_going_new (self->answer, FALSE) : NULL),
          column_new (_ ("This stays here"), staying,
                      gezin_preview_staying_new (self->answer, FALSE)),
          COLUMNS_LEAST, COLUMNS_SHARE));
}

static void
show_words (GezinSendDialog *self)
{
  g_autofree char *name = gezin_send_recipient_name (self);
  const GezinRecord *record = gezin_send_organisation (self);
  const GezinPeerReading *peer = gezin_send_chosen (self);
  g_autofree char *organisation =
      record != NULL ? gezin_session_record_title (self->session, self->dossier, record)
                     : g_strdup (peer != NULL ? peer->organisation : NULL);
  g_autofree char *purpose = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < self->purposes->len; i++)
    if (g_strcmp0 (((const GezinChoice *) self->purposes->pdata[i])->code, self->purpose) == 0)
      purpose =
          gezin_reading_raise (g_strdup (((const GezinChoice *) self->purposes->pdata[i])->label));
  /* Translators: somebody, their organisation, and the purpose. */
  text = g_strdup_printf (_ ("For %s, %s. %s."), name, organisation != NULL ? organisation : "",
                          purpose != NULL ? purpose : "");
  gtk_label_set_text (GTK_LABEL (self->words), text);
}

/* Asking. */

static gboolean
ask (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSharingAsked asked = { .to = job->text, .purpose = job->names[0] };

  asked.confirmed = (const GezinUuid *) (gconstpointer) job->ids->data;
  asked.n_confirmed = job->ids->len;
  job->free_result = (GDestroyNotify) gezin_sharing_answer_free;
  job->result = gezin_session_may (session, &job->dossier, &asked, error);
  return job->result != NULL;
}

/* Invariant 2. */
static void
answered_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinSendDialog *self = owner;
  GezinSharingAnswer *before = self->answer;
  gboolean is_other;

  if (job->count != self->n_asked || self->exported != NULL)
    return;
  if (error != NULL)
    {
      gezin_send_look_say (self, error);
      return;
    }
  self->answer = g_steal_pointer (&job->result);
  is_other = before != NULL && !job->flag && g_strcmp0 (before->digest, self->answer->digest) != 0;
  gezin_send_look_say (self, NULL);
  if (is_other)
    {
      gtk_widget_set_visible (self->changed, TRUE);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->read), FALSE);
    }
  show_lists (self);
  gezin_judge_show (GEZIN_JUDGE (self->judge), self->dossier, self->answer);
  g_clear_pointer (&before, gezin_sharing_answer_free);
  gezin_send_look_refresh (self);
}

/* Ticking something is no surprise. */
static void
start_asking (GezinSendDialog *self, gboolean is_expected)
{
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinJob *job = gezin_job_new (self, ask, answered_cb);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->text = g_strdup (self->colleague != NULL ? self->colleague
                                                : gezin_uuid_write (&self->recipient, id));
  job->names[0] = g_strdup (self->purpose);
  job->ids = gezin_judge_confirmed (GEZIN_JUDGE (self->judge));
  job->count = ++self->n_asked;
  job->flag = is_expected;
  gezin_job_start (job, self->session);
}

void
gezin_send_look_ask (GezinSendDialog *self)
{
  show_words (self);
  show_unchecked (self);
  show_same (self);
  if (self->answer == NULL)
    {
      gezin_box_clear (self->lists);
      gtk_box_append (GTK_BOX (self->lists), gezin_wait_new ());
    }
  start_asking (self, FALSE);
  gezin_send_look_refresh (self);
}

void
gezin_send_look_judged (GezinSendDialog *self)
{
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->read), FALSE);
  start_asking (self, TRUE);
}

/* The page. */

static void
back_cb (GezinSendDialog *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "choice");
}

/* The line of buttons: what was read comes with the button that acts on it. */
static GtkWidget *
foot_new (GezinSendDialog *self)
{
  GtkWidget *foot = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "bottom-bar");
  GtkWidget *line = gezin_wrap_new (10);
  GtkWidget *both;
  GtkWidget *back = gtk_button_new_with_label (C_ ("verb", "Back"));

  self->bar = gezin_work_bar_new ();
  self->read =
      gezin_check_new (_ ("I have read what goes along"), _ ("I have read what goes along"));
  self->go = gtk_button_new_with_label (_ ("Sign and encrypt"));
  gezin_access_name (back, C_ ("verb", "Back"));
  gezin_access_name (self->go, _ ("Sign and encrypt"));
  gtk_widget_add_css_class (self->go, "suggested-action");
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (back_cb), self);
  g_signal_connect_swapped (self->read, "toggled", G_CALLBACK (gezin_send_look_refresh), self);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (gezin_send_go), self);
  gezin_wrap_append (GEZIN_WRAP (line), back);
  gezin_wrap_append (GEZIN_WRAP (line), self->read);
  gtk_box_append (GTK_BOX (foot), self->bar);
  gtk_widget_set_halign (self->go, GTK_ALIGN_END);
  gtk_widget_set_valign (self->go, GTK_ALIGN_CENTER);
  both = gezin_columns_new (line, self->go, 54, 0.6);
  gtk_box_append (GTK_BOX (foot), both);
  return foot;
}

GtkWidget *
gezin_send_look_new (GezinSendDialog *self)
{
  GtkWidget *column;
  GtkWidget *page = gezin_dialog_page_new (&column, foot_new (self));

  self->words = gezin_text_new (NULL, "strong");
  self->unchecked = adw_bin_new ();
  self->changed = gezin_flag_new ("gezin-warning-symbolic",
                                  _ ("What may go changed in the meantime. This is how it is now: "
                                     "read it again before you send it."));
  self->judge = gezin_judge_new (self->session);
  g_signal_connect_swapped (self->judge, "judged", G_CALLBACK (gezin_send_look_judged), self);
  self->lists = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  self->problem = gezin_text_new (NULL, "late");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_visible (self->changed, FALSE);
  gtk_box_append (GTK_BOX (column),
                  gezin_send_step_new (2, _ ("Look at what goes"),
                                       _ ("The recipient does not see what stays here, nor that "
                                          "anything does.")));
  self->same = gezin_check_new ("", "");
  g_signal_connect (self->same, "toggled", G_CALLBACK (same_cb), self);
  gtk_widget_set_visible (self->same, FALSE);
  gtk_box_append (GTK_BOX (column), self->words);
  gtk_box_append (GTK_BOX (column), self->unchecked);
  gtk_box_append (GTK_BOX (column), self->same);
  gtk_box_append (GTK_BOX (column), self->changed);
  gtk_box_append (GTK_BOX (column), self->problem);
  gtk_box_append (GTK_BOX (column), self->judge);
  gtk_box_append (GTK_BOX (column), self->lists);
  return page;
}
