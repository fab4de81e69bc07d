"""Calendar arithmetic."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.times.almanac import bounds, holiday, is_valid, shifted, value_of

DAYS = st.dates(date(1000, 1, 1), date(2500, 12, 31))


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y", "E", "C"]))
def test_a_day_lies_within_the_bounds_of_its_unit(day: date, unit: str) -> None:
    """The value of the week, month ... of a day has bounds around it."""
    earliest, latest, _ = bounds(value_of(day, unit))
    assert earliest <= day.isoformat() <= latest


@given(DAYS, st.integers(-500, 500))
def test_steps_of_days_and_weeks_go_there_and_back(day: date, count: int) -> None:
    """So many days on and as many back is the same day."""
    for unit in ("D", "W", "F"):
        there = shifted(day, count, unit)
        assert there is not None
        assert shifted(there, -count, unit) == day


def test_a_step_of_months_stays_in_its_month() -> None:
    """A month after the last of January is the last of February; beyond the calendar there is nothing."""
    assert shifted(date(2020, 1, 31), 1, "M") == date(2020, 2, 29)
    assert shifted(date(2020, 2, 29), 1, "Y") == date(2021, 2, 28)
    assert shifted(date(9999, 12, 31), 1, "D") is None
    assert shifted(date(1, 1, 1), -1, "C") is None


@pytest.mark.parametrize(
    "value", ["2019-02-30", "2019-13", "2019-W60", "", "PAST_REF", "XXXX-05", "0000", "2019-05-04T25:00"]
)
def test_what_no_calendar_has_is_not_valid(value: str) -> None:
    """A value that is no calendar unit has no bounds."""
    assert not is_valid(value)


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("easter", 2019, date(2019, 4, 21)),
        ("easter", 2000, date(2000, 4, 23)),
        ("11 3 4", 2021, date(2021, 11, 25)),
        ("5 0 -1", 2021, date(2021, 5, 31)),
        ("12-25", 2021, date(2021, 12, 25)),
    ],
)
def test_holidays_are_where_the_calendar_has_them(rule: str, year: int, day: date) -> None:
    """Fixed days, the nth and the last weekday of a month, and Easter."""
    assert holiday(rule, year) == day


@given(st.integers(1583, 4000))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    """From March 22 to April 25, on a Sunday."""
    day = holiday("easter", year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)
    assert timedelta(0) <= day - date(year, 3, 22) <= timedelta(days=34)
