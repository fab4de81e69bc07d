"""Time expressions of a document, each with the span of time that it can mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from rashomon.read.times.almanac import first_day
from rashomon.read.times.grammar import Expression, expressions
from rashomon.read.times.intervals import with_bounds
from rashomon.read.times.meaning import Meaning, Mentioned, Setting
from rashomon.read.times.pairs import BESIDE_A_DATE, joined, parted
from rashomon.read.times.reasons import reason
from rashomon.read.times.resolving import resolved
from rashomon.read.times.wholes import wholes
from rashomon.records import Anchor, Part, Sentence, Taken, Time

PASSED_OVER = frozenset(
    {"comment", "comment_header", "navigation", "related", "share", "support", "rating", "disclaimer", "author_bio"}
)
"""Zones that are no part of the report."""
SURE: dict[Anchor, float] = {"": 0.97, "document date": 0.92, "expression": 0.7, "event": 0.7}
"""How often a value is right, by what it hangs on; round figures."""
BESIDE_SURE = 0.95
"""The same for what stands beside its own date."""


def times_in(taken: Taken, sentences: Sequence[Sentence]) -> list[Time]:  # noqa: ARG001
    """All time expressions of a document but for those in its readers' comments and its furniture, in text order."""
    document = taken.document
    out: list[Time] = []
    settings: dict[int, Setting] = {}
    for start, end, part in _stretches(taken):
        if part not in settings:
            published = taken.parts[part].published if part >= 0 else ""
            settings[part] = Setting(document.text, _day(published or document.published))
        found = list(_meanings(settings[part], start, end))
        joined(found, settings[part])
        out += [_time(document.id, expression, meaning) for expression, meaning in found]
    return out


def _stretches(taken: Taken) -> Iterator[tuple[int, int, int]]:
    """The runs that are read, each with the number of the part that it is in; -1 for none."""
    cuts = sorted({at for part in taken.parts for at in (part.start, part.end)})
    for zone in taken.zones:
        if zone.kind in PASSED_OVER:
            continue
        inside = cuts[bisect_right(cuts, zone.start) : bisect_left(cuts, zone.end)]
        for start, end in pairwise([zone.start, *inside, zone.end]):
            yield start, end, _part_at(taken.parts, start)


def _part_at(parts: Sequence[Part], at: int) -> int:
    """The number of the part that a place is in; -1 for none."""
    number = bisect_right(parts, at, key=lambda part: part.start) - 1
    return number if number >= 0 and at < parts[number].end else -1


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _meanings(setting: Setting, start: int, end: int) -> Iterator[tuple[Expression, Meaning]]:
    for whole in (w for found in expressions(setting.text, start, end) for w in wholes(found, setting)):
        understood = resolved(whole, setting)
        for expression, meaning in parted(whole, understood, setting) if understood else ():
            with_bounds(meaning, expression, setting)
            day = first_day(meaning.value.partition("/")[0]) if meaning.type in ("DATE", "TIME") else None
            if day:
                full = expression.has("year") or expression.kind in ("iso", "numeric")
                derived = meaning.anchor == "expression"
                setting.mentioned.append(Mentioned(expression.start, expression.end, meaning.value, day, full, derived))
            yield expression, meaning


def _time(document: str, expression: Expression, meaning: Meaning) -> Time:
    return Time(
        id=f"{document}.t{expression.start}",
        start=expression.start,
        end=expression.end,
        type=meaning.type,
        value=meaning.value,
        earliest=meaning.earliest,
        latest=meaning.latest,
        precision=meaning.precision,
        mod=meaning.mod,
        anchor=meaning.anchor,
        anchor_at=meaning.anchor_at,
        anchor_day=meaning.anchor_day,
        weekday=meaning.weekday,
        timezone=meaning.timezone,
        how=meaning.how or reason(expression, meaning),
        p=BESIDE_SURE if meaning.how == BESIDE_A_DATE else SURE[meaning.anchor],
    )
