/* SPDX-License-Identifier: EUPL-1.2 */

/* A page of which nothing is stored: it is worked out from the dossier.
 *
 * Invariants:
 * 1. Nothing is worked out for a page that nobody looks at.
 * 2. What is on screen is of the dossier that is shown, and never of one that was shown before.
 * 3. While it is worked out the page says so, and when that fails it says why, with a way to try again. */

#include "thinking/thought-page.h"

#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/fault.h"

struct _GezinThoughtPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinJobRun read;
  GezinThoughtFill fill;
  GezinDossier *dossier; /* (nullable) */
  gboolean is_read;
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (GezinThoughtPage, gezin_thought_page, ADW_TYPE_BIN)

static void read_when_shown (GezinThoughtPage *self);

static void
again_cb (GezinThoughtPage *self)
{
  self->is_read = FALSE;
  read_when_shown (self);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinThoughtPage *self = owner;

  if (!gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  if (error != NULL)
    {
      gezin_fault_show (self->content, error, G_CALLBACK (again_cb), self);
      return;
    }
  gezin_box_clear (self->content);
  self->fill (self, job, self->content);
}

static void
read_when_shown (GezinThoughtPage *self)
{
  GezinJob *job;

  if (self->is_read || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !gezin_session_is_unlocked (self->session))
    return;
  self->is_read = TRUE;
  job = gezin_job_new (self, self->read, read_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

void
gezin_thought_page_show (GezinThoughtPage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (is_other)
    {
      gezin_box_clear (page->content);
      gtk_box_append (GTK_BOX (page->content), gezin_wait_new ());
    }
  page->is_read = FALSE;
  read_when_shown (page);
}

GezinSession *
gezin_thought_page_session (GezinThoughtPage *page)
{
  return page->session;
}

GezinDossier *
gezin_thought_page_dossier (GezinThoughtPage *page)
{
  return page->dossier;
}

static void
gezin_thought_page_dispose (GObject *object)
{
  GezinThoughtPage *self = GEZIN_THOUGHT_PAGE (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_thought_page_parent_class)->dispose (object);
}

static void
gezin_thought_page_class_init (GezinThoughtPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_thought_page_dispose;
}

static void
gezin_thought_page_init (GezinThoughtPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->content = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, "page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1100);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1000);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->content);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
}

GtkWidget *
gezin_thought_page_new (GezinSession *session, GezinJobRun read, GezinThoughtFill fill)
{
  GezinThoughtPage *self = g_object_new (GEZIN_TYPE_THOUGHT_PAGE, NULL);

  self->session = g_object_ref (session);
  self->read = read;
  self->fill = fill;
  return GTK_WIDGET (self);
}
