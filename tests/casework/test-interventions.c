/* SPDX-License-Identifier: EUPL-1.2 */

/* Who can act on a worry, and what a dossier shows as tried: each way of showing, there and not. */

#include "casework/analysis.h"
#include "casework/interventions.h"
#include "support/builder.h"

#include <string.h>

static GezinReference *reference;

static GezinInterventions *
read_spec (const char *spec)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate day;

  return gezin_interventions_read (view, reference, test_day (&day, "2026-11-21"));
}

static const GezinInterventionLine *
line_of (const GezinInterventions *read, const char *code)
{
  for (guint i = 0; i < read->lines->len; i++)
    {
      const GezinInterventionLine *line = read->lines->pdata[i];

      if (strcmp (line->code, code) == 0)
        return line;
    }
  g_assert_not_reached ();
}

#define F \
  "family f name=Test\n" \
  "person mother given-names=Els household-role=mother birth-date=1985-01-01\n" \
  "person boy given-names=Jan household-role=child birth-date=2018-01-01\n" \
  "person oma given-names=Riet household-role=grandmother\n"

static void
test_traces (void)
{
  static const struct {
    const char *spec;
    const char *code;
    GezinInterventionState state;
    const char *first; /* of what is there */
  } cases[] = {
    { F, "supervision", GEZIN_INTERVENTION_NOT, NULL },
    { F "measure m type=ots from=2026-01-01 until=2026-12-31\n", "supervision",
      GEZIN_INTERVENTION_NOW, "2026-01-01" },
    { F "measure m type=ots from=2025-01-01 until=2025-12-31\n", "supervision",
      GEZIN_INTERVENTION_BEFORE, "2025-01-01" },
    { F "measure m type=ots from=2026-01-01 until=2026-12-31 ended-on=2026-06-01\n", "supervision",
      GEZIN_INTERVENTION_BEFORE, "2026-01-01" },
    { F "measure m type=ots asked-on=2026-11-01\n", "supervision", GEZIN_INTERVENTION_ASKED, NULL },
    { F "measure m type=ots from=2027-01-01\n", "supervision", GEZIN_INTERVENTION_NOT, NULL },
    { F "measure m type=bewind from=2026-01-01\n", "supervision", GEZIN_INTERVENTION_NOT, NULL },
    /* one that runs counts for more than one that is over, and the first day is of all */
    { F "measure m type=ots from=2024-01-01 until=2025-01-01\n"
        "measure n type=ots from=2026-01-01\n",
      "supervision", GEZIN_INTERVENTION_NOW, "2024-01-01" },
    { F "professional p discipline=debt-counsellor from=2026-03\n", "debt-help",
      GEZIN_INTERVENTION_NOW, "2026-03-01" },
    { F "professional p discipline=debt-counsellor until=2026-10-01\n", "debt-help",
      GEZIN_INTERVENTION_BEFORE, NULL },
    { F "professional p role=fixed-face from=2026-03-01\n", "fixed-face", GEZIN_INTERVENTION_NOW,
      "2026-03-01" },
    /* for whom it is: a child's therapist is no treatment of an adult, and the other way round */
    { F "professional p discipline=therapist for=@boy\n", "treatment", GEZIN_INTERVENTION_NOT,
      NULL },
    { F "professional p discipline=therapist for=@boy\n", "child-treatment", GEZIN_INTERVENTION_NOW,
      NULL },
    { F "professional p discipline=therapist for=@mother\n", "child-treatment",
      GEZIN_INTERVENTION_NOT, NULL },
    { F "professional p discipline=therapist for=@mother\n", "treatment", GEZIN_INTERVENTION_NOW,
      NULL },
    { F "agreement a kind=safety text=x\n", "safety-agreement", GEZIN_INTERVENTION_NOW, NULL },
    { F "agreement a kind=safety text=x done-on=2026-05-01\n", "safety-agreement",
      GEZIN_INTERVENTION_BEFORE, NULL },
    { F "agreement a kind=care text=x\n", "safety-agreement", GEZIN_INTERVENTION_NOT, NULL },
    { F "agreement a kind=care text=x by=@oma\n", "own-network", GEZIN_INTERVENTION_NOW, NULL },
    { F "agreement a kind=care text=x by=@mother\n", "own-network", GEZIN_INTERVENTION_NOT, NULL },
    { F "stay s person=@boy kind=with-relatives from=2026-02-01\n", "placement-with-kin",
      GEZIN_INTERVENTION_NOW, "2026-02-01" },
    { F "stay s person=@mother kind=with-relatives from=2026-02-01\n", "placement-with-kin",
      GEZIN_INTERVENTION_NOT, NULL },
    { F "ground g article=veilig-thuis-report from=2026-02-01 until=2026-03-01\n", "veilig-thuis",
      GEZIN_INTERVENTION_BEFORE, "2026-02-01" },
    { F "measure m type=ots from=2026-01-01\nremove m\n", "supervision", GEZIN_INTERVENTION_NOT,
      NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GezinInterventions) read = read_spec (cases[i].spec);
      const GezinInterventionLine *line = line_of (read, cases[i].code);

      g_test_message ("%s: %s", cases[i].code, cases[i].spec);
      g_assert_cmpint (line->state, ==, cases[i].state);
      g_assert_cmpstr (line->first, ==, cases[i].first);
      g_assert_cmpuint (line->records->len > 0, ==, line->state != GEZIN_INTERVENTION_NOT);
    }
}

static void
test_before (void)
{
  g_autoptr (GezinInterventions) without = read_spec (F "measure m type=ots from=2026-05-01\n");
  g_autoptr (GezinInterventions) later =
      read_spec (F "measure m type=ots from=2026-05-01\nprofessional p discipline=family-worker "
                   "from=2026-06-01\n");
  g_autoptr (GezinInterventions) earlier =
      read_spec (F "measure m type=ots from=2026-05-01\nprofessional p discipline=family-worker "
                   "from=2026-04-01\n");
  g_autoptr (GezinInterventions) over =
      read_spec (F "measure m type=ots from=2025-05-01 until=2026-01-01\n");
  const char *help = line_of (without, "help-at-home")->label;

  g_assert_nonnull (strstr (line_of (without, "supervision")->sentence, help));
  g_assert_nonnull (strstr (line_of (later, "supervision")->sentence, help));
  g_assert_null (strstr (line_of (earlier, "supervision")->sentence, help));
  g_assert_null (line_of (over, "supervision")->sentence);
  g_assert_nonnull (strstr (line_of (without, "supervision")->article, "255"));
  g_assert_cmpstr (line_of (without, "supervision")->maximum, ==, "P1Y");
}

static void
test_quotes (void)
{
  g_autoptr (GezinInterventions) read =
      read_spec (F "decision d question=Wat tools-tried='hulp thuis' decided-on=2026-05-01\n"
                   "decision e question=Zonder\n");
  const GezinTriedLine *line;

  g_assert_cmpuint (read->decisions->len, ==, 1);
  line = read->decisions->pdata[0];
  g_assert_cmpstr (line->tried, ==, "hulp thuis");
  g_assert_cmpstr (line->decided_on, ==, "2026-05-01");
}

/* The catalogue of measures and the overview say the same: no measure is left out but those that
 * belong to another. */
static void
test_covers_all_measures (void)
{
  GDate day;
  g_autoptr (GezinCodeList) measures =
      gezin_reference_list (reference, "measure-type", test_day (&day, "2026-11-21"));
  g_autoptr (GezinCodeList) overview =
      gezin_reference_list (reference, "intervention", test_day (&day, "2026-11-21"));

  for (guint i = 0; i < gezin_code_list_size (measures); i++)
    {
      const char *measure = gezin_code_name (gezin_code_list_code (measures, i));
      gboolean is_there = strcmp (measure, "other") == 0;

      for (guint j = 0; j < gezin_code_list_size (overview); j++)
        is_there |=
            gezin_code_property_has (gezin_code_list_code (overview, j), "measures", measure);
      g_test_message ("%s", measure);
      g_assert_true (is_there);
    }
}

/* Domains. */

static GezinAnalysis *
analyse (const char *spec)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate day;

  return gezin_analyse (view, reference, test_day (&day, "2026-11-21"));
}

#define DEBTS F "factor debts title=Schulden life-domain=finances severity=4 about=@mother\n"

static void
test_who_can_act (void)
{
  static const struct {
    const char *spec;
    gboolean can_act;
  } cases[] = {
    { DEBTS, FALSE },
    { DEBTS "professional p name=Ton discipline=debt-counsellor\n", TRUE },
    { DEBTS "professional p name=Ton domain=finances discipline=teacher\n", TRUE },
    { DEBTS "professional p name=Ton discipline=teacher\n", FALSE },
    { DEBTS "professional p name=Ton discipline=debt-counsellor until=2026-11-01\n", FALSE },
    { DEBTS "professional p name=Ton discipline=debt-counsellor from=2026-12-01\n", FALSE },
    { DEBTS "professional p name=Ton discipline=debt-counsellor for=@mother\n", TRUE },
    { DEBTS "professional p name=Ton discipline=debt-counsellor for=@oma\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GezinAnalysis) analysis = analyse (cases[i].spec);
      const GezinDomainLine *line;
      const GezinWorry *worry;

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpuint (analysis->domains->len, ==, 1);
      line = analysis->domains->pdata[0];
      g_assert_cmpstr (line->code, ==, "finances");
      g_assert_cmpstr (line->whose, ==, "adult");
      worry = line->worries->pdata[0];
      g_assert_cmpuint (worry->professionals->len, ==, cases[i].can_act);
      g_assert_cmpint (strstr (worry->sentence, "Ton") != NULL, ==, cases[i].can_act);
      g_assert_true (worry->is_of_adult);
    }
}

static void
test_domains_in_order (void)
{
  g_autoptr (GezinAnalysis) analysis =
      analyse (DEBTS "factor sad title=Somber life-domain=mental-health severity=7 about=@boy\n"
                     "factor light title=Licht life-domain=finances\n"
                     "factor none title=Nergens\n"
                     "factor good title=Goed life-domain=housing function=protective\n"
                     "factor gone title=Weg life-domain=housing ended=2026-01-01\n");
  const GezinDomainLine *first = analysis->domains->pdata[0];
  const GezinDomainLine *second = analysis->domains->pdata[1];
  const GezinDomainLine *third = analysis->domains->pdata[2];

  g_assert_cmpuint (analysis->domains->len, ==, 3);
  g_assert_cmpstr (first->code, ==, "mental-health");
  g_assert_false (((GezinWorry *) first->worries->pdata[0])->is_of_adult);
  g_assert_cmpstr (second->code, ==, "finances");
  g_assert_cmpuint (second->worries->len, ==, 2);
  g_assert_cmpstr (((GezinWorry *) second->worries->pdata[0])->title, ==, "Schulden");
  g_assert_cmpstr (third->code, ==, "");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  reference = gezin_reference_new_from_folder (folder, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/casework/interventions/traces", test_traces);
  g_test_add_func ("/casework/interventions/before", test_before);
  g_test_add_func ("/casework/interventions/quotes", test_quotes);
  g_test_add_func ("/casework/interventions/covers-all-measures", test_covers_all_measures);
  g_test_add_func ("/casework/domains/who-can-act", test_who_can_act);
  g_test_add_func ("/casework/domains/in-order", test_domains_in_order);
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
