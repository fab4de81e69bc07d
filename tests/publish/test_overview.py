"""What the dossier says about itself."""

from __future__ import annotations

from typing import Any

import pytest

from rashomon.publish.overview import all_skips, card_of, unnamed, words
from rashomon.records import Reading, Skip
from tests.factory import claim, document, fragment


def test_discontinuous_words_show_the_gap() -> None:
    """Two fragments are joined by an ellipsis; white space is one space."""
    text = "It  rained, he said, and\n poured."
    assert words(text, [fragment(text, "It  rained"), fragment(text, "and\n poured")]) == "It rained … and poured"


def test_a_claim_without_a_source_says_why() -> None:
    """The reason quotes the cue at which no speaker was found."""
    d = document("It was reportedly raining.")
    assert unnamed(d.text, claim(d, "", "reportedly", "raining")) == "none is marked for “reportedly”"


def test_skips_are_told_once() -> None:
    """A skip that the case and a reading both know is one."""
    one, two = Skip(name="a", stage="ingest", reason="r"), Skip(name="b", stage="read", reason="r")
    assert all_skips([one], [Reading(name="a", skips=(one,)), Reading(name="b", skips=(two,))]) == [one, two]


CARD: dict[str, Any] = {
    "name": "claim-reader",
    "version": "1",
    "licence": "Apache-2.0",
    "data": [{"name": "Set", "documents": 3, "text_included": False}],
    "scores": {
        "dev": {"token source": [84.0, 83.0, 83.5], "linked": [0.75, 0.7, 0.72], "overlap cue": [1, 1, 1]},
        "reliability": [
            {"from": 0.5, "claims": 10, "mean_p": 0.6, "right": 0.55},
            {"from": 0.8, "claims": 9, "right": 0.9},
        ],
    },
    "limits": ["English only."],
    "files": [{"name": "m.onnx", "sha256": "ab", "bytes": 3}],
    "transitions": [[1, 2], [3, 4]],
    "threshold": 0.3,
}


def test_a_card_is_sorted_for_reading() -> None:
    """Scores become measures in per cent, reliability becomes bands, arrays of numbers stay out."""
    card = card_of(CARD)
    assert card.linked is not None
    assert (card.linked.right, card.linked.found) == (75, 70)
    assert [m.name for m in card.measures] == ["token source", "linked"]
    assert [(b.low, b.high, b.right) for b in card.bins] == [(0.5, 0.8, 55.00000000000001), (0.8, 1.0, 90.0)]
    assert card.data == ["Set; documents: 3; text included: no"]
    assert card.more == [("threshold", "0.3")]
    assert card.files == [("m.onnx", "ab")]


@pytest.mark.parametrize("odd", [{}, {"scores": {"f1": 0.7, "by": {"cue": 0.6}}}, {"scores": [1], "data": ["x"]}])
def test_an_odd_card_is_still_a_card(odd: dict[str, Any]) -> None:
    """Whatever a card leaves out or adds, the page can be made."""
    card = card_of(odd)
    assert card.name
    assert card.linked is None
