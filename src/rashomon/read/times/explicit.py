"""From a time expression to its value: dates that say what they are, with the year from the text or the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rashomon.read.times.almanac import bounds, holiday
from rashomon.read.times.counting import day_number, year_of
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import LAST, NEXT, Meaning, Mentioned, Setting, mod_of, on_document, on_mention, weekday_of
from rashomon.read.times.tense import direction
from rashomon.read.times.words import vocabulary

NEAR = 600
"""So many characters back a year that was named still holds."""
ATTACKS = re.compile(r",?\s(?:\w+\s)?(?:attacks?|hijack\w+|terror\w*|commission|plot|victims|era)\b", re.IGNORECASE)
"""What follows "Sept. 11" when it stands for that of 2001."""
RECENT = 45
"""A date so many days before the document's needs no year from elsewhere."""
PREPOSITION = re.compile(
    r"\b(?:in|of|by|since|until|till|from|to|through|during|for|before|after|between|and|or|on|this|last|next|early|late|"
    r"mid|throughout|per|than|late-|early-|mid-)[ \n-]+(?:the )?$",
    re.IGNORECASE,
)


def valid(value: str) -> bool:
    """Whether a value is a day, month, year ... of the calendar."""
    return bool(bounds(value)[0])


def _month(expression: Expression, label: str = "month") -> int:
    values = vocabulary().values["month"]
    return int(values[expression.word(label)]) if expression.has(label) else 0


def resolve_iso(expression: Expression, _setting: Setting) -> Meaning | None:
    text = expression.word("iso").upper().replace(" ", "T")
    match = re.match(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?)?$", text)
    if not match or not valid(match[1]):
        return None
    if not match[2]:
        return Meaning("DATE", match[1])
    value = f"{match[1]}T{match[2]}"
    if not valid(value) or match[2] > "24:00":
        return None
    return Meaning("TIME", value, timezone=match[3] or "")


def resolve_numeric(expression: Expression, setting: Setting) -> Meaning | None:
    text = expression.word("numeric")
    one, two, three = (int(p) for p in re.findall(r"\d+", text))
    parts = re.findall(r"\d+", text)
    if len(parts[0]) == 4:
        value = f"{one:04}-{two:02}-{three:02}"
        return Meaning("DATE", value) if valid(value) and len(parts[2]) <= 2 else None
    if len(parts[2]) not in (2, 4) or len(parts[0]) > 2:
        return None
    if len(parts[2]) == 2 and "/" not in text:
        return None
    year = three if len(parts[2]) == 4 else 2000 + three if three < 70 else 1900 + three
    if not 1000 <= year < 2200:
        return None
    day_first, month_first = f"{year:04}-{two:02}-{one:02}", f"{year:04}-{one:02}-{two:02}"
    readings = [v for v in (day_first, month_first) if valid(v)]
    if not readings:
        return None
    if len(set(readings)) == 1:
        return Meaning("DATE", readings[0])
    habit = _order(setting.text)
    if habit:
        return Meaning("DATE", day_first if habit == "day" else month_first, how="the other dates of the text are written so")
    first, last = sorted(readings)
    return Meaning(
        "DATE", f"{year:04}-XX-XX", earliest=first, latest=last, precision="day", bounded=True,
        how="day and month can be read either way round",
    )  # fmt: skip


def _order(text: str) -> str:
    """Whether the numeric dates of a text that can be read one way only put the day or the month first."""
    day = re.search(r"(?<![\d/.-])(?:1[3-9]|2\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:\d{4}|\d\d)(?![\d/])", text)
    month = re.search(r"(?<![\d/.-])(?:0?[1-9]|1[0-2])([/.-])(?:1[3-9]|2\d|3[01])\1(?:\d{4}|\d\d)(?![\d/])", text)
    return "" if bool(day) == bool(month) else "day" if day else "month"


def resolve_date(expression: Expression, setting: Setting) -> Meaning | None:
    month, mod, weekday = _month(expression), mod_of(expression), weekday_of(expression)
    day = day_number(expression.parts.get("day", ()))
    year = year_of(expression.parts.get("year", ()))
    if expression.has("year") and year is None:
        return None
    if expression.has("day") and not 1 <= day <= 31:
        return None
    if not month:
        return _day_of_the_month(expression, setting, day)
    if year is None and not day and not expression.has("ref") and not _is_month(expression, setting):
        return None
    meaning = Meaning("DATE", "", mod=mod, weekday=weekday)
    if (month, day, year) == (9, 11, None) and ATTACKS.match(setting.text, expression.end):
        return Meaning("DATE", "2001-09-11", weekday=weekday, how="the attacks that go by this date")
    if year is None:
        year = _year_for(expression, setting, meaning, month, day)
    if year is None:
        meaning.value = f"XXXX-{month:02}" + (f"-{day:02}" if day else "")
        return meaning
    meaning.value = f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")
    if not valid(meaning.value):
        return None
    return meaning


def _is_month(expression: Expression, setting: Setting) -> bool:
    """Whether a bare name of a month is one, and no person, verb or street."""
    word = expression.word("month")
    if len(word) <= 4 and word not in ("may", "june", "july"):
        dotted = setting.after(expression, 1) == "." or setting.text[expression.start : expression.end].isupper()
        return dotted and bool(PREPOSITION.search(setting.text[max(0, expression.start - 16) : expression.start]))
    if expression.has("mod") or expression.has("edge") or word not in ("may", "march", "august", "april", "june"):
        return True
    if re.search(r"\b(?:the|a|its|an)\s$", setting.before(expression, 6)) and word != "may":
        return setting.text[expression.end : expression.end + 1] == " " and setting.text[expression.end + 1 : expression.end + 2].islower() and not re.match(r" (?:of|on|to|in|for|against)\b", setting.after(expression, 9))
    if re.match(r"[ ’']+(?:[A-Z]|s\b)", setting.text[expression.end : expression.end + 3]) and word != "august":
        return bool(PREPOSITION.search(setting.text[max(0, expression.start - 16) : expression.start]))
    return bool(PREPOSITION.search(setting.text[max(0, expression.start - 16) : expression.start]))


def _day_of_the_month(expression: Expression, setting: Setting, day: int) -> Meaning | None:
    base = setting.published
    if base is None:
        return Meaning("DATE", f"XXXX-XX-{day:02}")
    value = f"{base.year:04}-{base.month:02}-{day:02}"
    return on_document(setting, Meaning("DATE", value)) if valid(value) else None


def _year_for(expression: Expression, setting: Setting, meaning: Meaning, month: int, day: int) -> int | None:
    """The year of a date that is written without one: from "last year", a date before it, or the document's day."""
    ref = expression.word("ref")
    base = setting.published
    carried = _carried(expression, setting, month, day) if not ref else None
    if carried:
        on_mention(meaning, carried)
        meaning.how = "the year was named before"
        return carried.day.year
    if base is None:
        return None
    on_document(setting, meaning)
    if expression.has("ref") and "year" in setting.text[expression.start : expression.end].lower():
        return base.year + (1 if ref in NEXT else -1 if ref in LAST else 0)
    if ref in ("this", "current") or ref == "":
        way = direction(setting.text, expression.start, expression.end) if not ref else 0
        return _nearest_year(base, month, day, way) if not ref else base.year
    if ref in LAST:
        return base.year if month < base.month else base.year - 1
    if ref in NEXT:
        return base.year if month > base.month else base.year + 1
    return base.year


def _nearest_year(base: date, month: int, day: int, way: int) -> int:
    """The year whose month (and day) is nearest to a day; what lies on the other side than the tense counts double."""
    here = base.month * 30.5 + (base.day if day else 0)
    there = month * 30.5 + day
    costs = {}
    for year in (-1, 0, 1):
        off = (there - here) + year * 366
        against = off * way < 0 if way else off > 0
        costs[year] = abs(off) * ((4.0 if way else 1.3) if against else 1.0)
    return base.year + min(costs, key=lambda year: (costs[year], year))


def _carried(expression: Expression, setting: Setting, month: int, day: int) -> Mentioned | None:
    """The date before that gives a month its year: the same month with its year, close by."""
    base = setting.published
    if base and (base.month * 30.5 + base.day - month * 30.5 - (day or 15)) % 366 < RECENT:
        return None
    for mention in reversed(setting.mentioned[-4:]):
        if expression.start - mention.end > NEAR:
            return None
        if mention.full and mention.value[5:7] == f"{month:02}" and (
            not setting.published or mention.day.year != setting.published.year
        ):
            return mention
    return None


def resolve_range(expression: Expression, setting: Setting) -> Meaning | None:
    first = resolve_date(expression._replace(parts={k: v for k, v in expression.parts.items()}), setting)
    if first is None or not first.value[:4].isdigit():
        return None
    year, month = int(first.value[:4]), int(first.value[5:7])
    if expression.has("untilmonth"):
        until_month = _month(expression, "untilmonth")
        last = f"{year + (until_month < month):04}-{until_month:02}"
    else:
        last = f"{year:04}-{month:02}-{day_number(expression.parts['until']):02}"
    if not valid(last) or last < first.value:
        return None
    first.value = f"{first.value}/{last}"
    return first


def resolve_years(expression: Expression, setting: Setting) -> Meaning | None:
    first, until = expression.word("year"), expression.word("untilyear")
    if not _is_year(expression, setting, int(first)):
        return None
    last = until if len(until) == 4 else first[:2] + until
    if not 0 < int(last) - int(first) <= 150:
        return None
    return Meaning("DATE", f"{first}/{last}")


def _is_year(expression: Expression, setting: Setting, year: int) -> bool:
    """Whether four digits are a year: by their size, and by what stands beside them."""
    before, after = setting.text[max(0, expression.start - 12) : expression.start], setting.after(expression, 20)
    if after[:1] in "-–/" and after[1:2].isalnum():
        return False
    if before[-1:] in ("-", "/", ":", "+") and before[-2:-1].isalnum():
        return False
    if re.match(r"\s(?:people|men|women|children|troops|soldiers|miles|feet|meters|metres|km|kilometers|kilometres|points|"
                r"shares|tons|tonnes|pounds|dollars|homes|jobs|others|words|votes|bags|acres|barrels|a\.?m|p\.?m|hours|block)\b", after):
        return False
    if 1900 <= year <= 2050:
        return not re.search(r"(?:\bNo\.?|#|\broom|\bflight|\bpage|\bResolution|\$)\s?$", before, re.IGNORECASE)
    return bool(re.search(r"\b(?:in|since|of|from|until|by|year|circa|to|before|after|and)\s$", before, re.IGNORECASE)) and 1400 <= year < 2100


def resolve_year(expression: Expression, setting: Setting) -> Meaning | None:
    words = expression.parts["year"]
    year = year_of(words)
    if year is None:
        return None
    if len(words) == 1 and expression.parts.keys() == {"year"} and not _is_year(expression, setting, year):
        return None
    return Meaning("DATE", f"{year:04}", mod=mod_of(expression))


def resolve_decade(expression: Expression, setting: Setting) -> Meaning | None:
    word = expression.word("decade")
    digits = word.lstrip("'’‘").rstrip("s")
    if digits.isdigit():
        if len(digits) == 4:
            value = digits[:3]
        elif word[0] in "'’‘" or "the" in setting.text[expression.start : expression.end].lower().split():
            value = f"{19 if int(digits) >= 20 else 20}{digits[0]}"
        else:
            return None
    else:
        if re.search(r"\b(?:his|her|their|my|your|temperatures)\b", setting.before(expression)):
            return None
        value = f"19{vocabulary().values['decade'][word]}"
    return Meaning("DATE", value, mod=mod_of(expression))


def resolve_century(expression: Expression, setting: Setting) -> Meaning | None:
    number = day_number(expression.parts["century"])
    if not setting.text[expression.start : expression.end].lower().endswith("century") or not 1 <= number <= 30:
        return None
    return Meaning("DATE", f"{number - 1:02}", mod=mod_of(expression))




def resolve_holiday(expression: Expression, setting: Setting) -> Meaning | None:
    """ "Thanksgiving Day", "Christmas Eve": the nearest one, unless the text says which."""
    name = expression.word("holiday")
    rule = str(vocabulary().values["holiday"].get(name, "01-01"))
    year, base, ref = year_of(expression.parts.get("year", ())), setting.published, expression.word("ref")
    back = 1 if expression.has("eve") else 0
    if year:
        day = holiday(rule, year)
        return Meaning("DATE", (day - timedelta(days=back)).isoformat())
    if base is None:
        return Meaning("DATE", f"XXXX-{rule}" if "-" in rule and not back else "XXXX-XX-XX")
    days = [holiday(rule, base.year + step) - timedelta(days=back) for step in (-1, 0, 1) if 1 < base.year + step < 9999]
    way = direction(setting.text, expression.start, expression.end)
    if ref in LAST:
        found = max(d for d in days if d < base)
    elif ref in NEXT:
        found = min(d for d in days if d > base)
    elif ref == "this":
        found = days[1]
    else:
        found = min(days, key=lambda d: abs((d - base).days) * (2.5 if (d - base).days * way < 0 else 1))
    return on_document(setting, Meaning("DATE", found.isoformat()))


def resolve_other_calendar(expression: Expression, setting: Setting) -> Meaning | None:
    """ "27 Rajab 1441", "1398 SH": another calendar's date, which is left as written."""
    text = setting.text[expression.start : expression.end]
    if not re.search(r"[A-Z]", text) or (len(text.split()) == 2 and not re.search(r"\d{3}|(?i:rajab|shaban|ramadan|muharram|shawwal)", text)):
        return None
    return Meaning("DATE", "", how="another calendar: left as written")
