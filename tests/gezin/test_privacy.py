#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/privacy.md names all that there is: kinds, categories, sensitivities, purposes, legal
grounds, acts of the log; and what it says of the log and of the disk holds.

usage: test_privacy.py GEZIN SOURCE-ROOT
"""
import os
import re
import subprocess
import sys
import types
import xml.etree.ElementTree

from command import Claims, Store, expect

ROOT = sys.argv[2]
PAGE = os.path.join(ROOT, "docs", "privacy.md")
NAMESPACE = "{urn:gezinsdossier:reference:1}"

# Each stands where a person's data can stand; none may be in the log or, in plain text, on disk.
WORDS = {"name": "Kanariegezin", "given": "Kanarievoor", "prose": "Kanarietekst",
         "why": "Kanariereden", "searched": "Kanariezoek", "file": "Kanariebestand",
         "content": "Kanarieinhoud", "bsn": "999990019"}

claims = Claims("privacy")
claim = claims.claim


def named(text):
    """What stands between backquotes, word by word."""
    return {word for quoted in re.findall(r"`([^`]+)`", text) for word in quoted.split()}


def missing(names, text):
    return sorted(set(names) - named(text))


def run_two(store, command, *words, **more):
    """One of the commands of two words."""
    first, second = command.split()
    return store.gezin.run(first, second, "--store", store.path, "--passphrase-file", store.secret,
                           *words, "--json", **more).json()


def setup(gezin, folder):
    with open(PAGE, encoding="utf-8") as stream:
        page = stream.read()
    return types.SimpleNamespace(gezin=gezin, folder=folder, page=page)


def dictionary(w):
    return w.gezin.run("schema", "--dictionary").out


def kinds_of(text):
    return re.findall(r"^## ([a-z][a-z-]*)$", text, re.MULTILINE)


def columns_of(text):
    """Categories and sensitivities: the columns of that name of every table."""
    found, places = {"Category": set(), "Sensitivity": set()}, {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if {name.lower() for name in found} <= {cell.lower() for cell in cells}:
            places = {name: [c.lower() for c in cells].index(name.lower()) for name in found}
        elif line.startswith("|") and places and len(cells) > max(places.values()):
            for name, place in places.items():
                if re.fullmatch(r"[a-z-]*[a-z]", cells[place]):
                    found[name].add(cells[place])
        elif not line.startswith("|"):
            places = {}
    return found


def codes_of(file, name):
    tree = xml.etree.ElementTree.parse(os.path.join(ROOT, "data", "reference", file))
    return [code.get("name") for one in tree.iter(NAMESPACE + "list") if one.get("name") == name
            for code in one.iter(NAMESPACE + "code")]


def acts():
    """What the sources put into the log."""
    found = set()
    for above, _, names in os.walk(os.path.join(ROOT, "core")):
        for name in names:
            if not name.endswith(".c"):
                continue
            with open(os.path.join(above, name), encoding="utf-8") as stream:
                text = stream.read()
            found |= set(re.findall(r"\baction = \"([a-z-]+)\"", text))
            found |= set(re.findall(r"\{ \"([a-z-]+)\", GEZIN_SEEN_", text))
            found |= set(re.findall(r"(?:audit_whole|decide|write_edits|link_\w+|write_of_record) "
                                    r"\([^;]*?\"([a-z-]+)\", error\)", text))
    return found


@claim("every kind is named")
def _(w):
    kinds = kinds_of(dictionary(w))
    expect(len(kinds) > 30 and "working-note" in kinds, kinds)
    expect(missing(kinds, w.page) == [], missing(kinds, w.page))


@claim("every category and sensitivity is named")
def _(w):
    found = columns_of(dictionary(w))
    expect(len(found["Category"]) > 15 and len(found["Sensitivity"]) > 5, found)
    for name, codes in found.items():
        expect(missing(codes, w.page) == [], (name, missing(codes, w.page)))


@claim("every purpose and legal ground is named")
def _(w):
    for file, name in (("purposes.xml", "purpose"), ("grounds.xml", "ground-article")):
        codes = codes_of(file, name)
        expect(len(codes) > 5, (file, codes))
        expect(missing(codes, w.page) == [], missing(codes, w.page))


@claim("every act of the log is named")
def _(w):
    found = acts()
    expect(len(found) > 50 and {"export", "open", "trust-peer", "remove"} <= found, sorted(found))
    expect(missing(found, w.page) == [], missing(found, w.page))


@claim("what is not named is found missing")
def _(w):
    for name in ("working-note", "mental-health", "criminal", "execute-measure", "trust-peer"):
        without = w.page.replace(f"`{name}`", "")
        expect(missing([name], without) == [name], name)


@claim("what is said of no word in the log and none in plain text on disk holds")
def _(w):
    home, temporary = (os.path.join(w.folder, name) for name in ("home", "temporary"))
    for path in (home, temporary):
        os.mkdir(path)
    paper = os.path.join(w.folder, WORDS["file"] + ".txt")
    with open(paper, "w", encoding="utf-8") as stream:
        stream.write(WORDS["content"] * 100)
    places = {"env": {**os.environ, "HOME": home, "TMPDIR": temporary, "XDG_RUNTIME_DIR": temporary}}
    store = Store(w.gezin, w.folder)
    dossier = store.json("new", "--name", WORDS["name"], **places)["dossier"]
    person = store.json("add", dossier, "person", "given-names=" + WORDS["given"],
                        "bsn=" + WORDS["bsn"], "--why", WORDS["why"], **places)["record"]
    store.json("add", dossier, "contact", "facts=" + WORDS["prose"], **places)
    run_two(store, "document add", dossier, paper, **places)
    store.json("search", WORDS["searched"], status=None, **places)
    store.json("search", "--sounds-like", WORDS["searched"], status=None, **places)
    store.json("may", dossier, "--for", person, **places)
    store.json("backup", **places)
    store.json("card", **places)
    log = store.run("audit", "--json", **places).out
    expect("sharing-asked" in log and "document-added" in log, "these acts are not in the log")
    for what, word in WORDS.items():
        expect(word.lower() not in log.lower(), f"the log has the {what}")
    looked = 0
    for top in (store.path, home, temporary):
        for above, _, names in os.walk(top):
            for name in names:
                with open(os.path.join(above, name), "rb") as stream:
                    content = stream.read()
                looked += 1
                for what, word in WORDS.items():
                    expect(word.encode() not in content and word not in name, (what, name))
    expect(looked > 5 and os.listdir(home) == [] and os.listdir(temporary) == [], looked)


@claim("of a record that was set aside and dropped the log keeps that it was")
def _(w):
    store = Store(w.gezin, w.folder, name="dropping")
    ids = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"]
    text = ('<dossier xmlns="urn:gezinsdossier:dossier:1" id="{0}">'
            '<record kind="family" id="{0}"><field name="name">Proef</field></record>'
            '<record kind="person" id="{1}"><field name="bsn">123456789</field></record>'
            '</dossier>').format(*ids)
    path = os.path.join(w.folder, "parks.xml")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    expect(len(store.json("load", path)["dossiers"][0]["parked"]) == 1, "nothing was parked")
    store.run("drop-parked", ids[1])
    last = [event for event in store.json("audit", ids[0]) if event["action"] == "drop-parked"]
    expect([event["subject"] for event in last] == [ids[1]], last)
    store.run("drop-parked", ids[1], status=1)
    expect(len([e for e in store.json("audit") if e["action"] == "drop-parked"]) == 1, "twice")


@claim("the family reads to whom a part went and for what and no code")
def _(w):
    ours = Store(w.gezin, w.folder, name="anna")
    theirs = Store(w.gezin, w.folder, "bram", "lead", organisation="Wijkteam anna")
    card, bundle = (os.path.join(w.folder, name) for name in ("bram.gezin-card", "to-bram.gezin"))
    ours_card, back = (os.path.join(w.folder, name) for name in ("anna.gezin-card", "x.asice"))
    theirs.run("card", "-o", card)
    ours.run("card", "-o", ours_card)
    peer = run_two(ours, "peer add", card)["fingerprint"]
    run_two(ours, "peer trust", peer, "--role", "lead")
    run_two(theirs, "peer trust", run_two(theirs, "peer add", ours_card)["fingerprint"])
    dossier = ours.json("new", "--name", "Proef")["dossier"]
    sent = ours.json("export", dossier, "--to", peer, "--purpose", "review", "-o", bundle)
    ours.json("recall", sent["bundle"], "--reason", "vergissing")
    theirs.json("import", bundle)
    theirs.run("open", bundle, "-o", back)
    for store, said, ground in (
            (ours, "Passed on a part of the dossier to Bram, Wijkteam anna",
             "review by lead or colleague"),
            (ours, "Asked back what had been passed on", "own work for this family"),
            (theirs, "Took in information from a file", "review by lead or colleague"),
            (theirs, "Wrote what had come from elsewhere to a file that is not encrypted",
             "own work for this family")):
        rows = store.json("audit", dossier, "--who-saw")
        expect([row["ground"] for row in rows if row["what"] == said] == [ground], (said, rows))
        expect("Did something else with the dossier" not in {row["what"] for row in rows}, rows)
        text = store.run("audit", dossier, "--who-saw").out
        expect(peer not in text and "review " in text and "coordinate-care" not in text, text)
    went = [row["recipient"] for row in ours.json("audit", dossier, "--who-saw")]
    expect("Bram, Wijkteam anna" in went and set(went) == {"Bram, Wijkteam anna", None}, went)


@claim("the program leaves no core and cannot be attached to")
def _(w):
    shown = subprocess.run(["sh", "-c", "ulimit -c unlimited 2>/dev/null; exec strace -f -e "
                            "trace=prlimit64,prctl,socket \"$0\" schema", w.gezin.path],
                           capture_output=True, text=True, check=False) \
        if os.path.exists("/usr/bin/strace") else None
    if shown is None or "+++ exited with 0" not in shown.stderr:
        return "SKIP strace cannot be used here"
    expect("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}" in shown.stderr, "cores are left")
    expect("PR_SET_DUMPABLE, SUID_DUMP_DISABLE" in shown.stderr, "it can be attached to")
    expect("AF_INET" not in shown.stderr, "it opens a connection")
    return None


sys.exit(claims.run(setup))
