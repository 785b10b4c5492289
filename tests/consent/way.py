# SPDX-License-Identifier: EUPL-1.2
"""Families on their way from store to store: what the programs share that send real bundles.

What is wrong is noted as (what, kind.field, why, combination, family, record); a claim is that
nothing of some kinds was noted.
"""
import collections
import datetime
import json
import time
import zoneinfo

from bundle_case import Found, wrong_parts, wrong_places, wrong_preview, wrong_words
from families import Dictionary
from guises import found_in
from program import option, source_root
from command import expect, quoted  # found by program.py

NOTHING = "Nothing may go"


def today():
    """The local day on which an export decides: no other can be asked for."""
    return datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date().isoformat()


def know(store, card, fingerprint, *words):
    """A card of which somebody checked the words."""
    store.json("peer", "add", card)
    store.json("peer", "trust", fingerprint, *words)


def load(store, paths):
    """Dossiers that are taken in whole."""
    for row in store.json("load", *paths)["dossiers"]:
        expect(not row["parked"] and not row["refused"], row)


class Way:
    """One run: what is asked, sent and read, and what was wrong with it. A class of it does walk()."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.dictionary, self.seed = Dictionary(gezin, source_root()), option("--seed", "20261122")
        self.wrong, self.outside, self.cases = [], [], []
        self.reasons, self.bases = collections.Counter(), collections.Counter()
        self.begun, self.day = time.monotonic(), today()
        self.walk()
        if today() != self.day:
            raise SystemExit("Bail out! The day changed on the way: run it again.")
        self.seconds = time.monotonic() - self.begun

    def walk(self):
        raise NotImplementedError

    def batch(self, store, lines, *words, may_sing=False):
        """The answers; what is printed holds no canary, and only where it may is one a no."""
        answers = store.batch(lines, *words, status=None)
        failed = [(line, answer) for line, answer in zip(lines, answers) if "error" in answer]
        silent = lines and lines[0].split()[0] in ("open", "report")
        expect(words or not failed and (silent or len(answers) == len(lines)), failed[:2])
        sung = found_in(json.dumps(answers, ensure_ascii=False).encode())
        if sung and not may_sing:
            self.outside.append(f"{lines[0].split()[0]} prints {sorted(sung)[:3]}")
        return answers

    def told(self, answer):
        self.reasons.update(row["reason-code"] for row in answer["withheld"])
        self.bases.update(row["basis-code"] for row in answer["shared"])
        return answer

    def send(self, own, cases, path):
        """What the preview says goes, and what goes: `may` and `made` of each case."""
        for case, answer in zip(cases, self.batch(own, [line(case, "may") for case in cases])):
            case.may = self.told(answer)
        lines = [f"{line(case, 'export')} -o {quoted(path(case))}" for case in cases]
        for case, answer in zip(cases, self.batch(own, lines, "--keep-going")):
            case.made = answer if "bundle" in answer else None
            if not case.made:
                expect(answer["status"] == 1 and NOTHING in answer["error"], answer)
                places, unsettled = case.allowed()
                if places - unsettled:
                    self.note("too little", case, ("family", ""), "no bundle is made")

    def check(self, case, container):
        """What a peer reads in it."""
        found = Found(case, container)
        for check in (wrong_places, wrong_words, wrong_parts, wrong_preview):
            for one in check(case, found):
                self.note(*one)

    def note(self, what, case, place, why):
        kind = case.fields.get(place[0], ("",))[0]
        self.wrong.append((what, f"{kind or place[0]}.{place[1]}", str(why), case.combination,
                           case.id, place[0]))


def line(case, command):
    """A command about sharing, and what a person says yes to in it."""
    return " ".join([command, case.uuid("family"), "--to", case.peer.fingerprint, "--purpose",
                     case.purpose, *case.confirm(case.said_yes)])


def none_of(*whats):
    """Nothing of it was noted."""
    def held(world):
        wrong = [one for one in world.wrong if one[0] in whats]
        count = collections.Counter(one[:3] for one in wrong)
        expect(not wrong, "\n".join([f"{len(wrong)} places, seed {world.seed}"] + [
            f"{number} × {' '.join(key)}, as in "
            f"{next(one[3:] for one in wrong if one[:3] == key)}"
            for key, number in count.most_common(40)]))
    return held


def nothing_outside(world):
    expect(not world.outside, "\n".join(world.outside[:20]))
