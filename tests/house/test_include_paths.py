#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The compiler sees, from each room, the headers that core/rooms grants it and no others. Speaks TAP.

usage: test_include_paths.py PROJECT-FOLDER BUILD-FOLDER
"""
import json
import os
import shlex
import subprocess
import sys

project, build = sys.argv[1:3]
sys.path.insert(0, os.path.join(project, "tests", "lint"))
sys.dont_write_bytecode = True
import rooms  # noqa: E402


def header_of(room):
    folder = os.path.join(project, "core", room)
    if not os.path.exists(os.path.join(folder, "meson.build")):
        return None
    names = sorted(n for n in os.listdir(folder) if n.endswith(".h"))
    return f"{room}/{names[0]}" if names else None


def commands():
    """One compile command a room, of any of its files."""
    found = {}
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        for entry in json.load(stream):
            path = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
            parts = os.path.relpath(path, project).split(os.sep)
            if parts[0] == "core" and len(parts) == 3:
                found.setdefault(parts[1], entry)
    return found


def seen_by(entry, headers):
    """The rooms of which the compiler finds a header with the flags of this command."""
    words = shlex.split(entry["command"])
    flags = []
    for place, word in enumerate(words):
        if word.startswith("-I"):
            flags.append(word)
        elif word in ("-isystem", "-iquote"):
            flags += words[place:place + 2]
    source = "".join(f'#if __has_include("{header}")\nSEEN {room}\n#endif\n'
                     for room, header in headers.items())
    done = subprocess.run(["cc", "-E", "-P", *flags, "-x", "c", "-"], input=source, text=True,
                          capture_output=True, check=True, cwd=entry["directory"])
    return {line.split()[1] for line in done.stdout.splitlines() if line.startswith("SEEN")}


def main():
    sight = rooms.visible(project)
    headers = {room: header_of(room) for room in sight}
    headers = {room: header for room, header in headers.items() if header}
    checks = sorted((room, entry) for room, entry in commands().items() if room in sight)
    print(f"1..{len(checks)}")
    failed = 0
    for number, (room, entry) in enumerate(checks, 1):
        seen = seen_by(entry, headers)
        granted = sight[room] & set(headers)
        failed += seen != granted
        print(f"{'ok' if seen == granted else 'not ok'} {number} "
              f"/house/include-paths/{room}-sees-what-it-is-granted-and-no-more")
        if seen != granted:
            print(f"# sees {sorted(seen)}, may see {sorted(granted)}")
    return 1 if failed or not checks else 0


sys.exit(main())
