/* SPDX-License-Identifier: EUPL-1.2 */

/* One dossier: its pages, and the sheet of one record.
 *
 * Invariants:
 * 1. All pages show one and the same dossier object; the next one replaces it in all of them.
 * 2. A dossier counts as opened (and is in the audit) once, when it comes on screen. */

#include "dossier/dossier-page-private.h"

#include "bundles/received-page.h"
#include "dossier/consent-page.h"
#include "dossier/data-page.h"
#include "dossier/family-card.h"
#include "dossier/history-page.h"
#include "dossier/journal-page.h"
#include "dossier/overview-page.h"
#include "dossier/preview-page.h"
#include "dossier/reading.h"
#include "dossier/versions-page.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "record/record-sheet.h"
#include "review/review-page.h"
#include "session/exchange.h"
#include "sharing/ledger-page.h"
#include "thinking/analysis-page.h"
#include "thinking/conference-page.h"
#include "thinking/steps-page.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GezinDossierPage, gezin_dossier_page, ADW_TYPE_BIN)

enum { SHOWN, COUNTED, SECTION, GONE, N_SIGNALS };
static guint signals[N_SIGNALS];

const char *
gezin_dossier_page_section (GezinDossierPage *page)
{
  const char *name = gtk_stack_get_visible_child_name (GTK_STACK (page->stack));

  return name != NULL ? name : "overview";
}

void
gezin_dossier_page_show_section (GezinDossierPage *page, const char *section)
{
  gezin_dossier_page_choose_tab (page, section);
  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), section);
  g_signal_emit (page, signals[SECTION], 0, section);
}

void
gezin_dossier_page_show_kind (GezinDossierPage *page, const char *kind)
{
  gezin_dossier_page_show_section (page, "data");
  gezin_data_page_show_kind (GEZIN_DATA_PAGE (page->data), kind);
}

/* Showing. */

static void
show_overview (GezinDossierPage *self)
{
  adw_bin_set_child (
      ADW_BIN (self->overview),
      gezin_overview_page_new (self->session, self->dossier, self->drafts, self->frozen));
}

static void
show_dossier (GezinDossierPage *self, GezinDossier *dossier, GPtrArray *drafts, GPtrArray *frozen)
{
  g_autofree char *subtitle = gezin_family_card_subtitle (self->session, dossier);

  gezin_dossier_ref (dossier);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  self->dossier = dossier;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = drafts != NULL ? g_ptr_array_ref (drafts) : NULL;
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  self->frozen = g_ptr_array_ref (frozen);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->title), gezin_reading_name (dossier));
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->title), subtitle);
  show_overview (self);
  gezin_data_page_show (GEZIN_DATA_PAGE (self->data), dossier, frozen);
  gezin_thought_page_show (GEZIN_THOUGHT_PAGE (self->analysis), dossier);
  gezin_thought_page_show (GEZIN_THOUGHT_PAGE (self->steps), dossier);
  gezin_journal_page_show (GEZIN_JOURNAL_PAGE (self->journal), dossier, frozen);
  gezin_conference_page_show (GEZIN_CONFERENCE_PAGE (self->conference), dossier);
  gezin_consent_page_show (GEZIN_CONSENT_PAGE (self->consent), dossier);
  gezin_preview_page_show (GEZIN_PREVIEW_PAGE (self->preview), dossier);
  gezin_received_page_show (GEZIN_RECEIVED_PAGE (self->received), dossier);
  gezin_ledger_page_show (GEZIN_LEDGER_PAGE (self->ledger), dossier);
  gezin_review_page_show (GEZIN_REVIEW_PAGE (self->review), dossier);
  gezin_versions_page_show (GEZIN_VERSIONS_PAGE (self->versions), dossier);
  gezin_history_page_show (GEZIN_HISTORY_PAGE (self->history), dossier);
  g_signal_emit (self, signals[SHOWN], 0);
}

static void
sheet_closed_cb (GezinDossierPage *self)
{
  gezin_dossier_page_show_sheet (self, FALSE);
  gezin_dossier_page_refresh (self);
}

/* Reading. */

static gboolean
read_dossier (GezinSession *session, GezinJob *job, GError **error)
{
  job->opened = job->flag ? gezin_session_open (session, &job->dossier, error)
                          : gezin_session_read (session, &job->dossier, error);
  if (job->opened == NULL)
    return FALSE;
  job->more = gezin_session_drafts (session, &job->dossier, error);
  job->rows = job->more != NULL ? gezin_session_frozen (session, &job->dossier, error) : NULL;
  return job->rows != NULL;
}

static gboolean
has_id (const GezinUuid *id)
{
  static const GezinUuid none = { { 0 } };

  return !gezin_uuid_equal (id, &none);
}

static void
opened_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDossierPage *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  if (!gezin_uuid_equal (&self->wanted, &job->dossier))
    return;
  show_dossier (self, job->opened, job->more, job->rows);
  gezin_dossier_page_show_section (self, job->text != NULL ? job->text : "overview");
  if (has_id (&job->record))
    gezin_dossier_page_open_record (self, &job->record);
}

void
gezin_dossier_page_open (GezinDossierPage *page, const GezinUuid *dossier, const GezinUuid *record,
                         const char *section)
{
  GezinJob *job;

  if (page->dossier != NULL && gezin_uuid_equal (gezin_dossier_id (page->dossier), dossier))
    {
      page->wanted = *dossier;
      if (section != NULL)
        gezin_dossier_page_show_section (page, section);
      if (record != NULL)
        gezin_dossier_page_open_record (page, record);
      return;
    }
  gezin_dossier_page_close_record (page);
  page->wanted = *dossier;
  job = gezin_job_new (page, read_dossier, opened_cb);
  job->dossier = *dossier;
  if (record != NULL)
    job->record = *record;
  job->text = g_strdup (section);
  job->flag = TRUE;
  gezin_job_start (job, page->session);
}

static void
refreshed_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDossierPage *self = owner;

  if (self->dossier == NULL || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  if (error != NULL)
    {
      if (gezin_session_is_gone (error))
        g_signal_emit (self, signals[GONE], 0);
      return;
    }
  if (self->dossier != job->opened)
    {
      show_dossier (self, job->opened, job->more, job->rows);
      gezin_record_sheet_refresh (GEZIN_RECORD_SHEET (self->sheet), job->opened, job->rows);
      return;
    }
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = g_ptr_array_ref (job->more);
  show_overview (self);
}

void
gezin_dossier_page_refresh (GezinDossierPage *page)
{
  GezinJob *job;

  if (page->dossier == NULL)
    return;
  job = gezin_job_new (page, read_dossier, refreshed_cb);
  job->dossier = *gezin_dossier_id (page->dossier);
  gezin_job_start (job, page->session);
}

static gboolean
read_newest_draft (GezinSession *session, GezinJob *job, GError **error)
{
  g_autoptr (GPtrArray) drafts = gezin_session_drafts (session, NULL, error);
  gint64 newest = G_MININT64;

  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < drafts->len; i++)
    {
      const GezinDraft *draft = drafts->pdata[i];

      if (draft->time <= newest)
        continue;
      newest = draft->time;
      job->dossier = draft->dossier;
      job->record = draft->record;
    }
  job->count = drafts->len;
  return TRUE;
}

static void
newest_draft_cb (gpointer owner, GezinJob *job, const GError *error)
{
  char dossier[GEZIN_UUID_TEXT_LENGTH + 1];
  char record[GEZIN_UUID_TEXT_LENGTH + 1];

  if (error == NULL && job->count > 0)
    gtk_widget_activate_action (owner, "win.open-found", "(ss)",
                                gezin_uuid_write (&job->dossier, dossier),
                                gezin_uuid_write (&job->record, record));
}

void
gezin_dossier_page_open_newest_draft (GezinDossierPage *page)
{
  gezin_job_start (gezin_job_new (page, read_newest_draft, newest_draft_cb), page->session);
}

/* Undo. */

static gboolean
undo (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_undo (session, &job->dossier, &job->count, &job->rows, &job->commit, error);
}

static void
undone_cb (gpointer owner, GezinJob *job, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  if (job->rows != NULL && job->rows->len > 0)
    text = g_strdup (_ ("Undone, except where somebody wrote after you."));
  else
    text = g_strdup_printf (ngettext ("Undone: %u field is as it was.",
                                      "Undone: %u fields are as they were.", job->count),
                            job->count);
  gezin_say (owner, text, FALSE);
}

void
gezin_dossier_page_undo (GezinDossierPage *page)
{
  GezinJob *job;

  if (page->dossier == NULL)
    return;
  job = gezin_job_new (page, undo, undone_cb);
  job->dossier = *gezin_dossier_id (page->dossier);
  gezin_job_start (job, page->session);
}

/* Building. */

static void
counted_cb (GezinDossierPage *self, guint n)
{
  g_signal_emit (self, signals[COUNTED], 0, n);
}

static void
build_pages (GezinDossierPage *self)
{
  self->overview = adw_bin_new ();
  self->data = gezin_data_page_new (self->session);
  self->analysis = gezin_analysis_page_new (self->session);
  self->steps = gezin_steps_page_new (self->session);
  self->journal = gezin_journal_page_new (self->session);
  self->conference = gezin_conference_page_new (self->session);
  self->consent = gezin_consent_page_new (self->session);
  self->preview = gezin_preview_page_new (self->session);
  self->received = gezin_received_page_new (self->session);
  self->ledger = gezin_ledger_page_new (self->session);
  self->review = gezin_review_page_new (self->session);
  self->versions = gezin_versions_page_new (self->session);
  self->history = gezin_history_page_new (self->session);
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->overview), "overview");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->data), "data");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->analysis), "analysis");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->steps), "steps");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->journal), "journal");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->conference), "conference");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->consent), "consent");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->preview), "preview");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->received), "received");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->ledger), "ledger");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->review), "review");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->versions), "versions");
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_pane_new (self->history), "history");
  for (GtkWidget *page = gtk_widget_get_first_child (self->stack); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    gezin_access_page (page);
  g_signal_connect_swapped (self->versions, "counted", G_CALLBACK (counted_cb), self);
  self->sheet = gezin_record_sheet_new (self->session);
  gezin_access_page (self->sheet);
  g_signal_connect_swapped (self->sheet, "closed", G_CALLBACK (sheet_closed_cb), self);
  adw_flap_set_flap (ADW_FLAP (self->flap), gezin_pane_new (self->sheet));
}

static void
gezin_dossier_page_dispose (GObject *object)
{
  GezinDossierPage *self = GEZIN_DOSSIER_PAGE (object);

  g_clear_handle_id (&self->tab_source, g_source_remove);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_dossier_page_parent_class)->dispose (object);
}

static void
gezin_dossier_page_class_init (GezinDossierPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_dossier_page_dispose;
  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SECTION] = g_signal_new ("section", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[GONE] = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/nl/gezinsdossier/Gezinsdossier/dossier/dossier-page.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, GezinDossierPage, name)
  CHILD (flap);
  CHILD (header);
  CHILD (title);
  CHILD (back);
  CHILD (enter);
  CHILD (undo);
  CHILD (menu);
  CHILD (note);
  CHILD (note_label);
  CHILD (stack);
  CHILD (tabs);
  CHILD (tabs_frame);
#undef CHILD
}

static void
gezin_dossier_page_init (GezinDossierPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gezin_access_name (self->back, C_ ("verb", "Back"));
  gezin_access_name (self->undo, _ ("Undo the last change"));
  gtk_widget_set_tooltip_text (self->undo, _ ("Undo the last change"));
  gezin_access_name (self->menu, _ ("Main menu"));
  gezin_access_name (self->note, _ ("Quick note"));
  gtk_widget_set_tooltip_text (self->note, _ ("Quick note (Ctrl+J)"));
  gezin_access_name (self->enter, _ ("Open dossier"));
  gezin_dossier_page_build_tabs (self);
}

GtkWidget *
gezin_dossier_page_new (GezinSession *session, GMenuModel *menu)
{
  GezinDossierPage *self = g_object_new (GEZIN_TYPE_DOSSIER_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
  build_pages (self);
  return GTK_WIDGET (self);
}
