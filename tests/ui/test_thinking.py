#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What follows from dossiers, in the window: what is due over all of them, and a team lead who looks.

First in the window of who works for the family, then in that of the lead: between them goes one file,
which the send dialog makes.

usage: test_thinking.py PROGRAM GEZIN SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import sys
import tempfile

from gi.repository import GLib

import robot
import tap
from robot import Window
from shell import Store

PROGRAM, GEZIN, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
TEAM, LEAD, FAMILY = "Lokaal team Meerdorp", "Ingrid Kuipers", "Gezin Kwartelstaart"
BEFORE, AFTER = "Rust in huis", "Rust in huis en op school"
ASK, SEND = "Vragen om na te kijken…", "Naar de teamleider sturen…"
LOOK, READ, SIGN = "Kijk wat er meegaat", "Ik heb gelezen wat meegaat", "Onderteken en versleutel"
FIELD = "Wat het gezin wil bereiken"
LATE = re.compile(" te laat, ")
ROW = re.compile("^(Maan|Dins|Woens|Donder|Vrij|Zater|Zon)dag ")
folder = tempfile.TemporaryDirectory()
os.makedirs(PICTURES, exist_ok=True)


def make(name, owner, role):
    store = Store(GEZIN, os.path.join(folder.name, name), PASSPHRASE)
    store.run("init", "--name", owner, "--organisation", TEAM, "--role", role, "--kdf-memory",
              "64MiB")
    store.hold()
    return store, store.json("card", "-o", store.folder + ".card")["fingerprint"]


here, here_card = make("here", "Yasmina Benali", "consultant")
there, there_card = make("there", LEAD, "lead")
here.json("peer", "add", there.folder + ".card")
here.json("peer", "trust", there_card, "--role", "lead")
there.json("peer", "add", here.folder + ".card")
there.json("peer", "trust", here_card)
here.run("load", os.path.join(SAMPLES, "timmer-haddad.xml"))
dossier = here.json("new", "--name", FAMILY)["dossier"]
here.json("set", dossier, dossier, "reference=KW-1")
person = here.json("add", dossier, "person", "given-names=Xanthippe", "birth-date=2014-05-01")["record"]
goal = here.json("add", dossier, "goal", f"text={BEFORE}", f"about={person}")["record"]
here.json("add", dossier, "agreement", "text=Oma belt op zondag", f"by={person}", "due=2026-01-04")
due = here.json("deadlines")
here.release()
window = Window(PROGRAM, "--store", here.folder)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-thinking-{name}.png")))


def rows(pattern=ROW):
    return [n.name for n in window.all("list item", pattern)]


def pill(name):
    return window.find(None, re.compile(f"^{name} [0-9]+$"))


def shoot(name):
    window.picture(os.path.join(PICTURES, f"thinking-{name}.png"))


def section(name):
    window.act("win.section", GLib.Variant("s", name))


def unnamed():
    """What can have the focus and has no name. GTK leaves some inside its own widgets without one."""
    return [n for n in window.tree().walk()
            if "focusable" in n.states and n.role in ("button", "toggle button", "check box", "text",
                                                      "list item") and n.is_shown()
            and n.is_unnamed() and n.parent.role != "combo box"]


def expect_named():
    found = unnamed()
    assert not found, [(n, n.parent) for n in found]


def say(button, text, go):
    """Presses @button, types @text in the dialog that it opens, and presses @go there."""
    window.find("button", button, 15).press()
    window.settle(0.5)
    window.find("button", go)
    window.settle(0.4)
    window.type(text)
    window.wait(lambda: "sensitive" in window.find("button", go).states, "words that were typed")
    window.find("button", go).press()
    window.settle(0.5)


def open_family():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile(f"^{FAMILY}, "), 20).click()
    window.find("button", re.compile("^Snelle notitie"), 20)


# What is due.


@plan.step
def all_that_is_due_stands_in_one_list_with_what_is_overdue_first():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile(f"^{FAMILY}, "), 20)
    window.act("win.deadlines")
    window.find("button", "Bewaren voor uw agenda…", 20)
    assert pill("Alle").name == f"Alle {len(due)}", (pill("Alle"), len(due))
    late = sum(1 for one in due if one["overdue"])
    assert pill("Te laat").name == f"Te laat {late}" and late > 1, (pill("Te laat"), late)
    shown = rows()
    assert shown and LATE.search(shown[0]), shown
    for name, one in zip(shown, due):
        assert one["reference"] in name, (name, one)
    expect_named()
    shoot("deadlines")


@plan.step
def a_filter_leaves_what_it_says():
    pill("Te laat").press()
    window.wait(lambda: (now := rows()) and all(LATE.search(name) for name in now),
                "only what is late")
    assert [n for n in rows() if "Dit was afgesproken: Oma belt op zondag" in n and FAMILY in n], rows()
    pill("Komende 7 dagen").press()
    window.wait(lambda: (now := rows()) and not any(LATE.search(name) for name in now),
                "nothing that is late")
    pill("Te laat").press()
    window.wait(lambda: (now := rows()) and LATE.search(now[0]), "what is late")


@plan.step
def for_a_calendar_goes_what_is_shown_and_no_name():
    path = os.path.join(folder.name, "werk.ics")
    window.find("button", "Bewaren voor uw agenda…").press()
    window.pick(path, True)
    window.find("label", re.compile("termijnen bewaard voor uw agenda"), 20)
    with open(path, encoding="utf-8") as stream:
        text = stream.read().replace("\r\n ", "")
    assert text.startswith("BEGIN:VCALENDAR"), text[:80]
    assert text.count("BEGIN:VEVENT") == sum(1 for one in due if one["overdue"]), text.count("BEGIN")
    assert "KW-1" in text
    for name in ("Kwartelstaart", "Xanthippe", "Oma belt", "Timmer", "Samira", "Noor"):
        assert name not in text, name


@plan.step
def a_line_goes_to_its_dossier_and_its_record():
    name = next(n for n in window.all("list item", ROW) if "Oma belt op zondag" in n.name)
    name.click()
    window.find("button", re.compile("^Snelle notitie"), 20)
    window.find("label", FAMILY)
    window.find("button", "Klaar", 20)
    window.act("win.close-record")


@plan.step
def the_overview_tells_what_is_due_in_one_dossier():
    section("overview")
    window.find("list item", re.compile("Oma belt op zondag\\.?, 4 jan 2026, .* te laat$"), 15)
    shoot("overview")


# In the window of who works for the family.


@plan.step
def a_review_is_asked_with_words():
    section("review")
    window.find("label", "Op dit dossier is nog geen akkoord gegeven", 15)
    assert not list(window.all("button", re.compile("^Akkoord"))), "a consultant can approve"
    expect_named()
    say(ASK, "Klopt het doel?", "Vragen")
    window.find("list item", re.compile("^Yasmina Benali vroeg om na te kijken, Gevraagd\nKlopt"), 15)
    shoot("review-asked")


@plan.step
def the_own_lead_is_offered_for_that_alone():
    window.find("button", SEND).press()
    window.find("button", LOOK, 20)
    window.find("list item", re.compile(f"^{LEAD}, Teamleider van uw eigen team"))
    boxes = [n for n in window.all("radio button") if "checked" in n.states] or \
        [n for n in window.all("check box") if "checked" in n.states]
    assert len(boxes) == 2, boxes
    able = [n.name for n in window.all("list item") if n.parent.name == "Waarvoor"]
    assert able == ["Beoordelen door teamleider of collega"], able
    shoot("send-lead")


@plan.step
def and_gets_it_signed_and_encrypted():
    window.find("button", LOOK).press()
    window.find("list", "Dit gaat mee", 30)
    window.find("check box", READ).click()
    window.wait(lambda: "sensitive" in window.find("button", SIGN).states, "a button to press")
    window.find("button", SIGN).press()
    window.find("label", re.compile(f"^Stap 3 van 3: Pakket [0-9a-f]{{8}} voor {LEAD} is klaar"), 40)
    window.find("button", "Klaar").press()
    window.gone("button", "Klaar")


# In the window of the lead.


@plan.step
def at_the_lead_it_is_approved_or_remarked_on():
    global window
    window.close()
    box = os.path.join(here.folder, "outbox")
    made = [name for name in os.listdir(box) if name.endswith(".gezin")]
    assert len(made) == 1, made
    there.json("import", os.path.join(box, made[0]))
    there.json("add", dossier, "statement", "text=zelf gezien", f"about={person}")
    there.release()
    window = Window(PROGRAM, "--store", there.folder)
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile(f"^{FAMILY}, "), 20)
    queue = window.find(None, "Nakijken 1", 20)
    queue.press()
    window.settle(0.4)
    waiting = window.find("list item", re.compile(
        f"^{FAMILY}, Yasmina Benali · vandaag, [0-9]+ veranderd$"), 20)
    shoot("queue")
    waiting.click()
    window.find("button", "Akkoord…", 20)
    window.find("list item", re.compile("vroeg om na te kijken, Gevraagd\nKlopt het doel"))
    assert not list(window.all("button", ASK)), "a lead asks a lead"
    expect_named()
    window.act("win.deadlines")
    pill("Nakijken").press()
    window.settle(0.4)
    window.find("list item", re.compile("Er is gevraagd om mee te kijken.*Kwartelstaart")).click()
    window.find("button", "Akkoord…", 20)
    shoot("lead")


def in_card(title, role, name):
    """A control of the card of one record."""
    def find():
        for node in window.all(role, name, shown=False):
            if node.description == title or title in node.name:
                return node
        return None
    return window.wait(find, f"{role} {name!r} of {title!r}", 15)


@plan.step
def nobody_approves_their_own_work():
    say("Akkoord…", "", "Akkoord geven")
    window.find("label", re.compile("^U hebt hier zelf iets van geschreven"), 20)
    shoot("own-work")
    window.key("Escape")
    window.gone("button", "Akkoord geven")


@plan.step
def a_remark_stands_under_its_field():
    in_card("Xanthippe", "button", re.compile("^Openen: "))
    remark = window.wait(lambda: next(window.all("button", f"Opmerking bij: {FIELD}", shown=False), None),
                         "a button to remark on the goal", 15)
    remark.press()
    window.settle(0.5)
    window.find("text", "Uw opmerking", 15)
    window.type("Wie wil dit?")
    window.wait(lambda: "sensitive" in window.find("button", "Opmerking plaatsen").states, "words")
    window.find("button", "Opmerking plaatsen").press()
    window.wait(lambda: next(window.all("label", "Wie wil dit?", shown=False), None),
                "the remark on its page", 15)


@plan.step
def one_part_alone_can_be_approved():
    window.gone("button", "Opmerking plaatsen", 15)
    in_card(BEFORE, "button", "Alleen op dit onderdeel akkoord geven…").press()
    window.settle(0.6)
    window.find("button", "Akkoord geven").press()
    window.find("label", "Op een deel van dit dossier is akkoord gegeven", 20)
    window.find("list item", re.compile(f"^Akkoord van {LEAD}, .* · {BEFORE} · [0-9]+ veld"), 20)


@plan.step
def what_is_written_later_stands_out_and_the_rest_stays_approved():
    window.act("win.open-record", GLib.Variant("s", goal))
    window.find("text", FIELD, 15).click()
    window.key("ctrl+a")
    window.type(AFTER)
    window.find("label", re.compile("^Bewaard"), 15)
    window.key("ctrl+Return")
    window.find("label", f"Stond er: {BEFORE}. Staat er nu: {AFTER}", 20)
    window.find("button", "Volgende verandering").press()
    window.find("label", re.compile("^1 van [0-9]+$"))
    assert any("gewijzigd" in n.name or "veranderd" in n.name for n in window.tree().walk()
               if "focused" in n.states), window.focused()
    shoot("changed")


@plan.step
def what_stayed_the_same_is_shown_when_asked_for():
    assert not list(window.all("label", "niet veranderd", shown=False)), "shown unasked"
    next(n for n in window.all(None, "Toon ook wat gelijk bleef") if n.role != "label").click()
    window.wait(lambda: next(window.all("label", "niet veranderd", shown=False), None),
                "what is as it was approved", 15)
    window.find("label", f"Stond er: {BEFORE}. Staat er nu: {AFTER}")
    shoot("all")


@plan.step
def it_goes_back_to_who_asked():
    window.find("button", "Terugsturen…").press()
    window.find("button", LOOK, 20)
    window.find("list item", re.compile("^Yasmina Benali, Van uw eigen team, vroeg u"))
    assert "sensitive" in window.find("button", LOOK).states, "nobody is chosen"
    window.key("Escape")
    window.gone("button", LOOK)


def too_wide(end):
    return [n for n in window.all("label") if n.box()[0] + n.box()[2] > end
            and not any(a.role in ("toggle button", "button") for a in n.above())]


@plan.step
def everything_fits_360_pixels():
    window.act("win.close-record")
    window.resize(360, 720)
    window.settle(0.8)
    for name, run in (("review", lambda: section("review")),
                      ("deadlines", lambda: window.act("win.deadlines"))):
        run()
        window.settle(1)
        width = window.find("frame").box()[2]
        assert width <= 362, (name, width)
        window.wait(lambda end=width + 1: not too_wide(end), f"a {name} that fits")
        shoot("narrow-" + name)


@plan.step
def gtk_has_nothing_to_complain_about():
    window.close()
    assert not robot.complaints(), robot.complaints()


status = plan.finish()
folder.cleanup()
sys.exit(status)
