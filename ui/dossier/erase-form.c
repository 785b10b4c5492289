/* SPDX-License-Identifier: EUPL-1.2 */

/* What is asked before something is erased: see erase-private.h for the invariants. */

#include "dossier/erase-private.h"

#include "dossier/erase-preview.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/pills.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GRANT "grant"
#define REFUSE "refuse"
#define WHOLE "whole"
#define RECORD "record"
#define REASON_REQUEST "request" /* of the list of reasons: the family asked for it */

/* The word that is typed to be sure. */
static const char *
word_to_type (void)
{
  /* Translators: somebody types this word to be sure. Lower case, one word. */
  return C_ ("typed", "erase");
}

static gboolean
is_word_typed (GezinEraseDialog *self)
{
  g_autofree char *typed =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->word))));
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_autofree char *wanted = g_utf8_casefold (word_to_type (), -1);

  return strcmp (folded, wanted) == 0;
}

static char *
chosen (GtkWidget *pills)
{
  return gezin_pills_chosen (GEZIN_PILLS (pills));
}

gboolean
gezin_erase_form_request (GezinEraseDialog *self, GezinUuid *request)
{
  g_autofree char *text = chosen (self->request);

  return gezin_uuid_parse (text, request);
}

gboolean
gezin_erase_form_is_refusal (GezinEraseDialog *self)
{
  GezinUuid request;

  return gezin_erase_form_request (self, &request)
         && gezin_pills_is_chosen (GEZIN_PILLS (self->answer), REFUSE);
}

char *
gezin_erase_form_why (GezinEraseDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->why));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* Of the scope: nothing is named for the whole dossier. */
static void
fill_scope (GezinEraseDialog *self, GezinJob *job)
{
  g_autofree char *scope = chosen (self->scope);
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  if (strcmp (scope, RECORD) == 0)
    job->names[GEZIN_ERASE_RECORD] = g_strdup (gezin_uuid_write (&self->record, id));
  else if (strcmp (scope, WHOLE) != 0)
    job->names[GEZIN_ERASE_PERSON] = g_steal_pointer (&scope);
}

void
gezin_erase_form_fill (GezinEraseDialog *self, GezinJob *job)
{
  g_autofree char *request = chosen (self->request);
  g_autofree char *reason = chosen (self->reason);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->names[GEZIN_ERASE_REQUEST] = g_steal_pointer (&request);
  if (gezin_erase_form_is_refusal (self))
    {
      job->names[GEZIN_ERASE_PERSON] = chosen (self->other);
      job->text = gezin_erase_form_why (self);
      return;
    }
  fill_scope (self, job);
  job->text = reason[0] != '\0' ? g_steal_pointer (&reason) : NULL;
}

/* What fits the choices. */

gboolean
gezin_erase_form_has_scope (GezinEraseDialog *self)
{
  g_autofree char *scope = chosen (self->scope);

  return scope[0] != '\0';
}

static gboolean
can_go (GezinEraseDialog *self)
{
  g_autofree char *reason = chosen (self->reason);
  g_autofree char *why = gezin_erase_form_why (self);

  if (self->is_busy)
    return FALSE;
  if (gezin_erase_form_is_refusal (self))
    return why[0] != '\0';
  return self->is_seen && reason[0] != '\0' && is_word_typed (self);
}

void
gezin_erase_form_refresh (GezinEraseDialog *self)
{
  gboolean is_refusal = gezin_erase_form_is_refusal (self);
  const char *label = is_refusal ? _ ("Refuse the request") : _ ("Erase for good");
  GezinUuid request;

  gtk_widget_set_visible (self->answer_box, gezin_erase_form_request (self, &request));
  gtk_widget_set_visible (self->scope_box,
                          !is_refusal && gezin_pills_n (GEZIN_PILLS (self->scope)) > 1);
  gtk_widget_set_visible (self->erase_box, !is_refusal && gezin_erase_form_has_scope (self));
  gtk_widget_set_visible (self->refuse_box, is_refusal);
  gtk_button_set_label (GTK_BUTTON (self->go), label);
  gezin_access_name (self->go, label);
  gtk_widget_remove_css_class (self->go, is_refusal ? "destructive-action" : "suggested-action");
  gtk_widget_add_css_class (self->go, is_refusal ? "suggested-action" : "destructive-action");
  gtk_widget_set_sensitive (self->go, can_go (self));
  gtk_widget_set_sensitive (self->stay, !self->is_busy);
  gtk_widget_set_visible (self->spinner, self->is_busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->is_busy);
}

void
gezin_erase_form_say (GezinEraseDialog *self, const char *sentence)
{
  gtk_label_set_text (GTK_LABEL (self->problem), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->problem), sentence != NULL);
}

/* Another choice: what was typed to be sure was typed for another preview. */
static void
scope_cb (GezinEraseDialog *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->word), "");
  gezin_erase_form_say (self, NULL);
  gezin_erase_dialog_preview (self);
  gezin_erase_form_refresh (self);
}

void
gezin_erase_form_choose (GezinEraseDialog *self)
{
  GezinUuid request;

  if (gezin_erase_form_request (self, &request))
    gezin_pills_set_chosen (GEZIN_PILLS (self->reason), REASON_REQUEST, TRUE);
  scope_cb (self);
}

static void
edited_cb (GezinEraseDialog *self)
{
  gezin_erase_form_say (self, NULL);
  gezin_erase_form_refresh (self);
}

/* The parts of the form. */

static GtkWidget *
part_new (GtkWidget *above, const char *title, const char *text)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);

  gtk_box_append (GTK_BOX (box), gezin_text_new (title, "strong"));
  if (text != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (text, "dim small"));
  gtk_box_append (GTK_BOX (above), box);
  return box;
}

static GtkWidget *
add_pills (GezinEraseDialog *self, GtkWidget *box, const char *name, gboolean must_choose,
           void (*edited) (GezinEraseDialog *self))
{
  GtkWidget *pills = gezin_pills_new (FALSE, must_choose);

  gezin_access_name (pills, name);
  g_signal_connect_swapped (pills, "edited", G_CALLBACK (edited), self);
  gtk_box_append (GTK_BOX (box), pills);
  return pills;
}

static void
add_people (GezinEraseDialog *self, GtkWidget *pills, const char *format)
{
  g_autoptr (GPtrArray) people = gezin_session_leading_records (self->dossier, GEZIN_KIND_PERSON);

  for (guint i = 0; i < people->len; i++)
    {
      const GezinRecord *person = people->pdata[i];
      g_autofree char *called = gezin_reading_call_name (person);
      g_autofree char *label = g_strdup_printf (format, called);
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_pills_add (GEZIN_PILLS (pills), gezin_uuid_write (&person->id, id), label, NULL);
    }
}

static void
build_request (GezinEraseDialog *self, GtkWidget *page)
{
  self->request_box = part_new (page, _ ("A request of the family waits for an answer"), NULL);
  self->request =
      add_pills (self, self->request_box, _ ("A request of the family waits for an answer"), FALSE,
                 gezin_erase_form_choose);
  for (guint i = 0; i < self->requests->len; i++)
    {
      const GezinErasureRequest *request = self->requests->pdata[i];
      char id[GEZIN_UUID_TEXT_LENGTH + 1];

      gezin_pills_add (GEZIN_PILLS (self->request), gezin_uuid_write (&request->record, id),
                       request->title, NULL);
    }
  gtk_widget_set_visible (self->request_box, self->requests->len > 0);
  self->answer_box = part_new (page, _ ("What is the answer?"), NULL);
  self->answer = add_pills (self, self->answer_box, _ ("What is the answer?"), TRUE, scope_cb);
  gezin_pills_add (GEZIN_PILLS (self->answer), GRANT, _ ("Yes, it is erased"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->answer), REFUSE, _ ("No, it is refused"), NULL);
  gezin_pills_set_chosen (GEZIN_PILLS (self->answer), GRANT, TRUE);
}

static gboolean
is_person (GezinEraseDialog *self)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, &self->record);

  return record != NULL && record->kind == GEZIN_KIND_PERSON;
}

static void
build_scope (GezinEraseDialog *self, GtkWidget *page)
{
  GezinPills *pills;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];

  self->scope_box = part_new (page, _ ("What is to be erased?"), NULL);
  self->scope = add_pills (self, self->scope_box, _ ("What is to be erased?"), TRUE, scope_cb);
  pills = GEZIN_PILLS (self->scope);
  if (!self->has_record)
    {
      gezin_pills_add (pills, WHOLE, _ ("The whole dossier"), NULL);
      /* Translators: %s is what a person is called. */
      add_people (self, self->scope, _ ("All about %s"));
      if (self->is_whole || gezin_pills_n (pills) == 1)
        gezin_pills_set_chosen (pills, WHOLE, TRUE);
      return;
    }
  gezin_pills_add (pills, RECORD, _ ("Only this"), NULL);
  gezin_pills_set_chosen (pills, RECORD, TRUE);
  if (is_person (self))
    gezin_pills_add (pills, gezin_uuid_write (&self->record, id),
                     _ ("All that is about this person alone"), NULL);
}

static void
build_reason (GezinEraseDialog *self, GtkWidget *page, const char *reason)
{
  g_autoptr (GPtrArray) reasons = gezin_session_erasure_reasons (self->session);
  GtkWidget *box =
      part_new (page, _ ("Why?"), _ ("This stays in the register of what was erased."));

  self->reason = add_pills (self, box, _ ("Why?"), TRUE, edited_cb);
  for (guint i = 0; i < reasons->len; i++)
    {
      const GezinChoice *choice = reasons->pdata[i];

      gezin_pills_add (GEZIN_PILLS (self->reason), choice->code, choice->label, NULL);
    }
  if (reason != NULL)
    gezin_pills_set_chosen (GEZIN_PILLS (self->reason), reason, TRUE);
}

static void
build_word (GezinEraseDialog *self, GtkWidget *page)
{
  /* Translators: %s is the word "erase" in the reader's language. */
  g_autofree char *text = g_strdup_printf (_ ("Type the word “%s”."), word_to_type ());
  GtkWidget *box = part_new (page, _ ("Are you sure? It cannot be undone."), text);

  self->word = gtk_entry_new ();
  gezin_access_name (self->word, text);
  gtk_box_append (GTK_BOX (box), self->word);
  g_signal_connect_swapped (self->word, "changed", G_CALLBACK (edited_cb), self);
}

static void
build_refusal (GezinEraseDialog *self, GtkWidget *page)
{
  GtkWidget *prose = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "prose");
  GtkWidget *box;

  self->refuse_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, NULL);
  box = part_new (self->refuse_box, _ ("Why not?"),
                  _ ("The family reads this as the answer. It is kept in the dossier. Nothing is "
                     "erased."));
  self->why = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->why), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->why), FALSE);
  gtk_widget_set_size_request (self->why, -1, (int) (5.5 * gezin_em (self->why)));
  gezin_access_name (self->why, _ ("Why not?"));
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->why)), "changed",
                            G_CALLBACK (edited_cb), self);
  gtk_box_append (GTK_BOX (prose), self->why);
  gtk_box_append (GTK_BOX (box), prose);
  box = part_new (self->refuse_box, _ ("Whose interest forbids it?"),
                  _ ("May stay empty. It stands in the log and not in the answer, since the answer "
                     "goes to who asked."));
  self->other = add_pills (self, box, _ ("Whose interest forbids it?"), FALSE, edited_cb);
  add_people (self, self->other, "%s");
  gtk_box_append (GTK_BOX (page), self->refuse_box);
}

/* The frame. */

static GtkWidget *
build_problem (GezinEraseDialog *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "wait-card");

  self->problem = gezin_text_new (NULL, NULL);
  gtk_widget_set_hexpand (self->problem, TRUE);
  gtk_box_append (GTK_BOX (box), gezin_icon_new ("gezin-warning-symbolic", NULL));
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static GtkWidget *
build_foot (GezinEraseDialog *self)
{
  GtkWidget *foot = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "bottom-bar");
  GtkWidget *cancel = gtk_button_new_with_label (C_ ("verb", "Cancel"));
  GtkWidget *space = gtk_label_new (NULL);

  self->spinner = gtk_spinner_new ();
  self->go = gtk_button_new_with_label (_ ("Erase for good"));
  gezin_access_name (cancel, C_ ("verb", "Cancel"));
  gezin_access_name (self->spinner, _ ("Erasing…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  gtk_widget_set_hexpand (space, TRUE);
  g_signal_connect_swapped (self->go, "clicked", G_CALLBACK (gezin_erase_dialog_go), self);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), space);
  gtk_box_append (GTK_BOX (foot), self->spinner);
  gtk_box_append (GTK_BOX (foot), self->go);
  return foot;
}

static GtkWidget *
build_page (GezinEraseDialog *self, const char *reason)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 18, "page");
  const GezinRecord *record =
      self->has_record ? gezin_dossier_find (self->dossier, &self->record) : NULL;
  g_autofree char *title = NULL;

  if (record != NULL)
    title = gezin_session_record_title (self->session, self->dossier, record);
  else
    title =
        g_strdup (self->has_record ? _ ("No longer shared") : gezin_reading_name (self->dossier));

  gtk_box_append (GTK_BOX (page), gezin_text_new (title, "page-title"));
  gtk_box_append (GTK_BOX (page),
                  gezin_text_new (_ ("What is erased is gone for good. You cannot put it back, no "
                                     "colleague can, and this program's backups on this laptop "
                                     "are made anew without it."),
                                  NULL));
  build_request (self, page);
  build_scope (self, page);
  self->erase_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 18, NULL);
  self->preview = gezin_erase_preview_new ();
  gtk_box_append (GTK_BOX (self->erase_box), self->preview);
  build_reason (self, self->erase_box, reason);
  build_word (self, self->erase_box);
  gtk_box_append (GTK_BOX (page), self->erase_box);
  build_refusal (self, page);
  gtk_box_append (GTK_BOX (page), build_problem (self));
  return page;
}

void
gezin_erase_form_build (GezinEraseDialog *self, const char *reason)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *bar = adw_header_bar_new ();

  gtk_widget_add_css_class (bar, "flat");
  self->stay = build_page (self, reason);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), gezin_scrolled_new (self->stay));
  gtk_box_append (GTK_BOX (box), build_foot (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gezin_erase_form_refresh (self);
}
