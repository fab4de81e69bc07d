"""What a text says where it names a place."""

from __future__ import annotations

import pytest

from rashomon.read.places.containing import NOWHERE, contained
from rashomon.read.places.naming import dateline, meant, named


def of(text: str, name: str, nth: int = 0) -> tuple[str, int, int]:
    """A text and where a name stands in it."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(name, at + 1)
    return text, at, at + len(name)


@pytest.mark.parametrize(
    ("text", "name", "area"),
    [
        ("a fire in Alexandria, La., on Monday", "Alexandria", "Louisiana"),
        ("a fire in Alexandria, LA on Monday", "Alexandria", "Louisiana"),
        ("the mayor of Odessa (Ukraine) said", "Odessa", "Ukraine"),
        ("Tripoli in northern Lebanon was calm", "Tripoli", "Lebanon"),
        ("Saida, in Lebanon, was calm", "Saida", "Lebanon"),
        ("Hempstead, N.Y., police", "Hempstead", "New York"),
        ("Wheeling, W.Va., police", "Wheeling", "West Virginia"),
        ("he left Sofia, North Macedonia's neighbour", "Sofia", "North Macedonia"),
    ],
)
def test_what_a_name_is_said_to_lie_in(text: str, name: str, area: str) -> None:
    """An area after a comma, in brackets or after "in" holds the place, by its name or an abbreviation."""
    assert named(*of(text, name)).inside[0].name == area


@pytest.mark.parametrize(
    "text",
    ["in Paris, the United States led", "in Paris. Texas won", "in Paris, and Texas", "in Paris, Maybe", "Paris"],
)
def test_what_only_follows_a_name(text: str) -> None:
    """The next sentence, a list with "and", and a clause that begins with "the" say nothing of where it lies."""
    _, start, end = of(text, "Paris")
    assert contained(text, end) == NOWHERE
    assert start >= 0


@pytest.mark.parametrize(
    ("text", "name", "found", "level"),
    [
        ("in Kirkuk Province on", "Kirkuk Province", "Kirkuk", "states"),
        ("in Kirkuk province on", "Kirkuk", "Kirkuk", "states"),
        ("the province of Kirkuk on", "province of Kirkuk", "Kirkuk", "states"),
        ("in the city of Kirkuk on", "city of Kirkuk", "Kirkuk", "settlements"),
        ("Rankin and Hinds counties are", "Rankin", "Rankin", "counties"),
        ("northern Iraq is", "northern Iraq", "Iraq", ""),
        ("Kirkuk's mayor", "Kirkuk's", "Kirkuk", ""),
    ],
)
def test_names_without_their_trimmings(text: str, name: str, found: str, level: str) -> None:
    """Generic words, directions and the genitive are no part of a name, and generic words say of which order it is."""
    result = named(*of(text, name))
    assert (result.name, result.level) == (found, level)


def test_a_dateline_names_a_town() -> None:
    """A name before "(AP) —" at the beginning of a line is a settlement's."""
    assert dateline(*of("WASHINGTON (AP) — Two men", "WASHINGTON"))
    assert dateline(*of("Title\n\nBAGHDAD, Iraq — Two men", "BAGHDAD"))
    assert not dateline(*of("In WASHINGTON (AP) — Two men", "WASHINGTON"))
    assert meant(named(*of("WASHINGTON (AP) — Two men", "WASHINGTON")))[0].kind == "capital"


def test_the_order_that_is_said_decides() -> None:
    """A province is one, even where lists know the town alone by that name."""
    assert meant(named(*of("in Kirkuk Province on", "Kirkuk Province")))[0].kind == "state"
    assert {k.kind for k in meant(named(*of("in Walker County, there", "Walker County")))} == {"county"}
    assert meant(named(*of("the Palestinian minister", "Palestinian")))[0].country == "PS"


def test_words_that_are_no_names() -> None:
    """Directions and generic words by themselves name nothing, whatever village is called so."""
    for word in ("North", "Downtown", "Earth", "City"):
        assert meant(named(word, 0, len(word))) == []


def test_a_state_takes_no_name_of_a_town() -> None:
    """The word "state" after a town is a university's; after the name of a state it says which is meant."""
    assert meant(named(*of("at San Diego State on", "San Diego")))[0].kind == "settlement"
    assert meant(named(*of("in Washington state on", "Washington")))[0].kind == "state"
