"""In which area the text puts a name."""

from __future__ import annotations

import re

import pytest

from rashomon.read.places.containing import among_areas, contained
from rashomon.read.places.resolving import Resolved, resolve_names
from rashomon.records import Place
from tests.read.places.test_places import places


def resolved(text: str, name: str) -> Resolved:
    """What the first occurrence of a name stands for."""
    found = re.search(re.escape(name), text)
    assert found
    return resolve_names(text, [found.span()])[0][0]


def put(text: str, name: str) -> Place:
    """The record of the first occurrence of a name."""
    return next(p for p in places(text, name))


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("SAN JOSE, Bolivia, Nov 20 (AP) - Snow fell.", "SAN JOSE", "BO"),
        ("Snow fell in San Jose, Bolivia, on Monday.", "San Jose", "BO"),
        ("Snow fell in Cambridge, Ethiopia.", "Cambridge", "ET"),
        ("They fled to the town of Oxford in Yemen.", "Oxford", "YE"),
        ("The village of Paris, in Syria's Idlib province, was shelled.", "Paris", "SY"),
        ("They moved to Moscow, Mali. It rained.", "Moscow", "ML"),
    ],
)
def test_no_point_in_another_country(text: str, name: str, country: str) -> None:
    """A name that the text puts in a country where no place of that name is known is somewhere in that country."""
    place = put(text, name)
    assert (place.country, place.gazetteer_id, place.name) == (country, "", name)
    assert place.precision_km > 200
    assert place.near
    assert "no list has it there" in place.how


def test_no_point_in_another_state() -> None:
    """A name that the text puts in a state where no place of that name is known is somewhere in that state."""
    place = put("Snow fell in San Jose, Vt., overnight.", "San Jose")
    assert (place.region, place.country, place.name) == ("Vermont", "US", "San Jose")
    assert "the text puts it in Vt." in place.how


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("In Kabul, Pakistan said it would not.", "Kabul", "AF"),
        ("In Kabul, Pakistan's envoy left.", "Kabul", "AF"),
        ("In Vienna, Iran, Russia and China agreed.", "Vienna", "AT"),
        ("Trains ran from Berlin, France and Spain.", "Berlin", "DE"),
        ("A blast in Simferopol, Russia, hurt two.", "Simferopol", "UA"),
        ("A blast in Pristina, Serbia, hurt two.", "Pristina", "XK"),
        ("A blast in Kyiv, Soviet Union, hurt two.", "Kyiv", "UA"),
    ],
)
def test_what_does_not_put_a_place_elsewhere(text: str, name: str, country: str) -> None:
    """Who acts in a town, the next of a list, claims to a land and states that are no more move no town."""
    found = resolved(text, name)
    assert found.area is None
    assert found.shares[0].known.country == country


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It is on Harrow Street in South Charleston now.", "Harrow Street"),
        ("He was seen in Roan Park in Kansas City.", "Roan Park"),
        ("It is at 1301 Fell Ave., Lebanon. Come early.", "Fell Ave."),
        ("Snow fell in Cleona, Lebanon, overnight.", "Cleona"),
    ],
)
def test_a_town_is_no_area_to_lie_in(text: str, name: str) -> None:
    """A longer name, a street's town and a town in the state of a candidate are no country or state around a name."""
    assert resolved(text, name).area is None


def test_a_comma_settles_it() -> None:
    """A country behind a comma outweighs a namesake with many more people."""
    text = "Aid reached Tripoli, Lebanon. It had left Tripoli, Libya, before."
    lebanon, libya = resolve_names(text, [(12, 19), (42, 49)])[0]
    assert (lebanon.shares[0].known.country, libya.shares[0].known.country) == ("LB", "LY")
    assert min(lebanon.shares[0].p, libya.shares[0].p) > 0.9


def test_a_row_of_states() -> None:
    """A state behind a state is the next of a list; a town that shares a state's name keeps its state."""
    text = "He spends the winter in Florida, New York and Texas."
    row = resolve_names(text, [(24, 31), (33, 41), (46, 51)])[0]
    assert [r.shares[0].known.kind for r in row] == ["state"] * 3
    town = resolved("In Delaware, Ohio, a plant shut.", "Delaware").shares[0].known
    assert (town.kind, town.state) == ("settlement", "Ohio")


@pytest.mark.parametrize(
    "text",
    [
        "A New York senator spoke.",
        "The former New York governor spoke.",
        "He won New York's primary.",
        "He lost in New York and Ohio.",
        "He lost in Ohio, New York and Maine.",
    ],
)
def test_the_state_of_an_office(text: str) -> None:
    """Before an office of states, and in a row of them, a name is the state's and not its city's."""
    assert resolved(text, "New York").shares[0].known.kind == "state"


@pytest.mark.parametrize("text", ["The New York mayor spoke.", "Trains from Boston, New York and Washington stood."])
def test_the_city_of_the_same_name(text: str) -> None:
    """Elsewhere the city is meant."""
    assert resolved(text, "New York").shares[0].known.name == "New York City"


def test_georgia_goes_with_its_row() -> None:
    """A name of a country and of a state is what stands beside it."""
    assert among_areas("Georgia and Armenia spoke.", 0, 7) == "countries"
    assert among_areas("Georgia and Alabama spoke.", 0, 7) == "states"
    assert among_areas("Georgia spoke.", 0, 7) == ""


@pytest.mark.parametrize(("text", "firm"), [(", Bolivia.", 2), (" in Bolivia.", 1), (", Bolivia and Peru.", 0)])
def test_how_firmly(text: str, firm: int) -> None:
    """A comma that closes is firm, "in" less so, a list is not."""
    assert contained(f"Aldaro{text}", 6).firm == firm
