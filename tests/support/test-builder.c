/* SPDX-License-Identifier: EUPL-1.2 */

/* The builder of small dossiers does what its lines say. */

#include "support/builder.h"

static guint
count_heads (GezinDossier *dossier, const char *name, GezinField field, const char *item)
{
  GezinRegister one = gezin_record_register (test_record (dossier, name), field, item);

  return one.n_heads;
}

static void
test_record_is_one_commit (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("family f name='De Vries'\n"
                    "person jan given-names='Jan Piet' birth-date=2014");
  GezinRecord *jan = test_record (dossier, "jan");
  GezinUuid root = test_id ("f");

  g_assert_cmpuint (gezin_dossier_n_records (dossier), ==, 2);
  g_assert_true (gezin_uuid_equal (gezin_dossier_id (dossier), &root));
  g_assert_true (gezin_dossier_root (dossier) == test_record (dossier, "f"));
  g_assert_cmpstr (gezin_record_value (jan, GEZIN_FIELD_PERSON_GIVEN_NAMES), ==, "Jan Piet");
  g_assert_cmpuint (jan->n_heads, ==, 2);
  g_assert_true (jan->heads[0]->commit == jan->heads[1]->commit);
  g_assert_null (jan->heads[0]->context);
}

static void
test_edit_goes_over_and_beside_goes_beside (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("person jan known-as=Jan family-name=A\n"
                                                   "edit jan known-as=Janneke\n"
                                                   "beside jan family-name=B");
  GezinRecord *jan = test_record (dossier, "jan");
  GezinRegister name = gezin_record_register (jan, GEZIN_FIELD_PERSON_FAMILY_NAME, NULL);

  g_assert_cmpuint (count_heads (dossier, "jan", GEZIN_FIELD_PERSON_KNOWN_AS, NULL), ==, 1);
  g_assert_cmpstr (gezin_record_value (jan, GEZIN_FIELD_PERSON_KNOWN_AS), ==, "Janneke");
  g_assert_true (gezin_register_is_conflict (&name));
  g_assert_cmpstr (gezin_register_displayed (&name)->value, ==, "B");
}

static void
test_sets_clears_and_erasures (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier ("contact c present=@a,@b place=Thuis agreed=Niets\n"
                    "edit c present=-@a place=\n"
                    "erase c agreed present=@b");
  GezinRecord *contact = test_record (dossier, "c");
  GezinRegister agreed = gezin_record_register (contact, GEZIN_FIELD_CONTACT_AGREED, NULL);
  GezinRegister present = gezin_record_field (contact, GEZIN_FIELD_CONTACT_PRESENT);
  g_autoptr (GPtrArray) items = gezin_record_items (contact, GEZIN_FIELD_CONTACT_PRESENT);

  g_assert_cmpuint (items->len, ==, 0);
  g_assert_cmpuint (present.n_heads, ==, 2);
  g_assert_null (gezin_record_value (contact, GEZIN_FIELD_CONTACT_PLACE));
  g_assert_cmpuint (agreed.n_heads, ==, 1);
  g_assert_true (agreed.heads[0]->erased);
  g_assert_null (agreed.heads[0]->value);
}

static void
test_removals_see_or_do_not (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("person a known-as=A\n"
                                                   "person b known-as=B\n"
                                                   "remove a\n"
                                                   "remove-blind b");

  g_assert_true (gezin_record_is_removed (test_record (dossier, "a")));
  g_assert_false (gezin_record_is_removed (test_record (dossier, "b")));
  g_assert_true (gezin_record_is_removal_contested (test_record (dossier, "b")));
}

static void
test_writing_on_gives_what_was_written (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier ("person a known-as=A");
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GezinDossier) next = test_dossier_write (
      dossier, "at 2026-03-01T12:00:00Z\nfrom Jeugdzorg\nedit a known-as=B\nedit a known-as=C",
      &written);
  GezinRegister one =
      gezin_record_register (test_record (next, "a"), GEZIN_FIELD_PERSON_KNOWN_AS, NULL);

  g_assert_cmpuint (written->len, ==, 2);
  g_assert_cmpuint (one.n_heads, ==, 1);
  g_assert_cmpstr (one.heads[0]->value, ==, "C");
  g_assert_cmpstr (one.heads[0]->commit->organisation, ==, "Jeugdzorg");
  g_assert_cmpint (one.heads[0]->commit->time % G_USEC_PER_SEC, ==, 0);
  g_assert_cmpuint (one.heads[0]->context->n_dots, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/builder/record-is-one-commit", test_record_is_one_commit);
  g_test_add_func ("/builder/edit-goes-over-and-beside-goes-beside",
                   test_edit_goes_over_and_beside_goes_beside);
  g_test_add_func ("/builder/sets-clears-and-erasures", test_sets_clears_and_erasures);
  g_test_add_func ("/builder/removals-see-or-do-not", test_removals_see_or_do_not);
  g_test_add_func ("/builder/writing-on-gives-what-was-written",
                   test_writing_on_gives_what_was_written);
  return g_test_run ();
}
