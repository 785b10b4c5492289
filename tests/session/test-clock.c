/* SPDX-License-Identifier: EUPL-1.2 */

/* A clock that cannot be right: as long as it says what it says nothing is due, and
 * no ended term is a reason to erase. */

#include "laptop.h"

#include "session/admin.h"
#include "session/work.h"

#define DAYS(number) ((number) *G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
open_again (Laptop *laptop, gint64 instant)
{
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  g_autoptr (GError) error = NULL;

  gezin_session_lock (laptop->session);
  gezin_clock_set (laptop->clock, instant);
  g_assert_true (gezin_session_unlock (laptop->session, laptop->folder, secret, FALSE, &error));
  g_assert_no_error (error);
}

static guint
n_due (Laptop *laptop, const GDate *day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = gezin_session_retention (laptop->session, day, TRUE, &error);

  g_assert_no_error (error);
  return rows->len;
}

/* (transfer full) (nullable): The report, or why not. */
static GezinErasureReport *
erase_what_is_over (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, int *code)
{
  const GezinErasureOrder order = { .dossier = dossier, .record = record, .reason = "term-over" };
  g_autoptr (GError) error = NULL;
  GezinErasureReport *report = gezin_session_erase (laptop->session, &order, &error);

  *code = error != NULL ? error->code : 0;
  return report;
}

/* Its term runs until 2041. */
static GezinUuid
new_item (Laptop *laptop, const GezinUuid *dossier)
{
  GezinUuid record = gezin_uuid_random (laptop->random);
  const char *pairs[] = { "text", "van de Wmo", "law", "wmo-2015", NULL };

  write_fields (laptop, dossier, &record, GEZIN_KIND_STATEMENT, pairs);
  return record;
}

static void
assert_doubted (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autofree char *sentence = gezin_session_clock_doubt (laptop->session);
  g_autoptr (GezinErasureReport) report = NULL;
  int code;

  g_assert_nonnull (sentence);
  g_assert_cmpuint (n_due (laptop, NULL), ==, 0);
  report = erase_what_is_over (laptop, dossier, record, &code);
  g_assert_null (report);
  g_assert_cmpint (code, ==, GEZIN_SESSION_ERROR_CLOCK);
}

static void
assert_believed (Laptop *laptop)
{
  g_autofree char *sentence = gezin_session_clock_doubt (laptop->session);

  g_assert_cmpstr (sentence, ==, NULL);
}

static void
test_a_clock_that_ran_ahead_makes_nothing_due (void)
{
  GDate then;
  Laptop laptop;
  GezinUuid dossier, record;
  g_autoptr (GezinErasureReport) early = NULL;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  g_date_set_dmy (&then, 22, G_DATE_NOVEMBER, 2046);
  laptop_init (&laptop, 21, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  record = new_item (&laptop, &dossier);
  g_assert_cmpuint (n_due (&laptop, &then), ==, 1); /* a question about that day is answered */
  gezin_clock_set (laptop.clock, LAPTOP_START + DAYS (20 * 366)); /* while it is open */
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, LAPTOP_START + DAYS (20 * 366));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop,
              LAPTOP_START + DAYS (20 * 366 + 30)); /* what the last one wrote proves nothing */
  assert_doubted (&laptop, &dossier, &record);

  open_again (&laptop, LAPTOP_START + DAYS (1));
  assert_believed (&laptop);
  early = erase_what_is_over (&laptop, &dossier, &record, &code);
  g_assert_cmpint (code, ==, GEZIN_SESSION_ERROR_NOT_DUE);

  open_again (&laptop, LAPTOP_START + DAYS (20 * 366));
  assert_doubted (&laptop, &dossier, &record);
  g_assert_true (gezin_session_confirm_clock (laptop.session, &error));
  g_assert_no_error (error);
  assert_believed (&laptop);
  g_assert_cmpuint (n_due (&laptop, NULL), ==, 1);
  report = erase_what_is_over (&laptop, &dossier, &record, &code);
  g_assert_nonnull (report);
  laptop_clear (&laptop);
}

static void
test_a_clock_that_was_put_back_makes_nothing_due (void)
{
  Laptop laptop;
  GezinUuid dossier, record;
  g_autoptr (GError) error = NULL;

  laptop_init (&laptop, 22, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  record = new_item (&laptop, &dossier);
  open_again (&laptop, LAPTOP_START - DAYS (365));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, LAPTOP_START - DAYS (364));
  assert_doubted (&laptop, &dossier, &record);
  open_again (&laptop, LAPTOP_START + DAYS (200));
  assert_believed (&laptop);
  open_again (&laptop,
              LAPTOP_START + DAYS (400)); /* a year after it was made, not after it was seen */
  assert_believed (&laptop);
  open_again (&laptop, LAPTOP_START + DAYS (399) + 1);
  assert_believed (&laptop);
  open_again (&laptop, LAPTOP_START + DAYS (398));
  assert_doubted (&laptop, &dossier, &record);
  laptop_clear (&laptop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/clock/a-clock-that-ran-ahead-makes-nothing-due",
                   test_a_clock_that_ran_ahead_makes_nothing_due);
  g_test_add_func ("/clock/a-clock-that-was-put-back-makes-nothing-due",
                   test_a_clock_that_was_put_back_makes_nothing_due);
  return g_test_run ();
}
