#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The monitor: the published figures, against a slow and simple count over dumps, and what leaves.

usage: test_monitor.py GEZIN SOURCE-ROOT
"""
import csv
import datetime
import io
import os
import random
import sys
import types
import xml.etree.ElementTree
import zipfile

from command import Claims, Store, expect
from slow_attacker import Attacker
from slow_monitor import Dossier, Family, day, random_family, slow_count, some_day

ROUNDS = int(os.environ.get("GEZIN_TEST_ROUNDS", "4"))

claims = Claims("monitor")
claim = claims.claim


def setup(gezin, folder):
    return types.SimpleNamespace(gezin=gezin, folder=folder)


def store_of(w, name):
    return Store(w.gezin, w.folder, name, role="lead")


def load(w, store, dossiers):
    paths = []
    for number, dossier in enumerate(dossiers):
        paths.append(os.path.join(w.folder, f"{os.path.basename(store.path)}-{number}.xml"))
        with open(paths[-1], "w", encoding="utf-8") as stream:
            stream.write(dossier.xml())
    answer = store.json("load", *paths)
    expect(all(not one["parked"] for one in answer["dossiers"]), "something was parked")


def expect_same(said, slow, where):
    for key, value in slow.items():
        if key == "measures-by-type":
            ours = {kind: n for kind, n in said[key].items() if n}
        elif key == "opening":
            ours = said["reconciliation"]["opening"]
        else:
            ours = said[key]
        expect(ours == value, f"{where}: {key} is {ours}, the slow count says {value}")


# The published quarter.


@claim("programme/the-published-figures-come-out")
def published(w):
    w.programme = store_of(w, "programme")
    w.programme.run("sample", "--programme", "2024-q2", "--json", timeout=280)
    said = w.programme.json("monitor", "--from", "2024-04-01", "--until", "2024-06-30")
    for key, value in {"ever": 1268, "active": 812, "ended": 456, "registered": 566,
                       "registered-without-children": 76, "measures": 109,
                       "families-with-measure": 96, "measures-percent": 8.6,
                       "without-children-percent": 13.4, "started": 515, "restarted": 51}.items():
        expect(said[key] == value, f"{key} is {said[key]}")
    expect(said["reconciliation"] == {
        "opening": 702, "in": 566, "out": 456, "closing": 812, "difference": 0, "started": 515,
        "restarted": 51, "ever-before": 753}, f"the line says {said['reconciliation']}")
    expect(sum(said["measures-by-type"].values()) == 109, "measures by type")
    notes = " ".join(said["notes"])
    for word in ("13.5 was published", "13.4", "753", "515"):
        expect(word in notes, f"no note says {word}")
    earlier = w.programme.json("monitor", "--from", "2023-10-01", "--until", "2023-12-31")
    expect(earlier["ever"] == 753 and earlier["measures-percent"] == 5.0,
           f"at the end of 2023: {earlier['ever']}, {earlier['measures-percent']}")
    text = w.programme.run("monitor", "--from", "2024-04-01", "--until", "2024-06-30").out
    for word in ("1268", "812", "456", "566", "76", "109", "8.6", "13.4", "96"):
        expect(word in text.replace("\t", " ").split(), f"the text lacks {word}")


@claim("programme/quarters-add-up")
def quarters(w):
    said = w.programme.json("monitor", "--from", "2023-01-01", "--until", "2024-06-30",
                            "--by", "quarter")
    series = said["series"]
    expect(len(series) == 6 and series[-1]["until"] == "2024-06-30", "six quarters")
    for key in ("ended", "started", "restarted", "registrations", "handovers", "told-again"):
        expect(sum(one[key] for one in series) == said[key], f"{key} of the parts")
    for one, after in zip(series, series[1:]):
        expect(one["active"] == after["reconciliation"]["opening"], "a stock that jumps")
    for one in series:
        line = one["reconciliation"]
        expect(line["opening"] + line["started"] + line["restarted"] - line["out"]
               == line["closing"], f"{one['from']} does not close")


@claim("programme/another-seed-is-another-population-with-the-same-figures")
def seeds(w):
    folder = os.path.join(w.folder, "seed")
    w.gezin.run("sample", "--programme", "2024-q2", "--seed", "7", "-o", folder)
    names = sorted(os.listdir(folder))
    expect(len(names) == 1268, f"{len(names)} files")
    with open(os.path.join(folder, names[0]), encoding="utf-8") as stream:
        other = stream.read()
    families = []
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            families.append(Family(stream.read()))
    said = slow_count(families, day("2024-04-01"), day("2024-06-30"))
    expect([said[key] for key in ("ever", "active", "ended", "registered",
                                  "registered-without-children", "measures")]
           == [1268, 812, 456, 566, 76, 109], f"seed 7 gives {said}")
    expect(all(one not in other for one in w.programme.ids()[:3]), "the same families")


# Against the slow count.


def random_store(w, seed):
    chance = random.Random(seed)
    store = store_of(w, f"random-{seed}")
    families = [random_family(chance) for _ in range(25)]
    load(w, store, families)
    return chance, store, [family.id for family in families]


@claim("count/equals-a-slow-and-simple-one")
def property_of_counts(w):
    for seed in range(ROUNDS):
        chance, store, ids = random_store(w, seed)
        periods = []
        for _ in range(12):
            start = chance.choice([some_day(chance), day("2024-04-01"), day("2024-02-29")])
            periods.append((start, start + datetime.timedelta(
                days=chance.choice([0, 1, 30, 90, 366]))))
        answers = store.batch([f"dump {one}" for one in ids] + [
            f"monitor --from {start} --until {end}" for start, end in periods])
        families = [Family(answer["xml"]) for answer in answers[:len(ids)]]
        for (start, end), said in zip(periods, answers[len(ids):]):
            expect_same(said, slow_count(families, start, end), f"seed {seed}, {start} to {end}")
        w.store = store


@claim("count/follows-what-is-written")
def follows(w):
    store = store_of(w, "following")
    period = ("monitor", "--from", "2024-01-01", "--until", "2024-12-31")

    def figures():
        said = store.json(*period)
        return [said[key] for key in ("ever", "active", "ended", "measures")]

    one = store.json("new", "--name", "Een")["dossier"]
    expect(figures() == [0, 0, 0, 0], "opened today")
    store.json("set", one, one, "opened=2024-02-29")
    expect(figures() == [1, 1, 0, 0], f"opened: {figures()}")
    measure = store.json("add", one, "measure", "type=ots", "imposed-on=2024-03-01")["record"]
    store.json("set", one, one, "closed=2024-12-31")
    expect(figures() == [1, 0, 1, 1], f"closed on the last day: {figures()}")
    store.json("undo", one)
    store.json("remove", one, measure, "--reason", "vergissing")
    expect(figures() == [1, 1, 0, 0], f"undone and removed: {figures()}")
    two = store.json("new", "--name", "Twee")["dossier"]
    store.json("set", two, two, "opened=2024-05-01")
    expect(figures()[0] == 2, "two families")
    store.json("join", one, two)
    expect(figures()[0] == 1, "joined they are one")
    store.json("join", one, two, "--undo")
    expect(figures()[0] == 2, "parted they are two")
    store.json("erase", one, "--reason", "not-allowed")
    expect(figures()[0] == 1, "erased it is none")


@claim("count/days-are-local-days")
def local_days(w):
    chance, store = random.Random(5), store_of(w, "local")
    d = Dossier(chance)
    d.add("family", d.id, name="Gezin", opened="2024-03-31")
    person, worker = d.add("person", given_names="Kim"), d.add("professional", name="Jo")
    d.add("signal", received="2024-03-30")
    # Summer time began that night: half past ten in UTC is the next day here.
    d.add("contact", when="2024-03-31T22:30:00Z", present=[person, worker])
    load(w, store, [d])
    said = store.json("monitor", "--from", "2024-03-01", "--until", "2024-03-31")
    expect(said["helped"] == 0, "helped before it was the day")
    said = store.json("monitor", "--from", "2024-03-01", "--until", "2024-04-01")
    expect(said["helped"] == 1 and said["days-to-help"] == 2.0, f"{said['days-to-help']} days")


@claim("refusals/a-period-that-ends-before-it-starts-has-its-own-sentence")
def refusals(w):
    store = w.store
    answer = store.run("monitor", "--from", "2024-06-30", "--until", "2024-04-01", status=2)
    expect("ends before it starts" in answer.err, answer.err)
    for words in (["--from", "2024-04-01"], ["--from", "2023-02-29", "--until", "2024-01-01"],
                  ["--from", "2024-01-01", "--until", "2024-01-02", "--by", "week"],
                  ["--from", "2024-01-01", "--until", "2024-01-02", "--as", "xls", "-o", "x"],
                  ["--from", "2024-01-01", "--until", "2024-01-02", "-o", "x"],
                  ["--from", "1800-01-01", "--until", "2024-01-02", "--by", "month"],
                  ["--call-list", "--from", "2024-01-01"]):
        store.run("monitor", *words, status=2)
    store.run("sample", "--programme", "1999-q1", status=2)
    expect(store.json("monitor", "--from", "2024-02-29", "--until", "2024-02-29")["until"]
           == "2024-02-29", "one leap day is a period")


# What leaves the team.


def naively_hidden(said):
    """What is small is gone, and nothing else."""
    if isinstance(said, dict):
        return {key: naively_hidden(value) for key, value in said.items()}
    if isinstance(said, list):
        return [naively_hidden(value) for value in said]
    return None if isinstance(said, int) and not isinstance(said, bool) and 0 < said < 5 else said


def without_differences(said):
    for one in (said, *said["series"]):
        one["reconciliation"]["difference"] = None
    return said


@claim("outside/no-small-number-can-be-computed-back")
def outside(w):
    told = hidden = found = 0
    for seed in range(ROUNDS):
        _chance, store, _ids = random_store(w, 100 + seed)
        asked = [f"monitor --from 2024-01-01 --until 2024-09-30 --by {by}{how}"
                 for by in ("whole", "quarter") for how in ("", " --outside")]
        answers = store.batch(asked)
        for by, truth, said in (("whole", *answers[:2]), ("quarter", *answers[2:])):
            attacker = Attacker(said)
            low, high = dict(attacker.low), dict(attacker.high)
            expect(attacker.narrow(low, high), "what is told does not fit together")
            for i, (one, real) in enumerate(zip([said, *said["series"]], [truth, *truth["series"]])):
                for key, value in real.items():
                    if not isinstance(value, int) or isinstance(value, bool):
                        continue
                    shown = one[key]
                    expect(shown in (None, value), f"{key} became {shown}")
                    told, hidden = told + (shown is not None), hidden + (shown is None)
                    if key == "professionals-most":
                        expect(shown is None, "the most that one family has is told")
                    elif 0 < value < 5:
                        expect(shown is None, f"{key} is {value} and told")
                        expect(low[(i, key)] < high[(i, key)],
                               f"seed {seed} {by}: {key} follows: it is {value}")
                        expect(attacker.could_differ((i, key), value),
                               f"seed {seed} {by}: {key} can be nothing but {value}")
                for part, whole in (("measures-percent", "measures"), ("heard", "experiences"),
                                    ("days-to-help", "helped"), ("professionals-mean", "active")):
                    expect(one[whole] is not None or one[part] is None, f"{part} tells {whole}")
            # The same attacker on figures from which only the small ones were taken.
            naive = without_differences(naively_hidden(truth))
            bare = Attacker(naive)
            low, high = dict(bare.low), dict(bare.high)
            bare.narrow(low, high)
            found += sum(low[(i, key)] == high[(i, key)]
                         for i, one in enumerate([naive, *naive["series"]])
                         for key, value in one.items() if value is None and (i, key) in low)
        expect(not any(str(note).startswith("Registered were") and said["ever"] is None
                       for note in said["notes"]), "a note tells what is hidden")
    expect(found > 0, "the attacker finds nothing where little is hidden")
    expect(told > hidden / 3, f"{hidden} hidden, {told} told: nothing is left to read")


# Spreadsheets.


@claim("sheet/csv-reads-back")
def csv_reads(w):
    words = ("monitor", "--from", "2024-04-01", "--until", "2024-06-30", "--by", "month")
    said = w.programme.json(*words)
    raw = w.programme.run(*words, "--csv")
    expect(not raw.bytes.startswith(b"\xef\xbb\xbf"), "a mark at the start")
    expect(raw.bytes.count(b"\r\n") == raw.bytes.count(b"\n"), "line ends")
    rows = list(csv.reader(io.StringIO(raw.out, newline=""), strict=True))
    expect(len({len(row) for row in rows}) == 1, "lines of unequal length")
    table = {row[0]: row for row in rows}
    expect(rows[0][2] == "2024-04-01/2024-06-30" and len(rows[0]) == 2 + 4 + 1, f"head {rows[0]}")
    for key in ("ever", "active", "measures-percent", "heard"):
        expect(float(table[key][2]) == said[key], f"{key}: {table[key][2]}")
        expect([float(cell) for cell in table[key][3:6] if cell]
               == [one[key] for one in said["series"] if one[key] is not None], f"{key} by month")
    expect(table["reconciliation/opening"][2] == "702", "the line")
    expect(table["ever"][-1].startswith("Families with whom"), "the definition stands beside it")
    for row in rows:
        for cell in row:
            expect(cell[:1] not in "=+@\t\r" or cell == "", f"a formula: {cell[:20]}")
    w.rows = rows


@claim("sheet/ods-reads-back")
def ods_reads(w):
    path = os.path.join(w.folder, "monitor.ods")
    words = ("monitor", "--from", "2024-04-01", "--until", "2024-06-30", "--by", "month")
    w.programme.run(*words, "--as", "ods", "-o", path)
    with open(path, "rb") as stream:
        first = stream.read()
    w.programme.run(*words, "--as", "ods", "-o", path)
    with open(path, "rb") as stream:
        expect(stream.read() == first, "the same figures gave other bytes")
    expect(first[38:84] == b"application/vnd.oasis.opendocument.spreadsheet",
           "the type does not stand where it is looked for")
    table, office = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", \
        "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    with zipfile.ZipFile(path) as archive:
        expect(archive.testzip() is None, "a broken archive")
        names = archive.namelist()
        expect(names[0] == "mimetype" and archive.infolist()[0].compress_type == 0, str(names))
        listed = xml.etree.ElementTree.fromstring(archive.read("META-INF/manifest.xml"))
        expect({one.get("{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path")
                for one in listed} == {"/", "content.xml"}, "the manifest")
        content = xml.etree.ElementTree.fromstring(archive.read("content.xml"))
    rows = []
    for row in content.iter(table + "table-row"):
        rows.append(["\n".join(p.text or "" for p in cell) for cell in row])
        for cell in row:
            expect(cell.get(table + "formula") is None, "a formula")
            if cell.get(office + "value-type") == "float":
                expect(cell.get(office + "value") == cell[0].text, "a number of two minds")
    width = max(len(row) for row in rows)
    expect([row + [""] * (width - len(row)) for row in rows] == w.rows, "it says another thing")


@claim("definitions/each-figure-has-one")
def definitions(w):
    rows = w.gezin.run("monitor", "--definitions", "--json").json()
    expect(len(rows) == 26, f"{len(rows)} figures")
    for row in rows:
        expect(row["label"] != row["code"] and len(row["definition"]) > 20 and row["source"],
               f"{row['code']} is not defined")


# The call list.


def research_family(chance, **consent):
    d = Dossier(chance)
    d.add("family", d.id, name="Gezin", reference="R-1", opened="2024-01-01")
    adult = d.add("person", given_names="=1+1", family_name="Boon", birth_date="1985-03-03",
                  phone="06-00000111", household_role="mother")
    child = d.add("person", given_names="Kind", family_name="Boon", birth_date="2016-03-03",
                  phone="06-00000222", household_role="child")
    body = d.add("organisation", name="Instituut", kind="research", legal_person="true")
    fields = {"subject": adult, "given_by": adult, "purpose": "research-contact",
              "recipient": body,
              "categories": ["identity", "contact"], "decision": "given", "explicit": "true",
              "how": "signed", "given_on": "2024-01-10", "from": "2024-01-10", "law": "jeugdwet",
              "about": [adult], **consent}
    d.add("consent", **fields)
    return d, adult, child


@claim("call-list/who-said-yes-to-being-called-and-nobody-else")
def call_list(w):
    """A yes to research, to too little, of yesterday or of somebody else puts nobody on the list."""
    chance = random.Random(9)
    for name, consent in {"yes": {}, "refused": {"decision": "refused"},
                          "research": {"purpose": "research"},
                          "name-only": {"categories": ["identity"]},
                          "ended": {"until": "2024-05-31"}, "not-yet": {"from": "2024-06-02"},
                          "withdrawn": {"withdrawn_on": "2024-05-31"}}.items():
        store = store_of(w, "calls-" + name)
        d, adult, _child = research_family(chance, **consent)
        load(w, store, [d])
        rows = store.json("monitor", "--call-list", "--date", "2024-06-01")
        if name == "yes":
            expect([row["person"] for row in rows] == [adult], f"{rows}")
            expect(rows[0]["phone"] == "06-00000111", f"{rows}")
            expect("email" not in rows[0] or not rows[0]["email"], f"{rows}")
        else:
            expect(rows == [], f"{name}: {rows}")
        if name == "research":
            continue                         # nobody was asked: the dossier is not even looked at
        acts = [event["action"] for event in store.json("audit", d.id)]
        expect(acts.count("call-list") == 1, f"looked once: {acts}")
        seen = store.json("audit", d.id, "--who-saw")
        expect(any("researchers" in row["what"] for row in seen), "the family is not told")


if __name__ == "__main__":
    sys.exit(claims.run(setup))
