"""How a search as people type it is understood."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.errors import BadQuery
from rashomon.kept import MARK
from rashomon.search import hit, match_expression
from tests.strategies import words


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("radar page", '"radar" AND "page"'),
        ('"radar page" log', '"radar page" AND "log"'),
        ("“radar page„ log", '"radar page" AND "log"'),
        ('log -"radar page" -fin', '("log") NOT ("radar page" OR "fin")'),
        ("K-1", '"K 1"'),
        ('say "so', '"say" AND "so"'),
        ("AND (x", '"AND" AND "x"'),
        ("title:x*", '"title x"'),
        ("- quay --x", '("quay") NOT ("x")'),
        ("naïve", '"naïve"'),
    ],
)
def test_queries_are_words_and_phrases(query: str, expression: str) -> None:
    """Plain words, phrases and words with a minus mean that and nothing else."""
    assert match_expression(query) == expression


@pytest.mark.parametrize("query", ["", "   ", "-quay", '""', "...", "\x00", "\ud800"])
def test_nothing_to_look_for(query: str) -> None:
    """A search without a word that must occur is refused with a reason."""
    if query == "\ud800":
        assert match_expression(query) == '"ud800"'
        return
    with pytest.raises(BadQuery, match="nothing to look for"):
        match_expression(query)


@given(words | st.text())
def test_every_expression_is_well_formed(query: str) -> None:
    """Whatever is typed, the index accepts what is made of it."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (x)")
    try:
        db.execute("SELECT * FROM t WHERE t MATCH ?", (match_expression(query),)).fetchall()
    except BadQuery:
        pass
    finally:
        db.close()


def test_hits_stand_where_the_first_word_is() -> None:
    """A document's hit is at the first word found, a claim's at its content, with the words around it."""
    text = f"{MARK} own mark. " + "x " * 100 + "the radar page" + " y" * 100
    at = text.index("radar")
    row = {
        "id": "d1",
        "doc": "d1",
        "start": 0,
        "rank": -1.23456789,
        "title": "Radar",
        "marked_title": f"{MARK}Radar",
        "text": text,
        "marked_text": text.replace("radar", f"{MARK}radar"),
    }
    found = hit("document", row)
    assert (found.start, found.rank) == (at, -1.234568)
    assert found.excerpt == f"…{text[at - 80 : at + 80]}…"
    only_title = hit("document", {**row, "marked_text": text})
    assert (only_title.start, only_title.excerpt) == (0, "Radar")
    claim = {"source": "He", "marked_source": f"{MARK}He", "content": "so", "marked_content": "so", "start": 7}
    assert hit("claim", {**row, **claim}).start == 7
