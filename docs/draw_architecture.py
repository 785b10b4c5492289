#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""Draws docs/architecture.svg from core/rooms: prints the picture for the project in argv[1].

Arrows that follow from other arrows are left out. A room needs a place in PLACES; what a room is for
comes from core/README.md.
"""
import html
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "lint"))
import rooms  # noqa: E402

# Column and row of each box; arrows between neighbouring rows cross no box.
PLACES = {
    "ui": (0.5, 0), "gezin": (1.9, 0), "session": (1.2, 1), "exchange": (0.2, 2),
    "gezin-verify": (1.2, 2), "paper": (2.2, 2), "store": (0, 3), "wire": (1, 3),
    "casework": (2.2, 3), "merge": (0, 4), "consent": (1.5, 4), "rules": (1, 5),
    "reference": (1, 6), "model": (1, 7), "base": (1, 8),
}
PROGRAMS = {"ui": "the window, gezinsdossier", "gezin": "the command",
            "gezin-verify": "the stand-alone verifier"}
WIDTH, HEIGHT, ACROSS, DOWN, LEFT, TOP = 236, 56, 262, 92, 150, 46


def purposes(root):
    with open(os.path.join(root, "core", "README.md"), encoding="utf-8") as page:
        return dict(re.findall(r"^\| `([\w-]+)/` \| (.*?) \|$", page.read(), re.MULTILINE))


def lines_of(words, most=38):
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > most and lines[-1]:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    return lines[:2]


def reduced(rows, sight):
    """The arrows that do not follow from others."""
    for room, named, _ in rows:
        for other in named:
            if not any(other in sight_of(sight, third) for third in named if third != other):
                yield room, other


def sight_of(sight, room):
    return sight[room] - {room}


def draw(root):
    rows = rooms.direct(root)
    sight = rooms.visible(root)
    for_what = {**purposes(root), **PROGRAMS}
    middle = {room: (LEFT + x * ACROSS, TOP + y * DOWN) for room, (x, y) in PLACES.items()}
    width = int(LEFT * 2 + 2.2 * ACROSS)
    height = int(TOP * 2 + 8 * DOWN)
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        "<!-- SPDX-License-Identifier: EUPL-1.2 -->",
        "<!-- Drawn by docs/draw_architecture.py from core/rooms; do not edit. -->",
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="Cantarell, sans-serif">',
        "<title>The rooms of Gezinsdossier: who may see whom</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" '
        'markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#5e5c64"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for room, other in reduced(rows, sight):
        (x1, y1), (x2, y2) = middle[room], middle[other]
        out.append(f'<path d="M{x1:.0f} {y1 + HEIGHT / 2:.0f}L{x2:.0f} {y2 - HEIGHT / 2 - 1:.0f}" '
                   'stroke="#5e5c64" stroke-width="1.5" fill="none" marker-end="url(#tip)"/>')
    for room, _, _ in rows:
        x, y = middle[room]
        is_program = room in PROGRAMS
        fill, edge = ("#ffffff", "#1a5fb4") if is_program else ("#eef4fb", "#99c1f1")
        out.append(f'<rect x="{x - WIDTH / 2:.0f}" y="{y - HEIGHT / 2:.0f}" width="{WIDTH}" '
                   f'height="{HEIGHT}" rx="8" fill="{fill}" stroke="{edge}"/>')
        text = lines_of(for_what.get(room, ""))
        top = y - (8 if len(text) < 2 else 13)
        out.append(f'<text x="{x:.0f}" y="{top + 4:.0f}" text-anchor="middle" font-size="14" '
                   f'font-weight="bold" fill="#241f31">{room}</text>')
        for number, line in enumerate(text):
            out.append(f'<text x="{x:.0f}" y="{top + 20 + number * 13:.0f}" text-anchor="middle" '
                       f'font-size="11" fill="#5e5c64">{html.escape(line)}</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(draw(sys.argv[1] if len(sys.argv) > 1 else "."))
