/* SPDX-License-Identifier: EUPL-1.2 */

/* What the family sees: an extract, and a screen with people in the room. */

#include "asking.h"

#define BASE \
  "family f name=Vos\n" \
  "person els given-names=Els birth-date=1985-03-01 about=@els bsn=111222333\n" \
  "person bas given-names=Bas birth-date=1984-03-01 about=@bas\n" \
  "person jan given-names=Jan birth-date=2018-05-01 about=@jan\n" \
  "person mia given-names=Mia birth-date=2012-01-01 about=@mia\n" \
  "authority g child=@jan holder=@els type=parents-joint from=2018-05-01\n" \
  "authority h child=@jan holder=@bas type=parents-joint from=2018-05-01\n" \
  "authority i child=@mia holder=@els type=parent-alone from=2012-01-01\n"

#define ACTS \
  "organisation school name=School kind=school\n" \
  "consent n subject=@mia given-by=@mia purpose=refer recipient=@school categories=care " \
  "decision=refused given-on=2026-01-05 about=@mia\n" \
  "goal r score-now=4 about=@mia\n" \
  "response o person=@mia kind=objection of=@r received=2026-01-05 about=@mia\n" \
  "perspective p person=@mia safety-score=4 about=@mia\n"
#define SHARED \
  "organisation school name=School kind=school legal-person=true phone=0301234567 " \
  "email=a@b.nl\n" \
  "organisation other name=Ander kind=school\n" \
  "professional juf name=Juf organisation=@school for=@els,@bas\n" \
  "disclosure e recipient=@school purpose=refer records=3 withheld=96 made-on=2026-01-06 " \
  "about=@els\n"
#define PLAIN \
  "address a street=Laan town=Utrecht about=@els\n" \
  "edit els email=a@b.nl\n" \
  "organisation school name=School kind=school email=c@d.nl about=@els\n" \
  "professional juf name=Juf organisation=@school for=@els email=e@f.nl why-ended=W about=@els\n" \
  "document o title=T kind=letter about=@els\n"
#define SENTENCES \
  "stay s person=@els household=H nights-per-fortnight=7 about=@els\n" \
  "measure m on=@els type=ots end-reason=E decided-by=D about=@els\n" \
  "organisation school name=School kind=school about=@els\n" \
  "consent n subject=@els given-by=@els purpose=refer recipient=@school categories=care " \
  "decision=given given-on=2026-01-05 withdrawn-on=2026-02-01 withdrawn-by=W about=@els\n"
#define UNBORN(EXPECTED) \
  "person bo given-names=Bo expected-birth=" EXPECTED " about=@bo\n" \
  "authority k child=@bo holder=@els type=parent-alone from=2026-01-01\n" \
  "goal d score-now=4 about=@bo\n"

typedef struct {
  const char *name;
  const char *spec;
  const char *expected;
  Asking asking;
} Case;

static const Case cases[] = {
  { "own-data",
    BASE,
    "els.given-names=+own-data els.bsn=+own-data bas.given-names=about-another",
    { .for_person = "els" } },
  { "child-of-whom-she-holds-authority",
    BASE,
    "jan.given-names=+own-data mia.given-names=+own-data",
    { .for_person = "els" } },
  { "without-authority-nothing", BASE, "mia.given-names=about-another", { .for_person = "bas" } },
  { "under-twelve-others-see-for-them",
    BASE,
    "jan.given-names=about-another",
    { .for_person = "jan" } },
  { "from-twelve-oneself",
    BASE,
    "mia.given-names=+own-data els.given-names=about-another",
    { .for_person = "mia" } },
  { "at-sixteen-the-mother-no-more",
    BASE,
    "mia.given-names=about-another",
    { .for_person = "els", .day = "2028-01-01" } },
  { "names-somebody-else-as-well",
    BASE "incident i1 when=2026-01-01 about=@els by=@bas against=@els\n",
    "i1.when=third-person",
    { .for_person = "els" } },
  { "names-somebody-who-is-not-there",
    BASE "goal d score-now=4 about=@els,@ghost\n",
    "d.score-now=third-person d.score-now?=yes",
    { .for_person = "els" } },
  { "read-through-others-left-out",
    BASE "incident i1 when=2026-01-01 about=@els by=@bas against=@els facts=F\n",
    "i1.when=+own-data i1.facts=+own-data i1.by=reference-withheld i1.against=+own-data",
    { .for_person = "els", .confirmed = "i1" } },
  { "prose-only-read-through",
    BASE "goal d text=T about=@els score-now=4\n",
    "d.text=not-read-through d.score-now=+own-data",
    { .for_person = "els" } },
  { "prose-on-a-screen",
    BASE "goal d text=T about=@els score-now=4\n",
    "d.text=+own-data",
    { .in_room = "els" } },
  { "line-of-text-only-read-through",
    BASE "factor d title=T life-domain=housing severity=4 about=@els\n"
         "task t text=T due=2026-07-01 about=@els\n"
         "document o title=T kind=letter about=@els\n",
    "d.title=not-read-through d.severity=+own-data t.text=not-read-through t.due=+own-data "
    "o.title=not-read-through els.given-names=+own-data",
    { .for_person = "els" } },
  { "line-of-text-read-through",
    BASE "factor d title=T life-domain=housing severity=4 about=@els\n",
    "d.title=+own-data",
    { .for_person = "els", .confirmed = "d" } },
  { "line-of-text-on-a-screen",
    BASE "factor d title=T life-domain=housing severity=4 about=@els\n",
    "d.title=+own-data d.severity=+own-data",
    { .in_room = "els" } },
  { "line-of-text-on-a-screen-stays-with-its-record",
    BASE "factor d title=T life-domain=housing severity=4 about=@bas\n",
    "d.title=about-another",
    { .in_room = "els" } },
  { "line-that-holds-one-plain-thing",
    BASE PLAIN,
    "a.street=+own-data a.town=+own-data els.email=+own-data school.email=+own-data "
    "juf.email=+own-data juf.why-ended=not-read-through o.title=not-read-through",
    { .for_person = "els" } },
  { "text-in-which-a-sentence-can-stand",
    BASE SENTENCES,
    "s.household=not-read-through s.nights-per-fortnight=+own-data m.end-reason=not-read-through "
    "m.decided-by=+own-data n.withdrawn-by=not-read-through n.decision=+own-data",
    { .for_person = "els" } },
  { "text-in-which-a-sentence-can-stand-read-through",
    BASE SENTENCES,
    "s.household=+own-data m.end-reason=+own-data n.withdrawn-by=+own-data",
    { .for_person = "els", .confirmed = "s,m,n" } },
  { "text-in-which-a-sentence-can-stand-on-a-screen",
    BASE SENTENCES,
    "s.household=+own-data m.end-reason=+own-data n.withdrawn-by=+own-data",
    { .in_room = "els" } },
  /* What a child from twelve decided or said. */
  { "no-of-a-child-of-fourteen-for-the-mother",
    BASE ACTS,
    "n.decision=needs-judgement o.kind=needs-judgement p.safety-score=needs-judgement "
    "r.score-now=+own-data",
    { .for_person = "els" } },
  { "no-of-a-child-of-fourteen-after-somebody-looked",
    BASE ACTS,
    "n.decision=+own-data o.kind=+own-data p.safety-score=+own-data",
    { .for_person = "els", .confirmed = "n,o,p,r" } },
  { "no-of-a-child-of-fourteen-for-itself",
    BASE ACTS,
    "n.decision=+own-data o.kind=+own-data p.safety-score=+own-data",
    { .for_person = "mia" } },
  { "no-of-a-child-of-fourteen-on-a-screen-of-the-mother",
    BASE ACTS,
    "n.decision=needs-judgement",
    { .in_room = "els,mia" } },
  { "no-of-a-child-of-fourteen-on-its-own-screen",
    BASE ACTS,
    "n.decision=+own-data",
    { .in_room = "mia" } },
  { "what-she-asked-of-nothing",
    BASE "response o person=@els kind=objection received=2026-01-05 about=@els\n",
    "o.kind=+own-data",
    { .for_person = "els" } },
  { "what-a-child-of-eight-said",
    BASE "perspective p person=@jan safety-score=4 about=@jan\n",
    "p.safety-score=+own-data",
    { .for_person = "bas" } },
  { "what-somebody-of-eighteen-said-for-whom-she-speaks",
    BASE "person tom given-names=Tom birth-date=2008-06-01 about=@tom\n"
         "capacity k person=@tom matter=see-dossier able=false judged-on=2026-06-01 "
         "representative=@els representative-basis=written-proxy about=@tom\n"
         "perspective p person=@tom safety-score=4 about=@tom\n",
    "p.safety-score=+own-data",
    { .for_person = "els" } },
  { "what-a-child-said-that-may-be-twelve",
    BASE "edit jan birth-date=2014\nperspective p person=@jan safety-score=4 about=@jan\n",
    "p.safety-score=needs-judgement",
    { .for_person = "bas" } },
  /* What was shared, with whom, and how much of it. */
  { "how-much-was-shared",
    BASE SHARED,
    "e.withheld=team-only e.records=team-only e.made-on=+own-data",
    { .for_person = "els", .confirmed = "e" } },
  { "how-much-was-shared-on-a-screen",
    BASE SHARED,
    "e.withheld=team-only e.records=team-only e.made-on=+own-data",
    { .in_room = "els" } },
  { "recipient-is-told",
    BASE SHARED,
    "e.recipient=+own-data school.name=+process school.kind=+process school.phone=third-person "
    "school.email=third-person school.legal-person=third-person other.name=about-another",
    { .for_person = "els" } },
  { "recipient-is-told-on-a-screen",
    BASE SHARED,
    "e.recipient=+own-data school.name=+process school.phone=third-person other.name=about-another",
    { .in_room = "els" } },
  { "recipient-of-somebody-else-is-not-told",
    BASE SHARED,
    "e.recipient=about-another school.name=about-another",
    { .for_person = "bas" } },
  { "recipient-that-is-secret-from-her",
    BASE SHARED "edit school sharing=secret-from secret-from=@els\n",
    "e.recipient=reference-withheld school.name=secret-from-recipient",
    { .for_person = "els" } },
  { "recipient-with-which-somebody-hides",
    BASE SHARED "edit school kind=shelter\naddress a kind=secret about=@bas\n",
    "e.recipient=reference-withheld school.name=third-person",
    { .for_person = "els" } },
  { "recipient-of-no-kind-while-somebody-hides",
    BASE SHARED "edit school kind=\nstay s person=@bas kind=secret about=@bas\n",
    "e.recipient=reference-withheld school.name=third-person",
    { .for_person = "els" } },
  { "recipient-that-is-a-school-while-somebody-hides",
    BASE SHARED "address a kind=secret about=@bas\n",
    "e.recipient=+own-data school.name=+process",
    { .for_person = "els" } },
  { "recipient-with-which-she-hides-herself",
    BASE SHARED "edit school kind=shelter\naddress a kind=secret about=@els\n",
    "e.recipient=+own-data school.name=+process",
    { .for_person = "els" } },
  { "recipient-with-which-somebody-stays-who-is-kept-back",
    BASE SHARED "edit school kind=shelter\n"
                "stay s person=@bas kind=shelter about=@bas sharing=withheld\n",
    "e.recipient=reference-withheld school.name=third-person",
    { .for_person = "els" } },
  { "recipient-of-which-nobody-is-known",
    BASE SHARED "disclosure e2 recipient=@other purpose=refer made-on=2026-01-06 about=@els\n",
    "e2.recipient=+own-data other.name=+process other.kind=+process",
    { .for_person = "els" } },
  { "recipient-that-is-about-somebody-else-is-told-all-the-same",
    BASE SHARED "edit school about=@bas\n",
    "e.recipient=+own-data school.name=+process school.about=third-person",
    { .for_person = "els" } },
  /* About somebody else too: law 13. */
  { "about-two-read-through",
    BASE "goal d score-now=4 about=@els,@bas\n",
    "d.score-now=reference-withheld d.about=reference-withheld",
    { .for_person = "els", .confirmed = "d" } },
  { "about-her-and-her-child-read-through",
    BASE "goal d score-now=4 about=@els,@jan\n",
    "d.score-now=+own-data",
    { .for_person = "els", .confirmed = "d" } },
  { "about-whom-another-wrote",
    BASE "goal d score-now=4 about=@els\nfrom GGZ\nedit d about=@jan\n",
    "d.score-now=another-origin",
    { .for_person = "els" } },
  /* Not born yet. */
  { "unborn-child-of-whom-she-will-hold-authority",
    BASE UNBORN ("2026-09-01"),
    "bo.given-names=+own-data d.score-now=+own-data",
    { .for_person = "els" } },
  { "unborn-child-of-whom-he-does-not",
    BASE UNBORN ("2026-09-01"),
    "bo.given-names=about-another",
    { .for_person = "bas" } },
  { "unborn-child-sees-nothing-itself",
    BASE UNBORN ("2026-09-01"),
    "bo.given-names=about-another",
    { .for_person = "bo" } },
  { "expected-eleven-years-ago",
    BASE UNBORN ("2015-06-01"),
    "bo.given-names=about-another",
    { .for_person = "els" } },
  { "neither-born-nor-expected",
    BASE UNBORN (""),
    "bo.given-names=about-another",
    { .for_person = "els" } },
  { "impression-never",
    BASE "contact c when=2026-01-01T10:00:00Z present=@els facts=F impressions=I\n",
    "c.impressions=not-read-through c.facts=+own-data",
    { .in_room = "els" } },
  { "flags-are-not-told",
    BASE "goal d score-now=4 about=@els sharing=secret-from secret-from=@bas sharing-reason=R\n",
    "d.score-now=+own-data d.sharing=kept-back d.secret-from=kept-back d.sharing-reason=kept-back",
    { .for_person = "els" } },
  { "secret-from-the-father",
    BASE "goal d score-now=4 about=@jan sharing=secret-from secret-from=@bas\n",
    "d.score-now=secret-from-recipient",
    { .for_person = "bas" } },
  { "secret-in-any-head",
    BASE "goal d score-now=4 about=@jan secret-from=@bas\nbeside d secret-from=-@bas\n",
    "d.score-now=secret-from-recipient",
    { .for_person = "bas" } },
  { "secret-by-another-name",
    BASE "person bas2 given-names=Sebas same-as=@bas\ngoal d score-now=4 about=@jan "
         "secret-from=@bas2\n",
    "d.score-now=secret-from-recipient",
    { .for_person = "bas" } },
  { "kept-back-and-for-safety",
    BASE "goal a score-now=4 about=@els sharing=withheld\ngoal b score-now=4 about=@els "
         "sharing=safety-critical\n",
    "a.score-now=kept-back b.score-now=safety-critical",
    { .for_person = "els", .confirmed = "b" } },
  /* The hidden mother: neither address nor stay, told by either of them, by whatever way in. */
  { "hidden-address-of-the-child",
    BASE "address a street=Laan kind=secret about=@jan\nstay s person=@jan address=@a kind=shelter "
         "about=@jan\n",
    "a.street=secret-from-recipient a.town=nowhere s.person=secret-from-recipient "
    "s.kind=secret-from-recipient",
    { .for_person = "bas" } },
  { "hidden-by-the-stay-alone",
    BASE "address a street=Laan kind=stay about=@jan\nstay s person=@jan address=@a kind=secret "
         "about=@jan\n",
    "a.street=secret-from-recipient",
    { .for_person = "bas" } },
  { "hidden-by-one-stay-of-three-1",
    BASE "address a street=Laan about=@jan\n"
         "stay s1 person=@jan address=@a about=@jan kind=secret\n"
         "stay s3 person=@jan address=@a about=@jan\n"
         "stay s5 person=@jan address=@a about=@jan\n",
    "a.street=secret-from-recipient s1.person=secret-from-recipient "
    "s3.person=secret-from-recipient s5.person=secret-from-recipient",
    { .for_person = "bas" } },
  { "hidden-by-one-stay-of-three-5",
    BASE "address a street=Laan about=@jan\n"
         "stay s1 person=@jan address=@a about=@jan\n"
         "stay s3 person=@jan address=@a about=@jan\n"
         "stay s5 person=@jan address=@a about=@jan kind=secret\n",
    "a.street=secret-from-recipient s1.person=secret-from-recipient "
    "s3.person=secret-from-recipient s5.person=secret-from-recipient",
    { .for_person = "bas" } },
  { "hidden-address-read-through",
    BASE "address a street=Laan kind=secret about=@jan\n",
    "a.street=secret-from-recipient",
    { .for_person = "bas", .confirmed = "a" } },
  { "hidden-address-on-a-screen",
    BASE "address a street=Laan kind=secret about=@jan,@els\n",
    "a.street=secret-from-recipient",
    { .in_room = "els,bas" } },
  { "hidden-address-of-oneself",
    BASE "address a street=Laan number=1 kind=secret about=@els\n",
    "a.street=+own-data a.number=+own-data",
    { .for_person = "els" } },
  { "notifier",
    BASE "signal s received=2026-01-01 from=relative from-name=Oma notifier=private-person "
         "urgency=regular about=@els source-party=Oma\n",
    "s.from-name=notifier s.from=notifier s.notifier=notifier s.source-party=notifier "
    "s.urgency=+own-data",
    { .for_person = "els" } },
  { "notifier-who-may-be-named",
    BASE "signal s received=2026-01-01 from=relative from-name=Oma may-be-named=true about=@els\n",
    "s.from-name=+own-data s.from=+own-data",
    { .for_person = "els" } },
  { "notifier-who-may-be-named-as-one-says",
    BASE "signal s received=2026-01-01 from=relative from-name=Oma may-be-named=true about=@els\n"
         "beside s may-be-named=false\n",
    "s.from-name=notifier s.from=notifier",
    { .for_person = "els" } },
  { "what-others-wrote",
    BASE "from GGZ\ngoal d score-now=4 about=@els\n",
    "d.score-now=another-origin",
    { .for_person = "els" } },
  { "what-others-wrote-read-through",
    BASE "from GGZ\ngoal d score-now=4 about=@els\n",
    "d.score-now=+own-data",
    { .for_person = "els", .confirmed = "d" } },
  { "bsn-of-the-child-on-a-screen-of-both-parents",
    BASE "edit jan bsn=111222333\n",
    "jan.given-names=+own-data jan.bsn=bsn-not-authorised",
    { .in_room = "els,bas" } },
  { "bsn-of-the-child-on-a-screen-of-one-parent",
    BASE "edit jan bsn=111222333\n",
    "jan.bsn=+own-data",
    { .in_room = "els" } },
  { "room-of-both-parents",
    BASE "goal d score-now=4 about=@jan\ngoal e score-now=4 about=@els\n",
    "d.score-now=+own-data e.score-now=about-another",
    { .in_room = "els,bas" } },
  { "deceased",
    BASE "edit els deceased-on=2025-01-01\n",
    "els.given-names=about-another",
    { .for_person = "els" } },
  { "not-a-person", BASE, "els.given-names=recipient-unknown", { .for_person = "f" } },
  { "nobody-in-the-room", BASE, "els.given-names=recipient-unknown", { .in_room = "" } },
  { "authority-that-may-have-ended",
    BASE "edit i until=2026\n",
    "mia.given-names=about-another",
    { .for_person = "els" } },
  { "may-be-sixteen",
    BASE "edit mia birth-date=2010\n",
    "mia.given-names=about-another",
    { .for_person = "els" } },
  { "something-waits-about-who-decides",
    BASE,
    "els.given-names=about-another jan.given-names=+own-data",
    { .for_person = "els",
      .pending = "capacity z person=@els matter=see-dossier able=false judged-on=2026-02-01\n" } },
  { "cannot-weigh-seeing-it-herself",
    BASE "capacity k person=@els matter=see-dossier able=false judged-on=2026-01-01\n",
    "els.given-names=about-another jan.given-names=+own-data",
    { .for_person = "els" } },
  { "is-found-able-and-not",
    BASE "capacity k person=@els matter=see-dossier able=false judged-on=2026-01-01\n"
         "capacity l person=@els matter=see-dossier able=true judged-on=2026-01-01\n",
    "els.given-names=about-another",
    { .for_person = "els" } },
  { "cannot-weigh-something-else",
    BASE "capacity k person=@els matter=money able=false judged-on=2026-01-01\n",
    "els.given-names=+own-data",
    { .for_person = "els" } },
  { "cannot-weigh-seeing-it",
    BASE "capacity k person=@els matter=see-dossier able=false judged-on=2026-01-01 "
         "representative=@bas representative-basis=written-proxy\n",
    "els.given-names=+own-data bas.given-names=+own-data",
    { .for_person = "bas" } },
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
      g_autofree char *path = g_strdup_printf ("/consent/family/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  status = g_test_run ();
  asking_end ();
  return status;
}
