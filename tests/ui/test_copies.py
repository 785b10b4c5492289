#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""What must still be there: stopping what takes long, backups that make themselves, words about old
ones, what a restore tells, and what was kept long enough.

A disk that is slow gives time to press Stop. Stores of some days ago are made by a clock that stands there.

usage: test_copies.py PROGRAM GEZIN MAKE-AGED SLOW-DISK SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

from gi.repository import GLib

import tap
from question import Question
from robot import Window
from shell import Store

PROGRAM, GEZIN, MAKE_AGED, SLOW_DISK, SAMPLES, PICTURES = sys.argv[1:7]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY = "Gezin Timmer – Haddad"
MIB = 1024 * 1024
folder = tempfile.TemporaryDirectory()
STICK = os.path.join(folder.name, "stick")
LETTER = os.path.join(folder.name, "scan.pdf")
SLOW = os.path.join(folder.name, "slow")
os.makedirs(PICTURES, exist_ok=True)
os.makedirs(STICK)
store = Store(GEZIN, os.path.join(folder.name, "store"), PASSPHRASE)
key = store.make("Yasmina Benali")
store.run("load", os.path.join(SAMPLES, "timmer-haddad.xml"))
with open(LETTER, "wb") as stream:
    stream.write(os.urandom(12 * MIB))
window = None
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-copies-{name}.png")))


def open_window(where, extra=None):
    """The program is one for a desktop: what a step that failed left goes first."""
    global window
    if window:
        window.close()
    window = Window(PROGRAM, "--store", where, environment=extra)


def start(where, slow=0):
    """Opens and unlocks. Until Stop was pressed a large piece takes @slow milliseconds to write."""
    # A sanitizer wants to be the first that is loaded; it need not be for this.
    extra = {"LD_PRELOAD": SLOW_DISK, "GEZIN_TEST_SLOW": str(slow), "GEZIN_TEST_SLOW_WHILE": SLOW,
             "ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0"} if slow else {}
    if slow:
        open(SLOW, "w").close()
    open_window(where.folder, extra)
    window.unlock(PASSPHRASE)


def stop():
    """Closes the window as somebody does, and waits until the program has ended."""
    window.act("app.quit")
    status = window.ends(60)
    assert status == 0, status


def files(where):
    return sorted(os.path.relpath(os.path.join(above, name), where)
                  for above, _, names in os.walk(where) for name in names)


def backups(where):
    return [name for name in files(where) if name.endswith(".backup")]


def write_note(text):
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Samira"))
    window.act("win.note")
    window.find("text", re.compile("^Feiten")).click()
    window.type(text)
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.done")
    window.find("label", "Bewaard in het dossier")


def press_stop(answer):
    """The disk is slow until the answer is there: GTK clicks a while after the press."""
    window.find("progress bar", seconds=15)
    window.find("button", "Stoppen").press()
    window.find("label", answer, 30)
    window.gone("progress bar")
    os.remove(SLOW)


# Stopping.


@plan.step
def stop_while_a_file_comes_in_leaves_no_file_and_no_record():
    start(store, slow=100)
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Samira"))
    window.act("win.new-record", GLib.Variant("s", "document"))
    window.find("button", "Bestand kiezen…").press()
    window.pick(LETTER)
    press_stop("Gestopt. Het bestand is niet toegevoegd.")
    assert not files(os.path.join(store.folder, "documents")), files(store.folder)
    window.act("win.close-record")
    window.act("win.show-kind", GLib.Variant("s", "document"))
    assert not list(window.all("list item", re.compile("^scan.pdf")))


@plan.step
def the_same_file_comes_in_after_that():
    window.act("win.new-record", GLib.Variant("s", "document"))
    window.find("button", "Bestand kiezen…").press()
    window.pick(LETTER)
    window.find("label", "Bewaard in het dossier", 40)
    window.act("win.show-kind", GLib.Variant("s", "document"))
    window.find("list item", re.compile("^scan.pdf"))
    stop()
    assert store.json("document", "check")["bad"] == 0


@plan.step
def stop_while_a_backup_is_made_leaves_none():
    store.run("backup", "folder", STICK)
    start(store, slow=400)
    before = files(STICK)
    window.find("list item", re.compile("^" + FAMILY))
    window.act("win.backups")
    window.find("button", "Nu een reservekopie maken").press()
    press_stop("Gestopt. Wat er al was, is er nog.")
    window.picture(os.path.join(PICTURES, "light-stopped.png"))
    left = [name for name in files(STICK) if name not in before]
    assert not [n for n in left if n.endswith((".backup", ".part"))], left
    window.find("button", "Nu een reservekopie maken").press()
    window.find("label", re.compile("^De reservekopie is gemaakt"), 60)
    assert backups(STICK)


# By themselves.


@plan.step
def locking_makes_a_backup_when_one_is_due_and_only_then():
    stop()
    shutil.rmtree(STICK)
    os.makedirs(STICK)
    aged = Store(GEZIN, os.path.join(folder.name, "vandaag"), PASSPHRASE)
    aged.make("Yasmina Benali")
    aged.run("load", os.path.join(SAMPLES, "timmer-haddad.xml"))
    aged.run("backup", "folder", STICK)
    start(aged)
    window.find("list item", re.compile("^" + FAMILY))
    window.act("win.lock")
    window.find("text", "Wachtwoordzin")
    window.wait(lambda: backups(STICK), "a backup at locking", 20)
    made = backups(STICK)
    window.unlock(PASSPHRASE)
    write_note("Net daarna geschreven.")
    window.act("win.lock")
    window.find("text", "Wachtwoordzin")
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + FAMILY))
    assert backups(STICK) == made, backups(STICK)
    stop()
    assert backups(STICK) == made, backups(STICK)


@plan.step
def closing_makes_a_backup_when_one_is_due():
    closing = Store(GEZIN, os.path.join(folder.name, "sluiten"), PASSPHRASE)
    subprocess.run([MAKE_AGED, closing.folder, PASSPHRASE, "2"], check=True)
    before = backups(closing.folder)
    assert len(before) == 1, before
    start(closing)
    window.find("list item", re.compile("^Gezin Oudejans"))
    window.act("win.new-dossier")
    window.find("text", "Naam van het gezin").click()
    window.type("Gezin Okafor")
    window.find("label", re.compile("^Er is hier niemand"))
    window.find("button", "Nieuw dossier maken").press()
    window.find("list item", re.compile("^Gezin Okafor"))
    stop()
    assert len(backups(closing.folder)) == 2, backups(closing.folder)


# Words about what is old.


@plan.step
def a_drill_of_three_months_ago_is_told_and_a_later_one_is_not():
    for days, is_told in ((91, False), (100, True)):
        old = Store(GEZIN, os.path.join(folder.name, f"oud-{days}"), PASSPHRASE)
        subprocess.run([MAKE_AGED, old.folder, PASSPHRASE, str(days)], check=True)
        start(old)
        window.find("list item", re.compile("^Gezin Oudejans"))
        said = "Het is 100 dagen geleden dat u probeerde of uw reservekopie opengaat."
        if is_told:
            window.find("label", said)
            window.picture(os.path.join(PICTURES, "light-drill-old.png"))
        else:
            window.settle(1)
            assert not list(window.all("label", re.compile("reservekopie")))
        stop()


# What was kept long enough.


@plan.step
def what_is_due_is_erased_from_the_list_once_the_clock_was_confirmed():
    due = Store(GEZIN, os.path.join(folder.name, "oud"), PASSPHRASE)
    subprocess.run([MAKE_AGED, due.folder, PASSPHRASE, str(22 * 366)], check=True)
    start(due)
    window.find("list item", re.compile("^Gezin Oudejans")).click()
    window.find("button", re.compile("^Snelle notitie"))
    window.act("win.retention")
    window.find("label", re.compile("^De klok van deze machine"))
    window.picture(os.path.join(PICTURES, "light-clock.png"))
    window.find("button", "De klok klopt").press()
    row = window.find("list item", re.compile("^Gezin Oudejans, Het hele dossier"))
    window.picture(os.path.join(PICTURES, "light-retention.png"))
    assert row
    window.find("button", "Voorgoed wissen: Gezin Oudejans").press()
    window.find("label", re.compile("^Dit gaat voorgoed weg: [0-9]+ gegevens"))
    question = Question(window)
    question.type_word()
    question.press()
    window.find("label", "Het dossier is voorgoed gewist", 20)
    window.find("label", "Niets hoeft weg")
    window.act("win.close-page")
    assert not [n for n in window.tree().walk() if "Oudejans" in n.name]
    stop()
    assert [e["reason"] for e in due.json("erasures")] == ["term-over"]


# What a restore tells.


def erase_and_keep_the_old_backup(name):
    """A store of which something was erased after a backup that somebody had put away."""
    lost = Store(GEZIN, os.path.join(folder.name, name), PASSPHRASE)
    paper = lost.make("Yasmina Benali")
    dossier = lost.json("new", "--name", "Gezin Kwartelstaart")["dossier"]
    gone = lost.json("add", dossier, "person", "given-names=Xanthippe")["record"]
    lost.json("document", "add", dossier, LETTER)
    shutil.rmtree(STICK)
    os.makedirs(STICK)
    lost.run("backup", "folder", STICK)
    lost.run("backup")
    made = backups(STICK)[0]
    shutil.copy(os.path.join(STICK, made), folder.name)
    lost.run("erase", dossier, gone, "--reason", "not-allowed")
    shutil.copy(os.path.join(folder.name, made), os.path.join(STICK, "oud.backup"))
    return paper


def damage(name, at):
    with open(name, "r+b") as stream:
        stream.seek(at)
        byte = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte[0] ^ 1]))


def put_back(paper):
    window.find("text", "Herstelsleutel").click()
    window.key("ctrl+a")
    window.type(paper)
    window.key("Return")


@plan.step
def a_damaged_list_of_what_was_erased_stops_a_restore_until_somebody_says_so():
    paper = erase_and_keep_the_old_backup("verloren-1")
    erased = next(n for n in os.listdir(STICK) if n.startswith("erased-"))
    documents = next(n for n in os.listdir(STICK) if n.startswith("documents-"))
    damage(os.path.join(STICK, erased), 20)
    sealed = os.path.join(STICK, documents)
    damage(os.path.join(sealed, os.listdir(sealed)[0]), 5 * MIB)
    new = os.path.join(folder.name, "nieuw")
    open_window(new)
    window.find("button", "Ik heb een reservekopie").press()
    window.find("button", "Reservekopie kiezen…").press()
    window.pick(os.path.join(STICK, "oud.backup"))
    window.find("label", re.compile("^Gemaakt op "))
    assert not list(window.all("check box"))
    put_back(paper)
    window.find("label", re.compile("^Er is niets teruggezet. Naast de reservekopie"), 20)
    window.find("check box", re.compile("^Toch terugzetten"))
    window.picture(os.path.join(PICTURES, "light-restore-unsure.png"))
    assert not os.path.exists(os.path.join(new, "vault"))
    window.find("check box", re.compile("^Toch terugzetten")).click()
    put_back(paper)
    window.find("label", re.compile("^1 dossier is terug"), 20)
    window.find("label", re.compile("^1 document is beschadigd"))
    window.find("label", re.compile("^De lijst van wat gewist is, kon niet gelezen worden"))
    window.picture(os.path.join(PICTURES, "light-restored-remarks.png"))


@plan.step
def older_backups_that_hold_what_was_erased_are_told_and_where_it_came_from():
    paper = erase_and_keep_the_old_backup("verloren-2")
    new = os.path.join(folder.name, "nieuwer")
    open_window(new)
    window.find("button", "Ik heb een reservekopie").press()
    window.find("button", "Reservekopie kiezen…").press()
    window.pick(os.path.join(STICK, "oud.backup"))
    window.find("label", re.compile("^Gemaakt op "))
    put_back(paper)
    window.find("label", "Wat daarna is gewist, is gewist gebleven.", 20)
    window.find("label", re.compile("^In de map van de reservekopie (ligt nog 1|liggen nog [0-9])"))
    window.picture(os.path.join(PICTURES, "light-restored-old.png"))
    window.find("text", "Wachtwoordzin").click()
    window.type(PASSPHRASE)
    window.find("text", "Nog een keer dezelfde zin").click()
    window.type(PASSPHRASE)
    window.find("button", "Naar mijn dossiers").press()
    window.find("list item", re.compile("^Gezin Kwartelstaart"), 15)
    window.find("label", re.compile("^Uw dossiers zijn teruggezet uit de reservekopie van "))
    assert not list(window.all("label", re.compile("^Er is nog geen reservekopie")))
    window.find("button", "Reservekopieën").press()
    window.find("list item", re.compile("^Laatste reservekopie, nog niet van deze laptop"))
    window.picture(os.path.join(PICTURES, "light-backups-restored.png"))


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
