/* SPDX-License-Identifier: EUPL-1.2 */

/* The ledger, of one dossier or of all.
 *
 * Invariants:
 * 1. What somebody has to do something about stands first, and nowhere else.
 * 2. It is read whenever it comes on screen, and again when anything changed. */

#include "sharing/ledger-page.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/job.h"
#include "sharing/ledger-line.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 60 /* of a list, until somebody asks for more */

typedef enum { LIST_ATTENTION, LIST_OUT, LIST_IN, N_LISTS } List;

/* What the worker reads. */
typedef struct {
  GPtrArray *lines; /* GezinBundleLine, oldest first */
  GHashTable *names; /* (nullable) GezinUuid -> utf8 */
  char *lead; /* (nullable) */
  char *lead_peer; /* (nullable) */
} Ledger;

struct _GezinLedgerPage {
  AdwBin parent_instance;
  GezinSession *session;
  gulong changed_handler;
  GezinDossier *dossier; /* (nullable): of all */
  Ledger *ledger; /* (nullable) */
  gboolean is_read;
  guint shown[N_LISTS];
  GtkWidget *content;
};

G_DEFINE_FINAL_TYPE (GezinLedgerPage, gezin_ledger_page, ADW_TYPE_BIN)

static void fill (GezinLedgerPage *self);

static void
ledger_free (gpointer data)
{
  Ledger *ledger = data;

  g_clear_pointer (&ledger->lines, g_ptr_array_unref);
  g_clear_pointer (&ledger->names, g_hash_table_unref);
  g_free (ledger->lead);
  g_free (ledger->lead_peer);
  g_free (ledger);
}

/* The lists. */

static List
list_of (GezinLedgerPage *self, const GezinBundleLine *line)
{
  g_auto (GezinLedgerSign) sign = { 0 };

  gezin_ledger_sign (gezin_session_clock (self->session), self->ledger->lines, line, &sign);
  if (sign.needs_attention)
    return LIST_ATTENTION;
  return line->came ? LIST_IN : LIST_OUT;
}

static void
more_cb (GtkWidget *button, GezinLedgerPage *self)
{
  self->shown[GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "list"))] += MAX_SHOWN;
  fill (self);
}

static void
add_more (GezinLedgerPage *self, List which, guint n_left)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("Show %u older one", "Show %u older ones", n_left), n_left);
  GtkWidget *button = gtk_button_new_with_label (text);

  gezin_access_name (button, text);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "list", GUINT_TO_POINTER (which));
  g_signal_connect (button, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (self->content), button);
}

static guint
add_list (GezinLedgerPage *self, List which, const char *title)
{
  GezinLedgerSource source = { self->session, self->dossier, self->ledger->lines,
                               self->ledger->names };
  GtkWidget *list = gezin_list_new ();
  guint n_shown = 0, n_left = 0;

  gezin_access_name (list, title);
  for (guint i = self->ledger->lines->len; i-- > 0;)
    {
      const GezinBundleLine *line = self->ledger->lines->pdata[i];

      if (!gezin_ledger_is_shown (line) || list_of (self, line) != which)
        continue;
      if (n_shown == self->shown[which])
        {
          n_left++;
          continue;
        }
      gtk_list_box_append (GTK_LIST_BOX (list), gezin_ledger_line_new (&source, line));
      n_shown++;
    }
  if (n_shown == 0)
    {
      g_object_unref (g_object_ref_sink (list));
      return 0;
    }
  gtk_box_append (GTK_BOX (self->content), gezin_section_new (title, NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (self->content), gezin_tab_stop_new (list));
  if (n_left > 0)
    add_more (self, which, n_left);
  return n_shown;
}

/* Who leads. */

static char *
lead_text (const Ledger *ledger)
{
  const char *peer = ledger->lead_peer != NULL ? ledger->lead_peer : "";

  if (g_str_equal (ledger->lead, "offered"))
    /* Translators: %s is a name. */
    return g_strdup_printf (_ ("Offered to %s, who has not answered yet. Until then it is yours."),
                            peer);
  if (g_str_equal (ledger->lead, "asked"))
    /* Translators: %s is a name. */
    return g_strdup_printf (_ ("%s offers it to you."), peer);
  if (g_str_equal (ledger->lead, "theirs"))
    /* Translators: %s is a name. */
    return g_strdup_printf (_ ("With %s, who accepted it. What is here is a copy to look things up "
                               "in."),
                            peer);
  if (g_str_equal (ledger->lead, "ours") && ledger->lead_peer != NULL)
    /* Translators: %s is a name. */
    return g_strdup_printf (_ ("With you. You took it over from %s."), peer);
  return g_strdup (_ ("With you."));
}

static void
add_lead (GezinLedgerPage *self)
{
  const Ledger *ledger = self->ledger;
  GtkWidget *list, *row, *button;
  g_autofree char *text = NULL;

  if (ledger->lead == NULL)
    return;
  list = gezin_list_new ();
  text = lead_text (ledger);
  row = gezin_row_new (_ ("The lead of this dossier"), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gezin_icon_new ("gezin-people-symbolic", "accent-text"));
  gezin_access_name (list, _ ("The lead of this dossier"));
  if (g_str_equal (ledger->lead, "unsaid") || g_str_equal (ledger->lead, "ours"))
    {
      button = gtk_button_new_with_label (_ ("Hand over…"));
      gezin_access_name (button, _ ("Hand over the lead…"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.hand-over");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (self->content), gezin_tab_stop_new (list));
}

static void
fill (GezinLedgerPage *self)
{
  guint n = 0;

  gezin_box_clear (self->content);
  if (self->ledger == NULL)
    return;
  if (self->dossier != NULL)
    {
      gtk_box_append (GTK_BOX (self->content),
                      gezin_text_new (_ ("What was shared"), "page-title"));
      add_lead (self);
    }
  n += add_list (self, LIST_ATTENTION, _ ("Needs your attention"));
  n += add_list (self, LIST_OUT, _ ("What went"));
  n += add_list (self, LIST_IN, _ ("What came"));
  if (n == 0)
    gtk_box_append (
        GTK_BOX (self->content),
        gezin_empty_new ("gezin-message-symbolic", _ ("Nothing was shared yet"),
                         _ ("What goes to the safety team and what comes from it stands "
                            "here: when, for what, and whether it was received.")));
}

/* Reading. */

static GHashTable *
family_names (GezinSession *session, GError **error)
{
  g_autoptr (GPtrArray) rows = gezin_session_list (session, error);
  GHashTable *names;

  if (rows == NULL)
    return NULL;
  names = g_hash_table_new_full (gezin_uuid_hash, gezin_uuid_equal, g_free, g_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const GezinDossierRow *row = rows->pdata[i];

      g_hash_table_insert (names, g_memdup2 (&row->id, sizeof (GezinUuid)),
                           g_strdup (gezin_session_shown_name (row->name)));
    }
  return names;
}

static gboolean
read_ledger (GezinSession *session, GezinJob *job, GError **error)
{
  Ledger *ledger = g_new0 (Ledger, 1);

  job->result = ledger;
  job->free_result = ledger_free;
  ledger->lines = gezin_session_ledger (session, job->flag ? &job->dossier : NULL, error);
  if (ledger->lines == NULL)
    return FALSE;
  if (!job->flag)
    {
      ledger->names = family_names (session, error);
      return ledger->names != NULL;
    }
  ledger->lead = gezin_session_lead (session, &job->dossier, &ledger->lead_peer, error);
  return ledger->lead != NULL;
}

static void
read_cb (gpointer owner, GezinJob *job, const GError *error)
{
  GezinLedgerPage *self = owner;

  if (job->flag != (self->dossier != NULL)
      || (job->flag && !gezin_uuid_equal (gezin_dossier_id (self->dossier), &job->dossier)))
    return;
  if (error != NULL)
    {
      gezin_say_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->ledger, ledger_free);
  self->ledger = g_steal_pointer (&job->result);
  fill (self);
}

static void
read_when_shown (GezinLedgerPage *self)
{
  GezinJob *job;

  if (self->is_read || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !gezin_session_is_unlocked (self->session))
    return;
  self->is_read = TRUE;
  job = gezin_job_new (self, read_ledger, read_cb);
  job->flag = self->dossier != NULL;
  if (job->flag)
    job->dossier = *gezin_dossier_id (self->dossier);
  gezin_job_start (job, self->session);
}

/* Exchanging with a mailbox changes no dossier: it is read again whenever it comes on screen. */
static void
hidden_cb (GezinLedgerPage *self)
{
  self->is_read = FALSE;
}

void
gezin_ledger_page_refresh (GezinLedgerPage *page)
{
  page->is_read = FALSE;
  read_when_shown (page);
}

void
gezin_ledger_page_show (GezinLedgerPage *page, GezinDossier *dossier)
{
  gboolean is_other =
      page->dossier == NULL
      || !gezin_uuid_equal (gezin_dossier_id (page->dossier), gezin_dossier_id (dossier));

  gezin_dossier_ref (dossier);
  g_clear_pointer (&page->dossier, gezin_dossier_unref);
  page->dossier = dossier;
  if (is_other)
    {
      g_clear_pointer (&page->ledger, ledger_free);
      fill (page);
    }
  gezin_ledger_page_refresh (page);
}

static void
gezin_ledger_page_dispose (GObject *object)
{
  GezinLedgerPage *self = GEZIN_LEDGER_PAGE (object);

  if (self->changed_handler != 0)
    g_clear_signal_handler (&self->changed_handler, self->session);
  g_clear_pointer (&self->ledger, ledger_free);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_ledger_page_parent_class)->dispose (object);
}

static void
gezin_ledger_page_class_init (GezinLedgerPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_ledger_page_dispose;
}

static void
gezin_ledger_page_init (GezinLedgerPage *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  for (guint i = 0; i < N_LISTS; i++)
    self->shown[i] = MAX_SHOWN;
  self->content = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, "page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 820);
  adw_clamp_set_child (ADW_CLAMP (clamp), self->content);
  adw_bin_set_child (ADW_BIN (self), gezin_scrolled_new (clamp));
  g_signal_connect_after (self, "map", G_CALLBACK (read_when_shown), NULL);
  g_signal_connect_after (self, "unmap", G_CALLBACK (hidden_cb), NULL);
}

GtkWidget *
gezin_ledger_page_new (GezinSession *session)
{
  GezinLedgerPage *self = g_object_new (GEZIN_TYPE_LEDGER_PAGE, NULL);

  self->session = g_object_ref (session);
  self->changed_handler =
      g_signal_connect_swapped (session, "changed", G_CALLBACK (gezin_ledger_page_refresh), self);
  return GTK_WIDGET (self);
}
