/* SPDX-License-Identifier: EUPL-1.2 */

/* What happened, newest first. Cards are made for the first of them only; more on request. */

#include "dossier/journal-page.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/frozen.h"
#include "parts/pills.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CARDS_AT_ONCE 40
#define CARDS_A_TURN 4
#define MAX_FILTERS 7

struct _GezinJournalPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GPtrArray *frozen; /* GezinFrozenReading */
  gboolean is_shown; /* what stands in the column is of this dossier */
  GPtrArray *contacts; /* GezinRecord, borrowed from the dossier, newest first */
  guint next; /* of them: which comes next into the column */
  guint n_added;
  guint n_shown;
  guint adding;
  GDate last; /* the day under which the last card stands */
  char *chosen;
  GtkWidget *column;
};

G_DEFINE_FINAL_TYPE (GezinJournalPage, gezin_journal_page, ADW_TYPE_BIN)

static const char *
icon_of (const char *kind)
{
  static const char *const icons[][2] = {
    { "visit", "gezin-house-symbolic" },  { "school", "gezin-school-symbolic" },
    { "phone", "gezin-phone-symbolic" },  { "telephone", "gezin-phone-symbolic" },
    { "call", "gezin-phone-symbolic" },   { "message", "gezin-message-symbolic" },
    { "mail", "gezin-message-symbolic" }, { "letter", "gezin-message-symbolic" },
  };

  /* The school first: a visit to school is not a visit at home. */
  if (kind != NULL && strstr (kind, "school") != NULL)
    return "gezin-school-symbolic";
  if (kind != NULL && strstr (kind, "office") != NULL)
    return "gezin-talk-symbolic";
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (icons); i++)
    if (strstr (kind, icons[i][0]) != NULL)
      return icons[i][1];
  return "gezin-talk-symbolic";
}

static int
compare_contacts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_CONTACT_WHEN),
                    gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_CONTACT_WHEN));
}

/* Hour and length, as "15:30 · 50 min". */
static char *
hours_text (GezinJournalPage *self, const GezinRecord *contact, gint64 instant)
{
  const char *minutes = gezin_record_value (contact, GEZIN_FIELD_CONTACT_MINUTES);
  g_autofree char *clock = gezin_when_clock (gezin_session_clock (self->session), instant);

  if (minutes == NULL)
    return g_steal_pointer (&clock);
  /* Translators: an hour and a number of minutes. */
  return g_strdup_printf (_ ("%s · %s min"), clock, minutes);
}

static void
add_head (GezinJournalPage *self, GtkWidget *words, const GezinRecord *contact, gint64 instant)
{
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);
  GtkWidget *around = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  g_autofree char *kind =
      gezin_reading_capital (self->session, self->dossier, contact, GEZIN_FIELD_CONTACT_KIND);
  g_autofree char *hours = hours_text (self, contact, instant);
  g_autofree char *present =
      gezin_reading_names (self->dossier, contact, GEZIN_FIELD_CONTACT_PRESENT);
  g_autofree char *seen =
      gezin_reading_names (self->dossier, contact, GEZIN_FIELD_CONTACT_CHILD_SEEN);
  GtkWidget *open = gezin_icon_button_new ("gezin-note-symbolic", _ ("Change"), NULL);
  g_autofree char *heard = g_strdup_printf ("%s, %s", kind != NULL ? kind : _ ("Contact"), hours);
  GtkWidget *title = gezin_text_new (kind != NULL ? kind : _ ("Contact"), "card-title");
  GtkWidget *when = gezin_text_new (hours, "dim");

  gtk_widget_add_css_class (open, "flat");
  gezin_access_describe (open, heard);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "win.open-record");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (open), gezin_uuid_variant (&contact->id));
  gtk_widget_set_hexpand (when, TRUE);
  gtk_widget_set_valign (when, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (around, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), when);
  /* GTK 4.8 counts the base line of a button also where it is centred, but only when it asks how high
   * the head is for a width; a box around it has none. */
  gtk_box_append (GTK_BOX (around), open);
  gtk_box_append (GTK_BOX (head), around);
  gtk_box_append (GTK_BOX (words), head);
  if (present != NULL)
    gtk_box_append (GTK_BOX (words), gezin_text_new (present, "dim"));
  if (seen != NULL)
    {
      /* Translators: %s are names of children. */
      g_autofree char *text = g_strdup_printf (_ ("Child seen: %s"), seen);

      gtk_box_append (GTK_BOX (words), gezin_text_new (text, "dim"));
    }
}

static void
add_impression (GezinJournalPage *self, GtkWidget *words, const char *text)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, "impression");
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkWidget *title = gezin_text_new (_ ("Impression"), "strong small");

  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), gezin_icon_new ("gezin-hidden-symbolic", "small dim"));
  gtk_box_append (GTK_BOX (head), gezin_text_new (_ ("stays here"), "dim small"));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), gezin_text_new (text, NULL));
  gtk_box_append (GTK_BOX (words), box);
}

/* Fields of @contact that are no longer shared: where they would stand. */
static void
add_hidden (GezinJournalPage *self, GtkWidget *words, const GezinRecord *contact)
{
  for (guint i = 0; i < self->frozen->len; i++)
    {
      const GezinFrozenReading *one = self->frozen->pdata[i];

      if (!gezin_uuid_equal (&one->record, &contact->id) || one->field == GEZIN_FIELD_NONE)
        continue;
      gtk_box_append (GTK_BOX (words),
                      gezin_text_new (gezin_session_field_label (one->field), "strong small"));
      gtk_box_append (GTK_BOX (words),
                      gezin_frozen_note_new (one, gezin_session_field_label (one->field), TRUE));
    }
}

/* Contacts of which nothing is shown, not even their day. */
static void
add_hidden_contacts (GezinJournalPage *self)
{
  GtkWidget *list;

  if (gezin_frozen_count (self->frozen, GEZIN_KIND_CONTACT) == 0)
    return;
  list = gezin_list_new ();
  gezin_access_name (list, _ ("No longer shared"));
  gezin_frozen_add_rows (self->frozen, GEZIN_KIND_CONTACT, list);
  gtk_box_append (GTK_BOX (self->column), gezin_tab_stop_new (list));
}

static GtkWidget *
card_new (GezinJournalPage *self, const GezinRecord *contact, gint64 instant)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 14, "card padded");
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, NULL);
  GtkWidget *icon =
      gezin_icon_new (icon_of (gezin_record_value (contact, GEZIN_FIELD_CONTACT_KIND)), "round");
  const char *facts = gezin_record_value (contact, GEZIN_FIELD_CONTACT_FACTS);
  const char *impressions = gezin_record_value (contact, GEZIN_FIELD_CONTACT_IMPRESSIONS);
  const char *agreed = gezin_record_value (contact, GEZIN_FIELD_CONTACT_AGREED);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  add_head (self, words, contact, instant);
  if (facts != NULL)
    gtk_box_append (GTK_BOX (words), gezin_text_new (facts, NULL));
  add_hidden (self, words, contact);
  if (impressions != NULL)
    add_impression (self, words, impressions);
  if (agreed != NULL)
    {
      GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
      GtkWidget *tick = gezin_icon_new ("gezin-check-symbolic", "good");

      gtk_widget_set_valign (tick, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (line), tick);
      gtk_box_append (GTK_BOX (line), gezin_text_new (agreed, NULL));
      gtk_box_append (GTK_BOX (words), line);
    }
  gtk_box_append (GTK_BOX (card), icon);
  gtk_box_append (GTK_BOX (card), words);
  return card;
}

static void show_contacts (GezinJournalPage *self);

static void
more_cb (GezinJournalPage *self)
{
  self->n_shown += CARDS_AT_ONCE;
  show_contacts (self);
}

static void
filter_cb (GezinPills *pills, GezinJournalPage *self)
{
  g_free (self->chosen);
  self->chosen = gezin_pills_chosen (pills);
  self->n_shown = CARDS_AT_ONCE;
  show_contacts (self);
}

/* The kinds that occur, most first. */
static void
add_filters (GezinJournalPage *self, GPtrArray *contacts)
{
  g_autoptr (GPtrArray) choices = gezin_session_choices (self->session, GEZIN_FIELD_CONTACT_KIND);
  GtkWidget *pills = gezin_pills_new (FALSE, FALSE);
  guint n_filters = 0;

  for (guint i = 0; i < choices->len && n_filters < MAX_FILTERS; i++)
    {
      const GezinChoice *choice = choices->pdata[i];
      guint n = 0;
      g_autofree char *label = NULL;

      for (guint j = 0; j < contacts->len; j++)
        n += g_strcmp0 (gezin_record_value (contacts->pdata[j], GEZIN_FIELD_CONTACT_KIND),
                        choice->code)
             == 0;
      if (n == 0)
        continue;
      label = g_strdup_printf ("%s %u", choice->label, n);
      gezin_reading_raise (label);
      gezin_pills_add (GEZIN_PILLS (pills), choice->code, label, icon_of (choice->code));
      n_filters++;
    }
  if (self->chosen != NULL && self->chosen[0] != '\0')
    gezin_pills_set_chosen (GEZIN_PILLS (pills), self->chosen, TRUE);
  gezin_access_name (pills, _ ("Filters"));
  g_signal_connect (pills, "edited", G_CALLBACK (filter_cb), self);
  gtk_box_append (GTK_BOX (self->column), pills);
}

static void
add_day (GezinJournalPage *self, gint64 instant)
{
  GDate day;
  GDate today;
  g_autofree char *text = NULL;
  GtkWidget *label;

  gezin_when_local_day (gezin_session_clock (self->session), instant, &day);
  if (g_date_valid (&self->last) && g_date_compare (&self->last, &day) == 0)
    return;
  self->last = day;
  gezin_clock_today (gezin_session_clock (self->session), &today);
  text = gezin_when_day (&day, &today);
  label = gezin_text_new (text, "section-title");
  gtk_widget_set_margin_top (label, 8);
  gtk_box_append (GTK_BOX (self->column), label);
}

static gboolean
passes (GezinJournalPage *self, const GezinRecord *contact)
{
  return self->chosen == NULL || self->chosen[0] == '\0'
         || g_strcmp0 (gezin_record_value (contact, GEZIN_FIELD_CONTACT_KIND), self->chosen) == 0;
}

static void
add_more_button (GezinJournalPage *self)
{
  GtkWidget *more = gtk_button_new_with_label (_ ("Show more"));

  gtk_widget_set_halign (more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (more, "pill");
  g_signal_connect_swapped (more, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->column), more);
}

/* Some cards at a time: laying out long texts takes longer than a frame. */
static gboolean
add_some_cb (gpointer user_data)
{
  GezinJournalPage *self = user_data;

  for (guint n = 0; n < CARDS_A_TURN && self->next < self->contacts->len;)
    {
      const GezinRecord *contact = self->contacts->pdata[self->next];
      const char *when = gezin_record_value (contact, GEZIN_FIELD_CONTACT_WHEN);
      gint64 instant = 0;

      if (!passes (self, contact))
        {
          self->next++;
          continue;
        }
      if (self->n_added == self->n_shown)
        {
          add_more_button (self);
          self->adding = 0;
          return G_SOURCE_REMOVE;
        }
      if (when != NULL && gezin_instant_from_text (when, &instant))
        add_day (self, instant);
      gtk_box_append (GTK_BOX (self->column), card_new (self, contact, instant));
      self->next++;
      self->n_added++;
      n++;
    }
  if (self->next < self->contacts->len)
    return G_SOURCE_CONTINUE;
  self->adding = 0;
  return G_SOURCE_REMOVE;
}

static void
show_contacts (GezinJournalPage *self)
{
  g_clear_handle_id (&self->adding, g_source_remove);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  gezin_box_clear (self->column);
  self->contacts = gezin_reading_records (self->dossier, GEZIN_KIND_CONTACT);
  if (self->contacts->len == 0 && gezin_frozen_count (self->frozen, GEZIN_KIND_CONTACT) == 0)
    {
      gtk_box_append (GTK_BOX (self->column),
                      gezin_empty_new ("gezin-journal-symbolic", _ ("Nothing in the journal yet"),
                                       _ ("Visits, calls and messages come here. Write the first "
                                          "with Quick note (Ctrl+J).")));
      return;
    }
  g_ptr_array_sort (self->contacts, compare_contacts);
  add_filters (self, self->contacts);
  add_hidden_contacts (self);
  g_date_clear (&self->last, 1);
  self->next = self->n_added = 0;
  if (add_some_cb (self) == G_SOURCE_CONTINUE)
    self->adding = g_idle_add_full (G_PRIORITY_LOW, add_some_cb, self, NULL);
}

static void
show_when_mapped (GezinJournalPage *self)
{
  if (self->is_shown || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_shown = TRUE;
  show_contacts (self);
}

static void
gezin_journal_page_dispose (GObject *object)
{
  GezinJournalPage *self = GEZIN_JOURNAL_PAGE (object);

  g_clear_handle_id (&self->adding, g_source_remove);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_pointer (&self->frozen, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_journal_page_parent_class)->dispose (object);
}

static void
gezin_journal_page_class_init (GezinJournalPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_journal_page_dispose;
}

static void
gezin_journal_page_init (GezinJournalPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 820);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->column);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  g_signal_connect_after (self, "map", G_CALLBACK (show_when_mapped), NULL);
}

GtkWidget *
gezin_journal_page_new (GezinSession *session)
{
  GezinJournalPage *self = g_object_new (GEZIN_TYPE_JOURNAL_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_journal_page_show (GezinJournalPage *page, GezinDossier *dossier, GPtrArray *frozen)
{
  gboolean is_other =
      page->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_ptr_array_ref (frozen);
  g_clear_pointer (&page->frozen, g_ptr_array_unref);
  page->frozen = frozen;
  g_clear_handle_id (&page->adding, g_source_remove);
  g_clear_pointer (&page->contacts, g_ptr_array_unref);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (is_other)
    {
      g_clear_pointer (&page->chosen, g_free);
      page->n_shown = CARDS_AT_ONCE;
    }
  page->is_shown = FALSE;
  show_when_mapped (page);
}
