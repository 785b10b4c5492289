#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What brings the lock on by itself, and the way in without the passphrase.

Nobody touches anything for ten minutes; the machine goes to sleep (told by a logind of our own, on a
system bus of our own); the recovery key that was saved on a stick opens the store again.

usage: test_lock.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from gi.repository import Gio, GLib

import tap
from robot import Window

PROGRAM, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
SECOND = "een heel andere lange zin, even goed"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
# Another disk than the one of the store plays the stick.
STICK = tempfile.mkdtemp(prefix="gezin-stick.", dir="/dev/shm") if os.path.isdir("/dev/shm") else None
os.makedirs(PICTURES, exist_ok=True)
bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nosyslog", "--print-address=1"],
                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
ADDRESS = bus.stdout.readline().strip()
LOG = os.environ.setdefault("GEZIN_TEST_LOG", os.path.join(folder.name, "log"))
window = Window(PROGRAM, "--store", STORE, environment={"DBUS_SYSTEM_BUS_ADDRESS": ADDRESS})
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-lock-{name}.png")))
logind = Gio.DBusConnection.new_for_address_sync(
    ADDRESS, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
    | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
logind.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                 "RequestName", GLib.Variant("(su)", ("org.freedesktop.login1", 0)), None, 0, -1, None)
key = ""


def expect_locked():
    window.find("text", "Wachtwoordzin")
    assert not list(window.all("list item"))


def expect_open():
    window.find("label", "Nog geen dossiers")


def save_key_to(place):
    window.find("button", "Bewaren op USB-stick").press()
    window.find("text", "Naam:")
    window.settle(0.5)
    window.key("ctrl+a")
    window.type(place)
    window.key("Return")


@plan.step
def key_is_not_saved_where_the_store_is():
    window.find("button", "Beginnen").press()
    window.find("text", "Uw naam").click()
    window.type("Yasmina Benali")
    window.find("text", "Organisatie of team").click()
    window.type("Lokaal team Meerdorp")
    window.find("button", "Verder").press()
    window.find("text", "Wachtwoordzin").click()
    window.type(PASSPHRASE)
    window.find("text", "Nog een keer dezelfde zin").click()
    window.type(PASSPHRASE)
    next(n for n in window.all("button", "Verder")).press()
    window.find("label", re.compile("^Groep 8: ....$"), 15)
    place = os.path.join(folder.name, "sleutel.txt")
    save_key_to(place)
    window.find("label", re.compile("^Dat is op deze laptop zelf"))
    assert not os.path.exists(place)


@plan.step
def key_on_the_stick_is_the_key_on_screen_and_nowhere_else():
    global key
    groups = [next(window.all("label", re.compile(f"^Groep {n}: ....$"))).name[-4:]
              for n in range(1, 9)]
    key = "-".join(groups)
    if STICK is not None:
        save_key_to(os.path.join(STICK, "sleutel.txt"))
        window.find("label", re.compile("^De sleutel staat op de stick"))
        with open(os.path.join(STICK, "sleutel.txt"), encoding="utf-8") as stream:
            assert re.findall(r"\b[A-Z0-9]{4}\b", stream.read()) == groups
        assert os.stat(os.path.join(STICK, "sleutel.txt")).st_mode & 0o077 == 0
        assert os.listdir(STICK) == ["sleutel.txt"], os.listdir(STICK)
    for above, _, names in os.walk(folder.name):
        for name in names:
            with open(os.path.join(above, name), "rb") as stream:
                content = stream.read()
            assert groups[0].encode() + b"-" + groups[1].encode() not in content, name


@plan.step
def two_groups_typed_back_open_the_list():
    for number in (3, 6):
        window.find("text", f"Groep {number}").click()
        window.type(key.split("-")[number - 1].lower())
    window.find("button", "Klaar").press()
    expect_open()


@plan.step
def nine_minutes_of_nothing_do_not_lock_and_ten_do():
    window.act("win.idle", GLib.Variant("u", 9 * 60))
    window.settle()
    expect_open()
    window.act("win.idle", GLib.Variant("u", 61))
    expect_locked()


@plan.step
def a_key_stroke_starts_the_ten_minutes_anew():
    window.unlock(PASSPHRASE)
    expect_open()
    window.act("win.idle", GLib.Variant("u", 9 * 60))
    window.key("Tab")
    window.act("win.idle", GLib.Variant("u", 2 * 60))
    window.settle()
    expect_open()


@plan.step
def waking_does_not_lock_and_going_to_sleep_does():
    for starts in (False, True):
        logind.emit_signal(None, "/org/freedesktop/login1", "org.freedesktop.login1.Manager",
                           "PrepareForSleep", GLib.Variant("(b)", (starts,)))
        logind.flush_sync(None)
        if not starts:
            window.settle()
            expect_open()
    expect_locked()


@plan.step
def wrong_recovery_key_is_refused_in_words():
    window.find("button", "Ik ben mijn wachtwoordzin kwijt").press()
    window.find("text", "Herstelsleutel").click()
    window.type("AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH")
    window.key("Return")
    window.find("label", re.compile("sleutel"))
    window.find("button", "Openen")


@plan.step
def recovery_key_asks_a_new_passphrase_and_opens():
    window.wait(lambda: not list(window.all("progress bar")), "the end of the waiting", 30)
    window.find("text", "Herstelsleutel").click()
    window.type(key.lower().replace("-", " "))
    window.key("Return")
    window.find("label", "Een nieuwe wachtwoordzin", 15)
    window.picture(os.path.join(PICTURES, "light-new-passphrase.png"))
    window.find("text", "Wachtwoordzin").click()
    window.type(SECOND)
    window.find("text", "Nog een keer dezelfde zin").click()
    window.type(SECOND)
    window.find("button", "Deze zin gebruiken").press()
    window.find("label", "Nog geen dossiers", 15)


@plan.step
def only_the_new_passphrase_opens_from_then_on():
    window.act("win.lock")
    window.unlock(PASSPHRASE)
    window.find("label", re.compile("klopt niet"))
    window.wait(lambda: not list(window.all("progress bar")), "the end of the waiting", 30)
    window.unlock(SECOND)
    window.find("label", "Nog geen dossiers", 15)


@plan.step
def nothing_was_said_against_gtk_or_of_the_key():
    if not os.path.exists(LOG):
        return
    with open(LOG, encoding="utf-8", errors="replace") as stream:
        said = stream.read()
    wrong = [line for line in said.splitlines() if "CRITICAL" in line or key[:9] in line]
    assert not wrong, "\n".join(wrong[:5])


status = plan.finish()
window.close()
bus.terminate()
bus.wait()
folder.cleanup()
if STICK is not None:
    shutil.rmtree(STICK)
sys.exit(status)
