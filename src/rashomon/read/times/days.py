"""Days of the week, today and its neighbours, and parts of the day."""

from __future__ import annotations

import re
from datetime import date

from rashomon.read.times.almanac import shifted
from rashomon.read.times.grammar import Expression
from rashomon.read.times.intervals import SMALL_HOURS
from rashomon.read.times.meaning import (
    BROADCAST,
    STEPS,
    Meaning,
    Mentioned,
    Setting,
    mod_of,
    on_mention,
    part_of_day,
    weekday_of,
)
from rashomon.read.times.tense import direction, is_planned
from rashomon.read.times.words import vocabulary
from rashomon.records import TimeType

TITLE_AFTER = re.compile(
    r" (?:Times|Telegraph|Mirror|Express|Mail|Herald|Journal|Review|Night Live|Live|Football|Fever|Lights)\b"
)
"""What makes a weekday part of a name: "Sunday Times"."""
TITLE_BEFORE = re.compile(r"(?:\bNews|\bFox|\b(?:Black|Bloody|Super|Ash|Cyber|Palm|Boxing|Shrove|Giving|Good))\s$")
NAMED = re.compile(r"[A-Za-z]\s$")
FULL_STOP = re.compile(r"\.")
POSSESSIVE = re.compile(r"['’]s\s")
NOT_A_NIGHT = re.compile(r"\s(?:operation|delivery|flight|stay)")
OF_AN_EVENT = re.compile(r"\s(?:after|before|of)\b")
OF_THE_TEXT = frozenset({"that", "same", "following", "previous", "next"})
"""Words that hang a part of the day on a date of the text, not on the document's."""
WHOLE_PARTS = frozenset({"morning", "afternoon", "evening", "night"})


def _stepped(base: date | None, days: int) -> date | None:
    """The day that is so many days later; none without a day, or beyond the calendar."""
    return shifted(base, days, "D") if base else None


def resolve_weekday(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "Friday", "last Monday", "Tuesday night", "Thursday of next week"."""
    weekday, word, part = weekday_of(expression), expression.word("weekday"), part_of_day(expression)
    if not _is_weekday(expression, setting):
        return None
    if word.endswith("days") or expression.word("part").endswith("s"):
        return Meaning("SET", f"XXXX-WXX-{weekday + 1}{part}", weekday=weekday)
    part = "TNI" if "overnight" in setting.words(expression) else part
    kind: TimeType = "TIME" if part else "DATE"
    last = setting.last(expression.start)
    if expression.word("ref") in ("previous", "following") and last and last.is_day:
        step = STEPS[expression.word("ref")]
        away = (step * (weekday - last.day.weekday()) - 1) % 7 + 1
        found = Meaning(kind, f"{_stepped(last.day, step * away) or 'XXXX-XX-XX'}{part}", weekday=weekday)
        return on_mention(found, last)
    day = _day_for(expression, setting, setting.published, weekday) if setting.published else None
    value = f"{day or f'XXXX-WXX-{weekday + 1}'}{part}"
    return setting.on_document(Meaning(kind, value, mod=mod_of(expression), weekday=weekday))


def _is_weekday(expression: Expression, setting: Setting) -> bool:
    """Whether a day of the week is one: no name of a newspaper or a feast; "Sat" only with a full stop or a part."""
    if setting.follows(expression, TITLE_AFTER) or setting.precedes(expression, TITLE_BEFORE):
        return False
    short = expression.word("weekday") in vocabulary().values["shortday"]
    return not short or expression.has("part") or setting.follows(expression, FULL_STOP)


def _day_for(expression: Expression, setting: Setting, base: date, weekday: int) -> date | None:
    """The day of a weekday as seen from the document's: the last one, unless the words point ahead."""
    ref = expression.word("ref")
    behind, ahead = (base.weekday() - weekday) % 7, (weekday - base.weekday()) % 7
    step = STEPS.get(ref, 0)
    if " week" in setting.words(expression):
        return _stepped(base, weekday - base.weekday() + 7 * step)
    if step:
        return _stepped(base, (ahead or 7) if step > 0 else -(behind or 7))
    if not ref and setting.follows(expression, POSSESSIVE):
        step = int(is_planned(setting.text, expression.start))
    elif not ref:
        step = direction(setting.text, expression.start, expression.end)
    return _stepped(base, ahead if step > 0 or ref in ("this", "current") else -behind)


def resolve_day(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "today", "yesterday morning", "the day after tomorrow", "overnight"."""
    word, part = expression.word("deictic"), part_of_day(expression)
    written = setting.text[expression.start : expression.start + 2]
    if written[0].isupper() and written[1].islower() and setting.precedes(expression, NAMED):
        # "USA Today", "Russia Today"
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    if setting.words(expression).startswith("the day"):
        step += step
    if word == "overnight" and not setting.follows(expression, NOT_A_NIGHT):
        step = min(0, direction(setting.text, expression.start, expression.end) * 2 - 1)
        step = -1 if step < 0 else 0
    part = part or ("TNI" if word in ("tonight", "overnight") else "")
    day = _stepped(setting.published, step) or "XXXX-XX-XX"
    return setting.on_document(Meaning("TIME" if part else "DATE", f"{day}{part}", mod=mod_of(expression)))


def resolve_part(expression: Expression, setting: Setting) -> Meaning | None:
    """As in "this morning", "last night", "the same night", "the morning after the debate"."""
    word, ref, part = expression.word("part"), expression.word("ref"), part_of_day(expression)
    if expression.has("small"):
        return _small_hours(expression, setting)
    if (
        setting.precedes(expression, BROADCAST)
        or word.endswith("s")
        or ref in ("past", "latest")
        or (not ref and word not in WHOLE_PARTS)
    ):
        return None
    if not ref and setting.follows(expression, OF_AN_EVENT):
        return Meaning("TIME", f"XXXX-XX-XX{part}")
    last = setting.last(expression.start)
    if ref in OF_THE_TEXT and not last:
        return Meaning("TIME", f"XXXX-XX-XX{part}", mod=mod_of(expression))
    if (not ref and (last or not expression.has("mod"))) or ref in OF_THE_TEXT:
        return _part_of(last, expression, part)
    step = STEPS.get(ref, 0)
    day = _stepped(setting.published, step) or "XXXX-XX-XX"
    return setting.on_document(Meaning("TIME", f"{day}{part}", mod=mod_of(expression)))


def _part_of(last: Mentioned | None, expression: Expression, part: str) -> Meaning | None:
    """A part of the day that was named last, or of the one after or before it."""
    ref = expression.word("ref")
    if last is None or (not ref and (not last.is_day or expression.word("part") == "night")):
        return None
    if not last.is_day:
        return Meaning("TIME", f"XXXX-XX-XX{part}", mod=mod_of(expression))
    day = _stepped(last.day, STEPS.get(ref, 0)) or "XXXX-XX-XX"
    return on_mention(Meaning("TIME", f"{day}{part}", mod=mod_of(expression)), last)


def _small_hours(expression: Expression, setting: Setting) -> Meaning:
    """As in "in the early hours": of the day named last or of the one after it, else of the document's day."""
    if setting.follows(expression, OF_AN_EVENT):
        return Meaning("DURATION", "PTXH", precision="hour")
    last = setting.last(expression.start)
    if last is None or not last.is_day:
        return setting.on_document(Meaning("TIME", f"{setting.published or 'XXXX-XX-XX'}TMO"))
    meaning = on_mention(Meaning("TIME", f"{last.day}TMO", mod="START", precision="part of day"), last)
    meaning.earliest, meaning.latest = (
        f"{last.day}T{SMALL_HOURS[0]}",
        f"{_stepped(last.day, 1) or last.day}T{SMALL_HOURS[1]}",
    )
    meaning.bounded, meaning.how = True, "of that day or of the next"
    return meaning
