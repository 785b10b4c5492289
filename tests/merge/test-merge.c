/* SPDX-License-Identifier: EUPL-1.2 */

/* Merging, law by law, on the smallest dossier that shows it. */

#include "support.h"

#include <string.h>

/* Laws 1 and 2. */

static void
test_version_over_another_takes_its_place (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *old = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *new = scene_version (scene, "Noortje", "2:1", "1:1");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, old, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, new, NULL);

  assert_heads (scene, merge->dossier, "Noortje");
  g_assert_cmpuint (merge->became_heads->len, ==, 1);
  g_assert_true (merge->became_heads->pdata[0] == new);
  g_assert_cmpuint (merge->became_past->len, ==, 1);
  g_assert_true (merge->became_past->pdata[0] == old);
}

static void
test_two_who_did_not_see_each_other_are_both_kept (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *base = scene_version (scene, "Noor", "1:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, base, NULL);
  g_autoptr (GezinMerge) merge =
      scene_merge (ours, NULL, scene_version (scene, "Nora", "2:1", "1:1"),
                   scene_version (scene, "Noora", "3:1", "1:1"), NULL);
  GezinRegister one =
      gezin_record_register (gezin_dossier_find (merge->dossier, &scene->person), GIVEN, NULL);

  assert_heads (scene, merge->dossier, "Nora|Noora");
  g_assert_true (gezin_register_is_conflict (&one));
}

static void
test_equal_values_are_no_conflict (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  g_autoptr (GezinMerge) merge =
      scene_merge (ours, NULL, scene_version (scene, "Noor", "2:1", ""), NULL);
  GezinRegister one =
      gezin_record_register (gezin_dossier_find (merge->dossier, &scene->person), GIVEN, NULL);

  assert_heads (scene, merge->dossier, "Noor|Noor");
  g_assert_false (gezin_register_is_conflict (&one));
}

static void
test_superseded_on_arrival_goes_to_past (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *old = scene_version (scene, "Noor", "1:1", "");
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noortje", "2:1", "1:1"), NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, old, NULL);

  g_assert_true (merge->dossier == ours);
  g_assert_cmpuint (merge->arrived_past->len, ==, 1);
  g_assert_true (merge->arrived_past->pdata[0] == old);
  g_assert_false (gezin_merge_is_empty (merge));
}

static void
test_merging_twice_changes_nothing (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *a = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *b = scene_version (scene, "Nora", "2:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, a, b, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, a, b, a, NULL);

  g_assert_true (merge->dossier == ours);
  g_assert_true (gezin_merge_is_empty (merge));
  g_assert_cmpuint (merge->n_unchanged, ==, 3);
}

static void
test_an_unseen_older_version_of_a_chain_is_known_by_the_newer (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "third", "1:3", "1:2 2:1"), NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, scene_version (scene, "first", "1:1", ""),
                                              scene_version (scene, "beside", "2:1", "1:1"), NULL);

  assert_heads (scene, merge->dossier, "third");
  g_assert_cmpuint (merge->arrived_past->len, ==, 2);
}

static void
test_a_register_never_loses_all_heads (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *ring[] = { scene_version (scene, "a", "1:1", "3:1"),
                           scene_version (scene, "b", "2:1", "1:1"),
                           scene_version (scene, "c", "3:1", "2:1") };
  g_autoptr (GezinDossier) ours = scene_dossier (scene, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (gezin_merge (ours, NULL, ring, 3, NULL, 0, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_EMPTY_REGISTER);
}

static void
test_many_heads_merge_like_few (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (GezinDossier) ours = scene_dossier (scene, NULL);
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GString) over = g_string_new (NULL);

  for (guint i = 1; i <= 40; i++)
    {
      g_autofree char *at = g_strdup_printf ("%u:1", i);

      g_ptr_array_add (versions, scene_version (scene, at, at, ""));
      if (i <= 39)
        g_string_append_printf (over, "%s%s", i > 1 ? " " : "", at);
    }
  g_ptr_array_add (versions, scene_version (scene, "all but one", "50:1", over->str));
  merge = gezin_merge (ours, NULL, (GezinVersion *const *) versions->pdata, versions->len, NULL, 0,
                       NULL);
  assert_heads (scene, merge->dossier, "40:1|all but one");
  g_assert_cmpuint (merge->arrived_past->len, ==, 39);
}

static void
test_items_of_a_set_merge_one_by_one (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinField about = GEZIN_FIELD_COMMON_ABOUT;
  GezinVersion *family = scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON, about,
                                           "family", "family", "1:1", "");
  GezinVersion *other =
      scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON, about, "x", "x", "2:1", "");
  GezinVersion *out = scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON, about, "family",
                                        NULL, "2:1", "1:1");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, family, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, other, out, NULL);
  g_autoptr (GPtrArray) items =
      gezin_record_items (gezin_dossier_find (merge->dossier, &scene->person), about);

  g_assert_cmpuint (items->len, ==, 1);
  g_assert_cmpstr (items->pdata[0], ==, "x");
}

static void
test_untouched_records_are_shared (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *other =
      scene_version_of (scene, &scene->other, GEZIN_KIND_PERSON, GIVEN, NULL, "Sam", "1:1", "");
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, other, scene_version (scene, "Noor", "1:1", ""), NULL);
  g_autoptr (GezinMerge) merge =
      scene_merge (ours, NULL, scene_version (scene, "Nora", "2:1", ""), NULL);

  g_assert_true (gezin_dossier_find (merge->dossier, &scene->other)
                 == gezin_dossier_find (ours, &scene->other));
}

/* Law 4. */

static void
assert_refused (GezinDossier *ours, GezinVersion *forged, GezinVersion *beside,
                GezinRefusalReason reason)
{
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, forged, NULL);
  const GezinRefusal *refusal;

  g_assert_true (merge->dossier == ours);
  g_assert_cmpuint (merge->refused->len, ==, 1);
  refusal = merge->refused->pdata[0];
  g_assert_cmpint (refusal->reason, ==, reason);
  g_assert_true (refusal->theirs == forged);
  g_assert_true (refusal->ours == beside);
  g_assert_false (gezin_merge_is_empty (merge));
}

static void
test_same_dot_with_other_content_is_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:2", "1:1");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);

  assert_refused (ours, scene_version (scene, "Nora", "1:2", "1:1"), head, GEZIN_REFUSAL_SAME_DOT);
  assert_refused (ours, scene_version (scene, "Noor", "1:2", "1:1 4:1"), head,
                  GEZIN_REFUSAL_SAME_DOT);
  assert_refused (ours,
                  scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL, "Noor",
                                    "1:2", "1:1", 999, "team", FALSE),
                  head, GEZIN_REFUSAL_SAME_DOT);
}

static void
test_an_attribute_left_out_is_no_difference (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *bare = scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                         "Noor", "1:1", "", 1, NULL, FALSE);
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, bare, NULL);

  g_assert_true (gezin_merge_is_empty (merge));
  g_assert_cmpuint (merge->n_unchanged, ==, 1);
}

static void
test_of_two_that_come_and_clash_both_are_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours = scene_dossier (scene, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, scene_version (scene, "Noor", "1:1", ""),
                                              scene_version (scene, "Nora", "1:1", ""), NULL);

  assert_heads (scene, merge->dossier, "-");
  g_assert_cmpuint (merge->refused->len, ==, 2);
}

static void
test_a_version_in_its_own_context_is_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);

  assert_refused (ours, scene_version (scene, "Nora", "2:1", "1:1 2:1"), NULL,
                  GEZIN_REFUSAL_SUPERSEDES_ITSELF);
}

static void
test_two_that_supersede_each_other_are_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:1", "2:1");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);

  assert_refused (ours, scene_version (scene, "Nora", "2:1", "1:1"), head, GEZIN_REFUSAL_MUTUAL);
}

static void
test_a_forked_replica_is_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:3", "1:2");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);

  assert_refused (ours, scene_version (scene, "Nora", "1:4", "1:2"), head,
                  GEZIN_REFUSAL_FORKED_REPLICA);
}

static void
test_one_record_of_two_kinds_is_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *street = scene_version_of (scene, &scene->person, GEZIN_KIND_ADDRESS,
                                           GEZIN_FIELD_ADDRESS_STREET, NULL, "Laan", "2:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);
  g_autoptr (GezinDossier) none = scene_dossier (scene, NULL);
  g_autoptr (GezinMerge) both = scene_merge (none, NULL, head, street, NULL);

  assert_refused (ours, street, head, GEZIN_REFUSAL_TWO_KINDS);
  g_assert_cmpuint (both->refused->len, ==, 2);
  g_assert_cmpuint (gezin_dossier_n_records (both->dossier), ==, 0);
}

static void
test_a_second_root_is_refused (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  GezinVersion *root = scene_version_of (scene, &scene->dossier, GEZIN_KIND_FAMILY,
                                         GEZIN_FIELD_FAMILY_NAME, NULL, "Vos", "1:1", "");
  g_autoptr (GezinMerge) right = scene_merge (ours, NULL, root, NULL);

  g_assert_nonnull (gezin_dossier_root (right->dossier));
  assert_refused (ours,
                  scene_version_of (scene, &scene->other, GEZIN_KIND_FAMILY,
                                    GEZIN_FIELD_FAMILY_NAME, NULL, "Vos", "1:1", ""),
                  NULL, GEZIN_REFUSAL_SECOND_ROOT);
  assert_refused (
      ours,
      scene_version_of (scene, &scene->dossier, GEZIN_KIND_PERSON, GIVEN, NULL, "Vos", "1:1", ""),
      NULL, GEZIN_REFUSAL_TWO_KINDS);
}

static void
test_refusals_have_names (void)
{
  for (guint reason = GEZIN_REFUSAL_SAME_DOT; reason <= GEZIN_REFUSAL_SECOND_ROOT; reason++)
    {
      const char *name = gezin_refusal_reason_name ((GezinRefusalReason) reason);

      g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", name, 0, 0));
    }
}

/* Law 10. */

static void
test_a_marker_takes_away_what_it_covers (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *head = scene_version (scene, "Noor", "1:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, head, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, scene_marker (scene, "2:1", "1:1"), NULL);
  g_autoptr (GezinMerge) again = scene_merge (merge->dossier, NULL, head, NULL);

  assert_heads (scene, merge->dossier, "(erased)");
  g_assert_cmpuint (merge->became_past->len, ==, 0);
  g_assert_cmpuint (merge->became_gone->len, ==, 1);
  g_assert_true (again->dossier == merge->dossier);
  g_assert_cmpuint (again->arrived_past->len, ==, 0);
  g_assert_cmpuint (again->n_at_erased, ==, 1);
}

static void
test_marker_and_unknowing_version_end_equal_in_both_orders (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *beside = scene_version (scene, "Nora", "3:1", "1:1");
  GezinVersion *marker = scene_marker (scene, "2:1", "1:1");
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  g_autoptr (GezinMerge) one = scene_merge (ours, NULL, beside, NULL);
  g_autoptr (GezinMerge) one_two = scene_merge (one->dossier, NULL, marker, NULL);
  g_autoptr (GezinMerge) two = scene_merge (ours, NULL, marker, NULL);
  g_autoptr (GezinMerge) two_one = scene_merge (two->dossier, NULL, beside, NULL);

  assert_heads (scene, one_two->dossier, "(erased)");
  assert_heads (scene, two_one->dossier, "(erased)");
  g_assert_true (one_two->waiting->len == 1 && one_two->waiting->pdata[0] == beside);
  g_assert_true (two_one->waiting->len == 1 && two_one->waiting->pdata[0] == beside);
}

static void
test_a_marker_binds_after_somebody_wrote_over_it (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *marker = scene_marker (scene, "2:1", "1:1");
  GezinVersion *beside = scene_version (scene, "Nora", "3:1", "1:1");
  g_autoptr (GPtrArray) markers = g_ptr_array_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "N.", "2:2", "1:1 2:1"), NULL);
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GezinMerge) with_marker = scene_merge (ours, NULL, marker, beside, NULL);

  g_ptr_array_add (markers, marker);
  merge = scene_merge (ours, markers, beside, NULL);
  assert_heads (scene, merge->dossier, "N.");
  g_assert_cmpuint (merge->waiting->len, ==, 1);
  assert_heads (scene, with_marker->dossier, "N.");
  g_assert_cmpuint (with_marker->waiting->len, ==, 1);
  g_assert_cmpuint (with_marker->arrived_past->len, ==, 1);
}

static void
test_an_erased_record_never_comes_back (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  GezinVersion *late = scene_version (scene, "Nora", "3:1", "1:1 2:7");
  g_autoptr (GezinMerge) erasure = gezin_merge (ours, NULL, NULL, 0, &scene->person, 1, NULL);
  g_autoptr (GezinMerge) merge = scene_merge (erasure->dossier, NULL, late, NULL);
  g_autoptr (GezinMerge) both = gezin_merge (ours, NULL, &late, 1, &scene->person, 1, NULL);

  g_assert_cmpuint (erasure->became_erased->len, ==, 1);
  g_assert_cmpuint (gezin_dossier_n_records (erasure->dossier), ==, 0);
  g_assert_true (merge->dossier == erasure->dossier);
  g_assert_cmpuint (merge->n_at_erased, ==, 1);
  g_assert_cmpuint (gezin_dossier_n_records (both->dossier), ==, 0);
  g_assert_cmpuint (both->n_at_erased, ==, 1);
}

static void
test_many_erased_records_go_like_few (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinUuid ids[40];
  g_autoptr (GezinDossier) ours = scene_dossier (
      scene, scene_version (scene, "Noor", "1:1", ""),
      scene_version_of (scene, &scene->other, GEZIN_KIND_PERSON, GIVEN, NULL, "Sam", "1:1", ""),
      NULL);
  g_autoptr (GezinMerge) merge = NULL;
  gsize n_erased;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = gezin_uuid_random (scene->random);
  ids[7] = ids[8] = scene->person;
  merge = gezin_merge (ours, NULL, NULL, 0, ids, G_N_ELEMENTS (ids), NULL);
  g_assert_nonnull (gezin_dossier_find (merge->dossier, &scene->other));
  g_assert_null (gezin_dossier_find (merge->dossier, &scene->person));
  gezin_dossier_erased (merge->dossier, &n_erased);
  g_assert_cmpuint (n_erased, ==, 39);
  g_assert_cmpuint (merge->became_erased->len, ==, 39);
}

/* Replicas. */

static void
test_a_replica_that_gave_more_than_is_here_is_spoilt (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  g_autoptr (GezinMerge) others =
      scene_merge (ours, NULL, scene_version (scene, "Nora", "2:1", "1:1"), NULL);
  g_autoptr (GezinMerge) more =
      scene_merge (ours, NULL, scene_version (scene, "Nora", "2:1", "1:2"), NULL);
  g_autoptr (GezinMerge) own =
      scene_merge (ours, NULL, scene_version (scene, "Nora", "1:2", "1:1"), NULL);
  g_autoptr (GezinMerge) waits = scene_merge (ours, NULL, scene_marker (scene, "3:1", ""), NULL);

  g_assert_false (gezin_merge_spoils_replica (others, ours, 1));
  g_assert_true (gezin_merge_spoils_replica (more, ours, 1));
  g_assert_true (gezin_merge_spoils_replica (own, ours, 1));
  g_assert_true (gezin_merge_spoils_replica (waits, ours, 1));
  g_assert_false (gezin_merge_spoils_replica (waits, ours, 9));
}

/* Our write lies in past; what took its place waits: nobody would count it any more. */
static void
test_a_replica_whose_count_waits_is_spoilt (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "theirs", "2:1", "1:1"), NULL);
  g_autoptr (GezinMerge) merge = scene_merge (ours, NULL, scene_marker (scene, "3:1", ""), NULL);

  g_assert_cmpuint (merge->waiting->len, ==, 1);
  g_assert_true (gezin_merge_spoils_replica (merge, ours, 1));
  g_assert_true (gezin_merge_spoils_replica (merge, ours, 2));
  g_assert_false (gezin_merge_spoils_replica (merge, ours, 9));
}

#define ADD(path, function) g_test_add_func ("/merge/" path, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("version-over-another-takes-its-place", test_version_over_another_takes_its_place);
  ADD ("two-who-did-not-see-each-other-are-both-kept",
       test_two_who_did_not_see_each_other_are_both_kept);
  ADD ("equal-values-are-no-conflict", test_equal_values_are_no_conflict);
  ADD ("superseded-on-arrival-goes-to-past", test_superseded_on_arrival_goes_to_past);
  ADD ("merging-twice-changes-nothing", test_merging_twice_changes_nothing);
  ADD ("what-a-newer-one-knew-does-not-come-back",
       test_an_unseen_older_version_of_a_chain_is_known_by_the_newer);
  ADD ("a-register-never-loses-all-heads", test_a_register_never_loses_all_heads);
  ADD ("many-heads-merge-like-few", test_many_heads_merge_like_few);
  ADD ("items-of-a-set-merge-one-by-one", test_items_of_a_set_merge_one_by_one);
  ADD ("untouched-records-are-shared", test_untouched_records_are_shared);
  ADD ("same-dot-with-other-content-is-refused", test_same_dot_with_other_content_is_refused);
  ADD ("an-attribute-left-out-is-no-difference", test_an_attribute_left_out_is_no_difference);
  ADD ("of-two-that-come-and-clash-both-are-refused",
       test_of_two_that_come_and_clash_both_are_refused);
  ADD ("a-version-in-its-own-context-is-refused", test_a_version_in_its_own_context_is_refused);
  ADD ("two-that-supersede-each-other-are-refused", test_two_that_supersede_each_other_are_refused);
  ADD ("a-forked-replica-is-refused", test_a_forked_replica_is_refused);
  ADD ("one-record-of-two-kinds-is-refused", test_one_record_of_two_kinds_is_refused);
  ADD ("a-second-root-is-refused", test_a_second_root_is_refused);
  ADD ("refusals-have-names", test_refusals_have_names);
  ADD ("a-marker-takes-away-what-it-covers", test_a_marker_takes_away_what_it_covers);
  ADD ("marker-and-unknowing-version-end-equal-in-both-orders",
       test_marker_and_unknowing_version_end_equal_in_both_orders);
  ADD ("a-marker-binds-after-somebody-wrote-over-it",
       test_a_marker_binds_after_somebody_wrote_over_it);
  ADD ("an-erased-record-never-comes-back", test_an_erased_record_never_comes_back);
  ADD ("many-erased-records-go-like-few", test_many_erased_records_go_like_few);
  ADD ("a-replica-that-gave-more-than-is-here-is-spoilt",
       test_a_replica_that_gave_more_than_is_here_is_spoilt);
  ADD ("a-replica-whose-count-waits-is-spoilt", test_a_replica_whose_count_waits_is_spoilt);
  return g_test_run ();
}
