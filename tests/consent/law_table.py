# SPDX-License-Identifier: EUPL-1.2
"""The law as a table, for the slow judge only: typed in from the statutes and the description of the
domain, not from the program's own."""

CHILD, TWELVE, SIXTEEN, ADULT = "under-12", "12-to-15", "16-and-17", "18-and-older"

# Who holds authority over a child by such a record.
HOLDING = {"parent-alone", "parents-joint", "parent-and-third", "guardianship",
           "provisional-guardianship", "temporary-guardianship"}
JOINT = {"parents-joint", "parent-and-third"}          # BW1 251, 253t: two holders

# Jeugdwet 7.3.15: who speaks for an adult who cannot weigh the matter, in this order.
REPRESENTATIVES = [{"curator", "mentor"}, {"written-proxy"}, {"partner"},
                   {"parent", "child", "sibling", "grandparent"}]

# Which kinds of organisation a ground opens, for which purposes.
GROUNDS = {
    "veilig-thuis-report": ({"veilig-thuis"}, {"report-to-veilig-thuis", "safety"}),
    "supervision-order-information": ({"gi"}, {"execute-measure"}),
    "rvdk-information": ({"rvdk"}, {"rvdk-inquiry"}),
    "involved-colleague": ({"local-team", "municipality", "youth-care-provider", "foster-care",
                            "mental-health", "addiction-care", "disability-care",
                            "youth-health"}, {"coordinate-care", "conference", "transfer"}),
    "conflict-of-duties": ({"police", "veilig-thuis", "gi", "rvdk"},     # who must act on safety
                           {"safety"}),             # a report has a ground of its own
}
CHECKS = ["tried-consent", "serious-harm", "dilemma", "subsidiarity", "effectiveness",
          "proportionality"]
SUPERVISION = {"ots", "voorlopige-ots"}
LEGAL_PARENT = {"biological-parent", "legal-parent", "adoptive-parent"}

ALL = {"identity", "contact", "care", "health", "mental-health", "addiction", "finance", "housing",
       "school-and-work", "justice", "safety", "faith-and-origin", "own-words", "process"}
# What a purpose needs; consent and grounds only narrow it.
NEEDED = {
    "coordinate-care": ALL - {"justice"}, "refer": ALL - {"justice", "finance"},
    "conference": ALL - {"justice", "finance"}, "safety": ALL - {"finance", "faith-and-origin"},
    "report-to-veilig-thuis": ALL - {"finance"}, "rvdk-inquiry": ALL, "execute-measure": ALL,
    "transfer": ALL, "research": {"process"}, "monitor": {"process"},
    "research-contact": {"identity", "contact"},         # whom to call, and nothing of their story
}
# Jeugdwet 7.2.1(1): GI, youth care provider, RvdK, college. Wmo 5.2.9(1): the college; of other
# providers that act does not say which of these kinds they are.
BSN_USERS = {"local-team", "municipality", "youth-care-provider", "foster-care", "gi", "rvdk"}
BSN_USERS_FOR_ADULTS = {"local-team", "municipality"}
FOR_SAFETY = {"safety", "report-to-veilig-thuis"}      # to whom must act on it
# Purposes that are no reason to send a BSN, even to who may use it (Wmo 5.2.9 leaves out 5.2.6).
BSN_PURPOSES = {"coordinate-care", "refer", "execute-measure", "transfer"}

NEVER_KINDS = {"working-note": "working-note", "review": "team-only", "remark": "team-only",
               "experience": "aggregate-only"}
WITHIN_THE_TEAM = {"review": None, "remark": None}
NAMES_RECIPIENT = {"consent", "ground", "disclosure"}
NOBODY = {"organisation", "professional", "document", "family"}     # may well be about nobody
OWN_WORK = {"step", "task", "question"}     # whether a purpose needs them, the sources do not say
