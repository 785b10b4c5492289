/* SPDX-License-Identifier: EUPL-1.2 */

/* The top of the review page: how much changed since the approval, what was approved and whether that
 * counts, what is asked, and the remarks that have no place below. */

#include "review/review-private.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/display.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define REVIEW_STATES "review-state"

/* Of the approvals that count, the one signed last. @is_whole: of those of the whole dossier. */
static const GezinApproval *
last_approval (const GezinReviewReading *reading, gboolean is_whole)
{
  const GezinApproval *last = NULL;

  for (guint i = 0; i < reading->approvals->len; i++)
    {
      const GezinApproval *one = reading->approvals->pdata[i];

      if (one->verdict == GEZIN_APPROVAL_GOOD && !(is_whole && one->has_of)
          && (last == NULL || one->signed_at > last->signed_at))
        last = one;
    }
  return last;
}

static char *
summary (GezinReviewPage *self, guint n)
{
  const GezinApproval *last = last_approval (self->reading, TRUE);
  g_autofree char *when = NULL;

  if (last == NULL && last_approval (self->reading, FALSE) != NULL)
    return g_strdup (_ ("A part of this dossier was approved"));
  if (last == NULL)
    return g_strdup (_ ("Nothing of this dossier was approved yet"));
  when = gezin_when_moment (gezin_session_clock (self->session), last->signed_at);
  if (n == 0)
    /* Translators: %s is a day and an hour. */
    return g_strdup_printf (_ ("Nothing changed since the approval of %s"), when);
  return g_strdup_printf (/* Translators: %s is a day and an hour. */
                          ngettext ("%u change since the approval of %s",
                                    "%u changes since the approval of %s", n),
                          n, when);
}

/* What was approved. */

static char *
approval_text (GezinReviewPage *self, const GezinApproval *approval)
{
  const GezinRecord *of =
      approval->has_of ? gezin_dossier_find (self->dossier, &approval->of) : NULL;
  g_autofree char *title =
      of != NULL ? gezin_session_record_title (self->session, self->dossier, of) : NULL;
  g_autofree char *when =
      approval->signed_at != 0
          ? gezin_when_moment (gezin_session_clock (self->session), approval->signed_at)
          : NULL;
  g_autofree char *fields =
      g_strdup_printf (ngettext ("%u field", "%u fields", approval->n_fields), approval->n_fields);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *line = NULL;

  if (when != NULL)
    g_ptr_array_add (parts, when);
  if (title != NULL)
    g_ptr_array_add (parts, title);
  if (approval->n_fields > 0)
    g_ptr_array_add (parts, fields);
  g_ptr_array_add (parts, NULL);
  line = g_strjoinv (" · ", (char **) parts->pdata);
  if (approval->verdict == GEZIN_APPROVAL_GOOD)
    return g_steal_pointer (&line);
  return g_strjoin (line[0] != '\0' ? "\n" : "", line,
                    gezin_session_approval_sentence (approval->verdict), NULL);
}

static GtkWidget *
approval_row_new (GezinReviewPage *self, const GezinApproval *approval)
{
  gboolean is_good = approval->verdict == GEZIN_APPROVAL_GOOD;
  g_autofree char *text = approval_text (self, approval);
  /* Translators: %s is somebody. */
  g_autofree char *by = approval->by != NULL ? g_strdup_printf (_ ("Approved by %s"), approval->by)
                                             : g_strdup (_ ("An approval"));
  GtkWidget *row = gezin_row_new (by, text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      gezin_icon_new (is_good ? "gezin-check-symbolic" : "gezin-warning-symbolic",
                      is_good ? "good" : "late"));
  return row;
}

/* What is asked. */

static GtkWidget *
asked_row_new (GezinReviewPage *self, const GezinReviewLine *line)
{
  g_autofree char *state = gezin_session_code_label (self->session, REVIEW_STATES, line->state);
  g_autofree char *words = gezin_reading_raise (g_strdup (state != NULL ? state : ""));
  g_autofree char *where = line->has_of ? gezin_review_page_where (self, line, NULL) : NULL;
  g_autofree char *below = g_strjoin (" · ", words, where, NULL);
  /* Translators: %s is somebody. */
  g_autofree char *by = line->by != NULL ? g_strdup_printf (_ ("Review asked by %s"), line->by)
                                         : g_strdup (_ ("Review asked"));
  g_autofree char *text =
      line->text != NULL ? g_strjoin ("\n", below, line->text, NULL) : g_strdup (below);
  GtkWidget *row = gezin_row_new (by, text);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gezin_icon_new ("gezin-review-symbolic", NULL));
  return row;
}

static void
add_rows (GezinReviewPage *self)
{
  GtkWidget *list = gezin_list_new ();
  guint n = 0;

  g_object_ref_sink (list);
  for (guint i = 0; i < self->reading->lines->len; i++)
    {
      const GezinReviewLine *line = self->reading->lines->pdata[i];

      if (line->kind != GEZIN_KIND_REVIEW)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), asked_row_new (self, line));
      n++;
    }
  for (guint i = 0; i < self->reading->approvals->len; i++, n++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         approval_row_new (self, self->reading->approvals->pdata[i]));
  gezin_access_name (list, _ ("Asked and approved"));
  if (n > 0)
    gtk_box_append (GTK_BOX (self->content), gezin_tab_stop_new (list));
  g_object_unref (list);
}

/* From change to change. */

static void
step (GezinReviewPage *self, int by)
{
  guint n = self->changes->len;
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  self->change = self->change == 0 ? (by > 0 ? 1 : n)
                                   : (self->change - 1 + n + (guint) (by > 0 ? 1 : n - 1)) % n + 1;
  gtk_widget_grab_focus (self->changes->pdata[self->change - 1]);
  /* Translators: which of how many changes. */
  text = g_strdup_printf (_ ("%u of %u"), self->change, n);
  gtk_label_set_text (GTK_LABEL (self->place), text);
}

void
gezin_review_page_step (GezinReviewPage *self, gboolean is_forward)
{
  if (self->place != NULL)
    step (self, is_forward ? 1 : -1);
}

static void
next_cb (GezinReviewPage *self)
{
  step (self, 1);
}

static void
previous_cb (GezinReviewPage *self)
{
  step (self, -1);
}

static GtkWidget *
steps_new (GezinReviewPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *linked = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 0, "linked");
  GtkWidget *previous = gezin_icon_button_new ("gezin-up-symbolic", _ ("Previous change"), NULL);
  GtkWidget *next = gezin_icon_button_new ("gezin-down-symbolic", _ ("Next change"), NULL);
  g_autofree char *text = g_strdup_printf (ngettext ("%u change", "%u changes", self->changes->len),
                                           self->changes->len);

  gtk_widget_remove_css_class (previous, "flat");
  gtk_widget_remove_css_class (next, "flat");
  g_signal_connect_swapped (previous, "clicked", G_CALLBACK (previous_cb), self);
  g_signal_connect_swapped (next, "clicked", G_CALLBACK (next_cb), self);
  gtk_box_append (GTK_BOX (linked), previous);
  gtk_box_append (GTK_BOX (linked), next);
  self->place = gtk_label_new (text);
  gtk_widget_add_css_class (self->place, "strong");
  gtk_box_append (GTK_BOX (box), linked);
  gtk_box_append (GTK_BOX (box), self->place);
  return box;
}

static void
all_cb (GezinReviewPage *self, GParamSpec *spec, GtkSwitch *all)
{
  if (self->is_all == gtk_switch_get_active (all))
    return;
  self->is_all = gtk_switch_get_active (all);
  gezin_review_page_refill (self);
}

static GtkWidget *
same_new (GezinReviewPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *all = gtk_switch_new ();
  const char *label = _ ("Also show what stayed the same");

  gtk_switch_set_active (GTK_SWITCH (all), self->is_all);
  gtk_widget_set_valign (all, GTK_ALIGN_CENTER);
  gezin_access_name (all, label);
  g_signal_connect_object (all, "notify::active", G_CALLBACK (all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), gezin_text_new (label, NULL));
  gtk_box_append (GTK_BOX (box), all);
  return box;
}

void
gezin_review_page_add_head (GezinReviewPage *self, guint n)
{
  g_autofree char *words = summary (self, n);
  GtkWidget *tools = gezin_wrap_new (18);
  gboolean was_approved = last_approval (self->reading, FALSE) != NULL;

  gtk_box_append (GTK_BOX (self->content), gezin_text_new (words, "page-title"));
  if (was_approved && self->reading->records->len > 0)
    gezin_wrap_append (GEZIN_WRAP (tools), same_new (self));
  if (was_approved && self->changes->len > 0)
    gezin_wrap_append (GEZIN_WRAP (tools), steps_new (self));
  if (gtk_widget_get_first_child (tools) != NULL)
    gtk_box_append (GTK_BOX (self->content), tools);
  else
    g_object_unref (g_object_ref_sink (tools));
  add_rows (self);
}
