"""Certainty from words alone: FactBank's values of a content's first clause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.certainty import FLAGS, first_clause, hedges_of, negated


@pytest.mark.parametrize(
    ("cue", "content", "attitude", "value"),
    [
        ("said", "the quay was closed", "assert", "CT+"),
        ("said", "the quay was not closed", "assert", "CT-"),
        ("said", "not only the quay was closed", "assert", "CT+"),
        ("denied", "the quay was closed", "deny", "CT-"),
        ("said", "the quay may be closed", "assert", "PS+"),
        ("said", "the quay may not be closed", "assert", "PS-"),
        ("said", "the quay was probably closed", "assert", "PR+"),
        ("said", "it was unlikely that it fell", "assert", "PR-"),
        ("believe", "the quay was closed", "believe", "PR+"),
        ("suspect", "the quay was mined", "believe", "PS+"),
        ("asked", "was the quay closed ?", "ask", "Uu"),
        ("declined to say", "whether it fell", "decline", "Uu"),
        ("said", "if it rains , the quay is closed", "assert", "Uu"),
        ("criticized", "the plan", "accuse", "Uu"),
        ("said", "the report is false", "assert", "CT-"),
        ("", "it may have been a false flag", "assert", "PS+"),
        ("", "the quay is closed", "assert", "CT+"),
    ],
)
def test_words_give_a_value(cue: str, content: str, attitude: str, value: str) -> None:
    """Hedges and negation in the first clause count, and what the source does by saying it."""
    assert hedges_of(cue.split(), content.split()).value(attitude) == value


def test_a_clause_ends_at_a_comma_once_it_has_words() -> None:
    """What follows the first clause says nothing of its certainty."""
    words = "yes , the quay was closed , but may open".split()
    assert first_clause(words) == "yes , the quay was closed".split()


def test_two_negations_are_none() -> None:
    """Only an odd number of negations denies."""
    assert negated(["not"])
    assert not negated("it is not untrue".split())
    assert not negated([])


@settings(deadline=None)
@given(st.lists(st.text(max_size=5), max_size=6), st.lists(st.text(max_size=5), max_size=60))
def test_any_words_give_every_flag(cue: list[str], content: list[str]) -> None:
    """The flags are those of FLAGS, in their order."""
    assert tuple(hedges_of(cue, content).flags) == FLAGS
