#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Two stores exchange through a real WebDAV server, which is slow, full, refuses, and goes away.

usage: test_webdav.py PATH-OF-GEZIN; speaks TAP.
"""
import contextlib
import os
import subprocess
import sys

from pair import Pair
# Which knows where the tests of the command are.
from command import Claims, expect
from webdav import Apache, Bus, Wire, missing

claims = Claims("exchange/webdav")


class World(Pair):
    """Two stores, a server, and the line between."""

    def __init__(self, gezin, folder, ends):
        os.chmod(folder, 0o755)
        self.bus = Bus(folder)
        ends.callback(self.bus.stop)
        self.server = Apache(folder)
        ends.callback(self.server.kill)
        self.server.start()
        self.wire = Wire(self.server.port)
        ends.callback(self.wire.close)
        super().__init__(gezin, folder)

    @property
    def mailbox(self):
        """Its address, over the wire."""
        return f"dav://127.0.0.1:{self.wire.port}/"

    def sync(self, store, status=0, says=None):
        answer = store.run("sync", "--mailbox", self.mailbox, "--json", status=status)
        if status != 0:
            expect(says in answer.err, f"says something else: {answer.err}")
            return None
        return answer.json()

    @contextlib.contextmanager
    def dying(self, limit, way):
        """The server dies once that many bytes went that way, and is back afterwards."""
        seen = [0]

        def watch(this, data):
            if this == way:
                seen[0] += len(data)
                if seen[0] - len(data) < limit <= seen[0]:
                    self.server.kill()
                    return False
            return None

        try:
            with self.wire.watched(watch):
                yield
            expect(self.server.process is None, "the server did not die")
        finally:
            self.server.kill()
            self.server.start()

    def settle(self):
        """A server that is well, with nothing in it."""
        if self.server.process is None:
            self.server.start()
        for name in self.server.files():
            os.remove(os.path.join(self.server.www, name))


def claim(text):
    """A claim that begins with nothing on its way."""
    def keep(function):
        def begin(w):
            w.settle()
            return function(w)
        return claims.claim(text)(begin)
    return keep


def bundles(names):
    return [name for name in names if name.endswith(".gezin")]


@claim("a bundle goes over is taken in and its receipt comes back")
def _(w):
    made = w.export()
    expect(w.sync(w.one) == {"sent": 1, "arrived": 0, "left": 0}, "not sent")
    expect(w.server.files() == [made["file"]], f"there is {w.server.files()}")
    expect(w.server.read(made["file"]) == w.sealed(made), "other bytes over there")
    expect(w.sync(w.two)["arrived"] == 1, "nothing came")
    expect(w.server.files() == [] and w.server.files("taken") == [made["file"]], "not in taken/")
    taken, = w.arrived()
    expect(taken["bundle"] == made["bundle"] and taken["receipt"], str(taken))
    expect(w.sync(w.two)["sent"] == 1 and w.sync(w.one)["arrived"] == 1, "no receipt")
    receipt, = w.one.json("inbox")
    w.one.run("import", receipt["path"])
    row, = [row for row in w.one.json("ledger") if row["bundle"] == made["bundle"]]
    expect(row["receipt"] == "taken", str(row))
    expect(w.sync(w.one) == w.sync(w.two) == {"sent": 0, "arrived": 0, "left": 0}, "not at rest")


@claim("files of others and half written ones stay as they are")
def _(w):
    made = w.export()
    sealed = w.sealed(made)
    others = {"notulen.odt": b"iets", "leeg.gezin": b"", "onzin.gezin": b"geen bundel",
              "half.gezin": sealed[:len(sealed) // 2], ".bezig.gezin.part": sealed}
    for name, data in others.items():
        w.server.put(name, data)
    expect(w.sync(w.two) == {"sent": 0, "arrived": 0, "left": len(others)}, "took one")
    expect({name: w.server.read(name) for name in w.server.files()} == others, "changed one")
    w.server.put("half.gezin", sealed)
    expect(w.sync(w.two)["arrived"] == 1, "the half one became whole and was not taken")
    w.arrived()
    w.sync(w.one)


@claim("a server without room keeps nothing back that came and gets the rest later")
def _(w):
    w.sync(w.two)  # a receipt, of what was half
    made = w.export()
    with w.server.being("full"):
        w.sync(w.one, 6, "no room in the mailbox")
        expect(w.waiting() == [made["file"]], "it does not wait")
        expect(made["file"] not in "".join(w.server.files()), "something is left of it over there")
        expect(len(w.one.json("inbox")) == 1, "what came was not taken")
    expect(w.sync(w.one)["sent"] == 1 and w.server.read(made["file"]) == w.sealed(made), "not sent")


@claim("a server that lets nobody write says so and loses nothing")
def _(w):
    made = [w.export() for _ in range(2)]
    w.server.put(made[0]["file"], w.sealed(made[0]))
    with w.server.being("forbidden"):
        w.sync(w.one, 6, "cannot be written")
        w.sync(w.two, 6, "cannot be written")  # it came, and cannot go to taken/
    expect(w.waiting() == [made[1]["file"]], "it does not wait")
    expect(w.sync(w.one)["sent"] == 1, "not sent")
    w.sync(w.two)
    expect(bundles(w.server.files()) == [], f"left: {w.server.files()}")
    came = sorted(one["bundle"] for one in w.arrived())
    expect(came == sorted(one["bundle"] for one in made), "not each of them once")


@claim("a server that fails is told and tried again")
def _(w):
    made = w.export()
    with w.server.being("broken"):
        w.sync(w.one, 6, "mailbox")
    expect(made["file"] in w.waiting() and w.sync(w.one)["sent"] == 1, "not sent afterwards")


@claim("a server that asks for a password is left to the desktop")
def _(w):
    answer = w.one.run("sync", "--mailbox", f"dav://127.0.0.1:{w.server.locked}/", status=6)
    expect("asks for a password" in answer.err, answer.err)


@claim("a slow server is waited for")
def _(w):
    made = w.export()
    w.wire.bytes_a_second = 400_000
    expect(w.sync(w.one)["sent"] == 1 and w.server.read(made["file"]) == w.sealed(made), "not sent")
    expect(w.sync(w.two)["arrived"] == 1, "nothing came")
    w.wire.bytes_a_second = 0
    w.arrived()


@claim("a server that dies while it gets a bundle has nothing of it and gets it later")
def _(w):
    for share in (3, 1.2):
        made = w.export()
        with w.dying(len(w.sealed(made)) / share, "out"):
            w.sync(w.one, 6, "went away")
            expect(made["file"] not in w.server.files(), "a half one has its name")
            expect(w.waiting() == [made["file"]], "it does not wait")
        expect(w.sync(w.one)["sent"] == 1 and w.server.read(made["file"]) == w.sealed(made),
               "not sent when it was back")
        expect(not any(name.endswith(".part") for name in w.server.files()), "a part is left")


@claim("a server that dies while it gives a bundle still has it")
def _(w):
    before = [w.export()["file"] for _ in range(2)]
    w.sync(w.one)
    for share in (3, 1.2):
        with w.dying(len(w.server.read(before[0])) / share, "back"):
            w.sync(w.two, 6, "went away")
            expect(set(before) <= set(w.server.files()), "one is gone from there")
            expect(w.two.json("inbox") == [], "half of one came")
    expect(w.sync(w.two)["arrived"] == 2, "they did not come later")
    expect(set(before) <= set(w.server.files("taken")), "they are not in taken/")
    expect(len(w.arrived()) == 2, "not as many as there were")


@claim("an answer that is lost sends a bundle once and takes it once")
def _(w):
    moved = []

    def watch(way, data):
        if way == "out" and data.startswith(b"MOVE"):
            moved.append(True)
        return False if way == "back" and moved else None

    made = w.export()
    with w.wire.watched(watch):
        w.sync(w.one, 6, "mailbox")
    expect(bundles(w.server.files()) == [made["file"]], "the server did not do it")
    expect(w.sync(w.one)["sent"] == 1, "not known as sent")
    expect(bundles(w.server.files()) == [made["file"]], "it is there twice")
    moved.clear()
    with w.wire.watched(watch):
        w.sync(w.two, 6, "mailbox")
    w.sync(w.two)
    expect([one["bundle"] for one in w.arrived()] == [made["bundle"]], "not once")


@claim("several who are at it at once lose nothing and take nothing twice")
def _(w):
    wanted = [w.export()["bundle"] for _ in range(4)]
    names = []
    for _ in range(2):
        running = [subprocess.Popen(
            [w.gezin.path, "sync", "--store", store.path, "--passphrase-file", store.secret,
             "--mailbox", w.mailbox], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            for store in (w.one, w.two, w.one, w.two)]
        # A store is busy for the second of the two.
        ends = [one.wait(120) for one in running]
        expect(set(ends) <= {0, 5}, f"one failed: {ends}")
        names += [one["bundle"] for one in w.arrived()]
    w.sync(w.one)
    w.sync(w.two)
    names += [one["bundle"] for one in w.arrived()]
    expect(sorted(names) == sorted(wanted), f"{len(names)} of {len(wanted)} came")
    expect(w.waiting() == [], "something is left")


@claim("nothing but a server that is there is a mailbox")
def _(w):
    w.server.kill()
    made = w.export()
    w.sync(w.one, 6, "went away")
    for address in ("dav://127.0.0.1:1/", "onzin://nergens/"):
        answer = w.one.run("sync", "--mailbox", address, status=6)
        expect("mailbox" in answer.err and address not in answer.err, answer.err)
    expect(made["file"] in w.waiting(), "it does not wait")


if missing() is not None:
    print(f"1..0 # SKIP there is no {missing()} here; ./dev deps installs it")
    sys.exit(0)
with contextlib.ExitStack() as ends:
    sys.exit(claims.run(lambda gezin, folder: World(gezin, folder, ends)))
