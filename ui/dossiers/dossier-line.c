/* SPDX-License-Identifier: EUPL-1.2 */

/* One line of the list: name, since when, what is due; who asked for a review; or what was found where. */

#include "dossiers/dossier-line.h"

#include "model/value.h"
#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_LEAD_IN 14 /* characters */

struct _GezinDossierLine {
  AdwBin parent_instance;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *due_icon;
  GtkWidget *due;
};

G_DEFINE_FINAL_TYPE (GezinDossierLine, gezin_dossier_line, ADW_TYPE_BIN)

GezinDossierEntry *
gezin_dossier_entry_new (const GezinDossierRow *row, const GezinSearchHit *hit, GPtrArray *keeps)
{
  GezinDossierEntry *entry = g_new0 (GezinDossierEntry, 1);

  entry->row = row;
  entry->hit = hit;
  entry->keeps = g_ptr_array_ref (keeps);
  return entry;
}

GezinDossierEntry *
gezin_dossier_entry_new_waiting (const GezinReviewWaiting *waiting, GPtrArray *keeps)
{
  GezinDossierEntry *entry = gezin_dossier_entry_new (NULL, NULL, keeps);

  entry->waiting = waiting;
  return entry;
}

void
gezin_dossier_entry_free (GezinDossierEntry *entry)
{
  if (entry == NULL)
    return;
  g_ptr_array_unref (entry->keeps);
  g_free (entry);
}

static void
gezin_dossier_line_class_init (GezinDossierLineClass *klass)
{
}

static GtkWidget *
one_line (const char *classes)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  if (strstr (classes, "strong") != NULL)
    gtk_widget_add_css_class (label, "strong");
  else
    {
      gtk_widget_add_css_class (label, "dim");
      gtk_widget_add_css_class (label, "small");
    }
  return label;
}

static void
gezin_dossier_line_init (GezinDossierLine *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  GtkWidget *below = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, NULL);

  self->title = one_line ("strong");
  self->subtitle = one_line ("dim");
  self->due_icon = gezin_icon_new ("gezin-warning-symbolic", "small");
  self->due = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->due, "small");
  gtk_box_append (GTK_BOX (below), self->subtitle);
  gtk_box_append (GTK_BOX (below), self->due_icon);
  gtk_box_append (GTK_BOX (below), self->due);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), below);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_dossier_line_new (void)
{
  return g_object_new (GEZIN_TYPE_DOSSIER_LINE, NULL);
}

/* @since (nullable): @due is no more than the day since which retention lets something go. */
static void
show_due (GezinDossierLine *self, const char *due, const char *since, const GDate *today)
{
  gboolean is_late = FALSE;
  gboolean is_soon = FALSE;
  g_autofree char *text = since != NULL ? gezin_when_may_go (since, today)
                          : due != NULL ? gezin_when_due (due, today, &is_late, &is_soon)
                                        : NULL;
  const char *const *classes = is_late   ? (const char *const[]){ "small", "late", NULL }
                               : is_soon ? (const char *const[]){ "small", "due", NULL }
                                         : (const char *const[]){ "small", "dim", NULL };

  gtk_label_set_text (GTK_LABEL (self->due), text != NULL ? text : "");
  gtk_widget_set_css_classes (self->due, (const char **) classes);
  gtk_widget_set_css_classes (self->due_icon, (const char **) classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->due_icon),
                                is_late ? "gezin-warning-symbolic" : "gezin-clock-symbolic");
  gtk_widget_set_visible (self->due_icon, is_late || is_soon);
}

static void
show_row (GezinDossierLine *self, const GezinDossierRow *row, const GDate *today)
{
  g_autofree char *opened = gezin_when_short (row->opened);
  g_autofree char *closed = gezin_when_short (row->closed);
  g_autofree char *subtitle = NULL;
  g_autofree char *name = NULL;
  const char *title = gezin_session_shown_name (row->name);

  if (closed != NULL)
    /* Translators: %s is a date. */
    subtitle = g_strdup_printf (_ ("Closed on %s"), closed);
  else if (opened != NULL)
    /* Translators: %s is a date. */
    subtitle = g_strdup_printf (_ ("Open since %s"), opened);
  else
    subtitle = g_strdup (row->reference != NULL ? row->reference : "");
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), subtitle);
  show_due (self, row->due, gezin_dossier_row_may_go_since (row), today);
  name = g_strjoin (", ", title, subtitle,
                    row->due != NULL ? gtk_label_get_text (GTK_LABEL (self->due)) : NULL, NULL);
  gezin_access_row (GTK_WIDGET (self), name);
}

/* Since when somebody waits. */
static char *
waited_text (const GezinReviewWaiting *waiting, const GDate *today)
{
  GezinPartialDate partial;
  GDate asked;
  int days;

  if (waiting->asked_on == NULL || !gezin_partial_date_parse (waiting->asked_on, &partial))
    return g_strdup ("");
  gezin_partial_date_last (&partial, &asked);
  days = g_date_days_between (&asked, today);
  if (days <= 0)
    return g_strdup (_ ("today"));
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days);
}

/* Who waits, since when, and how much there is to look at. */
static void
show_waiting (GezinDossierLine *self, const GezinReviewWaiting *waiting, const GDate *today)
{
  const char *title = gezin_session_shown_name (waiting->name);
  g_autofree char *since = waited_text (waiting, today);
  g_autofree char *what =
      waiting->is_answered
          ? g_strdup (_ ("changes wanted"))
          : g_strdup_printf (ngettext ("%u changed", "%u changed", waiting->n_changes),
                             waiting->n_changes);
  g_autofree char *who =
      waiting->by != NULL ? g_strjoin (" · ", waiting->by, since, NULL) : g_strdup (since);
  g_autofree char *name = g_strjoin (", ", title, who, what, NULL);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), who);
  show_due (self, NULL, NULL, NULL);
  gtk_label_set_text (GTK_LABEL (self->due), what);
  gtk_widget_set_css_classes (self->due, (const char *[]){ "tag", "tint", NULL });
  gezin_access_row (GTK_WIDGET (self), name);
}

/* Where the shown text begins, so that the word found is not cut off: some words before it. */
static const char *
lead_in (const GezinSearchHit *hit)
{
  const char *match = hit->snippet + hit->match_start;
  const char *at = match;

  for (guint i = 0; i < MAX_LEAD_IN && at > hit->snippet; i++)
    at = g_utf8_prev_char (at);
  while (at > hit->snippet && at < match && at[-1] != ' ')
    at = g_utf8_next_char (at);
  return at;
}

/* What was found is not what was typed: that has to be said. */
static const char *
match_text (GezinMatch match)
{
  switch (match)
    {
    case GEZIN_MATCH_SOUND:
      return _ ("sounds like it");
    case GEZIN_MATCH_TYPING:
      return _ ("nearly the same");
    case GEZIN_MATCH_EXACT:
    case GEZIN_MATCH_NONE:
    default:
      return NULL;
    }
}

/* Somebody by the whole name; what was found is told behind the dossier when it is no part of that. */
static void
show_somebody (GezinDossierLine *self, const GezinSearchHit *hit)
{
  const char *dossier = gezin_session_shown_name (hit->dossier_name);
  const char *match = match_text (hit->match);
  gboolean is_in_title = hit->snippet[0] == '\0' || strstr (hit->title, hit->snippet) != NULL;
  g_autofree char *day = hit->detail != NULL ? gezin_when_short (hit->detail) : NULL;
  g_autofree char *title = g_strjoin (", ", hit->title, day, NULL);
  g_autofree char *where = g_strjoin (" · ", dossier, gezin_session_kind_label (hit->kind),
                                      is_in_title ? NULL : hit->snippet, NULL);
  g_autofree char *name = g_strjoin (", ", title, where, match, NULL);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->subtitle), where);
  show_due (self, NULL, NULL, NULL);
  if (match != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->due), match);
      gtk_widget_add_css_class (self->due, "accent-text");
    }
  gezin_access_row (GTK_WIDGET (self), name);
}

static void
show_hit (GezinDossierLine *self, const GezinSearchHit *hit)
{
  const char *kind = gezin_session_kind_label (hit->kind);
  const char *dossier = gezin_session_shown_name (hit->dossier_name);
  const char *match = match_text (hit->match);
  g_autofree char *where = g_strdup_printf ("%s · %s", dossier, kind);
  g_autofree char *name = g_strjoin (", ", hit->snippet, where, match, NULL);
  const char *begin = lead_in (hit);
  const char *dots = begin > hit->snippet ? "…" : "";
  g_autofree char *shown = g_strconcat (dots, begin, NULL);
  guint match_start = (guint) (strlen (dots) + (hit->snippet + hit->match_start - begin));
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = match_start;
  bold->end_index = match_start + hit->match_length;
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_text (GTK_LABEL (self->title), shown);
  gtk_widget_remove_css_class (self->title, "strong");
  gtk_label_set_attributes (GTK_LABEL (self->title), attributes);
  pango_attr_list_unref (attributes);
  gtk_label_set_text (GTK_LABEL (self->subtitle), where);
  show_due (self, NULL, NULL, NULL);
  if (match != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->due), match);
      gtk_widget_add_css_class (self->due, "accent-text");
    }
  gezin_access_row (GTK_WIDGET (self), name);
}

void
gezin_dossier_line_show (GezinDossierLine *line, const GezinDossierEntry *entry, const GDate *today)
{
  gtk_label_set_attributes (GTK_LABEL (line->title), NULL);
  gtk_widget_add_css_class (line->title, "strong");
  if (entry->row != NULL)
    show_row (line, entry->row, today);
  else if (entry->waiting != NULL)
    show_waiting (line, entry->waiting, today);
  else if (entry->hit->title != NULL)
    show_somebody (line, entry->hit);
  else
    show_hit (line, entry->hit);
}
