# SPDX-License-Identifier: EUPL-1.2
"""What each field is, typed in by hand from the description of the dossier, for the judge only.

The program has a catalogue of its own; that the two say the same is part of what is tested.
"""

NEVER = "never"          # a working note
IMPRESSION = "impression"
NOTIFIER = "notifier"    # who told us: only with the notifier's own yes
FLAG = "flag"            # how to share: to professionals, never to family
BSN = "bsn"

COMMON = {
    "about": "identity", "sharing": FLAG, "secret-from": FLAG, "sharing-reason": FLAG,
    "law": "process", "extra-categories": "process",
    "removed": "process",
    "removed-reason": "process", "same-as": "identity",
}

# kind: category of the kind, then field=category where it differs.
KINDS = """
family process name=identity language=faith-and-origin interpreter=faith-and-origin
person identity bsn=bsn phone=contact email=contact safe-to-contact=contact gender=faith-and-origin
  language=faith-and-origin
address housing
stay housing
relation identity bond=safety bond-claim=safety
authority identity
capacity health
signal safety from-name=notifier
incident safety injuries=health police-involved=justice police-reference=justice
statement own-words
factor by-life-domain
influence by-ends
perspective own-words safety-score=safety
conclusion care
assessment by-instrument acute=safety violence-forms=safety
organisation contact peer=process
professional contact task=care why-ended=care
goal care
agreement care
step process grounds=care
decision care tegenspraak=own-words family-view=own-words
measure by-measure
contact care impressions=impression
evaluation care family-words=own-words
working-note never
question process
document by-document-kind
consent process explained=care persists-after-refusal=care
ground process reasons=care tried-consent-why=care serious-harm-why=care dilemma-why=care
  subsidiarity-why=care effectiveness-why=care proportionality-why=care why-not-informed=care
disclosure process
response own-words
review process
remark process
task process
experience own-words
"""

# Fields that are open: nobody can be known from them.
OPEN_CONTACT = {("organisation", "legal-person"), ("organisation", "acts-in-rvt"),
                ("organisation", "bsn-authorised")}

# One line that holds one thing by nature: where somebody is found or reached.
WHERE_TO_REACH = {("address", "street"), ("address", "town"), ("person", "email"),
                  ("organisation", "email"), ("professional", "email")}

# One short line in which another can be named all the same: with whom, or why.
WITH_WHOM_OR_WHY = {("stay", "household"), ("measure", "end-reason"), ("consent", "withdrawn-by")}

# Fields that point at records.
REFS = """
stay person address
relation from to
authority child holder document replaces
capacity person representative replaces
incident by against witnesses statements
statement said-by supports contradicts
factor evidence counter-evidence
influence from to evidence
perspective person
conclusion hypotheses agreed-by behavioural-expert
assessment document
professional organisation for
goal factors wanted-by
agreement goal by signed-by
step by
decision decided-by consulted
measure on executed-by
contact present child-seen
evaluation present of
consent subject given-by recipient passes-on document replaces
ground recipient passes-on measure consulted used-by replaces
disclosure recipient grounds
response person of document replaces
review of
remark of
task for
experience person
"""

# Free text of many lines.
PROSE = """
person safe-to-contact
capacity grounds
signal text
incident facts injuries
statement text response-text
factor text
influence reasoning
perspective worries what-works wishes
conclusion text alternatives-considered dissent
assessment scores conclusion
professional task
goal text why
agreement text trigger backup
step grounds
decision question options chosen grounds proportionality subsidiarity tools-tried family-view
  tegenspraak
measure facts last-resort
contact facts impressions agreed
evaluation findings family-words next
working-note text
question answer
consent persists-after-refusal explained
ground reasons tried-consent-why serious-harm-why dilemma-why subsidiarity-why effectiveness-why
  proportionality-why why-not-informed
response text outcome-text
review text
remark text answered
experience waited text
"""

# Free text of one line; names, numbers and signatures are not.
TEXT = """
person email
address street town
capacity judged-by
incident where reported-to
statement verified-by
factor title
perspective heard-by
assessment done-by
organisation email
professional email why-ended
step skipped-reason
contact place next
document title received-from
task text
"""

# The categories of codes, typed in from the dated lists that the description of the dossier names.
LIFE_DOMAINS = {
    "finances": "finance", "work-and-education": "school-and-work", "housing": "housing",
    "domestic-relations": "safety", "mental-health": "mental-health", "physical-health": "health",
    "substance-use": "addiction", "basic-adl": "health", "justice": "justice",
    "child-schooling": "school-and-work", "child-development": "health",
    "child-safety": "safety", "faith-and-culture": "faith-and-origin",
}

INSTRUMENTS = {
    **dict.fromkeys(["lirik", "arij", "cfrv", "care-nl", "triage", "veilig-thuis-checklist",
                     "delta-safety-list", "safety-scale", "child-check"], "safety"),
    **dict.fromkeys(["sdq", "cbcl", "step", "vmg"], "mental-health"),
    "zrm": "care finance school-and-work housing safety mental-health health addiction justice",
}

DOCUMENT_KINDS = {
    **dict.fromkeys(["court-order", "court-request", "police-report", "board-report", "gi-report"],
                    "justice"),
    **dict.fromkeys(["veilig-thuis-report", "safety-plan"], "safety"),
    "injury-description": "health safety",
    **dict.fromkeys(["medical-letter", "referral"], "health"),
    "psychological-report": "mental-health", "addiction-report": "addiction",
    "school-report": "school-and-work", "work-document": "school-and-work finance",
    **dict.fromkeys(["financial-overview", "debt-letter"], "finance"),
    "housing-document": "housing", "eviction-notice": "housing finance",
    **dict.fromkeys(["identity-document", "register-extract", "photo"], "identity"),
    **dict.fromkeys(["proxy", "consent-form"], "process"),
    "residence-permit": "faith-and-origin",
    **dict.fromkeys(["own-statement", "letter-from-family", "child-drawing"], "own-words"),
}

MEASURES = {
    "curatele": "finance care", "bewind": "finance", "mentorschap": "care",
    **dict.fromkeys(["wvggz-tijdelijke-zorg", "wvggz-crisismaatregel", "wvggz-voortzetting",
                     "wvggz-zorgmachtiging"], "justice mental-health"),
    **dict.fromkeys(["wzd-inbewaringstelling", "wzd-voortzetting",
                     "wzd-rechterlijke-machtiging"], "justice health mental-health"),
    "gesloten-jeugdhulp": "justice care", "leerplicht-proces-verbaal": "justice school-and-work",
}

# Of the work of a professional these domains tell something about the person.
TELLING = {"mental-health", "addiction", "finance", "justice"}

# Where somebody stays can tell why.
STAYS = {**dict.fromkeys(["foster-family", "family-home", "institution", "supported-living"],
                         "care"),
         **dict.fromkeys(["crisis-place", "shelter", "secret"], "safety"),
         "hospital": "health", "detention": "justice"}

# What a role at such a body tells about the person for whom it is there.
TELLING_BODIES = {"mental-health": "mental-health", "addiction-care": "addiction",
                  "debt-help": "finance", "administrator": "finance", "police": "justice",
                  "prosecution": "justice", "court": "justice", "probation": "justice",
                  "detention": "justice", "care-and-safety-house": "justice"}


def table(text):
    rows = {}
    for line in text.replace("\n  ", " ").split("\n"):
        if line:
            kind, *words = line.split()
            rows[kind] = words
    return rows


DEFAULT, EXCEPTION = {}, {}
for _kind, (_category, *_exceptions) in table(KINDS).items():
    DEFAULT[_kind] = _category
    for _pair in _exceptions:
        EXCEPTION[(_kind, _pair.split("=")[0])] = _pair.split("=")[1]

REF_FIELDS = {(kind, field) for kind, fields in table(REFS).items() for field in fields}
FREE_FIELDS = {(kind, field) for text in (TEXT, PROSE) for kind, fields in table(text).items()
               for field in fields}
PROSE_FIELDS = {(kind, field) for kind, fields in table(PROSE).items() for field in fields}


def is_ref(kind, field):
    return field in ("about", "secret-from", "same-as") or (kind, field) in REF_FIELDS


def is_prose(kind, field):
    return field == "sharing-reason" or (kind, field) in PROSE_FIELDS


def is_line(kind, field):
    """One line in somebody's own words, which can say of another what prose can."""
    return field == "source-party" or (kind, field) in WITH_WHOM_OR_WHY \
        or (kind, field) in FREE_FIELDS - PROSE_FIELDS - WHERE_TO_REACH


def is_open(kind, field):
    """Is nobody known from this value by itself?"""
    if (kind, field) in OPEN_CONTACT:
        return True
    if field in COMMON:
        return False
    return EXCEPTION.get((kind, field), DEFAULT.get(kind)) == "process"


def of_codes(record, field, codes, otherwise):
    """The categories of all values that the field may have."""
    found = [codes.get(value, otherwise).split() for value in record.all(field)]
    return set().union(*found) if found else {otherwise}


def telling_place(dossier, record):
    """What an address or a stay tells by its kind: of the stays there, and of the address."""
    stays = [record] if record.kind == "stay" else [
        stay for stay in dossier.of("stay") if stay.maybe("address", record.id)]
    places = [record] if record.kind == "address" else [
        dossier.get(name) for name in record.all("address") if dossier.get(name)]
    found = {STAYS[kind] for kind in record.all("kind")
             if record.kind == "stay" and kind in STAYS}
    if any(place.maybe("kind", "secret") for place in stays + places):
        found.add("safety")
    return found


def categories(dossier, record, field):
    """The categories of one value: all of them have to be covered."""
    if field == "extra-categories":         # the code alone tells what the prose is about
        return record.any_of(field)
    if field == "source-party":             # it may name who told us, and no rule can see that
        return {NOTIFIER}
    if field in COMMON:
        return {COMMON[field]}
    category = EXCEPTION.get((record.kind, field)) or DEFAULT[record.kind]
    found = {category}
    if category == "by-life-domain":
        found = of_codes(record, "life-domain", LIFE_DOMAINS, "care")
    elif category == "by-instrument":
        found = of_codes(record, "instrument", INSTRUMENTS, "care")
    elif category == "by-document-kind":
        found = of_codes(record, "kind", DOCUMENT_KINDS, "care")
    elif category == "by-measure":
        found = of_codes(record, "type", MEASURES, "justice")
    elif category == "by-ends":
        found = set()
        for end in ("from", "to"):
            for name in record.all(end):
                if dossier.get(name):
                    found |= of_codes(dossier.get(name), "life-domain", LIFE_DOMAINS, "care")
    if record.kind == "assessment":             # a broad instrument tells of all its domains
        broad = of_codes(record, "instrument", INSTRUMENTS, "care")
        found |= broad if len(broad) > 1 else set()
    if record.kind == "goal":
        found |= {LIFE_DOMAINS.get(one, "care") for one in record.all("domain")}
    if record.kind == "agreement":
        found = {one if one in ("safety", "contact") else "care" for one in record.all("kind")} \
            or {"care"}
        for name in record.all("goal"):
            if dossier.get(name):
                found |= {LIFE_DOMAINS.get(one, "care")
                          for one in dossier.get(name).all("domain")}
    if record.kind in ("address", "stay"):
        found |= telling_place(dossier, record)
    if record.kind == "professional":
        found |= {LIFE_DOMAINS.get(one, "care") for one in record.all("domain")} & TELLING
        for name in record.all("organisation"):
            if dossier.get(name):
                found |= {TELLING_BODIES[kind] for kind in dossier.get(name).all("kind")
                          if kind in TELLING_BODIES}
    if (record.kind, field) in FREE_FIELDS:     # free text of any length: a title tells as well
        found |= record.any_of("extra-categories")
    return found


def works_elsewhere(record):
    """A professional in a life domain that the description does not name among the telling ones."""
    domains = {LIFE_DOMAINS.get(one, "care") for one in record.all("domain")}
    return record.kind == "professional" and not domains <= TELLING | {"care"}
