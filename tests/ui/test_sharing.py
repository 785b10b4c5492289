#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Consent and what a recipient sees, in the window. A shell looks afterwards what was saved.

usage: test_sharing.py PROGRAM GEZIN MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import datetime
import os
import re
import sys
import tempfile
import zoneinfo

from gi.repository import GLib

import robot
import tap
from robot import Window
from shell import Store

PROGRAM, GEZIN, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:6]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY = "Gezin Timmer – Haddad"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE, os.path.join(SAMPLES, "timmer-haddad.xml"))
store = Store(GEZIN, STORE, PASSPHRASE)
dossier = next(one["id"] for one in store.json("list") if one["name"] == FAMILY)


def records(kind):
    return {one["id"]: one["fields"] for one in store.json("show", dossier, "--kind", kind)["records"]}


def local_day():
    """As the program has it, whatever zone the machine is in."""
    return datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date().isoformat()


began = local_day()
people = {fields["given-names"].split()[0]: one for one, fields in records("person").items()}
bodies = {fields["name"]: one for one, fields in records("organisation").items()}
before = records("consent")
ground = store.json("add", dossier, "ground", "article=veilig-thuis-report", "purpose=safety",
                    f"recipient={bodies['Veilig Thuis De Waarden']}", f"about={people['Mark']}",
                    "categories=safety", "from=2026-01-02", "until=2099-12-04",
                    "reasons=Het kan niet wachten.")["record"]
window = Window(PROGRAM, "--store", STORE)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-sharing-{name}.png")))
SHOW = "Niemand kijkt mee: toon het"
GRID = "Toestemming: mensen en ontvangers"
GROUP = re.compile(r", [0-9]+$")


def shoot(name):
    window.picture(os.path.join(PICTURES, f"sharing-{name}.png"))


def section(name):
    window.act("win.section", GLib.Variant("s", name))


def groups(name):
    """Titles and counts of the list."""
    return [n.name for n in window.find("list", name).walk()
            if n.role == "list item" and GROUP.search(n.name)]


def total(names):
    return sum(int(n.rsplit(" ", 1)[1]) for n in names)


@plan.step
def nothing_is_shown_before_somebody_says_that_nobody_looks_along():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Snelle notitie"))
    window.act("win.enter")
    section("preview")
    window.find("button", SHOW)
    assert not list(window.all("list", "Dit gaat mee")), "shown without asking"
    assert not list(window.all("list", "Dit blijft hier")), "shown without asking"
    shoot("asked-first")


@plan.step
def what_goes_and_what_stays_is_told_with_counts_and_reasons():
    window.find("button", SHOW).press()
    window.find("list", "Dit gaat mee")
    going, staying = groups("Dit gaat mee"), groups("Dit blijft hier")
    assert total(going) > 0, going
    assert any(n.startswith("Persoon, ") for n in going), going
    assert any("weigerde" in n or "gevraagd" in n or "nodig" in n for n in staying), staying
    count = next(n.name for n in window.all("label", re.compile("^[0-9]+ onderde(el|len)")))
    assert int(count.split()[0]) == total(going), (count, total(going))
    window.find("label", re.compile("ziet niet hoeveel hier blijft"))
    shoot("preview")


@plan.step
def a_kind_opens_to_records_with_what_of_them_stays():
    row = next(n for n in window.find("list", "Dit gaat mee").walk()
               if n.role == "list item" and n.name.startswith("Persoon, "))
    row.click()
    window.find("list item", re.compile("Samira.*Blijft hier: ", re.DOTALL))
    shoot("preview-open")


@plan.step
def another_purpose_is_decided_anew():
    box = next(n for n in window.tree().walk() if n.name == "Waarvoor" and n.role != "label"
               and n.is_shown())
    box.click()
    window.settle(0.4)
    window.key("Home", "Return")
    window.find("label", "Er gaat niets mee.")
    assert any("ander doel" in n for n in groups("Dit blijft hier")), groups("Dit blijft hier")
    shoot("preview-purpose")


@plan.step
def leaving_the_page_asks_again():
    section("overview")
    window.gone("list", "Dit gaat mee")
    section("preview")
    window.find("button", SHOW)
    assert not list(window.all("list", "Dit gaat mee")), "still shown"


CELL = "^{}, .*{}.*: {}"


def cell(person, recipient, word):
    return window.find("button", re.compile(CELL.format(person, recipient, word)))


@plan.step
def the_grid_tells_how_everything_stands_in_words():
    section("consent")
    cell("Samira", "Veilig Thuis", "Gegeven")
    names = [n.name for n in window.all("button", re.compile("^(Samira|Mark|Adam|Noor|Lina), "),
                                        shown=False)]
    for word in ("Gegeven", "Geweigerd", "Ingetrokken", "Verlopen", "Niet gevraagd",
                 "Nog niet rond", "Andere grond"):
        assert any(f": {word}" in n for n in names), (word, names)
    shoot("consent")


def cells_of(person):
    return [n.name for n in window.all("button", re.compile(CELL.format(person, "", "")), shown=False)]


def check_wheel():
    """Over a cell, and over the words of a row; where the page is, the row of Mark tells."""
    def height():
        return cell("Mark", "Veilig Thuis", "Andere grond").box()[1]

    states, before = cells_of("Samira"), height()
    for node in (cell("Mark", "Veilig Thuis", "Andere grond"), window.find("label", "Mark")):
        x, y, wide, high = node.box()
        left, top = window.origin(node.top())
        for jitter in (4, 0):  # GTK may pass over one jump by itself, which no hand makes
            window.xdo("mousemove", str(left + x + wide // 2 + jitter), str(top + y + high // 2))
            window.settle(0.2)
        window.xdo("click", "--repeat", "3", "--delay", "30", "5")
        window.wait(lambda: height() < before, "a page that went up")
        window.xdo("click", "--repeat", "9", "--delay", "30", "4")
        window.wait(lambda: height() == before, "a page that came back")
    assert cells_of("Samira") == states, cells_of("Samira")
    assert not list(window.all("button", "Gesprek sluiten")), "a talk was opened"


@plan.step
def the_wheel_over_the_grid_moves_the_page_and_changes_nothing():
    window.resize(1100, 520)
    window.settle(0.6)
    try:
        check_wheel()
    finally:
        window.resize(1280, 800)
        window.settle(0.6)


@plan.step
def birthdays_that_change_who_decides_are_announced():
    noor = window.find("list item", re.compile("^Noor wordt 12 op 4 dec 2026"))
    assert "het kind en wie gezag heeft" in noor.name, noor.name
    window.find("list item", re.compile("^Adam wordt 16 op 14 jan 2027"))


@plan.step
def a_cell_opens_the_talk():
    cell("Samira", "Veilig Thuis", "Gegeven").press()
    window.find("label", re.compile("Samira mag altijd van gedachten veranderen"))
    assert list(window.all("button", "Het papier erbij", shown=False)), "the paper is not there"
    window.find("button", "Intrekken…")
    shoot("consent-talk")


@plan.step
def a_withdrawal_is_a_day_on_the_consent():
    window.find("button", "Intrekken…").press()
    window.find("button", "Klaar")
    shoot("consent-withdraw")
    window.act("win.done")
    cell("Samira", "Veilig Thuis", "Ingetrokken")
    shoot("consent-withdrawn")


def choose(field, *answers):
    """Presses pills of one field of the form, in sight or not."""
    for answer in answers:
        def find(answer=answer):
            group = next((n for n in window.tree().walk() if n.name == field and
                          any(c.name == answer and "Action" in c.interfaces for c in n.walk())),
                         None)
            return group and next(c for c in group.walk()
                                  if c.name == answer and "Action" in c.interfaces)
        window.wait(find, f"{answer} of {field}").press()
        window.settle(0.4)                  # GTK clicks a button 0.25 s after it was activated


@plan.step
def a_refusal_that_replaces_is_saved():
    window.find("button", "Opnieuw vragen").press()
    window.find("button", "Klaar")
    choose("Besluit", "geweigerd")
    shoot("consent-again")
    window.act("win.done")
    cell("Samira", "Veilig Thuis", "Geweigerd")
    window.wait(lambda: list(window.all("label", "Later is er opnieuw over gepraat.", shown=False)),
                "the talk before")
    shoot("consent-refused")


@plan.step
def a_new_consent_is_saved():
    window.key("Escape")
    cell("Samira", "Kompas College", "Niet gevraagd").press()
    window.find("label", re.compile("^Er is nog niemand gevraagd"))
    window.find("button", "Nieuw gesprek").press()
    window.find("button", "Klaar")
    choose("Gegeven door", "Samira Haddad")
    choose("Waarvoor", "hulp op elkaar afstemmen")
    choose("Waarover", "veiligheid")
    choose("Besluit", "toestemming gegeven")
    shoot("consent-new")
    window.act("win.done")
    cell("Samira", "Kompas College", "Gegeven, veiligheid")


@plan.step
def another_ground_has_its_own_word_and_says_which():
    window.find("button", "Gesprek sluiten").press()
    cell("Mark", "Veilig Thuis", "Andere grond, veiligheid, t/m 4 dec 2099").press()
    window.find("label", "melden bij Veilig Thuis")
    window.find("label", "Het kan niet wachten.")
    shoot("consent-ground")


@plan.step
def escape_closes_the_talk_and_goes_back_to_its_cell():
    window.find("button", "Gesprek sluiten")
    window.key("Escape")
    window.gone("button", "Gesprek sluiten")
    window.wait(lambda: window.focused().name.startswith("Mark, Veilig Thuis"), "the cell again")


def focused_on(begin):
    window.wait(lambda: window.focused().name.startswith(begin), f"the focus on {begin}")


@plan.step
def arrows_go_from_cell_to_cell_and_enter_opens():
    window.key("Right")
    focused_on("Mark, GGZ De Linde")
    window.key("Down")
    focused_on("Samira, GGZ De Linde")
    window.key("Left")
    focused_on("Samira, Veilig Thuis")
    window.key("Return")
    window.find("label", "Samira → Veilig Thuis De Waarden")
    window.key("Escape")
    window.gone("button", "Gesprek sluiten")
    focused_on("Samira, Veilig Thuis")
    # One Tab leaves the grid.
    window.key("Tab")
    window.wait(lambda: not re.match("^(Samira|Mark|Adam|Noor|Lina), ", window.focused().name),
                "the focus outside the grid")


@plan.step
def with_a_form_beside_it_people_come_one_after_another():
    window.find(None, GRID)
    cell("Samira", "Veilig Thuis", "Geweigerd").press()
    window.find("button", "Nieuw gesprek").press()
    window.find("button", "Klaar")
    window.gone(None, GRID)
    cell("Mark", "Veilig Thuis", "Andere grond")
    shoot("consent-beside-form")
    window.act("win.close-record")
    window.find("button", "Gesprek sluiten").press()
    window.find(None, GRID)


@plan.step
def narrow_shows_one_person_after_another():
    window.resize(400, 760)
    cell("Mark", "Veilig Thuis", "Andere grond").press()
    window.find("label", "Het kan niet wachten.")
    x, _, width, _ = window.find("button", "Gesprek sluiten").box()
    assert x + width <= 400, "the talk is wider than the window"
    shoot("consent-talk-narrow")
    window.key("Escape")
    window.gone("button", "Gesprek sluiten")
    shoot("consent-narrow")
    section("preview")
    window.find("button", SHOW).press()
    window.find("label", "Dit gaat mee")
    x, _, width, _ = window.find("label", re.compile("ziet niet hoeveel hier blijft")).box()
    assert x + width <= 400, "the page is wider than the window"
    shoot("preview-narrow")


@plan.step
def a_shell_sees_what_was_saved():
    window.close()
    now = records("consent")
    days = {began, local_day()}
    old = next(one for one, fields in before.items()
               if (fields["subject"], fields["recipient"], fields["purpose"]) ==
               (people["Samira"], bodies["Veilig Thuis De Waarden"], "safety"))
    assert "withdrawn-on" not in before[old] and now[old]["withdrawn-on"] in days, now[old]
    new = {one: fields for one, fields in now.items() if one not in before}
    assert len(new) == 2, new
    refused = next(f for f in new.values() if f["decision"] == "refused")
    assert refused["replaces"] == old, refused
    assert (refused["subject"], refused["given-by"]) == (people["Samira"], people["Samira"])
    assert sorted(refused["categories"]) == sorted(now[old]["categories"]), refused
    assert refused["given-on"] in days, refused
    given = next(f for f in new.values() if f["decision"] == "given")
    assert given["recipient"] == bodies["Kompas College"], given
    assert (given["purpose"], given["categories"]) == ("coordinate-care", ["safety"]), given
    assert "replaces" not in given, given
    said = store.run("history", dossier, old, "withdrawn-on").decode()
    assert "Withdrawn on" in said and "Yasmina" in said, said


@plan.step
def gtk_has_nothing_to_complain_about():
    assert not robot.complaints(), robot.complaints()


sys.exit(plan.finish())
