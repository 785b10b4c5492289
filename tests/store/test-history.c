/* SPDX-License-Identifier: EUPL-1.2 */

/* Who changed what, from what to what, and what undo takes back. */

#include "support.h"
#include "support/builder.h"

static void
set_up (StoreTest *test, gconstpointer data)
{
  store_test_init (test, 13, NULL);
}

static void
tear_down (StoreTest *test, gconstpointer data)
{
  store_test_clear (test);
}

static GPtrArray *
history (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record, GezinField field)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = gezin_store_history (test->store, dossier, record, field, &error);

  g_assert_no_error (error);
  return entries;
}

static void
test_newest_first_from_what_to_what (StoreTest *test, gconstpointer data)
{
  static const char *const values[] = { "Noor", "Noor A.", "Noor Anna" };
  GezinUuid dossier = store_test_new_dossier (test, "History");
  GezinUuid person = store_test_record_id (test);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) all = NULL;
  guint i;

  for (i = 0; i < G_N_ELEMENTS (values); i++)
    store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, values[i]);
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE, "06");
  entries = history (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES);
  g_assert_cmpuint (entries->len, ==, 3);
  for (i = 0; i < 3; i++)
    {
      const GezinHistoryEntry *entry = entries->pdata[i];

      g_assert_cmpstr (entry->version->value, ==, values[2 - i]);
      g_assert_cmpint (entry->is_head, ==, i == 0);
      g_assert_cmpuint (entry->before->len, ==, i == 2 ? 0 : 1);
      if (i < 2)
        g_assert_cmpstr (((GezinVersion *) entry->before->pdata[0])->value, ==, values[1 - i]);
      g_assert_cmpstr (entry->version->commit->author, ==, "Sanne Bakker");
    }
  all = history (test, &dossier, NULL, GEZIN_FIELD_NONE);
  g_assert_cmpuint (all->len, ==, 5);
}

/* A person with a script writes more than once a second. */
static void
test_one_second_keeps_the_order (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "One second");
  GezinUuid person = store_test_record_id (test);
  gint64 now = gezin_clock_now (test->clock);
  g_autoptr (GPtrArray) entries = NULL;
  guint i;

  for (i = 0; i < 20; i++)
    {
      g_autofree char *value = g_strdup_printf ("Naam %u", i);

      store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, value);
      gezin_clock_set (test->clock, now);
    }
  entries = history (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES);
  g_assert_cmpuint (entries->len, ==, 20);
  for (i = 0; i < entries->len; i++)
    {
      g_autofree char *value = g_strdup_printf ("Naam %u", 19 - i);

      g_assert_cmpstr (((GezinHistoryEntry *) entries->pdata[i])->version->value, ==, value);
    }
}

/* Two wrote beside each other; a third saw both and chose. */
static void
test_a_choice_was_made_over_both (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made = test_dossier ("family f name=F\nperson p given-names=Jan\n"
                                                "beside p given-names=Johan\n");
  GezinUuid person = test_id ("p");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const GezinHistoryEntry *newest;

  if (!store_test_take_in (test, made, NULL, &error))
    g_error ("%s", error->message);
  store_test_set (test, gezin_dossier_id (made), &person, GEZIN_FIELD_PERSON_GIVEN_NAMES,
                  "Johannes");
  entries = history (test, gezin_dossier_id (made), &person, GEZIN_FIELD_PERSON_GIVEN_NAMES);
  g_assert_cmpuint (entries->len, ==, 3);
  newest = entries->pdata[0];
  g_assert_cmpstr (newest->version->value, ==, "Johannes");
  g_assert_cmpuint (newest->before->len, ==, 2);
}

static void
assert_value (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record, GezinField field,
              const char *wanted)
{
  g_autofree char *value = store_test_value (test, dossier, record, field);

  g_assert_cmpstr (value, ==, wanted);
}

static gboolean
is_removed (StoreTest *test, const GezinUuid *dossier, const GezinUuid *record)
{
  g_autoptr (GezinDossier) now = gezin_store_load (test->store, dossier, NULL);

  return gezin_record_is_removed (gezin_dossier_find (now, record));
}

static void
test_undo_goes_back_step_by_step (StoreTest *test, gconstpointer data)
{
  const GezinField field = GEZIN_FIELD_PERSON_GIVEN_NAMES;
  GezinUuid dossier = store_test_new_dossier (test, "Undo");
  GezinUuid person = store_test_record_id (test);
  g_autoptr (GError) error = NULL;

  store_test_set (test, &dossier, &person, field, "Een");
  store_test_set (test, &dossier, &person, field, "Twee");
  store_test_set (test, &dossier, &person, field, "Drie");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE, "06");
  g_assert_true (store_test_undo (test, &dossier, &error));
  assert_value (test, &dossier, &person, GEZIN_FIELD_PERSON_PHONE, NULL);
  assert_value (test, &dossier, &person, field, "Drie");
  g_assert_true (store_test_undo (test, &dossier, &error));
  assert_value (test, &dossier, &person, field, "Twee");
  store_test_reopen (test);
  g_assert_true (store_test_undo (test, &dossier, &error));
  assert_value (test, &dossier, &person, field, "Een");
  g_assert_false (is_removed (test, &dossier, &person));
  g_assert_true (store_test_undo (test, &dossier, &error));
  g_assert_true (is_removed (test, &dossier, &person));
  g_assert_no_error (error);
}

static void
test_undo_after_a_new_edit_takes_the_new_one (StoreTest *test, gconstpointer data)
{
  const GezinField field = GEZIN_FIELD_FAMILY_TEAM;
  GezinUuid dossier = store_test_new_dossier (test, "Undo");
  g_autoptr (GError) error = NULL;

  store_test_set (test, &dossier, &dossier, field, "Een");
  store_test_set (test, &dossier, &dossier, field, "Twee");
  g_assert_true (store_test_undo (test, &dossier, &error));
  store_test_set (test, &dossier, &dossier, field, "Drie");
  g_assert_true (store_test_undo (test, &dossier, &error));
  assert_value (test, &dossier, &dossier, field, "Een");
  g_assert_true (store_test_undo (test, &dossier, &error));
  assert_value (test, &dossier, &dossier, field, NULL);
}

static void
test_imports_are_not_undone (StoreTest *test, gconstpointer data)
{
  g_autoptr (GezinDossier) made = test_dossier ("family f name=F\n");
  g_autoptr (GError) error = NULL;
  guint64 commit;

  if (!store_test_take_in (test, made, NULL, &error))
    g_error ("%s", error->message);
  g_assert_null (gezin_store_undoable (test->store, gezin_dossier_id (made), &commit, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
}

static void
test_undone_commit_is_handed_out_whole (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Whole");
  guint64 last = store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_TEAM, "Een");
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;
  guint64 commit = 0;

  versions = gezin_store_undoable (test->store, &dossier, &commit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (commit, ==, last);
  g_assert_cmpuint (versions->len, ==, 1);
  g_assert_cmpstr (((GezinVersion *) versions->pdata[0])->value, ==, "Een");
}

static void
test_past_holds_what_was_written_over (StoreTest *test, gconstpointer data)
{
  GezinUuid dossier = store_test_new_dossier (test, "Past");
  GezinUuid person = store_test_record_id (test);
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GPtrArray) none = NULL;

  store_test_set (test, &dossier, &dossier, GEZIN_FIELD_FAMILY_NAME, "Past again");
  store_test_set (test, &dossier, &person, GEZIN_FIELD_PERSON_GIVEN_NAMES, "Een");
  past = gezin_store_past (test->store, &dossier, NULL, NULL);
  g_assert_cmpuint (past->len, ==, 1);
  g_assert_cmpstr (((GezinVersion *) past->pdata[0])->value, ==, "Past");
  none = gezin_store_past (test->store, &dossier, &person, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

#define ADD(path, test) \
  g_test_add ("/store/history/" path, StoreTest, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("newest-first-from-what-to-what", test_newest_first_from_what_to_what);
  ADD ("one-second-keeps-the-order", test_one_second_keeps_the_order);
  ADD ("a-choice-was-made-over-both", test_a_choice_was_made_over_both);
  ADD ("undo-goes-back-step-by-step", test_undo_goes_back_step_by_step);
  ADD ("undo-after-a-new-edit-takes-the-new-one", test_undo_after_a_new_edit_takes_the_new_one);
  ADD ("imports-are-not-undone", test_imports_are_not_undone);
  ADD ("undone-commit-is-handed-out-whole", test_undone_commit_is_handed_out_whole);
  ADD ("past-holds-what-was-written-over", test_past_holds_what_was_written_over);
  return g_test_run ();
}
