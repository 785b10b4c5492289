/* SPDX-License-Identifier: EUPL-1.2 */

/* The family in one page. What records say stands there at once; what is due is worked out and comes
 * after. What is sensitive when somebody reads along is
 * hidden until it is asked for. */

#include "dossier/overview-page.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/date-block.h"
#include "parts/frozen.h"
#include "parts/wrap.h"
#include "session/when.h"
#include "thinking/deadlines-box.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_AGREEMENTS 5
#define MAX_LINES 4
#define MAX_HELPERS 6

typedef struct {
  GezinSession *session;
  GezinDossier *dossier;
  GPtrArray *frozen; /* GezinFrozenReading */
  GDate today;
} Page;

/* Flags: shown on request. */

static void
reveal_cb (GtkToggleButton *button, GtkRevealer *revealer)
{
  gboolean is_shown = gtk_toggle_button_get_active (button);

  gtk_revealer_set_reveal_child (revealer, is_shown);
  gtk_button_set_label (GTK_BUTTON (button), is_shown ? C_ ("verb", "Hide") : C_ ("verb", "Show"));
}

static GtkWidget *
flag_new (const char *icon, const char *title, const char *hint, GtkWidget *content)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "flag");
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 14, NULL);
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *button = gtk_toggle_button_new_with_label (C_ ("verb", "Show"));
  GtkWidget *revealer = gtk_revealer_new ();

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gezin_access_describe (button, title);
  gtk_box_append (GTK_BOX (words), gezin_text_new (title, "strong"));
  gtk_box_append (GTK_BOX (words), gezin_text_new (hint, "small"));
  gtk_box_append (GTK_BOX (line), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), button);
  gtk_widget_set_margin_top (content, 8);
  gtk_revealer_set_child (GTK_REVEALER (revealer), content);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), revealer);
  g_signal_connect (button, "toggled", G_CALLBACK (reveal_cb), revealer);
  gezin_access_page (content);
  return box;
}

static void
add_safe_contact (Page *page, GPtrArray *flags)
{
  g_autoptr (GPtrArray) people = gezin_reading_records (page->dossier, GEZIN_KIND_PERSON);
  GtkWidget *content = NULL;

  for (guint i = 0; i < people->len; i++)
    {
      const char *how = gezin_record_value (people->pdata[i], GEZIN_FIELD_PERSON_SAFE_TO_CONTACT);
      g_autofree char *name = NULL;

      if (how == NULL)
        continue;
      if (content == NULL)
        content = g_object_ref_sink (gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, NULL));
      name = gezin_reading_call_name (people->pdata[i]);
      gtk_box_append (GTK_BOX (content), gezin_text_new (name, "strong"));
      gtk_box_append (GTK_BOX (content), gezin_text_new (how, NULL));
    }
  if (content == NULL)
    return;
  g_ptr_array_add (flags, flag_new ("gezin-phone-symbolic", _ ("Safe contact"),
                                    _ ("Read this before you call or write."), content));
  g_object_unref (content);
}

static void
add_secret_address (Page *page, GPtrArray *flags)
{
  g_autoptr (GPtrArray) addresses = gezin_reading_records (page->dossier, GEZIN_KIND_ADDRESS);
  GtkWidget *content = NULL;

  for (guint i = 0; i < addresses->len; i++)
    {
      const GezinRecord *address = addresses->pdata[i];
      g_autofree char *title = NULL;

      if (g_strcmp0 (gezin_record_value (address, GEZIN_FIELD_ADDRESS_KIND), "secret") != 0
          || gezin_reading_is_over (address, GEZIN_FIELD_ADDRESS_UNTIL, &page->today))
        continue;
      if (content == NULL)
        content = g_object_ref_sink (gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, NULL));
      title = gezin_session_record_title (page->session, page->dossier, address);
      gtk_box_append (GTK_BOX (content), gezin_text_new (title, NULL));
    }
  if (content == NULL)
    return;
  g_ptr_array_add (flags, flag_new ("gezin-lock-symbolic", _ ("Secret address"),
                                    _ ("Hidden, so that nobody reads along."), content));
  g_object_unref (content);
}

static void
add_frozen (Page *page, GPtrArray *flags)
{
  GtkWidget *list;
  g_autofree char *text = NULL;

  if (page->frozen->len == 0)
    return;
  list = gezin_list_new ();
  gezin_access_name (list, _ ("No longer shared"));
  for (guint i = 0; i < page->frozen->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), gezin_frozen_row_new (page->frozen->pdata[i]));
  text = g_strdup_printf (ngettext ("%u part is still here, but is not shown or used.",
                                    "%u parts are still here, but are not shown or used.",
                                    page->frozen->len),
                          page->frozen->len);
  g_ptr_array_add (flags, flag_new ("gezin-hidden-symbolic", _ ("No longer shared"), text,
                                    gezin_tab_stop_new (list)));
}

static GtkWidget *
flags_new (Page *page)
{
  g_autoptr (GPtrArray) flags = g_ptr_array_new ();
  GtkWidget *box;

  add_safe_contact (page, flags);
  add_secret_address (page, flags);
  add_frozen (page, flags);
  for (guint i = 0; i < flags->len; i++)
    gtk_widget_set_valign (flags->pdata[i], GTK_ALIGN_START);
  if (flags->len == 0)
    return NULL;
  if (flags->len == 1)
    return flags->pdata[0];
  if (flags->len == 2)
    return gezin_columns_new (flags->pdata[0], flags->pdata[1], 70, 0.5);
  box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, NULL);
  gtk_box_append (GTK_BOX (box), gezin_columns_new (flags->pdata[0], flags->pdata[1], 70, 0.5));
  gtk_box_append (GTK_BOX (box), flags->pdata[2]);
  return box;
}

/* People. */

static GtkWidget *
person_card_new (Page *page, const GezinRecord *person)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  g_autofree char *name = gezin_reading_call_name (person);
  g_autofree char *role = gezin_session_field_text (page->session, page->dossier, person,
                                                    GEZIN_FIELD_PERSON_HOUSEHOLD_ROLE);
  int age =
      gezin_when_age (gezin_record_value (person, GEZIN_FIELD_PERSON_BIRTH_DATE), &page->today);
  g_autofree char *years =
      age >= 0 ? g_strdup_printf (ngettext ("%d year old", "%d years old", (gulong) age), age)
               : NULL;
  g_autofree char *heard =
      g_strjoin (", ", name, years != NULL ? years : role, years != NULL ? role : NULL, NULL);
  GtkWidget *below = gezin_text_new (role != NULL ? role : "", "dim small");
  GtkWidget *label = gezin_text_new (name, "strong small");

  gtk_box_append (GTK_BOX (box), gezin_reading_sign (person, &page->today));
  gtk_label_set_xalign (GTK_LABEL (label), 0.5F);
  gtk_label_set_xalign (GTK_LABEL (below), 0.5F);
  gtk_label_set_justify (GTK_LABEL (below), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 11);
  gtk_label_set_max_width_chars (GTK_LABEL (below), 11);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), below);
  gtk_widget_set_size_request (box, (int) (4.4 * gezin_em (box)), -1);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "person-card");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gezin_access_name (button, heard);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          gezin_uuid_variant (&person->id));
  return button;
}

static void
add_people (Page *page, GtkWidget *column)
{
  g_autoptr (GPtrArray) people = gezin_reading_people (page->dossier);
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "card padded");
  GtkWidget *wrap = gezin_wrap_new (0);
  g_autofree char *all = g_strdup_printf (_ ("All %u"), people->len);
  guint n = 0;

  for (guint i = 0; i < people->len; i++)
    if (gezin_reading_is_household (people->pdata[i]))
      {
        gezin_wrap_append (GEZIN_WRAP (wrap), person_card_new (page, people->pdata[i]));
        n++;
      }
  for (guint i = 0; n == 0 && i < MIN (people->len, 6); i++)
    gezin_wrap_append (GEZIN_WRAP (wrap), person_card_new (page, people->pdata[i]));
  gtk_box_append (GTK_BOX (column),
                  gezin_section_new (_ ("Family"), people->len > 0 ? all : NULL, "win.show-kind",
                                     g_variant_new_string ("person")));
  if (people->len == 0)
    {
      GtkWidget *add = gtk_button_new_with_label (_ ("Add the first person"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.new-record");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (add),
                                              g_variant_new_string ("person"));
      gtk_widget_set_halign (add, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (card), add);
    }
  gtk_box_append (GTK_BOX (card), gezin_tab_stop_new (wrap));
  gtk_box_append (GTK_BOX (column), card);
}

/* Who helps. */

static int
compare_helpers (gconstpointer a, gconstpointer b)
{
  static const char *const order[] = { "fixed-face", "rvt-partner", "coordinator" };
  int rank[2] = { 9, 9 };

  for (int i = 0; i < (int) G_N_ELEMENTS (order); i++)
    {
      if (g_strcmp0 (gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_PROFESSIONAL_ROLE),
                     order[i])
          == 0)
        rank[0] = i;
      if (g_strcmp0 (gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_PROFESSIONAL_ROLE),
                     order[i])
          == 0)
        rank[1] = i;
    }
  return rank[0] - rank[1];
}

static GtkWidget *
round_new (const char *name)
{
  g_autofree char *initials = gezin_reading_initials (name);
  GtkWidget *round = g_object_new (GTK_TYPE_LABEL, "label", initials, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (round, "round");
  gtk_widget_set_valign (round, GTK_ALIGN_CENTER);
  return round;
}

static void
add_helpers (Page *page, GtkWidget *column)
{
  g_autoptr (GPtrArray) all = gezin_reading_records (page->dossier, GEZIN_KIND_PROFESSIONAL);
  g_autoptr (GPtrArray) now = g_ptr_array_new ();
  g_autofree char *link = NULL;
  GtkWidget *list = gezin_list_new ();

  for (guint i = 0; i < all->len; i++)
    if (!gezin_reading_is_over (all->pdata[i], GEZIN_FIELD_PROFESSIONAL_UNTIL, &page->today))
      g_ptr_array_add (now, all->pdata[i]);
  g_ptr_array_sort (now, compare_helpers);
  link = g_strdup_printf (_ ("All %u"), all->len);
  gtk_box_append (GTK_BOX (column),
                  gezin_section_new (_ ("Who helps"), all->len > 0 ? link : NULL, "win.show-kind",
                                     g_variant_new_string ("professional")));
  for (guint i = 0; i < MIN (now->len, MAX_HELPERS); i++)
    {
      const GezinRecord *one = now->pdata[i];
      const char *name = gezin_record_value (one, GEZIN_FIELD_PROFESSIONAL_NAME);
      g_autofree char *role =
          gezin_reading_capital (page->session, page->dossier, one, GEZIN_FIELD_PROFESSIONAL_ROLE);
      g_autofree char *where = gezin_session_field_text (page->session, page->dossier, one,
                                                         GEZIN_FIELD_PROFESSIONAL_ORGANISATION);
      g_autofree char *subtitle =
          g_strjoin (role != NULL && where != NULL ? " · " : "", role != NULL ? role : "",
                     where != NULL ? where : "", NULL);
      GtkWidget *row = gezin_row_new (name != NULL ? name : _ ("unknown"), subtitle);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), round_new (name != NULL ? name : "?"));
      gezin_row_open_record (row, &one->id);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (gezin_frozen_add_rows (page->frozen, GEZIN_KIND_PROFESSIONAL, list) == 0 && now->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         gezin_row_new (_ ("Nobody yet"), _ ("Add who works for this family.")));
  gezin_access_name (list, _ ("Who helps"));
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
}

/* Agreements. */

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const char *one = gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_AGREEMENT_DUE);
  const char *other = gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_AGREEMENT_DUE);

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return strcmp (one, other);
}

static GtkWidget *
due_new (Page *page, const char *due)
{
  gboolean is_late;
  gboolean is_soon;
  g_autofree char *text = gezin_when_due (due, &page->today, &is_late, &is_soon);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6,
                                  is_late   ? "late"
                                  : is_soon ? "due"
                                            : NULL);
  GtkWidget *label;

  if (is_late || is_soon)
    gtk_box_append (
        GTK_BOX (box),
        gezin_icon_new (is_late ? "gezin-warning-symbolic" : "gezin-clock-symbolic", "small"));
  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "small");
  if (!is_late && !is_soon)
    gtk_widget_add_css_class (label, "dim");
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
agreement_row_new (Page *page, const GezinRecord *agreement)
{
  const char *due = gezin_record_value (agreement, GEZIN_FIELD_AGREEMENT_DUE);
  g_autofree char *title = gezin_session_record_title (page->session, page->dossier, agreement);
  g_autofree char *by = gezin_reading_names (page->dossier, agreement, GEZIN_FIELD_AGREEMENT_BY);
  GtkWidget *row = gezin_row_new (title, by);
  g_autofree char *when = due != NULL ? gezin_when_due (due, &page->today, NULL, NULL) : NULL;
  g_autofree char *heard =
      g_strjoin (", ", title, when != NULL ? when : by, when != NULL ? by : NULL, NULL);

  if (due != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), due_new (page, due));
  gezin_row_open_record (row, &agreement->id);
  gezin_access_name (row, heard);
  return row;
}

static void
add_agreements (Page *page, GtkWidget *column)
{
  g_autoptr (GPtrArray) all = gezin_reading_records (page->dossier, GEZIN_KIND_AGREEMENT);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autofree char *link = g_strdup_printf (_ ("All %u"), all->len);
  GtkWidget *list = gezin_list_new ();

  for (guint i = 0; i < all->len; i++)
    if (gezin_reading_is_open (all->pdata[i]))
      g_ptr_array_add (open, all->pdata[i]);
  g_ptr_array_sort (open, compare_due);
  gtk_box_append (GTK_BOX (column),
                  gezin_section_new (_ ("Agreements"), all->len > 0 ? link : NULL, "win.show-kind",
                                     g_variant_new_string ("agreement")));
  for (guint i = 0; i < MIN (open->len, MAX_AGREEMENTS); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), agreement_row_new (page, open->pdata[i]));
  if (gezin_frozen_add_rows (page->frozen, GEZIN_KIND_AGREEMENT, list) == 0 && open->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list), gezin_row_new (_ ("No open agreements"), NULL));
  gezin_access_name (list, _ ("Agreements"));
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
}

/* The newest lines of the journal. */

static int
compare_contacts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_CONTACT_WHEN),
                    gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_CONTACT_WHEN));
}

static GtkWidget *
contact_row_new (Page *page, const GezinRecord *contact)
{
  g_autofree char *kind =
      gezin_reading_capital (page->session, page->dossier, contact, GEZIN_FIELD_CONTACT_KIND);
  g_autofree char *present =
      gezin_reading_names (page->dossier, contact, GEZIN_FIELD_CONTACT_PRESENT);
  const char *facts = gezin_record_value (contact, GEZIN_FIELD_CONTACT_FACTS);
  const char *when = gezin_record_value (contact, GEZIN_FIELD_CONTACT_WHEN);
  g_autofree char *title =
      g_strjoin (present != NULL ? ", " : "", kind != NULL ? kind : _ ("Contact"),
                 present != NULL ? present : "", NULL);
  const GezinFrozenReading *why =
      gezin_frozen_field (page->frozen, &contact->id, GEZIN_FIELD_CONTACT_FACTS);
  g_autofree char *hidden = why != NULL ? gezin_frozen_sentence (why) : NULL;
  GtkWidget *row = gezin_row_new (title, facts != NULL ? facts : hidden);
  gint64 instant;

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (when != NULL && gezin_instant_from_text (when, &instant))
    {
      GtkWidget *block = gezin_date_block_new ();
      GDate day;

      gezin_when_local_day (gezin_session_clock (page->session), instant, &day);
      gezin_date_block_show (block, &day, NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), block);
    }
  gezin_row_open_record (row, &contact->id);
  return row;
}

static void
add_journal (Page *page, GtkWidget *column)
{
  g_autoptr (GPtrArray) contacts = gezin_reading_records (page->dossier, GEZIN_KIND_CONTACT);
  GtkWidget *list = gezin_list_new ();

  g_ptr_array_sort (contacts, compare_contacts);
  gtk_box_append (GTK_BOX (column),
                  gezin_section_new (_ ("Journal"), contacts->len > 0 ? _ ("All of it") : NULL,
                                     "win.section", g_variant_new_string ("journal")));
  for (guint i = 0; i < MIN (contacts->len, MAX_LINES); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), contact_row_new (page, contacts->pdata[i]));
  if (gezin_frozen_add_rows (page->frozen, GEZIN_KIND_CONTACT, list) == 0 && contacts->len == 0)
    gtk_list_box_append (
        GTK_LIST_BOX (list),
        gezin_row_new (_ ("Nothing yet"), _ ("Write a quick note after the first contact.")));
  gezin_access_name (list, _ ("Journal"));
  gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
}

/* What was begun. */

static void
add_drafts (Page *page, GPtrArray *drafts, GtkWidget *column)
{
  GtkWidget *list = gezin_list_new ();
  guint n = 0;

  g_object_ref_sink (list);
  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const GezinDraft *draft = drafts->pdata[i];
      const GezinRecord *record = gezin_dossier_find (page->dossier, &draft->record);
      g_autofree char *title =
          record != NULL ? gezin_session_record_title (page->session, page->dossier, record)
                         : g_strdup (_ ("New"));
      g_autofree char *when = gezin_when_moment (gezin_session_clock (page->session), draft->time);
      g_autofree char *subtitle =
          g_strdup_printf ("%s · %s", gezin_session_kind_label (draft->kind), when);
      GtkWidget *row = gezin_row_new (title, subtitle);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-note-symbolic", "due"));
      gezin_row_open_record (row, &draft->record);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
      n++;
    }
  if (n > 0)
    {
      gtk_box_append (GTK_BOX (column),
                      gezin_section_new (_ ("Begun, not done"), NULL, NULL, NULL));
      gezin_access_name (list, _ ("Begun, not done"));
      gtk_box_append (GTK_BOX (column), gezin_tab_stop_new (list));
    }
  g_object_unref (list);
}

GtkWidget *
gezin_overview_page_new (GezinSession *session, GezinDossier *dossier, GPtrArray *drafts,
                         GPtrArray *frozen)
{
  Page page = { .session = session, .dossier = dossier, .frozen = frozen };
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 16, "page");
  GtkWidget *wide = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *beside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *flags;

  gezin_clock_today (gezin_session_clock (session), &page.today);
  flags = flags_new (&page);
  if (flags != NULL)
    gtk_box_append (GTK_BOX (box), flags);
  add_drafts (&page, drafts, wide);
  add_agreements (&page, wide);
  add_journal (&page, wide);
  add_people (&page, beside);
  add_helpers (&page, beside);
  gtk_box_append (GTK_BOX (beside), gezin_deadlines_box_new (session, dossier));
  gtk_box_append (GTK_BOX (box), gezin_columns_new (wide, beside, 88, 0.6));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 1280);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), 1200);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  return gezin_scrolled_new (clamp);
}
