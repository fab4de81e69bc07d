"""Which number or date of a second text answers each one of a first, and whether it keeps to what the first says.

A partner is chosen by the words around it and by its size, so that a share is held against a share and a number of
critics against a number of reviews. `answered` also writes the first text with the second one's numbers and dates in
the place of its own: a model that reads it so need not calculate, and tells only whether all else is the same.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from rashomon.figures import Figure, compared_from, figures_in
from rashomon.link.pairs.excerpts import STOP

Fit = Literal["same", "kept", "broken", "other", "open"]
"""The same value; within the bound that the first sets; beyond it; another value where no bound is set; not told."""

_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {n: i + 1 for i, name in enumerate(_NAMES) for n in (name, name[:3])} | {"sept": 9}
_M = r"(?P<month{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?:1[0-9]|20)\d\d"
_DATE = re.compile(
    rf"\b(?:{_M.format(1)}\s(?:the\s)?(?P<day1>[0-3]?\d)(?:st|nd|rd|th)?(?!\d)(?:\s?,?\s?(?P<year1>{_YEAR})\b)?"
    rf"|(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s(?:of\s)?{_M.format(2)}(?:\s?,?\s?(?P<year2>{_YEAR})\b)?"
    rf"|{_M.format(3)}\s?,?\s(?:of\s)?(?P<year3>{_YEAR})"
    rf"|(?P<year4>{_YEAR}))(?![\w%]|[.,]\d)(?!\s(?:people|million|percent|cases|deaths))",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<before>before|prior to|earlier than|ahead of)|(?P<until>by|until|till|up to|no later than)"
    r"|(?P<after>after|later than|following|past)|(?P<since>since|from|starting|beginning))"
    r"\s(?:the\s|early\s|late\s|in\s|on\s|year\s|end\sof\s){0,2}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d]\w*")
_NEAR, _FAR_WORDS = 60, 45
_LEAST = 0.6
"""How much must speak for a pair of numbers: its words, its size."""
_MOST = 40  # numbers of a text that are looked at
_NO_YEAR = 2000


class Told(NamedTuple):
    """A number or a date as it stands from `start` (with its comparator) to `end`: from `low` to `high`."""

    start: int
    bare: int
    end: int
    low: float
    high: float
    number: float
    sort: str
    bound: bool
    words: frozenset[str]
    head: str


class Answer(NamedTuple):
    """A number or date of the first text, the one of the second that answers it, if any, and how they fit."""

    one: Told
    two: Told | None
    fit: Fit


def told_in(text: str) -> list[Told]:
    """The dates and the other numbers of a text, in order."""
    dates = [d for m in _DATE.finditer(text) if (d := _dated(text, m))]
    taken = [(d.bare, d.end) for d in dates]
    rest = [_numbered(text, f) for f in figures_in(text) if not any(s < f.end and f.start < e for s, e in taken)]
    return sorted(dates + rest)[:_MOST]


def answered(claim: str, evidence: str) -> tuple[list[Answer], str]:
    """How the second text answers each number and date of the first, and the first with the second's in their place."""
    ours, theirs = told_in(claim), told_in(evidence)
    found = [Answer(one, two := _partner(one, theirs), _fit(one, two) if two else "open") for one in ours]
    out, at = [], 0
    for one, two, _ in found:
        if two is None or one.start < at:
            continue
        out += [claim[at : one.start], evidence[two.bare : two.end]]
        at = one.end
    return found, "".join([*out, claim[at:]])


def _dated(text: str, match: re.Match[str]) -> Told | None:
    month = next((match[f"month{i}"] for i in (1, 2, 3) if match[f"month{i}"]), "")
    year = next((match[f"year{i}"] for i in (1, 2, 3, 4) if match[f"year{i}"]), "")
    day = match["day1"] or match["day2"] or ""
    low, high = _days(int(year) if year else _NO_YEAR, _MONTHS.get(month.lower().rstrip("."), 0), int(day or 0))
    if not low:
        return None
    before = _BOUND.search(text[max(0, match.start() - 30) : match.start()])
    start, number = match.start(), low
    if before:
        start -= before.end() - before.start()
        if before["before"]:
            low, high = -math.inf, low - 1
        elif before["until"]:
            low = -math.inf
        elif before["after"]:
            low, high = high if day else low + 1, math.inf
            low = low + 1 if day else low
        else:
            high = math.inf
    sort = "date" if year else "day"
    words, head = _around(text, start, match.end())
    return Told(start, match.start(), match.end(), low, high, number, sort, bool(before), words, head)


def _days(year: int, month: int, day: int) -> tuple[float, float]:
    try:
        if day:
            only = float(date(year, month, day).toordinal())
            return only, only
        last = calendar.monthrange(year, month or 12)[1]
        return float(date(year, month or 1, 1).toordinal()), float(date(year, month or 12, last).toordinal())
    except ValueError:
        return 0.0, 0.0


def _numbered(text: str, f: Figure) -> Told:
    start = compared_from(text, f)
    words, head = _around(text, start, f.end)
    sort = "count" if f.sort in ("year", "day") else f.sort
    return Told(start, f.start, f.end, f.low, f.high, f.number, sort, f.compared, words, head)


def _around(text: str, start: int, end: int) -> tuple[frozenset[str], str]:
    """The words near a number, and the first one after it that carries matter."""
    after = [_loose(w) for w in _WORD.findall(re.split(r" [,.;:(]|[,;:(]", text[end : end + _NEAR])[0])]
    before = [_loose(w) for w in _WORD.findall(text[max(0, start - _FAR_WORDS) : start])]
    kept = [w for w in after if w not in STOP]
    return frozenset(w for w in (*kept[:3], *before[-4:]) if w not in STOP), kept[0] if kept else ""


def _loose(word: str) -> str:
    lower = word.lower()
    return lower[:-1] if len(lower) > 3 and lower.endswith("s") else lower


def _partner(one: Told, others: Sequence[Told]) -> Told | None:
    best, most = None, _LEAST
    for two in others:
        worth = _worth(one, two)
        if worth > most:
            best, most = two, worth
    return best


def _worth(one: Told, two: Told) -> float:
    """How much speaks for the two being said of one thing; 0 where their sorts keep them apart."""
    dates = {"date", "day"}
    words = 0.5 * min(2, len(one.words & two.words)) + 0.7 * (one.head == two.head != "")
    if one.sort in dates or two.sort in dates:
        if not (one.sort in dates and two.sort in dates):
            return 0.0
        return 1.0 + 0.5 * words + 0.5 * (one.sort == two.sort) + closeness(one, two)
    if one.sort != two.sort and {one.sort, two.sort} not in ({"count", "money"}, {"count", "rank"}):
        return 0.0
    same = 0.2 if one.sort == two.sort else 0.0
    return words + same + closeness(one, two)


def closeness(one: Told, two: Told) -> float:
    """How near two numbers lie by their ratio, two dates by days: 1 where they are the same, towards 0 far apart."""
    if one.sort in ("date", "day"):
        return math.exp(-abs(one.number - two.number) / 1500)
    return math.exp(-abs(math.log1p(abs(one.number)) - math.log1p(abs(two.number))))


def _fit(one: Told, two: Told) -> Fit:
    if {one.sort, two.sort} == {"day", "date"}:
        one, two = _without_year(one), _without_year(two)
    if not one.bound and (one.low, one.high) == (two.low, two.high):
        return "same"
    if not one.bound:
        if one.low <= two.low and two.high <= one.high:
            return "kept"
        return "other" if one.low > two.high or two.low > one.high or one.number != two.number else "open"
    low, high = (two.low, two.high) if not two.bound else (two.number, two.number)
    if one.low <= low and high <= one.high:
        return "kept"
    return "broken" if low > one.high or one.low > high else "open"


def _without_year(told: Told) -> Told:
    def moved(day: float) -> float:
        if not math.isfinite(day):
            return day
        found = date.fromordinal(int(day))
        return float(date(_NO_YEAR, found.month, min(found.day, 28) if found.month == 2 else found.day).toordinal())

    return told if told.sort == "day" else told._replace(low=moved(told.low), high=moved(told.high), sort="day")
