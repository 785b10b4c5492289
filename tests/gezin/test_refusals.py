#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Bad input: the exit status, one sentence without anything personal, and the store as it was.

usage: test_refusals.py PATH-OF-GEZIN
"""
import os
import shutil
import subprocess
import sys

from command import PASSPHRASE, Claims, Store, expect, nobody_runs, quoted

claims = Claims("gezin/refusals")
claim = claims.claim

NAMESPACE = "urn:gezinsdossier:dossier:1"
OTHER = "00000000-0000-4000-8000-0000000000bb"
NOWHERE = "99999999-9999-4999-8999-999999999999"


class World:
    """One store with one dossier, and what is tried on it."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.store = Store(gezin, folder, "anna")
        self.dossier = self.store.json("new", "--name", "Gezin Kwartelstaart")["dossier"]
        self.person = self.add("person", "given-names=Xanthippe", "birth-date=1990-01-01")
        self.child = self.add("person", "given-names=Noor", "birth-date=2015-01-01")
        self.before = self.store.content()

    def add(self, *words):
        return self.store.json("add", self.dossier, *words)["record"]

    def refuse(self, status, *words, **more):
        """The command answers with this status and changes nothing."""
        answer = self.store.run(*words, status=status, **more)
        expect(answer.out == "", f"it prints {answer.out[:100]}")
        expect(self.store.content() == self.before, "the store is not as it was")

    def refuse_all(self, lines):
        """Each line of (status, line) is refused with its status; nothing changes."""
        documents = self.store.batch([line for _, line in lines], "--keep-going",
                                     status=lines[0][0])
        for (status, line), document in zip(lines, documents):
            got = document.get("status") if isinstance(document, dict) else None
            expect(got == status, f"{line[:100]}: {str(document)[:200]}, not {status}")
            for secret in ("Xanthippe", "Kwartelstaart", "Muizengat", "geheime diagnose"):
                expect(secret not in document["error"], f"{line[:60]}: {document['error']}")
        expect(len(documents) == len(lines), f"{len(documents)} answers")
        expect(self.store.content() == self.before, "the store is not as it was")

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as stream:
            stream.write(data if isinstance(data, bytes) else data.encode("utf-8"))
        return path

    def copy(self, name):
        """A store of its own with the same files."""
        path = os.path.join(self.folder, name)
        shutil.copytree(self.store.path, path)
        other = Store(self.gezin, self.folder, name, init=False)
        other.known = list(self.store.known)
        return other


def dossier(records, identity=OTHER, namespace=NAMESPACE, name="Gezin Muizengat"):
    return (f'<dossier xmlns="{namespace}" id="{identity}"><record kind="family" id="{identity}">'
            f'<field name="name">{name}</field></record>{records}</dossier>')


def person(fields, identity="00000000-0000-4000-8000-0000000000cc"):
    return f'<record kind="person" id="{identity}">{fields}</record>'


# Use.

@claim("wrong use is status 2")
def _(w):
    for words in ([], ["nocommand"], ["list", "--nosuch"], ["list", "--nosuch=Kwartelstaart"],
                  ["list", "Kwartelstaart"], ["show"], ["choose", "a", "b"], ["reference"],
                  ["schema", "--rng", "--dictionary"], ["sample", "--small"],
                  ["sample", "--families", "-1"], ["sample", "--families", "Muizengat"],
                  ["sample", "--families", "2", "-o", "-"]):
        w.gezin.run(*words, status=2)


@claim("each wrong argument has its status")
def _(w):
    d, p = w.dossier, w.person
    w.refuse_all([
        (2, f"add {d} nokind text=Kwartelstaart"),
        (2, f"add {d} Kwartelstaart"),
        (2, f"set {d} {p} nofield=Kwartelstaart"),
        (2, f"set {d} {p} Kwartelstaart"),
        (2, f"set {d} {p} given-names=a given-names=b"),
        (2, f"set {d} {p} given-names=@/nowhere/Kwartelstaart"),
        (2, f"set {d} Kwartelstaart given-names=x"),
        (1, f"set {d} {NOWHERE} given-names=x"),
        (1, f"set {NOWHERE} {p} given-names=x"),
        (1, "show Kwartelstaart"),
        (2, f"show {d} --kind Kwartelstaart"),
        (2, f"check {d} --date Kwartelstaart"),
        (2, f"remove {d} {p}"),
        (2, "new"),
        (2, f"history {d} {p} Kwartelstaart"),
        (2, f"choose {d} {p} given-names Kwartelstaart"),
        (1, f"choose {d} {p} given-names 0123456789abcdef:1"),
        (2, f"add {d} person known-as="),
        (2, "load /nowhere/Kwartelstaart.xml"),
    ])


@claim("each wrong value is status 4")
def _(w):
    d, p = w.dossier, w.person
    values = ["birth-date=31 februari", "birth-date=2014-02-30", "birth-date=2014-13",
              "birth-date=01-05-2014", "birth-date=Kwartelstaart", "birth-date=1799-12-31",
              "birth-date=2201-01-01", "bsn=999990018", "bsn=000000000", "bsn=12345",
              "bsn=Kwartelstaart", "sex-at-registration=Kwartelstaart",
              "extra-categories=health,Kwartelstaart", "about=Kwartelstaart",
              f"same-as={d}", "removed=misschien", "sharing=geheime diagnose"]
    w.refuse_all([(4, f"set {d} {p} {quoted(value)}") for value in values]
                 + [(4, f"add {d} {quoted(kind)} {quoted(value)}") for kind, value in (
                     ("stay", "nights-per-fortnight=-1"), ("stay", "nights-per-fortnight=veel"),
                     ("perspective", "safety-score=11"), ("contact", "when=2026-11-21"),
                     ("document", "sha256=abc"), ("family", "name=Tweede"))])


@claim("a derived field is not written")
def _(w):
    w.refuse(4, "set", w.dossier, w.dossier, "stage=Muizengat")


@claim("a reference to a record of another kind is refused, one to nowhere too")
def _(w):
    w.refuse_all([(4, f"add {w.dossier} stay person={w.dossier} kind=home"),
                  (4, f"add {w.dossier} stay person={NOWHERE} kind=home")])


@claim("what is written once does not change")
def _(w):
    record = w.add("authority", f"child={w.child}", f"holder={w.person}", "type=parent-alone",
                   "from=2015-01-01")
    w.before = w.store.content()
    w.refuse(4, "set", w.dossier, record, "type=guardianship")


@claim("a cycle is a finding and no reason to refuse")
def _(w):
    for one, other in ((w.person, w.child), (w.child, w.person)):
        w.add("relation", f"from={one}", f"to={other}", "type=biological-parent")
    findings = w.store.json("check", w.dossier, status=1)
    expect(any("cycle" in f["code"] or "ancestor" in f["code"] for f in findings),
           [f["code"] for f in findings])
    w.before = w.store.content()


@claim("100 MB of prose is refused, from a file and from standard input")
def _(w):
    path = w.file("prose", b"")
    with open(path, "wb") as stream:
        for _ in range(100):
            stream.write(b"geheime diagnose" * 65536)
    w.refuse(4, "add", w.dossier, "working-note", "text=@" + path)
    with open(path, "rb") as stream:
        done = subprocess.run(
            [w.gezin.path, "add", "--store", w.store.path, "--passphrase-file", w.store.secret,
             w.dossier, "working-note", "text=@-"], stdin=stream, capture_output=True, check=False)
    expect(done.returncode == 4, done.stderr)
    w.refuse(4, "load", path)


@claim("a line of prose longer than it may be is refused")
def _(w):
    w.refuse(4, "set", w.dossier, w.person, "given-names=" + "Muizengat " * 1000)
    path = w.file("long", "geheime diagnose " * 200000)
    w.refuse(4, "add", w.dossier, "working-note", "text=@" + path)


@claim("text in any script with emoji and marks comes back as it was")
def _(w):
    text = ("漢字 עברית العربية ไทย देवनागरी 👩‍👩‍👧‍👦 🇳🇱 q̃ \u202eomgekeerd\u202c "
            "a\u200db zero\u200bwidth ﷺ 𝔘𝔫𝔦 é")
    record = w.add("working-note", "text=" + text)
    w.store.run("load", w.file("again.xml", w.store.run("dump", w.dossier).bytes))
    fields = [r["fields"] for r in w.store.json("show", w.dossier)["records"] if r["id"] == record]
    expect(fields[0]["text"] == text, fields)
    w.before = w.store.content()


@claim("control characters are taken out and line ends made one")
def _(w):
    record = w.add("working-note", "text=a\x01b\x0bc\r\nd\x7fe\tf")
    fields = [r["fields"] for r in w.store.json("show", w.dossier)["records"] if r["id"] == record]
    expect(fields[0]["text"] == "ab\nc\nde\tf", repr(fields[0]["text"]))
    report = w.store.json("load", w.file("control.xml", dossier(
        '<record kind="working-note" id="00000000-0000-4000-8000-0000000000dd">'
        '<field name="text">a&#x7f;b&#x85;c</field></record>')))["dossiers"][0]
    expect(report["added"] == 2 and report["dropped-characters"] >= 1, report)
    w.before = w.store.content()


@claim("text that is not UTF-8 is refused")
def _(w):
    w.refuse(4, "add", w.dossier, "working-note", "text=@" + w.file("latin", b"caf\xe9 Muizengat"))
    w.refuse(4, "batch", stdin=b"add x person given-names=\xe9Muizengat\n")


@claim("days before 1900 and after 2100 are kept")
def _(w):
    record = w.add("person", "birth-date=1850-01-01", "deceased-on=2150-12-31")
    fields = [r["fields"] for r in w.store.json("show", w.dossier)["records"] if r["id"] == record]
    expect(fields[0] == {"birth-date": "1850-01-01", "deceased-on": "2150-12-31"}, fields)
    for day in ("1850-01-01", "2150-12-31"):
        w.store.run("check", w.dossier, "--date", day, status=1)
        w.store.run("list", "--due", "--date", day)
    w.before = w.store.content()


# Hostile files.

def hostile(w, *files):
    """Each is refused as a file; the first in a process of its own, the others in one batch."""
    paths = [w.file(f"hostile-{number}.xml", data) for number, data in enumerate(files)]
    w.refuse(4, "load", paths[0])
    w.refuse_all([(4, f"load {quoted(path)}") for path in paths])
    for path in paths:
        os.unlink(path)


@claim("what is no XML is refused")
def _(w):
    hostile(
        w, b"", b"Kwartelstaart", b"\0" * 1000, b"PK\x03\x04", dossier("")[:-12],
        dossier("").replace("</record>", "", 1), "<dossier/>", "<a xmlns='x'/>",
        dossier("").encode("utf-16"),
        dossier("").replace("Muizengat", "\udc80").encode("utf-8", "surrogateescape"),
        dossier(person("<field name='phone'>a&#1;</field>")))


@claim("entities, document types and instructions are refused")
def _(w):
    inner, files = dossier("").replace("Muizengat", "&x;"), []
    for head in ('<!DOCTYPE dossier>', '<!DOCTYPE dossier [<!ENTITY x "y">]>',
                 '<!DOCTYPE dossier [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
                 '<!DOCTYPE dossier SYSTEM "http://127.0.0.1:9/x.dtd">', "<?php x?>"):
        files += [head + inner, head + dossier("")]
    laughs = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 20))
    files.append(f'<!DOCTYPE dossier [<!ENTITY a0 "lol">{laughs}]>'
                 + dossier("").replace("Muizengat", "&a19;"))
    hostile(w, *files, inner)


@claim("floods of depth, attributes, elements and text are refused")
def _(w):
    hostile(
        w, "<a>" * 100000,
        dossier("<record " + " ".join(f'a{i}="1"' for i in range(60000)) + "/>"),
        dossier("<record/>" * 1300000),
        dossier(person("<field name='phone'>" + "geheime diagnose" * 400000 + "</field>")),
        b" " * (65 * 1024 * 1024))


@claim("another namespace, kind or shape of file is refused")
def _(w):
    hostile(
        w, dossier("", namespace="urn:gezinsdossier:dossier:2"),
        dossier("", namespace="urn:iets:anders"),
        dossier('<record kind="kwartelstaart" id="' + NOWHERE + '"/>'),
        dossier("<leeg/>"),
        dossier(person("<field>Muizengat</field>")),
        dossier(person("", "geen-id")),
        dossier("", identity="geen-id"),
        f'<dossier xmlns="{NAMESPACE}" id="{NOWHERE}"/>',
        dossier(person("<field name='phone' at='x:1' in='y'>0699912345</field>")))


@claim("forged versions are refused")
def _(w):
    text = w.store.run("dump", w.dossier).out
    expect("Xanthippe" in text, text[:200])
    # The same dot with another value.
    answer = w.store.json("load", w.file("forged.xml", text.replace("Xanthippe", "Muizengat")))
    expect(answer["dossiers"][0]["refused"] >= 1, answer)
    expect(w.store.content() == w.before, "changed")


@claim("a file that is a folder or a device is refused")
def _(w):
    w.refuse(4, "load", w.folder)
    w.refuse(4, "load", "/dev/zero")


# The store.

@claim("a wrong passphrase is status 3, and many of them have to wait")
def _(w):
    other = w.copy("wrong")
    with open(other.secret, "w", encoding="utf-8") as stream:
        stream.write("een andere zin dan de goede\n")
    for _ in range(5):
        other.run("list", status=3)
    with open(other.secret, "w", encoding="utf-8") as stream:
        stream.write(PASSPHRASE + "\n")
    other.run("list", status=3)


@claim("no passphrase, an empty one and no terminal are status 2")
def _(w):
    missing = os.path.join(w.folder, "Kwartelstaart")
    w.gezin.run("list", "--store", w.store.path, "--passphrase-file", missing, status=2)
    w.gezin.run("list", "--store", w.store.path, "--passphrase-file", w.file("empty", ""), status=2)
    w.gezin.run("list", "--store", w.store.path, "--passphrase-file", w.file("x", "a" * 2000),
                status=2)
    w.gezin.run("list", "--store", w.store.path, status=2, before=["setsid"])


@claim("a store that is there is not made again, nor one with a weak passphrase or key")
def _(w):
    words = ["--name", "Xanthippe", "--organisation", "O", "--role", "lead"]
    w.refuse(2, "init", *words)
    fresh = Store(w.gezin, w.folder, "fresh", init=False)
    fresh.run("init", "--name", "Xanthippe", status=2)
    fresh.run("init", *words[:-1], "baas", status=2)
    for memory in ("1MiB", "64 MiB", "veel", "-64MiB", "999GiB", "0"):
        fresh.run("init", *words, "--kdf-memory", memory, status=2)
    with open(fresh.secret, "w", encoding="utf-8") as stream:
        stream.write("kort\n")
    fresh.run("init", *words, "--kdf-memory", "64MiB", status=2)
    expect(not os.path.exists(os.path.join(fresh.path, "dossiers.db")), "half a store")


@claim("no store is status 5")
def _(w):
    Store(w.gezin, w.folder, "nowhere", init=False).run("list", status=5)
    empty = os.path.join(w.folder, "emptyfolder")
    os.mkdir(empty)
    w.gezin.run("list", "--store", empty, status=5)


@claim("a store that is open in another program is busy")
def _(w):
    command = [w.gezin.path, "batch", "--store", w.store.path, "--passphrase-file", w.store.secret]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        process.stdin.write(b"list\n")
        process.stdin.flush()
        process.stdout.readline()
        w.store.run("list", status=5)
        process.stdin.close()
        expect(process.wait(timeout=30) == 0, "the first went wrong")
    expect(w.store.content() == w.before, "changed")


def spoil(w, name, act, status=5):
    """Does something to a copy of the store; the command answers with this status."""
    other = w.copy(name)
    act(other.path)
    other.run("list", status=status)


def cut(path, name, keep):
    with open(os.path.join(path, name), "r+b") as stream:
        stream.truncate(keep)


def flip(path, name, position):
    with open(os.path.join(path, name), "r+b") as stream:
        stream.seek(position, os.SEEK_END if position < 0 else os.SEEK_SET)
        byte = stream.read(1)
        stream.seek(position, os.SEEK_END if position < 0 else os.SEEK_SET)
        stream.write(bytes([byte[0] ^ 1]))


def rewrite(path, name, old, new):
    with open(os.path.join(path, name), "r+b") as stream:
        data = stream.read()
        expect(old in data, f"{name} has no {old}")
        stream.seek(0)
        stream.truncate()
        stream.write(data.replace(old, new))


@claim("a vault that is cut off, altered, gone or newer is status 5")
def _(w):
    spoil(w, "vault-cut", lambda path: cut(path, "vault", 200))
    spoil(w, "vault-empty", lambda path: cut(path, "vault", 0))
    spoil(w, "vault-flip", lambda path: flip(path, "vault", 300))
    spoil(w, "vault-gone", lambda path: os.remove(os.path.join(path, "vault")))
    spoil(w, "vault-newer", lambda path: rewrite(path, "vault", b"format=1", b"format=99"))
    spoil(w, "vault-cheap", lambda path: rewrite(path, "vault", b"67108864", b"99999999999"))


@claim("a database that is cut off, altered or gone is status 5")
def _(w):
    spoil(w, "db-cut", lambda path: cut(path, "dossiers.db", 5000))
    spoil(w, "db-empty", lambda path: cut(path, "dossiers.db", 0))
    spoil(w, "db-flip", lambda path: flip(path, "dossiers.db", 100))
    spoil(w, "db-gone", lambda path: os.remove(os.path.join(path, "dossiers.db")))
    spoil(w, "db-noise", lambda path: rewrite(
        path, "dossiers.db", open(os.path.join(path, "dossiers.db"), "rb").read(), b"x" * 99999))


@claim("a plain SQLite file in place of the database is status 5 and stays as it is")
def _(w):
    import sqlite3
    other = w.copy("plain")
    path = os.path.join(other.path, "dossiers.db")
    os.remove(path)
    with sqlite3.connect(path) as database:
        database.execute("create table dossier (id, name)")
        database.execute("insert into dossier values (1, 'Kwartelstaart')")
    database.close()
    with open(path, "rb") as stream:
        before = stream.read()
    other.run("list", status=5)
    with open(path, "rb") as stream:
        expect(stream.read() == before, "it was written")


@claim("vault and database of two stores do not go together")
def _(w):
    second = Store(w.gezin, w.folder, "second")
    spoil(w, "mixed", lambda path: shutil.copy(os.path.join(second.path, "dossiers.db"), path))


@claim("a copied store folder opens, and what both write merges as two")
def _(w):
    other = w.copy("copied")
    expect(other.content() == w.before, "the copy differs")
    one = w.store.json("set", w.dossier, w.child, "known-as=hier")
    two = other.json("set", w.dossier, w.child, "known-as=daar")
    expect(one["commit"] != two["commit"], "one commit")
    path = w.file("copied.xml", other.run("dump", w.dossier).bytes)
    report = w.store.json("load", path)["dossiers"][0]
    expect((report["conflicts"], report["refused"]) == (1, 0), report)
    w.before = w.store.content()


# The machine.

@claim("a folder that may not be written is status 6 for an ordinary user")
def _(w):
    other = w.copy("readonly")
    nobody = nobody_runs(w, other)
    if nobody is None:
        return "SKIP setpriv is not installed"
    other.run("list", **nobody)
    for name in os.listdir(other.path):
        os.chmod(os.path.join(other.path, name), 0o400)
    os.chmod(other.path, 0o500)
    other.run("new", "--name", "Muizengat", status=6, **nobody)
    os.chmod(other.path, 0o000)
    other.run("list", status=6, **nobody)
    os.chmod(other.path, 0o700)
    for name in os.listdir(other.path):
        os.chmod(os.path.join(other.path, name), 0o600)
    expect(other.run("dump", w.dossier, **nobody).out == w.before[0], "changed")
    return None


@claim("a file that may not be read is status 6 for an ordinary user")
def _(w):
    other = w.copy("unreadable")
    nobody = nobody_runs(w, other)
    if nobody is None:
        return "SKIP setpriv is not installed"
    path = w.file("unreadable.xml", dossier(""))
    os.chmod(path, 0o000)
    other.run("load", path, status=6, **nobody)
    return None


def limited(w, words, extra):
    """Runs with a limit on how large a file may grow, as a full disk."""
    import resource

    size = os.path.getsize(os.path.join(w.store.path, "dossiers.db")) + extra

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    w.store.run(*words, status=6, preexec_fn=limit)


@claim("a full disk is status 6 and loses nothing")
def _(w):
    path = os.path.join(os.environ["GEZIN_DATA_DIR"], "samples", "timmer-haddad.xml")
    for extra in (0, 65536, 150000):
        limited(w, ["load", path], extra)
        expect(w.store.content() == w.before, f"changed with {extra} bytes of room")
    w.store.run("audit", "verify")


@claim("a small disk that fills up is status 6 and loses nothing")
def _(w):
    disk = os.path.join(w.folder, "disk")
    os.mkdir(disk)
    mounted = os.geteuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1500k", "none", disk], capture_output=True,
        check=False).returncode == 0
    if not mounted:
        return "SKIP no small disk can be mounted here"
    try:
        store = Store(w.gezin, disk, "small")
        kept = store.json("new", "--name", "Gezin Muizengat")["dossier"]
        before = store.content()
        store.run("sample", status=6)
        expect(store.content() == before and store.ids() == [kept], "changed")
        store.run("audit", "verify")
    finally:
        subprocess.run(["umount", disk], check=True)
    return None


@claim("a full standard output is status 6")
def _(w):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([w.gezin.path, "schema"], stdout=full, stderr=subprocess.PIPE,
                              check=False)
    expect(done.returncode == 6 and done.stderr.count(b"\n") == 1, done)


@claim("after all of it the store is whole")
def _(w):
    w.store.run("audit", "verify")
    expect(w.store.content() == w.before, "changed")


if __name__ == "__main__":
    sys.exit(claims.run(World))
