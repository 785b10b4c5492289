#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""With the made-up language in which every marked sentence stands between ⟦ and ⟧, nothing else is on screen.

What may stand without: what people typed, codes of the reference data, names, numbers and dates.

usage: test_pseudo.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import sys
import tempfile

from gi.repository import GLib

import tap
from robot import CLASS_NAME, Window

PROGRAM, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
tap.run_program(MAKE_STORE, STORE, PASSPHRASE, os.path.join(SAMPLES, "timmer-haddad.xml"))
# The window buttons and menus of GTK itself, which come in English in a language that it does not know.
OF_GTK = {"Close", "Minimize", "Maximize", "Menu", "Popup", "Alt", "Ctrl", "Escape", "Return", "Shift",
          "No Results Found", "Search Results", "Shortcuts", "Try a different search"}


def data_words():
    """Every word of the sample and of the labels of the reference data."""
    words = set()
    for where in (SAMPLES, os.path.join(SAMPLES, "..", "reference")):
        for name in os.listdir(where):
            if name.endswith(".xml"):
                with open(os.path.join(where, name), encoding="utf-8") as stream:
                    text = stream.read().replace("&amp;", "&").replace("&lt;", "<")
                    words |= set(re.findall(r"[^\W\d_]+", text.casefold()))
    return words | set("yasmina benali hans dekker lokaal team meerdorp gezinsdossier md min".split())


KNOWN = data_words()
MONTHS = re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b")


def unmarked(window):
    found = set()
    for node in window.tree().walk():
        name = node.name.strip()
        if not name or CLASS_NAME.match(name) or name in OF_GTK or node.role == "application":
            continue
        left = MONTHS.sub("", re.sub(r"⟦[^⟦⟧]*⟧", "", name))
        left = re.sub(r"\w+…", "", left)  # a word that was cut
        # A bracket without its partner: the sentence was cut to fit, or holds data within.
        left = re.sub(r"^[^⟦]*⟧|⟦.*$", "", left)
        words = [word for word in re.findall(r"[^\W\d_]{2,}", left.casefold())
                 if word not in KNOWN]
        if words:
            found.add(f"{node.role}: {name!r}: {', '.join(words)}")
    return found


def expect_marked(window):
    found = sorted(unmarked(window))
    assert not found, "\n".join(found[:8])


window = Window(PROGRAM, "--store", STORE, environment={"LANGUAGE": "xx"})
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-pseudo-{name}.png")))


@plan.step
def pseudo_language_is_used():
    window.find("button", re.compile("^⟦[^⟧]*passphrase[^⟧]*⟧$"))


@plan.step
def unlock_page_is_marked():
    expect_marked(window)


@plan.step
def list_and_overview_are_marked():
    window.find("password text", re.compile("^⟦.*⟧$")).click()
    window.type(PASSPHRASE)
    window.key("Return")
    window.find("list item", re.compile("Timmer")).click()
    window.find("button", re.compile("^Samira"))
    expect_marked(window)


def check(name, action, parameter):
    def step():
        window.act(action, GLib.Variant("s", parameter) if parameter else None)
        window.settle(0.8)
        expect_marked(window)
    step.__name__ = name
    plan.step(step)


check("data_is_marked", "win.section", "data")
check("journal_is_marked", "win.section", "journal")
check("conference_is_marked", "win.section", "conference")
check("review_is_marked", "win.section", "review")
check("versions_are_marked", "win.section", "versions")
check("history_is_marked", "win.section", "history")
check("deadlines_are_marked", "win.deadlines", None)
check("figures_are_marked", "win.monitor", None)
check("backups_are_marked", "win.backups", None)
check("what_was_kept_long_enough_is_marked", "win.retention", None)
check("who_saw_this_is_marked", "win.who-saw", None)
check("pages_are_marked", "win.enter", None)
check("form_of_a_document_is_marked", "win.new-record", "document")
check("form_of_a_person_is_marked", "win.new-record", "person")
check("form_of_a_contact_is_marked", "win.note", None)
check("shortcuts_are_marked", "win.show-help-overlay", None)

status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
