#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The main job in the window, on the sample families; a picture of each stage. Run it under
tests/ui/desktop.sh, in a desktop of its own.

usage: pictures.py BUILD-FOLDER PICTURE-FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile
import time

from gi.repository import GLib

PROJECT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(PROJECT, "tests", "ui"))
from robot import Window  # noqa: E402

BUILD, PICTURES = (os.path.abspath(name) for name in sys.argv[1:3])
SECRET = "een lange zin die niemand raadt"
FAMILY = re.compile("^(Gezin|Huishouden) ")
failed = 0


def make_store(folder):
    secret, store = os.path.join(folder, "passphrase"), os.path.join(folder, "store")
    with open(secret, "w", encoding="utf-8") as stream:
        stream.write(SECRET + "\n")
    for arguments in (["init", "--name", "Anna de Wit", "--organisation", "Wijkteam Noord",
                       "--role", "consultant", "--kdf-memory", "64MiB"], ["sample"]):
        subprocess.run([os.path.join(BUILD, "app", "gezin"), arguments[0], "--store", store,
                        "--passphrase-file", secret, *arguments[1:]],
                       check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return store


def stage(name, action, window):
    """Does something, then saves what the window shows; says how it went."""
    global failed
    start = time.monotonic()
    path = os.path.join(PICTURES, name + ".png")
    try:
        said = action()
        window.settle(0.6)
        window.shot(path)
        verdict = "done  "
    except Exception as error:  # whatever it is, the stage has failed
        failed += 1
        verdict, said = "FAILED", f"{type(error).__name__}: {error}"
        window.screen(path)
    print(f"{verdict} {name} ({(time.monotonic() - start) * 1000:.0f} ms): {said}: {path}",
          flush=True)


def locked(window):
    window.find("text", "Wachtwoordzin", 30)
    return "asks for the passphrase and names no family"


def unlocked(window):
    window.unlock(SECRET)
    window.find("list item", FAMILY, 30)
    return f"{len(list(window.all('list item', FAMILY)))} families in the list"


def found(window):
    window.key("ctrl+f")
    window.type("koelkast")
    hit = window.find("list item", re.compile("koelkast"))
    return f"found “{hit.name[:60]}”"


def opened(window):
    window.key("ctrl+a", "BackSpace")
    window.find("list item", re.compile("^Gezin Timmer")).click()
    person = window.find("button", re.compile("^Samira, "))
    return f"one family at a glance, with {person.name}"


def written(window):
    window.find("button", re.compile("^Samira, ")).click()
    entry = window.find("text", "Voornamen")
    before = entry.text()
    entry.click()
    window.key("ctrl+a")
    window.type("Samira Noor")
    kept = window.find("label", re.compile("^Bewaard "))
    return f"{before} becomes Samira Noor; the draft says “{kept.name}”"


def changed(window):
    window.key("ctrl+Return")
    window.find("label", "Bewaard in het dossier")
    window.act("win.show-kind", GLib.Variant("s", "person"))
    line = window.find("list item", re.compile("^Samira Noor Haddad"))
    return f"in the dossier: “{line.name[:40]}”"


def undone(window):
    window.find("button", "Laatste wijziging ongedaan maken").press()
    line = window.find("list item", re.compile("^Samira Haddad"))
    return f"as it was: “{line.name[:40]}”"


def narrow(window):
    window.resize(420, 800)
    return unlocked(window)


def main():
    os.makedirs(PICTURES, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(folder)
        program = os.path.join(BUILD, "app", "gezinsdossier")
        window = Window(program, "--store", store)
        for name, action in (("1-locked", locked), ("2-list", unlocked), ("3-found", found),
                             ("4-family", opened), ("5-written", written), ("6-changed", changed),
                             ("7-undone", undone)):
            stage(name, lambda: action(window), window)
        window.close()
        for name, action, environment in (
                ("8-dark", unlocked, {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}),
                ("9-narrow", narrow, {})):
            window = Window(program, "--store", store, environment=environment)
            stage(name, lambda: action(window), window)
            window.close()
    return 1 if failed else 0


sys.exit(main())
