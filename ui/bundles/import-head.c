/* SPDX-License-Identifier: EUPL-1.2 */

/* Who sent a bundle, how sure that is, and what has to be known before it is taken in. */

#include "bundles/import-private.h"

#include "bundles/bundle-file.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GtkWidget *
gezin_import_sender_new (GezinImportPage *page, GezinDossier *dossier)
{
  const GezinPeerReading *sender = page->reading->sender;
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, NULL);
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);
  g_autofree char *initials = gezin_reading_initials (sender->name);
  g_autofree char *made = gezin_import_words_made (page);
  g_autofree char *number = gezin_bundle_short (&page->reading->bundle);
  /* Translators: a short number, and somebody. */
  g_autofree char *title = g_strdup_printf (_ ("Bundle %s from %s"), number, sender->name);
  g_autofree char *below = g_strjoin (" · ", sender->organisation,
                                      gezin_import_words_kind (page->reading->kind), made, NULL);
  GtkWidget *round = gtk_label_new (initials);

  gtk_widget_add_css_class (round, "round");
  gtk_widget_set_valign (round, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), gezin_text_new (title, "card-title"));
  gtk_box_append (GTK_BOX (words), gezin_text_new (below, "dim"));
  if (dossier != NULL)
    {
      /* Translators: %s is a family. */
      g_autofree char *about = g_strdup_printf (_ ("About %s"), gezin_reading_name (dossier));

      gtk_box_append (GTK_BOX (words), gezin_text_new (about, "strong"));
    }
  gtk_box_append (GTK_BOX (box), round);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

GtkWidget *
gezin_import_tags_new (GezinImportPage *page)
{
  const GezinImportReading *reading = page->reading;
  GtkWidget *tags = gezin_wrap_new (8);

  gezin_wrap_append (GEZIN_WRAP (tags),
                     gezin_tag_new ("gezin-check-symbolic", _ ("Signature is right"), "given"));
  gezin_wrap_append (GEZIN_WRAP (tags),
                     gezin_tag_new ("gezin-check-symbolic", _ ("Card checked"), "given"));
  if (reading->has_gap)
    gezin_wrap_append (
        GEZIN_WRAP (tags),
        gezin_tag_new ("gezin-warning-symbolic", _ ("A bundle before it is missing"), "warn"));
  else if (reading->sequence > 1)
    {
      g_autofree char *before = g_strdup_printf ("%" G_GUINT64_FORMAT, reading->sequence - 1);
      /* Translators: %s is the number of a bundle. */
      g_autofree char *after = g_strdup_printf (_ ("Follows bundle %s"), before);

      gezin_wrap_append (GEZIN_WRAP (tags), gezin_tag_new ("gezin-check-symbolic", after, "given"));
    }
  if (reading->copy != NULL)
    gezin_wrap_append (GEZIN_WRAP (tags),
                       gezin_tag_new ("gezin-warning-symbolic", _ ("From another copy"), "warn"));
  if (page->older)
    gezin_wrap_append (GEZIN_WRAP (tags),
                       gezin_tag_new ("gezin-clock-symbolic", _ ("An older one"), "warn"));
  if (page->forked)
    gezin_wrap_append (GEZIN_WRAP (tags),
                       gezin_tag_new ("gezin-warning-symbolic", _ ("Two with one number"), "warn"));
  if (reading->is_new)
    gezin_wrap_append (GEZIN_WRAP (tags),
                       gezin_tag_new ("gezin-plus-symbolic", _ ("New dossier"), "tint"));
  return tags;
}

GtkWidget *
gezin_import_card_new (GezinImportPage *page)
{
  const GezinPeerReading *sender = page->reading->sender;
  GtkWidget *list = gezin_list_new ();
  GtkWidget *card = gezin_expander_new (_ ("How sure is it who sent this?"),
                                        _ ("You compared the words of their card before."));
  GtkWidget *words = gezin_row_new (_ ("The eight words of the card"), sender->words);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (words), 0);
  gezin_access_name (card, _ ("How sure is it who sent this?"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (card), words);
  adw_expander_row_add_row (
      ADW_EXPANDER_ROW (card),
      gezin_row_new (_ ("If in doubt"), _ ("Call them, and let them read out their words.")));
  gezin_access_name (list, _ ("How sure is it who sent this?"));
  gtk_list_box_append (GTK_LIST_BOX (list), card);
  return list;
}

/* What has to be known before. */

static void
add_flag (GtkWidget *column, const char *icon, const char *text)
{
  gtk_box_append (GTK_BOX (column), gezin_flag_new (icon, text));
}

void
gezin_import_add_flags (GezinImportPage *page, GtkWidget *column)
{
  const GezinImportReading *reading = page->reading;
  const char *unchecked = gezin_session_revocation_sentence (reading->revocation);
  guint n_limits = reading->limits;

  if (unchecked != NULL)
    add_flag (column, "gezin-warning-symbolic", unchecked);
  if (strcmp (reading->kind, "transfer") == 0)
    add_flag (
        column, "gezin-hand-symbolic",
        _ ("With this bundle the lead of the dossier goes over to you, once you take it in."));
  if (page->forked)
    add_flag (column, "gezin-warning-symbolic",
              _ ("The sender made two bundles with one number. Call them before you take one in, "
                 "and look at each item."));
  if (page->older)
    add_flag (column, "gezin-clock-symbolic",
              _ ("You took in a later bundle of this sender. Nothing of that is lost by this "
                 "one."));
  if (reading->copy != NULL)
    add_flag (column, "gezin-warning-symbolic", gezin_session_copy_sentence (reading->copy));
  if (reading->has_gap)
    add_flag (column, "gezin-warning-symbolic",
              _ ("A bundle before this one did not come. This one is whole by itself."));
  /* Of a request to erase these are what it is about. */
  if (n_limits > 0 && reading->about == NULL)
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u item is shared with you no longer. It is not shown or used any more, "
                    "until somebody decides.",
                    "%u items are shared with you no longer. They are not shown or used any "
                    "more, until somebody decides.",
                    n_limits),
          n_limits);

      add_flag (column, "gezin-hidden-symbolic", text);
    }
}
