#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Documents from a shell: in, out, refused, damaged, checked and collected.

usage: test_documents.py PATH-OF-GEZIN
"""
import hashlib
import os
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time

from command import Claims, Store, expect, nobody_runs, quoted

claims = Claims("gezin/documents")
claim = claims.claim

NOWHERE = "99999999-9999-4999-8999-999999999999"
SECRET = b"geheime diagnose van Xanthippe Kwartelstaart"
LETTER = b"%PDF-1.4\n" + SECRET * 9000


class World:
    """One store with one dossier, and what is attached to it."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.store = Store(gezin, folder, "anna")
        self.dossier = self.store.json("new", "--name", "Gezin Kwartelstaart")["dossier"]
        self.letter = self.file("Brief over Xanthippe.pdf", LETTER)
        self.out = os.path.join(folder, "out")
        self.record = None

    def file(self, name, data):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as stream:
            stream.write(data)
        return path

    def clear(self):
        """Nothing lies at `out` any more."""
        if os.path.exists(self.out):
            os.unlink(self.out)

    def documents(self):
        return os.path.join(self.store.path, "documents")

    def stored(self):
        return sorted(os.listdir(self.documents()))

    def fields(self, record):
        shown = self.store.json("show", self.dossier, "--kind", "document")["records"]
        return next(r["fields"] for r in shown if r["id"] == record)

    def refuse(self, status, *words, **more):
        """Refused with this status; store and folders are as they were."""
        before = (self.store.content(), self.stored(), sorted(os.listdir(self.folder)))
        answer = self.store.run(*words, status=status, **more)
        expect(answer.out == "", f"it prints {answer.out[:100]}")
        now = (self.store.content(), self.stored(), sorted(os.listdir(self.folder)))
        expect(now == before, "something changed")

    def refuse_all(self, status, *lines):
        """The same of several lines of words, asked in one batch."""
        before = (self.store.content(), self.stored(), sorted(os.listdir(self.folder)))
        answers = self.store.batch([" ".join(quoted(word) for word in words) for words in lines],
                                   "--keep-going", status=status)
        expect(len(answers) == len(lines), answers)
        for words, answer in zip(lines, answers):
            expect(set(answer) == {"line", "status", "error"} and answer["status"] == status,
                   f"{words}: {answer}")
        now = (self.store.content(), self.stored(), sorted(os.listdir(self.folder)))
        expect(now == before, "something changed")

    def events(self):
        return [(e["action"], e["subject"]) for e in self.store.json("audit", self.dossier)]


@claim("a file is attached with what follows from it")
def _(w):
    answer = w.store.json("document", "add", w.dossier, w.letter, "received-from=School")
    expect(set(answer) == {"dossier", "record", "commit"} and answer["commit"], answer)
    w.record = answer["record"]
    digest = hashlib.sha256(LETTER).hexdigest()
    expect(w.fields(w.record) == {
        "title": "Brief over Xanthippe.pdf", "received-from": "School", "file": digest,
        "sha256": digest, "bytes": str(len(LETTER)), "mime": "application/pdf"},
        w.fields(w.record))
    expect(("document-added", w.record) in w.events(), w.events())


@claim("what lies in the store is for its owner and holds nothing readable")
def _(w):
    expect(len(w.stored()) == 1, w.stored())
    expect(stat.S_IMODE(os.stat(w.documents()).st_mode) == 0o700, "the folder")
    for folder, _, names in os.walk(w.store.path):
        for name in names:
            path = os.path.join(folder, name)
            expect(stat.S_IMODE(os.stat(path).st_mode) == 0o600, f"{name} is not for its owner")
            with open(path, "rb") as stream:
                content = stream.read()
            for word in (SECRET, b"Xanthippe", b"%PDF", hashlib.sha256(LETTER).hexdigest().encode(),
                         hashlib.sha256(LETTER).digest()):
                expect(word not in content, f"plaintext in {name}")
            expect(hashlib.sha256(LETTER).hexdigest() not in name, "the name is the digest")


@claim("it comes out as it went in for its owner alone and the reading is noted")
def _(w):
    answer = w.store.json("document", "get", w.dossier, w.record, "-o", w.out)
    expect(answer["record"] == w.record, answer)
    with open(w.out, "rb") as stream:
        expect(stream.read() == LETTER, "it is another")
    expect(stat.S_IMODE(os.stat(w.out).st_mode) == 0o600, "others may read it")
    expect(not [n for n in os.listdir(w.folder) if n.startswith(".gezin")], "something is left")
    shown = w.store.run("document", "get", w.dossier, w.record[:8], "-o", "-")
    expect(shown.bytes == LETTER, "standard output is another")
    expect(w.events().count(("document-read", w.record)) == 2, w.events())


@claim("what lies there already is not written over")
def _(w):
    older = w.file("older", b"something older")
    link = os.path.join(w.folder, "link-to-nowhere")
    os.symlink(os.path.join(w.folder, "not-there"), link)
    w.refuse(2, "document", "get", w.dossier, w.record, "-o", older)
    w.refuse_all(2, *(["document", "get", w.dossier, w.record, "-o", target]
                      for target in (older, link, w.folder, "/dev/null")))
    with open(older, "rb") as stream:
        expect(stream.read() == b"something older", "it was written over")
    os.unlink(link)


@claim("nothing is written into the folder of the store nor attached from it")
def _(w):
    ways = [w.store.path, os.path.join(w.folder, "way-in"),
            os.path.join(w.folder, "map-2", "..", os.path.basename(w.store.path))]
    os.symlink(w.store.path, ways[1])
    os.mkdir(os.path.join(w.folder, "map-2"))
    before = {name: os.stat(os.path.join(w.store.path, name)).st_ino
              for name in os.listdir(w.store.path)}
    for way in ways:
        out, within = [], [["document", "add", w.dossier, os.path.join(way, name)]
                           for name in ("vault", "dossiers.db", "documents/" + w.stored()[0])]
        for name in ("vault", "dossiers.db", "new", "documents/new"):
            path = os.path.join(way, name)
            out += [["document", "get", w.dossier, w.record, "-o", path],
                    ["dump", w.dossier, "-o", path],
                    ["sample", "--families", "1", "--seed", "7", "-o", path]]
        for words in out[:3]:
            w.refuse(2, *words)
        w.refuse(4, *within[0])
        w.refuse_all(2, *out)
        w.refuse_all(4, *within)
    after = {name: os.stat(os.path.join(w.store.path, name)).st_ino
             for name in os.listdir(w.store.path)}
    expect(after == before, f"{before} {after}")
    w.store.run("dump", w.dossier, "-o", os.path.join(w.store.path, "..", "beside.xml"))
    os.unlink(ways[1])


@claim("the same content is stored once and a title can be given")
def _(w):
    copy = w.file("copy", LETTER)
    record = w.store.json("document", "add", w.dossier, copy, "title=Nogmaals",
                          "--why", "tweede keer")["record"]
    expect(w.fields(record)["title"] == "Nogmaals", w.fields(record))
    expect(len(w.stored()) == 1, w.stored())


@claim("an empty file is a document too")
def _(w):
    record = w.store.json("document", "add", w.dossier, w.file("leeg", b""))["record"]
    w.clear()
    w.store.run("document", "get", w.dossier, record, "-o", w.out)
    expect(os.path.getsize(w.out) == 0, "it is not empty")


@claim("undo takes the document out of the dossier and keeps its file")
def _(w):
    record = w.store.json("document", "add", w.dossier, w.file("kort", b"kort"))["record"]
    before = w.stored()
    w.store.run("undo", w.dossier)
    shown = w.store.json("show", w.dossier, "--kind", "document")["records"]
    expect(record not in [r["id"] for r in shown], "it still shows")
    w.store.run("document", "check", "--collect")
    expect(w.stored() == before, "its file is gone")


@claim("wrong use is status 2")
def _(w):
    for words in (["add", w.dossier], ["get", w.dossier, w.record, "-o", "-", "--json"]):
        w.refuse(2, "document", *words)
    w.refuse_all(2, *(["document", *words] for words in (
        ["add", w.dossier], ["get", w.dossier, w.record], ["get", w.dossier],
        ["add", w.dossier, "-"], ["add", w.dossier, w.letter, "bytes=3"],
        ["add", w.dossier, w.letter, "file=" + 64 * "a"], ["add", w.dossier, w.letter, "nofield=x"],
        ["add", w.dossier, os.path.join(w.folder, "Kwartelstaart")],
        ["get", w.dossier, w.record, "-o", "-"], ["remove", w.dossier])))


@claim("a dossier or record that is not there is status 1")
def _(w):
    w.clear()
    w.refuse(1, "document", "add", NOWHERE, w.letter)
    w.refuse(1, "document", "get", w.dossier, NOWHERE, "-o", w.out)
    w.refuse(1, "document", "get", w.dossier, w.dossier, "-o", w.out)


@claim("what is no file is refused at once")
def _(w):
    pipe, folder = os.path.join(w.folder, "pipe"), os.path.join(w.folder, "map")
    os.mkfifo(pipe)
    os.mkdir(folder)
    paths = [pipe, folder, "/dev/null", "/dev/zero"]
    for number, target in enumerate(list(paths)):
        link = os.path.join(w.folder, f"link-{number}")
        os.symlink(target, link)
        paths.append(link)
    w.refuse(4, "document", "add", w.dossier, pipe, timeout=20)
    w.refuse_all(4, *(["document", "add", w.dossier, path] for path in paths))
    link = os.path.join(w.folder, "link-to-nothing")
    os.symlink("/nowhere", link)
    w.refuse(2, "document", "add", w.dossier, link)


@claim("a file of 3 GiB is refused before anything is written")
def _(w):
    path = w.file("groot", b"")
    os.truncate(path, 3 << 30)
    begin = time.monotonic()
    w.refuse(4, "document", "add", w.dossier, path)
    expect(time.monotonic() - begin < 20, "it was read")
    os.unlink(path)


@claim("a value that does not fit leaves no file")
def _(w):
    w.refuse(4, "document", "add", w.dossier, w.file("ander", b"ander"), "kind=Muizengat")


def writer_of(path):
    """A process that writes into the file without end."""
    return subprocess.Popen([sys.executable, "-c", (
        "import sys\nwith open(sys.argv[1], 'r+b', 0) as f:\n"
        "    while True:\n        f.seek(0)\n        f.write(b'x')\n"), path])


@claim("a file that changes while it is read is refused")
def _(w):
    path = w.file("onrustig", bytes(60 << 20))
    writer = writer_of(path)
    try:
        time.sleep(0.3)
        w.refuse(4, "document", "add", w.dossier, path)
    finally:
        writer.kill()
        writer.wait()
    os.unlink(path)


@claim("a file that may not be read is status 6")
def _(w):
    other = Store(w.gezin, w.folder, "unreadable")
    other.run("new", "--name", "Gezin Muizengat")
    dossier = other.json("list")[0]["id"]
    path = w.file("unreadable.pdf", LETTER)
    os.chmod(path, 0o000)
    nobody = nobody_runs(w, other)
    if nobody is None:
        return "SKIP setpriv is not installed"
    other.run("document", "add", dossier, path, status=6, **nobody)
    expect(other.run("document", "check", "--json", **nobody).json()["documents"] == 0, "attached")
    os.chmod(path, 0o644)
    other.run("document", "add", dossier, path, **nobody)
    return None


@claim("a full disk is status 6 and leaves nothing")
def _(w):
    path = w.file("veel", os.urandom(9 << 20))
    room = os.path.getsize(os.path.join(w.store.path, "dossiers.db")) + (4 << 20)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    w.refuse(6, "document", "add", w.dossier, path, preexec_fn=limit)
    record = w.store.json("document", "add", w.dossier, path)["record"]
    before = w.store.content()
    w.clear()
    w.store.run("document", "get", w.dossier, record, "-o", w.out, status=6, preexec_fn=limit)
    expect(not [n for n in os.listdir(w.folder) if n.startswith(".gezin")], "something is left")
    expect(w.store.content() == before, "changed")


@claim("a target that cannot be written is refused")
def _(w):
    w.refuse(6, "document", "get", w.dossier, w.record, "-o",
             os.path.join(w.folder, "nowhere", "out"))
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [w.gezin.path, "document", "get", "--store", w.store.path, "--passphrase-file",
             w.store.secret, w.dossier, w.record, "-o", "-"], stdout=full, stderr=subprocess.PIPE,
            check=False)
    expect(done.returncode == 6 and done.stderr.count(b"\n") == 1, done)


@claim("a signal stops it and leaves no plaintext")
def _(w):
    path = w.file("lang", os.urandom(200 << 20))
    record = w.store.json("document", "add", w.dossier, path)["record"]
    os.unlink(path)
    w.clear()
    for number in (signal.SIGINT, signal.SIGTERM):
        begun = subprocess.Popen(
            [w.gezin.path, "document", "get", "--store", w.store.path, "--passphrase-file",
             w.store.secret, w.dossier, record, "-o", w.out], stderr=subprocess.PIPE)
        while begun.poll() is None and not [n for n in os.listdir(w.folder)
                                            if n.startswith(".gezin")]:
            time.sleep(0.001)
        begun.send_signal(number)
        said = begun.communicate(timeout=60)[1]
        expect(begun.returncode == 6 and said.count(b"\n") == 1, f"{begun.returncode} {said}")
        expect(not [n for n in os.listdir(w.folder) if n.startswith(".gezin")], "plaintext is left")
        expect(not os.path.exists(w.out), "half a file is left")


def damaged(w, name, change):
    """A copy of the store, whose largest document is changed; the copy, and a record that names it."""
    path = os.path.join(w.folder, name)
    shutil.copytree(w.store.path, path)
    other = Store(w.gezin, w.folder, name, init=False)
    record = next(r for r in other.json("show", w.dossier, "--kind", "document")["records"]
                  if r["fields"].get("bytes") == str(len(LETTER)))
    folder = os.path.join(path, "documents")
    file = next(os.path.join(folder, n) for n in os.listdir(folder)
                if len(LETTER) < os.path.getsize(os.path.join(folder, n)) < len(LETTER) + 1000)
    change(file, folder)
    return other, record["id"]


def flip(path, _):
    with open(path, "r+b") as stream:
        stream.seek(200000)
        byte = stream.read(1)
        stream.seek(200000)
        stream.write(bytes([byte[0] ^ 1]))


@claim("a damaged cut swapped or missing file is status 5 and check names its record")
def _(w):
    def cut(path, _):
        os.truncate(path, os.path.getsize(path) - 65553)

    def swap(path, folder):
        other = next(os.path.join(folder, n) for n in sorted(os.listdir(folder))
                     if os.path.join(folder, n) != path)
        os.replace(other, path)

    for name, change, states in (("flipped", flip, {"damaged"}), ("cut", cut, {"damaged"}),
                                 ("swapped", swap, {"damaged", "missing"}),
                                 ("missing", lambda path, _: os.unlink(path), {"missing"})):
        other, record = damaged(w, name, change)
        target = os.path.join(w.folder, "never")
        other.run("document", "get", w.dossier, record, "-o", target, status=5)
        expect(not os.path.exists(target), f"{name}: something was written")
        answer = other.run("document", "check", "--json", status=1).json()
        expect(answer["verdict"] == "bad" and answer["bad"] >= 1, answer)
        bad = [f for f in answer["findings"] if f["state"] in ("damaged", "missing")]
        expect({f["state"] for f in bad} == states, f"{name}: {bad}")
        expect(any(f["record"] == record and f["dossier"] == w.dossier for f in bad), bad)
        other.run("document", "check", status=1)
        shutil.rmtree(other.path)


@claim("attaching the same file again makes a damaged document whole")
def _(w):
    other, record = damaged(w, "mended", flip)
    other.run("document", "add", w.dossier, w.letter)
    w.clear()
    other.run("document", "get", w.dossier, record, "-o", w.out)
    with open(w.out, "rb") as stream:
        expect(stream.read() == LETTER, "it is another")
    other.run("document", "check")
    shutil.rmtree(other.path)


@claim("what nobody needs is told and collected and the rest stays")
def _(w):
    for name in ("new", "0123456789abcdef"):
        with open(os.path.join(w.documents(), name), "wb") as stream:
            stream.write(b"left by a crash")
    before = w.store.json("document", "check")
    expect([f["state"] for f in before["findings"]] == ["stray", "stray"], before)
    expect(before["verdict"] == "good" and before["documents"] == len(w.stored()) - 2, before)
    after = w.store.json("document", "check", "--collect")
    expect(after["collected-files"] == 2 and after["collected-documents"] == 0, after)
    expect(w.store.json("document", "check")["findings"] == [], "something is left")
    w.store.run("audit", "verify")


@claim("a dossier that came without its files says which are absent")
def _(w):
    dump = w.file("along.xml", w.store.run("dump", w.dossier).bytes)
    other = Store(w.gezin, w.folder, "bram")
    other.run("load", dump)
    answer = other.json("document", "check")
    expect({f["state"] for f in answer["findings"]} == {"absent"} and answer["bad"] == 0, answer)
    other.run("document", "get", w.dossier, w.record, "-o", os.path.join(w.folder, "never"),
              status=1)
    other.run("document", "add", w.dossier, w.letter)
    w.clear()
    other.run("document", "get", w.dossier, w.record, "-o", w.out)


@claim("documents work in a batch")
def _(w):
    lines = [f"document add {w.dossier} '{w.letter}' title=Batch", "document check",
             f"document get {w.dossier} {w.record} -o '{w.out}'"]
    w.clear()
    documents = w.store.batch(lines)
    expect(documents[1]["verdict"] == "good" and documents[2]["path"] == w.out, documents)
    w.store.run("batch", stdin=f"document get {w.dossier} {w.record} -o -\n".encode(), status=2)


if __name__ == "__main__":
    sys.exit(claims.run(World))
