/* SPDX-License-Identifier: EUPL-1.2 */

/* A bundle, looked at before it is taken in. See import-private.h for the invariants. */

#include "bundles/import-page.h"

#include "bundles/bundle-file.h"
#include "bundles/import-private.h"
#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH 860
#define FOOT_LEAST 60 /* characters */

G_DEFINE_FINAL_TYPE (GezinImportPage, gezin_import_page, ADW_TYPE_BIN)

/* Answers. */

static void
answer_free (gpointer data)
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

static GezinImportAnswer *
answer_new (GezinImportPage *page, const GezinImportItem *item)
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
  g_autofree char *sentence = error != NULL ? gezin_session_sentence (error) : NULL;

  gtk_label_set_text (GTK_LABEL (page->failure), sentence != NULL ? sentence : "");
  gtk_widget_set_visible (page->failure, sentence != NULL);
}

/* Who sent it. */

static GtkWidget *
sender_new (GezinImportPage *page, GezinDossier *dossier)
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

/* How sure it is, in tags: each a word and a sign. */
static GtkWidget *
tags_new (GezinImportPage *page)
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

/* The words that were compared, to compare them once more. */
static GtkWidget *
card_new (GezinImportPage *page)
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
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, "flag");
  GtkWidget *label = gezin_text_new (text, NULL);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), gezin_icon_new (icon, NULL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (column), box);
}

static void
add_flags (GezinImportPage *page, GtkWidget *column)
{
  const GezinImportReading *reading = page->reading;
  guint n_limits = reading->limits;

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

static GtkWidget *
button_new (const char *label, const char *classes, GCallback clicked, gpointer data)
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
  page->later = button_new (_ ("Go on later"), NULL, G_CALLBACK (later_cb), page);
  page->take = button_new (take_label (page->reading), "suggested-action",
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
  gtk_widget_set_halign (line, GTK_ALIGN_END);
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

  page->take = button_new (_ ("Confirm once more"), NULL, G_CALLBACK (again_cb), page);
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
  gtk_box_append (GTK_BOX (column), sender_new (page, dossier));
  gtk_box_append (GTK_BOX (column), tags_new (page));
  if (page->reading->is_known)
    gtk_box_append (GTK_BOX (column), known_new (page));
  else
    {
      GtkWidget *other = gezin_import_other_new (page);

      add_flags (page, column);
      gtk_box_append (GTK_BOX (column), card_new (page));
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

/* What cannot be taken in. */

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
    button = button_new (_ ("To the cards"), "suggested-action", G_CALLBACK (cards_cb), page);
  else if (refusal == GEZIN_BUNDLE_OLDER)
    button = button_new (_ ("Look at it all the same"), NULL, G_CALLBACK (older_cb), page);
  else if (refusal == GEZIN_BUNDLE_FORKED)
    button = button_new (_ ("I called them: look at it"), NULL, G_CALLBACK (forked_cb), page);
  if (button != NULL)
    {
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), button);
    }
  button = button_new (_ ("Open another bundle…"), NULL, G_CALLBACK (other_cb), page);
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), button);
}

static void
show_problem (GezinImportPage *page, const GError *error)
{
  GezinBundleRefusal refusal = gezin_session_bundle_refusal (error);
  g_autofree char *sentence =
      error->domain == G_IO_ERROR
          ? g_strdup (_ ("The file cannot be read. Look whether it is still there, and whether "
                         "the stick is in."))
          : (refusal == GEZIN_BUNDLE_OLDER
                 ? g_strdup (_ ("A later bundle of this sender was taken in before, so this one "
                                "brings nothing new."))
                 : gezin_session_sentence (error));
  GtkWidget *box =
      gezin_empty_new ("gezin-warning-symbolic", gezin_import_words_problem (refusal), sentence);

  add_way (page, box, refusal);
  adw_bin_set_child (ADW_BIN (page->problem), gezin_scrolled_new (box));
  gtk_stack_set_visible_child_name (GTK_STACK (page->stack), "problem");
  gtk_widget_child_focus (page->problem, GTK_DIR_TAB_FORWARD);
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
      show_problem (page, error);
      return;
    }
  g_clear_pointer (&page->answers, g_ptr_array_unref);
  g_clear_pointer (&page->reading, gezin_import_reading_free);
  page->reading = g_steal_pointer (&order->reading);
  page->answers = g_ptr_array_new_with_free_func (answer_free);
  for (guint i = 0; i < page->reading->items->len; i++)
    g_ptr_array_add (page->answers, answer_new (page, page->reading->items->pdata[i]));
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
    show_problem (page, error);
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
