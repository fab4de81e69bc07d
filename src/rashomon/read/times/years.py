"""Years, decades and centuries, and halves of years."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.counting import day_number, year_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import STEPS, Meaning, Setting, mod_of
from rashomon.read.times.words import vocabulary

LIKELY = range(1900, 2051)
"""Four digits of this size are a year where nothing speaks against it; others where a word before them says so."""
COUNTED = re.compile(
    r"\s(?:people|men|women|children|troops|soldiers|miles|feet|meters|metres|km|kilometers|kilometres|points|shares|tons|"
    r"tonnes|pounds|dollars|homes|jobs|others|words|votes|bags|acres|barrels|a\.?m|p\.?m|hours|block|B\.?C)\b"
)
SIDES = {"post": "AFTER", "pre": "BEFORE", "later": "ON_OR_AFTER", "earlier": "ON_OR_BEFORE"}
JOINED = re.compile(r"[-–/]\w|\s\d")
JOINED_BEFORE = re.compile(r"(?:\w[-–/:+]|\d\s)$")
NUMBERED = re.compile(
    r"(?:\$|#|\b(?:no\.?|room|route|highway|flight|page|resolution|hangar|gate|suite|channel|model|box|votes to))\s?$",
    re.IGNORECASE,
)
"""What makes the figures behind it a number of something."""
DATING = re.compile(r"\b(?:in|since|of|from|until|by|year|circa|to|before|after|and)\s$", re.IGNORECASE)
STREET = re.compile(
    r"\s(?:[A-Z][\w.'’-]*\s){1,2}(?:Drive|Street|Road|Avenue|Lane|Boulevard|Dr\.|St\.|Ave\b\.?|Rd\b\.?|Blvd\b)"
)
"""What makes a year before it the number of a house: "1909 Heron Drive"."""
IN_YEAR = re.compile(r"\b(?:in|since|until|by|during|the)\s$", re.IGNORECASE)
"""What makes a year of it all the same: "in 1929 Wall Street fell"."""
OF_SOMEBODY = re.compile(r"\b(?:his|her|their|my|your|temperatures)\s(?:\w+\s)?$", re.IGNORECASE)
LONGEST = 150
"""A stretch of more years than this is no stretch of years."""


def resolve_year(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "2014", "mid-1996", "fiscal 1989", "nineteen ninety-six"."""
    words = expression.parts.get("year", (expression.word("kind")[-4:].strip("fy \n"),))
    words = (f"20{words[0]}",) if len(words[0]) == 2 else words
    year = year_of(words)
    bare = len(words) == 1 and expression.parts.keys() == {"year"}
    if year is None or (bare and not _is_year(expression, setting, year)):
        return None
    meaning = Meaning("DATE", f"{year:04}", mod=SIDES.get(expression.word("side")) or mod_of(expression))
    return _with_kind(meaning, expression, year, year)


def _with_kind(meaning: Meaning, expression: Expression, first: int, last: int) -> Meaning:
    """Bounds that hold wherever a fiscal or an academic year begins."""
    kind = expression.word("kind")
    if not kind or not 1 < first <= last < 9998:
        return meaning
    meaning.how = "where such a year begins is not the same everywhere"
    meaning.precision = "year"
    if kind in ("academic", "school"):
        return meaning.within(date(first, 7, 1), date(last, 9, 30) if last > first else date(last + 1, 9, 30))
    return meaning.within(date(first - 1, 4, 1), date(last + 1, 3, 31))


def _is_year(expression: Expression, setting: Setting, year: int) -> bool:
    """Whether four digits are a year: by their size, and by what stands beside them."""
    if setting.follows(expression, JOINED) or setting.precedes(expression, JOINED_BEFORE):
        return False
    if setting.follows(expression, COUNTED):
        return False
    if setting.follows(expression, STREET) and not setting.precedes(expression, IN_YEAR):
        return False
    if year in LIKELY:
        return not setting.precedes(expression, NUMBERED)
    return setting.precedes(expression, DATING) and 1400 <= year < 2100


def resolve_years(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "2014-16", "2018/19": a stretch of years."""
    first, until = expression.word("year"), expression.word("untilyear")
    last = until if len(until) == 4 else first[:2] + until
    if not 0 < int(last) - int(first) <= LONGEST or not _is_year(expression, setting, int(first)):
        return None
    return _with_kind(Meaning("DATE", f"{first}/{last}"), expression, int(first), int(last))


def resolve_decade(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "the 1990s", "the '80s", "the nineties"."""
    word = expression.word("decade")
    digits = word.lstrip("'’‘").rstrip("s")
    if len(digits) == 4:
        value = digits[:3]
    elif not digits.isdigit():
        if setting.precedes(expression, OF_SOMEBODY):
            return None
        value = f"19{vocabulary().values['decade'][word]}"
    elif word[0] in "'’‘" or "the" in setting.words(expression).split():
        value = f"{19 if int(digits) >= 20 else 20}{digits[0]}"
    else:
        return None
    return Meaning("DATE", value, mod=mod_of(expression))


def resolve_century(expression: Expression, _setting: Setting) -> Meaning | None:
    """As in "the 20th century"."""
    number = day_number(expression.parts["century"])
    return Meaning("DATE", f"{number - 1:02}", mod=mod_of(expression)) if 1 <= number <= 30 else None


def resolve_half(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "the first half of 1989", "the second half of this year"."""
    word = expression.word("nth")
    number = 2 if word == "last" else day_number((word.lstrip("h"),))
    if number not in (1, 2):
        return None
    year = year_of(expression.parts.get("year", ()))
    if year is not None:
        return Meaning("DATE", f"{year:04}-H{number}")
    if setting.published is None:
        return Meaning("DATE", f"XXXX-H{number}")
    year = setting.published.year + STEPS.get(expression.word("ref"), 0)
    return setting.on_document(Meaning("DATE", f"{year:04}-H{number}"))
