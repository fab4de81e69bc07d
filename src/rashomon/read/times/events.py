"""Times that hang on an event: when it was is said elsewhere in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from rashomon.read.times.dated_events import Dated, dated_events
from rashomon.read.times.event_offsets import LETTERS, RELATION, Direction, Offset, days_meant, offset_of
from rashomon.read.times.event_references import Reference, agreed, candidates, reference_at
from rashomon.records import Precision, Sentence, Taken, Time

PASSES = 3
"""How often dated events are looked for: what hangs on one may date another."""
_FOUND = re.compile(
    r"\b(?i:seconds?|minutes?|hours?|days?|nights?|mornings?|afternoons?|evenings?|eve|weeks?|weekend|months?|years?)"
    r"(?=\s+(?:before|prior|ahead|preceding|leading|up|until|after|following|since|of|that|as|when|the|an?|his|her|[A-Z])\b)"
)
_IN_FRONT = re.compile(
    r"(?:\bthe\s+(?:very\s+)?(?:same\s+)?)?(?:\b(?:first|last|final|few|several)\s+)?"
    r"(?:\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+)?$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"([^\W_]+)\s*$")
_OPEN = ("XXXX", "PAST_REF", "PRESENT_REF", "FUTURE_REF")
AHEAD = 60  # characters before a unit in which its count stands


def with_events(taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time]) -> list[Time]:
    """The times of a document, those that hang on an event with its words and with bounds where its day is known.

    Times that only the event beside them gives away ("the day of the raid") are added. An event's day is taken from a
    mention that is dated in the same article, if all such mentions agree.
    """
    found = _Tied(taken, sentences, times)
    out = list(times)
    for _ in range(PASSES):
        tied = found.tied(out)
        if tied == out:
            break
        out = tied
    return out


class _Tied:
    """The times of one document that hang on events, and the events."""

    def __init__(self, taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time]) -> None:
        self._taken, self._text, self._sentences = taken, taken.document.text, sentences
        self._starts = [s.start for s in sentences]
        spans = [(t.start, t.end) for t in times]
        self._links: dict[int, tuple[Time, Offset, Direction, Reference]] = {}
        for time in [*times, *self._new(spans)]:
            link = self._link(time, spans)
            if link is not None:
                self._links[time.start] = (time, *link)

    def tied(self, times: Sequence[Time]) -> list[Time]:
        """The times, with what the dated events among them give for those that hang on one."""
        if not self._links:
            return list(times)
        dated = dated_events(self._text, self._sentences, times)
        out = {t.start: t for t in times}
        for start, (time, offset, direction, reference) in self._links.items():
            made = self._made(time, offset, direction, reference, dated)
            if made is not None:
                out[start] = made
        return [out[start] for start in sorted(out)]

    def _sentence_end(self, at: int) -> int:
        i = bisect_right(self._starts, at) - 1
        return self._sentences[i].end if i >= 0 else at

    def _new(self, spans: Sequence[tuple[int, int]]) -> Iterator[Time]:
        """Counts of units beside an event where no time was found: "the day of the raid"."""
        starts = [a for a, _ in spans]
        for sentence in self._sentences:
            for match in _FOUND.finditer(self._text, sentence.start, sentence.end):
                low = max(sentence.start, match.start() - AHEAD)
                front = _IN_FRONT.search(self._text[low : match.start()])
                start, end = low + (front.start() if front else match.start() - low), match.end()
                i = bisect_left(starts, end) - 1
                if i < 0 or spans[i][1] <= start:
                    yield self._bare(start, end)

    def _bare(self, start: int, end: int) -> Time:
        words = self._text[start:end]
        offset = offset_of(words, "")
        identity = f"{self._taken.document.id}.t{start}"
        joined = RELATION.match(self._text, end)
        counted = offset is not None and offset.window and bool(joined and (joined["before"] or joined["after"]))
        if offset is None or counted or offset.number != 1 or not (offset.determined or offset.same):
            unit = LETTERS.get(offset.unit, "X") if offset else "X"
            count = "X" if offset is None or offset.number is None else f"{offset.number:g}"
            value = f"PT{count}{unit[1:]}" if unit.startswith("T") else f"P{count}{unit}"
            return Time(id=identity, start=start, end=end, type="DURATION", value=value)
        if offset.part:
            return Time(id=identity, start=start, end=end, type="TIME", value="XXXX-XX-XX" + offset.part)
        value = "XXXX-XX-XX" if offset.unit == "day" else "XXXX"
        return Time(id=identity, start=start, end=end, type="DATE", value=value)

    def _link(self, time: Time, spans: Sequence[tuple[int, int]]) -> tuple[Offset, Direction, Reference] | None:
        """How a time hangs on the happening that is named behind it; none when it does not."""
        text = self._text
        front = _LAST_WORD.search(text, max(0, time.start - 20), time.start)
        offset = offset_of(text[time.start : time.end], front.group(1).lower() if front else "")
        end = self._sentence_end(time.start)
        if offset is None or time.type == "SET":
            return None
        joined = RELATION.match(text, time.end, end)
        start = joined.end() if joined else time.end
        i = bisect_left(spans, (time.end, 0))
        reference = reference_at(text, start, end, spans[i : i + 3])
        if reference is None or (text[start : start + 1].strip() and joined is None):
            return None
        direction = _direction(joined, offset, reference)
        return (offset, direction, reference) if direction else None

    def _made(
        self, time: Time, offset: Offset, direction: Direction, reference: Reference, dated: Mapping[str, list[Dated]]
    ) -> Time | None:
        """A time with its event; none for one that was not found before and whose event nothing bears out."""
        words = " ".join(self._text[reference.at.start : reference.at.end].split())
        found = candidates(reference, dated, self._article(time.start), time.start)
        event = agreed(found)
        tied = msgspec.structs.replace(
            time,
            anchor="event",
            anchor_at=reference.at,
            anchor_day="",
            earliest="",
            latest="",
            precision=_precision(offset),
            value=_undated(time, offset),
        )
        if event is None:
            days = ", ".join(sorted({_days(d.earliest, d.latest) for d in found})[:4])
            why = f"the text has several days for that: {days}" if found else "the text has no day for that"
            return msgspec.structs.replace(tied, how=f"counted from “{words}”; {why}")
        try:
            first, last = days_meant(offset, direction, event.earliest, event.latest)
        except (OverflowError, ValueError):
            return msgspec.structs.replace(tied, how=f"counted from “{words}”; that is beyond the calendar")
        named = " ".join(self._text[event.start : event.end].split())
        how = f"counted from “{words}”, which “{named}” puts on {_days(event.earliest, event.latest)}"
        return msgspec.structs.replace(
            tied,
            earliest=first.isoformat() if first else "",
            latest=last.isoformat() if last else "",
            anchor_day=event.earliest.isoformat() if event.earliest == event.latest else "",
            value=_dated_value(tied, offset, first, last),
            how=how,
            p=round(time.p * (0.9 if reference.names & event.names or event.at >= reference.at.start else 0.8), 4),
        )

    def _article(self, at: int) -> tuple[int, int]:
        """Where the article begins and ends that a place is in."""
        for part in self._taken.parts:
            if part.start <= at < part.end:
                return part.start, part.end
        return 0, len(self._text)


def _direction(joined: re.Match[str] | None, offset: Offset, reference: Reference) -> Direction | None:
    """On which side of the happening the time lies; none when the words beside it do not join the two."""
    if joined and joined["before"]:
        return "before"
    if joined and joined["after"]:
        return "after"
    if offset.same:
        return "at" if joined is None or not joined["of"] else None
    one = offset.determined and offset.number == 1
    if joined and joined["of"]:
        return ("before" if offset.eve else "at") if one and reference.known else None
    return "at" if one and reference.clause and reference.known else None


def _precision(offset: Offset) -> Precision:
    units: dict[str, Precision] = {
        "second": "hour", "minute": "hour", "hour": "hour", "week": "week", "fortnight": "week", "month": "month",
        "year": "year", "decade": "decade",
    }  # fmt: skip
    return "part of day" if offset.part else units.get(offset.unit, "day")


def _undated(time: Time, offset: Offset) -> str:
    """The value of a time without the day that it was given before its event was seen."""
    if time.type == "DURATION" or any(time.value.startswith(mark) for mark in _OPEN):
        return time.value
    return "XXXX-XX-XX" + offset.part if offset.unit == "day" else "XXXX"


def _dated_value(time: Time, offset: Offset, first: date | None, last: date | None) -> str:
    """The value of a time whose day its event gives."""
    if time.type == "DURATION" or first is None or last is None or offset.unit != "day":
        return time.value
    if offset.part:
        one = (last - first).days == (offset.part == "TNI")
        return first.isoformat() + offset.part if one else time.value
    return first.isoformat() if first == last else time.value


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
