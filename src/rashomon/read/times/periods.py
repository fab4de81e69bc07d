"""Seasons and quarters: with their year, as seen from the document's day, or a year before one that was named."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import shifted, value_of
from rashomon.read.times.counting import day_number, year_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import STEPS, Meaning, Setting, mod_of, on_mention, on_unit
from rashomon.read.times.months import PREPOSITION
from rashomon.read.times.tense import direction
from rashomon.read.times.words import vocabulary

STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The first month of each season."""
OF_THE_TEXT = frozenset({"that", "same", "following", "previous"})
NO_SEASON = re.compile(r" (?:of|in|from)\b")
INFINITIVE = re.compile(r"\b(?:to|and|or|not|than)\s$")
YEAR_AGO = re.compile(r"\byear[ -](?:ago|earlier)")
ENDED = re.compile(r" (?:ended|ending|to) ")
LASTING = re.compile(r"\b(?:for|during|throughout) $")


def resolve_season(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "summer 2019", "last fall", "the winter of 1994"."""
    season = str(vocabulary().values["season"][expression.word("season")])
    year, base = year_of(expression.parts.get("year", ())), setting.published
    mod = mod_of(expression)
    if expression.has("year"):
        return Meaning("DATE", f"{year:04}-{season}", mod=mod) if year else None
    last = setting.last(expression.start)
    if expression.word("ref") in OF_THE_TEXT:
        if last is None:
            return Meaning("DATE", f"XXXX-{season}", mod=mod)
        year = last.day.year + STEPS.get(expression.word("ref"), 0)
        return on_mention(Meaning("DATE", f"{year:04}-{season}", mod=mod), last)
    named = expression.has("ref") or expression.has("year_ref")
    if not named and not _is_season(expression, setting):
        return None
    if base is None:
        return Meaning("DATE", f"XXXX-{season}", mod=mod)
    if expression.has("year_ref"):
        year = base.year + STEPS.get(expression.word("year_ref"), 0)
    else:
        year = _season_year(base, season, expression, setting)
    return setting.on_document(Meaning("DATE", f"{year:04}-{season}", mod=mod))


def _is_season(expression: Expression, setting: Setting) -> bool:
    """Whether a bare "spring" or "fall" is a season."""
    if setting.words(expression).startswith(("the ", "early", "late", "mid")):
        return not setting.follows(expression, NO_SEASON)
    preposed = setting.precedes(expression, PREPOSITION) and not setting.precedes(expression, INFINITIVE)
    return preposed and not setting.follows(expression, NO_SEASON)


def _season_year(base: date, season: str, expression: Expression, setting: Setting) -> int:
    """The year that a season belongs to, as seen from a day."""
    start, ref = STARTS[season], expression.word("ref")
    inside = start <= base.month < start + 3 or (season == "WI" and base.month <= 2)
    current = base.year - (season == "WI" and base.month <= 2)
    step = STEPS.get(ref, 0)
    if not ref and not inside:
        step = direction(setting.text, expression.start, expression.end)
        if not step:
            step = 1 if start <= base.month + 2 else -1
    if step < 0:
        return current - 1 if inside or start > base.month else current
    return current + 1 if step > 0 and (inside or start < base.month) else current


def resolve_quarter(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "the third quarter of 1990", "fourth-quarter", "this year's first quarter", "the year-ago quarter"."""
    year, base = year_of(expression.parts.get("year", ())), setting.published
    if not expression.has("nth"):
        return _year_ago(expression, setting, year)
    last = expression.word("nth") == "last"
    number = 4 if last else day_number(tuple(word.lstrip("q") for word in expression.parts["nth"]))
    if not 1 <= number <= 4:
        return None
    if year is not None:
        return _with_fiscal(Meaning("DATE", f"{year:04}-Q{number}"), setting.words(expression), year)
    if base is None:
        return Meaning("DATE", f"XXXX-Q{number}")
    found = _year_of_quarter(base, number, expression, setting)
    meaning = setting.on_document(Meaning("DATE", f"{found:04}-Q{number}"))
    return _with_fiscal(meaning, setting.words(expression), found)


def _with_fiscal(meaning: Meaning, text: str, year: int) -> Meaning:
    """Bounds that hold wherever a fiscal year begins."""
    if not ("fiscal" in text or "financial" in text) or not 1 < year < 9998:
        return meaning
    meaning.how, meaning.precision = "where a fiscal year begins is not the same everywhere", "quarter"
    return meaning.within(date(year - 1, 4, 1), date(year + 1, 3, 31))


def _year_of_quarter(base: date, number: int, expression: Expression, setting: Setting) -> int:
    text, ref = setting.words(expression), expression.word("ref")
    if YEAR_AGO.search(text):
        return _quarter_year(base, number, -1) - 1
    if ref and (not STEPS.get(ref) or "year" in text):
        return base.year + STEPS.get(ref, 0)
    return _quarter_year(base, number, direction(setting.text, expression.start, expression.end))


def _quarter_year(base: date, number: int, way: int) -> int:
    """The year of a quarter that is named by its number only: it has begun, but for what is said to come."""
    current = (base.month + 2) // 3
    if number <= current:
        return base.year + (way > 0 and number < current - 1)
    return base.year if way > 0 or (number == current + 1 and way >= 0) else base.year - 1


def _year_ago(expression: Expression, setting: Setting, year: int | None) -> Meaning | None:
    """As in "the year-ago quarter", "the 1988 period": the quarter named last, in another year."""
    quarter, last = setting.last_quarter(expression), setting.last(expression.start, 2000)
    if year is not None:
        return Meaning("DATE", f"{year:04}-Q{quarter[1]}" if quarter else f"{year:04}")
    if not expression.has("yearago"):
        return None
    if setting.published is None:
        return Meaning("DATE", "PAST_REF")
    if quarter and last:
        return on_mention(Meaning("DATE", f"{quarter[0] - 1:04}-Q{quarter[1]}"), last)
    return setting.on_document(Meaning("DATE", f"{setting.published.year - 1:04}"))


def resolve_quarter_ref(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "the quarter", "the latest quarter", "the latest period": the quarter that a report is about."""
    text, ref, base = setting.words(expression), expression.word("ref"), setting.published
    if (not ref and not text.startswith("the ")) or text.endswith("s"):
        return None
    quarter = setting.last_quarter(expression)
    if base and ref and "quarter" in text and ref not in ("latest", "same", "that"):
        return on_unit(setting, base, STEPS.get(ref, 0), "Q", "")
    if quarter:
        return on_mention(Meaning("DATE", f"{quarter[0]:04}-Q{quarter[1]}"), setting.mentioned[-1])
    if "period" in text:
        return None
    there = shifted(base, -1, "Q") if base else None
    return setting.on_document(Meaning("DATE", value_of(there, "Q") if there else "XXXX-QX"))


def resolve_year_ref(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "for the year ended Aug. 31": a year's length; "the year" alone is too vague for a date."""
    if not setting.follows(expression, ENDED) and not setting.precedes(expression, LASTING):
        return None
    return Meaning("DURATION", "P1Y", precision="year")
