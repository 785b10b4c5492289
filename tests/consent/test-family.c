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
  { "hidden-address-read-through",
    BASE "address a street=Laan kind=secret about=@jan\n",
    "a.street=secret-from-recipient",
    { .for_person = "bas", .confirmed = "a" } },
  { "hidden-address-on-a-screen",
    BASE "address a street=Laan kind=secret about=@jan,@els\n",
    "a.street=secret-from-recipient",
    { .in_room = "els,bas" } },
  { "hidden-address-of-oneself",
    BASE "address a street=Laan kind=secret about=@els\n",
    "a.street=+own-data",
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
  { "what-others-wrote",
    BASE "from GGZ\ngoal d score-now=4 about=@els\n",
    "d.score-now=another-origin",
    { .for_person = "els" } },
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
