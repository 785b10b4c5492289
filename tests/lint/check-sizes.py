#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""No source file over 800 lines, none wider than 100 columns: past that there is a second file in it.

Tables (.inc, and files that say "This file is a table.") may be longer.
"""
import tree

MOST_LINES = 800
MOST_COLUMNS = 100


def check(root):
    for name in tree.files(root):
        if not name.endswith((".c", ".h", ".py", ".sh")):
            continue
        source = tree.text(root, name)
        lines = source.splitlines()
        table = "This file is a table." in source
        if len(lines) > MOST_LINES and not table:
            yield f"{name}: {len(lines)} lines"
        for number, line in enumerate(lines, 1):
            if len(line) > MOST_COLUMNS and not table and "http" not in line:
                yield f"{name}:{number}: {len(line)} columns"


tree.run(check)
