"""What recurs ("daily", "each Thursday"), and what is only on a side of today ("now", "recently", "the future")."""

from __future__ import annotations

import re

from rashomon.read.times.counting import number_of, period
from rashomon.read.times.grammar import Expression
from rashomon.read.times.lengths import unit_of
from rashomon.read.times.meaning import Meaning, Setting, on_mention, part_of_day, weekday_of
from rashomon.read.times.months import month_of
from rashomon.read.times.words import vocabulary
from rashomon.records import TimeType

NAME_BEFORE = re.compile(r"[A-Z]\w*\s$")
NAME_AFTER = re.compile(r" [A-Z]")
NOUN_AFTER = re.compile(r" [a-z]")
OTHER_NOUN = re.compile(r"\s(?!(?:but|and|when|as|the|for|he|she|it)\b)\w")
IN_THE_PAST = re.compile(r"\b(?:in|of|from) $")
SOON_AS = re.compile(r"\s(?:as|after|before)\b")
HYPHEN = re.compile(r"-\w")
FORMER = re.compile(r"-\w| [A-Z]")
"""What follows "then" when it is no time: "led by then-mayor Okoro"."""
SIDES = {
    "current": "PRESENT_REF", "recent": "PAST_REF", "past": "PAST_REF", "future": "FUTURE_REF", "term": "FUTURE_REF",
}  # fmt: skip


def resolve_set(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "daily", "each Thursday", "every two years", "every morning"."""
    if expression.has("set"):
        return _adverb(expression, setting)
    weekday, part = weekday_of(expression), part_of_day(expression)
    if weekday >= 0:
        return Meaning("SET", f"XXXX-WXX-{weekday + 1}{part}", weekday=weekday)
    if expression.has("season"):
        return Meaning("SET", f"XXXX-{vocabulary().values['season'][expression.word('season')]}")
    if expression.has("month"):
        return Meaning("SET", f"XXXX-{month_of(expression):02}")
    if part:
        return Meaning("SET", f"XXXX-XX-XX{part}")
    words = expression.parts.get("n", ())
    count = number_of(words) if words else 2.0 if "other" in setting.words(expression) else 1.0
    return Meaning("SET", period(count, unit_of(expression)))


def _adverb(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "daily" and the like; none in a name ("Daily Planet"), nor in "quarterly dividend"."""
    word = expression.word("set")
    named = setting.text[expression.start].isupper() and setting.precedes(expression, NAME_BEFORE)
    if (
        named
        or setting.follows(expression, NAME_AFTER)
        or (word == "quarterly" and setting.follows(expression, NOUN_AFTER))
    ):
        return None
    return Meaning("SET", str(vocabulary().values["set"][word]))


def resolve_reference(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "now", "recently", "the future": no date, but a side of the document's day."""
    word = expression.word("reference")
    if setting.follows(expression, HYPHEN):
        return None
    if word == "soon" and setting.follows(expression, SOON_AS):
        return None
    if word == "future" and setting.words(expression) == "future":
        return None
    if word == "past" and not setting.precedes(expression, IN_THE_PAST) and setting.follows(expression, OTHER_NOUN):
        return None
    return setting.on_document(Meaning("DATE", SIDES.get(word) or str(vocabulary().values["reference"][word])))


def resolve_then(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "by then", "until then": what was dated last; nothing where that is far off."""
    if setting.follows(expression, FORMER):
        return None
    last = setting.last(expression.start)
    kind: TimeType = "TIME" if last and "T" in last.value else "DATE"
    return on_mention(Meaning(kind, last.value), last) if last else None
