"""Numbers and clock times of two contents against one another: of the same thing, the same event, or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.link.positions.units import Unit
from rashomon.link.positions.act_words import alternatives, classes, listed, share, stem, stems_of, words_of
from rashomon.records import Quantity

_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")
_ABOUT = re.compile(r"\b(?:about|around|towards?|roughly|nearly|almost|shortly|some|approximately|circa)\s*$", re.IGNORECASE)
_APART = re.compile(rf"\b(?:{alternatives(listed('apart'))})\b", re.IGNORECASE)
_SIDE = 26
_FIRED = frozenset(("", "fir", "launch", "shoot", "land", "fall", "hit", "strik", "explod", "rain", "hear", "count", "describ", "us"))
"""Stems of what rockets and shells do when they are counted as fired."""
_NEAR_CLOCK = 90


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what, to what it happened: `thing` and `event` are classes of acts.toml or stems.

    `words` are the number with its noun as written, `kinds` the stems that narrow the noun down.
    """

    low: float
    high: float
    thing: str
    event: str
    unit: str
    words: str
    kinds: frozenset[str]
    about: bool
    compared: str


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day of an event: minutes since midnight, how far it may be off, the classes of the event."""

    minute: int
    slack: int
    events: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What two contents say of one thing: whether it goes together, one narrower than the other, or not at all."""

    kind: str
    reason: str
    p: float


def counts(unit: Unit) -> tuple[Count, ...]:
    """The numbers of things in a content; parts, rates and further ones are left out."""
    return tuple(c for q in unit.quantities if (c := _count(unit, q)) is not None)[:8]


def _count(unit: Unit, q: Quantity) -> Count | None:
    if (q.low is None and q.high is None) or q.unit in ("percent",):
        return None
    at = _offset(unit, q.start)
    words = unit.text[at : at + q.end - q.start]
    before, after = unit.text[max(0, at - _SIDE) : at], unit.text[at + len(words) : at + len(words) + _SIDE]
    if _APART.search(before) or re.match(r"\s+(?:more\b|of\s+(?:them|those|the|his|their|whom)\b)", after):
        return None
    head = q.head.lower()
    things, events = classes("counted"), classes("happened")
    event = next(iter(events.get(q.event.lower(), ())), "") or next(iter(events.get(head, ())), "")
    event = event or (stem(q.event.lower()) if q.event else "")
    thing = next(iter(things.get(head, ())), stem(head) if head else "")
    if not event and not set(words_of(unit.text)).isdisjoint(listed("apart", "losses")):
        event = "kill"
    if not thing and event in classes_kept():
        thing = "person"
    if not thing and not q.unit:
        return None
    low = float("-inf") if q.low is None else q.low
    high = float("inf") if q.high is None else q.high
    if q.comparator == "about":
        low, high = low * 0.85, high * 1.15
    elif q.number and q.number >= 100 and q.number % 100 == 0:
        low, high = low - 0.05 * q.number, high + 0.05 * q.number
    end = q.of_at.end if q.of_at and q.of_at.start >= q.start and q.of_at.end - q.end < 60 else q.end
    told = unit.text[at : at + max(q.end, end) - q.start]
    kinds = stems_of(q.of) - {stem(head)} if q.of else frozenset()
    return Count(low, high, thing, event, q.unit, " ".join(told.split()), kinds, q.comparator == "about", q.comparator)


@cache
def classes_kept() -> frozenset[str]:
    """What happens to people."""
    return frozenset({"kill", "wound", "arrest", "displace", "miss"})


def _offset(unit: Unit, start: int) -> int:
    """Where a character of the document stands in the joined text of a content."""
    length = 0
    for f in unit.fragments:
        if f.start <= start < f.end:
            return length + start - f.start
        length += min(f.end - f.start, 600) + 1
    return 0


def clocks(unit: Unit) -> tuple[Clock, ...]:
    """The first time of day in a content with the event that it is told of; that of the sentence before, where the
    content is but a time."""
    for m in _CLOCK.finditer(unit.text):
        before = unit.text[max(0, m.start() - _NEAR_CLOCK) : m.start()]
        after = unit.text[m.end() : m.end() + _SIDE]
        if re.match(r"\s*(?:percent|per cent|%|million|billion|metres|km|kilometres)", after) or re.search(r"[$€£]\s?$", before):
            continue
        if re.search(r"\buntil\s*$|\bby\s*$|\bsince\s*$|\bbefore\s*$|\bafter\s*$", before):
            continue
        events = _events(before)
        if not events and len(unit.stems) <= 2 and unit.previous:
            events = _events(unit.previous)
        if not events:
            continue
        minute = 60 * int(m.group(1)) + int(m.group(2))
        return (Clock(minute, 20 if _ABOUT.search(before) else 4, events, m.group()),)
    return ()


def _events(text: str) -> frozenset[str]:
    """What happened last in a text, as classes of acts.toml."""
    found: frozenset[str] = frozenset()
    for m in _told().finditer(text):
        if not re.search(r"\b(?:before|after|until|since)\s+(?:\w+\s+){0,2}$", text[: m.start()]):
            found |= classes("began")[" ".join(m.group().lower().split())]
    return found


@cache
def _told() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(classes('began'))})\b", re.IGNORECASE)


def of_times(one: Unit, other: Unit, first: tuple[Clock, ...], second: tuple[Clock, ...]) -> Iterator[Difference]:
    """What the clock times of one event say of one another."""
    for a in first:
        for b in second:
            if not a.events & b.events or not _same_place(one, other):
                continue
            apart = abs(a.minute - b.minute)
            apart = min(apart, 24 * 60 - apart)
            if apart <= a.slack + b.slack:
                yield Difference("agrees", f"both give {a.words}" if a.minute == b.minute else f"{a.words} and {b.words}", 0.7)
            elif apart <= 6 * 60:
                yield Difference("contradicts", f"{a.words} against {b.words}", 0.8)


def _same_place(one: Unit, other: Unit) -> bool:
    """Whether two contents can be of one place, as far as names tell."""
    a, b = places_of(one), places_of(other)
    if a and b:
        return bool(a & b) or bool(a & _around(other)) or bool(b & _around(one))
    if a or b:
        sure, loose = (one, other) if a else (other, one)
        return bool(places_of(sure) & _around(loose))
    return bool(_around(one) & _around(other))


def places_of(unit: Unit) -> frozenset[str]:
    """The places that a content names."""
    return frozenset(n.key for n in unit.names if n.kind in ("place", "facility"))


def _around(unit: Unit) -> frozenset[str]:
    return frozenset(n.key for n in unit.near) | unit.top | unit.keys


def of_counts(one: Unit, other: Unit, first: tuple[Count, ...], second: tuple[Count, ...], near: float) -> Iterator[Difference]:
    """What the numbers of the same thing say of one another; `near` is how alike the contents are (cosine)."""
    if not _same_place(one, other) or _other_day(one, other):
        return
    for a in first:
        for b in second:
            if _same_thing(a, b) and _same_matter(one, other, a, b, near):
                found = _held(a, b)
                if found:
                    yield found


def _same_thing(a: Count, b: Count) -> bool:
    if a.unit != b.unit or a.thing != b.thing:
        return False
    if a.thing == "person":
        return bool(a.event) and a.event == b.event
    if a.event and b.event and a.event != b.event and {a.event, b.event} & classes_kept():
        return False
    if a.unit:
        return bool(a.event) and a.event == b.event
    if a.thing == "projectile":
        return {a.event, b.event} <= _FIRED and min(a.high, b.high) > 0
    return not (a.kinds and b.kinds) or bool(a.kinds & b.kinds)


def _same_matter(one: Unit, other: Unit, a: Count, b: Count, near: float) -> bool:
    """Whether two counts are of one occasion, going by all else that is said."""
    if a.thing in ("person", "projectile", "fighter", "soldier", "policeman") and (a.event == b.event != "" or a.thing == "projectile"):
        return near >= 0.3 or len(one.stems & other.stems) >= 2
    dull = stems_of(f"{a.words} {b.words}") - {a.thing}
    return near >= 0.5 and len((one.stems & other.stems) - dull) >= 2


def _held(a: Count, b: Count) -> Difference | None:
    reason = f"{a.words} against {b.words}"
    if a.low > b.high or b.low > a.high:
        return Difference("contradicts", reason, 0.75 if a.thing != "projectile" else 0.65)
    if (a.low, a.high) == (b.low, b.high):
        return Difference("agrees", f"both have {a.words}", 0.6)
    narrower = a.low >= b.low and a.high <= b.high
    return Difference("qualifies" if narrower else "qualified", reason, 0.6)


def _other_day(one: Unit, other: Unit) -> bool:
    """Whether both name days and have none in common."""
    a, b = days_of(one), days_of(other)
    return bool(a) and bool(b) and not any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)


def days_of(unit: Unit) -> set[tuple[str, str]]:
    """The first and last days of the dates in a content that are no wider than a month."""
    return {
        (t.earliest[:10], t.latest[:10])
        for t in unit.times
        if t.type in ("DATE", "TIME")
        and t.earliest
        and t.latest
        and t.precision in ("day", "part of day", "weekend", "week", "month")
    }


def likeness(one: Unit, other: Unit) -> float:
    """The part of the words of the shorter content that the longer one has, too."""
    return share(one.stems, other.stems)
