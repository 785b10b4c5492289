# SPDX-License-Identifier: EUPL-1.2
"""Random families, and what a plain reader would count of their dumps: slow and simple, by the
definitions of docs/monitor.md alone.
"""
import datetime
import uuid
import xml.etree.ElementTree
import zoneinfo

DOSSIER = "{urn:gezinsdossier:dossier:1}"
AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
COUNTED = {"ots": "ots", "voorlopige-ots": "ots", "gezagsbeeindiging": "gezagsbeeindiging",
           "huisverbod": "huis-en-contactverbod", "civiel-contactverbod": "huis-en-contactverbod",
           "reclassering": "reclassering",
           "uithuisplaatsing": None, "gesloten-jeugdhulp": None}
CHILDREN = {"child", "unborn-child", "stepchild", "foster-child", "adopted-child"}
FOREVER = datetime.date.max


def day(text):
    return datetime.date.fromisoformat(text)


# A dossier as hand-written XML.


class Dossier:
    def __init__(self, chance):
        self.chance = chance
        self.id = self.new_id()
        self.records = []

    def new_id(self):
        return str(uuid.UUID(int=self.chance.getrandbits(128), version=4))

    def add(self, kind, record=None, /, **fields):
        record = record or self.new_id()
        self.records.append((kind, record, fields))
        return record

    def xml(self):
        root = xml.etree.ElementTree.Element("dossier", xmlns="urn:gezinsdossier:dossier:1",
                                             id=self.id)
        for kind, record, fields in self.records:
            one = xml.etree.ElementTree.SubElement(root, "record", kind=kind, id=record)
            for name, value in fields.items():
                if value is None:
                    continue
                field = xml.etree.ElementTree.SubElement(one, "field", name=name.replace("_", "-"))
                if isinstance(value, list):
                    for item in value:
                        xml.etree.ElementTree.SubElement(field, "item").text = item
                else:
                    field.text = value
        return xml.etree.ElementTree.tostring(root, encoding="unicode")


def some_day(chance):
    return datetime.date(2023, 10, 1) + datetime.timedelta(days=chance.randrange(500))


def some_date(chance, near=None):
    """Whole, partial, on the edge of a quarter, on a leap day, or none."""
    one = near or some_day(chance)
    return chance.choice([str(one)] * 6 + [str(one)[:7], str(one)[:4], None, "2024-02-29",
                                           "2024-04-01", "2024-06-30", "2024-03-31"])


def random_family(chance):
    d = Dossier(chance)
    opened = some_date(chance)
    d.add("family", d.id, name="Gezin", opened=opened,
          closed=some_date(chance) if chance.random() < .5 else None)
    people = [d.add("person", given_names="Kim",
                    birth_date=chance.choice([None, "1980", "1990-05", "2006-04-01", "2006-06-30",
                                              "2010-02-03", "2024-08-08", "2025-12-01"]),
                    expected_birth="2025-01-01" if chance.random() < .1 else None,
                    deceased_on="2024-05-05" if chance.random() < .1 else None,
                    household_role=chance.choice(["mother", "child", "partner", "unborn-child"]))
              for _ in range(chance.randrange(4))]
    team = []
    for _ in range(chance.randrange(6)):
        start = some_day(chance)
        end = start + datetime.timedelta(days=chance.randrange(-5, 300))
        team.append(d.add("professional", name="Jo", **{
            "role": chance.choice(["rvt-partner", "fixed-face", "fixed-face", "specialist"]),
            "from": some_date(chance, start),
            "until": some_date(chance, end) if chance.random() < .6 else None,
            "same_as": [chance.choice(team)] if team and chance.random() < .15 else None}))
    for _ in range(chance.randrange(4)):
        d.add("signal", received=some_date(chance),
              restart=chance.choice([None, "true", "false"]),
              removed="true" if chance.random() < .1 else None)
    for _ in range(chance.randrange(5)):
        moment = datetime.datetime.combine(some_day(chance), datetime.time(
            chance.choice([0, 8, 21, 22, 23]), 30))
        present = chance.sample(people, min(len(people), chance.randrange(2)))
        present += chance.sample(team, min(len(team), chance.randrange(3)))
        if present:
            d.add("contact", when=moment.isoformat() + "Z", present=present)
    measures = []
    for _ in range(chance.choice([0, 0, 0, 1, 2, 3])):
        measures.append(d.add("measure", **{
            "type": chance.choice(list(COUNTED)), "imposed_on": some_date(chance),
            "from": some_date(chance),
            "same_as": [chance.choice(measures)] if measures and chance.random() < .3 else None}))
    for _ in range(chance.choice([0, 0, 1, 2])):
        d.add("experience", asked_on=some_date(chance),
              heard=chance.choice([None, "0", "10", str(chance.randrange(11))]),
              taken_seriously=str(chance.randrange(11)), respected=None)
    return d


# The slow and simple count.


def first_day(text):
    return day((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10]) if text else None


def last_day(text):
    if not text:
        return None
    if len(text) == 10:
        return day(text)
    if len(text) == 4:
        return day(text + "-12-31")
    year, month = int(text[:4]), int(text[5:])
    after = datetime.date(year + month // 12, month % 12 + 1, 1)
    return after - datetime.timedelta(days=1)


def read_dump(text):
    """Records that stand, by kind: id, fields; and which are the same."""
    found, leader = {}, {}
    for record in xml.etree.ElementTree.fromstring(text):
        if record.tag != DOSSIER + "record":
            continue
        fields = {}
        for field in record:
            items = [i.text for i in field if i.get("out") is None]
            fields[field.get("name")] = items if len(field) > 0 else field.text
        if fields.get("removed") != "true":
            found[record.get("id")] = (record.get("kind"), fields)
    for one in found:
        leader[one] = one
    for _ in found:
        for one, (_kind, fields) in found.items():
            for other in fields.get("same-as", []):
                if other in leader:
                    least = min(leader[one], leader[other])
                    old = {leader[one], leader[other]}
                    for each in leader:
                        if leader[each] in old:
                            leader[each] = least
    return found, leader


def join_runs(runs):
    joined = []
    for start, end in sorted(runs):
        if joined and start <= next_day(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def next_day(one):
    return one if one == FOREVER else one + datetime.timedelta(days=1)


def active(runs, on):
    return any(start <= on < end for start, end in runs)


def run_of(fields, first="from", last="until"):
    start, end = first_day(fields.get(first)), last_day(fields.get(last)) or FOREVER
    return (start, end) if start is None or start <= end else None


class Family:
    """What a plain reader would say of one dump."""

    def __init__(self, text):
        self.found, self.leader = read_dump(text)
        team = self.of("professional")
        named = [f for _, f in team if f.get("role") == "rvt-partner"]
        roots = [f for _, f in self.of("family")]
        runs = [run_of(f) for f in named] if named else [run_of(roots[0], "opened", "closed")]
        self.runs = join_runs([r for r in runs if r and r[0]])
        self.local = join_runs([r for _, f in team if f.get("role") == "fixed-face"
                                for r in [run_of(f)] if r and r[0]])
        self.undated = not self.runs

    def of(self, kind):
        return [(i, f) for i, (k, f) in sorted(self.found.items()) if k == kind]

    def classes(self, kind):
        grouped = {}
        for i, fields in self.of(kind):
            grouped.setdefault(self.leader[i], []).append(fields)
        return grouped

    def signals(self):
        for members in self.classes("signal").values():
            days = [first_day(f.get("received")) for f in members if f.get("received")]
            if days:
                yield min(days), members[0].get("restart") == "true"

    def meetings(self):
        rows = []
        for i, fields in self.of("contact"):
            kinds = [(self.found[p][0], self.leader[p]) for p in fields.get("present", [])
                     if p in self.found]
            staff = {who for kind, who in kinds if kind == "professional"}
            if staff and any(kind == "person" for kind, _ in kinds):
                moment = datetime.datetime.fromisoformat(fields["when"].replace("Z", "+00:00"))
                rows.append((moment, i, moment.astimezone(AMSTERDAM).date(), staff))
        return [row[2:] for row in sorted(rows)]

    def told_again(self):
        known = set()
        for on, staff in self.meetings():
            if known and not staff & known:
                yield on
            known |= staff

    def handovers(self):
        seen = set()
        rows = [(run[0], run[1], self.leader[i]) for i, f in self.of("professional")
                if f.get("role") == "fixed-face" for run in [run_of(f)] if run and run[0]]
        for start, _end, who in sorted(rows):
            if seen and who not in seen:
                yield start
            seen.add(who)

    def is_without_children(self, on):
        people = [f for _, f in self.of("person")]

        def is_child(f):
            born, died = last_day(f.get("birth-date")), first_day(f.get("deceased-on"))
            if died and died < on:
                return False
            if not born:
                return bool(f.get("expected-birth")) or f.get("household-role") in CHILDREN
            if born > on:
                return (born - on).days <= 280
            try:
                grown = born.replace(year=born.year + 18)
            except ValueError:
                grown = datetime.date(born.year + 18, 3, 1)
            return grown > on
        return bool(people) and not any(is_child(f) for f in people)

    def measures(self):
        for members in self.classes("measure").values():
            kind = COUNTED[members[0]["type"]]
            days = [first_day(f.get("imposed-on")) for f in members if f.get("imposed-on")] \
                or [first_day(f.get("from")) for f in members if f.get("from")]
            if kind and days:
                yield min(days), kind

    def professionals(self, on):
        low = datetime.date.min
        return sum(1 for members in self.classes("professional").values()
                   if active([(r[0] or low, r[1]) for f in members for r in [run_of(f)] if r], on))


def tenths(part, whole, scale):
    return None if whole == 0 else (2 * scale * part + whole) // (2 * whole) / 10


def slow_count(families, start, end):
    since, before = min(day("2023-01-01"), start), start - datetime.timedelta(days=1)
    said = {key: 0 for key in (
        "ever", "active", "ended", "ended-local-team-continues", "started", "restarted",
        "registered", "registered-again", "registered-without-children", "registrations",
        "signals-during", "measures", "families-with-measure", "helped", "handovers", "told-again",
        "experiences")}
    types_of, waits, staff, heard, opening = {}, [], [], [], 0

    def inside(on):
        return start <= on <= end

    for f in families:
        ever = any(first <= end and last >= since for first, last in f.runs)
        said["ever"] += ever
        said["active"] += active(f.runs, end)
        opening += active(f.runs, before)
        ended = sum(inside(last) for _, last in f.runs)
        said["ended"] += ended
        said["ended-local-team-continues"] += ended if active(f.local, end) else 0
        begun = [inside(first) for first, _ in f.runs]
        said["started"] += sum(begun[:1])
        said["restarted"] += sum(begun[1:])
        came = sorted((on, flag) for on, flag in f.signals() if inside(on))
        new = [(on, flag) for on, flag in came
               if not active(f.runs, on - datetime.timedelta(days=1))]
        said["signals-during"] += len(came) - len(new)
        said["registrations"] += len(new)
        if new:
            first = new[0][0]
            said["registered"] += 1
            said["registered-again"] += any(flag for _, flag in new) or any(
                run[0] < first for run in f.runs)
            said["registered-without-children"] += f.is_without_children(first)
            help_on = min((on for on, _ in f.meetings() if on >= first), default=None)
            if help_on and help_on <= end:
                said["helped"] += 1
                waits.append((help_on - first).days)
        if ever:
            counted = [kind for on, kind in f.measures() if since <= on <= end]
            said["measures"] += len(counted)
            said["families-with-measure"] += bool(counted)
            for kind in counted:
                types_of[kind] = types_of.get(kind, 0) + 1
        if active(f.runs, end):
            staff.append(f.professionals(end))
        said["handovers"] += sum(map(inside, f.handovers()))
        said["told-again"] += sum(map(inside, f.told_again()))
        asked = [e for members in f.classes("experience").values() for e in members
                 if e.get("asked-on") and inside(first_day(e["asked-on"]))]
        said["experiences"] += len(asked)
        heard += [int(e["heard"]) for e in asked if e.get("heard")]
    waits.sort()
    half = len(waits) // 2
    said["days-to-help"] = None if not waits else (
        float(waits[half]) if len(waits) % 2 else (waits[half - 1] + waits[half]) / 2)
    said["professionals-mean"] = tenths(sum(staff), len(staff), 10)
    said["professionals-most"] = max(staff, default=None)
    said["heard"] = tenths(sum(heard), len(heard), 10) if len(heard) >= 5 else None
    said["measures-percent"] = tenths(said["measures"], said["ever"], 1000)
    said["families-with-measure-percent"] = tenths(said["families-with-measure"], said["ever"],
                                                   1000)
    said["without-children-percent"] = tenths(said["registered-without-children"],
                                              said["registered"], 1000)
    said["measures-by-type"] = types_of
    said["opening"] = opening
    return said
