"""Dates, places and numbers in words: no more exact than the text is, and in the units that it has."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from math import isfinite

from rashomon.records import Candidate, Place, Quantity, Time

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COARSE = ("month", "season", "quarter", "half", "year", "decade", "century", "millennium")
"""Units of which one does not say that a stretch is exact to them."""
PLURALS = {"foot": "feet", "inch": "inches", "percent": "percent", "degree Celsius": "degrees Celsius",
           "degree Fahrenheit": "degrees Fahrenheit", "Swiss franc": "Swiss francs"}  # fmt: skip


def day_of_bound(bound: str) -> date | None:
    """The day of a bound (YYYY-MM-DD, with or without a time of day); none where it is empty or no day."""
    try:
        return date.fromisoformat(bound[:10])
    except ValueError:
        return None


def hour_of_bound(bound: str) -> str:
    """The time of day of a bound as hh:mm, or empty."""
    return bound[11:16] if len(bound) > 10 and bound[10] == "T" else ""


def day_words(day: date) -> str:
    """A day: 27 December 2019."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(earliest: str, latest: str, precision: str) -> str:
    """The stretch between two bounds, in as few words as say it; empty where both are open."""
    first, last = day_of_bound(earliest), day_of_bound(latest)
    if first and last:
        return _between(first, last, hour_of_bound(earliest), hour_of_bound(latest))
    if first:
        return f"from {_start(first, precision)} on"
    return f"up to {_start(last, precision)}" if last else ""


def _between(first: date, last: date, from_hour: str, to_hour: str) -> str:
    if first == last:
        hours = from_hour if from_hour == to_hour else f"{from_hour or '00:00'} to {to_hour or '24:00'}"
        return f"{WEEKDAYS[first.weekday()]} {day_words(first)}" + (f", {hours}" if hours else "")
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    begin = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else day_words(first)
    return f"{begin} to {day_words(last)}"


def _months(first: date, last: date) -> str:
    """Whole months, or whole years."""
    if first.month == 1 and last.month == 12:
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    end = f"{MONTHS[last.month - 1]} {last.year}"
    if first.year != last.year:
        return f"{MONTHS[first.month - 1]} {first.year} to {end}"
    return end if first.month == last.month else f"{MONTHS[first.month - 1]} to {end}"


def _start(day: date | None, precision: str) -> str:
    """A bound in the unit in which it is given."""
    assert day is not None  # noqa: S101 - the caller has one
    if precision in {"year", "decade", "century", "millennium"}:
        return str(day.year)
    if precision in {"month", "season", "quarter", "half"}:
        return f"{MONTHS[day.month - 1]} {day.year}"
    return day_words(day)


def exactness(earliest: str, latest: str, precision: str, stretch: bool) -> str:
    """How exact a date is: the unit it is given in and, where that is another, how many days it may be."""
    first, last = day_of_bound(earliest), day_of_bound(latest)
    if not (first and last):
        return "end open" if first else "start open" if last else ""
    days = (last - first).days + 1
    if stretch:
        return f"a stretch of {days} day{'' if days == 1 else 's'}"
    if days == 1:
        return {"hour": "an hour", "part of day": "part of a day"}.get(precision, f"a {precision or 'day'}")
    unit = {"hour": "an hour", "part of day": "part of a day"}.get(precision, f"a {precision}" if precision else "")
    whole = {"weekend": 2, "week": 7}.get(precision) == days or (precision in COARSE and first.day == 1 and days > 27)
    return unit if unit and whole else f"within {days:,} days" + (f", given as {unit}" if unit else "")


def duration_words(time: Time) -> str:
    """What a time without bounds is: its kind and its TIMEX3 value."""
    kind = {"DURATION": "a length of time", "SET": "again and again"}.get(
        time.type, "a date that hangs on nothing known"
    )
    return f"{kind} ({time.value})" if time.value else kind


def time_words(time: Time) -> str:
    """A time in words: its stretch and how exact it is, or what else it is."""
    shown = span_words(time.earliest, time.latest, time.precision)
    if not shown:
        return duration_words(time)
    exact = exactness(time.earliest, time.latest, time.precision, time.type == "DURATION")
    return f"{shown} ({exact})" if exact else shown


def place_words(place: Place) -> str:
    """A place as it is called: what the words take of it, and its name."""
    if place.part.casefold() in place.name.casefold():  # "the Rukban camp" is named with its part
        return place.name
    return " ".join(f"{place.part} {place.name}".split())


def point_words(lat: float, lon: float) -> str:
    """A point as one reads it: 35.47° N, 44.39° E."""
    return f"{abs(lat):.2f}° {'N' if lat >= 0 else 'S'}, {abs(lon):.2f}° {'E' if lon >= 0 else 'W'}"


def radius_words(km: float) -> str:
    """How far from the point the place may reach."""
    if km <= 0:
        return ""
    if km < 1:
        return f"± {km * 1000:,.0f} m"
    return f"± {km:,.1f} km".replace(".0 km", " km") if km < 10 else f"± {km:,.0f} km"


def candidate_words(candidate: Candidate, country: str) -> str:
    """A runner-up: its name, the region and the country it is in."""
    inside = ", ".join(dict.fromkeys(part for part in (candidate.region, country) if part and part != candidate.name))
    return f"{candidate.name} in {inside}" if inside else candidate.name


def number_words(value: float) -> str:
    """A number with its thousands apart, and no more places than it has."""
    if not isfinite(value):
        return "a number without end"
    whole = round(value)
    return f"{whole:,}" if abs(value - whole) < 1e-9 else f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def quantity_words(quantity: Quantity) -> str:
    """A quantity: its number with unit, and what is counted."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        number = "a number that is not told"
    elif low is None or high is None:
        bound, side = (low, "at least") if high is None else (high, "at most")
        strict = {"more than": "more than", "less than": "less than"}.get(quantity.comparator, side)
        number = f"{strict} {number_words(bound or 0)}"
    elif low == high:
        number = ("about " if quantity.comparator == "about" else "") + number_words(low)
    else:
        number = f"{number_words(low)} to {number_words(high)}"
    unit = quantity.unit and (quantity.unit if low == high == 1 else PLURALS.get(quantity.unit, quantity.unit + "s"))
    about = f"counted: {' '.join(quantity.of.split())}" if quantity.of else ""
    event = f"what happens: {quantity.event}" if quantity.event else ""
    more = "; ".join(filter(None, (about, event)))
    return f"{number}{' ' + unit if unit else ''}" + (f" ({more})" if more else "")
