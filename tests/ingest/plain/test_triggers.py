"""The words that a pattern needs, read off the pattern."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.ingest.plain.grammar import FIRST, TOKEN, Phrase, candidates, folded, grammar, normal
from rashomon.ingest.plain.triggers import NUMBER, Unbounded, first_tokens, needed_tokens


@pytest.mark.parametrize(
    ("source", "whole", "stems"),
    [
        ("notify of", {"notify"}, set()),
        (r"(?:please )?(?:leave|post) a reply", {"please", "leave", "post"}, set()),
        ("comments?", {"comment", "comments"}, set()),
        (r"commentar\w*", {"commentar"}, {"comm"}),
        (r"\d+ votes?", {NUMBER}, set()),
        ("e-?mail", {"e", "email"}, set()),
        (r"log ?in\b.*", {"log", "login"}, set()),
        ("[★☆]{2,}", {"★", "☆"}, set()),
        ("(?:über|a) b", {"über", "a"}, set()),
    ],
)
def test_tokens_that_a_pattern_begins_with(source: str, whole: set[str], stems: set[str]) -> None:
    """Every way in which a pattern's matches begin is found, numbers as one and open ends as stems."""
    found = first_tokens(source)
    assert (set(found.whole), set(found.stems)) == (whole, stems)


@pytest.mark.parametrize("source", [".{0,9} x", r"\w+ x", "(?:a )?", r"\W*", "[^a]b"])
def test_patterns_that_begin_with_anything(source: str) -> None:
    """A pattern whose matches may begin with any word has no such tokens."""
    with pytest.raises(Unbounded):
        first_tokens(source)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r".{0,60}\bpaypal\b.{0,40}", {"paypal"}),
        ("the (?:statements|views) (?:expressed|presented)", {"expressed", "presented"}),
        (r"uses? (?:\w+ ){0,3}\bcookies", {"cookies"}),
        (r"(?:do|does) not \S+ reflect", {"reflect"}),
    ],
)
def test_tokens_that_a_pattern_needs(source: str, needed: set[str]) -> None:
    """Of the places that every match has, the one whose words are rarest is taken."""
    assert needed_tokens(source) == needed


@pytest.mark.parametrize("source", [r".*", r"\w+ \w+", r"\d+ \d+"])
def test_patterns_that_need_nothing(source: str) -> None:
    """A pattern that no certain word belongs to is refused."""
    with pytest.raises(Unbounded):
        needed_tokens(source)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.data())
def test_every_line_that_a_phrase_matches_calls_for_it(data: st.DataObject) -> None:
    """Whatever text is made from a phrase of the grammar, its words lead back to that phrase."""
    phrase: Phrase = data.draw(st.sampled_from(grammar().phrases))
    line = data.draw(st.from_regex(phrase.source, fullmatch=True))
    low = folded(line)
    tokens = TOKEN.findall(low)
    begin = FIRST.match(low)
    if begin and phrase.matches(normal(line), len(tokens)):
        assert phrase in candidates(begin.group(1), tokens)
