"""What a time expression was understood to mean, and what was known when it was: the state of a document being read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from rashomon.read.times.almanac import quarter_of, shifted, value_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.words import vocabulary
from rashomon.records import Anchor, Fragment, Precision, TimeType

MODS = {
    "early": "START", "late": "END", "mid": "MID", "beginning": "START", "start": "START", "outset": "START",
    "middle": "MID", "end": "END", "close": "END",
}  # fmt: skip
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BROADCAST = re.compile(r"\b(?:ABC|CBS|NBC|CNN|BBC|ITV|TV|News)(?:['’]s?)?,?\s[\"“'‘]{0,2}$")
"""What stands before "This Week" when that is a broadcast."""
STEPS = {
    "next": 1, "coming": 1, "following": 1, "upcoming": 1, "subsequent": 1, "ensuing": 1,
    "last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1,
}  # fmt: skip
"""How many units on a word such as "next" leads; 0 for the others."""
NEAR = 700
"""So many characters back a date is still what "the next day" hangs on."""
QUARTER_NEAR = 2000
"""The same for a quarter: a report on earnings names it once."""


@dataclass
class Meaning:
    """A value with what it hangs on. Bounds come from the value, unless `bounded` says that they are given."""

    type: TimeType
    value: str
    mod: str = ""
    anchor: Anchor = ""
    anchor_at: Fragment | None = None
    anchor_day: str = ""
    weekday: int = -1
    timezone: str = ""
    earliest: str = ""
    latest: str = ""
    precision: Precision = ""
    bounded: bool = False
    how: str = ""

    def within(self, earliest: date | None, latest: date | None) -> Meaning:
        """The same with bounds of its own; none is an open one."""
        self.earliest, self.latest, self.bounded = str(earliest or ""), str(latest or ""), True
        return self


@dataclass
class Mentioned:
    """A dated expression that came before: others may hang on it.

    `full` says that its year was written, `derived` that it hangs itself on another one.
    """

    start: int
    end: int
    value: str
    day: date
    full: bool
    derived: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it is a day, or a part of one."""
        return DAY.match(self.value) is not None


@dataclass
class Setting:
    """The text, the day it was published (none: not known), and the dates that it has named so far."""

    text: str
    published: date | None
    mentioned: list[Mentioned] = field(default_factory=list)
    habit: str | None = None

    def last(self, at: int, within: int = NEAR) -> Mentioned | None:
        """The last dated expression, when it stands at most so many characters before a place."""
        if self.mentioned and at - self.mentioned[-1].end <= within:
            return self.mentioned[-1]
        return None

    def last_quarter(self, expression: Expression, within: int = QUARTER_NEAR) -> tuple[int, int] | None:
        """Year and number of the quarter that the text is about: the last one named by its own number, and begun."""
        now = value_of(self.published, "Q") if self.published else "9"
        for mention in reversed(self.mentioned[-12:]):
            quarter = quarter_of(mention.value)
            if quarter and not mention.derived and mention.value <= now and expression.start - mention.end <= within:
                return quarter
        return None

    def words(self, expression: Expression) -> str:
        """An expression in small letters, with single spaces."""
        return " ".join(self.text[expression.start : expression.end].lower().split())

    def follows(self, expression: Expression, pattern: re.Pattern[str]) -> bool:
        """Whether what stands right behind an expression begins like a pattern."""
        return pattern.match(self.text, expression.end, expression.end + 40) is not None

    def precedes(self, expression: Expression, pattern: re.Pattern[str]) -> bool:
        """Whether what stands before an expression has a pattern in it."""
        return pattern.search(self.text, max(0, expression.start - 32), expression.start) is not None

    def on_document(self, meaning: Meaning) -> Meaning:
        """A meaning that hangs on the day of publication."""
        if self.published:
            meaning.anchor, meaning.anchor_day = "document date", self.published.isoformat()
        return meaning


def on_mention(meaning: Meaning, mention: Mentioned) -> Meaning:
    """A meaning that hangs on a date named before."""
    meaning.anchor, meaning.anchor_at = "expression", Fragment(start=mention.start, end=mention.end)
    meaning.anchor_day = mention.day.isoformat()
    return meaning


def on_unit(setting: Setting, base: date, count: int, unit: str, mod: str) -> Meaning | None:
    """The calendar unit so many units on from that of a day, as it hangs on the document; none beyond the calendar."""
    there = shifted(base, count, "W" if unit == "WE" else unit)
    return setting.on_document(Meaning("DATE", value_of(there, unit), mod=mod)) if there else None


def mod_of(expression: Expression) -> str:
    """The TIMEX3 modifier that words such as "early" and "the end of" make."""
    return MODS.get(expression.word("mod") or expression.word("edge"), "")


def part_of_day(expression: Expression) -> str:
    """The TIMEX3 letters of a part of the day ("TEV"); empty without one."""
    return str(vocabulary().values["part"].get(expression.word("part"), ""))


def weekday_of(expression: Expression) -> int:
    """The day of the week that an expression names, from 0 for Monday; -1 without one."""
    word = expression.word("weekday")
    values = vocabulary().values
    return int(values["weekday"].get(word, values["shortday"].get(word, -1))) if word else -1
