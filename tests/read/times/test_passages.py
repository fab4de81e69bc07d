"""Time expressions of invented passages, with values and bounds that were written down by hand beforehand."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from rashomon.read.sentences import split_sentences
from rashomon.read.times.events import with_events
from rashomon.read.times.times import times_in
from rashomon.records import Taken, Time, Zone
from tests.factory import document, fragment

PASSAGES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("passages.toml").read_text(encoding="utf-8"))[
    "passage"
]


def times_of(text: str, published: str) -> list[Time]:
    taken = Taken(document=document(text, published=published), zones=(Zone(start=0, end=len(text), kind="body"),))
    sentences = split_sentences(text, 0, len(text))
    return with_events(taken, sentences, times_in(taken, sentences))


@pytest.mark.parametrize("passage", PASSAGES, ids=[p["id"] for p in PASSAGES])
def test_times_of_a_passage_are_those_written_down(passage: dict[str, Any]) -> None:
    """Each expression is found with the type, value, bounds and anchor that a reader gave it."""
    text = passage["text"]
    found = times_of(text, passage["published"])
    for wanted in passage["times"]:
        at = fragment(text, wanted["words"], wanted.get("nth", 0))
        over = [t for t in found if t.start < at.end and t.end > at.start]
        assert over, f"no time at {wanted['words']!r}"
        time = max(over, key=lambda t: min(t.end, at.end) - max(t.start, at.start))
        for key in wanted.keys() - {"words", "nth"}:
            assert str(getattr(time, key)) in str(wanted[key]).split("|"), f"{key} of {wanted['words']!r}: {time}"
    assert not (passage.get("only") and found)
