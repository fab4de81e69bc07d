"""Holidays by name, and dates of other calendars."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.times.almanac import holiday
from rashomon.read.times.counting import year_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import STEPS, Meaning, Setting, weekday_of
from rashomon.read.times.tense import direction
from rashomon.read.times.words import vocabulary

AGAINST_TENSE = 2.5
NOUN = re.compile(r"\s(?:Island|trees?|eggs?|carols?|cards?|gifts?|presents?|lights|shopping|markets?)\b")
"""What "Christmas" stands before when no day is meant."""
BESIDE_EASTER = {("good", 4): -2, ("easter", 5): -1, ("easter", 6): 0, ("easter", 0): 1}
"""Feasts with a weekday in their name, and how many days from Easter they are."""
CAPITAL = re.compile(r"[A-Z]")


def resolve_holiday(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "Thanksgiving Day", "Christmas Eve", "Good Friday": the nearest one, unless the text says which."""
    named = expression.has("named") or expression.has("weekday")
    if setting.follows(expression, NOUN) or (named and not setting.text[expression.start].isupper()):
        return None
    rule, days = _rule(expression)
    year, base, weekday = year_of(expression.parts.get("year", ())), setting.published, weekday_of(expression)
    if not rule:
        return None
    if year is not None:
        return Meaning("DATE", str(holiday(rule, year) + days), weekday=weekday)
    if base is None:
        return Meaning("DATE", f"XXXX-{rule}" if "-" in rule and not days else "XXXX-XX-XX", weekday=weekday)
    if not 1 < base.year < 9999:
        return None
    around = [holiday(rule, base.year + step) + days for step in (-1, 0, 1)]
    found = _nearest(around, base, expression, setting)
    return setting.on_document(Meaning("DATE", found.isoformat(), weekday=weekday))


def _rule(expression: Expression) -> tuple[str, timedelta]:
    """The rule of a holiday, and how many days from it the words lead; empty where no holiday is meant."""
    values = vocabulary().values
    name = expression.word("holiday") or expression.word("named")
    if expression.has("weekday"):
        days = BESIDE_EASTER.get((name, weekday_of(expression)))
        return ("", timedelta()) if days is None else ("easter", timedelta(days=days))
    rule = str(values["holiday"].get(name) or values["named"].get(name, "01-01"))
    return rule, timedelta(days=-1 if expression.has("eve") else 0)


def _nearest(days: list[date], base: date, expression: Expression, setting: Setting) -> date:
    step = STEPS.get(expression.word("ref"), 0)
    if step < 0:
        return max(d for d in days if d < base)
    if step > 0:
        return min(d for d in days if d > base)
    if expression.has("ref"):
        return days[1]
    way = direction(setting.text, expression.start, expression.end)
    return min(days, key=lambda d: abs((d - base).days) * (AGAINST_TENSE if (d - base).days * way < 0 else 1))


def resolve_other_calendar(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "27 Rajab 1441", "1398 SH": a date of another calendar, which is left as written."""
    if not CAPITAL.search(setting.text, expression.start, expression.end):
        return None
    return Meaning("DATE", "", how="another calendar: left as written")
