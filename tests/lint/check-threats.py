#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Every test that the table of threats in docs/bundle-format.md names is there, and every threat names one.

A dash is for what no test can show. A path may be put together: a file of tests then holds its head and
its tail. A fuzzer is named by its file.
"""
import re

import tree

PAGE = "docs/bundle-format.md"
TABLE = re.compile(r"^## Threats[\s\S]*?\n((?:\|.*\n)+)", re.MULTILINE)
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def literals(root):
    """Of each file of tests, the strings in it."""
    found = []
    for name in tree.files(root):
        if name.startswith("tests/") and name.endswith((".c", ".py")) and not name.startswith("tests/lint/"):
            found.append(set(LITERAL.findall(tree.text(root, name) or "")))
    return found


def is_there(test, files):
    for strings in files:
        if test in strings:
            return True
        if any(test.endswith(tail) and len(tail) > 4 and test[:-len(tail)] in strings
               for tail in strings if tail):
            return True
    return False


def check(root):
    table = TABLE.search(tree.text(root, PAGE) or "")
    if not table:
        yield f"{PAGE}: has no table of threats"
        return
    files, known = literals(root), set(tree.files(root))
    for line in table.group(1).splitlines()[2:]:
        threat, _, tests = (cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:4])
        named = re.findall(r"`([^`]+)`", tests)
        if not named and tests != "–":
            yield f"{PAGE}: no test for: {threat}"
        for test in named:
            if not is_there(test, files) and test not in known:
                yield f"{PAGE}: there is no test {test}"


tree.run(check)
