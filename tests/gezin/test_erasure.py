#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Erasing from a shell: a person, a record, a dossier; requests, terms, markers that travel.

usage: test_erasure.py PATH-OF-GEZIN
"""
import os
import sys

from command import Claims, Store, expect

claims = Claims("gezin/erasure")
claim = claims.claim

NOWHERE = "99999999-9999-4999-8999-999999999999"


class World:
    """Two stores: anna's, with a dossier, and bram's, who has it too."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.anna, self.bram = Store(gezin, folder, "anna"), Store(gezin, folder, "bram")
        self.dossier = self.anna.json("new", "--name", "Gezin Kwartelstaart")["dossier"]
        self.child = self.add("person", "given-names=Xanthippe", "birth-date=2014-05-01")
        self.father = self.add("person", "given-names=Muizengat", "birth-date=1980-01-02")
        self.own = self.add("statement", "text=geheime diagnose", f"about={self.child}",
                            "law=wmo-2015")
        self.shared = self.add("statement", "text=van hen beiden",
                               f"about={self.child},{self.father}")
        self.bond = self.add("relation", f"from={self.father}", f"to={self.child}",
                             "type=biological-parent", f"about={self.child}")
        self.family = self.add("statement", "text=van allen", f"about=family,{self.child}")
        self.dump = self.keep("early.xml")
        self.bram.run("load", self.dump)
        self.bram.run("backup")

    def add(self, kind, *fields):
        return self.anna.json("add", self.dossier, kind, *fields)["record"]

    def request(self, who):
        return self.add("response", f"person={who}", "kind=erasure", "text=wis het",
                        "received=2026-11-01")

    def keep(self, name, store=None):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as stream:
            stream.write((store or self.anna).run("dump", self.dossier).bytes)
        return path

    def ids(self, store=None):
        return {r["id"] for r in (store or self.anna).json("show", self.dossier)["records"]}

    def fields(self, record):
        shown = self.anna.json("show", self.dossier)["records"]
        return next(r["fields"] for r in shown if r["id"] == record)

    def refuse(self, status, *words):
        """Refused with this status, and nothing of the dossiers or the register changed."""
        before = (self.anna.content(), self.anna.json("erasures"))
        answer = self.anna.run("erase", *words, status=status)
        expect(answer.out == "", f"it prints {answer.out[:80]}")
        expect((self.anna.content(), self.anna.json("erasures")) == before, "something changed")


@claim("wrong use is refused and changes nothing")
def _(w):
    w.refuse(2, w.dossier)
    w.refuse(2, w.dossier, w.own, "--reason", "zomaar")
    w.refuse(2, w.dossier, w.own, "--reason", "request", "--law", "geen-wet")
    w.refuse(2, w.dossier, w.own, "--reason", "request", "--request", w.own)
    w.refuse(2, w.dossier, w.dossier, "--reason", "request")
    w.refuse(1, w.dossier, NOWHERE, "--reason", "request")
    w.refuse(1, NOWHERE, "--reason", "request")
    w.refuse(2, w.dossier, "--everything-about", w.own, "--reason", "request")
    w.refuse(2, w.dossier, w.own, "--everything-about", w.child, "--reason", "request")
    w.refuse(2, w.dossier, "--refuse", "nee")
    w.refuse(2, w.dossier, w.own, "--reason", "request", "--other", w.father)


@claim("a term that runs is no reason")
def _(w):
    w.refuse(1, w.dossier, "--reason", "term-over")
    w.refuse(1, w.dossier, w.own, "--reason", "term-over")
    expect(w.anna.json("retention", "--due") == [], "something is due")
    row = w.anna.json("retention", w.dossier)[0]
    own = next(i for i in row["items"] if i["record"] == w.own)
    expect(own["rule"] == "wmo-item" and own["since"] is not None and not own["due"], own)


@claim("the list says what may go on a later day and what holds it")
def _(w):
    due = w.anna.json("retention", "--due", "--date", "2199-01-01")
    expect([r["id"] for r in due] == [w.dossier] and due[0]["records-due"] == 1, due)
    items = {i["record"]: i for i in due[0]["items"]}
    expect(items[w.own]["due"] and not items[None]["due"], items)
    expect(items[None]["holds"][0]["code"] == "dossier-open", items[None])
    text = w.anna.run("retention", "--due", "--date", "2199-01-01").out
    expect(w.own in text and "not been closed" not in text and "1 record may go" in text, text)
    expect("not been closed" in w.anna.run("retention", w.dossier, "--date", "2199-01-01").out, "no")


@claim("a refused request keeps all and is answered with its reason")
def _(w):
    asked = w.request(w.child)
    before = w.ids()
    w.anna.json("erase", w.dossier, "--request", asked, "--refuse", "Het raakt ook een ander.",
                "--other", w.father)
    fields = w.fields(asked)
    expect(fields["outcome"] == "refused" and fields["answered"] is not None, fields)
    expect(fields["outcome-text"] == "Het raakt ook een ander.", fields)
    expect(w.ids() == before and w.anna.json("erasures") == [], "something was erased")
    w.refuse(2, w.dossier, "--request", asked, "--refuse", "Nog eens.")
    w.refuse(2, w.dossier, "--request", asked, "--refuse", " ")
    log = [e for e in w.anna.json("audit", w.dossier) if e["action"] == "refuse-erasure"]
    expect(len(log) == 1 and w.father in log[0]["subject"], log)


@claim("everything about a person is listed first, then goes, and others keep theirs")
def _(w):
    asked = w.request(w.child)
    before = w.anna.content()
    seen = w.anna.json("erase", w.dossier, "--everything-about", w.child, "--preview",
                       "--request", asked)
    expect(w.anna.content() == before and seen["preview"], "a preview changed something")
    done = w.anna.json("erase", w.dossier, "--everything-about", w.child, "--reason", "request",
                       "--request", asked)
    for answer in (seen, done):
        expect({i["record"] for i in answer["erased"]} == {w.child, w.own}, answer["erased"])
        kept = {i["record"]: i["reason-code"] for i in answer["kept"]}
        expect(kept[w.shared] == "another" and kept[w.bond] == "another", kept)
        expect(kept[w.family] == "family" and kept[asked] == "request", kept)
    expect(done["finished"] and done["versions"] > 4, done)
    expect(w.ids() & {w.child, w.own} == set(), "it is still there")
    expect(w.fields(asked)["outcome"] == "partly-granted", w.fields(asked))
    expect(w.anna.json("search", "Xanthippe", status=None) == [], "the name is found")
    ledger = w.anna.json("erasures")
    expect({e["record"] for e in ledger} == {w.child, w.own}, ledger)
    expect({e["law"] for e in ledger if e["record"] == w.own} == {"wmo-2015"}, ledger)
    expect({e["request"] for e in ledger} == {asked}, ledger)
    expect("Xanthippe" not in str(ledger) + str(done["erased"]), "the register has content")


@claim("what was erased does not come back with a file")
def _(w):
    answer = w.anna.json("load", w.dump)["dossiers"][0]
    expect(answer["refused-as-erased"] == 2 and answer["added"] == 0, answer)
    expect(w.ids() & {w.child, w.own} == set(), "it is back")
    w.refuse(1, w.dossier, w.own, "--reason", "request")


@claim("the marker travels and takes the record and its backups elsewhere")
def _(w):
    expect(w.own in w.ids(w.bram), "bram does not have it")
    backups = sorted(os.listdir(os.path.join(w.bram.path, "backups")))
    answer = w.bram.json("load", w.keep("later.xml"))["dossiers"][0]
    expect(answer["erased"] == 2, answer)
    expect(w.ids(w.bram) & {w.child, w.own} == set(), "bram still has it")
    expect({e["reason"] for e in w.bram.json("erasures")} == {"erased-elsewhere"}, "no register")
    now = sorted(os.listdir(os.path.join(w.bram.path, "backups")))
    expect(now != backups and set(n for n in backups if n.endswith(".backup")) & set(now) == set(),
           "the old backup is still there")
    expect(w.keep("a.xml") and open(w.keep("b.xml"), "rb").read()
           == open(w.keep("a.xml"), "rb").read(), "a dump is not stable")


@claim("same persons go together")
def _(w):
    one = w.add("person", "given-names=Kim")
    two = w.add("person", "given-names=Kimmie", f"same-as={one}")
    done = w.anna.json("erase", w.dossier, one, "--reason", "wrong-dossier")
    expect({i["record"] for i in done["erased"]} == {one, two}, done)
    expect(done["naming"] == [], done)


@claim("what stays and still names a person who goes alone is told")
def _(w):
    aunt = w.add("person", "given-names=Muizengat")
    bond = w.add("relation", f"from={aunt}", f"to={w.father}", "type=other")
    said = w.add("statement", "text=zegt de tante", f"said-by={aunt}")
    words = ["erase", w.dossier, aunt, "--reason", "wrong-dossier"]
    text = w.anna.run(*words, "--preview").out
    expect(bond in text and said in text, text)
    done = w.anna.json(*words)
    expect({i["record"] for i in done["naming"]} == {bond, said} and done["kept"] == [], done)
    expect("Muizengat" not in str(done), "it names what was erased")


@claim("undo says which change stays, and that it was written over or erased")
def _(w):
    note = w.add("contact", "facts=eerst")
    gone = w.add("contact", "facts=vergissing")
    w.anna.run("set", w.dossier, gone, "facts=nog een keer")
    w.anna.run("erase", w.dossier, gone, "--reason", "wrong-dossier")
    done = w.anna.run("undo", w.dossier, status=1)
    expect("erased" in done.err and "Z, " in done.err, done.err)
    commit = w.anna.json("set", w.dossier, note, "facts=daarna")["commit"]
    w.bram.run("load", w.keep("mee.xml"))
    w.bram.run("set", w.dossier, note, "facts=bram zag het anders")
    w.anna.run("load", w.keep("terug.xml", w.bram))
    before = w.anna.content()
    done = w.anna.run("undo", w.dossier, status=1)
    expect("written over" in done.err and commit in done.err, done.err)
    expect(w.anna.content() == before, "something changed")
    w.anna.run("set", w.dossier, note, "facts=nu weer ik")
    w.anna.run("undo", w.dossier)
    expect(w.fields(note)["facts"] == "bram zag het anders", w.fields(note))


@claim("no word of a search stays, of what was erased least of all")
def _(w):
    for words in (["Xanthippe"], ["--sounds-like", "Xantippe"]):
        w.anna.json("search", *words, status=None)
    log = [e for e in w.anna.json("audit") if e["action"] == "search"]
    expect(len(log) >= 2 and {e["subject"] for e in log} == {None}, log)
    expect("anthippe" not in w.anna.run("audit").out.lower(), "the log names what was erased")


@claim("who saw it is told in words and without codes")
def _(w):
    rows = w.anna.json("audit", w.dossier, "--who-saw")
    said = {r["what"] for r in rows}
    expect("Erased something for good" in said and "Began the dossier" in said, said)
    expect("Did something else with the dossier" not in said, said)
    expect({r["role"] for r in rows} == {"caseworker"}, rows[0])
    text = w.anna.run("audit", w.dossier, "--who-saw").out
    for code in ("dump", "commit", "erase-", "refuse-erasure", w.father, "consultant"):
        expect(code not in text, f"the overview says '{code}'")
    mine = w.anna.json("audit", w.dossier, "--who-saw", "--for", w.father)
    expect(0 < len(mine) <= len(w.anna.json("audit", w.dossier, "--who-saw")), mine)
    wrote = [r for r in rows if r["what"] == "Wrote in the dossier"]
    commits = [e for e in w.anna.json("audit", w.dossier) if e["action"] in ("commit",)]
    expect(len(wrote) <= 2 and sum(r["times"] for r in wrote) >= len(commits), wrote)
    expect(all(r["time"] <= r["last-time"] for r in rows), rows)
    expect("times)" in text, "it does not say how often")
    today = rows[-1]["time"][:10]
    expect(w.anna.json("audit", w.dossier, "--who-saw", "--until", "2020-01-01") == [], "too old")
    later = w.anna.json("audit", w.dossier, "--who-saw", "--from", "2026-01-01", "--until",
                        "2199-12-31")
    expect({r["what"] for r in later} == said | {"Made this overview of who saw the dossier"},
           (today, later))
    w.anna.run("audit", w.dossier, "--who-saw", "--from", "gisteren", status=2)
    w.anna.run("audit", w.dossier, "--from", "2026-01-01", status=2)
    w.anna.run("audit", "--who-saw", status=2)
    w.anna.run("audit", w.dossier, "--for", w.father, status=2)


@claim("a whole dossier goes and stays gone")
def _(w):
    done = w.anna.json("erase", w.dossier, "--reason", "court-order", "--law", "jeugdwet")
    expect(done["whole"] and done["finished"] and done["kept"] == [], done)
    expect(w.anna.json("list") == [], "it is listed")
    w.anna.run("show", w.dossier, status=1)
    w.anna.run("erase", w.dossier, "--reason", "court-order", status=1)
    w.anna.run("load", w.dump, status=4)
    expect(w.anna.json("list") == [], "it is back")
    last = w.anna.json("erasures", w.dossier)[-1]
    expect(last["record"] is None and last["law"] == "jeugdwet", last)
    rows = w.anna.json("audit", w.dossier, "--who-saw")
    expect(rows[-1]["what"] in ("Erased something for good",
                                "Made this overview of who saw the dossier"), rows[-1])
    expect(w.anna.json("audit", "verify")["verdict"] == "good", "the log is broken")


@claim("a file that says all was erased erases nothing by itself")
def _(w):
    path = os.path.join(w.folder, "gone.xml")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n'
                     f'<dossier xmlns="urn:gezinsdossier:dossier:1" id="{w.dossier}">\n'
                     f'  <erased record="{w.dossier}"/>\n</dossier>\n')
    before = w.bram.content()
    w.bram.run("load", path, status=4)
    expect(w.bram.content() == before and before != [], "bram's dossier changed")


if __name__ == "__main__":
    sys.exit(claims.run(World))
