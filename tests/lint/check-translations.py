#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""po/POTFILES names every file with a sentence for people, and Dutch translates every one of them."""
import os
import re
import subprocess
import tempfile

import tree

MARK = re.compile(r'\b(_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?) \(\s*"'
                  r'|translatable="(yes|true)"')
PLACES = ("core/", "ui/", "app/", "data/")
ENDINGS = (".c", ".h", ".inc", ".ui", ".desktop.in", ".metainfo.xml.in", ".gschema.xml")
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "Q_:1g", "ngettext:1,2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3"]


def extract(root, names, pot):
    command = ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", "--no-location",
               "--check=ellipsis-unicode", "--output", pot, "--directory", root]
    command += [f"--keyword={word}" for word in KEYWORDS]
    done = subprocess.run(command + names, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def check(root):
    names = tree.files(root)
    marked = {name for name in names
              if name.startswith(PLACES) and name.endswith(ENDINGS)
              and MARK.search(tree.text(root, name) or "")}
    if not marked:
        return
    listing = os.path.join(root, "po", "POTFILES")
    if not os.path.exists(listing):
        yield f"po/POTFILES is missing, though {len(marked)} files have sentences to translate"
        return
    with open(listing, encoding="utf-8") as lines:
        listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    for name in sorted(marked - set(listed)):
        yield f"po/POTFILES: does not name {name}"
    for name in listed:
        if not os.path.exists(os.path.join(root, name)):
            yield f"po/POTFILES: names {name}, which is not there"
            return
    dutch = os.path.join(root, "po", "nl.po")
    if not os.path.exists(dutch):
        yield "po/nl.po is missing"
        return
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "all.pot")
        status, words = extract(root, listed, pot)
        if status != 0:
            yield f"xgettext: {words.strip()}"
            return
        for command in (["msgfmt", "--check", "-o", os.devnull, dutch],
                        ["msgcmp", "--no-fuzzy-matching", dutch, pot]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                yield from (f"{command[0]}: {line}" for line in done.stderr.splitlines()[:40])


tree.run(check)
