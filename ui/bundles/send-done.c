/* SPDX-License-Identifier: EUPL-1.2 */

/* Step 3: it is made and lies in the outbox: what is in it, and how it gets there. */

#include "bundles/send-private.h"

#include "base/limits.h"
#include "bundles/bundle-file.h"
#include "bundles/hand-over.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"

#include <glib/gi18n-lib.h>

/* What is in it, and what is worth knowing of it. */
static char *
content_words (const GezinExportReading *made)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (
      text, ngettext ("%u item goes along.", "%u items go along.", made->records), made->records);
  if (made->documents > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("With %u document.", "With %u documents.", made->documents),
                              made->documents);
    }
  if (made->too_large > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%u document is too large and stays here.",
                                        "%u documents are too large and stay here.",
                                        made->too_large),
                              made->too_large);
    }
  if (made->limits > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("Of %u item it says that it is shared no longer.",
                                        "Of %u items it says that they are shared no longer.",
                                        made->limits),
                              made->limits);
    }
  return g_string_free (text, FALSE);
}

/* Closing says once more what was done: the number is what is said on the telephone. */
static void
close_cb (GezinSendDialog *self)
{
  GtkWidget *parent = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self)));
  g_autofree char *number = gezin_bundle_short (&self->exported->bundle);
  /* Translators: a short number, and somebody. */
  g_autofree char *text =
      g_strdup_printf (_ ("Bundle %s for %s is ready"), number, self->exported->to);

  gezin_say (parent, text, FALSE);
  gtk_window_destroy (GTK_WINDOW (self));
}

void
gezin_send_done_show (GezinSendDialog *self)
{
  GezinExportReading *made = self->exported;
  g_autofree char *number = gezin_bundle_short (&made->bundle);
  /* Translators: a short number, and somebody. */
  g_autofree char *title = g_strdup_printf (_ ("Bundle %s for %s is ready"), number, made->to);
  g_autofree char *content = content_words (made);
  /* Translators: %s is somebody. */
  g_autofree char *below = g_strdup_printf (_ ("Signed by you. Only %s can open it."), made->to);
  g_autofree char *until = g_strdup_printf (
      _ ("It lies in the outbox until the recipient has said that it came. A bundle can be taken "
         "in for %d days."),
      GEZIN_BUNDLE_DAYS);
  const char *unchecked = gezin_session_revocation_sentence (made->revocation);
  GtkWidget *close = gtk_button_new_with_label (_ ("Done"));
  GtkWidget *column;
  GtkWidget *page = gezin_dialog_page_new (&column, gezin_dialog_buttons_new (NULL, close));

  gezin_access_name (close, _ ("Done"));
  g_signal_connect_swapped (close, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (column), gezin_send_step_new (3, title, below));
  gtk_box_append (GTK_BOX (column), gezin_text_new (content, NULL));
  if (unchecked != NULL)
    gtk_box_append (GTK_BOX (column), gezin_flag_new ("gezin-warning-symbolic", unchecked));
  gtk_box_append (GTK_BOX (column), gezin_hand_over_new (self->session, &made->bundle, made->path));
  gtk_box_append (GTK_BOX (column), gezin_text_new (until, "dim small"));
  adw_bin_set_child (ADW_BIN (self->done), page);
}
