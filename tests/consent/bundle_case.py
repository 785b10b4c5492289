# SPDX-License-Identifier: EUPL-1.2
"""One family on its way to a peer, and what is wrong with the bundle that the peer opened.

Each check gives (what, case, place, why); a place is (record, field) in local names. Fields of which
the sources do not say whether they may go (`unsettled` of the judge) are not judged.
"""
import collections
import hashlib
import io
import os
import re
import zipfile
from xml.etree import ElementTree

import catalogue
import oracle
from facts import as_list, heads, said, to_xml, uuid_of
from families import Family
from guises import found_in, ids_in
from program import OWN, Answer
from command import quoted  # found by program.py

XML = "{urn:gezinsdossier:dossier:1}"
DAY_OF = re.compile(r"\d{4}-\d{2}-\d{2}")
ENTRIES = {"mimetype", "manifest.xml", "dossier.xml", "META-INF/ASiCManifest001.xml",
           "META-INF/signature001.p7s"}


# --- one family -----------------------------------------------------------------------------------

class Case:
    """A family on its way: what it holds, who writes it, to whom it goes."""

    def __init__(self, dictionary, seed, number, combination, peer, day, twist=None):
        self.id, self.peer, self.day = f"bundle-{seed}-{number}", peer, day
        self.combination, self.twist = combination, twist
        self.family = Family(dictionary, combination, seed, day, peer.fingerprint, twist,
                             peer.organisation)
        if not number % 4:                              # the family record goes without a yes of all
            next(row for row in self.family.rows
                 if row["kind"] == "family")["fields"].pop("about")
        self.rows, self.words, self.purpose = (self.family.rows, self.family.words,
                                               self.family.purpose)
        self.names = {self.uuid(row["id"]): row["id"] for row in self.rows}
        self.names[self.uuid("family")] = "family"
        self.organisations = set()                      # others who wrote in it
        self.said_yes = ()
        self.files, self.may, self.made, self.judged = {}, None, None, None
        fatma = next(row for row in self.rows if row["id"] == "Fatma")["fields"]["name"]
        self.known_author = fatma if number % 2 else None
        self.author = fatma if number % 2 else self.family.word("commit", "by")
        self.why = self.family.word("commit", "why")

    def uuid(self, name):
        return uuid_of(self.id, name)

    def write(self, folder):
        path = os.path.join(folder, self.id + ".xml")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(to_xml(self.id, self.rows, OWN, catalogue.is_ref, lambda origin, head: {
                "by": self.author, "role": "consultant", "why": self.why})[1])
        return path

    def attach(self, folder):
        """Lines that attach a file to the family for each group, with a canary inside."""
        for group in ("own", "mixed", "mother"):
            name = f"{group}-file"
            path = os.path.join(folder, f"{self.id}-{group}.txt")
            content = f"Beste lezer,\n{self.family.word(name, 'content')}\n".encode()
            with open(path, "wb") as stream:
                stream.write(content)
            fields = {"about": self.family.group(group), "law": "jeugdwet",
                      "kind": self.family.random.choice(["school-report", "medical-letter"]),
                      "title": self.family.word(name, "title"),
                      **self.family.flags("document", name)}
            fields = {field: value for field, value in fields.items()
                      if not isinstance(value, dict)}
            self.files[name] = (content, fields)
            words = [f"{field}=" + ",".join(
                self.uuid(one) if one in self.names.values() else str(one)
                for one in as_list(value)) for field, value in fields.items()]
            yield " ".join(["document add", self.uuid("family"), quoted(path),
                            *[quoted(word) for word in words]])

    def attached(self, answers):
        """What the program made of them: the judge has to know these fields too."""
        for name, answer in zip(self.files, answers):
            content, fields = self.files[name]
            self.names[answer["record"]] = name
            self.rows.append({"id": name, "kind": "document", "fields": {
                **fields, "file": hashlib.sha256(content).hexdigest(),
                "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content),
                "mime": "text/plain"}})

    def read(self):
        """What somebody read through and said yes to: every second record."""
        return [row["id"] for row in self.rows][::2]

    def confirm(self, names):
        """That as an option of the command."""
        ids = {name: record for record, name in self.names.items()}
        return ["--confirm", ",".join(ids.get(name, name) for name in names)] if names else []

    def judge(self):
        self.said_yes = self.read() if self.known_author else ()
        self.judged = oracle.judge(self.rows, {"day": self.day, "to": "Ontvanger",
                                               "purpose": self.purpose,
                                               "confirm": self.said_yes}, OWN)
        self.fields = {row["id"]: (row["kind"], row["fields"]) for row in self.rows}

    def allowed(self):
        """The places that may go, and those of which the sources do not say it."""
        places = {(record, field) for record, field, _item in self.judged.shared}
        return places, self.judged.unsettled


# --- what is in a bundle --------------------------------------------------------------------------

class Found:
    """What a peer reads, in local names."""

    def __init__(self, case, container):
        self.container = container
        with zipfile.ZipFile(io.BytesIO(container)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = ElementTree.fromstring(self.parts["dossier.xml"])
        self.values = collections.defaultdict(set)      # (record, field, item): {text}
        for record in self.root.iter(XML + "record"):
            name = case.names.get(record.get("id"), record.get("id"))
            for field in record.iter(XML + "field"):
                items = field.findall(XML + "item")
                for item in items:
                    text = case.names.get(item.text, item.text)
                    self.values[name, field.get("name"), text].add(item.get("out"))
                if not items:
                    text = case.names.get(field.text, field.text)
                    item = text if catalogue.is_ref(record.get("kind"), field.get("name")) else None
                    self.values[name, field.get("name"), item].add(text)

    def places(self):
        return {(record, field) for record, field, _item in self.values}


def wrong_places(case, found):
    """What goes and may not, what may go and does not, what goes with another value."""
    _places, unsettled = case.allowed()
    shared = {place for place in case.judged.shared if place[:2] not in unsettled}
    there = {place for place in found.values if place[:2] not in unsettled}
    for place in sorted(there - shared, key=str):
        yield "too much", case, place[:2], case.judged.withheld.get(place[:2])
    for place in sorted(shared - there, key=str):
        yield "too little", case, place[:2], "not in the bundle"
    for record, field, item in sorted(there & shared, key=str):
        value = case.fields[record][1][field]
        if item is None and found.values[record, field, item] != {said(one)
                                                                  for one in heads(value)}:
            yield "too much", case, (record, field), "another value"


def wrong_words(case, found):
    """Canaries and ids in the bytes, wherever they hide."""
    places, unsettled = case.allowed()
    there = found.places() & (places | unsettled)
    allowed = {word for word, place in case.words.items() if place in there}
    allowed |= {word for word, (name, field) in case.words.items()
                if field == "content" and (name, "file") in places}
    if (("Fatma", "name") in there) and case.known_author:
        allowed.add(case.known_author)
    seen = found_in(found.container)
    for word in sorted(seen - allowed):
        yield "word", case, case.words.get(word, ("another family", word)), "stands in the bundle"
    for word in sorted(allowed - seen):
        yield "too little", case, case.words[word], "its word is not in the bundle"
    here = {case.names.get(one, one) for one in ids_in(found.container)}
    going = {record for record, _field in there} | {
        item for record, field, item in found.values if (record, field) in there and item}
    made = {case.made["bundle"]}
    relied = {case.names.get(one, one) for row in case.may["shared"] for one in row["relies-on"]}
    for name in sorted(here - going - made - relied - {"family"}):
        yield "id", case, (name, ""), "stands in the bundle"
    in_dossier = {case.names.get(one, one) for one in ids_in(found.parts["dossier.xml"])}
    for name in sorted(in_dossier - going - {"family"}):
        yield "id", case, (name, ""), "stands in the dossier"


def wrong_parts(case, found):
    """Names of entries, documents, commits. The sender's organisation stands on its card too."""
    known = {OWN} | {value for (record, field, _item), values in found.values.items()
                     for value in values
                     if field == "name" and case.fields.get(record, "")[0] == "organisation"}
    places, unsettled = case.allowed()
    files = {hashlib.sha256(content).hexdigest(): (name, content)
             for name, (content, _fields) in case.files.items()}
    wanted = {f"documents/{digest}" for digest, (name, _content) in files.items()
              if (name, "file") in places}
    open_ones = {f"documents/{digest}" for digest, (name, _content) in files.items()
                 if (name, "file") in unsettled}
    for name in sorted((set(found.parts) ^ (ENTRIES | wanted)) - open_ones):
        yield "entry", case, (name, ""), "there" if name in found.parts else "missing"
    for digest, (name, content) in files.items():
        if found.parts.get(f"documents/{digest}", content) != content:
            yield "entry", case, (name, "file"), "has another content"
    for organisation in case.organisations - known:
        if organisation.encode() in found.container:
            yield "word", case, ("commit", "organisation"), f"{organisation} is named"
    is_known = case.known_author and ("Fatma", "name") in found.places()
    for commit in found.root.iter(XML + "commit"):
        told = dict(commit.attrib)
        more = set(told) - {"id", "time", "by", "role", "organisation"}
        by = told.get("by")
        if more or (by is not None and not (is_known and by == case.known_author)):
            yield "commit", case, ("commit", "by"), sorted(more) or "names who is not in the view"
        if by is None and "role" in told:
            yield "commit", case, ("commit", "role"), "tells the role of nobody"
        if told.get("organisation", OWN) not in known:
            yield "commit", case, ("commit", "organisation"), "names another organisation"
    if is_known and not any(commit.get("by") == case.known_author
                            for commit in found.root.iter(XML + "commit")):
        yield "too little", case, ("commit", "by"), "the professional who wrote it is not named"
    used = {node.get("in") for node in found.root.iter() if node.get("in")}
    if {commit.get("id") for commit in found.root.iter(XML + "commit")} != used:
        yield "commit", case, ("commit", "id"), "not those that the dossier names"


def wrong_report(case, question, told):
    """What a family gets as a file: the words that the judge lets it see, in whatever form."""
    judged = oracle.judge(case.rows, {**question, "day": case.day}, OWN)
    places = {place[:2] for place in judged.shared} - judged.unsettled
    seen = {case.words.get(word, ("another family", word)) for word in found_in(told)}
    for place in sorted(seen - places - judged.unsettled):
        yield "report", case, place, f"{question} too much: {judged.withheld.get(place)}"
    for place in sorted(place for place in places - seen if place in case.words.values()):
        yield "report", case, place, f"{question} too little"


def wrong_advice(case, container):
    """Nothing by which somebody is known; and the codes and scales that the judge lets go."""
    for word in sorted(found_in(container)):
        yield "advice", case, case.words.get(word, ("another family", word)), "is told"
    for name in sorted({case.names.get(one, one) for one in ids_in(container)} & set(case.fields)):
        yield "advice", case, (name, ""), "has its own id"
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if set(parts) != ENTRIES:
        yield "advice", case, (str(sorted(parts)), ""), "are its parts"
    root, told = ElementTree.fromstring(parts["dossier.xml"]), collections.Counter()
    for commit in root.iter(XML + "commit"):
        if set(commit.attrib) & {"by", "role", "why"}:
            yield "advice", case, ("commit", "by"), sorted(commit.attrib)
    numbers = {str(fields.get("bsn")) for _kind, fields in case.fields.values()} - {"None"}
    for record in root.iter(XML + "record"):
        for field in record.iter(XML + "field"):
            told.update((record.get("kind"), field.get("name"), one.text)
                        for one in field.findall(XML + "item") or [field])
            for text in filter(None, (one.text for one in field.iter())):
                if DAY_OF.search(text) or any(number in text for number in numbers):
                    yield "advice", case, (record.get("kind"), field.get("name")), "tells a day"
    judged = oracle.judge(case.rows, {"day": case.day, "to": "Ontvanger", "purpose": "advice"}, OWN)
    wanted = collections.Counter()
    for record, field, item in judged.shared - {place for place in judged.shared
                                                if place[:2] in judged.unsettled}:
        kind, fields = case.fields[record]
        wanted[kind, field, item or said(fields[field])] += 1
    for key, count in (wanted - told).items():
        yield "advice", case, key[:2], f"{count} times too little: {key[2]}"


def wrong_preview(case, found):
    """`gezin may` said exactly what is in the bundle."""
    answer = Answer(case.may, case.names)
    promised = answer.all()
    there = found.places() if found else set()
    for place in sorted(promised ^ there):
        yield ("preview", case, place,
               "said to go, and does not" if place in promised else "goes, and was not said to")
