"""Two time expressions side by side that belong together: a weekday with its date, the two ends of a stretch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from rashomon.read.times.almanac import bounds
from rashomon.read.times.grammar import Expression
from rashomon.read.times.meaning import Meaning, Setting
from rashomon.records import Fragment

Understood = tuple[Expression, Meaning]

BESIDE = re.compile(r",? ?\(|, (?:the )?")
BESIDE_STEP = re.compile(r",? ?\(|,? (?:on |in )?(?:the )?")
TO = re.compile(r"\s(?:to|until|till|through|thru)\s(?:the\s)?|\s?[-–—]\s?")
AND = re.compile(r"\sand\s(?:the\s)?")
FROM = re.compile(r"\bfrom\s(?:the\s)?(?:\w+\s)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)


def joined(found: Sequence[Understood], setting: Setting) -> None:
    """Gives each of two expressions that belong together what the other one says."""
    for (first, one), (second, two) in zip(found, found[1:], strict=False):
        if second.start - first.end > 12:
            continue
        between = setting.text[first.end : second.start]
        if first.kind == "shift" and not one.earliest and second.kind == "date" and BESIDE_STEP.fullmatch(between):
            _one_day(first, one, second, two)
        elif first.kind == "weekday" and second.kind == "date" and len(two.value) == 10 and BESIDE.fullmatch(between):
            _one_day(first, one, second, two)
        elif one.earliest[:4] and one.type in ("DATE", "TIME") and two.type in ("DATE", "TIME"):
            before = setting.text[max(0, first.start - 20) : first.start]
            if TO.fullmatch(between) and FROM.search(before) or AND.fullmatch(between) and BETWEEN.search(before):
                _after(first, one, second, two)
                _stretch(one, two)


def _one_day(first: Expression, one: Meaning, second: Expression, two: Meaning) -> None:
    """ "Friday (December 27)": one day; what the weekday says is kept, whether or not it fits."""
    two.weekday = one.weekday if one.weekday >= 0 else two.weekday
    if one.mod or len(one.value) > 10:
        return
    one.value, one.earliest, one.latest = two.value, two.earliest, two.latest
    one.anchor, one.anchor_at = "expression", Fragment(start=second.start, end=second.end)
    one.anchor_day, one.precision = two.earliest, two.precision
    one.how = "the date beside it"


def _after(first: Expression, one: Meaning, second: Expression, two: Meaning) -> None:
    """ "from Friday to Monday": the second day of the week is the one after the first."""
    if first.kind == second.kind == "date" and not first.has("year") and one.value > two.value and one.earliest:
        # "between January 1 and September 26": the first is of the second one's year, or of the year before.
        for year in (int(two.value[:4]), int(two.value[:4]) - 1):
            value = f"{year:04}{one.value[4:]}"
            if value <= two.value and bounds(value)[0]:
                one.value, (one.earliest, one.latest, _) = value, bounds(value)
                return
    if first.kind != "weekday" or second.kind != "weekday" or len(one.value) != 10 or len(two.value) != 10:
        return
    begin, end = date.fromisoformat(one.value), date.fromisoformat(two.value)
    there = begin + timedelta(days=(end - begin).days % 7)
    two.value = two.earliest = two.latest = there.isoformat()


def _stretch(one: Meaning, two: Meaning) -> None:
    """ "from Monday to Thursday", "between 2014 and 2016": both ends stand for the whole."""
    ends = [bound for bound in (two.latest, two.earliest) if bound]
    if not ends or not one.earliest or ends[0] < one.earliest:
        return
    one.latest = two.latest = ends[0]
    two.earliest = one.earliest
    one.how = two.how = "one end of a stretch of time"
