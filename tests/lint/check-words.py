#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""No unfinished work, no paths of one machine, no addresses of package registries in the project.

Each pattern is written so that it does not match itself.
"""
import re

import tree

FORBIDDEN = [
    ("unfinished work", r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b|\bHAC[K]\b|\bnot implemente[d]\b"),
    ("a machine's path", r"(?<![\w])/(wor[k]|far[m]|roo[t]|hom[e]/\w+|tmp/brie[f])/|\.librar[y]\b"
                         r"|bash_job[s]"),
    ("a registry's address", r"registr[y]\.(npmjs|yarnpkg)|(deb|security|snapshot)\.debia[n]\.org"
                             r"|proxy\.golan[g]\.org|pyp[i]\.org"),
    ("how the project is made", r"(?i)\bsub-?agen[t]s?\b|\banthropi[c]\b|\bclaud[e]\b|\bchatgp[t]\b"
                                r"|\blanguage mode[l]s?\b|\bthe brie[f] says\b|\bissue [A-F]\b[.,:)]"),
]
PATTERNS = [(what, re.compile(pattern)) for what, pattern in FORBIDDEN]


def check(root):
    for name in tree.files(root):
        source = tree.text(root, name)
        if source is None or name == "LICENSE":
            continue
        for number, line in enumerate(source.splitlines(), 1):
            for what, pattern in PATTERNS:
                found = pattern.search(line)
                if found:
                    yield f"{name}:{number}: {what}: {found.group(0)}"


tree.run(check)
