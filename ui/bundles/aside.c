/* SPDX-License-Identifier: EUPL-1.2 */

/* What came and was set aside. Invariant: it is shown as it came; nothing of it counts until somebody
 * takes it in. */

#include "bundles/aside.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/exchange.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GezinAside {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier; /* (nullable) */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (GezinAside, gezin_aside, ADW_TYPE_BIN)

/* What becomes of it. */

static gboolean
settle (GezinSession *session, GezinJob *job, GError **error)
{
  return job->flag ? gezin_session_unpark (session, &job->dossier, &job->record, error)
                   : gezin_session_drop_parked (session, &job->dossier, &job->record, error);
}

static void
settled_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinAside *self = owner;

  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      gtk_widget_set_sensitive (self->list, TRUE);
      return;
    }
  gezin_say (GTK_WIDGET (self),
             job->flag ? _ ("Taken into the dossier.")
                       : _ ("Thrown away; the dossier is as it was."),
             FALSE);
  if (self->dossier != NULL)
    gezin_aside_show (self, self->dossier);
}

static void
start (GezinAside *self, GtkWidget *button, gboolean takes)
{
  GezinJob *job = gezin_job_new (self, settle, settled_cb);
  const GezinParkedRecord *parked = g_object_get_data (G_OBJECT (button), "parked");

  job->dossier = parked->dossier;
  job->record = parked->record;
  job->flag = takes;
  gtk_widget_set_sensitive (self->list, FALSE);
  gezin_job_start (job, self->session);
}

static void
take_cb (GtkWidget *button, GezinAside *self)
{
  start (self, button, TRUE);
}

static void
drop_cb (GtkWidget *button, GezinAside *self)
{
  start (self, button, FALSE);
}

/* Rows. */

static const char *
reason_text (const char *reason)
{
  if (strcmp (reason, "waits-for-a-person") == 0)
    return _ ("Waits until somebody decides");
  if (strcmp (reason, "rejected") == 0)
    return _ ("You did not take it over");
  return _ ("Something in it is not right: ask the sender");
}

/* What is wrong in itself is no choice: what is wrong, and what helps. */
static void
add_wrong (GtkWidget *row, const char *sentence)
{
  GtkWidget *line = gezin_row_new (_ ("What is not right"), sentence);
  GtkWidget *help =
      gezin_row_new (_ ("What you can do"),
                     _ ("Ask the sender to correct it and to send it again. What comes then "
                        "is taken in by itself; this can be thrown away."));

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (help), 0);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), help);
}

static GtkWidget *
button_new (GezinAside *self, const char *label, const char *about, const GezinParkedRecord *parked,
            GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, about);
  GezinParkedRecord *of = g_new0 (GezinParkedRecord, 1);

  of->dossier = parked->dossier;
  of->record = parked->record;
  g_object_set_data_full (G_OBJECT (button), "parked", of, g_free);
  gezin_access_name (button, name);
  g_signal_connect (button, "clicked", clicked, self);
  return button;
}

/* All that came of @field, with commas between. */
static char *
field_text (GezinAside *self, const GezinParkedRecord *parked, GezinField field)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parked->versions->len; i++)
    {
      const GezinVersion *version = parked->versions->pdata[i];
      const char *raw = version->item != NULL ? version->item : version->value;
      g_autofree char *one = NULL;

      if (version->field != field || version->value == NULL)
        continue;
      one = gezin_session_value_text (self->session, self->dossier, field, raw);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", one);
    }
  return g_string_free (text, FALSE);
}

static void
add_values (GezinAside *self, GtkWidget *row, const GezinParkedRecord *parked)
{
  guint n_fields;
  const GezinFieldSpec *const *fields = gezin_catalogue_fields_of (parked->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *text = field_text (self, parked, fields[i]->field);
      GtkWidget *line;

      if (text[0] == '\0')
        continue;
      line = gezin_row_new (gezin_session_field_label (fields[i]->field), text);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), line);
    }
}

static GtkWidget *
row_new (GezinAside *self, const GezinParkedRecord *parked)
{
  const char *kind = gezin_session_kind_label (parked->kind);
  const char *wrong = gezin_session_parked_sentence (parked->reason);
  g_autofree char *when = gezin_when_moment (gezin_session_clock (self->session), parked->time);
  g_autofree char *below = g_strdup_printf ("%s · %s", reason_text (parked->reason), when);
  g_autofree char *name = g_strdup_printf ("%s, %s", kind, below);
  GtkWidget *row = gezin_expander_new (kind, below);
  GtkWidget *buttons = gezin_wrap_new (8);
  GtkWidget *holder = gtk_list_box_row_new ();

  gezin_access_name (row, name);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row),
                               gezin_icon_new ("gezin-warning-symbolic", "due"));
  if (wrong != NULL)
    add_wrong (row, wrong);
  add_values (self, row, parked);
  /* Another version of the program may know what this one does not. */
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (self, wrong != NULL ? _ ("Try again") : _ ("Take it in after all"),
                                 kind, parked, G_CALLBACK (take_cb)));
  gezin_wrap_append (GEZIN_WRAP (buttons),
                     button_new (self, _ ("Throw away"), kind, parked, G_CALLBACK (drop_cb)));
  gtk_widget_add_css_class (buttons, "row-buttons");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (holder), buttons);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (holder), FALSE);
  gtk_widget_set_focusable (holder, FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), holder);
  return row;
}

/* Reading. */

static gboolean
read_parked (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_parked (session, &job->dossier, error);
  return job->rows != NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinAside *self = owner;

  if (error != NULL || self->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  gezin_list_clear (self->list);
  gtk_widget_set_sensitive (self->list, TRUE);
  for (guint i = 0; i < job->rows->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), row_new (self, job->rows->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), job->rows->len > 0);
}

void
gezin_aside_show (GezinAside *aside, GezinDossier *dossier)
{
  GezinJob *job;

  if (dossier != NULL)
    gezin_dossier_ref (dossier);
  g_clear_pointer (&aside->dossier, gezin_dossier_unref);
  aside->dossier = dossier;
  if (dossier == NULL || !gezin_session_is_unlocked (aside->session))
    {
      gtk_widget_set_visible (GTK_WIDGET (aside), FALSE);
      return;
    }
  job = gezin_job_new (aside, read_parked, read_cb);
  job->dossier = *gezin_dossier_id (dossier);
  gezin_job_start (job, aside->session);
}

static void
gezin_aside_dispose (GObject *object)
{
  GezinAside *self = GEZIN_ASIDE (object);

  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_aside_parent_class)->dispose (object);
}

static void
gezin_aside_class_init (GezinAsideClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_aside_dispose;
}

static void
gezin_aside_init (GezinAside *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);

  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Set aside"));
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Set aside"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gezin_aside_new (GezinSession *session)
{
  GezinAside *self = g_object_new (GEZIN_TYPE_ASIDE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
