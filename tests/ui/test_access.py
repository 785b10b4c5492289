#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Every control of the window has a name, on every page, and Tab stops only at things that say what they are.

usage: test_access.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
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
INTERACTIVE = {"button", "toggle button", "check box", "radio button", "combo box", "text", "entry",
               "password text", "spin button", "slider", "link", "menu item", "list item", "frame",
               "dialog"}
MAX_TABS = 60
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE, os.path.join(SAMPLES, "timmer-haddad.xml"))


def is_of_the_toolkit(node):
    """What GTK leaves unnamed inside its own widgets, where a program cannot reach it."""
    above = {n.role for n in list(node.above())[:6]}
    if node.role == "button" and node.name == "GtkToggleButton" and "combo box" in above:
        return True
    return node.role in ("button", "image") and any(role in above for role in ("password text",))


def unnamed(window):
    """The controls without a name: what a screen reader would have to call 'button'."""
    found = []
    for node in window.tree().walk():
        if node.role not in INTERACTIVE or not node.is_unnamed() or not node.is_shown():
            continue
        if node.role == "button" and "Action" in node.interfaces \
                and not node.property("Action", "NActions"):
            continue  # the shell of a menu button; the button inside counts
        if not is_of_the_toolkit(node):
            found.append(f"{node} in {' < '.join(repr(n) for n in list(node.above())[:4])}")
    return found


def tab_round(window):
    """Where Tab goes, until it comes round."""
    stops, first = [], None
    for _ in range(MAX_TABS):
        window.key("Tab")
        window.settle(0.06)
        stop = window.focused()
        if stop is not None and first is not None and stop.ref == first:
            break
        first = first or (stop.ref if stop is not None else None)
        stops.append(stop)
    return stops


def expect_named(window):
    found = unnamed(window)
    assert not found, "\n".join(found[:6])


window = Window(PROGRAM, "--store", STORE)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-{name}.png")))


@plan.step
def unlock_page_is_named():
    window.find("text", "Wachtwoordzin")
    expect_named(window)


@plan.step
def recovery_key_is_named():
    window.find("button", "Ik ben mijn wachtwoordzin kwijt").press()
    window.find("text", "Herstelsleutel")
    expect_named(window)
    window.find("button", "Ik weet mijn wachtwoordzin wel").press()


@plan.step
def overview_is_named():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("Timmer")).click()
    window.find("button", re.compile("^Samira"))
    expect_named(window)


@plan.step
def tab_on_the_overview_stops_at_named_things_and_comes_round():
    stops = tab_round(window)
    wrong = [str(stop) for stop in stops if stop is None or stop.is_unnamed()]
    assert not wrong, "\n".join(wrong)
    assert 8 <= len(stops) < MAX_TABS, f"{len(stops)} stops"
    rows = [stop for stop in stops if stop.role == "list item"]
    assert len(rows) <= 6, f"{len(rows)} rows are stops: a list is one"


def check_section(name):
    def step():
        window.act("win.section", GLib.Variant("s", name))
        window.settle(0.8)
        expect_named(window)
    step.__name__ = f"{name}_is_named"
    plan.step(step)


for section in ("data", "analysis", "steps", "journal", "conference", "consent", "ledger",
                "review", "versions", "history"):
    check_section(section)


def check_page(name):
    def step():
        window.act("win." + name)
        window.settle(0.8)
        expect_named(window)
        window.act("win.close-page")
    step.__name__ = f"page_{name.replace('-', '_')}_is_named"
    plan.step(step)


for page in ("deadlines", "monitor", "backups", "who-saw", "retention", "duplicates", "cards",
             "mailbox", "ledger"):
    check_page(page)


@plan.step
def new_dossier_is_named():
    window.act("win.new-dossier")
    window.find("text", "Naam van het gezin").click()
    window.type("timmer")
    window.find("button", "Toch een nieuw dossier maken")
    expect_named(window)
    window.key("Escape")
    window.gone("text", "Naam van het gezin")


def close_of(claim):
    """The button that closes it: the window has one of that name too."""
    told = window.find("label", claim)
    toast = next(n for n in told.above() if any(part.role == "button" for part in n.walk()))
    return next(part for part in toast.walk() if part.name == "Sluiten")


def check_toast(claim, can_undo):
    def step():
        window.act("win.say", GLib.Variant("(sb)", (claim, can_undo)))
        window.find("label", claim)
        expect_named(window)
        window.resize(360, 640)
        window.wait(lambda: close_of(claim).top().box()[2] <= 360, "a narrow window")
        window.settle()
        x, _, wide, _ = close_of(claim).box()
        assert x + wide <= close_of(claim).top().box()[2], "it goes over the edge"
        close_of(claim).press()
        window.gone("label", claim)
        window.resize(1280, 800)
        window.settle()
    step.__name__ = "what_is_told_in_passing_is_named_and_fits" + ("_with_undo" if can_undo else "")
    plan.step(step)


check_toast("Pakket 0ba03a2d voor Hans Dekker is klaar", False)
check_toast("Pakket 0ba03a2d voor Hans Dekker is weg", True)


@plan.step
def pages_at_the_side_are_named():
    window.act("win.enter")
    window.find("list item", "Twee versies, 1")
    expect_named(window)


def check_form(kind):
    def step():
        window.act("win.new-record", GLib.Variant("s", kind))
        window.find("button", "Sluiten")
        window.find("button", "Klaar")
        expect_named(window)
        window.act("win.close-record")
        window.settle(0.2)
    step.__name__ = f"form_of_{kind.replace('-', '_')}_is_named"
    plan.step(step)


for one in ("person", "document", "contact", "factor", "consent", "goal", "assessment"):
    check_form(one)


@plan.step
def tab_in_a_form_stops_at_named_things():
    window.act("win.new-record", GLib.Variant("s", "goal"))
    window.find("button", "Klaar")
    wrong = [str(stop) for stop in tab_round(window) if stop is None or stop.is_unnamed()]
    assert not wrong, "\n".join(wrong)
    window.act("win.close-record")


@plan.step
def shortcuts_and_about_open_and_close():
    window.key("ctrl+question")
    window.find("label", "Snelle notitie")
    window.key("Escape")
    window.act("app.about")
    window.find("label", "Gezinsdossier")
    window.key("Escape")


@plan.step
def gtk_had_nothing_to_complain_about():
    said = robot.complaints()
    assert not said, "\n".join(said)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
