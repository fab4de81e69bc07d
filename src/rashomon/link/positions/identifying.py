"""What an unknown thing is said to have been, by those who identify it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.link.positions.act_words import stem, stems_of
from rashomon.link.positions.points import Point
from rashomon.link.positions.units import Unit

_UNKNOWN = (
    r"(?:contact|object|blip|echo|vessel|ship|boat|aircraft|plane|drone|device|substance|powder|liquid|parcel|package"
    r"|wreck|vehicle|lorry|truck|body|corpse|figure|caller|voice|gunman|attacker|intruder|animal|creature|light|fragment)"
)
_WAS = re.compile(
    rf"\b(?:the|this|that)\s+(?:[\w-]+\s+){{0,2}}?(?P<what>{_UNKNOWN})\s+(?:was|is|had\s+been)\s+(?:really\s+|only\s+|in\s+fact\s+)?"
    r"[“\"‘]?(?P<value>(?:an?|the)\s+[^,;:.!?“”\"]{3,60})",
    re.IGNORECASE,
)
_AS = re.compile(
    rf"\b(?P<what>it|(?:the|this|that)\s+(?:[\w-]+\s+){{0,2}}?{_UNKNOWN})\s+as\s+[“\"‘]?(?P<value>(?:an?|the)\s+[^,;:.!?“”\"]{{3,60}})",
    re.IGNORECASE,
)
_THING = re.compile(rf"\b(?:{_UNKNOWN})\b", re.IGNORECASE)
_IDENTIFIED = re.compile(r"\bidentif\w+\b", re.IGNORECASE)
_REST = re.compile(r"\s+(?:of|with|that|which|who|from|on|in|at|carrying|belonging|near|for|after|by)\b.*$", re.DOTALL)
_DULL = frozenset(
    stem(w)
    for w in "first last only same one target key cause source result part kind sort threat danger problem".split()
)
_EXTENT = 3


def identified(unit: Unit) -> Iterator[Point]:
    """What a content says that an unknown thing was."""
    if unit.negative:
        return
    m = _WAS.search(unit.text)
    if m is None and _IDENTIFIED.search(f"{unit.cue} {unit.text}"):
        m = _AS.search(unit.text)
    if m is None:
        return
    seen = _THING.findall(unit.previous if m.group("what").lower() == "it" else m.group("what"))
    words = _REST.sub("", m.group("value"))
    value = stems_of(words)
    if seen and value and not value & _DULL and len(value) <= _EXTENT and not unit.denied:
        thing = seen[-1].lower()
        yield Point("identity", stem(thing), m.group("value"), f"What the {thing} was", value)


def another(x: Point, y: Point) -> bool:
    """Whether two identify the same unknown thing as two things, in no word the same."""
    return x.subject == y.subject and not x.value & y.value
