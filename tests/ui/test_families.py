#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Families that meet and part, in the window: perhaps here twice, join, the same person, part, split, found persons.

usage: test_families.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
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
OTHER = "Gezin Tiemmer"
FAMILY_SIZE = 0
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE,
                *[os.path.join(SAMPLES, name + ".xml") for name in
                  ("peters-de-bruin", "timmer-haddad")])
window = Window(PROGRAM, "--store", STORE)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-families-{name}.png")))


def rows(name):
    return [n.name for n in window.all("list item", re.compile(name))]


def lines_of_the_list():
    return rows("^(Gezin|Huishouden) [^,]*, (Open sinds|Gesloten)")


def wait_for_lines(n):
    window.wait(lambda: len(lines_of_the_list()) == n, f"{n} lines in the list")


def shoot(name):
    window.picture(os.path.join(PICTURES, f"families-{name}.png"))


def open_family(name):
    window.find("list item", re.compile(f"^{name}, ")).click()
    window.find("button", re.compile("^Snelle notitie"))
    window.wait(lambda: [n for n in window.all("label", name)], f"{name} on screen")


def n_people():
    """As the overview counts: who is linked counts once."""
    window.act("win.section", GLib.Variant("s", "overview"))
    window.settle(0.5)
    return int(next(n.name for n in window.all("button", re.compile("^Alle [0-9]+$"))
                    if n.description == "Gezin").split()[1])


@plan.step
def a_second_dossier_of_the_family_is_made():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile(FAMILY))
    window.key("ctrl+n")
    window.find("text", "Naam van het gezin").click()
    window.type(OTHER)
    window.find("text", "Voornamen").click()
    window.type("Noor")
    window.find("text", "Geboortedatum").click()
    window.type("4-12-2014")
    window.find("button", "Toch een nieuw dossier maken").press()
    wait_for_lines(3)


@plan.step
def the_page_of_suspicions_tells_who_and_why():
    window.act("win.duplicates")
    row = window.find("list item", re.compile("Noor.* en .*Noor"))
    assert re.search("geboortedatum", row.name), row.name
    window.find("button", "Samenvoegen…")
    shoot("duplicates")


@plan.step
def a_suspicion_leads_to_a_look_at_both():
    global FAMILY_SIZE
    window.find("button", "Samenvoegen…").press()
    window.find("label", re.compile("worden één dossier"))
    window.find("list item", re.compile("Noor.* en .*Noor"))
    names = rows("Samira Haddad")
    assert names, "who is in the other dossier is not shown"
    shoot("join-from-suspicion")
    window.key("Escape")
    window.gone("label", re.compile("worden één dossier"))
    wait_for_lines(3)
    window.act("win.close-page")
    open_family(FAMILY)
    FAMILY_SIZE = n_people()


@plan.step
def the_likely_family_stands_on_top_of_the_choice():
    open_family(OTHER)
    window.act("win.join")
    window.find("list", "Waarschijnlijk hetzelfde gezin")
    row = window.find("list item", re.compile("^" + FAMILY + ", .*(Noor|lijk)"))
    shoot("join-choose")
    row.click()
    window.find("label", re.compile("worden één dossier"))


@plan.step
def joining_with_a_person_ticked_gives_one_line_and_one_person():
    check = window.find("check box", re.compile("Noor"))
    assert "checked" not in check.states
    check.click()
    window.wait(lambda: "checked" in window.find("check box", re.compile("Noor")).states, "a tick")
    shoot("join-preview")
    window.find("button", "Samenvoegen").press()
    window.find("label", re.compile("^Samengevoegd"))
    wait_for_lines(2)
    shoot("joined")


@plan.step
def what_differs_is_shown_as_two_versions():
    assert n_people() == FAMILY_SIZE, n_people()
    window.act("win.enter")
    window.find("list item", re.compile("^Twee versies, [0-9]+"))
    window.act("win.section", GLib.Variant("s", "versions"))
    window.find("label", "Noor Zoë")
    window.find("label", "Noor")
    shoot("versions")
    window.act("win.leave")


@plan.step
def one_undo_takes_joining_and_linking_back():
    window.act("win.undo")
    window.find("label", re.compile("^Ongedaan gemaakt"))
    wait_for_lines(3)


@plan.step
def joining_without_a_tick_leaves_the_person_twice():
    open_family(OTHER)
    window.act("win.join")
    window.find("list item", re.compile("^" + FAMILY + ", .*(Noor|lijk)")).click()
    window.find("label", re.compile("worden één dossier"))
    window.find("button", "Samenvoegen").press()
    window.find("label", re.compile("^Samengevoegd"))
    wait_for_lines(2)
    window.act("win.show-kind", GLib.Variant("s", "person"))
    window.wait(lambda: len(rows("^Noor")) == 2, "Noor twice")


@plan.step
def a_person_is_linked_from_the_form_and_that_is_undone():
    window.find("list item", re.compile("^Noor( Timmer)?, ")).click()
    window.find("text", "Voornamen")
    window.act("win.same")
    window.find("list", "Waarschijnlijk dezelfde")
    shoot("same")
    next(n for n in window.all("button", "Dezelfde") if "Noor Zoë" in n.description).press()
    window.find("label", re.compile("^Gekoppeld"))
    window.act("win.close-record")
    window.wait(lambda: n_people() == FAMILY_SIZE, "each person once")
    window.act("win.undo")
    window.find("label", re.compile("^Ongedaan gemaakt"))
    window.wait(lambda: n_people() == FAMILY_SIZE + 1, "Noor twice again")


@plan.step
def a_link_is_taken_out_again_in_the_same_place():
    for name, said in (("Dezelfde", "^Gekoppeld"), ("Toch niet dezelfde", "^Ze tellen weer als twee")):
        window.act("win.show-kind", GLib.Variant("s", "person"))
        window.find("list item", re.compile("^Noor( Timmer)?, ")).click()
        window.find("text", "Voornamen")
        window.act("win.same")
        window.wait(lambda: [n for n in window.all("button", name) if "Noor Zoë" in n.description],
                    f"the button {name}")[0].press()
        window.find("label", re.compile(said))
        window.act("win.close-record")
        window.settle()


@plan.step
def parting_gives_two_lines_again():
    window.act("win.join")
    window.find("list", "Al samengevoegd")
    shoot("part")
    window.find("button", "Uit elkaar halen").press()
    window.find("label", re.compile("^Uit elkaar gehaald"))
    wait_for_lines(3)


@plan.step
def splitting_asks_who_and_for_a_name():
    open_family(FAMILY)
    window.act("win.split")
    window.find("text", "Naam van het nieuwe dossier").click()
    window.type("Huishouden Timmer")
    assert "sensitive" not in window.find("button", "Bekijk wat er meegaat").states
    window.find("check box", re.compile("^Mark|^Leila|^Lina")).click()
    window.wait(lambda: "sensitive" in window.find("button", "Bekijk wat er meegaat").states,
                "the button")
    shoot("split-choose")


@plan.step
def the_preview_tells_what_goes_stays_and_is_asked_anew():
    window.find("button", "Bekijk wat er meegaat").press()
    window.find("label", re.compile("krijgt een eigen dossier"))
    window.find("list", "Gaat naar het nieuwe dossier")
    shoot("split-preview")
    window.find("label", re.compile("^Staat straks in beide dossiers"))
    window.find("button", "Opnieuw kiezen")
    wait_for_lines(3)


@plan.step
def splitting_makes_the_new_dossier_and_takes_the_person_out_here():
    window.find("button", "Splitsen").press()
    window.find("label", re.compile("^Gesplitst"))
    wait_for_lines(4)
    shoot("split")


@plan.step
def everybody_ticked_is_refused_in_words_in_the_dialog():
    open_family(OTHER)
    window.act("win.split")
    window.find("text", "Naam van het nieuwe dossier").click()
    window.type("Iedereen")
    window.find("check box", re.compile("^Noor")).click()
    window.find("button", "Bekijk wat er meegaat").press()
    window.find("label", re.compile("blijft|iedereen|niemand", re.I))
    shoot("split-refused")
    window.key("Escape")


@plan.step
def who_is_found_by_sound_has_a_full_name_a_birth_date_and_a_dossier():
    window.key("ctrl+f")
    window.type("hadat")
    row = window.find("list item", re.compile("^Samira Haddad, 17 .*klinkt zo"))
    assert "17 mei 1988" in row.name and FAMILY in row.name, row.name
    shoot("found")
    window.key("Down")
    window.settle(2.5)  # until the search counts as settled
    assert window.focused().role == "list item", window.focused()
    window.key("ctrl+f", "ctrl+a", "BackSpace")


@plan.step
def who_is_found_by_name_has_a_full_name_too():
    window.key("ctrl+f")
    window.type("zoë")
    window.find("list item", re.compile("^Noor Zoë Timmer, 4 dec 2014, " + FAMILY))
    window.key("ctrl+a", "BackSpace")


@plan.step
def gtk_had_nothing_to_complain_about():
    said = robot.complaints()
    assert not said, "\n".join(said)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
