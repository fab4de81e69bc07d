"""Lengths of time: "two weeks", "31-year-old", "the past three months", "in recent years"."""

from __future__ import annotations

import re

from rashomon.read.times.almanac import UNITS, shifted
from rashomon.read.times.counting import number_of, period
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting
from rashomon.read.times.words import vocabulary

MODS = (
    (re.compile(r"^(?:at least|no less than)\b"), "EQUAL_OR_MORE"),
    (re.compile(r"^(?:at most|no more than|up to|no later than)\b"), "EQUAL_OR_LESS"),
    (re.compile(r"^(?:more than|over|just over)\b"), "MORE_THAN"),
    (re.compile(r"^(?:less than|under|just under|fewer than)\b"), "LESS_THAN"),
    (re.compile(r"^(?:about|around|nearly|almost|roughly|approximately|some|circa)\b|\bor so$"), "APPROX"),
)
RATE = re.compile(
    r"(?:\b(?:times|once|twice|hours|days|weeks|barrels|flights|(?:quarter|third|fifth|tenth) of)"
    r"|\d \w+s|\d(?: (?:m|b|tr)illion)?)\s$"
)
SOME_DAY = re.compile(r"\b(?:will|would|could|might|may|can|shall|hopes? to|hoped to)\s$", re.IGNORECASE)
"""What "one day" stands behind when it is no length."""
WAR = re.compile(r"[-'’]*s?[' ’-]War\b")
"""What "a day" stands behind when it is a rate: "four flights a day"."""
IN_A_ROW = re.compile(r"straight|consecutive|successive|fiscal")
TITLE = re.compile(r"\d+ (?:Minutes|Hours|Days)")
MORE_OF_THE_WORD = re.compile(r"[-’']?\w")
LASTING = re.compile(r"\b(?:for|in|in the|within|over the|during the|after|follows|took|take|lasted)\s$", re.IGNORECASE)
BESIDE_EVENT = re.compile(r"\s(?:after|before|that followed|later|earlier)\b")
DAY_OF_EVENT = re.compile(r"\s(?:before|after|of the|that)\b")
AHEAD_WORDS = frozenset({"next", "coming"})
BEHIND_WORDS = frozenset({"last", "past", "recent"})


def unit_of(expression: Expression, label: str = "unit") -> str:
    """The letter of the unit of an expression; empty without one."""
    word = expression.word(label)
    return "WE" if word.startswith("weekend") else str(vocabulary().values["unit"].get(word, ""))


def count_of(expression: Expression) -> float | None:
    """The number of units of an expression; none for a vague one."""
    words = expression.parts.get("n", ())
    if expression.has("few"):
        word = expression.word("few")
        return 2.0 if word == "couple" else 12.0 * (number_of(words) or 1.0) if word == "dozen" else None
    if not words:
        return None
    number = 1.0 if words in (("a",), ("an",)) else number_of(words)
    return number + 0.5 if number is not None and expression.has("plus") else number


def mod_of_length(text: str) -> str:
    """The TIMEX3 modifier of a length: "about", "at least", "up to" ..."""
    return next((mod for pattern, mod in MODS if pattern.search(text)), "")


def resolve_duration(expression: Expression, setting: Setting) -> Meaning | None:
    """A length by its number ("two weeks", "31-year-old") or without one ("for years"); it has no bounds."""
    if expression.has("bare"):
        return _uncounted(expression, setting)
    text, unit = setting.words(expression), unit_of(expression)
    if text == "one day" and setting.precedes(expression, SOME_DAY):
        return setting.on_document(Meaning("DATE", "FUTURE_REF"))
    if not _is_length(expression, setting, text):
        return None
    return _length(expression, text, unit)


def _length(expression: Expression, text: str, unit: str) -> Meaning:
    how, count, other = "", count_of(expression), number_of(expression.parts.get("m", ()))
    if expression.has("m") and count is not None and other is not None:
        how = f"from {count:g} to {other:g}; the value is the lower"
    return Meaning("DURATION", period(count, unit), mod=mod_of_length(text), precision=UNITS.get(unit, ""), how=how)


def _is_length(expression: Expression, setting: Setting, text: str) -> bool:
    """Whether "a day", "20 years" is a length, and no rate ("four flights a day"), fraction, ordinal or title."""
    word = expression.word("unit")
    if expression.word("n") in ("a", "an") and len(text.split()) == 2 and setting.precedes(expression, RATE):
        return False
    if (expression.word("few") == "some" and not word.endswith("s")) or setting.follows(expression, WAR):
        return False
    if word in ("second", "minute", "min") and "-" not in text and expression.word("n") not in ("one", "1"):
        # "a second attack", "twenty second"
        return word == "minute" and expression.word("n") == "a"
    if word.startswith("quarter") and not IN_A_ROW.search(text):
        return False
    if setting.text[expression.start - 1 : expression.start] == "-" or TITLE.fullmatch(
        setting.text[expression.start : expression.end]
    ):
        return False
    return not setting.follows(expression, MORE_OF_THE_WORD)


def _uncounted(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "for years", "hours after the strike", "decades-long", "the day before"."""
    text, word = setting.words(expression), expression.word("bare")
    unit = str(vocabulary().values["unit"][word])
    if text == "the day":
        return Meaning("DATE", "XXXX-XX-XX") if setting.follows(expression, DAY_OF_EVENT) else None
    lasting = unit not in ("TS", "TM", "Q") and setting.precedes(expression, LASTING)
    if not (
        "-" in text
        or lasting
        or (text.startswith("the ") and unit[0] != "T")
        or (text.startswith(("the first", "the final")) and unit == "TH")
        or setting.follows(expression, BESIDE_EVENT)
    ):
        return None
    return Meaning("DURATION", period(None if word.endswith("s") else 1, unit), precision=UNITS.get(unit, ""))


def resolve_span(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "the past three months", "the next two weeks", "recent years": a length that ends or begins on a day."""
    way, unit, text = expression.word("way"), unit_of(expression), setting.words(expression)
    base = setting.published
    if " ahead" in text or not (expression.has("n") or expression.has("few")):
        return _vague_span(setting, way, unit, text)
    meaning, count = _length(expression, text, unit), count_of(expression)
    step = 1 if way in AHEAD_WORDS else -1 if way in BEHIND_WORDS else 0
    if base is None or not step or unit in ("TS", "TM"):
        return meaning
    if unit == "TH" and count is not None:
        # The hour of publication is not known: "the past 36 hours" began on the day before yesterday at the earliest.
        count, unit = float(-(-count // 24)), "D"
    there = shifted(base, step * count, unit) if count is not None else None
    setting.on_document(meaning)
    return meaning.within(base, there) if step > 0 else meaning.within(there, base)


def _vague_span(setting: Setting, way: str, unit: str, text: str) -> Meaning | None:
    """As in "recent years", "the coming weeks", "these days": open at the far end."""
    if way == "these":
        return setting.on_document(Meaning("DATE", "PRESENT_REF")) if text == "these days" else None
    ahead = way in ("coming", "future", "next") or " ahead" in text
    if way not in ("recent", "past", "coming", "future") and not ahead:
        return None
    meaning = Meaning("DURATION", period(None, unit), precision=UNITS.get(unit, ""))
    if way == "future":
        meaning = Meaning("DATE", "FUTURE_REF")
    if setting.published is None:
        return meaning
    setting.on_document(meaning)
    return meaning.within(setting.published, None) if ahead else meaning.within(None, setting.published)
