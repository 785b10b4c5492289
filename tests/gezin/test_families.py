#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Families that meet and part: join, same and split, on one laptop and over two.

usage: test_families.py PATH-OF-GEZIN
"""
import os
import re
import sys

from command import Claims, Store, expect

claims = Claims("gezin/families")
claim = claims.claim


class World:
    """Two laptops; two dossiers of one family, each begun by another worker."""

    def __init__(self, gezin, folder):
        self.folder = folder
        self.anna, self.bram = Store(gezin, folder, "anna"), Store(gezin, folder, "bram")
        self.first, self.noor = begin(self.anna, "Gezin Kwartelstaart", "Noor")
        self.second, self.nora = begin(self.anna, "Kwartelstaart-Muizengat", "Nora")

    def bring(self, giver, taker, dossier):
        path = os.path.join(self.folder, "along.xml")
        with open(path, "wb") as stream:
            stream.write(giver.run("dump", dossier).bytes)
        return taker.json("load", path)


def begin(store, family, child):
    dossier = store.json("new", "--name", family)["dossier"]
    person = store.json("add", dossier, "person", "given-names=" + child,
                        "birth-date=2014-05-01")["record"]
    return dossier, person


def records(store, dossier, kind=None):
    return {record["id"]: record for record in store.json("show", dossier)["records"]
            if kind in (None, record["kind"])}


@claim("join makes one of two, and both ids lead to it")
def _(w):
    before = [w.anna.run("dump", dossier).bytes for dossier in (w.first, w.second)]
    answer = w.anna.json("join", w.first, w.second)
    leader = min(w.first, w.second)
    expect(answer["dossier"] == leader, answer)
    expect(answer["joined"] == sorted([w.first, w.second]), answer)
    expect(re.fullmatch("[0-9a-f]{16}", answer["commit"]), answer)
    expect(w.anna.ids() == [leader], "the list shows one line")
    for dossier in (w.first, w.second, w.first[:13], w.second[:13]):
        shown = w.anna.json("show", dossier)
        expect(shown["id"] == leader, shown["id"])
        ids = {record["id"] for record in shown["records"]}
        expect({w.noor, w.nora, w.first, w.second} <= ids, ids)
    # Nothing is rewritten: what each dossier held is still in its own dump.
    for dossier, old in zip((w.first, w.second), before):
        text = w.anna.run("dump", dossier).out
        for line in old.decode().splitlines():
            if "<field" in line:
                expect(line in text, "a version is gone from a dump")
        expect(text.count("<record") == 2, "a dump holds its own records only")


@claim("joining again writes nothing, and joining one with itself is refused")
def _(w):
    expect(w.anna.json("join", w.second, w.first)["commit"] is None, "written twice")
    w.anna.run("join", w.first, w.first, status=2)
    w.anna.run("join", w.first, "00000000-0000-4000-8000-000000000000", status=1)


@claim("a joined dossier is written in the part that holds the record")
def _(w):
    w.anna.json("set", w.first, w.nora, "known-as=Noortje")
    expect("Noortje" in w.anna.run("dump", w.second).out, "not in the part that holds it")
    expect("Noortje" not in w.anna.run("dump", w.first).out, "in the other part")
    added = w.anna.json("add", w.second, "relation", "from=" + w.noor, "to=" + w.nora,
                        "type=sibling")
    expect(added["record"] in w.anna.run("dump", w.second).out, "not in the dossier asked for")
    w.anna.json("undo", w.first)
    expect(added["record"] not in records(w.anna, w.first), "undo takes the newest of the whole")
    w.anna.json("undo", w.second)
    expect("known-as" not in records(w.anna, w.first)[w.nora]["fields"], "not undone")


@claim("search, history and audit know the whole")
def _(w):
    leader = min(w.first, w.second)
    hits = w.anna.json("search", "Nora")
    expect([hit["dossier"] for hit in hits] == [leader], hits)
    seen = {entry["record"] for entry in w.anna.json("history", w.first)}
    expect({w.noor, w.nora} <= seen, seen)
    for dossier in (w.first, w.second):
        actions = [event["action"] for event in w.anna.json("audit", dossier)]
        expect("join" in actions and "open" in actions, actions)


@claim("same links two records, and choosing writes into both")
def _(w):
    answer = w.anna.json("same", w.first, w.noor, w.nora)
    expect(answer["record"] == min(w.noor, w.nora), answer)
    conflicts = w.anna.json("conflicts", w.first, status=1)
    expect([conflict["field"] for conflict in conflicts] == ["given-names"], conflicts)
    version = next(v for v in conflicts[0]["versions"] if v["record"] == w.nora)
    w.anna.json("choose", w.first, w.nora, "given-names", version["version"])
    expect(w.anna.json("conflicts", w.first) == [], "still a conflict")
    people = records(w.anna, w.first, "person")
    expect({p["fields"]["given-names"] for p in people.values()} == {"Nora"}, people)
    w.anna.run("same", w.first, w.noor, w.noor, status=2)
    w.anna.run("same", w.first, w.first, w.second, status=2)
    w.anna.run("same", w.first, w.noor, w.first, status=2)


@claim("the links travel with each dossier, in whichever order")
def _(w):
    w.bring(w.anna, w.bram, w.second)
    expect(w.bram.ids() == [w.second], "the other one is not here yet")
    w.bring(w.anna, w.bram, w.first)
    expect(w.bram.ids() == [min(w.first, w.second)], "joined when both are here")
    for dossier in (w.first, w.second):
        expect(w.bram.run("dump", dossier).bytes == w.anna.run("dump", dossier).bytes,
               "a dump differs")


@claim("--undo parts them again, and that travels too")
def _(w):
    w.bram.json("same", w.first, w.nora, w.noor, "--undo")
    w.bram.run("same", w.first, w.nora, w.noor, "--undo", status=2)
    answer = w.bram.json("join", w.first, w.second, "--undo")
    expect(answer["still"] is False, answer)
    expect(sorted(w.bram.ids()) == sorted([w.first, w.second]), "still one")
    for dossier in (w.first, w.second):
        w.bring(w.bram, w.anna, dossier)
    expect(sorted(w.anna.ids()) == sorted([w.first, w.second]), "still one at the other")
    expect(set(records(w.anna, w.first)) == {w.first, w.noor}, "parted")
    w.anna.run("join", w.first, w.second, "--undo", status=2)


@claim("history names the other dossier, joined or parted, and never says that it is nowhere")
def _(w):
    names = ["Gezin Kwartelstaart", "Kwartelstaart-Muizengat"]
    for joined in (True, False):
        if joined:
            w.anna.run("join", w.first, w.second)
            w.anna.run("same", w.first, w.noor, w.nora)
        else:
            w.anna.run("join", w.first, w.second, "--undo")
        for dossier, record, other in ((w.first, w.noor, names[1]), (w.second, w.nora, names[0])):
            whole = w.anna.run("history", dossier).out
            expect("not in this dossier" not in whole, whole)
            link = w.anna.run("history", dossier, record, "same-as").out
            expect(joined or f"in the dossier {other}" in link, link)
            root = w.anna.run("history", dossier, dossier, "same-as").out
            expect(other in root, root)
    w.anna.run("same", w.first, w.noor, w.nora, "--undo")
    w.anna.run("same", w.second, w.nora, w.noor, "--undo")


@claim("split takes who goes along and says what does not")
def _(w):
    father = w.anna.json("add", w.first, "person", "given-names=Pieter")["record"]
    diary = w.anna.json("add", w.first, "contact", "when=2026-11-20T10:00:00Z",
                        "facts=Gesprek met vader", "about=" + father)["record"]
    both = w.anna.json("add", w.first, "contact", "when=2026-11-20T11:00:00Z",
                       "facts=Samen gegeten", "about=" + father + "," + w.noor)["record"]
    consent = w.anna.json("add", w.first, "consent", "subject=" + father,
                          "given-on=2026-11-01", "decision=given")["record"]
    answer = w.anna.json("split", w.first, father, "--name", "Pieter Muizengat")
    went = {one["record"]: one for one in answer["went"]}
    expect(set(went) == {father, diary, both}, went)
    expect(went[both]["stays"] and not went[diary]["stays"], went)
    expect([note["record"] for note in answer["to-ask"]] == [consent], answer["to-ask"])
    new = records(w.anna, answer["dossier"])
    expect(len(new) == 4 and not set(new) & set(went), "an id of the old dossier is in the new one")
    old = records(w.anna, w.first)
    expect(diary not in old and both in old, "what concerned only who went is still there")
    # Somebody whom a record that stays is about is still in the old dossier.
    expect(father in old, "a reference leads nowhere")
    text = w.anna.run("dump", answer["dossier"]).out
    for one in (w.first, father, diary, both, consent):
        expect(one not in text, "the new dossier tells where it came from")
    expect(answer["commit"] != answer["removal"], "one commit links the two")
    w.pieter = answer["dossier"]
    return None


@claim("undo after a split puts back what went, and the new dossier can be erased")
def _(w):
    dossier, tess = begin(w.anna, "Terugweg", "Tess")
    father = w.anna.json("add", dossier, "person", "given-names=Wubbo")["record"]
    answer = w.anna.json("split", dossier, father, "--name", "Wubbo alleen")
    expect(father not in records(w.anna, dossier), "he is still there")
    w.anna.json("undo", dossier)
    expect({father, tess} <= set(records(w.anna, dossier)), "he is not back")
    w.anna.json("erase", answer["dossier"], "--reason", "request")
    expect({father, tess} <= set(records(w.anna, dossier)), "erasing the new one took him along")
    w.anna.json("erase", dossier, "--reason", "request")


@claim("split refuses the family itself, everybody and nothing")
def _(w):
    before = w.anna.content()
    w.anna.run("split", w.first, w.first, "--name", "N", status=2)
    people = list(records(w.anna, w.first, "person"))
    w.anna.run("split", w.first, *people, "--name", "N", status=2)
    w.anna.run("split", w.first, people[0], status=2)
    expect(w.anna.content() == before, "something was changed")


@claim("split and then joined, they are one again")
def _(w):
    answer = w.anna.json("join", w.first, w.pieter)
    expect(answer["joined"] == sorted([w.first, w.pieter]), answer)
    names = [p["fields"].get("given-names") for p in records(w.anna, w.first, "person").values()]
    expect(sorted(names) == ["Nora", "Pieter", "Pieter"], names)


@claim("three in a ring are one; one link less and they still are")
def _(w):
    third, _ = begin(w.anna, "Derde", "Tess")
    w.anna.json("join", w.pieter, third)
    w.anna.json("join", third, w.first)
    answer = w.anna.json("join", w.first, third, "--undo")
    expect(answer["still"] is True and len(answer["joined"]) == 3, answer)
    expect(len(w.anna.ids()) == 2, "one line for the three")


TWINS = """<dossier xmlns="urn:gezinsdossier:dossier:1" id="{0}">
  <record kind="family" id="{0}"><field name="name">Twee</field></record>
  <record kind="person" id="{1}"><field name="given-names">Muhammad</field></record>
  <record kind="person" id="{2}"><field name="given-names">Mohammed</field></record>
</dossier>
"""


def twins(w, digit):
    """A dossier in which two records are one person; its id, theirs, and what their versions are called."""
    ids = [f"{digit * 7}{n}-1111-4111-8111-111111111111" for n in range(3)]
    path = os.path.join(w.folder, "twins.xml")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(TWINS.format(*ids))
    w.anna.run("load", path)
    w.anna.run("same", *ids)
    (conflict,) = w.anna.json("conflicts", ids[0], status=1)
    names = {v["record"]: v["version"] for v in conflict["versions"]}
    return ids[0], conflict["record"], ids[1:], names


@claim("versions of one name are told apart by their record, and not guessed")
def _(w):
    family, leader, _, names = twins(w, "3")
    plain = {name.partition("@")[0] for name in names.values()}.pop()
    expect(sorted(names.values()) == sorted(f"{plain}@{record}" for record in names), names)
    text = w.anna.run("conflicts", family, status=1).out
    expect(all(name in text for name in names.values()), text)
    for status, wrong in ((2, plain), (2, plain + "@"), (1, plain + "@9")):
        w.anna.run("choose", family, leader, "given-names", wrong, status=status)
    expect(w.anna.json("conflicts", family, status=1), "it was guessed")


@claim("each version that is named with its record can be chosen, or by its own record")
def _(w):
    for digit, asks, means in (("4", 0, 0), ("5", 0, 1), ("6", 1, 0), ("7", 1, 1), ("8", 1, None)):
        family, leader, pair, names = twins(w, digit)
        if means is None:
            asked = meant = next(one for one in pair if one != leader)
            version = names[meant].partition("@")[0]
        else:
            asked, meant = pair[asks], pair[means]
            version = names[meant]
        w.anna.run("choose", family, asked, "given-names", version)
        found = {p["fields"]["given-names"] for p in records(w.anna, family, "person").values()}
        expect(found == {"Muhammad" if meant == pair[0] else "Mohammed"}, (digit, found))


if __name__ == "__main__":
    sys.exit(claims.run(World))
