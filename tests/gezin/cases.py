# SPDX-License-Identifier: EUPL-1.2
"""The ten invented families: what the program says of each, and what a caseworker expects of it.

The claims stand in tests/casework/cases.json; docs/cases/ holds a page of each family.
"""
import datetime
import json
import os
import xml.etree.ElementTree as ElementTree

from command import Wrong, expect, quoted

SPACE = "{urn:gezinsdossier:dossier:1}"
# By what a record is known in a claim.
NAMED_BY = ("title", "text", "question", "known-as", "name", "given-names", "type")


def read_claims(root):
    with open(os.path.join(root, "tests", "casework", "cases.json"), encoding="utf-8") as stream:
        return json.load(stream)


class Family:
    """A family of data/samples, and what was asked about it."""

    def __init__(self, root, name):
        path = os.path.join(root, "data", "samples", name + ".xml")
        top = ElementTree.parse(path).getroot()
        self.name, self.path, self.id = name, path, top.get("id")
        self.records = {}
        for record in top.iter(SPACE + "record"):
            fields = {field.get("name"): " ".join((field.text or "").split())
                      for field in record.iter(SPACE + "field")}
            self.records[record.get("id")] = (record.get("kind"), fields)
        self.said = {}

    def find(self, text, *kinds):
        """The ids of the records that a claim names so: whole, or else by its beginning."""
        for fits in (str.__eq__, str.startswith):
            found = [key for key, (kind, fields) in self.records.items()
                     if (not kinds or kind in kinds)
                     and any(fits(fields.get(name, ""), text) for name in NAMED_BY)]
            if found:
                return found
        raise Wrong(f"{self.name}: no record is called '{text}'")

    def title(self, key):
        fields = self.records[key][1] if key in self.records else {}
        return next((fields[name] for name in NAMED_BY if name in fields), "?")


def command_of(claim):
    return {"step": "steps", "deadline": "deadlines"}.get(claim["kind"], "analyse")


def questions(claims):
    """What has to be asked, (family, command, day), each once: for the claims and for the pages."""
    asked = [(claim["family"], command_of(claim), claim.get("date", claims["date"]))
             for claim in claims["claims"]]
    for family in families_of(claims):
        asked += [(family, command, claims["date"])
                  for command in ("analyse", "steps", "deadlines", "interventions")]
    return list(dict.fromkeys(asked))


def families_of(claims):
    return list(dict.fromkeys(claim["family"] for claim in claims["claims"]))


def ask(store, families, asked):
    """Asks the program, with one unlocking; in Dutch, as a caseworker reads it."""
    store.batch(["load " + quoted(families[name].path) for name in families])
    lines = [f"{command} {families[name].id} --date {day}" if command != "deadlines"
             else f"deadlines --date {day}" for name, command, day in asked]
    dutch = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "nl"}
    for (name, command, day), answer in zip(asked, store.batch(lines, env=dutch), strict=True):
        families[name].said[command, day] = answer


def judge_circle(family, said, expected):
    wanted = [family.find(title, "factor") for title in expected["factors"]]
    vicious = [circle for circle in said["circles"] if circle["kind"] == "vicious"]
    for number, circle in enumerate(vicious):
        if (len(circle["factors"]) == len(wanted)
                and all(set(ids) & set(circle["factors"]) for ids in wanted)):
            expect(number == 0 or not expected.get("first"),
                   f"it is circle {number + 1}, not the strongest")
            return
    raise Wrong(f"no such circle among {[[family.title(i) for i in c['factors']] for c in vicious]}")


def judge_no_circle(family, said, expected):
    vicious = [circle for circle in said["circles"] if circle["kind"] == "vicious"]
    if expected.get("any"):
        expect(vicious == [], f"{len(vicious)} vicious circles")
        return
    through = {one for circle in said["circles"] for one in circle["factors"]}
    through |= {lever["factor"] for lever in said["leverage"]}
    for title in expected["factors"]:
        expect(not through & set(family.find(title, "factor")), f"'{title}' takes part")


def judge_lever(family, said, expected):
    expect(said["leverage"], "nothing has leverage")
    first = said["leverage"][0]
    expect(first["factor"] in family.find(expected["factor"], "factor"),
           f"'{family.title(first['factor'])}' has the most leverage")
    expect(len(said["leverage"]) < 2 or said["leverage"][1]["score"] < first["score"],
           "another has as much")


def gaps_of(said, code):
    return {gap["records"][0] for gap in said["gaps"] if gap["code"] == code}


def judge_gap(family, said, expected):
    found = gaps_of(said, expected["code"])
    for title in expected["records"]:
        expect(found & set(family.find(title)),
               f"'{title}' is not among {[family.title(one) for one in found]}")
    for title in expected.get("not", []):
        expect(not found & set(family.find(title)), f"'{title}' is named too")


def judge_no_gap(family, said, expected):
    judge_gap(family, said, {"code": expected["code"], "records": [], "not": expected["records"]})


def judge_step(_, said, expected):
    steps = {step["code"]: step for step in said["steps"]}
    status = steps[expected["step"]]["status"]
    expect(status == expected["status"], f"{expected['step']} is {status}")
    if "after" in expected:
        status = steps[expected["after"]]["status"]
        expect(status == expected["after_status"], f"{expected['after']} is {status}")
    for code in expected.get("not_done", []):
        expect(steps[code]["status"] != "done", f"{code} is done")
    if "needed" in expected:
        codes = [need["code"] for need in steps[expected["step"]]["needed"]]
        expect(expected["needed"] in codes, f"{expected['needed']} is not among {codes}")


def judge_deadline(family, said, expected):
    """Of one dossier: other families' lines are not looked at."""
    mine = [line for line in said if line["dossier"] == family.id]
    for one in (expected, *([expected["also"]] if "also" in expected else [])):
        ids = (family.find(one["record"]) if "record" in one
               else [key for key, (kind, _) in family.records.items() if kind == one["kind_of"]])
        found = [line for line in mine if line["code"] == one["code"] and line["record"] in ids]
        expect([line for line in found if line["due"] == one["due"]],
               f"due {[line['due'] for line in found]}")
        for line in found:
            expect(line["due"] != one["due"] or "overdue" not in one
                   or line["overdue"] == one["overdue"], "overdue, or not, against the claim")
    for title in expected.get("not", []):
        ids = family.find(title)
        expect(not [line for line in mine if line["record"] in ids], f"'{title}' stands there too")


JUDGES = {"circle": judge_circle, "no-circle": judge_no_circle, "lever": judge_lever,
          "gap": judge_gap, "no-gap": judge_no_gap, "step": judge_step,
          "deadline": judge_deadline}


def judge(claims, families, claim):
    """Wrong if the program does not say so."""
    command = command_of(claim)
    said = families[claim["family"]].said[command, claim.get("date", claims["date"])]
    JUDGES[claim["kind"]](families[claim["family"]], said, claim["expected"])


DAYS_AHEAD = 30  # of what is due, on a page


def due_lines(family, day):
    """What is late, and what is due soon."""
    last = (datetime.date.fromisoformat(day) + datetime.timedelta(DAYS_AHEAD)).isoformat()
    return [f"{line['due']}{' (te laat)' if line['overdue'] else ''}: {line['sentence']}"
            for line in family.said["deadlines", day]
            if line["dossier"] == family.id and line["due"] <= last]


INTRODUCTION = """<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- Made by `./dev cases`; the claims stand in tests/casework/cases.json. -->
# {title}

An invented family ([`data/samples/{name}.xml`](../../data/samples/{name}.xml)): what the program says of it on {day}, in Dutch as a
caseworker reads it, and five sentences that should hold. A test asserts them
([`tests/gezin/test_cases.py`](../../tests/gezin/test_cases.py)).
"""
STATES = {"done": "gedaan", "now": "nu", "next": "later", "skipped": "overgeslagen",
          "blocked": "kan nog niet"}
TRIED = {"now": "nu", "asked": "gevraagd", "before": "was er"}


def listed(lines):
    return "".join(f"- {line}\n" for line in lines) or "Niets.\n"


def page(claims, family):
    """The Markdown of a family."""
    day = claims["date"]
    analysis, steps = family.said["analyse", day], family.said["steps", day]
    overview = family.said["interventions", day]
    mine = [claim for claim in claims["claims"] if claim["family"] == family.name]
    title = family.records[family.id][1]["name"]
    text = INTRODUCTION.format(title=title, name=family.name, day=day)
    text += "\n## Wat er moet staan, en waarom\n\n"
    for number, claim in enumerate(mine, 1):
        on = f" (op {claim['date']})" if "date" in claim else ""
        text += f"{number}. **{claim['claim']}**{on} {claim['why']} *{claim['source']}.*\n"
    vicious = [circle["sentence"] for circle in analysis["circles"] if circle["kind"] == "vicious"]
    text += "\n## Vicieuze cirkels, de sterkste eerst\n\n" + listed(vicious)
    text += "\n## Waar een verandering het meeste doet\n\n" + listed(
        f"{one['title']} ({one['score']})" for one in analysis["leverage"])
    text += "\n## Zorgen per leefgebied, en wie iets kan doen\n\n" + listed(
        f"{line['label']}: {worry['sentence']}"
        for line in analysis["domains"] for worry in line["worries"])
    text += "\n## Wat nog ontbreekt\n\n" + listed(gap["sentence"] for gap in analysis["gaps"])
    text += f"\n## Stappen: {steps['title']}\n\n| stap | stand | voor |\n| --- | --- | --- |\n"
    for step in steps["steps"]:
        text += f"| {step['title']} | {STATES[step['status']]} | {step['due'] or ''} |\n"
    text += "\n" + listed(f"{step['title']}: {need['sentence']}"
                          for step in steps["steps"] for need in step["needed"])
    text += f"\n## Te laat, of binnen {DAYS_AHEAD} dagen\n\n" + listed(due_lines(family, day))
    text += "\n## Wat er is geprobeerd\n\n| hoe vrij | interventie | in dit dossier | sinds |\n"
    text += "| --- | --- | --- | --- |\n"
    for line in overview["interventions"]:
        if line["state"] != "not":
            text += (f"| {line['degree-label']} | {line['label']} | {TRIED[line['state']]} |"
                     f" {line['first'] or ''} |\n")
    said = [line["sentence"] for line in overview["interventions"] if line["sentence"]]
    text += ("\n" + listed(said)) if said else ""
    return text


def contents(claims, families):
    """The page that leads to them."""
    text = ("<!-- SPDX-License-Identifier: EUPL-1.2 -->\n<!-- Made by `./dev cases`. -->\n"
            "# Ten families\n\nInvented families (`data/samples`), with what the program says of each and"
            " five sentences a family that a\ncaseworker would expect. The sentences were written from"
            " the families and the facts of the field before the program was asked;\n`./dev cases`"
            " makes the pages anew, and a test says when they are out of date.\n\n"
            "| page | family | vicious circles | lacking | step now |\n| --- | --- | --- | --- | --- |\n")
    for name in families_of(claims):
        family, day = families[name], claims["date"]
        analysis = family.said["analyse", day]
        vicious = sum(circle["kind"] == "vicious" for circle in analysis["circles"])
        now = ", ".join(step["title"] for step in family.said["steps", day]["steps"]
                        if step["status"] == "now")
        text += (f"| `{name}.md` | {family.records[family.id][1]['name']} | {vicious} |"
                 f" {len(analysis['gaps'])} | {now} |\n")
    return text


def pages(claims, families):
    """{file name: text}"""
    made = {name + ".md": page(claims, families[name]) for name in families}
    return {**made, "README.md": contents(claims, families)}
