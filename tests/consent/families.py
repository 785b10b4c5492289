# SPDX-License-Identifier: EUPL-1.2
"""Families in which every field of every kind holds a word of its own, for each combination of
consent, ground, flag, age and purpose.

Every word is `kanarië`, four digits, `q` and eight letters: whoever finds one knows from which
field of which record of which family it comes, whatever was done to it on its way (guises.py).
"""
import datetime
import itertools
import os
import random
import re

import law_table

DAY = "2026-11-22"
PEOPLE = ["Noor", "Anna", "Bram", "Oma"]

CONSENTS = ["none", "all", "refused", "withdrawn", "withdrawn-today", "ended", "ends-today",
            "not-yet", "one-missing", "child-only", "parents-only", "before-birthday",
            "other-purpose", "other-recipient", "identity-only", "some-categories", "everyone"]
GROUNDS = ["none", "veilig-thuis-report", "supervision-order-information", "supervision-ended",
           "rvdk-information", "involved-colleague", "conflict-of-duties", "conflict-one-no",
           "veilig-thuis-used"]
FLAGS = ["normal", "withheld", "secret-from", "safety-critical", "in-doubt"]
AGES = ["under-12", "12-today", "12-to-15", "16-and-17", "adult", "perhaps-12"]
PURPOSES = ["coordinate-care", "refer", "safety", "report-to-veilig-thuis", "rvdk-inquiry",
            "execute-measure", "conference", "transfer"]
KIND_FOR = {"safety": "police", "report-to-veilig-thuis": "veilig-thuis", "rvdk-inquiry": "rvdk",
            "execute-measure": "gi"}
QUESTIONS = ["bundle", "inspection", "room"]
CATEGORIES = sorted(law_table.ALL)

# What decides about sharing is set by the combination, never by chance.
KEPT = {"sharing", "secret-from", "sharing-reason", "removed", "removed-reason", "same-as",
        "replaces", "about", "law", "extra-categories", "deceased-on", "ended-on", "withdrawn-on",
        "withdrawn-by", "file"}
DERIVED = {("family", "stage"), ("family", "household-without-children")}
MADE_BY_HAND = {"person", "family", "organisation", "authority", "consent", "ground"}


class Dictionary:
    """Kinds and fields, as `gezin schema --dictionary` prints them; codes, from the lists."""

    def __init__(self, gezin, root):
        self.kinds, kind = {}, None
        for line in gezin.run("schema", "--dictionary").out.splitlines():
            if line.startswith("## "):
                kind = line[3:].strip()
            elif line.startswith("| `") and kind not in ("Types", "Of every kind"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                self.kinds.setdefault(kind, []).append((cells[0].strip("`"), cells[2], cells[3]))
        self.codes = {}
        folder = os.path.join(root, "data", "reference")
        for name in ("code-lists", "life-domains", "instruments", "document-kinds",
                     "legal-interventions", "violence-forms"):
            with open(os.path.join(folder, name + ".xml"), encoding="utf-8") as stream:
                text = stream.read()
            for found in re.finditer(r'<list name="([^"]*)"(.*?)</list>', text, re.S):
                self.codes[found[1]] = re.findall(r'<code name="([^"]*)"', found[2])


class Family:
    """A family in which every field of every kind is filled. peer: the fingerprint of the card of
    its recipient. body: the organisation on that card."""

    def __init__(self, dictionary, combination, seed, day=DAY, peer=None, twist=None,
                 body=None):
        self.dictionary, self.words, self.peer, self.twist = dictionary, {}, peer, twist
        self.body = body
        (self.consent, self.ground, self.flag, self.age, self.purpose) = combination
        self.random = random.Random(f"{seed}/{combination}")
        self.day = datetime.date.fromisoformat(day)
        self.kind = KIND_FOR.get(self.purpose, "youth-care-provider")
        self.rows = []
        self.people()
        self.bodies()
        for group in ("own", "mixed", "mother"):
            for kind in dictionary.kinds:
                if kind not in MADE_BY_HAND:
                    self.add(kind, f"{group}-{kind}", self.group(group), group)
        self.decisions()
        self.twisted()

    def twisted(self):
        """What is special about a family that chance does not bring."""
        rows = {row["id"]: row["fields"] for row in self.rows}
        if self.twist == "unable":
            self.add("capacity", "Kan-niet", ["Noor"], person="Noor", matter="share-information",
                     able=False, representative=None, document=None,
                     **{"representative-basis": None, "judged-on": self.at("2026-01-01")})
        if self.twist == "unborn":
            del rows["Noor"]["birth-date"], rows["Noor"]["bsn"]
            rows["Noor"]["expected-birth"] = self.at("2027-01-10")
        if self.twist == "secret-from-nobody":
            for name in ("own-goal", "mother-goal", "own-contact"):
                rows[name].update({"sharing": "secret-from"})

    def at(self, text):
        """A day, as far from the family's own as this one is from DAY."""
        moved = self.day - datetime.date.fromisoformat(DAY)
        return (datetime.date.fromisoformat(text) + moved).isoformat()

    def births(self):
        """Birthdays: `12-today` has one, of whom the year alone is known may have had one."""
        year = self.day.year
        return {"under-12": f"{year - 11}-01-01",
                "12-today": f"{year - 12}{self.day.isoformat()[4:]}",
                "12-to-15": f"{year - 14}-01-01", "16-and-17": f"{year - 17}-12-31",
                "adult": f"{year - 20}-01-01", "perhaps-12": f"{year - 12}"}

    @staticmethod
    def group(group):
        return {"own": ["Noor"], "mixed": ["Noor", "Oma"], "mother": ["Anna"]}[group]

    def word(self, record, field):
        """The canary of one value."""
        word = "kanarië" + format(len(self.words), "04d") + "q" \
            + "".join(self.random.choice("bdfgkmprtvz") for _ in range(8))
        self.words[word] = (record, field)
        return word

    def add(self, kind, name, about, group=None, /, **given):
        """A record with all its fields; what is given is not left to chance."""
        fields = {"about": about, "law": "jeugdwet",
                  "source-party": self.word(name, "source-party")}
        if group == "own" and self.random.random() < 0.3:
            fields["extra-categories"] = [self.random.choice(
                sorted(set(CATEGORIES) & set(self.dictionary.codes["category"])))]
        if group and kind not in ("authority", "consent", "ground"):
            fields.update(self.flags(kind, name))
        for field, kind_of_value, values in self.dictionary.kinds[kind]:
            if field in KEPT or (kind, field) in DERIVED or field in given:
                continue
            value = self.value(kind, name, field, kind_of_value, values, about, group or "own")
            if value is not None:
                fields[field] = value
        fields.update({field: value for field, value in given.items() if value is not None})
        self.rows.append({"id": name, "kind": kind, "fields": fields})

    def flags(self, kind, name):
        if self.flag == "in-doubt" and kind in ("capacity", "response"):
            return {}                                   # written once: never two heads
        if self.flag == "normal" or self.random.random() < 0.5:
            return {"sharing": "normal"} if self.random.random() < 0.5 else {}
        if self.flag == "secret-from":
            return {"sharing": "secret-from", "secret-from": ["Bram"],
                    "sharing-reason": self.word(name, "sharing-reason")}
        if self.flag == "in-doubt":
            return {"sharing": {"heads": ["normal", "withheld"]}}
        return {"sharing": self.flag}

    def value(self, kind, name, field, kind_of_value, values, about, group):
        """A value of the field's type that is its own, as far as the type can."""
        if kind_of_value in ("text", "prose"):
            return self.word(name, field)
        if kind_of_value == "date":
            return self.at({"from": "2020-01-01", "until": "2028-12-31"}.get(
                field, f"2026-{self.random.randint(1, 9):02d}-{self.random.randint(1, 28):02d}"))
        if kind_of_value == "time":
            return self.at(f"2026-03-{self.random.randint(1, 28):02d}") + "T10:00:00Z"
        if kind_of_value == "bool":
            return self.random.random() < 0.5
        if kind_of_value in ("count", "scale"):
            return self.random.randint(1, 10)
        if kind_of_value in ("digest", "file"):
            return "".join(self.random.choice("0123456789abcdef") for _ in range(64))
        if kind_of_value in ("code", "codes"):
            return self.code(kind, field, values, kind_of_value == "codes")
        if kind_of_value in ("ref", "refs"):
            found = self.targets(name, values, about, group)
            return (found if kind_of_value == "refs" else found[0]) if found else None
        return None

    def code(self, kind, field, values, many):
        if (kind, field) == ("capacity", "matter"):
            return "money"
        if (kind, field) == ("measure", "type"):
            return self.random.choice(["drang", "huisverbod", "bewind"])
        if values == "purpose":
            return self.purpose
        codes = self.dictionary.codes.get(values, [])
        if not codes:
            return None
        one = self.random.choice(codes)
        return [one] if many else one

    def targets(self, name, values, about, group):
        """Records that a reference points at: the people of the group, or its other records."""
        kinds = [one.strip() for one in values.split(",")]
        if "person" in kinds:
            return about
        if "any record" in kinds:
            return [f"{group}-goal"]
        found = {"organisation": "Ander" if group == "mixed" else "Ontvanger",
                 "professional": "Fatma", "authority": "Gezag-Anna"}.get(
                     kinds[0], f"{group}-{kinds[0]}")
        if kinds[0] in ("consent", "ground"):
            found = "Gebruikt"
        if found == name:                               # of its own kind: that of another group
            found = f"{'mother' if group == 'own' else 'own'}-{kinds[0]}"
        return [found]

    def people(self):
        births = {"Noor": self.births()[self.age], "Anna": "1985-03-04", "Bram": "1983-08-09",
                  "Oma": "1955-01-01"}
        numbers = {"Noor": "999990019", "Anna": "999990020", "Bram": "123456782",
                   "Oma": "111222333"}
        self.add("family", "family", ["family"])
        for name in PEOPLE:
            self.add("person", name, [name], **{"birth-date": births[name],
                                                "expected-birth": None, "bsn": bsn(numbers[name])})

    def bodies(self):
        named = {"name": self.body} if self.body else {}
        self.add("organisation", "Ontvanger", None, kind=self.kind, **named, **{
            "legal-person": self.twist != "no-legal-person",
            "bsn-authorised": self.random.random() < 0.5, "peer": self.peer})
        self.rows[-1]["fields"].pop("about")
        self.add("organisation", "Ander", ["Noor"], kind="school", **{"legal-person": True})
        self.add("professional", "Fatma", ["Noor"], organisation="Ontvanger")
        for holder in ("Anna", "Bram"):
            self.add("authority", f"Gezag-{holder}", ["Noor", holder], child="Noor",
                     holder=holder, type="parents-joint", document="own-document")

    def decisions(self):
        everyone = PEOPLE if self.consent == "everyone" else ["Noor", "Anna", "Bram"]
        for subject in everyone if self.consent != "none" else []:
            for giver in self.givers(subject):
                self.say(subject, giver)
        if self.consent == "none":
            self.say("Noor", "Anna", recipient="Ander")
        self.grounds()

    def givers(self, subject):
        if subject != "Noor":
            return [subject]
        if self.consent == "child-only":
            return ["Noor"]
        if self.consent == "parents-only":
            return ["Anna", "Bram"]
        if self.consent == "one-missing":
            return ["Noor", "Anna"]
        return ["Noor", "Anna", "Bram"]

    def say(self, subject, giver, recipient="Ontvanger"):
        """One decision; what the combination says goes wrong, goes wrong with Bram for Noor."""
        wrong = subject == "Noor" and giver in ("Bram", "Noor")
        given = {"subject": subject, "given-by": giver, "purpose": self.purpose,
                 "recipient": recipient, "categories": CATEGORIES, "decision": "given",
                 "given-on": self.at(DAY if self.age == "12-today" else "2026-06-01"),
                 "from": "2014-01-01", "until": self.at("2027-06-30"), "document": "own-document"}
        changed = {
            "refused": {"decision": "refused"},
            "withdrawn": {"withdrawn-on": self.at("2026-11-21")},
            "withdrawn-today": {"withdrawn-on": self.at(DAY)},
            "ended": {"until": self.at("2026-11-21")}, "ends-today": {"until": self.at(DAY)},
            "not-yet": {"from": self.at("2026-11-23")},
            "before-birthday": {"given-on": self.at("2009-06-01" if self.age == "adult"
                                                    else "2014-06-01")},
            "other-purpose": {"purpose": "research"}, "other-recipient": {"recipient": "Ander"},
            "identity-only": {"categories": ["identity"]},
            "some-categories": {"categories": ["identity", *self.random.sample(CATEGORIES, 5)]},
        }.get(self.consent, {})
        if "categories" in changed or wrong:
            given.update(changed)
        self.add("consent", f"Ja-{giver}-{subject}", [subject], **given)

    def grounds(self):
        if self.ground == "none":
            article, recipient = "veilig-thuis-report", "Ander"
        else:
            article = {"supervision-ended": "supervision-order-information",
                       "conflict-one-no": "conflict-of-duties",
                       "veilig-thuis-used": "veilig-thuis-report"}.get(self.ground, self.ground)
            recipient = "Ontvanger"
        measure = None
        if article == "supervision-order-information":
            measure = "OTS"
            self.add("measure", "OTS", ["Noor"], type="ots", on=["Noor"],
                     **{"executed-by": "Ontvanger", "from": self.at("2026-01-01"), "until": self.at(
                         "2026-11-21" if self.ground == "supervision-ended" else "2027-01-01"),
                        "end-reason": None})
        checks = dict.fromkeys(law_table.CHECKS, "yes")
        if self.ground == "conflict-one-no":
            checks[self.random.choice(law_table.CHECKS)] = "no"
        about = self.random.choice([["Noor"], ["Noor", "Anna", "Bram"], PEOPLE])
        self.add("ground", "Grond", about, article=article, purpose=self.purpose,
                 recipient=recipient, measure=measure, until=self.at("2027-06-30"),
                 categories=self.random.choice([CATEGORIES, ["identity", "care", "safety"]]),
                 **{"used-by": "own-disclosure" if self.ground == "veilig-thuis-used" else None},
                 **checks)
        self.add("ground", "Gebruikt", ["Noor"], article="veilig-thuis-report", recipient="Ander",
                 measure=None, **{"used-by": "own-disclosure"})


def bsn(digits):
    """The nearest number from here on that passes the elfproef."""
    number = int(digits)
    while True:
        text = f"{number:09d}"
        weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
        if sum(weight * int(digit) for weight, digit in zip(weights, text)) % 11 == 0:
            return text
        number += 1


# --- which combinations ---------------------------------------------------------------------------

def combinations(seed):
    """All of them, in an order by chance: as many as there is time for say something of all."""
    found = list(itertools.product(CONSENTS, GROUNDS, FLAGS, AGES, PURPOSES))
    random.Random(seed).shuffle(found)
    return found


def chosen(seed, count):
    """A few of them in which each state of each kind occurs at least once."""
    chance = random.Random(seed)
    axes = [CONSENTS, GROUNDS, FLAGS, AGES, PURPOSES]
    fitting = {"veilig-thuis-report": "report-to-veilig-thuis",
               "veilig-thuis-used": "report-to-veilig-thuis", "rvdk-information": "rvdk-inquiry",
               "supervision-order-information": "execute-measure",
               "supervision-ended": "execute-measure", "involved-colleague": "coordinate-care",
               "conflict-of-duties": "safety", "conflict-one-no": "safety"}
    columns = []
    for axis in axes:
        column = (axis * (count // len(axis) + 1))[:max(count, len(axis))]
        chance.shuffle(column)
        columns.append(column)
    found = []
    for consent, ground, flag, age, purpose in itertools.islice(zip(*columns), count):
        found.append((consent, ground, flag, age,
                      fitting.get(ground, purpose) if chance.random() < 0.7 else purpose))
    return found
