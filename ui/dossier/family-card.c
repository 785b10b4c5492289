/* SPDX-License-Identifier: EUPL-1.2 */

/* Whose dossier it is, at one glance. */

#include "dossier/family-card.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
add_line (GtkWidget *card, const char *icon, const char *text)
{
  GtkWidget *line = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 10, NULL);

  gtk_box_append (GTK_BOX (line), gezin_icon_new (icon, "small accent-text"));
  gtk_box_append (GTK_BOX (line), gezin_text_new (text, "small"));
  gtk_box_append (GTK_BOX (card), line);
}

static char *
household (GezinDossier *dossier)
{
  g_autoptr (GPtrArray) people = gezin_reading_people (dossier);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    if (gezin_reading_is_household (people->pdata[i]))
      {
        g_autofree char *name = gezin_reading_call_name (people->pdata[i]);

        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      }
  return g_string_free (names, FALSE);
}

GtkWidget *
gezin_family_card_build (GezinSession *session, GezinDossier *dossier)
{
  GtkWidget *card = gezin_box_new (GTK_ORIENTATION_VERTICAL, 6, "family-card");
  g_autofree char *names = household (dossier);
  const GezinRecord *root = gezin_dossier_root (dossier);
  g_autofree char *opened = NULL;
  const GezinRecord *face;
  GDate today;

  gezin_clock_today (gezin_session_clock (session), &today);
  face = gezin_reading_fixed_face (dossier, &today);
  gtk_box_append (GTK_BOX (card), gezin_text_new (gezin_reading_name (dossier), "card-title"));
  if (names[0] != '\0')
    gtk_box_append (GTK_BOX (card), gezin_text_new (names, "dim small"));
  if (face != NULL)
    {
      const char *name = gezin_record_value (face, GEZIN_FIELD_PROFESSIONAL_NAME);
      g_autofree char *text = g_strdup_printf (_ ("%s, fixed face"), name != NULL ? name : "?");

      add_line (card, "gezin-person-symbolic", text);
    }
  opened =
      root != NULL ? gezin_when_short (gezin_record_value (root, GEZIN_FIELD_FAMILY_OPENED)) : NULL;
  if (opened != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Open since %s"), opened);

      add_line (card, "gezin-calendar-symbolic", text);
    }
  return card;
}

char *
gezin_family_card_subtitle (GezinSession *session, GezinDossier *dossier)
{
  g_autoptr (GPtrArray) agreements = gezin_reading_records (dossier, GEZIN_KIND_AGREEMENT);
  const GezinRecord *face;
  const char *name;
  g_autofree char *late = NULL;
  guint n_late = 0;
  GDate today;

  gezin_clock_today (gezin_session_clock (session), &today);
  face = gezin_reading_fixed_face (dossier, &today);
  name = face != NULL ? gezin_record_value (face, GEZIN_FIELD_PROFESSIONAL_NAME) : NULL;
  for (guint i = 0; i < agreements->len; i++)
    n_late += gezin_reading_is_open (agreements->pdata[i])
              && gezin_reading_is_over (agreements->pdata[i], GEZIN_FIELD_AGREEMENT_DUE, &today);
  if (n_late > 0)
    late = g_strdup_printf (ngettext ("%u agreement late", "%u agreements late", n_late), n_late);
  if (name != NULL && late != NULL)
    return g_strdup_printf ("%s · %s", name, late);
  return g_strdup (name != NULL ? name : late != NULL ? late : "");
}
