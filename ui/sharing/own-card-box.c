/* SPDX-License-Identifier: EUPL-1.2 */

/* The own card.
 *
 * Invariants:
 * 1. It is made the first time that somebody looks here.
 * 2. Whatever makes it another card is asked about first, or says that it is one afterwards. */

#include "sharing/own-card-box.h"

#include "parts/access.h"
#include "parts/ask-file.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/when.h"
#include "sharing/words.h"

#include <glib/gi18n-lib.h>

#define MAX_ANSWER_BYTES (256 * 1024)
#define SUFFIX ".gezin-card"

#define GEZIN_TYPE_OWN_CARD_BOX (gezin_own_card_box_get_type ())
G_DECLARE_FINAL_TYPE (GezinOwnCardBox, gezin_own_card_box, GEZIN, OWN_CARD_BOX, AdwBin)

struct _GezinOwnCardBox {
  AdwBin parent_instance;
  GezinSession *session;
  GBytes *file; /* (nullable) */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (GezinOwnCardBox, gezin_own_card_box, ADW_TYPE_BIN)

static GtkWidget *
button_new (const char *label, const char *class, GCallback clicked, GezinOwnCardBox *self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gezin_access_name (button, label);
  if (class != NULL)
    gtk_widget_add_css_class (button, class);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

/* Saving. */

static gboolean
write_card (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_ask_file_write (job->file, job->result, error);
}

static void
written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Saved. Hand it over, and read the eight words aloud when they ask."),
               FALSE);
}

static void
save_picked_cb (gpointer owner, GFile *file)
{
  GezinOwnCardBox *self = owner;
  GezinJob *job;

  if (self->file == NULL)
    return;
  job = gezin_job_new (self, write_card, written_cb);
  job->file = g_object_ref (file);
  job->result = g_bytes_ref (self->file);
  job->free_result = (GDestroyNotify) g_bytes_unref;
  gezin_job_start (job, self->session);
}

static void
save_cb (GezinOwnCardBox *self)
{
  static const char *const patterns[] = { "*" SUFFIX, NULL };
  g_autofree char *name = g_strconcat (_ ("my-card"), SUFFIX, NULL);
  const GezinAskFile asked = { .title = _ ("Save your card"),
                               .accept = C_ ("verb", "Save"),
                               .sort = _ ("Cards"),
                               .patterns = patterns,
                               .name = name };

  gezin_ask_file (&asked, GTK_WIDGET (self), save_picked_cb);
}

/* Reading and renewing. */

static void
give (GezinJob *job, GBytes *file, GezinPeerReading *reading)
{
  job->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_peer_reading_free);
  g_ptr_array_add (job->rows, reading);
  job->result = file;
  job->free_result = (GDestroyNotify) g_bytes_unref;
}

static gboolean
read_own (GezinSession *session, GezinJob *job, GError **error)
{
  GezinPeerReading *reading = NULL;
  GBytes *file = gezin_session_own_card (session, job->flag, &reading, error);

  if (file != NULL)
    give (job, file, reading);
  return file != NULL;
}

static void show_own (GezinOwnCardBox *self, const GezinPeerReading *own);

static void
own_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinOwnCardBox *self = owner;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  g_clear_pointer (&self->file, g_bytes_unref);
  self->file = g_bytes_ref (job->result);
  show_own (self, job->rows->pdata[0]);
  if (job->flag)
    gezin_say (owner, _ ("A new card is made. Save it, and hand it to everybody again."), FALSE);
}

static void
renew_answered_cb (AdwMessageDialog *question, const char *response, GezinOwnCardBox *self)
{
  GezinJob *job;

  if (!g_str_equal (response, "renew"))
    return;
  job = gezin_job_new (self, read_own, own_read_cb);
  job->flag = TRUE;
  gezin_job_start (job, self->session);
}

static void
renew_cb (GezinOwnCardBox *self)
{
  GtkWidget *question = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _ ("Make a new card?"),
      _ ("Do this when somebody else may have your laptop, or when your card ends. Everybody who "
         "has your card gets the new one from you and compares the words again."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (question), "cancel", C_ ("verb", "Cancel"),
                                    "renew", _ ("Make a new card"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (question), "cancel");
  g_signal_connect_object (question, "response", G_CALLBACK (renew_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (question));
}

/* Certificates of the organisation. */

static const char *const certificate_patterns[] = { "*.pem", "*.crt", "*.cer", "*.p7b",
                                                    "*.p7c", "*.der", NULL };

static gboolean
write_request (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GBytes) request = gezin_session_request_certificates (session, error);

  return request != NULL && gezin_ask_file_write (job->file, request, error);
}

static void
request_written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Saved. Send this file to whoever issues certificates for you."), FALSE);
}

static void
request_picked_cb (gpointer owner, GFile *file)
{
  GezinOwnCardBox *self = owner;
  GezinJob *job = gezin_job_new (self, write_request, request_written_cb);

  job->file = g_object_ref (file);
  gezin_job_start (job, self->session);
}

static void
request_cb (GezinOwnCardBox *self)
{
  static const char *const patterns[] = { "*.pem", NULL };
  g_autofree char *name = g_strconcat (_ ("my-request"), ".pem", NULL);
  const GezinAskFile asked = { .title = _ ("Save the request"),
                               .accept = C_ ("verb", "Save"),
                               .sort = _ ("Requests for certificates"),
                               .patterns = patterns,
                               .name = name };

  gezin_ask_file (&asked, GTK_WIDGET (self), request_picked_cb);
}

static gboolean
certify (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GBytes) answer = gezin_ask_file_read (job->file, MAX_ANSWER_BYTES, job->stop, error);
  GezinPeerReading *reading = NULL;
  GBytes *file =
      answer != NULL ? gezin_session_certify_card (session, answer, &reading, error) : NULL;

  if (file != NULL)
    give (job, file, reading);
  return file != NULL;
}

static void
certified_cb (gpointer owner, GezinJob *job, const GError *error)
{
  own_read_cb (owner, job, error);
  if (error == NULL)
    gezin_say (owner,
               _ ("Your card has the certificate of the organisation, and other words. Save it, "
                  "and hand it to everybody again."),
               FALSE);
}

static void
certify_picked_cb (gpointer owner, GFile *file)
{
  GezinOwnCardBox *self = owner;
  GezinJob *job = gezin_job_new (self, certify, certified_cb);

  job->file = g_object_ref (file);
  gezin_job_start (job, self->session);
}

static void
certify_cb (GezinOwnCardBox *self)
{
  const GezinAskFile asked = { .title = _ ("Which file did the issuer send?"),
                               .accept = C_ ("verb", "Open"),
                               .sort = _ ("Certificates"),
                               .patterns = certificate_patterns };

  gezin_ask_file (&asked, GTK_WIDGET (self), certify_picked_cb);
}

static void
add_certificate (GezinOwnCardBox *self, const GezinPeerReading *own)
{
  GtkWidget *buttons = gezin_wrap_new (10);
  const char *warning = gezin_session_revocation_sentence (own->revocation);
  gboolean is_revoked = g_strcmp0 (own->revocation, "revoked") == 0;
  g_autofree char *text =
      own->issuer != NULL
          /* Translators: %s is the name of who issued a certificate. */
          ? g_strdup_printf (_ ("Issued by %s."), own->issuer)
          : g_strdup (_ ("Your keys vouch for themselves. If your organisation issues "
                         "certificates, save a request, and take in the file that comes back."));

  gtk_box_append (GTK_BOX (self->box),
                  gezin_text_new (_ ("Certificate of the organisation"), "section-title"));
  gtk_box_append (GTK_BOX (self->box), gezin_text_new (text, "dim"));
  if (warning != NULL)
    gtk_box_append (GTK_BOX (self->box),
                    gezin_text_new (warning, is_revoked ? "late" : "dim small"));
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (_ ("Save request…"), NULL, G_CALLBACK (request_cb), self));
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (_ ("Take in certificate…"), NULL, G_CALLBACK (certify_cb), self));
  gtk_box_append (GTK_BOX (self->box), buttons);
}

/* Showing. */

static void
show_own (GezinOwnCardBox *self, const GezinPeerReading *own)
{
  GezinClock *clock = gezin_session_clock (self->session);
  g_autofree char *who =
      g_strjoin (" · ", own->organisation, gezin_card_role_word (own->role), NULL);
  g_autofree char *until = gezin_when_moment (clock, own->until);
  g_autofree char *holds =
      own->until < gezin_clock_now (clock)
          /* Translators: %s is a moment. */
          ? g_strdup_printf (_ ("Does not hold since %s: make a new card."), until)
          /* Translators: %s is a moment. */
          : g_strdup_printf (_ ("Holds until %s."), until);
  GtkWidget *buttons = gezin_wrap_new (10);

  gezin_box_clear (self->box);
  gtk_box_append (GTK_BOX (self->box), gezin_text_new (own->name, "card-title"));
  gtk_box_append (GTK_BOX (self->box), gezin_text_new (who, "dim"));
  gtk_box_append (GTK_BOX (self->box),
                  gezin_text_new (_ ("Whoever gets your card calls you and asks for these words. "
                                     "Read them aloud."),
                                  NULL));
  gtk_box_append (GTK_BOX (self->box), gezin_words_new (own->words));
  gtk_box_append (
      GTK_BOX (self->box),
      gezin_text_new (holds, own->until < gezin_clock_now (clock) ? "late" : "dim small"));
  gezin_wrap_append (GEZIN_WRAP (buttons), button_new (_ ("Save your card…"), "suggested-action",
                                                       G_CALLBACK (save_cb), self));
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (_ ("Make a new card…"), NULL, G_CALLBACK (renew_cb), self));
  gtk_box_append (GTK_BOX (self->box), buttons);
  add_certificate (self, own);
}

static void
gezin_own_card_box_dispose (GObject *object)
{
  GezinOwnCardBox *self = GEZIN_OWN_CARD_BOX (object);

  g_clear_pointer (&self->file, g_bytes_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_own_card_box_parent_class)->dispose (object);
}

static void
gezin_own_card_box_class_init (GezinOwnCardBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_own_card_box_dispose;
}

static void
gezin_own_card_box_init (GezinOwnCardBox *self)
{
}

void
gezin_own_card_box_refresh (GtkWidget *box)
{
  GezinOwnCardBox *self = GEZIN_OWN_CARD_BOX (box);

  gezin_job_start (gezin_job_new (self, read_own, own_read_cb), self->session);
}

GtkWidget *
gezin_own_card_box_new (GezinSession *session)
{
  GezinOwnCardBox *self = g_object_new (GEZIN_TYPE_OWN_CARD_BOX, NULL);

  self->session = g_object_ref (session);
  self->box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");
  adw_bin_set_child (ADW_BIN (self), self->box);
  gezin_own_card_box_refresh (GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
