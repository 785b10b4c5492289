/* SPDX-License-Identifier: EUPL-1.2 */

/* What came and is no part of a dossier: that something arrived, or that something be erased.
 *
 * Invariant: whether something is erased is never chosen beforehand. */

#include "bundles/import-private.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static GtkWidget *
receipt_new (GezinImportPage *page)
{
  const GezinImportReading *reading = page->reading;
  g_autofree char *number = g_strndup (reading->about, 8);
  /* Translators: %s is a short number. */
  g_autofree char *about = g_strdup_printf (_ ("About your bundle %s"), number);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, "card padded");

  gtk_box_append (GTK_BOX (box), gezin_text_new (about, "strong"));
  gtk_box_append (GTK_BOX (box),
                  gezin_text_new (gezin_import_words_result (reading->result), NULL));
  return box;
}

static void
answered_cb (GtkCheckButton *check, GezinImportPage *page)
{
  gezin_import_page_refresh (page);
}

static GtkWidget *
recall_new (GezinImportPage *page)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 10, NULL);
  GtkWidget *list = gezin_list_new ();
  /* Translators: %s is somebody. */
  g_autofree char *ask = g_strdup_printf (
      _ ("%s asks you to erase what they sent you of this dossier."), page->reading->sender->name);
  GtkWidget *rows[2];

  rows[0] = gezin_check_row_new (_ ("Yes, erase it"),
                                 _ ("It goes for good and cannot be undone. What you wrote "
                                    "yourself stays."),
                                 &page->agree);
  rows[1] = gezin_check_row_new (_ ("No, keep it"),
                                 _ ("Nothing is erased. The sender hears that you did not take "
                                    "this in."),
                                 &page->refuse);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (page->refuse), GTK_CHECK_BUTTON (page->agree));
  g_signal_connect (page->agree, "toggled", G_CALLBACK (answered_cb), page);
  g_signal_connect (page->refuse, "toggled", G_CALLBACK (answered_cb), page);
  gezin_access_name (list, ask);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), rows[i]);
  gtk_box_append (GTK_BOX (box), gezin_text_new (ask, "strong"));
  if (page->reading->limits > 0)
    {
      g_autofree char *count = g_strdup_printf (
          ngettext ("It is about %u item.", "It is about %u items.", page->reading->limits),
          page->reading->limits);

      gtk_box_append (GTK_BOX (box), gezin_text_new (count, NULL));
    }
  gtk_box_append (GTK_BOX (box), list);
  return box;
}

GtkWidget *
gezin_import_other_new (GezinImportPage *page)
{
  if (strcmp (page->reading->kind, "receipt") == 0)
    return receipt_new (page);
  return strcmp (page->reading->kind, "recall") == 0 ? recall_new (page) : NULL;
}
