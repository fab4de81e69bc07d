"""What is done by day only, against the same done at night."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import stems_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_DONE = {
    "exercise": r"practi[sc]\w*|exercis\w*|drill\w*|train(?:s|ing)?\b|shoot(?:s|ing)?\b|fir(?:es?|ed|ing)\b|manoeuvre",
    "travel": r"fly|flies|flew|flights?|sail\w*|land(?:s|ed|ing)\b|travel\w*|mov(?:es?|ed|ing)\b|driv\w+|drove",
    "work": r"work\w*|operat\w*|load\w*|fish(?:es|ed|ing)?\b|deliver\w*|patrol\w*",
}
_DAY = (
    r"(?:by\s+day(?:light)?|in\s+(?:the\s+)?daylight|during\s+(?:the\s+)?day(?:light)?(?:\s+hours)?|in\s+the\s+daytime)"
)
_ONLY_DAY = re.compile(
    rf"\b(?:only|exclusively|solely)\s+(?:\w+\s+)?{_DAY}|{_DAY}\s+(?:only|alone|exclusively)\b"
    r"|\b(?:never|not|no\s+\w+)\s+(?:\w+\s+){0,2}?(?:at|by)\s+night\b",
    re.IGNORECASE,
)
_NIGHT = re.compile(
    r"\b(?:at|by)\s+night\b|\bafter\s+dark\b"
    r"|\bnight(?:time)?\s+(?=shoots?\b|exercis|drills?|firing|flights?|training|manoeuvres|work|patrols|fishing)",
    re.IGNORECASE,
)
_SIDE = 50
_DULL = stems_of("night day daylight daytime dark only alone never common often usual always")


def manners(unit: Unit) -> Iterator[Point]:
    """What a content says to be done by day only, or at night."""
    if unit.denied:
        return
    day = _ONLY_DAY.search(unit.text)
    m = day or _NIGHT.search(unit.text)
    if m is None or (day is None and unit.negative):
        return
    words = unit.text[max(0, m.start() - _SIDE) : m.end() + _SIDE]
    for act, pattern in _DONE.items():
        if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE):
            value = frozenset({"day only" if day else "night"})
            rest = stems_of(re.sub(rf"\b(?:{pattern})", " ", unit.text, flags=re.IGNORECASE)) - _DULL
            beside = stems_of(unit.previous) - _DULL
            yield Point("manner", act, words, "Whether it is done at night", value, beside, rest)


def by_night(x: Point, y: Point) -> bool:
    """Whether one has done by day only what another has done at night, of the same actors as far as words tell."""
    return x.subject == y.subject and x.value != y.value and bool(x.of & (y.of | y.not_) or y.of & (x.of | x.not_))
