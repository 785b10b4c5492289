/* SPDX-License-Identifier: EUPL-1.2 */

/* The grid of consent, and beside it the talks of the cell that is open.
 *
 * Invariants:
 * 1. A cell that is open stays open when the dossier changes, and gets the focus back when it closes.
 * 2. How things are placed follows from the width that this page itself has: with the form of a
 *    record beside it that is little in a wide window too. */

#include "dossier/consent-page.h"

#include "dossier/consent-board.h"
#include "dossier/consent-talk.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>

#define TALK_EM 22
#define LIST_EM 19 /* below it the talk covers everything */
#define GRID_EM 34 /* below it people come one after another */
#define LEAST_WIDTH 300 /* pixels */

struct _GezinConsentPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GezinConsentGrid *grid; /* (nullable) */
  gboolean is_read; /* of this dossier */
  gboolean is_narrow;
  gboolean has_open;
  GezinUuid open[2]; /* person and recipient of the cell that is open */
  int width; /* as told last */
  guint arrange_idle;

  GtkWidget *flap;
  GtkWidget *board;
  GtkWidget *talk;
  GtkWidget *talk_title;
  GtkWidget *close;
};

G_DEFINE_FINAL_TYPE (GezinConsentPage, gezin_consent_page, ADW_TYPE_BIN)

/* Placing. */

static void
show_board (GezinConsentPage *self)
{
  gezin_consent_board_show (GEZIN_CONSENT_BOARD (self->board), self->dossier, self->grid,
                            self->is_narrow);
}

static void
mark_open (GezinConsentPage *self)
{
  gezin_consent_board_mark (GEZIN_CONSENT_BOARD (self->board),
                            self->has_open ? &self->open[0] : NULL, &self->open[1]);
}

static void
arrange (GezinConsentPage *self)
{
  double em = gezin_em (GTK_WIDGET (self));
  gboolean is_folded = self->width < (TALK_EM + LIST_EM) * em;
  double left = self->width - (self->has_open && !is_folded ? TALK_EM * em : 0);
  gboolean is_narrow = left < GRID_EM * em;

  adw_flap_set_fold_policy (ADW_FLAP (self->flap),
                            is_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  gtk_widget_set_size_request (adw_flap_get_flap (ADW_FLAP (self->flap)),
                               MIN ((int) (TALK_EM * em), MAX (self->width, LEAST_WIDTH)), -1);
  if (is_narrow == self->is_narrow)
    return;
  self->is_narrow = is_narrow;
  show_board (self);
  mark_open (self);
}

static gboolean
arrange_cb (gpointer user_data)
{
  GezinConsentPage *self = user_data;

  self->arrange_idle = 0;
  arrange (self);
  return G_SOURCE_REMOVE;
}

/* A widget may not be changed while it is given its size, hence the idle. */
static void
resized_cb (GezinConsentPage *self, int width)
{
  self->width = width;
  if (self->arrange_idle == 0)
    self->arrange_idle = g_idle_add_full (G_PRIORITY_HIGH, arrange_cb, self, NULL);
}

/* The talk. */

static void
show_talk (GezinConsentPage *self)
{
  const GezinConsentRow *row = NULL;
  const GezinConsentCell *cell =
      self->has_open ? gezin_consent_board_find (self->grid, &self->open[0], &self->open[1], &row)
                     : NULL;
  const GezinRecord *recipient;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;

  self->has_open = cell != NULL;
  mark_open (self);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), self->has_open);
  adw_bin_set_child (ADW_BIN (self->talk), NULL);
  if (cell != NULL)
    {
      recipient = gezin_dossier_find (self->dossier, &cell->recipient);
      name = recipient != NULL
                 ? gezin_session_record_title (self->session, self->dossier, recipient)
                 : g_strdup ("");
      title = g_strdup_printf ("%s → %s", row->name, name);
      gtk_label_set_text (GTK_LABEL (self->talk_title), title);
      adw_bin_set_child (ADW_BIN (self->talk),
                         gezin_consent_talk_new (self->session, self->dossier, cell));
    }
  arrange (self);
}

static void
close_cb (GezinConsentPage *self)
{
  GezinUuid open[2] = { self->open[0], self->open[1] };

  self->has_open = FALSE;
  show_talk (self);
  gezin_consent_board_focus (GEZIN_CONSENT_BOARD (self->board), &open[0], &open[1]);
}

gboolean
gezin_consent_page_close_talk (GezinConsentPage *page)
{
  if (!page->has_open || !gtk_widget_get_mapped (GTK_WIDGET (page)))
    return FALSE;
  close_cb (page);
  return TRUE;
}

static void
chosen_cb (GezinConsentPage *self, const GezinConsentCell *cell)
{
  self->has_open = TRUE;
  self->open[0] = cell->person;
  self->open[1] = cell->recipient;
  show_talk (self);
  gtk_widget_grab_focus (self->close);
}

/* A talk that was not on screen cannot have the focus before it is. */
static void
talk_mapped_cb (GezinConsentPage *self)
{
  if (self->has_open)
    gtk_widget_grab_focus (self->close);
}

/* Reading. */

static gboolean
read_grid (GezinSession *session, GezinJob *job, GError **error)
{
  job->result = gezin_session_consent_grid (session, &job->dossier, error);
  job->free_result = (GDestroyNotify) gezin_consent_grid_free;
  return job->result != NULL;
}

static void
set_grid (GezinConsentPage *self, GezinConsentGrid *grid)
{
  gezin_consent_board_show (GEZIN_CONSENT_BOARD (self->board), NULL, NULL, FALSE);
  g_clear_pointer (&self->grid, gezin_consent_grid_free);
  self->grid = grid;
  show_board (self);
  show_talk (self);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConsentPage *self = owner;

  if (self->dossier == NULL || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  if (error != NULL)
    gezin_say_error (GTK_WIDGET (self), error);
  else
    set_grid (self, g_steal_pointer (&job->result));
}

static void
read_when_shown (GezinConsentPage *self)
{
  GezinJob *job;

  if (self->is_read || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_read = TRUE;
  job = gezin_job_new (self, read_grid, read_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

static void
gezin_consent_page_dispose (GObject *object)
{
  GezinConsentPage *self = GEZIN_CONSENT_PAGE (object);

  g_clear_handle_id (&self->arrange_idle, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL); /* before what it shows goes */
  g_clear_pointer (&self->grid, gezin_consent_grid_free);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_consent_page_parent_class)->dispose (object);
}

static void
gezin_consent_page_class_init (GezinConsentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_consent_page_dispose;
}

static GtkWidget *
build_talk (GezinConsentPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkWidget *scrolled;

  self->close = gezin_icon_button_new ("gezin-cross-symbolic", _ ("Close the talk"), NULL);
  self->talk = adw_bin_new ();
  self->talk_title = gezin_text_new (NULL, "card-title");
  gtk_widget_set_hexpand (self->talk_title, TRUE);
  gtk_widget_add_css_class (self->close, "flat");
  g_signal_connect_swapped (self->close, "clicked", G_CALLBACK (close_cb), self);
  g_signal_connect_object (self->close, "map", G_CALLBACK (talk_mapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_box_append (GTK_BOX (head), self->talk_title);
  gtk_box_append (GTK_BOX (head), self->close);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->talk);
  scrolled = gezin_scrolled_new (box);
  gtk_widget_add_css_class (scrolled, "sheet");
  gtk_widget_set_size_request (scrolled, (int) (TALK_EM * gezin_em (scrolled)), -1);
  gtk_widget_set_hexpand (scrolled, FALSE);
  return scrolled;
}

static void
gezin_consent_page_init (GezinConsentPage *self)
{
  self->flap = adw_flap_new ();
  adw_flap_set_flap_position (ADW_FLAP (self->flap), GTK_PACK_END);
  adw_flap_set_flap (ADW_FLAP (self->flap), build_talk (self));
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_locked (ADW_FLAP (self->flap), TRUE);
  adw_flap_set_modal (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_swipe_to_open (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_fold_policy (ADW_FLAP (self->flap), ADW_FLAP_FOLD_POLICY_NEVER);
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
}

static void
build_page (GezinConsentPage *self)
{
  GtkWidget *pane;

  self->board = gezin_consent_board_new (self->session);
  gtk_widget_set_hexpand (self->board, TRUE);
  g_signal_connect_swapped (self->board, "chosen", G_CALLBACK (chosen_cb), self);
  adw_flap_set_content (ADW_FLAP (self->flap), self->board);
  pane = gezin_pane_new (self->flap);
  gezin_pane_set_least (GEZIN_PANE (pane), LEAST_WIDTH);
  g_signal_connect_swapped (pane, "resized", G_CALLBACK (resized_cb), self);
  adw_bin_set_child (ADW_BIN (self), pane);
}

GtkWidget *
gezin_consent_page_new (GezinSession *session)
{
  GezinConsentPage *self = g_object_new (GEZIN_TYPE_CONSENT_PAGE, NULL);

  self->session = g_object_ref (session);
  build_page (self);
  return GTK_WIDGET (self);
}

void
gezin_consent_page_show (GezinConsentPage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier != NULL
      && !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  page->is_read = FALSE;
  if (is_other)
    {
      page->has_open = FALSE;
      set_grid (page, NULL);
    }
  read_when_shown (page);
}
