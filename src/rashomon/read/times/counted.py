"""Counts of units beside a date that they are counted from: "three days after June 4", "the day before Feb. 6"."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import DAYS_OF, MONTHS_OF, bounds, shifted
from rashomon.read.times.grammar import Expression
from rashomon.read.times.lengths import count_of, unit_of
from rashomon.read.times.meaning import Meaning, Setting
from rashomon.read.times.steps import spread
from rashomon.records import Fragment

Understood = tuple[Expression, Meaning]

FROM_DATE = re.compile(r"\s(?P<sign>after|following|before|prior\sto)\s", re.IGNORECASE)
NOUN_PHRASE = re.compile(r"['’]s?\s")
"""What follows a date that is not counted from, but belongs to an event: "two days after Friday's vote"."""
INSIDE = re.compile(r"\b(?:in|within|over|during|throughout)\s(?:the\s)?$", re.IGNORECASE)
"""What makes a count all of the time up to a date, or from it on."""
WORKING = re.compile(r"trading|working|business")
DAYS = frozenset({"date", "weekday", "holiday", "iso", "numeric", "day"})


def is_counted(one: Understood, two: Understood, between: str, setting: Setting) -> bool:
    """Whether the first of two expressions is so many units from the day that the second one names."""
    expression, meaning = one
    counted = meaning.type == "DURATION" and count_of(expression) is not None and not expression.has("m")
    return (
        expression.kind == "duration"
        and (counted or meaning.value == "XXXX-XX-XX")
        and (unit_of(expression) or "D") in DAYS_OF | MONTHS_OF
        and two[0].kind in DAYS
        and re.fullmatch(r"\d{4}-\d\d-\d\d", two[1].value) is not None
        and FROM_DATE.fullmatch(between) is not None
        and not setting.follows(two[0], NOUN_PHRASE)
    )


def count(one: Understood, two: Understood, between: str, setting: Setting) -> None:
    """Gives the first the days that it means; the second is that day itself, and not what comes after it."""
    (expression, meaning), (place, dated) = one, two
    sign = 1 if between.split(maxsplit=1)[0].lower() in ("after", "following") else -1
    dated.earliest, dated.latest, dated.precision = bounds(dated.value)
    dated.how = ""
    day = date.fromisoformat(dated.value)
    number, unit = count_of(expression) or 1.0, unit_of(expression) or "D"
    there = shifted(day, sign * number, unit)
    if there is None:
        return
    meaning.anchor, meaning.anchor_at = "expression", Fragment(start=place.start, end=place.end)
    meaning.anchor_day, meaning.how = dated.value, "counted from the date beside it"
    if WORKING.search(setting.words(expression)):
        farthest = shifted(day, sign * (number * 1.4 + 4), unit) or there
        meaning.within(min(there, farthest), max(there, farthest))
    elif setting.precedes(expression, INSIDE):
        meaning.within(min(day, there), max(day, there))
    elif unit == "D" and not meaning.mod:
        meaning.within(there, there)
    else:
        spread(meaning, there, sign * number, unit)
    if meaning.type == "DATE":
        meaning.value, meaning.precision = there.isoformat(), "day"
