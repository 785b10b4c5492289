# SPDX-License-Identifier: EUPL-1.2
"""Asking the command what may go, about dossiers written as JSON with local names."""
import json
import os
import sys
import tempfile

import catalogue
from facts import to_xml, uuid_of

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gezin"))
from command import Store, Wrong, expect  # noqa: E402  pylint: disable=wrong-import-position

OWN = "Wijkteam consent"


class Answer:
    """What `gezin may` says of one dossier, in local names."""

    def __init__(self, document, names):
        self.shared, self.withheld = {}, {}
        for row in document["shared"]:
            self.shared.setdefault(names.get(row["record"], row["record"]), {}).update(
                {field_of(one): row["basis-code"] for one in row["fields"]})
        for row in document["withheld"]:
            self.withheld.setdefault(names.get(row["record"], row["record"]), {}).update(
                {field_of(one): row["reason-code"] for one in row["fields"]})
        self.document = document

    def all(self):
        return {(record, field) for record, fields in self.shared.items() for field in fields}


def field_of(one):
    return one if isinstance(one, str) else one["field"]


class World:
    """A store with a dossier for each case, and what the command answers."""

    def __init__(self, gezin, folder, cases, key=lambda case: case["id"]):
        self.cases, self.parked, self.key = cases, {}, key
        self.store = Store(gezin, folder, "consent")
        self.load(folder)
        self.can = can_ask(gezin)
        self.answers = self.ask() if self.can else {}

    def load(self, folder):
        files = []
        for case in {case["id"]: case for case in self.cases}.values():
            _id, xml = to_xml(case["id"], case["dossier"], OWN, catalogue.is_ref)
            with tempfile.NamedTemporaryFile("w", suffix=".xml", dir=folder, delete=False,
                                             encoding="utf-8") as stream:
                stream.write(xml)
            files.append(stream.name)
        loaded = self.store.json("load", *files)
        for row in loaded["dossiers"]:
            if row["parked"] or row["refused"]:
                self.parked[row["id"]] = row["parked"]

    def ask(self):
        lines = [question_line(case) for case in self.cases]
        documents = self.store.batch(lines, "--keep-going", status=None)
        return {self.key(case): answer_of(case, document)
                for case, document in zip(self.cases, documents)}


def can_ask(gezin):
    try:
        gezin.run("may", "--help")
        return True
    except Wrong:
        return False


def question_line(case):
    def name(local):
        return uuid_of(case["id"], local)
    words = ["may", name("family")]
    if "to" in case:
        words += ["--to", name(case["to"]), "--purpose", case["purpose"]]
    elif "for" in case:
        words += ["--for", name(case["for"])]
    else:
        words += ["--in-room", *[name(one) for one in case["in-room"]]]
    return " ".join([*words, "--date", case["day"]])


def answer_of(case, document):
    if "shared" not in document:
        return document
    names = {uuid_of(case["id"], row["id"]): row["id"] for row in case["dossier"]}
    names[uuid_of(case["id"], "family")] = "family"
    return Answer(document, names)


def load_cases(path):
    with open(path, encoding="utf-8") as stream:
        return json.load(stream)["cases"]


def source_root():
    return sys.argv[2] if len(sys.argv) > 2 and not sys.argv[2].startswith("--") else "."


def option(name, otherwise):
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else otherwise


__all__ = ["Answer", "OWN", "World", "can_ask", "expect", "load_cases", "option", "source_root"]
