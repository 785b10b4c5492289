#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A part of a dossier goes out, and what comes back is taken in, by real keys and clicks.

The window is that of the local team; the RVT on the far side works with the command. Between them go
nothing but files.

usage: test_bundles.py PROGRAM GEZIN SAMPLES PICTURES DRAG-FILE     (under desktop.sh)
"""
import glob
import os
import re
import shutil
import sys
import tempfile

from gi.repository import GLib

import robot
import tap
from robot import Gone, Window
from shell import Store

PROGRAM, GEZIN, SAMPLES, PICTURES, DRAG = sys.argv[1:6]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY, SENDER, WHY = "Gezin Timmer – Haddad", "Hans Dekker", "Daar praten we eerst over."
SHOW, LOOK, READ = "Niemand kijkt mee: toon het", "Kijk wat er meegaat", "Ik heb gelezen wat meegaat"
KEEP = "Tonen en gebruiken"
HIDDEN = re.compile(", Niet meer gedeeld door Hans Dekker")
SIGN, LATER, TAKE = "Onderteken en versleutel", "Later verder", "Opnemen in dossier"
CHANGED = re.compile("^Wat mee mag is intussen veranderd")
folder = tempfile.TemporaryDirectory()
os.makedirs(PICTURES, exist_ok=True)


def place(name):
    return os.path.join(folder.name, name)


def make(name, owner, organisation, role):
    store = Store(GEZIN, place(name), PASSPHRASE)
    store.run("init", "--name", owner, "--organisation", organisation, "--role", role,
              "--kdf-memory", "64MiB")
    return store, store.json("card", "-o", place(name + ".card"))["fingerprint"]


def meet(one, its_card, other, other_card):
    for store, name, card in ((one, other, other_card), (other, one, its_card)):
        store.json("peer", "add", name.folder + ".card")
        store.json("peer", "trust", card)


here, here_card = make("here", "Yasmina Benali", "Lokaal team Meerdorp", "consultant")
there, there_card = make("there", SENDER, "Veilig Thuis De Waarden", "rvt")
stranger, stranger_card = make("stranger", "Vreemde Vogel", "Stichting Ver Weg", "rvt")
for one in (here, there, stranger):
    one.hold()
meet(here, here_card, there, there_card)
here.run("load", os.path.join(SAMPLES, "timmer-haddad.xml"))
dossier = here.json("list")[0]["id"]


def records(store, kind):
    return {r["id"]: r["fields"] for r in store.json("show", dossier)["records"]
            if r["kind"] == kind}


rvt = next(i for i, f in records(here, "organisation").items() if f.get("acts-in-rvt") == "true")
samira = next(i for i, f in records(here, "person").items()
              if f.get("given-names", "").startswith("Samira"))
noor = next(i for i, f in records(here, "person").items()
            if f.get("given-names", "").startswith("Noor"))
given = {f["subject"]: i for i, f in records(here, "consent").items()
         if f.get("recipient") == rvt and f.get("decision") == "given" and "withdrawn-on" not in f}
here.json("set", dossier, rvt, "peer=" + there_card)
here.release()
window = Window(PROGRAM, "--store", here.folder)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-bundles-{name}.png")))


def shoot(name):
    window.picture(os.path.join(PICTURES, f"bundles-{name}.png"))


def enter():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Snelle notitie"))
    window.act("win.enter")


def look_at(path):
    window.act("win.import-file", GLib.Variant("s", path))


def is_able(name):
    return "sensitive" in window.find("button", name).states


def reach(role, name, seconds=15):
    """Turns the wheel until it stands in sight, above what stands at the foot."""
    window.wait(lambda: next(window.all(role, name, shown=False), None), f"{role} {name!r}", seconds)
    for _ in range(60):
        node = next(window.all(role, name), None)
        _, _, wide, high = window.find("frame").box()
        if node and 60 < node.box()[1] and node.box()[1] + node.box()[3] < high - 110:
            return node
        window.xdo("mousemove", str(wide * 3 // 5), str(high // 2), "click",
                   "4" if node and node.box()[1] <= 60 else "5")
        window.settle(0.12)
    raise Gone(f"no {role} {name!r}, however far the wheel is turned")


def unnamed():
    """What can have the focus and has no name. GTK leaves some inside its own widgets without one."""
    return [n for n in window.tree().walk()
            if "focusable" in n.states and n.role in ("button", "toggle button", "check box", "text",
                                                      "list item") and n.is_shown()
            and n.is_unnamed() and n.parent.role != "combo box"]


def fits(width):
    """Texts that go over the edge of the window."""
    return [n for n in window.all("label") if n.box()[0] + n.box()[2] > width + 1
            and not any(a.role in ("toggle button", "button") for a in n.above())]


@plan.step
def from_what_the_rvt_sees_it_is_three_steps():
    enter()
    window.act("win.section", GLib.Variant("s", "preview"))
    window.find("button", SHOW).press()
    window.find("button", "Dit versturen…", 20).press()
    window.find("button", LOOK, 20)
    row = window.find("list item", re.compile("^Veilig Thuis De Waarden, Hans Dekker, kaart gec"))
    assert row, "the recipient does not stand there"
    window.wait(lambda: not unnamed(), "a name for all that can have the focus")
    shoot("send-1")
    window.find("button", LOOK).press()
    window.find("list", "Dit gaat mee", 20)
    window.find("list", "Dit blijft hier")


@plan.step
def what_needs_a_person_is_ticked_by_itself_and_nothing_goes_unread():
    boxes = list(window.all("check box", re.compile("^Mag mee: ")))
    assert boxes and not any("checked" in n.states for n in boxes), boxes
    assert not is_able(SIGN), "it can be sent before somebody read it"
    boxes[1].click()
    window.wait(lambda: any("checked" in n.states for n in
                            window.all("check box", re.compile("^Mag mee: "))), "a tick")
    window.find("check box", READ).click()
    window.wait(lambda: is_able(SIGN), "a button that can be pressed")
    shoot("send-2")


@plan.step
def what_changed_since_is_shown_again_and_has_to_be_read_again():
    window.act("win.withdraw", GLib.Variant("s", given[noor]))
    window.settle(1.5)
    window.act("win.done")
    window.find("label", CHANGED, 30)
    window.wait(lambda: not is_able(SIGN), "a button that cannot be pressed")
    assert "checked" not in window.find("check box", READ).states, "taken as read"
    shoot("send-changed")


@plan.step
def signed_it_is_made():
    window.find("check box", READ).click()
    window.wait(lambda: is_able(SIGN), "a button that can be pressed")
    window.find("button", SIGN).press()
    window.find("label", re.compile("^Stap 3 van 3: Pakket [0-9a-f]{8} voor Hans Dekker is klaar"), 40)
    shoot("send-3")


@plan.step
def or_into_the_mailbox():
    os.makedirs(place("postbus"))
    window.find("list item", re.compile("^In de postbus leggen")).click()
    window.find("button", re.compile("Annuleren"))
    window.settle(0.8)
    window.key("ctrl+l", "ctrl+a")
    window.type(place("postbus"))
    window.settle(0.5)
    window.key("Return")
    window.find("label", "Het ligt in de postbus.", 20)
    assert [n for n in os.listdir(place("postbus")) if n.endswith(".gezin")]
    window.find("list item", re.compile("^In de postbus leggen")).click()
    window.find("label", re.compile("^Het was al verstuurd"), 20)


@plan.step
def and_as_a_file_too():
    window.find("list item", re.compile("^Opslaan als bestand…")).click()
    window.settle(1.5)
    window.key("ctrl+a")
    window.type(place("uit.gezin"))
    window.key("Return")
    window.find("label", re.compile("^Het bestand staat er"), 20)
    window.find("button", "Klaar").press()
    window.gone("button", "Klaar")
    assert os.path.getsize(place("uit.gezin")) > 1000


@plan.step
def the_far_side_gets_what_was_shown_and_nothing_of_what_was_withdrawn():
    taken = there.json("import", place("uit.gezin"))
    assert taken["dossiers"][0]["added"] > 3, taken["dossiers"][0]
    shutil.copy(os.path.join(there.folder, "outbox", taken["receipt"]), place("bewijs.gezin"))
    people = records(there, "person")
    assert samira in people and noor not in people, people


@plan.step
def a_confirmation_that_comes_is_noted():
    look_at(place("bewijs.gezin"))
    window.find("label", "De ontvanger heeft opgenomen wat u stuurde.", 20)
    window.find("button", "Noteren").press()
    window.find("label", "Genoteerd", 20)
    window.act("win.section", GLib.Variant("s", "received"))
    window.find("list item", re.compile("^Pakket [0-9a-f]{8} van Hans Dekker, Ontvangstbewijs"))


@plan.step
def escape_leaves_and_nothing_is_sent():
    window.act("win.send", GLib.Variant("(ss)", ("", "")))
    window.find("button", LOOK, 20)
    assert not is_able(LOOK), "nobody and nothing was chosen"
    window.key("Escape")
    window.gone("button", LOOK)
    window.close()
    assert len([b for b in here.json("ledger") if b["direction"] == "out"]) == 1


MINUTES, PHONE, TALK = "90", "06-00001234", "Mark belt voortaan eerst voor hij komt."


BROKEN = """<dossier xmlns="urn:gezinsdossier:dossier:1" id="{0}">
  <record kind="person" id="11111111-2222-4333-8444-555555555555">
    <field name="given-names">Muizengat</field>
    <field name="birth-date">31 februari</field>
  </record>
</dossier>
"""


@plan.step
def the_far_side_writes_and_sends_back():
    visit = next(i for i, f in records(there, "contact").items() if "minutes" in f)
    team = there.json("add", dossier, "organisation", "name=Lokaal team Meerdorp",
                      "kind=local-team", "legal-person=true", "peer=" + here_card)["record"]
    there.json("add", dossier, "consent", "subject=" + samira, "given-by=" + samira,
               "recipient=" + team, "purpose=safety", "decision=given", "given-on=2026-11-20",
               "categories=care,contact,housing,identity,own-words,process,safety",
               "explained=Hans vertelt het team wat hij hoort.")
    plan.talk = there.json("add", dossier, "contact", "kind=office-visit", "about=" + samira,
                           "present=" + samira, "when=2026-11-20T10:05:00Z", "minutes=20",
                           "facts=" + TALK)["record"]
    there.json("set", dossier, visit, "minutes=" + MINUTES)
    there.json("set", dossier, samira, "phone=" + PHONE)
    with open(place("kapot.xml"), "w", encoding="utf-8") as stream:
        stream.write(BROKEN.format(dossier))
    with here.held():
        here.json("set", dossier, visit, "minutes=45")
        assert len(here.json("load", place("kapot.xml"))["dossiers"][0]["parked"]) == 1
        # Once more what may go by itself: without what somebody ticked before.
        here.json("export", dossier, "--to", there_card, "--purpose", "safety")
    sent = there.json("export", dossier, "--to", here_card, "--purpose", "safety",
                      "-o", place("terug.gezin"))
    plan.visit, plan.back = visit, sent["bundle"]


@plan.step
def a_file_that_is_opened_is_looked_at_after_unlocking():
    global window
    window = Window(PROGRAM, "--store", here.folder, place("terug.gezin"))
    window.unlock(PASSPHRASE)
    window.find("label", re.compile("^Pakket [0-9a-f]{8} van Hans Dekker$"), 30)
    window.find("label", "Handtekening klopt")
    window.find("label", "Over " + FAMILY)
    window.find("label", "Twee versies · 1")
    window.wait(lambda: not unnamed(), "a name for all that can have the focus")
    shoot("came")
    window.resize(360, 700)
    window.settle(0.8)
    shoot("narrow-came")
    assert not fits(360), fits(360)
    window.resize(1280, 800)
    window.settle(0.8)


@plan.step
def a_consent_from_outside_is_never_chosen_beforehand():
    consent = reach("button", re.compile("^Overnemen: .*toestemming gegeven"))
    assert "pressed" not in consent.states and "checked" not in consent.states, consent.states
    window.find("label", "Nog 1 keuze te gaan.")
    assert not is_able(TAKE)
    shoot("came-new")


@plan.step
def what_is_not_wanted_has_a_reason():
    reach("button", re.compile("^Niet overnemen: .*toestemming gegeven")).click()
    window.find("label", "Schrijf op waarom u het niet overneemt.")
    assert not is_able(TAKE)
    window.find("text", "Waarom neemt u het niet over?").click()
    window.type(WHY)
    window.wait(lambda: is_able(TAKE), "a button that can be pressed")


@plan.step
def of_two_versions_one_is_chosen_before_it_comes_in():
    reach("check box", re.compile("^Deze gebruiken: Versie van Hans Dekker, " + MINUTES)).click()
    window.find("label", re.compile("^4 overnemen · 1 niet · 1 versie gekozen"))
    shoot("came-chosen")
    window.find("button", TAKE).click()
    window.find("label", "Opgenomen in het dossier", 40)
    window.find("label", "Het ontvangstbewijs voor Hans Dekker ligt klaar om te versturen.")
    shoot("came-done")
    window.find("button", "Naar het dossier").press()
    window.find("button", re.compile("^Snelle notitie"))
    window.act("win.section", GLib.Variant("s", "received"))
    window.find("list item", re.compile("^Pakket [0-9a-f]{8} van Hans Dekker, Aanvullingen"))
    shoot("received")


@plan.step
def the_same_again_changes_nothing():
    look_at(place("terug.gezin"))
    window.find("label", "Dit pakket hebt u al opgenomen.", 20)


@plan.step
def a_bundle_that_is_dropped_on_the_window_is_looked_at():
    window.act("win.open-dossier", GLib.Variant("s", dossier))
    window.find("button", re.compile("^Snelle notitie"))
    window.drop(DRAG, os.path.join(SAMPLES, "timmer-haddad.xml"))
    window.find("label", re.compile("^Dat is geen pakket"))
    window.drop(DRAG, place("terug.gezin"))
    window.find("label", "Dit pakket hebt u al opgenomen.", 20)


def family(section):
    """The dossier is read before its page can be chosen."""
    window.act("win.open-dossier", GLib.Variant("s", dossier))
    window.act("win.section", GLib.Variant("s", "overview"))
    window.find("button", re.compile("^Samira, "), 20)
    window.act("win.section", GLib.Variant("s", section))


def refused(title, path):
    look_at(path)
    window.find("label", title, 20)
    assert not list(window.all("button", TAKE)), "it can be taken in"


def send_back(store, name):
    store.json("export", dossier, "--to", here_card, "--purpose", "safety", "-o", place(name))


def take(name):
    look_at(place(name))
    window.wait(lambda: next(window.all("button", TAKE), None) and is_able(TAKE), "what came", 30)
    window.find("button", TAKE).press()
    window.find("label", "Opgenomen in het dossier", 40)


@plan.step
def what_was_set_aside_stands_there_and_can_go():
    family("received")
    reach("list item", re.compile("^Toestemming, U nam dit niet over")).click()
    window.wait(lambda: next(window.all("button", "Weggooien: Toestemming", shown=False), None),
                "a button to throw it away").press()
    window.gone("list item", re.compile("^Toestemming, U nam dit niet over"))
    shoot("received")


@plan.step
def what_is_wrong_in_itself_is_said_and_does_not_come_in():
    wrong = re.compile("^Persoon, Er klopt iets niet")
    reach("list item", wrong).click()
    reach("list item", re.compile("^Wat er niet klopt, Dit is geen datum"))
    reach("list item", re.compile("^Wat u kunt doen, Vraag de afzender"))
    reach("list item", re.compile("^Voornamen, Muizengat"))
    shoot("received-wrong")
    again = window.wait(lambda: next(window.all("button", "Opnieuw proberen: Persoon", shown=False), None),
                        "a button to try again")
    again.press()
    window.find("label", "Een waarde past niet in haar veld; er is dus niets geschreven.", 12)
    window.find("list item", wrong)
    window.wait(lambda: "sensitive" in next(window.all("button", "Weggooien: Persoon",
                                                       shown=False)).states, "a button to throw it away")
    next(window.all("button", "Weggooien: Persoon", shown=False)).press()
    window.gone("list item", wrong)


@plan.step
def a_gap_is_told_and_what_is_no_longer_shared():
    send_back(there, "gemist.gezin")
    there.json("set", dossier, plan.talk, "sharing=withheld")
    send_back(there, "minder.gezin")
    look_at(place("minder.gezin"))
    window.find("label", "Er ontbreekt een pakket", 20)
    window.find("label", re.compile("niet meer met u gedeeld"))
    shoot("came-less")
    take("minder.gezin")


@plan.step
def it_says_so_where_it_stood():
    family("overview")
    window.find("label", "Niet meer gedeeld", 20)
    shoot("frozen-overview")
    window.act("win.show-kind", GLib.Variant("s", "contact"))
    window.find("list item", HIDDEN)
    window.act("win.section", GLib.Variant("s", "journal"))
    window.find("list item", HIDDEN)
    assert not list(window.all("label", TALK, shown=False)), "it is shown"
    shoot("frozen-journal")


@plan.step
def with_a_reason_it_is_shown_and_used_again():
    window.find("list item", HIDDEN).click()
    window.find("label", re.compile("^Het ligt hier nog"))
    assert not is_able(KEEP), "without a reason"
    window.wait(lambda: not unnamed(), "a name for all that can have the focus")
    shoot("frozen-decide")
    window.find("text", "Waarom gebruikt u het toch?").click()
    window.type("Hans zei het ook aan de telefoon.")
    window.wait(lambda: is_able(KEEP), "a button that can be pressed")
    window.find("button", KEEP).press()
    window.find("label", TALK, 20)
    window.gone("list item", HIDDEN)


def copy_of(store, name):
    """Its folder, copied as files while nobody works in it."""
    store.release()
    shutil.copytree(store.folder, place(name))
    store.hold()
    one = Store(GEZIN, place(name), PASSPHRASE)
    one.hold()
    return one


def put_back(store, content):
    """Over what lies there, as a program for backups does: each file is the same file."""
    for name, was in content.items():
        with open(os.path.join(store.folder, name), "r+b") as stream:
            stream.write(was)
            stream.truncate()


def files_of(store):
    found = {}
    for name in os.listdir(store.folder):
        if os.path.isfile(os.path.join(store.folder, name)):
            with open(os.path.join(store.folder, name), "rb") as stream:
                found[name] = stream.read()
    return found


@plan.step
def a_copied_folder_that_sends_too_is_told():
    second = copy_of(there, "kopie")
    send_back(second, "kopie.gezin")
    send_back(there, "zelf.gezin")
    second.release()
    look_at(place("kopie.gezin"))
    window.find("label", re.compile("^Dit komt uit een andere kopie van de dossiers van de afzender"), 20)
    window.find("label", "Uit een andere kopie")
    shoot("copy-other")
    take("kopie.gezin")
    look_at(place("zelf.gezin"))
    window.find("label", re.compile("^De afzender werkt in twee kopieën van dezelfde dossiers"), 20)
    assert not list(window.all("label", "Er ontbreekt een pakket")), "told as a gap"
    shoot("copy-both")
    take("zelf.gezin")


@plan.step
def of_two_with_one_number_nothing_is_taken_before_somebody_called():
    there.release()
    before = files_of(there)
    there.hold()
    send_back(there, "een.gezin")
    there.release()
    put_back(there, before)
    there.hold()
    there.json("set", dossier, plan.visit, "place=Bij Hans op kantoor")
    send_back(there, "twee.gezin")
    take("een.gezin")
    refused("Er zijn twee pakketten met hetzelfde nummer: bel de afzender.", place("twee.gezin"))
    shoot("forked")
    window.find("button", "Ik heb gebeld: bekijken").press()
    window.find("label", re.compile("^De afzender maakte twee pakketten met hetzelfde nummer"), 20)
    window.find("label", "Twee met hetzelfde nummer")
    assert not is_able(TAKE), "chosen beforehand"
    shoot("forked-look")
    family("ledger")
    window.find("list item", re.compile("^Hans Dekker, .*hetzelfde nummer", re.DOTALL))
    shoot("forked-ledger")
    # The confirmation tells the sender, who counts anew from then on.
    there.json("import", max(glob.glob(os.path.join(here.folder, "outbox", "*")), key=os.path.getmtime))


@plan.step
def a_lead_that_is_offered_comes_with_the_bundle():
    other = there.json("new", "--name", "Gezin Kwartel")["dossier"]
    team = there.json("add", other, "organisation", "name=Lokaal team Meerdorp", "kind=local-team",
                      "legal-person=true", "peer=" + here_card)["record"]
    who = there.json("add", other, "person", "given-names=Ilse", "birth-date=1980-01-01")["record"]
    # Nobody asked her: so the name of the family stays there.
    there.json("add", other, "person", "given-names=Corrie", "birth-date=1950-01-01")
    there.json("add", other, "consent", "subject=" + who, "given-by=" + who, "recipient=" + team,
               "purpose=transfer", "decision=given", "given-on=2026-01-05", "explained=Zo is het.",
               "categories=care,contact,housing,identity,own-words,process,safety")
    sent = there.json("transfer", other, "--to", here_card)
    shutil.copy(os.path.join(there.folder, "outbox", sent["file"]), place("leiding.gezin"))
    look_at(place("leiding.gezin"))
    window.find("label", re.compile("^Als u dit pakket opneemt, krijgt u de leiding"), 20)
    take("leiding.gezin")
    window.find("button", "Naar het dossier").press()
    window.find("label", "Naam niet gedeeld", 20)
    window.find("button", re.compile("^Ilse"), 20)  # of the dossier that was read, not the one before
    window.act("win.section", GLib.Variant("s", "ledger"))
    window.find("list item", re.compile("^De leiding over dit dossier, Bij u. U hebt het overgenomen van Hans"), 20)
    shoot("name-not-shared")


@plan.step
def what_cannot_be_taken_in_is_said_in_one_sentence():
    whole = open(place("terug.gezin"), "rb").read()
    with open(place("stuk.gezin"), "wb") as stream:
        stream.write(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
    with open(place("brief.gezin"), "wb") as stream:
        stream.write(b"Beste Yasmina, dit is geen pakket.")
    refused("De handtekening klopt niet.", place("stuk.gezin"))
    refused("Dit pakket kan niet worden opgenomen.", place("brief.gezin"))
    shoot("refused")
    refused("Dit pakket kan niet worden opgenomen.", place("weg.gezin"))
    refused("Dit pakket is niet voor u.", place("uit.gezin"))


@plan.step
def a_stranger_is_told_from_somebody_known():
    stranger.json("peer", "add", place("here.card"))
    stranger.json("peer", "trust", here_card)
    other = stranger.json("new", "--name", "Gezin Vreemd")["dossier"]
    stranger.json("add", other, "organisation", "name=Lokaal team Meerdorp", "kind=local-team",
                  "legal-person=true", "peer=" + here_card)
    child = stranger.json("add", other, "person", "given-names=Ilse", "birth-date=1980-01-01")["record"]
    team = [r["id"] for r in stranger.json("show", other)["records"]
            if r["kind"] == "organisation"][0]
    stranger.json("add", other, "consent", "subject=" + child, "given-by=" + child,
                  "recipient=" + team, "purpose=safety", "decision=given", "given-on=2026-11-20",
                  "categories=care,contact,housing,identity,process,safety", "explained=Zo is het.")
    sent = stranger.json("export", other, "--to", here_card, "--purpose", "safety")
    refused("Deze afzender kent u nog niet.", os.path.join(stranger.folder, "outbox", sent["file"]))
    window.find("button", "Naar de kaarten").press()
    window.find("label", re.compile("kaart"), 20)


@plan.step
def whether_something_is_erased_is_asked():
    asked = there.json("recall", plan.back, "--all", "--reason", "Verkeerd verstuurd")
    line = next(b for b in there.json("outbox") if b["bundle"] == asked["recall"])
    look_at(os.path.join(there.folder, "outbox", line["file"]))
    window.find("check box", "Ja, wis het", 20)
    window.find("label", "Kies eerst ja of nee.")
    assert not is_able("Antwoorden")
    shoot("recall")
    window.find("check box", "Nee, bewaar het").click()
    window.find("text", "Waarom neemt u het niet over?").click()
    window.type(WHY)
    window.wait(lambda: is_able("Antwoorden"), "a button that can be pressed")
    window.key("ctrl+Return")
    window.find("label", "Er is niets opgenomen", 30)


@plan.step
def what_went_again_is_asked_back_with_everything_else():
    family("ledger")
    reach("list item", re.compile("^Hans Dekker, Ontvangen", re.DOTALL)).click()
    reach("button", "Dit pakket terugvragen… Hans Dekker").press()
    window.find("label", re.compile("^Alles uit dit pakket is in een later pakket nog eens"), 20)
    window.find("list item", re.compile("^Alles wat zij van dit dossier kregen, [0-9]+ onderdelen"))
    window.wait(lambda: not unnamed(), "a name for all that can have the focus")
    shoot("ask-back")
    window.find("text", "Waarom vraagt u het terug?").click()
    window.type("Verkeerde ontvanger")
    window.wait(lambda: is_able("Terugvragen"), "a button that can be pressed")
    window.find("button", "Terugvragen").press()
    window.find("list item", re.compile("^Hans Dekker, Teruggevraagd"), 20)


@plan.step
def in_360_pixels_everything_fits():
    window.act("win.open-dossier", GLib.Variant("s", dossier))
    window.find("button", re.compile("^Snelle notitie"))
    window.act("win.send", GLib.Variant("(ss)", ("", "")))
    window.find("button", LOOK, 20)
    window.resize(360, 700)
    window.settle(0.8)
    shoot("narrow-send")
    assert not fits(360), fits(360)
    window.key("Escape")
    window.gone("button", LOOK)
    look_at(place("terug.gezin"))
    window.find("label", "Dit pakket hebt u al opgenomen.", 20)
    shoot("narrow-known")
    assert not fits(360), fits(360)


@plan.step
def a_shell_sees_what_was_chosen():
    window.close()
    visits, people = records(here, "contact"), records(here, "person")
    assert visits[plan.visit]["minutes"] == MINUTES, visits[plan.visit]
    assert people[samira]["phone"] == PHONE, people[samira]
    assert "20" in [f.get("minutes") for f in visits.values()], "what was new did not come in"
    assert not [f for f in records(here, "consent").values()
                if "Hans vertelt" in f.get("explained", "")], "what was not wanted came in"
    assert not here.json("conflicts", dossier), here.json("conflicts", dossier)
    assert len([b for b in here.json("ledger") if b["direction"] == "in"]) >= 3


@plan.step
def gtk_has_nothing_to_complain_about():
    assert not robot.complaints(), robot.complaints()


sys.exit(plan.finish())
