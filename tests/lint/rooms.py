# SPDX-License-Identifier: EUPL-1.2
"""Reads core/rooms, the list from which core/meson.build makes the include paths."""
import os


def visible(root):
    """A dict: room -> the set of rooms whose headers it may include, itself among them."""
    sight = {}
    with open(os.path.join(root, "core", "rooms"), encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            exactly = "=" in line
            room, others = line.split("=" if exactly else ":")
            room = room.strip()
            seen = {room}
            for other in others.split():
                if other not in sight:
                    raise SystemExit(f"core/rooms: {room} names {other}, which is not above it")
                seen |= {other} if exactly else sight[other]
            sight[room] = seen
    return sight


def direct(root):
    """A list of (room, [rooms it names], exactly), in the order of the file."""
    rows = []
    with open(os.path.join(root, "core", "rooms"), encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line and not line.startswith("#"):
                exactly = "=" in line
                room, others = line.split("=" if exactly else ":")
                rows.append((room.strip(), others.split(), exactly))
    return rows
