#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Every folder has a README.md that names, in backquotes, each file and folder in it, and none else.

A pattern such as `family-*.xml` names all that match it. Names that begin with a dot need no line.
"""
import fnmatch
import os
import re

import tree

# What stands in backquotes at the head of a list or table line is what the line is about.
ENTRY = re.compile(r"^(?:\s*[-*] |\| )((?:`[^`]+`(?:, | and )?)+)", re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")


def check(root):
    folders = {}
    for name in tree.files(root):
        parts = name.split("/")
        if any(part.startswith(".") for part in parts):
            continue
        for depth in range(len(parts)):
            folders.setdefault("/".join(parts[:depth]), set()).add(parts[depth])
    for folder, entries in sorted(folders.items()):
        readme = os.path.join(folder, "README.md")
        if "README.md" not in entries:
            yield f"{folder or '.'}: has no README.md"
            continue
        heads = " ".join(ENTRY.findall(tree.text(root, readme)))
        named = [name.rstrip("/") for name in NAME.findall(heads)]
        for entry in sorted(entries - {"README.md"}):
            if not any(fnmatch.fnmatchcase(entry, name) for name in named):
                yield f"{readme}: does not name {entry}"
        for name in named:
            # Only plain names can be wrong: the README of the top also lists commands and the like.
            if re.fullmatch(r"[\w.*?-]+\.(c|h|py|sh|xml|md|rng|ui|css|svg|png)", name) \
                    and not any(fnmatch.fnmatchcase(entry, name) for entry in entries):
                yield f"{readme}: names {name}, which is not there"


tree.run(check)
