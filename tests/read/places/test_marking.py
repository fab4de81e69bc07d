"""Which mentions of places are none."""

from __future__ import annotations

import pytest

from rashomon.read.places.marking import halves, no_place, party
from tests.read.places.test_places import places


def test_parties_of_a_case_are_no_places() -> None:
    """Names before and behind "v." are those of parties, also with an institution before them."""
    text = "In Fisher v. University of Texas, in Ohio v. Maine and in Halden v. the City of Boston they ruled in Texas."
    found = places(text, "Fisher", "Texas", "Ohio", "Maine", "Boston")
    assert [(p.name, text[p.start - 3 : p.start]) for p in found] == [("Texas", "in ")]


def test_a_letter_v_is_no_case() -> None:
    """What only begins with the letter is none."""
    assert not party("In Texas voters met.", 3, 8)
    assert not party("Volume v. Texas.", 0, 2)


def test_two_names_with_a_hyphen() -> None:
    """Two known towns that a hyphen joins are two names; one name with a hyphen stays one."""
    text = "the Baghdad-Damascus road"
    assert [text[a:b] for a, b in halves(text, 4, 20)] == ["Baghdad", "Damascus"]
    for name in ("Guinea-Bissau", "Wilkes-Barre", "Vardessa-Damascus", "Stratford-upon-Avon", "Baghdad"):
        assert list(halves(name, 0, len(name))) == [(0, len(name))]
    (way,) = places("They cut the Baghdad-Damascus (M2) highway.", "Baghdad-Damascus")
    assert (way.how, way.kind) == ("between Baghdad and Damascus", "region")


@pytest.mark.parametrize(
    ("name", "none"),
    [
        ("Harbour Towns Project", True),
        ("Federal", True),
        ("fuel", True),
        ("United Senate", True),
        ("Tel Morvath", False),
        ("K-1", False),
    ],
)
def test_names_that_no_list_has(name: str, none: bool) -> None:
    """A body's word at the end, or no capital at all, says that a name in no list is no place."""
    assert no_place(name) == none
    assert [p.name for p in places(f"They came from {name} yesterday.", name)] == ([] if none else [name])


@pytest.mark.parametrize("words", ["near the Iraqi and Jordanian borders", "along the Iraqi-Jordanian border"])
def test_borders_by_adjectives(words: str) -> None:
    """The border of two countries that only their adjectives name is a place where the two meet."""
    (place,) = places(f"The base lies {words}.")
    assert (place.how, place.kind) == ("the border of Iraq and Jordan", "region")
    assert place.lat is not None
    assert 30 < place.lat < 34
    assert places("The Iraqi and Jordanian men met at the border.") == []


def test_an_area_of_which_half_is_marked() -> None:
    """The name of an area is whole where only its last word is marked, or each word by itself."""
    for marks in (("Mongolia",), ("Inner", "Mongolia")):
        (area,) = places("Fever came from Inner Mongolia by train.", *marks)
        assert (area.name, area.country, area.kind) == ("Inner Mongolia", "CN", "region")
    assert places("Trains ran to New Ohio.", "Ohio")[0].name == "Ohio"
