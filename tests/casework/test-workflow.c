/* SPDX-License-Identifier: EUPL-1.2 */

/* A small way of working walked in every direction, what each need asks, templates that cannot be
 * walked, and that the order in which things were written says nothing. */

#include "casework/workflow.h"
#include "support/builder.h"

#include <string.h>

#define ROUNDS (200)

#define LABEL "<label xml:lang='nl'>x</label>"

/* Steps: ask, think, do; doing again; help, which is asked for by name; and an end. */
static const char small[] =
    "<reference xmlns='urn:gezinsdossier:reference:1' id='small' version='1' "
    "valid-from='2015-01-01'>" LABEL "<source mark='inferred'>made up</source>"
    "<list name='workflow'>" LABEL "<code name='small'>" LABEL "</code>"
    "<code name='other'>" LABEL "</code></list>"
    "<list name='workflow-role'>" LABEL "<code name='lead'>" LABEL "</code></list>"
    "<list name='step-outcome'>" LABEL "<code name='repeat'>" LABEL
    "</code><code name='back'>" LABEL "</code><code name='extra-help'>" LABEL
    "</code><code name='continue'>" LABEL "</code></list>"
    "<list name='workflow-small'>" LABEL "<code name='ask'>" LABEL "</code>"
    "<code name='think'>" LABEL "<property name='follows'>ask help do:back</property>"
    "<property name='working-days'>5</property></code>"
    "<code name='help'>" LABEL "<property name='follows'>think:extra-help</property></code>"
    "<code name='do'>" LABEL "<property name='follows'>think do:repeat</property>"
    "<property name='sign-off'>lead</property><property name='term'>P2W</property></code>"
    "<code name='end'>" LABEL "<property name='follows'>do</property>"
    "<property name='ends'>yes</property></code></list>"
    "<list name='workflow-other'>" LABEL "<code name='alone'>" LABEL
    "<property name='ends'>yes</property></code></list>"
    "%s</reference>";

static GezinReference *
load_with (const char *needs)
{
  g_autofree char *text = g_strdup_printf (small, needs);
  g_autoptr (GError) error = NULL;
  GezinReference *reference =
      gezin_reference_new_from_bytes ("small.xml", text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (reference, &error));
  g_assert_no_error (error);
  return reference;
}

static GezinWorkflowReading *
read_dossier (GezinDossier *dossier, GezinReference *reference, const char *code)
{
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate day;

  return gezin_workflow_read (view, reference, code, test_day (&day, "2026-11-21"));
}

/* `ask=done think=now …`, with what is due and how much is needed. */
static char *
describe (const GezinWorkflowReading *reading)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];

      g_string_append_printf (text, "%s%s=%s", i > 0 ? " " : "", line->code,
                              gezin_step_status_name (line->status));
      if (line->due != NULL)
        g_string_append_printf (text, "@%s", line->due);
      for (guint j = 0; j < line->needed->len; j++)
        g_string_append_printf (text, "(%s)", ((GezinNeed *) line->needed->pdata[j])->code);
    }
  return g_string_free (text, FALSE);
}

static char *
walk (const char *needs, const char *spec)
{
  g_autoptr (GezinReference) reference = load_with (needs);
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinWorkflowReading) reading = read_dossier (dossier, reference, "small");

  return describe (reading);
}

#define F "family f name=Test opened=2026-11-02\n"
#define ASKED F "step a step-code=ask started=2026-11-02 finished=2026-11-03\n"
#define THOUGHT \
  ASKED "step t step-code=think started=2026-11-04 finished=2026-11-05 outcome=continue\n"
#define DONE \
  THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09 signed-off-by=Lia " \
          "outcome=continue\n"

static void
test_walks (void)
{
  static const struct {
    const char *spec;
    const char *expected;
  } cases[] = {
    { F, "ask=now think=next help=next do=next end=next" },
    { F "step a step-code=ask started=2026-11-02\n",
      "ask=now think=next help=next do=next end=next" },
    /* Tuesday, and five working days */
    { ASKED, "ask=done think=now@2026-11-10 help=next do=next end=next" },
    { THOUGHT, "ask=done think=done help=next do=now@2026-11-19 end=next" },
    { ASKED "step t step-code=think started=2026-11-04 finished=2026-11-05 outcome=extra-help\n",
      "ask=done think=done help=now do=next end=next" },
    /* after the help it is thought through again; and only then done */
    { ASKED "step t step-code=think started=2026-11-04 finished=2026-11-05 outcome=extra-help\n"
            "step h step-code=help started=2026-11-06 finished=2026-11-09\n",
      "ask=done think=now@2026-11-16 help=done do=next end=next" },
    /* finished, but nobody signed it off */
    { THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09\n",
      "ask=done think=done help=next do=now@2026-11-19(sign-off) end=next" },
    { DONE, "ask=done think=done help=next do=done end=now" },
    { THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09 signed-off-by=Lia "
              "outcome=repeat\n",
      "ask=done think=done help=next do=now@2026-11-23 end=next" },
    { THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09 signed-off-by=Lia "
              "outcome=repeat\n"
              "step e step-code=do started=2026-11-10 finished=2026-11-11 signed-off-by=Lia\n",
      "ask=done think=done help=next do=done end=now" },
    /* back: think again, and what was done before stays done until then */
    { THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09 signed-off-by=Lia "
              "outcome=back\n",
      "ask=done think=now@2026-11-16 help=next do=done end=next" },
    { THOUGHT "step d step-code=do started=2026-11-06 finished=2026-11-09 signed-off-by=Lia "
              "outcome=back\n"
              "step u step-code=think started=2026-11-10 finished=2026-11-11\n",
      "ask=done think=done help=next do=now@2026-11-25 end=next" },
    { DONE "step z step-code=end started=2026-11-10 finished=2026-11-11\n",
      "ask=done think=done help=skipped do=done end=done" },
    { ASKED "step t step-code=think started=2026-11-04 skipped-reason='bekend gezin'\n",
      "ask=done think=skipped help=next do=now@2026-11-18 end=next" },
    /* begun early: what comes before was passed over, and what was done counts */
    { F "step d step-code=do started=2026-11-06\n",
      "ask=skipped think=skipped help=next do=now@2026-11-20 end=next" },
    { ASKED "step d step-code=do started=2026-11-02 finished=2026-11-02 signed-off-by=Lia\n"
            "step t step-code=think started=2026-11-04 finished=2026-11-05\n",
      "ask=done think=done help=next do=done end=now" },
    /* another template's, one that is not there, and a removed one are no walk of this */
    { F "step a step-code=ask template=other started=2026-11-02 finished=2026-11-03\n",
      "ask=now think=next help=next do=next end=next" },
    { F "step a step-code=sing started=2026-11-02 finished=2026-11-03\n",
      "ask=now think=next help=next do=next end=next" },
    { ASKED "remove a\n", "ask=now think=next help=next do=next end=next" },
    { F "step a step-code=ask template=small template-version=0 finished=2026-11-03\n",
      "ask=done think=now@2026-11-10 help=next do=next end=next" },
    /* days that are not whole, absurd, or not there */
    { "family f name=Test\nstep a step-code=ask finished=2026\n",
      "ask=done think=now@2026-01-08 help=next do=next end=next" },
    { F "step a step-code=ask started=2026-11-09 finished=1900-01-01\n",
      "ask=done think=now@2026-11-16 help=next do=next end=next" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = walk ("", cases[i].spec);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

#define NEED(properties) \
  "<list name='workflow-small-needs'>" LABEL "<code name='n'>" LABEL \
  "<property name='step'>ask</property>" properties \
  "<sentence xml:lang='nl'>voor {title}</sentence></code></list>"
#define P(name, value) "<property name='" name "'>" value "</property>"
#define ROLES \
  "<list name='person-household-role'>" LABEL "<code name='child'>" LABEL \
  "</code><code name='mother'>" LABEL "</code></list>"

static void
test_needs (void)
{
  static const struct {
    const char *needs;
    const char *spec;
    gboolean is_needed;
  } cases[] = {
    { NEED (P ("kind", "signal")), F, TRUE },
    { NEED (P ("kind", "signal")), F "signal s text=zo\n", FALSE },
    { NEED (P ("kind", "signal")), F "signal s text=zo\nremove s\n", TRUE },
    { NEED (P ("kind", "signal") P ("least", "2")), F "signal s text=zo\n", TRUE },
    { NEED (P ("kind", "signal") P ("least", "2")), F "signal s text=zo\nsignal t text=zo\n",
      FALSE },
    { NEED (P ("kind", "signal") P ("filled", "urgency")), F "signal s text=zo\n", TRUE },
    { NEED (P ("kind", "signal") P ("filled", "urgency")), F "signal s urgency=today\n", FALSE },
    { NEED (P ("kind", "agreement") P ("holds-in", "kind") P ("holds", "safety care")),
      F "agreement s kind=action\n", TRUE },
    { NEED (P ("kind", "agreement") P ("holds-in", "kind") P ("holds", "safety care")),
      F "agreement s kind=care\n", FALSE },
    { NEED (P ("kind", "organisation") P ("holds-in", "acts-in-rvt") P ("holds", "true")),
      F "organisation o name=x acts-in-rvt=true\n", FALSE },
    { NEED (P ("kind", "contact") P ("day", "when") P ("recent", "P1M")),
      F "contact c when=2026-10-20\n", TRUE },
    { NEED (P ("kind", "contact") P ("day", "when") P ("recent", "P1M")),
      F "contact c when=2026-10-21\n", FALSE },
    { NEED (P ("kind", "contact") P ("day", "when") P ("recent", "P1M")),
      F "contact c when=2026-10\n", FALSE },
    { NEED (P ("kind", "contact") P ("day", "when") P ("recent", "P1M")), F "contact c facts=zo\n",
      TRUE },
    { NEED (P ("kind", "agreement") P ("when", "incident")), F, FALSE },
    { NEED (P ("kind", "agreement") P ("when", "incident")), F "incident i facts=zo\n", TRUE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES,
      F "person c given-names=Noor household-role=child birth-date=2014\n", TRUE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES,
      F "person c household-role=child\nperspective p person=@c\n", FALSE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES,
      F "person m household-role=mother\n", FALSE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES,
      F "person c household-role=child deceased-on=2020\n", FALSE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")
                P ("from-age", "12")) ROLES,
      F "person c household-role=child birth-date=2014-11-22\n", FALSE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")
                P ("from-age", "12")) ROLES,
      F "person c household-role=child birth-date=2014-11-21\n", TRUE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")
                P ("until-age", "18")) ROLES,
      F "person c household-role=child birth-date=2008-11-21\n", FALSE },
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")
                P ("until-age", "18")) ROLES,
      F "person c household-role=child birth-date=2008-11-22\n", TRUE },
    /* linked as the same: one person, heard once */
    { NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES,
      F "person c household-role=child\nperson d household-role=child same-as=@c\n"
        "perspective p person=@d\n",
      FALSE },
    { NEED (P ("kind", "consent") P ("through", "given-by") P ("for-each-holder", "yes")),
      F "person m given-names=Els\nperson c given-names=Noor\n"
        "authority a child=@c holder=@m from=2014\n",
      TRUE },
    { NEED (P ("kind", "consent") P ("through", "given-by") P ("for-each-holder", "yes")),
      F "person m given-names=Els\nperson c given-names=Noor\n"
        "authority a child=@c holder=@m from=2014 until=2026-11-20\n",
      FALSE },
    { NEED (P ("kind", "consent") P ("through", "given-by") P ("for-each-holder", "yes")),
      F "person m given-names=Els\nperson c given-names=Noor\nauthority a child=@c holder=@m\n"
        "consent k given-by=@m\n",
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = walk (cases[i].needs, cases[i].spec);

      g_test_message ("%u: %s", i, cases[i].spec);
      g_assert_true (g_str_has_prefix (found, cases[i].is_needed ? "ask=now(n)" : "ask=now "));
    }
}

static void
test_cannot_begin (void)
{
  const char *needs = NEED (P ("kind", "signal") P ("to-begin", "yes"));
  g_autofree char *blocked = walk (needs, F);
  g_autofree char *begun = walk (needs, F "step a step-code=ask started=2026-11-02\n");

  g_assert_true (g_str_has_prefix (blocked, "ask=blocked(n)"));
  g_assert_true (g_str_has_prefix (begun, "ask=now(n)"));
}

static void
test_need_leads_to_its_record (void)
{
  g_autoptr (GezinReference) reference = load_with (
      NEED (P ("kind", "perspective") P ("through", "person") P ("roles", "child")) ROLES);
  g_autoptr (GezinDossier) dossier =
      test_dossier (F "person c given-names='{title} %s' household-role=child\n");
  g_autoptr (GezinWorkflowReading) reading = read_dossier (dossier, reference, NULL);
  const GezinStepLine *line = reading->steps->pdata[0];
  const GezinNeed *need = line->needed->pdata[0];
  const GezinUuid child = test_id ("c");

  g_assert_true (need->has_record);
  g_assert_true (gezin_uuid_equal (&need->record, &child));
  g_assert_cmpstr (need->sentence, ==, "voor {title} %s");
}

/* Which templates a dossier is in. */
static void
test_templates_of_a_dossier (void)
{
  g_autoptr (GezinReference) reference = load_with ("");
  g_autoptr (GezinDossier) dossier =
      test_dossier (F "step a step-code=ask started=2026-11-02\n"
                      "step b step-code=alone template=other started=2026-10-02\n");
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GezinWorkflowReading) reading = read_dossier (dossier, reference, NULL);
  g_autoptr (GezinWorkflowReading) none = read_dossier (dossier, reference, "sing");
  GDate day;

  codes = gezin_workflow_codes (view, reference, test_day (&day, "2026-11-21"));
  g_assert_cmpuint (codes->len, ==, 2);
  g_assert_cmpstr (codes->pdata[0], ==, "other");
  g_assert_cmpstr (codes->pdata[1], ==, "small");
  g_assert_cmpstr (reading->template_code, ==, "other");
  g_assert_cmpstr (reading->version, ==, "workflow-other@small/1");
  g_assert_null (none);
}

/* Templates that cannot be walked. */

static void
test_bad_templates (void)
{
#define STEPS(inside) \
  "<reference xmlns='urn:gezinsdossier:reference:1' id='bad' version='1' " \
  "valid-from='2015-01-01'>" LABEL \
  "<source mark='inferred'>made up</source><list name='workflow'>" LABEL "<code name='bad'>" LABEL \
  "</code></list>" inside "</reference>"
#define STEP(name, properties) "<code name='" name "'>" LABEL properties "</code>\n"
#define LIST(inside) "<list name='workflow-bad'>" LABEL inside "</list>"
#define NEEDS(inside) "<list name='workflow-bad-needs'>" LABEL inside "</list>"
#define GOOD LIST (STEP ("a", P ("ends", "yes")))
  static const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { STEPS (""), "bad.xml:1: bad: it has no steps" },
    { STEPS (LIST (STEP ("a", P ("follows", "b") P ("ends", "yes")))),
      "bad.xml:1: a: there is no step b" },
    { STEPS (LIST (STEP ("a", "") STEP ("b", P ("follows", "a:sing") P ("ends", "yes")))),
      "bad.xml:2: b: there is no outcome sing" },
    { STEPS (LIST (STEP ("a", P ("ends", "yes")) STEP ("b", P ("ends", "yes")))),
      "bad.xml:2: b: no step leads here, and the template begins elsewhere" },
    { STEPS (LIST (STEP ("a", P ("follows", "b")) STEP ("b", P ("follows", "a")))),
      "bad.xml:1: a: there is no step to begin with" },
    { STEPS (LIST (STEP ("a", P ("ends", "yes")) STEP ("b", P ("follows", "c"))
                       STEP ("c", P ("follows", "b") P ("ends", "yes")))),
      "bad.xml:2: b: it cannot be reached from the first step" },
    { STEPS (LIST (STEP ("a", "") STEP ("b", P ("follows", "a c")) STEP ("c", P ("follows", "b")))),
      "bad.xml:1: a: from here no end can be reached" },
    { STEPS (GOOD NEEDS (STEP ("n", P ("step", "a") P ("kind", "dragon")))),
      "bad.xml:2: n: there is no kind dragon" },
    { STEPS (GOOD NEEDS (STEP ("n", P ("step", "z") P ("kind", "signal")))),
      "bad.xml:2: n: there is no step z" },
    { STEPS (GOOD NEEDS (STEP ("n", P ("step", "a") P ("kind", "signal")))),
      "bad.xml:2: n: it has no sentence" },
    { STEPS (GOOD NEEDS (STEP ("n",
                               P ("step", "a") P ("kind", "signal")
                                   P ("filled", "wings") "<sentence xml:lang='nl'>x</sentence>"))),
      "bad.xml:2: n: there is no field wings" },
    { STEPS (GOOD NEEDS (STEP ("n", P ("step", "a") P ("kind", "signal") P (
                                        "recent", "P1M") "<sentence xml:lang='nl'>x</sentence>"))),
      "bad.xml:2: n: how old it may be is asked, but of no day" },
#define BAD_NEED(properties) \
  STEPS (GOOD NEEDS (STEP ("n", P ("step", "a") properties "<sentence " \
                                                           "xml:lang='nl'>x</sentence>")))
    { BAD_NEED (P ("kind", "signal") P ("day", "text") P ("recent", "P1M")),
      "bad.xml:2: n: text is no day" },
    { BAD_NEED (P ("kind", "signal") P ("until", "urgency")), "bad.xml:2: n: urgency is no day" },
    { BAD_NEED (P ("kind", "contact") P ("day", "when") P ("recent", "PT18H")),
      "bad.xml:2: n: how old it may be is in hours, and a day has none" },
    { BAD_NEED (P ("kind", "perspective") P ("through", "worries")),
      "bad.xml:2: n: worries leads to nobody" },
    { BAD_NEED (P ("kind", "goal") P ("through", "factors")),
      "bad.xml:2: n: factors leads to nobody" },
    { BAD_NEED (P ("kind", "signal") P ("holds", "today")),
      "bad.xml:2: n: what it holds and in which field go together" },
    { BAD_NEED (P ("kind", "signal") P ("holds-in", "urgency")),
      "bad.xml:2: n: what it holds and in which field go together" },
    { STEPS (GOOD NEEDS (STEP (
          "n",
          P ("step", "a") P ("kind", "step") P ("holds-in", "outcome")
              P ("holds",
                 "sing") "<sentence xml:lang='nl'>x</sentence>")) "<list name='step-outcome'>" LABEL
                                                                  "<code name='back'>" LABEL
                                                                  "</code></list>"),
      "bad.xml:2: n: list step-outcome has no code sing" },
    { BAD_NEED (P ("kind", "signal") P ("when", "dragon")),
      "bad.xml:2: n: there is no kind dragon" },
    { BAD_NEED (P ("kind", "signal") P ("least", "0")),
      "bad.xml:2: n: none at all is always there" },
    { BAD_NEED (P ("kind", "signal") P ("from-age", "4")),
      "bad.xml:2: n: an age is named, but nobody of whom it is asked" },
    { STEPS (LIST (STEP ("a", P ("ends", "yes") P ("term", "P1W") P ("working-days", "5")))),
      "bad.xml:1: a: it has a term and working days, and can have one" },
    { STEPS (LIST (STEP ("a", "") STEP ("b", P ("follows", "a b a:back") P ("together", "yes") P (
                                                 "ends", "yes"))) "<list name='step-outcome'>" LABEL
                                                                  "<code name='back'>" LABEL
                                                                  "</code></list>"),
      "bad.xml:2: b: ways come together here, and there are no two of them" },
    { STEPS (LIST (STEP ("a", P ("ends", "yes") P ("term", "PT18H")))),
      "bad.xml:1: a: its term is in hours, and a step has days" },
    /* right as the newest of everything, and not on some day */
    { STEPS (LIST ("<code name='a'>" LABEL "</code>\n"
                   "<code name='b'>" LABEL P (
                       "follows", "a") "</code>"
                                       "<code name='c' valid-to='2020-12-31'>" LABEL P (
                                           "follows", "b") P ("ends", "yes") "</code>")),
      "bad.xml:1: a: from here no end can be reached, on 2021-01-01" },
    { STEPS (LIST ("<code name='a'>" LABEL "</code>\n"
                   "<code name='b' valid-from='2018-03-01'>" LABEL P (
                       "follows", "a") "</code>\n"
                                       "<code name='c'>" LABEL P ("follows", "b")
                                           P ("ends", "yes") "</code>")),
      "bad.xml:3: c: no step leads here, and the template begins elsewhere, on 2015-01-01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinReference) reference = gezin_reference_new_from_bytes (
          "bad.xml", cases[i].text, strlen (cases[i].text), NULL, &error);

      g_assert_no_error (error);
      g_assert_false (gezin_workflow_check (reference, &error));
      g_assert_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_WORKFLOW);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* Another version, that holds on some days only, is looked at too. */
static void
test_bad_on_some_days (void)
{
#define HEAD(id, version, when) \
  "<reference xmlns='urn:gezinsdossier:reference:1' id='" id "' version='" version "' " when \
  ">" LABEL "<source mark='inferred'>made up</source>"
  static const struct {
    const char *name, *text;
  } files[] = {
    { "ways.xml", HEAD ("ways", "1", "valid-from='2015-01-01'") "<list name='workflow'>" LABEL
                                                                "<code name='bad'>" LABEL
                                                                "</code></list></reference>" },
    { "newer.xml", HEAD ("own", "2", "valid-from='2022-01-01'") GOOD "</reference>" },
    { "older.xml", HEAD ("own", "1", "valid-from='2020-01-01' valid-to='2021-12-31'")
                       LIST (STEP ("a", "") STEP ("b", P ("follows", "a b"))) "</reference>" },
  };
  g_autoptr (GezinReference) all = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GezinReference) below = g_steal_pointer (&all);

      all = gezin_reference_new_from_bytes (files[i].name, files[i].text, strlen (files[i].text),
                                            below, &error);
      g_assert_no_error (error);
      if (i == 1)
        g_assert_true (gezin_workflow_check (all, &error));
    }
  g_assert_false (gezin_workflow_check (all, &error));
  g_assert_cmpstr (error->message, ==,
                   "older.xml:1: a: from here no end can be reached, on 2020-01-01");
}

/* What is too large is refused before it costs anything. */
static void
test_too_large (void)
{
  static const struct {
    guint n_steps, n_ways;
    const char *message;
  } cases[] = {
    { 201, 1, "bad.xml:1: s200: more than 200" },
    { 3000, 150, "bad.xml:1: s6: more than 1000 ways in all" },
    { 150, 60, "bad.xml:1: s16: more than 1000 ways in all" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) steps = g_string_new (NULL);
      g_autofree char *text = NULL;
      g_autoptr (GezinReference) reference = NULL;
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < cases[i].n_steps; j++)
        {
          g_string_append_printf (steps, "<code name='s%u'>" LABEL "<property name='follows'>", j);
          for (guint k = 0; k < cases[i].n_ways; k++)
            g_string_append_printf (steps, "%ss%u", k > 0 ? " " : "", k);
          g_string_append (steps, "</property></code>");
        }
      text = g_strdup_printf (STEPS ("<list name='workflow-bad'>" LABEL "%s</list>"), steps->str);
      reference = gezin_reference_new_from_bytes ("bad.xml", text, strlen (text), NULL, &error);
      g_assert_no_error (error);
      g_assert_false (gezin_workflow_check (reference, &error));
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* Two ways come together; an outcome that leads back there is none of them. */
static void
test_together (void)
{
  static const char text[] = STEPS (LIST (
      STEP ("a", "") STEP ("b", P ("follows", "a")) STEP ("c", P ("follows", "a"))
          STEP ("d", P ("follows", "b c e:back") P ("together", "yes"))
              STEP ("e", P ("follows", "d") P ("ends", "yes"))) "<list name='step-outcome'>" LABEL
                                                                "<code name='back'>" LABEL
                                                                "</code></list>");
#define WALK(name, from, to) \
  "step " name " step-code=" name " started=2026-11-" from " finished=2026-11-" to "\n"
#define A F WALK ("a", "02", "03")
  static const struct {
    const char *spec, *expected;
  } cases[] = {
    { A, "a=done b=now c=now d=next e=next" },
    { A WALK ("b", "04", "05"), "a=done b=done c=now d=now e=next" },
    { A WALK ("b", "04", "05") "step c step-code=c started=2026-11-04\n",
      "a=done b=done c=now d=next e=next" },
    { A WALK ("c", "04", "05") "step b step-code=b started=2026-11-04\n",
      "a=done b=now c=done d=next e=next" },
    { A WALK ("b", "04", "05") WALK ("c", "04", "06"), "a=done b=done c=done d=now e=next" },
    /* back to where they come together, though what leads back is under way once more */
    { A WALK ("b", "04", "05") WALK ("c", "04", "06")
          WALK ("d", "07",
                "08") "step e step-code=e started=2026-11-09 finished=2026-11-10 outcome=back\n"
                      "step again step-code=e started=2026-11-11\n",
      "a=done b=done c=done d=now e=now" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference =
      gezin_reference_new_from_bytes ("bad.xml", text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (reference, &error));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GezinDossier) dossier = test_dossier (cases[i].spec);
      g_autoptr (GezinWorkflowReading) reading = read_dossier (dossier, reference, "bad");
      g_autofree char *found = describe (reading);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
test_our_own_can_be_walked (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) reference = gezin_reference_new_from_folder (folder, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (reference, &error));
  g_assert_no_error (error);
}

/* Another version. */

static void
test_newer_version_keeps_what_was_done (void)
{
  static const char newer[] =
      "<reference xmlns='urn:gezinsdossier:reference:1' id='small' version='2' "
      "valid-from='2026-07-01'>" LABEL "<source mark='inferred'>made up</source>"
      "<list name='workflow-small'>" LABEL "<code name='ask'>" LABEL "</code>"
      "<code name='listen'>" LABEL "<property name='follows'>ask</property></code>"
      "<code name='do'>" LABEL "<property name='follows'>listen do:repeat</property></code>"
      "<code name='end'>" LABEL "<property name='follows'>do</property>"
      "<property name='ends'>yes</property></code></list></reference>";
  g_autoptr (GezinReference) older = load_with ("");
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) both =
      gezin_reference_new_from_bytes ("newer.xml", newer, strlen (newer), older, &error);
  g_autoptr (GezinDossier) dossier = test_dossier (
      F "step a step-code=ask template=small template-version=workflow-small@small/1 "
        "started=2026-06-01 finished=2026-06-02\n"
        "step t step-code=think template=small template-version=workflow-small@small/1 "
        "started=2026-06-03 finished=2026-06-10 outcome=extra-help\n"
        "step h step-code=help template=small started=2026-06-11\n");
  g_autoptr (GezinWorkflowReading) before = read_dossier (dossier, older, "small");
  g_autoptr (GezinWorkflowReading) after = read_dossier (dossier, both, "small");
  const GezinStepLine *line;

  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (both, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (before->version, ==, "workflow-small@small/1");
  g_assert_cmpstr (after->version, ==, "workflow-small@small/2");
  g_assert_cmpuint (before->steps->len, ==, 5);
  g_assert_cmpuint (after->steps->len, ==, 6); /* four of it, and two that it no longer has */
  line = after->steps->pdata[0];
  g_assert_cmpint (line->status, ==, GEZIN_STEP_DONE);
  line = after->steps->pdata[1];
  g_assert_cmpstr (line->code, ==, "listen");
  g_assert_cmpint (line->status, ==, GEZIN_STEP_NOW);
  line = after->steps->pdata[4];
  g_assert_cmpstr (line->code, ==, "help");
  g_assert_cmpint (line->status, ==, GEZIN_STEP_SKIPPED); /* it was never finished */
  line = after->steps->pdata[5];
  g_assert_cmpstr (line->code, ==, "think");
  g_assert_cmpint (line->status, ==, GEZIN_STEP_DONE);
  g_assert_cmpstr (line->finished, ==, "2026-06-10");
}

/* Order; of one day what was written first came first, so each begins on a day of its own. */

static void
test_only_the_records_count (void)
{
  static const char *const codes[] = { "ask", "think", "help", "do", "end" };
  static const char *const outcomes[] = { "continue", "repeat", "back", "extra-help" };
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (GezinReference) reference = load_with ("");
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autoptr (GString) spec = g_string_new (F);
      g_autoptr (GString) turned = g_string_new (F);
      g_autoptr (GezinDossier) one = NULL;
      g_autoptr (GezinDossier) other = NULL;
      g_autoptr (GezinWorkflowReading) of_one = NULL;
      g_autoptr (GezinWorkflowReading) of_other = NULL;
      g_autofree char *first = NULL;
      char *second;

      for (guint i = 0; i < 8; i++)
        {
          g_autofree char *line =
              g_strdup_printf ("step s%u step-code=%s started=2026-10-%02d%s outcome=%s%s\n", i,
                               codes[g_rand_int_range (random, 0, 5)],
                               (int) (1 + 3 * ((i * 5) % 8)) + g_rand_int_range (random, 0, 3),
                               g_rand_boolean (random) ? " finished=2026-11-05" : "",
                               outcomes[g_rand_int_range (random, 0, 4)],
                               g_rand_boolean (random) ? " signed-off-by=Lia" : "");

          g_string_append (spec, line);
          g_string_insert (turned, strlen (F), line);
        }
      one = test_dossier (spec->str);
      other = test_dossier (turned->str);
      of_one = read_dossier (one, reference, "small");
      of_other = read_dossier (other, reference, "small");
      first = describe (of_one);
      second = describe (of_other);
      g_assert_cmpstr (first, ==, second);
      g_hash_table_add (seen, second);
    }
  g_test_message ("%u families, %u different answers", ROUNDS, g_hash_table_size (seen));
  g_assert_cmpuint (g_hash_table_size (seen), >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add_func ("/casework/workflow/" name, test)
  ADD ("walks", test_walks);
  ADD ("needs", test_needs);
  ADD ("cannot-begin", test_cannot_begin);
  ADD ("need-leads-to-its-record", test_need_leads_to_its_record);
  ADD ("templates-of-a-dossier", test_templates_of_a_dossier);
  ADD ("bad-templates", test_bad_templates);
  ADD ("bad-on-some-days", test_bad_on_some_days);
  ADD ("too-large", test_too_large);
  ADD ("ways-come-together", test_together);
  ADD ("our-own-can-be-walked", test_our_own_can_be_walked);
  ADD ("newer-version-keeps-what-was-done", test_newer_version_keeps_what_was_done);
  ADD ("only-the-records-count", test_only_the_records_count);
#undef ADD
  return g_test_run ();
}
