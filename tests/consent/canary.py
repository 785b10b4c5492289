#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The canary test: every field of every kind holds a word of its own; what may go is exactly that.

For combinations of consent, ground, flag, age and purpose a family is made in which every field of
every kind is filled. The slow judge (oracle.py) says which fields may go; the command has to say
the same of each of them: none more, none less. And no canary word stands in what it prints.

usage: canary.py PATH-OF-GEZIN [SOURCE-ROOT] [--all] [--seed N] [--count N] [--summary FILE]
"""
import collections
import itertools
import os
import random
import re
import sys
import time

import oracle
from mistakes import MISTAKES, mistaken
from program import World
from command import Claims, Gezin, expect  # found by program.py

DAY = "2026-11-22"
PEOPLE = ["Noor", "Anna", "Bram", "Oma"]

CONSENTS = ["none", "all", "refused", "withdrawn", "withdrawn-today", "ended", "ends-today",
            "not-yet", "one-missing", "child-only", "before-birthday", "other-purpose",
            "other-recipient", "identity-only", "some-categories", "everyone"]
GROUNDS = ["none", "veilig-thuis-report", "supervision-order-information", "supervision-ended",
           "rvdk-information", "involved-colleague", "conflict-of-duties", "conflict-one-no",
           "veilig-thuis-used"]
FLAGS = ["normal", "withheld", "secret-from", "safety-critical", "in-doubt"]
BIRTHS = {"under-12": "2015-05-01", "12-today": "2014-11-22", "12-to-15": "2012-05-01",
          "16-and-17": "2010-05-01", "adult": "2006-05-01", "perhaps-12": "2014"}
PURPOSES = ["coordinate-care", "refer", "safety", "report-to-veilig-thuis", "rvdk-inquiry",
            "execute-measure", "conference", "transfer"]
KIND_FOR = {"safety": "police", "report-to-veilig-thuis": "veilig-thuis", "rvdk-inquiry": "rvdk",
            "execute-measure": "gi"}
QUESTIONS = ["bundle", "inspection", "room"]
CATEGORIES = sorted(oracle.ALL)

# What decides about sharing is set by the combination, never by chance.
KEPT = {"sharing", "secret-from", "sharing-reason", "removed", "removed-reason", "same-as",
        "replaces", "about", "law", "extra-categories", "deceased-on", "ended-on", "withdrawn-on",
        "withdrawn-by", "file"}
DERIVED = {("family", "stage"), ("family", "household-without-children")}
MADE_BY_HAND = {"person", "family", "organisation", "authority", "consent", "ground"}


class Dictionary:
    """Kinds and fields, as `gezin schema --dictionary` prints them; codes, from the lists."""

    def __init__(self, gezin, root):
        self.kinds, kind = {}, None
        for line in gezin.run("schema", "--dictionary").out.splitlines():
            if line.startswith("## "):
                kind = line[3:].strip()
            elif line.startswith("| `") and kind not in ("Types", "Of every kind"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                self.kinds.setdefault(kind, []).append((cells[0].strip("`"), cells[2], cells[3]))
        self.codes = {}
        folder = os.path.join(root, "data", "reference")
        for name in ("code-lists", "life-domains", "instruments", "document-kinds",
                     "legal-interventions", "violence-forms"):
            with open(os.path.join(folder, name + ".xml"), encoding="utf-8") as stream:
                text = stream.read()
            for found in re.finditer(r'<list name="([^"]*)"(.*?)</list>', text, re.S):
                self.codes[found[1]] = re.findall(r'<code name="([^"]*)"', found[2])


class Family:
    """A family in which every field of every kind is filled."""

    def __init__(self, dictionary, combination, seed):
        self.dictionary, self.words = dictionary, {}
        (self.consent, self.ground, self.flag, self.age, self.purpose) = combination
        self.random = random.Random(f"{seed}/{combination}")
        self.kind = KIND_FOR.get(self.purpose, "youth-care-provider")
        self.rows = []
        self.people()
        self.bodies()
        for group in ("own", "mixed", "mother"):
            for kind in dictionary.kinds:
                if kind not in MADE_BY_HAND:
                    self.add(kind, f"{group}-{kind}", self.group(group), group)
        self.decisions()

    @staticmethod
    def group(group):
        return {"own": ["Noor"], "mixed": ["Noor", "Oma"], "mother": ["Anna"]}[group]

    def word(self, record, field):
        """The canary of one value."""
        word = "kanarie" + format(len(self.words), "04d") + "q" \
            + "".join(self.random.choice("bdfgkmprtvz") for _ in range(8))
        self.words[word] = (record, field)
        return word

    def add(self, kind, name, about, group=None, /, **given):
        """A record with all its fields; what is given is not left to chance."""
        fields = {"about": about, "law": "jeugdwet",
                  "source-party": self.word(name, "source-party")}
        if group == "own" and self.random.random() < 0.3:
            fields["extra-categories"] = [self.random.choice(
                sorted(set(CATEGORIES) & set(self.dictionary.codes["category"])))]
        if group and kind not in ("authority", "consent", "ground"):
            fields.update(self.flags(kind, name))
        for field, kind_of_value, values in self.dictionary.kinds[kind]:
            if field in KEPT or (kind, field) in DERIVED or field in given:
                continue
            value = self.value(kind, name, field, kind_of_value, values, about, group or "own")
            if value is not None:
                fields[field] = value
        fields.update({field: value for field, value in given.items() if value is not None})
        self.rows.append({"id": name, "kind": kind, "fields": fields})

    def flags(self, kind, name):
        if self.flag == "in-doubt" and kind in ("capacity", "response"):
            return {}                                   # written once: never two heads
        if self.flag == "normal" or self.random.random() < 0.5:
            return {"sharing": "normal"} if self.random.random() < 0.5 else {}
        if self.flag == "secret-from":
            return {"sharing": "secret-from", "secret-from": ["Bram"],
                    "sharing-reason": self.word(name, "sharing-reason")}
        if self.flag == "in-doubt":
            return {"sharing": {"heads": ["normal", "withheld"]}}
        return {"sharing": self.flag}

    def value(self, kind, name, field, kind_of_value, values, about, group):
        """A value of the field's type that is its own, as far as the type can."""
        if kind_of_value in ("text", "prose"):
            return self.word(name, field)
        if kind_of_value == "date":
            return {"from": "2020-01-01", "until": "2028-12-31"}.get(
                field, f"2026-{self.random.randint(1, 9):02d}-{self.random.randint(1, 28):02d}")
        if kind_of_value == "time":
            return f"2026-03-{self.random.randint(1, 28):02d}T10:00:00Z"
        if kind_of_value == "bool":
            return self.random.random() < 0.5
        if kind_of_value in ("count", "scale"):
            return self.random.randint(1, 10)
        if kind_of_value == "digest":
            return "".join(self.random.choice("0123456789abcdef") for _ in range(64))
        if kind_of_value in ("code", "codes"):
            return self.code(kind, field, values, kind_of_value == "codes")
        if kind_of_value in ("ref", "refs"):
            found = self.targets(name, values, about, group)
            return (found if kind_of_value == "refs" else found[0]) if found else None
        return None

    def code(self, kind, field, values, many):
        if (kind, field) == ("capacity", "matter"):
            return "money"
        if (kind, field) == ("measure", "type"):
            return self.random.choice(["drang", "huisverbod", "bewind"])
        if values == "purpose":
            return self.purpose
        codes = self.dictionary.codes.get(values, [])
        if not codes:
            return None
        one = self.random.choice(codes)
        return [one] if many else one

    def targets(self, name, values, about, group):
        """Records that a reference points at: the people of the group, or its other records."""
        kinds = [one.strip() for one in values.split(",")]
        if "person" in kinds:
            return about
        if "any record" in kinds:
            return [f"{group}-goal"]
        found = {"organisation": "Ander" if group == "mixed" else "Ontvanger",
                 "professional": "Fatma", "authority": "Gezag-Anna"}.get(
                     kinds[0], f"{group}-{kinds[0]}")
        if kinds[0] in ("consent", "ground"):
            found = "Gebruikt"
        if found == name:                               # of its own kind: that of another group
            found = f"{'mother' if group == 'own' else 'own'}-{kinds[0]}"
        return [found]

    def people(self):
        births = {"Noor": BIRTHS[self.age], "Anna": "1985-03-04", "Bram": "1983-08-09",
                  "Oma": "1955-01-01"}
        numbers = {"Noor": "999990019", "Anna": "999990020", "Bram": "123456782",
                   "Oma": "111222333"}
        self.add("family", "family", ["family"])
        for name in PEOPLE:
            self.add("person", name, [name], **{"birth-date": births[name],
                                                "expected-birth": None, "bsn": bsn(numbers[name])})

    def bodies(self):
        self.add("organisation", "Ontvanger", None, kind=self.kind, **{
            "legal-person": True, "bsn-authorised": self.random.random() < 0.5, "peer": None})
        self.rows[-1]["fields"].pop("about")
        self.add("organisation", "Ander", ["Noor"], kind="school", **{"legal-person": True})
        self.add("professional", "Fatma", ["Noor"], organisation="Ontvanger")
        for holder in ("Anna", "Bram"):
            self.add("authority", f"Gezag-{holder}", ["Noor", holder], child="Noor",
                     holder=holder, type="parents-joint", document="own-document")

    def decisions(self):
        everyone = PEOPLE if self.consent == "everyone" else ["Noor", "Anna", "Bram"]
        for subject in everyone if self.consent != "none" else []:
            for giver in self.givers(subject):
                self.say(subject, giver)
        if self.consent == "none":
            self.say("Noor", "Anna", recipient="Ander")
        self.grounds()

    def givers(self, subject):
        if subject != "Noor":
            return [subject]
        if self.consent == "child-only":
            return ["Noor"]
        if self.consent == "one-missing":
            return ["Noor", "Anna"]
        return ["Noor", "Anna", "Bram"]

    def say(self, subject, giver, recipient="Ontvanger"):
        """One decision; what the combination says goes wrong, goes wrong with Bram for Noor."""
        wrong = subject == "Noor" and giver in ("Bram", "Noor")
        given = {"subject": subject, "given-by": giver, "purpose": self.purpose,
                 "recipient": recipient, "categories": CATEGORIES, "decision": "given",
                 "given-on": DAY if self.age == "12-today" else "2026-06-01",
                 "from": "2014-01-01", "until": "2027-06-30", "document": "own-document"}
        changed = {
            "refused": {"decision": "refused"}, "withdrawn": {"withdrawn-on": "2026-11-21"},
            "withdrawn-today": {"withdrawn-on": DAY}, "ended": {"until": "2026-11-21"},
            "ends-today": {"until": DAY}, "not-yet": {"from": "2026-11-23"},
            "before-birthday": {"given-on": "2009-06-01" if self.age == "adult"
                                else "2014-06-01"},
            "other-purpose": {"purpose": "research"}, "other-recipient": {"recipient": "Ander"},
            "identity-only": {"categories": ["identity"]},
            "some-categories": {"categories": ["identity", *self.random.sample(CATEGORIES, 5)]},
        }.get(self.consent, {})
        if "categories" in changed or wrong:
            given.update(changed)
        self.add("consent", f"Ja-{giver}-{subject}", [subject], **given)

    def grounds(self):
        if self.ground == "none":
            article, recipient = "veilig-thuis-report", "Ander"
        else:
            article = {"supervision-ended": "supervision-order-information",
                       "conflict-one-no": "conflict-of-duties",
                       "veilig-thuis-used": "veilig-thuis-report"}.get(self.ground, self.ground)
            recipient = "Ontvanger"
        measure = None
        if article == "supervision-order-information":
            measure = "OTS"
            self.add("measure", "OTS", ["Noor"], type="ots", on=["Noor"],
                     **{"executed-by": "Ontvanger", "from": "2026-01-01", "until":
                        "2026-11-21" if self.ground == "supervision-ended" else "2027-01-01",
                        "end-reason": None})
        checks = dict.fromkeys(oracle.CHECKS, "yes")
        if self.ground == "conflict-one-no":
            checks[self.random.choice(oracle.CHECKS)] = "no"
        about = self.random.choice([["Noor"], ["Noor", "Anna", "Bram"], PEOPLE])
        self.add("ground", "Grond", about, article=article, purpose=self.purpose,
                 recipient=recipient, measure=measure, until="2027-06-30",
                 categories=self.random.choice([CATEGORIES, ["identity", "care", "safety"]]),
                 **{"used-by": "own-disclosure" if self.ground == "veilig-thuis-used" else None},
                 **checks)
        self.add("ground", "Gebruikt", ["Noor"], article="veilig-thuis-report", recipient="Ander",
                 measure=None, **{"used-by": "own-disclosure"})


def bsn(digits):
    """The nearest number from here on that passes the elfproef."""
    number = int(digits)
    while True:
        text = f"{number:09d}"
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(weight * int(digit) for weight, digit in zip(weights, text)) % 11 == 0:
            return text
        number += 1


# --- which combinations ---------------------------------------------------------------------------

def combinations():
    return list(itertools.product(CONSENTS, GROUNDS, FLAGS, BIRTHS, PURPOSES))


def chosen(seed, count):
    """A few of them in which each state of each kind occurs at least once."""
    chance = random.Random(seed)
    axes = [CONSENTS, GROUNDS, FLAGS, list(BIRTHS), PURPOSES]
    fitting = {"veilig-thuis-report": "report-to-veilig-thuis",
               "veilig-thuis-used": "report-to-veilig-thuis", "rvdk-information": "rvdk-inquiry",
               "supervision-order-information": "execute-measure",
               "supervision-ended": "execute-measure", "involved-colleague": "coordinate-care",
               "conflict-of-duties": "safety", "conflict-one-no": "safety"}
    columns = []
    for axis in axes:
        column = (axis * (count // len(axis) + 1))[:max(count, len(axis))]
        chance.shuffle(column)
        columns.append(column)
    found = []
    for consent, ground, flag, age, purpose in itertools.islice(zip(*columns), count):
        found.append((consent, ground, flag, age,
                      fitting.get(ground, purpose) if chance.random() < 0.7 else purpose))
    return found


def cases_of(dictionary, seed, picked):
    """Each family with its questions: to the recipient, for each of the people, in the room."""
    for number, combination in enumerate(picked):
        family = Family(dictionary, combination, seed)
        base = {"id": f"canary-{seed}-{number}", "day": DAY, "dossier": family.rows,
                "combination": combination, "words": family.words}
        yield {**base, "to": "Ontvanger", "purpose": family.purpose}
        if combination[0] in ("none", "all"):
            yield {**base, "for": ("Noor", "Anna", "Bram")[number % 3]}
            yield {**base, "in-room": ["Anna", "Bram"] if number % 2 else ["Noor", "Anna"]}


# --- comparing ------------------------------------------------------------------------------------

def kinds(case):
    return {row["id"]: row["kind"] for row in case["dossier"]}


def compare(case, answer):
    """(too much, too little): {(record, field): what the other says}."""
    found = oracle.judge(case["dossier"], case)
    mine = {(record, field) for record, field, _item in found.shared}
    theirs = answer.all()
    too_much = {place: (answer.shared[place[0]][place[1]], found.withheld.get(place))
                for place in theirs - mine - found.unsettled}
    too_little = {place: (answer.withheld.get(place[0], {}).get(place[1]), "shared")
                  for place in mine - theirs - found.unsettled}
    return too_much, too_little


def words_in(case, data):
    """The canaries that occur in bytes, by their place: for bundles, extracts, logs, file names."""
    text = data.decode("utf-8", "replace")
    return {place for word, place in case["words"].items() if word in text}


class Canaries:
    """The families of one run, asked in portions so that a store stays small."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        root = sys.argv[2] if len(sys.argv) > 2 and not sys.argv[2].startswith("--") else "."
        self.dictionary = Dictionary(gezin, root)
        self.seed = int(option("--seed", "20261122"))
        self.picked = combinations() if "--all" in sys.argv \
            else chosen(self.seed, int(option("--count", "64")))
        self.tally, self.leaks, self.asked, self.fields = collections.Counter(), [], 0, 0
        self.examples, self.parked, self.can, self.shared = {}, {}, True, 0
        begun, portion = time.monotonic(), 256
        for start in range(0, len(self.picked), portion):
            self.run(list(cases_of(self.dictionary, f"{self.seed}-{start}",
                                   self.picked[start:start + portion])), start)
        self.seconds = time.monotonic() - begun

    def run(self, cases, start):
        folder = os.path.join(self.folder, str(start))
        os.mkdir(folder)
        world = World(self.gezin, folder, cases, key=question_key)
        self.parked.update(world.parked)
        self.can = world.can
        for case in cases if world.can else []:
            answer = world.answers[question_key(case)]
            self.asked += 1
            if isinstance(answer, dict):
                self.leaks.append(f"{case['id']}: no answer: {answer}")
                continue
            self.fields += sum(len(row["fields"]) for row in case["dossier"])
            self.shared += len(answer.all())
            leaked = words_in(case, str(answer.document).encode())
            if leaked:
                self.leaks.append(f"{case['id']}: says the content of {sorted(leaked)[:3]}")
            self.count(case, "too much", compare(case, answer)[0])
            self.count(case, "too little", compare(case, answer)[1])

    def count(self, case, what, places):
        kind = kinds(case)
        question = "bundle" if "to" in case else "inspection" if "for" in case else "room"
        for (record, field), said in places.items():
            key = (what, question, f"{kind[record]}.{field}", *map(str, said))
            self.tally[key] += 1
            self.examples.setdefault(key, (case["combination"], record))


def question_key(case):
    return case["id"] + "/" + "/".join(
        str(case.get(key)) for key in ("to", "purpose", "for", "in-room"))


def option(name, otherwise):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


claims = Claims("consent/canary")


def exactly(what):
    def held(world):
        if not world.can:
            return "SKIP this program has no command may"
        wrong = [(key, count) for key, count in world.tally.most_common() if key[0] == what]
        expect(not wrong, "\n".join([f"{len(wrong)} ways, seed {world.seed}"] + [
            f"{count} × {' '.join(key[1:])}, as in {world.examples[key]}"
            for key, count in wrong[:40]]))
        return (f"seed {world.seed}: {world.asked} questions of {len(world.picked)} families, "
                f"{world.shared} of {world.fields} fields go, {world.seconds:.1f} s")
    return held


claims.claim("nothing goes that the judge withholds")(exactly("too much"))
claims.claim("nothing stays that the judge lets go")(exactly("too little"))


@claims.claim("no canary sings in what the command prints")
def _(world):
    expect(not world.leaks, "\n".join(world.leaks[:20]))
    return None if world.can else "SKIP this program has no command may"


@claims.claim("every field of every kind is filled in some family, and taken in whole")
def _(world):
    expect(not world.parked, list(world.parked.items())[:3])
    filled = set()
    for case in cases_of(world.dictionary, world.seed, world.picked):
        for row in case["dossier"]:
            filled |= {(row["kind"], field) for field in row["fields"]}
    wanted = {(kind, field) for kind, fields in world.dictionary.kinds.items()
              for field, _type, _values in fields}
    left = wanted - filled - DERIVED - {
        (kind, field) for kind, field in wanted if field in KEPT or field in (
            "expected-birth", "peer", "used-by")}
    expect(not left, f"not filled: {sorted(left)}")


# What the families of the canaries have nothing of; the cases do.
NOT_HERE = {"is_secret_place", "counts", "linked", "able", "surely_dead", "is_undone",
            "is_replaced"}


@claims.claim("a judge who makes a mistake lets other canaries go")
def _(world):
    cases = list(cases_of(world.dictionary, world.seed, world.picked[:120]))
    right = [oracle.judge(case["dossier"], case).shared for case in cases]
    unseen = []
    for name in sorted(set(MISTAKES) - NOT_HERE):
        with mistaken(name, MISTAKES[name]):
            if all(oracle.judge(case["dossier"], case).shared == shared
                   for case, shared in zip(cases, right)):
                unseen.append(name)
    expect(not unseen, f"no canary depends on {', '.join(unseen)}")


def setup(gezin, folder):
    world = Canaries(gezin, folder)
    if "--summary" in sys.argv:
        with open(option("--summary", ""), "w", encoding="utf-8") as stream:
            for key, count in world.tally.most_common():
                stream.write(f"{count:6} {' | '.join(key)} | {world.examples[key]}\n")
    return world


if __name__ == "__main__":
    assert Gezin
    sys.exit(claims.run(setup))
