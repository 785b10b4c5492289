#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The window as somebody uses it, by real keys and clicks: unlock, find, open, change, crash, undo, choose, lock.

usage: test_window.py PROGRAM MAKE-STORE SAMPLES PICTURES     (under desktop.sh)
"""
import os
import re
import sys
import tempfile

from gi.repository import GLib

import robot
import tap
from robot import Gone, Window

PROGRAM, MAKE_STORE, SAMPLES, PICTURES = sys.argv[1:5]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY = "Gezin Timmer – Haddad"
folder = tempfile.TemporaryDirectory()
STORE = os.path.join(folder.name, "store")
os.makedirs(PICTURES, exist_ok=True)
tap.run_program(MAKE_STORE, STORE, PASSPHRASE,
                *[os.path.join(SAMPLES, name + ".xml") for name in
                  ("brandsma-van-der-linde", "peters-de-bruin", "timmer-haddad")])
window = Window(PROGRAM, "--store", STORE)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-{name}.png")))


@plan.step
def locked_window_names_no_family():
    window.find("text", "Wachtwoordzin")
    for node in window.tree().walk():
        assert "Timmer" not in node.name and "Benali" not in node.name, node
    names = {node.name for node in window.all("frame")}
    assert names == {"Gezinsdossier"}, names


@plan.step
def wrong_passphrase_is_refused_in_words():
    window.unlock("een heel andere zin dan de goede")
    window.find("label", re.compile("klopt niet"))
    assert not list(window.all("list item", re.compile("Gezin")))


@plan.step
def waiting_after_wrong_tries_is_told_and_blocks_the_button():
    for _ in range(3):
        if list(window.all("progress bar")):
            break
        window.find("text", "Wachtwoordzin").click()
        window.type("nog een verkeerde zin")
        window.key("Return")
        window.settle(1.2)
    window.find("label", re.compile("Over [0-9]+ seconden? kunt u het weer proberen"))
    window.find("progress bar")
    window.picture(os.path.join(PICTURES, "light-wait.png"))
    window.find("label", "U kunt het nu weer proberen.", 30)


@plan.step
def right_passphrase_shows_the_list():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile(FAMILY))
    assert len(list(window.all("list item", re.compile("^(Gezin|Huishouden)")))) == 3


@plan.step
def search_finds_names_and_places_in_notes():
    window.key("ctrl+f")
    window.type("koelkast")
    window.find("list item", re.compile("koelkast.*Contact"))
    window.gone("list item", re.compile("^Huishouden Peters"))
    window.picture(os.path.join(PICTURES, "light-search.png"))
    window.key("ctrl+a", "BackSpace")
    window.type("timm")
    window.find("list item", re.compile("^" + FAMILY))
    window.key("ctrl+a", "BackSpace")
    window.find("list item", re.compile("^Huishouden Peters"))


@plan.step
def opening_shows_one_family_at_a_glance():
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Samira, [0-9]+ jaar, moeder"))
    window.find("list item", re.compile("^Yasmina Benali, Vast gezicht"))


@plan.step
def secret_address_is_hidden_until_asked_for():
    hidden = [n.name for n in window.all("label")]
    window.find(None, "Toon")
    assert not any("schuiladres" in name for name in hidden)


@plan.step
def form_opens_from_the_overview():
    window.find("button", re.compile("^Samira, ")).click()
    entry = window.find("text", "Voornamen")
    assert entry.text() == "Samira", entry.text()


@plan.step
def what_is_typed_is_kept_within_a_second():
    window.find("text", "Voornamen").click()
    window.key("ctrl+a")
    window.type("Samira Zoë")
    window.find("label", re.compile("^Bewaard [0-9]{2}:[0-9]{2}$"))


@plan.step
def draft_survives_a_kill_in_the_middle_of_typing():
    global window
    window.kill()
    window = Window(PROGRAM, "--store", STORE)
    window.unlock(PASSPHRASE)
    window.find("label", re.compile("^U was hier bezig op "))
    entry = window.find("text", "Voornamen")
    assert entry.text() == "Samira Zoë", entry.text()
    window.picture(os.path.join(PICTURES, "light-draft-is-back.png"))


@plan.step
def wrong_date_is_told_under_its_field_and_nothing_is_written():
    window.find("text", "Geboortedatum").click()
    window.key("ctrl+a")
    window.type("31-2-1988")
    window.act("win.done")
    window.find("label", re.compile("^Dat is geen datum"))
    window.find("text", "Geboortedatum").click()
    window.key("ctrl+a")
    window.type("17-5-1988")
    window.find("label", re.compile("^Bewaard"))


@plan.step
def done_writes_and_the_page_shows_it():
    window.key("ctrl+Return")
    window.find("label", "Bewaard in het dossier")
    window.act("win.show-kind", GLib.Variant("s", "person"))
    window.find("list item", re.compile("^Samira Zoë Haddad"))


@plan.step
def undo_puts_it_back():
    window.find("list item", re.compile("^Persoon, ")).click()
    window.key("ctrl+z")
    window.find("label", re.compile("^Ongedaan gemaakt"))
    window.find("list item", re.compile("^Samira Haddad"))


def open_person(name="Samira"):
    window.act("win.show-kind", GLib.Variant("s", "person"))
    window.find("list item", re.compile(f"^{name} Haddad")).click()
    window.find("text", "Voornamen")


def put(field, text):
    window.find("text", field).click()
    window.key("ctrl+a")
    window.type(text)


def change_under_the_form(mine):
    """Given names become Sam, then Sama is being typed while undoing makes it Samira again."""
    open_person()
    put("Voornamen", "Sam")
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.done")
    window.find("list item", re.compile("^Sam Haddad"))
    open_person("Sam")
    put("Voornamen", mine)
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.undo")
    window.find("label", re.compile("^Dit is veranderd terwijl u typte"))


@plan.step
def what_changed_meanwhile_is_asked_about_and_blocks_done():
    change_under_the_form("Sama")
    window.picture(os.path.join(PICTURES, "light-meanwhile.png"))
    window.act("win.done")
    window.find("label", "Eén veld vraagt nog uw aandacht.")
    window.find("button", "Deze overnemen").press()
    window.gone("label", re.compile("^Dit is veranderd terwijl u typte"))
    assert window.find("text", "Voornamen").text() == "Samira"
    window.act("win.done")
    window.gone("text", "Voornamen")
    window.find("list item", re.compile("^Samira Haddad"))


@plan.step
def own_text_can_be_kept_over_what_changed_meanwhile():
    change_under_the_form("Sami")
    window.find("button", "Mijn tekst houden").press()
    window.gone("label", re.compile("^Dit is veranderd terwijl u typte"))
    assert window.find("text", "Voornamen").text() == "Sami"
    window.act("win.done")
    window.find("list item", re.compile("^Sami Haddad"))
    window.act("win.undo")
    window.find("list item", re.compile("^Samira Haddad"))


@plan.step
def a_day_is_picked_from_the_calendar():
    open_person()
    put("Geboortedatum", "15-8-1990")
    window.find("button", "Dag kiezen").click()
    window.find("role 20", "GtkCalendar")
    window.key("Down", "Down", "Right", "space")  # from the first cell: August 1990 begins on a Wednesday
    window.wait(lambda: window.find("text", "Geboortedatum").text() == "6-8-1990",
                "the picked day in the field")
    put("Geboortedatum", "17-5-1988")
    window.act("win.close-record")
    window.gone("text", "Geboortedatum")


@plan.step
def removing_asks_why_and_can_be_undone():
    window.act("win.new-record", GLib.Variant("s", "task"))
    window.find("text", "Wat er moet gebeuren").click()
    window.type("Weg ermee")
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.act("win.done")
    window.act("win.show-kind", GLib.Variant("s", "task"))
    window.find("list item", re.compile("^Weg ermee")).click()
    window.find("text", "Wat er moet gebeuren")
    window.act("win.remove-record")
    reason = window.find("text", "Waarom het weg moet")
    assert "sensitive" not in window.find("button", re.compile("^Verwijderen")).states
    reason.click()
    window.type("dubbel")
    window.settle()
    assert "sensitive" in window.find("button", re.compile("^Verwijderen")).states
    window.find("button", re.compile("^Verwijderen")).press()
    window.find("label", "Verwijderd")
    window.gone("list item", re.compile("^Weg ermee"))
    window.act("win.undo")
    window.find("list item", re.compile("^Weg ermee"))


@plan.step
def quick_note_opens_with_now_and_becomes_a_line_of_the_journal():
    window.key("ctrl+j")
    window.find("text", "Wanneer")
    window.wait(lambda: "focused" in window.find("text", re.compile("^Feiten")).states,
                "the note ready to be typed")
    window.find("button", "huisbezoek").press()
    window.find("button", re.compile("^Lina ")).press()
    window.find("button", "Toevoegen bij: Wie erbij waren")
    window.find("text", re.compile("^Feiten")).click()
    window.type("Lina zwaaide bij het weggaan.")
    window.find("label", re.compile("^Bewaard "))
    window.picture(os.path.join(PICTURES, "light-note.png"))
    window.act("win.done")
    window.find("label", "Bewaard in het dossier")
    window.act("win.section", GLib.Variant("s", "journal"))
    window.find("label", "Lina zwaaide bij het weggaan.")


@plan.step
def escape_closes_the_form_and_keeps_the_text():
    window.act("win.new-record", GLib.Variant("s", "task"))
    window.find("text", "Wat er moet gebeuren").click()
    window.type("Bellen met school")
    window.find("label", re.compile("^Bewaard [0-9]"))
    window.key("Escape")
    window.find("label", re.compile("^Uw tekst is bewaard"))
    window.act("win.section", GLib.Variant("s", "overview"))
    window.find("list item", re.compile("^Nieuw, Taak"))


@plan.step
def a_file_is_attached_and_a_copy_of_it_saved():
    original, copy = (os.path.join(folder.name, name) for name in ("brief.txt", "kopie.txt"))
    with open(original, "w", encoding="utf-8") as stream:
        stream.write("Brief van school, met een zin die nergens anders staat.\n" * 40)
    window.act("win.new-record", GLib.Variant("s", "document"))
    window.find("button", "Bestand kiezen…").press()
    window.pick(original)
    window.find("label", "Bewaard in het dossier")
    for above, _, names in os.walk(STORE):
        for name in names:
            with open(os.path.join(above, name), "rb") as stream:
                assert b"nergens anders" not in stream.read(), name
    window.act("win.show-kind", GLib.Variant("s", "document"))
    window.find("list item", re.compile("^brief.txt")).click()
    window.find("button", "Kopie bewaren…")
    window.picture(os.path.join(PICTURES, "light-document.png"))
    window.find("button", "Kopie bewaren…").press()
    window.settle(0.8)
    window.key("ctrl+a")
    window.type(copy)
    window.key("Return")
    window.find("label", re.compile("^De kopie is bewaard"))
    with open(original, "rb") as one, open(copy, "rb") as other:
        assert one.read() == other.read()
    assert os.stat(copy).st_mode & 0o077 == 0
    window.act("win.close-record")


@plan.step
def what_was_picked_is_in_no_list_of_recent_files():
    window.settle(0.6)
    recent = os.path.join(os.environ["XDG_DATA_HOME"], "recently-used.xbel")
    if os.path.exists(recent):
        with open(recent, encoding="utf-8") as stream:
            told = stream.read()
        assert "brief.txt" not in told and "kopie.txt" not in told, told


@plan.step
def two_versions_are_shown_with_who_wrote_them():
    window.act("win.section", GLib.Variant("s", "versions"))
    window.find("label", "MD-2026-0001")
    window.find("label", "MD-2026-0002")
    window.find("label", "Hans Dekker")
    window.picture(os.path.join(PICTURES, "light-versions.png"))


@plan.step
def choosing_one_settles_it():
    window.find("button", re.compile("^Deze gebruiken, van Hans Dekker: MD-2026-0002")).press()
    window.find("label", "Nergens twee versies")


@plan.step
def history_tells_who_changed_what():
    window.act("win.section", GLib.Variant("s", "history"))
    window.find("list item", re.compile("^Gezin.*Kenmerk: MD-2026-000.*Yasmina Benali"))


@plan.step
def lock_takes_everything_off_the_screen():
    window.key("ctrl+l")
    window.find("text", "Wachtwoordzin")
    for node in window.tree().walk():
        assert "Timmer" not in node.name and "Samira" not in node.name, node


@plan.step
def unlocking_goes_back_to_the_same_place():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^Gezin.*Kenmerk: MD-2026-000"))


@plan.step
def new_dossier_shows_who_is_known_already():
    window.key("ctrl+n")
    window.find("text", "Naam van het gezin").click()
    window.type("Timmer")
    window.find("list item", re.compile("^" + FAMILY + ", Deze naam staat daar: "))
    window.find("button", "Toch een nieuw dossier maken")
    window.key("ctrl+a")
    window.type("Gezin Okafor")
    window.find("label", re.compile("^Er is hier niemand die hierop lijkt"))
    window.find("button", "Nieuw dossier maken").press()
    window.find("list item", re.compile("^Gezin Okafor"))


@plan.step
def new_dossier_tells_why_somebody_may_be_the_same_and_opens_that_one():
    window.key("ctrl+n")
    window.find("text", "Naam van het gezin").click()
    window.type("Tiemmer")
    window.find("text", "Voornamen").click()
    window.type("Noor")
    window.find("text", "Geboortedatum").click()
    window.type("4-12-2014")
    row = window.find("list item", re.compile("^Noor Zoë Timmer · " + FAMILY + ", .*(geboortedatum|date of birth)"))
    window.picture(os.path.join(PICTURES, "light-new.png"))
    row.click()
    window.gone("text", "Naam van het gezin")
    window.find("button", re.compile("^Samira, "))


@plan.step
def new_dossier_after_all_takes_the_person_along():
    window.key("ctrl+n")
    window.find("text", "Naam van het gezin").click()
    window.type("Gezin Tiemmer")
    window.find("text", "Voornamen").click()
    window.type("Noor")
    window.find("text", "Geboortedatum").click()
    window.type("4-12-2014")
    window.find("button", "Toch een nieuw dossier maken").press()
    window.find("list item", re.compile("^Gezin Tiemmer"))
    window.act("win.show-kind", GLib.Variant("s", "person"))
    window.find("list item", re.compile("^Noor, .*4 dec 2014"))


@plan.step
def search_finds_what_sounds_alike_and_says_so():
    window.key("ctrl+f")
    window.type("hadat")
    window.find("list item", re.compile("Haddad.*Persoon, klinkt zo"))
    window.key("ctrl+a", "BackSpace")


@plan.step
def closing_the_window_ends_the_program():
    window.act("app.quit")
    status = window.ends()
    assert status == 0, status


@plan.step
def gtk_had_nothing_to_complain_about():
    said = robot.complaints()
    assert not said, "\n".join(said)


status = plan.finish()
window.close()
folder.cleanup()
sys.exit(status)
