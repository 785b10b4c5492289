#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A laptop is lost. What was written comes back on a new one, in the window.

On the old laptop somebody makes a backup on a stick, tries whether it opens, and works on: one note
goes to a colleague, a later one is shared with nobody. The laptop is gone. On a new one the
stick and the paper with the recovery key bring everything back; what the colleague has is taken in.
Compared with what there was: only the note that was in no backup and with no colleague is missing.

usage: disaster.py PROGRAM GEZIN SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from gi.repository import GLib

import tap
from robot import Window

PROGRAM, GEZIN, SAMPLES, PICTURES = sys.argv[1:5]
OLD, NEW = "een lange zin die niemand raadt", "op de nieuwe laptop een nieuwe zin"
NAMES = ("brandsma-van-der-linde", "peters-de-bruin", "timmer-haddad")
FAMILY = "Gezin Timmer – Haddad"
SHARED, UNSHARED = "Adam kwam zelf naar beneden.", "Lina zong een liedje voor."
folder = tempfile.TemporaryDirectory()
LAPTOP, SECOND, COLLEAGUE = (os.path.join(folder.name, name) for name in ("oud", "nieuw", "collega"))
STICK = os.path.join(folder.name, "stick")
os.makedirs(PICTURES, exist_ok=True)
os.makedirs(STICK)
environment = {**os.environ, "LANGUAGE": "en"}


def gezin(store, passphrase, *arguments):
    keys = os.path.join(folder.name, "zin")
    with open(keys, "w", encoding="utf-8") as stream:
        stream.write(passphrase + "\n")
    done = subprocess.run([GEZIN, arguments[0], "--store", store, "--passphrase-file", keys,
                           *arguments[1:]], capture_output=True, check=False, env=environment)
    os.unlink(keys)
    assert done.returncode == 0, (arguments[0], done.returncode, done.stderr.decode()[-300:])
    return done.stdout


def make_store(store, name):
    said = gezin(store, OLD, "init", "--name", name, "--organisation", "Lokaal team Meerdorp",
                 "--role", "consultant", "--kdf-memory", "64MiB").decode()
    return re.search(r"\b[A-Z0-9]{4}(?:[- ][A-Z0-9]{4}){7}\b", said).group(0).replace(" ", "-")


def dump_all(store, passphrase):
    listed = gezin(store, passphrase, "list", "--json").decode()
    ids = re.findall(r'"id":\s*"([0-9a-f-]{36})"', listed)
    return {one: gezin(store, passphrase, "dump", one) for one in ids}


key = make_store(LAPTOP, "Yasmina Benali")
make_store(COLLEAGUE, "Hans Dekker")
for one in NAMES:
    gezin(LAPTOP, OLD, "load", os.path.join(SAMPLES, one + ".xml"))
before = dump_all(LAPTOP, OLD)
timmer = next(one for one, xml in before.items() if FAMILY.encode() in xml)
window = Window(PROGRAM, "--store", LAPTOP)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-disaster-{name}.png")))
with_note = {}


def pick(button, path):
    window.find("button", button).press()
    window.pick(path)


def write_note(text):
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Samira"))
    window.act("win.note")
    window.find("text", re.compile("^Feiten")).click()
    window.type(text)
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.done")
    window.find("label", "Bewaard in het dossier")


@plan.step
def without_a_backup_the_window_says_so():
    window.unlock(OLD)
    window.find("list item", re.compile("^" + FAMILY))
    window.find("label", re.compile("^Er is nog geen reservekopie"))
    window.picture(os.path.join(PICTURES, "light-notice.png"))


@plan.step
def a_stick_is_chosen_for_backups():
    window.find("button", "Reservekopieën").press()
    window.find("list item", re.compile("^Waar ze naartoe gaan, Alleen op deze laptop"))
    pick("Kiezen waar reservekopieën naartoe gaan", STICK)
    window.find("list item", re.compile("^Waar ze naartoe gaan, .*stick"))


@plan.step
def a_backup_is_made_on_it():
    window.find("button", "Nu een reservekopie maken").press()
    window.find("label", re.compile("^De reservekopie is gemaakt"), 20)
    assert [n for n in os.listdir(STICK) if n.endswith(".backup")], os.listdir(STICK)
    window.find("label", re.compile("^Nog niemand heeft geprobeerd"))


@plan.step
def a_wrong_key_does_not_open_it():
    window.find("button", "Proberen of hij opengaat").press()
    window.find("text", "Herstelsleutel").click()
    window.type("-".join(["AAAA"] * 8))
    window.key("Return")
    window.find("label", re.compile("sleutel.*niet|klopt niet|geen herstelsleutel"), 20)


@plan.step
def the_paper_opens_it_and_the_words_above_go():
    window.find("text", "Herstelsleutel").click()
    window.type(key)
    window.key("Return")
    window.find("label", re.compile("^Hij gaat open en is heel: 3 dossiers"), 20)
    window.gone("label", re.compile("^Nog niemand heeft geprobeerd"))
    window.picture(os.path.join(PICTURES, "light-backups.png"))


@plan.step
def a_note_after_the_backup_goes_to_a_colleague():
    write_note(SHARED)
    window.act("app.quit")
    window.process.wait(20)
    with_note.update(dump_all(LAPTOP, OLD))
    shared = os.path.join(folder.name, "gedeeld.xml")
    with open(shared, "wb") as stream:
        stream.write(with_note[timmer])
    gezin(COLLEAGUE, OLD, "load", shared)
    os.unlink(shared)


@plan.step
def a_later_note_goes_nowhere_and_the_laptop_is_lost():
    global window
    window = Window(PROGRAM, "--store", LAPTOP)
    window.unlock(OLD)
    write_note(UNSHARED)
    window.kill()
    shutil.rmtree(LAPTOP)


@plan.step
def a_new_laptop_asks_for_the_backup():
    global window
    window = Window(PROGRAM, "--store", SECOND)
    window.find("button", "Ik heb een reservekopie").press()
    window.find("button", "Reservekopie kiezen…")
    assert "sensitive" not in window.find("button", "Terugzetten").states
    newest = max((os.path.join(STICK, n) for n in os.listdir(STICK) if n.endswith(".backup")),
                 key=os.path.getmtime)
    pick("Reservekopie kiezen…", newest)
    window.find("label", re.compile("^Gemaakt op "))
    window.picture(os.path.join(PICTURES, "light-restore.png"))


@plan.step
def a_wrong_key_leaves_nothing_behind():
    window.find("text", "Herstelsleutel").click()
    window.type("-".join(["AAAA"] * 8))
    window.key("Return")
    window.settle(1)
    window.find("label", re.compile("sleutel.*niet|klopt niet|geen herstelsleutel"), 20)
    assert not os.path.exists(os.path.join(SECOND, "dossiers.db"))


@plan.step
def the_paper_brings_everything_back():
    window.find("text", "Herstelsleutel").click()
    window.key("ctrl+a")
    window.type(key.lower())
    window.key("Return")
    window.find("label", re.compile("^3 dossiers zijn terug"), 25)
    window.picture(os.path.join(PICTURES, "light-restored.png"))


@plan.step
def all_of_it_fits_in_a_narrow_window():
    window.resize(360, 740)
    window.settle(0.6)
    path = os.path.join(PICTURES, "narrow-restored.png")
    window.shot(path)
    wide = subprocess.run(["identify", "-format", "%w", path], check=True, capture_output=True,
                          text=True).stdout
    assert int(wide) <= 360, wide
    window.resize(1280, 800)
    window.settle(0.6)


@plan.step
def a_new_passphrase_has_to_be_chosen():
    assert "sensitive" not in window.find("button", "Naar mijn dossiers").states
    window.find("text", "Wachtwoordzin").click()
    window.type(NEW)
    window.find("text", "Nog een keer dezelfde zin").click()
    window.type(NEW)
    window.find("button", "Naar mijn dossiers").press()
    window.find("list item", re.compile("^" + FAMILY), 15)
    window.act("app.quit")
    window.process.wait(20)


@plan.step
def what_the_backup_had_is_there_to_the_byte():
    back = dump_all(SECOND, NEW)
    assert back == before, [one for one in before if back.get(one) != before[one]]


@plan.step
def what_the_colleague_has_comes_back_and_only_what_was_never_saved_is_missing():
    sent = os.path.join(folder.name, "terug.xml")
    with open(sent, "wb") as stream:
        stream.write(gezin(COLLEAGUE, OLD, "dump", timmer))
    gezin(SECOND, NEW, "load", sent)
    now = dump_all(SECOND, NEW)
    assert now == with_note, [one for one in with_note if now.get(one) != with_note[one]]
    assert SHARED.encode() in now[timmer] and UNSHARED.encode() not in now[timmer]


@plan.step
def the_window_shows_it_and_takes_new_work():
    global window
    window = Window(PROGRAM, "--store", SECOND)
    window.unlock(NEW)
    write_note("De nieuwe laptop doet het.")
    window.act("win.section", GLib.Variant("s", "journal"))
    window.find("label", SHARED)
    assert not list(window.all("label", UNSHARED))


@plan.step
def the_old_passphrase_opens_nothing():
    window.act("win.lock")
    window.unlock(OLD)
    window.find("label", re.compile("klopt niet"), 15)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
