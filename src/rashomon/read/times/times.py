"""Time expressions of a document, each with the span of time that it can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rashomon.read.times.almanac import first_day
from rashomon.read.times.grammar import Expression, expressions
from rashomon.read.times.intervals import with_bounds
from rashomon.read.times.meaning import Meaning, Mentioned, Setting
from rashomon.read.times.resolving import resolved
from rashomon.records import Sentence, Taken, Time

PASSED_OVER = frozenset(
    {"comment", "comment_header", "navigation", "related", "share", "support", "rating", "disclaimer", "author_bio"}
)
"""Zones that are no part of the report."""


def times_in(taken: Taken, sentences: Sequence[Sentence]) -> list[Time]:
    """All time expressions of a document but for those in its readers' comments and its furniture, in text order."""
    document = taken.document
    out: list[Time] = []
    for start, end, published in _stretches(taken):
        setting = Setting(document.text, _day(published))
        out += [
            _time(document.id, expression, meaning) for expression, meaning in _meanings(setting, start, end)
        ]
    return out


def _stretches(taken: Taken) -> Iterator[tuple[int, int, str]]:
    """The runs that are read, each with the day that it was published: that of its part, where the document has parts."""
    for zone in taken.zones:
        if zone.kind in PASSED_OVER:
            continue
        yield zone.start, zone.end, taken.document.published


def _day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _meanings(setting: Setting, start: int, end: int) -> Iterator[tuple[Expression, Meaning]]:
    for expression in expressions(setting.text, start, end):
        meaning = resolved(expression, setting)
        if meaning is None:
            continue
        with_bounds(meaning, expression, setting)
        day = first_day(meaning.value.partition("/")[0]) if meaning.type in ("DATE", "TIME") else None
        if day:
            full = expression.has("year") or expression.kind in ("iso", "numeric")
            setting.mentioned.append(Mentioned(expression.start, expression.end, meaning.value, day, full))
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
        how=meaning.how,
    )
