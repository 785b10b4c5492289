#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""po/POTFILES names every file with a sentence for people, and Dutch translates every one of them."""
import os
import subprocess
import sys
import tempfile

import tree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "po"))
import sentences  # noqa: E402


# One thing has one word, in the window and at the command.
ONE_WORD = {"bundel": "pakket"}


def other_words(dutch):
    with open(dutch, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.startswith(("msgstr", '"')):
                continue
            for word, ours in ONE_WORD.items():
                if word in line.lower():
                    yield f"po/nl.po: line {number} says '{word}'; people read '{ours}'"


def check(root):
    marked = sentences.marked(root)
    with open(os.path.join(root, "po", "POTFILES"), encoding="utf-8") as lines:
        listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for name in marked:
        if name not in listed:
            yield f"po/POTFILES: does not name {name}"
    missing = [name for name in listed if not os.path.exists(os.path.join(root, name))]
    yield from (f"po/POTFILES: names {name}, which is not there" for name in missing)
    if missing or not listed:
        return
    dutch = os.path.join(root, "po", "nl.po")
    yield from other_words(dutch)
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "all.pot")
        wrong = sentences.extract(root, listed, pot)
        if wrong:
            yield f"xgettext: {wrong}"
            return
        with open(pot, encoding="utf-8") as stream:
            for line in stream:
                if line.startswith("msgid") and line.endswith('%"\n') and "%%" not in line:
                    yield f"a macro breaks this sentence off, so it cannot be found: {line.strip()}"
        for command in (["msgfmt", "--check", "-o", os.devnull, dutch],
                        ["msgcmp", dutch, pot]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                yield from (f"{command[0]}: {line}" for line in done.stderr.splitlines()[:40])


tree.run(check)
