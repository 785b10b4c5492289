/* SPDX-License-Identifier: EUPL-1.2 */

/* A conference about the family. Who is chosen as the one who reads along decides what is on it: then it
 * is what was made for them, not what is here.
 *
 * Invariants:
 * 1. What was read for somebody is not kept on screen for another: each choice is read anew.
 * 2. What stays, and why, is not shown before somebody says that nobody looks along; so what the rules
 *    leave to a person is not either.
 * 3. What is saved is what is on screen: after a tick the minutes are made anew, and until they are there
 *    are none to save. */

#include "thinking/conference-page.h"

#include "bundles/judge.h"
#include "dossier/preview-lists.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/drop-down.h"
#include "parts/fault.h"
#include "parts/outcome.h"
#include "parts/picked.h"
#include "parts/wrap.h"
#include "session/when.h"
#include "thinking/conference-answer.h"
#include "thinking/conference-parts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define COLUMNS_LEAST 88

struct _GezinConferencePage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier; /* (nullable) */
  GPtrArray *held; /* (nullable) GezinRecord, of @dossier: conferences */
  GPtrArray *people; /* (nullable) GezinRecord, of @dossier: who was there */
  GezinUuid contact; /* chosen */
  GezinUuid whom; /* chosen */
  gboolean has_contact;
  gboolean has_whom;
  gboolean is_read;
  gboolean is_filling;
  guint n_asked;
  char *text; /* (nullable): the minutes on screen, as a file */

  GtkWidget *which;
  GtkWidget *for_whom;
  GtkWidget *choices;
  GtkWidget *content;

  /* (nullable): of @content. */
  GtkWidget *agenda;
  GtkWidget *minutes;
  GtkWidget *outcome;
  GtkWidget *judge; /* GezinJudge: what the rules leave to a person */
  GtkWidget *staying; /* where what stays comes */
};

G_DEFINE_FINAL_TYPE (GezinConferencePage, gezin_conference_page, ADW_TYPE_BIN)

static void read_when_shown (GezinConferencePage *self);
static void show_agenda (GezinConferencePage *self, const GezinConferenceReading *shown);
static void show_minutes (GezinConferencePage *self, const GezinConferenceReading *shown);

static char *
id_text (const GezinUuid *id)
{
  char text[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_strdup (gezin_uuid_write (id, text));
}

static const GezinRecord *
chosen_person (GezinConferencePage *self)
{
  return self->has_whom ? gezin_dossier_find (self->dossier, &self->whom) : NULL;
}

static char *
chosen_name (GezinConferencePage *self)
{
  const GezinRecord *record = chosen_person (self);

  return record != NULL ? gezin_session_record_title (self->session, self->dossier, record) : NULL;
}

static GezinJob *
job_new (GezinConferencePage *self, GezinJobRun run, GezinJobDone done)
{
  GezinJob *job = gezin_job_new (self, run, done);
  const GezinRecord *person = chosen_person (self);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->names[0] = self->has_contact ? id_text (&self->contact) : NULL;
  job->names[1] = person != NULL ? id_text (&person->id) : NULL;
  if (person != NULL && person->kind == GEZIN_KIND_PROFESSIONAL)
    job->names[2] = g_strdup (gezin_record_value (person, GEZIN_FIELD_PROFESSIONAL_ORGANISATION));
  job->count = self->n_asked;
  return job;
}

/* What stays. */

static void
fault_in (GtkWidget *box, const GError *error)
{
  g_autofree char *sentence = gezin_session_window_sentence (error);

  gezin_box_clear (box);
  gtk_box_append (GTK_BOX (box), gezin_text_new (sentence, "late"));
}

static void
show_staying (GezinConferencePage *self, GezinSharingAnswer **staying)
{
  GezinSharingAnswer *answer = g_steal_pointer (staying);

  gezin_box_clear (self->staying);
  gezin_judge_show (GEZIN_JUDGE (self->judge), self->dossier, answer);
  if (answer->withheld->len == 0)
    gtk_box_append (GTK_BOX (self->staying),
                    gezin_text_new (_ ("Nothing of these minutes stays here."), NULL));
  else
    gtk_box_append (GTK_BOX (self->staying), gezin_preview_staying_new (answer, TRUE));
  g_object_set_data_full (G_OBJECT (self->staying), "answer", answer,
                          (GDestroyNotify) gezin_sharing_answer_free);
}

static void
staying_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConferencePage *self = owner;
  GezinConferenceAnswer *answer = job->result;

  if (job->count != self->n_asked || self->staying == NULL)
    return;
  if (error != NULL)
    fault_in (self->staying, error);
  else
    show_staying (self, &answer->staying);
}

static void
show_staying_cb (GezinConferencePage *self)
{
  gezin_job_start (job_new (self, gezin_conference_read_staying, staying_cb), self->session);
}

/* Invariant 3. */
static void
judged_again_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConferencePage *self = owner;
  GezinConferenceAnswer *answer = job->result;

  if (job->count != self->n_asked || self->staying == NULL)
    return;
  if (error != NULL)
    {
      fault_in (self->minutes, error);
      return;
    }
  show_agenda (self, answer->shown);
  show_minutes (self, answer->shown);
  show_staying (self, &answer->staying);
}

static void
judged_cb (GezinConferencePage *self)
{
  GezinJob *job;

  self->n_asked++;
  g_clear_pointer (&self->text, g_free);
  job = job_new (self, gezin_conference_read_judged, judged_again_cb);
  job->ids = gezin_judge_confirmed (GEZIN_JUDGE (self->judge));
  gezin_job_start (job, self->session);
}

static void
add_staying (GezinConferencePage *self, GtkWidget *box)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Nobody looks along: show it"));

  self->staying = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  self->judge = gezin_judge_new (self->session);
  g_signal_connect_swapped (self->judge, "judged", G_CALLBACK (judged_cb), self);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, _ ("Nobody looks along: show it"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (show_staying_cb), self);
  gtk_box_append (GTK_BOX (box), self->judge);
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("What stays here, and why"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (self->staying),
                  gezin_text_new (_ ("The minutes do not say that anything stays here. Why it does "
                                     "is for your eyes alone."),
                                  "dim small"));
  gtk_box_append (GTK_BOX (self->staying), button);
  gtk_box_append (GTK_BOX (box), self->staying);
}

/* Saving. */

static gboolean
write_minutes (GezinSession *session, GezinJob *job, GError **error)
{
  return g_file_replace_contents (job->file, job->text, strlen (job->text), NULL, FALSE,
                                  G_FILE_CREATE_PRIVATE, NULL, job->stop, error);
}

static void
written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConferencePage *self = owner;
  g_autofree char *sentence = error != NULL ? gezin_session_window_sentence (error) : NULL;

  if (self->outcome == NULL || job->count != self->n_asked)
    return;
  gezin_outcome_show (self->outcome, error == NULL,
                      error != NULL ? sentence
                      : job->flag
                          ? _ ("The file is there. Hand it to them yourself, in a safe way.")
                          : _ ("The file is there. All of it stands in it: keep it in the "
                               "team."));
}

static void
picked_cb (GtkNativeDialog *dialog, int response, GezinConferencePage *self)
{
  g_autoptr (GFile) file = gezin_picked_file (dialog, response);
  GezinJob *job;

  if (file == NULL || self->text == NULL)
    return;
  job = gezin_job_new (self, write_minutes, written_cb);
  job->file = g_steal_pointer (&file);
  job->text = g_strdup (self->text);
  job->count = self->n_asked;
  job->flag = self->has_whom;
  gezin_job_start (job, self->session);
}

static void
save_cb (GezinConferencePage *self)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      _ ("Where should the minutes go?"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
      GTK_FILE_CHOOSER_ACTION_SAVE, C_ ("verb", "Keep"), C_ ("verb", "Cancel"));
  /* Translators: the beginning of the name of a file; it names nobody. */
  g_autofree char *name = g_strdup_printf ("%s.txt", _ ("minutes"));

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (picked_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
add_saving (GezinConferencePage *self, const GezinConferenceReading *reading, GtkWidget *box)
{
  g_autofree char *name = chosen_name (self);
  GtkWidget *button = gtk_button_new_with_label (_ ("Save these minutes…"));
  GDate day;

  gezin_clock_today (gezin_session_clock (self->session), &day);
  self->text = gezin_conference_text (reading, name, &day);
  self->outcome = gezin_outcome_new ();
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, _ ("Save these minutes…"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (box), self->outcome);
  gtk_box_append (GTK_BOX (box), button);
}

/* The page. */

static void
clear (GezinConferencePage *self)
{
  g_clear_pointer (&self->text, g_free);
  self->agenda = self->minutes = self->outcome = self->judge = self->staying = NULL;
  gezin_box_clear (self->content);
}

static void
show_agenda (GezinConferencePage *self, const GezinConferenceReading *shown)
{
  g_autofree char *name = chosen_name (self);
  GDate today;

  gezin_clock_today (gezin_session_clock (self->session), &today);
  gezin_box_clear (self->agenda);
  gezin_conference_add_agenda (shown->agenda, name, &today, self->agenda);
}

static void
show_minutes (GezinConferencePage *self, const GezinConferenceReading *shown)
{
  g_autofree char *name = chosen_name (self);
  /* Translators: %s is a person or a professional. */
  g_autofree char *title = name != NULL ? g_strdup_printf (_ ("Minutes, as %s may have them"), name)
                                        : g_strdup (_ ("Minutes, as you see them"));

  g_clear_pointer (&self->text, g_free);
  self->outcome = NULL;
  gezin_box_clear (self->minutes);
  gtk_box_append (GTK_BOX (self->minutes), gezin_section_new (title, NULL, NULL, NULL));
  if (shown->lines->len > 0)
    {
      gezin_conference_add_lines (shown, self->minutes);
      add_saving (self, shown, self->minutes);
    }
  else
    gtk_box_append (GTK_BOX (self->minutes),
                    gezin_text_new (_ ("Nothing of these minutes may go to them."), NULL));
}

static void
fill_people (GezinConferencePage *self, const GezinConferenceReading *all)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_clear_pointer (&self->people, g_ptr_array_unref);
  self->people = g_ptr_array_new ();
  gtk_string_list_append (names, _ ("Yourself: all that is here"));
  for (guint i = 0; all != NULL && i < all->participants->len; i++)
    {
      const GezinParticipant *one = all->participants->pdata[i];
      GezinRecord *record = (GezinRecord *) gezin_dossier_find (self->dossier, &one->record);

      if (record == NULL)
        continue;
      gtk_string_list_append (names, one->title);
      g_ptr_array_add (self->people, record);
      if (self->has_whom && gezin_uuid_equal (&self->whom, &record->id))
        chosen = self->people->len;
    }
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->for_whom), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->for_whom), chosen);
  self->is_filling = FALSE;
}

static void
show_answer (GezinConferencePage *self, const GezinConferenceAnswer *answer)
{
  GtkWidget *beside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);

  self->agenda = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  show_agenda (self, answer->shown);
  if (!self->has_contact)
    gezin_conference_add_none (beside);
  else
    {
      if (!self->has_whom)
        gezin_conference_add_participants (self->session, answer->shown, beside);
      self->minutes = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
      gtk_box_append (GTK_BOX (beside), self->minutes);
      show_minutes (self, answer->shown);
      if (self->has_whom)
        add_staying (self, beside);
    }
  gtk_box_append (GTK_BOX (self->content),
                  gezin_columns_new (self->agenda, beside, COLUMNS_LEAST, 0.45));
}

static void
again_cb (GezinConferencePage *self)
{
  self->is_read = FALSE;
  read_when_shown (self);
}

/* Who was there is known of the minutes that the worker sees. */
static const GezinConferenceReading *
all_of (const GezinConferenceAnswer *answer)
{
  return answer->all != NULL ? answer->all : answer->shown;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConferencePage *self = owner;
  const GezinConferenceAnswer *answer = job->result;

  if (job->count != self->n_asked)
    return;
  clear (self);
  if (answer != NULL && all_of (answer) != NULL)
    fill_people (self, self->has_contact ? all_of (answer) : NULL);
  if (error != NULL)
    gezin_fault_show (self->content, error, G_CALLBACK (again_cb), self);
  else if (answer != NULL && answer->shown != NULL)
    show_answer (self, answer);
}

static void
read_when_shown (GezinConferencePage *self)
{
  if (self->is_read || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !gezin_session_is_unlocked (self->session))
    return;
  self->is_read = TRUE;
  self->n_asked++;
  if (gtk_widget_get_first_child (self->content) == NULL)
    gtk_box_append (GTK_BOX (self->content), gezin_wait_new ());
  gezin_job_start (job_new (self, gezin_conference_read, read_cb), self->session);
}

/* Choosing. */

static void
which_cb (GezinConferencePage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->which));

  if (self->is_filling || self->held == NULL || chosen >= self->held->len)
    return;
  self->contact = ((const GezinRecord *) self->held->pdata[chosen])->id;
  self->has_whom = FALSE;
  self->is_read = FALSE;
  clear (self);
  read_when_shown (self);
}

static void
for_whom_cb (GezinConferencePage *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->for_whom));

  if (self->is_filling || self->people == NULL || chosen > self->people->len)
    return;
  self->has_whom = chosen > 0;
  if (self->has_whom)
    self->whom = ((const GezinRecord *) self->people->pdata[chosen - 1])->id;
  self->is_read = FALSE;
  clear (self);
  read_when_shown (self);
}

static void
fill_held (GezinConferencePage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  g_clear_pointer (&self->held, g_ptr_array_unref);
  self->held = gezin_conference_list (self->dossier);
  for (guint i = 0; i < self->held->len; i++)
    {
      const GezinRecord *record = self->held->pdata[i];
      g_autofree char *when =
          gezin_session_field_text (self->session, self->dossier, record, GEZIN_FIELD_CONTACT_WHEN);

      gtk_string_list_append (names, when != NULL ? when : _ ("without a day"));
      if (self->has_contact && gezin_uuid_equal (&record->id, &self->contact))
        chosen = i;
    }
  self->has_contact = self->held->len > 0;
  if (self->has_contact)
    self->contact = ((const GezinRecord *) self->held->pdata[chosen])->id;
  if (!self->has_contact || chosen_person (self) == NULL)
    self->has_whom = FALSE;
  self->is_filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->which), G_LIST_MODEL (names));
  if (self->has_contact)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->which), chosen);
  self->is_filling = FALSE;
  gtk_widget_set_visible (self->choices, self->has_contact);
}

void
gezin_conference_page_show (GezinConferencePage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  /* Both hold records of the dossier that goes. */
  g_clear_pointer (&page->people, g_ptr_array_unref);
  g_clear_pointer (&page->held, g_ptr_array_unref);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (is_other)
    {
      clear (page);
      page->has_contact = FALSE;
      page->has_whom = FALSE;
    }
  page->n_asked++;
  fill_held (page);
  page->is_read = FALSE;
  read_when_shown (page);
}

/* What stays goes from the screen with the page. */
static void
unmapped_cb (GezinConferencePage *self)
{
  if (self->staying == NULL)
    return;
  self->n_asked++;
  clear (self);
  self->is_read = FALSE;
}

static void
gezin_conference_page_dispose (GObject *object)
{
  GezinConferencePage *self = GEZIN_CONFERENCE_PAGE (object);

  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_conference_page_parent_class)->dispose (object);
}

static void
gezin_conference_page_class_init (GezinConferencePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_conference_page_dispose;
}

static void
gezin_conference_page_init (GezinConferencePage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, "page");
  GtkWidget *clamp = adw_clamp_new ();

  self->which = gezin_drop_down_new (G_CALLBACK (which_cb), self);
  self->for_whom = gezin_drop_down_new (G_CALLBACK (for_whom_cb), self);
  self->content = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, NULL);
  self->choices = gezin_columns_new (gezin_choice_new (_ ("Which conference"), self->which),
                                     gezin_choice_new (_ ("For whom"), self->for_whom), 50, 0.5);
  gtk_box_append (GTK_BOX (page), gezin_text_new (_ ("Conference (MDO)"), "page-title"));
  gtk_box_append (GTK_BOX (page), self->choices);
  gtk_box_append (GTK_BOX (page), self->content);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), page);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
  g_signal_connect_after (self, "unmap", G_CALLBACK (unmapped_cb), NULL);
}

GtkWidget *
gezin_conference_page_new (GezinSession *session)
{
  GezinConferencePage *self = g_object_new (GEZIN_TYPE_CONFERENCE_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
