#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Breaks each law of merging on purpose and sees that the random histories find it.

    run.py BUILD-FOLDER [--rounds N] [--seed S] [NAME...]

A `.mutant` file says which text of which source is replaced by what. The source is copied, changed,
compiled as the build compiles the real one, and linked in its stead into a program of its own: the
product's files and libraries are not touched. A mutant whose text is not found exactly once fails,
and so does one that survives.
"""
import argparse
import glob
import json
import os
import re
import shlex
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(HERE)))
PROGRAM = "tests/merge/merge-properties"
REPLACEMENT = re.compile(r"<<<<\n(.*?)\n====\n(.*?)\n>>>>\n", re.DOTALL)


class Broken(Exception):
    """A mutant that cannot be made."""


def read_mutant(path):
    """[(file, from, to)] of a .mutant file."""
    with open(path, encoding="utf-8") as source:
        text = source.read()
    parts = []
    for block in re.split(r"^file: ", text, flags=re.MULTILINE)[1:]:
        name, rest = block.split("\n", 1)
        found = REPLACEMENT.fullmatch(rest)
        if found is None:
            raise Broken("cannot be read")
        parts.append((name.strip(), found.group(1), found.group(2)))
    if not parts:
        raise Broken("replaces nothing")
    return parts


def mutate(parts):
    """{file: changed text}"""
    texts = {}
    for name, old, new in parts:
        if name not in texts:
            with open(os.path.join(ROOT, name), encoding="utf-8") as source:
                texts[name] = source.read()
        # The formatter may break lines elsewhere: any white space stands for any other.
        found = list(re.finditer(r"\s+".join(map(re.escape, old.split())), texts[name]))
        if len(found) != 1:
            raise Broken(f"no longer applies: its text is {len(found)} times in {name}")
        texts[name] = texts[name][:found[0].start()] + new + texts[name][found[0].end():]
    return texts


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Broken(f"cannot be built: {done.stderr.strip()[-2000:]}")


class Builder:
    """Knows how the build compiles a file and links the program."""

    def __init__(self, build):
        self.build = build
        with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as source:
            self.compile = {os.path.realpath(os.path.join(entry["directory"], entry["file"])): entry
                            for entry in json.load(source)}
        said = subprocess.run(["ninja", "-C", build, "-t", "commands", PROGRAM],
                              capture_output=True, text=True, check=True).stdout.splitlines()
        self.link = shlex.split(next(line for line in reversed(said) if f" -o {PROGRAM} " in line))

    def object_of(self, name, text, folder):
        entry = self.compile[os.path.realpath(os.path.join(ROOT, name))]
        command = shlex.split(entry["command"])
        source = os.path.join(folder, os.path.basename(name))
        output = source[:-2] + ".o"
        with open(source, "w", encoding="utf-8") as copy:
            copy.write(text)
        for option, value in (("-o", output), ("-c", source), ("-MF", output + ".d"),
                              ("-MQ", output)):
            if option in command:
                command[command.index(option) + 1] = value
        # Each is run for moments: compiling it well would take longer.
        run(command + ["-w", "-O0", "-g0"], entry["directory"])
        return output

    def program_of(self, objects, folder):
        command = list(self.link)
        output = os.path.join(folder, "merge-properties")
        place = command.index("-o")
        command[place + 1] = output
        # Before the libraries, so that theirs is never looked for.
        command[place + 2:place + 2] = objects
        run(command, self.build)
        return output


def hunt(builder, path, rounds, seed):
    """What the histories say of the mutant, and whether they caught it."""
    name = os.path.basename(path)[:-len(".mutant")]
    folder = os.path.join(builder.build, "tests", "merge", "mutants", name)
    os.makedirs(folder, exist_ok=True)
    try:
        texts = mutate(read_mutant(path))
        objects = [builder.object_of(file, text, folder) for file, text in texts.items()]
        program = builder.program_of(objects, folder)
    except Broken as why:
        return False, str(why)
    done = subprocess.run([program, "--hunt", str(rounds), str(seed)], capture_output=True,
                          text=True, errors="replace", timeout=1200, check=False)
    said = (done.stdout.strip().splitlines() or [""])[-1]
    if done.returncode < 0:
        return True, f"caught: it crashed (signal {-done.returncode})"
    return done.returncode == 1 and said.startswith("caught after"), said or "said nothing"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("build")
    options.add_argument("--rounds", type=int,
                         default=int(os.environ.get("GEZIN_TEST_MUTANT_ROUNDS", "3000")))
    options.add_argument("--seed", type=int,
                         default=int(os.environ.get("GEZIN_TEST_SEED", "20261121")))
    options.add_argument("names", nargs="*")
    chosen = options.parse_args()
    paths = sorted(glob.glob(os.path.join(HERE, "*.mutant")))
    if chosen.names:
        paths = [path for path in paths if any(name in path for name in chosen.names)]
    builder = Builder(os.path.abspath(chosen.build))
    caught = 0
    print(f"1..{len(paths) + 1}")
    print(f"# up to {chosen.rounds} histories each, from seed {chosen.seed}")
    for number, path in enumerate(paths, 1):
        is_caught, said = hunt(builder, path, chosen.rounds, chosen.seed)
        caught += is_caught
        name = os.path.basename(path)[:-len(".mutant")]
        print(f"{'ok' if is_caught else 'not ok'} {number} {name} # {said}", flush=True)
    # The program itself, built in the same way, must survive: else catching would mean nothing.
    done = subprocess.run([os.path.join(builder.build, PROGRAM), "--hunt", "300",
                           str(chosen.seed)], capture_output=True, text=True, check=False)
    print(f"{'ok' if done.returncode == 0 else 'not ok'} {len(paths) + 1} unbroken-survives"
          f" # {done.stdout.strip()}")
    print(f"# {caught} of {len(paths)} mutants caught")
    return 0 if caught == len(paths) and done.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
