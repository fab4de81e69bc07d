"""Stretches of time in words ("two weeks later", "a nine-day siege"): how long they may be, in days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES += " seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS: dict[str, float] = {word: float(n) for n, word in enumerate(_ONES.split())}
NUMBERS |= {word: float(n) for n, word in zip(range(20, 100, 10), _TENS.split(), strict=True)}
NUMBERS |= {"a": 1.0, "an": 1.0, "dozen": 12.0, "hundred": 100.0, "thousand": 1000.0}

DAYS = {"day": 1.0, "night": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44, "year": 365.25, "decade": 3652.5}

ABOUT = "about around roughly approximately some nearly almost just_under less_than under more_than over at_least"
_ABOUT = rf"(?:({ABOUT.replace(' ', '|').replace('_', ' ')})\s+)?"
COMPOUND = rf"(?:{_TENS.replace(' ', '|')})-(?:{'|'.join(_ONES.split()[1:10])})"
SMALL = "|".join(_ONES.split()[1:] + _TENS.split())
_NUMBER = rf"(\d{{1,4}}(?:\.5)?|{COMPOUND}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_UNIT = rf"({'|'.join(DAYS)})(s?)"
UNITS = re.compile("|".join(DAYS), re.IGNORECASE)
STRETCH = re.compile(rf"(?<![\w.,$€£-]){_ABOUT}{_NUMBER}(?:\s+|-){_UNIT}\b(-long)?(\s+and\s+a\s+half)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A length of time as the text has it: `number` `unit`s, which may be `low` to `high` days."""

    start: int
    end: int
    number: float
    unit: str
    how: str
    low: float
    high: float

    @property
    def vague(self) -> bool:
        """Whether the words themselves leave the number open ("about", "more than")."""
        return bool(self.how)


def value_of(words: str) -> float | None:
    """The number that words or digits stand for, up to 99 in words."""
    plain = words.lower().replace(",", "")
    if plain in NUMBERS:
        return NUMBERS[plain]
    tens, _, ones = plain.partition("-")
    if ones and tens in NUMBERS and ones in NUMBERS:
        return NUMBERS[tens] + NUMBERS[ones]
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if isfinite(number) else None


def stretches(text: str, start: int, end: int) -> Iterator[Stretch]:
    """The lengths of time that a run of a text names."""
    for match in STRETCH.finditer(text, start, end):
        how, words, unit, _, _, half = match.groups()
        number = value_of(words)
        if number is None or number <= 0:
            continue
        number += 0.5 if half else 0
        low, high = bounds(number, unit.lower(), (how or "").lower())
        yield Stretch(
            start=match.start(),
            end=match.end(),
            number=number,
            unit=unit.lower(),
            how=(how or "").lower(),
            low=low,
            high=high,
        )


def slack(number: float, unit: str) -> float:
    """By how many days a length in such words may be off: half a unit, and none for a few days, which are counted."""
    if unit in ("day", "night"):
        return 0.0 if number <= 9 else 1.0 if number <= 30 else 0.04 * number
    if number == 1:
        return 0.3 * DAYS[unit]
    return max(0.5, 0.04 * number) * DAYS[unit]


def bounds(number: float, unit: str, how: str = "") -> tuple[float, float]:
    """The fewest and most days that such words can mean."""
    days, give = number * DAYS[unit], slack(number, unit)
    if how in ("more than", "over", "at least"):
        return days - give, 1.5 * days + DAYS[unit]
    if how in ("less than", "under", "just under", "nearly", "almost"):
        return (0.0 if how in ("less than", "under") else 0.75 * days - give), days + give / 2
    if how:
        return 0.8 * days - give, 1.2 * days + give
    return days - give, days + give
