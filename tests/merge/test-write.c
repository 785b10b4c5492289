/* SPDX-License-Identifier: EUPL-1.2 */

/* Writing, removing, restoring, choosing, erasing. */

#include "support.h"

static GezinVersion *
write_one (Scene *scene, GezinDossier **dossier, guint64 replica, const char *value)
{
  GezinWriter writer = scene_writer (scene, replica, "team");
  g_autoptr (GPtrArray) edits = scene_edit (scene, value, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = gezin_write (*dossier, &writer, edits, &error);
  GezinVersion *version;

  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 1);
  version = gezin_version_ref (versions->pdata[0]);
  g_ptr_array_add (scene->versions, version);
  *dossier = scene_take (*dossier, versions);
  return version;
}

static void
test_counts_go_up_by_one_in_a_register (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, NULL);
  GezinVersion *first = write_one (scene, &dossier, 1, "a");
  GezinVersion *second = write_one (scene, &dossier, 1, "b");
  GezinVersion *third = write_one (scene, &dossier, 2, "c");

  g_assert_cmpuint (first->dot.n, ==, 1);
  g_assert_null (first->context);
  g_assert_cmpuint (second->dot.n, ==, 2);
  g_assert_cmpuint (third->dot.n, ==, 1);
  g_assert_cmpuint (gezin_context_count (third->context, 1), ==, 2);
  gezin_dossier_unref (dossier);
}

static void
test_a_context_holds_contexts_too (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "5:1", "6:3 7:1"),
                                         scene_version (scene, "b", "8:2", "6:4 8:1"), NULL);
  GezinVersion *written = write_one (scene, &dossier, 1, "c");
  g_autofree char *text = gezin_context_to_text (written->context);

  g_assert_cmpstr (text, ==,
                   "0000000000000005:1 0000000000000006:4 0000000000000007:1 0000000000000008:2");
  gezin_dossier_unref (dossier);
}

static void
test_a_value_equal_to_the_only_head_writes_nothing (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GezinDossier) one = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GezinDossier) none = scene_dossier (scene, NULL);
  g_autoptr (GezinDossier) two = scene_dossier (scene, scene_version (scene, "a", "1:1", ""),
                                                scene_version (scene, "a", "2:1", ""), NULL);
  g_autoptr (GPtrArray) same = scene_edit (scene, "a", NULL);
  g_autoptr (GPtrArray) nothing = scene_edit (scene, NULL, NULL);
  g_autoptr (GPtrArray) in_one = gezin_write (one, &writer, same, NULL);
  g_autoptr (GPtrArray) in_none = gezin_write (none, &writer, nothing, NULL);
  g_autoptr (GPtrArray) in_two = gezin_write (two, &writer, same, NULL);

  g_assert_cmpuint (in_one->len, ==, 0);
  g_assert_cmpuint (in_none->len, ==, 0);
  g_assert_cmpuint (in_two->len, ==, 1);
}

static void
test_a_form_keeps_the_context_of_its_opening (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GPtrArray) form = scene_edit (scene, "typed", dossier);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GezinMerge) merge =
      scene_merge (dossier, NULL, scene_version (scene, "theirs", "2:1", "1:1"), NULL);
  g_autoptr (GPtrArray) versions = gezin_write (merge->dossier, &writer, form, NULL);
  GezinDossier *after = scene_take (gezin_dossier_ref (merge->dossier), versions);

  assert_heads (scene, after, "theirs|typed");
  gezin_dossier_unref (after);
  gezin_dossier_unref (dossier);
}

static void
test_a_form_asks_again_when_this_store_wrote_since (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GPtrArray) form = scene_edit (scene, "typed", dossier);
  GezinWriter writer;
  g_autoptr (GError) error = NULL;

  write_one (scene, &dossier, 9, "elsewhere");
  writer = scene_writer (scene, 9, "team");
  g_assert_null (gezin_write (dossier, &writer, form, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
  gezin_dossier_unref (dossier);
}

static void
test_a_form_asks_again_when_an_older_replica_of_this_store_wrote_since (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GPtrArray) form = scene_edit (scene, "typed", dossier);
  GezinWriter writer = scene_writer (scene, 10, "team");
  guint64 own[] = { 9, 10 };
  g_autoptr (GError) error = NULL;

  write_one (scene, &dossier, 9, "yesterday");
  writer.own_replicas = own;
  writer.n_own_replicas = 2;
  g_assert_null (gezin_write (dossier, &writer, form, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
  gezin_dossier_unref (dossier);
}

static void
test_a_form_asks_again_when_the_field_was_erased_since (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) dossier =
      scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GPtrArray) form = scene_edit (scene, "typed", dossier);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GezinMerge) merge =
      scene_merge (dossier, NULL, scene_marker (scene, "2:1", "1:1"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_write (merge->dossier, &writer, form, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
}

static void
test_a_form_asks_again_when_a_marker_was_written_over_since (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *marker = scene_marker (scene, "2:1", "1:1");
  g_autoptr (GezinDossier) dossier =
      scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GPtrArray) form = scene_edit (scene, "typed", dossier);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GezinMerge) merge =
      scene_merge (dossier, NULL, marker, scene_version (scene, "b", "2:2", "1:1 2:1"), NULL);
  g_autoptr (GPtrArray) markers = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (markers, marker);
  writer.markers = markers;
  g_assert_null (gezin_write (merge->dossier, &writer, form, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_CHANGED_SINCE);
}

static void
test_a_second_root_is_not_written (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) dossier = scene_dossier (scene, NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (edits, gezin_edit_new (&scene->other, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME,
                                          NULL, "Vos"));
  g_assert_null (gezin_write (dossier, &writer, edits, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_OTHER_ROOT);
}

static void
test_an_erased_record_is_not_written (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) dossier = scene_dossier (scene, NULL);
  g_autoptr (GezinMerge) erasure = gezin_merge (dossier, NULL, NULL, 0, &scene->person, 1, NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GPtrArray) edits = scene_edit (scene, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_write (erasure->dossier, &writer, edits, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
}

/* Law 7. */

static gboolean
is_removed (Scene *scene, GezinDossier *dossier)
{
  return gezin_record_is_removed (gezin_dossier_find (dossier, &scene->person));
}

static gboolean
is_contested (Scene *scene, GezinDossier *dossier)
{
  return gezin_record_is_removal_contested (gezin_dossier_find (dossier, &scene->person));
}

static GezinDossier *
remove_person (Scene *scene, GezinDossier *dossier, guint64 replica, const GezinRecord *seen)
{
  GezinWriter writer = scene_writer (scene, replica, "team");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions =
      gezin_write_removal (dossier, &writer, &scene->person, seen, "entered twice", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, >=, 1);
  return scene_take (dossier, versions);
}

static void
test_a_removal_hides_what_the_remover_saw (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  GezinRegister removals;
  GezinWriter writer;
  g_autoptr (GError) error = NULL;

  dossier = remove_person (scene, dossier, 9, NULL);
  g_assert_true (is_removed (scene, dossier));
  removals = gezin_record_register (gezin_dossier_find (dossier, &scene->person),
                                    GEZIN_FIELD_COMMON_REMOVED, NULL);
  g_assert_cmpuint (removals.heads[0]->n_saw, ==, 32);
  writer = scene_writer (scene, 9, "team");
  g_assert_null (gezin_write_removal (dossier, &writer, &scene->person, NULL, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  gezin_dossier_unref (dossier);
}

/* Somebody else has an older version in front of them: the newer one does not travel any more. */
static void
test_a_removal_hides_what_was_written_over (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *first = scene_version (scene, "a", "1:1", "");
  GezinVersion *other = scene_version (scene, "c", "3:1", "1:1");
  GezinDossier *mine = scene_dossier (scene, scene_version (scene, "b", "2:1", "1:1"), NULL);
  GezinDossier *theirs = scene_dossier (scene, first, NULL);
  GezinDossier *elsewhere = scene_dossier (scene, other, NULL);
  const GezinRecord *gone;
  g_autoptr (GezinMerge) behind = NULL;
  g_autoptr (GezinMerge) beside = NULL;
  g_autoptr (GPtrArray) travels = g_ptr_array_new ();

  mine = remove_person (scene, mine, 9, NULL);
  gone = gezin_dossier_find (mine, &scene->person);
  for (guint i = 0; i < gone->n_heads; i++)
    if (gone->heads[i]->field != GIVEN)
      g_ptr_array_add (travels, gone->heads[i]);
  behind = gezin_merge (theirs, NULL, (GezinVersion *const *) travels->pdata, travels->len, NULL, 0,
                        NULL);
  g_assert_true (is_removed (scene, behind->dossier));
  beside = gezin_merge (elsewhere, NULL, (GezinVersion *const *) travels->pdata, travels->len, NULL,
                        0, NULL);
  g_assert_false (is_removed (scene, beside->dossier));
  g_assert_true (is_contested (scene, beside->dossier));
  gezin_dossier_unref (mine);
  gezin_dossier_unref (theirs);
  gezin_dossier_unref (elsewhere);
}

static void
test_removal_concurrent_with_edit_keeps_both (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *base = scene_version (scene, "a", "1:1", "");
  GezinDossier *dossier = scene_dossier (scene, base, NULL);
  g_autoptr (GezinMerge) merge = NULL;

  dossier = remove_person (scene, dossier, 9, NULL);
  merge = scene_merge (dossier, NULL, scene_version (scene, "b", "2:1", "1:1"), NULL);
  assert_heads (scene, merge->dossier, "b");
  g_assert_false (is_removed (scene, merge->dossier));
  g_assert_true (is_contested (scene, merge->dossier));
  gezin_dossier_unref (dossier);
}

static void
test_what_came_while_the_question_was_open_was_not_seen (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  g_autoptr (GezinRecord) shown = gezin_record_ref (gezin_dossier_find (dossier, &scene->person));
  g_autoptr (GezinMerge) merge =
      scene_merge (dossier, NULL, scene_version (scene, "b", "2:1", "1:1"), NULL);
  GezinDossier *after = remove_person (scene, gezin_dossier_ref (merge->dossier), 9, shown);

  g_assert_false (is_removed (scene, after));
  g_assert_true (is_contested (scene, after));
  gezin_dossier_unref (after);
  gezin_dossier_unref (dossier);
}

static void
test_two_removals_with_reasons_are_one_removal (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  GezinDossier *one = remove_person (scene, gezin_dossier_ref (dossier), 8, NULL);
  GezinDossier *two = remove_person (scene, gezin_dossier_ref (dossier), 9, NULL);
  const GezinRecord *theirs = gezin_dossier_find (two, &scene->person);
  g_autoptr (GezinMerge) merge =
      gezin_merge (one, NULL, theirs->heads, theirs->n_heads, NULL, 0, NULL);

  g_assert_true (is_removed (scene, merge->dossier));
  gezin_dossier_unref (one);
  gezin_dossier_unref (two);
  gezin_dossier_unref (dossier);
}

/* A second remover, who is shown less, does not undo what the first one saw. */
static void
test_a_removal_over_a_removal_saw_what_that_saw (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *hidden = scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON,
                                           GEZIN_FIELD_PERSON_KNOWN_AS, NULL, "N", "1:1", "");
  GezinDossier *full = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), hidden, NULL);
  GezinDossier *removed = remove_person (scene, gezin_dossier_ref (full), 8, NULL);
  const GezinRecord *record = gezin_dossier_find (removed, &scene->person);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  GezinDossier *partial;
  g_autoptr (GezinMerge) merge = NULL;

  for (guint i = 0; i < record->n_heads; i++)
    if (record->heads[i] != hidden && record->heads[i]->field != GIVEN)
      g_ptr_array_add (shown, record->heads[i]);
  g_ptr_array_add (shown, scene_version (scene, "b", "2:1", "1:1"));
  partial = gezin_dossier_new (&scene->dossier, (GezinVersion *const *) shown->pdata, shown->len,
                               NULL, 0, NULL);
  g_assert_false (is_removed (scene, partial));
  partial = remove_person (scene, partial, 9, NULL);
  g_assert_true (is_removed (scene, partial));
  record = gezin_dossier_find (partial, &scene->person);
  merge = gezin_merge (full, NULL, record->heads, record->n_heads, NULL, 0, NULL);
  g_assert_true (is_removed (scene, merge->dossier));
  gezin_dossier_unref (partial);
  gezin_dossier_unref (removed);
  gezin_dossier_unref (full);
}

static void
test_a_restoration_brings_the_record_back (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "1:1", ""), NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_write_restoration (dossier, &writer, &scene->person, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  dossier = remove_person (scene, dossier, 9, NULL);
  writer = scene_writer (scene, 9, "team");
  versions = gezin_write_restoration (dossier, &writer, &scene->person, NULL);
  dossier = scene_take (dossier, versions);
  g_assert_false (is_removed (scene, dossier));
  g_assert_false (is_contested (scene, dossier));
  assert_heads (scene, dossier, "a");
  gezin_dossier_unref (dossier);
}

/* Law 3. */

static void
test_a_choice_covers_what_was_shown_and_keeps_the_origin (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *theirs = scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                           "theirs", "2:1", "", 5, "rvt", FALSE);
  GezinDossier *dossier =
      scene_dossier (scene, scene_version (scene, "ours", "1:1", ""), theirs, NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GPtrArray) versions =
      gezin_write_choice (dossier, &writer, &scene->person, GIVEN, NULL, &theirs->dot, NULL);

  g_assert_cmpuint (versions->len, ==, 1);
  g_assert_cmpstr (gezin_version_origin (versions->pdata[0]), ==, "rvt");
  dossier = scene_take (dossier, versions);
  assert_heads (scene, dossier, "theirs");
  gezin_dossier_unref (dossier);
}

static void
test_there_is_no_choice_without_several_heads (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "ours", "1:1", "");
  g_autoptr (GezinDossier) dossier = scene_dossier (scene, head, NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      gezin_write_choice (dossier, &writer, &scene->person, GIVEN, NULL, &head->dot, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  g_clear_error (&error);
  g_assert_null (
      gezin_write_choice (dossier, &writer, &scene->other, GIVEN, NULL, &head->dot, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
}

/* Law 10. */

static void
test_an_erasure_covers_all_and_is_counted (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinDossier *dossier = scene_dossier (scene, scene_version (scene, "a", "9:4", "9:3"),
                                         scene_version (scene, "b", "2:1", ""), NULL);
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GPtrArray) versions =
      gezin_write_erasure (dossier, &writer, &scene->person, GIVEN, NULL, NULL);
  GezinVersion *marker = versions->pdata[0];
  g_autoptr (GError) error = NULL;

  g_assert_true (marker->erased);
  g_assert_null (marker->value);
  g_assert_cmpuint (marker->dot.n, ==, 5);
  dossier = scene_take (dossier, versions);
  assert_heads (scene, dossier, "(erased)");
  g_assert_null (gezin_write_erasure (dossier, &writer, &scene->person, GIVEN, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
  g_assert_cmpuint (write_one (scene, &dossier, 9, "after")->dot.n, ==, 6);
  gezin_dossier_unref (dossier);
}

#define ADD(path, function) g_test_add_func ("/merge/write/" path, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counts-go-up-by-one-in-a-register", test_counts_go_up_by_one_in_a_register);
  ADD ("a-context-holds-contexts-too", test_a_context_holds_contexts_too);
  ADD ("a-value-equal-to-the-only-head-writes-nothing",
       test_a_value_equal_to_the_only_head_writes_nothing);
  ADD ("a-form-keeps-the-context-of-its-opening", test_a_form_keeps_the_context_of_its_opening);
  ADD ("a-form-asks-again-when-this-store-wrote-since",
       test_a_form_asks_again_when_this_store_wrote_since);
  ADD ("a-form-asks-again-when-an-older-replica-wrote-since",
       test_a_form_asks_again_when_an_older_replica_of_this_store_wrote_since);
  ADD ("a-form-asks-again-when-the-field-was-erased-since",
       test_a_form_asks_again_when_the_field_was_erased_since);
  ADD ("a-form-asks-again-when-a-marker-was-written-over-since",
       test_a_form_asks_again_when_a_marker_was_written_over_since);
  ADD ("a-second-root-is-not-written", test_a_second_root_is_not_written);
  ADD ("an-erased-record-is-not-written", test_an_erased_record_is_not_written);
  ADD ("a-removal-hides-what-the-remover-saw", test_a_removal_hides_what_the_remover_saw);
  ADD ("a-removal-hides-what-was-written-over", test_a_removal_hides_what_was_written_over);
  ADD ("removal-concurrent-with-edit-keeps-both", test_removal_concurrent_with_edit_keeps_both);
  ADD ("what-came-while-the-question-was-open-was-not-seen",
       test_what_came_while_the_question_was_open_was_not_seen);
  ADD ("two-removals-with-reasons-are-one-removal", test_two_removals_with_reasons_are_one_removal);
  ADD ("a-removal-over-a-removal-saw-what-that-saw",
       test_a_removal_over_a_removal_saw_what_that_saw);
  ADD ("a-restoration-brings-the-record-back", test_a_restoration_brings_the_record_back);
  ADD ("a-choice-covers-what-was-shown-and-keeps-the-origin",
       test_a_choice_covers_what_was_shown_and_keeps_the_origin);
  ADD ("there-is-no-choice-without-several-heads", test_there_is_no_choice_without_several_heads);
  ADD ("an-erasure-covers-all-and-is-counted", test_an_erasure_covers_all_and_is_counted);
  return g_test_run ();
}
