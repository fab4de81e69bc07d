"""Calendar units that hang on a day: "last year", "this week", "the next day", "the end of the month", "year-end"."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import SECONDS_OF, shifted, value_of
from rashomon.read.times.counting import period
from rashomon.read.times.grammar import Expression
from rashomon.read.times.lengths import unit_of
from rashomon.read.times.meaning import BROADCAST, STEPS, Meaning, Setting, mod_of, on_mention, on_unit
from rashomon.read.times.tense import direction

OF_THE_TEXT = frozenset({"following", "previous", "same", "that"})
"""Words that hang a unit on a date of the text; "the next day" does so too."""
AHEAD_OF = re.compile(r"\b(?:ahead of|before|until)\s$", re.IGNORECASE)
WEDNESDAY, SUNDAY = 2, 6


def resolve_unit(expression: Expression, setting: Setting) -> Meaning | None:
    """A calendar unit as seen from the document's day, or from a date named before."""
    text, ref, unit = setting.words(expression), expression.word("ref"), unit_of(expression) or "Y"
    mod = mod_of(expression)
    if (
        setting.precedes(expression, BROADCAST)
        or expression.word("unit").endswith("s")
        or unit in SECONDS_OF
        or unit == "F"
    ):
        return None
    if not ref:
        if unit == "D" and expression.has("edge"):
            # "at the end of the day" is mostly no time at all.
            return None
        if unit == "D" and setting.last(expression.start):
            return _from_mention(setting, expression, unit, mod)
        return _whole(expression, setting, unit, mod)
    if ref in OF_THE_TEXT or (ref == "next" and "the next " in text):
        return _from_mention(setting, expression, unit, mod)
    return _from_document(setting, expression, unit, mod)


def _from_document(setting: Setting, expression: Expression, unit: str, mod: str) -> Meaning | None:
    """As in "last year", "this week", "the past year", "the latest quarter": from the document's day."""
    text, ref, base = setting.words(expression), expression.word("ref"), setting.published
    step = -1 if ref == "latest" and unit == "Q" else STEPS.get(ref, 0)
    if unit == "WE" and ref == "this" and base and base.weekday() < 4 and _was(text, expression, setting):
        step = -1
    if setting.words(expression).startswith("the ") and " before last" in text:
        step = -2
    if unit == "D" and ref != "next":
        return setting.on_document(Meaning("DURATION", "P1D")) if ref == "past" else None
    if base is None:
        return Meaning("DATE", "PAST_REF" if step < 0 else "FUTURE_REF" if step else "PRESENT_REF", mod=mod)
    if ref == "past" and unit != "WE" and not text.startswith("this "):
        return _length_up_to(setting, base, unit, mod)
    meaning = on_unit(setting, base, step, unit, mod)
    if meaning and (unit, ref, mod, base.weekday()) == ("W", "last", "", SUNDAY) and step == -1:
        # On a Sunday it may be the week before, or the one that ends: the value is that of the week before.
        meaning.precision, meaning.how = "week", "the week before that of publication, or the seven days just ended"
        return meaning.within(shifted(base, -13, "D"), base)
    return meaning


def _was(text: str, expression: Expression, setting: Setting) -> bool:
    """Whether "this weekend" is the one before: so on a weekday, of what was."""
    return " past " in text or direction(setting.text, expression.start, expression.end) < 0


def _length_up_to(setting: Setting, base: date, unit: str, mod: str) -> Meaning:
    """As in "the past year": the length that ends on the document's day."""
    meaning = setting.on_document(Meaning("DURATION", period(1, unit), mod=mod))
    return meaning.within(shifted(base, -1, unit), base)


def _whole(expression: Expression, setting: Setting, unit: str, mod: str) -> Meaning | None:
    """As in "the weekend", "the end of the year", "earlier in the year", "year-end"."""
    base = setting.published
    if base is None:
        return Meaning("DATE", "XXXX" if unit == "Y" else "PRESENT_REF", mod=mod)
    if unit == "WE":
        # On a weekday "the weekend" is the one before unless the words point ahead: news are mostly of what was.
        way = direction(setting.text, expression.start, expression.end) if base.weekday() > WEDNESDAY - 1 else 0
        ahead = way > 0 or setting.precedes(expression, AHEAD_OF)
        return on_unit(setting, base, 0 if ahead or base.weekday() > 4 else -1, unit, mod)
    return on_unit(setting, base, 0, unit, mod)


def _from_mention(setting: Setting, expression: Expression, unit: str, mod: str) -> Meaning | None:
    """As in "the next day", "the following year", "that week", "the same month": from the date named before."""
    step = STEPS.get(expression.word("ref"), 0)
    last = setting.last(expression.start)
    if last is None and unit in ("Y", "Q", "M") and step and setting.published:
        return on_unit(setting, setting.published, step, unit, mod)
    if last is None or (unit == "D" and not last.is_day) or (unit in ("W", "WE") and len(last.value) < 8):
        return Meaning("DATE", "XXXX-XX-XX" if unit == "D" else "PAST_REF", mod=mod)
    there = shifted(last.day, step, "W" if unit == "WE" else unit)
    return on_mention(Meaning("DATE", value_of(there, unit), mod=mod), last) if there else None
