"""How what was found is put into records and words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.records import CheckKind, Finding, Outcome, Spot

FITS: Outcome = "fits"
DIFFERS: Outcome = "does not fit"
OPEN: Outcome = "cannot be checked"

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January February March April May June July August September October November December").split()
LONGEST_QUOTE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a finding says of a comparison: the fields of the record."""

    reason: str
    computed: str = ""
    tolerance: str = ""
    sides: tuple[str, ...] = ()
    p: float = 1.0


def finding(kind: CheckKind, outcome: Outcome, spots: Sequence[Spot], said: Said) -> Finding:
    """A finding about the first of the spots, held against the others, with the id that kind and spots give it."""
    named = "|".join([kind, *(f"{s.doc}:{s.start}:{s.end}" for s in spots)])
    return Finding(
        id="f" + hashlib.sha256(named.encode()).hexdigest()[:12],
        kind=kind,
        outcome=outcome,
        stated=spots[0],
        against=tuple(spots[1:]),
        computed=said.computed,
        tolerance=said.tolerance,
        reason=said.reason,
        sides=said.sides,
        p=round(min(1.0, max(0.0, said.p)), 4),
    )


def quoted(words: str) -> str:
    """Words of a text in quotation marks, on one line, cut in the middle when they are long."""
    line = " ".join(words.split())
    if len(line) > LONGEST_QUOTE:
        line = f"{line[: LONGEST_QUOTE // 2].rstrip()} … {line[-LONGEST_QUOTE // 2 :].lstrip()}"
    return f"“{line}”"


def side(words: str, read_as: str, p: float) -> str:
    """One side of a comparison: the words, what they were read as, and how surely."""
    return f"{quoted(words)}: {read_as} ({100 * p:.0f} % sure)"


def in_words(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def figure(number: float) -> str:
    """A number without figures that mean nothing."""
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if abs(number) >= size and round(number * 1000 / size) * size == number * 1000:
            return f"{number / size:,.6g} {name}"
    if number == round(number) or abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:,.1f}" if abs(number) >= 10 else f"{number:.2g}"


def count(number: float, unit: str) -> str:
    """A number with its unit in the singular or plural."""
    if not unit:
        return figure(number)
    return (
        f"{figure(number)} {unit}" if figure(number) == "1" or unit in PLURALS else f"{figure(number)} {plural(unit)}"
    )


PLURALS = frozenset({"percent", "per cent", "feet", "hertz", "people"})


def plural(unit: str) -> str:
    """The plural of a unit's name."""
    return {"foot": "feet", "inch": "inches", "century": "centuries"}.get(unit, f"{unit}s")


def listed(parts: Sequence[str]) -> str:
    """Words in a row with commas and a last "and"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
