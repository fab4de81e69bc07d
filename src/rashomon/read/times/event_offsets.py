"""How far from a happening a time lies ("the 10 days before", "hours after"), and which days that means."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

Direction = Literal["before", "after", "at", "around"]

RELATION = re.compile(
    r"\s+(?P<before>before|prior\s+to|ahead\s+of|preceding|leading\s+up\s+to|up\s+to|until|that\s+(?:had\s+)?preceded)\b"
    r"|\s+(?P<after>after|following|since|that\s+(?:had\s+)?followed)\b"
    r"|\s+(?P<of>of)\b"
    r"|\s+(?P<at>that|as|when|in\s+which|on\s+which)\b"
)
"""What joins a time and a happening."""
UNITS = {
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "night": "day", "morning": "day",
    "afternoon": "day", "evening": "day", "eve": "day", "week": "week", "weekend": "week", "fortnight": "fortnight",
    "month": "month", "year": "year", "decade": "decade",
}  # fmt: skip
PARTS = {"night": "TNI", "morning": "TMO", "afternoon": "TAF", "evening": "TEV"}
LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "TH", "minute": "TM", "second": "TS"}
_WORD = re.compile(r"[^\W_]+")
_NUMBERS = {
    w: float(i)
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1.0, "an": 1.0, "couple": 2.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "ninety": 90.0}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_SLACK = {"week": 3, "fortnight": 3, "month": 15, "year": 183, "decade": 1826}
_HOURS = {"hour": 1.0, "minute": 1 / 60, "second": 1 / 3600}
_WITHIN = frozenset("in within during throughout inside for over".split())
_LESS = frozenset("within less under fewer most up".split())
_MORE = frozenset("more least over".split())
_ABOUT = frozenset("about around roughly nearly almost some approximately around just".split())
_SEVERAL = frozenset("few several many some dozens numerous couple".split())
_FILLING = frozenset("the those these of than at same very first final last".split())
_NTH = frozenset(("first", "last", "final"))
_ORDINALS = {
    w: i
    for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}  # fmt: skip
_THE = frozenset(("the", "those", "these"))
FURTHEST = 3_000
"""Units that are counted at most."""


class Offset(NamedTuple):
    """A distance from a happening: so many units, none for "days" or "several weeks".

    `window` is for all the time in between ("in the 10 days before"), otherwise it is that far off ("10 days before").
    `nth` is for "the first days", which are not all of what they are days of; `which` for "the third day", 0 for any
    other. `same` is for "the same night".
    """

    unit: str
    number: float | None
    window: bool
    less: bool
    more: bool
    about: bool
    part: str
    same: bool
    determined: bool
    eve: bool
    nth: bool
    which: int = 0


@lru_cache(maxsize=4096)
def offset_of(words: str, before: str) -> Offset | None:
    """What the words of a time expression say as a distance; none when they are no count of units.

    `before` is the word in front of them, in small letters.
    """
    found = [w.lower() for w in _WORD.findall(words)]
    if not found or len(found) > 8:
        return None
    plural = found[-1].endswith("s") and found[-1][:-1] in UNITS
    noun = found[-1][:-1] if plural else found[-1]
    if noun not in UNITS or found[-2:] == ["the", "second"]:
        return None
    rest = found[:-1]
    if not all(_counts(w) for w in rest) or (rest and rest[0] in ("last", "next") and before not in _THE):
        return None
    vague = bool(_SEVERAL.intersection(rest)) and "couple" not in rest
    numbers = [n for w in rest if (n := _number(w)) is not None]
    count = None if vague or (not numbers and plural) else (numbers[-1] if numbers else 1.0)
    if count is not None and not 0 < count <= FURTHEST:
        return None
    determined = before in _THE or (bool(rest) and rest[0] in _THE)
    whole = noun in ("week", "weekend", "month", "year", "fortnight", "decade")
    window = before in _WITHIN and not (before == "over" and not determined)
    window = (window or (determined and (plural or whole))) and noun not in PARTS and noun != "eve"
    less = bool(_LESS.intersection((before, *rest)))
    more = bool(_MORE.intersection(rest)) or (before == "over" and not determined)
    about = bool(_ABOUT.intersection((before, *rest))) and not vague
    return Offset(
        unit=UNITS[noun],
        number=count,
        window=window,
        less=less,
        more=more,
        about=about,
        part=PARTS.get(noun, ""),
        same="same" in rest,
        determined=determined,
        eve=noun == "eve",
        nth=not _NTH.isdisjoint(rest),
        which=0 if plural or not determined else max((_ORDINALS.get(w, 0) for w in rest), default=0),
    )


def _counts(word: str) -> bool:
    known = word in _NUMBERS or word in _SEVERAL or word in _LESS or word in _MORE or word in _ABOUT
    return known or word.isdecimal() or word in _FILLING or word in _ORDINALS


def _number(word: str) -> float | None:
    return float(word[:6]) if word.isdecimal() else _NUMBERS.get(word)


def days_meant(offset: Offset, direction: Direction, first: date, last: date) -> tuple[date | None, date | None]:
    """The first and the last day that may be meant, for a happening between two days; none where it is open.

    OverflowError or ValueError where the calendar ends.
    """
    if direction == "at" or offset.same:
        return _inside(offset, first, last)
    if direction == "around":
        return _around(offset, first, last)
    sign = -1 if direction == "before" else 1
    if offset.number is None:
        return _vague(offset, sign, first, last)
    low, high = _moved(first, offset, sign, up=False), _moved(last, offset, sign, up=True)
    if offset.window or offset.less:
        return (low, last) if sign < 0 else (first, high)
    if offset.more:
        return (None, high) if sign < 0 else (low, None)
    slack = _slack(offset, last - first)
    return low - slack, high + slack + timedelta(days=offset.part == "TNI")


def _inside(offset: Offset, first: date, last: date) -> tuple[date, date]:
    """The happening's own day, or as many on as "the third day" says; a night ends with the next."""
    days = _DAYS.get(offset.unit, 1) if offset.which else 1
    away = timedelta(days=days * max(0, offset.which - 1))
    return first + away, last + away + timedelta(days=days - 1 + (offset.part == "TNI"))


def _around(offset: Offset, first: date, last: date) -> tuple[date, date]:
    """Of "within two days of": as far on both sides; of "within hours of" a day."""
    if offset.number is None:
        return first - timedelta(days=1), last + timedelta(days=1)
    return _moved(first, offset, -1, up=False), _moved(last, offset, 1, up=True)


def _vague(offset: Offset, sign: int, first: date, last: date) -> tuple[date | None, date | None]:
    """Of "days after" and "the weeks before": open on the far side but for hours, which end with the next day."""
    near = offset.unit in _HOURS
    if sign < 0:
        return (first - timedelta(days=1) if near else None), last
    return first, (last + timedelta(days=1) if near else None)


def _slack(offset: Offset, width: timedelta) -> timedelta:
    """How exactly so many units are meant: half a unit, and nothing more than the happening's own days leave open."""
    slack = timedelta(days=_SLACK.get(offset.unit, 0))
    if width > slack:
        slack = timedelta(0)
    if offset.about and offset.unit == "day":
        slack = timedelta(days=max(1, round((offset.number or 1) / 5)))
    return slack


def _moved(day: date, offset: Offset, sign: int, up: bool) -> date:
    """A day, so many units away; hours to the earliest or latest day that they can reach."""
    count = offset.number or 0.0
    if offset.unit in _HOURS:
        whole, rest = divmod(count * _HOURS[offset.unit], 24)
        outward = up if sign > 0 else not up
        return day + timedelta(days=sign * (int(whole) + (1 if rest and outward else 0)))
    if offset.unit in _DAYS:
        return day + timedelta(days=sign * round(_DAYS[offset.unit] * count))
    months = day.month - 1 + sign * round(_MONTHS[offset.unit] * count)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
