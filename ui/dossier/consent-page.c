/* SPDX-License-Identifier: EUPL-1.2 */

/* The grid of people and recipients; a cell opens the talks beside it.
 *
 * Invariants:
 * 1. How something stands is the session's to say; here it gets a sign, a word and a colour.
 * 2. A cell that is open stays open when the dossier changes. */

#include "dossier/consent-page.h"

#include "dossier/consent-talk.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define TALK_EM 22
#define CELL_EM 10
#define PERSON_EM 8

struct _GezinConsentPage {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier;
  GezinConsentGrid *grid; /* (nullable) */
  gboolean is_read; /* of this dossier */
  gboolean is_narrow;
  gboolean has_open;
  GezinUuid open[2]; /* person and recipient of the cell that is open */

  GtkWidget *flap;
  GtkWidget *content;
  GtkWidget *talk;
  GtkWidget *talk_title;
  GtkWidget *opener; /* (nullable): the cell's button; belongs to @content */
};

G_DEFINE_FINAL_TYPE (GezinConsentPage, gezin_consent_page, ADW_TYPE_BIN)

static char *
title_of (GezinConsentPage *self, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, id);

  return record != NULL ? gezin_session_record_title (self->session, self->dossier, record)
                        : g_strdup ("");
}

/* The talk. */

static const GezinConsentCell *
find_cell (GezinConsentPage *self, const GezinUuid *person, const GezinUuid *recipient,
           const GezinConsentRow **found)
{
  for (guint r = 0; self->grid != NULL && r < self->grid->rows->len; r++)
    {
      const GezinConsentRow *row = self->grid->rows->pdata[r];

      for (guint c = 0; c < row->cells->len; c++)
        {
          const GezinConsentCell *cell = row->cells->pdata[c];

          if (gezin_uuid_equal (&cell->person, person)
              && gezin_uuid_equal (&cell->recipient, recipient))
            {
              *found = row;
              return cell;
            }
        }
    }
  return NULL;
}

static void
show_talk (GezinConsentPage *self)
{
  const GezinConsentRow *row = NULL;
  const GezinConsentCell *cell =
      self->has_open ? find_cell (self, &self->open[0], &self->open[1], &row) : NULL;
  g_autofree char *recipient = NULL;
  g_autofree char *title = NULL;

  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), cell != NULL);
  adw_bin_set_child (ADW_BIN (self->talk), NULL);
  if (cell == NULL)
    {
      self->has_open = FALSE;
      return;
    }
  recipient = title_of (self, &cell->recipient);
  title = g_strdup_printf ("%s → %s", row->name, recipient);
  gtk_label_set_text (GTK_LABEL (self->talk_title), title);
  adw_bin_set_child (ADW_BIN (self->talk),
                     gezin_consent_talk_new (self->session, self->dossier, cell));
}

static void
close_cb (GezinConsentPage *self)
{
  self->has_open = FALSE;
  show_talk (self);
  if (self->opener != NULL)
    gtk_widget_grab_focus (self->opener);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  GezinConsentPage *self = GEZIN_CONSENT_PAGE (widget);

  if (!self->has_open)
    return FALSE;
  close_cb (self);
  return TRUE;
}

static void
cell_cb (GtkWidget *button, GezinConsentPage *self)
{
  const GezinConsentCell *cell = g_object_get_data (G_OBJECT (button), "cell");

  self->opener = button;
  self->has_open = TRUE;
  self->open[0] = cell->person;
  self->open[1] = cell->recipient;
  show_talk (self);
}

/* The grid. */

static char *
cell_name (GezinConsentPage *self, const GezinConsentRow *row, const GezinConsentCell *cell)
{
  g_autofree char *recipient = title_of (self, &cell->recipient);
  g_autofree char *more =
      g_strjoin (", ", cell->categories != NULL ? cell->categories : "", cell->when, NULL);
  g_autofree char *name = g_strdup_printf ("%s, %s: %s%s%s", row->name, recipient,
                                           gezin_session_standing_word (cell->standing),
                                           more[0] != '\0' ? ", " : "", more);

  return g_strdelimit (g_steal_pointer (&name), "\n", ' ');
}

static GtkWidget *
cell_new (GezinConsentPage *self, const GezinConsentRow *row, GezinConsentCell *cell,
          const char *above)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  g_autofree char *name = cell_name (self, row, cell);

  if (above != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (above, NULL));
  gtk_box_append (GTK_BOX (box), gezin_consent_sign_new (cell->standing));
  if (cell->categories != NULL)
    {
      GtkWidget *label = gezin_text_new (cell->categories, "small");

      gtk_label_set_lines (GTK_LABEL (label), 2);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (box), label);
    }
  if (cell->when != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (cell->when, "dim small"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "consent-cell");
  gtk_widget_set_size_request (button, (int) (CELL_EM * gezin_em (button)), -1);
  gezin_access_name (button, name);
  g_object_set_data (G_OBJECT (button), "cell", cell);
  g_signal_connect (button, "clicked", G_CALLBACK (cell_cb), self);
  if (self->has_open && gezin_uuid_equal (&self->open[0], &cell->person)
      && gezin_uuid_equal (&self->open[1], &cell->recipient))
    self->opener = button;
  return button;
}

static gboolean
is_shown (GezinConsentPage *self, const GezinConsentRow *row)
{
  const GezinRecord *person = gezin_dossier_find (self->dossier, &row->person);

  for (guint i = 0; i < row->cells->len; i++)
    if (((const GezinConsentCell *) row->cells->pdata[i])->talks->len > 0)
      return TRUE;
  return person != NULL && gezin_reading_is_household (person);
}

static char *
age_and_decides (const GezinConsentRow *row)
{
  return row->age >= 0 ? g_strdup_printf ("%d, %s", row->age, row->decides)
                       : g_strdup (row->decides);
}

static GtkWidget *
person_new (const GezinConsentRow *row)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, "consent-person");
  g_autofree char *below = age_and_decides (row);

  gtk_box_append (GTK_BOX (box), gezin_text_new (row->name, "strong"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (below, "dim small"));
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_size_request (box, (int) (PERSON_EM * gezin_em (box)), -1);
  return box;
}

static GtkWidget *
wide_new (GezinConsentPage *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GArray *recipients = self->grid->recipients;

  gtk_grid_attach (GTK_GRID (grid), gezin_text_new (_ ("About whom"), "dim small consent-person"),
                   0, 0, 1, 1);
  for (guint c = 0; c < recipients->len; c++)
    {
      g_autofree char *title = title_of (self, &g_array_index (recipients, GezinUuid, c));

      gtk_grid_attach (GTK_GRID (grid), gezin_text_new (title, "strong consent-head"), (int) c + 1,
                       0, 1, 1);
    }
  for (guint r = 0, line = 1; r < self->grid->rows->len; r++)
    {
      const GezinConsentRow *row = self->grid->rows->pdata[r];

      if (!is_shown (self, row))
        continue;
      gtk_grid_attach (GTK_GRID (grid), person_new (row), 0, (int) line, 1, 1);
      for (guint c = 0; c < row->cells->len; c++)
        gtk_grid_attach (GTK_GRID (grid), cell_new (self, row, row->cells->pdata[c], NULL),
                         (int) c + 1, (int) line, 1, 1);
      line++;
    }
  gtk_widget_add_css_class (grid, "card");
  gezin_access_name (grid, _ ("Consent: people and recipients"));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), grid);
  return gezin_tab_stop_new (scrolled);
}

static GtkWidget *
narrow_new (GezinConsentPage *self)
{
  GtkWidget *all = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, NULL);

  for (guint r = 0; r < self->grid->rows->len; r++)
    {
      const GezinConsentRow *row = self->grid->rows->pdata[r];
      GtkWidget *card;

      if (!is_shown (self, row))
        continue;
      card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "card");
      gtk_box_append (GTK_BOX (all), person_new (row));
      for (guint c = 0; c < row->cells->len; c++)
        {
          GezinConsentCell *cell = row->cells->pdata[c];
          g_autofree char *recipient = title_of (self, &cell->recipient);

          gtk_box_append (GTK_BOX (card), cell_new (self, row, cell, recipient));
        }
      gtk_box_append (GTK_BOX (all), gezin_tab_stop_new (card));
    }
  return all;
}

static GtkWidget *
birthdays_new (GezinConsentPage *self)
{
  GtkWidget *list = gezin_list_new ();

  gezin_access_name (list, _ ("Birthdays that change who decides"));
  for (guint i = 0; i < self->grid->birthdays->len; i++)
    {
      const GezinConsentBirthday *birthday = self->grid->birthdays->pdata[i];
      g_autofree char *date = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&birthday->day),
                                               (guint) g_date_get_month (&birthday->day),
                                               g_date_get_day (&birthday->day));
      g_autofree char *day = gezin_when_short (date);
      /* Translators: %1$s is a name, %2$u an age, %3$s a day. */
      g_autofree char *title =
          g_strdup_printf (_ ("%1$s turns %2$u on %3$s"), birthday->name, birthday->age, day);
      /* Translators: %s says who decides, by age. */
      g_autofree char *below = g_strdup_printf (
          _ ("Somebody else decides then: %s. What was said before has to be asked anew."),
          birthday->decides);
      GtkWidget *row = gezin_row_new (title, below);

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-calendar-symbolic", "accent-text"));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  return gezin_tab_stop_new (list);
}

static GtkWidget *
counts_new (GezinConsentPage *self)
{
  guint counts[GEZIN_N_STANDINGS] = { 0 };
  GtkWidget *wrap = gezin_wrap_new (8);

  for (guint r = 0; r < self->grid->rows->len; r++)
    {
      const GezinConsentRow *row = self->grid->rows->pdata[r];

      for (guint c = 0; c < row->cells->len && is_shown (self, row); c++)
        counts[((const GezinConsentCell *) row->cells->pdata[c])->standing]++;
    }
  for (guint i = 0; i < GEZIN_N_STANDINGS; i++)
    {
      GtkWidget *tag = gezin_consent_sign_new (i);
      g_autofree char *count = g_strdup_printf ("%u", counts[i]);

      gtk_widget_add_css_class (tag, "tag");
      gtk_box_append (GTK_BOX (tag), gtk_label_new (count));
      if (counts[i] > 0)
        gezin_wrap_append (GEZIN_WRAP (wrap), tag);
    }
  return wrap;
}

static void
build (GezinConsentPage *self)
{
  g_autofree char *rules = NULL;

  gezin_box_clear (self->content);
  self->opener = NULL;
  if (self->grid == NULL)
    return;
  gtk_box_append (GTK_BOX (self->content), gezin_text_new (_ ("Consent"), "page-title"));
  if (self->grid->recipients->len == 0)
    {
      gtk_box_append (
          GTK_BOX (self->content),
          gezin_empty_new ("gezin-hand-symbolic", _ ("Nobody was asked anything yet"),
                           _ ("First write down an organisation, under All data, and say that it "
                              "acts in the regional safety team.")));
      return;
    }
  if (self->grid->birthdays->len > 0)
    gtk_box_append (GTK_BOX (self->content), birthdays_new (self));
  gtk_box_append (GTK_BOX (self->content), counts_new (self));
  gtk_box_append (GTK_BOX (self->content), self->is_narrow ? narrow_new (self) : wide_new (self));
  /* Translators: %s is a version of rules. */
  rules = g_strdup_printf (_ ("Who decides follows from the rules: %s."),
                           self->grid->rules != NULL ? self->grid->rules : "–");
  gtk_box_append (GTK_BOX (self->content), gezin_text_new (rules, "dim small"));
}

/* Reading. */

static gboolean
read_grid (GezinSession *session, GezinJob *job, GError **error)
{
  job->result = gezin_session_consent_grid (session, &job->dossier, error);
  job->free_result = (GDestroyNotify) gezin_consent_grid_free;
  return job->result != NULL;
}

static void
set_grid (GezinConsentPage *self, GezinConsentGrid *grid)
{
  gezin_box_clear (self->content);
  g_clear_pointer (&self->grid, gezin_consent_grid_free);
  self->grid = grid;
  build (self);
  show_talk (self);
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinConsentPage *self = owner;

  if (self->dossier == NULL || !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier))
    return;
  if (error != NULL)
    gezin_say_error (GTK_WIDGET (self), error);
  else
    set_grid (self, g_steal_pointer (&job->result));
}

static void
read_when_shown (GezinConsentPage *self)
{
  GezinJob *job;

  if (self->is_read || self->dossier == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->is_read = TRUE;
  job = gezin_job_new (self, read_grid, read_cb);
  job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

static void
gezin_consent_page_dispose (GObject *object)
{
  GezinConsentPage *self = GEZIN_CONSENT_PAGE (object);

  g_clear_pointer (&self->grid, gezin_consent_grid_free);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_consent_page_parent_class)->dispose (object);
}

static void
gezin_consent_page_class_init (GezinConsentPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_consent_page_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, escape_cb, NULL);
}

static GtkWidget *
build_talk (GezinConsentPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  GtkWidget *head = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, NULL);
  GtkWidget *close = gezin_icon_button_new ("gezin-cross-symbolic", _ ("Close the talk"), NULL);
  GtkWidget *scrolled;

  self->talk = adw_bin_new ();
  self->talk_title = gezin_text_new (NULL, "card-title");
  gtk_widget_set_hexpand (self->talk_title, TRUE);
  gtk_widget_add_css_class (close, "flat");
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (head), self->talk_title);
  gtk_box_append (GTK_BOX (head), close);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), self->talk);
  scrolled = gezin_scrolled_new (box);
  gtk_widget_add_css_class (scrolled, "sheet");
  gtk_widget_set_size_request (scrolled, (int) (TALK_EM * gezin_em (scrolled)), -1);
  gtk_widget_set_hexpand (scrolled, FALSE);
  return scrolled;
}

static void
gezin_consent_page_init (GezinConsentPage *self)
{
  GtkWidget *page;

  self->content = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");
  page = gezin_scrolled_new (self->content);
  gtk_widget_set_hexpand (page, TRUE);
  self->flap = adw_flap_new ();
  adw_flap_set_flap_position (ADW_FLAP (self->flap), GTK_PACK_END);
  adw_flap_set_content (ADW_FLAP (self->flap), page);
  adw_flap_set_flap (ADW_FLAP (self->flap), build_talk (self));
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_locked (ADW_FLAP (self->flap), TRUE);
  adw_flap_set_modal (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_swipe_to_open (ADW_FLAP (self->flap), FALSE);
  adw_flap_set_fold_policy (ADW_FLAP (self->flap), ADW_FLAP_FOLD_POLICY_NEVER);
  adw_bin_set_child (ADW_BIN (self), self->flap);
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
}

GtkWidget *
gezin_consent_page_new (GezinSession *session)
{
  GezinConsentPage *self = g_object_new (GEZIN_TYPE_CONSENT_PAGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gezin_consent_page_show (GezinConsentPage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier != NULL
      && !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  page->is_read = FALSE;
  if (is_other)
    {
      page->has_open = FALSE;
      set_grid (page, NULL);
    }
  read_when_shown (page);
}

void
gezin_consent_page_set_narrow (GezinConsentPage *page, gboolean is_narrow)
{
  if (page->is_narrow == is_narrow)
    return;
  page->is_narrow = is_narrow;
  adw_flap_set_fold_policy (ADW_FLAP (page->flap),
                            is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  build (page);
}
