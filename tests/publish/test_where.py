"""The places of a case: each once, and the part of the earth that is shown."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from rashomon.geography import kilometres
from rashomon.publish.where import LEAST_KM, where
from rashomon.records import Reading
from tests.factory import document, reading
from tests.publish.values import convoy, ministry, spot_on_earth


def placed(*places: tuple[str, tuple[float, float] | None, dict[str, Any]]) -> Reading:
    """A document that names these places, one after the other."""
    d = document(" ".join(name for name, _, _ in places))
    found = tuple(spot_on_earth(d, name, name, at, **fields) for name, at, fields in places)
    return msgspec.structs.replace(reading(d), places=found)


def test_a_place_is_listed_once_with_its_runners_up() -> None:
    """A place and its parts are places of their own; each has its passages, why, and what else it might be."""
    found = where([convoy(), ministry(), msgspec.structs.replace(ministry())])
    assert [s.label for s in found.sites[:2]] == ["Kirkuk", "Rutba"]
    assert [len(s.passages) for s in found.sites] == [2, 2, 1, 1, 1]
    near = next(s for s in found.sites if s.label == "near Kirkuk")
    assert (near.point, near.radius, near.inside) == ("35.47° N, 44.39° E", "± 25 km", "Iraq")
    assert near.others == [("Kirkuk in Van, Turkey", ".06")]
    assert near.whys == ["Iraq is spoken of throughout"]
    assert [s.label for s in found.lost] == ["Zarbutna"]
    assert found.lost[0].number == len(found.sites) + 1


@pytest.mark.parametrize("at", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (0.0, float("inf"))])
def test_what_is_not_on_earth_is_not_on_the_map(at: tuple[float, float]) -> None:
    """A point out of bounds is listed as not on the map."""
    found = where([placed(("Nowhere", at, {}))])
    assert found.sites == []
    assert [s.label for s in found.lost] == ["Nowhere"]
    assert found.near is None


def test_the_first_view_holds_most_passages() -> None:
    """A far place and a country do not decide what is shown first; the whole view reaches all of them."""
    near = [(f"Town{n}", (35.0 + n / 10, 44.0), {"kind": "settlement"}) for n in range(8)]
    far = ("Washington", (38.9, -77.0), {"kind": "settlement"})
    country = ("Iraq", (33.0, 44.0), {"kind": "country", "precision_km": 500.0})
    found = where([placed(*near, far, country)])
    assert found.near is not None
    assert found.whole is not None
    assert found.near.km < 300
    assert kilometres(found.whole.lat, found.whole.lon, 38.9, -77.0) <= found.whole.km
    assert 34.9 < found.near.lat < 35.9


def test_doubtful_places_decide_nothing_beside_sure_ones() -> None:
    """What is more doubtful than not is on the map with its doubt, and outside what is shown first."""
    found = where([placed(("Sennfeld", (17.8, -97.8), {"p": 0.3}), ("Marl", (51.7, 7.1), {"p": 0.9}))])
    assert found.near is not None
    assert round(found.near.lat, 1) == 51.7
    assert found.near.km == LEAST_KM
    assert {s.label: s.unsure for s in found.sites} == {"Sennfeld": True, "Marl": False}


def test_only_countries_are_shown_too() -> None:
    """Where nothing smaller is named the countries decide; one place alone has room around it."""
    found = where([placed(("Iraq", (33.0, 44.0), {"kind": "country", "precision_km": 500.0}))])
    assert found.near is not None
    assert found.near.km >= LEAST_KM
