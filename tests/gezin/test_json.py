#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""docs/json.md, docs/exchange.md and the command say the same: no key that is not written down, none
that never comes.

usage: test_json.py PATH-OF-GEZIN ROOT
"""
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "exchange"))
# pylint: disable=wrong-import-position
from authority import Authority, write  # noqa: E402
from command import Claims, Store, expect, quoted  # noqa: E402

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
    """The pages: a heading one or more commands, a row one or more keys."""
    said, commands = {}, []
    for page in ("json.md", "exchange.md"):
        with open(os.path.join(root, "docs", page), encoding="utf-8") as stream:
            for line in stream:
                heading = re.match(r"#+ .*", line)
                row = re.match(r"\| (`[^|]+`) \| (.+) \|$", line)
                if heading:
                    commands = re.findall(r"`gezin ([^`]+)`", line)
                    said |= {command: set() for command in commands}
                elif row:
                    for command in commands:
                        for key in re.findall(r"`([^`]+)`", row.group(1)):
                            expect(key not in said[command], f"{command}: {key} twice")
                            said[command].add(key)
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
        self.exchange()
        self.certificates()
        self.casework()
        self.reviews()

    def ask(self, name, *words, status=0, store=None, only="", without=" "):
        answer = (store or self.anna).json(*words, status=status)
        found = {path for path in paths(answer)
                 if path.startswith(only) and not path.startswith(without)}
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

    def meet(self, one, other):
        """Each has the other's card and trusts it; the fingerprint of the other's."""
        for here, there in ((one, other), (other, one)):
            card = os.path.join(self.folder, there.path + ".gezin-card")
            self.ask("card", "card", "-o", card, store=there)
            told = self.ask("peer add", "peer", "add", card, store=here)
            self.ask("peer trust", "peer", "trust", told["fingerprint"], "--role", told["role"],
                     store=here)
        self.ask("peer list", "peer", "list", store=one)
        return one.json("peer", "list")[0]["fingerprint"]

    def certificates(self):
        """The issuer of Anna's organisation answers her request; Bert has its list."""
        issuer = Authority(self.folder, "Uitgever")
        asked = self.ask("card --request", "card", "--request")["request"]
        answer = os.path.join(self.folder, "antwoord.pem")
        with open(answer, "wb") as stream:
            for number, request in enumerate(re.findall(r"-----BEGIN.*?-----END[^\n]*\n", asked, re.DOTALL)):
                path = write(os.path.join(self.folder, f"aanvraag-{number}"), request.encode())
                stream.write(issuer.issue(path, path + ".pem"))
            stream.write(issuer.chain())
        card = os.path.join(self.folder, "nieuw.gezin-card")
        self.ask("card", "card", "--certify", answer, "-o", card)
        self.ask("peer add", "peer", "add", card, store=self.bert)
        self.ask("peer revocation FILE", "peer", "revocation", issuer.list("lijst"), store=self.bert)
        self.ask("peer revocation", "peer", "revocation", store=self.bert)

    def take(self, store, path, *more, name="import"):
        return self.ask(name, "import", path, *more, store=store)

    def exchange(self):
        """A family goes to Bert, part of it is shared no longer, and all of it is asked back."""
        bert = self.bert = Store(self.gezin, self.folder, "bert", role="rvt")
        fingerprint = self.meet(self.anna, bert)
        family = self.new("Uitwisseling")
        mother = self.person(family, "Ans", "birth-date=1980-02-03", "law=jeugdwet")
        self.anna.run("set", family, mother, f"about={mother}")
        team = self.add(family, "organisation", "name=Wijkteam bert", "kind=youth-care-provider",
                        "legal-person=true", f"peer={fingerprint}")
        goal = self.add(family, "goal", "law=jeugdwet", f"about={mother}", "text=Rust")
        other = self.add(family, "goal", "law=jeugdwet", f"about={mother}", "text=Werk")
        self.add(family, "goal", "law=jeugdwet", f"about={mother}",
                 "why=Ans belde op 3 mei met 0612345678")
        self.add(family, "consent", "law=jeugdwet", f"subject={mother}", f"given-by={mother}",
                 f"recipient={team}", "purpose=coordinate-care", "decision=given", "explicit=true",
                 "categories=identity,contact,care,own-words", "how=signed", "given-on=2020-01-01")
        path = os.path.join(self.folder, "bundel.gezin")
        sent = self.ask("export", "export", family, "--to", "Bert", "--purpose", "coordinate-care",
                        "-o", path)
        self.bundle, self.family, self.mother = path, family, mother
        self.ask("verify", "verify", path, store=bert)
        self.ask("open", "open", path, "-o", os.path.join(self.folder, "open.asice"), store=bert)
        self.ask("report", "report", family, "--kind", "extract", "--for", mother)
        self.take(bert, path, "--preview", name="import --preview")
        self.take(bert, path, other, "--reject", "niet voor ons")
        self.ask("outbox", "outbox", store=bert)
        box = os.path.join(self.folder, "postbus")
        os.mkdir(box)
        self.ask("sync", "sync", "--mailbox", box, store=bert)
        self.ask("sync", "sync", "--mailbox", box)
        for line in self.ask("inbox", "inbox"):
            self.take(self.anna, line["path"])
        self.anna.run("set", family, goal, "sharing=withheld")
        again = os.path.join(self.folder, "nog-een.gezin")
        self.anna.run("export", family, "--to", "Bert", "--purpose", "coordinate-care", "-o", again)
        self.take(bert, again)
        self.ask("show", "show", family, store=bert, only="no-longer-shared")
        self.ask("transfer", "transfer", family, "--to", "Bert", "--purpose", "coordinate-care")
        self.ask("may --purpose advice", "may", family, "--to", team, "--purpose", "advice",
                 only="marks")
        self.ask("recall", "recall", sent["bundle"], "--reason", "vergissing")
        self.ask("ledger", "ledger")
        self.ask("erase", "erase", family, goal, "--reason", "wrong-dossier")


    def casework(self):
        """A sample family: what the program thinks of it."""
        path = os.path.join(sys.argv[2], "data", "samples", "brandsma-van-der-linde.xml")
        family = self.anna.json("load", path)["dossiers"][0]["id"]
        when = ("--date", "2026-11-21")
        self.ask("analyse", "analyse", family, *when)
        for day in ("2026-09-01", "2026-11-01"):
            self.add(family, "conclusion", f"text=tot {day}", f"adopted-on={day}")
        self.ask("analyse --snapshots", "analyse", family, "--snapshots")
        self.ask("analyse --snapshot", "analyse", family, "--snapshot", "2")
        self.ask("analyse --difference", "analyse", family, "--difference", "1", "2")
        self.ask("steps", "steps", family, *when)
        os.environ["GEZIN_REFERENCE_DIR"] = os.path.join(sys.argv[2], "data", "samples",
                                                         "organisation")
        self.ask("steps", "steps", self.new("Nieuw"))
        os.environ["GEZIN_REFERENCE_DIR"] = ""
        self.ask("interventions", "interventions", family, *when)
        self.ask("deadlines", "deadlines", *when)
        period = ("monitor", "--from", "2026-01-01", "--until", "2026-12-31")
        self.ask("monitor", *period, "--by", "quarter", without=("series[].", "measures-by-type."))
        self.ask("monitor", *period, "--outside", without="measures-by-type.")

    def reviews(self):
        """Chris leads Anna's team: signs off, remarks, approves."""
        chris = Store(self.gezin, self.folder, "chris", "lead", organisation="Wijkteam anna")
        family = self.new("Meekijken")
        goal = self.add(family, "goal", "text=Rust in huis")
        self.add(family, "signal", "text=Hulp gevraagd")
        step = self.add(family, "step", "template=integral", "step-code=direct-safety",
                        "started=2026-11-02", "finished=2026-11-03")
        self.add(family, "assessment", "instrument=lirik", "done-on=2026-11-03")
        self.meet(self.anna, chris)
        chris_card = [row["fingerprint"] for row in self.anna.json("peer", "list")
                      if row["name"] == "Chris"][0]
        self.ask("review ask", "review", family, "ask", "--reason", "Wil je kijken?")
        path = os.path.join(self.folder, "mee.gezin")
        self.anna.json("export", family, "--to", chris_card, "--purpose", "review", "-o", path)
        self.take(chris, path)
        told = self.ask("review remark", "review", family, "remark", goal, "text", "Wiens rust?",
                        store=chris)
        self.ask("review answer", "review", family, "answer", told["remark"], "Die van Noor",
                 store=chris)
        self.ask("review", "review", family, store=chris)
        self.ask("review (no dossier)", "review", store=chris)
        self.ask("review want", "review", family, "want", "--reason", "Zie de opmerking", store=chris)
        self.ask("review approve", "review", family, "approve", store=chris)
        self.ask("review", "review", family, store=chris)
        chris.run("set", family, goal, "text=Rust bij Noor")
        self.ask("review changes", "review", family, "changes", store=chris)
        self.ask("sign-off", "sign-off", family, step, store=chris)
        self.conferences(family)

    def conferences(self, family):
        school = self.add(family, "organisation", "name=De Regenboog", "kind=school")
        juf = self.add(family, "professional", "name=Juf Els", f"organisation={school}")
        self.add(family, "task", "text=Bel de huisarts", "due=2026-11-01")
        held = self.add(family, "contact", "kind=conference", "when=2026-11-20T13:30:00Z",
                        f"present={juf}", "facts=Het gaat beter")
        self.ask("conference agenda", "conference", family, "agenda", "--date", "2026-11-21")
        self.ask("conference minutes", "conference", family, "minutes", held)


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


@claim("verify tells people of each part what it tells programs")
def _(w):
    with open(w.bundle, "rb") as stream:
        data = bytearray(stream.read())
    data[-100] ^= 1
    bad = os.path.join(w.folder, "bad.gezin")
    with open(bad, "wb") as stream:
        stream.write(data)
    for path, status in ((w.bundle, 0), (bad, 1)):
        parts = w.bert.json("verify", path, status=status)["parts"]
        told = w.bert.run("verify", path, status=status).out
        shown = [line.split()[1] for line in told.splitlines()[:len(parts)]]
        expect(parts and shown == [part["verdict"] for part in parts], f"{parts}: {told}")
        expect(("bad" in shown) == (status == 1), told)
        expect(("Signed by Anna, Wijkteam anna" in told) == (status == 0), told)


@claim("a report and an opened bundle are answered in a batch as all else")
def _(w):
    path = os.path.join(w.folder, "uittreksel.txt")
    words = f"report {w.family} --kind extract --for {w.mother}"
    into, shown, listed = w.anna.batch([f"{words} -o {quoted(path)}", words, "list"])
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    expect(into == {"dossier": w.family, "path": path, "report": None}, into)
    expect(shown == {"dossier": w.family, "path": None, "report": text} and "Ans" in text, shown)
    expect(w.family in [row["id"] for row in listed], listed)
    w.bert.run("open", w.bundle, "-o", "-", "--json", status=2)


if __name__ == "__main__":
    sys.exit(claims.run(World))
