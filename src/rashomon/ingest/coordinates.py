"""Degrees as people write them, and circles around points on the globe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import atan2, cos, degrees, hypot, isfinite, radians, sin, sqrt
from typing import NamedTuple

from rashomon.errors import InputError
from rashomon.geography import kilometres

MAX_CELL = 60
"""Characters of a coordinate; anything longer is none."""
HEMISPHERE = {"n": 1, "s": -1, "e": 1, "o": 1, "w": -1}
LATITUDE_LETTERS, LONGITUDE_LETTERS = "ns", "eow"
# 35.47 | 35,47 | -35.47° | 35°28' N | N 35 28 12.5 | 35°28′12,5″N; each part is bounded, so nothing backtracks far.
DEGREES = re.compile(
    r"(?P<before>[nsewo])?\s*(?P<sign>[-+])?\s*(?P<degrees>\d{1,3}(?:[.,]\d{1,20})?)"
    r"(?:(?:\s*[°º:]\s*|\s)(?P<minutes>\d{1,2}(?:[.,]\d{1,20})?)"
    r"(?:(?:\s*['’′:]\s*|\s)(?P<seconds>\d{1,2}(?:[.,]\d{1,20})?))?)?"
    r"\s*[°º'’′:\"”″]{0,2}\s*(?P<after>[nsewo])?",
    re.IGNORECASE,
)
SIGNS = str.maketrans({"−": "-", "–": "-", "‒": "-", "\N{FULLWIDTH HYPHEN-MINUS}": "-"})
PLAIN = re.compile(r"[-+]?\d{4,}(?:\.\d+)?")
"""A number far beyond any degree: metres of a projection."""


class Circle(NamedTuple):
    """A point in decimal degrees and how far around it something reaches, in kilometres."""

    lat: float
    lon: float
    radius_km: float


def degrees_in(cell: str, which: str) -> float:
    """The decimal degrees that a cell gives; `which` is "latitude" or "longitude". Raises `InputError` saying why not.

    Decimal points and commas, degrees with minutes and seconds, and letters for the hemisphere are understood.
    """
    written = " ".join(cell.split()).translate(SIGNS)
    if not written:
        raise InputError(f"no {which}")
    match = DEGREES.fullmatch(written) if len(written) <= MAX_CELL else None
    if match is None:
        if PLAIN.fullmatch(written[:MAX_CELL]):
            raise InputError(projected(written[:MAX_CELL]))
        raise InputError(f"{written[:40]!r} is no {which}; write decimal degrees, such as 35.47")
    letters = [letter.lower() for letter in (match["before"], match["after"]) if letter]
    wanted = LATITUDE_LETTERS if which == "latitude" else LONGITUDE_LETTERS
    if len(letters) > 1 or (letters and match["sign"]):
        raise InputError(f"{written[:40]!r} is no {which}: give a sign or one letter for the hemisphere")
    if letters and letters[0] not in wanted:
        raise InputError(f"{written[:40]!r} stands where the {which} should: are latitude and longitude swapped?")
    parts = [float((match[name] or "0").replace(",", ".")) for name in ("degrees", "minutes", "seconds")]
    if parts[1] >= 60 or parts[2] >= 60:
        raise InputError(f"{written[:40]!r} is no {which}: minutes and seconds go up to 59")
    size = parts[0] + parts[1] / 60 + parts[2] / 3600
    return size * (-1 if match["sign"] == "-" else 1) * (HEMISPHERE[letters[0]] if letters else 1)


def checked(lat: float, lon: float) -> tuple[float, float]:
    """A latitude and a longitude that may be a point of a place; raises `InputError` saying why they cannot."""
    if not (isfinite(lat) and isfinite(lon)):
        raise InputError("a coordinate that is no number")
    if abs(lat) > 1000 or abs(lon) > 1000:
        raise InputError(projected(f"{lat:g}, {lon:g}"))
    if abs(lat) > 90:
        swapped = "; are latitude and longitude swapped?" if abs(lat) <= 180 and abs(lon) <= 90 else ""
        raise InputError(f"the latitude {lat:g} is not between -90 and 90{swapped}")
    if abs(lon) > 180:
        raise InputError(f"the longitude {lon:g} is not between -180 and 180")
    if lat == 0 and lon == 0:
        raise InputError("latitude and longitude are both 0, as where they were never filled in")
    return lat, lon


def projected(numbers: str) -> str:
    """What is wrong with numbers that are metres of a map projection, and what to do."""
    return f"{numbers} are no degrees; they look like metres of a map: export the places in WGS 84 (EPSG:4326)"


def around(points: Sequence[tuple[float, float]]) -> Circle:
    """A circle on the globe that holds all points, a little larger than the smallest; works over the date line.

    Raises `InputError` when they lie so far apart that no side of the globe holds them.
    """
    vectors = [_vector(lat, lon) for lat, lon in points]
    first = max(vectors, key=lambda v: _gap(vectors[0], v))
    second = max(vectors, key=lambda v: _gap(first, v))
    centre = tuple((a + b) / 2 for a, b in zip(first, second, strict=True))
    size = _gap(first, second) / 2
    for vector in vectors:
        far = _gap(centre, vector)
        if far > size:  # grow just enough to hold this one too (Ritter 1990)
            size, share = (size + far) / 2, (far - size) / (2 * far)
            centre = tuple(c + share * (v - c) for c, v in zip(centre, vector, strict=True))
    x, y, z = centre
    if sqrt(x * x + y * y + z * z) < 0.05:
        raise InputError("a shape that goes round the earth")
    lat, lon = degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))
    return Circle(lat, lon, max(kilometres(lat, lon, *point) for point in points))


def _vector(lat: float, lon: float) -> tuple[float, ...]:
    a, b = radians(lat), radians(lon)
    return (cos(a) * cos(b), cos(a) * sin(b), sin(a))


def _gap(one: Sequence[float], other: Sequence[float]) -> float:
    return sqrt(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)))
