#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The canary test: every field of every kind holds a word of its own; what may go is exactly that.

For combinations of consent, ground, flag, age and purpose a family is made in which every field of
every kind is filled. The slow judge (oracle.py) says which fields may go; the command has to say
the same of each of them: none more, none less. And no canary word stands in what it prints.

usage: canary.py PATH-OF-GEZIN [SOURCE-ROOT] [--all] [--seed N] [--count N] [--minutes N]
       [--summary FILE]
"""
import collections
import os
import shutil
import sys
import time

import oracle
from families import DAY, DERIVED, KEPT, Dictionary, Family, chosen, combinations
from guises import found_in
from mistakes import MISTAKES, mistaken
from program import World, option, source_root
from command import Claims, Gezin, expect  # found by program.py

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


def words_in(case, text):
    """The canaries that occur in a text, by their place."""
    return {case["words"].get(word, ("another family", word)) for word in found_in(text.encode())}


class Canaries:
    """The families of one run, asked in portions so that a store stays small."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.dictionary = Dictionary(gezin, source_root())
        self.seed = int(option("--seed", "20261122"))
        self.picked = combinations(self.seed) if "--all" in sys.argv \
            else chosen(self.seed, int(option("--count", "64")))
        limit = 60 * float(option("--minutes", "1e9"))
        self.tally, self.leaks, self.asked, self.fields = collections.Counter(), [], 0, 0
        self.examples, self.parked, self.can, self.shared = {}, {}, True, 0
        begun, portion = time.monotonic(), 256
        for start in range(0, len(self.picked), portion):
            if time.monotonic() - begun > limit:
                self.picked = self.picked[:start]
                break
            self.run(list(cases_of(self.dictionary, f"{self.seed}-{start}",
                                   self.picked[start:start + portion])), start)
            shutil.rmtree(os.path.join(self.folder, str(start)))
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
            leaked = words_in(case, str(answer.document))
            if leaked:
                self.leaks.append(f"{case['id']}: says the content of {sorted(leaked)[:3]}")
            too_much, too_little = compare(case, answer)
            self.count(case, "too much", too_much)
            self.count(case, "too little", too_little)

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
            "is_replaced", "keep_foreign", "holds", "is_ours", "bases_of"}


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
