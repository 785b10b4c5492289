/* SPDX-License-Identifier: EUPL-1.2 */

/* Every sense rule fires on a small dossier, and a dossier that differs from it in
 * the one thing that is wrong gives no finding at all. */

#include "rules/sense.h"
#include "support/builder.h"

#include <string.h>

#define TODAY "2026-11-21"

typedef struct {
  GezinRule rule;
  const char *claim;
  const char *record; /* on which it is found */
  const char *field; /* wire name, or NULL for the record as a whole */
  const char *wrong;
  const char *right;
} Case;

#define ROOT "family f name=X\n"

static const Case cases[] = {
#include "sense-cases.inc"
};

static GezinReference *reference;

static GPtrArray *
check (const char *spec)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  GDate day;

  return gezin_sense_check (dossier, reference, test_day (&day, TODAY));
}

static gboolean
is_found (GPtrArray *findings, const Case *one)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GezinFinding *finding = findings->pdata[i];
      GezinUuid id = test_id (one->record != NULL ? one->record : "");
      const char *field =
          finding->field == GEZIN_FIELD_NONE ? NULL : gezin_catalogue_field_name (finding->field);

      if (finding->rule == one->rule && g_strcmp0 (field, one->field) == 0
          && (one->record == NULL || gezin_uuid_equal (&finding->record, &id)))
        return TRUE;
    }
  return FALSE;
}

static void
print (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GezinFinding *finding = findings->pdata[i];

      g_test_message ("found %s in %s of a %s", finding->code,
                      finding->field == GEZIN_FIELD_NONE
                          ? "the whole"
                          : gezin_catalogue_field_name (finding->field),
                      gezin_catalogue_kind (finding->kind)->name);
    }
}

static void
test_fires (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) findings = check (one->wrong);

  print (findings);
  g_assert_true (is_found (findings, one));
  for (guint i = 0; i < findings->len; i++)
    g_assert_false (((GezinFinding *) findings->pdata[i])->is_shape);
}

static void
test_is_quiet (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GPtrArray) findings = check (one->right);

  print (findings);
  g_assert_cmpuint (findings->len, ==, 0);
}

static gboolean
fires (const char *spec, GezinRule rule, const char *field)
{
  const Case one = { rule, NULL, "r", field, NULL, NULL };
  g_autoptr (GPtrArray) findings = check (spec);

  return is_found (findings, &one);
}

/* Every pair of start and end, spelled again: kind, start, end. */
static void
test_every_end_has_its_start (void)
{
  static const char *const spans[] = {
    "family opened closed",           "address from until",    "stay from until",
    "relation began ended",           "authority from until",  "capacity judged-on until",
    "signal received answered",       "factor began ended",    "assessment done-on next-due",
    "professional from until",        "step started finished", "step started signed-off-on",
    "decision decided-on review-on",  "measure from until",    "measure from ended-on",
    "measure asked-on imposed-on",    "consent from until",    "consent given-on until",
    "consent given-on withdrawn-on",  "ground from until",     "disclosure made-on receipt-on",
    "disclosure made-on recalled-on", "response received due", "response received answered",
    "review asked-on closed-on",
  };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_auto (GStrv) words = g_strsplit (spans[i], " ", 3);
      g_autofree char *wrong =
          g_strdup_printf ("%s r %s=2026-05-02 %s=2026-05-01", words[0], words[1], words[2]);
      g_autofree char *right =
          g_strdup_printf ("%s r %s=2026-05-02 %s=2026-05-02", words[0], words[1], words[2]);

      g_test_message ("%s", spans[i]);
      g_assert_true (fires (wrong, GEZIN_RULE_END_BEFORE_START, words[2]));
      g_assert_false (fires (right, GEZIN_RULE_END_BEFORE_START, words[2]));
    }
}

/* Every field of what has happened, spelled again: kind, field. */
static void
test_what_happened_is_not_to_come (void)
{
  static const char *const happened[] = {
    "person birth-date",    "person deceased-on",    "authority verified-on", "capacity judged-on",
    "signal received",      "signal answered",       "incident when",         "statement happened",
    "perspective heard-on", "conclusion adopted-on", "assessment done-on",    "goal reached-on",
    "agreement done-on",    "step finished",         "step signed-off-on",    "decision decided-on",
    "measure asked-on",     "measure imposed-on",    "question answered-on",  "document made-on",
    "consent given-on",     "disclosure made-on",    "disclosure receipt-on", "response received",
    "response answered",    "review closed-on",      "task done-on",          "experience asked-on",
  };

  for (guint i = 0; i < G_N_ELEMENTS (happened); i++)
    {
      g_auto (GStrv) words = g_strsplit (happened[i], " ", 2);
      g_autofree char *wrong = g_strdup_printf ("%s r %s=2026-11-22", words[0], words[1]);
      g_autofree char *right = g_strdup_printf ("%s r %s=2026-11-21", words[0], words[1]);

      g_test_message ("%s", happened[i]);
      g_assert_true (fires (wrong, GEZIN_RULE_IN_THE_FUTURE, words[1]));
      g_assert_false (fires (right, GEZIN_RULE_IN_THE_FUTURE, words[1]));
    }
}

/* Every way to take part, spelled again: kind, who, when. */
static void
test_who_takes_part_is_alive (void)
{
  static const char *const parts[] = {
    "stay person from",
    "relation from began",
    "authority holder from",
    "capacity person judged-on",
    "incident by when",
    "incident against when",
    "incident witnesses when",
    "perspective person heard-on",
    "conclusion agreed-by adopted-on",
    "contact present when",
    "contact child-seen when",
    "evaluation present held-on",
    "consent given-by given-on",
    "response person received",
    "experience person asked-on",
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_auto (GStrv) words = g_strsplit (parts[i], " ", 3);
      gboolean is_time = g_str_equal (words[2], "when") && g_str_equal (words[0], "contact");
      g_autofree char *act = g_strdup_printf ("%s r %s=@a %s=2026-05-02%s", words[0], words[1],
                                              words[2], is_time ? "T12:00:00Z" : "");
      g_autofree char *unborn = g_strdup_printf ("person a birth-date=2026-05-04\n%s", act);
      g_autofree char *dead = g_strdup_printf ("person a deceased-on=2026-05-01\n%s", act);
      g_autofree char *alive =
          g_strdup_printf ("person a birth-date=2026-05-02 deceased-on=2026-05-02\n%s", act);

      g_test_message ("%s", parts[i]);
      g_assert_true (fires (unborn, GEZIN_RULE_BEFORE_BIRTH, words[1]));
      g_assert_true (fires (dead, GEZIN_RULE_AFTER_DEATH, words[1]));
      g_assert_false (fires (alive, GEZIN_RULE_BEFORE_BIRTH, words[1]));
      g_assert_false (fires (alive, GEZIN_RULE_AFTER_DEATH, words[1]));
    }
}

/* Everything that a consent or ground must say, and each of the six answers. */
static void
test_nothing_that_is_needed_is_empty (void)
{
  static const char *const of_consent[] = { "subject",   "given-by",   "purpose",
                                            "recipient", "categories", "decision" };
  static const char *const of_ground[] = { "article", "purpose", "recipient", "categories" };
  static const char *const six[] = {
    "tried-consent", "tried-consent-why", "serious-harm",    "serious-harm-why",
    "dilemma",       "dilemma-why",       "subsidiarity",    "subsidiarity-why",
    "effectiveness", "effectiveness-why", "proportionality", "proportionality-why",
  };
  const char *checked = "ground r article=conflict-of-duties";

  for (guint i = 0; i < G_N_ELEMENTS (of_consent); i++)
    g_assert_true (fires ("consent r", GEZIN_RULE_CONSENT_INCOMPLETE, of_consent[i]));
  for (guint i = 0; i < G_N_ELEMENTS (of_ground); i++)
    g_assert_true (fires ("ground r", GEZIN_RULE_GROUND_INCOMPLETE, of_ground[i]));
  for (guint i = 0; i < G_N_ELEMENTS (six); i++)
    g_assert_true (fires (checked, GEZIN_RULE_GROUND_UNCHECKED, six[i]));
}

/* One wrong thing is one finding: these dossiers have one, and none of what lies near. */
static void
test_one_wrong_thing_is_one_finding (void)
{
  static const char holders[] =
      "person k\nperson a\nperson b\nauthority g child=@k holder=@a type=parent-alone from=2016\n"
      "authority h child=@k holder=@a type=parents-joint from=2017\n"
      "authority r child=@k holder=@b type=parents-joint from=2018";
  static const char ends[] = "person k\nperson a\nperson b\n"
                             "authority h child=@k holder=@a type=parent-alone from=2016\n"
                             "edit h until=2017-01-01\nbeside h until=2030-01-01\n"
                             "authority r child=@k holder=@b type=parent-alone from=2018";

  g_assert_false (fires ("person b birth-date=2014\nrelation r from=@gone to=@b type=legal-parent",
                         GEZIN_RULE_PARENT_NOT_OLDER, "to"));
  g_assert_true (
      fires ("relation r from=@a to=@a type=legal-parent", GEZIN_RULE_RELATION_WITH_ONESELF, "to"));
  g_assert_false (
      fires ("relation r from=@a to=@a type=legal-parent", GEZIN_RULE_OWN_ANCESTOR, "type"));
  g_assert_true (fires (holders, GEZIN_RULE_AUTHORITY_NOT_ALONE, "type"));
  g_assert_false (fires (holders, GEZIN_RULE_TOO_MANY_HOLDERS, "holder"));
  g_assert_false (fires (ends, GEZIN_RULE_AUTHORITY_NOT_ALONE, "type"));
}

/* More holders of one child than are told apart. */
static void
test_a_crowd_of_holders_is_too_many (void)
{
  g_autoptr (GString) spec = g_string_new ("person k\n");

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (spec,
                            "person p%u\nauthority h%u child=@k holder=@p%u "
                            "type=parents-joint from=%u\n",
                            i, i, i, 1950 + i);
  g_string_append (spec, "authority r child=@k holder=@p0 type=parents-joint from=2000");
  g_assert_true (fires (spec->str, GEZIN_RULE_TOO_MANY_HOLDERS, "holder"));
}

static void
test_every_sense_rule_is_tried (void)
{
  for (int rule = GEZIN_RULE_NONE + 1; rule < GEZIN_N_RULES; rule++)
    {
      /* What was erased is tried apart: no text describes it. */
      gboolean is_tried = gezin_rule_is_shape (rule) || rule == GEZIN_RULE_REFERS_TO_ERASED;

      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        is_tried = is_tried || (int) cases[i].rule == rule;
      if (!is_tried)
        g_test_message ("%s is not tried", gezin_rule_code (rule));
      g_assert_true (is_tried);
    }
}

/* Findings come in one order, each once, however the records were made. */
static void
test_findings_are_in_order_and_once (void)
{
  g_autoptr (GPtrArray) findings =
      check (ROOT "stay s person=@gone\nbeside s person=@gone2\nstay t person=@gone\n"
                  "person a bsn=111222333\nperson b bsn=111222333\nperson c bsn=111222333");

  g_assert_cmpuint (findings->len, ==, 5);
  for (guint i = 1; i < findings->len; i++)
    {
      const GezinFinding *before = findings->pdata[i - 1], *after = findings->pdata[i];

      g_assert_cmpint (before->kind, <=, after->kind);
      if (before->kind == after->kind)
        g_assert_cmpint (gezin_uuid_compare (&before->record, &after->record), <, 0);
    }
}

static void
test_empty_dossier_has_no_root_only (void)
{
  g_autoptr (GPtrArray) findings = check ("");

  g_assert_cmpuint (findings->len, ==, 1);
  g_assert_cmpstr (((GezinFinding *) findings->pdata[0])->code, ==, "no-root");
}

/* A chain of 20,000 parents neither ends the process nor takes long. */
static void
test_long_chains_are_walked (void)
{
  enum { N = 20000 };
  GezinUuid root = test_id ("f");
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_version_unref);
  g_autoptr (GezinCommit) commit = gezin_commit_new (1, 0, NULL, NULL, NULL, NULL);
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const GezinField fields[] = { GEZIN_FIELD_RELATION_FROM, GEZIN_FIELD_RELATION_TO,
                                GEZIN_FIELD_RELATION_TYPE };
  const GezinDot dot = { 1, 1 };
  GDate day;
  guint n_circles = 0;

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("r%u", i);
      GezinUuid record = test_id (name);

      for (guint f = 0; f < 3; f++)
        {
          g_autofree char *person = g_strdup_printf ("p%u", (i + f) % N);
          char text[GEZIN_UUID_TEXT_LENGTH + 1];
          GezinUuid id = test_id (person);
          GRefString *value =
              g_ref_string_new (f == 2 ? "legal-parent" : gezin_uuid_write (&id, text));

          g_ptr_array_add (versions,
                           gezin_version_new (&record, GEZIN_KIND_RELATION, fields[f], NULL, value,
                                              &dot, NULL, commit, NULL, NULL, 0, FALSE));
          g_ref_string_release (value);
        }
    }
  dossier = gezin_dossier_new (&root, (GezinVersion *const *) versions->pdata, versions->len, NULL,
                               0, NULL);
  findings = gezin_sense_check (dossier, reference, test_day (&day, TODAY));
  for (guint i = 0; i < findings->len; i++)
    n_circles += ((GezinFinding *) findings->pdata[i])->rule == GEZIN_RULE_OWN_ANCESTOR;
  g_assert_cmpuint (n_circles, ==, N);
}

static void
test_codes_that_rules_speak_of_exist (void)
{
#define CODE(SYMBOL, LIST, NAME) g_assert_true (gezin_reference_knows (reference, LIST, NAME));
#include "rules/codes.inc"
#undef CODE
}

static void
test_sentences_and_codes_are_whole (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (int rule = GEZIN_RULE_NONE + 1; rule < GEZIN_N_RULES; rule++)
    {
      const char *sentence = gezin_rule_sentence (rule);

      g_assert_true (g_hash_table_add (codes, (gpointer) gezin_rule_code (rule)));
      g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", gezin_rule_code (rule), 0, 0));
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_nonnull (strchr (sentence, ' '));
      g_assert_null (strchr (sentence, '%'));
    }
}

/* What was erased here cannot be taken in again: nobody is told to read a bundle for it. */
static void
test_what_was_erased_is_told_apart (void)
{
  static const char spec[] = ROOT "person a\nstay s person=@a";
  const Case erased = { GEZIN_RULE_REFERS_TO_ERASED, NULL, "s", "person", NULL, NULL };
  const Case gone = { GEZIN_RULE_REFERS_TO_NOTHING, NULL, "s", "person", NULL, NULL };
  g_autoptr (GezinDossier) whole = test_dossier (spec);
  g_autoptr (GPtrArray) before = check (spec);
  g_autoptr (GPtrArray) after = NULL;
  GezinUuid person = test_id ("a");
  g_autoptr (GezinDossier) left = gezin_dossier_without_record (whole, &person);
  GDate day;

  after = gezin_sense_check (left, reference, test_day (&day, TODAY));
  print (after);
  g_assert_false (is_found (before, &erased));
  g_assert_true (is_found (after, &erased));
  g_assert_false (is_found (after, &gone));
  g_assert_cmpuint (after->len, ==, before->len + 1);
}

/* docs/rules.md is what people look a code up in. */
static void
test_the_page_of_rules_is_true (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "rules.md", NULL);
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lines = 0;

  g_file_get_contents (path, &page, NULL, &error);
  g_assert_no_error (error);
  for (int rule = GEZIN_RULE_NONE + 1; rule < GEZIN_N_RULES; rule++)
    {
      g_autofree char *line =
          g_strdup_printf ("\n| `%s` | %s |\n", gezin_rule_code (rule), gezin_rule_sentence (rule));

      if (strstr (page, line) == NULL)
        g_test_message ("%s is not there, or says something else", gezin_rule_code (rule));
      g_assert_true (strstr (page, line) != NULL);
    }
  for (const char *at = strstr (page, "\n| `"); at != NULL; at = strstr (at + 1, "\n| `"))
    n_lines += g_ascii_islower (at[4]);
  g_assert_cmpuint (n_lines, ==, GEZIN_N_RULES - 1);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *code = gezin_rule_code (cases[i].rule);
      g_autofree char *fires = g_strdup_printf ("/sense/%s/%s/fires", code, cases[i].claim);
      g_autofree char *quiet = g_strdup_printf ("/sense/%s/%s/is-quiet", code, cases[i].claim);

      g_test_add_data_func (fires, &cases[i], test_fires);
      g_test_add_data_func (quiet, &cases[i], test_is_quiet);
    }
  g_test_add_func ("/sense/every-end-has-its-start", test_every_end_has_its_start);
  g_test_add_func ("/sense/what-happened-is-not-to-come", test_what_happened_is_not_to_come);
  g_test_add_func ("/sense/who-takes-part-is-alive", test_who_takes_part_is_alive);
  g_test_add_func ("/sense/nothing-that-is-needed-is-empty", test_nothing_that_is_needed_is_empty);
  g_test_add_func ("/sense/one-wrong-thing-is-one-finding", test_one_wrong_thing_is_one_finding);
  g_test_add_func ("/sense/a-crowd-of-holders-is-too-many", test_a_crowd_of_holders_is_too_many);
  g_test_add_func ("/sense/every-sense-rule-is-tried", test_every_sense_rule_is_tried);
  g_test_add_func ("/sense/findings-are-in-order-and-once", test_findings_are_in_order_and_once);
  g_test_add_func ("/sense/empty-dossier-has-no-root-only", test_empty_dossier_has_no_root_only);
  g_test_add_func ("/sense/long-chains-are-walked", test_long_chains_are_walked);
  g_test_add_func ("/sense/codes-that-rules-speak-of-exist", test_codes_that_rules_speak_of_exist);
  g_test_add_func ("/sense/sentences-and-codes-are-whole", test_sentences_and_codes_are_whole);
  g_test_add_func ("/sense/what-was-erased-is-told-apart", test_what_was_erased_is_told_apart);
  g_test_add_func ("/sense/the-page-of-rules-is-true", test_the_page_of_rules_is_true);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
