# SPDX-License-Identifier: EUPL-1.2
"""What a judge says: which values go, which stay and why, and what the sources leave open."""
import catalogue


class Judgement:
    def __init__(self):
        self.shared, self.withheld, self.unsettled = set(), {}, set()

    def fields(self):
        """{record: {field}} of what goes."""
        found = {}
        for record, field, _item in self.shared:
            found.setdefault(record, set()).add(field)
        return found


def refuse_all(dossier, out, code):
    for record in dossier.records.values():
        for field in record.fields:
            out.withheld[(record.id, field)] = code
    return out


def withhold(out, record, code):
    for field in record.fields:
        out.withheld[(record.id, field)] = code


def share(out, record, field):
    if catalogue.is_ref(record.kind, field) or isinstance(first_of(record, field), list):
        for item in record.any_of(field):
            out.shared.add((record.id, field, item))
    else:
        out.shared.add((record.id, field, None))


def first_of(record, field):
    value = record.fields[field]
    return value["heads"][0] if isinstance(value, dict) else value
