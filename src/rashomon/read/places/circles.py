"""Circles on the globe: where a place of a document lies, as far as it is known."""

from __future__ import annotations

from math import atan2, cos, degrees, radians, sin
from typing import NamedTuple

from rashomon.geography import kilometres, moved
from rashomon.records import Place

SMALLEST_KM = 0.5


class Circle(NamedTuple):
    """Where something lies: decimal degrees, and kilometres around."""

    lat: float
    lon: float
    km: float


def circle_of(place: Place) -> Circle | None:
    """The circle of a place that has one."""
    if place.lat is None or place.lon is None:
        return None
    return Circle(place.lat, place.lon, max(place.precision_km, SMALLEST_KM))


def around_both(a: Circle, b: Circle) -> Circle:
    """The circle around all that lies between two."""
    far = kilometres(a.lat, a.lon, b.lat, b.lon)
    lat, lon = moved(a.lat, a.lon, _bearing(a, b), far / 2)
    return Circle(lat, lon, far / 2 + max(a.km, b.km))


def where_they_meet(a: Circle, b: Circle) -> Circle:
    """A circle where two areas meet: on the line between them, as wide as the smaller one."""
    far = kilometres(a.lat, a.lon, b.lat, b.lon)
    lat, lon = moved(a.lat, a.lon, _bearing(a, b), far * a.km / (a.km + b.km))
    return Circle(lat, lon, max(min(a.km, b.km), abs(far - a.km - b.km) / 2))


def _bearing(a: Circle, b: Circle) -> float:
    """The bearing from one point to another, in degrees from north."""
    one, two, turn = radians(a.lat), radians(b.lat), radians(b.lon - a.lon)
    return degrees(atan2(sin(turn) * cos(two), cos(one) * sin(two) - sin(one) * cos(two) * cos(turn)))
