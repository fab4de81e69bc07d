"""Two counts before one unit, and years of two digits."""

from __future__ import annotations

import pytest

from rashomon.read.times.grammar import expressions
from rashomon.read.times.meaning import Setting
from rashomon.read.times.wholes import wholes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20 and 50 years ago", ["20", "50 years ago"]),
        ("two and a half years ago", ["two and a half years ago"]),
        ("10 Nov 11", ["10 Nov 11"]),
        ("10 Nov 11 boats", ["10 Nov"]),
        ("Nov 10, 11", ["Nov 10"]),
    ],
)
def test_an_expression_is_cut_or_grown_to_what_a_reader_takes_together(text: str, words: list[str]) -> None:
    """Numbers that belong to something else stay out of it."""
    (found,) = expressions(text, 0, len(text))
    assert [text[w.start : w.end] for w in wholes(found, Setting(text, None))] == words
