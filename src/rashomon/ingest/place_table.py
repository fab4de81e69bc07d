"""Places in a table: a line of column names, one place a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from rashomon.errors import InputError
from rashomon.ingest.coordinates import around, checked, degrees_in
from rashomon.ingest.place_rows import Attempt, Row, columns_of
from rashomon.ingest.tables.composed import one_line

DELIMITERS = (",", ";", "\t", "|")
SEPARATOR = re.compile(r"sep=(.)\s*")
HEAD = 20_000
"""Characters in which the line of column names has to end."""
MAX_LINES = 20
"""Lines of one row; a longer one has a quotation mark that is never closed."""
NAMED = 12
MAX_PAIR = 120
PAIR = re.compile(r" ?[;,/ ] ?")
WKT_POINT = re.compile(r"-?\d{1,9}(?:\.\d{1,20})?\s+-?\d{1,9}(?:\.\d{1,20})?")
WKT = re.compile(r"(?:SRID=\d{1,9};)?\s*+(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*+Z?M?\s*+\(", re.IGNORECASE)
WANTED = "name, lat, lon; and, if you like, names, radius_km, kind, country, region"


def rows(text: str) -> Iterator[Attempt]:
    """The rows under the line of names, each with its number; raises `InputError` when that line names too little."""
    skipped, text = _after_separator(text)
    delimiter, header = _layout(text)
    columns = columns_of(header)
    _complete(columns, header)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begun = 0
    named = False
    while True:
        line = begun + skipped + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise InputError(f"line {line}: {error}; is a quotation mark opened and never closed?") from None
        if cells is None:
            return
        lines, begun = reader.line_num - begun, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if not named:
            named = True
        elif lines > MAX_LINES:
            raise InputError(f"line {line}: a row of {lines} lines; is a quotation mark opened and never closed?")
        else:
            yield Attempt(f"line {line}", partial(_row, line, cells, header, columns))


def _after_separator(text: str) -> tuple[int, str]:
    """How many lines come before the table, and the table: a spreadsheet's "sep=;" is none of it."""
    first, _, rest = text.partition("\n")
    return (1, rest) if SEPARATOR.fullmatch(first.strip("\r")) else (0, text)


def _layout(text: str) -> tuple[str, list[str]]:
    """The delimiter under which the first line that is not empty names most of what is wanted, and the names."""
    lines = (line for line in text[:HEAD].splitlines() if line.strip())
    first = next(lines, "")
    found: list[tuple[int, int, int, str, list[str]]] = []
    for delimiter in DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        names = [one_line(name) for name in names]
        found.append((len(columns_of(names)), len(names), -len(found), delimiter, names))
    *_, delimiter, names = max(found)
    return delimiter, names


def _complete(columns: Mapping[str, list[str]], header: list[str]) -> None:
    """Raises `InputError` unless there are columns for a name and for a point."""
    missing = [] if "name" in columns else ["name"]
    if "both" not in columns and "shape" not in columns:
        missing += [field for field in ("lat", "lon") if field not in columns]
    if not missing:
        return
    listed = ", ".join(name[:40] for name in header[:NAMED]) + (" ..." if len(header) > NAMED else "")
    raise InputError(
        f"the first line has no column for {' and '.join(missing)} (columns: {listed or 'none'}; wanted: {WANTED})"
    )


def _row(line: int, cells: list[str], header: list[str], columns: Mapping[str, list[str]]) -> Row:
    """A row's cells as a place; raises `InputError` for cells too many and for a point that is none."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise InputError(
            f"{len(cells)} cells under {len(header)} names; put what holds the separator, as 35,47 does, in "
            "quotation marks"
        )
    row = dict(zip(header, cells, strict=False))

    def first(field: str) -> str:
        return next((row[name] for name in columns.get(field, ()) if row.get(name, "").strip()), "")

    lat, lon, reach = _circle(first)
    radius = first("radius") or (f"{first('radius_m').strip()} m" if first("radius_m").strip() else "")
    names = (first("name"), *(row.get(name, "") for name in columns.get("names", ())))
    return Row(line, names, lat, lon, radius, reach, first("kind"), first("country"), first("region"))


def _circle(first: Callable[[str], str]) -> tuple[float, float, float]:
    """The point of a row and its reach, from two cells, from one with both, or from a shape as text (WKT)."""
    if first("lat") or first("lon"):
        return *checked(degrees_in(first("lat"), "latitude"), degrees_in(first("lon"), "longitude")), 0.0
    shape = first("shape").strip()
    if shape:
        return _from_shape(shape)
    both = " ".join(first("both").split()).strip("()[]")
    if not both:
        raise InputError("no latitude and no longitude")
    return _from_shape(both) if WKT.match(both) else _from_pair(both)


def _from_pair(both: str) -> tuple[float, float, float]:
    """Latitude and longitude from one cell, in this order."""
    for parts in (PAIR.split(both[:MAX_PAIR]), re.split(r" ?[,;/] ?", both[:MAX_PAIR])):
        if len(parts) == 2 and len(both) <= MAX_PAIR:
            return *checked(degrees_in(parts[0], "latitude"), degrees_in(parts[1], "longitude")), 0.0
    raise InputError(f"{both[:40]!r} is no pair of latitude and longitude, such as 35.47, 44.39")


def _from_shape(shape: str) -> tuple[float, float, float]:
    """A shape as well-known text, longitude first, as the circle around it."""
    if not WKT.match(shape):
        raise InputError(f"{one_line(shape)[:40]!r} is no shape as text (WKT), such as POINT (44.39 35.47)")
    pairs = [found.group().split() for found in WKT_POINT.finditer(shape)]
    if not pairs:
        raise InputError("a shape as text without a point")
    return around([checked(float(lat), float(lon)) for lon, lat in pairs])
