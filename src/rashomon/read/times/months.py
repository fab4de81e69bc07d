"""Dates with the name of a month: the year from the text, from a date before it, or the nearest to the document."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import holiday, is_valid
from rashomon.read.times.counting import day_number, year_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import (
    NEAR,
    STEPS,
    Meaning,
    Mentioned,
    Setting,
    mod_of,
    on_mention,
    part_of_day,
    weekday_of,
)
from rashomon.read.times.tense import direction, is_right_behind_past
from rashomon.read.times.words import vocabulary

ATTACKS = re.compile(
    r",?\s(?:\w+\s)?(?:attacks?|hijack\w+|terror\w*|commission|conspirac\w+|plot|victims|families|survivors|era)\b",
    re.IGNORECASE,
)
"""What follows "Sept. 11" when it stands for that of 2001."""
RECENT = 45
"""A date so many days before the document's needs no year from elsewhere."""
NEXT_SENTENCE = 160
"""So many characters back a date with a year still goes on: its later months are of the same year."""
AGAINST_TENSE = 4.0
"""So many times farther off counts a year on the other side than the tense points to."""
AGAINST_PAST = 8.0
"""The same where the past form stands right before it."""
AHEAD = 1.3
"""The same for a year ahead where no tense says so: news are mostly of what was."""
PREPOSITION = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|through|during|for|before|after|between|and|or|on|this|last|next|early|late|"
    r"mid|throughout|per|than)[ \n-]+(?:the )?$",
    re.IGNORECASE,
)
ARTICLE = re.compile(r"\b(?:the|a|its|an)\s$", re.IGNORECASE)
NOUN_OF_MONTH = re.compile(r" (?!(?:of|on|to|in|for|against)\b)[a-z]")
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH_BEFORE = re.compile(rf"\b(?:{_NAMES}),\s$")
MONTH_AFTER = re.compile(rf"(?:\s(?:and|or)|,)\s(?:{_NAMES})\b")
SURNAME = re.compile(r"\s[A-Z]")
IN_MONTH = re.compile(r"\b(?:in|since|until|by|during|last|this|next|early|late|mid)[ -]$", re.IGNORECASE)
ALSO_NAMES = frozenset({"may", "march", "august", "april", "june"})
FULL_STOP = re.compile(r"\.")


def month_of(expression: Expression, label: str = "month") -> int:
    """The number of the month that an expression names; 0 without one."""
    return int(vocabulary().values["month"][expression.word(label)]) if expression.has(label) else 0


def resolve_date(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "Dec. 27, 2019", "the 5th of May", "last October", "late December"."""
    month, day = month_of(expression), day_number(expression.parts.get("day", ()))
    year = year_of(expression.parts.get("year", ()))
    if (expression.has("year") and year is None) or (expression.has("day") and not 1 <= day <= 31):
        return None
    if not month:
        return _day_of_the_month(setting, day)
    mod = mod_of(expression) or ("APPROX" if expression.has("about") else "")
    meaning = Meaning("DATE", "", mod=mod, weekday=weekday_of(expression))
    if year is None:
        if not day and not expression.has("ref") and not expression.has("which") and not _is_month(expression, setting):
            return None
        if (month, day) == (9, 11) and setting.follows(expression, ATTACKS):
            year, meaning.how = 2001, "the attacks that go by this date"
        else:
            year = _year_for(expression, setting, meaning, (month, day))
    if expression.has("which"):
        day = _which_weekday(expression, year, month)
    value = f"{'XXXX' if year is None else f'{year:04}'}-{month:02}" + (f"-{day:02}" if day else "")
    meaning.value, meaning.type = value + part_of_day(expression), "TIME" if expression.has("part") else "DATE"
    return meaning if year is None or is_valid(value) else None


def _which_weekday(expression: Expression, year: int | None, month: int) -> int:
    """The day of "the first Monday in May"; 0 without a year, or when the month has none."""
    word = expression.word("which")
    number = -1 if word == "last" else day_number((word,))
    if not year or not 1 <= year <= 9999 or not -1 <= number <= 4 or not number:
        return 0
    return holiday(f"{month} {weekday_of(expression)} {number}", year).day


def _is_month(expression: Expression, setting: Setting) -> bool:
    """Whether a bare name of a month is one, and no person, verb or street."""
    word = expression.word("month")
    preposed = setting.precedes(expression, PREPOSITION)
    if len(word) <= 4 and word not in ("may", "june", "july"):
        return preposed and (setting.follows(expression, FULL_STOP) or setting.text[expression.start + 1].isupper())
    if expression.has("mod") or expression.has("edge") or word not in ALSO_NAMES:
        return True
    if setting.precedes(expression, MONTH_BEFORE) or setting.follows(expression, MONTH_AFTER):
        return True
    if setting.follows(expression, SURNAME) and not setting.precedes(expression, IN_MONTH):
        return False
    if word != "may" and setting.precedes(expression, ARTICLE):
        return setting.follows(expression, NOUN_OF_MONTH)
    return preposed


def _day_of_the_month(setting: Setting, day: int) -> Meaning | None:
    base = setting.published
    if base is None:
        return Meaning("DATE", f"XXXX-XX-{day:02}")
    value = f"{base.year:04}-{base.month:02}-{day:02}"
    return setting.on_document(Meaning("DATE", value)) if is_valid(value) else None


def _year_for(expression: Expression, setting: Setting, meaning: Meaning, when: tuple[int, int]) -> int | None:
    """The year of a month (and day) that is written without one; what the meaning hangs on is set."""
    month, _ = when
    ref, base = expression.word("ref"), setting.published
    carried = _carried(expression, setting, when) if not ref else None
    if carried:
        on_mention(meaning, carried)
        meaning.how = "its year was named before"
        return carried.day.year
    if base is None:
        return None
    setting.on_document(meaning)
    step = STEPS.get(ref, 0)
    if not ref:
        past = is_right_behind_past(setting.text, expression.start)
        way = -1 if past else direction(setting.text, expression.start, expression.end)
        return _nearest_year(base, when, way, AGAINST_PAST if past else AGAINST_TENSE)
    if "year" in setting.words(expression):
        return base.year + step
    here = month < base.month if step < 0 else month > base.month
    return base.year if here or not step else base.year + step


def _nearest_year(base: date, when: tuple[int, int], way: int, against: float) -> int:
    """The year in which a month (and day) is nearest to a day; the other side than the tense's counts as farther."""
    month, day = when
    here, there = base.month * 30.5 + (base.day if day else 0), month * 30.5 + day
    costs = {}
    for year in (-1, 0, 1):
        off = there - here + year * 366
        farther = against if off * way < 0 else AHEAD if off > 0 and not way else 1.0
        costs[base.year + year] = abs(off) * farther
    return min(costs, key=lambda year: (costs[year], year))


def _carried(expression: Expression, setting: Setting, when: tuple[int, int]) -> Mentioned | None:
    """The date before that gives a month its year: the same month with a year of its own, close by.

    A date that was a few weeks before the document's is the document's own affair.
    """
    month, day = when
    base = setting.published
    if base and (base.month * 30.5 + base.day - month * 30.5 - (day or 15)) % 366 < RECENT:
        return None
    last = setting.last(expression.start, NEXT_SENTENCE)
    if (
        last
        and base
        and last.full
        and last.value[5:7].isdigit()
        and last.day.year < base.year
        and last.day.month < month
    ):
        # "In May 2017 it was sold. It was razed in November."
        return last
    for mention in reversed(setting.mentioned[-4:]):
        same = mention.full and mention.value[5:7] == f"{month:02}"
        if same and expression.start - mention.end <= NEAR and not (base and mention.day.year == base.year):
            return mention
    return None


def resolve_range(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "May 3-5", "between 3 and 5 May", "June-August 2019": one expression with two ends."""
    meaning = resolve_date(expression, setting)
    if meaning is None or not meaning.value[:4].isdigit():
        return None
    year, month = int(meaning.value[:4]), int(meaning.value[5:7])
    if expression.has("untilmonth"):
        until = month_of(expression, "untilmonth")
        last = f"{year + (until < month):04}-{until:02}"
    else:
        last = f"{meaning.value[:8]}{day_number(expression.parts['until']):02}"
    if not is_valid(last) or last < meaning.value:
        return None
    meaning.value = f"{meaning.value}/{last}"
    return meaning


def resolve_days(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "March 7, 8 and 9": the first of them; the others are of the same month."""
    days = tuple(word for word in expression.parts["days"] if word[0].isdigit())
    return resolve_date(expression._replace(parts=expression.parts | {"day": days[:1]}), setting)
