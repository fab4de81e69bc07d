"""What a text says of areas outside the names that are to be resolved."""

from __future__ import annotations

from hypothesis import given

from rashomon.read.places.areas import Area
from rashomon.read.places.evidence import evidence
from tests.strategies import any_text


def test_what_names_an_area() -> None:
    """Names of countries and states inside other names, demonyms and abbreviations after a comma count."""
    said = evidence("Iraqi officials met the Louisiana State Police; he is from Tyler, Texas, she from Enid, Okla.", ())
    assert said.count[Area("IQ")] == 1
    assert said.count[Area("US", "Louisiana")] == 1
    assert said.count[Area("US", "Texas")] == 1
    assert said.count[Area("US", "Oklahoma")] == 1


def test_names_that_are_resolved_are_not_counted() -> None:
    """What stands in a span is counted by whoever resolves it."""
    text = "Fighting in Iraq went on."
    assert evidence(text, [(12, 16)]).count[Area("IQ")] == 0
    assert evidence(text, ()).count[Area("IQ")] == 1


def test_words_of_local_news() -> None:
    """Words that are at home in one country weigh a little for it, and never much."""
    few, many = (evidence("The sheriff spoke. " * n, ()).weight[Area("US")] for n in (2, 2000))
    assert 0 < few < many <= 1.6


@given(any_text)
def test_any_text(text: str) -> None:
    """Any text is read, and nothing weighs less than nothing."""
    assert all(weight >= 0 for weight in evidence(text, [(0, 3)]).weight.values())
