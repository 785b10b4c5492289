/* SPDX-License-Identifier: EUPL-1.2 */

/* From answers to what the session is asked, doing it, and what became of it. */

#include "bundles/import-private.h"

#include "bundles/bundle-file.h"
#include "bundles/hand-over.h"
#include "parts/access.h"
#include "parts/build.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Orders. */

static void
add_choices (const GezinImportItem *item, const GezinImportAnswer *answer, GPtrArray *choices)
{
  for (guint i = 0; item->changes != NULL && i < item->changes->len; i++)
    {
      const GezinImportChange *change = item->changes->pdata[i];
      GezinVersionChoice chosen = g_array_index (answer->versions, GezinVersionChoice, i);
      GezinImportChoice *choice;

      if (!change->is_conflict || chosen == GEZIN_CHOICE_LATER)
        continue;
      choice = g_new0 (GezinImportChoice, 1);
      choice->record = item->record;
      choice->field = change->field;
      choice->dot = chosen == GEZIN_CHOICE_OURS ? change->ours : change->theirs;
      g_ptr_array_add (choices, choice);
    }
}

static void
read_answers (GezinImportPage *page, GezinImportOrder *order)
{
  for (guint i = 0; i < page->reading->items->len; i++)
    {
      const GezinImportItem *item = page->reading->items->pdata[i];
      const GezinImportAnswer *answer = page->answers->pdata[i];
      gboolean waits = gezin_import_has_outcome (item, "waiting");

      if (waits && answer->answer == GEZIN_ANSWER_YES)
        g_array_append_val (order->accept, item->record);
      if (!waits && answer->can_answer && answer->answer == GEZIN_ANSWER_NO)
        g_array_append_val (order->reject, item->record);
      else if (!waits)
        add_choices (item, answer, order->choices);
    }
}

/* Another "no" than to single records: to all of it. */
static gboolean
is_refusal (GezinImportPage *page)
{
  return page->refuse != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (page->refuse));
}

GezinImportOrder *
gezin_import_order_new (GezinImportPage *page, gboolean preview)
{
  GezinImportOrder *order = g_new0 (GezinImportOrder, 1);

  order->file = g_bytes_ref (page->bytes);
  order->accept = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  order->reject = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  order->choices = g_ptr_array_new_with_free_func (g_free);
  order->preview = preview;
  order->older = page->older;
  order->forked = page->forked;
  if (preview)
    return order;
  read_answers (page, order);
  order->deletes =
      page->agree != NULL && gtk_check_button_get_active (GTK_CHECK_BUTTON (page->agree));
  if (order->reject->len > 0 || is_refusal (page))
    order->reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (page->reason))));
  return order;
}

void
gezin_import_order_free (GezinImportOrder *order)
{
  g_bytes_unref (order->file);
  g_array_unref (order->accept);
  g_array_unref (order->reject);
  g_ptr_array_unref (order->choices);
  g_free (order->reason);
  g_free (order->receipt_path);
  gezin_import_reading_free (order->reading);
  g_free (order);
}

/* On the worker. */

/* A version that cannot be chosen any more is no reason to say that nothing came in: both stand. */
static void
choose (GezinSession *session, GezinImportOrder *order)
{
  for (guint i = 0; i < order->choices->len; i++)
    {
      const GezinImportChoice *choice = order->choices->pdata[i];
      guint64 commit;

      if (!gezin_session_choose (session, &order->reading->dossier, &choice->record, choice->field,
                                 NULL, &choice->dot, &commit, NULL))
        order->n_open++;
    }
}

static void
find_receipt (GezinSession *session, GezinImportOrder *order)
{
  g_autoptr (GPtrArray) lines =
      order->reading->receipt != NULL ? gezin_session_outbox (session, NULL) : NULL;

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const GezinBundleLine *line = lines->pdata[i];

      if (g_strcmp0 (line->file, order->reading->receipt) == 0)
        {
          order->receipt_path = g_strdup (line->path);
          order->receipt = line->bundle;
        }
    }
}

static gboolean
take (GezinSession *session, GezinJob *job, GError **error)
{
  GezinImportOrder *order = job->result;
  GezinImportAsked asked = { .file = order->file,
                             .accept = (const GezinUuid *) (gpointer) order->accept->data,
                             .n_accept = order->accept->len,
                             .reject = (const GezinUuid *) (gpointer) order->reject->data,
                             .n_reject = order->reject->len,
                             .reason = order->reason,
                             .older = order->older,
                             .forked = order->forked,
                             .deletes = order->deletes };

  order->reading = gezin_session_import (session, &asked, error);
  if (order->reading == NULL)
    return FALSE;
  choose (session, order);
  find_receipt (session, order);
  return TRUE;
}

/* What became of it. */

static char *
title_of (const GezinImportReading *reading, gboolean is_refused)
{
  if (strcmp (reading->kind, "receipt") == 0)
    return g_strdup (_ ("Noted"));
  if (is_refused)
    return g_strdup (_ ("Nothing was taken in"));
  if (strcmp (reading->kind, "recall") == 0)
    return g_strdup (_ ("Erased"));
  return g_strdup (_ ("Taken into the dossier"));
}

static char *
counts_of (const GezinImportReading *reading)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("%u new, %u changed, %u the same."), reading->added,
                          reading->changed - MIN (reading->conflicts, reading->changed),
                          reading->unchanged);
  if (reading->rejected > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text, ngettext ("%u was not taken over.", "%u were not taken over.", reading->rejected),
          reading->rejected);
    }
  return g_string_free (text, FALSE);
}

static void
add_open_versions (GtkWidget *column, guint n)
{
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("In %u item two versions wait for your choice, under Two "
                                    "versions in the dossier.",
                                    "In %u items two versions wait for your choice, under Two "
                                    "versions in the dossier.",
                                    n),
                          n);
  gtk_box_append (GTK_BOX (column), gezin_text_new (text, NULL));
}

static GtkWidget *
to_dossier_new (const GezinImportReading *reading)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("To the dossier"));

  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gezin_access_name (button, _ ("To the dossier"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-dossier");
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button),
                                          gezin_uuid_variant (&reading->dossier));
  return button;
}

/* Versions that were chosen are no conflicts any more. */
static guint
n_still_open (const GezinImportOrder *order)
{
  guint chosen = order->choices->len - order->n_open;

  return order->reading->conflicts > chosen ? order->reading->conflicts - chosen : 0;
}

static void
show_done (GezinImportPage *page, const GezinImportOrder *order)
{
  const GezinImportReading *reading = order->reading;
  gboolean is_refused = order->reason != NULL && order->reject->len == 0;
  gboolean is_part = reading->about == NULL && !is_refused;
  g_autofree char *title = title_of (reading, is_refused);
  g_autofree char *counts = is_part ? counts_of (reading) : NULL;
  /* Translators: %s is somebody. */
  g_autofree char *receipt =
      g_strdup_printf (_ ("A confirmation for %s lies in the outbox."), reading->sender->name);
  GtkWidget *column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *heading = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);

  gtk_box_append (GTK_BOX (heading), gezin_icon_new ("gezin-check-symbolic", "good"));
  gtk_box_append (GTK_BOX (heading), gezin_text_new (title, "page-title"));
  gtk_box_append (GTK_BOX (column), heading);
  if (is_part)
    {
      gtk_box_append (GTK_BOX (column), gezin_text_new (counts, NULL));
      add_open_versions (column, n_still_open (order));
      gtk_box_append (GTK_BOX (column), to_dossier_new (reading));
    }
  if (order->receipt_path != NULL)
    {
      gtk_box_append (GTK_BOX (column), gezin_text_new (receipt, NULL));
      gtk_box_append (GTK_BOX (column),
                      gezin_hand_over_new (page->session, &order->receipt, order->receipt_path));
    }
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  adw_bin_set_child (ADW_BIN (page->done), gezin_scrolled_new (clamp));
  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), "done");
  gtk_widget_child_focus (page->done, GTK_DIR_TAB_FORWARD);
}

static void
taken_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinImportPage *page = owner;

  page->is_busy = FALSE;
  if (error == NULL)
    {
      show_done (page, job->result);
      return;
    }
  gezin_import_page_fail (page, error);
  gezin_import_page_refresh (page);
}

void
gezin_import_page_take (GezinImportPage *page)
{
  GezinJob *job;

  if (page->reading == NULL || page->is_busy || !gtk_widget_get_sensitive (page->take))
    return;
  job = gezin_job_new (page, take, taken_cb);
  job->result = gezin_import_order_new (page, FALSE);
  job->free_result = (GDestroyNotify) gezin_import_order_free;
  page->is_busy = TRUE;
  gezin_import_page_fail (page, NULL);
  gezin_import_page_refresh (page);
  gezin_job_start (job, page->session);
}
