#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Deadlines over all dossiers, the stage and the day in the list, a calendar for others, sign-off.

usage: test_deadlines.py PATH-OF-GEZIN
"""
import os
import re
import sys

from command import Claims, Store, expect

claims = Claims("gezin/deadlines")
claim = claims.claim

DAY = "2026-11-21"
KEYS = {"dossier", "due", "code", "sentence", "record", "overdue", "reference", "name"}



class World:
    """A caseworker with two small families, and a team lead."""

    def __init__(self, gezin, folder):
        self.folder = folder
        self.store = Store(gezin, folder, "sanne", organisation="Team Noord")
        self.lead = Store(gezin, folder, "bas", role="lead", organisation="Team Noord")
        self.one = self.store.json("new", "--name", "Xanthippe Kwartelstaart")["dossier"]
        self.two = self.store.json("new", "--name", "Jansen")["dossier"]
        self.store.run("set", self.one, self.one, "reference=TN-1", "opened=2026-11-02")
        self.store.run("set", self.two, self.two, "reference=TN-2", "opened=2026-11-02")

    def add(self, dossier, kind, *fields):
        return self.store.json("add", dossier, kind, *fields)["record"]

    def deadlines(self, *words, store=None):
        return (store or self.store).json("deadlines", "--date", DAY, *words)

    def of(self, record):
        return [one for one in self.deadlines() if one["record"] == record]


@claim("one list over all dossiers, the earliest first, and what is late says so")
def _(w):
    w.task = w.add(w.one, "task", "text=Bel Xanthippe", "due=2026-11-20")
    w.later = w.add(w.two, "task", "text=Schrijf een brief", "due=2026-12-24")
    w.child = w.add(w.one, "person", "given-names=Xanthippe", "birth-date=2014-12-01",
                    "household-role=child")
    found = w.deadlines()
    expect(all(set(one) == KEYS for one in found), found[0])
    expect([one["due"] for one in found] == sorted(one["due"] for one in found), "not in order")
    expect(all(one["overdue"] == (one["due"] < DAY) for one in found), "overdue")
    expect({w.one, w.two} == {one["dossier"] for one in found}, "both dossiers")
    expect([(one["due"], one["sentence"]) for one in w.of(w.task)]
           == [("2026-11-20", "To be done: Bel Xanthippe.")], w.of(w.task))
    expect([one["due"] for one in w.of(w.child)] == ["2026-12-01", "2030-12-01", "2032-12-01"],
           w.of(w.child))


@claim("only what is due within a term")
def _(w):
    within = w.deadlines("--within", "14d")
    expect(w.task in [one["record"] for one in within], "overdue is within any term")
    expect(w.later not in [one["record"] for one in within], within)
    expect(all(one["due"] <= "2026-12-05" for one in within), within)
    expect(w.deadlines("--within", "2w") == within, "two weeks are fourteen days")
    for wrong in ("14", "d", "-1d", "14m", "99999999d"):
        w.store.run("deadlines", "--within", wrong, status=2)
    w.store.run("deadlines", "--as", "pdf", status=2)


@claim("what changes is other in the list at once, and only what is still to be done stands there")
def _(w):
    w.store.run("set", w.two, w.later, "due=2026-12-25")
    expect([one["due"] for one in w.of(w.later)] == ["2026-12-25"], w.of(w.later))
    w.store.run("set", w.two, w.later, "done-on=2026-11-20")
    expect(not w.of(w.later), w.of(w.later))
    w.store.run("undo", w.two)
    expect(len(w.of(w.later)) == 1, w.of(w.later))
    w.store.run("remove", w.two, w.later, "--reason", "dubbel")
    expect(not w.of(w.later), w.of(w.later))
    past = w.store.json("deadlines", "--date", "2026-12-02")
    expect("2026-12-01" not in [one["due"] for one in past if one["record"] == w.child],
           "a birthday that was is over")


@claim("stage and due day of the list come from it")
def _(w):
    w.add(w.one, "step", "template=integral", "step-code=signal", "started=2026-11-02",
          "finished=2026-11-03")
    rows = {row["id"]: row for row in w.store.json("list")}
    expect(rows[w.one]["stage"] == "look-at-signal", rows[w.one])
    expect(rows[w.two]["stage"] == "signal", rows[w.two])
    for row in rows.values():
        dues = [one["due"] for one in w.store.json("deadlines")
                if one["dossier"] == row["id"] and one["code"] != "retention"]
        expect(row["due"] == (min(dues) if dues else None), (row, dues))
    expect([row["id"] for row in w.store.json("list", "--due")] == [w.one], "only one is due")
    expect([row["id"] for row in w.store.json("list", "--stage", "signal")] == [w.two], "stage")
    step = [one for one in w.deadlines() if one["code"] == "step"]
    expect([(one["dossier"], one["due"]) for one in step] == [(w.one, "2026-11-10")], step)


@claim("families that were joined are one, and two again when they part")
def _(w):
    same = w.add(w.two, "person", "given-names=Xanthippe", "birth-date=2014-12-01")
    expect(len([one for one in w.deadlines() if one["code"] == "birthday"]) == 6, "two children")
    w.store.run("join", w.one, w.two)
    w.store.run("same", w.one, w.child, same)
    leader = min(w.one, w.two)
    found = [one for one in w.deadlines() if one["code"] != "retention"]
    expect({one["dossier"] for one in found} == {leader}, found)
    expect(len([one for one in found if one["code"] == "birthday"]) == 3, "one child")
    w.store.run("same", "--undo", w.one, w.child, same)
    w.store.run("join", "--undo", w.one, w.two)
    found = [one for one in w.deadlines() if one["code"] == "birthday"]
    expect(sorted({one["dossier"] for one in found}) == sorted([w.one, w.two]), found)


def unfold(data):
    """Content lines of an iCalendar file, read strictly (RFC 5545, 3.1)."""
    expect(data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b""), "line ends")
    lines = data[:-2].split(b"\r\n")
    expect(all(len(line) <= 75 for line in lines), "a line is too long")
    return re.sub(rb"\r\n[ \t]", b"", data).decode("utf-8").split("\r\n")[:-1]


def events_of(lines):
    expect(lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-1] == "END:VCALENDAR", lines)
    events, now = [], None
    for line in lines[2:-1]:
        form = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[A-Z]+)*):(.*)", line)
        expect(form is not None, line)
        name, parameters, value = form.groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            expect(now is None, "an event in an event")
            now = {}
        elif (name, value) == ("END", "VEVENT"):
            expect({"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY"} <= set(now), now)
            events.append(now)
            now = None
        elif now is not None:
            expect(name + parameters not in now, line)
            expect(not re.search(r"(?<!\\)(?:\\\\)*[;,]", value), "not escaped: " + line)
            now[name + parameters] = value
    expect(now is None, "an event without an end")
    return events


@claim("a calendar names a dossier by its reference alone, and one deadline keeps its name")
def _(w):
    path = os.path.join(w.folder, "termijnen.ics")
    w.store.run("deadlines", "--date", DAY, "--as", "ics", "-o", path)
    with open(path, "rb") as stream:
        data = stream.read()
    for word in (b"Xanthippe", b"Kwartel", b"Jansen", b"brief", b"Bel", w.one.encode()):
        expect(word not in data, word)
    events = events_of(unfold(data))
    dues = sorted(event["DTSTART;VALUE=DATE"] for event in events)
    expect(dues == sorted(one["due"].replace("-", "") for one in w.deadlines()), dues)
    uids = [event["UID"] for event in events]
    expect(len(set(uids)) == len(uids), "one name for two")
    w.store.run("set", w.one, w.task, "due=2026-11-25")
    moved = events_of(unfold(w.store.run("deadlines", "--date", DAY, "--as", "ics").bytes))
    expect(sorted(event["UID"] for event in moved) == sorted(uids), "moved, and not another")
    expect(any(event["SUMMARY"] == "TN-1: task" and event["DTSTART;VALUE=DATE"] == "20261125"
               for event in moved), moved)


@claim("a lead signs off what somebody else finished, and nobody their own work")
def _(w):
    dossier = w.store.json("new", "--name", "Pietersen")["dossier"]
    w.store.run("add", dossier, "signal", "received=2026-11-02", "text=Zorg", "urgency=regular")
    for code in ("signal", "look-at-signal"):
        w.add(dossier, "step", "template=integral", f"step-code={code}", "started=2026-11-02",
              "finished=2026-11-03")
    safety = w.add(dossier, "step", "template=integral", "step-code=direct-safety",
                   "started=2026-11-03")
    w.store.run("sign-off", dossier, "no-such-step", status=2)
    w.store.run("sign-off", dossier, "signal", status=1)
    answer = w.store.run("sign-off", dossier, "direct-safety", status=1)
    expect("role" in answer.err, answer.err)

    def bring():
        path = os.path.join(w.folder, "pietersen.xml")
        with open(path, "wb") as stream:
            stream.write(w.store.run("dump", dossier).bytes)
        w.lead.run("load", path)

    bring()
    answer = w.lead.run("sign-off", dossier, "direct-safety", status=1)
    expect("lacking" in answer.err, answer.err)
    w.store.run("set", dossier, safety, "finished=2026-11-04", "outcome=continue")
    bring()
    step = {one["code"]: one for one in w.lead.json("steps", dossier)["steps"]}["direct-safety"]
    expect({need["kind"] for need in step["needed"]} == {"step", "assessment"}, step["needed"])
    answer = w.lead.run("sign-off", dossier, "direct-safety", status=1)
    expect("lacking" in answer.err, answer.err)
    w.store.run("add", dossier, "assessment", "instrument=triage", "done-on=2026-11-20",
                "conclusion=veilig", "acute=false")
    bring()
    step = {one["code"]: one for one in w.lead.json("steps", dossier)["steps"]}["direct-safety"]
    expect([need["code"] for need in step["needed"]] == ["sign-off"], step)
    signed = w.lead.json("sign-off", dossier, "integral/direct-safety")
    expect(signed["record"] == safety, signed)
    step = {one["code"]: one for one in w.lead.json("steps", dossier)["steps"]}["direct-safety"]
    expect(step["status"] == "done", step)
    fields = {record["id"]: record["fields"] for record in w.lead.json("show", dossier)["records"]}
    expect(fields[safety]["signed-off-by"] == "Bas", fields[safety])
    w.lead.run("sign-off", dossier, "direct-safety", status=1)
    own = w.lead.json("add", dossier, "step", "template=integral", "step-code=understand-together",
                      "started=2026-11-05", "finished=2026-11-06")["record"]
    answer = w.lead.run("sign-off", dossier, own, status=1)
    expect("yourself" in answer.err, answer.err)


OWN = os.path.join(os.environ["GEZIN_DATA_DIR"], "samples", "organisation")


def asked(store, dossier, step, **more):
    steps = {one["code"]: one for one in store.json("steps", dossier, **more)["steps"]}
    return steps[step], {(one["code"], one["about"]): one for one in steps[step]["questions"]}


@claim("a region's own questions are asked at a step and answered as records")
def _(w):
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": OWN}}
    w.asked = dossier = w.store.json("new", "--name", "Smit")["dossier"]
    child = w.add(dossier, "person", "given-names=Xanthippe", "birth-date=2016-01-01",
                  "household-role=child")
    w.add(dossier, "signal", "received=2026-11-02", "text=Zorg", "urgency=regular")
    for code in ("signal", "look-at-signal"):
        w.add(dossier, "step", "template=integral", f"step-code={code}", "started=2026-11-02",
              "finished=2026-11-03")
    step, questions = asked(w.store, dossier, "direct-safety")
    expect(not questions, "without the region's folder nothing is asked")
    step, questions = asked(w.store, dossier, "direct-safety", **region)
    expect(list(questions) == [("veldermeer-vertrouwd", child)], questions)
    one = questions["veldermeer-vertrouwd", child]
    expect(set(one) == {"code", "sentence", "why", "status", "asked", "waited-for", "about", "record",
                        "answer", "answer-code", "answered-on", "answered-by", "choices"}, one)
    expect("Xanthippe" in one["sentence"] and one["why"] and one["status"] == "waits", one)
    expect([need["code"] for need in step["needed"]] == ["safety-judged", "veldermeer-vertrouwd"],
           step["needed"])
    said = w.store.run("steps", dossier, **region).out
    expect(one["sentence"] in said and one["why"] in said and "veldermeer-vertrouwd" in said, said)
    w.answer = w.add(dossier, "question", "code=veldermeer-vertrouwd", f"about={child}",
                     "answer=Oma Bep", "answered-on=2026-11-20", "answered-by=Sanne")
    step, questions = asked(w.store, dossier, "direct-safety", **region)
    one = questions["veldermeer-vertrouwd", child]
    expect((one["status"], one["record"], one["answer"], one["answered-on"], one["answered-by"])
           == ("answered", w.answer, "Oma Bep", "2026-11-20", "Sanne"), one)
    expect([need["code"] for need in step["needed"]] == ["safety-judged"], step["needed"])
    said = w.store.run("steps", dossier, **region).out
    expect("Oma Bep (20 Nov 2026, Sanne)" in said, said)


@claim("an answer on offer is known by its code or its words, and another is none")
def _(w):
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": OWN}}
    record = w.add(w.asked, "question", "code=veldermeer-tolk", "answer=maybe")
    for answer, status, code in (("maybe", "asked", None), ("not-yet", "answered", "not-yet"),
                                 ("Nee", "answered", "no"), ("yes", "answered", "yes")):
        w.store.run("set", w.asked, record, f"answer={answer}")
        one = asked(w.store, w.asked, "look-at-signal", **region)[1]["veldermeer-tolk", None]
        expect((one["status"], one["answer-code"]) == (status, code), one)
    expect([choice["code"] for choice in one["choices"]] == ["yes", "no", "not-yet"], one)


@claim("a question reads as one on a card and on paper; without the region's file by its code")
def _(w):
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": OWN}}
    shown = w.store.run("show", w.asked, "--kind", "question", **region).out
    expect("To whom can Xanthippe go when it does not go well at home?" in shown
           and "veldermeer" not in shown, shown)
    shown = w.store.run("show", w.asked, "--kind", "question").out
    expect("veldermeer-vertrouwd" in shown and "Oma Bep" in shown, shown)


@claim("an answer leaves by the rules of its record, and its past reads as it does")
def _(w):
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": OWN}}
    els = w.add(w.asked, "person", "given-names=Els", "birth-date=1986-01-01", "law=jeugdwet")
    w.store.run("set", w.asked, els, f"about={els}")
    told = w.add(w.asked, "question", "code=veldermeer-gezag-weet", "answer=not-yet",
                 "answered-on=2026-11-20", f"about={els}", "law=jeugdwet")
    w.store.run("set", w.asked, told, "answer=yes")
    answers = [w.store.json("may", w.asked, "--for", els, **more) for more in ({}, region)]
    expect(answers[0] == answers[1], "the region's file changes what may go")
    row = next(one for one in answers[1]["shared"] if one["record"] == told)
    expect("code" in row["fields"] and "answer" not in row["fields"], row)
    path = os.path.join(w.folder, "extract.txt")
    w.store.run("report", w.asked, "--kind", "extract", "--for", els, "-o", path, **region)
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    expect("Does Els know who works with the family?" in text, text)
    expect("Oma Bep" not in text and "Xanthippe" not in text, "an answer about another is in it")
    past = w.store.run("history", w.asked, told, "answer", **region).out
    expect("not talked about yet" in past and "not-yet" not in past, past)


@claim("a file that does not fit is refused with its line, and left out where it lies already")
def _(w):
    own = os.path.join(w.folder, "own")
    os.makedirs(own, exist_ok=True)
    with open(os.path.join(OWN, "questions-veldermeer.xml"), encoding="utf-8") as stream:
        good = stream.read()
    bad = good.replace("integral:plan", "integral:dance")
    line = 1 + bad[:bad.index('name="veldermeer-gezag-weet"')].count("\n")
    path = os.path.join(own, "region.xml")
    for text, status in ((good, 0), (bad, 4)):
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        answer = w.store.gezin.run("reference", "check", path, status=status)
    expect(f":{line}: veldermeer-gezag-weet: there is no step dance in integral" in answer.err,
           answer.err)
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": own}}
    expect(not asked(w.store, w.asked, "direct-safety", **region)[1], "it is left out")
    rows = w.store.gezin.run("reference", "list", "--json", **region).json()
    expect([(row["id"], row["left-out"]) for row in rows if row["own"]]
           == [("region.xml", f"region.xml:{line}: veldermeer-gezag-weet: there is no step dance in "
                "integral")], rows)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(good.replace('name="answers-veldermeer"', 'name="purpose"'))
    answer = w.store.run("steps", w.asked, status=4, **region)
    expect("region.xml:" in answer.err, answer.err)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(good)
    rows = w.store.gezin.run("reference", "list", "--json", **region).json()
    expect([(row["id"], row["left-out"]) for row in rows if row["own"]]
           == [("questions-veldermeer", None)], rows)


@claim("a file is added to the folder where it is good, and never over another")
def _(w):
    own, name = os.path.join(w.folder, "etc", "added"), "questions-veldermeer.xml"
    region = {"env": {**os.environ, "GEZIN_REFERENCE_DIR": own}}
    good, there = os.path.join(OWN, name), os.path.join(own, name)
    with open(good, encoding="utf-8") as stream:
        text = stream.read()

    def add(path, **more):
        return w.store.gezin.run("reference", "add", path, **{**region, **more})

    def put(name, content):
        path = os.path.join(w.folder, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(content)
        return path

    bad = add(put("bad.xml", text.replace("integral:plan", "integral:dance")), status=4)
    expect("there is no step dance in integral" in bad.err and not os.path.exists(own), bad.err)
    add(good)
    expect(open(there, encoding="utf-8").read() == text, "it is not what was added")
    expect(os.stat(there).st_mode & 0o777 == 0o644, "not all can read it")
    expect(asked(w.store, w.asked, "direct-safety", **region)[1], "what it asks is not asked")
    add(good)
    expect(os.listdir(own) == [name], os.listdir(own))
    add(put("other.xml", text), status=4)
    newer = text.replace('version="1"', 'version="2"', 1)
    expect(newer != text, "the sample has another version")
    answer = add(put("questions-veldermeer-2.xml", newer), status=4)
    expect("holds on a day on which" in answer.err, "beside the older one it would not be used")
    answer = add(put(name, text.replace('id="questions-veldermeer"', 'id="questions-x"')), status=2)
    expect("of which this is no newer version" in answer.err, answer.err)
    expect(os.listdir(own) == [name] and open(there, encoding="utf-8").read() == text, "changed")
    for version in (newer, newer.replace('version="2"', 'version="3"', 1)):
        add(put(name, version))
        expect(open(there, encoding="utf-8").read() == version, "it is not what was added")
    add(put(name, newer), status=2)
    kept = sorted(set(os.listdir(own)) - {name})
    expect([re.sub("[0-9]{4}-[0-9]{2}-[0-9]{2}", "DAY", one) for one in kept]
           == [name + ".until-DAY-1", name + ".until-DAY-2"], kept)
    expect([open(os.path.join(own, one), encoding="utf-8").read() for one in kept] == [text, newer],
           "what was there is not kept")
    rows = w.store.gezin.run("reference", "list", "--json", **region).json()
    expect([(row["id"], row["version"], row["left-out"]) for row in rows if row["own"]]
           == [("questions-veldermeer", "3", None)], rows)
    south = re.sub('<list name="answers-.*?</list>', "", newer, flags=re.DOTALL)
    south = re.sub('(id|name)="(questions-)?veldermeer', r'\1="\2zuid', south)
    add(put("questions-zuid.xml", south))
    without = newer.replace('version="2"', 'version="4"').replace("answers-veldermeer", "answers-new")
    answer = add(put(name, without), status=4)
    expect("answers-veldermeer" in answer.err and "questions-zuid.xml" in answer.err, answer.err)
    for wrong in ("notes.txt", ".hidden.xml"):
        add(put(wrong, text), status=2)
    add("-", status=2)
    add(os.path.join(w.folder, "nothing.xml"), status=2)
    add(put("deeper.xml", text), status=2, env={**os.environ, "GEZIN_REFERENCE_DIR": ""})
    blocked = {**os.environ, "GEZIN_REFERENCE_DIR": os.path.join(good, "below")}
    expect(add(good, status=6, env=blocked).err.count("\n") == 1, "one sentence")


@claim("what was erased stands in no list")
def _(w):
    w.store.run("erase", w.one, w.task, "--reason", "wrong-dossier")
    expect(not w.of(w.task), w.of(w.task))
    w.store.run("erase", w.one, "--reason", "wrong-dossier")
    expect(w.one not in [one["dossier"] for one in w.deadlines()], "erased")
    expect(w.two in [one["dossier"] for one in w.deadlines()], "and the other stays")


if __name__ == "__main__":
    sys.exit(claims.run(World))
