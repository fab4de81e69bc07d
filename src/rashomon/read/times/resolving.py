"""What a time expression means: each kind of it by its own rules."""

from __future__ import annotations

from collections.abc import Callable

from rashomon.read.times import days, explicit, periods, spans
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting

Resolver = Callable[[Expression, Setting], "Meaning | None"]
RESOLVERS: dict[str, Resolver] = {
    "iso": explicit.resolve_iso,
    "numeric": explicit.resolve_numeric,
    "date": explicit.resolve_date,
    "range": explicit.resolve_range,
    "other_calendar": explicit.resolve_other_calendar,
    "years": explicit.resolve_years,
    "year": explicit.resolve_year,
    "decade": explicit.resolve_decade,
    "century": explicit.resolve_century,
    "season": periods.resolve_season,
    "quarter_ref": periods.resolve_quarter_ref,
    "year_ref": periods.resolve_year_ref,
    "holiday": explicit.resolve_holiday,
    "quarter": periods.resolve_quarter,
    "half": periods.resolve_half,
    "date_time": days.resolve_date_time,
    "weekday": days.resolve_weekdays,
    "day": days.resolve_day,
    "part": days.resolve_part,
    "unit": spans.resolve_unit,
    "ago": spans.resolve_ago,
    "shift": spans.resolve_shift,
    "duration": spans.resolve_duration,
    "span": spans.resolve_span,
    "set": spans.resolve_set,
    "reference": spans.resolve_reference,
}


def resolved(expression: Expression, setting: Setting) -> Meaning | None:
    """The meaning of an expression; none when it is no time after all."""
    return RESOLVERS[expression.kind](expression, setting)
