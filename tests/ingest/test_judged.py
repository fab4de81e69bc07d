"""What a person decided, over what the bytes gave."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from rashomon.ingest.judged import (
    BY_A_PERSON,
    in_force,
    line_key,
    relabelled,
    signals_by_person,
    trimmed,
    without_repeated,
)
from rashomon.records import Comment, Judgement, Zone


def judged(number: int, value: str, **fields: Any) -> Judgement:
    """A decision about the document d1, later than those with a smaller number."""
    return Judgement(id=f"j{number}", doc="d1", value=value, when=f"2026-01-0{number}", **{"field": "zone", **fields})


def test_the_last_word_about_a_thing_stands() -> None:
    """Of two decisions about one run the later stands; an empty one takes the decision back."""
    first, second = judged(1, "body", end=5), judged(2, "caption", end=5)
    other = judged(3, "list", start=6, end=9)
    assert in_force([first, second, other]) == [second, other]
    assert in_force([first, other, judged(4, "", end=5)]) == [other]


def test_a_run_is_cut_out_of_what_it_covers() -> None:
    """A decision in the middle of a zone leaves what stands before and after it, without the white space between."""
    text = "The mayor said no. Share this! The clerk said yes."
    zones = (Zone(start=0, end=len(text), kind="body", p=0.8, made_by="lines"),)
    start = text.index("Share")
    found = relabelled(text, zones, [judged(1, "share", start=start - 1, end=start + 12)], "d1")
    assert [(z.kind, z.made_by, text[z.start : z.end]) for z in found] == [
        ("body", "lines", "The mayor said no."),
        ("share", "person", "Share this!"),
        ("body", "lines", "The clerk said yes."),
    ]
    assert relabelled(text, zones, [judged(1, "share", start=2, end=9)], "d2") == zones


def test_what_is_said_to_be_a_comment_is_one() -> None:
    """A run that a person calls a comment keeps what is known of its author, and one that is none any more loses it."""
    text = "Bob: I saw it."
    known = Zone(start=0, end=14, kind="comment", comment=Comment(author="Bob"))
    (again,) = relabelled(text, (known,), [judged(1, "comment", start=0, end=14)], "d1")
    (none,) = relabelled(text, (known,), [judged(1, "body", start=0, end=14)], "d1")
    (new,) = relabelled(text, (Zone(start=0, end=14, kind="body"),), [judged(1, "comment", start=0, end=14)], "d1")
    assert again.comment == Comment(author="Bob")
    assert none.comment is None
    assert new.comment == Comment()


RUNS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 45), st.sampled_from(["body", "share", "list", ""])))


@given(st.text("ab \n", min_size=1, max_size=40), RUNS)
def test_zones_stay_apart(text: str, runs: list[tuple[int, int, str]]) -> None:
    """Whatever is decided in whatever order, zones stand in order, share no character and quote something."""
    zones = tuple(Zone(start=i, end=i + 1, kind="body") for i, c in enumerate(text) if not c.isspace())
    decisions = [judged(i % 9, kind, start=a, end=b) for i, (a, b, kind) in enumerate(runs) if a < b]
    found = relabelled(text, zones, decisions, "d1")
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(text[z.start : z.end] == text[z.start : z.end].strip() != "" for z in found)
    assert {i for z in zones for i in range(z.start, z.end)} <= {i for z in found for i in range(z.start, z.end)}


def test_a_persons_word_is_a_signal() -> None:
    """Decisions about fields become signals that say whose they are; those about zones do not."""
    (signal,) = signals_by_person([judged(1, "The Packet", field="outlet"), judged(2, "body", end=3)], "d1")
    assert (signal.field, signal.value, signal.where, signal.p) == ("outlet", "The Packet", BY_A_PERSON, 1.0)


def test_repeated_lines_leave_the_article() -> None:
    """A whole zone that stands in many documents of the outlet is furniture, whatever its case; a headline stays."""
    text = "Our  Man at the Quay\nour man at the quay\nHe saw it."
    zones = (
        Zone(start=0, end=20, kind="headline"),
        Zone(start=21, end=40, kind="body"),
        Zone(start=41, end=51, kind="body"),
    )
    found = without_repeated(text, zones, frozenset({line_key("Our man at the quay")}))
    assert [z.kind for z in found] == ["headline", "navigation", "body"]
    assert found[1].made_by == "pile"
    assert found[2] == msgspec.structs.replace(zones[2])


def test_prose_has_no_key() -> None:
    """Lines of more than forty words, and empty ones, never count as repeated."""
    assert line_key("word " * 41) == line_key(" \t") == ""
    assert line_key("Two  WORDS ") == "two words"


def test_no_white_space_at_the_edges() -> None:
    """Edges lose white space of every kind; a zone of nothing else goes, and one without keeps what it is."""
    zones = [Zone(start=a, end=b, kind="body", p=0.5) for a, b in ((0, 4), (4, 6), (6, 8))]
    assert trimmed("\u00a0ab\u3000 \tcd", zones) == (
        Zone(start=1, end=3, kind="body", p=0.5),
        Zone(start=6, end=8, kind="body", p=0.5),
    )
