#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The picture in docs is the one that core/rooms gives."""
import os
import subprocess
import sys

import tree


def check(root):
    script = os.path.join(root, "docs", "draw_architecture.py")
    done = subprocess.run([sys.executable, "-B", script, root],
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        yield f"docs/draw_architecture.py fails: {done.stderr.strip().splitlines()[-1]}"
    elif done.stdout != tree.text(root, "docs/architecture.svg"):
        yield "docs/architecture.svg is stale: docs/draw_architecture.py . >docs/architecture.svg"


tree.run(check)
