"""Amounts of two texts side by side: which speak of the same, and whether they meet ("31 against 11 to 16 rockets")."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from rashomon.figures import Figure, Meeting, figures_in
from rashomon.records import Quantity, Time
from rashomon.units import converted, dimension

_DATE = "date"
_SORTS = {"count": "", "percent": "percent", "money": "money", "year": _DATE, "day": "day of a year", "rank": "rank"}
_OF = 3
_FAR = 1.5
"""By the natural logarithm of their ratio: amounts that lie further apart and count nothing in common are no pair."""


class Amount(Struct, frozen=True, kw_only=True):
    """At least `low`, at most `high` of a unit (an open end is infinite), and the words that say so.

    A date counts days from the year 1. `of` are the loosened words of what is counted.
    """

    low: float
    high: float
    number: float
    unit: str = ""
    of: frozenset[str] = frozenset()
    words: str = ""


class Met(NamedTuple):
    """Two amounts that speak of the same, and how the second stands to the first; sure where they count one thing."""

    one: Amount
    two: Amount
    how: Meeting
    sure: bool


def amount_of(quantity: Quantity) -> Amount | None:
    """The amount that a quantity of a document is; none where neither end of it is known."""
    if quantity.low is None and quantity.high is None:
        return None
    low = -math.inf if quantity.low is None else quantity.low
    high = math.inf if quantity.high is None else quantity.high
    if quantity.comparator == "more than":
        low = math.nextafter(low, math.inf)
    if quantity.comparator == "less than":
        high = math.nextafter(high, -math.inf)
    number = quantity.number if quantity.number is not None else (low if math.isfinite(low) else high)
    ends = math.isfinite(low) and math.isfinite(high) and low < high
    shown = f"{low:,.10g} to {high:,.10g}" if ends else f"{number:,.10g}"
    parts = (quantity.comparator if quantity.comparator != "between" else "", shown, quantity.unit, quantity.of)
    of = frozenset(_loose(w) for w in (quantity.head or quantity.of).lower().split())
    return Amount(low=low, high=high, number=number, unit=quantity.unit, of=of, words=" ".join(filter(None, parts)))


def amount_of_time(time: Time) -> Amount | None:
    """The days that a time of a document may mean; none where it is open or a length of time."""
    if time.type not in ("DATE", "TIME") or not time.earliest or not time.latest:
        return None
    low, high = (float(date.fromisoformat(d[:10]).toordinal()) for d in (time.earliest, time.latest))
    return Amount(low=low, high=high, number=low, unit=_DATE, words=time.value or time.earliest[:10])


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a raw text, found by their looks."""
    return tuple(_seen(text, f) for f in figures_in(text))


def _seen(text: str, figure: Figure) -> Amount:
    after = text[figure.end : figure.end + 60].split()[:_OF]
    words = " ".join([text[figure.start : figure.end], *after[:1]]).rstrip(".,;:)")
    if figure.compared and math.isinf(figure.high):
        words = f"{'at least' if figure.low == figure.number else 'more than'} {words}"
    elif figure.compared and math.isinf(figure.low):
        words = f"{'at most' if figure.high == figure.number else 'less than'} {words}"
    elif figure.low < figure.number < figure.high:
        words = f"about {words}"
    low, high, unit = figure.low, figure.high, _SORTS[figure.sort]
    if figure.sort == "year":
        low, high = _first_day(low), _first_day(high + 1) - 1
    of = frozenset(_loose(w.strip(".,;:()").lower()) for w in after) - {""}
    return Amount(low=low, high=high, number=figure.number, unit=unit, of=of, words=words)


def _first_day(year: float) -> float:
    whole = min(max(year, 1.0), 9998.0)
    return float(date(math.ceil(whole), 1, 1).toordinal()) if math.isfinite(year) else year


def _loose(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def meetings(a: Sequence[Amount], b: Sequence[Amount]) -> list[Met]:
    """Each amount of `a` with the one of `b` that speaks of the same, if there is one."""
    out = []
    for one in a:
        near = [(two, bool(one.of & two.of)) for other in b if (two := _in_unit_of(one, other)) is not None]
        if not near:
            continue
        two, same = min(near, key=lambda pair: (not pair[1], _far(one, pair[0])))
        if same or one.unit == _DATE or _far(one, two) <= _FAR:
            out.append(Met(one, two, _meet(one, two), same))
    return out


def _in_unit_of(one: Amount, other: Amount) -> Amount | None:
    if one.unit == other.unit:
        return other
    if "money" in (one.unit, other.unit) and (one.unit, other.unit) != ("money", ""):
        return other if dimension(one.unit).startswith("money") or dimension(other.unit).startswith("money") else None
    if not one.unit or not other.unit or dimension(one.unit) != dimension(other.unit):
        return None
    try:
        low, high, number = (converted(x, other.unit, one.unit) for x in (other.low, other.high, other.number))
    except ValueError:
        return None
    return Amount(low=low, high=high, number=number, unit=one.unit, of=other.of, words=other.words)


def _far(one: Amount, two: Amount) -> float:
    if one.low <= two.high and two.low <= one.high:
        return 0.0
    return abs(math.log1p(abs(one.number)) - math.log1p(abs(two.number)))


def _meet(a: Amount, b: Amount) -> Meeting:
    if (a.low, a.high) == (b.low, b.high):
        return "equal"
    if a.low > b.high or b.low > a.high:
        return "apart"
    return "within" if a.low <= b.low and b.high <= a.high else "overlap"
