"""How findings are put into words."""

from __future__ import annotations

import pytest

from rashomon.records import Spot
from rashomon.weigh.stating import Said, count, figure, finding, listed, quoted


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (12, "12"),
        (1052.4, "1,052"),
        (12.93, "12.9"),
        (2.345, "2.3"),
        (85_700_000, "85.7 million"),
        (8.47e9, "8.47 billion"),
    ],
)
def test_figures_have_no_digits_that_mean_nothing(number: float, words: str) -> None:
    """Thousands have a comma, millions are words."""
    assert figure(number) == words


def test_units_have_a_plural() -> None:
    """One foot, two feet, and per cent always."""
    assert [count(n, u) for n, u in ((1, "foot"), (2, "foot"), (2, "percent"), (3, "day"), (3, ""))] == [
        "1 foot",
        "2 feet",
        "2 percent",
        "3 days",
        "3",
    ]


def test_long_words_are_cut_in_the_middle() -> None:
    """A quotation stays on one line."""
    assert quoted("a\n b") == "“a b”"
    assert len(quoted("word " * 100)) < 100


def test_a_row_of_words() -> None:
    """With commas and a last "and"."""
    assert [listed(p) for p in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]


def test_an_id_comes_from_kind_and_spots() -> None:
    """The same comparison has the same id whatever is said of it."""
    spots = [Spot(doc="d1", start=0, end=3), Spot(doc="d2", start=5, end=9)]
    one = finding("range", "fits", spots, Said(reason="one"))
    assert one.id == finding("range", "does not fit", spots, Said(reason="other")).id
    assert one.id != finding("order", "fits", spots, Said(reason="one")).id
    assert (one.stated, one.against) == (spots[0], (spots[1],))
