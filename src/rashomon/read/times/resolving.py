"""What a time expression means: each kind of it by its own rules."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.read.times import (
    calendar_units,
    clocks,
    days,
    holidays,
    lengths,
    months,
    numerals,
    periods,
    recurring,
    steps,
    years,
)
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting

Resolver = Callable[[Expression, Setting], "Meaning | None"]
RESOLVERS: dict[str, Resolver] = {
    "iso": numerals.resolve_iso,
    "numeric": numerals.resolve_numeric,
    "date": months.resolve_date,
    "days": months.resolve_days,
    "range": months.resolve_range,
    "year": years.resolve_year,
    "years": years.resolve_years,
    "decade": years.resolve_decade,
    "century": years.resolve_century,
    "half": years.resolve_half,
    "holiday": holidays.resolve_holiday,
    "other_calendar": holidays.resolve_other_calendar,
    "season": periods.resolve_season,
    "quarter": periods.resolve_quarter,
    "quarter_ref": periods.resolve_quarter_ref,
    "year_ref": periods.resolve_year_ref,
    "weekday": days.resolve_weekday,
    "day": days.resolve_day,
    "part": days.resolve_part,
    "date_time": clocks.resolve_date_time,
    "unit": calendar_units.resolve_unit,
    "duration": lengths.resolve_duration,
    "span": lengths.resolve_span,
    "ago": steps.resolve_ago,
    "shift": steps.resolve_shift,
    "set": recurring.resolve_set,
    "then": recurring.resolve_then,
    "reference": recurring.resolve_reference,
}
"""By the kinds of grammar.toml."""


def resolved(expression: Expression, setting: Setting) -> Meaning | None:
    """The meaning of an expression; none when it is no time after all."""
    return RESOLVERS[expression.kind](expression, setting)
