"""Time stamps that machines write."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.tables.stamps import dated, day_of


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-02-07T23:30:00-05:00", "2020-02-07"),
        ("20200207T233000Z", "2020-02-07"),
        ("20200207", "2020-02-07"),
        ("Fri, 07 Feb 2020 23:30:00 -0500", "2020-02-07"),
        ("Friday, 07-Feb-20 10:00:00 GMT", "2020-02-07"),
        ("Wed Oct 10 20:19:24 +0000 2018", "2018-10-10"),
        (1581033600, "2020-02-07"),
        (1581033600000, "2020-02-07"),
        (1581033600.5, "2020-02-07"),
        ("1581033600", "2020-02-07"),
        ("7. Februar 2020", "2020-02-07"),
        ("31/12/2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("3/4/2020", ""),
        ("2020-02-31", ""),
        ("10:00", ""),
        (7, ""),
        (True, ""),
        (None, ""),
        ([], ""),
        ("x" * 1000, ""),
        (float("inf"), ""),
        (float("nan"), ""),
        (10**400, ""),
    ],
)
def test_days(value: object, day: str) -> None:
    """ISO, mail, epoch seconds and milliseconds and written dates are days; one that could be two, or none, is not."""
    assert day_of(value) == day


@given(st.datetimes(datetime.datetime(1991, 1, 1), datetime.datetime(2099, 1, 1), timezones=st.just(datetime.UTC)))
def test_every_moment_comes_back(moment: datetime.datetime) -> None:
    """A moment in any of the usual forms gives its day."""
    day = moment.date().isoformat()
    forms = (
        moment.isoformat(),
        moment.strftime("%a, %d %b %Y %H:%M:%S GMT"),
        moment.strftime("%a %b %d %H:%M:%S +0000 %Y"),
    )
    assert {day_of(form) for form in (*forms, int(moment.timestamp()), int(moment.timestamp() * 1000))} == {day}


@given(st.text(max_size=60) | st.integers() | st.floats())
def test_any_value_gives_a_day_or_none(value: object) -> None:
    """Nothing raises, and what is given is a day of the calendar."""
    found = day_of(value)
    assert found == "" or datetime.date.fromisoformat(found)
    assert all(signal.p == (0.0 if found else 0.1) for signal in dated("published", value, "x"))
