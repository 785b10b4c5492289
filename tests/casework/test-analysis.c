/* SPDX-License-Identifier: EUPL-1.2 */

/* What keeps a family stuck, by hand and over random families; and each gap, there and not there. */

#include "casework/analysis.h"
#include "casework/circuits.h"
#include "support/builder.h"

#include <string.h>

#define ROUNDS (200)

static GezinReference *reference;

static GezinAnalysis *
analyse_dossier (GezinDossier *dossier)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate day;

  return gezin_analyse (view, reference, test_day (&day, "2026-11-21"));
}

static GezinAnalysis *
analyse (const char *spec)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);

  return analyse_dossier (dossier);
}

static const GezinCircle *
only_circle (const GezinAnalysis *analysis)
{
  g_assert_cmpuint (analysis->circles->len, ==, 1);
  return analysis->circles->pdata[0];
}

static gboolean
has_id (const GArray *ids, const char *name)
{
  const GezinUuid id = test_id (name);

  for (guint i = 0; i < ids->len; i++)
    if (gezin_uuid_equal (&g_array_index (ids, GezinUuid, i), &id))
      return TRUE;
  return FALSE;
}

#define THREE \
  "family f name=Test\n" \
  "factor debts title=Schulden function=maintaining\n" \
  "factor stress title=Spanning function=maintaining\n" \
  "factor rows title=Ruzie function=maintaining\n" \
  "influence one from=@debts to=@stress effect=causes strength=strong\n" \
  "influence two from=@stress to=@rows effect=worsens strength=moderate\n"

/* Circles. */

static void
test_vicious (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (THREE "influence three from=@rows to=@debts effect=maintains strength=weak\n");
  const GezinCircle *circle = only_circle (analysis);
  const GezinLeverage *leverage;

  g_assert_cmpint (circle->kind, ==, GEZIN_CIRCLE_VICIOUS);
  g_assert_cmpuint (circle->factors->len, ==, 3);
  g_assert_cmpuint (circle->strength, ==, 6);
  g_assert_nonnull (strstr (circle->sentence, "Schulden causes Spanning."));
  g_assert_nonnull (strstr (circle->sentence, "Spanning worsens Ruzie."));
  g_assert_nonnull (strstr (circle->sentence, "Ruzie maintains Schulden."));
  g_assert_cmpuint (analysis->leverage->len, ==, 3);
  leverage = analysis->leverage->pdata[0];
  g_assert_cmpuint (leverage->score, ==, 6);
  g_assert_cmpuint (leverage->n_circles, ==, 1);
  g_assert_nonnull (strstr (leverage->why, circle->sentence));
}

static void
test_two_dampening_arrows_reinforce (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse ("family f name=Test\n"
               "factor drink title=Drank function=maintaining\n"
               "factor rest title=Rust function=protective\n"
               "influence one from=@drink to=@rest effect=dampens strength=strong\n"
               "influence two from=@rest to=@drink effect=protects strength=strong\n");

  g_assert_cmpint (only_circle (analysis)->kind, ==, GEZIN_CIRCLE_VICIOUS);
}

static void
test_all_protective_is_virtuous (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse ("family f name=Test\n"
               "factor oma title=Oma function=protective\n"
               "factor rest title=Rust function=protective\n"
               "influence one from=@oma to=@rest effect=causes strength=strong\n"
               "influence two from=@rest to=@oma effect=maintains\n");

  g_assert_cmpint (only_circle (analysis)->kind, ==, GEZIN_CIRCLE_VIRTUOUS);
  g_assert_cmpuint (only_circle (analysis)->strength, ==, 3); /* nobody said how strong: one */
  g_assert_cmpuint (analysis->leverage->len, ==, 0);
}

static void
test_one_dampening_arrow_balances (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (THREE "influence three from=@rows to=@debts effect=dampens strength=strong\n");

  g_assert_cmpint (only_circle (analysis)->kind, ==, GEZIN_CIRCLE_BALANCING);
  g_assert_cmpuint (analysis->leverage->len, ==, 0);
}

static void
test_what_is_over_keeps_nothing_going (void)
{
  static const char *const breaks[] = {
    "edit rows ended=2026-11-20\n",
    "edit rows began=2026-12\n",
    "remove rows\n",
    "remove three\n",
    "edit three effect=\n",
    "edit three effect=unheard\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (breaks); i++)
    {
      g_autofree char *spec = g_strconcat (
          THREE "influence three from=@rows to=@debts effect=maintains\n", breaks[i], NULL);
      g_autoptr (GezinAnalysis) analysis = analyse (spec);

      g_test_message ("%s", breaks[i]);
      g_assert_cmpuint (analysis->circles->len, ==, 0);
    }
}

static void
test_until_it_is_surely_over (void)
{
  static const char *const goes_on[] = { "edit rows ended=2026-11-21\n", "edit rows ended=2026\n",
                                         "edit rows began=2026-11\n" };

  for (guint i = 0; i < G_N_ELEMENTS (goes_on); i++)
    {
      g_autofree char *spec = g_strconcat (
          THREE "influence three from=@rows to=@debts effect=maintains\n", goes_on[i], NULL);
      g_autoptr (GezinAnalysis) analysis = analyse (spec);

      g_test_message ("%s", goes_on[i]);
      only_circle (analysis);
    }
}

/* What is linked as the same is one factor. */
static void
test_linked_factors_are_one (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (THREE "factor again title=Ruzies same-as=@rows\n"
                     "influence three from=@again to=@debts effect=maintains\n");

  g_assert_cmpuint (only_circle (analysis)->factors->len, ==, 3);
}

static void
test_strongest_first (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (THREE "influence three from=@rows to=@debts effect=maintains strength=weak\n"
                     "influence four from=@stress to=@debts effect=causes strength=strong\n");

  g_assert_cmpuint (analysis->circles->len, ==, 2);
  g_assert_cmpuint (((GezinCircle *) analysis->circles->pdata[0])->strength, ==, 9);
  g_assert_cmpuint (((GezinCircle *) analysis->circles->pdata[1])->strength, ==, 6);
  g_assert_cmpuint (((GezinLeverage *) analysis->leverage->pdata[0])->score, ==, 15);
  g_assert_cmpuint (((GezinLeverage *) analysis->leverage->pdata[2])->score, ==, 6);
}

/* Texts of a dossier are never read as places to fill in. */
static void
test_titles_are_only_titles (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse ("family f name=Test\n"
               "factor odd title='{to} %s {from}' function=maintaining\n"
               "factor other title='{title}' function=maintaining\n"
               "influence one from=@odd to=@other effect=causes\n"
               "influence two from=@other to=@odd effect=causes\n");

  g_assert_nonnull (strstr (only_circle (analysis)->sentence, "{to} %s {from} causes {title}."));
}

/* Random families: the order in which versions came says nothing; leverage is what adds up. */

static char *
random_spec (GRand *random)
{
  static const char *const effects[] = { "causes", "worsens", "dampens", "protects" };
  static const char *const strengths[] = { "weak", "moderate", "strong", "unknown" };
  static const char *const functions[] = { "maintaining", "protective", "predisposing" };
  GString *spec = g_string_new ("family f name=Test\n");

  for (guint i = 0; i < 6; i++)
    g_string_append_printf (spec, "factor f%u title=F%u function=%s\n", i, i,
                            functions[g_rand_int_range (random, 0, 3)]);
  for (guint i = 0; i < 12; i++)
    g_string_append_printf (spec, "influence i%u from=@f%d to=@f%d effect=%s strength=%s\n", i,
                            g_rand_int_range (random, 0, 6), g_rand_int_range (random, 0, 6),
                            effects[g_rand_int_range (random, 0, 4)],
                            strengths[g_rand_int_range (random, 0, 4)]);
  return g_string_free (spec, FALSE);
}

static char *
describe (const GezinAnalysis *analysis)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < analysis->circles->len; i++)
    {
      const GezinCircle *circle = analysis->circles->pdata[i];

      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %s\n",
                              gezin_circle_kind_name (circle->kind), circle->strength,
                              circle->sentence);
    }
  for (guint i = 0; i < analysis->leverage->len; i++)
    {
      const GezinLeverage *leverage = analysis->leverage->pdata[i];

      g_string_append_printf (text, "%s %" G_GUINT64_FORMAT " %s\n", leverage->title,
                              leverage->score, leverage->why);
    }
  for (guint i = 0; i < analysis->gaps->len; i++)
    g_string_append_printf (text, "%s %s\n", ((GezinGap *) analysis->gaps->pdata[i])->code,
                            ((GezinGap *) analysis->gaps->pdata[i])->sentence);
  return g_string_free (text, FALSE);
}

static void
assert_leverage_adds_up (const GezinAnalysis *analysis)
{
  guint64 of_factors = 0, of_circles = 0;

  for (guint i = 0; i < analysis->leverage->len; i++)
    of_factors += ((GezinLeverage *) analysis->leverage->pdata[i])->score;
  for (guint i = 0; i < analysis->circles->len; i++)
    {
      const GezinCircle *circle = analysis->circles->pdata[i];

      if (circle->kind == GEZIN_CIRCLE_VICIOUS)
        of_circles += circle->strength * circle->factors->len;
    }
  g_assert_cmpuint (of_factors, ==, of_circles);
}

/* The same lines, with another history: each record is written twice, once with nothing. */
static void
test_only_the_records_count (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint n_vicious = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *spec = random_spec (random);
      g_auto (GStrv) lines = g_strsplit (spec, "\n", -1);
      g_autoptr (GString) turned = g_string_new (lines[0]);
      g_autoptr (GezinAnalysis) one = analyse (spec);
      g_autoptr (GezinAnalysis) other = NULL;
      g_autofree char *of_one = describe (one);
      g_autofree char *of_other = NULL;

      for (guint i = g_strv_length (lines) - 1; i > 0; i--)
        g_string_append_printf (turned, "\n%s", lines[i]);
      other = analyse (turned->str);
      of_other = describe (other);
      g_assert_cmpstr (of_one, ==, of_other);
      assert_leverage_adds_up (one);
      n_vicious += one->leverage->len > 0;
    }
  g_test_message ("%u families, %u with a vicious circle", ROUNDS, n_vicious);
  g_assert_cmpuint (n_vicious, >, ROUNDS / 10);
}

/* Gaps. */

#define WORKED \
  "family f name=Test\n" \
  "person mother given-names=Els household-role=mother birth-date=1985\n" \
  "perspective hers person=@mother heard-on=2026-10-01\n" \
  "statement seen nature=observation text=gezien happened=2026-10-01\n" \
  "factor debts title=Schulden function=maintaining evidence=@seen\n" \
  "professional worker name=Fatma from=2026-01-01\n" \
  "goal money text=rust factors=@debts\n" \
  "agreement plan text=bellen goal=@money by=@worker due=2026-12-01\n"

static guint
count (const GezinAnalysis *analysis, const char *code, const char *record)
{
  guint n_found = 0;

  for (guint i = 0; i < analysis->gaps->len; i++)
    {
      const GezinGap *gap = analysis->gaps->pdata[i];

      n_found += strcmp (gap->code, code) == 0 && (record == NULL || has_id (gap->records, record));
    }
  return n_found;
}

static void
test_nothing_lacks (void)
{
  g_autoptr (GezinAnalysis) analysis = analyse (WORKED);
  g_autofree char *found = describe (analysis);

  g_assert_cmpstr (found, ==, "");
}

static void
test_each_gap (void)
{
  static const struct {
    const char *lines; /* after those of a family that lacks nothing */
    const char *code; /* NULL: lacks nothing still */
    const char *record;
  } cases[] = {
    { "edit debts evidence=-@seen\n", "claim-without-evidence", "debts" },
    { "edit seen nature=opinion\n", "opinion-as-fact", "debts" },
    { "edit seen nature=hypothesis\n", "opinion-as-fact", "seen" },
    { "edit seen nature=account\n", NULL, NULL },
    { "statement told nature=opinion text=mening\nedit debts evidence=@told\n", NULL, NULL },
    { "edit seen response=disagrees\n", "evidence-contradicted", "seen" },
    { "edit seen response=agrees\n", NULL, NULL },
    { "statement no nature=fact text=niet contradicts=@seen happened=2026-10\n",
      "evidence-contradicted", "debts" },
    { "statement no nature=opinion text=niet contradicts=@seen happened=2026-10\n",
      "evidence-contradicted", "debts" },
    { "statement no nature=hypothesis text=niet contradicts=@seen happened=2026-10\n", NULL, NULL },
    { "edit debts function=-maintaining,protective\n"
      "statement no nature=account text=niet contradicts=@seen happened=2026-10\n",
      "evidence-contradicted", "debts" }, /* safety rests on what protects */
    { "statement no nature=fact text=niet\nedit debts counter-evidence=@no\n",
      "evidence-contradicted", "no" },
    { "edit seen happened=2025-11-20\n", "evidence-stale", "debts" },
    { "edit seen happened=2025-11\n", NULL, NULL }, /* perhaps on the 30th */
    { "edit seen happened=\n", NULL, NULL },
    { "edit money factors=-@debts\n", "worry-without-action", "debts" },
    { "edit money reached-on=2026-11-01\n", "worry-without-action", "debts" },
    { "edit debts function=-maintaining,protective\nedit money factors=-@debts\n"
      "agreement other text=anders trigger=bij by=@worker due=2026-12-01\nremove money\n"
      "remove plan\n",
      NULL, NULL }, /* what protects asks for no goal */
    { "edit plan done-on=2026-11-01\n", "factor-without-work", "debts" },
    { "edit plan result=cancelled\n", "factor-without-work", "debts" },
    { "edit money factors=-@debts\n", "action-without-cause", "money" },
    { "edit plan goal=\n", "action-without-cause", "plan" },
    { "agreement safe text=veilig trigger='als hij komt' by=@mother due=2026-12-01\n", NULL, NULL },
    { "professional idle name=Kees from=2026-01-01\n", "professional-without-task", "idle" },
    { "professional idle name=Kees from=2026-01-01 until=2026-11-01\n", NULL, NULL },
    { "professional soon name=Kees from=2026-12-01\n", NULL, NULL },
    { "professional idle name=Kees role=practitioner\n", "professional-without-task", "idle" },
    { "professional lead name=Kees role=team-lead\n", NULL, NULL },
    { "professional thinker name=Kees role=behavioural-expert\n", NULL, NULL },
    /* how it goes is no end while its day is to come; what took its place is one */
    { "professional idle name=Kees\nagreement a text=zo trigger=x by=@idle due=2026-12-01 "
      "result=kept\n",
      NULL, NULL },
    { "professional idle name=Kees\nagreement a text=zo trigger=x by=@idle due=2026-11-20 "
      "result=kept\n",
      "professional-without-task", "idle" },
    { "professional idle name=Kees\nagreement a text=zo trigger=x by=@idle due=2026-12-01 "
      "result=replaced\n",
      "professional-without-task", "idle" },
    { "professional idle name=Kees\ntask t text=bellen for=@idle due=2026-12-01\n", NULL, NULL },
    { "remove hers\n", "voice-not-heard", "mother" },
    { "edit hers heard-on=2026-05-20\n", "voice-not-heard", "mother" },
    { "edit hers heard-on=2026-05-21\n", NULL, NULL },
    { "person child given-names=Noor household-role=child birth-date=2022-11-21\n",
      "voice-not-heard", "child" },
    { "person child given-names=Noor household-role=child birth-date=2022-11-22\n", NULL, NULL },
    { "person gran given-names=Oma household-role=mother deceased-on=2020\n", NULL, NULL },
    { "person aunt given-names=Tante\n", NULL, NULL },
    { "conclusion c text=zo hypotheses=@seen version=1\n", "hypothesis-without-alternative", "c" },
    { "conclusion c text=zo hypotheses=@seen alternatives-considered=anders\n", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spec = g_strconcat (WORKED, cases[i].lines, NULL);
      g_autoptr (GezinAnalysis) analysis = analyse (spec);
      g_autofree char *found = describe (analysis);

      g_test_message ("%s", cases[i].lines);
      if (cases[i].code == NULL)
        g_assert_cmpstr (found, ==, "");
      else
        g_assert_cmpuint (count (analysis, cases[i].code, cases[i].record), ==, 1);
    }
}

static void
test_arrows_are_claims (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (THREE "statement seen nature=fact text=gezien\nedit one evidence=@seen\n");

  g_assert_cmpuint (count (analysis, "claim-without-evidence", "one"), ==, 0);
  g_assert_cmpuint (count (analysis, "claim-without-evidence", "two"), ==, 1);
}

/* Too much, and dates that cannot be. */

#define MANY_FACTORS (500)
#define MANY_INFLUENCES (3000)

static void
test_bounded (void)
{
  g_autoptr (GString) spec = g_string_new ("family f name=Test\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  g_autoptr (GezinAnalysis) analysis = NULL;

  for (guint i = 0; i < MANY_FACTORS; i++)
    g_string_append_printf (spec, "factor f%u title=F%u life-domain=finances severity=%u\n", i, i,
                            i % 11);
  for (guint i = 0; i < MANY_INFLUENCES; i++)
    g_string_append_printf (spec, "influence i%u from=@f%u to=@f%u effect=causes strength=strong\n",
                            i, (guint) g_rand_int_range (random, 0, MANY_FACTORS),
                            (guint) g_rand_int_range (random, 0, MANY_FACTORS));
  analysis = analyse (spec->str);
  g_assert_cmpuint (analysis->circles->len, ==, GEZIN_MAX_CIRCUITS);
  g_assert_true (analysis->is_cut);
  for (guint i = 0; i < analysis->circles->len; i++)
    g_assert_cmpuint (((GezinCircle *) analysis->circles->pdata[i])->factors->len, <=,
                      GEZIN_MAX_CIRCUIT_LENGTH);
  g_assert_cmpuint (((GezinDomainLine *) analysis->domains->pdata[0])->worries->len, ==,
                    MANY_FACTORS);
}

/* Own data may say how much a strength weighs; not so much that eight of them no longer fit. */
static void
test_absurd_weight (void)
{
  static const char own[] =
      "<reference xmlns='urn:gezinsdossier:reference:1' id='code-lists' version='99' "
      "valid-from='2015-01-01'><label xml:lang='nl'>x</label>"
      "<source mark='inferred'>made up</source>"
      "<list name='influence-strength'><label xml:lang='nl'>x</label>"
      "<code name='strong'><label xml:lang='nl'>x</label>"
      "<property name='weight'>9999</property></code></list></reference>";
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) heavy =
      gezin_reference_new_from_bytes ("own.xml", own, sizeof own - 1, reference, &error);
  g_autoptr (GString) spec = g_string_new ("family f name=Test\n");
  g_autoptr (GezinDossier) dossier = NULL;
  g_autoptr (GezinView) view = NULL;
  g_autoptr (GezinAnalysis) analysis = NULL;
  guint64 most = 1;
  GDate day;

  g_assert_no_error (error);
  for (guint i = 0; i < GEZIN_MAX_CIRCUIT_LENGTH; i++)
    g_string_append_printf (spec, "factor f%u title=x\n", i);
  for (guint i = 0; i < GEZIN_MAX_CIRCUIT_LENGTH; i++, most *= 20)
    g_string_append_printf (spec, "influence i%u from=@f%u to=@f%u effect=causes strength=strong\n",
                            i, i, (i + 1) % GEZIN_MAX_CIRCUIT_LENGTH);
  dossier = test_dossier (spec->str);
  view = gezin_view_own (dossier);
  analysis = gezin_analyse (view, heavy, test_day (&day, "2026-11-21"));
  g_assert_cmpuint (only_circle (analysis)->strength, ==, most);
}

static void
test_absurd_values (void)
{
  static const char *const values[] = {
    "began=0001-01-01",
    "began=9999-12-31",
    "ended=0001",
    "ended=9999",
    "began=2026-13-45",
    "ended=2026-02-30",
    "began=morgen",
    "began='' ended=''",
    "severity=99999999999999999999",
    "severity=-1",
    "severity=veel",
    "life-domain=maan",
    "function=zingen,dansen",
    "about=@nobody",
    "evidence=@debts",
    "title=''",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *spec = g_strdup_printf (
          THREE "influence three from=@rows to=@debts effect=maintains\nedit debts %s\n"
                "person old household-role=mother birth-date=0001 deceased-on=9999\n"
                "professional p name=x from=9999 until=0001\n"
                "perspective h person=@old heard-on=nooit\n"
                "agreement a text=x due=2026-99-99 result=anders\n",
          values[i]);
      g_autoptr (GezinAnalysis) analysis = analyse (spec);

      g_test_message ("%s", values[i]);
      g_assert_cmpuint (analysis->circles->len, <=, 1);
      g_assert_cmpuint (analysis->gaps->len, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
#define ADD(name, test) g_test_add_func ("/casework/analysis/" name, test)
  ADD ("vicious", test_vicious);
  ADD ("two-dampening-arrows-reinforce", test_two_dampening_arrows_reinforce);
  ADD ("all-protective-is-virtuous", test_all_protective_is_virtuous);
  ADD ("one-dampening-arrow-balances", test_one_dampening_arrow_balances);
  ADD ("what-is-over-keeps-nothing-going", test_what_is_over_keeps_nothing_going);
  ADD ("until-it-is-surely-over", test_until_it_is_surely_over);
  ADD ("linked-factors-are-one", test_linked_factors_are_one);
  ADD ("strongest-first", test_strongest_first);
  ADD ("titles-are-only-titles", test_titles_are_only_titles);
  ADD ("only-the-records-count", test_only_the_records_count);
  ADD ("nothing-lacks", test_nothing_lacks);
  ADD ("each-gap", test_each_gap);
  ADD ("arrows-are-claims", test_arrows_are_claims);
  ADD ("bounded", test_bounded);
  ADD ("absurd-weight", test_absurd_weight);
  ADD ("absurd-values", test_absurd_values);
#undef ADD
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
