/* SPDX-License-Identifier: EUPL-1.2 */

/* Plans: what they say, and what comes of answers. The shape rules here are the real ones. */

#include "support.h"

static GezinReference *
load_reference (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GError) error = NULL;
  GezinReference *reference = gezin_reference_new_from_folder (folder, NULL, &error);

  g_assert_no_error (error);
  return reference;
}

static GPtrArray *
list_of (GezinVersion *first, ...)
{
  GPtrArray *versions = g_ptr_array_new ();
  va_list list;

  va_start (list, first);
  for (GezinVersion *version = first; version != NULL; version = va_arg (list, GezinVersion *))
    g_ptr_array_add (versions, version);
  va_end (list);
  return versions;
}

static GezinPlan *
plan_of (GezinDossier *ours, GPtrArray *incoming)
{
  g_autoptr (GezinReference) reference = load_reference ();
  g_autoptr (GError) error = NULL;
  GezinPlan *plan = gezin_plan_new (ours, NULL, incoming, NULL, 0, reference, &error);

  g_assert_no_error (error);
  return plan;
}

static GezinPlanItem *
item_of (GezinPlan *plan, const GezinUuid *record)
{
  for (guint i = 0; i < plan->items->len; i++)
    {
      GezinPlanItem *item = plan->items->pdata[i];

      if (gezin_uuid_equal (&item->record, record))
        return item;
    }
  g_error ("the plan has no item for a record that came");
}

static GezinMerge *
carry_out (Scene *scene, GezinPlan *plan, GezinDossier *ours, GPtrArray **choices,
           GPtrArray **aside)
{
  GezinWriter writer = scene_writer (scene, 9, "team");
  g_autoptr (GError) error = NULL;
  GezinMerge *merge = NULL;

  g_assert_true (gezin_plan_carry_out (plan, ours, &writer, &merge, choices, aside, &error));
  g_assert_no_error (error);
  return merge;
}

static GezinVersion *
birth_date (Scene *scene, const char *value, const char *at, const char *over)
{
  return scene_version_of (scene, &scene->other, GEZIN_KIND_PERSON, GEZIN_FIELD_PERSON_BIRTH_DATE,
                           NULL, value, at, over);
}

static void
test_a_plan_says_what_would_happen (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *known = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *root = scene_version_of (scene, &scene->dossier, GEZIN_KIND_FAMILY,
                                         GEZIN_FIELD_FAMILY_NAME, NULL, "Vos", "1:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, known, root, NULL);
  g_autoptr (GPtrArray) same = list_of (root, scene_version (scene, "Nora", "2:1", "1:1"),
                                        birth_date (scene, "2014-05-01", "2:1", ""), NULL);
  g_autoptr (GPtrArray) clash = list_of (scene_version (scene, "Nora", "2:1", ""), NULL);
  g_autoptr (GPtrArray) forged = list_of (scene_version (scene, "Nora", "1:1", ""), NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, same);
  g_autoptr (GezinPlan) conflict = plan_of (ours, clash);
  g_autoptr (GezinPlan) refused = plan_of (ours, forged);

  g_assert_cmpuint (plan->items->len, ==, 3);
  g_assert_cmpint (item_of (plan, &scene->dossier)->outcome, ==, GEZIN_PLAN_UNCHANGED);
  g_assert_cmpint (item_of (plan, &scene->person)->outcome, ==, GEZIN_PLAN_CHANGED);
  g_assert_cmpuint (item_of (plan, &scene->person)->n_new_heads, ==, 1);
  g_assert_cmpint (item_of (plan, &scene->other)->outcome, ==, GEZIN_PLAN_ADDED);
  g_assert_cmpint (item_of (conflict, &scene->person)->outcome, ==, GEZIN_PLAN_CONFLICT);
  g_assert_cmpuint (item_of (conflict, &scene->person)->n_conflicts, ==, 1);
  g_assert_cmpint (item_of (refused, &scene->person)->outcome, ==, GEZIN_PLAN_REFUSED);
  g_assert_cmpstr (item_of (refused, &scene->person)->reason, ==, "same-dot");
  assert_heads (scene, plan->merge->dossier, "Nora");
}

static void
test_items_stand_in_order_of_kind_and_id (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours = scene_dossier (scene, NULL);
  g_autoptr (GPtrArray) incoming =
      list_of (scene_version (scene, "Noor", "1:1", ""), birth_date (scene, "2014", "1:1", ""),
               scene_version_of (scene, &scene->dossier, GEZIN_KIND_FAMILY, GEZIN_FIELD_FAMILY_NAME,
                                 NULL, "Vos", "1:1", ""),
               NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  const GezinPlanItem *second = plan->items->pdata[1], *third = plan->items->pdata[2];

  g_assert_cmpint (((GezinPlanItem *) plan->items->pdata[0])->kind, ==, GEZIN_KIND_FAMILY);
  g_assert_cmpint (gezin_uuid_compare (&second->record, &third->record), <, 0);
}

static void
test_a_wrong_shape_is_parked_and_stops_no_other (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, birth_date (scene, "2014", "1:1", ""), NULL);
  g_autoptr (GPtrArray) incoming = list_of (scene_version (scene, "Noor", "2:1", ""),
                                            birth_date (scene, "yesterday", "2:1", "1:1"), NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  const GezinPlanItem *parked = item_of (plan, &scene->other);

  g_assert_cmpint (parked->outcome, ==, GEZIN_PLAN_PARKED);
  g_assert_cmpstr (parked->reason, ==, "bad-date");
  g_assert_nonnull (parked->sentence);
  g_assert_true (gezin_plan_answer (plan, &scene->other, TRUE)); /* an answer changes nothing */
  merge = carry_out (scene, plan, ours, &choices, &aside);
  assert_heads (scene, merge->dossier, "Noor");
  g_assert_true (gezin_dossier_find (merge->dossier, &scene->other)
                 == gezin_dossier_find (ours, &scene->other));
  g_assert_cmpuint (aside->len, ==, 1);
  g_assert_cmpuint (((GezinPlanItem *) aside->pdata[0])->versions->len, ==, 1);
}

static void
test_a_rejected_new_record_is_set_aside (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours = scene_dossier (scene, NULL);
  g_autoptr (GPtrArray) incoming = list_of (scene_version (scene, "Noor", "2:1", ""), NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;

  g_assert_false (gezin_plan_answer (plan, &scene->other, FALSE));
  g_assert_true (gezin_plan_answer (plan, &scene->person, FALSE));
  merge = carry_out (scene, plan, ours, &choices, &aside);
  g_assert_true (merge->dossier == ours);
  g_assert_cmpuint (choices->len, ==, 0);
  g_assert_cmpuint (aside->len, ==, 1);
}

/* Law 5. */
static void
test_a_rejected_change_is_answered_with_ours (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *mine = scene_version_in (scene, &scene->person, GEZIN_KIND_PERSON, GIVEN, NULL,
                                         "Noor", "1:1", "", 1, "police", FALSE);
  GezinVersion *theirs = scene_version (scene, "Nora", "2:1", "1:1");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, mine, NULL);
  g_autoptr (GezinDossier) senders = scene_dossier (scene, theirs, NULL);
  g_autoptr (GPtrArray) incoming = list_of (theirs, NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;
  g_autoptr (GezinMerge) at_sender = NULL;

  g_assert_true (gezin_plan_answer (plan, &scene->person, FALSE));
  merge = carry_out (scene, plan, ours, &choices, &aside);
  assert_heads (scene, merge->dossier, "Noor");
  g_assert_cmpuint (choices->len, ==, 1);
  g_assert_cmpstr (gezin_version_origin (choices->pdata[0]), ==, "police");
  g_assert_cmpuint (merge->arrived_past->len, ==, 1);
  g_assert_true (merge->arrived_past->pdata[0] == theirs);
  at_sender = scene_merge (senders, NULL, choices->pdata[0], NULL);
  assert_heads (scene, at_sender->dossier, "Noor");
}

static void
test_a_rejection_decides_no_other_conflict (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours = scene_dossier (scene, scene_version (scene, "a", "1:1", ""),
                                                 scene_version (scene, "b", "2:1", ""), NULL);
  g_autoptr (GPtrArray) incoming = list_of (scene_version (scene, "c", "3:1", ""), NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;

  gezin_plan_answer (plan, &scene->person, FALSE);
  merge = carry_out (scene, plan, ours, &choices, &aside);
  assert_heads (scene, merge->dossier, "a|b");
}

static void
test_a_rejected_removal_leaves_the_record_standing (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_version (scene, "Noor", "1:1", ""), NULL);
  GezinWriter remover = scene_writer (scene, 3, "rvt");
  g_autoptr (GPtrArray) incoming =
      gezin_write_removal (ours, &remover, &scene->person, NULL, "a mistake", NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;

  gezin_plan_answer (plan, &scene->person, FALSE);
  merge = carry_out (scene, plan, ours, &choices, &aside);
  g_assert_false (gezin_record_is_removed (gezin_dossier_find (merge->dossier, &scene->person)));
  g_assert_cmpuint (choices->len, ==, 2);
}

/* Law 12. */
static void
test_what_narrows_a_record_written_once_is_not_rejected (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *given =
      scene_version_of (scene, &scene->other, GEZIN_KIND_CONSENT, GEZIN_FIELD_CONSENT_GIVEN_ON,
                        NULL, "2026-01-01", "1:1", "");
  GezinVersion *withdrawn =
      scene_version_of (scene, &scene->other, GEZIN_KIND_CONSENT, GEZIN_FIELD_CONSENT_WITHDRAWN_ON,
                        NULL, "2026-02-01", "2:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, given, NULL);
  g_autoptr (GPtrArray) incoming = list_of (withdrawn, NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);

  g_assert_false (item_of (plan, &scene->other)->can_reject);
  g_assert_false (gezin_plan_answer (plan, &scene->other, FALSE));
  g_assert_true (item_of (plan, &scene->other)->accepted);
}

/* Law 10. */
static void
test_what_is_erased_here_is_not_parked_either (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinReference) reference = load_reference ();
  g_autoptr (GezinDossier) none = scene_dossier (scene, NULL);
  g_autoptr (GPtrArray) incoming = list_of (birth_date (scene, "yesterday", "2:1", ""), NULL);
  g_autoptr (GezinPlan) plan =
      gezin_plan_new (none, NULL, incoming, &scene->other, 1, reference, NULL);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;

  g_assert_cmpint (item_of (plan, &scene->other)->outcome, ==, GEZIN_PLAN_REFUSED);
  g_assert_cmpstr (item_of (plan, &scene->other)->reason, ==, "erased");
  merge = carry_out (scene, plan, none, &choices, &aside);
  g_assert_cmpuint (aside->len, ==, 0);
  g_assert_cmpuint (merge->n_at_erased, ==, 1);
}

static void
test_what_a_marker_covers_is_not_set_aside (void)
{
  g_autoptr (Scene) scene = scene_new ();
  GezinVersion *old = scene_version (scene, "Noor", "1:1", "");
  GezinVersion *marker = scene_marker (scene, "2:1", "1:1");
  GezinVersion *wrong = scene_version_of (scene, &scene->person, GEZIN_KIND_PERSON,
                                          GEZIN_FIELD_PERSON_BIRTH_DATE, NULL, "never", "1:1", "");
  g_autoptr (GezinDossier) ours = scene_dossier (scene, marker, NULL);
  g_autoptr (GPtrArray) incoming = list_of (old, wrong, NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = carry_out (scene, plan, ours, &choices, &aside);
  const GezinPlanItem *parked = aside->pdata[0];

  g_assert_cmpint (item_of (plan, &scene->person)->outcome, ==, GEZIN_PLAN_PARKED);
  g_assert_cmpuint (parked->versions->len, ==, 1);
  g_assert_true (parked->versions->pdata[0] == wrong);
}

static void
test_an_answer_knows_every_marker (void)
{
  g_autoptr (Scene) scene = scene_new ();
  g_autoptr (GezinDossier) ours =
      scene_dossier (scene, scene_marker (scene, "1:1", ""), scene_marker (scene, "2:1", ""), NULL);
  g_autoptr (GPtrArray) incoming = list_of (scene_marker (scene, "3:1", ""), NULL);
  g_autoptr (GezinPlan) plan = plan_of (ours, incoming);
  g_autoptr (GPtrArray) choices = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GezinMerge) merge = NULL;

  gezin_plan_answer (plan, &scene->person, FALSE);
  merge = carry_out (scene, plan, ours, &choices, &aside);
  assert_heads (scene, merge->dossier, "(none)");
  g_assert_cmpuint (merge->waiting->len, ==, 0);
}

#define ADD(path, function) g_test_add_func ("/merge/plan/" path, function)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("says-what-would-happen", test_a_plan_says_what_would_happen);
  ADD ("items-stand-in-order-of-kind-and-id", test_items_stand_in_order_of_kind_and_id);
  ADD ("a-wrong-shape-is-parked-and-stops-no-other",
       test_a_wrong_shape_is_parked_and_stops_no_other);
  ADD ("a-rejected-new-record-is-set-aside", test_a_rejected_new_record_is_set_aside);
  ADD ("a-rejected-change-is-answered-with-ours", test_a_rejected_change_is_answered_with_ours);
  ADD ("a-rejection-decides-no-other-conflict", test_a_rejection_decides_no_other_conflict);
  ADD ("a-rejected-removal-leaves-the-record-standing",
       test_a_rejected_removal_leaves_the_record_standing);
  ADD ("what-narrows-a-record-written-once-is-not-rejected",
       test_what_narrows_a_record_written_once_is_not_rejected);
  ADD ("what-is-erased-here-is-not-parked-either", test_what_is_erased_here_is_not_parked_either);
  ADD ("what-a-marker-covers-is-not-set-aside", test_what_a_marker_covers_is_not_set_aside);
  ADD ("an-answer-knows-every-marker", test_an_answer_knows_every_marker);
  return g_test_run ();
}
