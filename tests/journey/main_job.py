#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The main job from end to end, by the command `gezin`, each stage with its result.

A store on disk, realistic families in it, found, read, changed, undone, taken to another laptop,
changed on both sides and brought together again. `./dev run` shows it; with --tap it is a test.

usage: main_job.py [--tap] PATH-OF-GEZIN
"""
import json
import os
import subprocess
import sys
import tempfile
import time

SECRET = "een lange zin die niemand raadt"


class Failed(Exception):
    """A stage did not give what it should."""


class Laptop:
    """One store, and the command on it."""

    def __init__(self, gezin, folder, name, role="consultant"):
        self.gezin, self.store, self.name, self.role = gezin, os.path.join(folder, name), name, role
        self.secret = os.path.join(folder, name + ".passphrase")
        with open(self.secret, "w", encoding="utf-8") as stream:
            stream.write(SECRET + "\n")

    def run(self, *arguments, expect=0):
        command = [self.gezin, arguments[0], "--store", self.store,
                   "--passphrase-file", self.secret, *arguments[1:]]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300,
                              stdin=subprocess.DEVNULL)
        if done.returncode != expect:
            raise Failed(f"gezin {' '.join(arguments)}: status {done.returncode}, not {expect}: "
                         f"{done.stderr.strip()[-400:]}")
        return done.stdout

    def json(self, *arguments, expect=0):
        return json.loads(self.run(*arguments, "--json", expect=expect))


class Journey:
    """The stages, in order; what one finds the next uses."""

    def __init__(self, gezin, folder):
        self.folder = folder
        self.here = Laptop(gezin, folder, "keukentafel")
        self.there = Laptop(gezin, folder, "collega")
        self.dossier = self.record = self.kind = self.field = self.first = None

    def make_store(self):
        """make an encrypted store"""
        self.here.run("init", "--name", "Anna de Wit", "--organisation", "Wijkteam Noord",
                      "--role", "consultant", "--kdf-memory", "64MiB")
        return " ".join(sorted(os.listdir(self.here.store)))

    def load_families(self):
        """load invented families"""
        self.here.run("sample")
        dossiers = self.here.json("list")
        if len(dossiers) < 3:
            raise Failed(f"{len(dossiers)} dossiers, not 3")
        return ", ".join(d["name"] for d in dossiers[:5])

    def find(self):
        """find a family by a word in it"""
        self.dossier = self.here.json("list")[0]["id"]
        content = self.here.json("show", self.dossier)
        people = [r for r in content["records"] if r["kind"] == "person"
                  and r["fields"].get("given-names")]
        self.record, self.kind, self.field = people[0]["id"], "person", "given-names"
        self.first = people[0]["fields"][self.field]
        word = max(self.first.split(), key=len)
        hits = self.here.json("search", word)
        if self.dossier not in {hit["dossier"] for hit in hits}:
            raise Failed(f"no hit for {word} in {self.dossier}")
        return f"{len(hits)} hits for '{word}'"

    def read(self):
        """read the dossier"""
        content = self.here.json("show", self.dossier)
        kinds = {record["kind"] for record in content["records"]}
        values = sum(len(record["fields"]) for record in content["records"])
        return f"{len(content['records'])} records of {len(kinds)} kinds, {values} fields filled"

    def value(self, laptop):
        content = laptop.json("show", self.dossier)
        for record in content["records"]:
            if record["id"] == self.record:
                return record["fields"].get(self.field)
        return None

    def set(self, laptop, text):
        laptop.run("set", self.dossier, self.record, f"{self.field}={text}")
        if self.value(laptop) != text:
            raise Failed(f"set {text}, read {self.value(laptop)}")

    def change(self):
        """change a field, saved durably"""
        self.set(self.here, self.first + " Maria")
        return f"{self.first} → {self.value(self.here)}"

    def undo(self):
        """undo it"""
        self.here.run("undo", self.dossier)
        if self.value(self.here) != self.first:
            raise Failed(f"after undo: {self.value(self.here)}")
        return self.first

    def history(self):
        """see who changed what"""
        said = self.here.run("history", self.dossier, self.record, self.field)
        if "Maria" not in said:
            raise Failed("the history does not name the value that was undone")
        return f"{len(said.splitlines())} lines"

    def dump(self, laptop, name):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(laptop.run("dump", self.dossier))
        return path

    def take_along(self):
        """take the dossier to another laptop"""
        self.there.run("init", "--name", "Bram Jansen", "--organisation", "Wijkteam Noord",
                       "--role", "lead", "--kdf-memory", "64MiB")
        path = self.dump(self.here, "heen.xml")
        self.there.run("load", path)
        again = self.dump(self.there, "daar.xml")
        with open(path, "rb") as one, open(again, "rb") as other:
            if one.read() != other.read():
                raise Failed("what the other laptop holds is not what was sent, byte for byte")
        return f"{os.path.getsize(path)} bytes, the same on both"

    def change_on_both_sides(self):
        """change the same field on both laptops"""
        self.set(self.here, self.first + " Johanna")
        self.set(self.there, self.first + " Elisabeth")
        return f"{self.value(self.here)} | {self.value(self.there)}"

    def bring_together(self):
        """bring both together: nothing is lost"""
        self.here.run("load", self.dump(self.there, "terug.xml"))
        conflicts = self.here.json("conflicts", self.dossier, expect=1)
        mine = [c for c in conflicts if c["record"] == self.record and c["field"] == self.field]
        values = sorted(version["value"] for c in mine for version in c["versions"])
        if values != sorted([self.first + " Johanna", self.first + " Elisabeth"]):
            raise Failed(f"heads: {values}")
        self.versions = {v["value"]: v["version"] for c in mine for v in c["versions"]}
        return f"one conflict, both kept: {' | '.join(values)}"

    def repeat(self):
        """bring together once more: nothing changes"""
        before = self.here.run("dump", self.dossier)
        self.here.run("load", os.path.join(self.folder, "terug.xml"))
        if self.here.run("dump", self.dossier) != before:
            raise Failed("loading the same file twice changed the dossier")
        return "the same bytes"

    def choose(self):
        """choose one of the two"""
        self.here.run("choose", self.dossier, self.record, self.field,
                      self.versions[self.first + " Elisabeth"])
        left = self.here.json("conflicts", self.dossier)
        if left:
            raise Failed(f"{len(left)} conflicts left")
        return self.value(self.here)

    def agree(self):
        """take the choice back: both hold the same"""
        self.there.run("load", self.dump(self.here, "keus.xml"))
        if self.there.run("dump", self.dossier) != self.here.run("dump", self.dossier):
            raise Failed("the two dumps differ")
        return self.value(self.there)

    def check(self):
        """check the rules"""
        command = [self.here.gezin, "check", "--store", self.here.store, "--passphrase-file",
                   self.here.secret, self.dossier]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300,
                              stdin=subprocess.DEVNULL)
        if done.returncode not in (0, 1):
            raise Failed(done.stderr.strip())
        return f"{len(done.stdout.splitlines())} findings"

    def audit(self):
        """prove the chain of the audit log, on both"""
        for laptop in (self.here, self.there):
            laptop.run("audit", "verify")
        return f"{len(self.here.run('audit').splitlines())} lines in the log, chain whole"

    def closed(self):
        """a wrong passphrase opens nothing, and nothing on disk can be read"""
        words = self.long_words()
        with open(self.here.secret, "w", encoding="utf-8") as stream:
            stream.write("een andere zin dan de goede\n")
        self.here.run("list", expect=3)
        for folder, _, names in os.walk(self.here.store):
            for name in names:
                with open(os.path.join(folder, name), "rb") as stream:
                    content = stream.read()
                for word in words:
                    if word in content:
                        raise Failed(f"{name} holds {word.decode()} in plain text")
        return f"status 3; none of {len(words)} words of the dossier in plain text"

    def long_words(self):
        """Words of the dossier that are too long to turn up in random bytes by chance."""
        found = set()
        for record in self.here.json("show", self.dossier)["records"]:
            for value in record["fields"].values():
                if isinstance(value, str) and " " in value:
                    found.update(word.encode() for word in value.split() if len(word) >= 9)
        if len(found) < 20:
            raise Failed(f"only {len(found)} words to look for")
        return sorted(found)[:400]


STAGES = ["make_store", "load_families", "find", "read", "change", "undo", "history", "take_along",
          "change_on_both_sides", "bring_together", "repeat", "choose", "agree", "check", "audit",
          "closed"]


def main(arguments):
    tap = "--tap" in arguments
    gezin = [a for a in arguments if a != "--tap"][0]
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    failed = 0
    if tap:
        print(f"1..{len(STAGES)}")
    with tempfile.TemporaryDirectory() as folder:
        journey = Journey(gezin, folder)
        for number, name in enumerate(STAGES, 1):
            stage = getattr(journey, name)
            start = time.monotonic()
            try:
                good, said = True, stage()
            except (Failed, OSError, ValueError, LookupError, AttributeError,
                    subprocess.TimeoutExpired) as error:
                good, said = False, f"{type(error).__name__}: {error}"
            failed += not good
            claim = stage.__doc__
            took = f"{(time.monotonic() - start) * 1000:.0f} ms"
            if tap:
                print(f"{'ok' if good else 'not ok'} {number} "
                      f"/journey/{claim.replace(' ', '-').replace(':', '').replace(',', '')}")
                print(f"# {said}".replace("\n", "\n# "), flush=True)
            else:
                print(f"{number:2} {'done  ' if good else 'FAILED'} {claim} ({took}): {said}",
                      flush=True)
    if not tap:
        print(f"{len(STAGES) - failed} of {len(STAGES)} stages done")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
