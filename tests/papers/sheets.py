#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Programs that are not ours open the spreadsheets that we write: Gnumeric and odfpy find the cells
that the CSV has, numbers as numbers and texts as texts, nothing taken for a formula.

usage: sheets.py BUILD-FOLDER [PATH-OF-GEZIN]

Status 1 if a cell is another one.
"""
import csv
import gzip
import io
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

from odf import opendocument, table, teletype
from odf.namespaces import OFFICENS, TABLENS

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "gezin"))
from command import Gezin, Store, expect  # noqa: E402  pylint: disable=wrong-import-position

GNUMERIC = "{http://www.gnumeric.org/v10.dtd}"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9])?")
# What a spreadsheet may take for something else, or not keep: formulas, numbers, blanks, signs of XML.
HOSTILE = ["=1+1", "+31 6 00000111", "-Kees", "@avond", "007", "1.50", "2026-11-21", "TRUE", "50%",
           "a  b   c", " voor en na ", "regel een\nregel twee", 'zij zei "nee", toch?', "<b>&amp;",
           "Zoë Ĳssel 𝄞", "'t Hoekje", "tab\there", "1e5", "=HYPERLINK(\"http://x\")"]


def cells_of_csv(data):
    """Rows of texts, without the apostrophe that keeps a text from being a formula."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    return [[re.sub(r"\A'(?=[-=+@\t\r])", "", cell) for cell in row] for row in rows]


def cells_of_gnumeric(path):
    """{(row, column): (is a number, text)} as Gnumeric keeps them."""
    kept = path + ".gnumeric"
    subprocess.run(["ssconvert", path, kept], check=True, capture_output=True, timeout=120)
    with gzip.open(kept) as stream:
        root = xml.etree.ElementTree.parse(stream).getroot()
    expect(len(list(root.iter(GNUMERIC + "Sheet"))) == 1, "more than one sheet")
    cells = {}
    for cell in root.iter(GNUMERIC + "Cell"):
        expect(cell.get("ValueType") in ("30", "40", "60"), f"no number and no text: {cell.attrib}")
        place = int(cell.get("Row")), int(cell.get("Col"))
        cells[place] = cell.get("ValueType") != "60", cell.text or ""
    return cells


def cells_of_odfpy(path):
    cells = {}
    for number, row in enumerate(opendocument.load(path).getElementsByType(table.TableRow)):
        expect(row.getAttrNS(TABLENS, "number-rows-repeated") is None, "a row that is repeated")
        for column, cell in enumerate(row.getElementsByType(table.TableCell)):
            expect(cell.getAttrNS(TABLENS, "formula") is None, "a formula")
            text = "\n".join(teletype.extractText(one) for one in cell.childNodes)
            if text:
                cells[number, column] = cell.getAttrNS(OFFICENS, "value-type") == "float", text
    return cells


def compare(name, rows, cells, is_number):
    """How many cells; each is where it should be, and nothing else is there."""
    wanted = {(r, c): (is_number(r, c, text), text) for r, row in enumerate(rows)
              for c, text in enumerate(row) if text}
    for place in sorted(wanted.keys() | cells.keys()):
        here, there = wanted.get(place), cells.get(place)
        same = here == there or (here and there and here[0] and there[0]
                                 and float(here[1]) == float(there[1]))
        expect(same, f"{name}: cell {place} is {there!r}, in the CSV {here!r}")
    return len(wanted), sum(number for number, _ in wanted.values())


def judge(store, folder, name, words, is_number):
    path = os.path.join(folder, "sheet.ods")
    store.run(*words, "--as", "ods", "-o", path)
    rows = cells_of_csv(store.run(*words, "--csv").bytes)
    for reader, cells in (("Gnumeric", cells_of_gnumeric), ("odfpy", cells_of_odfpy)):
        n_cells, n_numbers = compare(f"{name}, {reader}", rows, cells(path), is_number(rows))
        print(f"{name:24} {reader:10} {n_cells} cells, {n_numbers} of them numbers: the same")
    return rows


def of_monitor(rows):
    """Figures stand between the first two columns and the last."""
    width = len(rows[0])

    def is_number(row, column, text):
        return (row > 0 and rows[row][0] != "note" and 1 < column < width - 1
                and NUMBER.fullmatch(text) is not None)
    return is_number


def call_list(store, folder):
    """People who said yes to being called, with all that a cell can be made of."""
    prose, line = os.path.join(folder, "prose"), os.path.join(folder, "line")
    for number, text in enumerate(HOSTILE):
        for path, written in ((prose, text), (line, text.replace("\n", " "))):
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(written)
        family = store.json("new", "--name", f"Gezin {number}")["dossier"]

        def add(kind, *fields, into=family):
            return store.json("add", into, kind, "law=jeugdwet", *fields)["record"]

        person = add("person", "given-names=Kim", f"family-name=@{line}", "birth-date=1980-01-02",
                     f"safe-to-contact=@{prose}", "phone=+31600000111")
        store.run("set", family, person, f"about={person}")
        office = add("organisation", f"name=@{line}", "kind=research", "legal-person=true")
        add("consent", f"subject={person}", f"given-by={person}", f"recipient={office}",
            "purpose=research-contact", "categories=identity,contact", "decision=given",
            "explicit=true", "how=signed", "given-on=2024-01-06")


def main():
    os.environ["LC_ALL"] = "C.UTF-8"
    program = os.path.join(os.path.abspath(sys.argv[1]), "app", "gezin")
    if len(sys.argv) > 2:
        program = sys.argv[2]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Gezin(program), folder, "anna", role="lead")
        store.json("sample", "--families", "12")
        period = ("monitor", "--from", "2023-01-01", "--until", "2026-12-31")
        judge(store, folder, "monitor by year", (*period, "--by", "year"), of_monitor)
        judge(store, folder, "monitor, outside", (*period, "--outside"), of_monitor)
        call_list(store, folder)
        rows = judge(store, folder, "call list", ("monitor", "--call-list"),
                     lambda rows: lambda row, column, text: False)
        expect(len(rows) == 1 + len(HOSTILE), f"{len(rows)} rows")


if __name__ == "__main__":
    main()
