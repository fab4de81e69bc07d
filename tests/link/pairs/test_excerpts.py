"""The sentences of a long text that bear on a claim."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rashomon.link.pairs.excerpts import excerpt, excerpted, sentences_of


def test_the_sentence_with_the_words_of_the_claim_is_taken() -> None:
    """What shares words with the claim is found among much else, and the lead comes with it."""
    filler = " ".join(f"Stall {n} sold apples and bread." for n in range(50))
    text = f"It was market day. {filler} The old bridge fell at noon. {filler}"
    found = excerpted("The bridge fell", text, 2)
    assert found == "It was market day. The old bridge fell at noon."


def test_a_text_breaks_at_marks_and_lines() -> None:
    """Sentences end at a full stop before a capital, and at line ends."""
    text = 'He said "No." Then he left.\nA line\n\nAnother one costs 3.5 million'
    assert [text[s:e] for s, e in sentences_of(text)] == [
        'He said "No."',
        "Then he left.",
        "A line",
        "Another one costs 3.5 million",
    ]


@given(st.text(), st.text())
def test_excerpts_lie_in_the_text_in_order(claim: str, text: str) -> None:
    """Runs are inside the text, in order, not empty, and do not overlap."""
    found = excerpt(claim, text)
    assert all(0 <= s < e <= len(text) for s, e in found)
    assert all(one[1] <= two[0] for one, two in pairwise(found))
    assert bool(found) == bool(text.strip())


def test_an_endless_line_is_cut() -> None:
    """A text of 500,000 characters without a full stop gives runs of bounded length."""
    assert all(e - s <= 600 for s, e in sentences_of("word " * 100_000))
