#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Too much, too odd, or not there: reference data, days, time zones, and dossiers made to be slow.

Work and memory are bounded by what the system counts of a process (processor seconds and room for
addresses), not by a clock: a busy machine changes nothing.

usage: test_extremes.py PATH-OF-GEZIN SOURCE
"""
import hashlib
import os
import re
import resource
import shutil
import socket
import subprocess
import sys

from command import Claims, Store, expect

claims = Claims("gezin/extremes")
claim = claims.claim

MIB = 1024 * 1024
NAMESPACE = "xmlns='urn:gezinsdossier:reference:1'"
LABEL = "<label xml:lang='nl'>x</label>"


class World:
    """A store with a family, and reference data of its own to spoil."""

    def __init__(self, gezin, folder):
        self.gezin, self.folder, self.may_bound = gezin, folder, None
        self.ours = os.environ["GEZIN_DATA_DIR"]
        self.store = Store(gezin, folder, "anna", "lead")
        self.dossier = self.store.json("new", "--name", "Kwartelstaart")["dossier"]
        self.store.json("add", self.dossier, "person", "given-names=Xanthippe",
                        "birth-date=2012-02-29", "household-role=child")

    def digest(self):
        """Of every file of the store."""
        whole = hashlib.sha256()
        for folder, _, names in sorted(os.walk(self.store.path)):
            for name in sorted(names):
                whole.update(name.encode())
                with open(os.path.join(folder, name), "rb") as stream:
                    whole.update(stream.read())
        return whole.hexdigest()

    def data(self):
        """A fresh copy of the data, and the environment in which it counts."""
        path = os.path.join(self.folder, "data")
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.ours, path)
        return os.path.join(path, "reference"), {**os.environ, "GEZIN_DATA_DIR": path}

    def bounded(self, cpu=10, room=1024):
        """For run(): as many processor seconds and MiB. A program that was built to look for faults
        takes all addresses there are, and its time."""
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
            resource.setrlimit(resource.RLIMIT_AS, (room * MIB, room * MIB))

        if self.may_bound is None:
            done = subprocess.run([self.gezin.path, "--version"], preexec_fn=limit, check=False,
                                  capture_output=True)
            self.may_bound = done.returncode == 0
        return {"preexec_fn": limit} if self.may_bound else {}


def reference(inside, name="own", version=1, days="valid-from='2015-01-01'"):
    return (f"<reference {NAMESPACE} id='{name}' version='{version}' {days}>{LABEL}"
            f"<source mark='inferred'>made up</source>{inside}</reference>")


def listed(codes, name="own-list", days=""):
    return f"<list name='{name}' {days}>{LABEL}{codes}</list>"


def code(name="c", inside="", days=""):
    return f"<code name='{name}' {days}>{LABEL}{inside}</code>"


def prop(name, value):
    return f"<property name='{name}'>{value}</property>"


GOOD = reference(listed(code()))
LABELLED = GOOD.replace(">x<", ">%s<", 1)
ENTITIES = "".join(f"<!ENTITY a{i} '{f'&a{i - 1};' * 10}'>" for i in range(1, 12))


def bad_files(w):
    with open(os.path.join(w.ours, "reference", "workflow-integral.xml"), "rb") as stream:
        shipped = stream.read()
    cuts = [shipped[:len(shipped) * part // 7] for part in range(7)]
    day = "valid-from='%s'"
    return cuts + [text if isinstance(text, bytes) else text.encode() for text in (
        "<", "\ufeff", GOOD.encode("utf-16"), GOOD.encode().replace(b">x<", b">\0<", 1),
        b"<?xml version='1.0' encoding='iso-8859-1'?>" + GOOD.encode(),
        f"<!DOCTYPE r [<!ENTITY a0 'ha'>{ENTITIES}]>" + LABELLED % "&a11;",
        "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + LABELLED % "&x;",
        "<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>" + GOOD,
        "<!DOCTYPE r [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>" + GOOD,
        reference("<i:include xmlns:i='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>"
                  + listed(code())),
        "<a>" * 100000, "<a>" * 100000 + "</a>" * 100000,
        reference(listed("".join(code(f"c{i}") for i in range(160000)))),
        LABELLED % ("a" * 1000000), LABELLED % "a\u202eb", LABELLED % "a&#x9b;31mb",
        LABELLED % "a&#27;b",
        GOOD.replace("id='own'", "id='own' id='b'"), GOOD.replace("reference:1", "reference:2"),
        GOOD.replace("version='1'", "version='99999999999999999999'"),
        GOOD.replace("version='1'", "version='-1'"),
        reference(listed(code() + code())), reference(listed(code()) + listed(code())),
        reference(listed(code(inside=LABEL * 100000))),
        reference(listed(code(inside=prop("line", "x") * 2))),
        reference(listed(code(inside=prop("line", "x") * 60000))),
        reference(listed(code(inside=prop("no-such-thing", "x")))),
        *(reference(listed(code()), days=days) for days in (
            day % "2024-02-30", day % "0000-01-01", day % "9999-12-31", day % "2024",
            day % "2024-02-02" + " valid-to='2024-02-01'", "")),
        *(reference(listed(code(inside=prop("term", term)))) for term in (
            "P9999999Y", "P-5D", "P1.5D", "P", "", "p1y", "P1 Y", "P1Y2M", "P٣D")),
        *(reference(listed(code(inside=prop("working-days", days)))) for days in (
            "-5", "99999999999999999999", "2147483648", "1.5", "+5", "1e3", "vijf")),
        *(reference(listed(code(inside=prop("month-day", day)), "holiday"), "calendar", 9)
          for day in ("13-01", "02-30", "kerst", "1-1")),
        reference(listed("".join(code(f"d{i}", prop("month-day", f"{1 + i // 28:02}-{1 + i % 28:02}"))
                                 for i in range(336)), "holiday"), "calendar", 9),
        reference(listed("".join(code(f"d{i}", prop("easter", i)) for i in range(250)), "holiday"),
                  "calendar", 9),
        reference(listed(code("mother"), "person-household-role")),  # a list of another file
        shipped,  # the same version of what is there
    )]


@claim("a bad reference file is refused with its line and nothing else happens")
def _(w):
    lines = []
    for number, data in enumerate(bad_files(w)):
        path = os.path.join(w.folder, f"own-{number}.xml")
        with open(path, "wb") as stream:
            stream.write(data)
        lines.append("reference check " + path)
    path = lines[-1].split()[-1]
    said = w.gezin.run("reference", "check", path, status=4).err
    expect(": line:" in said, said)
    before = w.store.content()
    answers = w.store.batch(lines, "--keep-going", status=4, **w.bounded())
    seen = set()
    for line, answer in zip(lines, answers):
        said = answer.get("error", "")
        expect(answer.get("status") == 4, f"{line}: {answer}")
        expect(re.search(r": line:\d+: .", said) or "too large" in said, said)
        seen.add(re.sub(r"line:\d+", "", said))
    expect(len(answers) == len(lines) and len(seen) > 20, f"{len(answers)}, {len(seen)} reasons")
    expect(w.store.content() == before, "the store is not as it was")


@claim("a good reference file is taken however odd its name, its codes as many as there is room")
def _(w):
    for name in ("own.xml", " ", "a\nb\x1b[31m%s%n.xml", "-own.xml", "é" * 120):
        path = os.path.join(w.folder, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(reference(listed("".join(code(f"c{i}") for i in range(
                60000 if name == "own.xml" else 1)))))
        w.gezin.run("reference", "check", path, **w.bounded())
        os.remove(path)


def odd_files(folder):
    """(status, how it comes to be) of what is no file of reference data."""
    path = os.path.join(folder, "zz.xml")

    def bound():
        one = socket.socket(socket.AF_UNIX)
        one.bind(path)
        one.close()

    def sparse():
        with open(path, "wb") as stream:
            stream.truncate(1024 * MIB)

    return path, ((4, lambda: os.mkfifo(path)), (4, lambda: os.mkdir(path)), (4, sparse),
                  (4, lambda: os.symlink("/dev/zero", path)),
                  (4, lambda: os.symlink("/dev/null", path)),
                  (4, lambda: os.symlink(folder, path)), (6, lambda: os.symlink("zz.xml", path)),
                  (6, lambda: os.symlink("/nowhere/at/all", path)), (6, bound))


@claim("what is no file among the reference data is said at once, and the store stays as it was")
def _(w):
    before = w.digest()
    for number in range(9):
        folder, environment = w.data()
        path, ways = odd_files(folder)
        ways[number][1]()
        said = w.store.run("list", status=ways[number][0], env=environment, timeout=20,
                           **w.bounded()).err
        expect("zz.xml" in said, said)
        if number != 7:
            w.gezin.run("reference", "check", path, status=ways[number][0], timeout=20)
    expect(w.digest() == before, "the store is not as it was")


@claim("without any one of its reference files the program says so and does not go on without")
def _(w):
    names = sorted(name for name in os.listdir(os.path.join(w.ours, "reference"))
                   if name.endswith(".xml"))
    folder, environment = w.data()
    for name in names:
        os.rename(os.path.join(folder, name), os.path.join(folder, name + ".away"))
        w.gezin.run("reference", "list", status=4 if name in NAMED_BY_OTHERS else 6,
                    env=environment)
        os.rename(os.path.join(folder, name + ".away"), os.path.join(folder, name))
    expect(len(names) > 20, names)
    w.gezin.run("reference", "list", env=environment)
    for data in ("", "/dev/null", "/nowhere"):
        w.gezin.run("reference", "list", status=6, env={**os.environ, "GEZIN_DATA_DIR": data})


# Codes of these stand in other files, which are met first.
NAMED_BY_OTHERS = ("code-lists.xml", "grounds.xml", "indicators.xml", "legal-interventions.xml",
                   "purposes.xml", "workflow-integral.xml", "workflow-meldcode.xml",
                   "workflow-safety.xml", "workflows.xml")


@claim("reference data that goes bad while the program runs is met at the next start")
def _(w):
    folder, environment = w.data()
    running = subprocess.Popen(
        [w.gezin.path, "batch", "--store", w.store.path, "--passphrase-file", w.store.secret],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)

    def ask():
        running.stdin.write(f"steps {w.dossier} --date 2026-11-21\n".encode())
        running.stdin.flush()
        return running.stdout.readline()

    first = ask()
    expect(b'"steps"' in first, first)
    path = os.path.join(folder, "workflow-integral.xml")
    with open(path, "r+b") as stream:
        stream.truncate(1000)
    expect(ask() == first, "it reads another way of working")
    running.stdin.close()
    expect(running.wait(20) == 0, "the running program stopped")
    running.stdout.close()
    before = w.digest()
    said = w.store.run("list", status=4, env=environment).err
    expect("workflow-integral.xml:" in said, said)
    shutil.copy(os.path.join(w.ours, "reference", "workflow-integral.xml"), path)
    with open(os.path.join(folder, "again.xml"), "wb") as stream:
        with open(path, "rb") as source:
            stream.write(source.read())
    w.store.run("list", status=4, env=environment)  # two files of one id and version
    os.remove(os.path.join(folder, "again.xml"))
    expect(w.digest() == before, "the store is not as it was")
    w.store.run("list", env=environment)


def template(steps, needs=""):
    return reference(listed(code("bad"), "workflow") + listed(steps, "workflow-bad")
                     + (listed(needs, "workflow-bad-needs") if needs else ""), "workflows", 9)


def need(*properties):
    return code("n", prop("step", "a") + "".join(prop(*one) for one in properties)
                + "<sentence xml:lang='nl'>x</sentence>")


END = code("a", prop("ends", "yes"))
BAD_TEMPLATES = (
    template(code("a", prop("follows", "a"))),  # follows itself
    template(code("a") + code("b", prop("follows", "a c")) + code("c", prop("follows", "b"))),
    template(END + code("b", prop("follows", "b") + prop("ends", "yes"))),  # out of reach
    template(code("a") + code("b", prop("follows", "a: :b ::") + prop("ends", "yes"))),
    template(code("a", prop("ends", "yes") + prop("role", "dragon"))),
    template(code("a", prop("ends", "yes") + prop("term", "P1Y") + prop("working-days", "5"))),
    template(code("a", prop("ends", "yes") + prop("term", "PT5H"))),
    *(template(END, need(*properties)) for properties in (
        [("kind", "dragon")], [("kind", "signal"), ("filled", "wings")],
        [("kind", "signal"), ("when", "dragon")], [("kind", "signal"), ("least", "0")],
        [("kind", "signal"), ("day", "text"), ("recent", "P1M")],
        [("kind", "signal"), ("day", "received"), ("recent", "PT18H")],
        [("kind", "signal"), ("through", "text"), ("roles", "child")],
        [("kind", "agreement"), ("holds-in", "kind"), ("holds", "dragon")],
        [("kind", "agreement"), ("holds-in", "kind")], [("kind", "agreement"), ("holds", "care")],
        [("kind", "perspective"), ("roles", "child"), ("from-age", "18"), ("until-age", "12")])),
    # as large as a file may be: looked at before it is walked
    template(code("s0") + "".join(
        code(f"s{i}", prop("follows", " ".join(f"s{j}" for j in range(max(0, i - 150), i)))
             + prop("ends", "yes")) for i in range(1, 2500))),
    template(code("s0") + "".join(code(f"s{i}", prop("follows", f"s{i - 1}"))
                                  for i in range(1, 20000))),
)


@claim("a way of working that cannot be walked is refused, and one of our own is left out")
def _(w):
    folder = os.path.join(w.folder, "own")
    os.mkdir(folder)
    environment = {**os.environ, "GEZIN_REFERENCE_DIR": folder}
    path = os.path.join(folder, "own.xml")
    before = w.store.run("steps", w.dossier, "--json", env=environment).out
    for text in BAD_TEMPLATES:
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        said = w.gezin.run("reference", "check", path, status=4, **w.bounded(cpu=5)).err
        expect(re.search(r": line:\d+: .", said), said)
    expect(w.store.run("steps", w.dossier, "--json", env=environment, **w.bounded(cpu=5)).out
           == before, "a bad one of our own changes what is asked")
    for data in ("<a", "", GOOD.replace("<code", "<kode")):
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(data)
        said = w.store.run("steps", w.dossier, status=4, env=environment).err
        expect("own.xml:1: " in said, said)
    os.remove(path)
    expect(w.store.run("steps", w.dossier, "--json", env=environment).out == before, "it is other")


# Days.

ODD_ZONES = ("Pacific/Kiritimati", "America/St_Johns", "Etc/GMT+12", "nowhere/at-all", "",
             ":/etc/passwd", "XXX99999999", "A" * 5000)
FAMILY = (("person", "given-names=Noor", "birth-date=2012-02-29", "household-role=child"),
          ("person", "given-names=Els", "birth-date=2200-12-31", "deceased-on=1800-01-01"),
          ("person", "given-names=Bo", "birth-date=2008-02-29"),
          ("measure", "type=ots", "from=2024-02-29"),
          ("measure", "type=ots", "from=2026-12-31", "until=2026-12-01"),
          ("measure", "type=huisverbod", "from=2026-03-27"),
          ("measure", "type=wvggz-crisismaatregel", "from=2024-03-31"),
          ("agreement", "text=kerst", "due=2026-12-25"), ("agreement", "text=ooit", "due=1800"),
          ("contact", "when=2024-03-31T00:59:59Z", "facts=voor"),
          ("contact", "when=2024-03-31T22:30:00Z", "facts=na"),
          ("contact", "when=2024-10-27T00:30:00Z", "facts=twee keer"),
          ("decision", "question=q", "decided-on=2200-12-31", "review-on=1800-01-01"),
          ("factor", "title=eerst", "began=2200-12-31", "ended=1800-01-01"),
          ("conclusion", "text=zo", "adopted-on=2024-03-31"),
          ("signal", "received=2024-10-27", "text=zo"))


@claim("days are the same in every time zone and language")
def _(w):
    for words in FAMILY:
        w.store.json("add", w.dossier, *words)
    lines = []
    for day in ("1800-01-01", "2024-03-31", "2024-10-27", "2026-12-24", "2200-12-31"):
        lines += [f"deadlines --date {day}", f"analyse {w.dossier} --date {day}",
                  f"conference {w.dossier} agenda --date {day}"]
        lines += [f"steps {w.dossier} --date {day}"] if day > "2000" else []
    lines += [f"analyse {w.dossier} --snapshot 1", f"show {w.dossier}", "list",
              "monitor --from 2024-03-31 --until 2024-10-27 --by month"]
    told = {}
    for zone in ("Europe/Amsterdam",) + ODD_ZONES:
        told[zone] = w.store.run("batch", stdin="\n".join(lines).encode() + b"\n",
                                 env={**os.environ, "TZ": zone}).out
        expect(told[zone] == told["Europe/Amsterdam"], f"other days in {zone[:30]}")
    first = re.findall(r"\d{4}-\d{2}-\d{2}", told["Europe/Amsterdam"])
    expect(len(first) > 50, f"only {len(first)} days")
    for language in ("nl_NL.UTF-8", "tr_TR.UTF-8", "C"):
        answer = w.store.run("batch", stdin="\n".join(lines).encode() + b"\n",
                             env={**os.environ, "LC_ALL": language, "LANGUAGE": language}).out
        expect(re.findall(r"\d{4}-\d{2}-\d{2}", answer) == first, f"other days in {language}")


@claim("a calendar of odd days has days only, whole lines and nothing of people")
def _(w):
    calendars = {w.store.run("deadlines", "--as", "ics", "--date", "2026-11-21",
                             env={**os.environ, "TZ": zone}).out
                 for zone in ("UTC", "Pacific/Kiritimati")}
    stripped = {re.sub(r"DTSTAMP:\d+T\d+Z", "", one) for one in calendars}
    expect(len(stripped) == 1, "it depends on the time zone")
    calendar = calendars.pop()
    expect(calendar.count("\n") == calendar.count("\r\n") > 20, "lines end with CR LF")
    expect(all(len(line.encode()) <= 75 for line in calendar.split("\r\n")), "a line is too long")
    days = re.findall(r"DTSTART(\S*):(\S+)", calendar)
    expect(days and all(how == ";VALUE=DATE" and re.fullmatch(r"\d{8}", day) for how, day in days),
           days)
    for word in ("Noor", "Els", "Xanthippe", "Kwartelstaart", "kerst"):
        expect(word not in calendar, f"it says {word}")


@claim("a day that is none is wrong use, and nothing happens")
def _(w):
    lines = []
    for day in ("0001-01-01", "1799-12-31", "2201-01-01", "9999-12-31", "99999-01-01", "2023-02-29",
                "2024-1-1", "2024", "tomorrow", "2024-01-01T00:00", "-2024-01-01", "٢٠٢٤-٠١-٠١"):
        for command in (f"steps {w.dossier}", f"analyse {w.dossier}", "deadlines"):
            lines.append(f"{command} --date={day}")
        lines.append(f"monitor --from={day} --until=2026-01-01")
    lines += [f"deadlines --within={term}" for term in (
        "-1d", "99999999999999999999d", "73000d", "14", "d", "1.5d", "14D", "٣d", "P14D")]
    lines += ["monitor --from=2024-06-30 --until=2024-06-29",
              *(f"monitor --from=1800-01-01 --until=2200-12-31 --by={part}"
                for part in ("month", "quarter", "year", "day"))]
    answers = w.store.batch(lines, "--keep-going", status=2)
    for line, answer in zip(lines, answers):
        expect(isinstance(answer, dict) and answer.get("status") == 2, f"{line}: {str(answer)[:200]}")
    expect(len(answers) == len(lines), f"{len(answers)} answers")


# Made to be slow.

def uuid(number):
    return f"{number:08x}-0000-4000-8000-{0:012x}"


def records(kind, first, number, fields):
    return "".join(f"<record kind='{kind}' id='{uuid(first + i)}'>{fields(i)}</record>"
                   for i in range(number))


def field(name, value):
    return f"<field name='{name}'>{value}</field>"


def slow_dossier():
    root, hub, factors, title = uuid(0x7f000000), 0x2fffff, 0x200000, "T" * 4000
    return root, f"<dossier xmlns='urn:gezinsdossier:dossier:1' id='{root}'>" + "".join((
        f"<record kind='family' id='{root}'>{field('name', 'Groot')}</record>",
        # each the same as the one before, and nobody has a name
        records("person", 0x100000, 4000, lambda i: field("household-role", "child") + (
            f"<field name='same-as'><item>{uuid(0x100000 + i - 1)}</item></field>" if i else "")),
        # everything goes through one factor, which is met last
        records("factor", factors, 3000, lambda i: field("title", title if i < 40 else "F")),
        f"<record kind='factor' id='{uuid(hub)}'>{field('title', 'Hub')}</record>",
        records("influence", 0x300000, 6000, lambda i: field("effect", "causes")
                + field(("from", "to")[i % 2], uuid(factors + i // 2))
                + field(("to", "from")[i % 2], uuid(hub))),
        # any of them may be replaced by any other
        records("consent", 0x400000, 9000, lambda i: field("decision", "given")
                + field("until", "2027-01-01")),
        # each holds all others
        records("response", 0x500000, 4000, lambda i: field("received", "2000-01-01")),
    )) + "</dossier>"


@claim("a dossier made to be slow takes work and room in proportion to its size")
def _(w):
    store = Store(w.gezin, w.folder, "slow", "lead")
    path = os.path.join(w.folder, "slow.xml")
    root, text = slow_dossier()
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    store.run("load", path, **w.bounded())
    for words in (["analyse", root], ["deadlines"], ["review", root], ["retention", root],
                  ["monitor", "--from", "2024-01-01", "--until", "2024-12-31"]):
        store.run(*words, "--json", **w.bounded(cpu=5))


def complete(n):
    """Everything leads to everything, and back to itself; titles as long as they may be."""
    root = uuid(0x7f000001)
    return root, f"<dossier xmlns='urn:gezinsdossier:dossier:1' id='{root}'>" + (
        f"<record kind='family' id='{root}'>{field('name', 'Alles')}</record>"
        + records("factor", 0x100000, n, lambda i: field("title", "T" * 4000 + str(i)))
        + records("influence", 0x200000, n * n, lambda i: field("effect", "causes")
                  + field("from", uuid(0x100000 + i // n)) + field("to", uuid(0x100000 + i % n)))
        + "</dossier>")


@claim("ten thousand circles and no more, whatever the graph, of which each part is readable")
def _(w):
    store = Store(w.gezin, w.folder, "graph")
    path = os.path.join(w.folder, "graph.xml")
    root, text = complete(55)
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(text)
    store.run("load", path, **w.bounded())
    told = store.run("analyse", root, "--json", **w.bounded(room=512)).json()
    expect(len(told["circles"]) == 10000, len(told["circles"]))
    expect(all(len(one["factors"]) <= 8 for one in told["circles"]), "a circle is too long")
    expect(max(len(one["sentence"]) for one in told["circles"]) < 8 * 300, "too long to read")


@claim("whose store it is can be said on a card, or there is no store")
def _(w):
    for number, name in enumerate((" ", "", "Jo\u200bris", "Jo\u202eris", "J" * 201, "\ufeff")):
        for words in (("--name", name, "--organisation", "Wijkteam"),
                      ("--name", "Joris", "--organisation", name)):
            folder = os.path.join(w.folder, f"nobody-{number}")
            w.gezin.run("init", "--store", folder, "--passphrase-file", w.store.secret, *words,
                        "--role", "lead", "--kdf-memory", "64MiB", status=2)
            expect(not os.path.exists(os.path.join(folder, "vault")), "there is a store")
    for number, name in enumerate((" Joris ", "Jo\u0301ris", "J" * 200, "Jo\tris")):
        folder = os.path.join(w.folder, f"somebody-{number}")
        own = ("--store", folder, "--passphrase-file", w.store.secret)
        w.gezin.run("init", *own, "--name", name, "--organisation", name, "--role", "lead",
                    "--kdf-memory", "64MiB")
        said = w.gezin.run("card", *own, "--json").json()["name"]
        expect(said == {1: "J\u00f3ris", 2: name}.get(number, said.strip()), repr(said))


sys.exit(claims.run(World))
