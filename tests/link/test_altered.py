"""What was altered in words that two documents otherwise share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rashomon.link.positions.altered import altered
from rashomon.link.positions.predicates import other_numbers, other_predicate
from rashomon.link.positions.units import Named, Unit
from rashomon.records import Copy, Spot
from tests.link.contents import unit

TERM = "The clerk was sentenced to {} years, with 9 months to serve in the Tessel prison"


def copy(one: Unit, other: Unit, kind: str = "passage") -> Copy:
    """A copy that both units stand in whole."""
    spots = [Spot(doc=u.doc, start=0, end=u.end) for u in (one, other)]
    return Copy(id="p1", a=spots[0], b=spots[1], kind=kind, identity=0.9)  # type: ignore[arg-type]


def told(one: Unit, other: Unit, **fields: str) -> list[tuple[str, str]]:
    """What is said to be altered, with its reason."""
    changes, _ = altered([one, other], [copy(one, other, **fields)])
    return [(c.relation.about, c.relation.reason) for c in changes]


def both(text: str, one: str, other: str) -> tuple[Unit, Unit]:
    """Two units of two documents that share a text but for one thing."""
    return unit(text.format(one), "a"), unit(text.format(other), "b")


def test_number() -> None:
    """A number that is another one in otherwise the same words is told with both."""
    [(about, reason)] = told(*both(TERM, "2", "2 1/2"))
    assert reason == "2 years against 2 1/2 years, in otherwise the same words"
    assert about.startswith("How many years: “The clerk was sentenced to")


@pytest.mark.parametrize(
    ("one", "other"), [("2", "two"), ("about 20", "21"), ("more than 5", "7"), ("100", "98"), ("5", "up to 6")]
)
def test_number_included(one: str, other: str) -> None:
    """A number told roughly, rounded or in letters is not altered."""
    assert told(*both(TERM, one, other)) == []


def test_template() -> None:
    """The numbers of a template differ as they should."""
    assert told(*both(TERM, "2", "3"), kind="template") == []


def test_days_apart() -> None:
    """What two documents of other weeks count may have changed in between."""
    one, other = both(TERM, "2", "3")
    assert told(replace(one, published="2021-03-01"), replace(other, published="2021-03-20")) == []


def named(text: str, name: str, kind: str, doc: str) -> Unit:
    """A unit with one name."""
    words, at = text.format(name), text.find("{}")
    return replace(unit(words, doc), names=(Named(at, at + len(name), name.lower(), name, kind),), top=frozenset())


@pytest.mark.parametrize(
    ("kind", "one", "other", "is_altered"),
    [
        ("facility", "Hollis Road", "Hollis Street", True),
        ("person", "Ada Renn", "Ada Mollway", True),
        ("person", "Ada Katherin", "Ada Catherine", False),
        ("person", "Renn", "Ada Renn", False),
    ],
)
def test_name(kind: str, one: str, other: str, *, is_altered: bool) -> None:
    """Another name is altered; a shorter one, or another spelling, is not."""
    text = "The lamp keeper was found hiding late that night in the loft of {} after a long search"
    found = told(named(text, one, kind, "a"), named(text, other, kind, "b"))
    assert bool(found) is is_altered
    assert all(one in reason and other in reason for _, reason in found)


def quoted(doc: str, name: str) -> Unit:
    """A quotation of somebody whom its sentence names."""
    words = "“We know of the matter of the two lost barges.”"
    made = unit(words, doc, speaker=name.lower(), says=name, people=frozenset({name.lower()}))
    return replace(made, whole=f"{words} harbour master {name} said")


def test_speaker() -> None:
    """One quotation in two mouths asks who said it, and is kept from being one statement."""
    one, other = quoted("a", "Joss Pell"), quoted("b", "Joss Karrow")
    changes, apart = altered([one, other], [])
    assert [c.relation.about for c in changes] == ["Who said “We know of the matter of the two lost barges”"]
    assert set(apart) == {0, 1}


def test_speaker_spelt() -> None:
    """A speaker whose name is spelt in two ways is one."""
    assert altered([quoted("a", "Joss Carow"), quoted("b", "Joss Karow")], [])[0] == []


@pytest.mark.parametrize("short", ["Joss", "Karrow"])
def test_speaker_in_short(short: str) -> None:
    """Whoever goes by one of his names in the other document is no second speaker."""
    assert altered([quoted("a", short), quoted("b", "Joss Karrow")], [])[0] == []


def test_speaker_known() -> None:
    """Where a document names both, another of them may have said the same."""
    one, other = quoted("a", "Joss Pell"), quoted("b", "Joss Karrow")
    assert altered([replace(one, people=frozenset({"joss pell", "joss karrow"})), other], [])[0] == []


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Renn was on probation when he was arrested", "Renn was arrested last night", True),
        ("Renn arrested on a theft charge", "Renn was on probation for a previous arrest", True),
        ("Renn was arrested on Monday", "Renn was arrested yesterday by the police", False),
        ("the barge was found at noon", "the barge was discovered at noon", False),
    ],
)
def test_predicates(one: str, other: str, *, differs: bool) -> None:
    """A main predicate that is an aside in the other is another statement; another word for it is not."""
    assert other_predicate(one, other) is other_predicate(other, one) is differs


@pytest.mark.parametrize(
    ("one", "other", "differs"), [("2 years", "2 1/2 years", True), ("21 boats", "20 boats", False)]
)
def test_numbers(one: str, other: str, *, differs: bool) -> None:
    """Numbers of the same thing that are far apart make two statements."""
    assert other_numbers(f"a term of {one}", f"he got {other}") is differs
