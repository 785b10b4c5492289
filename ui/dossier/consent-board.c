/* SPDX-License-Identifier: EUPL-1.2 */

/* The grid of people and recipients, or, where it is narrow, one person after another.
 *
 * Invariant: how something stands is the session's to say; here it gets a sign, a word and a colour. */

#include "dossier/consent-board.h"

#include "dossier/consent-talk.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/display.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CELL_EM 10
#define PERSON_EM 8

struct _GezinConsentBoard {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier; /* (nullable) */
  const GezinConsentGrid *grid; /* (nullable): borrowed */
  GPtrArray *buttons; /* of the cells that are shown; borrowed */
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (GezinConsentBoard, gezin_consent_board, ADW_TYPE_BIN)

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

static char *
title_of (GezinConsentBoard *self, const GezinUuid *id)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, id);

  return record != NULL ? gezin_session_record_title (self->session, self->dossier, record)
                        : g_strdup ("");
}

const GezinConsentCell *
gezin_consent_board_find (const GezinConsentGrid *grid, const GezinUuid *person,
                          const GezinUuid *recipient, const GezinConsentRow **row)
{
  for (guint r = 0; grid != NULL && r < grid->rows->len; r++)
    {
      *row = grid->rows->pdata[r];
      for (guint c = 0; c < (*row)->cells->len; c++)
        {
          const GezinConsentCell *cell = (*row)->cells->pdata[c];

          if (gezin_uuid_equal (&cell->person, person)
              && gezin_uuid_equal (&cell->recipient, recipient))
            return cell;
        }
    }
  return NULL;
}

/* Cells. */

static void
cell_cb (GtkWidget *button, GezinConsentBoard *self)
{
  g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (button), "cell"));
}

static char *
cell_name (GezinConsentBoard *self, const GezinConsentRow *row, const GezinConsentCell *cell)
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
cell_new (GezinConsentBoard *self, const GezinConsentRow *row, GezinConsentCell *cell,
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
  g_ptr_array_add (self->buttons, button);
  return button;
}

static gboolean
is_shown (GezinConsentBoard *self, const GezinConsentRow *row)
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
wide_new (GezinConsentBoard *self)
{
  GtkWidget *grid = gtk_grid_new ();
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
  return gezin_tab_stop_new (gezin_sideways_new (grid));
}

static GtkWidget *
narrow_new (GezinConsentBoard *self)
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
birthdays_new (GezinConsentBoard *self)
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
counts_new (GezinConsentBoard *self)
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

/* All of it. */

/* @rules: (nullable): name, file and, after a slash, the version. */
static const char *
version_of (const char *rules)
{
  const char *slash = rules != NULL ? strrchr (rules, '/') : NULL;

  return slash != NULL ? slash + 1 : "–";
}

static void
fill (GezinConsentBoard *self, gboolean is_narrow)
{
  g_autofree char *rules = NULL;

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
  gtk_box_append (GTK_BOX (self->content), is_narrow ? narrow_new (self) : wide_new (self));
  /* Translators: %s is a version. */
  rules = g_strdup_printf (_ ("Who decides follows from the rules for sharing, version %s."),
                           version_of (self->grid->rules));
  gtk_box_append (GTK_BOX (self->content), gezin_text_new (rules, "dim small"));
}

void
gezin_consent_board_show (GezinConsentBoard *board, GezinDossier *dossier,
                          const GezinConsentGrid *grid, gboolean is_narrow)
{
  g_ptr_array_set_size (board->buttons, 0);
  gezin_box_clear (board->content);
  if (dossier != NULL)
    gezin_dossier_ref (dossier);
  g_clear_pointer (&board->dossier, gezin_dossier_unref);
  board->dossier = dossier;
  board->grid = grid;
  if (grid != NULL && dossier != NULL)
    fill (board, is_narrow);
}

void
gezin_consent_board_focus (GezinConsentBoard *board, const GezinUuid *person,
                           const GezinUuid *recipient)
{
  for (guint i = 0; i < board->buttons->len; i++)
    {
      const GezinConsentCell *cell = g_object_get_data (board->buttons->pdata[i], "cell");

      if (gezin_uuid_equal (&cell->person, person)
          && gezin_uuid_equal (&cell->recipient, recipient))
        gtk_widget_grab_focus (board->buttons->pdata[i]);
    }
}

void
gezin_consent_board_mark (GezinConsentBoard *board, const GezinUuid *person,
                          const GezinUuid *recipient)
{
  for (guint i = 0; i < board->buttons->len; i++)
    {
      GtkWidget *button = board->buttons->pdata[i];
      const GezinConsentCell *cell = g_object_get_data (G_OBJECT (button), "cell");

      if (person != NULL && gezin_uuid_equal (&cell->person, person)
          && gezin_uuid_equal (&cell->recipient, recipient))
        gtk_widget_add_css_class (button, "open");
      else
        gtk_widget_remove_css_class (button, "open");
    }
}

static void
gezin_consent_board_dispose (GObject *object)
{
  GezinConsentBoard *self = GEZIN_CONSENT_BOARD (object);

  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_consent_board_parent_class)->dispose (object);
}

static void
gezin_consent_board_class_init (GezinConsentBoardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_consent_board_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gezin_consent_board_init (GezinConsentBoard *self)
{
  self->buttons = g_ptr_array_new ();
  self->content = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (self->content));
}

GtkWidget *
gezin_consent_board_new (GezinSession *session)
{
  GezinConsentBoard *self = g_object_new (GEZIN_TYPE_CONSENT_BOARD, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
