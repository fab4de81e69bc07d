"""Times that hang on an event: when it was is said elsewhere in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from rashomon.read.times.dated_events import Dated, dated_events, days_of, named_day, said_days
from rashomon.read.times.event_offsets import LETTERS, RELATION, UNITS, Direction, Offset, days_meant, offset_of
from rashomon.read.times.event_references import Reference, agreed, candidates, reference_at
from rashomon.records import Fragment, Precision, Sentence, Taken, Time

PASSES = 3
"""How often dated events are looked for: what hangs on one may date another."""
_FOUND = re.compile(
    r"\b(?:[sS]econds?|[mM](?:inutes?|ornings?|onths?)|[hH]ours?|[dD]ays?|[nN]ights?|[aA]fternoons?|[eE]ve(?:nings?)?"
    r"|[wW]eek(?:s|end)?|[yY]ears?)"
    r"(?=\s+(?:(?:before|prior|ahead|preceding|leading|up|until|after|following|since|of|that|as|when|the|an?|his|her)\b"
    r"|[A-Z]))"
)
_IN_FRONT = re.compile(
    r"(?:\bthe\s+(?:very\s+)?(?:same\s+)?)?"
    r"(?:\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|few|several)\s+)?"
    r"(?:\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\s+)?$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"([^\W_]+)\s*$")
_BESIDE = re.compile(r",\s+(?:just\s+|on\s+)?|\s+\(|\s*[—–]\s*")
"""What stands between two times that are the same day."""
_OPEN = ("XXXX", "PAST_REF", "PRESENT_REF", "FUTURE_REF")
_MOMENTS = ("day", "week", "month", "year")
_WIDEST = {"month": 366, "year": 3660, "decade": 36600}
"""Days that an event may leave open, by the unit in which a time is counted from it; a month otherwise."""
AHEAD = 60  # characters before a unit in which its count stands


def with_events(taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time]) -> list[Time]:
    """The times of a document, those that hang on an event with its words and with bounds where its day is known.

    Times that only the event beside them gives away ("the day of the raid") are added. An event's day is taken from a
    mention that is dated in the same article, if all such mentions agree.
    """
    found = _Tied(taken, sentences, times)
    out = list(times)
    known = -1
    for _ in range(PASSES):
        days = sum(t.anchor == "event" and t.earliest != "" for t in out)
        if days == known:
            break
        known, out = days, found.tied(out)
    return out


class _Link(NamedTuple):
    """A time and the happening it is counted from; `beside` is where a time begins that stands for the same day."""

    time: Time
    offset: Offset
    direction: Direction
    reference: Reference
    beside: int


class _Tied:
    """The times of one document that hang on events, and the events."""

    def __init__(self, taken: Taken, sentences: Sequence[Sentence], times: Sequence[Time]) -> None:
        self._taken, self._text, self._sentences = taken, taken.document.text, sentences
        self._starts = [s.start for s in sentences]
        self._spans = [(t.start, t.end) for t in times]
        links = (self._link(time) for time in [*times, *self._new()])
        self._links = [link for link in links if link is not None]

    def tied(self, times: Sequence[Time]) -> list[Time]:
        """The times, with what the dated events among them give for those that hang on one."""
        if not self._links:
            return list(times)
        dated = dated_events(self._text, self._sentences, times, {link.reference.kind for link in self._links})
        out = {t.start: t for t in times}
        for one in self._worked_out(out):
            insort(dated.setdefault(one.kind, []), one, key=lambda d: d.at)
        for link in self._links:
            out[link.time.start] = self._made(link, dated, out.get(link.beside))
        return [out[start] for start in sorted(out)]

    def _worked_out(self, times: Mapping[int, Time]) -> Iterator[Dated]:
        """Events whose day follows from a time beside what hangs on them: "on Nov. 3, the day before the vote"."""
        for link in self._links:
            beside = times.get(link.beside)
            days = (said_days(beside) or named_day(beside)) if beside else None
            offset, reference = link.offset, link.reference
            exact = (
                offset.number is not None and offset.unit == "day" and not (offset.less or offset.more or offset.about)
            )
            if days is None or offset.which or not (link.direction == "at" or exact):
                continue
            away = timedelta(days=0 if link.direction == "at" else round(offset.number or 0))
            sign = 1 if link.direction == "before" else -1
            try:
                first, last = days[0] + sign * away, days[1] + sign * away
            except OverflowError:
                continue
            yield Dated(
                kind=reference.kind,
                at=reference.at.start,
                start=min(link.time.start, link.beside),
                end=reference.at.end,
                earliest=first,
                latest=last,
                names=reference.names,
                means=reference.means,
                things=reference.things,
                verb=reference.clause,
                somebody=True,
                time=link.time.start,
            )

    def _new(self) -> Iterator[Time]:
        """Counts of units beside an event where no time was found: "the day of the raid"."""
        starts = [a for a, _ in self._spans]
        for sentence in self._sentences:
            for match in _FOUND.finditer(self._text, sentence.start, sentence.end):
                low = max(sentence.start, match.start() - AHEAD)
                front = _IN_FRONT.search(self._text[low : match.start()])
                start, end = low + (front.start() if front else match.start() - low), match.end()
                i = bisect_left(starts, end) - 1
                if i < 0 or self._spans[i][1] <= start:
                    yield self._bare(start, end)

    def _bare(self, start: int, end: int) -> Time:
        """A count of units as a time with no day."""
        offset = offset_of(self._text[start:end], "")
        identity = f"{self._taken.document.id}.t{start}"
        joined = RELATION.match(self._text, end)
        counted = offset is not None and offset.window and bool(joined and (joined["before"] or joined["after"]))
        moment = offset is not None and offset.unit in _MOMENTS and (offset.determined or offset.same)
        if offset is None or counted or offset.number != 1 or not moment:
            unit = LETTERS.get(offset.unit, "X") if offset else "X"
            number = "X" if offset is None or offset.number is None else f"{offset.number:g}"
            value = f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"
            return Time(id=identity, start=start, end=end, type="DURATION", value=value)
        if offset.part:
            return Time(id=identity, start=start, end=end, type="TIME", value="XXXX-XX-XX" + offset.part)
        value = "XXXX-XX-XX" if offset.unit == "day" else "XXXX"
        return Time(id=identity, start=start, end=end, type="DATE", value=value)

    def _link(self, time: Time) -> _Link | None:
        """How a time hangs on the happening that is named behind it; none when it does not."""
        text, spans = self._text, self._spans
        if (
            time.type == "SET"
            or text[max(time.start, time.end - 12) : time.end].split()[-1].lower().rstrip("s") not in UNITS
        ):
            return None
        front = _LAST_WORD.search(text, max(0, time.start - 20), time.start)
        offset = offset_of(text[time.start : time.end], front.group(1).lower() if front else "")
        if offset is None:
            return None
        i = bisect_right(self._starts, time.start) - 1
        end = self._sentences[i].end if i >= 0 else time.start
        joined = RELATION.match(text, time.end, end)
        if joined is None and text[time.end : time.end + 1].strip():
            return None
        k = bisect_left(spans, (time.end, 0))
        if joined is None and k < len(spans) and spans[k][0] <= time.end + 1:
            return None
        reference = reference_at(text, joined.end() if joined else time.end, end, spans[k : k + 3])
        direction = _direction(joined, offset, reference) if reference else None
        if reference is None or direction is None:
            return None
        return _Link(time, offset, direction, reference, -1 if offset.window else self._beside(time, reference))

    def _beside(self, time: Time, reference: Reference) -> int:
        """Where a time begins that stands beside one as the same: "Nov. 3, the day before the vote"."""
        k = bisect_left(self._spans, (time.start, 0)) - 1
        if k >= 0 and _BESIDE.fullmatch(self._text[self._spans[k][1] : time.start]):
            return self._spans[k][0]
        k = bisect_left(self._spans, (reference.at.end, 0))
        if k < len(self._spans) and _BESIDE.fullmatch(self._text[reference.at.end : self._spans[k][0]]):
            return self._spans[k][0]
        return -1

    def _made(self, link: _Link, dated: Mapping[str, list[Dated]], beside: Time | None) -> Time:
        """A time with its event, and with bounds where the event or a time beside it gives them."""
        time, offset, reference = link.time, link.offset, link.reference
        tied = msgspec.structs.replace(
            time,
            type="TIME" if offset.part else time.type,
            anchor="event",
            anchor_at=reference.at,
            anchor_day="",
            earliest="",
            latest="",
            precision=_precision(offset),
            value=_undated(time, offset),
            how=f"counted from “{self._said(reference.at)}”",
        )
        found = candidates(reference, dated, self._article(time.start), time.start)
        event = agreed(found)
        why = "the text has no day for that"
        if found:
            days = ", ".join(sorted({_days(d.earliest, d.latest) for d in found})[:4])
            why = _said_only(event.earliest, event.latest) if event else f"the text has several days for that: {days}"
        inside = event is not None and reference.at.start <= event.at < reference.limit
        if event is not None and not inside and (event.latest - event.earliest).days > _WIDEST.get(offset.unit, 31):
            event = None  # "two days before the attack" of some day in 2012
        if event is None:
            tied = msgspec.structs.replace(tied, how=f"{tied.how}; {why}")
        else:
            tied = self._bounded(tied, link, event)
        same = (said_days(beside) or named_day(beside)) if beside else None
        known = days_of(tied)
        if same and (known is None or same[1] - same[0] <= known[1] - known[0]):
            what = f"{tied.how}; the same as “{self._said(beside)}” beside it"
            first, last = same
            value = _dated_value(tied, offset, first, last)
            bounds = (first.isoformat(), last.isoformat())
            return msgspec.structs.replace(tied, earliest=bounds[0], latest=bounds[1], value=value, how=what)
        return tied

    def _bounded(self, tied: Time, link: _Link, event: Dated) -> Time:
        """A time that hangs on an event, with the days that this means."""
        reference, offset = link.reference, link.offset
        try:
            first, last = days_meant(offset, link.direction, event.earliest, event.latest)
        except (OverflowError, ValueError):
            return msgspec.structs.replace(tied, how=f"{tied.how}; that is beyond the calendar")
        sure = 0.9 if reference.names & event.names or event.at >= reference.at.start else 0.8
        return msgspec.structs.replace(
            tied,
            earliest=first.isoformat() if first else "",
            latest=last.isoformat() if last else "",
            anchor_day=event.earliest.isoformat() if event.earliest == event.latest else "",
            value=_dated_value(tied, offset, first, last),
            how=f"{tied.how}, which “{self._said(event)}” puts on {_days(event.earliest, event.latest)}",
            p=round(tied.p * (sure if event.kind == reference.kind else 0.6), 4),
        )

    def _said(self, where: Fragment | Time | Dated | None) -> str:
        """The words at a place, in one line."""
        return " ".join(self._text[where.start : where.end].split()) if where else ""

    def _article(self, at: int) -> tuple[int, int]:
        """Where the article begins and ends that a place is in."""
        i = bisect_right(self._taken.parts, at, key=lambda part: part.start) - 1
        if i >= 0 and at < self._taken.parts[i].end:
            return self._taken.parts[i].start, self._taken.parts[i].end
        return 0, len(self._text)


def _direction(joined: re.Match[str] | None, offset: Offset, reference: Reference) -> Direction | None:
    """On which side of the happening the time lies; none when the words beside it do not join the two."""
    if joined and joined["before"]:
        return "before"
    if joined and joined["after"]:
        return "after"
    if offset.same:
        return "at" if joined and joined["at"] else None
    if joined and joined["of"] and offset.less:
        # "within two days of the raid"; of "days" alone nothing can be said.
        return "around" if offset.number is not None or offset.unit in ("hour", "minute", "second") else None
    one = offset.determined and not offset.nth and offset.number == 1 and offset.unit in _MOMENTS
    if offset.which:
        # "the third day of the siege"
        one = bool(joined and joined["of"]) and offset.unit in ("day", "week")
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
        one = (last - first).days <= (offset.part == "TNI")
        return first.isoformat() + offset.part if one else time.value
    return first.isoformat() if first == last else time.value


def _said_only(first: date, last: date) -> str:
    """That a text gives a whole year, month or other stretch for an event, and no day of it."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        years = f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
        return f"the text says only that it was {years}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.strftime("%Y%m") == last.strftime("%Y%m"):
        return f"the text says only that it was in {month_name[first.month]} {first.year}"
    return f"the text says only that it was between {first} and {last}"


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
