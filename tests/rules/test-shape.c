/* SPDX-License-Identifier: EUPL-1.2 */

/* Every shape rule, by a record that breaks it and one that does not; what is
 * refused of a write; and that no rule looks at another record. */

#include "base/limits.h"
#include "rules/shape.h"
#include "support/builder.h"

#include <string.h>

#define ROOT "family f name=X\n"
#define DAY "2026-11-21"

static GezinReference *reference;

static GezinRule
rule_of (GezinRecord *record)
{
  g_autoptr (GPtrArray) findings = gezin_shape_check_record (record, reference);

  if (findings->len == 0)
    return GEZIN_RULE_NONE;
  g_assert_true (((GezinFinding *) findings->pdata[0])->is_shape);
  return ((GezinFinding *) findings->pdata[0])->rule;
}

/* One record, in a dossier that has nothing else. */
static void
assert_shape (const char *spec, GezinRule rule)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);

  g_assert_cmpstr (rule_of (test_record (dossier, "r")) == GEZIN_RULE_NONE
                       ? "right"
                       : gezin_rule_code (rule_of (test_record (dossier, "r"))),
                   ==, rule == GEZIN_RULE_NONE ? "right" : gezin_rule_code (rule));
}

static void
test_types_have_their_form (void)
{
  static const struct {
    const char *wrong;
    GezinRule rule;
    const char *right;
  } cases[] = {
    { "person r birth-date=2014-02-30", GEZIN_RULE_BAD_DATE, "person r birth-date=2014-02" },
    { "person r birth-date=1799", GEZIN_RULE_BAD_DATE, "person r birth-date=1800" },
    { "contact r when=2026-11-21", GEZIN_RULE_BAD_TIME, "contact r when=2026-11-21T10:03:11Z" },
    { "family r interpreter=yes", GEZIN_RULE_BAD_BOOL, "family r interpreter=true" },
    { "contact r minutes=-1", GEZIN_RULE_BAD_COUNT, "contact r minutes=0" },
    { "contact r minutes=007", GEZIN_RULE_BAD_COUNT, "contact r minutes=7" },
    { "goal r score-now=11", GEZIN_RULE_BAD_SCALE, "goal r score-now=10" },
    { "person r bsn=111222334", GEZIN_RULE_BAD_BSN, "person r bsn=111222333" },
    { "person r bsn=000000000", GEZIN_RULE_BAD_BSN, "person r bsn=123456782" },
    { "document r sha256=ab", GEZIN_RULE_BAD_DIGEST,
      "document r sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { "stay r person=jan", GEZIN_RULE_BAD_REF, "stay r person=@jan" },
    { "stay r about=everybody", GEZIN_RULE_BAD_REF, "stay r about=family" },
    { "stay r secret-from=family", GEZIN_RULE_BAD_REF, "stay r secret-from=@jan" },
    { "stay r kind='Co Parenting'", GEZIN_RULE_BAD_CODE, "stay r kind=co-parenting" },
    { "stay r kind=palace", GEZIN_RULE_UNKNOWN_CODE, "stay r kind=home" },
    { "factor r function=protective,nice", GEZIN_RULE_UNKNOWN_CODE,
      "factor r function=protective,maintaining" },
    { "person r known-as='a\tb'", GEZIN_RULE_NOT_CANONICAL, "person r known-as='a b'" },
    { "person r known-as=' a'", GEZIN_RULE_NOT_CANONICAL, "person r known-as=a" },
    { "person r known-as=e\xcc\x81", GEZIN_RULE_NOT_CANONICAL, "person r known-as=\xc3\xa9" },
    { "person r known-as=a\x01", GEZIN_RULE_NOT_CANONICAL, "person r safe-to-contact='a\tb'" },
    { "person r known-as=\xff", GEZIN_RULE_NOT_TEXT, "person r known-as=x" },
    { "family r stage=closed", GEZIN_RULE_DERIVED_WRITTEN, "family r stage=" },
    { "stay r person=@a\nerase r person", GEZIN_RULE_NONE, "stay r person=@a\nedit r person=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_shape (cases[i].wrong, cases[i].rule);
      assert_shape (cases[i].right, GEZIN_RULE_NONE);
    }
}

/* A head that is not displayed is looked at too. */
static void
test_all_heads_are_looked_at (void)
{
  assert_shape ("person r birth-date=2014-02-30\nbeside r birth-date=2014", GEZIN_RULE_BAD_DATE);
  assert_shape ("person r birth-date=2014-02-30\nedit r birth-date=2014", GEZIN_RULE_NONE);
  assert_shape ("stay r secret-from=-family", GEZIN_RULE_BAD_REF);
}

static void
test_long_texts (void)
{
  g_autofree char *line = g_strnfill (GEZIN_MAX_TEXT_BYTES, 'a');
  g_autofree char *prose = g_strnfill (GEZIN_MAX_PROSE_BYTES, 'a');
  g_autofree char *long_line = g_strdup_printf ("person r known-as=%sa", line);
  g_autofree char *right_line = g_strdup_printf ("person r known-as=%s", line);
  g_autofree char *long_prose = g_strdup_printf ("person r safe-to-contact=%sa", prose);
  g_autofree char *right_prose = g_strdup_printf ("person r safe-to-contact=%s", prose);

  assert_shape (long_line, GEZIN_RULE_TOO_LONG);
  assert_shape (right_line, GEZIN_RULE_NONE);
  assert_shape (long_prose, GEZIN_RULE_TOO_LONG);
  assert_shape (right_prose, GEZIN_RULE_NONE);
}

/* A field of a newer version may stand anywhere, but it is no way in for rubbish. */
static void
test_unknown_fields_are_measured_only (void)
{
  g_autofree char *prose = g_strnfill (GEZIN_MAX_PROSE_BYTES + 1, 'a');
  g_autofree char *long_one = g_strdup_printf ("person r newer-field=%s", prose);

  assert_shape ("person r newer-field='whatever it is'", GEZIN_RULE_NONE);
  assert_shape ("person r newer-field=a\x01", GEZIN_RULE_NOT_CANONICAL);
  assert_shape ("person r newer-field=\xff", GEZIN_RULE_NOT_TEXT);
  assert_shape (long_one, GEZIN_RULE_TOO_LONG);
  long_one[strlen (long_one) - 1] = '\0';
  assert_shape (long_one, GEZIN_RULE_NONE);
  assert_shape ("consent r decision=given\nedit r newer-field=x", GEZIN_RULE_NONE);
}

/* What the builder's language cannot say. */

typedef struct {
  GezinKind kind;
  GezinField field;
  const char *item;
  const char *value;
  GezinContext *context;
  guint n_saw;
  gboolean erased;
  gboolean saw_is_unsorted;
} Odd;

static GezinRule
rule_of_odd (const Odd *odd)
{
  GezinUuid id = test_id ("r");
  const GezinDot dot = { 7, 5 };
  g_autoptr (GezinCommit) commit = gezin_commit_new (7, 0, NULL, NULL, NULL, NULL);
  GRefString *item = odd->item == NULL ? NULL : g_ref_string_new (odd->item);
  GRefString *value = odd->value == NULL ? NULL : g_ref_string_new (odd->value);
  g_autofree guint64 *saw = g_new0 (guint64, odd->n_saw + 1);
  g_autoptr (GezinVersion) version = NULL;
  GezinVersion *heads[1];
  GezinRecord record = { id, odd->kind, 1, heads };

  for (guint i = 0; i < odd->n_saw; i++)
    saw[i] = odd->saw_is_unsorted ? odd->n_saw - i : i + 1;
  version = gezin_version_new (&id, odd->kind, odd->field, item, value, &dot, odd->context, commit,
                               NULL, saw, odd->n_saw, odd->erased);
  heads[0] = version;
  if (item != NULL)
    g_ref_string_release (item);
  if (value != NULL)
    g_ref_string_release (value);
  return rule_of (&record);
}

static void
test_fields_of_other_kinds (void)
{
  Odd odd = { GEZIN_KIND_PERSON, GEZIN_FIELD_STAY_HOUSEHOLD, .value = "x" };

  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_FIELD_OF_OTHER_KIND);
  odd.kind = GEZIN_KIND_STAY;
  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_NONE);
}

static void
test_items_stand_in_sets_only (void)
{
  Odd set = { GEZIN_KIND_FACTOR, GEZIN_FIELD_FACTOR_FUNCTION, .item = "protective",
              .value = "protective" };
  Odd single = { GEZIN_KIND_STAY, GEZIN_FIELD_STAY_KIND, .value = "home" };

  g_assert_cmpint (rule_of_odd (&set), ==, GEZIN_RULE_NONE);
  set.value = NULL;
  g_assert_cmpint (rule_of_odd (&set), ==, GEZIN_RULE_NONE);
  set.value = "maintaining";
  g_assert_cmpint (rule_of_odd (&set), ==, GEZIN_RULE_ITEM_MISPLACED);
  set.item = NULL;
  g_assert_cmpint (rule_of_odd (&set), ==, GEZIN_RULE_ITEM_MISPLACED);
  g_assert_cmpint (rule_of_odd (&single), ==, GEZIN_RULE_NONE);
  single.item = "home";
  g_assert_cmpint (rule_of_odd (&single), ==, GEZIN_RULE_ITEM_MISPLACED);
}

static void
test_erased_fields_are_empty (void)
{
  Odd odd = { GEZIN_KIND_STAY, GEZIN_FIELD_STAY_HOUSEHOLD, .erased = TRUE };

  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_NONE);
  odd.value = "x";
  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_ERASED_WITH_VALUE);
}

static void
test_only_removals_say_what_was_seen (void)
{
  Odd removal = { GEZIN_KIND_STAY, GEZIN_FIELD_COMMON_REMOVED, .value = "true", .n_saw = 32 };
  Odd other = { GEZIN_KIND_STAY, GEZIN_FIELD_STAY_HOUSEHOLD, .value = "x" };

  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_NONE);
  removal.saw_is_unsorted = TRUE;
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_SAW_MISPLACED);
  removal.saw_is_unsorted = FALSE;
  removal.n_saw = 31;
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_SAW_MISPLACED);
  removal.n_saw = 0;
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_SAW_MISPLACED);
  removal.value = "false";
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_NONE);
  g_assert_cmpint (rule_of_odd (&other), ==, GEZIN_RULE_NONE);
  other.n_saw = 32;
  g_assert_cmpint (rule_of_odd (&other), ==, GEZIN_RULE_SAW_MISPLACED);
}

static GezinContext *
make_context (guint n_dots)
{
  g_autofree GezinDot *dots = g_new (GezinDot, n_dots);

  for (guint i = 0; i < n_dots; i++)
    dots[i] = (GezinDot){ 1000 + i, 1 };
  return gezin_context_new (dots, n_dots);
}

static void
test_what_was_seen_is_bounded (void)
{
  g_autoptr (GezinContext) full = make_context (GEZIN_MAX_CONTEXT_ENTRIES);
  g_autoptr (GezinContext) larger = make_context (GEZIN_MAX_CONTEXT_ENTRIES + 1);
  Odd odd = { GEZIN_KIND_STAY, GEZIN_FIELD_STAY_HOUSEHOLD, .value = "x", .context = full };
  Odd removal = { GEZIN_KIND_STAY, GEZIN_FIELD_COMMON_REMOVED, .value = "true",
                  .n_saw = GEZIN_MAX_SAW_ENTRIES };

  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_NONE);
  odd.context = larger;
  g_assert_cmpint (rule_of_odd (&odd), ==, GEZIN_RULE_TOO_MUCH_SEEN);
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_NONE);
  removal.n_saw += GEZIN_SAW_PADDING;
  g_assert_cmpint (rule_of_odd (&removal), ==, GEZIN_RULE_TOO_MUCH_SEEN);
}

/* A record of @n heads: of one register each from a replica of its own, or each an item. */
static GezinRule
rule_of_many (guint n, gboolean as_items)
{
  GezinUuid id = test_id ("r");
  g_autoptr (GezinCommit) commit = gezin_commit_new (7, 0, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) heads =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  GezinRecord record = { id, GEZIN_KIND_CONTACT, n, NULL };

  for (guint i = 0; i < n; i++)
    {
      const GezinDot dot = { 1 + i, 1 };
      g_autofree char *text =
          g_strdup_printf (as_items ? "00000000-0000-4000-8000-%012u" : "%u", i + 1);
      GRefString *value = g_ref_string_new (text);

      g_ptr_array_add (heads, gezin_version_new (&id, GEZIN_KIND_CONTACT,
                                                 as_items ? GEZIN_FIELD_CONTACT_PRESENT
                                                          : GEZIN_FIELD_CONTACT_MINUTES,
                                                 as_items ? value : NULL, value, &dot, NULL, commit,
                                                 NULL, NULL, 0, FALSE));
      g_ref_string_release (value);
    }
  record.heads = (GezinVersion *const *) heads->pdata;
  return rule_of (&record);
}

static void
test_items_and_heads_are_counted (void)
{
  g_assert_cmpint (rule_of_many (GEZIN_MAX_ITEMS_IN_SET, TRUE), ==, GEZIN_RULE_NONE);
  g_assert_cmpint (rule_of_many (GEZIN_MAX_ITEMS_IN_SET + 1, TRUE), ==, GEZIN_RULE_TOO_MANY_ITEMS);
  g_assert_cmpint (rule_of_many (GEZIN_MAX_HEADS_IN_REGISTER, FALSE), ==, GEZIN_RULE_NONE);
  g_assert_cmpint (rule_of_many (GEZIN_MAX_HEADS_IN_REGISTER + 1, FALSE), ==,
                   GEZIN_RULE_TOO_MANY_HEADS);
}

/* Law 12. */
static void
test_written_once_is_not_changed (void)
{
  assert_shape ("response r text=Nee person=@a", GEZIN_RULE_NONE);
  assert_shape ("response r text=Nee person=@a\nedit r text=Ja", GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("response r text=Nee person=@a\nbeside r text=Ja", GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("response r text=Nee\nedit r person=@a", GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("response r text=Nee\nedit r person=", GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("consent r categories=care\nedit r categories=health",
                GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("consent r categories=care\nedit r categories=-care",
                GEZIN_RULE_WRITTEN_ONCE_CHANGED);
  assert_shape ("consent r decision=given\nedit r sharing=normal", GEZIN_RULE_WRITTEN_ONCE_CHANGED);
}

static void
test_written_once_may_narrow_and_be_erased (void)
{
  assert_shape ("response r text=Nee\nedit r answered=2026 outcome=added outcome-text=Ja",
                GEZIN_RULE_NONE);
  assert_shape ("consent r decision=given\nedit r withdrawn-on=2026-05-01 withdrawn-by=Zij",
                GEZIN_RULE_NONE);
  assert_shape ("consent r decision=given\nedit r until=2026-05\nbeside r until=2026-06",
                GEZIN_RULE_NONE);
  assert_shape ("consent r decision=given explained=Lang\nremove r", GEZIN_RULE_NONE);
  assert_shape ("consent r decision=given explained=Lang\nerase r explained", GEZIN_RULE_NONE);
  assert_shape ("contact r agreed=Ja\nedit r agreed=Nee", GEZIN_RULE_NONE);
}

/* Law 6: whatever else is there, a record's shape is the same. */
static void
test_other_records_change_nothing (void)
{
  assert_shape ("stay r person=@nobody from=2026-05-02 until=2026-05-01", GEZIN_RULE_NONE);
  assert_shape ("person a bsn=111222333\nperson r bsn=111222333", GEZIN_RULE_NONE);
  assert_shape (ROOT "family r name=Y", GEZIN_RULE_NONE);
  assert_shape ("relation r from=@r to=@r same-as=@r", GEZIN_RULE_NONE);
}

/* Writes. */

static int
code_of_write (const char *before, const char *spec, const char *day_text)
{
  g_autoptr (GezinDossier) dossier = test_dossier (before);
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GezinDossier) after = test_dossier_write (dossier, spec, &written);
  g_autoptr (GError) error = NULL;
  GDate day;

  if (gezin_shape_check_write (dossier, after, written, reference, test_day (&day, day_text),
                               &error))
    {
      g_assert_no_error (error);
      return 0;
    }
  g_assert_true (error->domain == GEZIN_RULES_ERROR);
  return error->code;
}

static void
assert_refused (const char *before, const char *spec, int code)
{
  g_assert_cmpint (code_of_write (before, spec, DAY), ==, code);
}

#define assert_allowed(before, spec) assert_refused (before, spec, 0)

static void
test_write_breaks_no_shape_rule (void)
{
  assert_refused (ROOT, "person p birth-date=2014-02-30", GEZIN_RULES_ERROR_SHAPE);
  assert_refused (ROOT, "edit f stage=closed", GEZIN_RULES_ERROR_DERIVED);
  assert_refused (ROOT, "stay p kind=palace", GEZIN_RULES_ERROR_CODE);
  assert_refused (ROOT "response r text=Nee", "edit r text=Ja", GEZIN_RULES_ERROR_WRITTEN_ONCE);
  assert_allowed (ROOT, "person p birth-date=2014-02\nstay s person=@p kind=home");
  assert_allowed (ROOT, "person p newer-field=x");
}

static void
test_written_references_lead_somewhere (void)
{
  assert_refused (ROOT, "stay s person=@nobody", GEZIN_RULES_ERROR_REFERENCE);
  assert_refused (ROOT, "contact c present=@nobody", GEZIN_RULES_ERROR_REFERENCE);
  assert_refused (ROOT, "stay s person=@f", GEZIN_RULES_ERROR_REFERENCE);
  assert_refused (ROOT "person p\nremove p", "stay s person=@p", GEZIN_RULES_ERROR_REFERENCE);
  assert_refused (ROOT "person p", "stay s same-as=@p", GEZIN_RULES_ERROR_REFERENCE);
  assert_allowed (ROOT "person p", "stay s person=@p\nperson q same-as=@p");
  assert_allowed (ROOT, "contact c about=family\nremark r of=@c\nreview v of=@f");
  assert_allowed (ROOT "contact c present=@nobody", "edit c present=-@nobody");
}

/* Choosing and undoing put back what was, whatever became of it. */
static void
test_what_stood_may_stand_again (void)
{
  const char *two = ROOT "person p\nstay s person=@gone\nbeside s person=@p";

  assert_allowed (two, "edit s person=@gone");
  assert_refused (two, "edit s person=@elsewhere", GEZIN_RULES_ERROR_REFERENCE);
}

static const char dated[] =
    "<reference xmlns='urn:gezinsdossier:reference:1' id='t' version='1' valid-from='2020-01-01'>"
    "<label xml:lang='nl'>t</label><source mark='general'>t</source>"
    "<list name='stay-kind'><label xml:lang='nl'>t</label>"
    "<code name='old' valid-to='2026-11-20'><label xml:lang='nl'>oud</label></code>"
    "<code name='new' valid-from='2026-11-21'><label xml:lang='nl'>nieuw</label></code>"
    "</list></reference>";

static void
test_written_codes_hold_on_the_day (void)
{
  GezinReference *real = reference;
  g_autoptr (GError) error = NULL;

  reference = gezin_reference_new_from_bytes ("t", dated, strlen (dated), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (code_of_write (ROOT, "stay s kind=old", "2026-11-20"), ==, 0);
  g_assert_cmpint (code_of_write (ROOT, "stay s kind=old", "2026-11-21"), ==,
                   GEZIN_RULES_ERROR_CODE);
  g_assert_cmpint (code_of_write (ROOT, "stay s kind=new", "2026-11-20"), ==,
                   GEZIN_RULES_ERROR_CODE);
  g_assert_cmpint (code_of_write (ROOT, "stay s kind=new", "2019-01-01"), ==,
                   GEZIN_RULES_ERROR_CODE);
  /* As a record that comes in it is right on any day, and what stood may stand again. */
  assert_shape ("stay r kind=old", GEZIN_RULE_NONE);
  g_assert_cmpint (
      code_of_write (ROOT "stay s kind=old\nbeside s kind=new", "edit s kind=old", "2026-11-21"),
      ==, 0);
  gezin_reference_unref (reference);
  reference = real;
}

/* Law 12: an end comes no later and is not taken away. */
static void
test_ends_only_come_earlier (void)
{
  const char *open = ROOT "consent c decision=given";
  const char *may = ROOT "consent c decision=given until=2026-05";
  const int refused = GEZIN_RULES_ERROR_WRITTEN_ONCE;

  assert_allowed (open, "edit c until=2026-05-31");
  assert_allowed (may, "edit c until=2026-05-31");
  assert_allowed (may, "edit c until=2026-05-01");
  assert_allowed (may, "edit c until=2026-04");
  assert_refused (may, "edit c until=2026-06-01", refused);
  assert_refused (may, "edit c until=2026", refused);
  assert_refused (may, "edit c until=", refused);
  assert_refused (ROOT "consent c decision=given withdrawn-on=2026-05-01",
                  "edit c withdrawn-on=2026-05-02", refused);
  assert_refused (ROOT "consent c decision=given withdrawn-on=2026-05-01",
                  "edit c withdrawn-on=", refused);
  assert_refused (ROOT "authority c type=none until=2026-05", "edit c until=2027", refused);
  assert_refused (ROOT "capacity c able=true until=2026-05", "edit c until=2027", refused);
  assert_refused (ROOT "ground c reasons=x until=2026-05", "edit c until=2027", refused);
  assert_allowed (ROOT "stay c until=2026-05", "edit c until=2027");
  /* Of two ends the earlier one counts, so choosing the later one would widen. */
  assert_refused (ROOT "consent c decision=given\nedit c until=2026-05\nbeside c until=2026-06",
                  "edit c until=2026-06", refused);
  assert_allowed (ROOT "consent c decision=given\nedit c until=2026-05\nbeside c until=2026-06",
                  "edit c until=2026-05");
  assert_allowed (may, "erase c until");
}

static void
test_a_ground_is_used_once (void)
{
  const char *used = ROOT "disclosure d\ndisclosure e\nground g reasons=x\nedit g used-by=@d";

  assert_allowed (ROOT "disclosure d\nground g reasons=x", "edit g used-by=@d");
  assert_refused (used, "edit g used-by=@e", GEZIN_RULES_ERROR_WRITTEN_ONCE);
  assert_refused (used, "edit g used-by=", GEZIN_RULES_ERROR_WRITTEN_ONCE);
  assert_allowed (used, "edit g used-by=@d");
}

/* Messages are read in logs: names of the catalogue are in them, values are not. */
static void
test_messages_hold_no_value (void)
{
  g_autoptr (GezinDossier) before = test_dossier (ROOT);
  g_autoptr (GPtrArray) written = NULL;
  g_autoptr (GezinDossier) after =
      test_dossier_write (before, "person p birth-date=Secret", &written);
  g_autoptr (GError) error = NULL;
  GDate day;

  g_assert_false (
      gezin_shape_check_write (before, after, written, reference, test_day (&day, DAY), &error));
  g_assert_nonnull (strstr (error->message, "birth-date"));
  g_assert_null (strstr (error->message, "Secret"));
}

static void
add_tests (void)
{
  g_test_add_func ("/shape/types-have-their-form", test_types_have_their_form);
  g_test_add_func ("/shape/all-heads-are-looked-at", test_all_heads_are_looked_at);
  g_test_add_func ("/shape/long-texts", test_long_texts);
  g_test_add_func ("/shape/unknown-fields-are-measured-only",
                   test_unknown_fields_are_measured_only);
  g_test_add_func ("/shape/fields-of-other-kinds", test_fields_of_other_kinds);
  g_test_add_func ("/shape/items-stand-in-sets-only", test_items_stand_in_sets_only);
  g_test_add_func ("/shape/erased-fields-are-empty", test_erased_fields_are_empty);
  g_test_add_func ("/shape/only-removals-say-what-was-seen", test_only_removals_say_what_was_seen);
  g_test_add_func ("/shape/what-was-seen-is-bounded", test_what_was_seen_is_bounded);
  g_test_add_func ("/shape/items-and-heads-are-counted", test_items_and_heads_are_counted);
  g_test_add_func ("/shape/written-once-is-not-changed", test_written_once_is_not_changed);
  g_test_add_func ("/shape/written-once-may-narrow-and-be-erased",
                   test_written_once_may_narrow_and_be_erased);
  g_test_add_func ("/shape/other-records-change-nothing", test_other_records_change_nothing);
  g_test_add_func ("/shape/write/breaks-no-shape-rule", test_write_breaks_no_shape_rule);
  g_test_add_func ("/shape/write/references-lead-somewhere",
                   test_written_references_lead_somewhere);
  g_test_add_func ("/shape/write/what-stood-may-stand-again", test_what_stood_may_stand_again);
  g_test_add_func ("/shape/write/codes-hold-on-the-day", test_written_codes_hold_on_the_day);
  g_test_add_func ("/shape/write/ends-only-come-earlier", test_ends_only_come_earlier);
  g_test_add_func ("/shape/write/a-ground-is-used-once", test_a_ground_is_used_once);
  g_test_add_func ("/shape/write/messages-hold-no-value", test_messages_hold_no_value);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  add_tests ();
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
