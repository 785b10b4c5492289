/* SPDX-License-Identifier: EUPL-1.2 */

/* How a bundle stands: sent or waiting, received or refused, asked back and what was said to that.
 *
 * Invariant: what somebody has to do something about comes before what is well. */

#include "sharing/ledger-words.h"

#include "session/when.h"

#include <glib/gi18n-lib.h>

void
gezin_ledger_sign_clear (GezinLedgerSign *sign)
{
  g_clear_pointer (&sign->text, g_free);
}

gboolean
gezin_ledger_is_shown (const GezinBundleLine *line)
{
  return !g_str_equal (line->kind, "receipt")
         && (line->came || !g_str_equal (line->kind, "recall"));
}

const char *
gezin_ledger_kind_word (const GezinBundleLine *line)
{
  if (g_str_equal (line->kind, "transfer"))
    return _ ("Handing over the lead");
  if (g_str_equal (line->kind, "recall"))
    return _ ("Asking back");
  if (g_str_equal (line->kind, "review"))
    return _ ("To look over");
  return "";
}

gboolean
gezin_ledger_can_ask_back (const GezinBundleLine *line)
{
  return !line->came && line->recalled == 0 && gezin_ledger_is_shown (line)
         && !g_str_equal (line->kind, "recall") && !g_str_equal (line->state, "withdrawn")
         && g_strcmp0 (line->receipt, "refused") != 0;
}

/* @format: a sentence with one %s, a moment. */
static void
say (GezinLedgerSign *sign, const char *icon, const char *class, char *text)
{
  sign->icon = icon;
  sign->class = class;
  sign->text = text;
}

static const GezinBundleLine *
find_recall (GPtrArray *lines, const GezinBundleLine *line)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GezinBundleLine *other = lines->pdata[i];

      if (!other->came && g_str_equal (other->kind, "recall") && other->has_answers
          && gezin_uuid_equal (&other->answers, &line->bundle))
        return other;
    }
  return NULL;
}

static void
say_asked_back (GezinClock *clock, const GezinBundleLine *recall, gint64 asked,
                GezinLedgerSign *sign)
{
  g_autofree char *when = gezin_when_moment (clock, asked);

  if (recall != NULL && recall->receipt != NULL)
    {
      g_autofree char *answered = gezin_when_moment (clock, recall->receipt_at);

      if (g_str_equal (recall->receipt, "deleted"))
        /* Translators: %s is a moment. */
        say (sign, "gezin-check-symbolic", "good",
             g_strdup_printf (_ ("Asked back; deleted there, they say, %s"), answered));
      else
        {
          /* Translators: %s is a moment. */
          say (sign, "gezin-cross-symbolic", "late",
               g_strdup_printf (_ ("Asked back, but they keep it: %s. Call them."), answered));
          sign->needs_attention = TRUE;
        }
      return;
    }
  if (recall != NULL && recall->is_overdue)
    {
      /* Translators: %s is a moment. */
      say (sign, "gezin-warning-symbolic", "late",
           g_strdup_printf (_ ("Asked back %s, and never answered. Call them."), when));
      sign->needs_attention = TRUE;
      return;
    }
  /* Translators: %s is a moment. */
  say (sign, "gezin-clock-symbolic", "due",
       g_strdup_printf (_ ("Asked back %s; no answer yet"), when));
}

static void
say_sent (GezinClock *clock, const GezinBundleLine *line, GezinLedgerSign *sign)
{
  g_autofree char *noted = gezin_when_moment (clock, line->noted);
  g_autofree char *answered = gezin_when_moment (clock, line->receipt_at);

  if (g_strcmp0 (line->receipt, "refused") == 0)
    {
      say (sign, "gezin-cross-symbolic", "late",
           /* Translators: %s is a moment. */
           g_strdup_printf (_ ("Refused by the recipient, %s. Call them."), answered));
      sign->needs_attention = TRUE;
    }
  else if (line->receipt != NULL)
    /* Translators: %s is a moment. */
    say (sign, "gezin-check-symbolic", "good", g_strdup_printf (_ ("Received %s"), answered));
  else if (g_str_equal (line->state, "withdrawn"))
    say (sign, "gezin-remove-symbolic", "dim",
         g_strdup (_ ("Not sent: it was erased or taken back before")));
  else if (line->is_overdue)
    {
      say (sign, "gezin-warning-symbolic", "late",
           /* Translators: %s is a moment. */
           g_strdup_printf (_ ("No answer since %s, and it holds no more. Call them, or send it "
                               "again."),
                            noted));
      sign->needs_attention = TRUE;
    }
  else if (g_str_equal (line->state, "waiting"))
    /* Translators: %s is a moment. */
    say (sign, "gezin-clock-symbolic", "due",
         g_strdup_printf (_ ("Waits to be sent, since %s"), noted));
  else
    /* Translators: %s is a moment. */
    say (sign, "gezin-clock-symbolic", "due",
         g_strdup_printf (_ ("Sent; waits for an answer since %s"), noted));
}

static void
say_came (GezinClock *clock, const GezinBundleLine *line, GezinLedgerSign *sign)
{
  g_autofree char *noted = gezin_when_moment (clock, line->noted);

  if (g_str_equal (line->state, "forked"))
    {
      say (sign, "gezin-warning-symbolic", "late",
           /* Translators: %s is a moment. */
           g_strdup_printf (_ ("Refused %s and kept apart: two bundles with the same number. Call "
                               "the sender."),
                            noted));
      sign->needs_attention = TRUE;
    }
  else if (g_str_equal (line->state, "refused"))
    /* Translators: %s is a moment. */
    say (sign, "gezin-cross-symbolic", "late", g_strdup_printf (_ ("Not taken in, %s"), noted));
  else
    /* Translators: %s is a moment. */
    say (sign, "gezin-check-symbolic", "good", g_strdup_printf (_ ("Taken in %s"), noted));
}

void
gezin_ledger_sign (GezinClock *clock, GPtrArray *lines, const GezinBundleLine *line,
                   GezinLedgerSign *sign)
{
  *sign = (GezinLedgerSign){ 0 };
  if (line->came)
    say_came (clock, line, sign);
  else if (g_str_equal (line->kind, "recall"))
    say_asked_back (clock, line, line->noted, sign);
  else if (line->recalled != 0)
    say_asked_back (clock, find_recall (lines, line), line->recalled, sign);
  else
    say_sent (clock, line, sign);
}
