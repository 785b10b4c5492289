#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A room includes only the rooms that core/rooms grants it, and only the libraries that are its own.

The build holds the first half by include paths; this check also sees what a path cannot stop: a
relative include, a header found on the system, a private header of another room.
"""
import os
import re

import rooms
import tree

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^">]+)[">]', re.MULTILINE)

# Which rooms may include which outside header. What is not named here is free for all.
OUTSIDE = [
    (re.compile(r"^(gtk|gdk|gsk)/|^adwaita\.h$"), {"ui"}),
    (re.compile(r"^sqlite3"), {"store"}),
    (re.compile(r"^(cairo|pango|graphviz/|gvc\.h)"), {"paper", "ui"}),
    (re.compile(r"^libxml/"), {"base", "reference", "wire", "paper"}),
    (re.compile(r"^openssl/"), {"base", "store", "wire"}),
    (re.compile(r"^sodium"), {"base", "model", "store", "wire"}),
    (re.compile(r"^zip\.h$"), {"wire"}),
    (re.compile(r"^libdeflate\.h$"), {"wire"}),
    (re.compile(r"^json-glib/"), {"gezin", "wire"}),
]


def room_of(name):
    """Which row of core/rooms a source file belongs to, or None."""
    parts = name.split("/")
    if parts[0] == "core" and len(parts) > 2:
        return parts[1]
    if parts[0] == "ui":
        return "ui"
    if parts[0] == "app":
        if re.match(r"gezin-verify|verify", parts[1]):
            return "gezin-verify"
        if re.match(r"gezinsdossier|window", parts[1]):
            return "ui"
        return "gezin"
    return None


def check(root):
    sight = rooms.visible(root)
    for name in tree.files(root):
        if not name.endswith((".c", ".h", ".inc")):
            continue
        source = tree.text(root, name)
        room = room_of(name)
        if room is not None and room not in sight:
            yield f"{name}: core/rooms has no room '{room}'"
            continue
        for bracket, header in INCLUDE.findall(source):
            if ".." in header.split("/"):
                yield f"{name}: relative include of {header}"
            target = header.split("/")[0] if "/" in header else None
            if header.endswith("-private.h") and target in sight:
                if not name.startswith((f"core/{target}/", "tests/")):
                    yield f"{name}: {header} is private to {target}"
            if room is None:
                continue
            if target in sight and target not in sight[room]:
                yield f"{name}: {room} may not see {target} ({header})"
            if bracket == '"' and target is None and name.startswith("core/"):
                beside = os.path.join(root, os.path.dirname(name), header)
                if os.path.exists(beside):
                    yield f'{name}: write "{room}/{header}", not "{header}"'
            for pattern, allowed in OUTSIDE:
                if pattern.search(header) and room not in allowed:
                    yield f"{name}: <{header}> is not for {room}"


tree.run(check)
