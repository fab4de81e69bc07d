"""Hours that are told without a day of their own: which day beside them is theirs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from rashomon.read.times.almanac import moved
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import DAY, Meaning, Setting

Understood = tuple[Expression, Meaning]

NEAR = 50
"""A day farther behind an hour than this many characters is not that of the hour."""
OF_DAY = re.compile(r"\),?\s(?:on\s|of\s)?(?:the\s)?|,?\son\s(?:the\s)?", re.IGNORECASE)
AMONG = re.compile(r",?\s(?:or|and|to|until|till)\s(?:about\s|around\s)?|\s?\(|\s?[-–—]\s?", re.IGNORECASE)
"""What stands between two hours of one day."""
ON = re.compile(r"[^.!?;:\n“”\"]*\son\s", re.IGNORECASE)
"""What stands between an hour and its day when a place does too: "around 9 p.m. near the pier on Friday"."""
SENTENCE = re.compile(r"[.!?]\s|\n")
OWN_DAY = frozenset({"month", "weekday", "deictic"})
KINDS = frozenset({"weekday", "date", "day"})


def dated_hours(found: Sequence[Understood], setting: Setting) -> None:
    """Gives each hour without a day that of the expression right behind it, and the hours coupled with it too."""
    for number in range(len(found) - 2, -1, -1):
        one, two = found[number], found[number + 1]
        if _is_bare(one) and two[0].start - one[0].end <= NEAR and _gives_day(one, two, setting):
            _take_day(one[1], two[1])


def _is_bare(understood: Understood) -> bool:
    expression, meaning = understood
    return expression.kind == "date_time" and not OWN_DAY & expression.parts.keys() and "T" in meaning.value


def _gives_day(one: Understood, two: Understood, setting: Setting) -> bool:
    """Whether the day of the second is that of the first: an hour's beside it, or a day's."""
    between = setting.text[one[0].end : two[0].start]
    if two[0].kind == "date_time":
        told = bool(OWN_DAY & two[0].parts.keys()) or two[1].how == HOW
        return told and AMONG.fullmatch(between) is not None
    if two[0].kind not in KINDS or not DAY.match(two[1].value):
        return False
    if OF_DAY.fullmatch(between):
        return True
    return ON.fullmatch(between) is not None and not _day_before(one, setting)


def _day_before(one: Understood, setting: Setting) -> bool:
    """Whether an hour hangs on a day of its own sentence."""
    expression, meaning = one
    return meaning.anchor_at is not None and not SENTENCE.search(setting.text, meaning.anchor_at.end, expression.start)


HOW = "the day behind it"


def _take_day(meaning: Meaning, dated: Meaning) -> None:
    """The day is the other's; the hour stays."""
    old, new = meaning.value[:10], dated.value[:10]
    meaning.anchor, meaning.anchor_at, meaning.anchor_day = dated.anchor, dated.anchor_at, dated.anchor_day
    meaning.value, meaning.how = meaning.value.replace(old, new), HOW
    if not (old[:4].isdigit() and new[:4].isdigit()):
        return
    days = (date.fromisoformat(new) - date.fromisoformat(old)).days
    meaning.earliest, meaning.latest = (
        moved(bound[:10], days) + bound[10:] if bound else "" for bound in (meaning.earliest, meaning.latest)
    )
