/* SPDX-License-Identifier: EUPL-1.2 */

/* How bundles and cards stand, in words: also what takes weeks to happen. No window is opened. */

#include "sharing/ledger-words.h"
#include "sharing/words.h"

#include <locale.h>

#define NOW (G_GINT64_CONSTANT (1795255391) * G_USEC_PER_SEC) /* 2026-11-21T10:03:11Z */
#define DAY G_TIME_SPAN_DAY

static GezinBundleLine *
line_new (GPtrArray *lines, const char *kind, const char *state)
{
  GezinBundleLine *line = g_new0 (GezinBundleLine, 1);

  line->kind = g_strdup (kind);
  line->state = g_strdup (state);
  line->noted = line->made = NOW - 3 * DAY;
  line->bundle.bytes[0] = (guint8) (lines->len + 1);
  g_ptr_array_add (lines, line);
  return line;
}

static void
expect (GPtrArray *lines, const GezinBundleLine *line, gboolean needs_attention, const char *text)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (NOW);
  g_auto (GezinLedgerSign) sign = { 0 };

  gezin_ledger_sign (clock, lines, line, &sign);
  g_assert_cmpstr (sign.text, ==, text);
  g_assert_cmpint (sign.needs_attention, ==, needs_attention);
  g_assert_nonnull (sign.icon);
}

static GPtrArray *
ledger_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_bundle_line_free);
}

static void
answer (GezinBundleLine *line, const char *receipt)
{
  line->receipt = g_strdup (receipt);
  line->receipt_at = NOW - DAY;
}

static void
test_what_went_waits_is_sent_is_received_or_refused (void)
{
  g_autoptr (GPtrArray) lines = ledger_new ();
  GezinBundleLine *line = line_new (lines, "share", "waiting");

  expect (lines, line, FALSE, "Waits to be sent, since 18 Nov 2026 11:03");
  line = line_new (lines, "share", "sent");
  expect (lines, line, FALSE, "Sent; waits for an answer since 18 Nov 2026 11:03");
  g_assert_true (gezin_ledger_can_ask_back (line));
  line->is_overdue = TRUE;
  expect (lines, line, TRUE,
          "No answer since 18 Nov 2026 11:03, and it holds no more. Call them, or send it again.");
  answer (line, "taken");
  expect (lines, line, FALSE, "Received 20 Nov 2026 11:03");
  line = line_new (lines, "share", "sent");
  answer (line, "refused");
  expect (lines, line, TRUE, "Refused by the recipient, 20 Nov 2026 11:03. Call them.");
  g_assert_false (gezin_ledger_can_ask_back (line));
  line = line_new (lines, "share", "withdrawn");
  expect (lines, line, FALSE, "Not sent: it was erased or taken back before");
  g_assert_false (gezin_ledger_can_ask_back (line));
}

static void
test_what_was_asked_back_says_what_came_of_it (void)
{
  g_autoptr (GPtrArray) lines = ledger_new ();
  GezinBundleLine *line = line_new (lines, "share", "sent");
  GezinBundleLine *recall;

  line->recalled = NOW - 2 * DAY;
  expect (lines, line, FALSE, "Asked back 19 Nov 2026 11:03; no answer yet");
  g_assert_false (gezin_ledger_can_ask_back (line));

  /* Another one that asks back something else says nothing of this one. */
  recall = line_new (lines, "recall", "sent");
  recall->has_answers = TRUE;
  recall->answers.bytes[0] = 99;
  answer (recall, "deleted");
  expect (lines, line, FALSE, "Asked back 19 Nov 2026 11:03; no answer yet");

  recall = line_new (lines, "recall", "sent");
  recall->has_answers = TRUE;
  recall->answers = line->bundle;
  recall->is_overdue = TRUE;
  expect (lines, line, TRUE, "Asked back 19 Nov 2026 11:03, and never answered. Call them.");
  answer (recall, "kept");
  expect (lines, line, TRUE, "Asked back, but they keep it: 20 Nov 2026 11:03. Call them.");
  g_free (recall->receipt);
  answer (recall, "deleted");
  expect (lines, line, FALSE, "Asked back; deleted there, they say, 20 Nov 2026 11:03");
  expect (lines, recall, FALSE, "Asked back; deleted there, they say, 20 Nov 2026 11:03");
  g_assert_false (gezin_ledger_can_ask_back (recall));
  g_assert_false (gezin_ledger_is_shown (recall));
  g_assert_true (gezin_ledger_is_shown (line));
  recall->came = TRUE; /* they ask it of us */
  g_assert_true (gezin_ledger_is_shown (recall));
}

static void
test_what_came_is_taken_in_or_not (void)
{
  g_autoptr (GPtrArray) lines = ledger_new ();
  GezinBundleLine *line = line_new (lines, "return", "taken");

  line->came = TRUE;
  expect (lines, line, FALSE, "Taken in 18 Nov 2026 11:03");
  g_assert_false (gezin_ledger_can_ask_back (line));
  line = line_new (lines, "share", "refused");
  line->came = TRUE;
  expect (lines, line, FALSE, "Not taken in, 18 Nov 2026 11:03");
  line = line_new (lines, "share", "forked");
  line->came = TRUE;
  expect (lines, line, TRUE,
          "Refused 18 Nov 2026 11:03 and kept apart: two bundles with the same number. Call the "
          "sender.");
  line = line_new (lines, "receipt", "taken");
  g_assert_false (gezin_ledger_is_shown (line));
}

static void
expect_card (const char *state, const char *replaces, gint64 until, gboolean is_alarming,
             const char *text)
{
  g_autoptr (GezinClock) clock = gezin_clock_new_fixed (NOW);
  GezinPeerReading peer = { .state = (char *) state,
                            .replaces = (char *) replaces,
                            .until = until };
  g_auto (GezinCardSign) sign = { 0 };

  gezin_card_sign (clock, &peer, &sign);
  g_assert_cmpstr (sign.text, ==, text);
  g_assert_cmpint (sign.is_alarming, ==, is_alarming);
}

static void
test_a_card_ends_soon_or_has_ended (void)
{
  expect_card ("trusted", NULL, NOW + 400 * DAY, FALSE, "Trusted: the words were compared");
  expect_card ("trusted", NULL, NOW + 59 * DAY, FALSE,
               "Trusted, until 19 Jan 2027 11:03: ask them for a new card in time");
  expect_card ("trusted", NULL, NOW - DAY, FALSE,
               "Does not hold since 20 Nov 2026 11:03: ask them for a new card");
}

static void
test_a_card_that_changed_alarms_until_somebody_decides (void)
{
  gint64 until = NOW + 400 * DAY;

  expect_card ("new", NULL, until, FALSE, "The words were not compared yet");
  expect_card ("new", "00ff", until, TRUE,
               "CAREFUL: another card than the one that you know. Call them first.");
  expect_card ("trusted", "00ff", until, FALSE, "Trusted: the words were compared");
  expect_card ("revoked", "00ff", until, FALSE,
               "Revoked: nothing goes to it, and nothing is taken from it");
  expect_card ("replaced", NULL, until, FALSE, "Replaced by a later card");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/sharing-words/what-went-waits-is-sent-is-received-or-refused",
                   test_what_went_waits_is_sent_is_received_or_refused);
  g_test_add_func ("/ui/sharing-words/what-was-asked-back-says-what-came-of-it",
                   test_what_was_asked_back_says_what_came_of_it);
  g_test_add_func ("/ui/sharing-words/what-came-is-taken-in-or-not",
                   test_what_came_is_taken_in_or_not);
  g_test_add_func ("/ui/sharing-words/a-card-ends-soon-or-has-ended",
                   test_a_card_ends_soon_or_has_ended);
  g_test_add_func ("/ui/sharing-words/a-card-that-changed-alarms-until-somebody-decides",
                   test_a_card_that_changed_alarms_until_somebody_decides);
  return g_test_run ();
}
