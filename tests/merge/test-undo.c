/* SPDX-License-Identifier: EUPL-1.2 */

/* Undo: what is put back, what stays, and that each undone write is behind one or the other. */

#include "support.h"

typedef struct {
  Scene *scene;
  GezinDossier *dossier;
  GPtrArray *past;
} Desk;

static Desk
desk_new (void)
{
  Scene *scene = scene_new ();

  return (Desk){ scene, scene_dossier (scene, NULL),
                 g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref) };
}

static void
desk_clear (Desk *desk)
{
  gezin_dossier_unref (desk->dossier);
  g_ptr_array_unref (desk->past);
  scene_free (desk->scene);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static void
take (Desk *desk, GPtrArray *versions)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinMerge) merge = gezin_merge (
      desk->dossier, NULL, (GezinVersion *const *) versions->pdata, versions->len, NULL, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < merge->became_past->len; i++)
    g_ptr_array_add (desk->past, gezin_version_ref (merge->became_past->pdata[i]));
  gezin_dossier_unref (desk->dossier);
  desk->dossier = gezin_dossier_ref (merge->dossier);
}

static GPtrArray *
write_value (Desk *desk, const char *value)
{
  GezinWriter writer = scene_writer (desk->scene, 9, "team");
  g_autoptr (GPtrArray) edits = scene_edit (desk->scene, value, NULL);
  GPtrArray *versions = gezin_write (desk->dossier, &writer, edits, NULL);

  take (desk, versions);
  return versions;
}

static void
receive (Desk *desk, GezinVersion *version)
{
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();

  g_ptr_array_add (versions, version);
  take (desk, versions);
}

/* Returns what the undo wrote; @n_left is how much of @undone it left. */
static GPtrArray *
undo (Desk *desk, GPtrArray *undone, guint *n_left)
{
  GezinWriter writer = scene_writer (desk->scene, 9, "team");
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) edits = gezin_undo_edits (desk->dossier, undone, desk->past, &left);
  GPtrArray *versions = gezin_write (desk->dossier, &writer, edits, NULL);

  *n_left = left->len;
  take (desk, versions);
  return versions;
}

/* So that the record is older than what is undone. */
static void
begin (Desk *desk)
{
  receive (desk, scene_version_of (desk->scene, &desk->scene->person, GEZIN_KIND_PERSON,
                                   GEZIN_FIELD_PERSON_KNOWN_AS, NULL, "N", "1:1", ""));
}

static void
test_an_undo_puts_back_what_was_shown_before (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  first = write_value (&desk, "a");
  second = write_value (&desk, "b");
  undone = undo (&desk, second, &n_left);
  assert_heads (desk.scene, desk.dossier, "a");
  g_assert_cmpuint (n_left, ==, 0);
  g_assert_cmpuint (((GezinVersion *) undone->pdata[0])->dot.n, ==, 3);
}

static void
test_of_a_conflict_the_displayed_value_comes_back_with_its_origin (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  receive (&desk, scene_version_in (desk.scene, &desk.scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                    "later", "2:1", "", 500, "rvt", FALSE));
  receive (&desk, scene_version_in (desk.scene, &desk.scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                    "earlier", "3:1", "", 400, "police", FALSE));
  written = write_value (&desk, "typed");
  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "later");
  g_assert_cmpstr (gezin_version_origin (undone->pdata[0]), ==, "rvt");
}

static void
test_what_others_wrote_over_stays_and_is_named (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  written = write_value (&desk, "a");
  receive (&desk, scene_version (desk.scene, "theirs", "2:1", "9:1"));
  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "theirs");
  g_assert_cmpuint (undone->len, ==, 0);
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_what_others_wrote_beside_stays_and_is_named (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  written = write_value (&desk, "a");
  receive (&desk, scene_version (desk.scene, "theirs", "2:1", ""));
  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "theirs|a");
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_a_record_that_the_commit_created_is_removed (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = write_value (&desk, "a");
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "a");
  g_assert_true (gezin_record_is_removed (gezin_dossier_find (desk.dossier, &desk.scene->person)));
  g_assert_cmpuint (n_left, ==, 0);
}

static void
test_a_created_record_that_others_worked_on_stays_whole (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = write_value (&desk, "a");
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  receive (&desk, scene_version_in (desk.scene, &desk.scene->person, GEZIN_KIND_PERSON,
                                    GEZIN_FIELD_PERSON_KNOWN_AS, NULL, "N", "2:1", "", 1000000,
                                    "rvt", FALSE));
  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "a");
  g_assert_cmpuint (undone->len, ==, 0);
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_a_new_field_of_an_older_record_is_cleared (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  written = write_value (&desk, "a");
  undone = undo (&desk, written, &n_left);
  assert_heads (desk.scene, desk.dossier, "(none)");
  g_assert_cmpuint (n_left, ==, 0);
}

static void
test_undoing_step_by_step_goes_back_step_by_step (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) undo_of_second = NULL;
  g_autoptr (GPtrArray) undo_of_first = NULL;
  g_autoptr (GPtrArray) both = g_ptr_array_new ();
  guint n_left;

  begin (&desk);
  first = write_value (&desk, "a");
  second = write_value (&desk, "b");
  undo_of_second = undo (&desk, second, &n_left);
  g_ptr_array_add (both, first->pdata[0]);
  g_ptr_array_add (both, undo_of_second->pdata[0]);
  undo_of_first = undo (&desk, both, &n_left);
  assert_heads (desk.scene, desk.dossier, "(none)");
  g_assert_cmpuint (n_left, ==, 0);
}

static void
test_what_is_not_held_is_not_put_back (void)
{
  g_auto (Desk) desk = desk_new ();
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  first = write_value (&desk, "a");
  second = write_value (&desk, "b");
  g_ptr_array_set_size (desk.past, 0);
  undone = undo (&desk, second, &n_left);
  assert_heads (desk.scene, desk.dossier, "b");
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_an_erasure_is_not_undone (void)
{
  g_auto (Desk) desk = desk_new ();
  GezinWriter writer = scene_writer (desk.scene, 9, "team");
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) erasure = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  written = write_value (&desk, "a");
  erasure = gezin_write_erasure (desk.dossier, &writer, &desk.scene->person, GIVEN, NULL, NULL);
  take (&desk, erasure);
  undone = undo (&desk, erasure, &n_left);
  assert_heads (desk.scene, desk.dossier, "(erased)");
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_a_removal_does_not_come_back_over_what_came_since (void)
{
  g_auto (Desk) desk = desk_new ();
  GezinWriter writer = scene_writer (desk.scene, 9, "team");
  g_autoptr (GPtrArray) removal = NULL;
  g_autoptr (GPtrArray) restoration = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  begin (&desk);
  removal = gezin_write_removal (desk.dossier, &writer, &desk.scene->person, NULL, NULL, NULL);
  take (&desk, removal);
  writer = scene_writer (desk.scene, 9, "team");
  restoration = gezin_write_restoration (desk.dossier, &writer, &desk.scene->person, NULL);
  take (&desk, restoration);
  receive (&desk, scene_version (desk.scene, "theirs", "2:1", ""));
  undone = undo (&desk, restoration, &n_left);
  g_assert_false (gezin_record_is_removed (gezin_dossier_find (desk.dossier, &desk.scene->person)));
  g_assert_cmpuint (n_left, ==, 1);
}

static void
test_what_narrows_is_not_widened (void)
{
  g_auto (Desk) desk = desk_new ();
  GezinWriter writer = scene_writer (desk.scene, 9, "team");
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  guint n_left;

  receive (&desk, scene_version_of (desk.scene, &desk.scene->other, GEZIN_KIND_CONSENT,
                                    GEZIN_FIELD_CONSENT_GIVEN_ON, NULL, "2026-01-01", "1:1", ""));
  g_ptr_array_add (edits, gezin_edit_new (&desk.scene->other, GEZIN_KIND_CONSENT,
                                          GEZIN_FIELD_CONSENT_WITHDRAWN_ON, NULL, "2026-02-01"));
  written = gezin_write (desk.dossier, &writer, edits, NULL);
  take (&desk, written);
  undone = undo (&desk, written, &n_left);
  g_assert_cmpuint (undone->len, ==, 0);
  g_assert_cmpuint (n_left, ==, 1);
}

#define ADD(path, function) g_test_add_func ("/merge/undo/" path, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("puts-back-what-was-shown-before", test_an_undo_puts_back_what_was_shown_before);
  ADD ("of-a-conflict-the-displayed-value-comes-back-with-its-origin",
       test_of_a_conflict_the_displayed_value_comes_back_with_its_origin);
  ADD ("what-others-wrote-over-stays-and-is-named", test_what_others_wrote_over_stays_and_is_named);
  ADD ("what-others-wrote-beside-stays-and-is-named",
       test_what_others_wrote_beside_stays_and_is_named);
  ADD ("a-record-that-the-commit-created-is-removed",
       test_a_record_that_the_commit_created_is_removed);
  ADD ("a-created-record-that-others-worked-on-stays-whole",
       test_a_created_record_that_others_worked_on_stays_whole);
  ADD ("a-new-field-of-an-older-record-is-cleared", test_a_new_field_of_an_older_record_is_cleared);
  ADD ("step-by-step-goes-back-step-by-step", test_undoing_step_by_step_goes_back_step_by_step);
  ADD ("what-is-not-held-is-not-put-back", test_what_is_not_held_is_not_put_back);
  ADD ("an-erasure-is-not-undone", test_an_erasure_is_not_undone);
  ADD ("a-removal-does-not-come-back-over-what-came-since",
       test_a_removal_does_not_come_back_over_what_came_since);
  ADD ("what-narrows-is-not-widened", test_what_narrows_is_not_widened);
  return g_test_run ();
}
