#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Fifty sentences about the ten families hold, adopted conclusions are compared, and docs/cases/ says what the program says.

usage: test_cases.py [--write] PATH-OF-GEZIN ROOT
"""
import json
import os
import sys
import tempfile

import cases
from command import Claims, Gezin, Store, expect

claims = Claims("gezin/cases")


class World:
    """The ten families, asked once."""

    def __init__(self, gezin, folder):
        self.root = os.path.abspath(sys.argv[2])
        self.claims = cases.read_claims(self.root)
        self.families = {name: cases.Family(self.root, name)
                         for name in cases.families_of(self.claims)}
        commands = gezin.run("--help").out
        asked = [one for one in cases.questions(self.claims) if f" {one[1]} " in commands]
        self.lacks = {one[1] for one in cases.questions(self.claims)} - {one[1] for one in asked}
        self.store = Store(gezin, folder, "team")
        cases.ask(self.store, self.families, asked)


@claims.claim("five-for-each-of-ten")
def five_each(w):
    counts = [sum(claim["family"] == name for claim in w.claims["claims"])
              for name in w.families]
    expect(counts == [5] * 10, f"{counts}")


def add(number, one):
    @claims.claim(f"{one['family']}-{number % 5 + 1}-{one['kind']}")
    def holds(w):
        if cases.command_of(one) in w.lacks:
            return f"SKIP this gezin has no command {cases.command_of(one)}"
        try:
            cases.judge(w.claims, w.families, one)
        except cases.Wrong as wrong:
            raise cases.Wrong(f"{one['claim']} {wrong}") from wrong
        return None


@claims.claim("conclusions-are-told-and-compared")
def conclusions(w):
    family = w.families["hofstra-barakat"]
    listed, first, second, forth, none = w.store.batch([
        f"analyse {family.id} --snapshots", f"analyse {family.id} --snapshot 1",
        f"analyse {family.id} --snapshot 2", f"analyse {family.id} --difference 1 2",
        f"analyse {family.id} --difference 2 2"])
    expect([line["day"] for line in listed] == ["2025-11-12", "2026-11-11"], f"{listed}")
    expect(first["digest"] == listed[0]["digest"] != second["digest"], "digests")
    expect(len(first["circles"]) == 1 and second["circles"] == [], "circles of the two")
    codes = {one["code"] for one in forth}
    expect({"factor-new", "factor-gone", "circle-broken", "leverage-moved"} <= codes, f"{codes}")
    expect(none == [], "it differs from itself")
    w.store.run("analyse", family.id, "--snapshot", "3", status=1)
    w.store.run("analyse", family.id, "--difference", "een", "2", status=1)
    # what is written later changes nothing of it; a later conclusion is made of it
    expect([line["state"] for line in listed] == ["frozen", "frozen"], f"{listed}")
    factor = first["leverage"][0]["factor"]
    w.store.run("set", family.id, factor, "title=Anders gezegd", "ended=2025-10-01")
    again = w.store.json("analyse", family.id, "--snapshot", "1")
    expect(again == first, "another analysis after a correction")
    now = w.store.json("analyse", family.id, "--date", "2025-11-12")
    expect(now["circles"] == [], "today it is read with what was corrected")
    # what is erased goes, in whatever conclusion it was
    w.store.run("erase", family.id, factor, "--reason", "wrong-dossier")
    gone = w.store.json("analyse", family.id, "--snapshot", "1")
    expect(gone["digest"] != first["digest"] and gone["circles"] == [], "it came back")
    expect(factor not in json.dumps(gone), "its id is told still")


@claims.claim("pages-are-up-to-date")
def pages(w):
    for name, text in cases.pages(w.claims, w.families).items():
        path = os.path.join(w.root, "docs", "cases", name)
        with open(path, encoding="utf-8") as stream:
            expect(stream.read() == text, f"docs/cases/{name} is out of date: ./dev cases")


def write(path, root):
    """Makes the pages anew."""
    os.environ["LC_ALL"] = "C.UTF-8"
    sys.argv[1:] = [path, root]
    with tempfile.TemporaryDirectory() as folder:
        w = World(Gezin(os.path.abspath(path)), folder)
        for name, text in cases.pages(w.claims, w.families).items():
            with open(os.path.join(w.root, "docs", "cases", name), "w", encoding="utf-8") as stream:
                stream.write(text)


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(sys.argv[2], sys.argv[3])
        sys.exit(0)
    for index, item in enumerate(cases.read_claims(os.path.abspath(sys.argv[2]))["claims"]):
        add(index, item)
    sys.exit(claims.run(World))
