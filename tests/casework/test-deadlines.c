/* SPDX-License-Identifier: EUPL-1.2 */

/* Days on which something must be done: each rule there and not there, in order, of partial and
 * absurd dates, of what is closed, and whatever the order of writing. */

#include "casework/deadlines.h"
#include "support/builder.h"

#include <string.h>

static GezinReference *reference;

static char *
find (const char *spec)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) deadlines = NULL;
  GString *text = g_string_new (NULL);
  GDate day;

  deadlines = gezin_deadlines_find (view, reference, test_day (&day, "2026-11-21"));
  for (guint i = 0; i < deadlines->len; i++)
    {
      const GezinDeadline *one = deadlines->pdata[i];

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", one->due, one->code);
    }
  return g_string_free (text, FALSE);
}

/* All steps are walked: they ask for nothing. */
#define F \
  "family f name=Test opened=2026-01-05\n" \
  "step s step-code=close template=integral started=2026-01-06 finished=2026-01-06 " \
  "signed-off-by=Lia\n"

static void
test_each_rule (void)
{
  static const struct {
    const char *spec;
    const char *expected;
  } cases[] = {
    { F, "" },
    { F "response r text=x received=2026-11-02\n", "2026-12-02 request-answer" },
    { F "response r text=x received=2026-01-31\n", "2026-02-28 request-answer" },
    { F "response r text=x received=2026-11-02 due=2026-11-30\n", "2026-11-30 request-answer" },
    { F "response r text=x received=2026-11-02 answered=2026-11-03\n", "" },
    { F "measure m type=ots from=2026-03-01\n", "2027-03-01 measure-ends" },
    { F "measure m type=ots from=2026-02-28\n", "2027-02-28 measure-ends" },
    { F "measure m type=ots from=2025-10-21\n", "2026-10-21 measure-ends" }, /* a month ago */
    { F "measure m type=ots from=2025-10-20\n", "" }, /* longer ago: nothing left to do */
    { F "measure m type=ots from=2028-02-29\n", "2029-03-01 measure-ends" },
    { F "measure m type=ots from=2026-03-01 until=2026-12-31\n", "2026-12-31 measure-ends" },
    { F "measure m type=ots from=2026-03-01 ended-on=2026-06-01\n", "" },
    { F "measure m type=voorlopige-ots from=2026-09-30\n", "2026-12-30 measure-ends" },
    { F "measure m type=no-such-thing from=2026-03-01\n", "" },
    /* written longer than the law allows: the law; and as often as it was extended */
    { F "measure m type=ots from=2026-03-01 until=2030-01-01\n", "2027-03-01 measure-ends" },
    { F "measure m type=ots from=2024-02-29 until=2030-01-01 extended-times=2\n",
      "2027-03-01 measure-ends" },
    { F "measure m type=ots imposed-on=2026-03-01\n", "2027-03-01 measure-ends" },
    { F "measure m type=ots asked-on=2026-03-01\n", "" },
    { F "measure m type=huisverbod from=2026-11-20\n",
      "2026-11-24 measure-hearing, 2026-11-30 measure-ends" },
    { F "measure m type=huisverbod from=2026-11-13 extended-times=1\n", "2026-12-11 measure-ends" },
    { F "measure m type=gedragsaanwijzing from=2026-11-02 extended-times=9\n",
      "2027-10-28 measure-ends" }, /* three times, and no more */
    { F "measure m type=schriftelijke-aanwijzing imposed-on=2026-12-11\n",
      "2026-12-28 measure-challenge" }, /* two weeks end at Christmas */
    { F "measure m type=uithuisplaatsing imposed-on=2026-11-02\n",
      "2027-02-02 measure-execute, 2027-11-02 measure-ends" },
    { F "measure m type=uithuisplaatsing imposed-on=2026-11-02 from=2026-11-09\n",
      "2027-11-09 measure-ends" },
    { F "person p given-names=Noor birth-date=2009-03-01 deceased-on=2026\n"
        "measure m type=voogdij on=@p from=2020-01-01\n",
      "2027-03-01 measure-ends" },
    { F "measure m type=voogdij from=2020-01-01\n", "" }, /* of nobody known */
    { F "agreement a text=x due=2026-11-25\n", "2026-11-25 agreement-due" },
    { F "agreement a text=x due=2026-11-25 done-on=2026-11-20\n", "" },
    { F "agreement a text=x due=2026-11-25 result=cancelled\n", "" },
    { F "task t text=x due=2026-11-01\n", "2026-11-01 task-due" },
    { F "task t text=x due=2026-11-01\nremove t\n", "" },
    { F "decision d question=x decided-on=2026-10-01 review-on=2026-12-01\n",
      "2026-12-01 decision-review" },
    { F "decision d question=x decided-on=2026-10-01 review-on=2026-12-01\n"
        "decision e question=x decided-on=2026-11-01\n",
      "" },
    { F "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01\n",
      "2026-11-01 assessment-again" },
    { F "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01\n"
        "assessment b instrument=zrm done-on=2026-10-01\n",
      "2026-11-01 assessment-again" },
    { F "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01\n"
        "assessment b instrument=lirik done-on=2026-10-01\n",
      "" },
    { F "consent c decision=given until=2026-12-31\n", "2026-12-31 consent-ends" },
    { F "consent c decision=refused until=2026-12-31\n", "" },
    { F "consent c decision=given until=2026-12-31 withdrawn-on=2026-11-01\n", "" },
    { F "consent c decision=given until=2026-10-20\n", "" }, /* over for more than a month */
    { F "consent c decision=given until=2026-10-21\n", "2026-10-21 consent-ends" },
    { F "consent c decision=given until=2026-12-31\n"
        "consent d decision=given until=2027-12-31 replaces=@c\n",
      "2027-12-31 consent-ends" },
    { F "ground g revisit-on=2026-12-05\n", "2026-12-05 ground-again" },
    { F "ground g revisit-on=2026-12-05 until=2027-01-05\n", "2027-01-05 ground-ends" },
    { F "authority a until=2026-12-01\n", "2026-12-01 authority-ends" },
    { F "capacity c until=2026-12-01\n", "2026-12-01 capacity-again" },
    { F "review r text=x asked-on=2026-11-19\n", "2026-11-26 review-waits" },
    { F "review r text=x asked-on=2026-11-19 closed-on=2026-11-20\n", "" },
    { F "working-note w text=x expires=2026-12-24\n", "2026-12-24 note-expires" },
    { F "person p given-names=Noor birth-date=2014-12-01\n",
      "2026-12-01 birthday, 2030-12-01 birthday, 2032-12-01 birthday" },
    { F "person p given-names=Noor birth-date=2010-11-21\n",
      "2026-11-21 birthday, 2028-11-21 birthday" },
    { F "person p given-names=Noor birth-date=2010-11-20\n", "2028-11-20 birthday" },
    { F "person p given-names=Noor birth-date=2014-12-01 deceased-on=2020\n", "" },
    { F "person p given-names=Noor birth-date=2012-02-29\n",
      "2028-02-29 birthday, 2030-03-01 birthday" },
    /* dates that are not whole: the first possible day */
    { F "agreement a text=x due=2026-12\n", "2026-12-01 agreement-due" },
    { F "measure m type=ots from=2026\n", "2027-01-01 measure-ends" },
    /* no date that the catalogue knows, or none at all: from when it was written down */
    { F "at 2026-11-03T12:00:00Z\ntask t text=x due=1026-01-01\n", "2026-11-03 task-due" },
    { F "at 2026-11-03T12:00:00Z\nresponse r text=x\n", "2026-12-03 request-answer" },
    { F "at 2026-11-19T12:00:00Z\nreview r text=x\n", "2026-11-26 review-waits" },
    { F "task t text=x\n", "" },
    { F "task t text=x due=2200-12-31\nmeasure m type=ots from=2200-12-31\n",
      "2200-12-31 task-due, 2201-12-31 measure-ends" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i].spec);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* What cannot be, as people and other programs write it: it says something of a day that can be, or
 * nothing. */
static void
test_absurd_days (void)
{
  static const struct {
    const char *spec;
    const char *expected;
  } cases[] = {
    /* born tomorrow; born on a day that most years lack; died before the birth; not born yet */
    { F "person p given-names=Noor birth-date=2026-11-22\n",
      "2038-11-22 birthday, 2042-11-22 birthday, 2044-11-22 birthday" },
    { F "person p given-names=Noor birth-date=2016-02-29\n",
      "2028-02-29 birthday, 2032-02-29 birthday, 2034-03-01 birthday" },
    { F "person p given-names=Noor birth-date=2088-02-29\n",
      "2100-03-01 birthday, 2104-02-29 birthday, 2106-03-01 birthday" },
    { F "person p given-names=Noor birth-date=2014-12-01 deceased-on=1990\n", "" },
    { F "person p given-names=Noor expected-birth=2027-03-01\n", "" },
    { F "person p given-names=Noor birth-date=2200-12-31\n",
      "2212-12-31 birthday, 2216-12-31 birthday, 2218-12-31 birthday" },
    { F "person p given-names=Noor birth-date=1800-01-01\n", "" },
    { F "person p given-names=Noor birth-date=2014-13-01\n", "" },
    { F "person p given-names=Noor birth-date=0001-01-01\n", "" },
    { F "person p given-names=Noor birth-date=9999-12-31\n", "" },
    /* ends before it starts: the earlier day, as the stricter reading */
    { F "measure m type=ots from=2026-12-31 until=2026-12-01\n", "2026-12-01 measure-ends" },
    { F "measure m type=ots from=2026-12-31 ended-on=2026-12-01\n", "" },
    { F "measure m type=ots from=2200-12-31 until=1800-01-01\n", "" },
    { F "consent c decision=given from=2027-06-01 until=2026-12-31\n", "2026-12-31 consent-ends" },
    { F "response r text=x received=2026-11-02 due=2026-10-01\n", "2026-10-01 request-answer" },
    { F "response r text=x received=2200-12-31\n", "2201-01-31 request-answer" },
    { F "decision d question=x decided-on=2200-12-31 review-on=1800-01-01\n",
      "1800-01-01 decision-review" },
    /* as often as nobody extends anything */
    { F "measure m type=gedragsaanwijzing from=2026-11-02 extended-times=9007199254740991\n",
      "2027-10-28 measure-ends" },
    { F "measure m type=huisverbod from=2200-12-31 extended-times=4294967297\n",
      "2201-01-05 measure-hearing, 2201-01-28 measure-ends" },
    { F "measure m type=ots from=2026-03-01 extended-times=-1\n", "2027-03-01 measure-ends" },
    { F "measure m type=ots from=2026-03-01 extended-times=veel\n", "2027-03-01 measure-ends" },
    /* a record that replaces itself, or each other: none of them holds */
    { F "consent c decision=given until=2026-12-31 replaces=@c\n", "" },
    { F "consent c decision=given until=2026-12-31 replaces=@d\n"
        "consent d decision=given until=2027-12-31 replaces=@c\n",
      "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i].spec);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* A decision was to be looked at again, and an assessment done again: for whom, and when, was that
 * done? As a caseworker who reads the list expects it on 21 November. */
static void
test_looked_at_again (void)
{
  static const struct {
    const char *spec;
    const char *expected;
  } cases[] = {
#define PEOPLE F "person p given-names=Noor\nperson q given-names=Bo\n"
#define DECIDED PEOPLE "decision d question='Thuis slapen?' decided-on=2026-09-15 "
#define STAYS "2026-10-13 decision-review"
    { DECIDED "review-on=2026-10-13\n", STAYS },
    /* it was talked about on the day, later, or some days earlier */
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-10-13\n", "" },
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-11-20\n", "" },
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-09-29\n", "" },
    /* too early: that talk was about something else */
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-09-28\n", STAYS },
    { DECIDED "review-on=2026-09-20\nevaluation e held-on=2026-09-15\n",
      "2026-09-20 decision-review" }, /* in which it was decided */
    { DECIDED "review-on=2026-09-20\nevaluation e held-on=2026-09-16\n", "" },
    /* planned, or on a day that nobody wrote down: not held yet */
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-11-22\n", STAYS },
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-11-21\n", "" },
    { DECIDED "review-on=2026-10-13\nevaluation e findings=x\n", STAYS },
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-11\n", STAYS }, /* or on the 30th */
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-10\n", "" },
    { DECIDED "review-on=2026-10-31\nevaluation e held-on=2026-10\n",
      "2026-10-31 decision-review" }, /* or on the 1st */
    { DECIDED "review-on=2026-10-13\nevaluation e held-on=2026-10-20\nremove e\n", STAYS },
    /* about whom */
    { DECIDED "review-on=2026-10-13 about=@p\nevaluation e held-on=2026-10-20 about=@p\n", "" },
    { DECIDED "review-on=2026-10-13 about=@p\nevaluation e held-on=2026-10-20 about=@q\n", STAYS },
    { DECIDED "review-on=2026-10-13 about=@p,@q\nevaluation e held-on=2026-10-20 about=@q\n",
      STAYS },
    { DECIDED "review-on=2026-10-13 about=@p,@q\nevaluation e held-on=2026-10-20 about=@p\n",
      STAYS },
    { DECIDED "review-on=2026-10-13 about=@p,@q\nevaluation e held-on=2026-10-20 about=@q\n"
              "evaluation g held-on=2026-11-27 about=@p\n",
      STAYS },
    { DECIDED "review-on=2026-10-13 about=@p,@q\nevaluation e held-on=2026-10-20 about=@p\n"
              "evaluation g held-on=2026-11-27 about=@q\n",
      STAYS },
    { DECIDED "review-on=2026-10-13 about=@p,@q\nevaluation e held-on=2026-10-20 about=@q\n"
              "evaluation g held-on=2026-10-27 about=@p\n",
      "" },
    { DECIDED "review-on=2026-10-13 about=@p\nevaluation e held-on=2026-10-20\n", "" },
    { DECIDED "review-on=2026-10-13 about=@p\nevaluation e held-on=2026-10-20 about=@f\n", "" },
    { DECIDED "review-on=2026-10-13 about=@f\nevaluation e held-on=2026-10-20 about=@p\n", "" },
    /* decided again: the same question, in whatever letters; another question is another decision */
    { DECIDED "review-on=2026-10-13\n"
              "decision e question='thuis  slapen' decided-on=2026-10-01 review-on=2026-12-01\n",
      "2026-12-01 decision-review" },
    { DECIDED "review-on=2026-10-13\ndecision e question='Elders slapen?' decided-on=2026-10-14\n",
      STAYS },
    { DECIDED "review-on=2026-10-13\ndecision e question='Thuis slapen?' decided-on=2026-09-01\n",
      STAYS },
    { DECIDED "review-on=2026-10-13 about=@p\n"
              "decision e question='Thuis slapen?' decided-on=2026-10-14 about=@q\n",
      STAYS },
    { PEOPLE "decision d review-on=2026-10-13\nevaluation e held-on=2026-10-20\n", "" },
    /* the same instrument for another child says nothing of this one; a talk is no assessment */
    { PEOPLE "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01 about=@p\n"
             "assessment b instrument=lirik done-on=2026-11-01 about=@q\n",
      "2026-11-01 assessment-again" },
    { PEOPLE "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01 about=@p\n"
             "assessment b instrument=lirik done-on=2026-11-01 about=@p,@q\n",
      "" },
    { PEOPLE "assessment a instrument=lirik done-on=2026-08-01 next-due=2026-11-01 about=@p\n"
             "evaluation e held-on=2026-11-01 about=@p\n",
      "2026-11-01 assessment-again" },
    /* rights change of who is helped, not of a friend from school */
    { F "person p given-names=Noor birth-date=2009-01-01 household-role=network\n", "" },
    { F "person p given-names=Noor birth-date=2009-01-01 household-role=child\n",
      "2027-01-01 birthday" },
#undef PEOPLE
#undef DECIDED
#undef STAYS
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find (cases[i].spec);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* What is written ends as it ends: no full stop follows on it. */
static void
test_sentences_end_once (void)
{
  static const struct {
    const char *title;
    const char *dutch;
    const char *english;
  } cases[] = {
    { "Bel oma", "Te doen: Bel oma.", "To be done: Bel oma." },
    { "Bel oma.", "Te doen: Bel oma.", "To be done: Bel oma." },
    { "Kan dat wel?", "Te doen: Kan dat wel?", "To be done: Kan dat wel?" },
    { "Nu!", "Te doen: Nu!", "To be done: Nu!" },
    { "En dan…", "Te doen: En dan…", "To be done: En dan…" },
    { "{title}.", "Te doen: {title}.", "To be done: {title}." },
  };
  const char *before = g_getenv ("LANGUAGE");
  g_autofree char *kept = g_strdup (before);

  for (guint i = 0; i < G_N_ELEMENTS (cases) * 2; i++)
    {
      GezinDeadline *one = g_new0 (GezinDeadline, 1);
      g_autoptr (GPtrArray) deadlines = gezin_deadlines_new ();

      g_setenv ("LANGUAGE", i % 2 == 0 ? "nl" : "en", TRUE);
      one->code = g_intern_string ("task-due");
      one->title = g_strdup (cases[i / 2].title);
      g_ptr_array_add (deadlines, one);
      gezin_deadlines_say (deadlines, reference);
      g_assert_cmpstr (one->sentence, ==, i % 2 == 0 ? cases[i / 2].dutch : cases[i / 2].english);
    }
  if (kept != NULL)
    g_setenv ("LANGUAGE", kept, TRUE);
  else
    g_unsetenv ("LANGUAGE");
}

/* A title says the same name once, and a step is said in a sentence. */
static void
test_sentences_of_a_family (void)
{
  g_autoptr (GezinDossier) dossier = test_dossier (
      "family f name=Test opened=2026-11-02\nperson p given-names=Rick\n"
      "organisation o name=School\n"
      "step s step-code=signal template=integral started=2026-11-02"
      " finished=2026-11-03\n"
      "consent c decision=given subject=@p given-by=@p recipient=@o until=2026-12-31\n");
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) found = NULL;
  GDate day;

  found = gezin_deadlines_find (view, reference, test_day (&day, "2026-11-21"));
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_nonnull (strstr (((GezinDeadline *) found->pdata[0])->sentence, ": "));
  g_test_message ("%s", ((GezinDeadline *) found->pdata[1])->sentence);
  g_assert_nonnull (strstr (((GezinDeadline *) found->pdata[1])->sentence, ": Rick → School, "));
}

static void
test_in_order (void)
{
  g_autofree char *one = find (F "task a text=x due=2026-12-01\ntask b text=x due=2026-11-01\n"
                                 "agreement c text=x due=2026-11-15\n");
  g_autofree char *other = find (F "agreement c text=x due=2026-11-15\n"
                                   "task b text=x due=2026-11-01\ntask a text=x due=2026-12-01\n");

  g_assert_cmpstr (one, ==, "2026-11-01 task-due, 2026-11-15 agreement-due, 2026-12-01 task-due");
  g_assert_cmpstr (one, ==, other);
}

/* What was worked out once tells of each day what would be found on it. */
static void
test_days_pass (void)
{
  static const char spec[] =
      "family f name=Test opened=2026-01-05 closed=2027-03-01\n"
      "person p given-names=Noor birth-date=2014-12-01\n"
      "person q given-names=Bo birth-date=2009-02\n"
      "step s step-code=signal template=integral started=2026-11-02 finished=2026-11-03\n"
      "consent c decision=given until=2026-12-31\n"
      "ground g revisit-on=2026-12-05 until=2027-01-31\n"
      "measure m type=huisverbod imposed-on=2026-12-11\n"
      "measure n type=uithuisplaatsing imposed-on=2026-11-30\n"
      "response r text=x received=2026-11-02\n"
      "working-note w text=x expires=2027-01-31\n";
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GHashTable) answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GDate day;

  all = gezin_deadlines_all (view, reference, test_day (&day, "2026-11-21"), NULL);
  for (guint i = 0; i < 200; i++, g_date_add_days (&day, 1))
    {
      g_autoptr (GPtrArray) found = gezin_deadlines_find (view, reference, &day);
      g_autoptr (GString) text = g_string_new (NULL);
      char today[11];
      guint n_told = 0;

      g_date_strftime (today, sizeof today, "%Y-%m-%d", &day);
      for (guint j = 0; j < all->len; j++)
        {
          if (!gezin_deadline_is_told (all->pdata[j], today))
            continue;
          g_assert_cmpuint (n_told, <, found->len);
          g_assert_cmpint (gezin_deadline_compare (&all->pdata[j], &found->pdata[n_told]), ==, 0);
          g_string_append_printf (text, "%u ", j);
          n_told++;
        }
      g_assert_cmpuint (n_told, ==, found->len);
      g_hash_table_add (answers, g_string_free (g_steal_pointer (&text), FALSE));
    }
  g_assert_cmpuint (g_hash_table_size (answers), >=, 6);
}

/* The set of records alone counts. */
static void
test_only_the_records_count (void)
{
  static const char *const lines[] = {
    "person p given-names=Noor birth-date=2014-12-01\n",
    "task t text=x due=2026-12-24\n",
    "task u text=y due=2026-12-24\n",
    "agreement a text=x due=2026-11\n",
    "decision d question=x decided-on=2026-10-01 review-on=2026-12-01\n",
    "decision e question=x decided-on=2026-11-01 review-on=2027-02-01\n",
    "assessment b instrument=lirik done-on=2026-08-01 next-due=2026-11-01\n",
    "consent c decision=given until=2026-12-31\n",
    "consent g decision=given until=2027-12-31 replaces=@c\n",
    "step s step-code=signal template=integral started=2026-11-02 finished=2026-11-03\n",
    "step v step-code=alone template=meldcode started=2026-11-04\n",
    "measure m type=ots from=2026-03-01\n",
    "response r text=x\n",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autofree char *first = NULL;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (GString) spec = g_string_new ("family f name=Test opened=2026-01-05\n");
      guint order[G_N_ELEMENTS (lines)];
      g_autofree char *found = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        {
          guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);

          order[i] = order[j];
          order[j] = i;
        }
      for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
        g_string_append (spec, lines[order[i]]);
      found = find (spec->str);
      if (first == NULL)
        first = g_strdup (found);
      g_assert_cmpstr (found, ==, first);
    }
  g_assert_nonnull (strstr (first, "2026-12-24 task-due, 2026-12-24 task-due"));
}

/* A calendar tells of whom it is by the reference alone, and is one that can be read. */
static void
test_calendar (void)
{
  g_autoptr (GezinDossier) dossier =
      test_dossier (F "person p given-names=Xanthippe birth-date=2014-12-01\n"
                      "task t text='Bel Xanthippe over de operatie' due=2026-12-24\n"
                      "agreement a text='Xanthippe, de buurvrouw; haalt' due=2026-12-25\n");
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;
  GDate day;

  deadlines = gezin_deadlines_find (view, reference, test_day (&day, "2026-11-21"));
  ((GezinDeadline *) deadlines->pdata[0])->reference =
      g_ref_string_new ("ÉÉN, twee; drie\\vier vijf zes zeven acht negen tien elf twaalf dértien");
  text = gezin_deadlines_to_ics (deadlines, reference, 0);
  g_assert_null (strstr (text, "Xanthippe"));
  g_assert_null (strstr (text, "buurvrouw"));
  g_assert_nonnull (strstr (text, "DTSTART;VALUE=DATE:20261224\r\n"));
  g_assert_nonnull (strstr (text, "SUMMARY:\303\211\303\211N\\, twee\\; drie\\\\vier"));
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      g_assert_null (strchr (lines[i], '\n'));
    }
  again = gezin_deadlines_to_ics (deadlines, reference, 0);
  g_assert_cmpstr (again, ==, text);
}

/* What the family asked is answered, closed or not. */
static void
test_closed (void)
{
  g_autofree char *found = find ("family f name=Test opened=2026-01-05 closed=2026-11-01\n"
                                 "task a text=x due=2026-12-01\n"
                                 "response r text=x received=2026-11-02\n");

  g_assert_cmpstr (found, ==, "2026-12-02 request-answer");
}

static void
test_steps_are_due (void)
{
  g_autofree char *found =
      find ("family f name=Test opened=2026-11-02\n"
            "step s step-code=signal template=integral started=2026-11-02 finished=2026-11-03\n");

  g_assert_cmpstr (found, ==, "2026-11-10 step");
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
#define ADD(name, test) g_test_add_func ("/casework/deadlines/" name, test)
  ADD ("each-rule", test_each_rule);
  ADD ("absurd-days", test_absurd_days);
  ADD ("looked-at-again", test_looked_at_again);
  ADD ("sentences-end-once", test_sentences_end_once);
  ADD ("sentences-of-a-family", test_sentences_of_a_family);
  ADD ("in-order", test_in_order);
  ADD ("days-pass", test_days_pass);
  ADD ("only-the-records-count", test_only_the_records_count);
  ADD ("calendar", test_calendar);
  ADD ("closed", test_closed);
  ADD ("steps-are-due", test_steps_are_due);
#undef ADD
  status = g_test_run ();
  gezin_reference_unref (reference);
  return status;
}
