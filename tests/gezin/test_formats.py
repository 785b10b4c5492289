#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A store that an older program wrote opens, and nothing of it is lost (tests/store/format-1).

usage: test_formats.py PATH-OF-GEZIN ROOT
"""
import json
import os
import shutil
import sys

from command import Claims, Store, expect

claims = Claims("gezin/formats")
claim = claims.claim


class World:
    """A copy of the old store, and what the old program said of it."""

    def __init__(self, gezin, folder):
        self.gezin = gezin
        old = os.path.join(sys.argv[2], "tests", "store", "format-1")
        with open(os.path.join(old, "expected.json"), encoding="utf-8") as stream:
            self.expected = json.load(stream)
        self.store = Store(gezin, folder, "oud", init=False)
        os.mkdir(self.store.path, 0o700)
        for name in ("vault", "dossiers.db"):
            shutil.copy(os.path.join(old, name), self.store.path)
        self.paper = os.path.join(folder, "papier")
        with open(self.paper, "w", encoding="utf-8") as stream:
            stream.write(self.expected["recovery-key"] + "\n")
        with open(os.path.join(old, "dossiers.db"), "rb") as stream:
            self.database = stream.read()


def says_the_same(then, now, what):
    """Each row of then is in now, in its place; a newer program may say more of it."""
    expect(len(now) >= len(then), f"{what}: {len(now)} rows, {len(then)} before")
    for old, new in zip(then, now):
        for key in old:
            expect(key in new, f"{what}: no {key}")
            if isinstance(old[key], list) and old[key] and isinstance(old[key][0], dict):
                says_the_same(old[key], new[key], f"{what}: {key}")
            else:
                expect(new[key] == old[key], f"{what}: {key}: {old[key]}, {new[key]}")


def place(row):
    return [row["record"], row["field"] or "", row["item"] or "", row["version"]]


@claim("it opens with the passphrase and a copy of what was there is kept")
def _(w):
    # Which step a dossier is in and what is due was not known then.
    without = [{**row, "stage": None, "due": None} for row in w.store.json("list")]
    says_the_same(w.expected["list"], without, "list")
    (kept,) = [n for n in os.listdir(os.path.join(w.store.path, "backups")) if "format" in n]
    with open(os.path.join(w.store.path, "backups", kept), "rb") as stream:
        expect(stream.read() == w.database, "the copy is another")


@claim("every dossier dumps to the same bytes")
def _(w):
    for dossier, dump in w.expected["dumps"].items():
        expect(w.store.run("dump", dossier).out == dump, f"{dossier} is another")


@claim("history, conflicts, what was set aside and the log are as they were")
def _(w):
    for dossier in w.expected["dumps"]:
        then, now = w.expected["history"][dossier], w.store.json("history", dossier)
        expect(len(now) == len(then), "history: another number of rows")
        # Rows of one second had no order of their own then.
        says_the_same(sorted(then, key=place), sorted(now, key=place), "history")
        says_the_same(w.expected["conflicts"][dossier],
                      w.store.json("conflicts", dossier, status=None), "conflicts")
    says_the_same(w.expected["parked"], w.store.json("parked"), "parked")
    says_the_same(w.expected["audit"], w.store.json("audit"), "audit")
    expect(w.store.json("audit", "verify")["verdict"] == "good", "the log is broken")


@claim("what was found is found, and by its sound too")
def _(w):
    record = w.expected["search"][0]["record"]
    expect([h["record"] for h in w.store.json("search", "xanthippa")] == [record], "not found")
    expect(record in [h["record"] for h in w.store.json("search", "--sounds-like", "Yildis")], "sound")


@claim("it can be written, backed up and opened with the old recovery key")
def _(w):
    dossier = next(iter(w.expected["dumps"]))
    w.store.json("add", dossier, "contact", "facts=na al die tijd")
    w.store.run("backup")
    w.store.run("drill", "--recovery-key-file", w.paper)
    w.store.run("audit", "verify")


@claim("it is no older than before when it is opened again")
def _(w):
    first = w.store.json("list")
    expect(w.store.json("list") == first, "it changed by being opened")


if __name__ == "__main__":
    sys.exit(claims.run(World))
