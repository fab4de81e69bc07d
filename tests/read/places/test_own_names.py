"""Names of the user's own places in a text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.places.own_names import with_own
from rashomon.records import EntityKind, KnownPlace, Mention

OWN = (
    KnownPlace(line=2, names=("K-1", "K-One"), lat=1, lon=1),
    KnownPlace(line=3, names=("Tarn Quay", "the salt works"), lat=1, lon=1),
    KnownPlace(line=4, names=("Tarnholm",), lat=1, lon=1, kind="country"),
    KnownPlace(line=5, names=("Al-Qassaba",), lat=1, lon=1),
    KnownPlace(line=6, names=("Marl Cross",), lat=1, lon=1),
)


def named(text: str, *mentions: tuple[str, EntityKind], spans: tuple[str, ...] = ()) -> list[str]:
    """The names that stand in a text, which mentions these and in which these were taken for places before."""
    made = [
        Mention(id=f"d1.m{text.index(n)}", start=text.index(n), end=text.index(n) + len(n), kind=kind)
        for n, kind in mentions
    ]
    given_spans = [(text.index(n), text.index(n) + len(n)) for n in spans]
    found = with_own(text, [(0, len(text))], made, given_spans, OWN)
    assert found == sorted(found)
    return [text[a:b] for a, b in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rockets hit K1 and K-1.", ["K1", "K-1"]),
        ("K-11 and K-2 are others, and so is AK-1.", []),
        ("The rockets hit TARN QUAY.", ["TARN QUAY"]),
        ("They met on Tárn  Quay and on tarn quay.", ["Tárn  Quay"]),
        ("They met at the salt works, not the Salt Works.", ["salt works", "Salt Works"]),
        ("From al-Qassaba to Qasaba and Al Qassabba.", ["al-Qassaba", "Qasaba", "Al Qassabba"]),
        ("Marl\nCross and Marl. Cross", ["Marl. Cross"]),
        ("He was at Marl Cross at noon, on Tarn Quay as well.", ["Marl Cross", "Tarn Quay"]),
        ("", []),
    ],
)
def test_spellings(text: str, names: list[str]) -> None:
    """Case, accents, articles, hyphens and doubled letters do not count; digits and small letters do."""
    assert named(text) == names


def test_other_names_that_hold_one() -> None:
    """A newspaper called after a place is a newspaper; what was taken for a name and is part of the place's, is it."""
    assert named("The Marl Cross Courier wrote.", ("Marl Cross Courier", "outlet")) == []
    assert named("It fell on Marl Cross.", ("Marl", "person"), spans=("Marl",)) == ["Marl Cross"]
    assert named("They hit the K-1 Air Base.", ("K-1 Air Base", "facility"), spans=("K-1 Air Base",)) == ["K-1"]
    assert named("In Marl Cross Valley.", ("Marl Cross Valley", "place"), spans=("Marl Cross Valley",)) == [
        "Marl Cross"
    ]


def test_a_country_that_acts_is_no_place() -> None:
    """A country of the file is a place where somebody is in it, and none where it decides."""
    assert named("Tarnholm refused. He lives in Tarnholm.") == ["Tarnholm"]


def test_other_places_stay() -> None:
    """Without a file nothing changes; places that meet none of the file's stay."""
    text = "From Ostrel to K-1."
    assert named(text, ("Ostrel", "place"), spans=("Ostrel",)) == ["Ostrel", "K-1"]
    assert with_own(text, [(0, 19)], [], [(5, 11)], ()) == [(5, 11)]


WORDS = st.sampled_from(
    ["K-1", "K1", "Tarn", "Quay", "al-", "Qassaba", "-", " ", "\n", ".", "the", "salt works", "é", "😀"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=30), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=4))
def test_any_text(words: list[str], placed: list[tuple[int, int]]) -> None:
    """Spans lie in the text, in order, and none overlaps another."""
    text = "".join(words)
    spans: list[tuple[int, int]] = []
    for a, length in sorted(placed):
        if a + length <= len(text) and (not spans or spans[-1][1] <= a):
            spans.append((a, a + length))
    mentions = [Mention(id=f"m{a}", start=a, end=b, kind="place") for a, b in spans]
    found = with_own(text, [(0, len(text))], mentions, spans, OWN)
    assert all(0 <= a < b <= len(text) for a, b in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))


def test_many_names_in_a_long_text_are_quick() -> None:
    """Ten thousand places and a megabyte of text take seconds at most."""
    own = [KnownPlace(line=n, names=(f"Place {n}",), lat=1, lon=1) for n in range(10_000)]
    text = "In Place 7 they met, and nobody at the other Places spoke. " * 17_000
    start = time.perf_counter()
    assert len(with_own(text, [(0, len(text))], [], [], own)) == 17_000
    assert time.perf_counter() - start < 15


def test_a_long_file_costs_once_and_not_for_each_document() -> None:
    """The names of five thousand places are made ready for the first document; thirty more take less than ten such."""
    own = tuple(KnownPlace(line=n, names=(f"Tarn {n}", f"Marl {n} Cross"), lat=1, lon=1) for n in range(5000))
    text = "Rockets hit Tarn 17 and Marl 4999 Cross."
    begun = time.process_time()
    first = with_own(text, [(0, len(text))], [], [], own)
    once = time.process_time() - begun
    assert [text[a:b] for a, b in first] == ["Tarn 17", "Marl 4999 Cross"]
    begun = time.process_time()
    for _ in range(30):
        assert with_own(text, [(0, len(text))], [], [], own) == first
    assert time.process_time() - begun < 10 * once
