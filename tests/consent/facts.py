# SPDX-License-Identifier: EUPL-1.2
"""A dossier as a judge reads it: JSON as `gezin show --json` prints it, with local names for ids.

    {"id": "mother", "kind": "person", "fields": {"given-names": "Anna", "about": ["mother"]}}

A value on which two machines do not agree is {"heads": [value, value]}; of a set every item that
not all heads hold is in doubt. A record can carry "origin", the organisation that wrote it, and
"origins", those of single fields (or of single items of a set: (field, item)).
"""
import calendar
import datetime
import uuid
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = uuid.UUID("6f1d4f0e-6c1f-5b52-9d7c-0c1f4f3a7f11")


def heads(value):
    """All values that a field may have; none where it is empty."""
    if value is None:
        return []
    return value["heads"] if isinstance(value, dict) else [value]


def said(value):
    """A value as the file writes it."""
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) \
        else str(value)


class Record:
    """One record. What is asked of it says how to read what is in doubt."""

    def __init__(self, row):
        self.id, self.kind, self.fields = row["id"], row["kind"], row.get("fields", {})
        self.origin, self.origins = row.get("origin"), row.get("origins", {})

    def origin_of(self, field, item=None):
        """Whose word a value is, or the item of a set: the organisation that wrote it."""
        return self.origins.get((field, item)) or self.origins.get(field) or self.origin

    def all(self, field):
        """Every value that a field of one value may have, as text."""
        return [said(value) for value in heads(self.fields.get(field))]

    def surely(self, field, value):
        """Is it this value, whoever is right?"""
        values = self.all(field)
        return bool(values) and all(one == value for one in values)

    def maybe(self, field, value):
        """Is it this value if somebody is right?"""
        return value in self.all(field)

    def any_of(self, field):
        """The items of a set that some head holds."""
        return {item for one in heads(self.fields.get(field)) for item in as_list(one)}

    def sure_of(self, field):
        """The items of a set that all heads hold."""
        sets = [set(as_list(one)) for one in heads(self.fields.get(field))]
        return set.intersection(*sets) if sets else set()


def as_list(value):
    return [str(item) for item in value] if isinstance(value, list) else [said(value)]


class Dossier:
    """All records, by name; and those that a person read through and said yes to."""

    def __init__(self, rows, read=()):
        self.read = set(read)
        self.records = {row["id"]: Record(row) for row in rows}

    def of(self, *kinds):
        return [record for record in self.records.values() if record.kind in kinds]

    def get(self, name):
        return self.records.get(name)


# --- days -----------------------------------------------------------------------------------------

def day_of(text):
    return datetime.date.fromisoformat(text)


def first_day(partial):
    """The earliest day that a partial date can mean."""
    parts = [int(part) for part in partial.split("-")]
    return datetime.date(parts[0], parts[1] if len(parts) > 1 else 1,
                         parts[2] if len(parts) > 2 else 1)


def last_day(partial):
    """The latest day that a partial date can mean."""
    parts = [int(part) for part in partial.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    last = calendar.monthrange(parts[0], month)[1]
    return datetime.date(parts[0], month, parts[2] if len(parts) > 2 else last)


def birthday(born, years):
    """The day on which somebody becomes so old; 29 February is 1 March in a common year."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return datetime.date(born.year + years, 3, 1)


def age(born, day):
    years = day.year - born.year
    return years if birthday(born, years) <= day else years - 1


def in_force(record, day, start="from"):
    """(surely, maybe): until and including the last day."""
    starts, ends = record.all(start), record.all("until")
    surely = bool(starts) and all(last_day(one) <= day for one in starts) \
        and all(first_day(one) >= day for one in ends)
    maybe = all(first_day(one) <= day for one in starts[:1] if len(starts) == 1) \
        and (not ends or any(last_day(one) >= day for one in ends))
    if len(starts) > 1:
        maybe = maybe and any(first_day(one) <= day for one in starts)
    return surely, maybe


# --- from XML ---------------------------------------------------------------------------------------

XML = "{urn:gezinsdossier:dossier:1}"


def from_xml(text, names):
    """The rows of a dossier that `gezin dump` wrote, with the origin of each value; names {id:
    local name}. What was removed or emptied is left out."""
    root = ElementTree.fromstring(text)
    written = {one.get("id"): one.get("organisation") for one in root.iter(XML + "commit")}
    return [row for row in (row_of(record, names, written) for record in root.iter(XML + "record"))
            if said(row["fields"].get("removed")) != "true"]


def row_of(record, names, written):
    fields, origins = {}, {}
    for field in record.iter(XML + "field"):
        name, items = field.get("name"), field.findall(XML + "item")
        for one in items or [field]:
            value = names.get(one.text, one.text)
            origin = one.get("origin") or written.get(one.get("in"))
            if items:
                origins[name, value] = origin
                if one.get("out") is None:
                    fields.setdefault(name, []).append(value)
            elif one.get("none") is None:
                origins[name] = origin if origins.get(name) in (None, origin) else "several"
                before = heads(fields.get(name))
                fields[name] = {"heads": [*before, value]} if before else value
    return {"id": names.get(record.get("id"), record.get("id")), "kind": record.get("kind"),
            "fields": fields, "origins": origins}


# --- as XML ---------------------------------------------------------------------------------------

def uuid_of(case, name):
    """The id of a record: the same for ever, and another in every case."""
    return str(uuid.uuid5(NAMESPACE, f"{case}/{name}"))


def to_xml(case, rows, organisation, is_ref, author=None, only=None):
    """Dossier XML for `gezin load`. Every version has its own replica, so heads stand beside
    each other; a record or field with an origin is written by a commit of that organisation.
    author (origin, head): who wrote it and why, as attributes. only: these rows of them, by name."""
    author = author or (lambda origin, head: {"by": "Anna", "role": "consultant"})
    dossier = uuid_of(case, "family")
    names = {row["id"] for row in rows}
    commits, body = {}, []

    def commit(origin, head):
        key = (origin, head)
        if key not in commits:
            commits[key] = uuid.uuid5(NAMESPACE, f"{case}/commit/{origin}/{head}").hex[:16]
        return commits[key]

    def dot(record, field, item, head, origin):
        replica = uuid.uuid5(NAMESPACE, f"{case}/{record}/{field}/{item}/{head}").hex[:16]
        return f' at="{replica}:1" in="{commit(origin, head)}"'

    def text(kind, field, value):
        value = said(value)
        if is_ref(kind, field) and value in names and value != "family":
            return uuid_of(case, value)
        return escape(value)

    if only is not None:
        rows = [row for row in rows if row["id"] in only]
    elif "family" not in names:
        rows = [{"id": "family", "kind": "family", "fields": {"reference": "G-1"}}, *rows]
    for row in rows:
        out = [f'  <record kind="{row["kind"]}" id="{uuid_of(case, row["id"])}">']
        for field, value in row.get("fields", {}).items():
            values = heads(value)
            origin = row.get("origins", {}).get(field) or row.get("origin") or organisation
            if values and isinstance(values[0], list):
                items = []
                for item in sorted({item for one in values for item in as_list(one)}):
                    inside = [item in as_list(one) for one in values]
                    kept = list(enumerate(inside)) if len(set(inside)) > 1 else [(0, True)]
                    for head, is_in in kept:
                        at = dot(row["id"], field, item, head, origin)
                        out_mark = "" if is_in else ' out="yes"'
                        items.append(f"      <item{at}{out_mark}>"
                                     f"{text(row['kind'], field, item)}</item>")
                if items:
                    out += [f'    <field name="{field}">', *items, "    </field>"]
            else:
                for head, one in enumerate(values):
                    at = dot(row["id"], field, "", head, origin)
                    out.append(f'    <field name="{field}"{at}>'
                               f"{text(row['kind'], field, one)}</field>")
        out.append("  </record>")
        body += out
    written = [f'  <commit id="{name}" time="2020-01-0{1 + head}T10:00:00Z" '
               + "".join(f'{key}={quoteattr(text)} ' for key, text in author(origin, head).items())
               + f'organisation={quoteattr(origin)}/>'
               for (origin, head), name in sorted(commits.items(), key=lambda pair: pair[1])]
    return dossier, "\n".join([f'<dossier xmlns="urn:gezinsdossier:dossier:1" id="{dossier}">',
                               *written, *body, "</dossier>", ""])
