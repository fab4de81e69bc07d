"""Sentences: abbreviations and initials do not end one, end marks inside quotation marks do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        (
            "Gen. J. Varga met U.S. Senate aides. Dr. Hale did not.",
            ["Gen. J. Varga met U.S. Senate aides.", "Dr. Hale did not."],
        ),
        ("“Stop!” he cried. “Why?” “Because.”", ["“Stop!” he cried.", "“Why?”", "“Because.”"]),
        ("On Dec. 27 it began. It cost 3.5 million.", ["On Dec. 27 it began.", "It cost 3.5 million."]),
        ("One line\nanother line", ["One line", "another line"]),
        ("   ", []),
    ],
)
def test_where_sentences_end(text: str, want: list[str]) -> None:
    """Sentences end where a reader says they do."""
    assert [text[s.start : s.end] for s in split_sentences(text, 0, len(text))] == want


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_sentences_hold_all_that_is_not_white_space(text: str, left: int, right: int) -> None:
    """Within the run asked for, every character but white space stands in exactly one sentence, in order."""
    start, end = min(left, len(text)), max(min(left, len(text)), len(text) - right)
    found = split_sentences(text, start, end)
    held = [i for s in found for i in range(s.start, s.end)]
    assert held == sorted(set(held))
    assert {i for i in range(start, end) if not text[i].isspace()} <= set(held)
