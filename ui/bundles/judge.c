/* SPDX-License-Identifier: EUPL-1.2 */

/* What the rules leave to a person: record by record, with what it says, to be ticked by itself. The send
 * dialog has it, and whatever else is made for somebody.
 *
 * Invariants:
 * 1. Nothing is ticked beforehand, and what was ticked stays on screen to be unticked.
 * 2. The list is made anew only when there is something else to judge: who moves through it with the
 *    keyboard stays where they were. */

#include "bundles/judge.h"

#include "parts/access.h"
#include "parts/build.h"
#include "session/display.h"

#include <glib/gi18n-lib.h>

#define ROWS_AT_FIRST 4

struct _GezinJudge {
  AdwBin parent_instance;
  GezinSession *session;
  GezinDossier *dossier; /* (nullable): that @answer is of */
  const GezinSharingAnswer *answer; /* (nullable): while it is being shown */
  GArray *confirmed; /* GezinUuid */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (GezinJudge, gezin_judge, ADW_TYPE_BIN)

enum { JUDGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_confirmed (GezinJudge *self, const GezinUuid *record, guint *place)
{
  for (guint i = 0; i < self->confirmed->len; i++)
    if (gezin_uuid_equal (&g_array_index (self->confirmed, GezinUuid, i), record))
      {
        if (place != NULL)
          *place = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
gezin_judge_confirm (GezinJudge *self, const GezinUuid *record, gboolean is_yes)
{
  guint place = 0;

  if (is_confirmed (self, record, &place) == is_yes)
    return FALSE;
  if (is_yes)
    g_array_append_val (self->confirmed, *record);
  else
    g_array_remove_index (self->confirmed, place);
  return TRUE;
}

static void
ticked_cb (GtkCheckButton *check, GezinJudge *self)
{
  const GezinUuid *record = g_object_get_data (G_OBJECT (check), "record");

  if (gezin_judge_confirm (self, record, gtk_check_button_get_active (check)))
    g_signal_emit (self, signals[JUDGED], 0);
}

/* What it says, to judge by: all that stays because a person has to look. */
static void
add_values (GezinJudge *self, AdwExpanderRow *row, const GezinRecord *record)
{
  for (guint at = 0, n = 0; n < record->n_heads; n++)
    {
      GezinField field = record->heads[n]->field;
      g_autofree char *text = NULL;
      GtkWidget *line;

      if (field == at || gezin_catalogue_field (field) == NULL)
        continue;
      at = field;
      text = gezin_session_field_text (self->session, self->dossier, record, field);
      if (text == NULL)
        continue;
      line = gezin_row_new (gezin_session_field_label (field), text);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
      adw_expander_row_add_row (row, line);
    }
}

static GtkWidget *
row_new (GezinJudge *self, const GezinSharedRow *shared)
{
  const GezinRecord *record = gezin_dossier_find (self->dossier, &shared->record);
  const char *kind = gezin_session_kind_label (shared->kind);
  const char *title = shared->title[0] != '\0' ? shared->title : kind;
  g_autofree char *below = g_strdup_printf ("%s · %s", kind, shared->sentence);
  /* Translators: %s is one line about a record. */
  g_autofree char *name = g_strdup_printf (_ ("May go along: %s"), title);
  GtkWidget *row = gezin_expander_new (title, below);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gezin_access_name (check, name);
  gezin_access_describe (check, shared->sentence);
  gezin_access_name (row, title);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               is_confirmed (self, &shared->record, NULL));
  g_object_set_data_full (G_OBJECT (check), "record",
                          g_memdup2 (&shared->record, sizeof shared->record), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), self);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), check);
  if (record != NULL)
    add_values (self, ADW_EXPANDER_ROW (row), record);
  return row;
}

static gboolean
has_row (GtkWidget *list, const GezinUuid *record)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const GezinUuid *one = g_object_get_data (G_OBJECT (row), "record");

      if (one != NULL && gezin_uuid_equal (one, record))
        return TRUE;
    }
  return FALSE;
}

/* The first ones are in sight, the others when somebody asks: what goes stands below them. */

static void
more_cb (AdwActionRow *more)
{
  for (GtkWidget *row = gtk_widget_get_prev_sibling (GTK_WIDGET (more)); row != NULL;
       row = gtk_widget_get_prev_sibling (row))
    gtk_widget_set_visible (row, TRUE);
  g_object_set_data (G_OBJECT (more), "shows-all", GINT_TO_POINTER (TRUE));
  gtk_widget_set_visible (GTK_WIDGET (more), FALSE);
}

static void
show_first (GtkWidget *list)
{
  GtkWidget *more = gtk_widget_get_last_child (list);
  guint n = 0;
  g_autofree char *text = NULL;

  if (g_object_get_data (G_OBJECT (more), "shows-all") != NULL)
    return;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != more;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_visible (row, n++ < ROWS_AT_FIRST);
  n = n > ROWS_AT_FIRST ? n - ROWS_AT_FIRST : 0;
  text = g_strdup_printf (ngettext ("Show %u more", "Show %u more", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), text);
  gezin_access_name (more, text);
  gtk_widget_set_visible (more, n > 0);
}

static GtkWidget *
build (GezinJudge *self)
{
  GtkWidget *list = gezin_list_new ();
  GtkWidget *more = gezin_row_new ("", NULL);

  gezin_access_name (list, _ ("You decide about these"));
  gtk_box_append (GTK_BOX (self->box),
                  gezin_section_new (_ ("You decide about these"), NULL, NULL, NULL));
  gtk_box_append (GTK_BOX (self->box),
                  gezin_text_new (_ ("The rules leave these to you. Open each, read it, and tick "
                                     "it only if it may go to this recipient."),
                                  "dim small"));
  gtk_box_append (GTK_BOX (self->box), list);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (more), TRUE);
  g_signal_connect (more, "activated", G_CALLBACK (more_cb), NULL);
  gtk_list_box_append (GTK_LIST_BOX (list), more);
  return list;
}

static const GezinSharedRow *
find_row (const GPtrArray *rows, const GezinUuid *record)
{
  for (guint i = 0; i < rows->len; i++)
    if (gezin_uuid_equal (&((const GezinSharedRow *) rows->pdata[i])->record, record))
      return rows->pdata[i];
  return NULL;
}

/* A yes that does not help has to say so: something else than a judgement is missing. */
static void
tell_outcome (GezinJudge *self, AdwExpanderRow *row, const GezinUuid *record)
{
  const GezinSharedRow *goes = find_row (self->answer->shared, record);
  const GezinSharedRow *stays = find_row (self->answer->withheld, record);
  const GezinSharedRow *one = goes != NULL ? goes : stays;
  gboolean is_ticked = is_confirmed (self, record, NULL);
  g_autofree char *why = NULL;
  g_autofree char *below = NULL;

  if (one == NULL)
    return;
  if (is_ticked && goes != NULL)
    why = g_strdup (_ ("Goes along, since you said so."));
  else if (is_ticked)
    /* Translators: %s is a sentence that says why. */
    why = g_strdup_printf (_ ("Stays here all the same: %s"), stays->sentence);
  else
    why = g_strdup (stays != NULL ? stays->sentence : goes->sentence);
  below = g_strdup_printf ("%s · %s", gezin_session_kind_label (one->kind), why);
  adw_expander_row_set_subtitle (row, below);
}

static void
tell_outcomes (GezinJudge *self, GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      const GezinUuid *record = g_object_get_data (G_OBJECT (row), "record");

      if (record != NULL)
        tell_outcome (self, ADW_EXPANDER_ROW (row), record);
    }
}

/* Invariant 2. */
static void
show (GezinJudge *self)
{
  GtkWidget *list = gtk_widget_get_last_child (self->box);

  for (guint i = 0; i < self->answer->withheld->len; i++)
    {
      const GezinSharedRow *shared = self->answer->withheld->pdata[i];
      GtkWidget *row;

      if (!shared->needs_judgement || (list != NULL && has_row (list, &shared->record)))
        continue;
      if (list == NULL)
        list = build (self);
      row = row_new (self, shared);
      g_object_set_data_full (G_OBJECT (row), "record",
                              g_memdup2 (&shared->record, sizeof shared->record), g_free);
      gtk_list_box_insert (
          GTK_LIST_BOX (list), row,
          gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (gtk_widget_get_last_child (list))));
    }
  if (list == NULL)
    return;
  show_first (list);
  tell_outcomes (self, list);
}

void
gezin_judge_show (GezinJudge *judge, GezinDossier *dossier, const GezinSharingAnswer *answer)
{
  gezin_dossier_ref (dossier);
  g_clear_pointer (&judge->dossier, gezin_dossier_unref);
  judge->dossier = dossier;
  judge->answer = answer;
  show (judge);
  judge->answer = NULL;
}

void
gezin_judge_forget (GezinJudge *judge)
{
  g_array_set_size (judge->confirmed, 0);
  gezin_box_clear (judge->box);
}

GArray *
gezin_judge_confirmed (GezinJudge *judge)
{
  return g_array_copy (judge->confirmed);
}

/* Building. */

static void
gezin_judge_dispose (GObject *object)
{
  GezinJudge *self = GEZIN_JUDGE (object);

  g_clear_pointer (&self->confirmed, g_array_unref);
  g_clear_pointer (&self->dossier, gezin_dossier_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_judge_parent_class)->dispose (object);
}

static void
gezin_judge_class_init (GezinJudgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_judge_dispose;
  signals[JUDGED] = g_signal_new ("judged", GEZIN_TYPE_JUDGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
gezin_judge_init (GezinJudge *self)
{
  self->confirmed = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
  self->box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
gezin_judge_new (GezinSession *session)
{
  GezinJudge *self = g_object_new (GEZIN_TYPE_JUDGE, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
