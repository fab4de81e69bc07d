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
CAPITAL = re.compile(r"[A-Z]")


def resolve_holiday(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "Thanksgiving Day", "Christmas Eve": the nearest one, unless the text says which."""
    values = vocabulary().values
    name = expression.word("holiday") or expression.word("named")
    if expression.has("weekday"):
        return _beside_easter(expression, setting)
    rule = str(values["holiday"].get(name) or values["named"].get(name, "01-01"))
    if expression.has("named") and not setting.text[expression.start].isupper():
        return None
    before = timedelta(days=1 if expression.has("eve") else 0)
    year, base = year_of(expression.parts.get("year", ())), setting.published
    if year is not None:
        return Meaning("DATE", (holiday(rule, year) - before).isoformat())
    if base is None:
        return Meaning("DATE", f"XXXX-{rule}" if "-" in rule and not before else "XXXX-XX-XX")
    if not 1 < base.year < 9999:
        return None
    days = [holiday(rule, base.year + step) - before for step in (-1, 0, 1)]
    found = _nearest(days, base, expression, setting)
    return setting.on_document(Meaning("DATE", found.isoformat()))


def _beside_easter(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "Good Friday", "Easter Monday"."""
    off = {("good", 4): -2, ("easter", 5): -1, ("easter", 6): 0, ("easter", 0): 1}
    days = off.get((expression.word("holiday"), weekday_of(expression)))
    if days is None or not setting.text[expression.start].isupper():
        return None
    year, base = year_of(expression.parts.get("year", ())), setting.published
    if year is None and base is None:
        return Meaning("DATE", "XXXX-XX-XX", weekday=weekday_of(expression))
    if year is not None:
        return Meaning("DATE", str(holiday("easter", year) + timedelta(days=days)), weekday=weekday_of(expression))
    if base is None or not 1 < base.year < 9999:
        return None
    around = [holiday("easter", base.year + step) + timedelta(days=days) for step in (-1, 0, 1)]
    found = _nearest(around, base, expression, setting)
    return setting.on_document(Meaning("DATE", found.isoformat(), weekday=weekday_of(expression)))


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
