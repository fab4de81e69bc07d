"""So far from a day: "two weeks ago" from the document's, "two weeks later" from the one named before."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.times.almanac import DAYS_OF, MONTHS_OF, SECONDS_OF, UNITS, shifted, value_of
from rashomon.read.times.counting import number_of, period
from rashomon.read.times.grammar import Expression
from rashomon.read.times.lengths import count_of, mod_of_length, unit_of
from rashomon.read.times.meaning import Meaning, Mentioned, Setting, on_mention

DAYS_OF_A_MONTH = 30.44
QUARTER_NEAR = 2000
OTHER_COUNT = re.compile(r"\b(?:or|to)\s([a-z]+|\d+)\s", re.IGNORECASE)
THAN = re.compile(r"\b(?:from|than)\s$")
"""What "a month earlier" stands behind when it is compared with the document's."""


def resolve_ago(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "two weeks ago", "three days from now", "years ago"."""
    text, base = setting.words(expression), setting.published
    sign = -1 if text.endswith("ago") or expression.has("ago") else 1
    count, unit = count_of(expression), unit_of(expression)
    mod = mod_of_length(text)
    side = Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod)
    if base is None:
        return side
    if count is None:
        setting.on_document(side)
        return side.within(None, base) if sign < 0 else side.within(base, None)
    if unit in SECONDS_OF:
        return _hours(setting, base, sign * count, Meaning("TIME", base.isoformat(), mod=mod, precision="day"), unit)
    quarter = setting.last_quarter(expression) if text == "a year ago" else None
    if quarter:
        return on_mention(Meaning("DATE", f"{quarter[0] - 1:04}-Q{quarter[1]}"), setting.mentioned[-1])
    meaning = _stepped(base, sign * count, unit, mod)
    other = OTHER_COUNT.search(text)
    most = number_of((other[1].lower(),)) if other and meaning else None
    further = _stepped(base, sign * most, unit, mod) if most else None
    if meaning and further and meaning.bounded and further.bounded:  # "three or four months ago" may be either
        meaning.earliest, meaning.latest = min(meaning.earliest, further.earliest), max(meaning.latest, further.latest)
    # "some 3,000 years ago" is before all years that have a value.
    return setting.on_document(meaning or side)


def _hours(setting: Setting, base: date, count: float, meaning: Meaning, unit: str) -> Meaning | None:
    """Hours from a day whose hour is not known: that day, or the one as far off."""
    try:
        other = base + timedelta(days=(1 if count > 0 else -1) * (int(abs(count) * SECONDS_OF[unit] // 86400) + 1))
    except OverflowError:
        return None
    setting.on_document(meaning)
    return meaning.within(min(base, other), max(base, other))


def _stepped(base: date, count: float, unit: str, mod: str) -> Meaning | None:
    """So many units from a day: exact in days, give or take half a unit else."""
    there = shifted(base, count, unit)
    if there is None:
        return None
    meaning = Meaning("DATE", value_of(there, "W" if unit == "F" else unit), mod=mod)
    return spread(meaning, there, count, unit) if unit != "D" or mod else meaning


def spread(meaning: Meaning, there: date, count: float, unit: str) -> Meaning:
    """Bounds give or take half a unit, or a tenth of the number where that is more and the words are not exact."""
    slack = max(0.5, abs(count) * 0.1) if meaning.mod else 0.5
    days = DAYS_OF.get(unit) or MONTHS_OF[unit] * DAYS_OF_A_MONTH
    width = timedelta(days=max(1 if meaning.mod else 0, int(days * slack)))
    meaning.precision = UNITS[unit]
    try:
        first, last = there - width, there + width
    except OverflowError:
        return meaning
    # "more than a year ago" is open at the far end; so is "more than a year later".
    if meaning.mod in ("MORE_THAN", "EQUAL_OR_MORE"):
        return meaning.within(None, last) if count < 0 else meaning.within(first, None)
    return meaning.within(first, last)


def resolve_shift(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "a year earlier", "two weeks later", "hours later": from the date named before."""
    sign = 1 if expression.word("way") == "later" else -1
    count, unit, mod = count_of(expression), unit_of(expression), mod_of_length(setting.words(expression))
    if count is None or unit in SECONDS_OF:
        return _not_dated(expression, setting, sign, mod)
    last = setting.last(expression.start)
    quarter = setting.last_quarter(expression, QUARTER_NEAR) if unit == "Y" and last else None
    if quarter and last:
        return on_mention(Meaning("DATE", f"{quarter[0] + sign * round(count):04}-Q{quarter[1]}"), last)
    if last is None or (unit in ("D", "W") and not last.is_day):
        compared = unit == "Y" or (unit == "M" and setting.precedes(expression, THAN))
        if setting.published is None or sign > 0 or not compared:
            return Meaning("DURATION", period(count, unit), mod=mod, precision=UNITS.get(unit, ""))
        found = _stepped(setting.published, sign * count, unit, mod)
        return setting.on_document(found) if found else None
    return _from(last, sign * count, unit, mod)


def _not_dated(expression: Expression, setting: Setting, sign: int, mod: str) -> Meaning:
    """As in "hours later", "a few days earlier": after (before) the date named before, nobody says how long."""
    unit = unit_of(expression)
    length = Meaning("DURATION", period(count_of(expression), unit), mod=mod, precision=UNITS.get(unit, ""))
    last = setting.last(expression.start)
    if last is None or not last.is_day:
        return length
    on_mention(length, last)
    return length.within(last.day, None) if sign > 0 else length.within(None, last.day)


def _from(last: Mentioned, count: float, unit: str, mod: str) -> Meaning | None:
    """So many units from a date named before, to its own grain."""
    meaning = _stepped(last.day, count, unit, mod)
    there = shifted(last.day, count, unit)
    if meaning is None or there is None:
        return None
    if unit == "Y" and len(last.value) == 7:
        meaning.value = value_of(there, "M")
    elif unit in ("W", "F") and len(last.value) == 10:
        meaning.value = there.isoformat()
    return on_mention(meaning, last)
