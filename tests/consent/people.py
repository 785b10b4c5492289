# SPDX-License-Identifier: EUPL-1.2
"""Of people, for the slow judge: their ages, who has authority, who can weigh it, who decides."""
from facts import age, first_day, in_force, last_day
from law_table import ADULT, CHILD, HOLDING, JOINT, REPRESENTATIVES, SIXTEEN, TWELVE


def bands(person, day):
    """All age bands in which the person may be on that day; none if no date is known."""
    found = set()
    for born in person.all("birth-date"):
        for years in range(age(last_day(born), day), age(first_day(born), day) + 1):
            found.add(CHILD if years < 12 else TWELVE if years < 16 else SIXTEEN if years < 18
                      else ADULT)
    if not person.all("birth-date") and person.all("expected-birth") and all(
            age(first_day(one), day) < 11 for one in person.all("expected-birth")):
        found.add(CHILD)                                # not born yet, or not long ago
    return found


def is_dead(person, day):
    return any(first_day(one) <= day for one in person.all("deceased-on"))


def surely_dead(person, day):
    ends = person.all("deceased-on")
    return bool(ends) and all(last_day(one) <= day for one in ends)


def is_replaced(dossier, record, day):
    """Is there a newer record in its place, at work on that day?"""
    for newer in dossier.of(record.kind):
        if newer.maybe("replaces", record.id) and in_force(newer, day)[1]:
            return True
    return False


def holders(dossier, child, day):
    """(those who surely hold authority, those who may, is one of two unknown)."""
    sure, maybe, known, joint = set(), set(), set(), False
    for record in dossier.of("authority"):
        if not record.maybe("child", child.id) or is_replaced(dossier, record, day):
            continue
        known |= set(record.all("holder"))              # also who died or lost it
        surely, perhaps = in_force(record, day)
        types = set(record.all("type"))
        if not perhaps or not types & (HOLDING | {"unknown"}):
            continue
        for name in record.all("holder"):
            who = dossier.get(name)
            if who is not None and surely_dead(who, day):
                continue
            if surely and types <= HOLDING and len(record.all("holder")) == 1:
                sure.add(name)
            else:
                maybe.add(name)
        joint = joint or bool(types & JOINT)
    return sure, maybe - sure, joint and len(known) < 2


def able(dossier, person, day):
    """(may be able, may be unable) to weigh sharing; who is not judged is able."""
    can, cannot = True, False
    judged = [record for record in dossier.of("capacity")
              if record.maybe("person", person.id) and record.maybe("matter", "share-information")
              and not is_replaced(dossier, record, day)
              and in_force(record, day, "judged-on")[1]]
    for record in judged:
        if not record.surely("able", "true"):
            cannot = True
        if not record.maybe("able", "true") and in_force(record, day, "judged-on")[0]:
            can = False
    return can, cannot


def representatives(dossier, person, day):
    """Those who speak for an adult who cannot weigh it: the first in the law's order.
    The court's curator and mentor come first, whatever the record of capacity says."""
    found = [set() for _ in REPRESENTATIVES]
    for measure in dossier.of("measure"):
        if person.id in measure.any_of("on") and in_force(measure, day)[1] \
                and not measure.all("ended-on") \
                and set(measure.all("type")) & {"curatele", "mentorschap"}:
            found[0] |= set(measure.all("executed-by")) or {None}
    for record in dossier.of("capacity"):
        if record.maybe("person", person.id) and record.maybe("matter", "share-information") \
                and in_force(record, day, "judged-on")[1] \
                and not is_replaced(dossier, record, day):
            for basis in record.all("representative-basis"):
                for rank, codes in enumerate(REPRESENTATIVES):
                    if basis in codes:
                        found[rank] |= set(record.all("representative"))
    return next((names for names in found if names), set())


def deciders(dossier, person, day):
    """Everyone who must say yes, or (None, code) if that is not known."""
    if is_dead(person, day):
        return None, "needs-judgement"                  # Jeugdwet 7.3.12a asks a person
    ages = bands(person, day)
    if not ages:
        return None, "in-doubt"
    can, cannot = able(dossier, person, day)
    needed = set()
    if ages & {CHILD, TWELVE} or (cannot and ages & {SIXTEEN}):
        sure, maybe, missing = holders(dossier, person, day)
        if not sure:
            return None, "needs-judgement"              # no record of authority is not "joint"
        if missing:
            return None, "one-holder-missing"
        needed |= sure | maybe
    if ages & {TWELVE, SIXTEEN, ADULT} and can:
        needed.add(person.id)
    if ages & {ADULT} and cannot:
        speak = representatives(dossier, person, day)
        if not speak or None in speak:
            return None, "representative-not-asked"
        needed |= speak
    return needed, None
