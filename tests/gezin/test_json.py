#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/json.md and the command say the same: no key that is not written down, none that never comes.

usage: test_json.py PATH-OF-GEZIN ROOT
"""
import os
import re
import shutil
import sys

from command import Claims, Store, expect

claims = Claims("gezin/json")
claim = claims.claim


def paths(value, before=""):
    """Each key with the keys above it: `items[].holds[].code`."""
    if isinstance(value, list):
        return set().union(*(paths(one, before + "[]") for one in value)) if value else set()
    if not isinstance(value, dict):
        return set()
    found = set()
    for key, inner in value.items():
        path = f"{before}.{key}" if before else key
        found |= {path} | paths(inner, path)
    return found


def documented(root):
    """The page: a heading a command, a row a key."""
    said, command = {}, None
    with open(os.path.join(root, "docs", "json.md"), encoding="utf-8") as stream:
        for line in stream:
            heading = re.match(r"## `gezin ([^`]+)`", line)
            row = re.match(r"\| `([^`]+)` \| (.+) \|$", line)
            if heading:
                command = heading.group(1)
                said[command] = set()
            elif row and command:
                expect(row.group(1) not in said[command], f"{command}: {row.group(1)} twice")
                said[command].add(row.group(1))
    return said


class World:
    """Two stores in which each of the commands has something to say."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder = gezin, folder
        self.anna = Store(gezin, folder, "anna")
        self.seen = {}
        self.place = os.path.join(folder, "kast")
        os.mkdir(self.place)
        self.paper = os.path.join(folder, "papier")
        with open(self.paper, "w", encoding="utf-8") as stream:
            stream.write(self.anna.init_answer["recovery-key"] + "\n")
        self.one, self.other = self.new("Yildiz"), self.new("Yildiz")
        self.child = self.person(self.one, "Xanthippe")
        self.father = self.person(self.one, "Muizengat", "birth-date=1980-01-02")
        self.again = self.person(self.other, "Xanthippe")
        self.ask("search", "search", "Xanthippe")
        self.ask("search --sounds-like", "search", "--sounds-like", "Xantippe")
        self.ask("duplicates", "duplicates")
        self.documents()
        self.families()
        self.backups()
        self.erasing()

    def ask(self, name, *words, status=0):
        answer = self.anna.json(*words, status=status)
        found = paths(answer)
        self.seen[name] = self.seen.get(name, set()) | found
        return answer

    def new(self, name):
        return self.anna.json("new", "--name", name)["dossier"]

    def add(self, dossier, kind, *fields):
        return self.anna.json("add", dossier, kind, *fields)["record"]

    def person(self, dossier, name, *fields):
        return self.add(dossier, "person", f"given-names={name}", "family-name=Yildiz",
                        *(fields or ["birth-date=2014-05-01"]))

    def documents(self):
        photo = os.path.join(self.folder, "foto")
        for text in (b"een ", b"twee "):
            with open(photo, "wb") as stream:
                stream.write(text * 3000)
            self.ask("document add", "document", "add", self.one, photo)
        folder = os.path.join(self.anna.path, "documents")
        missing, damaged = sorted(os.listdir(folder))
        shutil.copy(os.path.join(folder, missing), self.folder)
        os.remove(os.path.join(folder, missing))
        with open(os.path.join(folder, damaged), "r+b") as stream:
            stream.seek(4000)
            stream.write(b"?!")
        self.ask("document check", "document", "check", status=None)
        shutil.copy(os.path.join(self.folder, missing), folder)

    def families(self):
        self.ask("join", "join", self.one, self.other)
        self.ask("same", "same", self.one, self.child, self.again)
        self.ask("same", "same", self.one, self.child, self.again, "--undo")
        self.ask("join", "join", self.one, self.other, "--undo")
        said = self.add(self.one, "statement", "text=samen", f"about={self.child},{self.father}",
                        f"said-by={self.child}")
        self.add(self.one, "consent", f"subject={self.father}", f"given-by={self.father}")
        expect(said, "nothing said")
        self.ask("split", "split", self.one, self.father, "--name", "Gezin Nieuw")

    def backups(self):
        self.ask("backup folder", "backup", "folder", self.place)
        path = self.ask("backup", "backup")["backup"]
        self.ask("backup list", "backup", "list")
        self.ask("drill", "drill", "--recovery-key-file", self.paper, status=None)
        self.seen["restore"] = paths(self.gezin.run(
            "restore", path, "--store", os.path.join(self.folder, "terug"), "--passphrase-file",
            self.anna.secret, "--json").json())

    def erasing(self):
        item = self.add(self.one, "statement", "text=geheim", f"about={self.child}", "law=wmo-2015")
        asked = self.add(self.one, "response", f"person={self.child}", "kind=erasure", "text=weg")
        self.ask("retention", "retention", self.one, "--date", "2199-01-01")
        self.ask("audit --who-saw", "audit", self.one, "--who-saw")
        words = ["erase", self.one, "--everything-about", self.child, "--request", asked]
        self.ask("erase --preview", *words, "--preview")
        self.ask("erase", *words, "--reason", "request")
        self.ask("erase", "erase", self.one, self.add(self.one, "contact", "facts=x"), "--reason",
                 "wrong-dossier")
        aunt = self.person(self.one, "Kim")
        self.add(self.one, "statement", "text=tante", f"said-by={aunt}")
        self.ask("erase", "erase", self.one, aunt, "--reason", "wrong-dossier")
        refused = self.add(self.one, "response", "kind=erasure", "text=weg")
        self.ask("erase --refuse", "erase", self.one, "--request", refused, "--refuse", "nee")
        self.ask("erasures", "erasures")
        expect(item, "no item")


@claim("every key that comes is on the page")
def _(w):
    said = documented(sys.argv[2])
    for command in sorted(w.seen):
        more = sorted(w.seen[command] - said.get(command, set()))
        expect(not more, f"{command}: not on the page: {' '.join(more)}")


@claim("every key on the page comes")
def _(w):
    for command, keys in sorted(documented(sys.argv[2]).items()):
        expect(command in w.seen, f"{command} was not asked")
        more = sorted(keys - w.seen[command])
        expect(not more, f"{command}: never comes: {' '.join(more)}")


if __name__ == "__main__":
    sys.exit(claims.run(World))
