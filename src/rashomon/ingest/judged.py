"""What a person decided, and what an outlet's other documents show, put over the zones that the bytes gave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from rashomon.records import ARTICLE_ZONES, Comment, Judgement, Signal, Zone, ZoneKind

LONGEST = 40
"""Words: a longer line is taken for prose, which an outlet may well print twice."""
BY_A_PERSON = "a person"
"""Where a signal stands that a judgement gave."""


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that stand, in the order of their making: the last about each thing, unless it is empty."""
    last: dict[tuple[str, str, int, int], Judgement] = {}
    for judgement in judgements:
        key = (judgement.doc, judgement.field, judgement.start, judgement.end)
        last.pop(key, None)
        last[key] = judgement
    return [j for j in last.values() if j.value]


def signals_by_person(judgements: Iterable[Judgement], doc: str) -> list[Signal]:
    """A person's words about the fields of a document, which stand before all others."""
    return [
        Signal(field=j.field, value=j.value, where=BY_A_PERSON, p=1.0)
        for j in in_force(judgements)
        if j.doc == doc and j.field not in {"zone", "kind"}
    ]


def relabelled(text: str, zones: Sequence[Zone], judgements: Iterable[Judgement], doc: str) -> tuple[Zone, ...]:
    """The zones with the runs that a person gave another kind; what a run covers in part keeps the rest."""
    found = list(zones)
    for j in in_force(judgements):
        if j.doc == doc and j.field == "zone":
            found = _with(text, found, j)
    return tuple(found)


def _with(text: str, zones: list[Zone], j: Judgement) -> list[Zone]:
    start, end = _trimmed(text, j.start, min(j.end, len(text)))
    if start >= end:
        return zones
    kind = msgspec.convert(j.value, ZoneKind)  # a Literal is what it converts to
    comment = next((z.comment for z in zones if z.comment and z.start < end and z.end > start), None)
    comment = (comment or Comment()) if kind == "comment" else None
    found = [piece for zone in zones for piece in _outside(text, zone, start, end)]
    found.append(Zone(start=start, end=end, kind=kind, made_by="person", comment=comment))
    return sorted(found, key=lambda z: z.start)


def _outside(text: str, zone: Zone, start: int, end: int) -> Iterator[Zone]:
    """What is left of a zone before `start` and from `end` on."""
    for low, high in ((zone.start, min(zone.end, start)), (max(zone.start, end), zone.end)):
        first, last = _trimmed(text, low, high)
        if first < last:
            yield msgspec.structs.replace(zone, start=first, end=last)


def trimmed(text: str, zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """The zones without white space of any kind at their edges, and without those that hold nothing else."""
    return tuple(piece for zone in zones for piece in _outside(text, zone, zone.end, zone.end))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A run without the white space at its edges."""
    if start >= end:
        return start, start
    run = text[start:end]
    return start + len(run) - len(run.lstrip()), end - (len(run) - len(run.rstrip()))


def line_key(text: str) -> str:
    """What makes two lines the same: their words, whatever case and spaces; empty for a line that never counts."""
    words = text.split()
    return " ".join(words).casefold() if 0 < len(words) <= LONGEST else ""


def without_repeated(text: str, zones: Sequence[Zone], repeated: frozenset[str]) -> tuple[Zone, ...]:
    """The zones, with those article zones made furniture whose whole line stands in many documents of the outlet."""
    return tuple(
        msgspec.structs.replace(zone, kind="navigation", made_by="pile", p=0.9)
        if zone.kind in ARTICLE_ZONES - {"headline"} and line_key(text[zone.start : zone.end]) in repeated
        else zone
        for zone in zones
    )
