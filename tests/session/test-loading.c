/* SPDX-License-Identifier: EUPL-1.2 */

/* What comes from elsewhere: from another laptop, twice, from a folder that was put
 * back, and in pieces that are broken. */

#include "laptop.h"

#include "rules/shape.h"
#include "session/admin.h"
#include "session/work.h"

#include <string.h>

static GezinLoadReport *
carry (Laptop *from, Laptop *to, const GezinUuid *dossier)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xml = gezin_session_dump (from->session, dossier, &error);
  GezinLoadReport *report;
  gsize length;
  const char *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (xml, &length);
  report = gezin_session_load (to->session, data, length, &error);
  g_assert_no_error (error);
  return report;
}

static void
test_two_laptops_meet_and_nothing_is_lost (void)
{
  Laptop a, b;
  GezinUuid dossier, person;
  const char *mine[] = { "given-names", "Nora", NULL };
  const char *theirs[] = { "given-names", "Noortje", "phone", "06-00000123", NULL };
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) settled = NULL;
  g_autoptr (GError) error = NULL;
  GezinConflict *conflict;
  g_autofree char *phone = NULL;

  laptop_init (&a, 20, "Yasmina");
  laptop_init (&b, 21, "Hans");
  dossier = new_dossier (&a, "Gezin De Vries");
  person = new_person (&a, &dossier, "Noor");
  gezin_load_report_free (carry (&a, &b, &dossier));
  assert_equal_dumps (&a, &b, &dossier);

  write_fields (&a, &dossier, &person, GEZIN_KIND_PERSON, mine);
  tick (&b);
  tick (&b);
  tick (&b);
  write_fields (&b, &dossier, &person, GEZIN_KIND_PERSON, theirs);
  {
    g_autoptr (GezinLoadReport) report = carry (&b, &a, &dossier);

    g_assert_cmpuint (report->conflicts, ==, 1);
    g_assert_cmpuint (report->changed, ==, 1);
  }
  conflicts = gezin_session_conflicts (a.session, &dossier, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpuint (conflict->heads->len, ==, 2);
  phone = value_of (&a, &dossier, &person, GEZIN_FIELD_PERSON_PHONE);
  g_assert_cmpstr (phone, ==, "06-00000123");

  tick (&a);
  tick (&a);
  tick (&a);
  g_assert_true (gezin_session_choose (a.session, &dossier, &person, conflict->field, NULL,
                                       &((GezinVersion *) conflict->heads->pdata[0])->dot, NULL,
                                       &error));
  g_assert_no_error (error);
  settled = gezin_session_conflicts (a.session, &dossier, &error);
  g_assert_cmpuint (settled->len, ==, 0);
  gezin_load_report_free (carry (&a, &b, &dossier));
  gezin_load_report_free (carry (&b, &a, &dossier));
  assert_equal_dumps (&a, &b, &dossier);
  laptop_clear (&a);
  laptop_clear (&b);
}

static void
test_loading_twice_changes_nothing (void)
{
  Laptop a, b;
  GezinUuid dossier;
  g_autoptr (GezinLoadReport) first = NULL;
  g_autoptr (GezinLoadReport) second = NULL;

  laptop_init (&a, 22, "Yasmina");
  laptop_init (&b, 23, "Hans");
  dossier = new_dossier (&a, "Gezin De Vries");
  new_person (&a, &dossier, "Noor");
  first = carry (&a, &b, &dossier);
  g_assert_true (first->is_new);
  g_assert_cmpuint (first->added, ==, 2);
  second = carry (&a, &b, &dossier);
  g_assert_false (second->is_new);
  g_assert_cmpuint (second->added + second->changed, ==, 0);
  g_assert_cmpuint (second->unchanged, ==, 2);
  laptop_clear (&a);
  laptop_clear (&b);
}

static void
test_a_folder_put_back_takes_a_new_replica (void)
{
  Laptop laptop;
  GezinUuid dossier, person;
  g_autoptr (GBytes) newer = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *command = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GezinSecret) secret = laptop_passphrase ();
  g_autoptr (GezinLoadReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const char *pairs[] = { "given-names", "Nora", NULL };
  const char *again[] = { "given-names", "Noortje", NULL };
  gboolean is_reported = FALSE;

  laptop_init (&laptop, 24, "Yasmina");
  dossier = new_dossier (&laptop, "Gezin De Vries");
  person = new_person (&laptop, &dossier, "Noor");
  gezin_session_lock (laptop.session);

  /* Byte for byte into the same files, so that device and inode stay as they are. */
  saved = g_strconcat (laptop.folder, ".saved", NULL);
  command = g_strdup_printf ("cp -r '%s' '%s'", laptop.folder, saved);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, pairs);
  newer = gezin_session_dump (laptop.session, &dossier, NULL);
  gezin_session_lock (laptop.session);
  back = g_strdup_printf ("cp '%s/dossiers.db' '%s/dossiers.db'", saved, laptop.folder);
  g_assert_true (g_spawn_command_line_sync (back, NULL, NULL, NULL, NULL));
  g_assert_true (gezin_session_unlock (laptop.session, laptop.folder, secret, FALSE, &error));
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Noor");

  report = gezin_session_load (laptop.session, g_bytes_get_data (newer, NULL),
                               g_bytes_get_size (newer), &error);
  g_assert_no_error (error);
  assert_name (&laptop, &dossier, &person, "Nora");
  entries = gezin_session_audit (laptop.session, &dossier, NULL);
  for (guint i = 0; i < entries->len; i++)
    is_reported |=
        strcmp (((GezinAuditEntry *) entries->pdata[i])->action, "replica-known-elsewhere") == 0;
  g_assert_true (is_reported);
  write_fields (&laptop, &dossier, &person, GEZIN_KIND_PERSON, again);
  assert_name (&laptop, &dossier, &person, "Noortje");
  remove_tree (saved);
  laptop_clear (&laptop);
}

static void
test_a_broken_record_is_parked_and_can_be_looked_at (void)
{
  static const char xml[] =
      "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"11111111-1111-4111-8111-111111111111\">"
      "<record kind=\"family\" id=\"11111111-1111-4111-8111-111111111111\">"
      "<field name=\"name\">Gezin Proef</field></record>"
      "<record kind=\"person\" id=\"22222222-2222-4222-8222-222222222222\">"
      "<field name=\"given-names\">Jan</field><field name=\"birth-date\">ooit</field></record>"
      "</dossier>";
  Laptop laptop;
  g_autoptr (GezinLoadReport) report = NULL;
  g_autoptr (GPtrArray) parked = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid person;

  laptop_init (&laptop, 25, "Yasmina");
  g_assert_true (gezin_uuid_parse ("22222222-2222-4222-8222-222222222222", &person));
  report = gezin_session_load (laptop.session, xml, strlen (xml), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->added, ==, 1);
  g_assert_cmpuint (report->parked->len, ==, 1);
  now = gezin_session_read (laptop.session, &report->dossier, NULL);
  g_assert_null (gezin_dossier_find (now, &person));
  parked = gezin_session_parked (laptop.session, &report->dossier, &error);
  g_assert_cmpuint (parked->len, ==, 1);
  g_assert_false (gezin_session_unpark (laptop.session, &report->dossier, &person, &error));
  g_assert_error (error, GEZIN_RULES_ERROR, GEZIN_RULES_ERROR_SHAPE);
  g_clear_error (&error);
  g_assert_true (gezin_session_drop_parked (laptop.session, &report->dossier, &person, &error));
  none = gezin_session_parked (laptop.session, &report->dossier, &error);
  g_assert_cmpuint (none->len, ==, 0);
  laptop_clear (&laptop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gezin_secret_harden_process ());
  g_test_add_func ("/loading/two-laptops-meet-and-nothing-is-lost",
                   test_two_laptops_meet_and_nothing_is_lost);
  g_test_add_func ("/loading/loading-twice-changes-nothing", test_loading_twice_changes_nothing);
  g_test_add_func ("/loading/a-folder-put-back-takes-a-new-replica",
                   test_a_folder_put_back_takes_a_new_replica);
  g_test_add_func ("/loading/a-broken-record-is-parked-and-can-be-looked-at",
                   test_a_broken_record_is_parked_and_can_be_looked_at);
  return g_test_run ();
}
