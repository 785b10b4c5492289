/* SPDX-License-Identifier: EUPL-1.2 */

/* What a person says of each item of a bundle, and what it comes to. */

#include "bundles/import-private.h"

#include "parts/build.h"

#include <glib/gi18n-lib.h>

void
gezin_import_answer_free (gpointer data)
{
  GezinImportAnswer *answer = data;

  g_array_unref (answer->versions);
  g_free (answer);
}

static gboolean
is_chosen_beforehand (GezinImportPage *page, const GezinImportItem *item)
{
  gboolean is_heavy = (gezin_catalogue_kind (item->kind)->flags & GEZIN_KIND_WRITTEN_ONCE) != 0;

  return !page->forked && !gezin_import_has_outcome (item, "waiting")
         && (page->reading->is_new || !is_heavy);
}

GezinImportAnswer *
gezin_import_answer_new (GezinImportPage *page, const GezinImportItem *item)
{
  GezinImportAnswer *answer = g_new0 (GezinImportAnswer, 1);
  gboolean waits = gezin_import_has_outcome (item, "waiting");
  gboolean comes = gezin_import_has_outcome (item, "added")
                   || gezin_import_has_outcome (item, "changed")
                   || gezin_import_has_outcome (item, "conflict");

  answer->can_answer = waits || (comes && item->can_reject);
  if (answer->can_answer && is_chosen_beforehand (page, item))
    answer->answer = GEZIN_ANSWER_YES;
  answer->versions = g_array_new (FALSE, TRUE, sizeof (GezinVersionChoice));
  if (item->changes != NULL)
    g_array_set_size (answer->versions, item->changes->len);
  return answer;
}

typedef struct {
  guint n_yes;
  guint n_no;
  guint n_rejected; /* of those: with a reason */
  guint n_missing;
  guint n_aside;
  guint n_chosen;
} Tally;

static void
tally (GezinImportPage *page, Tally *sum)
{
  *sum = (Tally){ 0 };
  for (guint i = 0; i < page->answers->len; i++)
    {
      const GezinImportAnswer *answer = page->answers->pdata[i];
      const GezinImportItem *item = page->reading->items->pdata[i];

      sum->n_aside +=
          gezin_import_has_outcome (item, "parked") || gezin_import_has_outcome (item, "refused");
      if (!answer->can_answer)
        continue;
      sum->n_yes += answer->answer == GEZIN_ANSWER_YES;
      sum->n_no += answer->answer == GEZIN_ANSWER_NO;
      sum->n_rejected +=
          answer->answer == GEZIN_ANSWER_NO && !gezin_import_has_outcome (item, "waiting");
      sum->n_missing += answer->answer == GEZIN_ANSWER_NONE;
      for (guint c = 0; c < answer->versions->len; c++)
        sum->n_chosen +=
            g_array_index (answer->versions, GezinVersionChoice, c) != GEZIN_CHOICE_LATER;
    }
}

static void
add_count (GString *text, guint n, const char *words)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text, words, n);
}

static char *
summary_of (const Tally *sum)
{
  GString *text = g_string_new (NULL);

  add_count (text, sum->n_yes, ngettext ("%u to take over", "%u to take over", sum->n_yes));
  add_count (text, sum->n_no, ngettext ("%u not", "%u not", sum->n_no));
  add_count (text, sum->n_chosen,
             ngettext ("%u version chosen", "%u versions chosen", sum->n_chosen));
  add_count (text, sum->n_aside, ngettext ("%u set aside", "%u set aside", sum->n_aside));
  if (text->len == 0)
    g_string_append (text, _ ("Nothing new in it"));
  return g_string_free (text, FALSE);
}

/* What still has to be said before it can be taken in; empty: nothing. */
static char *
missing_of (GezinImportPage *page, const Tally *sum, gboolean needs_reason)
{
  gboolean has_reason = g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (page->reason)), -1) > 0;

  if (page->agree != NULL && !gtk_check_button_get_active (GTK_CHECK_BUTTON (page->agree))
      && !gtk_check_button_get_active (GTK_CHECK_BUTTON (page->refuse)))
    return g_strdup (_ ("Say yes or no first."));
  if (sum->n_missing > 0)
    return g_strdup_printf (ngettext ("%u choice to go.", "%u choices to go.", sum->n_missing),
                            sum->n_missing);
  if (needs_reason && !has_reason)
    return g_strdup (_ ("Say why you do not take it over."));
  return g_strdup ("");
}

void
gezin_import_page_refresh (GezinImportPage *page)
{
  Tally sum;
  g_autofree char *summary = NULL;
  g_autofree char *missing = NULL;
  gboolean refuses =
      page->refuse != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (page->refuse));
  gboolean needs_reason;

  tally (page, &sum);
  needs_reason = refuses || sum.n_rejected > 0;
  summary = summary_of (&sum);
  missing = missing_of (page, &sum, needs_reason);
  gtk_label_set_text (GTK_LABEL (page->summary), page->reading->about != NULL ? "" : summary);
  gtk_widget_set_visible (page->summary, page->reading->about == NULL);
  gtk_label_set_text (GTK_LABEL (page->missing), missing);
  gtk_widget_set_visible (page->missing, missing[0] != '\0');
  gtk_widget_set_visible (page->reason_box, needs_reason);
  gtk_widget_set_sensitive (page->take, missing[0] == '\0' && !page->is_busy);
  gtk_widget_set_sensitive (page->later, !page->is_busy);
}

void
gezin_import_page_fail (GezinImportPage *page, const GError *error)
{
  g_autofree char *sentence = error != NULL ? gezin_session_window_sentence (error) : NULL;

  gtk_label_set_text (GTK_LABEL (page->failure), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (page->failure, sentence != NULL);
}
