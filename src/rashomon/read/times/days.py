"""From a time expression to its value: days of the week, today and its neighbours, parts of the day, hours."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.times.explicit import resolve_date
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import (
    LAST,
    NEXT,
    Meaning,
    Setting,
    mod_of,
    on_document,
    on_mention,
    part_of_day,
    weekday_of,
)
from rashomon.read.times.tense import direction
from rashomon.read.times.words import vocabulary

NEAR = 600


def resolve_weekdays(expression: Expression, setting: Setting) -> Meaning | None:
    weekday = weekday_of(expression)
    word = expression.word("weekday")
    part = part_of_day(expression)
    text = setting.text[expression.start : expression.end]
    if word in vocabulary().values["shortday"] and not _is_short_day(expression, setting):
        return None
    if word.endswith("days") or expression.word("part").endswith("s"):
        return Meaning("SET", f"XXXX-WXX-{weekday + 1}{part}", weekday=weekday)
    if re.match(
        r" (?:Times|Telegraph|Mirror|Express|Night Live|Mail|Herald|Journal|Review)\b",
        setting.text[expression.end :][:14],
    ):
        return None
    if re.search(
        r"(?:\bNews|\bFox|\b(?:Black|Bloody|Super|Ash|Cyber|Palm|Boxing|Shrove|Giving))\s$",
        setting.text[max(0, expression.start - 8) : expression.start],
    ):
        return None
    if part and re.match(r" (?:Live|Football|Fever|Lights)\b", setting.text[expression.end :][:10]):
        return None
    if "overnight" in text.lower():
        part = "TNI"
    base = setting.published
    kind = "TIME" if part else "DATE"
    if base is None:
        return Meaning(kind, f"XXXX-WXX-{weekday + 1}{part}", mod=mod_of(expression), weekday=weekday)
    day = _weekday_day(expression, setting, base, weekday)
    return on_document(setting, Meaning(kind, f"{day}{part}", mod=mod_of(expression), weekday=weekday))


def _is_short_day(expression: Expression, setting: Setting) -> bool:
    """Whether "Sat" or "Mon" is a day: with a full stop or a part of the day, or before a number."""
    return expression.has("part") or setting.after(expression, 1) == "."


def _weekday_day(expression: Expression, setting: Setting, base: date, weekday: int) -> date:
    ref = expression.word("ref")
    text = setting.text[expression.start : expression.end].lower()
    behind = (base.weekday() - weekday) % 7
    ahead = (weekday - base.weekday()) % 7
    if " week" in text:
        weeks = 1 if ref in NEXT else -1 if ref in LAST else 0
        return base + timedelta(days=weekday - base.weekday() + 7 * weeks)
    if ref in LAST:
        return base - timedelta(days=behind or 7)
    if ref in NEXT:
        return base + timedelta(days=ahead or 7)
    if ref in ("this", "current"):
        return base + timedelta(days=ahead)
    way = direction(setting.text, expression.start, expression.end)
    if way > 0 and not re.match(r"['’]s\s", setting.text[expression.end : expression.end + 3]):
        return base + timedelta(days=ahead)
    return base - timedelta(days=behind)


def resolve_day(expression: Expression, setting: Setting) -> Meaning | None:
    word = expression.word("deictic")
    if setting.text[max(0, expression.start - 4) : expression.end] in ("USA Today", "USA TODAY"):
        return None
    part = part_of_day(expression)
    step = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    text = setting.text[expression.start : expression.end].lower()
    if text.startswith("the day"):
        step += step
    if word == "tonight" or (word == "overnight" and not part):
        part = "TNI"
    base = setting.published
    if base is None:
        return Meaning("TIME" if part else "DATE", f"XXXX-XX-XX{part}", mod=mod_of(expression))
    if word == "overnight" and not re.search(r"\boperation|\bdelivery|\bflight|\bstay", setting.after(expression)):
        step = -1 if direction(setting.text, expression.start, expression.end) <= 0 else 0
    day = base + timedelta(days=step)
    return on_document(setting, Meaning("TIME" if part else "DATE", f"{day}{part}", mod=mod_of(expression)))


def resolve_part(expression: Expression, setting: Setting) -> Meaning | None:
    word = expression.word("part")
    part = str(vocabulary().values["part"][word])
    ref = expression.word("ref")
    if word.endswith("s"):
        return None
    base, step = setting.published, 0
    if not ref and re.match(r"\s(?:after|before|of)\b", setting.after(expression, 8)):
        # "the morning after the debate" hangs on the debate.
        return Meaning("TIME", f"XXXX-XX-XX{part}") if word in ("morning", "afternoon", "evening", "night") else None
    if not ref or ref in ("that", "same", "following", "previous", "next"):
        last = setting.last(NEAR, expression.start)
        if last and ref:
            day = last.day + timedelta(days=1 if ref in NEXT else -1 if ref == "previous" else 0)
            return on_mention(Meaning("TIME", f"{day}{part}", mod=mod_of(expression)), last)
        if not ref and (word not in ("morning", "afternoon", "evening") or not last or len(last.value) < 10):
            return None
        if not ref and last:
            return on_mention(Meaning("TIME", f"{last.day}{part}", mod=mod_of(expression)), last)
    if base is None:
        return Meaning("TIME", f"XXXX-XX-XX{part}", mod=mod_of(expression))
    step = -1 if ref in LAST else 1 if ref in NEXT else 0
    if ref == "past" or ref == "latest":
        return None
    return on_document(setting, Meaning("TIME", f"{base + timedelta(days=step)}{part}", mod=mod_of(expression)))


def resolve_date_time(expression: Expression, setting: Setting) -> Meaning | None:
    """ "9 p.m. EST Tuesday", "noon", "10:35 a.m.": an hour, and its day where the text gives one."""
    clock = _clock(expression, setting)
    if clock is None or setting.before(expression, 5).endswith("high "):
        return None
    day, meaning = _day_of_clock(expression, setting)
    meaning.type = "TIME"
    meaning.value = f"{day or 'XXXX-XX-XX'}{clock}"
    meaning.timezone = _timezone(expression, setting)
    meaning.weekday = weekday_of(expression)
    if re.search(r"\b(?:about|around|approximately|roughly|nearly|circa)\s*$", setting.before(expression)) or re.match(
        r"(?:about|around|approximately|roughly|nearly|circa)\b",
        setting.text[expression.start : expression.end].lower(),
    ):
        meaning.mod = "APPROX"
    return meaning


def _timezone(expression: Expression, setting: Setting) -> str:
    """The zone as written."""
    word = expression.word("tz")
    at = setting.text.lower().find(word, expression.start, expression.end) if word else -1
    return setting.text[at : at + len(word)] if at >= 0 else ""


def _clock(expression: Expression, setting: Setting) -> str | None:
    """The hour of an expression as in TIMEX3 ("T21:00"); none when it is no hour."""
    word = expression.word("clock")
    if word in vocabulary().values["noon"]:
        return str(vocabulary().values["noon"][word])
    half = expression.word("ampm").replace(".", "").replace(" ", "")
    part = part_of_day(expression)
    numbers = vocabulary().values["number"]
    digits = re.findall(r"\d+", word)
    if not digits:
        digits = [str(numbers[word])] if word in numbers else []
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    if not digits or not (
        half or "clock" in _words_of(expression, setting) or expression.has("tz") or part or ":" in word
    ):
        return None
    hour, rest = int(digits[0]), digits[1:]
    if half and not 1 <= hour <= 12 or hour > 24 or any(int(r) > 59 for r in rest):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif part in ("TAF", "TEV") and hour < 12:
        hour += 12
    return "T" + ":".join([f"{hour:02}", *(rest or ["00"])])


def _words_of(expression: Expression, setting: Setting) -> str:
    return setting.text[expression.start : expression.end].lower()


def _day_of_clock(expression: Expression, setting: Setting) -> tuple[str, Meaning]:
    meaning = Meaning("TIME", "")
    found: Meaning | None = None
    if expression.has("month"):
        found = resolve_date(expression, setting)
    elif expression.has("weekday"):
        parts = {k: v for k, v in expression.parts.items() if k != "part"}
        found = resolve_weekdays(expression._replace(parts=parts), setting)
    elif expression.has("deictic"):
        parts = {"deictic": ("today",) if expression.word("deictic") == "tonight" else expression.parts["deictic"]}
        found = resolve_day(expression._replace(parts=parts), setting)
    if found:
        return found.value, found
    last = setting.last(250, expression.start)
    if last and len(last.value) >= 10:
        return last.day.isoformat(), on_mention(meaning, last)
    if setting.published:
        return setting.published.isoformat(), on_document(setting, meaning)
    return "", meaning
