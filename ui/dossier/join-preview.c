/* SPDX-License-Identifier: EUPL-1.2 */

/* Before two dossiers are joined: who is in each, and who is likely in both.
 * Nobody is ticked beforehand: that two records are one person is for somebody who
 * knows them to say. */

#include "dossier/join-preview.h"

#include "dossier/reading.h"
#include "dossier/suspicion.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/dialog.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>

#define LEAST_CHARACTERS 52 /* for two lists beside each other */

struct _GezinJoinPreview {
  AdwBin parent_instance;
  GezinSession *session;
  GPtrArray *checks; /* GtkCheckButton of each pair */
  GArray *pairs; /* GezinUuid, two and two */
};

G_DEFINE_FINAL_TYPE (GezinJoinPreview, gezin_join_preview, ADW_TYPE_BIN)

static GtkWidget *
people_new (GezinJoinPreview *self, GezinDossier *dossier)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *list = gezin_list_new ();
  g_autoptr (GPtrArray) people = gezin_reading_people (dossier);

  gtk_box_append (GTK_BOX (box), gezin_text_new (gezin_reading_name (dossier), "section-title"));
  for (guint i = 0; i < people->len; i++)
    {
      g_autofree char *line = gezin_suspicion_line (self->session, dossier, people->pdata[i]);
      GtkWidget *row = gezin_row_new (line, NULL);

      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  if (people->len == 0)
    gtk_list_box_append (GTK_LIST_BOX (list), gezin_row_new (_ ("Nobody yet"), NULL));
  gezin_access_name (list, gezin_reading_name (dossier));
  gtk_box_append (GTK_BOX (box), gezin_tab_stop_new (list));
  return box;
}

static const GezinRecord *
find_in (GezinDossier *a, GezinDossier *b, const GezinUuid *id, GezinDossier **where)
{
  const GezinRecord *record = gezin_dossier_find (a, id);

  *where = record != NULL ? a : b;
  return record != NULL ? record : gezin_dossier_find (b, id);
}

static gboolean
add_pair (GezinJoinPreview *self, GtkWidget *list, GezinDossier *a, GezinDossier *b,
          const GezinDuplicate *duplicate)
{
  const GezinUuid ends[2] = { duplicate->first, duplicate->second };
  g_auto (GStrv) lines = g_new0 (char *, 3);
  g_autofree char *title = NULL;
  g_autofree char *why = gezin_suspicion_reasons (duplicate->reasons);
  GtkWidget *check;
  GtkWidget *row;

  for (guint i = 0; i < 2; i++)
    {
      GezinDossier *where;
      const GezinRecord *record = find_in (a, b, &ends[i], &where);

      if (record == NULL)
        return FALSE;
      lines[i] = gezin_suspicion_line (self->session, where, record);
    }
  /* Translators: two people who may be one. */
  title = g_strdup_printf (_ ("%s and %s"), lines[0], lines[1]);
  row = gezin_check_row_new (title, why, &check);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  g_ptr_array_add (self->checks, check);
  g_array_append_vals (self->pairs, ends, 2);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return TRUE;
}

static void
build (GezinJoinPreview *self, GezinDossier *dossier, GezinDossier *other, GPtrArray *suspicions)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 14, NULL);
  GtkWidget *likely = gezin_box_new (GTK_ORIENTATION_VERTICAL, 8, NULL);
  GtkWidget *list = gezin_list_new ();
  guint n_pairs = 0;

  for (guint i = 0; i < suspicions->len; i++)
    {
      const GezinDuplicate *one = suspicions->pdata[i];

      if (!gezin_suspicion_is_family (one)
          && gezin_suspicion_is_between (one, gezin_dossier_id (dossier), gezin_dossier_id (other)))
        n_pairs += add_pair (self, list, dossier, other, one);
    }
  gtk_box_append (GTK_BOX (likely), gezin_text_new (_ ("Probably in both"), "section-title"));
  gtk_box_append (
      GTK_BOX (likely),
      gezin_text_new (_ ("Tick who is certainly one and the same person. Whom you leave "
                         "out stands there twice, and can be linked later."),
                      "dim small"));
  gezin_access_name (list, _ ("Probably in both"));
  gtk_box_append (GTK_BOX (likely), gezin_tab_stop_new (list));
  gtk_widget_set_visible (likely, n_pairs > 0);
  gtk_box_append (GTK_BOX (box), likely);
  if (n_pairs == 0)
    gtk_box_append (GTK_BOX (box),
                    gezin_text_new (_ ("Nobody seems to be in both dossiers."), "dim"));
  gtk_box_append (GTK_BOX (box),
                  gezin_columns_new (people_new (self, dossier), people_new (self, other),
                                     LEAST_CHARACTERS, 0.5));
  adw_bin_set_child (ADW_BIN (self), box);
}

GArray *
gezin_join_preview_pairs (GezinJoinPreview *preview)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (GezinUuid));

  for (guint i = 0; i < preview->checks->len; i++)
    if (gtk_check_button_get_active (preview->checks->pdata[i]))
      g_array_append_vals (pairs, &g_array_index (preview->pairs, GezinUuid, 2 * i), 2);
  return pairs;
}

static void
gezin_join_preview_dispose (GObject *object)
{
  GezinJoinPreview *self = GEZIN_JOIN_PREVIEW (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (gezin_join_preview_parent_class)->dispose (object);
}

static void
gezin_join_preview_class_init (GezinJoinPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gezin_join_preview_dispose;
}

static void
gezin_join_preview_init (GezinJoinPreview *self)
{
  self->checks = g_ptr_array_new ();
  self->pairs = g_array_new (FALSE, FALSE, sizeof (GezinUuid));
}

GtkWidget *
gezin_join_preview_new (GezinSession *session, GezinDossier *dossier, GezinDossier *other,
                        GPtrArray *suspicions)
{
  GezinJoinPreview *self = g_object_new (GEZIN_TYPE_JOIN_PREVIEW, NULL);

  self->session = g_object_ref (session);
  build (self, dossier, other, suspicions);
  return GTK_WIDGET (self);
}
