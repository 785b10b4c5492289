/* SPDX-License-Identifier: EUPL-1.2 */

/* What goes to an organisation, step by step: who decides, what they said, grounds, flags, whom a
 * record names, where it came from, what it points at. */

#include "asking.h"
#include "kin.h"

#include "support/builder.h"

#define SAYS(CATEGORIES) \
  "consent ja subject=@els given-by=@els purpose=coordinate-care recipient=@school " \
  "categories=" CATEGORIES " decision=given given-on=2026-01-05\n"
/* Of a goal about money; and of none. */
#define AGREEMENTS \
  "goal g text=G domain=finances about=@els\n" \
  "agreement s text=S kind=safety goal=@g due=2026-07-01 about=@els\n" \
  "agreement c text=C kind=contact goal=@g about=@els\n" \
  "agreement h text=H kind=care goal=@g about=@els\n" \
  "agreement n text=N kind=safety about=@els\n"

typedef struct {
  const char *name;
  const char *spec;
  const char *expected;
  Asking asking;
} Case;

static const Case cases[] = {
  { "nobody-asked", BASE, "doel.text=not-asked f.municipality=not-asked", TO_SCHOOL },
  { "adult-said-yes", BASE YES ("c", "els", "els"),
    "doel.text=+consent els.given-names=+consent f.municipality=+process kind.text=needs-judgement",
    TO_SCHOOL },
  { "empty-categories-are-nothing",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "decision=given given-on=2026-01-05\n",
    "doel.text=category-not-covered", TO_SCHOOL },
  { "empty-recipient-is-nobody",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care categories=identity,care "
         "decision=given given-on=2026-01-05\n",
    "doel.text=recipient-not-covered", TO_SCHOOL },
  { "last-day-counts", BASE YES ("c", "els", "els") "until=2026-06-01\n", "doel.text=+consent",
    TO_SCHOOL },
  { "day-after-the-last", BASE YES ("c", "els", "els") "until=2026-05-31\n", "doel.text=ended",
    TO_SCHOOL },
  { "end-within-a-month", BASE YES ("c", "els", "els") "until=2026-06\n", "doel.text=in-doubt",
    ON ("2026-06-02") },
  { "begins-later", BASE YES ("c", "els", "els") "from=2026-07-01\n", "doel.text=not-yet",
    TO_SCHOOL },
  { "withdrawn-today", BASE YES ("c", "els", "els") "withdrawn-on=2026-06-01\n",
    "doel.text=withdrawn", TO_SCHOOL },
  { "withdrawn-tomorrow", BASE YES ("c", "els", "els") "withdrawn-on=2026-06-02\n",
    "doel.text=+consent", TO_SCHOOL },
  { "a-no-beside-a-yes",
    BASE YES ("c", "els", "els") "\n" YES ("d", "els", "els") "\nbeside d decision=refused\n",
    "doel.text=refused", TO_SCHOOL },
  { "no-lifted-by-what-replaces-it",
    BASE "consent n subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=care decision=refused given-on=2026-01-01\n" YES ("c", "els",
                                                                       "els") "replaces=@n\n",
    "doel.text=+consent", TO_SCHOOL },
  { "no-stays-beside-a-later-yes",
    BASE "consent n subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=care decision=refused given-on=2026-01-01\n" YES ("c", "els", "els") "\n",
    "doel.text=refused", TO_SCHOOL },
  { "yes-in-place-of-one-withdrawn-since",
    BASE YES ("a", "els", "els") "withdrawn-on=2026-02-01\n" YES (
        "b", "els", "els") "from=2026-01-20 replaces=@a\n",
    "doel.text=withdrawn", TO_SCHOOL },
  { "new-answer-after-a-withdrawal",
    BASE YES ("a", "els", "els") "withdrawn-on=2026-01-20\n"
                                 "consent b subject=@els given-by=@els purpose=coordinate-care "
                                 "recipient=@school categories=identity,care decision=given "
                                 "given-on=2026-02-01\n",
    "doel.text=+consent", TO_SCHOOL },
  { "no-to-nobody-in-particular",
    BASE "consent n subject=@els given-by=@els purpose=coordinate-care categories=care "
         "decision=refused given-on=2026-01-01\n" YES ("c", "els", "els"),
    "doel.text=in-doubt", TO_SCHOOL },
  { "narrower-yes-in-place-of-a-wide-one",
    BASE YES ("a", "els", "els") "\nconsent b subject=@els given-by=@els purpose=coordinate-care "
                                 "recipient=@school categories=identity decision=given "
                                 "given-on=2026-02-01 replaces=@a\n",
    "doel.text=category-not-covered els.given-names=+consent", TO_SCHOOL },
  { "withdrawal-closes-the-other-yes-too",
    BASE YES ("a", "els", "els") "\n" YES ("b", "els", "els") "withdrawn-on=2026-05-01\n",
    "doel.text=withdrawn", TO_SCHOOL },
  { "perhaps-twelve",
    BASE "person lot given-names=Lot birth-date=2014 about=@lot\n"
         "authority l child=@lot holder=@els type=parent-alone from=2014\n" YES ("c", "lot", "els"),
    "lot.given-names=in-doubt", TO_SCHOOL },
  { "one-holder-alone", BASE ALONE YES ("c", "jan", "els"), "kind.text=+consent", TO_SCHOOL },
  { "one-of-two", BASE JOINT YES ("c", "jan", "els"), "kind.text=one-holder-missing", TO_SCHOOL },
  { "both", BASE JOINT YES ("c", "jan", "els") "\n" YES ("d", "jan", "bas"), "kind.text=+consent",
    TO_SCHOOL },
  { "survivor", BASE JOINT "edit bas deceased-on=2025-01-01\n" YES ("c", "jan", "els"),
    "kind.text=+consent", TO_SCHOOL },
  { "joint-with-nobody-known",
    BASE "authority g child=@jan holder=@els type=parents-joint from=2018-05-01\n" YES ("c", "jan",
                                                                                        "els"),
    "kind.text=one-holder-missing", TO_SCHOOL },
  { "no-authority-is-not-joint", BASE YES ("c", "jan", "els") "\n" YES ("d", "jan", "bas"),
    "kind.text=needs-judgement", TO_SCHOOL },
  { "twelve-today-said-before", BASE ALONE YES ("c", "jan", "els"), "kind.text=child-not-asked",
    ON ("2030-05-01") },
  { "eve-of-twelve", BASE ALONE YES ("c", "jan", "els"), "kind.text=+consent", ON ("2030-04-30") },
  { "sixteen-parent-counts-no-more", BASE ALONE YES ("c", "jan", "els"),
    "kind.text=young-person-not-asked", ON ("2034-05-01") },
  { "unable-and-nobody-named",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01\n" YES (
        "c", "els", "els"),
    "doel.text=representative-not-asked", TO_SCHOOL },
  { "unable-and-representative",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01 "
         "representative=@bas representative-basis=written-proxy\n" YES ("c", "els", "bas"),
    "doel.text=+consent", TO_SCHOOL },
  { "partner-before-a-mentor",
    BASE
    "capacity k person=@els matter=share-information able=false judged-on=2026-01-01 "
    "representative=@bas representative-basis=partner\n"
    "person men given-names=Men birth-date=1970-01-01\n"
    "measure m type=mentorschap on=@els executed-by=@men from=2025-01-01\n" YES ("c", "els", "bas"),
    "doel.text=representative-not-asked", TO_SCHOOL },
  { "third-person-named",
    BASE YES ("c", "els", "els") "\ngoal g2 text=Samen about=@els wanted-by=@els,@bas\n",
    "g2.text=third-person", TO_SCHOOL },
  { "whole-family-is-everybody", BASE YES ("c", "els", "els") "\ngoal g2 text=Samen about=family\n",
    "g2.text=needs-judgement", TO_SCHOOL },
  { "flags",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els sharing=withheld\n"
                                 "goal b text=B about=@els sharing=safety-critical\n"
                                 "goal d text=D about=@els sharing=secret-from\n"
                                 "goal e text=E about=@els sharing=normal\n"
                                 "beside e sharing=withheld\n"
                                 "goal g2 text=G about=@els sharing=strange\n",
    "a.text=kept-back b.text=safety-critical d.text=in-doubt e.text=kept-back g2.text=in-doubt",
    TO_SCHOOL },
  { "names-a-secret-from-somebody-who-stays",
    BASE YES ("c", "els",
              "els") "\ngoal a text=A about=@els sharing=secret-from secret-from=@bas\n",
    "a.text=reference-withheld", TO_SCHOOL },
  { "another-origin", BASE YES ("c", "els", "els") "\nfrom Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-a-tick-is-no-basis",
    BASE YES ("c", "els", "els") "\nfrom Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin",
    { .to = "school", .purpose = "coordinate-care", .confirmed = "a" } },
  { "another-origin-that-our-consent-names",
    BASE YES ("c", "els", "els") "passes-on=@a\nfrom Huisarts\ngoal a text=A about=@els\n"
                                 "goal b text=B about=@els\n",
    "a.text=+consent b.text=another-origin", TO_SCHOOL },
  { "another-origin-that-others-named",
    BASE YES ("c", "els", "els") "\nfrom Huisarts\n" YES (
        "d", "els", "els") "passes-on=@a\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-that-others-named-in-our-consent",
    BASE YES ("c", "els", "els") "\nfrom Huisarts\ngoal a text=A about=@els\n"
                                 "edit c passes-on=@a\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-and-one-head-takes-it-out",
    BASE YES ("c", "els", "els") "passes-on=@a\nbeside c passes-on=-@a\n"
                                 "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-for-another-purpose",
    BASE YES ("c", "els", "els") "\nconsent d subject=@els given-by=@els purpose=refer "
                                 "recipient=@school categories=identity,care decision=given "
                                 "given-on=2026-01-05 passes-on=@a\n"
                                 "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-for-another-recipient",
    BASE YES ("c", "els", "els") "\nconsent d subject=@els given-by=@els purpose=coordinate-care "
                                 "recipient=@gi categories=identity,care decision=given "
                                 "given-on=2026-01-05 passes-on=@a\n"
                                 "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-named-until-yesterday",
    BASE YES ("c", "els", "els") "\n" YES ("d", "els", "els") "until=2026-05-31 passes-on=@a\n"
                                                              "from Huisarts\ngoal a text=A "
                                                              "about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-named-for-another-category",
    BASE YES ("c", "els", "els") "\nconsent d subject=@els given-by=@els purpose=coordinate-care "
                                 "recipient=@school categories=identity decision=given "
                                 "given-on=2026-01-05 passes-on=@a\n"
                                 "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-named-in-a-refusal",
    BASE YES ("c", "els", "els") "\nconsent n subject=@els given-by=@els purpose=coordinate-care "
                                 "recipient=@school categories=safety decision=refused "
                                 "given-on=2026-01-05 passes-on=@a\n"
                                 "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-and-somebody-else-allowed-it-elsewhere",
    BASE YES ("c", "els", "els") "passes-on=@a\nfrom Huisarts\n" YES (
        "d", "bas", "bas") "\ngoal a text=A about=@els wanted-by=@bas,@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "another-origin-and-one-of-two-names-it",
    BASE YES ("c", "els", "els") "passes-on=@a\n" YES (
        "d", "bas", "bas") "\nfrom Huisarts\ngoal a text=A about=@els wanted-by=@bas,@els\n",
    "a.text=+consent", TO_SCHOOL },
  { "another-origin-and-the-sender-keeps-it-back",
    BASE YES ("c", "els", "els") "passes-on=@a,@b,@d\nfrom Huisarts\n"
                                 "goal a text=A about=@els sharing=withheld\n"
                                 "goal b text=B about=@els sharing=secret-from secret-from=@bas\n"
                                 "goal d text=D about=@els sharing=safety-critical\n",
    "a.text=kept-back b.text=reference-withheld d.text=safety-critical", TO_SCHOOL },
  { "another-origin-named-by-a-ground",
    BASE "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis recipient=@vt "
         "categories=identity,care from=2026-05-01 passes-on=@a\nfrom Huisarts\n"
         "goal a text=A about=@els\ngoal b text=B about=@els\n",
    "a.text=+ground:veilig-thuis-report b.text=another-origin",
    { .to = "vt", .purpose = "report-to-veilig-thuis" } },
  { "another-origin-of-what-names-nobody",
    BASE YES ("c", "els", "els") "passes-on=@f\nfrom Huisarts\nedit f municipality=Delft\n",
    "f.municipality=+process", TO_SCHOOL },
  { "another-origin-of-what-names-nobody-and-is-not-named",
    BASE YES ("c", "els", "els") "\nfrom Huisarts\nedit f municipality=Delft\n",
    "f.municipality=another-origin", TO_SCHOOL },
  { "what-the-recipient-wrote-goes-back",
    BASE YES ("c", "els", "els") "\nfrom School\ngoal a text=A about=@els\n", "a.text=+consent",
    TO_SCHOOL },
  { "what-it-is-not-known-of-who-wrote-it",
    BASE YES ("c", "els", "els") "passes-on=@a\nfrom ''\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "what-it-points-at",
    BASE YES ("c", "els", "els") "\nagreement a text=A about=@els kind=care goal=@x\n"
                                 "goal x text=X about=@els sharing=withheld\n",
    "a.goal=reference-withheld a.text=+consent", TO_SCHOOL },
  { "agreement-is-of-its-kind-and-of-its-goal",
    BASE SAYS ("identity,safety,finance,care") AGREEMENTS,
    "s.text=+consent c.text=category-not-covered h.text=+consent n.text=+consent g.text=+consent",
    TO_SCHOOL },
  { "agreement-on-safety-needs-no-care", BASE SAYS ("identity,safety,finance") AGREEMENTS,
    "s.text=+consent s.due=+consent h.text=category-not-covered g.text=category-not-covered "
    "n.text=+consent",
    TO_SCHOOL },
  { "agreement-on-contact-needs-no-care", BASE SAYS ("identity,contact,finance") AGREEMENTS,
    "c.text=+consent s.text=category-not-covered", TO_SCHOOL },
  { "agreement-needs-what-its-goal-is-about", BASE SAYS ("identity,safety,contact,care") AGREEMENTS,
    "s.text=category-not-covered c.text=category-not-covered h.text=category-not-covered "
    "g.text=category-not-covered n.text=+consent",
    TO_SCHOOL },
  { "never",
    BASE YES ("c", "els", "els") "\nworking-note w text=W about=@els\nremark r text=R\n"
                                 "experience x person=@els text=T\n",
    "w.text=working-note r.text=team-only x.text=aggregate-only", TO_SCHOOL },
  { "secret-address-is-safety-too",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=identity,housing decision=given given-on=2026-01-05\n"
         "address a street=Laan about=@els kind=secret\naddress b street=Weg about=@els kind=brp\n"
         "stay s person=@els address=@a about=@els\n",
    "a.street=category-not-covered b.street=+consent s.person=category-not-covered", TO_SCHOOL },
  { "bsn-by-law-not-by-consent",
    BASE ALONE "consent c subject=@jan given-by=@els purpose=refer recipient=@gi "
               "categories=identity decision=given given-on=2026-01-05\n",
    "jan.bsn=+consent",
    { .to = "gi", .purpose = "refer" } },
  { "bsn-for-the-raad-which-the-law-names",
    BASE "organisation raad name=RvdK kind=rvdk legal-person=true bsn-authorised=true\n" ALONE
         "consent c subject=@jan given-by=@els purpose=refer recipient=@raad "
         "categories=identity decision=given given-on=2026-01-05\n"
         "consent d subject=@jan given-by=@els purpose=rvdk-inquiry recipient=@raad "
         "categories=identity decision=given given-on=2026-01-05\n",
    "jan.bsn=+consent",
    { .to = "raad", .purpose = "refer" } },
  { "bsn-of-an-adult-under-the-wmo-alone",
    BASE "organisation thuis name=Thuis kind=home-care legal-person=true bsn-authorised=true\n"
         "edit els bsn=111222333 law=wmo-2015\nedit bas bsn=999990019\n"
         "consent c subject=@els given-by=@els purpose=refer recipient=@thuis "
         "categories=identity decision=given given-on=2026-01-05\n"
         "consent d subject=@bas given-by=@bas purpose=refer recipient=@thuis "
         "categories=identity decision=given given-on=2026-01-05\n",
    "els.bsn=+consent bas.bsn=bsn-not-authorised bas.given-names=+consent",
    { .to = "thuis", .purpose = "refer" } },
  { "bsn-not-for-a-school", BASE ALONE YES ("c", "jan", "els"), "jan.bsn=bsn-not-authorised",
    TO_SCHOOL },
  { "who-says-so-of-itself-may-not",
    BASE
    "from GI\nedit gi bsn-authorised=true\nbeside gi bsn-authorised=true\nfrom Wijkteam\n" ALONE
    "consent c subject=@jan given-by=@els purpose=refer recipient=@gi "
    "categories=identity decision=given given-on=2026-01-05\n",
    "jan.bsn=bsn-not-authorised",
    { .to = "gi", .purpose = "refer" } },
  { "report",
    BASE "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis "
         "recipient=@vt categories=identity,care from=2026-05-01\n",
    "doel.text=+ground:veilig-thuis-report kind.text=+ground:veilig-thuis-report "
    "jan.bsn=bsn-not-authorised",
    { .to = "vt", .purpose = "report-to-veilig-thuis" } },
  { "report-opens-no-school",
    BASE "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis "
         "recipient=@school categories=identity,care from=2026-05-01\n",
    "doel.text=not-asked",
    { .to = "school", .purpose = "report-to-veilig-thuis" } },
  { "report-used",
    BASE "ground r article=veilig-thuis-report purpose=report-to-veilig-thuis "
         "recipient=@vt categories=identity,care from=2026-05-01 used-by=@d\n"
         "disclosure d recipient=@vt\n",
    "doel.text=not-asked",
    { .to = "vt", .purpose = "report-to-veilig-thuis" } },
  { "supervision-about-the-minor-and-a-parent",
    BASE "person zus given-names=Zus birth-date=2016-01-01\ngoal gz text=Z about=@zus\n"
         "relation p from=@els to=@jan type=biological-parent\n"
         "measure m type=ots on=@jan executed-by=@gi from=2026-01-01 until=2026-12-31\n"
         "ground r article=supervision-order-information purpose=execute-measure recipient=@gi "
         "categories=identity,care from=2026-05-01 measure=@m\n",
    "kind.text=+ground:supervision-order-information "
    "doel.text=+ground:supervision-order-information gz.text=needs-judgement",
    { .to = "gi", .purpose = "execute-measure" } },
  { "supervision-ended",
    BASE "measure m type=ots on=@jan executed-by=@gi from=2026-01-01 until=2026-12-31 "
         "ended-on=2026-05-31\n"
         "ground r article=supervision-order-information purpose=execute-measure recipient=@gi "
         "categories=identity,care from=2026-05-01 measure=@m\n",
    "kind.text=needs-judgement",
    { .to = "gi", .purpose = "execute-measure" } },
  { "supervision-of-another-gi",
    BASE "measure m type=ots on=@jan executed-by=@vt from=2026-01-01 until=2026-12-31\n"
         "ground r article=supervision-order-information purpose=execute-measure recipient=@gi "
         "categories=identity,care from=2026-05-01 measure=@m\n",
    "kind.text=needs-judgement",
    { .to = "gi", .purpose = "execute-measure" } },
  { "no-legal-person",
    BASE "organisation rvt name=RVT kind=other acts-in-rvt=true\n",
    "doel.text=recipient-not-legal-person working.text=nowhere",
    { .to = "rvt", .purpose = "safety" } },
  { "not-in-the-dossier",
    BASE,
    "doel.text=recipient-unknown",
    { .to = "stranger", .purpose = "safety" } },
  { "figures-only", BASE, "doel.text=aggregate-only", { .to = "school", .purpose = "monitor" } },
  { "within-the-team",
    BASE "organisation us name=Wijkteam kind=local-team\nremark r text=R\nworking-note w text=W\n",
    "doel.text=+own-team r.text=+own-team w.text=working-note",
    { .to = "us", .purpose = "review" } },
  { "within-the-team-and-who-told-us",
    BASE "organisation us name=Wijkteam kind=local-team\n"
         "signal s received=2026-01-01 from=relative from-name=Oma urgency=regular about=@els\n"
         "signal t received=2026-01-01 from=relative from-name=Opa may-be-named=true about=@els\n"
         "goal a text=A about=@els source-party=Oma\n"
         "disclosure e recipient=@school withheld=96 records=3 made-on=2026-01-06 about=@els\n",
    "s.from-name=notifier s.urgency=+own-team t.from-name=+own-team a.source-party=notifier "
    "a.text=+own-team e.withheld=team-only e.records=+own-team",
    { .to = "us", .purpose = "review" } },
  { "within-the-team-an-answer-goes-without-what-it-is-of",
    BASE "organisation us name=Wijkteam kind=local-team\n"
         "response o person=@els kind=objection received=2026-01-05 about=@els\n",
    "o.kind=+own-team",
    { .to = "us", .purpose = "review" } },
  { "within-the-team-it-is-told-of-whom-advice-was-asked",
    BASE "organisation us name=Wijkteam kind=local-team\n"
         "disclosure e recipient=@school purpose=advice bundle=1 made-on=2026-01-06 about=@els\n",
    "e.bundle=+own-team",
    { .to = "us", .purpose = "review" } },
  { "of-whom-advice-was-asked-is-not-told-afterwards",
    BASE YES ("c", "els", "els") "\ndisclosure e recipient=@school purpose=advice bundle=1 "
                                 "made-on=2026-01-06 about=@els\n"
                                 "disclosure g recipient=@school purpose=refer bundle=2 "
                                 "made-on=2026-01-06 about=@els\n"
                                 "disclosure h recipient=@school purpose=refer bundle=3 "
                                 "made-on=2026-01-06 about=@els\nbeside h purpose=advice\n",
    "e.bundle=team-only e.made-on=team-only e.purpose=team-only g.bundle=+consent "
    "h.bundle=team-only",
    TO_SCHOOL },
  { "how-much-stayed-goes-to-nobody",
    BASE YES ("c", "els", "els") "\ndisclosure e recipient=@school withheld=96 records=3 "
                                 "made-on=2026-01-06 about=@els\n",
    "e.withheld=team-only e.records=+consent", TO_SCHOOL },
  { "how-much-stayed-is-no-advice",
    BASE "disclosure e recipient=@school withheld=96 made-on=2026-01-06 about=@els\n",
    "e.withheld=team-only",
    { .to = "school", .purpose = "advice" } },
  { "lines-of-text-are-no-advice",
    BASE "factor d title=T life-domain=housing severity=4 about=@els\n",
    "d.title=not-needed d.severity=+pseudonymised",
    { .to = "school", .purpose = "advice", .confirmed = "d" } },
  { "who-calls-itself-us-is-not",
    BASE "from Ander\norganisation us name=Wijkteam kind=local-team legal-person=true\n",
    "doel.text=not-asked",
    { .to = "us", .purpose = "review" } },
  { "advice",
    BASE "address a street=Laan kind=secret\nstatement s text=T about=@els nature=account\n",
    "els.given-names=not-needed els.birth-date=+pseudonymised s.text=not-read-through "
    "s.nature=+pseudonymised jan.bsn=bsn-not-authorised a.kind=not-needed",
    { .to = "school", .purpose = "advice" } },
  { "a-refusal-that-waits",
    BASE YES ("c", "els", "els"),
    "doel.text=in-doubt",
    { .to = "school",
      .purpose = "coordinate-care",
      .pending = "consent n subject=@els given-by=@els decision=refused\n" } },
  { "a-flag-that-waits",
    BASE YES ("c", "els", "els"),
    "doel.text=in-doubt els.given-names=+consent",
    { .to = "school", .purpose = "coordinate-care", .pending = "edit doel sharing=withheld\n" } },
  { "unconfirmed-link-opens-nothing",
    BASE "person els2 given-names=Elsje birth-date=1985-03-01 same-as=@els\ngoal a text=A "
         "about=@els2\n" YES ("c", "els", "els"),
    "a.text=not-asked", TO_SCHOOL },
  { "unconfirmed-link-closes",
    BASE "person els2 given-names=Elsje birth-date=1985-03-01 same-as=@els\n"
         "consent n subject=@els2 given-by=@els2 purpose=coordinate-care recipient=@school "
         "categories=care decision=refused given-on=2026-01-01\n" YES ("c", "els", "els"),
    "doel.text=refused", TO_SCHOOL },
  { "day-is-local",
    BASE YES ("c", "els", "els") "from=2026-07-01\n",
    "doel.text=+consent",
    { .to = "school",
      .purpose = "coordinate-care",
      .instant = G_GINT64_CONSTANT (1782857400) * G_USEC_PER_SEC } }, /* 30 June, 22:10 UTC */
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;

  asking_expect (one->name, one->spec, &one->asking, one->expected);
}

/* What passes on the words of others is among what that rests on, also a ground beside a consent that
 * would be enough for our own. */
static void
test_relied_on (void)
{
  static const Asking asking = { .to = "vt", .purpose = "safety" };
  g_autoptr (GezinDossier) dossier =
      test_dossier (BASE "consent c subject=@els given-by=@els purpose=safety recipient=@vt "
                         "categories=identity,care decision=given given-on=2026-01-05\n"
                         "ground r article=veilig-thuis-report purpose=safety recipient=@vt "
                         "categories=identity,care from=2026-05-01 passes-on=@a\n"
                         "from Huisarts\ngoal a text=A about=@els\n");
  g_autoptr (GezinDecision) decision = asking_decide (dossier, &asking);

  g_assert_true (asking_relies_on (decision, "doel.text", "c"));
  g_assert_true (asking_relies_on (decision, "a.text", "c r"));
  g_assert_cmpstr (asking_code (decision, "a.text"), ==, "+consent");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/consent/decide/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/consent/decide/what-passes-on-is-relied-on", test_relied_on);
  status = g_test_run ();
  asking_end ();
  return status;
}
