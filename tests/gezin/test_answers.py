#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What the commands answer: the documents that others rely on, and the main job over two stores.

usage: test_answers.py PATH-OF-GEZIN
"""
import json
import os
import re
import sys

from command import Claims, Store, expect, quoted

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ID = re.compile(r"[0-9a-f]{16}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
DOT = re.compile(r"[0-9a-f]{16}:[1-9][0-9]*")

claims = Claims("gezin/answers")
claim = claims.claim


class World:
    """Two laptops; a dossier that begins on the first."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.one, self.two = Store(gezin, folder, "anna"), Store(gezin, folder, "bram", "lead")
        self.dossier = self.person = self.other = None

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as stream:
            stream.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    def bring(self, giver, taker, status=0):
        path = self.file("along.xml", giver.run("dump", self.dossier).bytes)
        return taker.json("load", path, status=status)


def keys(document, names):
    missing = [name for name in names.split() if name not in document]
    expect(not missing, f"no {missing} in {list(document)}")


def matches(pattern, text):
    expect(isinstance(text, str) and pattern.fullmatch(text), f"{text!r} is no {pattern.pattern}")


@claim("init prints the recovery key once and makes a store for its owner alone")
def _(w):
    keys(w.one.init_answer, "store recovery-key")
    matches(re.compile(r"([0-9A-Z]{4} ){7}[0-9A-Z]{4}"), w.one.init_answer["recovery-key"])
    for name in os.listdir(w.one.path):
        mode = os.stat(os.path.join(w.one.path, name)).st_mode & 0o777
        expect(mode & 0o077 == 0, f"{name} has mode {mode:o}")
    expect(os.stat(w.one.path).st_mode & 0o077 == 0, "others can look into the folder")


@claim("version says program and formats apart")
def _(w):
    document = w.gezin.run("--version", "--json").json()
    keys(document, "program store dossier reference")
    text = w.gezin.run("--version").out
    expect(text.startswith(f"gezin {document['program']}\n") and len(text.splitlines()) == 4, text)


@claim("an empty store has an empty list")
def _(w):
    expect(w.one.json("list") == [], "not empty")
    expect(w.one.run("list").out == "", "text")


@claim("new gives dossier, record and commit")
def _(w):
    document = w.one.json("new", "--name", "Gezin Kwartelstaart")
    keys(document, "dossier record commit")
    w.dossier = document["dossier"]
    matches(UUID, w.dossier)
    matches(ID, document["commit"])
    expect(document["record"] == w.dossier, "the root has the dossier's id")


@claim("list has the promised keys and null where nothing is known")
def _(w):
    rows = w.one.json("list")
    expect(len(rows) == 1, rows)
    expect(list(rows[0]) == "id reference name stage opened closed due".split(), list(rows[0]))
    expect(rows[0]["name"] == "Gezin Kwartelstaart" and rows[0]["closed"] is None, rows[0])
    matches(re.compile(r"\d{4}-\d\d-\d\d"), rows[0]["opened"])


@claim("list is filtered by step and by what is due")
def _(w):
    expect(w.one.json("list", "--stage", "no-such-step") == [], "stage")
    expect(w.one.json("list", "--due", "--date", "1990-01-01") == [], "due")


@claim("a dossier is found by id, by six characters of it, and by reference")
def _(w):
    w.one.run("set", w.dossier, w.dossier, "reference=KW-2026-0001")
    for name in (w.dossier, w.dossier[:6], "KW-2026-0001"):
        expect(w.one.json("show", name)["id"] == w.dossier, name)
    w.one.run("show", w.dossier[:5], status=1)


@claim("add gives dossier, record and commit")
def _(w):
    document = w.one.json("add", w.dossier, "person", "given-names=Xanthippe",
                          "family-name=Kwartelstaart", "birth-date=2014-05", "--why", "intake")
    keys(document, "dossier record commit")
    expect(document["dossier"] == w.dossier, document)
    w.person = document["record"]
    matches(UUID, w.person)
    w.other = w.one.json("add", w.dossier, "person", "given-names=Jan")["record"]


@claim("set of what is there already writes nothing and says so")
def _(w):
    before = w.one.content()
    document = w.one.json("set", w.dossier, w.person, "given-names=Xanthippe")
    expect(document["commit"] is None, document)
    expect(w.one.content() == before, "something changed")


@claim("show gives records, kinds and fields, a set as an array")
def _(w):
    w.one.run("set", w.dossier, w.person, f"about={w.person},family")
    document = w.one.json("show", w.dossier)
    expect(list(document) == ["id", "records"], list(document))
    record = [r for r in document["records"] if r["id"] == w.person][0]
    expect(list(record) == ["kind", "id", "fields"], list(record))
    expect(record["fields"]["about"] == sorted([w.person, "family"]), record["fields"])
    expect(record["fields"]["birth-date"] == "2014-05", record["fields"])
    only = w.one.json("show", w.dossier, "--kind", "person")
    expect({r["kind"] for r in only["records"]} == {"person"}, "kinds")
    text = w.one.run("show", w.dossier).out
    expect("Xanthippe" in text and w.person in text, text)


@claim("a value may come from a file or standard input, or begin with an at sign")
def _(w):
    prose = "Eerste regel\nTweede – “regel” 😊\nيوم\n"
    path = w.file("prose.txt", prose)
    note = w.one.json("add", w.dossier, "working-note", f"text=@{path}")["record"]
    w.one.run("set", w.dossier, w.other, "known-as=@@jan")
    w.one.run("add", w.dossier, "working-note", "text=@-", stdin="van invoer\n".encode())
    records = {r["id"]: r["fields"] for r in w.one.json("show", w.dossier)["records"]}
    expect(records[note]["text"].strip() == prose.strip(), records[note])
    expect(records[w.other]["known-as"] == "@jan", records[w.other])
    expect("van invoer" in [f.get("text", "").strip() for f in records.values()], "standard input")


@claim("an empty value clears a field")
def _(w):
    w.one.run("set", w.dossier, w.other, "known-as=")
    fields = [r["fields"] for r in w.one.json("show", w.dossier)["records"] if r["id"] == w.other]
    expect("known-as" not in fields[0], fields)


@claim("search gives dossier, record, kind, field and snippet, without case and diacritics")
def _(w):
    hits = w.one.json("search", "xanthippë")
    expect(len(hits) == 1, hits)
    keys(hits[0], "dossier record kind field snippet name birth-date")
    expect((hits[0]["record"], hits[0]["kind"], hits[0]["field"])
           == (w.person, "person", "given-names"), hits[0])
    expect(w.one.json("search", "xanth", "--kind", "person"), "beginning of a word")
    expect(w.one.json("search", "xanth", "--kind", "address", status=1) == [], "other kind")


@claim("history says who, when, from what, to what and why")
def _(w):
    w.one.run("set", w.dossier, w.person, "given-names=Xanthippe Maria")
    entries = w.one.json("history", w.dossier, w.person, "given-names")
    expect([e["value"] for e in entries] == ["Xanthippe Maria", "Xanthippe"], entries)
    for entry in entries:
        keys(entry, "record kind field version value before by role organisation time commit why")
        matches(DOT, entry["version"])
        matches(TIME, entry["time"])
        expect(entry["by"] == "Anna" and entry["role"] == "consultant", entry)
    expect(entries[0]["before"] == ["Xanthippe"] and entries[0]["current"], entries[0])
    expect(entries[1]["why"] == "intake" and not entries[1]["current"], entries[1])
    expect(len(w.one.json("history", w.dossier)) > len(w.one.json("history", w.dossier, w.person)),
           "the whole dossier has more")
    expect("Xanthippe Maria" in w.one.run("history", w.dossier, w.person).out, "text")


@claim("undo puts back and says how much")
def _(w):
    document = w.one.json("undo", w.dossier)
    keys(document, "dossier record commit put-back left")
    expect(document["put-back"] == 1 and document["left"] == [], document)
    entry = w.one.json("history", w.dossier, w.person, "given-names")[0]
    expect(entry["value"] == "Xanthippe", entry)


@claim("remove takes a record away and undo brings it back")
def _(w):
    document = w.one.json("remove", w.dossier, w.other, "--reason", "dubbel")
    keys(document, "dossier record commit")
    shown = {r["id"] for r in w.one.json("show", w.dossier)["records"]}
    expect(w.other not in shown, "still there")
    w.one.run("undo", w.dossier)
    expect(w.other in {r["id"] for r in w.one.json("show", w.dossier)["records"]}, "not back")


@claim("check gives record, kind, field, code and sentence, and answers 1 with findings")
def _(w):
    document = w.one.json("check", w.dossier)
    expect(document == [], document)
    w.one.run("set", w.dossier, w.person, "birth-date=2014-05-01")
    w.one.run("set", w.dossier, w.person, "deceased-on=2013-05-01")
    document = w.one.json("check", w.dossier, status=1)
    expect(document, "no finding")
    keys(document[0], "record kind field code sentence shape")
    expect(w.person in {f["record"] for f in document}, document)
    expect(not any(f["shape"] for f in document), document)
    w.one.run("undo", w.dossier)


@claim("load on another laptop reports what it did and dumps the same bytes")
def _(w):
    document = w.bring(w.one, w.two)
    keys(document, "bundle dossiers receipt")
    keys(document["dossiers"][0], "id added changed unchanged conflicts parked")
    report = document["dossiers"][0]
    expect(report["id"] == w.dossier and report["added"] >= 4 and report["parked"] == [], report)
    expect(w.one.run("dump", w.dossier).bytes == w.two.run("dump", w.dossier).bytes, "bytes differ")


@claim("loading the same again changes nothing")
def _(w):
    before = w.two.content()
    report = w.bring(w.one, w.two)["dossiers"][0]
    expect((report["added"], report["changed"], report["conflicts"]) == (0, 0, 0), report)
    expect(w.two.content() == before, "changed")


@claim("the same field changed on both sides is a conflict with both versions")
def _(w):
    w.one.run("set", w.dossier, w.person, "given-names=Xanthippe Een")
    w.two.run("set", w.dossier, w.person, "given-names=Xanthippe Twee")
    report = w.bring(w.two, w.one)["dossiers"][0]
    expect(report["conflicts"] == 1, report)
    document = w.one.json("conflicts", w.dossier, status=1)
    expect(len(document) == 1, document)
    keys(document[0], "record kind field versions")
    expect((document[0]["record"], document[0]["field"]) == (w.person, "given-names"), document)
    for version in document[0]["versions"]:
        keys(version, "version value by role time replica")
        matches(DOT, version["version"])
        expect(version["version"].startswith(version["replica"]), version)
    expect({(v["value"], v["by"]) for v in document[0]["versions"]}
           == {("Xanthippe Een", "Anna"), ("Xanthippe Twee", "Bram")}, document)
    expect("Xanthippe Een" in w.one.run("conflicts", w.dossier, status=1).out, "text")
    expect("conflicts" in w.one.run("show", w.dossier).out, "show says so")


@claim("choose takes a version as it is printed, and the other side follows")
def _(w):
    versions = w.one.json("conflicts", w.dossier, status=1)[0]["versions"]
    mine = [v["version"] for v in versions if v["by"] == "Bram"][0]
    document = w.one.json("choose", w.dossier, w.person, "given-names", mine)
    keys(document, "dossier record commit")
    expect(w.one.json("conflicts", w.dossier) == [], "conflicts left")
    w.bring(w.one, w.two)
    expect(w.one.content() == w.two.content(), "the two differ")


@claim("an item of a set taken out here and kept there is a conflict that can be chosen")
def _(w):
    w.one.run("set", w.dossier, w.person, "about=family")
    w.bring(w.one, w.two)
    w.one.run("set", w.dossier, w.person, f"about={w.person}")
    w.two.run("set", w.dossier, w.person, "about=")
    w.two.run("set", w.dossier, w.person, "about=family")
    w.bring(w.two, w.one)
    document = w.one.json("conflicts", w.dossier, status=1)
    expect([(c["field"], c["item"]) for c in document] == [("about", "family")], document)
    out = [v["version"] for v in document[0]["versions"] if v["value"] is None]
    expect(len(out) == 1, document)
    w.one.json("choose", w.dossier, w.person, "about=family", out[0])
    expect(w.one.json("conflicts", w.dossier) == [], "conflicts left")
    fields = [r["fields"] for r in w.one.json("show", w.dossier)["records"] if r["id"] == w.person]
    expect(fields[0]["about"] == [w.person], fields)


BROKEN = """<dossier xmlns="urn:gezinsdossier:dossier:1" id="{0}">
  <record kind="person" id="11111111-2222-4333-8444-555555555555">
    <field name="given-names">Muizengat</field>
    <field name="birth-date">31 februari</field>
  </record>
  <record kind="task" id="11111111-2222-4333-8444-555555555556">
    <field name="text">bellen</field>
  </record>
</dossier>
"""


@claim("a broken record is parked with its reason and the rest is taken in")
def _(w):
    path = w.file("broken.xml", BROKEN.format(w.dossier))
    report = w.one.json("load", path)["dossiers"][0]
    expect(report["added"] == 1 and len(report["parked"]) == 1, report)
    keys(report["parked"][0], "record reason")
    document = w.one.json("parked", w.dossier)
    expect(len(document) == 1, document)
    keys(document[0], "dossier record kind reason time")
    expect(document[0]["record"] == report["parked"][0]["record"], document)
    expect(w.one.json("parked") == document, "of all dossiers")


@claim("a parked record that is still wrong cannot be taken in, and can be dropped")
def _(w):
    before = w.one.content()
    w.one.run("unpark", "11111111", status=4)
    expect(w.one.content() == before and len(w.one.json("parked")) == 1, "changed")
    document = w.one.json("drop-parked", "11111111")
    keys(document, "dossier record")
    expect(w.one.json("parked") == [], "still parked")
    w.one.run("drop-parked", "11111111", status=1)


@claim("load takes several files at once and standard input")
def _(w):
    paths = []
    for number in range(3):
        text = (f'<dossier xmlns="urn:gezinsdossier:dossier:1" id="00000000-0000-4000-8000-'
                f'00000000000{number}"><record kind="family" id="00000000-0000-4000-8000-'
                f'00000000000{number}"><field name="name">Gezin {number}</field></record></dossier>')
        paths.append(w.file(f"{number}.xml", text))
    document = w.two.json("load", *paths[:2])
    expect([d["added"] for d in document["dossiers"]] == [1, 1], document)
    with open(paths[2], "rb") as stream:
        document = w.two.run("load", "-", "--json", stdin=stream.read()).json()
    expect(document["dossiers"][0]["added"] == 1, document)


@claim("of several files all are taken in or none")
def _(w):
    good = w.file("good.xml", '<dossier xmlns="urn:gezinsdossier:dossier:1" '
                  'id="00000000-0000-4000-8000-0000000000aa"><record kind="family" '
                  'id="00000000-0000-4000-8000-0000000000aa"><field name="name">Goed</field>'
                  '</record></dossier>')
    bad = w.file("bad.xml", "<dossier>Kwartelstaart")
    before = w.two.content()
    w.two.run("load", good, bad, status=4)
    expect(w.two.content() == before, "the first was taken in")
    w.two.run("load", good)


@claim("audit tells of every act, and its chain can be proven")
def _(w):
    entries = w.one.json("audit")
    for entry in entries:
        keys(entry, "number time who role action dossier hash program")
    expect([e["number"] for e in entries] == list(range(1, len(entries) + 1)), "numbers")
    acts = {e["action"] for e in entries}
    for act in ("open", "search", "dump", "load", "undo", "remove", "choose", "unpark"):
        expect(act in acts or act == "unpark", f"no {act} in {sorted(acts)}")
    mine = w.one.json("audit", w.dossier)
    expect(mine and all(e["dossier"] == w.dossier for e in mine), "of one dossier")
    document = w.one.json("audit", "verify")
    keys(document, "verdict events")
    expect(document["verdict"] == "good" and document["events"] >= len(entries), document)


@claim("batch prints one document a line for each command")
def _(w):
    documents = w.one.batch([
        "# een opmerking", "", f"add {w.dossier} task {quoted('text=bel Jan terug')}",
        f"search {quoted('bel jan')}", f"show {w.dossier} --kind task", "list"])
    expect(len(documents) == 4, documents)
    keys(documents[0], "dossier record commit")
    expect(documents[1][0]["record"] == documents[0]["record"], documents[1])


@claim("batch stops at the first failure, and what was done before stays")
def _(w):
    lines = [f"add {w.dossier} task text=eerste", f"add {w.dossier} nokind text=Kwartelstaart",
             f"add {w.dossier} task text=derde"]
    answer = w.one.run("batch", stdin="\n".join(lines).encode(), status=2)
    expect(len(answer.out.splitlines()) == 1 and "line 2" in answer.err, answer.err)
    texts = [r["fields"].get("text") for r in w.one.json("show", w.dossier)["records"]]
    expect("eerste" in texts and "derde" not in texts, texts)


@claim("batch keeps going when told, and answers for what failed")
def _(w):
    lines = [f"add {w.dossier} nokind text=Kwartelstaart", f"add {w.dossier} task text=vierde",
             "init", "batch", "'", "list --store elders"]
    answer = w.one.run("batch", "--keep-going", stdin="\n".join(lines).encode(), status=2)
    documents = [json.loads(line) for line in answer.out.splitlines()]
    expect([d.get("status") for d in documents] == [2, None, 2, 2, 2, 2], documents)
    expect(documents[0]["line"] == 1 and "Kwartelstaart" not in documents[0]["error"], documents)


@claim("batch lets an answer of no pass and ends with 1")
def _(w):
    answer = w.one.run("batch", stdin=b"search geendoordevinden\nlist\n", status=1)
    documents = [json.loads(line) for line in answer.out.splitlines()]
    expect(documents[0] == [] and len(documents) == 2, documents)


@claim("batch prints an answer when it is on disk, not at the end")
def _(w):
    import subprocess
    command = [w.gezin.path, "batch", "--store", w.one.path, "--passphrase-file", w.one.secret]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(f"add {w.dossier} task text=vijfde\n".encode())
        process.stdin.flush()
        record = json.loads(process.stdout.readline())["record"]
        process.kill()
    expect(record in {r["id"] for r in w.one.json("show", w.dossier)["records"]}, "lost")


@claim("passphrase changes the passphrase and recover opens without it")
def _(w):
    new = w.file("new", "een heel andere lange zin\n")
    expect(w.two.json("passphrase", "--new-passphrase-file", new) == {"done": True}, "answer")
    w.two.run("list", status=3)
    key = w.file("key", w.two.init_answer["recovery-key"].lower() + "\n")
    answer = w.gezin.run("recover", "--store", w.two.path, "--recovery-key-file", key,
                         "--new-passphrase-file", w.two.secret, "--json").json()
    keys(answer, "store recovery-key")
    expect(answer["recovery-key"] != w.two.init_answer["recovery-key"], "the key is not new")
    w.two.run("list")
    w.gezin.run("recover", "--store", w.two.path, "--recovery-key-file", key,
                "--new-passphrase-file", new, status=3)


@claim("schema prints RELAX NG and a dictionary without a store")
def _(w):
    expect("relaxng.org" in w.gezin.run("schema").out, "rng")
    expect("given-names" in w.gezin.run("schema", "--dictionary").out, "dictionary")
    keys(w.gezin.run("schema", "--json").json(), "rng")


@claim("may lets go what a person says yes to, and export and transfer take the same option")
def _(w):
    adult = w.one.json("add", w.dossier, "person", "given-names=Truus", "birth-date=1980-02-03")["record"]
    goal = w.one.json("add", w.dossier, "goal", "text=Rust", f"about={adult}")["record"]

    def reasons(*words):
        document = w.one.json("may", w.dossier, "--for", adult, *words)
        return {field: row["reason-code"] for row in document["withheld"] if row["record"] == goal
                for field in row["fields"]}

    expect(reasons()["text"] == "not-read-through", reasons())
    expect("text" not in reasons("--confirm", f"{w.person},{goal}"), reasons("--confirm", goal))
    expect(reasons("--confirm", w.person)["text"] == "not-read-through", "of another record")
    w.one.run("may", w.dossier, "--for", adult, "--confirm", w.dossier[:-1] + "x", status=2)
    w.one.run("may", w.dossier, "--for", adult, "--confirm", "00000000-0000-4000-8000-00000000000c",
              status=2)
    for command in ("may", "export", "transfer"):
        expect("--confirm=RECORDS" in w.gezin.run(command, "--help").out, command)


@claim("reference list names versions and days, and check says the line that is wrong")
def _(w):
    rows = w.gezin.run("reference", "list", "--json").json()
    expect(len(rows) > 5, rows)
    keys(rows[0], "id version valid-from valid-to source own")
    ours = os.path.join(os.environ["GEZIN_DATA_DIR"], "reference", "purposes.xml")
    with open(ours, encoding="utf-8") as stream:
        text = stream.read()
    w.gezin.run("reference", "check", w.file("good.xml", text.replace('version="1"', 'version="2"')))
    w.gezin.run("reference", "check", ours, status=4)
    bad = w.file("purposes.xml", text.replace('valid-from="', 'valid-from="Muizengat', 1))
    answer = w.gezin.run("reference", "check", bad, status=4)
    expect(re.search(r"line:\d+: ", answer.err), answer.err)


@claim("text for people is in the language of the locale")
def _(w):
    english = w.one.run("show", w.dossier).out
    dutch = w.one.run("show", w.dossier, env={**os.environ, "LANGUAGE": "nl"}).out
    expect("Given names" in english, english[:200])
    expect("Voornamen" in dutch and "Given names" not in dutch, dutch[:200])
    answer = w.one.run("show", "bestaatniet", status=1, env={**os.environ, "LANGUAGE": "nl"})
    expect(" de " in answer.err or " het " in answer.err, answer.err)


if __name__ == "__main__":
    sys.exit(claims.run(World))
