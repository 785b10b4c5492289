#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The tally of `dev test` counts what ran, and never calls a crash a success. Speaks TAP."""
import json
import os
import subprocess
import sys
import tempfile

TALLY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tally.py")

# (claim, programs in the log, last line or lines, exit status)
CASES = [
    ("counts-tap-lines",
     [{"name": "a", "result": "OK", "stdout": "ok 1 /x\nok 2 /y # SKIP no disk\n1..2\n"}],
     "1 passed, 0 failed, 1 skipped", 0),
    ("counts-programs-without-tap",
     [{"name": "a", "result": "OK", "stdout": "hello"}, {"name": "b", "result": "FAIL"}],
     "1 passed, 1 failed, 0 skipped", 1),
    ("failure-inside-a-program",
     [{"name": "a", "result": "FAIL", "stdout": "ok 1 /x\nnot ok 2 /y\n"}],
     "1 passed, 1 failed, 0 skipped", 1),
    ("a-failure-is-told-with-its-diagnosis",
     [{"name": "a", "result": "FAIL",
       "stdout": "ok 1 /x\n# fine\nnot ok 2 /y\n# no such button\nok 3 /z\n# 4 ms\n"}],
     "failed: a (FAIL)\n  not ok 2 /y\n  # no such button\n    0.0 s  a\n"
     "2 passed, 1 failed, 0 skipped", 1),
    ("crash-after-good-lines-fails",
     [{"name": "a", "result": "ERROR", "stdout": "ok 1 /x\n"}],
     "1 passed, 1 failed, 0 skipped", 1),
    ("timeout-fails",
     [{"name": "a", "result": "TIMEOUT", "stdout": ""}],
     "0 passed, 1 failed, 0 skipped", 1),
    ("nothing-run-fails", [], "0 passed, 0 failed, 0 skipped", 1),
    ("only-skips-fail",
     [{"name": "a", "result": "SKIP", "stdout": "1..0 # SKIP no display\n"}],
     "0 passed, 0 failed, 1 skipped", 1),
    ("program-name-with-hash-counts",
     [{"name": "a", "result": "OK", "stdout": "ok 1 /x/skip-is-a-word\n"}],
     "1 passed, 0 failed, 0 skipped", 0),
]


def main():
    print(f"1..{len(CASES)}")
    failed = 0
    for number, (claim, programs, line, status) in enumerate(CASES, 1):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as log:
            log.write("".join(json.dumps(program) + "\n" for program in programs))
            log.flush()
            done = subprocess.run([sys.executable, TALLY, log.name],
                                  capture_output=True, text=True, check=False)
        told = "\n".join(done.stdout.splitlines()[-1 - line.count("\n"):])
        good = told == line and done.returncode == status
        failed += not good
        print(f"{'ok' if good else 'not ok'} {number} /house/tally/{claim}")
        if not good:
            print(f"# {done.stdout!r} {done.returncode}")
    return 1 if failed else 0


sys.exit(main())
