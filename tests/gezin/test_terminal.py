#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""On a terminal: passphrases are asked without echo, columns are aligned.

usage: test_terminal.py PATH-OF-GEZIN
"""
import sys

from command import PASSPHRASE, Claims, Store, expect
from terminal import converse

claims = Claims("gezin/terminal")
claim = claims.claim

OTHER = "een heel andere lange zin"


class World:
    """One store with two dossiers."""

    def __init__(self, gezin, folder):
        self.gezin = gezin
        self.store = Store(gezin, folder, "anna")
        self.store.run("new", "--name", "Gezin Jansen")
        self.store.run("new", "--name", "Gezin 漢字 met een lange naam " + "die doorgaat " * 20)

    def talk(self, *words, answers=(), status=0, **more):
        command = [self.gezin.path, words[0], "--store", self.store.path, *words[1:]]
        got, screen = converse(command, answers, **more)
        expect(got == status, f"status {got}, not {status}: {screen}")
        for secret in (PASSPHRASE, OTHER):
            expect(secret not in screen, f"the screen shows the passphrase: {screen}")
        return screen


@claim("the passphrase is asked without echo and may be corrected while typing")
def _(w):
    screen = w.talk("list", answers=[("Passphrase:", PASSPHRASE + "\r")])
    expect("Gezin Jansen" in screen, screen)
    w.talk("list", answers=[("Passphrase:", PASSPHRASE + "fouté\x7f\x7f\x7f\x7f\x7f\r")])
    w.talk("list", answers=[("Passphrase:", "helemaal fout\x15" + PASSPHRASE + "\n")])


@claim("a wrong passphrase on a terminal is status 3")
def _(w):
    screen = w.talk("list", answers=[("Passphrase:", "een andere zin dan de goede\r")], status=3)
    expect("gezin: " in screen and "Jansen" not in screen, screen)


@claim("breaking off changes nothing")
def _(w):
    for keys in ("\x03", "\x04", "half een zin\x03", "\r"):
        w.talk("list", answers=[("Passphrase:", keys)], status=2)


@claim("a new passphrase is asked twice and must be the same")
def _(w):
    asked = [("Passphrase:", PASSPHRASE + "\r"), ("New passphrase:", OTHER + "\r")]
    w.talk("passphrase", answers=asked + [("once more:", PASSPHRASE + "\r")], status=2)
    w.store.run("list")
    w.talk("passphrase", answers=asked + [("once more:", OTHER + "\r")])
    w.store.run("list", status=3)
    w.talk("passphrase", answers=[("Passphrase:", OTHER + "\r"),
                                  ("New passphrase:", PASSPHRASE + "\r"),
                                  ("once more:", PASSPHRASE + "\r")])
    w.store.run("list")


@claim("a list on a terminal is aligned under its titles and no wider than the screen")
def _(w):
    import unicodedata
    screen = w.talk("list", "--passphrase-file", w.store.secret, columns=100)
    lines = screen.replace("\r", "").splitlines()
    expect(len(lines) == 3 and "Dossier" in lines[0] and "\t" not in screen, screen)
    column = lines[0].index("Name")
    for line in lines[1:]:
        expect(line[column:].startswith("Gezin"), f"not under its title: {line}")
        wide = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        expect(wide <= 100, f"{wide} columns: {line}")
    expect(any(line.endswith("…") for line in lines), "the long name is cut")


if __name__ == "__main__":
    sys.exit(claims.run(World))
