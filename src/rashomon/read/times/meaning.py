"""What a time expression was understood to mean, and what was known when it was: the state of a document being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from rashomon.read.times.almanac import quarter_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.words import vocabulary
from rashomon.records import Anchor, Fragment, Precision, TimeType

MODS = {
    "early": "START", "late": "END", "mid": "MID", "beginning": "START", "start": "START", "outset": "START",
    "middle": "MID", "end": "END", "close": "END",
}  # fmt: skip
NEXT = frozenset({"next", "coming", "following", "upcoming", "subsequent", "ensuing"})
LAST = frozenset({"last", "past", "previous", "preceding", "prior"})


@dataclass
class Meaning:
    """A value with what it hangs on; bounds come from the value where they are not given."""

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


@dataclass
class Mentioned:
    """A dated expression that came before: others may hang on it."""

    start: int
    end: int
    value: str
    day: date
    full: bool


@dataclass
class Setting:
    """The text, the day it was published (none: not known), and the dates that it has named so far."""

    text: str
    published: date | None
    mentioned: list[Mentioned] = field(default_factory=list)

    def last(self, within: int, at: int) -> Mentioned | None:
        """The last dated expression, when it stands at most so many characters before a place."""
        if self.mentioned and at - self.mentioned[-1].end <= within:
            return self.mentioned[-1]
        return None

    def before(self, expression: Expression, length: int = 24) -> str:
        """The words before an expression, in small letters."""
        return self.text[max(0, expression.start - length) : expression.start].lower()

    def after(self, expression: Expression, length: int = 24) -> str:
        """The words after an expression, in small letters."""
        return self.text[expression.end : expression.end + length].lower()

    def last_quarter(self, expression: Expression, within: int = 2000) -> tuple[int, int] | None:
        """Year and number of the quarter named of late; the later one where there were several."""
        found = [quarter_of(m.value) for m in self.mentioned[-12:] if expression.start - m.end <= within]
        return max((q for q in found if q), default=None)


def mod_of(expression: Expression) -> str:
    """The TIMEX3 modifier that words such as "early" and "the end of" make."""
    return MODS.get(expression.word("mod") or expression.word("edge"), "")


def part_of_day(expression: Expression) -> str:
    """The TIMEX3 letters of a part of the day ("TEV"); empty without one."""
    return str(vocabulary().values["part"].get(expression.word("part"), ""))


def on_document(setting: Setting, meaning: Meaning) -> Meaning:
    """A meaning that hangs on the day of publication."""
    if setting.published:
        meaning.anchor, meaning.anchor_day = "document date", setting.published.isoformat()
    return meaning


def on_mention(meaning: Meaning, mention: Mentioned) -> Meaning:
    """A meaning that hangs on a date named before."""
    meaning.anchor, meaning.anchor_at = "expression", Fragment(start=mention.start, end=mention.end)
    meaning.anchor_day = mention.day.isoformat()
    return meaning


def weekday_of(expression: Expression) -> int:
    """The day of the week that an expression names, from 0 for Monday; -1 without one."""
    word = expression.word("weekday")
    values = vocabulary().values
    return int(values["weekday"].get(word, values["shortday"].get(word, -1))) if word else -1
