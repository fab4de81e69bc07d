"""From a time expression to its value: lengths of time, steps from a date, calendar units that hang on one, sets."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.times.almanac import DAYS_OF, MONTHS_OF, SECONDS_OF, UNITS, shifted, value_of
from rashomon.read.times.counting import number_of, period
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import LAST, NEXT, Meaning, Setting, mod_of, on_document, on_mention, part_of_day
from rashomon.read.times.words import vocabulary

APPROXIMATE = re.compile(r"^(?:about|around|nearly|almost|roughly|approximately|some|circa|barely)\b|\bor so$")
MORE = re.compile(r"^(?:more than|over|just over)\b")
LESS = re.compile(r"^(?:less than|under|just under|fewer than)\b")
AT_LEAST = re.compile(r"^(?:at least|no less than)\b")
AT_MOST = re.compile(r"^(?:at most|no more than|up to|no later than|within)\b")
NEAR = 800


def unit_of(expression: Expression, label: str = "unit") -> str:
    """The letter of the unit of an expression; empty without one."""
    word = expression.word(label)
    return "WE" if word.startswith("weekend") else str(vocabulary().values["unit"].get(word, ""))


def count_of(expression: Expression) -> float | None:
    """The number of an expression; none for a vague one."""
    if expression.has("few"):
        number = number_of(expression.parts.get("n", ()))
        word = expression.word("few")
        if word == "couple":
            return 2.0
        return 12.0 * (number or 1.0) if word == "dozen" else None
    words = expression.parts.get("n", ())
    if words and words[0] in ("a", "an") and len(words) == 1:
        number: float | None = 1.0
    else:
        number = number_of(words) if words else None
    return number + 0.5 if number is not None and expression.has("plus") else number


def _span_mod(text: str) -> str:
    for pattern, mod in (
        (AT_LEAST, "EQUAL_OR_MORE"),
        (AT_MOST, "EQUAL_OR_LESS"),
        (MORE, "MORE_THAN"),
        (LESS, "LESS_THAN"),
        (APPROXIMATE, "APPROX"),
    ):
        if pattern.search(text):
            return mod
    return ""


def _words(expression: Expression, setting: Setting) -> str:
    return " ".join(setting.text[expression.start : expression.end].lower().split())


def _length(expression: Expression) -> str:
    """The TIMEX3 value of the length that an expression gives."""
    if expression.has("m") and not expression.has("few"):
        low, high = number_of(expression.parts["n"]), number_of(expression.parts["m"])
        if low is not None and high is not None:
            return period(low, unit_of(expression))
    return period(count_of(expression), unit_of(expression))


def resolve_duration(expression: Expression, setting: Setting) -> Meaning | None:
    """ "two weeks", "31-year-old": a length of time, without bounds."""
    text = _words(expression, setting)
    if expression.has("bare"):
        return _bare(expression, setting, text)
    unit = unit_of(expression)
    if unit == "TS" and expression.word("n") in ("a", "an", "") or not _is_length(expression, setting, text):
        return None
    return Meaning("DURATION", _length(expression), mod=_span_mod(text), precision=UNITS.get(unit, ""))


def _bare(expression: Expression, setting: Setting, text: str) -> Meaning | None:
    """ "for years", "hours after the strike", "the weeks before": a length that is not counted."""
    word = expression.word("bare")
    unit = str(vocabulary().values["unit"][word])
    if text == "the day":
        return (
            Meaning("DATE", "XXXX-XX-XX")
            if re.match(r"\s(?:before|after|of the|that)\b", setting.after(expression))
            else None
        )
    before, after = setting.before(expression, 14), setting.after(expression, 10)
    if "-" not in text and unit in ("TS", "TM", "Q"):
        if not re.match(r"\s(?:after|before|later|earlier)\b", after):
            return None
    elif (
        "-" not in text
        and not re.search(r"\b(?:for|in|in the|within|over the|during the|after|follows|took|take|lasted)\s$", before)
        and not re.match(r"\s(?:after|before|that followed)\b", after)
    ):
        return None
    return Meaning(
        "DURATION",
        period(None, unit) if text.endswith("s") or word.endswith("s") else period(1, unit),
        precision=UNITS.get(unit, ""),
    )


def _is_length(expression: Expression, setting: Setting, text: str) -> bool:
    """Whether "a day", "20 years" is a length, and no rate ("four flights a week") or name."""
    after = setting.after(expression)
    before = setting.before(expression)
    if expression.word("n") in ("a", "an"):
        if text in ("a second", "a min") or re.match(r"\w", after[:1]):
            return False
        if (
            re.search(r"(?:\b(?:times|once|twice|hours|days|weeks|barrels|flights)|\d \w+s)\s$", before)
            and len(text.split()) == 2
        ):
            return False
    if expression.word("unit").startswith("quarter") and not re.search(r"straight|consecutive|successive|fiscal", text):
        return False
    written = setting.text[expression.start : expression.end]
    if re.fullmatch(r"\d+ (?:Minutes|Hours|Days)", written):
        return False
    if (
        expression.word("unit") in ("second", "quarter", "minute")
        and "-" not in text
        and expression.word("n") not in ("one", "a", "1")
    ):
        return False
    if expression.word("unit") == "quarter" and expression.word("n") in ("a",):
        return False
    return not re.match(r"[-’']?\w", after[:1])


def resolve_ago(expression: Expression, setting: Setting) -> Meaning | None:
    """ "two weeks ago", "three days from now": so far from the document's day."""
    text = _words(expression, setting)
    sign = -1 if text.endswith("ago") else 1
    count, unit, base = count_of(expression), unit_of(expression), setting.published
    if not expression.has("n") and not expression.has("few"):
        count = None
    mod = _span_mod(text)
    if count is None:
        meaning = Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod)
        if base:
            edge = base.isoformat()
            meaning.earliest, meaning.latest = ("", edge) if sign < 0 else (edge, "")
            meaning.bounded = True
            return on_document(setting, meaning)
        return meaning
    if base is None:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod)
    if unit in SECONDS_OF:
        meaning = Meaning("TIME", base.isoformat(), mod=mod)
        spread = int(count * SECONDS_OF[unit] // 86400) + 1
        other = base + timedelta(days=spread * sign)
        first, last = sorted((base, other))
        meaning.earliest, meaning.latest, meaning.precision, meaning.bounded = str(first), str(last), "day", True
        return on_document(setting, meaning)
    if unit == "Y" and count == 1 and text == "a year ago" and base:
        quarter = setting.last_quarter(expression)
        mention = setting.mentioned[-1] if setting.mentioned else None
        if quarter and mention:
            return on_mention(Meaning("DATE", f"{quarter[0] - 1:04}-Q{quarter[1]}"), mention)
    return _stepped(setting, base, sign * count, unit, mod)


def _stepped(setting: Setting, base: date, count: float, unit: str, mod: str) -> Meaning | None:
    """So many units from the document's day: exact in days, give or take half a unit else."""
    there = shifted(base, count, unit)
    if there is None:
        return None
    meaning = Meaning("DATE", value_of(there, "W" if unit == "F" else unit), mod=mod)
    if unit != "D" or mod:
        _spread(meaning, there, abs(count), unit)
    return on_document(setting, meaning)


def _spread(meaning: Meaning, there: date, count: float, unit: str) -> None:
    """Bounds give or take half a unit, and a tenth of the number for one that is called approximate."""
    slack = max(0.5, abs(count) * 0.1) if meaning.mod else 0.5
    days = DAYS_OF.get(unit) or MONTHS_OF[unit] * 30.44
    width = timedelta(days=max(1 if meaning.mod else 0, int(days * slack)))
    try:
        first, last = there - width, there + width
    except OverflowError:
        return
    if meaning.mod == "MORE_THAN":
        last = there
        meaning.earliest, meaning.latest = "", last.isoformat()
    elif meaning.mod == "EQUAL_OR_MORE":
        meaning.earliest, meaning.latest = "", last.isoformat()
    else:
        meaning.earliest, meaning.latest = first.isoformat(), last.isoformat()
    meaning.precision, meaning.bounded = UNITS[unit], True


def resolve_shift(expression: Expression, setting: Setting) -> Meaning | None:
    """ "a year earlier", "two weeks later": so far from the date named before."""
    text = _words(expression, setting)
    way = expression.word("way")
    sign = 1 if way == "later" else -1
    count, unit = count_of(expression), unit_of(expression)
    mod = _span_mod(text)
    if count is None or unit in SECONDS_OF:
        return Meaning("DURATION", _length(expression), mod=mod)
    last = setting.last(NEAR, expression.start)
    if unit == "Y":
        quarter = setting.last_quarter(expression, 700)
        if quarter and last:
            return on_mention(
                Meaning(
                    "DATE",
                    f"{quarter[0] - round(count) * -sign if sign > 0 else quarter[0] - round(count):04}-Q{quarter[1]}",
                ),
                last,
            )
    if last is None or (unit == "D" and len(last.value) < 10):
        base = setting.published
        if base is None or sign > 0 or unit not in ("Y", "M"):
            return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod=mod)
        return _stepped(setting, base, sign * count, unit, mod)
    there = shifted(last.day, sign * count, unit)
    if there is None:
        return None
    if unit == "Y" and len(last.value) == 7:
        value = value_of(there, "M")
    elif unit in ("W", "D") and len(last.value) == 10:
        value = there.isoformat() if unit == "D" or count else value_of(there, "W")
    else:
        value = value_of(there, "W" if unit == "F" else unit)
    meaning = Meaning("DATE", value, mod=mod)
    if unit != "D" or mod:
        _spread(meaning, there, count, unit)
    return on_mention(meaning, last)


def resolve_span(expression: Expression, setting: Setting) -> Meaning | None:
    """ "the past three months", "the next two weeks", "recent years": a length that ends or begins on a day."""
    way, unit, base = expression.word("way"), unit_of(expression), setting.published
    text = _words(expression, setting)
    counted = expression.has("n") or expression.has("few")
    count = count_of(expression) if counted else None
    if not counted and way in ("recent", "past", "last", "these", "coming", "future") or " ahead" in text:
        return _uncounted(expression, setting, way, unit, text)
    meaning = Meaning("DURATION", _length(expression), mod=_span_mod(text), precision=UNITS.get(unit, ""))
    if base is None or count is None or unit in SECONDS_OF or way not in ("last", "past", "next", "coming", "recent"):
        if base and way in ("last", "past", "recent") and unit not in SECONDS_OF:
            meaning.latest, meaning.bounded = base.isoformat(), True
            return on_document(setting, meaning)
        return meaning
    sign = 1 if way in ("next", "coming") else -1
    there = shifted(base, sign * count, unit)
    if there:
        meaning.earliest, meaning.latest = (str(base), str(there)) if sign > 0 else (str(there), str(base))
        meaning.bounded = True
    return on_document(setting, meaning)


def _uncounted(expression: Expression, setting: Setting, way: str, unit: str, text: str) -> Meaning | None:
    if way == "these":
        return on_document(setting, Meaning("DATE", "PRESENT_REF")) if text == "these days" else None
    if way == "last":
        return None
    ahead = way in ("coming", "future") or " ahead" in text
    meaning = Meaning("DURATION", period(None, unit), precision=UNITS.get(unit, ""))
    if way == "future":
        meaning = Meaning("DATE", "FUTURE_REF")
    if setting.published:
        edge = setting.published.isoformat()
        meaning.earliest, meaning.latest = (edge, "") if ahead else ("", edge)
        meaning.bounded = True
        return on_document(setting, meaning)
    return meaning


def resolve_unit(expression: Expression, setting: Setting) -> Meaning | None:
    """ "last year", "this week", "the end of the month", "year-end", "the next day"."""
    text = _words(expression, setting)
    unit = unit_of(expression) or "Y"
    ref, mod, base = expression.word("ref"), mod_of(expression), setting.published
    if expression.word("unit").endswith("s") or unit in SECONDS_OF or unit == "F":
        return None
    if not ref:
        return _whole(expression, setting, unit, mod)
    if ref in ("following", "previous", "same", "that") or (ref == "next" and text.startswith("the ")):
        return _from_mention(expression, setting, unit, ref, mod, text)
    if unit == "D" and ref in ("last", "past", "latest", "current"):
        return None if ref in ("last", "latest") else on_document(setting, Meaning("DURATION", "P1D"))
    if base is None:
        value = "PAST_REF" if ref in LAST else "FUTURE_REF" if ref in NEXT else "PRESENT_REF"
        return Meaning("DATE", value, mod=mod)
    if ref == "past" and text.startswith(("the ", "over", "past")) and unit != "WE":
        there = shifted(base, -1, unit)
        meaning = Meaning("DURATION", period(1, unit), mod=mod)
        if there:
            meaning.earliest, meaning.latest, meaning.bounded = str(there), str(base), True
        return on_document(setting, meaning)
    count = 1 if ref in NEXT else -1 if ref in LAST or ref == "latest" and unit == "Q" else 0
    return _calendar(setting, base, count, unit, mod)


def _calendar(setting: Setting, base: date, count: int, unit: str, mod: str) -> Meaning | None:
    if unit == "WE":
        # "the weekend" in a report on weekdays is the one before; "last weekend" too.
        there = shifted(base, count, "W")
    else:
        there = shifted(base, count, unit)
    if there is None:
        return None
    return on_document(setting, Meaning("DATE", value_of(there, unit), mod=mod))


def _whole(expression: Expression, setting: Setting, unit: str, mod: str) -> Meaning | None:
    """ "the weekend", "the end of the year", "earlier in the year", "year-end"."""
    base = setting.published
    if base is None:
        return Meaning("DATE", "XXXX" if unit == "Y" else "PRESENT_REF", mod=mod)
    if unit == "WE":
        return _calendar(setting, base, -1 if base.weekday() < 5 else 0, unit, mod)
    return _calendar(setting, base, 0, unit, mod or ("END" if not expression.has("unit") else ""))


def _from_mention(expression: Expression, setting: Setting, unit: str, ref: str, mod: str, text: str) -> Meaning | None:
    """ "the next day", "the following year", "that week", "the same month": from the date named before."""
    last = setting.last(NEAR, expression.start)
    if ref == "that" and text.startswith("the"):
        return None
    if last is None:
        if unit == "D" or setting.published is None:
            return Meaning("DATE", "XXXX-XX-XX" if unit == "D" else "PAST_REF", mod=mod)
        count = 1 if ref in NEXT else -1 if ref in LAST else 0
        return _calendar(setting, setting.published, count, unit, mod)
    if unit == "D" and len(last.value) < 10:
        return Meaning("DATE", "XXXX-XX-XX", mod=mod)
    there = shifted(last.day, 1 if ref in NEXT else -1 if ref in LAST else 0, unit if unit != "WE" else "W")
    if there is None:
        return None
    return on_mention(Meaning("DATE", value_of(there, unit), mod=mod), last)


def resolve_set(expression: Expression, setting: Setting) -> Meaning | None:
    """ "daily", "each Thursday", "every two years"."""
    if expression.has("set"):
        if expression.word("set") == "quarterly" and re.match(r" [a-z]", setting.after(expression, 2)):
            return None
        if setting.text[expression.start].isupper() and re.search(
            r"[A-Z]\w*\s$", setting.text[max(0, expression.start - 12) : expression.start]
        ):
            return None
        if re.match(r" [A-Z]", setting.text[expression.end : expression.end + 2]):
            return None
        return Meaning("SET", str(vocabulary().values["set"][expression.word("set")]))
    if expression.has("weekday"):
        weekday = int(vocabulary().values["weekday"][expression.word("weekday")])
        return Meaning("SET", f"XXXX-WXX-{weekday + 1}{part_of_day(expression)}", weekday=weekday)
    if expression.has("season"):
        return Meaning("SET", f"XXXX-{vocabulary().values['season'][expression.word('season')]}")
    if expression.has("month"):
        return Meaning("SET", f"XXXX-{int(vocabulary().values['month'][expression.word('month')]):02}")
    if expression.has("part"):
        return Meaning("SET", f"XXXX-XX-XX{part_of_day(expression)}")
    words = expression.parts.get("n", ())
    count = number_of(words) if words else 2.0 if "other" in _words(expression, setting) else 1.0
    return Meaning("SET", period(count, unit_of(expression)))


def resolve_reference(expression: Expression, setting: Setting) -> Meaning | None:
    """ "now", "recently", "the future": no date, but a side of the document's day."""
    word = expression.word("reference")
    value = {
        "current": "PRESENT_REF",
        "recent": "PAST_REF",
        "past": "PAST_REF",
        "future": "FUTURE_REF",
        "term": "FUTURE_REF",
    }
    meaning = Meaning("DATE", value.get(word) or str(vocabulary().values["reference"][word]))
    after = setting.after(expression, 24)
    if (word == "previously" and after[:1] != ",") or (word == "soon" and re.match(r"\s(?:as|after|before)\b", after)):
        return None
    if word == "future" and setting.text[expression.start : expression.end].lower() == "future":
        return None
    if (
        word == "past"
        and not setting.before(expression).endswith(("in ", "of ", "from "))
        and re.match(r"\s\w", setting.after(expression, 2))
        and not re.match(r"\s(?:but|and|when|as|the|for|he|she|it)\b", setting.after(expression))
    ):
        return None
    return on_document(setting, meaning)
