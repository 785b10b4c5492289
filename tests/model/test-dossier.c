/* SPDX-License-Identifier: EUPL-1.2 */

/* The dossier: what is displayed, what is a conflict, what is gone, what is shared. */

#include "model/dossier.h"
#include "model/value.h"
#include "support/builder.h"

#include <string.h>

#define FAMILY "family f name='De Vries'\n"

static void
test_the_latest_head_is_displayed (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n"
                                                          "beside p given-names=Johan\n");
  GezinRecord *person = test_record (dossier, "p");
  GezinRegister one = gezin_record_register (person, GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);

  g_assert_cmpuint (one.n_heads, ==, 2);
  g_assert_true (gezin_register_is_conflict (&one));
  g_assert_cmpstr (gezin_record_value (person, GEZIN_FIELD_PERSON_GIVEN_NAMES), ==, "Johan");
}

static void
test_equal_heads_are_no_conflict (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n"
                                                          "beside p given-names=Jan\n");
  GezinRegister one =
      gezin_record_register (test_record (dossier, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);

  g_assert_cmpuint (one.n_heads, ==, 2);
  g_assert_false (gezin_register_is_conflict (&one));
}

static void
test_an_item_is_in_if_any_head_says_so (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "relation r bond=close,conflict\n"
                                                          "beside r bond=-close\n"
                                                          "edit r bond=-conflict\n");
  GezinRecord *relation = test_record (dossier, "r");
  g_autoptr (GPtrArray) items = gezin_record_items (relation, GEZIN_FIELD_RELATION_BOND);

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (items->pdata[0], ==, "close");
}

static void
test_a_removal_that_saw_all_is_a_removal (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\nremove p\n");

  g_assert_true (gezin_record_is_removed (test_record (dossier, "p")));
  g_assert_false (gezin_record_is_removal_contested (test_record (dossier, "p")));
}

static void
test_a_removal_that_missed_a_head_leaves_the_record_standing (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n"
                                                          "remove p\n"
                                                          "edit p family-name=Smit\n");

  g_assert_false (gezin_record_is_removed (test_record (dossier, "p")));
  g_assert_true (gezin_record_is_removal_contested (test_record (dossier, "p")));
}

static void
test_a_register_context_covers_dots_and_contexts (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n"
                                                          "edit p given-names=Johan\n"
                                                          "beside p given-names=Jo\n");
  GezinRegister one =
      gezin_record_register (test_record (dossier, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);
  g_autoptr (GezinContext) context = gezin_register_context (&one);

  for (guint i = 0; i < one.n_heads; i++)
    {
      g_assert_true (gezin_context_covers (context, &one.heads[i]->dot));
      for (guint j = 0; one.heads[i]->context != NULL && j < one.heads[i]->context->n_dots; j++)
        g_assert_true (gezin_context_covers (context, &one.heads[i]->context->dots[j]));
    }
}

static void
test_the_next_dossier_shares_what_is_not_touched (void)
{
  g_autoptr (GezinDossier) before = test_dossier (FAMILY "person p given-names=Jan\n"
                                                         "person q given-names=Els\n");
  g_autoptr (GezinDossier) after = test_dossier_write (before, "edit p given-names=Johan\n", NULL);

  g_assert_true (test_record (before, "q") == test_record (after, "q"));
  g_assert_false (test_record (before, "p") == test_record (after, "p"));
  g_assert_cmpstr (gezin_record_value (test_record (before, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES),
                   ==, "Jan");
  g_assert_cmpstr (gezin_record_value (test_record (after, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES),
                   ==, "Johan");
  g_assert_cmpuint (gezin_dossier_n_versions (before), ==, gezin_dossier_n_versions (after));
}

static void
test_a_superseded_head_is_refused (void)
{
  g_autoptr (GezinDossier) before = test_dossier (FAMILY "person p given-names=Jan\n");
  g_autoptr (GezinDossier) after = test_dossier_write (before, "edit p given-names=Johan\n", NULL);
  GezinRegister old =
      gezin_record_register (test_record (before, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);
  GezinRegister new =
      gezin_record_register (test_record (after, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);
  GezinVersion *both[] = { old.heads[0], new.heads[0] };
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_dossier_new (gezin_dossier_id (before), both, 2, NULL, 0, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_DOSSIER);
}

static void
test_a_head_twice_is_refused (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n");
  GezinRegister one =
      gezin_record_register (test_record (dossier, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);
  GezinVersion *twice[] = { one.heads[0], one.heads[0] };
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_dossier_new (gezin_dossier_id (dossier), twice, 2, NULL, 0, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_DOSSIER);
}

static void
test_an_erased_record_never_comes_back (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan\n");
  GezinUuid id = test_id ("p");
  GezinRegister one =
      gezin_record_register (test_record (dossier, "p"), GEZIN_FIELD_PERSON_GIVEN_NAMES, NULL);
  g_autoptr (GezinDossier) without = gezin_dossier_without_record (dossier, &id);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_dossier_find (without, &id));
  g_assert_true (gezin_dossier_is_erased (without, &id));
  g_assert_false (gezin_dossier_is_erased (dossier, &id));
  g_assert_null (gezin_dossier_with (without, one.heads, 1, &error));
  g_assert_error (error, GEZIN_MODEL_ERROR, GEZIN_MODEL_ERROR_DOSSIER);
}

static void
test_records_are_found_and_walked_in_order (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY "person p given-names=Jan phone=06\n"
                                                          "person q given-names=Els\n"
                                                          "relation r bond=close,conflict\n");
  guint n_heads = 0;

  g_assert_cmpuint (gezin_dossier_n_records (dossier), ==, 4);
  for (guint i = 0; i < gezin_dossier_n_records (dossier); i++)
    {
      GezinRecord *record = gezin_dossier_record (dossier, i);
      GezinRegister one;
      guint position = 0;

      g_assert_true (gezin_dossier_find (dossier, &record->id) == record);
      if (i > 0)
        g_assert_cmpint (
            gezin_uuid_compare (&gezin_dossier_record (dossier, i - 1)->id, &record->id), <, 0);
      while (gezin_record_next_register (record, &position, &one))
        {
          GezinRegister again =
              gezin_record_register (record, one.heads[0]->field, one.heads[0]->item);

          g_assert_true (again.heads == one.heads && again.n_heads == one.n_heads);
          n_heads += one.n_heads;
        }
    }
  g_assert_cmpuint (n_heads, ==, gezin_dossier_n_versions (dossier));
  g_assert_true (gezin_dossier_root (dossier) == test_record (dossier, "f"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define CLAIM(path, function) g_test_add_func ("/dossier/" path, function)
  CLAIM ("the-latest-head-is-displayed", test_the_latest_head_is_displayed);
  CLAIM ("equal-heads-are-no-conflict", test_equal_heads_are_no_conflict);
  CLAIM ("an-item-is-in-if-any-head-says-so", test_an_item_is_in_if_any_head_says_so);
  CLAIM ("a-removal-that-saw-all-is-a-removal", test_a_removal_that_saw_all_is_a_removal);
  CLAIM ("a-removal-that-missed-a-head-leaves-the-record-standing",
         test_a_removal_that_missed_a_head_leaves_the_record_standing);
  CLAIM ("a-register-context-covers-dots-and-contexts",
         test_a_register_context_covers_dots_and_contexts);
  CLAIM ("the-next-dossier-shares-what-is-not-touched",
         test_the_next_dossier_shares_what_is_not_touched);
  CLAIM ("a-superseded-head-is-refused", test_a_superseded_head_is_refused);
  CLAIM ("a-head-twice-is-refused", test_a_head_twice_is_refused);
  CLAIM ("an-erased-record-never-comes-back", test_an_erased_record_never_comes_back);
  CLAIM ("records-are-found-and-walked-in-order", test_records_are_found_and_walked_in_order);
  return g_test_run ();
}
