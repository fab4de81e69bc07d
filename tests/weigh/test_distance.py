"""Distances and directions against the map."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from msgspec.structs import replace

from rashomon.records import Candidate, Finding, Fragment, Mention
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


def test_how_far_the_stated_distance_is_off_is_said() -> None:
    """A reader sees at once by how much: a fifth more as on a road, or twice as far."""
    longer = checked("Arda is 133 km from Belmar.", "133 km", 133)
    assert "111 km from Arda to Belmar as the crow flies" in longer.reason
    assert "is 20 % more, as a road may be" in longer.reason
    assert "agrees" in checked("Arda is 110 km from Belmar.", "110 km", 110).reason
    assert "is 2 times as far" in checked("Arda is 222 km from Belmar.", "222 km", 222).reason
    assert "is 51 % less" in checked("Arda is 55 km from Belmar.", "55 km", 55).reason


def test_not_even_the_farthest_point_of_an_area() -> None:
    """A province is 60 km wide to each side, and 900 km do not reach it; 140 do, and to 20 nobody is held."""
    area: dict[str, Any] = {"kind": "region", "precision_km": 60.0}
    far = checked("Arda is 900 km from Belmar.", "900 km", 900, **area)
    assert (far.outcome, "from its farthest point" in far.reason) == ("does not fit", True)
    for km, outcome in ((20, "cannot be checked"), (140, "fits"), (300, "cannot be checked")):
        found = checked(f"Arda is {km} km from Belmar.", f"{km} km", km, **area)
        assert found.outcome == outcome


def test_a_town_in_an_area_is_at_no_distance_from_it() -> None:
    """Something else is measured then, and so it is when the words after the number do not say from where."""
    area: dict[str, Any] = {"kind": "region", "precision_km": 60.0}
    near = checked("Arda is 900 km from Belmar.", "900 km", 900, at=(40.9, 20.0), **area)
    told = checked("Arda and Belmar lie in reach of 900 km.", "900 km", 900, **area)
    assert [near.outcome, told.outcome] == ["cannot be checked", "cannot be checked"]


def test_places_of_a_file_of_ones_own_are_where_they_are_put() -> None:
    """Some hundred metres between two sites that are 200 metres wide can be measured."""
    for number, outcome in ((400, "fits"), (2000, "does not fit")):
        of = document(f"The mill is {number} metres from the quay.")
        mill = place(of, "mill", 40.0, 20.0, kind="site", precision_km=0.2, gazetteer_id="own:2")
        quay = place(of, "quay", 40.0032, 20.0, kind="site", precision_km=0.2, gazetteer_id="own:3")
        ends = (mill.named_at, quay.named_at)
        length = quantity(of, f"{number} metres", number, unit="metre", number=number, between=ends)
        assert [f.outcome for f in distances(Article(valued(of, mill, quay, length)))] == [outcome]


def test_a_newspaper_is_no_end_of_a_distance() -> None:
    """The organisation that tells of it is left out; a place that is read there stays."""
    of = document("A reporter of the Arda Post was 185 km from Belmar.")
    b = place(of, "Belmar", *SOUTH)
    at = of.text.index("Arda Post")
    post = Fragment(start=at, end=at + 9)
    length = quantity(of, "185 km", 185, unit="kilometre", number=185, between=(post, b.named_at))
    kinds: tuple[Literal["organisation", "outlet"], ...] = ("organisation", "outlet")
    for kind in kinds:
        named = Mention(id="m1", entity="e1", start=at, end=at + 9, kind=kind)
        (found,) = distances(Article(replace(valued(of, b, length), mentions=(named,))))
        assert (found.outcome, "Arda Post" in found.reason) == ("cannot be checked", False)


def test_a_height_is_no_distance() -> None:
    """5,280 feet are an altitude, and so are 300 metres above the sea."""
    for text, words, number, unit in (
        ("In Belmar, at 5280 feet, bread rises faster.", "5280 feet", 5280, "foot"),
        ("Belmar lies 300 metres above sea level.", "300 metres", 300, "metre"),
    ):
        of = document(text)
        b = place(of, "Belmar", *SOUTH)
        length = quantity(of, words, number, unit=unit, between=(b.named_at,))
        assert list(distances(Article(valued(of, b, length)))) == []
