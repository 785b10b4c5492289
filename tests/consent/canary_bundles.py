#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Canaries in real bundles: what a peer can read of a family is exactly what the judge lets go.

Families of families.py go as signed and sealed bundles to two peers: one is this program, the other
is openssl with a card that it made itself. In each part of the bundle (dossier, manifest, documents,
signature, names of entries and files), in the receipt, in what the commands print, in log, ledger,
outbox and in the files of the stores every canary is looked for in many guises (guises.py): each
that may go is there once where it belongs, and no other is anywhere.

Which families: one for each state of each of the five axes (consent, ground, flag, age, purpose),
combined by chance from the seed, and some with a twist. That they show every reason, every basis,
every purpose and every audience that families can show is a claim of its own.

usage: canary_bundles.py PATH-OF-GEZIN [SOURCE-ROOT] [--seed N] [--minutes N]
                         [--count N | --all [--part K/N]]
"""
import hashlib
import os
import re
import shutil
import sys
import time

import canary
from bundle_case import Case, wrong_advice, wrong_report
from families import AGES, CONSENTS, FLAGS, GROUNDS, PURPOSES, chosen, combinations
from guises import disguises, found_in, ids_in
from openssl_peer import OpensslPeer
from program import OWN, Answer, option
from way import Way, know, load, none_of, nothing_outside
from command import Claims, Store, expect, quoted  # found by program.py

PORTION = 64
OUTBOX_NAME = re.compile(r"[0-9a-f]{32}\.gezin")


# --- the run --------------------------------------------------------------------------------------

class Bundles(Way):
    """The stores, the peers and what was wrong."""

    def walk(self):
        self.picked, self.refused = chosen(self.seed, int(option("--count", "40"))), []
        if "--all" in sys.argv:
            part, parts = map(int, option("--part", "1/1").split("/"))
            self.picked = combinations(self.seed)[part - 1::parts]
        self.receipts, self.bytes, self.advised, self.no_advice = 0, 0, 0, None
        self.reported, self.can_report = 0, "report" in self.gezin.run("--help").out
        for start in range(0, len(self.picked), PORTION):
            if time.monotonic() - self.begun < 60 * float(option("--minutes", "1e9")):
                self.portion(start)

    def portion(self, start):
        folder = os.path.join(self.folder, str(start))
        os.makedirs(os.path.join(folder, "tmp"))
        os.environ["TMPDIR"] = os.path.join(folder, "tmp")
        own, other = Store(self.gezin, folder, "consent"), Store(self.gezin, folder, "zorg", "rvt")
        peers = self.peers = self.meet(folder, own, other)
        cases = self.make(start, peers)
        self.put(folder, own, cases)
        family = [case for case in cases if "--all" not in sys.argv
                  or case.combination[0] in ("none", "all")]  # what the family sees needs no yes
        self.ask(own, family)
        self.report(folder, own, family)
        self.send(own, cases, lambda case: self.bundle(folder, case))
        self.advise(folder, own, [case for case in cases[:6] if case.peer is self.peers[0]])
        self.read(folder, other, cases)
        self.answer(folder, own, other, cases)
        self.look_around(folder, (own, other), cases)
        self.cases += cases
        for case in cases:                              # of many families only the outcome stays
            case.may = case.rows = case.family = case.judged = case.fields = None
        shutil.rmtree(folder)

    def meet(self, folder, own, other):
        """Cards to and fro. The peer that is this program gives its own."""
        peers = [OpensslPeer(folder, "openssl", "Stichting Openssl"),
                 OpensslPeer(folder, "team", OWN, "lead")]
        mine, theirs = os.path.join(folder, "own-card"), os.path.join(folder, "zorg-card")
        own_card = own.json("card", "-o", mine)
        other.fingerprint = other.json("card", "-o", theirs)["fingerprint"]
        know(other, mine, own_card["fingerprint"])
        other.organisation = "Wijkteam zorg"
        for path, fingerprint, role in ((theirs, other.fingerprint, "rvt"),
                                        *[(peer.card, peer.fingerprint, peer.role)
                                          for peer in peers]):
            know(own, path, fingerprint, "--role", role)
        return [*peers, other]

    def make(self, start, peers):
        picked = self.picked[start:start + PORTION]
        cases = [Case(self.dictionary, self.seed, start + number, combination,
                      peers[-1 if number % 4 == 3 else 0], self.day)
                 for number, combination in enumerate(picked)]
        for number, (twist, combination) in enumerate(TWISTS.items() if start == 0 else ()):
            cases.append(Case(self.dictionary, self.seed, 9000 + number,
                              combination, peers[combination[-1] == "review"], self.day, twist))
        return cases

    def put(self, folder, own, cases):
        load(own, [case.write(folder) for case in cases])
        lines = [list(case.attach(folder)) for case in cases]
        answers = iter(self.batch(own, [line for some in lines for line in some]))
        for case, some in zip(cases, lines):
            case.attached([next(answers) for _ in some])
            case.judge()

    def ask(self, own, cases):
        """What the family itself may see, one by one and together in a room."""
        lines, asked = [], []
        for number, case in enumerate(cases):
            for words, question in ((["--for"], [("Noor", "Anna", "Bram", "Oma")[number % 4]]),
                                    (["--in-room"], ["Anna", "Bram"] if number % 2
                                     else ["Noor", "Anna"])):
                for read in ((), case.read()):
                    asked.append((case, {"for": question[0], "confirm": read} if words == ["--for"]
                                  else {"in-room": question, "confirm": read}))
                    lines.append(" ".join(["may", case.uuid("family"), *words,
                                           *[case.uuid(one) for one in question],
                                           *case.confirm(read)]))
        for (case, question), answer in zip(asked, self.batch(own, lines)):
            self.told(answer)
            much, little = canary.compare({**question, "dossier": case.rows, "day": case.day},
                                          Answer(answer, case.names))
            for place, why in much.items():
                self.note("too much", case, place, f"{next(iter(question))} {why}")
            for place, why in little.items():
                self.note("too little", case, place, f"{next(iter(question))} {why}")

    def report(self, folder, own, cases):
        """The extract and the room view as files: the words in them are those that may be seen."""
        if not self.can_report:
            return
        lines, made = [], []
        for number, case in enumerate(cases):
            name = ("Noor", "Anna", "Bram")[number % 3]
            for kind, question, words in (
                    ("extract", {"for": name}, ["--for", case.uuid(name)]),
                    ("room", {"in-room": ["Anna", "Bram"]},
                     [case.uuid("Anna"), case.uuid("Bram")])):
                shape = ("text", "json", "xml")[number % 3]
                path = os.path.join(folder, f"{case.id}-{kind}.{shape}")
                made.append((case, question, path))
                lines.append(" ".join(["report", case.uuid("family"), "--kind", kind, *words,
                                       "--as", shape, "-o", quoted(path)]))
        self.batch(own, lines, "--keep-going")
        for case, question, path in made:
            told = b""                                  # nothing at all may be seen: no file
            if os.path.exists(path):
                self.reported += 1
                with open(path, "rb") as stream:
                    told = stream.read()
            for one in wrong_report(case, question, told):
                self.note(*one)

    def advise(self, folder, own, cases):
        """Asking for advice, of which nobody may be known."""
        for case in cases:
            peer, path = self.peers[0], os.path.join(folder, case.id + ".advice")
            (answer,) = self.batch(own, [f"export {case.uuid('family')} --to {peer.fingerprint} "
                                         f"--purpose advice -o {quoted(path)}"], "--keep-going")
            if "bundle" not in answer:
                self.no_advice = answer["error"]
                return
            self.advised += 1
            for one in wrong_advice(case, peer.open(path)):
                self.note(*one)

    @staticmethod
    def bundle(folder, case):
        return os.path.join(folder, case.id + ".sealed")

    def read(self, folder, other, cases):
        """Opened by whom it is for: openssl, or the program."""
        mine = [case for case in cases if case.made and case.peer is other]
        paths = {case: os.path.join(folder, case.id + ".asice") for case in mine}
        self.batch(other, [f"open {quoted(self.bundle(folder, case))} -o {quoted(paths[case])}"
                           for case in mine])
        for case in cases:
            if not case.made:
                self.refused.append(case)
                continue
            with open(self.bundle(folder, case), "rb") as stream:
                sealed = stream.read()
            if case.peer is other:
                with open(paths[case], "rb") as stream:
                    container = stream.read()
            else:
                container = case.peer.open(self.bundle(folder, case))
            self.bytes += len(sealed)
            if hashlib.sha256(container).hexdigest() != case.made["digest"]:
                self.note("entry", case, ("container", ""), "has another digest than was said")
            if found_in(sealed) or {case.uuid("family")} & ids_in(sealed):
                self.note("word", case, ("envelope", ""), "is readable from outside")
            self.check(case, container)

    def answer(self, folder, own, other, cases):
        """The peer takes its bundles in; the receipts hold nothing."""
        mine = [case for case in cases if case.made and case.peer is other]
        answers = self.batch(other, [f"import {quoted(self.bundle(folder, case))}"
                                     for case in mine])
        box = os.path.join(other.path, "outbox")
        lines = []
        for case, answer in zip(mine, answers):
            expect(answer["receipt"], f"no receipt: {answer}")
            lines.append(f"open {quoted(os.path.join(box, answer['receipt']))} "
                         f"-o {quoted(os.path.join(folder, case.id + '.receipt'))}")
        self.batch(own, lines)
        for case, answer in zip(mine, answers):
            with open(os.path.join(folder, case.id + ".receipt"), "rb") as stream:
                receipt = stream.read()
            self.receipts += 1
            there = {case.names.get(one, one) for one in ids_in(receipt)} & set(
                case.names.values())
            taken = {row["record"] for row in answer["dossiers"][0]["parked"]}
            there -= {"family"} | {case.names.get(one) for one in taken}
            if found_in(receipt) or there:
                self.note("receipt", case, (str(sorted(there)), ""), "stands in the receipt")
        self.batch(own, [f"import {quoted(os.path.join(box, answer['receipt']))}"
                         for answer in answers])

    def look_around(self, folder, stores, cases):
        """Logs, ledgers, boxes, names of files and all that is on disk."""
        for store in stores:
            for words in (["audit"], ["ledger"], ["outbox"], ["inbox"], ["peer", "list"]):
                for more in ([], ["--json"]):
                    sung = found_in(store.run(*words, *more, status=None).bytes)
                    if sung:
                        self.outside.append(f"{' '.join(words)} holds {sorted(sung)[:3]}")
        names = {one for case in cases for one in case.names}
        for top in (*[store.path for store in stores], os.environ["TMPDIR"]):
            for path, folders, files in os.walk(top):
                for name in folders + files:
                    if found_in(name.encode()) or ids_in(name.encode()) & names:
                        self.outside.append(f"a file is called {name}")
                    if path.endswith("box") and not OUTBOX_NAME.fullmatch(name):
                        self.outside.append(f"in {os.path.basename(path)} lies {name}")
                for name in files:
                    with open(os.path.join(path, name), "rb") as stream:
                        if found_in(stream.read()):
                            self.outside.append(f"{name} on disk is readable")
        if os.listdir(os.environ["TMPDIR"]):
            self.outside.append("temporary files stayed")


# Families for what chance does not bring: what is special about it, and its combination.
TWISTS = {
    "no-legal-person": ("all", "none", "normal", "adult", "coordinate-care"),
    "unable": ("all", "none", "normal", "adult", "coordinate-care"),
    "unborn": ("all", "none", "normal", "under-12", "refer"),
    "secret-from-nobody": ("all", "none", "normal", "adult", "conference"),
    "nobody-asked": ("none", "none", "normal", "16-and-17", "coordinate-care"),
    "one holder": ("one-missing", "none", "normal", "under-12", "refer"),
    "no child": ("parents-only", "none", "normal", "12-to-15", "refer"),
    "another purpose": ("other-purpose", "none", "normal", "under-12", "refer"),
    "yesterday": ("ended", "none", "normal", "under-12", "coordinate-care"),
    "tomorrow": ("not-yet", "none", "normal", "under-12", "coordinate-care"),
    "our own team": ("none", "none", "normal", "adult", "review"),
    "our own team, with flags": ("none", "none", "secret-from", "adult", "review"),
    "research": ("all", "none", "normal", "adult", "research"),
    "called by researchers": ("all", "none", "normal", "adult", "research-contact"),
    "monitor": ("all", "none", "normal", "adult", "monitor"),
}

REASONS = {"not-asked", "refused", "withdrawn", "ended", "not-yet", "one-holder-missing",
           "child-not-asked", "young-person-not-asked", "representative-not-asked",
           "category-not-covered", "purpose-not-covered", "recipient-not-covered",
           "secret-from-recipient", "kept-back", "safety-critical", "third-person", "not-needed",
           "working-note", "team-only", "aggregate-only", "names-another-recipient", "notifier",
           "bsn-not-authorised", "recipient-not-legal-person", "needs-judgement", "in-doubt",
           "reference-withheld", "not-read-through", "about-another"}
# Shown elsewhere: canary_origin.py; a recipient that is none is refused by its name; a file of more
# than 100 MiB and a field of a newer program are tests of their rooms.
ELSEWHERE = {"another-origin", "no-longer-shared", "recipient-unknown", "too-large",
             "unknown-field"}
BASES = {"consent", "process", "own-data", "own-team", "ground:veilig-thuis-report",
         "ground:supervision-order-information", "ground:rvdk-information",
         "ground:involved-colleague", "ground:conflict-of-duties"}

claims = Claims("consent/bundles")


claims.claim("nothing is in a bundle that the judge withholds")(
    none_of("too much", "word", "id", "entry", "commit"))
claims.claim("everything is in it that the judge lets go")(none_of("too little"))
claims.claim("the preview told exactly what the bundle holds")(none_of("preview"))


@claims.claim("nobody can be known from what is asked for advice")
def _(world):
    wrong = [one for one in world.wrong if one[0] == "advice"]
    expect(not wrong, "\n".join(map(str, wrong[:30])))
    return f"{world.advised} families" if world.advised else f"SKIP {world.no_advice}"


@claims.claim("an extract and what a room sees hold exactly the words that they may")
def _(world):
    wrong = [one for one in world.wrong if one[0] == "report"]
    expect(not wrong, "\n".join([f"{len(wrong)} words", *map(str, wrong[:30])]))
    return f"{world.reported} files" if world.reported else "SKIP this program has no report"


claims.claim("a receipt tells nothing")(none_of("receipt"))


claims.claim("no canary sings in logs, ledgers, names of files, on disk or on the terminal")(
    nothing_outside)


@claims.claim("bundles were made, opened by both peers and answered")
def _(world):
    made = [case for case in world.cases if case.made]
    expect(world.receipts and len(made) > world.receipts, f"{len(made)} {world.receipts}")
    return (f"seed {world.seed}: {len(world.cases)} families, {len(made)} bundles, "
            f"{world.receipts} receipts, {len(world.refused)} of which nothing goes, "
            f"{world.bytes} bytes, {world.seconds:.1f} s\n"
            f"{dict(world.reasons)}\n{dict(world.bases)}")


@claims.claim("every reason, basis, purpose, state and audience is among them")
def _(world):
    expect(REASONS <= set(world.reasons), f"no {sorted(REASONS - set(world.reasons))}")
    expect(BASES <= set(world.bases), f"no {sorted(BASES - set(world.bases))}")
    for axis, states in enumerate((CONSENTS, GROUNDS, FLAGS, AGES, PURPOSES)):
        seen = {case.combination[axis] for case in world.cases}
        expect(set(states) <= seen, f"no {sorted(set(states) - seen)}")
    expect(not set(world.reasons) & ELSEWHERE, sorted(set(world.reasons) & ELSEWHERE))


@claims.claim("the search sees a canary in every guise")
def _(world):
    word = next(iter(world.cases[0].words))
    for guise, data in disguises(word):
        expect(found_in(b"<a>" + data + b"</a>") == {word}, guise)


if __name__ == "__main__":
    sys.exit(claims.run(Bundles))
