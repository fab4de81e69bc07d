"""Country shapes cut down to a view: whole shapes, the right way round, small."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.publish.borders import boxes_around, country_names, cut, shapes

NORTHERN_IRAQ = (35.5, 44.4, 250.0)


def corners(topology: dict[str, Any], number: int) -> list[tuple[int, int]]:
    """The corners of an arc; a complement is the arc backwards."""
    x = y = 0
    out = []
    for dx, dy in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + dx, y + dy
        out.append((x, y))
    return out if number >= 0 else out[::-1]


def rings(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[list[tuple[int, int]]]:
    """The outer rings of a country."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for part in parts:
        ring: list[tuple[int, int]] = []
        for number in part[0]:
            ring += corners(topology, number)[1 if ring else 0 :]
        yield ring


def test_a_view_holds_the_countries_in_it_and_no_others() -> None:
    """Around northern Iraq there are Iraq and its neighbours; what is far away is not in the file."""
    made = cut(NORTHERN_IRAQ, (35.5, 44.4, 600.0))
    codes = {c["properties"]["code"] for c in made["objects"]["countries"]["geometries"]}
    assert {"IQ", "IR", "TR", "SY"} <= codes
    assert not {"US", "AU", "BR", "FR"} & codes
    assert len(json.dumps(made)) < 250_000


def test_claims_are_kept_and_contested_countries_are_marked() -> None:
    """Disputed lines say whose claim they are; countries whose extent is contested as such are marked."""
    made = cut((31.8, 35.2, 300.0), (31.8, 35.2, 300.0))
    assert any("claim" in line["properties"]["name"] for line in made["objects"]["disputed"]["geometries"])
    contested = {c["properties"]["code"] for c in shapes()["objects"]["countries"]["geometries"]
                 if c["properties"].get("contested")}  # fmt: skip
    assert contested == {"EH", "PS", "XK"}


views = st.tuples(st.floats(-80, 80), st.floats(-180, 180), st.floats(50, 20000))


@settings(max_examples=10, deadline=None)
@given(views, st.floats(1, 20))
def test_every_ring_closes_and_keeps_its_direction(near: tuple[float, float, float], more: float) -> None:
    """However coarse, outer rings end where they begin and run as they did: inside out they would be the earth."""
    made = cut(near, (near[0], near[1], min(20015.0, near[2] * more)))
    for country in made["objects"]["countries"]["geometries"]:
        for ring in rings(made, country):
            assert ring[0] == ring[-1]
            turn = sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise(ring))
            assert turn < 0, country["properties"]


@pytest.mark.parametrize("lon", [-179.5, 179.5])
def test_the_date_line_is_crossed(lon: float) -> None:
    """A view on the date line reaches both sides of it."""
    boxes = boxes_around(-17.0, lon, 400.0)
    assert len(boxes) == 2
    assert {box[0] for box in boxes} & {-180.0}
    assert {box[2] for box in boxes} & {180.0}
    codes = {
        c["properties"]["code"]
        for c in cut((-17.0, lon, 400.0), (-17.0, lon, 400.0))["objects"]["countries"]["geometries"]
    }
    assert "FJ" in codes


def test_countries_have_names_by_code() -> None:
    """Codes of ISO 3166 lead to names that are not cut short."""
    names = country_names()
    assert (names["IQ"], names["SS"], names["MK"]) == ("Iraq", "South Sudan", "North Macedonia")
    assert len(names) > 230
