/* SPDX-License-Identifier: EUPL-1.2 */

/* One remark on a field, with its answer. */

#include "review/review-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

const char *
gezin_review_page_about (GezinReviewPage *self, const GezinReviewLine *line)
{
  const GezinRecord *record = line->has_of ? gezin_dossier_find (self->dossier, &line->of) : NULL;
  GezinField field = record != NULL && line->field != NULL
                         ? gezin_catalogue_field_by_name (record->kind, line->field)
                         : GEZIN_FIELD_NONE;

  return field != GEZIN_FIELD_NONE ? gezin_session_field_label (field) : line->field;
}

char *
gezin_review_page_where (GezinReviewPage *self, const GezinReviewLine *line, const char *about)
{
  const GezinRecord *record = line->has_of ? gezin_dossier_find (self->dossier, &line->of) : NULL;
  const char *kind = record != NULL ? gezin_session_kind_label (record->kind) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (kind != NULL && !(line->of_title != NULL && g_str_has_prefix (line->of_title, kind)))
    g_ptr_array_add (parts, (gpointer) kind);
  if (line->of_title != NULL)
    g_ptr_array_add (parts, line->of_title);
  if (about != NULL)
    g_ptr_array_add (parts, (gpointer) about);
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
said_new (const char *icon, const char *who, const char *text, const char *class)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, class);
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);

  gtk_box_append (GTK_BOX (line), gezin_icon_new (icon, "small"));
  gtk_box_append (GTK_BOX (line), gezin_text_new (who, "strong small"));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), gezin_text_new (text, NULL));
  return box;
}

typedef void (*RemarkAct) (GezinReviewPage *self, const GezinUuid *remark);

typedef struct {
  GezinReviewPage *page;
  GezinUuid remark;
  RemarkAct act;
} Press;

static void
pressed_cb (GtkButton *button, Press *press)
{
  press->act (press->page, &press->remark);
}

static void
press_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
add_button (GezinReviewPage *self, GtkWidget *wrap, const GezinReviewLine *line, const char *label,
            RemarkAct act)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  Press *press = g_new0 (Press, 1);

  press->page = self;
  press->remark = line->record;
  press->act = act;
  gezin_access_name (button, label);
  gezin_access_describe (button, line->text != NULL ? line->text : "");
  g_signal_connect_data (button, "clicked", G_CALLBACK (pressed_cb), press, press_free, 0);
  gezin_wrap_append (GEZIN_WRAP (wrap), button);
}

GtkWidget *
gezin_review_remark_new (GezinReviewPage *self, const GezinReviewLine *line, const char *of_what)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);
  GtkWidget *buttons = gezin_wrap_new (8);

  if (of_what != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (of_what, "dim small"));
  gtk_box_append (GTK_BOX (box),
                  said_new ("gezin-talk-symbolic", line->by != NULL ? line->by : _ ("unknown"),
                            line->text != NULL ? line->text : "", "remark"));
  if (line->answer != NULL)
    gtk_box_append (GTK_BOX (box),
                    said_new ("gezin-next-symbolic", _ ("Answer"), line->answer, "remark-answer"));
  if (line->answer != NULL)
    add_button (self, buttons, line, _ ("Solved"), gezin_review_page_solve);
  add_button (self, buttons, line,
              line->answer != NULL ? _ ("Answer differently") : C_ ("verb", "Answer"),
              gezin_review_page_answer);
  if (line->answer == NULL)
    add_button (self, buttons, line, _ ("Solved"), gezin_review_page_solve);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}
