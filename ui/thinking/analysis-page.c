/* SPDX-License-Identifier: EUPL-1.2 */

/* The analysis as words, cards and a list. Everything leads to its record.
 *
 * Invariants:
 * 1. What keeps itself going stands first, then what is lacking: that is what somebody can act on.
 * 2. All factors and all influences are on it, also those of no circle. */

#include "thinking/analysis-page.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/casework.h"

#include <glib/gi18n-lib.h>

#define MAX_CIRCLES 6 /* shown at once; the others open below */
#define MAX_LEVERAGE 5
#define CARD_EM 15

static gboolean
analyse (GezinSession *session, GezinJob *job, GError **error)
{
  job->result = gezin_session_analyse (session, &job->dossier, NULL, error);
  job->free_result = (GDestroyNotify) gezin_analysis_free;
  return job->result != NULL;
}

static char *
title_of (GezinThoughtPage *page, const GezinUuid *id)
{
  GezinDossier *dossier = gezin_thought_page_dossier (page);
  const GezinRecord *record = gezin_dossier_find (dossier, id);

  return record != NULL
             ? gezin_session_record_title (gezin_thought_page_session (page), dossier, record)
             : g_strdup ("");
}

/* Circles. */

static const char *
circle_word (GezinCircleKind kind)
{
  switch (kind)
    {
    case GEZIN_CIRCLE_VICIOUS:
      return _ ("Keeps itself going");
    case GEZIN_CIRCLE_VIRTUOUS:
      return _ ("Strengthens itself");
    case GEZIN_CIRCLE_BALANCING:
    default:
      return _ ("Slows itself down");
    }
}

static GtkWidget *
circle_tag_new (GezinCircleKind kind)
{
  return gezin_tag_new (kind == GEZIN_CIRCLE_VICIOUS ? "gezin-circle-symbolic"
                                                     : "gezin-check-symbolic",
                        circle_word (kind),
                        kind == GEZIN_CIRCLE_VICIOUS    ? "warn"
                        : kind == GEZIN_CIRCLE_VIRTUOUS ? "given"
                                                        : "tint");
}

static GtkWidget *
circle_new (GezinThoughtPage *page, const GezinCircle *circle)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "card padded");
  GtkWidget *factors = gezin_wrap_new (6);
  GtkWidget *tag = circle_tag_new (circle->kind);

  gtk_widget_set_halign (tag, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), tag);
  gtk_box_append (GTK_BOX (card), gezin_text_new (circle->sentence, NULL));
  for (guint i = 0; i < circle->factors->len; i++)
    {
      const GezinUuid *id = &g_array_index (circle->factors, GezinUuid, i);
      g_autofree char *title = title_of (page, id);
      g_autofree char *text = g_strdup_printf ("%u  %s", i + 1, title);
      GtkWidget *button = gtk_button_new_with_label (text);
      GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (button, "pill-choice");
      gezin_access_name (button, title);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), gezin_uuid_variant (id));
      gezin_wrap_append (GEZIN_WRAP (factors), button);
    }
  gtk_box_append (GTK_BOX (card), factors);
  return card;
}

static void
add_circles (GezinThoughtPage *page, const GezinAnalysis *analysis, GtkWidget *box)
{
  GtkWidget *more = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *expander;
  g_autofree char *text = NULL;

  g_object_ref_sink (more);
  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("Circles"), NULL, NULL, NULL));
  if (analysis->circles->len == 0)
    gtk_box_append (GTK_BOX (box),
                    gezin_text_new (_ ("No factors lead to each other and back. Say of each factor "
                                       "what it does to another, and circles show up here."),
                                    "dim"));
  for (guint i = 0; i < analysis->circles->len; i++)
    gtk_box_append (GTK_BOX (i < MAX_CIRCLES ? box : more),
                    circle_new (page, analysis->circles->pdata[i]));
  if (analysis->is_cut)
    gtk_box_append (GTK_BOX (more),
                    gezin_text_new (_ ("There are more circles than are shown."), "dim"));
  if (analysis->circles->len > MAX_CIRCLES)
    {
      text = g_strdup_printf (
          ngettext ("%u more circle", "%u more circles", analysis->circles->len - MAX_CIRCLES),
          analysis->circles->len - MAX_CIRCLES);
      expander = gtk_expander_new (text);
      gtk_expander_set_child (GTK_EXPANDER (expander), more);
      gtk_box_append (GTK_BOX (box), expander);
    }
  g_object_unref (more);
}

/* Where to begin, and what is lacking. */

static void
add_leverage (const GezinAnalysis *analysis, GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  if (analysis->leverage->len == 0)
    {
      g_object_ref_sink (list);
      g_object_unref (list);
      return;
    }
  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("Where a change does most"), NULL, NULL, NULL));
  for (guint i = 0; i < MIN (analysis->leverage->len, MAX_LEVERAGE); i++)
    {
      const GezinLeverage *one = analysis->leverage->pdata[i];
      GtkWidget *row = gezin_row_new (one->title != NULL ? one->title : _ ("Factor"), one->why);

      gezin_row_open_record (row, &one->factor);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  gezin_access_name (list, _ ("Where a change does most"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

static void
add_gaps (const GezinAnalysis *analysis, GtkWidget *box)
{
  GtkWidget *list = gezin_list_new ();

  gtk_box_append (GTK_BOX (box), gezin_section_new (_ ("What is still lacking"), NULL, NULL, NULL));
  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *gap = analysis->gaps->pdata[i];
      GtkWidget *row = gezin_row_new (gap->sentence, NULL);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gezin_icon_new ("gezin-question-symbolic", "due"));
      if (gap->records->len > 0)
        gezin_row_open_record (row, &g_array_index (gap->records, GezinUuid, 0));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (analysis->gaps->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         gezin_row_new (_ ("Nothing that can be seen from here"), NULL));
  gezin_access_name (list, _ ("What is still lacking"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

/* Factors as cards, by area of life. */

static guint
count_items (const GezinRecord *record, GezinField field)
{
  GezinRegister all = gezin_record_field (record, field);
  guint n = 0;

  for (guint i = 0; i < all.n_heads; i++)
    if (all.heads[i]->item != NULL && all.heads[i]->value != NULL)
      n++;
  return n;
}

static GtkWidget *
factor_new (GezinThoughtPage *page, const GezinRecord *factor)
{
  GezinSession *session = gezin_thought_page_session (page);
  GezinDossier *dossier = gezin_thought_page_dossier (page);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  g_autofree char *title = gezin_session_record_title (session, dossier, factor);
  g_autofree char *does =
      gezin_session_field_text (session, dossier, factor, GEZIN_FIELD_FACTOR_FUNCTION);
  guint n_for = count_items (factor, GEZIN_FIELD_FACTOR_EVIDENCE);
  g_autofree char *evidence =
      n_for > 0 ? g_strdup_printf (ngettext ("%u statement", "%u statements", n_for), n_for)
                : g_strdup (_ ("no evidence"));
  g_autofree char *heard =
      g_strjoin (", ", title, does != NULL ? does : evidence, does != NULL ? evidence : NULL, NULL);
  GtkWidget *name = gezin_text_new (title, "strong");

  gtk_box_append (GTK_BOX (box), name);
  if (does != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (does, "dim small"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (evidence, n_for > 0 ? "dim small" : "due small"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "padded");
  gtk_widget_add_css_class (button, "factor-card");
  gtk_widget_set_size_request (button, (int) (CARD_EM * gezin_em (button)), -1);
  gezin_access_name (button, heard);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-record");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          gezin_uuid_variant (&factor->id));
  return button;
}

static int
compare_domains (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (gezin_record_value (*(GezinRecord *const *) a, GEZIN_FIELD_FACTOR_LIFE_DOMAIN),
                    gezin_record_value (*(GezinRecord *const *) b, GEZIN_FIELD_FACTOR_LIFE_DOMAIN));
}

static void
add_factors (GezinThoughtPage *page, GtkWidget *box)
{
  GezinDossier *dossier = gezin_thought_page_dossier (page);
  g_autoptr (GPtrArray) factors = gezin_reading_records (dossier, GEZIN_KIND_FACTOR);
  const char *before = "";
  GtkWidget *wrap = NULL;

  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("All factors"), _ ("Add a worry or a strength"),
                                     "win.new-record", g_variant_new_string ("factor")));
  if (factors->len == 0)
    gtk_box_append (GTK_BOX (box), gezin_text_new (_ ("What goes on in this family, what sets it "
                                                      "off, what keeps it going and what helps."),
                                                   "dim"));
  g_ptr_array_sort (factors, compare_domains);
  for (guint i = 0; i < factors->len; i++)
    {
      const GezinRecord *factor = factors->pdata[i];
      const char *domain = gezin_record_value (factor, GEZIN_FIELD_FACTOR_LIFE_DOMAIN);

      if (wrap == NULL || g_strcmp0 (domain, before) != 0)
        {
          g_autofree char *label = gezin_reading_capital (
              gezin_thought_page_session (page), dossier, factor, GEZIN_FIELD_FACTOR_LIFE_DOMAIN);

          gtk_box_append (GTK_BOX (box),
                          gezin_text_new (label != NULL ? label : _ ("No area of life chosen"),
                                          "dim small strong"));
          wrap = gezin_wrap_new (10);
          gtk_box_append (GTK_BOX (box), wrap);
          before = domain;
        }
      gezin_wrap_append (GEZIN_WRAP (wrap), factor_new (page, factor));
    }
}

/* Influences as a list: what the arrows of a map say, for who reads or hears. */

static void
add_influences (GezinThoughtPage *page, GtkWidget *box)
{
  GezinSession *session = gezin_thought_page_session (page);
  GezinDossier *dossier = gezin_thought_page_dossier (page);
  g_autoptr (GPtrArray) influences = gezin_reading_records (dossier, GEZIN_KIND_INFLUENCE);
  GtkWidget *list = gezin_list_new ();

  gtk_box_append (GTK_BOX (box),
                  gezin_section_new (_ ("What does what"), _ ("Add an influence"), "win.new-record",
                                     g_variant_new_string ("influence")));
  for (guint i = 0; i < influences->len; i++)
    {
      const GezinRecord *one = influences->pdata[i];
      g_autofree char *from =
          gezin_session_field_text (session, dossier, one, GEZIN_FIELD_INFLUENCE_FROM);
      g_autofree char *effect =
          gezin_session_field_text (session, dossier, one, GEZIN_FIELD_INFLUENCE_EFFECT);
      g_autofree char *to =
          gezin_session_field_text (session, dossier, one, GEZIN_FIELD_INFLUENCE_TO);
      g_autofree char *strength =
          gezin_session_field_text (session, dossier, one, GEZIN_FIELD_INFLUENCE_STRENGTH);
      g_autofree char *line =
          g_strdup_printf ("%s → %s → %s", from != NULL ? from : "?", effect != NULL ? effect : "?",
                           to != NULL ? to : "?");
      GtkWidget *row = gezin_row_new (line, strength);

      gezin_row_open_record (row, &one->id);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (influences->len == 0)
    gtk_list_box_append (
        GTK_LIST_BOX (list),
        gezin_row_new (_ ("Nothing yet"), _ ("Say which factor causes, worsens, keeps going, "
                                             "dampens or protects against which other.")));
  gezin_access_name (list, _ ("What does what"));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
}

static void
fill (GezinThoughtPage *page, GezinJob *job, GtkWidget *box)
{
  const GezinAnalysis *analysis = job->result;
  GtkWidget *wide = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *beside = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);

  add_circles (page, analysis, wide);
  add_leverage (analysis, beside);
  add_gaps (analysis, beside);
  gtk_box_append (GTK_BOX (box), gezin_columns_new (wide, beside, 88, 0.55));
  add_factors (page, box);
  add_influences (page, box);
}

GtkWidget *
gezin_analysis_page_new (GezinSession *session)
{
  return gezin_thought_page_new (session, analyse, fill);
}
