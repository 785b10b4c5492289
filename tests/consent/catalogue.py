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
    "law": "process", "extra-categories": "process", "removed": "process",
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
consent subject given-by recipient document replaces
ground recipient measure consulted used-by replaces
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

LIFE_DOMAINS = {
    "finances": "finance", "work-and-education": "school-and-work", "time-use": "care",
    "housing": "housing", "domestic-relations": "care", "mental-health": "mental-health",
    "physical-health": "health", "substance-use": "addiction", "basic-adl": "care",
    "instrumental-adl": "care", "social-network": "care", "participation": "care",
    "justice": "justice", "child-physical-care": "care", "child-emotional-support": "care",
    "child-schooling": "school-and-work", "child-day-care": "care", "child-development": "care",
    "child-safety": "safety", "parenting": "care", "family-and-surroundings": "care",
    "faith-and-culture": "faith-and-origin", "other": "care",
}

INSTRUMENTS = {
    **dict.fromkeys(["lirik", "arij", "cfrv", "care-nl", "triage", "veilig-thuis-checklist",
                     "delta-safety-list", "safety-scale", "child-check"], "safety"),
    **dict.fromkeys(["zrm", "zrm-parenting", "obvl", "vgfo", "vmg", "gest", "own", "other"],
                    "care"),
    **dict.fromkeys(["sdq", "cbcl", "step", "gks-ii"], "mental-health"),
}

DOCUMENT_KINDS = {
    **dict.fromkeys(["court-order", "court-request", "police-report"], "justice"),
    **dict.fromkeys(["veilig-thuis-report", "safety-plan"], "safety"),
    **dict.fromkeys(["injury-description", "medical-letter"], "health"),
    "psychological-report": "mental-health", "addiction-report": "addiction",
    **dict.fromkeys(["school-report", "work-document"], "school-and-work"),
    **dict.fromkeys(["financial-overview", "debt-letter"], "finance"),
    **dict.fromkeys(["housing-document", "eviction-notice"], "housing"),
    **dict.fromkeys(["identity-document", "register-extract"], "identity"),
    "residence-permit": "faith-and-origin",
    **dict.fromkeys(["own-statement", "letter-from-family", "child-drawing"], "own-words"),
}

MEASURES = {"curatele": {"finance", "care"}, "bewind": {"finance"}, "mentorschap": {"care"}}

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
PROSE_FIELDS = {(kind, field) for kind, fields in table(PROSE).items() for field in fields}


def is_ref(kind, field):
    return field in ("about", "secret-from", "same-as") or (kind, field) in REF_FIELDS


def is_prose(kind, field):
    return field == "sharing-reason" or (kind, field) in PROSE_FIELDS


def is_open(kind, field):
    """Is nobody known from this value by itself?"""
    if (kind, field) in OPEN_CONTACT or field in ("law", "extra-categories"):
        return True
    if field in COMMON:
        return False
    return EXCEPTION.get((kind, field), DEFAULT.get(kind)) == "process"


def of_codes(record, field, codes, otherwise):
    """The categories of all values that the field may have."""
    return {codes.get(value, otherwise) for value in record.all(field)} or {otherwise}


def categories(dossier, record, field):
    """The categories of one value: all of them have to be covered."""
    if field in COMMON and field != "source-party":
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
        found = set().union(*[MEASURES.get(one, {"justice"}) for one in record.all("type")]
                            or [{"justice"}])
    elif category == "by-ends":
        found = set()
        for end in ("from", "to"):
            for name in record.all(end):
                if dossier.get(name):
                    found |= of_codes(dossier.get(name), "life-domain", LIFE_DOMAINS, "care")
    if record.kind == "goal":
        found |= {LIFE_DOMAINS.get(one, "care") for one in record.all("domain")}
    if record.kind == "agreement":
        found = {one if one in ("safety", "contact") else "care" for one in record.all("kind")} \
            or {"care"}
        for name in record.all("goal"):
            if dossier.get(name):
                found |= {LIFE_DOMAINS.get(one, "care")
                          for one in dossier.get(name).all("domain")}
    if record.kind == "address" and record.maybe("kind", "secret"):
        found.add("safety")
    if record.kind == "professional":
        for name in record.all("organisation"):
            if dossier.get(name):
                found |= {TELLING_BODIES[kind] for kind in dossier.get(name).all("kind")
                          if kind in TELLING_BODIES}
    if is_prose(record.kind, field):
        found |= record.any_of("extra-categories")
    return found
