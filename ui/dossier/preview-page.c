/* SPDX-License-Identifier: EUPL-1.2 */

/* What would go to this recipient for this purpose, decided now.
 *
 * Invariants:
 * 1. Nothing is asked for or shown before somebody says that nobody looks along; leaving the page
 *    takes that back. What stays, and that it does, can put somebody at risk.
 * 2. What is on screen was decided of the dossier as it is: a change decides anew. */

#include "dossier/preview-page.h"

#include "dossier/preview-choice.h"
#include "dossier/preview-lists.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/drop-down.h"
#include "parts/fault.h"
#include "parts/job.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS_LEAST 76
#define COLUMNS_SHARE 0.55

struct _GezinPreviewPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GPtrArray *recipients; /* (nullable) GezinRecord, of @dossier */
  GPtrArray *purposes; /* GezinChoice */
  GezinUuid recipient; /* chosen */
  gboolean is_open; /* invariant 1 */
  gboolean is_filling;
  guint n_asked;

  GtkWidget *to;
  GtkWidget *purpose;
  GtkWidget *send;
  GtkWidget *stack;
  GtkWidget *answer;
};

G_DEFINE_FINAL_TYPE (GezinPreviewPage, gezin_preview_page, ADW_TYPE_BIN)

/* Asking. */

static gboolean
ask (GezinSession *session, GezinJob *job, GError **error)
{
  GezinSharingAsked asked = { .to = job->text, .purpose = job->names[0] };

  job->result = gezin_session_may (session, &job->dossier, &asked, error);
  job->free_result = (GDestroyNotify) gezin_sharing_answer_free;
  return job->result != NULL;
}

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

static char *
going_count (const GezinPreviewCount *count)
{
  g_autofree char *all =
      g_strdup_printf (ngettext ("%u item", "%u items", count->n_going), count->n_going);
  g_autofree char *partly = NULL;

  if (count->n_going == 0)
    return g_strdup (_ ("Nothing goes along."));
  if (count->n_partly == 0)
    return g_steal_pointer (&all);
  partly = g_strdup_printf (
      ngettext ("of %u a part stays here", "of %u a part stays here", count->n_partly),
      count->n_partly);
  return g_strdup_printf ("%s, %s", all, partly);
}

/* What is shown can be sent from here; what goes is decided once more then. */
static void
show_send (GezinPreviewPage *self, gboolean is_shown)
{
  guint purpose = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->purpose));
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  gtk_widget_set_visible (self->send, is_shown && purpose < self->purposes->len);
  if (gtk_widget_get_visible (self->send))
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->send), "(ss)",
                                      gezin_uuid_write (&self->recipient, id),
                                      ((const GezinChoice *) self->purposes->pdata[purpose])->code);
}

static void
show_answer (GezinPreviewPage *self, GezinSharingAnswer *answer)
{
  GezinPreviewCount count;
  g_autofree char *going = NULL;
  g_autofree char *staying = NULL;
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, NULL);

  gezin_preview_count (answer, &count);
  going = going_count (&count);
  staying = g_strdup_printf (
      ngettext ("%u item whole, and why", "%u items whole, and why", count.n_staying),
      count.n_staying);
  gtk_box_append (
      GTK_BOX (page),
      gezin_flag_new ("gezin-hidden-symbolic",
                      _ ("The recipient does not see how much stays here, nor that anything does. "
                         "If they have to know that, tell them yourself.")));
  gtk_box_append (
      GTK_BOX (page),
      gezin_columns_new (
          column_new (_ ("This goes along"), going,
                      count.n_going > 0 ? gezin_preview_going_new (answer, TRUE) : NULL),
          column_new (_ ("This stays here"), staying, gezin_preview_staying_new (answer, TRUE)),
          COLUMNS_LEAST, COLUMNS_SHARE));
  show_send (self, TRUE);
  g_object_set_data_full (G_OBJECT (page), "answer", answer,
                          (GDestroyNotify) gezin_sharing_answer_free);
  adw_bin_set_child (ADW_BIN (self->answer), page);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "answer");
}

static void decide (GezinPreviewPage *self);

static void
answered_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinPreviewPage *self = owner;

  if (job->count != self->n_asked || !self->is_open)
    return;
  if (error != NULL)
    {
      adw_bin_set_child (ADW_BIN (self->answer),
                         gezin_fault_new (NULL, error, G_CALLBACK (decide), self));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "answer");
      return;
    }
  show_answer (self, g_steal_pointer (&job->result));
}

/* What stood there is of an earlier question. */
static void
decide (GezinPreviewPage *self)
{
  guint purpose = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->purpose));
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  GezinJob *job;

  self->n_asked++;
  show_send (self, FALSE);
  if (self->dossier == NULL || self->recipients->len == 0)
    {
      adw_bin_set_child (ADW_BIN (self->answer), NULL);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nobody");
      return;
    }
  if (!self->is_open || purpose >= self->purposes->len)
    {
      adw_bin_set_child (ADW_BIN (self->answer), NULL);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "alone");
      return;
    }
  if (adw_bin_get_child (ADW_BIN (self->answer)) == NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "wait");
  job = gezin_job_new (self, ask, answered_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  job->text = g_strdup (gezin_uuid_write (&self->recipient, id));
  job->names[0] = g_strdup (((const GezinChoice *) self->purposes->pdata[purpose])->code);
  job->count = self->n_asked;
  gezin_job_start (job, self->session);
}

/* Choosing. */

static void
choose_purpose (GezinPreviewPage *self)
{
  guint likely = gezin_preview_likely_purpose (self->dossier, &self->recipient, self->purposes);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->purpose), likely);
}

static void
recipient_cb (GezinPreviewPage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->to));

  if (self->is_filling || self->recipients == NULL || chosen >= self->recipients->len)
    return;
  self->recipient = ((const GezinRecord *) self->recipients->pdata[chosen])->id;
  self->is_filling = TRUE;
  choose_purpose (self);
  self->is_filling = FALSE;
  decide (self);
}

static void
purpose_cb (GezinPreviewPage *self)
{
  if (!self->is_filling && self->recipients != NULL)
    decide (self);
}

static void
fill_recipients (GezinPreviewPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;
  gboolean is_there = FALSE;

  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  self->recipients = gezin_preview_recipients (self->dossier);
  for (guint i = 0; i < self->recipients->len; i++)
    {
      GezinRecord *record = self->recipients->pdata[i];
      g_autofree char *title = gezin_session_record_title (self->session, self->dossier, record);

      gtk_string_list_append (names, title);
      if (gezin_uuid_equal (&record->id, &self->recipient))
        {
          chosen = i;
          is_there = TRUE;
        }
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->to), G_LIST_MODEL (names));
  if (self->recipients->len > 0)
    {
      self->recipient = ((const GezinRecord *) self->recipients->pdata[chosen])->id;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->to), chosen);
      if (!is_there)
        choose_purpose (self);
    }
  self->is_filling = FALSE;
  gtk_widget_set_sensitive (self->to, self->recipients->len > 0);
  gtk_widget_set_sensitive (self->purpose, self->recipients->len > 0);
}

/* Invariant 1. */

static void
open_cb (GezinPreviewPage *self)
{
  self->is_open = TRUE;
  decide (self);
}

static void
unmapped_cb (GezinPreviewPage *self)
{
  self->is_open = FALSE;
  self->n_asked++;
  show_send (self, FALSE);
  adw_bin_set_child (ADW_BIN (self->answer), NULL);
  if (self->recipients != NULL && self->recipients->len > 0)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "alone");
}

static GtkWidget *
alone_new (GezinPreviewPage *self)
{
  GtkWidget *box = gezin_empty_new (
      "gezin-hidden-symbolic", _ ("Does somebody of the family look along?"),
      _ ("This page also shows what stays here and from whom. Show it only when nobody else can "
         "see your screen."));
  GtkWidget *button = gtk_button_new_with_label (_ ("Nobody looks along: show it"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

/* Frame. */

static GtkWidget *
head_new (GezinPreviewPage *self)
{
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *title = gezin_text_new (_ ("What does the RVT see?"), "page-title");

  self->send = gtk_button_new_with_label (_ ("Send this…"));
  gezin_access_name (self->send, _ ("Send this…"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->send), "(ss)", "", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->send), "win.send");
  gtk_widget_set_valign (self->send, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->send, FALSE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->send);
  return head;
}

static void
gezin_preview_page_dispose (GObject *object)
{
  GezinPreviewPage *self = GEZIN_PREVIEW_PAGE (object);

  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_clear_pointer (&self->purposes, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_preview_page_parent_class)->dispose (object);
}

static void
gezin_preview_page_class_init (GezinPreviewPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_preview_page_dispose;
}

static void
gezin_preview_page_init (GezinPreviewPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 18, "page");

  self->to = gezin_drop_down_new (G_CALLBACK (recipient_cb), self);
  self->purpose = gezin_drop_down_new (G_CALLBACK (purpose_cb), self);
  self->answer = adw_bin_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), alone_new (self), "alone");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), self->answer, "answer");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-people-symbolic", _ ("Nobody to share with yet"),
                                        _ ("First write down an organisation, under All data.")),
                       "nobody");
  gtk_box_append (GTK_BOX (box), head_new (self));
  gtk_box_append (GTK_BOX (box),
                  gezin_columns_new (gezin_choice_new (_ ("For whom"), self->to),
                                     gezin_choice_new (_ ("For what"), self->purpose), 50, 0.5));
  gtk_box_append (GTK_BOX (box), self->stack);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (box));
  g_signal_connect_after (self, "unmap", G_CALLBACK (unmapped_cb), NULL);
}

GtkWidget *
gezin_preview_page_new (GezinSession *session)
{
  GezinPreviewPage *self = g_object_new (GEZIN_TYPE_PREVIEW_PAGE, NULL);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->session = g_object_ref (session);
  self->purposes = gezin_session_choices (session, GEZIN_FIELD_CONSENT_PURPOSE);
  for (guint i = 0; i < self->purposes->len; i++)
    {
      g_autofree char *label = g_strdup (((const GezinChoice *) self->purposes->pdata[i])->label);

      gtk_string_list_append (labels, gezin_reading_raise (label));
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->purpose), G_LIST_MODEL (labels));
  self->is_filling = FALSE;
  return GTK_WIDGET (self);
}

void
gezin_preview_page_show (GezinPreviewPage *page, GezinDossier *dossier)
{
  gezin_dossier_ref (dossier);
  if (page->dossier != NULL
      && !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier)))
    {
      page->is_open = FALSE;
      adw_bin_set_child (ADW_BIN (page->answer), NULL);
    }
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  fill_recipients (page);
  decide (page);
}
