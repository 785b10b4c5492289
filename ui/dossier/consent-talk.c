/* SPDX-License-Identifier: EUPL-1.2 */

/* The talks behind one cell of the grid. A consent is written once: a change is a new one that
 * replaces it, and a withdrawal is a day that is put on it. */

#include "dossier/consent-talk.h"

#include "dossier/reading.h"
#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *icon;
  const char *class;
} signs[GEZIN_N_STANDINGS] = {
  [GEZIN_STANDING_NOT_ASKED] = { "gezin-question-symbolic", "sign-none" },
  [GEZIN_STANDING_GIVEN] = { "gezin-check-symbolic", "sign-given" },
  [GEZIN_STANDING_INCOMPLETE] = { "gezin-people-symbolic", "sign-none" },
  [GEZIN_STANDING_REFUSED] = { "gezin-cross-symbolic", "sign-refused" },
  [GEZIN_STANDING_WITHDRAWN] = { "gezin-undo-symbolic", "sign-withdrawn" },
  [GEZIN_STANDING_ENDED] = { "gezin-clock-symbolic", "sign-ended" },
  [GEZIN_STANDING_NOT_YET] = { "gezin-calendar-symbolic", "sign-none" },
  [GEZIN_STANDING_OTHER_GROUND] = { "gezin-scales-symbolic", "sign-ground" },
};

GtkWidget *
gezin_consent_sign_new (GezinStanding standing)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 6, signs[standing].class);

  gtk_box_append (GTK_BOX (box), gezin_icon_new (signs[standing].icon, NULL));
  gtk_box_append (GTK_BOX (box), gezin_text_new (gezin_session_standing_word (standing), "strong"));
  return box;
}

static void
add_field (GtkWidget *box, GezinSession *session, GezinDossier *dossier, const GezinRecord *record,
           GezinField field)
{
  g_autofree char *text = gezin_session_field_text (session, dossier, record, field);

  if (text == NULL)
    return;
  gtk_box_append (GTK_BOX (box), gezin_text_new (gezin_session_field_label (field), "dim small"));
  gtk_box_append (GTK_BOX (box), gezin_text_new (text, NULL));
}

static GtkWidget *
button_new (const char *label, const char *name, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gezin_access_name (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  return button;
}

static GVariant *
talk_target (const GezinConsentCell *cell, const GezinUuid *replaces)
{
  char person[GEZIN_UUID_TEXT_LENGTH + 1];
  char recipient[GEZIN_UUID_TEXT_LENGTH + 1];
  char record[GEZIN_UUID_TEXT_LENGTH + 1];

  return g_variant_new ("(sss)", gezin_uuid_write (&cell->person, person),
                        gezin_uuid_write (&cell->recipient, recipient),
                        replaces != NULL ? gezin_uuid_write (replaces, record) : "");
}

static GtkWidget *
buttons_new (const GezinConsentCell *cell, const GezinTalk *talk)
{
  GtkWidget *wrap = gezin_wrap_new (8);

  gezin_wrap_append (GEZIN_WRAP (wrap), button_new (_ ("Ask again"), _ ("Ask again"), "win.talk",
                                                    talk_target (cell, &talk->record)));
  if (talk->standing == GEZIN_STANDING_GIVEN || talk->standing == GEZIN_STANDING_NOT_YET)
    gezin_wrap_append (GEZIN_WRAP (wrap),
                       button_new (_ ("Withdraw…"), _ ("Withdraw…"), "win.withdraw",
                                   gezin_uuid_variant (&talk->record)));
  return wrap;
}

/* Whatever can be said of either, in the order of a talk: what was told, who said it, for how long. */
static GtkWidget *
talk_new (GezinSession *session, GezinDossier *dossier, const GezinConsentCell *cell,
          const GezinTalk *talk)
{
  static const GezinField of_consent[] = {
    GEZIN_FIELD_CONSENT_EXPLAINED,    GEZIN_FIELD_CONSENT_GIVEN_BY,
    GEZIN_FIELD_CONSENT_GIVEN_ON,     GEZIN_FIELD_CONSENT_HOW,
    GEZIN_FIELD_CONSENT_PURPOSE,      GEZIN_FIELD_CONSENT_CATEGORIES,
    GEZIN_FIELD_CONSENT_FROM,         GEZIN_FIELD_CONSENT_UNTIL,
    GEZIN_FIELD_CONSENT_WITHDRAWN_ON, GEZIN_FIELD_CONSENT_WITHDRAWN_BY,
    GEZIN_FIELD_CONSENT_PASSES_ON,
  };
  static const GezinField of_ground[] = {
    GEZIN_FIELD_GROUND_ARTICLE, GEZIN_FIELD_GROUND_REASONS,    GEZIN_FIELD_GROUND_DECIDED_BY,
    GEZIN_FIELD_GROUND_PURPOSE, GEZIN_FIELD_GROUND_CATEGORIES, GEZIN_FIELD_GROUND_FROM,
    GEZIN_FIELD_GROUND_UNTIL,   GEZIN_FIELD_GROUND_PASSES_ON,
  };
  const GezinRecord *record = gezin_dossier_find (dossier, &talk->record);
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 4, "card padded");
  gboolean is_ground;
  const char *document;
  GezinUuid id;
  GtkWidget *open;

  if (record == NULL)
    return box;
  is_ground = record->kind == GEZIN_KIND_GROUND;
  gtk_box_append (GTK_BOX (box), gezin_consent_sign_new (talk->standing));
  if (!talk->is_current)
    gtk_box_append (GTK_BOX (box),
                    gezin_text_new (is_ground ? _ ("It lets nothing go any more, or not today.")
                                              : _ ("Later there was another talk."),
                                    "dim"));
  else if (!is_ground)
    gtk_box_append (GTK_BOX (box), buttons_new (cell, talk));
  for (guint i = 0; i < (is_ground ? G_N_ELEMENTS (of_ground) : G_N_ELEMENTS (of_consent)); i++)
    add_field (box, session, dossier, record, is_ground ? of_ground[i] : of_consent[i]);
  document = is_ground ? NULL : gezin_record_value (record, GEZIN_FIELD_CONSENT_DOCUMENT);
  if (document != NULL && gezin_uuid_parse (document, &id)
      && gezin_dossier_find (dossier, &id) != NULL)
    gtk_box_append (GTK_BOX (box),
                    button_new (_ ("Paper that belongs to it"), _ ("Paper that belongs to it"),
                                "win.open-record", gezin_uuid_variant (&id)));
  open = button_new (_ ("Whole record"), _ ("Whole record"), "win.open-record",
                     gezin_uuid_variant (&talk->record));
  gtk_widget_add_css_class (open, "flat");
  gtk_box_append (GTK_BOX (box), open);
  return box;
}

GtkWidget *
gezin_consent_talk_new (GezinSession *session, GezinDossier *dossier, const GezinConsentCell *cell)
{
  GtkWidget *box = gezin_box_new (GTK_ORIENTATION_VERTICAL, 12, NULL);
  GtkWidget *fresh;

  gtk_box_append (GTK_BOX (box), gezin_consent_sign_new (cell->standing));
  if (cell->when != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (cell->when, NULL));
  if (cell->sentence != NULL)
    gtk_box_append (GTK_BOX (box), gezin_text_new (cell->sentence, "flag"));
  if (cell->talks->len == 0)
    gtk_box_append (GTK_BOX (box),
                    gezin_text_new (_ ("Nobody was asked yet. Tell who it is, what they would get "
                                       "to see and why, and that a no is fine too."),
                                    "dim"));
  fresh = button_new (_ ("New talk"), _ ("New talk"), "win.talk", talk_target (cell, NULL));
  gtk_widget_add_css_class (fresh, "suggested-action");
  gtk_widget_set_halign (fresh, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), fresh);
  for (guint i = 0; i < cell->talks->len; i++)
    gtk_box_append (GTK_BOX (box), talk_new (session, dossier, cell, cell->talks->pdata[i]));
  return box;
}
