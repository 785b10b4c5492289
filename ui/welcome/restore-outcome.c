/* SPDX-License-Identifier: EUPL-1.2 */

/* After a restore: what is back, what is missing or damaged, and where what was erased may still lie.
 * Each has a card of its own, so that none is read over. */

#include "welcome/restore-outcome.h"

#include "parts/build.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

/* @text: (transfer full) */
static void
add_card (GtkWidget *box, gboolean is_good, char *text)
{
  g_autofree char *owned = text;
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 12, "card padded");
  GtkWidget *icon = gezin_icon_new (is_good ? "gezin-check-symbolic" : "gezin-warning-symbolic",
                                    is_good ? "good" : "late");
  GtkWidget *label = gezin_text_new (owned, NULL);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (card), icon);
  gtk_box_append (GTK_BOX (card), label);
  gtk_box_append (GTK_BOX (box), card);
}

static char *
summary_text (GezinSession *session, const GezinRestoreReport *report)
{
  g_autofree char *when = gezin_when_moment (gezin_session_clock (session), report->made);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text,
                          /* Translators: %s is a moment. */
                          ngettext ("%u dossier is back, as it was on %s.",
                                    "%u dossiers are back, as they were on %s.",
                                    report->n_dossiers),
                          report->n_dossiers, when);
  if (report->n_documents > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text, ngettext ("%u document too.", "%u documents too.", report->n_documents),
          report->n_documents);
    }
  g_string_append_c (text, '\n');
  g_string_append (text, _ ("What was written after that day may be with colleagues: take in what "
                            "they send you."));
  return g_string_free (text, FALSE);
}

static void
add_documents (GtkWidget *box, const GezinRestoreReport *report)
{
  if (report->n_missing > 0)
    add_card (
        box, FALSE,
        g_strdup_printf (ngettext ("%u document did not lie beside the backup and is missing.",
                                   "%u documents did not lie beside the backup and are missing.",
                                   report->n_missing),
                         report->n_missing));
  if (report->n_damaged > 0)
    add_card (box, FALSE,
              g_strdup_printf (ngettext ("%u document is damaged and cannot be read. Perhaps an "
                                         "older copy of the folder has it whole.",
                                         "%u documents are damaged and cannot be read. Perhaps an "
                                         "older copy of the folder has them whole.",
                                         report->n_damaged),
                               report->n_damaged));
}

static void
add_erasures (GtkWidget *box, const GezinRestoreReport *report)
{
  if (report->are_markers_damaged)
    add_card (box, FALSE,
              g_strdup (_ ("The list of what was erased could not be read. Look whether something "
                           "came back that had to be gone, and erase it again.")));
  if (report->n_erased > 0)
    add_card (box, TRUE, g_strdup (_ ("What was erased after that day stayed erased.")));
  if (report->n_old_backups > 0)
    add_card (box, FALSE,
              g_strdup_printf (
                  ngettext ("In the folder of the backup lies %u backup that may still hold what "
                            "was erased. It was left there: take it away when nobody needs it.",
                            "In the folder of the backup lie %u backups that may still hold what "
                            "was erased. They were left there: take them away when nobody needs "
                            "them.",
                            report->n_old_backups),
                  report->n_old_backups));
}

GtkWidget *
gezin_restore_outcome_new (GezinSession *session, const GezinRestoreReport *report)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);

  add_card (box, TRUE, summary_text (session, report));
  add_documents (box, report);
  add_erasures (box, report);
  return box;
}
