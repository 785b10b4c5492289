#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""The invented families: what is read is what is shown and written, and what is made holds together.

GEZIN_TEST_ROUNDS says how many families are made (25; at most 1,000).

usage: test_samples.py PATH-OF-GEZIN PROJECT-FOLDER
"""
import collections
import glob
import json
import os
import re
import statistics
import sys
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "gezin"))
from command import Claims, Store, expect  # noqa: E402

NAMESPACE = "{urn:gezinsdossier:dossier:1}"
ROUNDS = max(1, min(int(os.environ.get("GEZIN_TEST_ROUNDS") or 25), 1000))
CHUNK = 50
SEED = 20261121
TODAY = "2026-11-21"  # what is right depends on how old people are
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FIELD = re.compile(r'^FIELD \((\w+), \w+, "([^"]+)", NC?_ \(.*?\), (\w+), (.*)\)$', re.MULTILINE)
KIND = re.compile(r'^KIND \((\w+), "([^"]+)"', re.MULTILINE)

claims = Claims("samples")
claim = claims.claim


def read(path):
    """{id: (kind, {field: value or sorted items})} of a written dossier."""
    root = ElementTree.parse(path).getroot()
    records = {}
    for record in root:
        fields = {}
        for field in record:
            items = [item.text.strip() for item in field]
            fields[field.get("name")] = sorted(items) if items else field.text.strip()
        records[record.get("id")] = (record.get("kind"), fields)
    return root.get("id"), records


def written_paths(root):
    """The written families; not the dossier with every field, which is made."""
    paths = sorted(glob.glob(os.path.join(root, "data", "samples", "*.xml")))
    return [path for path in paths if not path.endswith("every-field.xml")]


def shown(document):
    return document["id"], {r["id"]: (r["kind"], r["fields"]) for r in document["records"]}


class World:
    """Two stores, and a folder for each set of made families."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder, self.root = gezin, folder, os.path.abspath(sys.argv[2])
        self.one, self.two = Store(gezin, folder, "een"), Store(gezin, folder, "twee")
        self.findings = collections.Counter()

    def make(self, name, *words):
        path = os.path.join(self.folder, name)
        self.gezin.run("sample", "--seed", str(SEED), *words, "-o", path, timeout=300)
        return sorted(glob.glob(os.path.join(path, "*.xml")))

    def families(self):
        return self.make("families", "--families", str(ROUNDS))

    def round_trip(self, paths):
        """load | dump | load | dump gives the same bytes, and show says what the files say."""
        report = self.one.json("load", *paths, timeout=600)
        wrong = [d for d in report["dossiers"] if d["parked"] or d["refused"]]
        expect(not wrong, f"parked or refused: {wrong[:2]}")
        ids = [d["id"] for d in report["dossiers"]]
        dumps = self.one.batch([f"dump {i}" for i in ids], timeout=600)
        along = []
        for number, dump in enumerate(dumps):
            along.append(os.path.join(self.folder, f"along-{number}.xml"))
            with open(along[-1], "w", encoding="utf-8") as stream:
                stream.write(dump["xml"])
        self.two.json("load", *along, timeout=600)
        again = self.two.batch([f"dump {i}" for i in ids], timeout=600)
        for path, dump, other in zip(paths, dumps, again):
            expect(dump["xml"] == other["xml"], f"{os.path.basename(path)}: dumps differ")
        for path, document in zip(paths, self.one.batch([f"show {i}" for i in ids], timeout=600)):
            self.compare(path, shown(document))
        return ids

    def compare(self, path, other):
        written = read(path)
        name = os.path.basename(path)
        expect(written[0] == other[0], f"{name}: another id")
        expect(written[1].keys() == other[1].keys(), f"{name}: other records")
        for identity, (kind, fields) in written[1].items():
            there = other[1][identity][1]
            expect(kind == other[1][identity][0], f"{name}: {identity} is of another kind")
            for field in fields.keys() | there.keys():
                expect(fields.get(field) == there.get(field),
                       f"{name}: {kind} {field}: {fields.get(field)!r} is shown as "
                       f"{there.get(field)!r}")

    def check(self, ids):
        """Counts the findings; the shape findings must be none."""
        documents = []
        for line in self.one.run("batch", stdin="\n".join(f"check {i} --date {TODAY}" for i in ids).encode(),
                                 status=None, timeout=600).out.splitlines():
            documents.append(json.loads(line))
        found = [f for document in documents for f in document]
        expect(not [f for f in found if f["shape"]], [f for f in found if f["shape"]][:2])
        return found


@claim("every written sample comes back byte for byte and as it was written")
def _(w):
    paths = sorted(glob.glob(os.path.join(w.root, "data", "samples", "*.xml")))
    expect(len(paths) >= 4, paths)
    ids = w.round_trip(paths)
    written = [i for i, path in zip(ids, paths) if not path.endswith("every-field.xml")]
    found = w.check(written)
    expect(not found, f"findings in written samples: {found[:3]}")


def catalogue(root):
    """{kind: {field: (type, is_derived)}}"""
    with open(os.path.join(root, "core", "model", "catalogue.def"), encoding="utf-8") as stream:
        text = stream.read()
    kinds = dict(KIND.findall(text))
    fields = {name: {} for name in kinds.values()}
    for symbol, name, kind_of_value, rest in FIELD.findall(text):
        for kind in [kinds[symbol]] if symbol != "COMMON" else list(fields):
            fields[kind][name] = (kind_of_value, "DERIVED" in rest)
    return fields


@claim("the dossier with every field has every field and every set with several items")
def _(w):
    _, records = read(os.path.join(w.root, "data", "samples", "every-field.xml"))
    fields = catalogue(w.root)
    expect(len(fields) == 35 and sum(map(len, fields.values())) > 600, "the catalogue is not read")
    filled = collections.defaultdict(list)
    for kind, values in records.values():
        for name, value in values.items():
            filled[kind, name].append(value)
    for kind, names in fields.items():
        for name, (kind_of_value, derived) in names.items():
            there = filled[kind, name]
            expect(bool(there) != derived, f"{kind} {name}: {len(there)} values")
            if kind_of_value == "REFS" and kind != "family":
                expect(max(map(len, there)) > 1, f"{kind} {name}: one item")
    dates = [value for (kind, name), values in filled.items() for value in values
             if fields[kind][name][0] == "DATE"]
    expect({len(date) for date in dates} == {4, 7, 10}, "all precisions of a date")


@claim("every code of every list is in the dossier with every field")
def _(w):
    _, records = read(os.path.join(w.root, "data", "samples", "every-field.xml"))
    used = {code for _, fields in records.values() for value in fields.values()
            for code in (value if isinstance(value, list) else [value])}
    codes = set()
    for line in w.gezin.run("schema", "--dictionary").out.splitlines():
        codes |= {line.split("`")[1]} if line.startswith("| `code ") else set()
    reference = os.path.join(w.root, "data", "reference", "code-lists.xml")
    for item in ElementTree.parse(reference).iter("{urn:gezinsdossier:reference:1}code"):
        codes.add(item.get("name") or item.get("id"))
    missing = sorted(code for code in codes - used if code)
    # Lists that describe the catalogue itself belong to no field; the root is one record only.
    expect(len(missing) < 60 and len(codes) > 200, missing)
    return f"{len(codes)} codes, {len(codes) - len(missing)} used"


@claim("made families come back byte for byte and as they were made")
def _(w):
    paths = w.families()
    expect(len(paths) == ROUNDS, len(paths))
    found, n = collections.Counter(), 0
    for start in range(0, len(paths), CHUNK):
        ids = w.round_trip(paths[start:start + CHUNK])
        n += len(ids)
        found.update(f["code"] for f in w.check(ids))
    total = sum(found.values())
    expect(total <= n // 20, f"{total} findings in {n} families: {found.most_common(5)}")
    return f"seed {SEED}: {n} families, {total} findings: {dict(found)}"


@claim("made families are large and varied")
def _(w):
    sizes, kinds, names, texts = [], [], set(), []
    for path in w.families():
        identity, records = read(path)
        sizes.append(len(records))
        kinds.append(len({kind for kind, _ in records.values()}))
        names.add(records[identity][1]["name"])
        texts.append(identity)
    expect(statistics.median(sizes) >= 120 and statistics.median(kinds) >= 25, (sizes, kinds))
    expect(len(names) >= 0.9 * len(sizes) and len(set(texts)) == len(texts), f"{len(names)} names")
    return f"median {statistics.median(sizes)} records, {statistics.median(kinds)} kinds"


@claim("no reference in a made family leads nowhere, and no two stories share an id")
def _(w):
    fields = catalogue(w.root)
    seen = set()
    for path in w.families() + w.make("small", "--families", str(ROUNDS), "--small"):
        _, records = read(path)
        expect(not seen & records.keys(), "an id stands twice")
        seen |= records.keys()
        for kind, values in records.values():
            for name, value in values.items():
                if fields[kind][name][0] in ("REF", "REFS"):
                    items = set(value if isinstance(value, list) else [value]) - {"family"}
                    expect(items <= records.keys(), f"{kind} {name} leads nowhere")


@claim("nobody of the written families is left in a made one")
def _(w):
    left = collections.Counter()
    for path in w.families():
        _, records = read(path)
        for kind, values in records.values():
            for name, value in values.items():
                if name in ("bsn", "phone"):
                    left[name, value] += 1
    written = set()
    for path in glob.glob(os.path.join(w.root, "data", "samples", "*-*.xml")):
        for _, values in read(path)[1].values():
            written |= {("bsn", values["bsn"])} if "bsn" in values else set()
    expect(left and sum(left[key] for key in written) <= sum(left.values()) * 0.02,
           f"{sum(left[key] for key in written)} of {sum(left.values())}")
    for name, value in left:
        expect(name != "bsn" or value.startswith("9999"), f"{value} is not of the range for tests")


@claim("the same seed makes the same families, however many")
def _(w):
    few = w.make("few", "--families", "2")
    for path, other in zip(few, w.families()):
        with open(path, "rb") as one, open(other, "rb") as two:
            expect(one.read() == two.read(), "they differ")
    other = w.gezin.run("sample", "--families", "1", "--seed", "7", "-o", "-").bytes
    with open(few[0], "rb") as stream:
        expect(stream.read() != other, "another seed makes the same")


@claim("small families are small, load and hold their shape")
def _(w):
    paths = w.make("small", "--families", str(ROUNDS), "--small")
    sizes = [len(read(path)[1]) for path in paths]
    expect(8 <= statistics.median(sizes) <= 16 and max(sizes) <= 16, sizes)
    found = w.check(w.round_trip(paths[:CHUNK]))
    return f"median {statistics.median(sizes)} records, {len(found)} findings in {len(paths)}"


@claim("sample loads straight into a store")
def _(w):
    store = Store(w.gezin, w.folder, "drie")
    report = store.json("sample")
    written = written_paths(w.root)
    expect([d["parked"] for d in report["dossiers"]] == [[]] * len(written), report)
    expect({d["id"] for d in report["dossiers"]} == {read(path)[0] for path in written},
           "the written families are not those in the folder")
    report = store.json("sample", "--families", "2", "--seed", str(SEED))
    paths = w.make("few", "--families", "2")
    for document, path in zip(store.batch([f"show {d['id']}" for d in report["dossiers"]]), paths):
        w.compare(path, shown(document))
    expect(len(store.ids()) == len(written) + 2, store.ids())


if __name__ == "__main__":
    sys.exit(claims.run(World))
