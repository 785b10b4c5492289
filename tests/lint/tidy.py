#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Runs clang-tidy with a fixed list of checks over every file of ours that the build compiles.

usage: tidy.py BUILD-FOLDER [PART-OF-A-PATH...]
"""
import concurrent.futures
import json
import os
import subprocess
import sys

CHECKS = [
    "-*",
    "bugprone-*",
    "-bugprone-easily-swappable-parameters",
    "-bugprone-narrowing-conversions",
    "-bugprone-reserved-identifier",
    "-bugprone-branch-clone",
    "-bugprone-sizeof-expression",
    "-bugprone-macro-parentheses",
    "-bugprone-implicit-widening-of-multiplication-result",
    "-bugprone-assignment-in-if-condition",
    "clang-analyzer-*",
    "-clang-analyzer-security.insecureAPI.DeprecatedOrUnsafeBufferHandling",
    # Knows nothing of g_autoptr, so that all of them leak; `./dev test --sanitize` finds leaks.
    "-clang-analyzer-unix.Malloc",
    "cert-err34-c",
    "cert-flp30-c",
    "cert-str34-c",
    "misc-redundant-expression",
    "misc-misplaced-const",
    "performance-*",
    # GINT_TO_POINTER.
    "-performance-no-int-to-ptr",
    "readability-duplicate-include",
    "readability-misleading-indentation",
    "readability-misplaced-array-index",
    "readability-redundant-control-flow",
    "readability-redundant-declaration",
]
# What gcc is told and clang does not know, and what is no fault.
NOT_FOR_CLANG = ("-Wno-unknown-warning-option", "-Wno-ignored-optimization-argument")


def main(build, parts):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        commands = json.load(stream)
    names = sorted({os.path.relpath(os.path.join(c["directory"], c["file"])) for c in commands})
    names = [n for n in names if n.endswith(".c") and n.split("/")[0] in ("core", "ui", "app")]
    if parts:
        names = [n for n in names if any(part in n for part in parts)]

    def tidy(name):
        return name, subprocess.run(
            ["clang-tidy", "--quiet", f"--checks={','.join(CHECKS)}", "--warnings-as-errors=*",
             "-p", build, *[f"--extra-arg={flag}" for flag in NOT_FOR_CLANG], name],
            capture_output=True, text=True, check=False)

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for name, done in pool.map(tidy, names):
            if done.returncode != 0:
                bad += 1
                print(f"--- {name}\n{done.stdout.strip()}", flush=True)
    print(f"clang-tidy: {len(names)} files, {bad} with findings")
    return 1 if bad or not names else 0


sys.exit(main(sys.argv[1], sys.argv[2:]))
