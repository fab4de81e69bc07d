"""Streets in which somebody was seized or hurt, and the ages of two dead, against one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.link.positions.units import Named, Unit
from tests.link.contents import kinds, pair, unit


def arrested(text: str, doc: str) -> Unit:
    """A unit that names a person called Renn."""
    at = text.index("Renn")
    made = unit(text, doc)
    return replace(made, names=(*made.names, Named(at, at + 4, "renn", "Renn", "person")))


@pytest.mark.parametrize(
    ("one", "other", "at_odds"),
    [
        (
            "Renn was arrested at a Mallow Street flat in Orrin",
            "Renn was found hiding in a house on Mallows Road",
            True,
        ),
        ("Renn was arrested on Mallow Street", "Renn was found on Mallows Street", False),
        ("Renn was arrested on Mallow Street", "Renn was shot on Anchor Road", False),
        ("Renn was arrested on Mallow Street", "Renn was arrested after he fled from a shop on Anchor Road", False),
    ],
)
def test_streets(one: str, other: str, *, at_odds: bool) -> None:
    """Two streets in which the same was done to one person exclude each other; two spellings of one do not."""
    assert ("scene" in kinds(arrested(one, "a"), arrested(other, "b"))) is at_odds


@pytest.mark.parametrize(
    ("one", "other", "at_odds"),
    [
        (
            "The two women killed were 63 and 41 years old",
            "The bodies of Ada Renn, 41, and Una Pell, 67, lay there",
            True,
        ),
        ("The two women killed were 63 and 41 years old", "A 63-year-old and a 41-year-old were killed", False),
        ("The two women killed were 63 and 41 years old", "The judges are 63 and 52 years old", False),
        ("The two women killed were 63 and 41 years old", "Two boys, 9 and 8 years old, were killed", False),
    ],
)
def test_ages(one: str, other: str, *, at_odds: bool) -> None:
    """Of two dead one of whom is as old in both, the other has two ages."""
    assert ("ages" in pair(one, other)) is at_odds


@pytest.mark.parametrize(
    ("one", "other", "at_odds"),
    [
        ("The bodies of Ada Renn and Una Pell were found by divers", "the lock keeper found the bodies", True),
        ("The bodies were found by two divers in Orrin", "divers found the bodies", False),
        ("The bodies were found by divers", "they found the bodies", False),
        ("The bodies were found by divers", "the man found the bodies", False),
        ("The bodies were found by divers", "the lock keeper found the keys", False),
    ],
)
def test_finders(one: str, other: str, *, at_odds: bool) -> None:
    """Two who found the same dead are told against one another, whom a pronoun does not hide."""
    assert ("finder" in pair(one, other)) is at_odds
