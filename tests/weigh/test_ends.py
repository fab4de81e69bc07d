"""Which two places a distance is between."""

from __future__ import annotations

import pytest

from rashomon.geography import kilometres, moved
from rashomon.records import Candidate
from rashomon.weigh.article import Article
from rashomon.weigh.ends import bearing, ends_of, place_at
from tests.factory import document, fragment, place, quantity, valued


def test_bearings() -> None:
    """Along the equator to the east, and to the pole to the north."""
    assert bearing(0, 0, 0, 10) == pytest.approx(90)
    assert bearing(10, 0, 50, 0) == pytest.approx(0)


@pytest.mark.parametrize(
    "text",
    [
        "The distance between Arda and Belmar is 110 km.",
        "Arda, 110 km north of Belmar, is small.",
        "Arda lies about 110 km from Belmar.",
        "It is 110 km from Arda to Belmar.",
    ],
)
def test_places_that_the_sentence_names(text: str) -> None:
    """A distance whose own words name fewer than two places takes those around it."""
    of = document(text)
    a, b = place(of, "Arda", 41.0, 20.0), place(of, "Belmar", 40.0, 20.0)
    length = quantity(of, "110 km", 110, unit="kilometre")
    assert ends_of(Article(valued(of, a, b, length)), length) == (a.named_at, b.named_at)


def test_a_third_place_leaves_it_open() -> None:
    """Of three places nobody knows which two are meant."""
    of = document("In Corr the distance between Arda and Belmar is 110 km.")
    places = [place(of, name, 41.0, 20.0) for name in ("Corr", "Arda", "Belmar")]
    length = quantity(of, "110 km", 110, unit="kilometre")
    assert ends_of(Article(valued(of, *places, length)), length) == ()


def test_a_place_given_by_its_distance_is_measured_from_itself() -> None:
    """Of "500 km east of Belmar" the end is Belmar, and not the point in the east."""
    of = document("Arda is 500 km east of Belmar.")
    there = moved(50.0, 20.0, 90.0, 500.0)
    east = place(of, "500 km east of Belmar", *there, part="500 km east of", gazetteer_id="geonames:1")
    found = place_at(Article(valued(of, east)), fragment(of.text, "Belmar"))
    assert found is not None
    assert found.lat is not None
    assert found.lon is not None
    assert kilometres(found.lat, found.lon, 50.0, 20.0) < 1


def test_a_bare_name_is_the_town_and_not_its_province() -> None:
    """A distance is given between towns, unless the words say province."""
    town = Candidate(id="g:2", name="Belmar", kind="settlement", lat=40, lon=20, radius_km=5, p=0.2)
    for text, kind in (("It is 9 km from Belmar.", "settlement"), ("It is 9 km from Belmar Province.", "region")):
        of = document(text)
        area = place(of, "Belmar", 41.0, 21.0, kind="region", others=(town,))
        found = place_at(Article(valued(of, area)), area.named_at)
        assert found is not None
        assert found.kind == kind
