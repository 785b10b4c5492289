#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Count the tests inside each test program and print "N passed, N failed, N skipped" as last line.

Reads meson's testlog.json. A program that speaks TAP counts by its lines; one that only has an exit
status counts as one. A program that crashed, ran out of time or reported fewer results than it
planned is a failure even when all its lines are "ok". Exits 1 if any failed or none ran.
"""
import json
import re
import sys

LINE = re.compile(r"^(not )?ok\b[^#]*(#\s*(?P<directive>skip|todo)\b)?", re.IGNORECASE)
GOOD = {"OK", "EXPECTEDFAIL", "SKIP"}


def tally_program(program):
    passed = failed = skipped = 0
    for line in program.get("stdout", "").splitlines():
        match = LINE.match(line)
        if not match:
            continue
        if (match.group("directive") or "").lower() == "skip":
            skipped += 1
        elif match.group(1):
            failed += 1
        else:
            passed += 1
    result = program["result"]
    if passed + failed + skipped == 0:
        if result == "SKIP":
            skipped = 1
        elif result in GOOD:
            passed = 1
    if result not in GOOD and failed == 0:
        failed = 1
    return passed, failed, skipped


def complaints(program):
    """Each line that says "not ok", with the diagnosis below it; no more than a screen."""
    found, is_bad = [], False
    for line in program.get("stdout", "").splitlines():
        is_bad = line.startswith("not ok") or (is_bad and line.startswith("#"))
        if is_bad:
            found.append("  " + line[:400])
    return found[:40]


def main(path):
    passed = failed = skipped = 0
    slowest = []
    reasons = []
    try:
        with open(path, encoding="utf-8") as log:
            programs = [json.loads(line) for line in log if line.strip()]
    except FileNotFoundError:
        programs = []
    for program in programs:
        counts = tally_program(program)
        passed += counts[0]
        failed += counts[1]
        skipped += counts[2]
        reasons += [f"skipped: {program['name']}: {line.strip()}"
                    for line in program.get("stdout", "").splitlines()
                    if re.search(r"#\s*skip\b", line, re.IGNORECASE)]
        slowest.append((program.get("duration", 0.0), program["name"]))
        if counts[1]:
            print(f"failed: {program['name']} ({program['result']})")
            print("\n".join(complaints(program)), end="\n" * bool(complaints(program)))
    for duration, name in sorted(slowest, reverse=True)[:5]:
        print(f"{duration:7.1f} s  {name}")
    for reason in reasons:
        print(reason)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
