"""Times of day of two contents, and how long before or after an event, against one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rashomon.link.positions.act_words import alternatives, classes, stem, stems_of
from rashomon.link.positions.figures import Difference, same_place
from rashomon.link.positions.units import Unit

_SIDE = 26
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)")
_OCLOCK = re.compile(rf"\b({'|'.join(_HOURS)}|1?\d)\s+o[’']clock\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|towards?|roughly|nearly|almost|shortly|some|approximately|circa)\s*$", re.IGNORECASE
)
_NEAR_CLOCK = 90


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day of an event: minutes since midnight, how far it may be off, the classes of the event."""

    minute: int
    slack: int
    events: frozenset[str]
    words: str


def clocks(unit: Unit) -> tuple[Clock, ...]:
    """The first time of day in a content with the event that it is told of; that of the sentence before, where the
    content is but a time.
    """
    for m in (*_CLOCK.finditer(unit.text), *_OCLOCK.finditer(unit.text)):
        before = unit.text[max(0, m.start() - _NEAR_CLOCK) : m.start()]
        after = unit.text[m.end() : m.end() + _SIDE]
        if re.match(r"\s*(?:percent|per cent|%|million|billion|metres|km|kilometres)", after) or re.search(
            r"[$€£]\s?$", before
        ):
            continue
        if re.search(r"\buntil\s*$|\bby\s*$|\bsince\s*$|\bbefore\s*$|\bafter\s*$", before):
            continue
        events = _events(before)
        if not events and len(unit.stems) <= 2 and unit.previous:
            events = _events(unit.previous)
        if not events:
            continue
        minute = 60 * int(m.group(1)) + int(m.group(2)) if m.re is _CLOCK else 60 * _hour(m.group(1))
        return (Clock(minute, 20 if _ABOUT.search(before) else 4, events, m.group()),)
    return ()


def _hour(word: str) -> int:
    return int(word) if word.isdigit() else 1 + _HOURS.index(word.lower())


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
            if not a.events & b.events or not same_place(one, other):
                continue
            apart = abs(a.minute - b.minute)
            apart = min(apart, 24 * 60 - apart)
            if apart <= a.slack + b.slack:
                yield Difference(
                    "agrees", f"both give {a.words}" if a.minute == b.minute else f"{a.words} and {b.words}", 0.7
                )
            elif _half_days(first, second, apart):
                continue
            elif apart <= 6 * 60:
                yield Difference("contradicts", f"{a.words} against {b.words}", 0.8)


def _half_days(first: tuple[Clock, ...], second: tuple[Clock, ...], apart: int) -> bool:
    """Whether an hour "o'clock" and another time are the same but for morning and evening."""
    spoken = any("clock" in c.words for c in (*first, *second))
    return spoken and abs(apart - 12 * 60) <= 25


@dataclass(frozen=True, slots=True)
class Gap:
    """How long before or after an event something was: minutes, at least and at most."""

    low: float
    high: float
    after: bool
    events: frozenset[str]
    words: str


_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080, "month": 43200, "year": 525600}
_GAP = re.compile(
    r"(?P<more>more than|over|at least|less than|under|about|around|nearly|some)?\s*"
    rf"\b(?P<n>{'|'.join(_HOURS)}|forty|thirty|twenty|fifteen|fifty|a|an|\d+)"
    r"\s+(?P<unit>minute|hour|day|week|month|year)s?\s+(?P<side>before|after)\s+(?P<rest>[^.;,]{3,50})",
    re.IGNORECASE,
)
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a": 1, "an": 1}


def gaps(unit: Unit) -> tuple[Gap, ...]:
    """How long before or after which event, where a content says so."""
    found: list[Gap] = []
    if " before " not in unit.text and " after " not in unit.text:
        return ()
    for m in _GAP.finditer(unit.text):
        events = _events(m.group("rest"))
        word = m.group("n").lower()
        number = _TENS.get(word) or (int(word) if word.isdigit() else 1 + _HOURS.index(word))
        size = number * _MINUTES[m.group("unit").lower()]
        more = (m.group("more") or "").lower()
        low, high = size * 0.8, size * 1.25
        if more in ("more than", "over", "at least"):
            low, high = size, float("inf")
        elif more in ("less than", "under"):
            low, high = 0, size
        if events:
            words = " ".join(m.group()[: m.start("rest") - m.start()].split())
            found.append(Gap(low, high, m.group("side").lower() == "after", events, words))
    return tuple(found)


def of_gaps(one: Unit, other: Unit, near: float) -> Iterator[Difference]:
    """What two contents say of how long before or after an event something was."""
    first, second = gaps(one), gaps(other)
    for a in first:
        for b in second:
            dull = stems_of(f"{a.words} {b.words}") | {
                stem(w) for w in (*classes("began"), *_HOURS, "first", "minutes")
            }
            if a.after != b.after or not a.events & b.events or near < 0.4 or not (one.stems & other.stems) - dull:
                continue
            if a.low > b.high or b.low > a.high:
                yield Difference("contradicts", f"{a.words} against {b.words}", 0.6)
            elif (a.low, a.high) == (b.low, b.high):
                yield Difference("agrees", f"both have {a.words}", 0.6)
