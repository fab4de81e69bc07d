"""Names of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.tables.columns import (
    NAMES,
    fields_of,
    has_text_column,
    names_of,
    person,
    readable,
    refusal,
    words_of,
)

SPELLINGS = {
    "Full Text": "text",
    "pub_date": "published",
    "pubDate": "published",
    "PUBLISHED-AT": "published",
    "user_name": "author",
    "Überschrift": "title",
    "Текст": "text",
    "المصدر": "outlet",
    "lang": "language",
    "permalink": "url",
    "ＴＥＸＴ": "text",
}


@pytest.mark.parametrize(("name", "field"), SPELLINGS.items())
def test_spellings(name: str, field: str) -> None:
    """Case, spaces, dashes, underscores and compatibility forms do not count."""
    assert field in fields_of(name)


def test_every_name_is_known() -> None:
    """Each name of the table stands for the field that it is listed under."""
    assert all(field in fields_of(name) for field, names in NAMES.items() for name in names.split())


def test_a_name_for_two_fields() -> None:
    """A description is the text only where nothing better is."""
    assert {"text", "standfirst"} <= set(fields_of("description"))
    assert has_text_column(["id", "Inhalt"])
    assert not has_text_column(["id", "name", "price"])


KEYS = st.sampled_from(["text", "name", "x"])
LEAVES = st.none() | st.integers() | st.text(max_size=5)


@given(st.recursive(LEAVES, lambda part: st.lists(part) | st.dictionaries(KEYS, part)))
def test_any_value_has_words_and_names(value: object) -> None:
    """Whatever stands in a column, its words and names are strings."""
    assert isinstance(words_of(value), str)
    assert isinstance(names_of(value), str)
    assert readable({"text": value}) in {True, False}


def test_names_of_people() -> None:
    """Names are taken from strings, lists and objects, without the word that bylines begin with."""
    assert names_of([{"name": "Ann"}, "Bob", {"name": "Ann"}, 7]) == "Ann, Bob"
    assert names_of({"screen_name": "ann"}) == "ann"
    assert (person("By Ann"), person("Von Ann"), person("Byron Gray")) == ("Ann", "Ann", "Byron Gray")


def test_a_refusal_names_a_dozen_columns() -> None:
    """A table of many columns is refused in one line."""
    assert "c11 and 988 more; wanted: one named text" in refusal([f"c{i}" for i in range(1000)])
