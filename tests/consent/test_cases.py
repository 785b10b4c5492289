#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Hand-written cases: facts, day, recipient, purpose, article, and what may go.

Each case is judged by the slow judge (oracle.py) and by the command; the two must say what the case
says, and let exactly the same fields of the whole dossier go.

usage: test_cases.py PATH-OF-GEZIN [SOURCE-ROOT] [--differences FILE]
"""
import os
import sys

import oracle
from mistakes import MISTAKES, mistaken
from program import World, expect, load_cases
from command import Claims  # found by program.py

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = load_cases(os.path.join(HERE, "cases.json"))
claims = Claims("consent")


def fields_of(case, record, field):
    """The fields that an expectation means; one that the record has not is a mistake."""
    row = next(one for one in case["dossier"] if one["id"] == record)
    if field == "*":
        return list(row["fields"])
    expect(field in row["fields"], f"{record} has no field {field}")
    return [field]


def compare(case, who, shared, withheld):
    """What differs from the case. shared: {(record, field)}; withheld: {(record, field): code}."""
    for record, field in case["expect"]["shared"]:
        for one in fields_of(case, record, field):
            if (record, one) not in shared:
                yield (f"{who} withholds {record}.{one} "
                       f"({withheld.get((record, one), 'not named')}); the case shares it")
    for record, field, code in case["expect"]["withheld"]:
        codes = set()
        for one in fields_of(case, record, field):
            if (record, one) in shared and (record, one) not in withheld:
                yield f"{who} shares {record}.{one}; the case withholds it"
            codes.add(withheld.get((record, one)))
        wanted = [code] if isinstance(code, str) else code
        if wanted and not codes & set(wanted):
            yield (f"{who} withholds {record}.{field} as "
                   f"{', '.join(sorted(map(str, codes)))}, not {' or '.join(wanted)}")


def judged(case):
    found = oracle.judge(case["dossier"], case)
    return found, {(record, field) for record, field, _item in found.shared}


def differences(case, world):
    """Everything in which case, judge and command differ."""
    found, shared = judged(case)
    yield from compare(case, "the judge", shared, found.withheld)
    if not world.can:
        return
    answer = world.answers[case["id"]]
    if isinstance(answer, dict):
        yield f"the command gives no answer: {answer}"
        return
    withheld = {(record, field): code for record, fields in answer.withheld.items()
                for field, code in fields.items()}
    yield from compare(case, "the command", answer.all(), withheld)
    known = {row["id"] for row in case["dossier"]}
    theirs = {place for place in answer.all() if place[0] in known} - found.unsettled
    for record, field in sorted(theirs - shared):
        yield (f"the command shares {record}.{field} ({answer.shared[record][field]}); "
               f"the judge withholds it ({found.withheld.get((record, field))})")
    for record, field in sorted(shared - theirs - found.unsettled):
        yield (f"the command withholds {record}.{field} ({withheld.get((record, field))}); "
               "the judge shares it")


def decide(case):
    def decided(world):
        found = list(differences(case, world))
        world.found[case["id"]] = found
        expect(not found, f"{case['title']} ({case['law']}): {case['why']}\n" + "\n".join(found))
    return decided


for _case in CASES:
    claims.claim(_case["id"])(decide(_case))


@claims.claim("the command was asked too")
def _(world):
    return None if world.can else "SKIP this program has no command may"


@claims.claim("every case is a dossier that the program takes in whole")
def _(world):
    expect(not world.parked, world.parked)
    return f"{len(CASES)} cases"


@claims.claim("a judge who makes a mistake is found out by the cases")
def _(_world):
    """The cases can fail: each mistake changes what some case says."""
    unseen = []
    for name, mistake in MISTAKES.items():
        with mistaken(name, mistake):
            if not any(list(compare(case, "the judge", shared, found.withheld))
                       for case in CASES for found, shared in [judged(case)]):
                unseen.append(name)
    expect(not unseen, f"no case depends on {', '.join(unseen)}")


def setup(gezin, folder):
    world = World(gezin, folder, CASES)
    world.found = {}
    if "--differences" in sys.argv:
        write_differences(world, sys.argv[sys.argv.index("--differences") + 1])
    return world


def write_differences(world, path):
    with open(path, "w", encoding="utf-8") as stream:
        for case in CASES:
            found = list(differences(case, world))
            if found:
                stream.write(f"## {case['id']}: {case['title']}\n{case['law']}. {case['why']}\n"
                             + "".join(f"- {one}\n" for one in found) + "\n")


sys.exit(claims.run(setup))
