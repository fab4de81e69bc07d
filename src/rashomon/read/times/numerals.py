"""Dates in figures: ISO 8601, and those with the day or the month first."""

from __future__ import annotations

import re

from rashomon.read.times.almanac import is_valid
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting

ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?", re.IGNORECASE)
DAY_FIRST = re.compile(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:\d{4}|\d\d)(?![\d/])")
MONTH_FIRST = re.compile(r"(?<![\d/.-])(?:0?[1-9]|1[0-2])([/.-])(?:1[3-9]|2\d|3[01])\1(?:\d{4}|\d\d)(?![\d/])")
PIVOT = 70
"""Years of two digits from here on are of the twentieth century."""


def resolve_iso(expression: Expression, _setting: Setting) -> Meaning | None:
    """A date of ISO 8601, with a time of day or without."""
    match = ISO.fullmatch(expression.word("iso"))
    if not match or not is_valid(match[1]):
        return None
    if not match[2]:
        return Meaning("DATE", match[1])
    value = f"{match[1]}T{match[2]}"
    return Meaning("TIME", value, timezone=(match[3] or "").upper()) if is_valid(value) else None


def resolve_numeric(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "27/12/2019": one day where there is one way to read it or the text has a habit, else both."""
    readings = _readings(expression.word("numeric"))
    found = {order: value for order, value in readings.items() if is_valid(value)}
    values = sorted(set(found.values()))
    if not values:
        return None
    if len(values) == 1:
        return Meaning("DATE", values[0])
    # With full stops the day is first wherever such dates are written.
    habit = "day" if "." in expression.word("numeric") else _habit(setting)
    if habit:
        return Meaning("DATE", found[habit], how=f"the text's other dates have the {habit} first")
    return Meaning(
        "DATE", f"{values[0][:4]}-XX-XX", earliest=values[0], latest=values[1], precision="day", bounded=True,
        how="day and month can be read either way round",
    )  # fmt: skip


def _readings(text: str) -> dict[str, str]:
    """What figures can mean, by what comes first in them."""
    one, two, three = re.findall(r"\d+", text)
    if len(one) == 4:
        return {"year": f"{one}-{two:>02}-{three:>02}"} if len(three) <= 2 else {}
    if len(one) > 2 or len(three) == 3 or (len(three) == 2 and "/" not in text):
        return {}
    year = int(three) if len(three) == 4 else int(three) + (1900 if int(three) >= PIVOT else 2000)
    if not 1000 <= year < 2200:
        return {}
    return {"day": f"{year:04}-{two:>02}-{one:>02}", "month": f"{year:04}-{one:>02}-{two:>02}"}


def _habit(setting: Setting) -> str:
    """Which comes first in those dates of a text that can be read one way only; empty when both do, or none has any."""
    if setting.habit is None:
        day, month = DAY_FIRST.search(setting.text), MONTH_FIRST.search(setting.text)
        setting.habit = "" if bool(day) == bool(month) else "day" if day else "month"
    return setting.habit
