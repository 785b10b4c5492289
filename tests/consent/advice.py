# SPDX-License-Identifier: EUPL-1.2
"""The slow judge of advice: nobody can be known from it."""
import catalogue
from judgement import share, withhold
from law_table import NAMES_RECIPIENT, NEVER_KINDS


def judge_advice(dossier, out):
    """Free text never, names and numbers never; codes and scales may. Dates become months."""
    for record in dossier.records.values():
        if record.kind in NEVER_KINDS or record.kind in NAMES_RECIPIENT \
                or record.maybe("sharing", "withheld") or record.maybe("sharing",
                                                                       "safety-critical"):
            withhold(out, record, NEVER_KINDS.get(record.kind, "kept-back"))
            continue
        for field in record.fields:
            if catalogue.is_prose(record.kind, field):
                out.withheld[(record.id, field)] = "not-read-through"
            elif field in ADVICE_CODES.get(record.kind, ()):
                share(out, record, field)
            else:
                out.withheld[(record.id, field)] = "not-needed"
                if field not in ADVICE_NAMES:
                    out.unsettled.add((record.id, field))
    return out


ADVICE_CODES = {
    "factor": ["severity", "function", "level", "life-domain"], "incident": ["forms"],
    "relation": ["type", "bond"], "assessment": ["instrument", "acute"],
    "perspective": ["safety-score"], "statement": ["nature"],
}
ADVICE_NAMES = {"given-names", "prefix", "family-name", "birth-name", "known-as", "bsn", "phone",
                "email", "street", "number", "suffix", "postcode", "town", "name", "from-name",
                "police-reference", "reference", "heard-by", "verified-by", "place", "where",
                "sharing", "secret-from", "sharing-reason", "source-party"}
