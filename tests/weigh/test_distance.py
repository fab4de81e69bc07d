"""Distances and directions against the map."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.records import Candidate, Finding, Fragment
from rashomon.weigh.article import Article
from rashomon.weigh.distance import distances
from tests.factory import document, place, quantity, valued

NORTH, SOUTH = (41.0, 20.0), (40.0, 20.0)
"""111 km apart."""


def checked(text: str, stated: str, km: float, unit: str = "kilometre", **second: Any) -> Finding:
    """The one finding about a distance between Arda and Belmar, 111 km to the south."""
    of = document(text)
    a, b = place(of, "Arda", *NORTH), place(of, "Belmar", *second.pop("at", SOUTH), **second)
    length = quantity(of, stated, km, unit=unit, number=km, between=(a.named_at, b.named_at))
    (found,) = distances(Article(valued(of, a, b, length)))
    return found


def test_a_distance_as_on_the_map_fits() -> None:
    """The computed value names both places and how wide they are."""
    found = checked("Arda is 110 km from Belmar.", "110 km", 110)
    assert found.outcome == "fits"
    assert found.computed.startswith("111 km, Arda to Belmar, give or take 10 km")


@pytest.mark.parametrize(("km", "outcome"), [(145, "fits"), (220, "does not fit"), (55, "does not fit")])
def test_a_way_may_be_a_third_longer_than_the_straight_line(km: float, outcome: str) -> None:
    """Twice as long or half as long it may not be."""
    assert checked(f"Arda is {km} km from Belmar.", f"{km} km", km).outcome == outcome


def test_by_road_it_may_be_longer() -> None:
    """A road has bends."""
    assert checked("Arda is 180 km by road from Belmar.", "180 km", 180).outcome == "fits"
    assert checked("Arda is 180 km from Belmar.", "180 km", 180).outcome == "does not fit"


def test_miles_are_not_kilometres() -> None:
    """69 miles are 111 km; 111 miles are not."""
    assert checked("Arda is 69 miles from Belmar.", "69 miles", 69, "mile").outcome == "fits"
    assert checked("Arda is 111 miles from Belmar.", "111 miles", 111, "mile").outcome == "does not fit"


def test_a_direction_is_that_from_the_second_place() -> None:
    """Arda lies to the north of Belmar."""
    fitting = checked("Arda, 110 km north of Belmar, is small.", "110 km", 110)
    turned = checked("Arda, 110 km west of Belmar, is small.", "110 km", 110)
    assert (fitting.outcome, turned.outcome) == ("fits", "does not fit")
    assert "the direction is north" in turned.reason


def test_a_place_that_is_known_roughly_leaves_a_distance_open() -> None:
    """What is known only to 90 km says nothing for 110."""
    found = checked("Arda is 110 km from Belmar.", "110 km", 110, precision_km=90.0)
    assert found.outcome == "cannot be checked"
    assert "“Belmar” is known only to 90 km" in found.reason


def test_a_region_has_no_middle_to_measure_to() -> None:
    """A distance to a country is to its border."""
    found = checked("Arda is 110 km from Belmar.", "110 km", 110, kind="country")
    assert (found.outcome, "is an area" in found.reason) == ("cannot be checked", True)


def test_a_border_is_no_town() -> None:
    """What the distance is measured to is a line that the map does not have."""
    found = checked("Arda is 40 km from the border of Belmar.", "40 km", 40)
    assert (found.outcome, "an edge or a line" in found.reason) == ("cannot be checked", True)


def test_a_place_that_nobody_knows_is_named() -> None:
    """The reason says which name was not found."""
    found = checked("Arda is 110 km from Belmar.", "110 km", 110, at=(None, None))
    assert (found.outcome, "“Belmar”" in found.reason) == ("cannot be checked", True)


def test_a_namesake_from_which_it_would_fit_accuses_nobody() -> None:
    """The place may have been taken for another of its name."""
    twin = Candidate(id="x:2", name="Belmar", kind="settlement", lat=41, lon=40, radius_km=5, country="XX", p=0.2)
    found = checked("Arda is 1700 km from Belmar.", "1700 km", 1700, others=(twin,))
    assert (found.outcome, "another place of that name" in found.reason) == ("cannot be checked", True)


def test_less_than_means_less() -> None:
    """An upper bound is broken only by a greater distance."""
    of = document("Arda is less than 50 km from Belmar.")
    a, b = place(of, "Arda", *NORTH), place(of, "Belmar", *SOUTH)
    ends = (a.named_at, b.named_at)
    less = quantity(of, "less than 50 km", None, 50, unit="kilometre", comparator="less than", between=ends)
    more = quantity(of, "less than 50 km", 50, open_end=True, unit="kilometre", comparator="more than", between=ends)
    assert [f.outcome for v in (less, more) for f in distances(Article(valued(of, a, b, v)))] == [
        "does not fit",
        "fits",
    ]


def test_a_length_of_one_place_is_open() -> None:
    """The other end is an event, or is not said."""
    of = document("A kilometre from Belmar it stopped.")
    b = place(of, "Belmar", *SOUTH)
    length = quantity(of, "A kilometre", 1, unit="kilometre", between=(b.named_at,))
    (found,) = distances(Article(valued(of, b, length)))
    assert found.outcome == "cannot be checked"


def test_an_end_that_is_no_place_is_quoted() -> None:
    """The words that were not read as a place stand in the reason."""
    of = document("The mill is 9 km from Belmar.")
    b = place(of, "Belmar", *SOUTH)
    length = quantity(of, "9 km", 9, unit="kilometre", between=(Fragment(start=0, end=8), b.named_at))
    (found,) = distances(Article(valued(of, b, length)))
    assert "“The mill” was not read as a known place" in found.reason


def test_a_site_that_is_no_place_is_said() -> None:
    """A length from something that no map has is not passed over."""
    of = document("The car stood less than 300 m from the site of the fire.")
    (found,) = distances(Article(valued(of, quantity(of, "less than 300 m", None, 300, unit="metre"))))
    assert (found.outcome, "“the site of the fire”" in found.reason) == ("cannot be checked", True)


def test_a_length_that_is_no_distance_is_left_alone() -> None:
    """A boat is 17 feet long wherever it goes."""
    of = document("A 17-foot boat went from Arda to Belmar.")
    a, b = place(of, "Arda", *NORTH), place(of, "Belmar", *SOUTH)
    length = quantity(of, "17-foot", 17, unit="foot", between=(a.named_at, b.named_at))
    assert list(distances(Article(valued(of, a, b, length)))) == []
