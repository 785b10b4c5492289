#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""gezin-verify as a person or a script runs it, on the golden files; and what others say of the same.

usage: test_gezin_verify.py PATH-OF-GEZIN-VERIFY; speaks TAP.
"""
import json
import os
import subprocess
import sys
import tempfile
import zipfile

PROGRAM = sys.argv[1]
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden", "1")
DAY = "2026-11-21"
CARD = os.path.join(GOLDEN, "sender.gezin-card")
ASICE = os.path.join(GOLDEN, "container.asice")
BUNDLE = os.path.join(GOLDEN, "bundle.gezin")
LIST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"
number = 0


def claim(name, holds, why=""):
    global number
    number += 1
    print(f"{'ok' if holds else 'not ok'} {number} /gezin-verify/{name}", flush=True)
    if not holds:
        print(f"# {why}")
    return holds


def run(*arguments, language="C.UTF-8"):
    environment = dict(os.environ, LC_ALL=language)
    environment.pop("LANGUAGE", None)
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False,
                          env=environment, timeout=60)


def expect(name, status, *arguments, verdict=None, reason=None):
    """Runs it with --json too; the last part that is not good has the reason."""
    plain = run(*arguments)
    holds = plain.returncode == status and (status == 0) == (plain.stderr == "")
    holds = holds and plain.stderr.count("\n") == (0 if status == 0 else 1)
    if verdict is not None:
        done = run("--json", *arguments)
        document = json.loads(done.stdout)
        holds = holds and done.returncode == status and document["verdict"] == verdict
        reasons = [part["reason"] for part in document["parts"] if part["verdict"] != "good"]
        holds = holds and (reason is None or (reasons and reasons[-1] == reason))
    claim(name, holds, f"{plain.returncode} {plain.stdout} {plain.stderr}")


def write(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as stream:
        stream.write(data)
    return path


def read(path):
    with open(path, "rb") as stream:
        return stream.read()


def turned(data, place):
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


def verdicts(folder):
    container, bundle = read(ASICE), read(BUNDLE)
    expect("a-container-with-the-card-of-its-sender-is-good", 0, "--card", CARD, "--date", DAY,
           ASICE, verdict="good")
    expect("without-a-card-the-sender-is-unknown", 1, "--date", DAY, ASICE, verdict="unknown",
           reason="certificate-unknown")
    expect("an-issuer-tells-the-sender-too", 1, "--ca", os.path.join(GOLDEN, "sender.pem"), "--date",
           DAY, ASICE, verdict="unknown", reason="not-checked")
    expect("the-card-of-another-does-not", 1, "--card", os.path.join(GOLDEN, "recipient.gezin-card"),
           "--date", DAY, ASICE, verdict="unknown", reason="certificate-unknown")
    expect("years-later-the-certificate-has-expired", 1, "--card", CARD, "--date", "2036-01-01", ASICE,
           verdict="bad", reason="certificate-expired")
    expect("from-the-outside-a-bundle-is-unknown", 1, BUNDLE, verdict="unknown", reason="no-key")
    expect("a-bundle-that-is-cut-off-is-bad", 1, write(folder, "cut", bundle[:-7]), verdict="bad",
           reason="envelope-bytes")
    place = container.index(b"Jan")
    expect("a-changed-letter-is-bad", 1, "--card", CARD, "--date", DAY,
           write(folder, "changed", turned(container, place)), verdict="bad", reason="zip-content")
    extra = os.path.join(folder, "extra.asice")
    write(folder, "extra.asice", container)
    with zipfile.ZipFile(extra, "a") as archive:
        archive.writestr("erbij.txt", "erbij")
    expect("a-file-that-was-added-is-bad", 1, "--card", CARD, "--date", DAY, extra, verdict="bad",
           reason="zip-name")
    expect("a-text-is-bad", 1, write(folder, "text", b"geen bundel"), verdict="bad",
           reason="envelope-bytes")
    expect("an-empty-file-is-bad", 1, write(folder, "empty", b""), verdict="bad",
           reason="bundle-too-large")


def uses(folder):
    expect("no-file-is-wrong-use", 2)
    expect("two-files-are-wrong-use", 2, ASICE, BUNDLE)
    expect("an-unknown-option-is-wrong-use", 2, "--nothing", ASICE)
    expect("a-day-that-is-none-is-wrong-use", 2, "--date", "2026-02-30", ASICE)
    expect("a-card-that-is-none-is-refused", 4, "--card", ASICE, ASICE)
    expect("a-folder-is-refused", 4, folder)
    expect("a-file-that-is-not-there-is-the-machine's", 6, os.path.join(folder, "nothing"))
    large = os.path.join(folder, "large")
    with open(large, "wb") as stream:
        stream.truncate(256 * 1024 * 1024 + 1)
    expect("a-file-that-is-too-large-is-refused", 4, large)
    os.remove(large)
    document = json.loads(run("--json", "--card", CARD, "--date", DAY, ASICE).stdout)
    claim("json-has-the-keys-that-stay",
          list(document)[:7] == ["verdict", "parts", "sender", "recipients", "sequence", "made",
                                 "expires"]  # more may come
          and list(document["sender"]) == ["name", "organisation", "fingerprint"]
          and document["sender"]["name"] == "Anna Bakker" and document["sequence"] == 1
          and document["made"] == "2026-11-21T10:00:00Z" and len(document["recipients"]) == 1,
          document)
    dutch = run("--date", DAY, ASICE, language="nl_NL.UTF-8")
    claim("it-speaks-dutch", "Handtekening" in dutch.stdout and "onbekend" in dutch.stdout,
          dutch.stdout)


def what_it_links():
    libraries = subprocess.run(["ldd", PROGRAM], capture_output=True, text=True, check=True).stdout
    foreign = [name for name in ("sqlite", "sqlcipher", "libgtk", "libgdk", "libadwaita", "libX11")
               if name in libraries]
    claim("links-neither-sqlite-nor-gtk", "libcrypto" in libraries and not foreign, libraries)
    symbols = subprocess.run(["nm", PROGRAM], capture_output=True, text=True, check=True).stdout
    held = [line for line in symbols.splitlines() if "sqlite3_" in line or "gtk_" in line]
    claim("holds-neither-sqlite-nor-gtk", "gezin_bundle_judge" in symbols and not held, held[:3])


def other(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode == 0, f"{command[0]}: {done.stdout[-500:]} {done.stderr[-500:]}"


def readers(folder):
    """openssl, and GnuTLS as an independent reader: accept ours, and refuse what was changed."""
    pem, key = os.path.join(GOLDEN, "sender.pem"), os.path.join(GOLDEN, "recipient.pem")
    with zipfile.ZipFile(ASICE) as archive:
        archive.extractall(folder)
    # A moment at which the golden certificates hold, whatever day it is.
    when = "1795255200"
    verify = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", SIGNATURE, "-content",
              LIST, "-CAfile", pem, "-partial_chain", "-purpose", "any", "-cades", "-attime", when,
              "-out", os.devnull]
    gnutls = ["certtool", "--p7-verify", "--inder", "--load-certificate", pem, "--load-data", LIST,
              "--infile", SIGNATURE]
    claim("openssl-verifies-the-signature", *other(verify, folder))
    claim("certtool-verifies-the-signature", *other(gnutls, folder))
    signed = read(os.path.join(folder, LIST))
    write(folder, LIST, turned(signed, len(signed) // 2))
    holds, why = other(verify, folder)
    claim("openssl-refuses-a-changed-list", not holds, why)
    holds, why = other(gnutls, folder)
    claim("certtool-refuses-a-changed-list", not holds, why)
    decrypt = ["openssl", "cms", "-decrypt", "-inform", "DER", "-in", BUNDLE, "-inkey", key, "-recip",
               key, "-out", "opened.asice"]
    holds, why = other(decrypt, folder)
    claim("openssl-opens-the-bundle",
          holds and read(os.path.join(folder, "opened.asice")) == read(ASICE), why)
    bundle = read(BUNDLE)
    decrypt[6] = write(folder, "turned.gezin", turned(bundle, len(bundle) // 2))
    holds, why = other(decrypt, folder)
    claim("openssl-refuses-a-changed-bundle", not holds, why)
    card = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", CARD, "-CAfile", pem,
            "-partial_chain", "-purpose", "any", "-cades", "-attime", when, "-out", "card.xml"]
    holds, why = other(card, folder)
    claim("openssl-reads-the-card",
          holds and b"Anna Bakker" in read(os.path.join(folder, "card.xml")), why)


with tempfile.TemporaryDirectory() as temporary:
    verdicts(temporary)
    uses(temporary)
    what_it_links()
    readers(temporary)
print(f"1..{number}")
