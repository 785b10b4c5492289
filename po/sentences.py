#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Finds the sentences for people; as a program: brings po/POTFILES and po/*.po up to date with them.

usage: sentences.py PROJECT-FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "lint"))
import tree  # noqa: E402

MARK = re.compile(r'\b(_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2?) \(\s*"'
                  r'|translatable="(yes|true)"')
PLACES = ("core/", "ui/", "app/", "data/")
C_ENDINGS = (".c", ".h", ".def", ".inc")
ENDINGS = C_ENDINGS + (".ui", ".desktop.in", ".metainfo.xml.in", ".gschema.xml")
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "Q_:1g", "ngettext:1,2", "g_dngettext:2,3",
            "g_dpgettext2:2c,3"]
HEAD = """# SPDX-License-Identifier: EUPL-1.2
# Files with sentences for people; `./dev translations` keeps this list.
"""


def marked(root):
    """The files that hold a sentence for people. Desktop and metainfo files always do."""
    return sorted(name for name in tree.files(root)
                  if name.startswith(PLACES) and name.endswith(ENDINGS)
                  and (name.endswith((".desktop.in", ".metainfo.xml.in"))
                       or MARK.search(tree.text(root, name) or "")))


def extract(root, names, pot):
    """Writes the sentences of names to pot; returns what went wrong, or None."""
    common = ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", "--no-location",
              "--package-name=gezinsdossier", "--no-wrap", "--output", pot, "--directory", root]
    common += [f"--keyword={word}" for word in KEYWORDS]
    in_c = [name for name in names if name.endswith(C_ENDINGS)]
    others = [name for name in names if not name.endswith(C_ENDINGS)]
    for options, some in ((["--language=C"], in_c), (["--join-existing"], others)):
        if some:
            if options == ["--join-existing"] and not in_c:
                options = []
            done = subprocess.run(common + options + some,
                                  capture_output=True, text=True, check=False)
            if done.returncode != 0:
                return done.stderr.strip()
    return None


def drop_date(path):
    """The day of extraction changes each time and says nothing."""
    with open(path, encoding="utf-8") as stream:
        lines = [line for line in stream if not line.startswith('"POT-Creation-Date')]
    with open(path, "w", encoding="utf-8") as stream:
        stream.writelines(lines)


def update(root):
    names = marked(root)
    with open(os.path.join(root, "po", "POTFILES"), "w", encoding="utf-8") as stream:
        stream.write(HEAD + "".join(name + "\n" for name in names))
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "all.pot")
        wrong = extract(root, names, pot)
        if wrong:
            sys.exit(wrong)
        for name in sorted(os.listdir(os.path.join(root, "po"))):
            if name.endswith(".po"):
                path = os.path.join(root, "po", name)
                subprocess.run(["msgmerge", "--quiet", "--update", "--backup=none", "--no-wrap",
                                "--no-fuzzy-matching", path, pot], check=True)
                subprocess.run(["msgattrib", "--no-obsolete", "--no-wrap", "-o", path, path],
                               check=True)
                drop_date(path)
                subprocess.run(["msgfmt", "--statistics", "-o", os.devnull, path], check=True)


if __name__ == "__main__":
    update(sys.argv[1] if len(sys.argv) > 1 else ".")
