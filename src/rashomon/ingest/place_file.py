"""A user's own places: tables with names and coordinates, and GeoJSON.

What is wrong is said for up to five places of the file at once, each with its line and what to try; a file with a
mistake gives no places at all, so that none is missed unnoticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from rashomon.errors import InputError, TooLarge, Unreadable
from rashomon.ingest import geojson, place_table
from rashomon.ingest.coordinates import checked
from rashomon.ingest.decoding import decode
from rashomon.ingest.place_rows import Attempt, Row
from rashomon.ingest.tables.columns import squeezed
from rashomon.ingest.tables.composed import one_line
from rashomon.records import KnownPlace, PlaceKind
from rashomon.text import fold

MAX_BYTES = 20_000_000
MAX_PLACES = 100_000
MAX_NAME = 200
MAX_NAMES = 100
MAX_RADIUS_KM = 5000.0
SMALLEST_KM = 0.05
SAID = 5
"""Mistakes that one message names."""
RADII: dict[PlaceKind, float] = {
    "site": 1.0,
    "settlement": 5.0,
    "quarter": 2.0,
    "region": 100.0,
    "country": 300.0,
    "continent": 2000.0,
    "water": 50.0,
    "mountain": 10.0,
}
"""Kilometres that a place of a kind reaches when the file does not say: generous, since too small a circle misleads."""
KINDS: dict[PlaceKind, str] = {
    "settlement": "settlement city town village hamlet capital locality municipality stadt dorf ville ciudad город",
    "quarter": "quarter district neighbourhood neighborhood suburb ward borough quartier stadtteil barrio район",
    "region": "region state province governorate county area oblast department admin adm1 adm2 provinz land",
    "country": "country nation pays land país страна",
    "continent": "continent",
    "water": "water river lake sea strait bay gulf ocean canal reservoir",
    "mountain": "mountain hill peak ridge range pass",
}
NUMBER = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?|[.,]\d{1,9})\s*(km|kilomet(?:er|re)s?|m|met(?:er|re)s?)?", re.IGNORECASE)
SEPARATORS = re.compile(r"[;|\n]")
OTHERS = ((b"PK\x03\x04", "a spreadsheet or an archive; save the sheet as CSV"),)


def read_places(name: str, data: bytes) -> tuple[KnownPlace, ...]:
    """The places of a file, in its order; raises `InputError` with the lines that cannot be used and what to try.

    Tables are separated by commas, semicolons, tabs or bars and have a line of column names; GeoJSON may hold points,
    lines and areas. A place that stands there twice comes once, with the names of both.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name}: more than {MAX_BYTES // 1_000_000} MB of places; split the file")
    try:
        text = _text_of(data)
        raw = geojson.rows(text) if geojson.looks_so(text) else place_table.rows(text)
        places = _collected(raw)
    except InputError as error:
        raise type(error)(f"{name}: {error}") from None
    if not places:
        raise InputError(f"{name}: no place in it; give one line, or one feature, for each")
    return tuple(_once(places))


def _text_of(data: bytes) -> str:
    for start, what in OTHERS:
        if data.startswith(start):
            raise Unreadable(f"not text: it looks like {what}")
    text = decode(data).text.removeprefix("\ufeff")
    if text.lstrip().startswith("<"):
        raise Unreadable("it looks like XML (KML, GPX) or a web page; export the places as CSV or GeoJSON")
    return text


def _collected(attempts: Iterator[Attempt]) -> list[KnownPlace]:
    """The places of the rows, or one error that names the first mistakes."""
    places: list[KnownPlace] = []
    wrong: list[str] = []
    for attempt in attempts:
        try:
            places.append(_place(attempt.make()))
        except InputError as error:
            wrong.append(f"{attempt.where}: {error}")
        if len(places) > MAX_PLACES:
            raise TooLarge(f"more than {MAX_PLACES:,} places; split the file")
        if len(wrong) > 10 * SAID:
            break
    if wrong:
        left = len(wrong) - SAID
        more = "; and more like these" if len(wrong) > 10 * SAID else f"; and {left} more" if left > 0 else ""
        raise InputError("; ".join(wrong[:SAID]) + more)
    return places


def _place(row: Row) -> KnownPlace:
    """The place that a row gives; raises `InputError` with what is wrong in it."""
    names = _names(row.names)
    lat, lon = checked(row.lat, row.lon)
    kind = _kind(row.kind)
    radius = max(_radius(row.radius) or (0.0 if row.reach else RADII[kind]), row.reach, SMALLEST_KM)
    if radius > MAX_RADIUS_KM:
        raise InputError(
            f"a radius of {radius:,.0f} km; nothing that can be told apart is larger than {MAX_RADIUS_KM:,.0f}"
        )
    return KnownPlace(
        line=row.line,
        names=names,
        lat=round(lat, 6),
        lon=round(lon, 6),
        radius_km=round(radius, 3),
        kind=kind,
        country=one_line(row.country)[:MAX_NAME],
        region=one_line(row.region)[:MAX_NAME],
    )


def _names(written: Sequence[str]) -> tuple[str, ...]:
    """Each name once, in the order given; a cell may hold several, with semicolons or bars between them."""
    parts = (one_line(part) for cell in written for part in SEPARATORS.split(cell))
    names = tuple(dict.fromkeys(part for part in parts if any(c.isalnum() for c in part)))
    if not names:
        raise InputError("no name")
    long = next((n for n in names if len(n) > MAX_NAME), None)
    if long is not None:
        raise InputError(f"a name of {len(long):,} characters ({long[:30]!r} ...); is a quotation mark missing?")
    if len(names) > MAX_NAMES:
        raise InputError(f"{len(names):,} names for one place; {MAX_NAMES} are taken")
    return names


def _kind(written: str) -> PlaceKind:
    """The kind of place that a word says; any other word (base, dam, checkpoint) means a site."""
    words = fold(written).replace("_", " ").split()
    return next((kind for kind, said in KINDS.items() if set(words) & set(fold(said).split())), "site")


def _radius(written: str) -> float:
    """Kilometres in a cell such as "1.5", "800 m" or "2 km"; 0 for an empty one. Raises `InputError` for others."""
    cell = " ".join(written.split())
    if not cell:
        return 0.0
    match = NUMBER.fullmatch(cell) if len(cell) <= MAX_NAME else None
    if match is None:
        raise InputError(f"{cell[:40]!r} is no radius; write kilometres, such as 1.5, or leave it empty")
    size = float(match[1].replace(",", "."))
    return size / 1000 if (match[2] or "km")[:2].lower() in ("m", "me") else size


def _once(places: Sequence[KnownPlace]) -> list[KnownPlace]:
    """The places without those that stand there again: same main name, same point to some 100 m. Namesakes stay."""
    found: dict[tuple[str, float, float], KnownPlace] = {}
    for place in places:
        key = (squeezed(place.names[0]), round(place.lat, 3), round(place.lon, 3))
        first = found.setdefault(key, place)
        if first is not place:
            names = tuple(dict.fromkeys((*first.names, *place.names)))[:MAX_NAMES]
            found[key] = msgspec.structs.replace(first, names=names)
    return list(found.values())
