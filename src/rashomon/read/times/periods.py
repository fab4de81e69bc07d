"""From a time expression to its value: seasons, quarters and halves of years."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import shifted, value_of
from rashomon.read.times.counting import day_number, year_of
from rashomon.read.times.explicit import PREPOSITION
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import LAST, NEXT, Meaning, Setting, mod_of, on_document, on_mention
from rashomon.read.times.tense import direction
from rashomon.read.times.words import vocabulary


def resolve_season(expression: Expression, setting: Setting) -> Meaning | None:
    season = str(vocabulary().values["season"][expression.word("season")])
    year = year_of(expression.parts.get("year", ()))
    if expression.has("year"):
        return Meaning("DATE", f"{year:04}-{season}", mod=mod_of(expression)) if year else None
    ref, base = expression.word("ref"), setting.published
    text = setting.text[expression.start : expression.end].lower()
    if not ref and not expression.has("year_ref"):
        preposed = PREPOSITION.search(setting.text[max(0, expression.start - 16) : expression.start])
        of = setting.after(expression, 8)
        if (not preposed and not text.startswith(("the ", "early", "late", "mid"))) or of.startswith(
            (" of ", " in ", " from")
        ):
            return None
        if re.search(r"\b(?:to|and|or|not|than)\s$", setting.before(expression, 6)) and not text.startswith(
            ("the ", "early", "late", "mid")
        ):
            return None
    if base is None:
        return Meaning("DATE", f"XXXX-{season}", mod=mod_of(expression))
    if expression.has("year_ref"):
        word = expression.word("year_ref")
        year = base.year + (1 if word in NEXT else -1 if word in LAST else 0)
    else:
        year = _season_year(base, season, ref, direction(setting.text, expression.start, expression.end))
    return on_document(setting, Meaning("DATE", f"{year:04}-{season}", mod=mod_of(expression)))


def _season_year(base: date, season: str, ref: str, way: int) -> int:
    """The year that a season belongs to, as seen from a day."""
    start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    inside = start <= base.month < start + 3 or (season == "WI" and base.month in (12, 1, 2))
    current = base.year - (season == "WI" and base.month <= 2)
    if ref in ("this", "current") or (not ref and inside):
        return current
    if ref in LAST or (not ref and way < 0):
        return current - 1 if inside or start > base.month else current
    if ref in NEXT or way > 0:
        return current + 1 if inside or start < base.month else current
    return base.year if start <= base.month + 2 else base.year - 1


def resolve_quarter(expression: Expression, setting: Setting) -> Meaning | None:
    text = setting.text[expression.start : expression.end].lower()
    year = year_of(expression.parts.get("year", ()))
    if not expression.has("nth"):
        return _year_ago(expression, setting, text, year)
    number = day_number(expression.parts["nth"])
    if not 1 <= number <= 4 or not text.rstrip().endswith(("quarter", "year")) and not re.search("quarter", text):
        return None
    if year:
        return Meaning("DATE", f"{year:04}-Q{number}")
    base = setting.published
    if base is None:
        return Meaning("DATE", f"XXXX-Q{number}")
    if re.search(r"\byear[ -](?:ago|earlier)", text):
        return on_document(setting, Meaning("DATE", f"{_quarter_year(base, number, -1) - 1:04}-Q{number}"))
    ref = expression.word("ref")
    if ref in NEXT and "year" in text:
        found = base.year + 1
    elif ref in LAST and "year" in text:
        found = base.year - 1
    elif ref in ("this", "current", "same", "latest"):
        found = base.year
    else:
        found = _quarter_year(base, number, direction(setting.text, expression.start, expression.end))
    return on_document(setting, Meaning("DATE", f"{found:04}-Q{number}"))


def _quarter_year(base: date, number: int, way: int) -> int:
    current = (base.month + 2) // 3
    if number <= current:
        return base.year + (way > 0 and number < current - 1)
    return base.year if way > 0 or number == current + 1 and way >= 0 else base.year - 1


def _year_ago(expression: Expression, setting: Setting, text: str, year: int | None) -> Meaning | None:
    """ "the year-ago quarter", "the 1988 period": what the last named quarter was a year before."""
    last = setting.last(2000, expression.start)
    quarter = setting.last_quarter(expression)
    if year:
        if not text.endswith(("quarter", "period")):
            return None
        return Meaning("DATE", f"{year:04}-Q{quarter[1]}" if quarter else f"{year:04}")
    if not expression.has("yearago") or setting.published is None:
        return Meaning("DATE", "PAST_REF") if expression.has("yearago") else None
    if quarter and last:
        return on_mention(Meaning("DATE", f"{quarter[0] - 1:04}-Q{quarter[1]}"), last)
    return on_document(setting, Meaning("DATE", f"{setting.published.year - 1:04}"))


def resolve_half(expression: Expression, setting: Setting) -> Meaning | None:
    word = expression.word("nth")
    number = 2 if word == "last" else day_number((word,))
    if number not in (1, 2):
        return None
    year = year_of(expression.parts.get("year", ()))
    if year is None:
        if setting.published is None:
            return Meaning("DATE", f"XXXX-H{number}")
        ref = expression.word("ref")
        year = setting.published.year + (1 if ref in NEXT else -1 if ref in LAST else 0)
        return on_document(setting, Meaning("DATE", f"{year:04}-H{number}"))
    return Meaning("DATE", f"{year:04}-H{number}")


def resolve_quarter_ref(expression: Expression, setting: Setting) -> Meaning | None:
    """ "the quarter", "the latest quarter", "the latest period": the quarter that a report is about."""
    text = setting.text[expression.start : expression.end].lower()
    ref, base = expression.word("ref"), setting.published
    if not ref and not text.startswith("the ") or text.endswith("s"):
        return None
    quarter = setting.last_quarter(expression)
    if "period" in text and not quarter:
        return None
    if base is None and not quarter:
        return Meaning("DATE", "XXXX-QX")
    if ref in ("current", "this") and base:
        return on_document(setting, Meaning("DATE", value_of(base, "Q")))
    if ref in LAST | NEXT and base:
        there = shifted(base, 1 if ref in NEXT else -1, "Q")
        return on_document(setting, Meaning("DATE", value_of(there, "Q"))) if there else None
    if quarter:
        return on_mention(Meaning("DATE", f"{quarter[0]:04}-Q{quarter[1]}"), setting.mentioned[-1])
    there = shifted(base, -1, "Q") if base else None
    return on_document(setting, Meaning("DATE", value_of(there, "Q"))) if there else None


def resolve_year_ref(expression: Expression, setting: Setting) -> Meaning | None:
    """ "for the year ended Aug. 31": a year's length; "the year" alone is too vague for a date."""
    after = setting.after(expression, 10)
    before = setting.before(expression, 12)
    if not after.startswith((" ended", " ending", " to ")) and not before.endswith(("for ", "during ", "throughout ")):
        return None
    return Meaning("DURATION", "P1Y", precision="year")
