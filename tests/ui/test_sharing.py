#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Consent and what a recipient sees, in the window.

usage: test_sharing.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import sys
import tempfile

from gi.repository import GLib

import robot
import tap
from robot import Window

PROGRAM, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY = "Gezin Timmer – Haddad"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE, os.path.join(SAMPLES, "timmer-haddad.xml"))
window = Window(PROGRAM, "--store", STORE)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-sharing-{name}.png")))
SHOW = "Niemand kijkt mee: toon het"
GROUP = re.compile(r", [0-9]+$")


def shoot(name):
    window.settle(0.5)
    window.screen(os.path.join(PICTURES, f"sharing-{name}.png"))


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
                 "Nog niet rond"):
        assert any(f": {word}" in n for n in names), (word, names)
    shoot("consent")


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


@plan.step
def asking_again_is_a_new_record_that_replaces():
    window.find("button", "Opnieuw vragen").press()
    window.find("button", "Klaar")
    shoot("consent-again")


@plan.step
def a_new_talk_is_a_new_consent():
    window.act("win.close-record")
    window.settle(0.5)
    window.find("button", "Nieuw gesprek").press()
    window.find("button", "Klaar")
    shoot("consent-new")
    window.act("win.close-record")


@plan.step
def escape_closes_the_talk():
    window.find("button", "Gesprek sluiten").press()
    window.gone("button", "Gesprek sluiten")


@plan.step
def narrow_shows_one_person_after_another():
    window.resize(400, 760)
    cell("Mark", "Veilig Thuis", "Geweigerd")
    shoot("consent-narrow")
    section("preview")
    window.find("button", SHOW).press()
    window.find("label", "Dit gaat mee")
    x, _, width, _ = window.find("label", re.compile("ziet niet hoeveel hier blijft")).box()
    assert x + width <= 400, "the page is wider than the window"
    shoot("preview-narrow")


@plan.step
def gtk_has_nothing_to_complain_about():
    window.close()
    assert not robot.complaints(), robot.complaints()


sys.exit(plan.finish())
