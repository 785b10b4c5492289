#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""No source file over 800 lines: past that there is a second file in it. (Width: the formatter.)

Tables (.inc, and files that say "This file is a table.") may be longer.
"""
import tree

MOST_LINES = 800


def check(root):
    for name in tree.files(root):
        if not name.endswith((".c", ".h", ".py", ".sh")):
            continue
        source = tree.text(root, name)
        lines = source.splitlines()
        if len(lines) > MOST_LINES and "This file is a table." not in source:
            yield f"{name}: {len(lines)} lines"


tree.run(check)
