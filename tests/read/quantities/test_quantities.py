"""Numbers of things in invented phrases, and what holds for every text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.quantities.quantities import quantities_in
from rashomon.read.sentences import split_sentences
from rashomon.records import Document, Fragment, Place, Quantity, Taken, Time, Zone
from rashomon.units import units
from tests.strategies import any_text

PHRASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    "30 rockets|$5 million|12%|between 3 and 9|half of|dozens|no casualties|a kilometer away|from|Sarn|3-2|two to four|"
    "1,000 feet|,|.|killed|were|the|K-1|½|1.000,5|９９|٣٠|🚀|مئة|\u200f|\n|(|“|’s|-|–|9/11|10:30|$|$$|€|1e9|0000|"
    "of of|+|at least|or so|one|a|an|million|hundred and|7.7.7|99999999999999999999999999|per cent|-5°C".split("|")
)


def taken(text: str) -> Taken:
    """A document of one text."""
    return Taken(
        document=Document(id="d0", name="n", sha256="", media_type="text/plain", encoding="utf-8", text=text), zones=()
    )


def found(text: str, times: tuple[Time, ...] = (), places: tuple[Place, ...] = ()) -> list[Quantity]:
    """The quantities of a text."""
    return quantities_in(taken(text), split_sentences(text, 0, len(text)), times, places)


def shown(text: str, quantity: Quantity) -> str:
    """A quantity in the way the phrases have it."""
    low, high = ("" if v is None else f"{v:.4f}".rstrip("0").rstrip(".") for v in (quantity.low, quantity.high))
    bounds = low if low == high and low else f"{low}..{high}"
    words = text[quantity.start : quantity.end]
    return " | ".join((words, bounds, quantity.unit, quantity.comparator, quantity.of, quantity.event))


def named(text: str, name: str, kind: Any = "settlement") -> Place:
    """The place of a name in a text."""
    at = text.index(name)
    span = Fragment(start=at, end=at + len(name))
    return Place(id=f"d0.p{at}", start=span.start, end=span.end, named_at=span, name=name, kind=kind)


@pytest.mark.parametrize("row", PHRASES["phrases"], ids=lambda row: row["text"])
def test_phrases(row: dict[str, Any]) -> None:
    """Words, bounds, unit, comparator, what is counted and the verb are those of the phrase."""
    assert [shown(row["text"], quantity) for quantity in found(row["text"])] == row["has"]


@pytest.mark.parametrize("text", PHRASES["nothing"])
def test_what_counts_nothing(text: str) -> None:
    """Names, dates, clock times, lengths of time, ages, scores and places in a row are no quantities."""
    assert [shown(text, quantity) for quantity in found(text)] == []


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("31 rockets fell.", "rocket"),
        ("Two people died.", "person"),
        ("Nine gunmen fled.", "gunman"),
        ("Three casualties lay there.", "casualty"),
        ("Four surface-to-surface missiles fell.", "missile"),
        ("Six houses burned.", "house"),
        ("Six churches burned.", "church"),
        ("Two boxes burned.", "box"),
        ("Five aircraft burned.", "aircraft"),
        ("Three arms dealers fled.", "dealer"),
        ("Two mortars or rockets fell.", "rocket"),
    ],
)
def test_heads(text: str, head: str) -> None:
    """The head is the last noun in lower case, without its ending."""
    assert [quantity.head for quantity in found(text)] == [head]


def test_the_figure_itself_is_kept() -> None:
    """The number is the one that stands there, whatever its comparator makes of it; a plural alone has none."""
    assert [q.number for q in found("About 50 men and more than 30 women came. Dozens of boys fled.")] == [50, 30, None]


def test_a_time_is_no_quantity() -> None:
    """Numbers inside a time expression are left to it."""
    text = "In the two terms before, three boats sank."
    time = Time(id="d0.t3", start=3, end=16, type="DURATION", value="")
    assert [text[q.start : q.end] for q in found(text, times=(time,))] == ["three"]
    assert [text[q.start : q.end] for q in found(text)] == ["two", "three"]


def test_a_place_is_no_quantity() -> None:
    """Numbers inside the name of a place are part of the name."""
    text = "They met at 3 Fingers and 4 springs."
    assert [text[q.start : q.end] for q in found(text, places=(named(text, "3 Fingers", "site"),))] == ["4"]


@pytest.mark.parametrize(
    ("text", "names", "between"),
    [
        ("Sarn is 40 km from Oranth.", ("Sarn", "Oranth"), ("Sarn", "Oranth")),
        ("The camp lies 40 miles north of Oranth.", ("Oranth",), ("Oranth",)),
        ("It is 12 km between Sarn and Oranth.", ("Sarn", "Oranth"), ("Sarn", "Oranth")),
        ("They hit al Sarn on the coast 90 kilometers away from Oranth.", ("Oranth",), ("al Sarn", "Oranth")),
        ("Sarn is 4 km from Oranth and 9 km from Tell.", ("Sarn", "Oranth", "Tell"), ("Sarn", "Tell")),
        ("They walked 40 km in the rain near Oranth.", ("Oranth",), ()),
        ("It stood within 20 km of Oranth.", ("Oranth",), ("Oranth",)),
    ],
)
def test_the_places_of_a_distance(text: str, names: tuple[str, ...], between: tuple[str, ...]) -> None:
    """A distance has the place that it is measured from, and before it the one that lies so far away."""
    quantity = found(text, places=tuple(named(text, name) for name in names))[-1]
    assert tuple(text[f.start : f.end] for f in quantity.between) == between


def test_only_lengths_have_places() -> None:
    """What is not a length lies between no places."""
    text = "They sent 40 kilograms from Oranth."
    assert found(text, places=(named(text, "Oranth"),))[0].between == ()


def test_boxes_within_the_article() -> None:
    """Zones of no known kind are read between those of the article, where something is counted, and not behind it."""
    lines = [("body", "Two boats sank."), ("unknown", "A 30-kilometre zone. Image 1 of 9"), ("comment", "Six lies.")]
    lines += [("body", "It ended."), ("unknown", "Read 12 more stories.")]
    text, zones = "", list[Zone]()
    for kind, line in lines:
        zones.append(Zone(start=len(text), end=len(text) + len(line), kind=kind))  # type: ignore[arg-type]
        text += line + "\n"
    body = [s for z in zones if z.kind == "body" for s in split_sentences(text, z.start, z.end)]
    one = msgspec.structs.replace(taken(text), zones=tuple(zones))
    assert [text[q.start : q.end] for q in quantities_in(one, body, (), ())] == ["Two", "30-kilometre"]


def test_a_sentence_of_a_megabyte() -> None:
    """A text without an end mark is read to its end, in time that grows with its length only."""
    assert len(found("3 boats and " * 40_000)) == 40_000
    assert found("9" * 1_000_000) == []
    assert len(found("3 km from Sarn and " * 20_000)) == 20_000


@given(any_text | st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join))
def test_what_holds_for_every_text(text: str) -> None:
    """Any text is survived; runs lie inside the text, in order and apart; bounds are in order, units are known."""
    quantities, end = found(text), 0
    for quantity in quantities:
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        assert quantity.id == f"d0.q{quantity.start}"
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        assert not quantity.unit or quantity.unit in units()
        for at in (quantity.of_at, quantity.event_at, *quantity.between):
            assert at is None or 0 <= at.start < at.end <= len(text)
        if quantity.of_at:
            assert quantity.of == text[quantity.of_at.start : quantity.of_at.end]
        assert (quantity.of_at is None) == (quantity.of == "") == (quantity.head == "")
        assert (quantity.event_at is None) == (quantity.event == "")
        assert 0 < quantity.p <= 1
