"""Spans of days that times stand for, and how far apart two of them are."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.records import Outcome, Time
from rashomon.weigh.article import day_of, single_day
from rashomon.weigh.stating import DIFFERS, FITS, OPEN, count, figure, in_words, plural
from rashomon.weigh.stretches import DAYS, Stretch

_YEAR = 365
NO_YEAR = "day of some year"
_SOME_YEAR = 2004
"""A leap year, in which days whose year is not known are counted from one another."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `earliest` to `latest` that the characters from `start` to `end` stand for."""

    start: int
    end: int
    earliest: date | None
    latest: date | None
    precision: str
    p: float

    @property
    def known(self) -> bool:
        """Whether both its ends are known."""
        return self.earliest is not None and self.latest is not None

    @property
    def words(self) -> str:
        """The days in words."""
        if self.earliest is None or self.latest is None:
            return "not known"
        if self.precision == NO_YEAR:
            return in_words(self.earliest).rpartition(" ")[0]
        if self.earliest == self.latest:
            return in_words(self.earliest)
        if self.precision == "year" and self.earliest.year == self.latest.year:
            return str(self.earliest.year)
        if self.precision == "month" and self.latest == _end_of_unit(self.earliest, "month") and self.earliest.day == 1:
            return in_words(self.earliest).partition(" ")[2]
        return f"{in_words(self.earliest)} to {in_words(self.latest)}"


def as_time(time: Time) -> Span:
    """The days of a time; one that is open at its end ("since 2014") is taken as the unit it is given in."""
    yearless = day_of(f"{_SOME_YEAR}{time.value[4:10]}") if time.value.startswith("XXXX-") else None
    if yearless and not time.earliest:
        return Span(time.start, time.end, yearless, yearless, NO_YEAR, time.p)
    day = single_day(time)
    if day:
        return Span(time.start, time.end, day, day, "day", time.p)
    earliest, latest = day_of(time.earliest), day_of(time.latest)
    if earliest and latest is None:
        latest = _end_of_unit(earliest, time.precision)
    return Span(time.start, time.end, earliest, latest, time.precision, time.p)


def _end_of_unit(day: date, precision: str) -> date | None:
    if precision == "year":
        return date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day if precision in ("day", "hour", "minute", "second", "part of day") else None


def lasting(first: Span, last: Span, stretch: Stretch, inclusive: bool = False) -> tuple[Outcome, str, str]:
    """Whether a length of time fits from one span to the other, what it is by the calendar, and why it is left open.

    `inclusive` says that the first day may be counted, too.
    """
    if (first.precision == NO_YEAR) != (last.precision == NO_YEAR):
        return OPEN, "", "the year of one of the days is not known"
    if first.precision == NO_YEAR and first.earliest and last.earliest and last.earliest < first.earliest:
        last = _next_year(last)  # over the turn of the year
    if not (first.earliest and first.latest and last.earliest and last.latest):
        return OPEN, "", "not both days are known"
    years = last.earliest.year - first.earliest.year
    if stretch.unit in ("year", "decade") and first.precision == last.precision == "year":
        return _by_unit(years / (10 if stretch.unit == "decade" else 1), stretch)
    if stretch.unit == "month" and first.precision == last.precision == "month":
        return _by_unit(12 * years + last.earliest.month - first.earliest.month, stretch)
    least, most = (last.earliest - first.latest).days, (last.latest - first.earliest).days
    return _by_days(least, most + 1 if inclusive else most, stretch)


def _by_days(least: int, most: int, stretch: Stretch) -> tuple[Outcome, str, str]:
    """The days between two spans against those that a length can mean."""
    computed = count(least, "day") if least == most else f"{least} to {most} days"
    unit = DAYS[stretch.unit]
    if stretch.unit in ("year", "month", "week", "decade") and least > 10:
        ends = " to ".join(dict.fromkeys(figure(round(days / unit, 1)) for days in (least, most)))
        said = f"{ends} {stretch.unit if ends == '1' else plural(stretch.unit)}"
        computed = said if unit > _YEAR else f"{computed} ({said})"
    if most < stretch.low or least > stretch.high:
        return DIFFERS, computed, ""
    if most - least > 2 * max(stretch.high - stretch.low, 1):
        return OPEN, computed, "one of the days is known too roughly"
    return FITS, computed, ""


def _next_year(span: Span) -> Span:
    day = span.earliest + timedelta(days=365) if span.earliest else None
    return Span(span.start, span.end, day, day, span.precision, span.p)


def _by_unit(between: float, stretch: Stretch) -> tuple[Outcome, str, str]:
    """Both ends are known to the year (or month) only: between 2009 and 2014 lie four to six years, mostly five."""
    computed = f"{count(between, stretch.unit)}, counted by the {stretch.unit}"
    days = DAYS[stretch.unit]
    if stretch.vague:
        fits = stretch.low <= between * days <= stretch.high
        return (
            (FITS if fits else OPEN if abs(between - stretch.number) <= 1 else DIFFERS),
            computed,
            "known to the unit",
        )
    if abs(between - stretch.number) <= 0.5:
        return FITS, computed, ""
    if between - 1 <= stretch.number < between:
        return OPEN, computed, f"both are known to the {stretch.unit} only, and it may be one less"
    return DIFFERS, computed, ""
