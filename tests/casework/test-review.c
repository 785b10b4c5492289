/* SPDX-License-Identifier: EUPL-1.2 */

/* What was approved: the list has one form, hostile ones are none, and of what was approved exactly
 * what was touched since is not approved any more. */

#include "casework/review.h"
#include "support/builder.h"

#include <string.h>

#define FAMILY \
  "at 2026-03-01T12:00:00Z\n" \
  "family f name=Jansen\nperson els given-names=Els birth-date=1985-03-01\n" \
  "person jan given-names=Jan birth-date=2014-05-01\n" \
  "goal doel text=Rust about=@els,@jan\nworking-note w text=W\nremark r text=R of=@doel\n" \
  "review v state=asked\ndisclosure d records=3\nexperience e text=Fijn\n"

/* Of whoever approves: none of the builder's replicas. */
#define WRITER G_GUINT64_CONSTANT (0xabcdef0123456789)

#define APPROVED_AT (G_GINT64_CONSTANT (1775001600) * G_USEC_PER_SEC) /* 2026-04-01 */

static GezinApprovedList *
list_of (GezinDossier *dossier, const char *of)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GArray) writers = g_array_new (FALSE, FALSE, sizeof (guint64));
  const guint64 writer = WRITER;
  GezinUuid review = test_id ("v");
  GezinUuid record;
  GezinApprovedList *list;

  if (of != NULL)
    record = test_id (of);
  g_array_append_val (writers, writer);
  list = gezin_approved_list_new (view, gezin_dossier_id (dossier), &review,
                                  of != NULL ? &record : NULL, writers);
  list->signed_at = APPROVED_AT;
  return list;
}

static GPtrArray *
compare (GezinDossier *dossier, GezinApprovedList *one, GezinApprovedList *other)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  if (one != NULL)
    g_ptr_array_add (lists, one);
  if (other != NULL)
    g_ptr_array_add (lists, other);
  return gezin_review_compare (view, lists);
}

static const GezinReviewRecord *
find (const GPtrArray *records, const char *name)
{
  GezinUuid id = test_id (name);

  for (guint i = 0; i < records->len; i++)
    if (gezin_uuid_equal (&((GezinReviewRecord *) records->pdata[i])->record, &id))
      return records->pdata[i];
  return NULL;
}

static const char *
record_state (const GPtrArray *records, const char *name)
{
  const GezinReviewRecord *record = find (records, name);

  return record != NULL ? gezin_review_state_name (record->state) : "nowhere";
}

static const char *
field_state (const GPtrArray *records, const char *name, const char *field)
{
  const GezinReviewRecord *record = find (records, name);

  for (guint i = 0; record != NULL && i < record->fields->len; i++)
    {
      const GezinReviewField *one = record->fields->pdata[i];

      if (g_str_equal (gezin_catalogue_field_name (one->field), field))
        return gezin_review_state_name (one->state);
    }
  return "nowhere";
}

static void
test_nothing_yet (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GPtrArray) records = compare (dossier, NULL, NULL);

  g_assert_cmpuint (records->len, ==, 4);
  g_assert_cmpstr (record_state (records, "doel"), ==, "new");
  g_assert_cmpstr (record_state (records, "w"), ==, "nowhere");
  g_assert_cmpstr (record_state (records, "r"), ==, "nowhere");
  g_assert_cmpstr (record_state (records, "v"), ==, "nowhere");
  g_assert_cmpstr (record_state (records, "d"), ==, "nowhere");
  g_assert_cmpstr (record_state (records, "e"), ==, "nowhere");
}

static void
test_what_is_touched (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinApprovedList) list = list_of (dossier, NULL);
  g_autoptr (GPtrArray) before = compare (dossier, list, NULL);
  g_autoptr (GezinDossier) later = test_dossier_write (
      dossier,
      "at 2026-05-01T12:00:00Z\nedit doel text='Rust in huis' why=Moe\nremove jan\n"
      "goal nieuw text=Slapen\nbeside els given-names=Elsa\n",
      NULL);
  g_autoptr (GPtrArray) after = compare (later, list, NULL);

  g_assert_cmpuint (before->len, ==, 4);
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpint (((GezinReviewRecord *) before->pdata[i])->state, ==, GEZIN_REVIEW_APPROVED);
  g_assert_cmpstr (record_state (after, "doel"), ==, "changed");
  g_assert_cmpstr (field_state (after, "doel", "text"), ==, "changed");
  g_assert_cmpstr (field_state (after, "doel", "why"), ==, "new");
  g_assert_cmpstr (field_state (after, "doel", "about"), ==, "approved");
  g_assert_cmpstr (record_state (after, "jan"), ==, "removed");
  g_assert_cmpstr (record_state (after, "nieuw"), ==, "new");
  /* What somebody wrote beside it is another version of it. */
  g_assert_cmpstr (field_state (after, "els", "given-names"), ==, "changed");
  g_assert_cmpstr (field_state (after, "els", "birth-date"), ==, "approved");
  g_assert_cmpstr (record_state (after, "f"), ==, "approved");
}

/* In a set the same count of the same writer can stand for another item. */
static void
test_items_are_told_apart (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinApprovedList) list = list_of (dossier, NULL);
  g_autoptr (GezinDossier) added =
      test_dossier_write (dossier, "person oma given-names=Oma\nedit doel about=@oma\n", NULL);
  g_autoptr (GezinDossier) taken = test_dossier_write (dossier, "edit doel about=-@jan\n", NULL);
  g_autoptr (GPtrArray) with = compare (added, list, NULL);
  g_autoptr (GPtrArray) without = compare (taken, list, NULL);

  g_assert_cmpstr (field_state (with, "doel", "about"), ==, "changed");
  g_assert_cmpstr (field_state (without, "doel", "about"), ==, "changed");
}

static void
test_gone (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinApprovedList) list = list_of (dossier, NULL);
  GezinUuid id = test_id ("doel");
  g_autoptr (GezinDossier) erased = gezin_dossier_without_record (dossier, &id);
  g_autoptr (GezinDossier) marked = test_dossier_write (dossier, "erase els birth-date\n", NULL);
  g_autoptr (GPtrArray) records = compare (erased, list, NULL);
  g_autoptr (GPtrArray) fields = compare (marked, list, NULL);

  g_assert_cmpstr (record_state (records, "doel"), ==, "gone");
  g_assert_cmpint (find (records, "doel")->kind, ==, GEZIN_KIND_NONE);
  g_assert_cmpuint (find (records, "doel")->fields->len, ==, 0);
  g_assert_cmpstr (field_state (fields, "els", "birth-date"), ==, "gone");
  g_assert_cmpstr (record_state (fields, "els"), ==, "changed");
}

/* What the approver was never shown is neither approved nor new. */
static void
test_not_shown (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  GezinUuid id = test_id ("jan");
  g_autoptr (GezinDossier) shown = gezin_dossier_without_record (dossier, &id);
  g_autoptr (GezinApprovedList) list = list_of (shown, NULL);
  g_autoptr (GezinDossier) later =
      test_dossier_write (dossier, "at 2026-05-01T12:00:00Z\nedit jan known-as=Jantje\n", NULL);
  g_autoptr (GPtrArray) before = compare (dossier, list, NULL);
  g_autoptr (GPtrArray) after = compare (later, list, NULL);

  g_assert_cmpstr (record_state (before, "jan"), ==, "not-seen");
  g_assert_cmpstr (record_state (before, "els"), ==, "approved");
  g_assert_cmpstr (field_state (after, "jan", "given-names"), ==, "not-seen");
  g_assert_cmpstr (field_state (after, "jan", "known-as"), ==, "new");
}

static void
test_one_record (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinApprovedList) one = list_of (dossier, "doel");
  g_autoptr (GezinDossier) later =
      test_dossier_write (dossier, "at 2026-05-01T12:00:00Z\nedit doel text=Anders\n", NULL);
  g_autoptr (GezinApprovedList) again = list_of (later, "doel");
  g_autoptr (GPtrArray) first = compare (dossier, one, NULL);
  g_autoptr (GPtrArray) changed = compare (later, one, NULL);
  g_autoptr (GPtrArray) both = compare (later, one, again);

  g_assert_cmpstr (record_state (first, "doel"), ==, "approved");
  g_assert_cmpstr (record_state (first, "els"), ==, "new");
  g_assert_cmpstr (record_state (changed, "doel"), ==, "changed");
  g_assert_cmpstr (record_state (both, "doel"), ==, "approved");
}

static void
test_own_work (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GezinApprovedList) list = list_of (dossier, NULL);
  const GezinVersion *head = test_record (dossier, "doel")->heads[0];

  g_assert_false (gezin_approved_list_has_own_work (list, view, "Joris Smit"));
  g_assert_false (gezin_approved_list_has_own_work (list, view, NULL));
  if (head->commit->author != NULL)
    g_assert_true (gezin_approved_list_has_own_work (list, view, head->commit->author));
  g_array_append_val (list->writers, head->dot.replica);
  g_assert_true (gezin_approved_list_has_own_work (list, view, NULL));
}

/* One form. */

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
test_one_form (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (FAMILY);
  g_autoptr (GezinApprovedList) list = list_of (dossier, NULL);
  g_autoptr (GBytes) bytes = gezin_approved_list_write (list);
  g_autoptr (GezinApprovedList) back = gezin_approved_list_read (bytes);
  g_autoptr (GBytes) again = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autofree char *copy = g_strndup (text, length);

  g_assert_nonnull (back);
  again = gezin_approved_list_write (back);
  g_assert_true (g_bytes_equal (bytes, again));
  /* No value is in it. */
  g_assert_null (strstr (copy, "Els"));
  g_assert_null (strstr (copy, "1985"));
  /* Cut anywhere, it is none, or the list of less. */
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (text, cut);
      g_autoptr (GezinApprovedList) less = gezin_approved_list_read (part);

      if (less != NULL)
        g_assert_true (text[cut - 1] == '\n' && less->fields->len < list->fields->len);
    }
}

#define ID "11111111-1111-4111-8111-111111111111"
#define ID2 "22222222-2222-4222-8222-222222222222"
#define TOP "gezinsdossier approved state 1\ndossier " ID "\nreview " ID "\n"
#define REPLICA "00000000000000aa"

static void
test_hostile (void)
{
  static const char *const bad[] = {
    "",
    "\n",
    TOP,
    "gezinsdossier approved state 2\ndossier " ID "\nreview " ID "\nrecord " ID
    "\nfield name " REPLICA ":1\n",
    TOP "field name " REPLICA ":1\n",
    TOP "record " ID "\n",
    TOP "record " ID "\nfield name\n",
    TOP "record " ID "\nfield  " REPLICA ":1\n",
    TOP "record " ID "\nfield name " REPLICA ":0\n",
    TOP "record " ID "\nfield name aa:1\n",
    TOP "record " ID "\nfield name " REPLICA ":1\n\n",
    TOP "record " ID "\nfield name " REPLICA ":1",
    TOP "record " ID "\nfield name " REPLICA ":1 " REPLICA ":1\n",
    TOP "record " ID "\nfield name " REPLICA ":2 " REPLICA ":1\n",
    TOP "record " ID "\nfield name " REPLICA ":1/0000000000000000\n",
    TOP "record " ID "\nfield name " REPLICA ":1/1\n",
    TOP "record " ID "\nfield name " REPLICA ":1\nfield name " REPLICA ":2\n",
    TOP "record " ID "\nfield text " REPLICA ":1\nfield name " REPLICA ":1\n",
    TOP "record " ID2 "\nfield name " REPLICA ":1\nrecord " ID "\nfield name " REPLICA ":1\n",
    TOP "record " ID "\nfield name " REPLICA ":1\nrecord " ID "\nfield text " REPLICA ":1\n",
    TOP "of " ID2 "\nrecord " ID "\nfield name " REPLICA ":1\n",
    TOP "writer aa\nrecord " ID "\nfield name " REPLICA ":1\n",
    TOP "writer " REPLICA "\nwriter " REPLICA "\nrecord " ID "\nfield name " REPLICA ":1\n",
    TOP "record " ID "\nwriter " REPLICA "\nfield name " REPLICA ":1\n",
    TOP "record " ID "\r\nfield name " REPLICA ":1\n",
    TOP "record " ID "\nfield name " REPLICA ":99999999999\n",
  };
  static const char good[] = TOP "of " ID "\nwriter " REPLICA "\nrecord " ID "\nfield name " REPLICA
                                 ":1 " REPLICA ":1/0000000000000001\n";
  g_autoptr (GBytes) right = bytes_of (good);
  g_autoptr (GezinApprovedList) list = gezin_approved_list_read (right);

  g_assert_nonnull (list);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = bytes_of (bad[i]);
      g_autoptr (GezinApprovedList) none = gezin_approved_list_read (bytes);

      if (none != NULL)
        g_error ("this is read: %s", bad[i]);
    }
}

/* Whatever is written since: exactly that is not approved any more. */

#define N_GOALS 6
#define N_FIELDS 3

static const char *const fields[N_FIELDS] = { "text", "why", "about" };

static void
touch (GString *spec, guint goal, guint field, guint round)
{
  if (field == 2)
    g_string_append_printf (spec, "%s g%u about=%s@els\n", round % 2 ? "edit" : "beside", goal,
                            round % 3 == 0 ? "-" : "");
  else
    g_string_append_printf (spec, "%s g%u %s=w%u\n", round % 2 ? "edit" : "beside", goal,
                            fields[field], round);
}

static void
one_history (guint32 seed)
{
  g_autoptr (GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr (GString) spec = g_string_new ("family f name=J\nperson els given-names=E\n");
  g_autoptr (GString) since = g_string_new ("at 2026-05-01T12:00:00Z\n");
  gboolean touched[N_GOALS][N_FIELDS] = { { FALSE } };
  guint n_edits = (guint) g_rand_int_range (chance, 0, 6);
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinDossier) later = NULL;
  g_autoptr (GezinApprovedList) list = NULL;
  g_autoptr (GPtrArray) records = NULL;

  for (guint i = 0; i < N_GOALS; i++)
    g_string_append_printf (spec, "goal g%u text=a why=b about=@els\n", i);
  dossier = test_dossier (spec->str);
  list = list_of (dossier, NULL);
  for (guint i = 0; i < n_edits; i++)
    {
      guint goal = (guint) g_rand_int_range (chance, 0, N_GOALS);
      guint field = (guint) g_rand_int_range (chance, 0, N_FIELDS);

      touched[goal][field] = TRUE;
      touch (since, goal, field, i + 1);
    }
  later = test_dossier_write (dossier, since->str, NULL);
  records = compare (later, list, NULL);
  for (guint goal = 0; goal < N_GOALS; goal++)
    for (guint field = 0; field < N_FIELDS; field++)
      {
        g_autofree char *name = g_strdup_printf ("g%u", goal);

        g_assert_cmpstr (field_state (records, name, fields[field]), ==,
                         touched[goal][field] ? "changed" : "approved");
      }
  g_assert_cmpstr (record_state (records, "els"), ==, "approved");
}

static void
test_any_history (void)
{
  for (guint32 seed = 1; seed <= 300; seed++)
    one_history (seed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/review/nothing-is-approved-by-itself", test_nothing_yet);
  g_test_add_func ("/review/only-what-is-touched-is-not-approved-any-more", test_what_is_touched);
  g_test_add_func ("/review/items-of-a-set-are-told-apart", test_items_are_told_apart);
  g_test_add_func ("/review/what-was-erased-is-gone", test_gone);
  g_test_add_func ("/review/what-the-approver-was-not-shown-is-not-new", test_not_shown);
  g_test_add_func ("/review/of-one-record", test_one_record);
  g_test_add_func ("/review/own-work-is-seen", test_own_work);
  g_test_add_func ("/review/a-list-has-one-form-and-no-value", test_one_form);
  g_test_add_func ("/review/hostile-lists-are-none", test_hostile);
  g_test_add_func ("/review/after-any-history-exactly-what-was-touched", test_any_history);
  return g_test_run ();
}
