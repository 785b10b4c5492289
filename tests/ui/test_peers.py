#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Cards, the mailbox and what was shared, in the window, by real keys and clicks.

Somebody of the safety team has a store of their own and uses the command. A shell looks afterwards
whether both stores have it that way too.

usage: test_peers.py PROGRAM GEZIN PICTURES     (under desktop.sh)
"""
import glob
import os
import re
import sys
import tempfile

from gi.repository import GLib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "exchange"))
# pylint: disable=wrong-import-position
from authority import Authority, read, write  # noqa: E402
import robot  # noqa: E402
import tap  # noqa: E402
from robot import Window  # noqa: E402
from shell import Store  # noqa: E402

PROGRAM, GEZIN, PICTURES = sys.argv[1:4]
PASSPHRASE = "een lange zin die niemand raadt"
FAMILY = "Gezin Kwartelstaart"
THEM = "Hans Dekker"
WHY = "Verkeerde familie"
folder = tempfile.TemporaryDirectory()
os.makedirs(PICTURES, exist_ok=True)


def path(name):
    return os.path.join(folder.name, name)


store = Store(GEZIN, path("store"), PASSPHRASE)
store.make("Yasmina Benali")
theirs = Store(GEZIN, path("theirs"), PASSPHRASE)
theirs.run("init", "--name", THEM, "--organisation", "Veilig Thuis De Waarden", "--role", "rvt",
           "--kdf-memory", "64MiB")
theirs.hold()
store.hold()
dossier = store.json("new", "--name", FAMILY)["dossier"]


def add(kind, *fields):
    return store.json("add", dossier, kind, *fields)["record"]


team = add("organisation", "name=Veilig Thuis De Waarden", "kind=veilig-thuis", "legal-person=true",
           "acts-in-rvt=true")
mother = add("person", "given-names=Samira", "birth-date=1988-02-01")
consent = add("consent", f"subject={mother}", f"given-by={mother}", f"recipient={team}",
              "decision=given", "given-on=2026-01-05", "until=2099-12-31",
              "categories=identity,safety,process,own-words,care,contact", "purpose=safety")
fact = add("statement", "text=Er is rust in huis.", f"about={mother}")
os.makedirs(path("postbus"))
their_card = theirs.json("card", "-o", path("hans.gezin-card"))
store.release()
window = Window(PROGRAM, "--store", store.folder)
plan = tap.Plan(lambda name: window.screen(os.path.join(PICTURES, f"failed-peers-{name}.png")))


def shoot(name):
    window.picture(os.path.join(PICTURES, f"peers-{name}.png"))


def reopen(family=FAMILY):
    global window
    window.close()
    window = Window(PROGRAM, "--store", store.folder)
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + family)).click()
    window.find("button", re.compile("^Snelle notitie"))


def closed(run, family=FAMILY):
    """A shell uses the store while no window has it."""
    window.close()
    try:
        with store.held():
            run()
    finally:
        reopen(family)


def press_further(name):
    """A button that may be below what is in sight."""
    window.wait(lambda: list(window.all("button", name, shown=False)), name)[0].press()


def shown_words():
    """The eight words that stand on top, in their order."""
    found = {}
    for node in window.all("label", re.compile("^[1-8]: [a-z]+$"), shown=False):
        number, _, word = node.name.partition(": ")
        found[int(number)] = word
    return " ".join(found[i] for i in sorted(found))


def cards():
    window.act("win.cards")
    return window.find("button", "Uw kaart bewaren…")


def mailbox():
    window.act("win.mailbox")
    window.find("list item", re.compile("^Binnengekomen"))


def ledger():
    window.act("win.section", GLib.Variant("s", "ledger"))
    window.find("list", "De leiding over dit dossier")


def line(pattern, seconds=12):
    return window.find("list item", re.compile(f"^{THEM}, .*{pattern}", re.DOTALL), seconds)


def choose(field, answer):
    """Presses a pill of one field of the form, in sight or not."""
    def find():
        group = next((n for n in window.tree().walk() if n.name == field and
                      any(c.name == answer and "Action" in c.interfaces for c in n.walk())), None)
        return group and next(c for c in group.walk()
                              if c.name == answer and "Action" in c.interfaces)
    window.wait(find, f"{answer} of {field}").press()
    window.settle(0.2)


def tab_to(role, name):
    """What is further down in a form comes in sight as the focus does."""
    for _ in range(70):
        found = next(window.all(role, name), None)
        if found and found.box()[1] + found.box()[3] // 2 < found.top().box()[3] - 62:  # no bar
            window.settle(0.3)
            return window.find(role, name)
        window.key("Tab")
    raise robot.Gone(f"{role} {name} by Tab")


@plan.step
def the_own_card_is_saved_and_its_words_are_read_aloud():
    window.unlock(PASSPHRASE)
    window.find("list item", re.compile("^" + FAMILY)).click()
    window.find("button", re.compile("^Snelle notitie"))
    cards()
    words = shown_words()
    assert len(words.split()) == 8, words
    shoot("own-card")
    window.find("button", "Uw kaart bewaren…").press()
    window.pick(path("mijn.gezin-card"), True)
    window.wait(lambda: os.path.exists(path("mijn.gezin-card")), "the card as a file")
    window.find("label", re.compile("^Bewaard. Geef de kaart door"))
    ours = theirs.json("peer", "add", path("mijn.gezin-card"))
    assert ours["words"] == words, (ours["words"], words)
    theirs.run("peer", "trust", ours["fingerprint"])


@plan.step
def a_card_of_somebody_shows_its_words_and_is_not_trusted_unseen():
    window.find("button", "Kaart toevoegen…").press()
    window.pick(path("hans.gezin-card"))
    trust = window.find("button", "Deze kaart vertrouwen")
    assert "sensitive" not in trust.states, "trusted without comparing"
    window.find("label", "De woorden zijn nog niet vergeleken")
    shown = [node for node in window.find("button", "Deze kaart vertrouwen").top().walk()
             if re.match("^[1-8]: [a-z]+$", node.name)]
    said = " ".join(node.name.partition(": ")[2] for node in shown)
    assert said == their_card["words"], (said, their_card["words"])
    shoot("compare")


@plan.step
def it_is_trusted_in_a_role_after_the_words_were_compared():
    window.find("list item", re.compile("^Ik heb de acht woorden hardop vergeleken")).click()
    window.find(None, re.compile("^Regionaal veiligheidsteam")).click()
    window.find("button", "Deze kaart vertrouwen").press()
    window.find("list item", re.compile(f"^{THEM}, Vertrouwd: de woorden zijn vergeleken"))
    shoot("trusted")
    window.close()
    peer = store.json("peer", "list")[0]
    assert (peer["state"], peer["role-confirmed"]) == ("trusted", "rvt"), peer
    reopen()


@plan.step
def a_card_that_changed_is_shouted():
    other = Store(GEZIN, path("ander"), PASSPHRASE)
    other.run("init", "--name", THEM, "--organisation", "Veilig Thuis De Waarden", "--role", "rvt",
              "--kdf-memory", "64MiB")
    other.run("card", "-o", path("anders.gezin-card"))
    cards()
    window.find("button", "Kaart toevoegen…").press()
    window.pick(path("anders.gezin-card"))
    window.find("label", re.compile("^PAS OP: een andere kaart dan die u kent"))
    shoot("changed-card")
    window.find("button", "Ze verschillen: intrekken…").press()
    window.find("button", re.compile("^_?Intrekken( _?Intrekken)?$")).press()
    window.find("list item", re.compile(f"^{THEM}, Ingetrokken: er gaat niets naartoe"))
    window.find("list item", re.compile(f"^{THEM}, Vertrouwd"))
    shoot("revoked")


@plan.step
def a_file_that_is_no_card_is_refused_in_one_sentence():
    with open(path("geen.gezin-card"), "w", encoding="utf-8") as stream:
        stream.write("dit is geen kaart")
    window.find("button", "Kaart toevoegen…").press()
    window.pick(path("geen.gezin-card"))
    window.find("label", re.compile("kaart"), 8)
    shoot("no-card")


@plan.step
def an_organisation_gets_its_card_by_name():
    window.act("win.close-page")
    window.act("win.show-kind", GLib.Variant("s", "organisation"))
    window.find("list item", re.compile("^Veilig Thuis De Waarden")).click()
    window.find("button", "Klaar")
    tab_to("label", "Meer velden").click()
    tab_to("combo box", re.compile("^Contactkaart")).click()
    window.settle(0.6)
    window.key("Down", "Return")
    window.settle(0.6)
    shoot("organisation-card")
    window.act("win.done")
    window.gone("button", "Klaar")


def export():
    theirs_now = their_card["fingerprint"]
    assert store.json("show", dossier, "--kind", "organisation")["records"][0]["fields"]["peer"] \
        == theirs_now
    store.run("export", dossier, "--to", theirs_now, "--purpose", "safety")


@plan.step
def nothing_was_shared_until_something_was():
    ledger()
    window.find("label", "Er is nog niets gedeeld")
    shoot("ledger-empty")
    closed(export)
    ledger()
    line("Wacht op verzending sinds .*veiligheid")
    shoot("ledger-waiting")


@plan.step
def a_line_opens_to_what_it_rests_on_and_what_stayed():
    line("Wacht op verzending").click()
    window.find("list item", re.compile("Rust op deze toestemming$"))
    window.find("list item", re.compile("^Pakket 1, kenmerk [0-9a-f]{8}"))
    window.find("button", f"Dit pakket terughalen… {THEM}")
    shoot("ledger-open")


@plan.step
def the_mailbox_takes_what_waits():
    mailbox()
    window.find("button", "De map van de postbus kiezen").press()
    window.pick(path("postbus"))
    window.find("label", "1 pakket is in de postbus gelegd.", 15)
    assert glob.glob(path("postbus/*.gezin")), os.listdir(path("postbus"))
    window.find("list item", "Wacht op verzending, Niets")
    window.find("button", "De map van de postbus kiezen")
    shoot("mailbox")
    window.act("win.close-page")
    ledger()
    line("Verstuurd; wacht op antwoord sinds")


@plan.step
def a_mailbox_that_went_away_is_one_sentence():
    os.rename(path("postbus"), path("weg"))
    mailbox()
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", re.compile("^De postbus is er niet"), 15)
    shoot("mailbox-gone")
    os.rename(path("weg"), path("postbus"))


def they_take(*more):
    theirs.run("sync", "--mailbox", path("postbus"))
    found = [one["path"] for one in theirs.json("inbox")]
    # In the order in which they were made: a request that a later one follows brings nothing new.
    for one in sorted(found, key=lambda at: theirs.json("import", "--preview", at)["sequence"]):
        theirs.run("import", one, *more)
    theirs.run("sync")


def take_all():
    for one in store.json("inbox"):
        store.run("import", one["path"])


@plan.step
def a_receipt_comes_through_the_mailbox():
    they_take()
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", re.compile("^Er is er een voor u gekomen"), 15)
    window.find("list item", "Binnengekomen en nog niet bekeken, 1 pakket")
    shoot("arrived")
    closed(take_all)
    ledger()
    line("Ontvangen ")
    shoot("ledger-received")


def send_less():
    """Once more, without the fact; it comes there, and that comes back."""
    store.run("set", dossier, fact, "sharing=withheld")
    export()
    store.run("sync")
    they_take()
    store.run("sync")
    take_all()


def ask_back():
    """Opens the dialog of the oldest bundle that was received there."""
    list(window.all("list item", re.compile(f"^{THEM}, .*Ontvangen ", re.DOTALL)))[-1].click()
    window.find("button", f"Dit pakket terugvragen… {THEM}").press()
    window.find("list", "Wat vraagt u terug?", 12)


def really_ask_back():
    window.find("text", "Waarom vraagt u het terug?").click()
    window.type(WHY)
    window.wait(lambda: "sensitive" in window.find("button", "Terugvragen").states, "a button")
    window.find("button", "Terugvragen").press()
    window.gone("button", "Terugvragen", 12)


def ways():
    """Each way of asking back, and whether it is chosen."""
    return [(one.name, "checked" in next(n for n in one.walk() if n.role == "check box").states)
            for one in window.find("list", "Wat vraagt u terug?").walk() if one.role == "list item"]


@plan.step
def one_bundle_alone_or_everything_is_asked_back():
    closed(send_less)
    ledger()
    window.wait(lambda: len(list(window.all("list item", re.compile(
        f"^{THEM}, .*Ontvangen ", re.DOTALL)))) == 2, "two bundles that were received")
    ask_back()
    alone, all_of_it = ways()
    assert re.match("^Alleen dit pakket, 1 onderdeel[.] [0-9]+ andere onderdelen ervan", alone[0]), alone
    assert re.match("^Alles wat zij van dit dossier kregen, [0-9]+ onderdelen", all_of_it[0]), all_of_it
    assert alone[1] and not all_of_it[1], "more is asked back than was asked for"
    shoot("recall-alone")
    really_ask_back()
    line("Teruggevraagd .*; nog geen antwoord")


@plan.step
def asking_back_needs_a_reason_and_shows_what_they_say():
    ask_back()
    go = window.find("button", "Terugvragen")
    assert "sensitive" not in go.states, "asked back without a reason"
    window.find("list item", re.compile("^Alles wat zij van dit dossier kregen")).click()
    window.wait(lambda: [chosen for _, chosen in ways()] == [False, True], "everything is chosen")
    shoot("recall")
    really_ask_back()
    window.wait(lambda: len(list(window.all("list item", re.compile(
        f"^{THEM}, .*Teruggevraagd .*; nog geen antwoord", re.DOTALL)))) == 2, "both asked back")
    shoot("ledger-asked-back")


@plan.step
def their_answer_to_that_is_in_the_ledger():
    mailbox()
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", "2 pakketten zijn in de postbus gelegd.", 15)
    they_take("--accept", "recall")
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", re.compile("^Er zijn er meer voor u gekomen"), 15)
    closed(take_all)
    ledger()
    line("Teruggevraagd; daar verwijderd")
    shoot("ledger-deleted")
    line("Teruggevraagd; daar verwijderd").click()
    window.find("list item", f"Waarom het is teruggevraagd, {WHY}")
    assert not theirs.json("list"), "they still have it"


@plan.step
def of_all_dossiers_each_line_names_its_family():
    window.act("win.ledger")
    line(FAMILY)
    shoot("ledger-all")
    window.act("win.close-page")


ANOTHER = "Gezin Muizengat"


def begin_another():
    """What was asked back of the first is erased there for good."""
    other = store.json("new", "--name", ANOTHER)["dossier"]
    to = store.json("add", other, "organisation", "name=Veilig Thuis De Waarden",
                    "kind=veilig-thuis", "legal-person=true", "acts-in-rvt=true",
                    f"peer={their_card['fingerprint']}")["record"]
    who = store.json("add", other, "person", "given-names=Wubbina", "birth-date=1990-01-01")["record"]
    store.run("add", other, "consent", f"subject={who}", f"given-by={who}", f"recipient={to}",
              "decision=given", "given-on=2026-01-05", "until=2099-12-31",
              "categories=identity,safety,process,own-words,care,contact", "purpose=transfer")


@plan.step
def the_lead_is_offered_to_somebody_whose_card_is_trusted():
    ledger()
    window.find("list item", "De leiding over dit dossier, Bij u.")
    window.find("button", "De leiding overdragen…").press()
    go = window.find("button", "De leiding aanbieden")
    assert "sensitive" not in go.states, "nobody is chosen"
    found = [n.name for n in window.find("list", "Wie neemt het over?").walk()
             if n.role == "list item"]
    assert found == [f"{THEM}, Veilig Thuis De Waarden"], found
    window.find("list item", f"{THEM}, Veilig Thuis De Waarden").click()
    shoot("hand-over")
    window.find("button", "De leiding aanbieden").press()
    # Nobody consented to this purpose: it says so, and nothing is offered.
    window.find("label", re.compile("^Er mag niets naar deze ontvanger"))
    shoot("hand-over-refused")
    window.key("Escape")
    window.gone("button", "De leiding aanbieden")

    closed(begin_another, ANOTHER)
    ledger()
    window.find("button", "De leiding overdragen…").press()
    window.find("list item", f"{THEM}, Veilig Thuis De Waarden").click()
    window.find("button", "De leiding aanbieden").press()
    window.find("list item", re.compile(f"^De leiding over dit dossier, Aangeboden aan {THEM}"), 12)
    shoot("offered")


@plan.step
def and_moves_when_they_accepted():
    mailbox()
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", "1 pakket is in de postbus gelegd.", 15)
    they_take()
    window.find("button", "Nu versturen en ophalen").press()
    window.find("label", re.compile("^Er is er een voor u gekomen"), 15)
    closed(take_all, ANOTHER)
    ledger()
    window.find("list item", re.compile(f"^De leiding over dit dossier, Bij {THEM}"))
    window.gone("button", "De leiding overdragen…")
    shoot("handed-over")


OTHERS = "Zus belt elke avond."


def somebody_else_writes():
    """As what came from another organisation, by whatever way."""
    store.release()
    third = Store(GEZIN, path("derde"), PASSPHRASE)
    third.run("init", "--name", "Els Kok", "--organisation", "GGZ De Linde", "--role", "consultant",
              "--kdf-memory", "64MiB")
    for one, other in ((store, third), (third, store)):
        with open(path("dossier.xml"), "wb") as stream:
            stream.write(one.run("dump", dossier))
        other.run("load", path("dossier.xml"))
        if other is third:
            third.run("add", dossier, "statement", f"text={OTHERS}", f"about={mother}")
    store.hold()


@plan.step
def what_others_wrote_goes_along_only_where_it_is_ticked():
    closed(somebody_else_writes)
    window.act("win.section", GLib.Variant("s", "consent"))
    window.act("win.talk", GLib.Variant("(sss)", (mother, team, "")))
    window.find("button", "Klaar")
    tab_to("label", "Meer velden").click()
    window.wait(lambda: list(window.all("list item", re.compile(f"^{OTHERS}.*GGZ De Linde"),
                                        shown=False)), "what they wrote")
    items = [n.name for n in window.all("list", "Door anderen geschreven, mag mee", shown=False)
             for n in n.walk() if n.role == "list item"]
    assert len(items) == 1, items
    tab_to("list item", re.compile(f"^{OTHERS}")).click()
    shoot("passes-on")
    choose("Gegeven door", "Samira")
    choose("Waarvoor", "hulp op elkaar afstemmen")
    choose("Waarover", "veiligheid")
    choose("Besluit", "toestemming gegeven")
    window.act("win.done")
    window.gone("button", "Klaar")
    window.close()
    consents = store.json("show", dossier, "--kind", "consent")["records"]
    named = [one["fields"]["passes-on"] for one in consents if "passes-on" in one["fields"]]
    said = store.json("show", dossier, "--kind", "statement")["records"]
    assert named == [[one["id"] for one in said if one["fields"]["text"] == OTHERS]], named
    reopen()


UNCHECKED = re.compile("^Niet nagegaan of het certificaat is ingetrokken")


def answered(issuer, asked):
    """What an issuer makes of a file of requests, without its own certificate."""
    answer = b""
    for number, request in enumerate(re.findall(b"-----BEGIN.*?-----END[^\n]*\n", read(asked), re.DOTALL)):
        one = write(f"{asked}-{number}", request)
        answer += issuer.issue(one, one + ".pem")
    return answer


@plan.step
def the_issuer_of_the_organisation_answers_and_says_what_it_took_back():
    cards()
    before = shown_words()
    issuer = Authority(folder.name, "Uitgever")
    press_further("Aanvraag bewaren…")
    window.pick(path("aanvraag.pem"), True)
    window.wait(lambda: os.path.exists(path("aanvraag.pem")), "the request as a file")
    answer = answered(issuer, path("aanvraag.pem"))
    write(path("half.pem"), answer)
    write(path("antwoord.pem"), answer + issuer.chain())
    press_further("Certificaat inlezen…")
    window.pick(path("half.pem"))
    window.find("label", re.compile("^Het certificaat van de uitgever staat niet in dit bestand"), 8)
    assert shown_words() == before, "a wrong answer changed the card"
    press_further("Certificaat inlezen…")
    window.pick(path("antwoord.pem"))
    window.wait(lambda: list(window.all("label", "Uitgegeven door Uitgever.", shown=False)), "the issuer")
    assert shown_words() != before, "the same words"
    assert list(window.all("label", UNCHECKED, shown=False)), "silent"
    shoot("certified")
    press_further("Intreklijst inlezen…")
    window.pick(issuer.list("lijst.crl"))
    window.find("label", re.compile("^De lijst is ingelezen. Er staat geen kaart op"), 8)
    window.wait(lambda: not list(window.all("label", UNCHECKED, shown=False)), "that it was looked up")
    shoot("list-taken")
    window.act("win.close-page")


def they_get_certificates():
    """Of an issuer of theirs, of whom nobody has a list here."""
    issuer = Authority(folder.name, "Hun uitgever")
    theirs.run("card", "--request", "-o", path("hun.pem"))
    write(path("hun-antwoord.pem"), answered(issuer, path("hun.pem")) + issuer.chain())
    theirs.run("card", "--certify", path("hun-antwoord.pem"))
    card = theirs.json("card", "-o", path("hans-2.gezin-card"))["fingerprint"]
    store.run("peer", "add", path("hans-2.gezin-card"))
    store.run("peer", "trust", card)
    store.run("set", dossier, team, "peer=" + card)
    store.run("card", "-o", path("mijn-2.gezin-card"))
    ours = theirs.json("peer", "add", path("mijn-2.gezin-card"))
    theirs.run("peer", "trust", ours["fingerprint"])
    return ours["fingerprint"]


def they_send(card):
    other = theirs.json("new", "--name", "Gezin Wulp")["dossier"]
    to = theirs.json("add", other, "organisation", "name=Lokaal team Meerdorp", "kind=local-team",
                     "legal-person=true", "peer=" + card)["record"]
    who = theirs.json("add", other, "person", "given-names=Ilse", "birth-date=1980-01-01")["record"]
    theirs.json("add", other, "consent", "subject=" + who, "given-by=" + who, "recipient=" + to,
                "purpose=safety", "decision=given", "given-on=2026-11-20",
                "categories=care,contact,housing,identity,process,safety", "explained=Zo is het.")
    theirs.json("export", other, "--to", card, "--purpose", "safety", "-o", path("wulp.gezin"))


@plan.step
def what_nobody_could_look_up_is_said_before_it_is_sent_and_before_it_is_taken_in():
    closed(lambda: they_send(they_get_certificates()))
    window.act("win.send", GLib.Variant("(ss)", (team, "safety")))
    window.wait(lambda: "sensitive" in window.find("button", "Kijk wat er meegaat", 20).states, "a button")
    window.find("button", "Kijk wat er meegaat").press()
    window.find("label", UNCHECKED, 20)
    window.find("check box", "Ik heb gelezen wat meegaat").click()
    window.wait(lambda: "sensitive" in window.find("button", "Onderteken en versleutel").states, "a button")
    shoot("unchecked-look")
    window.find("button", "Onderteken en versleutel").press()
    window.find("label", re.compile("^Stap 3 van 3"), 40)
    window.find("label", UNCHECKED)
    shoot("unchecked-sent")
    window.find("button", "Klaar").press()
    window.gone("button", "Klaar")
    window.act("win.import-file", GLib.Variant("s", path("wulp.gezin")))
    window.find("label", re.compile("^Pakket [0-9a-f]{8} van " + THEM), 20)
    window.find("label", UNCHECKED)
    shoot("unchecked-came")
    window.act("win.close-page")


@plan.step
def everything_fits_360_pixels():
    window.resize(360, 640)
    for name, show in (("cards", cards), ("mailbox", mailbox), ("all", lambda: window.act("win.ledger"))):
        show()
        window.settle(0.6)
        wide = window.wait(lambda: max((n.box()[0] + n.box()[2], n.name)
                                       for n in window.all("button")
                                       if n.name and not n.is_unnamed()), "buttons")
        shoot(f"narrow-{name}")
        assert wide[0] <= 366, wide
        window.act("win.close-page")


@plan.step
def gtk_has_nothing_to_complain_about():
    window.close()
    assert not robot.complaints(), robot.complaints()


sys.exit(plan.finish())
