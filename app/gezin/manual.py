#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Puts what the command says of itself into the files that hold it: man page, completion, sample.

With --check nothing is written; it prints what is stale and ends with status 1 if anything is.

usage: manual.py [--check] PATH-OF-GEZIN PROJECT-FOLDER
"""
import os
import re
import subprocess
import sys

BETWEEN = re.compile(r"(?<=from the table of commands\.\n).*?(?=\.\\\" End mark\.)", re.DOTALL)


def say(gezin, *arguments):
    done = subprocess.run([gezin, *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def wanted(gezin, root):
    """The files and what should be in them."""
    page = os.path.join(root, "app", "gezin", "gezin.1")
    with open(page, encoding="utf-8") as stream:
        old = stream.read()
    commands = say(gezin, "--man")
    yield page, BETWEEN.sub(lambda _: commands, old)
    yield os.path.join(root, "data", "completions", "gezin"), say(gezin, "--completion")
    yield (os.path.join(root, "data", "samples", "every-field.xml"),
           say(gezin, "sample", "--every-field", "-o", "-"))


def main(arguments):
    check = "--check" in arguments
    gezin, root = [a for a in arguments if a != "--check"]
    os.environ["GEZIN_DATA_DIR"] = os.path.join(root, "data")
    stale = 0
    for path, text in wanted(gezin, root):
        there = None
        if os.path.exists(path):
            with open(path, encoding="utf-8") as stream:
                there = stream.read()
        if there == text:
            continue
        stale += 1
        print(f"{os.path.relpath(path, root)} is stale: app/gezin/manual.py GEZIN . makes it")
        if not check:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
