/* SPDX-License-Identifier: EUPL-1.2 */

/* One list of what is due over all dossiers. It is read from the index that the store keeps; after many
 * changes that is brought up to date first, and the page waits.
 *
 * Invariant: into a calendar file goes what the filter shows, and of a family its reference alone. */

#include "thinking/deadlines-page.h"

#include "model/deadline-readings.h"
#include "model/value.h"
#include "parts/access.h"
#include "parts/ask-file.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/fault.h"
#include "parts/job.h"
#include "parts/pills.h"
#include "parts/wrap.h"
#include "session/casework.h"
#include "thinking/deadline-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_A_WEEK 7
#define WIDEST 760
#define AT_ONCE 50 /* on screen, until somebody asks for more */

#define GEZIN_TYPE_DEADLINES_PAGE (gezin_deadlines_page_get_type ())
G_DECLARE_FINAL_TYPE (GezinDeadlinesPage, gezin_deadlines_page, GEZIN, DEADLINES_PAGE, AdwBin)

struct _GezinDeadlinesPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GDate today; /* when it was read */
  GPtrArray *deadlines; /* (nullable) GezinDeadline: all of them */
  GPtrArray *passing; /* (nullable) of these what the filter lets through; borrowed */
  guint n_shown; /* of these, at most */
  guint n_lines; /* and that are in the list */
  GtkWidget *filters;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *fault;
  GtkWidget *bottom;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (GezinDeadlinesPage, gezin_deadlines_page, ADW_TYPE_BIN)

static void start_reading (GezinDeadlinesPage *self);

/* Filtering. */

/* The last day of the coming week, as the index writes days. */
static void
week_end (GezinDeadlinesPage *self, char text[GEZIN_DAY_TEXT_LENGTH + 1])
{
  GDate day = self->today;

  g_date_add_days (&day, DAYS_A_WEEK);
  gezin_day_to_text (&day, text);
}

static gboolean
is_this_week (const GezinDeadline *deadline, const char *last)
{
  return !deadline->is_overdue && strcmp (deadline->due, last) <= 0;
}

static gboolean
is_filtered (GezinDeadlinesPage *self, const char *code)
{
  return gezin_pills_is_chosen (GEZIN_PILLS (self->filters), code);
}

static gboolean
passes (GezinDeadlinesPage *self, const GezinDeadline *deadline, const char *last)
{
  if (is_filtered (self, "overdue"))
    return deadline->is_overdue;
  if (is_filtered (self, "review"))
    return gezin_deadline_is_review (deadline);
  return !is_filtered (self, "week") || is_this_week (deadline, last);
}

static void
count_filters (GezinDeadlinesPage *self)
{
  char last[GEZIN_DAY_TEXT_LENGTH + 1];
  guint n_overdue = 0;
  guint n_week = 0;
  guint n_review = 0;
  g_autofree char *all = g_strdup_printf (_ ("All %u"), self->deadlines->len);
  g_autofree char *overdue = NULL;
  g_autofree char *week = NULL;
  g_autofree char *review = NULL;

  week_end (self, last);
  for (guint i = 0; i < self->deadlines->len; i++)
    {
      const GezinDeadline *one = self->deadlines->pdata[i];

      n_overdue += one->is_overdue;
      n_week += is_this_week (one, last);
      n_review += gezin_deadline_is_review (one);
    }
  /* Translators: filters above the list; %u is how many deadlines pass it. */
  overdue = g_strdup_printf (_ ("Too late %u"), n_overdue);
  week = g_strdup_printf (_ ("Coming 7 days %u"), n_week);
  review = g_strdup_printf (_ ("To review %u"), n_review);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "review", review);
  gezin_pills_set_visible (GEZIN_PILLS (self->filters), "review",
                           n_review > 0 || is_filtered (self, "review"));
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "all", all);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "overdue", overdue);
  gezin_pills_set_label (GEZIN_PILLS (self->filters), "week", week);
}

/* Those that are not on screen yet, as far as they may be. */
static void
show_lines (GezinDeadlinesPage *self)
{
  guint n = MIN (self->passing->len, self->n_shown);
  guint left = self->passing->len - n;
  g_autofree char *label =
      g_strdup_printf (ngettext ("Show %u more of %u", "Show %u more of %u", MIN (left, AT_ONCE)),
                       MIN (left, AT_ONCE), left);

  for (guint i = self->n_lines; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         gezin_deadline_row_new (self->passing->pdata[i], &self->today));
  self->n_lines = n;
  gtk_button_set_label (GTK_BUTTON (self->more), label);
  gezin_access_name (self->more, label);
  gtk_widget_set_visible (self->more, left > 0);
}

static void
more_cb (GezinDeadlinesPage *self)
{
  guint first = self->n_lines;
  GtkListBoxRow *row;

  self->n_shown += AT_ONCE;
  show_lines (self);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) first);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_filtered (GezinDeadlinesPage *self)
{
  guint n_passing;
  g_autofree char *text = NULL;
  char last[GEZIN_DAY_TEXT_LENGTH + 1];

  if (self->deadlines == NULL)
    return;
  g_clear_pointer (&self->passing, g_ptr_array_unref);
  self->passing = g_ptr_array_new ();
  week_end (self, last);
  for (guint i = 0; i < self->deadlines->len; i++)
    if (passes (self, self->deadlines->pdata[i], last))
      g_ptr_array_add (self->passing, self->deadlines->pdata[i]);
  n_passing = self->passing->len;
  gezin_list_clear (self->list);
  self->n_lines = 0;
  show_lines (self);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n_passing > 0              ? "list"
                                                             : self->deadlines->len > 0 ? "filtered"
                                                                                        : "empty");
  gtk_widget_set_visible (self->filters, self->deadlines->len > 0);
  gtk_widget_set_visible (self->bottom, n_passing > 0);
  text = g_strdup_printf (ngettext ("%u line", "%u lines", n_passing), n_passing);
  gezin_access_describe (self->list, text);
}

static void
filtered_cb (GezinDeadlinesPage *self)
{
  self->n_shown = AT_ONCE;
  show_filtered (self);
}

/* Reading. */

static gboolean
read_deadlines (GezinSession *session, GezinJob *job, GError **error)
{
  job->rows = gezin_session_deadlines (session, NULL, GEZIN_DEADLINES_ALL, error);
  return job->rows != NULL;
}

static void
show_fault (GezinDeadlinesPage *self, const GError *error)
{
  adw_bin_set_child (ADW_BIN (self->fault),
                     gezin_fault_new (_ ("The deadlines cannot be read now"), error,
                                      G_CALLBACK (start_reading), self));
  gtk_widget_set_visible (self->filters, FALSE);
  gtk_widget_set_visible (self->bottom, FALSE);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "fault");
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinDeadlinesPage *self = owner;

  if (error != NULL)
    {
      show_fault (self, error);
      return;
    }
  gezin_clock_today (gezin_session_clock (self->session), &self->today);
  g_clear_pointer (&self->passing, g_ptr_array_unref); /* borrows */
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  self->deadlines = g_ptr_array_ref (job->rows);
  count_filters (self);
  show_filtered (self);
}

static void
start_reading (GezinDeadlinesPage *self)
{
  if (gezin_session_is_unlocked (self->session))
    gezin_job_start (gezin_job_new (self, read_deadlines, read_cb), self->session);
}

/* A calendar. */

static gboolean
write_calendar (GezinSession *session, GezinJob *job, GError **error)
{
  g_autofree char *text = gezin_session_deadlines_as_ics (session, job->rows);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return gezin_ask_file_write (job->file, bytes, error);
}

static void
written_cb (gpointer owner, GezinJob *job, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      gezin_say_error (owner, error);
      return;
    }
  text = g_strdup_printf (ngettext ("Saved: %u deadline for your calendar.",
                                    "Saved: %u deadlines for your calendar.", job->rows->len),
                          job->rows->len);
  gezin_say (owner, text, FALSE);
}

/* The page may read anew meanwhile: the job gets lines of its own. */
static void
picked_cb (gpointer owner, GFile *file)
{
  GezinDeadlinesPage *self = owner;
  GezinJob *job;

  if (self->passing == NULL)
    return;
  job = gezin_job_new (self, write_calendar, written_cb);
  job->file = g_object_ref (file);
  job->rows = g_ptr_array_ref (self->passing);
  job->more = g_ptr_array_ref (self->deadlines);
  gezin_job_start (job, self->session);
}

static void
save_cb (GezinDeadlinesPage *self)
{
  static const char *const patterns[] = { "*.ics", NULL };
  const GezinAskFile asked = { .title = _ ("Save for your calendar"),
                               .accept = C_ ("verb", "Save"),
                               .sort = _ ("Calendars"),
                               .patterns = patterns,
                               /* Translators: name of a file. */
                               .name = _ ("deadlines.ics") };

  gezin_ask_file (&asked, GTK_WIDGET (self), picked_cb);
}

/* Building. */

static GtkWidget *
clamped (GtkWidget *inside)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDEST);
  adw_clamp_set_child (ADW_CLAMP (clamp), inside);
  return clamp;
}

static GtkWidget *
build_list (GezinDeadlinesPage *self)
{
  GtkWidget *page = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, "page");

  self->list = gezin_list_new ();
  gezin_access_name (self->list, _ ("Deadlines"));
  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "pill");
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (page), gezin_tab_stop_new (self->list));
  gtk_box_append (GTK_BOX (page), self->more);
  return gezin_scrolled_new (clamped (page));
}

static void
build_stack (GezinDeadlinesPage *self)
{
  self->stack = gtk_stack_new ();
  self->fault = adw_bin_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), gezin_wait_new (), "wait");
  gtk_stack_add_named (GTK_STACK (self->stack), build_list (self), "list");
  gtk_stack_add_named (
      GTK_STACK (self->stack),
      gezin_empty_new ("gezin-check-symbolic", _ ("Nothing is due"),
                       _ ("Here stands what has to be done by when in all your dossiers: "
                          "agreements, steps, consents that end, decisions to look at again.")),
      "empty");
  gtk_stack_add_named (GTK_STACK (self->stack),
                       gezin_empty_new ("gezin-check-symbolic", _ ("Nothing here"),
                                        _ ("No deadline passes this filter.")),
                       "filtered");
  gtk_stack_add_named (GTK_STACK (self->stack), self->fault, "fault");
  for (GtkWidget *one = gtk_widget_get_first_child (self->stack); one != NULL;
       one = gtk_widget_get_next_sibling (one))
    gezin_access_page (one);
}

static void
build_filters (GezinDeadlinesPage *self)
{
  self->filters = gezin_pills_new (FALSE, TRUE);
  gezin_access_name (self->filters, _ ("Filters"));
  gezin_pills_add (GEZIN_PILLS (self->filters), "all", C_ ("filter", "All"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->filters), "overdue", C_ ("filter", "Too late"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->filters), "week", C_ ("filter", "Coming 7 days"), NULL);
  gezin_pills_add (GEZIN_PILLS (self->filters), "review", C_ ("filter", "To review"), NULL);
  gezin_pills_set_chosen (GEZIN_PILLS (self->filters), "all", TRUE);
  gtk_widget_set_visible (self->filters, FALSE);
  g_signal_connect_swapped (self->filters, "edited", G_CALLBACK (filtered_cb), self);
}

static void
build_bottom (GezinDeadlinesPage *self)
{
  GtkWidget *words = gezin_text_new (
      _ ("In the calendar a family stands by its reference alone, without a name."), "dim small");
  GtkWidget *columns;

  self->save = gtk_button_new_with_label (_ ("Save for your calendar…"));
  gezin_access_name (self->save, _ ("Save for your calendar…"));
  gtk_widget_set_halign (self->save, GTK_ALIGN_END);
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  self->bottom = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, "bottom-bar");
  columns = gezin_columns_new (words, self->save, 52, 0.6);
  gezin_columns_set_gap (columns, 8);
  gtk_box_append (GTK_BOX (self->bottom), clamped (columns));
  gtk_widget_set_visible (self->bottom, FALSE);
}

static void
gezin_deadlines_page_dispose (GObject *object)
{
  GezinDeadlinesPage *self = GEZIN_DEADLINES_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_pointer (&self->passing, g_ptr_array_unref);
  g_clear_pointer (&self->deadlines, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_deadlines_page_parent_class)->dispose (object);
}

static void
gezin_deadlines_page_class_init (GezinDeadlinesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_deadlines_page_dispose;
}

static void
gezin_deadlines_page_init (GezinDeadlinesPage *self)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 0, NULL);
  GtkWidget *top;

  self->n_shown = AT_ONCE;
  build_filters (self);
  build_stack (self);
  build_bottom (self);
  top = clamped (self->filters);
  gtk_widget_add_css_class (top, "above-list");
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_box_append (GTK_BOX (box), self->bottom);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
gezin_deadlines_page_new (GezinSession *session)
{
  GezinDeadlinesPage *self = g_object_new (GEZIN_TYPE_DEADLINES_PAGE, NULL);

  self->session = g_object_ref (session);
  gezin_clock_today (gezin_session_clock (session), &self->today);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (start_reading), self);
  start_reading (self);
  return GTK_WIDGET (self);
}
