"""Lengths of time in words."""

from __future__ import annotations

import pytest

from rashomon.weigh.stretches import stretches, value_of


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("two weeks", 2, "week"),
        ("a year", 1, "year"),
        ("twenty-five days", 25, "day"),
        ("9-day", 9, "day"),
        ("two and a half years", None, ""),
        ("a year and a half", 1.5, "year"),
        ("1,000 days", None, ""),
        ("$5 days", None, ""),
    ],
)
def test_numbers_with_units_of_time(words: str, number: float | None, unit: str) -> None:
    """Only a number right before a unit is a length of time; a sum of money is none."""
    found = [(s.number, s.unit) for s in stretches(words, 0, len(words)) if s.start == 0]
    assert found == ([] if number is None else [(number, unit)])


def test_a_few_days_are_counted_and_weeks_are_not() -> None:
    """Three days are three; two weeks may be eleven to seventeen days."""
    (days,) = stretches("three days", 0, 10)
    (weeks,) = stretches("two weeks", 0, 9)
    assert (days.low, days.high) == (3, 3)
    assert (weeks.low, weeks.high) == (10.5, 17.5)


def test_more_than_is_not_less() -> None:
    """What is more than two weeks may be three and not one."""
    (found,) = stretches("more than two weeks", 0, 19)
    assert found.low > 7
    assert found.high >= 21


def test_numbers_in_words() -> None:
    """Up to 99, and digits."""
    assert [value_of(w) for w in ("seven", "Forty-two", "1,200", "several")] == [7, 42, 1200, None]


@pytest.mark.parametrize("words", ["infinity", "nan", "9" * 400, "eleventy", ""])
def test_what_is_no_finite_number_has_no_value(words: str) -> None:
    """Words that a computer takes for numbers are none to a reader, and some figures are too long for one."""
    assert value_of(words) is None
