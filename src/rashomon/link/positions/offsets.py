"""Moments told by their distance from an event, as clock times: of the event's own time in the same document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rashomon.link.positions.act_words import classes, stem, stems_of
from rashomon.link.positions.moments import clocks, gaps
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

Anchors = Mapping[str, Mapping[str, frozenset[int]]]
"""For each document the minutes since midnight that it gives for each class of event."""
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")
_AT = re.compile(r"\b(?:at|around|about)\s+(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d)(?!\d)")
_HOUR_OF = re.compile(
    r"^\W*(?:that\s+)?(?P<this>this|that|it|(?:[01]?\d|2[0-3])[:.][0-5]\d)\s+(?:was|is)\s+the\s+(?:hour|time|moment)\s+of\s+"
    r"(?P<what>[^,;:.!?]{3,60})",
    re.IGNORECASE,
)
_AND_NOT = re.compile(r"\b(?:and|,)\s+not\s+(?P<wrong>[^.;,]{3,30})$", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?P<n>[\w-]+)\s+(?P<unit>minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_HOURS = stems_of(
    "minute hour day week month year first second local time utc clock two three four five six seven eight nine ten "
    "eleven twelve fifteen twenty thirty forty fifty"
)
_SHARED = 2
_CLAUSE = 100
_LONGEST = 6 * 60
_SLACK = 12


def anchors(units: Sequence[Unit]) -> Anchors:
    """When each document has the events of its clock times be."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for unit in units:
        for clock in clocks(unit):
            for event in clock.events:
                found[unit.doc][event].add(clock.minute)
    return {doc: {e: frozenset(m) for e, m in events.items()} for doc, events in found.items()}


def moments(unit: Unit, known: Anchors, beside: Sequence[Unit]) -> Iterator[Point]:
    """When a content has something be that is told of a clock time or an event; `beside` share its sentence."""
    if unit.negative and not re.search(r"\bnot\b[^.;]*$", unit.text):
        return
    for gap in gaps(unit):
        at = unit.text.find(gap.words)
        subject = _subject(unit.text[max(0, at - _CLAUSE) : max(0, at)])
        minutes = {m for event in gap.events for m in known.get(unit.doc, {}).get(event, ())}
        if at < 0 or len(minutes) != 1 or gap.high > _LONGEST:
            continue
        size = gap.high / 1.25
        minute = (minutes.pop() + (size if gap.after else -size)) % (24 * 60)
        yield Point("moment", "", f"{gap.words} that", "When it was", frozenset({"gap"}), of=subject, low=minute)
    yield from _told(unit, beside)


def _told(unit: Unit, beside: Sequence[Unit]) -> Iterator[Point]:
    m = _HOUR_OF.match(unit.text)
    if m:
        said = m.group("this")
        if not _CLOCK.match(said):
            before = [c for u in beside if u.end <= unit.start for c in _CLOCK.findall(u.text)]
            said = ":".join(before[-1]) if before else ""
        if said:
            yield _clock(said, _subject(m.group("what")))
        return
    m = _AT.search(unit.text)
    if m:
        yield _clock(m.group("clock"), _subject(unit.text[max(0, m.start() - _CLAUSE) : m.start()]))


def _clock(said: str, subject: frozenset[str]) -> Point:
    hour, minute = re.split(r"[:.]", said)
    return Point(
        "moment",
        "",
        f"{hour}:{minute}",
        "When it was",
        frozenset({"clock"}),
        of=subject,
        low=60 * int(hour) + int(minute),
    )


def gap_points(unit: Unit, beside: Sequence[Unit]) -> Iterator[Point]:
    """How long before or after an event a content has something be; what it says that it was not."""
    found = gaps(unit)
    if len(found) != 1 or (unit.negative and not _AND_NOT.search(unit.text)):
        return
    (gap,) = found
    sentence = " ; ".join({unit.whole, unit.text, *(u.whole for u in beside)})
    corrected = _AND_NOT.search(unit.text)
    not_ = frozenset({_plain(corrected.group("wrong"))} if corrected else ())
    side = "after" if gap.after else "before"
    for event in sorted(gap.events):
        yield Point(
            "gap",
            f"{side} {event}",
            gap.words,
            "How long before or after it was",
            frozenset({_plain(gap.words)}),
            not_ | {f"beside {s}" for s in _kept(sentence)},
            _subject(unit.text[: max(0, unit.text.find(gap.words))]),
            gap.low,
            gap.high,
        )


def _plain(words: str) -> str:
    """A length of time without what stands before or after it: "more than two hours before" as "two hour"."""
    m = _LENGTH.search(words)
    return f"{m.group('n').lower()} {m.group('unit').lower()}" if m else ""


def far_apart(x: Point, y: Point) -> bool:
    """Whether two lengths of time before or after an event exclude each other, of what seems to be one happening."""
    if x.subject != y.subject or not (x.low > y.high or y.low > x.high):
        return False
    if x.value & y.not_ or y.value & x.not_:
        return any(s.startswith("beside ") for s in x.not_ & y.not_)
    shared = len(x.of & y.of)
    return shared >= _SHARED and 2 * shared >= min(len(x.of), len(y.of))


def _kept(text: str) -> frozenset[str]:
    dull = {stem(w) for w in classes("began")} | _HOURS
    return frozenset(s for s in stems_of(text) if s not in dull and not s[0].isdigit())


def _subject(text: str) -> frozenset[str]:
    return _kept(re.split(r"[.;:!?]", text)[-1])


def other_hour(x: Point, y: Point) -> bool:
    """Whether one gives a clock time and another a distance that is another time, of the same happening."""
    less, more = sorted((x.of, y.of), key=len)
    if x.value == y.value or len(less) < 2 or not less <= more:
        return False
    apart = abs(x.low - y.low)
    return _SLACK < min(apart, 24 * 60 - apart) <= _LONGEST
