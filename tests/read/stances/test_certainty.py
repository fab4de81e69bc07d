"""Certainty from words alone: FactBank's values of a content's first clause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.read.stances.certainty import (
    FLAGS,
    first_clause,
    hedges_of,
    negated,
    negates_no_verb,
    openly_negated,
    plainly,
)


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


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("it is unlikely that it fell", ("unlikely", "PR-")),
        ("they believe it is very unlikely that it fell", ("unlikely", "PR-")),
        ("that it ' s not likely to fall", ("unlikely", "PR-")),
        ("it was possible that it fell", ("possible", "PS+")),
        ("that there is no question that it fell", ("no doubt", "CT+")),
        ("do not shoot him", ("command", "Uu")),
        ("she would consider it an insult if he lost", ("condition", "Uu")),
        ("they believe it would rain if he left", None),
        ("the firm holds much abroad and would owe more if it came home", None),
        ("the quay was closed", None),
        ("an unlikely ally came", None),
        ("", None),
    ],
)
def test_an_opening_can_decide(content: str, found: tuple[str, str] | None) -> None:
    """A hedge that carries the whole content, a command and a condition need no weighing."""
    assert plainly(content.split()) == found


@pytest.mark.parametrize(
    ("content", "of_the_verb", "of_another"),
    [
        ("the officer was not wearing a camera", True, False),
        ("the officer who shot scott - he was there - was not wearing a camera", True, False),
        ("the quay is not only closed", False, False),
        ("the mayor is a man who did not pay", False, False),
        ("not paying taxes makes me smart", False, True),
        ("it is necessary to show that they have nothing to hide", False, True),
        ("they had to kill him with no advance notice", False, True),
        ("the quay was closed", False, False),
        ("", False, False),
    ],
)
def test_a_negation_belongs_to_the_main_verb_or_not(content: str, of_the_verb: bool, of_another: bool) -> None:
    """What is set in, a gerund and an infinitive keep their negations to themselves."""
    assert openly_negated(content.split()) == of_the_verb
    assert negates_no_verb(content.split()) == of_another


@settings(deadline=None)
@given(st.lists(st.sampled_from("not that , - who is would if never to no was".split()) | st.text(max_size=4)))
def test_any_opening_is_survived(content: list[str]) -> None:
    """Whatever the words, the rules give an answer."""
    plainly(content)
    assert openly_negated(content) in (True, False)
    assert negates_no_verb(content) in (True, False)


@settings(deadline=None)
@given(st.lists(st.text(max_size=5), max_size=6), st.lists(st.text(max_size=5), max_size=60))
def test_any_words_give_every_flag(cue: list[str], content: list[str]) -> None:
    """The flags are those of FLAGS, in their order."""
    assert tuple(hedges_of(cue, content).flags) == FLAGS
