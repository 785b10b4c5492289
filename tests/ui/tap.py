# SPDX-License-Identifier: EUPL-1.2
"""Steps of a test, told as TAP. A step that fails does not stop the others."""
import subprocess
import sys
import time


def run_program(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"Bail out! {command[0]} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        sys.exit(1)


class Plan:
    """Runs each step as it is defined and counts."""

    def __init__(self, picture):
        self.picture, self.number, self.failed = picture, 0, 0

    def step(self, function):
        self.number += 1
        claim = function.__name__.replace("_", "-")
        start = time.monotonic()
        try:
            function()
            verdict, said = "ok", ""
        except Exception as error:  # whatever it is, the step has failed
            self.failed += 1
            verdict, said = "not ok", f"{type(error).__name__}: {error}"
            try:
                self.picture(claim)
            except Exception as other:
                said += f"; and no picture: {other}"
        print(f"{verdict} {self.number} /ui/{claim}")
        for line in said.splitlines():
            print(f"# {line}")
        print(f"# {(time.monotonic() - start) * 1000:.0f} ms", flush=True)
        return function

    def finish(self):
        print(f"1..{self.number}")
        return 1 if self.failed else 0
