#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What must be gone: erasing in the window, by real keys and clicks.

A record, all about a person, a whole dossier; a request of the family that is refused and one that is
granted in part. Afterwards a shell looks whether the store has it that way too.

usage: test_keeper.py PROGRAM GEZIN SAMPLES PICTURES     (under desktop.sh)
"""
import json
import os
import re
import sys
import tempfile

from gi.repository import GLib

import tap
from question import Question
from robot import Window
from shell import Store

PROGRAM, GEZIN, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY, OTHER = "Gezin Kwartelstaart", "Gezin Timmer – Haddad"
SECRET, ALONE, BOTH = "geheime uitslag", "slaapt slecht", "ruzie om de auto"
HERS = "wil liever verhuizen"
WHY = "Wat hier staat gaat ook over de vader."
folder = tempfile.TemporaryDirectory()
os.makedirs(PICTURES, exist_ok=True)
store = Store(GEZIN, os.path.join(folder.name, "store"), PASSPHRASE)
store.make("Yasmina Benali")
store.hold()
store.run("load", os.path.join(SAMPLES, "timmer-haddad.xml"))
dossier = store.json("new", "--name", FAMILY)["dossier"]


def add(kind, *fields):
    return store.json("add", dossier, kind, *fields)["record"]


child = add("person", "given-names=Xanthippe", "birth-date=2014-05-01")
father = add("person", "given-names=Muizengat", "birth-date=1980-01-02")
secret = add("statement", f"text={SECRET}", f"about={child}")
alone = add("statement", f"text={ALONE}", f"about={child}")
both = add("statement", f"text={BOTH}", f"about={child},{father}")
first = add("response", f"person={father}", "kind=erasure", "text=alles over mij moet weg",
            "received=2026-11-01")
mother = add("person", "given-names=Wubbina", "birth-date=1982-03-04")
hers = add("statement", f"text={HERS}", f"about={mother}")
second = add("response", f"person={mother}", "kind=erasure", "text=wis wat over mij gaat",
             "received=2026-11-02")
store.release()
window = Window(PROGRAM, "--store", store.folder)
question = Question(window)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-keeper-{name}.png")))


def open_kind(kind, title):
    window.act("win.show-kind", GLib.Variant("s", kind))
    window.find("list item", re.compile(title)).click()
    window.find("button", "Klaar")


def open_request(who):
    window.act("win.show-kind", GLib.Variant("s", "response"))
    window.find("list item", re.compile("gegevens laten vernietigen"))
    names = [n.name for n in window.all("list item", re.compile("gegevens laten vernietigen"))]
    assert [n for n in names if who in n], names
    open_kind("response", who)


@plan.step
def the_menu_of_a_record_asks_before_it_erases():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Snelle notitie"))
    open_kind("statement", SECRET)
    window.find(None, "Meer").click()
    window.find("menu item", "Voorgoed wissen…").press()
    window.find("label", "Dit gaat voorgoed weg: 1 gegeven")
    window.find("list item", re.compile(f"^Uitspraak, 1, {SECRET}"))
    assert not question.can_go()


@plan.step
def neither_a_reason_alone_nor_enter_nor_another_word_erases():
    question.reach(None, "had niet vastgelegd mogen worden").press()
    window.settle()
    assert not question.can_go()
    question.type_word("wis")
    window.key("Return")
    window.settle()
    assert not question.can_go()
    question.type_word("Wissen ")
    window.settle()
    assert question.can_go()
    window.key("Return")
    window.settle(0.8)
    assert question.can_go(), "Enter pressed it"
    window.picture(os.path.join(PICTURES, "light-erase-record.png"))


@plan.step
def escape_leaves_it_as_it_was():
    window.key("Escape")
    window.gone("button", "Voorgoed wissen")
    window.find("list item", re.compile(SECRET))


@plan.step
def a_record_that_is_erased_leaves_list_form_and_draft():
    window.find("text", re.compile("^Wat is gezien")).click()
    window.key("ctrl+End")
    window.type(" en nog iets")
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.erase-record")
    window.find("label", "Dit gaat voorgoed weg: 1 gegeven")
    question.reach(None, "had niet vastgelegd mogen worden").press()
    question.type_word()
    question.press()
    window.find("label", "Voorgoed gewist: 1 gegeven", 20)
    window.gone("button", "Klaar")
    window.gone("list item", re.compile(SECRET))
    window.find("list item", re.compile(ALONE))
    assert not [n for n in window.tree().walk() if SECRET in n.name]


@plan.step
def a_request_is_refused_only_with_a_reason():
    open_request("Muizengat")
    window.act("win.erase-record")
    window.find("label", "Wat is het antwoord?")
    window.find("label", re.compile("^Dit gaat voorgoed weg"))
    window.find(None, "Nee, het wordt geweigerd").press()
    window.gone("label", re.compile("^Dit gaat voorgoed weg"))
    assert not question.can_go() and question.button().name == "Verzoek weigeren"
    question.reach("text", "Waarom niet?").click()
    window.type(WHY)
    window.find(None, "Xanthippe").press()
    window.settle()
    window.picture(os.path.join(PICTURES, "light-erase-refuse.png"))
    assert question.can_go()
    question.press()
    window.find("label", "Het verzoek is beantwoord. Er is niets gewist.", 20)
    window.act("win.close-record")
    window.act("win.show-kind", GLib.Variant("s", "statement"))
    window.find("list item", re.compile(BOTH))


@plan.step
def a_request_that_is_granted_erases_what_was_asked_and_is_answered():
    open_request("Wubbina")
    window.act("win.erase-record")
    window.find("label", "Wat is het antwoord?")
    window.find("label", re.compile("^Dit gaat voorgoed weg"))
    question.type_word()
    window.wait(question.can_go, "the button after the word")
    window.picture(os.path.join(PICTURES, "light-erase-grant.png"))
    question.press()
    window.find("label", re.compile("^Voorgoed gewist"), 20)
    window.act("win.show-kind", GLib.Variant("s", "statement"))
    window.find("list item", re.compile(BOTH))
    window.gone("list item", re.compile(HERS))


@plan.step
def all_about_a_person_shows_what_stays_and_why():
    open_kind("person", "Xanthippe")
    window.act("win.erase-record")
    window.find("label", "Dit gaat voorgoed weg: 1 gegeven")
    window.find(None, "Alles wat alleen over deze persoon gaat").press()
    window.find("label", "Dit gaat voorgoed weg: 2 gegevens")
    window.find("list item", "Het gaat ook over iemand anders., 1")
    question.reach("list item", re.compile(f"^{BOTH}, Uitspraak"))
    window.picture(os.path.join(PICTURES, "light-erase-person.png"))
    question.reach(None, "de bewaartermijn is voorbij").press()
    question.type_word()
    question.press()
    window.find("label", re.compile("^De tijd dat dit bewaard moet blijven"))
    question.reach(None, "op verzoek van de betrokkene").press()
    window.wait(question.can_go, "the button after another reason")
    question.press()
    window.find("label", "Voorgoed gewist: 2 gegevens", 20)
    window.act("win.show-kind", GLib.Variant("s", "statement"))
    window.find("list item", re.compile(BOTH))
    window.gone("list item", re.compile(ALONE))


@plan.step
def the_menu_erases_a_whole_dossier_and_its_page_is_left():
    window.act("win.erase-dossier")
    window.find("label", "Wat moet er gewist worden?")
    assert not list(window.all("label", re.compile("^Dit gaat voorgoed weg")))
    window.find(None, "Het hele dossier").press()
    window.find("label", re.compile("^Dit gaat voorgoed weg: [0-9]+ gegevens"))
    question.reach(None, "de rechter heeft het bepaald").press()
    question.type_word()
    window.picture(os.path.join(PICTURES, "light-erase-dossier.png"))
    question.press()
    window.find("label", "Het dossier is voorgoed gewist", 20)
    window.find("label", "Kies een dossier")
    window.gone("list item", re.compile("^" + FAMILY))
    window.find("list item", re.compile("^" + OTHER))
    assert not [n for n in window.tree().walk() if "Kwartelstaart" in n.name or BOTH in n.name]


@plan.step
def another_dossier_opens_as_before():
    window.find("list item", re.compile("^" + OTHER)).click()
    window.find("button", re.compile("^Samira, [0-9]+ jaar, moeder"))
    window.act("win.erase-dossier")
    window.find("label", "Wat moet er gewist worden?")
    window.key("Escape")
    window.gone("button", "Voorgoed wissen")


@plan.step
def locking_while_it_asks_takes_the_question_off_the_screen():
    window.act("win.erase-dossier")
    window.find(None, "Alles over Samira")
    window.act("win.lock")
    window.find("text", "Wachtwoordzin")
    assert not [n for n in window.tree().walk() if "Samira" in n.name]


@plan.step
def the_store_has_it_that_way_too():
    window.act("app.quit")
    window.process.wait(20)
    register = store.json("erasures")
    assert {e["record"] for e in register if e["record"]} == {secret, alone, child, hers, mother}, \
        register
    assert {e["record"] for e in register if e["request"] == second} == {hers, mother}, register
    assert [e["dossier"] for e in register if not e["record"]] == [dossier], register
    assert {e["reason"] for e in register} == {"not-allowed", "request", "court-order"}, register
    log = [e for e in store.json("audit") if e["action"] == "refuse-erasure"]
    assert len(log) == 1 and first in log[0]["subject"] and child in log[0]["subject"], log
    assert [d["name"] for d in store.json("list")] == [OTHER]
    assert WHY not in json.dumps(register)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
