/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle that cannot be taken in: why, and what somebody can do about it. */

#include "bundles/import-private.h"

#include "parts/build.h"

#include <glib/gi18n-lib.h>

static void
other_cb (GezinImportPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.open-bundle", NULL);
}

static void
cards_cb (GezinImportPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.cards", NULL);
}

static void
older_cb (GezinImportPage *page)
{
  page->older = TRUE;
  gezin_import_page_look (page);
}

static void
forked_cb (GezinImportPage *page)
{
  page->forked = TRUE;
  gezin_import_page_look (page);
}

/* What somebody can do about it. */
static void
add_way (GezinImportPage *page, GtkWidget *box, GezinBundleRefusal refusal)
{
  GtkWidget *button = NULL;

  if (refusal == GEZIN_BUNDLE_SENDER)
    button = gezin_import_button_new (_ ("To the cards"), "suggested-action", G_CALLBACK (cards_cb),
                                      page);
  else if (refusal == GEZIN_BUNDLE_OLDER)
    button =
        gezin_import_button_new (_ ("Look at it all the same"), NULL, G_CALLBACK (older_cb), page);
  else if (refusal == GEZIN_BUNDLE_FORKED)
    button = gezin_import_button_new (_ ("I called them: look at it"), NULL, G_CALLBACK (forked_cb),
                                      page);
  if (button != NULL)
    {
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), button);
    }
  button = gezin_import_button_new (_ ("Open another bundle…"), NULL, G_CALLBACK (other_cb), page);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
}

void
gezin_import_page_show_problem (GezinImportPage *page, const GError *error)
{
  GezinBundleRefusal refusal = gezin_session_bundle_refusal (error);
  g_autofree char *sentence =
      error->domain == G_IO_ERROR
          ? g_strdup (_ ("The file cannot be read. Look whether it is still there, and whether "
                         "the stick is in."))
          : gezin_session_window_sentence (error);
  GtkWidget *box =
      gezin_empty_new ("gezin-warning-symbolic", gezin_import_words_problem (refusal), sentence);

  add_way (page, box, refusal);
  adw_bin_set_child (ADW_BIN (page->problem), gezin_scrolled_new (box));
  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), "problem");
  gtk_widget_child_focus (page->problem, GTK_DIR_TAB_FORWARD);
}
