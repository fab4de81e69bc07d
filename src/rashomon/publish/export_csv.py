"""A line a claim, for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.answers import Status
from rashomon.publish.placing import placing
from rashomon.records import Reading
from rashomon.text import quote

COLUMNS = (
    "claim",
    "document",
    "name",
    "title",
    "outlet",
    "author",
    "published",
    "updated",
    "captured",
    "url",
    "source",
    "cue",
    "content",
    "form",
    "attitude",
    "zone",
    "p",
    "start",
    "end",
)
_STARTS_A_FORMULA = frozenset("=+-@|%＝＋－＠")


def write(path: Path, status: Status, readings: Iterable[Reading]) -> None:  # noqa: ARG001 - the shape of an exporter
    """Write one line for each claim, with the names of the columns first.

    A cell of text that a spreadsheet would take for a formula gets an apostrophe in front. The byte order mark makes
    spreadsheets read UTF-8 as such.
    """
    with placing(path, encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in _rows(readings):
            writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever white space or control characters it begins with."""
    first = next((c for c in cell if c.isprintable() and not c.isspace()), "")
    clean = cell.replace("\0", "\ufffd")
    return f"'{clean}" if first in _STARTS_A_FORMULA else clean


def _rows(readings: Iterable[Reading]) -> Iterator[tuple[str | float, ...]]:
    for reading in readings:
        d = reading.document
        if d is None:
            continue
        for c in reading.claims:
            words = (quote(d.text, c.source), quote(d.text, c.cue), quote(d.text, c.content))
            run = (min(f.start for f in c.content), max(f.end for f in c.content)) if c.content else (0, 0)
            about = (c.id, d.id, d.name, d.title, d.outlet, d.author, d.published, d.updated, d.captured, d.url)
            yield (*about, *words, c.form, c.attitude, c.zone, c.p, *run)
