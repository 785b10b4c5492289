/* SPDX-License-Identifier: EUPL-1.2 */

/* A reference that leads to another dossier is shown with the name of that one, as
 * long as it is here, and with nothing of it after that. */

#include "laptop.h"

#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"

#define LINK GEZIN_FIELD_COMMON_SAME_AS

/* What the link of @record in @dossier is to a person, the newest in the history first. */
static char *
link_text (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinDossier) now = gezin_session_open (laptop->session, dossier, &error);
  g_autoptr (GPtrArray) entries =
      gezin_session_history (laptop->session, dossier, record, LINK, &error);
  const GezinHistoryEntry *newest;

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, >, 0);
  newest = entries->pdata[0];
  return gezin_session_value_text (laptop->session, now, LINK, newest->version->item);
}

static void
expect_link (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, const char *text)
{
  g_autofree char *shown = link_text (laptop, dossier, record);

  g_assert_cmpstr (shown, ==, text);
}

static void
test_a_link_names_the_other_dossier_joined_and_parted (void)
{
  Laptop anna;
  GezinUuid a, b, noor, nora;
  const char *renamed[] = { "name", "Hagedis", NULL };
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 71, "Anna");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  noor = new_person (&anna, &a, "Noor");
  nora = new_person (&anna, &b, "Nora");
  g_assert_true (gezin_session_join_with_people (
      anna.session, &a, &b, (const GezinUuid[]){ noor, nora }, 1, NULL, &error));
  g_assert_no_error (error);
  tick (&anna);
  /* Joined they are one dossier, and each end goes by its own name, whichever leads. */
  expect_link (&anna, &a, &a, "Muizengat");
  expect_link (&anna, &a, &b, "Kwartelstaart");
  expect_link (&anna, &a, &noor, "Nora");
  expect_link (&anna, &a, &nora, "Noor");

  g_assert_false (unjoin (&anna, &a, &b));
  expect_link (&anna, &a, &a, "the dossier Muizengat");
  expect_link (&anna, &b, &b, "the dossier Kwartelstaart");
  expect_link (&anna, &a, &noor, "in the dossier Muizengat");
  expect_link (&anna, &b, &nora, "in the dossier Kwartelstaart");
  write_fields (&anna, &b, &b, GEZIN_KIND_FAMILY, renamed);
  expect_link (&anna, &a, &noor, "in the dossier Hagedis");
  laptop_clear (&anna);
}

static void
test_what_was_erased_or_is_not_here_has_no_name (void)
{
  Laptop anna, bram;
  GezinUuid a, b;
  g_autoptr (GezinErasureReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const GezinErasureOrder order = { .dossier = &b, .reason = "request" };

  laptop_init (&anna, 72, "Anna");
  laptop_init (&bram, 73, "Bram");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  join (&anna, &a, &b);
  bring (&anna, &bram, &a);
  expect_link (&bram, &a, &a, "not in this dossier");
  bring (&anna, &bram, &b);
  g_assert_false (unjoin (&bram, &a, &b));
  expect_link (&bram, &a, &a, "the dossier Muizengat");
  report = gezin_session_erase (bram.session, &order, &error);
  g_assert_no_error (error);
  expect_link (&bram, &a, &a, "not in this dossier");
  laptop_clear (&anna);
  laptop_clear (&bram);
}

static void
test_no_name_outlives_the_lock (void)
{
  Laptop anna;
  GezinUuid a, b;
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  g_autoptr (GezinDossier) kept = NULL;
  g_autofree char *locked = NULL;
  char id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 74, "Anna");
  a = new_dossier (&anna, "Kwartelstaart");
  b = new_dossier (&anna, "Muizengat");
  join (&anna, &a, &b);
  g_assert_false (unjoin (&anna, &a, &b));
  expect_link (&anna, &a, &a, "the dossier Muizengat");
  kept = gezin_session_read (anna.session, &a, &error);
  gezin_session_lock (anna.session);
  locked = gezin_session_value_text (anna.session, kept, LINK, gezin_uuid_write (&b, id));
  g_assert_cmpstr (locked, ==, "not in this dossier");
  g_assert_true (gezin_session_unlock (anna.session, anna.folder, secret, FALSE, &error));
  laptop_clear (&anna);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/elsewhere/a-link-names-the-other-dossier-joined-and-parted",
                   test_a_link_names_the_other_dossier_joined_and_parted);
  g_test_add_func ("/elsewhere/what-was-erased-or-is-not-here-has-no-name",
                   test_what_was_erased_or_is_not_here_has_no_name);
  g_test_add_func ("/elsewhere/no-name-outlives-the-lock", test_no_name_outlives_the_lock);
  return g_test_run ();
}
