/* SPDX-License-Identifier: EUPL-1.2 */

/* Two versions. Nothing is chosen beforehand; what is not chosen stays in the history. */

#include "dossier/versions-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinVersionsPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GtkWidget *column;
};

G_DEFINE_FINAL_TYPE (GezinVersionsPage, gezin_versions_page, ADW_TYPE_BIN)

enum { COUNTED, N_SIGNALS };
static guint signals[N_SIGNALS];

static gboolean
choose (GezinSession *session, GezinJob *job, GError **error)
{
  return gezin_session_choose (session, &job->dossier, &job->record, job->field, job->item,
                               &job->dot, &job->commit, error);
}

static void
chosen_cb (gpointer owner, GezinJob *job, const GError *error)
{
  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gezin_say (owner, _ ("Chosen. The other version stays in the history."), TRUE);
}

static void
use_cb (GtkButton *button, GezinVersionsPage *self)
{
  const GezinVersion *version = g_object_get_data (G_OBJECT (button), "version");
  GezinJob *job = gezin_job_new (self, choose, chosen_cb);

  job->dossier = *gezin_dossier_id (self->dossier);
  job->record = version->record;
  job->field = version->field;
  job->item = version->item != NULL ? g_strdup (version->item) : NULL;
  job->dot = version->dot;
  gezin_job_start (job, self->session);
}

static void
add_origin (GtkWidget *box, const char *icon, const char *text)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "dim");

  if (text == NULL)
    return;
  gtk_box_append (GTK_BOX (line), gezin_icon_new (icon, "small"));
  gtk_box_append (GTK_BOX (line), gezin_text_new (text, "small"));
  gtk_box_append (GTK_BOX (box), line);
}

static char *
version_text (GezinVersionsPage *self, const GezinVersion *version)
{
  g_autofree char *item =
      version->item != NULL
          ? gezin_session_value_text (self->session, self->dossier, version->field, version->item)
          : NULL;

  if (item != NULL)
    /* Translators: %s is one of several choices, which one version has and the other has not. */
    return g_strdup_printf (version->value != NULL ? _ ("With: %s") : _ ("Without: %s"), item);
  if (version->value == NULL)
    return g_strdup (_ ("left empty"));
  return gezin_session_version_text (self->session, self->dossier, version);
}

static GtkWidget *
version_new (GezinVersionsPage *self, GezinVersion *version)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "version");
  g_autofree char *text = version_text (self, version);
  g_autofree char *when =
      gezin_when_moment (gezin_session_clock (self->session), version->commit->time);
  const char *author = version->commit->author != NULL ? version->commit->author : _ ("unknown");
  GtkWidget *button = gtk_button_new_with_label (_ ("Use this one"));
  /* Translators: the name of somebody, and what they wrote. */
  g_autofree char *name = g_strdup_printf (_ ("Use this one, from %s: %s"), author, text);
  GtkWidget *body = gezin_text_new (text, NULL);

  gtk_widget_set_vexpand (body, TRUE);
  gtk_label_set_yalign (GTK_LABEL (body), 0);
  gtk_box_append (GTK_BOX (box), body);
  add_origin (box, "gezin-person-symbolic", author);
  add_origin (box, "gezin-clock-symbolic", when);
  add_origin (box, "gezin-house-symbolic", version->commit->organisation);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "version", gezin_version_ref (version),
                          (GDestroyNotify) gezin_version_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (use_cb), self);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

static void
add_conflict (GezinVersionsPage *self, const GezinConflict *conflict)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, &conflict->record);
  g_autofree char *title =
      record != NULL ? gezin_session_record_title (self->session, self->dossier, record) : NULL;
  g_autofree char *where =
      g_strjoin (" · ", gezin_session_kind_label (conflict->kind), title, NULL);
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *versions = NULL;

  gtk_box_append (GTK_BOX (card),
                  gezin_section_new (gezin_session_field_label (conflict->field), _ ("Open record"),
                                     "win.open-record", gezin_uuid_variant (&conflict->record)));
  gtk_box_append (GTK_BOX (card), gezin_text_new (where, "dim"));
  for (guint i = 0; i < conflict->heads->len; i += 2)
    {
      GtkWidget *one = version_new (self, conflict->heads->pdata[i]);

      versions =
          i + 1 < conflict->heads->len
              ? gezin_columns_new (one, version_new (self, conflict->heads->pdata[i + 1]), 60, 0.5)
              : one;
      gtk_box_append (GTK_BOX (card), versions);
    }
  gtk_box_append (GTK_BOX (self->column), card);
}

static gboolean
read_conflicts (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_conflicts (session, &job->dossier, error);
  return job->rows != NULL;
}

static void
conflicts_read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinVersionsPage *self = owner;

  if (error != NULL || self->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  gezin_box_clear (self->column);
  if (job->rows->len == 0)
    gtk_box_append (GTK_BOX (self->column),
                    gezin_empty_new ("gezin-check-symbolic", _ ("No two versions"),
                                     _ ("If you and a colleague write the same thing in two ways, "
                                        "both come here for you to choose.")));
  else
    gtk_box_append (
        GTK_BOX (self->column),
        gezin_text_new (_ ("These were written in two ways, without the one having seen "
                           "the other. Choose which counts. The other stays in the "
                           "history."),
                        "dim"));
  for (guint i = 0; i < job->rows->len; i++)
    add_conflict (self, job->rows->pdata[i]);
  g_signal_emit (self, signals[COUNTED], 0, job->rows->len);
}

static void
gezin_versions_page_dispose (GObject *object)
{
  GezinVersionsPage *self = GEZIN_VERSIONS_PAGE (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_versions_page_parent_class)->dispose (object);
}

static void
gezin_versions_page_class_init (GezinVersionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_versions_page_dispose;
  signals[COUNTED] = g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
gezin_versions_page_init (GezinVersionsPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 20, "page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 900);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->column);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
}

GtkWidget *
gezin_versions_page_new (GezinSession *session)
{
  GezinVersionsPage *self = g_object_new (GEZIN_TYPE_VERSIONS_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_versions_page_show (GezinVersionsPage *page, GezinDossier *dossier)
{
  GezinJob *job = gezin_job_new (page, read_conflicts, conflicts_read_cb);

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  job->dossier = *gezin_dossier_id (dossier);
  gezin_job_start (job, page->session);
}
