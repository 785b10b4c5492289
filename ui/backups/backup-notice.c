/* SPDX-License-Identifier: EUPL-1.2 */

/* What is overdue about backups, in one sentence: the worst first. It looks
 * again each hour, since days pass while a window stays open. */

#include "backups/backup-notice.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define LOOK_EVERY_SECONDS 3600
#define LINE_LEAST 34 /* characters for the sentence and its button beside each other */

struct _GezinBackupNotice {
  AdwBin parent_instance;
  GezinSession *session;
  guint timer;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (GezinBackupNotice, gezin_backup_notice, ADW_TYPE_BIN)

/* Whole days from @instant to now. */
static guint
days_since (gint64 instant, GezinClock *clock)
{
  gint64 passed = gezin_clock_now (clock) - instant;

  return passed > 0 ? (guint) (passed / (24 * 60 * 60 * (gint64) G_USEC_PER_SEC)) : 0;
}

char *
gezin_backup_notice_text (const GezinBackupState *state, GezinClock *clock)
{
  guint days;

  if (state->is_old && state->last_backup == 0 && state->restored_made != 0)
    {
      g_autofree char *when = gezin_when_moment (clock, state->restored_made);

      /* Translators: %s is a moment. */
      return g_strdup_printf (_ ("Your dossiers came back from the backup of %s. Of this laptop "
                                 "there is no backup yet."),
                              when);
    }
  if (state->is_old && state->last_backup == 0)
    return g_strdup (_ ("There is no backup yet. If this laptop is lost, everything is lost."));
  if (state->is_old)
    {
      days = days_since (state->last_backup, clock);
      return g_strdup_printf (ngettext ("The last backup is %u day old. What you wrote after it "
                                        "is on this laptop alone.",
                                        "The last backup is %u days old. What you wrote after it "
                                        "is on this laptop alone.",
                                        days),
                              days);
    }
  if (state->is_drill_old && state->last_backup != 0 && state->last_drill == 0)
    return g_strdup (_ ("Nobody has tried yet whether your backup opens with the recovery key."));
  if (state->is_drill_old && state->last_backup != 0)
    {
      days = days_since (state->last_drill, clock);
      return g_strdup_printf (ngettext ("It is %u day since you tried whether your backup opens.",
                                        "It is %u days since you tried whether your backup opens.",
                                        days),
                              days);
    }
  return NULL;
}

static gboolean
read_state (GezinSession *session, GezinJob *job, GError **error)
{
  job->free_result = (GDestroyNotify) gezin_backup_state_free;
  job->result = gezin_session_backup_state (session, error);
  return job->result != NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinBackupNotice *self = owner;
  g_autofree char *text =
      error == NULL ? gezin_backup_notice_text (job->result, gezin_session_clock (self->session))
                    : NULL;

  gtk_label_set_text (GTK_LABEL (self->text), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
}

void
gezin_backup_notice_refresh (GezinBackupNotice *notice)
{
  gezin_job_start (gezin_job_new (notice, read_state, read_cb), notice->session);
}

static gboolean
timer_cb (gpointer user_data)
{
  gezin_backup_notice_refresh (user_data);
  return G_SOURCE_CONTINUE;
}

static void
gezin_backup_notice_dispose (GObject *object)
{
  GezinBackupNotice *self = GEZIN_BACKUP_NOTICE (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_backup_notice_parent_class)->dispose (object);
}

static void
gezin_backup_notice_class_init (GezinBackupNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_backup_notice_dispose;
}

static void
gezin_backup_notice_init (GezinBackupNotice *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "notice-bar");
  GtkWidget *button = gtk_button_new_with_label (_ ("Backups"));
  GtkWidget *columns;

  self->text = gezin_text_new (NULL, NULL);
  gtk_widget_set_valign (self->text, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gezin_access_name (button, _ ("Backups"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.backups");
  columns = gezin_columns_new (self->text, button, LINE_LEAST, 0.7);
  gezin_columns_set_gap (columns, 0);
  gtk_box_append (GTK_BOX (box), gezin_icon_new ("gezin-warning-symbolic", NULL));
  gtk_widget_set_hexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (box), columns);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gezin_backup_notice_new (GezinSession *session)
{
  GezinBackupNotice *self = g_object_new (GEZIN_TYPE_BACKUP_NOTICE, NULL);

  self->session = g_object_ref (session);
  self->timer = g_timeout_add_seconds (LOOK_EVERY_SECONDS, timer_cb, self);
  gezin_backup_notice_refresh (self);
  return GTK_WIDGET (self);
}
