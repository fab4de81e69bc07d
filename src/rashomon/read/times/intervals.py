"""The span of time that a value can mean: bounds of its calendar unit, narrowed by "late", opened by "since"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from rashomon.read.times.almanac import bounds, moved
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting

SIGNAL = re.compile(
    r"\b((?:ever )?since|until|till|before|after|by|through|following|from|prior to|up to|not? later than)\s+$",
    re.IGNORECASE,
)
OPEN_END = frozenset({"since", "after", "following", "from", "ever since"})
OPEN_START = frozenset({"until", "till", "through", "by", "up to", "no later than", "not later than"})
POSSESSIVE = re.compile(r"['’]s?\s")
RANGE = re.compile(r",?\s+(?:to|until|till|through|on|onwards?|forward)\b|\s?[-–]", re.IGNORECASE)
"""What follows "from Monday" when it is the beginning of something."""
SHARES = {"START": (0.0, 0.34), "MID": (0.25, 0.74), "END": (0.66, 1.0)}
"""What "early", "mid" and "late" take of a unit, with room to spare at both sides."""
OF_YEAR = {"START": (1, 4), "MID": (5, 8), "END": (9, 12)}
"""First and last month of the thirds of a year."""
OF_MONTH = {"START": (1, 10), "MID": (10, 20), "END": (21, 31)}
DAYS_ABOUT = 3
"""So many days on both sides "around May 4" can mean."""
SMALL_HOURS = ("00:00", "05:59")
OF_DAY = {"START": ("00:00", "11:59"), "MID": ("10:00", "14:59"), "END": ("12:00", "23:59")}


def with_bounds(meaning: Meaning, expression: Expression, setting: Setting) -> None:
    """Gives a meaning the bounds of its value, as far as the words narrow or open them."""
    if not meaning.bounded and meaning.type in ("DATE", "TIME"):
        earliest, latest, precision = bounds(meaning.value)
        meaning.precision = meaning.precision or precision
        if earliest and expression.has("small"):
            # "the early hours of Friday"
            meaning.earliest, meaning.latest = f"{earliest[:10]}T{SMALL_HOURS[0]}", f"{earliest[:10]}T{SMALL_HOURS[1]}"
            meaning.precision, meaning.mod = "part of day", "START"
        elif earliest:
            meaning.earliest, meaning.latest = _narrowed(earliest, latest, precision, meaning.mod)
            if meaning.mod == "APPROX":
                _about(meaning)
    if meaning.earliest and meaning.latest and meaning.type in ("DATE", "TIME"):
        _opened(meaning, expression, setting)


def own_bounds(meaning: Meaning) -> tuple[str, str]:
    """The bounds of a value as "early" and its like narrow them, whatever stands before it."""
    earliest, latest, precision = bounds(meaning.value)
    return _narrowed(earliest, latest, precision, meaning.mod) if earliest else ("", "")


def _narrowed(earliest: str, latest: str, precision: str, mod: str) -> tuple[str, str]:
    """The bounds of "early", "mid" and "late" within those of the whole; open ones for "post-" and "or earlier"."""
    if mod in ("AFTER", "ON_OR_AFTER"):
        return earliest, ""
    if mod in ("BEFORE", "ON_OR_BEFORE"):
        return "", latest if mod == "ON_OR_BEFORE" else moved(earliest, -1)
    if mod not in SHARES or "T" in earliest:
        return earliest, latest
    if precision == "day":
        return f"{earliest}T{OF_DAY[mod][0]}", f"{latest}T{OF_DAY[mod][1]}"
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    days = (last - first).days
    if precision == "month":
        begin, end = (first + timedelta(days=day - 1) for day in OF_MONTH[mod])
    elif precision == "year":
        begin, end = first.replace(month=OF_YEAR[mod][0]), date(first.year, OF_YEAR[mod][1], 1)
        end = end.replace(day=monthrange(end.year, end.month)[1])
    else:
        begin, end = (first + timedelta(days=round(days * share)) for share in SHARES[mod])
    if precision in ("decade", "century"):
        begin, end = begin.replace(month=1, day=1), end.replace(month=12, day=31)
    return begin.isoformat(), min(end, last).isoformat()


def _about(meaning: Meaning) -> None:
    """As in "around noon", "around Nov. 1": an hour, or three days, more on both sides."""
    if "T" in meaning.earliest:
        first, last = _hour_off(meaning.earliest, -1), _hour_off(meaning.latest, 1)
    elif meaning.precision == "day":
        first, last = moved(meaning.earliest, -DAYS_ABOUT), moved(meaning.latest, DAYS_ABOUT)
    else:
        return
    meaning.earliest, meaning.latest = first, last


def _hour_off(moment: str, hours: int) -> str:
    hour = int(moment[11:13]) + hours
    day = moved(moment[:10], hour // 24)
    return f"{day}T{hour % 24:02}{moment[13:]}" if day else ""


def _opened(meaning: Meaning, expression: Expression, setting: Setting) -> None:
    """Opens the bounds at the side that a preposition opens."""
    match = SIGNAL.search(setting.text, max(0, expression.start - 24), expression.start)
    # "after last year's flood" is after the flood: the year is the flood's, and is not opened.
    word = " ".join(match[1].lower().split()) if match and not setting.follows(expression, POSSESSIVE) else ""
    if word in OPEN_END and (word != "from" or setting.follows(expression, RANGE)):
        meaning.latest = ""
    elif word in OPEN_START:
        meaning.earliest = ""
    elif word in ("before", "prior to"):
        # Before a day is the day before at the latest; before an hour is any time up to it.
        day = meaning.earliest
        meaning.latest = day if "T" in day else moved(day, -1)
        meaning.earliest = ""
    else:
        return
    meaning.how = meaning.how or f'"{word}" leaves one side open'
