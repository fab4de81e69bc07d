"""Values as pages write them, to names and days."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.pages.html_readings import MAX_VALUE, signal


def author(value: str) -> str:
    """The author in a value; empty when there is none."""
    return next((s.value for s in signal("author", value, "byline of the page")), "")


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("By Odd Marl", "Odd Marl"),
        ("Analysis by Odd Marl, quay editor", "Odd Marl, quay editor"),
        ("Odd Marl 5 Min Read", "Odd Marl"),
        ("by Odd Marl\n\xa0| February 7, 2020 12:26 PM", "Odd Marl"),
        ("LANTERN STAFF FEBRUARY 7, 2020 10:43", "LANTERN STAFF"),
        ("By Odd Marl on Friday, February 7th, 2020 at 11:04 a.m.", "Odd Marl"),
        ("Von Odd Marl publiziert am 7. Februar 2020", "Odd Marl"),
        ("Odd Marl - 2020-02-07", "Odd Marl"),
        ("Ramona Moon 7 February 2020", "Ramona Moon"),
        ("February 7, 2020 | 4:20am", ""),
        ("3 min read", ""),
        ("Odd Marl and Ina Foss", "Odd Marl and Ina Foss"),
        ("May Moon", "May Moon"),
    ],
)
def test_an_author_is_a_name_alone(value: str, name: str) -> None:
    """A day, a time of reading and "By" beside a name are no part of it."""
    assert author(value) == name


@given(st.text(alphabet="ab -|·,:/07Fri February2020minread\n", max_size=2 * MAX_VALUE))
def test_an_author_is_a_part_of_the_value(value: str) -> None:
    """Nothing is put into a name that the page did not write there."""
    assert author(value) in " ".join(value.split())


def test_a_long_value_takes_no_time() -> None:
    """A meta element of a million separators is dropped at once."""
    start = time.monotonic()
    assert author("| " * 500_000 + "7 February 2020") == ""
    assert author("| " * 190 + "7 February 2020") == ""
    assert time.monotonic() - start < 2
