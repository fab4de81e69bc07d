"""In a few plain words, what a value rests on where no rule has said so."""

from __future__ import annotations

from datetime import date

from rashomon.read.times.almanac import first_day
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import DAY, Meaning

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AS_WRITTEN = "as written"
COUNTED = frozenset({"ago", "span", "shift"})
NAMED = {"season": "season", "quarter": "quarter", "half": "half-year", "quarter_ref": "quarter", "holiday": "feast"}
WEEK = 7


def reason(expression: Expression, meaning: Meaning) -> str:
    """What a value rests on; empty for a length by itself, and for what no date is known for."""
    if meaning.anchor == "document date":
        return _from_publication(expression, meaning)
    if meaning.anchor == "expression":
        return "counted from a date named before" if expression.kind == "shift" else "from a date named before"
    written = meaning.type in ("DATE", "TIME") and meaning.earliest + meaning.latest
    return AS_WRITTEN if written and not meaning.anchor else ""


def _from_publication(expression: Expression, meaning: Meaning) -> str:
    """As in "the Monday before publication", "counted back from publication"."""
    first, last, day = meaning.earliest[:10], meaning.latest[:10], meaning.anchor_day
    if expression.kind in COUNTED:
        ahead = first >= day if first or last else meaning.value == "FUTURE_REF"
        return "counted on from publication" if ahead else "counted back from publication"
    found = first_day(meaning.value[:10]) if DAY.match(meaning.value) else None
    if found:
        return _day(expression, found, date.fromisoformat(day), meaning.weekday)
    return _unit(expression, meaning, day) if first and last else "as seen from publication"


def _unit(expression: Expression, meaning: Meaning, day: str) -> str:
    """As in "the month of publication", "last such season before publication"."""
    first, last = meaning.earliest[:10], meaning.latest[:10]
    name = NAMED.get(expression.kind) or ("month" if expression.has("month") else meaning.precision or "time")
    if expression.kind == "date" and first[:4] == day[:4]:
        return "the year of publication"
    if first <= day <= last:
        return f"the {name} of publication"
    if expression.kind == "unit" and name != "weekend" and _adjoins(first, last, day):
        return f"the {name} {'before' if last < day else 'after'} that of publication"
    return f"last such {name} before publication" if last < day else f"next such {name} after publication"


def _adjoins(first: str, last: str, day: str) -> bool:
    """Whether a calendar unit stands next to that of a day."""
    begin, end, here = date.fromisoformat(first), date.fromisoformat(last), date.fromisoformat(day)
    length = (end - begin).days + 1
    return 0 < (here - end).days <= length or 0 < (begin - here).days <= length


def _day(expression: Expression, found: date, published: date, weekday: int) -> str:
    """As in "the day before publication", "last such day before publication"."""
    if expression.has("month") or expression.kind == "holiday":
        if found.year == published.year:
            return "the year of publication"
        return "last such day before publication" if found < published else "next such day after publication"
    away = (found - published).days
    if not away:
        return "the day of publication"
    if weekday >= 0 and abs(away) <= WEEK:
        name = WEEKDAYS[found.weekday()]
        return f"the {name} before publication" if away < 0 else f"the next {name} after publication"
    if abs(away) == 1:
        return "the day before publication" if away < 0 else "the day after publication"
    return "counted back from publication" if away < 0 else "counted on from publication"
