"""Two time expressions side by side that belong together: a weekday with its date, the two ends of a stretch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from rashomon.read.times.almanac import bounds, is_valid
from rashomon.read.times.counted import count, is_counted
from rashomon.read.times.grammar import Expression
from rashomon.read.times.hours import dated_hours
from rashomon.read.times.intervals import own_bounds
from rashomon.read.times.meaning import Meaning, Setting
from rashomon.records import Fragment

Understood = tuple[Expression, Meaning]

ONE_END = "one end of a stretch of time"
BESIDE_A_DATE = "the date beside it"
APART = 16
"""Expressions farther from one another than this many characters are no pair."""
BESIDE = re.compile(r",? ?\(|, (?:the )?")
AFTER_STEP = re.compile(r",? ?\(|,? (?:on |in )?(?:the )?")
TO = re.compile(r"\s(?:to|until|till|through|thru)\s(?:the\s)?|\s?[-–—]\s?")
AND = re.compile(r"\sand\s(?:the\s)?")
WORDS_BETWEEN = re.compile(r"\s(to|and|until|till|through)\s", re.IGNORECASE)
DAY_IN_FIGURES = re.compile(r"(?<!\d)(\d\d?)(?!\d)")
FROM = re.compile(r"\bfrom\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)


def parted(expression: Expression, meaning: Meaning, setting: Setting) -> list[Understood]:
    """One expression, or two where words stand between the ends of a stretch: "3 to 9 May", but not "3-9 May"."""
    text = setting.text[expression.start : expression.end]
    if expression.kind == "days":
        return _each_day(expression, meaning, text)
    between = WORDS_BETWEEN.search(text) if expression.kind == "range" else None
    if not between:
        return [(expression, meaning)]
    first, _, last = meaning.value.partition("/")
    one, two = replace(meaning, value=first), replace(meaning, value=last)
    joint = setting.precedes(expression, BETWEEN)
    if joint or not between[1].lower().startswith("and"):
        for end in (one, two):
            end.earliest, end.latest, end.precision = bounds(meaning.value if joint else end.value)
            end.bounded, end.how = True, ONE_END
    return [
        (expression._replace(end=expression.start + between.start()), one),
        (expression._replace(start=expression.start + between.end()), two),
    ]


def _each_day(expression: Expression, meaning: Meaning, text: str) -> list[Understood]:
    """As in "March 7, 8 and 9": one for each day; the month stands with the first or the last of them."""
    numbers = list(DAY_IN_FIGURES.finditer(text))
    starts = [0, *(n.start() for n in numbers[1:])]
    ends = [*(n.end() for n in numbers[:-1]), len(text)]
    out = []
    for number, start, end in zip(numbers, starts, ends, strict=True):
        one = replace(
            meaning, value=f"{meaning.value[:8]}{int(number[1]):02}", weekday=-1 if start else meaning.weekday
        )
        place = expression._replace(start=expression.start + start, end=expression.start + end)
        if not one.value[:4].isdigit() or is_valid(one.value):
            out.append((place, one))
    return out


def joined(found: Sequence[Understood], setting: Setting) -> None:
    """Gives each of two expressions that belong together what the other one says."""
    dated_hours(found, setting)
    for one, two in pairwise(found):
        between = setting.text[one[0].end : two[0].start]
        if len(between) > APART:
            continue
        if _is_one_day(one, two, between):
            _one_day(one[1], two)
        elif is_counted(one, two, between, setting):
            count(one, two, between, setting)
        elif _is_stretch(one, two, between, setting):
            _ordered(one, two)
            _stretch(one[1], two[1], joint=setting.precedes(one[0], BETWEEN))


def _is_one_day(one: Understood, two: Understood, between: str) -> bool:
    """As in "Friday (December 27)", "Two weeks later, on December 27"."""
    if two[0].kind != "date" or len(two[1].value) != 10:
        return False
    if one[0].kind == "shift":
        fits = not one[1].earliest or one[1].earliest <= two[1].value <= (one[1].latest or two[1].value)
        return fits and AFTER_STEP.fullmatch(between) is not None
    return one[0].kind == "weekday" and BESIDE.fullmatch(between) is not None


def _one_day(meaning: Meaning, other: Understood) -> None:
    """The day of both is the date's; what the weekday says is kept, whether or not it fits."""
    place, dated = other
    dated.weekday = meaning.weekday if meaning.weekday >= 0 else dated.weekday
    if meaning.mod or len(meaning.value) > 10:
        return
    meaning.type, meaning.value = "DATE", dated.value
    meaning.earliest, meaning.latest = dated.earliest, dated.latest
    meaning.anchor, meaning.anchor_at = "expression", Fragment(start=place.start, end=place.end)
    meaning.anchor_day, meaning.precision = dated.earliest, dated.precision
    meaning.how = BESIDE_A_DATE


def _is_stretch(one: Understood, two: Understood, between: str, setting: Setting) -> bool:
    """As in "from Monday to Thursday", "between 2014 and 2016"."""
    if not one[1].earliest or {one[1].type, two[1].type} - {"DATE", "TIME"}:
        return False
    if TO.fullmatch(between):
        return setting.precedes(one[0], FROM)
    return AND.fullmatch(between) is not None and setting.precedes(one[0], BETWEEN)


def _ordered(one: Understood, two: Understood) -> None:
    """The end of a stretch is not before its beginning: what the words leave open is chosen so."""
    (first, begin), (second, end) = one, two
    if first.kind == second.kind == "weekday" and len(begin.value) == len(end.value) == 10:
        start = date.fromisoformat(begin.value)
        there = start + timedelta(days=(date.fromisoformat(end.value) - start).days % 7)
        end.value = end.earliest = end.latest = there.isoformat()
    elif first.kind == second.kind == "date" and not first.has("year") and begin.value > end.value:
        for year in (int(end.value[:4]), int(end.value[:4]) - 1):
            value = f"{year:04}{begin.value[4:]}"
            earliest, latest, _ = bounds(value)
            if earliest and value <= end.value:
                begin.value, begin.earliest, begin.latest = value, earliest, latest
                return


def _stretch(one: Meaning, two: Meaning, *, joint: bool) -> None:
    """Both ends of "between 2014 and 2016" stand for some day of the whole; those of "from" and "to" for themselves."""
    end = two.latest or two.earliest
    if not end or end < one.earliest:
        return
    if joint:
        one.latest = two.latest = end
        two.earliest = one.earliest
    else:
        # What "from" and "until" opened.
        one.latest = one.latest or own_bounds(one)[1]
        two.earliest = two.earliest or own_bounds(two)[0]
    one.how = two.how = ONE_END
