"""Hours: "9 p.m. EST Tuesday", "noon", "0735 GMT"."""

from __future__ import annotations

import re

from rashomon.read.times.almanac import bounds
from rashomon.read.times.days import resolve_day, resolve_weekday
from rashomon.read.times.grammar import Expression
from rashomon.read.times.hours import OWN_DAY
from rashomon.read.times.lengths import resolve_duration
from rashomon.read.times.meaning import Meaning, Setting, on_mention, part_of_day, weekday_of
from rashomon.read.times.months import resolve_date
from rashomon.read.times.words import vocabulary

NEAR = 250
"""So many characters back a day is still that of an hour without one."""
ABOUT = re.compile(r"\b(?:about|around|approximately|roughly|nearly|circa)\s*$", re.IGNORECASE)
ABOUT_INSIDE = re.compile(r"\b(?:about|around|approximately|roughly|nearly|circa|some)\s")
AT = re.compile(r"\b(?:at|by|until|till|from|before|after|since)\s(?:about\s|around\s|nearly\s)?$", re.IGNORECASE)
"""What makes a bare number behind it an hour."""
_AMONG = r"(?:\s?[-–—]\s?|\s(?:and|or|to|until|till)\s)"
CUE = re.compile(
    r"\b(?:at|by|about|around|until|till|since|from|before|after|between)\s(?:about\s|around\s|nearly\s|exactly\s|the\s)?"
    rf"(?:\d?\d[:.]\d\d(?:\s?[ap]\.?m\.?)?{_AMONG})?$",
    re.IGNORECASE,
)
"""What makes an hour of figures with a colon: "3:16" alone is a verse, a ratio or a score."""
CUE_BEHIND = re.compile(r"\s?(?:hours|hrs|local\stime|h)\b", re.IGNORECASE)
BESIDE = 3
"""A date that ends at most so many characters before figures makes them an hour."""
HIGH_NOON = re.compile(r"\bhigh\s$", re.IGNORECASE)


def resolve_date_time(expression: Expression, setting: Setting) -> Meaning | None:
    """An hour, and its day: that of the expression, the one named just before, or the document's."""
    clock = _clock(expression, setting)
    if clock is None and expression.has("hours"):
        parts = {"n": expression.parts["clock"], "unit": expression.parts["hours"]}
        return resolve_duration(expression._replace(parts=parts), setting)
    if clock is None or setting.precedes(expression, HIGH_NOON):
        return None
    meaning = _of_day(expression, setting)
    meaning.type = "TIME"
    meaning.value = f"{meaning.value or 'XXXX-XX-XX'}{clock}"
    if expression.has("since") and not _since(expression, meaning, clock):
        return None
    meaning.timezone = _timezone(expression, setting)
    _either_half(meaning, expression, clock)
    meaning.weekday = weekday_of(expression)
    if setting.precedes(expression, ABOUT) or ABOUT_INSIDE.search(setting.words(expression)):
        meaning.mod = "APPROX"
    return meaning


def _either_half(meaning: Meaning, expression: Expression, clock: str) -> None:
    """As in "half past seven": nobody says whether of the morning or of the evening; both bound it."""
    bare = expression.has("before") or expression.has("oclock")
    if bare and not expression.has("ampm") and not expression.has("part") and not expression.has("tz"):
        hour, rest = int(clock[1:3]), clock[3:]
        earliest, _, precision = bounds(f"{meaning.value[: -len(clock)]}T{hour % 12:02}{rest}")
        if earliest and 0 < hour <= 12:
            meaning.earliest, meaning.precision, meaning.bounded = earliest, precision, True
            meaning.latest = f"{earliest[:11]}{hour % 12 + 12:02}{earliest[13:]}"
            meaning.how = "morning or evening, nobody says which"


def _since(expression: Expression, meaning: Meaning, clock: str) -> bool:
    """As in "between 3 and 4 p.m.": a stretch from the first hour on, in the same half of the day if it can be."""
    written = re.findall(r"\d+", expression.word("since"))
    hour, minutes = int(written[0]), written[1] if len(written) > 1 else "00"
    if expression.has("ampm") and clock[1:3] >= "12" and 0 < hour < 12 and f"T{hour + 12:02}:{minutes}" < clock:
        hour += 12
    begin = f"T{hour:02}:{minutes}"
    if not begin < clock or hour > 23:
        return False
    day = meaning.value[: -len(clock)]
    meaning.value = f"{day}{begin}/{meaning.value}"
    return True


def _timezone(expression: Expression, setting: Setting) -> str:
    """The zone as written."""
    words = r"\s".join(re.escape(w) for w in expression.parts.get("tz", ()))
    match = re.search(words, setting.text[expression.start : expression.end], re.IGNORECASE) if words else None
    return match.group() if match else ""


def _clock(expression: Expression, setting: Setting) -> str | None:
    """The hour of an expression as in TIMEX3 ("T21:00"); none when it is no hour."""
    word, values = expression.word("clock"), vocabulary().values
    if word in values["noon"]:
        return str(values["noon"][word])
    digits = re.findall(r"\d+", word) or ([str(values["number"][word])] if word in values["number"] else [])
    half, part = expression.word("ampm").replace(".", "").replace(" ", ""), part_of_day(expression)
    if not digits or not _is_hour(expression, setting, half):
        return None
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour, rest = int(digits[0]), digits[1:]
    if (half and not 1 <= hour <= 12) or hour > 24 or any(int(r) > 59 for r in rest) or len(digits[0]) > 2:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif part == "TNI" and hour == 12:
        hour = 24
    elif part in ("TAF", "TEV") or (part == "TNI" and 5 < hour < 12):
        hour = hour % 12 + 12
    if expression.has("before"):
        hour, rest = _quarters(expression, hour)
    return "T" + ":".join([f"{hour:02}", *(rest or ["00"])])


def _quarters(expression: Expression, hour: int) -> tuple[int, list[str]]:
    """As in "half past seven", "a quarter to eight"."""
    words = expression.parts["before"]
    if words[-1] == "to":
        return (hour - 1) % 24, ["45"]
    return hour, ["30" if words[0] == "half" else "15"]


def _is_hour(expression: Expression, setting: Setting, half: str) -> bool:
    """Whether figures or a number are an hour: by what stands with them or before them."""
    if half or expression.has("tz") or "clock" in setting.words(expression):
        return True
    if ":" in expression.word("clock"):
        return _has_cue(expression, setting)
    if expression.has("hours"):
        return setting.precedes(expression, AT)
    if expression.has("before"):
        return expression.word("before") == "half" or setting.precedes(expression, AT)
    return expression.has("part")


def _has_cue(expression: Expression, setting: Setting) -> bool:
    """Whether figures with a colon are an hour: by a word before or behind them, or a date beside them."""
    if OWN_DAY & expression.parts.keys() or expression.has("part") or setting.last(expression.start, BESIDE):
        return True
    if ABOUT_INSIDE.match(setting.words(expression)):
        return True
    return setting.precedes(expression, CUE) or setting.follows(expression, CUE_BEHIND)


def _of_day(expression: Expression, setting: Setting) -> Meaning:
    """The day of an hour."""
    found: Meaning | None = None
    if expression.has("month"):
        found = resolve_date(expression, setting)
    elif expression.has("weekday"):
        parts = {k: v for k, v in expression.parts.items() if k != "part"}
        found = resolve_weekday(expression._replace(parts=parts), setting)
    elif expression.has("deictic"):
        tonight = expression.word("deictic") == "tonight"
        parts = {"deictic": ("today",) if tonight else expression.parts["deictic"]}
        found = resolve_day(expression._replace(parts=parts), setting)
    if found:
        return found
    last = setting.last(expression.start, NEAR)
    if last and last.is_day:
        return on_mention(Meaning("TIME", last.day.isoformat()), last)
    return setting.on_document(Meaning("TIME", str(setting.published or "")))
