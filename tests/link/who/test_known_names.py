"""The tables of names that come with the module."""

from __future__ import annotations

from rashomon.link.who.known_names import KnownNames, flat
from rashomon.link.who.offices import Office, office_of
from rashomon.records import KnownAliases

GROUP = frozenset(("group",))


def test_rows_by_kind_and_case() -> None:
    """A name stands for a row of its kind; short ones only when written in capitals."""
    known = KnownNames(())
    assert known.of("Daesh", GROUP) == known.of("ISIL", GROUP)
    assert known.of("IS", GROUP) is not None
    assert known.of("is", GROUP) is None
    assert known.of("Daesh", frozenset(("place",))) is None
    assert known.country("Moscow") == known.country("Moscow")
    assert (row := known.country("Moscow")) is not None
    assert row.capital


def test_own_rows_come_first() -> None:
    """What the user lists wins over what comes with the module."""
    known = KnownNames([KnownAliases(line=3, names=("Daesh", "The Neighbours"), kind="group")])
    assert known.of("Daesh", GROUP) == known.of("neighbours", GROUP)
    assert known.of("Daesh", GROUP) != known.of("ISIL", GROUP)
    assert flat("The Neighbours") == "neighbours"


def test_offices() -> None:
    """An office is told with the place it is held for; former ones and many of a kind are none."""
    assert office_of("Oranthian Prime Minister") == office_of("the prime minister of Oranthia")
    assert office_of("Mayor of Vessen") == Office("mayor", "vessen")
    assert office_of("former Prime Minister") is None
    assert office_of("a ministry spokeswoman") is None
    assert office_of("") is None
