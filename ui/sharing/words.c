/* SPDX-License-Identifier: EUPL-1.2 */

/* The eight words of a card, and how it stands. */

#include "sharing/words.h"

#include "parts/access.h"
#include "parts/build.h"
#include "parts/wrap.h"
#include "session/when.h"

#include <glib/gi18n-lib.h>

#define WORD_EM 9
#define SOON (60 * G_TIME_SPAN_DAY)

GtkWidget *
gezin_words_new (const char *words)
{
  g_auto (GStrv) all = g_strsplit (words, " ", -1);
  GtkWidget *wrap = gezin_wrap_new (6);

  for (guint i = 0; all[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);
      g_autofree char *name = g_strdup_printf ("%u: %s", i + 1, all[i]);
      GtkWidget *box = gezin_box_new (GTK_ORIENTATION_HORIZONTAL, 8, "card-word");
      GtkWidget *word = gtk_label_new (all[i]);

      gtk_box_append (GTK_BOX (box), gezin_text_new (number, "dim small"));
      gtk_label_set_selectable (GTK_LABEL (word), FALSE);
      gtk_label_set_xalign (GTK_LABEL (word), 0);
      gtk_widget_add_css_class (word, "spoken-word");
      gezin_access_name (word, name);
      gtk_box_append (GTK_BOX (box), word);
      gtk_widget_set_size_request (box, (int) (WORD_EM * gezin_em (box)), -1);
      gezin_wrap_append (GEZIN_WRAP (wrap), box);
    }
  return wrap;
}

const char *
gezin_card_role_word (const char *role)
{
  if (g_strcmp0 (role, "consultant") == 0)
    return C_ ("role", "Consultant");
  if (g_strcmp0 (role, "lead") == 0)
    return C_ ("role", "Team lead");
  if (g_strcmp0 (role, "rvt") == 0)
    return C_ ("role", "Regional safety team (RVT)");
  return role != NULL ? role : "";
}

static void
say (GezinCardSign *sign, const char *icon, const char *class, const char *text)
{
  sign->icon = icon;
  sign->class = class;
  sign->text = g_strdup (text);
}

static void
say_trusted (GezinClock *clock, const GezinPeerReading *peer, GezinCardSign *sign)
{
  gint64 now = gezin_clock_now (clock);
  g_autofree char *until = gezin_when_moment (clock, peer->until);

  if (g_strcmp0 (peer->revocation, "revoked") == 0)
    say (sign, "gezin-cross-symbolic", "late",
         _ ("Revoked by its issuer: nothing goes to it, and nothing is taken from it"));
  else if (peer->until < now)
    {
      sign->icon = "gezin-warning-symbolic";
      sign->class = "late";
      /* Translators: %s is a moment. */
      sign->text = g_strdup_printf (_ ("Does not hold since %s: ask them for a new card"), until);
    }
  else if (peer->until - now < SOON)
    {
      sign->icon = "gezin-clock-symbolic";
      sign->class = "due";
      /* Translators: %s is a moment. */
      sign->text =
          g_strdup_printf (_ ("Trusted, until %s: ask them for a new card in time"), until);
    }
  else
    say (sign, "gezin-check-symbolic", "good", _ ("Trusted: the words were compared"));
}

void
gezin_card_sign (GezinClock *clock, const GezinPeerReading *peer, GezinCardSign *sign)
{
  *sign = (GezinCardSign){ 0 };
  if (g_str_equal (peer->state, "trusted"))
    say_trusted (clock, peer, sign);
  else if (g_str_equal (peer->state, "revoked"))
    say (sign, "gezin-cross-symbolic", "late",
         _ ("Revoked: nothing goes to it, and nothing is taken from it"));
  else if (g_str_equal (peer->state, "replaced"))
    say (sign, "gezin-history-symbolic", "dim", _ ("Replaced by a later card"));
  else if (peer->replaces != NULL)
    {
      say (sign, "gezin-warning-symbolic", "late",
           _ ("CAREFUL: another card than the one that you know. Call them first."));
      sign->is_alarming = TRUE;
    }
  else
    say (sign, "gezin-question-symbolic", "due", _ ("The words were not compared yet"));
}

const char *
gezin_card_unchecked (const GezinPeerReading *peer)
{
  if (!g_str_equal (peer->state, "trusted") || g_strcmp0 (peer->revocation, "revoked") == 0)
    return NULL;
  return gezin_session_revocation_sentence (peer->revocation);
}

void
gezin_card_sign_clear (GezinCardSign *sign)
{
  g_clear_pointer (&sign->text, g_free);
}
