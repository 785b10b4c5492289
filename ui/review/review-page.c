/* SPDX-License-Identifier: EUPL-1.2 */

/* Reviewing a dossier. What was approved and what became of it is worked out by the session; here it is
 * shown record by record, and who looks asks, remarks, answers or approves. See review-private.h for the
 * invariants. */

#include "review/review-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/admin.h"
#include "session/display.h"
#include "thinking/thought-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define LEAD "lead"
#define AT_ONCE 20 /* records on screen, until somebody asks for more */

G_DEFINE_FINAL_TYPE (GezinReviewPage, gezin_review_page, ADW_TYPE_BIN)

static gboolean
read_review (GezinSession *session, GezinJob *job, GError **error)
{
  if (!gezin_session_owner (session, &job->names[0], &job->names[1], &job->names[2], error))
    return FALSE;
  job->result = gezin_session_review (session, &job->dossier, error);
  job->free_result = (GDestroyNotify) gezin_review_reading_free;
  return job->result != NULL;
}

/* Filling. */

gboolean
gezin_review_page_is_remarked (GezinReviewPage *self, const GezinUuid *record, const char *field)
{
  for (guint i = 0; i < self->reading->lines->len; i++)
    {
      const GezinReviewLine *line = self->reading->lines->pdata[i];

      if (line->kind == GEZIN_KIND_REMARK && line->has_of && gezin_uuid_equal (&line->of, record)
          && (field == NULL || g_strcmp0 (line->field, field) == 0))
        return TRUE;
    }
  return FALSE;
}

/* As people look for them: where somebody remarked on, what changed in what was approved, what is new;
 * of each by kind. */
static int
compare_records (gconstpointer a, gconstpointer b, gpointer page)
{
  const GezinReviewRecord *one = *(GezinReviewRecord *const *) a;
  const GezinReviewRecord *other = *(GezinReviewRecord *const *) b;
  gboolean is_new[2] = { one->state == GEZIN_REVIEW_NEW || one->state == GEZIN_REVIEW_UNSEEN,
                         other->state == GEZIN_REVIEW_NEW || other->state == GEZIN_REVIEW_UNSEEN };

  gboolean is_remarked[2] = { gezin_review_page_is_remarked (page, &one->record, NULL),
                              gezin_review_page_is_remarked (page, &other->record, NULL) };

  if (is_remarked[0] != is_remarked[1])
    return is_remarked[1] - is_remarked[0];
  if (is_new[0] != is_new[1])
    return is_new[0] - is_new[1];
  if (one->kind != other->kind)
    return (int) one->kind - (int) other->kind;
  return g_strcmp0 (one->title, other->title);
}

/* Those to show: with a change or a remark, or, when all is asked for, all. */
static GPtrArray *
records_shown (GezinReviewPage *self)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = 0; i < self->reading->records->len; i++)
    {
      GezinReviewRecord *record = self->reading->records->pdata[i];

      if (self->is_all || gezin_review_page_did_change (record->state)
          || gezin_review_page_is_remarked (self, &record->record, NULL))
        g_ptr_array_add (records, record);
    }
  g_ptr_array_sort_with_data (records, compare_records, self);
  return records;
}

static guint
count_changes (const GezinReviewReading *reading)
{
  guint n = 0;

  for (guint i = 0; i < reading->records->len; i++)
    {
      const GezinReviewRecord *record = reading->records->pdata[i];

      if (!gezin_review_page_did_change (record->state))
        continue;
      if (record->state != GEZIN_REVIEW_CHANGED)
        n++; /* the record came, or went, as a whole */
      for (guint f = 0; record->state == GEZIN_REVIEW_CHANGED && f < record->fields->len; f++)
        n += gezin_review_page_did_change (((GezinReviewField *) record->fields->pdata[f])->state);
    }
  return n;
}

static void
more_cb (GezinReviewPage *self)
{
  self->n_shown += AT_ONCE;
  gezin_review_page_refill (self);
}

static void
add_more (GezinReviewPage *self, guint left)
{
  g_autofree char *label =
      g_strdup_printf (ngettext ("Show %u more of %u", "Show %u more of %u", MIN (left, AT_ONCE)),
                       MIN (left, AT_ONCE), left);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, label);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->content), button);
}

static gboolean
is_placed (GezinReviewPage *self, const GezinReviewLine *line)
{
  return g_ptr_array_find (self->placed, line, NULL);
}

/* Invariant 1. */
static void
add_other_remarks (GezinReviewPage *self, GtkWidget *box)
{
  guint n = 0;

  for (guint i = 0; i < self->reading->lines->len; i++)
    {
      const GezinReviewLine *line = self->reading->lines->pdata[i];
      const char *about = gezin_review_page_about (self, line);
      g_autofree char *of = NULL;

      if (line->kind != GEZIN_KIND_REMARK || is_placed (self, line))
        continue;
      of = gezin_review_page_where (self, line, about);
      if (n++ == 0)
        gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Other remarks"), NULL, NULL, NULL));
      gtk_box_append (GTK_BOX (box), gezin_review_remark_new (self, line, of));
    }
}

static void
add_intro (GezinReviewPage *self)
{
  gtk_box_append (
      GTK_BOX (self->content),
      gezin_text_new (self->is_lead
                          ? _ ("What you approve you sign, field by field. What is written later "
                               "stands out here until you approve it too.")
                          : _ ("A lead of your team looks at your work here: they see what changed "
                               "since the last approval, remark on it, and approve it or ask for "
                               "changes. Nobody approves their own work."),
                      "dim"));
}

void
gezin_review_page_refill (GezinReviewPage *self)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  GtkWidget *remarks;

  if (self->content == NULL || self->reading == NULL || self->dossier == NULL)
    return;
  gezin_box_clear (self->content);
  g_ptr_array_set_size (self->changes, 0);
  g_ptr_array_set_size (self->placed, 0);
  self->change = 0;
  self->place = NULL;
  records = records_shown (self);
  for (guint i = 0; i < MIN (records->len, self->n_shown); i++)
    g_ptr_array_add (cards, gezin_review_card_new (self, records->pdata[i]));
  gezin_review_page_add_head (self, count_changes (self->reading));
  if (self->reading->approvals->len == 0)
    add_intro (self);
  remarks = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  add_other_remarks (self, remarks);
  gtk_widget_set_visible (remarks, gtk_widget_get_first_child (remarks) != NULL);
  gtk_box_append (GTK_BOX (self->content), remarks);
  for (guint i = 0; i < cards->len; i++)
    gtk_box_append (GTK_BOX (self->content), cards->pdata[i]);
  if (records->len > self->n_shown)
    add_more (self, records->len - self->n_shown);
}

static void
show_bottom (GezinReviewPage *self)
{
  gtk_label_set_text (GTK_LABEL (self->words),
                      self->is_lead ? _ ("Your approval is of exactly what stands here.")
                                    : _ ("What is approved and changes later stands out here."));
  for (GtkWidget *button = gtk_widget_get_first_child (self->buttons); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, self->is_lead
                                        == (g_object_get_data (G_OBJECT (button), "lead") != NULL));
  gtk_widget_set_visible (self->bottom, TRUE);
}

static void
fill (GezinThoughtPage *page, GezinJob *job, GtkWidget *box)
{
  GezinReviewPage *self =
      GEZIN_REVIEW_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (page), GEZIN_TYPE_REVIEW_PAGE));

  g_clear_pointer (&self->reading, gezin_review_reading_free);
  self->reading = g_steal_pointer (&job->result);
  self->is_lead = g_strcmp0 (job->names[2], LEAD) == 0;
  self->content = box;
  gezin_review_page_refill (self);
  show_bottom (self);
}

void
gezin_review_page_show (GezinReviewPage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (is_other)
    {
      page->n_shown = AT_ONCE;
      page->is_all = FALSE;
      page->content = NULL;
      g_clear_pointer (&page->reading, gezin_review_reading_free);
      gtk_widget_set_visible (page->bottom, FALSE);
    }
  gezin_thought_page_show (GEZIN_THOUGHT_PAGE (page->thought), dossier);
}

/* Building. */

static void
ask_cb (GezinReviewPage *self)
{
  gezin_review_page_ask (self);
}

static void
want_cb (GezinReviewPage *self)
{
  gezin_review_page_want (self, NULL);
}

static void
approve_cb (GezinReviewPage *self)
{
  gezin_review_page_approve (self, NULL);
}

static void
send_cb (GezinReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.send", "(ss)", "", "review");
}

static void
add_button (GezinReviewPage *self, const char *label, gboolean is_for_lead, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gezin_access_name (button, label);
  if (is_for_lead)
    g_object_set_data (G_OBJECT (button), "lead", button);
  g_signal_connect_swapped (button, "clicked", pressed, self);
  gezin_wrap_append (GEZIN_WRAP (self->buttons), button);
}

static void
build_bottom (GezinReviewPage *self)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *columns;

  self->words = gezin_text_new (NULL, "dim small");
  gtk_widget_set_valign (self->words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->words, TRUE);
  self->buttons = gezin_wrap_new (8);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gezin_wrap_set_at_end (GEZIN_WRAP (self->buttons));
  add_button (self, _ ("Send to the lead…"), FALSE, G_CALLBACK (send_cb));
  add_button (self, _ ("Ask for a review…"), FALSE, G_CALLBACK (ask_cb));
  gtk_widget_add_css_class (gtk_widget_get_last_child (self->buttons), "suggested-action");
  add_button (self, _ ("Send back…"), TRUE, G_CALLBACK (send_cb));
  add_button (self, _ ("Ask for changes…"), TRUE, G_CALLBACK (want_cb));
  add_button (self, _ ("Approve…"), TRUE, G_CALLBACK (approve_cb));
  gtk_widget_add_css_class (gtk_widget_get_last_child (self->buttons), "suggested-action");
  gtk_box_append (GTK_BOX (line), gezin_icon_new ("gezin-eye-symbolic", NULL));
  gtk_box_append (GTK_BOX (line), self->words);
  columns = gezin_columns_new (line, self->buttons, 78, 0.4);
  gezin_columns_set_gap (columns, 8);
  self->bottom = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "bottom-bar");
  gtk_box_append (GTK_BOX (self->bottom), columns);
  gtk_widget_set_visible (self->bottom, FALSE);
}

static void
gezin_review_page_dispose (GObject *object)
{
  GezinReviewPage *self = GEZIN_REVIEW_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL); /* what is in it borrows */
  g_clear_pointer (&self->reading, gezin_review_reading_free);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->placed, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_review_page_parent_class)->dispose (object);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *forward, gpointer user_data)
{
  gezin_review_page_step (GEZIN_REVIEW_PAGE (widget), g_variant_get_boolean (forward));
  return TRUE;
}

static void
gezin_review_page_class_init (GezinReviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gezin_review_page_dispose;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F8, 0, key_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F8, GDK_SHIFT_MASK, key_cb, "b", FALSE);
}

static void
gezin_review_page_init (GezinReviewPage *self)
{
  self->changes = g_ptr_array_new ();
  self->placed = g_ptr_array_new ();
  self->n_shown = AT_ONCE;
}

GtkWidget *
gezin_review_page_new (GezinSession *session)
{
  GezinReviewPage *self = g_object_new (GEZIN_TYPE_REVIEW_PAGE, NULL);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);

  self->session = g_object_ref (session);
  self->thought = gezin_thought_page_new (session, read_review, fill);
  gtk_widget_set_vexpand (self->thought, TRUE);
  build_bottom (self);
  gtk_box_append (GTK_BOX (box), self->thought);
  gtk_box_append (GTK_BOX (box), self->bottom);
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}
