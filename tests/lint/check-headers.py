#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Headers open with #pragma once, and a failure (a last GError **) must be listened to.

The second holds for the core only. A function that returns a pointer to what it made is left out:
ignoring that is a leak, which shows.
"""
import re

import tree

FALLIBLE = re.compile(r"\n(gboolean|int|GezinStatus)\s[^;{}#]*?GError \*\*error\)[^;{}]*;")


def check(root):
    for name in tree.files(root):
        if not name.endswith(".h") or not name.startswith(("core/", "ui/", "app/")):
            continue
        source = tree.text(root, name)
        if "#pragma once" not in source:
            yield f"{name}: has no #pragma once"
        if not name.startswith("core/"):
            continue
        for found in FALLIBLE.finditer(re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)):
            declaration = found.group(0)
            if "typedef" in declaration or "(*" in declaration:
                continue
            if "G_GNUC_WARN_UNUSED_RESULT" not in declaration:
                short = " ".join(declaration.split())[:80]
                yield f"{name}: lacks G_GNUC_WARN_UNUSED_RESULT: {short}"


tree.run(check)
