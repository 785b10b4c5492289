#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A dossier goes to the team lead of the own team, is remarked on and approved, and comes back; a
conference, and its minutes for each who was there.

usage: test_review.py PATH-OF-GEZIN
"""
import os
import sys

from command import Claims, Store, expect

claims = Claims("gezin/review")
claim = claims.claim


class World:
    """A worker, their lead, and a family."""

    def __init__(self, gezin, folder):
        self.folder = folder
        self.worker = Store(gezin, folder, "anna")
        self.lead = Store(gezin, folder, "joris", "lead", organisation="Wijkteam anna")
        self.cards = {}
        for store, other in ((self.worker, self.lead), (self.lead, self.worker)):
            path = store.path + ".card"
            self.cards[store] = store.json("card", "-o", path)["fingerprint"]
            other.run("peer", "add", path)
        self.lead.run("peer", "trust", self.cards[self.worker])
        self.dossier = self.worker.json("new", "--name", "Jansen")["dossier"]
        self.person = self.add("person", "given-names=Noor", "birth-date=2014-05-01")
        self.goal = self.add("goal", "text=Rust in huis", f"about={self.person}")
        self.note = self.add("working-note", "text=alleen van mij")

    def add(self, kind, *fields):
        return self.worker.json("add", self.dossier, kind, *fields)["record"]

    def review(self, store, *words, **more):
        return store.json("review", self.dossier, *words, **more)

    def bring(self, source, target):
        path = os.path.join(self.folder, f"bundle-{len(os.listdir(self.folder))}")
        made = source.json("export", self.dossier, "--to", self.cards[target], "--purpose",
                           "review", "-o", path)
        expect(made["kind"] == "review", made)
        return target.json("import", path)


@claim("a lead whom nobody confirmed gets nothing, and there is no file")
def _(w):
    path = os.path.join(w.folder, "nothing")
    for status, role in ((2, None), (2, "consultant")):
        if role:
            w.worker.run("peer", "trust", w.cards[w.lead], "--role", role)
        answer = w.worker.run("export", w.dossier, "--to", w.cards[w.lead], "--purpose", "review",
                              "-o", path, status=status)
        expect("card" in answer.err and not os.path.exists(path), answer.err)
    w.worker.run("peer", "trust", w.cards[w.lead], "--role", "lead")


@claim("the lead gets all but what never leaves, asks and remarks, and it comes back")
def _(w):
    asked = w.review(w.worker, "ask", "--reason", "Wil je kijken?")["review"]
    w.bring(w.worker, w.lead)
    shown = w.lead.run("show", w.dossier).out
    expect("Rust in huis" in shown and "alleen van mij" not in shown, shown)
    opened = w.review(w.lead)["open"]
    expect([(row["record"], row["by"], row["text"]) for row in opened]
           == [(asked, "Anna", "Wil je kijken?")], opened)
    w.remark = w.review(w.lead, "remark", w.goal, "text", "Wie vindt dit?")["remark"]
    w.review(w.lead, "want", "--reason", "Zie de opmerking")
    w.bring(w.lead, w.worker)
    rows = {row["record"]: row for row in w.review(w.worker)["open"]}
    expect(rows[asked]["state"] == "changes-wanted", rows)
    expect((rows[w.remark]["of"], rows[w.remark]["field"]) == (w.goal, "text"), rows)
    w.review(w.worker, "answer", w.remark, "Noor zelf")


@claim("the monitor counts a family in the store that has it, not where it is for a review")
def _(w):
    def count(store, *words):
        said = store.json("monitor", "--from", "2020-01-01", "--until", "2040-12-31", *words)
        return said["ever"], [text for text in said["notes"] if "review" in text]

    expect(count(w.worker) == (1, []), count(w.worker))
    copy = ["1 dossier is here for a review only, and does not count."]
    expect(count(w.lead) == (0, copy), count(w.lead))
    w.lead.json("new", "--name", "De Vries")
    expect(count(w.lead) == (1, copy), count(w.lead))
    expect(count(w.lead, "--outside")[1] == [], "a note tells outside what is in the store")


@claim("what is due in a copy for review, and how long it is kept, is asked of who has the family")
def _(w):
    w.add("agreement", "text=Huur betalen", "due=2026-01-10")
    w.add("working-note", "text=weg hiermee", "expires=2024-05-31")
    own = {one["code"] for one in w.worker.json("deadlines")}
    expect({"agreement-due", "retention", "review-waits"} <= own, own)
    w.bring(w.worker, w.lead)
    for at in ("deadlines", "deadlines --within 3650d"):
        found = [(one["dossier"], one["code"]) for one in w.lead.json(*at.split())]
        expect(found == [(w.dossier, "review-waits")], found)
    listed = {row["id"]: row["due"] for row in w.lead.json("list")}
    expect(listed[w.dossier] == w.lead.json("deadlines")[0]["due"], listed)
    for words in (("retention",), ("retention", "--due")):
        expect(w.dossier in {row["id"] for row in w.worker.json(*words)}, "not kept at home")
        expect(w.dossier not in {row["id"] for row in w.lead.json(*words)}, "kept as a copy")


@claim("what waits stands with whose turn it is, over all dossiers")
def _(w):
    def waiting(store):
        return [(row["dossier"], row["by"], row["changes-wanted"], row["records"] > 0)
                for row in store.json("review")["waiting"]]

    again = w.review(w.worker, "ask", "--reason", "Nog eens")["review"]
    w.bring(w.worker, w.lead)
    expect(waiting(w.lead) == [(w.dossier, "Anna", False, True)], waiting(w.lead))
    expect(waiting(w.worker) == [], waiting(w.worker))
    w.lead.run("review", w.dossier, "want", "--reason", "Anders")
    w.bring(w.lead, w.worker)
    expect(waiting(w.worker) == [(w.dossier, "Joris", True, True)], waiting(w.worker))
    expect(waiting(w.lead) == [], "it is not their turn")
    expect(w.worker.json("review")["waiting"][0]["review"] == again, "the newest")
    expect("changes are wanted of you" in w.worker.run("review").out, "in words")
    w.review(w.worker, "ask")
    expect(waiting(w.worker) == [], "asked again, it is the lead's turn")
    expect("No review waits" in w.worker.run("review").out, "in words")


@claim("only a lead approves, what is approved counts on both sides, and changes are told")
def _(w):
    w.worker.run("review", w.dossier, "approve", status=1)
    w.bring(w.worker, w.lead)
    w.review(w.lead, "approve", "--reason", "Akkoord")
    w.bring(w.lead, w.worker)
    for store in (w.worker, w.lead):
        reading = w.review(store)
        expect([row["verdict"] for row in reading["approvals"]] == ["good"], reading["approvals"])
        expect(reading["fields"]["changed"] == reading["fields"]["new"] == 0, reading["fields"])
        expect(reading["approvals"][0]["by"] == "Joris", reading["approvals"])
    expect(w.review(w.worker, "changes") == {"records": []}, "something changed by itself")
    expect("Nothing changed" in w.worker.run("review", w.dossier, "changes").out, "in words")
    w.worker.run("set", w.dossier, w.goal, "text=Rust in het weekend")
    added = w.add("person", "given-names=Oma")
    records = {row["record"]: row for row in w.review(w.worker, "changes")["records"]}
    expect({one: row["state"] for one, row in records.items()}
           == {w.goal: "changed", added: "new"}, records)
    expect(records[w.goal]["fields"] == [{"field": "text", "state": "changed",
                                          "before": "Rust in huis",
                                          "after": "Rust in het weekend"}], records[w.goal])
    second = w.add("conclusion", "version=2", "text=Samen sterker")
    title = {row["record"]: row["title"] for row in
             w.worker.json("review", w.dossier, "changes")["records"]}[second]
    expect(title.endswith(" 2") and len(title) > 3, f"a number alone names nothing: {title}")
    w.worker.run("undo", w.dossier)
    text = w.worker.run("review", w.dossier, "changes").out
    expect("text: Rust in huis → Rust in het weekend" in text, text)


@claim("nobody approves what they sent themselves, in another role")
def _(w):
    os.mkdir(os.path.join(w.folder, "other"))
    self = Store(w.lead.gezin, os.path.join(w.folder, "other"), "joris",
                 organisation="Wijkteam anna")
    for store, other in ((self, w.lead), (w.lead, self)):
        path = store.path + ".two.card"
        w.cards[store] = store.json("card", "-o", path)["fingerprint"]
        other.run("peer", "add", path)
    w.lead.run("peer", "trust", w.cards[self])
    self.run("peer", "trust", w.cards[w.lead], "--role", "lead")
    dossier = self.json("new", "--name", "Van Dijk")["dossier"]
    self.json("add", dossier, "goal", "text=Rust in huis")
    path = os.path.join(w.folder, "of-joris")
    self.json("export", dossier, "--to", w.cards[w.lead], "--purpose", "review", "-o", path)
    w.lead.json("import", path)
    answer = w.lead.run("review", dossier, "approve", status=1)
    expect("own work" in answer.err, answer.err)
    expect(w.lead.json("review", dossier)["approvals"] == [], "it was approved")


@claim("what was removed since is told, and the rest stays approved")
def _(w):
    before = w.review(w.worker)["fields"]["approved"]
    w.worker.run("remove", w.dossier, w.goal, "--reason", "vergissing")
    states = {row["record"]: row["state"] for row in w.review(w.worker)["records"]}
    expect(states[w.goal] == "removed" and states[w.person] == "approved", states)
    expect(w.review(w.worker)["fields"]["approved"] < before, "what was removed is approved")
    expect(w.goal in w.lead.run("show", w.dossier).out, "the lead has it until the next bundle")
    w.bring(w.worker, w.lead)
    # It was changed after it was last sent: what was written over stands at the lead, and goes too.
    expect(w.goal not in w.lead.run("show", w.dossier).out, "what was removed stays at the lead")


@claim("wrong use says what would be right")
def _(w):
    for words in (("remark", w.person), ("remark", w.person, "given-names"), ("answer", w.remark),
                  ("approve", w.person, w.person), ("praise",), ("changes", w.person)):
        w.worker.run("review", w.dossier, *words, status=2)
    w.worker.run("review", w.dossier, "remark", w.person, "no-such-field", "x", status=2)
    w.worker.run("review", w.dossier, "answer", w.person, "x", status=2)
    w.worker.run("review", w.dossier, "remark", w.note, "text", "x", status=2)


@claim("what was removed, erased or taken to another dossier is not reviewed; what was said of it stays")
def _(w):
    gone = w.add("goal", "text=Niet meer nodig")
    w.bring(w.worker, w.lead)
    w.worker.run("remove", w.dossier, gone, "--reason", "vergissing")
    w.bring(w.worker, w.lead)
    other = w.lead.json("new", "--name", "Bakker")["dossier"]
    for status, record in ((2, gone), (1, other), (1, "99999999-9999-4999-8999-999999999999"),
                           (2, "geen-id"), (2, "")):
        for words in (("ask", record), ("want", record), ("approve", record),
                      ("remark", record, "text", "Wie?")):
            said = w.lead.run("review", w.dossier, *words, status=status).err
            expect(("removed" in said) == (record == gone), said)
    goal = w.add("goal", "text=Straks weg")
    asked = w.review(w.worker, "ask", goal)["review"]
    remark = w.review(w.worker, "remark", goal, "text", "Klopt dit?")["remark"]
    w.worker.run("erase", w.dossier, goal, "--reason", "request")
    rows = {row["record"]: row for row in w.review(w.worker)["open"]}
    expect(asked in rows and remark in rows, rows)
    for words in (("ask", goal), ("want", goal), ("remark", goal, "text", "Wie?")):
        w.worker.run("review", w.dossier, *words, status=1)
    w.review(w.worker, "answer", remark, "Het is gewist")
    w.worker.json("deadlines")
    who = w.add("person", "given-names=Bo")
    theirs = w.add("goal", "text=Een eigen plek", f"about={who}")
    w.review(w.worker, "ask", theirs)
    parted = w.worker.json("split", w.dossier, who, "--name", "Bo apart")
    copy = next(row["copy"] for row in parted["went"] if row["record"] == theirs)
    new = w.worker.json("review", parted["dossier"])
    expect(new["approvals"] == [] and new["open"] == [], new)
    w.worker.run("review", parted["dossier"], "ask", theirs, status=1)
    w.worker.json("review", parted["dossier"], "ask", copy)


@claim("a remark or an answer that says nothing is none")
def _(w):
    remark = w.review(w.worker, "remark", w.person, "given-names", "Klopt dit?")["remark"]
    before = w.review(w.worker)["open"]
    for text in ("", " ", "\n\t \r\n", "\ufeff"):
        w.worker.run("review", w.dossier, "remark", w.person, "given-names", text, status=2)
        w.worker.run("review", w.dossier, "answer", remark, text, status=2)
    expect(w.review(w.worker)["open"] == before, "something was written")


@claim("minutes say who was there on which ground, and for each nothing but what may go to them")
def _(w):
    school = w.add("organisation", "name=De Regenboog", "kind=school", "legal-person=true")
    other = w.add("organisation", "name=De Kliniek", "kind=mental-health", "legal-person=true")
    anna = w.add("person", "given-names=Anna", "birth-date=1985-03-04", "law=jeugdwet")
    w.worker.run("set", w.dossier, anna, f"about={anna}")
    juf = w.add("professional", "name=Juf Els", f"organisation={school}")
    arts = w.add("professional", "name=Dokter Bos", f"organisation={other}")
    w.add("consent", "law=jeugdwet", f"subject={anna}", f"given-by={anna}", f"recipient={school}",
          "purpose=conference", "categories=identity,contact,care", "decision=given",
          "explicit=true", "how=signed", "given-on=2026-01-06")
    held = w.add("contact", "kind=conference", "when=2026-11-20T23:30:00Z", "law=jeugdwet",
                 f"about={anna}", f"present={juf},{arts}", "facts=Het gaat beter op school",
                 "impressions=Ik twijfel")
    day = w.add("decision", "question=Hoe verder?", "chosen=Samen verder", "law=jeugdwet",
                f"about={anna}", "decided-on=2026-11-21")
    w.add("decision", "question=Iets anders", "chosen=Een andere dag", f"about={anna}",
          "decided-on=2026-11-20")
    told = w.worker.json("conference", w.dossier, "minutes", held)
    there = {row["title"].split(" · ")[0]: row for row in told["participants"]}
    expect({name: row["may"] for name, row in there.items()}
           == {"Juf Els": True, "Dokter Bos": False}, there)
    expect("consent" in there["Juf Els"]["bases"] and there["Juf Els"]["relies-on"], there)
    expect(there["Dokter Bos"]["reason"] == "recipient-not-covered", there)
    expect({row["record"] for row in told["lines"]} == {held, day}, told["lines"])
    text = w.worker.run("conference", w.dossier, "minutes", held, "--for", "Juf Els").out
    expect("Het gaat beter op school" in text and "Samen verder" in text, text)
    expect("Ik twijfel" not in text and "Dokter Bos" not in text and "dag" not in text, text)
    nothing = w.worker.json("conference", w.dossier, "minutes", held, "--for", "Dokter Bos")
    expect(nothing == {"when": None, "participants": [], "lines": []}, nothing)
    made = [row["subject"] for row in w.worker.json("audit", w.dossier)
            if row["action"] == "extract"]
    expect(made == [juf, arts], made)
    w.worker.run("conference", w.dossier, "minutes", day, status=2)
    w.worker.run("conference", w.dossier, "minutes", status=2)


@claim("an agenda is what is due, contested and lacking, and for a participant only of their view")
def _(w):
    task = w.add("task", "text=Bel de huisarts", "due=2026-11-01")
    items = w.worker.json("conference", w.dossier, "agenda", "--date", "2026-11-21")["items"]
    due = [row for row in items if row["code"] == "due" and row["record"] == task]
    expect(due and due[0]["overdue"] and due[0]["due"] == "2026-11-01", items)
    codes = [row["code"] for row in items]
    expect(codes == sorted(codes, key=["due", "conflict", "gap"].index), codes)
    theirs = w.worker.json("conference", w.dossier, "agenda", "--for", "Dokter Bos", "--date",
                           "2026-11-21")["items"]
    ids = {row["record"] for row in theirs}
    expect(task not in ids and w.goal not in ids, theirs)


@claim("a conference with somebody who was removed, or that was removed itself")
def _(w):
    gone = w.add("professional", "name=Meester Jan")
    held = w.add("contact", "kind=conference", "when=2026-11-10T10:00:00Z", f"present={gone}",
                 "facts=Kort")
    w.worker.run("remove", w.dossier, gone, "--reason", "vergissing")
    told = w.worker.json("conference", w.dossier, "minutes", held)
    expect(all(not row["may"] for row in told["participants"]), told)
    for whom in (gone, "Meester Jan", "", "99999999-9999-4999-8999-999999999999"):
        for words in (("minutes", held), ("agenda",)):
            w.worker.run("conference", w.dossier, *words, "--for", whom, status=2)
    w.worker.run("remove", w.dossier, held, "--reason", "vergissing")
    said = w.worker.run("conference", w.dossier, "minutes", held, status=2).err
    expect("removed" in said, said)


@claim("a conclusion about nothing has an analysis of nothing")
def _(w):
    empty = w.worker.json("new", "--name", "Leeg")["dossier"]
    ask = lambda *words, **more: w.worker.json("analyse", empty, *words, **more)
    expect(ask("--snapshots") == [], "there is one")
    made = w.worker.json("add", empty, "conclusion", "adopted-on=2026-11-20")["record"]
    expect(len(ask("--snapshots")) == 1, "there is none")
    told = ask("--snapshot", "1")
    expect(told["circles"] == [] and told["leverage"] == [], told)
    w.worker.run("analyse", empty, "1", "--difference", "1")
    for number in ("0", "2", "-1", "99999999999999999999", "1.5", "een", ""):
        w.worker.run("analyse", empty, "--snapshot", number, status=1)
        w.worker.run("analyse", empty, "1", f"--difference={number}", status=1)
    w.worker.run("remove", empty, made, "--reason", "vergissing")
    expect(ask("--snapshots") == [], "it is still there")


sys.exit(claims.run(World))
