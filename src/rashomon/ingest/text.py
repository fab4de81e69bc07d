"""Plain text to zones and signals."""

from __future__ import annotations

import re

from rashomon.records import Signal, Zone

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


def read_text(text: str) -> tuple[tuple[Zone, ...], list[Signal]]:
    """The zones of a plain text, and what its visible lines say about it."""
    zones = []
    for match in LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            zones.append(Zone(start=start, end=start + len(line.strip()), kind="body"))
    return tuple(zones), []
