"""Country shapes for a map, cut down to what it shows: borders of Natural Earth 1:10m (public domain) as a topology.

Where borders are disputed Natural Earth draws the lines that hold on the ground and keeps the claims beside them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, radians
from typing import Any

KM_A_DEGREE = 111.2
FINENESS = 0.001
"""How far a corner of a border may be off, as a share of the radius of what is seen: half a dot of a screen."""
FRAME = 1.7
"""How much farther than a circle the frame around it reaches: it is wider than high."""
Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""
Views = tuple[tuple[list[Box], float], ...]
"""What is seen, each with the smallest size, in degrees, that is."""
Circle = tuple[float, float, float]
"""Latitude and longitude of the middle, and the radius in kilometres."""


@cache
def shapes() -> dict[str, Any]:
    """All countries and disputed lines, as they stand in the package."""
    packed = files("rashomon.publish").joinpath("map", "borders.json.gz").read_bytes()
    made: dict[str, Any] = json.loads(gzip.decompress(packed))
    return made


@cache
def country_names() -> Mapping[str, str]:
    """Names of countries by their ISO 3166 code."""
    found = shapes()["objects"]["countries"]["geometries"]
    return {country["properties"]["code"]: country["properties"]["name"] for country in found}


@cache
def _boxes() -> list[Box]:
    """West, south, east, north of every arc, in degrees."""
    topology = shapes()
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        points = list(_absolute(arc))
        xs, ys = [x for x, _ in points], [y for _, y in points]
        out.append((min(xs) * kx + dx, min(ys) * ky + dy, max(xs) * kx + dx, max(ys) * ky + dy))
    return out


def _absolute(arc: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """The corners of an arc, which has each as its way from the last."""
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x, y


def boxes_around(lat: float, lon: float, km: float) -> list[Box]:
    """The boxes of degrees that hold a circle: two where it crosses the date line, all longitudes around a pole."""
    up = km / KM_A_DEGREE
    south, north = lat - up, lat + up
    if north >= 89 or south <= -89 or up > 80:
        return [(-180.0, max(-90.0, south), 180.0, min(90.0, north))]
    wide = min(180.0, up / max(0.05, min(cos(radians(south)), cos(radians(north)))))
    west, east = lon - wide, lon + wide
    out = [(max(-180.0, west), south, min(180.0, east), north)]
    if west < -180:
        out.append((west + 360, south, 180.0, north))
    if east > 180:
        out.append((-180.0, south, east - 360, north))
    return out


def _meets(one: Box, others: Sequence[Box]) -> bool:
    return any(one[0] <= o[2] and o[0] <= one[2] and one[1] <= o[3] and o[1] <= one[3] for o in others)


def cut(near: Circle, whole: Circle) -> dict[str, Any]:
    """The countries and disputed lines that meet the circle `whole`: borders near `near` in detail, others coarser."""
    topology, boxes = shapes(), _boxes()
    close = boxes_around(near[0], near[1], near[2] * FRAME)
    far = boxes_around(whole[0], whole[1], whole[2] * FRAME)
    fine, coarse = near[2] * FINENESS / KM_A_DEGREE, whole[2] * 2 * FINENESS / KM_A_DEGREE
    kept: dict[int, int] = {}
    objects: dict[str, Any] = {}
    for name, collection in topology["objects"].items():
        chosen = [
            {**g, "arcs": _seen(g, boxes, ((close, 3 * fine), (far, 3 * coarse)))} for g in collection["geometries"]
        ]
        renumbered = [{**g, "arcs": _renumbered(g["arcs"], kept)} for g in chosen if g["arcs"]]
        objects[name] = {"type": "GeometryCollection", "geometries": renumbered}
    step = topology["transform"]["scale"][0]
    arcs = [_coarser(topology["arcs"][n], (fine if _meets(boxes[n], close) else coarse) / step) for n in kept]
    return {"type": "Topology", "transform": topology["transform"], "objects": objects, "arcs": arcs}


def _seen(geometry: Mapping[str, Any], boxes: Sequence[Box], views: Views) -> list[Any]:
    """The arcs of a geometry, as nested as they are, without parts out of sight and islands too small to be seen."""
    nested: list[Any] = geometry["arcs"]
    if geometry["type"] in {"MultiPolygon", "MultiLineString"}:
        return [part for part in nested if _is_seen(part, boxes, views)]
    return nested if _is_seen(nested, boxes, views) else []


def _is_seen(part: Any, boxes: Sequence[Box], views: Views) -> bool:
    """Whether a part meets one of the views and, as an island, is large enough there."""
    arcs = [boxes[arc] for arc in _arcs(part)]
    size = max(arcs[0][2] - arcs[0][0], arcs[0][3] - arcs[0][1]) if len(arcs) == 1 else 360.0
    return any(size >= least and any(_meets(box, view) for box in arcs) for view, least in views)


def _arcs(nested: Any) -> Iterator[int]:
    for item in nested:
        if isinstance(item, int):
            yield item if item >= 0 else ~item
        else:
            yield from _arcs(item)


def _renumbered(nested: Any, kept: dict[int, int]) -> Any:
    """Arcs with their new numbers; one that is taken backwards stays so (its number's complement)."""
    if isinstance(nested, int):
        return kept.setdefault(nested, len(kept)) if nested >= 0 else ~kept.setdefault(~nested, len(kept))
    return [_renumbered(item, kept) for item in nested]


def _coarser(arc: Sequence[Sequence[int]], off: float) -> list[list[int]]:
    """An arc without corners that lie closer than `off` to the line between others (Douglas and Peucker).

    At least one corner between two others stays, and a ring keeps its direction: what has no area, or is inside out,
    would be taken for the whole earth.
    """
    whole = list(_absolute(arc))
    if off < 1 or len(whole) < 4:
        return [list(step) for step in arc]
    points = _thinned(whole, off)
    ring = points[0] == points[-1]
    middle = max(range(len(points)), key=lambda i: _far(points[i], points[0])) if ring else 0
    waiting = [(0, middle), (middle, len(points) - 1)] if ring else [(0, len(points) - 1)]
    keep = {0, middle, len(points) - 1}
    forced = len(waiting)
    while waiting:
        first, last = waiting.pop()
        most, at = -1.0 if forced > 0 else off * off, 0
        forced -= 1
        for i in range(first + 1, last):
            away = _off_line(points[i], points[first], points[last])
            if away > most:
                most, at = away, i
        if at:
            keep.add(at)
            # the ends are looked at first, so that both halves of a ring are sure of a corner
            waiting = [*waiting, (first, at), (at, last)] if forced <= 0 else [(first, at), (at, last), *waiting]
    chosen = [points[i] for i in sorted(keep)]
    if len(chosen) < (4 if ring else 2) or (ring and _turn(chosen) * _turn(whole) <= 0):
        return [list(step) for step in arc]
    steps = zip(chosen, [(0, 0), *chosen], strict=False)
    return [[x - before_x, y - before_y] for (x, y), (before_x, before_y) in steps]


def _thinned(points: Sequence[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """Corners at least so far from the one before, and the last; all of them where that would leave next to none."""
    out = [points[0]]
    for point in points[1:-1]:
        if _far(point, out[-1]) >= least * least:
            out.append(point)
    return [*out, points[-1]] if len(out) > 2 else list(points)


def _turn(ring: Sequence[tuple[int, int]]) -> int:
    """Twice the area of a ring, negative where it runs clockwise."""
    return sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise(ring))


def _far(one: tuple[int, int], other: tuple[int, int]) -> int:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _off_line(point: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    """The square of how far a point lies from the line between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    px, py = point[0] - start[0], point[1] - start[1]
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, (px * dx + py * dy) / length)) if length else 0.0
    return (px - along * dx) ** 2 + (py - along * dy) ** 2
