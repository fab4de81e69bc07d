"""Days, weeks, months and years: TIMEX3 values of calendar units, what they span, and steps between them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

from rashomon.records import Precision

MONTHS_OF = {"M": 1, "Q": 3, "H": 6, "Y": 12, "E": 120, "C": 1200, "L": 12000}
DAYS_OF = {"D": 1, "W": 7, "F": 14}
SECONDS_OF = {"TS": 1, "TM": 60, "TH": 3600}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
"""First and last month, of the northern half of the world; winter runs into the next year."""
HOURS_OF_PARTS = {"TMO": (0, 12), "TAF": (12, 18), "TEV": (17, 24), "TNI": (18, 30)}
"""First hour and the hour after the last; a night runs into the next day."""
UNITS: dict[str, Precision] = {
    "TS": "second", "TM": "minute", "TH": "hour", "D": "day", "W": "week", "F": "week", "M": "month", "Q": "quarter",
    "H": "half", "Y": "year", "E": "decade", "C": "century", "L": "millennium", "WE": "weekend",
}  # fmt: skip
VALUE = re.compile(
    r"(?P<year>\d{4})(?:-W(?P<week>\d\d)(?P<weekend>-WE)?|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI)"
    r"|-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<clock>T[^/]+)?)?)?|(?P<decade>\d{3})|(?P<century>\d\d)"
)
CLOCK = re.compile(r"T(\d\d)(?::(\d\d))?(?::(\d\d))?")
Bounds = tuple[str, str, Precision]


def shifted(day: date, count: float, unit: str) -> date | None:
    """The day that is so many units later (earlier, when negative); none beyond the years 1 to 9999."""
    try:
        if unit in DAYS_OF:
            return day + timedelta(days=round(count * DAYS_OF[unit]))
        if unit in SECONDS_OF:
            return day + timedelta(seconds=round(count * SECONDS_OF[unit]))
        months = day.year * 12 + day.month - 1 + round(count * MONTHS_OF[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def moved(day: str, days: int) -> str:
    """The day (YYYY-MM-DD) that is so many days later; empty beyond the calendar."""
    return str(shifted(date.fromisoformat(day), days, "D") or "")


def value_of(day: date, unit: str) -> str:
    """The TIMEX3 value of the calendar unit in which a day is."""
    if unit == "W":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "WE":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}-WE"
    if unit == "M":
        return f"{day.year:04}-{day.month:02}"
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    whole = {"Y": 4, "E": 3, "C": 2, "L": 1}.get(unit)
    return f"{day.year:04}"[:whole] if whole else day.isoformat()


def quarter_of(value: str) -> tuple[int, int] | None:
    """Year and quarter of a value such as 1998-Q3."""
    match = re.fullmatch(r"(\d{4})-Q([1-4])", value)
    return (int(match[1]), int(match[2])) if match else None


def first_day(value: str) -> date | None:
    """The first day that a value can mean; none where it has no bounds."""
    earliest = bounds(value)[0]
    return date.fromisoformat(earliest[:10]) if earliest else None


@lru_cache(maxsize=4096)
def bounds(value: str) -> Bounds:
    """Earliest, latest and precision of a value of type DATE or TIME; empty for what has no bounds."""
    match = VALUE.fullmatch(value)
    if not match:
        return _span_of_two(value) if "/" in value else ("", "", "")
    try:
        return _matched_bounds(match)
    except (ValueError, OverflowError):
        return ("", "", "")


def _span_of_two(value: str) -> Bounds:
    first, _, last = value.partition("/")
    one, two = bounds(first), bounds(last)
    return (one[0], two[1], one[2]) if one[0] and two[1] else ("", "", "")


def is_valid(value: str) -> bool:
    """Whether a value is a day, a month, a year ... of the calendar."""
    return bool(bounds(value)[0])


def _matched_bounds(match: re.Match[str]) -> Bounds:
    if match["decade"]:
        return _years(int(match["decade"]) * 10, 10, "decade")
    if match["century"]:
        return _years(int(match["century"]) * 100, 100, "century")
    year = int(match["year"])
    if match["week"]:
        return _week(year, int(match["week"]), bool(match["weekend"]))
    if match["day"]:
        return _of_day(date(year, int(match["month"]), int(match["day"])), match["clock"] or "")
    return _part_of_year(year, match)


def _part_of_year(year: int, match: re.Match[str]) -> Bounds:
    if match["month"]:
        return _months(year, int(match["month"]), int(match["month"]), "month")
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, int(match["quarter"]) * 3, "quarter")
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, int(match["half"]) * 6, "half")
    if match["season"]:
        return _months(year, *SEASON_MONTHS[match["season"]], "season")
    return _years(year, 1, "year")


def _week(year: int, week: int, weekend: bool) -> Bounds:
    first = date.fromisocalendar(year, week, 6 if weekend else 1)
    return first.isoformat(), date.fromisocalendar(year, week, 7).isoformat(), "weekend" if weekend else "week"


def _years(first: int, count: int, precision: Precision) -> Bounds:
    return date(max(first, 1), 1, 1).isoformat(), date(first + count - 1, 12, 31).isoformat(), precision


def _months(year: int, first: int, last: int, precision: Precision) -> Bounds:
    end_year, end_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    end = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return date(year, first, 1).isoformat(), end.isoformat(), precision


def _of_day(day: date, clock: str) -> Bounds:
    """The bounds of a day, a part of it or an hour; `ValueError` for an hour that no day has."""
    if clock in HOURS_OF_PARTS:
        first, after = HOURS_OF_PARTS[clock]
        end = day + timedelta(days=1) if after > 24 else day
        last = f"{(after - 1) % 24:02}:59"
        return f"{day}T{first:02}:00", f"{end}T{last}", "part of day"
    match = CLOCK.match(clock)
    if not match:
        return day.isoformat(), day.isoformat(), "day"
    hour, minute, second = int(match[1]), match[2], match[3]
    if hour > 24 or int(minute or 0) > 59 or int(second or 0) > 59:
        raise ValueError(clock)
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    at = f"{day}T{hour:02}:{minute or '00'}"
    if second:
        return f"{at}:{second}", f"{at}:{second}", "second"
    return at, at if minute else f"{day}T{hour:02}:59", "minute" if minute else "hour"


def holiday(rule: str, year: int) -> date:
    """A holiday's day in a year, by its rule in dates.toml: MM-DD, or month, weekday and which of them, or "easter"."""
    if rule == "easter":
        return _easter(year)
    if rule == "election":
        # The Tuesday after the first Monday of November.
        return holiday("11 0 1", year) + timedelta(days=1)
    if re.fullmatch(r"\d\d-\d\d", rule):
        return date(year, int(rule[:2]), int(rule[3:]))
    month, weekday, which = (int(p) for p in rule.split())
    if which < 0:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _easter(year: int) -> date:
    """Easter Sunday of the Western churches, by the rule of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
