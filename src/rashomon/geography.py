"""Distances and directions on the earth, taken as a sphere: at most 0.6 % off the ellipsoid, less than any text is."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088
"""The mean radius of the earth (IUGG 1980)."""

BEARINGS = {
    "north": 0.0,
    "northeast": 45.0,
    "east": 90.0,
    "southeast": 135.0,
    "south": 180.0,
    "southwest": 225.0,
    "west": 270.0,
    "northwest": 315.0,
}
"""Degrees from north, clockwise."""


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The length of the great circle between two points given in decimal degrees."""
    a, b = radians(lat), radians(other_lat)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def moved(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away in a direction (degrees from north, clockwise), as latitude and longitude."""
    a, way, turn = radians(lat), km / EARTH_KM, radians(bearing)
    there = asin(sin(a) * cos(way) + cos(a) * sin(way) * cos(turn))
    along = radians(lon) + atan2(sin(turn) * sin(way) * cos(a), cos(way) - sin(a) * sin(there))
    return degrees(there), (degrees(along) + 540) % 360 - 180
