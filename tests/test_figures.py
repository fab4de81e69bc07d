"""Figures in raw texts and how those of two texts meet."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.figures import Meeting, figures_in, marks_of, meet, partner


@pytest.mark.parametrize(
    ("text", "low", "high", "sort"),
    [
        ("31 rockets", 31, 31, "count"),
        ("1,200 houses", 1200, 1200, "count"),
        ("twenty-five men", 25, 25, "count"),
        ("3.5 million people", 3.5e6, 3.5e6, "count"),
        ("a dozen boats", 12, 12, "count"),
        ("11 to 16 shells", 11, 16, "count"),
        ("between 5 and 7 men", 5, 7, "count"),
        ("at least 40 people", 40, math.inf, "count"),
        ("up to 12 boats", -math.inf, 12, "count"),
        ("40 or more", 40, math.inf, "count"),
        ("94 % of them", 94, 94, "percent"),
        ("$5 million", 5e6, 5e6, "money"),
        ("in 2019", 2019, 2019, "year"),
        ("on 3 April", 403, 403, "day"),
        ("on March 27, then", 327, 327, "day"),
        ("the third attack", 3, 3, "rank"),
    ],
)
def test_a_figure_has_bounds_and_a_sort(text: str, low: float, high: float, sort: str) -> None:
    """Digits, number words, scales, ranges and comparators are read into bounds."""
    figure = figures_in(text)[0]
    assert (figure.low, figure.high, figure.sort) == (low, high, sort)


def test_more_than_a_number_leaves_the_number_out() -> None:
    """More than 35 does not hold 35, and less than 35 does not either."""
    (more,), (less,), (plain,) = figures_in("more than 35 men"), figures_in("fewer than 35 men"), figures_in("35 men")
    assert more.low > 35 > less.high
    assert meet(more, plain) == meet(less, plain) == "apart"


@pytest.mark.parametrize(
    ("claim", "evidence", "how"),
    [
        ("31 rockets", "11 to 16 rockets", "apart"),
        ("more than 10 rockets", "11 to 16 rockets", "within"),
        ("16 rockets", "sixteen rockets", "equal"),
        ("16 rockets", "at least 10 rockets", "overlap"),
        ("under 500 men", "over 510 men", "apart"),
    ],
)
def test_how_figures_meet(claim: str, evidence: str, how: Meeting) -> None:
    """Bounds of the evidence lie within those of the claim, apart from them, equal them, or leave them open."""
    (one,), (two,) = figures_in(claim), figures_in(evidence)
    assert meet(one, two) == how


def test_the_partner_is_the_nearest_of_its_sort() -> None:
    """A count is set against the nearest count, never against a year or a share."""
    (claim,) = figures_in("40 people")
    found = partner(claim, figures_in("In 2019, 90 % of 43 people and 800 soldiers"))
    assert found is not None
    assert found.number == 43


@given(st.text(), st.text())
def test_marks_lie_within_their_texts(a: str, b: str) -> None:
    """Any two texts can be marked; no mark reaches out of its text."""
    for text, marks in zip((a, b), marks_of(a, b), strict=True):
        assert all(0 <= start < end <= len(text) and 0 < mark < 8 for start, end, mark in marks)
