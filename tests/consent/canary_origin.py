#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Canaries of somebody else: what another team wrote goes on to a third only where we may pass it on.

Each family goes from our store to that of another team as a real bundle; they fill every field of
every kind anew, change some of ours, and send it back as a real bundle; we write down who may have
what they wrote (`passes-on`), and send it to a third, who reads it with openssl. What is in that
bundle is exactly what the judge lets go.

usage: canary_origin.py PATH-OF-GEZIN [SOURCE-ROOT] [--seed N] [--count N]
"""
import collections
import os
import sys

import catalogue
from bundle_case import Case
from facts import from_xml, to_xml
from families import AGES, Family
from guises import found_in
from openssl_peer import OpensslPeer
from program import OWN, option
from way import Way, know, load, none_of, nothing_outside
from command import Claims, Store, expect, quoted  # found by program.py

OTHER = "Wijkteam derde"
PURPOSE = "coordinate-care"
EVERYONE = ("Noor", "Anna", "Bram", "Oma")
# What we wrote down about passing on; and the combination of the family, without age and purpose.
PASSING = {
    "nothing": ("all", "none", "normal"),
    "everything": ("all", "none", "normal"),
    "some": ("all", "none", "normal"),
    "their flags": ("all", "none", "withheld"),
    "for another recipient": ("all", "none", "normal"),
    "for another purpose": ("all", "none", "normal"),
    "until yesterday": ("all", "none", "normal"),
    "until today": ("all", "none", "normal"),
    "withdrawn": ("all", "none", "normal"),
    "of one giver": ("all", "none", "normal"),
    "on a ground": ("none", "involved-colleague", "normal"),
}


class OriginCase(Case):
    """A family of which another team wrote half."""

    def __init__(self, dictionary, seed, number, peers, day):
        self.passing = list(PASSING)[number % len(PASSING)]
        age = [one for one in AGES if one != "perhaps-12"][number % 5]
        combination = (*PASSING[self.passing][:2], "normal", age, PURPOSE)
        third, self.other, own = peers
        super().__init__(dictionary, f"{seed}-origin", number, combination, third, day)
        self.combination = (self.passing, age)
        self.theirs = self.written_there(dictionary, seed, number, day, own)
        self.late = {row["id"] for row in self.rows if row["id"].startswith(("Ja-", "Grond"))}
        self.to_other()
        self.pass_on()
        self.first = {row["id"] for row in self.rows} - self.late
        for row in self.rows + self.theirs:
            self.names[self.uuid(row["id"])] = row["id"]

    def to_other(self):
        """The other team, and everybody's yes that it may have what we wrote."""
        self.family.add("organisation", "Derde", None, kind="youth-care-provider", peer=self.other,
                        name=OTHER, **{"legal-person": True})
        self.rows[-1]["fields"].pop("about")
        self.organisations = {OTHER}
        self.agree(self.family, self.rows, "Derde")

    @staticmethod
    def agree(family, rows, recipient):
        """Everybody's yes for a recipient, among these rows."""
        consent, family.consent, start = family.consent, "all", len(family.rows)
        for subject in EVERYONE:
            for giver in family.givers(subject):
                family.say(subject, giver, recipient)
        family.consent = consent
        said, family.rows[start:] = family.rows[start:], []
        for row in said:
            row["id"] = f"{recipient}-{row['id']}"
        rows.extend(said)

    def written_there(self, dictionary, seed, number, day, own):
        """What they write: every kind about the child and about the mother, in their own names."""
        combination = ("all", "none", PASSING[self.passing][2], self.family.age, PURPOSE)
        family = Family(dictionary, combination, f"{seed}-{number}-derde", day, own)
        rows = [row for row in family.rows if row["id"].startswith(("own-", "mother-"))]
        names = {row["id"]: "derde-" + row["id"] for row in rows}
        rows = [{**row, "id": names[row["id"]], "fields": {
            field: value if not catalogue.is_ref(row["kind"], field)
            else [names.get(one, one) for one in value] if isinstance(value, list)
            else names.get(value, value) for field, value in row["fields"].items()}}
                for row in rows]
        family.add("organisation", "Wij", None, kind="local-team", peer=own, **{
            "legal-person": True, "name": OWN})
        family.rows[-1]["fields"].pop("about")
        rows.append(family.rows[-1])
        self.agree(family, rows, "Wij")
        self.words.update({word: (names.get(name, name), field)
                           for word, (name, field) in family.words.items()})
        return rows

    def pass_on(self):
        """What we write down about it, in our yes for the third."""
        everything = [row["id"] for row in self.theirs if row["id"].startswith("derde-")]
        everything += ["Anna", "Bram", "own-goal", "own-contact"]
        some = self.family.random.sample(everything, len(everything) // 2)
        said = [row for row in self.rows if row["id"] in self.late]
        for row in said:
            if self.passing != "nothing" and (self.passing != "of one giver"
                                              or row["fields"].get("given-by") == "Anna"):
                row["fields"]["passes-on"] = some if self.passing == "some" else everything
        changed = {"for another recipient": {"recipient": "Ander"},
                   "for another purpose": {"purpose": "conference"},
                   "until yesterday": {"until": self.family.at("2026-11-21")},
                   "until today": {"until": self.family.at("2026-11-22")},
                   "withdrawn": {"withdrawn-on": self.family.at("2026-11-21")}}.get(self.passing)
        for row in said if changed else ():             # beside a yes that names no record
            plain = {field: value for field, value in row["fields"].items()
                     if field != "passes-on"}
            self.rows.append({**row, "id": "Ja-ook" + row["id"][2:], "fields": plain})
            row["fields"].update(changed)
            self.late.add("Ja-ook" + row["id"][2:])

    def xml(self, folder, step):
        """The part of it that is written at that step."""
        rows = self.rows + self.theirs
        only = {"first": self.first, "there": {row["id"] for row in self.theirs},
                "late": self.late}[step]
        path = os.path.join(folder, f"{self.id}-{step}.xml")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(to_xml(
                self.id, rows, OTHER if step == "there" else OWN, catalogue.is_ref,
                lambda origin, head: {"by": self.author if step != "there" else self.why,
                                      "role": "consultant", "why": self.why}, only)[1])
        return path

    def changes(self):
        """What they change of ours."""
        for name, field in (("Anna", "phone"), ("Bram", "known-as"), ("own-goal", "why"),
                            ("own-contact", "agreed"), ("mother-perspective", "wishes")):
            word = self.family.word(name, field)
            yield f"set {self.uuid('family')} {self.uuid(name)} {quoted(field + '=' + word)}"

    def judge(self):
        """By what our store holds when it goes: what was changed on the way is another word. What a
        person says yes to opens nothing here: half of them say it all the same."""
        super().judge()
        places = self.allowed()[0]
        self.words = {self.why: ("commit", "why"), self.author: ("commit", "by")}
        for row in self.rows:
            for field, value in row["fields"].items():
                for word in found_in(str(value).encode()):
                    if self.words.get(word) not in places:
                        self.words[word] = (row["id"], field)


class Origins(Way):
    """Three stores and the way between them."""

    def walk(self):
        own = Store(self.gezin, self.folder, "consent")
        other = Store(self.gezin, self.folder, "derde", "lead")
        peers = self.meet(own, other)
        self.cases = [OriginCase(self.dictionary, self.seed, number, peers, self.day)
                      for number in range(int(option("--count", str(len(PASSING)))))]
        self.there_and_back(own, other)
        self.on_to_the_third(own)

    def path(self, name):
        return os.path.join(self.folder, name)

    def meet(self, own, other):
        third = OpensslPeer(self.folder, "openssl", "Stichting Openssl")
        cards = [store.json("card", "-o", self.path(f"{name}-card"))["fingerprint"]
                 for name, store in (("own", own), ("other", other))]
        for store, path, fingerprint in ((own, self.path("other-card"), cards[1]),
                                         (own, third.card, third.fingerprint),
                                         (other, self.path("own-card"), cards[0])):
            know(store, path, fingerprint)
        return third, cards[1], cards[0]

    def there_and_back(self, own, other):
        load(own, [case.xml(self.folder, "first") for case in self.cases])
        self.bring(own, other, "there", [case.other for case in self.cases])
        load(other, [case.xml(self.folder, "there") for case in self.cases])
        self.batch(other, [line for case in self.cases for line in case.changes()])
        us = own.json("card")["fingerprint"]
        answers = self.bring(other, own, "back", [us] * len(self.cases))
        for answer in answers:
            came = answer["dossiers"][0]
            expect(came["added"] > 20 and came["changed"] > 1 and not came["parked"], came)
        load(own, [case.xml(self.folder, "late") for case in self.cases])

    def bring(self, store, to, step, fingerprints):
        """From one store into the other."""
        paths = [self.path(f"{case.id}-{step}.gezin") for case in self.cases]
        self.batch(store, [f"export {case.uuid('family')} --to {fingerprint} --purpose {PURPOSE} "
                           f"-o {quoted(path)}" for case, path, fingerprint
                           in zip(self.cases, paths, fingerprints)])
        return self.batch(to, [f"import {quoted(path)}" for path in paths])

    def on_to_the_third(self, own):
        dumps = self.batch(own, [f"dump {case.uuid('family')}" for case in self.cases],
                           may_sing=True)
        for case, dump in zip(self.cases, dumps):
            case.rows = from_xml(dump["xml"], case.names)
            case.judge()
        paths = {case: self.path(f"{case.id}-third.gezin") for case in self.cases}
        self.send(own, self.cases, paths.get)
        for case in self.cases:
            if case.made:
                self.check(case, case.peer.open(paths[case]))


claims = Claims("consent/origin")


claims.claim("nothing goes on that the judge withholds")(
    none_of("too much", "word", "id", "entry", "commit"))
claims.claim("everything goes on that the judge lets go")(none_of("too little"))
claims.claim("the preview told exactly what went on")(none_of("preview"))


@claims.claim("what others wrote was withheld, and went where it was named")
def _(world):
    expect(world.reasons["another-origin"] > len(world.cases), world.reasons)
    went, expected = collections.Counter(), collections.Counter()
    for case in world.cases:
        theirs = {record for record, _field, _item in case.judged.shared
                  if record.startswith("derde-")}
        went[case.passing] += len(theirs)
        expected[case.passing] += 1
    for passing in ("everything", "some", "until today", "on a ground"):
        expect(went[passing] or not expected[passing], f"{passing}: {went}")
    expect(not went["nothing"] and not went["until yesterday"], went)
    return f"seed {world.seed}: {len(world.cases)} families, {dict(went)}, {world.seconds:.1f} s"


claims.claim("no canary sings on the terminal")(nothing_outside)


if __name__ == "__main__":
    sys.exit(claims.run(Origins))
