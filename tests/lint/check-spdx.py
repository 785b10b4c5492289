#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Every file names its licence in its first lines; one that cannot has NAME.license beside it.

Of the files of a corpus that fuzzers read, each byte of which matters, the README.md beside them does.
"""
import re

import tree

LINE = re.compile(r"SPDX-License-Identifier: ([A-Za-z0-9.-]+)")
NONE_NEEDED = {"LICENSE"}
CORPUS = re.compile(r"^tests/fuzz/corpus-[^/]+/")
FREE = ("data/samples/", "data/words/", "tests/consent/cases.")


def wanted(name):
    return "CC0-1.0" if name.startswith(FREE) and not name.endswith(
        (".py", ".c", ".h", "meson.build")) else "EUPL-1.2"


def check(root):
    names = tree.files(root)
    known = set(names)
    for name in names:
        if name in NONE_NEEDED or name.endswith(".license"):
            continue
        beside = name + ".license"
        if CORPUS.match(name):
            beside = CORPUS.match(name).group(0) + "README.md"
        source = tree.text(root, beside if beside in known else name)
        head = "\n".join((source or "").splitlines()[:5])
        found = LINE.search(head)
        if not found:
            yield f"{name}: no SPDX-License-Identifier in its first lines"
        elif found.group(1) != wanted(name):
            yield f"{name}: licence {found.group(1)}, where {wanted(name)} belongs"


tree.run(check)
