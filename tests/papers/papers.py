#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Readers that are not ours judge what we make, and what was tampered with.

usage: papers.py BUILD-FOLDER

Prints a table (file x reader x verdict) and how many verdicts are as they must be; status 1 if one is
not. Files that we make must be good for every reader; what is tampered with must be refused by every reader
that looks at that part at all.
"""
import base64
import hashlib
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
GOLDEN = os.path.join(ROOT, "tests", "wire", "golden", "1")
LIST, SIGNATURE = "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"
SORTS = ["p256", "p384", "rsa3072", "issued", "two-keys", "receipt"]
READERS = ["gezin-verify", "openssl", "certtool", "bouncycastle", "zip", "xmllint"]
WHEN, DAY = "1795255200", "2026-11-21"  # a moment at which all certificates here hold
JARS = [f"/usr/share/java/{name}.jar" for name in ("bcpkix", "bcprov", "bcutil")]
# What a reader cannot see by what it is: certtool asks whether the key fits and not whose certificate it
# is; what is outside of what was signed says nothing to a program for signatures, and unzip takes a name twice.
BLIND = {
    "another certificate of the same key": ["certtool"],
    "another mimetype": ["openssl", "certtool"],
    "mimetype last": ["openssl", "certtool"],
    "a name twice": ["openssl", "certtool", "zip"],
}
ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"


def read(path):
    with open(path, "rb") as stream:
        return stream.read()


def write(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as stream:
        stream.write(data)
    return path


def run(*words, folder=None):
    """Whether it says yes; what it says."""
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False, timeout=120)
    return done.returncode == 0, (done.stdout + done.stderr).decode("utf-8", "replace")


# ---- A ZIP, written as ours is, so that nothing but what was meant differs ----

def zip_parts(data):
    """(name, bytes) in order, by the headers of a good container."""
    parts, at = [], 0
    while data[at:at + 4] == b"PK\3\4":
        size, length, extra = struct.unpack_from("<IHH", data, at + 22)
        start = at + 30 + length + extra
        parts.append((data[at + 30:at + 30 + length].decode(), data[start:start + size]))
        at = start + size
    return parts


def zip_of(parts, tail, other_names=None):
    """@tail: made by and external attributes, which nobody looks at."""
    body, directory = b"", b""
    for number, (name, data) in enumerate(parts):
        raw = name.encode()
        common = struct.pack("<5HIIIHH", 10, 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data),
                             len(raw), 0)
        shown = (other_names or {}).get(number, name).encode()
        directory += (b"PK\1\2" + tail[0] + common + struct.pack("<HHH", 0, 0, 0) + tail[1]
                      + struct.pack("<I", len(body)) + shown)
        body += b"PK\3\4" + common + raw + data
    end = struct.pack("<4s4HIIH", b"PK\5\6", 0, 0, len(parts), len(parts), len(directory), len(body), 0)
    return body + directory + end


def tail_of(data):
    at = data.index(b"PK\1\2")
    return data[at + 4:at + 6], data[at + 38:at + 42]


def turned(data, place=None):
    place = len(data) // 2 if place is None else place
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1:]


# ---- Tampering ----

def change(parts, name, data):
    return [(one, data if one == name else old) for one, old in parts]


def part(parts, name):
    return dict(parts)[name]


def relist(parts, name, data):
    """A changed part, and a list that fits it, without a key to sign it."""
    def digest(what):
        return base64.b64encode(hashlib.sha256(what).digest())
    listed = part(parts, LIST).replace(digest(part(parts, name)), digest(data))
    return change(change(parts, name, data), LIST, listed)


def containers(good, other, receipt):
    """What is made of a good container, with parts of others. By what was done to it."""
    parts, tail = zip_parts(good), tail_of(good)
    document = next(name for name, _ in parts if name.startswith("documents/"))
    dossier = part(parts, "dossier.xml").replace(b"Jan", b"Jon")

    def rezip(those, **more):
        return zip_of(those, tail, **more)

    if rezip(parts) != good:
        raise SystemExit("papers: a container that is written again is another one")
    signature, listed = part(parts, SIGNATURE), part(parts, LIST)
    renamed = "documents/" + "0" * 64
    made = {
        "a letter of the dossier": rezip(change(parts, "dossier.xml", dossier)),
        "a letter of a document": rezip(change(parts, document, turned(part(parts, document)))),
        "another manifest": rezip(change(parts, "manifest.xml", part(zip_parts(receipt), "manifest.xml"))),
        "the list made to fit": rezip(relist(parts, "dossier.xml", dossier)),
        "a space in the list": rezip(change(parts, LIST, listed.replace(b"/>", b" />", 1))),
        "a bit of the signature": rezip(change(parts, SIGNATURE, turned(signature, len(signature) - 8))),
        "the signature of another bundle": rezip(change(parts, SIGNATURE,
                                                        part(zip_parts(receipt), SIGNATURE))),
        "another certificate of the same key": other,
        "a part taken out": rezip([one for one in parts if one[0] != document]),
        "a part put in": rezip(parts[:3] + [(renamed, b"erbij")] + parts[3:]),
        "a document under another name": rezip([(renamed if one == document else one, data)
                                                for one, data in parts]),
        "no list": rezip([one for one in parts if one[0] != LIST]),
        "no signature": rezip([one for one in parts if one[0] != SIGNATURE]),
        "an empty list": rezip(change(parts, LIST, re.sub(
            rb"  <asic:DataObjectReference.*</asic:DataObjectReference>\n", b"", listed, flags=re.S))),
    }
    shape = {
        "another mimetype": rezip([("mimetype", b"application/zip")] + parts[1:]),
        "mimetype last": rezip(parts[1:] + parts[:1]),
        "a name twice": rezip(parts[:3] + [parts[2]] + parts[3:]),
        "two headers that differ": rezip(parts, other_names={2: "dossier.xmk"}),
        "cut off": good[:-30],
        "bytes in front": b"#!/bin/sh\n" + good,
        "a bit, and an old check sum": turned(good, good.index(b"Jan")),
    }
    return made, shape


def envelopes(good):
    tag = len(good) - 24
    wrapped = good.index(b"\x04\x28")  # 40 bytes
    nonce = good.index(bytes.fromhex("060960864801650304012e")) + 15
    return {
        "a bit of the content": turned(good),
        "a bit of the tag": turned(good, good.rindex(b"\x04\x10") + 5),
        "a bit of the wrapped key": turned(good, wrapped + 10),
        "a bit of the nonce": turned(good, nonce),
        "the envelope cut off": good[:tag - 4096],
    }


# ---- Readers: each says None, or what is wrong ----

def unpack(container, folder):
    """Info-ZIP's unzip, as anybody would."""
    done, said = run("unzip", "-qq", "-o", container, "-d", folder)
    return None if done else f"unzip: {said[:200]}"


def check_digests(folder):
    """What sha256sum and two eyes would do: every part is listed, once, and as it is."""
    listed = {}
    for element in tree.fromstring(read(os.path.join(folder, LIST))).iter(ASIC + "DataObjectReference"):
        listed[element.get("URI")] = element.findtext(DSIG + "DigestValue")
    there = {os.path.relpath(os.path.join(where, name), folder)
             for where, _, names in os.walk(folder) for name in names}
    there = {name for name in there if not name.startswith("META-INF/") and name != "mimetype"}
    if there != set(listed):
        return "not the parts that are listed"
    for name, wanted in listed.items():
        if base64.b64encode(hashlib.sha256(read(os.path.join(folder, name))).digest()).decode() != wanted:
            return f"another {name} than is listed"
    return None


def by_hand(container, folder, verify):
    """unzip, a program for the signature, sha256sum."""
    wrong = unpack(container, folder)
    if wrong is not None:
        return wrong
    for name in (LIST, SIGNATURE):
        if not os.path.isfile(os.path.join(folder, name)):
            return f"no {name}"
    done, said = run(*verify, folder=folder)
    return check_digests(folder) if done else said.strip()[:200] or "refused"


def openssl(container, folder, sender):
    return by_hand(container, folder, [
        "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in", SIGNATURE, "-content", LIST,
        "-CAfile", sender, "-partial_chain", "-purpose", "any", "-cades", "-attime", WHEN, "-out",
        os.devnull])


def certtool(container, folder, sender):
    return by_hand(container, folder, [
        "certtool", "--p7-verify", "--inder", "--load-certificate", sender, "--load-data", LIST,
        "--infile", SIGNATURE])


def gezin_verify(program, path, *words):
    """Bad, or what is unknown though it should be known."""
    said = run(program, "--json", "--date", DAY, *words, path)[1]
    try:
        parts = json.loads(said.splitlines()[0])["parts"]
    except (ValueError, LookupError):
        return said[-200:]
    # Without a key nobody sees the inside, and without a list nobody knows who was revoked.
    wrong = [f"{one['part']}: {one['reason']}" for one in parts if one["verdict"] != "good"
             and one["reason"] not in ("no-key", "not-checked")]
    return ", ".join(wrong) or None


def zip_tools(container):
    done, said = run("unzip", "-tqq", container)
    if not done:
        return said[:200]
    done, said = run("zipinfo", "-l", container)
    first = said.splitlines()[2].split() if done else []
    if "warning" in said or not first or first[-1] != "mimetype" or "stor" not in first:
        return "mimetype is not first, or zipinfo warns"
    return None if b"mimetypeapplication/vnd.etsi.asic-e+zip" == read(container)[30:69] else "mimetype"


def xmllint(folder):
    for name, schema in (("manifest.xml", os.path.join(ROOT, "data/schema/manifest-1.rng")),
                         ("dossier.xml", os.path.join(ROOT, "data/schema/dossier-1.rng")),
                         (LIST, os.path.join(HERE, "asic-manifest.rng"))):
        if name == "dossier.xml" and not os.path.isfile(os.path.join(folder, name)):
            continue
        done, said = run("xmllint", "--nonet", "--noout", "--relaxng", schema,
                         os.path.join(folder, name))
        if not done:
            return said[:200]
    return None


def open_by_openssl(bundle, key, target):
    done, said = run("openssl", "cms", "-decrypt", "-inform", "DER", "-in", bundle, "-inkey", key,
                     "-recip", key, "-out", target)
    # It leaves an empty file where it refuses.
    return None if done and os.path.getsize(target) > 0 else said.strip()[:200] or "refused"


class Java:
    """BouncyCastle: all questions in one run."""

    def __init__(self, folder):
        self.folder, self.lines, self.answers = folder, [], {}
        classes = os.path.join(folder, "classes")
        self.path = ":".join(JARS + [classes])
        done, said = run("javac", "-d", classes, "-cp", self.path, os.path.join(HERE, "Reader.java"))
        if not done:
            raise SystemExit(f"papers: Reader.java does not compile: {said}")

    def ask(self, *words):
        self.lines.append("\t".join(words))
        return self.lines[-1]

    def run(self):
        batch = write(os.path.join(self.folder, "batch"), "\n".join(self.lines).encode() + b"\n")
        done, said = run("java", "-cp", self.path, "Reader", "batch", batch)
        answers = [line[2:] for line in said.splitlines() if line.startswith("= ")]
        if not done or len(answers) != len(self.lines):
            raise SystemExit(f"papers: BouncyCastle does not answer: {said[:1000]}")
        self.answers = dict(zip(self.lines, answers))


# ---- The table ----

class Table:
    """Verdicts: (file, is it good, {reader: what is wrong or None})."""

    def __init__(self):
        self.rows = []

    def add(self, name, is_good, verdicts):
        self.rows.append((name, is_good, verdicts))

    def tell(self):
        right = wrong = unseen = 0
        print(f"{'':42}" + "".join(f"{reader:14}" for reader in READERS))
        for name, is_good, verdicts in self.rows:
            cells = ""
            for reader in READERS:
                found = verdicts.get(reader) is None
                if reader not in verdicts or (found and reader in BLIND.get(name, [])):
                    cells += f"{'-' if reader not in verdicts else 'not seen':14}"
                    unseen += reader in verdicts
                    continue
                fits = found == is_good
                right, wrong = right + fits, wrong + (not fits)
                cells += f"{('good' if found else 'refused') + ('' if fits else ' !!'):14}"
            print(f"{name:42}{cells}")
            for reader, said in verdicts.items():
                if (said is None) != is_good and reader not in BLIND.get(name, []):
                    print(f"    {reader}: {said}")
        bad = sum(not good for _, good, _ in self.rows)
        print(f"\n{right + wrong} verdicts of {len(READERS)} readers on {len(self.rows) - bad} files of ours and "
              f"{bad} that were tampered with: {right} as they must be, {wrong} not; "
              f"{unseen} not seen by what a reader is")
        return wrong == 0 and right > 0


class Papers:
    """The files, and who is asked about them."""

    def __init__(self, build, folder):
        self.folder, self.build = folder, build
        self.verify = os.path.join(build, "app", "gezin-verify")
        self.java, self.table, self.count = Java(folder), Table(), 0
        done, said = run(os.path.join(build, "tests", "papers", "make-papers"), folder)
        if not done:
            raise SystemExit(f"papers: no bundles: {said}")
        os.symlink(os.path.join(GOLDEN, "bundle.gezin"), self.path("golden.gezin"))
        os.symlink(os.path.join(GOLDEN, "recipient.pem"), self.path("golden.key.pem"))
        os.symlink(os.path.join(GOLDEN, "sender.pem"), self.path("golden.sender.pem"))
        os.symlink(os.path.join(GOLDEN, "sender.gezin-card"), self.path("golden.gezin-card"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def fresh(self):
        self.count += 1
        return self.path(f"unpacked-{self.count}")

    def judge(self, name, is_good, container, of, **more):
        """All readers of a container; @of: whose certificate is believed."""
        sender, unpacked = self.path(of + ".sender.pem"), self.fresh()
        verdicts = {
            "gezin-verify": gezin_verify(self.verify, container, "--card",
                                         self.path(of + ".gezin-card")),
            "openssl": openssl(container, unpacked, sender),
            "certtool": certtool(container, self.fresh(), sender),
            "bouncycastle": self.java.ask("judge", sender, container),
        }
        if is_good:
            verdicts["xmllint"] = xmllint(unpacked)
        if is_good or more.get("is_shape"):
            verdicts["zip"] = zip_tools(container)
        self.table.add(name, is_good, verdicts)

    def open(self, name, is_good, bundle, key):
        opened, target = self.fresh(), self.fresh()
        said = open_by_openssl(bundle, key, opened)
        verdicts = {"openssl": said, "bouncycastle": self.java.ask("open", key, bundle, target)}
        # Without the key it sees the framing alone.
        if is_good or "cut off" in name:
            verdicts["gezin-verify"] = gezin_verify(self.verify, bundle)
        self.table.add(name, is_good, verdicts)
        return opened, target

    def run(self):
        pairs = []
        for sort in SORTS + ["golden"]:
            opened, target = self.open(f"{sort}: opened", True, self.path(sort + ".gezin"),
                                       self.path(sort + ".key.pem"))
            pairs.append((opened, target))
            self.judge(f"{sort}: judged", True, opened, sort)
        good, other, receipt = (read(self.opened(name)) for name in ("p256", "other", "receipt"))
        made, shape = containers(good, other, receipt)
        for number, (name, data) in enumerate({**made, **shape}.items()):
            self.judge(name, False, write(self.path(f"tampered-{number}.asice"), data), "p256",
                       is_shape=name in shape)
        for number, (name, data) in enumerate(envelopes(read(self.path("p256.gezin"))).items()):
            self.open(name, False, write(self.path(f"tampered-{number}.gezin"), data),
                      self.path("p256.key.pem"))
        self.open("the key of somebody else", False, self.path("p256.gezin"), self.path("p384.key.pem"))
        self.java.run()
        for _, _, verdicts in self.table.rows:
            verdicts["bouncycastle"] = self.java.answers[verdicts["bouncycastle"]] or None
        same = all(read(one) == read(two) for one, two in pairs)
        print("what openssl and BouncyCastle found inside is " + ("the same" if same else "NOT the same"))
        return self.table.tell() and same

    def opened(self, name):
        target = self.path(name + ".asice")
        said = open_by_openssl(self.path(name + ".gezin"), self.path(name + ".key.pem"), target)
        if said is not None:
            raise SystemExit(f"papers: {said}")
        return target


def main():
    os.environ["LC_ALL"] = "C.UTF-8"
    with tempfile.TemporaryDirectory() as folder:
        return 0 if Papers(os.path.abspath(sys.argv[1]), folder).run() else 1


sys.exit(main())
