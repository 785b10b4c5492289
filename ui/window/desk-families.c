/* SPDX-License-Identifier: EUPL-1.2 */

/* What can be done at the desk when families meet and part: join, the same person
 * twice, split, and who is perhaps here twice. */

#include "window/desk-private.h"

#include "dossier/join-dialog.h"
#include "dossier/same-dialog.h"
#include "dossier/split-dialog.h"
#include "dossiers/duplicates-page.h"
#include "parts/build.h"
#include "parts/job.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
window_of (GezinDesk *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* The dossier that is open; %NULL after words about that. */
static GezinDossier *
open_one (GezinDesk *self)
{
  GezinDossier *open = gezin_dossier_page_dossier (DOSSIER (self));

  if (open == NULL)
    gezin_say (GTK_WIDGET (self), _ ("Open a dossier first."), FALSE);
  return open;
}

static void
join_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = open_one (self);

  if (open != NULL)
    gtk_window_present (
        GTK_WINDOW (gezin_join_dialog_new (self->session, window_of (self), open, NULL)));
}

static void
same_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = open_one (self);
  const GezinUuid *record = gezin_dossier_page_record (DOSSIER (self));

  if (open == NULL)
    return;
  if (record == NULL || gezin_dossier_find (open, record) == NULL)
    {
      gezin_say (GTK_WIDGET (self), _ ("Open somebody first."), FALSE);
      return;
    }
  gtk_window_present (
      GTK_WINDOW (gezin_same_dialog_new (self->session, window_of (self), open, record)));
}

static void
split_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;
  GezinDossier *open = open_one (self);

  if (open != NULL)
    gtk_window_present (
        GTK_WINDOW (gezin_split_dialog_new (self->session, window_of (self), open)));
}

static void
duplicates_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GezinDesk *self = user_data;

  gezin_desk_show_page (self, _ ("Perhaps here twice"), gezin_duplicates_page_new (self->session));
}

/* From a suspicion: its dossier is opened first, behind the page that is on screen, so that undoing
 * is about that one. The worker does one thing after another: reading it comes after opening it. */

static gboolean
read_dossier (GezinSession *session, GezinJob *job, GError **error)
{
  job->opened = gezin_session_read (session, &job->dossier, error);
  return job->opened != NULL;
}

static void
opened_for_joining_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDesk *self = owner;

  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gtk_window_present (GTK_WINDOW (
        gezin_join_dialog_new (self->session, window_of (self), job->opened, &job->record)));
}

static void
opened_for_linking_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDesk *self = owner;

  if (error != NULL)
    gezin_say_error (owner, error);
  else
    gtk_window_present (GTK_WINDOW (
        gezin_same_dialog_new (self->session, window_of (self), job->opened, &job->record)));
}

static void
open_for (GezinDesk *self, GVariant *parameter, GezinJobDone done)
{
  GezinJob *job;
  const char *texts[2];
  GezinUuid ids[2];

  g_variant_get (parameter, "(&s&s)", &texts[0], &texts[1]);
  if (!gezin_uuid_parse (texts[0], &ids[0]) || !gezin_uuid_parse (texts[1], &ids[1]))
    return;
  gezin_dossier_page_open (DOSSIER (self), &ids[0], NULL, NULL);
  job = gezin_job_new (self, read_dossier, done);
  job->dossier = ids[0];
  job->record = ids[1];
  gezin_job_start (job, self->session);
}

static void
join_two_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_for (user_data, parameter, opened_for_joining_cb);
}

static void
same_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_for (user_data, parameter, opened_for_linking_cb);
}

static const GActionEntry actions[] = {
  { "join", join_cb, NULL, NULL, NULL, { 0 } },
  { "join-two", join_two_cb, "(ss)", NULL, NULL, { 0 } },
  { "same", same_cb, NULL, NULL, NULL, { 0 } },
  { "same-in", same_in_cb, "(ss)", NULL, NULL, { 0 } },
  { "split", split_cb, NULL, NULL, NULL, { 0 } },
  { "duplicates", duplicates_cb, NULL, NULL, NULL, { 0 } },
};

void
gezin_desk_add_family_actions (GezinDesk *desk, GActionMap *map)
{
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), desk);
}

void
gezin_desk_remove_family_actions (GActionMap *map)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (map, actions[i].name);
}
