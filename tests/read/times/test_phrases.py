"""Phrases of time, each with its value and bounds."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rashomon.read.times.times import times_in
from rashomon.records import Taken, Time, Zone
from tests.factory import document

TABLE = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
ROWS = [(group, *row) for group, table in TABLE.items() for row in table["rows"]]
DAY = "2020-03-10"


def times_of(text: str, published: str = DAY) -> list[Time]:
    """The times of a text that is all body."""
    zones = (Zone(start=0, end=len(text), kind="body"),)
    return times_in(Taken(document=document(text, published=published), zones=zones), ())


@pytest.mark.parametrize(("group", "text", "phrase", "value", "earliest", "latest"), ROWS)
def test_a_phrase_has_the_value_and_the_bounds_that_a_reader_gives_it(
    group: str, text: str, phrase: str, value: str, earliest: str, latest: str
) -> None:
    """Every row of phrases.toml is read as it says; where it names no expression there is none."""
    found = {text[t.start : t.end]: (t.value, t.earliest, t.latest) for t in times_of(text)}
    if not phrase:
        assert not found
    else:
        assert found.get(phrase) == (value, earliest, latest), (group, found)
