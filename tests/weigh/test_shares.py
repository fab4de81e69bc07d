"""Percentages, growth and multiples."""

from __future__ import annotations

import pytest

from rashomon.records import Quantity
from rashomon.weigh.arithmetic import arithmetic
from rashomon.weigh.article import Article
from tests.factory import document, quantity, valued


def outcomes(text: str, *numbers: tuple[str, float, str]) -> list[str]:
    """What is found of a sentence with these numbers, each with its unit."""
    of = document(text)
    values: list[Quantity] = [quantity(of, w, n, number=float(w.split()[0]), unit=unit) for w, n, unit in numbers]
    return [f.outcome for f in arithmetic(Article(valued(of, *values)))]


@pytest.mark.parametrize(("share", "outcome"), [(20, "fits"), (25, "does not fit"), (2, "does not fit")])
def test_a_part_of_a_whole_in_percent(share: int, outcome: str) -> None:
    """Forty of two hundred are a fifth."""
    text = f"Fire took 40 of the 200 houses, or {share} percent."
    assert outcomes(text, ("40", 40, ""), ("200", 200, ""), (f"{share} percent", share, "percent")) == [outcome]
    text = f"Some {share} percent of the 200 houses, or 40, burned."
    assert outcomes(text, (f"{share} percent", share, "percent"), ("200", 200, ""), ("40", 40, "")) == [outcome]


@pytest.mark.parametrize(
    "text",
    [
        "Output rose {} percent to 110 tonnes from 100 tonnes.",
        "Output rose by {} percent, from 100 tonnes to 110 tonnes.",
        "Output rose from 100 tonnes to 110 tonnes, an increase of {} percent.",
        "Output was 110 tonnes, up {} percent from 100 tonnes.",
    ],
)
def test_growth_in_several_wordings(text: str) -> None:
    """From 100 to 110 it is 10 percent, and not 15."""
    for share, outcome in ((10, "fits"), (15, "does not fit")):
        given = [("110 tonnes", 110.0, "tonne"), ("100 tonnes", 100.0, "tonne"), (f"{share} percent", share, "percent")]
        assert outcomes(text.format(share), *given) == [outcome]


@pytest.mark.parametrize(("least", "outcome"), [(5, "fits"), (15, "does not fit")])
def test_a_percentage_that_is_open_upwards(least: int, outcome: str) -> None:
    """From 100 to 110 it is more than 5 percent, and not more than 15; that the words have no upper end is said."""
    of = document(f"Output rose more than {least} percent to 110 tonnes from 100 tonnes.")
    percent = quantity(of, f"more than {least} percent", least, open_end=True, unit="percent", comparator="more than")
    tonnes = [quantity(of, f"{n} tonnes", n, number=float(n), unit="tonne") for n in (110, 100)]
    (found,) = arithmetic(Article(valued(of, percent, *tonnes)))
    assert found.outcome == outcome
    assert "% or more" in found.tolerance


def test_a_fall_that_is_a_rise_does_not_fit() -> None:
    """The numbers go up where the word goes down."""
    given = [("10 percent", 10.0, "percent"), ("110 tonnes", 110.0, "tonne"), ("100 tonnes", 100.0, "tonne")]
    assert outcomes("Output fell 10 percent to 110 tonnes from 100 tonnes.", *given) == ["does not fit"]


def test_rounded_numbers_leave_room() -> None:
    """From 1.1 to 1.3 billion it may be 14 to 23 percent."""
    text = "Sales rose 22 percent to 1.3 tonnes from 1.1 tonnes."
    given = [("22 percent", 22.0, "percent"), ("1.3 tonnes", 1.3, "tonne"), ("1.1 tonnes", 1.1, "tonne")]
    assert outcomes(text, *given) == ["fits"]


def test_a_price_a_share_is_not_a_total() -> None:
    """Two amounts of one currency may be of different things."""
    text = "It earned 315 euros, or 2.6 euros a share, up 13 percent from 280 euros."
    given = [("315 euros", 315.0, "euro"), ("2.6 euros", 2.6, "euro"), ("13 percent", 13.0, "percent")]
    assert outcomes(text, *given, ("280 euros", 280.0, "euro")) == ["fits"]


def test_losses_have_no_growth() -> None:
    """From a loss to a profit there is no percentage."""
    text = "The loss rose 10 percent to 150 euros from 100 euros."
    given = [("10 percent", 10.0, "percent"), ("150 euros", 150.0, "euro"), ("100 euros", 100.0, "euro")]
    assert outcomes(text, *given) == []


@pytest.mark.parametrize(
    ("words", "large", "outcome"),
    [
        ("doubled", 40, "fits"),
        ("doubled", 60, "does not fit"),
        ("tripled", 60, "fits"),
        ("more than doubled", 47, "fits"),
        ("nearly doubled", 36, "fits"),
        ("halved", 10, "fits"),
    ],
)
def test_multiples(words: str, large: int, outcome: str) -> None:
    """Doubled is twice as many."""
    given = [("20 posts", 20.0, "post"), (f"{large} posts", large, "post")]
    assert outcomes(f"The line {words} from 20 posts to {large} posts.", *given) == [outcome]


@pytest.mark.parametrize(("points", "outcome"), [("9.2", "fits"), ("8.2", "does not fit")])
def test_percentage_points_are_the_difference(points: str, outcome: str) -> None:
    """From 40 to 49.2 percent there are 9.2 points, give or take the rounding of all three."""
    of = document(f"She is up {points} percentage points at 49.2 percent to 40 percent for him.")
    values = [
        quantity(of, f"{points} percentage points", float(points), unit="percentage point"),
        quantity(of, "49.2 percent", 49.2, unit="percent"),
        quantity(of, "40 percent", 40.0, unit="percent"),
    ]
    assert [f.outcome for f in arithmetic(Article(valued(of, *values)))] == [outcome]
