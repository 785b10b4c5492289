#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A laptop is lost: backup, drill, restore on another machine, and what the two know then.

usage: test_backup.py PATH-OF-GEZIN
"""
import os
import shutil
import sys

from command import Claims, Store, expect

claims = Claims("gezin/backup")
claim = claims.claim


class World:
    """One laptop, a folder for backups, and a second laptop that is empty."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.one = Store(gezin, folder, "anna")
        self.two = Store(gezin, folder, "twee", init=False)
        self.target = os.path.join(folder, "stick")
        os.mkdir(self.target)
        self.paper = os.path.join(folder, "papier")
        with open(self.paper, "w", encoding="utf-8") as stream:
            stream.write(self.one.init_answer["recovery-key"] + "\n")
        self.dossier = self.one.json("new", "--name", "Gezin Kwartelstaart")["dossier"]
        self.note = self.one.json("add", self.dossier, "contact", "facts=Xanthippe was thuis")["record"]
        self.backup = None

    def drill(self, *words, status=0):
        return self.one.run("drill", "--recovery-key-file", self.paper, "--json", *words,
                            status=status)

    def restore(self, store, path, *words, status=0):
        return self.gezin.run("restore", path, "--store", store.path, "--json", *words,
                              status=status)


def holds(path, word):
    with open(path, "rb") as stream:
        return word.encode() in stream.read()


@claim("a store says that it has no backup")
def _(w):
    state = w.one.json("backup", "folder")
    expect(state["own-folder"] and state["last-backup"] is None and state["due"], str(state))
    w.drill(status=1)


@claim("backup writes one file that nobody reads without a key")
def _(w):
    answer = w.one.json("backup", "-o", w.target)
    w.backup = answer["backup"]
    expect(os.path.dirname(w.backup) == w.target, w.backup)
    expect(os.stat(w.backup).st_mode & 0o077 == 0, "others can read it")
    expect(not holds(w.backup, "Kwartelstaart") and not holds(w.backup, "Xanthippe"), "plain")


@claim("a second one of an unchanged store writes nothing")
def _(w):
    answer = w.one.json("backup", "-o", w.target)
    expect(answer["unchanged"] and answer["backup"] == w.backup, str(answer))
    expect(len([n for n in os.listdir(w.target) if n.endswith(".backup")]) == 1, "two files")


@claim("the list says whose backups are")
def _(w):
    other = Store(w.gezin, w.folder, "bram")
    other.run("backup", "-o", w.target)
    verdicts = sorted(row["verdict"] for row in w.one.json("backup", "list", w.target))
    expect(verdicts == ["foreign", "ours"], str(verdicts))


@claim("a folder is chosen once and used from then on")
def _(w):
    state = w.one.json("backup", "folder", w.target)
    expect(state["folder"] == w.target and not state["own-folder"], str(state))
    w.one.run("set", w.dossier, w.note, "facts=Xanthippe was niet thuis")
    answer = w.one.json("backup")
    expect(os.path.dirname(answer["backup"]) == w.target and not answer["unchanged"], str(answer))
    w.backup = answer["backup"]


@claim("a drill opens the newest with the recovery key and leaves no trace but its event")
def _(w):
    before = sorted(os.listdir(w.target))
    answer = w.drill().json()
    expect(answer["verdict"] == "good" and answer["backup"] == w.backup, str(answer))
    expect(answer["lost"] == 0 and answer["dossiers"] == 1, str(answer))
    expect(sorted(os.listdir(w.target)) == before, "files came")
    expect(w.one.json("audit")[-1]["action"] != "restored", "audit")
    expect(any(row["action"] == "drill" for row in w.one.json("audit")), "no event")
    expect(w.one.json("backup", "folder")["last-drill"], "not remembered")


@claim("a passphrase proves nothing about the paper")
def _(w):
    w.one.run("drill", "--recovery-key-file", w.one.secret, status=3)


@claim("bad places are refused and nothing changes")
def _(w):
    before = w.one.content()
    file = os.path.join(w.folder, "foto.jpg")
    with open(file, "wb") as stream:
        stream.write(b"strand")
    link = os.path.join(w.folder, "snelkoppeling")
    os.symlink(w.target, link)
    w.one.run("backup", "-o", file, status=2)
    w.one.run("backup", "-o", link, status=2)
    w.one.run("backup", "-o", w.one.path, status=2)
    w.one.run("backup", "-o", os.path.join(w.folder, "weg", "x"), status=6)
    w.one.run("backup", "-o", "-", status=2)
    w.one.run("backup", "-o", "gezin-nowhere://host/folder", status=6)
    with open(file, "rb") as stream:
        expect(stream.read() == b"strand", "written over")
    expect(w.one.content() == before, "the store changed")


@claim("a damaged backup makes no store and fails a drill")
def _(w):
    with open(w.backup, "rb") as stream:
        good = stream.read()
    for bad in (good[:-1], good[:5000], good + b"x", good[:9000] + b"\0\0" + good[9002:], b"",
                good[:100]):
        with open(w.backup, "wb") as stream:
            stream.write(bad)
        w.restore(w.two, w.backup, "--recovery-key-file", w.paper, status=4)
        expect(not os.path.exists(w.two.path), "something was made")
    w.drill(status=4)
    with open(w.backup, "wb") as stream:
        stream.write(good)
    w.drill()


@claim("restore needs the right key and an empty folder")
def _(w):
    w.restore(w.two, w.backup, "--passphrase-file", w.paper, status=3)
    w.restore(w.two, w.one.secret, "--passphrase-file", w.one.secret, status=4)
    w.restore(w.one, w.backup, "--passphrase-file", w.one.secret, status=2)
    full = Store(w.gezin, w.folder, "vol", init=False)
    os.mkdir(full.path)
    open(os.path.join(full.path, "brief.odt"), "wb").close()
    w.restore(full, w.backup, "--passphrase-file", w.one.secret, status=2)
    expect(os.listdir(full.path) == ["brief.odt"], "something was made")


@claim("what was saved is on the new laptop, with its log")
def _(w):
    answer = w.restore(w.two, w.backup, "--recovery-key-file", w.paper).json()
    expect(answer["dossiers"] == 1 and answer["missing"] == 0, str(answer))
    w.two.known = w.one.known = []
    expect(w.two.content() == w.one.content(), "not the same")
    log = [row["action"] for row in w.two.json("audit")]
    expect("restored" in log and "create" in log, str(log))
    w.two.run("audit", "verify")
    for name in ("vault", "dossiers.db"):
        expect(os.stat(os.path.join(w.two.path, name)).st_mode & 0o077 == 0, "others can read")


@claim("a restore or an init that was cut off is taken over by the next")
def _(w):
    cut = Store(w.gezin, w.folder, "afgekapt", init=False)
    for how in ("restore", "init"):
        w.restore(cut, w.backup, "--passphrase-file", w.one.secret)
        os.rename(os.path.join(cut.path, "vault"), os.path.join(cut.path, "vault.new"))
        if how == "restore":
            w.restore(cut, w.backup, "--passphrase-file", w.one.secret)
            expect(os.path.exists(os.path.join(cut.path, "vault")), "no vault")
            # A vault that was lost is another matter: nothing there is anybody's to take away.
            os.rename(os.path.join(cut.path, "vault"), os.path.join(w.folder, "weg"))
            w.restore(cut, w.backup, "--passphrase-file", w.one.secret, status=2)
            shutil.rmtree(cut.path)
        else:
            Store(w.gezin, w.folder, "afgekapt")
            expect(os.path.exists(os.path.join(cut.path, "vault")), "no vault")


@claim("a damaged document beside the backup is told, with a command that is there")
def _(w):
    photo = os.path.join(w.folder, "foto")
    with open(photo, "wb") as stream:
        stream.write(b"x" * 9000)
    w.one.run("document", "add", w.dossier, photo)
    path = w.one.json("backup", "-o", w.target)["backup"]
    beside = [name for name in os.listdir(w.target) if name.startswith("documents-")][0]
    document = os.path.join(w.target, beside, os.listdir(os.path.join(w.target, beside))[0])
    with open(document, "r+b") as stream:
        stream.seek(5000)
        stream.write(b"?!")
    three = Store(w.gezin, w.folder, "drie", init=False)
    done = w.gezin.run("restore", path, "--store", three.path, "--passphrase-file", w.one.secret)
    expect("gezin document check" in done.out, done.out)
    four = Store(w.gezin, w.folder, "vier", init=False)
    answer = w.restore(four, path, "--passphrase-file", w.one.secret).json()
    expect((answer["damaged"], answer["missing"]) == (1, 0), answer)
    os.remove(path)
    shutil.rmtree(os.path.join(w.target, beside))


@claim("a damaged list of what was erased stops a restore, unless somebody says to go on")
def _(w):
    three = Store(w.gezin, w.folder, "bewaarder")
    dossier = three.json("new", "--name", "Gezin Rietzanger")["dossier"]
    gone = three.json("add", dossier, "contact", "facts=wat weg moet")["record"]
    place = os.path.join(w.folder, "kast")
    os.mkdir(place)
    three.run("backup", "folder", place)
    early = os.path.join(w.folder, "vroeg.backup")
    shutil.copy(three.json("backup")["backup"], early)
    three.run("erase", dossier, gone, "--reason", "not-allowed")
    shutil.copy(early, place)
    early = os.path.join(place, "vroeg.backup")
    (markers,) = [name for name in os.listdir(place) if name.startswith("erased-")]
    with open(os.path.join(place, markers), "r+b") as stream:
        stream.seek(30)
        stream.write(b"?")
    six = Store(w.gezin, w.folder, "zes", init=False)
    done = w.restore(six, early, "--passphrase-file", three.secret, status=4)
    expect("--help" in done.err and not os.path.exists(six.path), done.err)
    answer = w.restore(six, early, "--passphrase-file", three.secret, "--without-markers").json()
    expect(answer["markers-damaged"] and answer["erased"] == 0, answer)
    six.secret = three.secret
    log = [row["action"] for row in six.json("audit")]
    expect(log.count("restored-without-markers") == 1, log)
    expect(any(r["id"] == gone for r in six.json("show", dossier)["records"]), "not told")


@claim("two laptops of one backup write beside each other and lose nothing")
def _(w):
    w.one.run("set", w.dossier, w.note, "facts=de ene")
    w.two.run("set", w.dossier, w.note, "facts=de andere")
    for giver, taker in ((w.one, w.two), (w.two, w.one)):
        path = os.path.join(w.folder, "mee.xml")
        with open(path, "wb") as stream:
            stream.write(giver.run("dump", w.dossier).bytes)
        taker.json("load", path, status=None)
    for store in (w.one, w.two):
        conflicts = store.json("conflicts", w.dossier, status=None)
        values = {version["value"] for row in conflicts for version in row["versions"]}
        expect({"de ene", "de andere"} <= values, str(values))
        replicas = {version["replica"] for row in conflicts for version in row["versions"]}
        expect(len(replicas) == 2, str(replicas))


@claim("each of the two knows the other's backup for what it is")
def _(w):
    w.two.run("backup", "-o", w.target)
    verdicts = [row["verdict"] for row in w.one.json("backup", "list", w.target)]
    expect(verdicts.count("twin") == 1, str(verdicts))


@claim("a folder that went away is said in one sentence")
def _(w):
    shutil.rmtree(w.target)
    w.one.run("backup", status=6)
    expect(not w.one.json("backup", "folder")["reachable"], "reachable")
    w.one.run("backup", "folder", "-")
    expect(os.path.dirname(w.one.json("backup")["backup"]).endswith("backups"), "own")


if __name__ == "__main__":
    sys.exit(claims.run(World))
