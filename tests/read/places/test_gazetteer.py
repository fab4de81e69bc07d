"""The gazetteer: names and the places that bear them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given

from rashomon.geography import kilometres
from rashomon.read.places.gazetteer import candidates, gazetteer, lookup, own_place, shown
from rashomon.records import KnownPlace
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Kirkuk", "IQ", 35.47, 44.39),
        ("Kerkuk", "IQ", 35.47, 44.39),
        ("al-Qaim", "IQ", 34.39, 40.99),
        ("Qa'im", "IQ", 34.39, 40.99),
        ("Deir Ezzor", "SY", 35.34, 40.14),
        ("Deir al-Zor", "SY", 35.34, 40.14),
        ("Ar Raqqah", "SY", 35.95, 39.01),
        ("Idlib", "SY", 35.93, 36.63),
        ("Basra", "IQ", 30.51, 47.78),
        ("Kiev", "UA", 50.45, 30.52),
        ("Kyiv", "UA", 50.45, 30.52),
        ("Khan Sheikhoun", "SY", 35.44, 36.65),
        ("St. Petersburg", "RU", 59.94, 30.31),
        ("New York", "US", 40.71, -74.0),
        ("Wichita Falls", "US", 33.91, -98.49),
    ],
)
def test_the_likeliest_place_of_a_name(name: str, country: str, lat: float, lon: float) -> None:
    """Towns are found however they are written, the best known first."""
    first = lookup(name)[0]
    assert first.country == country
    assert kilometres(first.lat, first.lon, lat, lon) < 60


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Iraq", "country", "IQ"),
        ("Ivory Coast", "country", "CI"),
        ("UAE", "country", "AE"),
        ("Louisiana", "region", "US"),
        ("Rapides Parish", "region", "US"),
        ("Nineveh", "region", "IQ"),
        ("Oklahoma", "region", "US"),
        ("Crimea", "region", "UA"),
        ("Africa", "continent", ""),
        ("Gulf of Tonkin", "water", ""),
        ("Golan Heights", "region", "SY"),
        ("Mount Sinjar", "mountain", "IQ"),
    ],
)
def test_areas_and_waters(name: str, kind: str, country: str) -> None:
    """Countries, their areas, continents, seas and mountains are there."""
    first = lookup(name)[0]
    assert (first.kind, first.country) == (kind, country)


def test_an_area_is_no_point() -> None:
    """The radius of a place grows with it: a country holds its capital, a town is some kilometres wide."""
    country, capital, village = lookup("Syria")[0], lookup("Damascus")[0], lookup("Khan Sheikhoun")[0]
    assert kilometres(country.lat, country.lon, capital.lat, capital.lon) < country.radius_km
    assert village.radius_km < capital.radius_km < 40 < country.radius_km


def test_shares_are_those_of_all_candidates() -> None:
    """Candidates come the likeliest first, and their shares are at most one in all."""
    found = lookup("Springfield", 100)
    assert len(found) > 10
    assert [c.p for c in found] == sorted((c.p for c in found), reverse=True)
    assert sum(c.p for c in found) <= 1.001
    assert len({c.id for c in found}) == len(found)


def test_ids_say_where_they_come_from() -> None:
    """A place has GeoNames' number, an area without one its names from the country down."""
    assert lookup("Baghdad")[0].id == "geonames:98182"
    assert lookup("Rapides Parish")[0].id == "area:US/Louisiana/Rapides Parish"
    assert lookup("Gulf of Tonkin")[0].id == "area:Gulf of Tonkin"
    numbers = [gazetteer().identity(gazetteer().place(at)) for at in range(len(gazetteer().radius))]
    assert len(set(numbers)) == len(numbers)


def test_names_in_no_list() -> None:
    """Invented names are no place's, nor are empty ones."""
    for name in ("Vardessa", "Norvane", "Tel Morvath", "Ostrelgrad", "K-1", "", " ", "''"):
        assert lookup(name) == []


def test_a_place_of_ones_own() -> None:
    """A user's place keeps its line in its id, its kind and its circle."""
    own = own_place(KnownPlace(line=7, names=("Hob Point",), lat=1.0, lon=2.0, radius_km=0.4, kind="quarter"))
    (candidate,) = candidates([own], [own.odds], 3)
    assert (candidate.id, candidate.kind, candidate.radius_km, candidate.p) == ("own:7", "quarter", 0.4, 1.0)
    assert shown(own) == "quarter"


def test_lookups_are_quick() -> None:
    """A name is looked up in well under a millisecond or two, on any machine."""
    gazetteer()
    names = [f"Some Name {i}" for i in range(500)]
    began = time.perf_counter()
    for name in names:
        lookup(name)
    assert time.perf_counter() - began < 1.0


@given(any_text)
def test_any_text_is_looked_up(text: str) -> None:
    """Whatever the name, the answer is a list of places on earth."""
    for c in lookup(text):
        assert -90 <= c.lat <= 90
        assert -180 <= c.lon <= 180
        assert c.radius_km > 0
