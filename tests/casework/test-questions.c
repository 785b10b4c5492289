/* SPDX-License-Identifier: EUPL-1.2 */

/* Extra questions of the steps of a way of working: what is asked of whom and what was answered, in
 * both languages; what stays when a question ends, is worded anew, or its step goes; files that
 * cannot be used, and what of an organisation's folder is left out. */

#include "casework/questions.h"
#include "casework/workflow.h"
#include "support/builder.h"

#include <glib/gstdio.h>
#include <string.h>

#define LABEL "<label xml:lang='nl'>x</label>"
#define HEAD(id, version, from) \
  "<reference xmlns='urn:gezinsdossier:reference:1' id='" id "' version='" version \
  "' valid-from='" from "'>" LABEL "<source mark='inferred'>made up</source>\n"
#define P(name, value) "<property name='" name "'>" value "</property>"
#define DAY "2026-11-21"

/* Two steps, roles, and a need that a question could collide with. */
static const char ours[] = HEAD (
    "ours", "1",
    "2015-01-01") "<list name='workflow'>" LABEL "<code name='small'>" LABEL "</code></list>"
                  "<list name='workflow-role'>" LABEL "<code name='lead'>" LABEL "</code></list>"
                  "<list name='person-household-role'>" LABEL "<code name='child'>" LABEL
                  "</code><code name='mother'>" LABEL "</code></list>"
                  "<list name='workflow-small'>" LABEL "<code name='ask'>" LABEL "</code>"
                  "<code name='do'>" LABEL P ("follows", "ask") P (
                      "ends",
                      "yes") "</code></list>"
                             "<list name='workflow-small-needs'>" LABEL
                             "<code name='heard'>" LABEL P ("step", "do") P (
                                 "kind",
                                 "signal") "<sentence xml:lang='nl'>y</sentence></code></list>"
                                           "<list name='questions-ours'>" LABEL
                                           "<code name='ours-1'>" LABEL P (
                                               "steps",
                                               "small:do") "<sentence "
                                                           "xml:lang='nl'>Onze?</sentence><note "
                                                           "xml:lang='nl'>zo</note></code></list>"
                                                           "</reference>";

#define QUESTION(name, more, sentence) \
  "<code name='" name "'" more sentence "<note xml:lang='nl'>omdat</note>" \
  "<note xml:lang='en'>because</note></code>\n"
#define SENTENCE(nl, en) \
  "<sentence xml:lang='nl'>" nl "</sentence><sentence xml:lang='en'>" en "</sentence>"

static const char region[] =
    HEAD ("region", "1", "2026-01-01") "<list name='questions-region'>" LABEL QUESTION (
        "net", ">" LABEL P ("steps", "small:ask"),
        SENTENCE ("Wie helpt?", "Who helps?")) QUESTION ("net-2",
                                                         ">" LABEL P ("steps", "small:ask small:do")
                                                             P ("waits", "yes") P (
                                                                 "answers-from", "answers-region"),
                                                         SENTENCE ("Mag het?", "May it?"))
        QUESTION ("old", " valid-to='2026-06-30'>" LABEL P ("steps", "small:ask"),
                  SENTENCE ("Vroeger?", "Before?")) QUESTION ("child",
                                                              ">" LABEL P ("steps", "small:do")
                                                                  P ("roles", "child")
                                                                      P ("from-age", "4")
                                                                          P ("waits", "yes"),
                                                              SENTENCE ("Waar kan {title} heen?",
                                                                        "Where can {title} go?"))
            QUESTION (
                "holder", ">" LABEL P ("steps", "small:do") P ("for-each-holder", "yes"),
                SENTENCE (
                    "Weet {title} het?",
                    "Does {title} know?")) "</list><list name='answers-region'>" LABEL
                                           "<code name='yes'><label xml:lang='nl'>ja</label><label "
                                           "xml:lang='en'>yes</label></code>"
                                           "<code name='no'><label xml:lang='nl'>nee</label><label "
                                           "xml:lang='en'>no</label></code>"
                                           "</list></reference>";

static GezinReference *
add_file (GezinReference *below, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  GezinReference *reference =
      gezin_reference_new_from_bytes (name, text, strlen (text), below, &error);

  g_assert_no_error (error);
  g_assert_true (gezin_workflow_check (reference, &error));
  g_assert_no_error (error);
  return reference;
}

static GezinReference *
load (void)
{
  g_autoptr (GezinReference) below = add_file (NULL, "ours.xml", ours);

  return add_file (below, "region.xml", region);
}

static void
speak (const char *language)
{
  g_setenv ("LANGUAGE", language, TRUE);
}

/* `ask=now(net-2): net asked, net-2 waits; do=next: …`, each answered one with its answer. */
static char *
describe (const GezinWorkflowReading *reading)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < reading->steps->len; i++)
    {
      const GezinStepLine *line = reading->steps->pdata[i];

      g_string_append_printf (text, "%s%s=%s", i > 0 ? "; " : "", line->code,
                              gezin_step_status_name (line->status));
      for (guint j = 0; j < line->needed->len; j++)
        g_string_append_printf (text, "(%s)", ((GezinNeed *) line->needed->pdata[j])->code);
      for (guint j = 0; j < line->questions->len; j++)
        {
          const GezinQuestionLine *question = line->questions->pdata[j];

          g_string_append_printf (text, "%s %s %s%s", j > 0 ? "," : ":", question->code,
                                  question->is_asked ? "" : "once ",
                                  gezin_question_status_name (question->status));
          if (question->answer != NULL)
            g_string_append_printf (text, " '%s'", question->answer);
          if (question->answer_code != NULL)
            g_string_append_printf (text, "=%s", question->answer_code);
        }
    }
  return g_string_free (text, FALSE);
}

static GezinWorkflowReading *
read_on (GezinReference *reference, const char *spec, const char *day)
{
  g_autoptr (GezinDossier) dossier = test_dossier (spec);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  GDate on;

  return gezin_workflow_read (view, reference, "small", test_day (&on, day));
}

static char *
tell (GezinReference *reference, const char *spec, const char *day)
{
  g_autoptr (GezinWorkflowReading) reading = read_on (reference, spec, day);

  return describe (reading);
}

#define F "family f name=Test opened=2026-02-02\n"
#define ASKED F "step a step-code=ask started=2026-02-02 finished=2026-02-03\n"
#define NOOR "person n given-names=Noor household-role=child birth-date=2016-01-01\n"
#define ELS "person e given-names=Els household-role=mother birth-date=1986-01-01\n"

static void
test_status (void)
{
  static const struct {
    const char *spec;
    const char *day;
    const char *expected;
  } cases[] = {
    { F, DAY, "ask=now(net-2): net asked, net-2 waits; do=next: ours-1 asked, net-2 waits" },
    /* an answer of those on offer: by its code, or as somebody typed it */
    { F "question q code=net-2 answer=yes\n", DAY,
      "ask=now: net asked, net-2 answered 'ja'=yes; do=next: ours-1 asked, net-2 answered "
      "'ja'=yes" },
    { F "question q code=net-2 answer=' Nee '\n", DAY,
      "ask=now: net asked, net-2 answered 'nee'=no; do=next: ours-1 asked, net-2 answered "
      "'nee'=no" },
    { F "question q code=net-2 answer=misschien\n", DAY,
      "ask=now(net-2): net asked, net-2 waits 'misschien'; do=next: ours-1 asked, net-2 waits "
      "'misschien'" },
    { F "question q code=net-2\n", DAY,
      "ask=now(net-2): net asked, net-2 waits; do=next: ours-1 asked, net-2 waits" },
    { F "question q code=net-2 answer=yes\nremove q\n", DAY,
      "ask=now(net-2): net asked, net-2 waits; do=next: ours-1 asked, net-2 waits" },
    /* of several the one of the latest day; what is empty counts for nothing */
    { F "question q code=net answer=Oma answered-on=2026-02-03\n"
        "question r code=net answer=Buur answered-on=2026-02-02\nquestion s code=net\n",
      DAY, "ask=now(net-2): net answered 'Oma', net-2 waits; do=next: ours-1 asked, net-2 waits" },
    /* another code is another question; one that nobody has is no answer */
    { F "question q code=nets answer=Oma\nquestion r code=ne answer=Oma\n", DAY,
      "ask=now(net-2): net asked, net-2 waits; do=next: ours-1 asked, net-2 waits" },
    /* as long as it is asked, and what was said stays */
    { F, "2026-06-30",
      "ask=now(net-2): net asked, net-2 waits, old asked; do=next: ours-1 asked, net-2 waits" },
    { F "question q code=old answer=Toen\n", "2026-06-30",
      "ask=now(net-2): net asked, net-2 waits, old answered 'Toen'; do=next: ours-1 asked, "
      "net-2 waits" },
    { F "question q code=old answer=Toen\n", "2026-07-01",
      "ask=now(net-2): net asked, net-2 waits, old once answered 'Toen'; do=next: ours-1 asked, "
      "net-2 waits" },
    { F "question q code=old\n", "2026-07-01",
      "ask=now(net-2): net asked, net-2 waits; do=next: ours-1 asked, net-2 waits" },
    /* before the region asked anything */
    { F, "2025-12-31", "ask=now; do=next: ours-1 asked" },
    /* each child that can answer; whom an answer is about says it */
    { ASKED NOOR ELS "question q code=net-2 answer=yes\nsignal s text=x\n", DAY,
      "ask=done: net asked, net-2 answered 'ja'=yes; do=now(child): ours-1 asked, net-2 answered "
      "'ja'=yes, child waits" },
    { ASKED NOOR ELS "question q code=net-2 answer=yes\nsignal s text=x\n"
                     "question c code=child answer=Oma about=@n\n",
      DAY,
      "ask=done: net asked, net-2 answered 'ja'=yes; do=now: ours-1 asked, net-2 answered "
      "'ja'=yes, child answered 'Oma'" },
    { ASKED NOOR ELS "question q code=net-2 answer=yes\nsignal s text=x\n"
                     "question c code=child answer=Oma about=@e\n",
      DAY,
      "ask=done: net asked, net-2 answered 'ja'=yes; do=now(child): ours-1 asked, net-2 answered "
      "'ja'=yes, child waits, child once answered 'Oma'" },
    { ASKED "person n given-names=Noor household-role=child birth-date=2023-01-01\n"
            "question q code=net-2 answer=yes\nsignal s text=x\n",
      DAY,
      "ask=done: net asked, net-2 answered 'ja'=yes; do=now: ours-1 asked, net-2 answered "
      "'ja'=yes" },
    /* each who holds authority */
    { ASKED NOOR ELS "authority h child=@n holder=@e from=2016-01-01\nsignal s text=x\n"
                     "question c code=child answer=Oma about=@n\n",
      DAY,
      "ask=done: net asked, net-2 asked; do=now(net-2): ours-1 asked, net-2 waits, child answered "
      "'Oma', holder asked" },
    /* what is done waits for nothing; it says that it was asked */
    { ASKED, DAY,
      "ask=done: net asked, net-2 asked; do=now(heard)(net-2): ours-1 asked, net-2 waits" },
    { ASKED "step d step-code=do started=2026-02-04 finished=2026-02-05\n", DAY,
      "ask=done: net asked, net-2 asked; do=done: ours-1 asked, net-2 asked" },
  };
  g_autoptr (GezinReference) reference = load ();

  speak ("nl");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = tell (reference, cases[i].spec, cases[i].day);

      g_test_message ("%s", cases[i].spec);
      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

/* Words in the reader's language; the record and the person to go to. */
static void
test_words (void)
{
  static const struct {
    const char *language, *sentence, *why, *answer, *choice;
  } cases[] = {
    { "nl", "Waar kan Noor heen?", "omdat", "ja", "nee" },
    { "en", "Where can Noor go?", "because", "yes", "no" },
    { "fr", "Where can Noor go?", "because", "yes", "no" },
  };
  g_autoptr (GezinReference) reference = load ();
  const GezinUuid noor = test_id ("n"), answer = test_id ("q");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GezinWorkflowReading) reading = NULL;
      const GezinStepLine *step;
      const GezinQuestionLine *chosen, *child;
      const GezinNeed *need;

      speak (cases[i].language);
      reading = read_on (reference,
                         ASKED NOOR "signal s text=x\nquestion q code=net-2 answer=yes "
                                    "answered-on=2026-02-03 answered-by=Sanne\n",
                         DAY);
      step = reading->steps->pdata[1];
      chosen = step->questions->pdata[1];
      child = step->questions->pdata[2];
      need = step->needed->pdata[0];
      g_assert_cmpstr (chosen->answer, ==, cases[i].answer);
      g_assert_cmpstr (chosen->answered_on, ==, "2026-02-03");
      g_assert_cmpstr (chosen->answered_by, ==, "Sanne");
      g_assert_true (chosen->has_record && gezin_uuid_equal (&chosen->record, &answer));
      g_assert_false (chosen->has_about);
      g_assert_cmpuint (chosen->choices->len, ==, 2);
      g_assert_cmpstr (((GezinAnswerChoice *) chosen->choices->pdata[1])->label, ==,
                       cases[i].choice);
      g_assert_cmpstr (child->sentence, ==, cases[i].sentence);
      g_assert_cmpstr (child->why, ==, cases[i].why);
      g_assert_false (child->has_record);
      g_assert_true (child->has_about && gezin_uuid_equal (&child->about, &noor));
      g_assert_cmpuint (child->choices->len, ==, 0);
      g_assert_true (need->is_question && need->kind == GEZIN_KIND_QUESTION);
      g_assert_cmpstr (need->sentence, ==, cases[i].sentence);
      g_assert_true (need->has_record && gezin_uuid_equal (&need->record, &noor));
    }
  speak ("nl");
}

/* On a card and on paper a question reads as one. */
static void
test_text (void)
{
  static const struct {
    const char *record; /* whose value; %NULL: a value alone */
    GezinField field;
    const char *expected;
  } cases[] = {
    { "net", GEZIN_FIELD_QUESTION_CODE, "Wie helpt?" },
    { "chosen", GEZIN_FIELD_QUESTION_ANSWER, "ja" },
    { "child", GEZIN_FIELD_QUESTION_CODE, "Waar kan Noor heen?" },
    { "child", GEZIN_FIELD_QUESTION_ANSWER, NULL },
    { "both", GEZIN_FIELD_QUESTION_CODE, "Waar kan Els, Noor heen?" },
    { "nobody", GEZIN_FIELD_QUESTION_CODE, "x" },
    { "unknown", GEZIN_FIELD_QUESTION_CODE, NULL },
    { "unknown", GEZIN_FIELD_QUESTION_ANSWER, NULL },
  };
  g_autoptr (GezinReference) reference = load ();
  g_autoptr (GezinDossier) dossier = test_dossier (
      F NOOR ELS "question net code=net answer=yes\nquestion chosen code=net-2 answer=yes\n"
                 "question child code=child answer=yes about=@n\n"
                 "question both code=child about=@n,@e\nquestion nobody code=child\n"
                 "question unknown code=elsewhere answer=yes\n");

  speak ("nl");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GezinUuid id = test_id (cases[i].record);
      const GezinRecord *record = gezin_dossier_find (dossier, &id);
      const char *value = gezin_record_value (record, cases[i].field);
      g_autofree char *found =
          gezin_questions_text (reference, dossier, record, cases[i].field, value);
      g_autofree char *alone =
          gezin_questions_text (reference, dossier, NULL, GEZIN_FIELD_QUESTION_CODE, "child");

      g_test_message ("%s", cases[i].record);
      if (g_str_equal (cases[i].record, "both"))
        g_assert_true (g_str_equal (found, "Waar kan Els, Noor heen?")
                       || g_str_equal (found, "Waar kan Noor, Els heen?"));
      else
        g_assert_cmpstr (found, ==, cases[i].expected);
      g_assert_cmpstr (alone, ==, "x");
    }
}

/* What ours, or the region, brings anew. */

static void
test_worded_anew (void)
{
  g_autoptr (GezinReference) before = load ();
  g_autoptr (GezinReference) after = add_file (
      before, "region-2.xml",
      HEAD ("region", "2", "2026-07-01") "<list name='questions-region'>" LABEL QUESTION (
          "net", ">" LABEL P ("steps", "small:do"),
          SENTENCE ("Op wie kunt u rekenen?", "On whom can you rely?")) "</list></reference>");
  static const char spec[] = F "question q code=net answer=Oma\nquestion r code=net-2 answer=no\n";
  g_autofree char *until = tell (after, spec, "2026-06-30");
  g_autofree char *since = tell (after, spec, "2026-07-01");
  g_autoptr (GezinWorkflowReading) reading = read_on (after, spec, "2026-07-01");
  const GezinStepLine *step = reading->steps->pdata[1];

  g_assert_cmpstr (until, ==,
                   "ask=now: net answered 'Oma', net-2 answered 'nee'=no, old asked; do=next: "
                   "ours-1 asked, net-2 answered 'nee'=no");
  g_assert_cmpstr (since, ==,
                   "ask=now: net-2 once answered 'nee'=no; do=next: ours-1 asked, net answered "
                   "'Oma', net-2 once answered 'nee'=no");
  g_assert_cmpstr (((GezinQuestionLine *) step->questions->pdata[1])->sentence, ==,
                   "Op wie kunt u rekenen?");
}

#define NEWER(version, inside) \
  HEAD ("ours", version, "2026-07-01") \
  "<list name='workflow-small'>" LABEL inside "</list>" \
  "<list name='workflow-small-needs'>" LABEL "<code name='listened'>" LABEL P ("step", "listen") \
      P ("kind", "signal") "<sentence xml:lang='nl'>y</sentence></code></list></reference>"

/* A newer version of ours has no step `ask` any more: nothing is refused, nothing is asked there, and
 * what was answered stays with what was done there. */
static void
test_step_that_is_no_more (void)
{
  g_autoptr (GezinReference) before = load ();
  g_autoptr (GezinReference) after = add_file (
      before, "ours-2.xml", NEWER ("2", "<code name='listen'>" LABEL P ("ends", "yes") "</code>"));
  g_autofree char *walked =
      tell (after,
            F "step a template=small step-code=ask started=2026-02-02 finished=2026-02-03\n"
              "question q code=net answer=Oma\n",
            DAY);
  g_autofree char *not_walked = tell (after, F "question q code=net answer=Oma\n", DAY);

  g_assert_cmpstr (walked, ==, "listen=now(listened); ask=done: net once answered 'Oma'");
  g_assert_cmpstr (not_walked, ==, "listen=now(listened)");
}

/* Files that cannot be used. */

#define ONE(question) \
  HEAD ("own", "1", "2026-01-01") \
  "<list name='questions-own'>" LABEL "\n" question "</list></reference>"
#define WHY "<note xml:lang='nl'>omdat</note></code>\n"
#define S "<sentence xml:lang='nl'>Zo?</sentence>"
#define AT P ("steps", "small:ask")

static void
test_bad_files (void)
{
  static const struct {
    const char *text;
    const char *message;
  } cases[] = {
    { ONE ("<code name='q'>" LABEL AT WHY), "own.xml:3: q: it has no sentence" },
    { ONE ("<code name='q'>" LABEL AT S "</code>"),
      "own.xml:3: q: it does not say why it is asked" },
    { ONE ("<code name='q'>" LABEL S WHY), "own.xml:3: q: it is asked at no step" },
    { ONE ("<code name='q'>" LABEL P ("steps", "ask") S WHY), "own.xml:3: q: ask is no WAY:STEP" },
    { ONE ("<code name='q'>" LABEL P ("steps", "small:") S WHY),
      "own.xml:3: q: small: is no WAY:STEP" },
    { ONE ("<code name='q'>" LABEL P ("steps", "large:ask") S WHY),
      "own.xml:3: q: there is no way of working large" },
    { ONE ("<code name='p'>" LABEL AT S WHY
           "<code name='q'>" LABEL P ("steps", "small:ask small:sing") S WHY),
      "own.xml:4: q: there is no step sing in small" },
    { ONE ("<code name='q'>" LABEL P ("steps", "small:ask small:ask") S WHY),
      "own.xml:3: q: it is asked at small:ask twice" },
    { ONE ("<code name='q'>" LABEL AT P ("answers-from", "answers-own") S WHY),
      "own.xml:3: q: there is no list of answers answers-own" },
    { ONE ("<code name='ours-1'>" LABEL AT S WHY),
      "own.xml:3: ours-1: questions-ours has a question by that code already" },
    { ONE ("<code name='heard'>" LABEL AT S WHY),
      "own.xml:3: heard: small needs something by that code already" },
    { ONE ("<code name='sign-off'>" LABEL AT S WHY),
      "own.xml:3: sign-off: this code is the program's own" },
    { ONE ("<code name='q'>" LABEL AT P ("from-age", "4") S WHY),
      "own.xml:3: q: an age is named, but nobody of whom it is asked" },
    { ONE ("<code name='q'>" LABEL AT P ("roles", "child") P ("from-age", "12")
               P ("until-age", "12") S WHY),
      "own.xml:3: q: nobody is 12 and not yet 12" },
    { ONE ("<code name='q'>" LABEL AT P ("roles", "child") P ("for-each-holder", "yes") S WHY),
      "own.xml:3: q: it is asked of roles and of holders of authority, and can be of one" },
    { ONE ("<code name='q'>" LABEL AT "<sentence xml:lang='nl'>Kan {title}?</sentence>" WHY),
      "own.xml:3: q: its sentence names somebody, and it is asked once" },
  };
  g_autoptr (GezinReference) below = add_file (NULL, "ours.xml", ours);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinReference) reference = gezin_reference_new_from_bytes (
          "own.xml", cases[i].text, strlen (cases[i].text), below, &error);

      g_assert_no_error (error);
      g_assert_false (gezin_workflow_check (reference, &error));
      g_assert_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_WORKFLOW);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* What the schema and the lists themselves refuse. */
static void
test_worse_files (void)
{
  static const struct {
    const char *text;
    GezinReferenceError code;
    const char *message;
  } cases[] = {
    { ONE ("<code name='q'>" LABEL AT S WHY "<code name='q'>" LABEL AT S WHY),
      GEZIN_REFERENCE_ERROR_DUPLICATE, "own.xml:4: code q stands twice in list questions-own" },
    { ONE ("<code name='q'>" LABEL P ("roles", "dragon") AT S WHY), GEZIN_REFERENCE_ERROR_CODE,
      "own.xml:3: list person-household-role has no code dragon" },
    { ONE ("<code name='q'>" LABEL P ("waits", "perhaps") AT S WHY), GEZIN_REFERENCE_ERROR_PROPERTY,
      "own.xml:3: property waits has a value of the wrong form" },
    { HEAD ("own", "1", "2026-01-01") "<list name='questions-ours'>" LABEL
                                      "<code name='q'>" LABEL AT S WHY "</list></reference>",
      GEZIN_REFERENCE_ERROR_DUPLICATE, "own.xml:2: list questions-ours belongs to ours" },
  };
  g_autoptr (GezinReference) below = add_file (NULL, "ours.xml", ours);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GezinReference) reference = gezin_reference_new_from_bytes (
          "own.xml", cases[i].text, strlen (cases[i].text), below, &error);

      g_assert_null (reference);
      g_assert_error (error, GEZIN_REFERENCE_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GezinReference) below = add_file (NULL, "ours.xml", ours);
  g_autoptr (GString) text = g_string_new (HEAD ("own", "1", "2026-01-01"));
  g_autoptr (GezinReference) reference = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append (text, "<list name='questions-a'>" LABEL "\n");
  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "<code name='q%u'>" LABEL AT S WHY, i);
  g_string_append (text, "</list></reference>");
  reference = gezin_reference_new_from_bytes ("own.xml", text->str, text->len, below, &error);
  g_assert_no_error (error);
  g_assert_false (gezin_workflow_check (reference, &error));
  /* Ours counts first, whatever the lists are named. */
  g_assert_cmpstr (error->message, ==, "own.xml:302: q299: more than 300 questions in all");
}

/* An organisation's folder. */

typedef struct {
  char *path;
  GezinReference *below;
  GPtrArray *left_out;
} Folder;

static void
folder_begin (Folder *self)
{
  self->path = g_dir_make_tmp ("gezin-questions-XXXXXX", NULL);
  self->below = add_file (NULL, "ours.xml", ours);
  self->left_out = g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_left_out_free);
}

static void
folder_put (Folder *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static GezinReference *
folder_load (Folder *self, GError **error)
{
  g_ptr_array_set_size (self->left_out, 0);
  return gezin_reference_new_own (self->path, self->below, gezin_workflow_check,
                                  gezin_workflow_lists (), self->left_out, error);
}

static void
folder_end (Folder *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->path), ==, 0);
  g_free (self->path);
  gezin_reference_unref (self->below);
  g_ptr_array_unref (self->left_out);
}

static const char *
reason_of (const Folder *self, guint index)
{
  return ((GezinReferenceLeftOut *) self->left_out->pdata[index])->reason;
}

static void
test_what_does_not_fit_is_left_out (void)
{
  Folder folder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) all = NULL;
  g_autofree char *told = NULL;

  folder_begin (&folder);
  /* The first two have one code; the third asks at a step that a newer version of ours no longer
   * knows at all. What asks by a list of answers of a later file fits. */
  folder_put (&folder, "a.xml", ONE ("<code name='net'>" LABEL AT S WHY));
  folder_put (&folder, "b.xml", region);
  folder_put (&folder, "c.xml",
              HEAD ("c", "1", "2026-01-01") "<list name='questions-c'>" LABEL
                                            "<code name='c-1'>" LABEL P ("steps", "small:sing")
                                                S WHY "</list></reference>");
  folder_put (
      &folder, "d.xml",
      HEAD ("d", "1", "2026-01-01") "<list name='questions-d'>" LABEL
                                    "<code name='d-1'>" LABEL AT P ("answers-from", "answers-e")
                                        S WHY "</list></reference>");
  folder_put (&folder, "e.xml",
              HEAD ("e", "1", "2026-01-01") "<list name='answers-e'>" LABEL
                                            "<code name='yes'>" LABEL "</code></list></reference>");
  all = folder_load (&folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (folder.left_out->len, ==, 2);
  g_assert_cmpstr (reason_of (&folder, 0), ==,
                   "b.xml:2: net: questions-own has a question by that code already");
  g_assert_cmpstr (reason_of (&folder, 1), ==, "c.xml:2: c-1: there is no step sing in small");
  told = tell (all, F "question q code=d-1 answer=yes\n", DAY);
  g_assert_cmpstr (told, ==, "ask=now: d-1 answered 'x'=yes, net asked; do=next: ours-1 asked");
  folder_end (&folder);
}

/* What says more than what is asked is not left out silently; what cannot be read is refused. */
static void
test_what_changes_more_is_refused (void)
{
  static const char more[] =
      HEAD ("own", "1", "2026-01-01") "<list name='questions-own'>" LABEL
                                      "<code name='q'>" LABEL P ("steps", "small:sing") S WHY
      "</list><list name='purpose'>" LABEL "<code name='own'>" LABEL "</code></list></reference>";
  Folder folder;
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) all = NULL;

  folder_begin (&folder);
  folder_put (&folder, "own.xml", more);
  g_assert_null (folder_load (&folder, &error));
  g_assert_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_WORKFLOW);
  g_assert_cmpstr (error->message, ==, "own.xml:2: q: there is no step sing in small");
  g_clear_error (&error);
  folder_put (&folder, "own.xml", "<reference>");
  g_assert_null (folder_load (&folder, &error));
  g_assert_error (error, GEZIN_REFERENCE_ERROR, GEZIN_REFERENCE_ERROR_XML);
  g_assert_true (g_str_has_prefix (error->message, "own.xml:1"));
  g_clear_error (&error);
  folder_put (&folder, "own.xml", region);
  all = folder_load (&folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (folder.left_out->len, ==, 0);
  folder_end (&folder);
}

/* Ours, with the sample of a region laid over it as an organisation does. */
static void
test_sample (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "reference", NULL);
  g_autofree char *own =
      g_build_filename (g_getenv ("GEZIN_DATA_DIR"), "samples", "organisation", NULL);
  g_autoptr (GPtrArray) left_out =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gezin_reference_left_out_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GezinReference) below = gezin_reference_new_from_folder (folder, NULL, &error);
  g_autoptr (GezinReference) all = NULL;
  g_autoptr (GezinDossier) dossier = test_dossier (F NOOR);
  g_autoptr (GezinView) view = gezin_view_own (dossier);
  g_autoptr (GezinWorkflowReading) reading = NULL;
  guint n_questions = 0;
  GDate day;

  g_assert_no_error (error);
  all = gezin_reference_new_own (own, below, gezin_workflow_check, gezin_workflow_lists (),
                                 left_out, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left_out->len, ==, 0);
  g_assert_true (gezin_reference_knows (all, "questions-veldermeer", "veldermeer-vertrouwd"));
  reading = gezin_workflow_read (view, all, "integral", test_day (&day, DAY));
  for (guint i = 0; i < reading->steps->len; i++)
    n_questions += ((GezinStepLine *) reading->steps->pdata[i])->questions->len;
  g_assert_cmpuint (n_questions, ==, 3); /* the interpreter; Noor at two steps */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/casework/questions/status", test_status);
  g_test_add_func ("/casework/questions/words-in-the-readers-language", test_words);
  g_test_add_func ("/casework/questions/reads-as-a-question", test_text);
  g_test_add_func ("/casework/questions/worded-anew-keeps-answers", test_worded_anew);
  g_test_add_func ("/casework/questions/a-step-that-is-no-more", test_step_that_is_no_more);
  g_test_add_func ("/casework/questions/bad-files", test_bad_files);
  g_test_add_func ("/casework/questions/worse-files", test_worse_files);
  g_test_add_func ("/casework/questions/too-many", test_too_many);
  g_test_add_func ("/casework/questions/what-does-not-fit-is-left-out",
                   test_what_does_not_fit_is_left_out);
  g_test_add_func ("/casework/questions/what-changes-more-is-refused",
                   test_what_changes_more_is_refused);
  g_test_add_func ("/casework/questions/sample-of-a-region", test_sample);
  return g_test_run ();
}
