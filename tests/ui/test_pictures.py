#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the window in Dutch: light, dark, high contrast, 400 pixels wide, and with text twice as large.

Each picture must be there, show something, and be as wide as was asked: a window that cannot become
narrow enough fails here.

usage: test_pictures.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import subprocess
import sys
import tempfile

from gi.repository import GLib

import robot
import tap
from robot import Window

PROGRAM, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE,
                *[os.path.join(SAMPLES, name + ".xml") for name in
                  ("brandsma-van-der-linde", "peters-de-bruin", "timmer-haddad")])
window = None
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-picture-{name}.png")))
EDGE = 2 * 32  # what GTK may draw around a window without a compositor


def expect_picture(name, width=None):
    path = os.path.join(PICTURES, name + ".png")
    window.shot(path)
    said = subprocess.run(["identify", "-format", "%w %k", path], check=True, capture_output=True,
                          text=True).stdout.split()
    assert int(said[1]) >= 32, f"{name}: {said[1]} colours"
    if width is not None:
        assert int(said[0]) <= width + EDGE, f"{name}: {said[0]} pixels wide, not {width}"


def config_with_font(font):
    """A folder of settings like the one in use, with another font."""
    config = os.path.join(folder.name, "config")
    os.makedirs(os.path.join(config, "gtk-4.0"))
    path = os.path.join("gtk-4.0", "settings.ini")
    with open(os.path.join(os.environ["XDG_CONFIG_HOME"], path), encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith("gtk-font-name")]
    with open(os.path.join(config, path), "w", encoding="utf-8") as stream:
        stream.writelines([*lines, f"gtk-font-name={font}\n"])
    return config


def expect_chosen_tab():
    """Where the pages of a dossier are tabs, the one that is chosen is wholly in sight, and its word too."""
    tabs = [n for n in window.all("button", shown=False) if "pressed" in n.states
            and n.parent.children[0].name == "Overzicht" and n.parent.box()[3] > 0]
    if not tabs:
        return
    assert len(tabs) == 1, tabs
    frame = tabs[0].parent.parent.box()
    for node in tabs[0].walk():
        left, _, wide, _ = node.box()
        assert frame[0] <= left and left + wide <= frame[0] + frame[2], f"{node} is not in sight"


def look(prefix, width, environment, sections, height=800):
    """One start of the program, and its pictures."""
    def unlock_page():
        global window
        window = Window(PROGRAM, "--store", STORE, environment=environment)
        window.find("text", "Wachtwoordzin")
        if width < 1200:
            window.resize(width, 800)
            window.settle(0.6)
        expect_picture(f"{prefix}-unlock", width)

    def list_page():
        window.unlock(PASSPHRASE)
        window.find("list item", re.compile("Timmer"))
        expect_picture(f"{prefix}-list", width)

    def overview():
        window.find("list item", re.compile("Timmer")).click()
        window.find("button", re.compile("^Snelle notitie"))
        window.settle(0.9)
        expect_picture(f"{prefix}-overview", width)

    steps = [unlock_page, list_page, overview]
    for section in sections:
        def one(section=section):
            window.act("win.section", GLib.Variant("s", section))
            window.settle(0.8)
            expect_chosen_tab()
            expect_picture(f"{prefix}-{section}", width)
        one.__name__ = section
        steps.append(one)

    def backups():
        window.act("win.backups")
        window.settle(0.8)
        expect_picture(f"{prefix}-backups", width)
        window.act("win.close-page")
    steps.append(backups)

    def note():
        window.act("win.enter")
        window.act("win.note")
        window.find("button", "Klaar")
        window.settle(0.4)
        expect_picture(f"{prefix}-form", width)
        window.act("win.close-record")
    steps.append(note)
    for step in steps:
        step.__name__ = f"{prefix}_{step.__name__}".replace("-", "_")
        plan.step(step)
    window.close()


look("light", 1280, {}, ("data", "analysis", "steps", "journal", "review", "versions", "history"))
look("dark", 1280, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}, ("journal", "versions"))
look("contrast", 1280, {"ADW_DEBUG_HIGH_CONTRAST": "1"}, ())
look("narrow", 400, {}, ("data", "consent", "ledger", "history"))
look("large", 1280, {"XDG_CONFIG_HOME": config_with_font("Cantarell 22")}, ("journal",))


def welcome():
    global window
    window = Window(PROGRAM, "--store", os.path.join(folder.name, "nothing"))
    window.find("button", "Beginnen")
    expect_picture("light-welcome")
    window.find("button", "Beginnen").press()
    window.find("text", "Uw naam").click()
    window.type("Yasmina Benali")
    window.find("text", "Organisatie of team").click()
    window.type("Lokaal team Meerdorp")
    expect_picture("light-welcome-who")
    window.find("button", "Verder").press()
    window.find("text", "Wachtwoordzin").click()
    window.type(PASSPHRASE)
    window.find("text", "Nog een keer dezelfde zin").click()
    window.type(PASSPHRASE)
    expect_picture("light-welcome-passphrase")
    next(n for n in window.all("button", "Verder")).press()
    window.find("label", re.compile("^Groep 8: ....$"), 15)
    expect_picture("light-welcome-key")
    groups = {n.name[6]: n.name[-4:] for n in window.all("label", re.compile("^Groep [36]: ....$"))}
    for number in ("3", "6"):
        window.find("text", f"Groep {number}").click()
        window.type(groups[number].lower())
    window.find("button", "Klaar").press()
    window.find("label", "Nog geen dossiers")
    expect_picture("light-empty")
    window.close()


plan.step(welcome)


def trial_shows_sample_families_and_leaves_nothing():
    global window
    runtime = os.environ["XDG_RUNTIME_DIR"]
    window = Window(PROGRAM, "--store", os.path.join(folder.name, "never"))
    window.find("button", "Rondkijken met een voorbeeldgezin").press()
    window.find("list item", re.compile("Timmer"), 25)
    window.find("label", re.compile("^Voorbeeld: deze gezinnen zijn verzonnen"))
    lines = list(window.all("list item", re.compile("(Open sinds|Gesloten op)")))
    assert len(lines) == 10, f"{len(lines)} families"
    expect_picture("light-trial")
    assert [n for n in os.listdir(runtime) if n.startswith("gezinsdossier-")]
    window.act("app.quit")
    window.process.wait(5)
    assert not [n for n in os.listdir(runtime) if n.startswith("gezinsdossier-")]
    assert not os.path.exists(os.path.join(folder.name, "never"))


plan.step(trial_shows_sample_families_and_leaves_nothing)

@plan.step
def gtk_had_nothing_to_complain_about():
    said = robot.complaints()
    assert not said, "\n".join(said)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
