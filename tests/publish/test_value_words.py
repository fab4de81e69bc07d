"""Dates, places and numbers in words: what is said, and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.publish.value_words import (
    exactness,
    number_words,
    place_words,
    point_words,
    quantity_words,
    radius_words,
    span_words,
    time_words,
)
from rashomon.records import Fragment, Place, Quantity, Time


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "words"),
    [
        ("2019-12-27", "2019-12-27", "day", "Friday 27 December 2019"),
        ("2019-12-27T19:00", "2019-12-27T19:00", "minute", "Friday 27 December 2019, 19:00"),
        ("2019-12-27T18:00", "2019-12-27T23:59", "part of day", "Friday 27 December 2019, 18:00 to 23:59"),
        ("2019-12-01", "2019-12-31", "month", "December 2019"),
        ("2019-12-21", "2019-12-31", "month", "21 to 31 December 2019"),
        ("2019-10-01", "2019-12-31", "quarter", "October to December 2019"),
        ("2018-12-01", "2019-02-28", "season", "December 2018 to February 2019"),
        ("2019-11-28", "2019-12-03", "", "28 November to 3 December 2019"),
        ("2019-12-30", "2020-01-05", "week", "30 December 2019 to 5 January 2020"),
        ("2014-01-01", "2014-12-31", "year", "2014"),
        ("2010-01-01", "2019-12-31", "decade", "2010 to 2019"),
        ("2014-01-01", "", "year", "from 2014 on"),
        ("2019-12-01", "", "month", "from December 2019 on"),
        ("", "2020-05-01", "day", "up to 1 May 2020"),
        ("", "", "", ""),
        ("0000-00-00", "not a day", "day", ""),
    ],
)
def test_a_stretch_in_words(earliest: str, latest: str, precision: str, words: str) -> None:
    """Bounds are told in the largest units that say them exactly; an open end stays open."""
    assert span_words(earliest, latest, precision) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "precision", "stretch", "words"),
    [
        ("2019-12-27", "2019-12-27", "day", False, "a day"),
        ("2019-12-27T19:00", "2019-12-27T19:59", "hour", False, "an hour"),
        ("2019-12-01", "2019-12-31", "month", False, "a month"),
        ("2019-12-21", "2019-12-31", "month", False, "within 11 days, given as a month"),
        ("2019-12-17", "2019-12-26", "day", True, "a stretch of 10 days"),
        ("2014-01-01", "", "year", False, "end open"),
        ("", "2014-01-01", "year", False, "start open"),
    ],
)
def test_how_exact_a_date_is(earliest: str, latest: str, precision: str, stretch: bool, words: str) -> None:
    """The unit that the text gives is named, and where the words are narrower or wider, how many days they leave."""
    assert exactness(earliest, latest, precision, stretch) == words


def test_a_time_without_bounds_says_what_it_is() -> None:
    """A length of time and a date that hangs on nothing are told by kind and value."""
    long = Time(id="t", start=0, end=1, type="DURATION", value="P10D")
    lost = Time(id="t", start=0, end=1, type="DATE", value="XXXX-12-27")
    assert time_words(long) == "a length of time (P10D)"
    assert time_words(lost) == "a date that hangs on nothing known (XXXX-12-27)"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"low": 31, "high": 31}, "31"),
        ({"low": 30, "high": None, "comparator": "more than"}, "more than 30"),
        ({"low": 30, "high": None, "comparator": "at least"}, "at least 30"),
        ({"low": None, "high": 1000, "comparator": "less than", "unit": "foot"}, "less than 1,000 feet"),
        ({"low": 2, "high": 4, "of": "mortars or rockets"}, "2 to 4 (counted: mortars or rockets)"),
        ({"low": 400, "high": 400, "unit": "kilometre"}, "400 kilometres"),
        ({"low": 1, "high": 1, "unit": "kilometre"}, "1 kilometre"),
        ({"low": 12.5, "high": 12.5, "unit": "percent"}, "12.5 percent"),
        ({"low": None, "high": None, "of": "rockets"}, "a number that is not told (counted: rockets)"),
        ({"low": 0, "high": 0, "comparator": "no", "event": "kill"}, "0 (what happens: kill)"),
    ],
)
def test_a_quantity_in_words(fields: dict[str, object], words: str) -> None:
    """A number has its comparator, its unit in the right number, and what is counted."""
    assert quantity_words(Quantity(id="q", start=0, end=1, **fields)) == words  # type: ignore[arg-type]


@given(st.floats())
def test_any_number_has_words(value: float) -> None:
    """No number breaks the page, not even one that is none."""
    assert number_words(value)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=8), st.booleans())
def test_any_bounds_have_words(earliest: str, latest: str, precision: str, stretch: bool) -> None:
    """Bounds that are no days are open."""
    assert isinstance(span_words(earliest, latest, precision), str)
    assert isinstance(exactness(earliest, latest, precision, stretch), str)


def test_points_and_radii_in_words() -> None:
    """A point has its hemispheres, a radius its unit; no radius has no words."""
    assert point_words(-35.467, 44.4) == "35.47° S, 44.40° E"
    assert [radius_words(km) for km in (0, 0.3, 2, 2.34, 1234)] == ["", "± 300 m", "± 2 km", "± 2.3 km", "± 1,234 km"]


@pytest.mark.parametrize(
    ("part", "name", "words"),
    [
        ("", "Arda", "Arda"),
        ("15 km north of", "Arda", "15 km north of Arda"),
        ("borders", "Arda and Belmar borders", "Arda and Belmar borders"),
    ],
)
def test_a_place_is_called_by_its_part_once(part: str, name: str, words: str) -> None:
    """What the words take of a place stands before its name, unless the name has it already."""
    at = Fragment(start=0, end=4)
    assert place_words(Place(id="p", start=0, end=4, named_at=at, name=name, part=part)) == words
