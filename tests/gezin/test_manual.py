#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The man page, --help and the completion say the same, and what is in the tree is fresh.

usage: test_manual.py PATH-OF-GEZIN PROJECT-FOLDER
"""
import os
import re
import shutil
import subprocess
import sys

from command import Claims, expect

claims = Claims("gezin/manual")
claim = claims.claim

COMMANDS = """init batch passphrase recover load dump list show new add set remove undo document history
search check conflicts choose parked unpark drop-parked audit reference schema sample""".split()


class World:
    """The command and the tree."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder, self.root = gezin, folder, os.path.abspath(sys.argv[2])

    def page(self):
        with open(os.path.join(self.root, "app", "gezin", "gezin.1"), encoding="utf-8") as stream:
            return stream.read()


def squeezed(text):
    """Words only: how a page and a screen break lines makes no difference."""
    text = re.sub(r"\\f[BIR]", "", text).replace("\\-", "-").replace("\\&", "")
    return " ".join(text.split())


@claim("man page completion and dossier with every field are fresh")
def _(w):
    done = subprocess.run(
        [sys.executable, "-B", os.path.join(w.root, "app", "gezin", "manual.py"), "--check",
         w.gezin.path, w.root], capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stdout + done.stderr)


@claim("every command is in help and in the man page")
def _(w):
    listed = {line.split()[0] for line in w.gezin.run("--help").out.splitlines()
              if line.startswith("  ")}
    expect(set(COMMANDS) <= listed, set(COMMANDS) - listed)
    for name in COMMANDS:
        expect(re.search(rf'\.SS "gezin {name}\b'.replace("-", r"\\-"), w.page()), name)


@claim("help of a command says what the man page says of it")
def _(w):
    page = squeezed(w.page())
    for name in COMMANDS:
        for block in w.gezin.run(name, "--help").out.split("\n\ngezin "):
            title, summary, *_ = block.strip().splitlines()
            expect(squeezed(summary) + "." in page, f"{name}: {summary}")
            expect(squeezed(title).removeprefix("gezin ") in page, f"{name}: {title}")
            for option in re.findall(r"^ +(?:-\w, )?(--[\w-]+)(?:=\w+)? +(.*)$", block, re.M):
                expect(option[0] in page and squeezed(option[1]) in page, f"{name}: {option}")


@claim("the man page has every reason why something stays, with its sentence")
def _(w):
    with open(os.path.join(w.root, "core", "consent", "reasons.inc"), encoding="utf-8") as stream:
        codes = re.findall(r'^REASON \(\w+, "([\w-]+)"\)', stream.read(), re.M)
    expect(len(codes) > 30, codes)
    for code in codes:
        expect(re.search(rf"^\.B {code}$\n\w.{{20,}}\.$".replace("-", r"\\-"), w.page(), re.M), code)


@claim("help needs no store and no passphrase")
def _(w):
    for words in (["--help"], ["help"], ["list", "-h"], ["audit", "verify", "--help"]):
        expect(w.gezin.run(*words).out, words)
    one = w.gezin.run("audit", "verify", "--help").out
    both = w.gezin.run("audit", "--help").out
    expect(one in both and len(both) > len(one), "help of a group holds that of its commands")


@claim("the man pages have no mistakes")
def _(w):
    if shutil.which("groff") is None:
        return "SKIP groff is not installed"
    for folder, name in (("gezin", "gezin.1"), ("gezin-verify", "gezin-verify.1")):
        done = subprocess.run(
            ["groff", "-man", "-ww", "-z", "-K", "utf8", "-T", "utf8", "-rLL=100n",
             os.path.join(w.root, "app", folder, name)], capture_output=True, text=True, check=False)
        expect(done.returncode == 0 and done.stderr == "", done.stderr[:500])
    return None


def complete(w, *words):
    script = os.path.join(w.root, "data", "completions", "gezin")
    listed = " ".join(f"'{word}'" for word in words)
    done = subprocess.run(
        ["bash", "--norc", "-c", f"source '{script}'; COMP_WORDS=({listed}); "
         f"COMP_CWORD={len(words) - 1}; compopt () {{ :; }}; _gezin; "
         "printf '%s\\n' \"${COMPREPLY[@]}\""], capture_output=True, text=True, check=True)
    return done.stdout.split()


@claim("completion knows commands options and files")
def _(w):
    if shutil.which("bash") is None:
        return "SKIP bash is not installed"
    expect(set(COMMANDS) <= set(complete(w, "gezin", "")), "commands")
    expect(complete(w, "gezin", "conf") == ["conference", "conflicts"], complete(w, "gezin", "con"))
    expect(complete(w, "gezin", "list", "--st") == ["--stage", "--store"], "options")
    expect("verify" in complete(w, "gezin", "audit", "v"), "second word")
    expect(complete(w, "gezin", "init", "--role", "l") == ["lead"], "role")
    path = os.path.join(w.folder, "een.xml")
    with open(path, "w", encoding="utf-8"):
        pass
    expect(complete(w, "gezin", "load", w.folder + "/e") == [path], "files")
    return None


if __name__ == "__main__":
    sys.exit(claims.run(World))
