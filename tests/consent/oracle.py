# SPDX-License-Identifier: EUPL-1.2
"""The slow judge: what of a dossier may go to whom, written so that a jurist can read it.

It knows nothing of the program: neither its catalogue nor its table of law. Sources: Jeugdwet
7.3.2, 7.3.4, 7.3.8 to 7.3.16 (7.3.11 above all), 7.2.1 to 7.2.6; Wmo 2015 5.2.6, 5.2.9, 5.3.2,
5.3.3; BW1 1:240, 1:245, 1:251 to 253t, 1:377c; UAVG; the description of dossier, bundle and merging.

Every rule is read the strict way: of values on which two machines do not agree each counts, a
partial date means the day that lets least go, and what no rule decides does not go.

judge() gives Judgement: `shared` {(record, field, item or None)}, `withheld` {(record, field):
code} and `unsettled` {(record, field)}: what the sources do not settle, so that nobody is right.
"""
import functools

import catalogue
from advice import judge_advice
from facts import Dossier, day_of, first_day, in_force, last_day
from judgement import Judgement, refuse_all, share, withhold
from law_table import (
    ADULT, BSN_PURPOSES, BSN_USERS, BSN_USERS_FOR_ADULTS, CHECKS, CHILD, FOR_SAFETY, GROUNDS,
    LEGAL_PARENT, NAMES_RECIPIENT, NEEDED, NEVER_KINDS, NOBODY, OWN_WORK, SIXTEEN, SUPERVISION,
    TWELVE, WITHIN_THE_TEAM)
from people import able, bands, deciders, holders, is_replaced

# --- consent --------------------------------------------------------------------------------------

def same_decider(person, then, now):
    """Did who decides stay the same between two days? Sixteen and eighteen change nothing."""
    def spans(day):
        return {ADULT if band == SIXTEEN else band for band in bands(person, day)}
    return spans(then) == spans(now) and len(spans(now)) == 1


def is_about(record, recipient, purpose, category):
    """Does a decision name this recipient, purpose and category, surely?"""
    return (record.surely("recipient", recipient) and record.surely("purpose", purpose)
            and category in record.sure_of("categories"))


def may_be_about(record, recipient, purpose, category):
    return (record.maybe("recipient", recipient) and record.maybe("purpose", purpose)
            and category in record.any_of("categories"))


def starts(record):
    return record.all("from") + record.all("given-on")


def is_withdrawn(record, day):
    return any(first_day(one) <= day for one in record.all("withdrawn-on"))


def stands(record, day):
    """Is it surely in force on that day? Until and including the last day."""
    begun = record.all("given-on") and all(last_day(one) <= day for one in starts(record))
    return (begun and not is_withdrawn(record, day)
            and all(first_day(one) >= day for one in record.all("until")))


def is_undone(dossier, record, day, refusal):
    """Is it replaced? A yes as soon as it may be, a no only when it surely is."""
    for newer in dossier.of("consent"):
        if not newer.maybe("replaces", record.id):
            continue
        if not refusal and any(first_day(one) <= day for one in starts(newer)):
            return True
        if refusal and newer.surely("replaces", record.id) and stands(newer, day):
            return True
    return False


def counts(dossier, record):
    """A new decision does not count if the old one was withdrawn on or after its first day."""
    for name in record.all("replaces"):
        old = dossier.get(name)
        begin = min([first_day(one) for one in starts(record)], default=None)
        if old and begin and any(last_day(one) >= begin for one in old.all("withdrawn-on")):
            return False
    return True


def says(dossier, giver, person, recipient, purpose, category, day):
    """What one giver says about one person: (yes, code of why not)."""
    mine = [record for record in dossier.of("consent")
            if record.maybe("given-by", giver) and record.maybe("subject", person.id)]
    about = [record for record in mine if may_be_about(record, recipient, purpose, category)]
    for record in about:
        ends = record.all("until")
        over = ends and all(last_day(one) < day for one in ends)
        begun = any(first_day(one) <= day for one in starts(record)) or not starts(record)
        if record.maybe("decision", "refused") and begun and not over \
                and not (record.all("withdrawn-on") and is_withdrawn(record, day)
                         and record.surely("decision", "refused")) \
                and not is_undone(dossier, record, day, refusal=True):
            return False, "refused"
    withdrawals = [first_day(one) for record in about for one in record.all("withdrawn-on")
                   if is_withdrawn(record, day) and record.maybe("decision", "given")]
    why = "not-asked"
    for record in mine:
        if not record.surely("given-by", giver) or not record.surely("subject", person.id) \
                or not record.surely("decision", "given"):
            continue
        if not is_about(record, recipient, purpose, category):
            if not record.surely("recipient", recipient):
                why = "recipient-not-covered"
            elif not record.surely("purpose", purpose):
                why = "purpose-not-covered"
            else:
                why = "category-not-covered"
            continue
        if is_withdrawn(record, day):
            why = "withdrawn"
        elif not stands(record, day):
            why = "ended" if any(first_day(one) < day for one in record.all("until")) \
                else "not-yet"
        elif is_undone(dossier, record, day, refusal=False) or not counts(dossier, record):
            why = "withdrawn"
        elif any(first_day(one) <= when for when in withdrawals
                 for one in record.all("given-on")):
            why = "withdrawn"
        elif not all(same_decider(person, at, day) for one in record.all("given-on")
                     for at in (first_day(one), last_day(one))):
            why = "needs-judgement"                     # said before a birthday that counts
        else:
            return True, None
    return False, why


@functools.lru_cache(1000)
def consented(dossier, person, recipient, purpose, category, day):
    """Has everyone who decides for this person said yes? (yes, code)"""
    needed, why = deciders(dossier, person, day)
    if needed is None:
        return False, why
    answers = {giver: says(dossier, giver, person, recipient, purpose, category, day)
               for giver in sorted(needed)}
    # A no of the person counts too where others speak, from twelve.
    if not bands(person, day) & {CHILD}:
        own = says(dossier, person.id, person, recipient, purpose, category, day)
        if own[1] == "refused":
            return False, "refused"
    missing = {giver: why for giver, (yes, why) in answers.items() if not yes}
    if not missing:
        return True, None
    codes = set(missing.values())
    for code in ("refused", "withdrawn"):
        if code in codes:
            return False, code
    if codes == {"not-asked"}:
        if len(missing) < len(answers):
            if person.id in missing:
                return False, "child-not-asked"
            return False, "one-holder-missing"
        if person.id in missing and bands(person, day) == {SIXTEEN}:
            return False, "young-person-not-asked"
        if person.id not in answers and bands(person, day) == {ADULT}:
            return False, "representative-not-asked"
    return False, sorted(codes - {"not-asked"} or codes)[0]


# --- grounds --------------------------------------------------------------------------------------

def parents(dossier, child):
    """Legal parents of a child and the people who hold authority over it, whenever."""
    found = set()
    for record in dossier.of("relation"):
        if set(record.all("type")) <= LEGAL_PARENT and record.surely("to", child):
            found |= set(record.all("from"))
    for record in dossier.of("authority"):
        if record.surely("child", child):
            found |= set(record.all("holder"))
    return found


def is_used(dossier, ground):
    """A ground is used once: it names what left on it, or that names the ground."""
    return bool(ground.all("used-by")) or any(ground.id in record.any_of("grounds")
                                              for record in dossier.of("disclosure"))


def opens(dossier, ground, recipient, purpose, people, category, day):
    """Does this ground let this category of a record that names these people go?"""
    if not is_about(ground, recipient.id, purpose, category):
        return False
    if is_used(dossier, ground):
        return False
    if not in_force(ground, day)[0] or is_replaced(dossier, ground, day) \
            or len(set(ground.all("article"))) != 1:
        return False
    about = ground.sure_of("about")
    if ground.any_of("about") and "family" not in about and not people <= about:
        return False                                    # it says itself about whom it is
    article = ground.all("article")[0]
    if article not in GROUNDS:
        return False                                    # a duty by law, research: a person decides
    kinds, purposes = GROUNDS[article]
    if purpose not in purposes:
        return False
    if not recipient.all("kind") or not set(recipient.all("kind")) <= kinds:
        return False
    if article == "conflict-of-duties":
        return all_checked(ground)
    if article == "supervision-order-information":
        return is_under_supervision(dossier, ground, recipient, people, day)
    if article == "involved-colleague":
        return all(is_involved(dossier, recipient, name, day) for name in people)
    return True


def all_checked(ground):
    """All six checks of a conflict of duties; consent need not be asked where it cannot be."""
    return all(ground.surely(check, "yes")
               or (check == "tried-consent" and ground.surely(check, "not-possible"))
               for check in CHECKS)


def is_under_supervision(dossier, ground, recipient, people, day):
    """Jeugdwet 7.3.11(4): the GI that carries out this order, about the minor and a parent."""
    names = ground.all("measure")
    measure = dossier.get(names[0]) if len(names) == 1 else None
    if measure is None or measure.kind != "measure":
        return False
    if not measure.all("type") or not set(measure.all("type")) <= SUPERVISION:
        return False
    if not measure.surely("executed-by", recipient.id) or not in_force(measure, day)[0] \
            or any(first_day(one) <= day for one in measure.all("ended-on")) \
            or (measure.all("end-reason") and not measure.all("ended-on")):
        return False
    minors = measure.sure_of("on")
    allowed = set(minors)
    for minor in minors:
        allowed |= parents(dossier, minor)
    return people <= allowed


def is_involved(dossier, recipient, name, day):
    """Jeugdwet 7.3.11(2)a: somebody of the recipient works for this person now."""
    return any(record.surely("organisation", recipient.id) and name in record.sure_of("for")
               and in_force(record, day)[0]
               for record in dossier.of("professional"))


# --- whom a record names --------------------------------------------------------------------------

@functools.lru_cache(1000)
def named(dossier, record):
    """Everyone whom a record is about or names: each of them counts."""
    people = {one.id for one in dossier.of("person")}
    found = record.any_of("about") - {"family"}
    if "family" in record.any_of("about"):
        found |= people
    for field in record.fields:
        if (record.kind, field) in catalogue.REF_FIELDS:
            found |= record.any_of(field) & people
    if record.kind == "person":
        found.add(record.id)
    if record.kind == "address":
        for stay in dossier.of("stay"):
            if stay.maybe("address", record.id):
                found |= set(stay.all("person"))
    if record.kind == "response":
        for name in record.all("of"):
            if dossier.get(name) is not None and name != record.id:
                found |= named(dossier, dossier.get(name))
    return found


def everyone(dossier):
    return {one.id for one in dossier.of("person")}


@functools.lru_cache(1000)
def linked(dossier, name):
    """The same person under other names (same-as, in any direction)."""
    found, fresh = {name}, {name}
    while fresh:
        fresh = {one.id for one in dossier.of("person") if one.any_of("same-as") & found} \
            | {other for one in found if dossier.get(one)
               for other in dossier.get(one).any_of("same-as")}
        fresh -= found
        found |= fresh
    return found


# --- what another organisation wrote --------------------------------------------------------------

def keep_foreign(dossier, record, field, people, recipient, purpose, day, out, own):
    """Merge, law 8: a value that neither we nor the recipient wrote goes only on what was recorded
    here and names this very record as what may be passed on. Of a set this is so item by item."""
    ours = {None, own} | set(recipient.all("name"))
    places = {(record.id, field, item) for item in [None, *record.any_of(field)]}
    foreign = [place for place in places & out.shared
               if record.origin_of(field, place[2]) not in ours]
    if not foreign:
        return
    if field == "law":
        out.unsettled.add((record.id, field))           # it goes along: with which of the others?
    here = recorded_here(dossier, own)
    wanted = catalogue.categories(dossier, record, field)
    open_to_all = not people or wanted & {catalogue.FLAG} or field == "law"
    bases = [basis.id for basis in here.of("consent", "ground")
             if holds(here, basis, recipient, purpose, day)] if open_to_all else \
        bases_of(here, people, wanted, recipient, purpose, day)
    if not any(record.id in here.get(basis).sure_of("passes-on") for basis in bases):
        for place in foreign:
            out.shared.discard(place)
            out.withheld[place[:2]] = "another-origin"


@functools.lru_cache(1000)
def recorded_here(dossier, own):
    """The dossier without what others permitted; what they refused or ended stays."""
    def permits(record):
        return record.kind == "ground" or (record.surely("decision", "given")
                                           and not record.all("withdrawn-on"))

    here = Dossier([], dossier.read)
    here.records = {record.id: record for record in dossier.records.values()
                    if record.kind not in ("consent", "ground") or is_ours(record, own)
                    or not permits(record)}
    return here


def is_ours(record, own):
    """Did nobody else write anything of it?"""
    return {record.origin_of(field, item) for field in record.fields
            for item in record.any_of(field) or [None]} <= {None, own}


def bases_of(dossier, people, wanted, recipient, purpose, day):
    """Everything on which this may go, or nothing if somebody does not allow it."""
    found = set()
    for category in wanted - {catalogue.NOTIFIER, catalogue.BSN} or {"identity"}:
        for name in people:
            one = {ground.id for ground in dossier.of("ground")
                   if opens(dossier, ground, recipient, purpose, {name}, category, day)}
            person = dossier.get(name)
            if person and person.kind == "person" and consented(
                    dossier, person, recipient.id, purpose, category, day)[0]:
                one |= {said.id for said in dossier.of("consent")
                        if said.surely("subject", name) and holds(dossier, said, recipient,
                                                                  purpose, day)
                        and category in said.sure_of("categories")
                        and set(said.all("given-by")) <= deciders(dossier, person, day)[0]}
            if not one:
                return set()
            found |= one
    return found


def holds(dossier, basis, recipient, purpose, day):
    """Does a consent or ground hold for this recipient, on that day, for that purpose?"""
    if not basis.surely("recipient", recipient.id) or not basis.surely("purpose", purpose):
        return False
    if basis.kind == "consent":
        return basis.surely("decision", "given") and bool(stands(basis, day)) \
            and counts(dossier, basis) and not is_undone(dossier, basis, day, refusal=False)
    articles = set(basis.all("article"))
    if len(articles) != 1 or not articles <= set(GROUNDS) or is_used(dossier, basis) \
            or not in_force(basis, day)[0] or is_replaced(dossier, basis, day):
        return False
    kinds, purposes = GROUNDS[articles.pop()]
    return purpose in purposes and bool(recipient.all("kind")) \
        and set(recipient.all("kind")) <= kinds \
        and (not basis.maybe("article", "conflict-of-duties") or all_checked(basis))


# --- the recipient is an organisation -------------------------------------------------------------

def judge_organisation(dossier, recipient_name, purpose, day, own="own"):
    """What may go to an organisation of the dossier for a purpose."""
    out = Judgement()
    recipient = dossier.get(recipient_name)
    if recipient is None or recipient.kind != "organisation":
        return refuse_all(dossier, out, "recipient-unknown")
    if not recipient.surely("legal-person", "true"):
        return refuse_all(dossier, out, "recipient-not-legal-person")
    if purpose == "advice":
        return judge_advice(dossier, out)
    for record in dossier.records.values():
        if purpose == "review":
            judge_for_team(record, recipient, own, out)
        else:
            judge_record(dossier, record, recipient, purpose, day, out, own)
    drop_loose_references(dossier, out)
    leave_open(dossier, out)
    return out


def leave_open(dossier, out):
    """Whether a reference goes is as open as whether the record goes at which it points."""
    loose = {record for record, _field in out.unsettled}
    for record in dossier.records.values():
        for field in record.fields:
            if catalogue.is_ref(record.kind, field) and field not in ("about", "secret-from") \
                    and record.any_of(field) & loose:
                out.unsettled.add((record.id, field))


def judge_for_team(record, recipient, own, out):
    """A colleague of our own team reads along: nobody is asked, and what is never shared stays."""
    if not recipient.surely("name", own) or recipient.origin_of("name") not in (None, own):
        return withhold(out, record, "not-needed")
    code = {**NEVER_KINDS, **WITHIN_THE_TEAM}.get(record.kind)
    if record.maybe("sharing", "withheld") or record.maybe("sharing", "safety-critical"):
        code = "kept-back"
    if record.maybe("sharing", "secret-from") and not record.any_of("secret-from"):
        code = "in-doubt"
    if code:
        return withhold(out, record, code)
    for field in record.fields:
        if (field == "source-party" or (record.kind, field) == ("signal", "from-name")) \
                and not record.surely("may-be-named", "true"):
            out.withheld[(record.id, field)] = "notifier"   # never without the notifier's own yes
        elif (record.kind, field) == ("disclosure", "withheld"):
            out.withheld[(record.id, field)] = "team-only"  # counts talk
        elif (record.kind, field) == ("person", "bsn"):
            out.withheld[(record.id, field)] = "bsn-not-authorised"
        else:
            share(out, record, field)
    return None


def judge_record(dossier, record, recipient, purpose, day, out, own):
    if record.kind in NEVER_KINDS:
        return withhold(out, record, NEVER_KINDS[record.kind])
    if record.kind in NAMES_RECIPIENT and not record.surely("recipient", recipient.id):
        return withhold(out, record, "names-another-recipient")
    if record.maybe("sharing", "withheld"):
        return withhold(out, record, "kept-back")
    if record.maybe("sharing", "safety-critical") and not (     # for safety too a person is asked
            purpose in FOR_SAFETY and record.id in dossier.read):
        return withhold(out, record, "safety-critical")
    if record.maybe("sharing", "secret-from") and not record.any_of("secret-from"):
        return withhold(out, record, "in-doubt")         # a secret from nobody
    if record.kind == "response" and not record.all("of"):
        return withhold(out, record, "reference-withheld")
    people = named(dossier, record)
    if record.kind in NAMES_RECIPIENT | OWN_WORK | {"organisation"} \
            or (record.kind in NOBODY and not people) or catalogue.works_elsewhere(record):
        out.unsettled |= {(record.id, field) for field in record.fields}
    for field in record.fields:
        judge_field(dossier, record, field, people, recipient, purpose, day, out)
        keep_foreign(dossier, record, field, people, recipient, purpose, day, out, own)
    return None


def judge_field(dossier, record, field, people, recipient, purpose, day, out):
    place = (record.id, field)
    wanted = catalogue.categories(dossier, record, field)
    if (record.kind, field) == ("disclosure", "withheld"):
        out.withheld[place] = "team-only"   # what and how much is withheld stays here
        return None
    if field == "sharing-reason":
        out.unsettled.add(place)            # a flag, but in words: whether it needs more is open
    if wanted & {catalogue.FLAG} or field == "law":
        return share(out, record, field)                # goes along, if anything of it goes
    if wanted & {catalogue.NOTIFIER}:
        if not record.surely("may-be-named", "true"):
            out.withheld[place] = "notifier"
            return None
        wanted = {"safety"} | (record.any_of("extra-categories") if field == "source-party"
                               else set())
    if catalogue.IMPRESSION in wanted:
        out.withheld[place] = "category-not-covered"
        return None
    if catalogue.BSN in wanted:
        if not recipient.surely("bsn-authorised", "true") or purpose not in BSN_PURPOSES \
                or not is_bsn_for(record, recipient, day):
            out.withheld[place] = "bsn-not-authorised"
            return None
        wanted = {"identity"}
    if not wanted:                                      # an influence of which no end is here
        out.withheld[place] = "needs-judgement"
        return None
    if not people:
        if catalogue.is_open(record.kind, field) and wanted == {"process"}:
            return share(out, record, field)
        out.withheld[place] = "needs-judgement"
        return None
    code = why_not(dossier, frozenset(people), frozenset(wanted), recipient, purpose, day)
    if code:
        out.withheld[place] = code
        return None
    return share(out, record, field)


def is_bsn_for(person, recipient, day):
    """Jeugdwet 7.2.1 is about the young person; Wmo 5.2.9 about adults, kept under that act. Each
    names who uses the number."""
    kinds = set(recipient.all("kind"))
    if bands(person, day) <= {CHILD, TWELVE, SIXTEEN}:
        return kinds <= BSN_USERS
    return person.surely("law", "wmo-2015") and kinds <= BSN_USERS_FOR_ADULTS


@functools.lru_cache(1000)
def why_not(dossier, people, wanted, recipient, purpose, day):
    """None if every category of it may go, of everyone named."""
    for category in sorted(wanted):
        if category not in NEEDED.get(purpose, set()):
            return "not-needed"
        for name in sorted(people):                     # each by a ground or by his own decider
            if any(opens(dossier, ground, recipient, purpose, {name}, category, day)
                   for ground in dossier.of("ground")):
                continue
            who = dossier.get(name)
            if who is None or who.kind != "person":
                return "third-person"
            if is_refused_elsewhere(dossier, name, recipient.id, purpose, category, day):
                return "refused"
            yes, code = consented(dossier, who, recipient.id, purpose, category, day)
            if not yes:
                return code
    return None


def is_refused_elsewhere(dossier, name, recipient, purpose, category, day):
    """Did this person, or who decides for him, say no under another name?"""
    for same in sorted(linked(dossier, name) - {name}):
        needed, _ = deciders(dossier, dossier.get(same), day)
        for giver in (needed or set()) | {same}:
            if says(dossier, giver, dossier.get(same), recipient, purpose, category,
                    day)[1] == "refused":
                return True
    return False


def drop_loose_references(dossier, out, whole=("sharing", "secret-from", "about")):
    """What points at a withheld record goes too, until nothing changes; a record whose about or
    flags cannot go whole does not go at all; a record of which only what every record has may go,
    does not go; a response needs its record."""
    while True:
        before = len(out.shared)
        going = {record for record, field, _item in out.shared
                 if field not in catalogue.COMMON and field != "source-party"}
        for record, field, item in sorted(out.shared, key=str):
            one = dossier.get(record)
            gone = item is not None and item in dossier.records and item not in going \
                and catalogue.is_ref(one.kind, field)
            lost = record not in going or (gone and field in ("about", "secret-from")) \
                or (one.kind == "response" and not set(one.all("of")) <= going)
            if lost:
                for place in [place for place in out.shared if place[0] == record]:
                    out.shared.discard(place)
                    out.withheld.setdefault((record, place[1]), "reference-withheld")
            elif gone and (record, field, item) in out.shared:
                out.shared.discard((record, field, item))
                out.withheld.setdefault((record, field), "reference-withheld")
        for record in {place[0] for place in out.shared}:
            one = dossier.get(record)
            if any(field in whole and (record, field) in out.withheld for field in one.fields):
                for place in [place for place in out.shared if place[0] == record]:
                    out.shared.discard(place)
                    out.withheld.setdefault((record, place[1]),
                                            out.withheld.get((record, "about"), "in-doubt"))
        if len(out.shared) == before:
            return


# --- the family itself ----------------------------------------------------------------------------

def principals(dossier, name, day):
    """Those of whom a person may see what is kept: himself from twelve (Jeugdwet 7.3.10), and the
    children under sixteen over whom he surely holds authority. Not: a parent without (BW1 377c)."""
    person = dossier.get(name)
    found = set()
    ages = bands(person, day)
    can, _cannot = able(dossier, person, day)
    if ages and CHILD not in ages and can:
        found.add(name)
    for child in dossier.of("person"):
        ages = bands(child, day)
        sure, _maybe, _missing = holders(dossier, child, day)
        if name in sure and ages and ages <= {CHILD, TWELVE}:
            found.add(child.id)
    return found


# Whose act or own words a record is.
OWN_ACTS = {"consent": "given-by", "response": "person", "perspective": "person",
            "experience": "person"}


def is_act_of_child(dossier, record, reader, day):
    """Did a child of twelve or older, who is not the reader, decide or say this itself?"""
    for name in record.all(OWN_ACTS.get(record.kind, "")):
        child = dossier.get(name)
        if child is None or child.kind != "person" or name == reader:
            continue
        ages = bands(child, day)
        if not child.all("birth-date") or ages & {TWELVE, SIXTEEN}:
            return True
    return False


def judge_inspection(dossier, name, day, room=False):
    """An extract for one person: what is about him and those for whom he speaks, of nobody else."""
    out = Judgement()
    person = dossier.get(name)
    if person is None or person.kind != "person":
        return refuse_all(dossier, out, "recipient-unknown")
    mine = principals(dossier, name, day)
    for record in dossier.records.values():
        code = hidden_from(dossier, record, name, mine)
        if code:
            withhold(out, record, code)
            if code == "unsettled":
                out.unsettled |= {(record.id, field) for field in record.fields}
            continue
        for field in record.fields:
            code = hidden_field(dossier, record, field, room)
            if record.id not in dossier.read \
                    and is_act_of_child(dossier, record, name, day):
                code = "needs-judgement"
            if (record.kind, field) == ("person", "bsn"):
                out.unsettled.add((record.id, field))   # own number, own child's number
            if not code and not named(dossier, record) <= mine:
                out.unsettled.add((record.id, field))   # read through: may the others be left out?
            if code:
                out.withheld[(record.id, field)] = code
            else:
                share(out, record, field)
    out.unsettled |= {(one.id, field) for one in dossier.of("organisation") for field in one.fields}
    drop_loose_references(dossier, out, whole=("about",))
    leave_open(dossier, out)
    return out


def hidden_from(dossier, record, name, mine):
    """Why a whole record is not shown to this person; None if it may be."""
    if record.kind in NEVER_KINDS:
        return NEVER_KINDS[record.kind]
    if record.maybe("sharing", "withheld"):
        return "kept-back"
    if record.maybe("sharing", "safety-critical"):
        return "safety-critical"
    secret = set().union(*[linked(dossier, one) for one in record.any_of("secret-from")] or [set()])
    if name in secret:
        return "secret-from-recipient"
    if record.maybe("sharing", "secret-from") and not secret:
        return "in-doubt"
    if record.kind in ("ground", "disclosure", "consent", "family", "task", "step", "question"):
        return "unsettled"
    people = named(dossier, record)
    if not people:
        return "unsettled" if record.kind in ("organisation", "professional") else "about-another"
    if is_secret_place(dossier, record) and name not in people:
        return "secret-from-recipient"
    if not people & mine:
        return "about-another"
    if not people <= mine and record.id not in dossier.read:
        return "third-person"
    if record.kind == "response" and not record.all("of"):
        return "unsettled"
    return None


def is_secret_place(dossier, record):
    if record.kind == "stay":
        return record.maybe("kind", "secret") or any(
            dossier.get(one) and dossier.get(one).maybe("kind", "secret")
            for one in record.all("address"))
    return record.kind == "address" and (record.maybe("kind", "secret") or any(
        stay.maybe("address", record.id) and stay.maybe("kind", "secret")
        for stay in dossier.of("stay")))


def hidden_field(dossier, record, field, room):
    wanted = catalogue.categories(dossier, record, field)
    if catalogue.FLAG in wanted:
        return "not-needed"
    if catalogue.NOTIFIER in wanted and not record.surely("may-be-named", "true"):
        return "notifier"
    if record.kind == "signal" and field in ("from", "notifier") \
            and not record.surely("may-be-named", "true"):
        return "notifier"                               # "school" can be a name in a family
    if catalogue.IMPRESSION in wanted and (room or record.id not in dossier.read):
        return "not-read-through"
    unread = catalogue.is_prose(record.kind, field) or catalogue.is_line(record.kind, field) \
        or (record.kind, field) == ("document", "file")
    if unread and not room and record.id not in dossier.read:
        return "not-read-through"                       # who knows what stands in a file or a line
    return None


def judge_room(dossier, names, day):
    """On a screen that several people see: what each of them may see."""
    each = [judge_inspection(dossier, name, day, room=True) for name in names]
    out = Judgement()
    out.shared = set.intersection(*[one.shared for one in each])
    for one in each:
        out.unsettled |= one.unsettled
        for place, code in one.withheld.items():
            out.withheld.setdefault(place, code)
    drop_loose_references(dossier, out, whole=("about",))
    return out


def judge(rows, question, own="own"):
    """rows: the dossier; question: {"day", "to"+"purpose" | "for" | "in-room", and "confirm": what a
    person read through and said yes to}."""
    dossier, day = Dossier(rows, question.get("confirm", ())), day_of(question["day"])
    if "to" in question:
        return judge_organisation(dossier, question["to"], question["purpose"], day, own)
    if "for" in question:
        return judge_inspection(dossier, question["for"], day)
    return judge_room(dossier, question["in-room"], day)
