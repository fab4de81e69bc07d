"""In which street somebody was seized or hurt, who found the dead, and how old two of them were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from rashomon.link.positions.act_words import stems_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_WAYS = (
    "Street|Road|Avenue|Lane|Drive|Boulevard|Square|Place|Court|Terrace|Crescent|Close|Highway|Way|Parkway|Alley|Row"
)
_STREET = rf"(?P<street>(?:[A-Z][\w’'-]+\s+){{1,3}}(?:{_WAYS}))\b"
_DONE = {
    "seized": "arrested|found|captured|detained|seized|cornered|caught|barricaded|apprehended|hiding|holed up",
    "hurt": "shot|stabbed|attacked|killed|murdered|beaten|wounded|injured|died|assaulted|robbed|kidnapped|abducted",
}
_AT = re.compile(
    rf"\b(?P<verb>{'|'.join(_DONE.values())})\b(?P<between>[^.;:]{{0,70}}?)\b(?:at|on|in|inside|near)\s+"
    rf"(?:an?\s+|the\s+|his\s+|her\s+|\d+\s+)?{_STREET}"
)
_OTHER = re.compile(r"\b(?:who|where|which|after|before|when|while|and|from|later|earlier|until)\b", re.IGNORECASE)
_SPELLING = 0.8
_SHORT = 5
_ANYBODY = stems_of("man men woman women person people boy girl couple somebody someone others friend")
_WHO = r"(?P<who>(?:[\w’'-]+\s+){0,4}[\w’'-]+)"
_BODIES = r"(?:(?:the|two|three|both|their|his|her)\s+)*(?P<what>bod(?:y|ies)|remains|wreck(?:age)?|weapon)\b"
_FINDS = re.compile(rf"^\W*(?:that\s+)?{_WHO}\s+(?:had\s+)?(?:found|discovered)\s+{_BODIES}", re.IGNORECASE)
_FOUND_BY = re.compile(
    rf"^\W*(?:that\s+)?{_BODIES}[^.;:]{{0,120}}?\b(?:was|were|had\s+been)\s+(?:found|discovered)\s+by\s+{_WHO}",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\s+(?:in|on|at|near|inside|after|when|while|yesterday|today|who|where|and)\b.*$", re.IGNORECASE)
_LISTED = re.compile(r"(?<![\w.,])(\d{1,2})\s+and\s+(\d{1,2})[\s-]years?[\s-]old\b", re.IGNORECASE)
_OF_AGE = re.compile(r"(?<=,\s)(\d{2})(?=\s?[,;–—-]|\s*$)|\b(\d{1,2})[- ]years?[- ]old\b")
_DEAD = re.compile(
    r"\b(?:bod(?:y|ies)|victims?|killed|dead|died|deaths?|murdered|slain|drowned|perished)\b", re.IGNORECASE
)


def scenes(unit: Unit) -> Iterator[Point]:
    """The street in which a content has somebody seized or hurt, and the ages that it gives two dead."""
    if unit.negative or unit.certainty.startswith("PS"):
        return
    yield from _street(unit)
    yield from _ages(unit)
    yield from _finder(unit)


def _finder(unit: Unit) -> Iterator[Point]:
    """Who is said to have found the dead; of a pronoun it is not known who that is."""
    m = _FINDS.match(unit.text) or _FOUND_BY.match(unit.text)
    who = _OUT_OF.sub("", m.group("who")) if m else ""
    value = stems_of(who)
    if m and value - _ANYBODY and len(m.group("who").split()) <= _SHORT:
        what = m.group("what").lower()
        what = {"bodies": "body", "wreckage": "wreck"}.get(what, what)
        yield Point("finder", what, who, f"Who found the {'dead' if what in ('body', 'remains') else what}", value)


def another_finder(x: Point, y: Point) -> bool:
    """Whether two name two finders, in no word the same."""
    return x.subject == y.subject and not x.value & y.value


def _street(unit: Unit) -> Iterator[Point]:
    m = _AT.search(unit.text)
    if m is None or _OTHER.search(m.group("between")):
        return
    people = [n for n in unit.names if n.kind == "person" and n.end <= m.start()]
    if not people or re.search(r"[.;:]", unit.text[people[-1].end : m.start()]):
        return
    surname = people[-1].name.split()[-1]
    done = next(kind for kind, words in _DONE.items() if m.group("verb") in words.split("|"))
    about = f"Where {surname} was {'found or arrested' if done == 'seized' else 'attacked'}"
    street = " ".join(m.group("street").split())
    yield Point("scene", f"{surname.lower()} {done}", street, about, frozenset({street}))


def _ages(unit: Unit) -> Iterator[Point]:
    if not _DEAD.search(unit.text):
        return
    listed = _LISTED.findall(unit.text)
    ages = list(listed[0]) if len(listed) == 1 else [a or b for a, b in _OF_AGE.findall(unit.text)]
    if len(ages) == 2 and len(set(ages)) == 2:
        yield Point("ages", "dead", " and ".join(ages), "How old the dead were", frozenset(ages))


def elsewhere(x: Point, y: Point) -> bool:
    """Whether two streets are two: not one name spelt in two ways."""
    if x.subject != y.subject:
        return False
    one, other = min(x.value), min(y.value)
    same_way = one.rpartition(" ")[2] == other.rpartition(" ")[2]
    alike = SequenceMatcher(None, one.rpartition(" ")[0], other.rpartition(" ")[0]).ratio() >= _SPELLING
    return not (same_way and alike)


def another_age(x: Point, y: Point) -> bool:
    """Whether of two dead one is as old in both, the other is not."""
    return len(x.value & y.value) == 1
