/* SPDX-License-Identifier: EUPL-1.2 */

/* The strict reading: each case is one condition without which more would go, or for another reason. */

#include "asking.h"
#include "kin.h"

typedef struct {
  const char *name;
  const char *spec;
  const char *expected;
  Asking asking;
} Case;

#define LOT \
  "person lot given-names=Lot birth-date=2013-01-01 about=@lot\n" \
  "authority l child=@lot holder=@els type=parent-alone from=2013-01-01\n"
#define NO(name, subject, by) \
  "consent " name " subject=@" subject " given-by=@" by " purpose=coordinate-care " \
  "recipient=@school categories=identity,care decision=refused given-on=2026-01-01 "

#define TO_VT \
  { \
    .to = "vt", .purpose = "safety" \
  }
#define TO_GI \
  { \
    .to = "gi", .purpose = "execute-measure" \
  }
#define REPORT \
  "ground r article=veilig-thuis-report purpose=safety recipient=@vt categories=identity,care " \
  "from=2026-05-01\n"
#define WEIGHED \
  "ground k article=conflict-of-duties purpose=safety recipient=@vt categories=identity,care " \
  "from=2026-05-01 tried-consent=not-possible tried-consent-why=W serious-harm=yes " \
  "serious-harm-why=W dilemma=yes dilemma-why=W subsidiarity=yes subsidiarity-why=W " \
  "effectiveness=yes effectiveness-why=W proportionality=yes proportionality-why=W\n"
#define SUPERVISED(DAYS) \
  "measure m type=ots on=@jan executed-by=@gi " DAYS "\n" \
  "ground r article=supervision-order-information purpose=execute-measure recipient=@gi " \
  "categories=identity,care from=2026-05-01 measure=@m\n"

#define SAYS(CATEGORIES) \
  "consent ja subject=@els given-by=@els purpose=coordinate-care recipient=@school " \
  "categories=" CATEGORIES " decision=given given-on=2026-01-05\n"
#define INFLUENCE \
  "factor x title=X life-domain=housing about=@els\n" \
  "factor y title=Y life-domain=time-use about=@els\n" \
  "influence i from=@x to=@y effect=causes about=@els\n"
#define FILE_OF "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const Case cases[] = {
  /* What was said. */
  { "withdrawn-on-no-day", BASE YES ("c", "els", "els") "withdrawn-by=Els\n", "doel.text=withdrawn",
    TO_SCHOOL },
  { "a-category-that-one-head-takes-out",
    BASE YES ("c", "els", "els") "\nbeside c categories=-care\n",
    "doel.text=category-not-covered els.given-names=+consent", TO_SCHOOL },
  { "a-professional-is-not-their-organisation",
    BASE "professional juf name=Juf organisation=@school\n"
         "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@juf "
         "categories=identity,care decision=given given-on=2026-01-05\n",
    "doel.text=recipient-not-covered", TO_SCHOOL },
  { "a-no-to-a-professional-is-in-doubt-for-their-organisation",
    BASE "professional juf name=Juf organisation=@school\n"
         "consent n subject=@els given-by=@els purpose=coordinate-care recipient=@juf "
         "categories=care decision=refused given-on=2026-01-05\n" YES ("c", "els", "els"),
    "doel.text=in-doubt els.given-names=+consent", TO_SCHOOL },
  { "in-place-of-what-was-withdrawn-since-for-another-purpose",
    BASE "consent a subject=@els given-by=@els purpose=refer recipient=@school "
         "categories=care decision=given given-on=2026-01-01 withdrawn-on=2026-02-01\n" YES (
             "c", "els", "els") "replaces=@a\n",
    "doel.text=withdrawn", TO_SCHOOL },
  { "what-does-not-count-lifts-no-refusal",
    BASE NO ("n", "els", "els") "withdrawn-on=2026-02-01\n" YES (
        "c", "els", "els") "replaces=@n\n"
                           "consent d subject=@els given-by=@els purpose=coordinate-care "
                           "recipient=@school categories=identity,care decision=given "
                           "given-on=2026-03-01\n",
    "doel.text=refused", TO_SCHOOL },
  { "explicit-where-it-was-kept-under-another-law",
    BASE YES ("c", "els", "els") "law=wmo-2015\ngoal w text=W about=@els law=jeugdwet\n"
                                 "goal v text=V about=@els law=wmo-2015\n",
    "w.text=needs-judgement v.text=+consent", TO_SCHOOL },
  { "explicit-is-enough",
    BASE YES ("c", "els", "els") "law=wmo-2015 explicit=true\n"
                                 "goal w text=W about=@els law=jeugdwet\n",
    "w.text=+consent", TO_SCHOOL },
  /* Who decides. */
  { "the-mother-said-no-and-the-child-of-thirteen-was-not-asked", BASE LOT NO ("n", "lot", "els"),
    "lot.given-names=refused", TO_SCHOOL },
  { "the-child-of-thirteen-alone", BASE LOT YES ("c", "lot", "lot"),
    "lot.given-names=needs-judgement", TO_SCHOOL },
  { "the-child-of-thirteen-and-one-of-two",
    BASE "person lot given-names=Lot birth-date=2013-01-01 about=@lot\n"
         "authority l child=@lot holder=@els type=parents-joint from=2013-01-01\n"
         "authority m child=@lot holder=@bas type=parents-joint from=2013-01-01\n" YES (
             "c", "lot", "lot") "\n" YES ("d", "lot", "els"),
    "lot.given-names=one-holder-missing lot.given-names?=no", TO_SCHOOL },
  { "gezag-in-whose-place-another-came",
    BASE ALONE "authority h child=@jan holder=@bas type=parent-alone from=2026-01-01 "
               "replaces=@g\n" YES ("c", "jan", "bas"),
    "kind.text=+consent", TO_SCHOOL },
  { "gezag-in-whose-place-another-may-have-come",
    BASE LOT ALONE
    "authority h child=@lot holder=@els type=parent-alone from=2026 replaces=@g\n" YES ("c", "jan",
                                                                                        "els"),
    "kind.text=in-doubt", TO_SCHOOL },
  { "gezag-of-which-something-waits",
    BASE ALONE YES ("c", "jan", "els"),
    "kind.text=in-doubt doel.text=not-asked",
    { .to = "school", .purpose = "coordinate-care", .pending = "edit g until=2027-01-01\n" } },
  { "gezag-beside-that-of-nobody",
    BASE ALONE "authority h child=@jan type=parent-alone from=2018-05-01\n" YES ("c", "jan", "els"),
    "kind.text=in-doubt", TO_SCHOOL },
  { "gezag-that-may-be-over-another-child",
    BASE LOT ALONE "beside g child=@lot\n" YES ("c", "jan", "els"), "kind.text=in-doubt",
    TO_SCHOOL },
  { "gezag-of-nobody-who-is-named",
    BASE "authority g child=@jan type=parent-alone from=2018-05-01\n",
    "kind.text=in-doubt kind.text?=yes", TO_SCHOOL },
  { "the-mother-took-it-back-and-the-child-of-thirteen-was-not-asked",
    BASE LOT YES ("d", "lot", "els") "withdrawn-on=2026-02-01\n", "lot.given-names=withdrawn",
    TO_SCHOOL },
  { "the-child-of-thirteen-alone-of-whom-nobody-judged-it-under-the-wmo",
    BASE LOT "edit lot law=wmo-2015\n" YES ("c", "lot", "lot"), "lot.given-names=needs-judgement",
    TO_SCHOOL },
  { "found-able-and-not",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01\n"
         "capacity l person=@els matter=share-information able=true judged-on=2026-01-01\n" YES (
             "c", "els", "els"),
    "doel.text=in-doubt doel.text?=yes", TO_SCHOOL },
  { "yes-of-a-child-of-eight-is-nothing-to-rest-on",
    BASE ALONE YES ("c", "jan", "els") "\n" YES ("d", "jan", "jan"),
    "kind.text=+consent kind.text@=c", TO_SCHOOL },
  { "yes-of-the-mother-of-who-is-seventeen-is-nothing-to-rest-on",
    BASE "person tim given-names=Tim birth-date=2009-01-01 about=@tim\n"
         "authority t child=@tim holder=@els type=parent-alone from=2009-01-01\n" YES (
             "c", "tim", "tim") "\n" YES ("d", "tim", "els"),
    "tim.given-names=+consent tim.given-names@=c", TO_SCHOOL },
  { "who-may-be-eleven-or-twelve-and-the-mother",
    BASE "edit jan birth-date=2014\n" ALONE YES ("c", "jan", "els"),
    "kind.text=in-doubt kind.text?=yes", TO_SCHOOL },
  { "the-child-of-thirteen-and-the-mother",
    BASE LOT YES ("c", "lot", "lot") "\n" YES ("d", "lot", "els"), "lot.given-names=+consent",
    TO_SCHOOL },
  { "the-child-of-thirteen-alone-who-can-weigh-it-under-the-wmo",
    BASE LOT
    "edit lot law=wmo-2015\n"
    "capacity k person=@lot matter=share-information able=true judged-on=2026-01-01\n" YES (
        "c", "lot", "lot"),
    "lot.given-names=+consent", TO_SCHOOL },
  { "who-cannot-weigh-it-says-no-all-the-same",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01 "
         "representative=@bas representative-basis=written-proxy\n" YES (
             "c", "els", "bas") "\n" NO ("n", "els", "els"),
    "doel.text=needs-judgement", TO_SCHOOL },
  { "said-before-death", BASE YES ("c", "els", "els") "\nedit els deceased-on=2026-05-01\n",
    "doel.text=needs-judgement", TO_SCHOOL },
  { "gezag-that-was-suspended-and-not-ended",
    BASE ALONE
    "authority h child=@jan holder=@els type=suspended from=2026-01-01\n" YES ("c", "jan", "els"),
    "kind.text=in-doubt", TO_SCHOOL },
  { "gezag-that-ended-yesterday",
    BASE "authority g child=@jan holder=@els type=parent-alone from=2018-05-01 "
         "until=2026-05-31\n" YES ("c", "jan", "els"),
    "kind.text=needs-judgement", TO_SCHOOL },
  { "cannot-weigh-another-matter",
    BASE
    "capacity k person=@els matter=money able=false judged-on=2026-01-01\n" YES ("c", "els", "els"),
    "doel.text=+consent", TO_SCHOOL },
  { "a-partner-before-the-mother-who-is-named",
    BASE "person oma given-names=Oma birth-date=1950-01-01\n"
         "relation p from=@els to=@bas type=married\n"
         "capacity k person=@els matter=share-information able=false judged-on=2026-01-01 "
         "representative=@oma representative-basis=parent\n" YES ("c", "els", "oma"),
    "doel.text=representative-not-asked", TO_SCHOOL },
  /* Grounds. */
  { "a-ground-in-whose-place-another-came",
    BASE REPORT "ground q article=veilig-thuis-report purpose=safety recipient=@vt "
                "categories=identity from=2026-05-15 replaces=@r\n",
    "doel.text=not-asked els.given-names=+ground:veilig-thuis-report", TO_VT },
  { "a-ground-of-two-articles", BASE REPORT "beside r article=rvdk-information\n",
    "doel.text=not-asked", TO_VT },
  { "six-checks", BASE WEIGHED, "doel.text=+ground:conflict-of-duties", TO_VT },
  { "a-check-without-a-reason", BASE WEIGHED "edit k dilemma-why=\n", "doel.text=not-asked",
    TO_VT },
  { "a-check-that-says-no", BASE WEIGHED "edit k proportionality=no\n", "doel.text=not-asked",
    TO_VT },
  { "a-check-that-one-head-says-no-to", BASE WEIGHED "beside k serious-harm=no\n",
    "doel.text=not-asked", TO_VT },
  { "supervision-within-its-longest-term", BASE SUPERVISED ("from=2025-06-02"),
    "kind.text=+ground:supervision-order-information", TO_GI },
  { "supervision-beyond-its-longest-term", BASE SUPERVISED ("from=2025-06-01"),
    "kind.text=needs-judgement", TO_GI },
  { "supervision-and-a-foster-parent",
    BASE "relation p from=@bas to=@jan type=foster-parent\ngoal g2 text=G about=@bas\n" SUPERVISED (
        "from=2026-01-01"),
    "g2.text=not-asked", TO_GI },
  { "supervision-narrowed-to-the-child",
    BASE "relation p from=@els to=@jan type=biological-parent\n" SUPERVISED (
        "from=2026-01-01") "edit r about=@jan\n",
    "kind.text=+ground:supervision-order-information doel.text=not-asked", TO_GI },
  { "who-objected-to-research",
    BASE "organisation uni name=Uni kind=research legal-person=true\n"
         "ground r article=research-no-objection purpose=research recipient=@uni "
         "categories=care from=2026-05-01\ngoal g2 text=G wanted-by=@bas\n"
         "goal g3 text=H wanted-by=@els\n"
         "response o person=@els kind=objection text=Nee about=@els\n",
    "g3.text=not-asked g2.text=+ground:research-no-objection",
    { .to = "uni", .purpose = "research" } },
  { "who-worked-for-her-until-yesterday",
    BASE "organisation hulp name=Hulp kind=youth-care-provider legal-person=true\n"
         "professional p organisation=@hulp for=@els from=2026-01-01 until=2026-05-31\n"
         "professional q organisation=@hulp for=@bas from=2026-01-01 until=2026-06-01\n"
         "goal g2 text=G about=@bas\n"
         "ground r article=involved-colleague purpose=coordinate-care recipient=@hulp "
         "categories=identity,care from=2026-05-01\n",
    "doel.text=not-asked g2.text=+ground:involved-colleague",
    { .to = "hulp", .purpose = "coordinate-care" } },
  /* Whom it names, and what it is. */
  { "names-somebody-who-is-not-here",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els wanted-by=@els,@ghost\n",
    "a.text=third-person", TO_SCHOOL },
  { "a-factor-of-no-domain",
    BASE YES ("c", "els", "els") "\nfactor a text=A about=@els severity=3\n"
                                 "factor b text=B about=@els life-domain=strange\n",
    "a.severity=needs-judgement a.text=needs-judgement b.text=needs-judgement", TO_SCHOOL },
  { "impressions-are-no-category-that-anybody-can-allow",
    BASE YES ("c", "els", "els") "\ncontact a facts=F impressions=I about=@els\n",
    "a.impressions=category-not-covered a.facts=+consent", TO_SCHOOL },
  { "what-a-text-is-also-about",
    BASE YES ("c", "els", "els") "\ngoal a text=A score-now=3 about=@els "
                                 "extra-categories=addiction\n",
    "a.text=category-not-covered a.score-now=+consent", TO_SCHOOL },
  { "free-text-that-names-nobody", BASE YES ("c", "els", "els") "\ntask a text=T due=2026-07-01\n",
    "a.text=needs-judgement a.due=+process", TO_SCHOOL },
  { "whose-about-cannot-go-whole",
    BASE YES ("c", "els", "els") "\n" YES ("d", "bas", "bas") "\ngoal a text=A about=@els\n"
                                                              "from Huisarts\nedit a about=@bas\n",
    "a.text=another-origin a.about=another-origin", TO_SCHOOL },
  { "what-waits-about-the-recipient",
    BASE YES ("c", "els", "els"),
    "doel.text=in-doubt",
    { .to = "school", .purpose = "coordinate-care", .pending = "edit school name=Hof\n" } },
  { "passed-on-by-a-yes-that-was-not-enough",
    BASE JOINT YES ("c", "jan", "els") "passes-on=@f\n" YES (
        "e", "els", "els") "\n"
                           "from Huisarts\nedit f municipality=Delft\n",
    "f.municipality=another-origin doel.text=+consent", TO_SCHOOL },
  { "passed-on-by-a-yes-to-something-else",
    BASE YES (
        "c", "els",
        "els") "\n"
               "consent d subject=@els given-by=@els purpose=coordinate-care recipient=@school "
               "categories=contact decision=given given-on=2026-01-05 passes-on=@a,@b\n"
               "from Huisarts\ngoal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "passed-on-where-somebody-who-is-named-said-it-elsewhere",
    BASE YES ("c", "els", "els") "passes-on=@a,@b\nfrom Huisarts\n" YES (
        "d", "bas", "bas") "\n"
                           "goal a text=A about=@els,@bas\ngoal b text=B about=@els\n",
    "a.text=another-origin b.text=+consent", TO_SCHOOL },
  { "passed-on-where-somebody-who-is-named-is-on-a-ground-of-another",
    BASE "consent c subject=@els given-by=@els purpose=safety recipient=@vt "
         "categories=identity,care decision=given given-on=2026-01-05 passes-on=@a,@b\n"
         "from Huisarts\n" REPORT "goal a text=A about=@els,@bas\ngoal b text=B about=@els\n",
    "a.text=another-origin b.text=+consent doel.text@=c", TO_VT },
  { "one-version-of-ours-and-one-of-another",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els\nfrom Huisarts\nbeside a text=B\n",
    "a.text=another-origin", TO_SCHOOL },
  { "two-versions-of-one-field-in-either-order",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els\ngoal b text=B about=@els\n"
                                 "from Huisarts\nedit a why=X\nfrom Wijkteam\nbeside a why=Y\n"
                                 "edit b why=X\nfrom Huisarts\nbeside b why=Y\n",
    "a.why=another-origin a.text=+consent b.why=another-origin b.text=+consent", TO_SCHOOL },
  { "what-one-wrote-who-may-be-the-recipient",
    BASE YES ("c", "els", "els") "\nbeside school name=Skool\nfrom School\n"
                                 "goal a text=A about=@els\n",
    "a.text=another-origin", TO_SCHOOL },
  { "a-professional-of-the-recipient-and-perhaps-of-another",
    BASE YES ("c", "els",
              "els") "\nprofessional p name=P organisation=@school\n"
                     "professional q name=Q organisation=@school\nbeside q organisation=@vt\n"
                     "professional r name=R\n",
    "p.name=+process q.name=needs-judgement r.name=needs-judgement", TO_SCHOOL },
  { "secret-from-somebody-as-another-wrote",
    BASE YES ("c", "els", "els") "\ngoal d text=T about=@els\ngoal e text=T about=@els\nfrom GGZ\n"
                                 "edit d secret-from=@bas\nedit e sharing=normal\n",
    "d.secret-from=another-origin d.text=another-origin e.text=another-origin doel.text=+consent",
    TO_SCHOOL },
  /* Of what it is. */
  { "a-professional-tells-of-what-the-body-is",
    BASE SAYS ("identity,contact,care") "organisation ggz name=GGZ kind=mental-health\n"
                                        "professional p name=P organisation=@ggz role=specialist "
                                        "task=T for=@els about=@els\n",
    "p.role=category-not-covered p.task=category-not-covered", TO_SCHOOL },
  { "a-professional-tells-not-of-every-domain",
    BASE SAYS ("identity,contact,care") "professional p name=P domain=housing role=specialist "
                                        "task=T for=@els about=@els\n",
    "p.role=+consent p.task=+consent", TO_SCHOOL },
  { "a-stay-tells-of-what-its-kind-is",
    BASE SAYS ("identity,housing") "stay s person=@els kind=hospital about=@els\n"
                                   "stay t person=@els kind=with-relatives about=@els\n",
    "s.kind=category-not-covered t.kind=+consent", TO_SCHOOL },
  { "an-influence-of-which-one-end-is-not-there",
    BASE SAYS ("identity,care,housing") INFLUENCE "influence j from=@x to=@z effect=causes "
                                                  "about=@els\n",
    "i.effect=+consent j.effect=needs-judgement j.effect?=yes", TO_SCHOOL },
  { "an-influence-of-which-one-end-was-removed",
    BASE SAYS ("identity,care,housing") INFLUENCE "remove y\n", "i.effect=needs-judgement",
    TO_SCHOOL },
  { "why-it-is-flagged-needs-what-the-record-is",
    BASE SAYS (
        "identity,care") "goal d text=T score-now=4 about=@els sharing=normal sharing-reason=R "
                         "extra-categories=health\n"
                         "goal e text=T about=@els sharing=normal sharing-reason=R\n",
    "d.sharing-reason=category-not-covered d.sharing=+consent e.sharing-reason=+consent",
    TO_SCHOOL },
  { "what-it-is-also-about-counts-for-all-free-text",
    BASE SAYS ("identity,care,housing,process") "factor x title=X life-domain=housing severity=4 "
                                                "about=@els extra-categories=health\n"
                                                "document o title=T kind=support-decision "
                                                "made-on=2026-01-01 "
                                                "file=" FILE_OF " about=@els "
                                                "extra-categories=health\n",
    "x.title=category-not-covered x.severity=+consent x.extra-categories=category-not-covered "
    "o.title=category-not-covered o.file=category-not-covered o.made-on=+consent",
    TO_SCHOOL },
  { "about-the-whole-family-of-whom-all-said-yes",
    BASE ALONE YES ("c", "els", "els") "\n" YES ("b", "bas", "bas") "\n" YES (
        "j", "jan", "els") "\n"
                           "goal g2 text=Samen about=family\n",
    "g2.text=+consent g2.about=+consent g2.text@=b,c,j", TO_SCHOOL },
  { "whom-it-is-about-stays-for-the-reason-of-the-rest", BASE SAYS ("identity"),
    "doel.text=category-not-covered doel.about=category-not-covered", TO_SCHOOL },
  { "who-died-is-of-the-whole-family-no-more",
    BASE ALONE YES ("c", "els", "els") "\n" YES (
        "j", "jan", "els") "\n"
                           "edit bas deceased-on=2026-01-01\ngoal g2 text=Samen about=family\n",
    "g2.text=+consent f.name=+consent g2.text@=c,j", TO_SCHOOL },
  { "somebody-who-was-removed-is-named",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els wanted-by=@bas\nremove bas\n",
    "a.text=third-person a.text?=yes", TO_SCHOOL },
  { "a-person-who-says-not-whom-it-is-about",
    BASE YES ("c", "els", "els") "\nperson oma given-names=Oma birth-date=1950-01-01\n",
    "oma.given-names=not-asked", TO_SCHOOL },
  { "a-body-of-one-where-somebody-else-works-with-it",
    BASE SAYS ("identity,contact") "organisation thuis name=T kind=home-care about=@els\n"
                                   "professional p name=P organisation=@thuis for=@bas\n",
    "thuis.name=third-person p.name=not-asked", TO_SCHOOL },
  { "a-body-that-was-reviewed-about-somebody-else",
    BASE SAYS ("identity,contact") "organisation thuis name=T kind=home-care about=@els\n"
                                   "review r of=@thuis asked-by=X about=@bas\n",
    "thuis.name=+consent", TO_SCHOOL },
  { "a-hiding-place-hides-every-stay-before-and-after",
    BASE SAYS ("identity,housing") "address a street=Laan about=@els\n"
                                   "stay s1 person=@els address=@a about=@els\n"
                                   "stay s2 person=@els address=@a about=@els\n"
                                   "stay s3 person=@els address=@a about=@els kind=secret\n"
                                   "stay s4 person=@els address=@a about=@els\n"
                                   "stay s5 person=@els address=@a about=@els\n",
    "a.street=category-not-covered s1.person=category-not-covered s2.person=category-not-covered "
    "s4.person=category-not-covered s5.person=category-not-covered",
    TO_SCHOOL },
  { "a-hiding-place-hides-every-stay-whichever-is-told",
    BASE SAYS ("identity,housing") "address a street=Laan about=@els\n"
                                   "stay s1 person=@els address=@a about=@els\n"
                                   "stay s2 person=@els address=@a about=@els\n"
                                   "stay s3 person=@els address=@a about=@els\n"
                                   "stay s4 person=@els address=@a about=@els\n"
                                   "stay s5 person=@els address=@a about=@els kind=secret\n",
    "a.street=category-not-covered s1.person=category-not-covered s2.person=category-not-covered "
    "s4.person=category-not-covered s3.person=category-not-covered",
    TO_SCHOOL },
  /* For a person. */
  { "for-safety-is-for-a-person-where-it-may-go",
    BASE REPORT "goal d text=T about=@els sharing=safety-critical\n",
    "d.text=safety-critical d.text?=yes", TO_VT },
  { "for-safety-is-for-nobody-elsewhere",
    BASE YES ("c", "els", "els") "\ngoal d text=T about=@els sharing=safety-critical\n",
    "d.text=safety-critical d.text?=no", TO_SCHOOL },
  { "a-refusal-is-for-nobody", BASE NO ("n", "els", "els"), "doel.text=refused doel.text?=no",
    TO_SCHOOL },
  { "one-holder-of-two-is-for-nobody-where-both-are-known", BASE JOINT YES ("c", "jan", "els"),
    "kind.text=one-holder-missing kind.text?=no", TO_SCHOOL },
  { "one-holder-of-two-is-for-a-person-where-the-other-is-not-known",
    BASE "authority g child=@jan holder=@els type=parents-joint from=2018-05-01\n" YES ("c", "jan",
                                                                                        "els"),
    "kind.text=one-holder-missing kind.text?=yes", TO_SCHOOL },
  { "who-is-not-represented-is-for-a-person",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01\n",
    "doel.text=representative-not-asked doel.text?=yes", TO_SCHOOL },
  { "who-is-represented-and-was-not-asked-is-for-nobody",
    BASE "capacity k person=@els matter=share-information able=false judged-on=2026-01-01 "
         "representative=@bas representative-basis=written-proxy\n",
    "doel.text=representative-not-asked doel.text?=no", TO_SCHOOL },
  /* What leaves never, or not for this. */
  { "who-else-receives",
    BASE YES ("c", "els",
              "els") "\nconsent d subject=@els given-by=@els purpose=refer "
                     "recipient=@gi categories=care decision=given "
                     "given-on=2026-01-05\ndisclosure e recipient=@gi made-on=2026-01-06\n"
                     "ground g recipient=@gi article=statutory-duty from=2026-01-01\n",
    "c.purpose=+consent d.purpose=names-another-recipient e.made-on=names-another-recipient "
    "g.from=names-another-recipient",
    TO_SCHOOL },
  { "a-consent-that-may-name-another",
    BASE YES ("c", "els", "els") "\nconsent d subject=@els given-by=@els purpose=refer "
                                 "recipient=@school categories=care decision=given "
                                 "given-on=2026-01-05\nbeside d recipient=@gi\n",
    "d.purpose=names-another-recipient", TO_SCHOOL },
  { "who-told-us",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els source-party=Oma\n"
                                 "signal s received=2026-01-01 from=relative from-name=Oma "
                                 "about=@els extra-categories=care\n",
    "a.source-party=notifier a.text=+consent s.from-name=notifier", TO_SCHOOL },
  { "a-field-of-a-later-version",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els mood=blue\n",
    "a.mood=unknown-field a.text=+consent", TO_SCHOOL },
  { "a-field-of-a-later-version-in-an-extract",
    BASE "goal a score-now=3 about=@els mood=blue\n",
    "a.mood=unknown-field a.score-now=+own-data",
    { .for_person = "els" } },
  { "a-field-of-a-later-version-in-advice",
    BASE "goal a score-now=3 about=@els mood=blue\n",
    "a.mood=unknown-field a.score-now=+pseudonymised",
    { .to = "school", .purpose = "advice" } },
  { "read-through-is-no-reason-to-show-it-on-a-screen",
    BASE "contact a facts=F impressions=I about=@els\n"
         "goal b score-now=3 about=@els wanted-by=@bas\n",
    "a.impressions=not-read-through a.facts=+own-data b.score-now=third-person",
    { .in_room = "els", .confirmed = "a,b" } },
  { "kept-back-from-advice-too",
    BASE "goal a score-now=3 about=@els sharing=withheld\n",
    "a.score-now=kept-back els.birth-date=+pseudonymised",
    { .to = "school", .purpose = "advice" } },
  { "a-hiding-place-hides-every-stay-there",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=identity,housing decision=given given-on=2026-01-05\n"
         "address a street=Laan kind=brp about=@els\nstay s person=@els address=@a kind=secret\n"
         "stay t1 person=@els address=@a kind=home\nstay t2 person=@els address=@a kind=home\n"
         "stay t3 person=@els address=@a kind=home\nstay t4 person=@els address=@a kind=home\n"
         "stay t5 person=@els kind=home\n",
    "a.street=category-not-covered t1.kind=category-not-covered t2.kind=category-not-covered "
    "t3.kind=category-not-covered t4.kind=category-not-covered t5.kind=+consent",
    TO_SCHOOL },
  { "what-the-purpose-does-not-need",
    BASE "consent c subject=@els given-by=@els purpose=refer recipient=@school "
         "categories=identity,care,finance,process decision=given given-on=2026-01-05\n"
         "goal a text=A about=@els extra-categories=finance\n"
         "question q code=Q answer=A about=@els answered-on=2026-01-01\n",
    "a.text=not-needed doel.text=+consent q.answered-on=not-needed",
    { .to = "school", .purpose = "refer" } },
  { "a-file-of-a-hundred-mebibytes-and-one-byte",
    BASE YES ("c", "els",
              "els") "\n"
                     "document a title=A about=@els kind=family-plan bytes=104857601 file=ab\n"
                     "document b title=B about=@els kind=family-plan bytes=104857600 file=ab\n",
    "a.file=too-large a.title=+consent b.file=+consent", TO_SCHOOL },
  { "for-safety-alone", BASE REPORT "goal a text=A about=@els sharing=safety-critical\n",
    "a.text=safety-critical", TO_VT },
  { "for-safety-alone-and-somebody-said-yes",
    BASE REPORT "goal a text=A about=@els sharing=safety-critical\n",
    "a.text=+ground:veilig-thuis-report",
    { .to = "vt", .purpose = "safety", .confirmed = "a" } },
  { "for-safety-alone-and-not-for-care",
    BASE YES ("c", "els", "els") "\ngoal a text=A about=@els sharing=safety-critical\n",
    "a.text=safety-critical",
    { .to = "school", .purpose = "coordinate-care", .confirmed = "a" } },
  { "who-never-said-that-they-may-have-the-bsn",
    BASE ALONE "organisation g2 name=G2 kind=gi legal-person=true\n"
               "consent c subject=@jan given-by=@els purpose=refer recipient=@g2 "
               "categories=identity decision=given given-on=2026-01-05\n",
    "jan.bsn=bsn-not-authorised jan.given-names=+consent",
    { .to = "g2", .purpose = "refer" } },
  { "who-may-be-of-another-kind-has-no-bsn",
    BASE ALONE "beside gi kind=school\n"
               "consent c subject=@jan given-by=@els purpose=refer recipient=@gi "
               "categories=identity decision=given given-on=2026-01-05\n",
    "jan.bsn=bsn-not-authorised jan.given-names=+consent",
    { .to = "gi", .purpose = "refer" } },
  { "legal-person-in-one-head-alone",
    BASE YES ("c", "els", "els") "\nbeside school legal-person=false\n",
    "doel.text=recipient-not-legal-person", TO_SCHOOL },
  { "a-response-goes-with-what-it-disputes",
    BASE "consent c subject=@els given-by=@els purpose=coordinate-care recipient=@school "
         "categories=identity,care,own-words decision=given given-on=2026-01-05\n"
         "goal b text=B about=@els sharing=withheld\n"
         "response r person=@els text=R of=@doel about=@els\n"
         "response s person=@els text=S of=@b about=@els\n"
         "response t person=@els text=T about=@els\n",
    "r.text=+consent s.text=reference-withheld t.text=reference-withheld", TO_SCHOOL },
};

static void
test_case (gconstpointer data)
{
  const Case *one = data;

  asking_expect (one->name, one->spec, &one->asking, one->expected);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/consent/strict/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  status = g_test_run ();
  asking_end ();
  return status;
}
