"""The dates of a case in the order of time: each stretch once, the passages that name it, what each hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.publish.origins import disagreement
from rashomon.publish.pages import heading
from rashomon.publish.quoting import Quoted, quoted
from rashomon.publish.value_words import day_of_bound, day_words, duration_words, exactness, span_words
from rashomon.publish.wording import unsure
from rashomon.records import Document, Fragment, Reading, Time

OPEN = "9999-12-31"
"""Stands for an end that is open, in sorting."""


class Passage(NamedTuple):
    """A passage that names a time, and how the time came about; `hangs` is what it hangs on in the text."""

    quote: Quoted
    how: str
    hangs: Quoted | None
    unsure: str


class Stretch(NamedTuple):
    """A stretch of time: its number on the page, its words, its first and last day, how exact it is, who names it.

    `kind` is how it is drawn: day, stretch, or nothing for a time without bounds.
    """

    number: int
    words: str
    earliest: str
    latest: str
    kind: str
    exact: str
    passages: list[Passage]

    @property
    def documents(self) -> int:
        """How many documents name it."""
        return len({passage.quote.doc for passage in self.passages})


class Dated(NamedTuple):
    """A document with its date in words and as a day, where that comes from, and where the document disagrees."""

    document: Document
    heading: str
    words: str
    day: str
    sources: list[str]
    disagrees: str


class When(NamedTuple):
    """The dates of a case: of its documents, in time order; of its texts, in time order; times without a date."""

    documents: list[Dated]
    stretches: list[Stretch]
    undated: list[Stretch]
    rows: dict[str, int]

    @property
    def passages(self) -> int:
        """How many passages name a date."""
        return sum(len(stretch.passages) for stretch in self.stretches)


def when(readings: Sequence[Reading]) -> When:
    """All dates of these readings; `rows` has for each time's id the number of the stretch that it is listed under."""
    dated: dict[tuple[str, ...], list[tuple[Document, Time]]] = {}
    undated: dict[tuple[str, ...], list[tuple[Document, Time]]] = {}
    for reading in readings:
        for time in reading.times:
            assert reading.document is not None  # noqa: S101 - the caller leaves out readings without a document
            first, last = day_of_bound(time.earliest), day_of_bound(time.latest)
            known = bool(first or last) and not (first and last and first > last)
            stretch = str(time.type == "DURATION")
            key = (time.earliest, time.latest, time.precision, stretch) if known else (time.type, time.value)
            (dated if known else undated).setdefault(key, []).append((reading.document, time))
    ordered = sorted(dated, key=lambda key: (key[0] or key[1], key[1] or OPEN, key[2:]))
    stretches = [_stretch(number, dated[key]) for number, key in enumerate(ordered, 1)]
    rest = [_undated(number, said) for number, said in enumerate(undated.values(), len(stretches) + 1)]
    groups = [*(dated[key] for key in ordered), *undated.values()]
    rows = {time.id: number for number, said in enumerate(groups, 1) for _, time in said}
    return When(_documents(readings), stretches, rest, rows)


def _stretch(number: int, said: Sequence[tuple[Document, Time]]) -> Stretch:
    time = said[0][1]
    words = span_words(time.earliest, time.latest, time.precision)
    exact = exactness(time.earliest, time.latest, time.precision, time.type == "DURATION")
    first, last = day_of_bound(time.earliest), day_of_bound(time.latest)
    bounds = [day.isoformat() if day else "" for day in (first, last)]
    kind = "day" if first == last else "stretch"
    passages = [_passage(document, one) for document, one in said]
    return Stretch(number, words, bounds[0], bounds[1], kind, exact, passages)


def _undated(number: int, said: Sequence[tuple[Document, Time]]) -> Stretch:
    """Times without a day, or with bounds that no time lies between."""
    passages = [_passage(document, one) for document, one in said]
    return Stretch(number, duration_words(said[0][1]), "", "", "", "", passages)


def _passage(document: Document, time: Time) -> Passage:
    at = time.anchor_at
    return Passage(
        quote=quoted(document, [Fragment(start=time.start, end=time.end)]),
        how=hanging(document, time),
        hangs=quoted(document, [at]) if at and 0 <= at.start < at.end <= len(document.text) else None,
        unsure=unsure(time.p),
    )


def hanging(document: Document, time: Time) -> str:
    """How a time came about, with the day of publication where it hangs on that; or else what it hangs on."""
    if time.anchor == "document date":
        day = day_of_bound(time.anchor_day or document.published)
        told = time.how or "counted from the document’s date"
        return f"{told}, {day_words(day)}" if day else told
    if time.how:
        return time.how
    if time.anchor == "expression":
        return "counted from another date of the text"
    return "counted from an event" if time.anchor == "event" else ""


def _documents(readings: Iterable[Reading]) -> list[Dated]:
    """The documents by their dates, those without one last."""
    out = []
    for reading in readings:
        document = reading.document
        if document is None or document.kind == "repaired":
            continue
        day = day_of_bound(document.published)
        given = [s for s in document.signals if s.field == "published" and s.value[:10] == document.published[:10]]
        sources = list(dict.fromkeys(signal.where for signal in given))
        said = [c for c in document.conflicts if c.startswith("published")]
        words = day_words(day) if day else document.published
        out.append(
            Dated(document, heading(document), words, day.isoformat() if day else "", sources, disagreement(said))
        )
    return sorted(out, key=lambda dated: (not dated.day, dated.day, dated.document.name))
