"""Copies: every passage that stands in another document, verbatim, edited or reworded."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from rashomon.link.copying.common_phrases import telling
from rashomon.link.copying.copy_kinds import Whole, kind
from rashomon.link.copying.credits import Credit, Names, document_of
from rashomon.link.copying.directions import Side, direction
from rashomon.link.copying.passages import Passage, PassageIndex
from rashomon.link.copying.reworded import reworded
from rashomon.link.copying.side_by_side import aligned, widened
from rashomon.records import ARTICLE_ZONES, Copy, Document, Reading, Spot

if TYPE_CHECKING:
    from rashomon.read.tagging import Floats

_ZONES = ARTICLE_ZONES | {"unknown"}
"""What a copy may stand in: the article, and runs of which nobody knows that they are not of it."""
_UNDATED = 10_000_000


def copies(readings: Sequence[Reading], vectors: Mapping[str, Floats]) -> tuple[Copy, ...]:
    """All passages that two documents share; `vectors` has for each document an array (sentences, width)."""
    found = tuple(verbatim(readings))
    return (*found, *reworded(readings, vectors, found))


def verbatim(readings: Iterable[Reading]) -> Iterator[Copy]:
    """The passages that two documents share word for word, or but for some words."""
    by_id = {r.document.id: r for r in readings if r.document}
    index = PassageIndex()
    for key in sorted(by_id):
        document = document_of(by_id[key])
        index.add(key, document.text, runs(by_id[key]), _age(document.published))
    found = [p for p in index.passages() if _counts(by_id[p.a], by_id[p.b], p)]
    names = Names(by_id[d] for d in {d for p in found for d in (p.a, p.b)})
    credited: dict[str, tuple[Credit, ...]] = {}
    lengths = index.lengths()
    for (a, b), passages in groupby(_unfurnished(found, by_id, lengths), key=lambda p: (p.a, p.b)):
        for doc in (a, b):
            if doc not in credited:
                credited[doc] = names.credits(by_id[doc])
        yield from _copies(by_id, tuple(passages), credited, lengths)


def runs(reading: Reading) -> list[tuple[int, int]]:
    """The runs of a document in which copies are looked for; all of it where no zone is known."""
    if not reading.zones:
        return [(0, len(document_of(reading).text))]
    return [(z.start, z.end) for z in reading.zones if z.kind in _ZONES]


def _age(published: str) -> int:
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return _UNDATED


def _counts(a: Reading, b: Reading, passage: Passage) -> bool:
    """Whether a passage says anything: a text is no copy of its own repaired form, and common phrases are none."""
    one, other = document_of(a), document_of(b)
    if "repaired" in (one.kind, other.kind) and _own(one) == _own(other):
        return False
    return telling(one.text, passage.parts)


def _own(document: Document) -> str:
    return document.of if document.kind == "repaired" else document.id


def _copies(
    by_id: Mapping[str, Reading],
    passages: tuple[Passage, ...],
    credited: Mapping[str, Sequence[Credit]],
    lengths: Mapping[str, int],
) -> Iterator[Copy]:
    """The rows of one pair of documents."""
    a, b = by_id[passages[0].a], by_id[passages[0].b]
    copied = sum(p.kept for p in passages)
    whole = Whole(copied / max(1, lengths[passages[0].a]), copied / max(1, lengths[passages[0].b]))
    for passage in passages:
        called, why = kind(a, b, passage, whole)
        one = widened(document_of(a), passage.a_start, passage.a_end)
        other = widened(document_of(b), passage.b_start, passage.b_end)
        sides = (
            Side(a, credited[one.doc], one.start, one.end),
            Side(b, credited[other.doc], other.start, other.end),
        )
        way, reasons = direction(*sides, called, passage, (whole.a, whole.b))
        yield Copy(
            id=copy_id(one, other),
            a=one,
            b=other,
            kind=called,
            identity=round(passage.identity, 4),
            direction=way,
            reasons=(why, *reasons),
            words=passage.words,
            aligned=aligned(a, b, passage),
        )


def copy_id(a: Spot, b: Spot) -> str:
    """The id of the copy with these spots."""
    return "p" + hashlib.sha256(f"{a.doc}:{a.start}-{a.end} {b.doc}:{b.start}-{b.end}".encode()).hexdigest()[:12]


OFTEN = 3
"""Other documents of an outlet that have a passage for it to be the outlet's furniture."""
FURNITURE_WORDS = 80
EDGE = 0.2
"""The part of a document, at its beginning and its end, where furniture stands."""
AT_EDGE = 40
"""Characters before or after furniture that is longer than that part."""


def _unfurnished(
    found: Sequence[Passage], by_id: Mapping[str, Reading], lengths: Mapping[str, int]
) -> Iterator[Passage]:
    """Passages without those that an outlet prints below or above many of its articles, and nobody else has."""
    others: dict[tuple[str, int], set[str]] = defaultdict(set)
    abroad: set[tuple[str, int]] = set()
    for p in found:
        for at, to in (((p.a, p.a_start), p.b), ((p.b, p.b_start), p.a)):
            others[at].add(to)
            if _outlet(by_id[p.a]) != _outlet(by_id[p.b]) or not _outlet(by_id[p.a]):
                abroad.add(at)
    for p in found:
        places = ((p.a, p.a_start), (p.b, p.b_start))
        often = all(len(others[at]) >= OFTEN and at not in abroad for at in places)
        small = p.words <= FURNITURE_WORDS and p.words < min(lengths[p.a], lengths[p.b]) / 2
        if not (often and small and _edge(by_id[p.a], p.a_start, p.a_end) and _edge(by_id[p.b], p.b_start, p.b_end)):
            yield p


def _outlet(reading: Reading) -> str:
    return reading.document.outlet if reading.document else ""


def _edge(reading: Reading, start: int, end: int) -> bool:
    at = runs(reading)
    first, last = at[0][0], max(e for _, e in at)
    room = EDGE * (last - first)
    return min(start - first, last - end) <= AT_EDGE or end <= first + room or start >= last - room
