#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Builds the fuzzers, lets them search, and counts which edges of each parser were reached.

usage: run.py [--unreached | --keep] [NAME...] [SECONDS]

Without a name all seven, one after the other; SECONDS each (600), 0: only count. --unreached names every
edge that no input reached; --keep puts the least of what was found that reaches as much into corpus-NAME.
README.md says what is counted, and why so.
"""
import collections
import hashlib
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SEARCH = os.path.join(ROOT, "build", "fuzz")
COUNT = os.path.join(ROOT, "build", "fuzz-edges")
MAX_BYTES = 16384

# Of each parser its own files; what several of them use is counted once, over all corpora.
OWN = {
    "envelope": "wire/envelope-look.c wire/envelope.c wire/bundle-judge.c wire/asic.c wire/bundle-json.c"
                " wire/bundle-words.c",
    "container": "wire/container-read.c wire/container.c",
    "manifest": "wire/manifest.c wire/manifest-read.c",
    "dossier-xml": "wire/dossier-xml-read.c wire/dossier-xml-value.c wire/dossier-xml-version.c wire/node.c"
                   " rules/shape.c",
    "reference": "reference/dated-file.c reference/check.c reference/reference.c reference/code-list.c"
                 " reference/sounds-rules.c",
    "card": "wire/card.c wire/card-words.c wire/signature.c wire/certificate.c wire/trust.c"
            " wire/revocation-list.c",
    "issued": "wire/issued.c",
}
SHARED = "base/xml.c base/xml-schema.c wire/form.c"

# From which words are made that a fuzzer would not guess.
WORDS = {
    "envelope": ["data/schema/manifest-1.rng", "data/schema/dossier-1.rng"],
    "container": ["core/wire/container.h"],
    "manifest": ["data/schema/manifest-1.rng"],
    "dossier-xml": ["data/schema/dossier-1.rng"],
    "reference": ["data/reference/reference.rng", "core/reference/check.c"],
    "card": ["data/schema/card-1.rng"],
    "issued": [],
}

FUNCTION = re.compile(r"COVERED_FUNC: hits: (\d+) edges: (\d+)/(\d+) (\S+) (\S+?):(\d+)")
UNREACHED = re.compile(r"UNCOVERED_PC: (\S+?):(\d+)")


def run(command, log, **more):
    with open(log, "w", encoding="utf-8", errors="replace") as out:
        return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False, **more).returncode


def text_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


# ---------- Building ----------

def configure(folder, arguments):
    if os.path.exists(os.path.join(folder, "build.ninja")):
        return
    os.makedirs(os.path.join(ROOT, "build"), exist_ok=True)
    log = folder + "-setup.log"
    environment = dict(os.environ, CC="clang-14", PATH="/usr/bin:" + os.environ.get("PATH", ""))
    if run(["meson", "setup", folder, ROOT, "-Dui=disabled", "-Db_lundef=false",
            "-Dc_args=-fsanitize=fuzzer-no-link", *arguments], log, env=environment) != 0:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit("fuzz: meson setup failed; " + log)


def compile_all(folder, names):
    log = folder + "-compile.log"
    targets = ["tests/fuzz/fuzz-" + name for name in names]
    if run(["ninja", "-C", folder, "-j", "2", *targets], log) != 0:
        sys.exit("fuzz: does not compile; " + log)


def build(names, is_searching):
    if is_searching:
        configure(SEARCH, ["-Db_sanitize=address,undefined"])
        compile_all(SEARCH, names)
    # Without optimising, so that an edge is an edge of the source; without sanitizers, whose own checks
    # are edges that no right program takes.
    configure(COUNT, ["-Doptimization=0", "-Ddebug=true"])
    compile_all(COUNT, names)


# ---------- Searching ----------

def corpora(name):
    found = os.path.join(SEARCH, "corpus-" + name)
    os.makedirs(found, exist_ok=True)
    return found, os.path.join(HERE, "corpus-" + name)


def write_dictionary(name):
    words = set()
    for path in WORDS[name]:
        text = text_of(os.path.join(ROOT, path))
        words.update(re.findall(r'name="([a-z-]+)"', text))
        words.update(re.findall(r"<value[^>]*>([^<]{1,60})</value>", text))
        words.update(re.findall(r'{ "([a-z0-9-]+)",', text))
        words.update(re.findall(r'#define GEZIN_\w+ "([^"\\]+)"', text))
    path = os.path.join(SEARCH, name + ".dict")
    with open(path, "w", encoding="utf-8") as out:
        for word in sorted(words):
            escaped = "".join(c if 32 <= ord(c) < 127 and c not in '"\\' else "" for c in word)
            if escaped:
                out.write(f'"{escaped}"\n')
        out.write('"<![CDATA["\n"]]>"\n"<!--"\n"-->"\n"<?xml version=\\"1.0\\""\n"<!DOCTYPE"\n"&#"\n"xmlns:"\n'
                  '"\\x0a%%\\x0a"\n')
    return path


def search(name, seconds):
    found, kept = corpora(name)
    findings = os.path.join(SEARCH, "findings-" + name)
    os.makedirs(findings, exist_ok=True)
    log = os.path.join(SEARCH, f"fuzz-{name}.log")
    environment = dict(os.environ, UBSAN_OPTIONS="halt_on_error=1:print_stacktrace=1",
                       ASAN_OPTIONS="detect_leaks=1")
    before = set(os.listdir(findings))
    run([os.path.join(SEARCH, "tests/fuzz/fuzz-" + name), f"-max_total_time={seconds}", f"-max_len={MAX_BYTES}",
         "-timeout=30", "-rss_limit_mb=3000", "-print_final_stats=1", "-dict=" + write_dictionary(name),
         f"-artifact_prefix={findings}/", found, kept], log, env=environment)
    executions = re.search(r"number_of_executed_units: *(\d+)", text_of(log))
    new = sorted(set(os.listdir(findings)) - before)
    print(f"{name}: {executions.group(1) if executions else 'no count of'} executions in {seconds} s, "
          f"{len(new)} findings{''.join(' ' + os.path.join(findings, one) for one in new)}", flush=True)
    return not new and executions is not None


# ---------- Counting ----------

def measure(name):
    """Of each function of core/, how many edges it has and on which lines some were not reached."""
    found, kept = corpora(name)
    log = os.path.join(COUNT, f"edges-{name}.log")
    if run([os.path.join(COUNT, "tests/fuzz/fuzz-" + name), "-runs=0", f"-max_len={MAX_BYTES * 5}",
            "-print_coverage=1", found, kept], log) != 0:
        sys.exit(f"fuzz: {name} fails on its corpus; {log}")
    functions, here = {}, None
    for line in text_of(log).splitlines():
        match = FUNCTION.search(line)
        if match:
            hits, some, whole, function, path, first = match.groups()
            here = (within(path), function)
            functions[here] = (int(whole), collections.Counter())
            if hits == "0":
                functions[here][1][int(first)] = int(whole)
            continue
        match = UNREACHED.search(line)
        if match:
            functions[here][1][int(match.group(2))] += 1
    return functions


def within(path):
    place = path.rfind("/core/")
    return path[place + 6:] if place >= 0 else path


def print_edges(what, files, functions, is_listing):
    unreached, whole = collections.Counter(), collections.Counter()
    for (file, _), (n_edges, lines) in functions.items():
        unreached[file] += sum(lines.values())
        whole[file] += n_edges
    n_edges = sum(whole[file] for file in files)
    reached = n_edges - sum(unreached[file] for file in files)
    share = 100 * reached / max(n_edges, 1)
    each = ", ".join(f"{file} {whole[file] - unreached[file]}/{whole[file]}" for file in files)
    print(f"{what}: {reached} of {n_edges} edges reached, {share:.1f} % ({each})", flush=True)
    if is_listing:
        for (file, function), (n_edges, lines) in sorted(functions.items()):
            code = [""] + text_of(os.path.join(ROOT, "core", file)).splitlines() if file in files else []
            for line, n_unreached in sorted(lines.items()) if code else []:
                print(f"  {file}:{line} {function}: {n_unreached}: {code[line].strip()}")
    return share >= 80


def together(measures):
    """What none of several reached. Two edges of one line are taken for the same, so it is at most this."""
    functions = {}
    for measured in measures:
        for place, (n_edges, lines) in measured.items():
            if place not in functions or sum(functions[place][1].values()) == n_edges:
                functions[place] = (n_edges, lines)
            elif sum(lines.values()) < n_edges:
                functions[place] = (n_edges, functions[place][1] & lines)
    return functions


def count(names, is_listing):
    measures = {name: measure(name) for name in names}
    is_enough = [print_edges(name, OWN[name].split(), measures[name], is_listing) for name in names]
    if len(names) == len(OWN):
        print_edges("what several share", SHARED.split(), together(measures.values()), is_listing)
    return all(is_enough)


# ---------- Keeping ----------

def keep(name):
    found, kept = corpora(name)
    least = os.path.join(SEARCH, "least-" + name)
    shutil.rmtree(least, ignore_errors=True)
    os.makedirs(least)
    named = [one for one in os.listdir(kept) if not one.startswith("found-") and one != "README.md"]
    run([os.path.join(COUNT, "tests/fuzz/fuzz-" + name), "-set_cover_merge=1", "-use_counters=0", f"-max_len={MAX_BYTES}",
         least, kept, found], os.path.join(SEARCH, f"merge-{name}.log"))
    for one in os.listdir(kept):
        if one.startswith("found-"):
            os.remove(os.path.join(kept, one))
    shutil.rmtree(found)
    digests = set()
    for one in named:
        with open(os.path.join(kept, one), "rb") as file:
            digests.add(hashlib.sha256(file.read()).hexdigest())
    n_bytes = n_files = 0
    for one in sorted(os.listdir(least)):
        with open(os.path.join(least, one), "rb") as file:
            content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        if digest in digests:
            continue
        with open(os.path.join(kept, "found-" + digest[:12]), "wb") as file:
            file.write(content)
        n_files += 1
        n_bytes += len(content)
    print(f"{name}: {n_files} found files of {n_bytes} bytes kept beside {len(named)} named ones", flush=True)


def main(arguments):
    options = {one for one in arguments if one.startswith("--")}
    rest = [one for one in arguments if not one.startswith("--")]
    seconds = int(rest.pop()) if rest and rest[-1].isdigit() else 600
    names = rest or list(OWN)
    unknown = [name for name in names if name not in OWN] + sorted(options - {"--unreached", "--keep"})
    if unknown:
        sys.exit(f"fuzz: knows no {unknown[0]}; there are {', '.join(OWN)}")
    if "--keep" in options:
        seconds = 0
    build(names, seconds > 0)
    is_clean = [search(name, seconds) for name in names if seconds > 0]
    if "--keep" in options:
        for name in names:
            keep(name)
    is_enough = count(names, "--unreached" in options)
    if not all(is_clean):
        sys.exit(1)
    if not is_enough:
        print("fuzz: of something less than 80 % was reached", file=sys.stderr)
        sys.exit(1)


main(sys.argv[1:])
