"""Where shots came from: points of the compass, and whether from the water, from land or from the air."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from rashomon.link.positions.act_words import stem, words_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
_MEDIUM = {
    "sea": "sea", "water": "sea", "ocean": "sea", "strait": "sea", "lake": "sea", "offshore": "sea",
    "land": "land", "inland": "land", "shore": "land", "air": "air", "sky": "air",
}  # fmt: skip
_WAY = r"(?:(?:north|south)[- ]?(?:east|west)|north|south|east|west|sea|water|ocean|strait|lake|land|shore|air|sky)"
_SHOT = (
    r"(?:rockets?|shells?|missiles?|projectiles?|mortars?|shots?|bullets?|salvos?|flash(?:es)?|gunfire|drones?"
    r"|launch(?:es)?|torpedo(?:es)?|tracers?|grenades?)"
)
_CAME = re.compile(
    r"\b(?:came|comes?|coming|flew|fly|flying|flown|fired|launched|arrived|approached|shot)\b(?:\s+\w+){0,2}?\s+"
    rf"(?:not\s+)?from\s+(?:the\s+)?(?:\w+\s+)?{_WAY}\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    rf"\b(?P<not>not\s+|never\s+)?(?:from|over)\s+(?:the\s+|across\s+the\s+)?(?:open\s+)?(?P<way>{_WAY})\b(?!\s+(?:of\b|(?-i:[A-Z])))",
    re.IGNORECASE,
)
_SEEN = re.compile(
    rf"\b(?:saw|seen|see|watched|observed|spotted|noticed)\b[^.;!?]{{0,24}}?\b{_SHOT}\b(?!\s+(?:burst|explod|fall|land|drop|hit)\w*)(?P<rest>[^.;!?]{{0,70}})",
    re.IGNORECASE,
)
_IN = re.compile(rf"\b(?P<not>not\s+)?(?:in\s+the|on\s+the|over\s+the|from\s+the|to\s+the|,)\s+(?P<way>{_WAY})\b", re.I)
_REACH = 170
_PRONOUN = frozenset({"it", "they", "that", "this"})
_FEW = 8
_ABOUT = "Where the shots came from"


def bearings(unit: Unit) -> Iterator[Point]:
    """The directions that a content gives for shots, and those that it rules out."""
    m = _CAME.search(unit.text)
    if m and not unit.denied and _of_shots(unit, m):
        yield from _point(unit, m.start(), _FROM.finditer(unit.text[m.start() : m.start() + _REACH]))
        return
    m = _SEEN.search(unit.text)
    if m and not unit.negative:
        yield from _point(unit, m.start(), _IN.finditer(m.group("rest")))


def _of_shots(unit: Unit, m: re.Match[str]) -> bool:
    """Whether what came is a shot: so named before the verb, or a pronoun in a short saying about what happened."""
    if re.search(rf"\b{_SHOT}\b", unit.text[max(0, m.start() - 60) : m.start()], re.IGNORECASE):
        return True
    words = words_of(unit.text)
    return bool(words) and words[0] in _PRONOUN and len(words) <= _FEW and m.start() <= len(unit.text) // 2


def _point(unit: Unit, start: int, ways: Iterator[re.Match[str]]) -> Iterator[Point]:
    yes, no = set[str](), set[str]()
    for m in ways:
        (no if m.group("not") else yes).add(_class(m.group("way")))
    if yes:
        words = unit.text[start : start + _REACH]
        yield Point("bearing", "shots", words, _ABOUT, frozenset(yes), frozenset(no))


def _class(way: str) -> str:
    plain = re.sub(r"^(north|south)[- ]?(east|west)$", r"\1-\2", way.lower())
    return _MEDIUM.get(plain, plain)


def opposite(x: Point, y: Point) -> bool:
    """Whether two directions cannot be of the same shots: opposite points, or one rules out what the other says."""
    if x.value & y.not_ or y.value & x.not_:
        return True
    ours, theirs = (sorted(v for v in p.value if v in _COMPASS) for p in (x, y))
    if ours and theirs:
        return all(_apart(a, b) >= 3 for a, b in product(ours, theirs))
    media = [p.value & {"sea", "land", "air"} for p in (x, y)]
    return all(media) and media[0].isdisjoint(media[1])


def _apart(a: str, b: str) -> int:
    """How many eighths of the circle lie between two points of the compass."""
    apart = abs(_COMPASS.index(a) - _COMPASS.index(b))
    return min(apart, 8 - apart)


def handed_on(unit: Unit, after: Unit) -> Iterator[Point]:
    """What the next sentence makes of the things that a content tells of: "Such holes come from ..." ."""
    m = re.match(r"\W*(?:such|these|those)\s+([^\W\d_]+)\s", after.text, re.IGNORECASE)
    if m and stem(m.group(1).lower()) in unit.stems and (came := _CAME.search(after.text)):
        yield from _point(after, came.start(), _FROM.finditer(after.text[came.start() : came.start() + _REACH]))
