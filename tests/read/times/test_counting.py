"""Numbers in words and figures."""

from __future__ import annotations

import pytest

from rashomon.read.times.counting import day_number, number_of, period, year_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("two", 2), ("twenty four", 24), ("a hundred", 100), ("two hundred and six", 206), ("two thousand", 2000),
        ("1,000", 1000), ("2.5", 2.5), ("two and a half", 2.5), ("2 1 2", 2.5), ("half", 0.5), ("a", 1),
    ],
)  # fmt: skip
def test_a_number_is_read_from_words_and_figures(words: str, number: float) -> None:
    """Words, figures, fractions and halves."""
    assert number_of(words.split()) == number


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("1996", 1996), ("nineteen ninety six", 1996), ("two thousand", 2000), ("two thousand five", 2005),
        ("nineteen hundred", 1900), ("nineteen", None), ("nineteen two", None),
        ("96", None), ("", None), ("five six", None),
    ],
)  # fmt: skip
def test_a_year_is_read_from_words_and_figures(words: str, year: int | None) -> None:
    """Figures of four digits, and years as they are spoken."""
    assert year_of(words.split()) == year


@pytest.mark.parametrize(("words", "day"), [("3", 3), ("3rd", 3), ("third", 3), ("twenty third", 23), ("", 0)])
def test_a_day_is_read_from_words_and_figures(words: str, day: int) -> None:
    """Cardinal or ordinal."""
    assert day_number(words.split()) == day


@pytest.mark.parametrize(
    ("count", "unit", "value"),
    [
        (2, "W", "P2W"), (1.5, "TH", "PT1H30M"), (2.5, "Y", "P2Y6M"), (None, "D", "PXD"), (2, "E", "P20Y"),
        (1, "F", "P2W"), (None, "TH", "PTXH"), (0.5, "TH", "PT30M"), (None, "E", "PXY"),
    ],
)  # fmt: skip
def test_a_duration_is_written_as_timex3_has_it(count: float | None, unit: str, value: str) -> None:
    """Finer units for halves, tens of years for decades, an X for what is not known."""
    assert period(count, unit) == value
