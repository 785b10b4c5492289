#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Questions of a region, a step that waits for a signature, a conference and its minutes, and the figures
over all dossiers: what stands on the page and in its files is what the command says.

usage: test_casework.py PROGRAM GEZIN PICTURES SLOW-DISK     (under desktop.sh)
"""
import glob
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

from gi.repository import GLib

import robot
import tap
from robot import Window
from shell import Store

PROGRAM, GEZIN, PICTURES, SLOW_DISK = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
PERIOD = ("--from", "2025-07-01", "--until", "2026-06-30", "--by", "quarter")
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
store = Store(GEZIN, STORE, PASSPHRASE)
store.make("Ingrid Kuipers")


def to_the_end():
    """Of the page."""
    window.xdo("mousemove", "800", "600", "click", "--repeat", "60", "--delay", "5", "5")
    window.settle(0.5)


def to_the_top():
    window.xdo("mousemove", "800", "600", "click", "--repeat", "60", "--delay", "5", "4")
    window.settle(0.5)


def add(dossier, kind, *fields):
    return store.json("add", dossier, kind, *fields)["record"]


def a_family():
    """A step that its doer finished, and a conference about a mother with her school and a clinic."""
    dossier = store.json("new", "--name", "Gezin Zonneveld")["dossier"]
    add(dossier, "signal", "received=2026-11-02", "text=Zorg", "urgency=regular")
    for code in ("signal", "look-at-signal"):
        add(dossier, "step", "template=integral", f"step-code={code}", "started=2026-11-02",
            "finished=2026-11-03")
    add(dossier, "assessment", "instrument=triage", "done-on=2026-11-20", "conclusion=veilig",
        "acute=false")
    add(dossier, "step", "template=integral", "step-code=direct-safety", "started=2026-11-03",
        "finished=2026-11-04", "outcome=continue")
    school = add(dossier, "organisation", "name=De Regenboog", "kind=school", "legal-person=true")
    clinic = add(dossier, "organisation", "name=De Kliniek", "kind=mental-health",
                 "legal-person=true")
    anna = add(dossier, "person", "given-names=Anna", "birth-date=1985-03-04", "law=jeugdwet")
    store.json("set", dossier, anna, f"about={anna}")
    there = {"Juf Els": add(dossier, "professional", "name=Juf Els", f"organisation={school}"),
             "Dokter Bos": add(dossier, "professional", "name=Dokter Bos",
                               f"organisation={clinic}"), "Anna": anna}
    add(dossier, "consent", "law=jeugdwet", f"subject={anna}", f"given-by={anna}",
        f"recipient={school}", "purpose=conference", "categories=identity,contact,care",
        "decision=given", "explicit=true", "how=signed", "given-on=2026-01-06")
    held = add(dossier, "contact", "kind=conference", "when=2026-11-20T13:30:00Z", "law=jeugdwet",
               f"about={anna}", "present=" + ",".join(there.values()),
               "facts=Het gaat beter op school", "impressions=Ik twijfel")
    add(dossier, "decision", "question=Hoe verder?", "chosen=Samen verder", "law=jeugdwet",
        f"about={anna}", "decided-on=2026-11-20")
    add(dossier, "task", "text=Bel de huisarts", "due=2026-11-01")
    return dossier, held, there


def an_asked_family():
    """Two steps at which a region asks more, and an answer to what it asks no longer."""
    family = store.json("new", "--name", "Gezin Vliet")["dossier"]
    add(family, "signal", "received=2026-11-02", "text=Zorg", "urgency=regular")
    for code in ("signal", "look-at-signal", "direct-safety"):
        add(family, "step", "template=integral", f"step-code={code}", "started=2026-11-02",
            *(["finished=2026-11-02"] if code == "signal" else []))
    add(family, "person", "given-names=Noor", "birth-date=2016-01-01", "household-role=child")
    add(family, "question", "code=veldermeer-wijkteam", "answer=Wijkteam Noord",
        "answered-on=2026-03-20", "answered-by=Joris")


LATER = "6d83d4f1-59b3-4ce9-849c-010a7ecd0b7d"


def a_family_of_a_newer_program():
    """A person with a field that nobody knows here; and a kind that nobody knows is refused whole."""
    path = os.path.join(folder.name, "newer.xml")
    person = f"""<record kind="person" id="{LATER}"><field name="given-names">Samira</field>
        <field name="shoe-size">43 en een half</field><field name="about"><item>family</item></field>
        <field name="law">jeugdwet</field></record>"""
    for more, status in (('<record kind="dream" id="6d83d4f1-59b3-4ce9-849c-010a7ecd0b7e"/>', 4), ("", 0)):
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(f"""<dossier xmlns="urn:gezinsdossier:dossier:1"
                id="39000274-3f22-4ca8-91dd-d62f5f334b67"><record kind="family"
                id="39000274-3f22-4ca8-91dd-d62f5f334b67"><field name="name">Gezin Later</field>
                <field name="about"><item>family</item></field><field name="law">jeugdwet</field>
                </record>{person}{more}</dossier>""")
        store.run("load", path, status=status)
    return "39000274-3f22-4ca8-91dd-d62f5f334b67"


families = os.path.join(folder.name, "families")
tap.run_program(GEZIN, "sample", "--families", "6", "--seed", "7", "-o", families)
later = a_family_of_a_newer_program()
with store.held():
    for family in sorted(glob.glob(families + "/*.xml")):
        store.ask("load", family)
    dossier, held, there = a_family()
    an_asked_family()
    agenda = store.json("conference", dossier, "agenda")["items"]
    said = store.json("monitor", *PERIOD)
    names = [one["name"].split()[-1] for one in store.json("list")]
    nothing = store.json("monitor", "--from", "1990-01-01", "--until", "1990-12-31")


def in_dutch(*arguments):
    with open(folder.name + "/zin", "w", encoding="utf-8") as stream:
        stream.write(PASSPHRASE + "\n")
    return subprocess.run([GEZIN, arguments[0], "--store", STORE, "--passphrase-file",
                           folder.name + "/zin", *arguments[1:]], check=True, capture_output=True,
                          env={**os.environ, "LANGUAGE": "nl"}).stdout


outside = in_dutch("monitor", *PERIOD, "--outside", "--csv")
assert b"*" in outside, "nothing to leave out: this test needs other families"
definitions = {one["code"]: one for one in json.loads(in_dutch("monitor", "--definitions", "--json"))}
minutes = {who: json.loads(in_dutch("conference", dossier, "minutes", held, "--for", one, "--json"))
           for who, one in there.items()}
REGION = os.path.join(os.environ["GEZIN_DATA_DIR"], "samples", "organisation")
with open(os.path.join(REGION, "questions-veldermeer.xml"), encoding="utf-8") as sample:
    SAMPLE = sample.read()
window = Window(PROGRAM, "--store", STORE, environment={"GEZIN_REFERENCE_DIR": REGION})
MANY = 320  # dossiers: more than a transaction, and what the list works out of it by itself
LONG = 30  # seconds at most, where all of the page is read
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-casework-{name}.png")))


def shoot(name):
    window.picture(os.path.join(PICTURES, f"casework-{name}.png"))


def label(code):
    text = definitions[code]["label"]
    return text[0].upper() + text[1:]


def number(value, code):
    if value is None:
        return "–"
    return (f"{value:.1f}".replace(".", ",") if isinstance(value, float) or code.endswith("percent")
            else str(value))


def count(first, last):
    to_the_top()
    for name, text in (("Eerste dag", first), ("Laatste dag", last)):
        window.find("text", name).click()
        window.key("ctrl+a")
        window.type(text)
    window.key("Return")


def everything(page=None):
    """What is heard of all, or of the page of that class; what is scrolled away too."""
    for root in window.tree().walk():
        if page in (None, root.name):
            return {n.name for n in root.walk() if n.name}
    raise robot.Gone(page)


def save(form, name):
    """Where something is saved, its name has the focus in GTK's own chooser."""
    where = os.path.join(folder.name, name)
    window.find("button", form, LONG).press()
    window.settle(0.5)
    window.find("button", "Deze cijfers bewaren…", LONG).press()
    window.pick(where, True)
    window.wait(lambda: os.path.exists(where), where, LONG)
    window.find("label", re.compile("^Het bestand is er"), LONG)
    with open(where, "rb") as stream:
        return stream.read()


def section(name):
    window.act("win.section", GLib.Variant("s", name))


@plan.step
def what_is_asked_in_words_is_answered_in_its_form():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^Gezin Vliet"), LONG).click()
    window.find("button", re.compile("^Snelle notitie"), LONG)
    section("steps")
    window.find("label", "Zonder tolk vertaalt vaak een kind, en dat willen we niet.", LONG)
    shoot("questions")
    to_the_end()
    row = window.find("list item", re.compile("^Bij wie kan Noor terecht"), LONG)
    assert "Zonder antwoord is de stap niet klaar." in row.name, row.name
    row.click()
    window.find("text", "Antwoord", LONG).click()
    window.type("Bij oma Bep")
    window.settle(0.5)
    shoot("answer")
    window.find("button", "Klaar", LONG).press()
    window.find("list item", re.compile("^Bij wie kan Noor terecht[^,]*, Bij oma Bep\n"
                                        "[^\n]* · Ingrid Kuipers"), LONG)


@plan.step
def a_question_with_answers_on_offer_is_answered_where_it_stands():
    to_the_top()
    window.find("list item", re.compile("^Welk wijkteam .*Wijkteam Noord\n20 mrt 2026 · Joris\n"
                                        "Dit wordt niet meer gevraagd", re.S), LONG)
    window.find("button", "ja", LONG).press()
    window.find("label", re.compile("^[0-9].* · Ingrid Kuipers$"), LONG)
    assert not list(window.all("label", re.compile("^Zonder tolk vertaalt vaak een kind")))


@plan.step
def a_step_that_waits_for_a_signature_is_not_begun_again():
    window.find("list item", re.compile("^Gezin Zonneveld"), LONG).click()
    window.find("button", re.compile("^Snelle notitie"), LONG)
    section("steps")
    window.find("button", "Deze stap openen", LONG)
    shown = {n.name for n in window.all("button")}
    assert "Deze stap openen" in shown, shown
    assert not {"Met deze stap beginnen", "Deze stap afronden"} & shown, shown
    shoot("step")


@plan.step
def where_it_is_narrow_what_is_now_comes_before_the_path():
    def top(node):
        return node.box()[1]
    path, now = re.compile("gezinsgericht", re.I), "Deze stap openen"
    button = window.find("button", now, LONG)
    way = next(n for n in window.all() if n.role not in ("label", "list") and path.search(n.name))
    assert top(way) < top(button), "wide"
    window.resize(400, 800)
    window.settle(1.2)
    button = window.find("button", now, LONG)
    way = next(n for n in window.all(shown=False)
               if n.role not in ("label", "list") and path.search(n.name))
    assert top(button) < top(way), "narrow"
    shoot("step-narrow")
    window.resize(1280, 800)
    window.settle(1)


@plan.step
def a_conference_says_what_to_talk_about_and_who_was_there_on_which_ground():
    section("conference")
    items = window.find("list", "Te bespreken", LONG)
    assert len([n for n in items.walk() if n.role == "list item"]) == len(agenda)
    people = [n.name for n in window.find("list", "Wie erbij was, en op welke grond").walk()
              if n.role == "list item"]
    els, bos = (next(n for n in people if n.startswith(who)) for who in ("Juf Els", "Dokter Bos"))
    assert "Iedereen die hierover beslist, heeft toegestemd." in els, els
    assert "Niets van dit dossier mag naar hen toe" in bos and "Het verslag blijft hier: " in bos, bos
    shown = everything("GezinConferencePage")
    assert {"Het gaat beter op school", "Ik twijfel", "Samen verder"} <= shown, shown
    shoot("conference")


def choose_whom(who):
    """They stand in order of their ids, after the worker."""
    steps = 1 + sorted(there.values()).index(there[who])
    window.find("combo box", "Voor wie", LONG).click()
    window.settle(0.6)
    window.key(*["Up"] * len(there), *["Down"] * steps, "Return")
    window.settle(0.6)


@plan.step
def a_participant_has_what_may_go_to_them_and_no_sign_of_the_rest():
    choose_whom("Juf Els")
    window.find("label", re.compile("^Verslag zoals Juf Els"), LONG)
    shown = everything("GezinConferencePage")
    assert {line["value"] for line in minutes["Juf Els"]["lines"]} <= shown, shown
    assert {"Het gaat beter op school", "Samen verder"} <= shown, shown
    assert not {"Ik twijfel", "Bel de huisarts"} & shown, shown
    # But for the choice of whom it is for.
    assert {n for n in shown if "Dokter Bos" in n} <= {"Dokter Bos · De Kliniek"}, shown
    shoot("conference-els")
    where = os.path.join(folder.name, "verslag.txt")
    to_the_end()
    window.find("button", "Dit verslag bewaren…", LONG).press()
    window.pick(where, True)
    window.find("label", re.compile("^Het bestand is er"), LONG)
    with open(where, encoding="utf-8") as stream:
        text = stream.read()
    assert "Juf Els" in text.splitlines()[0] and "Samen verder" in text, text
    assert all(line["value"] in text for line in minutes["Juf Els"]["lines"]), text
    assert not [word for word in ("twijfel", "Bos", "Zonneveld", "blijft") if word in text], text
    assert os.stat(where).st_mode & 0o077 == 0


@plan.step
def what_stays_says_why_once_nobody_looks_along():
    assert not list(window.all("list", "Dit blijft hier"))
    window.find("button", "Niemand kijkt mee: toon het", LONG).press()
    stays = window.find("list", "Dit blijft hier", LONG)
    assert any(n.role == "list item" and re.search(", [0-9]+$", n.name) for n in stays.walk())
    shoot("conference-stays")


@plan.step
def who_may_have_nothing_gets_nothing():
    to_the_top()
    choose_whom("Dokter Bos")
    window.find("label", re.compile("^Verslag zoals Dokter Bos"), LONG)
    window.find("label", "Niets van dit verslag mag naar hen toe.", LONG)
    assert minutes["Dokter Bos"]["lines"] == []
    shown = everything("GezinConferencePage")
    assert not {"Het gaat beter op school", "Samen verder", "Dit verslag bewaren…"} & shown
    shoot("conference-bos")


def find_below(role, name):
    """Further down the page than what is in sight."""
    def look():
        found = next(window.all(role, name), None)
        if not found:
            window.xdo("mousemove", "800", "600", "click", "--repeat", "3", "5")
            window.settle(0.2)
        return found
    return window.wait(look, f"{role} {name!r} below", LONG)


@plan.step
def what_the_rules_leave_to_a_person_is_read_and_said_yes_to():
    to_the_top()
    choose_whom("Anna")
    window.find("label", re.compile("^Verslag zoals Anna"), LONG)
    assert "Het gaat beter op school" not in everything("GezinConferencePage")
    assert not list(window.all("list", "Hier beslist u over")), "shown while somebody looks along"
    to_the_end()
    window.find("button", "Niemand kijkt mee: toon het", LONG).press()
    tick = find_below("check box", re.compile("^Mag mee: 20 nov 2026"))
    assert "checked" not in tick.states

    def times():
        return len(list(window.all("label", "Het gaat beter op school", shown=False)))
    inside = times()  # what is to be read before it is ticked
    shoot("conference-judge")
    tick.click()
    window.wait(lambda: times() == inside + 1, "what was said yes to", LONG)
    find_below("label", re.compile("Gaat mee, omdat u dat zegt"))
    where = os.path.join(folder.name, "anna.txt")
    next(window.all("button", "Dit verslag bewaren…", shown=False)).press()
    window.pick(where, True)
    window.find("label", re.compile("^Het bestand is er"), LONG)
    with open(where, encoding="utf-8") as stream:
        assert "Het gaat beter op school" in stream.read()
    shoot("conference-judged")
    tick = find_below("check box", re.compile("^Mag mee: 20 nov 2026"))
    tick.click()
    window.wait(lambda: times() == inside, "what was taken back", LONG)


@plan.step
def the_menu_leads_to_the_figures_of_the_last_quarter():
    window.key("F10")
    window.find("menu item", "Cijfers").press()
    window.find("list", "Gezinnen", LONG)
    assert "pressed" in window.find("button", "Vorig kwartaal", LONG).states


@plan.step
def figures_of_a_period_are_those_of_the_command():
    count("1-7-2025", "6-2026")
    window.find("label", "1 jul 2025 t/m 30 jun 2026", LONG)
    shown = everything()
    for code in definitions:
        assert f"{label(code)}: {number(said[code], code)}" in shown, (code, said[code])
    shoot("period")


@plan.step
def each_part_is_heard_with_its_figures():
    heard = [n.name for n in window.tree().walk() if n.role == "list item"]
    quarters = ("k3 2025", "k4 2025", "k1 2026", "k2 2026")
    for code in definitions:
        line = "; ".join([label(code)] + [f"{quarter}: {number(part[code], code)}"
                                          for quarter, part in zip(quarters, said["series"])])
        assert line in heard, line


@plan.step
def the_line_adds_up_and_what_to_know_is_said():
    line = said["reconciliation"]
    shown = everything()
    difference = f"{'−' if line['difference'] < 0 else '+'} {abs(line['difference'])}"
    assert (f"Volgens de aanmeldingen: {line['opening']} aan het begin + {line['in']} aangemeld "
            f"− {line['out']} gestopt {difference} verschil = {line['closing']} aan het eind"
            ) in shown, line
    assert (f"Volgens wat er begon: {line['opening']} aan het begin + {line['started']} begonnen "
            f"+ {line['restarted']} opnieuw begonnen − {line['out']} gestopt = {line['closing']} "
            "aan het eind") in shown, line
    if line["difference"]:
        assert any(n.startswith("Aangemeld is niet hetzelfde als begonnen") for n in shown), shown


@plan.step
def a_figure_opens_to_what_it_counts():
    window.find("list item", f"{label('ever')}: {said['ever']}", LONG).click()
    window.find("label", definitions["ever"]["definition"], LONG)
    window.find("label", "Bron: " + definitions["ever"]["source"], LONG)
    shoot("definition")


@plan.step
def nothing_of_a_family_is_on_it():
    to_the_end()
    page = window.find("button", "Deze cijfers bewaren…", LONG)
    while not any(n.name == "Eerste dag" for n in page.walk()):
        page = page.parent
    words = " ".join(n.name for n in page.walk())
    assert label("ever") in words and not [name for name in names if name in words]


@plan.step
def what_is_saved_leaves_small_numbers_out_unless_somebody_says_otherwise():
    assert "checked" in window.find("check box", re.compile("^Voor buiten het team"), LONG).states
    assert save("Tabel (CSV)", "outside.csv") == outside
    shoot("saved")
    window.find("check box", re.compile("^Voor buiten het team"), LONG).click()
    window.settle(0.5)
    inside = json.loads(save("Voor een programma (JSON)", "inside.json"))
    window.find("label", re.compile("ook met kleine aantallen"))
    assert not inside["outside"] and "*" not in str(inside)
    assert {key: value for key, value in inside.items() if key != "notes"} == {
        key: value for key, value in said.items() if key != "notes"}


@plan.step
def a_spreadsheet_holds_the_same_figures():
    """Of the team: as on screen, all of them."""
    with zipfile.ZipFile(io.BytesIO(save("Rekenblad (ODS)", "inside.ods"))) as sheet:
        assert sheet.namelist()[0] == "mimetype", sheet.namelist()
        assert sheet.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet"
        assert sheet.testzip() is None
        text = sheet.read("content.xml").decode("utf-8")
    for code in definitions:
        assert definitions[code]["label"] in text or label(code) in text, code
        if said[code] is not None:
            assert re.search(f'office:value="{re.escape(str(said[code]))}"|>{said[code]}<', text), code


@plan.step
def what_cannot_be_saved_says_so_and_can_be_tried_again():
    window.find("button", "Tabel (CSV)", LONG).press()
    window.settle(0.5)
    window.find("button", "Deze cijfers bewaren…", LONG).press()
    window.pick("/proc/cijfers.csv", True)
    window.gone("label", re.compile("^Het bestand is er"), LONG)
    window.wait(lambda: "sensitive" in window.find("button", "Deze cijfers bewaren…", LONG).states,
                "a button to try again", LONG)
    shoot("not-saved")
    wrong = [n.name for n in window.all("label") if "niet" in n.name and "bestand" in n.name.lower()]
    assert wrong, [n.name for n in window.all("label")]
    save("Tabel (CSV)", "again.csv")


@plan.step
def a_new_period_is_for_outside_again():
    next(window.all("button", "Vorig jaar", shown=False)).press()
    window.settle(0.8)
    to_the_end()
    window.wait(lambda: "checked" in window.find("check box",
                re.compile("^Voor buiten het team"), LONG).states, "a tick", LONG)


@plan.step
def a_period_that_ends_before_it_starts_gets_one_sentence():
    count("1-7-2026", "30-6-2026")
    window.find("label", re.compile("^De periode eindigt voordat zij begint"), LONG)
    shown = everything()
    assert label("ever") not in shown and "Deze cijfers bewaren…" not in shown
    shoot("wrong")
    count("30-2-2026", "2026")
    window.find("label", re.compile("^Typ beide dagen"), LONG)


@plan.step
def a_period_without_anything_says_so():
    assert nothing["ever"] == 0
    count("1990", "1990")
    window.find("label", "In deze periode was er niets te tellen.", LONG)
    shoot("nothing")


@plan.step
def what_a_newer_program_wrote_is_told_by_name_and_outlives_a_change():
    window.act("win.open-found", GLib.Variant("(ss)", (later, LATER)))
    window.find("label", re.compile("nieuwere versie van het programma .*: shoe-size"), LONG)
    assert not [n for n in window.all(None, re.compile("43 en een half"))], "nobody knows who may see it"
    shoot("newer")
    window.find("text", "Voornamen").click()
    window.key("ctrl+a")
    window.type("Samira Fatima")
    window.find("button", "Klaar").press()
    window.find("label", re.compile("^Bewaard"), LONG)


def start_over(text):
    """The program once more, with @text as the organisation's own file."""
    own = os.path.join(folder.name, "own")
    os.makedirs(own, exist_ok=True)
    with open(os.path.join(own, "region.xml"), "w", encoding="utf-8") as stream:
        stream.write(text)
    window.close()
    return Window(PROGRAM, "--store", STORE, environment={"GEZIN_REFERENCE_DIR": own})


@plan.step
def questions_that_do_not_fit_are_left_out_and_the_steps_say_so():
    global window
    window = start_over(SAMPLE.replace("integral:plan", "integral:dance"))
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^Gezin Vliet"), LONG).click()
    window.find("button", re.compile("^Snelle notitie"), LONG)
    section("steps")
    window.find("label", "Directe veiligheid", LONG)
    said = re.compile("past niet en wordt niet gebruikt.*region.xml:[0-9]+: "
                      "veldermeer-gezag-weet: there is no step dance", re.S)
    window.wait(lambda: any(said.search(name) for name in everything()), "why", LONG)
    assert not [name for name in everything() if "Zonder tolk" in name]
    to_the_end()
    shoot("left-out")


@plan.step
def a_file_that_changes_more_and_does_not_fit_stops_the_program_with_a_sentence():
    global window
    window = start_over(SAMPLE.replace('name="answers-veldermeer"', 'name="purpose"'))
    window.find("label", "Gezinsdossier kan niet beginnen", LONG)
    window.find("label", re.compile(r"region\.xml:[0-9]+: "), LONG)
    shoot("cannot-start")


@plan.step
def gtk_had_nothing_to_complain_about():
    complaints = robot.complaints()
    assert not complaints, "\n".join(complaints)


@plan.step
def counting_tells_how_far_it_is_and_can_be_stopped_and_gone_on_with():
    """Of more dossiers than are worked out in one transaction; the disk is slow until Stop was pressed."""
    global window
    window.close()
    slow = os.path.join(folder.name, "slow")
    many = Store(GEZIN, os.path.join(folder.name, "many"), PASSPHRASE)
    many.make("Ingrid Kuipers")
    with many.held():
        for n in range(MANY):
            many.ask("new", "--name", f"Gezin {n}")
    open(slow, "w").close()
    # A sanitizer wants to be the first that is loaded; it need not be for this.
    window = Window(PROGRAM, "--store", many.folder, environment={
        "LD_PRELOAD": SLOW_DISK, "GEZIN_TEST_SLOW_SYNC": "1500", "GEZIN_TEST_SLOW_WHILE": slow,
        "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"})
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^Gezin 0, "), LONG)
    window.act("win.monitor")
    window.find("progress bar", seconds=LONG)
    window.find("button", "Stoppen").press()
    window.find("label", "Gestopt. Druk op Tellen om verder te gaan.", LONG)
    os.remove(slow)
    window.gone("progress bar")
    assert label("ever") not in everything(), "figures of a part of the dossiers"
    shoot("stopped")
    window.find("button", "Tellen", LONG).press()
    window.find("list", "Gezinnen", LONG)


@plan.step
def that_minutes_were_made_for_somebody_is_told_once():
    """By the command at the start, when they were chosen here, and of Anna after each tick; hers are made
    once more as the page comes back on screen, on the way to another dossier."""
    window.close()
    kept = store.run("dump", later).decode()
    assert ">43 en een half</field>" in kept and ">Samira Fatima</field>" in kept, kept
    made = [one["subject"] for one in store.json("audit", dossier) if one["action"] == "extract"]
    assert {who: made.count(one) for who, one in there.items()} == {
        "Juf Els": 2, "Dokter Bos": 2, "Anna": 5}, made


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
