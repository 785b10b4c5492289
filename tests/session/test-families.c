/* SPDX-License-Identifier: EUPL-1.2 */

/* Families that meet and part, through the one door: dossiers joined on two laptops
 * that are offline, in any order; the same person twice; splitting. */

#include "laptop.h"

#include "merge/merge.h"
#include "rules/same.h"
#include "session/admin.h"
#include "session/display.h"
#include "session/work.h"
#include "store/store-error.h"

#include <string.h>

#define MAX_DOSSIERS 4

/* Joining. */

static void
test_two_laptops_join_offline_and_end_equal (void)
{
  Laptop anna, bram;
  GezinUuid a, b, noor, piet, tess;
  const char *known_as[] = { "known-as", "Nootje", NULL };
  const char *phone[] = { "phone", "0201234567", NULL };

  laptop_init (&anna, 1, "Anna");
  laptop_init (&bram, 2, "Bram");
  a = new_dossier (&anna, "Gezin De Vries");
  b = new_dossier (&bram, "De Vries-Jansen");
  noor = new_person (&anna, &a, "Noor");
  piet = new_person (&bram, &b, "Piet");
  bring (&anna, &bram, &a);
  bring (&bram, &anna, &b);

  /* Offline: both join, each the other way round, and go on working in the whole. */
  join (&anna, &a, &b);
  join (&bram, &b, &a);
  write_fields (&anna, &a, &piet, GEZIN_KIND_PERSON, known_as);
  write_fields (&bram, &b, &noor, GEZIN_KIND_PERSON, phone);
  tess = new_person (&bram, &a, "Tess");

  bring (&anna, &bram, &b);
  bring (&anna, &bram, &a);
  bring (&bram, &anna, &a);
  bring (&bram, &anna, &b);
  assert_equal_dumps (&anna, &bram, &a);
  assert_equal_dumps (&anna, &bram, &b);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  g_assert_true (is_led_by (&anna, &a, smaller (&a, &b)));
  g_assert_true (is_led_by (&bram, &b, smaller (&a, &b)));
  g_assert_true (shows (&anna, &b, &noor) && shows (&anna, &b, &piet) && shows (&anna, &b, &tess));

  /* One takes the link out: after all have met, it is out for both. */
  g_assert_false (unjoin (&bram, &a, &b));
  bring (&bram, &anna, &b);
  g_assert_cmpuint (n_lines (&anna), ==, 1); /* the other side still says so */
  bring (&bram, &anna, &a);
  g_assert_cmpuint (n_lines (&anna), ==, 2);
  g_assert_true (shows (&anna, &a, &noor) && shows (&anna, &a, &tess));
  g_assert_false (shows (&anna, &a, &piet));
  assert_equal_dumps (&anna, &bram, &a);
  assert_equal_dumps (&anna, &bram, &b);
  laptop_clear (&anna);
  laptop_clear (&bram);
}

static void
test_a_link_may_come_before_the_dossier (void)
{
  Laptop anna, bram;
  GezinUuid ids[3];

  laptop_init (&anna, 3, "Anna");
  laptop_init (&bram, 4, "Bram");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = new_dossier (&anna, "Gezin De Vries");
  join (&anna, &ids[0], &ids[1]);
  join (&anna, &ids[1], &ids[2]);

  /* The one in the middle is not there yet, and connects the two that name it. */
  bring (&anna, &bram, &ids[0]);
  bring (&anna, &bram, &ids[2]);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  g_assert_true (is_led_by (&bram, &ids[2], smaller (&ids[0], &ids[2])));
  bring (&anna, &bram, &ids[1]);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  g_assert_true (is_led_by (&bram, &ids[2], smaller (&ids[0], smaller (&ids[1], &ids[2]))));
  laptop_clear (&anna);
  laptop_clear (&bram);
}

static void
test_a_ring_of_three_parts_at_the_last_link (void)
{
  Laptop anna;
  GezinUuid a, b, c;

  laptop_init (&anna, 5, "Anna");
  a = new_dossier (&anna, "A");
  b = new_dossier (&anna, "B");
  c = new_dossier (&anna, "C");
  join (&anna, &a, &b);
  join (&anna, &b, &c);
  join (&anna, &c, &a);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  g_assert_true (unjoin (&anna, &a, &b));
  g_assert_false (unjoin (&anna, &c, &a));
  g_assert_cmpuint (n_lines (&anna), ==, 2);
  g_assert_false (unjoin (&anna, &c, &b));
  g_assert_cmpuint (n_lines (&anna), ==, 3);
  laptop_clear (&anna);
}

static void
test_what_cannot_be_joined_is_refused (void)
{
  Laptop anna;
  GezinUuid a, b, absent, noor;
  g_autoptr (GError) error = NULL;
  guint64 commit = 1;

  laptop_init (&anna, 6, "Anna");
  a = new_dossier (&anna, "A");
  b = new_dossier (&anna, "B");
  noor = new_person (&anna, &a, "Noor");
  absent = gezin_uuid_random (anna.random);
  g_assert_false (gezin_session_join (anna.session, &a, &a, NULL, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_SAME_DOSSIER);
  g_clear_error (&error);
  g_assert_false (gezin_session_join (anna.session, &a, &absent, NULL, &error));
  g_assert_error (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (gezin_session_unjoin (anna.session, &a, &b, NULL, NULL, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_LINKED);
  g_clear_error (&error);
  g_assert_false (gezin_session_same (anna.session, &a, &noor, &a, NULL, &error));
  g_assert_error (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_OTHER_KIND);
  g_clear_error (&error);
  g_assert_false (gezin_session_same (anna.session, &a, &noor, &absent, NULL, &error));
  g_assert_error (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
  g_clear_error (&error);
  join (&anna, &a, &b);
  g_assert_true (gezin_session_join (anna.session, &b, &a, &commit, &error));
  g_assert_cmpuint (commit, ==, 0);
  laptop_clear (&anna);
}

static void
test_one_commit_over_two_parts_is_undone_in_both (void)
{
  Laptop anna;
  GezinUuid a, b, noor, piet;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_edit_free);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  guint64 commit = 0;
  guint n_put_back = 0, n_of_commit = 0;

  laptop_init (&anna, 7, "Anna");
  a = new_dossier (&anna, "A");
  b = new_dossier (&anna, "B");
  noor = new_person (&anna, &a, "Noor");
  piet = new_person (&anna, &b, "Piet");
  join (&anna, &a, &b);
  now = gezin_session_read (anna.session, &a, &error);
  g_assert_true (gezin_session_edit (anna.session, now, &noor, GEZIN_KIND_PERSON, "phone",
                                     "0612345678", -1, edits, &error));
  g_assert_true (gezin_session_edit (anna.session, now, &piet, GEZIN_KIND_PERSON, "given-names",
                                     "Pieter", -1, edits, &error));
  g_assert_true (gezin_session_commit (anna.session, &b, edits, NULL, &commit, &error));
  g_assert_no_error (error);
  entries = gezin_session_history (anna.session, &a, NULL, GEZIN_FIELD_NONE, &error);
  for (guint i = 0; i < entries->len; i++)
    {
      const GezinHistoryEntry *entry = entries->pdata[i];

      n_of_commit += entry->version->commit->id == commit;
      if (i > 0)
        g_assert_cmpint (entry->version->commit->time, <=,
                         ((GezinHistoryEntry *) entries->pdata[i - 1])->version->commit->time);
    }
  g_assert_cmpuint (n_of_commit, ==, 2);
  tick (&anna);

  g_assert_true (gezin_session_undo (anna.session, &a, &n_put_back, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_put_back, ==, 2);
  tick (&anna);
  /* What was newest before that is the joining itself. */
  g_assert_true (gezin_session_undo (anna.session, &b, &n_put_back, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_put_back, ==, 2);
  g_assert_cmpuint (n_lines (&anna), ==, 2);
  laptop_clear (&anna);
}

static void
test_a_draft_of_the_whole_is_done_with_the_commit (void)
{
  Laptop anna;
  GezinUuid a, b, piet;
  const GezinUuid *leader;
  g_autoptr (GezinDraft) draft = NULL;
  g_autoptr (GezinDossier) now = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 8, "Anna");
  a = new_dossier (&anna, "A");
  b = new_dossier (&anna, "B");
  leader = smaller (&a, &b);
  piet = new_person (&anna, leader == &a ? &b : &a, "Piet");
  join (&anna, &a, &b);
  /* The window knows the whole by its leader; the record is in the other part. */
  now = gezin_session_read (anna.session, &a, &error);
  draft = gezin_draft_new (leader, &piet, GEZIN_KIND_PERSON);
  g_assert_true (gezin_session_edit (anna.session, now, &piet, GEZIN_KIND_PERSON, "phone",
                                     "0612345678", -1, draft->edits, &error));
  g_assert_true (gezin_session_keep_draft (anna.session, draft, &error));
  kept = gezin_session_drafts (anna.session, &b, &error);
  g_assert_cmpuint (kept->len, ==, 1);
  g_assert_true (gezin_session_commit (anna.session, leader, draft->edits, NULL, NULL, &error));
  g_assert_no_error (error);
  left = gezin_session_drafts (anna.session, &a, &error);
  g_assert_cmpuint (left->len, ==, 0);
  laptop_clear (&anna);
}

/* Another system gave both the same id. */
static void
test_a_record_that_both_hold_is_written_in_both (void)
{
  static const char file[] =
      "<dossier xmlns=\"urn:gezinsdossier:dossier:1\" id=\"%s\">"
      "<record kind=\"family\" id=\"%s\"><field name=\"name\">%s</field></record>"
      "<record kind=\"person\" id=\"7c0a8b6e-4f0a-4a52-9d0e-0f5a3c1d2e3f\">"
      "<field name=\"given-names\">%s</field></record></dossier>";
  static const char first[] = "11111111-4f0a-4a52-9d0e-0f5a3c1d2e3f";
  static const char second[] = "22222222-4f0a-4a52-9d0e-0f5a3c1d2e3f";
  g_autofree char *one = g_strdup_printf (file, first, first, "A", "Noor");
  g_autofree char *two = g_strdup_printf (file, second, second, "B", "Nora");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  GezinUuid a, b, person;
  const GezinConflict *conflict;
  Laptop anna;

  laptop_init (&anna, 9, "Anna");
  gezin_load_report_free (gezin_session_load (anna.session, one, strlen (one), &error));
  g_assert_no_error (error);
  gezin_load_report_free (gezin_session_load (anna.session, two, strlen (two), &error));
  g_assert_no_error (error);
  g_assert_true (gezin_uuid_parse (first, &a) && gezin_uuid_parse (second, &b));
  g_assert_true (gezin_uuid_parse ("7c0a8b6e-4f0a-4a52-9d0e-0f5a3c1d2e3f", &person));
  tick (&anna);
  join (&anna, &a, &b);
  conflicts = gezin_session_conflicts (anna.session, &a, &error);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_true (gezin_session_choose (anna.session, &a, &person, conflict->field, NULL,
                                       &((GezinVersion *) conflict->heads->pdata[0])->dot, NULL,
                                       &error));
  g_assert_no_error (error);
  none = gezin_session_conflicts (anna.session, &b, &error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (unjoin (&anna, &a, &b));
  {
    g_autoptr (GezinDossier) left = gezin_session_read (anna.session, &a, &error);
    g_autoptr (GezinDossier) right = gezin_session_read (anna.session, &b, &error);

    g_assert_cmpstr (
        gezin_record_value (gezin_dossier_find (left, &person), GEZIN_FIELD_PERSON_GIVEN_NAMES), ==,
        gezin_record_value (gezin_dossier_find (right, &person), GEZIN_FIELD_PERSON_GIVEN_NAMES));
  }
  join (&anna, &a, &b);
  g_assert_true (gezin_session_remove (anna.session, &b, &person, NULL, "twice", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (shows (&anna, &a, &person));
  laptop_clear (&anna);
}

/* The same person twice. */

static void
test_a_reference_leads_to_the_one_who_stands_for_both (void)
{
  Laptop anna;
  GezinUuid a, noor, nora, contact;
  const GezinUuid *leader, *other;
  const char *phone[] = { "phone", "0612345678", NULL };
  char about[GEZIN_UUID_TEXT_LENGTH + 1];
  const char *pairs[] = { "about", about, "facts", "Gesprek", NULL };
  g_autoptr (GezinDossier) now = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 10, "Anna");
  a = new_dossier (&anna, "A");
  noor = new_person (&anna, &a, "Noor");
  nora = new_person (&anna, &a, "Nora");
  leader = smaller (&noor, &nora);
  other = leader == &noor ? &nora : &noor;
  gezin_uuid_write (other, about);
  contact = gezin_uuid_random (anna.random);
  write_fields (&anna, &a, &contact, GEZIN_KIND_CONTACT, pairs);
  write_fields (&anna, &a, other, GEZIN_KIND_PERSON, phone);
  g_assert_true (gezin_session_same (anna.session, &a, &noor, &nora, NULL, &error));
  g_assert_no_error (error);
  now = gezin_session_read (anna.session, &a, &error);
  text = gezin_session_field_text (anna.session, now, gezin_dossier_find (now, &contact),
                                   GEZIN_FIELD_COMMON_ABOUT);
  title = gezin_session_record_title (anna.session, now, gezin_dossier_find (now, leader));
  g_assert_cmpstr (text, ==, title);
  g_assert_true (gezin_session_leading_record (anna.session, now, gezin_dossier_find (now, other))
                 == gezin_dossier_find (now, leader));
  laptop_clear (&anna);
}

static GArray *
own_replicas (Laptop *laptop, const GezinUuid *dossier)
{
  guint64 current;
  GArray *own = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gezin_store_replicas (laptop->session->store, dossier, &current, &own, &error));
  return own;
}

static gboolean
is_confirmed (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *a, const GezinUuid *b)
{
  g_autoptr (GezinDossier) now = gezin_session_read (laptop->session, dossier, NULL);
  g_autoptr (GArray) own = own_replicas (laptop, dossier);
  g_autoptr (GezinSame) same =
      gezin_same_new_confirmed (now, (const guint64 *) (gpointer) own->data, own->len);

  return gezin_uuid_equal (gezin_same_leader (same, a), gezin_same_leader (same, b));
}

static void
test_a_link_of_somebody_else_is_confirmed_by_linking (void)
{
  Laptop anna, bram;
  GezinUuid a, noor, nora;
  g_autoptr (GError) error = NULL;
  guint64 commit = 0;

  laptop_init (&anna, 11, "Anna");
  laptop_init (&bram, 12, "Bram");
  a = new_dossier (&anna, "A");
  noor = new_person (&anna, &a, "Noor");
  nora = new_person (&anna, &a, "Nora");
  g_assert_true (gezin_session_same (anna.session, &a, &noor, &nora, NULL, &error));
  bring (&anna, &bram, &a);
  g_assert_true (is_confirmed (&anna, &a, &noor, &nora));
  g_assert_false (is_confirmed (&bram, &a, &noor, &nora));
  g_assert_true (gezin_session_same (bram.session, &a, &nora, &noor, &commit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (commit, !=, 0);
  g_assert_true (is_confirmed (&bram, &a, &noor, &nora));
  g_assert_true (gezin_session_same (bram.session, &a, &nora, &noor, &commit, &error));
  g_assert_cmpuint (commit, ==, 0);
  bring (&bram, &anna, &a);
  assert_equal_dumps (&anna, &bram, &a);
  laptop_clear (&anna);
  laptop_clear (&bram);
}

/* Splitting. */

static GezinSplitReport *
split (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *record, const char *name)
{
  g_autoptr (GError) error = NULL;
  GezinSplitReport *report =
      gezin_session_split (laptop->session, dossier, record, 1, name, &error);

  g_assert_no_error (error);
  tick (laptop);
  return report;
}

static void
assert_split_refused (Laptop *laptop, const GezinUuid *dossier, const GezinUuid *records, guint n,
                      GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  g_assert_null (gezin_session_split (laptop->session, dossier, records, n, "N", &error));
  g_assert_error (error, domain, code);
  sentence = gezin_session_sentence (error);
  g_assert_nonnull (sentence);
}

static void
test_what_cannot_be_split_is_refused (void)
{
  Laptop anna;
  GezinUuid a, people[2], absent;

  laptop_init (&anna, 13, "Anna");
  a = new_dossier (&anna, "A");
  people[0] = new_person (&anna, &a, "Noor");
  people[1] = new_person (&anna, &a, "Piet");
  absent = gezin_uuid_random (anna.random);
  assert_split_refused (&anna, &a, &a, 1, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_SPLIT_ROOT);
  assert_split_refused (&anna, &a, people, 2, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_SPLIT_ALL);
  assert_split_refused (&anna, &a, people, 0, GEZIN_SESSION_ERROR,
                        GEZIN_SESSION_ERROR_SPLIT_NOTHING);
  assert_split_refused (&anna, &a, &absent, 1, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  laptop_clear (&anna);
}

/* What is kept secret from somebody who goes does not go; what nobody refers to any more is removed. */
static void
test_secrets_stay_behind (void)
{
  Laptop anna;
  GezinUuid a, mother, father, secret, stay, address;
  char mother_id[GEZIN_UUID_TEXT_LENGTH + 1], father_id[GEZIN_UUID_TEXT_LENGTH + 1];
  char address_id[GEZIN_UUID_TEXT_LENGTH + 1];
  g_autofree char *both = NULL;
  g_autoptr (GezinSplitReport) report = NULL;

  laptop_init (&anna, 14, "Anna");
  a = new_dossier (&anna, "A");
  mother = new_person (&anna, &a, "Mina");
  father = new_person (&anna, &a, "Piet");
  gezin_uuid_write (&mother, mother_id);
  gezin_uuid_write (&father, father_id);
  both = g_strdup_printf ("%s,%s", mother_id, father_id);
  secret = gezin_uuid_random (anna.random);
  stay = gezin_uuid_random (anna.random);
  address = gezin_uuid_random (anna.random);
  gezin_uuid_write (&address, address_id);
  {
    const char *contact[] = { "about",       both,          "facts",   "Zij wil weg", "sharing",
                              "secret-from", "secret-from", father_id, NULL };
    const char *place[] = { "street", "Muizengat", "kind", "secret", NULL };
    const char *lives[] = { "person", father_id, "address", address_id, NULL };

    write_fields (&anna, &a, &secret, GEZIN_KIND_CONTACT, contact);
    write_fields (&anna, &a, &address, GEZIN_KIND_ADDRESS, place);
    write_fields (&anna, &a, &stay, GEZIN_KIND_STAY, lives);
  }
  report = split (&anna, &a, &father, "Piet");
  g_assert_cmpuint (report->went->len, ==, 3);
  g_assert_cmpuint (report->left_out->len, ==, 1);
  g_assert_cmpstr (((GezinSplitNote *) report->left_out->pdata[0])->code, ==,
                   "secret-from-who-goes");
  g_assert_true (shows (&anna, &a, &secret));
  g_assert_true (shows (&anna, &a, &father)); /* the secret is about him */
  g_assert_false (shows (&anna, &a, &stay));
  g_assert_false (shows (&anna, &a, &address));
  laptop_clear (&anna);
}

static void
test_split_and_joined_again (void)
{
  Laptop anna, bram;
  GezinUuid a, noor, piet;
  g_autoptr (GezinSplitReport) report = NULL;
  const GezinSplitRecord *went;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 15, "Anna");
  laptop_init (&bram, 16, "Bram");
  a = new_dossier (&anna, "A");
  noor = new_person (&anna, &a, "Noor");
  piet = new_person (&anna, &a, "Piet");
  bring (&anna, &bram, &a);
  report = split (&anna, &a, &piet, "Piet");
  went = report->went->pdata[0];
  g_assert_false (went->stays);
  g_assert_false (shows (&anna, &a, &piet));
  g_assert_true (shows (&anna, &a, &noor));
  g_assert_true (shows (&anna, &report->dossier, &went->copy));
  g_assert_cmpuint (report->commit, !=, report->removal);
  join (&anna, &a, &report->dossier);
  g_assert_true (shows (&anna, &a, &noor) && shows (&anna, &a, &went->copy));
  lines = gezin_session_check (anna.session, &a, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lines->len; i++)
    g_assert_false (((GezinCheckLine *) lines->pdata[i])->is_shape);

  bring (&anna, &bram, &report->dossier);
  bring (&anna, &bram, &a);
  assert_equal_dumps (&anna, &bram, &a);
  assert_equal_dumps (&anna, &bram, &report->dossier);
  g_assert_cmpuint (n_lines (&bram), ==, 1);
  laptop_clear (&anna);
  laptop_clear (&bram);
}

/* Then the other dossier is not of the whole yet. */
static void
test_parting_can_be_undone (void)
{
  Laptop anna;
  GezinUuid a, b;
  g_autoptr (GError) error = NULL;

  laptop_init (&anna, 19, "Anna");
  a = new_dossier (&anna, "A");
  b = new_dossier (&anna, "B");
  join (&anna, &a, &b);
  g_assert_false (unjoin (&anna, &a, &b));
  g_assert_true (gezin_session_undo (anna.session, &a, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_lines (&anna), ==, 1);
  laptop_clear (&anna);
}

/* What somebody changed meanwhile keeps the record standing in the old dossier. */
static void
test_a_split_that_did_not_see_a_change_keeps_it (void)
{
  Laptop anna, bram;
  GezinUuid a, piet;
  g_autoptr (GezinSplitReport) report = NULL;
  const char *phone[] = { "phone", "0612345678", NULL };

  laptop_init (&anna, 17, "Anna");
  laptop_init (&bram, 18, "Bram");
  a = new_dossier (&anna, "A");
  new_person (&anna, &a, "Noor");
  piet = new_person (&anna, &a, "Piet");
  bring (&anna, &bram, &a);
  write_fields (&bram, &a, &piet, GEZIN_KIND_PERSON, phone);
  report = split (&anna, &a, &piet, "Piet");
  g_assert_false (shows (&anna, &a, &piet));
  bring (&bram, &anna, &a);
  g_assert_true (shows (&anna, &a, &piet));
  laptop_clear (&anna);
  laptop_clear (&bram);
}

/* Random: several dossiers on two laptops, joined, parted and written in any order; then all meet. */

static void
random_act (Laptop *laptop, GRand *rand, const GezinUuid *dossiers, const GezinUuid *people)
{
  guint one = (guint) g_rand_int_range (rand, 0, MAX_DOSSIERS);
  guint other = (one + 1 + (guint) g_rand_int_range (rand, 0, MAX_DOSSIERS - 1)) % MAX_DOSSIERS;
  g_autofree char *name = g_strdup_printf ("v%u", g_rand_int (rand) % 100);
  const char *pairs[] = { "known-as", name, NULL };
  g_autoptr (GError) error = NULL;
  gboolean done = TRUE;

  switch (g_rand_int_range (rand, 0, 7))
    {
    case 0:
    case 1:
      done = gezin_session_join (laptop->session, &dossiers[one], &dossiers[other], NULL, &error);
      break;
    case 2:
      done = gezin_session_unjoin (laptop->session, &dossiers[one], &dossiers[other], NULL, NULL,
                                   &error)
             || g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_LINKED);
      break;
    case 3:
      done = gezin_session_undo (laptop->session, &dossiers[one], NULL, NULL, NULL, &error)
             || g_error_matches (error, GEZIN_STORE_ERROR, GEZIN_STORE_ERROR_NOT_FOUND)
             || g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_UNDO_STANDS)
             || g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NOTHING);
      break;
    case 4:
      done = gezin_session_same (laptop->session, &dossiers[one], &people[one], &people[other],
                                 NULL, &error)
             || g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD);
      break;
    case 5:
      done = gezin_session_not_same (laptop->session, &dossiers[one], &people[one], &people[other],
                                     NULL, NULL, &error)
             || g_error_matches (error, GEZIN_MERGE_ERROR, GEZIN_MERGE_ERROR_NO_SUCH_RECORD)
             || g_error_matches (error, GEZIN_SESSION_ERROR, GEZIN_SESSION_ERROR_NOT_LINKED);
      break;
    default:
      write_fields (laptop, &dossiers[one], &people[one], GEZIN_KIND_PERSON, pairs);
      break;
    }
  if (!done)
    g_assert_no_error (error);
  tick (laptop);
}

/* Which leader each dossier has, by hand: from what the roots in the dumps say. */
static void
assert_classes (Laptop *laptop, const GezinUuid *dossiers)
{
  guint leaders[MAX_DOSSIERS];
  gboolean links[MAX_DOSSIERS][MAX_DOSSIERS] = { { FALSE } };
  gboolean has_changed = TRUE;

  for (guint i = 0; i < MAX_DOSSIERS; i++)
    {
      g_autoptr (GezinDossier) alone =
          gezin_store_load (laptop->session->store, &dossiers[i], NULL);
      g_autoptr (GPtrArray) items =
          gezin_record_items (gezin_dossier_root (alone), GEZIN_FIELD_COMMON_SAME_AS);

      leaders[i] = i;
      for (guint j = 0; j < MAX_DOSSIERS; j++)
        for (guint k = 0; k < items->len; k++)
          {
            char id[GEZIN_UUID_TEXT_LENGTH + 1];

            links[i][j] |= strcmp (gezin_uuid_write (&dossiers[j], id), items->pdata[k]) == 0;
          }
    }
  while (has_changed)
    {
      has_changed = FALSE;
      for (guint i = 0; i < MAX_DOSSIERS; i++)
        for (guint j = 0; j < MAX_DOSSIERS; j++)
          if (links[i][j] && leaders[i] != leaders[j])
            {
              guint first = leaders[i], second = leaders[j];

              leaders[i] = leaders[j] =
                  gezin_uuid_compare (&dossiers[first], &dossiers[second]) < 0 ? first : second;
              has_changed = TRUE;
            }
    }
  for (guint i = 0; i < MAX_DOSSIERS; i++)
    g_assert_true (is_led_by (laptop, &dossiers[i], &dossiers[leaders[i]]));
}

static void
random_history (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Laptop laptops[2];
  GezinUuid dossiers[MAX_DOSSIERS], people[MAX_DOSSIERS];

  g_test_message ("seed %u", seed);
  laptop_init (&laptops[0], 1000 + 2 * seed, "Anna");
  laptop_init (&laptops[1], 1001 + 2 * seed, "Bram");
  for (guint i = 0; i < MAX_DOSSIERS; i++)
    {
      dossiers[i] = new_dossier (&laptops[i % 2], "Gezin");
      people[i] = new_person (&laptops[i % 2], &dossiers[i], "Noor");
      bring (&laptops[i % 2], &laptops[1 - i % 2], &dossiers[i]);
    }
  for (guint step = 0; step < 40; step++)
    {
      guint which = (guint) g_rand_int_range (rand, 0, 2);

      if (g_rand_int_range (rand, 0, 5) == 0)
        bring (&laptops[which], &laptops[1 - which],
               &dossiers[g_rand_int_range (rand, 0, MAX_DOSSIERS)]);
      else
        random_act (&laptops[which], rand, dossiers, people);
      assert_classes (&laptops[which], dossiers);
    }
  for (guint i = 0; i < MAX_DOSSIERS; i++)
    bring (&laptops[0], &laptops[1], &dossiers[i]);
  for (guint i = MAX_DOSSIERS; i > 0; i--)
    bring (&laptops[1], &laptops[0], &dossiers[i - 1]);
  for (guint i = 0; i < MAX_DOSSIERS; i++)
    assert_equal_dumps (&laptops[0], &laptops[1], &dossiers[i]);
  assert_classes (&laptops[0], dossiers);
  assert_classes (&laptops[1], dossiers);
  laptop_clear (&laptops[0]);
  laptop_clear (&laptops[1]);
}

static void
test_random_joining_ends_equal (void)
{
  const char *rounds = g_getenv ("GEZIN_TEST_ROUNDS");
  guint n = rounds != NULL ? (guint) CLAMP (g_ascii_strtoull (rounds, NULL, 10), 1, 200) : 6;

  for (guint32 seed = 1; seed <= n; seed++)
    random_history (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/families/two-laptops-join-offline-and-end-equal",
                   test_two_laptops_join_offline_and_end_equal);
  g_test_add_func ("/families/a-link-may-come-before-the-dossier",
                   test_a_link_may_come_before_the_dossier);
  g_test_add_func ("/families/a-ring-of-three-parts-at-the-last-link",
                   test_a_ring_of_three_parts_at_the_last_link);
  g_test_add_func ("/families/what-cannot-be-joined-is-refused",
                   test_what_cannot_be_joined_is_refused);
  g_test_add_func ("/families/one-commit-over-two-parts-is-undone-in-both",
                   test_one_commit_over_two_parts_is_undone_in_both);
  g_test_add_func ("/families/a-draft-of-the-whole-is-done-with-the-commit",
                   test_a_draft_of_the_whole_is_done_with_the_commit);
  g_test_add_func ("/families/a-record-that-both-hold-is-written-in-both",
                   test_a_record_that_both_hold_is_written_in_both);
  g_test_add_func ("/families/a-reference-leads-to-the-one-who-stands-for-both",
                   test_a_reference_leads_to_the_one_who_stands_for_both);
  g_test_add_func ("/families/a-link-of-somebody-else-is-confirmed-by-linking",
                   test_a_link_of_somebody_else_is_confirmed_by_linking);
  g_test_add_func ("/families/what-cannot-be-split-is-refused",
                   test_what_cannot_be_split_is_refused);
  g_test_add_func ("/families/secrets-stay-behind", test_secrets_stay_behind);
  g_test_add_func ("/families/split-and-joined-again", test_split_and_joined_again);
  g_test_add_func ("/families/a-split-that-did-not-see-a-change-keeps-it",
                   test_a_split_that_did_not_see_a_change_keeps_it);
  g_test_add_func ("/families/parting-can-be-undone", test_parting_can_be_undone);
  g_test_add_func ("/families/random-joining-ends-equal", test_random_joining_ends_equal);
  return g_test_run ();
}
