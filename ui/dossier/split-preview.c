/* SPDX-License-Identifier: EUPL-1.2 */

/* Before a dossier is split: what goes along, what is in both afterwards, what does
 * not go and why, and which consents have to be asked anew. */

#include "dossier/split-preview.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

#define MAX_SHOWN 12 /* rows of a list before the rest is counted */

typedef struct {
  GezinSession *session;
  GezinDossier *dossier;
  GtkWidget *column;
} Preview;

/* One list of the preview, while it is filled. */
typedef struct {
  GtkWidget *list;
  guint n_rows;
} List;

static void
add_row (Preview *preview, List *list, const GezinUuid *id, const char *why)
{
  const GezinRecord *record = gezin_dossier_find (preview->dossier, id);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *row;

  list->n_rows++;
  if (list->n_rows > MAX_SHOWN || record == NULL)
    return;
  title = gezin_session_record_title (preview->session, preview->dossier, record);
  subtitle = g_strjoin (" · ", gezin_session_kind_label (record->kind), why, NULL);
  row = gezin_row_new (title, subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_append (GTK_LIST_BOX (list->list), row);
}

static List
list_new (void)
{
  return (List){ .list = g_object_ref_sink (gezin_list_new ()) };
}

/* Shows @list under a heading, with words about it, unless it is empty. */
static void
finish_list (Preview *preview, List *list, const char *title, const char *words)
{
  g_autofree char *counted = g_strdup_printf ("%s (%u)", title, list->n_rows);

  if (list->n_rows > MAX_SHOWN)
    {
      guint more = list->n_rows - MAX_SHOWN;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      gtk_list_box_append (GTK_LIST_BOX (list->list), gezin_row_new (text, NULL));
    }
  if (list->n_rows > 0)
    {
      gtk_box_append (GTK_BOX (preview->column), gezin_text_new (counted, "section-title"));
      gtk_box_append (GTK_BOX (preview->column), gezin_text_new (words, "dim small"));
      gezin_access_name (list->list, title);
      gtk_box_append (GTK_BOX (preview->column), gezin_tab_stop_new (list->list));
    }
  g_object_unref (list->list);
}

static void
add_went (Preview *preview, const GezinSplitReport *report, gboolean stays, const char *title,
          const char *words)
{
  List list = list_new ();

  /* In the order of the catalogue: people first. */
  for (GezinKind kind = 1; kind < GEZIN_N_KINDS; kind++)
    for (guint i = 0; i < report->went->len; i++)
      {
        const GezinSplitRecord *one = report->went->pdata[i];

        if (one->kind == kind && one->stays == stays)
          add_row (preview, &list, &one->record,
                   one->unsettled > 0 ? _ ("of two versions the one that is shown goes") : NULL);
      }
  finish_list (preview, &list, title, words);
}

static void
add_notes (Preview *preview, const GPtrArray *notes, const char *title, const char *words)
{
  List list = list_new ();

  for (guint i = 0; i < notes->len; i++)
    {
      const GezinSplitNote *note = notes->pdata[i];
      g_autofree char *why =
          note->field != GEZIN_FIELD_NONE
              ? g_strdup_printf ("%s: %s", gezin_session_field_label (note->field), note->sentence)
              : g_strdup (note->sentence);

      add_row (preview, &list, &note->record, why);
    }
  finish_list (preview, &list, title, words);
}

/* What was removed here is the newest change here; where nothing was, an undo would take back another. */
static const char *
way_back (const GezinSplitReport *report)
{
  for (guint i = 0; i < report->went->len; i++)
    if (!((const GezinSplitRecord *) report->went->pdata[i])->stays)
      return _ ("To take it back afterwards: choose Undo in this dossier, then erase the new one.");
  return _ ("To take it back afterwards: erase the new dossier.");
}

GtkWidget *
gezin_split_preview_new (GezinSession *session, GezinDossier *dossier,
                         const GezinSplitReport *report)
{
  Preview preview = { session, dossier, gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL) };

  add_went (&preview, report, FALSE, _ ("Goes to the new dossier"),
            _ ("This is about them alone. It disappears from this dossier."));
  add_went (&preview, report, TRUE, _ ("Will be in both dossiers"),
            _ ("This is about others too, so it stays here and goes along as a copy."));
  add_notes (&preview, report->to_ask, _ ("To be asked anew"),
             _ ("Consent was given for this dossier. It does not count for the new one: ask it "
                "again there."));
  add_notes (&preview, report->left_out, _ ("Does not go along"), _ ("It stays here alone."));
  gtk_box_append (GTK_BOX (preview.column), gezin_text_new (way_back (report), "dim small"));
  return preview.column;
}
