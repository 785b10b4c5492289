# SPDX-License-Identifier: EUPL-1.2
"""Two stores that know each other, of which one has a dossier of which much may go to the other."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gezin"))
# pylint: disable=wrong-import-position
from command import Store  # noqa: E402

CATEGORIES = "identity,contact,care,own-words"
PURPOSE = "coordinate-care"
LONG = "Xanthippe wil rust in huis. " * 6000  # no error may repeat it


class Pair:
    """One who sends, and two who gets."""

    def __init__(self, gezin, folder):
        os.chmod(folder, 0o755)
        self.folder = folder
        self.gezin = gezin
        self.one, self.two = Store(gezin, folder, "anna"), Store(gezin, folder, "rvt", role="rvt")
        self.cards = {}
        for store, other in ((self.one, self.two), (self.two, self.one)):
            path = store.path + ".card"
            self.cards[store.path] = store.json("card", "-o", path)["fingerprint"]
            other.run("peer", "add", path)
            other.run("peer", "trust", self.cards[store.path])
        self.person = None
        self.dossier = self.family()

    def family(self, text=LONG):
        """Anna, who says yes to what goes to the RVT, and has a goal in so many words."""
        dossier = self.one.json("new", "--name", "Jansen")["dossier"]

        def add(kind, *values):
            return self.one.json("add", dossier, kind, *values)["record"]

        person = add("person", "given-names=Xanthippe", "birth-date=1985-03-04", "law=jeugdwet")
        self.one.run("set", dossier, person, f"about={person}")
        self.person = person
        shape = ("kind=youth-care-provider", "legal-person=true")
        add("organisation", "name=Wijkteam anna", *shape, f"peer={self.cards[self.one.path]}")
        rvt = add("organisation", "name=Wijkteam rvt", *shape, f"peer={self.cards[self.two.path]}")
        goal = os.path.join(self.folder, "doel.txt")
        with open(goal, "w", encoding="utf-8") as stream:
            stream.write(text)
        add("goal", "law=jeugdwet", f"about={person}", f"text=@{goal}")
        add("consent", "law=jeugdwet", f"subject={person}", f"given-by={person}", f"recipient={rvt}",
            f"purpose={PURPOSE}", f"categories={CATEGORIES}", "decision=given", "explicit=true",
            "how=signed", "given-on=2026-06-01")
        return dossier

    def export(self):
        return self.one.json("export", self.dossier, "--to", self.cards[self.two.path], "--purpose",
                             PURPOSE)

    def sealed(self, made):
        with open(os.path.join(self.one.path, "outbox", made["file"]), "rb") as stream:
            return stream.read()

    def waiting(self):
        return [row["file"] for row in self.one.json("outbox") if row["state"] == "waiting"]

    def arrived(self):
        """What lies in the inbox of the other, taken in one by one and gone then, in any order."""
        return [self.two.json("import", "--older", row["path"]) for row in self.two.json("inbox")]
