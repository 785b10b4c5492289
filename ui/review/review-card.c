/* SPDX-License-Identifier: EUPL-1.2 */

/* One record as a reviewer reads it: the record itself, with a bar beside what changed, what stood there
 * struck through, and the remarks under their field. */

#include "review/review-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "review/difference.h"
#include "session/display.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
gezin_review_page_did_change (GezinReviewState state)
{
  return state != GEZIN_REVIEW_APPROVED && state != GEZIN_REVIEW_UNSEEN;
}

typedef struct {
  GezinReviewPage *page;
  GezinUuid record;
  GezinField field;
} Press;

static void
press_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static Press *
press_new (GezinReviewPage *self, const GezinReviewRecord *record, GezinField field)
{
  Press *press = g_new0 (Press, 1);

  press->page = self;
  press->record = record->record;
  press->field = field;
  return press;
}

static void
remark_cb (GtkButton *button, Press *press)
{
  gezin_review_page_remark (press->page, &press->record, press->field);
}

static void
approve_cb (GtkButton *button, Press *press)
{
  gezin_review_page_approve (press->page, &press->record);
}

/* A field. */

static GtkWidget *
state_tag_new (GezinReviewState state)
{
  const char *icon = state == GEZIN_REVIEW_NEW       ? "gezin-plus-symbolic"
                     : state == GEZIN_REVIEW_CHANGED ? "gezin-note-symbolic"
                     : state == GEZIN_REVIEW_UNSEEN  ? "gezin-hidden-symbolic"
                                                     : "gezin-remove-symbolic";

  return gezin_tag_new (icon, gezin_session_review_label (state),
                        state == GEZIN_REVIEW_UNSEEN ? NULL : "tint");
}

/* Who wrote what stands there, and when. */
static char *
written_by (GezinReviewPage *self, const GezinReviewRecord *record, GezinField field)
{
  const GezinRecord *found = gezin_dossier_find (self->dossier, &record->record);
  GezinRegister all = { 0 };
  const GezinVersion *version = NULL;
  g_autofree char *day = NULL;
  GDate date, today;

  if (found != NULL)
    {
      all = gezin_record_field (found, field);
      version = gezin_register_displayed (&all);
    }
  if (version == NULL)
    return NULL;
  gezin_clock_today (gezin_session_clock (self->session), &today);
  gezin_when_local_day (gezin_session_clock (self->session), version->commit->time, &date);
  day = g_strdup_printf ("%u %s", g_date_get_day (&date),
                         gezin_when_month (g_date_get_month (&date)));
  return version->commit->author != NULL ? g_strdup_printf ("%s, %s", version->commit->author, day)
                                         : g_steal_pointer (&day);
}

static GtkWidget *
field_head_new (GezinReviewPage *self, const GezinReviewRecord *record,
                const GezinReviewField *field, gboolean is_marked)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  const char *label = gezin_session_field_label (field->field);
  GtkWidget *name = gezin_text_new (label, "strong small dim");
  g_autofree char *who = is_marked ? written_by (self, record, field->field) : NULL;
  g_autofree char *heard =
      /* Translators: %s is the name of a field. */
      g_strdup_printf (_ ("Remark on: %s"), label);
  GtkWidget *button = gezin_icon_button_new ("gezin-talk-symbolic", heard, NULL);

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), name);
  if (who != NULL)
    {
      GtkWidget *written = gtk_label_new (who);

      gtk_widget_add_css_class (written, "dim");
      gtk_widget_add_css_class (written, "small");
      gtk_label_set_ellipsize (GTK_LABEL (written), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (line), written);
    }
  if (is_marked || field->state == GEZIN_REVIEW_UNSEEN)
    gtk_box_append (GTK_BOX (line), state_tag_new (field->state));
  else if (field->state == GEZIN_REVIEW_APPROVED)
    gtk_box_append (GTK_BOX (line), gezin_text_new (_ ("not changed"), "dim small"));
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_data (button, "clicked", G_CALLBACK (remark_cb),
                         press_new (self, record, field->field), press_free, 0);
  gtk_box_append (GTK_BOX (line), button);
  return line;
}

static char *
text_of (GezinReviewPage *self, const GezinReviewRecord *record, GezinField field)
{
  const GezinRecord *found = gezin_dossier_find (self->dossier, &record->record);

  return found != NULL ? gezin_session_field_text (self->session, self->dossier, found, field)
                       : NULL;
}

static void
add_remarks (GezinReviewPage *self, const GezinReviewRecord *record, const char *field,
             GtkWidget *box)
{
  for (guint i = 0; i < self->reading->lines->len; i++)
    {
      GezinReviewLine *line = self->reading->lines->pdata[i];

      if (line->kind != GEZIN_KIND_REMARK || !line->has_of || g_strcmp0 (line->field, field) != 0
          || !gezin_uuid_equal (&line->of, &record->record))
        continue;
      gtk_box_append (GTK_BOX (box), gezin_review_remark_new (self, line, NULL));
      g_ptr_array_add (self->placed, line);
    }
}

/* Something to go to by itself. */
static void
add_change (GezinReviewPage *self, GtkWidget *widget, const char *what, GezinReviewState state)
{
  g_autofree char *heard = g_strdup_printf ("%s, %s", what, gezin_session_review_label (state));

  gtk_widget_set_focusable (widget, TRUE);
  gezin_access_name (widget, heard);
  g_ptr_array_add (self->changes, widget);
}

/* @is_marked: it stands out in a record that was approved. */
static GtkWidget *
field_new (GezinReviewPage *self, const GezinReviewRecord *record, const GezinReviewField *field,
           gboolean is_marked)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, "review-field");
  g_autofree char *text =
      field->state == GEZIN_REVIEW_APPROVED ? text_of (self, record, field->field) : NULL;

  gtk_box_append (GTK_BOX (box), field_head_new (self, record, field, is_marked));
  if (is_marked)
    {
      gtk_box_append (GTK_BOX (box), gezin_difference_new (field->before, field->after));
      gtk_widget_add_css_class (box, "changed");
      add_change (self, box, gezin_session_field_label (field->field), field->state);
    }
  else if (text != NULL || field->after != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (text != NULL ? text : field->after, NULL));
  add_remarks (self, record, gezin_catalogue_field_name (field->field), box);
  return box;
}

/* The record. */

static GtkWidget *
record_head_new (GezinReviewPage *self, const GezinReviewRecord *record)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "review-head");
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  const char *kind = record->kind != GEZIN_KIND_NONE ? gezin_session_kind_label (record->kind)
                                                     : _ ("Not here any more");
  const char *title = record->title != NULL ? record->title : kind;

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), gezin_text_new (title, "card-title"));
  if (!g_str_has_prefix (title, kind))
    gtk_box_append (GTK_BOX (words), gezin_text_new (kind, "dim small"));
  gtk_box_append (GTK_BOX (line), words);
  if (record->state != GEZIN_REVIEW_CHANGED && record->state != GEZIN_REVIEW_APPROVED)
    gtk_box_append (GTK_BOX (line), state_tag_new (record->state));
  if (record->state != GEZIN_REVIEW_GONE && record->state != GEZIN_REVIEW_REMOVED)
    {
      /* Translators: %s is one line about a record. */
      g_autofree char *heard = g_strdup_printf (C_ ("verb", "Open: %s"), title);
      GtkWidget *open = gezin_icon_button_new ("gezin-next-symbolic", heard, NULL);

      gtk_widget_add_css_class (open, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-record");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (open),
                                              gezin_uuid_variant (&record->record));
      gtk_box_append (GTK_BOX (line), open);
    }
  return line;
}

static GtkWidget *
record_foot_new (GezinReviewPage *self, const GezinReviewRecord *record)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 0, "review-foot");
  GtkWidget *button = gtk_button_new_with_label (_ ("Approve this part alone…"));

  gtk_widget_add_css_class (button, "flat");
  gezin_access_name (button, _ ("Approve this part alone…"));
  gezin_access_describe (button, record->title != NULL ? record->title : "");
  g_signal_connect_data (button, "clicked", G_CALLBACK (approve_cb),
                         press_new (self, record, GEZIN_FIELD_NONE), press_free, 0);
  gtk_box_append (GTK_BOX (box), button);
  return box;
}

GtkWidget *
gezin_review_card_new (GezinReviewPage *self, const GezinReviewRecord *record)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "card review-record");
  gboolean is_here = record->state != GEZIN_REVIEW_GONE && record->state != GEZIN_REVIEW_REMOVED;

  gtk_widget_set_overflow (card, GTK_OVERFLOW_HIDDEN);
  if (gezin_review_page_did_change (record->state) && record->state != GEZIN_REVIEW_CHANGED)
    add_change (self, card, record->title != NULL ? record->title : "", record->state);
  gtk_box_append (GTK_BOX (card), record_head_new (self, record));
  for (guint i = 0; i < record->fields->len; i++)
    {
      const GezinReviewField *field = record->fields->pdata[i];
      gboolean did_change = gezin_review_page_did_change (field->state);

      if (did_change || self->is_all
          || gezin_review_page_is_remarked (self, &record->record,
                                            gezin_catalogue_field_name (field->field)))
        gtk_box_append (GTK_BOX (card),
                        field_new (self, record, field,
                                   did_change && is_here && record->state != GEZIN_REVIEW_NEW));
    }
  if (self->is_lead && is_here)
    gtk_box_append (GTK_BOX (card), record_foot_new (self, record));
  return card;
}
