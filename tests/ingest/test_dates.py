"""Dates as pages print them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.dates import MONTHS, date_in


@pytest.mark.parametrize(
    "text",
    [
        "7 February 2020",
        "Friday, February 7th, 2020 at 5:00 pm",
        "Feb. 7, 2020",
        "7. Februar 2020, 17:00 Uhr",
        "le 7 février 2020",
        "7 de febrero de 2020",
        "7 febbraio 2020",
        "7 февраля 2020 г.",
        "7 лютого 2020",
        "7 lutego 2020",
        "7 Şubat 2020",
        "7 februari 2020",
        "٢ 7 فبراير 2020",
        "2020年2月7日",
        "2020년 2월 7일",
        "07.02.2020",
        "2020-02-07T23:30:00+01:00",
        "2020/2/7",
    ],
)
def test_a_day_is_read_in_many_languages(text: str) -> None:
    """The day is found whatever the order of its parts and the language of its month."""
    assert date_in(text) == "2020-02-07"


@pytest.mark.parametrize(
    "text", ["3/4/2020", "31 February 2020", "February 2020", "2020", "May said he had 7 of 2020", ""]
)
def test_what_is_no_certain_day_gives_nothing(text: str) -> None:
    """An ambiguous order, a day that no calendar has and a date without a day give nothing."""
    assert date_in(text) == ""


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.data())
def test_every_name_of_a_month_leads_to_its_number(day: datetime.date, data: st.DataObject) -> None:
    """Any day written with any known name of its month comes back."""
    name = data.draw(st.sampled_from(MONTHS[day.month - 1].split()))
    assert date_in(f"{day.day} {name} {day.year}") == day.isoformat()
