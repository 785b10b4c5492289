#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A mailbox on a stick that is really full, or is pulled out; and a machine that locks little memory.

usage: test_folder.py PATH-OF-GEZIN; speaks TAP.
"""
import os
import subprocess
import sys

from pair import Pair
# Which knows where the tests of the command are.
from command import Claims, expect, nobody_runs

claims = Claims("exchange/folder")
claim = claims.claim

# A file system of so many kilobytes, seen by these commands alone; what is on it at the end goes to $1.
ON_A_STICK = """
set -e
mount -t tmpfs -o size="$3"k none "$2"
cp -a "$1"/. "$2"
status=0
shift 3
"$@" || status=$?
cp -a "$STICK"/. "$KEPT"
exit $status
"""


class World(Pair):
    """And a stick, whose files are kept in a folder while it is not in."""

    def __init__(self, gezin, folder):
        super().__init__(gezin, folder)
        self.stick, self.kept = os.path.join(folder, "stick"), os.path.join(folder, "kept")
        for path in (self.stick, self.kept):
            os.mkdir(path)

    def on_a_stick(self, kilobytes):
        """What a command is to begin with, to find a stick of that size."""
        alone = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-rm"]
        return ["env", f"STICK={self.stick}", f"KEPT={self.kept}", *alone, "sh", "-c", ON_A_STICK, "sh",
                self.kept, self.stick, str(kilobytes)]

    def sync(self, store, kilobytes, status=0):
        return store.run("sync", "--mailbox", self.stick, "--json", status=status,
                         before=self.on_a_stick(kilobytes))


def may_mount(w):
    return subprocess.run([*w.on_a_stick(4096), "true"], capture_output=True, check=False).returncode == 0


@claim("a stick that is full keeps nothing of a bundle and gets it when there is room")
def _(w):
    if not may_mount(w):
        return "SKIP an ordinary user may mount nothing on this machine"
    large = w.export()
    before = w.dossier, w.person
    w.dossier = w.family(text="Rust")
    small = w.export()
    w.dossier, w.person = before
    size = len(w.sealed(large)) // 1024
    expect(len(w.sealed(small)) < 60 * 1024 < 100 * 1024 < size * 1024, "sizes that show nothing")
    answer = w.sync(w.one, 100, status=6)
    expect("no room in the mailbox" in answer.err, answer.err)
    expect(os.listdir(w.kept) == [small["file"]], f"there is {os.listdir(w.kept)}")
    expect(w.waiting() == [large["file"]], "the one that did not fit does not wait")
    w.sync(w.one, 100, status=6)  # and again
    expect(os.listdir(w.kept) == [small["file"]] and w.waiting() == [large["file"]], "not as it was")
    expect(w.sync(w.one, 1000).json()["sent"] == 1, "not sent when there was room")
    for made in (large, small):
        with open(os.path.join(w.kept, made["file"]), "rb") as stream:
            expect(stream.read() == w.sealed(made), "other bytes")
    return None


@claim("what lies on a full stick is taken in all the same")
def _(w):
    if not may_mount(w):
        return "SKIP an ordinary user may mount nothing on this machine"
    # So full that a folder taken/ hardly fits, and no receipt.
    held = sum(os.path.getsize(os.path.join(w.kept, name)) for name in os.listdir(w.kept))
    n_files = len(os.listdir(w.kept))
    answer = w.two.run("sync", "--mailbox", w.stick, "--json", status=None,
                       before=w.on_a_stick(held // 1024 + 12))
    expect(answer.status in (0, 1), answer.err)
    expect(len(w.two.json("inbox")) == n_files, "not all came")
    expect(len(w.arrived()) == n_files, "not all could be taken in")
    return None


@claim("a stick that was pulled out is told and nothing is lost")
def _(w):
    made = w.export()
    os.rename(w.stick, w.stick + "-out")
    answer = w.one.run("sync", "--mailbox", w.stick, status=6)
    expect("went away" in answer.err and w.waiting() == [made["file"]], answer.err)
    os.rename(w.stick + "-out", w.stick)
    expect(w.one.json("sync", "--mailbox", w.stick)["sent"] == 1, "not sent when it was back")


@claim("where little memory may be locked a large bundle goes and comes")
def _(w):
    plan = os.path.join(w.folder, "plan.bin")
    with open(plan, "wb") as stream:
        stream.write(os.urandom(3_000_000))
    record = w.one.json("document", "add", w.dossier, plan, "kind=family-plan")["record"]
    w.one.run("set", w.dossier, record, f"about={w.person}", "law=jeugdwet")
    ordinary = [nobody_runs(w, store) for store in (w.one, w.two)]
    if None in ordinary:
        return "SKIP there is no setpriv on this machine"

    def little(more):
        return {**more, "before": ["prlimit", "--memlock=65536:65536", *more.get("before", [])]}

    made = w.one.run("export", w.dossier, "--to", w.cards[w.two.path], "--purpose", "coordinate-care",
                     "--json", **little(ordinary[0])).json()
    expect(made["documents"] == 1, str(made))
    bundle = os.path.join(w.folder, "groot.gezin")
    with open(bundle, "wb") as stream:
        stream.write(w.sealed(made))
    os.chmod(bundle, 0o644)
    taken = w.two.run("import", "--older", bundle, "--json", **little(ordinary[1])).json()
    expect(taken["bundle"] == made["bundle"] and taken["receipt"], str(taken))
    return None


sys.exit(claims.run(World))
