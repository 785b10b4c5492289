/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle, looked at before it is taken in. See import-private.h for the invariants. */

#include "bundles/import-page.h"

#include "bundles/bundle-file.h"
#include "bundles/import-private.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 860
#define FOOT_LEAST 60 /* characters */

G_DEFINE_FINAL_TYPE (GezinImportPage, gezin_import_page, ADW_TYPE_BIN)

/* The preview. */

static void
later_cb (GezinImportPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "win.close-page", NULL);
}

static const char *
take_label (const GezinImportReading *reading)
{
  if (strcmp (reading->kind, "receipt") == 0)
    return _ ("Note this");
  if (strcmp (reading->kind, "recall") == 0)
    return C_ ("verb", "Answer");
  return _ ("Take into the dossier");
}

GtkWidget *
gezin_import_button_new (const char *label, const char *classes, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (classes != NULL)
    gtk_widget_add_css_class (button, classes);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gezin_access_name (button, label);
  g_signal_connect_swapped (button, "clicked", clicked, data);
  return button;
}

/* Below everything: what it comes to, and doing it. */
static GtkWidget *
foot_new (GezinImportPage *page)
{
  GtkWidget *foot = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, "bottom-bar");
  GtkWidget *line = gezin_wrap_new (12);
  GtkWidget *words = gezin_box_new (GTK_ORIENTATION_VERTICAL, 2, NULL);

  page->summary = gezin_text_new (NULL, "strong");
  page->missing = gezin_text_new (NULL, "dim small");
  page->failure = gezin_text_new (NULL, "late");
  page->reason_box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, NULL);
  page->reason = gtk_entry_new ();
  page->later = gezin_import_button_new (_ ("Go on later"), NULL, G_CALLBACK (later_cb), page);
  page->take = gezin_import_button_new (take_label (page->reading), "suggested-action",
                                        G_CALLBACK (gezin_import_page_take), page);
  gtk_widget_set_visible (page->failure, FALSE);
  gezin_access_name (page->reason, _ ("Why do you not take it over?"));
  gtk_entry_set_max_length (GTK_ENTRY (page->reason), 400);
  g_signal_connect_swapped (page->reason, "changed", G_CALLBACK (gezin_import_page_refresh), page);
  gtk_box_append (GTK_BOX (page->reason_box),
                  gezin_text_new (_ ("Why do you not take it over? This stays here."), "small"));
  gtk_box_append (GTK_BOX (page->reason_box), page->reason);
  gtk_box_append (GTK_BOX (words), page->summary);
  gtk_box_append (GTK_BOX (words), page->missing);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gezin_wrap_append (GEZIN_WRAP (line), page->later);
  gezin_wrap_append (GEZIN_WRAP (line), page->take);
  gezin_wrap_set_at_end (GEZIN_WRAP (line));
  gtk_box_append (GTK_BOX (foot), page->failure);
  gtk_box_append (GTK_BOX (foot), page->reason_box);
  gtk_box_append (GTK_BOX (foot), gezin_columns_new (words, line, FOOT_LEAST, 0.5));
  return foot;
}

static void
again_cb (GezinImportPage *page)
{
  gezin_import_page_take (page);
}

/* The very same was taken in before: nothing to do but to say so again. */
static GtkWidget *
known_new (GezinImportPage *page)
{
  GtkWidget *box = gezin_empty_new (
      "gezin-check-symbolic", _ ("You have taken in this bundle already."),
      _ ("Nothing changed. If the sender says that no confirmation came, send it once more."));

  page->take = gezin_import_button_new (_ ("Confirm once more"), NULL, G_CALLBACK (again_cb), page);
  gtk_widget_set_halign (page->take, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), page->take);
  return box;
}

static void
show_preview (GezinImportPage *page, GezinDossier *dossier)
{
  GtkWidget *whole = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *column = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *foot;

  page->agree = page->refuse = NULL;
  foot = foot_new (page);
  gtk_box_append (GTK_BOX (column), gezin_import_sender_new (page, dossier));
  gtk_box_append (GTK_BOX (column), gezin_import_tags_new (page));
  if (page->reading->is_known)
    gtk_box_append (GTK_BOX (column), known_new (page));
  else
    {
      GtkWidget *other = gezin_import_other_new (page);

      gezin_import_add_flags (page, column);
      gtk_box_append (GTK_BOX (column), gezin_import_card_new (page));
      gtk_box_append (GTK_BOX (column), other != NULL ? other : gezin_import_items_new (page));
    }
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_box_append (GTK_BOX (whole), gezin_scrolled_new (clamp));
  gtk_box_append (GTK_BOX (whole), foot);
  adw_bin_set_child (ADW_BIN (page->preview), whole);
  gtk_widget_set_visible (foot, !page->reading->is_known);
  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), "preview");
  gezin_import_page_refresh (page);
  gtk_widget_child_focus (page->preview, GTK_DIR_TAB_FORWARD);
}

/* Looking. */

static gboolean
look (GezinSession *session, GezinJob *job, GError **error)
{
  GezinImportOrder *order = job->result;
  GezinImportAsked asked = {
    .file = order->file, .preview = TRUE, .older = order->older, .forked = order->forked
  };

  if (g_cancellable_set_error_if_cancelled (job->stop, error))
    return FALSE;
  order->reading = gezin_session_import (session, &asked, error);
  if (order->reading == NULL)
    return FALSE;
  /* Of whom it is; what is not here has no name yet. */
  if (!order->reading->is_new)
    job->opened = gezin_session_read (session, &order->reading->dossier, NULL);
  return TRUE;
}

static void
looked_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinImportPage *page = owner;
  GezinImportOrder *order = job->result;

  if (error != NULL)
    {
      gezin_import_page_show_problem (page, error);
      return;
    }
  g_clear_pointer (&page->answers, g_ptr_array_unref);
  g_clear_pointer (&page->reading, gezin_import_reading_free);
  page->reading = g_steal_pointer (&order->reading);
  page->answers = g_ptr_array_new_with_free_func (gezin_import_answer_free);
  for (guint i = 0; i < page->reading->items->len; i++)
    g_ptr_array_add (page->answers, gezin_import_answer_new (page, page->reading->items->pdata[i]));
  show_preview (page, job->opened);
}

void
gezin_import_page_look (GezinImportPage *page)
{
  GezinJob *job = gezin_job_new (page, look, looked_cb);

  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), "wait");
  job->result = gezin_import_order_new (page, TRUE);
  job->free_result = (GDestroyNotify) gezin_import_order_free;
  g_set_object (&job->stop, page->stop);
  gezin_job_start (job, page->session);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GezinImportPage) page = user_data;
  g_autoptr (GError) error = NULL;

  page->bytes = gezin_bundle_file_read_finish (result, &error);
  if (page->stack == NULL)
    return;
  if (page->bytes != NULL)
    gezin_import_page_look (page);
  else
    gezin_import_page_show_problem (page, error);
}

/* The page. */

static void
take_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GezinImportPage *page = GEZIN_IMPORT_PAGE (widget);

  if (page->take != NULL)
    gezin_import_page_take (page);
}

static void
gezin_import_page_dispose (GObject *object)
{
  GezinImportPage *page = GEZIN_IMPORT_PAGE (object);

  if (page->stop != NULL)
    g_cancellable_cancel (page->stop);
  page->stack = NULL;
  page->take = NULL;
  g_clear_object (&page->stop);
  g_clear_pointer (&page->answers, g_ptr_array_unref);
  g_clear_pointer (&page->reading, gezin_import_reading_free);
  g_clear_pointer (&page->bytes, g_bytes_unref);
  g_clear_object (&page->file);
  g_clear_object (&page->session);
  G_OBJECT_CLASS (gezin_import_page_parent_class)->dispose (object);
}

static void
gezin_import_page_class_init (GezinImportPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_import_page_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.done", NULL, take_action_cb);
}

static void
gezin_import_page_init (GezinImportPage *page)
{
  page->stop = g_cancellable_new ();
  page->stack = gtk_stack_new ();
  page->problem = adw_bin_new ();
  page->preview = adw_bin_new ();
  page->done = adw_bin_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (page->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (page->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (page->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (page->stack), page->problem, "problem");
  gtk_stack_add_named (GTK_STACK (page->stack), page->preview, "preview");
  gtk_stack_add_named (GTK_STACK (page->stack), page->done, "done");
  for (GtkWidget *one = gtk_widget_get_first_child (page->stack); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    gezin_access_page (one);
  adw_bin_set_child (ADW_BIN (page), page->stack);
}

GtkWidget *
gezin_import_page_new (GezinSession *session, GFile *file)
{
  GezinImportPage *page = g_object_new (GEZIN_TYPE_IMPORT_PAGE, NULL);

  page->session = g_object_ref (session);
  page->file = g_object_ref (file);
  gezin_bundle_file_read (file, page->stop, read_cb, g_object_ref (page));
  return GTK_WIDGET (page);
}
